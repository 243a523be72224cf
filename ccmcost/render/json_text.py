"""An assessment as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ccmcost.model.assessment import Apportionment
from ccmcost.statement.status import status_of
from ccmcost.statement.table import TableRow
from ccmcost.tables.json_text import json_text


def assessment_json(result: Apportionment, rows: Sequence[TableRow]) -> str:
    """An assessment with what it rests on, and the rows of the CSV under `states` with their exact shares."""
    total = result.cost.total
    document: dict[str, Any] = {
        "title": status_of(result).title,
        "convention": result.convention.id,
        "meeting": _meeting(result),
        "day": result.day.isoformat(),
        "scale": {
            "id": result.scale.id,
            "resolution": result.scale.resolution,
            "chosen": result.scale_chosen,
        },
        "rule": {
            "id": result.rule.id,
            "title": result.rule.title,
            "legal_source": result.rule.legal_source,
            "liable": result.rule.liable,
            "states_not_party": result.rule.states_not_party,
            "residual": result.rule.residual,
        },
        "cost": {
            "amount": total.plain(),
            "currency": total.currency,
            "status": result.cost.status,
            "source": result.cost.source,
        },
        "residual": total.of(result.assessment.residual).plain(),
        "list_status": result.list.status,
        "with": list(result.added),
        "without": list(result.removed),
        "warnings": [finding.line() for finding in result.warnings],
        "states": [row._asdict() for row in rows],
    }
    return json_text(document)


def _meeting(result: Apportionment) -> dict[str, str] | None:
    meeting = result.meeting
    if meeting is None or meeting.dates is None:
        return None
    first, last = meeting.dates
    return {"id": meeting.id, "name": meeting.name, "first_day": first.isoformat(), "last_day": last.isoformat()}
