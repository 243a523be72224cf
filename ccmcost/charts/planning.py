"""Pictures of the planning commands and of changes: a row for each State or year, sums along it,
figures in columns at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, count
from typing import Literal, NamedTuple

from ccmcost.charts.frame import (
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
    Frame,
    Page,
)
from ccmcost.charts.sheet import text_width, wrap
from ccmcost.tables.table import Table

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

_NAMES, _HEADING, _KEY, _FOOT, _LINE = 136.0, 12.0, 24.0, 30.0, 8.6


class Piece(NamedTuple):
    """What is drawn in a row from one sum to another, both in minor units."""

    look: Look
    start: int
    end: int


class PlanRow(NamedTuple):
    """One State or year: for each panel its pieces, and the figures at the right."""

    label: str
    pieces: tuple[tuple[Piece, ...], ...]
    figures: tuple[str, ...] = ()


class PlanChart(NamedTuple):
    """Rows under panels; `axis` says what the sums are, of which `unit` minor ones make a major
    one.
    """

    frame: Frame
    rows: tuple[PlanRow, ...]
    axis: str
    unit: int
    panels: tuple[str, ...] = ("",)
    columns: tuple[str, ...] = ()
    key: tuple[tuple[Look, str], ...] = ()

    def draw(self) -> Page:
        """A scale for each panel, the pieces of each row on it, and the columns of figures."""
        cells = list(zip(self.columns, *(row.figures for row in self.rows), strict=True))
        widths = [max(text_width(cell, LABEL) for cell in column) + 2 * GAP for column in cells]
        left, right = MARGIN + _NAMES, END - sum(widths)
        wide = (right - left) / len(self.panels)
        names = [wrap(name, wide - GAP, STRONG) for name in self.panels]
        head = (_KEY if self.key else 0.0) + (_HEADING if self.columns else 0.0) + GAP
        head += _LINE * max(map(len, names))
        page = Page(self.frame, head + PITCH * len(self.rows) + _FOOT)
        if not self.rows:
            page.text(MARGIN, page.top + 14.0, self.axis, LABEL)
            return page
        page.key([(12.0, partial(_sign, page, look), words) for look, words in self.key])
        top = page.top + head
        bottom = top + PITCH * len(self.rows)
        pieces = [piece for row in self.rows for panel in row.pieces for piece in panel]
        ends = [end for piece in pieces for end in (piece.start, piece.end)]
        axes = [
            _Axis(left + wide * place, wide - 2 * GAP, min(0, *ends), max(0, *ends))
            for place in range(len(names))
        ]
        for axis, lines in zip(axes, names, strict=True):
            first = top - GAP - _LINE * (len(lines) - 1)
            page.lines(axis.left, first, _LINE, lines, STRONG)
            axis.draw(page, top, bottom, self.unit)
        page.text((left + right) / 2, bottom + 23.0, self.axis, QUIET, "middle")
        places = [END - sum(widths[place + 1 :]) for place in range(len(widths))]
        for x, heading in zip(places, self.columns, strict=True):
            page.text(x, top - GAP, heading, HEAD, "end")
        middles = page.rows((row.label for row in self.rows), left, top)
        for row, middle in zip(self.rows, middles, strict=True):
            for axis, panel in zip(axes, row.pieces, strict=True):
                for look, start, end in panel:
                    _piece(page, look, axis.x(start), axis.x(end), middle)
            for x, figure in zip(places, row.figures, strict=True):
                page.beside(x, middle, figure, LABEL, "end")
        return page


class _Axis(NamedTuple):
    """Where sums from `low` to `high` stand."""

    left: float
    width: float
    low: int
    high: int

    def x(self, value: int) -> float:
        return self.left + self.width * (value - self.low) / (self.high - self.low or 1)

    def draw(self, page: Page, top: float, bottom: float, unit: int) -> None:
        """Lines at round sums, as many as have room for their figures."""
        ends = (f"{value // unit:,}" for value in (self.low, self.high))
        widest = max(text_width(end, QUIET) for end in ends) + GAP
        for value in round_values(self.low, self.high, unit, max(1.0, self.width / widest)):
            x, weight, colour = self.x(value), *((0.4, HAIR) if value else (0.8, SOFT))
            page.upright(x, top, bottom, weight, colour)
            page.text(x, bottom + 10.0, f"{value // unit:,}", QUIET, "middle")


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


_CHANGE_NAMES = 150.0
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
        top, left = page.top + _KEY, MARGIN + _CHANGE_NAMES
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
