"""What the text of a payment speaks of: States by name, by code and as remitters known from
earlier payments, notices by number, meetings; and what in it speaks against a place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ccmcost.intake.finder import StateFinder, remitter_words
from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import RETURNED_WORDS, patterns

NAMED, REMEMBERED, CODED = 40, 35, 20
"""Points of evidence for a State: it is named, remembered, or stands as a code."""
Place = tuple[str, str]
"""A State and a meeting."""


class Said(NamedTuple):
    """What a text speaks of: States with points and the reason, those of them that it names by
    name, numbers of notices, meetings; the words by which a State's name may be that of somebody
    else; a number in our form that no notice has, with its State if it says one; whether it is of
    another convention alone; and a word by which money comes back.
    """

    states: Mapping[str, tuple[int, str]]
    named: frozenset[str]
    quoted: Mapping[Place, str]
    meetings: Collection[str]
    otherwise: Mapping[str, str]
    unknown: tuple[str, str]
    is_foreign: bool
    returned: str

    @property
    def quoting(self) -> frozenset[str]:
        """The States whose notices are quoted: then several notices are those, and no others."""
        return frozenset(state for state, _ in self.quoted)


@cache
def _as_copied(number: str) -> re.Pattern[str]:
    """A number as people copy it: in any case, with anything or nothing between its parts, without
    leading zeros; nothing goes on before or behind it.
    """
    parts = (
        f"0*{part.lstrip('0') or '0'}" if part.isdigit() else re.escape(part)
        for part in _parts(number)
    )
    return _loose(parts)


@cache
def _of_form(number: str, state: str) -> re.Pattern[str]:
    """Any number of the form of one: other figures, and for the code of its State three letters."""
    *parts, last = _parts(number)
    forms = [f"[0-9]{{1,{len(part)}}}" if part.isdigit() else re.escape(part) for part in parts]
    code = "(?P<code>[A-Z]{3})"
    return _loose([*forms, "[0-9]+" if last.isdigit() else code if last == state else last])


def _parts(number: str) -> list[str]:
    return re.findall(r"[A-Za-z]+|[0-9]+", number)


def _loose(parts: Iterable[str]) -> re.Pattern[str]:
    loose = "[^A-Za-z0-9]{0,3}".join(parts)
    return re.compile(rf"(?<![A-Za-z0-9]){loose}(?![A-Za-z0-9])", re.IGNORECASE)


@cache
def _is_telling(number: str, prefix: str) -> bool:
    """Whether a number can be told from a year, a house number or a sum: one of ours, letters and
    figures, or many figures.
    """
    figures = sum(char.isdigit() for char in number)
    ours = bool(prefix) and number.startswith(f"{prefix}-")
    return ours or figures > 6 or (figures > 1 and any(char.isalpha() for char in number))


_words_of_remitter = lru_cache(10_000)(remitter_words)
"""Texts are read again by every reader of the same account."""


class Reader:
    """Reads the texts of payments, each once.

    `numbers` are those of the notices of each State and meeting, of which ours begin with `prefix`;
    `meetings` the words by which each meeting is called; `placed` the texts of receipts that were
    placed, each with the State that paid.
    """

    def __init__(
        self,
        numbers: Mapping[Place, Sequence[str]],
        prefix: str,
        finder: StateFinder,
        names: Mapping[str, str],
        meetings: Mapping[str, Sequence[str]],
        placed: Iterable[tuple[str, str]],
    ) -> None:
        self._finder, self._names = finder, names
        self._own, self._treaties = prefix.casefold(), patterns("treaties")
        self._readings: dict[str, Said] = {}
        self._numbers = {
            place: [(number, _as_copied(number)) for number in own if _is_telling(number, prefix)]
            for place, own in numbers.items()
        }
        self._forms = {
            _of_form(number, place[0])
            for place, own in numbers.items()
            for number in own
            if prefix and number.startswith(f"{prefix}-")
        }
        self._meetings = {
            meeting: tuple(f" {normal(word)} " for word in words)
            for meeting, words in meetings.items()
        }
        said = (word.strip() for words in self._meetings.values() for word in words)
        self._of_meetings = frozenset(said)
        self._besides = {part for word in self._of_meetings for part in word.split()}
        self._remitters: dict[frozenset[str], Counter[str]] = {}
        for text, state in placed:
            self._learn(text, state)

    def _words(self, text: str) -> frozenset[str]:
        return _words_of_remitter(text, self._of_meetings)

    def _learn(self, text: str, state: str) -> frozenset[str]:
        words = self._words(text)
        self._remitters.setdefault(words, Counter())[state] += 1
        return words

    def learn(self, text: str, states: Iterable[str]) -> None:
        """Count a receipt as placed for these States."""
        for state in states:
            words = self._learn(text, state)
            for each in list(self._readings):
                if self._words(each) == words:
                    del self._readings[each]

    def name(self, state: str) -> str:
        """The name of a State."""
        return self._names.get(state, state)

    def read(self, text: str) -> Said:
        """What a text speaks of."""
        if text not in self._readings:
            self._readings[text] = self._read(text)
        return self._readings[text]

    def _read(self, text: str) -> Said:
        states: dict[str, tuple[int, str]] = {}
        remitter = self._words(text)
        theirs = self._remitters.get(remitter, Counter()) if len(remitter) > 1 else Counter()
        if len(theirs) == 1:
            (state,) = theirs
            states[state] = (
                REMEMBERED,
                f"a remitter whose money was placed for {self.name(state)}",
            )
        for code, word in self._finder.coded_in(text).items():
            states[code] = (max(CODED, states.get(code, (0, ""))[0]), f"has the code {word}")
        named = self._finder.named_in(text)
        for code in named:
            states[code] = (NAMED, f"names {self.name(code)}")
        quoted = {
            place: number
            for place, numbers in self._numbers.items()
            for number, copied in numbers
            if copied.search(text)
        }
        quoting = {state for state, _ in quoted}
        for code in set(theirs) - quoting - named if quoting else ():
            states.pop(code, None)  # what is quoted weighs more than what a remitter paid before
        words = f" {normal(text)} "
        meetings = {
            meeting
            for meeting, called in self._meetings.items()
            if any(word in words for word in called)
        }
        otherwise = self._finder.called_otherwise(text, self._besides)
        unknown = next(self._unknown(text), ("", ""))
        is_foreign = not quoted and not meetings and self._is_foreign(words)
        returned = next((word for word in words.split() if word in RETURNED_WORDS), "")
        return Said(
            states, named, quoted, meetings, otherwise, unknown, is_foreign, returned.upper()
        )

    def _is_foreign(self, words: str) -> bool:
        """Whether a text names conventions, and not ours, if the letters of our numbers tell it."""
        named = {name for name, each in self._treaties.items() if each.search(words)}
        return self._own in self._treaties and bool(named) and self._own not in named

    def _unknown(self, text: str) -> Iterator[tuple[str, str]]:
        """What stands in a text in the form of our numbers, and is none that was given."""
        for form in self._forms:
            for found in form.finditer(text):
                code = (found.groupdict().get("code") or "").upper()
                if code and not self._finder.coded_in(code):
                    continue
                copies = (copied for own in self._numbers.values() for _, copied in own)
                if not any(copied.fullmatch(found[0]) for copied in copies):
                    yield found[0], code
