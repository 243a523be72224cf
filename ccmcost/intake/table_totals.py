"""What a table states about itself: the number of its rows or States, totals of its columns. Each
is held against the rows, in whatever cell and words it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import normal
from ccmcost.intake.phrases import left_out_section, stated_count
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import COUNT_WORDS, OFFICE_TOTALS, STATE_WORDS, written_numbers

_TOTALS = tuple(f"{words} " for words in OFFICE_TOTALS)
_STATES = re.compile(
    r"\b(?:states?|countries|d?etats?|estados?|pays|paises|parties|signator\w+|signatair\w+)\b"
)
_OF_STATES = re.compile(rf"{_STATES.pattern}|\b(?:delegations?|delegaciones|observers)\b")
_OF_TREATY = re.compile(r"\b(?:convention|treaty|traite|tratado|convencion)\b")
_DAY = re.compile(r"\b[0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,10} (?:19|20)[0-9]{2}\b")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PARTED = re.compile(r"(?<=[0-9])[,.\s'’](?=[0-9]{3}\b)")
_FEWEST_NUMBERED = 4
_FIGURES = {
    ".": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"),
    ",": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?"),
}
"""Figures by the mark before their decimals."""


def says_total(text: str) -> bool:
    """Whether a text is what a total is called, with its figure or without."""
    words = " ".join(re.sub("[0-9]+", " ", normal(text)).split())
    return bool(words) and (words in OFFICE_TOTALS or words.startswith(_TOTALS))


def states_counted(text: str) -> int | None:
    """The number of a text that is nothing but a number of States: `9 States Parties`, `States: 9`;
    None for any other text.
    """
    words, numbers = normal(text), numbers_of(text)
    if len(numbers) != 1 or not _OF_STATES.search(words) or _OF_TREATY.search(words):
        return None
    others = {word for word in words.split() if not word.isdecimal()} - COUNT_WORDS - STATE_WORDS
    return numbers[0] if not others or written_numbers(words) else None


def stated_in(text: str) -> list[int]:
    """The numbers that a text states if it is a total, or the number of States; else none."""
    return numbers_of(text) if says_total(text) or states_counted(text) is not None else []


def numbers_of(text: str) -> list[int]:
    """The whole numbers of a text, in figures, else in words; days and years are none."""
    words = normal(_PARTED.sub("", text))
    found = re.findall(r"\b[0-9]{1,6}\b", _DAY.sub(" ", words))
    numbers = [int(each) for each in found if not _YEAR.fullmatch(each)]
    return numbers or written_numbers(words)


def _value(cell: str, mark: str) -> Decimal | None:
    """The figure of a cell whose decimals stand behind a mark; None if the cell holds none."""
    bare = re.sub(r"[\s'’%]", "", cell)
    if not _FIGURES[mark].fullmatch(bare) or len(bare) > 20:
        return None
    return Decimal(re.sub(rf"[^0-9{mark}]", "", bare).replace(mark, "."))


def sums_of(cells: Iterable[str]) -> set[Decimal]:
    """The sums of the cells that hold figures, by either mark before decimals; and their number."""
    texts = list(filter(None, cells))
    figures = (
        [value for each in texts if (value := _value(each, mark)) is not None] for mark in ".,"
    )
    return {Decimal(len(texts)), *(sum(each, Decimal(0)) for each in figures)}


def figures_of(cell: str) -> set[Decimal]:
    """The figures of a cell of a total, by either mark before decimals, or in its words."""
    found = {value for mark in ".," if (value := _value(cell, mark)) is not None}
    return found or set(map(Decimal, numbers_of(cell)))


def is_figure(cell: str) -> bool:
    """Whether a cell holds a figure and nothing else."""
    return _value(cell, ".") is not None or _value(cell, ",") is not None


def hold_numbers(numbers: Sequence[int], place: Place, account: Account) -> None:
    """Where lines of States are numbered, the last number, which stands at `place`, is how many
    they are: else one of them is lost.
    """
    lost = numbers[-1] - len(numbers)
    is_running = numbers[0] == 1 and all(before < after for before, after in pairwise(numbers))
    if is_running and len(numbers) >= _FEWEST_NUMBERED and 0 < lost <= max(1, len(numbers) // 4):
        account.check("number of the last line", str(numbers[-1]), str(len(numbers)), place)


class _Claim(NamedTuple):
    """A row that states figures, and the first row that they may be about."""

    row: int
    text: str
    first: int
    is_heading: bool


class NamedRow(NamedTuple):
    """A row that names a State, or an organization (then `state` is empty), and whether it says
    that who is named took part.
    """

    row: int
    state: str
    is_present: bool = True


class _Column:
    """What the cells of a column hold, each by its row: which are filled, and the figures in them,
    by either mark before decimals. A long table states many totals, and each cell is read once.
    """

    def __init__(self, cells: Iterable[tuple[int, str]]) -> None:
        filled = [(row, cell) for row, cell in cells if cell]
        self._filled = [row for row, _ in filled]
        self._figures = [
            [(row, value) for row, cell in filled if (value := _value(cell, mark)) is not None]
            for mark in ".,"
        ]

    def filled(self, part: range) -> int:
        """The number of the rows of a part that hold something."""
        return bisect_left(self._filled, part.stop) - bisect_left(self._filled, part.start)

    def figures(self, parts: Sequence[range]) -> list[list[Decimal]]:
        """The figures of each part, by one mark before decimals, then those by the other."""
        found = []
        for figures in self._figures:
            for part in parts:
                first, last = (bisect_left(figures, (row,)) for row in (part.start, part.stop))
                found.append([value for _, value in figures[first:last]])
        return found


class TableTotals:
    """The figures that a table of participants states; `first` is its first row below the header,
    `label` the words of each column's heading.
    """

    def __init__(self, sheet: Sheet, first: int, label: Sequence[str], account: Account) -> None:
        self._sheet, self._first, self._label, self._account = sheet, first, label, account
        self._claims: list[_Claim] = []
        self._begins = first
        self._named: Sequence[NamedRow] = ()
        self._of_states, self._before = True, frozenset[str]()
        self._column = cache(self._read_column)

    @property
    def found(self) -> bool:
        """Whether a row of totals was found below the header."""
        return any(claim.row >= self._first and not claim.is_heading for claim in self._claims)

    def begin(self, row: int, text: str) -> None:
        """A heading opens a part of the table; it may state the number of its States."""
        self._begins = row + 1
        self._claims.append(_Claim(row, text, row + 1, True))

    def take(self, row: int, cells: Sequence[str]) -> bool:
        """Whether a row is a total: then it is left out, and its figures are held later."""
        text = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
        if not says_total(text) and states_counted(text) is None:
            return False
        place = self._sheet.place(row, 0)
        self._account.leave_out(" ".join(cells), place, "a row of totals")
        self._claims.append(_Claim(row, text, self._begins, False))
        self._begins = row + 1
        return True

    def look_above(self, rows: Iterable[int]) -> None:
        """Rows above the header that state how many States the table lists."""
        for row in rows:
            cells = [cell for cell in self._sheet.rows[row] if cell]
            for text in cells if len(cells) > 2 else [" ".join(cells)]:
                if stated_in(text):
                    self._claims.append(_Claim(row, text, self._first, False))

    def hold(self, named: Sequence[NamedRow], of_states: bool, before: frozenset[str]) -> None:
        """Hold each figure against the rows that name States; `of_states` says that each row is of
        a State of its own, so that a number of rows is one of States; `before` are the States of
        the tables before this one.
        """
        self._named, self._of_states, self._before = named, of_states, before
        if of_states:
            self._hold_numbers(sorted({each.row for each in named if each.state}))
        rows, ends = len(self._sheet.rows), [each.row for each in self._claims if each.is_heading]
        for claim in self._claims:
            if claim.is_heading:
                part = range(claim.first, next((end for end in ends if end > claim.row), rows))
                parts = [part if self._states(part) else range(self._first, claim.row)]
                if (stated := stated_count(claim.text)) is not None:
                    self._hold_text(claim, [stated], parts)
                continue
            last = claim.row if claim.row >= self._first else rows
            parts = [range(claim.first, last), range(self._first, last)]
            self._hold_text(claim, numbers_of(claim.text), parts)
            if claim.row >= self._first:
                self._hold_columns(claim, parts)

    def _hold_numbers(self, rows: Sequence[int]) -> None:
        """The numbers that a column gives the rows, if one does."""
        for column in range(len(self._label)):
            texts = [self._text(row, column) for row in rows]
            numbers = [int(text) if text.isdecimal() and len(text) < 5 else 0 for text in texts]
            if numbers:
                hold_numbers(numbers, self._sheet.place(rows[-1], column), self._account)

    def _hold_text(self, claim: _Claim, numbers: Sequence[int], parts: Sequence[range]) -> None:
        """The numbers of the words of a row: of States, or of persons, or the sum of a column."""
        words, others = normal(claim.text), set[Decimal]()
        states = self._counts(parts, every=False)
        if left_out_section(words):
            states = {Decimal(len(self._states(each) - self._states(each, True))) for each in parts}
        if not claim.is_heading and not _STATES.search(words):
            states |= self._counts(parts)
            others |= self._lengths(parts)
            for column in range(len(self._label)):
                others |= {sum(each, Decimal(0)) for each in self._column(column).figures(parts)}
        for number in numbers:
            if number in states or number not in others:
                self._hold_states(claim, number, states, parts)

    def _hold_states(
        self, claim: _Claim, number: int, fits: set[Decimal], parts: Sequence[range]
    ) -> None:
        what, place = f'States stated in "{shown(claim.text, 40)}"', self._sheet.place(claim.row, 0)
        read = number if number in fits else len(self._states(parts[-1], True))
        self._account.check(what, str(number), str(read), place)

    def _hold_columns(self, claim: _Claim, parts: Sequence[range]) -> None:
        """The figures of a row: each is the sum of its column, or counts States or rows."""
        states = self._counts(parts)
        for column, cell in enumerate(self._sheet.rows[claim.row]):
            stated = {value for mark in ".," if (value := _value(cell, mark)) is not None}
            if not stated:
                continue
            figures = self._column(column).figures(parts)
            running = any(each and each == [*range(1, len(each) + 1)] for each in figures)
            if (running or not any(figures)) and stated & states:
                self._hold_states(claim, int(min(stated & states)), states, parts)
                continue
            fits = states | self._lengths(parts) | {sum(each, Decimal(0)) for each in figures}
            if not (running and self._of_states):
                fits |= {Decimal(self._column(column).filled(part)) for part in parts}
            if fits.isdisjoint(stated):
                present = len(self._states(parts[-1], True))
                read = sum(figures[1], Decimal(0)) if figures[1] and not running else present
                label = self._label[column] if column < len(self._label) else ""
                what = f'total of the column "{shown(label, 40)}"'
                place = self._sheet.place(claim.row, 0)
                self._account.check(what, cell, str(read), place)

    def _states(self, part: range, present: bool = False) -> set[str]:
        """The States that the rows of a part name; those that took part if `present`."""
        named = (each for each in self._named if each.state and each.row in part)
        return {each.state for each in named if each.is_present or not present}

    def _counts(self, parts: Sequence[range], every: bool = True) -> set[Decimal]:
        """The numbers of the States that took part: of each part, and of all tables so far; and of
        `every` State that is named.
        """
        present = [self._states(part, True) for part in parts]
        found = [*present, present[-1] | self._before]
        found += [self._states(part) for part in parts] if every else []
        return set(map(Decimal, map(len, found)))

    def _lengths(self, parts: Sequence[range]) -> set[Decimal]:
        """What a number of other than States may count in each part: States and organizations;
        rows, where they are of persons.
        """
        found = set[Decimal]()
        for part in parts:
            rows = [each for each in self._named if each.row in part]
            organizations = sum(not each.state for each in rows)
            found.add(Decimal(len(self._states(part, True)) + organizations))
            found |= set() if self._of_states else {Decimal(len(rows))}
        return found

    def _read_column(self, column: int) -> _Column:
        """What a column holds below the header, beside the rows that state figures."""
        claims = {claim.row for claim in self._claims}
        rows = (row for row in range(self._first, len(self._sheet.rows)) if row not in claims)
        return _Column((row, self._text(row, column)) for row in rows)

    def _text(self, row: int, column: int) -> str:
        return self._sheet.plain(row, column)
