"""What a document is made of, and how it reaches a template: sections that hold paragraphs, lists, facts, tables, figures.

Tables and figures are numbered in the order in which they stand. Text is cleaned here, in one place: a name that holds
control or direction characters (such as a right-to-left override) loses them, so that it cannot turn its neighbours round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ccmcost.text import without_hidden

_KEPT = "\u2066\u2069"
"""The isolates that keep figures in order on a page from right to left; names lose theirs before they come here."""


class Paragraph(NamedTuple):
    """Running text; `quiet` is smaller and grey."""

    text: str
    quiet: bool = False


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Facts(NamedTuple):
    """Labels with their values."""

    rows: tuple[tuple[str, str], ...]


class Column(NamedTuple):
    """A column: heading, whether figures stand right, how many parts it takes of the room that the others leave."""

    name: str
    right: bool = False
    wide: int = 0


class Table(NamedTuple):
    """A table with its caption; `foot` are rows of sums, `notes` stand below."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    dense: bool = False


class Figure(NamedTuple):
    """A picture by the name of its file, with caption and alt text; `width` is its part of a page."""

    name: str
    caption: str
    alt: str
    width: float = 1.0


Block = Paragraph | Bullets | Facts | Table | Figure


class Section(NamedTuple):
    """A heading of level 1 or 2 with what follows it; `landscape` and `new_page` are for paper."""

    title: str
    level: int
    blocks: tuple[Block, ...]
    landscape: bool = False
    new_page: bool = False


def clean(text: str) -> str:
    """Text without control and direction characters; line feeds become blanks."""
    return without_hidden(text)


def safe(text: str) -> str:
    """Text of a page: as `clean`, but with the isolates of figures."""
    return without_hidden(text, _KEPT)


def numbered(sections: Sequence[Section]) -> tuple[list[str], list[str], list[str]]:
    """Numbers of headings (`2.1`), captions of tables, captions of figures, in order; for lists of contents and tests."""
    heads: list[str] = []
    top = below = 0
    for section in sections:
        top, below = (top + 1, 0) if section.level == 1 else (top, below + 1)
        heads.append(f"{top}" if section.level == 1 else f"{top}.{below}")
    blocks = [block for section in sections for block in section.blocks]
    tables = [safe(block.caption) for block in blocks if isinstance(block, Table)]
    figures = [safe(block.caption) for block in blocks if isinstance(block, Figure)]
    return heads, tables, figures


def as_data(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """The sections as plain values for a template, with all numbers filled in and all text cleaned."""
    heads, _, _ = numbered(sections)
    counts = {"table": 0, "figure": 0}
    return [
        {
            "number": number,
            "title": safe(section.title),
            "level": section.level,
            "landscape": section.landscape,
            "new_page": section.new_page,
            "blocks": [_block(block, counts) for block in section.blocks],
        }
        for number, section in zip(heads, sections, strict=True)
    ]


def _block(block: Block, counts: dict[str, int]) -> dict[str, Any]:
    match block:
        case Paragraph(text, quiet):
            return {"kind": "paragraph", "text": safe(text), "quiet": quiet}
        case Bullets(items):
            return {"kind": "bullets", "items": _cells(items)}
        case Facts(rows):
            return {"kind": "facts", "rows": [_cells(row) for row in rows]}
        case Figure():
            counts["figure"] += 1
            shown = {"name": block.name, "caption": safe(block.caption), "alt": safe(block.alt), "width": block.width}
            return {"kind": "figure", "number": counts["figure"], **shown}
        case Table():
            counts["table"] += 1
            return {"kind": "table", "number": counts["table"], **_table(block)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": safe(table.caption),
        "columns": [{**column._asdict(), "name": safe(column.name)} for column in table.columns],
        "rows": [_cells(row) for row in table.rows],
        "foot": [_cells(row) for row in table.foot],
        "notes": _cells(table.notes),
        "dense": table.dense,
        "head": next((at for at, column in enumerate(table.columns) if column.wide), 0),
    }


def _cells(texts: Iterable[str]) -> list[str]:
    return [safe(text) for text in texts]
