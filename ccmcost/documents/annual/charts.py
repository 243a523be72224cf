"""The pictures of the report: largest assessments, parts of the cost, changes by reason,
what is outstanding by age.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ccmcost.accounts.status import AGES
from ccmcost.charts.amounts import AmountsChart, Bar, Kind, largest_and_rest
from ccmcost.charts.frame import Chart, Frame, data
from ccmcost.charts.groups import GroupRow, GroupsChart, Segment
from ccmcost.charts.planning import ChangeBar, ChangesChart
from ccmcost.documents.annual import ROLE_ORDER, Compared, Part, StateRow, Year, group_of
from ccmcost.documents.annual.blocks import Picture
from ccmcost.documents.annual.change_tables import changes_table, effect_heads
from ccmcost.documents.annual.report import Collection, Report
from ccmcost.documents.annual.tables import named, part_name, roles_of, title_of, whole_parts_table
from ccmcost.model.states import Role
from ccmcost.text import without_hidden
from ccmcost.words.speaker import Speaker

MOST_CHANGES = 12


class Drawn(NamedTuple):
    """A chart, and the picture of it that stands in the document."""

    drawing: Chart
    picture: Picture


def charts_of(report: Report, words: Speaker) -> dict[str, Drawn]:
    """The charts by name."""
    drawn = [_amounts(report, words), _parts(report, words)]
    if report.compared is not None and report.compared.largest(1):
        drawn.append(_changes(report, report.compared, words))
    if report.collection is not None and report.collection.arrears:
        drawn.append(_ages(report, report.collection, words))
    return {each.picture.name: each for each in drawn}


def _drawn(chart: Chart, caption: str, width: float = 1.0) -> Drawn:
    return Drawn(chart, Picture(chart.frame.name, caption, chart.frame.alt, width))


def _frame(
    report: Report,
    words: Speaker,
    name: str,
    title: str,
    shows: str,
    spoken: Sequence[Sequence[str]],
) -> Frame:
    """The words around a picture; `spoken` are what it shows, label and figures."""
    meetings = report.year.meetings
    foot = words(
        "ch_foot",
        list=", ".join(
            words(f"list_{status}")
            for status in sorted({each.result.list.status for each in meetings})
        ),
        cost=", ".join(words(f"status_{status}") for status in sorted(report.year.costs)),
        scale=", ".join(dict.fromkeys(each.result.scale.resolution for each in meetings)),
        rule=", ".join(dict.fromkeys(each.result.rule.id for each in meetings)),
    )
    banner, subtitle = (
        title_of(report, words),
        f"{words.convention_name}, {words.shown(named(meetings))}. {shows}.",
    )
    told = "; ".join(f"{label} {', '.join(figures)}" for label, *figures in spoken)
    alt = f"{banner}. {title}. {shows}. {told}. {foot}"
    banner, title, subtitle, foot, alt = map(without_hidden, (banner, title, subtitle, foot, alt))
    return Frame(name, banner, title, subtitle, (foot,), alt)


def _amounts(report: Report, words: Speaker) -> Drawn:
    year, of = report.year, report.year.total.of
    ranked = year.ranked()
    shown, rest = largest_and_rest(ranked)

    def bar(label: str, some: Sequence[StateRow], kind: Kind) -> Bar:
        total, share = sum(row.total for row in some), sum((row.share for row in some), Fraction(0))
        return Bar(label, words.plain(of(total)), f"{words.per_cent(share, 2)} %", total, kind)

    bars = []
    for row in shown:
        party = row.roles in (("state_party",), (None,))
        label = words.state(row.code) + ("" if party else f" ({roles_of(row, words)})")
        bars.append(bar(label, [row], "party" if party else "other"))
    largest: dict[str, Any] = {"state": words.state(ranked[0].code), "share": ranked[0].share}
    title = words("ch_amounts_one", **largest)
    if rest:
        small = sum((row.share for row in rest), Fraction(0))
        bars.append(bar(words("ch_rest", n=len(rest)), rest, "rest"))
        title = words("ch_amounts", rest=len(rest), all=len(ranked), small=small, **largest)
    shows = words("ch_amounts_shows", currency=year.total.currency, n=len(shown))
    frame = _frame(
        report, words, "amounts", title, shows, [(bar.label, bar.amount, bar.share) for bar in bars]
    )
    name = year.states.name
    rows = (
        (rank, row.code, name(row.code), of(row.total), row.share)
        for rank, row in enumerate(ranked, 1)
    )
    table = data("rank iso3 name amount share", rows)
    return _drawn(AmountsChart(frame, tuple(bars), table), words("ch_amounts_caption", year=year))


def _parts(report: Report, words: Speaker) -> Drawn:
    year = report.year
    groups = tuple(
        _group(part, _segments(year, part.key), year, words) for part in year.parts["group"]
    )
    roles = tuple(
        _group(part, {part.key or None: part.share}, year, words) for part in year.parts["role"]
    )
    first = year.parts["group"][0]
    title = words("ch_parts", group=part_name(first.key, words), share=first.share, n=first.states)
    spoken = [(row.label, row.payers, row.amount, row.share) for row in (*groups, *roles)]
    frame = _frame(
        report, words, "parts", title, words("ch_parts_shows", currency=year.total.currency), spoken
    )
    key = words("ch_parts_key", n=len(year.rows))
    headings = (words("ch_by_group"), words("ch_by_role"))
    chart = GroupsChart(frame, groups, roles, key, whole_parts_table(year, words), headings)
    return _drawn(chart, words("ch_parts_caption", year=year), 0.82)


def _segments(year: Year, group: str) -> dict[Role | None, Fraction]:
    """The share of a group by role."""
    shares: dict[Role | None, Fraction] = {}
    for meeting in year.meetings:
        for line in meeting.result.assessment.lines:
            if group_of(line.code, year.states) == group:
                shares[line.payer.role] = (
                    shares.get(line.payer.role, Fraction(0)) + line.exact / year.total.minor
                )
    return {role: shares[role] for role in ROLE_ORDER if role in shares}


def _group(part: Part, segments: Mapping[Any, Fraction], year: Year, words: Speaker) -> GroupRow:
    return GroupRow(
        label=part_name(part.key, words),
        payers=words("v_states", n=part.states),
        amount=words.plain(year.total.of(part.amount)),
        share=f"{words.per_cent(part.share, 2)} %",
        segments=tuple(Segment(role, share) for role, share in segments.items()),
        of_payers=Fraction(part.states, len(year.rows)),
    )


def _changes(report: Report, compared: Compared, words: Speaker) -> Drawn:
    rows, earlier = compared.largest(MOST_CHANGES), compared.earlier
    bars = tuple(
        ChangeBar(
            words.state(row.code),
            words.signed(compared.after.of(row.difference)),
            tuple(row.exact.effects.values()),
            row.difference,
        )
        for row in rows
    )
    title = words(
        "ch_changes",
        state=bars[0].label,
        amount=compared.after.of(rows[0].difference),
        year=earlier,
    )
    shows = words("ch_changes_shows", currency=compared.after.currency, year=earlier, n=len(rows))
    frame = _frame(
        report, words, "changes", title, shows, [(bar.label, bar.amount) for bar in bars]
    )
    table = changes_table(report.year, compared, words)
    table = table.with_columns(range(len(table.columns) - 1))
    key = (*effect_heads(compared, words), words("ch_net"))
    return _drawn(
        ChangesChart(frame, bars, key, table), words("ch_changes_caption", year=earlier), 0.75
    )


def _ages(report: Report, collection: Collection, words: Speaker) -> Drawn:
    ages = collection.ages()
    parts = [Fraction(age, sum(ages)) for age in ages]
    bars = tuple(
        Bar(
            words(band),
            words.plain(collection.money.of(age)),
            f"{words.per_cent(part, 2)} %",
            age,
            "party",
        )
        for band, age, part in zip(AGES, ages, parts, strict=True)
    )
    title = words("ch_ages", amount=collection.money.of(sum(ages)), share=sum(parts[-2:]))
    shows = words("ch_ages_shows", currency=collection.money.currency, day=collection.as_at)
    frame = _frame(
        report, words, "arrears", title, shows, [(bar.label, bar.amount, bar.share) for bar in bars]
    )
    table = data("age outstanding", zip(AGES, map(collection.money.of, ages), strict=True))
    return _drawn(AmountsChart(frame, bars, table), words("ch_ages_caption"))
