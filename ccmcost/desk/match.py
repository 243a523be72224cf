"""`match`: where money that nobody placed may belong; a person says which proposals are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ccmcost.accounts.books import LONGEST_TEXT, Books, Clerk
from ccmcost.accounts.matching import Matcher, OpenAccount, Payment, Proposal, best
from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.bodies import Identify, Receipt
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.queries import charges, sums, unplaced
from ccmcost.ledger.standing import NOW, known, standing
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money, decimals_of
from ccmcost.sharing.request import printable
from ccmcost.tables.screen import PLAIN, Style, to_screen
from ccmcost.tables.table import REST, Column, Row, Table
from ccmcost.words.speaker import english


class Match(NamedTuple):
    """A receipt that nobody placed, and what it may pay, the likeliest first."""

    payment: Payment
    proposals: tuple[Proposal, ...]

    @property
    def best(self) -> Proposal | None:
        """The proposal that stands clearly above the others."""
        return best(self.proposals)


def matches(books: Books) -> tuple[Match, ...]:
    """Every receipt of which something is unidentified, in order of recording, with proposals."""
    payments = _payments(books)
    matcher = _matcher(books) if payments else None
    return tuple(Match(each, matcher.proposals(each)) for each in payments) if matcher else ()


def _payments(books: Books) -> list[Payment]:
    return [
        Payment(each.event, each.day, each.reference, each.left) for each in unplaced(books.ledger)
    ]


def _matcher(books: Books) -> Matcher:
    names = {code: books.states.name(code) for code in books.states}
    meetings = {key: meeting_words(meeting) for key, meeting in books.meetings.items()}
    finder = StateFinder(books.states, books.billed)
    return Matcher(_accounts(books), finder, names, meetings, _placed(books))


def meeting_words(meeting: Meeting) -> tuple[str, ...]:
    """How people call a meeting: its id, written together or apart, number first or last, and its
    name in every language.
    """
    head = meeting.id.rstrip("0123456789")
    number = meeting.id[len(head) :]
    if not head.isalpha() or not number:
        return (meeting.id.replace("-", " "), *meeting.names.values())
    return (meeting.id, f"{head} {number}", f"{number}{head}", *meeting.names.values())


def _accounts(books: Books) -> Iterator[OpenAccount]:
    """What each State owes for each meeting for which it was ever charged."""
    due: dict[tuple[str, str, str], int] = {}
    for each in sums(books.ledger, NOW):
        key = (each.state, each.meeting, each.currency)
        due[key] = due.get(key, 0) + each.amount
    numbers: dict[tuple[str, str, str], list[str]] = {}
    for posting in charges(books.ledger, NOW):
        own = numbers.setdefault((posting.state, posting.meeting, posting.currency), [])
        own += [posting.notice] if posting.notice not in own else []
    for (state, meeting, currency), own in sorted(numbers.items()):
        group = books.meetings[meeting].billing_group if meeting in books.meetings else ""
        for name in dict.fromkeys((meeting, group or meeting)):
            own.append(f"{books.convention.prefix}-{name.upper()}-{state}")
        money = Money(due.get((state, meeting, currency), 0), currency, decimals_of(currency) or 0)
        yield OpenAccount(state, meeting, money, tuple(filter(None, own)))


def _placed(books: Books) -> Iterator[tuple[str, str]]:
    """The text of each receipt that was placed, and the State that paid."""
    for _, receipt in standing(books.ledger, Receipt):
        states = sorted({part.state for part in receipt.parts if part.state})
        if len(states) == 1:
            yield receipt.reference, states[0]
    for _, placed in standing(books.ledger, Identify):
        found = known(books.ledger, placed.receipt) if placed.state else None
        if found is not None and isinstance(found.body, Receipt):
            yield found.body.reference, placed.state


def book(books: Books, chosen: Mapping[int, str], clerk: Clerk) -> list[tuple[Event, Money, str]]:
    """Place the receipts chosen as proposed, all or none, and record why; returns each event, its
    sum and its place. `chosen` says for each receipt which place a person saw.

    Raises UsageError for one that has no clear proposal, or another one now, also because of those
    placed before it.
    """
    placed = []
    with books.ledger.writing(clerk.name, "match"):
        for seq, seen in sorted(chosen.items()):
            payment = next((each for each in _payments(books) if each.event == seq), None)
            proposal = best(_matcher(books).proposals(payment)) if payment else None
            if payment is None or proposal is None:
                raise UsageError(
                    f"--yes: nothing is proposed for event {seq}. List what is: ccmcost match. "
                    "Place one yourself: ccmcost record identify EVENT STATE MEETING "
                    "--document TEXT."
                )
            if place_of(proposal) != seen.upper():
                raise UsageError(
                    f"--yes: for event {seq} {place_of(proposal)} is proposed now, not "
                    f"{printable(seen) or 'a place that you name'}. Look again (ccmcost match), "
                    f"then say --yes {seq}={place_of(proposal)}."
                )
            why = f"ccmcost match: {'; '.join(proposal.reasons)}"[:LONGEST_TEXT]
            for state, meeting, money in proposal.parts:
                body = Identify(payment.event, state, meeting, why, *money)
                event = books.record(Draft(body, day_of(payment.day)), clerk)
                placed.append((event, money, f"{state} {meeting}"))
    return placed


def place_of(proposal: Proposal) -> str:
    """Where a proposal places money, as a person confirms it: `JPN/MSP11+JPN/MSP12`."""
    return "+".join(f"{state}/{meeting.upper()}" for state, meeting, _ in proposal.parts)


def match_screen(found: Sequence[Match], style: Style = PLAIN) -> str:
    """What is unidentified, with the best proposal of each, or those between which a person must
    choose.
    """
    say = english()
    if not found:
        return say("match_nothing") + "\n"
    columns = (
        Column("event", say("match_event"), "count", 5),
        Column("day", say("match_day"), wide=10),
        Column("sum", say("match_sum"), "money"),
        Column("proposal", say("match_proposal"), wide=REST),
    )
    rows: list[Row] = []
    for match in found:
        payment = match.payment
        shown = (match.best,) if match.best else match.proposals[:3]
        said = [payment.text] + (
            [] if match.best else [say("match_ask" if match.proposals else "match_none")]
        )
        for proposal in filter(None, shown):
            parts = ", ".join(
                f"{state} {meeting}" + (f" {money}" if len(proposal.parts) > 1 else "")
                for state, meeting, money in proposal.parts
            )
            said.append(say("match_why", parts=parts, reasons="; ".join(proposal.reasons)))
        rows += [(payment.event, payment.day, payment.left, said[0])]
        rows += [("", "", "", line) for line in said[1:]]
    sure = [f"{match.payment.event}={place_of(match.best)}" for match in found if match.best]
    text = "\n".join(to_screen(Table("match", "", columns, tuple(rows)), style)) + "\n"
    text += say("match_count", number=len(found), proposed=len(sure)) + "\n"
    return text + (say("match_book", events=",".join(sure)) + "\n" if sure else "")
