"""`ledger verify`: everything that must hold of the file, derived again from the events. The ledger
as text, from which `rebuild` makes an equal one, held to the same; and a copy of the file itself.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from ccmcost.atomic import SECRET
from ccmcost.errors import UsageError, WriteError
from ccmcost.ledger import schema
from ccmcost.ledger.codec import KINDS, VERSION, Unreadable, body_of, from_json
from ccmcost.ledger.events import START, canonical, events, hash_of, head, insert, misdated
from ccmcost.ledger.postings import Rows, rows_of
from ccmcost.ledger.rules import broken
from ccmcost.ledger.rules.replay import Replay
from ccmcost.ledger.store import Ledger, opened
from ccmcost.model.books import Event
from ccmcost.publish import write_file

_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What reading makes of content that is not what was written."""


def problems(ledger: Ledger) -> list[str]:
    """What does not hold, in words, in a fixed order; an empty list means that the ledger is
    sound.
    """
    found: list[str] = []
    try:
        found.extend(_problems(ledger))
    except (sqlite3.Error, *_DAMAGE) as error:
        found.append(f"the file is damaged, so that the rest could not be looked at: {error}")
    return found


@contextmanager
def sound(path: Path) -> Iterator[Ledger]:
    """An open ledger, as `opened` gives it; what goes wrong because its content is damaged is a
    WriteError that says so.
    """
    with opened(path) as ledger:
        _refuse_later(ledger)
        try:
            yield ledger
        except _DAMAGE as error:
            wrong = problems(ledger)
            if not wrong:
                raise
            raise WriteError(
                f"the ledger {path} is damaged: {wrong[0]}. Nothing was recorded. Restore a "
                f"backup; ccmcost ledger verify names all that is wrong."
            ) from error


def _refuse_later(ledger: Ledger) -> None:
    """Raise Unreadable, which names the event, if the ledger holds a version or a kind that this
    ccmcost does not know.

    Sums can be made without reading a single event: without this, one that is not understood would
    count all the same.
    """
    later = ledger.one("SELECT MIN(seq) FROM event WHERE json_extract(body, '$.v') > ?", VERSION)
    kinds = ledger.rows("SELECT kind, MIN(seq) FROM event GROUP BY kind")
    unknown = [seq for kind, seq in kinds if kind not in KINDS]
    for row in ledger.rows(
        "SELECT * FROM event WHERE seq = ?",
        min([*([later] if later else []), *unknown], default=None),
    ):
        body_of(Event(*row))


def _problems(ledger: Ledger) -> Iterator[str]:
    for (text,) in ledger.connection.execute("PRAGMA integrity_check(10)"):
        if text != "ok":
            yield f"the file is damaged: {text}"
    for table, row, *_ in ledger.connection.execute("PRAGMA foreign_key_check"):
        yield f"orphan: row {row} of {table} belongs to no event"
    expected, found = schema.expected_objects(), schema.objects(ledger.connection)
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            yield f"the definition of {name} was changed, added or removed"
    yield from _chain(ledger)
    yield from _rows_and_rules(ledger)
    yield from _gaps(ledger)


def _chain(ledger: Ledger) -> Iterator[str]:
    before = Event(0, "", "", "", "", "", "", "", START)
    for event in events(ledger):
        where = f"event {event.seq} ({event.kind})"
        if not all(isinstance(field, str) for field in event[1:]):
            yield f"{where}: the file is damaged there, a field is no text"
            return
        if event.seq != before.seq + 1:
            yield f"{where}: follows event {before.seq}, so one is missing"
        if event.previous != before.hash:
            yield f"{where}: is not chained to the event before it"
        if hash_of(event) != event.hash:
            yield f"{where}: its content does not match its hash; it was changed after recording"
        before = event


_ORDERS = {
    "posting": "event, line",
    "notice": "event, serial",
    "document": "event, file",
    "bank_line": "event",
    "reversal": "event",
}


def _rows_and_rules(ledger: Ledger) -> Iterator[str]:
    """Every event held against the rules, and the rows that follow from it against those of the
    other tables.

    Of the rows of each table the first fault is told.
    """
    books, wrong = Replay(ledger), list[str]()
    stored = {
        table: ledger.connection.execute(f"SELECT * FROM {table} ORDER BY {order}")
        for table, order in _ORDERS.items()
    }
    for event in events(ledger):
        found, rows = faults(books, event)
        wrong += found
        for table, own in rows._asdict().items() if rows else ():
            for row in own if table in stored else ():
                there = next(stored[table], None)
                if there != row:
                    yield (
                        f"{table}: {list(there) if there else 'a row is missing'}, but the "
                        f"events say {list(row)}"
                    )
                    del stored[table]
                    break
    for table, rest in stored.items():
        extra = next(rest, None)
        if extra is not None:
            yield f"{table}: {list(extra)} follows from no event"
    yield from wrong


