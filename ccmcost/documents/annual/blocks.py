"""What a document is made of, and how it reaches a template as plain values.

Tables and figures are numbered in the order in which they stand. Text is cleaned here, in one
place: a name that holds control or direction characters (such as a right-to-left override) loses
them, so that it cannot turn its neighbours round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ccmcost.tables.page import to_page
from ccmcost.tables.table import Table
from ccmcost.text import without_hidden
from ccmcost.words.speaker import Speaker

_KEPT = "\u2066\u2069"
"""The isolates that keep figures in order on a page from right to left;
names lose theirs before they come here.
"""
_WIDE = {
    "arrears": {"named": 1},
    "meetings": {"name": 8, "dates": 7, "cost_status": 4},
    "parts": {"part": 1},
    "rates": {"basis": 1},
    "states": {"named": 1},
}
"""How many parts columns take of the room that the others leave, by table;
where nothing is said, that of names takes it.
"""
_CLOSE = {"states", "changes", "collection", "arrears"}
"""Tables of many rows, which stand close."""
_PAIRED, _LONG = 4, 24
"""So few columns go twice beside each other on paper; so many rows are worth it."""


class Quiet(str):
    """Running text that stands smaller and grey."""


class Picture(NamedTuple):
    """A picture by the name of its file, with caption and alt text."""

    name: str
    caption: str
    alt: str


class Highlights(NamedTuple):
    """Figures in large type, each with its label and a note."""

    items: tuple[tuple[str, str, str], ...]


Block = str | list[str] | Mapping[str, Any] | Table | Picture | Highlights | None
"""Running text, a list, facts (figures by the key of their label), a table, a picture;
nothing is passed over.
"""


class Section(NamedTuple):
    """A heading of level 1 or 2 with what follows it."""

    title: str
    blocks: Sequence[Block]
    level: int = 1
    is_numbered: bool = True


def as_data(sections: Sequence[Section], words: Speaker) -> list[dict[str, Any]]:
    """The sections as plain values for a template, with all numbers filled in and all text cleaned.

    HTML shows the `label` of a table or figure; typst numbers them itself, in the same order.
    """
    found: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    top = below = 0
    for section in sections:
        if section.is_numbered:
            top, below = (top + 1, 0) if section.level == 1 else (top, below + 1)
        number = f"{top}.{below}" if below else f"{top}"
        blocks = [_plain(block, words) for block in section.blocks if block]
        for block in blocks:
            if block["kind"] in ("table", "figure"):
                counts[block["kind"]] += 1
                at, word = counts[block["kind"]], words(f"w_{block['kind']}")
                block |= {
                    "number": at,
                    "label": words("w_caption", word=word, number=str(at), text=block["caption"]),
                }
        found.append(
            {
                "title": section.title,
                "level": section.level,
                "number": number if section.is_numbered else "",
                "blocks": blocks,
            }
        )
    cleaned: list[dict[str, Any]] = safe(found)
    return cleaned


def _plain(block: Block, words: Speaker) -> dict[str, Any]:
    match block:
        case str():
            return {"kind": "paragraph", "text": block, "quiet": isinstance(block, Quiet)}
        case Table():
            return {"kind": "table", **_table(block, words)}
        case Picture():
            return {"kind": "figure", **block._asdict()}
        case Highlights():
            return {"kind": "highlights", "items": [list(item) for item in block.items]}
        case Mapping():
            return {
                "kind": "facts",
                "rows": [[words(key), words.shown(figure)] for key, figure in block.items()],
            }
        case _:
            return {"kind": "bullets", "items": block}


def _table(table: Table, words: Speaker) -> dict[str, Any]:
    page, wide = to_page(table, words.language), _WIDE.get(table.name, {"name": 1})
    columns = table.shown("page").columns
    for shown, column in zip(page["columns"], columns, strict=True):
        shown["wide"] = wide.get(column.name, 0)
    head = next((place for place, column in enumerate(columns) if column.name in wide), 0)
    paired = len(columns) <= _PAIRED and len(table.rows) >= _LONG
    close = table.name in _CLOSE
    more = {"notes": list(table.notes), "close": close, "paired": paired, "head": head}
    return {"caption": page["heading"], **page, **more}


def safe(value: Any) -> Any:
    """Plain values with all their text cleaned, but for the isolates of figures."""
    if isinstance(value, str):
        return without_hidden(value, _KEPT)
    if isinstance(value, dict):
        return {name: safe(each) for name, each in value.items()}
    return [safe(each) for each in value] if isinstance(value, list) else value
