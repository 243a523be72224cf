"""Questions to the ledger: balances, what was issued, what a State's account holds."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, NoticeRow, Posting, Sum


class View(NamedTuple):
    """What to look at: value dates up to `as_at`, recorded up to `known_on` (None: all), one meeting or State."""

    as_at: date
    known_on: date | None = None
    meeting: str = ""
    state: str = ""

    def where(self) -> tuple[str, tuple[str, ...]]:
        """The condition on postings and its values."""
        known = self.known_on.isoformat() if self.known_on else "9999"
        parts, values = ["value_date <= ?", "recorded_on <= ?"], [self.as_at.isoformat(), known]
        for column, wanted in (("meeting", self.meeting), ("state", self.state)):
            if wanted:
                parts.append(f"{column} = ?")
                values.append(wanted)
        return " AND ".join(parts), tuple(values)


def sums(ledger: Ledger, view: View) -> list[Sum]:
    """Sums per State, meeting, currency and account, in that order; from an index, without reading single receipts."""
    where, values = view.where()
    sql = (
        f"SELECT state, meeting, currency, account, SUM(amount) FROM posting INDEXED BY posting_balance "
        f"WHERE {where} GROUP BY state, meeting, currency, account"
    )
    return [Sum(*row) for row in ledger.rows(sql, *values)]


def charges(ledger: Ledger, view: View) -> list[Posting]:
    """Every charge that a notice made, oldest first."""
    where, values = view.where()
    sql = f"SELECT * FROM posting WHERE account IN ('assessed', 'adjusted') AND amount > 0 AND {where} "
    return [Posting(*row) for row in ledger.rows(sql + "ORDER BY value_date, event, line", *values)]


def postings(ledger: Ledger, view: View) -> list[Posting]:
    """All postings of a view, by value date and order of recording."""
    where, values = view.where()
    return [
        Posting(*row)
        for row in ledger.rows(f"SELECT * FROM posting WHERE {where} ORDER BY value_date, event, line", *values)
    ]


def postings_of_event(ledger: Ledger, seq: int) -> list[Posting]:
    """The postings of one event."""
    return [Posting(*row) for row in ledger.rows("SELECT * FROM posting WHERE event = ? ORDER BY line", seq)]


def balance(ledger: Ledger, state: str, meeting: str) -> int:
    """What a State owes for a meeting (negative: its credit), everything counted, in minor units."""
    return int(ledger.one("SELECT COALESCE(SUM(amount), 0) FROM posting WHERE state = ? AND meeting = ?", state, meeting))


def charged(ledger: Ledger, meeting: str) -> dict[str, int]:
    """What notices and credits of a meeting say so far, per State, in minor units; States at zero included."""
    sql = (
        "SELECT state, SUM(amount) FROM posting WHERE meeting = ? AND account IN ('assessed', 'adjusted') "
        "AND state <> '' GROUP BY state"
    )
    return dict(ledger.rows(sql, meeting))


def is_charged(ledger: Ledger, code: str) -> bool:
    """Whether a notice charged anything to this code for any meeting."""
    sql = "SELECT EXISTS (SELECT 1 FROM posting WHERE state = ? AND account IN ('assessed', 'adjusted'))"
    return bool(ledger.one(sql, code))


def currency_of(ledger: Ledger, meeting: str) -> str | None:
    """The currency of a meeting's postings, or None if it has none."""
    found: str | None = ledger.one("SELECT currency FROM posting WHERE meeting = ? LIMIT 1", meeting)
    return found


def was_carried_over(ledger: Ledger, meeting: str) -> bool:
    """Whether bills of a meeting were taken over from before ccmcost (and not reversed since)."""
    sql = (
        "SELECT 1 FROM event WHERE kind = 'opening' AND json_extract(body, '$.meeting') = ? AND seq NOT IN "
        "(SELECT json_extract(body, '$.event') FROM event WHERE kind = 'reverse') LIMIT 1"
    )
    return ledger.one(sql, meeting) is not None


