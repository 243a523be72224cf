"""The tables of the annual workbook: States, changes, groups, collection, arrears."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.accounts.status import AGES, FIGURES
from ccmcost.model.rates import share_text
from ccmcost.render.annual.changes import effect_heads, effects_of
from ccmcost.render.xlsx.annual_sheets import FIRST, HEAD, RATE, SHARE, Book, Cell, Figure, Live, Places, Sum, cell
from ccmcost.statement.annual.change import Compared
from ccmcost.statement.annual.collection import Collection
from ccmcost.statement.annual.year import Part, StateRow
from ccmcost.tables.styles import Column, Worksheet
from ccmcost.words.numbers import day

CODE, STATE, GROUP = 0, 1, 3
"""Columns of States that other sheets look up."""


def write_states(book: Book, places: Places) -> None:
    """A row per State; a total over several meetings is a formula."""
    words, year = book.words, book.report.year
    currency = year.total.currency
    many = places.many > 1
    columns = [
        Column(words("col_code"), 8),
        Column(words("col_state"), 46),
        Column(words("col_role"), 20),
        Column(words("c_group"), 34),
        Column(words("col_rate"), 11, True),
        *(Column(each.id.upper(), 17, True) for each in year.meetings if many),
        Column(words("c_total" if many else "col_amount", currency=currency), 18, True),
        Column(words("col_share"), 13, True),
    ]
    sheet = book.sheet(words("x_states"), words("t_states", year=str(year.year)), columns)
    rows = [_state(row, number, book, places) for number, row in enumerate(year.rows, FIRST)]
    book.table(sheet, HEAD, columns, rows)
    money = range(places.first_meeting, places.total + 1)
    sums = [sum(row.amounts[at] or 0 for row in year.rows) for at in range(places.many)] if many else []
    sums.append(sum(row.total for row in year.rows))
    last = places.sum_row - 1
    live = [Live(book.down(column, FIRST, last), minor) for column, minor in zip(money, sums, strict=True)]
    book.row(sheet, places.sum_row, ["", words("row_total"), "", "", "", *live, ""], "sum")
    book.finish(sheet, len(columns), last, 2)


def _state(row: StateRow, number: int, book: Book, places: Places) -> list[Cell]:
    words, year = book.words, book.report.year
    many = places.many > 1
    amounts: list[Cell] = [None if amount is None else Sum(amount) for amount in row.amounts] if many else []
    span = f"{cell(number, places.first_meeting)}:{cell(number, places.total - 1)}"
    total: Cell = Live(f"SUM({span})", row.total) if many else Sum(row.total)
    rate: Cell = None if row.rate is None else Figure(row.rate.thousandths / 1000, RATE)
    group = words.part(year.group_of(row.code))
    share = Figure(float(share_text(row.share)), SHARE)
    return [row.code, words.state(row.code), words.roles(row.roles), group, rate, *amounts, total, share]


def write_changes(book: Book, found: Compared, places: Places) -> None:
    """A row per State: this year's amount is looked up, change and rounding are formulas."""
    words = book.words
    columns = [
        Column(words("col_code"), 8),
        Column(words("col_state"), 46),
        Column(str(found.earlier.year), 17, True),
        Column(words("c_this_year"), 17, True),
        Column(words("c_change_plain"), 17, True),
        *(Column(head, 17, True) for head in effect_heads(found, words)),
        Column(words("c_rounding"), 12, True),
        Column(words("c_reason"), 18),
    ]
    caption = words("t_changes", year=str(found.earlier.year), currency=found.after.currency)
    sheet = book.sheet(words("x_changes"), caption, columns)
    states, codes = (places.column(words("x_states"), column) for column in (places.total, CODE))
    rounding = 5 + places.effects
    rows: list[list[Cell]] = []
    for number, row in enumerate(found.rows, FIRST):
        effects = effects_of(row, found)
        first, last = cell(number, 5), cell(number, rounding - 1)
        rows.append(
            [
                row.code,
                words.state(row.code),
                Sum(row.before),
                Live(f"SUMIFS({states},{codes},{cell(number, CODE)})", row.after),
                Live(f"{cell(number, 3)}-{cell(number, 2)}", row.difference),
                *(Sum(effect) for effect in effects),
                Live(f"{cell(number, 4)}-SUM({first}:{last})", row.rounding),
                words(f"reason_{row.reason}"),
            ]
        )
    book.table(sheet, HEAD, columns, rows)
    end = FIRST + len(rows)
    before, after, change, cost, participation, rates, rest = found.sums()
    sums = [before, after, change, *([cost] if found.with_cost else []), participation, rates, rest]
    live = [Live(book.down(column, FIRST, end - 1), minor) for column, minor in enumerate(sums, 2)]
    book.row(sheet, end, ["", words("row_total"), *live, ""], "sum")
    book.finish(sheet, len(columns), end - 1, 2)


