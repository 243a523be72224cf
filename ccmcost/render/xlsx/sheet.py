"""What every sheet of the apportionment workbook is written with."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.render.xlsx.formulas import Formulas
from ccmcost.render.xlsx.places import FIRST, MEETING, NOTE, TITLE, Places, letter
from ccmcost.render.xlsx.state_formulas import StateFormulas
from ccmcost.statement.workbook import Workbook
from ccmcost.statement.workbook_working import scalars_of, working_of
from ccmcost.tables.styles import TONES, Document, Format, Styles, Worksheet, amount_format, padded, put_text, set_page

RATE, SHARE, EXACT, COUNT = "0.000", "0.000000", "#,##0.000000", "#,##0"

Value = int | float | str


class Writer:
    """The workbook being written, its view model, and the formulas with their values."""

    def __init__(self, workbook: Document, book: Workbook) -> None:
        self.workbook, self.book = workbook, book
        self.styles = Styles(workbook)
        self.places = Places(book)
        self.formulas = Formulas(book, self.places)
        self.rows = StateFormulas(self.formulas)
        self.scalars = scalars_of(book)
        self.working = working_of(book, self.scalars)
        self.money = amount_format(book.total.decimals)

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, set up for print."""
        sheet = self.workbook.add_worksheet(name)
        set_page(sheet, f"{self.book.heading[0]} - {name}")
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, formula: str, value: Value, style: Format) -> None:
        """A formula with its exact value beside it, or the value alone where the workbook does not calculate."""
        if formula and self.book.is_live:
            sheet.write_formula(row, column, formula, style, value)
        elif isinstance(value, str):
            put_text(sheet, row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)

    def major(self, minor: int) -> float:
        """Minor units as the double nearest to the amount in major units."""
        return minor / self.scalars.power

    def at(self, name: str) -> str:
        """The address of a figure on Summary."""
        return self.places.scalar(name)

    def banner(self, sheet: Worksheet, note: str) -> None:
        """Title, meeting and a remark on the first rows of a sheet."""
        styles, book = self.styles, self.book
        sheet.set_row(TITLE, 24)
        self.put(sheet, TITLE, 0, "=Summary!$A$1", book.title, styles.get("title"))
        put_text(sheet, MEETING, 0, f"{book.heading[0]}, {book.heading[2]}", styles.get("strong"))
        if book.is_live:
            put_text(sheet, NOTE, 0, note, styles.get("note"))
        else:
            # Ink alone: the colour of a fill would end with the first, narrow column.
            ink = TONES["caution"]["font_color"]
            put_text(sheet, NOTE, 0, f"VALUES ONLY: {book.why_not_live}.", styles.get("strong", font_color=ink))

    def follow_decimals(self, sheet: Worksheet, area: str) -> None:
        """Money shows the decimals that the input says, not only those it had when written."""
        if not self.book.is_live:
            return
        for decimals in range(4):
            if decimals != self.book.total.decimals:
                shown = self.styles.bare(num_format=padded(amount_format(decimals)))
                rule = {"type": "formula", "criteria": f"={self.at('decimals')}={decimals}", "format": shown}
                sheet.conditional_format(area, rule)

    def area(self, columns: Sequence[str], first: str, last: str) -> str:
        """The cells of the States between two columns of a sheet."""
        end = FIRST + self.places.states
        return f"{letter(columns.index(first))}{FIRST + 1}:{letter(columns.index(last))}{end}"
