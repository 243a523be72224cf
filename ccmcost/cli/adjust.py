"""`ccmcost adjust`: the same arithmetic on any list of States."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.options import Currency, Data, Format, Rule, example, plain_app
from ccmcost.cli.output import checked_format, put_result, warn
from ccmcost.clock import optional_day
from ccmcost.sharing.compute import adjust_list
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace

app = plain_app()


@app.command(
    epilog=example(
        "ccmcost adjust --scale un-2022-2024 --participants parties.csv --total 1000000",
        "ccmcost adjust --scale un-2022-2024 --participants parties.csv --total 14078652 --rule cbd.toml --format csv",
    )
)
def adjust(
    scale: Annotated[str, typer.Option(metavar="ID", help="Scale, such as un-2022-2024.")],
    participants: Annotated[str, typer.Option(metavar="FILE", help="A CSV with iso3 and, if you like, role.")],
    total: Annotated[str, typer.Option(metavar="AMOUNT", help="Total to share, in major units.")],
    rule: Rule = None,
    currency: Currency = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the LDC list; else the first day of the scale.")
    ] = None,
    credit: Annotated[bool, typer.Option("--credit", help="The total is negative: a credit.")] = False,
    format: Format = "table",
    data: Data = None,
) -> None:
    """Share any total among any list of States by a UN scale and a rule. Writes no files."""
    checked_format(format)
    request = Request(cost=total, currency=currency, rule=rule, scale=scale, participants=participants, credit=credit)
    result = adjust_list(open_workspace(data), request, optional_day(on, "--on"))
    put_result(result, format)
    warn(result.warnings)
