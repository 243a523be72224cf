"""A page of a document as pieces of text at places: its rows, what runs along its edges, its text
and its footnotes.

All distances are in points from the top left of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ccmcost.intake.found import Place, TextLine
from ccmcost.intake.vocabulary import pattern


class Piece(NamedTuple):
    """A run of text without a wide gap in it."""

    x: float
    right: float
    y: float
    size: float
    text: str
    bold: bool = False
    mark: str = ""
    """What stands raised behind the text: the mark of a footnote."""
    struck: bool = False


class Page(NamedTuple):
    """A page, or the part of it that is set in one direction; pages are counted from 1."""

    number: int
    width: float
    pieces: list[Piece]


class Parts(NamedTuple):
    """A page taken apart: its text, the footnotes below it, and the rows along its edges (headers,
    page numbers).
    """

    page: Page
    body: list[Piece]
    notes: list[Piece]
    edges: list[list[Piece]]


_RULE = re.compile(r"^[_–—-]{6,}$")
_FURNITURE = pattern("furniture_in_page", re.IGNORECASE)
EDGE_LINES = 4
"""How many lines at the top and bottom of a page may be running headers and footers."""


def pages_of(answer: dict[str, Any]) -> list[Page]:
    """The child's answer as pages."""
    return [
        Page(page["number"], page["width"], [Piece(*piece) for piece in page["pieces"]])
        for page in answer["pages"]
    ]


def row_lines(pages: Sequence[Page]) -> list[TextLine]:
    """Every visual row as one line; pieces are joined by two blanks, whatever columns there are."""
    rows = ((page, *row) for page in pages for row in enumerate(rows_by_height(page.pieces), 1))
    return [
        TextLine("  ".join(p.text for p in row), Place(at, f"page {page.number}, line {number}"))
        for at, (page, number, row) in enumerate(rows, 1)
    ]


def edge_text(pages: Sequence[Page]) -> str:
    """What stands at the top and bottom of the pages, where documents carry their symbol."""
    return "\n".join(" ".join(p.text for p in row) for page in pages for row in _edges(page.pieces))


def parts_of(pages: Sequence[Page]) -> list[Parts]:
    """Each page taken apart; what runs along the edges is told by what repeats from page to
    page.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_spot(piece) for row in _edges(page.pieces) for piece in row})
    # at the edge of a good part of the pages at the same height, figures aside
    enough = max(2, len(pages) // 3)
    repeated = {spot for spot, count in seen.items() if count >= enough}
    return [_parts(page, repeated) for page in pages]


def aside_lines(parts: Sequence[Parts]) -> list[TextLine]:
    """The lines of the footnotes of all pages, then what runs along their edges in words, each
    text once.
    """
    found = [
        TextLine(
            _STUCK.sub(r"\1 ", " ".join(piece.text for piece in row)),
            Place(0, f"page {page.number}, footnote"),
        )
        for page, _, notes, _ in parts
        for row in rows_by_height(notes)
    ]
    edges = (row for *_, rows in parts for row in rows)
    texts: dict[str, str] = {}
    for row in edges:
        if not all(_FURNITURE.fullmatch(piece.text.strip()) for piece in row):
            text = " ".join(piece.text for piece in row)
            texts.setdefault(_shape(text), text)
    return found + [TextLine(text, Place(0, "header or footer")) for text in texts.values()]


def rows_by_height(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces that stand side by side, from the top down; those of a row from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x)):
        if rows and piece.y - rows[-1][0].y <= 0.45 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row) for row in rows]


def _shape(text: str) -> str:
    return re.sub(r"[0-9]+", "#", text.strip().casefold())


def _edges(pieces: list[Piece]) -> list[list[Piece]]:
    rows = rows_by_height(pieces)
    return rows if len(rows) <= 2 * EDGE_LINES else rows[:EDGE_LINES] + rows[-EDGE_LINES:]


def _spot(piece: Piece) -> tuple[str, int]:
    """A text and its height on the page, as far as running headers keep it."""
    return _shape(piece.text), round(piece.y / 4)


def _parts(page: Page, repeated: set[tuple[str, int]]) -> Parts:
    """Below a short rule, and at the foot of a page, smaller text is a footnote."""
    rows = rows_by_height(page.pieces)
    edges = [row for side in (rows, rows[::-1]) for row in _margin(side, repeated)]
    dropped = {id(p) for row in edges for p in row}
    kept = whole = [p for p in page.pieces if id(p) not in dropped]
    usual = sorted(p.size for p in kept)[len(kept) // 2] if kept else 0.0
    for rule in [p for p in kept if _RULE.match(p.text)]:
        below = [
            p for p in kept if p.y > rule.y and p.x < rule.right + 300 and p.right > rule.x - 10
        ]
        if below and _is_note(rows_by_height(below), usual):
            notes = {id(p) for p in below}
            kept = [p for p in kept if id(p) not in notes]
    kept = [p for p in kept if not _RULE.match(p.text)]
    rows = rows_by_height(kept)
    foot = len(rows)
    while foot and max(p.size for p in rows[foot - 1]) <= SMALL * usual:
        foot -= 1
    if 0 < foot < len(rows) and _is_note(rows[foot:], usual):
        kept = [p for row in rows[:foot] for p in row]
    stay = {id(p) for p in kept}
    return Parts(
        page, kept, [p for p in whole if id(p) not in stay and not _RULE.match(p.text)], edges
    )


def _margin(rows: list[list[Piece]], repeated: set[tuple[str, int]]) -> list[list[Piece]]:
    """The outermost rows that are running headers or page numbers, seen from the edge inwards.

    Text that merely repeats is set off from the body by more than a line's distance; page numbers
    and symbols need not be.
    """
    margin: list[list[Piece]] = []
    for number, row in enumerate(rows[:EDGE_LINES], 1):
        plain = all(_FURNITURE.fullmatch(p.text.strip()) for p in row)
        if not all(_spot(p) in repeated or _FURNITURE.fullmatch(p.text.strip()) for p in row):
            break
        set_off = number < len(rows) and abs(rows[number][0].y - row[0].y) > 1.9 * max(
            row[0].size, 6.0
        )
        if plain or set_off:
            margin = rows[:number]
    return margin


SMALL = 0.92
"""Footnotes are set in letters smaller than this part of the usual size."""
_STUCK = re.compile(r"^([0-9]{1,3}|[*†‡§]+)(?=[^\W\d])")
"""A mark that touches the first word of its note."""
_NOTE = re.compile(r"(?:[0-9]{1,3}|[*†‡§]+|[a-z][/)])\s*\S")


def _is_note(rows: list[list[Piece]], usual: float) -> bool:
    """Whether rows at the foot of a page are footnotes: smaller than the rest,
    and the first begins with a mark.
    """
    return all(max(p.size for p in row) <= SMALL * usual for row in rows) and bool(
        _NOTE.match(rows[0][0].text)
    )
