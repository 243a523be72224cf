"""Every table of the report, said once: pages, the workbook, CSV files and the data behind the
charts show it.

Widths of columns are those of the workbook. A name is that of the language; machines read the
English one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ccmcost.accounts.status import AGES, FIGURES, MeetingRow
from ccmcost.charts.frame import part_name
from ccmcost.documents.annual import Part, StateRow, View, Year, YearMeeting, group_of
from ccmcost.documents.annual.report import Arrears, Collection, Report
from ccmcost.model.meeting import CostLine, Meeting
from ccmcost.model.money import Money
from ccmcost.model.rates import WHOLE_RATE, Rate
from ccmcost.model.states import States
from ccmcost.tables.table import Column, Live, Row, Say, Table, Value
from ccmcost.tables.xlsx import HEAD, letter
from ccmcost.words.speaker import Speaker

WHOLE = Fraction(1)
CODE, GROUP = 0, 3
"""Columns of the sheet of States by which others look up what is assessed."""
BANDS = ("not_due", "days_0_90", "days_91_365", "years_1_3", "older")
HEADS: dict[View, str] = {"group": "c_group", "development": "c_development", "role": "col_role"}
CAPTIONS: dict[View, str] = {"group": "t_groups", "development": "t_development", "role": "t_roles"}


def title_of(report: Report, words: Speaker, is_brief: bool = False) -> str:
    """The title of the report, or of its short form."""
    what = "brief" if is_brief else "report"
    return words(f"title_{'specimen_' * report.is_specimen}{what}", year=report.year)


def named(meetings: Iterable[YearMeeting]) -> list[Meeting]:
    """Meetings, to be shown by their names."""
    return [each.meeting for each in meetings]


def said_state(code: str, states: States, words: Speaker) -> Say:
    """The name of a State for a cell."""
    return Say(states.name(code), words.state(code))


def roles_of(row: StateRow, words: Speaker) -> str:
    """The roles of a State in words."""
    return words.joined(words(f"role_{role}") for role in row.roles if role)


def _percent_of(line: CostLine, words: Speaker) -> str:
    """The percentage of a line of a cost, and what it is taken of."""
    base = words(f"base_{line.base}") if line.base else ""
    return f"{words.number(line.percent)} {base}".strip() if line.percent else ""


def total_row(columns: Sequence[Column], words: Speaker, **cells: Value) -> Row:
    """A row of the foot: cells by column, `total` in that of names."""
    label = cells.get("name", words("row_total"))
    labels: dict[str, Value] = {"name": label, "named": label}
    return tuple({**labels, **cells}.get(column.name, "") for column in columns)


def meetings_table(year: Year, words: Speaker) -> Table:
    """When each meeting was held, who shared it, what it cost."""
    columns = (
        Column("meeting", only=("csv",)),
        Column("name", words("col_meeting")),
        Column("day", only=("csv",)),
        Column("dates", words("col_dates"), only=("page", "xlsx")),
        Column("scale", only=("csv",)),
        Column("rule", only=("csv",)),
        Column("list_status", words("c_list")),
        Column("shared", words("c_states"), "count", only=("page", "xlsx")),
        Column("cost_status", words("c_status")),
        Column("cost", words("c_cost", currency=year.total.currency), "money"),
        Column("currency", only=("csv",)),
        Column("states", only=("csv",)),
        Column("residual", only=("csv",)),
    )

    def cells(each: YearMeeting) -> Row:
        meeting, result = each.meeting, each.result
        listed, cost, states = result.list.status, result.cost, result.assessment.states
        what = (
            meeting.id,
            Say(meeting.name, words.shown(meeting)),
            result.day,
            words.meeting(meeting)["dates"],
        )
        rests_on = (result.scale.id, result.rule.id, Say(listed, words(f"list_{listed}")), states)
        total = (Say(cost.status, words(f"status_{cost.status}")), cost.total, cost.total.currency)
        return (*what, *rests_on, *total, states, year.total.of(result.assessment.residual))

    notes = (words("n_states_once"),) if len(year.meetings) > 1 else ()
    foot = total_row(columns, words, shared=len(year.rows), cost=year.total)
    return Table(
        "meetings",
        words("t_meetings", year=year),
        columns,
        tuple(map(cells, year.meetings)),
        (foot,),
        notes,
    )


def costs_table(year: Year, words: Speaker) -> Table:
    """The costs by their status."""
    columns = (
        Column("name", words("c_status")),
        Column("meetings", words("c_meetings"), "count", only=("page",)),
        Column("cost", words("c_cost", currency=year.total.currency), "money"),
    )
    rows = tuple(
        (
            Say(status, words(f"status_{status}")),
            len(own),
            year.total.of(sum(each.result.cost.total.minor for each in own)),
        )
        for status, own in year.costs.items()
    )
    foot = total_row(columns, words, meetings=len(year.meetings), cost=year.total)
    return Table("costs", words("t_costs"), columns, rows, (foot,))


def lines_table(each: YearMeeting, words: Speaker) -> Table:
    """The lines of a cost."""
    total = each.result.cost.total
    columns = (
        Column("name", words("c_item")),
        Column("percent", "%", "number"),
        Column("amount", words("col_amount", currency=total.currency), "money"),
    )
    rows = tuple(
        (words.quoted(line.item), _percent_of(line, words), total.of(line.amount))
        for line in each.lines
    )
    caption = words("t_lines", meeting=each.meeting)
    return Table("lines", caption, columns, rows, (total_row(columns, words, amount=total),))


def state_columns(words: Speaker) -> tuple[Column, Column]:
    """Code and name of a State."""
    return Column("iso3", words("col_code"), wide=8), Column("name", words("col_state"), wide=46)


def states_table(year: Year, words: Speaker) -> Table:
    """What each State was assessed: for each meeting if there are several, and in all."""
    many = len(year.meetings) > 1
    currency = year.total.currency
    ids = [each.meeting.id for each in year.meetings]
    code, name = state_columns(words)
    columns = (
        code,
        name._replace(only=("csv", "xlsx")),
        Column("named", words("col_state"), only=("page",)),
        Column("roles", words("col_role"), wide=20, only=("csv", "xlsx")),
        Column("group", words("c_group"), wide=34, only=("xlsx",)),
        Column("rate", words("col_rate"), "rate", 11),
        *(Column(each, each.upper(), "money", 17, () if many else ("csv",)) for each in ids),
        Column("total", words("c_total" if many else "col_amount", currency=currency), "money", 18),
        Column("share", words("col_share"), "share", 13, ("csv", "xlsx")),
    )
    sum_of_meetings = f"SUM({{{ids[0]}}}:{{{ids[-1]}}})"

    def cells(row: StateRow) -> Row:
        total = year.total.of(row.total)
        return (
            row.code,
            said_state(row.code, year.states, words),
            named_with_role(row, words),
            Say("; ".join(role or "" for role in row.roles), roles_of(row, words)),
            part_name(group_of(row.code, year.states), words),
            rate_cell(row.rate),
            *("" if amount is None else total.of(amount) for amount in row.amounts),
            rounded(sum_of_meetings, total) if many else total,
            row.share,
        )

    costs = {each.meeting.id: each.result.cost.total for each in year.meetings}
    left = {
        each.meeting.id: year.total.of(each.result.assessment.residual) for each in year.meetings
    }
    count = words("v_states", n=len(year.rows))
    foot = [
        total_row(
            columns,
            words,
            name=f"{words('row_total')} ({count})",
            **costs,
            total=year.total,
            share=WHOLE,
        )
    ]
    if year.residual:
        residual = year.total.of(year.residual)
        foot.insert(
            0, total_row(columns, words, name=words("annex_residual"), **left, total=residual)
        )
    notes = (words("n_rate_last"),) if many else ()
    caption = words("t_states", year=year)
    return Table("states", caption, columns, tuple(map(cells, year.rows)), tuple(foot), notes)


def named_with_role(row: StateRow, words: Speaker) -> str:
    """The name of a State, with its role where that tells it apart."""
    name = words.state(row.code)
    return name if row.is_party else words("with_role", name=name, role=roles_of(row, words))


def rate_cell(rate: Rate | None) -> Value:
    """A rate as a cell."""
    return "" if rate is None else Fraction(rate.thousandths, WHOLE_RATE)


def rounded(formula: str, amount: Money) -> Live:
    """Money that the workbook computes, to the decimals of its currency."""
    return Live(f"ROUND({formula},{amount.decimals})", amount)


def looked_up(year: Year, words: Speaker, column: int, key: str) -> str:
    """The formula that finds on the sheet of States what those are assessed whose `column` holds
    what stands in `key`.
    """

    def span(at: int) -> str:
        return on_sheet(
            words("x_states"), f"${letter(at)}${HEAD + 2}:${letter(at)}${HEAD + 1 + len(year.rows)}"
        )

    return f"SUMIFS({span(total_place(year))},{span(column)},{{{key}}})"


def total_place(year: Year) -> int:
    """The column of the sheet of States that holds the total, from 0."""
    return 5 + (len(year.meetings) if len(year.meetings) > 1 else 0)


def on_sheet(sheet: str, cells: str) -> str:
    """The address of cells as a formula of another sheet writes it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cells}"


