"""What the readers in the child process share: packages and XML within limits, what they collect.

Zipped office files have parts of limited size, and XML without document types or entities. A
workbook becomes sheets, a DOCX document or a web page lines and tables in reading order.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

MOST_SPANNED = 200_000
MOST_PARTS = 5_000
LARGEST_PART = 48 * 1024 * 1024
DEEPEST = 200
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Refused(Exception):
    """The document is broken or beyond a limit; the message completes "the file cannot be read:
    ...".
    """


class Sheets:
    """The sheets of a workbook as they are read, each cell once and within limits; raises Refused
    beyond them.

    `found` has for each sheet `title`, `rows` of cells as text, `merged` ranges `[left, top, right,
    bottom]` counted from 1, and marks: `hidden` (the sheet), `hidden_rows` and `hidden_columns`
    counted from 0, `filtered` (rows are hidden by a filter), `struck` cells `[row, column]`,
    `units`: what the number format of a cell prints beside the number, and `notes`: comments on
    cells `[row, column, text]`.
    """

    MOST_ROWS = 50_000
    MOST_COLUMNS = 400
    MOST_CELLS = 800_000
    MOST_AREAS = 5_000
    MOST_MERGED = 200_000

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._cells = 0
        self._rows: dict[int, list[str]] = {}

    @property
    def sheet(self) -> dict[str, Any]:
        """The sheet that is being read."""
        return self.found[-1]

    @property
    def _named(self) -> str:
        return f'its sheet "{self.sheet["title"]}"'

    def begin(self, title: str, hidden: bool) -> None:
        """A new sheet."""
        lists = ("rows", "merged", "hidden_rows", "hidden_columns", "struck", "units", "notes")
        self.found.append(
            {"title": title, "hidden": hidden, "filtered": False, **{name: [] for name in lists}}
        )
        self._rows = {}

    def put(self, row: int, column: int, text: str, struck: bool = False, unit: str = "") -> None:
        """A cell that holds something, counted from 0."""
        if not 0 <= row < self.MOST_ROWS:
            raise Refused(
                f"{self._named} has more than {self.MOST_ROWS:,} rows; keep only those that are "
                "needed"
            )
        if not 0 <= column < self.MOST_COLUMNS:
            raise Refused(
                f"{self._named} has more than {self.MOST_COLUMNS:,} columns; delete those not "
                "needed"
            )
        self._cells += 1
        if self._cells > self.MOST_CELLS:
            raise Refused(
                f"it has more than {self.MOST_CELLS:,} cells; keep only the sheet that is needed"
            )
        cells = self._rows.setdefault(row, [])
        cells.extend([""] * (column + 1 - len(cells)))
        if cells[column]:
            raise Refused(f"it is damaged (a cell of row {row + 1} of {self._named} stands twice)")
        cells[column] = text
        if struck:
            self.sheet["struck"].append([row, column])
        if unit:
            self.sheet["units"].append([row, column, unit])

    def merge(self, *area: int | None) -> None:
        """A merged range `left, top, right, bottom`, counted from 1."""
        if len(self.sheet["merged"]) < self.MOST_AREAS and None not in area:
            self.sheet["merged"].append(area)

    def hide_columns(self, first: int, end: int) -> None:
        """Columns from one to before another are hidden."""
        self.sheet["hidden_columns"] += range(first, min(end, self.MOST_COLUMNS))

    def finish(self) -> None:
        """The sheet ends with the last row that holds something;
        so do its merged ranges and its hidden rows.
        """
        sheet, last = self.sheet, max(self._rows, default=-1) + 1
        widest = max(map(len, self._rows.values()), default=0)
        sheet["rows"] = [self._rows.get(row, []) for row in range(last)]
        sheet["hidden_rows"] = [row for row in sheet["hidden_rows"] if row < last]
        inside = (area for area in sheet["merged"] if area[1] <= last and area[0] <= widest)
        sheet["merged"] = [
            [a, top, min(c, widest), min(bottom, last)] for a, top, c, bottom in inside
        ]
        if (
            sum((c - a + 1) * (bottom - top + 1) for a, top, c, bottom in sheet["merged"])
            > self.MOST_MERGED
        ):
            raise Refused(
                f"the merged cells of {self._named} cover more than {self.MOST_MERGED:,} cells"
            )


def open_package(content: bytes) -> zipfile.ZipFile:
    """The zip file of an office document.
    Raises Refused for what is none, has too many parts or swells too far.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        locked = content.startswith(b"\xd0\xcf\x11\xe0")
        raise Refused(
            "it is an old or encrypted Office file" if locked else "it is not a zipped office file"
        ) from None
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > 4 * LARGEST_PART:
        raise Refused("it unpacks to more than an office document can need")
    return package


def refuse_doctypes(package: zipfile.ZipFile) -> None:
    """Refuse XML that declares a document type or entities, in UTF-8 or UTF-16:
    the way to text that grows without end.
    """
    for name in package.namelist():
        if name.endswith((".xml", ".rels")):
            _refuse_doctype(part(package, name))


