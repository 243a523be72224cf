"""What goes wrong with a machine, for every line that writes, and what must hold afterwards: cases
by kind, as `benchmarks/faults.py` and `tests/test_machine.py` run them.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.conftest import DATA
from tests.machine import (
    KILLED,
    LEDGER,
    Ended,
    Host,
    State,
    Station,
    Trouble,
    linked,
    state,
    unlike,
)

MORE = """
import treaty-status status.csv --source "Register of the Kite Depositary" --yes
import scale resolution.pdf --yes
init other
ledger import ledger.json --data other/data
init aplc --convention aplc
init --office --set bank.swift=KITECHGG
"""
"""Lines that come after the year: of commands that write nothing in it, or something else."""
ENDS = ("kill", "interrupt", errno.ENOSPC, errno.EROFS, errno.EIO)
Wishes = Iterator[dict[str, Any]]
Case = Callable[[Host, Station, Path], Iterator[str]]


def more(host: Host, office: Path, home: Path, epoch: str) -> list[Station]:
    """The stations of the lines that come after the year, in a folder that is there."""
    made = list[Station]()
    here = linked(office, home / "office")
    shutil.copy(office.parent / "official" / "resolution.pdf", here)
    shutil.copy(office / "data" / "treaty_status.csv", here / "status.csv")
    scale = Path("un_scale") / "un-2025-2027.csv"  # with two rates that the resolution puts right
    swapped = {"JPN": "FRA", "FRA": "JPN"}
    rows = (DATA / scale).read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(swapped.get(row[:3], row[:3]) + row[3:] for row in rows)
    (here / "data" / "un_scale").mkdir()
    (here / "data" / scale).write_text(text, encoding="utf-8")
    for number, line in enumerate(MORE.strip().splitlines()):
        kept, before = linked(here, home / f"{number}"), state(here)
        ended = host.run(here, line, epoch)
        assert ended.code == 0, (line, ended)
        made.append(Station(line, epoch, kept, before, state(here)))
    return made


def counted(host: Host, station: Station, folder: Path) -> Ended:
    """How a line ends where nothing goes wrong."""
    here = linked(station.folder, folder)
    try:
        return host.run(here, station.line, station.epoch)
    finally:
        shutil.rmtree(here)


def changes(well: Ended, chance: random.Random, most: int) -> Wishes:
    """Any of the changes that a line makes is the last one."""
    number = len(well.changes)
    for then in ENDS:
        for change in chance.sample(range(1, number + 1), min(most, number)):
            yield {"change": change, "then": then}


def moments(well: Ended, chance: random.Random, most: int) -> Wishes:
    """Killed or interrupted after some work."""
    for _ in range(most):
        for then in ("kill", "interrupt"):
            yield {"cpu": chance.uniform(0.005, well.cpu * 1.05), "then": then}


def sizes(_: Ended, chance: random.Random, most: int) -> Wishes:
    """No file can become larger than this."""
    for _ in range(most):
        yield {"size": int(400_000 * chance.random() ** 3)}


def streams(_: Ended, chance: random.Random, most: int) -> Wishes:
    """Standard output, standard error or both are closed or full."""
    every = [
        {"streams": dict.fromkeys(names, how)}
        for how in ("closed", "full")
        for names in (("stdout",), ("stderr",), ("stdout", "stderr"))
    ]
    yield from chance.sample(every, min(most, len(every)))


def clocks(_: Ended, chance: random.Random, most: int) -> Wishes:
    """The clock is set back, far ahead, to the last second of a year or where an hour is left out,
    in zones that exist and in others.
    """
    epochs = ("0", "-1", "1", "951782399", "1672531199", "1679792400", "4102444800", "253402300799")
    odd = ("253402300800", "99999999999999", "", "x", "1.5")
    zones = ("UTC", "Pacific/Apia", "Europe/Zurich", "XXX+99", ":/nowhere", "")
    for _ in range(most):
        epoch = chance.choice((*epochs, *odd))
        yield {"env": {"SOURCE_DATE_EPOCH": epoch, "TZ": chance.choice(zones)}}


WISHES = {
    "changes": changes,
    "moments": moments,
    "sizes": sizes,
    "streams": streams,
    "clocks": clocks,
}


def faults(host: Host, station: Station, folder: Path, **trouble: Any) -> Iterator[str]:
    """What is wrong after a line in trouble, and after the next commands."""
    here = linked(station.folder, folder)
    try:
        ended = host.run(here, station.line, station.epoch, **trouble)
        yield from judged(station, ended, state(here), trouble)
        if "env" not in trouble or ended.code:  # at another time, another thing is done
            yield from put_right(host, station, here)
    finally:
        shutil.rmtree(here)


def judged(station: Station, ended: Ended, seen: State, trouble: Trouble) -> Iterator[str]:
    """What is wrong with the end of a line: nothing may be left that is not told."""
    if "Traceback" in ended.err or ended.code not in (0, 1, 2, 130, KILLED, -signal.SIGPROF):
        yield f"ended with {ended.code}: {ended.err[-1500:]}"
    if ended.code == 0 and "env" not in trouble:
        different = unlike(seen, station.after)
        if different:
            yield f"done, but {', '.join(different)}; {ended.err}"
    elif ended.code in (1, 2, 130):
        left = [each for each in unlike(seen, station.before) if not each.endswith("/")]
        if trouble.get("then") in (errno.EROFS, errno.EIO):  # nothing can be cleared up
            left = [each for each in left if "/." not in each.replace(" ", "/")]
        told = any(word in ended.err for word in TOLD) or station.line.startswith("init")
        if left and not told:
            yield f"refused, but {', '.join(left)}; {ended.err}"


AGAIN = "was changed by another command meanwhile. Nothing was written. Run the command again."
TOLD = ("written.", "recorded in", "were issued")


def put_right(host: Host, station: Station, here: Path) -> Iterator[str]:
    """What is wrong after the next commands: the ledger verifies, and either all is recorded, or
    the line records all when it runs again.
    """
    if LEDGER in station.before:
        verified = host.run(here, "ledger verify", station.epoch)
        if verified.code:
            yield f"ledger verify: {verified.err[-1500:]}"
    seen = state(here)
    if seen.get(LEDGER) == station.before.get(LEDGER):
        again = host.run(here, station.line, station.epoch)
        if "that hand-over was cut short" in again.err:  # a person must say which it was
            return
        if again.code and unlike(seen, station.after):
            yield f"again: {again.code} {again.err[-1500:]}"
        seen = state(here)
    different = [each for each in unlike(seen, station.after) if not each.endswith("/")]
    if different:
        yield f"at last: {', '.join(different)}"


# -- what stands in the way, and eight at once --

OBSTACLES = ("folder", "pipe", "link to nothing", "link to a file", "other's file", "no parent")


def in_the_way(
    host: Host, station: Station, folder: Path, name: str, obstacle: str
) -> Iterator[str]:
    """What is wrong where something else stands at a place that a line reads or writes."""
    here, outside = linked(station.folder, folder / "office"), folder / "outside"
    outside.write_text("not ours")
    place = here / name
    try:
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        if obstacle == "folder":
            (place / "kept").mkdir(parents=True)
        elif obstacle == "pipe":
            os.mkfifo(place)
        elif obstacle == "link to nothing":
            place.symlink_to(folder / "nowhere")
        elif obstacle == "link to a file":
            place.symlink_to(outside)
        elif obstacle == "other's file":
            place.write_text("not ours")
        elif place.parent != here:
            shutil.rmtree(place.parent)
            place.parent.write_text("not ours")
        before = state(here)
        ended = host.run(here, station.line, station.epoch)
        yield from judged(station._replace(before=before), ended, state(here), {})
        if outside.read_text() != "not ours" and obstacle != "link to a file":
            yield "written outside"
    finally:
        shutil.rmtree(folder)


def at_once(host: Host, station: Station, folder: Path, times: int) -> Iterator[str]:
    """What is wrong after a line ran several times at once: all must be as when one ran after the
    other.
    """
    here, there = linked(station.folder, folder / "once"), linked(station.folder, folder / "turns")
    wait = {"env": {"CCMCOST_LEDGER_WAIT": "100"}}
    try:
        ended = host.all(here, [station.line] * times, station.epoch, **wait)
        turns = [host.run(there, station.line, station.epoch) for _ in range(times)]
        for each in ended:
            if each.code not in (0, 1, 2) or "Traceback" in each.err:
                yield f"ended with {each.code}: {each.err[-1500:]}"
        codes, wanted = (sorted(each.code for each in some) for some in (ended, turns))
        asked_again = any(AGAIN in each.err for each in ended)
        if codes != wanted and not asked_again:
            yield f"ended with {codes}, not {wanted}: {[each.err[-300:] for each in ended]}"
        different = unlike(state(here), state(there), ())
        if different:
            yield f"at once: {', '.join(different)}"
        verified = host.run(here, "ledger verify", station.epoch)
        if LEDGER in station.before and verified.code:
            yield f"ledger verify: {verified.err[-1500:]}"
    finally:
        shutil.rmtree(folder)
