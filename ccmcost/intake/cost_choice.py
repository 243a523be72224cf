"""The column of sums of an estimate is chosen where one alone fits, and asked for otherwise;
it is in the account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from ccmcost.intake.account import Account
from ccmcost.intake.belonging import belonging, is_apart, other_years, statuses_in
from ccmcost.intake.cost_columns import (
    Head,
    Table,
    Wanted,
    fitting,
    named_column,
    statuses_differ,
)
from ccmcost.intake.cost_documents import (
    currency_of_text,
    is_dash,
    is_sum_row,
    power_of_text,
    without_note,
    words_of,
)
from ccmcost.intake.found import shown
from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import TOTAL_ROWS
from ccmcost.model.money import decimals_of
from ccmcost.model.sums import Mark, decimal_mark, parse_sum
from ccmcost.near import did_you_mean, near

TOTAL_WORDS = re.compile(
    r"\b(?:totals?|totaux|joint|combined|overall|all|both|ensemble|conjunto|commun|sum)\b"
)
"""What the heading of a column says that sums others."""

_RATES = re.compile(
    r"(?:\b(?:per|par|por)\s|/\s?)(?:day|week|month|page|person|unit|session|jour|mois|d[ií]a"
    r"|mes)\b",
    re.IGNORECASE,
)
"""The heading of a column of rates, of which a total says nothing."""

_UNITS = {0: "", 3: "thousands of ", 6: "millions of "}


class Column(NamedTuple):
    """The column that was chosen: its currency, the power of ten of its unit, the mark before its
    decimals.

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


def choose(
    tables: Sequence[Table], wanted: Wanted, account: Account
) -> tuple[Table, Column] | None:
    """The one table and column that are meant; None if there is none,
    or if it must be asked (an open line).
    """
    own = [table for table in tables if belonging(table.sheet.title, wanted.sought) == "own"]
    options = [(table, head) for table in own or tables for head in _options(table, wanted)]
    if wanted.column is not None:
        options = [
            (table, head) for table in tables for head in named_column(table.sums, wanted.column)
        ]
        if not options and tables:
            known = dict.fromkeys(head.named for table in tables for head in table.sums)
            account.open(
                "column-doubtful",
                f'there is no column of sums "{shown(wanted.column, 40)}".'
                f"{did_you_mean(near(wanted.column, known))} Columns of sums: {', '.join(known)}.",
                wanted.column,
                tables[0].sheet.place(tables[0].header_row, 0),
            )
            return None
    if not options:
        return None
    table, head = options[0]
    doubt = (
        _several(options, wanted)
        if len(options) > 1
        else ""
        if wanted.column
        else _foreign(table, head, wanted)
    )
    doubt = doubt or _other_status(head, wanted)
    if doubt:
        account.open(
            "column-doubtful",
            doubt,
            head.text or head.named,
            table.sheet.place(table.header_row, head.at),
        )
        return None
    currency = _currency(table, head, wanted, account)
    if currency is None:
        return None
    parts = (
        tuple(other.at for other in _alike(table, head))
        if _is_total_of(table, head, wanted)
        else ()
    )
    return table, _column(table, head, currency, parts, wanted, account)


def _options(table: Table, wanted: Wanted) -> list[Head]:
    """The columns that may be meant: of the currency, meeting and year;
    the one that sums all others, if one does.
    """
    right = [head for head in table.sums if head.currency in ("", wanted.currency)]
    named = [head for head in right if head.currency]
    left = fitting(named or right or table.sums, wanted)
    any_currency = fitting(right, wanted)
    own = [head for head in any_currency if _is_own(head, wanted)]
    if own and not any(_is_own(head, wanted) for head in left):
        left = tuple(own) if _is_own(own[0], wanted, by_year=False) else (*left, *own)
    elif named:  # the currency may stand above one of several columns only
        bare = [head for head in any_currency if head.text and not head.currency]
        left = (*left, *(head for head in bare if head.at in table.totalled))
    totals = [head for head in left if _is_total_of(table, head, wanted)]
    return totals if len(totals) == 1 and not statuses_differ(left) else list(left)


def _is_own(head: Head, wanted: Wanted, by_year: bool = True) -> bool:
    return belonging(head.text, wanted.sought, by_year) == "own"


