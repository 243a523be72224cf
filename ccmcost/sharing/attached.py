"""What a notice and an annex carry of a calculation as data, and the calculation made of it again:
every State's rate, the cost, the rule and the list, so that whoever has the file alone can
recalculate it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.errors import DataError
from ccmcost.load.data import Data
from ccmcost.load.rules import rule_as_issued
from ccmcost.model.assessment import Apportionment, Line, Payer
from ccmcost.model.calendar import Span, day_of
from ccmcost.model.meeting import Cost, CostStatus, ListStatus, Meeting, Participant
from ccmcost.model.meeting import ParticipantList as List
from ccmcost.model.money import Money, decimals_of, scaled_int
from ccmcost.model.office import Issuer
from ccmcost.model.rates import Rate, Scale, parse_rate, rate_text
from ccmcost.model.states import Role
from ccmcost.sharing.explanation import absent_by

VERSION = 2
"""Of the data that notices and annexes carry. Without one: before 2026-11, figures only."""
MOST_STATES = 1_000
FAULTS = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)
"""What reading data raises that are not as ccmcost attaches them."""


def basis_data(result: Apportionment, code: str = "") -> dict[str, Any]:
    """What a calculation rests on; `code` is the State whose evidence of participation is shown.

    Amounts in major units and rates in per cent, as text.
    """
    assert result.meeting is not None
    scale, cost, listed = result.scale, result.cost, result.list
    decision = result.meeting.scale_source
    own = next((each for each in listed.participants if each.iso3 == code), None)
    absent = absent_by(result, code) if code else ""
    return {
        "meeting": result.meeting.id,
        "day": result.day.isoformat(),
        "scale": {
            "id": scale.id,
            "first": scale.period.first.isoformat(),
            "last": scale.period.last.isoformat(),
            "resolution": scale.resolution,
            "chosen": result.scale_chosen,
            **({"decision": decision} if result.scale_chosen == "by decision" else {}),
        },
        "rule": {"id": result.rule.id, "text": result.rule.text},
        "cost": {
            "total": cost.total.plain(),
            "status": cost.status,
            "source": cost.source,
            "version": cost.version,
        },
        "list": {
            "status": listed.status,
            "with": list(result.added),
            "without": list(result.removed),
            "evidence": [own.evidence, own.source, own.document]
            if own
            else [absent] * bool(absent),
        },
        "states": [_payer_data(line) for line in result.assessment.lines],
    }


def _payer_data(line: Line) -> dict[str, Any]:
    payer, rate = line.payer, line.payer.rate
    told: dict[str, Any] = {"iso3": payer.code, "role": payer.role}
    if rate is not None:
        told["rate"] = rate_text(rate.thousandths)
    if rate is not None and rate.origin != "adopted":
        told |= {"origin": rate.origin, "basis": rate.basis}
    return told | ({"ldc": True} if payer.is_ldc else {})


def issuer_data(issuer: Issuer, with_bank: bool) -> dict[str, Any]:
    """What a document shows of the office; the bank details only where it shows them."""
    told: dict[str, Any] = {
        "names": dict(issuer.names),
        "address": list(issuer.address),
        "signatory": issuer.signatory,
        "function": dict(issuer.function),
        "reviewers": dict(issuer.reviewers),
    }
    if with_bank:
        told |= {"contact": issuer.contact, "bank": dict(issuer.bank)}
        told["pay_basis"] = dict(issuer.pay_basis)
    return told


def issuer_from(told: Mapping[str, Any], pay_by: date | None) -> Issuer:
    """The office as it is attached. Raises one of `FAULTS`."""
    return Issuer(
        names=_texts(told["names"]),
        address=tuple(map(_text, told["address"])),
        contact=_text(told.get("contact", "")),
        signatory=_text(told["signatory"]),
        function=_texts(told["function"]),
        bank=_texts(told.get("bank", {})),
        pay_by=pay_by,
        pay_basis=_texts(told.get("pay_basis", {})),
        reviewers=_texts(told["reviewers"]),
    )


def money_from(told: Any, currency: str) -> Money:
    """An amount as it is attached. Raises one of `FAULTS`."""
    decimals = decimals_of(currency)
    minor = None if decimals is None else scaled_int(_text(told), decimals)
    if minor is None or decimals is None:
        raise ValueError("no amount of this currency")
    return Money(minor, currency, decimals)


def apportioned(
    told: Mapping[str, Any], currency: str, data: Data, code: str = ""
) -> Apportionment:
    """The calculation made again from what is attached; names come from the data at hand.

    Raises one of `FAULTS` if it is not as `basis_data` writes it, or the rule cannot be applied.
    """
    total = money_from(told["cost"]["total"], currency)
    if len(told["states"]) > MOST_STATES:
        raise ValueError("too many States")
    scale, payers = _scale(told), [_payer(each, told) for each in told["states"]]
    if len({payer.code for payer in payers}) != len(payers):
        raise ValueError("a State stands twice")
    try:
        rule = rule_as_issued(_text(told["rule"]["id"]), _text(told["rule"]["text"]))
        assessment = assess_or_nothing(payers, rule, total)
    except DataError as error:
        raise ValueError("the rule cannot be applied") from error
    cost, listed = told["cost"], told["list"]
    evidence = tuple(map(_text, listed["evidence"]))
    nothing = ("", "", evidence[0] if len(evidence) == 1 else "")
    participants = tuple(
        _participant(payer, evidence if payer.code == code else nothing)
        for payer in payers
        if payer.code != code
        or len(evidence) > 1  # else it is charged although it is not on the list
    )
    meeting = data.meetings.get(told["meeting"]) or _unknown(_text(told["meeting"]), data)
    return Apportionment(
        convention=data.convention.of(meeting.instrument),
        meeting=meeting._replace(scale_source=_text(told["scale"].get("decision", ""))),
        day=day_of(told["day"]),
        scale=scale,
        scale_chosen=told["scale"]["chosen"],
        rule=rule,
        cost=Cost(
            total, cast(CostStatus, _text(cost["status"])), _text(cost["source"]), cost["version"]
        ),
        list=List(cast(ListStatus, _text(listed["status"])), participants),
        added=tuple(map(_text, listed["with"])),
        removed=tuple(map(_text, listed["without"])),
        states=data.states,
        assessment=assessment,
        warnings=(),
        sources=(),
    )


def _payer(told: Mapping[str, Any], basis: Mapping[str, Any]) -> Payer:
    rate = None
    if "rate" in told:
        thousandths = parse_rate(_text(told["rate"]))
        if thousandths is None:
            raise ValueError("no rate")
        resolution = _text(basis["scale"]["resolution"])
        rate = Rate(
            thousandths, told.get("origin", "adopted"), _text(told.get("basis", resolution))
        )
    return Payer(
        _text(told["iso3"]), cast("Role | None", told["role"]), rate, bool(told.get("ldc"))
    )


def _participant(payer: Payer, told: tuple[str, ...]) -> Participant:
    evidence, source, document = told
    return Participant(payer.code, payer.role, evidence, source, document)


def _scale(told: Mapping[str, Any]) -> Scale:
    scale = told["scale"]
    period = Span(day_of(scale["first"]), day_of(scale["last"]))
    return Scale(_text(scale["id"]), period, _text(scale["resolution"]), {}, {})


def _unknown(meeting: str, data: Data) -> Meeting:
    """A meeting that the data at hand do not have, by its id."""
    kind = next(iter(data.convention.meeting_kinds))
    return Meeting(meeting, kind, {"en": meeting}, "", "", "", None, None)


def differing_rates(result: Apportionment, data: Data) -> list[tuple[str, int, int]] | None:
    """The States whose attached rate is not that of the scale at hand, with both in thousandths of
    a per cent (0: none); None if the data do not have the scale. A rate that the rule gives stands
    for itself.
    """
    if result.scale.id not in data.scale_periods:
        return None
    scale = data.checked(data.scale(result.scale.id))
    found = []
    for line in result.assessment.lines:
        wanted, rate = scale.rate(line.code), line.payer.rate
        if rate is None or line.code in result.rule.rates:
            continue
        if wanted is None or wanted.thousandths != rate.thousandths:
            found.append((line.code, rate.thousandths, wanted.thousandths if wanted else 0))
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    return {_text(key): _text(text) for key, text in value.items()}
