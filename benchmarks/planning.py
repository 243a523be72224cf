"""The batch kernel against what one would use instead, on the same vectors, in one run.

    python benchmarks/planning.py [--trials 1000,10000,100000] [--million]

Prints times and ratios: the single-meeting engine and plain Python integers (both timed on a part
and scaled), numba and the packages that round to a total where they are installed, two threads
against one, the share of the measured memory bandwidth, the overflow guard, and memory and time of
a whole forecast. Nothing asserts a time.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ccmcost.calc.batch import BLOCK, INT64_MAX, Scratch, fits, kernel_for, pool_of, settle
from ccmcost.calc.distribution import distribution
from ccmcost.calc.trials import Range, Scenario, engine_row, run_trials
from ccmcost.findings import Findings
from ccmcost.load.convention import load_convention
from ccmcost.load.participants import load_list
from ccmcost.load.reader import Reader
from ccmcost.load.scales import load_scale
from ccmcost.load.states import load_states
from ccmcost.model.assessment import Payer
from ccmcost.model.money import Money
from ccmcost.model.rule import Rule
from ccmcost.workspace import open_workspace
from tests.batch_table import table_of

USD = Money(1, "USD", 2)
RULE = Rule("benchmark", "Benchmark", "none")


def all_states() -> tuple[Payer, ...]:
    """The 197 States with a rate in the scale of 2025-2027; those on the list of the last meeting
    are States Parties.
    """
    reader = Reader(open_workspace(), Findings())
    load_convention(reader)
    states = load_states(reader)
    scale = load_scale(reader, "un-2025-2027", states)
    listed = load_list(reader, "msp13", states)
    assert listed is not None
    codes = sorted({*scale.rates, *scale.notional})
    return tuple(
        Payer(c, "state_party" if c in listed.codes else "observer_state", scale.rate(c))
        for c in codes
    )


def timed(work: Callable[[], Any], repeat: int = 3) -> float:
    """The best time of some runs, in seconds."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def kernel_time(
    payers: tuple[Payer, ...], rule: Rule, present: Any, totals: Any, threads: int
) -> float:
    """The kernel alone: sums of rates, guard, units, residual owners,
    final amounts of every payer in every trial.
    """
    kernel = kernel_for(payers, rule, 1)
    assert kernel is not None

    # blocks and chunks as a forecast has them; the rows for plain Python are lists beforehand, too
    starts = range(0, len(totals), BLOCK)
    blocks = [
        (np.ascontiguousarray(present[:, start : start + BLOCK]), totals[start : start + BLOCK])
        for start in starts
    ]
    chunks = [blocks[first : first + 4] for first in range(0, len(blocks), 4)]

    def settled(chunk: list[Any]) -> None:
        scratch = Scratch()
        for here, sums in chunk:
            pool = pool_of(kernel, here, scratch)
            assert fits(kernel, pool.apart, sums).all()
            settle(kernel, here, sums, pool, scratch)

    def run() -> None:
        with ThreadPoolExecutor(threads) as workers:
            list(workers.map(settled, chunks))

    return timed(run)


def plain_python(
    weights: list[int], codes: list[str], present: list[list[bool]], totals: list[int]
) -> None:
    """largest_amounts, pooled, as a careful person writes it with Python integers."""
    order = sorted(range(len(weights)), key=lambda i: (-weights[i], codes[i]))
    for here, total in zip(present, totals, strict=True):
        whole = sum(weight for weight, there in zip(weights, here, strict=True) if there)
        amounts = [
            (2 * weight * total + whole) // (2 * whole) if there else 0
            for weight, there in zip(weights, here, strict=True)
        ]
        missing = total - sum(amounts)
        step = 1 if missing > 0 else -1
        for i in [i for i in order if here[i]][: abs(missing)]:
            amounts[i] += step


