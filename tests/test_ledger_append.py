"""What is appended to a ledger, or is not: events that could not be read again, without a person,
or other than what was shown; and who only looks at it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ccmcost import interrupt
from ccmcost.errors import UsageError, WriteError
from ccmcost.ledger import schema, store
from ccmcost.ledger.bodies import ApplyCredit, Control, CostVersion, Reverse
from ccmcost.ledger.codec import Draft, Unreadable
from ccmcost.ledger.events import START, append, content_hash, hash_of, head, misdated
from ccmcost.ledger.queries import next_serials
from ccmcost.ledger.requests import Repeated, refuse_repeated
from ccmcost.ledger.standing import latest
from ccmcost.ledger.store import Changed, Ledger, create, looked_at, opened, schema_of
from ccmcost.ledger.verify import problems, sound
from ccmcost.model.books import Event

NOW = datetime(2024, 6, 1, tzinfo=UTC)
COST = CostVersion("msp12", 1, "estimate", "DOC", 40_000_000, "USD", 2)


def draft(amount: int = 40_000_000, version: int = 1, day: str = "2024-06-01") -> Draft:
    body = COST._replace(amount=amount, version=version)
    return Draft(body, date.fromisoformat(day))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    create(path)
    return path


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with opened(path) as found:
        yield found


def record(ledger: Ledger, *drafts: Draft, by: str = "A. Clerk", at: datetime = NOW) -> None:
    with ledger.writing(by, "test"):
        for each in drafts:
            append(ledger, each, by, at)


@pytest.mark.parametrize(
    ("wanted", "by", "said"),
    [
        (draft(), " ", "--recorded-by: say who records this."),
        (draft(2**63), "A. Clerk", "amount must be a whole number of at most 64 bits"),
        (
            Draft(ApplyCredit("SWE", "msp12", "gift", "", "D", 1, "USD", 2), NOW.date()),  # type: ignore[arg-type]
            "A. Clerk",
            "choice must be one of refund, apply, leave",
        ),
        (draft(day="2999-01-01"), "A. Clerk", "it could not be read again as it is"),
        (draft(), "A. Clerk\u202e", "holds a hidden character"),
    ],
)
def test_what_could_not_be_read_again_is_not_recorded(
    ledger: Ledger, wanted: Draft, by: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        record(ledger, draft(1), wanted, by=by)
    assert head(ledger)[0] == 0, "all of a transaction, or nothing"


def test_another_person_approves_than_the_one_who_prepared(ledger: Ledger) -> None:
    body = COST._replace(control=Control(prepared_by="B. Chief"))
    for approver, said in (("b. chief", "prepared by B. Chief"), ("B. Сhief", "mixes letters of")):
        with pytest.raises(UsageError, match=said):
            record(ledger, Draft(body, NOW.date(), approver))
    record(ledger, Draft(body, NOW.date(), "C. Other"))
    assert content_hash(body) == content_hash(COST) != content_hash(COST._replace(amount=1))


def test_only_what_was_shown_is_recorded(ledger: Ledger) -> None:
    with ledger.rehearsing() as marks:
        assert not ledger.keeps
        record(ledger, draft())
    assert ledger.keeps and head(ledger)[0] == 0
    with pytest.raises(Changed, match="is not what was shown"), ledger.only_as(marks):
        record(ledger, draft(1))
    assert head(ledger)[0] == 0
    with ledger.only_as(marks):
        record(ledger, draft())
    assert head(ledger)[0] == 1


def test_a_transaction_that_records_nothing_is_held_against_nothing(ledger: Ledger) -> None:
    with ledger.only_as(["shown"]), ledger.writing("A. Clerk", "test"):
        pass


def test_a_wait_that_is_given_is_that_for_another_writer_alone(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(ledger, "_wait", waits.append)
    with ledger.writing("A. Clerk", "import", 0.25):
        assert waits == [0.25, 15.0]


def test_who_writes_signs_and_takes_nothing_over(
    path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long it waits, the mode of the file, and nothing of a transaction before."""
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o644)
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", "0.5")
    with pytest.raises(ZeroDivisionError), ledger.writing("A. Clerk", "import"):
        assert ledger.one("PRAGMA busy_timeout") == 500
        assert ledger.holder.read_text().startswith("A. Clerk (import, process ")
        assert path.stat().st_mode & 0o777 == 0o600
        assert ledger.in_transaction
        ledger.files[path.with_name("x")] = ledger.made_from[path] = b""
        append(ledger, draft(), "A. Clerk", NOW)
        raise ZeroDivisionError
    assert not ledger.in_transaction and not ledger.holder.exists()
    with ledger.writing("A. Clerk", "test"):
        assert not (ledger.files or ledger.made_from or ledger.recorded or ledger.marks)
    assert not ledger.holder.exists()


