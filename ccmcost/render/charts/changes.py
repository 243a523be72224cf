"""Draws changes by their reasons: for each State effects side by side about a line of no change, and a mark for the net."""

from __future__ import annotations

from ccmcost.render.charts.lettering import text_width
from ccmcost.render.charts.sheet import Sheet
from ccmcost.render.charts.style import (
    DARK,
    HAIR,
    INK,
    LABEL,
    MARGIN,
    MIDDLE,
    SMALL,
    SOFT,
    WHITE,
    WIDTH,
    framed,
    label,
)
from ccmcost.statement.charts.changes import ChangeBar, ChangesChart

_PITCH, _THICK, _NAMES, _GAP, _KEY = 17.5, 10.5, 150.0, 6.0, 24.0
_FILLS = ((DARK, DARK), (MIDDLE, DARK), (WHITE, DARK))
"""Three shades, by lightness; the key names them in the order of the effects."""


def draw_changes(chart: ChangesChart) -> Sheet:
    """The sheet of the chart."""
    sheet, top = framed(chart.frame, _KEY + _PITCH * len(chart.bars) + 4.0)
    fills = _FILLS[-(len(chart.key) - 1) :]
    _key(sheet, chart.key, top, fills)
    top += _KEY
    left = MARGIN + _NAMES
    right = WIDTH - MARGIN - _GAP - max(text_width(bar.amount, LABEL) for bar in chart.bars)
    down, up = (max(reach(bar)[side] for bar in chart.bars) for side in (0, 1))
    perpoint = (right - left) / float(down + up or 1)
    zero = left + float(down) * perpoint
    for index, bar in enumerate(chart.bars):
        middle = top + _PITCH * (index + 0.5)
        label(sheet, left - _GAP, middle, bar.label, _NAMES - _GAP)
        _bar(sheet, bar, zero, middle, perpoint, fills)
        sheet.text(WIDTH - MARGIN, middle + LABEL * 0.36, bar.amount, LABEL, INK, anchor="end")
    sheet.line(((zero, top), (zero, top + _PITCH * len(chart.bars))), SOFT, 0.8)
    return sheet


def reach(bar: ChangeBar) -> tuple[float, float]:
    """How far a bar reaches down and up from no change."""
    down = -sum(each for each in bar.effects if each < 0)
    up = sum(each for each in bar.effects if each > 0)
    return float(max(down, -bar.net, 0)), float(max(up, bar.net, 0))


def _bar(
    sheet: Sheet, bar: ChangeBar, zero: float, middle: float, perpoint: float, fills: tuple[tuple[str, str], ...]
) -> None:
    ends = {False: zero, True: zero}
    for effect, (fill, stroke) in zip(bar.effects, fills, strict=True):
        width = abs(float(effect)) * perpoint
        if width < 0.05:
            continue
        up = effect > 0
        start = ends[up] if up else ends[up] - width
        sheet.rect(start, middle - _THICK / 2, width, _THICK, fill, stroke, 0.7)
        ends[up] += width if up else -width
    sheet.mark(zero + bar.net * perpoint, middle, "diamond", 3.0, WHITE, INK, 1.1)


def _key(sheet: Sheet, key: tuple[str, ...], top: float, fills: tuple[tuple[str, str], ...]) -> None:
    x = MARGIN
    for words, (fill, stroke) in zip(key, fills, strict=False):
        sheet.rect(x, top + 4.0, 12.0, 7.0, fill, stroke, 0.7)
        x = sheet.text(x + 16.0, top + 10.2, words, SMALL, INK).box.right + 16.0
    sheet.mark(x + 3.0, top + 7.5, "diamond", 3.0, WHITE, INK, 1.1)
    sheet.text(x + 10.0, top + 10.2, key[-1], SMALL, INK)
    sheet.line(((MARGIN, top + 17.0), (WIDTH - MARGIN, top + 17.0)), HAIR, 0.4)
