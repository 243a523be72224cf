"""Tables as sheets of a workbook: values as numbers, what is computed as formulas with exact values
beside them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ccmcost.model.money import Money
from ccmcost.tables.styles import (
    Document,
    Styles,
    Worksheet,
    amount_format,
    put_head,
    put_text,
    set_columns,
    set_page,
)
from ccmcost.tables.table import DECIMALS, Column, Kind, Live, Row, Say, Table, Value, plain, value

HEAD = 4
"""Row (from 0) of the headings of a sheet with one table, below title, subtitle and remark."""

WIDEST = 38
_DAY = "yyyy-mm-dd"


@cache
def letter(column: int) -> str:
    """`0` as `A`, `27` as `AB`."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """The address of a cell from row and column, both from 0."""
    return f"{letter(column)}{row + 1}"


def table_sheet(
    book: Document,
    styles: Styles,
    name: str,
    table: Table,
    lines: Sequence[str],
    footer: str,
    frozen: int = 1,
) -> Worksheet:
    """A sheet of its own for a table: lines above it (title, subtitle, remark), headings that stay
    in sight, filters.

    `footer` stands on every printed page; `frozen` columns stay in sight.
    """
    sheet = book.add_worksheet(name)
    set_page(sheet, footer)
    for row, (text, kind) in enumerate(zip(lines, ("title", "strong", "note"), strict=False)):
        put_text(sheet, row, 0, text, styles.get(kind))
    shown = table.shown("xlsx")
    put_table(sheet, HEAD, shown, styles)
    set_columns(sheet, columns_of(shown))
    sheet.freeze_panes(HEAD + 1, frozen)
    sheet.repeat_rows(HEAD)
    if shown.rows:
        sheet.autofilter(HEAD, 0, HEAD + len(shown.rows), len(shown.columns) - 1)
    return sheet


def put_table(sheet: Worksheet, top: int, table: Table, styles: Styles, blank: bool = False) -> int:
    """Headings in the row `top`, rows and foot below; returns the first row after them.
    `blank` leaves cells of None or of an empty text out.
    """
    columns = columns_of(table.shown("xlsx"))
    lines = max(len(textwrap.wrap(column.heading, column.wide - 2)) for column in columns)
    put_head(sheet, top, columns, styles, lines=max(2, lines))
    return put_rows(sheet, top + 1, table, styles, blank)


def put_rows(
    sheet: Worksheet, first: int, table: Table, styles: Styles, blank: bool = False
) -> int:
    """Rows and foot of a table, without its headings; returns the first row after them.
    `blank` leaves cells of None or of an empty text out.
    """
    shown = table.shown("xlsx")
    kinds, last = [column.kind for column in shown.columns], first + len(shown.rows) - 1
    for number, row in enumerate(shown.rows, first):
        names = {column.name: address(number, place) for place, column in enumerate(shown.columns)}
        _put_row(sheet, number, row, kinds, names, styles, "cell", blank)
    spans = {
        column.name: f"{address(first, place)}:{address(last, place)}"
        for place, column in enumerate(shown.columns)
    }
    for number, row in enumerate(shown.foot, last + 1):
        summed = tuple(
            Live(f"SUM({{{place}}})", cell) if isinstance(cell, Money) and shown.rows else cell
            for place, cell in enumerate(row)
        )
        _put_row(sheet, number, summed, kinds, spans, styles, "sum", blank)
    return last + 1 + len(shown.foot)


def columns_of(table: Table) -> list[Column]:
    """The columns with their widths: what they ask for, else what cells and heading need."""
    found = []
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in (*table.rows, *table.foot)]
        longest = max((len(_told(cell, column.kind)) for cell in cells), default=0)
        wide = (
            column.wide
            if column.wide > 0
            else min(WIDEST, max(longest + 3, len(column.heading) + 3, 9))
        )
        found.append(column._replace(wide=wide))
    return found


def _told(cell: Value, kind: Kind) -> str:
    known = value(cell)
    return (
        known.grouped()
        if isinstance(known, Money)
        else known.text
        if isinstance(known, Say)
        else plain(known, kind)
    )


def _put_row(
    sheet: Worksheet,
    number: int,
    row: Row,
    kinds: Sequence[Kind],
    names: Mapping[str, str],
    styles: Styles,
    look: str,
    blank: bool,
) -> None:
    for place, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
        if blank and (cell is None or cell == ""):
            sheet.write_blank(number, place, None, styles.get(look))
            continue
        named = (
            cell._replace(formula=cell.formula.format(*names.values(), **names))
            if isinstance(cell, Live)
            else cell
        )
        put_cell(sheet, number, place, named, styles, kind, look)


def put_cell(
    sheet: Worksheet,
    row: int,
    column: int,
    cell: Value,
    styles: Styles,
    kind: Kind = "text",
    look: str = "cell",
) -> None:
    """One cell: a number with the decimals of its value, a day, or text; money is the double
    nearest to the amount.

    A `Live` cell becomes its formula, which names cells by their addresses here.
    """
    known = value(cell)
    if isinstance(known, date):
        sheet.write_datetime(
            row, column, known, styles.get(look, number=_DAY, align="left", indent=1)
        )
        return
    if known is None or isinstance(known, str | Say):
        put_text(
            sheet,
            row,
            column,
            known.text if isinstance(known, Say) else str(known or ""),
            styles.get(look),
        )
        return
    number, decimals = _number(known, kind)
    plain_format = "0." + "0" * decimals
    style = styles.get(
        look, number=plain_format if isinstance(known, Fraction) else amount_format(decimals)
    )
    if isinstance(cell, Live):
        sheet.write_formula(row, column, f"={cell.formula}", style, number)
    else:
        sheet.write_number(row, column, number, style)


def _number(known: Money | Fraction | Decimal | int, kind: Kind) -> tuple[float | Decimal, int]:
    """The number that a workbook holds, and the decimals that it shows."""
    match known:
        case Money():
            return known.minor / 10**known.decimals, known.decimals
        case Fraction():
            return float(plain(known, kind)), DECIMALS[kind]
        case Decimal():
            exponent = known.as_tuple().exponent
            return known, max(0, -exponent) if isinstance(exponent, int) else 0
        case _:
            return known, 0
