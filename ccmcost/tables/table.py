"""A table: named columns and typed cells.
What each output makes of them is in the module of that output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from ccmcost.model.money import Money
from ccmcost.model.rates import share_text

if TYPE_CHECKING:
    from ccmcost.words.speaker import Phrases, Speaker

Output = Literal["screen", "csv", "json", "page", "xlsx"]
SCREEN: tuple[Output, ...] = ("screen",)
CSV: tuple[Output, ...] = ("csv",)
PAGE: tuple[Output, ...] = ("page",)
SHEET: tuple[Output, ...] = ("xlsx",)
FILES: tuple[Output, ...] = ("csv", "json", "xlsx")

Kind = Literal[
    "text",
    "reference",
    "money",
    "change",
    "movement",
    "rate",
    "share",
    "percent",
    "number",
    "count",
    "day",
    "iso_day",
]
"""How the values of a column are shown.

`reference` is text in which a hyphen is no place to break. `money` is an amount without its
currency; `change` has a plus sign where people read it; `movement` stays empty there if nothing
moved. `rate`, `share` and `percent` are fractions of the whole in per cent with three, six decimals
and one (a `change` that is a fraction: two). `number` is a whole number as it is, `count` one in
groups of three. `iso_day` is a day that pages write as 2024-03-01, `day` one that they write in
words.
"""

DECIMALS: dict[Kind, int] = {"rate": 3, "share": 6, "percent": 1, "change": 2}
_MONEY: tuple[Kind, ...] = ("money", "change", "movement")
_IN_LINE: tuple[Kind, ...] = ("text", "reference", "day", "iso_day")

REST = -1
"""As wide as what the other columns leave; on a page too."""


class Say(NamedTuple):
    """A word that machines know by its key, with what people read."""

    key: str
    text: str


class Live(NamedTuple):
    """A value that a workbook computes from other columns of the row: `{assessed}-{received}`.
    Other outputs show the value.

    In a row of the foot a name stands for all cells of the column above it: `SUM({assessed})`. A
    number names a column by its place among those of the workbook, from 0.
    """

    formula: str
    value: Money | Fraction | Decimal | int


Known = str | int | date | Fraction | Decimal | Money | Say | None
"""What a cell says. A `Decimal` is shown with the decimals that it has."""

Value = Known | Live

Row = tuple[Value, ...]


class Column(NamedTuple):
    """A column. `wide` is the number of characters on a screen and in a workbook: 0 is as many as
    the cells ask for.

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
        kept = [
            place
            for place, column in enumerate(self.columns)
            if not column.only or output in column.only
        ]
        return self.with_columns(kept)

    def with_columns(self, places: Sequence[int]) -> Table:
        """The table with the columns in these places alone."""
        cut = [
            tuple(tuple(row[place] for place in places) for row in rows)
            for rows in (self.rows, self.foot)
        ]
        return self._replace(
            columns=tuple(self.columns[place] for place in places), rows=cut[0], foot=cut[1]
        )

    def pick(self, *names: str) -> Table:
        """The table with the columns of these names alone, in this order."""
        known = [column.name for column in self.columns]
        return self.with_columns([known.index(name) for name in names])

    def column_of(self, name: str) -> list[Known]:
        """The values of a column, without those of the foot."""
        place = next(place for place, column in enumerate(self.columns) if column.name == name)
        return [value(row[place]) for row in self.rows]


Of = TypeVar("Of")
Taken = tuple[Column, Callable[[Of], Value] | str]
"""A column, and the value that it takes from a row, or where that stands: `cost.total`."""
Columns = list[Column | Taken[Of]]
"""Columns; one without a value takes what the row calls by its name."""


def made_of(
    name: str,
    title: str,
    columns: Sequence[Column | Taken[Of]],
    rows: Iterable[Of],
    foot: Iterable[Of] = (),
    notes: Sequence[str] = (),
    words: Phrases | None = None,
    money: Money | None = None,
) -> Table:
    """A table from columns that each say what they take from a row; the rows of the foot are told
    in the same way.

    With `words` a heading is a key of the catalogue, or stands as it is (a blank is none); without
    one it is the phrase `col_` and the name of the column, which must be there unless programs
    alone read the column. A whole number in a column of money counts minor units of `money`, or of
    that of its row.
    """
    heads = [column if isinstance(column, Column) else column[0] for column in columns]
    takes = [_take(column.name if isinstance(column, Column) else column[1]) for column in columns]
    if words is not None:
        heads = [column._replace(heading=_heading(column, words)) for column in heads]

    def cell(row: Of, column: Column, take: Callable[[Of], Value]) -> Value:
        found = take(row)
        minor = found.value if isinstance(found, Live) else found
        if not isinstance(minor, int) or column.kind not in _MONEY:
            return found
        amount: Money = (money or attrgetter("money")(row)).of(minor)
        return found._replace(value=amount) if isinstance(found, Live) else amount

    body, sums = (
        tuple(tuple(map(cell, repeat(row), heads, takes)) for row in each) for each in (rows, foot)
    )
    return Table(name, title, tuple(heads), body, sums, tuple(notes))