def last_issue(ledger: Ledger, meeting: str) -> tuple[Event, dict[str, Any]] | None:
    """The last issue that billed a meeting, with its body, or None."""
    for row in ledger.rows("SELECT * FROM event WHERE kind = 'issue' ORDER BY seq DESC"):
        body = json.loads(row[6])
        if any(part["meeting"] == meeting for part in body["meetings"]):
            return Event(*row), body
    return None


def frozen_part(body: dict[str, Any], meeting: str) -> dict[str, Any]:
    """What an issue froze for one of its meetings."""
    part: dict[str, Any] = next(part for part in body["meetings"] if part["meeting"] == meeting)
    return part


def last_notices(ledger: Ledger, meeting: str) -> dict[str, str]:
    """The last notice or credit of each State for a meeting: what a further one adjusts."""
    sql = (
        "SELECT state, notice FROM posting WHERE meeting = ? AND account IN ('assessed', 'adjusted') AND notice <> '' "
        "ORDER BY event, line"
    )
    return dict(ledger.rows(sql, meeting))


def notices(ledger: Ledger, year: int | None = None) -> list[NoticeRow]:
    """Notices and credits in order of number, of one year or all."""
    sql = "SELECT * FROM notice WHERE (? IS NULL OR year = ?) ORDER BY year, serial"
    return [NoticeRow(*row) for row in ledger.rows(sql, year, year)]


def documents(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """All documents by file: number of the notice (empty for an annex) and SHA-256."""
    rows = ledger.rows("SELECT file, notice, sha256 FROM document ORDER BY file")
    return {file: (notice, sha256) for file, notice, sha256 in rows}


def reversed_by(ledger: Ledger, seq: int) -> int | None:
    """The event that reversed an event, or None."""
    sql = "SELECT seq FROM event WHERE kind = 'reverse' AND json_extract(body, '$.event') = ?"
    found: int | None = ledger.one(sql, seq)
    return found


def left_unidentified(ledger: Ledger, seq: int) -> int:
    """What of an unidentified receipt has not been identified yet, in minor units."""
    taken = (
        "SELECT COALESCE(SUM(json_extract(body, '$.amount')), 0) FROM event WHERE kind = 'identify' "
        "AND json_extract(body, '$.receipt') = ? AND seq NOT IN "
        "(SELECT json_extract(body, '$.event') FROM event WHERE kind = 'reverse')"
    )
    held = "SELECT COALESCE(-SUM(amount), 0) FROM posting WHERE event = ? AND account = 'unidentified'"
    return int(ledger.one(held, seq)) - int(ledger.one(taken, seq))


def external_numbers(ledger: Ledger) -> dict[str, str]:
    """Numbers that the office's accounting system (ERP) gave to notices, by notice; the last one recorded counts."""
    sql = "SELECT body FROM event WHERE kind = 'external_number' ORDER BY seq"
    bodies = [json.loads(body) for (body,) in ledger.rows(sql)]
    return {body["notice"]: body["external"] for body in bodies}


def plans(ledger: Ledger, view: View) -> dict[tuple[str, str], dict[str, Any]]:
    """The payment plan in force of each State and meeting."""
    sql = "SELECT body FROM event WHERE kind = 'payment_plan' AND value_date <= ? AND recorded_at < ? ORDER BY seq"
    known = f"{view.known_on}T99" if view.known_on else "9999"
    bodies = [json.loads(body) for (body,) in ledger.rows(sql, view.as_at.isoformat(), known)]
    return {(body["state"], body["meeting"]): body for body in bodies}


def events_known(ledger: Ledger, view: View, kind: str) -> list[Event]:
    """Events of a kind that a view holds: by value date and day of recording."""
    known = f"{view.known_on}T99" if view.known_on else "9999"
    sql = "SELECT * FROM event WHERE kind = ? AND value_date <= ? AND recorded_at < ? ORDER BY seq"
    return [Event(*row) for row in ledger.rows(sql, kind, view.as_at.isoformat(), known)]
