"""What a State owes and may be reminded of: debts whose day of payment has passed,
without those on a plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.accounts.status import AccountRow
from ccmcost.calc.ageing import Charge, open_charges
from ccmcost.model.books import Posting
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money


class Debt(NamedTuple):
    """What a State owes for one meeting: `numbers` are the notices of what is overdue,
    `requested_by` is the earliest day of payment, `later` are what is left of the charges whose day
    of payment has not passed.
    """

    row: AccountRow
    numbers: tuple[str, ...]
    requested_by: str
    later: tuple[Charge, ...]

    @property
    def not_yet(self) -> int:
        """What is not due yet, in minor units."""
        return sum(charge.amount for charge in self.later)

    @property
    def overdue(self) -> Money:
        """What a reminder asks for: the rest of what is outstanding."""
        return self.row.money.of(self.row.outstanding - self.not_yet)


class LeftOut(NamedTuple):
    """A State that gets no reminder although it owes something, and why:
    the last day of its plan, or the day of payment, empty if none is known.
    """

    row: AccountRow
    why: Literal["plan", "later"]
    until: str

    def remark(self) -> str:
        """The same for the person who writes the notes."""
        code, meeting = self.row.state, self.row.meeting
        if self.why == "plan":
            return f"{code}: left out, pays for {meeting} by a plan until {self.until}."
        if not self.until:
            return f"{code}: left out, for what it owes for {meeting} no day of payment is known."
        return f"{code}: left out, payment for {meeting} is requested by {self.until} only."


def debts_of(
    rows: Iterable[AccountRow], charged: Iterable[Posting], on: date
) -> tuple[dict[str, list[Debt]], list[LeftOut]]:
    """Debts by State whose day of payment has passed, and those left out:
    paid by a plan, or requested by a later day.
    """
    by_account: dict[tuple[str, str], list[Charge]] = {}
    for each in charged:
        charge = Charge(day_of(each.value_date), each.amount, each.pay_by, each.notice)
        by_account.setdefault((each.state, each.meeting), []).append(charge)
    found: dict[str, list[Debt]] = {}
    left_out = []
    for row in (row for row in rows if row.outstanding):
        left = open_charges(by_account.get((row.state, row.meeting), ()), row.balance, on)
        late = [charge for charge in left if charge.overdue(on)]
        requested_by = min((charge.pay_by for charge in left if charge.pay_by), default="")
        if on_plan(row, on):
            left_out.append(LeftOut(row, "plan", row.plan_until))
        elif not late:
            left_out.append(LeftOut(row, "later", requested_by))
        else:
            numbers = tuple(dict.fromkeys(charge.notice for charge in late if charge.notice))
            later = tuple(charge for charge in left if not charge.overdue(on))
            found.setdefault(row.state, []).append(Debt(row, numbers, requested_by, later))
    return found, left_out


def on_plan(row: AccountRow, on: date) -> bool:
    """Whether a payment plan is in force: one that has run out protects no longer."""
    return row.plan_until >= on.isoformat()
