"""The events of a meeting: all that touch it, and all that those refer to."""

from __future__ import annotations

from collections.abc import Iterable

from ccmcost.accounts.books import Books
from ccmcost.ledger.bodies import (
    ApplyCredit,
    Body,
    ExternalNumber,
    Identify,
    Issue,
    Receipt,
    Reverse,
    body_of,
)
from ccmcost.ledger.events import canonical, events
from ccmcost.ledger.standing import Known
from ccmcost.model.books import APPROVED
from ccmcost.statement.audit import Sheet
from ccmcost.statement.status import words

APPROVALS = ("event", "kind", "value_date", "recorded_at", "recorded_by", "approved_by", "sha256")
CHAIN = ("event", "kind", "recorded_at", "previous", "sha256", "in_this_pack")


def own_events(desk: Books, meetings: frozenset[str], more: frozenset[int]) -> tuple[Known, ...]:
    """The events that touch these meetings, those that they refer to, and `more`, in order; reversed ones as well."""
    every = [Known(event, body_of(event)) for event in events(desk.ledger)]
    issues = [own.body for own in every if isinstance(own.body, Issue) and _bills(own.body, meetings)]
    numbers = {notice.number for issue in issues for notice in issue.notices}
    wanted = {own.event.seq for own in every if _touches(own.body, meetings, numbers)} | more
    wanted |= {own.body.receipt for own in every if isinstance(own.body, Identify) and own.event.seq in wanted}
    wanted |= {own.event.seq for own in every if isinstance(own.body, Reverse) and own.body.event in wanted}
    return tuple(own for own in every if own.event.seq in wanted)


def _bills(body: Issue, meetings: frozenset[str]) -> bool:
    return any(part.meeting in meetings for part in body.meetings)


def _touches(body: Body, meetings: frozenset[str], numbers: set[str]) -> bool:
    if isinstance(body, Issue):
        return _bills(body, meetings)
    if isinstance(body, ExternalNumber):
        return body.notice in numbers
    if isinstance(body, Receipt):
        return any(part.meeting in meetings for part in body.parts)
    if isinstance(body, Reverse):
        return any(each.meeting in meetings for each in body.contrary)
    return body.meeting in meetings or (isinstance(body, ApplyCredit) and body.to_meeting in meetings)


def event_files(own: Iterable[Known]) -> dict[str, bytes]:
    """Each event as the very text that its hash is taken of, so that any SHA-256 tool proves it."""
    return {
        f"ledger/events/{each.event.seq:06d}.json": canonical(list(each.event[:-1])).encode("utf-8", "surrogatepass")
        for each in own
    }


def approvals(own: Iterable[Known]) -> Sheet:
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


def chain(desk: Books, own: Iterable[Known]) -> Sheet:
    """Hash by hash through the whole ledger, so that no event between those of the pack can be missing unseen."""
    here = {each.event.seq for each in own}
    rows = tuple(
        (str(event.seq), event.kind, event.recorded_at, event.previous, event.hash, "yes" if event.seq in here else "no")
        for event in events(desk.ledger)
    )
    return Sheet("ledger/chain.csv", "Chain of hashes", "", CHAIN, rows)
