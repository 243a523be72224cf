"""The first page: the register of meetings, and what is due."""

from __future__ import annotations

import shlex
from typing import NamedTuple

from ccmcost.app.links import path_of
from ccmcost.app.place import Asked, Place, Shown


class Step(NamedTuple):
    """Something that is due: what it is, the command, and the form of that with what is known."""

    meeting: str
    what: str
    command: str
    form: str


def home(place: Place, asked: Asked) -> Shown:
    """All meetings, the latest first, and what is due today."""
    from ccmcost.documents.meetings import register_table
    from ccmcost.sharing.register import load_register
    from ccmcost.sharing.request import given_cost
    from ccmcost.tables.page import to_page
    from ccmcost.words.numbers import short_money

    register = load_register(place.workspace)
    kept = register.convention
    entries = sorted(register.entries, key=lambda each: str(each.meeting.day or ""), reverse=True)
    table = to_page(register_table(entries), "en", "screen")
    for row, entry in zip(table["rows"], entries, strict=True):
        row[0] = f"{entry.meeting.name} ({entry.meeting.id})"
    data = {
        "meetings": [each.meeting for each in entries],
        "table": table,
        "sum": short_money(given_cost(kept.illustrative_amount, kept.currency, False).total),
        "warnings": [each.message for each in register.warnings],
        "steps": steps(place) if place.workspace.has_ledger else (),
        "here": "home",
    }
    return Shown("home", data)


def steps(place: Place, *names: str) -> list[Step]:
    """What is due today; with names, for the meetings or groups of these ids alone."""
    from ccmcost.clock import as_of_day
    from ccmcost.desk.due import due_steps

    books = place.books
    found = due_steps(books, as_of_day(None))
    return [
        Step(
            each.meeting,
            each.what,
            place.typed(each.command),
            f"{place.root}{path_of(shlex.split(each.command)[1:])}",
        )
        for each in found
        if not names or each.meeting in names
    ]
