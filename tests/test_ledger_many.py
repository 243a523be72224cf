"""Many at once, and killed at any moment: one issues, the others say so; nothing is lost, doubled
or left half done.

CCMCOST_KILLS runs (a handful here) are killed in each of the two commands; the full set is 150
each.
"""

from __future__ import annotations

import csv
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ccmcost.accounts.notices_folder import finish_moves, staging_of
from ccmcost.ledger.store import Busy, opened
from tests.ledger_office import Office, held_for

KILLS = int(os.environ.get("CCMCOST_KILLS", "4"))
ROOT = Path(__file__).resolve().parent.parent
ISSUE = (
    *(
        "issue",
        "msp12",
        "--rule",
        "article-14-1",
        "--adopted-by",
        "DOC, 1",
        "--issued-on",
        "2024-02-01",
    ),
    *("--pay-by", "2024-05-01", "--approved-by", "B. Chief", "--on-expected-list"),
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path, monkeypatch)
    made.cost("400000.00")
    return made


def start(office: Office, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CCMCOST_LEDGER_WAIT": "60"}
    command = [sys.executable, "-m", "ccmcost", *arguments]
    return subprocess.Popen(
        command,
        cwd=office.folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_issue_at_once_and_one_does(office: Office) -> None:
    running = [start(office, *ISSUE) for _ in range(8)]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 8
    assert sum("5 notices: USD 400,000.00" in text for text in said) == 1
    assert sum("nothing has changed since the last issue" in text for text in said) == 7
    assert "0 problems; 2 events, 5 notices, 6 documents" in office.ok("ledger verify")


WORKER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from ccmcost.accounts.books import Clerk, open_books
from ccmcost.desk.account import Receipt, receive
from ccmcost.workspace import open_workspace
for number in range(20):
    with open_books(open_workspace(Path("data"))) as desk:
        clerk = Clerk(sys.argv[1], datetime(2024, 6, 1, tzinfo=UTC), ("--again", "--overpaid"))
        receipt = Receipt("1.00", date(2024, 5, 1), f"{sys.argv[1]} {number}")
        receive(desk, "msp12", "SWE", receipt, clerk)
"""


@pytest.mark.slow
def test_eight_record_twenty_receipts_each(office: Office) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CCMCOST_LEDGER_WAIT": "120"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, f"clerk {number}"], cwd=office.folder, env=environment
        )
        for number in range(8)
    ]
    assert [process.wait(timeout=300) for process in running] == [0] * 8
    connection = sqlite3.connect(office.folder / "ledger.sqlite")
    found = connection.execute(
        "SELECT json_extract(body, '$.reference') FROM event WHERE kind = 'receipt'"
    ).fetchall()
    connection.close()
    assert sorted(text for (text,) in found) == sorted(
        f"clerk {clerk} {number}" for clerk in range(8) for number in range(20)
    )
    assert "0 problems; 161 events" in office.ok("ledger verify")


def test_who_waits_is_told_who_holds_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    path = office.folder / "ledger.sqlite"
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", "0.2")
    with opened(path) as ledger, ledger.writing("C. Colleague", "issue msp12"):
        said = office("receive", "msp12", "SWE", "1.00", "--on", "2024-01-01", "--reference", "R")
        assert said.code == 1
        assert (
            "the ledger is held by C. Colleague (issue msp12, process" in said.err
            and "waited 0.2 seconds" in said.err
        )
        with opened(path) as other, pytest.raises(Busy), other.writing("D", "x", wait=0):
            pass
    assert (
        office("receive", "msp12", "SWE", "1.00", "--on", "2024-01-01", "--reference", "R").code
        == 0
    )
    assert not list(office.folder.glob(".*.holder"))


def test_who_did_not_wait_to_move_notices_waits_to_read(office: Office) -> None:
    path, notices = office.folder / "ledger.sqlite", office.folder / "notices"
    staging_of(notices).mkdir()
    with opened(path) as ledger:
        held_for(0.5, path, "BEGIN EXCLUSIVE")
        finish_moves(ledger, notices, wait=0)
        assert staging_of(notices).exists()
        assert ledger.one("SELECT count(*) FROM event")


def killed(office: Office, arguments: tuple[str, ...], after: float) -> None:
    process = start(office, *arguments)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)


def sound(office: Office) -> None:
    """After a kill and the next command: proof is clean, numbers have no gap,
    every PDF is in the ledger.
    """
    said = office("ledger", "verify")
    assert said.code == 0, said.err
    connection = sqlite3.connect(office.folder / "ledger.sqlite")
    numbers = [
        serial for (serial,) in connection.execute("SELECT serial FROM notice ORDER BY serial")
    ]
    known = {file for (file,) in connection.execute("SELECT file FROM document")}
    connection.close()
    assert numbers == list(range(1, len(numbers) + 1))
    there = {
        path.relative_to(office.folder / "notices").as_posix()
        for path in (office.folder / "notices").rglob("*.pdf")
    }
    assert there == known
    assert not (office.folder / ".notices.new").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_issuing(office: Office) -> None:
    chance = random.Random(1)
    took = time.monotonic()
    assert start(office, *ISSUE).wait(timeout=60) == 0
    took = time.monotonic() - took
    for number in range(KILLS):
        office.cost(f"{400_001 + number}.00", "revised_estimate")
        killed(office, ISSUE, chance.uniform(0.3, 1.05) * took)
        sound(office)
    office(
        "cost",
        "set",
        "msp12",
        "--status",
        "revised_estimate",
        "--amount",
        "500000.00",
        "--source",
        "S",
        "--adopted-on",
        "2024-01-01",
    )
    assert office(*ISSUE).code == 0
    sound(office)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_importing(office: Office) -> None:
    chance = random.Random(2)
    assert office(*ISSUE).code == 0
    office.on("2024-04-01")
    took = 0.0
    for number in range(KILLS + 1):  # the first is not killed: it is timed
        name = f"bank-{number}.csv"
        with (office.folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(
                [
                    "statement",
                    "line",
                    "value_date",
                    "amount",
                    "currency",
                    "reference",
                    "iso3",
                    "meeting",
                ]
            )
            writer.writerows(
                (f"S{number}", line, "2024-03-01", "0.01", "USD", "R", "SWE", "msp12")
                for line in range(200)
            )
        if not took:
            began = time.monotonic()
            assert start(office, "import", "receipts", name).wait(timeout=60) == 0
            took = time.monotonic() - began
            continue
        killed(office, ("import", "receipts", name), chance.uniform(0.3, 1.05) * took)
        sound(office)
        connection = sqlite3.connect(office.folder / "ledger.sqlite")
        (count,) = connection.execute(
            "SELECT COUNT(*) FROM bank_line WHERE statement = ?", (f"S{number}",)
        ).fetchone()
        connection.close()
        assert count in (0, 200)
        assert office("import", "receipts", name).code == 0
    assert f"USD,87100.00,0.00,{(KILLS + 1) * 2}.00" in office.ok(
        "status --format csv --state SWE --as-at 2024-04-01"
    )


@pytest.mark.parametrize("moment", ["before commit", "after commit", "while moving"])
def test_an_interrupted_issue_is_finished_or_undone(
    office: Office, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The three moments named, without chance: a process that dies there leaves what the next
    command puts right.
    """
    from ccmcost.accounts import notices_folder
    from ccmcost.desk import issue

    class Died(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        if moment == "before commit":
            patch.setattr(issue, "_tie_out", die)
        elif moment == "after commit":
            patch.setattr(issue, "finish_moves", die)
        else:
            patch.setattr(notices_folder, "register_files", die)
        with pytest.raises(Died):
            office(*ISSUE)
    assert (office.folder / ".notices.new").is_dir()
    if moment == "after commit":  # another one holds the ledger when the next command begins
        from ccmcost.accounts import books

        with monkeypatch.context() as patch:
            patch.setattr(books, "finish_moves", lambda *_, **__: None)
            said = office(*ISSUE)
    else:
        said = office(*ISSUE)
    assert said.code == 0
    assert ("5 notices" in said.out) == (moment == "before commit")
    assert "0 problems; 2 events, 5 notices, 6 documents" in office.ok("ledger verify")
    sound(office)
