"""The running balance that an extract states beside its sums: each step must be the sum of its row,
or nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.office_table import OfficeTable
from ccmcost.intake.stated import says_balance, says_opening
from ccmcost.load.table import Row
from ccmcost.model.money import Money

FEWEST, MOST = 3, 4
"""So many steps must there be that a column is a balance by its figures alone, of which at most one
in four does not tie.
"""


Moved = Sequence[tuple[Row, Money]]
"""Rows of an extract and what each moves: a debit is negative."""


class _Step(NamedTuple):
    """From one stated balance to the next: what that was, what this should be, and what it is."""

    row: Row
    before: int
    due: int
    stated: int


def hold_balances(
    table: OfficeTable, moved: Moved, columns: Mapping[str, str], account: Account
) -> bool:
    """Hold each running balance against the sums, per account and currency, in either order of the
    rows; a step that does not tie is open. False if the columns, by their headings in the file,
    state none.
    """
    groups: dict[tuple[str, str], list[tuple[Row, Money]]] = {}
    for row, money in moved:
        groups.setdefault((row.get("account"), money.currency), []).append((row, money))
    states_any = any(says_balance(cell) for row in table.totals for cell in row.cells.values())
    for heading, name in columns.items():
        for (_, currency), rows in groups.items():
            opening = _opening(table, name, currency) if len(groups) == 1 else None
            orders = [_steps(table, name, order, opening) for order in (rows, rows[::-1])]
            steps = min(orders, key=lambda order: sum(each.due != each.stated for each in order))
            wrong = [each for each in steps if each.due != each.stated]
            told = len(steps) >= FEWEST and len(wrong) * MOST <= len(steps)
            rises = any(each.stated != each.before for each in steps)
            if told or (says_balance(heading) and rises):  # what stands in every row is no balance
                states_any = True
                _hold(heading, (wrong or steps[-1:])[0], rows[0][1], table, account)
    return states_any


def _opening(table: OfficeTable, name: str, currency: str) -> int | None:
    """The balance before all entries, if a row of the file states it in the column."""
    rows = (row for row in table.totals if any(map(says_opening, row.cells.values())))
    found = (table.sum_of(row, name, currency).minor for row in rows if row.get(name))
    return next(found, None)


def _steps(table: OfficeTable, name: str, rows: Moved, opening: int | None) -> list[_Step]:
    """The steps between the balances that a column states, in one order of the rows."""
    steps, before, moved = list[_Step](), opening, 0
    for row, money in rows:
        moved += money.minor
        stated = table.sum_of(row, name, money.currency).minor if row.get(name) else None
        if stated is not None:
            steps += [] if before is None else [_Step(row, before, before + moved, stated)]
            before, moved = stated, 0
    return steps


def _hold(heading: str, step: _Step, money: Money, table: OfficeTable, account: Account) -> None:
    stated, read, place = money.of(step.stated), money.of(step.due), table.place(step.row)
    if not account.check(f'balance in "{heading}"', str(stated), str(read), place).agrees:
        message = (
            f'the column "{heading}" states a balance of {stated}, but the one before it and the '
            f"sums sum to {read}: a difference of {money.of(abs(step.stated - step.due))}. Ask the "
            "bank for the whole extract; if the column is no balance of these sums: --column "
            f'"ignore={heading}" (with --map). Nothing was recorded.'
        )
        account.open("value-bad", message, heading, place, amount=str(stated))
