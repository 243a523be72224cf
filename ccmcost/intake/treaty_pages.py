"""Treaty status from a table of a depositary's treaty collection: columns by what their headings say, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.found import Place, also_at, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.treaty_days import Deed, deed_of
from ccmcost.model.calendar import parse_day

_STATUS_AS_AT = re.compile(r"STATUS AS AT\s*:?\s*([0-9]{2})-([0-9]{2})-([0-9]{4})", re.IGNORECASE)
_STATES = ("iso3", "participant", "state", "country", "name", "pays", "etat", "participante", "estado")
_SIGNED = ("signature date", "signature", "signed", "date of signature", "firma")
_CONSENT = re.compile(
    r"\b(?:ratification|ratified|acceptance|approval|accession|succession|formal confirmation|consent|deposit|ratificacion"
    r"|adhesion|definitive signature)\b"
)
_OTHERS = {
    "kind": re.compile(r"^(?:consent )?kind\b"),
    "in_force": re.compile(r"^(?:entry into force|entree en vigueur|entrada en vigor)\b"),
    "withdrawn": re.compile(r"^(?:withdrawal|denunciation|retrait|retiro)\b"),
    "provisional": re.compile(r"\bprovisional(?:ly)? appl"),
}
_COUNTS = (
    ("Parties", re.compile(r"\bParties\s*:\s*([0-9]{1,3})\b")),
    ("Signatories", re.compile(r"\bSignatories\s*:\s*([0-9]{1,3})\b")),
)
_NAMED = re.compile(r"[0-9]{1,2}\s*\.\s*(?:[a-z]\)?\s*\.?\s*)?([A-Z][^.:;]{10,110})")
_CHAPTER = re.compile(r"CHAPTER\s+([IVXLC]+)\b")
_DERIVED = re.compile(r"\b(?:protocols?|amendments?|annex|agreements?|extension)\b[^.;:0-9]{0,90}$", re.IGNORECASE)
_LONGEST_HEAD = 160


class StatusRow(NamedTuple):
    """One State of the document; `in_force` and `withdrawn` are None where it does not give them.

    `signs` is whether the document has a column of signatures at all.
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
    head = re.split(r"STATUS AS AT|\bParticipants?\b", text, maxsplit=1)[0]
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


def rows_of(sheet: Sheet, index: NameIndex, account: Account, text: str = "") -> tuple[StatusRow, ...]:
    """The rows of the table whose header names participants and consent; each row is in the account.

    Names and dates that fail are open. `text` is the whole page, whose counts of parties and signatories are checks.
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
        if normal(name) in _STATES and len(cells) > 1:
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


def _leave_out_columns(sheet: Sheet, start: int, columns: _Columns, account: Account) -> None:
    """Columns that say nothing on consent are told, with how many cells they hold."""
    read = {columns.state, columns.signed, *columns.consents, *columns.others.values()} - {columns.others["provisional"]}
    for at, head in enumerate(columns.heads):
        filled = sum(len(row) > at and bool(row[at]) for row in sheet.rows[start + 1 :])
        if at not in read and head and filled:
            why = "provisional application is no consent to be bound" if at == columns.others["provisional"] else "not read"
            account.leave_out(f'the column "{shown(head, 60)}"', Place(start + 1), why, times=filled)


def _check_counts(found: dict[str, StatusRow], text: str, account: Account) -> None:
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
        signed = next(
            (n for n, word in enumerate(words) if n not in taken and any(_begins(word, name) for name in _SIGNED)), None
        )
        consents = tuple(
            n for n, word in enumerate(words) if usable[n] and n not in {*taken, signed} and _CONSENT.search(word)
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
    kind = cells[written].strip() if 0 <= written < len(cells) else ""
    in_force, withdrawn = deed(columns.others["in_force"]).day, deed(columns.others["withdrawn"]).day
    kind = (kind or consent.kind or "ratification") if consent.day else ""
    return StatusRow(code, signature.day, consent.day, kind, in_force, withdrawn, place, columns.signed is not None)
