"""The tables of a document: those with a column of States are read;
what the others and the titles say is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked, Header, find_header
from ccmcost.intake.found import Mention, Place, Section, Taken, shown
from ccmcost.intake.grid import Grid
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import (
    LEFT_OUT_REASONS,
    heading_of,
    left_out_section,
    state_of,
    without_continued,
)
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.vocabulary import PERSONAL_COLUMNS, STATE_WORDS, TITLE_LINES, TITLE_WORDS

_PLAIN_TITLE = re.compile(
    r"(?:sheet|feuil|feuille|hoja|tab|tabelle|blatt|table|tableau|tabla|page|part|day|jour|dia"
    r"|msp|1rc|2rc)? ?[0-9]*"
)
_FEWEST_MORE = 3
_DAYS = re.compile(r"(?:day|jour|dia) ?[0-9]+")
_TITLE_WORDS = STATE_WORDS | TITLE_LINES | TITLE_WORDS


def read_tables(
    sheets: Sequence[Sheet],
    index: NameIndex,
    account: Account,
    asked: Asked,
    sections: Sequence[Section | None] = (),
    lists: bool = False,
) -> Taken | None:
    """The States of all sheets that have a header with a column of States; None if none has.

    `sections` gives the section that stands above each sheet, if one does. `lists` says that the
    document lists States besides: then a table under a heading that says nothing known is a
    question, as any table but the first is.
    """
    grids: list[Grid] = []
    headless: list[Sheet] = []
    for sheet, above in zip_longest(sheets, sections):
        if sheet.hidden:
            continue
        header = find_header(sheet, index, asked)
        if not header:
            headless.append(sheet)
            continue
        _settle_columns(header, account)
        before = frozenset(mention.iso3 for each in grids for mention in each.mentions)
        grid = Grid(header, account, before)
        grid.read(_section_above(sheet, above, asked, account, lists or bool(grids)))
        _name_other_cells(header, set(grid.states), account)
        grids.append(grid)
    if not grids:
        return None
    if len(grids) > 1 and not sections:
        _ask_about_sheets(grids, account)
    mentions = [mention for grid in grids for mention in grid.mentions]
    taken = {mention.iso3 for mention in mentions}
    for absent in (absent for grid in grids for absent in grid.absent):
        if absent.iso3 in taken and absent.kind != "alias":
            _ask_about_absent(absent, account)
    for sheet in headless:
        _without_heading(sheet, taken, index, account, asked)
    for sheet in sheets:  # States that stand on hidden sheets only
        for row, column, cell in sheet.cells() if sheet.hidden else ():
            match = index.resolve(cell)
            if match and match.iso3 not in taken:
                account.leave_out(
                    cell, sheet.place(row, column), sheet.why_unseen(row, column), match.iso3
                )
    return Taken(
        "table",
        tuple(mentions),
        tuple(named for grid in grids for named in grid.organizations),
        again=tuple(mention for grid in grids for mention in grid.again),
    )


def _ask_about_absent(absent: Mention, account: Account) -> None:
    """A State that stands under a heading of those absent, and among those that took part."""
    account.open(
        "name-doubtful",
        f'"{shown(absent.printed)}" stands among those that took part and among those that did '
        'not. Settle it with --alias "NAME=STATE" if it took part, or "NAME=-" to leave it out.',
        absent.printed,
        absent.place,
        absent.iso3,
    )


def _section_above(
    sheet: Sheet, above: Section | None, asked: Asked, account: Account, is_further: bool
) -> Section | None:
    """The section of a table of a document by the line right above it, else `above`;
    for a further table a question.
    """
    head = without_continued(sheet.above)
    words = normal(head)
    if words in asked.headings:
        return asked.headings[words] or above
    opened = heading_of(head) or left_out_section(words)
    if not opened and is_further and not _TITLE_WORDS.issuperset(words.split()):
        account.open(
            "heading-unknown",
            f'"{shown(head)}" stands above a further table of States, and says nothing known here. '
            f'Say --section "{shown(head).rstrip(" :")}=WHAT", where WHAT is states, '
            "organizations or absent (left out).",
            head,
            sheet.place(0, 0),
        )
    return opened or above


def _ask_about_sheets(grids: Sequence[Grid], account: Account) -> None:
    """A sheet that alone names some States is a question, unless its title says what they are.

    Sheets of days add up; so do parts of one list (`Africa`, `Sheet1` and `Sheet2`) as long as no
    State stands on two of them. Where some do, as on `Registered` and `Attended`, nobody can tell
    which of the sheets counts.
    """
    for grid in grids:
        title, words = grid.sheet.title, normal(grid.sheet.title)
        own = {mention.iso3 for mention in grid.mentions}
        others = {
            mention.iso3 for other in grids if other is not grid for mention in other.mentions
        }
        is_part = _PLAIN_TITLE.fullmatch(words) or _TITLE_WORDS.issuperset(words.split())
        new = sorted(own - others)
        if grid.title_says or _DAYS.fullmatch(words) or not new or (is_part and not own & others):
            continue
        account.open(
            "heading-unknown",
            f'The sheet "{shown(title)}" names States that no other sheet names '
            f"({', '.join(new[:8])}"
            f"{' and others' if len(new) > 8 else ''}), and its title does not say whether they "
            "took part. "
            f'Say --section "{shown(title)}=states" or "{shown(title)}=absent".',
            title,
            grid.sheet.place(0, 0),
            times=len(new),
        )


def _without_heading(
    sheet: Sheet, taken: set[str], index: NameIndex, account: Account, asked: Asked
) -> None:
    """States on a sheet without a column of States are a question,
    unless its title says that they took no part.
    """
    found: dict[str, tuple[str, Place]] = {}
    for row, column, cell in sheet.cells():
        match = state_of(cell, index)
        if match and match.iso3 not in taken:
            found.setdefault(match.iso3, (cell, sheet.place(row, column)))
    title = normal(sheet.title)
    says = asked.headings.get(title, left_out_section(title) or heading_of(sheet.title))
    settled = (title in asked.headings and says is None) or account.leaves_doubtful
    if says in LEFT_OUT_REASONS or says == "organization" or settled:
        reason = LEFT_OUT_REASONS.get(says, "on a sheet that lists no participants")
        for code, (cell, place) in found.items():
            account.leave_out(cell, place, reason, code)
    elif found:
        place = next(iter(found.values()))[1]
        message = (
            f'The sheet "{shown(sheet.title)}" names States, but no heading such as State stands '
            "above them:"
        )
        codes = ", ".join(sorted(found)[:8]) + (" and others" if len(found) > 8 else "")
        advice = (
            "If they took part, write that heading; if not, say --section "
            f'"{shown(sheet.title)}=none".'
        )
        account.open(
            "heading-unknown", f"{message} {codes}. {advice}", sheet.title, place, times=len(found)
        )


def _settle_columns(header: Header, account: Account) -> None:
    """Keep the columns that hold the States; where it is not certain which of several does, a
    finding. The account names the columns that say nothing here.
    """
    sheet, row = header.sheet, header.row
    _ask_about_marks(header, account)
    if header.names and not header.asked.column:
        _ask_about_fuller(header, account)
    rest = [
        at for at in range(len(header.labels)) if at not in header.used and sheet.plain(row, at)
    ]
    if rest:
        words = ", ".join(sheet.plain(row, at) for at in rest)
        account.leave_out(
            words, sheet.place(row, rest[0]), "columns that were not used", times=len(rest)
        )
    names = header.names
    if (
        header.asked.column
        or any(column.section for column in names)
        or len({normal(c.heading) for c in names}) < 2
    ):
        return
    states = (
        {
            match.iso3
            for column in names
            if (match := state_of(sheet.cell(below, column.at), header.index)) is not None
        }
        for below in range(row + 1, len(sheet.rows))
    )
    if any(len(named) > 1 for named in states):
        places = " and ".join(
            f'"{shown(column.heading, 30)}" ({column_letters(column.at)})' for column in names
        )
        account.open(
            "column-doubtful",
            f"the columns {places} name different States. Say which one holds those taking part: "
            "--column HEADING.",
            places,
            sheet.place(row, names[1].at),
        )
    header.names = names[:1]


def _ask_about_marks(header: Header, account: Account) -> None:
    """A column of yes and no that nobody can place is a question."""
    sheet, row = header.sheet, header.row
    for at in header.others:
        head, letters = shown(sheet.plain(row, at) or header.labels[at], 40), column_letters(at)
        named = f'"{head}" ({letters})' if head else letters
        advice = (
            f'Say --section "{head}=states" if yes means that the State took part, '
            f'"{head}=absent" if it means that it '
            f'did not, or "{head}=none" if the column is about another matter.'
            if head
            else "Write a heading above it that says what they mean, such as Attended."
        )
        account.open(
            "column-doubtful",
            f"The column {named} holds marks such as yes and no, and may say who took part. "
            f"{advice}",
            head or letters,
            sheet.place(row, at),
        )


def _ask_about_fuller(header: Header, account: Account) -> None:
    """A column that was not chosen and names more States than those that were, is a question."""
    sheet = header.sheet
    chosen = header.states([column.at for column in header.names])
    for at in range(len(header.labels)):
        asks = at not in header.used and header.label(at) not in PERSONAL_COLUMNS
        more = header.states([at]) if asks else set()
        if len(more) >= max(_FEWEST_MORE, len(chosen) + 1) and header.share(at) >= 0.6:
            head = shown(sheet.plain(header.row, at) or column_letters(at), 40)
            own = shown(header.names[0].heading or column_letters(header.names[0].at), 40)
            message = (
                f'the column "{head}" ({column_letters(at)}) names {len(more)} States, "{own}" '
                f"{len(chosen)}. "
            )
            advice = (
                f'Say which one holds those taking part: --column {column_letters(at)} or "{own}".'
            )
            account.open("column-doubtful", message + advice, head, sheet.place(header.row, at))
            return


def _name_other_cells(header: Header, known: set[str], account: Account) -> None:
    """States that are named in other columns or above the header only: left out, and said to be."""
    sheet, index = header.sheet, header.index
    chosen = {column.at for column in header.names}
    named: dict[str, set[str]] = {}
    first: dict[tuple[str, str], tuple[str, Place, int]] = {}
    personal = {"above the table": False}
    for row, column, cell in sheet.cells():
        if column == header.code or (column in chosen and row > header.row):
            continue
        if cell not in named:
            named[cell] = {code for code, _ in index.named_in(cell)}
        for code in named[cell] - known:
            head, reason = header.label(column), "above the table"
            if row > header.row:
                reason = f'in the column "{shown(head, 30)}", which was not chosen'
                personal[reason] = head in PERSONAL_COLUMNS
            text, place, times = first.get((code, reason), (cell, sheet.place(row, column), 0))
            first[code, reason] = text, place, times + 1
    whole = {
        code: found
        for (code, why), found in first.items()
        if not personal[why] and state_of(found[0], index)
    }
    if not header.asked.column and len(whole) >= max(_FEWEST_MORE, len(known) + 1):
        text, place, _ = next(found for (code, _), found in first.items() if code in whole)
        account.open(
            "column-doubtful",
            f"{len(whole)} States stand in other columns or above the table, more than in the "
            "column that was chosen: "
            f"{', '.join(sorted(whole)[:8])}{' and others' if len(whole) > 8 else ''}. "
            "Put all States into one column with the heading State, or say --column HEADING.",
            text,
            place,
            times=len(whole),
        )
    for (code, reason), (text, place, times) in first.items():
        account.leave_out(text, place, reason, code, times=times)
