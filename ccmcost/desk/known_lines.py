"""The lines of a bank list that the ledger has already: each is passed over, and what would be
recorded a second time is refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.desk.answers import account_file, account_path
from ccmcost.intake.account import Account
from ccmcost.intake.entries import UNSURE, digest, read_key
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.bodies import Receipt
from ccmcost.ledger.queries import bank_lines, statements
from ccmcost.load.table import Row
from ccmcost.model.books import Event, reversing
from ccmcost.words.status import events_named

Key = tuple[str, str]
Recorded = Mapping[str, Mapping[str, tuple[Event, Receipt]]]
"""The receipts of each statement in the ledger, by line."""


class Line(NamedTuple):
    """One credit of the list: the first of its rows, its day, and what is recorded of it."""

    row: Row
    day: date
    body: Receipt


class Known:
    """What the ledger has of the lines of a list; `finder` is that of the list, `extracts` are the
    names of the office's forms of extract, `sha256` is that of the file. `remarks` say which lines
    were known by more than their own number.
    """

    def __init__(
        self,
        books: Books,
        lines: Mapping[Key, Line],
        finder: StateFinder,
        extracts: Collection[str],
        sha256: str,
    ) -> None:
        self._books, self._lines, self._name = books, lines, f"receipts-{sha256[:16]}"
        self._finder = finder
        self._of_statement = cache(partial(bank_lines, books.ledger))
        names = sorted({statement for statement, _ in lines})
        self._recorded = {name: self._of_statement(name) for name in names}
        self._twins = _twins(lines, self._recorded, extracts, self._met_before())
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
            elif (other := self._of_another(line, known[1])) is None:
                _check_same(line, *known)
            elif (again := self._recorded[statement].get(other.body.line)) is not None:
                _check_same(other, *again)
            else:
                fresh.append(other)
                self.remarks.append(
                    f"line {number}: event {known[0].seq} has the same reference of the bank, day "
                    "and sum, but names another State; it was recorded as another payment."
                )
        self._say_noughts()
        if fresh:
            self._check_file(fresh[0])
        return fresh

    def _of_another(self, line: Line, body: Receipt) -> Line | None:
        """A line under a number of its own, if the bank gave its reference to the payment of
        another State too; None if it may be the payment that is recorded.
        """
        key = read_key(line.body.line)
        here, there = map(self._finder.named_in, (line.body.reference, body.reference))
        if not key.reference or not here or not there or here & there:
            return None
        mark = line.body.line.removeprefix(f"{key.day} {key.sum} ")
        own = f"{key.day} {key.sum} {digest(line.body.reference)}{UNSURE}{mark}"
        return line._replace(body=line.body._replace(line=own))

    def _without_noughts(self) -> Iterator[tuple[Key, tuple[Event, Receipt]]]:
        """The lines that the ledger has with other noughts before their number or that of their
        statement: a spreadsheet makes 1 of 001.
        """
        found: dict[Key, list[tuple[Event, Receipt]]] = {}
        plain = {_plain(name) for name in self._recorded if _plain(name).isdecimal()}
        others = (each for each in statements(self._books.ledger) if _plain(each) in plain)
        for name in sorted({*self._recorded, *others}):
            for number, known in self._of_statement(name).items():
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
            and (known := self._of_statement(key[0]).get(key[1])) is not None
            and known[0].seq not in met
        )
        if others:
            line.row.error(
                "duplicate-id",
                "this very file was recorded before and read otherwise "
                f"({events_named(others)}), so its money would be recorded twice. If it was read "
                f"wrongly then, undo that first: {reversing(others)}; else read it as before.",
                "line",
            )

    def _earlier(self) -> Iterator[Key]:
        """The statements and lines that were recorded of this file, by the account that was kept
        of it.
        """
        for row in _kept(account_path(self._books.workspace, self._name)):
            if row[4:5] == [_RECORDED]:
                yield row[0], row[1]

    def _met_before(self) -> dict[Key, int]:
        """The lines of which an earlier list told too and that were not recorded again, each with
        its event, by the accounts that were kept of those lists.
        """
        if not any(read_key(number).day for _, number in self._lines):
            return {}
        events = {seq for each in self._recorded.values() for seq in _events(each)}
        folder = account_path(self._books.workspace, self._name).parent
        paths = sorted(folder.glob("receipts-*.csv"))
        rows = (row for path in paths for row in _kept(path, with_text=_MET))
        met = {(row[0], row[1]): int(row[5]) for row in rows if row[4:5] == [_MET]}
        return {key: seq for key, seq in met.items() if seq in events}

    @property
    def is_to_keep(self) -> bool:
        """Whether the account tells of lines that the ledger has already: from elsewhere, or of an
        import that was interrupted before its account was kept.
        """
        is_kept = account_path(self._books.workspace, self._name).exists()
        return bool(self._twins or (self._lines and not is_kept))

    def keep(self, account: Account) -> None:
        """Keep the account of the list beside the data, with the lines that are recorded, once
        they are.
        """
        above = [
            (*key, "", str(line.body.amount), _RECORDED, "", "1")
            for key, line in self._lines.items()
            if key not in self._twins and key not in self._excel
        ]
        above += [
            (*key, "", str(self._lines[key].body.amount), _MET, str(seq), "1")
            for key, seq in self._twins.items()
        ]
        self._books.ledger.files |= account_file(
            self._books.workspace, account, self._name, "accounts", *above
        )


_RECORDED, _MET = "recorded", "recorded from another file"


def _kept(path: Path, with_text: str = "") -> Iterator[list[str]]:
    """The rows of an account that was kept and holds a text; none of one that cannot be read. There
    may be hundreds, of which few tell of what was met before.
    """
    with suppress(OSError, UnicodeDecodeError, csv.Error):
        text = path.read_text(encoding="utf-8")
        yield from csv.reader(text.splitlines()) if with_text in text else ()


def _events(recorded: Mapping[str, tuple[Event, Receipt]]) -> Iterator[int]:
    return (event.seq for event, _ in recorded.values())


def _plain(number: str) -> str:
    """A number as a person counts, whatever a spreadsheet put about it: `001`, `'001` and `1.0`
    are 1; any other text as it is.
    """
    found = re.fullmatch(r"'?0*([0-9]+)(?:[.,]0+)?", number)
    return found[1] if found else number


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
            f"(event {event.seq}). Take the row out, or first: {reversing([event.seq])}.",
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
    lines: Mapping[Key, Line],
    recorded: Recorded,
    extracts: Collection[str],
    met: Mapping[Key, int],
) -> dict[Key, int]:
    """The lines that the ledger has from elsewhere, each with its event: a statement and an extract
    of the same account tell of the same money, and one of them gives no reference of the bank.

    They are the same if both have as many entries of one day and sum, besides those that `met`
    before; else nobody knows which.
    """
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for (statement, number), line in lines.items():
        key = read_key(number)
        if key.day and number not in recorded[statement] and (statement, number) not in met:
            group = (statement, key.day, key.sum, line.body.currency)
            groups.setdefault(group, []).append(number)
    found = {key: seq for key, seq in met.items() if key in lines}
    for (statement, *which), fresh in groups.items():
        earlier = {
            number: event.seq
            for number, (event, body) in recorded[statement].items()
            if [*read_key(number)[:2], body.currency] == which
            and (statement, number) not in lines
            and event.seq not in met.values()
        }
        here, there = (
            {name if (name := read_key(number).statement) in extracts else "" for number in numbers}
            for numbers in (fresh, earlier)
        )
        if len(earlier) == len(fresh) and not here & there:
            pairs = zip(fresh, earlier.values(), strict=True)
            found |= {(statement, number): seq for number, seq in pairs}
    return found
