"""CSV tables with places: every cell knows its file, row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, Protocol

from ccmcost.findings import Findings
from ccmcost.load.reader import plain_text_of
from ccmcost.model.calendar import no_day, parse_day, parse_partial_day
from ccmcost.model.source import SourceFile
from ccmcost.text import armed

MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
"""What may stand between columns."""


class Finder(Protocol):
    """What reads a column of States: codes alone in a file of data (`States`),
    codes or names in one that a person made (ccmcost/intake/finder.py).
    """

    def code(self, word: str) -> str | None:
        """The code that a word stands for, or None."""

    def unknown(self, text: str) -> str:
        """What to tell of a word that stands for no State."""


class Row(NamedTuple):
    """One row of a table: the line of the file on which it ends, its cells by column name,
    and where its faults go.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    findings: Findings

    def get(self, column: str) -> str:
        """The cell of a column; empty if the table has no such column."""
        return self.cells.get(column, "")

    def error(self, code: str, message: str, column: str = "") -> None:
        """A finding of severity error at this row."""
        self.findings.error(code, message, self.file, self.number, column)

    def state(
        self,
        finder: Finder,
        found: Container[str] = (),
        twice: str = ". Remove one of the rows.",
    ) -> str:
        """The code of the State in the column `iso3`; empty, and a finding,
        if there is none or it was `found` before.
        """
        word = self.get("iso3")
        code = finder.code(word)
        if code is None:
            self.error("state-unknown", finder.unknown(word), "iso3")
        elif code in found:
            self.error("state-twice", f"{code} stands twice{twice}", "iso3")
        else:
            return code
        return ""

    def day(self, column: str, partial: bool = False) -> date | None:
        """A date cell, or None if it is empty; a bad date is a finding.
        `partial` allows bare years and months.
        """
        text = self.get(column)
        if not text:
            return None
        day = parse_partial_day(text) if partial else parse_day(text)
        if day is None:
            self.error("date-bad", no_day(text), column)
        return day


def read_table(
    source: SourceFile | None,
    findings: Findings,
    required: Sequence[str],
    optional: Sequence[str] = (),
    strict: bool = True,
) -> tuple[Row, ...]:
    """The rows of a CSV file whose header holds the required columns; none without a file. Cells
    are stripped.

    Columns are told apart by commas, or by semicolons or tabs where the header has more of those:
    spreadsheet programs of many countries write them. With `strict`, a column that is neither
    required nor optional is a finding.
    """
    text = plain_text_of(source, findings) if source is not None else None
    if source is None or text is None:
        return ()
    mark = separator(text.lstrip().partition("\n")[0])
    records = _records(text, mark, source, findings)
    header_at, names = next(records, (1, []))
    if not names:
        findings.error("file-empty", "the file is empty.", source.shown)
        return ()
    header = column_names(names)
    if not header_fits(
        header, header_at, source, findings, required, (*required, *optional) if strict else None
    ):
        return ()
    rows = []
    for number, record in records:
        cells = record if any(record[len(header) :]) else record[: len(header)]
        if len(cells) != len(header):
            message = (
                f"the row has {len(cells)} cells, the header {len(header)}. Check for stray or "
                f"missing {MARKS[mark]}."
            )
            findings.error("file-syntax", message, source.shown, number)
            continue
        rows.append(Row(source.shown, number, dict(zip(header, cells, strict=True)), findings))
    if not rows and not findings.errors:
        findings.error("file-empty", "the table has a header but no rows.", source.shown)
    return tuple(rows)


def separator(line: str) -> str:
    """What stands between the columns of a line: the mark that it has most of,
    commas where that is open.
    """
    return max(MARKS, key=lambda mark: (line.count(mark), mark == ","))


def column_names(header: Sequence[str]) -> list[str]:
    """Names of columns without capitals and blanks; columns without a name at the end,
    which Excel leaves, fall away.
    """
    names = [cell.casefold().replace(" ", "_") for cell in header]
    while names and not names[-1]:
        names.pop()
    return names


def cells_of(record: Sequence[str]) -> list[str]:
    """The texts of a row, without blanks around them and without the apostrophe that keeps a
    formula from running.
    """
    return [armed(cell).strip() for cell in record]


def _records(
    text: str, mark: str, source: SourceFile, findings: Findings
) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for record in reader:
            cells = cells_of(record)
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        findings.error(
            "file-syntax", f"this is not valid CSV: {error}.", source.shown, reader.line_num
        )


def header_fits(
    header: Sequence[str],
    row: int,
    source: SourceFile,
    findings: Findings,
    required: Sequence[str],
    known: Sequence[str] | None,
) -> bool:
    """Whether a header names every required column, and none twice.
    What is wrong, and columns not `known`, are findings.
    """
    missing = [column for column in required if column not in header]
    twice = sorted({column for column in header if column and header.count(column) > 1})
    strange = [column for column in header if column and known is not None and column not in known]
    wrong = partial(findings.error, file=source.shown, row=row)
    if len(missing) == len(required) > 1:
        wrong(
            "column-missing",
            f"the first row names none of the columns {', '.join(required)}. It reads: "
            f"{', '.join(header)[:80]}. Is it the right file?",
        )
        return False
    if 2 * len(missing) > len(required) and strange:
        wrong(
            "column-missing",
            f"the table lacks the columns {', '.join(missing)}; it has "
            f"{', '.join(filter(None, header))[:120]}. Rename its columns so; from a list of "
            "other columns, such as a bank's own, copy what is needed into a table with these.",
        )
        return False
    for column in missing:
        message = f'the table has no column "{column}". Its header must name it.'
        wrong("column-missing", message)
    for column in twice:
        wrong("file-syntax", f'the column "{column}" stands twice in the header.')
    all_known = ", ".join(filter(None, known or ()))
    for column in strange:
        message = f'no one reads a column "{column}". Known: {all_known}.'
        wrong("column-unknown", message, column=column)
    return not missing and not twice


def cell_text(value: Any) -> str:
    """The value of a cell as text. A sheet keeps numbers as doubles;
    what it shows are at most fifteen digits of them.
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else f"{value:.15g}"
    return str(value).strip()
