"""Money that is counted already: receipts that stand, and when a further one may be the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money

TYPED_DAYS = 60
"""A receipt that a person typed and an equal one so many days before or after may be one."""


class Standing(NamedTuple):
    """What a receipt brought for a State and meeting, and whether a person typed it; else it is of
    a bank's file, or was placed later.
    """

    event: int
    day: str
    state: str
    meeting: str
    money: Money
    is_typed: bool


class Counted:
    """The receipts that stand, asked whether a payment may be one of them."""

    def __init__(self, receipts: Iterable[Standing] = ()) -> None:
        self._placed = dict[tuple[str, str, Money], int]()
        self._typed = dict[tuple[str, Money], list[Standing]]()
        for each in receipts:
            self._placed[each.state, each.meeting, each.money] = each.event
            if each.is_typed:
                self._typed.setdefault((each.state, each.money), []).append(each)

    def doubt(
        self, day: str, place: tuple[str, str], paid: Money, due: Money, is_told: bool
    ) -> str:
        """Why a payment may be counted already; empty if nothing says so. `is_told` is whether its
        text speaks of the meeting of the place.
        """
        event = self._placed.get((*place, paid)) or (
            0 if is_told else self._elsewhere(day, place, paid)
        )
        if event:
            return f"though event {event} recorded the same sum"
        return "" if due.minor > 0 else "though nothing is due there"

    def _elsewhere(self, day: str, place: tuple[str, str], paid: Money) -> int:
        """The event of an equal receipt of the State that was typed for any meeting these days."""
        return next(
            (
                each.event
                for each in self._typed.get((place[0], paid), ())
                if are_near(each.day, day)
            ),
            0,
        )


def are_near(one: str, other: str) -> bool:
    """Whether a typed receipt and another are of days on which they may be one."""
    return abs((day_of(one) - day_of(other)).days) <= TYPED_DAYS
