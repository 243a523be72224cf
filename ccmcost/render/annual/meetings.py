"""Each meeting: when and where, what it cost and by what estimate, who shared it, by which list, scale and rule."""

from __future__ import annotations

from ccmcost.model.cost_lines import CostLine
from ccmcost.model.treaty import Role
from ccmcost.render.annual.blocks import Block, Bullets, Column, Facts, Paragraph, Section, Table
from ccmcost.render.annual.words import ReportWords
from ccmcost.sharing.explanation import cautions_of
from ccmcost.statement.annual.year import ROLE_ORDER, YearMeeting
from ccmcost.words.numbers import day, isolated, number, rate


def meeting_sections(meetings: tuple[YearMeeting, ...], words: ReportWords) -> list[Section]:
    """A heading for all, then a section for each meeting."""
    head = Section(words("h_meetings"), 1, (), new_page=True)
    return [head, *(_section(each, words) for each in meetings)]


def _section(each: YearMeeting, words: ReportWords) -> Section:
    result = each.result
    blocks: list[Block] = [Facts(tuple(_facts(each, words)))]
    if each.lines:
        blocks.append(_lines(each, words))
    else:
        blocks.append(Paragraph(words("p_no_lines"), quiet=True))
    cautions = words.sentences(cautions_of(result))
    if cautions:
        blocks.append(Bullets(tuple(cautions)))
    return Section(words.name(result.meeting), 2, tuple(blocks))


def _facts(each: YearMeeting, words: ReportWords) -> list[tuple[str, str]]:
    result, language = each.result, words.language
    meeting, cost = result.meeting, result.cost
    assert meeting is not None
    shown = words.meeting(meeting)
    version = words("v_version", version=str(cost.version)) if cost.version else ""
    adopted = words("v_adopted", day=day(cost.adopted_on, language)) if cost.adopted_on else ""
    status = ", ".join(part for part in (words(f"status_{cost.status}"), version, adopted) if part)
    first, last = result.scale.period
    years = isolated(f"{first.year}-{last.year}", language)
    facts = [
        (words("col_dates"), shown["dates"]),
        (words("col_place"), shown["place"]),
        (words("f_cost"), f"{words.money(cost.total)} ({status})"),
        (words("c_list"), _list(each, words)),
        (words("f_shared_by"), _shared_by(each, words)),
        (words("f_sum_of_rates"), rate(result.assessment.sum_of_rates, language)),
        (words("f_scale"), f"{years} ({words.quoted(result.scale.resolution)})"),
        (words("f_rule"), f"{result.rule.id}: {words.quoted(result.rule.title)}"),
        (words("f_residual"), _residual(each, words)),
    ]
    if each.issued_on:
        facts.append((words("f_issued"), words("v_issued", day=day(each.issued_on, language))))
    return facts


def _list(each: YearMeeting, words: ReportWords) -> str:
    listed = each.result.list
    status = words(f"list_{listed.status}")
    return f"{status} ({words('v_listed', n=words.count(len(listed.participants)))})"


def _shared_by(each: YearMeeting, words: ReportWords) -> str:
    lines = each.result.assessment.lines
    roles: dict[Role | None, int] = {}
    for line in lines:
        roles[line.payer.role] = roles.get(line.payer.role, 0) + 1
    parts = [f"{words.part(role or '')} {words.count(roles[role])}" for role in ROLE_ORDER if role in roles]
    return f"{words.count(len(lines))} ({words.joined(parts)})"


def _residual(each: YearMeeting, words: ReportWords) -> str:
    assessment, total = each.result.assessment, each.result.cost.total
    if assessment.residual:
        return words("v_residual_left", amount=words.money(total.of(assessment.residual)))
    units = sum(line.rounding for line in assessment.lines)
    if not units:
        return words("v_residual_none")
    states = [line.code for line in assessment.lines if line.rounding]
    amount = words.money(total.of(units * assessment.unit))
    return words("v_residual_borne", amount=amount, n=words.count(len(states)))


def _lines(each: YearMeeting, words: ReportWords) -> Table:
    total, meeting = each.result.cost.total, each.result.meeting
    rows = tuple((words.quoted(line.item), _percent(line, words), words.amount(line.amount)) for line in each.lines)
    columns = (
        Column(words("c_item"), wide=1),
        Column("%", right=True),
        Column(words("col_amount", currency=total.currency), right=True),
    )
    foot = ((words("row_total"), "", words.amount(total.minor)),)
    return Table(words("t_lines", meeting=words.name(meeting)), columns, rows, foot)


def _percent(line: CostLine, words: ReportWords) -> str:
    if not line.percent:
        return ""
    base = words(f"base_{line.base}") if line.base else ""
    shown = isolated(number(line.percent, words.language), words.language)
    return f"{shown} {base}".strip()
