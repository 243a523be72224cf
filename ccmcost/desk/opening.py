"""`import opening FILE`: bills that ccmcost did not compute.
They are carried over as they are and never recomputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.desk.answers import keep_account
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.ledger.bodies import Draft, Opening
from ccmcost.ledger.queries import currency_of, last_issue
from ccmcost.ledger.standing import standing
from ccmcost.load.data import Data
from ccmcost.load.table import Row
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency, sums_by_currency


class MoneyList:
    """The rows of one file, the findings on them, and the account."""

    def __init__(
        self, books: Books, path: Path, required: Sequence[str], optional: Sequence[str]
    ) -> None:
        data = Data(books.workspace)
        self.books, self.findings, self.source = books, data.findings, data.given(path)
        shown = self.source.shown if self.source else str(path)
        self.account = Account(Marker(shown, self.findings), of_states=False)
        self.table = (
            read_office_table(self.source, self.account, required, optional)
            if self.source
            else OfficeTable()
        )

    @property
    def sha256(self) -> str:
        """The hash of the file; empty if it could not be read."""
        return self.source.sha256 if self.source else ""

    def wrong(self, row: Row, code: str, message: str, column: str) -> None:
        """A finding at a row."""
        row.error(code, message, column)

    def money(
        self,
        row: Row,
        column: str,
        currency: str,
        lowest: int = 1,
        beyond: str = "",
        hint: str = "",
    ) -> Money | None:
        """A sum of a row, or None and a finding: `beyond` says why one is out of range,
        `hint` what another sign means.
        """
        decimals = decimals_of(currency)
        if decimals is None:
            self.wrong(row, "currency-unknown", no_currency(currency), "currency")
            return None
        minor, fault = self.table.sum_of(row, column, currency)
        if minor is not None and lowest <= minor <= LARGEST_TOTAL:
            return Money(minor, currency, decimals)
        message, text = fault or f'"{row.get(column)}" is out of range{beyond}.', row.get(column)
        signed = fault and any(char.isalpha() or char in "()-" for char in text)
        self.wrong(row, "number-bad", message + (hint if signed else ""), column)
        return None

    def take(self, row: Row, text: str, what: str, state: str, amount: Money, column: str) -> None:
        """A row that was read, in the account."""
        how = f"{what}{self.table.decided(row, column, amount.currency)}"
        self.account.take(text, self.table.place(row), how, state, str(amount))

    def total(self, row: Row, currency: str) -> tuple[str, str]:
        """What a row of totals says first, and its currency, else that of the list."""
        first = next(cell for cell in row.cells.values() if any(map(str.isalpha, cell)))
        return first, row.get("currency") or currency

    def hold(
        self, row: Row, name: str, stated: Money, read: Money, message: str, amount: str = ""
    ) -> None:
        """A total that the file states, held against what was read."""
        first, _ = self.total(row, "")
        if not self.account.check(name, str(stated), str(read), self.table.place(row)).agrees:
            told = message.format(stated=stated, read=read)
            self.account.open("value-bad", told, first, self.table.place(row), amount=amount)

    def settle(self) -> None:
        """Raise Unsettled if anything is wrong."""
        if self.findings.errors:
            raise Unsettled(self.findings, self.account)

    def keep(self, what: str) -> None:
        """Keep the account beside the data."""
        keep_account(self.books.workspace, self.account, f"{what}-{self.sha256[:16]}")


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
    books: Books, path: Path, as_at: date, clerk: Clerk, dry_run: bool = False
) -> Opened:
    """Carry over bills as they stood on `as_at`, all rows or none, and keep the account.
    Raises Unsettled.
    """
    found = MoneyList(books, path, REQUIRED, OPTIONAL)
    finder = StateFinder(books.states)
    with books.ledger.writing(clerk.name, "import opening"):
        bills = [
            bill
            for row in found.table.rows
            if (bill := _bill(row, found, finder, as_at)) is not None
        ]
        if not found.findings.errors:
            _refuse_twice(found, bills)
        _account_for(found, bills)
        found.settle()
        made = tuple(
            books.record(Draft(bill, as_at), clerk).seq for bill in (() if dry_run else bills)
        )
    if not dry_run:
        found.keep("opening")
    assessed, received = (
        sums_by_currency(_money(bill, name) for bill in bills) for name in ("assessed", "received")
    )
    return Opened(len(bills), assessed, received, made, found.account)


def _money(bill: Opening, column: str) -> Money:
    return Money(getattr(bill, column), bill.currency, bill.decimals)


def _account_for(found: MoneyList, bills: list[Opening]) -> None:
    """Each bill in the account, and the file's own totals held against them."""
    table = found.table
    for row, bill in zip(table.rows, bills, strict=True) if len(bills) == len(table.rows) else ():
        found.take(
            row,
            bill.external,
            "a bill carried over",
            bill.state,
            _money(bill, "assessed"),
            "assessed",
        )
    for row in table.totals:
        first, currency = found.total(row, next((bill.currency for bill in bills), ""))
        found.account.leave_out(first, table.place(row), "a total")
        for column in ("assessed", "received"):
            minor = table.sum_of(row, column, currency).minor if row.get(column) else None
            if minor is not None and bills:
                read = sum(getattr(bill, column) for bill in bills if bill.currency == currency)
                stated, summed = (
                    Money(each, currency, bills[0].decimals) for each in (minor, read)
                )
                message = (
                    f"the file states a total {column} of {{stated}}, but its rows sum to {{read}}."
                )
                found.hold(row, f'"{first}", {column}', stated, summed, message)


