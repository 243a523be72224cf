"""The phrases of each language, from `en.toml`, `fr.toml` and so on: a table for each document,
read when asked for.

A further language is a file here, its names in the data, and a font that has its letters.
tests/test_words.py holds every file against the English one, and each phrase against the code that
says it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

from ccmcost.workspace import packaged_templates

Document = Literal[
    "explanation",
    "notice",
    "contributions",
    "joining",
    "proof",
    "estimate",
    "letters",
    "calendar",
    "annual",
    "page",
    "other_rules",
    "screen",
    "sheet",
    "charts",
    "history",
    "plans",
    "planning",
    "workbook",
    "audit",
    "state",
    "journal",
    "app",
    "approval",
]
FOLDER = Path(__file__).parent
COMMON: tuple[Document, ...] = ("explanation", "notice", "contributions", "joining")
"""What all documents may say."""


def _languages() -> tuple[str, ...]:
    """By the first line of each file, `order = N`: the files themselves are read when something is
    said.
    """
    order = {}
    for path in FOLDER.glob("*.toml"):
        with path.open(encoding="utf-8") as lines:
            order[path.stem] = tomllib.loads(next(lines))["order"]
    return tuple(sorted(order, key=lambda language: (order[language], language)))


LANGUAGES = _languages()


def templates_of(kind: str) -> tuple[str, ...]:
    """Languages for which a template of a kind of document is at hand."""
    return tuple(
        each for each in LANGUAGES if (packaged_templates() / each / f"{kind}.docx").is_file()
    )


TEMPLATES = templates_of("cover")
"""Languages of letters."""


@cache
def habits(language: str) -> Mapping[str, Any]:
    """How a language writes numbers and days: the first tables of its file, which are read alone,
    so that a short screen need not wait for the phrases.
    """
    with (FOLDER / f"{language}.toml").open(encoding="utf-8") as lines:
        first = takewhile(lambda line: not line.startswith("[explanation]"), lines)
        return tomllib.loads("".join(first))


@cache
def tables(language: str) -> Mapping[str, Any]:
    """Everything that the file of a language holds."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def language_names(language: str) -> tuple[str, ...]:
    """What a language is called in itself and in English."""
    return (
        tables(language)["page"]["page_language_name"],
        tables("en")["screen"][f"language_{language}"],
    )


@cache
def catalogue(language: str, *documents: Document) -> Mapping[str, str]:
    """The phrases of these documents by key, in their order; those of all documents if none is
    named.

    Where two say the same key, the later one's phrase stands. A form for a number has a key of its
    own: see `for_number`.
    """
    found: dict[str, str] = {}
    for document in documents or COMMON:
        for key, phrase in tables(language)[document].items():
            found |= _forms(key, phrase) if isinstance(phrase, dict) else {key: phrase}
    return found


def _forms(key: str, forms: Mapping[str, str]) -> dict[str, str]:
    return {key if form == "other" else f"{key}#{form}": text for form, text in forms.items()}


def for_number(words: Mapping[str, str], key: str, number: int, language: str) -> str:
    """The phrase of a key for a number: its form for the number itself,
    else for numbers of its kind, else the rest.
    """
    kind = KINDS[tables(language)["numbers"]["plural"]](number)
    return words.get(f"{key}#{number}") or words.get(f"{key}#{kind}") or words[key]


def _arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    return "few" if 3 <= number % 100 <= 10 else "many" if number % 100 >= 11 else "other"


def _slavic(number: int) -> str:
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


KINDS: Mapping[str, Callable[[int], str]] = {
    "none": lambda number: "other",
    "one": lambda number: "one" if number == 1 else "other",
    "up_to_two": lambda number: "one" if number < 2 else "other",
    "slavic": _slavic,
    "arabic": _arabic,
}
"""How languages part whole numbers into kinds with forms of their own (`plural` in their files).
Rules: Unicode CLDR.
"""
