"""The words by which tables and lists in English, French and Spanish announce what stands in them,
all normalised.

They stand in words.toml, which also says what each set of them is for; here they get their names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ccmcost.intake.found import Section

_TABLES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)


def _list(text: str) -> list[str]:
    return text.replace("\n", "|").strip("|").split("|")


def pattern(name: str, flags: int = 0, table: str = "patterns") -> re.Pattern[str]:
    """A pattern of words, ready to be looked for."""
    return re.compile("|".join(_list(_TABLES[table][name])), flags)


def patterns(table: str, flags: int = 0) -> dict[Any, re.Pattern[str]]:
    """The patterns of a table by their names, in its order."""
    return {name: pattern(name, flags, table) for name in _TABLES[table]}


def places(table: str) -> dict[str, int]:
    """Words by their place in the lists of a table, counted from 1:
    the months, the ordinal numbers.
    """
    lists = map(_list, _TABLES[table].values())
    return {
        word: at
        for words in lists
        for at, choice in enumerate(words, 1)
        for word in choice.split("/")
    }


WORDS = {name: frozenset(_list(text)) for name, text in _TABLES.items() if isinstance(text, str)}
"""All sets of words and phrases by name."""


def __getattr__(name: str) -> frozenset[str]:
    """A set of words as a constant of this module: `STATE_COLUMNS` is `state_columns`."""
    try:
        return WORDS[name.casefold()]
    except KeyError:
        raise AttributeError(name) from None


DELEGATION_WORDS = WORDS["delegation_words"].union(*map(str.split, WORDS["delegation_lines"]))
CATEGORY_WORDS = WORDS["state_words"] | WORDS["category_words"]
ROLE_CELLS: dict[str, Section] = {
    word: role for role, words in _TABLES["role_cells"].items() for word in _list(words)
}
DAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|mie|jue|vie|day|jour|dia)[a-z]* "
    r"?[0-9]{0,2}(?: [a-z]{3,10})?"
    r"|[0-9]{1,2} [a-z]{3,10}(?: [0-9]{4})?"
)
"""The heading of a column for one day of a meeting."""

_NOUN = re.compile(
    r"states?|etats?|estados?|countries|pays|paises|delegations|delegaciones|parties|signator\w+"
    r"|signatair\w+"
)
_LONGEST_NUMBER = 6


@cache
def _cardinals() -> dict[str, int]:
    """Numbers up to 199 as words."""
    words: dict[str, int] = {}
    for language in _TABLES["cardinals"].values():
        units = enumerate(language["units"].split(), 1)
        small: dict[str, int] = {
            name.replace("-", " "): number for number, name in units
        } | language["further"]
        for ten, name in language["tens"].items():
            small.setdefault(name, int(ten))
            most = 19 if name in language["with_teens"] else 9
            for link in language["links"]:
                small |= {
                    f"{name} {link}{unit}": int(ten) + number
                    for unit, number in small.items()
                    if number <= most
                }
        small |= language["whole"]
        for hundred in language["hundreds"]:
            small |= {
                f"{hundred} {unit}": 100 + number for unit, number in small.items() if number < 100
            } | {hundred: 100}
        words |= small
    return words


def counts_in(words: str) -> list[int]:
    """The numbers of two and more that normalised words write out before States:
    `following nine States Parties`.
    """
    return [
        number
        for number, rest in _written(words)
        if _NOUN.fullmatch(next((word for word in rest if word not in WORDS["before_states"]), ""))
    ]


def written_numbers(words: str) -> list[int]:
    """The numbers of two and more that normalised words write out."""
    return [number for number, _ in _written(words)]


def _written(words: str) -> Iterator[tuple[int, list[str]]]:
    """Each number of two and more that normalised words write out, and the words behind it."""
    given, at, numbers = words.split(), 0, _cardinals()
    while at < len(given):
        length = next(
            (n for n in range(_LONGEST_NUMBER, 1, -1) if " ".join(given[at : at + n]) in numbers),
            1,
        )
        number = numbers.get(" ".join(given[at : at + length]))
        at += length
        if number is not None and number > 1:
            yield number, given[at:]
