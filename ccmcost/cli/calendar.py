"""`ccmcost calendar`: the dates that matter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.options import AsOf, Data, example, plain_app
from ccmcost.cli.output import checked_format, put, put_note, style, warn
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.model.calendar import YEARS
from ccmcost.render.calendar_screen import calendar_csv, calendar_screen
from ccmcost.sharing.request import printable
from ccmcost.tables.screen import files_note
from ccmcost.workflow.calendar import load_calendar
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example("ccmcost calendar 2024", "ccmcost calendar 2024 --format ics > 2024.ics", "ccmcost calendar --write")
)
def calendar(
    year: Annotated[str | None, typer.Argument(metavar="[YEAR]", help="A year such as 2024; all years if not said.")] = None,
    format: Annotated[
        str, typer.Option("--format", metavar="table|csv|ics", help="What to print on standard output.")
    ] = "table",
    write: Annotated[
        bool, typer.Option("--write", help="Write calendar.csv and calendar.ics into reports/ as well.")
    ] = False,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Write them into this folder instead.")] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Show the dates of each meeting: decision, go/no-go, notices, delegations, opening, official list, settlement.

    Every date says whether it was published, recorded in the ledger, given by practice, or is not known.
    """
    checked_format(format, ("table", "csv", "ics"))
    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    found = load_calendar(workspace, _year(year))
    if format == "table":
        put(calendar_screen(found.calendar, style()))
    elif format == "csv":
        put(calendar_csv(found.calendar), data=True)
    else:
        from ccmcost.render.calendar_ics import calendar_ics

        put(calendar_ics(found.calendar, day).decode(), data=True)
    warn(found.warnings)
    if write or out:
        from ccmcost.workflow.calendar_files import write_calendar

        folder = Path(out) if out else workspace.reports / ("calendar" + (f"-{year}" if year else ""))
        put_note(files_note(write_calendar(found.calendar, folder, day)), format)


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
        raise UsageError(f'YEAR: "{printable(text)}" is no year from {YEARS[0]} to {YEARS[-1]}. Write it as 2024.')
    return int(text)
