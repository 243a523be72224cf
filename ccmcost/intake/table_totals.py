"""What a table states about itself: the number of its rows or States, totals of its columns. Each
is held against the rows, in whatever cell and words it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.found import Section, shown
from ccmcost.intake.names import normal
from ccmcost.intake.phrases import left_out_section, section_of, stated_count
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.stated import (
    MARKS,
    STATES,
    figure_in,
    figures_of,
    hold_numbers,
    hold_states,
    numbers_of,
    says_total,
    stated_in,
    states_counted,
)

_SEVERAL = re.compile(r"[&,+/]|\b(?:and|et|y|e)\b")
_CATEGORIES: Mapping[str | None, Sequence[Collection[str | None]]] = {
    "state_party": (("state_party",),),
    "signatory": (("signatory",),),
    "observer_state": (
        ("observer_state",),
        ("observer_state", "signatory"),
        ("observer_state", "organization"),
        ("observer_state", "signatory", "organization"),
    ),
}
"""Whom a number of each category may count."""


class _Claim(NamedTuple):
    """A row that states figures, and the first row that they may be about."""

    row: int
    text: str
    first: int
    is_heading: bool


class NamedRow(NamedTuple):
    """A row that names a State, or an organization (then `state` is empty); whether it says that
    who is named took part; and the category that it gives, if it gives one.
    """

    row: int
    state: str
    is_present: bool = True
    section: Section | None = None


class _Column:
    """What the cells of a column hold, each by its row: which are filled, and the figures in them,
    by either mark before decimals. A long table states many totals, and each cell is read once.
    """

    def __init__(self, cells: Iterable[tuple[int, str]]) -> None:
        filled = [(row, cell) for row, cell in cells if cell]
        self._filled = [row for row, _ in filled]
        self._figures = [
            [(row, value) for row, cell in filled if (value := figure_in(cell, mark)) is not None]
            for mark in MARKS
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
        self._of_states: bool
        self._before: frozenset[str]
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
        """Whether a row is a total, `States Parties | 93` too: then it is left out, and its figures
        are held later.
        """
        whole = " ".join(cells)
        text = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
        if not says_total(text) and all(states_counted(each) is None for each in (text, whole)):
            return False
        place = self._sheet.place(row, 0)
        self._account.leave_out(whole, place, "a row of totals")
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
            last = claim.row if claim.row > self._first else rows  # above its rows, or below
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
        if of_category := self._of_category(claim, parts):
            for number in numbers:
                self._hold_states(claim, number, of_category, parts)
            return
        states = self._counts(parts, every=False)
        if left_out_section(words):
            states = {Decimal(len(self._states(each) - self._states(each, True))) for each in parts}
        if not claim.is_heading and not STATES.search(words):
            states |= self._counts(parts)
            others |= self._lengths(parts)
            for column in range(len(self._label)):
                others |= {sum(each, Decimal(0)) for each in self._column(column).figures(parts)}
        for number in numbers:
            if number in states or number not in others:
                self._hold_states(claim, number, states, parts)

    def _hold_states(
        self, claim: _Claim, number: int, fits: Container[object], parts: Sequence[range]
    ) -> None:
        of_category = self._of_category(claim, parts[-1:])
        read = of_category[0] if of_category else len(self._states(parts[-1], True))
        place = self._sheet.place(claim.row, 0)
        hold_states(claim.text, number, fits, read, place, self._account)

    def _hold_columns(self, claim: _Claim, parts: Sequence[range]) -> None:
        """The figures of a row: each is the sum of its column, or counts States or rows."""
        states = self._counts(parts)
        of_category = self._of_category(claim, parts)
        for column, cell in enumerate(self._sheet.rows[claim.row]):
            stated = figures_of(cell)
            if not stated:
                continue
            figures = self._column(column).figures(parts)
            if of_category and not any(figures):
                self._hold_states(claim, int(max(stated)), of_category, parts)
                continue
            running = any(each[1:] and each == [*range(1, len(each) + 1)] for each in figures)
            if (running or not any(figures)) and (counted := stated & states):
                self._hold_states(claim, int(counted.pop()), states, parts)
                continue
            fits = (
                states
                | {*of_category}
                | self._lengths(parts)
                | {sum(each, Decimal(0)) for each in figures}
            )
            if not (running and self._of_states):
                fits |= {Decimal(self._column(column).filled(part)) for part in parts}
            if fits.isdisjoint(stated):
                present = len(self._states(parts[1], True))
                read = sum(figures[1], Decimal(0)) if figures[1] and not running else present
                label = self._label[column] if column < len(self._label) else ""
                what = f'total of the column "{shown(label, 40)}"'
                what = what if label else f'total stated in "{shown(claim.text, 40)}"'
                place = self._sheet.place(claim.row, 0)
                self._account.check(what, cell, str(read), place)

    def _of_category(self, claim: _Claim, parts: Sequence[range]) -> list[int]:
        """What a number may count of the category that the words of a row name, `Observers`, in
        each part of a table whose rows give theirs: those that took part first, then all; observers
        with those that signed and organizations, too. Nothing for several categories at once.
        """
        section = section_of(claim.text)
        if _SEVERAL.search(claim.text) or all(each.section != section for each in self._named):
            return []
        found = list[int]()
        for part in parts:
            rows = [each for each in self._named if each.row in part]
            for sections in _CATEGORIES.get(section, ()):
                every = [each for each in rows if each.section in sections]
                for some in ([each for each in every if each.is_present], every):
                    states = {each.state for each in some if each.state}
                    found.append(len(states) + sum(not each.state for each in some))
        return found

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
