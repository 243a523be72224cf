"""A list of money that an office keeps: its rows become events, all or none,
and its account says what became of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ccmcost.accounts.books import Books
from ccmcost.desk.answers import keep_account
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.found import Marker
from ccmcost.intake.office_table import OfficeTable, read_office_table
from ccmcost.load.data import Data
from ccmcost.load.table import Row
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, no_currency


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
