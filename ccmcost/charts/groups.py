"""The cost by regional group of the United Nations and by role at the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.frame import Frame, data, frame_of
from ccmcost.charts.layout import (
    DARK,
    GAP,
    HAIR,
    MARGIN,
    MIDDLE,
    PALE,
    QUIET,
    STRONG,
    THIN,
    WHITE,
    WIDTH,
    figures,
    figures_width,
    framed,
    label,
)
from ccmcost.charts.sheet import Sheet
from ccmcost.charts.wording import (
    Voice,
    count_words,
    label_share,
    listed,
    per_cent,
    sentence_case,
    total_share,
    voice_of,
)
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.states import Role
from ccmcost.tables.table import Table

NO_GROUP, ORGANIZATIONS = "No regional group", "Organizations"
_ROLES: tuple[tuple[Role | None, str, str, str], ...] = (
    ("state_party", "States Parties", "State Party", DARK),
    ("signatory", "Signatories", "Signatory", MIDDLE),
    ("observer_state", "Observer States", "Observer State", WHITE),
    ("organization", "Organizations", "Organization", PALE),
    (None, "No role on the list", "No role on the list", DARK),
)
"""In their order: the role, its words for several and for one, and its shade."""

_PITCH, _THICK, _THIN, _NAMES, _HEADING = 31.0, 12.0, 3.6, 150.0, 22.0


class Segment(NamedTuple):
    """The part of a group's share that one role bears."""

    role: Role | None
    share: Fraction


class GroupRow(NamedTuple):
    """One group: its share of the cost by role, and the part of all States that it makes up."""

    label: str
    payers: str
    amount: str
    share: str
    segments: tuple[Segment, ...]
    of_payers: Fraction


class GroupsChart(NamedTuple):
    """Groups by share, largest first; roles in a fixed order, which also explain the shades."""

    frame: Frame
    groups: tuple[GroupRow, ...]
    roles: tuple[GroupRow, ...]
    key: str
    table: Table
    headings: tuple[str, str] = ("By regional group", "By role at the meeting")

    def draw(self) -> Sheet:
        """The share of the cost as a bar in shades by role, the share of the States under it."""
        everything = (*self.groups, *self.roles)
        sheet, top = framed(self.frame, 2 * (_HEADING + 8.0) + _PITCH * len(everything))
        left = MARGIN + _NAMES
        room = WIDTH - MARGIN - left - GAP - figures_width(everything)
        largest = max(
            max(sum(segment.share for segment in row.segments), row.of_payers) for row in everything
        )
        for heading, rows, key in zip(
            self.headings, (self.groups, self.roles), (self.key, ""), strict=True
        ):
            sheet.text(MARGIN, top + 13.0, heading, STRONG)
            sheet.text(WIDTH - MARGIN, top + 13.0, key, QUIET, "end")
            top += _HEADING
            for index, row in enumerate(rows):
                _row(sheet, row, left, top + _PITCH * index, room / float(largest))
            sheet.line(((left, top), (left, top + _PITCH * len(rows) - 4.0)), HAIR, 0.8)
            top += _PITCH * len(rows) + 8.0
        return sheet


def _row(sheet: Sheet, row: GroupRow, left: float, top: float, whole: float) -> None:
    shades = {role: shade for role, _, _, shade in _ROLES}
    label(sheet, left - GAP, top + 8.0, row.label, _NAMES - GAP)
    x = left
    for segment in row.segments:
        width = float(segment.share) * whole
        sheet.rect(x, top + 2.0, max(width, 0.4), _THICK, shades[segment.role], DARK, 0.7)
        x += width
    figures(sheet, x + GAP, top + 8.0, row)
    thin = max(0.6, float(row.of_payers) * whole)
    sheet.rect(left, top + 18.6, thin, _THIN, THIN)
    sheet.text(left + thin + GAP, top + 22.8, row.payers, QUIET)


