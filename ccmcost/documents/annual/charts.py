"""The pictures of the report: largest assessments, parts of the cost, changes by reason,
what is outstanding by age.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from ccmcost.accounts.status import AGES
from ccmcost.charts.amounts import (
    AmountsChart,
    Bar,
    Kind,
    amounts_title,
    largest_and_rest,
    white_bars,
)
from ccmcost.charts.frame import (
    Frame,
    data,
    label_share,
    part_name,
    per_cent,
    rule_words,
    sentences,
)
from ccmcost.charts.groups import GroupRow, GroupsChart, Segment
from ccmcost.charts.page import Chart
from ccmcost.charts.planning import ChangeBar, ChangesChart
from ccmcost.charts.tiles import CLASSES, LIMITS, TilesChart, class_of, tiles_of
from ccmcost.documents.annual import ROLE_ORDER, Compared, Part, StateRow, Year, group_of
from ccmcost.documents.annual.blocks import Picture
from ccmcost.documents.annual.change_tables import changes_table, effect_heads
from ccmcost.documents.annual.report import Collection, Report
from ccmcost.documents.annual.tables import (
    BANDS,
    named,
    named_with_role,
    title_of,
    whole_parts_table,
)
from ccmcost.model.rates import share_text
from ccmcost.model.states import Role
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Code

MOST_CHANGES = 12


class Drawn(NamedTuple):
    """A chart, and the picture of it that stands in the document."""

    drawing: Chart
    picture: Picture


def charts_of(report: Report, words: Speaker) -> dict[str, Drawn]:
    """The charts by name."""
    drawn = [_shares(report, words), _amounts(report, words), _parts(report, words)]
    if report.compared is not None and report.compared.largest(1):
        drawn.append(_changes(report, report.compared, words))
    # one age alone is said in the text and needs no picture
    if report.collection is not None and sum(map(bool, report.collection.ages())) > 1:
        drawn.append(_ages(report, report.collection, words))
    return {each.picture.name: each for each in drawn}


def _drawn(chart: Chart, caption: str) -> Drawn:
    return Drawn(chart, Picture(chart.frame.name, caption, chart.frame.alt))


def _frame(
    report: Report,
    words: Speaker,
    name: str,
    title: str,
    shows: str,
    spoken: Sequence[Sequence[str]],
    foot: str = "",
) -> Frame:
    """The words around a picture; `spoken` are what it shows, label and figures. The foot says what
    the amounts of the year rest on, unless the picture has one of its own.
    """
    meetings = report.year.meetings
    scales = dict.fromkeys(
        words("with_role", name=words.shown(scale.years), role=words.quoted(scale.resolution))
        for scale in (each.result.scale for each in meetings)
    )
    rules = dict.fromkeys(
        said.rstrip(".。") for each in meetings for said in rule_words(each.result.rule, words)
    )
    apart = words("join_states")
    lists = sorted({each.result.list.status for each in meetings})
    foot = foot or words(
        "ch_foot",
        list=apart.join(words(f"list_{status}") for status in lists),
        cost=apart.join(words(f"status_{status}") for status in sorted(report.year.costs)),
        scale=apart.join(scales),
        rule=words("stop").join(rules),
    )
    banner = title_of(report, words)
    event = words("join_place").join((words.convention_name, words.shown(named(meetings))))
    subtitle = sentences(words, event, shows)
    told = words.joined(_spoken(label, figures, words) for label, *figures in spoken)
    alt = sentences(words, banner, title, shows, told, foot)
    return Frame(name, banner, title, subtitle, (foot,), alt, words.language)


def _spoken(label: str, figures: Sequence[str], words: Speaker) -> str:
    """A row of a picture in words: an amount with its share, or what else it shows."""
    if len(figures) == 2:
        amount, share = figures
        return words("amounts_spoken", label=label, amount=amount, share=share)
    return words("entry_told", entry=label, text=words("join_states").join(figures))


def _shares(report: Report, words: Speaker) -> Drawn:
    """The map of tiles."""
    year = report.year
    shares = {row.code: row.share for row in year.rows}
    key = classes_told(words)
    tiles = tiles_of(shares)
    spoken = [
        (key[degree - 1], *codes)
        for degree in range(CLASSES, 0, -1)
        if (codes := [tile.code for tile in tiles if tile.degree == degree])
    ]
    small = sum(class_of(share) == 1 for share in shares.values())
    first = year.ranked()[0]
    title = words.for_number("ch_tiles", small, small=small, all=words.shown(len(shares)))
    if not small:
        title = words("ch_amounts_one", state=Code(first.code), share=first.share)
    frame = _frame(report, words, "shares", title, words("ch_tiles_shows"), spoken)
    rows = (
        (row.code, year.states.name(row.code), row.share, class_of(row.share)) for row in year.rows
    )
    table = data("iso3 name share class", rows)
    chart = TilesChart(frame, tiles, words("ch_tiles_heading"), key, table)
    return _drawn(chart, words("ch_tiles_caption", year=year))


def classes_told(words: Speaker) -> tuple[str, ...]:
    """What the classes of shares are, in per cent, the lowest first; then what no class is."""
    limits = [words.number(share_text(limit, 2).rstrip("0").rstrip(".")) for limit in LIMITS]
    return (
        words("ch_class_1", high=limits[0]),
        *(words("ch_class", low=low, high=high) for low, high in pairwise(limits)),
        words("ch_class_last", low=limits[-1]),
        words("ch_class_none"),
    )


def _amounts(report: Report, words: Speaker) -> Drawn:
    year, of = report.year, report.year.total.of
    ranked = year.ranked()
    shown, rest = largest_and_rest(ranked)

    def bar(label: str, some: Sequence[StateRow], kind: Kind) -> Bar:
        total, share = sum(row.total for row in some), sum((row.share for row in some), Fraction(0))
        return Bar(label, words.plain(of(total)), label_share(share, words), total, kind)

    bars = []
    for row in shown:
        bars.append(bar(named_with_role(row, words), [row], "party" if row.is_party else "other"))
    bars += [bar(words("ch_rest", n=len(rest)), rest, "rest")] if rest else []
    title = amounts_title([(row.code, row.share) for row in ranked], "cost", words)
    shows = words("amounts_shows", currency=year.total.currency)
    roles = [role for row in shown for role in row.roles if not row.is_party]
    shows = words.joined([shows, *white_bars(roles, words)])
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
    of_group = first.key not in ("none", "organizations")
    title = words(
        "groups_lead_cost" if of_group else "groups_outside_cost",
        group=part_name(first.key, words),
        share=per_cent(first.share, words),
        n=first.states,
    )
    spoken = [(f"{row.label} ({row.payers})", row.amount, row.share) for row in (*groups, *roles)]
    shows = words("groups_shows_cost", currency=year.total.currency)
    frame = _frame(report, words, "parts", title, shows, spoken)
    key = words("ch_parts_key", n=len(year.rows))
    headings = (words("ch_by_group"), words("ch_by_role"))
    chart = GroupsChart(frame, groups, roles, key, whole_parts_table(year, words), headings)
    return _drawn(chart, words("ch_parts_caption", year=year))


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
        share=label_share(part.share, words),
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
        state=Code(rows[0].code),
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
    return _drawn(ChangesChart(frame, bars, key, table), words("ch_changes_caption", year=earlier))


def _ages(report: Report, collection: Collection, words: Speaker) -> Drawn:
    ages = collection.ages()
    parts = [Fraction(age, sum(ages)) for age in ages]
    bars = tuple(
        Bar(
            words(band),
            words.plain(collection.money.of(age)),
            label_share(part, words),
            age,
            "party",
        )
        for band, age, part in zip(AGES, ages, parts, strict=True)
    )
    old = sum(parts[-2:])
    key = "ch_ages_all" if old == 1 else "ch_ages" if old else "ch_ages_none"
    title = words(
        key, amount=collection.money.of(sum(ages)), **{"share": old} if 0 < old < 1 else {}
    )
    shows = words("ch_ages_shows", currency=collection.money.currency, day=collection.as_at)
    foot = words("ch_foot_ledger", day=collection.as_at)
    spoken = [(bar.label, bar.amount, bar.share) for bar in bars]
    frame = _frame(report, words, "arrears", title, shows, spoken, foot)
    table = data("age outstanding", zip(BANDS, map(collection.money.of, ages), strict=True))
    return _drawn(AmountsChart(frame, bars, table), words("ch_ages_caption"))
