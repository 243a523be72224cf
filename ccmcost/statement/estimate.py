"""The view model of a cost estimate: what it is made of, what earlier meetings cost, who would bear what, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.cost_lines import CostLine, LineKind
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.model.money import Money

SECTIONS: Mapping[str, tuple[LineKind, ...]] = {
    "conference": ("conference_servicing",),
    "other_services": ("non_conference_servicing",),
    "support": ("programme_support",),
    "contingency": ("contingency",),
    "others": ("other", "rounding"),
}
"""The parts of an estimate, in order, with the kinds of lines that they hold."""
NOT_PARTY = ("signatory", "observer_state")


class Reading(NamedTuple):
    """What another reading of the article would change for the States not party, together, in one meeting."""

    here: str
    there: str
    others: int
    before: Money
    after: Money


class Estimated(NamedTuple):
    """One meeting: its apportionment, the lines of its cost (none if only the total is known), the other reading."""

    result: Apportionment
    lines: tuple[CostLine, ...]
    reading: Reading | None

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        assert self.result.meeting is not None
        return self.result.meeting

    @property
    def total(self) -> Money:
        """Its cost."""
        return self.result.cost.total

    @property
    def source(self) -> str:
        """Source of the cost for people to read, empty for a sum given on the command line; hashes are for auditors."""
        cost = self.result.cost
        return "" if cost.status == "given" else cost.source.partition(", SHA-256 ")[0]

    def section(self, name: str) -> tuple[CostLine, ...]:
        """The lines of one part of the estimate."""
        return tuple(line for line in self.lines if line.kind in SECTIONS[name])


class Earlier(NamedTuple):
    """What an earlier meeting was estimated at and what it cost; None where nobody said."""

    meeting: Meeting
    estimate: Money | None
    revised: Money | None
    actual: Money | None

    @property
    def currency(self) -> str:
        """The currency of its figures."""
        return next(each.currency for each in (self.estimate, self.revised, self.actual) if each is not None)

    @property
    def variance(self) -> Money | None:
        """Actual cost (else the revised estimate) less the first estimate."""
        last = self.actual or self.revised
        return last.of(last.minor - self.estimate.minor) if last is not None and self.estimate is not None else None

    @property
    def part(self) -> Fraction | None:
        """The variance as a part of the first estimate."""
        variance = self.variance
        return Fraction(variance.minor, self.estimate.minor) if variance is not None and self.estimate is not None else None


class Estimate(NamedTuple):
    """The document: one meeting, or those of a billing group, in the order of the register."""

    meetings: tuple[Estimated, ...]
    history: tuple[Earlier, ...]
    symbol: str

    @property
    def total(self) -> Money:
        """The cost of all meetings."""
        first = self.meetings[0].total
        return first.of(sum(each.total.minor for each in self.meetings))

    @property
    def is_specimen(self) -> bool:
        """Whether one of the costs is illustrative, so that nothing here is a request for payment."""
        return any(each.result.is_specimen for each in self.meetings)

    @property
    def residual(self) -> Money:
        """What rounding leaves over in all meetings and no State bears."""
        return self.total.of(sum(each.result.assessment.residual for each in self.meetings))

    def amounts(self) -> dict[str, Money]:
        """What every State would bear for all meetings together, in order of code."""
        sums: dict[str, int] = {}
        for each in self.meetings:
            for line in each.result.assessment.lines:
                sums[line.code] = sums.get(line.code, 0) + line.amount
        return {code: self.total.of(sums[code]) for code in sorted(sums)}


def reading(result: Apportionment, other: Apportionment) -> Reading:
    """The States not party of a result, together, here and under the other reading."""
    codes = [line.code for line in result.assessment.lines if line.payer.role in NOT_PARTY]
    sums = [sum(line.amount for line in each.assessment.lines if line.code in codes) for each in (result, other)]
    total = result.cost.total
    rules = (result.rule.states_not_party, other.rule.states_not_party)
    return Reading(*rules, len(codes), total.of(sums[0]), total.of(sums[1]))


def earlier(meeting: Meeting, versions: Sequence[Cost]) -> Earlier | None:
    """The published figures of a meeting, versions in order; None if there is none. Another currency starts anew."""
    published = [each for each in versions if each.status in ("estimate", "revised_estimate", "actual")]
    if not published:
        return None
    own = [each for each in published if each.total.currency == published[-1].total.currency]

    def totals(status: str) -> list[Money]:
        return [each.total for each in own if each.status == status]

    estimates, revised, actual = totals("estimate"), totals("revised_estimate"), totals("actual")
    return Earlier(
        meeting,
        estimates[0] if estimates else None,
        revised[-1] if revised else None,
        actual[-1] if actual else None,
    )
