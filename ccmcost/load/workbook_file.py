"""Workbooks from outside: opened with care, read by the names they define, as values only."""

from __future__ import annotations

import io
import zipfile
from typing import Any, NamedTuple

from ccmcost.findings import Findings

MOST_PARTS, LARGEST_UNPACKED, LONGEST_COLUMN = 200, 16 * 1024 * 1024, 2_000


class Cell(NamedTuple):
    """One cell: its place as a person calls it (`Apportionment!J7`), and its value (None if it is empty)."""

    place: str
    value: Any


class WorkbookFile:
    """The cells of a workbook by defined name."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def column(self, name: str) -> tuple[Cell, ...] | None:
        """The cells of a name that stands for one column of one sheet, or None if there is no such name."""
        from openpyxl.utils import range_boundaries

        try:
            ((sheet, area),) = self._document.defined_names[name].destinations
            first_column, first, last_column, last = range_boundaries(area)
            cells = self._document[sheet]
        except (KeyError, ValueError, TypeError, AttributeError, IndexError):
            return None
        if not first or not last or first_column != last_column or last - first >= LONGEST_COLUMN:
            return None
        rows = cells.iter_rows(first, last, first_column, first_column)
        return tuple(Cell(f"{sheet}!{row[0].coordinate}", row[0].value) for row in rows)


def open_workbook(content: bytes, shown: str, findings: Findings) -> WorkbookFile | None:
    """A workbook for reading, or None and a finding if it is broken or could not have come from ccmcost."""
    fault = _package_fault(content)
    if not fault:
        try:
            return WorkbookFile(_document(content))
        except Exception as error:  # the reader of a format this wide fails in as many ways as files can be broken
            fault = f"it cannot be read as a workbook ({type(error).__name__})"
    findings.error("workbook-unreadable", f"{fault}. Is it the right file, saved as .xlsx?", shown)
    return None


def _document(content: bytes) -> Any:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on styles and extensions that do not matter here
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)


def _package_fault(content: bytes) -> str:
    """What is wrong with the package before any of it is parsed; sizes are checked before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                return f"it unpacks to more than {MOST_PARTS} parts or {LARGEST_UNPACKED:,} bytes"
            if any(_declares_entities(package.read(part)) for part in parts if part.filename.endswith((".xml", ".rels"))):
                return "it holds XML with a document type, which no spreadsheet program writes"
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return "it is no .xlsx package, or a damaged one"
    except Exception as error:  # zlib, lzma and others raise their own errors on damaged parts
        return f"it is a damaged package ({type(error).__name__})"
    return ""


def _declares_entities(part: bytes) -> bool:
    """Whether XML declares a document type, in UTF-8 or UTF-16: the way to entities that grow without end."""
    text = part.replace(b"\0", b"")
    return b"<!DOCTYPE" in text or b"<!ENTITY" in text
