"""Tables for programs: as JSON, and as CSV (UTF-8, comma, one line feed per row),
of whose texts no program of any country makes a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ccmcost.tables.table import Table, plain
from ccmcost.text import disarmed

_QUOTED = re.compile(r'[",;|\t\r\n]|^\s|\s$|^$')
"""What separates columns somewhere, and what a program might trim."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A CSV document with a header.

    A text that a spreadsheet would run as a formula, such as a remitter's reference `=1+1`, gets an
    apostrophe before it; `load/table.py` reads it without. A cell is quoted if it holds what
    separates columns in any country.
    """
    return "".join(",".join(_cells(row)) + "\n" for row in (header, *rows))


def _cells(row: Sequence[str]) -> list[str]:
    if len(row) != 1:
        return [_quoted(text) if text else "" for text in map(str, row)]
    return [_quoted(str(row[0]))]  # a line that is empty would be no row


def _quoted(text: str) -> str:
    text = disarmed(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def to_csv(table: Table) -> str:
    """The rows of a table under the names of its columns, without its foot:
    a program makes the sums itself.
    """
    shown = table.shown("csv")
    return csv_text(
        [column.name for column in shown.columns],
        (
            [plain(cell, column.kind) for cell, column in zip(row, shown.columns, strict=True)]
            for row in shown.rows
        ),
    )


def json_text(value: object) -> str:
    """A JSON document, indented, with a final line feed."""
    import json  # not for a quick command that prints none

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def to_json(table: Table) -> list[dict[str, str]]:
    """The rows of a table as objects by the names of its columns: all of it text, as in CSV."""
    shown = table.shown("json")
    return [
        {
            column.name: plain(cell, column.kind)
            for cell, column in zip(row, shown.columns, strict=True)
        }
        for row in shown.rows
    ]
