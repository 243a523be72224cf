"""What many trials say of one State and of the pool: exact sums, counts and quantiles of whole
minor units.

Quantile: the lower empirical one. Of N values in ascending order the q-quantile is the value at
place ceil(q * N): the smallest value that at least that share of the trials does not exceed.
Nothing is interpolated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ccmcost.calc.trials import Trials

if TYPE_CHECKING:
    from ccmcost.calc.batch import Ints

PER_CENT = (5, 25, 50, 75, 95)
"""The quantiles that are given, in per cent."""


class Summary(NamedTuple):
    """Of so many trials: the exact sum of the values, the quantiles of PER_CENT,
    how many are above a threshold.
    """

    trials: int
    sum: int
    quantiles: tuple[int, ...]
    above: int | None


class Distribution(NamedTuple):
    """A summary for every payer in order of code, how often each took part,
    and the sum of rates and the cost.
    """

    codes: tuple[str, ...]
    amounts: tuple[Summary, ...]
    present: tuple[int, ...]
    rates: Summary
    costs: Summary
    left_out: int


def distribution(trials: Trials, threshold: int | None = None, threads: int = 1) -> Distribution:
    """Summaries of all payers; trials in which nobody can bear the cost are left out and
    counted.
    """
    from concurrent.futures import ThreadPoolExecutor

    if trials.used == 0:
        nothing = Summary(0, 0, (0,) * len(PER_CENT), None)
        return Distribution((), (), (), nothing, nothing, len(trials.totals))
    counts = trials.pool.feasible
    order = sorted(range(len(trials.payers)), key=lambda row: trials.payers[row].code)
    with ThreadPoolExecutor(max_workers=threads) as workers:
        amounts = tuple(
            workers.map(lambda row: summary(trials.amounts_of(row)[counts], threshold), order)
        )
    return Distribution(
        codes=tuple(trials.payers[row].code for row in order),
        amounts=amounts,
        present=tuple(int((trials.present_of(row) & counts).sum()) for row in order),
        rates=summary((trials.pool.pooled + trials.pool.apart)[counts]),
        costs=summary(trials.totals[counts]),
        left_out=len(counts) - trials.used,
    )


def summary(values: Ints, threshold: int | None = None) -> Summary:
    """Exact figures of a column of integers, which must not be empty."""
    import numpy as np

    ordered = np.sort(values)
    count = len(ordered)
    quantiles = tuple(int(ordered[-(-per_cent * count // 100) - 1]) for per_cent in PER_CENT)
    above = (
        None
        if threshold is None
        else count - int(np.searchsorted(ordered, threshold, side="right"))
    )
    return Summary(count, exact_sum(ordered), quantiles, above)


def exact_sum(values: Ints) -> int:
    """The sum as a Python int; the two halves of each value are summed apart,
    so that int64 cannot overflow.
    """
    return (int((values >> 32).sum()) << 32) + int((values & (2**32 - 1)).sum())
