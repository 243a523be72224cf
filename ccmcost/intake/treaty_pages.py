"""Treaty status from a table of a depositary's treaty collection:
columns by what their headings say, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.intake.account import Account
from ccmcost.intake.found import Place, also_at, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.intake.treaty_days import Deed, deed_of, kind_named, kinds_in
from ccmcost.intake.vocabulary import TREATY_STATES, pattern
from ccmcost.model.calendar import parse_day

_AS_AT = r"(?:STATUS AS AT|STATUT AU|[ÉE]TAT AU)"
_STATUS_AS_AT = re.compile(_AS_AT + r"\s*:?\s*([0-9]{2})-([0-9]{2})-([0-9]{4})", re.IGNORECASE)
_CONSENT = re.compile(r"\b(?:consent|deposit|consentement|depot|consentimiento|deposito)\b")
_DATE_OF = r"^(?:date (?:of |de (?:la )?|d ?|du )?|fecha (?:de |del )?(?:la )?)?"
_SIGNED = re.compile(
    _DATE_OF + r"(?:signature(?! definitive)|signed|signee?|firma(?! definitiva)|firmado)\b"
)
_OTHERS = {
    "kind": re.compile(
        r"^(?:(?:consent|deposit|instrument) )?(?:kind|type)\b|^(?:kind|type|nature) of "
    ),
    "in_force": re.compile(
        _DATE_OF + r"(?:entry into force|in force|eif\b|entree en vigueur|entrada en vigor)\b"
    ),
    "withdrawn": re.compile(
        _DATE_OF
        + r"(?:withdrawals?|withdrawn|withdrew|denunciations?|denounced|retrait|denonciation"
        r"|retiro|retirada|denuncia)\b"
    ),
    "provisional": re.compile(
        r"\bprovisional(?:ly)? appl|\bapplication (?:a titre )?provisoire|\baplicacion provisional"
    ),
}
_COUNTS = (
    ("Parties", re.compile(r"\bParties\s*:\s*([0-9]{1,3})\b")),
    ("Signatories", re.compile(r"\bSignat(?:ories|aires)\s*:\s*([0-9]{1,3})\b")),
)
_OTHER_PART = pattern("other_part")
"""The title of a part of the page or sheet that stands below the table and is about something
else.
"""

_NAMED = re.compile(r"[0-9]{1,2}\s*\.\s*(?:[a-z]\)?\s*\.?\s*)?([A-Z][^.:;]{10,110})")
_CHAPTER = re.compile(r"CHAP(?:TER|ITRE)\s+([IVXLC]+)\b")
_DERIVED = re.compile(
    r"\b(?:protocols?|amendments?|annex|agreements?|extension)\b[^.;:0-9]{0,90}$", re.IGNORECASE
)
_LONGEST_HEAD = 160


class StatusRow(NamedTuple):
    """One State of the document; `in_force` and `withdrawn` are None where it does not give them.

    `kind` is empty where neither a letter nor a heading says which kind of consent it was. `signs`
    is whether the document has a column of signatures at all.
    """

    iso3: str
    signed: date | None
    consented: date | None
    kind: str
    in_force: date | None
    withdrawn: date | None
    place: Place
    signs: bool = True


def as_at(text: str) -> date | None:
    """The day of the page: `STATUS AS AT : 03-02-2026` (day, month, year)."""
    match = _STATUS_AS_AT.search(text)
    return parse_day(f"{match[3]}-{match[2]}-{match[1]}") if match else None


def which_treaty(text: str, names: Sequence[str], chapter: str) -> str:
    """Why a page is not that of the convention, as a sentence; `?` if it names no treaty; empty if
    it is the convention's.

    The title stands above the table; one that only cites the convention (a protocol to it) is
    another treaty.
    """
    head = re.split(_AS_AT + r"|\bParticipants?\b", text)[0]
    head = head if len(head.split()) > 2 else text[:5000]
    found = _CHAPTER.search(head)
    title = next(
        (match for name in names for match in re.finditer(re.escape(name), head, re.IGNORECASE)),
        None,
    )
    if not title:
        named = _NAMED.search(head[found.end() :] if found else head)
        if named:
            what = f'"{shown(named[1].strip(), 70)}"'
        elif found:
            what = f"a treaty of chapter {found[1]}"
        else:
            return "?"
        return f"the document is about {what}, not about the {names[0]}."
    before = head[: title.start()]
    if _DERIVED.search(before):
        return (
            f'the document is about "{shown(before[-60:] + title[0], 120)}", not about the '
            f"{names[0]} itself."
        )
    number = re.search(r"([0-9]{1,2})\s*\.?\s*([a-z]?)\)?\s*\.?\s*$", before)
    if chapter and found and number:
        own = "-".join(filter(None, (found[1], number[1], number[2])))
        if own != chapter:
            return f"the document is of chapter {own}, not of {chapter}."
    return ""


def rows_of(
    sheet: Sheet,
    index: NameIndex,
    account: Account,
    text: str = "",
    withdrawn: frozenset[str] = frozenset(),
) -> tuple[StatusRow, ...]:
    """The rows of the table whose header names participants and consent; each row is in the
    account.

    Names and dates that fail are open. A heading or title of another table ends it. `text` is the
    whole page, whose counts of parties and signatories are checks. Dates in brackets no longer
    hold, as those of States that are known to have withdrawn (`withdrawn`); of others they are
    open.
    """
    for row in range(len(sheet.rows)):
        table = _Table(sheet, row, index, account, withdrawn)
        if table.consents:
            return table.read(text)
    return ()


class _Table:
    """A row read as the heading of a table, the numbers of the columns that matter (-1:
    there is none), and its rows.
    """

    def __init__(
        self,
        sheet: Sheet,
        start: int,
        index: NameIndex,
        account: Account,
        withdrawn: frozenset[str],
    ) -> None:
        self.sheet, self.start, self.index, self.account, self.withdrawn = (
            sheet,
            start,
            index,
            account,
            withdrawn,
        )
        self.heads = sheet.rows[start]
        words = {at: normal(head.replace("_", " ")) for at, head in enumerate(self.heads)}
        usable = {at: each for at, each in words.items() if len(each) <= _LONGEST_HEAD}
        states = (
            at
            for at, each in usable.items()
            if any(each == name or each.startswith(f"{name} ") for name in TREATY_STATES)
        )
        self.state = next(states, -1)
        free = (
            {at: each for at, each in usable.items() if at != self.state} if self.state >= 0 else {}
        )
        self.others = {
            field: next((at for at, each in free.items() if pattern.search(each)), -1)
            for field, pattern in _OTHERS.items()
        }
        taken = (self.state, *self.others.values())
        signed = (at for at, each in words.items() if at not in taken and _SIGNED.search(each))
        self.signed = next(signed, -1)
        rest = {at: each for at, each in free.items() if at not in (*taken, self.signed)}
        self.consents = [at for at, each in rest.items() if _CONSENT.search(each) or kinds_in(each)]
        self.found: dict[str, StatusRow] = {}
        self._faults: dict[str, list[tuple[str, str, Place]]] = {}

    def read(self, text: str) -> tuple[StatusRow, ...]:
        """The rows of the table, up to the next one; the counts in the text are checks."""
        sheet, account = self.sheet, self.account
        for at in range(self.start + 1, len(sheet.rows)):
            cells, place = sheet.rows[at], Place(at + 1)
            name = sheet.plain(at, self.state)
            if self._begins_another(at):
                account.leave_out(
                    "; ".join(cells), place, "another table", times=sum(map(any, sheet.rows[at:]))
                )
                break
            if name and len(cells) > 1:
                self._row(name, cells, place)
            elif any(cells):
                account.leave_out("; ".join(cells), place, "no row of the table")
        for fault, group in self._faults.items():
            code, cell, place = group[0]
            also = also_at([*dict.fromkeys(each for *_, each in group[1:])])
            account.open(
                "date-bad",
                f'{code}: "{shown(cell, 60)}" {fault}{also}',
                cell,
                place,
                code,
                times=len(group),
            )
        # provisional application is not consent to be bound
        provisional = self.others["provisional"]
        read = {self.state, self.signed, *self.consents, *self.others.values()} - {provisional}
        for at, head in enumerate(self.heads):
            filled = sum(
                bool(sheet.plain(row, at)) for row in range(self.start + 1, len(sheet.rows))
            )
            if at not in read and head and filled:
                why = (
                    "provisional application is not consent to be bound"
                    if at == provisional
                    else "not read"
                )
                account.leave_out(
                    f'the column "{shown(head, 60)}"', Place(self.start + 1), why, times=filled
                )
        self._check_counts(text)
        return tuple(self.found[code] for code in sorted(self.found))

    def _begins_another(self, at: int) -> bool:
        """Whether another table begins in a row: its heading, its title,
        or the words that a State of this one said.
        """
        cells, name = self.sheet.rows[at], self.sheet.plain(at, self.state)
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and self.found and _OTHER_PART.match(normal(filled[0])):
            return True
        if normal(name) in TREATY_STATES:
            return len(cells) > 1
        said = any(cell for column, cell in enumerate(cells) if column != self.state)
        match = self.index.resolve(name) if said and not _is_dated(cells) else None
        if not match or match.iso3 not in self.found:
            return False
        # rows that give dates of States that were not read yet may be part of the table
        names = (
            self.sheet.plain(row, self.state)
            for row in range(at, len(self.sheet.rows))
            if _is_dated(self.sheet.rows[row])
        )
        return all(not more or more.iso3 in self.found for more in map(self.index.resolve, names))

    def _check_counts(self, text: str) -> None:
        """The page's own counts of parties and signatories; those who left may or may not be
        counted among the parties.
        """
        for what, counted in _COUNTS:
            stated = counted.search(text)
            if not stated or not self.found:
                continue
            rows = [
                row
                for row in self.found.values()
                if (row.consented if what == "Parties" else row.signed)
            ]
            counts = {len(rows), sum(row.withdrawn is None for row in rows)}
            read = int(stated[1]) if int(stated[1]) in counts else len(rows)
            if not self.account.check(what, stated[1], str(read), Place(1)).agrees:
                self.account.marker.warning(
                    "status-dates",
                    f"the page states {stated[1]} {what}, but {read} were read.",
                    Place(1),
                )

    def _row(self, name: str, cells: Sequence[str], place: Place) -> None:
        match, account = self.index.resolve(name), self.account
        beside = (cell for at, cell in enumerate(cells) if at != self.state)
        if not match and any(deed_of(cell).days for cell in beside):
            account.open(
                "name-unknown",
                f'"{shown(name)}" is not recognised as the name of a State.{self.index.hint(name)}',
                name,
                place,
            )
        elif not match:
            account.leave_out(name, place, "no State, and no date")
        elif match.iso3 in self.found:
            account.open(
                "state-twice",
                f'"{shown(name)}" is {match.iso3}, which stands in row '
                f"{self.found[match.iso3].place.row} already. Remove one of the rows.",
                name,
                place,
                match.iso3,
            )
        else:
            if match.iso3 in self.withdrawn:
                cells = tuple(re.sub(r"[\[\]]", "", cell) for cell in cells)
            row = self.found[match.iso3] = self._status(match.iso3, cells, place)
            what = (
                "a party"
                if row.consented
                else "a signatory"
                if row.signed
                else "neither party nor signatory"
            )
            account.take(name, place, what, match.iso3)

    def _status(self, code: str, cells: Sequence[str], place: Place) -> StatusRow:
        """What a row says of a State; cells that are no deeds are faults,
        and so are several dates of consent.
        """

        def deed(at: int) -> Deed:
            text = cells[at].strip() if 0 <= at < len(cells) else ""
            found = deed_of(text, self.heads[at])
            if text and found.fault:
                self._faults.setdefault(found.fault, []).append((code, text, place))
            return found

        signature = deed(self.signed)
        deeds = [each for each in map(deed, self.consents) if each.day]
        if signature.kind == "definitive signature":
            deeds.append(signature)
        if len(deeds) > 1:
            places = ", ".join(map(column_letters, self.consents))
            self.account.open(
                "status-dates",
                f"{code} has several dates of consent "
                f"({', '.join(str(each.day) for each in deeds)}; columns {places})."
                " Keep the one that counts.",
                code,
                place,
                code,
            )
        consent = deeds[0] if deeds else Deed(())
        written = self.others["kind"]
        kind = kind_named(cells[written]) if 0 <= written < len(cells) else ""
        in_force, withdrawn = deed(self.others["in_force"]).day, deed(self.others["withdrawn"]).day
        kind = (kind or consent.kind) if consent.day else ""
        return StatusRow(
            code, signature.day, consent.day, kind, in_force, withdrawn, place, self.signed >= 0
        )


def _is_dated(cells: Sequence[str]) -> bool:
    return any(deed_of(cell).day for cell in cells)
