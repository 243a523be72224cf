"""Draws regional groups and roles: the share of the cost as a bar in shades by role, the share of the States under it."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.model.treaty import Role
from ccmcost.render.charts.lettering import text_width
from ccmcost.render.charts.sheet import Sheet
from ccmcost.render.charts.style import (
    DARK,
    HAIR,
    INK,
    LABEL,
    MARGIN,
    MIDDLE,
    PALE,
    SMALL,
    SOFT,
    THIN,
    WHITE,
    WIDTH,
    framed,
    label,
)
from ccmcost.statement.charts.groups import GroupRow, GroupsChart

_PITCH, _THICK, _THIN, _NAMES, _GAP, _HEADING = 31.0, 12.0, 3.6, 150.0, 6.0, 22.0
_FILLS: dict[Role | None, tuple[str, str]] = {
    "state_party": (DARK, DARK),
    "signatory": (MIDDLE, DARK),
    "observer_state": (WHITE, DARK),
    "organization": (PALE, DARK),
    None: (DARK, DARK),
}


def draw_groups(chart: GroupsChart) -> Sheet:
    """The sheet of the chart."""
    blocks = tuple(zip(chart.headings, (chart.groups, chart.roles), strict=True))
    body = sum(_HEADING + _PITCH * len(rows) + 8.0 for _, rows in blocks)
    sheet, top = framed(chart.frame, body)
    everything = [row for _, rows in blocks for row in rows]
    left = MARGIN + _NAMES
    room = WIDTH - MARGIN - left - _GAP - max(_words_width(row) for row in everything)
    largest = max(max(sum(segment.share for segment in row.segments), row.of_payers) for row in everything)
    for heading, rows in blocks:
        sheet.text(MARGIN, top + 13.0, heading, LABEL, INK, bold=True)
        if heading == blocks[0][0]:
            sheet.text(WIDTH - MARGIN, top + 13.0, chart.key, SMALL, SOFT, anchor="end")
        _block(sheet, rows, left, top + _HEADING, room / float(largest))
        top += _HEADING + _PITCH * len(rows) + 8.0
    return sheet


def _words_width(row: GroupRow) -> float:
    return text_width(row.amount, LABEL) + 8.0 + text_width(row.share, LABEL)


def _block(sheet: Sheet, rows: Sequence[GroupRow], left: float, top: float, whole: float) -> None:
    for index, row in enumerate(rows):
        y = top + _PITCH * index
        label(sheet, left - _GAP, y + 8.0, row.label, _NAMES - _GAP)
        end = _bar(sheet, row, left, y + 2.0, whole)
        baseline = y + 8.0 + LABEL * 0.36
        amount = sheet.text(end + _GAP, baseline, row.amount, LABEL, INK)
        sheet.text(amount.box.right + 8.0, baseline, row.share, LABEL, SOFT)
        thin = max(0.6, float(row.of_payers) * whole)
        sheet.rect(left, y + 18.6, thin, _THIN, THIN)
        sheet.text(left + thin + _GAP, y + 22.8, row.payers, SMALL, SOFT)
    sheet.line(((left, top), (left, top + _PITCH * len(rows) - 4.0)), HAIR, 0.8)


def _bar(sheet: Sheet, row: GroupRow, left: float, top: float, whole: float) -> float:
    x = left
    for segment in row.segments:
        fill, stroke = _FILLS[segment.role]
        width = float(segment.share) * whole
        sheet.rect(x, top, max(width, 0.4), _THICK, fill, stroke, 0.7)
        x += width
    return x
