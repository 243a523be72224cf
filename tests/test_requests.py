"""The token of a request: what is asked for twice, one after the other or at once, is recorded
once, and whoever asks again is told as what.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ccmcost.accounts.books import Clerk, open_books
from ccmcost.clock import recording_moment
from ccmcost.desk.account import Receipt, receive
from ccmcost.ledger.requests import Repeated
from ccmcost.model.calendar import day_of
from ccmcost.workspace import open_workspace
from tests.ledger_office import Office
from tests.test_ledger_many import ROOT
from tests.test_streams import FIRST, RECORDING

TOKEN = "a3f0-Request_0001"
AGAIN = "This was recorded already, as event"
FEW_LINES = """statement,line,value_date,amount,currency,reference,iso3,meeting
S1,1,2024-03-06,7.00,USD,MOFA,SWE,msp12
S1,2,2024-03-06,500.00,USD,NOBODY,,
"""
OPENING = """iso3,meeting,external_number,issued_on,requested_by,assessed,received,source
SWE,msp10,OLD-1,2021-01-01,2021-06-30,9.00,0.00,DOC
PER,msp10,OLD-2,2021-01-01,2021-06-30,8.00,0.00,DOC
"""
LINES = RECORDING | {
    "match": "match --yes 5=SWE/MSP12",
    "reverse the last": "record reverse --last --reason mistake",
    "reverse two": "record reverse 3,4 --reason mistake",
}
BEFORE = FIRST | {
    "match": "record unidentified 87100.00 --on 2024-03-05 --reference 'SWEDEN CCM-AN-2024-0004'"
}
MANY = ("receive", "refund", "match", "import receipts", "issue", "cost set", "reverse")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An office that has issued and received; each test works on a copy of it."""
    with pytest.MonkeyPatch.context() as patch:
        made = Office(tmp_path_factory.mktemp("office"), patch)
        made.cost("400000.00")
        assert made.issue("--on-expected-list").code == 0
        made.on("2024-04-01")
        made.ok("receive msp12 AUS 211200.00 --on 2024-03-04 --reference BANK")
        made.ok("record unidentified 500.25 --on 2024-03-05 --reference NOBODY")
        (made.folder / "bank.csv").write_text(FEW_LINES)
        (made.folder / "opening.csv").write_text(OPENING)
        yield made.folder


@pytest.fixture
def office(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = object.__new__(Office)
    made.folder, made.patch = Path(shutil.copytree(kept, tmp_path / "office")), monkeypatch
    monkeypatch.chdir(made.folder)
    monkeypatch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
    made.on("2024-04-01")
    return made


def prepared(office: Office, name: str) -> str:
    if name in BEFORE:
        office.ok(BEFORE[name])
    office.patch.setenv("CCMCOST_REQUEST", TOKEN)
    return LINES[name]


def tokens(office: Office) -> dict[int, str | None]:
    with closing(sqlite3.connect(office.folder / "ledger.sqlite")) as connection:
        found = connection.execute(
            "SELECT seq, json_extract(body, '$.control.request') FROM event ORDER BY seq"
        )
        return dict(found.fetchall())


@pytest.mark.parametrize("name", LINES)
def test_what_is_asked_for_twice_is_recorded_once(office: Office, name: str) -> None:
    line = prepared(office, name)
    before = tokens(office)
    office.ok(line)
    after = tokens(office)
    made = [seq for seq in after if seq not in before]
    assert made and all(after[seq] == TOKEN for seq in made)
    office.refused(line, AGAIN)
    said = office(*shlex.split(line)).err
    first = f"{made[0]}" if len(made) == 1 else f"{made[0]}{',-'[len(made) > 2]}{made[-1]}"
    assert f"{' ' if len(made) == 1 else 's '}{first}, on 2024-04-01 by A. Clerk; nothing" in said
    assert tokens(office) == after
    assert "0 problems" in office.ok("ledger verify")


@pytest.mark.slow
@pytest.mark.parametrize("name", MANY)
def test_of_eight_at_once_one_records(office: Office, name: str) -> None:
    line = prepared(office, name)
    before = tokens(office)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "CCMCOST_LEDGER_WAIT": "60"}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "ccmcost", *shlex.split(line)],
            cwd=office.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    said = [process.communicate(timeout=240)[1] for process in running]
    assert sorted(process.returncode for process in running) == [0, *[2] * 7], said
    assert sum(AGAIN in text for text in said) == 7
    assert len(tokens(office)) - len(before) == 1 + (name == "import receipts")
    assert "0 problems" in office.ok("ledger verify")