def groups_chart(result: Apportionment) -> GroupsChart:
    """The chart of regional groups and roles."""
    voice, lines, total = voice_of(result), result.assessment.lines, result.cost.total
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(group_of(result, line.code)[0], []).append(line)
    grouped = {
        name: grouped[name]
        for name in sorted(grouped, key=lambda name: (-total_share(grouped[name]), name))
    }

    def row(label: str, some: Sequence[Line]) -> GroupRow:
        amount = total.of(sum(line.amount for line in some)).grouped()
        segments = tuple(Segment(role, total_share(part)) for role, part in _by_role(some))
        payers = f"{len(some):,} {voice.bearer if len(some) == 1 else voice.bearers}"
        return GroupRow(
            label,
            payers,
            amount,
            label_share(total_share(some)),
            segments,
            Fraction(len(some), len(lines)),
        )

    words = {role: (one, many) for role, many, one, _ in _ROLES}
    groups = tuple(row(name, some) for name, some in grouped.items())
    roles = tuple(row(words[role][len(some) > 1], some) for role, some in _by_role(lines))
    spoken = (
        "; ".join(f"{each.label} ({each.payers}) {each.amount}, {each.share}" for each in each_row)
        for each_row in (groups, roles)
    )
    frame = frame_of(
        result,
        "groups",
        _title(result, grouped, voice),
        f"Share of the {voice.noun} in per cent and amounts in {total.currency}, by regional "
        "group and by role",
        [
            f"{by}: {those}."
            for by, those in zip(("By regional group", "By role"), spoken, strict=True)
        ],
        _remarks(result),
    )
    key = (
        f"Thin grey bars: number of {voice.bearers}, out of {len(lines):,}"
        if len(lines) > 1
        else ""
    )
    return GroupsChart(frame, groups, roles, key, _table(result, grouped))


def group_of(result: Apportionment, code: str) -> tuple[str, str]:
    """The regional group of a State, and what the table of States remarks on it."""
    state = result.states.get(code)
    if state is None:
        return ORGANIZATIONS, ""
    return state.group or NO_GROUP, state.group_remark


def _by_role(lines: Sequence[Line]) -> list[tuple[Role | None, list[Line]]]:
    parted = [(role, [line for line in lines if line.payer.role == role]) for role, *_ in _ROLES]
    return [(role, part) for role, part in parted if part]


def _title(result: Apportionment, grouped: dict[str, list[Line]], voice: Voice) -> str:
    everyone = result.assessment.lines
    others = [line for line in everyone if line.payer.role in ("signatory", "observer_state")]
    lead = _lead(result, grouped, voice)
    if not others or len(others) == len(everyone):
        return lead
    return f"{lead}; States not party {voice.many} {per_cent(total_share(others))} per cent"


def _lead(result: Apportionment, grouped: dict[str, list[Line]], voice: Voice) -> str:
    largest, lines = next(iter(grouped.items()))
    top = total_share(lines)
    first = [group for group, some in grouped.items() if total_share(some) == top]
    if len(grouped) == 1:
        return (
            f"The whole {voice.noun} {'goes to' if voice.noun == 'credit' else 'falls on'} one "
            f"group: {largest}"
        )
    if len(first) > 1:
        return f"{listed(first)} {voice.many} {per_cent(top)} per cent of the {voice.noun} each"
    carried = f"{per_cent(top)} per cent of the {voice.noun}"
    if len(lines) == 1:
        return f"{result.states.name(lines[0].code)} alone {voice.one} {carried}"
    if largest in (NO_GROUP, ORGANIZATIONS):
        return sentence_case(
            f"{voice.counted(len(lines))} outside the regional groups {voice.many} {carried}"
        )
    return f"The {count_words(len(lines))} {largest} {voice.many} {carried}"


def _remarks(result: Apportionment) -> list[str]:
    remarked = ((line.code, group_of(result, line.code)[1]) for line in result.assessment.lines)
    remarks = [f"{result.states.name(code)} ({remark})" for code, remark in remarked if remark]
    return [f"Regional group: {', '.join(remarks)}."] if remarks else []


def _table(result: Apportionment, grouped: dict[str, list[Line]]) -> Table:
    of = result.cost.total.of
    rows = (
        (group, role, len(lines), of(sum(line.amount for line in lines)), total_share(lines))
        for group, some in grouped.items()
        for role, lines in _by_role(some)
    )
    return data("group role count amount share", rows)
