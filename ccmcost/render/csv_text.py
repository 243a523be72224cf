"""An assessment as CSV."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.statement.table import COLUMNS, TableRow
from ccmcost.tables.csv_text import csv_text


def assessment_csv(rows: Sequence[TableRow]) -> str:
    """An assessment as CSV, one row per liable State, no total row."""
    return csv_text(COLUMNS, (row[: len(COLUMNS)] for row in rows))
