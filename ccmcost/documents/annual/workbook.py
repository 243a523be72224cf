"""The annual report as a workbook: summary, States, changes, groups, collection, about;
sums and checks are live.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ccmcost import __version__
from ccmcost.documents.annual.blocks import as_data, safe
from ccmcost.documents.annual.change_tables import changes_table
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.sections import (
    cautions,
    facts_of,
    method_section,
    notes_section,
    sources_section,
)
from ccmcost.documents.annual.tables import (
    arrears_table,
    collection_table,
    costs_table,
    meetings_table,
    named,
    on_sheet,
    parts_table,
    rounded,
    states_table,
    title_of,
    total_place,
)
from ccmcost.tables.paper import shown_on
from ccmcost.tables.styles import (
    TONES,
    Document,
    Styles,
    Worksheet,
    amount_format,
    new_document,
    put_paragraph,
    put_text,
    set_columns,
    set_height,
    set_page,
)
from ccmcost.tables.table import Column, Row, Table, Value, sum_of
from ccmcost.tables.xlsx import HEAD, address, columns_of, put_table
from ccmcost.words.speaker import Speaker

WIDTHS = (58, 26, 14, 10, 20, 19)
"""Of the columns of the summary."""
ABOUT = 104


def annual_xlsx(report: Report, words: Speaker) -> bytes:
    """An .xlsx document in the language of the words; the same report gives the same bytes."""
    buffer = io.BytesIO()
    book = _Book(new_document(buffer), report, words)
    book.workbook.set_properties(
        {
            "title": book.title,
            "subject": words.shown(named(report.year.meetings)),
            "comments": f"Made by ccmcost {__version__}",
            "created": datetime.datetime.combine(report.as_of, datetime.time()),
        }
    )
    book.write_summary()
    book.write_tables()
    book.write_about()
    book.workbook.close()
    return buffer.getvalue()


class _Book:
    """The workbook being written, its report and its words."""

    def __init__(self, workbook: Document, report: Report, words: Speaker) -> None:
        self.workbook, self.report, self.words = workbook, report, words
        self.styles = Styles(workbook, words.direction == "rtl", shrink=True)
        self.title = title_of(report, words)

    def sheet(self, name: str, caption: str, columns: Sequence[Column]) -> Worksheet:
        """A new sheet with title and caption, set up for print."""
        sheet = self.workbook.add_worksheet(name)
        set_page(sheet, f"{self.title} - {name}")
        if self.words.direction == "rtl":
            sheet.right_to_left()
        set_columns(sheet, columns)
        sheet.set_row(0, 24)
        for row, (text, kind) in enumerate(
            ((self.title, "title"), (self.words.convention_name, "strong"), (caption, "note"))
        ):
            put_text(sheet, row, 0, safe(text), self.styles.get(kind))
        return sheet

    def table_sheet(self, name: str, table: Table, caption: str = "", frozen: int = 2) -> None:
        """A sheet of its own: headings stay in sight and repeat on every page."""
        shown = self.summed(table)
        columns = columns_of(shown)
        sheet = self.sheet(name, caption or table.title, columns)
        put_table(sheet, HEAD, shown, self.styles)
        sheet.freeze_panes(HEAD + 1, frozen)
        sheet.repeat_rows(0, HEAD)
        if shown.rows:
            sheet.autofilter(HEAD, 0, HEAD + len(shown.rows), len(columns) - 1)

    def summed(self, table: Table, **cells: Value) -> Table:
        """The table as a sheet shows it: its foot is one row of live sums of the rows,
        and what stands in `cells`.
        """
        shown = table.shown("xlsx")

        def cell(name: str) -> Value:
            amount = sum_of(shown.column_of(name))
            return cells.get(name, "") if amount is None else rounded(f"SUM({{{name}}})", amount)

        label = next(
            name for name in ("name", "part") if name in {column.name for column in shown.columns}
        )
        cells = {label: self.words("row_total"), **cells}
        foot: Row = tuple(cell(column.name) for column in shown.columns)
        return shown._replace(foot=(foot,) if shown.rows else ())

    def write_tables(self) -> None:
        """A sheet for each table; groups, development and roles stand on one."""
        report, words = self.report, self.words
        year, compared, collection = report.year, report.compared, report.collection
        self.table_sheet(words("x_states"), states_table(year, words))
        if compared is not None:
            self.table_sheet(words("x_changes"), changes_table(year, compared, words))
        parts = [self.summed(parts_table(view, year, words)) for view in year.parts]
        sheet, row = self.sheet(words("x_parts"), words("h_parts"), columns_of(parts[0])), HEAD
        for table in parts:
            row = put_table(sheet, row, table, self.styles) + 1
        if collection is not None:
            as_at = shown_on(collection.as_at, collection.known_on, words)
            table = collection_table(year, collection, words)
            self.table_sheet(words("x_collection"), table, f"{table.title}. {as_at}", frozen=1)
            table = arrears_table(collection, words, year.states)
            self.table_sheet(words("x_arrears"), table, f"{table.title}. {as_at}")

    def write_summary(self) -> None:
        """Facts, meetings, costs by status, checks."""
        report, words, get = self.report, self.words, self.styles.get
        sheet = self.sheet(
            words("x_summary"),
            words.shown(named(report.year.meetings)),
            [Column("", wide=width) for width in WIDTHS],
        )
        row, last = HEAD, len(WIDTHS) - 1
        caution = get("paragraph", font_color=TONES["caution"]["font_color"], bold=True)
        for text in cautions(report, words):
            put_paragraph(sheet, row, (0, last), safe(text), caution, sum(WIDTHS))
            row += 1
        for key, figure in facts_of(report, words).items():
            row += 1
            put_text(sheet, row, 0, words(key), get("note"))
            put_paragraph(
                sheet, row, (1, last), safe(words.shown(figure)), get("paragraph"), sum(WIDTHS[1:])
            )
        meetings = self.summed(meetings_table(report.year, words), shared=len(report.year.rows))
        row = put_table(sheet, self._section(sheet, row + 2, meetings.title), meetings, self.styles)
        cost = address(row - 1, last)
        costs = self.summed(costs_table(report.year, words))
        row = put_table(sheet, self._section(sheet, row + 1, costs.title), costs, self.styles)
        row = self._section(sheet, row + 1, words("x_check"))
        decimals = report.year.total.decimals
        for key, formula in self._checks(cost):
            put_text(sheet, row, 0, words(key), get("cell"))
            style = get("cell", "good", amount_format(decimals))
            sheet.write_formula(row, 1, f"=ROUND({formula},{decimals})", style, 0.0)
            row += 1
        put_text(sheet, row, 0, f"{words('x_check_note')} {words('x_live')}", get("note"))

    def _section(self, sheet: Worksheet, row: int, text: str) -> int:
        for column in range(len(WIDTHS)):
            put_text(sheet, row, column, "" if column else safe(text), self.styles.get("section"))
        return row + 1

    def _checks(self, cost: str) -> Iterator[tuple[str, str]]:
        """Differences that must be zero, each a formula over the other sheets."""
        year, compared, words = self.report.year, self.report.compared, self.words
        states = on_sheet(words("x_states"), address(HEAD + 1 + len(year.rows), total_place(year)))
        yield "x_check_states", f"{states}+{year.residual}/{10**year.total.decimals}-{cost}"
        row = HEAD
        for key, parts in zip(
            ("x_check_groups", "x_check_development", "x_check_roles"),
            year.parts.values(),
            strict=True,
        ):
            row += 1 + len(parts)
            yield key, f"{on_sheet(words('x_parts'), address(row, 2))}-{states}"
            row += 2
        if compared is not None:
            row, sheet = HEAD + 1 + len(compared.rows), words("x_changes")
            effects = (
                f"{on_sheet(sheet, address(row, 5))}:{address(row, 5 + len(compared.effects))}"
            )
            yield "x_check_changes", f"SUM({effects})-{on_sheet(sheet, address(row, 4))}"

    def write_about(self) -> None:
        """Notes on the data, sources and method, as in the document."""
        report, words, get = self.report, self.words, self.styles.get
        sheet, row = self.sheet(words("x_about"), words("h_notes"), [Column("", wide=ABOUT)]), HEAD
        sections = (
            notes_section(report, words),
            sources_section(report, words),
            method_section(report, words),
        )
        for section in as_data(sections, words):
            put_text(sheet, row, 0, section["title"], get("section"))
            for text in (text for block in section["blocks"] for text in _texts(block)):
                row += 1
                put_text(sheet, row, 0, text, get("paragraph"))
                set_height(sheet, row, [(text, ABOUT * 0.88)])
            row += 2


def _texts(block: Mapping[str, Any]) -> list[str]:
    match block["kind"]:
        case "paragraph":
            return [block["text"]]
        case "bullets":
            return list(block["items"])
        case _:
            return [", ".join(text for text in row if text) for row in block["rows"]]
