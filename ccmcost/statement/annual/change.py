"""What changed from the earlier year, and why: the exact effects of every State, and who came and went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.calc.change import Change, changes, in_units
from ccmcost.model.money import Money
from ccmcost.statement.annual.year import Year

Reason = Literal["new", "gone", "cost", "participation", "rates", "rounding", "none"]
Comparable = Literal["costs", "illustrative", "illustrative_before", "illustrative_now", "currency"]


class ChangeRow(NamedTuple):
    """One State, in minor units as shown: effects in whole units that keep their sums over all States, and `rounding`.

    With `rounding` they add up to the change. `cost` is None where the years are compared at one cost; `exact` holds the
    effects as fractions.

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

    `comparable` says whether the costs of both years are real, else which year's cost is illustrative, or that currencies
    differ; then both are taken at the cost of the later year, and there is no cost effect. `before` and `after` are the
    costs that the amounts of the two years sum to.
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
    comparable = _comparable(earlier, year)
    found = changes(earlier.holds, year.holds, comparable == "costs")
    here, there = {row.code for row in year.rows}, {row.code for row in earlier.rows}
    shown = [in_units({each.code: effect for each in found if (effect := pick(each)) is not None}) for pick in _EFFECTS]
    rows = tuple(_row(each, (here, there), [column.get(each.code) for column in shown]) for each in found)
    before = earlier.total if comparable == "costs" else year.total
    return Compared(earlier, comparable, before, year.total, rows, tuple(sorted(here - there)), tuple(sorted(there - here)))


def _comparable(earlier: Year, year: Year) -> Comparable:
    if earlier.is_specimen and year.is_specimen:
        return "illustrative"
    if earlier.is_specimen:
        return "illustrative_before"
    if year.is_specimen:
        return "illustrative_now"
    return "costs" if earlier.total.currency == year.total.currency else "currency"


_EFFECTS: tuple[Callable[[Change], Fraction | None], ...] = (
    lambda change: change.cost,
    lambda change: change.participation,
    lambda change: change.rates,
)


def _row(change: Change, years: tuple[set[str], set[str]], effects: Sequence[int | None]) -> ChangeRow:
    here, there = years
    cost, participation, rates = effects
    reason = "new" if change.code not in there else "gone" if change.code not in here else _largest_part(change)
    rounding = change.difference - sum(effect or 0 for effect in effects)
    return ChangeRow(
        change.code, change.before, change.after, cost, participation or 0, rates or 0, rounding, reason, change
    )


def _largest_part(change: Change) -> Reason:
    """The effect that moved the amount most; equal ones in the order of substitution."""
    parts: tuple[tuple[Reason, Fraction], ...] = (
        ("cost", change.cost or Fraction(0)),
        ("participation", change.participation),
        ("rates", change.rates),
        ("rounding", change.rounding),
    )
    return max(parts, key=lambda part: abs(part[1]))[0] if change.difference else "none"
