"""Where a text of a command leads: to events of the ledger, to the forms of other commands, to
pages of the manual. All are addresses below the name of the folder.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from urllib.parse import urlencode

from ccmcost.app.forms import command_of
from ccmcost.cli.line import Line
from ccmcost.cli.refusal import in_help
from ccmcost.cli.wishes import topic_named
from ccmcost.errors import UsageError
from ccmcost.workspace import manual_pages

_LEADS = re.compile(
    r"\b[Ee]vent (?P<event>\d+)\b"
    r'|(?<=")ccmcost (?P<quoted>[^"\n]+)(?=")'
    r"|\bccmcost (?P<bare>record reverse \d+(?:[-,]\d+)*|(?!-)[a-z-]+(?: (?!-)[a-z-]+)?)"
)
"""What a text says of an event by its number, and of a line: in quotes whole, else its command."""
INSIDE, LONG, FIRST = "    ", 16, 8
"""How a line of a list below another one begins; of longer lists, only so many lines are shown."""
_BLANKS = (
    "MEETING",
    "SUM",
    "DOCUMENT",
    "NAME",
    "DATE",
    "FILE",
    "SYMBOL",
    "TEXT",
    "refund|apply|leave",
)
"""What a line leaves to be filled in."""


def linked(text: str) -> Iterator[tuple[str, str, str]]:
    """A text in parts: what comes before a place that leads on, that place, and its address; both
    are empty at the end.
    """
    at = 0
    for found in _LEADS.finditer(text):
        place, path = found[0], ""
        if found["event"]:
            path = f"/ledger/{found['event']}"
        elif found["quoted"]:
            with suppress(ValueError):
                path = path_of(shlex.split(found["quoted"]))
        else:
            words = found["bare"].split()
            if command_of(words[:1]):
                del words[1:]
            path, place = path_of(words), f"ccmcost {' '.join(words)}"
        if path:
            yield text[at : found.start()], place, path
            at = found.start() + len(place)
    yield text[at:], "", ""


def folded(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The lines of a text in parts, each with whether it is folded: of a long list below a line,
    all but the first ones.
    """
    shown = list[str]()
    for is_inside, group in groupby(text.split("\n"), lambda line: line.startswith(INSIDE)):
        lines = list(group)
        if is_inside and len(lines) > LONG:
            yield False, [*shown, *lines[:FIRST]]
            yield True, lines[FIRST:]
            shown = []
        else:
            shown += lines
    yield False, shown


def path_of(words: Sequence[str]) -> str:
    """The address of what a line does, without `ccmcost`: the form of the command, filled with what
    the line says, where money is matched and the manual is read on pages of their own. What it
    leaves to be filled in, such as DATE, stays empty. Empty if there is no such form.
    """
    if list(words) == ["match"]:
        return "/receipts"
    if words[:1] == ["help"]:
        return _manual(words[1:])
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
                said.append((one.name, "yes" if one.kind is bool else text))
    line.close()
    return f"/do/{'/'.join(name)}{'?' * bool(said)}{urlencode(said)}"


def _manual(topic: Sequence[str]) -> str:
    name = "index"
    with suppress(UsageError):
        name = topic_named(topic[0]) if topic else name
    return f"/help/{name}" if name in manual_pages() else ""
