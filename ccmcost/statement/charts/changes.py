"""Changes by State, split by their reasons: what moved an amount up stands on one side, what moved it down on the other."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ccmcost.statement.charts.frame import Frame, Table


class ChangeBar(NamedTuple):
    """One State: its net change in words, and the exact effects in minor units, in the order of the key; `net` likewise."""

    label: str
    amount: str
    effects: tuple[Fraction, ...]
    net: int


class ChangesChart(NamedTuple):
    """The bars from the largest change down. `key` names the effects and, last, the mark of the net change."""

    frame: Frame
    bars: tuple[ChangeBar, ...]
    key: tuple[str, ...]
    table: Table
