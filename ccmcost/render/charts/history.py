"""Draws the history: three panels over one row of meetings: States Parties, the sum of their rates, shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.render.charts.breaking import wrap, wrap_evenly
from ccmcost.render.charts.history_lines import draw_lines
from ccmcost.render.charts.lettering import text_width
from ccmcost.render.charts.sheet import Sheet
from ccmcost.render.charts.style import DARK, HAIR, INK, LABEL, MARGIN, SMALL, SOFT, WHITE, WIDTH, framed
from ccmcost.statement.charts.history import Column, HistoryChart

_LEFT, _RIGHT = MARGIN + 24.0, WIDTH - MARGIN - 104.0
_HEAD, _BARS, _SUMS, _SHARES, _GAP, _FOOT, _TINY = 28.0, 92.0, 62.0, 220.0, 28.0, 26.0, 6.0


class Panel(NamedTuple):
    """One panel: its top and bottom on the sheet, and the value that its top stands for."""

    top: float
    bottom: float
    largest: float

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (self.bottom - self.top) * value / self.largest


class Row(NamedTuple):
    """Where the meetings stand: their middles, the distance between two, and every how many can have words."""

    places: tuple[float, ...]
    pitch: float
    every: int

    def worded(self, index: int) -> bool:
        """Whether there is room for words at a meeting; counted from the latest one, which always has them."""
        return (len(self.places) - 1 - index) % self.every == 0


def draw_history(chart: HistoryChart) -> Sheet:
    """The sheet of the chart."""
    sheet, top = framed(chart.frame, _HEAD + _BARS + _GAP + _SUMS + _GAP + _SHARES + _FOOT)
    row = _row(chart.columns)
    bars = Panel(top + _HEAD, top + _HEAD + _BARS, max(each.parties + each.others for each in chart.columns) or 1)
    sums = Panel(bars.bottom + _GAP, bars.bottom + _GAP + _SUMS, max(each.sum_of_rates for each in chart.columns) or 1)
    most = max(share for each in chart.series for share in each.shares if share is not None)
    shares = Panel(sums.bottom + _GAP, sums.bottom + _GAP + _SHARES, float(most) * 1.04)
    _periods(sheet, chart.columns, row, top + 2.0, shares.bottom)
    _bars(sheet, chart.columns, row, bars)
    _sums(sheet, chart.columns, row, sums)
    draw_lines(sheet, chart.series, row.places, (shares.top, shares.bottom), float(most) * 1.04, (_LEFT, _RIGHT))
    _names(sheet, chart.columns, row, shares.bottom)
    return sheet


def _row(columns: Sequence[Column]) -> Row:
    pitch = (_RIGHT - _LEFT) / len(columns)
    widest = max(text_width(words, _TINY) for each in columns for words in (each.name, each.counted, each.sum_text))
    places = tuple(_LEFT + pitch * (index + 0.5) for index in range(len(columns)))
    return Row(places, pitch, math.ceil((widest + 1.5) / pitch))


def _periods(sheet: Sheet, columns: Sequence[Column], row: Row, top: float, bottom: float) -> None:
    free = _LEFT
    for column, place in zip(columns, row.places, strict=True):
        x = place - row.pitch / 2
        if not column.scale:
            continue
        if x > _LEFT:
            sheet.line(((x, top), (x, bottom)), HAIR, 0.7, (1.5, 2.0))
        if x >= free:
            first, _, rest = column.scale.partition(" ")
            sheet.text(x + 2.0, top + 3.0, first, _TINY, SOFT)
            free = sheet.text(x + 2.0, top + 10.0, rest, _TINY, SOFT).box.right
    sheet.text(_RIGHT + 9.0, top + 3.0, "Years of the UN scale", _TINY, SOFT)


def _bars(sheet: Sheet, columns: Sequence[Column], row: Row, panel: Panel) -> None:
    width = min(14.0, row.pitch * 0.6)
    for index, (column, x) in enumerate(zip(columns, row.places, strict=True)):
        middle, top = panel.y(column.parties), panel.y(column.parties + column.others)
        sheet.rect(x - width / 2, middle, width, panel.bottom - middle, DARK, DARK, 0.7)
        if column.others:
            sheet.rect(x - width / 2, top, width, middle - top, WHITE, DARK, 0.7)
        if row.worded(index):
            sheet.text(x, top - 3.5, column.counted, _TINY, INK, anchor="middle")
    sheet.line(((_LEFT, panel.bottom), (_RIGHT, panel.bottom)), HAIR, 0.8)
    last = columns[-1]
    _key(sheet, panel.top + 10.0, "States Parties in force", f"{last.parties:,}", DARK)
    if any(column.others for column in columns):
        _key(
            sheet,
            panel.top + 40.0,
            "States not party that bear a share",
            f"{last.others:,}" if last.others else "none",
            WHITE,
        )


def _key(sheet: Sheet, y: float, words: str, value: str, fill: str) -> None:
    x = _RIGHT + 9.0
    sheet.rect(x, y - 5.6, 6.0, 6.0, fill, DARK, 0.7)
    _aside(sheet, x + 10.0, y, words, value)


def _aside(sheet: Sheet, x: float, y: float, words: str, value: str) -> None:
    for line in wrap_evenly(words, WIDTH - MARGIN - x, SMALL):
        sheet.text(x, y, line, SMALL, INK)
        y += 8.4
    sheet.text(x, y + 0.8, value, LABEL, INK, bold=True)


def _sums(sheet: Sheet, columns: Sequence[Column], row: Row, panel: Panel) -> None:
    width = min(14.0, row.pitch * 0.6)
    for index, (column, x) in enumerate(zip(columns, row.places, strict=True)):
        top = panel.y(column.sum_of_rates)
        sheet.rect(x - width / 2, top, width, panel.bottom - top, DARK, DARK, 0.7)
        if row.worded(index):
            sheet.text(x, top - 3.5, column.sum_text, _TINY, INK, anchor="middle")
    sheet.line(((_LEFT, panel.bottom), (_RIGHT, panel.bottom)), HAIR, 0.8)
    _aside(sheet, _RIGHT + 9.0, panel.top + 10.0, "Sum of their UN rates", f"{columns[-1].sum_text} %")


def _names(sheet: Sheet, columns: Sequence[Column], row: Row, bottom: float) -> None:
    for index, (column, x) in enumerate(zip(columns, row.places, strict=True)):
        if row.worded(index):
            sheet.text(x, bottom + 10.5, column.name, _TINY, INK, anchor="middle")
            sheet.text(x, bottom + 19.0, column.year, _TINY, SOFT, anchor="middle")
    for index, line in enumerate(wrap("Opening year", 60.0, _TINY)):
        sheet.text(_RIGHT + 9.0, bottom + 19.0 + 8.0 * index, line, _TINY, SOFT)
