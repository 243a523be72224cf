"""`ccmcost reconcile`: which rule explains amounts that were really issued."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.options import Currency, Data, MeetingId, TableOrCsv, example, plain_app
from ccmcost.cli.output import checked_format, put, style
from ccmcost.render.reconcile_text import reconcile_csv, reconcile_screen
from ccmcost.workflow.reconcile import BASES, reconcile
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example("ccmcost reconcile msp11 issued.csv", "ccmcost reconcile msp11 issued.csv --format csv > ways.csv")
)
def reconcile_(
    meeting: MeetingId,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A CSV or XLSX with iso3 and amount: what was issued.")],
    cost: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Total that was shared; the sum of the file if not said.")
    ] = None,
    currency: Currency = None,
    format: TableOrCsv = "table",
    data: Data = None,
) -> None:
    """Compare issued amounts with every shipped rule, list basis, residual policy and unit, State by State."""
    checked_format(format, ("table", "csv"))
    found = reconcile(open_workspace(data), meeting, Path(file), cost, currency)
    if format == "csv":
        put(reconcile_csv(found.candidates, found.sum), data=True)
        return
    heading = f"{found.meeting}: {len(found.issued)} amounts issued, {found.sum} in all"
    put(reconcile_screen(heading, found.candidates, BASES, found.sum, found.states, style()))
    if found.impossible:
        put(f"{found.impossible} ways cannot be computed (no State left, or the total does not fit the unit).\n")