def _alike(table: Table, head: Head) -> list[Head]:
    """The other columns of sums of the same currency, as far as any is said."""
    others = [other for other in table.sums if other.at != head.at and not other.why_not]
    return [
        other for other in others if head.currency in ("", other.currency) or not other.currency
    ]


def _is_total_of(table: Table, head: Head, wanted: Wanted) -> bool:
    """Whether a column is, in every row that has more than itself,
    the sum of all others of its currency.
    """
    columns = [head.at, *(other.at for other in _alike(table, head))]
    if len(columns) < 3:
        return False

    def rows() -> Iterator[list[str]]:
        for row in table.rows:
            yield [without_note(table.sheet.plain(row, at)) for at in columns]

    def ties(cells: Sequence[str], mark: Mark) -> bool:
        sums = [
            0 if is_dash(cell) else parse_sum(cell, wanted.currency, mark, True, head.power).minor
            for cell in cells
        ]
        known = [minor for minor in sums if minor is not None]
        return len(known) == len(sums) and known[0] == sum(known[1:])

    def told() -> Iterator[list[str]]:  # some: a column of sums is never empty
        return (cells for cells in rows() if not all(map(is_dash, cells[1:])))

    # most columns are no total by their first row, whatever the mark, which asks for every cell
    if not any(ties(next(told()), mark) for mark in get_args(Mark)):
        return False
    mark = decimal_mark((cell for cells in rows() for cell in cells), wanted.currency)[0]
    return all(ties(cells, mark) for cells in told())


def _several(options: Sequence[tuple[Table, Head]], wanted: Wanted) -> str:
    """The question which of several columns is meant."""
    sheets = {table.sheet.title for table, _ in options}
    listed = [
        f"{head.named}{f' of {table.sheet.title}' if len(sheets) > 1 else ''}"
        for table, head in options
    ]
    message = (
        f"several columns could be meant: {', '.join(listed)}. Say which one: --column HEADING "
        "(or its letter)."
    )
    if not wanted.status and statuses_differ([head for _, head in options]):
        message += " Say also what it is: --status estimate, revised_estimate or actual."
    if len(sheets) > 1 and len({head.text for _, head in options}) < len(options):
        message += " Or import a file with that sheet only."
    return message


def _foreign(table: Table, head: Head, wanted: Wanted) -> str:
    """Why a column may hold more, or something else, than the cost of the meeting;
    empty if nothing says so.
    """
    sought, meant = wanted.sought, "Say --column HEADING (or its letter) if it is meant."
    whose = belonging(head.text, sought)
    if _RATES.search(head.text):
        return f"the column {head.named} is of sums per day or per piece. {meant}"
    if whose in ("other", "both"):
        what = (
            "is of another year than the meeting"
            if whose == "other"
            else "does not belong to the meeting alone"
        )
        return (
            f"the column {head.named} {what} ({sought.meeting}, "
            f"{sought.day or 'without a day'}). {meant}"
        )
    if whose == "own":
        return ""
    for other in table.heads:
        if (other.kind == "percent" or (other.why_not and table.numbers(other.at))) and _is_own(
            other, wanted, by_year=False
        ):
            what = (
                "holds percentages"
                if other.kind == "percent"
                else f"cannot be read: {other.why_not}"
            )
            return (
                f"the column {other.named} is that of the meeting, but {what}. Write its sums "
                f"out. For {head.named}: {meant}"
            )
    parts = [other for other in _alike(table, head) if is_apart(other.text, sought)]
    if parts and (TOTAL_WORDS.search(normal(head.text)) or _is_total_of(table, head, wanted)):
        listed = ", ".join(other.named for other in parts)
        return (
            f"the column {head.named} may sum what belongs to another meeting, year or treaty: "
            f"{listed}. {meant}"
        )
    totals = " ".join(table.labels(lambda label: is_sum_row(words_of(label))))
    for where, text in (
        ("the text above the sums", table.context),
        ("the row of the total", totals),
    ):
        if belonging(text, sought, by_year=False) == "other":
            return f"{where} names another meeting or treaty, and not {sought.meeting}. {meant}"
        years = other_years(text, sought)
        if years:
            return (
                f"{where} is of {' and '.join(years)}, but {sought.meeting} is of {sought.year}. "
                f"{meant}"
            )
    return ""


def _other_status(head: Head, wanted: Wanted) -> str:
    """The question what a cost is whose column does not say that it is an estimate,
    where the user did not say it.
    """
    says = statuses_in(head.text)
    if wanted.status or (says != {"actual"} and "revised_estimate" not in says):
        return ""
    return (
        f"the column {head.named} is not a first estimate. State what it is: --status estimate, "
        "revised_estimate or actual."
    )


