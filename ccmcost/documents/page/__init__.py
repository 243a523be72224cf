"""What a page carries, as JSON: the base case, every State that could take part, the rules to
choose from, the words; and what the index of the pages carries: meetings, States, words.

Numbers are text, names are text, `<` never stands as itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from ccmcost import __version__
from ccmcost.calc.assess import billing_unit
from ccmcost.calc.liable import rate_of
from ccmcost.manifest import SPECIMEN
from ccmcost.model.assessment import Apportionment
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, fraction_text
from ccmcost.model.rule import Relief, Rule
from ccmcost.model.states import States
from ccmcost.sharing.explanation import cost_source, documents_of_list, rule_source, scale_source
from ccmcost.text import spelt_out
from ccmcost.words.articles import of_state
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.words.numbers import habit, in_words, money
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import joined_known
from ccmcost.words.steps import FromData, Step, say

Names = Mapping[str, tuple[str, ...]]
RESIDUALS = ("largest_amounts", "largest_remainder", "none")
_RULE = (
    *("id", "liable", "states_not_party", "residual", "unit", "ceiling", "ldc_ceiling", "floor"),
    *("hold_minimum", "limits", "share_decimals", "share_residual", "fixed", "rates"),
    *("fixed_amounts", "minimum", "threshold", "relief"),
)
_SAID = re.compile(
    "status_.*|total(_credit)?|pool_(?!without).*|rate_.*|sum_of_rates|set_(apart|off)|share_.*|exact.*|rounded_.*"
    "|residual_.*|relief_.*"
    "|caution_scale_.*|title_specimen|col_(state|role|rate|share|amount)|role_.*|annex_(residual|total)"
    "|heading_(sources|derivation)|order_english"
)
"""The keys of the documents' catalogue that the page says too."""
_SAID_OF_PROOF = (
    *("proof_amount", "proof_amounts", "proof_data", "proof_rate", "proof_figure_lacking"),
    *("proof_other_data", "proof_unlisted", "proof_refused", "proof_issued"),
    *("proof_issued_only", "proof_list_source", "proof_unissued_listed"),
)
"""Those that say what was found of a notice."""
_SAID_BY_INDEX = re.compile("page_(title|unofficial|private|language|you(_hint|_none)?|index_.*)")


def shown(sentence: str) -> str:
    """Text whose controls are spelt out, but for the isolates that sentences of a right-to-left
    language are built with.
    """
    return spelt_out(sentence, "\u2066\u2069")


def page_json(
    base: Apportionment,
    others: tuple[Rule, ...] | None,
    names: Names,
    language: str,
    index: bool = False,
) -> str:
    """The page's data as JSON that no script element can be closed by.

    `others` are the rules to choose from besides the one in force; None offers no choice. `names`
    are further names of States to search by; `index` says that an index of the pages stands beside
    the page. Raises DataError if a billing unit does not fit the currency.
    """
    return _closed({**_document(base, others, names, language), "index": index})


