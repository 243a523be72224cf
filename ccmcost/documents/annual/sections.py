"""The sections: figures first (summary, meetings, States, what changed and why, parts, collection);
then how far they can be trusted, where they come from, and how they were computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, get_args

from ccmcost.charts.frame import part_name
from ccmcost.documents.annual import ROLE_ORDER, Compared, Year, YearMeeting
from ccmcost.documents.annual.blocks import Block, Quiet, Section
from ccmcost.documents.annual.change_tables import changes_table, sums_table
from ccmcost.documents.annual.glance import passed_over, scale_change
from ccmcost.documents.annual.report import Collection, Report
from ccmcost.documents.annual.tables import (
    arrears_table,
    collection_table,
    costs_table,
    lines_table,
    meetings_table,
    named,
    parts_table,
    rates_table,
    states_table,
)
from ccmcost.model.assessment import Apportionment
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import COST_STATUSES, ListStatus
from ccmcost.model.rule import Rule
from ccmcost.sharing.explanation import cautions_of
from ccmcost.tables.paper import shown_on
from ccmcost.tables.table import in_order
from ccmcost.words.numbers import rate
from ccmcost.words.rule_words import departures
from ccmcost.words.speaker import Speaker


def meetings_section(year: Year, words: Speaker) -> Section:
    """The meetings of the year with their costs, and the costs by status where there are two."""
    costs = costs_table(year, words) if len(year.costs) > 1 else None
    return Section(words("h_meetings"), [meetings_table(year, words), costs])


def facts_of(report: Report, words: Speaker) -> dict[str, Any]:
    """The main figures, by the key of their label."""
    year, compared, first = report.year, report.compared, report.year.ranked()[0]
    amount, state = year.total.of(first.total), words.state(first.code)
    facts: dict[str, Any] = {
        "f_meetings": len(year.meetings),
        "f_cost": year.total,
        "f_states": counted(
            words, len(year.rows), {part.key: part.states for part in year.parts["role"]}
        ),
        "f_largest": words("v_largest", state=state, amount=amount, share=first.share),
    }
    if compared is not None:
        facts["f_compared"] = (
            f"{compared.earlier.year} ({words.shown(named(compared.earlier.meetings))})"
        )
        facts["f_moved"] = words("v_moved", joined=len(compared.joined), left=len(compared.left))
    collection = report.collection
    if collection is None:
        return facts
    total, of = collection.total, collection.money.of
    if total is None:
        return facts | {"f_collected": words("v_none_issued")}
    owed, settled = of(total.outstanding), total.settled
    share = None if settled is None else 1 - settled
    return facts | {
        "f_collected": of(total.received),
        "f_outstanding": owed
        if share is None
        else words("v_of_assessed", amount=owed, share=share),
        "f_arrears": of(collection.owed),
    }


def counted(words: Speaker, whole: int, parts: Mapping[str, int]) -> str:
    """A count of States and what it is made of: `111 (States Parties: 110; Signatories: 1)`."""
    told = (words("v_part", part=part_name(key, words), n=n) for key, n in parts.items())
    return f"{words.shown(whole)} ({words.joined(told)})"


def meeting_section(each: YearMeeting, words: Speaker) -> Section:
    """The facts of a meeting, the lines of its cost and what is open."""
    lines = lines_table(each, words) if each.lines else Quiet(words("p_no_lines"))
    cautions = [Quiet(caution) for caution in words.sentences(cautions_of(each.result))]
    return Section(words.shown(each.meeting), [_facts(each, words), lines, *cautions], level=2)


def _facts(each: YearMeeting, words: Speaker) -> dict[str, Any]:
    result = each.result
    cost, listed, scale, rule = result.cost, result.list, result.scale, result.rule
    real = cost.version and cost.status != "illustrative"
    version = words("v_version", version=str(cost.version)) if real else ""
    adopted = words("v_adopted", day=cost.adopted_on) if cost.adopted_on else ""
    told = (words(f"status_{cost.status}"), version, adopted)
    status = words("join_states").join(part for part in told if part)
    roles = Counter(line.payer.role for line in result.assessment.lines)
    shown = words.meeting(each.meeting)
    facts: dict[str, Any] = {
        "col_dates": shown["dates"],
        "col_place": shown["place"],
        "f_cost": f"{words.shown(cost.total)} ({status})",
        "c_list": f"{words(f'list_{listed.status}')} "
        f"({words('v_listed', n=len(listed.participants))})",
        "f_shared_by": counted(
            words, roles.total(), {role or "": roles[role] for role in ROLE_ORDER if role in roles}
        ),
        "f_sum_of_rates": rate(result.assessment.sum_of_rates, words.language),
        "f_scale": f"{words.shown(scale.years)} ({words.quoted(scale.resolution)})",
        "f_rule": rule_told(rule, result.convention, words),
        "f_residual": _residual(each, words),
    }
    return facts | ({"f_issued": words("v_issued", day=each.issued_on)} if each.issued_on else {})


def rule_told(rule: Rule, convention: Convention, words: Speaker) -> str:
    """Who bears the cost by a rule that comes with the convention; the title of any other rule."""
    own = rule.id in convention.rules
    return words(f"m_liable_{rule.liable}") if own else words.known(rule.title)


def _residual(each: YearMeeting, words: Speaker) -> str:
    assessment, total = each.result.assessment, each.result.cost.total
    if assessment.residual:
        return words("v_residual_left", amount=total.of(assessment.residual))
    rounded = [line.rounding for line in assessment.lines if line.rounding]
    if not sum(rounded):
        return words("v_residual_none")
    return words(
        "v_residual_borne", amount=total.of(sum(rounded) * assessment.unit), n=len(rounded)
    )


def states_section(year: Year, words: Speaker, figure: Block) -> Section:
    """What each State was assessed."""
    intro = words.for_number("p_states", len(year.meetings), year=str(year.year))
    return Section(words("h_states"), [intro, in_order(states_table(year, words), words), figure])


def changes_sections(report: Report, words: Speaker, figure: Block) -> list[Section]:
    """The change and its reasons, then every State; or one sentence if there is nothing to compare
    with.
    """
    year, compared = report.year, report.compared
    passed = passed_over(report, words)
    if compared is None:
        return [Section(words("h_changes_none"), [passed or words("p_first_year", year=year)])]
    causes = _causes(year, compared, words)  # last: however many States they name, the figure stays
    blocks = [
        *_intro(year, compared, words, passed),
        sums_table(year, compared, words),
        figure,
        causes,
    ]
    return [
        Section(words("h_changes", year=compared.earlier), blocks),
        Section(
            words("h_changes_states"),
            [in_order(changes_table(year, compared, words), words)],
            level=2,
        ),
    ]


def _intro(year: Year, compared: Compared, words: Speaker, passed: str) -> list[str]:
    earlier = compared.earlier
    texts = [words("p_compared", year=earlier, meetings=named(earlier.meetings))]
    if earlier.year != year.year - 1:
        texts.append(passed or words("p_gap", year=earlier, now=year))
    if compared.with_cost:
        return [words.paragraph(texts), words("p_effects", year=earlier)]
    texts.append(words(f"p_why_{compared.comparable}", year=earlier, now=year))
    equal = words("p_equal_cost", year=earlier, now=year, cost=compared.after)
    return [words.paragraph(texts), equal]


def _causes(year: Year, compared: Compared, words: Speaker) -> list[str]:
    old, new = compared.earlier.meetings[-1].result, year.meetings[-1].result
    rates = [rate(each.assessment.sum_of_rates, words.language) for each in (old, new)]
    counts = {"before_n": len(compared.earlier.rows), "after_n": len(year.rows)}
    which, scales = scale_change(compared, year, words)
    return [
        *(
            [words("b_cost", before=compared.before, after=compared.after)]
            if compared.with_cost
            else []
        ),
        words("b_states", before=rates[0], after=rates[1], **counts),
        *([words("b_joined", states=words.listed(compared.joined))] if compared.joined else []),
        *([words("b_left", states=words.listed(compared.left))] if compared.left else []),
        words(f"b_scale_{which}", **scales),
        *(
            [
                words(
                    "b_rule",
                    before=words.known(old.rule.title),
                    after=words.known(new.rule.title),
                )
            ]
            if old.rule.id != new.rule.id
            else []
        ),
    ]


def parts_section(year: Year, words: Speaker, figure: Block) -> Section:
    """By regional group, development and role."""
    twice = any(
        sum(part.states for part in year.parts[view]) > len(year.rows)
        for view in ("role", "development")
    )
    tables = (parts_table(view, year, words) for view in year.parts)
    return Section(
        words("h_parts"), [figure, *tables, Quiet(words("n_counts_twice")) if twice else None]
    )


def collection_section(
    year: Year, collection: Collection, words: Speaker, figure: Block
) -> Section:
    """The ledger as at a day."""
    notes = [words("note_days"), words("note_netting")]
    if collection.carried_over:
        carried = [each for each in year.meetings if each.meeting.id in collection.carried_over]
        notes.append(words("n_carried_over", meetings=named(carried)))
    if collection.others:
        notes.append(
            words("n_other_currencies", currencies=words("join_states").join(collection.others))
        )
    blocks = (
        shown_on(collection.as_at, collection.known_on, words),
        collection_table(year, collection, words)
        if collection.total
        else words("p_none_issued", year=year),
        figure,
        arrears_table(collection, words, year.states)
        if collection.arrears
        else words("p_no_arrears"),
        notes,
    )
    return Section(words("h_collection"), blocks)


def cautions(report: Report, words: Speaker) -> list[str]:
    """What a reader must not overlook."""
    texts = [words("caution_report_specimen")] if report.is_specimen else []
    if any(each.result.on_expected_list for each in report.year.meetings):
        texts.append(words("caution_expected"))
    return [*texts, *provisional_scale(report.year, words)]


def notes_section(report: Report, words: Speaker) -> Section:
    """What is expected, illustrative or assumed, and the rates that are not the adopted ones."""
    rates = in_order(rates_table(report.year, words), words)
    return Section(words("h_notes"), [notes_of(report, words), rates if rates.rows else None])


def notes_of(report: Report, words: Speaker) -> list[str]:
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
    for status in get_args(ListStatus):
        listed = [each for each in year.meetings if each.result.list.status == status]
        items += [words(f"b_list_{status}", meetings=named(listed))] if listed else []
        may_change = any(each.result.on_expected_list for each in listed)
        items += [words("caution_expected")] if may_change else []
    items += provisional_scale(year, words)
    known = [year.states[row.code] for row in year.rows if row.code in year.states]
    remarks = [
        words("with_role", name=words.state(state.iso3), role=words.known(state.group_remark))
        for state in known
        if state.group_remark
    ]
    for key, applies in (
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
    return items


def provisional_scale(year: Year, words: Speaker) -> list[str]:
    """That a scale is provisional, if one is."""
    results = [each.result for each in year.meetings]
    years = sorted({each.scale.years for each in results if each.scale_chosen == "provisional"})
    told = words("join_states").join(map(words.shown, years))
    return [words("caution_scale_provisional", scale=told)] if years else []


def sources_section(report: Report, words: Speaker) -> Section:
    """Sources of each meeting, and where the files read are listed."""
    items = [
        words("s_meeting", meeting=each.meeting, sources=words.paragraph(_sources(each, words)))
        for each in report.year.meetings
    ]
    told: list[Block] = [items] if len(items) > 1 else list(items)
    return Section(words("h_sources"), [*told, words("p_files")])


def _sources(each: YearMeeting, words: Speaker) -> list[str]:
    result = each.result
    listed = [result.convention.treaty_status_source if result.list.follows_treaty else ""]
    listed += sorted(
        {participant.document for participant in result.list.participants if participant.document}
    )
    status, cost = result.cost.status, words.known(result.cost.source or "")
    sources = {
        "s_register": words.known(each.meeting.source),
        "s_rule": words.known(result.rule.legal_source),
        "s_scale": words.quoted(result.scale_adopted),
        "s_list": words.joined(words.known(text) for text in listed if text),
        "s_cost": {"given": words("status_given"), "illustrative": ""}.get(status, cost),
    }
    return [words(key, source=source) for key, source in sources.items() if source]


def method_section(report: Report, words: Speaker) -> Section:
    """The method in one page."""
    results = {each.result.rule.id: each.result for each in report.year.meetings}
    blocks: list[Block] = [
        words("m_year"),
        [text for result in results.values() for text in _rule(result, words)],
    ]
    compared = report.compared
    if compared is not None:
        cost = "m_effect_cost" if compared.with_cost else "m_no_cost"
        effects = [cost, "m_effect_participation", "m_effect_rates", "m_effect_rounding"]
        blocks += [
            words("m_change", year=compared.earlier),
            [words(key, year=compared.earlier, now=report.year) for key in effects],
        ]
    collection = words("m_collection") if report.collection is not None else None
    return Section(words("h_method"), [*blocks, words("m_parts"), collection, words("m_exact")])


def _rule(result: Apportionment, words: Speaker) -> list[str]:
    rule, unit = result.rule, result.cost.total.of(result.assessment.unit)
    more = departures(rule, result.states)
    residual = words(f"m_residual_{rule.residual}", unit=words.said(unit))
    return [
        words(f"m_liable_{rule.liable}"),
        words(f"m_pool_{rule.states_not_party}"),
        *([words("m_departures", text=words.quoted(" ".join(more)))] if more else []),
        residual if rule.residual == "none" else f"{residual} {words('m_ties')}",
    ]
