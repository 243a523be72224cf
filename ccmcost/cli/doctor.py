"""`ccmcost doctor`: what is missing here, and what to do."""

from __future__ import annotations

import textwrap

import typer

from ccmcost.cli.options import Data, example, plain_app
from ccmcost.cli.output import put, style
from ccmcost.render.screen import Column, grid
from ccmcost.workflow.doctor import examine
from ccmcost.workspace import open_workspace

app = plain_app()

NOT_NEEDED = "Not needed to run: LibreOffice, Chromium, Node, a network. Only tests use them."


@app.command(epilog=example("ccmcost doctor", "ccmcost doctor --data office/data"))
def doctor(data: Data = None) -> None:
    """Say what is missing here (packages, fonts, data, issuer, ledger, folders) and what to do. Changes nothing."""
    checks = examine(open_workspace(data))
    rows = [(check.what, check.state, check.found) for check in checks]
    put("\n".join(grid([Column("What", 19), Column("Status", 8), Column("Found", 51)], rows, style())) + "\n")
    to_do = [(check.what, check.to_do) for check in checks if check.to_do]
    if to_do:
        put("\nTo do\n" + "".join(_wrapped(f"{what}: {text}") for what, text in to_do))
    put(f"\n{NOT_NEEDED}\n")
    if any(check.state == "missing" for check in checks):
        raise typer.Exit(1)


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 80, initial_indent="- ", subsequent_indent="  ", break_long_words=False) + "\n"
