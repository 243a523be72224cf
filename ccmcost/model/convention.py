"""What is a convention's own: names, cost article in its words, prefixes, default rule,
kinds of meetings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ccmcost.model.rule import Rule
from ccmcost.model.states import EntryIntoForce


class MeetingKind(NamedTuple):
    """A kind of formal meeting, or of budget: prefix of its ids, title, and what makes its cost
    shareable; rule and currency, where they are not those of the convention. `by_status`: nobody
    takes part, such as in a budget, and the States Parties on the day are its list.
    """

    prefix: str
    title: str
    basis: str
    rule: str = ""
    currency: str = ""
    by_status: bool = False
    instrument: str = ""


class CostArticle(NamedTuple):
    """The article that shares the costs; `paragraphs` holds its words by number and language."""

    number: str
    title: str
    source: str
    paragraphs: Mapping[str, Mapping[str, str]]


class Instrument(NamedTuple):
    """One of several treaties that a convention consists of, such as a protocol: a State is a party
    to each by itself. Its article on costs, if that is not the convention's.
    """

    names: Mapping[str, str]
    chapter: str
    source: str
    entry_into_force: EntryIntoForce
    cost_article: CostArticle | None = None


PRACTICED = ("decision", "notices", "delegations", "official_list", "settlement")
"""Dates of a meeting that practice may give; the go/no-go day has keys of its own."""

ANCHORS = ("previous_closing", "decision", "opening", "closing")
"""Days that practice counts from. `previous_closing`: the last day of the meeting before,
preparatory ones aside.
"""


class Practice(NamedTuple):
    """A date that practice gives: so many days after (or, negative, before) another one,
    with what the practice rests on.
    """

    date: str
    counted_from: str
    days: int
    basis: str


class Appeal(NamedTuple):
    """What reminders cite in support of prompt payment: a sentence by language,
    for letters of `since` or later.
    """

    since: date
    source: str
    words: Mapping[str, str]


_NO_BLANKS = ("ar", "zh")
"""Languages that write words together, so that a word has no end to be seen."""


class Convention(NamedTuple):
    """One convention, as `data/convention.toml` states it."""

    id: str
    prefix: str
    names: Mapping[str, str]
    languages: tuple[str, ...]
    default_rule: str
    rules: tuple[str, ...]
    cost_article: CostArticle
    entry_into_force: EntryIntoForce
    meeting_kinds: Mapping[str, MeetingKind]
    go_no_go_days: int
    go_no_go_basis: str
    illustrative_amount: str
    currency: str
    treaty_status_source: str
    treaty_chapter: str
    practices: tuple[Practice, ...] = ()
    appeal: Appeal | None = None
    instruments: Mapping[str, Instrument] = {}
    words: Mapping[str, Mapping[str, str]] = {}
    """By language: what is said instead of a word of the catalogue, such as `Treaty`."""
    whole: Convention | None = None
    """The convention of which this is one instrument."""

    def of(self, instrument: str) -> Convention:
        """The convention as one of its instruments has it: names, entry into force, article on
        costs, source of treaty status, and rules: where its kinds of meetings name theirs, these
        first, and none that only those of another instrument name.
        """
        if not instrument:
            return self
        own, kinds = self.instruments[instrument], self.meeting_kinds.values()
        first = [kind.rule for kind in kinds if kind.instrument == instrument and kind.rule]
        named = {kind.rule for kind in kinds if kind.instrument != instrument}
        others = named - {*first} if first else ()
        known = (*(rule for rule in first if rule in self.rules), *self.rules)
        return self._replace(
            names=own.names,
            treaty_chapter=own.chapter,
            treaty_status_source=own.source,
            entry_into_force=own.entry_into_force,
            cost_article=own.cost_article or self.cost_article,
            rules=tuple(dict.fromkeys(rule for rule in known if rule not in others)),
            whole=self,
        )

    def of_all(self, instruments: Iterable[str]) -> Convention:
        """The convention as a document on all of these names it: the one treaty, or the whole."""
        found = {*instruments}
        return self.of(found.pop()) if len(found) == 1 else self

    @property
    def name(self) -> str:
        """Name in English."""
        return self.names["en"]

    @property
    def symbol_like(self) -> str:
        """What the symbol of one of its documents may look like: `CCM/MSP/2023/6`."""
        kinds = [kind.prefix.upper() for kind in self.meeting_kinds.values()]
        return "/".join([self.prefix, *kinds[:1], "2023", "6"])

    def in_its_words(self, phrases: Mapping[str, str], language: str) -> Mapping[str, str]:
        """Phrases of a language in the words of this convention; figures in braces stay."""
        if not (own := self.words.get(language)):
            return phrases
        said = {
            word[:1].upper() + word[1:]: text[:1].upper() + text[1:] for word, text in own.items()
        }
        said |= own
        longest = sorted(map(re.escape, said), key=len, reverse=True)
        ends = r"(?<![^\W\d_]){}(?![^\W\d_])" if language not in _NO_BLANKS else "{}"
        word = re.compile(r"\{[^{}]*\}|" + ends.format(f"(?:{'|'.join(longest)})"))
        return {
            key: word.sub(lambda found: said.get(found[0], found[0]), phrase)
            for key, phrase in phrases.items()
        }

    def says(self, text: str, language: str = "en") -> str:
        """A sentence in the words of this convention."""
        return self.in_its_words({"": text}, language)[""]

    def paragraph_of(self, rule: Rule) -> str:
        """The number of the paragraph of the cost article that a rule applies; empty if none."""
        number = rule.paragraph or self.paragraph_named(rule.legal_source)
        return number if number in self.cost_article.paragraphs else ""

    def paragraph_named(self, legal_source: str) -> str:
        """The number of the paragraph of the cost article that a legal source names (`Convention on
        Cluster Munitions, art. 14(1)`); empty if it names another one.
        """
        start = f"{self.name}, art. {self.cost_article.number}("
        number = legal_source.removeprefix(start).removesuffix(")")
        named = legal_source == f"{start}{number})" and number in self.cost_article.paragraphs
        return number if named else ""

    def appeal_on(self, day: date, language: str) -> str:
        """The sentence that a reminder of a day cites; empty where there is none in this language
        or for this day.
        """
        return (
            self.appeal.words.get(language, "") if self.appeal and self.appeal.since <= day else ""
        )
