"""How documents in English, French and Spanish say who the following States are: parties, signatories, observers."""

from __future__ import annotations

import re
from typing import Literal

from ccmcost.intake.names import normal

Section = Literal["state_party", "signatory", "observer_state", "organization", "by_status"]
"""What a heading or sentence announces; `by_status` are States whose role only treaty status can tell."""

_STATE = r"(?:states?|etats?|estados?|countries|pays|paises)"
_NOT_PARTY = re.compile(
    rf"\bnon (?:states? )?part(?:y|ies)\b|{_STATE} (?:which are |that are |qui ne sont |que no son )?"
    r"(?:not (?:yet )?part|non part|no part|pas part|non state part)|\bnot part(?:y|ies)\b|\bnon signator|\bnon signatair|\bno signatari"
)
_PENDING = re.compile(
    r"not (?:yet )?entered into force|not yet in force|had (?:ratified|acceded)|n est pas encore entree?|nest pas encore entree?"
    r"|(?:ont|avaient) ratifie|aun no ha entrado|todavia no ha entrado|(?:habian|han) ratificado"
)
_PARTY = re.compile(rf"{_STATE} part(?:y|ies|ie|es|e)\b|\bparties to the\b|\bhigh contracting parties\b|^sp$|^parties$|^party$")
_SIGNATORY = re.compile(r"\bsignator|\bsignatair|\bsignatari")
_OBSERVER = re.compile(r"\bobserv")
_ORGANIZATION = re.compile(
    r"\borgani[sz]a|\borganismes?|\borganismos?|\bagenc|\bunited nations\b|\bnations unies\b|\bnaciones unidas\b|\bsecretariat"
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
_SINGULAR = frozenset(
    "observer observateur observatrice observador observadora signatory signataire signatario party state estado etat".split()
)
"""Words that a delegate's title may be; a heading stands in the plural."""
_HEADINGS = re.compile(
    rf"(?:list of |liste des |lista de )?(?:participating |other |autres |otros |{_STATE} )*"
    rf"(?:{_STATE}(?: (?:parties|party|partes?|parties? a la convention|to convention|participantes?|participating))*"
    r"|signator(?:y|ies)|signatair\w*|signatari\w*|observ\w+|non|not|no|parties|party|parte?s?|signator\w+|states?|to|of|a|la|convention"
    r"|convencion|en|as|by|qualite|calidad|d|de|dobservateurs?|que|son|qui|sont|which|are|ne|pas|yet|and|et|y|i|ii|iii|iv|v|participating"
    rf"|{_STATE}| )+"
)


def heading_of(line: str) -> Section | None:
    """The section that a line of its own opens: `STATES PARTIES`, `II. Etats signataires`, `Organizaciones`. None if it opens none.

    For States the whole line must be made of such words; a line in capitals or without a comma may name organizations.
    """
    text = _NUMBERED.sub("", line).strip(" .:*-–—")
    for piece in re.split(r"\s+[/|–—-]\s+|(?<=[A-ZÉS])/(?=[A-ZÉ])", text):
        words = normal(piece)
        if not words or len(words.split()) > _HEADING_WORDS:
            return None
        section = section_of(words)
        if section is None:
            continue
        if section == "organization":
            return section if _is_organization_heading(piece, words) else None
        if _HEADINGS.fullmatch(words) and words not in _SINGULAR:
            return section
    return None


_ORGANIZATION_HEADINGS = re.compile(
    r"(?:list of )?(?:(?:other|international|regional|intergovernmental|non|nongovernmental|governmental|and|its|observer|specialized|united"
    r"|nations|system|related|entities|entity|agencies|agency|funds|fund|programmes|offices|bodies|organi[sz]ations?|ngos?|civil|society"
    r"|academic|academia|institutions?|institutes?|research|secretariat|of|to|convention|conference|meeting|as|observers?|media|department|departments|red"
    r"|cross|crescent|movement|implementation|support|unit|universities|university|experts|guests|invited|entities|for"
    r"|autres|organisations?|organismes?|internationales?|regionales?|intergouvernementales?|gouvernementales?|et|des|les|de|la|du|nations|unies"
    r"|institutions|specialisees|societe|civile|secretariat|observateurs|observatrices|systeme|programmes|fonds|universites|en|qualite|d|dobservateurs"
    r"|otras|otros|organizaciones|organismos|internacionales|regionales|intergubernamentales|gubernamentales|no|y|las|los|naciones|unidas"
    r"|especializados|especializadas|sociedad|secretaria|observadoras|observadores|sistema|programas|fondos|entidades|instituciones|academicas"
    r"|universidades|calidad) ?)+"
)


def _is_organization_heading(printed: str, words: str) -> bool:
    in_capitals = printed == printed.upper()
    return bool(_ORGANIZATION_HEADINGS.fullmatch(words)) and (in_capitals or "," not in printed)
