"""What the commands that take in documents share: their options, the document itself, the last question."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.output import put
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.load.reader import LARGEST_FILE
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]
File = Annotated[str, typer.Argument(metavar="FILE", help="The document; - reads text from standard input.")]


def source_of(file: str, workspace: Workspace) -> SourceFile:
    """The document that a path names, or standard input for `-`. Raises DataError if it cannot be read."""
    if file == "-":
        content = sys.stdin.buffer.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise UsageError(f"standard input is larger than {LARGEST_FILE:,} bytes.")
        return SourceFile("standard input", "command line", content, "standard input")
    data = Data(workspace)
    return data.checked(data.given(Path(file)))


def go_on(dry_run: bool, yes: bool, file: str, workspace: Workspace) -> bool:
    """Whether to write: never on a dry run, at once with --yes, else after asking a person who can answer."""
    if dry_run:
        put("\nDry run: nothing was written.\n")
        return False
    workspace.writable_data()
    if yes:
        return True
    if file == "-" or not sys.stdin.isatty():
        raise UsageError("nothing was written: nobody is there to ask. Say --yes to write, or --dry-run to look only.")
    try:
        agreed = typer.confirm("\nWrite this?", default=False)
    except typer.Abort:  # Ctrl-C or Ctrl-D at the question: told and counted as any other interruption
        put("\n")
        raise KeyboardInterrupt from None
    if not agreed:
        put("Nothing was written.\n")
    return agreed
