"""How old a debt is: what reduces it counts against the oldest charge first,
within one State and one meeting only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

BANDS: tuple[tuple[int, int | None], ...] = ((0, 90), (91, 365), (366, 1095), (1096, None))
"""Days since payment was requested: 0-90, 91-365, 1-3 years, older."""


class Charge(NamedTuple):
    """A charge of a notice, in minor units, its day; day of payment (ISO text) and number of the
    notice if known.
    """

    issued_on: date
    amount: int
    pay_by: str = ""
    notice: str = ""


def open_charges(charges: Sequence[Charge], balance: int, as_at: date) -> tuple[Charge, ...]:
    """What is left of each charge (oldest first) so that the rest sums to the balance; nothing if
    there is no debt.

    A debt beyond all charges (money paid back by mistake) counts from `as_at`.
    """
    if balance <= 0:
        return ()
    rest, left = balance, []
    for charge in sorted(charges, reverse=True):
        part = min(rest, charge.amount)
        if part > 0:
            left.append(charge._replace(amount=part))
            rest -= part
    if rest:
        left.insert(0, Charge(as_at, rest))
    return tuple(reversed(left))


def aged(left: Sequence[Charge], as_at: date) -> tuple[int, ...]:
    """The open charges by age, one sum per band, in minor units."""
    sums = [0] * len(BANDS)
    for charge in left:
        days = (as_at - charge.issued_on).days
        sums[
            next(index for index, (_, last) in enumerate(BANDS) if last is None or days <= last)
        ] += charge.amount
    return tuple(sums)