def with_numba() -> Callable[[Any, Any, Any], None] | None:
    try:
        from numba import njit
    except ImportError:
        return None

    def rows(weights: Any, present: Any, totals: Any) -> None:
        payers, trials = present.shape
        amounts = np.zeros(payers, dtype=np.int64)
        for t in range(trials):
            whole = 0
            for i in range(payers):
                whole += weights[i] * present[i, t]
            left = totals[t]
            for i in range(payers):
                product = weights[i] * totals[t] * present[i, t]
                unit = product // whole
                amounts[i] = unit + (product - unit * whole >= whole - (product - unit * whole))
                left -= amounts[i]
            step = 1 if left > 0 else -1
            for i in range(payers):
                if left == 0:
                    break
                if present[i, t]:
                    amounts[i] += step
                    left -= step

    compiled: Callable[[Any, Any, Any], None] = njit(nogil=True)(rows)
    return compiled


def packages(weights: list[int], present: list[list[bool]], totals: list[int]) -> None:
    """Packages that round to a total: time on the same vectors,
    and how often they give the exact engine's amounts.
    """
    for name, function in (("iteround", _iteround()), ("apportionment", _apportionment())):
        if function is None:
            print(f"  {name:<34} not installed")
            continue
        wrong, failed, start = 0, "", time.perf_counter()
        for here, total in zip(present, totals, strict=True):
            chosen = [weight for weight, there in zip(weights, here, strict=True) if there]
            try:
                wrong += _remainders(chosen, total) != function(chosen, total)
            except Exception as error:
                failed = f"; fails: {error}"
        spent = (time.perf_counter() - start) / len(totals)
        print(
            f"  {name:<34} {spent * 1e6:>10.1f} us per trial; {wrong} of {len(totals)} differ "
            f"from exact{failed}"
        )


