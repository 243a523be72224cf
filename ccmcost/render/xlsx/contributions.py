"""The status of contributions as a workbook: meetings, ageing, accounts, with live sums beside exact values."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from ccmcost import __version__
from ccmcost.model.money import Money
from ccmcost.model.states import States
from ccmcost.render.contributions_screen import BAND_WORDS
from ccmcost.render.xlsx.styles import Column, Styles, amount_format, put_head, put_text, set_columns, set_page
from ccmcost.statement.contributions import Contributions, MeetingRow
from ccmcost.statement.status import day_words, words

HEAD = 4
"""Row (from 0) of the headings on every sheet."""

_MONEY = ("Assessed", "Adjustments", "Received", "Other", "Outstanding", "Credit")

Cells = Sequence["str | int | Money | None"]


def contributions_xlsx(view: Contributions, states: States, convention: str, basis: str) -> bytes:
    """An .xlsx document with the sheets Meetings, Ageing and Accounts; the same view gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = datetime.datetime.combine(view.as_at, datetime.time())
    workbook.set_properties(
        {"title": "Status of contributions", "comments": f"Made by ccmcost {__version__}", "created": day}
    )
    writer = _Writer(workbook, view, convention)
    funds = ("Cash in hand", "Cost issued", "Cost status", "Short", "Go/no-go")
    writer.sheet("Meetings", ("Meeting", "Currency", *_MONEY, *funds), _meetings(view), f"Go/no-go: {basis}.")
    note = "By days since the date of the oldest notice that is not fully paid."
    writer.sheet("Ageing", ("Meeting", "Currency", *BAND_WORDS, "Outstanding"), _ageing(view), note)
    last = ("Days", "Plan until", "Carried over")
    note = "Credits are never set off against debts."
    writer.sheet("Accounts", ("Code", "State", "Meeting", "Currency", *_MONEY, *last), _accounts(view, states), note)
    workbook.close()
    return buffer.getvalue()


def _meetings(view: Contributions) -> list[Cells]:
    return [
        [m.meeting, m.money.currency, *(m.money.of(each) for each in (*m.figures, m.cash)), *_funds(m)]
        for m in view.meetings
    ]


def _ageing(view: Contributions) -> list[Cells]:
    return [[m.meeting, m.money.currency, *(m.money.of(each) for each in (*m.bands, m.outstanding))] for m in view.meetings]


def _accounts(view: Contributions, states: States) -> list[Cells]:
    return [
        [
            *(row.state, states.name(row.state), row.meeting, row.money.currency),
            *(row.money.of(each) for each in row.figures),
            *(row.days, row.plan_until, "yes" if row.carried_over else ""),
        ]
        for row in view.rows
    ]


def _funds(row: MeetingRow) -> list[str | int | Money | None]:
    funding = row.funding
    day = funding.go_no_go.isoformat() if funding and funding.go_no_go else ""
    if funding is None or funding.cost is None or row.short is None:
        return [None, "", None, day]
    return [row.money.of(funding.cost), words(funding.cost_status), row.money.of(row.short), day]


class _Writer:
    """Sheets of one look: title, remark, headings, rows, and a row of sums per currency if there is only one."""

    def __init__(self, workbook: Any, view: Contributions, convention: str) -> None:
        self.workbook, self.view, self.convention = workbook, view, convention
        self.styles = Styles(workbook)

    def sheet(self, name: str, heads: Sequence[str], rows: Sequence[Cells], note: str) -> None:
        """One table as a sheet; money columns are summed by a formula with its exact value beside it."""
        sheet = self.workbook.add_worksheet(name)
        set_page(sheet, f"Status of contributions - {name}")
        known = f", as recorded up to {day_words(self.view.known_on)}" if self.view.known_on else ""
        put_text(sheet, 0, 0, "Status of contributions", self.styles.get("title"))
        put_text(sheet, 1, 0, f"{self.convention}, as at {day_words(self.view.as_at)}{known}", self.styles.get("strong"))
        put_text(sheet, 2, 0, note, self.styles.get("note"))
        right = [any(isinstance(row[index], (Money, int)) for row in rows) for index in range(len(heads))]
        columns = [Column(head, _width(head, index, rows), right[index]) for index, head in enumerate(heads)]
        set_columns(sheet, columns)
        put_head(sheet, HEAD, columns, self.styles)
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.repeat_rows(HEAD)
        for number, row in enumerate(rows, start=HEAD + 1):
            for index, value in enumerate(row):
                self._cell(sheet, number, index, value)
        self._sums(sheet, heads, rows)
        if rows:
            sheet.autofilter(HEAD, 0, HEAD + len(rows), len(heads) - 1)

    def _cell(self, sheet: Any, row: int, column: int, value: str | int | Money | None) -> None:
        if isinstance(value, Money):
            style = self.styles.get("cell", number=amount_format(value.decimals))
            sheet.write_number(row, column, value.minor / 10**value.decimals, style)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.styles.get("cell", number="#,##0"))
        else:
            put_text(sheet, row, column, value or "", self.styles.get("cell"))

    def _sums(self, sheet: Any, heads: Sequence[str], rows: Sequence[Cells]) -> None:
        from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

        if len({money.currency for row in rows for money in row if isinstance(money, Money)}) != 1:
            return
        last = HEAD + 1 + len(rows)
        put_text(sheet, last, 0, "Total", self.styles.get("sum"))
        for index in range(1, len(heads)):
            amounts = [row[index] for row in rows if isinstance(row[index], Money)]
            if not amounts:
                put_text(sheet, last, index, "", self.styles.get("sum"))
                continue
            total = sum(each.minor for each in amounts if isinstance(each, Money))
            first = amounts[0]
            assert isinstance(first, Money)
            letter = xl_col_to_name(index)
            formula = f"=SUM({letter}{HEAD + 2}:{letter}{last})"
            style = self.styles.get("sum", number=amount_format(first.decimals))
            sheet.write_formula(last, index, formula, style, total / 10**first.decimals)


def _width(head: str, index: int, rows: Sequence[Cells]) -> float:
    shown = [cell.grouped() if isinstance(cell, Money) else str(cell or "") for cell in (row[index] for row in rows)]
    return min(38.0, max(len(head) + 3.0, *(len(text) + 3.0 for text in [*shown, ""]), 9.0))
