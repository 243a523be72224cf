"""All States, found by any of their names; and one State at every meeting, with its account and its
notices, as `ccmcost state` and `ccmcost statement` show them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from ccmcost.accounts.books import Books
from ccmcost.accounts.status import AccountRow, MeetingAccount, statement, status
from ccmcost.app.pages.asked import (
    Seen,
    address,
    as_written,
    day_asked,
    download,
    filter_of,
    in_languages,
    missing,
)
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.clock import as_of_day
from ccmcost.desk.match import money_waits
from ccmcost.documents.contributions.account import account_files, account_page, entries_table
from ccmcost.documents.state import StateHistory, StateRequest, load_state
from ccmcost.documents.state.page import cautions, facts, last_notes, sections, state_files
from ccmcost.errors import UsageError
from ccmcost.intake.names import normal
from ccmcost.ledger.queries import document_rows, documents, notices
from ccmcost.ledger.standing import View
from ccmcost.load.data import Data
from ccmcost.model.books import NoticeRow
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.model.states import States
from ccmcost.tables.page import to_page
from ccmcost.tables.paper import Office, shown_on
from ccmcost.tables.table import Column, Columns, Table, made_of
from ccmcost.words.speaker import english


class Listed(NamedTuple):
    """A State with what it owes, and its credits, by currency."""

    code: str
    name: str
    outstanding: str
    credit: str


def states(place: Place, asked: Asked) -> Shown:
    """All States, or those that a text names, with what is outstanding today."""
    wanted = first(asked, "find")
    data, books = _desk(place)
    known = data.states
    owed = _owed(books) if books else {}
    named = _named(known, wanted) if wanted else set()
    found = [
        Listed(code, known.name(code), *owed.get(code, ("", "")))
        for code in sorted(dict.fromkeys((*known, *owed)), key=known.place)
        if not wanted or code in named
    ]
    words = Office.of(data).words("en")
    columns: Columns[Listed] = [
        (Column("state"), "name"),
        Column("code"),
        Column("outstanding", kind="count"),
        Column("credit", kind="count"),
    ]
    shown = {
        "here": "states",
        "filters": [filter_of(asked, "find", "search")],
        "table": to_page(made_of("states", "", columns, found, words=words), "en"),
        "links": [f"{place.root}/state/{each.code}" for each in found],
    }
    return Shown("states", shown)


def _desk(place: Place) -> tuple[Data, Books | None]:
    """The data, and the books if there are any."""
    return place.data, place.books if place.workspace.has_ledger else None


def _named(states: States, wanted: str) -> set[str]:
    """The States of which a name, in any language, or a code holds all the words of a text."""
    words = normal(wanted).split()
    names = [(each.iso3, each.name) for each in states.every_name()]
    names += [(code, f"{code} {state.iso2}") for code, state in states.items()]
    found = ((code, f" {normal(name)}") for code, name in names)
    return {code for code, name in found if all(f" {word}" in name for word in words)}


def _owed(books: Books) -> dict[str, tuple[str, str]]:
    """What each State owes today, and its credits, by currency."""
    by_state: defaultdict[str, list[AccountRow]] = defaultdict(list)
    for row in status(books, View(as_of_day(None))).rows:
        by_state[row.state].append(row)
    return {
        code: (
            _sums(row.money.of(row.outstanding) for row in rows),
            _sums(row.money.of(row.credit) for row in rows),
        )
        for code, rows in by_state.items()
    }


def _sums(amounts: Iterable[Money]) -> str:
    return ", ".join(str(each) for each in sums_by_currency(amounts) if each.minor)


class Own(NamedTuple):
    """The account of a State for a meeting: its entries, and what may be done with it."""

    meeting: str
    seen: Seen
    actions: list[tuple[str, str]]


class Issued(NamedTuple):
    """A notice or credit of a State, with its documents."""

    row: NoticeRow
    kind: str
    amount: Money
    files: list[tuple[str, str]]


def state(place: Place, asked: Asked) -> Shown:
    """One State: each meeting, its account, its notices, and what may be done."""
    data, books = _desk(place)
    office = Office.of(data)
    fields = [filter_of(asked, "as_at", "date"), filter_of(asked, "known_on", "date")]
    frame = {"here": "states", "filters": fields, "wrong": "", "title": first(asked, "code")}
    try:
        found = load_state(data, _request(asked), books)
    except UsageError as error:
        return Shown("state", {**frame, "wrong": str(error)}, 422)
    words = office.words("en", "annual", "state")
    view = View(found.as_at, found.known_on, state=found.code)
    account = statement(books, view) if books else None
    page = account_page(account, office, office.words("en")) if account else None
    files = address(place, f"/state/{found.code}/{{}}", asked, *VIEW)
    name = f"{'SPECIMEN-' * found.is_specimen}state-{found.code}"
    shown = {
        "title": words.state(found.code),
        "code": found.code,
        "day": shown_on(found.as_at, found.known_on, words),
        "facts": facts(found, words),
        "cautions": cautions(found, words),
        "notes": last_notes(found, words),
        "sections": [
            Seen(to_page(table, "en"), _meetings_of(table, found, place), notes)
            for table, notes in sections(found, words)
        ],
        "lead": page.lead if page else (),
        "waits": money_waits(books, view) if books and account else "",
        "accounts": [_own(each, found.code, office, place) for each in account.meetings]
        if account
        else (),
        "notices": _notices(books, found, office, place) if books else (),
        "record": _files(files.format(f"{name}{{}}")),
        "statement": _files(files.format(f"statement-{found.code}{{}}")) if account else (),
    }
    return Shown("state", {**frame, **shown})


VIEW = ("as_at", "known_on")


def _request(asked: Asked) -> StateRequest:
    """What is asked of a State. Raises UsageError."""
    day = day_asked(asked, "as_at") or as_of_day(None)
    return StateRequest(first(asked, "code"), day, day_asked(asked, "known_on"))


def _meetings_of(table: Table, found: StateHistory, place: Place) -> list[str]:
    """The page of the meeting of each row, where every row has one."""
    rows = {
        "meetings": [row.shared.meeting.id for row in found.rows],
        "changes": [row.shared.meeting.id for row in found.rows if row.change],
        "accounts": [row.meeting for row in found.open_accounts],
    }
    return [f"{place.root}/meeting/{meeting}" for meeting in rows.get(table.name, ())]


def _own(account: MeetingAccount, code: str, office: Office, place: Place) -> Own:
    words, say = office.words("en"), english("app")
    title = f"{office.meeting(account.meeting, words)} ({account.balance.currency})"
    table = entries_table(code, title, [account], words)
    doing = {"receive": "receive"}
    if account.balance.minor < 0:
        doing |= {"refund": "record/refund", "apply": "record/apply-credit"}
    if account.balance.minor > 0:
        doing["plan"] = "record/payment-plan"
    about = urlencode({"meeting": account.meeting, "state": code})
    actions = [
        (say(f"act_{key}"), f"{place.root}/do/{path}?{about}") for key, path in doing.items()
    ]
    to = urlencode({"name": account.meeting, "state": code})
    actions.append((say("act_letters"), f"{place.root}/do/letters?{to}"))
    links = [f"{place.root}/ledger/{entry.event}" for entry in account.entries]
    return Own(account.meeting, Seen(to_page(table, "en", "screen"), links), actions)


def _notices(books: Books, found: StateHistory, office: Office, place: Place) -> list[Issued]:
    """The notices and credits of a State that were issued by the day, the latest first."""
    words, until = office.words("en"), found.as_at.isoformat()
    files: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in document_rows(books.ledger):
        link = f"{place.root}/file/{quote(each.file)}"
        files[each.notice].append((each.file.rpartition("/")[2], link))
    return [
        Issued(
            row,
            words(f"entry_{row.kind}"),
            Money(row.amount, row.currency, row.decimals),
            files[row.number],
        )
        for row in reversed(notices(books.ledger))
        if row.state == found.code and row.issued_on <= until
    ]


def _files(path: str) -> list[tuple[str, str]]:
    """The files of a document as CSV, and as PDF in each language."""
    return [("CSV", path.format(".csv")), *in_languages("PDF", path.format("-{}.pdf"))]


def state_file(place: Place, asked: Asked) -> Shown:
    """A file of a State, as `ccmcost state --write` or `ccmcost statement --write` writes it."""
    name = first(asked, "name")
    data, books = _desk(place)
    office, request = Office.of(data), _request(asked)
    if name.startswith("statement-") and books:
        view = View(request.as_at, request.known_on, state=books.state(request.state))
        account = statement(books, view)
        return download(
            name, lambda languages: account_files(account, office, books.issuer, languages)
        )
    found = load_state(data, request, books)
    issuer = data.checked(data.issuer)
    return download(name, lambda languages: state_files(found, office, issuer, languages))


def issued_file(place: Place, asked: Asked) -> Shown:
    """A document in `notices/`, if the ledger knows it, and it is the one that was issued."""
    name, say = first(asked, "name"), english("app")
    known: dict[str, tuple[str, str]] = {}
    if place.workspace.has_ledger:
        known = documents(place.books.ledger)
    if name not in known:
        return missing(name)
    found = as_written(place.workspace.notices, name, known[name][1])
    return found or missing(say("why_not_issued", file=name), say("not_issued"))
