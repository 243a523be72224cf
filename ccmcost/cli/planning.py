"""`ccmcost compare`, `whatif`, `forecast`, `budget`: what could be, before it is."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ccmcost.charts.planning import budget_chart, comparison_chart, effects_chart, forecast_chart
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
from ccmcost.cli.output import checked_format, style
from ccmcost.cli.planning_output import Meter, hand_over
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.render import planning_table as tables
from ccmcost.render.forecast_screen import budget_screen, forecast_screen
from ccmcost.render.planning_screen import comparison_screen, effects_screen, what_if_screen
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import compare_meeting, each_observer, what_if
from ccmcost.statement.status import status_of
from ccmcost.workflow.budget import budget_years
from ccmcost.workflow.forecast import ForecastRequest, forecast_meeting
from ccmcost.workflow.planning_files import Plan
from ccmcost.workspace import open_workspace

compare_app, whatif_app, forecast_app, budget_app = plain_app(), plain_app(), plain_app(), plain_app()

Cost = Annotated[str | None, typer.Option(metavar="AMOUNT", help="Total to share, in major units; else as the data say.")]
Out = Annotated[str | None, typer.Option(metavar="DIR", help="Write CSV, workbook and chart there; else only print.")]


def _items(text: str | None) -> tuple[str, ...]:
    return tuple(item.strip() for item in (text or "").split(",") if item.strip())


@compare_app.command(
    epilog=example(
        "ccmcost compare rc1 --rules article-14-1,article-14-1-straight",
        "ccmcost compare rc1 --scales un-2013-2015,un-2016-2018 --out comparison",
        "ccmcost compare msp13 --participants low.csv,high.csv --cost 450000 --format csv",
    )
)
def compare(
    meeting: MeetingId,
    rules: Annotated[str | None, typer.Option(metavar="A,B", help="Rules; all of the convention if nothing varies.")] = None,
    scales: Annotated[str | None, typer.Option(metavar="A,B", help="Scales to compare.")] = None,
    participants: Annotated[str | None, typer.Option(metavar="A.csv,B.csv", help="Lists to compare.")] = None,
    cost: Cost = None,
    currency: Currency = None,
    out: Out = None,
    format: Format = "table",
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Put a meeting under several rules, scales or lists side by side; the first is what the others are held against."""
    checked_format(format)
    workspace, request = open_workspace(data, as_of_day(as_of)), Request(cost=cost, currency=currency)
    found = compare_meeting(workspace, meeting, request, _items(rules), _items(scales), _items(participants))
    base = found.cases[0].result
    notes = tuple(f"{found.cases[0].name} to {tally.name}: {tally.same}" for tally in found.tallies if tally.same)
    about = {"cases": [case.name for case in found.cases]}
    plan = Plan("compare", status_of(base).title, base, (tables.comparison_table(found),), notes, about)
    screen = comparison_screen(found, style()) if format == "table" else ""
    heading = f"against {found.cases[0].name}"
    hand_over(plan, screen, lambda: comparison_chart(found, plan.name, heading), format, out, as_of)


