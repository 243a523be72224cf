"""The view models of notes verbales: what one State is told, from the ledger, before any word is chosen.

Nothing is netted: what a State owes for one meeting and what stands in its favour for another are two figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.accounts.status import AccountRow
from ccmcost.calc.ageing import Charge, open_charges
from ccmcost.model.books import Posting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money

Kind = Literal["cover", "reminder1", "reminder2", "credit", "receipt"]
KINDS: tuple[Kind, ...] = ("cover", "reminder1", "reminder2", "credit", "receipt")


class NotifiedLine(NamedTuple):
    """One meeting on a notice: assessed before and now, and the amount (of a credit: positive)."""

    meeting: str
    before: Money
    now: Money
    amount: Money


class Notified(NamedTuple):
    """A note that transmits a notice or a credit. `provisional` are the days whose States Parties expected lists hold."""

    notice: str
    number: str
    issued_on: date
    pay_by: date | None
    decision: str
    provisional: tuple[date, ...]
    lines: tuple[NotifiedLine, ...]
    outstanding: tuple[Money, ...]
    in_favour: tuple[Money, ...]

    @property
    def amount(self) -> Money:
        """The amount of the notice, without a sign."""
        return self.lines[0].amount.of(sum(line.amount.minor for line in self.lines))


class Debt(NamedTuple):
    """What a State owes for one meeting. `not_yet` is the part whose day of payment has not passed."""

    meeting: str
    numbers: tuple[str, ...]
    requested_by: str
    assessed: Money
    settled: Money
    outstanding: Money
    not_yet: Money
    days: int


class Reminded(NamedTuple):
    """A note that recalls debts; `plans` are the meetings that are being paid by a plan."""

    debts: tuple[Debt, ...]
    plans: tuple[str, ...]
    earlier: str


class Payment(NamedTuple):
    """Money received: its value date, what the bank says on it."""

    day: date
    meeting: str
    reference: str
    amount: Money


class Received(NamedTuple):
    """A note that acknowledges payments, and how the accounts they went to stand."""

    payments: tuple[Payment, ...]
    accounts: tuple[AccountRow, ...]


class Letter(NamedTuple):
    """A note to one State. `reference` is its own, `quote` what a remitter quotes."""

    kind: Kind
    code: str
    on: date
    reference: str
    quote: str
    body: Notified | Reminded | Received


class LeftOut(NamedTuple):
    """A State that gets no reminder although it owes something, and why: the last day of its plan, or the day of payment."""

    code: str
    meeting: str
    why: Literal["plan", "later"]
    until: str


def debts_of(
    rows: Iterable[AccountRow], charges: Mapping[tuple[str, str], Sequence[Charge]], on: date
) -> tuple[dict[str, list[Debt]], list[LeftOut]]:
    """Debts by State whose day of payment has passed, and those left out: paid by a plan, or requested by a later day."""
    found: dict[str, list[Debt]] = {}
    left_out = []
    for row in rows:
        if not row.outstanding:
            continue
        debt = _debt(row, open_charges(charges.get((row.state, row.meeting), ()), row.balance, on), on)
        if on_plan(row, on):
            left_out.append(LeftOut(row.state, row.meeting, "plan", row.plan_until))
        elif debt.not_yet == debt.outstanding:
            left_out.append(LeftOut(row.state, row.meeting, "later", debt.requested_by))
        else:
            found.setdefault(row.state, []).append(debt)
    return found, left_out


def on_plan(row: AccountRow, on: date) -> bool:
    """Whether a payment plan is in force: one that has run out protects no longer."""
    return row.plan_until >= on.isoformat()


def _debt(row: AccountRow, left: Sequence[Charge], on: date) -> Debt:
    later = sum(charge.amount for charge in left if charge.pay_by >= on.isoformat())
    return Debt(
        meeting=row.meeting,
        numbers=tuple(dict.fromkeys(charge.notice for charge in left if charge.notice)),
        requested_by=min((charge.pay_by for charge in left if charge.pay_by), default=""),
        assessed=row.money.of(row.assessed + row.adjusted),
        settled=row.money.of(row.received + row.other),
        outstanding=row.money.of(row.outstanding),
        not_yet=row.money.of(later),
        days=row.days or 0,
    )


def charges_by_account(postings: Iterable[Posting]) -> dict[tuple[str, str], list[Charge]]:
    """What notices charged, by State and meeting."""
    found: dict[tuple[str, str], list[Charge]] = {}
    for each in postings:
        charge = Charge(day_of(each.value_date), each.amount, each.pay_by, each.notice)
        found.setdefault((each.state, each.meeting), []).append(charge)
    return found


def sums_by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, in order of code; sums of nothing are left out."""
    sums: dict[str, Money] = {}
    for each in amounts:
        sums[each.currency] = each.of(each.minor + (sums[each.currency].minor if each.currency in sums else 0))
    return tuple(sums[currency] for currency in sorted(sums) if sums[currency].minor)
