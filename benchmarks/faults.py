"""Faults of the machine, for every line of the year of an office that writes:
python benchmarks/faults.py N --kind KIND [--seed S] [--only COMMAND] [--seconds S].

KIND: `changes` (each change of the disk is the last: a kill, an interrupt, a full, a read-only or a
broken disk), `moments` (killed or interrupted after some work), `sizes` (no file may grow beyond a
size), `streams` (closed or full), `clocks`, `places` (something else stands where a file is read or
written), `eight` (eight at once); N cases of each sort for each line, of those that need no more
than `--seconds` of work. After each, the next commands must find one whole state.

Without a KIND, `apportion msp11` with all outputs is interrupted and killed N times. With --tmpfs
(root, Linux) the set is also written to a file system of 1 to 6 MB, too small for it: it must be
refused, with what was there unchanged.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.faulty import hit_at_random, start, whole
from tests.kites import year
from tests.machine import Host, Station
from tests.troubles import OBSTACLES, WISHES, at_once, counted, faults, in_the_way, more


def main() -> int:
    """Run and print the tally; 1 if anything was lost."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("n", type=int)
    options.add_argument("--kind", choices=[*WISHES, "places", "eight"])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="")
    options.add_argument("--seconds", type=float, default=1.0)
    options.add_argument("--tmpfs", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return (_every_line if asked.kind else _full_set)(Path(name), asked)


def _every_line(home: Path, asked: argparse.Namespace) -> int:
    made, host, chance = year(home / "office"), Host(), random.Random(asked.seed)
    (home / "more").mkdir()
    stations = [*made.stations, *more(host, made.folder, home / "more", made.stations[-1].epoch)]
    lines = cases = lost = 0
    for number, station in enumerate(stations):
        if not station.line.startswith(asked.only):
            continue
        well = counted(host, station, home / "well")
        if well.cpu > asked.seconds:
            continue
        lines += 1
        folder = home / f"case-{number}"
        if asked.kind in WISHES:
            found = (
                (str(trouble), faults(host, station, folder, **trouble))
                for trouble in WISHES[asked.kind](well, chance, asked.n)
            )
        else:
            found = _others(host, station, folder, chance, asked)
        for what, wrong in found:
            cases += 1
            for each in wrong:
                lost += 1
                print(f"{station.line[:60]} | {what} | {each}", flush=True)
    host.end()
    print(f"{asked.kind}: {cases} cases of {lines} lines, {lost} faults")
    return int(lost > 0)


def _others(
    host: Host, station: Station, folder: Path, chance: random.Random, asked: argparse.Namespace
) -> Iterator[tuple[str, Iterator[str]]]:
    if asked.kind == "eight":
        for _ in range(asked.n):
            folder.mkdir()
            yield "eight at once", at_once(host, station, folder, 8)
        return
    written = [name for name in station.after if station.after[name] != station.before.get(name)]
    read = [name for name in station.before if name.startswith("data/")]
    for name in (*_some(written, chance, asked.n), *_some(read, chance, asked.n)):
        obstacle = chance.choice(OBSTACLES)
        folder.mkdir()
        yield f"{obstacle} at {name}", in_the_way(host, station, folder, name, obstacle)


def _some(names: list[str], chance: random.Random, most: int) -> list[str]:
    return chance.sample(names, min(most, len(names)))


def _full_set(folder: Path, asked: argparse.Namespace) -> int:
    began = time.monotonic()
    assert start(folder, "apportion", "msp11", "--cost", "1.00").wait(timeout=300) == 0
    took = time.monotonic() - began
    tally: dict[str, int] = {}
    for number in range(asked.n):
        for key, count in hit_at_random(
            folder, asked.seed + number, 1, ("apportion", "msp11"), took
        ).items():
            tally[key] = tally.get(key, 0) + count
    hits = ", ".join(f"{count} {what}" for what, count in tally.items())
    print(f"{asked.n} runs hit: {hits}; nothing lost")
    if asked.tmpfs:
        told = _full_disks()
        print(
            f"{len(told)} file systems filled up: refused, what was there unchanged; the small "
            f"set after it was written {sum(told)} times and refused {len(told) - sum(told)} "
            "times, and verifies"
        )
    return 0


def _full_disks() -> list[bool]:
    """For each size on which a small set fits and the full one does not:
    was the small one written once more?
    """
    told = []
    for kilobytes in range(1000, 6000, 250):
        with tempfile.TemporaryDirectory() as name:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", name]
            subprocess.run(mount, check=True)
            try:
                told += _full(Path(name))
            finally:
                subprocess.run(["umount", name], check=True)
    return told


def _full(folder: Path) -> list[bool]:
    """A small set first, if it fits; then the full one, which does not;
    then the small one again.
    """
    small = ("apportion", "msp11", "--state", "JPN", "--cost")
    process = start(folder, *small, "1.00")
    process.communicate(timeout=300)
    if process.returncode:
        return []
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    process = start(folder, "apportion", "msp11", "--lang", "en,fr,es,ar,ru", "--cost", "2.00")
    said = process.communicate(timeout=300)[1]
    if process.returncode == 0:
        return []
    assert process.returncode == 1 and "No space left" in said and "Traceback" not in said, said
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    again = start(folder, *small, "3.00")
    said = again.communicate(timeout=300)[1]
    # old and new must both fit for a moment
    assert again.returncode == 0 or "No space left" in said, said
    whole(folder / "reports" / "msp11")
    return [again.returncode == 0]


if __name__ == "__main__":
    sys.exit(main())
