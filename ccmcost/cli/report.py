"""`ccmcost report`: the annual cost report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.cli.money_options import KnownOn, languages_of
from ccmcost.cli.options import AsOf, Currency, Data, Rule, example, plain_app
from ccmcost.cli.output import put, style, tell, warn
from ccmcost.clock import as_of_day, optional_day
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.render.annual_screen import no_meeting_screen, report_screen
from ccmcost.tables.screen import files_note
from ccmcost.workflow.annual import AnnualRequest, NoMeeting, NotComputed, annual_reports, years_of
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example(
        "ccmcost report 2023",
        "ccmcost report 2023 --cost msp11=412345.67 --cost msp10=398000.00 --lang en,fr",
        "ccmcost report --from 2015 --to 2020",
        "ccmcost report 2024 --as-at 2024-12-31    in a workspace with a ledger: collection as at year's end",
    )
)
def report(
    year: Annotated[str | None, typer.Argument(metavar="[YEAR]", help="The year in which the meetings opened.")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="YEAR", help="First of several years.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="YEAR", help="Last of several years.")] = None,
    cost: Annotated[
        list[str] | None,
        typer.Option(metavar="MEETING=AMOUNT", help="Cost of a meeting of the year, or of the year compared with."),
    ] = None,
    currency: Currency = None,
    rule: Rule = None,
    scale_provisional: Annotated[
        str | None, typer.Option("--scale-provisional", metavar="ID", help="Scale for meetings that no scale covers yet.")
    ] = None,
    languages: Annotated[
        list[str] | None, typer.Option("--lang", metavar="LANGS", help="Languages: en (if not said), fr, es, ar, ru, zh.")
    ] = None,
    as_at: Annotated[
        str | None, typer.Option("--as-at", metavar="DATE", help="Day up to which the ledger counts; else that of --as-of.")
    ] = None,
    known_on: KnownOn = None,
    out: Annotated[
        str | None, typer.Option(metavar="DIR", help="Folder for the files; else reports/annual. A year has its own in it.")
    ] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Report the costs of a year: its meetings, every State's amount, what changed and why, what was collected."""
    wanted = tuple(dict.fromkeys(languages_of(languages)))
    begin, end = years_of(year, first, last)
    today = as_of_day(as_of)
    until = optional_day(as_at, "--as-at") or today
    known = optional_day(known_on, "--known-on")
    request = AnnualRequest(begin, end, today, until, tuple(cost or ()), currency, rule, scale_provisional, known)
    workspace = open_workspace(data, today)
    if (as_at or known_on) and not workspace.has_ledger:
        tell("there is no ledger here, so --as-at and --known-on change nothing.")
    home = Path(out) if out else workspace.reports / "annual"
    missing: list[Finding] = []
    for found in list(annual_reports(workspace, request)):  # all years are computed before the first is written
        if isinstance(found, NoMeeting):
            put(no_meeting_screen(*found))
            continue
        if isinstance(found, NotComputed):
            missing += found.error.findings
            continue
        from ccmcost.workflow.annual_files import write_report

        written = write_report(found, wanted, home / str(found.year.year))
        put(report_screen(found, style()))
        warn(found.warnings)
        put(files_note(written) + "\n")
    if missing:
        raise DataError(set(missing))
