"""`ccmcost budget`: what the treasury of a State should set aside, for one or more conventions."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from ccmcost.cli.declared import WORDS, Option, command
from ccmcost.cli.options import Currency, Folders, Provisional, Rule, State, csv_form
from ccmcost.cli.output import put, style, warn
from ccmcost.cli.planning import PictureLang, Wanted
from ccmcost.documents.planning import Plan, screens, tables
from ccmcost.documents.planning.budget import budget_years
from ccmcost.documents.planning.charts import budget_chart
from ccmcost.errors import UsageError
from ccmcost.sharing.request import Request
from ccmcost.tables.records import to_csv


@command(
    "ccmcost budget JPN --years 2026-2027 --cost 400000,450000,600000",
    "ccmcost budget JPN --years 2027-2028 --cost 450000 --cost 2028=700000 --scale-provisional "
    "un-2025-2027",
)
def budget(
    state: State,
    years: Annotated[str, Option("YYYY-YYYY", "Years, such as 2026-2027.")],
    cost: Annotated[
        WORDS,
        Option(
            "LOW,LIKELY,HIGH", "Cost of a meeting, as a range or one amount; YEAR=... for one year."
        ),
    ],
    currency: Currency = None,
    rule: Rule = None,
    scale_provisional: Provisional = None,
    languages: PictureLang = (),
    *,
    wanted: Wanted,
    data: Folders = (),
) -> None:
    """State in one paragraph what the treasury of a State should set aside."""
    request = Request(currency=currency, rule=rule, scale_provisional=scale_provisional)
    if len(data) > 1:
        _budgets(state, years, cost, request, wanted, data)
        return
    found = budget_years(wanted.workspace(data[0] if data else None), state, years, cost, request)
    about = {"state": found.code, "years": years, "cost": list(cost)}
    plan = Plan(
        "budget",
        f"Budget of {found.name}, {years}",
        found.base,
        (tables.budget_table(found),),
        (found.paragraph, *found.notes),
        about,
    )
    picture = partial(budget_chart, found)
    wanted.hand_over(plan, screens.budget_screen, found, picture, lang=languages)


def _budgets(
    state: str,
    years: str,
    cost: tuple[str, ...],
    request: Request,
    wanted: Wanted,
    folders: tuple[str, ...],
) -> None:
    """The budget of a State for each of several conventions, and for all."""
    from ccmcost.documents.planning.together import (
        budgets_table,
        costs_of,
        one_table,
        together_screen,
    )
    from ccmcost.load.data import Data

    if wanted.out or wanted.format == "json":
        raise UsageError(
            "--data: files and JSON hold the budget for one convention: name one folder for them."
        )
    places = [wanted.workspace(each) for each in folders]
    conventions = [Data(each).convention for each in places]
    ids = [each.id for each in conventions]
    found = [
        (each, budget_years(place, state, years, costs_of(cost, each.id, ids), request))
        for each, place in zip(conventions, places, strict=True)
    ]
    if wanted.format == "csv":
        every = one_table([(each, tables.budget_table(one)) for each, one in found])
        put(to_csv(every, csv_form(wanted.csv)), data=True)
    else:
        for _, one in found:
            put(screens.budget_screen(one, style()) + "\n")
        put(together_screen(budgets_table(found), style()))
    for _, one in found:
        warn(one.base.warnings, one.base)
