"""`match`: where money that nobody placed may belong; a person says which proposals are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ccmcost.accounts.books import LONGEST_TEXT, Books, Clerk
from ccmcost.accounts.counted import Counted
from ccmcost.accounts.match_turns import best, in_turn
from ccmcost.accounts.matching import Matcher, OpenAccount, Payment, Proposal
from ccmcost.accounts.open_accounts import (
    counted_already,
    meetings_called,
    names_of,
    open_accounts,
    placed_texts,
)
from ccmcost.desk.oddities import placed_again
from ccmcost.desk.remembered import remember, remembered
from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.bodies import Identify
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.queries import unplaced
from ccmcost.ledger.rules.books import BooksBefore, refuse
from ccmcost.ledger.standing import NOW, View
from ccmcost.model.books import Event, event_row, events_text
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.tables.screen import PLAIN, Style, to_screen
from ccmcost.tables.table import REST, Column, Row, Table
from ccmcost.text import printable
from ccmcost.words.speaker import english
from ccmcost.words.status import events_named


class Match(NamedTuple):
    """A receipt that nobody placed, and what it may pay, the likeliest first; where that is
    nothing, the accounts on which this very sum is due.
    """

    payment: Payment
    proposals: tuple[Proposal, ...]
    owing: tuple[OpenAccount, ...] = ()

    @property
    def best(self) -> Proposal | None:
        """The proposal that stands clearly above the others."""
        return best(self.proposals)


def matches(books: Books) -> tuple[Match, ...]:
    """Every receipt of which something is unidentified, in order of recording, with proposals."""
    payments, matcher = _waiting(books)
    owing = matcher.owing  # before any payment is counted as placed
    return tuple(
        Match(payment, proposals, () if proposals else tuple(owing.get(payment.left, ())))
        for payment, proposals in in_turn(matcher, payments)
    )


def money_waits(books: Books, view: View = NOW) -> str:
    """That receipts wait for a place, in a sentence; empty if none does."""
    found = unplaced(books.ledger, view)
    sums = ", ".join(map(str, sums_by_currency(each.left for each in found)))
    say = english()
    return say.for_number("money_waits", len(found), number=len(found), sums=sums) if found else ""


def _waiting(books: Books) -> tuple[tuple[Payment, ...], Matcher]:
    """The receipts that nobody placed, and what proposes where they belong."""
    payments = tuple(
        Payment(each.event, each.day, each.reference, each.left) for each in unplaced(books.ledger)
    )
    issuer = books.issuer

    def kept(decimals: int) -> int:
        return issuer.limit(issuer.one_person, decimals)

    return payments, Matcher(
        open_accounts(books),
        StateFinder(books.states, books.billed),
        names_of(books),
        meetings_called(books),
        placed_texts(books) if payments else (),
        payments,
        kept,
        books.convention.prefix,
        Counted(counted_already(books) if payments else ()),
    )


class Placed(NamedTuple):
    """A receipt that was placed: its event, its sum, where, and what of the charges of banks that
    the State still owes remains to be done.
    """

    event: Event
    money: Money
    place: str
    todo: str


class NotPlaced(UsageError):
    """What a person chose cannot be placed so; the message stands without the option's name."""


