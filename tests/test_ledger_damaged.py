"""No traceback for a damaged ledger, one that somebody else holds, or numbers beyond all bounds;
and the right advice.

`CCMCOST_DAMAGES=3000 pytest tests/test_ledger_damaged.py` damages the file at as many places.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from random import Random

import pytest

from ccmcost.accounts.notices_folder import staging_of
from ccmcost.errors import WriteError
from ccmcost.ledger import verify
from ccmcost.ledger.verify import sound
from tests.ledger_office import Office, held_for

RECEIVE = "receive msp12 SWE 1.00 --on 2024-05-01 --reference R"
DAMAGES = int(os.environ.get("CCMCOST_DAMAGES", "12"))


@pytest.fixture
def office(life: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    place = tmp_path / "office"
    found = Office(place, monkeypatch)
    shutil.copytree(life, place, dirs_exist_ok=True)
    found.on("2025-06-01")
    return found


@pytest.mark.parametrize("number", ["99999999999999999999", str(2**63), str(10**30), "0", "-1"])
def test_numbers_of_events_that_no_ledger_holds(office: Office, number: str) -> None:
    told = "there is no event" if number == "0" else "is not the number of an event"
    office.refused(f"record reverse --on 2024-06-01 --reason R -- {number}", told)
    office.refused(
        f"record identify --document D -- {number} SWE msp12", "holds no unidentified money"
    )


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "-1", "1e30", "soon", "0x10"])
def test_a_time_to_wait_that_is_none(
    office: Office, monkeypatch: pytest.MonkeyPatch, seconds: str
) -> None:
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", seconds)
    office.refused("status", "CCMCOST_LEDGER_WAIT must be a number of seconds from 0 to 3600")


@pytest.mark.parametrize("line", ["status", RECEIVE, "ledger verify", "calendar"])
def test_a_ledger_that_another_program_holds(
    office: Office, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", "0.1")
    other = sqlite3.connect(office.folder / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        said = office(*line.split())
    finally:
        other.close()
    assert said.code == 1
    assert (
        "the ledger is held by another program" in said.err
        and "Close whatever has the file open" in said.err
    )
    assert "backup" not in said.err


def test_who_records_waits_for_another_who_records(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", "0")
    other = sqlite3.connect(office.folder / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    holder = office.folder / ".ledger.sqlite.holder"
    holder.write_text("D. Other (issue msp12)", encoding="utf-8")
    assert office("status").code == 0
    office.refused(RECEIVE, "the ledger is held by D. Other (issue msp12); waited 0 seconds.")
    other.close()
    holder.unlink()
    office.ok(f"{RECEIVE} --overpaid")


def test_what_is_being_moved_is_not_missing(office: Office) -> None:
    path, folder = office.folder / "ledger.sqlite", office.folder / "notices"
    folder.rename(staging_of(folder))
    held_for(0.5, path, "BEGIN IMMEDIATE")
    assert "0 problems" in office.ok("ledger verify")
    assert not staging_of(folder).exists()


COMMANDS = (
    "status --as-at 2026-01-01",
    "status --unidentified",
    "statement SWE",
    "letters msp12 --kind reminder1 --as-of 2026-06-01 --state SWE",
    "calendar",
    "ledger export ledger.json",
    "ledger export postings.csv",
    RECEIVE,
    "ledger verify",
)


def test_a_file_damaged_anywhere(office: Office) -> None:
    """Bytes changed at random: each command answers or says what is wrong,
    and `Office` lets no other exception pass.
    """
    dice, path = Random("damage"), office.folder / "ledger.sqlite"
    good = path.read_bytes()
    for _ in range(DAMAGES):
        at, size = dice.randrange(len(good)), dice.choice((1, 1, 2, 8, 200))
        junk = dice.choice((bytes(size), b"\xff" * size, dice.randbytes(size), b"9" * size))
        path.write_bytes(good[:at] + junk + good[at + size :])
        for line in dice.sample(COMMANDS, 3):
            said = office(*line.split())
            assert said.code in (0, 1, 2), (at, line)
    path.write_bytes(good)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(4000)]
)
def test_a_file_of_which_little_is_left(office: Office, content: bytes) -> None:
    (office.folder / "ledger.sqlite").write_bytes(content)
    for line in ("status", "ledger verify", RECEIVE, "calendar"):
        said = office(*line.split())
        assert said.code == 1 and "Restore a backup" in said.err, (line, said)
        assert (office.folder / "ledger.sqlite").read_bytes() == content


def test_a_schema_whose_text_cannot_be_read(office: Office) -> None:
    path = office.folder / "ledger.sqlite"
    good = path.read_bytes()
    for what in (
        b"CREATE TABLE event",
        b"CREATE TABLE posting",
        b"posting_balance",
        b"event_no_update",
    ):
        at = good.index(what)
        path.write_bytes(
            good[:at] + b"\xff\xfe" * (len(what) // 2) + good[at + len(what) // 2 * 2 :]
        )
        for line in ("status", "ledger verify", "doctor"):
            said = office(*line.split())
            assert said.code in (0, 1) and "Traceback" not in said.err, (what, line)


def changed(office: Office, *statements: str) -> None:
    """Change the file past every guard."""
    connection = sqlite3.connect(office.folder / "ledger.sqlite", isolation_level=None)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = guards.fetchall()
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for name, _ in found:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, text in found:
        connection.execute(text)
    connection.close()


NO_TEXT = (
    "UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'event'",
    "PRAGMA writable_schema = RESET",
    "UPDATE event SET recorded_by = X'41' WHERE seq = 3",
    "PRAGMA writable_schema = ON",
    "UPDATE sqlite_master SET sql = sql || ' STRICT' WHERE name = 'event'",
)


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["DELETE FROM event WHERE seq = 3"], "follows event 2, so one is missing"),
        (["DELETE FROM event WHERE seq = 5"], "of posting belongs to no event"),
        (["DELETE FROM notice WHERE serial = 1"], "notice numbers of 2024 begin with 2, not 1"),
        (["DELETE FROM notice WHERE serial = 2"], "notice numbers of 2024 have a gap before CCM"),
        (["UPDATE posting SET notice = CAST(X'FF' AS TEXT)"], "the rest could not be looked at"),
        (
            ["UPDATE event SET kind = CAST(X'FF' AS TEXT) WHERE seq = 3"],
            "it holds text that cannot be read. Nothing was recorded. Restore a backup",
        ),
        (NO_TEXT, "event 3 (cost): the file is damaged there, a field is no text"),
        (
            [
                "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE "
                "name = 'event_kind') WHERE name = 'posting_meeting'"
            ],
            "the file is damaged: ",
        ),
    ],
)
def test_what_was_changed_past_the_guards_is_named(
    office: Office, statements: list[str], said: str
) -> None:
    changed(office, *statements)
    told = office("ledger", "verify")
    assert told.code == 1 and said in " ".join(told.err.split()), told


def test_a_command_that_meets_damage_says_so_and_a_fault_of_its_own_is_none(
    office: Office,
) -> None:
    path = office.folder / "ledger.sqlite"
    with pytest.raises(KeyError), sound(path):
        raise KeyError("of the program")
    changed(office, "UPDATE posting SET value_date = 'soon' WHERE event = 5")
    with pytest.raises(WriteError, match=r"is damaged: .*Restore a backup"), sound(path):
        raise KeyError("of the file")


def test_a_backup_that_does_not_fit(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr(verify, "write_file", full)
    office.refused("ledger backup copy.sqlite", "cannot write the backup copy.sqlite: no room.")
    assert not (office.folder / "copy.sqlite").exists()
