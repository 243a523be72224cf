"""Meetings, their lists of participants and their costs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from ccmcost.model.calendar import Span
from ccmcost.model.money import Money
from ccmcost.model.states import Role

ListStatus = Literal["expected", "given", "official", "by_status"]
CostStatus = Literal["illustrative", "given", "estimate", "revised_estimate", "actual"]
COST_STATUSES: tuple[CostStatus, ...] = get_args(CostStatus)


def payment_reference(prefix: str, meeting: Meeting | None, meeting_id: str, state: str) -> str:
    """What a remitter quotes: `CCM-MSP12-JPN`; a billing group goes by its own id."""
    name = (meeting and meeting.billing_group) or meeting_id
    return f"{prefix}-{name.upper()}-{state}"


class Convened(NamedTuple):
    """What the convening note says; `deadline_weekday` is the day of the week that it prints beside
    the deadline.
    """

    dates: Span | None
    venue: str
    delegation_deadline: date | None
    document: str
    deadline_weekday: str = ""


class Held(NamedTuple):
    """What happened."""

    dates: Span
    venue: str


class Meeting(NamedTuple):
    """One formal meeting of the register, or a budget; `rule`, `currency`, `by_status` and
    `instrument` are those of its kind, else of the convention. `scale` is the one that was decided
    for it, with the decision; without one it has that of its day.
    """

    id: str
    kind: str
    names: Mapping[str, str]
    billing_group: str
    city: str
    country: str
    convened: Convened | None
    held: Held | None
    presidency: str = ""
    mandate: str = ""
    official_list: str = ""
    published_participation: str = ""
    remarks: str = ""
    source: str = ""
    rule: str = ""
    currency: str = ""
    by_status: bool = False
    instrument: str = ""
    scale: str = ""
    scale_source: str = ""

    @property
    def name(self) -> str:
        """Name in English."""
        return self.names["en"]

    @property
    def dates(self) -> Span | None:
        """The meeting's days: as held, else as convened."""
        if self.held is not None:
            return self.held.dates
        return self.convened.dates if self.convened is not None else None

    @property
    def day(self) -> date | None:
        """The opening day, which governs scale, treaty status and LDC list."""
        return self.dates.first if self.dates is not None else None

    @property
    def venue(self) -> str:
        """Where it was held, else where it was convened."""
        held = self.held.venue if self.held is not None else ""
        return held or (self.convened.venue if self.convened is not None else "")

    def go_no_go(self, days: int) -> date | None:
        """The day by which funds should be in hand, `days` before the opening; none without, and
        none of a budget.
        """
        has_one = days and not self.by_status
        return self.day - timedelta(days=days) if self.day is not None and has_one else None


class Participant(NamedTuple):
    """A State on a meeting's list; `role` is None where the list gives none."""

    iso3: str
    role: Role | None
    evidence: str = ""
    source: str = ""
    document: str = ""
    page: str = ""
    row: int = 0


FINAL: tuple[ListStatus, ...] = ("official", "by_status")
"""Lists that nothing is expected to replace."""


class ParticipantList(NamedTuple):
    """Who took part, and how far the list can be trusted; participants are in order of code."""

    status: ListStatus
    participants: tuple[Participant, ...]
    file: str = ""

    @property
    def follows_treaty(self) -> bool:
        """Whether it was made from treaty status."""
        return self.status in ("expected", "by_status")

    @property
    def codes(self) -> frozenset[str]:
        """The codes on the list."""
        return frozenset(participant.iso3 for participant in self.participants)


class Cost(NamedTuple):
    """A meeting's total to be shared, with the status and source of the figure."""

    total: Money
    status: CostStatus
    source: str = ""
    version: int = 0
    adopted_on: date | None = None


LineKind = Literal[
    "conference_servicing",
    "non_conference_servicing",
    "programme_support",
    "contingency",
    "rounding",
    "other",
]
LINE_KINDS: tuple[LineKind, ...] = get_args(LineKind)
Base = Literal["", "items", "running"]
"""What a percentage is taken of: the plain items above it,
or all lines above it (percentages too).
"""


class CostLine(NamedTuple):
    """One line: `amount` in minor units; `percent` as printed and its `base`,
    empty for plain amounts.
    """

    item: str
    kind: LineKind
    amount: int
    percent: str = ""
    base: Base = ""


def bases_above(lines: tuple[CostLine, ...]) -> dict[Base, int]:
    """What a percentage on the next line can be taken of, in minor units."""
    plain = [line for line in lines if not line.percent and line.kind != "rounding"]
    return {
        "items": sum(line.amount for line in plain),
        "running": sum(line.amount for line in lines),
    }


def exact_part(base: int, percent: Fraction) -> Fraction:
    """`percent` per cent of a sum in minor units, exact."""
    return base * percent / 100


def faults_of(lines: tuple[CostLine, ...], total: int) -> tuple[str, ...]:
    """What does not hold: a percentage that is not its amount within half a minor unit,
    lines that miss the total.
    """
    faults = []
    for at, line in enumerate(lines):
        if line.percent and line.base:
            exact = exact_part(bases_above(lines[:at])[line.base], Fraction(line.percent))
            if abs(line.amount - exact) * 2 > 1:
                faults.append(
                    f'"{line.item}" is not {line.percent} per cent of the {line.base} above it'
                )
    if sum(line.amount for line in lines) != total:
        faults.append("the lines do not sum to the total")
    return tuple(faults)