def parts_table(view: View, year: Year, words: Speaker) -> Table:
    """The cost of the year by regional group, development or role."""
    columns = (
        Column("by", only=("csv",)),
        Column("part", words(HEADS[view]), wide=46),
        Column("states", words("c_states"), "count", 10),
        Column("amount", words("col_amount", currency=year.total.currency), "money", 18),
        Column("shown_share", words("col_share"), "number", only=("page",)),
        Column("share", words("col_share"), "share", 13, ("csv", "xlsx")),
    )
    # development and role can differ from meeting to meeting
    formula = looked_up(year, words, GROUP, "part")

    def cells(part: Part) -> Row:
        amount = year.total.of(part.amount)
        shown = rounded(formula, amount) if view == "group" else amount
        shares = (words.per_cent(part.share, 3), part.share)
        return (view, Say(part.key, part_name(part.key, words)), part.states, shown, *shares)

    whole = (words.per_cent(WHOLE, 3), WHOLE)
    foot: list[Row] = [("", words("row_total"), len(year.rows), year.total, *whole)]
    if year.residual:
        foot.insert(0, ("", words("annex_residual"), "", year.total.of(year.residual), "", ""))
    return Table(
        "parts", words(CAPTIONS[view]), columns, tuple(map(cells, year.parts[view])), tuple(foot)
    )


