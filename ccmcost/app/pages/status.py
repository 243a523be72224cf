"""The status of contributions, as `ccmcost status` shows and writes it."""

from __future__ import annotations

from operator import attrgetter

from ccmcost.accounts.books import Books
from ccmcost.accounts.status import Contributions
from ccmcost.accounts.status import status as status_at
from ccmcost.app.pages.asked import (
    Filter,
    Seen,
    address,
    day_asked,
    download,
    filter_of,
    in_languages,
    meetings_known,
    states_known,
)
from ccmcost.app.pages.home import steps
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.clock import as_of_day
from ccmcost.desk.match import money_waits
from ccmcost.documents.contributions.status import status_files, status_page, without_empty
from ccmcost.errors import UsageError
from ccmcost.ledger.standing import View
from ccmcost.tables.page import to_page
from ccmcost.tables.paper import Office, shown_on
from ccmcost.tables.table import Table
from ccmcost.words.speaker import english

VIEW = ("as_at", "known_on", "meeting", "state")
"""What files are asked besides their name."""


def status(place: Place, asked: Asked) -> Shown:
    """Sums per meeting, ageing, funds, and the accounts that are wanted, on a day."""
    if not place.workspace.has_ledger:
        return Shown("status", {"here": "status", "filters": ()})
    books = place.books
    data = {"here": "status", "filters": _filters(asked, books), "wrong": "", "day": ""}
    try:
        view = _view(asked, books)
    except UsageError as error:
        return Shown("status", {**data, "wrong": str(error)}, 422)
    found, office = status_at(books, view), Office.of(books.data)
    words = office.words("en")
    listed = _listed(found, first(asked, "show"))
    page = status_page(listed, office, words)
    pdf = address(place, "/status/status-{}.pdf", asked, *VIEW)
    more = {
        "day": shown_on(view.as_at, view.known_on, words),
        "page": page,
        "tables": [_seen(table, place) for table in page.tables],
        "left_out": _left_out(found, listed, first(asked, "show")),
        "waits": money_waits(books, view),
        "steps": [each for each in steps(place) if view.meeting in ("", each.meeting)],
        "files": [
            ("CSV", address(place, "/status/status.csv", asked, *VIEW)),
            ("XLSX", address(place, "/status/status.xlsx", asked, *VIEW)),
            *in_languages("PDF", pdf),
        ],
    }
    return Shown("status", {**data, **more})


def status_file(place: Place, asked: Asked) -> Shown:
    """A file of the status, as `ccmcost status --write` writes it."""
    books = place.books
    found = status_at(books, _view(asked, books))
    return download(
        first(asked, "name"),
        lambda languages: status_files(found, Office.of(books.data), books.issuer, languages),
    )


def _filters(asked: Asked, books: Books) -> list[Filter]:
    say = english("app")
    shown = [(word, say(f"show_{word or 'open'}")) for word in ("", "owing", "all")]
    return [
        filter_of(asked, "as_at", "date"),
        filter_of(asked, "known_on", "date"),
        filter_of(asked, "meeting", "choice", meetings_known(books.meetings)),
        filter_of(asked, "state", "search", states_known(books.states)),
        filter_of(asked, "show", "choice", shown),
    ]


def _view(asked: Asked, books: Books) -> View:
    """What is asked of the ledger. Raises UsageError."""
    meeting, state = first(asked, "meeting"), first(asked, "state")
    return View(
        day_asked(asked, "as_at") or as_of_day(None),
        day_asked(asked, "known_on"),
        books.meeting(meeting) if meeting else "",
        books.state(state, english("app")("filter_state")) if state else "",
    )


def _listed(found: Contributions, show: str) -> Contributions:
    """The status with the accounts that are wanted alone; its sums are those of all."""
    if show == "all":
        return found
    keep = attrgetter("outstanding" if show == "owing" else "balance")
    return found._replace(rows=tuple(filter(keep, found.rows)))


def _left_out(found: Contributions, listed: Contributions, show: str) -> str:
    """How many accounts are not listed."""
    number = len(found.rows) - len(listed.rows)
    key = "not_listed_paid" if show != "owing" else "not_listed"
    return english("app").for_number(key, number, number=number) if number else ""


def _seen(table: Table, place: Place) -> Seen:
    """A table with the pages that its rows lead to: of accounts a State's, of meetings theirs."""
    if table.name == "accounts":
        links = [f"{place.root}/state/{code}" for code in table.column_of("iso3")]
        return Seen(to_page(without_empty(table), "en"), links)
    links = [f"{place.root}/meeting/{meeting}" for meeting in table.column_of("meeting")]
    return Seen(to_page(table, "en"), links)
