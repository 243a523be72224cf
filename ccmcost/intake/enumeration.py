"""Names in running text, "A, B, C and D", cut where the table of names says,
never inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.names import LONGEST_NAME, Match, NameIndex, normal
from ccmcost.intake.phrases import without_continued
from ccmcost.intake.vocabulary import pattern

_SEPARATOR = re.compile(
    r"\s*;\s*|\s*,\s*(?:(?:and|et|y|e|as well as|ainsi que|así como)\s+)?|\s+(?:and|et|y|e|as "
    r"well as|ainsi que|así como)\s+"
)
_MOST_PARTS = 5


class Item(NamedTuple):
    """One name of an enumeration and where it begins in the text;
    `match` is None if it is no State.
    """

    text: str
    start: int
    match: Match | None
    is_organization: bool = False


_BULLET = re.compile(r"^\s*[•·▪■●○◦‣–—*-]+\s+|^\s*o\s+(?=[A-ZÀ-Ý])")
_NUMBER = re.compile(
    r"^\s*\(?[0-9]{1,3}(?:\s*[.)\]:–-]+\s*|\s+)(?=\S)|^\s*\(?[a-z]{1,2}[.)]\s+(?=[A-ZÀ-Ý])"
)
_LEADER = pattern("leader", re.IGNORECASE)
_LED = re.compile(r"^\s*(?:\.{3,}|…|_{3,})[\s.…_]*(?=\S)")
_LANGUAGES = re.compile(r"\s*[/|]\s*|\s+[-–—]\s+|\n")
_ROLE = pattern("role", re.IGNORECASE)
_DELEGATION = re.compile(
    r"^(?:the\s+)?(?:delegation|government|d[eé]l[eé]gation|gouvernement|delegaci[oó]n"
    r"|gobierno)\s+(?:of|de\s+la|de\s+l['’]|du|des|del|de|d['’])\s*(?:the\s+)?",
    re.IGNORECASE,
)


def is_numbered(text: str) -> bool:
    """Whether a number or letter of a list stands before a text: `12. Peru`."""
    return _NUMBER.match(text) is not None


def bare_name(text: str) -> str:
    """A line without bullet, number, "(continued)" and dotted leaders: `12.
    PERU (continued)` as `PERU`.
    """
    flat = _BULLET.sub("", _LED.sub("", without_continued(text))).strip()
    return _LEADER.sub("", _NUMBER.sub("", flat)).strip()


def without_role(text: str) -> str:
    """A text without the role of a State in brackets behind it: `Brazil (observer)`."""
    return _ROLE.sub("", text)


def state_of(text: str, index: NameIndex) -> Match | None:
    """The State that a heading or cell names: as printed, numbered, with a role,
    in several languages, as a delegation.
    """
    match = index.resolve(text)
    if match is not None or index.is_left_out(text):
        return match
    flat = bare_name(text)
    match = index.resolve(flat) if flat != text else None
    if match is not None or index.is_left_out(flat):
        return match
    named = _DELEGATION.sub("", without_role(flat))
    if named != flat:
        return index.resolve(named)
    pieces = [piece for piece in _LANGUAGES.split(flat) if piece.strip()]
    if not 1 < len(pieces) <= 6:
        return None
    matches = [index.resolve(piece) for piece in pieces]
    codes = {match.iso3 for match in matches if match is not None}
    return matches[0] if len(codes) == 1 and all(match is not None for match in matches) else None


_LONGEST_LINE = 8
"""A line with more words than this is running text, even if a State's name begins it."""


def begins_with_state(text: str, index: NameIndex) -> str | None:
    """The code of the State whose name begins a short line: `Albania   Cuba`, `Malta,
    represented by its Ambassador`.
    """
    flat = bare_name(text)
    words = normal(flat).split()
    if len(words) > _LONGEST_LINE or not index.may_begin(flat):
        return None
    named = index.named_in(flat)
    if not named or not " ".join(words).startswith(named[0][1]):
        return None
    head = re.split(
        r"\s*[:;,(–—]|\s+-\s|\s{3,}|\t|\s(?=(?:Mr|Mrs|Ms|Mme|Mlle|M|Dr|Sr|Sra|H\.E|S\.E)\.?\s)",
        flat,
    )[0]
    is_all = sum(len(name.split()) for _, name in named) == len(words)
    return named[0][0] if is_all or normal(head) == named[0][1] else None


def items_of(text: str, index: NameIndex) -> tuple[Item, ...]:
    """The names of an enumeration; the longest run of parts that is one known name counts as one
    ("Bosnia and Herzegovina").

    Parts that belong to no known name are joined as far as words such as "and" bind them, and come
    back unresolved.
    """
    parts = _parts(text)
    items: list[Item] = []
    at = 0
    while at < len(parts):
        length, item = _longest(text, parts, at, index)
        items.append(item)
        at += length
    return tuple(item for item in items if item.text)


def _longest(
    text: str, parts: Sequence[tuple[int, int]], at: int, index: NameIndex
) -> tuple[int, Item]:
    start = parts[at][0]
    if not index.may_begin(text[start : parts[at][1]]):
        return 1, Item(" ".join(text[start : parts[at][1]].split()), start, None)
    for length in range(min(_MOST_PARTS, len(parts) - at), 0, -1):
        piece = " ".join(text[start : parts[at + length - 1][1]].split())
        if len(piece) > LONGEST_NAME:
            continue
        match = index.resolve(piece)
        if match is not None:
            return length, Item(piece, start, match)
        if index.is_organization(piece):
            return length, Item(piece, start, None, True)
    return 1, Item(" ".join(text[start : parts[at][1]].split()), start, None)


def _parts(text: str) -> list[tuple[int, int]]:
    """Pieces between separators that stand outside brackets."""
    depth, inside = 0, set()
    for position, char in enumerate(text):
        depth = max(0, depth + (char in "(（") - (char in ")）"))
        if depth:
            inside.add(position)
    parts, start = [], 0
    for match in _SEPARATOR.finditer(text):
        if match.start() in inside or match.end() <= start:
            continue
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, len(text)))
    return [(first, last) for first, last in parts if text[first:last].strip()]
