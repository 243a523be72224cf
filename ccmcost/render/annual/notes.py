"""How far the figures can be trusted, where they come from, and how they were computed."""

from __future__ import annotations

from collections.abc import Iterable

from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule
from ccmcost.render.annual.blocks import Block, Bullets, Column, Paragraph, Section, Table
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import Year, YearMeeting
from ccmcost.statement.rule_words import departures


def notes_section(report: Report, words: ReportWords) -> Section:
    """What is expected, illustrative or assumed."""
    year = report.year
    items = [*_costs(year, words), *_lists(year, words), *_scales(year, words)]
    if words.drawn != words.language:
        items.append(words("n_figures_english"))
    if report.is_specimen:
        items.append(words("b_left_out"))
    elif report.ledger_as_at is None:
        items.append(words("b_no_ledger"))
    elif report.collection is None:
        items.append(words("b_empty_ledger"))
    if any(meeting.result.rule.id in year.convention.rules for meeting in year.meetings):
        items.append(words("b_open_in_law"))
    remarks = [row.code for row in year.rows if row.code in year.states and year.states[row.code].group_remark]
    if remarks:
        shown = words.joined(f"{words.state(code)} ({words.quoted(year.states[code].group_remark)})" for code in remarks)
        items.append(words("b_group_remarks", remarks=shown))
    blocks: list[Block] = [Bullets(tuple(items))]
    rates = _special_rates(year)
    if rates:
        blocks.append(_rates(rates, words))
    return Section(words("h_notes"), 1, tuple(blocks), new_page=True)


def _names(meetings: Iterable[YearMeeting], words: ReportWords) -> str:
    return words.joined(words.name(each.result.meeting) for each in meetings)


def _costs(year: Year, words: ReportWords) -> list[str]:
    found = []
    for status in ("illustrative", "given", "estimate", "revised_estimate", "actual"):
        own = [each for each in year.meetings if each.result.cost.status == status]
        if own:
            found.append(words(f"b_cost_{status}", meetings=_names(own, words)))
    for each in year.meetings:
        if each.later is not None:
            status = words(f"status_{each.later.status}")
            cost = words.money(each.later.total)
            found.append(words("b_cost_later", meeting=words.name(each.result.meeting), cost=cost, status=status))
    return found


def _lists(year: Year, words: ReportWords) -> list[str]:
    found = []
    for status in ("expected", "given", "official"):
        own = [each for each in year.meetings if each.result.list.status == status]
        if own:
            found.append(words(f"b_list_{status}", meetings=_names(own, words)))
    return found


def _scales(year: Year, words: ReportWords) -> list[str]:
    own = [each for each in year.meetings if each.result.scale_chosen == "provisional"]
    ids = ", ".join(sorted({each.result.scale.id for each in own}))
    return [words("caution_scale_provisional", scale=ids)] if own else []


def _special_rates(year: Year) -> list[tuple[str, Rate]]:
    """Rates that are not the adopted ones, in order of code."""
    found = {}
    for meeting in year.meetings:
        for line in meeting.result.assessment.lines:
            if line.payer.rate is not None and line.payer.rate.origin != "adopted":
                found[line.code] = line.payer.rate
    return sorted(found.items())


def _rates(rates: list[tuple[str, Rate]], words: ReportWords) -> Table:
    columns = (
        Column(words("col_code")),
        Column(words("col_state")),
        Column(words("col_rate"), right=True),
        Column(words("c_origin")),
        Column(words("c_basis"), wide=1),
    )
    rows = tuple(
        (
            code,
            words.state(code),
            words.rate(rate),
            words(f"origin_{rate.origin}"),
            words.quoted(rate.basis.removeprefix("assumed: ")),
        )
        for code, rate in rates
    )
    return Table(words("t_rates"), columns, rows, (), (words("n_assumed"),))


def sources_section(report: Report, words: ReportWords) -> Section:
    """Sources of each meeting, and the files read."""
    blocks: list[Block] = [Bullets(tuple(text for each in report.year.meetings for text in _sources(each, words)))]
    columns = (Column(words("c_file"), wide=1), Column(words("c_from")), Column("SHA-256"))
    rows = tuple(
        (source.name, words(f"from_{source.origin.replace(' ', '_')}"), words.quoted(f"{source.sha256[:16]}…"))
        for source in report.sources
    )
    blocks.append(Table(words("t_files"), columns, rows, (), (words("n_hashes"),), dense=True))
    return Section(words("h_sources"), 1, tuple(blocks))


def _sources(each: YearMeeting, words: ReportWords) -> list[str]:
    result = each.result
    assert result.meeting is not None
    listed = result.convention.treaty_status_source if result.list.status == "expected" else ""
    documents = sorted({participant.document for participant in result.list.participants if participant.document})
    places = [f"participants/{result.meeting.id}.csv"] if result.list.status != "given" else []
    parts = [
        words("s_register", source=words.quoted(result.meeting.source or "meetings.toml")),
        words("s_rule", source=words.quoted(result.rule.legal_source)),
        words("s_scale", source=words.quoted(result.scale.resolution)),
        words("s_list", source="; ".join(words.quoted(text) for text in [listed, *documents, *places] if text)),
    ]
    if result.cost.status == "given":
        parts.append(words("s_cost", source=words("status_given")))
    elif result.cost.source:
        parts.append(words("s_cost", source=words.quoted(result.cost.source)))
    return [f"{words.name(result.meeting)}: {' '.join(parts)}"]


def method_section(report: Report, words: ReportWords) -> Section:
    """The method in one page."""
    rules = {meeting.result.rule.id: meeting.result.rule for meeting in report.year.meetings}
    items = [text for rule in rules.values() for text in _rule(rule, words)]
    blocks: list[Block] = [Paragraph(words("m_year")), Bullets(tuple(items))]
    found = report.compared
    if found is not None:
        blocks.append(Paragraph(words("m_change", year=str(found.earlier.year))))
        effects = ["m_effect_cost"] if found.with_cost else [f"p_why_{found.comparable}", "m_no_cost"]
        keys = [*effects, "m_effect_participation", "m_effect_rates", "m_effect_rounding"]
        blocks.append(Bullets(tuple(words(key, year=str(found.earlier.year)) for key in keys)))
    blocks.append(Paragraph(words("m_parts")))
    if report.collection is not None:
        blocks.append(Paragraph(words("m_collection")))
    blocks.append(Paragraph(words("m_exact")))
    return Section(words("h_method"), 1, tuple(blocks))


def _rule(rule: Rule, words: ReportWords) -> list[str]:
    texts = [words(f"m_liable_{rule.liable}"), words(f"m_pool_{rule.states_not_party}")]
    more = departures(rule)
    if more:
        texts.append(words("m_departures", text=words.quoted(" ".join(more))))
    ties = [words("m_ties")] if rule.residual != "none" else []
    return [*texts, " ".join([words(f"m_residual_{rule.residual}"), *ties])]
