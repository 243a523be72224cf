"""What money can pay: the accounts of the States with the numbers of their notices, how people call
the meetings, and what earlier receipts said.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.accounts.books import Books
from ccmcost.accounts.counted import Standing
from ccmcost.accounts.matching import OpenAccount
from ccmcost.accounts.remittance import Reader
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.bodies import Identify, Receipt
from ccmcost.ledger.queries import charges, received, sums, typed
from ccmcost.ledger.standing import NOW, known, standing
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money, decimals_of


def reader_of(books: Books, finder: StateFinder) -> Reader:
    """What reads of references which States, notices and meetings they speak of."""
    numbers = {(each.state, each.meeting): each.numbers for each in open_accounts(books)}
    prefix = books.convention.prefix
    return Reader(numbers, prefix, finder, names_of(books), meetings_called(books), ())


def names_of(books: Books) -> dict[str, str]:
    """The name of each State by its code."""
    return {code: books.states.name(code) for code in books.states}


def meetings_called(books: Books) -> dict[str, tuple[str, ...]]:
    """How people call each meeting."""
    return {key: meeting_words(meeting) for key, meeting in books.meetings.items()}


def meeting_words(meeting: Meeting) -> tuple[str, ...]:
    """How people call a meeting: its id, written together or apart, number first or last, and its
    name in every language.
    """
    head = meeting.id.rstrip("0123456789")
    number = meeting.id[len(head) :]
    if not head.isalpha() or not number:
        return (meeting.id.replace("-", " "), *meeting.names.values())
    return (meeting.id, f"{head} {number}", f"{number}{head}", *meeting.names.values())


def open_accounts(books: Books) -> Iterator[OpenAccount]:
    """What each State owes for each meeting for which it was ever charged."""
    due: dict[tuple[str, str, str], int] = {}
    for each in sums(books.ledger, NOW):
        key = (each.state, each.meeting, each.currency)
        due[key] = due.get(key, 0) + each.amount
    numbers: dict[tuple[str, str, str], list[str]] = {}
    since: dict[tuple[str, str, str], str] = {}
    for posting in charges(books.ledger, NOW):  # oldest first
        key = (posting.state, posting.meeting, posting.currency)
        since.setdefault(key, posting.value_date)
        own = numbers.setdefault(key, [])
        own += [posting.notice] if posting.notice not in own else []
    for (state, meeting, currency), own in sorted(numbers.items()):
        group = books.meetings[meeting].billing_group if meeting in books.meetings else ""
        for name in dict.fromkeys((meeting, group or meeting)):
            own.append(f"{books.convention.prefix}-{name.upper()}-{state}")
        money = Money(due.get((state, meeting, currency), 0), currency, decimals_of(currency) or 0)
        first = since.get((state, meeting, currency), "")
        yield OpenAccount(state, meeting, money, tuple(filter(None, own)), first)


def counted_already(books: Books) -> Iterator[Standing]:
    """What each standing receipt brought for a State and meeting."""
    by_hand = typed(books.ledger)
    for each in received(books.ledger):
        money = each.money.of(-each.amount)
        is_typed = each.event in by_hand
        yield Standing(each.event, each.value_date, each.state, each.meeting, money, is_typed)


def placed_texts(books: Books) -> Iterator[tuple[str, str]]:
    """The text of each receipt that was placed, and the State that paid."""
    for _, receipt in standing(books.ledger, Receipt):
        states = sorted({part.state for part in receipt.parts if part.state})
        if len(states) == 1:
            yield receipt.reference, states[0]
    for _, placed in standing(books.ledger, Identify):
        found = known(books.ledger, placed.receipt) if placed.state else None
        if found is not None and isinstance(found.body, Receipt):
            yield found.body.reference, placed.state
