"""Plan: `ccmcost compare`, `whatif`, `forecast`: what could be, before it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from ccmcost.charts.page import Picture
from ccmcost.cli import complete, wishes
from ccmcost.cli.declared import WORDS, Option, command
from ccmcost.cli.options import (
    AsOf,
    Csv,
    Currency,
    Data,
    Format,
    MeetingId,
    OtherList,
    Provisional,
    Rule,
    Scale,
    csv_form,
    languages_of,
)
from ccmcost.cli.output import put, put_note, style, tell, warn
from ccmcost.clock import as_of_day
from ccmcost.documents.planning import Plan, plan_files, plan_json, screens, tables
from ccmcost.documents.planning.charts import (
    comparison_chart,
    effects_chart,
    forecast_chart,
)
from ccmcost.documents.planning.forecast import ForecastRequest, forecast_meeting
from ccmcost.errors import UsageError
from ccmcost.manifest import NAME, file_name, manifest, publish_folder
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import compare_meeting, each_observer, what_if
from ccmcost.tables.records import to_csv
from ccmcost.tables.screen import Style, files_note
from ccmcost.words.status import status_of
from ccmcost.workspace import Workspace, open_workspace

Cost = Annotated[
    str | None,
    Option("AMOUNT", "Total to share, such as 412345.67; default: the cost in the data."),
]


PictureLang = Annotated[
    WORDS,
    Option(
        "LANGS",
        "Languages of the chart: en (default), fr, es, ar, ru, zh.",
        "--lang",
        complete.languages,
        read=wishes.languages,
    ),
]


class Wished(NamedTuple):
    """What an assessment may rest on instead of what the data say."""

    currency: Currency = None
    rule: Rule = None
    scale: Scale = None
    scale_provisional: Provisional = None
    participants: OtherList = None


class Wanted(NamedTuple):
    """What is printed and written, on which data."""

    out: Annotated[
        Path | None,
        Option("DIR", "Write CSV, workbook and chart to this folder; default: print only."),
    ] = None
    format: Format = "table"
    csv: Csv = "plain"
    as_of: AsOf = None

    def workspace(self, data: str | None) -> Workspace:
        """The workspace on the day of the documents."""
        csv_form(self.csv)
        return open_workspace(data, as_of_day(self.as_of))

    def hand_over(
        self,
        plan: Plan,
        show: Callable[[Any, Style], str],
        found: Any,
        picture: Callable[[str], Picture],
        *others: Apportionment,
        lang: tuple[str, ...] = (),
    ) -> None:
        """Write the files if a folder is named, then print table, CSV or JSON, then warnings;
        rates may be assumed in `others` than the base too.
        """
        if lang and not self.out and self.csv == "plain":
            raise UsageError(
                "--lang chooses the languages of the chart, but without --out no chart is written."
            )
        screen = show(found, style()) if self.format == "table" else ""
        day, form = as_of_day(self.as_of), csv_form(self.csv, lang)
        note = ""
        if self.out:
            files = {
                file_name(plan.base, name): content
                for name, content in plan_files(
                    plan, picture, day, form, languages_of(lang)
                ).items()
            }
            about = manifest(plan.base, {}, day) | {"document": plan.name, "planning": plan.about}
            note = files_note(publish_folder(self.out, files, about, file_name(plan.base, NAME)))
        if self.format == "csv":
            put(to_csv(plan.tables[0], form), data=True)
            for line in plan.notes:
                tell(line)
        elif self.format == "json":
            put(plan_json(plan), data=True)
        else:
            put(screen)
        warn(plan.base.warnings, plan.base, *others)
        if note:
            put_note(note, self.format)


All = Annotated[bool, Option(None, "Print all details.", "--all")]


class Meter:
    """A progress line on standard error, only when a person watches a terminal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream if stream.isatty() else None

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self._stream is not None:
            end = "\n" if done == total else ""
            self._stream.write(f"\r{done:,} of {total:,} trials{end}")
            self._stream.flush()


def _items(text: str | None) -> tuple[str, ...]:
    return tuple(item.strip() for item in (text or "").split(",") if item.strip())


@command(
    "ccmcost compare rc1 --rules article-14-1,article-14-1-straight",
    "ccmcost compare rc1 --scales un-2013-2015,un-2016-2018 --out comparison",
    "ccmcost compare msp13 --participants low.csv,high.csv --cost 450000 --format csv",
)
def compare(
    meeting: MeetingId,
    rules: Annotated[
        str | None,
        Option(
            "A,B",
            "Rules; default: all rules of the convention.",
            complete=complete.rules,
            read=wishes.several(wishes.rule),
        ),
    ] = None,
    scales: Annotated[
        str | None,
        Option(
            "A,B", "Scales to compare.", complete=complete.scales, read=wishes.several(wishes.scale)
        ),
    ] = None,
    participants: Annotated[str | None, Option("A.csv,B.csv", "Lists to compare.")] = None,
    cost: Cost = None,
    currency: Currency = None,
    languages: PictureLang = (),
    *,
    whole: All = False,
    wanted: Wanted,
    data: Data = None,
) -> None:
    """Put a meeting under several rules, scales or lists side by side;
    the first is what the others are held against.
    """
    workspace, request = wanted.workspace(data), Request(cost=cost, currency=currency)
    found = compare_meeting(
        workspace, meeting, request, _items(rules), _items(scales), _items(participants)
    )
    base = found.cases[0].result
    notes = tuple(
        f"{found.cases[0].name} to {tally.name}: {tally.same}"
        for tally in found.tallies
        if tally.same
    )
    about = {"cases": [case.name for case in found.cases]}
    plan = Plan(
        "compare", status_of(base).title, base, (tables.comparison_table(found),), notes, about
    )
    show = partial(screens.comparison_screen, whole=whole)
    others = (case.result for case in found.cases[1:])
    wanted.hand_over(
        plan, show, found, partial(comparison_chart, found, plan.name), *others, lang=languages
    )


