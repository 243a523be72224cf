"""The figures of a notice for machines, and the notice made from them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccmcost.documents.assessment.notice import Issue, Notice, NoticeLine, adjusted_line, notice
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.model.rates import fraction_text, rate_text
from ccmcost.sharing.attached import (
    VERSION,
    apportioned,
    basis_data,
    issuer_data,
    issuer_from,
    money_from,
)


def notice_data(notice: Notice) -> dict[str, Any]:
    """What is attached to a notice: amounts in major units, rates in per cent,
    exact values as fractions, as text; and all that the notice is made from.
    """
    convention, states = notice.results[0].convention, notice.results[0].states
    kinds = {
        "notice": "assessment notice",
        "further_notice": "further assessment notice",
        "credit": "credit notice",
    }
    return {
        "version": VERSION,
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
        "group": notice.issue.name if notice.issue else "",
        "mission": notice.mission,
        "issuer": issuer_data(notice.issuer, notice.asks),
        "basis": [basis_data(line.result, notice.code) for line in notice.lines],
    }


def _adjusted_data(line: NoticeLine) -> dict[str, Any]:
    assert line.before is not None and line.after is not None and line.balance is not None
    total, status, states = (line.steps[0].figures[name] for name in ("total", "status", "n"))
    assert isinstance(total, Money)
    return {
        "meeting": line.meeting.id,
        "adjusts": line.adjusts,
        "before": line.before.plain(),
        "after": line.after.plain(),
        "amount": line.amount.plain(),
        "balance": line.balance.plain(),
        "previously": {"cost": total.plain(), "status": status, "states": states},
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


def notice_from(told: Mapping[str, Any], data: Data) -> Notice:
    """The notice that the attached data make: every amount is calculated again from the rates, the
    cost and the rule; names come from the data at hand.

    Raises one of `attached.FAULTS` for data that make none.
    """
    code, on = str(told["state"]["iso3"]), day_of(told["date"])
    pay_by = day_of(told["pay_by"]) if told["pay_by"] else None
    issuer, mission = issuer_from(told["issuer"], pay_by), str(told["mission"])
    number, decision = told["number"], told["decision"] or ""
    issue = Issue(str(number), str(decision), on, pay_by, str(told["group"])) if number else None
    results = [apportioned(each, told["currency"], data, code) for each in told["basis"]]
    if "adjusts" not in told["lines"][0]:
        return notice(results, code, issuer, on, issue, mission)
    lines = [
        _adjusted_from(result, code, line)
        for result, line in zip(results, told["lines"], strict=True)
    ]
    return Notice(code, tuple(lines), issuer, on, issue, mission)


def _adjusted_from(result: Apportionment, code: str, told: Mapping[str, Any]) -> NoticeLine:
    """The line of a further notice or a credit. What was assessed before is taken as it stands; the
    notice that it adjusts proves it.
    """
    total = result.cost.total
    own, previously = result.assessment.line(code), told["previously"]
    before, balance, cost = (
        money_from(text, total.currency)
        for text in (told["before"], told["balance"], previously["cost"])
    )
    after = total.of(own.amount if own else 0)
    billed = (cost, previously["status"], int(previously["states"]))
    return adjusted_line(result, code, (before, after), billed, str(told["adjusts"]), balance)
