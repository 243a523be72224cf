"""Which column of a table of costs is meant: by its currency, unit, meeting and year;
never because of where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from ccmcost.intake.belonging import YEAR, Sought, meetings_in, statuses_in, treaties_in, years_in
from ccmcost.intake.cost_documents import (
    currency_of_text,
    is_dash,
    is_number,
    is_sum_row,
    power_of_heading,
    words_of,
)
from ccmcost.intake.names import normal
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.vocabulary import ITEM_COLUMNS, PERCENT_COLUMNS
from ccmcost.model.money import scaled_int

SEARCHED_ROWS = 60
_HEADER_ROWS = 4
_COUNTED = (
    r"(?:units?|days|hours|pages|words|posts|persons|people|sessions|participants"
    r"|jours|heures|personnes|dias|horas|personas)"
)
_NUMBER_OF = r"(?:number|no|nr|nombre|numero)(?: (?:of|de|d)(?: \w+){1,4})?"
_COUNTS = re.compile(rf"quantity|qty|cantidad|quantite|{_NUMBER_OF}|(?:working )?{_COUNTED}")
_QUANTITIES = re.compile(
    r"\b(?:quantity|qty|number|no "
    rf"of|unit|{_COUNTED}|exchange|price|rate|per|nombre|quantite|unitaire|prix|taux|cantidad"
    r"|unitario|precio|tasa)\b"
)
_PERCENT = re.compile(r"\b(?:percent|per cent|pour cent|por ciento)\b")
_FIXED_PERCENT = re.compile(
    r"([0-9]+(?:[.,][0-9]+)?) ?(?:%|per ?cent\b|pour cent\b|por ciento\b)", re.IGNORECASE
)
_DIFFERENCES = re.compile(
    r"\b(?:variance|difference|increase|decrease|change|ecart|diferencia|variacion)\b"
)
_ORDINALS = re.compile(
    r"^(?:no|nr|n|line|item no|line no|ref|reference|para|paragraph|section|code|numero|id)$"
)
_LETTER = re.compile(r"\s*\(?(?:[A-Za-z]|[IVXivx]{1,5})[0-9]{0,2}\s*[.)]*\s*")

Kind = Literal["sum", "percent", "other"]


class Wanted(NamedTuple):
    """What is looked for: the currency (and whether the user named it), the meeting,
    the status and the column if named.
    """

    currency: str
    is_named: bool
    sought: Sought
    status: str = ""
    column: str | None = None


class Head(NamedTuple):
    """A column: what stands above it, and what follows for its sums.
    `why_not` says why it cannot be the one meant.
    """

    at: int
    text: str
    kind: Kind
    currency: str
    power: int
    why_not: str = ""

    @property
    def named(self) -> str:
        """The column as a person calls it: `"EUR" (column C)`."""
        return (
            f'"{self.text}" (column {column_letters(self.at)})'
            if self.text
            else f"column {column_letters(self.at)}"
        )


class Table(NamedTuple):
    """Where a table of costs stands in a sheet; `context` is the text above it,
    which may name its currency and unit; `totalled` are the columns that a row of a total sums.
    """

    sheet: Sheet
    first: int
    label: int
    heads: tuple[Head, ...]
    header_row: int
    context: str
    totalled: frozenset[int]

    @property
    def rows(self) -> range:
        """The rows below the heading."""
        return range(self.first, len(self.sheet.rows))

    @property
    def sums(self) -> list[Head]:
        """The columns of sums."""
        return [head for head in self.heads if head.kind == "sum"]

    @property
    def percent(self) -> Head | None:
        """The column of percentages, if there is one."""
        return next((head for head in self.heads if head.kind == "percent"), None)

    def labels(self, says: Callable[[str], object]) -> list[str]:
        """The items that say something, such as that they sum others."""
        return [label for row in self.rows if says(label := self.sheet.plain(row, self.label))]

    def numbers(self, at: int) -> list[str]:
        """The cells of a column that hold numbers."""
        return [cell for row in self.rows if is_number(cell := self.sheet.plain(row, at))]


def table_of(sheet: Sheet) -> Table | None:
    """The table of items and sums of a sheet, or None."""
    label = _label_column(sheet)
    if label is None:
        return None
    first = next(
        (row for row in range(min(SEARCHED_ROWS, len(sheet.rows))) if _is_data(sheet, row, label)),
        None,
    )
    if first is None:
        return None
    end = next((row + 1 for row in reversed(range(first)) if _is_header(sheet, row, label)), first)
    top, first = end, end
    while top and end - top < _HEADER_ROWS and _is_header(sheet, top - 1, label):
        top -= 1
    above = [text for row in sheet.rows[:top] for text in row if text]
    context = " ".join(
        [sheet.above, *above, *(sheet.cell(row, label) for row in range(top, end)), sheet.title]
    )
    widest = max(len(row) for row in sheet.rows[first:])
    totalled = _totalled(sheet, first)
    heads = tuple(
        _head(sheet, column, range(top, end), label, totalled)
        for column in range(widest)
        if column != label
    )
    return Table(sheet, first, label, heads, max(top, end - 1), context, totalled)


def _label_column(sheet: Sheet) -> int | None:
    """The column of items: the one headed so whose cells are words, else the one with most words
    beside sums, then with most words; the left one of equals. Numbers and letters before the lines
    are no words.
    """
    beside, texts, letters = Counter[int](), Counter[int](), Counter[int]()
    for cells in sheet.rows:
        last = max((column for column, cell in enumerate(cells) if is_number(cell)), default=0)
        for column, cell in enumerate(cells):
            if any(map(str.isalpha, cell)) and not is_number(cell):
                texts[column] += 1
                letters[column] += bool(_LETTER.fullmatch(cell))
                beside[column] += column < last and not _LETTER.fullmatch(cell)
    for cells in sheet.rows[:SEARCHED_ROWS]:
        named = [column for column, cell in enumerate(cells) if normal(cell) in ITEM_COLUMNS]
        wordy = [column for column in named if beside[column] > letters[column]]
        if named and sum(map(bool, cells)) > 1:
            if wordy:
                return max(wordy, key=lambda column: (beside[column], -column))
            break
    return max(texts, key=lambda column: (beside[column], texts[column], -column), default=None)


def _is_data(sheet: Sheet, row: int, label: int) -> bool:
    """Whether a row has an item and a sum. Years above columns are no sums."""
    name = sheet.plain(row, label)
    numbers = [cell for cell in sheet.rows[row][label + 1 :] if is_number(cell)]
    if not numbers or not any(map(str.isalpha, name)):
        return False
    years = all(map(YEAR.fullmatch, numbers)) and len(set(numbers)) == len(numbers)
    above = any(any(cells[label + 1 :]) for cells in sheet.rows[:row])
    return (above or not years) and normal(name) not in ITEM_COLUMNS


def _is_header(sheet: Sheet, row: int, label: int) -> bool:
    """Whether a row above the first item is part of the heading:
    it says something about a column behind the items.
    """
    return any(sheet.rows[row][label + 1 :])


def _head(sheet: Sheet, column: int, heading: range, label: int, totalled: frozenset[int]) -> Head:
    rows = range(heading.stop, len(sheet.rows))
    pieces = dict.fromkeys(" ".join(sheet.cell(row, column).split()) for row in heading)
    text = " ".join(piece for piece in pieces if piece)
    below = [sheet.plain(row, column) for row in rows if sheet.plain(row, label)]
    filled = [cell for cell in below if not is_dash(cell)]
    words = normal(text.replace("%", " percent "))
    units = [sheet.units.get((row, column), "") for row in rows]
    currency = currency_of_text(text) or currency_of_text(" ".join(dict.fromkeys(units)))
    kind: Kind = "other"
    why = ""
    if not filled:
        why = "it is empty"
    elif _are_percentages(filled, text, words):
        kind = "percent"
    elif column < label and all(map(_LETTER.fullmatch, filled)):
        why = "it numbers the lines"
    elif 2 * sum(map(is_number, filled)) <= len(filled):
        why = "it holds words"
    elif column < label or _ORDINALS.match(words):
        why = "it numbers the lines"
    elif _DIFFERENCES.search(words):
        why = "it is a difference"
    elif _is_quantity(words, currency, column in totalled):
        why = "it is a quantity or a price"
    else:
        kind = "sum"
    if kind == "sum" and column in sheet.hidden_columns:
        why = "the column is hidden"
    return Head(column, text[:80], kind, currency, power_of_heading(text), why)


def _are_percentages(cells: Sequence[str], text: str, words: str) -> bool:
    """Whether a column holds percentages, by its cells: with the sign, or up to 100 below a heading
    that says so.

    A heading that names one share, such as `Our share (40%)`, stands above sums, unless each cell
    repeats that share.
    """
    numbers = [cell for cell in cells if any(char.isdigit() for char in cell)]
    if numbers and all(cell.endswith("%") for cell in numbers):
        return True
    if words not in PERCENT_COLUMNS and not _PERCENT.search(words):
        return False
    values = [scaled_int(cell.removesuffix("%").strip().replace(",", "."), 6) for cell in numbers]
    fixed = _FIXED_PERCENT.search(text)
    share = scaled_int(fixed[1].replace(",", "."), 6) if fixed else None
    return all(
        value is not None and 0 <= value <= 100 * 10**6 and share in (None, value)
        for value in values
    )


def _totalled(sheet: Sheet, first: int) -> frozenset[int]:
    """The columns that have a number in a row of a total, behind its name: such numbers can be
    added, as quantities and prices cannot.
    """
    found = set[int]()
    for row in sheet.rows[first:]:
        named = False
        for column, cell in enumerate(row):
            if not is_number(cell):
                named = named or is_sum_row(words_of(cell))
            elif named:
                found.add(column)
    return frozenset(found)


def _is_quantity(words: str, currency: str, is_totalled: bool) -> bool:
    """Whether a heading is that of a quantity or a price; sums may be "for two sessions", too."""
    if not _QUANTITIES.search(words) or "total" in words.split():
        return False
    return not is_totalled or currency == "?" or _COUNTS.fullmatch(words) is not None


def fitting(heads: Sequence[Head], wanted: Wanted) -> tuple[Head, ...]:
    """The columns that may be meant: those that name the meeting, its treaty, its year,
    the status, where any does.
    """
    left = [head for head in heads if not head.why_not]
    sought = wanted.sought
    for said, meant in (
        ({head: meetings_in(head.text, sought) for head in left}, sought.meeting),
        ({head: treaties_in(head.text) for head in left}, sought.treaty),
        ({head: years_in(head.text) for head in left}, sought.year),
    ):
        alone = [head for head in left if said[head] == {meant}]
        beside = [head for head in left if meant in said[head]]
        left = alone or beside or [head for head in left if not said[head]] or left
    words = {head: statuses_in(head.text) for head in left}
    exact = [head for head in left if words[head] == {wanted.status}]
    revised = [
        head
        for head in left
        if wanted.status in words[head] and wanted.status == "revised_estimate"
    ]
    return tuple(exact or revised or left)


def statuses_differ(heads: Sequence[Head]) -> bool:
    """Whether columns say of their figures that they are different things:
    an estimate, a revised one, what was spent.
    """
    return len({statuses_in(head.text) for head in heads}) > 1


def named_column(sums: Sequence[Head], wish: str) -> list[Head]:
    """The columns of sums that a person may mean: by heading, by letter,
    or by words of the heading.
    """
    words = normal(wish)
    exact = [head for head in sums if normal(head.text) == words]
    letters = [head for head in sums if column_letters(head.at) == wish.strip().upper()]
    return exact or letters or [head for head in sums if f" {words} " in f" {normal(head.text)} "]
