"""`ccmcost apportion`: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.main_job import Options, run
from ccmcost.cli.options import (
    AsOf,
    Currency,
    Data,
    Format,
    MeetingId,
    OtherList,
    Provisional,
    Rule,
    Scale,
    example,
    plain_app,
)
from ccmcost.sharing.request import Request

app = plain_app()


@app.command(
    epilog=example(
        "ccmcost apportion msp11",
        "ccmcost apportion msp11 --cost 412345.67 --format csv --no-files",
        "ccmcost apportion rc1 --rule article-14-1-straight",
        "ccmcost apportion msp13 --with CHN --without FRA,DEU",
        "ccmcost apportion msp11 --lang fr,es --state JPN",
    )
)
def apportion(
    meeting: MeetingId,
    cost: Annotated[str | None, typer.Option(metavar="AMOUNT", help="Total to share, in major units: 412345.67.")] = None,
    currency: Currency = None,
    credit: Annotated[bool, typer.Option("--credit", help="The cost is negative: a credit.")] = False,
    rule: Rule = None,
    scale: Scale = None,
    scale_provisional: Provisional = None,
    participants: OtherList = None,
    added: Annotated[
        list[str] | None, typer.Option("--with", metavar="CODES", help="States that bear the cost as well.")
    ] = None,
    removed: Annotated[
        list[str] | None, typer.Option("--without", metavar="CODES", help="States that do not bear the cost.")
    ] = None,
    languages: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="LANGS", help="Languages of the notices: en (if not said), fr, es, ar, ru, zh."),
    ] = None,
    from_workbook: Annotated[
        str | None, typer.Option(metavar="FILE", help="Cost and answers of an apportionment.xlsx that came back.")
    ] = None,
    states: Annotated[
        list[str] | None, typer.Option("--state", metavar="CODES", help="Notices to these States only.")
    ] = None,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Folder for the files; else reports/MEETING.")] = None,
    format: Format = "table",
    no_files: Annotated[bool, typer.Option("--no-files", help="Print only, write nothing.")] = False,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Share a meeting's cost among the States that bear it, and write the result into reports/MEETING."""
    request = Request(
        cost,
        currency,
        rule,
        scale,
        scale_provisional,
        participants,
        tuple(added or ()),
        tuple(removed or ()),
        credit,
    )
    run(
        Options(
            meeting, request, from_workbook, out, format, no_files, as_of, data, tuple(languages or ()), tuple(states or ())
        )
    )
