"""The article with which a name stands within a sentence.

The articles of States are data of the words (`state_articles`, after UNTERM), as are the nouns with
which the name of an office or a mission begins (`articles`), and what prepositions become before
an article (`contractions`) and the genitives of Russian (`state_genitives`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ccmcost.words.catalogue import tables

_ELIDED = re.compile(r"[aeiouâàéèêëîïôûhAEIOUÂÀÉÈÊËÎÏÔÛH]")
_POSSESSIVE = ("my", "our", "your", "his", "her", "its", "their")
_BRACKETS = re.compile(r"(?P<name>.+) \((?P<title>.+)\)")


def state_in_text(code: str, name: str, names: Mapping[str, str], language: str) -> str:
    """A State as it stands within a sentence; `name` is its name on the day, `names` those of now.
    Empty where the article is not known.
    """
    articles = tables(language).get("state_articles")
    if articles is None:
        return ""
    if titled := _BRACKETS.fullmatch(name):
        title = titled["title"]
        between = "" if title[-1] in ("'", "’") else " "
        whole = f"{title}{between}{titled['name']}"
        named = in_text(whole, language)
        return named if named != whole else ""
    if name != names.get(language):
        return ""  # a name of an earlier day may have had another article
    article = next((article for article, codes in articles.items() if code in codes.split()), "")
    return f"{article}{name}"


def of_state(code: str, name: str, names: Mapping[str, str], language: str) -> str:
    """What belongs to a State: `of Japan`, `du Japon`, `Японии`; as `state_in_text` is called. In
    brackets, which need no grammar, where that of the name is not known.
    """
    if language == "zh":
        return name
    if language == "ar":
        return f"لل{name[2:]}" if name.startswith("ال") else f"ل{name}"
    if genitives := tables(language).get("state_genitives"):
        known: str = genitives[code if code in genitives and name == names[language] else "other"]
        return known.format(name=name)
    named = state_in_text(code, name, names, language)
    if language == "en":
        return f"of {named or name}"
    if not named:
        return f"({name})"
    if language == "fr" and named == name and _ELIDED.match(name):
        return f"d’{name}"
    return contracted(f"de {named}", language)


def typeset(name: str) -> str:
    """A name as a document shows it: the data write a straight apostrophe, a page has the one that
    its sentences have, and in an Arabic name the dash of its like for a low line. Files for
    programs keep those of the data.
    """
    return name.replace("'", "’").replace(" _)", " -)")


def contracted(text: str, language: str) -> str:
    """A preposition and what follows it, as the language writes the two: `du Japon`."""
    for apart, together in tables(language).get("contractions", {}).items():
        if text.startswith(apart):
            return f"{together}{text[len(apart) :]}"
    return text


def in_text(name: str, language: str) -> str:
    """The name of an office within a sentence: with its article,
    if the language's article for its noun is known.
    """
    first = name.split(" ", 1)[0]
    if language == "en":
        if first in ("The", "the"):
            return f"the{name[3:]}"
        if first.casefold() in _POSSESSIVE:
            return name
        return name if len(first) > 1 and first.isupper() and first == name else f"the {name}"
    noun = first.casefold().strip(",")
    nouns: Mapping[str, str] = tables(language).get("articles", {})
    article = (article for article, words in nouns.items() if noun in words.split())
    return f"{next(article, '')}{name}"
