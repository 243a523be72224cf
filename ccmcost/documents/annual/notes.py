"""How far the figures can be trusted, where they come from, and how they were computed."""

from __future__ import annotations

from ccmcost.documents.annual.blocks import Block, Section
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.tables import files_table, named, rates_table
from ccmcost.documents.annual.year import Year, YearMeeting
from ccmcost.model.meeting import COST_STATUSES
from ccmcost.model.rule import Rule
from ccmcost.words.rule_words import departures
from ccmcost.words.speaker import Speaker


def cautions(report: Report, words: Speaker) -> list[str]:
    """What a reader must not overlook."""
    texts = [words("caution_report_specimen")] if report.is_specimen else []
    if any(each.result.list.status == "expected" for each in report.year.meetings):
        texts.append(words("caution_expected"))
    return [*texts, *provisional_scale(report.year, words)]


def notes_section(report: Report, words: Speaker) -> Section:
    """What is expected, illustrative or assumed."""
    year = report.year
    items = [
        words(f"b_cost_{status}", meetings=named(year.costs[status]))
        for status in COST_STATUSES
        if status in year.costs
    ]
    for each in year.meetings:
        if each.later is not None:
            status = words(f"status_{each.later.status}")
            items.append(
                words("b_cost_later", meeting=each.meeting, cost=each.later.total, status=status)
            )
    for status in ("expected", "given", "official"):
        listed = [each for each in year.meetings if each.result.list.status == status]
        items += [words(f"b_list_{status}", meetings=named(listed))] if listed else []
    items += provisional_scale(year, words)
    known = [year.states[row.code] for row in year.rows if row.code in year.states]
    remarks = [
        f"{words.state(state.iso3)} ({words.quoted(state.group_remark)})"
        for state in known
        if state.group_remark
    ]
    for key, applies in (
        ("n_figures_english", words.drawn != words.language),
        ("b_left_out", report.is_specimen),
        ("b_no_ledger", not report.is_specimen and report.ledger_as_at is None),
        (
            "b_empty_ledger",
            not report.is_specimen
            and report.ledger_as_at is not None
            and report.collection is None,
        ),
        (
            "b_open_in_law",
            any(each.result.rule.id in year.convention.rules for each in year.meetings),
        ),
    ):
        items += [words(key)] if applies else []
    items += [words("b_group_remarks", remarks=words.joined(remarks))] if remarks else []
    rates = rates_table(year, words)
    return Section(words("h_notes"), [items, rates if rates.rows else None])


def provisional_scale(year: Year, words: Speaker) -> list[str]:
    """That a scale is provisional, if one is."""
    ids = sorted(
        {
            each.result.scale.id
            for each in year.meetings
            if each.result.scale_chosen == "provisional"
        }
    )
    return [words("caution_scale_provisional", scale=", ".join(ids))] if ids else []


def sources_section(report: Report, words: Speaker) -> Section:
    """Sources of each meeting, and the files read."""
    items = [
        f"{words.shown(each.meeting)}: {' '.join(_sources(each, words))}"
        for each in report.year.meetings
    ]
    return Section(words("h_sources"), [items, files_table(report, words)], new_page=False)


def _sources(each: YearMeeting, words: Speaker) -> list[str]:
    result = each.result
    listed = [result.convention.treaty_status_source if result.list.status == "expected" else ""]
    listed += sorted(
        {participant.document for participant in result.list.participants if participant.document}
    )
    listed.append(f"participants/{each.meeting.id}.csv" if result.list.status != "given" else "")
    given = result.cost.status == "given"
    sources = {
        "s_register": words.quoted(each.meeting.source or "meetings.toml"),
        "s_rule": words.quoted(result.rule.legal_source),
        "s_scale": words.quoted(result.scale.resolution),
        "s_list": "; ".join(words.quoted(text) for text in listed if text),
        "s_cost": words("status_given")
        if given
        else result.cost.source and words.quoted(result.cost.source),
    }
    return [
        words(key, source=source) for key, source in sources.items() if source or key != "s_cost"
    ]


def method_section(report: Report, words: Speaker) -> Section:
    """The method in one page."""
    rules = {each.result.rule.id: each.result.rule for each in report.year.meetings}
    blocks: list[Block] = [
        words("m_year"),
        [text for rule in rules.values() for text in _rule(rule, words)],
    ]
    compared = report.compared
    if compared is not None:
        cost = (
            ["m_effect_cost"]
            if compared.with_cost
            else [f"p_why_{compared.comparable}", "m_no_cost"]
        )
        effects = [*cost, "m_effect_participation", "m_effect_rates", "m_effect_rounding"]
        blocks += [
            words("m_change", year=compared.earlier),
            [words(key, year=compared.earlier) for key in effects],
        ]
    collection = words("m_collection") if report.collection is not None else None
    return Section(
        words("h_method"), [*blocks, words("m_parts"), collection, words("m_exact")], new_page=False
    )


def _rule(rule: Rule, words: Speaker) -> list[str]:
    more, residual = departures(rule), words(f"m_residual_{rule.residual}")
    return [
        words(f"m_liable_{rule.liable}"),
        words(f"m_pool_{rule.states_not_party}"),
        *([words("m_departures", text=words.quoted(" ".join(more)))] if more else []),
        residual if rule.residual == "none" else f"{residual} {words('m_ties')}",
    ]
