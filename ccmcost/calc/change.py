"""Why a State is assessed more or less than in an earlier year: cost, participation, rates, one
after the other, exactly.

A year may hold several meetings. Its shares are those of its meetings weighted by their costs, so
that a State's exact amount is the year's cost times its share. Three things are substituted in this
order, each leaving the earlier ones as new:

    cost           the cost of the year, at the shares of the year before
    participation  the meetings of the year and those that share them, at the rates of the year
    before rates          the rates of the year

A rate that the year before did not have (a State without any) counts as new from the start, so that
its coming is participation. What billing rounds away in the two years is the rest. Everything is a
fraction of a minor unit.

Differences between what was issued and a new assessment, per State.
Pure: no rounding happens here.

How well computed amounts explain amounts that were really issued, State by State.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.calc.assess import assess, billing_unit
from ccmcost.calc.rounding import apportion_units
from ccmcost.calc.shares import shares_of
from ccmcost.model.assessment import Apportionment, Assessment, Payer
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule


class Held(NamedTuple):
    """One meeting of a year: its assessment, the rule it follows,
    and all rates of the scale that governed it.
    """

    assessment: Assessment
    rule: Rule
    rates: Mapping[str, Rate]

    @property
    def payers(self) -> tuple[Payer, ...]:
        """Who bears its cost."""
        return tuple(line.payer for line in self.assessment.lines)


def held_of(result: Apportionment) -> Held:
    """What the comparison needs of a result."""
    scale, rule = result.scale, result.rule
    rates = {
        **scale.notional,
        **{code: Rate(rate, "adopted", "") for code, rate in scale.rates.items()},
        **rule.rates,
    }
    return Held(result.assessment, rule, rates)


class Change(NamedTuple):
    """One State: billed amounts of two years in minor units, and the exact effects between them.

    `cost` is None where the years are compared at one cost. `rounding` is what remains of the
    difference, exact.
    """

    code: str
    before: int
    after: int
    cost: Fraction | None
    participation: Fraction
    rates: Fraction

    @property
    def difference(self) -> int:
        """What changed, in minor units."""
        return self.after - self.before

    @property
    def effects(self) -> dict[str, Fraction]:
        """The effects by name, in the order of substitution."""
        cost = {} if self.cost is None else {"cost": self.cost}
        return {**cost, "participation": self.participation, "rates": self.rates}

    @property
    def rounding(self) -> Fraction:
        """The part of the difference that comes from rounding to whole units in the two years."""
        return self.difference - sum(self.effects.values(), Fraction(0))


def changes(before: Sequence[Held], after: Sequence[Held], with_cost: bool) -> tuple[Change, ...]:
    """The changes of all States that bear a part in either year, in order of code.

    `with_cost` False compares at the cost of the later year: `before` is then what the meetings of
    the earlier year would have come to at that cost. Raises DataError if the rule cannot be met
    with the earlier rates.
    """
    cost = cost_of(after)
    if not with_cost and any(held.rule.sums for held in before):
        before = _at_cost(before, after[0].assessment.total.of(cost))
    old, new = shares_of_year(before), shares_of_year(after)
    between = shares_of_year([_at_rates(held, before) for held in after])
    billed = (
        _billed(before)
        if with_cost
        else _billed_at(before, old, after[0].assessment.total.of(cost))
    )
    now = _billed(after)
    found = []
    for code in sorted(old.keys() | new.keys()):
        was, middle, is_now = (shares.get(code, Fraction(0)) for shares in (old, between, new))
        found.append(
            Change(
                code,
                billed.get(code, 0),
                now.get(code, 0),
                (cost - cost_of(before)) * was if with_cost else None,
                cost * (middle - was),
                cost * (is_now - middle),
            )
        )
    return tuple(found)


def cost_of(meetings: Sequence[Held]) -> int:
    """The cost of the meetings together, in minor units of their one currency."""
    return sum(held.assessment.total.minor for held in meetings)


def shares_of_year(meetings: Sequence[Held]) -> dict[str, Fraction]:
    """The share of each State in the cost of the meetings together; the shares sum to 1."""
    total = cost_of(meetings)
    found: dict[str, Fraction] = {}
    for held in meetings:
        weight = Fraction(held.assessment.total.minor, total)
        for line in held.assessment.lines:
            found[line.code] = found.get(line.code, Fraction(0)) + weight * line.share.value
    return found


def in_units(effects: Mapping[str, Fraction]) -> dict[str, int]:
    """One effect of all States in whole minor units, for display: it keeps its exact sum, and each
    part to within a unit.

    Over all States a cost effect sums to the change of the cost, the others to nothing; largest
    remainder keeps it so.
    """
    whole = sum(effects.values())
    assert whole.denominator == 1
    rounded = apportion_units(
        effects, whole.numerator, "largest_remainder", dict.fromkeys(effects, 0)
    )
    return {code: each.units for code, each in rounded.items()}


class ChangeRow(NamedTuple):
    """One State, in minor units as shown: effects in whole units that keep their sums over all
    States, and `rounding`.

    With `rounding` the effects add up to the change; `exact` holds them as fractions. `reason` is
    the one that moved the amount most, or `new`, `gone` or `none`.
    """

    code: str
    before: int
    after: int
    effects: tuple[int, ...]
    rounding: int
    reason: str
    exact: Change

    @property
    def difference(self) -> int:
        """What changed."""
        return self.after - self.before

    @property
    def figures(self) -> tuple[int, ...]:
        """Before, after, difference, the effects, rounding: the columns that every output shows."""
        return (self.before, self.after, self.difference, *self.effects, self.rounding)


def shown_changes(
    before: Sequence[Held], after: Sequence[Held], with_cost: bool
) -> tuple[ChangeRow, ...]:
    """The changes as outputs show them; arguments and errors as those of `changes`."""
    found = changes(before, after, with_cost)
    shown = [
        in_units({each.code: each.effects[name] for each in found}) for name in found[0].effects
    ]
    there, here = (
        {line.code for held in side for line in held.assessment.lines} for side in (before, after)
    )
    rows = []
    for each in found:
        effects = tuple(column[each.code] for column in shown)
        reason = "gone" if each.code not in here else _largest_part(each)
        rows.append(
            ChangeRow(
                *(each.code, each.before, each.after, effects),
                each.difference - sum(effects),
                "new" if each.code not in there else reason,
                each,
            )
        )
    return tuple(rows)


def _largest_part(change: Change) -> str:
    """The effect that moved the amount most; equal ones in the order of substitution."""
    parts = {**change.effects, "rounding": change.rounding}
    return max(parts, key=lambda name: abs(parts[name])) if change.difference else "none"


def _at_rates(held: Held, before: Sequence[Held]) -> Held:
    """The meeting as it would have been shared at the rates of the year before (those of its last
    meeting).
    """
    known = before[-1].rates
    payers = [payer._replace(rate=known.get(payer.code, payer.rate)) for payer in held.payers]
    shares = shares_of(payers, held.rule, held.assessment.total)
    lines = tuple(line._replace(share=shares[line.code]) for line in held.assessment.lines)
    return held._replace(assessment=held.assessment._replace(lines=lines))


def _at_cost(meetings: Sequence[Held], total: Money) -> list[Held]:
    """The meetings as they would have been shared at another cost of all: where a rule names sums
    of money, shares are others then.
    """
    costs = {str(at): held.assessment.total.minor for at, held in enumerate(meetings)}
    exact = {at: Fraction(cost * total.minor, cost_of(meetings)) for at, cost in costs.items()}
    parts = apportion_units(exact, total.minor, "largest_remainder", costs)
    return [
        held._replace(assessment=assess(held.payers, held.rule, total.of(part.units)))
        for held, part in zip(meetings, parts.values(), strict=True)
    ]


def _billed(meetings: Sequence[Held]) -> dict[str, int]:
    found: dict[str, int] = {}
    for held in meetings:
        for line in held.assessment.lines:
            found[line.code] = found.get(line.code, 0) + line.amount
    return found


def _billed_at(
    meetings: Sequence[Held], shares: Mapping[str, Fraction], total: Money
) -> dict[str, int]:
    """What the meetings would have come to at another cost, by their joint shares and the rule of
    the last of them.
    """
    rule = meetings[-1].rule
    unit = billing_unit(rule, total)
    exact = {code: share * total.minor / unit for code, share in shares.items()}
    weights = {payer.code: payer.weight for held in meetings for payer in held.payers}
    units = apportion_units(exact, total.minor // unit, rule.residual, weights)
    return {code: each.units * unit for code, each in units.items()}


DifferenceKind = Literal["first", "further", "credit", "full_credit"]


class Difference(NamedTuple):
    """What one State was charged for a meeting before and is charged now, in minor units."""

    code: str
    before: int
    after: int
    kind: DifferenceKind

    @property
    def amount(self) -> int:
        """What the new notice (positive) or credit (negative) says."""
        return self.after - self.before


def differences(issued: Mapping[str, int], assessed: Mapping[str, int]) -> tuple[Difference, ...]:
    """The differences, in order of code; a State whose amount stays has none.

    A State that the new assessment leaves out gets a full credit, one that is new (or was credited
    in full before) a full notice. What was issued plus the differences is the new assessment, to
    the minor unit.
    """
    found = []
    for code in sorted(issued.keys() | assessed.keys()):
        before, after = issued.get(code, 0), assessed.get(code, 0)
        if before != after:
            found.append(Difference(code, before, after, _kind(before, after, code in assessed)))
    return tuple(found)


def _kind(before: int, after: int, liable: bool) -> DifferenceKind:
    if before == 0:
        return "first" if after > 0 else "credit"
    if not liable:
        return "full_credit"
    return "further" if after > before else "credit"


def absent_parties(found: Iterable[Difference], parties: Iterable[str]) -> tuple[Difference, ...]:
    """State Parties that would be credited in full: they were charged,
    and are left out because they stayed away.
    """
    known = frozenset(parties)
    return tuple(
        each
        for each in found
        if each.kind == "full_credit" and each.before > 0 and each.code in known
    )


class Gap(NamedTuple):
    """One State where the two differ, in minor units; zero on one side: not charged there."""

    code: str
    issued: int
    computed: int


class Fit(NamedTuple):
    """States in agreement, those that differ, and the sum of all differences without sign."""

    agree: int
    gaps: tuple[Gap, ...]

    @property
    def distance(self) -> int:
        """The sum of all differences without sign, in minor units."""
        return sum(abs(gap.issued - gap.computed) for gap in self.gaps)

    @property
    def exact(self) -> bool:
        """Whether every State agrees to the minor unit."""
        return not self.gaps


def fit(issued: Mapping[str, int], computed: Mapping[str, int]) -> Fit:
    """Compare two sets of amounts; a State that stands on one side only counts with zero on the
    other.
    """
    gaps = tuple(
        Gap(code, issued.get(code, 0), computed.get(code, 0))
        for code in sorted(issued.keys() | computed.keys())
        if issued.get(code, 0) != computed.get(code, 0)
    )
    return Fit(len(issued.keys() | computed.keys()) - len(gaps), gaps)
