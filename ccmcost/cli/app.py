"""The entrance. Commands are imported when called, so that a quick one stays quick."""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ccmcost import __version__
from ccmcost.cli.commands import COMMANDS, GROUPS

LONGEST = max(map(len, COMMANDS))


class _OnDemand(TyperGroup):
    """A group whose commands live in modules that are imported when a command is called."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        known: Any = COMMANDS
        self.commands = dict(known)  # only its names are used: the framework suggests those nearest to a wrong one

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for heading, group in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(LONGEST), command.summary) for name, command in group.items()])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].place.partition(":")
        command = typer.main.get_command(getattr(importlib.import_module(f"ccmcost.cli.{module}"), name))
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=_OnDemand,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: ccmcost apportion msp11. Options: ccmcost COMMAND --help. Manual: ccmcost help",
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