def _currency(table: Table, head: Head, wanted: Wanted, account: Account) -> str | None:
    """The currency of the column: what its heading says, else the text above the table,
    else the one wanted.
    """
    said = _stated(table, head)
    place = table.sheet.place(table.header_row, head.at)
    if said == "?" and not wanted.is_named:
        what = "several are named, or one that several countries have"
        account.open(
            "column-doubtful",
            f"the currency of the sums is not clear: {what}. Say which one they are in: "
            "--currency CODE.",
            head.text or table.context,
            place,
        )
        return None
    if said not in ("", "?", wanted.currency):
        above = currency_of_text(table.context)
        where = (
            "the heading"
            if head.currency
            else "the text above the sums"
            if above
            else "the row of the total"
        )
        account.open(
            "currency-unknown",
            f"{where} says {said}, but {wanted.currency} is expected. If {said} is meant: "
            f"--currency {said}.",
            head.text or table.context,
            place,
        )
        return None
    return wanted.currency


def _stated(table: Table, head: Head) -> str:
    """The currency that the heading states, else the text above the table,
    else the rows of totals; `?` for several.
    """
    totals = " ".join(table.labels(lambda label: TOTAL_WORDS.search(normal(label))))
    return head.currency or currency_of_text(table.context) or currency_of_text(totals)


def _column(
    table: Table,
    head: Head,
    currency: str,
    parts: tuple[int, ...],
    wanted: Wanted,
    account: Account,
) -> Column:
    sheet, texts = table.sheet, [*map(without_note, table.numbers(head.at))]
    power = head.power or power_of_text(table.context)
    mark, proof, contrary = decimal_mark(texts, currency)
    said = [f"sums from the column {head.named}, in {_UNITS[power]}{currency}"]
    if not _stated(table, head):
        beside = next((other.named for other in table.sums if other.currency == currency), "")
        said.append(
            f"no currency is stated; {currency} was "
            f"taken{f', as in the column {beside}' if beside else ''}"
        )
    if any(parse_sum(text, currency, "", True, power).minor is None for text in texts) and mark:
        kind = "point" if mark == "." else "comma"
        said.append(f'read with a decimal {kind}, as "{proof}" can only be read so')
    if contrary:
        message = (
            f'"{proof}" and "{contrary}" cannot both be right: one has a decimal point, the '
            "other a decimal comma."
        )
        for row in table.rows:
            if without_note(text := sheet.plain(row, head.at)) in (proof, contrary):
                account.open("number-bad", message, text, sheet.place(row, head.at))
    if sheet.units.get((table.first, head.at)) == "shown in thousands":
        account.open(
            "number-bad",
            "the cells show thousands but hold full sums. Format them as plain numbers, or write "
            "the sums out.",
            head.text,
            sheet.place(table.header_row, head.at),
        )
    _account_for_others(table, head, currency, parts, account)
    return Column(head, currency, power, mark, parts, tuple(said))


def _account_for_others(
    table: Table, head: Head, currency: str, parts: tuple[int, ...], account: Account
) -> None:
    """The columns beside the one taken are left out; sums without a heading are a question."""
    for other in table.heads:
        filled = sum(not is_dash(table.sheet.plain(row, other.at)) for row in table.rows)
        place = table.sheet.place(table.header_row, other.at)
        if (
            other.kind == "sum"
            and not (other.text or other.why_not)
            and other.at > head.at
            and head.text
        ):
            account.open(
                "file-syntax",
                f"{other.named} has sums but no heading. Are there commas inside numbers without "
                "quotation marks? Name the column, or empty it.",
                other.named,
                place,
                times=filled,
            )
        elif other.at != head.at and filled:
            why = other.why_not or (
                "it is summed in the column taken" if other.at in parts else _why(other, currency)
            )
            account.leave_out(
                f"the {'column ' if other.text else ''}{other.named}", place, why, times=filled
            )


def _why(other: Head, currency: str) -> str:
    if other.kind == "percent":
        return "percentages, read with their lines"
    if other.currency not in ("", currency):
        return f"in {other.currency}"
    words = normal(other.text)
    return "another total" if words in TOTAL_ROWS else "another year, meeting or kind of figure"
