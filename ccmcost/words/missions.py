"""How a State and its mission are named within a sentence of each language.

The articles of States are data of the words (`state_articles`, after UNTERM), as are the nouns with
which a name or a mission begins (`articles`), what prepositions become before an article
(`contractions`), and what a noun becomes in an address (`salutations`). Where one of them says
nothing, the name stands in brackets, which needs no grammar.
"""

from __future__ import annotations

import re

from ccmcost.words.articles import in_text
from ccmcost.words.catalogue import tables
from ccmcost.words.speaker import Speaker

_ELIDED = re.compile(r"[aeiouâàéèêëîïôûhAEIOUÂÀÉÈÊËÎÏÔÛH]")


def of_state(code: str, words: Speaker) -> str:
    """What belongs to a State: `of Japan`, `du Japon`, `لليابان`; in brackets where the grammar of
    the name is not known.
    """
    name = words.state(code)
    if words.language == "zh":
        return name
    if words.language == "ar" and code in words.states:
        return _for_arabic(name)
    named = words.state_in_text(code)
    if not named:
        return f"({name})"
    if words.language == "fr" and named == name and _ELIDED.match(name):
        return f"d’{name}"
    return contracted(f"{'of' if words.language == 'en' else 'de'} {named}", words.language)


def mission_of(code: str, words: Speaker) -> str:
    """The mission of a State, as a letter is addressed to it; an organization by its name."""
    mission = words.mission(code)
    if not mission:
        return words.state(code)
    return words("mission_of", mission=mission, of_state=of_state(code, words))


def to_mission(mission: str, code: str, words: Speaker) -> str:
    """Whom a note greets, with its article and case: `the Permanent Mission of Japan`, `à la
    Mission permanente du Japon`. A name that begins with no known noun is greeted by its kind.
    """
    return _greeted(mission, words) or _greeted(words.mission(code), words) or mission


def _greeted(mission: str, words: Speaker) -> str:
    language = words.language
    if not mission or language == "zh":
        return mission
    if language == "ar":
        return f"إلى {mission}"
    if language == "ru":
        cases = tables(language)["salutations"].items()
        found = (
            dative + mission[len(noun) :] for noun, dative in cases if mission.startswith(noun)
        )
        return next(found, "")
    named = in_text(mission, language)
    if language == "en":
        return named
    return contracted(f"{'à' if language == 'fr' else 'a'} {named}", language) * (named != mission)


def contracted(text: str, language: str) -> str:
    """A preposition and what follows it, as the language writes the two: `du Japon`."""
    for apart, together in tables(language).get("contractions", {}).items():
        if text.startswith(apart):
            return f"{together}{text[len(apart) :]}"
    return text


def _for_arabic(name: str) -> str:
    """A name after the preposition that is written together with it, and with its article."""
    return f"لل{name[2:]}" if name.startswith("ال") else f"ل{name}"
