"""How long a debt is overdue: what reduces it counts against the oldest charge first,
within one State and one meeting only. A charge is overdue once its day of payment has passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.model.calendar import day_of

LAST_DAYS: tuple[int | None, ...] = (0, 90, 365, 1095, None)
"""The bands of an age by their last day after the day of payment: not yet due, 1-90, 91-365,
1-3 years, older.
"""


class Charge(NamedTuple):
    """A charge of a notice, in minor units, its day; day of payment (ISO text) and number of the
    notice if known.
    """

    issued_on: date
    amount: int
    pay_by: str = ""
    notice: str = ""

    def overdue(self, as_at: date) -> int:
        """The days since its day of payment; 0 up to that day, and where no day is known."""
        return max(0, (as_at - day_of(self.pay_by)).days) if self.pay_by else 0


def open_charges(charges: Sequence[Charge], balance: int, as_at: date) -> tuple[Charge, ...]:
    """What is left of each charge (oldest first; of one day, first the one to be paid first) so
    that the rest sums to the balance; nothing if there is no debt.

    A debt beyond all charges (money paid back by mistake) has no day of payment.
    """
    rest, left = balance, []
    for charge in sorted(charges, key=lambda each: (each.issued_on, each.pay_by), reverse=True):
        part = min(rest, charge.amount)
        if part > 0:
            left.append(charge._replace(amount=part))
            rest -= part
    if rest > 0:
        left.insert(0, Charge(as_at, rest))
    return tuple(reversed(left))


def aged(left: Sequence[Charge], as_at: date) -> tuple[int, ...]:
    """The open charges by the days that they are overdue, one sum per band, in minor units."""
    sums = [0] * len(LAST_DAYS)
    for charge in left:
        days = charge.overdue(as_at)
        band = next(at for at, last in enumerate(LAST_DAYS) if last is None or days <= last)
        sums[band] += charge.amount
    return tuple(sums)
