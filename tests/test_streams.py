"""Standard output or standard error that is closed or full:
no traceback, and what was recorded is said.
"""

from __future__ import annotations

import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import slow_but
from tests.ledger_office import DECISION, Office

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")

STREAMS = [">&-", ">/dev/full"]
BOTH = [">&- 2>&-", ">/dev/full 2>/dev/full", "<&- >&- 2>&-"]
ISSUE = f"{shlex.join(DECISION)} --issued-on 2024-02-01 --pay-by 2025-12-31"
BY = "--on 2024-03-05 --document DOC"
RECORDING = {
    "receive": "receive msp12 SWE 10.00 --on 2024-03-05 --reference BANK",
    "unidentified": "record unidentified 5.00 --on 2024-03-05 --reference NOBODY",
    "identify": "record identify 4 SWE msp12 --document DOC",
    "bank-charge": f"record bank-charge msp12 SWE 1.00 {BY}",
    "exchange-difference": f"record exchange-difference msp12 SWE 1.00 {BY} --original EUR "
    "--original-amount "
    "11.00 "
    "--rate 1.00 --rate-date 2024-03-04 --source UNORE",
    "refund": f"record refund msp12 AUS 10.00 {BY} --approved-by 'B. Chief'",
    "write-off": f"record write-off msp12 SWE 1.00 {BY} --approved-by 'B. Chief'",
    "payment-plan": "record payment-plan msp12 SWE --on 2024-03-05 --until 2026-12-31 "
    "--document DOC",
    "apply-credit": f"record apply-credit msp12 AUS 10.00 --choice leave {BY} --approved-by 'B. "
    "Chief'",
    "reverse": "record reverse 4 --on 2024-03-06 --reason mistake",
    "erp-number": "record erp-number CCM-AN-2024-0001 5100012345",
    "cost set": "cost set msp12 --status revised_estimate --amount 410000.00 --source DOC "
    "--adopted-on "
    "2024-03-05",
    "issue": f"issue msp12 {ISSUE} --on-expected-list".replace("2024-02-01", "2024-03-05"),
    "settle": "settle msp12 --adopted-by 'DOC, 1' --issued-on 2024-03-05 --pay-by 2025-12-31 "
    "--on-expected-list "
    "--approved-by 'B. Chief'",
    "ledger journal": "ledger journal --hand-over --own-names",
    "import receipts": "import receipts bank.csv",
    "import opening": "import opening opening.csv --as-at 2023-12-31",
}
FIRST = {
    "exchange-difference": "receive msp12 SWE 10.00 --on 2024-03-05 --reference BANK",
    "issue": "cost set msp12 --status revised_estimate --amount 410000.00 --source DOC "
    "--adopted-on "
    "2024-03-05",
    "settle": "cost set msp12 --status actual --amount 390000.00 --source DOC --adopted-on "
    "2024-03-05",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has issued and received; each test works on a copy of it."""
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("office"), patch)
        office.cost("400000.00")
        assert office.issue("--on-expected-list").code == 0
        office.on("2024-04-01")
        office.ok("receive msp12 AUS 211200.00 --on 2024-03-04 --reference BANK")
        office.ok("record unidentified 500.25 --on 2024-03-05 --reference NOBODY")
        (office.folder / "bank.csv").write_text(
            "statement,line,value_date,amount,currency,reference,iso3,meeting\nS1,1,2024-03-06,7.00,USD,MOFA,SWE,msp12\n"
        )
        (office.folder / "opening.csv").write_text(
            "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
            "SWE,msp10,OLD-1,2021-01-01,2021-06-30,9.00,0.00,DOC\n"
        )
        yield office


@pytest.fixture
def office(kept: Office, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept.folder, tmp_path / "office"))


def run(folder: Path, streams: str, line: str) -> subprocess.CompletedProcess[str]:
    shell = f'exec "$@" {streams}'
    command = ["sh", "-c", shell, "sh", sys.executable, "-m", "ccmcost", *shlex.split(line)]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )


def events(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def is_told_and_done(folder: Path, name: str, streams: str) -> None:
    if name in FIRST:
        assert run(folder, "", FIRST[name]).returncode == 0
    before = events(folder)
    done = run(folder, streams, RECORDING[name])
    assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
    assert events(folder) > before
    if "2>" not in streams:
        (line,) = [
            line
            for line in done.stderr.splitlines()
            if line.startswith("ccmcost: standard output: ")
        ]
        assert f"Event {before + 1} (" in line and "do not record" in line


@pytest.mark.parametrize("streams", [*STREAMS, *BOTH])
def test_a_receipt_is_told_and_done(office: Path, streams: str) -> None:
    is_told_and_done(office, "receive", streams)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "streams"), zip(RECORDING, STREAMS * len(RECORDING), strict=False)
)
def test_whatever_was_recorded_is_told_and_done(office: Path, name: str, streams: str) -> None:
    is_told_and_done(office, name, streams)


@pytest.mark.parametrize("streams", STREAMS)
def test_a_list_that_was_taken_in_is_told(office: Path, streams: str) -> None:
    done = run(
        office,
        streams,
        "import participants msp12 official.csv --yes --states 7 --document DOC --as-of 2024-04-01",
    )
    assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
    assert (
        '"msp12.csv" were written.' in done.stderr and "ccmcost: standard output: " in done.stderr
    )


@pytest.mark.parametrize("file", ["official.csv", "-"])
def test_a_standard_input_that_is_closed_answers_nothing(office: Path, file: str) -> None:
    done = run(office, "<&-", f"import participants msp12 {file} --document DOC --as-of 2024-04-01")
    assert done.returncode in (1, 2) and "Traceback" not in done.stderr and done.stderr


@pytest.mark.parametrize("streams", STREAMS)
@pytest.mark.parametrize(
    "line",
    slow_but(
        ("status",),
        ("status", "check", "meetings", "--help", "--version", "show msp12", "ledger verify"),
    ),
)
def test_what_could_not_be_shown_is_not_done(office: Path, streams: str, line: str) -> None:
    done = run(office, streams, line)
    assert done.returncode == (
        0 if done.stderr == "" and line in ("--help", "--version") and streams == ">&-" else 1
    )
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("line", "code"),
    [("receive msp12 XYZ 1", 2), ("show nowhere", 2), ("check", 0), ("show msp12", 0)],
)
def test_a_standard_error_that_fails_changes_no_exit_code(
    office: Path, streams: str, line: str, code: int
) -> None:
    assert run(office, streams, line).returncode == code


def test_no_file_comes_to_lie_where_a_standard_stream_belongs(office: Path) -> None:
    """With the three streams closed, the first files that a process opens would take their
    numbers.
    """
    assert run(office, "<&- >&- 2>&-", "apportion msp11 --state JPN --out out").returncode in (0, 1)
    assert run(office, "", "verify out").returncode == 0


def test_a_reader_that_has_seen_enough_is_no_failure(office: Path) -> None:
    done = run(office, "| true", "receive msp12 SWE 10.00 --on 2024-03-05 --reference BANK")
    assert done.stderr in (
        "",
        "ccmcost: Event 5 (receipt) was recorded in the ledger and counts: do not record it "
        "again.\n",
    )
    assert events(office) == 5
