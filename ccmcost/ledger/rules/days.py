"""On which days an event may be dated, by its kind.
`recorded_on` is the day on which it is recorded, never today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ccmcost.ledger.bodies import Body, Issue, Opening, Receipt, Reverse
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.broken import Broken
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of

UNASKED_DAYS = 30
"""A bill may be dated so many days ahead without a question."""
LONGEST_AHEAD = 366
"""No bill is dated further ahead."""
LONGEST_PAUSE = 731
"""Days between two recordings beyond which the clock is doubted."""


def check(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """Every rule on days, and on the time of recording."""
    value_date, recorded_on = day_of(event.value_date), day_of(event.recorded_at[:10])
    yield from _clock(books, event, body)
    if isinstance(body, Issue):
        yield from _issue(books, body, recorded_on)
    elif value_date > recorded_on:
        yield Broken(
            "day-ahead",
            f"{value_date} lies after today ({recorded_on}): nothing is recorded ahead of time.",
        )
    if isinstance(body, Receipt | Opening):
        earliest = body.control.limits.earliest
        came_in = min(value_date, body.issued_on) if isinstance(body, Opening) else value_date
        if earliest is not None and came_in < earliest:
            yield Broken(
                "day-early",
                f"{came_in} lies before {earliest}, on which the convention entered into force.",
            )
    if isinstance(body, Reverse):
        target = books.event(body.event) if body.event < event.seq else None
        if target is not None and event.value_date < target.event.value_date:
            yield Broken(
                "reversal-days",
                f"{value_date} lies before {target.event.value_date}, the day of event "
                f"{body.event}.",
            )


def _issue(books: BooksBefore, body: Issue, recorded_on: date) -> Iterator[Broken]:
    ahead = (body.issued_on - recorded_on).days
    if ahead > LONGEST_AHEAD:
        yield Broken(
            "issue-ahead",
            f"--issued-on: {body.issued_on} lies more than a year after today ({recorded_on}).",
        )
    elif ahead > UNASKED_DAYS and "--dated-ahead" not in body.control.answers:
        text = f"--issued-on: {body.issued_on} lies {ahead} days after today ({recorded_on})."
        yield Broken("issue-ahead", text, "--dated-ahead")
    for part in body.meetings:
        last = books.last_issue(part.meeting)
        if last is not None and body.issued_on < last.issue.issued_on:
            yield Broken(
                "issue-order",
                f"--issued-on: {body.issued_on} lies before the last bill of {part.meeting}, of "
                f"{last.issue.issued_on}.",
            )


def _clock(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    last = books.last_moment()
    if not last or body.control.clock:
        return
    if event.recorded_at < last:
        text = (
            f"the clock says {event.recorded_at}, but the last event was recorded at {last}. "
            "Check the clock."
        )
        yield Broken("clock", text, '--clock-checked "REASON"')
    elif day_of(event.recorded_at[:10]) - day_of(last[:10]) > timedelta(days=LONGEST_PAUSE):
        text = (
            f"the clock says {event.recorded_at}, more than two years after the last event "
            f"({last}). Check the clock."
        )
        yield Broken("clock", text, '--clock-checked "REASON"')
