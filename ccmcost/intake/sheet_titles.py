"""What whole sheets say: one of those absent, one with an unknown title, one without a column of States, a hidden one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Mention, Place, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import LEFT_OUT_REASONS, heading_of, left_out_section, without_continued
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import STATE_WORDS, TITLE_LINES, Section, word_set

_PLAIN_TITLE = re.compile(
    r"(?:sheet|feuil|feuille|hoja|tab|tabelle|blatt|table|tableau|tabla|page|part|day|jour|dia|msp|1rc|2rc)? ?[0-9]*"
)
_DAYS = re.compile(r"(?:day|jour|dia) ?[0-9]+")
_TITLES = word_set(
    "africa|afrique|asia|asie|pacific|pacifique|pacifico|europe|europa|latin|america|amerique|americas|caribbean|caraibes",
    "caribe|eastern|western|north|south|east|west|arab|group|groupe|grupo|weog|grulac|day|days|jour|jours|dia|dias",
)


class SheetRead(NamedTuple):
    """A sheet that was read: the States that it takes, those named as absent, whether its title says what it lists."""

    sheet: Sheet
    mentions: Sequence[Mention]
    absent: Sequence[Mention]
    title_says: bool


def section_above(sheet: Sheet, above: Section | None, asked: Asked, account: Account, is_further: bool) -> Section | None:
    """The section of a table of a document by the line right above it, else `above`; for a further table a question."""
    head = without_continued(sheet.marks.above)
    words = normal(head)
    if words in asked.headings:
        return asked.headings[words] or above
    opened = heading_of(head) or left_out_section(words)
    if opened is not None or not words or not is_further or set(words.split()) <= STATE_WORDS | TITLE_LINES | _TITLES:
        return opened or above
    message = f'"{shown(head)}" stands above a further table of States, and says nothing known here.'
    advice = f'Say --section "{shown(head).rstrip(" :")}=WHAT", where WHAT is states, organizations or absent (left out).'
    account.open("heading-unknown", f"{message} {advice}", head, sheet.place(0, 0))
    return above


def ask_about_sheets(readings: Sequence[SheetRead], account: Account) -> None:
    """A sheet that alone names some States is a question, unless its title says what they are.

    Sheets of days add up; so do parts of one list (`Africa`, `Sheet1` and `Sheet2`) as long as no State stands on two of
    them. Where some do, as on `Registered` and `Attended`, nobody can tell which of the sheets counts.
    """
    for reading in readings:
        title, words = reading.sheet.title, normal(reading.sheet.title)
        own = {mention.iso3 for mention in reading.mentions}
        others = {mention.iso3 for other in readings if other is not reading for mention in other.mentions}
        is_part = _PLAIN_TITLE.fullmatch(words) or set(words.split()) <= STATE_WORDS | TITLE_LINES | _TITLES
        if reading.title_says or _DAYS.fullmatch(words) or not own - others or (is_part and not own & others):
            continue
        new = sorted(own - others)
        message = f'The sheet "{shown(title)}" names States that no other sheet names ({", ".join(new[:8])}'
        message += f"{' and others' if len(new) > 8 else ''}), and its title does not say whether they took part."
        advice = f'Say --section "{shown(title)}=states" or "{shown(title)}=absent".'
        account.open("heading-unknown", f"{message} {advice}", title, reading.sheet.place(0, 0), times=len(new))


def without_heading(sheet: Sheet, taken: set[str], index: NameIndex, account: Account, asked: Asked) -> None:
    """States on a sheet without a column of States are a question, unless its title says that they took no part."""
    found: dict[str, tuple[str, Place]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            match = state_of(cell, index) if cell else None
            if match is not None and match.iso3 not in taken:
                found.setdefault(match.iso3, (cell, sheet.place(row, column)))
    title = normal(sheet.title)
    says = asked.headings.get(title, left_out_section(title) or heading_of(sheet.title))
    reason = LEFT_OUT_REASONS.get(says or "by_status", "on a sheet that lists nobody who took part")
    if (
        says in LEFT_OUT_REASONS
        or says == "organization"
        or (title in asked.headings and says is None)
        or account.leaves_doubtful
    ):
        for code, (cell, place) in found.items():
            account.leave_out(cell, place, reason, code)
    elif found:
        place = next(iter(found.values()))[1]
        message = f'The sheet "{shown(sheet.title)}" names States, but no heading such as State stands above them:'
        codes = ", ".join(sorted(found)[:8]) + (" and others" if len(found) > 8 else "")
        advice = f'If they took part, write that heading; if not, say --section "{shown(sheet.title)}=none".'
        account.open("heading-unknown", f"{message} {codes}. {advice}", sheet.title, place, times=len(found))


def contradictions(readings: Sequence[SheetRead], taken: set[str], account: Account) -> None:
    """A State under a heading of those absent, and among those that took part as well, is a question."""
    for row in (row for reading in readings for row in reading.absent):
        if row.iso3 in taken and row.kind != "alias":
            message = f'"{shown(row.printed)}" stands among those that took part and among those that did not.'
            advice = 'Settle it with --alias "NAME=STATE" if it took part, or "NAME=-" to leave it out.'
            account.open("name-doubtful", f"{message} {advice}", row.printed, row.place, row.iso3)


def hidden_sheets(sheets: Sequence[Sheet], taken: set[str], index: NameIndex, account: Account) -> None:
    """States that stand on hidden sheets only are left out, and said to be."""
    for sheet in sheets:
        if not sheet.marks.hidden:
            continue
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                match = index.resolve(cell) if cell else None
                if match is not None and match.iso3 not in taken:
                    account.leave_out(cell, sheet.place(row, column), sheet.why_unseen(row, column), match.iso3)
