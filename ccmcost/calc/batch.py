"""Many assessments at once: one rate table, many sets of States present and many totals, exact to
the last unit.

The same arithmetic as `shares` and `rounding`, on arrays: States in rows, trials in columns. Where
products stay below 2^50, quotients are formed in float64, which is exact there (see `units_of`) and
several times faster; above in int64. int64 overflows silently, so every trial is held against the
largest total that it can carry (`fits`); those above go through the engine. Only plain rules
(pooled or straight, no limits, no fixed or rounded shares) have a kernel.
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
FLOAT64_EXACT = 2**50
BLOCK = 504
"""Trials that the kernel takes at once: some 500, so that its arrays stay in the processor's cache;
a multiple of eight, for bits; and no power of two, whose columns would all fall on the same place
in the cache when keys are turned for sorting.
"""


class Kernel(NamedTuple):
    """One rate table under one plain rule. Payers stand in the order that cuts ties: larger rate,
    then code.

    Many States have the same rate, so divisions are made once per run of payers that follow one
    another with the same rate on the same side: `starts` and `lengths` of the runs, their `rates`,
    and which stand `apart` from the pool.
    """

    payers: tuple[Payer, ...]
    starts: Ints
    lengths: Ints
    rates: Ints
    apart: Bools
    residual: Residual
    unit: int

    @property
    def straight(self) -> bool:
        """Whether some payers bear their plain rate instead of a share of the pool."""
        return bool(self.apart.any())


class Pool(NamedTuple):
    """Per trial: sums of the rates present (thousandths), in the pool and apart,
    and whether the rule can be met.
    """

    pooled: Ints
    apart: Ints
    feasible: Bools


class Settled(NamedTuple):
    """Per payer and trial: whole units before the residual, and who bears a residual unit of sign
    `step`.
    """

    base: NDArray[np.int32 | np.int64]
    bears: Bools
    step: Ints

    def amounts(self, unit: int) -> Ints:
        """Amounts in minor units."""
        import numpy as np

        amounts: Ints = self.base.astype(np.int64)
        rows = int(np.flatnonzero(self.bears.any(axis=1)).max(initial=-1)) + 1
        amounts[:rows] += self.bears[:rows] * self.step
        return amounts * unit if unit > 1 else amounts


def kernel_for(payers: Sequence[Payer], rule: Rule, unit: int) -> Kernel | None:
    """The kernel of these payers, or None if the rule or the size of the figures needs the engine
    row by row.
    """
    import numpy as np

    if not rule.is_plain or not payers or any(payer.weight == 0 for payer in payers):
        return None
    ordered = tuple(sorted(payers, key=lambda payer: (-payer.weight, payer.code)))
    straight = rule.states_not_party == "straight"
    weights = np.array([payer.weight for payer in ordered], dtype=np.int64)
    apart = np.array(
        [straight and payer.role != "state_party" for payer in ordered], dtype=np.bool_
    )
    starts = np.flatnonzero(np.diff(weights * 2 + apart, prepend=0))
    lengths = np.diff(starts, append=len(ordered))
    kernel = Kernel(ordered, starts, lengths, weights[starts], apart[starts], rule.residual, unit)
    return kernel if _largest_key(kernel) * len(ordered) <= INT64_MAX else None


def _largest_key(kernel: Kernel) -> int:
    """A bound on denominators and ranking keys, whatever the trial."""
    whole = WHOLE_RATE if kernel.straight else 1
    return int(kernel.rates @ kernel.lengths) * whole * kernel.unit + 1


def pool_of(kernel: Kernel, present: Bools) -> Pool:
    """The sums of rates of each trial; `present` is payers x trials in the kernel's order."""
    import numpy as np

    exact: Any = np.float32 if int(kernel.rates @ kernel.lengths) < 2**24 else np.float64
    ones, nobody = present.astype(exact), np.zeros(present.shape[1], dtype=np.int64)
    pooled, apart = (
        (np.repeat(kernel.rates * side, kernel.lengths).astype(exact) @ ones).astype(np.int64)
        if side.any()
        else nobody
        for side in (~kernel.apart, kernel.apart)
    )
    return Pool(pooled, apart, (pooled > 0) & (apart < WHOLE_RATE))


