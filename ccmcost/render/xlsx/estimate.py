"""A cost estimate as a workbook: line items, earlier meetings, indicative amounts; sums are formulas with exact values."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

from ccmcost import __version__
from ccmcost.model.money import Money
from ccmcost.statement.estimate import SECTIONS, Earlier, Estimate, Estimated
from ccmcost.tables.styles import (
    Column,
    Styles,
    amount_format,
    put_head,
    put_paragraph,
    put_text,
    set_columns,
    set_height,
    set_page,
)
from ccmcost.words.numbers import money
from ccmcost.words.office import phrase
from ccmcost.words.speaker import Speaker

HEAD = 4
"""Row (from 0) of the headings on the sheets of earlier meetings and of amounts."""


def estimate_xlsx(view: Estimate, words: Speaker, on: datetime.date) -> bytes:
    """An .xlsx document with three sheets, in the words of one language; the same view gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheets = _Sheets(workbook, view, words)
    day = datetime.datetime.combine(on, datetime.time())
    workbook.set_properties({"title": sheets.title, "comments": f"Made by ccmcost {__version__}", "created": day})
    sheets.costs()
    sheets.history()
    sheets.amounts()
    workbook.close()
    return buffer.getvalue()


class _Sheets:
    """The three sheets, of one look."""

    def __init__(self, workbook: Any, view: Estimate, words: Speaker) -> None:
        self.workbook, self.view, self.words = workbook, view, words
        self.styles = Styles(workbook)
        self.number = amount_format(view.total.decimals)
        first = money(view.meetings[0].total, words.language, short=True)
        names = "; ".join(words.of(each.meeting.names) for each in view.meetings)
        self.title = words("title_specimen", total=first) if view.is_specimen else names
        self.subtitle = f"{names} ({words.convention_name})" if view.is_specimen else words.convention_name

    def say(self, key: str) -> str:
        """A phrase of the office."""
        return phrase(self.words.language, key)

    def begin(self, key: str, columns: Sequence[Column]) -> Any:
        """A sheet with its title."""
        sheet = self.workbook.add_worksheet(self.say(key)[:31])
        set_page(sheet, f"{self.title} - {self.say(key)}")
        set_columns(sheet, columns)
        width = sum(column.width for column in columns)
        for row, text, kind, scale in ((0, self.title, "title", 0.7), (1, self.subtitle, "strong", 0.95)):
            style = self.styles.get(kind, text_wrap=True)
            put_paragraph(sheet, row, (0, len(columns) - 1), text, style, width * scale)
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Money, formula: str = "", kind: str = "cell") -> None:
        """An amount, with the formula that it follows from if there is one."""
        style, major = self.styles.get(kind, number=self.number), value.minor / 10**value.decimals
        if formula:
            sheet.write_formula(row, column, formula, style, major)
        else:
            sheet.write_number(row, column, major, style)

    def costs(self) -> None:
        """Line items of each meeting with subtotals and total; for a group, the sum of all."""
        columns = [
            Column(self.say("item"), 78),
            Column(self.words("col_amount", currency=self.view.total.currency), 22, True),
        ]
        sheet = self.begin("sheet_costs", columns)
        row, totals = HEAD - 1, []
        for each in self.view.meetings:
            row = self._items(sheet, row, each, columns)
            totals.append(f"B{row}")
            row += 1
        if len(totals) > 1:
            put_text(sheet, row, 0, self.words("row_total"), self.styles.get("sum"))
            self.put(sheet, row, 1, self.view.total, "=" + "+".join(totals), "sum")

    def _items(self, sheet: Any, row: int, each: Estimated, columns: Sequence[Column]) -> int:
        styles, named = self.styles, self.words.meeting(each.meeting)
        put_text(sheet, row, 0, named["name"], styles.get("section"))
        put_text(sheet, row, 1, "", styles.get("section"))
        cost = each.result.cost
        basis = f"{self.words(f'status_{cost.status}')}; {each.source or self.say('no_source')}"
        about = f"{named['dates']}, {named['place']}. {self.say('source')}: {basis}"
        put_text(sheet, row + 1, 0, about, styles.get("paragraph"))
        set_height(sheet, row + 1, [(about, 78)])
        put_head(sheet, row + 2, columns, styles, lines=1)
        row, parts = row + 3, []
        for name in SECTIONS:
            own = each.section(name)
            if own:
                row = self._section(sheet, row, name, own, each.total)
                parts.append(f"B{row}")
        if not parts:
            put_text(sheet, row, 0, self.say("no_lines"), styles.get("note"))
            row += 1
        put_text(sheet, row, 0, self.words("row_total"), styles.get("sum"))
        self.put(sheet, row, 1, each.total, "=" + "+".join(parts) if parts else "", "sum")
        return row + 1

    def _section(self, sheet: Any, row: int, name: str, lines: Sequence[Any], total: Money) -> int:
        put_text(sheet, row, 0, self.say(name), self.styles.get("strong"))
        first = row + 1
        for number, line in enumerate(lines, first):
            put_text(sheet, number, 0, line.item, self.styles.get("wrap", indent=1))
            set_height(sheet, number, [(line.item, 78)])
            self.put(sheet, number, 1, total.of(line.amount))
        last = first + len(lines)
        put_text(sheet, last, 0, self.say("subtotal"), self.styles.get("cell", italic=True))
        whole = total.of(sum(line.amount for line in lines))
        self.put(sheet, last, 1, whole, f"=SUM(B{first + 1}:B{last})")
        return last + 1

    def history(self) -> None:
        """Earlier meetings with variances."""
        heads = ("estimate", "revised", "actual", "variance", "per_cent")
        columns = [Column(self.words("col_meeting"), 44), Column(self.say("currency"), 10)]
        columns += [Column(self.say(head), 18, True) for head in heads]
        sheet = self.begin("sheet_history", columns)
        put_head(sheet, HEAD, columns, self.styles)
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.repeat_rows(HEAD)
        if not self.view.history:
            put_text(sheet, HEAD + 1, 0, self.say("no_history"), self.styles.get("note"))
        for number, row in enumerate(self.view.history, HEAD + 1):
            self._earlier(sheet, number, row)

    def _earlier(self, sheet: Any, number: int, row: Earlier) -> None:
        put_text(sheet, number, 0, self.words.of(row.meeting.names), self.styles.get("cell"))
        put_text(sheet, number, 1, row.currency, self.styles.get("cell"))
        for column, value in enumerate((row.estimate, row.revised, row.actual), 2):
            if value is None:
                put_text(sheet, number, column, "", self.styles.get("cell"))
            else:
                self.put(sheet, number, column, value)
        part = row.part
        if row.variance is None or part is None:
            for column in (5, 6):
                put_text(sheet, number, column, "", self.styles.get("cell"))
            return
        line = number + 1
        last = "E" if row.actual is not None else "D"
        self.put(sheet, number, 5, row.variance, f"={last}{line}-C{line}")
        percent = self.styles.get("cell", number="0.0%")
        sheet.write_formula(number, 6, f"=F{line}/C{line}", percent, part.numerator / part.denominator)

    def amounts(self) -> None:
        """Every State with its amount; for a group, a column for each meeting and their sum."""
        group, currency = len(self.view.meetings) > 1, self.view.total.currency
        columns = [Column(self.words("col_code"), 8), Column(self.words("col_state"), 44)]
        if group:
            columns += [Column(self.words.of(each.meeting.names), 28, True) for each in self.view.meetings]
            columns.append(Column(f"{self.words('row_total')} ({currency})", 20, True))
        else:
            keys = ("col_role", "col_rate", "col_share")
            columns += [Column(self.words(key), 16, key != "col_role") for key in keys]
            columns.append(Column(self.words("col_amount", currency=currency), 20, True))
        sheet = self.begin("sheet_amounts", columns)
        put_head(sheet, HEAD, columns, self.styles, lines=4 if group else 2)
        sheet.freeze_panes(HEAD + 1, 2)
        sheet.repeat_rows(HEAD)
        totals = self.view.amounts()
        for number, code in enumerate(totals, HEAD + 1):
            put_text(sheet, number, 0, code, self.styles.get("cell"))
            put_text(sheet, number, 1, self.words.state(code), self.styles.get("cell"))
            if group:
                self._group_row(sheet, number, code, totals[code])
            else:
                self._single_row(sheet, number, code)
        last = HEAD + 1 + len(totals)
        if any(each.result.assessment.residual for each in self.view.meetings):
            self._residual(sheet, last, len(columns), group)
            last += 1
        self._sums(sheet, last, len(columns), group)

    def _residual(self, sheet: Any, row: int, width: int, group: bool) -> None:
        """What rounding leaves over, so that the columns sum to the cost."""
        for column in range(width):
            put_text(sheet, row, column, self.words("annex_residual") if column == 1 else "", self.styles.get("cell"))
        own = [each.total.of(each.result.assessment.residual) for each in self.view.meetings]
        for column, amount in enumerate([*own, self.view.residual] if group else own, 2 if group else 5):
            self.put(sheet, row, column, amount)

    def _group_row(self, sheet: Any, number: int, code: str, total: Money) -> None:
        from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

        for column, each in enumerate(self.view.meetings, 2):
            amount = each.result.assessment.amount(code)
            if amount is None:
                put_text(sheet, number, column, "", self.styles.get("cell"))
            else:
                self.put(sheet, number, column, amount)
        last = 1 + len(self.view.meetings)
        formula = f"=SUM(C{number + 1}:{xl_col_to_name(last)}{number + 1})"
        self.put(sheet, number, last + 1, total, formula)

    def _single_row(self, sheet: Any, number: int, code: str) -> None:
        result = self.view.meetings[0].result
        line = result.assessment.line(code)
        assert line is not None
        role = self.words(f"role_{line.payer.role}") if line.payer.role else ""
        put_text(sheet, number, 2, role, self.styles.get("cell"))
        if line.payer.rate is None:
            put_text(sheet, number, 3, "", self.styles.get("cell"))
        else:
            sheet.write_number(number, 3, line.payer.weight / 1000, self.styles.get("cell", number="0.000"))
        share = line.share.value * 100
        sheet.write_number(number, 4, share.numerator / share.denominator, self.styles.get("cell", number="0.000000"))
        self.put(sheet, number, 5, result.cost.total.of(line.amount))

    def _sums(self, sheet: Any, row: int, width: int, group: bool) -> None:
        from xlsxwriter.utility import xl_col_to_name

        for column in range(width):
            put_text(sheet, row, column, self.words("row_total") if column == 0 else "", self.styles.get("sum"))
        own = [each.total for each in self.view.meetings]
        sums = [*own, self.view.total] if group else own
        for column, total in enumerate(sums, 2 if group else 5):
            letter = xl_col_to_name(column)
            self.put(sheet, row, column, total, f"=SUM({letter}{HEAD + 2}:{letter}{row})", "sum")
