"""How the mission of a State is named, and greeted, in each language. What a noun becomes in an
address is data of the words (`salutations`).
"""

from __future__ import annotations

import re

from ccmcost.words.articles import contracted, in_text
from ccmcost.words.catalogue import tables
from ccmcost.words.speaker import Speaker

_SCRIPTS = {"ar": re.compile("[\u0620-\u06ff]"), "zh": re.compile("[\u4e00-\u9fff]")}
"""Letters by which a name is known to be in a language that has a script of its own."""


def mission_of(code: str, words: Speaker) -> str:
    """The mission of a State, as a letter is addressed to it; an organization by its name."""
    mission = words.mission(code)
    if not mission:
        return words.state(code)
    return words("mission_of", mission=mission, of_state=words.of_state(code))


def to_mission(mission: str, code: str, words: Speaker) -> str:
    """Whom a note greets, with its article and case: `the Permanent Mission of Japan`, `à la
    Mission permanente du Japon`. A name that the language does not know, such as one in another
    language, is greeted by its kind and the State.
    """
    return _greeted(mission, words) or _greeted(mission_of(code, words), words) or mission


def _greeted(mission: str, words: Speaker) -> str:
    language = words.language
    if script := _SCRIPTS.get(language):
        greeted = f"إلى {mission}" if language == "ar" else mission
        return greeted if script.search(mission) else ""
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
