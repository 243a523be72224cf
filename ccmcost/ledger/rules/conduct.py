"""How every kind of event is recorded: who records and who approves, on which days, and what may be
reversed by what. `recorded_on` is the day on which an event is recorded, never today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from ccmcost.ledger.bodies import (
    BankCharge,
    Contrary,
    ExchangeDifference,
    HandedOver,
    Identify,
    Issue,
    Opening,
    Receipt,
    Reverse,
)
from ccmcost.ledger.codec import Body
from ccmcost.ledger.rules.books import BooksBefore, Broken
from ccmcost.ledger.standing import Known
from ccmcost.model.books import APPROVED, Event, Posting, reversed_by_two, reversing
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.model.office import MOST_ALONE
from ccmcost.text import hidden_in, is_line, mixed_scripts, same_person


def one_script(name: str) -> Iterator[Broken]:
    """That the name of a person is written in one script."""
    scripts = mixed_scripts(name)
    if scripts:
        told = " and ".join(script.capitalize() for script in scripts)
        text = f'"{name}" mixes letters of {told}. Write the name in one script.'
        yield Broken("one-script", text)


def people(recorded_by: str, approved_by: str) -> Iterator[Broken]:
    """That names can be read, and who approves is not who records."""
    yield from one_script(recorded_by)
    yield from one_script(approved_by)
    if approved_by.strip() and same_person(approved_by, recorded_by):
        text = (
            f"recorded by {recorded_by} and approved by {approved_by}: two different people must "
            "do this. Name them with --recorded-by and --approved-by."
        )
        yield Broken("same-person", text)


def prepared(prepared_by: str, approved_by: str) -> Iterator[Broken]:
    """That who approves is not who prepared it."""
    yield from one_script(prepared_by)
    if same_person(approved_by, prepared_by):
        text = (
            f"prepared by {prepared_by} and approved by {approved_by}: another person than the one "
            "who prepared this must approve it. Name them with --approved-by."
        )
        yield Broken("same-person", text)


def check_people(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """A second person where the kind needs one; and never the same person twice."""
    texts = [text for text in (*body, *body.control) if isinstance(text, str)]
    if any(map(hidden_in, texts)) or not (
        is_line(event.recorded_by) and is_line(event.approved_by)
    ):
        yield Broken(
            "hidden",
            "a name or a text of this event holds a hidden character. Write it in plain text.",
        )
    yield from people(event.recorded_by, event.approved_by)
    if body.control.prepared_by:
        yield from prepared(body.control.prepared_by, event.approved_by)
    if event.approved_by.strip():
        return
    if isinstance(body, BankCharge | ExchangeDifference):
        limit = max(0, min(body.control.limits.one_person, MOST_ALONE * 10**body.decimals))
        alone = books.alone(body.state, body.meeting) + abs(body.amount)
        if alone > limit:
            most, whole = (
                str(Money(minor, body.currency, body.decimals)) for minor in (limit, alone)
            )
            yield Broken(
                "one-person",
                f"--approved-by: charges and differences of {books.name(body.state)} for "
                f"{body.meeting} that one person records come to {whole}. Above {most} "
                f"(issuer.toml, limits.one_person) a second person must approve: name them.",
            )
    if event.kind in APPROVED:
        yield Broken(
            "second-person", "--approved-by: this needs the approval of a second person; name them."
        )
    if isinstance(body, Reverse):
        target = books.event(body.event)
        if target is not None and (why := why_by_two(target.event)):
            yield Broken("second-person", why)


def why_by_two(event: Event) -> str:
    """Why a second person approves the reversal of an event; empty where one person will do."""
    if not reversed_by_two(event.kind, event.approved_by):
        return ""
    why = (
        "may have brought its journal into the accounts already; a second person must approve its "
        "reversal."
        if event.kind == "handed_over"
        else "was approved by a second person; so must be its reversal."
    )
    return f"--approved-by: event {event.seq} {why}"


UNASKED_DAYS = 30
"""A bill may be dated so many days ahead without a question."""
LONGEST_AHEAD = 366
"""No bill is dated further ahead."""
LONGEST_PAUSE = 731
"""Days between two recordings beyond which the clock is doubted."""


def check_days(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """Every rule on days, and on the time of recording."""
    value_date, recorded_on = day_of(event.value_date), day_of(event.recorded_at[:10])
    yield from _clock(books, event, body)
    if isinstance(body, Issue):
        yield from _issue_days(books, body, recorded_on)
    else:
        yield from ahead(value_date, recorded_on)
    if isinstance(body, Receipt | Opening):
        came_in = min(value_date, body.issued_on) if isinstance(body, Opening) else value_date
        yield from early(came_in, body.control.limits.earliest)
    if isinstance(body, Reverse):
        target = books.event(body.event) if body.event < event.seq else None
        if target is not None and event.value_date < target.event.value_date:
            yield Broken(
                "reversal-days",
                f"{value_date} lies before {target.event.value_date}, the day of event "
                f"{body.event}.",
            )


def ahead(day: date, recorded_on: date) -> Iterator[Broken]:
    """That nothing but a bill is recorded ahead of time."""
    if day > recorded_on:
        text = f"{day} lies after today ({recorded_on}): nothing is recorded ahead of time."
        yield Broken("day-ahead", text)


def early(day: date, earliest: date | None) -> Iterator[Broken]:
    """That no money came in before the convention entered into force."""
    if earliest is not None and day < earliest:
        text = f"{day} lies before {earliest}, on which the convention entered into force."
        yield Broken("day-early", text)


def _issue_days(books: BooksBefore, body: Issue, recorded_on: date) -> Iterator[Broken]:
    yield from billed_ahead(body.issued_on, recorded_on, body.control.answers)
    for part in body.meetings:
        last = books.last_issue(part.meeting)
        yield from out_of_order(part.meeting, body.issued_on, last and last.issue.issued_on)


def billed_ahead(day: date, recorded_on: date, answers: Collection[str]) -> Iterator[Broken]:
    """That a bill is dated a month ahead at most, or a year if that is meant."""
    days = (day - recorded_on).days
    if days > LONGEST_AHEAD:
        text = f"--issued-on: {day} lies more than a year after today ({recorded_on})."
        yield Broken("issue-ahead", text)
    elif days > UNASKED_DAYS and "--dated-ahead" not in answers:
        text = f"--issued-on: {day} lies {days} days after today ({recorded_on})."
        yield Broken("issue-ahead", text, "--dated-ahead")


def out_of_order(meeting: str, day: date, last: date | None) -> Iterator[Broken]:
    """That a bill of a meeting is not dated before its last one."""
    if last is not None and day < last:
        text = f"--issued-on: {day} lies before the last bill of {meeting}, of {last}."
        yield Broken("issue-order", text)


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


def check_reversal(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
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
    if body != reversal_of(target, entries, body.reason)._replace(control=body.control):
        yield Broken("reversal-contrary", f"the reversal is not the exact contrary of event {seq}.")
    if isinstance(target.body, HandedOver) and books.handed_over() > target.body.last:
        later = [each for each, body in books.about(HandedOver) if body.last > target.body.last]
        yield Broken(
            "reversal-rests",
            "the journal of later events was handed over since. Reverse that first: "
            f"{reversing([each.seq for each in later], True)}.",
        )
    held = -sum(posting.amount for posting in entries if posting.account == "unidentified")
    if held > 0 and books.left(seq) != held:
        placed = [each for each, _ in books.about(Identify, seq)]
        by_two = any(reversed_by_two(each.kind, each.approved_by) for each in placed)
        yield Broken(
            "reversal-rests",
            f"money of event {seq} was identified since. Reverse that first: "
            f"{reversing([each.seq for each in placed], by_two)}.",
        )


def why_not_reversed(books: BooksBefore, target: Known) -> str:
    """Why an event cannot be reversed as the books stand; empty if it can."""
    seq, kind = target.event.seq, target.event.kind
    said = reversal_of(target, [] if kind in NEVER_REVERSED else books.entries(seq), "")
    faults = check_reversal(books, target.event._replace(seq=seq + 1), said)
    return " ".join(each.text for each in faults)


def check_hand_over(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """No event is handed over twice, and none is passed over."""
    if not isinstance(body, HandedOver):
        return
    following = books.handed_over() + 1
    if body.first != following:
        yield Broken(
            "hand-over-order",
            f"the journal goes on with event {following}, not with event {body.first}.",
        )
    if not body.first <= body.last < event.seq:
        yield Broken(
            "hand-over-end",
            f"a journal of events {body.first} to {body.last} cannot have been handed over before "
            f"event {event.seq}.",
        )
