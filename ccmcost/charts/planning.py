"""Pictures of the planning commands and of changes: a row for each State or year, sums along it,
figures in columns at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, count
from typing import Literal, NamedTuple

from ccmcost.charts.frame import Frame
from ccmcost.charts.lettering import Style, text_width, wrap_evenly, wrap_heading
from ccmcost.charts.page import (
    DARK,
    END,
    GAP,
    HAIR,
    HEAD,
    INK,
    LABEL,
    MARGIN,
    MIDDLE,
    PITCH,
    QUIET,
    SOFT,
    STRONG,
    THICK,
    WHITE,
    Page,
    names_room,
    statement,
)
from ccmcost.tables.table import Table
from ccmcost.words.speaker import Speaker

Look = Literal["more", "less", "provisional", "wide", "narrow", "span", "median", "plain"]

_BARS: dict[Look, tuple[float, str, str]] = {
    "more": (THICK, DARK, ""),
    "less": (THICK, MIDDLE, ""),
    "provisional": (THICK, WHITE, DARK),
    "wide": (2.2, MIDDLE, ""),
    "narrow": (5.5, DARK, ""),
    "span": (1.8, INK, ""),
}
"""Thickness, fill and stroke of what reaches from one sum to another;
the other looks mark a single sum.
"""

_HEADING, _KEY, _FOOT, _LINE = 56.0, 24.0, 32.0, 9.4


class Piece(NamedTuple):
    """What is drawn in a row from one sum to another, both in minor units."""

    look: Look
    start: int
    end: int


class PlanRow(NamedTuple):
    """One State or year: for each panel its pieces, and the figures at the right: one behind each
    panel where there are several panels.
    """

    label: str
    pieces: tuple[tuple[Piece, ...], ...]
    figures: tuple[str, ...] = ()


class PlanChart(NamedTuple):
    """Rows under panels; `axis` says what the sums are, of which `unit` minor ones make a major
    one. One panel has no heading, columns have none where several panels do.
    """

    frame: Frame
    rows: tuple[PlanRow, ...]
    axis: str
    unit: int
    words: Speaker
    panels: tuple[str, ...] = ("",)
    columns: tuple[str, ...] = ()
    key: tuple[tuple[Look, str], ...] = ()

    def draw(self) -> Page:
        """A scale for each panel, the pieces of each row on it, and the columns of figures; a lone
        row in words.
        """
        if len(self.rows) <= 1:
            return statement(self.frame, [self.said(row) for row in self.rows])
        grid = self._grid()
        heads = [*((wrap_evenly(name, grid.wide - GAP, STRONG), STRONG) for name in self.panels)]
        heads += [(wrap_heading(name, _HEADING, HEAD), HEAD) for name in self.columns]
        head = (_KEY if self.key else 0.0) + GAP + _LINE * max(len(lines) for lines, _ in heads)
        page = Page(self.frame, head + PITCH * len(self.rows) + _FOOT)
        page.key([(12.0, partial(_sign, page, look), words) for look, words in self.key])
        top = page.top + head
        bottom = top + PITCH * len(self.rows)
        _heads(page, grid, heads, top - GAP)
        for axis in grid.axes:
            axis.draw(page, top, bottom, self.unit, self.words)
        page.text((grid.left + grid.right) / 2, bottom + 24.0, self.axis, QUIET, "middle")
        middles = page.rows((row.label for row in self.rows), grid.left, top)
        for row, middle in zip(self.rows, middles, strict=True):
            for axis, panel in zip(grid.axes, row.pieces, strict=True):
                for look, start, end in panel:
                    _piece(page, look, axis.x(start), axis.x(end), middle)
            for x, figure in zip(grid.ends, row.figures, strict=True):
                page.beside(x, middle, figure, LABEL, "end")
        return page

    def said(self, row: PlanRow) -> str:
        """A row in words."""
        heads = self.columns or self.panels
        told = (f"{name} {text}".strip() for name, text in zip(heads, row.figures, strict=False))
        text = self.words("join_states").join(told)
        return self.words("entry_told", entry=row.label, text=text)

    def _grid(self) -> _Grid:
        """Where panels and columns of figures stand."""
        several = len(self.panels) > 1
        cells = list(zip(*(row.figures for row in self.rows), strict=True))
        widths = [max(text_width(cell, LABEL) for cell in column) for column in cells]
        heads = [wrap_heading(name, _HEADING, HEAD) for name in self.columns]
        widths = [
            max(width, *(text_width(line, HEAD) for line in lines)) + 2 * GAP
            for width, lines in zip(widths, heads or [[""]] * len(widths), strict=True)
        ]
        left = MARGIN + names_room(row.label for row in self.rows)
        right = END if several else END - sum(widths)
        wide = (right - left) / len(self.panels)
        pieces = [piece for row in self.rows for panel in row.pieces for piece in panel]
        sums = [end for piece in pieces for end in (piece.start, piece.end)]
        starts = [left + wide * place for place in range(len(self.panels))]
        rooms = [wide - 2 * GAP - (width if several else 0.0) for width in widths or [0.0]]
        axes = [
            _Axis(start, room, min(0, *sums), max(0, *sums))
            for start, room in zip(starts, rooms, strict=False)
        ]
        ends = [start + wide for start in starts] if several else []
        ends = ends or [END - sum(widths[place + 1 :]) for place in range(len(widths))]
        return _Grid(left, right, wide, axes, ends)


class _Grid(NamedTuple):
    """Panels of a width from left to right, each with its axis, and where the figures end."""

    left: float
    right: float
    wide: float
    axes: list[_Axis]
    ends: list[float]


def _heads(
    page: Page, grid: _Grid, heads: Sequence[tuple[list[str], Style]], bottom: float
) -> None:
    """The names of panels and of columns, which end at `bottom`."""
    panels, columns = heads[: len(grid.axes)], heads[len(grid.axes) :]
    for axis, (lines, style) in zip(grid.axes, panels, strict=True):
        page.lines(axis.left, bottom - _LINE * (len(lines) - 1), _LINE, lines, style)
    for x, (lines, style) in zip(grid.ends, columns, strict=bool(columns)):
        page.lines(x, bottom - _LINE * (len(lines) - 1), _LINE, lines, style, "end")


class _Axis(NamedTuple):
    """Where sums from `low` to `high` stand."""

    left: float
    width: float
    low: int
    high: int

    def x(self, value: int) -> float:
        return self.left + self.width * (value - self.low) / (self.high - self.low or 1)

    def draw(self, page: Page, top: float, bottom: float, unit: int, words: Speaker) -> None:
        """Lines at round sums, as many as have room for their figures."""
        ends = (words.shown(value // unit) for value in (self.low, self.high))
        widest = max(text_width(end, QUIET) for end in ends) + GAP
        for value in round_values(self.low, self.high, unit, max(1.0, self.width / widest)):
            x, weight, colour = self.x(value), *((0.4, HAIR) if value else (0.8, SOFT))
            page.upright(x, top, bottom, weight, colour)
            page.text(x, bottom + 11.0, words.shown(value // unit), QUIET, "middle")


def round_values(low: int, high: int, unit: int, most: float) -> range:
    """Round multiples of the major unit from `low` to `high`, in `most` steps at most; with nil."""
    larger = (digit * 10**power for power in count() for digit in (10, 20, 25, 50))
    step = next(
        unit * step for step in chain((1, 2, 5), larger) if high - low <= unit * step * most
    )
    return range(-(-low // step) * step, high + 1, step)


def _piece(page: Page, look: Look, start: float, end: float, middle: float) -> None:
    if look == "median":
        page.mark(start, middle, "circle", 2.6, WHITE, INK, 1.0)
    elif look == "plain":
        page.upright(start, middle - 5.0, middle + 5.0, 1.4, INK)
    else:
        thick, fill, stroke = _BARS[look]
        page.bar(min(start, end), middle, abs(end - start), fill, stroke, thick)


def _sign(page: Page, look: Look, x: float, y: float) -> None:
    start, end = (x, x + 12.0) if look in _BARS else (x + 6.0, x + 6.0)
    _piece(page, look, start, end, y)


_FILLS = (DARK, MIDDLE, WHITE)
"""Three shades, by lightness; the key names them in the order of the effects."""


class ChangeBar(NamedTuple):
    """One State: its net change in words, and the exact effects in minor units,
    in the order of the key; `net` likewise.
    """

    label: str
    amount: str
    effects: tuple[Fraction, ...]
    net: int

    @property
    def reach(self) -> tuple[float, float]:
        """How far the bar reaches down and up from no change."""
        down = -sum(effect for effect in self.effects if effect < 0)
        up = sum(effect for effect in self.effects if effect > 0)
        return float(max(down, -self.net, 0)), float(max(up, self.net, 0))


class ChangesChart(NamedTuple):
    """The bars from the largest change down: what moved an amount up stands on one side, what moved
    it down on the other. `key` names the effects and, last, the mark of the net change.
    """

    frame: Frame
    bars: tuple[ChangeBar, ...]
    key: tuple[str, ...]
    table: Table

    def draw(self) -> Page:
        """For each State effects side by side about a line of no change, and a mark for the net."""
        height = PITCH * len(self.bars)
        page = Page(self.frame, _KEY + height + 4.0)
        *names, net = self.key
        fills = _FILLS[-len(names) :]
        page.key(
            [
                *(
                    (12.0, partial(_effect, page, fill), name)
                    for fill, name in zip(fills, names, strict=True)
                ),
                (6.0, partial(_net, page), net),
            ]
        )
        top = page.top + _KEY
        left = MARGIN + names_room(bar.label for bar in self.bars)
        right = END - GAP - max(text_width(bar.amount, LABEL) for bar in self.bars)
        down, up = (max(sides) for sides in zip(*(bar.reach for bar in self.bars), strict=True))
        per_unit = (right - left) / (down + up or 1)
        zero = left + down * per_unit
        middles = page.rows((bar.label for bar in self.bars), left, top)
        for bar, middle in zip(self.bars, middles, strict=True):
            _effects(page, bar, zero, middle, per_unit, fills)
            page.beside(END, middle, bar.amount, LABEL, "end")
        page.upright(zero, top, top + height, colour=SOFT)
        return page


def _effects(
    page: Page,
    bar: ChangeBar,
    zero: float,
    middle: float,
    per_unit: float,
    fills: Sequence[str],
) -> None:
    low = high = zero
    for effect, fill in zip(bar.effects, fills, strict=True):
        width = abs(float(effect)) * per_unit
        if width < 0.05:
            continue
        if effect > 0:
            page.bar(high, middle, width, fill, DARK)
            high += width
        else:
            page.bar(low - width, middle, width, fill, DARK)
            low -= width
    _net(page, zero + bar.net * per_unit - 3.0, middle)


def _net(page: Page, left: float, middle: float) -> None:
    page.mark(left + 3.0, middle, "diamond", 3.0, WHITE, INK, 1.1)


def _effect(page: Page, fill: str, left: float, middle: float) -> None:
    page.bar(left, middle, 12.0, fill, DARK, 7.0)
