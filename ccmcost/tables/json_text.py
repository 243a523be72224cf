"""Results as JSON: numbers as text, keys in a fixed order, UTF-8."""

from __future__ import annotations

import json

from ccmcost.tables.cells import plain
from ccmcost.tables.table import Table


def json_text(value: object) -> str:
    """A JSON document, indented, with a final line feed."""
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
