"""The totals and balances that a list of money states, held against its rows: where one does not
tie, it is open, and nothing is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.office_table import OfficeTable
from ccmcost.intake.stated import figures_of, numbers_of, says_balance, says_opening, says_total
from ccmcost.load.table import Row
from ccmcost.model.money import Money, decimals_of
from ccmcost.model.sums import parse_sum

_FIGURE = re.compile(r"[-(]?[0-9](?:[0-9 .,'’]*[0-9])?\)?(?=\D*$)")
"""The last figure of a text."""


class Fits(NamedTuple):
    """The sums that a figure of a total may be, of which the first is told; what it is in words,
    and of what.
    """

    what: str
    of: str
    sums: Sequence[int]


class ListTotals:
    """The totals of a table of money, which are held against what its rows sum to."""

    def __init__(self, table: OfficeTable, account: Account) -> None:
        self._table, self._account = table, account

    def total(self, row: Row, currency: str) -> tuple[str, str]:
        """What a row of totals says first, and its currency, else that of the list."""
        first = next(cell for cell in row.cells.values() if any(map(str.isalpha, cell)))
        return first, row.currency or currency

    def hold_total(self, row: Row, first: str, currency: str, fits: Mapping[str, Fits]) -> None:
        """Hold every figure of a row of totals against what `fits` says of its column; where it
        stands in the words of the row, `first`, it may be the number of rows as well.
        """
        stated = {
            column: self._table.sum_of(row, column, currency) for column in fits if row.get(column)
        }
        rows, place = len(self._table.rows), self._table.place(row)
        if not stated and numbers_of(first) == [rows]:
            self._account.check(f'rows, "{first}"', str(rows), str(rows), place)
        elif not stated and (found := _FIGURE.search(first)):
            stated = {next(iter(fits)): parse_sum(found[0], currency, from_afar=True)}
        for column, (minor, fault) in stated.items():
            what, of, (read, *others) = fits[column]
            if minor is None:
                told = f'"{first}" states a total that cannot be read: {fault}'
                self._account.open("value-bad", told, first, place)
                continue
            money = Money(minor, currency, decimals_of(currency) or 0)
            summed = str(money if minor in others else money.of(read))
            if not self._account.check(f'"{first}", {what}', str(money), summed, place).agrees:
                message = f"the list states {what} of {money}, but its {of} sum to {summed}."
                self._account.open("value-bad", message, first, place, amount=str(money))


class _Balance(NamedTuple):
    """A row that states a balance: what it says, the balance, and what the rows of its currency
    move, in minor units.
    """

    row: Row
    first: str
    stands: Money
    moved: int


class BankTotals(ListTotals):
    """The totals and balances of a bank list, which are held against what its rows move."""

    def __init__(self, table: OfficeTable, account: Account) -> None:
        super().__init__(table, account)
        self._moved: list[tuple[int, str, int]] = []

    def move(self, row: Row, currency: str, minor: int) -> None:
        """A row moves a sum, in minor units: it came in, or went out if it is negative."""
        self._moved.append((row.number, currency, minor))

    def is_sum(self, row: Row, minor: int, credits: Iterable[Row]) -> bool:
        """Whether a row without a State is called a total and is the sum of the credits above it,
        so that it would be booked twice; then it is a finding.
        """
        text, currency = row.get("reference"), row.currency
        if row.get("iso3") or not says_total(text):
            return False
        firsts = [each for each in credits if each.currency == currency]
        above = sum(self._table.sum_of(each, "amount", currency).minor or 0 for each in firsts)
        out = self._sums(currency, range(row.number))[1]
        is_total = bool(firsts) and minor in (above, above + out)
        if is_total:
            message = (
                f'"{text}" is the sum of the rows above it: it looks like a total and no money of '
                "its own. Take the row out; if it is money that came in, write who paid it."
            )
            self._account.open("value-bad", message, text, self._table.place(row))
        return is_total

    def _sums(self, currency: str, rows: range) -> tuple[int, int]:
        """What came in and what went out by some rows; the latter is negative."""
        moved = [sum_ for row, code, sum_ in self._moved if code == currency and row in rows]
        return sum(each for each in moved if each > 0), sum(each for each in moved if each < 0)

    def hold(self) -> None:
        """The rows of totals and balances, left out and held against credits and debits: of all
        rows, of those above, or of those since the total before.
        """
        usual = next((currency for _, currency, _ in self._moved), "")
        balances: dict[bool, list[_Balance]] = {True: [], False: []}
        before, end = 0, 1 + max((row for row, _, _ in self._moved), default=0)
        for row in self._table.totals:
            first, currency = self.total(row, usual)
            text, is_total = row.get("amount"), not any(map(says_balance, row.cells.values()))
            what = "a total" if is_total else "a balance"
            self._account.leave_out(
                first, self._table.place(row), what, amount=f"{currency} {text}"
            )
            if is_total and currency:
                parts = range(end), range(row.number), range(before, row.number)
                sums = [self._sums(currency, part) for part in parts]
                debits = [sign * out for sign in (-1, 1) for _, out in sums]
                credits = [into for into, _ in sums] + [into + out for into, out in sums]
                fits = {
                    "amount": Fits("a total", "credits", credits + debits),
                    "debit": Fits("a total of debits", "debits", debits),
                }
                self.hold_total(row, first, currency, fits)
                before = row.number
            elif (stands := self._stands_at(row, currency)) is not None:
                moved = sum(self._sums(currency, range(end)))
                balances[says_opening(first)].append(_Balance(row, first, stands, moved))
        if list(map(len, balances.values())) == [1, 1] and not self._leaves_accounts_out:
            self._hold_balances(*balances[True], *balances[False])

    @property
    def _leaves_accounts_out(self) -> bool:
        return any(line.reason.startswith("account ") for line in self._account.of("left_out"))

    def _stands_at(self, row: Row, currency: str) -> Money | None:
        """The sum that a row of a balance states, in whatever column; None without one."""
        figures = [name for name, cell in row.cells.items() if figures_of(cell.strip("-+"))]
        found = [self._table.sum_of(row, name, currency).minor for name in figures]
        if len(found) != 1 or found[0] is None:
            return None
        return Money(found[0], currency, decimals_of(currency) or 0)

    def _hold_balances(self, opening: _Balance, closing: _Balance) -> None:
        """The balance after the entries is that before them and what they sum to."""
        if opening.stands.currency != closing.stands.currency:
            return
        place = self._table.place(closing.row)
        stated, read = closing.stands, closing.stands.of(opening.stands.minor + closing.moved)
        if not self._account.check(f'"{closing.first}"', str(stated), str(read), place).agrees:
            message = (
                f'"{closing.first}" is {stated}, but "{opening.first}" and the rows sum to {read}. '
                "Ask the bank for the whole extract; nothing was recorded."
            )
            self._account.open("value-bad", message, closing.first, place, amount=str(stated))
