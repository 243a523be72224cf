"""Pieces of text on a page become lines in reading order: columns, running headers, page numbers, footnotes.

All distances are in points from the top left of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ccmcost.intake.found import Place, TextLine
from ccmcost.intake.phrases import heading_of


class Piece(NamedTuple):
    """A run of text without a wide gap in it."""

    x: float
    right: float
    y: float
    size: float
    text: str
    bold: bool = False


class Page(NamedTuple):
    """A page, or the part of it that is set in one direction; pages are counted from 1."""

    number: int
    width: float
    pieces: list[Piece]


class PageLine(NamedTuple):
    """A line with its page and its number on that page, both counted from 1. `gap` says that space stands above it.

    `look` is how it is printed: bold or plain.
    """

    page: int
    number: int
    text: str
    gap: bool = False
    top: bool = False
    look: str = ""


_RULE = re.compile(r"^[_–—-]{6,}$")
_FURNITURE = re.compile(
    r"(?:page\s*)?[0-9ivx]{1,4}(?:\s*(?:/|of|de|sur)\s*[0-9]{1,4})?|GE\.[0-9]{2}-[0-9]+.*|[0-9]{2}-[0-9]{5}.*|\*[0-9]+\*"
    r"|[A-Z]{1,8}(?:/[A-Z0-9.]{1,12}){2,}|-\s*[0-9]+\s*-",
    re.IGNORECASE,
)
EDGE_LINES = 4
"""How many lines at the top and bottom of a page may be running headers and footers."""


def pages_of(answer: dict[str, Any]) -> list[Page]:
    """The child's answer as pages."""
    return [Page(page["number"], page["width"], [Piece(*piece) for piece in page["pieces"]]) for page in answer["pages"]]


def row_lines(pages: Sequence[Page]) -> list[PageLine]:
    """Every visual row as one line; pieces are joined by two blanks, whatever columns there are."""
    lines = []
    for page in pages:
        rows = rows_by_height(page.pieces)
        lines += [PageLine(page.number, number, "  ".join(p.text for p in row)) for number, row in enumerate(rows, 1)]
    return lines


def edge_text(pages: Sequence[Page]) -> str:
    """What stands at the top and bottom of the pages, where documents carry their symbol."""
    return "\n".join(" ".join(p.text for p in row) for page in pages for row in _edges(page.pieces))


def bodies_of(pages: Sequence[Page]) -> list[tuple[list[Piece], list[Piece]]]:
    """The pieces of each page without running headers, footers and page numbers: the text, and the footnotes below it."""
    repeated = _repeated(pages)
    return [_body(page.pieces, repeated) for page in pages]


def note_lines(pages: Sequence[Page]) -> list[PageLine]:
    """The lines of the footnotes of all pages."""
    notes = [(page.number, rows_by_height(notes)) for page, (_, notes) in zip(pages, bodies_of(pages), strict=True)]
    return [PageLine(page, at, " ".join(p.text for p in row)) for page, rows in notes for at, row in enumerate(rows, 1)]


def reading_lines(pages: Sequence[Page]) -> list[PageLine]:
    """The lines of all pages in reading order, column by column, without headers, footers, page numbers and footnotes."""
    bodies = [body for body, _ in bodies_of(pages)]
    gutters = [_gutters(body, page.width) for body, page in zip(bodies, pages, strict=True)]
    usual = _usual(gutters)
    lines = []
    for (page, _, pieces), body, found in zip(pages, bodies, gutters, strict=True):
        number = {id(piece): at for at, row in enumerate(rows_by_height(pieces), 1) for piece in row}
        above: Piece | None = None
        for row in _in_order(body, found or _as_elsewhere(body, usual)):
            piece = row[0]
            top = above is None or piece.y < above.y
            far = top or (above is not None and piece.y - above.y > 1.9 * max(min(piece.size, above.size), 6.0))
            lines.append(PageLine(page, number[id(piece)], " ".join(p.text for p in row), far, top, _look(row)))
            above = piece
    return lines


