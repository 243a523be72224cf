"""The estimate behind a cost: its lines, in minor units, and what they must sum to."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

LineKind = Literal[
    "conference_servicing",
    "non_conference_servicing",
    "programme_support",
    "contingency",
    "rounding",
    "other",
]
LINE_KINDS: tuple[LineKind, ...] = (
    "conference_servicing",
    "non_conference_servicing",
    "programme_support",
    "contingency",
    "rounding",
    "other",
)
Base = Literal["", "items", "running"]
"""What a percentage is taken of: the plain items above it,
or all lines above it (percentages too).
"""


class CostLine(NamedTuple):
    """One line: `amount` in minor units; `percent` as printed and its `base`,
    empty for plain amounts.
    """

    item: str
    kind: LineKind
    amount: int
    percent: str = ""
    base: Base = ""


def bases_above(lines: tuple[CostLine, ...]) -> dict[Base, int]:
    """What a percentage on the next line can be taken of, in minor units."""
    plain = [line for line in lines if not line.percent and line.kind != "rounding"]
    return {
        "items": sum(line.amount for line in plain),
        "running": sum(line.amount for line in lines),
    }


def exact_part(base: int, percent: Fraction) -> Fraction:
    """`percent` per cent of a sum in minor units, exact."""
    return base * percent / 100


def faults_of(lines: tuple[CostLine, ...], total: int) -> tuple[str, ...]:
    """What does not hold: a percentage that is not its amount within half a minor unit,
    lines that miss the total.
    """
    faults = []
    for at, line in enumerate(lines):
        if line.percent and line.base:
            exact = exact_part(bases_above(lines[:at])[line.base], Fraction(line.percent))
            if abs(line.amount - exact) * 2 > 1:
                faults.append(
                    f'"{line.item}" is not {line.percent} per cent of the {line.base} above it'
                )
    if sum(line.amount for line in lines) != total:
        faults.append("the lines do not sum to the total")
    return tuple(faults)
