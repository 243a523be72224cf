"""The table of an assessment: one row per liable State, all text,
as screen and data frames show it; as CSV and JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import fraction_text, rate_text, share_text
from ccmcost.tables.records import csv_text
from ccmcost.words.status import status_of

COLUMNS = ("iso3", "name", "role", "rate", "share", "amount", "rounding")


class TableRow(NamedTuple):
    """`rate` per cent, three decimals; `share` per cent, six decimals, for reading only; `amount`
    in major units.

    `rounding` counts the residual units borne; `share_exact` is the share as a fraction `p/q`.
    """

    iso3: str
    name: str
    role: str
    rate: str
    share: str
    amount: str
    rounding: str
    share_exact: str


def table_rows(result: Apportionment, language: str = "en") -> tuple[TableRow, ...]:
    """The rows in order of alpha-3 code."""
    return tuple(_row(line, result, language) for line in result.assessment.lines)


def _row(line: Line, result: Apportionment, language: str) -> TableRow:
    rate = line.payer.rate
    share = line.share.value
    return TableRow(
        iso3=line.code,
        name=result.states.name(line.code, language),
        role=line.payer.role or "",
        rate=rate_text(rate.thousandths) if rate is not None else "",
        share=share_text(share),
        amount=result.cost.total.of(line.amount).plain(),
        rounding=str(line.rounding),
        share_exact=fraction_text(share),
    )


def assessment_csv(rows: Sequence[TableRow]) -> str:
    """An assessment as CSV, one row per liable State, no total row."""
    return csv_text(COLUMNS, (row[: len(COLUMNS)] for row in rows))


def assessment_json(result: Apportionment, rows: Sequence[TableRow]) -> str:
    """An assessment with what it rests on, and the rows of the CSV under `states` with their exact
    shares.
    """
    from ccmcost.tables.records import json_text

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
    return {
        "id": meeting.id,
        "name": meeting.name,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
    }
