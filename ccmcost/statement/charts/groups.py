"""The cost by regional group of the United Nations and by role at the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import share_text
from ccmcost.model.treaty import Role
from ccmcost.statement.charts.frame import Frame, Table, frame_of
from ccmcost.statement.charts.wording import (
    Voice,
    count_words,
    label_share,
    listed,
    per_cent,
    sentence_case,
    total_share,
    voice_of,
)

NO_GROUP, ORGANIZATIONS = "No regional group", "Organizations"
_ROLES: tuple[tuple[Role | None, str, str], ...] = (
    ("state_party", "States Parties", "State Party"),
    ("signatory", "Signatories", "Signatory"),
    ("observer_state", "Observer States", "Observer State"),
    ("organization", "Organizations", "Organization"),
    (None, "No role on the list", "No role on the list"),
)


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


def groups_chart(result: Apportionment) -> GroupsChart:
    """The chart of regional groups and roles."""
    voice, lines = voice_of(result), result.assessment.lines
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(group_of(result, line.code)[0], []).append(line)
    order = sorted(grouped, key=lambda group: (-total_share(grouped[group]), group))
    groups = tuple(_row(result, group, grouped[group], voice) for group in order)
    by_role = [(many if len(some) > 1 else one, some) for role, many, one in _ROLES if (some := _of_role(lines, role))]
    roles = tuple(_row(result, label, some, voice) for label, some in by_role)
    title = _title(result, order, grouped, voice)
    shows = (
        f"Share of the {voice.noun} in per cent and amounts in {result.cost.total.currency}, by regional group and by role"
    )
    frame = frame_of(result, "groups", title, shows, _findings(groups, roles), _remarks(result))
    key = f"Thin grey bars: number of {voice.bearers}, out of {len(lines):,}" if len(lines) > 1 else ""
    return GroupsChart(frame, groups, roles, key, _table(result, [*_pairs(order, grouped)]))


def group_of(result: Apportionment, code: str) -> tuple[str, str]:
    """The regional group of a State, and what the table of States remarks on it."""
    state = result.states.get(code)
    if state is None:
        return ORGANIZATIONS, ""
    return state.group or NO_GROUP, state.group_remark


def _of_role(lines: Sequence[Line], role: Role | None) -> list[Line]:
    return [line for line in lines if line.payer.role == role]


def _row(result: Apportionment, label: str, lines: Sequence[Line], voice: Voice) -> GroupRow:
    total, everyone = result.cost.total, len(result.assessment.lines)
    segments = [Segment(role, total_share(some)) for role, _, _ in _ROLES if (some := _of_role(lines, role))]
    return GroupRow(
        label=label,
        payers=f"{len(lines):,} {voice.bearer if len(lines) == 1 else voice.bearers}",
        amount=total.of(sum(line.amount for line in lines)).grouped(),
        share=label_share(total_share(lines)),
        segments=tuple(segments),
        of_payers=Fraction(len(lines), everyone),
    )


def _title(result: Apportionment, order: Sequence[str], grouped: Mapping[str, Sequence[Line]], voice: Voice) -> str:
    everyone = result.assessment.lines
    others = [line for line in everyone if line.payer.role in ("signatory", "observer_state")]
    name = result.states.name(grouped[order[0]][0].code)
    lead = _lead(order, grouped, name, voice)
    if not others or len(others) == len(everyone):
        return lead
    return f"{lead}; States not party {voice.many} {per_cent(total_share(others))} per cent"


def _lead(order: Sequence[str], grouped: Mapping[str, Sequence[Line]], name: str, voice: Voice) -> str:
    top = total_share(grouped[order[0]])
    first = [group for group in order if total_share(grouped[group]) == top]
    if len(order) == 1:
        return f"The whole {voice.noun} {'goes to' if voice.noun == 'credit' else 'falls on'} one group: {order[0]}"
    if len(first) > 1:
        return f"{listed(first)} {voice.many} {per_cent(top)} per cent of the {voice.noun} each"
    carried = f"{per_cent(top)} per cent of the {voice.noun}"
    few = len(grouped[order[0]])
    if few == 1:
        return f"{name} alone {voice.one} {carried}"
    if order[0] in (NO_GROUP, ORGANIZATIONS):
        return sentence_case(f"{voice.counted(few)} outside the regional groups {voice.many} {carried}")
    return f"The {count_words(few)} {order[0]} {voice.many} {carried}"


def _findings(groups: Sequence[GroupRow], roles: Sequence[GroupRow]) -> list[str]:
    def words(rows: Sequence[GroupRow]) -> str:
        return "; ".join(f"{row.label} ({row.payers}) {row.amount}, {row.share}" for row in rows)

    return [f"By regional group: {words(groups)}.", f"By role: {words(roles)}."]


def _remarks(result: Apportionment) -> list[str]:
    remarks = []
    for line in result.assessment.lines:
        remark = group_of(result, line.code)[1]
        if remark:
            remarks.append(f"{result.states.name(line.code)} ({remark})")
    return [f"Regional group: {', '.join(remarks)}."] if remarks else []


def _pairs(order: Sequence[str], grouped: Mapping[str, Sequence[Line]]) -> list[tuple[str, Role | None, list[Line]]]:
    return [(group, role, some) for group in order for role, _, _ in _ROLES if (some := _of_role(grouped[group], role))]


def _table(result: Apportionment, pairs: Sequence[tuple[str, Role | None, Sequence[Line]]]) -> Table:
    rows = [
        (
            group,
            role or "",
            str(len(lines)),
            result.cost.total.of(sum(line.amount for line in lines)).plain(),
            share_text(total_share(lines)),
        )
        for group, role, lines in pairs
    ]
    return Table(("group", "role", "count", "amount", "share"), tuple(rows))
