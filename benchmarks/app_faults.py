"""The office in a browser under faults: python benchmarks/app_faults.py N [--seed S] [--tmpfs].

In each of N rounds two servers of one folder, eight browsers, and two people at the command line
record at once: receipts, costs, new meetings and an issue, while others read. In every other round
one server is killed meanwhile, with all below it. What was said to be recorded is there once, what
was refused is not there, and the ledger verifies. With --tmpfs (root, Linux) the same is recorded
by the app on a disk that is full but for some bytes: it is told, and done once there is room.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.app_browser import ISSUE, Outside
from tests.app_processes import below, events
from tests.faulty import start
from tests.ledger_office import Office

ROOMS = (0, 2_000, 8_000, 30_000, 120_000, 700_000)


class Job(NamedTuple):
    """What is to be recorded: the form of a command, as its line, and the text by which it is found
    in the folder, as often as that must stand there.
    """

    command: str
    fields: dict[str, str]
    words: tuple[str, ...]
    found: str
    times: int

    @property
    def line(self) -> tuple[str, ...]:
        """The same on the command line."""
        more = (
            f"--{name.replace('_', '-')}={text}"
            for name, text in self.fields.items()
            if text not in self.words
        )
        return (*self.command.split(), *self.words, *more)


def jobs(number: int, day: int) -> Iterator[Job]:
    """A receipt, a cost and a meeting that nobody else records."""
    said = {"on": "2024-01-15", "recorded_by": "A. Clerk", "reference": f"BANK {number}."}
    receipt = {"meeting": "msp12", "state": "SWE", "amount": f"{number}.00", **said}
    yield Job("receive", receipt, ("msp12", "SWE", f"{number}.00"), f"BANK {number}.", 1)
    cost = {
        "meeting": "msp13",
        "status": "estimate",
        "amount": f"{1000 + number}.00",
        "source": f"DOC {number}.",
        "adopted_on": "2024-01-05",
    }
    yield Job("cost set", cost, ("msp13",), f"DOC {number}.", 2)
    name = f"msp{100 + number}"
    said = {"name": f"Meeting {number}", "start": f"2027-01-{day:02}", "city": "Geneva"}
    yield Job("meeting add", {"meeting": name, **said}, (name,), f'"{name}"', 3)


def counted(folder: Path, text: str) -> int:
    """How often a text stands in what was recorded and in the data."""
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as connection:
        bodies = connection.execute("SELECT body FROM event").fetchall()
    files = [folder / "data" / name for name in ("costs.toml", "meetings.toml")]
    whole = [body for (body,) in bodies] + [path.read_text("utf-8") for path in files]
    return sum(each.count(text) for each in whole)


class Round:
    """Everybody at once."""

    def __init__(self, home: Path, chance: random.Random, killed: bool) -> None:
        self.patch, self.chance, self.killed = pytest.MonkeyPatch(), chance, killed
        self.office = Office(home / "office", self.patch)
        self.office.cost("412345.67")
        settings = {"TMPDIR": str(home), "CCMCOST_LEDGER_WAIT": "200"}
        self.settings = settings
        self.servers = [Outside(self.office.folder, **settings) for _ in range(2)]
        self.wrong, self.tally, self.over = list[str](), Counter[str](), threading.Event()

    def play(self) -> None:
        """Do all of it; what is wrong is in `wrong`."""
        work: list[Callable[[], None]] = []
        for number in range(10):
            mine = [*jobs(10 * number + 1, 1 + number), *jobs(10 * number + 2, 11 + number)]
            self.chance.shuffle(mine)
            server = self.servers[number % 2].another() if number < 8 else None
            work.append(lambda mine=mine, server=server: self.person(mine, server))  # type: ignore[misc]
        reader = threading.Thread(target=self.read)
        threads = [threading.Thread(target=each) for each in work]
        for each in (reader, *threads):
            each.start()
        if self.killed:
            self.over.wait(self.chance.uniform(3, 15))
            server = self.servers[1].process
            for pid in (server.pid, *below(server.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        for each in threads:
            each.join(600)
            self.wrong += ["hangs"] if each.is_alive() else []
        self.over.set()
        reader.join()
        self.wrong += [] if self.tally.total() == 60 else ["not everything was tried"]
        kinds = Counter(kind for _, kind in events(self.office))
        self.wrong += [] if kinds["issue"] == 1 else [f"{kinds['issue']} issues"]
        self.wrong += self.verified()
        for each in self.servers:
            told = each.end(signal.SIGTERM)[1]
            self.wrong += [f"the server said {told}"] if told.strip() else []
        self.patch.undo()

    def person(self, mine: list[Job], browser: Outside | None) -> None:
        """Record one thing after the other, and see whether it is there."""
        for job in mine:
            outcome, said = self.by_browser(browser, job) if browser else self.by_line(job.line)
            there = counted(self.office.folder, job.found)
            wanted = {"done": (job.times,), "refused": (0,), "cut off": (0, job.times)}
            if (
                there not in wanted.get(outcome, ())
                or "Traceback" in said
                or "fault of ccmcost" in said
            ):
                self.wrong.append(
                    f"{job.command} was {outcome}, {there} times there: {said[-500:]}"
                )
            self.tally[outcome] += 1
        if browser:
            job = Job("issue", ISSUE, (), "", 0)
            outcome, said = self.by_browser(browser, job)
            self.wrong += [f"issue: {said[-500:]}"] if outcome == "no form" else []

    def by_browser(self, browser: Outside, job: Job) -> tuple[str, str]:
        try:
            reply = browser.agreed(browser.do(job.command, **job.fields))
        except (OSError, HTTPException) as error:  # of a server that was killed
            return ("cut off" if self.killed else "refused"), str(error)
        except AssertionError as error:
            return "no form", str(error)
        return ("done" if reply.status == 200 else "refused"), reply.said

    def by_line(self, words: tuple[str, ...]) -> tuple[str, str]:
        process = start(self.office.folder, *words, **self.settings)
        told = "".join(process.communicate(timeout=300))
        return ("refused" if process.returncode else "done"), told

    def read(self) -> None:
        """Others read: nothing is wrong meanwhile."""
        while not self.over.is_set():
            self.wrong += self.verified()
            for words in (("status",), ("meetings",), ("next",)):
                outcome, told = self.by_line(words)
                self.wrong += [f"{words[0]}: {told[-500:]}"] if outcome == "refused" else []

    def verified(self) -> list[str]:
        outcome, told = self.by_line(("ledger", "verify"))
        return [f"ledger verify: {told[-500:]}"] if outcome == "refused" else []


def full_disks(home: Path) -> tuple[int, list[str]]:
    """How often the app recorded on a disk with little room, and what was wrong."""
    patch, wrong, cases = pytest.MonkeyPatch(), list[str](), 0
    office = Office(home / "office", patch)
    server = Outside(office.folder, TMPDIR=str(home), CCMCOST_LEDGER_WAIT="20")
    for job in (*jobs(1, 1), Job("issue", ISSUE, (), "CCM-AN-2024-0001", 1)):
        if job.command == "issue":
            office.cost("412345.67")
        for room in ROOMS:
            cases += 1
            filler = home / "filler"
            with filler.open("wb", buffering=0) as stream, suppress(OSError):
                while True:
                    stream.write(bytes(65536))
            os.truncate(filler, max(0, filler.stat().st_size - room))
            reply = server.agreed(server.do(job.command, **job.fields))
            filler.unlink()
            there = counted(office.folder, job.found)
            is_whole = there >= job.times if reply.status == 200 else there == 0
            is_told = reply.status == 200 or "No space" in reply.said or "full" in reply.said
            if not (is_whole and is_told and "fault of ccmcost" not in reply.said):
                wrong.append(f"{job.command}, {room} bytes: {there} there: {reply.said[-500:]}")
            if reply.status == 200:
                break
        else:
            wrong += (
                []
                if server.agreed(server.do(job.command, **job.fields)).status == 200
                else ["not done"]
            )
    wrong += [] if office("ledger", "verify").code == 0 else ["ledger verify"]
    server.end(signal.SIGTERM)
    patch.undo()
    return cases, wrong


def main() -> int:
    """Run and print the tally; 1 if anything was lost, recorded twice or not told."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("n", type=int)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--tmpfs", action="store_true")
    asked = options.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
    chance, tally, wrong = random.Random(asked.seed), Counter[str](), list[str]()
    for number in range(asked.n):
        with tempfile.TemporaryDirectory() as name:
            played = Round(Path(name), chance, killed=number % 2 == 1)
            played.play()
            os.chdir("/")
        tally, wrong = tally + played.tally, wrong + played.wrong
        print(f"round {number + 1}: {dict(played.tally)}", *played.wrong, sep="\n", flush=True)
    if asked.tmpfs:
        with tempfile.TemporaryDirectory() as name:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", name], check=True)
            try:
                cases, faults = full_disks(Path(name))
            finally:
                os.chdir("/")
                subprocess.run(["umount", "-l", name], check=True)
        wrong += faults
        print(f"{cases} times on a disk with little room", *faults, sep="\n")
    print(f"{asked.n} rounds: {dict(tally)}; {len(wrong)} faults")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
