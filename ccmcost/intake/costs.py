"""Cost estimates with line items become the lines and the total of a cost, with an account of every
row.

Every sum of the table is taken as a line, held against the lines above it (sub-totals, totals,
percentages), or left out for a reason that is told; what does not fit anything stops the import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.belonging import Sought, strangers
from ccmcost.intake.cost_choice import Column, choose
from ccmcost.intake.cost_columns import Table, Wanted, table_of
from ccmcost.intake.cost_documents import (
    is_dash,
    is_number,
    is_rounded,
    is_subtotal,
    is_sum_row,
    kind_of_line,
    power_of_text,
    without_note,
    words_of,
)
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import normal
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import ITEM_COLUMNS
from ccmcost.model.meeting import Base, CostLine, LineKind, bases_above, exact_part
from ccmcost.model.money import Money, scaled_int, scaled_text
from ccmcost.model.sums import parse_sum

_JOINS = {"and", "et", "y"}
_OF_WHICH = re.compile(r"(?:of which|thereof|dont|de l[oa]s cuales|del cual|de la cual)\b")
_IN_LABEL = re.compile(
    r"(?<![0-9.,])([0-9]{1,3}(?:[.,][0-9]+)?)\s*(?:%|per cent|percent|pour cent|por ciento)",
    re.IGNORECASE,
)


class Estimate(NamedTuple):
    """What a document of costs holds: lines and the printed total, in minor units of `currency`,
    and their column.
    """

    lines: tuple[CostLine, ...]
    total: int
    currency: str
    column: Column


def read_estimate(
    sheets: Sequence[Sheet], wanted: Wanted, account: Account, rounded: Callable[[Fraction], int]
) -> Estimate | None:
    """The estimate of the one sheet that holds a table of costs; None if there is none, or if it is
    not clear which.

    `rounded` makes whole minor units of a percentage that stands without its amount.
    """
    tables = []
    for sheet in sheets:
        table = None if sheet.hidden else table_of(sheet)
        if table and table.sums:
            tables.append(table)
        elif sheet.filled:
            why = sheet.why_unseen(0) if sheet.hidden else "no table with items and sums"
            what = f'sheet "{sheet.title}"' if sheet.title else "the table"
            account.leave_out(what, sheet.place(0, 0), why, times=sheet.filled)
    whole = [
        table for table in tables if table.labels(lambda label: is_sum_row(words_of(label)))
    ] or tables
    chosen = choose(whole, wanted, account)
    for sheet in (table.sheet for table in tables if chosen is not None and table is not chosen[0]):
        account.leave_out(
            f'sheet "{sheet.title}"',
            sheet.place(0, 0),
            "another table of costs",
            times=sheet.filled,
        )
    return _Reading(*chosen, wanted.sought, account, rounded).read() if chosen is not None else None


class _Reading:
    """Goes down one column; `lines` grows, everything printed is held against what it should be."""

    def __init__(
        self,
        table: Table,
        column: Column,
        sought: Sought,
        account: Account,
        rounded: Callable[[Fraction], int],
    ) -> None:
        self.table, self.sheet, self.column, self.sought = table, table.sheet, column, sought
        self.account, self.rounded = account, rounded
        self.label: str
        self.place: Place
        self.lines: tuple[CostLine, ...] = ()
        self.section: LineKind = "other"
        self.since = 0
        self.total: int | None = None
        self.subtotals: list[int] = []
        self.below: list[tuple[str, Place]] = []
        self.broken = bool(account.of("open"))
        self.heads = ITEM_COLUMNS | {normal(self.sheet.plain(table.header_row, table.label))}

    def read(self) -> Estimate:
        """The lines and the total; what does not fit is open in the account."""
        for row in self.table.rows:
            if any(self.sheet.rows[row]):
                self._row(row)
        # a total of rows of the meeting and rows of another meeting or treaty is not the cost of
        # the meeting
        labels = {self._label(row): row for row in reversed(self.table.rows)}
        for label in strangers(labels, self.sought)[-1:]:
            self.account.open(
                "cost-sum",
                f'"{shown(label)}" belongs to another meeting, year or treaty than other rows. '
                "Keep those of this meeting.",
                label,
                self.sheet.place(labels[label], self.table.label),
            )
        for label, place in self.below if not self.broken else ():
            self.account.open(
                "cost-sum",
                f'"{shown(label)}" stands below the total. Put it above if it belongs to the '
                "cost, else delete it.",
                label,
                place,
            )
        if self.total is None and not self.account.of("open"):
            self.account.marker.error(
                "cost-sum",
                "no total is printed below the lines (a row named Total). Without it nothing can "
                "be checked.",
                self.sheet.place(len(self.sheet.rows) - 1, self.table.label),
            )
        return Estimate(self.lines, self.total or 0, self.column.currency, self.column)

    def _row(self, row: int) -> None:
        self.label, self.place, text = (
            self._label(row),
            self.sheet.place(row, self.column.at),
            self._text(row),
        )
        name, words = shown(self.label), words_of(self.label)
        unseen = self.sheet.why_unseen(row, self.column.at) or self.sheet.why_unseen(
            row, self.table.label
        )
        if unseen and not is_dash(text):
            message = (
                f'"{name}" stands {unseen}, with {shown(text, 30)}. Show it as valid, or delete it.'
            )
            self._ask(message.replace("stands struck", "is struck"), "value-bad")
        elif (
            normal(text)
            and normal(text) in normal(self.column.head.text)
            and normal(self.label) in self.heads
        ):
            self.account.leave_out(self.label, self.place, "the heading again")
        elif (
            not is_dash(text)
            and not is_number(text)
            and row + 1 < len(self.sheet.rows)
            and not words
        ):
            self.label = text
            self._leave_note()
        elif is_dash(text) and any(
            is_number(self.sheet.plain(row, at)) for at in self.column.parts
        ):
            self._ask(
                f'"{name}" has sums, but none in the column {self.column.head.named}. Which is '
                "meant?"
            )
        elif not words:
            self.label = text
            if not is_dash(text):
                self._ask(
                    f"{shown(text, 30)} stands here without saying for what. Name it, or delete it."
                )
        elif not is_sum_row(words):
            self._line(row, words, self._amount(text))
        elif is_dash(text):
            self._empty(row, is_sum=True)
        elif (amount := self._amount(text)) is not None:
            self._sum_row(words, amount)

    def _ask(self, message: str, code: str = "cost-sum", amount: str = "") -> None:
        """What does not fit in the row that is being read is open."""
        self.account.open(code, message, self.label, self.place, amount=amount)

    def _text(self, row: int) -> str:
        return self.sheet.plain(row, self.column.at)

    def _label(self, row: int) -> str:
        """The item of a row; a total may stand to the left or right of where the items stand."""
        cells = self.sheet.rows[row][: self.column.at]
        words = [cell for cell in cells if any(map(str.isalpha, cell)) and not is_number(cell)]
        return self.sheet.plain(row, self.table.label) or (words[0] if words else "")

    def _amount(self, text: str) -> int | None:
        if is_dash(text):
            return None
        found = parse_sum(
            without_note(text),
            self.column.currency,
            self.column.mark,
            brackets=True,
            power=self.column.power,
        )
        if found.minor is None:
            self._ask(found.fault, "number-bad", text)
            self.broken = True
        return found.minor

    def _empty(self, row: int, is_sum: bool = False) -> None:
        """A row without a sum in the column: a heading, or an item of another column.
        A total of another column is asked.
        """
        elsewhere = [head for head in self.table.sums if is_number(self.sheet.plain(row, head.at))]
        if is_sum and elsewhere:
            columns = f"stands in {elsewhere[0].named}, and not in {self.column.head.named}"
            self._ask(f'"{shown(self.label)}" {columns}. Which is meant?')
            self.broken = True
        else:
            self._leave_note(f"a sum in {elsewhere[0].named} only" if elsewhere else "")

    def _leave_note(self, why: str = "") -> None:
        """A heading or a note is left out; one that gives another unit than that of the column is a
        question.
        """
        power = power_of_text(self.label)
        if power and power != self.column.power and not why:
            self._ask(
                f'"{shown(self.label)}" gives a unit that the heading of the sums does not give. '
                "Write it there.",
                "number-bad",
            )
        else:
            self.account.leave_out(self.label, self.place, why or "a heading or a note")

    def _line(self, row: int, words: str, amount: int | None) -> None:
        kind = kind_of_line(words)
        percent = self._percent(row) if kind in ("programme_support", "contingency") else ""
        base: Base = ""
        if percent:
            base, amount = self._part(percent, amount)
        elif is_dash(self._text(row)):
            self.section = kind or self.section
            self._empty(row)
        if amount is None:
            return
        if not percent and len(self.lines) > 1 and amount == self._sum_of(self.lines):
            # "Gross requirements": what sums all above is no line of its own
            self._sum_row(words, amount)
            return
        if _OF_WHICH.match(words):
            self.account.leave_out(
                self.label, self.place, "a part of a line above", amount=self._money(amount)
            )
            return
        if self.total is not None:
            self.below.append((self.label, self.place))
        line = CostLine(
            shown(self.label, 160), kind or self.section, amount, percent if base else "", base
        )
        self.lines = (*self.lines, line)
        self.account.take(self.label, self.place, "a line of the cost", amount=self._money(amount))

    def _percent(self, row: int) -> str:
        head = self.table.percent
        cell = self.sheet.plain(row, head.at).strip() if head else ""
        match = _IN_LABEL.search(self.label)
        text = (cell.removesuffix("%").strip() or (match[1] if match else "")).replace(",", ".")
        value = scaled_int(text, 6) if text else None
        if text and (value is None or not 0 < value <= 100 * 10**6):
            self._ask(f'"{shown(text, 20)}" is not a valid percentage.', "number-bad")
            return ""
        if value is not None and cell and value < 10**6 and "%" not in cell:
            value *= 100  # a workbook may hold 13 % as 0.13
        return scaled_text(value, 6).rstrip("0").rstrip(".") if value is not None else ""

    def _part(self, percent: str, amount: int | None) -> tuple[Base, int | None]:
        """Of what a line is a percentage, and its amount."""
        parts = {
            base: exact_part(above, Fraction(percent))
            for base, above in bases_above(self.lines).items()
        }
        name = shown(self.label)
        if amount is not None:
            fits: Base = next((of for of, part in parts.items() if abs(amount - part) * 2 <= 1), "")
            if not self.broken and not self._is_part_rounded(amount, Fraction(percent)):
                shown_parts = " or ".join(
                    dict.fromkeys(self._plain(self.rounded(part)) for part in parts.values())
                )
                self._ask(
                    f'"{name}" is {self._plain(amount)}, but {percent} per cent of the above is '
                    f"{shown_parts}."
                )
            return fits, amount
        if parts["items"] != parts["running"]:
            self._ask(
                f'"{name}" gives {percent} per cent without an amount, and of what is not clear. '
                "Write it."
            )
            return "", None
        return "items", self.rounded(parts["items"])

    def _is_part_rounded(self, amount: int, percent: Fraction) -> bool:
        """Whether an amount is the percentage of a sum above it,
        rounded as all amounts of the document are.
        """
        power = self.column.power
        whole = [line.amount for line in self.lines] + [amount]
        bases = {
            *bases_above(self.lines).values(),
            *self.subtotals,
            self._sum_of(self.lines[self.since :]),
        }
        steps = (
            10 ** (self.column.decimals + zeros) for zeros in range(1 if power else 0, power + 4)
        )
        units = [step for step in steps if all(each % step == 0 for each in whole)]
        return any(
            abs(amount - exact_part(base, percent)) * 2 <= each
            for base in bases
            for each in [1, *units]
        )

    def _sum_row(self, words: str, amount: int) -> None:
        """A sub-total or a total: it must be the sum of lines above it, or of sub-totals;
        the last one is the total.
        """
        part, whole = self._sum_of(self.lines[self.since :]), self._sum_of(self.lines)
        if amount != whole and is_rounded(words) and self._rounds(whole, amount):
            self.lines = (*self.lines, CostLine(shown(self.label, 160), "rounding", amount - whole))
            self.account.take(
                self.label, self.place, "rounding of the total", amount=self._money(amount - whole)
            )
            whole = amount
        # a total may be of the last sections, two or more, that are sub-totalled each
        runs = [
            sum(self.subtotals[-count:]) for count in range(2, min(len(self.subtotals), 12) + 1)
        ]
        is_part = amount in (part, *runs) and (is_subtotal(words) or self.total is None)
        name, fits = f'"{shown(self.label)}"', is_part or amount == whole
        if fits or not self.broken:
            self.account.check(
                name, self._plain(amount), self._plain(amount if fits else whole), self.place
            )
        if fits:
            self.subtotals.append(amount)
            if amount == part:
                self._name_section(words)
        elif not self.broken:
            message = (
                f"{name} is {self._plain(amount)}, but the lines above it sum to "
                f"{self._plain(part)}."
            )
            if not is_subtotal(words):
                apart = f"({self._plain(amount - whole)} apart). Correct the file"
                message = (
                    f"the lines sum to {self._plain(whole)}, but the printed total is "
                    f"{self._plain(amount)} {apart}"
                )
                message += (
                    ", or give the difference a rounding line."
                    if self._rounds(whole, amount)
                    else "."
                )
            self._ask(message, amount=self._money(amount))
        if not is_subtotal(words) and (amount == whole or not (fits or self.broken)):
            self.total, self.below = amount, []
        elif not fits:
            self.below = []
        self.since = len(self.lines)

    def _name_section(self, words: str) -> None:
        """The sub-total of a section names its kind, where no heading did."""
        kind, joined = kind_of_line(words), _JOINS & {*words.split()}
        if kind in ("conference_servicing", "non_conference_servicing") and not joined:
            above, own = self.lines[: self.since], self.lines[self.since :]
            named = (each._replace(kind=kind) if each.kind == "other" else each for each in own)
            self.lines = (*above, *named)

    def _rounds(self, whole: int, amount: int) -> bool:
        units = (10 ** (self.column.decimals + zeros) for zeros in range(5))
        return any(amount % unit == 0 and abs(amount - whole) * 2 <= unit for unit in units)

    def _sum_of(self, lines: Sequence[CostLine]) -> int:
        return sum(line.amount for line in lines)

    def _plain(self, minor: int) -> str:
        return Money(minor, self.column.currency, self.column.decimals).grouped()

    def _money(self, minor: int) -> str:
        return str(Money(minor, self.column.currency, self.column.decimals))
