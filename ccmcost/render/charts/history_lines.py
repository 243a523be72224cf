"""Draws the shares of a few States as lines, each with marks of its own and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ccmcost.render.charts.breaking import wrap
from ccmcost.render.charts.sheet import Point, Shape, Sheet
from ccmcost.render.charts.style import HAIR, INK, LABEL, MARGIN, SMALL, SOFT, WHITE, WIDTH, scale_steps
from ccmcost.statement.charts.history import Series

LOOKS: tuple[tuple[str, Shape, bool], ...] = (
    ("#1f4a73", "circle", True),
    ("#a3521c", "square", True),
    ("#2f7d6b", "triangle", True),
    ("#7a4a8c", "diamond", False),
    ("#3f474f", "cross", True),
)
"""Colour, mark, and whether it is filled: the marks alone tell the lines apart where colours do not."""

_PITCH, _BETWEEN = 8.2, 3.0


def draw_lines(
    sheet: Sheet,
    series: Sequence[Series],
    places: Sequence[float],
    height: tuple[float, float],
    largest: float,
    width: tuple[float, float],
) -> None:
    """Lines between top and bottom (`height`), where the top stands for the share `largest`; names right of `width`."""
    top, bottom = height

    def y(share: Fraction | float) -> float:
        return bottom - (bottom - top) * float(share) / largest

    _grid(sheet, [(value, y(value / 100)) for value in _values(largest)], width)
    ends = []
    for look, each in zip(LOOKS, series, strict=False):
        points = [(x, y(share)) if share is not None else None for x, share in zip(places, each.shares, strict=True)]
        _line(sheet, points, look)
        ends.append(next(point[1] for point in reversed(points) if point is not None))
    _ends(sheet, series, ends, height, width[1])


def _values(largest: float) -> range:
    return range(0, int(largest * 100) + 1, scale_steps(largest * 100, 5))


def _grid(sheet: Sheet, levels: Sequence[tuple[int, float]], width: tuple[float, float]) -> None:
    left, right = width
    for value, y in levels:
        sheet.line(((left, y), (right, y)), HAIR, 0.8 if value == 0 else 0.4)
        words = f"{value} %" if value in (0, levels[-1][0]) else str(value)
        sheet.text(left - 4.0, y + SMALL * 0.36, words, SMALL, SOFT, anchor="end")


def _line(sheet: Sheet, points: Sequence[Point | None], look: tuple[str, Shape, bool]) -> None:
    colour, shape, filled = look
    run: list[Point] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            sheet.line(run, colour, 1.4)
        run = []
    for point in points:
        if point is not None:
            sheet.mark(*point, shape, 2.4, colour if filled else WHITE, colour, 0.9)


def _ends(sheet: Sheet, series: Sequence[Series], ends: Sequence[float], height: tuple[float, float], right: float) -> None:
    room = WIDTH - MARGIN - right - 20.0
    blocks = [wrap(each.name, room, SMALL) for each in series]
    heights = [_PITCH * len(lines) + 9.0 for lines in blocks]
    tops = spread([end - 7.0 for end in ends], heights, height)
    for look, each, lines, top in zip(LOOKS, series, blocks, tops, strict=False):
        colour, shape, filled = look
        sheet.mark(right + 12.0, top + 4.6, shape, 2.4, colour if filled else WHITE, colour, 0.9)
        for index, line in enumerate(lines):
            sheet.text(right + 19.0, top + 7.0 + _PITCH * index, line, SMALL, INK)
        sheet.text(right + 19.0, top + 7.4 + _PITCH * len(lines), each.last, LABEL, INK, bold=True)


def spread(tops: Sequence[float], heights: Sequence[float], between: tuple[float, float]) -> list[float]:
    """Tops of labels so that none touch: each as near to its wish as those above it (in order) allow, then pushed up."""
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
