"""What may be reversed, how often, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.ledger.bodies import Body, Contrary, Reverse
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.broken import Broken
from ccmcost.ledger.standing import Known
from ccmcost.model.books import Event, Posting

NEVER_REVERSED = {
    "issue": "an issue is corrected by issuing again: further notices and credits follow",
    "reverse": "a reversal is not reversed; record the event again",
    "cost": "a cost version is followed by a new one",
    "external_number": "a number is followed by a new one",
}


def reversal_of(target: Known, entries: list[Posting], reason: str) -> Reverse:
    """What the reversal of an event says: the contrary of each of its postings, in their order."""
    contrary = tuple(Contrary(p.state, p.meeting, p.account, -p.amount, p.notice) for p in entries)
    money = getattr(target.body, "currency", ""), getattr(target.body, "decimals", 0)
    return Reverse(target.event.seq, target.event.kind, reason, contrary, *money)


def check(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """An event that exists, can be reversed, was not, and that nothing rests on,
    by its exact contrary.
    """
    if not isinstance(body, Reverse):
        return
    seq = body.event
    target = books.event(seq) if seq < event.seq else None
    if target is None:
        yield Broken(
            "reversal-target", f"there is no event {seq}. List events: ccmcost ledger list."
        )
        return
    if target.event.kind in NEVER_REVERSED:
        yield Broken(
            "reversal-target", f"event {seq} is not reversed: {NEVER_REVERSED[target.event.kind]}."
        )
        return
    earlier = books.reverser(seq)
    if earlier is not None:
        yield Broken("reversal-twice", f"event {seq} was reversed already, by event {earlier}.")
        return
    entries = books.entries(seq)
    if body._replace(control=body.control) != reversal_of(target, entries, body.reason)._replace(
        control=body.control
    ):
        yield Broken("reversal-contrary", f"the reversal is not the exact contrary of event {seq}.")
    held = -sum(posting.amount for posting in entries if posting.account == "unidentified")
    if held > 0 and books.left(seq) != held:
        yield Broken(
            "reversal-rests", f"money of event {seq} was identified since. Reverse that first."
        )
