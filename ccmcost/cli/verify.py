"""`ccmcost verify`: whether files are still what ccmcost wrote, and amounts what it gives."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.options import Data, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.errors import DataError, harmless
from ccmcost.workflow.verify_folder import verify_path
from ccmcost.workflow.verify_workbook import Verified
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example("ccmcost verify reports/msp11", "ccmcost verify reports/msp11/SPECIMEN-apportionment.xlsx sent-back.xlsx")
)
def verify(
    paths: Annotated[list[str], typer.Argument(metavar="FILE|FOLDER...", help="Workbooks, or folders with a manifest.")],
    data: Data = None,
) -> None:
    """Recompute a workbook's amounts from its own inputs, or compare a folder with its manifest; name what differs."""
    workspace = open_workspace(data)
    failed = False
    for path in paths:
        try:
            found = verify_path(workspace, Path(path))
        except DataError as error:
            failed = True
            tell(str(error))
            continue
        if isinstance(found, Verified):
            put(harmless(f"{path}: {_words(found)}\n"))
            continue
        put(f"{path}: {found.files} files are as the manifest says.\n")
        for name, verified in found.workbooks:
            put(harmless(f"{path}/{name}: {_words(verified)}\n"))
        for name in found.others:
            tell(harmless(f"{path}/{name} is not in the manifest."))
    if failed:
        raise typer.Exit(1)


def _words(verified: Verified) -> str:
    scale = f" Its rates are those of {verified.scale}." if verified.scale else " Its rates were not compared."
    changed = " Its inputs were changed after ccmcost wrote it." if verified.changed else ""
    return (
        f"{verified.amounts} amounts are what {verified.rule} gives for {verified.total} and the answers Yes and No in it; "
        f"{verified.values} plain values are as they were written.{scale}{changed}"
    )