def whole_parts_table(year: Year, words: Speaker) -> Table:
    """The parts of all views below one another, as machines read them."""
    first, *others = (parts_table(view, year, words) for view in year.parts)
    return first._replace(rows=(*first.rows, *(row for table in others for row in table.rows)))


def collection_table(year: Year, collection: Collection, words: Speaker) -> Table:
    """Assessed, received and outstanding for the meetings of the year."""
    names = {each.meeting.id: words.shown(each.meeting) for each in year.meetings}
    columns = (
        Column("name", words("col_meeting"), wide=46),
        *(Column(key, words(key), "money", 17) for key in FIGURES),
        Column("settled", words("col_settled"), "percent", 12),
    )

    def cells(row: MeetingRow) -> Row:
        return (
            names.get(row.meeting, words("row_total")),
            *map(collection.money.of, row.figures),
            "" if row.settled is None else row.settled,
        )

    caption = words("t_collection", currency=collection.money.currency)
    foot = (cells(collection.total),) if collection.total else ()
    rows, notes = (
        tuple(map(cells, collection.meetings)),
        (words("note_other"), words("note_settled")),
    )
    return Table("collection", caption, columns, rows, foot, notes)


def arrears_table(collection: Collection, words: Speaker, states: States) -> Table:
    """What States owe for all meetings, by age. On a page the meetings stand beside the State:
    a column of their own leaves no room for its name.
    """
    code, name = state_columns(words)
    columns = (
        code,
        name._replace(only=("csv", "xlsx")),
        Column("named", words("col_state"), only=("page",)),
        Column("meetings", words("c_meetings"), wide=24, only=("csv", "xlsx")),
        *(Column(name, words(band), "money", 15) for name, band in zip(BANDS, AGES, strict=True)),
        Column("outstanding", words("col_outstanding"), "money", 17),
        Column("days_overdue", words("col_days"), "count", 9),
    )

    def cells(row: Arrears) -> Row:
        meetings = ", ".join(meeting.upper() for meeting in row.meetings)
        unbroken = meetings.replace("-", "\u2011")
        return (
            row.code,
            said_state(row.code, states, words),
            f"{words.state(row.code)} ({words.isolated(unbroken)})",
            Say("; ".join(row.meetings), meetings),
            *map(collection.money.of, row.bands),
            rounded(f"SUM({{{BANDS[0]}}}:{{{BANDS[-1]}}})", collection.money.of(row.total)),
            "" if row.days is None else row.days,
        )

    sums = dict(
        zip(
            (*BANDS, "outstanding"),
            map(collection.money.of, (*collection.ages(), sum(collection.ages()))),
            strict=True,
        )
    )
    caption = words("t_arrears", currency=collection.money.currency)
    rows = tuple(map(cells, collection.arrears))
    return Table("arrears", caption, columns, rows, (total_row(columns, words, **sums),))


def rates_table(year: Year, words: Speaker) -> Table:
    """Rates that are not the adopted ones, in order of code."""
    payers = [line.payer for each in year.meetings for line in each.result.assessment.lines]
    rates = {
        payer.code: payer.rate
        for payer in payers
        if payer.rate is not None and payer.rate.origin != "adopted"
    }
    columns = (
        *state_columns(words),
        Column("rate", words("col_rate"), "rate"),
        Column("origin", words("c_origin")),
        Column("basis", words("c_basis")),
    )
    rows = tuple(
        (
            code,
            said_state(code, year.states, words),
            rate_cell(rate),
            Say(rate.origin, words(f"origin_{rate.origin}")),
            words.known(rate.basis.removeprefix("assumed: ")),
        )
        for code, rate in sorted(rates.items())
    )
    assumed = any(rate.origin == "assumed" for rate in rates.values())
    notes = (words("n_assumed"),) if assumed else ()
    return Table("rates", words("t_rates"), columns, rows, (), notes)
