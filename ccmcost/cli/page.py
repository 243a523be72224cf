"""`ccmcost page`: a page on which every delegate can check the bill."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.options import AsOf, Currency, Data, Rule, complete_meeting, example, plain_app
from ccmcost.cli.output import put
from ccmcost.clock import as_of_day
from ccmcost.documents.page.files import PageWish, write_all_pages, write_page
from ccmcost.errors import UsageError
from ccmcost.sharing.request import Request
from ccmcost.tables.screen import files_note
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example(
        "ccmcost page msp12",
        "ccmcost page msp12 --cost 412345.67 --lang fr",
        "ccmcost page rc1 --rules",
        "ccmcost page --all",
    )
)
def page(
    meeting: Annotated[
        str | None,
        typer.Argument(metavar="MEETING", help="Id of a meeting, such as msp12.", autocompletion=complete_meeting),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="A page of every meeting, and an index.")] = False,
    cost: Annotated[str | None, typer.Option(metavar="AMOUNT", help="Total to share, in major units: 412345.67.")] = None,
    currency: Currency = None,
    participants: Annotated[
        str | None, typer.Option(metavar="FILE", help="Another list: a CSV with iso3 and, if you like, role.")
    ] = None,
    rule: Rule = None,
    scale: Annotated[str | None, typer.Option(metavar="ID", help="Another scale than that of the day.")] = None,
    scale_provisional: Annotated[
        str | None, typer.Option(metavar="ID", help="Scale for an estimate of a meeting that no scale covers yet.")
    ] = None,
    rules: Annotated[
        bool,
        typer.Option("--rules", help="Let the reader choose among the readings of the article and the residual policies."),
    ] = False,
    language: Annotated[
        str,
        typer.Option("--lang", metavar="LANG", help="Language to begin with: en, fr, es, ar, ru, zh. All six are inside."),
    ] = "en",
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Folder for the files; else reports/pages.")] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Write a self-contained page that recomputes a meeting's bill before the reader's eyes."""
    if every == (meeting is not None):
        raise UsageError("name one meeting, such as msp12, or ask for --all; one of the two.")
    workspace = open_workspace(data, as_of_day(as_of))
    folder = Path(out) if out else workspace.reports / "pages"
    request = Request(cost, currency, rule, scale, scale_provisional, participants)
    wish = PageWish(rules, language)
    if meeting is None:
        written = write_all_pages(workspace, request, wish, folder)
    else:
        written = write_page(workspace, meeting, request, wish, folder)
    put(files_note(written).lstrip("\n") + "\n")
