"""Columns of a table of participants: which row is the header, which columns hold States, roles, attendance, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.belonging import Sought
from ccmcost.intake.categories import is_of_categories
from ccmcost.intake.column_cells import (
    cells_below,
    code_share,
    differs,
    is_attendance,
    is_of_figures,
    is_running,
    marks_below,
    says_who_came,
    share,
)
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import heading_of, left_out_section
from ccmcost.intake.rows import Headings
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
    Section,
)

_SEARCHED_ROWS = 40


class Asked(NamedTuple):
    """What the user has settled: headings and categories by their words, and the column of States.

    `given` are the answers given now, as (option, words), of which each should meet something in the document.
    """

    headings: Headings
    column: str = ""
    given: tuple[tuple[str, str], ...] = ()
    sought: Sought | None = None
    """The meeting whose list it is, for documents that name several."""


class Column(NamedTuple):
    """A column of States: where it stands, its heading, and the section that its heading opens, if it is one."""

    at: int
    heading: str
    section: Section | None = None


class Header(NamedTuple):
    """The row of the header, and the columns that matter; `labels` are the words of each column's heading."""

    row: int
    names: tuple[Column, ...]
    code: int | None
    role: int | None
    attended: tuple[int, ...]
    """Columns that say who attended; yes in one of them is enough."""
    remarks: tuple[int, ...]
    labels: tuple[str, ...]
    absent: int | None = None
    """A column whose marks say who did not take part."""
    by_days: bool = False
    """Whether the columns that say who attended are those of days, marked where somebody came."""
    others: tuple[int, ...] = ()
    """Columns of yes and no of which it is not certain whether they say who took part."""

    @property
    def used(self) -> set[int]:
        """The columns that say something here: of States, codes, roles, attendance and remarks."""
        known = {*(column.at for column in self.names), *self.attended, *self.remarks, *self.others}
        return known | {at for at in (self.code, self.role, self.absent) if at is not None}

    def label(self, at: int) -> str:
        """The words of the heading of a column."""
        return self.labels[at] if at < len(self.labels) else ""


def heading_words(text: str) -> str:
    """The heading of a column as it is looked up: `Country / Organization` as `country organization`."""
    return normal(re.sub(r"[_/]", " ", text))


def _labels(sheet: Sheet, row: int) -> list[tuple[str, ...]]:
    """The words of each cell of a row that may be a header: alone, and below the cell above it (a header of two rows)."""
    width = max(len(sheet.rows[row]), len(sheet.rows[row - 1]) if row else 0)
    labels = []
    for column in range(width):
        own = heading_words(sheet.plain(row, column))
        above = heading_words(sheet.cell(row - 1, column)) if row else ""
        bare = heading_words(re.sub(r"\s*\([^()]*\)\s*$", "", sheet.plain(row, column)))  # "Estado (ES)"
        tongues = [bare, *(heading_words(piece) for piece in re.split(r"\s*[/|]\s*|\s[-–]\s", sheet.plain(row, column)))]
        choices = (own, f"{above} {own}".strip() if own and above else "", above if not own else "", *tongues)
        labels.append(tuple(dict.fromkeys(choice for choice in choices if choice)))
    return labels


def is_table(sheet: Sheet, index: NameIndex, asked: Asked) -> bool:
    """Whether a table has a header with a column of States."""
    return find_header(sheet, index, asked) is not None


def find_header(sheet: Sheet, index: NameIndex, asked: Asked) -> Header | None:
    """The header of a table and its columns, or None if it has no column of States."""
    best: tuple[int, int, Header] | None = None
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        labels = _labels(sheet, row)
        header = _columns(sheet, row, labels, index, asked)
        if header is None:
            continue
        known = len(header.names) + sum(each is not None for each in (header.code, header.role)) + bool(header.attended)
        if best is None or known > best[0] or (known == best[0] and row == best[1] + 1 and _goes_on(sheet, header)):
            best = known, row, header
        elif row > best[1] + 2:
            break
    return best[2] if best is not None else None


