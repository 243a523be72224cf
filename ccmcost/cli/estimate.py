"""`ccmcost estimate`: the cost document for the meeting that decides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ccmcost.accounts.books import clean
from ccmcost.cli.money_options import MeetingOrGroup, template_languages
from ccmcost.cli.options import AsOf, Currency, Data, Rule, example, plain_app
from ccmcost.cli.output import put, warn
from ccmcost.clock import as_of_day
from ccmcost.sharing.request import Request
from ccmcost.tables.screen import files_note
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example(
        "ccmcost estimate msp13 --symbol CCM/MSP/2025/8 --lang en,fr,es",
        "ccmcost estimate msp13 --cost 450000",
        "ccmcost estimate rc2    all meetings of the billing group",
    )
)
def estimate(
    name: MeetingOrGroup,
    cost: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Estimate to put up, in major units; else that of costs.toml.")
    ] = None,
    currency: Currency = None,
    cost_version: Annotated[
        int | None, typer.Option("--cost-version", metavar="N", help="Version in costs.toml; else the last estimate.")
    ] = None,
    rule: Rule = None,
    scale_provisional: Annotated[
        str | None, typer.Option(metavar="ID", help="Scale for a meeting that no scale covers yet.")
    ] = None,
    symbol: Annotated[str | None, typer.Option(metavar="SYMBOL", help="Symbol of the document; else a placeholder.")] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", metavar="LANGS", help="en (if not said), fr, es.")] = None,
    out: Annotated[str | None, typer.Option(metavar="DIR", help="Folder for the files; else reports/estimate-NAME.")] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Write the cost estimate as DOCX and XLSX: line items, earlier meetings, formula, amounts, draft decision."""
    from ccmcost.workflow.estimate import EstimateWish, write_estimate
    from ccmcost.workflow.estimate import estimate as view_of

    day = as_of_day(as_of)
    workspace = open_workspace(data, day)
    request = Request(cost=cost, currency=currency, rule=rule, scale_provisional=scale_provisional)
    wanted = clean(name, "MEETING").lower()
    wish = EstimateWish(
        wanted,
        template_languages(lang),
        day,
        clean(symbol, "--symbol", needed=False),
        cost_version,
    )
    view = view_of(workspace, wish, request)
    written = write_estimate(workspace, view, wish, Path(out) if out else workspace.reports / f"estimate-{wanted}")
    warn(dict.fromkeys(finding for each in view.meetings for finding in each.result.warnings))
    title = "SPECIMEN, no request for payment" if view.is_specimen else "estimated costs"
    put(f"{wanted}: {view.total}, {len(view.amounts())} States ({title})\n{files_note(written)}\n")