def _refuse_doctype(content: bytes) -> None:
    if _DOCTYPE.search(content.replace(b"\0", b"")):
        raise Refused("its XML declares a document type or entities")


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, read no further than the limit, whatever its header says."""
    with package.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Refused(f"its part {name} is larger than {LARGEST_PART:,} bytes")
    return content


def elements(content: bytes) -> Iterator[tuple[bool, str, Element]]:
    """Read XML element by element: whether it ends or only begins, its local name, itself.
    Document types and entities are refused; so is nesting beyond any use.
    """
    _refuse_doctype(content)
    depth = 0
    try:
        for event, element in iterparse(io.BytesIO(content), ("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise Refused("its XML is nested too deeply")
            yield event == "end", local(element.tag), element
    except ParseError as error:
        raise Refused(f"its XML is broken ({error})") from None


def empty(element: Element) -> None:
    """Take out what stands in an element, but not the text behind it."""
    behind = element.tail
    element.clear()
    element.tail = behind


def local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]


def attributes_of(element: Element) -> dict[str, str]:
    """The attributes of an element by their local names."""
    return {local(name): value for name, value in element.items()}


class Table:
    """A table as it is read, cell by cell; the lines of a cell stay apart.
    Merged cells are ranges, as in a sheet.
    """

    def __init__(self) -> None:
        self.holds_tables = self.in_cell = False
        self._rows: list[list[str]] = []
        self._merged: list[list[int]] = []
        self._taken: set[tuple[int, int]] = set()
        self._struck: list[tuple[int, int]] = []
        self._hidden_rows: list[int] = []
        self._row = self._column = -1
        self._wide: int
        self._cell: list[tuple[str, bool]] = []
        self._notes: list[tuple[int, int, str]] = []

    def begin_row(self, hidden: bool = False) -> None:
        """A new row."""
        self.end_cell()
        self._rows.append([])
        self._row, self._column = self._row + 1, -1
        self._hidden_rows += [self._row] if hidden else []

    def begin_cell(self, columns: int = 1, rows: int = 1) -> None:
        """A new cell that takes so many columns and rows."""
        self.end_cell()
        if self._row < 0:
            self.begin_row()
        self._column += 1
        while (self._row, self._column) in self._taken:
            self._column += 1
        if self._column >= Sheets.MOST_COLUMNS:
            raise Refused(
                f"a table has more than {Sheets.MOST_COLUMNS:,} columns; keep only those that are "
                "needed"
            )
        self.in_cell = True
        self.widen(columns, rows)

    def widen(self, columns: int, rows: int = 1) -> None:
        """The open cell takes so many columns and rows."""
        row, column, self._wide = self._row, self._column, columns
        if not self.in_cell or (columns < 2 and rows < 2):
            return
        if len(self._taken) + columns * rows > MOST_SPANNED:
            raise Refused("its tables span more cells than a list can need")
        self._taken |= {
            (row + down, column + across) for down in range(rows) for across in range(columns)
        }
        self._merged.append([column + 1, row + 1, column + columns, row + rows])

    def go_on(self) -> None:
        """The open cell belongs to the one above it."""
        if not self.in_cell or not self._row:
            return
        left = self._column + 1
        above = next(
            (area for area in reversed(self._merged) if area[0] == left and area[3] == self._row),
            None,
        )
        if above is not None:
            above[3] += 1
        else:
            self._merged.append([left, self._row, self._column + self._wide, self._row + 1])

    def add(self, text: str, unseen: bool, note: str = "") -> None:
        """A line of the open cell, with the text of its footnote."""
        self._cell.append((text, unseen))
        if note:
            self._notes.append((self._row, self._column, note))

    def end_cell(self) -> None:
        """The open cell ends, if there is one."""
        if not self.in_cell:
            return
        row = self._rows[self._row]
        row += [""] * (self._column - len(row))
        row.append("\n".join(text for text, _ in self._cell))
        if self._cell and all(unseen for _, unseen in self._cell):
            self._struck.append((self._row, self._column))
        self._cell, self.in_cell = [], False

    def blocks(self) -> list[dict[str, Any]]:
        """The table as a block; one that holds other tables, and so only arranges them,
        as the lines of its cells.
        """
        self.end_cell()
        if self.holds_tables:
            return [
                _line(line, False, "")
                for row in self._rows
                for cell in row
                for line in cell.split("\n")
                if line
            ]
        marks = {"hidden_rows": self._hidden_rows, "struck": self._struck, "notes": self._notes}
        return (
            [{"table": {"rows": self._rows, "merged": self._merged, **marks}}]
            if any(map(any, self._rows))
            else []
        )


class Blocks:
    """Collects the lines and tables of a document; a line inside of a table belongs to its open
    cell.

    `gap` is whether space stands above the next line.
    """

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self.tables: list[Table] = []
        self.gap = True

    def begin_table(self) -> None:
        """A table begins, maybe inside of another one."""
        self.tables.append(Table())

    def end_table(self) -> None:
        """The innermost table ends."""
        self.found += self.tables.pop().blocks()
        if self.tables:
            self.tables[-1].holds_tables = True

    def line(
        self, text: str, marks: Sequence[set[str]], look: str, note: str = "", **more: Any
    ) -> None:
        """A line with the marks of its runs: `bold`, `struck`, `hidden`;
        it is marked so if all of them are.
        """
        every: set[str] = set.intersection(*marks) if marks else set()
        if self.tables and self.tables[-1].in_cell:
            self.tables[-1].add(text, bool(every & {"struck", "hidden"}), note)
            return
        unseen = "struck out" if "struck" in every else "hidden text" if "hidden" in every else ""
        self.found.append(
            {
                **_line(text, self.gap, f"{'bold ' if 'bold' in every else ''}{look}", unseen),
                "note": note,
                **more,
            }
        )


def _line(text: str, gap: bool, look: str, unseen: str = "") -> dict[str, Any]:
    """A line of text: `gap` if space stands above it, `look` how it is printed,
    `unseen` why a person does not see it.
    """
    return {"line": text, "gap": gap, "look": look, "unseen": unseen}