@command(
    "ccmcost whatif msp13 --with CHN,USA --without FRA --cost 450000",
    "ccmcost whatif msp13 --each-observer --cost 450000 --state JPN",
)
def whatif(
    meeting: MeetingId,
    added: Annotated[
        WORDS, Option("CODES", "States that take part in addition.", "--with", complete.states)
    ] = (),
    removed: Annotated[
        WORDS, Option("CODES", "States that do not take part.", "--without", complete.states)
    ] = (),
    each: Annotated[
        bool,
        Option(None, "Each State not party joining alone, ordered by effect.", "--each-observer"),
    ] = False,
    state: Annotated[
        str | None,
        Option("STATE", "With --each-observer: whose change to show.", complete=complete.states),
    ] = None,
    cost: Cost = None,
    variant_cost: Annotated[
        str | None, Option("AMOUNT", "Cost of the variant, if it differs from --cost.")
    ] = None,
    languages: PictureLang = (),
    *,
    whole: All = False,
    wished: Wished,
    wanted: Wanted,
    data: Data = None,
) -> None:
    """Show what changes, for every State, if States join or stay away:
    base against variant, largest change first.
    """
    request = Request(cost, added=added, removed=removed, **wished._asdict())
    if state and not each:
        raise UsageError("--state goes with --each-observer.")
    if each:
        if variant_cost:
            raise UsageError("--variant-cost does not go with --each-observer.")
        _each_observer(wanted.workspace(data), meeting, request, state, wanted, whole, languages)
        return
    if not (added or removed or variant_cost):
        raise UsageError(
            "say what changes: --with, --without or --variant-cost; or --each-observer."
        )
    found = what_if(wanted.workspace(data), meeting, request, variant_cost)
    base = found.cases[0].result
    about = {
        "with": list(request.added),
        "without": list(request.removed),
        "variant_cost": variant_cost,
    }
    notes = tuple(tally.same for tally in found.tallies if tally.same)
    plan = Plan("whatif", status_of(base).title, base, (tables.what_if_table(found),), notes, about)
    show = partial(screens.what_if_screen, whole=whole)
    others = (case.result for case in found.cases[1:])
    wanted.hand_over(
        plan, show, found, partial(comparison_chart, found, plan.name), *others, lang=languages
    )


def _each_observer(
    workspace: Workspace,
    meeting: str,
    request: Request,
    state: str | None,
    wanted: Wanted,
    whole: bool,
    languages: tuple[str, ...],
) -> None:
    found = each_observer(workspace, meeting, request, state or "")
    about = {"with": list(request.added), "without": list(request.removed), "state": found.watched}
    notes = ("Each row stands for itself: that one State joins, nothing else changes.",)
    plan = Plan(
        "each-observer",
        status_of(found.base).title,
        found.base,
        (tables.effects_table(found),),
        notes,
        about,
    )
    show = partial(screens.effects_screen, whole=whole)
    wanted.hand_over(plan, show, found, partial(effects_chart, found, plan.name), lang=languages)


@command(
    "ccmcost forecast msp13 --probabilities likely.csv --cost 400000,450000,600000 --more-than "
    "10000"
)
def forecast(
    meeting: MeetingId,
    cost: Annotated[str, Option("LOW,LIKELY,HIGH", "Range of the cost, or one amount.")],
    probabilities: Annotated[
        str | None, Option("FILE", "Probability of taking part: a CSV with iso3,probability,basis.")
    ] = None,
    estimate: Annotated[
        bool, Option(None, "Probabilities from at least three official lists of earlier meetings.")
    ] = False,
    more_than: Annotated[
        str | None,
        Option(
            "AMOUNT", "Show the probability that a State pays more than this.", read=wishes.some
        ),
    ] = None,
    trials: Annotated[int, Option(None, "Number of trials.")] = 100_000,
    seed: Annotated[
        int, Option(None, "Seed of the draws; the same seed gives the same result.")
    ] = 1,
    threads: Annotated[
        int | None, Option(None, "Threads; the result does not depend on them.")
    ] = None,
    languages: PictureLang = (),
    *,
    whole: All = False,
    wished: Wished,
    wanted: Wanted,
    data: Data = None,
) -> None:
    """Apportion a meeting to come with uncertain participation and cost, exactly,
    in many trials.
    """
    request = Request(**wished._asdict())
    wish = ForecastRequest(cost, probabilities, estimate, more_than, trials, seed, threads)
    found = forecast_meeting(wanted.workspace(data), meeting, request, wish, Meter(sys.stderr))
    low, likely, high = (case.cost.total.plain() for case in found.plain)
    about = {
        "cost": [low, likely, high],
        "trials": trials,
        "seed": seed,
        "used": found.used,
        "more_than": more_than,
    }
    made = (tables.forecast_table(found), tables.pool_table(found))
    plan = Plan(
        "forecast",
        f"Forecast, {found.used:,} trials (seed {seed})",
        found.plain[1],
        made,
        found.notes,
        about,
    )
    show = partial(screens.forecast_screen, whole=whole)
    wanted.hand_over(plan, show, found, partial(forecast_chart, found), lang=languages)
