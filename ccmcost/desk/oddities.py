"""What is odd about the lines of a bank list.
They are recorded all the same, for the money has arrived, and then named.
"""

from __future__ import annotations

from datetime import date

from ccmcost.accounts.books import Books
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger import bodies
from ccmcost.ledger.queries import Credited, balance, credited
from ccmcost.ledger.rules.money import oddities

Key = tuple[str, str]


class Oddities:
    """The accounts that a list pays into, line by line, each asked of the ledger once;
    `found` says what is odd.
    """

    def __init__(self, books: Books, finder: StateFinder) -> None:
        self._books, self._finder = books, finder
        self._balance: dict[Key, int] = {}
        self._credited: dict[Key, dict[int, list[Credited]]] = {}
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
            own = self._credited[state, meeting] = dict[int, list[Credited]]()
            for each in credited(self._books.ledger, state, meeting):
                own.setdefault(each.amount, []).append(each)
        return self._credited[state, meeting].get(amount or 0, [])

    def _other_state(self, body: bodies.Receipt) -> None:
        """Note a reference that names States of which none is one that the row gives."""
        given = {part.state for part in body.parts if part.state}
        named = self._finder.named_in(body.reference) if given else frozenset()
        if named and not given & named:
            theirs, own = (
                ", ".join(f"{self.name(code)} ({code})" for code in sorted(codes))
                for codes in (named, given)
            )
            self.found.append(
                f"line {body.line} of {body.statement}: its reference names {theirs}, the row "
                f"{own}."
            )

    def look_at(self, body: bodies.Receipt, day: date) -> None:
        """Note what is odd about the next line, and count it."""
        on = day.isoformat()
        self._other_state(body)
        body = body._replace(control=body.control._replace(limits=self._books.limits(body)))
        for part in (part for part in body.parts if part.state):
            key = (part.state, part.meeting)
            self.found += [
                f"line {body.line} of {body.statement}: {each.text}"
                for each in oddities(self, on, body, part)
            ]
            self._balance[key] = self.balance(*key) - part.amount
            self.credited(*key)
            self._credited[key].setdefault(part.amount, []).append(Credited(0, on, part.amount))
