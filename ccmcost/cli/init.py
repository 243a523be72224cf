"""`ccmcost init`: a workspace of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.options import example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.workflow.init import make_workspace
from ccmcost.workflow.place import warning_of

app = plain_app()


@app.command(epilog=example("ccmcost init", "ccmcost init office"))
def init(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Folder of the workspace; made if needed.")] = ".",
) -> None:
    """Make a workspace: data that you may change, reports, notices and an empty ledger. Overwrites nothing."""
    made = make_workspace(Path(folder))
    warning = warning_of(Path(folder))
    if warning:
        tell(f"Warning: {warning}")
    where = "" if folder == "." else f"cd {folder}, then "
    put("".join(f"made {name}\n" for name in made) + f"Next: {where}ccmcost check; ccmcost meetings\n")
