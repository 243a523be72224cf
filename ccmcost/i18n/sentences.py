"""Steps become sentences: the words of a language with each figure written in that language's way."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from ccmcost.model.money import Money, scaled_text
from ccmcost.model.rates import rate_text, share_text
from ccmcost.model.states import States
from ccmcost.statement.explanation import Code, Exact, Figure, Percent, RateFigure, Step

EXACT_DECIMALS = 6


def catalogue(language: str) -> Mapping[str, str]:
    """The words of a language by key."""
    words: Mapping[str, str] = importlib.import_module(f"ccmcost.i18n.{language}").WORDS
    return words


def sentence(step: Step, states: States, language: str = "en") -> str:
    """One step as a sentence."""
    words = catalogue(language)
    shown = {name: _figure(name, figure, states, words, language) for name, figure in step.figures.items()}
    return words[step.key].format(**shown)


def _figure(name: str, figure: Figure, states: States, words: Mapping[str, str], language: str) -> str:
    match figure:
        case Money():
            return str(figure)
        case Exact(value, money):
            return f"{money.currency} {exact_text(value, money)}"
        case Percent(share):
            return share_text(share)
        case RateFigure(thousandths):
            return rate_text(thousandths)
        case Code(code):
            return states.name(code, language)
        case date():
            return figure.isoformat()
        case str() if name == "status":
            return words[f"status_{figure}"]
        case _:
            return str(figure)


def exact_text(value: Fraction, money: Money) -> str:
    """An exact amount in major units with six decimals, cut (not rounded) and marked with dots if digits follow."""
    scaled = abs(value) * 10**EXACT_DECIMALS / 10**money.decimals
    digits = scaled.numerator // scaled.denominator
    whole, _, decimals = scaled_text(digits, EXACT_DECIMALS).partition(".")
    more = "" if scaled.denominator == 1 else "..."
    return ("-" if value < 0 else "") + f"{int(whole):,}.{decimals}{more}"
