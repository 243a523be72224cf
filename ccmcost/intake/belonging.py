"""What a heading, a title or an item of a table of costs belongs to: a meeting, a year, a treaty,
an estimate or not.

A total is the cost of one meeting only if nothing that it sums belongs to another meeting, year or
treaty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import pattern, patterns, places
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting

Belonging = Literal["", "own", "other", "both"]
"""To nothing that is named, to the meeting looked for, to another one,
or to several of which it is one.
"""


_NUMBERS = places("ordinals")
_ORDINAL = "|".join(_NUMBERS)
_KINDS = {
    "meeting_of_states_parties": "meeting|assemblee|reunion",
    "review_conference": "review conference|conference d ?examen|conferencia de examen",
}
_GATHERINGS = re.compile(
    "|".join(
        rf"\b(?:(?P<word{at}>{_ORDINAL})|(?P<digits{at}>[0-9]{{1,2}}) "
        rf"?(?:st|nd|rd|th|e|eme|ere|er|re|a|o)?) (?:{nouns})\b"
        for at, nouns in enumerate(_KINDS.values())
    )
)
_ASIDE = re.compile(
    r"\b(?:preparatory|intersessional|preparatoire|intersessions?|preparatoria|entre periodos)\b"
)
_TREATY_WORDS = patterns("treaties")
YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_PAIR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s?[-/\u2013]\s?([0-9]{2})(?![0-9])")
_A_YEAR = re.compile(
    r"\s*(?:year|fy|ann[ée]e|exercice|a[ñn]o)?\s*(?:19|20)[0-9]{2}\s*", re.IGNORECASE
)
_RANGE = re.compile(rf"({YEAR.pattern})\s?(?:[-/\u2013&]|and|to|et|y|a|à)\s?({YEAR.pattern})")
_NO_YEAR_OF_COSTS = pattern("no_year_of_costs", re.IGNORECASE)
"""Days, symbols of documents and what else in a title is no year of the costs below it."""
_SOME_TREATY = re.compile(
    r"\b(?:treaty|convention|protocol|traite|protocole|tratado|convencion|protocolo)\b"
)
_STATUS = patterns("statuses")


class Sought(NamedTuple):
    """The meeting whose cost is looked for: its id, its day, the English name of its convention.

    `names` are the normalised words by which a heading names each meeting of the register,
    `prefixes` the beginnings of their ids by kind.
    """

    meeting: str
    names: Mapping[str, frozenset[str]]
    prefixes: Mapping[str, str]
    day: date | None
    convention: str

    @property
    def year(self) -> str:
        """The year of the meeting; empty if its day is not known."""
        return str(self.day.year) if self.day else ""

    @property
    def treaty(self) -> str:
        """The convention, as `treaties_in` calls it."""
        return min(treaties_in(self.convention), default="")


def sought_of(meeting: Meeting, meetings: Mapping[str, Meeting], convention: Convention) -> Sought:
    """What is looked for in a document of a meeting."""
    names = {}
    for each in meetings.values():
        letters = each.id.rstrip("0123456789")
        # `13msp` for `msp13`, as headings of tables write it
        short = f"{each.id.removeprefix(letters)}{letters}"
        # a name of signs alone has no words
        names[each.id] = frozenset(
            filter(None, map(normal, (each.id, *each.names.values(), short)))
        )
    prefixes = {name: kind.prefix for name, kind in convention.meeting_kinds.items()}
    return Sought(meeting.id, names, prefixes, meeting.day, convention.name)


def meetings_in(text: str, sought: Sought) -> frozenset[str]:
    """Ids of the meetings that a text names: by name, by id (`13MSP`),
    by number and kind (`Treizième Assemblée`).
    """
    words = f" {normal(text)} "
    found = {
        meeting
        for meeting, names in sought.names.items()
        if any(f" {name} " in words for name in names)
    }
    for match in _GATHERINGS.finditer(words):
        for at, kind in enumerate(_KINDS):
            number = _NUMBERS.get(match[f"word{at}"]) or int(match[f"digits{at}"] or 0)
            if number and kind in sought.prefixes:
                found.add(f"{sought.prefixes[kind]}{number}")
    for prefix in (sought.prefixes[kind] for kind in _KINDS if kind in sought.prefixes):
        for match in re.finditer(
            rf"\b{prefix} ?([0-9]{{1,2}})\b|\b([0-9]{{1,2}}) ?{prefix}\b", words
        ):
            found.add(f"{prefix}{int(match[1] or match[2])}")
    return frozenset(found)


def years_in(text: str) -> frozenset[str]:
    """The years that a text names; `2025/26` names two."""
    pairs = {
        str(int(year) + 1)
        for year, second in _PAIR.findall(text)
        if (int(year) + 1) % 100 == int(second)
    }
    return frozenset({*YEAR.findall(text), *pairs})


def other_years(title: str, sought: Sought) -> list[str]:
    """The years of the costs below a title that names no meeting,
    if they are not the year of the meeting alone.
    """
    text = _NO_YEAR_OF_COSTS.sub(" ", title)
    years = years_in(text)
    if not sought.year or sought.meeting in meetings_in(title, sought):
        return []
    spans = [years_in(match[0]) for match in (*_RANGE.finditer(text), *_PAIR.finditer(text))]
    several = sorted(
        {year for span in spans if sought.year in span and len(span) > 1 for year in span}
    )
    return several if sought.year in years else sorted(years)


def treaties_in(text: str) -> frozenset[str]:
    """The treaties that a text names, of those whose meetings one secretariat serves."""
    words = normal(text)
    return frozenset(treaty for treaty, pattern in _TREATY_WORDS.items() if pattern.search(words))


def statuses_in(text: str) -> frozenset[str]:
    """What a heading says of its figures: an estimate, a revised one, what was spent."""
    words = normal(text)
    return frozenset(status for status, pattern in _STATUS.items() if pattern.search(words))


def belonging(text: str, sought: Sought, by_year: bool = True) -> Belonging:
    """To which meeting a text belongs, by the meetings, treaties and (where no meeting is named)
    years that it names.
    """
    meetings, treaties = meetings_in(text, sought), treaties_in(text)
    years = years_in(text) if by_year and sought.year and not meetings else frozenset()
    own = sought.meeting in meetings or sought.treaty in treaties or sought.year in years
    other = bool(meetings - {sought.meeting} or treaties - {sought.treaty} or years - {sought.year})
    aside = _ASIDE.search(normal(text)) is not None and sought.meeting not in meetings
    return (
        "both" if own and (other or aside) else "other" if other or aside else "own" if own else ""
    )


def is_apart(text: str, sought: Sought) -> bool:
    """Whether a column that a total sums belongs to another meeting, year or treaty,
    also to a treaty of any other name.
    """
    whose = belonging(text, sought)
    return whose in ("other", "both") or (
        not whose and _SOME_TREATY.search(normal(text)) is not None
    )


def strangers(texts: Iterable[str], sought: Sought) -> list[str]:
    """Of items of one table, those of another meeting, year or treaty,
    if others are of the meeting looked for.
    """
    whose = {
        text: belonging(text, sought, by_year=_A_YEAR.fullmatch(text) is not None) for text in texts
    }
    return (
        [text for text, belongs in whose.items() if belongs == "other"]
        if "own" in whose.values()
        else []
    )