def _goes_on(sheet: Sheet, header: Header) -> bool:
    """Whether a row is the second one of a header: nothing stands over the States, but something over other columns."""
    return all(not sheet.plain(header.row, column.at) for column in header.names) and any(sheet.rows[header.row])


def _where(labels: Sequence[tuple[str, ...]], words: frozenset[str], besides: Sequence[int]) -> list[int]:
    """The columns with one of these headings; about attendance also with more behind it, as in `Checked in at`."""
    found = [at for at, label in enumerate(labels) if at not in besides and words.intersection(label)]
    if words is ATTENDED_COLUMNS:
        ends = [at for at, label in enumerate(labels) if words.intersection(_ENDS.sub("", word) for word in label)]
        found += [at for at in ends if at not in besides and at not in found]
    return found


def _columns_of_states(
    sheet: Sheet, row: int, labels: Sequence[tuple[str, ...]], index: NameIndex, asked: Asked, has_codes: bool
) -> list[Column]:
    """The columns that hold the States: the chosen one, lists beside each other, else by headings and what stands below."""
    lists = [
        Column(at, label[0], section)
        for at, label in enumerate(labels)
        if label and (section := heading_of(sheet.plain(row, at))) is not None and _below(sheet, row, at)
    ]
    chosen = [at for at in range(len(labels)) if asked.column and _is_chosen(sheet, row, at, asked.column)]
    headed = [at for at, label in enumerate(labels) if STATE_COLUMNS.intersection(_OR_OTHER.sub("", word) for word in label)]
    strong = [at for at in headed if not is_of_figures(cells_below(sheet, row, at))]
    strong = [at for at in strong if labels[at][0] not in PERSONAL_COLUMNS] or strong
    named = [at for at in strong if share(sheet, row, at, index) > 0.0] or strong
    good = [at for at in named if share(sheet, row, at, index) >= 0.4]
    weak = [at for at in _where(labels, WEAK_STATE_COLUMNS, strong) if share(sheet, row, at, index) >= 0.5]
    if chosen:
        return [Column(at, sheet.plain(row, at)) for at in chosen]
    if any(column.section != "organization" for column in lists) and (
        len(lists) > 1 or (not named and share(sheet, row, lists[0].at, index) >= 0.5)
    ):
        return lists
    return [Column(at, sheet.plain(row, at)) for at in (good or named or ([] if has_codes else weak))]