def test_a_writer_who_cannot_sign_writes_all_the_same(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, *_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store, "create_anew", fail)
    with ledger.writing("A. Clerk", "test"):
        append(ledger, draft(), "A. Clerk", NOW)
    assert head(ledger)[0] == 1


def test_what_was_recorded_is_remembered_and_the_file_is_closed(path: Path) -> None:
    interrupt.forget()
    with opened(path) as ledger, looked_at(path) as seen:
        record(ledger, draft())
        assert seen.one("SELECT seq FROM event") == 1
    assert interrupt.lasting().startswith("Event 1 (cost) was recorded")
    interrupt.forget()
    for closed in (ledger, seen):
        with pytest.raises(WriteError, match="closed database"):
            closed.rows("SELECT 1")


def test_what_was_made_from_a_file_that_changed_is_not_recorded(path: Path, ledger: Ledger) -> None:
    other = path.with_name("other")
    other.write_text("theirs", encoding="utf-8")
    for earlier, kept in ((b"mine", "theirs"), (b"theirs", "new")):
        with suppress(WriteError), ledger.writing("A. Clerk", "test"):
            ledger.files[other], ledger.made_from[other] = b"new", earlier
            append(ledger, draft(), "A. Clerk", NOW)
        assert other.read_text(encoding="utf-8") == kept
        assert head(ledger)[0] == (kept == "new")


def test_a_request_is_recorded_once(ledger: Ledger) -> None:
    both = [
        each._replace(body=each.body._replace(control=Control(request="request-1")))
        for each in (draft(), draft(version=2), draft(version=3))
    ]
    record(ledger, *both[:2])
    with pytest.raises(Repeated, match="as events 1,2, on 2024-06-01") as told:
        record(ledger, both[2])
    assert told.value.seqs == (1, 2)
    other = Control(request="request-2")
    record(ledger, draft(version=3), Draft(COST._replace(version=4, control=other), NOW.date()))
    with pytest.raises(Repeated, match="as event 4, on"):
        refuse_repeated(ledger, "request-2")
    for request in ("", "request-3"):
        refuse_repeated(ledger, request)


def test_who_looks_changes_nothing_and_sees_what_stands(path: Path, ledger: Ledger) -> None:
    record(ledger, draft(), draft(version=2))
    with looked_at(path) as seen:
        assert seen.one("PRAGMA busy_timeout") == 0
        assert [each.seq for each in latest(seen, 9)] == [2, 1]
        assert [each.seq for each in latest(seen, 1, "cost")] == [2]
        assert latest(seen, 9, "receipt", "issue") == []
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            seen.connection.execute("DELETE FROM event")


def test_a_reversal_of_what_is_not_there_or_stays(ledger: Ledger) -> None:
    record(ledger, draft())
    for seq, said in ((7, "there is no event 7"), (1, "followed by a new one")):
        with pytest.raises(UsageError, match=said):
            record(ledger, Draft(Reverse(seq, "cost", "R", (), "USD", 2), NOW.date()))


