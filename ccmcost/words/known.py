"""What data write in English that is the project's own words, not the title of a document:
recognised here, so that a document says it in its own language.

The patterns are those of the data, the words are phrases of the catalogue; either may change alone.
"""

from __future__ import annotations

import re
from functools import cache

from ccmcost.model.calendar import typed_day
from ccmcost.model.convention import Convention
from ccmcost.model.rates import Years, parse_rate
from ccmcost.model.states import ROLES
from ccmcost.words.steps import Figure, FromData, Named, RateFigure, Step

_DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
_RATE = r"(?P<rate>\d+\.\d+)"
_ARTICLE = r"Article (?P<article>\d+)\((?P<paragraph>\d+)\)"
_ROLE = rf"(?P<role>{'|'.join(ROLES)})"
_YEARS = r"(?P<years>\d{4}-\d{4})"
_NOTE = r"Note verbale of the Secretary-General, {} \(copy without day or reference\)"
_WRITTEN = {
    "evidence_in_force": rf"in force since {_DAY}",
    "evidence_news": "news",
    "evidence_statement": "statement",
    "evidence_office": "office",
    "evidence_evidence": "evidence",
    "evidence_part": r"(?P<evidence>.+) \(part (?P<part>\d+)\)",
    "evidence_listed": r'listed as "(?P<name>[^"]+)"',
    "evidence_listed_alias": r'listed as "(?P<name>[^"]+)", settled by alias',
    "evidence_listed_under": rf'listed as "(?P<name>[^"]+)" under {_ROLE}',
    "evidence_listed_under_alias": rf'listed as "(?P<name>[^"]+)" under {_ROLE}, settled by alias',
    "known_depositary": rf"UN Treaty Collection, chapter (?P<chapter>\S+), as at {_DAY}",
    "known_pages": "public pages of the United Nations and of the Implementation Support Unit on "
    "the meeting",
    "known_announced": r"announcements as known on (?P<day>\d+ [A-Z][a-z]+ \d{4})",
    "known_no_cost": "no cost has been published; a round amount from which shares can be read",
    "known_funds": r"practice of related conventions, in which funds are to be in hand about "
    r"(?P<n>\d+) days before a meeting; this Convention has no such rule",
    "known_decision": r"practice: the previous meeting approves the estimate by its last day "
    r"\((?P<documents>\S+(?: and \d+)?), documents of one meeting, are estimates of later ones\)",
    "known_notional": r"(?P<resolution>A/RES/\S+), para\. (?P<number>\d+)\((?P<letter>[a-z])\): "
    r"notional assessment rate",
    "known_admitted": r"(?P<resolution>A/RES/\S+), para\. (?P<number>\d+): admitted on "
    r"14 July 2011, rate for 2011 and 2012",
    "known_minimum": "minimum rate of the scale",
    "known_minimum_unpublished": r"minimum rate of the scale \(no figure has been published\)",
    "known_minimum_unchanged": r"minimum rate of the scale, unchanged since (?P<year>\d{4})",
    "known_next_scale": rf"notional rate of the next scale \({_YEARS}\), itself implied",
    "known_assumed": "assumed: (?P<basis>.+)",
    "known_no_figure": "no figure has been published",
    "known_implied": "implied by the UNESCO contributions of 2014 and 2015",
    "known_used": rf"used at {_RATE} by (?P<users>.+)",
    "known_annex": rf"(?P<document>[A-Z]+(?:/\w+)+) annex \(UN scale of {_YEARS}\)",
    "known_rule_pooled": rf"{_ARTICLE}: participating States Parties and States not party, "
    "in one pool",
    "known_rule_all": rf"{_ARTICLE}: all States Parties, present or not, and participating "
    "States not party",
    "known_rule_straight": rf"{_ARTICLE}: States not party pay their unadjusted UN rate, and "
    "States Parties share the rest",
    "known_rule_parties": rf"{_ARTICLE}: the States Parties alone",
    "known_paragraph": r"(?P<document>[A-Z]+(?:/[A-Z0-9.]+)+), para(?:\.|graph) "
    r"(?P<number>\d+)",
    "known_note_verbale": r"Note verbale (?P<document>[A-Z]+\S+), (?P<day>\d+ [A-Z][a-z]+ \d{4})",
    "known_note_undated": r"Note verbale of the Secretary-General "
    r"\(copy without date or reference\)",
    "known_note_2014": _NOTE.format("December 2014"),
    "known_note_2017": _NOTE.format("February 2017"),
    "known_group_observer": "observer State; member of the group",
    "known_group_weog": "WEOG observer; counted as WEOG for elections",
}
"""What each phrase is the translation of; a group is a figure of the phrase."""


def known(text: str, convention: Convention) -> Step | None:
    """The phrase for a text of the data and its figures; None if it is not one of the project's."""
    if paragraph := convention.paragraph_named(text):
        figures: dict[str, Figure] = {"convention": Named(convention.names), "paragraph": paragraph}
        return Step("source_article", figures | {"article": convention.cost_article.number})
    for key, pattern in _patterns().items():
        if found := pattern.fullmatch(text):
            parts = found.groupdict(default="")
            read = {name: _figure(name, part) for name, part in parts.items()}
            said = {name: figure for name, figure in read.items() if figure is not None}
            return Step(key, said) if said.keys() == read.keys() else None
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in _WRITTEN.items()}


def _figure(name: str, part: str) -> Figure | None:
    match name:
        case "day":
            return typed_day(part)
        case "years":
            return Years(*map(int, part.split("-")))
        case "rate":
            thousandths = parse_rate(part)
            return None if thousandths is None else RateFigure(thousandths)
        case "evidence" | "basis":
            return FromData(part)
        case "users":
            return part.replace(" and ", ", ")
    return int(part) if part.isdigit() else part
