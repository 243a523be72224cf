"""`ccmcost chart history`: charts across meetings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.options import AsOf, Data, Rule, example, plain_app
from ccmcost.cli.output import put, style
from ccmcost.clock import as_of_day
from ccmcost.render.history_screen import history_screen
from ccmcost.tables.screen import files_note
from ccmcost.workflow.history import HistoryRequest, load_history, write_history
from ccmcost.workspace import open_workspace

app = plain_app(no_args_is_help=True, help="Charts across meetings. (Those of one meeting come with ccmcost apportion.)")


@app.callback(epilog=example("ccmcost chart history"))
def chart() -> None:
    """Keep `history` a command of its own, as one command alone would take the place of the group."""


@app.command(
    epilog=example("ccmcost chart history", "ccmcost chart history --states JPN,DEU,FRA", "ccmcost chart history --no-files")
)
def history(
    states: Annotated[
        list[str] | None,
        typer.Option("--states", metavar="CODES", help="States to show, five at most; else the largest at the latest."),
    ] = None,
    rule: Rule = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="Kind of meeting; else the first of the data.")] = None,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Folder for the files; else reports/history.")] = None,
    no_files: Annotated[bool, typer.Option("--no-files", help="Print only, write nothing.")] = False,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """States Parties in force, the sum of their rates, and the shares of five States, from meeting to meeting."""
    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    loaded = load_history(workspace, HistoryRequest(tuple(states or ()), rule, kind))
    written = () if no_files else write_history(*loaded, Path(out) if out else workspace.reports / "history", day)
    put(history_screen(loaded[0], style()))
    if written:
        put(files_note(written) + "\n")