def _closed(document: Mapping[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def index_json(
    convention: Convention,
    states: States,
    meetings: Iterable[tuple[Meeting, str]],
    names: Names,
    language: str,
) -> str:
    """The data of the index as JSON: every meeting with what stands beside its name, in each
    language; the States to choose from; `names` as in `page_json`.
    """
    pages = list(meetings)
    spoken = [Speaker(each, convention, states, "page") for each in LANGUAGES]
    document = {
        "language": language,
        "languages": [each for each in LANGUAGES if each in convention.languages],
        "named": LANGUAGES,
        "states": [[code, *_named(states, code, names.get(code, ()))] for code in sorted(states)],
        "order": _orders(states, states),
        "habits": {each: habit(each)._asdict() for each in LANGUAGES},
        "words": {each: convention.in_its_words(_index_words(each), each) for each in LANGUAGES},
        "texts": {
            words.language: {
                "language": words("page_language_name"),
                "convention": shown(words.convention_name),
                "meetings": {each.id: listed(each, file, words) for each, file in pages},
            }
            for words in spoken
        },
    }
    return _closed(document)


def _index_words(language: str) -> dict[str, str]:
    said = catalogue(language, "page")
    return {key: text for key, text in said.items() if _SAID_BY_INDEX.fullmatch(key)}


def listed(meeting: Meeting, file: str, words: Speaker) -> tuple[str, str]:
    """A meeting in the index: its name, and its days, its place and what its page is. `file` is
    empty if it has none.
    """
    said = words.meeting(meeting)
    when = [said["dates"], shown(said["place"])]
    if file.startswith(SPECIMEN):
        when.append(words("page_index_specimen"))
    if not file:
        when.append(words("page_index_absent"))
    return shown(said["name"]), " · ".join(part for part in when if part)


def _document(
    base: Apportionment, others: tuple[Rule, ...] | None, names: Names, language: str
) -> dict[str, Any]:
    assert base.meeting is not None
    total, scale = base.cost.total, base.scale
    rules = (base.rule, *(rule for rule in others or () if rule.id != base.rule.id))
    codes = {code for rule in rules for code in rule.named} | base.list.codes | set(base.states)
    return {
        "version": __version__,
        "language": language,
        "languages": [each for each in LANGUAGES if each in base.convention.languages],
        "named": LANGUAGES,
        "meeting": base.meeting.id,
        "scale": {
            "resolution": spelt_out(scale.resolution),
            "chosen": base.scale_chosen,
        },
        "cost": {**total._asdict(), "minor": str(total.minor), "status": base.cost.status},
        "list": {"status": base.list.status, "codes": sorted(base.list.codes)},
        # one of several readings of the convention's article
        "unsettled": base.rule.id in base.convention.rules,
        "residuals": [] if others is None else RESIDUALS,
        "rules": [
            {
                **rule_data(rule, billing_unit(rule._replace(residual="none"), total)),
                "text": hashlib.sha256(rule.text.encode()).hexdigest(),
            }
            for rule in rules
        ],
        "states": [_entrant(base, code, names.get(code, ())) for code in sorted(codes)],
        "order": _orders(base.states, codes),
        "checked": [[line.code, str(line.amount)] for line in base.assessment.lines],
        "habits": {each: habit(each)._asdict() for each in LANGUAGES},
        "texts": {each: _texts(base, each) for each in LANGUAGES},
        "words": {each: base.convention.in_its_words(_words(each), each) for each in LANGUAGES},
    }


def _entrant(base: Apportionment, code: str, other_names: tuple[str, ...]) -> list[Any]:
    """A State (or an organization that a rule names) as the page offers it;
    the rate is that of the scale alone.
    """
    state = base.states.get(code)
    if state is None:
        named = _named(base.states, code, other_names)
        return [code, *named, "organization", 0, None, "", None, _owned(base.states, code)]
    rate = rate_of(code, base.scale, base.rule._replace(rates={}))
    role = base.role(code) or "observer_state"
    known = [code, *_named(base.states, code, other_names), role, int(state.is_ldc(base.day))]
    if rate is None:
        return [*known, None, "", None, _owned(base.states, code)]
    basis = None if rate.origin == "adopted" else spelt_out(rate.basis)
    return [*known, str(rate.thousandths), rate.origin, basis, _owned(base.states, code)]


def _named(states: States, code: str, other_names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The names of a State in each language, and what else it is searched by."""
    spoken = states.names(code) or {"en": code}
    names = [spelt_out(spoken.get(language, "")) for language in LANGUAGES]
    others = (states[code].iso2, *other_names) if code in states else other_names
    return names, [spelt_out(name) for name in others if name]


def _owned(states: States, code: str) -> list[str]:
    """What belongs to the State, as each language says it: `of Japan`, `du Japon`."""
    spoken = states.names(code)
    return [
        spelt_out(of_state(code, name, spoken, each)) if (name := spoken.get(each)) else ""
        for each in LANGUAGES
    ]


def _orders(states: States, codes: Iterable[str]) -> dict[str, str]:
    """The codes in the alphabetical order of each language that has one of its own."""
    return {
        language: " ".join(sorted(codes, key=lambda code: states.place(code, language)))
        for language in LANGUAGES
        if states.ordered_in(language) == language
    }


def rule_data(rule: Rule, unit: int) -> dict[str, Any]:
    """A rule with its figures as text, exact fractions as `p/q`,
    and its billing unit in minor units.
    """
    return {name: str(unit) if name == "unit" else _figure(getattr(rule, name)) for name in _RULE}


def _figure(value: object) -> object:
    match value:
        case Fraction():
            return fraction_text(value)
        case Rate():
            return [str(value.thousandths), spelt_out(value.basis)]
        case Money():
            return str(value.minor)
        case Relief():
            levels = {
                name: [fraction_text(part), states] for name, (part, states) in value.levels.items()
            }
            return {"borne_by": value.borne_by, "levels": levels}
        case Mapping():
            return {code: _figure(value[code]) for code in sorted(value)}
    return value


def _texts(base: Apportionment, language: str) -> dict[str, Any]:
    assert base.meeting is not None
    words = Speaker(language, base.convention, base.states)
    meeting = words.meeting(base.meeting)
    return {
        "language": catalogue(language, "page")["page_language_name"],
        "convention": spelt_out(words.convention_name),
        "meeting": spelt_out(meeting["name"]),
        "when": when_and_where(meeting),
        "counts": [in_words(count, language) for count in range(10)],
        "years": words.shown(base.scale.years).strip("\u2066\u2069"),
        "whole": money(base.cost.total, language, short=True).strip("\u2066\u2069"),
        "sources": [shown(text) for text in words.sentences(sources_of(base))],
    }


def sources_of(base: Apportionment) -> list[Step]:
    """What rule, rates, list and cost rest on; a list that was given has no source."""
    documents = documents_of_list(base)
    if base.list.follows_treaty:
        documents.insert(0, base.convention.treaty_status_source)
    cited = "; ".join(documents)
    listed = (
        [say("source_whole_list", list=base.list.status, source=FromData(cited))] if cited else []
    )
    return [rule_source(base), scale_source(base), *listed, cost_source(base)]


def when_and_where(meeting: Mapping[str, str]) -> str:
    """The days and the place of a meeting (as `Speaker.meeting` gives them),
    as far as they are known.
    """
    return joined_known(meeting["dates"], shown(meeting["place"]), between=" · ")


def _words(language: str) -> dict[str, str]:
    said = {
        key.replace("#1", "_one"): text
        for key, text in catalogue(language).items()
        if _SAID.fullmatch(key)
    }
    proof = catalogue(language, "proof")
    return said | {key: proof[key] for key in _SAID_OF_PROOF} | dict(catalogue(language, "page"))
