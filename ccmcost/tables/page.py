"""Pages: a table as the templates of typst and of HTML set it, all text in its language;
and pages to HTML, by one jinja environment over `ccmcost/assets/html`, which escapes everything
that a template prints.

A page is one self-contained file: no script, nothing fetched (see the policy in `base.html.j2`). A
name that a template misspells is an error, never an empty space.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccmcost.tables.table import REST, Row, Table, on_page

if TYPE_CHECKING:
    import jinja2


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


TEMPLATES = Path(__file__).resolve().parent.parent / "assets" / "html"


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def template(name: str) -> jinja2.Template:
    """A template of `ccmcost/assets/html`, such as `audit.html.j2`; loaded once."""
    return _environment().get_template(name)


def render(name: str, **data: Any) -> bytes:
    """A page as UTF-8 with line feeds. Raises jinja2.UndefinedError for a name that the template
    uses and nobody gave.
    """
    return template(name).render(**data).encode()
