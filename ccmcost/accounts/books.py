"""The office's desk: the register, the ledger and who works with it.
Every money command begins here.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from ccmcost.accounts.notices_folder import finish_moves
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import BankCharge, ExchangeDifference, Limits, Opening, Receipt
from ccmcost.ledger.codec import Body, Draft
from ccmcost.ledger.events import append
from ccmcost.ledger.queries import currency_of, is_charged
from ccmcost.ledger.requests import refuse_repeated
from ccmcost.ledger.store import Ledger
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.model.books import Event
from ccmcost.model.coding import Coding
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.office import Issuer
from ccmcost.model.states import States
from ccmcost.sharing.request import find_meeting, find_state, sum_option
from ccmcost.text import is_line, printable
from ccmcost.workspace import Workspace

LONGEST_TEXT = 500


class Clerk(NamedTuple):
    """Who records, and when (UTC); what was answered to questions, why the clock is right although
    it jumps, and the token of the request, which the events of one transaction keep.
    """

    name: str
    now: datetime
    answers: tuple[str, ...] = ()
    clock: str = ""
    request: str = ""


class Books(NamedTuple):
    """The data of a workspace, with its register and States free of errors, and its open ledger."""

    data: Data
    ledger: Ledger

    @property
    def workspace(self) -> Workspace:
        """Where the office works."""
        return self.data.workspace

    @property
    def convention(self) -> Convention:
        """The convention whose costs are shared."""
        return self.data.convention

    @property
    def meetings(self) -> Mapping[str, Meeting]:
        """The register."""
        return self.data.meetings

    @property
    def states(self) -> States:
        """All States by code."""
        return self.data.states

    @property
    def issuer(self) -> Issuer:
        """The office itself. Raises DataError for what is wrong in issuer.toml."""
        return self.data.checked(self.data.issuer)

    @property
    def coding(self) -> Coding:
        """How the accounting system names accounts. Raises DataError for what is wrong in
        accounts.toml.
        """
        return self.data.checked(self.data.coding)

    def meeting(self, name: str) -> str:
        """The id of a meeting of the register, or UsageError."""
        return find_meeting(self.data, name).id

    def state(self, code: str, option: str = "STATE") -> str:
        """The code of a State (or of another that was billed), or UsageError with the nearest
        ones.
        """
        return find_state(code, option, self.states, self.billed)

    def knows(self, code: str) -> bool:
        """Whether a code, as it is written, is that of a State or of another that was billed."""
        return code in self.states or self.billed(code)

    def billed(self, code: str) -> bool:
        """Whether a notice was ever issued to this code; it need not be a State's."""
        return is_charged(self.ledger, code)

    def money(
        self, text: str, meeting: str, currency: str | None = None, option: str = "AMOUNT"
    ) -> Money:
        """A positive amount in the currency of the meeting's account;
        another currency is a UsageError.
        """
        self.check_currency(meeting, currency)
        known = currency_of(self.ledger, meeting) if meeting and not currency else None
        usual = self.meetings[meeting].currency if meeting else self.convention.currency
        return money_option(text, currency or known or usual, option)

    def check_currency(self, meeting: str, currency: str | None) -> None:
        """Raise UsageError for a currency, if one is named, in which the account of the meeting is
        not kept.
        """
        known = currency_of(self.ledger, meeting) if meeting and currency else None
        if known and currency and currency != known:
            raise UsageError(
                f"--currency: the account of {meeting} is kept in {known}, not "
                f"{printable(currency)}. Record the sum that the bank credited in {known}; what "
                "was sent in another currency goes with exchange-difference."
            )

    def record(self, draft: Draft, clerk: Clerk) -> Event:
        """Record one event, with the limits in force and what was answered; the caller holds the
        transaction.

        Raises UsageError if it breaks a rule of the ledger; Doubt, if an answer could lift it;
        Repeated, if the request was recorded before.
        """
        control = draft.body.control
        answers = tuple(sorted({*control.answers, *clerk.answers}))
        control = control._replace(
            answers=answers,
            clock=clerk.clock,
            request=clerk.request,
            limits=self.limits(draft.body),
        )
        draft = draft._replace(body=draft.body._replace(control=control))
        return append(self.ledger, draft, clerk.name, clerk.now, self.states.name)

    def limits(self, body: Body) -> Limits:
        """The limits that bear on an event of its kind."""
        if isinstance(body, BankCharge | ExchangeDifference):
            return Limits(one_person=self.issuer.limit(self.issuer.one_person, body.decimals))
        earliest = self.convention.entry_into_force.first
        if isinstance(body, Receipt):
            return Limits(
                overpaid=self.issuer.limit(self.issuer.overpaid, body.decimals), earliest=earliest
            )
        return Limits(earliest=earliest) if isinstance(body, Opening) else Limits()

    @contextmanager
    def writing(self, clerk: Clerk, what: str) -> Iterator[None]:
        """One transaction of a clerk: all or nothing. Raises Repeated, before anything else is
        looked at, if the request was recorded before.
        """
        with self.ledger.writing(clerk.name, what):
            refuse_repeated(self.ledger, clerk.request)
            yield

    def record_one(self, draft: Draft, clerk: Clerk) -> Event:
        """Record one event in a transaction of its own."""
        with self.writing(clerk, draft.kind):
            return self.record(draft, clerk)


