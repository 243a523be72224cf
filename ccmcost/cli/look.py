"""Look and calculate: `ccmcost meetings`, `show`, `adjust`, `explain`, `verify`. The main job is ccmcost/cli/main_job.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccmcost.cli.declare import WORDS, Argument, Option, command
from ccmcost.cli.options import Currency, Data, Format, MeetingId, Rule, Scale, State, TableOrCsv
from ccmcost.cli.output import checked_format, put, put_result, style, tell, warn
from ccmcost.errors import DataError, harmless
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    from ccmcost.workflow.register import Entry, Register
    from ccmcost.workflow.verify_workbook import Verified


@command("ccmcost meetings", "ccmcost meetings --format csv > meetings.csv")
def meetings(format: TableOrCsv = "table", data: Data = None) -> None:
    """List all meetings with opening day, place, scale, list (States Parties + States not party) and cost."""
    from ccmcost.workflow.register import load_register

    wish = checked_format(format, ("table", "csv"))
    register = load_register(open_workspace(data))
    if wish == "csv":
        from ccmcost.render.meetings_csv import meetings_csv

        put(meetings_csv([_cells(entry) for entry in register.entries]), data=True)
    else:
        from ccmcost.render.register_screen import register_screen

        put(register_screen([_row(entry) for entry in register.entries], style()))
    warn(register.warnings)


@command("ccmcost show rc2")
def show(meeting: MeetingId, data: Data = None) -> None:
    """Show one meeting: what its note says, what happened, which scale, list and cost are at hand."""
    from ccmcost.render.register_screen import meeting_screen
    from ccmcost.workflow.register import load_entry

    register = load_entry(open_workspace(data), meeting)
    entry = register.entries[0]
    put(meeting_screen(entry.meeting, register.states, _facts(entry, register), style()))
    warn(register.warnings)


def _row(entry: Entry) -> tuple[str, str, str, str, str, str]:
    from ccmcost.render.register_screen import list_words
    from ccmcost.words.status import short_money, words

    meeting = entry.meeting
    cost = f"{short_money(entry.cost.total)} {words(entry.cost.status)}" if entry.cost else "none"
    listed = list_words(entry.listed.status, entry.parties, entry.others) if entry.listed else "none"
    return (
        meeting.id,
        meeting.day.isoformat() if meeting.day else "no day yet",
        meeting.city,
        (entry.scale or "-").removeprefix("un-"),
        listed,
        cost,
    )


def _cells(entry: Entry) -> tuple[str, ...]:
    from ccmcost.render.meetings_csv import meeting_row

    go = entry.go_no_go.isoformat() if entry.go_no_go else ""
    return meeting_row(entry.meeting, entry.scale, entry.listed, (entry.parties, entry.others), entry.cost, go)


def _facts(entry: Entry, register: Register) -> list[tuple[str, str]]:
    from ccmcost.words.status import day_words, words

    listed = entry.listed
    counts = f"{entry.parties} States Parties and {entry.others} States not party"
    cost = f"{entry.cost.total}, {words(entry.cost.status)} ({entry.cost.source})" if entry.cost else "none at hand"
    go = f"{day_words(entry.go_no_go)} ({register.convention.go_no_go_basis})" if entry.go_no_go else ""
    kind = register.convention.meeting_kinds.get(entry.meeting.kind)
    return [
        ("Cost basis", kind.basis if kind else ""),
        ("Billed with", entry.meeting.billing_group if entry.meeting.billing_group != entry.meeting.id else ""),
        ("Scale", entry.scale or ("none covers the day" if entry.meeting.day else "no day yet")),
        ("List", f"{listed.status}: {counts}" if listed else "none"),
        ("Cost", cost),
        ("Go/no-go", go),
    ]


@command(
    "ccmcost adjust --scale un-2022-2024 --participants parties.csv --total 1000000",
    "ccmcost adjust --scale un-2022-2024 --participants parties.csv --total 14078652 --rule cbd.toml --format csv",
)
def adjust(
    scale: Annotated[str, Option("ID", "Scale, such as un-2022-2024.")],
    participants: Annotated[str, Option("FILE", "A CSV with iso3 and, if you like, role.")],
    total: Annotated[str, Option("AMOUNT", "Total to share, in major units.")],
    rule: Rule = None,
    currency: Currency = None,
    on: Annotated[str | None, Option("DATE", "Day of the LDC list; else the first day of the scale.")] = None,
    credit: Annotated[bool, Option(None, "The total is negative: a credit.")] = False,
    format: Format = "table",
    data: Data = None,
) -> None:
    """Share any total among any list of States by a UN scale and a rule. Writes no files."""
    from ccmcost.clock import optional_day
    from ccmcost.sharing.compute import adjust_list
    from ccmcost.sharing.request import Request

    checked_format(format)
    request = Request(cost=total, currency=currency, rule=rule, scale=scale, participants=participants, credit=credit)
    result = adjust_list(open_workspace(data), request, optional_day(on, "--on"))
    put_result(result, format)
    warn(result.warnings)


@command("ccmcost explain msp11 JPN", "ccmcost explain rc1 CHN --rule article-14-1-straight")
def explain(
    meeting: MeetingId,
    state: State,
    cost: Annotated[str | None, Option("AMOUNT", "Total to share, in major units.")] = None,
    currency: Currency = None,
    rule: Rule = None,
    scale: Scale = None,
    participants: Annotated[str | None, Option("FILE", "Another list: a CSV with iso3.")] = None,
    data: Data = None,
) -> None:
    """Show how one State's amount follows, step by step, and what the other rules would give."""
    from ccmcost.documents.assessment.explanation import explain_amount
    from ccmcost.sharing.request import Request

    request = Request(cost=cost, currency=currency, rule=rule, scale=scale, participants=participants)
    result, told = explain_amount(open_workspace(data), meeting, state, request, style())
    put(told)
    warn(result.warnings)


@command("ccmcost verify reports/msp11", "ccmcost verify reports/msp11/SPECIMEN-apportionment.xlsx sent-back.xlsx")
def verify(
    paths: Annotated[WORDS, Argument("FILE|FOLDER...", "Workbooks, or folders with a manifest.")], data: Data = None
) -> None:
    """Recompute a workbook's amounts from its own inputs, or compare a folder with its manifest; name what differs."""
    from ccmcost.workflow.verify_folder import VerifiedFolder, verify_path

    workspace = open_workspace(data)
    failed = False
    for path in paths:
        try:
            found = verify_path(workspace, Path(path))
        except DataError as error:
            failed = True
            tell(str(error))
            continue
        if not isinstance(found, VerifiedFolder):
            put(harmless(f"{path}: {_verified(found)}\n"))
            continue
        put(f"{path}: {found.files} files are as the manifest says.\n")
        for name, verified in found.workbooks:
            put(harmless(f"{path}/{name}: {_verified(verified)}\n"))
        for name in found.others:
            tell(harmless(f"{path}/{name} is not in the manifest."))
    if failed:
        raise SystemExit(1)


def _verified(verified: Verified) -> str:
    scale = f" Its rates are those of {verified.scale}." if verified.scale else " Its rates were not compared."
    changed = " Its inputs were changed after ccmcost wrote it." if verified.changed else ""
    return (
        f"{verified.amounts} amounts are what {verified.rule} gives for {verified.total} and the answers Yes and No in it; "
        f"{verified.values} plain values are as they were written.{scale}{changed}"
    )
