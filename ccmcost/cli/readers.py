"""How what a person types for an option is read, and refused: declared with the option in
`ccmcost/cli/declared.py`, used for the whole line (`ccmcost/cli/line.py`) and for answers to
questions.

A reader takes the text, what the option is called in messages, and the rest of the line; it returns
the value or raises UsageError, which says what to write. What it needs and cannot get, since it is
missing or wrong itself, raises Unread: then nobody can say whether the text is right.

The command is given the value where it declares more than a text (a day, a word of a list): such a
reader needs nothing of the rest. Elsewhere it is given the text, and reads it with the data that it
opens itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ccmcost.accounts.books import Books
    from ccmcost.cli.complete import Source
    from ccmcost.findings import Findings
    from ccmcost.load.data import Data
    from ccmcost.model.money import Money
    from ccmcost.workspace import Workspace


class Unread(Exception):
    """A value that is missing or wrong, so that nothing can be said that depends on it."""


class Rest(Protocol):
    """The rest of a line. Raises Unread for what is missing or wrong."""

    def value(self, name: str) -> Any:
        """The value of another option; its default if it was not given."""

    @property
    def names(self) -> Collection[str]:
        """The names of all options and arguments of the command."""

    @property
    def data(self) -> Data:
        """The data that the command works with."""

    @property
    def books(self) -> Books:
        """The books of the office that the command works in."""


Reader = Callable[[str, str, Rest], Any]


def events(text: str, name: str, rest: Rest) -> tuple[int, ...]:
    """The numbers of events."""
    from ccmcost.errors import UsageError
    from ccmcost.model.books import event_numbers
    from ccmcost.text import printable

    found = event_numbers(text)
    if not found:
        raise UsageError(
            f'{name}: "{printable(text)}" is not the number of an event. Write one, or several '
            "such as 3-91 or 3,7."
        )
    return found


@contextmanager
def said_of(name: str) -> Iterator[None]:
    """Name the option that a refusal is about, where what refuses does not know it."""
    from ccmcost.errors import UsageError

    try:
        yield
    except UsageError as error:
        texts = (fault if fault.startswith(name) else f"{name}: {fault}" for fault in error.faults)
        raise UsageError(*texts) from None


def value_or(rest: Rest, name: str, default: Any) -> Any:
    """What another option says; the default where it cannot be read, or the command has none of
    that name.
    """
    try:
        return rest.value(name)
    except Unread:
        return default


def day(text: str, name: str, rest: Rest) -> date:
    """A day."""
    from ccmcost.clock import day_option

    return day_option(text, name)


def year(text: str, name: str, rest: Rest) -> int:
    """A year."""
    from ccmcost.clock import year_option

    return year_option(text, name)


def one_year(several: str) -> Reader:
    """A year; `several` says what to type where a range of years was meant."""
    from ccmcost.errors import UsageError
    from ccmcost.text import printable

    def read(text: str, name: str, rest: Rest) -> int:
        years = re.fullmatch(r"\s*(\d{4})\s*(?:[-–/,]|to)\s*(\d{2}|\d{4})\s*", text)
        first, last = (years[1], years[1][: -len(years[2])] + years[2]) if years else ("", "")
        if not first or last < first:
            return year(text, name, rest)
        told = several.format(first=first, last=last)
        raise UsageError(f'{name}: "{printable(text)}" is no year. {told}')

    return read


def value_date(text: str, name: str, rest: Rest) -> date:
    """A day on which something happened."""
    from ccmcost.clock import recording_moment
    from ccmcost.ledger.rules.books import refuse
    from ccmcost.ledger.rules.conduct import ahead

    found = day(text, name, rest)
    with said_of(name):
        refuse(ahead(found, recording_moment().date()))
    return found


def meeting(text: str, name: str, rest: Rest) -> str:
    """The id of a meeting of the register."""
    from ccmcost.sharing.request import find_meeting

    return find_meeting(rest.data, text).id


def group(text: str, name: str, rest: Rest) -> tuple[str, ...]:
    """The ids of the meetings of a billing group, or of one meeting."""
    from ccmcost.sharing.request import find_group

    if value_or(rest, "alone", False):
        return (meeting(text, name, rest),)
    return tuple(each.id for each in find_group(rest.data, text))


def state(text: str, name: str, rest: Rest) -> str:
    """The code of a State, or of another to whom a notice was issued."""
    from ccmcost.sharing.request import find_state

    return find_state(text, name, rest.data.checked(rest.data.states), billed_in(rest))


def billed_in(rest: Rest) -> Callable[[str], bool]:
    """What says whether a notice was issued to a code, in books that there may be."""

    def billed(code: str) -> bool:
        if not rest.data.workspace.has_ledger:  # not every command that names a State needs one
            return False
        try:
            return rest.books.billed(code)
        except Unread:
            return False

    return billed


def currency(text: str, name: str, rest: Rest) -> str:
    """The code of a currency of ISO 4217."""
    from ccmcost.errors import UsageError
    from ccmcost.model.money import currency_code, decimals_of, no_currency
    from ccmcost.text import printable

    code = currency_code(text)
    if decimals_of(code) is None:
        raise UsageError(f"{name}: {no_currency(printable(text))}")
    return code


def amount(text: str, name: str, rest: Rest) -> Money:
    """A positive sum in the currency of the meeting's account, else in the one that is named, else
    in that of the convention.
    """
    from ccmcost.accounts.books import money_option

    return money_option(text, _currency(rest), name)


def signed(text: str, name: str, rest: Rest) -> Money:
    """As `amount`; a minus sign before it is looked at by the command."""
    return amount(text.removeprefix("-"), name, rest)


def _currency(rest: Rest) -> str:
    from ccmcost.ledger.queries import currency_of

    found = None
    with suppress(Unread):
        found = currency_of(rest.books.ledger, rest.value("meeting"))
    return found or named_currency(rest)


def named_currency(rest: Rest) -> str:
    """The currency that another option names, else that of the meeting, or of the convention."""
    meeting = rest.data.meetings.get(str(value_or(rest, "meeting", "")))
    usual = (meeting or rest.data.convention).currency
    found: str = value_or(rest, "currency", None) or usual
    return found


def line(text: str, name: str, rest: Rest) -> str:
    """A text for the record, such as a name or a reference."""
    from ccmcost.accounts.books import clean

    return clean(text, name)


def person(text: str, name: str, rest: Rest) -> str:
    """The name of a person, for the record; what a meeting or a State is called was meant for
    another question.
    """
    from ccmcost.accounts.books import check_people
    from ccmcost.errors import DataError
    from ccmcost.ledger.rules.books import refuse
    from ccmcost.ledger.rules.conduct import one_script

    found = line(text, name, rest)
    with said_of(name):
        refuse(one_script(found))
    with suppress(Unread, DataError, OSError):
        check_people(rest.data, {name: found})
    return found


def maybe_person(text: str, name: str, rest: Rest) -> str:
    """As `person`; nothing is said where nothing stands."""
    return person(text, name, rest) if text.strip() else ""


def new_meeting(text: str, name: str, rest: Rest) -> str:
    """The id of a meeting that is not in the register yet."""
    from ccmcost.desk.register import check_new_meeting

    check_new_meeting(rest.data, text)
    return text


def whole(text: str, name: str, rest: Rest) -> int:
    """A whole number."""
    from ccmcost.errors import UsageError
    from ccmcost.text import printable

    if not re.fullmatch(r"\s*[-+]?[0-9]{1,999}\s*", text):
        raise UsageError(f'{name}: "{printable(text)}" is not a whole number.')
    return int(text)


def part(text: str, name: str, rest: Rest) -> Money:
    """A part of money that nobody has placed."""
    from ccmcost.accounts.books import money_option
    from ccmcost.desk.account import unplaced_money
    from ccmcost.errors import UsageError

    try:
        currency = unplaced_money(rest.books, rest.value("receipt"))[-1].currency
    except (Unread, UsageError):  # what is no sum in this currency is none in any other
        currency = rest.data.convention.currency
    return money_option(text, currency, name)


def original(text: str, name: str, rest: Rest) -> Money:
    """A sum in the currency in which a State paid."""
    from ccmcost.accounts.books import money_option

    return money_option(text, rest.value("original"), name)


def rate(text: str, name: str, rest: Rest) -> str:
    """A rate of exchange."""
    from ccmcost.desk.account import check_rate

    check_rate(text)
    return text


def notice(text: str, name: str, rest: Rest) -> str:
    """The number of a notice that was issued."""
    from ccmcost.desk.account import find_notice

    return find_notice(rest.books, text)


def total(text: str, name: str, rest: Rest) -> Money:
    """The total of a cost, in the currency that is named, else in that of the meeting."""
    from ccmcost.desk.costs import total_option

    currency = rest.value("currency") or named_currency(rest)
    return total_option(text, currency, rest.value("status"))


def listed(source: Source) -> Reader:
    """One of the words that completion offers, written in any way that has only one meaning."""

    def read(text: str, name: str, rest: Rest) -> str:
        from ccmcost.cli.complete import AtHand
        from ccmcost.near import one_of

        return one_of(text, [each.word for each in source(AtHand(None))], name)

    return read


def folder(text: str, name: str, rest: Rest) -> Workspace:
    """The workspace of a data folder."""
    from ccmcost.workspace import open_workspace

    return open_workspace(text)


def bank_file(text: str, name: str, rest: Rest) -> Path:
    """A file that holds a statement of a bank or a table: what is wrong with its rows is told by
    the command.
    """
    from ccmcost.intake.account import Account
    from ccmcost.intake.found import Marker
    from ccmcost.intake.office_table import sheets_of_office
    from ccmcost.intake.statements import is_statement
    from ccmcost.load.data import Data
    from ccmcost.workspace import open_workspace

    data = Data(open_workspace())
    source = data.given(Path(text))
    if source is not None and not is_statement(source):
        with said_of(name):
            sheets = sheets_of_office(
                source, Account(Marker(source.shown, data.findings), of_states=False)
            )
        if not any(sheet.filled for sheet in sheets) and not data.findings.errors:
            data.findings.error("file-empty", "the file is empty.", source.shown)
    refuse_file(name, data.findings)
    return Path(text)


def refuse_file(name: str, findings: Findings) -> None:
    """Refuse a file for what is wrong with it."""
    from ccmcost.errors import UsageError

    if findings.errors:
        raise UsageError(*(f"{name}: {each.place()}: {each.message}" for each in findings.errors))


def came_in(on: date, rest: Rest) -> None:
    """A check: that money can have come in on a day."""
    from ccmcost.clock import recording_moment
    from ccmcost.desk import account
    from ccmcost.errors import UsageError

    faults = account.came_in(rest.data.convention, on, recording_moment().date())
    if faults:
        raise UsageError(*(f"--on: {fault}" for fault in faults))


def same_currency(meeting: str, currency: str | None, rest: Rest) -> None:
    """A check: that a currency is that of the meeting's account."""
    rest.books.check_currency(meeting, currency)


def two_people(approved_by: str, recorded_by: str | None) -> None:
    """A check: that who approves is not who records."""
    from ccmcost.accounts.books import clerk_of
    from ccmcost.clock import recording_moment
    from ccmcost.ledger.rules.books import refuse
    from ccmcost.ledger.rules.conduct import people

    with said_of("--approved-by"):
        refuse(people(clerk_of(recorded_by, recording_moment()).name, approved_by))


def has_books(clock_checked: str | None, rest: Rest) -> None:
    """A check of every command that records (`By`): that there are books to record in."""
    if not value_or(rest, "dry_run", False):
        in_office(rest)


def in_office(rest: Rest) -> None:
    """A check: that there are books."""
    from ccmcost.accounts.books import open_books

    with open_books(rest.data.workspace):
        pass


def own_data(dry_run: bool, rest: Rest) -> None:
    """A check: that the data are those of an office, which may be changed."""
    if not dry_run:
        rest.data.workspace.writable_data()


STANDING: tuple[Callable[..., None], ...] = (has_books, two_people)
"""Checks of every command that has the options they look at."""
