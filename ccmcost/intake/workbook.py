"""XLSX to sheets of text cells. Runs in the child process of guard.py."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from ccmcost.intake.extract import Refused
from ccmcost.intake.package import open_package, part, refuse_doctypes, walk
from ccmcost.load.cells import cell_text

MOST_SHEETS = 40
MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CELLS = 400_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def read(content: bytes) -> dict[str, Any]:
    """Visible sheets: `title`, `rows` of cells as text, `merged` ranges `[left, top, right, bottom]` counted from 1.

    Numbers are written with up to 15 significant digits, as a spreadsheet shows them; dates as YYYY-MM-DD. Formulas give
    their cached value.
    """
    package = open_package(content)
    refuse_doctypes(package)
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > MOST_SHEETS:
        raise Refused(f"it has more than {MOST_SHEETS} sheets")
    found, cells = [], 0
    for sheet in sheets:
        _refuse_uncalculated(package, sheet)
        rows = _rows(sheet)
        cells += sum(len(row) for row in rows)
        if cells > MOST_CELLS:
            raise Refused(f"it has more than {MOST_CELLS:,} cells")
        found.append({"title": sheet.title, "rows": rows, "merged": _merged(package, sheet)})
    return {"sheets": found}


def _rows(sheet: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
        cells = [cell_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
        if number > MOST_ROWS:
            if any(rows[MOST_ROWS:]):
                raise Refused(f'its sheet "{sheet.title}" has more than {MOST_ROWS:,} rows')
            break
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _refuse_uncalculated(package: zipfile.ZipFile, sheet: Any) -> None:
    """Refuse a sheet with formulas that hold no value: they would read as empty cells, and what they say would be lost."""
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    cells: list[str] = []
    has = {"formula": False, "value": False, "inside": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            has.update(formula=False, value=False)
            cells[:] = [attributes.get("r", "?")]
        elif name == "f":
            has["formula"] = True
        has["inside"] = name in ("v", "t")

    def text(content: str) -> None:
        has["value"] = has["value"] or (has["inside"] and bool(content.strip()))

    def end(name: str) -> None:
        has["inside"] = False
        if name == "c" and has["formula"] and not has["value"]:
            raise Refused(
                f'cell {cells[-1]} of its sheet "{sheet.title}" holds a formula that was never calculated; '
                "open it in a spreadsheet program and save it, or write the value there"
            )

    if path in package.namelist():
        walk(part(package, path), start, end, text)


def _merged(package: zipfile.ZipFile, sheet: Any) -> list[list[int]]:
    from openpyxl.utils import column_index_from_string

    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    if path not in package.namelist():
        return []
    return [
        [column_index_from_string(left.decode()), int(top), column_index_from_string(right.decode()), int(bottom)]
        for left, top, right, bottom in _MERGED.findall(part(package, path))[:5_000]
    ]
