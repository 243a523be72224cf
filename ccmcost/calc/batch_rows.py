"""A batch of assessments as a table of amounts; rows that the kernel cannot carry go through the engine one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.calc.assess import assess, billing_unit
from ccmcost.calc.batch import Kernel, fits, kernel_for, pool_of, settle
from ccmcost.errors import DataError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Rule

if TYPE_CHECKING:
    from ccmcost.calc.batch import Bools, Ints

BLOCK = 1024
"""Trials that the kernel takes at once, so that its arrays stay in the processor's cache."""


class Batch(NamedTuple):
    """`amounts` is trials x payers in minor units, payers in order of code; `exact_rows` went through the engine.

    A row that the rule cannot meet (nobody to bear the cost) is not feasible: all its amounts are zero.
    """

    codes: tuple[str, ...]
    amounts: Ints
    residual: Ints
    feasible: Bools
    engine_rows: int


def assess_batch(payers: Sequence[Payer], rule: Rule, present: Bools, totals: Ints, like: Money) -> Batch:
    """Assess every row: `present` is trials x payers (in the order given), `totals` in minor units of `like`.

    Totals may be negative: the exact mirror of the charge. Raises DataError as `assess` does for a total or unit that
    does not fit.
    """
    import numpy as np

    ordered = sorted(range(len(payers)), key=lambda place: payers[place].code)
    unit = _unit(rule, totals, like)
    kernel = kernel_for(payers, rule, unit)
    amounts = np.zeros((len(totals), len(payers)), dtype=np.int64)
    feasible = np.ones(len(totals), dtype=np.bool_)
    by_engine = np.ones(len(totals), dtype=np.bool_)
    if kernel is not None:
        by_engine = _by_kernel(kernel, payers, present, totals, amounts, feasible)
    for row in by_engine.nonzero()[0].tolist():
        found = engine_row(payers, rule, present[row], like.of(int(totals[row])))
        feasible[row] = found is not None
        amounts[row] = found if found is not None else 0
    residual = np.where(feasible, totals - amounts.sum(axis=1), 0)
    codes = tuple(payers[place].code for place in ordered)
    return Batch(codes, amounts[:, ordered], residual, feasible, int(by_engine.sum()))


def _unit(rule: Rule, totals: Ints, like: Money) -> int:
    """The billing unit, tested on the totals that can fail: the extremes, and one that is no multiple."""
    smallest, largest = int(totals.min()), int(totals.max())
    zero = bool((totals == 0).any())
    unit = billing_unit(rule, like.of(0 if zero else smallest))
    odd = (totals % unit).nonzero()[0]
    for minor in (largest, int(totals[odd[0]]) if odd.size else largest):
        billing_unit(rule, like.of(minor))
    return unit


def _by_kernel(
    kernel: Kernel, payers: Sequence[Payer], present: Bools, totals: Ints, amounts: Ints, feasible: Bools
) -> Bools:
    """Fill in what the kernel can carry; returns the rows that it cannot."""
    import numpy as np

    place = {payer.code: index for index, payer in enumerate(payers)}
    order = [place[payer.code] for payer in kernel.payers]
    left = np.zeros(len(totals), dtype=np.bool_)
    for start in range(0, len(totals), BLOCK):
        rows = slice(start, start + BLOCK)
        here = np.ascontiguousarray(present[rows].T[order])
        magnitude, sign = np.abs(totals[rows]), np.sign(totals[rows])
        pool = pool_of(kernel, here)
        ok = fits(kernel, pool.apart, magnitude)
        units = settle(kernel, here, np.where(ok, magnitude, kernel.unit), pool)
        whole = (units.base + units.bears * units.step) * (kernel.unit * sign)
        block = np.zeros_like(amounts[rows])
        block[:, order] = whole.T
        amounts[rows] = block
        feasible[rows] = pool.feasible
        left[rows] = ~ok & pool.feasible
    return left


def engine_row(payers: Sequence[Payer], rule: Rule, present: Bools, total: Money) -> list[int] | None:
    """One row by the single-meeting engine: amounts in the order of `payers`, or None if the rule cannot be met."""
    assert abs(total.minor) <= LARGEST_TOTAL
    here = [payer for payer, there in zip(payers, present.tolist(), strict=True) if there]
    if not here:
        return None
    try:
        lines = assess(here, rule, total).lines
    except DataError as error:
        if {finding.code for finding in error.findings} == {"limits-infeasible"}:
            return None
        raise
    by_code = {line.code: line.amount for line in lines}
    return [by_code.get(payer.code, 0) for payer in payers]
