"""Columns of a table of participants: which row is the header, which columns hold States, roles,
attendance, remarks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.belonging import Sought
from ccmcost.intake.found import Headings, Section
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import (
    STATE_CATEGORIES,
    category_cell,
    heading_of,
    left_out_section,
    state_of,
)
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.vocabulary import (
    ATTENDED_COLUMNS,
    CODE_COLUMNS,
    DAY,
    NO_CELLS,
    PERSONAL_COLUMNS,
    PLAIN_MARKS,
    REGISTERED_COLUMNS,
    REMARK_COLUMNS,
    ROLE_COLUMNS,
    STATE_COLUMNS,
    WEAK_STATE_COLUMNS,
    YES_CELLS,
    pattern,
)

SEARCHED_ROWS = 40
TRIED_ROWS = 300
_MOST_CATEGORIES = 40
_FEWEST_RUNNING = 3
_ATTENDANCE = pattern("attendance")
_ENDS = re.compile(r" (?:at|on|time|date|no|nr|number|status|le|a|el|hora|heure)$")
_OR_OTHER = pattern("or_other")
"""What a heading over States may add, as in `Country or organization`."""


class Asked(NamedTuple):
    """What the user has settled: headings and categories by their words, and the column of States.

    `given` are the answers given now, as (option, words), of which each should meet something in
    the document.
    """

    headings: Headings
    column: str = ""
    given: tuple[tuple[str, str], ...] = ()
    sought: Sought | None = None
    """The meeting whose list it is, for documents that name several."""


class Column(NamedTuple):
    """A column of States: where it stands, its heading, and the section that its heading opens,
    if it is one.
    """

    at: int
    heading: str
    section: Section | None = None


def heading_words(text: str) -> str:
    """The heading of a column as it is looked up: `Country / Organization` as `country
    organization`.
    """
    return normal(re.sub(r"[_/]", " ", text))


class Header:
    """A row read as the header: `labels` are the words of each column's heading; the columns that
    matter by what they say.

    `attended` are columns that say who attended (yes in one of them is enough); where they are
    those of days, marked where somebody came, `by_days` says so. `absent` is a column whose marks
    say who did not take part, `others` are columns of yes and no of which it is not certain whether
    they say who took part. The sheet is `wide` columns wide.
    """

    def __init__(self, sheet: Sheet, row: int, index: NameIndex, asked: Asked, wide: int) -> None:
        self.sheet, self.row, self.index, self.asked = sheet, row, index, asked
        # a column without a heading is one as well, be it the last of all
        self._choices = [self._words(at) for at in range(wide)]
        self.labels = tuple(words[0] if words else "" for words in self._choices)
        codes = [
            at
            for at in self._headed(CODE_COLUMNS)
            if any(index.resolve_code(cell) or state_of(cell, index) for cell in self.cells(at))
        ]
        self.code = codes[0] if codes else None
        self.names = self._columns_of_states()
        self.role: int | None = None
        self.absent: int | None = None
        self.attended: Sequence[int] = ()
        self.others: Sequence[int] = ()
        self.by_days: bool
        self.remarks = self._headed(REMARK_COLUMNS, self._taken)
        if self.is_found:
            self._find_others(codes)

    @property
    def is_found(self) -> bool:
        """Whether the row is the header of a table of States at all."""
        return bool(self.names) or self.code is not None

    @property
    def _taken(self) -> list[int]:
        return [column.at for column in self.names]

    @property
    def used(self) -> set[int | None]:
        """The columns that say something here: of States, codes, roles, attendance and remarks."""
        return {
            *self._taken,
            *self.attended,
            *self.remarks,
            *self.others,
            self.code,
            self.role,
            self.absent,
        }

    @property
    def known(self) -> int:
        """How many of the columns that matter the row names; a State's name is no heading."""
        named = [self.labels[at] for at in self._taken]
        return (
            sum(bool(label) and state_of(label, self.index) is None for label in named)
            + (self.code is not None)
            + (self.role is not None)
            + bool(self.attended)
        )

    @property
    def goes_on(self) -> bool:
        """Whether the row is the second one of a header: nothing over the States,
        but something over other columns.
        """
        return all(not self.sheet.plain(self.row, at) for at in self._taken) and any(
            self.sheet.rows[self.row]
        )

    def label(self, at: int) -> str:
        """The words of the heading of a column, or its letters if it has none."""
        return self.labels[at] or column_letters(at)

    def cells(self, at: int, most: int = TRIED_ROWS) -> list[str]:
        """What stands below the heading of a column, as far as it is tried."""
        return [
            cells[at]
            for cells in self.sheet.rows[self.row + 1 :][:most]
            if at < len(cells) and cells[at]
        ]

    def share(self, at: int) -> float:
        """The part of the cells of a column that name States or organizations."""
        cells = self.cells(at)
        named = {
            cell: state_of(cell, self.index) is not None or self.index.is_organization(cell)
            for cell in set(cells)
        }
        return sum(named[cell] for cell in cells) / len(cells) if cells else 0.0

    def states(self, columns: Sequence[int]) -> set[str]:
        """The States that the cells of columns name."""
        matches = (state_of(cell, self.index) for at in columns for cell in self.cells(at))
        return {match.iso3 for match in matches if match}

    def _words(self, at: int) -> tuple[str, ...]:
        """The words of a cell that may be a heading: alone, and below the cell above it (a header
        of two rows).
        """
        text = self.sheet.plain(self.row, at)
        over = self.sheet.cell(self.row - 1, at) if self.row else ""
        if not (text or over):  # of a wide table, most rows hold little
            return ()
        above = heading_words(over)
        below = f"{above} {heading_words(text)}".strip() if above else ""
        bare = re.sub(r"\s*\([^()]*\)\s*$", "", text)  # "Estado (ES)"
        choices = (text, below, bare, *re.split(r"\s*[/|]\s*|\s[-–]\s", text))
        return tuple(dict.fromkeys(words for words in map(heading_words, choices) if words))

    def _headed(self, words: frozenset[str], besides: Sequence[int] = ()) -> list[int]:
        """The columns with one of these headings; about attendance also with more behind it,
        as in `Checked in at`.
        """
        found = [at for at, choices in enumerate(self._choices) if words.intersection(choices)]
        if words is ATTENDED_COLUMNS:
            short = [
                words.intersection(_ENDS.sub("", choice) for choice in choices)
                for choices in self._choices
            ]
            found += [at for at, each in enumerate(short) if each and at not in found]
        return [at for at in found if at not in besides]

    def _is_filled(self, at: int) -> bool:
        return bool(self.cells(at, len(self.sheet.rows)))

    def _columns_of_states(self) -> list[Column]:
        """The columns that hold the States: the chosen one, lists side by side,
        else by headings and what stands below.
        """
        heads = [self.sheet.plain(self.row, at) for at in range(len(self.labels))]
        wish = self.asked.column
        chosen = [
            at
            for at, head in enumerate(heads if wish else ())
            if wish.strip().upper() == column_letters(at) or normal(head) == normal(wish)
        ]
        if chosen:
            return [Column(at, heads[at]) for at in chosen]
        lists = [
            Column(at, label, section)
            for at, label in enumerate(self.labels)
            if (section := heading_of(heads[at])) is not None and self._is_filled(at)
        ]
        named = [
            at
            for at, words in enumerate(self._choices)
            if STATE_COLUMNS.intersection(_OR_OTHER.sub("", w) for w in words)
        ]
        named = [at for at in named if not _are_figures(self.cells(at))]
        strong = [at for at in named if self.labels[at] not in PERSONAL_COLUMNS] or named
        shares = {at: self.share(at) for at in strong}
        named = [at for at in strong if shares[at] > 0.0] or strong
        if any(column.section != "organization" for column in lists) and (
            len(lists) > 1 or (not named and self.share(lists[0].at) >= 0.5)
        ):
            return lists
        good = [at for at in named if shares[at] >= 0.4] or named
        if not good and self.code is None:
            good = [at for at in self._headed(WEAK_STATE_COLUMNS, strong) if self.share(at) >= 0.5]
        return [Column(at, heads[at]) for at in good]

    def _find_others(self, codes: Sequence[int]) -> None:
        """The columns of roles and of attendance, by their headings,
        by what stands in them and by what the user said.
        """
        labels, answers, taken = self.labels, self.asked.headings, self._taken
        every = range(len(labels))
        said = {at: answers[label] for at, label in enumerate(labels) if label in answers}
        free = [at for at in every if at not in (*taken, *codes) and said.get(at, "by_status")]
        marks = {at: {normal(cell) or cell.strip() for cell in self.cells(at)} for at in free}
        roles, registered, attended = (
            [at for at in self._headed(words, taken) if at in free and self._is_filled(at)]
            for words in (ROLE_COLUMNS, REGISTERED_COLUMNS, ATTENDED_COLUMNS)
        )
        attended = [at for at in attended if not self._is_running(at)]
        attended += [
            at
            for at in free
            if at not in attended
            and _ATTENDANCE.search(" ".join(self._choices[at]))
            and _say_who_came(marks[at])
        ]
        roles = [at for at in roles if at not in said or not marks[at] <= PLAIN_MARKS]
        plain = [at for at in free if at not in roles and marks[at] and marks[at] <= PLAIN_MARKS]
        absent = [at for at in plain if said.get(at, left_out_section(labels[at])) == "absent"]
        first = taken[0] if taken else codes[0]
        marked = [at for at in plain if at in said or self._differs(at, marks[at], first)]
        attended = [at for at in marked if said.get(at) == "by_status"] or [
            at for at in attended if at not in absent
        ]
        # a column such as Status may say who came: `Registered`, `Cancelled`
        if not attended and not registered:
            attended = [at for at in roles if marks[at] <= YES_CELLS | NO_CELLS]
        roles = [at for at in roles if at not in attended]
        groups = {self._group(at) for at in attended}
        together = len(groups) == 1 and "" not in groups
        together = together or any(said.get(at) == "by_status" for at in attended)
        others = [] if together else attended or marked
        others = [at for at in others if at not in (*absent, *said, *registered)]
        self.by_days = (
            len(others) > 1
            and not attended
            and all(DAY.fullmatch(labels[at]) and marks[at] <= YES_CELLS for at in others)
        )
        if self.by_days:
            attended, others, together = others, [], True
        self.others = [
            at for at in others if not (attended and self._say_the_same(at, attended[0]))
        ]
        used = {*taken, *codes, *attended, *registered, *absent, *self.others, *self.remarks}
        telling = [at for at in every if at not in used and self._holds_categories(at)]
        self.role = next(iter([at for at in roles if at in telling] or telling or roles), None)
        self.attended = attended if together else (attended or registered)[:1]
        self.absent = next(iter(absent), None)

    def _is_running(self, at: int) -> bool:
        """Whether a column holds numbers of which no two are the same, such as those of badges."""
        cells = self.cells(at)
        return (
            len(cells) > _FEWEST_RUNNING
            and len(set(cells)) == len(cells)
            and all(map(str.isdigit, cells))
        )

    def _differs(self, at: int, marks: set[str], name: int) -> bool:
        """Whether the marks of a column are not the same in every row that names a State."""
        rows = range(self.row + 1, len(self.sheet.rows))
        blank = {self.sheet.plain(row, name) for row in rows if not self.sheet.plain(row, at)} - {
            ""
        }
        return (
            len(marks) > 1
            or bool(marks & NO_CELLS)
            or any(state_of(cell, self.index) for cell in blank)
        )

    def _group(self, at: int) -> str:
        """The heading above that a column shares with others, in a header of two rows;
        empty if it has none.
        """
        return self.sheet.cell(self.row - 1, at) if (self.row - 1, at) in self.sheet.covered else ""

    def _say_the_same(self, *columns: int) -> bool:
        """Whether columns say yes and no in the same rows."""
        for row in range(self.row + 1, len(self.sheet.rows)):
            cells = [self.sheet.plain(row, at) for at in columns]
            if len({(normal(cell) in NO_CELLS, bool(cell)) for cell in cells}) > 1:
                return False
        return True

    def _holds_categories(self, at: int) -> bool:
        """Whether the cells of a column are categories such as `Parties` and `NGOs`,
        States among them.
        """
        counts = Counter(self.cells(at, len(self.sheet.rows)))
        if len(counts) > _MOST_CATEGORIES:
            return False
        kinds = {cell: category_cell(cell) for cell in counts}
        known = sum(
            counts[cell]
            for cell, kind in kinds.items()
            if kind is not None or normal(cell) in self.asked.headings
        )
        return 10 * known >= 9 * counts.total() and any(
            kind in STATE_CATEGORIES for kind in kinds.values()
        )


def find_header(sheet: Sheet, index: NameIndex, asked: Asked) -> Header | None:
    """The header of a table and its columns, or None if it has no column of States."""
    if not sheet.rows:
        return None
    best: Header | None = None
    wide = max(map(len, sheet.rows))
    for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
        header = Header(sheet, row, index, asked, wide)
        if not header.is_found:
            continue
        if (
            not best
            or header.known > best.known
            or (header.known == best.known and row == best.row + 1 and header.goes_on)
        ):
            best = header
        elif row > best.row + 2:
            break
    return best


def _are_figures(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers or headings, as a table of statistics does,
    and so no States.
    """
    return all(map(str.isdigit, cells)) or 2 * sum(
        heading_of(cell) is not None for cell in cells
    ) > len(cells)


def _say_who_came(marks: set[str]) -> bool:
    """Whether most marks of a column say yes or no, or that somebody was absent."""
    known = [
        mark for mark in marks if mark in YES_CELLS | NO_CELLS or left_out_section(mark) == "absent"
    ]
    return bool(marks) and 2 * len(known) >= len(marks)
