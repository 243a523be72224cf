"""A cost estimate in the words of one language: every field that its template may use, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ccmcost.model.assessment import Apportionment
from ccmcost.model.issuer import Issuer
from ccmcost.model.money import Money
from ccmcost.model.rates import share_text
from ccmcost.sharing.annex import annex_table, formula, rounding_notes
from ccmcost.sharing.explanation import cautions_of, rule_source
from ccmcost.sharing.legal import legal_basis
from ccmcost.statement.estimate import SECTIONS, Earlier, Estimate, Estimated, Reading
from ccmcost.words.numbers import money, number
from ccmcost.words.office import listed, phrase, states_count
from ccmcost.words.speaker import Speaker


def estimate_title(view: Estimate, words: Speaker) -> str:
    """The meetings by name, as the document's own property."""
    return listed([words.of(each.meeting.names) for each in view.meetings], words.language)


def estimate_fields(view: Estimate, issuer: Issuer, words: Speaker, on: date) -> dict[str, Any]:
    """The fields of the document."""
    results = [each.result for each in view.meetings]
    legal = legal_basis(results, words)
    amounts, language = view.amounts(), words.language
    first = money(view.meetings[0].total, language, short=True)
    return {
        **words.office_fields(issuer, on),
        "symbol": view.symbol or phrase(language, "symbol"),
        "specimen": words("title_specimen", total=first) if view.is_specimen else "",
        "title": estimate_title(view, words),
        "currency": view.total.currency,
        "is_group": len(view.meetings) > 1,
        "total": plain(view.total, language),
        "count": states_count(len(amounts), language),
        "residual": plain(view.residual, language) if view.residual.minor else "",
        "article_intro": legal["intro"],
        "article": legal["quote"],
        "article_notes": legal["notes"],
        "cautions": _once(text for result in results for text in _cautions(result, words)),
        "alternative": _once(text for each in _with_others(view) for text in _alternative(each, words)),
        "meetings": [_meeting(each, words) for each in view.meetings],
        "states": [
            {"code": code, "state": words.state(code), "amount": plain(amount, language)} for code, amount in amounts.items()
        ],
        "history": [_earlier(row, words) for row in view.history],
    }


def plain(amount: Money, language: str) -> str:
    """An amount without its currency, for columns that name it."""
    return number(amount.plain(), language)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _cautions(result: Apportionment, words: Speaker) -> list[str]:
    return words.sentences(cautions_of(result))


def _meeting(each: Estimated, words: Speaker) -> dict[str, Any]:
    language, total = words.language, each.total
    named = words.meeting(each.meeting)
    table = annex_table(each.result, words)
    source = words("legal_rule", legal=words.sentences([rule_source(each.result)])[0])
    assessment = each.result.assessment
    years = f"{each.result.scale.period[0].year}-{each.result.scale.period[1].year}"
    scale = words("scale_of", years=years, resolution=words.quoted(each.result.scale.resolution))
    fields: dict[str, Any] = {
        "name": named["name"],
        "dates": named["dates"],
        "place": named["place"],
        "occasion": ", ".join(part for part in (named["dates"], named["place"]) if part),
        "status": words(f"status_{each.result.cost.status}"),
        "source": each.source or phrase(language, "no_source"),
        "total": plain(total, language),
        "has_lines": bool(each.lines),
        "formula": [*formula(each.result, words), scale, source],
        "states": [
            dict(zip(("code", "state", "role", "rate", "share", "amount"), row, strict=True)) for row in table["rows"]
        ],
        "count": states_count(len(assessment.lines), language),
        "sum_of_rates": table["foot"][-1][1],
        "shares": table["foot"][-1][2],
        "residual": plain(total.of(assessment.residual), language) if assessment.residual else "",
        "notes": rounding_notes(each.result, words),
    }
    for name in SECTIONS:
        own = each.section(name)
        fields[name] = [{"item": line.item, "amount": plain(total.of(line.amount), language)} for line in own]
        fields[f"{name}_total"] = plain(total.of(sum(line.amount for line in own)), language)
    return fields


def _with_others(view: Estimate) -> Sequence[Estimated]:
    """The meetings that States not party attend; all if there is none."""
    return [each for each in view.meetings if each.reading is not None and each.reading.others] or view.meetings


def _alternative(each: Estimated, words: Speaker) -> list[str]:
    if each.reading is None:
        return []
    read, language = each.reading, words.language
    here, there = (phrase(language, f"reading_{name}") for name in (read.here, read.there))
    return [
        phrase(
            language,
            f"alternative_{_direction(read)}",
            meeting=words.of(each.meeting.names),
            here=here,
            there=there,
            n=str(read.others),
            before=words.said(read.before),
            after=words.said(read.after),
            change=words.said(read.before.of(abs(read.after.minor - read.before.minor))),
        )
    ]


def _direction(read: Reading) -> str:
    if not read.others:
        return "none"
    change = read.after.minor - read.before.minor
    return "same" if change == 0 else "more" if change > 0 else "less"


def _earlier(row: Earlier, words: Speaker) -> dict[str, Any]:
    def shown(amount: Money | None) -> str:
        return plain(amount, words.language) if amount is not None else "–"

    part = row.part
    return {
        "meeting": words.of(row.meeting.names),
        "currency": row.currency,
        "estimate": shown(row.estimate),
        "revised": shown(row.revised),
        "actual": shown(row.actual),
        "variance": shown(row.variance),
        "per_cent": number(share_text(part, 1), words.language) if part is not None else "–",
    }
