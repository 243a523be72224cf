"""The column of sums of an estimate is chosen where one alone fits, and asked for otherwise; it is in the account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.cost_columns import (
    Head,
    Table,
    Wanted,
    currency_of_text,
    fitting,
    is_dash,
    is_number,
    named_column,
    other_year,
    power_of_text,
)
from ccmcost.intake.found import shown
from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import TOTAL_ROWS
from ccmcost.model.currency import decimals_of
from ccmcost.model.sums import Mark, decimal_mark, parse_sum

_UNITS = {0: "", 3: "thousands of ", 6: "millions of "}


class Column(NamedTuple):
    """The column that was chosen: its currency, the power of ten of its unit, the mark before its decimals.

    `parts` are columns that it sums row by row; `said` tells what was understood.
    """

    head: Head
    currency: str
    power: int
    mark: Mark
    parts: tuple[int, ...]
    said: tuple[str, ...]

    @property
    def at(self) -> int:
        """The number of the column, counted from 0."""
        return self.head.at

    @property
    def decimals(self) -> int:
        """Decimals of the currency."""
        return decimals_of(self.currency) or 0


def choose(tables: Sequence[Table], wanted: Wanted, account: Account) -> tuple[Table, Column] | None:
    """The one table and column that are meant; None if there is none, or if it must be asked (an open line)."""
    options = [(table, head) for table in tables for head in _options(table, wanted)]
    if wanted.column is not None:
        options = [(table, head) for table in tables for head in named_column(table.heads, wanted.column)]
        if not options and tables:
            known = ", ".join(dict.fromkeys(head.named for table in tables for head in table.heads if head.kind == "sum"))
            message = f'there is no column of sums "{shown(wanted.column, 40)}". Columns of sums: {known}.'
            account.open("column-doubtful", message, wanted.column, tables[0].sheet.place(tables[0].header_row, 0))
            return None
    if not options:
        return None
    table, head = options[0]
    if len(options) > 1 or (wanted.column is None and other_year(head, wanted)):
        _ask(options, wanted, account)
        return None
    currency = _currency(table, head, wanted, account)
    if currency is None:
        return None
    parts = tuple(other.at for other in table.heads if _is_total_of(table, head, wanted) and _alike(other, head))
    return table, _column(table, head, currency, parts, wanted, account)


def _options(table: Table, wanted: Wanted) -> list[Head]:
    """The columns that may be meant: of the currency, meeting and year; the one that sums all others, if one does."""
    heads = [head for head in table.heads if head.kind == "sum"]
    right = [head for head in heads if head.currency in ("", wanted.currency)]
    named = [head for head in right if head.currency]
    left = fitting(named or right or heads, wanted)
    totals = [head for head in left if _is_total_of(table, head, wanted)]
    return totals if len(totals) == 1 else list(left)


def _alike(other: Head, head: Head) -> bool:
    return other.kind == "sum" and not other.why_not and other.at != head.at and other.currency == head.currency


def _is_total_of(table: Table, head: Head, wanted: Wanted) -> bool:
    """Whether a column is, in every row that has more than itself, the sum of all others of its currency."""
    others = [other.at for other in table.heads if _alike(other, head)]
    if len(others) < 2:
        return False
    currency, rows = wanted.currency, 0
    texts = [table.sheet.plain(row, at) for row in range(table.first, len(table.sheet.rows)) for at in (head.at, *others)]
    mark = decimal_mark([text for text in texts if is_number(text)], currency)[0]
    for row in range(table.first, len(table.sheet.rows)):
        cells = [table.sheet.plain(row, at) for at in (head.at, *others)]
        if all(map(is_dash, cells[1:])):
            continue
        sums = [0 if is_dash(cell) else parse_sum(cell, currency, mark, True, head.power).minor for cell in cells]
        known = [minor for minor in sums if minor is not None]
        if len(known) != len(sums) or known[0] != sum(known[1:]):
            return False
        rows += 1
    return rows > 0


def _ask(options: Sequence[tuple[Table, Head]], wanted: Wanted, account: Account) -> None:
    table, head = options[0]
    place = table.sheet.place(table.header_row, head.at)
    if len(options) == 1:
        message = f"the column {head.named} is of another year than the meeting ({wanted.day}). Say --column if it is meant."
    else:
        sheets = {table.sheet.title for table, _ in options}
        listed = [f"{head.named}{f' of {table.sheet.title}' if len(sheets) > 1 else ''}" for table, head in options]
        message = f"several columns could be meant: {', '.join(listed)}. Say which one: --column HEADING (or its letter)."
        if len(sheets) > 1 and len({head.text for _, head in options}) < len(options):
            message += " Or import a file with that sheet only."
    account.open("column-doubtful", message, head.text, place)


def _currency(table: Table, head: Head, wanted: Wanted, account: Account) -> str | None:
    """The currency of the column: what its heading says, else the text above the table, else the one wanted."""
    said = head.currency or currency_of_text(table.context)
    place = table.sheet.place(table.header_row, head.at)
    if said == "?" and not wanted.is_named:
        message = "several currencies are named above the sums. Say which one they are in: --currency CODE."
        account.open("column-doubtful", message, head.text or table.context, place)
        return None
    if said not in ("", "?", wanted.currency):
        where = "the heading" if head.currency else "the text above the sums"
        message = f"{where} says {said}, but {wanted.currency} is expected. If {said} is meant: --currency {said}."
        account.open("currency-unknown", message, head.text or table.context, place)
        return None
    return wanted.currency


def _column(table: Table, head: Head, currency: str, parts: tuple[int, ...], wanted: Wanted, account: Account) -> Column:
    sheet = table.sheet
    rows = range(table.first, len(sheet.rows))
    texts = [sheet.plain(row, head.at) for row in rows if is_number(sheet.plain(row, head.at))]
    power = head.power or power_of_text(table.context)
    mark, proof, contrary = decimal_mark(texts, currency)
    said = [f"sums from the column {head.named}, in {_UNITS[power]}{currency}"]
    if not (head.currency or currency_of_text(table.context)):
        said.append(f"no currency is stated; {currency} was taken")
    if any(parse_sum(text, currency, "", True, power).minor is None for text in texts) and mark:
        kind = "point" if mark == "." else "comma"
        said.append(f'read with a decimal {kind}, as "{proof}" can only be read so')
    if contrary:
        message = f'"{proof}" and "{contrary}" cannot both be right: one has a decimal point, the other a decimal comma.'
        for row in rows:
            if sheet.plain(row, head.at) in (proof, contrary):
                account.open("number-bad", message, sheet.plain(row, head.at), sheet.place(row, head.at))
    shown_thousands = sheet.marks.units.get((table.first, head.at)) == "shown in thousands"
    if shown_thousands:
        message = "the cells show thousands but hold full sums. Format them as plain numbers, or write the sums out."
        account.open("number-bad", message, head.text, sheet.place(table.header_row, head.at))
    for other in table.heads:
        filled = sum(not is_dash(sheet.plain(row, other.at)) for row in rows)
        if other.kind == "sum" and not (other.text or other.why_not) and other.at > head.at and head.text:
            place, what = sheet.place(table.header_row, other.at), f"{other.named} has sums but no heading"
            message = f"{what}. Are there commas inside numbers without quotation marks? Name the column, or empty it."
            account.open("file-syntax", message, other.named, place, times=filled)
        elif other.at != head.at and filled:
            why = other.why_not or ("it is summed in the column taken" if other.at in parts else _why(other, head))
            account.leave_out(
                f"the {'column ' if other.text else ''}{other.named}",
                sheet.place(table.header_row, other.at),
                why,
                times=filled,
            )
    return Column(head, currency, power, mark, parts, tuple(said))


def _why(other: Head, head: Head) -> str:
    if other.kind == "percent":
        return "percentages, read with their lines"
    if other.kind != "sum":
        return "no column of sums"
    if other.currency and other.currency != head.currency:
        return f"in {other.currency}"
    words = normal(other.text)
    return "another total" if words in TOTAL_ROWS else "another year, meeting or kind of figure"
