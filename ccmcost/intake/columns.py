"""Columns of a table of participants: which row is the header, which columns hold States, roles, attendance, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import heading_of, left_out_section, section_of
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
)

_SEARCHED_ROWS = 40
_TRIED_ROWS = 300


class Asked(NamedTuple):
    """What the user has settled: headings and categories by their words, and the column of States."""

    headings: Headings
    column: str = ""
    leave_doubtful: bool = False


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
    attended = [at for at in where(ATTENDED_COLUMNS, taken) if _below(sheet, row, at)]
    registered = [at for at in where(REGISTERED_COLUMNS, taken) if _below(sheet, row, at)]
    if not attended and not registered:
        attended = [at for at in roles if _is_attendance(sheet, row, at)]
    roles = [at for at in roles if at not in attended]
    present = next(iter(attended or registered), None)
    remarks = tuple(where(REMARK_COLUMNS, taken))
    heads = tuple(label[0] if label else "" for label in labels)
    return Header(row, tuple(names), codes[0] if codes else None, roles[0] if roles else None, present, remarks, heads)


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
    """The header with the columns that hold the States; where it is not certain which of several does, a finding."""
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


def role_cell(text: str, headings: Headings) -> Section | None:
    """The role that a cell gives: `State Party`, `signataire`, `Government`, `NGO`; what the user settled comes first."""
    words = normal(text.replace("_", " "))
    if words in headings:
        return headings[words]
    return ROLE_CELLS.get(words) or left_out_section(words) or _role_of_words(words)


def _role_of_words(words: str) -> Section | None:
    section = section_of(words)
    return section if section in ("state_party", "signatory", "observer_state", "organization") else None


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
