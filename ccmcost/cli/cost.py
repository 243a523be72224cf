"""`ccmcost cost lines`: the estimate behind a cost, line by line."""

from __future__ import annotations

from ccmcost.cli.options import plain_app

app = plain_app(no_args_is_help=True, help="Costs: the estimate behind a cost, line by line.")


@app.callback()
def cost() -> None:
    """Costs: the estimate behind a cost, line by line."""
