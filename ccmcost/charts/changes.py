"""Changes by State, split by their reasons: what moved an amount up stands on one side,
what moved it down on the other.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import NamedTuple

from ccmcost.charts.frame import Frame
from ccmcost.charts.layout import (
    DARK,
    GAP,
    INK,
    LABEL,
    MARGIN,
    MIDDLE,
    PITCH,
    SOFT,
    THICK,
    WHITE,
    WIDTH,
    beside,
    framed,
    key,
    rows,
)
from ccmcost.charts.sheet import Sheet, text_width
from ccmcost.tables.table import Table

_NAMES, _KEY = 150.0, 24.0
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
    """The bars from the largest change down.
    `key` names the effects and, last, the mark of the net change.
    """

    frame: Frame
    bars: tuple[ChangeBar, ...]
    key: tuple[str, ...]
    table: Table

    def draw(self) -> Sheet:
        """For each State effects side by side about a line of no change, and a mark for the net."""
        sheet, top = framed(self.frame, _KEY + PITCH * len(self.bars) + 4.0)
        fills = _FILLS[-(len(self.key) - 1) :]
        signs = [
            *((12.0, partial(_effect, sheet, fill)) for fill in fills),
            (6.0, partial(_net, sheet)),
        ]
        key(sheet, top, [(*sign, words) for sign, words in zip(signs, self.key, strict=True)])
        top += _KEY
        left = MARGIN + _NAMES
        right = WIDTH - MARGIN - GAP - max(text_width(bar.amount, LABEL) for bar in self.bars)
        down, up = (max(bar.reach[side] for bar in self.bars) for side in (0, 1))
        per_unit = (right - left) / (down + up or 1)
        zero = left + down * per_unit
        for bar, middle in rows(sheet, self.bars, left, top):
            _bar(sheet, bar, zero, middle, per_unit, fills)
            beside(sheet, WIDTH - MARGIN, middle, bar.amount, LABEL, "end")
        sheet.line(((zero, top), (zero, top + PITCH * len(self.bars))), SOFT, 0.8)
        return sheet


def _bar(
    sheet: Sheet,
    bar: ChangeBar,
    zero: float,
    middle: float,
    per_unit: float,
    fills: tuple[str, ...],
) -> None:
    ends = {False: zero, True: zero}
    for effect, fill in zip(bar.effects, fills, strict=True):
        width = abs(float(effect)) * per_unit
        if width < 0.05:
            continue
        up = effect > 0
        sheet.rect(
            ends[up] if up else ends[up] - width, middle - THICK / 2, width, THICK, fill, DARK, 0.7
        )
        ends[up] += width if up else -width
    _net(sheet, zero + bar.net * per_unit - 3.0, middle)


def _net(sheet: Sheet, left: float, middle: float) -> None:
    sheet.mark(left + 3.0, middle, "diamond", 3.0, WHITE, INK, 1.1)


def _effect(sheet: Sheet, fill: str, left: float, middle: float) -> None:
    sheet.rect(left, middle - 3.5, 12.0, 7.0, fill, DARK, 0.7)
