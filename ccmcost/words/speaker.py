"""What outputs say in one language: phrases, plurals, numbers, money, rates, shares, days and
names. Whatever reaches a reader as text is formatted here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache, reduce
from typing import Any, TypeVar

from ccmcost.model.calendar import Span
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.model.rates import Years, share_text
from ccmcost.model.states import States
from ccmcost.text import without_hidden
from ccmcost.words.articles import contracted, in_text, of_state, state_in_text, typeset
from ccmcost.words.catalogue import COMMON, Document, catalogue, for_number, tables
from ccmcost.words.known import known
from ccmcost.words.numbers import (
    day,
    days,
    exact,
    habit,
    in_words,
    isolated,
    money,
    number,
    rate,
    share,
    short_money,
    years,
)
from ccmcost.words.steps import (
    Code,
    Codes,
    Exact,
    FromData,
    Joined,
    Listed,
    Named,
    Percent,
    RateFigure,
    Step,
)

T = TypeVar("T")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


class Phrases:
    """The phrases of one language; each of `documents` may say some its own way."""

    def __init__(self, language: str, *documents: Document) -> None:
        self.language = language
        self._words = catalogue(language, *COMMON, *documents)

    def __call__(self, key: str, /, **figures: Any) -> str:
        """A phrase of the catalogue. Figures are text in the language's way, or stand as they are:
        of a record (a sum of money, a result) a phrase may say a part, `{base.rule.id}`.
        """
        return self._words[key].format(**figures)

    def for_number(self, key: str, count: int, /, **figures: Any) -> str:
        """The phrase of a key in its form for a number."""
        return for_number(self._words, key, count, self.language).format(**figures)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a phrase."""
        return key in self._words


@cache
def english(*documents: Document) -> Phrases:
    """What screens say, and what `documents` say more: they speak English only."""
    return Phrases("en", "screen", *documents)


