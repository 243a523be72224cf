"""The tables of a document: those with a column of States are read; what the others and the titles say is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked, find_header
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Place, Section, Taken, shown
from ccmcost.intake.grid import Grid
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import LEFT_OUT_REASONS, heading_of, left_out_section, without_continued
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import STATE_WORDS, TITLE_LINES, WORDS

_PLAIN_TITLE = re.compile(
    r"(?:sheet|feuil|feuille|hoja|tab|tabelle|blatt|table|tableau|tabla|page|part|day|jour|dia|msp|1rc|2rc)? ?[0-9]*"
)
_DAYS = re.compile(r"(?:day|jour|dia) ?[0-9]+")
_TITLE_WORDS = STATE_WORDS | TITLE_LINES | WORDS["title_words"]


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
    besides: then a table under a heading that says nothing known is a question, as any table but the first is.
    """
    grids: list[Grid] = []
    headless: list[Sheet] = []
    for number, sheet in enumerate(sheets):
        if sheet.marks.hidden:
            continue
        header = find_header(sheet, index, asked)
        if header is None:
            headless.append(sheet)
            continue
        grid = Grid(header, account)
        above = sections[number] if number < len(sections) else None
        grid.read(_section_above(sheet, above, asked, account, lists or bool(grids)))
        grids.append(grid)
    if not grids:
        return None
    if len(grids) > 1 and not sections:
        _ask_about_sheets(grids, account)
    mentions = [mention for grid in grids for mention in grid.mentions]
    taken = {mention.iso3 for mention in mentions}
    for absent in (absent for grid in grids for absent in grid.absent):
        if absent.iso3 in taken and absent.kind != "alias":
            message = f'"{shown(absent.printed)}" stands among those that took part and among those that did not.'
            advice = 'Settle it with --alias "NAME=STATE" if it took part, or "NAME=-" to leave it out.'
            account.open("name-doubtful", f"{message} {advice}", absent.printed, absent.place, absent.iso3)
    for sheet in headless:
        _without_heading(sheet, taken, index, account, asked)
    for sheet in sheets:  # States that stand on hidden sheets only
        for row, column, cell in sheet.cells() if sheet.marks.hidden else ():
            match = index.resolve(cell)
            if match is not None and match.iso3 not in taken:
                account.leave_out(cell, sheet.place(row, column), sheet.why_unseen(row, column), match.iso3)
    return Taken("table", tuple(mentions), tuple(named for grid in grids for named in grid.organizations))


def _section_above(sheet: Sheet, above: Section | None, asked: Asked, account: Account, is_further: bool) -> Section | None:
    """The section of a table of a document by the line right above it, else `above`; for a further table a question."""
    head = without_continued(sheet.marks.above)
    words = normal(head)
    if words in asked.headings:
        return asked.headings[words] or above
    opened = heading_of(head) or left_out_section(words)
    if opened is None and words and is_further and not _TITLE_WORDS.issuperset(words.split()):
        message = f'"{shown(head)}" stands above a further table of States, and says nothing known here.'
        advice = (
            f'Say --section "{shown(head).rstrip(" :")}=WHAT", where WHAT is states, organizations or absent (left out).'
        )
        account.open("heading-unknown", f"{message} {advice}", head, sheet.place(0, 0))
    return opened or above


def _ask_about_sheets(grids: Sequence[Grid], account: Account) -> None:
    """A sheet that alone names some States is a question, unless its title says what they are.

    Sheets of days add up; so do parts of one list (`Africa`, `Sheet1` and `Sheet2`) as long as no State stands on two of
    them. Where some do, as on `Registered` and `Attended`, nobody can tell which of the sheets counts.
    """
    for grid in grids:
        title, words = grid.sheet.title, normal(grid.sheet.title)
        own = {mention.iso3 for mention in grid.mentions}
        others = {mention.iso3 for other in grids if other is not grid for mention in other.mentions}
        is_part = _PLAIN_TITLE.fullmatch(words) or _TITLE_WORDS.issuperset(words.split())
        new = sorted(own - others)
        if grid.title_says or _DAYS.fullmatch(words) or not new or (is_part and not own & others):
            continue
        message = f'The sheet "{shown(title)}" names States that no other sheet names ({", ".join(new[:8])}'
        message += f"{' and others' if len(new) > 8 else ''}), and its title does not say whether they took part."
        advice = f'Say --section "{shown(title)}=states" or "{shown(title)}=absent".'
        account.open("heading-unknown", f"{message} {advice}", title, grid.sheet.place(0, 0), times=len(new))


def _without_heading(sheet: Sheet, taken: set[str], index: NameIndex, account: Account, asked: Asked) -> None:
    """States on a sheet without a column of States are a question, unless its title says that they took no part."""
    found: dict[str, tuple[str, Place]] = {}
    for row, column, cell in sheet.cells():
        match = state_of(cell, index)
        if match is not None and match.iso3 not in taken:
            found.setdefault(match.iso3, (cell, sheet.place(row, column)))
    title = normal(sheet.title)
    says = asked.headings.get(title, left_out_section(title) or heading_of(sheet.title))
    settled = (title in asked.headings and says is None) or account.leaves_doubtful
    if says in LEFT_OUT_REASONS or says == "organization" or settled:
        reason = LEFT_OUT_REASONS.get(says or "by_status", "on a sheet that lists nobody who took part")
        for code, (cell, place) in found.items():
            account.leave_out(cell, place, reason, code)
    elif found:
        place = next(iter(found.values()))[1]
        message = f'The sheet "{shown(sheet.title)}" names States, but no heading such as State stands above them:'
        codes = ", ".join(sorted(found)[:8]) + (" and others" if len(found) > 8 else "")
        advice = f'If they took part, write that heading; if not, say --section "{shown(sheet.title)}=none".'
        account.open("heading-unknown", f"{message} {codes}. {advice}", sheet.title, place, times=len(found))
