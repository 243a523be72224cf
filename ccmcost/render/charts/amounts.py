"""Draws the amounts by State: horizontal bars, each with its amount and share beside it."""

from __future__ import annotations

from ccmcost.render.charts.lettering import text_width
from ccmcost.render.charts.sheet import Sheet
from ccmcost.render.charts.style import DARK, HAIR, INK, LABEL, MARGIN, MIDDLE, SOFT, WHITE, WIDTH, framed, label
from ccmcost.statement.charts.amounts import AmountsChart, Bar, Kind

_PITCH, _THICK, _NAMES, _GAP = 17.5, 10.5, 168.0, 6.0
_FILLS: dict[Kind, tuple[str, str]] = {"party": (DARK, ""), "other": (WHITE, DARK), "rest": (MIDDLE, "")}


def draw_amounts(chart: AmountsChart) -> Sheet:
    """The sheet of the chart."""
    sheet, top = framed(chart.frame, _PITCH * len(chart.bars) + 4.0)
    left = MARGIN + _NAMES
    room = WIDTH - MARGIN - left - _GAP - max(_words_width(bar) for bar in chart.bars)
    largest = max(bar.size for bar in chart.bars) or 1
    for index, bar in enumerate(chart.bars):
        middle = top + _PITCH * (index + 0.5)
        label(sheet, left - _GAP, middle, bar.label, _NAMES - _GAP)
        _bar(sheet, bar, left, middle, room * bar.size / largest)
    sheet.line(((left, top), (left, top + _PITCH * len(chart.bars))), HAIR, 0.8)
    return sheet


def _words_width(bar: Bar) -> float:
    return text_width(bar.amount, LABEL) + 8.0 + text_width(bar.share, LABEL)


def _bar(sheet: Sheet, bar: Bar, left: float, middle: float, length: float) -> None:
    fill, stroke = _FILLS[bar.kind]
    sheet.rect(left, middle - _THICK / 2, max(length, 0.6), _THICK, fill, stroke, 0.8 if stroke else 0.0)
    baseline = middle + LABEL * 0.36
    amount = sheet.text(left + length + _GAP, baseline, bar.amount, LABEL, INK)
    sheet.text(amount.box.right + 8.0, baseline, bar.share, LABEL, SOFT)
