"""Differences between what was issued and a new assessment, per State.
Pure: no rounding happens here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

DifferenceKind = Literal["first", "further", "credit", "full_credit"]


class Difference(NamedTuple):
    """What one State was charged for a meeting before and is charged now, in minor units."""

    code: str
    before: int
    after: int
    kind: DifferenceKind

    @property
    def amount(self) -> int:
        """What the new notice (positive) or credit (negative) says."""
        return self.after - self.before


def differences(issued: Mapping[str, int], assessed: Mapping[str, int]) -> tuple[Difference, ...]:
    """The differences, in order of code; a State whose amount stays has none.

    A State that the new assessment leaves out gets a full credit, one that is new (or was credited
    in full before) a full notice. What was issued plus the differences is the new assessment, to
    the minor unit.
    """
    found = []
    for code in sorted(issued.keys() | assessed.keys()):
        before, after = issued.get(code, 0), assessed.get(code, 0)
        if before != after:
            found.append(Difference(code, before, after, _kind(before, after, code in assessed)))
    return tuple(found)


def _kind(before: int, after: int, liable: bool) -> DifferenceKind:
    if before == 0:
        return "first" if after > 0 else "credit"
    if not liable:
        return "full_credit"
    return "further" if after > before else "credit"


def absent_parties(found: Iterable[Difference], parties: Iterable[str]) -> tuple[Difference, ...]:
    """State Parties that would be credited in full: they were charged,
    and are left out because they stayed away.
    """
    known = frozenset(parties)
    return tuple(
        each
        for each in found
        if each.kind == "full_credit" and each.before > 0 and each.code in known
    )
