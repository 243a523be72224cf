"""Many trials of one meeting: who is there and what it costs is drawn, every trial is apportioned
exactly.

What a million trials leave must fit into memory, so a trial is kept as bits (who is present, who
bears a residual unit) and a few integers; the amounts of one State are computed again from them
when its distribution is asked for.

Random draws that depend on the seed alone: not on threads, nor on which other States are
uncertain.

Philox is counter-based: each chunk of trials and each State has a stream of its own, found by
(seed, chunk, code). Draws are whole 64-bit numbers compared with or scaled by integers; no float
takes part.
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
from ccmcost.errors import DataError, UsageError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ccmcost.calc.batch import Bools, Ints

    Bits = NDArray[np.uint8]
    import numpy as np
    from numpy.typing import NDArray

    Raw = NDArray[np.uint64]


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
        run = kernel.run[[row]]
        apart = bool(kernel.apart[run].all())
        units, _ = units_of(kernel, run, self.pool, self.totals, apart, Scratch())
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
    chunks = range(-(-scenario.trials // CHUNK))
    with ThreadPoolExecutor(max_workers=threads) as workers:
        for done, _ in enumerate(
            workers.map(lambda chunk: _chunk(scenario, trials, chunk), chunks), 1
        ):
            if progress is not None:
                progress(min(done * CHUNK, scenario.trials), scenario.trials)
    if trials.kernel is None:
        _finish_by_engine(scenario, trials, progress)
    return trials


def usable_kernel(scenario: Scenario) -> Kernel | None:
    """The kernel of a scenario, or None if its rule or its largest cost may need the engine."""
    import numpy as np

    (unit,) = {billing_unit(scenario.rule, scenario.like.of(cost)) for cost in scenario.costs}
    kernel = kernel_for(scenario.payers, scenario.rule, unit)
    largest = np.array([scenario.costs.high])
    fit = kernel is not None and fits(kernel, np.zeros_like(largest), largest).all()
    return kernel if fit else None


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


def _chunk(scenario: Scenario, trials: Trials, chunk: int) -> None:
    """Draw one chunk and settle it, into its own slice of the trials."""
    import numpy as np

    start = chunk * CHUNK
    count = min(CHUNK, scenario.trials - start)
    rows = slice(start, start + count)
    probability = {
        payer.code: chance
        for payer, chance in zip(scenario.payers, scenario.probabilities, strict=True)
    }
    present = np.empty((len(trials.payers), count), dtype=np.bool_)
    for row, payer in enumerate(trials.payers):
        present[row] = draw_present(
            probability[payer.code], payer.code, scenario.seed, chunk, count
        )
    step = (
        billing_unit(scenario.rule, scenario.like.of(scenario.costs.low))
        if scenario.rule.residual != "none"
        else 1
    )
    trials.totals[rows] = draw_totals(scenario.costs, step, scenario.seed, chunk, count)
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


CHUNK = 8192
"""Trials of one chunk; part of what a seed means, so it never changes with memory or threads."""

LARGEST_SEED = 2**64 - 1


class Range(NamedTuple):
    """A total between `low` and `high`, most likely `likely`; minor units.
    Equal ends mean a certain total.
    """

    low: int
    likely: int
    high: int


def draw_present(
    probability: Fraction, code: str, seed: int, chunk: int, trials: int
) -> Bools | bool:
    """In which trials of a chunk a State takes part; a plain bool if that is certain.

    The chance is the probability rounded down to a multiple of 2^-64.
    """
    import numpy as np

    if probability in (0, 1):
        return probability == 1
    limit = np.uint64(probability.numerator * 2**64 // probability.denominator)
    raw = _stream(seed, chunk, int.from_bytes(code.encode(), "big"), trials)
    present: Bools = raw < limit
    return present


def draw_totals(wanted: Range, step: int, seed: int, chunk: int, trials: int) -> Ints:
    """Totals of a chunk, multiples of `step`, from the triangular distribution of the range.

    Left of the mode the density rises like that of the larger of two uniform draws, right of it it
    falls like that of the smaller: so three draws give a total, in integers only.
    """
    import numpy as np

    low, likely, high = (value // step for value in wanted)
    if low == high:
        return np.full(trials, low * step, dtype=np.int64)
    side, first, second = _stream(seed, chunk, 0, 3 * trials).reshape(3, trials)
    rising = _scaled(side, high - low) < likely - low
    left = low + _scaled(np.maximum(first, second), likely - low + 1)
    right = likely + _scaled(np.minimum(first, second), high - likely + 1)
    return np.where(rising, left, right) * step


def _stream(seed: int, chunk: int, number: int, count: int) -> Raw:
    import numpy as np

    words = np.array([0, 0, number >> 64, number & (2**64 - 1)], dtype=np.uint64)
    raw: Raw = np.random.Philox(
        key=np.array([seed, chunk], dtype=np.uint64), counter=words
    ).random_raw(count)
    return raw


def _scaled(raw: Raw, span: int) -> Ints:
    """floor(raw * span / 2^64) for a span below 2^62, in two halves that each stay within 64
    bits.
    """
    import numpy as np

    half, mask = np.uint64(32), np.uint64(2**32 - 1)
    high, low = raw >> half, raw & mask
    span_high, span_low = np.uint64(span >> 32), np.uint64(span & (2**32 - 1))
    middle = high * span_low + ((low * span_low) >> half)
    other = low * span_high + (middle & mask)
    scaled: Ints = (high * span_high + (middle >> half) + (other >> half)).astype(np.int64)
    return scaled
