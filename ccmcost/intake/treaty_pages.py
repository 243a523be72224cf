"""Treaty status from a table of a depositary's treaty collection: columns by what their headings say, in any order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.found import Place, also_at, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.treaty_days import Deed, deed_of, kind_named, kinds_in
from ccmcost.intake.vocabulary import WORDS
from ccmcost.model.calendar import parse_day

_AS_AT = r"(?:STATUS AS AT|STATUT AU|[ÉE]TAT AU)"
_STATUS_AS_AT = re.compile(_AS_AT + r"\s*:?\s*([0-9]{2})-([0-9]{2})-([0-9]{4})", re.IGNORECASE)
_STATES = WORDS["treaty_states"]
_CONSENT = re.compile(r"\b(?:consent|deposit|consentement|depot|consentimiento|deposito)\b")
_DATE_OF = r"^(?:date (?:of |de (?:la )?|d ?|du )?|fecha (?:de |del )?(?:la )?)?"
_SIGNED = re.compile(_DATE_OF + r"(?:signature(?! definitive)|signed|signee?|firma(?! definitiva)|firmado)\b")
_OTHERS = {
    "kind": re.compile(r"^(?:consent )?kind\b"),
    "in_force": re.compile(_DATE_OF + r"(?:entry into force|in force|entree en vigueur|entrada en vigor)\b"),
    "withdrawn": re.compile(
        _DATE_OF
        + r"(?:withdrawals?|withdrawn|withdrew|denunciations?|denounced|retrait|denonciation|retiro|retirada|denuncia)\b"
    ),
    "provisional": re.compile(r"\bprovisional(?:ly)? appl|\bapplication (?:a titre )?provisoire|\baplicacion provisional"),
}
_COUNTS = (
    ("Parties", re.compile(r"\bParties\s*:\s*([0-9]{1,3})\b")),
    ("Signatories", re.compile(r"\bSignat(?:ories|aires)\s*:\s*([0-9]{1,3})\b")),
)
_OTHER_PART = re.compile(
    r"^(?:(?:interpretative )?declarations?|reservations?|objections?|notifications?|(?:end ?)?notes?|remarks"
    r"|territorial application|reserves?|application territoriale|declaracion(?:es)?|reservas?|objeciones|notas?)\b"
)
"""The title of a part of the page or sheet that stands below the table and is about something else."""

_NAMED = re.compile(r"[0-9]{1,2}\s*\.\s*(?:[a-z]\)?\s*\.?\s*)?([A-Z][^.:;]{10,110})")
_CHAPTER = re.compile(r"CHAP(?:TER|ITRE)\s+([IVXLC]+)\b")
_DERIVED = re.compile(r"\b(?:protocols?|amendments?|annex|agreements?|extension)\b[^.;:0-9]{0,90}$", re.IGNORECASE)
_LONGEST_HEAD = 160


class StatusRow(NamedTuple):
    """One State of the document; `in_force` and `withdrawn` are None where it does not give them.

    `kind` is empty where neither a letter nor a heading says which kind of consent it was. `signs` is whether the document
    has a column of signatures at all.
    """

    iso3: str
    signed: date | None
    consented: date | None
    kind: str
    in_force: date | None
    withdrawn: date | None
    place: Place
    signs: bool = True


class _Columns(NamedTuple):
    state: int
    signed: int | None
    consents: tuple[int, ...]
    others: dict[str, int]
    heads: tuple[str, ...]


def as_at(text: str) -> date | None:
    """The day of the page: `STATUS AS AT : 03-02-2026` (day, month, year)."""
    match = _STATUS_AS_AT.search(text)
    return parse_day(f"{match[3]}-{match[2]}-{match[1]}") if match else None


def which_treaty(text: str, names: Sequence[str], chapter: str) -> str:
    """Why a page is not that of the convention, as a sentence; `?` if it names no treaty; empty if it is the convention's.

    The title stands above the table; one that only cites the convention (a protocol to it) is another treaty.
    """
    head = re.split(_AS_AT + r"|\bParticipants?\b", text, maxsplit=1)[0]
    head = head if len(head.split()) > 2 else text[:5000]
    found = _CHAPTER.search(head)
    title = next((match for name in names for match in re.finditer(re.escape(name), head, re.IGNORECASE)), None)
    if title is None:
        named = _NAMED.search(head[found.end() :] if found else head)
        if found is None and named is None:
            return "?"
        what = f'"{shown(named[1].strip(), 70)}"' if named else f"a treaty of chapter {found[1]}" if found else ""
        return f"the document is about {what}, not about the {names[0]}."
    before = head[: title.start()]
    if _DERIVED.search(before):
        return f'the document is about "{shown(before[-60:] + title[0], 120)}", not about the {names[0]} itself.'
    number = re.search(r"([0-9]{1,2})\s*\.\s*(?:[a-z]\)?\s*)?$", before)
    if chapter and found and number and f"{found[1]}-{number[1]}" != chapter:
        return f"the document is of chapter {found[1]}-{number[1]}, not of {chapter}."
    return ""


def rows_of(
    sheet: Sheet, index: NameIndex, account: Account, text: str = "", withdrawn: frozenset[str] = frozenset()
) -> tuple[StatusRow, ...]:
    """The rows of the table whose header names participants and consent; each row is in the account.

    Names and dates that fail are open. A heading or title of another table ends it. `text` is the whole page, whose counts
    of parties and signatories are checks. Dates in brackets no longer hold, as those of States that are known to have
    withdrawn (`withdrawn`); of others they are open.
    """
    header = _header(sheet)
    if header is None:
        return ()
    start, columns = header
    found: dict[str, StatusRow] = {}
    faults: dict[str, list[tuple[str, str, Place]]] = {}
    for at in range(start + 1, len(sheet.rows)):
        cells, place = sheet.rows[at], Place(at + 1)
        name = cells[columns.state] if len(cells) > columns.state else ""
        if _begins_another(sheet, at, columns, found, index):
            left = sum(any(row) for row in sheet.rows[at:])
            account.leave_out("; ".join(cells), place, "another table", times=left)
            break
        if not name or len(cells) <= 1:
            if any(cells):
                account.leave_out("; ".join(cells), place, "no row of the table")
            continue
        match = index.resolve(name)
        dated = any(deed_of(cell).days for cell in cells[1:])
        if match is None:
            if dated:
                message = f'"{shown(name)}" is not recognised as the name of a State.{index.hint(name)}'
                account.open("name-unknown", message, name, place)
            else:
                account.leave_out(name, place, "no State, and no date")
        elif match.iso3 in found:
            message = f"{match.iso3} stands twice (first in row {found[match.iso3].place.row})."
            account.open("state-twice", message, name, place, match.iso3)
        else:
            if match.iso3 in withdrawn:
                cells = tuple(re.sub(r"[\[\]]", "", cell) for cell in cells)
            row = _row(match.iso3, cells, columns, account, place, faults)
            found[match.iso3] = row
            what = "a party" if row.consented else "a signatory" if row.signed else "neither party nor signatory"
            account.take(name, place, what, match.iso3)
    for fault, group in faults.items():
        code, cell, place = group[0]
        message = f'{code}: "{shown(cell, 60)}" {fault}{also_at([*dict.fromkeys(each for *_, each in group[1:])])}'
        account.open("date-bad", message, cell, place, code, times=len(group))
    _leave_out_columns(sheet, start, columns, account)
    _check_counts(found, text, account)
    return tuple(found[code] for code in sorted(found))


def _begins_another(sheet: Sheet, at: int, columns: _Columns, found: Mapping[str, StatusRow], index: NameIndex) -> bool:
    """Whether another table begins in a row: its heading, its title, or the words that a State of this one said."""
    cells = sheet.rows[at]
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and found and _OTHER_PART.match(normal(filled[0])):
        return True
    name = cells[columns.state] if len(cells) > columns.state else ""
    if normal(name) in _STATES:
        return len(cells) > 1
    said = [cell for column, cell in enumerate(cells) if cell and column != columns.state]
    match = index.resolve(name) if name and said and not any(deed_of(cell).day for cell in said) else None
    return match is not None and match.iso3 in found and not _names_more(sheet.rows[at:], columns, found, index)


def _names_more(rows: Sequence[Sequence[str]], columns: _Columns, found: Mapping[str, StatusRow], index: NameIndex) -> bool:
    """Whether rows give dates of States that were not read yet: then they may be part of the table."""
    dated = (row[columns.state] for row in rows if len(row) > columns.state and any(deed_of(cell).day for cell in row))
    return any(match is not None and match.iso3 not in found for match in map(index.resolve, dated))


def _leave_out_columns(sheet: Sheet, start: int, columns: _Columns, account: Account) -> None:
    """Columns that say nothing on consent are told, with how many cells they hold."""
    read = {columns.state, columns.signed, *columns.consents, *columns.others.values()} - {columns.others["provisional"]}
    for at, head in enumerate(columns.heads):
        filled = sum(len(row) > at and bool(row[at]) for row in sheet.rows[start + 1 :])
        if at not in read and head and filled:
            why = "provisional application is no consent to be bound" if at == columns.others["provisional"] else "not read"
            account.leave_out(f'the column "{shown(head, 60)}"', Place(start + 1), why, times=filled)


def _check_counts(found: Mapping[str, StatusRow], text: str, account: Account) -> None:
    """The page's own counts of parties and signatories; those who left may or may not be counted among the parties."""
    for what, pattern in _COUNTS:
        stated = pattern.search(text)
        if stated is None or not found:
            continue
        rows = [row for row in found.values() if (row.consented if what == "Parties" else row.signed)]
        counts = {len(rows), sum(row.withdrawn is None for row in rows)}
        read = int(stated[1]) if int(stated[1]) in counts else len(rows)
        if not account.check(what, stated[1], str(read), Place(1)).agrees:
            account.marker.warning("status-dates", f"the page states {stated[1]} {what}, but {read} were read.", Place(1))


