"""The phrases that estimates and letters need beside their templates,
in the languages of those templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ccmcost.words.catalogue import catalogue, for_number, tables

LANGUAGES = ("en", "fr", "es")
"""Languages for which templates of letters and estimates are at hand."""


def phrases(language: str) -> Mapping[str, str]:
    """The phrases of a language by key."""
    return catalogue(language, "estimate", "letters")


def phrase(language: str, key: str, **figures: str) -> str:
    """A phrase with its figures, which are text already written in the language's way."""
    return phrases(language)[key].format(**figures)


def states_count(number: int, language: str) -> str:
    """`111 States`."""
    return for_number(phrases(language), "states_count", number, language).format(n=number)


def in_text(name: str, language: str) -> str:
    """The name of an office within a sentence: with its article,
    if the language's article for its noun is known.
    """
    first = name.split(" ", 1)[0]
    if language == "en":
        if first in ("The", "the"):
            return f"the{name[3:]}"
        return name if len(first) > 1 and first.isupper() and first == name else f"the {name}"
    nouns = tables(language).get("articles", {})
    article = next(
        (
            article
            for article, words in nouns.items()
            if first.casefold().strip(",") in words.split()
        ),
        "",
    )
    return f"{article}{name}"


def listed(names: Sequence[str], language: str) -> str:
    """Several names as a sentence lists them: `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {phrase(language, 'and')} {names[-1]}"
