"""How the mission of a State is named, and greeted, in each language. What a noun becomes in an
address is data of the words (`salutations`).
"""

from __future__ import annotations

from ccmcost.words.articles import contracted, in_text
from ccmcost.words.catalogue import tables
from ccmcost.words.speaker import Speaker


def mission_of(code: str, words: Speaker) -> str:
    """The mission of a State, as a letter is addressed to it; an organization by its name."""
    mission = words.mission(code)
    if not mission:
        return words.state(code)
    return words("mission_of", mission=mission, of_state=words.of_state(code))


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
