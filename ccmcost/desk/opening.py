"""`import opening FILE`: bills that ccmcost did not compute.
They are carried over as they are and never recomputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.desk.answers import account_file, settle
from ccmcost.desk.list_totals import Fits, ListTotals
from ccmcost.intake.account import Account, Written
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table, with_states
from ccmcost.ledger.bodies import Opening
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.queries import currency_of, last_issue
from ccmcost.ledger.rules.conduct import early
from ccmcost.ledger.standing import standing
from ccmcost.load.data import Data
from ccmcost.load.table import Row
from ccmcost.model.calendar import DAY_EXAMPLE
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency, sums_by_currency
from ccmcost.model.source import SourceFile
from ccmcost.near import did_you_mean, meant, near


class MoneyList:
    """The rows of one file, the findings on them, and the account."""

    def __init__(
        self,
        books: Books,
        path: Path,
        required: Sequence[str],
        optional: Sequence[str],
        written: Written = Written(),
    ) -> None:
        data = Data(books.workspace)
        self.books, self.findings, self.source = books, data.findings, data.given(path)
        shown = self.source.shown if self.source else str(path)
        written = written._replace(asks=True)
        self.account = Account(Marker(shown, self.findings), of_states=False, written=written)
        self.table = (
            self.read_table(self.source, required, optional) if self.source else OfficeTable()
        )

    def read_table(
        self, source: SourceFile, required: Sequence[str], optional: Sequence[str]
    ) -> OfficeTable:
        """The rows of the file."""
        return read_office_table(source, self.account, required, optional, with_states)

    @property
    def sha256(self) -> str:
        """The hash of the file; empty if it could not be read."""
        return self.source.sha256 if self.source else ""

    def money(
        self,
        row: Row,
        column: str,
        currency: str,
        lowest: int = 1,
        hint: str = "",
    ) -> Money | None:
        """A sum of a row, or None and a finding; `hint` says what another sign means."""
        decimals = decimals_of(currency)
        if decimals is None:
            row.error("currency-unknown", no_currency(currency), "currency")
            return None
        minor, fault = self.table.sum_of(row, column, currency)
        if minor is not None and lowest <= minor <= LARGEST_TOTAL:
            return Money(minor, currency, decimals)
        text, least = row.get(column), "more than zero" if lowest else "zero or more"
        most = Money(LARGEST_TOTAL, currency, decimals)
        message = fault or f'"{text}" is out of range: it must be {least} and at most {most}.'
        signed = fault and any(char.isalpha() or char in "()-" for char in text)
        row.error("number-bad", message + (hint if signed else ""), column)
        return None

    def meeting(self, row: Row) -> str:
        """The id of the meeting that a row names in any writing; else what it says."""
        word = row.get("meeting")
        return meant(word, self.books.meetings) or word.lower()

    def take(self, row: Row, text: str, what: str, state: str, amount: Money, column: str) -> None:
        """A row that was read, in the account."""
        how = f"{what}{self.table.decided(row, column, amount.currency)}"
        self.account.take(text, self.table.place(row), how, state, str(amount))

    def keep(self, what: str) -> None:
        """Keep the account beside the data, if what it tells of is recorded."""
        name = f"{what}-{self.sha256[:16]}"
        self.books.ledger.files |= account_file(self.books.workspace, self.account, name)


REQUIRED = (
    "iso3",
    "meeting",
    "external_number",
    "issued_on",
    "requested_by",
    "assessed",
    "received",
    "source",
)
OPTIONAL = ("currency",)


class Opened(NamedTuple):
    """How many bills were carried over, their sums per currency,
    and the numbers of their events.
    """

    bills: int
    assessed: tuple[Money, ...]
    received: tuple[Money, ...]
    events: tuple[int, ...]
    account: Account


def import_opening(
    books: Books,
    path: Path,
    as_at: date,
    clerk: Clerk,
    dry_run: bool = False,
    written: Written = Written(),
) -> Opened:
    """Carry over bills as they stood on `as_at`, all rows or none, and keep the account.
    Raises Unsettled.
    """
    found, made = MoneyList(books, path, REQUIRED, OPTIONAL, written), list[int]()
    finder = StateFinder(books.states)
    with books.writing(clerk, "import opening"):
        made_of = ((row, _bill(row, found, finder, as_at)) for row in found.table.rows)
        bills = [(row, bill) for row, bill in made_of if bill is not None]
        _account_for(found, bills)
        settle(found.account)
        for _, bill in () if dry_run else bills:
            made.append(books.record(Draft(bill, as_at), clerk).seq)
        if not dry_run:
            found.keep("opening")
    assessed, received = (
        sums_by_currency(_money(bill, name) for _, bill in bills)
        for name in ("assessed", "received")
    )
    return Opened(len(bills), assessed, received, tuple(made), found.account)


def _money(bill: Opening, column: str) -> Money:
    return Money(getattr(bill, column), bill.currency, bill.decimals)


def _account_for(found: MoneyList, bills: list[tuple[Row, Opening]]) -> None:
    """Each bill in the account, and the file's own totals held against them.

    The same external number for the same State and meeting is the same bill.
    """
    table, totals = found.table, ListTotals(found.table, found.account)
    whole = len(bills) == len(table.rows)
    known = {bill[:3] for _, bill in standing(found.books.ledger, Opening)}
    for row, bill in bills if whole else ():
        state, meeting, external = key = bill[:3]
        if key in known:
            row.error(
                "duplicate-id",
                f"bill {external} of {state} for {meeting} stands twice, or was carried over "
                "before.",
                "external_number",
            )
        known.add(key)
        money = _money(bill, "assessed")
        found.take(row, external, "a bill carried over", state, money, "assessed")
    for row in table.totals:
        first, currency = totals.total(row, next((bill.currency for _, bill in bills), ""))
        found.account.leave_out(first, table.place(row), "a total")
        ours = [bill for _, bill in bills if bill.currency == currency]
        fits = {
            column: Fits(f"a total {column}", "rows", [sum(getattr(bill, column) for bill in ours)])
            for column in ("assessed", "received")
        }
        if bills:
            totals.hold_total(row, first, currency, fits)


def _bill(row: Row, found: MoneyList, finder: StateFinder, as_at: date) -> Opening | None:
    books, code, meeting = found.books, finder.code(row.get("iso3")), found.meeting(row)
    usual = books.meetings[meeting].currency if meeting in books.meetings else ""
    currency = row.currency or usual or books.convention.currency
    if code is None:
        row.error("state-unknown", finder.unknown(row.get("iso3")), "iso3")
    if meeting not in books.meetings:
        suggested = did_you_mean(near(meeting, books.meetings))
        message = f'"{meeting}" is not in the register of meetings.{suggested}'
        row.error("meeting-unknown", message, "meeting")
    elif last_issue(books.ledger, meeting) is not None:
        row.error(
            "value-bad",
            f"ccmcost issued {meeting} itself; a bill of it cannot be carried over.",
            "meeting",
        )
    elif currency_of(books.ledger, meeting) not in (None, currency):
        row.error("value-bad", f"the account of {meeting} is kept in another currency.", "currency")
    for column in ("external_number", "source"):
        if not row.get(column):
            row.error("value-bad", f'"{column}" is empty. A bill from elsewhere needs it.', column)
    issued_on, pay_by = _day(row, "issued_on"), _day(row, "requested_by")
    if issued_on and pay_by and pay_by < issued_on:
        message = f"payment was requested by {pay_by}, before the notice of {issued_on}."
        row.error("dates-reversed", message, "requested_by")
    if issued_on and issued_on > as_at:
        message = f"the notice of {issued_on} is later than the opening balances of {as_at}."
        row.error("date-bad", message, "issued_on")
    for fault in early(issued_on, books.convention.entry_into_force.first) if issued_on else ():
        row.error("date-bad", fault.text, "issued_on")
    assessed = found.money(row, "assessed", currency)
    received = found.money(row, "received", currency, lowest=0)
    if found.findings.errors or not (assessed and received and issued_on and pay_by and code):
        return None
    return Opening(
        state=code,
        meeting=meeting,
        external=row.get("external_number"),
        issued_on=issued_on,
        pay_by=pay_by,
        assessed=assessed.minor,
        received=received.minor,
        currency=currency,
        decimals=assessed.decimals,
        source=row.get("source"),
        file_sha256=found.sha256,
    )


def _day(row: Row, column: str) -> date | None:
    if not row.get(column):
        row.error("date-bad", f"the date is missing. Write it as {DAY_EXAMPLE}.", column)
    return row.day(column)