def _remainders(weights: list[int], total: int) -> list[int]:
    whole = sum(weights)
    units = [weight * total // whole for weight in weights]
    order = sorted(
        range(len(weights)), key=lambda i: (-(weights[i] * total % whole), -weights[i], i)
    )
    for i in order[: total - sum(units)]:
        units[i] += 1
    return units


def _iteround() -> Callable[[list[int], int], list[int]] | None:
    try:
        from iteround import saferound
    except ImportError:
        return None
    return lambda weights, total: [
        int(x) for x in saferound([w * total / sum(weights) for w in weights], 0, topline=total)
    ]


def _apportionment() -> Callable[[list[int], int], list[int]] | None:
    try:
        from apportionment.methods import compute
    except ImportError:
        return None
    names = [str(place) for place in range(1000)]
    return lambda weights, total: list(
        compute("hamilton", weights, total, parties=names[: len(weights)], verbose=False)
    )


def bandwidth() -> float:
    """Bytes per second that one large copy moves (read and write)."""
    source = np.ones(25_000_000, dtype=np.int64)
    target = np.empty_like(source)
    return 2 * source.nbytes / timed(lambda: np.copyto(target, source), 5)


def line(name: str, seconds: float, remark: str = "") -> None:
    print(f"  {name:<34} {seconds:>10.3f} s  {remark}")


def compare_kernels(payers: tuple[Payer, ...], trials: list[int]) -> None:
    chance = np.random.default_rng(9)
    speed, numba = bandwidth(), with_numba()
    weights, codes = [payer.weight for payer in payers], [payer.code for payer in payers]
    for count in trials:
        present = np.ascontiguousarray(chance.random((len(payers), count)) < 0.7)
        totals = chance.integers(4 * 10**7, 6 * 10**7, count)
        print(f"{count:,} trials x {len(payers)} States, pooled, largest_amounts")
        one, two = (kernel_time(payers, RULE, present, totals, threads) for threads in (1, 2))
        line("kernel, 1 thread", one)
        line("kernel, 2 threads", two)
        sample(payers, weights, codes, present, totals, two)
        if numba is None:
            print("  numba: not installed")
        else:
            order = np.argsort([-weight for weight in weights], kind="stable")
            ranked, here = np.array(weights, np.int64)[order], np.ascontiguousarray(present[order])
            numba(ranked, here, totals)
            start = time.perf_counter()
            numba(ranked, here, totals)
            spent = time.perf_counter() - start
            line("numba, 1 thread", spent, f"{spent / one:.1f} x the kernel on 1 thread")
        moved = present.size * (1 + 8)
        share = moved / speed / min(one, two)
        print(
            f"  share of memory bandwidth ({speed / 1e9:.1f} GB/s): {share:.1%}; arithmetic is "
            "the bound, not memory"
        )
    for mode in ("pooled", "straight"):
        for policy in ("largest_amounts", "largest_remainder", "none"):
            rule = RULE._replace(states_not_party=mode, residual=policy)
            line(
                f"{mode}, {policy}",
                kernel_time(payers, rule, present, totals, 2),
                f"{count:,} trials, 2 threads",
            )
    print("packages that round to a total, one by one, against exact largest remainder")
    packages(weights, present.T[:300].tolist(), totals[:300].tolist())


def sample(
    payers: tuple[Payer, ...],
    weights: list[int],
    codes: list[str],
    present: Any,
    totals: Any,
    kernel: float,
) -> None:
    """The engine and plain Python on a part of the vectors, scaled to all of them."""
    count, part = len(totals), min(len(totals), 300)
    rows, sums = present.T[:part].tolist(), totals[:part].tolist()
    engine = (
        timed(
            lambda: [engine_row(payers, RULE, present[:, i], USD.of(sums[i])) for i in range(30)], 1
        )
        / 30
        * count
    )
    python = timed(lambda: plain_python(weights, codes, rows, sums)) / part * count
    line(
        "single-meeting engine (scaled)", engine, f"{engine / kernel:.0f} x the kernel on 2 threads"
    )
    line(
        "plain Python integers (scaled)", python, f"{python / kernel:.0f} x the kernel on 2 threads"
    )


def show_guard(payers: tuple[Payer, ...]) -> None:
    kernel = kernel_for(payers, RULE, 1)
    assert kernel is not None
    limit = INT64_MAX // max(payer.weight for payer in payers)
    totals = np.array([limit, limit + 1])
    found = table_of(payers, RULE, np.ones((2, len(payers)), dtype=np.bool_), totals, USD)
    wrapped = np.array([22000]) * (limit + 10**12)
    exact = [
        engine_row(payers, RULE, np.ones(len(payers), dtype=np.bool_), USD.of(int(total)))
        for total in totals
    ]
    print(
        f"guard: limit {limit:,} minor units at a rate of 22 per cent; rows by the engine: "
        f"{found.engine_rows} of 2"
    )
    print(
        f"  both rows equal the engine: {found.amounts.tolist() == exact}; unguarded product "
        f"above it: {int(wrapped[0]):,}"
    )


def whole_forecast(payers: tuple[Payer, ...], trials: int) -> None:
    chances = tuple(Fraction(7, 10) if i % 3 else Fraction(1, 10) for i in range(len(payers)))
    scenario = Scenario(
        payers, chances, Range(4 * 10**7, 45 * 10**6, 6 * 10**7), USD, RULE, trials, 1
    )
    start = time.perf_counter()
    drawn = run_trials(scenario, 2)
    middle = time.perf_counter()
    distribution(drawn, 10**6, 2)
    end = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"whole forecast, {trials:,} trials, 2 threads: draw and settle {middle - start:.2f} s, "
        f"quantiles {end - middle:.2f} s"
    )
    print(f"  largest memory of this process so far: {memory:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--trials", default="1000,10000,100000")
    parser.add_argument(
        "--million",
        action="store_true",
        help="only a whole forecast of 10^6 trials, for its memory",
    )
    wish = parser.parse_args()
    payers = all_states()
    if wish.million:
        whole_forecast(payers, 10**6)
        return
    show_guard(payers)
    compare_kernels(payers, [int(text) for text in wish.trials.split(",")])
    whole_forecast(payers, 100_000)


if __name__ == "__main__":
    main()