@contextmanager
def open_books(workspace: Workspace) -> Iterator[Books]:
    """The desk of a workspace; an interrupted move of notices is finished first.
    Raises UsageError without a ledger.
    """
    if workspace.is_packaged:
        raise UsageError(
            'there is no ledger here: run "ccmcost init" to make a workspace, then this command '
            "in it."
        )
    data = Data(workspace)
    data.checked(data.meetings, data.states)
    with sound(workspace.ledger) as ledger:
        finish_moves(ledger, workspace.notices, wait=0)
        yield Books(data, ledger)


RECORDED_BY = "CCMCOST_RECORDED_BY"


def usual_clerk() -> str:
    """Who records unless a command says otherwise, as the environment has it; empty if it does
    not.
    """
    return os.environ.get(RECORDED_BY, "")


def clerk_of(name: str | None, now: datetime) -> Clerk:
    """Who records: --recorded-by, else CCMCOST_RECORDED_BY, else the name of the login; and the
    token of the request, CCMCOST_REQUEST.
    """
    text = usual_clerk() or login() if name is None else name
    return Clerk(clean(text, "--recorded-by"), now, request=request_token())


_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,80}")


def request_token() -> str:
    """The token of the request, by CCMCOST_REQUEST; empty if there is none. Raises UsageError."""
    text = os.environ.get("CCMCOST_REQUEST", "")
    if text and not _TOKEN.fullmatch(text):
        raise UsageError(
            f'CCMCOST_REQUEST: "{printable(text)}" is not a valid token. Use 8 to 80 letters, '
            "digits, hyphens and underscores."
        )
    return text


INITIALS = 2
"""Two letters may be those of a person, though they are a code of a State."""


def check_people(data: Data, said: Mapping[str, str]) -> None:
    """Raise UsageError for the names of persons, by the options that say them, that are what a
    meeting or a State is called: they were meant for something else.
    """
    from ccmcost.intake.finder import StateFinder

    finder, faults = StateFinder(data.states), list[str]()
    ids = {name for each in data.meetings.values() for name in (each.id, each.billing_group)}
    meetings = {each.casefold() for each in ids}
    for option, text in said.items():
        name, what = " ".join(text.split()), ""
        if name.casefold() in meetings:
            what = "the id of a meeting"
        elif len(name) > INITIALS and finder.code(name) is not None:
            what = "the name or code of a State"
        if name and what:
            faults.append(f'{option}: "{name}" is {what}. Write the full name of the person.')
    if faults:
        raise UsageError(*faults)


def login() -> str:
    """The name of the login. Raises UsageError if the system knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("--recorded-by: say who records this.") from None


def clean(text: str | None, option: str, needed: bool = True) -> str:
    """A text for the record: one line, printable, not too long; empty only if it is not needed."""
    found = " ".join((text or "").split())
    if needed and not found:
        raise UsageError(f"{option}: this cannot be empty.")
    if not is_line(found) or len(found) > LONGEST_TEXT:
        raise UsageError(
            f'{option}: "{printable(found)}" must be one line of at most {LONGEST_TEXT} readable '
            "characters."
        )
    return found


def money_option(text: str, currency: str, option: str) -> Money:
    """A positive amount as money, or a UsageError that says how to write it."""
    money = sum_option(text, currency, option)
    if not 0 < money.minor <= LARGEST_TOTAL:
        most = money.of(LARGEST_TOTAL)
        raise UsageError(
            f'{option}: "{printable(text)}" is out of range. It must be more than zero and at '
            f"most {most}."
        )
    return money
