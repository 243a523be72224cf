"""A further version of a meeting's cost in `costs.toml`, and the event that says who set it: both or neither."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from ccmcost.accounts.books import Books, Clerk, clean, money_option
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import CostVersion, Draft
from ccmcost.ledger.standing import standing
from ccmcost.load.data import Data
from ccmcost.load.document import in_brackets
from ccmcost.load.reader import text_of
from ccmcost.model.books import Event
from ccmcost.model.cost_lines import CostLine
from ccmcost.model.meeting import Cost
from ccmcost.model.money import Money, scaled_text
from ccmcost.publish import write_file
from ccmcost.sharing.request import printable, sum_option

STATUSES = ("estimate", "revised_estimate", "actual")


class CostWish(NamedTuple):
    """A cost as the command line says it; no currency means that of the convention."""

    status: str
    amount: str
    currency: str | None
    source: str
    adopted_on: date


class Version(NamedTuple):
    """A version of a cost, and the event that recorded it; None if it said the same before."""

    cost: Cost
    event: Event | None


def set_cost(desk: Books, meeting: str, wish: CostWish, clerk: Clerk) -> Version:
    """Add a version of the cost of a meeting; returns it. Raises UsageError for a wrong status, amount or currency."""
    meeting_id = desk.meeting(meeting)
    if wish.status not in STATUSES:
        raise UsageError(f'--status: "{printable(wish.status)}" is not one of {", ".join(STATUSES)}.')
    currency = wish.currency or desk.convention.currency
    money = sum_option(wish.amount, currency, "--amount")
    if money.minor or wish.status != "actual":  # a meeting may have cost nothing, but no estimate is nothing
        money = money_option(wish.amount, currency, "--amount")
    cost = Cost(money, wish.status, clean(wish.source, "--source"), 0, wish.adopted_on)  # type: ignore[arg-type]
    return add_version(desk, meeting_id, cost, clerk)


def add_version(
    desk: Books, meeting: str, cost: Cost, clerk: Clerk, lines: Sequence[CostLine] = (), next_to: int = -1
) -> Version:
    """Record a version under the ledger's lock, then write it; returns it with its number. No earlier one is touched.

    A total that says word for word what the last version says is that version: nothing is recorded. `next_to` is the version
    that the caller saw last; UsageError if another one was added since.
    """
    with desk.ledger.writing(clerk.name, f"cost set {meeting}"):
        data = Data(desk.workspace)
        versions = data.checked(data.costs).get(meeting, ())
        last = versions[-1].version if versions else 0
        if next_to not in (-1, last):
            raise UsageError(f"version {last} of the cost of {meeting} was added meanwhile. Look at it, then try again.")
        if versions and not lines and cost._replace(version=last) == versions[-1] and _recorded(desk, meeting, last):
            return Version(versions[-1], None)
        cost = cost._replace(version=last + 1)
        values, adopted = _values(meeting, cost), cost.adopted_on
        body = CostVersion(meeting, cost.version, cost.status, cost.source, *cost.total, adopted, tuple(lines))
        event = desk.record(Draft(body, clerk.now.date()), clerk)
        write_file(desk.workspace.writable_data() / "costs.toml", _with_cost(data, values, lines, cost.total))
    return Version(cost, event)


def _recorded(desk: Books, meeting: str, version: int) -> bool:
    return any((each.meeting, each.version) == (meeting, version) for _, each in standing(desk.ledger, CostVersion))


def _values(meeting: str, cost: Cost) -> dict[str, Any]:
    values: dict[str, Any] = {
        "meeting": meeting,
        "version": cost.version,
        "status": cost.status,
        "amount": cost.total.plain(),
        "currency": cost.total.currency,
    }
    if cost.adopted_on is not None:
        values["adopted_on"] = cost.adopted_on
    return values | {"source": cost.source}


def _with_cost(data: Data, values: dict[str, Any], lines: Sequence[CostLine], total: Money) -> bytes:
    """The file with one more table at its end; what stands in it, comments too, stays as it is."""
    import tomlkit

    source = data.file("costs.toml")
    text = data.checked(text_of(source, data.findings) if source else "")
    table = tomlkit.table()
    table.update(values)
    if lines:
        rows = tomlkit.array().multiline(True)
        for line in lines:
            row = tomlkit.inline_table()
            row.update({"item": line.item, "kind": line.kind, "amount": scaled_text(line.amount, total.decimals)})
            if line.percent:
                row.update({"percent": line.percent, "base": line.base})
            rows.append(row)
        table["lines"] = rows
    addition, tables = tomlkit.document(), tomlkit.aot()
    tables.append(table)
    addition["cost"] = tables
    whole = text.rstrip("\n") + "\n\n" + addition.as_string().strip("\n") + "\n"
    try:
        tomllib.loads(whole)
    except ValueError:
        raise in_brackets("costs.toml", "cost") from None
    return whole.encode()