def test_another_request_under_the_same_token_is_refused(office: Office) -> None:
    office.ok(prepared(office, "receive"))
    office.refused("receive msp12 AUT 1.00 --on 2024-03-05 --reference OTHER", f"{AGAIN} 5, on")
    office.patch.setenv("CCMCOST_REQUEST", "another-token")
    office.ok("receive msp12 AUT 1.00 --on 2024-03-05 --reference OTHER")
    office.patch.delenv("CCMCOST_REQUEST")
    office.ok("receive msp12 AUT 2.00 --on 2024-03-05 --reference OTHER")
    assert list(tokens(office).values())[4:] == [TOKEN, "another-token", None]


@pytest.mark.parametrize("token", ["short", "x" * 81, "with blank", "line\nbreak", "'; DROP TABLE"])
def test_a_token_that_is_none_is_refused(office: Office, token: str) -> None:
    office.patch.setenv("CCMCOST_REQUEST", token)
    office.refused(LINES["receive"], "is not a valid token. Use 8 to 80 letters")
    office.ok("status")


def test_what_was_only_shown_was_not_recorded(office: Office) -> None:
    prepared(office, "issue")
    office.ok(f"{LINES['issue']} --dry-run")
    with open_books(open_workspace(office.folder / "data")) as desk:
        clerk = Clerk("A. Clerk", recording_moment(), request=TOKEN)
        receipt = Receipt("1.00", day_of("2024-03-05"), "R")
        with desk.ledger.rehearsing() as marks:
            receive(desk, "msp12", "SWE", receipt, clerk)
        with desk.ledger.only_as(marks):
            done = receive(desk, "msp12", "SWE", receipt, clerk)
        with pytest.raises(Repeated) as told, desk.ledger.rehearsing():
            receive(desk, "msp12", "SWE", receipt, clerk)
        assert told.value.seqs == (done.event.seq,)


class Died(BaseException):
    pass


def die(*_: object, **__: object) -> None:
    raise Died


def test_what_was_interrupted_after_it_was_recorded_is_finished(office: Office) -> None:
    from ccmcost.desk import issue

    line = prepared(office, "issue")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issue, "finish_moves", die)
        with pytest.raises(Died):
            office(*shlex.split(line))
    office.refused(line, AGAIN)
    assert "0 problems" in office.ok("ledger verify")
    assert not (office.folder / ".notices.new").exists()


def test_receipts_are_recorded_with_the_account_of_their_list_or_not_at_all(office: Office) -> None:
    from ccmcost.desk.known_lines import Known

    line, accounts = prepared(office, "import receipts"), office.folder / "data" / "accounts"
    before = tokens(office), {path.name for path in accounts.glob("*")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Known, "keep", die)
        with pytest.raises(Died):
            office(*shlex.split(line))
    assert (tokens(office), {path.name for path in accounts.glob("*")}) == before
    office.ok(line)
    assert {path.name for path in accounts.glob("*")} > before[1]
    office.refused(line, AGAIN)


def test_copies_keep_the_tokens(office: Office, tmp_path: Path) -> None:
    office.ok(prepared(office, "receive"))
    office.ok("ledger export all.json")
    listed = json.loads((office.folder / "all.json").read_text())["events"]
    assert listed[-1]["body"]["control"]["request"] == TOKEN
    other = Office(tmp_path / "other", office.patch)
    office.patch.delenv("CCMCOST_REQUEST")
    other.ok(f"ledger import {office.folder / 'all.json'}")
    other.on("2024-04-02")
    office.patch.setenv("CCMCOST_REQUEST", TOKEN)
    other.refused(LINES["receive"], f"{AGAIN} 5, on 2024-04-01 by A. Clerk")