def chosen_events(text: str) -> dict[int, str]:
    """The receipts that a person says are right, as `3-79,81`, each with the place if it is named,
    as `17=JPN/MSP12`. Raises NotPlaced for anything else.
    """
    chosen: dict[int, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        events, named, place = (each.strip() for each in part.partition("="))
        row = event_row(events)
        if not row or (named and len(row) > 1):
            raise NotPlaced(
                'write the events that are right, such as "17,19" or "3-79,81", or with '
                'their places, such as "17=JPN/MSP12,19=PER/MSP12".'
            )
        chosen |= dict.fromkeys(row, place)
    return chosen


def book(books: Books, chosen: Mapping[int, str], clerk: Clerk) -> list[Placed]:
    """Place the receipts chosen as proposed, all or none, and record why. `chosen` says for each
    receipt which place a person saw; where it says none, what `match` showed last counts.

    A place that is named counts also where several are likely and a person had to choose.

    Raises NotPlaced for one that was not shown, has no clear proposal and no place that is named,
    or another one now, also because of those placed before it; Doubt for money that may be counted
    already, unless the clerk answered that.
    """
    placed, seen_last = list[Placed](), remembered(books.workspace, "matches")
    with books.writing(clerk, "match"):
        payments, matcher = _waiting(books)
        open_ones = {each.event: each for each in payments}
        for seq, named in sorted(chosen.items()):
            payment = open_ones.get(seq)
            offered = matcher.proposals(payment) if payment else ()
            named_one = (each for each in offered if _is_place(each, named))
            proposal = best(offered) or next(named_one, None)
            if payment is None or proposal is None:
                placed_by = [] if payment else BooksBefore(books.ledger).about(Identify, seq)
                raise _not_clear(seq, offered, [event.seq for event, _ in placed_by])
            _check_seen(seq, proposal, named, seen_last.get(str(seq), ""))
            why = f"ccmcost match: {'; '.join(proposal.reasons)}"[:LONGEST_TEXT]
            todo = charge_command(payment, proposal)
            matcher.place(payment, proposal)
            made = {each.event.seq for each in placed}  # what was shown with it is no other money
            odd = (placed_again(books, seq, *part, made) for part in proposal.parts)
            refuse(each for part in odd for each in part if each.answer not in clerk.answers)
            for at, (state, meeting, money) in enumerate(proposal.parts, 1):
                body = Identify(payment.event, state, meeting, why, *money)
                event = books.record(Draft(body, day_of(payment.day)), clerk)
                last = todo if at == len(proposal.parts) else ""
                placed.append(
                    Placed(event, money, f"{books.states.name(state)} ({state}) {meeting}", last)
                )
    return placed


def _not_clear(seq: int, offered: Sequence[Proposal], placed_by: Sequence[int]) -> NotPlaced:
    """Why a receipt cannot be placed as proposed: there are only places to choose from, or none, or
    it is placed.
    """
    if placed_by:
        return NotPlaced(f"event {seq} is placed already, by {events_named(placed_by)}.")
    why = f"nothing is proposed for event {seq}. List what is: ccmcost match."
    if offered:
        choices = " or ".join(f"{seq}={place_of(each)}" for each in offered[:3])
        why = f"no place is clear for event {seq}, so none is chosen for you. Name it: {choices}."
    return NotPlaced(
        f"{why} Place one yourself: ccmcost record identify EVENT STATE MEETING --document TEXT."
    )


def _check_seen(seq: int, proposal: Proposal, named: str, seen_last: str) -> None:
    """That a person saw the very place that is proposed now."""
    place = place_of(proposal)
    if named and not _is_place(proposal, named):
        raise NotPlaced(
            f"for event {seq} {place} is proposed now, not {printable(named)}. Look again "
            f"(ccmcost match), then say --yes {seq}={place}."
        )
    if named or _shown_as(proposal) == seen_last:
        return
    if not seen_last:
        raise NotPlaced(
            f"no place was shown to you for event {seq}. Look first (ccmcost match), or "
            f"name it: --yes {seq}={place}."
        )
    raise NotPlaced(
        f"for event {seq} {_shown_as(proposal)} is proposed now, and {printable(seen_last)} "
        f"was shown. Look again (ccmcost match), then say --yes {seq}."
    )


def place_of(proposal: Proposal) -> str:
    """Where a proposal places money, as a person confirms it: `JPN/MSP11+JPN/MSP12`."""
    return "+".join(f"{state}/{meeting.upper()}" for state, meeting, _ in proposal.parts)


def _is_place(proposal: Proposal, named: str) -> bool:
    """Whether a person names the parts of a proposal, in whatever order."""
    return sorted(place_of(proposal).split("+")) == sorted(named.upper().split("+"))


def _shown_as(proposal: Proposal) -> str:
    """Where a proposal places which sums: `JPN/MSP11 USD 500.00 + JPN/MSP12 USD 400.00`."""
    return " + ".join(
        f"{state}/{meeting.upper()} {money}" for state, meeting, money in proposal.parts
    )


def keep_shown(books: Books, found: Sequence[Match]) -> None:
    """Remember what a person was shown, so that `--yes 7,9` can mean it. Where that cannot be
    written, the long form is there.
    """
    shown = {str(each.payment.event): _shown_as(each.best) for each in found if each.best}
    remember(books.workspace, "matches", shown)


def charge_command(payment: Payment, proposal: Proposal) -> str:
    """The command that credits what banks kept back, if a proposal leaves that open: an office
    decides whether it bears it.
    """
    if proposal.remains is None:
        return ""
    state, meeting, _ = proposal.parts[-1]
    return (
        f"ccmcost record bank-charge {meeting} {state} {proposal.remains.plain()} --on "
        f"{payment.day} --document TEXT"
    )


def match_screen(found: Sequence[Match], style: Style = PLAIN) -> str:
    """What is unidentified, with the best proposal of each, or those between which a person must
    choose.
    """
    say = english()
    if not found:
        return say("match_nothing") + "\n"
    columns = (
        Column("event", say("match_event"), "count", 5),
        Column("day", say("match_day"), wide=10),
        Column("sum", say("match_sum"), "money"),
        Column("proposal", say("match_proposal"), wide=REST),
    )
    rows: list[Row] = []
    for match in found:
        payment = match.payment
        shown = (match.best,) if match.best else match.proposals[:3]
        how = ("match_none", "match_doubt", "match_ask")[min(len(shown), 2)]
        said = [payment.text] + ([] if match.best else [say(how)])
        for proposal in filter(None, shown):
            parts = ", ".join(
                f"{state} {meeting}" + (f" {money}" if len(proposal.parts) > 1 else "")
                for state, meeting, money in proposal.parts
            )
            said.append(say("match_why", parts=parts, reasons="; ".join(proposal.reasons)))
        if match.best and match.best.remains:
            command = charge_command(payment, match.best)
            said.append(say("match_charge", sum=match.best.remains, command=command))
        rows += [(payment.event, payment.day, payment.left, said[0])]
        rows += [("", "", "", line) for line in said[1:]]
    sure = [match.payment.event for match in found if match.best]
    text = "\n".join(to_screen(Table("match", "", columns, tuple(rows)), style)) + "\n"
    text += say("match_count", number=len(found), proposed=len(sure)) + "\n"
    text += say("match_book", events=events_text(sure)) + "\n" if sure else ""
    return text + (say("match_identify") + "\n" if len(sure) < len(found) else "")
