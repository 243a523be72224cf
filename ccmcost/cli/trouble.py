"""When something is wrong: `ccmcost check`, `doctor`, `help`."""

from __future__ import annotations

import sys
import textwrap
from typing import Annotated

from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.declare import Argument, command
from ccmcost.cli.options import Data
from ccmcost.cli.output import put, put_table, tell
from ccmcost.errors import UsageError
from ccmcost.workspace import manual_pages, open_workspace, shown_path

NOT_NEEDED = "Not needed to run: LibreOffice, Chromium, Node, a network. Only tests use them."


@command("ccmcost check", "ccmcost check --data office/data")
def check(data: Data = None) -> None:
    """Check the data folder: every file, what must hold between them,
    and every meeting under every rule.
    """
    from ccmcost.desk.check import check_data

    workspace = open_workspace(data)
    checked = check_data(workspace)
    for finding in checked.findings:
        tell(finding.line())
    errors = sum(finding.severity == "error" for finding in checked.findings)
    warnings = len(checked.findings) - errors
    counts = ", ".join(f"{count} {what}" for what, count in checked.counts.items())
    put(
        f"{shown_path(workspace.data)}: {errors} errors, {warnings} warnings"
        + (f"; {counts}\n" if counts else "\n")
    )
    if errors:
        raise SystemExit(1)


@command("ccmcost doctor", "ccmcost doctor --data office/data")
def doctor(data: Data = None) -> None:
    """Say what is missing here (packages, fonts, data, issuer, ledger, folders) and what to do.
    Changes nothing.
    """
    from ccmcost.desk.doctor import examine
    from ccmcost.tables.table import Column, Table

    checks = examine(open_workspace(data))
    columns = (
        Column("what", "What", wide=19),
        Column("status", "Status", wide=8),
        Column("found", "Found", wide=51),
    )
    put_table(
        Table(
            "doctor", "", columns, tuple((check.what, check.state, check.found) for check in checks)
        ),
        "table",
    )
    to_do = [(check.what, check.to_do) for check in checks if check.to_do]
    if to_do:
        put("\nTo do\n" + "".join(_wrapped(f"{what}: {text}") for what, text in to_do))
    put(f"\n{NOT_NEEDED}\n")
    if any(check.state == "missing" for check in checks):
        raise SystemExit(1)


def _wrapped(text: str) -> str:
    return (
        textwrap.fill(text, 80, initial_indent="- ", subsequent_indent="  ", break_long_words=False)
        + "\n"
    )


@command("ccmcost help", "ccmcost help method", "ccmcost help apportion")
def manual(
    topic: Annotated[str | None, Argument("TOPIC", "A topic of the manual, or a command.")] = None,
) -> None:
    """List the topics of the manual, or show one of them; for a command without a page of its own,
    its options.
    """
    from ccmcost.cli.manual import manual_screen, title_of
    from ccmcost.sharing.request import nearest, printable

    pages = manual_pages()
    name = (topic or "").strip().lower().removeprefix("docs/").removesuffix(".md")
    if not topic:
        width = max(map(len, pages), default=0)
        lines = [
            f"  {each.ljust(width)}  {title_of(path.read_text('utf-8'))}"
            for each, path in pages.items()
        ]
        advice = (
            "\nRead one with: ccmcost help TOPIC\nOptions of a command: ccmcost COMMAND --help\n"
        )
        put("\n".join(["Topics", *lines, advice]))
    elif name in pages:
        more = f"\nOptions of the command: ccmcost {name} --help\n" if name in COMMANDS else ""
        _show(manual_screen(pages[name].read_text("utf-8"), tuple(pages)) + more)
    elif name in COMMANDS:
        from ccmcost.cli.app import app as entrance

        entrance([name, "--help"], prog_name="ccmcost")
    else:
        raise UsageError(
            f'the manual has no topic "{printable(topic)}".{nearest(name, (*pages, *COMMANDS))}'
        )


def _show(text: str) -> None:
    """Page by page where a person watches, else as it is."""
    if sys.stdout.isatty() and sys.stdin.isatty():
        from pydoc import pager

        pager(text)
    else:
        put(text)
