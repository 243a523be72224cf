"""Several conventions side by side: what their accounts stand at, and what a State should set aside
for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ccmcost.accounts.status import Contributions
from ccmcost.documents.planning.budget import CASES, Budget, convention_of_cost
from ccmcost.errors import UsageError
from ccmcost.model.convention import Convention
from ccmcost.model.money import Money
from ccmcost.tables.screen import PLAIN, Style, to_screen
from ccmcost.tables.table import REST, Column, Columns, Table, made_of
from ccmcost.text import printable
from ccmcost.words.speaker import english

SUMS = ("assessed", "received", "outstanding", "credit")


class Part(NamedTuple):
    """What one convention comes to in a currency, or all of them in it: amounts in minor units."""

    convention: str
    money: Money
    amounts: tuple[int, ...]


def owed_table(found: Sequence[tuple[Convention, Contributions]]) -> Table:
    """What a status of each convention comes to, and the sum in each currency; assessed is what it
    is after all adjustments.
    """
    rows = [
        Part(
            convention.name,
            each.money,
            (each.assessed + each.adjusted, each.received, each.outstanding, each.credit),
        )
        for convention, status in found
        for each in status.totals
    ]
    words = english()
    return _table(words("title_together"), [words(f"col_{name}") for name in SUMS], SUMS, rows)


def budgets_table(found: Sequence[tuple[Convention, Budget]]) -> Table:
    """What the budget of each convention comes to, and the sum in each currency."""
    rows = [Part(convention.name, each.base.cost.total, each.totals) for convention, each in found]
    title = english("planning")("title_budgets", name=found[0][1].name)
    return _table(title, [case.capitalize() for case in CASES], CASES, rows)


def _table(title: str, heads: Sequence[str], names: Sequence[str], rows: Sequence[Part]) -> Table:
    words = english()
    columns: Columns[Part] = [
        (Column("convention", wide=REST), "convention"),
        (Column("currency", wide=8), "money.currency"),
        *(
            (Column(name, head, "money"), lambda row, at=at: row.amounts[at])
            for at, (name, head) in enumerate(zip(names, heads, strict=True))
        ),
    ]
    by_currency = dict[str, list[Part]]()
    for row in rows:
        by_currency.setdefault(row.money.currency, []).append(row)
    feet = [
        Part(
            words("row_total"),
            own[0].money,
            tuple(map(sum, zip(*(each.amounts for each in own), strict=True))),
        )
        for _, own in sorted(by_currency.items())
    ]
    return made_of("together", title, columns, rows, feet, words=words)


def together_screen(table: Table, style: Style = PLAIN) -> str:
    """Such a table under its heading."""
    return "\n".join([style.bold(table.title), *to_screen(table, style)]) + "\n"


def one_table(tables: Sequence[tuple[Convention, Table]]) -> Table:
    """The same table of several conventions as one, for a program: the id of each stands first."""
    (_, first), *_ = tables
    rows = tuple((each.id, *row) for each, table in tables for row in table.rows)
    return first._replace(columns=(Column("convention"), *first.columns), rows=rows, foot=())


def costs_of(texts: Iterable[str], own: str, every: Iterable[str]) -> tuple[str, ...]:
    """The costs that are given for the meetings of a convention, those for it alone last, so that
    they count: `AMOUNT` and `YEAR=...` are for all, `ID=...` and `ID:YEAR=...` for one.

    Raises UsageError for an id that none of the conventions has.
    """
    said = [convention_of_cost(text) for text in texts]
    for name in (name for name, _ in said if name and name not in every):
        known = ", ".join(sorted(every))
        raise UsageError(f'--cost: "{printable(name)}" is none of the conventions: {known}.')
    return tuple(cost for wanted in ("", own) for name, cost in said if name == wanted)
