"""`ccmcost check`: every invariant of the data folder."""

from __future__ import annotations

import typer

from ccmcost.cli.options import Data, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.workflow.check import check_data
from ccmcost.workspace import open_workspace, shown_path

app = plain_app()


@app.command(epilog=example("ccmcost check", "ccmcost check --data office/data"))
def check(data: Data = None) -> None:
    """Check the data folder: every file, what must hold between them, and every meeting under every rule."""
    workspace = open_workspace(data)
    checked = check_data(workspace)
    for finding in checked.findings:
        tell(finding.line())
    errors = sum(finding.severity == "error" for finding in checked.findings)
    warnings = len(checked.findings) - errors
    counts = ", ".join(f"{count} {what}" for what, count in checked.counts.items())
    put(f"{shown_path(workspace.data)}: {errors} errors, {warnings} warnings" + (f"; {counts}\n" if counts else "\n"))
    if errors:
        raise typer.Exit(1)