class Speaker(Phrases):
    """The words of one language for one convention; each of `documents` may say some phrases its
    own way.
    """

    def __init__(
        self, language: str, convention: Convention, states: States, *documents: Document
    ) -> None:
        super().__init__(language, *documents)
        self.states, self.convention = states, convention
        self._words = convention.in_its_words(self._words, language)

    def __call__(self, key: str, /, **figures: Any) -> str:
        """A phrase of the catalogue with its figures, which are written in the language's way."""
        phrase = self._words[key]
        shown = {name: self.shown(figure) for name, figure in figures.items()}
        return _opened(phrase, phrase.format(**shown, **self._owned(phrase, figures)))

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if habit(self.language).right_to_left else "ltr"

    @property
    def convention_name(self) -> str:
        """The name of the convention."""
        return self.of(self.convention.names)

    def of(self, names: Mapping[str, str]) -> str:
        """A name in the language, else in English, else nothing."""
        return without_hidden(names.get(self.language) or names.get("en") or "")

    def quoted(self, text: str) -> str:
        """Text as the data hold it, without characters that control direction; in a right-to-left
        language isolated, unless it is itself right-to-left.
        """
        plain = without_hidden(text)
        return plain if _RIGHT_TO_LEFT.search(plain) else self.isolated(plain)

    def isolated(self, text: str) -> str:
        """Text that must keep its left-to-right order."""
        return isolated(text, self.language)

    def shown(self, value: Any) -> str:
        """A value as text. Text is shown as it is, a whole number in groups of three, a fraction in
        per cent with one decimal, meetings by their names.
        """
        how = _SHOWN.get(type(value))
        return how(self, value) if how else str(value)

    def _count(self, value: int) -> str:
        written = number(str(value), self.language)
        return written if written.isdigit() else self.isolated(written)

    def sentence(self, step: Step) -> str:
        """A step as a sentence. Reasons of a difference between rules are said on the screen alone,
        in English.
        """
        other_rules = catalogue("en", "other_rules")
        words = other_rules if step.key in other_rules else self._words
        count = step.figures.get("count")
        phrase = (
            for_number(words, step.key, count, self.language)
            if isinstance(count, int)
            else words[step.key]
        )
        figures = {name: self._figure(name, figure) for name, figure in step.figures.items()}
        return _opened(phrase, phrase.format(**figures, **self._owned(phrase, step.figures)))

    def _owned(self, phrase: str, figures: Mapping[str, Any]) -> dict[str, str]:
        """What a phrase says to be of a State: `{of_state}`, where `state` is one."""
        return {
            f"of_{name}": self.of_state(figure.code)
            for name, figure in figures.items()
            if isinstance(figure, Code) and f"{{of_{name}}}" in phrase
        }

    def _figure(self, name: str, figure: object) -> str:
        match figure:
            case str() if name in ("status", "list", "role"):
                return self(f"{name}_{figure}")
            case str():
                return self.quoted(figure)
            case int():
                return in_words(figure, self.language) if name == "count" else str(figure)
            case Named():
                return self.quoted(self.shown(figure))
        return self.shown(figure)

    def sentences(self, steps: Iterable[Step]) -> list[str]:
        """Steps as sentences."""
        return [self.sentence(step) for step in steps]

    def known(self, text: str) -> str:
        """What the data write in English, in the words of the language where it is the project's
        own; a title of a document stands as it is.
        """
        if (whole := self._known(text)) or "; " not in text:
            return whole or self.quoted(text)
        told = [(part, self._known(part)) for part in text.split("; ")]
        if not any(said for _, said in told):
            return self.quoted(text)
        return self.joined(said or self.quoted(part) for part, said in told)

    def _known(self, text: str) -> str:
        step = known(text, self.convention)
        return self.sentence(step) if step else ""

    def said(self, value: Any) -> Any:
        """Fields of a document as text: values, rows and lists.
        Text stays as it is; no line end parts an amount.
        """
        match value:
            case Money():
                return self.shown(value).replace(" ", "\u00a0")
            case Joined(parts, between):
                return (between or self("join_texts")).join(map(self.said, parts))
            case Step() | Named() | Listed() | FromData() | Span() | date():
                return self.shown(value)
            case Mapping():
                return {name: self.said(each) for name, each in value.items()}
            case list():
                return [self.said(each) for each in value]
        return value

    def state(self, code: str) -> str:
        """The name of a State."""
        return typeset(without_hidden(self.states.name(code, self.language)))

    def state_in_text(self, code: str) -> str:
        """A State as it stands within a sentence of English, French or Spanish: `the Netherlands`,
        `le Japon`. Empty where the article is not known, and in other languages.
        """
        name, names = self.states.name(code, self.language), self.states.names_of_now(code)
        return typeset(state_in_text(code, name, names, self.language)) if names else ""

    def of_state(self, code: str) -> str:
        """What belongs to a State: `of Japan`, `du Japon`; in brackets where the grammar of its
        name is not known.
        """
        name, names = self.states.name(code, self.language), self.states.names_of_now(code)
        return typeset(of_state(code, name, names, self.language) if names else f"({name})")

    def _state_of_phrase(self, code: str) -> str:
        """A State as a phrase names it: in English alone with its article."""
        named = self.state_in_text(code) if self.language == "en" else ""
        return self.quoted(named or self.state(code))

    def in_order(self, items: Iterable[T], code: Callable[[T], str]) -> list[T]:
        """What a document lists of States, in the alphabetical order of its language; `code` gives
        the State of each.
        """
        return sorted(items, key=lambda item: self.states.place(code(item), self.language))

    def order_notes(self) -> list[str]:
        """That States stand in English alphabetical order, in a language without an order."""
        own = self.states.ordered_in(self.language) == self.language
        return [] if own else [self("order_english")]

    def listed(self, codes: Iterable[str]) -> str:
        """States by name, in alphabetical order."""
        return self("join_states").join(map(self.with_code, self.in_order(codes, str)))

    def with_code(self, code: str) -> str:
        """The name of a State and its code."""
        return f"{self.state(code)} ({code})"

    def joined(self, texts: Iterable[str]) -> str:
        """Several texts, as the language parts them."""
        return self("join_texts").join(text for text in texts if text)

    def together(self, texts: Iterable[str]) -> str:
        """`a`, `a and b`, `a, b and c` in the language; in Spanish `a e Italia`."""
        *firsts, last = texts
        first = self("join_states").join(firsts)
        told = self("join_last", first=first, last=last) if firsts else last
        return first + contracted(told.removeprefix(first), self.language)

    def paragraph(self, texts: Iterable[str]) -> str:
        """Sentences one after the other, as the language parts them."""
        return reduce(lambda one, two: self("join_sentences", first=one, second=two), texts)

    def number(self, text: str) -> str:
        """A plain number in the language's way, with the plus sign that it may have."""
        sign, plain = ("+", text[1:]) if text.startswith("+") else ("", text)
        return self.isolated(sign + number(plain, self.language))

    def plain(self, amount: Money) -> str:
        """An amount without its currency, in the language's way and direction."""
        return self.number(amount.plain())

    def signed(self, amount: Money) -> str:
        """A change without its currency: a plus sign before what is more than nothing."""
        return self.number(("+" if amount.minor > 0 else "") + amount.plain())

    def whole(self, amount: Money) -> str:
        """An amount with its currency, without decimals that are all zero."""
        return short_money(amount, self.language)

    def per_cent(self, part: Fraction, decimals: int) -> str:
        """A share in per cent, without a sign."""
        return self.number(share_text(part, decimals))

    def place(self, name: str) -> str:
        """A city or a venue by its name in the language, else by that of the register."""
        named: str = tables(self.language).get("places", {}).get(name, name)
        return named

    def missing(self, key: str) -> str:
        """What stands where issuer.toml is still empty."""
        named = key.replace(".", "_")
        gap = f"gap_{named}"
        return self("to_fill_in", what=self(gap if self.has(gap) else named))

    def meeting(self, meeting: Meeting) -> dict[str, str]:
        """Name, dates and place of a meeting."""
        country = self.state(meeting.country) if meeting.country else ""
        named = (self.place(meeting.city), country)
        where = self("join_place").join(part for part in named if part)
        venue = self.quoted(self.place(meeting.venue)) if meeting.venue else ""
        if where and venue:
            where = self("join_venue", place=where, venue=venue)
        return {
            "name": self.of(meeting.names),
            "dates": self.shown(meeting.dates or ""),
            "place": where or venue,
        }

    def issuer(self, issuer: Issuer) -> dict[str, object]:
        """Name and address of the issuing office, or what is to be filled in."""
        address = [self.quoted(line) for line in issuer.address] or [self.missing("office.address")]
        return {"name": self._issuer_name(issuer), "address": address}

    def _issuer_name(self, issuer: Issuer) -> str:
        return self.of(issuer.names) or self.missing("office.names.en")

    def issuer_in_text(self, issuer: Issuer) -> str:
        """The issuing office as it stands within a sentence, with its article;
        or what is to be filled in.
        """
        given, name = issuer.in_text.get(self.language), issuer.names.get(self.language)
        return given or (in_text(name, self.language) if name else self._issuer_name(issuer))

    def lacks_article(self, issuer: Issuer) -> bool:
        """Whether nothing tells how the name of the office stands within a sentence: it has none in
        the language, or one whose article is not known (French, Spanish).
        """
        if self.language == "en" or issuer.in_text.get(self.language) or not self.of(issuer.names):
            return False
        name, articles = issuer.names.get(self.language), "articles" in tables(self.language)
        return name is None or (articles and in_text(name, self.language) == name)

    def mission(self, code: str) -> str:
        """The kind of mission that a State is written to; empty for one that is no State."""
        state = self.states.get(code)
        return (
            ""
            if state is None
            else self("permanent_observer_mission" if state.is_observer else "permanent_mission")
        )

    def page_head(
        self, issuer: Issuer, title: str, reference: str, kind: str = ""
    ) -> dict[str, object]:
        """What every page of a document begins with; `kind` stands above a title that does not say
        it.
        """
        return {
            "lang": self.language,
            "dir": self.direction,
            "document_title": f"{title.rstrip('.。')} ({reference})",
            "issuer": self.issuer(issuer),
            "convention": self.convention_name,
            "kind": kind,
            "title": title,
            "courtesy": self.courtesy(issuer),
            "attached": self("data_attached"),
            "reference": reference,
        }

    def office_fields(self, issuer: Issuer, on: date) -> dict[str, Any]:
        """The fields that every DOCX template may use."""
        in_sentence = self.issuer_in_text(issuer)
        return {
            "date": self.shown(on),
            "convention": self.convention_name,
            "issuer": self._issuer_name(issuer),
            "issuer_in_text": in_sentence,
            "issuer_opening": f"{in_sentence[:1].upper()}{in_sentence[1:]}",
            "courtesy": self.courtesy(issuer),
        }

    def courtesy(self, issuer: Issuer) -> str:
        """The line that a language without a named reviewer carries."""
        return "" if issuer.is_reviewed(self.language) else self("courtesy")


