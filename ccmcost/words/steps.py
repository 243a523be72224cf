"""What is to be said, before a language is chosen: a key of the catalogue with figures;
and how it becomes a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ccmcost.model.calendar import parse_day
from ccmcost.model.money import Money
from ccmcost.model.states import States
from ccmcost.words.catalogue import catalogue, for_number
from ccmcost.words.numbers import day, exact, isolated, money, rate, share

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


class Exact(NamedTuple):
    """An exact amount in minor units that is shown with more decimals than the currency has."""

    value: Fraction
    money: Money


class Percent(NamedTuple):
    """A share shown in per cent with six decimals."""

    share: Fraction


class RateFigure(NamedTuple):
    """A rate or a sum of rates, shown in per cent with three decimals."""

    thousandths: int


class Code(NamedTuple):
    """A State, shown by its name in the language."""

    code: str


class Codes(NamedTuple):
    """Several States, shown by their names in the language."""

    codes: tuple[str, ...]


class Named(NamedTuple):
    """A name by language; English where a language has none."""

    names: Mapping[str, str]


class Evidence(NamedTuple):
    """What proves a State's presence, as the list writes it;
    its usual words are known to every language.
    """

    text: str


Figure = int | str | date | Money | Exact | Percent | RateFigure | Code | Codes | Named | Evidence


class Step(NamedTuple):
    """A phrase to be said: a key of the catalogue and the figures that its sentence needs."""

    key: str
    figures: dict[str, Figure]


def say(key: str, /, **figures: Figure) -> Step:
    """A phrase to be said, with its figures by name."""
    return Step(key, figures)


class Joined(NamedTuple):
    """Several values in one text, with something between them."""

    parts: tuple[object, ...]
    between: str = "; "


def sentence(
    step: Step, states: States, language: str = "en", own: Mapping[str, str] | None = None
) -> str:
    """One step as a sentence, by the phrases of all documents or those that a document adds to them
    (`own`).

    Reasons of a difference between rules are said on the screen alone, in English.
    """
    other_rules = catalogue("en", "other_rules")
    words = other_rules if step.key in other_rules else own or catalogue(language)
    shown = {
        name: _figure(name, figure, states, words, language)
        for name, figure in step.figures.items()
    }
    count = step.figures.get("count")
    phrase = (
        for_number(words, step.key, count, language) if isinstance(count, int) else words[step.key]
    )
    return phrase.format(**shown)


def _figure(
    name: str, figure: Figure, states: States, words: Mapping[str, str], language: str
) -> str:
    match figure:
        case Money():
            return money(figure, language)
        case Exact(value, total):
            return exact(value, total, language)
        case Percent(value):
            return share(value, language)
        case RateFigure(thousandths):
            return rate(thousandths, language)
        case Code(code):
            return quoted(states.name(code, language), language)
        case Codes(codes):
            return ", ".join(f"{states.name(code, language)} ({code})" for code in codes)
        case Named(names):
            return quoted(names.get(language, names["en"]), language)
        case Evidence(text):
            return "; ".join(_evidence(part, words, language) for part in text.split("; "))
        case date():
            return day(figure, language)
        case str() if name in ("status", "list"):
            return words[f"{name}_{figure}"]
        case str():
            return quoted(figure, language)
        case _:
            return str(figure)


def quoted(text: str, language: str) -> str:
    """Text as the data hold it; in a right-to-left language isolated,
    unless it is itself right-to-left.
    """
    return text if _RIGHT_TO_LEFT.search(text) else isolated(text, language)


def _evidence(text: str, words: Mapping[str, str], language: str) -> str:
    """What a list writes in English, in the words of the language:
    by the English phrase that it is an instance of.
    """
    if language == "en":
        return text
    for key, pattern in _phrases_of_evidence().items():
        found = pattern.fullmatch(text)
        parts = found.groupdict() if found else {}
        figures = {name: _of_evidence(name, part, words, language) for name, part in parts.items()}
        if found and all(figures.values()):
            return words[key].format(**figures)
    return quoted(text, language)


def _of_evidence(name: str, part: str, words: Mapping[str, str], language: str) -> str:
    if name == "day":
        since = parse_day(part)
        return day(since, language) if since else ""
    return (
        _evidence(part, words, language)
        if name == "evidence"
        else part
        if name == "part"
        else quoted(part, language)
    )


@cache
def _phrases_of_evidence() -> Mapping[str, re.Pattern[str]]:
    """Each English phrase on evidence as the pattern of its instances."""
    return {
        key: re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(phrase)))
        for key, phrase in catalogue("en", "explanation").items()
        if key.startswith("evidence_")
    }
