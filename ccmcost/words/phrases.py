"""Phrases by their key, in one language; and the English of screens."""

from __future__ import annotations

from functools import cache
from typing import Any

from ccmcost.words.catalogue import COMMON, Document, catalogue, for_number

Figure = str | int | tuple[Any, ...]
"""What a phrase says in its braces: text and numbers, or a record (a sum of money, a result) of
which it says itself, `{total}`, or a part, `{base.rule.id}`.
"""


class Phrases:
    """The phrases of one language; each of `documents` may say some its own way."""

    def __init__(self, language: str, *documents: Document) -> None:
        self.language = language
        self._words = catalogue(language, *COMMON, *documents)

    def __call__(self, key: str, /, **figures: Figure) -> str:
        """A phrase of the catalogue; figures are text in the language's way,
        or stand as they are.
        """
        return self._words[key].format(**figures)

    def for_number(self, key: str, number: int, /, **figures: Figure) -> str:
        """The phrase of a key in its form for a number."""
        return for_number(self._words, key, number, self.language).format(**figures)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds a phrase."""
        return key in self._words


@cache
def english(*documents: Document) -> Phrases:
    """What screens say, and what `documents` say more: they speak English only."""
    return Phrases("en", "screen", *documents)
