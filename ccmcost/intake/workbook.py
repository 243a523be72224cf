"""XLSX to sheets of text cells, with what a reader cannot see marked. Runs in the child process of guard.py.

The cells are read from the XML itself, to their real end: the `<dimension>` that a file states, or the row that it says is
its last, is often wrong (ECMA-376 part 1, 18.3.1.35, calls it optional and does not bind a reader to it).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ccmcost.intake.extract import Refused
from ccmcost.intake.package import Rows, open_package, part, refuse_doctypes, walk
from ccmcost.intake.workbook_parts import Style, Text, nothing, read_strings, read_styles
from ccmcost.load.cells import cell_text

MOST_SHEETS = 40
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LATEST = 2_958_465
"""The serial number of 31 December 9999, the last day that a spreadsheet knows."""


class _Book(NamedTuple):
    package: zipfile.ZipFile
    strings: list[tuple[str, bool]]
    styles: list[Style]
    from_1904: bool
    to_calculate: bool


def read(content: bytes) -> dict[str, Any]:
    """All sheets in order: `title`, `rows` of cells as text, `merged` ranges `[left, top, right, bottom]` counted from 1,
    and marks: `hidden` (the sheet), `hidden_rows` and `hidden_columns` counted from 0, `filtered` (rows are hidden by a
    filter), `struck` cells `[row, column]`, and `units`: what the number format of a cell prints beside the number.

    Numbers are written with up to 15 significant digits, as a spreadsheet shows them; dates as YYYY-MM-DD, per cent as
    `13%`. Formulas give their cached value; one that was never calculated on a visible sheet refuses the file.
    """
    package = open_package(content)
    refuse_doctypes(package)
    names = set(package.namelist())
    if "xl/workbook.xml" not in names:
        raise Refused("it is not an XLSX workbook")
    sheets, from_1904, to_calculate = _sheets(package, names)
    if len(sheets) > MOST_SHEETS:
        raise Refused(f"it has more than {MOST_SHEETS} sheets")
    strings = read_strings(part(package, "xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    styles = read_styles(part(package, "xl/styles.xml")) if "xl/styles.xml" in names else []
    book = _Book(package, strings, styles, from_1904, to_calculate)
    rows = Rows()
    return {"sheets": [_Sheet(title, hidden, book, rows).read(path) for title, path, hidden in sheets]}


def _sheets(package: zipfile.ZipFile, names: set[str]) -> tuple[list[tuple[str, str, bool]], bool, bool]:
    """Title, path and whether it is hidden, of every sheet of cells; whether days count from 1904; whether formulas wait."""
    targets: dict[str, str] = {}
    found: list[tuple[str, str, bool]] = []
    calendar, waiting = [False], [False]

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = path

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            calendar[0] = attributes.get("date1904", "0") in ("1", "true")
        elif name == "calcPr":
            waiting[0] = attributes.get("fullCalcOnLoad", "0") in ("1", "true")
        elif name == "sheet":
            path = targets.get(attributes.get("id", ""))
            if path in names:
                hidden = attributes.get("state", "visible") != "visible"
                found.append((attributes.get("name", ""), path, hidden))
            elif path is not None or not attributes.get("id"):
                raise Refused("it is damaged (a sheet is missing)")

    if "xl/_rels/workbook.xml.rels" in names:
        walk(part(package, "xl/_rels/workbook.xml.rels"), relation, nothing, nothing)
    walk(part(package, "xl/workbook.xml"), sheet, nothing, nothing)
    if not found:
        raise Refused("it holds no sheet of cells")
    return found, calendar[0], waiting[0]


class _Sheet:
    """One sheet, cell by cell as it stands in the file."""

    def __init__(self, title: str, hidden: bool, book: _Book, rows: Rows) -> None:
        self.title, self.hidden, self.book, self.rows = title, hidden, book, rows
        self.answer: dict[str, Any] = {
            **{"title": title, "hidden": hidden, "filtered": False},
            **{name: [] for name in ("merged", "hidden_rows", "hidden_columns", "struck", "units")},
        }
        self._row = self._column = -1
        self._cell: dict[str, str] = {}
        self._formula = self._in_value = False
        self._value: list[str] = []
        self._inline = Text()
        self._hides_rows = False

    def read(self, path: str) -> dict[str, Any]:
        """The answer for one sheet."""
        self.rows.begin(self.title)
        walk(part(self.book.package, path), self.start, self.end, self.text)
        self.answer["rows"] = self.rows.finish()
        self.answer["merged"] = self.rows.clipped(self.answer["merged"])
        last = len(self.answer["rows"])
        for name in ("hidden_rows", "struck", "units"):
            self.answer[name] = [each for each in self.answer[name] if (each if name == "hidden_rows" else each[0]) < last]
        return self.answer

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._in_value = True
        elif name == "f":
            self._formula = True
        elif name in ("is", "t", "r", "rPh", "strike"):
            self._inline.start(name, attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "col" and (attributes.get("hidden") in ("1", "true") or _nought(attributes.get("width"))):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.answer["hidden_columns"] += range(first - 1, min(last, Rows.MOST_COLUMNS))
        elif name == "sheetFormatPr":
            self._hides_rows = attributes.get("zeroHeight") in ("1", "true")
        elif name == "filterColumn":
            self.answer["filtered"] = True
        elif name == "mergeCell" and len(self.answer["merged"]) < 5_000:
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._in_value = False
        elif name in ("is", "t", "r", "rPh"):
            self._inline.end(name)

    def text(self, content: str) -> None:
        """Text inside an element."""
        if self._in_value:
            self._value.append(content)
        else:
            self._inline.text(content)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        self._column = -1
        flat = attributes.get("customHeight") in ("1", "true") and _nought(attributes.get("ht"))
        told = attributes.get("hidden")
        if flat or told in ("1", "true") or (self._hides_rows and told is None):
            self.answer["hidden_rows"].append(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._formula, self._value, self._inline = attributes, False, [], Text()
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = column_number(reference[1]) if reference else self._column + 1
        if reference and int(reference[2]) - 1 != self._row:
            self._row = int(reference[2]) - 1

    def _end_cell(self) -> None:
        value = "".join(self._value).strip()
        style = self._style()
        kind = self._cell.get("t", "n")
        struck = style.struck
        if kind == "s" and value:
            text, marked = self.book.strings[int(value)]
            struck = struck or marked
        elif kind == "inlineStr":
            text, marked = self._inline.whole()
            struck = struck or marked
        else:
            text = self._plain(kind, value, style)
        text = text.strip()
        # a program that writes formulas without calculating them leaves them empty, or writes 0 and asks for it at loading
        empty = not text and kind != "str"
        if self._formula and not self.hidden and (empty or (text == "0" and self.book.to_calculate)):
            at = self._cell.get("r", "?")
            raise Refused(
                f'cell {at} of its sheet "{self.title}" holds a formula that was never calculated; '
                "open it in a spreadsheet program and save it, or write the value there"
            )
        if not text:
            return
        self.rows.put(self._row, self._column, text)
        if struck:
            self.answer["struck"].append([self._row, self._column])
        if kind == "n" and style.kind != "date" and (style.unit or style.kind == "thousands"):
            unit = "shown in thousands" if style.kind == "thousands" else style.unit
            self.answer["units"].append([self._row, self._column, unit])

    def _style(self) -> Style:
        number = int(self._cell.get("s", "0"))
        return self.book.styles[number] if number < len(self.book.styles) else Style()

    def _plain(self, kind: str, value: str, style: Style) -> str:
        if kind in ("str", "e") or not value:
            return value
        if kind == "b":
            return cell_text(value in ("1", "true"))
        if kind == "d":
            return value[:10] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00(?:\.0+)?Z?", value) else value
        number = float(value)
        if style.kind == "date":
            return _day(number, self.book.from_1904) or cell_text(number)
        if style.kind == "percent":
            return f"{(Decimal(cell_text(number)) * 100).normalize():f}%"
        return cell_text(number)

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        corners = [_REFERENCE.fullmatch(corner) for corner in (first, last or first)]
        if corners[0] and corners[1]:
            (left, top), (right, bottom) = ((column_number(c[1]) + 1, int(c[2])) for c in corners if c)
            self.answer["merged"].append([left, top, right, bottom])


def _nought(text: str | None) -> bool:
    return text is not None and float(text) == 0


def column_number(letters: str) -> int:
    """The number of a column, counted from 0: `A` is 0, `AB` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _day(serial: float, from_1904: bool) -> str:
    """The day (or time of day) of a serial number, as text; empty if it is none. 1900 is counted as a leap year."""
    if not 0 <= serial <= _LATEST:
        return ""
    if serial < 1 and not from_1904:
        return str((datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=serial)).time().replace(microsecond=0))
    start = date(1904, 1, 1) if from_1904 else date(1899, 12, 30) if serial >= 61 else date(1899, 12, 31)
    return (start + timedelta(days=int(serial))).isoformat()