_WIDE = re.compile(r"\S(?: {3,}|\t)\s*\S")


def text_columns(rows: Sequence[str]) -> list[TextLine]:
    """Lines of plain text in reading order; where blanks set columns side by side, column by column."""
    written = [row for row in rows if row.strip()]
    wide = sum(_WIDE.search(row.strip()) is not None for row in written)
    if wide < _FEWEST_WIDE or 5 * wide < len(written):
        return _plain(rows)
    pieces = [
        Piece(6.0 * match.start(), 6.0 * match.end(), 12.0 * number, 10.0, match[0])
        for number, row in enumerate(rows, 1)
        for match in re.finditer(r"\S+(?: {1,2}\S+)*", row.expandtabs(8))
    ]
    width = max((piece.right for piece in pieces), default=0.0)
    lines, above = [], 0.0
    for row_of in _in_order(pieces, _gutters(pieces, width)):
        y = row_of[0].y
        top = y < above
        text = "   ".join(piece.text for piece in row_of)
        lines.append(TextLine(text, Place(round(y / 12.0)), top or y - above > 19.0, top))
        above = y
    return lines


_FEWEST_WIDE = 3


def _plain(rows: Sequence[str]) -> list[TextLine]:
    lines, gap = [], True
    for number, row in enumerate(rows, 1):
        if row.strip():
            lines.append(TextLine(row, Place(number), gap))
        gap = not row.strip()
    return lines


