"""Sheets of text cells, from CSV, XLSX or ODS, with their places and with what a person does not
see in them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ccmcost.findings import Findings
from ccmcost.intake.extract import extract
from ccmcost.intake.found import Place
from ccmcost.load.reader import plain_text_of, text_of
from ccmcost.load.table import csv_mark, csv_rows
from ccmcost.model.source import SourceFile

WORKBOOKS = ("xlsx", "ods")
"""Kinds of files that the child process reads as sheets (`extract.py`)."""
MOST_ROWS = 250_000
"""Of a CSV file, which takes little to read; a sheet of a workbook may hold what `readers.Sheets`
says.
"""


class Sheet(NamedTuple):
    """A table of text cells; `title` is empty for a CSV file, `merged` are ranges (left, top,
    right, bottom) from 1.

    Hidden sheets, rows and columns and struck-out cells are there as all others, and marked.
    Whoever reads a sheet decides what to do with them, and accounts for it. All places are counted
    from 0; `units` are what a number format prints beside the number, such as `EUR`, `notes` the
    footnotes of cells and comments on them, `above` is text that stands above a table of a
    document, `places` say where the rows stand, if not in cells, `mark` is what stands between the
    cells of a CSV file.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    filtered: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    units: Mapping[tuple[int, int], str] = {}
    covered: Mapping[tuple[int, int], tuple[int, int]] = {}
    notes: Mapping[tuple[int, int], str] = {}
    above: str = ""
    places: Mapping[int, Place] = {}
    mark: str = ""

    @property
    def filled(self) -> int:
        """How many rows hold something."""
        return sum(map(any, self.rows))

    def cell(self, row: int, column: int) -> str:
        """The text of a cell counted from 0; a merged cell has the text of its first one,
        downwards and to the right.
        """
        text = self.plain(row, column)
        if not text:
            first = self.covered.get((row, column))
            return self.plain(*first) if first else ""
        return text

    def plain(self, row: int, column: int) -> str:
        """The text of a cell counted from 0, and of nothing but that cell; empty beyond the end."""
        return (
            self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""
        )

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of all cells that hold something, row by row."""
        return (
            (row, at, cell)
            for row, cells in enumerate(self.rows)
            for at, cell in enumerate(cells)
            if cell
        )

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands."""
        if row in self.places:
            return self.places[row]
        return Place(
            row + 1, f"{self.title}!{column_letters(column)}{row + 1}" if self.title else ""
        )

    def why_unseen(self, row: int, column: int | None = None) -> str:
        """Why a row, or a cell of it, is not there for a person: `in a hidden row`, `struck out`;
        else empty.
        """
        if self.hidden:
            return f'on the hidden sheet "{self.title}"'
        if row in self.hidden_rows:
            return "in a row hidden by a filter" if self.filtered else "in a hidden row"
        if column in self.hidden_columns:
            return "in a hidden column"
        return "struck out" if (row, column) in self.struck else ""


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: `A`, `AB`."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def csv_sheets(source: SourceFile, findings: Findings, plain: bool = False) -> tuple[Sheet, ...]:
    """A CSV file with commas, semicolons or tabs as one sheet;
    empty and a finding if it is none.
    """
    text = (plain_text_of if plain else text_of)(source, findings, windows=True)
    if text is None:
        return ()
    rows: list[tuple[str, ...]] = []
    mark = csv_mark(text)
    try:
        for number, cells in csv_rows(text, mark):
            rows += [()] * (number - 1 - len(rows))
            rows.append(tuple(cells))
            if len(rows) > MOST_ROWS:
                findings.error(
                    "file-unreadable",
                    f"the table has more than {MOST_ROWS:,} rows. Keep only those that are needed.",
                    source.shown,
                )
                return ()
    except csv.Error as error:
        message = f"this is not valid CSV: {error.args[0]}."
        findings.error("file-syntax", message, source.shown, error.args[1])
        return ()
    return (Sheet("", tuple(rows), mark=mark),)


def sheets_of(source: SourceFile, findings: Findings, kind: str) -> tuple[Sheet, ...]:
    """All sheets of a table, CSV or of a workbook."""
    return (
        workbook_sheets(source, findings, kind)
        if kind in WORKBOOKS
        else csv_sheets(source, findings)
    )


def workbook_sheets(
    source: SourceFile, findings: Findings, kind: str = "xlsx"
) -> tuple[Sheet, ...]:
    """All sheets of an XLSX or ODS workbook, hidden ones too;
    empty and a finding if it cannot be read.
    """
    answer = extract(source, kind, findings)
    return tuple(map(sheet_of, answer["sheets"])) if answer is not None else ()


def visible(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """The sheets that a person sees."""
    return tuple(sheet for sheet in sheets if not sheet.hidden)


def sheet_of(answer: Mapping[str, Any]) -> Sheet:
    """A sheet as a reader in the child process answers it (readers.py)."""
    merged = tuple((area[0], area[1], area[2], area[3]) for area in answer["merged"])
    covered = {
        (row, column): (top - 1, left - 1)
        for left, top, right, bottom in merged
        for row in range(top - 1, bottom)
        for column in range(left - 1, right)
    }
    return Sheet(
        answer["title"],
        tuple(map(tuple, answer["rows"])),
        merged,
        hidden=answer.get("hidden", False),
        filtered=answer.get("filtered", False),
        hidden_rows=frozenset(answer["hidden_rows"]),
        hidden_columns=frozenset(answer.get("hidden_columns", ())),
        struck=frozenset((row, column) for row, column in answer["struck"]),
        units={(row, column): unit for row, column, unit in answer.get("units", ())},
        covered=covered,
        notes={(row, column): note for row, column, note in answer["notes"]},
    )


class Cell(NamedTuple):
    """One cell: its place as a person calls it (`Apportionment!J7`),
    and its value (None if it is empty).
    """

    place: str
    value: Any

    @property
    def text(self) -> str:
        """What it says, as text."""
        return "" if self.value is None else str(self.value)

    @property
    def digits(self) -> str:
        """A number as the digits a person sees: the shortest that give the same double;
        nothing for what is none.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            return ""
        number = Decimal(repr(self.value))
        return f"{number:f}" if number.is_finite() else ""


class WorkbookFile:
    """The cells of a workbook by defined name."""

    def __init__(self, columns: dict[str, list[list[Any]]]) -> None:
        self._columns = {
            name: tuple(Cell(*cell) for cell in cells) for name, cells in columns.items()
        }

    def column(self, name: str) -> tuple[Cell, ...]:
        """The cells of a name that stands for one column of one sheet;
        none if there is no such name.
        """
        return self._columns.get(name, ())


def open_workbook(source: SourceFile, findings: Findings) -> WorkbookFile | None:
    """A workbook for reading, or None and a finding if it is broken or could not have come from
    ccmcost.
    """
    refused = Findings()
    answer = extract(source, "names", refused)
    if answer is not None:
        return WorkbookFile(answer["columns"])
    for fault in refused:
        findings.error("workbook-unreadable", fault.message, fault.file)
    return None
