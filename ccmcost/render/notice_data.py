"""The figures of a notice or annex for machines: plain numbers as text, the same in every language."""

from __future__ import annotations

from typing import Any

from ccmcost.model.convention import Convention
from ccmcost.model.rates import fraction_text, rate_text
from ccmcost.model.states import States
from ccmcost.statement.annex import Annex
from ccmcost.statement.notice import Notice, NoticeLine


def notice_data(notice: Notice, convention: Convention, states: States) -> dict[str, Any]:
    """What is attached to a notice. Amounts in major units, rates in per cent, exact values as fractions."""
    payment = notice.payment
    return {
        "document": "credit notice" if notice.is_credit else "assessment notice",
        "status": notice.status,
        "convention": convention.id,
        "number": notice.number or None,
        "reference": notice.reference,
        "date": notice.on.isoformat(),
        "state": {"iso3": notice.code, "name": states.name(notice.code)},
        "currency": notice.amount.currency,
        "amount": notice.amount.plain(),
        "pay_by": payment.day.isoformat() if payment and payment.day else None,
        "decision": notice.legal.decision or None,
        "lines": [_line(line) for line in notice.lines],
    }


def _line(line: NoticeLine) -> dict[str, str]:
    return {
        "meeting": line.meeting.id,
        "scale": line.scale.id,
        "rate": rate_text(line.rate) if line.rate is not None else "",
        "sum_of_rates": rate_text(line.sum_of_rates),
        "share_exact": fraction_text(line.share),
        "cost": line.total.plain(),
        "amount_exact": fraction_text(line.exact / 10**line.total.decimals),
        "amount": line.amount.plain(),
        "rounding": str(line.rounding),
    }


def annex_data(annex: Annex, convention: Convention) -> dict[str, Any]:
    """What is attached to an annex."""
    return {
        "document": "annex to the assessment notices",
        "status": "specimen" if annex.is_specimen else "calculation",
        "convention": convention.id,
        "meeting": annex.meeting.id,
        "date": annex.on.isoformat(),
        "currency": annex.total.currency,
        "cost": annex.total.plain(),
        "sum_of_rates": rate_text(annex.sum_of_rates),
        "residual": annex.residual.plain(),
        "states": [
            {
                "iso3": row.code,
                "role": row.role or "",
                "rate": rate_text(row.rate) if row.rate is not None else "",
                "share_exact": fraction_text(row.share),
                "amount": row.amount.plain(),
                "rounding": str(row.rounding),
            }
            for row in annex.rows
        ],
    }