def _look(row: Sequence[Piece]) -> str:
    return "bold" if all(piece.bold for piece in row) else "plain"


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


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Texts that stand at the edge of a good part of the pages at the same height, figures aside."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_spot(piece) for row in _edges(page.pieces) for piece in row})
    enough = max(2, len(pages) // 3)
    return {spot for spot, count in seen.items() if count >= enough and len(pages) > 1}


def _body(pieces: list[Piece], repeated: set[tuple[str, int]]) -> tuple[list[Piece], list[Piece]]:
    """Text and footnotes, without running headers and footers; below a short rule, smaller text is a footnote."""
    rows = rows_by_height(pieces)
    dropped = {id(p) for side in (rows, rows[::-1]) for row in _margin(side, repeated) for p in row}
    kept = whole = [p for p in pieces if id(p) not in dropped]
    usual = sorted(p.size for p in kept)[len(kept) // 2] if kept else 0.0
    for rule in [p for p in kept if _RULE.match(p.text)]:
        below = [p for p in kept if p.y > rule.y and p.x < rule.right + 300 and p.right > rule.x - 10]
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
    return kept, [p for p in whole if id(p) not in stay and not _RULE.match(p.text)]


def _margin(rows: list[list[Piece]], repeated: set[tuple[str, int]]) -> list[list[Piece]]:
    """The outermost rows that are running headers or page numbers, seen from the edge inwards.

    Text that merely repeats is set off from the body by more than a line's distance; page numbers and symbols need not be.
    """
    margin: list[list[Piece]] = []
    for number, row in enumerate(rows[:EDGE_LINES], 1):
        plain = all(_FURNITURE.fullmatch(p.text.strip()) for p in row)
        if not plain and not all(_spot(p) in repeated or _FURNITURE.fullmatch(p.text.strip()) for p in row):
            break
        set_off = number < len(rows) and abs(rows[number][0].y - row[0].y) > 1.9 * max(row[0].size, 6.0)
        if plain or set_off:
            margin = rows[:number]
    return margin


SMALL = 0.92
"""Footnotes are set in letters smaller than this part of the usual size."""
_NOTE = re.compile(r"(?:[0-9]{1,3}|[*†‡§]+|[a-z][/)])\s*\S")


def _is_note(rows: list[list[Piece]], usual: float) -> bool:
    """Whether rows at the foot of a page are footnotes: smaller than the rest, and the first begins with a mark."""
    return all(max(p.size for p in row) <= SMALL * usual for row in rows) and bool(_NOTE.match(rows[0][0].text))


def _usual(gutters: Sequence[Sequence[float]]) -> Sequence[float]:
    """The columns that most pages with columns have; the last page of a list often has too few lines to show them."""
    counts = Counter(tuple(round(edge / 6) for edge in found) for found in gutters if found)
    most = counts.most_common(1)[0][0] if counts else ()
    return next((found for found in gutters if found and tuple(round(edge / 6) for edge in found) == most), ())


def _as_elsewhere(pieces: Sequence[Piece], usual: Sequence[float]) -> Sequence[float]:
    """The columns of other pages, if this page fits them: pieces on both sides, and none that runs across."""
    across = any(piece.x < edge - 4 and piece.right > edge + 4 for piece in pieces for edge in usual)
    begun = [edge for edge in usual if any(abs(piece.x - edge) <= 6 for piece in pieces)]
    return usual if begun and not across else ()


def _in_order(pieces: list[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    """Rows in reading order: bands between lines that run across, and in each band column by column from the left."""
    if not gutters:
        return rows_by_height(pieces)
    ordered: list[list[Piece]] = []
    band: list[Piece] = []
    for row in (rows := rows_by_height(pieces)):
        across = any(p.x < gutter - 4 and p.right > gutter + 4 for p in row for gutter in gutters)
        if across or _parts_bands(row, rows, gutters):
            ordered += _columns(band, gutters)
            ordered.append(row)
            band = []
        else:
            band += row
    return ordered + _columns(band, gutters)


def _parts_bands(row: list[Piece], rows: list[list[Piece]], gutters: Sequence[float]) -> bool:
    """Whether a section heading on the left parts two bands: it stands free, and other columns go on below it."""
    head = row[0]
    if len(row) > 1 or head.x >= gutters[0] or heading_of(head.text) is None:
        return False
    near = [p for other in rows if other is not row for p in other if abs(p.y - head.y) < 1.1 * head.size]
    below = [p for other in rows for p in other if 0 < p.y - head.y < 4 * head.size]
    return not near and any(p.x >= gutters[0] for p in below) and any(p.x < gutters[0] for p in below)


def _columns(band: list[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    edges = (float("-inf"), *gutters, float("inf"))
    return [row for left, right in pairwise(edges) for row in rows_by_height(p for p in band if left <= p.x < right)]


def _gutters(pieces: list[Piece], width: float) -> list[float]:
    """Where further columns begin: left edges that several pieces share and that next to none run across."""
    if len(pieces) < 6:
        return []
    starts = Counter(round(p.x / 3) for p in pieces if 0.15 * width < p.x < 0.9 * width)
    candidates: list[tuple[int, int, float]] = []
    for start, count in starts.items():
        edge = start * 3.0
        right = [p for p in pieces if p.x >= edge - 3]
        left = [p for p in pieces if p.x < edge - 3 and p.right <= edge + 1]
        across = len(pieces) - len(right) - len(left)
        few = count >= 2 and not across and len(left) >= 8 and count == len(right) and edge > 0.4 * width
        many = count >= 4 and len(left) >= 4 and across <= len(pieces) // 8 + 1
        if (few or many) and _stands_apart(pieces, edge):
            candidates.append((across, -count, edge - 3))
    gutters: list[float] = []
    for _, _, edge in sorted(candidates):
        if all(abs(edge - other) > 0.1 * width for other in gutters):
            gutters.append(edge)
    return sorted(gutters)


def _stands_apart(pieces: list[Piece], edge: float) -> bool:
    """Whether what begins at an edge is a column beside others, not the indented part of one: rows stand side by side."""
    rows = [p.y for p in pieces if abs(p.x - edge) <= 3]
    beside = sum(any(abs(p.y - y) <= 0.9 * p.size and p.right < edge - 2 for p in pieces) for y in rows)
    return 3 * beside >= len(rows)
