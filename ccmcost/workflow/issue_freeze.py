"""What an issue freezes of a meeting's apportionment: enough to compute and defend every amount again."""

from __future__ import annotations

import hashlib

from ccmcost import __version__
from ccmcost.ledger.bodies import (
    FrozenCost,
    FrozenLine,
    FrozenList,
    FrozenMeeting,
    FrozenRule,
    FrozenScale,
    FrozenSource,
    Listed,
)
from ccmcost.load.rules import same_formula
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import fraction_text


def frozen(result: Apportionment) -> FrozenMeeting:
    """Cost, rule, scale, list and every line of a result, as text and whole numbers."""
    assert result.meeting is not None
    cost, rule, listed = result.cost, result.rule, result.list
    return FrozenMeeting(
        meeting=result.meeting.id,
        day=result.day,
        cost=FrozenCost(cost.version, cost.status, cost.total.minor, cost.source, cost.adopted_on),
        rule=FrozenRule(rule.id, rule.title, rule_hash(result), rule.text),
        scale=FrozenScale(result.scale.id, result.scale.resolution),
        list=FrozenList(
            listed.status, tuple(result.removed), tuple(Listed(each.iso3, each.role or "") for each in listed.participants)
        ),
        unit=result.assessment.unit,
        lines=tuple(_line(line) for line in result.assessment.lines),
        sources=tuple(FrozenSource(source.name, source.origin, source.sha256) for source in result.sources),
        made_by=f"ccmcost {__version__}",
    )


def _line(line: Line) -> FrozenLine:
    rate = line.payer.rate
    return FrozenLine(
        state=line.code,
        role=line.payer.role or "",
        rate=rate.thousandths if rate else 0,
        rate_basis=f"{rate.origin}: {rate.basis}" if rate else "",
        share=fraction_text(line.share.value),
        kind=line.share.kind,
        amount=line.amount,
        rounding=line.rounding,
    )


def rule_hash(result: Apportionment) -> str:
    """SHA-256 of the rule's file."""
    return hashlib.sha256(result.rule.text.encode()).hexdigest()


def same_basis(before: FrozenMeeting, now: FrozenMeeting) -> bool:
    """Whether two issues of a meeting rest on the same cost version, rule (by its meaning), scale, list and amounts."""
    if not same_formula((before.rule.id, before.rule.text), (now.rule.id, now.rule.text)):
        return False
    same = {"day": now.day, "rule": now.rule, "unit": now.unit, "sources": now.sources, "made_by": now.made_by}
    return before._replace(**same) == now  # type: ignore[arg-type]
