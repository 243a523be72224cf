"""Tables of participants: columns found by their headings and by what stands in them, wherever the header stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.attendance import Attendance
from ccmcost.intake.categories import role_cell
from ccmcost.intake.column_questions import name_other_cells, settled_header
from ccmcost.intake.columns import Asked, Column, Header, find_header, heading_words
from ccmcost.intake.enumeration import items_of, state_of
from ccmcost.intake.found import Mention, Place, Taken, shown
from ccmcost.intake.grid_questions import Questions
from ccmcost.intake.names import Match, NameIndex, normal
from ccmcost.intake.nobody import Nobody, why_noted
from ccmcost.intake.phrases import LEFT_OUT_REASONS, heading_of, left_out_section
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.sheet_titles import (
    SheetRead,
    ask_about_sheets,
    contradictions,
    hidden_sheets,
    section_above,
    without_heading,
)
from ccmcost.intake.sheet_totals import check_totals, is_note, is_total
from ccmcost.intake.vocabulary import STATE_COLUMNS, Section


class _Row(NamedTuple):
    """A State as one row names it, with what the row says besides."""

    match: Match
    printed: str
    place: Place
    section: Section | None
    why_not: str
    unseen: str
    doubt: str = ""


def read_tables(
    sheets: Sequence[Sheet],
    index: NameIndex,
    account: Account,
    asked: Asked,
    sections: Sequence[Section | None] = (),
    lists: bool = False,
) -> Taken | None:
    """The States of all sheets that have a header with a column of States; None if none has.

    `sections` gives the section that stands above each sheet, if one does. `lists` says that the document lists States
    besides: then a table under a heading that says nothing known is a question, as any table but the first is. A State
    that stands only in rows that nobody sees (hidden, struck out) is a finding; one whose rows all say that it did not
    attend is left out.
    """
    mentions: list[Mention] = []
    organizations: list[tuple[str, Place]] = []
    readings: list[SheetRead] = []
    headless: tuple[Sheet, ...] = ()
    for number, sheet in enumerate(sheets):
        header = None if sheet.marks.hidden else find_header(sheet, index, asked)
        if header is None:
            headless += () if sheet.marks.hidden else (sheet,)
            continue
        reading = _Reading(sheet, settled_header(sheet, header, index, account, asked), index, account, asked)
        above = sections[number] if number < len(sections) else None
        reading.read(section_above(sheet, above, asked, account, lists or bool(readings)))
        mentions += reading.mentions
        organizations += reading.organizations
        readings.append(SheetRead(sheet, reading.mentions, reading.absent, reading.title_says))
    if not readings:
        return None
    if len(readings) > 1 and not sections:
        ask_about_sheets(readings, account)
    contradictions(readings, {mention.iso3 for mention in mentions}, account)
    taken = {mention.iso3 for mention in mentions}
    for sheet in headless:
        without_heading(sheet, taken, index, account, asked)
    hidden_sheets(sheets, taken, index, account)
    return Taken("table", tuple(mentions), tuple(organizations))


class _Reading:
    """One sheet read row by row. Each State is settled once all its rows are known."""

    def __init__(self, sheet: Sheet, header: Header, index: NameIndex, account: Account, asked: Asked) -> None:
        self.sheet, self.header, self.index, self.account, self.asked = sheet, header, index, account, asked
        self.mentions: list[Mention] = []
        self.organizations: list[tuple[str, Place]] = []
        self._states: dict[str, list[_Row]] = {}
        self._questions = Questions(index, account)
        self._known: dict[str, Match | None] = {}
        self.absent: list[Mention] = []
        self.title_says = False
        self._totals: set[int] = set()
        self._begins = header.row + 1
        self._nobody = Nobody(sheet, header)
        self._attendance = Attendance(sheet, header, asked.headings, self._questions)

    def read(self, above: Section | None = None) -> None:
        """Read all rows below the header; `above` is the section that stands above the table."""
        section = self._titled() or above
        for row in range(self.header.row + 1, len(self.sheet.rows)):
            cells = [cell for cell in self.sheet.rows[row] if cell]
            if not cells:
                continue
            opened, says = self._opens(cells) if len(cells) == 1 else (None, False)
            if opened is not None or says:
                section = opened if opened is not None else section
                self._begins = row + 1
                continue
            if self._is_repeated(row) or self._is_total(row, cells):
                continue
            if len(cells) == 1 and self._stands_over(row, cells[0]):
                self._questions.heading(cells[0], self.sheet.place(row, 0))
                continue
            if len(cells) == 1 and self._is_legend(cells[0]):
                self._questions.legend(cells[0], self.sheet.place(row, 0))
                continue
            if self._totals and row - 1 >= max(self._totals) and is_note(cells, self.index):
                self.account.leave_out(cells[0], self.sheet.place(row, 0), "a note below the table")
                continue
            for column in self.header.names or (None,):
                self._row(row, column, column.section if column and column.section else section)
        self._settle()
        self._questions.ask()
        self._account_for_organizations()
        name_other_cells(self.sheet, self.header, set(self._states), self.index, self.account)

    def _titled(self) -> Section | None:
        """The section that the title of the sheet opens: `Signatories`, `Regrets`, or what the user said."""
        words = normal(self.sheet.title)
        opened = heading_of(self.sheet.title) or left_out_section(words) if words else None
        self.title_says = opened is not None or words in self.asked.headings
        return self.asked.headings.get(words, opened)

    def _opens(self, cells: Sequence[str]) -> tuple[Section | None, bool]:
        key = normal(cells[0])
        if key in self.asked.headings:
            return self.asked.headings[key], True
        return heading_of(cells[0]), False

    def _is_legend(self, text: str) -> bool:
        """Whether the only cell of a row says of nobody by name that somebody was not there: `Red: did not come`."""
        is_known = normal(text) in self.asked.headings or self._match(text) is not None or self.index.named_in(text)
        return not is_known and why_noted(text) != "" and heading_of(text) is None

    def _stands_over(self, row: int, text: str) -> bool:
        """Whether the only cell of a row, which names nobody known, stands right above a State, as a heading does."""
        if self._match(text) is not None or (self.index.is_organization(text) and not self.index.is_left_out(text)):
            return False
        at = next(at for at, cell in enumerate(self.sheet.rows[row]) if cell)
        if at not in {0, *(column.at for column in self.header.names)}:
            return False
        rows = [cells for cells in self.sheet.rows[self.header.row + 1 :] if any(cells)]
        wide = sum(sum(map(bool, cells)) > 1 for cells in rows)
        below = next((cells for cells in self.sheet.rows[row + 1 :] if any(cells)), ())
        return 2 * wide > len(rows) and any(self._match(cell) is not None for cell in below if cell)

    def _is_repeated(self, row: int) -> bool:
        """Whether a row is the header again, as at the top of each page."""
        names = [column.at for column in self.header.names] or [self.header.code or 0]
        cells = [self.sheet.plain(row, at) for at in names]
        again = all(
            cell and (cell == self.sheet.plain(self.header.row, at) or heading_words(cell) in STATE_COLUMNS)
            for at, cell in zip(names, cells, strict=True)
        )
        return again and state_of(cells[0], self.index) is None

    def _is_total(self, row: int, cells: Sequence[str]) -> bool:
        """Whether a row is a total; its figures must be sums of the columns above, or the number of their rows."""
        if not is_total(cells):
            return False
        place = self.sheet.place(row, 0)
        self.account.leave_out(" ".join(cells), place, "a row of totals")
        starts = (self._begins, self.header.row + 1)
        check_totals(self.sheet, self.header, row, starts, self._totals, self._present(), self.account)
        self._totals.add(row)
        self._begins = row + 1
        return True

    def _present(self) -> int:
        """How many States of the rows read so far took part."""
        return sum(any(not row.why_not for row in rows) for rows in self._states.values())

    def _row(self, row: int, column: Column | None, section: Section | None) -> None:
        sheet, header = self.sheet, self.header
        name = sheet.cell(row, column.at) if column is not None else ""
        code = sheet.cell(row, header.code) if header.code is not None and len(header.names) < 2 else ""
        at = column.at if column is not None and name else header.code
        place = sheet.place(row, at if at is not None else column.at if column else 0)
        role_text = sheet.cell(row, header.role) if header.role is not None else ""
        role = role_cell(role_text, self.asked.headings) if role_text else section
        if section in LEFT_OUT_REASONS and role != "organization":
            role = section
        if not name and not code:
            if role == "organization" or column is None or len(header.names) == 1:
                self._questions.blank.append(place)
            return
        printed = name or code
        if role == "organization" or self.index.is_left_out(printed) or (name and self.index.is_organization(name)):
            self.organizations.append((shown(printed), place))
            return
        if role_text and role is None and normal(role_text) not in self.asked.headings:
            assert header.role is not None
            self._questions.role(role_text, sheet.place(row, header.role))
        self._name(row, name, code, role, place, at or 0)

    def _name(self, row: int, name: str, code: str, role: Section | None, place: Place, at: int) -> None:
        by_name = self._match(name) if name else None
        by_code = self.index.resolve_code(code) if code else None
        match = by_name or (by_code if not name else None)
        printed = name or code
        if by_name and by_code and by_name.iso3 != by_code.iso3 and not self.account.says(name):
            message = f'"{shown(name)}" is {by_name.iso3}, but the code beside it is {shown(code, 12)}. '
            message += f'Say which State is meant: --alias "{shown(name)}=STATE".'
            self.account.open("value-bad", message, name, place, by_name.iso3)
            return
        if match is None:
            beside = f" The code beside it is {shown(code, 12)}." if by_code else ""
            items = items_of(name, self.index) if re.search(r"[,;\n]", name) else ()
            if len(items) > 1 and all(item.match is not None for item in items):
                for item in items:
                    assert item.match is not None
                    self._add(
                        row,
                        _Row(item.match, item.text, place, role, self._attendance.absence(row, role), self._unseen(row, at)),
                    )
            else:
                self._questions.name(printed, place, beside)
            return
        self._add(row, _Row(match, printed, place, role, self._attendance.absence(row, role), self._unseen(row, at)))

    def _add(self, row: int, read: _Row) -> None:
        if read.section == "absent":
            self.absent.append(Mention(read.match.iso3, read.section, read.printed, read.place, read.match.kind))
        self._states.setdefault(read.match.iso3, []).append(read._replace(doubt=self._nobody.doubt(row)))
        for at in self.header.remarks:
            if text := self.sheet.plain(row, at):
                self._questions.remark(text, self.sheet.place(row, at))

    def _match(self, name: str) -> Match | None:
        if name not in self._known:
            self._known[name] = state_of(name, self.index)
        return self._known[name]

    def _unseen(self, row: int, at: int) -> str:
        notes = (note for (other, _), note in self.sheet.marks.notes.items() if other == row)
        return self.sheet.why_unseen(row, at) or next(filter(None, map(why_noted, notes)), "")

    def _settle(self) -> None:
        """Each State of the sheet is taken once, left out, or open."""
        for code, rows in self._states.items():
            seen = [row for row in rows if not row.unseen]
            present = [row for row in seen if not row.why_not]
            first = (present or seen or rows)[0]
            if present and all(row.doubt for row in present) and not self._took_part(code, first, first.doubt, len(rows)):
                continue
            if present:
                for section in dict.fromkeys(row.section for row in present):
                    row = next(row for row in present if row.section == section)
                    until = row.match.until.isoformat() if row.match.until else ""
                    self.mentions.append(Mention(code, section, row.printed, row.place, row.match.kind, until))
            elif seen:
                self.account.leave_out(first.printed, first.place, first.why_not, code, times=len(rows))
            else:
                where = f"stands only {first.unseen}" if first.unseen.startswith(("in ", "on ")) else f"is {first.unseen}"
                if self._took_part(code, first, where, len(rows), first.unseen):
                    self.mentions.append(Mention(code, first.section, first.printed, first.place, first.match.kind))

    def _took_part(self, code: str, row: _Row, how: str, times: int, why: str = "named without a delegate") -> bool:
        """Whether a person has said that a State of whom nobody can tell took part."""
        message = f'"{shown(row.printed)}" {how}, so it is not certain that this State took part.'
        return self.account.doubt(message, why, row.printed, row.place, code, times=times)

    def _account_for_organizations(self) -> None:
        """Organizations, and States under their headings, each once."""
        named: dict[str, list[Place]] = {}
        for name, place in self.organizations:
            named.setdefault(name, []).append(place)
        for name, places in named.items():
            match = self._match(name)
            state = match.iso3 if match is not None and match.iso3 not in self._states else ""
            reason = "under organizations" if match is not None else "an organization"
            reason = "as you answered" if self.index.is_left_out(name) else reason
            self.account.leave_out(name, places[0], reason, state, times=len(places))
