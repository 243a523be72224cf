"""What a command forbids, `ledger verify` and `ledger import` find, also in a chain whose hashes
are right.

`CCMCOST_FORGERIES=1000 pytest tests/test_ledger_rules.py` forges as many exports.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from inspect import getsource
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Identify, Reverse
from ccmcost.ledger.codec import KINDS, Body, body_of
from ccmcost.ledger.events import events, hash_of, head, insert
from ccmcost.ledger.postings import Rows, rows_of
from ccmcost.ledger.rules import RULES, broken
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.conduct import NEVER_REVERSED, why_not_reversed
from ccmcost.ledger.rules.replay import Replay
from ccmcost.ledger.standing import Known
from ccmcost.ledger.store import Ledger, create, opened
from ccmcost.ledger.verify import faults, problems, rebuild
from ccmcost.model.books import Event
from tests.conftest import ROOT
from tests.hostile.texts import sealed
from tests.ledger_forgeries import FORGERIES, event_of, forged
from tests.ledger_life import export_of

COUNT = int(os.environ.get("CCMCOST_FORGERIES", "0"))
"""How many exports are forged; by default one for each rule."""
DRAWS = 4
"""How often each forgery is drawn for the books in memory."""


@pytest.fixture(scope="module")
def export(life: Path) -> Any:
    return export_of(life)


def test_every_rule_has_a_forgery_and_stands_in_the_docs(export: Any) -> None:
    assert FORGERIES.keys() == RULES.keys()
    assert {each["kind"] for each in export["events"]} == KINDS.keys()
    page = (ROOT / "docs" / "ledger-rules.md").read_text(encoding="utf-8")
    assert [
        name for name, demands in RULES.items() if f"| `{name}` | {demands} |\n" not in page
    ] == []


def imported(folder: Path, document: Any) -> str:
    """What `ledger import` says of an export; empty if it takes it in."""
    path = folder / "import.sqlite"
    path.unlink(missing_ok=True)
    create(path)
    with opened(path) as ledger:
        try:
            with ledger.writing("A. Clerk", "ledger import"):
                rebuild(ledger, document)
        except UsageError as error:
            return str(error)
    return ""


def planted(folder: Path, document: Any) -> str:
    """What `ledger verify` says of a file into which the events were written past every guard."""
    path = folder / "planted.sqlite"
    path.unlink(missing_ok=True)
    create(path)
    connection = sqlite3.connect(path, isolation_level=None)
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for values in document["events"]:
        connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", event_of(values))
    for _, text in guards:
        connection.execute(text)
    connection.close()
    with opened(path) as ledger:
        return "\n".join(problems(ledger))


def unchained(export: Any, number: int) -> Any:
    """The export with one event that is right in itself, but does not follow the one before."""
    event = export["events"][number] | {"previous": "f" * 64}
    export["events"][number] = event | {"hash": hash_of(event_of(event))}
    return export


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda export: [export], "the file is not an export of a ledger"),
        (lambda export: export | {"format": "ledger"}, "the file is not an export of a ledger"),
        (lambda export: export | {"events": None}, "lacks its schema, its events or its last hash"),
        (lambda export: export | {"schema": None}, "lacks its schema, its events or its last hash"),
        (lambda export: export | {"last": None}, "lacks its schema, its events or its last hash"),
        (lambda export: export | {"schema": 99}, "comes from a later ccmcost"),
        (lambda export: export | {"schema": 2}, "schema version 2, which no release"),
        (lambda export: export | {"events": [{}]}, "holds an event that cannot be read"),
        (lambda export: unchained(export, 4), "event 5 of the export cannot be recorded"),
        (
            lambda export: unchained(export | {"events": export["events"][:1]}, 0),
            "cut short: its last event",
        ),
        (
            lambda export: last_is_last(unchained(export | {"events": export["events"][:1]}, 0)),
            "event 1 (opening): is not chained to the event before it",
        ),
    ],
)
def test_what_is_no_export_is_refused_and_nothing_recorded(
    export: Any, tmp_path: Path, change: Callable[[Any], Any], said: str
) -> None:
    document = change(json.loads(json.dumps(export)))
    assert said in imported(tmp_path, document)
    with opened(tmp_path / "import.sqlite") as ledger:
        assert head(ledger)[0] == 0


def last_is_last(export: Any) -> Any:
    last = export["events"][-1]
    return export | {"last": {"seq": last["seq"], "hash": last["hash"]}}


def test_an_honest_export_breaks_no_rule(export: Any, tmp_path: Path) -> None:
    assert imported(tmp_path, sealed(export)) == ""
    assert "breaks the rule" not in planted(tmp_path, export)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_forged_exports_are_found_and_the_rule_is_named(
    export: Any, tmp_path: Path, rule: str
) -> None:
    count = max(1, -(-COUNT // len(RULES)))
    for number in range(count):
        document = sealed(forged(rule, Random(f"{rule} {number}"), export))
        said = imported(tmp_path, document)
        assert f"breaks the rule {rule}:" in said, f"{rule} {number}: {said}"
        said = planted(tmp_path, document)
        assert f"breaks the rule {rule}:" in said, f"{rule} {number}: {said}"


@pytest.fixture(scope="module")
def kept(export: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("kept")
    assert imported(folder, sealed(export)) == ""
    with opened(folder / "import.sqlite") as ledger:
        yield ledger


@pytest.fixture(scope="module")
def honest(export: Any) -> dict[Event, tuple[Body, Rows]]:
    found = [event_of(values) for values in export["events"]]
    return {event: (body_of(event), rows_of(event, body_of(event))) for event in found}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_way_to_break_a_rule_is_told(
    export: Any, honest: dict[Event, tuple[Body, Rows]], kept: Ledger, rule: str
) -> None:
    """Each forgery, drawn some times; in memory, so that what the events before it rest on is
    taken as it was found honest.
    """
    for forgery in FORGERIES[rule]:
        for number in range(DRAWS):
            document = json.loads(json.dumps(export))
            forgery(Random(f"{rule} {number}"), document)
            books, said = Replay(kept), list[str]()
            for event in map(event_of, sealed(document)["events"]):
                if event in honest:
                    books.add(event, *honest[event])
                else:
                    said += faults(books, event)[0]
                if any(f"breaks the rule {rule}:" in each for each in said):
                    break
            else:
                pytest.fail(f"{rule} {number}: {said}")


def test_why_an_event_cannot_be_reversed_is_known_before(
    honest: dict[Event, tuple[Body, Rows]], kept: Ledger
) -> None:
    books = BooksBefore(kept)
    told = {
        event: why_not_reversed(books, Known(event, body)) for event, (body, _) in honest.items()
    }
    again = {body.event for body, _ in honest.values() if isinstance(body, Reverse)}
    placed = {body.receipt for body, _ in honest.values() if isinstance(body, Identify)}
    for event, why in told.items():
        undone = "was reversed already" if event.seq in again else ""
        rests = "was identified since" if event.seq in placed else ""
        expected = NEVER_REVERSED.get(event.kind, undone or rests)
        assert expected in why and bool(expected) == bool(why), event
    assert again and placed


def test_memory_asks_the_file_for_no_more_than_events() -> None:
    questions = {name for name in vars(BooksBefore) if not name.startswith("_")}
    asked = {name for name in questions if "self.ledger" in getsource(getattr(BooksBefore, name))}
    assert len(questions) > 20 and len(asked) > 10 and asked <= vars(Replay).keys()


def test_memory_and_file_answer_alike(export: Any, tmp_path: Path) -> None:
    """The books that commands ask and those that verification replays are the same books,
    at every step.
    """
    path = tmp_path / "ledger.sqlite"
    create(path)
    from ccmcost.ledger.bodies import ExchangeDifference

    states, meetings = ("AUS", "AUT", "CUB", "EGY", "SWE", "ZAF"), ("msp10", "msp11", "msp12")
    with opened(path) as ledger, ledger.writing("A", "test"):
        asked, replay = BooksBefore(ledger), Replay(ledger)
        for event in map(event_of, sealed(export)["events"]):
            body = body_of(event)
            assert list(broken(asked, event, body)) == list(broken(replay, event, body)) == []
            insert(ledger, event, body)
            replay.add(event, body, rows_of(event, body))
            for books in ("balance", "promised"):
                ask, again = getattr(asked, books), getattr(replay, books)
                assert [ask(s, m) for s in states for m in meetings] == [
                    again(s, m) for s in states for m in meetings
                ]
            for books in (
                "currency",
                "charged",
                "last_notices",
                "last_issue",
                "is_carried_over",
                "cost_version",
            ):
                ask, again = getattr(asked, books), getattr(replay, books)
                assert [ask(m) for m in meetings] == [again(m) for m in meetings], books
            numbers = range(event.seq + 2)
            assert [asked.left(n) for n in numbers] == [replay.left(n) for n in numbers]
            assert [asked.reverser(n) for n in numbers] == [replay.reverser(n) for n in numbers]
            assert [asked.recorded_cost("msp12", n) for n in range(5)] == [
                replay.recorded_cost("msp12", n) for n in range(5)
            ]
            assert asked.last_serial(2024) == replay.last_serial(2024)
            assert asked.last_of_all() == replay.last_of_all()
            assert asked.last_moment() == replay.last_moment()
            assert asked.bank_line("S1", "2") == replay.bank_line("S1", "2")
            assert asked.has_notice("CCM-AN-2024-0003") == replay.has_notice("CCM-AN-2024-0003")
            assert asked.numbered("ERP-1") == replay.numbered("ERP-1")
            for sent in {body.original} if isinstance(body, ExchangeDifference) else ():
                assert asked.has_difference(body.state, body.meeting, sent)
                assert replay.has_difference(body.state, body.meeting, sent)
            assert asked.has_bill("AUS", "msp10", "OLD-1") == replay.has_bill(
                "AUS", "msp10", "OLD-1"
            )
        assert isinstance(next(events(ledger)), Event)
