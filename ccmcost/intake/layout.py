"""Pieces of text on pages become lines in reading order, column by column, or a table of
participants.

All distances are in points from the top left of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ccmcost.intake.found import Place, TextLine
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.page import Parts, Piece, rows_by_height
from ccmcost.intake.phrases import heading_of, state_of
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import (
    ATTENDED_COLUMNS,
    DAY,
    NUMBER_COLUMNS,
    OTHER_COLUMNS,
    PERSON_COLUMNS,
    REGISTERED_COLUMNS,
    REMARK_COLUMNS,
    ROLE_COLUMNS,
    STATE_COLUMNS,
)

_FEWEST_WIDE = 3
_WIDE = re.compile(r"\S(?: {3,}|\t)\s*\S")
_BESIDE = (
    PERSON_COLUMNS
    | ROLE_COLUMNS
    | ATTENDED_COLUMNS
    | REGISTERED_COLUMNS
    | REMARK_COLUMNS
    | NUMBER_COLUMNS
)
_BESIDE |= OTHER_COLUMNS
_TOLERANCE = 6.0
_FEWEST = 3
_MOST_JOINED = 4


def reading_lines(
    parts: Sequence[Parts], until: tuple[float, int] = (float("inf"), 0)
) -> list[TextLine]:
    """The lines of all pages in reading order, column by column, without headers, footers,
    page numbers and footnotes; none behind the page and row `until`.
    """
    pages = [(each, _gutters(each.body, each.page.width)) for each in parts]
    usual = _usual(found for _, found in pages)
    lines: list[TextLine] = []
    for ((page, _, pieces), body, *_), found in pages:
        number = {
            id(piece): at for at, row in enumerate(rows_by_height(pieces), 1) for piece in row
        }
        y, size = float("inf"), 0.0
        for row in _in_order(body, found or _as_elsewhere(body, usual)):
            piece, at = row[0], number[id(row[0])]
            top = piece.y < y
            far = piece.y - y > 1.9 * max(min(piece.size, size), 6.0)
            y, size = piece.y, piece.size
            if (page, at) <= until:
                lines.append(
                    TextLine(
                        " ".join(p.text for p in row),
                        Place(len(lines) + 1, f"page {page}, line {at}"),
                        top or far,
                        top,
                        "bold" if all(p.bold for p in row) else "plain",
                        "struck out" if all(p.struck for p in row) else "",
                        " ".join(filter(None, (p.mark for p in row))),
                    )
                )
    return lines


def text_columns(rows: Sequence[str]) -> list[TextLine]:
    """Lines of plain text in reading order; where blanks set columns side by side,
    column by column.
    """
    written = [row for row in rows if row.strip()]
    wide = sum(_WIDE.search(row.strip()) is not None for row in written)
    if wide < _FEWEST_WIDE or 5 * wide < len(written):
        beside = enumerate(pairwise(["", *rows]), 1)
        return [
            TextLine(row, Place(number), not above.strip())
            for number, (above, row) in beside
            if row.strip()
        ]
    pieces = [
        Piece(6.0 * match.start(), 6.0 * match.end(), 12.0 * number, 10.0, match[0])
        for number, row in enumerate(rows, 1)
        for match in re.finditer(r"\S+(?: {1,2}\S+)*", row.expandtabs(8))
    ]
    width = max(piece.right for piece in pieces)
    lines, above = [], 0.0
    for row_of in _in_order(pieces, _gutters(pieces, width)):
        y = row_of[0].y
        top = y < above
        text = "   ".join(piece.text for piece in row_of)
        lines.append(TextLine(text, Place(round(y / 12.0)), top or y - above > 12.0, top))
        above = y
    return lines


def _usual(gutters: Iterable[Sequence[float]]) -> Sequence[float]:
    """The columns that most pages with columns have; the last page of a list often has too few
    lines to show them.
    """
    alike: dict[tuple[int, ...], list[Sequence[float]]] = {}
    for found in filter(None, gutters):
        alike.setdefault(tuple(round(edge / 6) for edge in found), []).append(found)
    return max(alike.values(), key=len, default=[()])[0]


def _as_elsewhere(pieces: Sequence[Piece], usual: Sequence[float]) -> Sequence[float]:
    """The columns of other pages, if this page fits them: pieces on both sides,
    and none that runs across.
    """
    across = any(_runs_across(piece, edge) for piece in pieces for edge in usual)
    begun = [edge for edge in usual if any(abs(piece.x - edge) <= 6 for piece in pieces)]
    return usual if begun and not across else ()


def _runs_across(piece: Piece, edge: float) -> bool:
    return piece.x < edge - 4 and piece.right > edge + 4


def _in_order(pieces: list[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    """Rows in reading order: bands between lines that run across,
    and in each band column by column from the left.
    """
    if not gutters:
        return rows_by_height(pieces)
    ordered: list[list[Piece]] = []
    band: list[Piece] = []
    for row in (rows := rows_by_height(pieces)):
        across = any(_runs_across(piece, gutter) for piece in row for gutter in gutters)
        if across or _parts_bands(row, rows, gutters):
            ordered += _columns(band, gutters)
            ordered.append(row)
            band = []
        else:
            band += row
    return ordered + _columns(band, gutters)


def _parts_bands(row: list[Piece], rows: list[list[Piece]], gutters: Sequence[float]) -> bool:
    """Whether a section heading on the left parts two bands:
    it stands free, and other columns go on below it.
    """
    head = row[0]
    if len(row) > 1 or head.x >= gutters[0] or not heading_of(head.text):
        return False
    others = [p for other in rows if other is not row for p in other]
    below = [p for p in others if head.y < p.y < head.y + 4 * head.size]
    return (
        not any(abs(p.y - head.y) < 1.1 * head.size for p in others)
        and any(p.x >= gutters[0] for p in below)
        and any(p.x < gutters[0] for p in below)
    )


def _columns(band: list[Piece], gutters: Sequence[float]) -> list[list[Piece]]:
    edges = (float("-inf"), *gutters, float("inf"))
    return [
        row
        for left, right in pairwise(edges)
        for row in rows_by_height(p for p in band if left <= p.x < right)
    ]


def _gutters(pieces: list[Piece], width: float) -> list[float]:
    """Where further columns begin: left edges that several pieces share and that next to none run
    across.
    """
    starts = Counter(round(p.x / 3) for p in pieces if 0.15 * width < p.x < 0.9 * width)
    candidates: list[tuple[int, int, float]] = []
    for start, count in starts.items():
        edge = start * 3.0
        right = [p for p in pieces if p.x >= edge - 3]
        left = [p for p in pieces if p.right <= edge + 1]
        across = len(pieces) - len(right) - len(left)
        few = (
            count >= 2
            and not across
            and len(left) >= 8
            and count == len(right)
            and edge > 0.4 * width
        )
        many = count >= 4 and len(left) >= 4 and 8 * (across - 1) <= len(pieces)
        if (few or many) and _stands_apart(pieces, edge):
            candidates.append((across, -count, edge - 3))
    gutters: list[float] = []
    for _, _, edge in sorted(candidates):
        if all(abs(edge - other) > 0.1 * width for other in gutters):
            gutters.append(edge)
    return sorted(gutters)


def _stands_apart(pieces: list[Piece], edge: float) -> bool:
    """Whether what begins at an edge is a column beside others, not the indented part of one:
    rows stand side by side.
    """
    rows = [p.y for p in pieces if abs(p.x - edge) <= 3]
    beside = sum(
        any(abs(p.y - y) <= 0.9 * p.size and p.right < edge - 2 for p in pieces) for y in rows
    )
    return 3 * beside >= len(rows)


def table_of(parts: Sequence[Parts], index: NameIndex) -> tuple[Sheet, tuple[int, int]] | None:
    """The table that fills a document from its heading on, and the page and row above it; None if
    there is none whose columns name States.

    Columns are told by where the headings of its first row begin, rows as they stand on the pages.
    A name that runs over several rows is put together in the first of them. What stands across
    columns, as a heading over a part of the table does, is the only cell of its row.
    """
    found = [
        (page.number, at, row)
        for page, body, *_ in parts
        for at, row in enumerate(rows_by_height(body), 1)
    ]
    first = next((n for n, (*_, row) in enumerate(found) if _is_heading(row)), None)
    if first is None:
        return None
    page, at, head = found[first]
    above, edges = (page, at - 1), [piece.x for piece in head]
    rows: list[list[str]] = []
    places: dict[int, Place] = {}
    for number, (page, at, row) in enumerate(found[first:]):
        places[number] = Place(number + 1, f"page {page}, line {at}")
        cells = [""] * len(edges)
        for piece in row:
            column = max(0, bisect_right(edges, piece.x + _TOLERANCE) - 1)
            cells[column] = f"{cells[column]} {piece.text}".strip()
        rows.append(cells)
    column = next(at for at, text in enumerate(rows[0]) if normal(text) in STATE_COLUMNS)
    _join_names(rows, column, index)
    named = [cells[column] for cells in rows[1:] if cells[column] and sum(map(bool, cells)) > 1]
    known = sum(state_of(text, index) is not None or index.is_organization(text) for text in named)
    if known < _FEWEST or 2 * known < len(named):
        return None
    return Sheet("", tuple(map(tuple, rows)), places=places), above


def _is_heading(row: Sequence[Piece]) -> bool:
    words = [normal(piece.text) for piece in row]
    beside = any(each in _BESIDE or DAY.fullmatch(each) for each in words)
    return beside and not STATE_COLUMNS.isdisjoint(words)


def _join_names(rows: list[list[str]], column: int, index: NameIndex) -> None:
    """Names of States that run over several rows, each whole in its first row."""
    for at in range(1, len(rows)):
        parts = [rows[at][column]]
        for below in rows[at + 1 : at + _MOST_JOINED]:
            if not parts[-1] or not below[column]:
                break
            parts.append(below[column])
        for length in range(len(parts), 1, -1):
            joined = " ".join(parts[:length])
            if state_of(joined, index) and any(
                not state_of(part, index) for part in parts[:length]
            ):
                rows[at][column] = joined
                for below in rows[at + 1 : at + length]:
                    below[column] = ""
                break