def _gaps(ledger: Ledger) -> Iterator[str]:
    rows = list(
        ledger.connection.execute("SELECT year, serial, number FROM notice ORDER BY year, serial")
    )
    firsts = {year: serial for year, serial, _ in reversed(rows)}
    for year, serial in sorted(firsts.items()):
        if serial != 1:
            yield f"notice numbers of {year} begin with {serial}, not 1"
    for (year, serial, _), (next_year, following, number) in pairwise(rows):
        if year == next_year and following != serial + 1:
            yield f"notice numbers of {year} have a gap before {number}"


def faults(books: Replay, event: Event) -> tuple[list[str], Rows | None]:
    """The rules that the next event breaks, each by its name, in words; and the rows that follow
    from it, if it can be read.

    The books take the event in.
    """
    where = f"event {event.seq} ({event.kind})"
    wrong = misdated(event)
    if wrong is not None:
        return [
            f"{where} breaks the rule {wrong}: its days are {event.value_date!r} and "
            f"{event.recorded_at!r}"
        ], None
    try:
        body = body_of(event)
    except Unreadable as error:
        return [f"{where} breaks the rule {error.rule}: {error}"], None
    found = [
        f"{where} breaks the rule {fault.rule}: {fault.text}"
        for fault in broken(books, event, body)
    ]
    rows = rows_of(event, body)
    books.add(event, body, rows)
    return found, rows


FORMAT = "ccmcost ledger"


def exported(ledger: Ledger) -> dict[str, Any]:
    """Every event, complete, as a JSON document."""
    seq, last = head(ledger)
    return {
        "format": FORMAT,
        "schema": schema.VERSION,
        "events": [{**event._asdict(), "body": json.loads(event.body)} for event in events(ledger)],
        "last": {"seq": seq, "hash": last},
    }


def rebuild(ledger: Ledger, document: Any) -> int:
    """Record all events of an export in an empty ledger; returns how many. The caller holds the
    transaction. Raises UsageError.
    """
    if head(ledger)[0]:
        raise UsageError(
            "the ledger of this workspace holds events; an export is taken in by an empty ledger "
            "only."
        )
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UsageError(
            "the file is not an export of a ledger. Make one with: ccmcost ledger export "
            "ledger.json."
        )
    version, listed, last = document.get("schema"), document.get("events"), document.get("last")
    if not isinstance(version, int) or not isinstance(listed, list) or not isinstance(last, dict):
        raise UsageError("the export lacks its schema, its events or its last hash. Make it again.")
    if version > schema.VERSION:
        raise UsageError("the export comes from a later ccmcost. Use that one.")
    if version < schema.FIRST:
        raise UsageError(
            f"the export has schema version {version}, which no release of ccmcost wrote and this "
            "one cannot read."
        )
    books = Replay(ledger)
    for number, values in enumerate(listed, start=1):
        _take(ledger, books, values, number)
    if head(ledger) != (last.get("seq"), last.get("hash")):
        raise UsageError("the export is cut short: its last event is not the one that it names.")
    wrong = problems(ledger)
    if wrong:
        raise UsageError("the export does not make a sound ledger: " + "; ".join(wrong[:5]))
    return len(listed)


def _take(ledger: Ledger, books: Replay, values: Any, number: int) -> None:
    """Insert one event, if it breaks no rule. Raises UsageError, which names the rule."""
    event = _event(values)
    wrong, _ = faults(books, event)
    if wrong:
        raise UsageError("the export does not make a sound ledger: " + "; ".join(wrong[:5]))
    try:
        insert(ledger, event, body_of(event))
    except sqlite3.Error as error:
        raise UsageError(f"event {number} of the export cannot be recorded: {error}.") from None


def _event(values: Any) -> Event:
    try:
        event = from_json(Event, {**values, "body": canonical(values["body"])})
        matches = hash_of(event) == event.hash
    except (TypeError, KeyError, ValueError, RecursionError) as error:
        raise UsageError(f"the export holds an event that cannot be read: {error}.") from None
    if not matches:
        raise UsageError(
            f"event {event.seq} of the export does not match its hash; it was changed after export."
        )
    return cast(Event, event)


def backup(ledger: Ledger, target: Path) -> None:
    """Copy the file with SQLite's online backup, complete even while others write.
    Raises WriteError if it exists.
    """
    if target.exists():
        raise WriteError(
            f"{target} exists already; a backup never overwrites. Choose another name."
        )
    try:
        with closing(sqlite3.connect(":memory:")) as copy:
            ledger.connection.backup(copy)
            content = copy.serialize()
        write_file(target, content, mode=SECRET)
    except (MemoryError, sqlite3.Error) as error:
        raise WriteError(f"cannot write the backup {target}: {error}.") from error
