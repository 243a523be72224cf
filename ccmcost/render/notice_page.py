"""A notice in the words of one language: everything the template shows, as text."""

from __future__ import annotations

from typing import Any

from ccmcost.model.issuer import BANK_KEYS, Issuer
from ccmcost.statement.notice import Legal, Notice, NoticeLine, Payment
from ccmcost.words.numbers import day, isolated, money, rate, share
from ccmcost.words.speaker import Speaker

_SPLIT = "\0"
"""Stands where the reference goes, which the template keeps on one line; no text of a page holds it."""


def notice_page(notice: Notice, words: Speaker, annex_name: str) -> dict[str, Any]:
    """The page of a notice; `annex_name` is the file that shows all States."""
    title = _title(notice, words)
    kind = words("title_credit" if notice.is_credit else "title_notice")
    return {
        "lang": words.language,
        "dir": words.direction,
        "document_title": f"{title} ({notice.reference})",
        "convention": words.convention_name,
        "kind": kind if kind != title else "",
        "title": title,
        "mark": notice.status,
        "issuer": words.issuer(notice.issuer),
        "courtesy": words.courtesy(notice.issuer),
        "to": {
            "label": words("label_to"),
            "mission": words(notice.mission) if notice.mission else "",
            "name": words.state(notice.code),
        },
        "facts": _facts(notice, words),
        "cautions": words.sentences(notice.cautions),
        "legal": legal_page(notice.legal, words),
        "assessment": _assessment(notice, words),
        "payment": payment_page(notice.payment, notice.issuer, notice.amount.currency, notice.reference, words),
        "derivation": _derivation(notice, words, annex_name),
        "attached": words("data_attached"),
        "reference": notice.reference,
    }


def _title(notice: Notice, words: Speaker) -> str:
    if notice.status == "specimen":
        return words("title_specimen", total=money(notice.lines[0].total, words.language, short=True))
    return words("title_credit" if notice.is_credit else "title_notice")


def _facts(notice: Notice, words: Speaker) -> list[list[str]]:
    number_shown = words.quoted(notice.number) if notice.status == "issued" else words(notice.status)
    return [
        [words("label_number"), number_shown],
        [words("label_reference"), isolated(notice.reference, words.language)],
        [words("label_date"), day(notice.on, words.language)],
    ]


def legal_page(legal: Legal, words: Speaker) -> dict[str, Any]:
    """The legal basis: the article in the treaty's words, the notes that apply it, the decision."""
    shown: dict[str, Any] = {"heading": words("heading_legal"), "intro": "", "quote": "", "quote_lang": "", "notes": []}
    if legal.paragraph is None:
        shown["notes"].append(words("legal_rule", legal=words.quoted(legal.source)))
    else:
        texts = words.convention.cost_article.paragraphs[legal.paragraph]
        language = words.language if words.language in texts else "en"
        key = "legal_article" if language == words.language else "legal_article_english"
        article = words.convention.cost_article.number
        shown["intro"] = words(key, convention=words.convention_name, article=article, paragraph=legal.paragraph)
        marks = words if language == words.language else Speaker("en", words.convention, words.states)
        shown |= {"quote": marks("quote", text=texts[language]), "quote_lang": language}
    if legal.by_note:
        documents = "; ".join(words.quoted(document) for document in legal.notes)
        shown["notes"].append(words("legal_note_document", document=documents) if documents else words("legal_note"))
    if legal.decision:
        shown["notes"].append(words("legal_approved", decision=words.quoted(legal.decision)))
    return shown


def _assessment(notice: Notice, words: Speaker) -> dict[str, Any]:
    label = {"specimen": "amount_specimen"}.get(notice.status, "amount_credited" if notice.is_credit else "amount_assessed")
    total = money(notice.lines[0].total, words.language, short=True)
    return {
        "heading": words("heading_assessment"),
        "columns": [
            words("col_meeting"),
            words("col_rate"),
            words("col_share"),
            words("col_amount", currency=notice.amount.currency),
        ],
        "rows": [_row(line, words) for line in notice.lines],
        "scales": list(dict.fromkeys(_scale(line, words) for line in notice.lines)),
        "label": words(label, total=total),
        "amount": money(notice.amount, words.language),
    }


def _row(line: NoticeLine, words: Speaker) -> dict[str, Any]:
    language = words.language
    return {
        "meeting": words.meeting(line.meeting),
        "rate": rate(line.rate, language) if line.rate is not None else "",
        "share": share(line.share, language),
        "amount": words.plain(line.amount),
    }


def _scale(line: NoticeLine, words: Speaker) -> str:
    first, last = line.scale.period
    years = isolated(f"{first.year}-{last.year}", words.language)
    return words("scale_of", years=years, resolution=words.quoted(line.scale.resolution))


def payment_page(
    payment: Payment | None, issuer: Issuer, currency: str, reference: str, words: Speaker
) -> dict[str, Any] | None:
    """By when, in what currency and to which account payment is requested; None if nothing is to be paid."""
    if payment is None:
        return None
    by = day(payment.day, words.language) if payment.day else words.missing("payment.days")
    basis = words.quoted(words.of(issuer.pay_basis)) if words.of(issuer.pay_basis) else words.missing("payment.basis.en")
    in_words = f"currency_{currency.lower()}"
    details = [[words(f"bank_{key}"), _filled(issuer.bank.get(key, ""), f"bank.{key}", words)] for key in BANK_KEYS]
    details.append([words("bank_contact"), _filled(issuer.contact, "office.contact", words)])
    named = words(in_words) if words.has(in_words) else words.quoted(currency)
    before, after = words("payment_terms", currency=named, reference=_SPLIT).split(_SPLIT)
    return {
        "heading": words("heading_payment"),
        "request": words("payment_by", day=by, basis=basis),
        "terms": [before, isolated(reference, words.language), after],
        "details": details,
    }


def _filled(value: str, key: str, words: Speaker) -> str:
    return words.quoted(value) if value.strip() else words.missing(key)


def _derivation(notice: Notice, words: Speaker, annex_name: str) -> dict[str, Any]:
    parts = [
        {
            "meeting": words.meeting(line.meeting)["name"],
            "steps": words.sentences(line.explanation.steps),
            "sources": words.sentences(line.explanation.sources),
        }
        for line in notice.lines
    ]
    return {
        "heading": words("heading_derivation"),
        "sources_heading": words("heading_sources"),
        "parts": parts,
        "annex": words("see_annex", file=isolated(annex_name, words.language)),
    }
