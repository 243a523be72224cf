"""`ledger list`: events found again by State, meeting, kind, days, sum or words, with what each rests on or undoes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import KINDS, Body, ExternalNumber, Identify, Issue, Receipt, Reverse, body_of
from ccmcost.ledger.events import events
from ccmcost.ledger.postings import rows_of
from ccmcost.ledger.queries import notices
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.sharing.request import nearest, printable, sum_option
from ccmcost.statement.events import EventRow


class Wanted(NamedTuple):
    """What to list: events of a State and a meeting, of a kind, by value date, of a sum, with words in their texts."""

    state: str | None = None
    meeting: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None
    amount: str | None = None
    words: str | None = None


class _Entry(NamedTuple):
    """An event with its States and meetings, all sums that it names (in major units), and the texts that can be searched."""

    row: EventRow
    states: frozenset[str]
    meetings: frozenset[str]
    amounts: frozenset[Fraction]
    texts: tuple[str, ...]


def ledger_list(desk: Books, wanted: Wanted) -> tuple[EventRow, ...]:
    """The events that fit, in order of recording. Raises UsageError for a State, meeting, kind or sum that cannot be."""
    state = desk.state(wanted.state) if wanted.state is not None else None
    meeting = desk.meeting(wanted.meeting) if wanted.meeting is not None else None
    kind = _kind(wanted.kind) if wanted.kind is not None else None
    amount = _major(sum_option(wanted.amount, desk.convention.currency, "--amount")) if wanted.amount is not None else None
    words = wanted.words.casefold() if wanted.words else None
    since, until = wanted.since or date.min, wanted.until or date.max
    found = []
    for each in _entries(desk):
        fits = (
            (state is None or state in each.states)
            and (meeting is None or meeting in each.meetings)
            and (kind is None or kind == each.row.kind)
            and since.isoformat() <= each.row.day <= until.isoformat()
            and (amount is None or amount in each.amounts)
            and (words is None or any(words in text.casefold() for text in each.texts))
        )
        if fits:
            found.append(each.row)
    return tuple(found)


def _kind(word: str) -> str:
    kind = word.strip().lower().replace("-", "_").replace(" ", "_")
    if kind not in KINDS:
        raise UsageError(f'--kind: "{printable(word)}" is not a kind of event.{nearest(kind, tuple(KINDS))}')
    return kind


def _major(money: Money) -> Fraction:
    return Fraction(abs(money.minor), 10**money.decimals)


def _entries(desk: Books) -> Iterator[_Entry]:
    every = {event.seq: (event, body_of(event)) for event in events(desk.ledger)}
    undone = {body.event: seq for seq, (_, body) in every.items() if isinstance(body, Reverse)}
    billed = {notice.number: notice.state for notice in notices(desk.ledger)}
    for seq, (event, body) in every.items():
        subject = every[body.event] if isinstance(body, Reverse) and body.event in every else (event, body)
        states, meetings = _touched(*subject, billed)
        total = _total(subject[1])
        row = EventRow(
            event=seq,
            day=event.value_date,
            recorded_at=event.recorded_at,
            kind=event.kind,
            states=tuple(sorted(states)),
            meetings=tuple(each for each in desk.meetings if each in meetings),
            amount=total,
            text=_text(body),
            recorded_by=event.recorded_by,
            approved_by=event.approved_by,
            rests_on=body.event if isinstance(body, Reverse) else body.receipt if isinstance(body, Identify) else None,
            reversed_by=undone.get(seq),
        )
        texts = (*_texts(body), event.recorded_by, event.approved_by)
        yield _Entry(row, states, meetings, _amounts(*subject), texts)


def _touched(event: Event, body: Body, billed: dict[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    rows = rows_of(event, body).posting
    states = {row.state for row in rows} | {getattr(body, "state", "")}
    meetings = {row.meeting for row in rows} | {getattr(body, "meeting", ""), getattr(body, "to_meeting", "")}
    if isinstance(body, Issue):
        meetings |= {part.meeting for part in body.meetings}
    if isinstance(body, ExternalNumber):
        states |= {billed.get(body.notice, "")}
    return frozenset(states - {""}), frozenset(meetings - {""})


def _total(body: Body) -> Money | None:
    """The sum of an event: what was billed, received or moved; None if it moves nothing."""
    if isinstance(body, Issue):
        minor = sum(line.amount for notice in body.notices for line in notice.lines)
        return Money(minor, body.currency, body.decimals)
    found: int | None = getattr(body, "amount", getattr(body, "assessed", None))
    return None if found is None else Money(found, getattr(body, "currency", ""), getattr(body, "decimals", 0))


def _amounts(event: Event, body: Body) -> frozenset[Fraction]:
    rows = rows_of(event, body)
    total = _total(body)
    sums = [row.money for row in rows.posting] + [Money(row.amount, row.currency, row.decimals) for row in rows.notice]
    return frozenset(_major(each) for each in (*sums, *((total,) if total else ())))


def _text(body: Body) -> str:
    """What an event rests on, in a few words: the bank's reference, a document, a reason, a source, a decision."""
    if isinstance(body, Issue):
        numbers = [notice.number for notice in body.notices]
        told = f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else "".join(numbers) or "no notice"
        return f"{told}; {body.decision.symbol}, {body.decision.paragraph}"
    if isinstance(body, ExternalNumber):
        return f"{body.notice} is {body.external}"
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
