"""Many trials of one meeting: who is there and what it costs is drawn, every trial is apportioned
exactly.

What a million trials leave must fit into memory, so a trial is kept as bits (who is present, who
bears a residual unit) and a few integers; the amounts of one State are computed again from them
when its distribution is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.calc.assess import assess, billing_unit
from ccmcost.calc.batch import (
    BLOCK,
    Kernel,
    Pool,
    Scratch,
    fits,
    kernel_for,
    pool_of,
    settle,
    units_of,
)
from ccmcost.calc.draws import CHUNK, Range, draw_present, draw_totals
from ccmcost.errors import DataError, UsageError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ccmcost.calc.batch import Bools, Ints

    Bits = NDArray[np.uint8]

LARGEST_KEPT = 25_000_000
"""Amounts (trials x payers) that are kept as they are, for rules and totals that have no kernel:
200 MB.
"""

_REMEMBERED = 20_000

Progress = Callable[[int, int], None]


class Scenario(NamedTuple):
    """What is uncertain: each payer takes part with its probability, independently;
    the cost lies in a range.
    """

    payers: tuple[Payer, ...]
    probabilities: tuple[Fraction, ...]
    costs: Range
    like: Money
    rule: Rule
    trials: int
    seed: int


class Trials(NamedTuple):
    """All trials of a scenario. Rows are payers in `payers` order, bits are packed along the
    trials.

    Without a kernel `amounts` holds what every payer bears in every trial (trials x payers); else
    it is empty.
    """

    payers: tuple[Payer, ...]
    kernel: Kernel | None
    totals: Ints
    pool: Pool
    present: Bits
    bears: Bits
    step: NDArray[np.int8]
    amounts: Ints

    @property
    def used(self) -> int:
        """Trials in which somebody bears the cost; the others are left out of every figure."""
        return int(self.pool.feasible.sum())

    def present_of(self, row: int) -> Bools:
        """In which trials a payer takes part."""
        return _unpacked(self.present[row], len(self.totals))

    def amounts_of(self, row: int) -> Ints:
        """A payer's amount in every trial, in minor units."""
        import numpy as np

        kernel = self.kernel
        if kernel is None:
            return self.amounts[:, row]
        run = int(kernel.run[row])
        units, _ = units_of(
            kernel, slice(run, run + 1), self.pool, self.totals, bool(kernel.apart[run]), Scratch()
        )
        amounts: Ints = units[0].astype(np.int64) * self.present_of(row)
        amounts += _unpacked(self.bears[row], len(self.totals)) * self.step
        return amounts * kernel.unit


def run_trials(scenario: Scenario, threads: int = 1, progress: Progress | None = None) -> Trials:
    """Draw and apportion all trials. The result depends on the scenario alone, not on `threads`.

    Raises UsageError if the rule or the size of the costs has no kernel and the trials are too many
    to keep, DataError if a cost does not fit the rule's billing unit.
    """
    from concurrent.futures import ThreadPoolExecutor

    trials = _empty(scenario)
    starts = range(0, scenario.trials, CHUNK)
    with ThreadPoolExecutor(max_workers=threads) as workers:
        for done, _ in enumerate(
            workers.map(lambda start: _chunk(scenario, trials, start), starts), 1
        ):
            if progress is not None:
                progress(min(done * CHUNK, scenario.trials), scenario.trials)
    if trials.kernel is None:
        _finish_by_engine(scenario, trials, progress)
    return trials


def usable_kernel(scenario: Scenario) -> Kernel | None:
    """The kernel of a scenario, or None if its rule or its largest cost may need the engine."""
    import numpy as np

    units = [billing_unit(scenario.rule, scenario.like.of(cost)) for cost in scenario.costs]
    kernel = kernel_for(scenario.payers, scenario.rule, units[0])
    if (
        kernel is None
        or not fits(kernel, np.zeros(1, dtype=np.int64), np.array([scenario.costs.high]))[0]
    ):
        return None
    return kernel


