"""A notice in the words of one language, and its figures for machines:
everything that the template shows, as text.
"""

from __future__ import annotations

from typing import Any

from ccmcost.documents.assessment.notice import Notice, NoticeLine
from ccmcost.model.office import BANK_KEYS
from ccmcost.model.rates import fraction_text, rate_text
from ccmcost.sharing.annex import legal_basis
from ccmcost.words.numbers import day, isolated, money, rate, share
from ccmcost.words.speaker import Speaker

_SPLIT = "\0"
"""Stands where the reference goes, which the template keeps on one line;
no text of a page holds it.
"""
_AMOUNTS = {
    "notice": "amount_assessed",
    "further_notice": "amount_further",
    "credit": "amount_credited",
}


def notice_page(notice: Notice, words: Speaker, annex_name: str) -> dict[str, Any]:
    """The page of a notice; `annex_name` is the file that shows all States."""
    title, kind = words(f"title_{notice.kind}"), ""
    if notice.status == "specimen":
        title, kind = words("title_specimen", total=_whole(notice, words)), title
    number = words.quoted(notice.issue.number) if notice.issue else words(notice.status)
    decision = notice.issue.decision if notice.issue else ""
    return words.page_head(notice.issuer, title, notice.reference, notice.status, kind) | {
        "issuer": words.issuer(notice.issuer),
        "to": {
            "label": words("label_to"),
            "mission": words.mission(notice.code),
            "name": words.state(notice.code),
        },
        "facts": [
            [words("label_number"), number],
            [words("label_reference"), isolated(notice.reference, words.language)],
            [words("label_date"), day(notice.on, words.language)],
        ],
        "cautions": list(dict.fromkeys(words.sentences(notice.cautions))),
        "legal": legal_basis(notice.results, words, decision),
        "assessment": _assessment(notice, words),
        "payment": _payment(notice, words) if notice.asks else None,
        "derivation": _derivation(notice, words, annex_name),
    }


def _whole(notice: Notice, words: Speaker) -> str:
    return money(notice.lines[0].result.cost.total, words.language, short=True)


def _assessment(notice: Notice, words: Speaker) -> dict[str, Any]:
    amount, label = (
        notice.amount,
        "amount_specimen" if notice.status == "specimen" else _AMOUNTS[notice.kind],
    )
    if notice.is_adjustment:
        what, columns, row, amount = (
            "adjustment",
            ("before", "now", "difference"),
            _adjusted,
            amount.of(abs(amount.minor)),
        )
        below = [
            words("adjusts", number=words.quoted(line.adjusts))
            for line in notice.lines
            if line.adjusts
        ]
    else:
        what, columns, row = "assessment", ("rate", "share", "amount"), _assessed
        below = list(dict.fromkeys(_scale(line, words) for line in notice.lines))
    return {
        "heading": words(f"heading_{what}"),
        "columns": [
            words(f"col_{name}", currency=amount.currency) for name in ("meeting", *columns)
        ],
        "rows": [
            {"meeting": words.meeting(line.meeting), **row(line, words)} for line in notice.lines
        ],
        "scales": below,
        "label": words(label, total=_whole(notice, words)),
        "amount": money(amount, words.language),
    }


def _adjusted(line: NoticeLine, words: Speaker) -> dict[str, str]:
    assert line.before is not None and line.after is not None
    return {
        "rate": words.plain(line.before),
        "share": words.plain(line.after),
        "amount": words.plain(line.amount),
    }


def _assessed(line: NoticeLine, words: Speaker) -> dict[str, str]:
    own = line.own
    assert own is not None
    return {
        "rate": rate(own.payer.rate.thousandths, words.language) if own.payer.rate else "",
        "share": share(own.share.value, words.language),
        "amount": words.plain(line.amount),
    }


def _scale(line: NoticeLine, words: Speaker) -> str:
    scale = line.result.scale
    years = isolated(f"{scale.period[0].year}-{scale.period[1].year}", words.language)
    return words("scale_of", years=years, resolution=words.quoted(scale.resolution))


def _payment(notice: Notice, words: Speaker) -> dict[str, Any]:
    """By when, in what currency and to which account payment is requested."""
    issuer, currency = notice.issuer, notice.amount.currency

    def filled(value: str, key: str) -> str:
        return words.quoted(value) if value.strip() else words.missing(key)

    by = day(notice.pay_by, words.language) if notice.pay_by else words.missing("payment.days")
    named = f"currency_{currency.lower()}"
    in_words = words(named) if words.has(named) else words.quoted(currency)
    before, after = words("payment_terms", currency=in_words, reference=_SPLIT).split(_SPLIT)
    return {
        "heading": words("heading_payment"),
        "request": words(
            "payment_by", day=by, basis=filled(words.of(issuer.pay_basis), "payment.basis.en")
        ),
        "terms": [before, isolated(notice.reference, words.language), after],
        "details": [
            *(
                [words(f"bank_{key}"), filled(issuer.bank.get(key, ""), f"bank.{key}")]
                for key in BANK_KEYS
            ),
            [words("bank_contact"), filled(issuer.contact, "office.contact")],
        ],
    }


def _derivation(notice: Notice, words: Speaker, annex_name: str) -> dict[str, Any]:
    return {
        "heading": words("heading_derivation"),
        "sources_heading": words("heading_sources"),
        "parts": [
            {
                "meeting": words.of(line.meeting.names),
                "steps": words.sentences(line.steps),
                "sources": words.sentences(line.sources),
            }
            for line in notice.lines
        ],
        "annex": words("see_annex", file=isolated(annex_name, words.language)),
    }


def notice_data(notice: Notice) -> dict[str, Any]:
    """What is attached to a notice: amounts in major units, rates in per cent,
    exact values as fractions, as text.
    """
    convention, states = notice.results[0].convention, notice.results[0].states
    kinds = {
        "notice": "assessment notice",
        "further_notice": "further assessment notice",
        "credit": "credit notice",
    }
    return {
        "document": kinds[notice.kind],
        "status": notice.status,
        "convention": convention.id,
        "number": notice.issue.number if notice.issue else None,
        "reference": notice.reference,
        "date": notice.on.isoformat(),
        "state": {"iso3": notice.code, "name": states.name(notice.code)},
        "currency": notice.amount.currency,
        "amount": notice.amount.plain(),
        "pay_by": notice.pay_by.isoformat() if notice.asks and notice.pay_by else None,
        "decision": (notice.issue.decision or None) if notice.issue else None,
        "lines": [
            _adjusted_data(line) if notice.is_adjustment else _assessed_data(line)
            for line in notice.lines
        ],
    }


def _adjusted_data(line: NoticeLine) -> dict[str, str]:
    assert line.before is not None and line.after is not None
    return {
        "meeting": line.meeting.id,
        "adjusts": line.adjusts,
        "before": line.before.plain(),
        "after": line.after.plain(),
        "amount": line.amount.plain(),
    }


def _assessed_data(line: NoticeLine) -> dict[str, str]:
    own, result, total = line.own, line.result, line.result.cost.total
    assert own is not None
    return {
        "meeting": line.meeting.id,
        "scale": result.scale.id,
        "rate": rate_text(own.payer.rate.thousandths) if own.payer.rate else "",
        "sum_of_rates": rate_text(result.assessment.sum_of_rates),
        "share_exact": fraction_text(own.share.value),
        "cost": total.plain(),
        "amount_exact": fraction_text(own.exact / 10**total.decimals),
        "amount": line.amount.plain(),
        "rounding": str(own.rounding),
    }
