"""What `ledger verify` finds in a file that was changed past its guards, fault by fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ccmcost.errors import UsageError, WriteError
from ccmcost.ledger import schema, verify
from ccmcost.ledger.bodies import WriteOff
from ccmcost.ledger.events import events, hash_of
from ccmcost.ledger.store import Ledger, create, opened
from ccmcost.ledger.verify import backup, exported, problems
from tests.test_ledger_limits import USD, bill, owing, paid
from tests.test_ledger_queries import ledger, put

__all__ = ["ledger"]
HASH = "its content does not match its hash; it was changed after recording"


def unguarded(ledger: Ledger, *statements: str) -> list[str]:
    """What is found after these statements, the guards being there before and after."""
    guards = ledger.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    for name, _ in guards:
        ledger.connection.execute(f"DROP TRIGGER {name}")
    for each in statements:
        ledger.connection.execute(each)
    for _, text in guards:
        ledger.connection.execute(text)
    return problems(ledger)


def test_a_sound_file_has_no_problems(ledger: Ledger) -> None:
    put(ledger, owing(9), paid(1, statement="S1", line="1"))
    assert unguarded(ledger) == []


def test_definitions_that_were_changed_added_or_removed(ledger: Ledger) -> None:
    ledger.connection.execute("CREATE TABLE zebra (x)")
    for name in ("notice_no_update", "event_no_update", "bank_line_no_replace"):
        ledger.connection.execute(f"DROP TRIGGER {name}")
    names = "bank_line_no_replace", "event_no_update", "notice_no_update", "zebra"
    assert problems(ledger) == [
        f"the definition of {name} was changed, added or removed" for name in names
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE event SET recorded_by = 'X' WHERE seq = 2", f"event 2 (receipt): {HASH}"),
        (
            "INSERT INTO bank_line VALUES ('S9', '7', 2)",
            "bank_line: ['S9', '7', 2] follows from no event",
        ),
        (
            "DELETE FROM bank_line",
            "bank_line: a row is missing, but the events say ['S1', '1', 2]",
        ),
        (
            "UPDATE bank_line SET line = '3'",
            "bank_line: ['S1', '3', 2], but the events say ['S1', '1', 2]",
        ),
    ],
)
def test_rows_and_events_that_were_changed(ledger: Ledger, statement: str, found: str) -> None:
    put(ledger, owing(9), paid(1, statement="S1", line="1"))
    assert unguarded(ledger, statement) == [found]


def rebuild(ledger: Ledger, document: Any) -> int:
    """Take an export in, in a transaction of its own."""
    with ledger.writing("A. Clerk", "ledger import"):
        return verify.rebuild(ledger, document)


def test_an_export_goes_into_an_empty_ledger_only(ledger: Ledger) -> None:
    put(ledger, owing(9))
    with pytest.raises(UsageError, match="is taken in by an empty ledger only"):
        rebuild(ledger, exported(ledger))


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Ledger]:
    """An empty one."""
    create(tmp_path / "new.sqlite")
    with opened(tmp_path / "new.sqlite") as found:
        yield found


@pytest.mark.parametrize("version", [schema.FIRST, schema.VERSION])
def test_an_export_of_a_schema_that_is_known_is_taken_in(
    ledger: Ledger, new: Ledger, version: int
) -> None:
    put(ledger, owing(9), owing(8))
    assert rebuild(new, exported(ledger) | {"schema": version}) == 2
    assert list(events(new)) == list(events(ledger))


def test_an_export_that_is_wrong_is_not_taken_in(
    ledger: Ledger, new: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ledger, owing(9), owing(8))
    right, (_, second) = exported(ledger), events(ledger)
    one, two = right["events"]
    loose = second._replace(previous="f" * 64)
    two = two | {"previous": loose.previous, "hash": hash_of(loose)}
    for changed, said in (
        ({"events": [one | {"recorded_by": "X"}]}, "event 1 of the export does not match its hash"),
        ({"events": [one, two]}, "event 2 of the export cannot be recorded"),
        ({"events": [{}]}, "holds an event that cannot be read"),
        ({"schema": schema.VERSION + 1}, "comes from a later ccmcost"),
        ({"schema": schema.FIRST - 1}, "which no release of ccmcost wrote"),
    ):
        with pytest.raises(UsageError, match=said):
            rebuild(new, right | changed)
    monkeypatch.setattr(verify, "problems", lambda _: ["odd"])
    with pytest.raises(UsageError, match="does not make a sound ledger: odd"):
        rebuild(new, right)
    assert list(events(new)) == []


def test_a_rule_that_an_event_breaks_is_told(ledger: Ledger) -> None:
    put(ledger, owing(9), WriteOff("AUS", "m1", "D", 10, *USD))
    (told,) = problems(ledger)
    assert told.startswith("event 2 (write_off) breaks the rule write-off-beyond: ")


def test_a_backup_overwrites_nothing(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger, owing(9))
    backup(ledger, tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600
    with opened(tmp_path / "copy.sqlite") as copy:
        assert list(events(copy)) == list(events(ledger))
    with pytest.raises(WriteError, match="a backup never overwrites"):
        backup(ledger, tmp_path / "copy.sqlite")
    ledger.close()
    with pytest.raises(WriteError, match="cannot write the backup"):
        backup(ledger, tmp_path / "other.sqlite")


def test_numbers_of_notices_that_are_missing(ledger: Ledger) -> None:
    for year, first in ((2023, 2), (2024, 3), (2025, 1)):
        issue = bill(f"N-{year}-1", f"N-{year}-2", f"N-{year}-3", day=date(year, 3, 1))
        one, two, three = issue.notices
        serials = one._replace(serial=first), two._replace(serial=4), three._replace(serial=5)
        put(ledger, issue._replace(notices=serials), day=date(year, 3, 1))
    assert [each for each in problems(ledger) if each.startswith("notice numbers")] == [
        "notice numbers of 2023 begin with 2, not 1",
        "notice numbers of 2024 begin with 3, not 1",
        "notice numbers of 2023 have a gap before N-2023-2",
        "notice numbers of 2025 have a gap before N-2025-2",
    ]


def test_a_field_that_is_no_text_ends_the_look(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ledger, owing(9), owing(8))
    first, second = events(ledger)
    for field in ("kind", "hash"):
        torn = first._replace(**{field: None})
        monkeypatch.setattr(verify, "events", lambda _, torn=torn: iter([torn, second]))
        (told,) = verify._chain(ledger)
        assert told.endswith("the file is damaged there, a field is no text")
