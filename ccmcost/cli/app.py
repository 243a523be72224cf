"""The entrance. Commands are imported when called, so that a quick one stays quick."""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ccmcost import __version__

COMMANDS = {
    "meetings": "register:meetings_app",
    "show": "register:show_app",
    "apportion": "apportion:app",
    "adjust": "adjust:app",
    "explain": "explain:app",
    "chart": "chart:app",
    "page": "page:app",
    "compare": "planning:compare_app",
    "whatif": "planning:whatif_app",
    "forecast": "planning:forecast_app",
    "budget": "planning:budget_app",
    "calendar": "calendar:app",
    "report": "report:app",
    "check": "check:app",
    "verify": "verify:app",
    "doctor": "doctor:app",
    "init": "init:app",
    "meeting": "meeting:app",
    "cost": "cost:app",
    "import": "importing:app",
    "issue": "issue:issue_app",
    "settle": "issue:settle_app",
    "receive": "receive:app",
    "record": "record:app",
    "status": "contributions:status_app",
    "statement": "contributions:statement_app",
    "reconcile": "reconcile:app",
    "estimate": "estimate:app",
    "letters": "letters:app",
    "audit-pack": "audit:app",
    "ledger": "ledger:app",
}


class _OnDemand(TyperGroup):
    """A group whose commands live in modules that are imported when a command is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = typer.main.get_command(getattr(importlib.import_module(f"ccmcost.cli.{module}"), name))
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=_OnDemand,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="The main job: ccmcost apportion msp11",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ccmcost {__version__}")
        raise typer.Exit


@app.callback()
def ccmcost(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Share the cost of treaty meetings among the States that bear it, to the cent, by the UN scale of assessments."""
