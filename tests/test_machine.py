"""Every command that writes, on a machine that fails: killed or interrupted at a change, a disk
that is full or fails, standard streams that are closed or full, and eight at once.

benchmarks/faults.py does the same many times over.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from ccmcost.cli.reference import leaves
from tests.kites import Kites, command_of
from tests.machine import Host, Station
from tests.troubles import MORE, at_once, changes, counted, faults, more, streams

READS = {
    *("adjust", "app", "check", "cost lines", "doctor", "explain", "help", "ledger list"),
    *("ledger verify", "meetings", "next", "reconcile", "show", "verify"),
}
"""The commands that write nothing themselves."""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    made = Host()
    yield made
    made.end()


@pytest.fixture(scope="module")
def every(kites: Kites, host: Host, tmp_path_factory: pytest.TempPathFactory) -> list[Station]:
    last = kites.stations[-1].epoch
    return [*kites.stations, *more(host, kites.folder, tmp_path_factory.mktemp("more"), last)]


@pytest.fixture(scope="module")
def stations(every: list[Station]) -> dict[str, Station]:
    """For each command the line of the year that writes least."""
    most_first = sorted(every, key=lambda each: len(each.before) - len(each.after))
    return {command_of(each.line): each for each in most_first}


def test_every_command_that_writes_is_among_them(stations: dict[str, Station]) -> None:
    """A new command needs a line in the year that writes, or in MORE."""
    assert {*stations} == {*leaves()} - READS
    assert {command_of(line) for line in MORE.strip().splitlines()} <= {*stations}


@pytest.mark.parametrize("command", sorted({*leaves()} - READS))
def test_after_any_fault_one_whole_state_is_found(
    stations: dict[str, Station], host: Host, tmp_path: Path, command: str
) -> None:
    station, chance = stations[command], random.Random(command)
    well = counted(host, station, tmp_path / "well")
    wishes = [*changes(well, chance, 1)]
    closed = streams(well, chance, 1) if well.cpu < 1 else ()  # of the longest one fault is enough
    for number, trouble in enumerate((chance.choice(wishes), *closed)):
        assert [*faults(host, station, tmp_path / f"{number}", **trouble)] == [], trouble


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("meeting add", "os.rename"),
        ("ledger import", "after COMMIT"),
        ("init aplc", "os.rename"),
    ],
)
def test_what_a_kill_before_the_last_file_left_is_completed_by_the_same_line(
    every: list[Station], host: Host, tmp_path: Path, line: str, last: str
) -> None:
    (station,) = (each for each in every if each.line.startswith(line))
    made = enumerate(counted(host, station, tmp_path / "well").changes, 1)
    *_, change = (number for number, what in made if what.startswith(last))
    assert [*faults(host, station, tmp_path / "killed", change=change, then="kill")] == []


@pytest.mark.parametrize("command", ["cost set", "import receipts", "issue", "meeting add"])
def test_eight_at_once_are_as_one_after_the_other(
    stations: dict[str, Station], host: Host, tmp_path: Path, command: str
) -> None:
    assert [*at_once(host, stations[command], tmp_path / "eight", 8)] == []
