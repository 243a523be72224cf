"""Throw N hostile files of a kind at the commands: python benchmarks/fuzz.py KIND N [--seed S]
[--jobs J] [--keep DIR].

KIND is one of tests/hostile/kinds.py, or `all`. Each case must end in success,
findings or a usage error: no traceback, no hang, no swelling, nothing written where it may not be.
The last line is the tally; the exit code is 1 if any case failed. Every case follows from kind,
seed and number alone, so `--only NUMBER` repeats one.
"""

from __future__ import annotations

import argparse
import atexit
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.hostile.kinds import KINDS, open_room
from tests.hostile.room import Case, Outcome, Room

MEMORY = 1536 * 1024 * 1024
SECONDS = 60
CHUNK = 50


def main() -> int:
    """Run the kinds asked for, print the tally of each."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("kind", choices=[*KINDS, "all"])
    options.add_argument("n", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--only", type=int, help="repeat this one case and show how it ended")
    options.add_argument("--keep", type=Path, help="keep the files of failed cases in this folder")
    asked = options.parse_args()
    kinds = list(KINDS) if asked.kind == "all" else [asked.kind]
    if asked.only is not None:
        return _repeat(asked.kind, asked.seed, asked.only)
    return max([_run(kind, asked.n, asked.seed, asked.jobs, asked.keep) for kind in kinds])


def _case(kind: str, seed: int, number: int, room: Room) -> Case:
    return KINDS[kind](random.Random(f"{kind} {seed} {number}"), room)


def _repeat(kind: str, seed: int, number: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        room = open_room(Path(folder), SECONDS)
        case = _case(kind, seed, number, room)
        for name, content in case.files.items():
            print(f"{name}: {content[:3000]!r}")
        print(str(case.arguments)[:3000])
        outcome = room.meet(case)
        print(
            "exit code "
            f"{outcome.code}\n{outcome.out[-2000:]}\n{outcome.err[-3000:]}\n{outcome.fault}"
        )
    return bool(outcome.fault)


def _run(kind: str, n: int, seed: int, jobs: int, keep: Path | None) -> int:
    began, ends, faults = time.monotonic(), Counter[int](), 0
    slowest = (0.0, 0)
    with ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), _open, (kind, seed)
    ) as pool:
        chunks = [pool.submit(_chunk, range(at, min(at + CHUNK, n))) for at in range(0, n, CHUNK)]
        for future in as_completed(chunks):
            done = future.result()
            for number, outcome, took, case in done:
                ends[outcome.code] += 1
                slowest = max(slowest, (took, number))
                if outcome.fault and case is not None:
                    faults += 1
                    print(
                        f"{kind} --seed {seed} --only {number} ({case.what}): "
                        f"{outcome.fault[-1500:]}\n",
                        flush=True,
                    )
                    _keep(keep, kind, number, case)
            if sys.stderr.isatty():
                print(
                    f"\r{kind}: {sum(ends.values()):,} of {n:,}, {faults} faults",
                    end="",
                    file=sys.stderr,
                )
    took = time.monotonic() - began
    told = ", ".join(f"exit code {code}: {count:,}" for code, count in sorted(ends.items()))
    slow = f"slowest {slowest[0]:.1f} s (--only {slowest[1]})"
    print(
        f"{kind}: {sum(ends.values()):,} cases, {faults} faults; {told}; {took:.0f} s; {slow}",
        flush=True,
    )
    return bool(faults)


_room: list[Room] = []
_what: list[tuple[str, int]] = []


def _open(kind: str, seed: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder = tempfile.TemporaryDirectory()
    _room[:] = [open_room(Path(folder.name), SECONDS)]
    _what[:] = [(kind, seed)]
    atexit.register(folder.cleanup)


def _chunk(numbers: range) -> list[tuple[int, Outcome, float, Case | None]]:
    return list(_met(numbers))


def _met(numbers: range) -> Iterator[tuple[int, Outcome, float, Case | None]]:
    for number in numbers:
        case = _case(*_what[0], number, _room[0])
        began = time.monotonic()
        outcome = _room[0].meet(case)
        took = time.monotonic() - began
        told = case._replace(judge=None, call=None) if outcome.fault else None
        yield number, outcome._replace(out="", err=""), took, told


def _keep(folder: Path | None, kind: str, number: int, case: Case) -> None:
    if folder is None:
        return
    for name, content in case.files.items():
        path = folder / f"{kind}-{number}-{Path(name).name}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
