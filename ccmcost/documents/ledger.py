"""What the ledger holds, as lists: its events, found again by State, meeting, kind, days, sum or
words, with what each rests on or undoes; and its postings, as recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.ledger.bodies import (
    Control,
    ExternalNumber,
    HandedOver,
    Identify,
    Issue,
    Receipt,
    Reverse,
)
from ccmcost.ledger.codec import Body, body_of
from ccmcost.ledger.events import events
from ccmcost.ledger.postings import rows_of
from ccmcost.ledger.queries import entries, external_numbers, notices
from ccmcost.ledger.standing import NOW, known, reversed_by
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, Posting
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.tables.records import to_json
from ccmcost.tables.table import Column, Columns, Output, Say, Table, made_of
from ccmcost.words.speaker import english
from ccmcost.words.status import event_words

_FILED: tuple[Output, ...] = ("csv", "json")
MANY = 2
"""More States than these are told as a number on a terminal."""


class Wanted(NamedTuple):
    """What to list: events of a State and a meeting, of a kind, by value date, of a sum,
    with words in their texts.
    """

    state: str | None = None
    meeting: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    amount: Money | None = None
    words: str | None = None


class EventRow(NamedTuple):
    """One event. `rests_on` is the event that it reverses or places,
    `reversed_by` what undid it; `control` says how it was prepared and approved.
    """

    event: Event
    states: tuple[str, ...]
    meetings: tuple[str, ...]
    amount: Money | None
    text: str
    rests_on: int | None
    reversed_by: int | None
    control: Control


def ledger_list(ledger: Ledger, meetings: Mapping[str, Meeting], wanted: Wanted) -> list[EventRow]:
    """The events that fit, in order of recording; the meetings of each in the order of the
    register.
    """
    every = {event.seq: (event, body_of(event)) for event in events(ledger)}
    undone = {body.event: seq for seq, (_, body) in every.items() if isinstance(body, Reverse)}
    billed = {notice.number: notice.state for notice in notices(ledger)}
    found = []
    for seq, (event, body) in every.items():
        subject = (
            every[body.event]
            if isinstance(body, Reverse) and body.event in every
            else (event, body)
        )
        row = _row(event, body, subject, billed, meetings, undone.get(seq))
        people = (event.recorded_by, event.approved_by, row.control.prepared_by)
        if _fits(row, wanted, subject, (*_texts(body), *people, row.control.approval_reference)):
            found.append(row)
    return found


def event_rows(ledger: Ledger, meetings: Mapping[str, Meeting], *seqs: int) -> list[EventRow]:
    """Events by their numbers, as the list shows them; what is none is left out."""
    billed = {notice.number: notice.state for notice in notices(ledger)}
    rows = []
    for seq in seqs:
        if found := known(ledger, seq):
            subject = known(ledger, found.body.event) if isinstance(found.body, Reverse) else None
            undone = reversed_by(ledger, seq)
            rows.append(_row(*found, subject or found, billed, meetings, undone))
    return rows


def _row(
    event: Event,
    body: Body,
    subject: tuple[Event, Body],
    billed: dict[str, str],
    meetings: Mapping[str, Meeting],
    undone: int | None,
) -> EventRow:
    states, touched = _touched(*subject, billed)
    return EventRow(
        event,
        tuple(sorted(states)),
        tuple(each for each in meetings if each in touched),
        sum_of(subject[1]),
        text_of(body),
        rests_on=body.event
        if isinstance(body, Reverse)
        else body.receipt
        if isinstance(body, Identify)
        else None,
        reversed_by=undone,
        control=body.control,
    )


def _fits(row: EventRow, wanted: Wanted, subject: tuple[Event, Body], texts: Sequence[str]) -> bool:
    since, until = wanted.since or date.min, wanted.until or date.max
    return (
        (wanted.state is None or wanted.state in row.states)
        and (wanted.meeting is None or wanted.meeting in row.meetings)
        and (wanted.kind is None or wanted.kind == row.event.kind)
        and since.isoformat() <= row.event.value_date <= until.isoformat()
        and (wanted.amount is None or _major(wanted.amount) in _amounts(*subject))
        and (not wanted.words or any(wanted.words.casefold() in text.casefold() for text in texts))
    )


def events_table(rows: Sequence[EventRow]) -> Table:
    """A row for each event; several States or meetings stand in one cell with blanks between."""
    words = english()
    columns: Columns[EventRow] = [
        (Column("event", kind="number", wide=5), "event.seq"),
        (Column("date", wide=10), "event.value_date"),
        (Column("recorded_at", only=_FILED), "event.recorded_at"),
        (
            Column("kind", wide=10),
            lambda row: Say(row.event.kind, event_words(row.event.kind)),
        ),
        (Column("states", "col_state", wide=8), lambda row: _few(row.states, "states_count")),
        (
            Column("meetings", "col_meeting", wide=7),
            lambda row: _few(row.meetings, "meetings_count"),
        ),
        (Column("amount", "col_sum", "money", 14), lambda row: row.amount or ""),
        (
            Column("currency", only=_FILED),
            "amount.currency",
        ),
        (Column("text", wide=20), lambda row: Say(row.text, _told(row))),
        (Column("recorded_by", only=_FILED), "event.recorded_by"),
        (Column("approved_by", only=_FILED), "event.approved_by"),
        (Column("prepared_by", only=_FILED), "control.prepared_by"),
        (Column("approval_reference", only=_FILED), "control.approval_reference"),
        Column("rests_on", only=_FILED),
        Column("reversed_by", only=_FILED),
    ]
    return made_of("events", "", columns, rows, words=words)


def _few(names: Sequence[str], key: str) -> Say:
    told = (
        " ".join(names)
        if len(names) <= MANY
        else english().for_number(key, len(names), n=len(names))
    )
    return Say(" ".join(names), told)


def _told(row: EventRow) -> str:
    """What an event says on a screen: its text, what it reverses or places, what reversed it,
    and who recorded it.
    """
    words, by = english(), row.event.recorded_by
    link = undone = ""
    if row.rests_on is not None:
        link = words("reverses" if row.event.kind == "reverse" else "places", event=row.rests_on)
    if row.reversed_by is not None:
        undone = words("reversed_by", event=row.reversed_by)
    people = (
        words("approved_by", by=by, other=row.event.approved_by) if row.event.approved_by else by
    )
    if row.control.prepared_by:
        people = words("approved_on", people=people, control=row.control)
    return "; ".join(part for part in (row.text, link, undone, people) if part)


def events_json(rows: Sequence[EventRow]) -> dict[str, object]:
    """The columns of the CSV under `events`; States and meetings are lists."""
    found = zip(to_json(events_table(rows)), rows, strict=True)
    return {
        "events": [
            {**told, "states": list(row.states), "meetings": list(row.meetings)}
            for told, row in found
        ]
    }


def _major(money: Money) -> Fraction:
    return Fraction(abs(money.minor), 10**money.decimals)


def _touched(
    event: Event, body: Body, billed: dict[str, str]
) -> tuple[frozenset[str], frozenset[str]]:
    rows = rows_of(event, body).posting
    states = {row.state for row in rows} | {getattr(body, "state", "")}
    meetings = {row.meeting for row in rows} | {
        getattr(body, "meeting", ""),
        getattr(body, "to_meeting", ""),
    }
    if isinstance(body, Issue):
        meetings |= {part.meeting for part in body.meetings}
    if isinstance(body, ExternalNumber):
        states |= {billed.get(body.notice, "")}
    return frozenset(states - {""}), frozenset(meetings - {""})


def sum_of(body: Body) -> Money | None:
    """The sum of an event: what was billed, received or moved; None if it moves nothing."""
    if isinstance(body, Issue):
        minor = sum(line.amount for notice in body.notices for line in notice.lines)
        return Money(minor, body.currency, body.decimals)
    found: int | None = getattr(body, "amount", getattr(body, "assessed", None))
    return (
        None
        if found is None
        else Money(found, getattr(body, "currency", ""), getattr(body, "decimals", 0))
    )


def _amounts(event: Event, body: Body) -> frozenset[Fraction]:
    rows, total = rows_of(event, body), sum_of(body)
    sums = [row.money for row in rows.posting] + ([total] if total else [])
    sums += [Money(row.amount, row.currency, row.decimals) for row in rows.notice]
    return frozenset(map(_major, sums))


def text_of(body: Body) -> str:
    """What an event rests on, in a few words: the bank's reference, a document, a reason,
    a source, a decision.
    """
    words = english()
    if isinstance(body, Issue):
        numbers = [notice.number for notice in body.notices] or [words("no_notice")]
        key = "issued_several" if len(numbers) > 1 else "issued_one"
        return words(key, first=numbers[0], last=numbers[-1], decision=str(body.decision))
    if isinstance(body, ExternalNumber):
        return words("number_given", body=body)
    if isinstance(body, HandedOver):
        return words("events_handed_over", body=body)
    names = ("reference", "document", "reason", "source")
    return next((text for name in names if (text := getattr(body, name, ""))), "")


def _texts(body: Body) -> Iterator[str]:
    names = ("reference", "document", "reason", "source", "external", "notice", "statement", "line")
    yield from (text for name in names if (text := getattr(body, name, "")))
    if isinstance(body, Issue):
        yield from (body.decision.symbol, body.decision.paragraph)
        yield from (text for notice in body.notices for text in (notice.number, *notice.documents))
    if isinstance(body, Receipt) and body.bank is not None:
        yield from (body.bank.reference, body.bank.statement)


def postings_table(ledger: Ledger) -> Table:
    """Every posting in order of recording, with the event that made it."""
    people = {event.seq: event for event in events(ledger)}
    external = external_numbers(ledger)
    columns: Columns[Posting] = [
        Column("event"),
        Column("line"),
        Column("value_date"),
        Column("recorded_on"),
        (Column("kind"), lambda posting: people[posting.event].kind),
        Column("state"),
        Column("meeting"),
        Column("account"),
        (Column("amount", kind="money"), "money"),
        Column("currency"),
        Column("notice"),
        (Column("erp_number"), lambda posting: external.get(posting.notice, "")),
        Column("pay_by"),
        (Column("recorded_by"), lambda posting: people[posting.event].recorded_by),
        (Column("approved_by"), lambda posting: people[posting.event].approved_by),
    ]
    return made_of("postings", "", columns, sorted(entries(ledger, NOW)))