_SHOWN: Mapping[type, Callable[[Speaker, Any], str]] = {
    int: Speaker._count,
    Money: lambda words, value: money(value, words.language),
    Fraction: lambda words, value: words.per_cent(value, 1),
    Exact: lambda words, value: exact(value.value, value.money, words.language),
    Percent: lambda words, value: share(value.share, words.language),
    RateFigure: lambda words, value: rate(value.thousandths, words.language),
    date: lambda words, value: day(value, words.language),
    Span: lambda words, value: days(value, words.language),
    Step: lambda words, value: words.sentence(value),
    Joined: lambda words, value: (value.between or words("join_texts")).join(
        map(words.shown, value.parts)
    ),
    Meeting: lambda words, value: words.of(value.names),
    Named: lambda words, value: words.of(value.names),
    Listed: lambda words, value: words.together(map(words.shown, value.parts)),
    Code: lambda words, value: words._state_of_phrase(value.code),
    Codes: lambda words, value: words("join_states").join(
        map(words.state, words.in_order(value.codes, str))
    ),
    FromData: lambda words, value: words.known(value.text),
    Years: lambda words, value: years(value, words.language),
    list: lambda words, value: words.joined(map(words.shown, value)),
}
"""How a value of each kind is written."""


def _opened(phrase: str, said: str) -> str:
    """A sentence that opens with a State, with a capital for the article of its name."""
    return f"T{said[1:]}" if phrase.startswith("{state}") and said.startswith("the ") else said
