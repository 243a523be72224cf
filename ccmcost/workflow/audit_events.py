"""The events of a meeting: all that touch it, and all that those refer to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from ccmcost.ledger.events import canonical, events
from ccmcost.model.books import APPROVED, Event
from ccmcost.statement.audit import Sheet
from ccmcost.statement.status import words
from ccmcost.workflow.books import Desk

APPROVALS = ("event", "kind", "value_date", "recorded_at", "recorded_by", "approved_by", "sha256")
CHAIN = ("event", "kind", "recorded_at", "previous", "sha256", "in_this_pack")


class Own(NamedTuple):
    """An event of the pack with its body."""

    event: Event
    body: dict[str, Any]


def own_events(desk: Desk, meetings: frozenset[str], more: frozenset[int]) -> tuple[Own, ...]:
    """The events that touch these meetings, those that they refer to, and `more`, in order."""
    every = [Own(event, json.loads(event.body)) for event in events(desk.ledger)]
    numbers = {n["number"] for own in every if _issues(own, meetings) for n in own.body["notices"]}
    wanted = {own.event.seq for own in every if _touches(own, meetings, numbers)} | more
    for own in reversed(every):
        if own.event.seq in wanted and own.event.kind == "identify":
            wanted.add(own.body["receipt"])
    wanted |= {own.event.seq for own in every if own.event.kind == "reverse" and own.body["event"] in wanted}
    return tuple(own for own in every if own.event.seq in wanted)


def _issues(own: Own, meetings: frozenset[str]) -> bool:
    return own.event.kind == "issue" and any(part["meeting"] in meetings for part in own.body["meetings"])


def _touches(own: Own, meetings: frozenset[str], numbers: set[str]) -> bool:
    body = own.body
    named = [body.get("meeting"), body.get("to_meeting"), *(part["meeting"] for part in body.get("parts", ()))]
    named += [entry[1] for entry in body.get("contrary", ())]
    return _issues(own, meetings) or bool(meetings.intersection(named)) or body.get("notice") in numbers


def event_files(own: Iterable[Own]) -> dict[str, bytes]:
    """Each event as the very text that its hash is taken of, so that any SHA-256 tool proves it."""
    return {
        f"ledger/events/{each.event.seq:06d}.json": canonical(list(each.event[:-1])).encode("utf-8", "surrogatepass")
        for each in own
    }


def approvals(own: Iterable[Own]) -> Sheet:
    """Who recorded and who approved each event."""
    rows = tuple(
        (
            *(str(e.seq), words(e.kind), e.value_date, e.recorded_at, e.recorded_by),
            *(e.approved_by or ("" if e.kind in APPROVED else "not needed"), e.hash),
        )
        for e, _ in own
    )
    note = (
        "Issues, refunds, write-offs and credits applied need a second person. The SHA-256 of an event is that of the file "
        "ledger/events/<event>.json, byte for byte; the text in it ends with the hash of the event before."
    )
    return Sheet("approvals.csv", "Events and approvals", note, APPROVALS, rows)


def chain(desk: Desk, own: Iterable[Own]) -> Sheet:
    """Hash by hash through the whole ledger, so that no event between those of the pack can be missing unseen."""
    here = {each.event.seq for each in own}
    rows = tuple(
        (str(event.seq), event.kind, event.recorded_at, event.previous, event.hash, "yes" if event.seq in here else "no")
        for event in events(desk.ledger)
    )
    return Sheet("ledger/chain.csv", "Chain of hashes", "", CHAIN, rows)
