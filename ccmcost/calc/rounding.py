"""The only place that rounds: exact amounts become whole units,
and what is left over gets a named owner.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.rule import Residual


class Units(NamedTuple):
    """Whole units of one payer, and how many of them are residual units (they are included in
    `units`).
    """

    units: int
    borne: int


def apportion_units(
    exact: Mapping[str, Fraction], total: int, policy: Residual, weights: Mapping[str, int]
) -> dict[str, Units]:
    """Whole units for every payer from exact, non-negative numbers of units.

    largest_amounts: round half up; the units missing (or in excess) go to (come from) the largest
    exact amounts, one each (precedent: CTBTO scales). largest_remainder: round down; units go to
    the largest remainders, one each (precedent: ILO scales). none: round half up and leave the rest
    (precedent: CBD/COP/DEC/16/28). Ties are cut by the larger weight (rate), then by code, so that
    the order of a list never counts.
    """
    if policy == "largest_remainder":
        base = {code: value.numerator // value.denominator for code, value in exact.items()}
        claim = {code: value - base[code] for code, value in exact.items()}
    else:
        base = {code: half_up(value) for code, value in exact.items()}
        claim = dict(exact)
    missing = 0 if policy == "none" else total - sum(base.values())
    step = 1 if missing > 0 else -1
    ranked = sorted(exact, key=lambda code: (-claim[code], -weights[code], code)) if missing else []
    owners = frozenset(ranked[: abs(missing)])
    return {
        code: Units(base[code] + step, step) if code in owners else Units(base[code], 0)
        for code in exact
    }


def half_up(value: Fraction) -> int:
    """A non-negative fraction rounded to the nearest whole number, halves up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
