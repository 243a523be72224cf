"""The cost by regional group of the United Nations and by role at the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.frame import (
    Frame,
    data,
    frame_of,
    joined,
    label_share,
    noun,
    part_name,
    per_cent,
    total_share,
    whole_words,
    words_of,
)
from ccmcost.charts.page import (
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
    Page,
    figures_room,
    names_room,
    statement,
)
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.states import Role
from ccmcost.tables.table import Table
from ccmcost.words.speaker import Speaker

_SHADES: dict[Role | None, str] = {
    "state_party": DARK,
    "signatory": MIDDLE,
    "observer_state": WHITE,
    "organization": PALE,
    None: DARK,
}
"""The roles in their order, each with its shade."""

_PITCH, _THICK, _THIN, _HEADING = 32.0, 12.0, 3.6, 22.0


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
    """Groups by share, largest first; roles in a fixed order, which also explain the shades. Each
    part stands under its heading; one of a single row says nothing that the sum does not.
    """

    frame: Frame
    groups: tuple[GroupRow, ...]
    roles: tuple[GroupRow, ...]
    key: str
    table: Table
    headings: tuple[str, str]

    def draw(self) -> Page:
        """The share of the cost as a bar in shades by role, the share of the States under it."""
        both = zip(self.headings, (self.groups, self.roles), strict=True)
        parts = [(heading, rows) for heading, rows in both if len(rows) > 1]
        everything = [row for _, rows in parts for row in rows]
        if not everything:
            return statement(self.frame, [])
        page = Page(self.frame, (_HEADING + 8.0) * len(parts) + _PITCH * len(everything))
        left, top = MARGIN + names_room(row.label for row in everything), page.top
        room = END - left - GAP - figures_room((row.amount, row.share) for row in everything)
        largest = max(
            max(sum(segment.share for segment in row.segments), row.of_payers) for row in everything
        )
        for place, (heading, rows) in enumerate(parts):
            page.text(MARGIN, top + 13.0, heading, STRONG)
            if place == 0:
                page.text(END, top + 13.0, self.key, QUIET, "end")
            top += _HEADING
            for index, row in enumerate(rows):
                _row(page, row, left, top + _PITCH * index, room / float(largest))
            page.upright(left, top, top + _PITCH * len(rows) - 4.0)
            top += _PITCH * len(rows) + 8.0
        return page


def _row(page: Page, row: GroupRow, left: float, top: float, whole: float) -> None:
    page.label(left - GAP, top + 8.0, row.label, left - GAP - MARGIN)
    x = left
    for role, share in row.segments:
        width = float(share) * whole
        page.bar(x, top + 8.0, max(width, 0.4), _SHADES[role], DARK, _THICK)
        x += width
    page.figures(x + GAP, top + 8.0, row.amount, row.share)
    thin = max(0.6, float(row.of_payers) * whole)
    page.rect(left, top + 18.6, thin, _THIN, THIN)
    page.beside(left + thin + GAP, top + 20.4, row.payers, QUIET)


def groups_chart(result: Apportionment, language: str = "en") -> GroupsChart:
    """The chart of regional groups and roles."""
    words, lines, total = words_of(result, language), result.assessment.lines, result.cost.total
    by_key: dict[str, list[Line]] = {}
    for line in lines:
        by_key.setdefault(group_of(result, line.code)[0], []).append(line)
    order = sorted(by_key.items(), key=lambda part: (-total_share(part[1]), part[0]))
    grouped = {part_name(key, words): some for key, some in order}

    def row(label: str, some: Sequence[Line]) -> GroupRow:
        return GroupRow(
            label,
            words.for_number("count_states", len(some), n=words.shown(len(some))),
            words.plain(total.of(sum(line.amount for line in some))),
            label_share(total_share(some), words),
            tuple(Segment(role, total_share(part)) for role, part in _by_role(some)),
            Fraction(len(some), len(lines)),
        )

    groups = tuple(row(name, some) for name, some in grouped.items())
    roles = tuple(row(part_name(role or "", words), some) for role, some in _by_role(lines))
    remarked = ((line.code, group_of(result, line.code)[1]) for line in lines)
    remarks = [
        words("with_role", name=words.state(code), role=words.known(remark))
        for code, remark in remarked
        if remark
    ]
    frame = frame_of(
        result,
        words,
        "groups",
        _title(result, grouped, words),
        words(f"groups_shows_{noun(result)}", currency=total.currency),
        [_spoken("ch_by_group", groups, words), _spoken("ch_by_role", roles, words)],
        [words("groups_remark", states=words("join_states").join(remarks))] if remarks else [],
    )
    plain = words_of(result)
    rows = (
        (
            part_name(key, plain),
            role,
            len(part),
            total.of(sum(line.amount for line in part)),
            total_share(part),
        )
        for key, some in order
        for role, part in _by_role(some)
    )
    table = data("group role count amount share", rows)
    key = words("ch_parts_key", n=len(lines))
    return GroupsChart(
        frame, groups, roles, key, table, (words("ch_by_group"), words("ch_by_role"))
    )


def _spoken(key: str, rows: Sequence[GroupRow], words: Speaker) -> str:
    told = (words("spoken_part", **row._asdict()) for row in rows)
    return words("entry_told", entry=words(key), text=words.joined(told))


def group_of(result: Apportionment, code: str) -> tuple[str, str]:
    """The regional group of a State (`none` outside them all), and what the table of States remarks
    on it.
    """
    state = result.states.get(code)
    return (state.group or "none", state.group_remark) if state else ("organizations", "")


def _by_role(lines: Sequence[Line]) -> list[tuple[Role | None, list[Line]]]:
    parted = [(role, [line for line in lines if line.payer.role == role]) for role in _SHADES]
    return [(role, part) for role, part in parted if part]


def _title(result: Apportionment, grouped: dict[str, list[Line]], words: Speaker) -> str:
    everyone = result.assessment.lines
    others = [line for line in everyone if line.payer.role in ("signatory", "observer_state")]
    lead = _lead(result, grouped, words)
    if not others or len(others) == len(everyone):
        return lead
    share = per_cent(total_share(others), words)
    return joined(words, lead, words(f"groups_others_{noun(result)}", share=share))


def _lead(result: Apportionment, grouped: dict[str, list[Line]], words: Speaker) -> str:
    what, everyone = noun(result), result.assessment.lines
    if len(everyone) == 1:
        return whole_words(words.state(everyone[0].code), what, words)
    group, lines = next(iter(grouped.items()))
    if len(grouped) == 1:
        return words(f"groups_one_{what}", group=group)
    top = total_share(lines)
    tied = [name for name, some in grouped.items() if total_share(some) == top]
    share, n = per_cent(top, words), words.shown(len(lines))
    if len(tied) > 1:
        tops = words("join_states").join(tied)
        return words(f"groups_tied_{what}", groups=tops, share=share)
    if group in (part_name("none", words), part_name("organizations", words)):
        return words(f"groups_outside_{what}", n=n, share=share)
    return words(f"groups_lead_{what}", n=n, group=group, share=share)