def fits(kernel: Kernel, apart: Ints, totals: Ints) -> Bools:
    """Which trials stay within int64: rate times numerator, with the sum of rates apart and the
    total of each trial.
    """
    free, alone = kernel.rates[~kernel.apart], kernel.rates[kernel.apart]
    if not kernel.straight:
        return totals <= INT64_MAX // int(free.max())
    largest = INT64_MAX // (
        (int(free.max()) if free.size else 1) * (WHOLE_RATE - apart.clip(max=WHOLE_RATE - 1))
    )
    return (totals <= largest) & (totals <= INT64_MAX // int(alone.max()))


def units_of(
    kernel: Kernel, runs: slice | Ints, pool: Pool, totals: Ints, apart: bool
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rounded units of runs on one side before the residual, and, if they are rounded down, the
    remainders.

    The exact units of a payer are its rate times a numerator divided by a denominator, both of
    which differ by trial. If such a quotient is below a whole number (or below a half, before it is
    rounded half up), it is below it by at least half of one part of the denominator. Two roundings
    of float64 are off by less than that as long as four times the product and twice the denominator
    stay below 2^53 together, so they never reach the whole number.
    """
    import numpy as np

    half_up = kernel.residual != "largest_remainder"
    if apart:
        numerator, denominator = (
            np.where(pool.feasible, totals, 0),
            np.full_like(totals, WHOLE_RATE * kernel.unit),
        )
    else:
        left, whole = (WHOLE_RATE - pool.apart, WHOLE_RATE) if kernel.straight else (1, 1)
        numerator = np.where(pool.feasible, left * totals, 0)
        denominator = np.where(pool.feasible, pool.pooled * (whole * kernel.unit), 1)
    rates: NDArray[Any] = kernel.rates[runs, None]
    if max(int(numerator.max()) * int(rates.max()), int(denominator.max())) < FLOAT64_EXACT:
        product = rates.astype(np.float64) * numerator.astype(np.float64)
        divisor = denominator.astype(np.float64)
        units = np.divide(product, divisor, out=product if half_up else None)
        units += 0.5 * half_up
        np.floor(units, out=units)
        return units, units if half_up else product - units * divisor
    products = rates * numerator
    quotients = products // denominator
    products -= quotients * denominator
    return quotients + (products >= denominator - products) * half_up, products


def settle(kernel: Kernel, present: Bools, totals: Ints, pool: Pool) -> Settled:
    """Units of every payer in every trial, exactly as `apportion_units` gives them.
    All trials must fit; totals > 0.
    """
    import numpy as np

    due = totals // kernel.unit
    exact = np.int32 if int(due.max()) + len(present) < 2**31 else np.int64
    units = np.empty((len(kernel.rates), len(totals)), dtype=exact)
    claims = np.empty(units.shape, dtype=_key_type(kernel)) if _ranks(kernel) else None
    # what is too large for `exact` belongs to payers who are not present
    with np.errstate(invalid="ignore"):
        for runs, apart in _sides(kernel):
            units[runs], remainder = units_of(kernel, runs, pool, totals, apart)
            if claims is not None:
                claims[runs] = _claims(kernel, pool, runs, remainder, apart)
    base = np.repeat(units, kernel.lengths, axis=0)
    base *= present
    missing = due - base.sum(axis=0, dtype=exact)
    missing[~pool.feasible] = 0
    if kernel.residual == "none":
        missing[:] = 0
    count = np.abs(missing)
    bears = (
        _first(present, count)
        if claims is None
        else _largest(present, np.repeat(claims, kernel.lengths, axis=0), count)
    )
    return Settled(base, bears, np.sign(missing))


def _ranks(kernel: Kernel) -> bool:
    """Whether who bears the residual changes from trial to trial;
    pooled amounts rank as their rates do, always.
    """
    return kernel.residual == "largest_remainder" or (
        kernel.residual == "largest_amounts" and kernel.straight
    )


def _sides(kernel: Kernel) -> list[tuple[slice | Ints, bool]]:
    if not kernel.straight:
        return [(slice(None), False)]
    return [
        (side.nonzero()[0], apart)
        for side, apart in ((~kernel.apart, False), (kernel.apart, True))
        if side.any()
    ]


def _key_type(kernel: Kernel) -> type[np.int32 | np.int64]:
    import numpy as np

    return np.int32 if _largest_key(kernel) * len(kernel.payers) < 2**31 else np.int64


def _claims(
    kernel: Kernel, pool: Pool, runs: slice | Ints, remainder: NDArray[Any], apart: bool
) -> NDArray[Any]:
    """What ranks the payers of a side, over a denominator that both sides share."""
    if kernel.residual == "largest_remainder":
        return remainder * pool.pooled if apart else remainder
    factor = pool.pooled if apart else WHOLE_RATE - pool.apart
    return kernel.rates[runs, None] * factor


def _first(present: Bools, count: Ints) -> Bools:
    """The first `count` payers present in each trial, in the kernel's order."""
    import numpy as np

    bears = np.zeros_like(present)
    here, taken = present.view(np.uint8), bears.view(np.uint8)
    left = count.astype(np.min_scalar_type(len(present)))
    for row in range(len(present)):
        if row % 8 == 0 and not left.any():
            break
        np.minimum(here[row], left, out=taken[row])
        left -= taken[row]
    return bears


def _largest(present: Bools, claim: NDArray[Any], count: Ints) -> Bools:
    """The `count` payers present with the largest claims in each trial;
    the place in the order makes keys unique.
    """
    import numpy as np

    payers = len(present)
    claim *= payers
    claim += np.arange(payers, 0, -1, dtype=claim.dtype)[:, None]
    claim *= present
    keys = np.ascontiguousarray(claim.T)
    keys.sort(axis=1)
    index = np.minimum(payers - count, payers - 1)
    threshold = np.take_along_axis(keys, index[:, None], axis=1)[:, 0]
    threshold[count == 0] = np.iinfo(claim.dtype).max
    bears: Bools = claim >= np.maximum(threshold, 1)
    return bears