def write_parts(book: Book, places: Places) -> None:
    """By regional group (looked up on States), by development and by role (which can differ from meeting to meeting)."""
    words, year = book.words, book.report.year
    columns = [
        Column(words("c_group"), 46),
        Column(words("c_states"), 10, True),
        Column(words("col_amount", currency=year.total.currency), 18, True),
        Column(words("col_share"), 13, True),
    ]
    sheet = book.sheet(words("x_parts"), words("h_parts"), columns)
    row = HEAD
    for heading, parts, live in part_blocks(book):
        row = _parts(sheet, book, places, (row, [columns[0]._replace(heading=heading), *columns[1:]]), parts, live)


def part_blocks(book: Book) -> tuple[tuple[str, tuple[Part, ...], bool], ...]:
    """The three tables of the sheet of groups: heading, parts, whether its amounts are looked up."""
    words, year = book.words, book.report.year
    return (
        (words("c_group"), year.groups, True),
        (words("c_development"), year.development, False),
        (words("col_role"), year.roles, False),
    )


def _parts(
    sheet: Worksheet, book: Book, places: Places, head: tuple[int, Sequence[Column]], parts: tuple[Part, ...], live: bool
) -> int:
    row, columns = head
    words = book.words
    amounts, groups = (places.column(words("x_states"), column) for column in (places.total, GROUP))
    rows: list[list[Cell]] = []
    for number, part in enumerate(parts, row + 1):
        looked_up = f"SUMIFS({amounts},{groups},{cell(number, 0)})"
        amount: Cell = Live(looked_up, part.amount) if live else Sum(part.amount)
        rows.append([words.part(part.key), part.states, amount, Figure(float(share_text(part.share)), SHARE)])
    book.table(sheet, row, columns, rows)
    end = row + 1 + len(rows)
    total = Live(book.down(2, row + 1, end - 1), sum(part.amount for part in parts))
    book.row(sheet, end, [words("row_total"), "", total, ""], "sum")
    return end + 2


def parts_rows(book: Book) -> list[int]:
    """The rows of the totals of the three tables, in order."""
    row, found = HEAD, []
    for _, parts, _ in part_blocks(book):
        found.append(row + 1 + len(parts))
        row = found[-1] + 2
    return found


def write_collection(book: Book, found: Collection) -> None:
    """Assessed, received and outstanding for the meetings of the year."""
    words, year = book.words, book.report.year
    heads = [words(key) for key in FIGURES]
    columns = [
        Column(words("col_meeting"), 46),
        *(Column(head, 17, True) for head in heads),
        Column(words("col_collected"), 12, True),
    ]
    caption = (
        f"{words('t_collection', currency=found.money.currency)}. {words('as_at', day=day(found.as_at, words.language))}"
    )
    sheet = book.sheet(words("x_collection"), caption, columns)
    names = {each.id: words.name(each.result.meeting) for each in year.meetings}
    rows: list[list[Cell]] = []
    for row in found.meetings:
        part = row.collected
        share: Cell = None if part is None else Figure(float(share_text(part, 1)), "0.0")
        rows.append([names[row.meeting], *(Sum(figure) for figure in row.figures), share])
    book.table(sheet, HEAD, columns, rows)
    if found.total is not None:
        end = FIRST + len(rows)
        live = [Live(book.down(column, FIRST, end - 1), minor) for column, minor in enumerate(found.total.figures, 1)]
        book.row(sheet, end, [words("row_total"), *live, ""], "sum")
    book.finish(sheet, len(columns), HEAD + len(rows), 1)


def write_arrears(book: Book, found: Collection) -> None:
    """What States owe for all meetings, by age."""
    words = book.words
    columns = [
        Column(words("col_code"), 8),
        Column(words("col_state"), 46),
        Column(words("c_meetings"), 24),
        *(Column(words(band), 15, True) for band in AGES),
        Column(words("col_outstanding"), 17, True),
        Column(words("col_days"), 9, True),
    ]
    caption = f"{words('t_arrears', currency=found.money.currency)}. {words('as_at', day=day(found.as_at, words.language))}"
    sheet = book.sheet(words("x_arrears"), caption, columns)
    rows: list[list[Cell]] = []
    last = 2 + len(AGES)
    for number, row in enumerate(found.arrears, FIRST):
        names = ", ".join(meeting.upper() for meeting in row.meetings)
        bands = [Sum(band) for band in row.bands]
        total = Live(f"SUM({cell(number, 3)}:{cell(number, last)})", row.total)
        rows.append([row.code, words.state(row.code), names, *bands, total, row.days])
    book.table(sheet, HEAD, columns, rows)
    end = FIRST + len(rows)
    if rows:
        sums = [*found.ages(), sum(found.ages())]
        live = [Live(book.down(column, FIRST, end - 1), minor) for column, minor in enumerate(sums, 3)]
        book.row(sheet, end, ["", words("row_total"), "", *live, ""], "sum")
    book.finish(sheet, len(columns), end - 1, 2)
