"""Publish and plan with documents: `ccmcost page`, `report`, `chart`, `calendar`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from ccmcost.cli import complete, readers
from ccmcost.cli.declared import WORDS, Argument, Group, Option, command
from ccmcost.cli.options import (
    AsOf,
    Csv,
    Currency,
    Data,
    KnownOn,
    Lang,
    OtherList,
    Rule,
    Scale,
    Uncovered,
    csv_form,
    languages_of,
    printed,
)
from ccmcost.cli.output import put, put_note, style, tell, warn
from ccmcost.cli.wishes import results_within
from ccmcost.clock import as_of_day
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.request import Request
from ccmcost.tables.screen import files_note
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    from ccmcost.documents.annual.report import Report
    from ccmcost.documents.calendar import Calendar
    from ccmcost.tables.records import Form

chart = Group(
    "Charts across meetings. (Those of one meeting come with ccmcost apportion.)",
    "ccmcost chart history",
)


@command(
    "ccmcost page msp12",
    "ccmcost page msp12 --cost 412345.67 --lang fr",
    "ccmcost page rc1 --rules",
    "ccmcost page --all",
)
def page(
    meeting: Annotated[
        str | None,
        Argument("MEETING", "Id of a meeting, such as msp12.", complete.meetings),
    ] = None,
    every: Annotated[
        bool, Option(None, "A page for every meeting, and an index.", "--all")
    ] = False,
    cost: Annotated[str | None, Option("AMOUNT", "Total to share, such as 412345.67.")] = None,
    currency: Currency = None,
    participants: OtherList = None,
    rule: Rule = None,
    scale: Scale = None,
    scale_provisional: Uncovered = None,
    rules: Annotated[
        bool,
        Option(
            None,
            "Let the reader choose among the readings of the article and the rounding policies.",
        ),
    ] = False,
    language: Annotated[
        str,
        Option(
            "LANG",
            "First language shown: en, fr, es, ar, ru, zh. The page holds all six.",
            "--lang",
            complete.languages,
        ),
    ] = "en",
    out: Annotated[
        Path | None, Option("DIR", "Folder for the files; default: reports/pages.")
    ] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Write a self-contained page on which a delegate can recalculate the amounts of a meeting."""
    from ccmcost.documents.page.files import PageWish, write_all_pages, write_page

    if every == (meeting is not None):
        raise UsageError("name one meeting, such as msp12, or ask for --all; one of the two.")
    workspace = open_workspace(data, as_of_day(as_of))
    folder = out or workspace.reports / "pages"
    request = Request(
        cost=cost,
        currency=currency,
        rule=rule,
        scale=scale,
        scale_provisional=scale_provisional,
        participants=participants,
    )
    wish, results = PageWish(rules, language), list[Apportionment]()
    if meeting is None:
        written = write_all_pages(workspace, request, wish, folder, results.append)
    else:
        written = write_page(workspace, meeting, request, wish, folder, results.append)
    warn(dict.fromkeys(each for result in results for each in result.warnings), *results)
    put(files_note(written).lstrip("\n") + "\n")


_REPORTS = (
    "For a report on each year: ccmcost report --from {first} --to {last}; for one of them: "
    "ccmcost report {first}."
)
_CALENDARS = (
    "For one of them: ccmcost calendar {first}; without a year, ccmcost calendar shows all."
)


_YEARLY = Option(
    "DIR", "Folder for the files of each year; default: reports/annual.", read=results_within
)


class Years(NamedTuple):
    """Which years to report."""

    year: Annotated[
        int | None,
        Argument(
            "[YEAR]",
            "The year in which the meetings opened.",
            complete.years,
            readers.one_year(_REPORTS),
        ),
    ] = None
    first: Annotated[
        int | None, Option("YEAR", "First of several years.", "--from", complete.years)
    ] = None
    last: Annotated[
        int | None, Option("YEAR", "Last of several years.", "--to", complete.years)
    ] = None


class Made(NamedTuple):
    """In which languages, and in which form of CSV."""

    languages: Annotated[
        WORDS,
        Option(
            "LANGS",
            "Languages: en (default), fr, es, ar, ru, zh.",
            "--lang",
            complete.languages,
        ),
    ] = ()
    csv: Csv = "plain"


