"""The server of the office in a browser, killed while it issues, imports and receives: nothing is
lost, nothing is recorded twice, and the next start does the rest.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.app_browser import ISSUE, Outside, copied
from tests.app_processes import are_gone, below, events, starting, verified
from tests.ledger_office import OFFICIAL, Office, rows

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc of Linux"),
]
RECEIPTS = 120
BANK = "statement,line,value_date,amount,currency,reference,iso3,meeting\n" + "".join(
    f"S1,{line},2024-02-01,{line}.00,USD,REF {line},SWE,msp12\n" for line in range(1, RECEIPTS + 1)
)


class Job(NamedTuple):
    """A form as a person fills it in, and how often it records an event of its kind."""

    command: str
    fields: Mapping[str, Any]
    kind: str
    records: int


JOBS = {
    "issue": Job("issue", ISSUE, "issue", 1),
    "import": Job(
        "import participants",
        {
            "meeting": "msp12",
            "file": ("official.csv", rows("official", OFFICIAL).encode()),
            "document": "LIST/1",
        },
        "",
        0,
    ),
    "receipts": Job(
        "import receipts",
        {"file": ("bank.csv", BANK.encode()), "recorded_by": "A. Clerk"},
        "receipt",
        RECEIPTS,
    ),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """An office that has a cost, and one that has issued too."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("kept")
        ready = Office(home / "ready", patch)
        ready.cost("412345.67")
        billed = Office.billed(home / "billed", patch)
        yield {"issue": ready.folder, "import": billed.folder, "receipts": billed.folder}


def done(server: Outside, job: Job, sent: threading.Event | None = None) -> str:
    """Do it to its end; `sent` is set when the last answer is about to be sent. What the last page
    says.
    """
    reply = server.do(job.command, **job.fields)
    for _ in range(12):
        if b'name="answer"' not in reply.content:
            break
        answer = "y" if b'value="y"' in reply.content else str(len(OFFICIAL))
        if sent is not None and answer == "y":
            sent.set()
        yes = {"form": reply.hidden["form"], "answer": answer}
        reply = server.followed(server.post(server.at, yes))
    return reply.said


def killed(server: Outside, job: Job, seconds: float, all_of_it: bool) -> None:
    """Kill the server so long after the last answer was given; with all below it, or alone: these
    end by themselves then.
    """
    sent = threading.Event()

    def work() -> None:
        try:
            done(server, job, sent)
        except (OSError, KeyError, AssertionError):
            return

    thread = threading.Thread(target=work)
    thread.start()
    assert sent.wait(120)
    time.sleep(seconds)
    pids = below(server.process.pid)
    for pid in [server.process.pid, *(pids if all_of_it else ())]:
        os.kill(pid, signal.SIGKILL)
    thread.join(120)
    server.process.wait(30)
    assert are_gone(pids, 60)


@pytest.mark.parametrize(
    ("seconds", "all_of_it"), [(0.4, True), (1.2, False), (1.8, True), (2.6, False)]
)
@pytest.mark.parametrize("name", JOBS)
def test_killed_at_any_moment_it_is_done_once(
    kept: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    seconds: float,
    all_of_it: bool,
) -> None:
    job = JOBS[name]
    office = copied(kept[name], tmp_path, monkeypatch)
    office.on("2024-02-01")
    before = events(office)
    with starting(office, tmp_path) as start:
        killed(start(), job, seconds, all_of_it)
        assert len(events(office)) - len(before) in (0, job.records)
        verified(office)
        again = start()
        done(again, job)
        made = [kind for _, kind in events(office)[len(before) :]]
        assert made == [job.kind] * job.records
        verified(office)
        assert again.get(f"{again.root}/").status == 200
    listed = (office.folder / "data" / "participants" / "msp12.csv").read_text()
    if name == "import":
        assert all(f"\n{code}," in listed for code in OFFICIAL)
    notices = sorted(path.name for path in (office.folder / "notices").rglob("*.pdf"))
    assert len(notices) == 6, notices
    left = {path.name for path in office.folder.iterdir() if path.name.startswith(".")}
    assert not {each for each in left if each.endswith((".new", ".tmp"))}, left
