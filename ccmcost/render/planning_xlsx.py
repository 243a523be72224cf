"""Planning tables as a workbook: a sheet for each table, then one of notes; differences are formulas with their values."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from ccmcost.render.planning_table import Cell, Difference, Table, cell_text
from ccmcost.tables.styles import Format, Styles, Worksheet, amount_format, put_text


def planning_xlsx(title: str, lines: Sequence[tuple[str, str]], tables: Sequence[Table], as_of: date) -> bytes:
    """The workbook. `title` says what it may be taken for and stands on every sheet and printed page."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)})
    styles = Styles(book)
    for table in tables:
        _table_sheet(book.add_worksheet(table.title), title, table, styles)
    _notes_sheet(book.add_worksheet("Notes"), title, lines, styles)
    book.close()
    return buffer.getvalue()


def _number(value: Decimal, styles: Styles) -> Format:
    """Grouped digits with as many decimals as the value carries."""
    exponent = value.as_tuple().exponent
    return styles.get("cell", number=amount_format(-exponent if isinstance(exponent, int) and exponent < 0 else 0))


def _table_sheet(sheet: Worksheet, title: str, table: Table, styles: Styles) -> None:
    head = 2
    put_text(sheet, 0, 0, title, styles.get("title"))
    sheet.set_row(head, 15 * max(_height(table, column) for column in range(len(table.header))))
    for column, name in enumerate(table.header):
        numeric = any(not isinstance(row[column], str | None) for row in table.rows)
        put_text(sheet, head, column, name.replace("_", " "), styles.get("head", align="right" if numeric else "left"))
        sheet.set_column(column, column, _width(table, column))
    for index, row in enumerate(table.rows, head + 1):
        for column, cell in enumerate(row):
            _write(sheet, index, column, cell, styles)
    sheet.freeze_panes(head + 1, min(2, len(table.header) - 1))
    sheet.autofilter(head, 0, head + len(table.rows), len(table.header) - 1)
    _page(sheet, title)
    sheet.repeat_rows(head)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, styles: Styles) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    if cell is None:
        sheet.write_blank(row, column, None, styles.get("cell"))
    elif isinstance(cell, Difference):
        of, base = xl_rowcol_to_cell(row, cell.of), xl_rowcol_to_cell(row, cell.base)
        sheet.write_formula(row, column, f"={of}-{base}", _number(cell.value, styles), cell.value)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, _number(cell, styles))
    else:
        put_text(sheet, row, column, cell, styles.get("cell", align="left", indent=1))


def _notes_sheet(sheet: Worksheet, title: str, lines: Sequence[tuple[str, str]], styles: Styles) -> None:
    put_text(sheet, 0, 0, title, styles.get("title"))
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (label, text) in enumerate(lines, 2):
        put_text(sheet, row, 0, label, styles.get("strong"))
        put_text(sheet, row, 1, text, styles.get("paragraph"))
        sheet.set_row(row, 14 * (1 + len(text) // 100))
    _page(sheet, title)


def _page(sheet: Worksheet, title: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P / &N")


def _height(table: Table, column: int) -> int:
    """Lines that a heading needs in its column."""
    return len(textwrap.wrap(table.header[column].replace("_", " "), int(_width(table, column)) - 2))


def _width(table: Table, column: int) -> float:
    longest = max((len(cell_text(row[column])) for row in table.rows), default=0)
    words = max(len(word) for word in table.header[column].replace("_", " ").split())
    return float(min(max(longest + 3, min(words, 24) + 4, 7), 44))
