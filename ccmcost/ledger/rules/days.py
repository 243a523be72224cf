"""On which days an event may be dated, by its kind. `recorded_on` is the day on which it is recorded, never today."""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.ledger.bodies import Body, Issue
from ccmcost.ledger.rules.books import Books
from ccmcost.ledger.rules.broken import Broken
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of


def check(books: Books, event: Event, body: Body) -> Iterator[Broken]:
    """Nothing is recorded ahead of time but a bill."""
    value_date, recorded_on = day_of(event.value_date), day_of(event.recorded_at[:10])
    if not isinstance(body, Issue) and value_date > recorded_on:
        yield Broken("day-ahead", f"{value_date} lies after today ({recorded_on}): nothing is recorded ahead of time.")
