"""Steps become sentences: the words of a language with each figure written in that language's way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ccmcost.model.calendar import parse_day
from ccmcost.model.money import Money
from ccmcost.model.states import States
from ccmcost.statement.explanation import Code, Codes, Evidence, Exact, Figure, Named, Percent, RateFigure, Step
from ccmcost.words.catalogue import catalogue, for_number
from ccmcost.words.numbers import day, exact, isolated, money, rate, share

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_PART = re.compile(r"(.+) \(part (\d+)\)")
_LISTED = re.compile(r'listed as "(.+)"(, settled by alias)?')


def sentence(step: Step, states: States, language: str = "en") -> str:
    """One step as a sentence. Reasons of a difference between rules are said on the screen alone, in English."""
    other_rules = catalogue("en", "other_rules")
    words = other_rules if step.key in other_rules else catalogue(language)
    shown = {name: _figure(name, figure, states, words, language) for name, figure in step.figures.items()}
    count = step.figures.get("count")
    phrase = for_number(words, step.key, count, language) if isinstance(count, int) else words[step.key]
    return phrase.format(**shown)


def _figure(name: str, figure: Figure, states: States, words: Mapping[str, str], language: str) -> str:
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
            return words[f"status_{figure}" if name == "status" else f"list_{figure}"]
        case str():
            return quoted(figure, language)
        case _:
            return str(figure)


def quoted(text: str, language: str) -> str:
    """Text as the data hold it; in a right-to-left language isolated, unless it is itself right-to-left."""
    return text if _RIGHT_TO_LEFT.search(text) else isolated(text, language)


def _evidence(text: str, words: Mapping[str, str], language: str) -> str:
    if language == "en":
        return text
    part = _PART.fullmatch(text)
    if part is not None:
        return words["evidence_part"].format(evidence=_evidence(part[1], words, language), part=part[2])
    listed = _LISTED.fullmatch(text)
    if listed is not None:
        key = "evidence_listed_alias" if listed[2] else "evidence_listed"
        return words[key].format(name=quoted(listed[1], language))
    since = parse_day(text.removeprefix("in force since "))
    if since is not None:
        return words["evidence_in_force"].format(day=day(since, language))
    return words.get(f"evidence_{text}") or quoted(text, language)
