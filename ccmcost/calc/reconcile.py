"""How well computed amounts explain amounts that were really issued, State by State."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Gap(NamedTuple):
    """One State where the two differ, in minor units; zero on one side: not charged there."""

    code: str
    issued: int
    computed: int


class Fit(NamedTuple):
    """States in agreement, those that differ, and the sum of all differences without sign."""

    agree: int
    gaps: tuple[Gap, ...]

    @property
    def distance(self) -> int:
        """The sum of all differences without sign, in minor units."""
        return sum(abs(gap.issued - gap.computed) for gap in self.gaps)

    @property
    def exact(self) -> bool:
        """Whether every State agrees to the minor unit."""
        return not self.gaps


def fit(issued: Mapping[str, int], computed: Mapping[str, int]) -> Fit:
    """Compare two sets of amounts; a State that stands on one side only counts with zero on the
    other.
    """
    gaps = tuple(
        Gap(code, issued.get(code, 0), computed.get(code, 0))
        for code in sorted(issued.keys() | computed.keys())
        if issued.get(code, 0) != computed.get(code, 0)
    )
    return Fit(len(issued.keys() | computed.keys()) - len(gaps), gaps)
