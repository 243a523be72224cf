"""What a cost estimate says: what it is made of, what earlier meetings cost, who would bear what,
what is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.ledger.queries import billed
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Cost, CostLine, LineKind, Meeting, faults_of
from ccmcost.model.money import Money
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.issued import cost_of
from ccmcost.sharing.request import BY_USER, Request, find_group
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import joined_known
from ccmcost.workspace import Workspace

SECTIONS: Mapping[str, tuple[LineKind, ...]] = {
    "conference": ("conference_servicing",),
    "other_services": ("non_conference_servicing",),
    "support": ("programme_support",),
    "contingency": ("contingency",),
    "others": ("other", "rounding"),
}
"""The parts of an estimate, in order, with the kinds of lines that they hold."""
STATUSES = ("estimate", "revised_estimate", "actual")
"""What is said of the cost of a meeting: of several estimates the first counts,
of others the last.
"""
NOT_PARTY = ("signatory", "observer_state")


class Reading(NamedTuple):
    """What another reading of the article would change for the States not party, together,
    in one meeting.
    """

    here: str
    there: str
    others: int
    before: Money
    after: Money

    @property
    def change(self) -> int:
        """What they would bear more, in minor units."""
        return self.after.minor - self.before.minor


class Estimated(NamedTuple):
    """One meeting: its apportionment, the lines of its cost (none if only the total is known),
    the other reading.
    """

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
        """Source of the cost for people to read, empty if nobody named one or if the cost is an
        example; hashes are for auditors.
        """
        cost = self.result.cost
        is_named = cost.status != "illustrative" and cost.source != BY_USER
        return cost.source.partition(", SHA-256 ")[0] if is_named else ""

    @property
    def phrases(self) -> tuple[str, str]:
        """The phrases for what the cost is, and for a source that nobody named: a sum given on the
        command line is the estimate of the office that puts it up.
        """
        status = self.result.cost.status
        if status == "given":
            return "own_estimate", "own_source"
        return f"status_{status}", "no_estimate" if status == "illustrative" else "no_source"

    def occasion(self, words: Speaker) -> str:
        """The days and the place of the meeting, as far as they are known."""
        named = words.meeting(self.meeting)
        return joined_known(named["dates"], named["place"], between=words("join_place"))

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
        return next(
            each.currency for each in (self.estimate, self.revised, self.actual) if each is not None
        )

    @property
    def variance(self) -> Money | None:
        """Actual cost (else the revised estimate) less the first estimate."""
        last = self.actual or self.revised
        return (
            last.of(last.minor - self.estimate.minor)
            if last is not None and self.estimate is not None
            else None
        )

    @property
    def part(self) -> Fraction | None:
        """The variance as a part of the first estimate."""
        variance = self.variance
        return (
            Fraction(variance.minor, self.estimate.minor)
            if variance is not None and self.estimate is not None
            else None
        )


class Estimate(NamedTuple):
    """The document: one meeting, or those of a billing group, in the order of the register."""

    meetings: tuple[Estimated, ...]
    history: tuple[Earlier, ...]
    symbol: str
    with_decision: bool = False

    @property
    def total(self) -> Money:
        """The cost of all meetings."""
        first = self.meetings[0].total
        return first.of(sum(each.total.minor for each in self.meetings))

    @property
    def without_lines(self) -> tuple[str, ...]:
        """The ids of the meetings of which the total is known but no line items."""
        return tuple(each.meeting.id for each in self.meetings if not each.lines)

    @property
    def is_specimen(self) -> bool:
        """Whether one of the costs is illustrative, so that nothing here is a request for
        payment.
        """
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


class EstimateWish(NamedTuple):
    """What is asked for; `version` chooses a version of the cost, by default the last estimate."""

    name: str
    languages: tuple[str, ...]
    on: date
    symbol: str = ""
    version: int | None = None
    source: str = ""
    """Where a sum given on the command line comes from."""
    decision: bool = False
    """Whether the document ends with a draft decision."""


def estimate(workspace: Workspace, wish: EstimateWish, request: Request) -> Estimate:
    """The view of the document. Raises UsageError for a wrong request,
    DataError with all findings.
    """
    data = Data(workspace)
    data.checked(data.meetings)
    chosen = find_group(data, wish.name)
    if wish.source and request.cost is None:
        raise UsageError(
            "--source goes with --cost: what costs.toml holds has a source of its own."
        )
    check_figure(data, chosen, request.cost, wish.version)
    costs = data.checked(data.costs)
    made = tuple(
        _estimated(workspace, meeting, wish, request, costs.get(meeting.id, ()))
        for meeting in chosen
    )
    currencies = sorted({each.total.currency for each in made})
    if len(currencies) > 1:
        raise UsageError(
            f"meetings billed together must have one currency, not {', '.join(currencies)}."
        )
    return Estimate(made, _history(data, made), wish.symbol, wish.decision)


def check_figure(
    data: Data, meetings: Sequence[Meeting], cost: object, version: int | None
) -> None:
    """Raise UsageError unless each of the meetings has a sum to put up: the one that is given for
    one meeting, else a version of its cost.
    """
    if len(meetings) > 1 and (cost is not None or version is not None):
        ids = ", ".join(meeting.id for meeting in meetings)
        raise UsageError(
            "--cost and --cost-version go with one meeting. Set the cost of each meeting of the "
            f"group ({ids}) first: ccmcost cost set {meetings[0].id} --amount SUM --status "
            "estimate --source DOCUMENT. Then leave them out here."
        )
    for meeting in meetings if cost is None else ():
        _version(meeting, data.checked(data.costs).get(meeting.id, ()), version)


def _estimated(
    workspace: Workspace,
    meeting: Meeting,
    wish: EstimateWish,
    request: Request,
    versions: Sequence[Cost],
) -> Estimated:
    basis = load_basis(workspace, meeting.id, request)
    lines: tuple[CostLine, ...] = ()
    if wish.source:
        basis = basis._replace(cost=basis.cost._replace(source=wish.source))
    if request.cost is None:
        basis = basis._replace(cost=_version(meeting, versions, wish.version))
        lines = basis.data.cost_lines(meeting.id).get(basis.cost.version, ())
        for fault in faults_of(lines, basis.cost.total.minor) if lines else ():
            message = f"{meeting.id}, version {basis.cost.version}: {fault}."
            basis.data.findings.error("cost-sum", message, "costs.toml")
        basis.data.checked(lines)
    result = compute(basis, request)
    return Estimated(result, lines, _reading(result, basis, request))


def _version(meeting: Meeting, versions: Sequence[Cost], wish: int | None) -> Cost:
    """The version that is put up for decision: the last estimate, else the illustrative cost."""
    if wish is not None:
        for each in versions:
            if each.version == wish:
                return each
        known = ", ".join(str(each.version) for each in versions)
        raise UsageError(
            f"--cost-version: {meeting.id} has no version {wish} of its cost. Known: {known}."
        )
    for statuses in (("estimate", "revised_estimate"), ("illustrative",)):
        own = [each for each in versions if each.status in statuses]
        if own:
            return own[-1]
    raise UsageError(
        f"--cost: there is no estimate of {meeting.id}. Enter the sum, or set it: ccmcost cost set "
        f"{meeting.id}."
    )


def _reading(result: Apportionment, basis: Basis, request: Request) -> Reading | None:
    """By the rule of the convention that differs in nothing but how States not party are
    charged.
    """
    rule = basis.rule
    for rule_id in basis.convention.rules:
        other = basis.data.rule(rule_id)
        if other is None or other.states_not_party == rule.states_not_party:
            continue
        alike = other._replace(id=rule.id, title=rule.title, file=rule.file, text=rule.text)
        if alike._replace(states_not_party=rule.states_not_party) == rule:
            there = compute(basis._replace(rule=other), request)
            codes = [line.code for line in result.assessment.lines if line.payer.role in NOT_PARTY]
            before, after = (
                each.cost.total.of(
                    sum(line.amount for line in each.assessment.lines if line.code in codes)
                )
                for each in (result, there)
            )
            return Reading(rule.states_not_party, other.states_not_party, len(codes), before, after)
    return None


def _history(data: Data, made: Sequence[Estimated]) -> tuple[Earlier, ...]:
    """Meetings before the first of those in hand for which anything was published, in costs.toml or
    in the ledger.

    Then those in hand whose estimate is a revised one, with what was said of them until then.
    """
    first, issued = min(each.result.day for each in made), _issued(data.workspace)
    until = {
        each.meeting.id: each.result.cost.version
        for each in made
        if each.result.cost.status == "revised_estimate"
    }
    days = {each.id: each.day for each in data.meetings.values() if each.day is not None}
    found = []
    for day, name in sorted((day, name) for name, day in days.items()):
        if day < first or name in until:
            versions = {
                each.version: each for each in (*issued.get(name, ()), *data.costs.get(name, ()))
            }
            last = until.get(name, max(versions, default=0))
            row = _earlier(
                data.meetings[name],
                [versions[number] for number in sorted(versions) if number <= last],
            )
            found += [row] if row else []
    return tuple(found)


def _issued(workspace: Workspace) -> dict[str, list[Cost]]:
    """The versions of costs on which notices were issued, as the ledger froze them."""
    found: dict[str, list[Cost]] = {}
    if not workspace.has_ledger:
        return found
    with sound(workspace.ledger) as ledger:
        for each in billed(ledger):
            found.setdefault(each.part.meeting, []).append(cost_of(each.part.cost, each.cost))
    return found


def _earlier(meeting: Meeting, versions: Sequence[Cost]) -> Earlier | None:
    """The published figures of a meeting, versions in order; None if there is none.
    Another currency starts anew.
    """
    published = [each for each in versions if each.status in STATUSES]
    figures: dict[str, Money] = {}
    for each in published:
        if each.total.currency == published[-1].total.currency:
            is_first = each.status not in figures
            figures[each.status] = (
                each.total if is_first or each.status != "estimate" else figures["estimate"]
            )
    return Earlier(meeting, *(figures.get(status) for status in STATUSES)) if published else None