def _header(sheet: Sheet) -> tuple[int, _Columns] | None:
    for at, cells in enumerate(sheet.rows):
        words = [normal(cell.replace("_", " ")) for cell in cells]
        usable = [bool(word) and len(word) <= _LONGEST_HEAD for word in words]
        state = next((n for n, word in enumerate(words) if usable[n] and any(_begins(word, name) for name in _STATES)), None)
        if state is None:
            continue
        others = {
            field: next((n for n, word in enumerate(words) if usable[n] and n != state and pattern.search(word)), -1)
            for field, pattern in _OTHERS.items()
        }
        taken = {state, *others.values()}
        signed = next((n for n, word in enumerate(words) if n not in taken and _SIGNED.search(word)), None)
        consents = tuple(
            n
            for n, word in enumerate(words)
            if usable[n] and n not in {*taken, signed} and (_CONSENT.search(word) or kinds_in(word))
        )
        if consents:
            return at, _Columns(state, signed, consents, others, tuple(cells))
    return None


def _begins(word: str, name: str) -> bool:
    return word == name or word.startswith(f"{name} ")


def _row(
    code: str,
    cells: Sequence[str],
    columns: _Columns,
    account: Account,
    place: Place,
    faults: dict[str, list[tuple[str, str, Place]]],
) -> StatusRow:
    def deed(column: int | None) -> Deed:
        text = cells[column].strip() if column is not None and 0 <= column < len(cells) else ""
        head = columns.heads[column] if column is not None and 0 <= column < len(columns.heads) else ""
        found = deed_of(text, head)
        if text and found.fault:
            faults.setdefault(found.fault, []).append((code, text, place))
        return found

    signature = deed(columns.signed)
    deeds = [each for each in (deed(column) for column in columns.consents) if each.day]
    if signature.kind == "definitive signature":
        deeds.append(signature)
    if len(deeds) > 1:
        places = ", ".join(column_letters(column) for column in columns.consents)
        message = f"{code} has several dates of consent ({', '.join(str(each.day) for each in deeds)}; columns {places})."
        account.open("status-dates", f"{message} Keep the one that counts.", code, place, code)
    consent = deeds[0] if deeds else Deed(())
    written = columns.others["kind"]
    kind = kind_named(cells[written]) if 0 <= written < len(cells) else ""
    in_force, withdrawn = deed(columns.others["in_force"]).day, deed(columns.others["withdrawn"]).day
    kind = (kind or consent.kind) if consent.day else ""
    return StatusRow(code, signature.day, consent.day, kind, in_force, withdrawn, place, columns.signed is not None)
