"""Tables as CSV: UTF-8, comma, one line feed per row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from ccmcost.statement.table import COLUMNS, TableRow


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV document with a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def assessment_csv(rows: Sequence[TableRow]) -> str:
    """An assessment as CSV, one row per liable State, no total row."""
    return csv_text(COLUMNS, (row[: len(COLUMNS)] for row in rows))
