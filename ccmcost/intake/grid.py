"""Tables of participants: columns found by their headings in English, French or Spanish, wherever the header stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.found import Marker, Mention, Place, Taken, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import heading_of, section_of
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import CODE_COLUMNS, ROLE_CELLS, ROLE_COLUMNS, STATE_COLUMNS, Section

_SEARCHED_ROWS = 40


class _Header(NamedTuple):
    row: int
    name: int | None
    code: int | None
    role: int | None


def role_cell(text: str) -> Section | None:
    """The role that a cell gives: `State Party`, `signataire`, `observer_state`, `Estado no parte`."""
    words = normal(text.replace("_", " "))
    return ROLE_CELLS.get(words) or section_of(words)


def read_tables(sheets: Sequence[Sheet], index: NameIndex, marker: Marker) -> Taken | None:
    """The States of all sheets that have a header with a column of States; None if none has."""
    mentions: list[Mention] = []
    organizations: list[tuple[str, Place]] = []
    found = False
    for sheet in sheets:
        header = _header(sheet)
        if header is not None:
            found = True
            _read(sheet, header, index, marker, mentions, organizations)
    return Taken("table", tuple(mentions), tuple(organizations)) if found else None


def _header(sheet: Sheet) -> _Header | None:
    for number, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        words = [normal(re.sub(r"[_/]", " ", cell)) for cell in row]
        name = next((at for at, word in enumerate(words) if word in STATE_COLUMNS), None)
        code = next((at for at, word in enumerate(words) if word in CODE_COLUMNS), None)
        role = next((at for at, word in enumerate(words) if word in ROLE_COLUMNS and at != name), None)
        if (name is not None or code is not None) and _fits(sheet, number, name, code):
            return _Header(number, name, code, role)
    return None


def _fits(sheet: Sheet, header: int, name: int | None, code: int | None) -> bool:
    column = name if name is not None else code
    assert column is not None
    return any(len(row) > column and row[column] for row in sheet.rows[header + 1 :])


def _read(
    sheet: Sheet,
    header: _Header,
    index: NameIndex,
    marker: Marker,
    mentions: list[Mention],
    organizations: list[tuple[str, Place]],
) -> None:
    section = heading_of(sheet.title) if sheet.title else None
    for row in range(header.row + 1, len(sheet.rows)):
        cells = [cell for cell in sheet.rows[row] if cell]
        if not cells:
            continue
        opened = heading_of(cells[0]) if len(cells) == 1 else None
        if opened is not None:
            section = opened
            continue
        role_text = sheet.cell(row, header.role) if header.role is not None else ""
        role = role_cell(role_text) if role_text else section
        if role_text and role is None:
            assert header.role is not None
            message = f'"{shown(role_text)}" is no role. Write State Party, signatory, observer State or organization.'
            marker.error("value-bad", message, sheet.place(row, header.role))
            continue
        _take(sheet, header, row, role, index, marker, mentions, organizations)


def _take(
    sheet: Sheet,
    header: _Header,
    row: int,
    role: Section | None,
    index: NameIndex,
    marker: Marker,
    mentions: list[Mention],
    organizations: list[tuple[str, Place]],
) -> None:
    name = sheet.cell(row, header.name) if header.name is not None else ""
    code = sheet.cell(row, header.code) if header.code is not None else ""
    column = header.name if name and header.name is not None else header.code
    if not (name or code) or column is None:
        return
    place, printed = sheet.place(row, column), name or code
    if role == "organization" or (name and index.is_organization(name)) or index.is_left_out(printed):
        organizations.append((shown(printed), place))
        return
    by_name = index.resolve(name) if name else None
    by_code = index.resolve_code(code) if code else None
    match = by_name or (by_code if not name else None)
    if by_name and by_code and by_name.iso3 != by_code.iso3:
        marker.error("value-bad", f'"{shown(name)}" is {by_name.iso3}, but the code beside it is {shown(code, 12)}.', place)
    elif match is None:
        beside = f" The code beside it is {shown(code, 12)}." if by_code else ""
        message = f'"{shown(printed)}" is no State that is known by this name.{beside}{index.hint(printed)}'
        marker.error("name-unknown", f'{message} Settle it with --alias "NAME=STATE", or "NAME=-" to leave it out.', place)
    else:
        until = match.until.isoformat() if match.until else ""
        mentions.append(Mention(match.iso3, role, printed, place, match.kind, until))
