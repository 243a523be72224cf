"""Shares as a map of tiles: one for each State, of one size, placed roughly as States lie."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ccmcost.charts.frame import Frame
from ccmcost.charts.lettering import Style, wrap_evenly
from ccmcost.charts.page import (
    DARK,
    GAP,
    HAIR,
    INK,
    MARGIN,
    MIDDLE,
    PALE,
    SOFT,
    STRONG,
    WHITE,
    WIDTH,
    Page,
)
from ccmcost.charts.sheet import Sheet
from ccmcost.tables.table import Table

LIMITS = (Fraction(1, 10_000), Fraction(1, 1000), Fraction(1, 100), Fraction(1, 20))
"""Where the second class of shares begins, and each further one; a limit belongs to the class that
begins there.
"""
CLASSES = len(LIMITS) + 1
_FILLS = (PALE, "#c5d3e0", MIDDLE, "#44719b", DARK)
"""By lightness, so that they differ in print; the points under each code say the class as well."""
_TILES = Path(__file__).resolve().parent.parent / "assets" / "tiles.txt"
_EMPTY = "..."
_DOWN, _SPACE, _POINT = 15.0, 0.6, 1.05


def class_of(share: Fraction | None) -> int:
    """The class of a share from 1; 0 for who is not assessed."""
    return 0 if share is None else 1 + sum(share >= limit for limit in LIMITS)


class Tile(NamedTuple):
    """One payer: its code, the class of its share, and where it stands, counted from the top
    left.
    """

    code: str
    degree: int
    column: int
    row: int


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """Column and row of every State that has a tile, and under "" how many of both there are."""
    lines = _TILES.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    found = {code: (x, y) for y, row in enumerate(rows) for x, code in enumerate(row)}
    return {**found, "": (len(rows[0]), len(rows))}


def tiles_of(shares: Mapping[str, Fraction]) -> tuple[Tile, ...]:
    """A tile for every State, and below the map on the left for others that are assessed."""
    known, (_, last) = places(), places()[""]
    tiles = [
        Tile(code, class_of(shares.get(code)), *place)
        for code, place in known.items()
        if code not in ("", _EMPTY)
    ]
    others = sorted(shares.keys() - known.keys())
    return (*tiles, *(Tile(code, class_of(shares[code]), x, last) for x, code in enumerate(others)))


class TilesChart(NamedTuple):
    """The map. `key` says what the classes are, the lowest first, and then what an empty tile is;
    `heading` says what they measure.
    """

    frame: Frame
    tiles: tuple[Tile, ...]
    heading: str
    key: tuple[str, ...]
    table: Table

    def draw(self) -> Page:
        """The map with the words around it, as it stands alone."""
        page = Page(self.frame, self._height)
        self._put(page, MARGIN, page.top)
        return page

    def bare(self) -> Sheet:
        """The map and its key, as it stands in a document that says the rest."""
        sheet = Sheet(WIDTH, self._height, self.frame.language)
        self._put(sheet, 0.0, 0.0)
        return sheet

    @property
    def _height(self) -> float:
        return _DOWN * (1 + max(tile.row for tile in self.tiles))

    def _put(self, sheet: Sheet, left: float, top: float) -> None:
        sheet.mirrored = False  # west stays on the left in every language
        across = (sheet.width - 2 * left) / places()[""][0]
        for tile in self.tiles:
            _tile(sheet, left + across * tile.column, top + _DOWN * tile.row, tile, across)
        last = top + _DOWN * places()[""][1]
        heads = wrap_evenly(self.heading, _KEY * across - GAP, STRONG)
        for line, words in enumerate(reversed(heads)):
            sheet.text(left, last - 3.4 * _DOWN - 10.5 * line, words, STRONG)
        for at, (degree, words) in enumerate(zip(_ORDER, self.key, strict=True)):
            x = left + _KEY * across / 2 * (at // 3)
            y = last + _DOWN * (at % 3 - 3)
            _tile(sheet, x, y, Tile("", degree, 0, 0), across)
            sheet.text(x + across + 3.0, y + 9.8, words, Style(8.0, INK))


_ORDER = (*range(1, CLASSES + 1), 0)
_KEY = 8
"""How many tiles wide the empty corner at the lower left is, where the key stands."""


def _tile(sheet: Sheet, x: float, y: float, tile: Tile, across: float) -> None:
    wide, middle = across - _SPACE, x + (across - _SPACE) / 2
    fill = _FILLS[tile.degree - 1] if tile.degree else WHITE
    dark = tile.degree > CLASSES - 2
    sheet.rect(x, y, wide, _DOWN - _SPACE, fill, "" if tile.degree > 1 else HAIR, 0.5)
    ink = WHITE if dark else INK if tile.degree else SOFT
    at = 8.4 if tile.degree else 10.0
    sheet.text(middle, y + at, tile.code, Style(8.0, ink), "middle")
    for point in range(tile.degree):
        place = middle + 3.4 * (point - (tile.degree - 1) / 2)
        down = 11.6 if tile.code else (_DOWN - _SPACE) / 2
        sheet.mark(place, y + down, "circle", _POINT, ink, "", 0.0)