@whatif_app.command(
    epilog=example(
        "ccmcost whatif msp13 --with CHN,USA --without FRA --cost 450000",
        "ccmcost whatif msp13 --each-observer --cost 450000 --state JPN",
    )
)
def whatif(
    meeting: MeetingId,
    added: Annotated[list[str] | None, typer.Option("--with", metavar="CODES", help="States that join.")] = None,
    removed: Annotated[list[str] | None, typer.Option("--without", metavar="CODES", help="States that stay away.")] = None,
    each: Annotated[bool, typer.Option("--each-observer", help="Each State not party joining alone, ranked.")] = False,
    state: Annotated[str | None, typer.Option(metavar="CODE", help="With --each-observer: whose change to show.")] = None,
    cost: Cost = None,
    variant_cost: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Cost of the variant, if it differs from --cost.")
    ] = None,
    currency: Currency = None,
    rule: Rule = None,
    scale: Scale = None,
    scale_provisional: Provisional = None,
    participants: OtherList = None,
    out: Out = None,
    format: Format = "table",
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Show what changes, for every State, if States join or stay away: base against variant, largest change first."""
    checked_format(format)
    request = Request(cost, currency, rule, scale, scale_provisional, participants, tuple(added or ()), tuple(removed or ()))
    if state and not each:
        raise UsageError("--state goes with --each-observer.")
    if each:
        if variant_cost:
            raise UsageError("--variant-cost does not go with --each-observer.")
        _each_observer(meeting, request, state, out, format, as_of, data)
        return
    if not (added or removed or variant_cost):
        raise UsageError("say what changes: --with, --without or --variant-cost; or --each-observer.")
    found = what_if(open_workspace(data, as_of_day(as_of)), meeting, request, variant_cost)
    base = found.cases[0].result
    about = {"with": list(request.added), "without": list(request.removed), "variant_cost": variant_cost}
    notes = tuple(tally.same for tally in found.tallies if tally.same)
    plan = Plan("whatif", status_of(base).title, base, (tables.what_if_table(found),), notes, about)
    screen = what_if_screen(found, style()) if format == "table" else ""
    hand_over(plan, screen, lambda: comparison_chart(found, plan.name, "what if"), format, out, as_of)


def _each_observer(
    meeting: str, request: Request, state: str | None, out: str | None, format: str, as_of: str | None, data: str | None
) -> None:
    found = each_observer(open_workspace(data, as_of_day(as_of)), meeting, request, state or "")
    about = {"with": list(request.added), "without": list(request.removed), "state": found.watched}
    notes = ("Each row stands for itself: that one State joins, nothing else changes.",)
    plan = Plan("each-observer", status_of(found.base).title, found.base, (tables.effects_table(found),), notes, about)
    screen = effects_screen(found, style()) if format == "table" else ""
    heading = "each State not party joining alone"
    hand_over(plan, screen, lambda: effects_chart(found, plan.name, heading), format, out, as_of)


@forecast_app.command(
    epilog=example("ccmcost forecast msp13 --probabilities likely.csv --cost 400000,450000,600000 --more-than 10000")
)
def forecast(
    meeting: MeetingId,
    cost: Annotated[str, typer.Option(metavar="LOW,LIKELY,HIGH", help="Range of the cost, or one sum.")],
    probabilities: Annotated[
        str | None, typer.Option(metavar="FILE", help="Who takes part: a CSV with iso3,probability,basis.")
    ] = None,
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Probabilities from at least three official lists of earlier meetings.")
    ] = False,
    more_than: Annotated[str | None, typer.Option(metavar="AMOUNT", help="How likely each State owes more.")] = None,
    trials: Annotated[int, typer.Option(help="Number of trials.")] = 100_000,
    seed: Annotated[int, typer.Option(help="Seed of the draw; the same seed gives the same bytes.")] = 1,
    threads: Annotated[int | None, typer.Option(help="Threads; the result does not depend on them.")] = None,
    currency: Currency = None,
    rule: Rule = None,
    scale: Scale = None,
    scale_provisional: Provisional = None,
    participants: OtherList = None,
    out: Out = None,
    format: Format = "table",
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Apportion a meeting to come with uncertain participation and cost, exactly, in many trials."""
    checked_format(format)
    request = Request(None, currency, rule, scale, scale_provisional, participants)
    wish = ForecastRequest(cost, probabilities, estimate, more_than, trials, seed, threads)
    found = forecast_meeting(open_workspace(data, as_of_day(as_of)), meeting, request, wish, Meter(sys.stderr))
    low, likely, high = (case.cost.total.plain() for case in found.plain)
    about = {"cost": [low, likely, high], "trials": trials, "seed": seed, "used": found.used, "more_than": more_than}
    made = (tables.forecast_table(found), tables.pool_table(found))
    plan = Plan("forecast", f"Forecast, {found.used:,} trials (seed {seed})", found.plain[1], made, found.notes, about)
    screen = forecast_screen(found, style()) if format == "table" else ""
    hand_over(plan, screen, lambda: forecast_chart(found), format, out, as_of)


@budget_app.command(
    epilog=example(
        "ccmcost budget JPN --years 2026-2027 --cost 400000,450000,600000",
        "ccmcost budget JPN --years 2027-2028 --cost 450000 --cost 2028=700000 --scale-provisional un-2025-2027",
    )
)
def budget(
    state: Annotated[
        str, typer.Argument(metavar="STATE", help="A State: its name in any of six languages, or its code (JPN).")
    ],
    years: Annotated[str, typer.Option(metavar="YYYY-YYYY", help="Years, such as 2026-2027.")],
    cost: Annotated[
        list[str], typer.Option(metavar="LOW,LIKELY,HIGH", help="Cost of a meeting, or one sum; YEAR=... for one year.")
    ],
    currency: Currency = None,
    rule: Rule = None,
    scale_provisional: Provisional = None,
    out: Out = None,
    format: Format = "table",
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Say in one paragraph what the treasury of a State should set aside."""
    checked_format(format)
    request = Request(currency=currency, rule=rule, scale_provisional=scale_provisional)
    found, _ = budget_years(open_workspace(data, as_of_day(as_of)), state, years, tuple(cost), request)
    about = {"state": found.code, "years": years, "cost": list(cost)}
    notes = (found.paragraph, *found.notes)
    plan = Plan("budget", f"Budget of {found.name}, {years}", found.base, (tables.budget_table(found),), notes, about)
    screen = budget_screen(found, style()) if format == "table" else ""
    hand_over(plan, screen, lambda: budget_chart(found, plan.title), format, out, as_of)
