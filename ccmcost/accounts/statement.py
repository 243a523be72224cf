"""The statement of one State: every notice, receipt and credit since its first,
with a running balance per meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.ledger.bodies import Body, Issue
from ccmcost.ledger.queries import entries, plans, postings
from ccmcost.ledger.standing import View, known
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Posting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money


class Entry(NamedTuple):
    """One line of a statement. `kind` is a word of the catalogue;
    One of `charge` and `payment` is zero.
    """

    event: int
    day: date
    kind: str
    text: str
    charge: Money
    payment: Money
    balance: Money


class MeetingAccount(NamedTuple):
    """The account of a State for one meeting; a payment plan in force is named by its last day."""

    meeting: str
    entries: tuple[Entry, ...]
    balance: Money
    plan_until: str


class Account(NamedTuple):
    """The accounts of one State on a day, as known on a day;
    `totals` are (outstanding, credit) per currency.
    """

    state: str
    as_at: date
    known_on: date | None
    meetings: tuple[MeetingAccount, ...]
    totals: tuple[tuple[Money, Money], ...]


def statement(books: Books, view: View) -> Account:
    """The statement of the State of a view: its postings in order of value date, meetings in the
    order of the register.

    An account of which nothing stands, since all of it was reversed, has no part in the totals.
    """
    planned = plans(books.ledger, view)
    grouped: dict[tuple[str, str], list[Posting]] = {}
    for posting in entries(books.ledger, view):
        grouped.setdefault((posting.meeting, posting.currency), []).append(posting)
    bodies = {
        seq: _body(books.ledger, seq)
        for seq in {posting.event for own in grouped.values() for posting in own}
    }
    place = {meeting: index for index, meeting in enumerate(books.meetings)}
    keys = sorted(grouped, key=lambda key: (place.get(key[0], len(place)), key))
    meetings = tuple(
        _meeting(key[0], grouped[key], bodies, planned.get((view.state, key[0]))) for key in keys
    )
    standing = {(posting.meeting, posting.currency) for posting in postings(books.ledger, view)}
    totals = _totals(each for each in meetings if (each.meeting, each.balance.currency) in standing)
    return Account(view.state, view.as_at, view.known_on, meetings, totals)


def _body(ledger: Ledger, seq: int) -> tuple[str, Body]:
    found = known(ledger, seq)
    assert found is not None
    return found.event.kind, found.body


def _meeting(
    meeting: str, postings: list[Posting], bodies: Mapping[int, tuple[str, Body]], plan: date | None
) -> MeetingAccount:
    balance, found = postings[0].money.of(0), []
    for posting in postings:
        money = posting.money
        balance = balance.of(balance.minor + money.minor)
        charge, payment = money.of(max(0, money.minor)), money.of(max(0, -money.minor))
        kind, body = bodies[posting.event]
        text = " ".join(part for part in (posting.notice, _text(body)) if part)
        day = day_of(posting.value_date)
        found.append(
            Entry(posting.event, day, _kind(posting, kind), text, charge, payment, balance)
        )
    return MeetingAccount(meeting, tuple(found), balance, plan.isoformat() if plan else "")


def _kind(posting: Posting, event: str) -> str:
    if event == "issue":
        return (
            "credit"
            if posting.amount < 0
            else "notice"
            if posting.account == "assessed"
            else "further_notice"
        )
    if event == "opening":
        return "opening" if posting.account == "assessed" else "opening_received"
    return event


def _text(body: Body) -> str:
    """What an event rests on: the bank's reference, a document, a reason or a source."""
    names = () if isinstance(body, Issue) else ("reference", "document", "reason", "source")
    return next((text for name in names if (text := getattr(body, name, ""))), "")


def _totals(meetings: Iterable[MeetingAccount]) -> tuple[tuple[Money, Money], ...]:
    sums: dict[str, tuple[Money, Money]] = {}
    for each in meetings:
        owed, credit = sums.get(each.balance.currency, (each.balance.of(0), each.balance.of(0)))
        minor = each.balance.minor
        sums[each.balance.currency] = (
            owed.of(owed.minor + max(0, minor)),
            credit.of(credit.minor + max(0, -minor)),
        )
    return tuple(sums[currency] for currency in sorted(sums))
