"""The page of a notice in the words of one language: all that the template shows, as text."""

from __future__ import annotations

from typing import Any

from ccmcost.documents.assessment.notice import Notice, NoticeLine
from ccmcost.model.money import Money
from ccmcost.model.office import BANK_KEYS, MORE_BANK_KEYS
from ccmcost.sharing.annex import legal_basis
from ccmcost.words.numbers import money, rate, share
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Percent, RateFigure, Step

_SPLIT = "\0"
"""Stands where the reference goes, which the template keeps on one line;
no text of a page holds it.
"""
_AMOUNTS = {
    "notice": "amount_assessed",
    "further_notice": "amount_further",
    "credit": "amount_credited",
}
_LABELS = {
    "total": "calc_total",
    "total_credit": "calc_total_credit",
    "rate_adopted": "calc_rate",
    "sum_of_rates": "calc_sum",
    "share_pro_rata": "calc_share",
    "exact_plain": "calc_exact",
    "rounded_half_up": "calc_rounded",
}
"""Steps whose figure stands beside a label in the calculation, not within a sentence."""
_COMES_TO = {
    **{"set_off": "left", "share_fixed_amount": "sum", "share_minimum": "sum"},
    **{"share_threshold": "", "relief_reduced": "weight", "relief_borne": "weight"},
}
"""The figure that a step comes to, where its kind does not tell."""
_SHOWN_ELSEWHERE = ("source_rule", "source_scale", "source_basis")
"""Sources that the legal basis or the calculation names already."""


def notice_page(notice: Notice, words: Speaker) -> dict[str, Any]:
    """The page of a notice."""
    title, kind = words(f"title_{notice.kind}"), ""
    if notice.status == "specimen":
        title, kind = words("title_specimen", total=_whole(notice, words)), title
    number = words.quoted(notice.issue.number) if notice.issue else words(notice.status)
    decision = notice.issue.decision if notice.issue else ""
    return words.page_head(notice.issuer, title, notice.reference, kind) | {
        "running": " · ".join((title.rstrip(".。"), words.of(notice.lines[-1].meeting.names))),
        "to": _addressee(notice, words),
        "facts": [
            [words("label_number"), number],
            [words("label_date"), words.shown(notice.on)],
            *_signatory(notice, words),
        ],
        "meetings": [words.meeting(line.meeting) for line in notice.lines],
        "key": _key(notice, words),
        "account": words.sentences(notice.account),
        "cautions": list(dict.fromkeys(words.sentences(notice.cautions))),
        "legal": legal_basis(notice.results, words, decision),
        "lines": _lines(notice, words),
        "payment": _payment(notice, words) if notice.asks else None,
        "derivation": {
            "heading": words("heading_derivation"),
            "parts": [_calculation(notice, line, words) for line in notice.lines],
            "annex": words("see_annexes" if len(notice.lines) > 1 else "see_annex"),
        },
    }


def _addressee(notice: Notice, words: Speaker) -> dict[str, str]:
    """The mission by the name that the office has for it, else the kind of mission and the
    State.
    """
    if notice.mission:
        return {"label": words("label_to"), "mission": "", "name": words.quoted(notice.mission)}
    return {
        "label": words("label_to"),
        "mission": words.mission(notice.code),
        "name": words.state(notice.code),
    }


def _whole(notice: Notice, words: Speaker) -> str:
    return words.whole(notice.lines[0].result.cost.total)


def _amount_label(notice: Notice, words: Speaker) -> str:
    key = _AMOUNTS[notice.kind]
    if notice.status == "specimen":
        key = "amount_specimen"
    elif notice.status == "issued" and notice.asks and notice.kind == "notice":
        key = "amount_due"
    return words(key, total=_whole(notice, words))


def _key(notice: Notice, words: Speaker) -> dict[str, Any]:
    """What is read first: the amount, the day of payment, the reference."""
    facts = []
    if notice.asks:
        by = words.shown(notice.pay_by) if notice.pay_by else words.missing("payment.days")
        facts.append([words("label_pay_by"), by])
    label = "label_payment_reference" if notice.asks else "label_reference"
    facts.append([words(label), words.isolated(notice.reference)])
    amount = notice.amount
    return {
        "label": _amount_label(notice, words),
        "amount": words.shown(amount.of(abs(amount.minor))),
        "facts": facts,
    }


