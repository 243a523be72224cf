"""The statement of one State: every notice, receipt and credit since its first, with a running balance per meeting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ccmcost.model.books import Posting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money


class Entry(NamedTuple):
    """One line of a statement. `kind` is a word of the catalogue; One of `charge` and `payment` is zero."""

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
    """The accounts of one State on a day, as known on a day; `totals` are (outstanding, credit) per currency."""

    state: str
    as_at: date
    known_on: date | None
    meetings: tuple[MeetingAccount, ...]
    totals: tuple[tuple[Money, Money], ...]


class About(NamedTuple):
    """What an event says beside its postings: its kind, and the reference or document that it rests on."""

    kind: str
    text: str


def account(
    state: str,
    postings: Iterable[Posting],
    about: Mapping[int, About],
    plans: Mapping[tuple[str, str], date],
    order: tuple[str, ...],
    as_at: date,
    known_on: date | None,
    standing: Collection[tuple[str, str]],
) -> Account:
    """The statement from the State's postings in order of value date; meetings in the order of the register.

    An account of which nothing is `standing` (meeting, currency), since all of it was reversed, has no part in the totals.
    """
    grouped: dict[tuple[str, str], list[Posting]] = {}
    for posting in postings:
        grouped.setdefault((posting.meeting, posting.currency), []).append(posting)
    place = {meeting: index for index, meeting in enumerate(order)}
    keys = sorted(grouped, key=lambda key: (place.get(key[0], len(place)), key))
    meetings = tuple(_meeting(key[0], grouped[key], about, plans.get((state, key[0]))) for key in keys)
    live = [each for each in meetings if (each.meeting, each.balance.currency) in standing]
    return Account(state, as_at, known_on, meetings, _totals(live))


def _meeting(meeting: str, postings: list[Posting], about: Mapping[int, About], plan: date | None) -> MeetingAccount:
    balance, entries = postings[0].money.of(0), []
    for posting in postings:
        money = posting.money
        balance = balance.of(balance.minor + money.minor)
        charge, payment = money.of(max(0, money.minor)), money.of(max(0, -money.minor))
        source = about[posting.event]
        text = " ".join(part for part in (posting.notice, source.text) if part)
        day = day_of(posting.value_date)
        entries.append(Entry(posting.event, day, _kind(posting, source), text, charge, payment, balance))
    return MeetingAccount(meeting, tuple(entries), balance, plan.isoformat() if plan else "")


def _kind(posting: Posting, about: About) -> str:
    if about.kind == "issue":
        return "credit" if posting.amount < 0 else "notice" if posting.account == "assessed" else "further_notice"
    if about.kind == "opening":
        return "opening" if posting.account == "assessed" else "opening_received"
    return about.kind


def _totals(meetings: Iterable[MeetingAccount]) -> tuple[tuple[Money, Money], ...]:
    sums: dict[str, tuple[Money, Money]] = {}
    for each in meetings:
        owed, credit = sums.get(each.balance.currency, (each.balance.of(0), each.balance.of(0)))
        minor = each.balance.minor
        sums[each.balance.currency] = (owed.of(owed.minor + max(0, minor)), credit.of(credit.minor + max(0, -minor)))
    return tuple(sums[currency] for currency in sorted(sums))
