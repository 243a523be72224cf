"""Tables as CSV: UTF-8, comma, one line feed per row. No program of any country makes a formula of a text in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ccmcost.statement.table import COLUMNS, TableRow
from ccmcost.text import disarmed

_QUOTED = re.compile(r'[",;|\t\r\n]|^\s|\s$|^$')
"""What separates columns somewhere, and what a program might trim."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV document with a header.

    A text that a spreadsheet would run as a formula, such as a remitter's reference `=1+1`, gets an apostrophe before it;
    `load/table.py` reads it without. A cell is quoted if it holds what separates columns in any country.
    """
    return "".join(",".join(_cells(row)) + "\n" for row in (header, *rows))


def _cells(row: Sequence[str]) -> list[str]:
    if len(row) != 1:
        return [_quoted(text) if text else "" for text in map(str, row)]
    return [_quoted(str(row[0]))]  # a line that is empty would be no row


def _quoted(text: str) -> str:
    text = disarmed(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def assessment_csv(rows: Sequence[TableRow]) -> str:
    """An assessment as CSV, one row per liable State, no total row."""
    return csv_text(COLUMNS, (row[: len(COLUMNS)] for row in rows))
