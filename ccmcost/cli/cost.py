"""`ccmcost cost lines`: the estimate behind a cost, line by line."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli import cost_setting
from ccmcost.cli.options import Data, MeetingId, example, plain_app
from ccmcost.cli.output import put, style
from ccmcost.statement.status import words
from ccmcost.workspace import open_workspace

app = plain_app(
    no_args_is_help=True,
    help="Costs of meetings: versions that are never overwritten, and the lines behind them.",
    epilog=example("ccmcost cost lines msp13"),
)


@app.callback()
def cost() -> None:
    """Costs of meetings: versions that are never overwritten, and the lines behind them."""


@app.command(epilog=example("ccmcost cost lines msp13", "ccmcost cost lines msp13 --version 1"))
def lines(
    meeting: MeetingId,
    version: Annotated[int | None, typer.Option(metavar="N", help="Version of the cost; else the last.")] = None,
    data: Data = None,
) -> None:
    """Show the lines of a meeting's cost and whether they sum to its total."""
    from ccmcost.render.import_screen import cost_screen
    from ccmcost.workflow.import_costs import cost_lines

    found = cost_lines(open_workspace(data), meeting, version)
    cost = found.cost
    title = f"{found.meeting.name} ({found.meeting.id}): {words(cost.status)}, version {cost.version}"
    put("\n".join(cost_screen(title, found.lines, cost.total, found.faults, style())) + "\n")
    put(f"Source: {cost.source}\n" if cost.source else "")
    if found.faults:
        raise typer.Exit(1)


cost_setting.register(app)
