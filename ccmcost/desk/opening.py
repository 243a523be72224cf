"""`import opening FILE`: bills that ccmcost did not compute. They are carried over as they are and never recomputed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.findings import Findings
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.ledger.bodies import Draft, Opening
from ccmcost.ledger.queries import currency_of, last_issue
from ccmcost.ledger.standing import standing
from ccmcost.load.data import Data
from ccmcost.load.table import Row
from ccmcost.model.currency import decimals_of, no_currency
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.workflow.kept_account import keep_account

REQUIRED = ("iso3", "meeting", "external_number", "issued_on", "requested_by", "assessed", "received", "source")
OPTIONAL = ("currency",)


class Opened(NamedTuple):
    """How many bills were carried over, their sums per currency, and the numbers of their events."""

    bills: int
    assessed: tuple[Money, ...]
    received: tuple[Money, ...]
    events: tuple[int, ...]
    account: Account


def import_opening(books: Books, path: Path, as_at: date, clerk: Clerk, dry_run: bool = False) -> Opened:
    """Carry over bills as they stood on `as_at`, all rows or none, and keep the account. Raises Unsettled."""
    data = Data(books.workspace)
    source, findings = data.given(path), data.findings
    account = Account(Marker(str(path) if source is None else source.shown, findings), of_states=False)
    table = read_office_table(source, account, REQUIRED, OPTIONAL) if source else OfficeTable()
    rows = table.rows
    sha256 = hashlib.sha256(source.content).hexdigest() if source else ""
    finder = StateFinder(books.states)
    with books.ledger.writing(clerk.name, "import opening"):
        bills = [bill for row in rows if (bill := _bill(row, table, books, finder, as_at, sha256, findings)) is not None]
        _refuse_twice(books, rows, bills, findings)
        _account_for(bills, table, account)
        if findings.errors:
            raise Unsettled(findings, account)
        made = tuple(books.record(Draft(bill, as_at), clerk).seq for bill in (() if dry_run else bills))
    if not dry_run:
        keep_account(books.workspace, account, f"opening-{sha256[:16]}")
    return Opened(len(bills), _totals(bills, "assessed"), _totals(bills, "received"), made, account)


def _account_for(bills: Sequence[Opening], table: OfficeTable, account: Account) -> None:
    """Each bill in the account, and the file's own totals held against them."""
    for row, bill in zip(table.rows, bills, strict=True) if len(bills) == len(table.rows) else ():
        assessed = str(Money(bill.assessed, bill.currency, bill.decimals))
        how = f"a bill carried over{table.decided(row, 'assessed', bill.currency)}"
        account.take(bill.external, table.place(row), how, bill.state, assessed)
    for row in table.totals:
        first = next(cell for cell in row.cells.values() if any(map(str.isalpha, cell)))
        currency = row.get("currency") or next((bill.currency for bill in bills), "")
        account.leave_out(first, table.place(row), "a total")
        for column in ("assessed", "received"):
            minor = table.sum_of(row, column, currency).minor if row.get(column) else None
            read = sum(getattr(bill, column) for bill in bills if bill.currency == currency)
            if minor is None or not bills:
                continue
            stated, found = (str(Money(each, currency, bills[0].decimals)) for each in (minor, read))
            if not account.check(f'"{first}", {column}', stated, found, table.place(row)).agrees:
                message = f"the file states a total {column} of {stated}, but its rows sum to {found}."
                account.open("value-bad", message, first, table.place(row))


def _bill(
    row: Row, table: OfficeTable, books: Books, finder: StateFinder, as_at: date, sha256: str, findings: Findings
) -> Opening | None:
    code, meeting, currency = (
        finder.code(row.get("iso3")),
        row.get("meeting").lower(),
        row.get("currency") or books.convention.currency,
    )
    if code is None:
        row.error(findings, "state-unknown", finder.unknown(row.get("iso3")), "iso3")
    if meeting not in books.meetings:
        row.error(findings, "meeting-unknown", f'"{meeting}" is not in the register of meetings.', "meeting")
    elif last_issue(books.ledger, meeting) is not None:
        message = f"ccmcost issued {meeting} itself; a bill of it cannot be carried over."
        row.error(findings, "value-bad", message, "meeting")
    elif currency_of(books.ledger, meeting) not in (None, currency):
        row.error(findings, "value-bad", f"the account of {meeting} is kept in another currency.", "currency")
    for column in ("external_number", "source"):
        if not row.get(column):
            row.error(findings, "value-bad", f'"{column}" is empty. A bill from elsewhere needs it.', column)
    issued_on, pay_by = _day(row, "issued_on", findings), _day(row, "requested_by", findings)
    if issued_on and pay_by and pay_by < issued_on:
        row.error(
            findings,
            "dates-reversed",
            f"payment was requested by {pay_by}, before the notice of {issued_on}.",
            "requested_by",
        )
    if issued_on and issued_on > as_at:
        row.error(
            findings, "date-bad", f"the notice of {issued_on} is later than the opening balances of {as_at}.", "issued_on"
        )
    assessed = _amount(row, "assessed", table, currency, findings)
    received = _amount(row, "received", table, currency, findings)
    if findings.errors or assessed is None or received is None or issued_on is None or pay_by is None or code is None:
        return None
    return Opening(
        state=code,
        meeting=meeting,
        external=row.get("external_number"),
        issued_on=issued_on,
        pay_by=pay_by,
        assessed=assessed,
        received=received,
        currency=currency,
        decimals=decimals_of(currency) or 0,
        source=row.get("source"),
        file_sha256=sha256,
    )


def _day(row: Row, column: str, findings: Findings) -> date | None:
    if not row.get(column):
        row.error(findings, "date-bad", "the date is missing. Write it as YYYY-MM-DD.", column)
    return row.day(column, findings)


def _amount(row: Row, column: str, table: OfficeTable, currency: str, findings: Findings) -> int | None:
    decimals = decimals_of(currency)
    if decimals is None:
        row.error(findings, "currency-unknown", no_currency(currency), "currency")
        return None
    minor, fault = table.sum_of(row, column, currency)
    lowest = 0 if column == "received" else 1
    if minor is None or not lowest <= minor <= LARGEST_TOTAL:
        message = fault or f'"{row.get(column)}" is out of range.'
        row.error(findings, "number-bad", message, column)
        return None
    return minor


def _refuse_twice(books: Books, rows: tuple[Row, ...], bills: list[Opening], findings: Findings) -> None:
    """The same external number for the same State and meeting is the same bill."""
    if findings.errors:
        return
    known = {(bill.state, bill.meeting, bill.external) for _, bill in standing(books.ledger, Opening)}
    for row, bill in zip(rows, bills, strict=True):
        key = (bill.state, bill.meeting, bill.external)
        if key in known:
            message = f"bill {key[2]} of {key[0]} for {key[1]} stands twice, or was carried over before."
            row.error(findings, "duplicate-id", message, "external_number")
        known.add(key)


def _totals(bills: list[Opening], field: Literal["assessed", "received"]) -> tuple[Money, ...]:
    sums: dict[tuple[str, int], int] = {}
    for bill in bills:
        key = (bill.currency, bill.decimals)
        sums[key] = sums.get(key, 0) + (bill.assessed if field == "assessed" else bill.received)
    return tuple(Money(minor, *key) for key, minor in sorted(sums.items()))