@command(
    "ccmcost report 2023",
    "ccmcost report 2023 --cost msp11=412345.67 --cost msp10=398000.00 --lang en,fr",
    "ccmcost report 2022 --brief",
    "ccmcost report --from 2015 --to 2020",
    "ccmcost report 2024 --as-at 2024-12-31    in a workspace with a ledger: collection as at "
    "year's end",
)
def report(
    years: Years,
    cost: Annotated[
        WORDS,
        Option("MEETING=AMOUNT", "Cost of a meeting of this year, or of the earlier year."),
    ] = (),
    currency: Currency = None,
    rule: Rule = None,
    scale_provisional: Uncovered = None,
    *,
    made: Made,
    as_at: Annotated[
        date | None, Option("DATE", "Value date up to which the ledger counts; default: --as-of.")
    ] = None,
    known_on: KnownOn = None,
    out: Annotated[Path | None, _YEARLY] = None,
    brief: Annotated[
        bool, Option(None, "Add a short form of the report, on four pages at most.")
    ] = False,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Report the costs of a year: its meetings, the amount of every State, what changed and why,
    and what has been received.
    """
    from ccmcost.documents.annual import document
    from ccmcost.documents.annual import years as annual

    wanted, form = languages_of(made.languages), csv_form(made.csv, made.languages)
    begin, end = annual.years_of(*years)
    today = as_of_day(as_of)
    request = annual.AnnualRequest(
        begin, end, today, as_at or today, cost, currency, rule, scale_provisional, known_on
    )
    workspace = open_workspace(data, today)
    if (as_at or known_on) and not workspace.has_ledger:
        tell("there is no ledger here, so --as-at and --known-on change nothing.")
    home = out or workspace.reports / "annual"
    missing: list[Finding] = []
    reports: list[Report] = []
    # all years are computed before the first is written
    for found in list(annual.annual_reports(workspace, request)):
        if isinstance(found, annual.NoMeeting):
            put(document.no_meeting_screen(*found))
            continue
        if isinstance(found, annual.NotComputed):
            missing += found.error.findings
            continue
        written = document.write_report(found, wanted, home / str(found.year.year), form, brief)
        put(document.report_screen(found, style()))
        put(files_note(written) + "\n")
        reports.append(found)
    _warn_once(reports)
    if missing:
        raise DataError(set(missing))


def _warn_once(reports: Sequence[Report]) -> None:
    """What the reports of several years warn of, together."""
    results = (each.result for report in reports for each in report.year.meetings)
    warn(dict.fromkeys(each for report in reports for each in report.warnings), *results)


@chart.command(
    "history",
    "ccmcost chart history",
    "ccmcost chart history --states JPN,DEU,FRA",
    "ccmcost chart history --no-files",
    "ccmcost chart history --lang fr,es",
)
def history(
    states: Annotated[
        WORDS,
        Option(
            "CODES",
            "States to show, up to five; default: the largest of the latest meeting.",
            complete=complete.states,
        ),
    ] = (),
    rule: Rule = None,
    kind: Annotated[
        str | None,
        Option(
            "KIND",
            "Kind of meeting; default: the first in the data.",
            complete=complete.meeting_kinds,
        ),
    ] = None,
    out: Annotated[
        Path | None, Option("DIR", "Folder for the files; default: reports/history.")
    ] = None,
    no_files: Annotated[bool, Option(None, "Print only; write nothing.")] = False,
    languages: Lang = (),
    csv: Csv = "plain",
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """States Parties in force, the sum of their rates, and the shares of five States,
    from meeting to meeting.
    """
    from ccmcost.documents.history import (
        HistoryRequest,
        history_screen,
        load_history,
        write_history,
    )

    if no_files and languages:
        raise UsageError("--lang chooses the languages of the chart, but --no-files writes none.")
    day, wanted, form = as_of_day(as_of), languages_of(languages), csv_form(csv, languages)
    workspace = open_workspace(data, day)
    loaded = load_history(workspace, HistoryRequest(states, rule, kind))
    folder = out or workspace.reports / "history"
    written = () if no_files else write_history(*loaded, folder, day, form, wanted)
    put(history_screen(loaded[0], style()))
    if written:
        put(files_note(written) + "\n")


@command(
    "ccmcost calendar 2024",
    "ccmcost calendar 2024 --format ics > 2024.ics",
    "ccmcost calendar --write",
)
def calendar(
    year: Annotated[
        int | None,
        Argument(
            "[YEAR]",
            "A year such as 2024; default: all years.",
            complete.years,
            readers.one_year(_CALENDARS),
        ),
    ] = None,
    format: Annotated[Literal["table", "csv", "ics"], printed("table", "csv", "ics")] = "table",
    csv: Csv = "plain",
    write: Annotated[
        bool, Option(None, "Also write calendar.csv and calendar.ics to reports/.")
    ] = False,
    whole: Annotated[
        bool, Option(None, "Print all dates of each meeting, with their sources.", "--all")
    ] = False,
    language: Annotated[
        str,
        Option(
            "LANG",
            "Language of the screen and of calendar.ics: en, fr, es, ar, ru, zh.",
            "--lang",
            complete.languages,
        ),
    ] = "en",
    out: Annotated[Path | None, Option("DIR", "Write them to this folder instead.")] = None,
    as_of: AsOf = None,
    data: Data = None,
) -> None:
    """Show the dates of each meeting: decision, go/no-go, notices, delegations, opening, official
    list, settlement.

    Every date says whether it was published, recorded in the ledger, given by practice, or is not
    known.
    """
    from ccmcost.documents.calendar import load_calendar
    from ccmcost.documents.calendar.ics import calendar_ics
    from ccmcost.documents.calendar.outputs import calendar_csv, calendar_screen
    from ccmcost.sharing.request import find_language
    from ccmcost.words.catalogue import LANGUAGES

    day, form = as_of_day(as_of), csv_form(csv)
    lang = find_language(language, LANGUAGES, '"{}" is not a language of notices')
    workspace = open_workspace(data, day)
    found = load_calendar(workspace, year)
    if format == "table":
        put(calendar_screen(found, style(), whole, lang))
    elif format == "csv":
        put(calendar_csv(found, form), data=True)
    else:
        put(calendar_ics(found, day, lang).decode(), data=True)
    warn(found.warnings)
    if write or out:
        usual = workspace.reports / ("calendar" + (f"-{year}" if year else ""))
        put_note(_write_calendar(found, day, lang, form, out or usual), format)


def _write_calendar(found: Calendar, day: date, lang: str, form: Form, folder: Path) -> str:
    """The two files of a calendar, and what to say of them."""
    from ccmcost.documents.calendar.outputs import calendar_files
    from ccmcost.manifest import publish_folder

    files = calendar_files(found, day, lang, form)
    about = {"document": "calendar", "as_of": day.isoformat(), "year": found.year}
    publish_folder(folder, files, about)
    return files_note([(folder / name).as_posix() for name in sorted(files)])
