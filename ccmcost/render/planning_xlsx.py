"""Planning tables as a workbook: a sheet for each table, then one of notes; differences are formulas with their values."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ccmcost.render.planning_table import Cell, Difference, Table, cell_text

Workbook = Any
Worksheet = Any
"""XlsxWriter ships no types."""

_INK, _FILL, _LINE = "#1F2A37", "#E8EEF4", "#B8C4D0"


def planning_xlsx(title: str, lines: Sequence[tuple[str, str]], tables: Sequence[Table], as_of: date) -> bytes:
    """The workbook. `title` says what it may be taken for and stands on every sheet and printed page."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)})
    formats = _Formats(book)
    for table in tables:
        _table_sheet(book.add_worksheet(table.title), title, table, formats)
    _notes_sheet(book.add_worksheet("Notes"), title, lines, formats)
    book.close()
    return buffer.getvalue()


class _Formats:
    """Formats of the workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        font = {"font_name": "Arial", "font_size": 10, "font_color": _INK}
        self._font = font
        self.title = book.add_format(font | {"bold": True, "font_size": 13})
        self.text = book.add_format(font | {"align": "left", "indent": 1})
        self.wrapped = book.add_format(font | {"text_wrap": True, "valign": "top"})
        self.label = book.add_format(font | {"bold": True, "valign": "top"})
        head = font | {
            "bold": True,
            "bg_color": _FILL,
            "bottom": 1,
            "bottom_color": _LINE,
            "text_wrap": True,
            "valign": "top",
        }
        self.head = book.add_format(head | {"align": "left", "indent": 1})
        self.head_right = book.add_format(head | {"align": "right"})

    def number(self, value: Decimal) -> Any:
        """Grouped digits with as many decimals as the value carries."""
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if decimals not in self._numbers:
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format(self._font | {"num_format": pattern})
        return self._numbers[decimals]


def _table_sheet(sheet: Worksheet, title: str, table: Table, formats: _Formats) -> None:
    head = 2
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_row(head, 15 * max(_height(table, column) for column in range(len(table.header))))
    for column, name in enumerate(table.header):
        numeric = any(not isinstance(row[column], str | None) for row in table.rows)
        sheet.write_string(head, column, name.replace("_", " "), formats.head_right if numeric else formats.head)
        sheet.set_column(column, column, _width(table, column))
    for index, row in enumerate(table.rows, head + 1):
        for column, cell in enumerate(row):
            _write(sheet, index, column, cell, formats)
    sheet.freeze_panes(head + 1, min(2, len(table.header) - 1))
    sheet.autofilter(head, 0, head + len(table.rows), len(table.header) - 1)
    _page(sheet, title)
    sheet.repeat_rows(head)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    if cell is None:
        return
    if isinstance(cell, Difference):
        of, base = xl_rowcol_to_cell(row, cell.of), xl_rowcol_to_cell(row, cell.base)
        sheet.write_formula(row, column, f"={of}-{base}", formats.number(cell.value), cell.value)
    elif isinstance(cell, Decimal):
        sheet.write_number(row, column, cell, formats.number(cell))
    else:
        sheet.write_string(row, column, cell, formats.text)


def _notes_sheet(sheet: Worksheet, title: str, lines: Sequence[tuple[str, str]], formats: _Formats) -> None:
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (label, text) in enumerate(lines, 2):
        sheet.write_string(row, 0, label, formats.label)
        sheet.write_string(row, 1, text, formats.wrapped)
        sheet.set_row(row, 14 * (1 + len(text) // 100))
    _page(sheet, title)


def _page(sheet: Worksheet, title: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&RPage &P of &N")


def _height(table: Table, column: int) -> int:
    """Lines that a heading needs in its column."""
    return len(textwrap.wrap(table.header[column].replace("_", " "), int(_width(table, column)) - 2))


def _width(table: Table, column: int) -> float:
    longest = max((len(cell_text(row[column])) for row in table.rows), default=0)
    words = max(len(word) for word in table.header[column].replace("_", " ").split())
    return float(min(max(longest + 3, min(words, 24) + 4, 7), 44))
