"""The status of contributions: assessed, received, outstanding per State and meeting, ageing, and funds in hand.

Nothing is netted: a credit of one State, or for one meeting, never reduces another debt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.calc.ageing import BANDS, Charge, aged, open_charges
from ccmcost.model.books import CASH, Posting, Sum
from ccmcost.model.calendar import day_of
from ccmcost.model.currency import decimals_of
from ccmcost.model.money import Money

Key = tuple[str, str, str]
"""State, meeting, currency."""


class AccountRow(NamedTuple):
    """One State in one meeting, in minor units. balance = assessed + adjusted - received - other = outstanding - credit.

    `other` are charges of banks, exchange differences, write-offs and credits applied, less refunds. `days` counts from the
    date of the oldest notice that is not fully paid. `bands` split what is outstanding by age.
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
        """Assessed, adjusted, received, other, outstanding, credit: the columns that every output shows."""
        return (self.assessed, self.adjusted, self.received, self.other, self.outstanding, self.credit)

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
    """What is known of a meeting beside its accounts: the cost last issued and its status, and the go/no-go day."""

    cost: int | None
    cost_status: str
    go_no_go: date | None


class MeetingRow(NamedTuple):
    """One meeting (empty: all meetings of a currency), in minor units. `cash` is in hand: received, less refunds."""

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
        """Assessed, adjusted, received, other, outstanding, credit: the columns that every output shows."""
        return (self.assessed, self.adjusted, self.received, self.other, self.outstanding, self.credit)

    @property
    def collected(self) -> Fraction | None:
        """Cash in hand as a part of what notices and credits ask for; over 1 if too much was paid."""
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


class Known(NamedTuple):
    """What the ledger holds for a view: sums, charges, payment plans, States whose bills were carried over, funding."""

    sums: Iterable[Sum]
    charges: Iterable[Posting]
    plans: Mapping[tuple[str, str], date]
    carried_over: frozenset[tuple[str, str]]
    funding: Mapping[str, Funding]
    order: tuple[str, ...]


def contributions(known: Known, as_at: date, known_on: date | None) -> Contributions:
    """The status from the sums and charges of the ledger; meetings in the order of the register."""
    accounts: dict[Key, dict[str, int]] = {}
    for each in known.sums:
        accounts.setdefault((each.state, each.meeting, each.currency), {})[each.account] = each.amount
    charges: dict[Key, list[Charge]] = {}
    for posting in known.charges:
        key = (posting.state, posting.meeting, posting.currency)
        charges.setdefault(key, []).append(Charge(day_of(posting.value_date), posting.amount))
    place = {meeting: index for index, meeting in enumerate(known.order)}
    keys = sorted(
        (key for key in accounts if key[0]), key=lambda key: (place.get(key[1], len(place)), key[1], key[0], key[2])
    )
    rows = tuple(_row(key, accounts[key], charges.get(key, []), known, as_at) for key in keys)
    meetings = _meetings(rows, accounts, known.funding)
    pool = {key[2]: sums for key, sums in accounts.items() if not key[0]}
    return Contributions(
        as_at,
        known_on,
        rows,
        meetings,
        _totals(meetings),
        _held(pool, "unidentified"),
        _held(pool, "other_convention"),
    )


def _row(key: Key, sums: Mapping[str, int], charges: list[Charge], known: Known, as_at: date) -> AccountRow:
    state, meeting, currency = key
    balance = sum(sums.values())
    left = open_charges(charges, balance, as_at)
    plan = known.plans.get((state, meeting))
    assessed, adjusted, received = sums.get("assessed", 0), sums.get("adjusted", 0), -sums.get("received", 0)
    return AccountRow(
        state,
        meeting,
        Money(0, currency, decimals_of(currency) or 0),
        assessed,
        adjusted,
        received,
        assessed + adjusted - received - balance,
        max(0, (as_at - left[0].issued_on).days) if left else None,
        aged(left, as_at),
        plan.isoformat() if plan else "",
        (state, meeting) in known.carried_over,
    )


def _meetings(
    rows: tuple[AccountRow, ...], accounts: Mapping[Key, Mapping[str, int]], funding: Mapping[str, Funding]
) -> tuple[MeetingRow, ...]:
    grouped: dict[tuple[str, str], list[AccountRow]] = {}
    for row in rows:
        grouped.setdefault((row.meeting, row.money.currency), []).append(row)
    found = []
    for (meeting, currency), own in grouped.items():
        cash = -sum(accounts[row.state, meeting, currency].get(account, 0) for row in own for account in CASH)
        found.append(_sum(meeting, own, cash, funding.get(meeting)))
    return tuple(found)


def _sum(meeting: str, rows: list[AccountRow], cash: int, funding: Funding | None) -> MeetingRow:
    return MeetingRow(
        meeting,
        rows[0].money,
        sum(row.assessed for row in rows),
        sum(row.adjusted for row in rows),
        sum(row.received for row in rows),
        sum(row.other for row in rows),
        sum(row.outstanding for row in rows),
        sum(row.credit for row in rows),
        cash,
        tuple(sum(row.bands[index] for row in rows) for index in range(len(BANDS))),
        funding,
    )


def _totals(meetings: tuple[MeetingRow, ...]) -> tuple[MeetingRow, ...]:
    by_currency: dict[str, list[MeetingRow]] = {}
    for row in meetings:
        by_currency.setdefault(row.money.currency, []).append(row)
    totals = []
    for _, own in sorted(by_currency.items()):
        sums = [sum(values) for values in zip(*(row.figures for row in own), strict=True)]
        bands = tuple(sum(row.bands[index] for row in own) for index in range(len(BANDS)))
        assessed, adjusted, received, other, outstanding, credit = sums
        cash = sum(row.cash for row in own)
        totals.append(
            MeetingRow("", own[0].money, assessed, adjusted, received, other, outstanding, credit, cash, bands, None)
        )
    return tuple(totals)


def _held(pool: Mapping[str, Mapping[str, int]], account: str) -> tuple[Money, ...]:
    found = [(currency, -sums.get(account, 0)) for currency, sums in sorted(pool.items())]
    return tuple(Money(minor, currency, decimals_of(currency) or 0) for currency, minor in found if minor)
