"""Events: recorded one after the other, each chained to the one before by SHA-256 over canonical JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ccmcost.errors import UsageError
from ccmcost.ledger.postings import bank_line_of, documents_of, notices_of, postings_of
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import APPROVED, Draft, Event
from ccmcost.text import same_person

START = "0" * 64
"""What the first event is chained to."""

_DRIFT = timedelta(hours=1)


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks; the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(event: Event) -> str:
    """The hash that an event must carry: over all its fields but the hash itself."""
    return hashlib.sha256(canonical(list(event[:-1])).encode("utf-8", "surrogatepass")).hexdigest()


def append(ledger: Ledger, draft: Draft, recorded_by: str, now: datetime) -> Event:
    """Record an event with all rows that follow from it; the caller holds the transaction. `now` is in UTC.

    Raises UsageError if the second person is missing or the same, or the clock runs behind the last event.
    """
    _two_people(draft, recorded_by)
    last = ledger.rows("SELECT seq, recorded_at, hash FROM event ORDER BY seq DESC LIMIT 1")
    seq, before, previous = last[0] if last else (0, "", START)
    event = Event(
        seq=seq + 1,
        kind=draft.kind,
        value_date=draft.value_date.isoformat(),
        recorded_at=_moment(now, before),
        recorded_by=recorded_by,
        approved_by=draft.approved_by,
        body=canonical(draft.body),
        previous=previous,
        hash="",
    )
    event = event._replace(hash=hash_of(event))
    insert(ledger, event)
    return event


def insert(ledger: Ledger, event: Event) -> None:
    """Write an event and its rows; used for new events and when an exported ledger is rebuilt."""
    put = ledger.connection.execute
    put(f"INSERT INTO event VALUES ({_marks(event)})", event)
    body = json.loads(event.body)
    ledger.connection.executemany(f"INSERT INTO posting VALUES ({','.join('?' * 12)})", postings_of(event, body))
    for notice in notices_of(event, body):
        put(f"INSERT INTO notice VALUES ({_marks(notice)})", notice)
    for document in documents_of(event, body):
        put(f"INSERT INTO document VALUES ({_marks(document)})", document)
    line = bank_line_of(event, body)
    if line is not None:
        put("INSERT INTO bank_line VALUES (?, ?, ?)", (*line, event.seq))


def _marks(row: tuple[Any, ...]) -> str:
    return ",".join("?" * len(row))


def _two_people(draft: Draft, recorded_by: str) -> None:
    if not recorded_by.strip():
        raise UsageError("--recorded-by: say who records this.")
    if draft.kind in APPROVED and not draft.approved_by.strip():
        raise UsageError("--approved-by: this needs the approval of a second person; name them.")
    if draft.approved_by and same_person(draft.approved_by, recorded_by):
        raise UsageError(
            f"recorded by {recorded_by} and approved by {draft.approved_by}: two different people must do this. "
            f"Name them with --recorded-by and --approved-by."
        )


def _moment(now: datetime, before: str) -> str:
    text = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if text >= before:
        return text
    last = datetime.strptime(before, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if last - now > _DRIFT:
        raise UsageError(
            f"the clock says {text}, but the last event was recorded at {before}. Set the clock right; the order of "
            f"recording is part of the ledger."
        )
    return before


def events(ledger: Ledger, *kinds: str) -> Iterator[Event]:
    """Events in order, of some kinds or all."""
    where = f"WHERE kind IN ({','.join('?' * len(kinds))})" if kinds else ""
    for row in ledger.connection.execute(f"SELECT * FROM event {where} ORDER BY seq", kinds):
        yield Event(*row)


def event_at(ledger: Ledger, seq: int) -> Event | None:
    """The event of a number, or None."""
    found = ledger.rows("SELECT * FROM event WHERE seq = ?", seq)
    return Event(*found[0]) if found else None


def head(ledger: Ledger) -> tuple[int, str]:
    """Number and hash of the last event; (0, START) if there is none."""
    found = ledger.rows("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    return (found[0][0], found[0][1]) if found else (0, START)
