"""`import receipts FILE`: a bank list, all rows or none.
A line that was recorded before is passed over, never doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.desk.account import came_in, receipt_body
from ccmcost.desk.answers import settle
from ccmcost.desk.known_lines import Key, Known, Line
from ccmcost.desk.list_totals import BankTotals
from ccmcost.desk.oddities import Oddities, taken_back
from ccmcost.desk.opening import MoneyList
from ccmcost.errors import Finding, UsageError
from ccmcost.intake.account import Account
from ccmcost.intake.extracts import FILE as BANK
from ccmcost.intake.extracts import FORMS, MARKS, Told, extract_table, fitting, load_extracts
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.office_table import (
    OfficeTable,
    read_office_table,
    sheets_of_office,
    with_states,
)
from ccmcost.intake.statements import is_statement, statement_table
from ccmcost.ledger.bodies import Part, Sent
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.queries import currency_of
from ccmcost.ledger.requests import refuse_repeated
from ccmcost.load.table import Row
from ccmcost.model.books import Account as PostedTo
from ccmcost.model.calendar import parse_day
from ccmcost.model.money import Money, decimals_of, sums_by_currency
from ccmcost.model.source import SourceFile

REQUIRED = ("statement", "line", "value_date", "amount", "currency", "reference")
ORIGINAL = ("original_currency", "original_amount", "rate", "rate_date", "rate_source")
OPTIONAL = ("iso3", "meeting", "part", *ORIGINAL)
NO_STATE = (
    "the State is missing. Name it; leave State and meeting empty if it is not known who paid."
)
SOON = timedelta(10)
"""How long before its value date a bank may book an entry."""
PLACES = 'Name a meeting, or "other convention", or leave State and meeting empty.'
OTHER = ("other convention", "other_convention", "other-convention")


class Imported(NamedTuple):
    """The bank lines that were recorded, how many were known before, how much went where (per
    currency).

    `events` are the numbers of what was recorded; `oddities` say what is odd about a line, which
    was recorded all the same.
    """

    lines: tuple[Line, ...]
    known: int
    totals: tuple[Money, ...]
    unidentified: tuple[Money, ...]
    other: tuple[Money, ...]
    events: tuple[int, ...]
    oddities: tuple[str, ...]
    account: Account
    warnings: tuple[Finding, ...]

    @property
    def recorded(self) -> int:
        """How many bank lines were recorded."""
        return len(self.lines)


def import_receipts(
    books: Books, path: Path, clerk: Clerk, dry_run: bool = False, told: Told = Told()
) -> Imported:
    """Record a bank list, and keep the account of it; `told` is what a person said of this file.
    Raises Unsettled with all findings; then nothing was recorded.
    """
    bank = BankList(books, path, clerk.now.date(), told)
    with books.ledger.writing(clerk.name, "import receipts"):
        lines = bank.read()
        known = Known(books, lines, bank.finder, bank.extracts, bank.sha256)
        fresh = known.fresh()
        settle(bank.account)
        odd, made = Oddities(books, bank.finder, lines), list[int]()
        for _, day, body in fresh:
            odd.look_at(body, day)
            made += [] if dry_run else [books.record(Draft(body, day), clerk).seq]
        back = tuple(taken_back(books, bank.table.taken_back, (each.body for each in fresh)))
        if (fresh or known.is_to_keep) and not dry_run:
            known.keep(bank.account)
    if not fresh and not dry_run:  # after an interrupted import, its account is kept all the same
        refuse_repeated(books.ledger, clerk.request)
    return Imported(
        tuple(fresh),
        len(lines) - len(fresh),
        _totals(fresh, "received", "unidentified", "other_convention"),
        _totals(fresh, "unidentified"),
        _totals(fresh, "other_convention"),
        tuple(made),
        (*bank.table.remarks, *known.remarks, *odd.found, *back),
        bank.account,
        bank.findings.warnings,
    )


def _totals(lines: Iterable[Line], *accounts: str) -> tuple[Money, ...]:
    sums = sums_by_currency(
        Money(part.amount, body.currency, body.decimals)
        for _, _, body in lines
        for part in body.parts
        if part.account in accounts
    )
    return tuple(each for each in sums if each.minor)


class BankList(MoneyList):
    """A bank list being read."""

    def __init__(self, books: Books, path: Path, today: date, told: Told) -> None:
        self._extract, self.extracts = told.extract, set[str]()
        super().__init__(books, path, REQUIRED, OPTIONAL, told.written)
        self.today, self.finder = today, StateFinder(books.states, books.billed)
        self._totals = BankTotals(self.table, self.account)

    def read_table(
        self, source: SourceFile, required: Sequence[str], optional: Sequence[str]
    ) -> OfficeTable:
        """The rows of a table, the entries of a statement in camt.053 or MT940, or an extract
        whose columns are known.
        """
        extracts = load_extracts(self.books.data.file(BANK, required=False), self.findings)
        self.findings.stop_on_errors()  # what it describes wrongly is no extract
        self.extracts = {each.name for each in extracts}
        if is_statement(source):
            return statement_table(source, self.account, self._own_accounts())
        sheets = sheets_of_office(source, self.account)
        extract = self._extract or fitting(sheets, extracts, REQUIRED, source.shown)
        if extract is not None:
            self.extracts.add(extract.name)  # one that was mapped just now is not kept yet
            if said := FORMS.get(self.account.written.days):
                extract = extract._replace(days=said, between="")
            written = self.account.written
            if extract.decimal and not written.mark:
                self.account.written = written._replace(mark=MARKS[extract.decimal])
            return extract_table(source, sheets, self.account, extract, self._own_accounts())
        table = read_office_table(
            source, self.account, required, optional, with_states, sheets=sheets
        )
        lacking = [each for each in self.findings.errors if each.code == "column-missing"]
        if lacking:
            self.findings.error(
                "column-missing",
                "if this is an extract as the bank gives it, say once what its columns are: "
                f"ccmcost import receipts {quote(source.shown)} --map",
                *lacking[-1][:2],
            )
        return table

    def _own_accounts(self) -> tuple[str, ...]:
        """The numbers of the accounts that the office names in issuer.toml, if it has one."""
        issuer = self.books.data.issuer
        return () if issuer is None else (issuer.bank.get("account", ""),)

    def read(self) -> dict[Key, Line]:
        """All credits of the list by statement and line, each in the account; debits are left out
        and told, and the list's own totals held against both.
        """
        grouped = self._credits()
        self.currencies = {
            meeting: currency_of(self.books.ledger, meeting) for meeting in self.books.meetings
        }
        made = ((key, self._line(key, rows)) for key, rows in grouped.items())
        lines = {key: line for key, line in made if line is not None}
        for row, _, body in lines.values():
            self._totals.move(row, body.currency, body.amount)
            states = ", ".join(dict.fromkeys(part.state for part in body.parts if part.state))
            money = Money(body.amount, body.currency, body.decimals)
            self.take(row, row.get("reference"), "a credit", states, money, "amount")
        self._totals.hold()
        return lines

    def _credits(self) -> dict[Key, list[Row]]:
        """The rows of money that came in, by statement and line: several are parts of one credit.
        Debits are left out and told.
        """
        grouped: dict[Key, list[Row]] = {}
        seen: dict[tuple[str, ...], Row] = {}
        for row in self.table.rows:
            minor = self.table.sum_of(row, "amount", row.currency).minor
            if minor is not None and minor <= 0:
                self._totals.move(row, row.currency, minor)
                self._leave_out(row, "a debit" if minor else "a line without a sum")
                continue
            if minor and self._totals.is_sum(row, minor, (rows[0] for rows in grouped.values())):
                continue
            if self._is_to_come(row):
                self._totals.move(row, row.currency, minor or 0)
                why = "not of value yet; import the file again on its value date"
                text = f"{row.get('reference')}, {row.get('value_date')}"
                amount = f"{row.get('currency')} {row.get('amount')}"
                self.account.leave_out(text, self.table.place(row), why, amount=amount)
                continue
            if not row.get("line") and not row.get("value_date"):
                row.error(
                    "value-bad",
                    "this is not a bank line: it has neither a line nor a value date. Take "
                    "remarks out.",
                    "line",
                )
                continue
            key = (row.get("statement"), row.get("line"))
            for column, text in zip(("statement", "line"), key, strict=True):
                if not text:
                    told = f'"{column}" is empty. Statement and line tell one credit from another.'
                    row.error("value-bad", told, column)
            first = seen.setdefault(tuple(row.cells.values()), row) if all(key) else row
            if first is not row:
                row.error(
                    "value-bad",
                    f"this row repeats row {first.number} word for word. Take one of them out.",
                    "line",
                )
            elif all(key):
                grouped.setdefault(key, []).append(row)
        return grouped

    def _is_to_come(self, row: Row) -> bool:
        """Whether a bank has booked an entry some days before it is of value; a later day, or one
        in a list that people write, is rather a mistake, and refused.
        """
        day = parse_day(row.get("value_date")) if self.table.of_bank else None
        return day is not None and self.today < day <= self.today + SOON

    def _leave_out(self, row: Row, why: str) -> None:
        """A row without money that came in; one that names a State or a meeting is a doubt."""
        place, what = self.table.place(row), row.get("reference") or row.get("line")
        currency, text = row.currency, row.get("amount")
        if row.get("iso3") or row.get("meeting"):
            message = (
                f"{text} {currency} is not a receipt, but names a State or a meeting. If a "
                "payment was sent back, reverse its event (ccmcost ledger list shows it; ccmcost "
                "record reverse EVENT --reason TEXT); else empty both."
            )
            self.account.open("value-bad", message, what, place, amount=f"{currency} {text}")
        else:
            self.account.leave_out(what, place, why, amount=f"{currency} {text}")

    def _line(self, key: Key, rows: list[Row]) -> Line | None:
        first, day, whole = rows[0], rows[0].day("value_date"), self._sum(rows[0], "amount")
        for row in rows[1:]:
            for column in ("value_date", "amount", "currency", "reference"):
                if row.get(column) != first.get(column):
                    row.error(
                        "value-bad",
                        f'row {first.number} gives line {key[1]} another "{column}". Parts of '
                        "one line share it.",
                        column,
                    )
        if not first.get("value_date"):
            first.error("date-bad", "the value date is missing.", "value_date")
        for fault in came_in(self.books.convention, day, self.today) if day else ():
            first.error("date-bad", fault, "value_date")
        reference = first.get("reference")
        if not reference:
            message = "the reference is empty. Copy what the bank says on the remitter."
            first.error("value-bad", message, "reference")
        parts = [self._part(row, whole, len(rows)) for row in rows]
        if whole is None or day is None or not reference:
            return None
        good = tuple(each for each in parts if each is not None)
        summed = whole.of(sum(each.amount for each in good))
        if len(good) == len(rows) and summed != whole:
            message = f"the parts of line {key[1]} sum to {summed}, but the bank credited {whole}."
            first.error("value-bad", message, "part")
        sent = Sent(*map(first.get, ORIGINAL))
        try:
            body = receipt_body(whole, reference, good, *key, sent if any(sent) else None)
        except UsageError as error:
            first.error("value-bad", str(error).removeprefix("--reference: "), "reference")
            return None
        return Line(first, day, body)

    def _part(self, row: Row, whole: Money | None, rows: int) -> Part | None:
        place, amount = self._place(row), whole
        if row.get("part"):
            amount = self._sum(row, "part")
        elif rows > 1:
            message = "one line over several rows: each needs its own part of the amount."
            row.error("value-bad", message, "part")
            return None
        return Part(*place, amount.minor) if place and amount else None

    def _place(self, row: Row) -> tuple[str, str, PostedTo] | None:
        """State, meeting and account of a row; None and findings if they cannot be told."""
        word, meeting, currency = row.get("iso3"), self.meeting(row), row.currency
        if meeting in OTHER or not (word or meeting):
            return "", "", "other_convention" if meeting else "unidentified"
        code = self.finder.code(word)
        if code is None:
            row.error("state-unknown", self.finder.unknown(word) if word else NO_STATE, "iso3")
        if meeting not in self.books.meetings:
            why = f'"{meeting}" is not in the register' if meeting else "the meeting is missing"
            row.error("meeting-unknown", f"{why}. {PLACES}", "meeting")
            return None
        known = self.currencies[meeting]
        if known not in (None, currency) and decimals_of(currency) is not None:
            row.error(
                "value-bad",
                f"the account of {meeting} is kept in {known}: give the sum that the bank "
                f"credited in {known}.",
                "currency",
            )
        return None if code is None else (code, meeting, "received")

    def _sum(self, row: Row, column: str) -> Money | None:
        hint = " A sum that was paid out has a minus sign before it and is left out."
        return self.money(row, column, row.currency, hint=hint)
