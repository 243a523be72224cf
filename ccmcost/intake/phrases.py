"""How documents in English, French and Spanish say who the following States are (parties,
signatories, observers, absent), and how they name them: numbered, with a role,
"A, B, C and D" in running text.

Running text is cut where the table of names says, never inside a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ccmcost.intake.found import Section
from ccmcost.intake.names import Match, NameIndex, narrowed, normal
from ccmcost.intake.vocabulary import (
    ABSENT_WORDS,
    CATEGORY_WORDS,
    ORGANIZATION_WORDS,
    PLURAL_WORDS,
    ROLE_CELLS,
    SHORT_CATEGORIES,
    SINGULAR,
    STATE_WORDS,
    WEAK_HEADINGS,
    pattern,
)

STATE_CATEGORIES: tuple[Section, ...] = ("state_party", "signatory", "observer_state", "by_status")
_STATE = r"(?:states?|etats?|estados?|countries|pays|paises)"
_ABSENT = pattern("absent")
_ARREARS = pattern("arrears")
_PENDING_REPORT = pattern("pending_report")
_INVITED = re.compile(r"\binvit(?:ed|es?|ees|ados?|adas?|ation|ations|acion)\b|\binvitad")
_NOT_PARTY = re.compile(
    rf"\bnon (?:states? )?part(?:y|ies)\b|{_STATE} (?:which are |that are |qui ne sont |que no "
    r"son )?"
    r"(?:not (?:yet )?part|non part|no part|pas part|non state part)|\bnot part(?:y|ies)\b|\bnon "
    r"signator"
    r"|\bnon signatair|\bno signatari|\bneither (?:a )?part(?:y|ies) nor\b|\bni partie ni\b|\bni "
    r"parte ni\b"
)
_SIGNED_ONLY = pattern("signed_only")
_PENDING = pattern("pending")
_PARTY = re.compile(
    rf"{_STATE} part(?:y|ies|ie|es|e)\b|\bparties to the\b|\bparties to "
    r"convention\b|\bcontracting part"
    rf"|\bparties contractantes\b"
    r"|\bpartes contratantes\b|^sp$|^parties$|^party$|^partes$"
)
_SIGNATORY = re.compile(r"\bsignator|\bsignatair|\bsignatari")
_OBSERVER = re.compile(r"\bobserv")
_GENERAL = re.compile(
    rf"\b{_STATE}\b|\bdelega(?:tions?|cion|ciones)\b|\bgovernments?\b|\bgouvernements?\b"
    r"|\bgobiernos?\b"
    rf"|\bmembers? states?\b"
    r"|\bparties\b|\bpartes\b|\bmember nations\b|\bparticipating nations\b"
)
_ORGANIZATION = pattern("organization")
_NOT_BOUND = pattern("not_bound")
"""A denial that concerns the treaty (`which are not parties`, `qui n'ont pas encore ratifié`),
not those who took part.
"""
LEFT_OUT_REASONS: dict[Section | None, str] = {
    "absent": "named as not taking part",
    "arrears": "named as in arrears",
    "pending": "named as yet to report or to act",
    "invited": "named as invited",
}
"""Sections whose States take no part, with the reason that the account gives."""


_OTHER_MATTER = pattern("other_matter")


def is_other_matter(text: str) -> bool:
    """Whether a sentence is about officers, extensions or duties of the treaty,
    as every final report holds some.
    """
    return bool(_OTHER_MATTER.search(normal(text)))


def without_treaty(words: str) -> str:
    """Normalised words without what they deny about the treaty,
    as in `States that are not parties`.
    """
    return _NOT_BOUND.sub(" ", words)


def left_out_section(words: str) -> Section | None:
    """Whether normalised words say that those named did not take part, are in arrears, have yet to
    act or were invited.

    A State that has not ratified may take part all the same, so what is denied about the treaty
    does not count.
    """
    words = without_treaty(words)
    if _ARREARS.search(words):
        return "arrears"
    if re.search(r"\byet to\b", words):
        return "pending"
    if _ABSENT.search(words):
        return "absent"
    if (
        _PENDING_REPORT.search(words)
        and not _PENDING.search(words)
        and not _SIGNED_ONLY.search(words)
    ):
        return "pending"
    return "invited" if _INVITED.search(words) else None


def section_of(text: str) -> Section | None:
    """What a heading or an announcing sentence is about, or None if it does not say."""
    words = normal(text)
    if _SIGNED_ONLY.search(words):
        return "signatory"
    if _NOT_PARTY.search(words):
        return "observer_state"
    if _PENDING.search(words):
        return "by_status"
    if _SIGNATORY.search(words):
        return "signatory"
    if _OBSERVER.search(words):
        states = re.search(rf"\b{_STATE}\b", words)
        return "organization" if _ORGANIZATION.search(words) and not states else "observer_state"
    if _PARTY.search(words):
        return "state_party"
    if _ORGANIZATION.search(words):
        return "organization"
    return "by_status" if _GENERAL.search(words) else None


_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,3}|[IVX]{1,5}|[A-Za-z])\s*[.)]\s+")
_CONTINUED = re.compile(
    r"(?<!\s)\s*(?:[-–,]\s*)?(?:[(\[]\s*)?"  # each blank has one place, however many there are
    r"(?:continued|cont\W{0,2}d|cont\.|suite et fin|suite|continuaci[oó]n|cont)\s*[)\]]\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s*[(\[:–-]\s*([0-9]{1,3})\s*[)\]]?\s*$")
_HEADING_WORDS = 12


def without_continued(text: str) -> str:
    """A heading without "(continued)", "(suite)" or "(continuación)",
    as it is repeated on the next page.
    """
    return _CONTINUED.sub("", narrowed(text))


def stated_count(heading: str) -> int | None:
    """The number that a heading states for its section: `STATES PARTIES (112)`."""
    match = _COUNTED.search(heading)
    return int(match[1]) if match else None


@lru_cache(maxsize=1 << 16)
def heading_of(line: str) -> Section | None:
    """The section that a line of its own opens: `STATES PARTIES`, `II. Etats signataires`,
    `Organizaciones`; else None.

    The whole line must be made of words of such headings; over organizations, commas are allowed
    only in capitals.
    """
    text = _COUNTED.sub("", without_continued(_NUMBERED.sub("", line))).strip(" .:*-–—")
    if len(text) > 120:
        return None
    sections: list[Section | None] = []
    for piece in re.split(r"\s+[/|–—-]\s+|(?<=[A-ZÉ])/(?=[A-ZÉ])", text):
        words = normal(piece).split()
        if len(words) > _HEADING_WORDS:
            return None
        sections.append(_heading_section(words, piece))
    opened = next((each for each in sections if each), None)
    # "Belize - cancelled" is no heading: what says that some were absent says it in each of its
    # languages
    return opened if opened not in LEFT_OUT_REASONS or None not in sections else None


def _heading_section(words: list[str], piece: str) -> Section | None:
    joined, given = " ".join(words), set(words)
    left = left_out_section(joined)
    if left:
        return left if given <= STATE_WORDS | ABSENT_WORDS else None
    section = section_of(joined)
    if (
        section == "organization"
        and given <= ORGANIZATION_WORDS
        and ("," not in piece or piece == piece.upper())
    ):
        return section
    if section == "by_status" and not given & PLURAL_WORDS:
        return None
    return section if given <= STATE_WORDS and joined not in SINGULAR else None


def is_weak_heading(line: str) -> bool:
    """Whether a line that may be a heading may as well be the affiliation of a delegate:
    `NGO`, `Observers`.
    """
    return normal(without_continued(line)) in WEAK_HEADINGS


def role_cell(text: str, headings: Mapping[str, Section | None]) -> Section | None:
    """The role that a cell gives: `State Party`, `signataire`, `Government`, `NGO`; what the user
    settled comes first.

    A category of States may say nothing else, such as `not on site`.
    """
    words = normal(text.replace("_", " "))
    if words in headings:
        return headings[words]
    section = section_of(words)
    known = section == "organization" or (
        section in ("state_party", "signatory", "observer_state")
        and CATEGORY_WORDS.issuperset(words.split())
    )
    return ROLE_CELLS.get(words) or left_out_section(words) or (section if known else None)


def category_cell(cell: str) -> Section | None:
    """The section of a cell that says whose delegate a row names and nothing else;
    a person's function is none.
    """
    words = cell.replace("_", " ")
    role = ROLE_CELLS.get(normal(words))
    return heading_of(words) or (
        role if role in STATE_CATEGORIES or normal(words) in SHORT_CATEGORIES else None
    )


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
    if match or index.is_left_out(text):
        return match
    flat = bare_name(text)
    match = index.resolve(flat) if flat != text else None
    if match or index.is_left_out(flat):
        return match
    named = _DELEGATION.sub("", without_role(flat))
    if named != flat:
        return index.resolve(named)
    pieces = [piece for piece in _LANGUAGES.split(flat) if piece.strip()]
    if len(pieces) > 6:
        return None
    matches = [index.resolve(piece) for piece in pieces]
    codes = {match.iso3 for match in matches if match}
    return matches[0] if len(codes) == 1 and all(match for match in matches) else None


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
    if not named:
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
    return tuple(items)


def _longest(
    text: str, parts: Sequence[tuple[int, int]], at: int, index: NameIndex
) -> tuple[int, Item]:
    start = parts[at][0]
    if not index.may_begin(text[start : parts[at][1]]):
        return 1, Item(" ".join(text[start : parts[at][1]].split()), start, None)
    for length in range(min(_MOST_PARTS, len(parts) - at), 0, -1):
        piece = " ".join(text[start : parts[at + length - 1][1]].split())
        match = index.resolve(piece)
        if match:
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
        if match.start() not in inside:
            parts.append((start, match.start()))
            start = match.end()
    parts.append((start, len(text)))
    pieces = ((len(text[first:last].lstrip()), last) for first, last in parts)
    return [(last - length, last) for length, last in pieces if length]
