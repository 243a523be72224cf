"""`ccmcost meetings` and `ccmcost show`: the register."""

from __future__ import annotations

from ccmcost.cli.options import Data, MeetingId, TableOrCsv, example, plain_app
from ccmcost.cli.output import checked_format, put, style, warn
from ccmcost.render.register_screen import list_words, meeting_screen, register_screen
from ccmcost.statement.status import day_words, short_money, words
from ccmcost.workflow.register import Entry, Register, load_entry, load_register
from ccmcost.workspace import open_workspace

meetings_app = plain_app()
show_app = plain_app()


@meetings_app.command(epilog=example("ccmcost meetings", "ccmcost meetings --format csv > meetings.csv"))
def meetings(format: TableOrCsv = "table", data: Data = None) -> None:
    """List all meetings with opening day, place, scale, list (States Parties + States not party) and cost."""
    wish = checked_format(format, ("table", "csv"))
    register = load_register(open_workspace(data))
    if wish == "csv":
        from ccmcost.render.meetings_csv import meetings_csv

        put(meetings_csv([_cells(entry) for entry in register.entries]), data=True)
    else:
        put(register_screen([_row(entry) for entry in register.entries], style()))
    warn(register.warnings)


@show_app.command(epilog=example("ccmcost show rc2"))
def show(meeting: MeetingId, data: Data = None) -> None:
    """Show one meeting: what its note says, what happened, which scale, list and cost are at hand."""
    register = load_entry(open_workspace(data), meeting)
    entry = register.entries[0]
    put(meeting_screen(entry.meeting, register.states, _facts(entry, register), style()))
    warn(register.warnings)


def _row(entry: Entry) -> tuple[str, str, str, str, str, str]:
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