def _take(wanted: Callable[[Of], Value] | str) -> Callable[[Of], Value]:
    """What takes a value from a row; None where something on the way to it is None."""
    if not isinstance(wanted, str):
        return wanted
    first, *others = map(attrgetter, wanted.split("."))

    def take(row: Of) -> Value:
        found = first(row)
        for getter in others:
            found = None if found is None else getter(found)
        return found  # type: ignore[no-any-return]

    return take if others else first


def _heading(column: Column, words: Phrases) -> str:
    key = column.heading or f"col_{column.name}"
    by_programs = "csv" in column.only and {"screen", "page"}.isdisjoint(column.only)
    is_open = column.heading or by_programs
    return column.heading if is_open and not words.has(key) else words(key)


def value(cell: Value) -> Known:
    """The value of a cell, computed or not."""
    return cell.value if isinstance(cell, Live) else cell


def in_order(table: Table, words: Speaker, column: str = "iso3") -> Table:
    """A table of States as a document for people shows it: in the alphabetical order of the
    document's language, with a note where that is the English one. Files for programs and workbooks
    keep the order of the table.
    """
    place = [each.name for each in table.columns].index(column)
    rows = words.in_order(table.rows, lambda row: str(value(row[place])))
    return table._replace(rows=tuple(rows), notes=(*table.notes, *words.order_notes()))


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
    sums: list[Value] = [
        sum_of(row[place] for row in table.rows) or "" for place in range(len(table.columns))
    ]
    sums[at] = label
    return table._replace(foot=(*table.foot, tuple(sums)))


def plain(cell: Value, kind: Kind) -> str:
    """A cell for machines: numbers without grouping, days as in ISO 8601, words by their key;
    nothing for None.
    """
    match value(cell):
        case None:
            return ""
        case Money() as amount:
            return amount.plain()
        case Say(key, _):
            return key
        case Fraction() as share:
            return share_text(share, DECIMALS[kind])
        case Decimal() as number:
            return f"{number:f}"
        case date() as day:
            return day.isoformat()
        case known:
            return str(known)


def on_screen(cell: Value, column: Column) -> str:
    """A cell for a person at a terminal, in English: amounts in groups of three,
    a dash for None (nothing for a change).
    """
    known = value(cell)
    match known:
        case None:
            return "" if column.kind == "change" else "-"
        case Say(_, text):
            return text
        case Money():
            if column.kind == "movement" and not known.minor:
                return ""
            return _signed(known.grouped(), column)
        case Fraction() | Decimal():
            return _signed(plain(known, column.kind), column)
        case int() if column.kind == "count":
            return f"{known:,}"
    return plain(known, column.kind)


def on_page(cell: Value, column: Column, language: str) -> str:
    """A cell of a page, as its language writes it; nothing for None."""
    from ccmcost.words.numbers import day, isolated, number

    known = value(cell)
    match known:
        case Say(_, text):
            return text
        case Money() if column.kind == "movement" and not known.minor:
            return ""
        case Money() | Fraction() | Decimal():
            return isolated(_signed(number(plain(known, column.kind), language), column), language)
        case int() if column.kind == "count":
            shown = number(str(known), language)
            return shown if shown.isdigit() else isolated(shown, language)
        case date() if column.kind == "day":
            return day(known, language)
        case date():
            return isolated(known.isoformat(), language)
    return plain(known, column.kind)


def _signed(figure: str, column: Column) -> str:
    """A change with its sign, unless it is nothing as it is shown."""
    is_more = (
        column.kind == "change"
        and not figure.startswith(("-", "\u2212"))
        and any(digit in figure for digit in "123456789")
    )
    return f"+{figure}" if is_more else figure
