"""Tables that an office keeps: CSV, or the first sheet of an XLSX workbook, as rows of text with places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from ccmcost.findings import Findings
from ccmcost.load.cells import cell_text
from ccmcost.load.table import Row, read_table
from ccmcost.model.source import SourceFile

LARGEST_UNPACKED = 200 * 1024 * 1024


def read_sheet(
    source: SourceFile, findings: Findings, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Row, ...]:
    """The rows of a CSV or XLSX file by the names in its first row (capitals and blanks aside); blank rows are passed over.

    Numbers of a workbook are read as the shortest text that stands for them, so that 1234.56 is exactly that.
    """
    if not source.name.lower().endswith(".xlsx"):
        return read_table(source, findings, required, optional)
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise ValueError("it is far larger unpacked than any list of an office")
        table = _cells(source.content)
    except (zipfile.BadZipFile, ValueError, KeyError, OSError, TypeError, AttributeError, SyntaxError) as error:
        findings.error("file-unreadable", f"this is no workbook that can be read: {error}.", source.shown)
        return ()
    return _rows(table, source, findings, required, optional)


def _cells(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        return [[cell_text(value) for value in row] for row in workbook.worksheets[0].iter_rows(values_only=True)]
    finally:
        workbook.close()


def _rows(
    table: list[list[str]], source: SourceFile, findings: Findings, required: Sequence[str], optional: Sequence[str]
) -> tuple[Row, ...]:
    header = [cell.casefold().replace(" ", "_") for cell in table[0]] if table else []
    for column in required:
        if column not in header:
            findings.error(
                "column-missing", f'the table has no column "{column}". Its first row must name it.', source.shown, 1
            )
    for column in header:
        if column and column not in required and column not in optional:
            message = f'no one reads a column "{column}". Known: {", ".join([*required, *optional])}.'
            findings.error("column-unknown", message, source.shown, 1, column)
        if column and header.count(column) > 1:
            findings.error("file-syntax", f'the column "{column}" stands twice in the first row.', source.shown, 1)
    rows = [
        Row(source.shown, number, {name: cell for name, cell in zip(header, cells, strict=False) if name})
        for number, cells in enumerate(table[1:], start=2)
        if any(cells)
    ]
    if not rows and not findings.errors:
        findings.error("file-empty", "the table has no rows below its first.", source.shown)
    return tuple(rows)