def test_a_ledger_is_made_once_and_numbers_are_taken_where_they_are_recorded(
    path: Path, ledger: Ledger, tmp_path: Path
) -> None:
    with pytest.raises(WriteError, match="a ledger is never overwritten"):
        create(path)
    with pytest.raises(UsageError, match="there is no ledger at"), opened(tmp_path / "none"):
        pass
    with pytest.raises(RuntimeError, match="inside the transaction"):
        next(next_serials(ledger, 2024))


def test_a_ledger_of_the_version_before_is_brought_forward(tmp_path: Path) -> None:
    """To the very objects of a new one, with what it holds; and the index is used."""
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(schema.STEPS[0])
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {schema.FIRST}")
    with opened(path) as ledger:
        assert schema.version_of(ledger.connection) == schema.VERSION > schema.FIRST
        assert problems(ledger) == []
        plan = ledger.rows(
            "EXPLAIN QUERY PLAN SELECT 1 FROM event WHERE "
            "json_extract(body, '$.control.request') = ? AND seq < ? LIMIT 1",
            "request-1",
            9,
        )
        assert "event_request" in plan[0][3], plan


def test_what_is_no_ledger_of_this_version() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        assert schema.version_of(connection) == 0
        connection.execute("CREATE TABLE x (y)")
        with pytest.raises(WriteError, match="but no ledger of ccmcost"):
            schema.version_of(connection)
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for version, said in ((2, "which no release of"), (schema.VERSION + 1, "Use the newer")):
            connection.execute(f"PRAGMA user_version = {version}")
            with pytest.raises(WriteError, match=said):
                schema.version_of(connection)
        for version in (schema.FIRST, schema.VERSION):
            connection.execute(f"PRAGMA user_version = {version}")
            assert schema.version_of(connection) == version


def test_an_old_sqlite_opens_makes_and_looks_at_no_ledger(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert schema_of(path) == schema.VERSION
    with pytest.raises(WriteError, match="cannot be used"):
        schema_of(path.with_name("none"))
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 37))
    schema.need_strict()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    for refused in (schema_of, create, opened):
        with pytest.raises(WriteError, match=r"needs SQLite 3\.37 or newer"), ExitStack() as stack:
            found = refused(path.with_name("new") if refused is create else path)
            stack.enter_context(found)  # type: ignore[arg-type]
    assert not path.with_name("new").exists()


@pytest.mark.parametrize(
    ("text", "seconds"), [("", 15), ("0", 0), ("3600", 3600), ("3600.5", None), ("-0.1", None)]
)
def test_how_long_a_writer_waits(
    monkeypatch: pytest.MonkeyPatch, text: str, seconds: float | None
) -> None:
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", text)
    if seconds is None:
        with pytest.raises(UsageError, match="from 0 to 3600"):
            store._patience()
    else:
        assert store._patience() == seconds


def test_the_first_event_that_is_not_known_is_named_before_any_is_counted(
    path: Path, ledger: Ledger
) -> None:
    record(ledger, draft())
    with sound(path) as found:
        assert head(found)[0] == 1
    told = "(SELECT MAX(seq) + 1 FROM event), {}, '2024-06-01', '2024-06-01T00:00:00Z', 'A', ''"
    for kind, body, named in (("gift", 1, 2), ("cost", 2, 2), ("loan", 1, 2)):
        values = f"{told.format(repr(kind))}, '{{\"v\":{body}}}', (SELECT hash FROM event ORDER BY "
        ledger.connection.execute(f"INSERT INTO event VALUES ({values}seq DESC LIMIT 1), '{kind}')")
        with pytest.raises(Unreadable, match=f"event {named}"), sound(path):
            pass


@pytest.mark.parametrize(("size", "said"), [(99, "is cut short"), (100, "cannot be used")])
def test_a_file_shorter_than_its_header(path: Path, size: int, said: str) -> None:
    path.write_bytes(bytes(size))
    with pytest.raises(WriteError, match=said), opened(path):
        pass


