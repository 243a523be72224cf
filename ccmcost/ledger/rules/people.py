"""Who records and who approves."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.ledger.bodies import Body, Reverse
from ccmcost.ledger.rules.books import Books
from ccmcost.ledger.rules.broken import Broken
from ccmcost.model.books import APPROVED, Event
from ccmcost.text import same_person


def check(books: Books, event: Event, body: Body) -> Iterator[Broken]:
    """A second person where the kind needs one; and never the same person twice."""
    if event.approved_by.strip() and same_person(event.approved_by, event.recorded_by):
        yield Broken(
            "same-person",
            f"recorded by {event.recorded_by} and approved by {event.approved_by}: two different people must do this. "
            f"Name them with --recorded-by and --approved-by.",
        )
    if event.approved_by.strip():
        return
    if event.kind in APPROVED:
        yield Broken("second-person", "--approved-by: this needs the approval of a second person; name them.")
    if isinstance(body, Reverse):
        target = books.event(body.event)
        if target is not None and (target.event.kind in APPROVED or target.event.approved_by):
            yield Broken(
                "second-person",
                f"--approved-by: event {body.event} was approved by a second person; so must be its reversal.",
            )
