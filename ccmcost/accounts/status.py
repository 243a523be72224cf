"""The status of contributions: assessed, received, outstanding per State and meeting, ageing, and
funds in hand.

Nothing is netted: a credit of one State, or for one meeting, never reduces another debt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.calc.ageing import BANDS, Charge, aged, open_charges
from ccmcost.ledger.bodies import Issue
from ccmcost.ledger.codec import Body
from ccmcost.ledger.queries import (
    carried_over,
    charges,
    entries,
    last_billed,
    plans,
    postings,
    sums,
)
from ccmcost.ledger.standing import View, known
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import CASH, Posting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money, decimals_of

Key = tuple[str, str, str]
"""State, meeting, currency."""

FIGURES = (
    "col_assessed",
    "col_adjusted",
    "col_received",
    "col_other",
    "col_outstanding",
    "col_credit",
)
"""What the catalogue calls the `figures` of a row."""

AGES = ("age_0", "age_1", "age_2", "age_3")
"""What the catalogue calls the bands of an age."""


class AccountRow(NamedTuple):
    """One State in one meeting, in minor units. balance = assessed + adjusted - received - other =
    outstanding - credit.

    `other` are charges of banks, exchange differences, write-offs and credits applied, less
    refunds. `days` counts from the date of the oldest notice that is not fully paid. `bands` split
    what is outstanding by age.
    """

    state: str
    meeting: str
    money: Money
    assessed: int
    adjusted: int
    received: int
    other: int
    days: int | None
    bands: tuple[int, ...]
    plan_until: str
    carried_over: bool

    @property
    def figures(self) -> tuple[int, ...]:
        """Assessed, adjusted, received, other, outstanding, credit:
        the columns that every output shows.
        """
        return (
            self.assessed,
            self.adjusted,
            self.received,
            self.other,
            self.outstanding,
            self.credit,
        )

    @property
    def balance(self) -> int:
        """What the State owes; negative: its credit."""
        return self.assessed + self.adjusted - self.received - self.other

    @property
    def outstanding(self) -> int:
        """The debt, if there is one."""
        return max(0, self.balance)

    @property
    def credit(self) -> int:
        """The credit, if there is one."""
        return max(0, -self.balance)


class Funding(NamedTuple):
    """What is known of a meeting beside its accounts: the cost last issued and its status,
    and the go/no-go day.
    """

    cost: int | None
    cost_status: str
    go_no_go: date | None


class MeetingRow(NamedTuple):
    """One meeting (empty: all meetings of a currency), in minor units.
    `cash` is in hand: received, less refunds.
    """

    meeting: str
    money: Money
    assessed: int
    adjusted: int
    received: int
    other: int
    outstanding: int
    credit: int
    cash: int
    bands: tuple[int, ...]
    funding: Funding | None

    @property
    def figures(self) -> tuple[int, ...]:
        """Assessed, adjusted, received, other, outstanding, credit:
        the columns that every output shows.
        """
        return (
            self.assessed,
            self.adjusted,
            self.received,
            self.other,
            self.outstanding,
            self.credit,
        )

    @property
    def collected(self) -> Fraction | None:
        """Cash in hand as a part of what notices and credits ask for;
        over 1 if too much was paid.
        """
        asked = self.assessed + self.adjusted
        return Fraction(self.cash, asked) if asked > 0 else None

    @property
    def short(self) -> int | None:
        """What cash in hand lacks to the cost last issued."""
        cost = self.funding.cost if self.funding else None
        return None if cost is None else max(0, cost - self.cash)


class Contributions(NamedTuple):
    """The status on a day, as known on a day (None: all that is recorded)."""

    as_at: date
    known_on: date | None
    rows: tuple[AccountRow, ...]
    meetings: tuple[MeetingRow, ...]
    totals: tuple[MeetingRow, ...]
    unidentified: tuple[Money, ...]
    other_convention: tuple[Money, ...]


def status(books: Books, view: View) -> Contributions:
    """The status of contributions for a view of the ledger; meetings in the order of the
    register.
    """
    found: dict[Key, dict[str, int]] = {}
    for total in sums(books.ledger, view):
        found.setdefault((total.state, total.meeting, total.currency), {})[total.account] = (
            total.amount
        )
    rows = _accounts(books, view, {key: own for key, own in found.items() if key[0]})
    funding = {} if view.state else _funding(books, view)
    by_meeting: dict[tuple[str, str], list[AccountRow]] = {}
    for row in rows:
        by_meeting.setdefault((row.meeting, row.money.currency), []).append(row)
    summed = []
    for (meeting, currency), own in by_meeting.items():
        cash = -sum(
            found[row.state, meeting, currency].get(account, 0) for row in own for account in CASH
        )
        summed.append(sum_of_rows(meeting, own, cash, funding.get(meeting)))
    by_currency: dict[str, list[MeetingRow]] = {}
    for each in summed:
        by_currency.setdefault(each.money.currency, []).append(each)
    totals = [
        sum_of_rows("", own, sum(row.cash for row in own), None)
        for _, own in sorted(by_currency.items())
    ]
    held = {key[2]: own for key, own in sorted(found.items()) if not key[0]}
    pools = (_held(held, "unidentified"), _held(held, "other_convention"))
    return Contributions(view.as_at, view.known_on, rows, tuple(summed), tuple(totals), *pools)


def sum_of_rows(
    meeting: str,
    rows: Sequence[AccountRow] | Sequence[MeetingRow],
    cash: int,
    funding: Funding | None,
) -> MeetingRow:
    """The sums of accounts or of meetings in one currency."""
    assessed, adjusted, received, other, outstanding, credit = map(
        sum, zip(*(row.figures for row in rows), strict=True)
    )
    bands = tuple(sum(row.bands[index] for row in rows) for index in range(len(BANDS)))
    figures = (assessed, adjusted, received, other, outstanding, credit)
    return MeetingRow(meeting, rows[0].money, *figures, cash, bands, funding)


def _accounts(
    books: Books, view: View, accounts: Mapping[Key, Mapping[str, int]]
) -> tuple[AccountRow, ...]:
    charged: dict[Key, list[Charge]] = {}
    for posting in charges(books.ledger, view):
        key = (posting.state, posting.meeting, posting.currency)
        charged.setdefault(key, []).append(Charge(day_of(posting.value_date), posting.amount))
    planned, carried = plans(books.ledger, view), carried_over(books.ledger, view)
    place = {meeting: index for index, meeting in enumerate(books.meetings)}
    rows = []
    for key in sorted(
        accounts, key=lambda key: (place.get(key[1], len(place)), key[1], key[0], key[2])
    ):
        state, meeting, currency = key
        own = accounts[key]
        balance = sum(own.values())
        left = open_charges(charged.get(key, []), balance, view.as_at)
        plan = planned.get((state, meeting))
        assessed, adjusted, received = (
            own.get("assessed", 0),
            own.get("adjusted", 0),
            -own.get("received", 0),
        )
        row = AccountRow(
            state,
            meeting,
            Money(0, currency, decimals_of(currency) or 0),
            assessed,
            adjusted,
            received,
            other=assessed + adjusted - received - balance,
            days=max(0, (view.as_at - left[0].issued_on).days) if left else None,
            bands=aged(left, view.as_at),
            plan_until=plan.isoformat() if plan else "",
            carried_over=(state, meeting) in carried,
        )
        rows.append(row)
    return tuple(rows)


def _funding(books: Books, view: View) -> dict[str, Funding]:
    """The cost last issued of each meeting, and its go/no-go day."""
    days = books.convention.go_no_go_days
    found = {each.id: Funding(None, "", each.go_no_go(days)) for each in books.meetings.values()}
    for meeting, last in last_billed(books.ledger, view).items():
        before = found.get(meeting, Funding(None, "", None))
        found[meeting] = before._replace(
            cost=last.part.cost.amount, cost_status=last.part.cost.status
        )
    return found


def _held(pools: Mapping[str, Mapping[str, int]], account: str) -> tuple[Money, ...]:
    found = [(currency, -own.get(account, 0)) for currency, own in pools.items()]
    return tuple(
        Money(minor, currency, decimals_of(currency) or 0) for currency, minor in found if minor
    )


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
