"""Columns of a table of participants: which row is the header, which columns hold States, roles, attendance, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.categories import is_of_categories
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import heading_of, left_out_section
from ccmcost.intake.rows import Headings
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.vocabulary import (
    ATTENDED_COLUMNS,
    CODE_COLUMNS,
    NO_CELLS,
    REGISTERED_COLUMNS,
    REMARK_COLUMNS,
    ROLE_CELLS,
    ROLE_COLUMNS,
    STATE_COLUMNS,
    WEAK_STATE_COLUMNS,
    YES_CELLS,
    Section,
    word_set,
)

_SEARCHED_ROWS = 40
_TRIED_ROWS = 300


class Asked(NamedTuple):
    """What the user has settled: headings and categories by their words, and the column of States."""

    headings: Headings
    column: str = ""


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
    attended: int | None
    remarks: tuple[int, ...]
    labels: tuple[str, ...]
    absent: int | None = None
    """A column whose marks say who did not take part."""
    others: tuple[int, ...] = ()
    """Columns of yes and no of which it is not certain whether they say who took part."""


def _labels(sheet: Sheet, row: int) -> list[tuple[str, ...]]:
    """The words of each cell of a row that may be a header: alone, and below the cell above it (a header of two rows)."""
    width = max(len(sheet.rows[row]), len(sheet.rows[row - 1]) if row else 0)
    labels = []
    for column in range(width):
        own = normal(re.sub(r"[_/]", " ", sheet.plain(row, column)))
        above = normal(re.sub(r"[_/]", " ", sheet.plain(row - 1, column))) if row else ""
        choices = (own, f"{above} {own}".strip() if own and above else "", above if not own else "")
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
        known = len(header.names) + sum(each is not None for each in (header.code, header.role, header.attended))
        if best is None or known > best[0]:
            best = known, row, header
        elif row > best[1] + 2:
            break
    return best[2] if best is not None else None


def _columns(sheet: Sheet, row: int, labels: Sequence[tuple[str, ...]], index: NameIndex, asked: Asked) -> Header | None:
    def where(words: frozenset[str], besides: Sequence[int] = ()) -> list[int]:
        return [at for at, label in enumerate(labels) if at not in besides and words.intersection(label)]

    lists = [
        Column(at, label[0], section)
        for at, label in enumerate(labels)
        if label and (section := heading_of(sheet.plain(row, at))) is not None and _below(sheet, row, at)
    ]
    chosen = [at for at in range(len(labels)) if asked.column and _is_chosen(sheet, row, at, asked.column)]
    strong = [at for at in where(STATE_COLUMNS) if _below(sheet, row, at)]
    named = [at for at in strong if share(sheet, row, at, index) > 0.0] or strong
    good = [at for at in named if share(sheet, row, at, index) >= 0.4]
    weak = [at for at in where(WEAK_STATE_COLUMNS, strong) if share(sheet, row, at, index) >= 0.5]
    codes = [at for at in where(CODE_COLUMNS) if _below(sheet, row, at) and _code_share(sheet, row, at, index) > 0]
    if chosen:
        names = [Column(at, sheet.plain(row, at)) for at in chosen]
    elif any(column.section != "organization" for column in lists) and (
        len(lists) > 1 or (not named and share(sheet, row, lists[0].at, index) >= 0.5)
    ):
        names = lists
    else:
        names = [Column(at, sheet.plain(row, at)) for at in (good or named or ([] if codes else weak))]
    if not names and not codes:
        return None
    taken = [column.at for column in names]
    roles = [at for at in where(ROLE_COLUMNS, taken) if _below(sheet, row, at)]
    said = {at: asked.headings[key] for at, label in enumerate(labels) for key in label[:1] if key in asked.headings}
    free = [at for at in range(len(labels)) if at not in taken and at not in codes and said.get(at, "by_status") is not None]
    attended = [at for at in where(ATTENDED_COLUMNS, taken) if at in free and _below(sheet, row, at)]
    attended += [
        at for at in free if at not in attended and _ATTENDANCE.search(" ".join(labels[at])) and _says(sheet, row, at)
    ]
    marks = [at for at in free if at not in roles and _marks(sheet, row, at) and _marks(sheet, row, at) <= _PLAIN_MARKS]
    absent = [at for at in marks if said.get(at) == "absent" or (at not in said and _left(labels[at]) == "absent")]
    marked = [at for at in marks if at in said or _differs(sheet, row, at, taken[0] if taken else codes[0], index)]
    attended = [at for at in marked if said.get(at) == "by_status"] or [at for at in attended if at not in absent]
    registered = [at for at in where(REGISTERED_COLUMNS, taken) if _below(sheet, row, at)]
    if not attended and not registered:
        attended = [at for at in roles if _is_attendance(sheet, row, at)]
    roles = [at for at in roles if at not in attended]
    others = [at for at in (attended if len(attended) > 1 else () if attended else marked) if at not in absent]
    others = [at for at in others if at not in said and at not in registered and not _is_same(sheet, row, at, attended[:1])]
    used = {*taken, *codes, *attended, *registered, *absent, *others, *where(REMARK_COLUMNS)}
    telling = [at for at in range(len(labels)) if at not in used and is_of_categories(sheet, row, at, asked.headings)]
    roles = [at for at in roles if at in telling] or telling or roles
    present = next(iter(attended or registered), None)
    remarks = tuple(where(REMARK_COLUMNS, taken))
    heads = tuple(label[0] if label else "" for label in labels)
    return Header(
        row, tuple(names), codes[0] if codes else None, roles[0] if roles else None, present, remarks, heads
    )._replace(absent=next(iter(absent), None), others=tuple(others))


_ATTENDANCE = re.compile(
    r"\b(?:attended|attendance|attending|presen(?:t|ts|te|tes|ce|cia)|participated|participation|participe|participo"
    r"|participacion|took part|taking part|represented|representes?|asistio|asistencia|assiste|in person)\b"
)
_PLAIN_MARKS = word_set("yes|y|oui|si|s|x|true|no|n|non|false|✓|✔|☑|✗|✘|☒")


def _left(label: Sequence[str]) -> Section | None:
    return left_out_section(label[0]) if label else None


def _marks(sheet: Sheet, row: int, at: int) -> set[str]:
    return {normal(cell) or cell.strip() for cell in _cells(sheet, row, at)}


def _says(sheet: Sheet, row: int, at: int) -> bool:
    """Whether most cells of a column say yes or no, or that somebody was absent."""
    marks = _marks(sheet, row, at)
    known = [mark for mark in marks if mark in YES_CELLS | NO_CELLS or left_out_section(mark) == "absent"]
    return bool(marks) and 2 * len(known) >= len(marks)


def _differs(sheet: Sheet, row: int, at: int, name: int, index: NameIndex) -> bool:
    """Whether the marks of a column are not the same in every row that names a State."""
    marks = _marks(sheet, row, at)
    blank = {sheet.plain(other, name) for other in range(row + 1, len(sheet.rows)) if not sheet.plain(other, at)}
    return len(marks) > 1 or bool(marks & NO_CELLS) or any(state_of(cell, index) is not None for cell in blank if cell)


def _is_same(sheet: Sheet, row: int, at: int, first: Sequence[int]) -> bool:
    """Whether a column says yes and no in the same rows as the first."""
    for other in range(row + 1, len(sheet.rows) if first else 0):
        if (normal(sheet.plain(other, at)) in NO_CELLS) != (normal(sheet.plain(other, first[0])) in NO_CELLS):
            return False
    return bool(first)


def _is_chosen(sheet: Sheet, row: int, at: int, column: str) -> bool:
    return normal(sheet.plain(row, at)) == normal(column) or column.strip().upper() == column_letters(at)


def _below(sheet: Sheet, row: int, at: int) -> bool:
    return any(sheet.plain(other, at) for other in range(row + 1, len(sheet.rows)))


def _cells(sheet: Sheet, row: int, at: int) -> list[str]:
    cells = (sheet.plain(other, at) for other in range(row + 1, min(len(sheet.rows), row + 1 + _TRIED_ROWS)))
    return [cell for cell in cells if cell]


def share(sheet: Sheet, row: int, at: int, index: NameIndex) -> float:
    """The part of the cells below a row that name States or organizations."""
    cells = _cells(sheet, row, at)
    named = {cell: state_of(cell, index) is not None or index.is_organization(cell) for cell in set(cells)}
    return sum(named[cell] for cell in cells) / len(cells) if cells else 0.0


def column_of_names(sheet: Sheet, index: NameIndex) -> str | None:
    """The heading of a column that mostly names States although its heading does not say so; None if there is none."""
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        for at, heading in enumerate(sheet.rows[row]):
            if heading and state_of(heading, index) is None and share(sheet, row, at, index) >= 0.6:
                return heading
    return None


def _code_share(sheet: Sheet, row: int, at: int, index: NameIndex) -> float:
    cells = _cells(sheet, row, at)
    return sum(index.resolve_code(cell) is not None for cell in cells) / len(cells) if cells else 0.0


def _is_attendance(sheet: Sheet, row: int, at: int) -> bool:
    """Whether a column with a heading such as Status says who came: `Registered`, `Cancelled`."""
    words = {normal(cell) for cell in _cells(sheet, row, at)}
    return bool(words) and words <= YES_CELLS | NO_CELLS and not words <= set(ROLE_CELLS)


def settled_header(sheet: Sheet, header: Header, index: NameIndex, account: Account, asked: Asked) -> Header:
    """The header with the columns that hold the States; where it is not certain which of several does, a finding.

    A column of yes and no that nobody can place is a finding too; the account names the columns that say nothing here.
    """
    for at in header.others:
        head = shown(sheet.plain(header.row, at) or header.labels[at], 40)
        message = f'The column "{head}" ({column_letters(at)}) holds marks such as yes and no, and may say who took part.'
        advice = f'Say --section "{head}=states" if yes means that the State took part, "{head}=absent" if it means that it '
        message = f'{message} {advice}did not, or "{head}=none" if the column is about another matter.'
        account.open("column-doubtful", message, head, sheet.place(header.row, at))
    used = {*(column.at for column in header.names), *header.remarks, *header.others}
    used |= {header.code, header.role, header.attended, header.absent}  # type: ignore[arg-type]
    rest = [at for at in range(len(header.labels)) if at not in used and sheet.plain(header.row, at)]
    if rest:
        words = ", ".join(sheet.plain(header.row, at) for at in rest)
        account.leave_out(words, sheet.place(header.row, rest[0]), "columns that were not used", times=len(rest))
    if len(header.names) < 2 or asked.column or any(column.section for column in header.names):
        return header
    headings = {normal(column.heading) for column in header.names}
    if len(headings) == 1:
        return header
    if _agree(sheet, header, index):
        return header._replace(names=header.names[:1])
    places = " and ".join(f'"{shown(column.heading, 30)}" ({column_letters(column.at)})' for column in header.names)
    message = f"the columns {places} name different States. Say which one holds those taking part: --column HEADING."
    account.open("column-doubtful", message, places, sheet.place(header.row, header.names[1].at))
    return header._replace(names=header.names[:1])


def _agree(sheet: Sheet, header: Header, index: NameIndex) -> bool:
    for row in range(header.row + 1, len(sheet.rows)):
        found = {match.iso3 for column in header.names if (match := state_of(sheet.cell(row, column.at), index)) is not None}
        if len(found) > 1:
            return False
    return True


def name_other_cells(sheet: Sheet, header: Header, known: set[str], index: NameIndex, account: Account) -> None:
    """States that are named in other columns or above the header only: left out, and said to be."""
    chosen = {column.at for column in header.names}
    named: dict[str, tuple[str, ...]] = {}
    first: dict[tuple[str, str], tuple[str, Place, int]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if not cell or column == header.code or (column in chosen and row > header.row):
                continue
            if cell not in named:
                named[cell] = tuple(code for code, _ in index.named_in(cell))
            for code in set(named[cell]) - known:
                head = header.labels[column] if column < len(header.labels) else ""
                other = f'in the column "{shown(head or column_letters(column), 30)}", which was not chosen'
                reason = "above the table" if row <= header.row else other
                text, place, times = first.get((code, reason), (cell, sheet.place(row, column), 0))
                first[code, reason] = text, place, times + 1
    for (code, reason), (text, place, times) in first.items():
        account.leave_out(text, place, reason, code, times=times)