def _bill(row: Row, found: MoneyList, finder: StateFinder, as_at: date) -> Opening | None:
    books, code, meeting = found.books, finder.code(row.get("iso3")), row.get("meeting").lower()
    currency = row.get("currency") or books.convention.currency
    if code is None:
        found.wrong(row, "state-unknown", finder.unknown(row.get("iso3")), "iso3")
    if meeting not in books.meetings:
        found.wrong(
            row, "meeting-unknown", f'"{meeting}" is not in the register of meetings.', "meeting"
        )
    elif last_issue(books.ledger, meeting) is not None:
        found.wrong(
            row,
            "value-bad",
            f"ccmcost issued {meeting} itself; a bill of it cannot be carried over.",
            "meeting",
        )
    elif currency_of(books.ledger, meeting) not in (None, currency):
        found.wrong(
            row, "value-bad", f"the account of {meeting} is kept in another currency.", "currency"
        )
    for column in ("external_number", "source"):
        if not row.get(column):
            found.wrong(
                row, "value-bad", f'"{column}" is empty. A bill from elsewhere needs it.', column
            )
    issued_on, pay_by = _day(row, "issued_on", found), _day(row, "requested_by", found)
    if issued_on and pay_by and pay_by < issued_on:
        message = f"payment was requested by {pay_by}, before the notice of {issued_on}."
        found.wrong(row, "dates-reversed", message, "requested_by")
    if issued_on and issued_on > as_at:
        message = f"the notice of {issued_on} is later than the opening balances of {as_at}."
        found.wrong(row, "date-bad", message, "issued_on")
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


def _day(row: Row, column: str, found: MoneyList) -> date | None:
    if not row.get(column):
        found.wrong(row, "date-bad", "the date is missing. Write it as YYYY-MM-DD.", column)
    return row.day(column)


def _refuse_twice(found: MoneyList, bills: list[Opening]) -> None:
    """The same external number for the same State and meeting is the same bill."""
    known = {
        (bill.state, bill.meeting, bill.external)
        for _, bill in standing(found.books.ledger, Opening)
    }
    for row, bill in zip(found.table.rows, bills, strict=True):
        key = (bill.state, bill.meeting, bill.external)
        if key in known:
            message = (
                f"bill {key[2]} of {key[0]} for {key[1]} stands twice, or was carried over before."
            )
            found.wrong(row, "duplicate-id", message, "external_number")
        known.add(key)
