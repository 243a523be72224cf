"""Draws UN rates against shares: for each State a line from its rate (open circle) to its share (full circle)."""

from __future__ import annotations

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
    scale_steps,
)
from ccmcost.statement.charts.rates import Lift, RatesChart

_PITCH, _NAMES, _GAP, _HEAD, _FOOT = 17.5, 150.0, 6.0, 26.0, 18.0
_COLUMN = 46.0


def draw_rates(chart: RatesChart) -> Sheet:
    """The sheet of the chart."""
    rows = _PITCH * len(chart.lifts)
    sheet, top = framed(chart.frame, _HEAD + rows + _FOOT)
    columns = 3 if chart.uniform else 4
    left, right = MARGIN + _NAMES, WIDTH - MARGIN - columns * _COLUMN - 10.0
    most = max(max(lift.share, lift.rate or lift.share) for lift in chart.lifts)
    perpoint = (right - left - 8.0) / float(most * 100)
    _axis(sheet, left, top + _HEAD, rows, perpoint, float(most * 100))
    _headings(sheet, top, columns)
    for index, lift in enumerate(chart.lifts):
        middle = top + _HEAD + _PITCH * (index + 0.5)
        label(sheet, left - _GAP - 4.0, middle, lift.label, _NAMES - _GAP - 4.0)
        _lift(sheet, lift, left, middle, perpoint)
        _figures(sheet, lift, middle, columns)
    return sheet


def _axis(sheet: Sheet, left: float, top: float, height: float, perpoint: float, most: float) -> None:
    step = scale_steps(most)
    for value in range(0, int(most) + 1, step):
        x = left + value * perpoint
        sheet.line(((x, top), (x, top + height)), HAIR, 0.8 if value == 0 else 0.4)
        sheet.text(x, top + height + 10.0, f"{value} %" if value == 0 else str(value), SMALL, SOFT, anchor="middle")


def _place(column: int, columns: int) -> float:
    return WIDTH - MARGIN - (columns - 1 - column) * _COLUMN


def _headings(sheet: Sheet, top: float, columns: int) -> None:
    marks = (("UN rate", WHITE), ("Share", DARK), ("Lift", ""), ("Times", ""))
    for column, (heading, fill) in enumerate(marks[:columns]):
        text = sheet.text(_place(column, columns), top + 14.0, heading, SMALL, INK, bold=True, anchor="end")
        if fill:
            sheet.mark(text.left - 6.0, top + 11.6, "circle", 2.7, fill, DARK, 1.0)


def _lift(sheet: Sheet, lift: Lift, left: float, middle: float, perpoint: float) -> None:
    end = left + float(lift.share * 100) * perpoint
    solid = MIDDLE if lift.kind == "rest" else DARK
    if lift.rate is not None:
        start = left + float(lift.rate * 100) * perpoint
        sheet.line(((start, middle), (end, middle)), solid, 1.6)
        sheet.mark(start, middle, "circle", 2.7, WHITE, solid, 1.0)
    sheet.mark(end, middle, "circle", 2.9, solid, solid, 0.8)


def _figures(sheet: Sheet, lift: Lift, middle: float, columns: int) -> None:
    baseline = middle + LABEL * 0.36
    figures = ((lift.rate_text or "none", SOFT), (lift.share_text, INK), (lift.points, SOFT), (lift.times, SOFT))
    for column, (figure, colour) in enumerate(figures[:columns]):
        sheet.text(_place(column, columns), baseline, figure, LABEL, colour, anchor="end")
