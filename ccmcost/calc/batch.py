"""Many assessments at once: one rate table, many sets of States present and many totals, exact to
the last unit.

The same arithmetic as `shares` and `rounding`, on arrays: States in rows, trials in columns. Where
products stay below 2^48, units are formed in float64, which is exact there (see `units_of`) and
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
FLOAT64_EXACT = 2**48
BLOCK = 2056
"""Trials that the kernel takes at once: so few that its arrays stay near the processor, so many
that calls do not count; a multiple of eight, for bits; and no power of two, whose columns would all
fall on the same place in the cache when keys are turned for sorting.
"""


class Kernel(NamedTuple):
    """One rate table under one plain rule. Payers stand in the order that cuts ties: larger rate,
    then code.

    Many States have the same rate, so divisions are made once per run of payers that follow one
    another with the same rate on the same side: the `run` of each payer, the `rates` of the runs
    (as integers, and as floats beside a column of ones), which stand `apart` from the pool, and the
    `weights` of all payers in it and apart, in floats that hold their sum exactly.
    """

    payers: tuple[Payer, ...]
    run: Ints
    rates: Ints
    parts: NDArray[np.float64]
    weights: NDArray[Any]
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


class Scratch:
    """Arrays that are used again from block to block: to ask the system for fresh memory takes
    longer than the arithmetic on it. One thread at a time; what stands in them is good until the
    next block.
    """

    def __init__(self) -> None:
        self._held: dict[str, NDArray[np.uint8]] = {}

    def array(self, name: str, shape: tuple[int, int], dtype: Any) -> NDArray[Any]:
        """The array of this name, with anything in it."""
        import numpy as np

        size = shape[0] * shape[1] * np.dtype(dtype).itemsize
        if name not in self._held or self._held[name].size < size:
            self._held[name] = np.empty(size, dtype=np.uint8)
        held: NDArray[Any] = self._held[name][:size].view(dtype)
        return held.reshape(shape)


class Settled(NamedTuple):
    """Per payer and trial: whole units, and who bears a residual unit of sign `step` in them;
    rows of payers who bear one in no trial may be missing at the end of `bears`.

    The units stand in a scratch array of the block.
    """

    units: NDArray[np.int32 | np.int64]
    bears: Bools
    step: Ints


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
    apart = np.array([straight and payer.role != "state_party" for payer in ordered])
    starts = np.flatnonzero(np.diff(weights * 2 + apart, prepend=0))
    run = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(ordered)))
    rates = weights[starts]
    parts = np.insert(rates[:, None], 1, 1, axis=1).astype(np.float64)
    exact = np.float32 if int(weights.sum()) < 2**24 else np.float64
    sides = np.stack((weights * ~apart, weights * apart)).astype(exact)
    kernel = Kernel(ordered, run, rates, parts, sides, apart[starts], rule.residual, unit)
    return kernel if _largest_key(kernel) * len(ordered) <= INT64_MAX else None


def _largest_key(kernel: Kernel) -> int:
    """A bound on denominators and ranking keys, whatever the trial."""
    whole = WHOLE_RATE if kernel.straight else 1
    return int(kernel.rates[kernel.run].sum()) * whole * kernel.unit + 1


def pool_of(kernel: Kernel, present: Bools, scratch: Scratch) -> Pool:
    """The sums of rates of each trial; `present` is payers x trials in the kernel's order."""
    import numpy as np

    ones = scratch.array("of payers", present.shape, kernel.weights.dtype)
    ones[:] = present
    pooled, apart = (kernel.weights @ ones).astype(np.int64)
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
    kernel: Kernel,
    runs: slice | Ints,
    pool: Pool,
    totals: Ints,
    apart: bool,
    scratch: Scratch,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rounded units of runs on one side before the residual, still with decimals that do not
    count, and, if they are rounded down, the remainders.

    The exact units of a payer are its rate times a numerator divided by a denominator, both of
    which differ by trial. Such a quotient, and a quotient and a half, is either a whole number or
    above one by a half of one part of the denominator or more. So a quarter of such a part is
    added before the decimals go: it never reaches the next whole number, and is more than the
    roundings of float64 take away, as long as product and denominator stay below 2^48.
    """
    import numpy as np

    half_up = kernel.residual != "largest_remainder"
    if apart:
        numerator = np.where(pool.feasible, totals, 0)
        denominator = np.full_like(totals, WHOLE_RATE * kernel.unit)
    else:
        left, whole = (WHOLE_RATE - pool.apart, WHOLE_RATE) if kernel.straight else (1, 1)
        numerator = np.where(pool.feasible, left * totals, 0)
        denominator = np.where(pool.feasible, pool.pooled * (whole * kernel.unit), 1)
    rates: NDArray[Any] = kernel.rates[runs, None]
    if max(int(numerator.max()) * int(rates.max()), int(denominator.max())) < FLOAT64_EXACT:
        factors = np.stack((numerator / denominator, 0.5 * half_up + 0.25 / denominator))
        units = scratch.array("of runs", (len(rates), len(totals)), np.float64)
        np.matmul(kernel.parts[runs], factors, out=units)
        if half_up:
            return units, units
        np.floor(units, out=units)
        return units, rates * numerator - units * denominator
    products = rates * numerator
    quotients = products // denominator
    products -= quotients * denominator
    return quotients + (products >= denominator - products) * half_up, products


def settle(kernel: Kernel, present: Bools, totals: Ints, pool: Pool, scratch: Scratch) -> Settled:
    """Units of every payer in every trial, exactly as `apportion_units` gives them.
    All trials must fit; totals > 0.
    """
    import numpy as np

    due = totals // kernel.unit
    exact = np.int32 if int(due.max()) + len(present) < 2**31 else np.int64
    whole = scratch.array("whole units of runs", (len(kernel.rates), len(totals)), exact)
    claims = np.empty(whole.shape, dtype=_key_type(kernel)) if _ranks(kernel) else None
    # what is too large for `exact` belongs to payers who are not present
    with np.errstate(invalid="ignore"):
        for runs, apart in _sides(kernel):
            whole[runs], remainder = units_of(kernel, runs, pool, totals, apart, scratch)
            if claims is not None:
                claims[runs] = _claims(kernel, pool, runs, remainder, apart)
    units = scratch.array("of payers", present.shape, exact)
    np.take(whole, kernel.run, axis=0, out=units, mode="clip")  # other modes copy first
    units *= present
    missing = due - units.sum(axis=0, dtype=exact)
    missing[~pool.feasible] = 0
    if kernel.residual == "none":
        missing[:] = 0
    step, count = np.sign(missing), np.abs(missing)
    if claims is None:
        small = np.min_scalar_type(len(present))
        bears = _first(present, count.astype(small), scratch.array("of runs", present.shape, small))
    else:
        bears = _largest(present, claims[kernel.run], count)
    units[: len(bears)] += np.multiply(bears, step, dtype=exact)
    return Settled(units, bears, step)


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


def _first(present: Bools, count: NDArray[Any], so_far: NDArray[Any]) -> Bools:
    """The first `count` payers present in each trial, in the kernel's order: rows of payers,
    without the rows of those who never bear a unit.
    """
    import numpy as np

    so_far[0], rows = present[0], 1
    for before, here, now in zip(so_far, present.view(np.uint8)[1:], so_far[1:], strict=False):
        if rows % 8 == 0 and (before >= count).all():
            break
        np.add(before, here, out=now)
        rows += 1
    bears: Bools = so_far[:rows] <= count
    bears &= present[:rows]
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
    bears: Bools = claim >= threshold  # above zero: more have a claim than bear a unit
    return bears
