"""The ledger as text and back: an export from which `rebuild` makes an equal ledger;
and a backup of the file itself.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from ccmcost.atomic import SECRET
from ccmcost.errors import UsageError, WriteError
from ccmcost.ledger.bodies import body_of
from ccmcost.ledger.codec import from_json
from ccmcost.ledger.events import canonical, events, hash_of, head, insert
from ccmcost.ledger.rules.replay import Replay
from ccmcost.ledger.schema import FIRST, VERSION
from ccmcost.ledger.store import Ledger
from ccmcost.ledger.verify import faults, problems
from ccmcost.model.books import Event
from ccmcost.publish import write_file

FORMAT = "ccmcost ledger"


def exported(ledger: Ledger) -> dict[str, Any]:
    """Every event, complete, as a JSON document."""
    seq, last = head(ledger)
    return {
        "format": FORMAT,
        "schema": VERSION,
        "events": [{**event._asdict(), "body": json.loads(event.body)} for event in events(ledger)],
        "last": {"seq": seq, "hash": last},
    }


def rebuild(ledger: Ledger, document: Any, who: str) -> int:
    """Record all events of an export in an empty ledger; returns how many.
    Raises UsageError, with nothing recorded.
    """
    if head(ledger)[0]:
        raise UsageError(
            "the ledger of this workspace holds events; an export is taken in by an empty ledger "
            "only."
        )
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise UsageError(
            "the file is no export of a ledger. Make one with: ccmcost ledger export ledger.json."
        )
    schema, listed, last = document.get("schema"), document.get("events"), document.get("last")
    if not isinstance(schema, int) or not isinstance(listed, list) or not isinstance(last, dict):
        raise UsageError("the export lacks its schema, its events or its last hash. Make it again.")
    if schema > VERSION:
        raise UsageError("the export comes from a later ccmcost. Use that one.")
    if schema < FIRST:
        raise UsageError(
            f"the export has schema version {schema}, which no release of ccmcost wrote and this "
            "one cannot read."
        )
    with ledger.writing(who, "ledger import"):
        books = Replay(ledger)
        for number, values in enumerate(listed, start=1):
            _take(ledger, books, values, number)
        if head(ledger) != (last.get("seq"), last.get("hash")):
            raise UsageError(
                "the export is cut short: its last event is not the one that it names."
            )
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
