"""The reference of all commands, made from the commands themselves:
`python -m ccmcost.cli.reference > docs/cli.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from ccmcost.cli.app import app
from ccmcost.cli.commands import GROUPS

_HEAD = """# Commands

Made from the commands themselves by `sh scripts/build-cli-docs`; do not edit.
`ccmcost COMMAND --help` says the same.
Exit codes: 0 done, 1 findings of severity error, 2 usage, 3 totals do not tie.
"""


def commands(
    command: Any = None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group below the entrance, with the words that lead to it,
    in the order of `--help`.
    """
    command = typer.main.get_command(app) if command is None else command
    if path:
        yield path, command
    if hasattr(command, "list_commands"):
        context = command.make_context("ccmcost", [], resilient_parsing=True)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


def is_group(command: Any) -> bool:
    """Whether a command only leads to others."""
    return hasattr(command, "list_commands")


def leaves() -> dict[str, Any]:
    """The commands that do something, by their full names: `ledger verify`."""
    return {" ".join(path): command for path, command in commands() if not is_group(command)}


def reference() -> str:
    """All commands as Markdown: what each does, its arguments and options, its examples."""
    found = list(commands())
    index = []
    for heading, group in GROUPS.items():
        index += [
            f"**{heading}**",
            "",
            *(f"- [`{name}`](#ccmcost-{name}): {each.summary}" for name, each in group.items()),
            "",
        ]
    return "\n".join(
        [_HEAD, *index, *("\n".join(_section(path, command)) for path, command in found)]
    )


def _section(path: tuple[str, ...], command: Any) -> list[str]:
    lines = [
        f"{'#' * (len(path) + 1)} ccmcost {' '.join(path)}",
        "",
        " ".join(command.help.split()),
        "",
    ]
    if not is_group(command):
        lines += _table(command)
    examples = (command.epilog or "").replace("\b", "").strip().splitlines()[1:]
    return (
        [*lines, "```text", *(line.strip() for line in examples), "```", ""] if examples else lines
    )


def _table(command: Any) -> list[str]:
    rows = [
        f"| {_name(each)} | {_words(each)} |"
        for each in command.params
        if not getattr(each, "hidden", False)
    ]
    return ["| argument or option | what it says |", "| --- | --- |", *rows, ""] if rows else []


def _name(param: Any) -> str:
    if param.param_type_name == "argument":
        return f"`{_escaped(param.metavar or param.name.upper())}`"
    metavar = "" if param.is_flag else f" {param.metavar or param.type.name.upper()}"
    return ", ".join(
        f"`{_escaped(option + metavar)}`" for option in sorted(param.opts, key=len, reverse=True)
    )


def _words(param: Any) -> str:
    remarks = ["needed"] if param.required else []
    if param.default not in (None, False, "", ()) and not param.required:
        remarks.append(f"default: `{param.default}`")
    if param.multiple:
        remarks.append("may repeat")
    return _escaped(param.help) + (f" *({'; '.join(remarks)})*" if remarks else "")


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(reference())
