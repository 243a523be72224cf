"""Many assessments at once: one rate table, many sets of States present and many totals, exact to the last unit.

The same arithmetic as `shares` and `rounding`, on arrays of int64: states in rows, trials in columns. int64 overflows
silently, so every trial is held against the largest total that it can carry (`fits`); those above go through the engine.
Only plain rules (pooled or straight, no limits, no fixed or rounded shares) have a kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ccmcost.model.assessment import Payer
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.model.rule import Residual, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

INT64_MAX = 2**63 - 1
BLOCK = 1024
"""Trials that the kernel takes at once, so that its arrays stay in the processor's cache."""


class Kernel(NamedTuple):
    """One rate table under one plain rule. Payers stand in the order that cuts ties: larger rate, then code.

    Many States have the same rate, so divisions are made once per rate: `rates` and `rate_apart` hold the distinct ones,
    `rate_of` leads from a payer to its rate.
    """

    payers: tuple[Payer, ...]
    weights: Ints
    apart: Bools
    rates: Ints
    rate_apart: Bools
    rate_of: Ints
    residual: Residual
    unit: int

    @property
    def straight(self) -> bool:
        """Whether some payers bear their plain rate instead of a share of the pool."""
        return bool(self.apart.any())


class Pool(NamedTuple):
    """Per trial: sums of the rates present (thousandths), in the pool and apart, and whether the rule can be met."""

    pooled: Ints
    apart: Ints
    feasible: Bools


class Settled(NamedTuple):
    """Per payer and trial: whole units before the residual, and who bears a residual unit of sign `step`."""

    base: Ints
    bears: Bools
    step: Ints


