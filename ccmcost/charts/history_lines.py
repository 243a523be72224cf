"""The shares of a few States as lines, each with marks of its own and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.layout import (
    HAIR,
    MARGIN,
    NOTE,
    QUIET,
    STRONG,
    WHITE,
    WIDTH,
    beside,
    scale_steps,
)
from ccmcost.charts.sheet import Outline, Sheet, wrap


class Look(NamedTuple):
    """How a line looks. The marks alone tell the lines apart where colours do not."""

    colour: str
    outline: Outline
    filled: bool = True

    def mark(self, sheet: Sheet, x: float, y: float) -> None:
        """Put the mark of the line."""
        sheet.mark(x, y, self.outline, 2.4, self.colour if self.filled else WHITE, self.colour, 0.9)


LOOKS = (
    Look("#1f4a73", "circle"),
    Look("#a3521c", "square"),
    Look("#2f7d6b", "triangle"),
    Look("#7a4a8c", "diamond", filled=False),
    Look("#3f474f", "cross"),
)

_PITCH, _BETWEEN = 8.2, 3.0


class Series(NamedTuple):
    """One State's shares, a place for each meeting, None where it bore nothing;
    `last` is its latest share in words.
    """

    code: str
    name: str
    shares: tuple[Fraction | None, ...]
    last: str


def largest_share(series: Sequence[Series]) -> float:
    """What the top of the panel stands for: a little more than the largest share of all."""
    return 1.04 * float(max(share for each in series for share in each.shares if share is not None))


def draw_lines(
    sheet: Sheet,
    series: Sequence[Series],
    places: Sequence[float],
    height: tuple[float, float],
    width: tuple[float, float],
) -> None:
    """Lines over the meetings at `places`, between top and bottom (`height`),
    on a grid from left to right (`width`).
    """
    (top, bottom), (left, right) = height, width
    largest = largest_share(series)

    def y(share: Fraction | float) -> float:
        return bottom - (bottom - top) * float(share) / largest

    values = range(0, int(largest * 100) + 1, scale_steps(largest * 100, 5))
    for value in values:
        level = y(value / 100)
        sheet.line(((left, level), (right, level)), HAIR, 0.8 if value == 0 else 0.4)
        words = f"{value} %" if value in (0, values[-1]) else str(value)
        beside(sheet, left - 4.0, level, words, QUIET, "end")
    ends = []
    for look, each in zip(LOOKS, series, strict=False):
        points = [
            (x, y(share)) if share is not None else None
            for x, share in zip(places, each.shares, strict=True)
        ]
        run = []
        for point in (*points, None):
            if point is not None:
                run.append(point)
                continue
            if len(run) > 1:
                sheet.line(run, look.colour, 1.4)
            run = []
        known = [point for point in points if point is not None]
        for point in known:
            look.mark(sheet, *point)
        ends.append(known[-1][1])
    _names(sheet, series, ends, height, right)


def _names(
    sheet: Sheet,
    series: Sequence[Series],
    ends: Sequence[float],
    height: tuple[float, float],
    right: float,
) -> None:
    """Name and latest share right of each line, as near to its end as the others allow."""
    blocks = [wrap(each.name, WIDTH - MARGIN - right - 20.0, NOTE) for each in series]
    tops = spread(
        [end - 7.0 for end in ends], [_PITCH * len(lines) + 9.0 for lines in blocks], height
    )
    for look, each, lines, top in zip(LOOKS, series, blocks, tops, strict=False):
        look.mark(sheet, right + 12.0, top + 4.6)
        for index, line in enumerate(lines):
            sheet.text(right + 19.0, top + 7.0 + _PITCH * index, line, NOTE)
        sheet.text(right + 19.0, top + 7.4 + _PITCH * len(lines), each.last, STRONG)


def spread(
    tops: Sequence[float], heights: Sequence[float], between: tuple[float, float]
) -> list[float]:
    """Tops of labels so that none touch: each as near to its wish as those above it (in order)
    allow, then pushed up.
    """
    order = sorted(range(len(tops)), key=lambda index: (tops[index], index))
    placed, free = [*tops], between[0] - 10.0
    for index in order:
        placed[index] = max(tops[index], free)
        free = placed[index] + heights[index] + _BETWEEN
    limit = between[1] + 4.0
    for index in reversed(order):
        placed[index] = min(placed[index], limit - heights[index])
        limit = placed[index] - _BETWEEN
    return placed
