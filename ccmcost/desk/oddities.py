"""What is odd about a line of a bank list: it is recorded all the same, for the money has arrived,
and then named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from ccmcost.accounts.books import Books
from ccmcost.intake.entries import UNSURE
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.bodies import Receipt
from ccmcost.ledger.queries import Credited, balance, unplaced
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.money import SAME_DAYS, oddities
from ccmcost.ledger.standing import standing
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of

Key = tuple[str, str]
"""A State and a meeting."""


class Oddities:
    """The accounts that a list pays into, line by line, each asked of the ledger once;
    `found` says what is odd.

    An odd line is recorded all the same, for the money has arrived, and then named.
    """

    def __init__(self, books: Books, finder: StateFinder) -> None:
        self._books, self._finder = books, finder
        self._balance: dict[Key, int] = {}
        self._credited: dict[Key, defaultdict[int, list[Credited]]] = {}
        self.found: list[str] = []

    def name(self, state: str) -> str:
        """The name of a State."""
        return self._books.states.name(state)

    def balance(self, state: str, meeting: str) -> int:
        """What a State owes for a meeting before the next line."""
        if (state, meeting) not in self._balance:
            self._balance[state, meeting] = balance(self._books.ledger, state, meeting)
        return self._balance[state, meeting]

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        """What came in of one amount, from the ledger and the lines before."""
        if (state, meeting) not in self._credited:
            own = self._credited[state, meeting] = defaultdict(list)
            for each in BooksBefore(self._books.ledger).credited(state, meeting):
                own[each.amount].append(each)
        return self._credited[state, meeting][amount or 0]

    @cached_property
    def _unplaced(self) -> bool:
        """Whether any money that is recorded is unidentified."""
        return bool(unplaced(self._books.ledger))

    @cached_property
    def _received(self) -> dict[tuple[str, int], list[tuple[Event, Receipt]]]:
        """The receipts that stand, by currency and sum."""
        found: dict[tuple[str, int], list[tuple[Event, Receipt]]] = {}
        for event, body in standing(self._books.ledger, Receipt):
            found.setdefault((body.currency, body.amount), []).append((event, body))
        return found

    def _from_elsewhere(self, body: Receipt, day: date) -> Iterator[str]:
        """The same sum of the same days from another statement, where nobody says of either who
        paid: one payment may stand in a bank's file and in a list.
        """
        if all(part.state for part in body.parts) and not self._unplaced:
            return
        for event, earlier in self._received.get((body.currency, body.amount), ()):
            placed = all(part.state for part in (*body.parts, *earlier.parts))
            apart = abs((day_of(event.value_date) - day).days)
            elsewhere = earlier.statement != body.statement or (
                UNSURE in body.line and earlier.line != body.line
            )
            if not placed and apart <= SAME_DAYS and elsewhere:
                source = f"statement {earlier.statement}" if earlier.statement else "no statement"
                yield (
                    f"event {event.seq} recorded the same sum, of {event.value_date}, from "
                    f"{source}. It may be the same money."
                )

    def look_at(self, body: Receipt, day: date) -> None:
        """Note what is odd about the next line, and count it."""
        where, on = f"line {body.line} of {body.statement}", day.isoformat()
        self.found += [f"{where}: {each}" for each in self._from_elsewhere(body, day)]
        given = {part.state for part in body.parts if part.state}
        named = self._finder.named_in(body.reference) if given else frozenset()
        if named and not given & named:
            theirs, own = (
                ", ".join(f"{self.name(code)} ({code})" for code in sorted(codes))
                for codes in (named, given)
            )
            self.found.append(f"{where}: its reference names {theirs}, the row {own}.")
        body = body._replace(control=body.control._replace(limits=self._books.limits(body)))
        for part in (part for part in body.parts if part.state):
            key = (part.state, part.meeting)
            self.found += [f"{where}: {each.text}" for each in oddities(self, on, body, part)]
            self._balance[key] = self.balance(*key) - part.amount
            self.credited(*key, part.amount).append(Credited(0, on, part.amount))
