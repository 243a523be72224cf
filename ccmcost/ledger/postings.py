"""What follows from an event: postings, notices, documents.
Pure, so that `ledger verify` can derive them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    ExchangeDifference,
    Identify,
    Issue,
    Movement,
    Notice,
    Opening,
    Receipt,
    Refund,
    Reverse,
    WriteOff,
)
from ccmcost.ledger.codec import Body
from ccmcost.model.books import Account, Document, Event, NoticeRow, Posting, Reversal

_SINGLE: dict[type[Body], tuple[Account, int]] = {
    BankCharge: ("bank_charge", -1),
    ExchangeDifference: ("exchange", -1),
    Refund: ("refunded", 1),
    WriteOff: ("written_off", -1),
}
"""Kinds that move one account, and whether the State then owes more (1) or less (-1)."""


class Rows(NamedTuple):
    """The rows of every other table that follow from an event."""

    posting: list[Posting]
    notice: list[NoticeRow]
    document: list[Document]
    bank_line: list[tuple[str, str, int]]
    reversal: list[Reversal]


class _Entry(NamedTuple):
    """A posting, as far as it is not that of the event; day and currency, where they are not."""

    state: str
    meeting: str
    account: Account
    amount: int
    notice: str = ""
    pay_by: str = ""
    day: str = ""
    currency: str = ""


def rows_of(event: Event, body: Body) -> Rows:
    """All rows of an event."""
    rows = Rows(postings_of(event, body), [], [], [], [])
    if isinstance(body, Issue):
        rows.notice.extend(_notice(event, body, notice) for notice in body.notices)
        owned = [("", *each) for each in body.annexes.items()]
        for notice in body.notices:
            owned += [(notice.number, *each) for each in notice.documents.items()]
        by_file = sorted(owned, key=lambda each: each[1])
        rows.document.extend(Document(event.seq, *each) for each in by_file)
    elif isinstance(body, Receipt) and body.statement:
        rows.bank_line.append((body.statement, body.line, event.seq))
    elif isinstance(body, Reverse):
        recorded_on = event.recorded_at[:10]
        rows.reversal.append(Reversal(event.seq, body.event, event.value_date, recorded_on))
    return rows


def postings_of(event: Event, body: Body) -> list[Posting]:
    """The postings of an event, in order; an event that moves nothing has none."""
    currency: str = getattr(body, "currency", "")
    decimals: int = getattr(body, "decimals", 0)
    return [
        Posting(
            event.seq,
            line,
            *entry[:4],
            entry.currency or currency,
            decimals,
            entry.day or event.value_date,
            event.recorded_at[:10],
            entry.notice,
            entry.pay_by,
        )
        for line, entry in enumerate(_entries(body), start=1)
    ]


def moved(body: Movement) -> int:
    """What a movement adds to what the State owes, in minor units."""
    return _SINGLE[type(body)][1] * body.amount


def _entries(body: Body) -> Iterator[_Entry]:
    if isinstance(body, Issue):
        yield from _issued(body)
    elif isinstance(body, Opening):
        place = body.state, body.meeting
        days = body.pay_by.isoformat(), body.issued_on.isoformat()
        yield _Entry(*place, "assessed", body.assessed, body.external, *days)
        if body.received:
            yield _Entry(*place, "received", -body.received, body.external)
    elif isinstance(body, Receipt):
        for part in body.parts:
            yield _Entry(part.state, part.meeting, part.account, -part.amount)
    elif isinstance(body, Identify):
        yield _Entry("", "", "unidentified", body.amount)
        account: Account = "received" if body.state else "other_convention"
        yield _Entry(body.state, body.meeting, account, -body.amount)
    elif isinstance(body, ApplyCredit):
        if body.choice == "apply":
            yield _Entry(body.state, body.meeting, "applied", body.amount)
            yield _Entry(body.state, body.to_meeting, "applied", -body.amount)
    elif isinstance(body, Reverse):
        for each in body.contrary:
            yield _Entry(*each)
    elif isinstance(body, Movement):
        yield _Entry(body.state, body.meeting, _SINGLE[type(body)][0], moved(body))


def _issued(body: Issue) -> Iterator[_Entry]:
    currencies = {part.meeting: part.currency for part in body.meetings}
    for notice in body.notices:
        for line in notice.lines:
            place = notice.state, line.meeting
            account: Account = "assessed" if line.first else "adjusted"
            due = body.pay_by.isoformat() if line.amount > 0 else ""
            own = currencies.get(line.meeting, "")
            yield _Entry(*place, account, line.amount, notice.number, due, currency=own)


def _notice(event: Event, body: Issue, notice: Notice) -> NoticeRow:
    return NoticeRow(
        number=notice.number,
        year=notice.year,
        serial=notice.serial,
        event=event.seq,
        state=notice.state,
        kind=notice.kind,
        amount=notice.amount,
        currency=body.currency,
        decimals=body.decimals,
        issued_on=event.value_date,
        pay_by=body.pay_by.isoformat() if notice.kind != "credit" else "",
    )
