"""The pictures of the planning commands: a row for each State or year, sums along it,
figures in columns at the right.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, count
from typing import Literal, NamedTuple

from ccmcost.charts.frame import Frame
from ccmcost.charts.layout import (
    DARK,
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
    WIDTH,
    beside,
    framed,
    key,
    rows,
)
from ccmcost.charts.sheet import Sheet, text_width, wrap

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

    def draw(self) -> Sheet:
        """A scale for each panel, the pieces of each row on it, and the columns of figures."""
        widths = [
            max(
                text_width(text, LABEL)
                for text in (heading, *(row.figures[place] for row in self.rows))
            )
            + 2 * GAP
            for place, heading in enumerate(self.columns)
        ]
        left, right = MARGIN + _NAMES, WIDTH - MARGIN - sum(widths)
        wide = (right - left) / len(self.panels)
        names = [wrap(name, wide - GAP, STRONG) for name in self.panels]
        head = (
            (_KEY if self.key else 0.0)
            + _LINE * max(map(len, names))
            + (_HEADING if self.columns else 0.0)
            + GAP
        )
        sheet, top = framed(self.frame, head + PITCH * len(self.rows) + _FOOT)
        if not self.rows:
            sheet.text(MARGIN, top + 14.0, self.axis, LABEL)
            return sheet
        key(sheet, top, [(12.0, partial(_sign, sheet, look), words) for look, words in self.key])
        top += head
        bottom = top + PITCH * len(self.rows)
        ends = [
            end for row in self.rows for panel in row.pieces for piece in panel for end in piece[1:]
        ]
        axes = [
            _Axis(left + wide * place, wide - 2 * GAP, min(0, *ends), max(0, *ends))
            for place in range(len(names))
        ]
        for axis, lines in zip(axes, names, strict=True):
            for line, text in enumerate(lines):
                sheet.text(axis.left, top - GAP - _LINE * (len(lines) - 1 - line), text, STRONG)
            axis.draw(sheet, top, bottom, self.unit)
        sheet.text((left + right) / 2, bottom + 23.0, self.axis, QUIET, "middle")
        places = [WIDTH - MARGIN - sum(widths[place + 1 :]) for place in range(len(widths))]
        for x, heading in zip(places, self.columns, strict=True):
            sheet.text(x, top - GAP, heading, HEAD, "end")
        for row, middle in rows(sheet, self.rows, left, top):
            for axis, pieces in zip(axes, row.pieces, strict=True):
                for piece in pieces:
                    _piece(sheet, piece.look, axis.x(piece.start), axis.x(piece.end), middle)
            for x, figure in zip(places, row.figures, strict=True):
                beside(sheet, x, middle, figure, LABEL, "end")
        return sheet


class _Axis(NamedTuple):
    """Where sums from `low` to `high` stand."""

    left: float
    width: float
    low: int
    high: int

    def x(self, value: int) -> float:
        return self.left + self.width * (value - self.low) / (self.high - self.low or 1)

    def draw(self, sheet: Sheet, top: float, bottom: float, unit: int) -> None:
        """Lines at round sums, as many as have room for their figures."""
        widest = (
            max(text_width(f"{value // unit:,}", QUIET) for value in (self.low, self.high)) + GAP
        )
        for value in round_values(self.low, self.high, unit, max(1.0, self.width / widest)):
            x = self.x(value)
            sheet.line(
                ((x, top), (x, bottom)), SOFT if value == 0 else HAIR, 0.8 if value == 0 else 0.4
            )
            sheet.text(x, bottom + 10.0, f"{value // unit:,}", QUIET, "middle")


def round_values(low: int, high: int, unit: int, most: float) -> range:
    """Round multiples of the major unit from `low` to `high`, in `most` steps at most; with nil."""
    larger = (digit * 10**power for power in count() for digit in (10, 20, 25, 50))
    step = next(
        unit * step for step in chain((1, 2, 5), larger) if high - low <= unit * step * most
    )
    return range(-(-low // step) * step, high + 1, step)


def _piece(sheet: Sheet, look: Look, start: float, end: float, middle: float) -> None:
    if look == "median":
        sheet.mark(start, middle, "circle", 2.6, WHITE, INK, 1.0)
    elif look == "plain":
        sheet.line(((start, middle - 5.0), (start, middle + 5.0)), INK, 1.4)
    else:
        thick, fill, stroke = _BARS[look]
        sheet.rect(
            min(start, end),
            middle - thick / 2,
            abs(end - start),
            thick,
            fill,
            stroke,
            0.7 if stroke else 0.0,
        )


def _sign(sheet: Sheet, look: Look, x: float, y: float) -> None:
    start, end = (x, x + 12.0) if look in _BARS else (x + 6.0, x + 6.0)
    _piece(sheet, look, start, end, y)
