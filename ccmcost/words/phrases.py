"""Phrases by their key, in one language; and the English of screens."""

from __future__ import annotations

from functools import cache

from ccmcost.model.money import Money
from ccmcost.words.catalogue import COMMON, Document, catalogue, for_number


class Phrases:
    """The phrases of one language; each of `documents` may say some its own way."""

    def __init__(self, language: str, *documents: Document) -> None:
        self.language = language
        self._words = catalogue(language, *COMMON, *documents)

    def __call__(self, key: str, /, **figures: str | int | Money) -> str:
        """A phrase of the catalogue; figures are text in the language's way,
        or stand as they are.
        """
        return self._words[key].format(**figures)

    def for_number(self, key: str, number: int, /, **figures: str | int | Money) -> str:
        """The phrase of a key in its form for a number."""
        return for_number(self._words, key, number, self.language).format(**figures)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a phrase."""
        return key in self._words


@cache
def english() -> Phrases:
    """What screens say: they speak English only."""
    return Phrases("en", "screen")
