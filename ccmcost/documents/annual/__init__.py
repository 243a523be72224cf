"""One year: its meetings, what each State was assessed in each of them, the sums by every view;
and what changed in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from ccmcost.calc.change import (
    ChangeRow,
    Held,
    cost_of,
    held_of,
    shares_of_year,
    shown_changes,
)
from ccmcost.model.assessment import Apportionment, Line, convention_of
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, CostLine, CostStatus, Meeting
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.states import Role, States

View = Literal["group", "development", "role"]
Comparable = Literal["costs", "illustrative", "illustrative_before", "illustrative_now", "currency"]
ROLE_ORDER: tuple[Role | None, ...] = (
    "state_party",
    "signatory",
    "observer_state",
    "organization",
    None,
)


class YearMeeting(NamedTuple):
    """One meeting of the year. `issued_on` is the day of the notices that its figures come from, if
    they were issued.

    `later` is a version of its cost that is recorded but was not issued.
    """

    result: Apportionment
    lines: tuple[CostLine, ...] = ()
    issued_on: date | None = None
    later: Cost | None = None

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        assert self.result.meeting is not None
        return self.result.meeting

    @property
    def held(self) -> Held:
        """What the comparison of years needs."""
        return held_of(self.result)


class StateRow(NamedTuple):
    """One State over the year: its amount in each meeting (None: it bears no part), in minor units,
    and in total.

    `roles` are those it had at the meetings that charge it, in the order of ROLE_ORDER. `rate` is
    that of its last one.
    """

    code: str
    roles: tuple[Role | None, ...]
    rate: Rate | None
    amounts: tuple[int | None, ...]
    total: int
    share: Fraction

    @property
    def is_party(self) -> bool:
        """Whether it is named without its role: a State Party all year, or without any role."""
        return self.roles in (("state_party",), (None,))


class Part(NamedTuple):
    """A part of the year's cost: how many States bear it, the amount in minor units,
    the share of the cost.
    """

    key: str
    states: int
    amount: int
    share: Fraction


class Year(NamedTuple):
    """The year. `total` is the cost of its meetings together; `residual` what rounding leaves that
    nobody bears.

    `parts` are those by regional group (the largest first), by development and by role; `costs` the
    meetings by the status of their cost.
    """

    year: int
    convention: Convention
    states: States
    meetings: tuple[YearMeeting, ...]
    total: Money
    residual: int
    rows: tuple[StateRow, ...]
    parts: Mapping[View, tuple[Part, ...]]
    costs: Mapping[CostStatus, tuple[YearMeeting, ...]]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def payers(self) -> int:
        """How many States bear a part; organizations are not counted."""
        return sum(row.code in self.states for row in self.rows)

    @property
    def is_specimen(self) -> bool:
        """Whether any cost is illustrative, so that nothing made from the year is a request for
        payment.
        """
        return any(meeting.result.is_specimen for meeting in self.meetings)

    @property
    def holds(self) -> tuple[Held, ...]:
        """The meetings as the comparison of years needs them."""
        return tuple(meeting.held for meeting in self.meetings)

    def ranked(self) -> list[StateRow]:
        """The States by amount, largest first; equal ones by share, then by code."""
        return sorted(self.rows, key=lambda row: (-row.total, -row.share, row.code))


def group_of(code: str, states: States) -> str:
    """The regional group of a State, `none` or `organizations`."""
    state = states.get(code)
    return "organizations" if state is None else state.group or "none"


def year_of(year: int, meetings: Sequence[YearMeeting]) -> Year:
    """The view of a year from its meetings, in order of day; all in one currency."""
    first = meetings[0].result
    holds = [meeting.held for meeting in meetings]
    total, shares = first.cost.total.of(cost_of(holds)), shares_of_year(holds)
    lines = [line for meeting in meetings for line in meeting.result.assessment.lines]
    groups = _parts(lines, total, lambda line: group_of(line.code, first.states))
    roles = {part.key: part for part in _parts(lines, total, lambda line: line.payer.role or "")}
    costs: dict[CostStatus, tuple[YearMeeting, ...]] = {}
    for meeting in meetings:
        costs[meeting.result.cost.status] = (*costs.get(meeting.result.cost.status, ()), meeting)
    return Year(
        year,
        convention_of([meeting.result for meeting in meetings]),
        first.states,
        tuple(meetings),
        total,
        sum(meeting.result.assessment.residual for meeting in meetings),
        tuple(_row(code, meetings, shares[code]) for code in sorted(shares)),
        {
            "group": tuple(sorted(groups, key=lambda part: (-part.share, part.key))),
            "development": _parts(
                lines, total, lambda line: "ldc" if line.payer.is_ldc else "other"
            ),
            "role": tuple(roles[role or ""] for role in ROLE_ORDER if (role or "") in roles),
        },
        costs,
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


def _parts(lines: Sequence[Line], total: Money, key_of: Callable[[Line], str]) -> tuple[Part, ...]:
    """The lines of all meetings by a key; a State counts once in each part that it bears something
    of.
    """
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(key_of(line), []).append(line)
    return tuple(
        Part(
            key,
            len({line.code for line in own}),
            sum(line.amount for line in own),
            sum((line.exact / total.minor for line in own), Fraction(0)),
        )
        for key, own in sorted(found.items())
    )


class Compared(NamedTuple):
    """The comparison of a year with the last earlier one that had a dated meeting.

    `comparable` says whether the costs of both years are real, else which year's cost is
    illustrative, or that currencies differ; then both are taken at the cost of the later year, and
    there is no cost effect. `before` and `after` are the costs that the amounts of the two years
    sum to. `effects` names those of each row, in the order of substitution.
    """

    earlier: Year
    comparable: Comparable
    before: Money
    after: Money
    effects: tuple[str, ...]
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
        """The sums of the figures over all States."""
        return tuple(map(sum, zip(*(row.figures for row in self.rows), strict=True)))


def compare_years(earlier: Year, year: Year) -> Compared:
    """The comparison of two years."""
    comparable = _comparable(earlier, year)
    rows = shown_changes(earlier.holds, year.holds, comparable == "costs")
    names = tuple(rows[0].exact.effects)
    here, there = {row.code for row in year.rows}, {row.code for row in earlier.rows}
    before = earlier.total if comparable == "costs" else year.total
    joined, left = tuple(sorted(here - there)), tuple(sorted(there - here))
    return Compared(earlier, comparable, before, year.total, names, rows, joined, left)


def _comparable(earlier: Year, year: Year) -> Comparable:
    if earlier.is_specimen:
        return "illustrative" if year.is_specimen else "illustrative_before"
    if year.is_specimen:
        return "illustrative_now"
    return "costs" if earlier.total.currency == year.total.currency else "currency"
