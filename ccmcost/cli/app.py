"""The entrance. Commands are imported when called, so that a quick one stays quick."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ccmcost import __version__
from ccmcost.cli import asking
from ccmcost.cli.commands import COMMANDS, GROUPS, declared
from ccmcost.cli.complete import Source, completed
from ccmcost.cli.declared import WORDS, Argument, Command, Group, Parameter
from ccmcost.cli.line import Line
from ccmcost.cli.output import somebody_there
from ccmcost.desk.walk import Back
from ccmcost.errors import DataError, UsageError

LONGEST = max(map(len, COMMANDS))


class _Named(TyperGroup):
    """A group that says what an unknown name of a command was meant for, as every option does."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            from ccmcost.near import did_you_mean, near
            from ccmcost.text import printable

            hint = did_you_mean(near(word, self.list_commands(ctx)))
            raise UsageError(
                f"No such command: {ctx.command_path} {printable(word)}.{hint} Commands: "
                f"{ctx.command_path} --help"
            )
        return super().resolve_command(ctx, args)


class _Entrance(_Named):
    """The group of all commands, which live in modules that are imported when a command is
    called.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        known: Any = COMMANDS
        # only its names are used: the framework suggests those nearest to a wrong one
        self.commands = dict(known)

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        for heading, group in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(name.ljust(LONGEST), entry.summary) for name, entry in group.items()]
                )

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        made = made_command(declared(cmd_name))
        made.name = cmd_name
        return made


class _Command(TyperCommand):
    """A command that says all that is missing or wrong at once, with a line to complete; where a
    person is there to answer, it asks for what is missing instead.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        options = args[: args.index("--")] if "--" in args else args
        asks_help = not {"--help", "-h"}.isdisjoint(options)
        if ctx.resilient_parsing or asks_help:
            return super().parse_args(ctx, args)
        read: Any = self.callback
        line = Line(ctx.command_path, read.parameters, read.checks, args)
        asking.begin()
        if line.missing and not line.faults and somebody_there() and not asking.by_form():
            self._ask(asking.ask_missing, line)
        return self._take(ctx, line)

    @staticmethod
    def _ask(ask: Callable[[Line], None], line: Line) -> None:
        try:
            ask(line)
        except UsageError as error:
            so_far = [f"The line so far: {line.text}"] if line.pieces else []
            raise UsageError(*error.faults, *so_far) from None

    def _take(self, ctx: Any, line: Line) -> list[str]:
        line.refuse_gaps()
        asking.confirm_doubts(line)
        if asking.by_form():
            asking.note_answers(line, asking.last_answers(line))
        ctx.obj = line
        ctx.params.clear()
        return super().parse_args(ctx, line.words)

    def invoke(self, ctx: Any) -> Any:
        while True:
            ctx.params.update(ctx.obj.values)
            try:
                done = super().invoke(ctx)
            except (UsageError, DataError) as error:
                if not (isinstance(error, Back) and asking.leads_back()):
                    raise ctx.obj.refused(error) from None
                self._ask(asking.ask_again, ctx.obj)
                self._take(ctx, ctx.obj)
            else:
                asking.keep_answers()
                return done


class _Group(_Named):
    """A group that lists its commands with their whole first sentence;
    the framework would cut it.
    """

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        found = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, " ".join(text.split()).partition(". ")[0].rstrip("."))
                    for name, text in found
                ]
            )


@cache
def made_command(one: Command | Group) -> Any:
    """The framework's command or group of commands, without rich, colours or tracebacks. Made once:
    the framework asks for it twice to run it once.
    """
    plain: Any = {
        "rich_markup_mode": None,
        "pretty_exceptions_enable": False,
        "add_completion": False,
    }
    if isinstance(one, Command):
        app = typer.Typer(**plain)
        app.command(cls=_Command, epilog=_epilog(one.examples))(_as_read(one))
        return typer.main.get_command(app)
    app = typer.Typer(
        cls=_Group,
        help=one.help,
        epilog=_epilog(one.examples),
        no_args_is_help=True,
        **plain,
    )
    for name, command in one.commands.items():
        app.command(name, cls=_Command, epilog=_epilog(command.examples))(_as_read(command))
    return typer.main.get_group(app)


def _epilog(examples: tuple[str, ...]) -> str | None:
    """Examples, kept as typed."""
    if not examples:
        return None
    return "\b\n" + "\n".join(["Examples:", *(f"  {line}" for line in examples)])


def _as_read(command: Command) -> Any:
    """The function with a parameter for each option and argument, as the framework reads it."""
    parts = command.parts

    def run(**said: Any) -> None:
        command.run(**{name: each.value(said) for name, each in parts.items()})

    parameters = command.parameters
    found = [_parameter(each) for each in parameters]
    run.__doc__, run.__name__, run.__annotations__ = command.run.__doc__, command.run.__name__, {}
    run.parameters, run.checks = parameters, command.checks  # type: ignore[attr-defined]
    run.__wrapped__, run.__signature__ = command.run, inspect.Signature(found)  # type: ignore[attr-defined]
    return run


def _completion(source: Source | None) -> Any:
    """What the framework asks for words that begin as what was typed."""
    if source is None:
        return None

    def there(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        found = completed(source, ctx.params.get("data"), incomplete)
        return [(_Completed(word), what) for word, what in found]

    return there


class _Completed(str):
    """A word that completes another one; the framework would drop one that begins otherwise, such
    as SWE for `swe`.
    """

    def startswith(self, *_: Any) -> bool:
        return True


def _parameter(one: Parameter) -> inspect.Parameter:
    said, kind, default = one.said, one.kind, one.default
    if kind == WORDS:
        kind, default = (list[str] | None, None) if default == () else (list[str], default)
    elif one.is_given_read:
        kind = str | None
    if isinstance(said, Argument):
        about: Any = typer.Argument(
            metavar=said.metavar, help=said.help, autocompletion=_completion(said.complete)
        )
    else:
        about = typer.Option(
            *one.names,
            metavar=said.metavar,
            help=said.help,
            autocompletion=_completion(said.complete),
        )
    return inspect.Parameter(
        one.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if one.is_needed else default,
        annotation=Annotated[kind, about],
    )


app = typer.Typer(
    cls=_Entrance,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: ccmcost apportion msp11. Options: ccmcost COMMAND --help. Manual: ccmcost "
    "help",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ccmcost {__version__}")
        raise typer.Exit


@app.callback()
def ccmcost(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Share the cost of treaty meetings among the States that bear it, to the cent,
    by the UN scale of assessments.
    """
