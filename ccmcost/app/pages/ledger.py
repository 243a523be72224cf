"""The ledger: its events found again, as `ccmcost ledger list` finds them, and each of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote

from ccmcost.accounts.books import Books
from ccmcost.app.pages.asked import (
    KINDS,
    Filter,
    Seen,
    address,
    day_asked,
    filter_of,
    meetings_known,
    missing,
    states_known,
)
from ccmcost.app.place import Asked, Place, Shown, a_file, first
from ccmcost.documents.ledger import (
    EventRow,
    Wanted,
    event_rows,
    events_json,
    events_table,
    ledger_list,
)
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import Control, HandedOver, Identify
from ccmcost.ledger.codec import KINDS as EVENTS
from ccmcost.ledger.codec import Body
from ccmcost.ledger.queries import document_rows, notices
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.conduct import NEVER_REVERSED, why_not_reversed
from ccmcost.ledger.standing import known
from ccmcost.model.books import Event, NoticeRow, Posting, event_numbers
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.sharing.request import sum_option
from ccmcost.tables.page import to_page
from ccmcost.tables.records import json_text, to_csv
from ccmcost.tables.table import Column, Columns, made_of
from ccmcost.words.numbers import day
from ccmcost.words.speaker import english
from ccmcost.words.status import event_words

PAGE = 100
"""So many events stand on a page."""
SEARCH = ("words", "state", "meeting", "kind", "since", "until", "amount")


def ledger(place: Place, asked: Asked) -> Shown:
    """The events that fit, the newest first."""
    if not place.workspace.has_ledger:
        return Shown("ledger", {"here": "ledger"})
    books = place.books
    data = {"here": "ledger", "filters": _filters(asked, books), "wrong": "", "number": 0}
    try:
        rows = _rows(asked, books)[::-1]
    except UsageError as error:
        return Shown("ledger", {**data, "wrong": str(error)}, 422)
    pages = max(1, -(-len(rows) // PAGE))
    text = first(asked, "page")
    at = min(int(text), pages) if text.isdecimal() and text.isascii() and len(text) < 9 else 1
    at = max(1, at)
    shown = rows[(at - 1) * PAGE : at * PAGE]
    more = {
        "number": len(rows),
        "seen": seen_events(shown, place),
        "at": at,
        "pages": pages,
        "newer": address(place, "/ledger", asked, *SEARCH, page=at - 1) if at > 1 else "",
        "older": address(place, "/ledger", asked, *SEARCH, page=at + 1) if at < pages else "",
        "files": [
            (name.upper(), address(place, f"/ledger/events/{name}", asked, *SEARCH))
            for name in ("csv", "json")
        ],
    }
    return Shown("ledger", {**data, **more})


def seen_events(rows: Sequence[EventRow], place: Place) -> Seen:
    """Events, each with the way to it, and, unless it was taken back or never is, to its
    reversal.
    """
    return Seen(
        to_page(events_table(rows), "en", "screen"),
        [f"{place.root}/ledger/{each.event.seq}" for each in rows],
        undo=[
            ""
            if each.reversed_by or each.event.kind in NEVER_REVERSED
            else f"{place.root}/do/record/reverse?event={each.event.seq}"
            for each in rows
        ],
    )


def ledger_file(place: Place, asked: Asked) -> Shown:
    """What a search found, as `ccmcost ledger list --format` prints it."""
    form = first(asked, "form")
    if form not in ("csv", "json") or not place.workspace.has_ledger:
        return missing(form)
    books = place.books
    rows = _rows(asked, books)
    text = to_csv(events_table(rows)) if form == "csv" else json_text(events_json(rows))
    return a_file(f"events.{form}", text.encode(), KINDS[form])


def _filters(asked: Asked, books: Books) -> list[Filter]:
    every = ("", english("app")("every_kind"))
    return [
        filter_of(asked, "words", "search"),
        filter_of(asked, "state", "search", states_known(books.states)),
        filter_of(asked, "meeting", "choice", meetings_known(books.meetings)),
        filter_of(
            asked, "kind", "choice", [every, *((kind, event_words(kind)) for kind in EVENTS)]
        ),
        filter_of(asked, "since", "date"),
        filter_of(asked, "until", "date"),
        filter_of(asked, "amount", "search"),
    ]


def _called(name: str) -> str:
    return name.replace("_", " ")


def _rows(asked: Asked, books: Books) -> list[EventRow]:
    """The events that are asked for, in order of recording. Raises UsageError."""
    say = english("app")
    state, meeting, amount = (first(asked, name) for name in ("state", "meeting", "amount"))
    currency = books.convention.currency
    wanted = Wanted(
        books.state(state, say("filter_state")) if state else None,
        books.meeting(meeting) if meeting else None,
        first(asked, "kind") or None,
        day_asked(asked, "since"),
        day_asked(asked, "until"),
        sum_option(amount, currency, say("filter_amount")) if amount else None,
        first(asked, "words") or None,
    )
    return ledger_list(books.ledger, books.meetings, wanted)


class Link(NamedTuple):
    """Another event, and what it has to do with this one."""

    what: str
    event: int


def event(place: Place, asked: Asked) -> Shown:
    """One event: what it says, who recorded it, what it moved, and what rests on what."""
    text = first(asked, "seq")
    number = int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 0
    if not place.workspace.has_ledger:
        return missing(text)
    books = place.books
    found = known(books.ledger, number)
    if found is None:
        return missing(english("app")("no_event", event=text))
    (row,) = event_rows(books.ledger, books.meetings, number)
    before = BooksBefore(books.ledger, books.states.name)
    data = {
        "here": "ledger",
        "row": row,
        "kind": event_words(row.event.kind),
        "states": [(code, books.states.name(code)) for code in row.states],
        "day": day(day_of(row.event.value_date)),
        "facts": [*_people(row.event, found.body.control), *_said(found.body, row.text)],
        "links": _links(row, before),
        "postings": _postings(before.entries(number)),
        "notices": _notices(books, number, place),
        "documents": [
            (each.file.rpartition("/")[2], f"{place.root}/file/{quote(each.file)}")
            for each in document_rows(books.ledger)
            if each.event == number
        ],
        "why_not": why_not_reversed(before, found),
        "undo": f"{place.root}/do/record/reverse?event={number}",
    }
    return Shown("event", data)


def _people(event: Event, control: Control) -> list[tuple[str, str]]:
    """Who recorded, prepared and approved an event, and how."""
    say = english("app")
    told = {
        "recorded_at": event.recorded_at.replace("T", " ").replace("Z", " UTC"),
        "recorded_by": event.recorded_by,
        "prepared_by": control.prepared_by,
        "approved_by": event.approved_by,
        "approved_how": control.approved_how,
        "approval_reference": control.approval_reference,
        "answers": " ".join(control.answers),
        "clock": control.clock,
    }
    return [(say(f"fact_{key}"), text) for key, text in told.items() if text]


_TOLD = {"state", "meeting", "amount", "currency", "decimals", "receipt", "event", "kind", "order"}
"""What of an event is told in its first lines, or tells nobody anything."""


def _said(body: Body, told: str) -> list[tuple[str, str]]:
    """What an event says besides what is told: its texts, days and numbers."""
    return [
        (_called(name).capitalize().replace("sha256", "SHA-256"), str(value))
        for name, value in body._asdict().items()
        if name not in _TOLD
        and isinstance(value, (str, int, date))
        and str(value) not in ("", told)
    ]


def _links(row: EventRow, before: BooksBefore) -> list[Link]:
    """The events that this one rests on, and those that rest on it."""
    say, seq = english("app"), row.event.seq
    links = []
    if row.rests_on is not None:
        what = "undoes" if row.event.kind == "reverse" else "places_money_of"
        links.append(Link(say(what), row.rests_on))
    if row.reversed_by is not None:
        links.append(Link(say("is_undone_by"), row.reversed_by))
    if row.event.kind == "receipt":
        links += [Link(say("is_placed_by"), each.seq) for each, _ in before.about(Identify, seq)]
    links += [
        Link(say("is_handed_over_by"), each.seq)
        for each, body in before.about(HandedOver)
        if body.first <= seq <= body.last
    ]
    return links


def _postings(entries: list[Posting]) -> dict[str, Any]:
    """What an event moved."""
    columns: Columns[Posting] = [
        (Column("state", "th_state"), "state"),
        (Column("meeting", "th_meeting"), "meeting"),
        (Column("account", "th_account"), lambda each: _called(each.account)),
        (Column("amount", "th_amount", "money"), "money"),
        (Column("currency", "th_currency"), "currency"),
        (Column("notice", "th_notice"), "notice"),
        (Column("pay_by", "th_pay_by"), "pay_by"),
    ]
    say = english("app")
    return to_page(made_of("postings", say("postings_title"), columns, entries, words=say), "en")


def _notices(books: Books, seq: int, place: Place) -> Seen:
    """The notices and credits that an event issued."""
    own = [each for each in notices(books.ledger) if each.event == seq]
    columns: Columns[NoticeRow] = [
        (Column("number", "th_number"), "number"),
        (Column("state", "th_state"), lambda each: books.states.name(each.state)),
        (Column("kind", "th_kind"), lambda each: _called(each.kind)),
        (
            Column("amount", "th_amount", "money"),
            lambda each: Money(each.amount, each.currency, each.decimals),
        ),
        (Column("pay_by", "th_pay_by"), "pay_by"),
    ]
    say = english("app")
    table = made_of("notices", say("notices_title"), columns, own, words=say)
    return Seen(to_page(table, "en"), [f"{place.root}/state/{each.state}" for each in own])


MOST_TOLD = 20
"""So many events are told above a form that is about them."""


def told_of(place: Place, text: str) -> dict[str, Any] | None:
    """The events that a field names, as a table to be shown above its form; None if it names none
    that there is.
    """
    numbers = event_numbers(text)[:MOST_TOLD] if place.workspace.has_ledger else ()
    if not numbers:
        return None
    books = place.books
    rows = event_rows(books.ledger, books.meetings, *numbers)
    return to_page(events_table(rows), "en", "screen") if rows else None
