"""What is asked of the columns of a table of participants, and what its other cells name: nothing is passed over."""

from __future__ import annotations

from ccmcost.intake.account import Account
from ccmcost.intake.columns import Header
from ccmcost.intake.enumeration import state_of
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import normal
from ccmcost.intake.sheet import column_letters
from ccmcost.intake.vocabulary import PERSONAL_COLUMNS

_FEWEST_MORE = 3


def settle_columns(header: Header, account: Account) -> None:
    """Keep the columns that hold the States; where it is not certain which of several does, a finding.

    A column of yes and no that nobody can place is a finding too; the account names the columns that say nothing here.
    """
    sheet, row = header.sheet, header.row
    for at in header.others:
        head = shown(sheet.plain(row, at) or header.labels[at], 40)
        message = f'The column "{head}" ({column_letters(at)}) holds marks such as yes and no, and may say who took part.'
        advice = f'Say --section "{head}=states" if yes means that the State took part, "{head}=absent" if it means that it '
        message = f'{message} {advice}did not, or "{head}=none" if the column is about another matter.'
        account.open("column-doubtful", message, head, sheet.place(row, at))
    if header.names and not header.asked.column:
        _ask_about_fuller(header, account)
    rest = [at for at in range(len(header.labels)) if at not in header.used and sheet.plain(row, at)]
    if rest:
        words = ", ".join(sheet.plain(row, at) for at in rest)
        account.leave_out(words, sheet.place(row, rest[0]), "columns that were not used", times=len(rest))
    names = header.names
    if header.asked.column or any(column.section for column in names) or len({normal(c.heading) for c in names}) < 2:
        return
    states = (
        {match.iso3 for column in names if (match := state_of(sheet.cell(below, column.at), header.index)) is not None}
        for below in range(row + 1, len(sheet.rows))
    )
    if any(len(named) > 1 for named in states):
        places = " and ".join(f'"{shown(column.heading, 30)}" ({column_letters(column.at)})' for column in names)
        message = f"the columns {places} name different States. Say which one holds those taking part: --column HEADING."
        account.open("column-doubtful", message, places, sheet.place(row, names[1].at))
    header.names = names[:1]


def _ask_about_fuller(header: Header, account: Account) -> None:
    """A column that was not chosen and names more States than those that were, is a question."""
    sheet = header.sheet
    chosen = header.states([column.at for column in header.names])
    for at in range(max(map(len, sheet.rows), default=0)):
        asks = at not in header.used and header.label(at) not in PERSONAL_COLUMNS
        more = header.states([at]) if asks else set()
        if len(more) >= max(_FEWEST_MORE, len(chosen) + 1) and header.share(at) >= 0.6:
            head = shown(sheet.plain(header.row, at) or column_letters(at), 40)
            own = shown(header.names[0].heading or column_letters(header.names[0].at), 40)
            message = f'the column "{head}" ({column_letters(at)}) names {len(more)} States, "{own}" {len(chosen)}. '
            advice = f'Say which one holds those taking part: --column {column_letters(at)} or "{own}".'
            account.open("column-doubtful", message + advice, head, sheet.place(header.row, at))
            return


def name_other_cells(header: Header, known: set[str], account: Account) -> None:
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
                reason = f'in the column "{shown(head or column_letters(column), 30)}", which was not chosen'
                personal[reason] = personal.get(reason, False) or head in PERSONAL_COLUMNS
            text, place, times = first.get((code, reason), (cell, sheet.place(row, column), 0))
            first[code, reason] = text, place, times + 1
    whole = {code: found for (code, why), found in first.items() if not personal[why] and state_of(found[0], index)}
    if len(whole) >= max(_FEWEST_MORE, len(known) + 1):
        text, place, _ = next(found for (code, _), found in first.items() if code in whole)
        message = (
            f"{len(whole)} States stand in other columns or above the table, more than in the column that was chosen: "
            f"{', '.join(sorted(whole)[:8])}{' and others' if len(whole) > 8 else ''}."
        )
        advice = "Put all States into one column with the heading State, or say --column HEADING."
        account.open("column-doubtful", f"{message} {advice}", text, place, times=len(whole))
    for (code, reason), (text, place, times) in first.items():
        account.leave_out(text, place, reason, code, times=times)
