"""The pictures of the report: largest assessments, parts of the cost, changes by reason, what is outstanding by age."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.accounts.status import AGES
from ccmcost.charts import frame as frames
from ccmcost.charts.amounts import AmountsChart, Bar, largest_and_rest
from ccmcost.charts.changes import ChangeBar, ChangesChart
from ccmcost.charts.frame import Frame, Table
from ccmcost.charts.groups import GroupRow, GroupsChart, Segment
from ccmcost.model.rates import share_text
from ccmcost.model.treaty import Role
from ccmcost.render.annual.blocks import Figure, clean
from ccmcost.render.annual.changes import effect_heads
from ccmcost.render.annual.tables import CHANGES, PARTS, change_cells, part_rows
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.change import ChangeRow, Compared
from ccmcost.statement.annual.collection import Collection
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import ROLE_ORDER, Part, StateRow, Year
from ccmcost.words.numbers import day

MOST_CHANGES = 12


class Chart(NamedTuple):
    """A picture, and the figure that shows it."""

    figure: Figure
    picture: frames.Chart


def charts_of(report: Report, words: ReportWords) -> dict[str, Chart]:
    """The charts by name."""
    found = [_amounts(report, words), _parts(report, words)]
    if report.compared is not None and report.compared.largest(1):
        found.append(_changes(report, report.compared, words))
    if report.collection is not None and report.collection.arrears:
        found.append(_ages(report, report.collection, words))
    return {chart.figure.name: chart for chart in found}


def _frame(report: Report, words: ReportWords, name: str, title: str, shows: str, findings: Sequence[str]) -> Frame:
    year = report.year
    banner = words("title_specimen_report" if report.is_specimen else "title_report", year=str(year.year))
    subtitle = f"{words.convention_name}, {words.meetings(year)}. {shows}."
    lists = sorted({each.result.list.status for each in year.meetings})
    costs = sorted({each.result.cost.status for each in year.meetings})
    foot = words(
        "ch_foot",
        list=", ".join(words(f"list_{each}") for each in lists),
        cost=", ".join(words(f"status_{each}") for each in costs),
        scale=", ".join(dict.fromkeys(each.result.scale.resolution for each in year.meetings)),
        rule=", ".join(dict.fromkeys(each.result.rule.id for each in year.meetings)),
    )
    alt = f"{banner}. {title}. {shows}. {' '.join(findings)} {foot}"
    return Frame(name, clean(banner), clean(title), clean(subtitle), (clean(foot),), clean(alt))


def _chart(picture: frames.Chart, caption: str, width: float = 1.0) -> Chart:
    return Chart(Figure(picture.frame.name, caption, picture.frame.alt, width), picture)


def _amounts(report: Report, words: ReportWords) -> Chart:
    year = report.year
    ranked = year.ranked()
    shown, rest = largest_and_rest(ranked)
    bars = [_bar(row, words) for row in shown]
    small = sum((row.share for row in rest), Fraction(0))
    if rest:
        total = sum(row.total for row in rest)
        text = words("ch_rest", n=words.count(len(rest)))
        bars.append(Bar(text, words.amount(total), f"{words.per_cent(small, 2)} %", total, "rest"))
    figures = {"state": words.state(ranked[0].code), "share": words.per_cent(ranked[0].share)}
    title = words("ch_amounts_one", **figures)
    if rest:
        title = words(
            "ch_amounts", rest=words.count(len(rest)), all=words.count(len(ranked)), small=words.per_cent(small), **figures
        )
    shows = words("ch_amounts_shows", currency=year.total.currency, n=words.count(len(shown)))
    frame = _frame(report, words, "amounts", title, shows, _spoken([(bar.label, bar.amount, bar.share) for bar in bars]))
    rows = tuple(
        (str(rank), row.code, year.states.name(row.code), year.total.of(row.total).plain(), share_text(row.share))
        for rank, row in enumerate(ranked, 1)
    )
    table = Table(("rank", "iso3", "name", "amount", "share"), rows)
    return _chart(AmountsChart(frame, tuple(bars), table), words("ch_amounts_caption", year=str(year.year)))


def _bar(row: StateRow, words: ReportWords) -> Bar:
    party = row.roles in (("state_party",), (None,))
    label = words.state(row.code) + ("" if party else f" ({words.roles(row.roles)})")
    return Bar(label, words.amount(row.total), f"{words.per_cent(row.share, 2)} %", row.total, "party" if party else "other")


def _spoken(rows: Sequence[tuple[str, ...]]) -> list[str]:
    return ["; ".join(f"{first} {', '.join(rest)}" for first, *rest in rows) + "."]


def _parts(report: Report, words: ReportWords) -> Chart:
    year = report.year
    groups = tuple(_group(part, _segments(year, part.key), year, words) for part in year.groups)
    roles = tuple(_group(part, ((part.key or None, part.share),), year, words) for part in year.roles)
    first = year.groups[0]
    title = words("ch_parts", group=words.part(first.key), share=words.per_cent(first.share), n=words.count(first.states))
    spoken = _spoken([(row.label, row.payers, row.amount, row.share) for row in (*groups, *roles)])
    frame = _frame(report, words, "parts", title, words("ch_parts_shows", currency=year.total.currency), spoken)
    key = words("ch_parts_key", n=words.count(len(year.rows)))
    table = Table(PARTS, part_rows(year))
    headings = (words("ch_by_group"), words("ch_by_role"))
    chart = GroupsChart(frame, groups, roles, key, table, headings)
    return _chart(chart, words("ch_parts_caption", year=str(year.year)), 0.82)


def _segments(year: Year, group: str) -> tuple[tuple[str | None, Fraction], ...]:
    """The share of a group by role."""
    found: dict[Role | None, Fraction] = {}
    for meeting in year.meetings:
        for line in meeting.result.assessment.lines:
            if year.group_of(line.code) == group:
                found[line.payer.role] = found.get(line.payer.role, Fraction(0)) + line.exact / year.total.minor
    return tuple((role, found[role]) for role in ROLE_ORDER if role in found)


def _group(part: Part, segments: Sequence[tuple[str | None, Fraction]], year: Year, words: ReportWords) -> GroupRow:
    return GroupRow(
        label=words.part(part.key),
        payers=words("v_states", n=words.count(part.states)),
        amount=words.amount(part.amount),
        share=f"{words.per_cent(part.share, 2)} %",
        segments=tuple(Segment(role, share) for role, share in segments),  # type: ignore[arg-type]
        of_payers=Fraction(part.states, len(year.rows)),
    )


def _changes(report: Report, found: Compared, words: ReportWords) -> Chart:
    rows = found.largest(MOST_CHANGES)
    earlier = str(found.earlier.year)
    bars = tuple(_change_bar(row, found, words) for row in rows)
    title = words("ch_changes", state=bars[0].label, amount=words.money(found.after.of(rows[0].difference)), year=earlier)
    shows = words("ch_changes_shows", currency=found.after.currency, year=earlier, n=words.count(len(rows)))
    frame = _frame(report, words, "changes", title, shows, _spoken([(bar.label, bar.amount) for bar in bars]))
    key = (*effect_heads(found, words), words("ch_net"))
    table = Table(CHANGES[:-1], tuple(change_cells(row, found) for row in found.rows))
    return _chart(ChangesChart(frame, bars, key, table), words("ch_changes_caption", year=earlier), 0.75)


def _change_bar(row: ChangeRow, found: Compared, words: ReportWords) -> ChangeBar:
    cost = (row.exact.cost or Fraction(0),) if found.with_cost else ()
    effects = (*cost, row.exact.participation, row.exact.rates)
    return ChangeBar(words.state(row.code), words.signed(row.difference), effects, row.difference)


def _ages(report: Report, found: Collection, words: ReportWords) -> Chart:
    ages = found.ages()
    total = sum(ages)
    parts = [Fraction(age, total) for age in ages]
    bars = tuple(
        Bar(words(band), words.amount(age), f"{words.per_cent(part, 2)} %", age, "party")
        for band, age, part in zip(AGES, ages, parts, strict=True)
    )
    title = words("ch_ages", amount=words.money(found.money.of(total)), share=words.per_cent(parts[2] + parts[3]))
    shows = words("ch_ages_shows", currency=found.money.currency, day=day(found.as_at, words.language))
    frame = _frame(report, words, "arrears", title, shows, _spoken([(bar.label, bar.amount, bar.share) for bar in bars]))
    rows = tuple((band, found.money.of(age).plain()) for band, age in zip(AGES, ages, strict=True))
    return _chart(AmountsChart(frame, bars, Table(("age", "outstanding"), rows)), words("ch_ages_caption"))
