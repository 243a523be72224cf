"""`ccmcost cost set`: the cost of a meeting, in versions."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.money_options import ClockChecked, RecordedBy, at_desk, confirmed
from ccmcost.cli.options import Currency, Data, MeetingId, example
from ccmcost.cli.output import put
from ccmcost.clock import day_option
from ccmcost.workflow.cost_set import CostWish, set_cost


def register(group: typer.Typer) -> None:
    """Add `set` to a group of commands."""
    group.command("set", epilog=_EXAMPLES)(set_)


_EXAMPLES = example(
    "ccmcost cost set msp12 --status estimate --amount 412345.67 --source MSP/2023/6 --adopted-on 2023-11-24",
    "ccmcost cost set msp12 --status actual --amount 398200.10 --source LEDGER-2024-77 --adopted-on 2025-03-01",
)


def set_(
    meeting: MeetingId,
    status: Annotated[str, typer.Option(metavar="STATUS", help="estimate, revised_estimate or actual.")],
    amount: Annotated[str, typer.Option(metavar="AMOUNT", help="Total to share, in major units: 412345.67.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Document that the figure stands in.")],
    adopted_on: Annotated[str, typer.Option("--adopted-on", metavar="DATE", help="Day on which it was adopted or closed.")],
    currency: Currency = None,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Add a version of a meeting's cost: estimate, revised estimate or actual. Nothing is billed by this."""
    wish = CostWish(status, amount, currency, source, day_option(adopted_on, "--adopted-on"))
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        made, event = confirmed(lambda by: set_cost(desk, meeting, wish, by), clerk)
    what = f"{meeting}: cost version {made.version}, {made.status.replace('_', ' ')}, {made.total} ({made.source})"
    if event is None:
        put(f"{what}; it was set before, and nothing was recorded\n")
    else:
        put(f"{what}\n  event {event.seq}; a further version takes its place\n")
