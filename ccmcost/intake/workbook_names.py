"""Workbooks that come back to be verified: their cells by defined name, as values only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from ccmcost.findings import Findings
from ccmcost.intake.extract import Refused
from ccmcost.intake.guard import extract
from ccmcost.intake.readers import open_package, refuse_doctypes
from ccmcost.model.source import SourceFile

MOST_PARTS, LARGEST_UNPACKED, LONGEST_COLUMN, MOST_NAMES = 200, 16 * 1024 * 1024, 2_000, 500


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


def read(content: bytes) -> dict[str, Any]:
    """`columns`: by defined name the cells `[place, value]` of one column.
    Runs in the child process of guard.py.
    """
    import warnings

    import openpyxl

    package = open_package(content)
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refused(f"it unpacks to more than {MOST_PARTS} parts or {LARGEST_UNPACKED:,} bytes")
    refuse_doctypes(package)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and extensions that do not matter here
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    return {"columns": dict(_columns(book))}


def _columns(book: Any) -> Iterator[tuple[str, list[list[Any]]]]:
    from openpyxl.utils import range_boundaries

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
