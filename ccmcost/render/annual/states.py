"""Every State: what it was assessed in each meeting and in total; and the year by group, development and role."""

from __future__ import annotations

from fractions import Fraction

from ccmcost.render.annual.blocks import Block, Column, Figure, Paragraph, Section, Table
from ccmcost.render.annual.words import ReportWords
from ccmcost.statement.annual.year import Part, Year

WHOLE = Fraction(1)


def states_section(year: Year, words: ReportWords, figure: Figure) -> Section:
    """The assessments by State."""
    intro = Paragraph(words.for_number("p_states", len(year.meetings), year=str(year.year)))
    return Section(words("h_states"), 1, (intro, figure, _table(year, words)), new_page=True)


def short_name(meeting_id: str) -> str:
    """A meeting as the head of a column: its id, in capitals."""
    return meeting_id.upper()


def _table(year: Year, words: ReportWords) -> Table:
    many = len(year.meetings) > 1
    currency = year.total.currency
    columns = (
        Column(words("col_code")),
        Column(words("col_state"), wide=1),
        Column(words("col_role")),
        Column(words("col_rate"), right=True),
        *(Column(short_name(each.id), right=True) for each in year.meetings if many),
        Column(words("c_total" if many else "col_amount", currency=currency), right=True),
        Column(words("col_share"), right=True),
    )
    rows = tuple(
        (
            row.code,
            words.state(row.code),
            words.roles(row.roles),
            words.rate(row.rate),
            *(words.amount(amount) for amount in row.amounts if many),
            words.amount(row.total),
            words.per_cent(row.share, 6),
        )
        for row in year.rows
    )
    notes = (words("n_rate_last"),) if many else ()
    return Table(words("t_states", year=str(year.year)), columns, rows, _foot(year, words, many), notes, dense=True)


def _foot(year: Year, words: ReportWords, many: bool) -> tuple[tuple[str, ...], ...]:
    sums = [words.amount(each.result.cost.total.minor) for each in year.meetings if many]
    rows = []
    if year.residual:
        left = [words.amount(each.result.assessment.residual) for each in year.meetings if many]
        rows.append(("", words("annex_residual"), "", "", *left, words.amount(year.residual), ""))
    count = words("v_states", n=words.count(len(year.rows)))
    rows.append(
        ("", f"{words('row_total')} ({count})", "", "", *sums, words.amount(year.total.minor), words.per_cent(WHOLE, 6))
    )
    return tuple(rows)


def parts_section(year: Year, words: ReportWords, figure: Figure) -> Section:
    """By regional group, development and role."""
    blocks: list[Block] = [
        figure,
        _parts(words("t_groups"), words("c_group"), year.groups, year, words),
        _parts(words("t_development"), words("c_development"), year.development, year, words),
        _parts(words("t_roles"), words("col_role"), year.roles, year, words),
    ]
    if sum(part.states for part in year.roles) > len(year.rows) or sum(p.states for p in year.development) > len(year.rows):
        blocks.append(Paragraph(words("n_counts_twice"), quiet=True))
    return Section(words("h_parts"), 1, tuple(blocks), new_page=True)


def _parts(caption: str, head: str, parts: tuple[Part, ...], year: Year, words: ReportWords) -> Table:
    columns = (
        Column(head, wide=1),
        Column(words("c_states"), right=True),
        Column(words("col_amount", currency=year.total.currency), right=True),
        Column(words("col_share"), right=True),
    )
    rows = tuple(
        (words.part(part.key), words.count(part.states), words.amount(part.amount), words.per_cent(part.share, 6))
        for part in parts
    )
    foot = []
    if year.residual:
        foot.append((words("annex_residual"), "", words.amount(year.residual), ""))
    foot.append((words("row_total"), words.count(len(year.rows)), words.amount(year.total.minor), words.per_cent(WHOLE, 6)))
    return Table(caption, columns, rows, tuple(foot))
