"""What changed from the earlier year, and why: the exact effects of every State, and who came and went."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.calc.change import Change, changes, whole_units
from ccmcost.model.money import Money
from ccmcost.statement.annual.year import Year

Reason = Literal["new", "gone", "cost", "participation", "rates", "rounding", "none"]
Comparable = Literal["costs", "illustrative", "currency"]


class ChangeRow(NamedTuple):
    """One State, in minor units as shown: the effects rounded each, and `rounding` so that they add up to the change.

    `cost` is None where the years are compared at one cost. `exact` holds the effects as fractions.
    """

    code: str
    before: int
    after: int
    cost: int | None
    participation: int
    rates: int
    rounding: int
    reason: Reason
    exact: Change

    @property
    def difference(self) -> int:
        """What changed."""
        return self.after - self.before


class Compared(NamedTuple):
    """The comparison of a year with the last earlier one that had a dated meeting.

    `comparable` says whether the costs of both years are real; else both are taken at the cost of the later year, and
    there is no cost effect. `rates_sum` are the sums of rates of the last meetings, before and after.
    """

    earlier: Year
    comparable: Comparable
    before: Money
    after: Money
    rows: tuple[ChangeRow, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def with_cost(self) -> bool:
        """Whether there is a cost effect."""
        return self.comparable == "costs"

    def largest(self, count: int) -> list[ChangeRow]:
        """The rows with the largest changes, by size; none that did not change."""
        changed = (row for row in self.rows if row.difference)
        return sorted(changed, key=lambda row: (-abs(row.difference), row.code))[:count]

    def sums(self) -> tuple[int, ...]:
        """Sums over all States: before, after, difference, cost, participation, rates, rounding."""
        return (
            sum(row.before for row in self.rows),
            sum(row.after for row in self.rows),
            sum(row.difference for row in self.rows),
            sum(row.cost or 0 for row in self.rows),
            sum(row.participation for row in self.rows),
            sum(row.rates for row in self.rows),
            sum(row.rounding for row in self.rows),
        )


def compared(earlier: Year, year: Year) -> Compared:
    """The comparison of two years."""
    comparable: Comparable = "costs"
    if earlier.is_specimen or year.is_specimen:
        comparable = "illustrative"
    elif earlier.total.currency != year.total.currency:
        comparable = "currency"
    found = changes(earlier.holds, year.holds, comparable == "costs")
    here, there = {row.code for row in year.rows}, {row.code for row in earlier.rows}
    rows = tuple(_row(change, here, there) for change in found)
    before = earlier.total if comparable == "costs" else year.total
    return Compared(
        earlier, comparable, before, year.total, rows, tuple(sorted(here - there)), tuple(sorted(there - here))
    )


def _row(change: Change, here: Iterable[str], there: Iterable[str]) -> ChangeRow:
    parts = [change.participation, change.rates] if change.cost is None else [change.cost, change.participation, change.rates]
    shown, rounding = whole_units(parts, change.difference)
    cost = None if change.cost is None else shown[0]
    reason = "new" if change.code not in there else "gone" if change.code not in here else _largest_part(change)
    return ChangeRow(change.code, change.before, change.after, cost, shown[-2], shown[-1], rounding, reason, change)


def _largest_part(change: Change) -> Reason:
    """The effect that moved the amount most; equal ones in the order of substitution."""
    parts: tuple[tuple[Reason, Fraction], ...] = (
        ("cost", change.cost or Fraction(0)),
        ("participation", change.participation),
        ("rates", change.rates),
        ("rounding", change.rounding),
    )
    reason, size = max(parts, key=lambda part: abs(part[1]))
    return reason if size else "none"
