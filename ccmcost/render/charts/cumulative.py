"""Draws who carries the cost: shares one upon the other, with the points where 50, 80 and 95 per cent are reached."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.render.charts.breaking import wrap_evenly
from ccmcost.render.charts.lettering import text_width
from ccmcost.render.charts.sheet import Point, Sheet
from ccmcost.render.charts.style import DARK, HAIR, INK, LABEL, MARGIN, PALE, SMALL, SOFT, WHITE, WIDTH, framed
from ccmcost.statement.charts.cumulative import CumulativeChart, Milestone

_HEIGHT, _HEAD, _FOOT, _WIDEST = 285.0, 20.0, 32.0, 260.0
_TICKS = (0, 20, 40, 60, 80, 100)


class _Plot(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float
    number: int

    def x(self, rank: float) -> float:
        return self.left + (self.right - self.left) * rank / self.number

    def y(self, share: Fraction | float) -> float:
        return self.bottom - (self.bottom - self.top) * float(share)


def draw_cumulative(chart: CumulativeChart) -> Sheet:
    """The sheet of the chart."""
    sheet, top = framed(chart.frame, _HEAD + _HEIGHT + _FOOT)
    plot = _Plot(MARGIN + 30.0, WIDTH - MARGIN - 10.0, top + _HEAD, top + _HEAD + _HEIGHT, len(chart.sums))
    curve = _steps(plot, chart.sums)
    sheet.area([*curve, (plot.right, plot.bottom), (plot.left, plot.bottom)], PALE)
    _axes(sheet, plot, chart.axis)
    sheet.line(curve, DARK, 1.8)
    for milestone in chart.milestones:
        _milestone(sheet, plot, milestone)
    return sheet


def _steps(plot: _Plot, sums: Sequence[Fraction]) -> list[Point]:
    points: list[Point] = [(plot.left, plot.bottom)]
    for rank, reached in enumerate(sums, 1):
        points += [(plot.x(rank - 1), plot.y(reached)), (plot.x(rank), plot.y(reached))]
    return points


def _axes(sheet: Sheet, plot: _Plot, words: str) -> None:
    for tick in _TICKS:
        y = plot.y(tick / 100)
        sheet.line(((plot.left, y), (plot.right, y)), HAIR, 0.8 if tick == 0 else 0.4)
        sheet.text(
            plot.left - 7.0, y + SMALL * 0.36, f"{tick} %" if tick in (0, 100) else str(tick), SMALL, SOFT, anchor="end"
        )
    for rank in rank_ticks(plot.number):
        middle = plot.x(rank - 0.5)
        sheet.line(((middle, plot.bottom), (middle, plot.bottom + 3.0)), SOFT, 0.6)
        sheet.text(middle, plot.bottom + 11.5, str(rank), SMALL, SOFT, anchor="middle")
    sheet.text((plot.left + plot.right) / 2, plot.bottom + 25.0, words, SMALL, SOFT, anchor="middle")


def rank_ticks(number: int) -> list[int]:
    """The first rank, round ones along the axis, and the last; none so near to the last that they would touch."""
    step = next((step for step in (1, 2, 5, 10, 20, 50) if number / step <= 12), 100)
    inside = [rank for rank in range(step, number, step) if rank > 1 and (number - rank) / number > 0.04]
    return sorted({1, *inside, number})


def _milestone(sheet: Sheet, plot: _Plot, milestone: Milestone) -> None:
    x, y = plot.x(milestone.number - 1), plot.y(Fraction(milestone.threshold, 100))
    sheet.line(((plot.left, y), (x, y)), INK, 0.7, (2.0, 2.0))
    sheet.mark(x, y, "circle", 3.0, WHITE, INK, 1.2)
    on_right, room = _side(plot, x, max(text_width(milestone.words, LABEL, bold=True), text_width(milestone.detail, SMALL)))
    details = wrap_evenly(milestone.detail, room, SMALL)
    width = max(text_width(milestone.words, LABEL, bold=True), *(text_width(line, SMALL) for line in details))
    height = 12.0 + 8.5 * len(details)
    left, top = (x + 9.0, y + 4.0) if on_right else (x - 9.0 - width, y - height - 3.0)
    sheet.rect(left - 2.0, top, width + 4.0, height, PALE if on_right else WHITE)
    sheet.text(left, top + 8.5, milestone.words, LABEL, INK, bold=True)
    for index, line in enumerate(details):
        sheet.text(left, top + 18.0 + 8.5 * index, line, SMALL, SOFT)


def _side(plot: _Plot, x: float, width: float) -> tuple[bool, float]:
    """Right of a point and under the curve, or left of it and above: both are free, as the curve only rises."""
    right, left = plot.right - x - 12.0, x - plot.left - 12.0
    on_right = right >= min(width, _WIDEST) or right >= left
    return on_right, min(_WIDEST, right if on_right else left)
