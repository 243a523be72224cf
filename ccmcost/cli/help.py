"""`ccmcost help`: the manual that came with ccmcost, page by page."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.manual import manual_screen, title_of
from ccmcost.cli.options import example, plain_app
from ccmcost.cli.output import put
from ccmcost.errors import UsageError
from ccmcost.sharing.request import nearest, printable
from ccmcost.workspace import manual_pages

app = plain_app()


@app.command(epilog=example("ccmcost help", "ccmcost help method", "ccmcost help apportion"))
def help_(
    topic: Annotated[str | None, typer.Argument(metavar="TOPIC", help="A topic of the manual, or a command.")] = None,
) -> None:
    """List the topics of the manual, or show one of them; for a command without a page of its own, its options."""
    pages = manual_pages()
    name = (topic or "").strip().lower().removeprefix("docs/").removesuffix(".md")
    if not topic:
        width = max(map(len, pages), default=0)
        lines = [f"  {each.ljust(width)}  {title_of(path.read_text('utf-8'))}" for each, path in pages.items()]
        put(
            "\n".join(
                [
                    "Topics",
                    *lines,
                    "",
                    "Read one with: ccmcost help TOPIC",
                    "Options of a command: ccmcost COMMAND --help",
                    "",
                ]
            )
        )
    elif name in pages:
        more = f"\nOptions of the command: ccmcost {name} --help\n" if name in COMMANDS else ""
        _show(manual_screen(pages[name].read_text("utf-8"), tuple(pages)) + more)
    elif name in COMMANDS:
        from ccmcost.cli.app import app as entrance

        entrance([name, "--help"], prog_name="ccmcost")
    else:
        raise UsageError(f'the manual has no topic "{printable(topic)}".{nearest(name, (*pages, *COMMANDS))}')


def _show(text: str) -> None:
    """Page by page where a person watches, else as it is."""
    if sys.stdout.isatty() and sys.stdin.isatty():
        from pydoc import pager

        pager(text)
    else:
        put(text)
