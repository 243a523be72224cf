"""Events: recorded one after the other, each chained to the one before by SHA-256 over canonical
JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from ccmcost.errors import UsageError
from ccmcost.ledger.codec import Body, Draft, Unreadable, body_of, written
from ccmcost.ledger.postings import rows_of
from ccmcost.ledger.requests import refuse_repeated
from ccmcost.ledger.rules import broken
from ccmcost.ledger.rules.books import BooksBefore, refuse
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event
from ccmcost.model.calendar import parse_day

START = "0" * 64
"""What the first event is chained to."""

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_DRIFT = timedelta(hours=1)


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks; the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(event: Event) -> str:
    """The hash that an event must carry: over all its fields but the hash itself."""
    return hashlib.sha256(canonical(list(event[:-1])).encode("utf-8", "surrogatepass")).hexdigest()


def content_hash(body: Body) -> str:
    """The hash of what an event says, however it was prepared and approved."""
    content = written(body)
    content.pop("control", None)
    return hashlib.sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


def append(
    ledger: Ledger, draft: Draft, recorded_by: str, now: datetime, name: Callable[[str], str] = str
) -> Event:
    """Record an event with all rows that follow from it; the caller holds the transaction. `now` is
    in UTC.

    `name` gives the name of a State, for messages. Raises UsageError if the event would break a
    rule of the ledger; Doubt, if an answer could lift it; Repeated, if its request was recorded
    before.
    """
    refuse_repeated(ledger, draft.body.control.request)
    if not recorded_by.strip():
        raise UsageError("--recorded-by: say who records this.")
    last = ledger.rows("SELECT seq, recorded_at, hash FROM event ORDER BY seq DESC LIMIT 1")
    seq, before, previous = last[0] if last else (0, "", START)
    event = Event(
        seq=seq + 1,
        kind=draft.kind,
        value_date=draft.value_date.isoformat(),
        recorded_at=_moment(now, before),
        recorded_by=recorded_by,
        approved_by=draft.approved_by,
        body=canonical(written(draft.body)),
        previous=previous,
        hash="",
    )
    _readable(event, draft)
    refuse(broken(BooksBefore(ledger, name), event, draft.body))
    event = event._replace(hash=hash_of(event))
    insert(ledger, event, draft.body)
    return event


def _readable(event: Event, draft: Draft) -> None:
    """Nothing is recorded that could not be read again, such as a day beyond all years."""
    try:
        same = body_of(event) == draft.body and misdated(event) is None
    except Unreadable as error:
        raise UsageError(f"this cannot be recorded: {error}") from None
    if not same:
        raise UsageError(
            "this cannot be recorded: it could not be read again as it is. Check dates and sums."
        )


def insert(ledger: Ledger, event: Event, body: Body) -> None:
    """Write an event and its rows; used for new events and when an exported ledger is rebuilt."""
    _put(ledger, "event", [event])
    ledger.recorded.append((event.seq, event.kind))
    what = [event.kind, event.value_date, event.approved_by, event.body]
    ledger.marks.append(
        hashlib.sha256(canonical(what).encode("utf-8", "surrogatepass")).hexdigest()
    )
    for table, rows in rows_of(event, body)._asdict().items():
        _put(ledger, table, rows)


def _put(ledger: Ledger, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for row in rows:
        ledger.connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(row))})", row)


def misdated(event: Event) -> str | None:
    """The name of the rule that an event's days break: `day` for the value date,
    `moment` for the time of recording.
    """
    if parse_day(event.value_date) is None:
        return "day"
    return None if _is_moment(event.recorded_at) else "moment"


@lru_cache(maxsize=1024)
def _is_moment(text: str) -> bool:
    """Whether a text is a moment as it is recorded; all lines of one list share it."""
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC).strftime(_MOMENT) == text
    except ValueError:
        return False


def _moment(now: datetime, before: str) -> str:
    """The time of recording. A clock that runs behind by less than an hour, as two machines may,
    is not doubted.
    """
    text = now.astimezone(UTC).strftime(_MOMENT)
    if text >= before:
        return text
    last = datetime.strptime(before, _MOMENT).replace(tzinfo=UTC)
    return text if last - now > _DRIFT else before


def events(ledger: Ledger) -> Iterator[Event]:
    """Every event as it was recorded, in order, reversed or not:
    for copies, proofs and lists of entries.
    """
    for row in ledger.connection.execute("SELECT * FROM event ORDER BY seq"):
        yield Event(*row)


def head(ledger: Ledger) -> tuple[int, str]:
    """Number and hash of the last event; (0, START) if there is none."""
    found = ledger.rows("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    return (found[0][0], found[0][1]) if found else (0, START)
