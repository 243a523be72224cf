"""A cost estimate as a workbook: line items, earlier meetings, indicative amounts;
sums are formulas with exact values.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ccmcost import __version__
from ccmcost.documents.estimate import SECTIONS, Earlier, Estimate, Estimated
from ccmcost.model.money import Money
from ccmcost.tables.styles import (
    LINE_HEIGHT,
    TITLE_HEIGHT,
    Styles,
    amount_format,
    new_document,
    put_head,
    put_paragraph,
    put_text,
    set_columns,
    set_height,
    set_page,
)
from ccmcost.tables.table import Column, Live
from ccmcost.tables.xlsx import HEAD, letter
from ccmcost.words.speaker import Speaker

ITEM = 78


def estimate_xlsx(view: Estimate, words: Speaker, on: datetime.date) -> bytes:
    """An .xlsx document with three sheets, in the words of one language;
    the same view gives the same bytes.
    """
    buffer = io.BytesIO()
    book = new_document(buffer)
    sheets = _Sheets(book, view, words)
    day = datetime.datetime.combine(on, datetime.time())
    book.set_properties(
        {"title": sheets.title, "comments": f"Made by ccmcost {__version__}", "created": day}
    )
    sheets.costs()
    sheets.history()
    sheets.amounts()
    book.close()
    return buffer.getvalue()


Cell = str | Money | Live | tuple[float, str]
"""Text, an amount, what is computed, or a number with its format."""


class _Sheets:
    """The three sheets, of one look; `sheet` is the one being written, `row` its next free row."""

    def __init__(self, book: Any, view: Estimate, words: Speaker) -> None:
        self.book, self.view, self.words, self.styles = book, view, words, Styles(book)
        names = words.joined(words.of(each.meeting.names) for each in view.meetings)
        self.title = (
            words("title_specimen", total=words.whole(view.total)) if view.is_specimen else names
        )
        self.subtitle = (
            f"{names} ({words.convention_name})" if view.is_specimen else words.convention_name
        )

    def begin(self, key: str, columns: Sequence[Column], lines: int = 0, frozen: int = 0) -> None:
        """A sheet with its title and, of `lines` lines, the headings of its table."""
        self.sheet, self.row = self.book.add_worksheet(self.words(key)[:31]), HEAD - 1
        set_page(self.sheet, f"{self.title} - {self.words(key)}")
        set_columns(self.sheet, columns)
        width = sum(column.wide for column in columns)
        for row, text, kind, scale, line in (
            (0, self.title, "title", 0.7, TITLE_HEIGHT),
            (1, self.subtitle, "strong", 0.95, LINE_HEIGHT),
        ):
            style = self.styles.get(kind, text_wrap=True)
            put_paragraph(self.sheet, row, (0, len(columns) - 1), text, style, width * scale, line)
        if lines:
            put_head(self.sheet, HEAD, columns, self.styles, lines=lines)
            self.sheet.freeze_panes(HEAD + 1, frozen)
            self.sheet.repeat_rows(HEAD)
            self.row = HEAD + 1

    def put(self, cells: Sequence[Cell], look: str = "cell", first: str = "", **more: Any) -> int:
        """One more row; its first cell may look otherwise. Returns its number, from 1."""
        for column, cell in enumerate(cells):
            kind, special = (first or look, more) if column == 0 else (look, {})
            formula = cell.formula if isinstance(cell, Live) else ""
            known = cell.value if isinstance(cell, Live) else cell
            if isinstance(known, str):
                put_text(self.sheet, self.row, column, known, self.styles.get(kind, **special))
                continue
            number, shown = _number(known)
            style = self.styles.get(kind, number=shown)
            if formula:
                self.sheet.write_formula(self.row, column, f"={formula}", style, number)
            else:
                self.sheet.write_number(self.row, column, number, style)
        self.row += 1
        return self.row

    def costs(self) -> None:
        """Line items of each meeting with subtotals and total; for a group, the sum of all."""
        amount = self.words("col_amount", currency=self.view.total.currency)
        columns = [
            Column("item", self.words("item"), wide=ITEM),
            Column("amount", amount, "money", 22),
        ]
        self.begin("sheet_costs", columns)
        totals = []
        for each in self.view.meetings:
            totals.append(f"B{self._items(each, columns)}")
            self.row += 1
        if len(totals) > 1:
            self.put([self.words("row_total"), Live("+".join(totals), self.view.total)], "sum")

    def _items(self, each: Estimated, columns: Sequence[Column]) -> int:
        named, (status, nameless) = self.words.meeting(each.meeting), each.phrases
        self.put([named["name"], ""], "section")
        basis = f"{self.words(status)}; {each.source or self.words(nameless)}"
        source = self.words("entry_told", entry=self.words("source"), text=basis)
        about = f"{each.occasion(self.words)}. {source}"
        set_height(self.sheet, self.row, [(about, ITEM)])
        self.put([about], "paragraph")
        put_head(self.sheet, self.row, columns, self.styles, lines=1)
        self.row += 1
        parts = []
        for name in SECTIONS:
            lines = each.section(name)
            if lines:
                first = self.put([self.words(name)], "strong") + 1
                for line in lines:
                    set_height(self.sheet, self.row, [(line.item, ITEM)])
                    self.put([line.item, each.total.of(line.amount)], "cell", "wrap", indent=1)
                whole = each.total.of(sum(line.amount for line in lines))
                subtotal = Live(f"SUM(B{first}:B{self.row})", whole)
                parts.append(
                    f"B{self.put([self.words('subtotal'), subtotal], 'cell', italic=True)}"
                )
        if not parts:
            self.put([self.words("no_lines")], "note")
        total = Live("+".join(parts), each.total) if parts else each.total
        return self.put([self.words("row_total"), total], "sum")

    def history(self) -> None:
        """Earlier meetings with variances."""
        heads = ("estimate", "revised", "actual", "variance", "per_cent")
        columns = [
            Column("meeting", self.words("col_meeting"), wide=44),
            Column("currency", self.words("currency"), wide=10),
            *(Column(head, self.words(head), "money", 18) for head in heads),
        ]
        self.begin("sheet_history", columns, 2, 1)
        if not self.view.history:
            self.put([self.words("no_history")], "note")
        for earlier in self.view.history:
            self.put(self._earlier(earlier, self.row + 1))

    def _earlier(self, earlier: Earlier, row: int) -> list[Cell]:
        amounts = (earlier.estimate, earlier.revised, earlier.actual)
        variance: list[Cell] = ["", ""]
        if earlier.variance is not None and earlier.part is not None:
            last = "E" if earlier.actual is not None else "D"
            per_cent = Live(f"F{row}/C{row}", earlier.part)
            variance = [Live(f"{last}{row}-C{row}", earlier.variance), per_cent]
        name = self.words.of(earlier.meeting.names)
        return [
            name,
            earlier.currency,
            *("" if amount is None else amount for amount in amounts),
            *variance,
        ]

    def amounts(self) -> None:
        """Every State with its amount; for a group, a column for each meeting and their sum."""
        words, view = self.words, self.view
        group, currency = len(view.meetings) > 1, view.total.currency
        columns = [
            Column("code", words("col_code"), wide=8),
            Column("state", words("col_state"), wide=44),
        ]
        if group:
            columns += [
                Column(each.meeting.id, words.of(each.meeting.names), "money", 28)
                for each in view.meetings
            ]
            heading = words("with_role", name=words("row_total"), role=currency)
            columns.append(Column("total", heading, "money", 20))
        else:
            columns += [
                Column("role", words("col_role"), wide=16),
                Column("rate", words("col_rate"), "rate", 16),
                Column("share", words("col_share"), "share", 16),
                Column("amount", words("col_amount", currency=currency), "money", 20),
            ]
        self.begin("sheet_amounts", columns, 4 if group else 2, 2)
        for code, total in view.amounts().items():
            cells = self._of_group(code, total) if group else self._of_meeting(code)
            self.put([code, words.state(code), *cells])
        blank = ["", ""] if group else ["", "", "", "", ""]
        amounts = [
            (each.total.of(each.result.assessment.residual), each.total) for each in view.meetings
        ]
        amounts += [(view.residual, view.total)] if group else []
        if any(residual.minor for residual, _ in amounts):
            self.put(
                [
                    blank[0],
                    words("annex_residual"),
                    *blank[2:],
                    *(residual for residual, _ in amounts),
                ]
            )
        letters = [letter(place) for place in range(len(blank), len(columns))]
        sums = [
            Live(f"SUM({at}{HEAD + 2}:{at}{self.row})", total)
            for at, (_, total) in zip(letters, amounts, strict=True)
        ]
        self.put([words("row_total"), *blank[1:], *sums], "sum")

    def _of_group(self, code: str, total: Money) -> list[Cell]:
        amounts = [each.result.assessment.amount(code) for each in self.view.meetings]
        span = f"C{self.row + 1}:{letter(1 + len(amounts))}{self.row + 1}"
        return [
            *("" if amount is None else amount for amount in amounts),
            Live(f"SUM({span})", total),
        ]

    def _of_meeting(self, code: str) -> list[Cell]:
        result = self.view.meetings[0].result
        line = result.assessment.line(code)
        assert line is not None
        role = self.words(f"role_{line.payer.role}") if line.payer.role else ""
        rate: Cell = "" if line.payer.rate is None else (line.payer.weight / 1000, "0.000")
        return [
            role,
            rate,
            (float(line.share.value * 100), "0.000000"),
            result.cost.total.of(line.amount),
        ]


def _number(known: Any) -> tuple[float, str]:
    """A number as a workbook holds it, with its format; a fraction is shown in per cent."""
    if isinstance(known, Money):
        return known.minor / 10**known.decimals, amount_format(known.decimals)
    if isinstance(known, Fraction):
        return float(known), "0.0%"
    number, shown = known
    return number, shown
