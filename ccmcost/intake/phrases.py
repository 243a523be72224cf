"""How documents in English, French and Spanish say who the following States are: parties, signatories, observers."""

from __future__ import annotations

import re

from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import ORGANIZATION_WORDS, STATE_WORDS, Section

_STATE = r"(?:states?|etats?|estados?|countries|pays|paises)"
_NOT_PARTY = re.compile(
    rf"\bnon (?:states? )?part(?:y|ies)\b|{_STATE} (?:which are |that are |qui ne sont |que no son )?"
    r"(?:not (?:yet )?part|non part|no part|pas part|non state part)|\bnot part(?:y|ies)\b|\bnon signator"
    r"|\bnon signatair|\bno signatari"
)
_PENDING = re.compile(
    r"not (?:yet )?entered into force|not yet in force|had (?:ratified|acceded)|nest pas encore entree?"
    r"|(?:ont|avaient) ratifie|aun no ha entrado|todavia no ha entrado|(?:habian|han) ratificado"
)
_PARTY = re.compile(
    rf"{_STATE} part(?:y|ies|ie|es|e)\b|\bparties to the\b|\bhigh contracting parties\b|^sp$|^parties$|^party$"
)
_SIGNATORY = re.compile(r"\bsignator|\bsignatair|\bsignatari")
_OBSERVER = re.compile(r"\bobserv")
_ORGANIZATION = re.compile(
    r"\borgani[sz]a|\borganismes?|\borganismos?|\bagenc|\bunited nations\b|\bnations unies\b|\bnaciones unidas\b"
    r"|\bsecretariat"
    r"|\bsecretari[ao]\b|\bcivil society|\bsociete civile|\bsociedad civil|\bentit|\bngos?\b|\bacademi|\buniversit|\bmedia\b"
    r"|\bimplementation support unit|\bred cross\b|\bcroix rouge|\bcruz roja|\binstitut"
)


def section_of(text: str) -> Section | None:
    """What a heading or an announcing sentence is about, or None if it does not say."""
    words = normal(text)
    if _NOT_PARTY.search(words):
        return "observer_state"
    if _PENDING.search(words):
        return "by_status"
    if _SIGNATORY.search(words):
        return "signatory"
    if _OBSERVER.search(words):
        states = re.search(rf"\b{_STATE}\b", words)
        return "organization" if _ORGANIZATION.search(words) and not states else "observer_state"
    if _PARTY.search(words):
        return "state_party"
    return "organization" if _ORGANIZATION.search(words) else None


_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,3}|[IVX]{1,5}|[A-Za-z])\s*[.)]\s+")
_HEADING_WORDS = 12
_SINGULAR = frozenset(("observer", "observateur", "observatrice", "observador", "observadora", "signatory", "signataire"))
_SINGULAR |= frozenset(("signatario", "party", "state", "estado", "etat"))
"""Words that a delegate's title may be; a heading stands in the plural."""


def heading_of(line: str) -> Section | None:
    """The section that a line of its own opens: `STATES PARTIES`, `II. Etats signataires`, `Organizaciones`; else None.

    The whole line must be made of words of such headings; over organizations, commas are allowed only in capitals.
    """
    text = _NUMBERED.sub("", line).strip(" .:*-–—")
    if not text or len(text) > 120:
        return None
    for piece in re.split(r"\s+[/|–—-]\s+|(?<=[A-ZÉ])/(?=[A-ZÉ])", text):
        words = normal(piece).split()
        if not words or len(words) > _HEADING_WORDS:
            return None
        section = section_of(" ".join(words))
        if section == "organization" and set(words) <= ORGANIZATION_WORDS and ("," not in piece or piece == piece.upper()):
            return section
        if section in ("state_party", "signatory", "observer_state") and _is_state_heading(words):
            return section
    return None


def _is_state_heading(words: list[str]) -> bool:
    return set(words) <= STATE_WORDS and not (len(words) == 1 and words[0] in _SINGULAR)
