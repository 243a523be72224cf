"""What an issue freezes of a meeting's apportionment: enough to compute and defend every amount again."""

from __future__ import annotations

import hashlib
from typing import Any

from ccmcost import __version__
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import fraction_text


def frozen(result: Apportionment) -> dict[str, Any]:
    """Cost, rule, scale, list and every line of a result, as text and whole numbers."""
    assert result.meeting is not None
    return {
        "meeting": result.meeting.id,
        "day": result.day.isoformat(),
        "cost": {
            "version": result.cost.version,
            "status": result.cost.status,
            "amount": result.cost.total.minor,
            "source": result.cost.source,
            "adopted_on": result.cost.adopted_on.isoformat() if result.cost.adopted_on else "",
        },
        "rule": {
            "id": result.rule.id,
            "title": result.rule.title,
            "sha256": rule_hash(result),
            "text": result.rule.text,
        },
        "scale": {"id": result.scale.id, "resolution": result.scale.resolution},
        "list": {
            "status": result.list.status,
            "without": list(result.removed),
            "participants": [[each.iso3, each.role or ""] for each in result.list.participants],
        },
        "unit": result.assessment.unit,
        "lines": [_line(line) for line in result.assessment.lines],
        "sources": [[source.name, source.origin, source.sha256] for source in result.sources],
        "made_by": f"ccmcost {__version__}",
    }


def _line(line: Line) -> dict[str, Any]:
    rate = line.payer.rate
    return {
        "state": line.code,
        "role": line.payer.role or "",
        "rate": rate.thousandths if rate else 0,
        "rate_basis": f"{rate.origin}: {rate.basis}" if rate else "",
        "share": fraction_text(line.share.value),
        "kind": line.share.kind,
        "amount": line.amount,
        "rounding": line.rounding,
    }


def rule_hash(result: Apportionment) -> str:
    """SHA-256 of the rule's file."""
    return hashlib.sha256(result.rule.text.encode()).hexdigest()


def same_basis(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether two issues of a meeting rest on the same cost version, rule, scale, list and amounts."""
    return all(before[key] == now[key] for key in ("cost", "rule", "scale", "list", "lines"))
