"""The article with which a name stands within a sentence.

The articles of States are data of the words (`state_articles`, after UNTERM), as are the nouns with
which the name of an office or a mission begins (`articles`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ccmcost.words.catalogue import tables

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


def in_text(name: str, language: str) -> str:
    """The name of an office within a sentence: with its article,
    if the language's article for its noun is known.
    """
    first = name.split(" ", 1)[0]
    if language == "en":
        if first in ("The", "the"):
            return f"the{name[3:]}"
        return name if len(first) > 1 and first.isupper() and first == name else f"the {name}"
    noun = first.casefold().strip(",")
    nouns: Mapping[str, str] = tables(language).get("articles", {})
    article = (article for article, words in nouns.items() if noun in words.split())
    return f"{next(article, '')}{name}"
