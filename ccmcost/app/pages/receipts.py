"""Receipts that nobody placed: what `ccmcost match` proposes, to be ticked and booked."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.accounts.matching import Proposal
from ccmcost.app.forms import clerk_of
from ccmcost.app.links import path_of
from ccmcost.app.pages.asked import Seen
from ccmcost.app.pages.ledger import seen_events
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.desk.match import Match, charge_command, matches, place_of
from ccmcost.documents.ledger import event_rows
from ccmcost.ledger.standing import latest
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.tables.page import kept_together
from ccmcost.words.numbers import day

LATELY = 10
"""So many bookings are shown below those that wait."""
MOST = 3
"""So many places are offered to choose from, as `ccmcost match` does."""


class Choice(NamedTuple):
    """Where a receipt may belong: the place as `--yes` names it, its parts in words, the reasons,
    and what banks kept back, with the form that credits it.
    """

    place: str
    parts: tuple[str, ...]
    reasons: tuple[str, ...]
    remains: Money | None
    charge: str


class Waiting(NamedTuple):
    """A receipt that nobody placed; where nothing is proposed, `owing` are those who owe this very
    sum, each with the form that places it there.
    """

    event: int
    day: str
    left: Money
    text: str
    choices: tuple[Choice, ...]
    owing: tuple[tuple[str, str], ...]


class Group(NamedTuple):
    """Receipts with a `clear` proposal, with places to `ask` about, or with `none`."""

    name: str
    sums: str
    waiting: tuple[Waiting, ...]


def receipts(place: Place, asked: Asked) -> Shown:
    """Every receipt of which something is unidentified, by how sure its place is; those that are
    clear are ticked, unless the address asks for none.
    """
    groups: dict[str, list[Waiting]] = {"clear": [], "ask": [], "none": []}
    lately = None
    if place.workspace.has_ledger:
        books = place.books
        for match in matches(books):
            groups[_how(match)].append(_waiting(match, books, place))
        lately = _lately(books, {each.event for own in groups.values() for each in own}, place)
    data = {
        "groups": [Group(name, _sums(own), tuple(own)) for name, own in groups.items() if own],
        "ticked": first(asked, "ticked") != "none",
        "lately": lately,
        "nothing": "nothing" in asked,
        "clerk": clerk_of("match"),
        "here": "receipts",
    }
    return Shown("receipts", data)


def _lately(books: Books, waiting: Collection[int], place: Place) -> Seen:
    """What was booked last: receipts that came with their place, and those that were placed."""
    last = latest(books.ledger, LATELY + len(waiting), "receipt", "identify")
    seqs = [each.seq for each in last if each.seq not in waiting][:LATELY]
    return seen_events(event_rows(books.ledger, books.meetings, *seqs), place)


def _how(match: Match) -> str:
    return "clear" if match.best else "ask" if match.proposals else "none"


def _waiting(match: Match, books: Books, place: Place) -> Waiting:
    payment = match.payment
    shown = (match.best,) if match.best else match.proposals[:MOST]
    form = f"{place.root}/do/record/identify"

    def called(state: str, meeting: str) -> str:
        return f"{books.states.name(state)} ({state}), {meeting.upper()}"

    def choice(proposal: Proposal) -> Choice:
        parts = (
            called(state, meeting) + (f": {money}" if len(proposal.parts) > 1 else "")
            for state, meeting, money in proposal.parts
        )
        command = charge_command(payment, proposal)
        charge = f"{place.root}{path_of(shlex.split(command)[1:])}" if command else ""
        return Choice(place_of(proposal), tuple(parts), proposal.reasons, proposal.remains, charge)

    return Waiting(
        payment.event,
        day(day_of(payment.day)),
        payment.left,
        payment.text,
        tuple(map(choice, shown)),
        tuple(
            (
                called(each.state, each.meeting),
                f"{form}?state={each.state}&meeting={each.meeting}&receipt={payment.event}",
            )
            for each in match.owing[:MOST]
        ),
    )


def _sums(waiting: Sequence[Waiting]) -> str:
    return kept_together(", ".join(map(str, sums_by_currency(each.left for each in waiting))))
