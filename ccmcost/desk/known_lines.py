"""The lines of a bank list that the ledger has already: each is passed over, and what would be
recorded a second time is refused.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.desk.answers import account_path, keep_account
from ccmcost.intake.account import Account
from ccmcost.intake.entries import read_key
from ccmcost.ledger.bodies import Receipt
from ccmcost.ledger.queries import bank_lines, statements
from ccmcost.load.table import Row
from ccmcost.model.books import Event

Key = tuple[str, str]
Recorded = Mapping[str, Mapping[str, tuple[Event, Receipt]]]
"""The receipts of each statement in the ledger, by line."""


class Line(NamedTuple):
    """One credit of the list: the first of its rows, its day, and what is recorded of it."""

    row: Row
    day: date
    body: Receipt


class Known:
    """What the ledger has of the lines of a list; `extracts` are the names of the office's forms of
    extract, `sha256` is that of the file. `remarks` say which lines were known by more than their
    own number.
    """

    def __init__(
        self, books: Books, lines: Mapping[Key, Line], extracts: Collection[str], sha256: str
    ) -> None:
        self._books, self._lines, self._name = books, lines, f"receipts-{sha256[:16]}"
        names = sorted({statement for statement, _ in lines})
        self._recorded = {name: bank_lines(books.ledger, name) for name in names}
        self._twins = _twins(lines, self._recorded, extracts)
        self._excel = dict(self._without_noughts())
        self.remarks: list[str] = []

    def fresh(self) -> list[Line]:
        """Lines that are not in the ledger yet; one that is there with other content is a
        finding.
        """
        fresh = list[Line]()
        for (statement, number), line in self._lines.items():
            known = self._recorded[statement].get(number) or self._excel.get((statement, number))
            if known is None and (twin := self._twins.get((statement, number))) is not None:
                self.remarks.append(
                    f"line {number}: event {twin} recorded the same sum of the same day and "
                    "account, from a file of another form; it was not recorded again."
                )
            elif known is None:
                fresh.append(line)
                if _in_another_form(number, self._recorded[statement]):
                    line.row.error(
                        "duplicate-id",
                        f"the batch of line {number} was recorded before in another form, as a "
                        "whole or in parts. Take the row out, or first reverse what was recorded.",
                        "line",
                    )
            else:
                _check_same(line, *known)
        self._say_noughts()
        if fresh:
            self._check_file(fresh[0])
        return fresh

    def _without_noughts(self) -> Iterator[tuple[Key, tuple[Event, Receipt]]]:
        """The lines that the ledger has with other noughts before their number or that of their
        statement: a spreadsheet makes 1 of 001.
        """
        found: dict[Key, list[tuple[Event, Receipt]]] = {}
        plain = {_plain(name) for name in self._recorded if name.isdecimal()}
        others = (each for each in statements(self._books.ledger) if _plain(each) in plain)
        for name in sorted({*self._recorded, *others}):
            theirs = self._recorded.get(name) or bank_lines(self._books.ledger, name)
            for number, known in theirs.items():
                if (name, number) not in self._lines:
                    found.setdefault((_plain(name), _plain(number)), []).append(known)
        for statement, number in self._lines:
            same = found.get((_plain(statement), _plain(number)), [])
            if len(same) == 1 and number not in self._recorded[statement]:
                yield (statement, number), same[0]

    def _say_noughts(self) -> None:
        if self._excel:
            (_, number), (event, body) = next(iter(self._excel.items()))
            several = len(self._excel)
            self.remarks.append(
                f"{several} line{'s' * (several > 1)} of the list {'are' if several > 1 else 'is'} "
                f"in the ledger with other noughts, such as line {number} as {body.line} of "
                f"statement {body.statement} (event {event.seq}); nothing was recorded again."
            )

    def _check_file(self, line: Line) -> None:
        """That what was recorded of this very file is what it says now: else it was read otherwise,
        and its money would be recorded twice.
        """
        met = {*self._twins.values(), *(event.seq for event, _ in self._excel.values())}
        others = sorted(
            known[0].seq
            for key in self._earlier()
            if key not in self._lines
            and (known := bank_lines(self._books.ledger, key[0]).get(key[1])) is not None
            and known[0].seq not in met
        )
        if others:
            events = " and ".join(map(str, others[:3])) + (" and others" if others[3:] else "")
            line.row.error(
                "duplicate-id",
                f"this very file was recorded before and read otherwise (event {events}), so its "
                "money would be recorded twice. If it was read wrongly then, reverse each event "
                "first (ccmcost record reverse); else read it as before.",
                "line",
            )

    def _earlier(self) -> Iterator[Key]:
        """The statements and lines that were recorded of this file, by the account that was kept
        of it.
        """
        with suppress(OSError, UnicodeDecodeError, csv.Error):
            text = account_path(self._books.workspace, self._name).read_text(encoding="utf-8")
            for row in csv.reader(text.splitlines()):
                if row[4:5] == [_RECORDED]:
                    yield row[0], row[1]

    def keep(self, account: Account) -> None:
        """Keep the account of the list beside the data, with the lines that are recorded."""
        above = [
            (*key, "", str(line.body.amount), _RECORDED, "", "1")
            for key, line in self._lines.items()
            if key not in self._twins and key not in self._excel
        ]
        keep_account(self._books.workspace, account, self._name, "accounts", *above)


_RECORDED = "recorded"


def _plain(number: str) -> str:
    """A number without noughts before it; any other text as it is."""
    return number.lstrip("0") or "0" if number.isdecimal() else number


def _check_same(line: Line, event: Event, body: Receipt) -> None:
    """That a line which was recorded before says now what it said then, however each came to be
    recorded.
    """
    known = body._replace(
        control=line.body.control, statement=line.body.statement, line=line.body.line
    )
    if read_key(line.body.line).reference:  # the bank's own, whatever words stand beside it
        known = known._replace(reference=line.body.reference)
    same = known == line.body
    if event.value_date != line.day.isoformat() or not same:
        line.row.error(
            "duplicate-id",
            f"line {line.body.line} of statement {line.body.statement} was recorded otherwise "
            f"(event {event.seq}). Take the row out, or first: ccmcost record reverse "
            f"{event.seq}.",
            "line",
        )


def _in_another_form(number: str, recorded: Iterable[str]) -> bool:
    """Whether a batch of a statement stands in the ledger as a whole and comes in parts, or the
    other way round.
    """
    own = read_key(number)
    others = map(read_key, recorded) if own.reference else ()
    return any(
        (each.day, each.reference) == (own.day, own.reference) and each.is_part != own.is_part
        for each in others
    )


def _twins(
    lines: Mapping[Key, Line], recorded: Recorded, extracts: Collection[str]
) -> dict[Key, int]:
    """The lines that the ledger has from elsewhere, each with its event: a statement and an extract
    of the same account tell of the same money, and one of them gives no reference of the bank.

    They are the same if both have as many entries of one day and sum; else nobody knows which.
    """
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for (statement, number), line in lines.items():
        key = read_key(number)
        if key.day and number not in recorded[statement]:
            group = (statement, key.day, key.sum, line.body.currency)
            groups.setdefault(group, []).append(number)
    found: dict[Key, int] = {}
    for (statement, *which), fresh in groups.items():
        earlier = {
            number: event.seq
            for number, (event, body) in recorded[statement].items()
            if [*read_key(number)[:2], body.currency] == which and (statement, number) not in lines
        }
        here, there = (
            {name if (name := read_key(number).statement) in extracts else "" for number in numbers}
            for numbers in (fresh, earlier)
        )
        if len(earlier) == len(fresh) and not here & there:
            pairs = zip(fresh, earlier.values(), strict=True)
            found |= {(statement, number): seq for number, seq in pairs}
    return found