def _columns(sheet: Sheet, row: int, labels: Sequence[tuple[str, ...]], index: NameIndex, asked: Asked) -> Header | None:
    def where(words: frozenset[str], besides: Sequence[int] = ()) -> list[int]:
        return _where(labels, words, besides)

    codes = [at for at in where(CODE_COLUMNS) if _below(sheet, row, at) and code_share(sheet, row, at, index) > 0]
    names = _columns_of_states(sheet, row, labels, index, asked, bool(codes))
    if not names and not codes:
        return None
    taken = [column.at for column in names]
    roles = [at for at in where(ROLE_COLUMNS, taken) if _below(sheet, row, at)]
    said = {at: asked.headings[key] for at, label in enumerate(labels) for key in label[:1] if key in asked.headings}
    free = [at for at in range(len(labels)) if at not in taken and at not in codes and said.get(at, "by_status") is not None]
    attended = [at for at in where(ATTENDED_COLUMNS, taken) if at in free and _below(sheet, row, at)]
    attended = [at for at in attended if not is_running(sheet, row, at)]
    attended += [
        at
        for at in free
        if at not in attended and _ATTENDANCE.search(" ".join(labels[at])) and says_who_came(sheet, row, at)
    ]
    marks = [
        at for at in free if at not in roles and marks_below(sheet, row, at) and marks_below(sheet, row, at) <= PLAIN_MARKS
    ]
    absent = [at for at in marks if said.get(at) == "absent" or (at not in said and _left(labels[at]) == "absent")]
    marked = [at for at in marks if at in said or differs(sheet, row, at, taken[0] if taken else codes[0], index)]
    attended = [at for at in marked if said.get(at) == "by_status"] or [at for at in attended if at not in absent]
    registered = [at for at in where(REGISTERED_COLUMNS, taken) if _below(sheet, row, at)]
    if not attended and not registered:
        attended = [at for at in roles if is_attendance(sheet, row, at)]
    roles = [at for at in roles if at not in attended]
    in_group = (
        len(attended) > 1 and len({_group(sheet, row, at) for at in attended}) == 1 and _group(sheet, row, attended[0])
    )
    together = bool(in_group) or any(said.get(at) == "by_status" for at in attended)
    others = [] if together or len(attended) == 1 else attended or marked
    others = [at for at in others if at not in absent and at not in said and at not in registered]
    by_days = len(others) > 1 and not attended and all(labels[at] and DAY.fullmatch(labels[at][0]) for at in others)
    by_days = by_days and all(marks_below(sheet, row, at) <= YES_CELLS for at in others)
    if by_days:
        attended, others, together = others, [], True
    others = [at for at in others if not _is_same(sheet, row, at, attended[:1])]
    used = {*taken, *codes, *attended, *registered, *absent, *others, *where(REMARK_COLUMNS)}
    telling = [at for at in range(len(labels)) if at not in used and is_of_categories(sheet, row, at, asked.headings)]
    roles = [at for at in roles if at in telling] or telling or roles
    present = tuple(attended) if together else tuple((attended or registered)[:1])
    remarks = tuple(where(REMARK_COLUMNS, taken))
    heads = tuple(label[0] if label else "" for label in labels)
    return Header(
        row, tuple(names), codes[0] if codes else None, roles[0] if roles else None, present, remarks, heads
    )._replace(absent=next(iter(absent), None), others=tuple(others), by_days=by_days)


_ATTENDANCE = re.compile(
    r"\b(?:attended|attendance|attending|presen(?:t|ts|te|tes|ce|cia)|participated|participation|participe|participo"
    r"|participacion|took part|taking part|represented|representes?|asistio|asistencia|assiste|in person)\b"
)
_ENDS = re.compile(r" (?:at|on|time|date|no|nr|number|status|le|a|el|hora|heure)$")
_OR_OTHER = re.compile(
    r"(?: (?:u|o|or|ou|and|y|et|e))? (?:organi[sz]a(?:tion|cion)|entity|entidad|organismo?|agency|institution|observer)s?"
    r"(?: internationale?| internacional)?$"
)
"""What a heading over States may add, as in `Country or organization`."""


def _left(label: Sequence[str]) -> Section | None:
    return left_out_section(label[0]) if label else None


def _group(sheet: Sheet, row: int, at: int) -> str:
    """The heading above that a column shares with others, in a header of two rows; empty if it has none."""
    return sheet.cell(row - 1, at) if row and (row - 1, at) in sheet.marks.covered else ""


def _is_same(sheet: Sheet, row: int, at: int, first: Sequence[int]) -> bool:
    """Whether a column says yes and no in the same rows as the first."""
    for other in range(row + 1, len(sheet.rows) if first else 0):
        one, two = sheet.plain(other, at), sheet.plain(other, first[0])
        if (normal(one) in NO_CELLS, bool(one)) != (normal(two) in NO_CELLS, bool(two)):
            return False
    return bool(first)


def _is_chosen(sheet: Sheet, row: int, at: int, column: str) -> bool:
    return normal(sheet.plain(row, at)) == normal(column) or column.strip().upper() == column_letters(at)


def _below(sheet: Sheet, row: int, at: int) -> bool:
    return any(sheet.plain(other, at) for other in range(row + 1, len(sheet.rows)))


def column_of_names(sheet: Sheet, index: NameIndex) -> str | None:
    """The heading of a column that mostly names States although its heading does not say so; None if there is none."""
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for at, heading in enumerate(sheet.rows[row]):
            cells = cells_below(sheet, row, at) if heading and not index.named_in(heading) else []
            if cells and 2 * sum(len(index.named_in(cell)) == 1 for cell in cells) >= len(cells):
                return heading
    return None