def kernel_for(payers: Sequence[Payer], rule: Rule, unit: int) -> Kernel | None:
    """The kernel of these payers, or None if the rule or the size of the figures needs the engine row by row."""
    import numpy as np

    if not rule.is_plain or not payers or any(payer.weight == 0 for payer in payers):
        return None
    ordered = tuple(sorted(payers, key=lambda payer: (-payer.weight, payer.code)))
    straight = rule.states_not_party == "straight"
    weights = np.array([payer.weight for payer in ordered], dtype=np.int64)
    apart = np.array([straight and payer.role != "state_party" for payer in ordered], dtype=np.bool_)
    distinct, rate_of = np.unique(weights * 2 + apart, return_inverse=True)
    kernel = Kernel(ordered, weights, apart, distinct // 2, distinct % 2 == 1, rate_of, rule.residual, unit)
    return kernel if _largest_key(kernel) * len(ordered) <= INT64_MAX else None


def _largest_key(kernel: Kernel) -> int:
    """A bound on denominators and ranking keys, whatever the trial."""
    whole = WHOLE_RATE if kernel.straight else 1
    return int(kernel.weights.sum()) * whole * kernel.unit + 1


def pool_of(kernel: Kernel, present: Bools) -> Pool:
    """The sums of rates of each trial; `present` is payers x trials in the kernel's order."""
    import numpy as np

    weighed = np.multiply(present, kernel.weights[:, None])
    everyone = weighed.sum(axis=0)
    apart = weighed[kernel.apart].sum(axis=0)
    pooled = everyone - apart
    return Pool(pooled, apart, (pooled > 0) & (apart < WHOLE_RATE))


def fits(kernel: Kernel, apart: Ints, totals: Ints) -> Bools:
    """Which trials stay within int64: rate times numerator, with the sum of rates apart and the total of each trial."""
    free, alone = kernel.weights[~kernel.apart], kernel.weights[kernel.apart]
    if not kernel.straight:
        return totals <= INT64_MAX // int(free.max())
    largest = INT64_MAX // ((int(free.max()) if free.size else 1) * (WHOLE_RATE - apart.clip(max=WHOLE_RATE - 1)))
    return (totals <= largest) & (totals <= INT64_MAX // int(alone.max()))


def ratio(kernel: Kernel, pool: Pool, totals: Ints, apart: bool) -> tuple[Ints, Ints | int]:
    """Numerator and denominator per trial: a payer's exact units are its rate times the one divided by the other."""
    import numpy as np

    if apart:
        return np.where(pool.feasible, totals, 0), WHOLE_RATE * kernel.unit
    left, whole = (WHOLE_RATE - pool.apart, WHOLE_RATE) if kernel.straight else (1, 1)
    denominator = np.where(pool.feasible, pool.pooled * (whole * kernel.unit), 1)
    return np.where(pool.feasible, left * totals, 0), denominator


def whole_units(kernel: Kernel, weights: Ints | int, numerator: Ints, denominator: Ints | int) -> tuple[Ints, Ints]:
    """Rounded units before the residual, and the remainders of rounding down."""
    product = weights * numerator
    units = product // denominator
    product -= units * denominator
    if kernel.residual != "largest_remainder":
        units += product >= denominator - product
    return units, product


def settle(kernel: Kernel, present: Bools, totals: Ints, pool: Pool) -> Settled:
    """Units of every payer in every trial, exactly as `apportion_units` gives them. All trials must fit; totals > 0."""
    import numpy as np

    units = np.empty((len(kernel.rates), len(totals)), dtype=np.int64)
    claims = np.empty(units.shape, dtype=_key_type(kernel)) if _ranks(kernel) else None
    for rows, apart in _groups(kernel):
        numerator, denominator = ratio(kernel, pool, totals, apart)
        units[rows], remainder = whole_units(kernel, kernel.rates[rows, None], numerator, denominator)
        if claims is not None:
            claims[rows] = _claims(kernel, pool, rows, remainder, apart)
    base = units[kernel.rate_of]
    base *= present
    missing = totals // kernel.unit - base.sum(axis=0)
    missing[~pool.feasible] = 0
    if kernel.residual == "none":
        missing[:] = 0
    count = np.abs(missing)
    bears = _first(present, count) if claims is None else _largest(present, claims[kernel.rate_of], count)
    return Settled(base, bears, np.sign(missing))


def _ranks(kernel: Kernel) -> bool:
    """Whether who bears the residual changes from trial to trial; pooled amounts rank as their rates do, always."""
    return kernel.residual == "largest_remainder" or (kernel.residual == "largest_amounts" and kernel.straight)


def _groups(kernel: Kernel) -> list[tuple[slice | Ints, bool]]:
    if not kernel.straight:
        return [(slice(None), False)]
    return [((~kernel.rate_apart).nonzero()[0], False), (kernel.rate_apart.nonzero()[0], True)]


def _key_type(kernel: Kernel) -> type[np.int32 | np.int64]:
    import numpy as np

    return np.int32 if _largest_key(kernel) * len(kernel.payers) < 2**31 else np.int64


def _claims(kernel: Kernel, pool: Pool, rows: slice | Ints, remainder: Ints, apart: bool) -> Ints:
    """What ranks the payers of a group, over a denominator that both groups share."""
    if kernel.residual == "largest_remainder":
        return remainder * pool.pooled if apart else remainder
    factor = pool.pooled if apart else WHOLE_RATE - pool.apart
    return kernel.rates[rows, None] * factor


def _first(present: Bools, count: Ints) -> Bools:
    """The first `count` payers present in each trial, in the kernel's order."""
    import numpy as np

    bears = np.zeros_like(present)
    left, row = count.copy(), 0
    while left.any():
        np.logical_and(present[row], left > 0, out=bears[row])
        left -= bears[row]
        row += 1
    return bears


def _largest(present: Bools, claim: NDArray[Any], count: Ints) -> Bools:
    """The `count` payers present with the largest claims in each trial; the place in the order makes keys unique."""
    import numpy as np

    payers = len(present)
    claim *= payers
    claim += np.arange(payers - 1, -1, -1, dtype=claim.dtype)[:, None]
    claim += 1
    claim *= present
    keys = np.ascontiguousarray(claim.T)
    keys.sort(axis=1)
    index = np.minimum(payers - count, payers - 1)
    threshold = np.take_along_axis(keys, index[:, None], axis=1)[:, 0]
    threshold[count == 0] = np.iinfo(claim.dtype).max
    bears: Bools = claim >= np.maximum(threshold, 1)
    return bears
