"""XLSX to sheets of text cells, with what a reader cannot see marked. Runs in the child process of
extract.py.

openpyxl reads the package, its strings, styles and cells. The rows are asked of it one by one, to
the real end of a sheet: the `<dimension>` that a file states, or the row that it says is its last,
is often wrong (ECMA-376 part 1, 18.3.1.35, calls it optional). Its whole sheets are not asked for:
they fill every merged cell, and stop at a filter or chart that they do not know, and they do not
tell a formula that was never calculated from an empty cell.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_builtin, is_date_format, is_timedelta_format
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.xml.functions import fromstring, iterparse

from ccmcost.intake.readers import (
    DEEPEST,
    Refused,
    Sheets,
    open_package,
    part,
    refuse_doctypes,
)
from ccmcost.load.table import cell_text

MOST_SHEETS = 40
MOST_PARTS, LARGEST_UNPACKED, LONGEST_COLUMN, MOST_NAMES = 200, 16 * 1024 * 1024, 2_000, 500
_YES = ("1", "true")
_EAST_ASIAN_DAYS = (*range(27, 37), *range(50, 59))
"""Numbers of built-in formats that are dates (ECMA-376 part 1, 18.8.30);
openpyxl leaves them out.
"""
_UNSPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MONEY = re.compile(r"\[\$([^\]-]*)|\"([^\"]+)\"|([€£¥])")


class _Style(NamedTuple):
    """The format of a cell: its `kind` (`date`, `percent`, `thousands` or none),
    and the `unit` beside the number.
    """

    kind: str
    struck: bool
    unit: str


def read(content: bytes) -> dict[str, Any]:
    """All `sheets` in order, as readers.py collects them.

    Numbers are written with up to 15 significant digits, as a spreadsheet shows them; dates as
    YYYY-MM-DD, per cent as `13%`. Formulas give their cached value; one that was never calculated
    on a visible sheet refuses the file.
    """
    package = open_package(content)
    refuse_doctypes(package)
    BUILTIN_FORMATS.update(dict.fromkeys(_EAST_ASIAN_DAYS, "yyyy-mm-dd"))
    reader = ExcelReader(io.BytesIO(content), keep_links=False, rich_text=True)
    try:
        reader.read_manifest()
        reader.read_workbook()
    except (KeyError, OSError):
        raise Refused("it is not an XLSX workbook") from None
    reader.read_strings()
    apply_stylesheet(reader.archive, reader.wb)
    book = _Book(package, reader)
    for named in book.parts():
        book.read(*named)
    return {"sheets": book.sheets.found}


class _Book:
    """A workbook whose strings and styles are known."""

    def __init__(self, package: zipfile.ZipFile, reader: ExcelReader) -> None:
        self.package, self.reader, self.sheets = package, reader, Sheets()
        told = fromstring(part(package, reader.parser.workbook_part_name)).iter()
        self.to_calculate = any(each.get("fullCalcOnLoad") in _YES for each in told)
        self.look = cache(self._look)
        self._sheet = reader.wb.create_sheet()

    def parts(self) -> list[tuple[str, bool, str]]:
        """Title, whether it is hidden, and part of every sheet of cells."""
        if not all(sheet.id for sheet in self.reader.parser.sheets):
            raise Refused(
                "it is damaged (a sheet is missing), or saved as Strict Open XML; save it as an "
                "Excel workbook"
            )
        found = [
            (sheet.name, sheet.state != "visible", relation.target)
            for sheet, relation in self.reader.parser.find_sheets()
            if relation.Type.endswith("/worksheet")
        ]
        if not found or len(found) > MOST_SHEETS:
            raise Refused(
                f"it has more than {MOST_SHEETS} sheets" if found else "it holds no sheet of cells"
            )
        if any(target not in self.package.namelist() for *_, target in found):
            raise Refused("it is damaged (a sheet is missing)")
        return found

    def read(self, title: str, hidden: bool, target: str) -> None:
        """One sheet, row by row as it stands in the file."""
        self.sheets.begin(title, hidden)
        self._comments(target)
        source, hides_rows, depth = io.BytesIO(part(self.package, target)), False, 0
        parser = WorkSheetParser(source, self.reader.shared_strings, data_only=True, rich_text=True)
        for event, element in iterparse(source, ("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise Refused("its XML is nested too deeply")
            name = element.tag.rpartition("}")[2]
            if event == "start":
                continue
            if name == "row":
                number, cells = parser.parse_row(element)
                flat = element.get("customHeight") in _YES and _nought(element.get("ht"))
                if flat or element.get("hidden", str(hides_rows).lower()) in _YES:
                    self.sheets.sheet["hidden_rows"].append(number - 1)
                for cell, read_cell in zip(element, cells, strict=True):
                    self._put(read_cell, cell.find(FORMULA_TAG) is not None)
                element.clear()
            elif name == "col" and (element.get("hidden") in _YES or _nought(element.get("width"))):
                self.sheets.hide_columns(
                    int(element.get("min", "1")) - 1, int(element.get("max", "1"))
                )
            elif name == "sheetFormatPr":
                hides_rows = element.get("zeroHeight") in _YES
            elif name == "filterColumn":
                self.sheets.sheet["filtered"] = True
            elif name == "mergeCell":
                self.sheets.merge(*range_boundaries(element.get("ref", "")))
        self.sheets.finish()

    def _comments(self, target: str) -> None:
        """The comments on the cells of a sheet."""
        rels = str(get_rels_path(target))  # type: ignore[no-untyped-call]
        if rels not in self.package.namelist():
            return
        related = get_dependents(self.reader.archive, rels)
        parts = [each.target for each in related if each.Type.endswith("/comments")]
        for element in (
            element for name in parts for element in fromstring(part(self.package, name)).iter()
        ):
            if element.tag.endswith("}comment"):
                left, top, *_ = range_boundaries(element.get("ref", ""))
                text = " ".join(filter(None, map(str.strip, element.itertext())))
                if left and top and text:
                    self.sheets.sheet["notes"].append([top - 1, left - 1, text])

    def _put(self, cell: dict[str, Any], formula: bool) -> None:
        value, row, column = cell["value"], cell["row"] - 1, cell["column"] - 1
        style = self.look(cell["style_id"])
        number = cell["data_type"] == "n" and value is not None
        runs = value if isinstance(value, CellRichText) else ()
        text = (
            self._number(float(value), style)
            if number
            else cell_text(str(value) if runs else value)
        ).strip()
        # a program that writes formulas without calculating them leaves them empty, or writes 0 and
        # asks for it at loading
        empty = not text and cell["data_type"] not in ("s", "str")
        if (
            formula
            and not self.sheets.sheet["hidden"]
            and (empty or (text == "0" and self.to_calculate))
        ):
            raise Refused(
                f"cell {get_column_letter(column + 1)}{row + 1} of its sheet "
                f'"{self.sheets.sheet["title"]}" holds a formula '
                "that was never calculated; open it in a spreadsheet program and save it, or "
                "write the value there"
            )
        if text:
            blocks = (run for run in runs if isinstance(run, TextBlock) and run.text.strip())
            struck = style.struck or any(run.font.strike for run in blocks)
            unit = "shown in thousands" if style.kind == "thousands" else style.unit
            self.sheets.put(
                row, column, text, struck, unit if number and style.kind != "date" else ""
            )

    def _number(self, number: float, style: _Style) -> str:
        if style.kind == "date" and number >= 0:
            with suppress(OverflowError, ValueError):  # no day that a calendar has
                return cell_text(from_excel(number, self.reader.wb.epoch))
        if style.kind == "percent":
            return f"{(Decimal(cell_text(number)) * 100).normalize():f}%"
        return cell_text(number)

    def _look(self, style: int) -> _Style:
        cell = ReadOnlyCell(self._sheet, None, None, None, style_id=style)
        code = cell.number_format.partition(";")[0]
        spoken = _UNSPOKEN.sub("", code)
        thousands = re.search(r"[0#?],+(?![0#?])", spoken)
        date = is_date_format(code) and not is_timedelta_format(code)
        kind = "date" if date else "percent" if "%" in spoken else "thousands" if thousands else ""
        return _Style(
            kind, bool(cell.font.strike), "" if is_builtin(cell.number_format) else _unit(code)
        )


def _nought(text: str | None) -> bool:
    return text is not None and float(text) == 0


def _unit(code: str) -> str:
    """What a number format prints beside the number: `EUR` of `#,##0.00 [$EUR]`."""
    found = ["".join(group for group in match.groups() if group) for match in _MONEY.finditer(code)]
    return " ".join(dict.fromkeys(text.strip() for text in found if text.strip()))


def read_names(content: bytes) -> dict[str, Any]:
    """`columns`: by defined name the cells `[place, value]` of one column."""
    package = open_package(content)
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_UNPACKED:
        raise Refused(f"it unpacks to more than {MOST_PARTS} parts or {LARGEST_UNPACKED:,} bytes")
    refuse_doctypes(package)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and extensions that do not matter here
        book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    return {"columns": dict(_named_columns(book))}


def _named_columns(book: Any) -> Iterator[tuple[str, list[list[Any]]]]:
    for name in list(book.defined_names)[:MOST_NAMES]:
        try:
            ((sheet, area),) = book.defined_names[name].destinations
            first_column, first, last_column, last = range_boundaries(area)
            cells = book[sheet]
        except (KeyError, ValueError, TypeError, AttributeError, IndexError):
            continue
        if first and last and first_column == last_column and last - first < LONGEST_COLUMN:
            rows = cells.iter_rows(first, last, first_column, first_column)
            plain = bool | int | float | str | None
            found = ((f"{sheet}!{row[0].coordinate}", row[0].value) for row in rows)
            yield (
                name,
                [
                    [place, value if isinstance(value, plain) else str(value)]
                    for place, value in found
                ],
            )
