"""A table: named columns and typed cells. What each output makes of them is in the module of that output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeVar

from ccmcost.model.money import Money

Output = Literal["screen", "csv", "json", "page", "xlsx"]

Kind = Literal[
    "text", "reference", "money", "change", "movement", "rate", "share", "percent", "number", "count", "day", "iso_day"
]
"""How the values of a column are shown.

`reference` is text in which a hyphen is no place to break. `money` is an amount without its currency; `change` has a plus
sign where people read it; `movement` stays empty there if nothing moved. `rate`, `share` and `percent` are fractions of
the whole in per cent with three, six decimals and one (a `change` that is a fraction: two). `number` is a whole number as
it is, `count` one in groups of three. `iso_day` is a day that pages write as 2024-03-01, `day` one that they write in words.
"""

DECIMALS: dict[Kind, int] = {"rate": 3, "share": 6, "percent": 1, "change": 2}
_IN_LINE: tuple[Kind, ...] = ("text", "reference", "day", "iso_day")

REST = -1
"""As wide as what the other columns leave; on a page too."""


class Say(NamedTuple):
    """A word that machines know by its key, with what people read."""

    key: str
    text: str


class Live(NamedTuple):
    """A value that a workbook computes from other columns of the row: `{assessed}-{received}`. Other outputs show the value.

    In a row of the foot a name stands for all cells of the column above it: `SUM({assessed})`.
    """

    formula: str
    value: Money | Fraction | Decimal | int


Known = str | int | date | Fraction | Decimal | Money | Say | None
"""What a cell says. A `Decimal` is shown with the decimals that it has."""

Value = Known | Live

Row = tuple[Value, ...]


class Column(NamedTuple):
    """A column. `wide` is the number of characters on a screen and in a workbook: 0 is as many as the cells ask for.

    `only` are the outputs that show it; all of them if it is empty.
    """

    name: str
    heading: str = ""
    kind: Kind = "text"
    wide: int = 0
    only: tuple[Output, ...] = ()

    @property
    def right(self) -> bool:
        """Whether its cells stand right, as figures do."""
        return self.kind not in _IN_LINE


class Table(NamedTuple):
    """A table with its title; `foot` are rows of sums, `notes` what has to be said beneath it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()

    def shown(self, output: Output) -> Table:
        """The table with the columns that an output shows."""
        kept = [place for place, column in enumerate(self.columns) if not column.only or output in column.only]
        return self.with_columns(kept)

    def with_columns(self, places: Sequence[int]) -> Table:
        """The table with the columns in these places alone."""
        cut = [tuple(tuple(row[place] for place in places) for row in rows) for rows in (self.rows, self.foot)]
        return self._replace(columns=tuple(self.columns[place] for place in places), rows=cut[0], foot=cut[1])

    def column_of(self, name: str) -> list[Known]:
        """The values of a column, without those of the foot."""
        place = next(place for place, column in enumerate(self.columns) if column.name == name)
        return [value(row[place]) for row in self.rows]


Of = TypeVar("Of")
Taken = tuple[Column, Callable[[Of], Value]]
"""A column, and the value that it takes from a row."""


def made_of(
    name: str,
    title: str,
    columns: Sequence[Taken[Of]],
    rows: Iterable[Of],
    foot: Iterable[Of] = (),
    notes: Sequence[str] = (),
) -> Table:
    """A table from columns that each say what they take from a row; the rows of the foot are told in the same way."""
    body, sums = (tuple(tuple(take(row) for _, take in columns) for row in each) for each in (rows, foot))
    return Table(name, title, tuple(column for column, _ in columns), body, sums, tuple(notes))


def value(cell: Value) -> Known:
    """The value of a cell, computed or not."""
    return cell.value if isinstance(cell, Live) else cell


def sum_of(cells: Iterable[Value]) -> Money | None:
    """The sum of the money among cells; None if there is none, or more than one currency."""
    amounts = [amount for cell in cells if isinstance(amount := value(cell), Money)]
    if len({amount.currency for amount in amounts}) != 1:
        return None
    return amounts[0].of(sum(amount.minor for amount in amounts))


def with_sums(table: Table, label: str, at: int = 0) -> Table:
    """The table with a row of sums of its columns of money and the label in the column `at`.

    Nothing is added if its money is in more than one currency, or if there is none.
    """
    if sum_of(cell for row in table.rows for cell in row) is None:
        return table
    sums: list[Value] = [sum_of(row[place] for row in table.rows) or "" for place in range(len(table.columns))]
    sums[at] = label
    return table._replace(foot=(*table.foot, tuple(sums)))
