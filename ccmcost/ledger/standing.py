"""`standing`: the events without those that were reversed, as known on a day and as at a day. There
is no other reading.

An event that was reversed stands until the value date of its reversal, and not at all for whoever
looks at a later day: neither it nor its reversal is then seen. So every view equals that of a
ledger in which the event never was; only the statement's list of entries, the journal and the audit
pack's lists show both, as they were recorded.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.ledger.codec import AnyBody, Body, body_of, kind_of, read_as
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event


class View(NamedTuple):
    """What to look at: value dates up to `as_at`, recorded up to `known_on` (None:
    all), one meeting or State, if any.
    """

    as_at: date = date.max
    known_on: date | None = None
    meeting: str = ""
    state: str = ""

    @property
    def with_ahead(self) -> View:
        """The same with what was recorded by its day for a later one: notices are dated ahead."""
        known = self.as_at if self.known_on is None else min(self.known_on, self.as_at)
        return self._replace(as_at=date.max, known_on=known)

    @property
    def bounds(self) -> tuple[str, str]:
        """The last value date and the last day of recording, as text that compares with those of
        the ledger.
        """
        return self.as_at.isoformat(), (self.known_on or date.max).isoformat()


NOW = View()
"""All that is recorded, whatever its day: what commands look at before they record."""

_REVERSED = "SELECT target FROM reversal WHERE value_date <= ? AND recorded_on <= ?"
_PAIRS = (
    f"{_REVERSED} UNION ALL SELECT event FROM reversal WHERE value_date <= ? AND recorded_on <= ?"
)


class Known(NamedTuple):
    """A standing event with what it says."""

    event: Event
    body: Body


def standing_postings(view: View) -> tuple[str, tuple[str, ...]]:
    """The condition on the table of postings, and its values."""
    return _postings(view, f" AND event NOT IN ({_PAIRS})", view.bounds * 2)


def all_postings(view: View) -> tuple[str, tuple[str, ...]]:
    """As `standing_postings`, with what was reversed and its reversal:
    for lists of entries only.
    """
    return _postings(view, "", ())


def _postings(view: View, more: str, bounds: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    parts, values = ["value_date <= ? AND recorded_on <= ?"], [*view.bounds]
    for column, wanted in (("meeting", view.meeting), ("state", view.state)):
        if wanted:
            parts.append(f"{column} = ?")
            values.append(wanted)
    return " AND ".join(parts) + more, (*values, *bounds)


def standing(
    ledger: Ledger, wanted: type[AnyBody], view: View = NOW, condition: str = "", *values: str | int
) -> list[tuple[Event, AnyBody]]:
    """The standing events of a kind in order of recording, with what they say; `view.meeting` and
    `view.state` play no part.

    `condition` may narrow the search in SQL. Raises Unreadable for an event that this ccmcost does
    not know how to read.
    """
    sql = (
        "SELECT * FROM event WHERE kind = ? AND value_date <= ? AND substr(recorded_at, 1, 10) "
        f"<= ? AND seq NOT IN ({_REVERSED}) {condition} ORDER BY seq"
    )
    bounds = view.bounds
    found = (Event(*row) for row in ledger.rows(sql, kind_of(wanted), *bounds, *bounds, *values))
    return [(event, read_as(wanted, event)) for event in found]


def latest(ledger: Ledger, most: int, *kinds: str) -> list[Event]:
    """The events that stand and reverse nothing, of some kinds or of all, the latest first, at most
    so many; what they say is not read.
    """
    only = f"AND kind IN ({', '.join('?' * len(kinds))}) " if kinds else ""
    sql = (
        f"SELECT * FROM event WHERE kind <> 'reverse' {only}AND seq NOT IN (SELECT target FROM "
        "reversal) ORDER BY seq DESC LIMIT ?"
    )
    return [Event(*row) for row in ledger.rows(sql, *kinds, most)]


def known(ledger: Ledger, seq: int) -> Known | None:
    """One event by its number, reversed or not, with what it says; None if there is none.
    Raises Unreadable.
    """
    rows = ledger.rows("SELECT * FROM event WHERE seq = CAST(? AS INTEGER)", str(seq))  # any size
    return next((Known(event, body_of(event)) for event in map(Event._make, rows)), None)


def reversed_by(ledger: Ledger, seq: int) -> int | None:
    """The event that reversed an event, or None."""
    found: int | None = ledger.one("SELECT event FROM reversal WHERE target = ?", seq)
    return found