def _empty(scenario: Scenario) -> Trials:
    import numpy as np

    count, kernel = scenario.trials, usable_kernel(scenario)
    payers = kernel.payers if kernel is not None else scenario.payers
    slow = count if kernel is None else 0
    if slow * len(payers) > LARGEST_KEPT:
        raise UsageError(
            f"--trials: {count} trials are too many for this rule or cost, whose trials are "
            f"computed one by one. Use at most {LARGEST_KEPT // len(payers)}."
        )
    bits = (len(payers), -(-count // 8))
    return Trials(
        payers=payers,
        kernel=kernel,
        totals=np.zeros(count, dtype=np.int64),
        pool=Pool(np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.bool_)),
        present=np.zeros(bits, dtype=np.uint8),
        bears=np.zeros(bits, dtype=np.uint8),
        step=np.zeros(count, dtype=np.int8),
        amounts=np.zeros((slow, len(payers)), dtype=np.int64),
    )


def _chunk(scenario: Scenario, trials: Trials, start: int) -> None:
    """Draw one chunk and settle it, into its own slice of the trials."""
    import numpy as np

    count = min(CHUNK, scenario.trials - start)
    rows = slice(start, start + count)
    probability = {
        payer.code: chance
        for payer, chance in zip(scenario.payers, scenario.probabilities, strict=True)
    }
    present = np.empty((len(trials.payers), count), dtype=np.bool_)
    for row, payer in enumerate(trials.payers):
        present[row] = draw_present(
            probability[payer.code], payer.code, scenario.seed, start // CHUNK, count
        )
    step = (
        billing_unit(scenario.rule, scenario.like.of(scenario.costs.low))
        if scenario.rule.residual != "none"
        else 1
    )
    trials.totals[rows] = draw_totals(scenario.costs, step, scenario.seed, start // CHUNK, count)
    bits = slice(start // 8, start // 8 + -(-count // 8))
    trials.present[:, bits] = np.packbits(present, axis=1)
    if trials.kernel is not None:
        scratch = Scratch()
        for first in range(0, count, BLOCK):
            here = np.ascontiguousarray(present[:, first : first + BLOCK])
            _settle(trials, trials.kernel, here, start + first, scratch)


def _settle(trials: Trials, kernel: Kernel, here: Bools, start: int, scratch: Scratch) -> None:
    import numpy as np

    rows = slice(start, start + here.shape[1])
    pool = pool_of(kernel, here, scratch)
    for whole, part in zip(trials.pool, pool, strict=True):
        whole[rows] = part
    found = settle(kernel, here, trials.totals[rows], pool, scratch)
    bits = slice(start // 8, start // 8 + -(-here.shape[1] // 8))
    trials.bears[: len(found.bears), bits] = np.packbits(found.bears, axis=1)
    trials.step[rows] = found.step


def _finish_by_engine(scenario: Scenario, trials: Trials, progress: Progress | None) -> None:
    """Assess every trial with the single-meeting engine; trials that are alike are computed
    once.
    """
    import numpy as np

    known: dict[tuple[bytes, int], list[int] | None] = {}
    weights = np.array([payer.weight for payer in trials.payers], dtype=np.int64)
    for start in range(0, scenario.trials, CHUNK):
        bits = trials.present[:, start // 8 : (start + CHUNK) // 8]
        present = np.unpackbits(bits, axis=1, count=min(CHUNK, scenario.trials - start)).astype(
            np.bool_
        )
        trials.pool.pooled[start : start + CHUNK] = weights @ present
        for offset, here in enumerate(np.ascontiguousarray(present.T)):
            trial = start + offset
            key = (here.tobytes(), int(trials.totals[trial]))
            if key not in known:
                known = known if len(known) < _REMEMBERED else {}
                known[key] = engine_row(
                    trials.payers, scenario.rule, here, scenario.like.of(key[1])
                )
            found = known[key]
            trials.pool.feasible[trial] = found is not None
            trials.amounts[trial] = found or 0
        if progress is not None:
            progress(min(start + CHUNK, scenario.trials), scenario.trials)


def engine_row(
    payers: Sequence[Payer], rule: Rule, present: Bools, total: Money
) -> list[int] | None:
    """Amounts in minor units in the order of `payers`, nil for those not `present`;
    None if the rule cannot be met.
    """
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


def _unpacked(bits: Bits, count: int) -> Bools:
    import numpy as np

    return np.unpackbits(bits, count=count).astype(np.bool_)
