"""CSV tables with places: every cell knows its file, row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.findings import Findings
from ccmcost.load.reader import plain_text_of
from ccmcost.model.calendar import parse_day, parse_partial_day
from ccmcost.model.source import SourceFile


class Row(NamedTuple):
    """One row of a table: the line of the file on which it ends, and its cells by column name."""

    file: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell of a column; empty if the table has no such column."""
        return self.cells.get(column, "")

    def error(self, findings: Findings, code: str, message: str, column: str = "") -> None:
        """A finding of severity error at this row."""
        findings.error(code, message, self.file, self.number, column)

    def day(self, column: str, findings: Findings, partial: bool = False) -> date | None:
        """A date cell, or None if it is empty; a bad date is a finding. `partial` allows bare years and months."""
        text = self.get(column)
        if not text:
            return None
        day = parse_partial_day(text) if partial else parse_day(text)
        if day is None:
            self.error(findings, "date-bad", f'"{text}" is no date. Write it as YYYY-MM-DD.', column)
        return day


def read_table(
    source: SourceFile, findings: Findings, required: Sequence[str], optional: Sequence[str] = (), strict: bool = True
) -> tuple[Row, ...]:
    """The rows of a CSV file whose header holds the required columns. Cells are stripped; blank rows are passed over.

    With `strict`, a column that is neither required nor optional is a finding.
    """
    text = plain_text_of(source, findings)
    if text is None:
        return ()
    records = _records(text, source, findings)
    header_at, header = next(records, (1, []))
    if not _header_fits(header, header_at, source, findings, required, optional, strict):
        return ()
    rows = []
    for number, record in records:
        if len(record) != len(header):
            message = f"the row has {len(record)} cells, the header {len(header)}. Check for stray or missing commas."
            findings.error("file-syntax", message, source.shown, number)
            continue
        rows.append(Row(source.shown, number, dict(zip(header, record, strict=True))))
    if not rows and not findings.errors:
        findings.error("file-empty", "the table has a header but no rows.", source.shown)
    return tuple(rows)


def _records(text: str, source: SourceFile, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        findings.error("file-syntax", f"this is not valid CSV: {error}.", source.shown, reader.line_num)


def _header_fits(
    header: list[str],
    row: int,
    source: SourceFile,
    findings: Findings,
    required: Sequence[str],
    optional: Sequence[str],
    strict: bool,
) -> bool:
    if not header:
        findings.error("file-empty", "the file is empty.", source.shown)
        return False
    missing = [column for column in required if column not in header]
    twice = sorted({column for column in header if header.count(column) > 1})
    for column in missing:
        findings.error("column-missing", f'the table has no column "{column}". Its header must name it.', source.shown, row)
    for column in twice:
        findings.error("file-syntax", f'the column "{column}" stands twice in the header.', source.shown, row)
    for column in header if strict else ():
        if column not in required and column not in optional:
            known = ", ".join([*required, *optional])
            message = f'no one reads a column "{column}". Known: {known}.'
            findings.error("column-unknown", message, source.shown, row, column)
    return not missing and not twice
