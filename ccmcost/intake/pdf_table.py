"""A table in a PDF document: columns by where the headings of its first row begin, rows as they stand on the pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Place
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.page import Parts, Piece, rows_by_height
from ccmcost.intake.sheet import Marks, Sheet
from ccmcost.intake.vocabulary import (
    ATTENDED_COLUMNS,
    DAY,
    NUMBER_COLUMNS,
    PERSON_COLUMNS,
    REGISTERED_COLUMNS,
    REMARK_COLUMNS,
    ROLE_COLUMNS,
    STATE_COLUMNS,
    WORDS,
)

_BESIDE = PERSON_COLUMNS | ROLE_COLUMNS | ATTENDED_COLUMNS | REGISTERED_COLUMNS | REMARK_COLUMNS | NUMBER_COLUMNS
_BESIDE |= WORDS["other_columns"]
_TOLERANCE = 6.0
_FEWEST = 3
_MOST_JOINED = 4


class PdfTable(NamedTuple):
    """The table, and how many rows of which page (counted from 1) stand above it."""

    sheet: Sheet
    page: int
    above: int


def table_of(parts: Sequence[Parts], index: NameIndex) -> PdfTable | None:
    """The table that fills a document from its heading on; None if there is none whose columns name States.

    A name that runs over several rows is put together in the first of them. What stands across columns, as a heading over
    a part of the table does, is the only cell of its row.
    """
    found: tuple[list[float], int, int] | None = None
    rows: list[list[str]] = []
    places: dict[int, Place] = {}
    for page, body, *_ in parts:
        for at, row in enumerate(rows_by_height(body), 1):
            if found is None and _is_heading(row):
                found = [piece.x for piece in row], page.number, at - 1
            if found is not None:
                places[len(rows)] = Place(len(rows) + 1, f"page {page.number}, line {at}")
                rows.append(_cells(row, found[0]))
    if found is None:
        return None
    column = next(at for at, text in enumerate(rows[0]) if normal(text) in STATE_COLUMNS)
    _join_names(rows, column, index)
    named = [cells[column] for cells in rows[1:] if cells[column] and sum(map(bool, cells)) > 1]
    known = sum(state_of(text, index) is not None or index.is_organization(text) for text in named)
    if known < _FEWEST or 2 * known < len(named):
        return None
    return PdfTable(Sheet("", tuple(map(tuple, rows)), marks=Marks(places=places)), found[1], found[2])


def _is_heading(row: Sequence[Piece]) -> bool:
    words = [normal(piece.text) for piece in row]
    beside = any(each in _BESIDE or DAY.fullmatch(each) for each in words)
    return len(row) > 1 and any(each in STATE_COLUMNS for each in words) and beside


def _cells(row: Sequence[Piece], edges: Sequence[float]) -> list[str]:
    """The texts of a row by columns; a piece that alone runs across columns stands in the first."""
    cells = [""] * len(edges)
    for piece in row:
        at = max(0, bisect_right(edges, piece.x + _TOLERANCE) - 1)
        cells[at] = f"{cells[at]} {piece.text}".strip()
    return cells


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
            if state_of(joined, index) is not None and any(state_of(part, index) is None for part in parts[:length]):
                rows[at][column] = joined
                for below in rows[at + 1 : at + length]:
                    below[column] = ""
                break
