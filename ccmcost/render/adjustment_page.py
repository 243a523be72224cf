"""A further notice or credit in the words of one language, in the shape that the template of notices shows."""

from __future__ import annotations

from typing import Any

from ccmcost.model.convention import Convention
from ccmcost.model.states import States
from ccmcost.render.notice_page import legal_page, payment_page
from ccmcost.statement.adjustment import AdjustedLine, Adjustment
from ccmcost.words.numbers import day, isolated, money
from ccmcost.words.speaker import Speaker


def adjustment_page(view: Adjustment, words: Speaker, annex_name: str) -> dict[str, Any]:
    """The page; `annex_name` is the file that shows all States."""
    title = words("title_credit" if view.is_credit else "title_further")
    language = words.language
    return {
        "lang": language,
        "dir": words.direction,
        "document_title": f"{title} ({view.reference})",
        "convention": words.convention_name,
        "kind": "",
        "title": title,
        "mark": "issued",
        "issuer": words.issuer(view.issuer),
        "courtesy": words.courtesy(view.issuer),
        "to": {
            "label": words("label_to"),
            "mission": words(view.mission) if view.mission else "",
            "name": words.state(view.code),
        },
        "facts": [
            [words("label_number"), words.quoted(view.number)],
            [words("label_reference"), isolated(view.reference, language)],
            [words("label_date"), day(view.on, language)],
        ],
        "cautions": words.sentences(view.cautions),
        "legal": legal_page(view.legal, words),
        "assessment": _assessment(view, words),
        "payment": payment_page(view.payment, view.issuer, view.amount.currency, view.reference, words),
        "derivation": _derivation(view, words, annex_name),
        "attached": words("data_attached"),
        "reference": view.reference,
    }


def _assessment(view: Adjustment, words: Speaker) -> dict[str, Any]:
    return {
        "heading": words("heading_adjustment"),
        "columns": [
            words("col_meeting"),
            words("col_before"),
            words("col_now"),
            words("col_difference", currency=view.amount.currency),
        ],
        "rows": [
            {
                "meeting": words.meeting(line.result.meeting) if line.result.meeting else {},
                "rate": words.plain(line.before),
                "share": words.plain(line.after),
                "amount": words.plain(line.amount),
            }
            for line in view.lines
        ],
        "scales": [words("adjusts", number=words.quoted(line.adjusts)) for line in view.lines if line.adjusts],
        "label": words("amount_credited" if view.is_credit else "amount_further"),
        "amount": money(view.amount.of(abs(view.amount.minor)), words.language),
    }


def _derivation(view: Adjustment, words: Speaker, annex_name: str) -> dict[str, Any]:
    return {
        "heading": words("heading_derivation"),
        "sources_heading": words("heading_sources"),
        "parts": [_part(line, words) for line in view.lines],
        "annex": words("see_annex", file=isolated(annex_name, words.language)),
    }


def _part(line: AdjustedLine, words: Speaker) -> dict[str, Any]:
    assert line.result.meeting is not None
    return {
        "meeting": words.meeting(line.result.meeting)["name"],
        "steps": words.sentences(line.steps),
        "sources": words.sentences(line.sources),
    }


def adjustment_data(view: Adjustment, convention: Convention, states: States) -> dict[str, Any]:
    """The figures for machines, attached to the document."""
    return {
        "document": "credit notice" if view.is_credit else "further assessment notice",
        "status": "issued",
        "convention": convention.id,
        "number": view.number,
        "reference": view.reference,
        "date": view.on.isoformat(),
        "state": {"iso3": view.code, "name": states.name(view.code)},
        "currency": view.amount.currency,
        "amount": view.amount.plain(),
        "pay_by": view.payment.day.isoformat() if view.payment and view.payment.day else None,
        "decision": view.legal.decision or None,
        "lines": [
            {
                "meeting": line.result.meeting.id if line.result.meeting else "",
                "adjusts": line.adjusts,
                "before": line.before.plain(),
                "after": line.after.plain(),
                "amount": line.amount.plain(),
            }
            for line in view.lines
        ],
    }
