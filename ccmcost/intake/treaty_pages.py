"""Treaty status from a CSV file or from the saved page of a depositary's treaty collection."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.intake.found import Marker, Place, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet
from ccmcost.model.calendar import parse_day

_MONTHS = {
    month: number
    for number, month in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_WORDS = re.compile(r"([0-9]{1,2})\s+([A-Za-z]{3,9})\.?\s+([0-9]{4})")
_NUMBERS = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_KINDS = {
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "s": "definitive signature",
    "c": "formal confirmation",
}
_STATUS_AS_AT = re.compile(r"STATUS AS AT\s*:?\s*([0-9]{2})-([0-9]{2})-([0-9]{4})", re.IGNORECASE)
_COLUMNS: dict[str, tuple[str, ...]] = {
    "state": ("iso3", "participant", "state", "country", "name", "pays", "etat", "participante", "estado"),
    "signed": ("signature date", "signature", "signed", "date of signature", "firma"),
    "consented": ("consent date", "ratification", "ratified", "deposit", "date of deposit", "ratificacion"),
    "kind": ("consent kind", "kind"),
    "in_force": ("entry into force", "entree en vigueur", "entrada en vigor"),
    "withdrawn": ("withdrawal effective", "withdrawal", "denunciation", "retrait", "retiro"),
}


class StatusRow(NamedTuple):
    """One State of the document; `in_force` and `withdrawn` are None where it does not give them."""

    iso3: str
    signed: date | None
    consented: date | None
    kind: str
    in_force: date | None
    withdrawn: date | None
    place: Place


def as_at(text: str) -> date | None:
    """The day of the page: `STATUS AS AT : 03-02-2026` (day, month, year)."""
    match = _STATUS_AS_AT.search(text)
    return parse_day(f"{match[3]}-{match[2]}-{match[1]}") if match else None


def rows_of(sheet: Sheet, index: NameIndex, marker: Marker) -> tuple[StatusRow, ...]:
    """The rows of the table whose header names participants and signatures; names and dates that fail are findings."""
    header = _header(sheet)
    if header is None:
        return ()
    start, columns = header
    found: dict[str, StatusRow] = {}
    for at in range(start + 1, len(sheet.rows)):
        cells, place = sheet.rows[at], Place(at + 1)
        name = cells[columns["state"]] if len(cells) > columns["state"] else ""
        if not name or (len(cells) <= 1):
            continue
        match = index.resolve(name)
        if match is None:
            if any(_WORDS.search(cell) or _NUMBERS.search(cell) for cell in cells[1:]):
                marker.error(
                    "name-unknown", f'"{shown(name)}" is no State that is known by this name.{index.hint(name)}', place
                )
        elif match.iso3 in found:
            marker.error("state-twice", f"{match.iso3} stands twice (first in row {found[match.iso3].place.row}).", place)
        else:
            found[match.iso3] = _row(match.iso3, cells, columns, marker, place)
    return tuple(found[code] for code in sorted(found))


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for at, cells in enumerate(sheet.rows):
        words = [normal(cell.replace("_", " ")) for cell in cells]
        columns: dict[str, int] = {}
        for field, names in _COLUMNS.items():
            fits = [
                n for n, word in enumerate(words) if word and len(word) < 120 and any(_begins(word, name) for name in names)
            ]
            if fits and fits[0] not in columns.values():
                columns[field] = fits[0]
        if {"state", "signed", "consented"} <= set(columns):
            return at, columns
    return None


def _begins(word: str, name: str) -> bool:
    return word == name or word.startswith(f"{name} ")


def _row(code: str, cells: Sequence[str], columns: dict[str, int], marker: Marker, place: Place) -> StatusRow:
    def cell(field: str) -> str:
        at = columns.get(field, -1)
        return cells[at].strip() if 0 <= at < len(cells) else ""

    def day(field: str) -> date | None:
        text = cell(field)
        found = _day(text)
        if text and found is None:
            marker.error("date-bad", f'{code}: "{shown(text, 40)}" is no date such as 3 Dec 2008 or 2008-12-03.', place)
        return found

    consented = day("consented")
    mark = re.search(r"(?:[0-9]{4}|-[0-9]{2})\s+(AA|[aAdsc])\b", cell("consented"))
    kind = cell("kind") or (_KINDS[mark[1]] if mark else "ratification") if consented else ""
    return StatusRow(code, day("signed"), consented, kind, day("in_force"), day("withdrawn"), place)


def _day(text: str) -> date | None:
    numbers, words = _NUMBERS.search(text), _WORDS.search(text)
    if numbers:
        return parse_day(numbers[0])
    if words and words[2][:3].casefold() in _MONTHS:
        return parse_day(f"{words[3]}-{_MONTHS[words[2][:3].casefold()]:02d}-{int(words[1]):02d}")
    return None
