"""One year: its meetings, what each State was assessed in each of them, and the sums by every view that the report shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.calc.change import Held, cost_of, shares_of_year
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.convention import Convention
from ccmcost.model.cost_lines import CostLine
from ccmcost.model.meeting import Cost, CostStatus
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.states import States
from ccmcost.model.treaty import Role

NO_GROUP, ORGANIZATIONS = "none", "organizations"
ROLE_ORDER: tuple[Role | None, ...] = ("state_party", "signatory", "observer_state", "organization", None)


class YearMeeting(NamedTuple):
    """One meeting of the year. `issued_on` is the day of the notices that its figures come from, if they were issued.

    `later` is a version of its cost that is recorded but was not issued.
    """

    result: Apportionment
    lines: tuple[CostLine, ...] = ()
    issued_on: date | None = None
    later: Cost | None = None

    @property
    def id(self) -> str:
        """The id of the meeting."""
        assert self.result.meeting is not None
        return self.result.meeting.id

    @property
    def held(self) -> Held:
        """What the comparison of years needs."""
        scale, rule = self.result.scale, self.result.rule
        rates = {**scale.notional, **{code: Rate(rate, "adopted", "") for code, rate in scale.rates.items()}, **rule.rates}
        return Held(self.result.assessment, rule, rates)


class StateRow(NamedTuple):
    """One State over the year: its amount in each meeting (None: it bears no part), in minor units, and in total.

    `roles` are those it had at the meetings that charge it, in the order of ROLE_ORDER. `rate` is that of its last one.
    """

    code: str
    roles: tuple[Role | None, ...]
    rate: Rate | None
    amounts: tuple[int | None, ...]
    total: int
    share: Fraction


class Part(NamedTuple):
    """A part of the year's cost: how many States bear it, the amount in minor units, the share of the cost."""

    key: str
    states: int
    amount: int
    share: Fraction


class CostPart(NamedTuple):
    """The meetings whose cost has one status, and the sum of their costs in minor units."""

    status: CostStatus
    meetings: tuple[str, ...]
    amount: int


class Year(NamedTuple):
    """The year. `total` is the cost of its meetings together; `residual` what rounding leaves that nobody bears."""

    year: int
    convention: Convention
    states: States
    meetings: tuple[YearMeeting, ...]
    total: Money
    residual: int
    rows: tuple[StateRow, ...]
    groups: tuple[Part, ...]
    development: tuple[Part, ...]
    roles: tuple[Part, ...]
    costs: tuple[CostPart, ...]

    @property
    def is_specimen(self) -> bool:
        """Whether any cost is illustrative, so that nothing made from the year is a request for payment."""
        return any(meeting.result.is_specimen for meeting in self.meetings)

    @property
    def holds(self) -> tuple[Held, ...]:
        """The meetings as the comparison of years needs them."""
        return tuple(meeting.held for meeting in self.meetings)

    def ranked(self) -> list[StateRow]:
        """The States by amount, largest first; equal ones by share, then by code."""
        return sorted(self.rows, key=lambda row: (-row.total, -row.share, row.code))

    def group_of(self, code: str) -> str:
        """The regional group of a State, `none` or `organizations`."""
        state = self.states.get(code)
        return ORGANIZATIONS if state is None else state.group or NO_GROUP


def year_of(year: int, meetings: Sequence[YearMeeting]) -> Year:
    """The view of a year from its meetings, in order of day; all in one currency."""
    first = meetings[0].result
    holds = [meeting.held for meeting in meetings]
    total = first.cost.total.of(cost_of(holds))
    shares = shares_of_year(holds)
    rows = tuple(_row(code, meetings, shares[code]) for code in sorted(shares))
    bare = Year(year, first.convention, first.states, tuple(meetings), total, 0, rows, (), (), (), ())
    lines = [(meeting, line) for meeting in meetings for line in meeting.result.assessment.lines]
    return bare._replace(
        residual=sum(meeting.result.assessment.residual for meeting in meetings),
        groups=_largest_first(_parts(bare, lines, lambda line: bare.group_of(line.code))),
        development=_parts(bare, lines, lambda line: "ldc" if line.payer.is_ldc else "other"),
        roles=_in_order(_parts(bare, lines, lambda line: line.payer.role or "")),
        costs=_costs(meetings),
    )


def _row(code: str, meetings: Sequence[YearMeeting], share: Fraction) -> StateRow:
    lines = [meeting.result.assessment.line(code) for meeting in meetings]
    own = [line for line in lines if line is not None]
    roles = {line.payer.role for line in own}
    return StateRow(
        code,
        tuple(role for role in ROLE_ORDER if role in roles),
        own[-1].payer.rate,
        tuple(line.amount if line else None for line in lines),
        sum(line.amount for line in own),
        share,
    )


def _parts(year: Year, lines: Iterable[tuple[YearMeeting, Line]], key_of: Callable[[Line], str]) -> tuple[Part, ...]:
    """The lines of all meetings by a key; a State counts once in each part that it bears something of."""
    found: dict[str, list[tuple[YearMeeting, Line]]] = {}
    for meeting, line in lines:
        found.setdefault(key_of(line), []).append((meeting, line))
    whole = year.total.minor
    return tuple(
        Part(
            key,
            len({line.code for _, line in own}),
            sum(line.amount for _, line in own),
            sum((line.exact / whole for _, line in own), Fraction(0)),
        )
        for key, own in sorted(found.items())
    )


def _largest_first(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-part.share, part.key)))


def _in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    order: list[str] = [role or "" for role in ROLE_ORDER]
    return tuple(sorted(parts, key=lambda part: order.index(part.key)))


def _costs(meetings: Sequence[YearMeeting]) -> tuple[CostPart, ...]:
    found: dict[CostStatus, list[YearMeeting]] = {}
    for meeting in meetings:
        found.setdefault(meeting.result.cost.status, []).append(meeting)
    return tuple(
        CostPart(status, tuple(each.id for each in own), sum(each.result.cost.total.minor for each in own))
        for status, own in found.items()
    )