def test_text_that_cannot_be_read_is_told(ledger: Ledger) -> None:
    for error in (
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        sqlite3.OperationalError("Could not decode to UTF-8 column 'body'"),
    ):
        assert "it holds text that cannot be read" in str(ledger.refused(error))


def test_a_disk_that_is_full_and_a_guard_that_says_no(ledger: Ledger) -> None:
    record(ledger, draft())
    ledger.connection.execute("PRAGMA max_page_count = 1")
    body = COST._replace(version=2, source="x" * 1_000_000)
    with pytest.raises(WriteError, match="The disk is full: make room"):
        record(ledger, Draft(body, NOW.date()))
    with pytest.raises(WriteError, match="append-only"), ledger.writing("A. Clerk", "test"):
        ledger.connection.execute("DELETE FROM event")
    with pytest.raises(WriteError, match="FOREIGN KEY"), ledger.writing("A. Clerk", "test"):
        ledger.connection.execute("INSERT INTO bank_line VALUES ('S1', '1', 99)")
    with pytest.raises(WriteError, match="cannot be used"), ledger.writing("A. Clerk", "test"):
        ledger.connection.execute("ROLLBACK")  # as SQLite does itself where a disk does not answer
        raise sqlite3.OperationalError("disk I/O error")
    assert head(ledger)[0] == 1 and problems(ledger) == []


def test_the_hash_of_an_event_is_that_of_all_its_other_fields() -> None:
    moment = "2024-06-01T00:00:00Z"
    event = Event(1, "cost", "2024-06-01", moment, "É. Clerk", "", '{"v":1}', START, "")
    text = f'[1,"cost","2024-06-01","{moment}","É. Clerk","","{{\\"v\\":1}}","{START}"]'
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert hash_of(event) == hash_of(event._replace(hash="f" * 64)) == expected


@pytest.mark.parametrize(
    ("moment", "wrong"),
    [("2024-06-01T00:00:00Z", None), ("2024-06-01", "moment"), ("2024-06-01T0:00:00Z", "moment")],
)
def test_the_moment_of_an_event_is_written_in_one_way(moment: str, wrong: str | None) -> None:
    assert misdated(Event(1, "cost", "2024-06-01", moment, "A. Clerk", "", "{}", "", "")) == wrong


def test_a_clock_that_runs_behind_is_doubted_after_an_hour(ledger: Ledger) -> None:
    record(ledger, draft())
    record(ledger, draft(version=2), at=NOW - timedelta(hours=1))
    assert ledger.rows("SELECT DISTINCT recorded_at FROM event") == [("2024-06-01T00:00:00Z",)]
    with pytest.raises(UsageError, match="Check the clock"):
        record(ledger, draft(version=3, day="2024-05-31"), at=NOW - timedelta(minutes=61))


def test_who_writes_leaves_the_name_of_the_next_one(ledger: Ledger) -> None:
    with ledger.writing("A. Clerk", "test"):
        ledger.holder.write_bytes(b"B. Next")
    assert ledger.holder.read_bytes() == b"B. Next"


def test_who_cannot_sign_writes_and_leaves_no_half_a_name(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes, mode: int) -> None:
        path.write_bytes(content[:3])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(store, "create_anew", full)
    with ledger.writing("A. Clerk", "test"):
        assert not ledger.holder.exists()
        append(ledger, draft(), "A. Clerk", NOW)
    assert head(ledger)[0] == 1


def test_others_read_until_the_end_of_a_large_transaction(
    path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCMCOST_LEDGER_WAIT", "0")
    with opened(path) as other, ledger.writing("A. Clerk", "test"):
        ledger.connection.execute("CREATE TABLE large (text TEXT)")
        for _ in range(40):
            ledger.connection.execute("INSERT INTO large VALUES (?)", ("x" * 100_000,))
        assert other.one("SELECT count(*) FROM event") == 0
