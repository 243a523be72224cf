"""The batch kernel row by row, as the trials of a forecast use it;
what it cannot carry goes through the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ccmcost.calc.assess import billing_unit
from ccmcost.calc.batch import BLOCK, Kernel, Scratch, fits, kernel_for, pool_of, settle
from ccmcost.calc.trials import engine_row
from ccmcost.model.assessment import Payer
from ccmcost.model.money import Money
from ccmcost.model.rule import Rule

if TYPE_CHECKING:
    from ccmcost.calc.batch import Bools, Ints


class Table(NamedTuple):
    """`amounts` is trials x payers in minor units, in the order given;
    all zero where the rule cannot be met.
    """

    amounts: Ints
    feasible: Bools
    engine_rows: int


def table_of(
    payers: Sequence[Payer], rule: Rule, present: Bools, totals: Ints, like: Money
) -> Table:
    """Assess every row: `present` is trials x payers, `totals` (all above zero) are in minor units
    of `like`.
    """
    kernel = kernel_for(payers, rule, billing_unit(rule, like.of(int(totals[0]))))
    found = Table(np.zeros((len(totals), len(payers)), np.int64), np.ones(len(totals), np.bool_), 0)
    by_engine = np.ones(len(totals), dtype=np.bool_)
    for start in range(0, len(totals) if kernel else 0, BLOCK):
        rows = slice(start, start + BLOCK)
        by_engine[rows] = _by_kernel(
            kernel,
            payers,
            present[rows],
            totals[rows],
            Table(*(part[rows] for part in found[:2]), 0),
        )
    for row in by_engine.nonzero()[0].tolist():
        exact = engine_row(payers, rule, present[row], like.of(int(totals[row])))
        found.feasible[row], found.amounts[row] = exact is not None, exact or 0
    return found._replace(engine_rows=int(by_engine.sum()))


def _by_kernel(
    kernel: Kernel, payers: Sequence[Payer], present: Bools, totals: Ints, found: Table
) -> Bools:
    """Fill in what the kernel can carry; returns the rows that it cannot."""
    place = {payer.code: index for index, payer in enumerate(payers)}
    order = [place[payer.code] for payer in kernel.payers]
    here = np.ascontiguousarray(present.T[order])
    pool = pool_of(kernel, here, Scratch())
    ok = fits(kernel, pool.apart, totals)
    settled = settle(kernel, here, np.where(ok, totals, kernel.unit), pool, Scratch())
    found.amounts[:, order] = settled.units.T.astype(np.int64) * kernel.unit
    found.feasible[:] = pool.feasible
    return ~ok & pool.feasible
