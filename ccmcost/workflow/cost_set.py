"""`cost set`: a further version of a meeting's cost in `costs.toml`, and the event that says who set it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.costs import load_costs
from ccmcost.load.reader import Reader, text_of
from ccmcost.model.books import Draft
from ccmcost.model.meeting import Cost
from ccmcost.publish import write_file
from ccmcost.workflow.books import Clerk, Desk, clean, money_fields, money_option
from ccmcost.workflow.request import printable

STATUSES = ("estimate", "revised_estimate", "actual")


class CostWish(NamedTuple):
    """A cost as the command line says it."""

    status: str
    amount: str
    currency: str
    source: str
    adopted_on: date


def set_cost(desk: Desk, meeting: str, wish: CostWish, clerk: Clerk) -> Cost:
    """Add a version of the cost of a meeting; returns it. Raises UsageError for a wrong status, amount or currency."""
    meeting_id = desk.meeting(meeting)
    if wish.status not in STATUSES:
        raise UsageError(f'--status: "{printable(wish.status)}" is not one of {", ".join(STATUSES)}.')
    money = money_option(wish.amount, wish.currency, "--amount")
    source = clean(wish.source, "--source")
    with desk.ledger.writing(clerk.name, f"cost set {meeting_id}"):
        reader = Reader(desk.workspace, Findings())
        versions = load_costs(reader, desk.meetings).get(meeting_id, ())
        reader.findings.stop_on_errors()
        version = versions[-1].version + 1 if versions else 1
        values: dict[str, Any] = {
            "meeting": meeting_id,
            "version": version,
            "status": wish.status,
            "amount": money.plain(),
            "currency": money.currency,
            "adopted_on": wish.adopted_on,
            "source": source,
        }
        content = _with_cost(reader, values)
        body = values | {"adopted_on": wish.adopted_on.isoformat()} | money_fields(money)
        desk.record(Draft("cost", clerk.now.date(), body), clerk)
        write_file(desk.workspace.writable_data() / "costs.toml", content)
    return Cost(money, wish.status, source, version, wish.adopted_on)  # type: ignore[arg-type]


def _with_cost(reader: Reader, values: dict[str, Any]) -> bytes:
    import tomlkit

    source = reader.data("costs.toml")
    text = text_of(source, reader.findings) if source else None
    reader.findings.stop_on_errors()
    document = tomlkit.parse(text or "")
    table = tomlkit.table()
    table.update(values)
    if "cost" not in document:
        document["cost"] = tomlkit.aot()
    table.add(tomlkit.nl())
    document["cost"].append(table)
    return document.as_string().encode()
