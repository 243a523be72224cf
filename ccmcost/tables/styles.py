"""The look that all workbooks share: colours with their meaning, cell formats, page setup,
text that stays text.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from ccmcost.tables.table import Column

LONGEST_TEXT = 32_767
"""What a cell holds at most; a longer text would be dropped without a word."""

NAVY, LINE, GREY, PALE = "#1F3864", "#BFC7D5", "#6B7280", "#F3F5F9"

LINE_HEIGHT = 13.0
"""Points that a line of text takes at the size used here."""
TITLE_HEIGHT = 18.0
"""The same of a title."""

Props = dict[str, Any]

Document = Any
Worksheet = Any
Format = Any
"""XlsxWriter comes without types, and is imported only where a workbook is begun."""

TONES: dict[str, Props] = {
    "input": {
        "bg_color": "#FFF2CC",
        "font_color": "#1F3F8F",
        "border": 1,
        "border_color": "#C9A227",
        "locked": False,
    },
    "good": {"bg_color": "#D7F0DC", "font_color": "#0B5A24", "bold": True},
    "caution": {"bg_color": "#FFE3B3", "font_color": "#6B3D00", "bold": True},
    "notice": {"bg_color": "#DCE8F8", "font_color": NAVY, "bold": True},
    "fault": {"bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True},
    "working": {"font_color": GREY, "bg_color": PALE},
}
"""Colours by meaning. Each also carries its meaning in words,
for print in black and white and for colour-blind readers.
"""

_KINDS: dict[str, Props] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14, "font_color": NAVY},
    "strong": {"bold": True},
    "note": {"font_color": GREY},
    "section": {
        "bold": True,
        "font_color": NAVY,
        "font_size": 11,
        "bottom": 2,
        "bottom_color": NAVY,
    },
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": NAVY,
        "text_wrap": True,
        "valign": "vcenter",
        "indent": 1,
        "border": 1,
        "border_color": LINE,
    },
    "bare": {},
    "cell": {"bottom": 1, "bottom_color": LINE},
    "wrap": {"text_wrap": True, "bottom": 1, "bottom_color": LINE},
    "paragraph": {"text_wrap": True},
    "sum": {"bold": True, "top": 1, "bottom": 6, "top_color": NAVY, "bottom_color": NAVY},
    "sign": {"bottom": 1, "bottom_color": "#000000", "locked": False},
}


_IN_TABLES = ("cell", "wrap", "sum")
"""Text of these kinds stands in from the edge as its heading does,
and clear of figures in the column before it.
"""


class Styles:
    """Formats of one workbook, made once each. `number` formats are of the kind `#,##0.00`.

    In a workbook that is read from right to left, text begins on the right. With `shrink`, text in
    tables shrinks to fit.
    """

    def __init__(
        self, workbook: Document, right_to_left: bool = False, shrink: bool = False
    ) -> None:
        self._workbook = workbook
        self._fit: Props = {"shrink": True} if shrink else {}
        self._common: Props = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self._common |= {"reading_order": 2} if right_to_left else {}
        self._begin = "right" if right_to_left else "left"
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._asked: dict[tuple[Any, ...], Format] = {}

    def get(self, kind: str = "plain", tone: str = "", number: str = "", **more: Any) -> Format:
        """A format by kind, tone and number format; figures stand right and shrink rather than turn
        into `####`.
        """
        asked = (kind, tone, number, *more.items())
        if asked not in self._asked:
            props: Props = {**self._common, **_KINDS[kind], **TONES.get(tone, {})}
            if number:
                props |= {"num_format": padded(number), "align": "right", "shrink": True}
            elif kind in _IN_TABLES and "align" not in more:
                # without the side, only Excel heeds the indent
                props |= {"align": self._begin, "indent": 1, **self._fit}
            self._asked[asked] = self._make(props | more)
        return self._asked[asked]

    def tone(self, tone: str, **more: Any) -> Format:
        """A format for a condition: only what differs from the cell beneath it."""
        return self._make(
            {key: value for key, value in TONES[tone].items() if key not in ("locked", "border")}
            | more
        )

    def bare(self, **props: Any) -> Format:
        """A format for a condition, from properties alone."""
        return self._make(props)

    def _make(self, props: Props) -> Format:
        key = tuple(sorted(props.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(props)
        return self._made[key]


def padded(number: str) -> str:
    """A number format that keeps figures off the right edge by the width of a bracket."""
    return ";".join(f"{part}_)" for part in number.split(";"))


def amount_format(decimals: int) -> str:
    """Money with groups of three and the decimals of the currency; a credit has a minus sign."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def put_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Text that stays text, whatever it begins with, cut visibly where a cell could not hold it."""
    kept = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 20] + " ... (cut here)"
    sheet.write_string(row, column, kept, style)


def put_paragraph(
    sheet: Worksheet,
    row: int,
    columns: tuple[int, int],
    text: str,
    style: Format,
    width: float,
    line: float = LINE_HEIGHT,
) -> None:
    """A text across columns, first to last, with the height that its length asks for."""
    sheet.merge_range(row, columns[0], row, columns[1], "", style)
    put_text(sheet, row, columns[0], text, style)
    set_height(sheet, row, [(text, width)], line)


def set_height(
    sheet: Worksheet, row: int, cells: Sequence[tuple[str, float]], line: float = LINE_HEIGHT
) -> None:
    """The height of a row from its wrapped texts, the widths they have and the height of a line.

    Programs differ in whether they find the height of a row themselves when they open a file, and
    none does for merged cells. Where fonts are missing the one in its place may be wider, hence the
    margin.
    """
    lines = max(
        sum(len(textwrap.wrap(part, max(1, int(width * 1.1)))) or 1 for part in text.split("\n"))
        for text, width in cells
    )
    if lines > 1:
        sheet.set_row(row, line * lines + 3)


def set_columns(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Column widths."""
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.wide)


def put_head(
    sheet: Worksheet,
    row: int,
    columns: Sequence[Column],
    styles: Styles,
    first: int = 0,
    lines: int = 2,
) -> None:
    """The headings of a table, of one line or more, over figures on the right."""
    sheet.set_row(row, lines * LINE_HEIGHT + 4)
    for number, column in enumerate(columns, first):
        style = styles.get("head", align="right") if column.right else styles.get("head")
        put_text(sheet, row, number, column.heading, style)


def set_page(sheet: Worksheet, name: str) -> None:
    """Landscape A4, one page wide, with the name of the sheet and the page number below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.hide_gridlines(2)
    sheet.set_footer(f"&L&8{escaped(name)}&R&8&P / &N")


def escaped(text: str) -> str:
    """Text for a header or footer, where & begins a command; Excel takes 255 signs in all."""
    kept = text[:220]
    return kept[: 220 - kept.count("&")].replace("&", "&&")


def protect(sheet: Worksheet) -> None:
    """Guard against slips, not against people: no password; filtering and column widths stay
    free.
    """
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})


def new_document(target: Any) -> Document:
    """A new workbook that is written to `target` when closed.

    Its sheets take formulas as they are. XlsxWriter searches each of thousands for some fifty
    functions of later versions of Excel, which takes as long as all the rest, and none may occur
    here: workbooks must open in Excel 2010.
    """
    import xlsxwriter  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet as PlainWorksheet  # type: ignore[import-untyped]

    class OldFormulas(PlainWorksheet):  # type: ignore[misc]
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            return formula.removeprefix("=")

    class Book(xlsxwriter.Workbook):  # type: ignore[misc]
        worksheet_class = OldFormulas

    return Book(target, {"in_memory": True})
