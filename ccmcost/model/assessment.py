"""The result: per liable State its rate, share, exact and billed amount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.findings import Finding
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, Scale
from ccmcost.model.rule import Rule
from ccmcost.model.source import SourceFile
from ccmcost.model.states import Role, States, Treaty, role_on

Chosen = Literal["by day", "by decision", "override", "provisional"]
"""How a scale comes to be used: by the day of the meeting, by a decision on it, by an option."""
ShareKind = Literal[
    "pro_rata",
    "fixed_amount",
    "fixed",
    "threshold",
    "straight",
    "held",
    "ceiling",
    "ldc_ceiling",
    "floor",
    "minimum",
]


class Payer(NamedTuple):
    """Who bears part of the cost: a State with its rate, or an organization that the rule's fixed
    shares name (no rate).
    """

    code: str
    role: Role | None
    rate: Rate | None
    is_ldc: bool = False

    @property
    def weight(self) -> int:
        """The rate in thousandths of a per cent; an organization weighs nothing when ties are
        cut.
        """
        return self.rate.thousandths if self.rate is not None else 0


class Share(NamedTuple):
    """An exact share of the cost and how it came about."""

    value: Fraction
    kind: ShareKind


class Line(NamedTuple):
    """One liable State: `exact` and `amount` are in minor units,
    `rounding` counts residual units borne (+ or -).
    """

    payer: Payer
    share: Share
    exact: Fraction
    amount: int
    rounding: int

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-3 code (or the organization's code)."""
        return self.payer.code


class Assessment(NamedTuple):
    """All lines in order of code; `unit` and `residual` (what rounding left that nobody bears) are
    in minor units.
    """

    total: Money
    unit: int
    lines: tuple[Line, ...]
    residual: int

    @property
    def sum_of_rates(self) -> int:
        """Sum of the liable States' rates in thousandths of a per cent."""
        return sum(line.payer.weight for line in self.lines)

    @property
    def states(self) -> int:
        """How many States bear it; organizations are not counted."""
        return sum(line.payer.role != "organization" for line in self.lines)

    @property
    def is_of_states(self) -> bool:
        """Whether only States bear it, no organization."""
        return self.states == len(self.lines)

    def line(self, code: str) -> Line | None:
        """The line of one State, or None if it bears nothing."""
        return next((line for line in self.lines if line.code == code), None)

    def amount(self, code: str) -> Money | None:
        """The billed amount of one State, or None if it bears nothing."""
        line = self.line(code)
        return self.total.of(line.amount) if line is not None else None


class Apportionment(NamedTuple):
    """An assessment with everything it rests on; what statements,
    workbooks and notices are made from.
    """

    convention: Convention
    meeting: Meeting | None
    day: date
    scale: Scale
    scale_chosen: Chosen
    rule: Rule
    cost: Cost
    list: ParticipantList
    added: tuple[str, ...]
    removed: tuple[str, ...]
    states: States
    assessment: Assessment
    warnings: tuple[Finding, ...]
    sources: tuple[SourceFile, ...]
    treaty: Treaty | None = None

    @property
    def scale_adopted(self) -> str:
        """The resolution that adopted the scale, and the decision by which it is this meeting's."""
        decided = self.meeting.scale_source if self.meeting else ""
        by = f"; {decided}" if decided and self.scale_chosen == "by decision" else ""
        return f"{self.scale.resolution}{by}"

    def role(self, code: str) -> Role | None:
        """The role of any State on the day: of one that bears the cost, as assessed;
        of another, by treaty status.
        """
        line = self.assessment.line(code)
        if line is not None:
            return line.payer.role
        return role_on(self.treaty, code, self.day) if self.treaty is not None else None

    @property
    def on_expected_list(self) -> bool:
        """Whether the official list may still change amounts; nothing is shared of the cost of a
        meeting that was cancelled, and it has no list.
        """
        return self.list.status == "expected" and self.cost.total.minor != 0

    @property
    def is_specimen(self) -> bool:
        """Whether the cost is illustrative, so that nothing made from it is a request for
        payment.
        """
        return self.cost.status == "illustrative"


def convention_of(results: Sequence[Apportionment]) -> Convention:
    """The convention as a document on these results names it: the one treaty that all of them rest
    on, or the whole where they rest on several.
    """
    first = results[0].convention
    whole = first.whole or first
    return whole.of_all(each.meeting.instrument if each.meeting else "" for each in results)
