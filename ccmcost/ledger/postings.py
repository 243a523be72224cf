"""What follows from an event: postings, notices, documents.
Pure, so that `ledger verify` can derive them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    ExchangeDifference,
    Identify,
    Issue,
    Movement,
    Opening,
    Receipt,
    Refund,
    Reverse,
    WriteOff,
)
from ccmcost.ledger.codec import Body
from ccmcost.model.books import Account, Document, Event, NoticeRow, Posting, Reversal

Entry = tuple[str, str, Account, int, str, str, str]
"""State, meeting, account, amount, value date, notice, pay-by day."""

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


def rows_of(event: Event, body: Body) -> Rows:
    """All rows of an event."""
    reversal = (
        [Reversal(event.seq, body.event, event.value_date, event.recorded_at[:10])]
        if isinstance(body, Reverse)
        else []
    )
    line = (
        [(body.statement, body.line, event.seq)]
        if isinstance(body, Receipt) and body.statement
        else []
    )
    return Rows(
        postings_of(event, body), _notices(event, body), _documents(event, body), line, reversal
    )


def postings_of(event: Event, body: Body) -> list[Posting]:
    """The postings of an event, in order; an event that moves nothing has none."""
    recorded_on = event.recorded_at[:10]
    return [
        Posting(
            event.seq,
            line,
            state,
            meeting,
            account,
            amount,
            *money,
            day,
            recorded_on,
            notice,
            pay_by,
        )
        for line, (money, (state, meeting, account, amount, day, notice, pay_by)) in enumerate(
            _entries(event, body), start=1
        )
    ]


def moved(body: Movement) -> int:
    """What a movement adds to what the State owes, in minor units."""
    return _SINGLE[type(body)][1] * body.amount


def _entries(event: Event, body: Body) -> Iterator[tuple[tuple[str, int], Entry]]:
    """Currency and decimals of each entry, and the entry."""
    if isinstance(body, Issue):
        yield from _issue(event, body)
        return
    money: Any = (getattr(body, "currency", ""), getattr(body, "decimals", 0))
    for entry in _plain(event.value_date, body):
        yield money, entry


def _plain(day: str, body: Body) -> Iterator[Entry]:
    if isinstance(body, Opening):
        yield (
            *(body.state, body.meeting, "assessed", body.assessed),
            *(body.issued_on.isoformat(), body.external, body.pay_by.isoformat()),
        )
        if body.received:
            yield body.state, body.meeting, "received", -body.received, day, body.external, ""
    elif isinstance(body, Receipt):
        for part in body.parts:
            yield part.state, part.meeting, part.account, -part.amount, day, "", ""
    elif isinstance(body, Identify):
        yield "", "", "unidentified", body.amount, day, "", ""
        account: Account = "received" if body.state else "other_convention"
        yield body.state, body.meeting, account, -body.amount, day, "", ""
    elif isinstance(body, ApplyCredit):
        if body.choice == "apply":
            yield body.state, body.meeting, "applied", body.amount, day, "", ""
            yield body.state, body.to_meeting, "applied", -body.amount, day, "", ""
    elif isinstance(body, Reverse):
        for each in body.contrary:
            yield each.state, each.meeting, each.account, each.amount, day, each.notice, ""
    elif isinstance(body, Movement):
        yield body.state, body.meeting, _SINGLE[type(body)][0], moved(body), day, "", ""


def _issue(event: Event, body: Issue) -> Iterator[tuple[tuple[str, int], Entry]]:
    currencies = {part.meeting: part.currency or body.currency for part in body.meetings}
    for notice in body.notices:
        for line in notice.lines:
            account: Account = "assessed" if line.first else "adjusted"
            due = body.pay_by.isoformat() if line.amount > 0 else ""
            money = (currencies.get(line.meeting, body.currency), body.decimals)
            yield (
                money,
                (
                    notice.state,
                    line.meeting,
                    account,
                    line.amount,
                    event.value_date,
                    notice.number,
                    due,
                ),
            )


def _notices(event: Event, body: Body) -> list[NoticeRow]:
    """The notices and credits that an issue made."""
    if not isinstance(body, Issue):
        return []
    return [
        NoticeRow(
            number=notice.number,
            year=notice.year,
            serial=notice.serial,
            event=event.seq,
            state=notice.state,
            kind=notice.kind,
            amount=sum(line.amount for line in notice.lines),
            currency=body.currency,
            decimals=body.decimals,
            issued_on=event.value_date,
            pay_by=body.pay_by.isoformat() if notice.kind != "credit" else "",
        )
        for notice in body.notices
    ]


def _documents(event: Event, body: Body) -> list[Document]:
    """The documents of those notices, and the annexes that show all States."""
    if not isinstance(body, Issue):
        return []
    owned = [("", file, sha256) for file, sha256 in body.annexes.items()]
    for notice in body.notices:
        owned += [(notice.number, file, sha256) for file, sha256 in notice.documents.items()]
    return [Document(event.seq, *each) for each in sorted(owned, key=lambda each: each[1])]
