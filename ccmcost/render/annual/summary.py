"""The summary on one page: meetings, costs by status, States that shared, the largest changes, what was collected."""

from __future__ import annotations

from ccmcost.render.annual.blocks import Block, Column, Facts, Section, Table
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.change import Compared
from ccmcost.statement.annual.collection import Collection
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import Year

LARGEST = 10


def summary(report: Report, words: ReportWords) -> Section:
    """The first section."""
    year, found = report.year, report.compared
    blocks: list[Block] = [Facts(tuple(facts_of(report, words))), _meetings(year, words), _costs(year, words)]
    if found is not None and found.largest(1):
        blocks.append(_largest(found, words))
    return Section(words("h_summary"), 1, tuple(blocks), new_page=True)


def facts_of(report: Report, words: ReportWords) -> list[tuple[str, str]]:
    """The main figures, each with its label."""
    year, found = report.year, report.compared
    roles = words.joined(f"{words.part(part.key)} {words.count(part.states)}" for part in year.roles)
    first = year.ranked()[0]
    facts = [
        (words("f_meetings"), words.count(len(year.meetings))),
        (words("f_cost"), words.money(year.total)),
        (words("f_states"), f"{words.count(len(year.rows))} ({roles})"),
        (
            words("f_largest"),
            words(
                "v_largest",
                state=words.state(first.code),
                amount=words.money(year.total.of(first.total)),
                share=words.per_cent(first.share),
            ),
        ),
    ]
    if found is not None:
        facts.append((words("f_compared"), f"{found.earlier.year} ({words.meetings(found.earlier)})"))
        moved = words("v_moved", joined=words.count(len(found.joined)), left=words.count(len(found.left)))
        facts.append((words("f_moved"), moved))
    if report.collection is not None:
        facts += _collected(report.collection, words)
    return facts


def _collected(found: Collection, words: ReportWords) -> list[tuple[str, str]]:
    if found.total is None:
        return [(words("f_collected"), words("v_none_issued"))]
    cash = words.money(found.money.of(found.total.cash))
    part = words.per_cent(found.total.collected)
    return [
        (words("f_collected"), words("v_collected", amount=cash, share=part) if part else cash),
        (words("f_outstanding"), words.money(found.money.of(found.total.outstanding))),
        (words("f_arrears"), words.money(found.money.of(sum(found.ages())))),
    ]


def _meetings(year: Year, words: ReportWords) -> Table:
    rows = []
    for each in year.meetings:
        meeting = each.result.meeting
        assert meeting is not None
        rows.append(
            (
                words.name(meeting),
                words.meeting(meeting)["dates"],
                words(f"list_{each.result.list.status}"),
                words.count(len(each.result.assessment.lines)),
                words(f"status_{each.result.cost.status}"),
                words.amount(each.result.cost.total.minor),
            )
        )
    columns = (
        Column(words("col_meeting"), wide=4),
        Column(words("col_dates"), wide=2),
        Column(words("c_list")),
        Column(words("c_states"), right=True),
        Column(words("c_status"), wide=2),
        Column(words("c_cost", currency=year.total.currency), right=True),
    )
    total = (words("row_total"), "", "", words.count(len(year.rows)), "", words.amount(year.total.minor))
    notes = (words("n_states_once"),) if len(year.meetings) > 1 else ()
    return Table(words("t_meetings", year=str(year.year)), columns, tuple(rows), (total,), notes)


def _costs(year: Year, words: ReportWords) -> Table:
    columns = (
        Column(words("c_status"), wide=1),
        Column(words("c_meetings"), right=True),
        Column(words("c_cost", currency=year.total.currency), right=True),
    )
    rows = tuple(
        (words(f"status_{part.status}"), words.count(len(part.meetings)), words.amount(part.amount)) for part in year.costs
    )
    total = (words("row_total"), words.count(len(year.meetings)), words.amount(year.total.minor))
    return Table(words("t_costs"), columns, rows, (total,))


def _largest(found: Compared, words: ReportWords) -> Table:
    columns = (
        Column(words("col_state"), wide=1),
        Column(str(found.earlier.year), right=True),
        Column(words("c_this_year"), right=True),
        Column(words("c_change", currency=found.after.currency), right=True),
        Column(words("c_reason")),
    )
    rows = tuple(
        (
            words.state(row.code),
            words.amount(row.before),
            words.amount(row.after),
            words.signed(row.difference),
            words(f"reason_{row.reason}"),
        )
        for row in found.largest(LARGEST)
    )
    why = () if found.with_cost else (f"p_why_{found.comparable}", "n_equal_cost")
    notes = tuple(words(key, year=str(found.earlier.year)) for key in why)
    return Table(words("t_largest", count=words.count(len(rows)), year=str(found.earlier.year)), columns, rows, (), notes)
