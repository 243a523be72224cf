"""The figures and words of a page as JSON: numbers as text, names as text, `<` never as itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ccmcost import __version__
from ccmcost.model.rates import fraction_text
from ccmcost.model.rule import Rule
from ccmcost.statement.page import Entrant, PageRule, PageView
from ccmcost.text import spelt_out
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.words.numbers import habit, money
from ccmcost.words.speaker import Speaker

RESIDUALS = ("largest_amounts", "largest_remainder", "none")
_SAID = re.compile(
    "status_.*|total(_credit)?|pool_(?!without).*|rate_.*|sum_of_rates|set_apart|share_.*|exact.*|rounded_.*|residual_.*"
    "|caution_scale_.*|title_specimen|col_(state|role|rate|share|amount)|role_.*|annex_(residual|total)"
    "|heading_(sources|derivation)"
)
"""The keys of the documents' catalogue that the page says too."""


def plain_text(text: str) -> str:
    """Text from the data without controls that could turn what stands beside it: each is written out as its code."""
    return spelt_out(text)


def shown(sentence: str) -> str:
    """As `plain_text`, but with the isolates that sentences of a right-to-left language are built with."""
    return spelt_out(sentence, "\u2066\u2069")


def data_json(view: PageView, language: str) -> str:
    """The page's data as JSON that no script element can be closed by."""
    text = json.dumps(_document(view, language), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _document(view: PageView, language: str) -> dict[str, Any]:
    base = view.base
    assert base.meeting is not None
    total = base.cost.total
    cost = {"minor": str(total.minor), "currency": total.currency, "decimals": total.decimals, "status": base.cost.status}
    return {
        "version": __version__,
        "language": language,
        "languages": [each for each in LANGUAGES if each in base.convention.languages],
        "named": LANGUAGES,
        "meeting": base.meeting.id,
        "scale": {"id": base.scale.id, "resolution": plain_text(base.scale.resolution), "chosen": base.scale_chosen},
        "cost": cost,
        "list": {"status": base.list.status, "codes": sorted(base.list.codes)},
        "unsettled": view.unsettled,
        "residuals": RESIDUALS if view.is_open else [],
        "rules": [rule_data(each) for each in view.rules],
        "states": [_entrant(each) for each in view.entrants],
        "checked": [[line.code, str(line.amount)] for line in base.assessment.lines],
        "habits": {each: habit(each)._asdict() for each in LANGUAGES},
        "texts": {each: _texts(view, each) for each in LANGUAGES},
        "words": {each: _words(each) for each in LANGUAGES},
    }


def _entrant(entrant: Entrant) -> list[Any]:
    names = [plain_text(entrant.names.get(language, "")) for language in LANGUAGES]
    others = [plain_text(name) for name in entrant.other_names]
    known: list[Any] = [entrant.code, names, others, entrant.role, int(entrant.is_ldc)]
    if entrant.rate is None:
        return [*known, None, "", None]
    adopted = entrant.rate.origin == "adopted"
    return [
        *known,
        str(entrant.rate.thousandths),
        entrant.rate.origin,
        None if adopted else plain_text(entrant.rate.basis),
    ]


def rule_data(offered: PageRule) -> dict[str, Any]:
    """A rule with its figures as text, exact fractions as `p/q`."""
    rule: Rule = offered.rule
    return {
        "id": rule.id,
        "liable": rule.liable,
        "states_not_party": rule.states_not_party,
        "residual": rule.residual,
        "unit": str(offered.unit),
        "ceiling": _fraction(rule.ceiling),
        "ldc_ceiling": _fraction(rule.ldc_ceiling),
        "floor": _fraction(rule.floor),
        "hold_minimum": _fraction(rule.hold_minimum),
        "limits": rule.limits,
        "share_decimals": rule.share_decimals,
        "share_residual": rule.share_residual,
        "fixed": {code: _fraction(share) for code, share in sorted(rule.fixed.items())},
        "rates": {code: [str(rate.thousandths), plain_text(rate.basis)] for code, rate in sorted(rule.rates.items())},
    }


def _fraction(value: Fraction | None) -> str | None:
    return None if value is None else fraction_text(value)


def _texts(view: PageView, language: str) -> dict[str, Any]:
    base = view.base
    assert base.meeting is not None
    words = Speaker(language, base.convention, base.states)
    meeting = words.meeting(base.meeting)
    return {
        "language": catalogue(language, "page")["page_language_name"],
        "convention": plain_text(words.convention_name),
        "meeting": plain_text(meeting["name"]),
        "when": when_and_where(meeting),
        "whole": money(base.cost.total, language, short=True).strip("\u2066\u2069"),
        "sources": [shown(text) for text in words.sentences(view.sources)],
    }


def when_and_where(meeting: Mapping[str, str]) -> str:
    """The days and the place of a meeting (as `Speaker.meeting` gives them), as far as they are known."""
    return " · ".join(part for part in (meeting["dates"], shown(meeting["place"])) if part)


def _words(language: str) -> dict[str, str]:
    said = {key.replace("#1", "_one"): text for key, text in catalogue(language).items() if _SAID.fullmatch(key)}
    return said | dict(catalogue(language, "page"))
