"""What a document yields: text lines with their places, and the States that were found in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from ccmcost.findings import Findings
from ccmcost.intake.names import Match
from ccmcost.text import blanked

Section = Literal[
    "state_party",
    "signatory",
    "observer_state",
    "organization",
    "by_status",
    "absent",
    "arrears",
    "pending",
    "invited",
    "doubtful",
]
"""What a heading or sentence announces; `by_status` are States whose role only treaty status can
tell. Those absent, in arrears, yet to report or invited take no part; `doubtful` says that they
took part, and that they did not.
"""
Headings = Mapping[str, Section | None]
"""What the user said that a line opens, by its normalised words; None if it opens nothing."""


class Place(NamedTuple):
    """Where something stands: a row of a text file or table, or in `spot` a page,
    paragraph or cell. Sorts by row.
    """

    row: int
    spot: str = ""

    @property
    def text(self) -> str:
        """For the column `page` of a list: `page 3, line 12`, `Sheet1!B7`, `line 4`."""
        return self.spot or f"line {self.row}"


class TextLine(NamedTuple):
    """A line of text; `gap` says that space stands above it, `top` that it begins a page or column
    (so nobody can tell).

    `look` is how it is printed (bold, size, style), `unseen` why a person does not see it as valid:
    `struck out`, `mark` the mark of a footnote that stands raised behind it.
    """

    text: str
    place: Place
    gap: bool = False
    top: bool = False
    look: str = ""
    unseen: str = ""
    mark: str = ""


class Mention(NamedTuple):
    """A State as a document lists it: its section (None if the document gives no role) and the name
    as printed.
    """

    iso3: str
    section: Section | None
    printed: str
    place: Place
    kind: str = "short"
    until: str = ""


def mention_of(match: Match, section: Section | None, printed: str, place: Place) -> Mention:
    """A State that was found by its name."""
    return Mention(
        match.iso3,
        section,
        printed,
        place,
        match.kind,
        match.until.isoformat() if match.until else "",
    )


class Taken(NamedTuple):
    """The States and organizations of a document; `how` says what kind of document it was read as.

    `read` are the places of lines inside of sentences that list names; what they name besides is no
    question. `again` are those mentions that name a State which has its line already.
    """

    how: Literal["table", "report", "list"]
    mentions: tuple[Mention, ...]
    organizations: tuple[tuple[str, Place], ...]
    symbol: str = ""
    read: frozenset[Place] = frozenset()
    again: tuple[Mention, ...] = ()

    def without(self, codes: Collection[str]) -> Taken:
        """The same without some States."""
        return self._replace(
            mentions=tuple(mention for mention in self.mentions if mention.iso3 not in codes)
        )


class Marker:
    """The file in which findings are placed."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.file, self.findings = file, findings

    def error(self, code: str, message: str, place: Place) -> None:
        """A finding of severity error at a place of the file."""
        self.findings.error(code, message, self.file, 0 if place.spot else place.row, place.spot)

    def warning(self, code: str, message: str, place: Place) -> None:
        """A finding that a person must see, at a place of the file."""
        self.findings.warning(code, message, self.file, 0 if place.spot else place.row, place.spot)


_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.]{0,11}){2,6}(?![\w/])")


def is_like_symbol(text: str) -> bool:
    """Whether a text can be the symbol of a document, such as `CCM/MSP/2023/6` or `INF.1`: it has
    letters and figures, and where it has several words, a stroke.
    """
    mixed = any(map(str.isalpha, text)) and any(map(str.isdigit, text))
    return mixed and ("/" in text or len(text.split()) == 1)


def symbol_in(text: str, prefer_frequent: bool = False) -> str:
    """The first document symbol of the United Nations kind in a text, such as `A/RES/79/249`; empty
    if there is none.

    With `prefer_frequent` the one that stands most often: a document repeats its own symbol in its
    page headers.
    """
    found = [
        match[0].rstrip(".")
        for match in _SYMBOL.finditer(text)
        if any(char.isdigit() for char in match[0])
    ]
    if not found:
        return ""
    return (
        max(found, key=lambda symbol: (found.count(symbol), -found.index(symbol)))
        if prefer_frequent
        else found[0]
    )


def shown(text: str, longest: int = 80) -> str:
    """Text from a document, safe to print on one line."""
    flat = " ".join(text.split())
    return blanked(flat[:longest], by="?") + ("..." if len(flat) > longest else "")


def also_at(places: Sequence[Place]) -> str:
    """A sentence for the further places of a finding; empty if there are none."""
    named = ", ".join(place.text for place in places[:8])
    return (
        f" It also stands at {named}{' and elsewhere' if len(places) > 8 else ''}."
        if places
        else ""
    )
