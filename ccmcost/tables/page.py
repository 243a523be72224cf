"""A table for a page: what the templates of typst and of HTML set,
all of it text in the language of the page.
"""

from __future__ import annotations

from typing import Any

from ccmcost.tables.table import REST, Row, Table, on_page


def to_page(table: Table, language: str) -> dict[str, Any]:
    """Heading, columns (`name`, `right`, `wide`), rows and foot."""
    shown = table.shown("page")

    def texts(row: Row) -> list[str]:
        return [
            on_page(cell, column, language) for cell, column in zip(row, shown.columns, strict=True)
        ]

    return {
        "heading": shown.title,
        "columns": [
            {"name": column.heading, "right": column.right, "wide": column.wide == REST}
            for column in shown.columns
        ],
        "rows": [texts(row) for row in shown.rows],
        "foot": [texts(row) for row in shown.foot],
    }
