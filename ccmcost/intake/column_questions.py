"""What is asked of the columns of a table of participants, and what its other cells name: nothing is passed over."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.column_cells import cells_below, share
from ccmcost.intake.columns import Asked, Header
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.vocabulary import PERSONAL_COLUMNS

_FEWEST_MORE = 3


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
    _ask_about_fuller(sheet, header, index, account, asked)
    rest = [at for at in range(len(header.labels)) if at not in header.used and sheet.plain(header.row, at)]
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


def _ask_about_fuller(sheet: Sheet, header: Header, index: NameIndex, account: Account, asked: Asked) -> None:
    """A column that was not chosen and names more States than those that were, is a question."""
    if asked.column or not header.names:
        return
    chosen = _named(sheet, header.row, [column.at for column in header.names], index)
    for at in range(max(map(len, sheet.rows), default=0)):
        asks = at not in header.used and header.label(at) not in PERSONAL_COLUMNS
        more = _named(sheet, header.row, [at], index) if asks else frozenset()
        if len(more) >= _FEWEST_MORE and len(more) > len(chosen) and share(sheet, header.row, at, index) >= 0.6:
            head = shown(sheet.plain(header.row, at) or column_letters(at), 40)
            own = shown(header.names[0].heading or column_letters(header.names[0].at), 40)
            message = f'the column "{head}" ({column_letters(at)}) names {len(more)} States, "{own}" {len(chosen)}. '
            advice = f'Say which one holds those taking part: --column {column_letters(at)} or "{own}".'
            account.open("column-doubtful", message + advice, head, sheet.place(header.row, at))
            return


def _named(sheet: Sheet, row: int, columns: Sequence[int], index: NameIndex) -> frozenset[str]:
    cells = {cell for at in columns for cell in cells_below(sheet, row, at)}
    return frozenset(match.iso3 for cell in cells if (match := state_of(cell, index)) is not None)


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
    personal: set[str] = set()
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if not cell or column == header.code or (column in chosen and row > header.row):
                continue
            if cell not in named:
                named[cell] = tuple(code for code, _ in index.named_in(cell))
            for code in set(named[cell]) - known:
                head = header.label(column)
                other = f'in the column "{shown(head or column_letters(column), 30)}", which was not chosen'
                reason = "above the table" if row <= header.row else other
                text, place, times = first.get((code, reason), (cell, sheet.place(row, column), 0))
                first[code, reason] = text, place, times + 1
                personal |= {reason} if row > header.row and head in PERSONAL_COLUMNS else set()
    whole = {code for (code, reason), (text, *_) in first.items() if reason not in personal and state_of(text, index)}
    if len(whole) >= _FEWEST_MORE and len(whole) > len(known):
        text, place, _ = next(found for (code, _), found in first.items() if code in whole)
        message = (
            f"{len(whole)} States stand in other columns or above the table, more than in the column that was chosen: "
            f"{', '.join(sorted(whole)[:8])}{' and others' if len(whole) > 8 else ''}."
        )
        advice = "Put all States into one column with the heading State, or say --column HEADING."
        account.open("column-doubtful", f"{message} {advice}", text, place, times=len(whole))
    for (code, reason), (text, place, times) in first.items():
        account.leave_out(text, place, reason, code, times=times)
