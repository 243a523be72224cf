"""A table of participants, row by row; each State is settled once all its rows are known,
and what is unknown is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ccmcost.intake.account import SETTLE_NAME, Account, settle_section
from ccmcost.intake.attendance import Attendance, why_noted
from ccmcost.intake.columns import Column, Header, heading_words
from ccmcost.intake.doubles import further, name_lines
from ccmcost.intake.found import Mention, Place, Section, also_at, mention_of, shown
from ccmcost.intake.names import Match, normal
from ccmcost.intake.phrases import (
    LEFT_OUT_REASONS,
    STATE_CATEGORIES,
    heading_of,
    items_of,
    left_out_section,
    role_cell,
    state_of,
)
from ccmcost.intake.stated import figures_of
from ccmcost.intake.table_totals import NamedRow, TableTotals
from ccmcost.intake.vocabulary import PLAIN_MARKS, STATE_COLUMNS

_Places = list[tuple[str, Place]]


class _Row(NamedTuple):
    """A State as one row names it, and what the row says besides: why it did not take part, why
    nobody sees the row, what is doubtful. `at` is the row, counted from 0.
    """

    at: int
    mention: Mention
    why_not: str
    unseen: str
    doubt: str


class Grid:
    """What one table says: `mentions` are the States that it takes, `absent` those under a heading
    of those absent.

    `before` are the States of the tables before it. `again` are those of `mentions` that name a
    State which has its row already, where each row is of a State. `title_says` is whether its title
    says what it lists. A State whose rows all are hidden or struck out is a question; one whose
    rows all say that it did not attend is left out.
    """

    def __init__(
        self, header: Header, account: Account, before: frozenset[str] = frozenset()
    ) -> None:
        self.sheet, self.index = header.sheet, header.index
        self.header, self.account = header, account
        self.headings = header.asked.headings
        self.mentions: list[Mention] = []
        self.organizations: _Places = []
        self._others: list[int] = []
        self._before = before
        self.absent: list[Mention] = []
        self.again: tuple[Mention, ...] = ()
        words = normal(self.sheet.title)
        opened = (heading_of(self.sheet.title) or left_out_section(words)) if words else None
        self.title_says = opened is not None or words in self.headings
        self._titled = self.headings.get(words, opened)
        self.states: dict[str, list[_Row]] = {}
        self._match = cache(lambda name: state_of(name, header.index))
        self._totals = TableTotals(self.sheet, header.row + 1, header.labels, account)
        self._names: dict[str, list[tuple[str, Place, str]]] = {}
        self._roles: dict[str, _Places] = {}
        self._remarks: dict[str, _Places] = {}
        self._blank: list[Place] = []
        self._attendance = Attendance(header)

    def read(self, above: Section | None) -> None:
        """Read all rows below the header; `above` is the section that stands above the table."""
        section = self._titled or above
        self._totals.look_above(range(self.header.row + 1))
        for row in range(self.header.row + 1, len(self.sheet.rows)):
            cells = [cell for cell in self.sheet.rows[row] if cell]
            key = normal(cells[0]) if len(cells) == 1 else ""
            opened = self.headings.get(key, heading_of(cells[0])) if key else None
            if opened or key in self.headings:
                section = opened or section
                self._totals.begin(row, cells[0] if opened in STATE_CATEGORIES else "")
            elif (
                cells
                and not self._is_repeated(row)
                and not self._totals.take(row, cells)
                and not self._is_aside(row, cells)
            ):
                for column in self.header.names or (None,):
                    self._row(row, column, column.section if column and column.section else section)
        self._settle()
        self._ask()
        self._account_for_organizations()

    def _is_repeated(self, row: int) -> bool:
        """Whether a row is the header again, as at the top of each page; one that states a figure
        beside a word for States is not.
        """
        if any(map(figures_of, filter(None, self.sheet.rows[row]))):
            return self.sheet.rows[row] == self.sheet.rows[self.header.row]
        names = [column.at for column in self.header.names] or [self.header.code or 0]
        cells = [self.sheet.plain(row, at) for at in names]
        heads = [self.sheet.plain(self.header.row, at) for at in names]
        again = all(
            c and (c == head or heading_words(c) in STATE_COLUMNS)
            for c, head in zip(cells, heads, strict=True)
        )
        return again and state_of(cells[0], self.index) is None

    def _is_aside(self, row: int, cells: Sequence[str]) -> bool:
        """Whether the only cell of a row stands above a State as a heading does,
        or is a legend or a note: asked or told.
        """
        text, place = cells[0], self.sheet.place(row, 0)
        if len(cells) > 1:
            return False
        named, known = self.index.named_in(text), self._match(text) is not None
        if not known and self._stands_over(row, text):
            self.account.open(
                "heading-unknown",
                f'"{shown(text)}" stands alone in a row above States, and says nothing known here. '
                f"If it opens a part of the list, {settle_section(text)}; if it is a State, "
                f'--alias "{shown(text).rstrip(" :")}=STATE".',
                text,
                place,
            )
        # such as `Red: did not come`
        elif not known and not named and why_noted(text):
            self.account.open(
                "name-doubtful",
                f'"{shown(text)}" says that somebody was not there, and not who. '
                'Leave those States out (--alias "NAME=-"), then say --section '
                f'"{shown(text)}=none".',
                text,
                place,
            )
        elif self._totals.found and ":" in text and not named and self.index.near(text) is None:
            self.account.leave_out(text, place, "a note below the table")
        else:
            return False
        return True

    def _stands_over(self, row: int, text: str) -> bool:
        """Whether the only cell of a row, which names no State, stands right above one."""
        if self.index.is_organization(text) and not self.index.is_left_out(text):
            return False
        columns = {0, *(column.at for column in self.header.names)}
        if self.sheet.rows[row].index(text) not in columns:
            return False
        rows = [cells for cells in self.sheet.rows[self.header.row + 1 :] if any(cells)]
        wide = sum(sum(map(bool, cells)) > 1 for cells in rows)
        below = next((cells for cells in self.sheet.rows[row + 1 :] if any(cells)), ())
        return 2 * wide > len(rows) and any(map(self._match, below))

    def _row(self, row: int, column: Column | None, section: Section | None) -> None:
        sheet, header = self.sheet, self.header
        name = sheet.cell(row, column.at) if column else ""
        code = (
            sheet.cell(row, header.code)
            if header.code is not None and len(header.names) < 2
            else ""
        )
        at = column.at if column and (name or header.code is None) else header.code or 0
        place, printed = sheet.place(row, at), name or code
        said = sheet.cell(row, header.role) if header.role is not None else ""
        role = role_cell(said, self.headings) if said else section
        if section in LEFT_OUT_REASONS and role != "organization":
            role = section
        if not printed:
            if role == "organization" or not column or len(header.names) == 1:
                self._blank.append(place)
            return
        if (
            role == "organization"
            or self.index.is_left_out(printed)
            or self.index.is_organization(name)
        ):
            self.organizations.append((shown(printed), place))
            self._others.append(row)
            return
        if said and not role and normal(said) not in self.headings:
            assert header.role is not None
            self._roles.setdefault(normal(said), []).append((said, sheet.place(row, header.role)))
        for match, text in self._named(name, code, place):
            self._add(row, at, match, text, role)

    def _named(self, name: str, code: str, place: Place) -> list[tuple[Match, str]]:
        """The States that a row names, by name or code; a name that is not known,
        or another than its code, is asked.
        """
        by_name = (self._match(name) or self._coded(name)) if name else None
        by_code = (self.index.resolve_code(code) or self._match(code)) if code else None
        if by_name and by_code and by_name.iso3 != by_code.iso3 and not self.account.says(name):
            self.account.open(
                "value-bad",
                f'"{shown(name)}" is {by_name.iso3}, but the code beside it is {shown(code, 12)}. '
                f'Say which State is meant: --alias "{shown(name)}=STATE".',
                name,
                place,
                by_name.iso3,
            )
            return []
        match, printed = by_name or (None if name else by_code), name or code
        if match:
            return [(match, printed)]
        items = items_of(name, self.index) if re.search(r"[,;\n]", name) else ()
        found = [(item.match, item.text) for item in items if item.match]
        if found and len(found) == len(items):
            return found
        beside = f" The code beside it is {shown(code, 12)}." if by_code else ""
        self._names.setdefault(normal(printed) or printed, []).append((printed, place, beside))
        return []

    def _coded(self, cell: str) -> Match | None:
        """The State whose code of letters stands in a column of names; a mark such as `no` is none,
        and an organization never comes here.
        """
        is_mark = normal(cell) in PLAIN_MARKS
        return self.index.resolve_code(cell) if cell.strip().isalpha() and not is_mark else None

    def _add(self, row: int, at: int, match: Match, printed: str, role: Section | None) -> None:
        sheet = self.sheet
        notes = (note for (other, _), note in sheet.notes.items() if other == row)
        unseen = sheet.why_unseen(row, at) or next(filter(None, map(why_noted, notes)), "")
        mention = mention_of(match, role, printed, sheet.place(row, at))
        absence, doubt = self._attendance.absence(row, role), self._attendance.doubt(row)
        self.absent += [mention] if role == "absent" else []
        self.states.setdefault(match.iso3, []).append(_Row(row, mention, absence, unseen, doubt))
        for column in self.header.remarks:
            if text := sheet.plain(row, column):
                self._remarks.setdefault(normal(text), []).append((text, sheet.place(row, column)))

    def _settle(self) -> None:
        """Each State of the table is taken, left out, or open. Where each row is of a State, those
        of one State that contradict each other are a question.
        """
        several = [code for code, rows in self.states.items() if len(rows) > 1]
        of_states = not self._attendance.of_persons and 2 * len(several) <= len(self.states)
        for code, rows in self.states.items():
            if of_states and not self._agree(code, rows):
                continue
            seen = [row for row in rows if not row.unseen]
            present = [row for row in seen if not row.why_not]
            _, (_, _, printed, place, *_), why_not, unseen, doubt = (present or seen or rows)[0]
            if seen and not present:
                self.account.leave_out(printed, place, why_not, code, times=len(rows))
                continue
            how, why = doubt, "named without a delegate"
            if not seen:
                how, why = f"is {unseen}", unseen
                how = f"stands only {unseen}" if unseen.startswith(("in ", "on ")) else how
            if all(row.doubt for row in present) and not self.account.doubt(
                f'"{shown(printed)}" {how}, so it is not certain that this State took part.',
                why,
                printed,
                place,
                code,
                times=len(rows),
            ):
                continue
            self.mentions += [row.mention for row in present or rows[:1]]
        self.again = further(self.mentions) if of_states else ()
        every = ((code, row) for code, rows in self.states.items() for row in rows)
        named = [
            NamedRow(row.at, code, not row.why_not, row.mention.section) for code, row in every
        ]
        named += [NamedRow(row, "", section="organization") for row in self._others]
        self._totals.hold(named, of_states, self._before)

    def _agree(self, code: str, rows: Sequence[_Row]) -> bool:
        """Whether the rows of one State say the same of it, or a person said that it took part."""
        against = [row for row in rows if row.why_not or row.unseen or row.doubt]
        if not 0 < len(against) < len(rows):
            return True
        _, _, printed, place, *_ = against[0].mention
        why = against[0].why_not or against[0].unseen or against[0].doubt
        return self.account.doubt(
            f"the list names {self.index.own_name(code)} as "
            f"{name_lines(row.mention for row in rows)}, and these lines contradict each other "
            f"({place.text}: {why}).",
            "lines that contradict each other",
            printed,
            place,
            code,
            times=len(rows),
        )

    def _ask(self) -> None:
        """One question for each unknown name, role or mark, with its rows;
        remarks and blank rows are told.
        """
        index, account = self.index, self.account
        for group in self._names.values():
            printed, place, beside = group[0]
            message = (
                f'"{shown(printed)}" is not recognised as the name of a '
                f"State.{beside}{index.hint(printed)}"
            )
            also = also_at([place for _, place, _ in group[1:]])
            account.open(
                "name-unknown", f"{message} {SETTLE_NAME}{also}", printed, place, times=len(group)
            )
        for roles in self._roles.values():
            text, place = roles[0]
            message = f'"{shown(text)}" is not recognised as a role or a category.'
            advice = (
                f'Say whose it is: --section "{shown(text)}=WHAT", where WHAT is states, '
                "organizations or absent."
            )
            also = also_at([place for _, place in roles[1:]])
            account.open("value-bad", f"{message} {advice}{also}", text, place, times=len(roles))
        for (_, column), marks in self._attendance.unknown.items():
            text, place = marks[0]
            what = f'"{shown(text)}" stands' if text else "nothing stands"
            where = (
                f'under "{shown(column, 30)}" in {len(marks)} row{"s" if len(marks) > 1 else ""}'
            )
            message = f"{what} {where}; it is not certain who attended. Write Yes or No there"
            message += (
                f', or say --section "{shown(text)}=states" or "{shown(text)}=absent".'
                if text
                else "."
            )
            account.open("value-bad", message, text or "(blank)", place, times=len(marks))
        for remarks in self._remarks.values():
            account.leave_out(*remarks[0], "a remark beside a State", times=len(remarks))
        if self._blank:
            account.leave_out(
                "(blank)", self._blank[0], "rows without a State", times=len(self._blank)
            )

    def _account_for_organizations(self) -> None:
        """Organizations, and States under their headings, each once."""
        for name, times in Counter(name for name, _ in self.organizations).items():
            match = self._match(name)
            state = match.iso3 if match and match.iso3 not in self.states else ""
            reason = "under organizations" if match else "an organization"
            reason = "as you answered" if self.index.is_left_out(name) else reason
            self.account.leave_out(
                name, dict(reversed(self.organizations))[name], reason, state, times=times
            )
