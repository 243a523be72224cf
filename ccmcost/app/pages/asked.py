"""What the address of a page asks: fields of a search, days and files to download."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

from ccmcost.app.place import Asked, Place, Shown, a_file, first
from ccmcost.clock import day_option
from ccmcost.model.calendar import parse_day
from ccmcost.model.meeting import Meeting
from ccmcost.model.states import States
from ccmcost.words.catalogue import LANGUAGES, language_names
from ccmcost.words.speaker import english

Known = Sequence[tuple[str, str]]


class Filter(NamedTuple):
    """A field of a search: words that it may hold, each with what it is."""

    name: str
    label: str
    kind: Literal["date", "search", "choice"]
    value: str
    known: Known = ()


def filter_of(
    asked: Asked, name: str, kind: Literal["date", "search", "choice"], known: Known = ()
) -> Filter:
    """A field with what was asked in it."""
    text = first(asked, name)
    shown = "" if kind == "date" and parse_day(text) is None else text
    return Filter(name, english("app")(f"filter_{name}"), kind, shown, known)


def day_asked(asked: Asked, name: str) -> date | None:
    """A day that was asked for; None if none was. Raises UsageError."""
    text = first(asked, name)
    return day_option(text, english("app")(f"filter_{name}")) if text else None


def meetings_known(meetings: Mapping[str, Meeting]) -> Known:
    """All meetings to choose from, the latest first, and none."""
    found = [(name, f"{name}: {each.name}") for name, each in meetings.items()]
    return [("", english("app")("every_meeting")), *reversed(found)]


def states_known(states: States) -> Known:
    """All States by code."""
    return [(code, states.name(code)) for code in states]


def address(place: Place, path: str, asked: Asked, *names: str, **more: Any) -> str:
    """The address of a page that is asked the same of these names, and more."""
    said = {name: text for name in names if (text := first(asked, name))}
    query = urlencode({**said, **{name: text for name, text in more.items() if text}})
    return f"{place.root}{path}" + (f"?{query}" if query else "")


def in_languages(name: str, path: str) -> list[tuple[str, str]]:
    """A link to a document in each language: `{}` in the path is its code."""
    return [(f"{name} {language_names(each)[0]}", path.format(each)) for each in LANGUAGES]


KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


SHOWN = ("pdf", "png")
"""Kinds that a browser shows without running anything; all others are kept."""
TYPESETTING = threading.Lock()
"""One document is set at a time, however many are asked for."""


class Seen(NamedTuple):
    """A table as a page shows it, where its rows lead, what is said of it, and where each row is
    taken back, if it can be.
    """

    table: dict[str, Any]
    links: list[str]
    notes: Sequence[str] = ()
    undo: Sequence[str] = ()


def as_written(home: Path, name: str, sha256: str = "") -> Shown | None:
    """A file below a folder; None unless it lies there itself, not behind a link, and has the
    SHA-256, if one is known.
    """
    path = home / name
    if not path.is_file() or path.resolve() != home.resolve() / name:
        return None
    content = path.read_bytes()
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        return None
    ending = path.suffix.removeprefix(".").lower()
    kind = KINDS.get(ending, "application/octet-stream")
    return a_file(path.name, content, kind, is_shown=ending in SHOWN)


def download(name: str, made: Callable[[tuple[str, ...]], Mapping[str, bytes]]) -> Shown:
    """One of the files that a command writes in some languages, made for this answer alone; 404 for
    a name that none of them has.
    """
    stem, _, ending = name.rpartition(".")
    language = stem.rpartition("-")[2]
    languages = (language,) if ending == "pdf" and language in LANGUAGES else ()
    with TYPESETTING:
        content = made(languages).get(name)
    return missing(name) if content is None else a_file(name, content, KINDS[ending])


def missing(why: str, what: str = "") -> Shown:
    """A page that says that there is none."""
    say = english("app")
    return Shown("trouble", {"what": what or say("no_page"), "why": why}, 404)
