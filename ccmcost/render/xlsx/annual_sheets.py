"""What the sheets of the annual workbook share: heads, cells, exact values beside formulas, and where things are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.render.annual.blocks import safe
from ccmcost.render.annual.words import ReportWords
from ccmcost.render.xlsx.places import letter
from ccmcost.statement.annual.report import Report
from ccmcost.tables.styles import (
    TONES,
    Column,
    Document,
    Styles,
    Worksheet,
    amount_format,
    put_head,
    put_text,
    set_columns,
    set_page,
)

HEAD = 4
"""Row (from 0) of the headings of a sheet with one table."""

FIRST = HEAD + 1
COUNT, RATE, SHARE = "#,##0", "0.000", "0.000000"


class Live(NamedTuple):
    """A sum of money that the workbook computes: the formula without rounding, and the exact value in minor units."""

    formula: str
    minor: int


class Sum(NamedTuple):
    """Money in minor units, as a plain value."""

    minor: int


class Figure(NamedTuple):
    """A number that is no money, with its format."""

    value: float
    number: str


Cell = str | int | Live | Sum | Figure | None


class Places:
    """Where the columns of States and the rows of other sheets are, so that formulas can name them. Rows from 0."""

    def __init__(self, report: Report) -> None:
        self.many = len(report.year.meetings)
        self.first_meeting = 5
        self.total = self.first_meeting + (self.many if self.many > 1 else 0)
        self.share = self.total + 1
        self.states = len(report.year.rows)
        self.sum_row = FIRST + self.states
        self.has_residual = bool(report.year.residual)
        self.effects = 3 if report.compared and report.compared.with_cost else 2
        self.changed = len(report.compared.rows) if report.compared else 0

    def column(self, sheet: str, column: int) -> str:
        """A column of a sheet as far as it holds States."""
        at = letter(column)
        return f"{quoted(sheet)}${at}${FIRST + 1}:${at}${FIRST + self.states}"


def quoted(sheet: str) -> str:
    """The name of a sheet as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'!"


def cell(row: int, column: int) -> str:
    """The address of a cell from row and column, both from 0."""
    return f"{letter(column)}{row + 1}"


class Book:
    """The workbook being written, its report and its words."""

    def __init__(self, workbook: Document, report: Report, words: ReportWords) -> None:
        self.workbook, self.report, self.words = workbook, report, words
        self.styles = Styles(workbook, words.direction == "rtl")
        self.decimals = report.year.total.decimals
        self.money = amount_format(self.decimals)
        key = "title_specimen_report" if report.is_specimen else "title_report"
        self.title = words(key, year=str(report.year.year))

    def sheet(self, name: str, caption: str, columns: Sequence[Column]) -> Worksheet:
        """A new sheet with title and caption, set up for print."""
        sheet = self.workbook.add_worksheet(name)
        set_page(sheet, f"{self.title} - {name}")
        if self.words.direction == "rtl":
            sheet.right_to_left()
        set_columns(sheet, columns)
        sheet.set_row(0, 24)
        put_text(sheet, 0, 0, self.title, self.styles.get("title"))
        put_text(sheet, 1, 0, safe(self.words.convention_name), self.styles.get("strong"))
        put_text(sheet, 2, 0, safe(caption), self.styles.get("note"))
        return sheet

    def table(self, sheet: Worksheet, head: int, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """Headings and rows."""
        put_head(sheet, head, [column._replace(heading=safe(column.heading)) for column in columns], self.styles)
        for number, row in enumerate(rows, head + 1):
            self.row(sheet, number, row)

    def row(self, sheet: Worksheet, number: int, row: Sequence[Cell], kind: str = "cell") -> None:
        """One row of a table; `kind` is `cell`, or `sum` for a row of sums."""
        for column, value in enumerate(row):
            self.put(sheet, number, column, value, kind)

    def put(self, sheet: Worksheet, row: int, column: int, value: Cell, kind: str = "cell", tone: str = "") -> None:
        """One cell. Money becomes the double nearest to it, live money a formula rounded to the currency's decimals."""
        get = self.styles.get
        match value:
            case Live(formula, minor):
                rounded = f"=ROUND({formula},{self.decimals})"
                sheet.write_formula(row, column, rounded, get(kind, tone, self.money), minor / 10**self.decimals)
            case Sum(minor):
                sheet.write_number(row, column, minor / 10**self.decimals, get(kind, tone, self.money))
            case Figure(number, shown):
                sheet.write_number(row, column, number, get(kind, tone, shown))
            case int():
                sheet.write_number(row, column, value, get(kind, tone, COUNT))
            case _:
                put_text(sheet, row, column, safe(value or ""), get(kind, tone, shrink=True, indent=1))

    def finish(self, sheet: Worksheet, columns: int, last: int, frozen: int) -> None:
        """Headings stay in sight and repeat on every page; `last` is the last row of the table."""
        sheet.freeze_panes(FIRST, frozen)
        sheet.repeat_rows(0, HEAD)
        if last > HEAD:
            sheet.autofilter(HEAD, 0, last, columns - 1)

    def down(self, column: int, first: int, last: int) -> str:
        """The sum of a column from one row to another."""
        return f"SUM({cell(first, column)}:{cell(last, column)})"

    @property
    def caution(self) -> str:
        """The colour of a caution."""
        return str(TONES["caution"]["font_color"])
