"""The first page: the register of meetings, and what is due."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from ccmcost.app.forms import command_of
from ccmcost.app.place import Asked, Place, Shown
from ccmcost.cli.line import Line
from ccmcost.cli.refusal import in_help


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
    from ccmcost.tables.page import to_page

    register = load_register(place.workspace)
    entries = sorted(register.entries, key=lambda each: str(each.meeting.day or ""), reverse=True)
    table = to_page(register_table(entries), "en", "screen")
    for row, entry in zip(table["rows"], entries, strict=True):
        row[0] = f"{entry.meeting.name} ({entry.meeting.id})"
    data = {
        "meetings": [each.meeting for each in entries],
        "table": table,
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
        Step(*each, _address(place, shlex.split(each.command)[1:]))
        for each in found
        if not names or each.meeting in names
    ]


def _address(place: Place, words: Sequence[str]) -> str:
    """The page on which what is due is done: money is matched on its own page."""
    return f"{place.root}/receipts" if words == ["match"] else form_address(place, words)


def form_address(place: Place, words: Sequence[str]) -> str:
    """The address of the form of a line, filled with what the line says; what it leaves to be
    filled in, such as DATE, stays empty.
    """
    name = tuple(words[:1]) if command_of(words[:1]) else tuple(words[:2])
    command = command_of(name)
    if command is None:
        return ""
    line = Line(f"ccmcost {' '.join(name)}", command.parameters, command.checks, words[len(name) :])
    said = []
    for one in command.parameters:
        blank = in_help(one).rpartition(" ")[2]
        for text in line.texts(one.name):
            if one.kind is bool or text not in (blank, *blank.split("|"), *_BLANKS):
                said.append((one.name, text))
    line.close()
    return f"{place.root}/do/{'/'.join(name)}?{urlencode(said)}"


_BLANKS = ("SUM", "DOCUMENT", "NAME", "DATE", "FILE", "SYMBOL", "TEXT", "refund|apply|leave")
"""What a line that is due leaves to be filled in."""
