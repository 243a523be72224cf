"""Tables as CSV: UTF-8, comma, one line feed per row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ccmcost.statement.table import COLUMNS, TableRow

_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9 .,]*%?$)")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV document with a header.

    A text that a spreadsheet would run as a formula, such as a remitter's reference `=1+1`, gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return buffer.getvalue()


def assessment_csv(rows: Sequence[TableRow]) -> str:
    """An assessment as CSV, one row per liable State, no total row."""
    return csv_text(COLUMNS, (row[: len(COLUMNS)] for row in rows))