def _lines(notice: Notice, words: Speaker) -> dict[str, Any] | None:
    """A row for each meeting, where there are several or a difference is billed."""
    if len(notice.lines) == 1 and not notice.is_adjustment:
        return None
    amount = notice.amount
    what = ("before", "now", "difference") if notice.is_adjustment else ("rate", "share", "amount")
    heading = "heading_adjustment" if notice.is_adjustment else "heading_assessment"
    row = _adjusted if notice.is_adjustment else _assessed
    numbers = [*dict.fromkeys(words.quoted(line.adjusts) for line in notice.lines if line.adjusts)]
    below = [words("adjusts", number=number) for number in numbers]
    if len(numbers) > 1:
        below = [words("adjusts_several", numbers=words.together(numbers))]
    total = [[words("row_total"), "", "", words.plain(amount)]] if len(notice.lines) > 1 else []
    return {
        "heading": words(heading, currency=amount.currency),
        "columns": [words(f"col_{name}", currency=amount.currency) for name in ("meeting", *what)],
        "rows": [
            {"meeting": words.meeting(line.meeting), "figures": row(line, words)}
            for line in notice.lines
        ],
        "foot": total,
        "below": below,
    }


def _adjusted(line: NoticeLine, words: Speaker) -> list[str]:
    assert line.before is not None and line.after is not None
    return [words.plain(line.before), words.plain(line.after), words.plain(line.amount)]


def _assessed(line: NoticeLine, words: Speaker) -> list[str]:
    own = line.own
    assert own is not None
    return [
        rate(own.payer.rate.thousandths, words.language) if own.payer.rate else "",
        share(own.share.value, words.language),
        words.plain(line.amount),
    ]


def _payment(notice: Notice, words: Speaker) -> dict[str, Any]:
    """By when, in what currency and to which account payment is requested."""
    issuer, currency = notice.issuer, notice.amount.currency

    def filled(value: str, key: str) -> str:
        return words.quoted(value) if value.strip() else words.missing(key)

    by = words.shown(notice.pay_by) if notice.pay_by else words.missing("payment.days")
    named = f"currency_{currency.lower()}"
    in_words = words(named) if words.has(named) else words.quoted(currency)
    before, after = words("payment_terms", currency=in_words, reference=_SPLIT).split(_SPLIT)
    return {
        "heading": words("heading_payment"),
        "request": words(
            "payment_by", day=by, basis=filled(words.of(issuer.pay_basis), "payment.basis.en")
        ),
        "terms": [before, words.isolated(notice.reference), after],
        "details": [
            *(
                [words(f"bank_{key}"), filled(issuer.bank.get(key, ""), f"bank.{key}")]
                for key in BANK_KEYS
            ),
            *(
                [words(f"bank_{key}"), words.quoted(text)]
                for key in MORE_BANK_KEYS
                if (text := issuer.bank.get(key))
            ),
            [words("bank_contact"), filled(issuer.contact, "office.contact")],
        ],
    }


def _signatory(notice: Notice, words: Speaker) -> list[list[str]]:
    """Who issues the notice for the office, with the function, where issuer.toml says so;
    a specimen is issued by nobody.
    """
    name, function = words.quoted(notice.issuer.signatory), words.of(notice.issuer.function)
    lines = [line for line in (name, function) if line]
    return [[words("label_issued_by"), *lines]] if lines and notice.status != "specimen" else []


def _calculation(notice: Notice, line: NoticeLine, words: Speaker) -> dict[str, Any]:
    """How the amount for one meeting follows: sentences, a small calculation of labels with their
    figures, its result, and what it rests on.
    """
    opening, rows = [], []
    for step in line.steps:
        if step.key.startswith(("pool_", "adjust_")):
            opening.append(words.sentence(step))
        else:
            label = step._replace(key=_LABELS.get(step.key, step.key))
            rows.append([words.sentence(label), _figure(step, words)])
    result = words(_AMOUNTS["credit" if line.amount.minor < 0 else "notice"])
    if len(notice.lines) == 1:
        result = _amount_label(notice, words)
    results = [[result, words.shown(line.amount)]]
    if line.before is not None and line.after is not None:
        sign = {"before": line.before, "now": line.after}
        results = [[words(f"col_{name}"), words.shown(each)] for name, each in sign.items()]
        results.append([words("col_difference"), words.shown(line.amount)])
    sources = [step for step in line.sources if step.key not in _SHOWN_ELSEWHERE]
    return {
        "meeting": words.of(line.meeting.names),
        "opening": opening,
        "rows": rows,
        "results": results,
        "sources": words.sentences(sources),
    }


def _figure(step: Step, words: Speaker) -> str:
    """What a step comes to: an amount, a rate, a share; nothing for one that only explains."""
    kind, figures = step.key.partition("_")[0], step.figures
    name = {
        **{"total": "total", "rate": "rate", "sum": "sum", "set": "remaining", "share": "share"},
        **{"exact": "exact", "rounded": "amount"},
    }.get(kind, "")
    name = _COMES_TO.get(step.key, name)
    if name:
        figure = figures[name]
        shown = words.shown(figure)
        return words("percent", figure=shown) if isinstance(figure, Percent | RateFigure) else shown
    if not step.key.endswith("_borne"):
        return ""
    unit = figures["unit"]
    assert isinstance(unit, Money)
    is_less = "_over_" in step.key
    return money(unit.of(-unit.minor if is_less else unit.minor), words.language, signed=True)
