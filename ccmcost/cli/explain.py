"""`ccmcost explain`: the derivation of one amount."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.options import Currency, Data, MeetingId, Rule, example, plain_app
from ccmcost.cli.output import put, style, warn
from ccmcost.render.explanation_screen import explanation_screen
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import explain_amount
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(epilog=example("ccmcost explain msp11 JPN", "ccmcost explain rc1 CHN --rule article-14-1-straight"))
def explain(
    meeting: MeetingId,
    state: Annotated[
        str, typer.Argument(metavar="STATE", help="A State: its name in any of six languages, or its code (JPN).")
    ],
    cost: Annotated[str | None, typer.Option(metavar="AMOUNT", help="Total to share, in major units.")] = None,
    currency: Currency = None,
    rule: Rule = None,
    scale: Annotated[str | None, typer.Option(metavar="ID", help="Another scale than that of the day.")] = None,
    participants: Annotated[str | None, typer.Option(metavar="FILE", help="Another list: a CSV with iso3.")] = None,
    data: Data = None,
) -> None:
    """Show how one State's amount follows, step by step, and what the other rules would give."""
    request = Request(cost=cost, currency=currency, rule=rule, scale=scale, participants=participants)
    explained = explain_amount(open_workspace(data), meeting, state, request)
    put(
        explanation_screen(
            explained.result, explained.code, explained.explanation, explained.why_not, explained.alternatives, style()
        )
    )
    warn(explained.result.warnings)
