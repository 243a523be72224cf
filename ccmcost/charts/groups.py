"""The cost by regional group of the United Nations and by role at the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.frame import (
    DARK,
    END,
    GAP,
    MARGIN,
    MIDDLE,
    PALE,
    QUIET,
    STRONG,
    THIN,
    WHITE,
    Frame,
    Page,
    Voice,
    count_words,
    data,
    figures_room,
    frame_of,
    label_share,
    listed,
    per_cent,
    say,
    sentence_case,
    total_share,
    voice_of,
)
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.states import Role
from ccmcost.tables.table import Table

_SHADES: dict[Role | None, str] = {
    "state_party": DARK,
    "signatory": MIDDLE,
    "observer_state": WHITE,
    "organization": PALE,
    None: DARK,
}
"""The roles in their order, each with its shade."""

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
    headings: tuple[str, str]

    def draw(self) -> Page:
        """The share of the cost as a bar in shades by role, the share of the States under it."""
        everything = (*self.groups, *self.roles)
        page = Page(self.frame, 2 * (_HEADING + 8.0) + _PITCH * len(everything))
        left, top = MARGIN + _NAMES, page.top
        room = END - left - GAP - figures_room((row.amount, row.share) for row in everything)
        largest = max(
            max(sum(segment.share for segment in row.segments), row.of_payers) for row in everything
        )
        parts = ((self.groups, self.key), (self.roles, ""))
        for heading, (rows, key) in zip(self.headings, parts, strict=True):
            page.text(MARGIN, top + 13.0, heading, STRONG)
            page.text(END, top + 13.0, key, QUIET, "end")
            top += _HEADING
            for index, row in enumerate(rows):
                _row(page, row, left, top + _PITCH * index, room / float(largest))
            page.upright(left, top, top + _PITCH * len(rows) - 4.0)
            top += _PITCH * len(rows) + 8.0
        return page


def _row(page: Page, row: GroupRow, left: float, top: float, whole: float) -> None:
    page.label(left - GAP, top + 8.0, row.label, _NAMES - GAP)
    x = left
    for role, share in row.segments:
        width = float(share) * whole
        page.bar(x, top + 8.0, max(width, 0.4), _SHADES[role], DARK, _THICK)
        x += width
    page.figures(x + GAP, top + 8.0, row.amount, row.share)
    thin = max(0.6, float(row.of_payers) * whole)
    page.rect(left, top + 18.6, thin, _THIN, THIN)
    page.text(left + thin + GAP, top + 22.8, row.payers, QUIET)


def groups_chart(result: Apportionment) -> GroupsChart:
    """The chart of regional groups and roles."""
    voice, lines, total = voice_of(result), result.assessment.lines, result.cost.total
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(group_of(result, line.code)[0], []).append(line)
    grouped = dict(sorted(by_name.items(), key=lambda part: (-total_share(part[1]), part[0])))

    def row(label: str, some: Sequence[Line]) -> GroupRow:
        return GroupRow(
            label,
            f"{len(some):,} {voice.of(len(some))}",
            total.of(sum(line.amount for line in some)).grouped(),
            label_share(total_share(some)),
            tuple(Segment(role, total_share(part)) for role, part in _by_role(some)),
            Fraction(len(some), len(lines)),
        )

    groups = tuple(row(name, some) for name, some in grouped.items())
    roles = tuple(row(_role_words(role, len(some)), some) for role, some in _by_role(lines))
    remarked = ((line.code, group_of(result, line.code)[1]) for line in lines)
    remarks = [f"{result.states.name(code)} ({remark})" for code, remark in remarked if remark]
    frame = frame_of(
        result,
        "groups",
        _title(result, grouped, voice),
        voice("groups_shows", currency=total.currency),
        [say("spoken_group", rows=_spoken(groups)), say("spoken_role", rows=_spoken(roles))],
        [say("groups_remark", states=", ".join(remarks))] if remarks else [],
    )
    key = voice("groups_key", n=f"{len(lines):,}") if len(lines) > 1 else ""
    rows = (
        (name, role, len(part), total.of(sum(line.amount for line in part)), total_share(part))
        for name, some in grouped.items()
        for role, part in _by_role(some)
    )
    table = data("group role count amount share", rows)
    return GroupsChart(frame, groups, roles, key, table, (say("by_group"), say("by_role")))


def _role_words(role: Role | None, number: int) -> str:
    return say(f"role_many_{role}" if number > 1 else f"role_one_{role}")


def _spoken(rows: Iterable[GroupRow]) -> str:
    return "; ".join(f"{row.label} ({row.payers}) {row.amount}, {row.share}" for row in rows)


def group_of(result: Apportionment, code: str) -> tuple[str, str]:
    """The regional group of a State, and what the table of States remarks on it."""
    state = result.states.get(code)
    if state is None:
        return _role_words("organization", 2), ""
    return state.group or say("no_group"), state.group_remark


def _by_role(lines: Sequence[Line]) -> list[tuple[Role | None, list[Line]]]:
    parted = [(role, [line for line in lines if line.payer.role == role]) for role in _SHADES]
    return [(role, part) for role, part in parted if part]


def _title(result: Apportionment, grouped: dict[str, list[Line]], voice: Voice) -> str:
    everyone = result.assessment.lines
    others = [line for line in everyone if line.payer.role in ("signatory", "observer_state")]
    lead = _lead(result, grouped, voice)
    if not others or len(others) == len(everyone):
        return lead
    return voice("groups_others", lead=lead, share=per_cent(total_share(others)))


def _lead(result: Apportionment, grouped: dict[str, list[Line]], voice: Voice) -> str:
    largest, lines = next(iter(grouped.items()))
    top = total_share(lines)
    share = per_cent(top)
    first = [group for group, some in grouped.items() if total_share(some) == top]
    if len(grouped) == 1:
        return say(f"groups_one_{voice.noun}", group=largest)
    if len(first) > 1:
        return voice("groups_first", groups=listed(first), share=share)
    if len(lines) == 1:
        return voice("alone", name=result.states.name(lines[0].code), share=share)
    if largest in (say("no_group"), _role_words("organization", 2)):
        counted = sentence_case(voice.counted(len(lines)))
        return voice("groups_outside", counted=counted, share=share)
    return voice("groups_lead", n=count_words(len(lines)), group=largest, share=share)
