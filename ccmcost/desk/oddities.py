"""What is odd about a line of a bank list: it is recorded all the same, for the money has arrived,
and then named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property

from ccmcost.accounts.books import Books
from ccmcost.accounts.counted import TYPED_DAYS
from ccmcost.accounts.open_accounts import reader_of
from ccmcost.accounts.remittance import Reader
from ccmcost.intake.entries import TakenBack, read_key
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.statements import one_line
from ccmcost.ledger.bodies import ApplyCredit, Identify, Receipt, Refund
from ccmcost.ledger.queries import Credited, balance, bank_lines
from ccmcost.ledger.rules.books import BooksBefore, Broken
from ccmcost.ledger.rules.money import SAME_DAYS, oddities, same_sum
from ccmcost.ledger.standing import standing
from ccmcost.model.books import Event, reversing
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money

Key = tuple[str, str]
"""A State and a meeting, or a statement and a line."""


def taken_back(books: Books, back: Iterable[TakenBack], fresh: Iterable[Receipt]) -> Iterator[str]:
    """Of each credit that the bank took back: which receipt recorded it, by the bank's own
    reference, else by its text, else by its sum; `fresh` are those just recorded. Of one that
    stands in the same file only whether an earlier file brought it.
    """
    new = list(fresh)
    for statement, entry, is_in_file in back:
        known = bank_lines(books.ledger, statement)
        receipts = [(event.seq, body) for event, body in known.values()]
        receipts += [  # those of a dry run have no event
            (0, body) for body in new if body.statement == statement and body.line not in known
        ]
        of_sum = [each for each in receipts if each[1].amount == -entry.amount.minor]
        own = [each for each in receipts if _is_of(each[1].line, entry.reference)]
        if sum(body.amount for _, body in own) != -entry.amount.minor:
            own = [each for each in own if each in of_sum]
        text = [each for each in of_sum if each[1].reference == one_line(entry.text)]
        found = own or (text or of_sum if not is_in_file else [])
        where = f"{entry.place.text}: the bank took back {entry.amount.of(-entry.amount.minor)}"
        if not found:
            yield f"{where}; no receipt of it stands in the ledger, so nothing is to be done."
            continue
        named = (" and " if own else " or ").join(
            f"event {seq}" if seq else f"line {body.line}" for seq, body in found
        )
        seqs = sorted(seq for seq, _ in found)
        are_clear = all(seqs) and (own or len(seqs) == 1)
        line = reversing(seqs) if are_clear else "ccmcost record reverse EVENT --reason TEXT"
        yield f"{where}, which {named} recorded. If that is right, reverse it: {line}"


def _is_of(line: str, reference: str) -> bool:
    """Whether a line is an entry with this reference of the bank, or a part of it."""
    own = read_key(line)
    root = reference.rpartition("/")[0] if own.is_part and "/" in reference else reference
    return bool(reference) and own.reference in (reference, root)


def said_otherwise(reader: Reader, body: Receipt, row: str) -> Iterator[str]:
    """What the reference of a receipt names or quotes that is not where it is recorded; `row` is
    what records it.
    """
    given = {(part.state, part.meeting): None for part in body.parts if part.state}
    states, meetings = {state for state, _ in given}, {meeting for _, meeting in given}
    said = reader.read(body.reference) if given else None
    if said is None:
        return

    def named(codes: Iterable[str]) -> str:
        return ", ".join(f"{reader.name(code)} ({code})" for code in sorted(codes))

    if said.named and not states & said.named:
        yield f"its reference names {named(said.named)}, {row} {named(states)}."
    others = {place: number for place, number in said.quoted.items() if place[0] not in states}
    if not others and not given.keys() & said.quoted.keys():
        others = dict(said.quoted)
    if others:
        quoted = ", ".join(
            f"{number} of {reader.name(state)} ({state}) for {meeting}"
            for (state, meeting), number in sorted(others.items())
        )
        own = ", ".join(f"{reader.name(state)} ({state}) for {meeting}" for state, meeting in given)
        yield f"its reference quotes {quoted}, {row} is of {own}."
    elif said.meetings and not meetings.intersection(said.meetings):
        yield (
            f"its reference names {', '.join(sorted(said.meetings))}, {row} "
            f"{', '.join(sorted(meetings))}."
        )
    if said.unknown[0]:
        yield f"its reference says {said.unknown[0]}, and no notice has this number."


def placed_again(
    books: Books, receipt: int, state: str, meeting: str, money: Money, beside: Collection[int] = ()
) -> Iterator[Broken]:
    """What is odd about placing money that waited, as `receive` asks it: an equal receipt stands
    there, of whatever day, or nothing is due. Parts of the same receipt, and events `beside`, are
    no other money.
    """
    before = BooksBefore(books.ledger, books.states.name)
    own = {*beside, *(event.seq for event, _ in before.about(Identify, receipt))}
    equal = before.credited(state, meeting, money.minor)
    if same := [each for each in equal if each.event not in own]:
        yield Broken("", same_sum(before, same[-1], state, meeting), "--again")
    if before.balance(state, meeting) <= 0:
        text = f"{before.name(state)} owes nothing for {meeting}: {money} would be its credit."
        yield Broken("", text, "--overpaid")


def used_since(books: Books, undone: Iterable[int], state: str, meeting: str) -> list[Event]:
    """The events that applied or refunded money of an account after events that brought it there,
    which are undone.
    """
    before = BooksBefore(books.ledger)
    paid = [
        seq
        for seq in undone
        for each in before.entries(seq)
        if (each.state, each.meeting) == (state, meeting) and each.amount < 0
    ]
    chosen = before.about(ApplyCredit, state, meeting)
    used = [event for event, body in chosen if body.choice == "apply"]
    used += [event for event, _ in before.about(Refund, state, meeting)]
    return [event for event in sorted(used) if paid and event.seq > min(paid)]


class Oddities:
    """The accounts that a list pays into, line by line, each asked of the ledger once; `lines` are
    all lines of the list, by statement and line; `found` says what is odd.

    An odd line is recorded all the same, for the money has arrived, and then named.
    """

    def __init__(self, books: Books, finder: StateFinder, lines: Collection[Key]) -> None:
        self._books, self._finder, self._lines = books, finder, lines
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
    def _reader(self) -> Reader:
        return reader_of(self._books, self._finder)

    @cached_property
    def _received(self) -> dict[tuple[str, int], list[tuple[Event, Receipt]]]:
        """The receipts that stand, by currency and sum."""
        found: dict[tuple[str, int], list[tuple[Event, Receipt]]] = {}
        for event, body in standing(self._books.ledger, Receipt):
            found.setdefault((body.currency, body.amount), []).append((event, body))
        return found

    def _from_elsewhere(self, body: Receipt, day: date) -> Iterator[str]:
        """The same sum of the same days from another statement, where nobody says of either who
        paid: one payment may stand in a bank's file and in a list. One that was typed may be of any
        of many days.
        """
        for event, earlier in self._received.get((body.currency, body.amount), ()):
            placed = all(part.state for part in (*body.parts, *earlier.parts))
            apart = abs((day_of(event.value_date) - day).days)
            elsewhere = earlier.statement != body.statement or (
                bool(read_key(body.line).day)
                and (earlier.statement, earlier.line) not in self._lines
            )
            is_near = not placed and apart <= SAME_DAYS and elsewhere
            is_typed = not earlier.statement and SAME_DAYS < apart <= TYPED_DAYS
            if is_near or (is_typed and self._may_be_of(body, earlier)):
                source = f"statement {earlier.statement}" if earlier.statement else "no statement"
                yield (
                    f"event {event.seq} recorded the same sum, of {event.value_date}, from "
                    f"{source}. It may be the same money."
                )

    def _may_be_of(self, body: Receipt, typed: Receipt) -> bool:
        """Whether a line may be of the State, and if it says one of the meeting, for which an equal
        sum was typed: by its row, else by its text.
        """
        there = {(part.state, part.meeting) for part in typed.parts if part.state}
        here = {(part.state, part.meeting) for part in body.parts if part.state}
        if here or not there:
            return bool(here & there) or not there
        said = self._reader.read(body.reference)
        states = {*said.named, *said.quoting} or {*said.states}
        meetings = {*said.meetings, *(meeting for _, meeting in said.quoted)}
        return any(
            (not states or state in states) and (not meetings or meeting in meetings)
            for state, meeting in there
        )

    def _turned(self, body: Receipt, day: date) -> Iterator[str]:
        """The same text and sum with day and month exchanged, as a spreadsheet does that reads a
        file in the habit of another country.
        """
        if day.day > 12 or day.day == day.month:
            return
        turned = day.replace(month=day.day, day=day.month).isoformat()
        for event, earlier in self._received.get((body.currency, body.amount), ()):
            if event.value_date == turned and earlier.reference == body.reference:
                yield (
                    f"event {event.seq} recorded the same text and sum, of {turned}: day and month "
                    "may be exchanged in one of both. Reverse the one that is wrong."
                )

    def look_at(self, body: Receipt, day: date) -> None:
        """Note what is odd about the next line, and count it."""
        where, on = f"line {body.line} of {body.statement}", day.isoformat()
        self.found += [f"{where}: {each}" for each in self._from_elsewhere(body, day)]
        self.found += [f"{where}: {each}" for each in self._turned(body, day)]
        against = said_otherwise(self._reader, body, "the row")
        self.found += [f"{where}: {each}" for each in against]
        body = body._replace(control=body.control._replace(limits=self._books.limits(body)))
        for part in (part for part in body.parts if part.state):
            key = (part.state, part.meeting)
            self.found += [f"{where}: {each.text}" for each in oddities(self, on, body, part)]
            self._balance[key] = self.balance(*key) - part.amount
            self.credited(*key, part.amount).append(Credited(0, on, part.amount))
