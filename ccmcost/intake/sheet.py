"""Tables that an office keeps: CSV, or the first visible sheet of an XLSX workbook, as rows of text with places."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.findings import Findings
from ccmcost.intake.guard import extract
from ccmcost.load.table import Row, column_names, header_fits, read_table
from ccmcost.model.source import SourceFile


def read_sheet(
    source: SourceFile, findings: Findings, required: Sequence[str], optional: Sequence[str] = ()
) -> tuple[Row, ...]:
    """The rows of a CSV or XLSX file by the names in its first row (capitals and blanks aside); blank rows are passed over.

    Numbers of a workbook are read as the shortest text that stands for them, so that 1234.56 is exactly that. A workbook is
    opened in a process of its own; what breaks it there is a finding here.
    """
    if not source.name.lower().endswith(".xlsx"):
        return read_table(source, findings, required, optional)
    answer = extract(source, "xlsx", findings)
    if answer is None:
        return ()
    table = answer["sheets"][0]["rows"] if answer["sheets"] else []
    return _rows(table, source, findings, required, optional)


def _rows(
    table: list[list[str]], source: SourceFile, findings: Findings, required: Sequence[str], optional: Sequence[str]
) -> tuple[Row, ...]:
    header = column_names(table[0]) if table else []
    if not header:
        findings.error("file-empty", "the first row of its first sheet is empty; it must name the columns.", source.shown)
        return ()
    if not header_fits(header, 1, source, findings, required, ("", *required, *optional)):
        return ()
    rows = [
        Row(source.shown, number, {name: cell for name, cell in zip(header, cells, strict=False) if name})
        for number, cells in enumerate(table[1:], start=2)
        if any(cells)
    ]
    if not rows and not findings.errors:
        findings.error("file-empty", "the table has no rows below its first.", source.shown)
    return tuple(rows)
