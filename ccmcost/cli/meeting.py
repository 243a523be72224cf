"""`ccmcost meeting add|set|expect`: keep the register."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.options import Data, MeetingId, example, plain_app
from ccmcost.cli.output import put
from ccmcost.clock import optional_day
from ccmcost.workflow.expected import write_expected_lists
from ccmcost.workflow.meeting_edit import MeetingChange, add_meeting, set_meeting
from ccmcost.workspace import open_workspace, shown_path

app = plain_app(no_args_is_help=True, help="Keep the register: add a meeting, set its dates, make its expected list.")

Name = Annotated[str | None, typer.Option(help="Name in English.")]
Kind = Annotated[str | None, typer.Option(help="Kind, such as meeting_of_states_parties.")]
City = Annotated[str | None, typer.Option(help="City.")]
Country = Annotated[str | None, typer.Option(metavar="CODE", help="Host country (name or code).")]
Start = Annotated[str | None, typer.Option(metavar="DATE", help="Opening day.")]
End = Annotated[str | None, typer.Option(metavar="DATE", help="Last day; the opening day if not said.")]
Venue = Annotated[str | None, typer.Option(help="Venue.")]
Convened = Annotated[
    bool, typer.Option("--convened", help="The days and venue are those of the convening note, not as held.")
]
Document = Annotated[str | None, typer.Option(help="Reference of the convening note.")]
Deadline = Annotated[str | None, typer.Option(metavar="DATE", help="Day by which delegations are to be named.")]
Group = Annotated[
    str | None, typer.Option("--billing-group", metavar="ID", help="Meetings with the same group are billed together.")
]
Source = Annotated[str | None, typer.Option(help="Where the figures come from.")]
Remarks = Annotated[str | None, typer.Option(help="Remarks.")]


def edit(
    context: typer.Context,
    meeting: MeetingId,
    name: Name = None,
    kind: Kind = None,
    city: City = None,
    country: Country = None,
    start: Start = None,
    end: End = None,
    venue: Venue = None,
    convened: Convened = False,
    document: Document = None,
    deadline: Deadline = None,
    billing_group: Group = None,
    source: Source = None,
    remarks: Remarks = None,
    data: Data = None,
) -> None:
    """Add or change, by the name under which the command was called."""
    change = MeetingChange(
        name=name,
        kind=kind,
        city=city,
        country=country,
        start=optional_day(start, "--start"),
        end=optional_day(end, "--end"),
        venue=venue,
        convened=convened,
        document=document,
        deadline=optional_day(deadline, "--deadline"),
        billing_group=billing_group,
        source=source,
        remarks=remarks,
    )
    write = add_meeting if context.info_name == "add" else set_meeting
    put(f"wrote {shown_path(write(open_workspace(data), meeting, change))}\n")
    if change.start:
        put(f"Next: ccmcost meeting expect {meeting.lower()}, which makes its expected list for that day.\n")


app.command(
    "add",
    help="Add a meeting to the register of a workspace, with an illustrative cost.",
    epilog=example('ccmcost meeting add msp14 --name "Fourteenth Meeting of States Parties" --city Geneva'),
)(edit)
app.command(
    "set",
    help="Change a meeting in the register of a workspace; what is not named stays.",
    epilog=example("ccmcost meeting set rc3 --start 2026-09-14 --end 2026-09-18 --source LETTER"),
)(edit)


@app.command("expect", epilog=example("ccmcost meeting expect rc3", "ccmcost meeting expect --all"))
def expect(
    meetings: Annotated[list[str] | None, typer.Argument(metavar="MEETING...", help="Ids of meetings.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every meeting that has a day; official lists stay.")] = False,
    data: Data = None,
) -> None:
    """Make the expected list of a meeting: States Parties in force on its opening day, States not party with evidence."""
    if bool(meetings) == every:
        raise typer.BadParameter("name meetings, or say --all.", param_hint="MEETING")
    workspace = open_workspace(data)
    data_folder = workspace.writable_data()
    folder = shown_path(data_folder)
    for meeting, states in write_expected_lists(workspace, meetings or (), data_folder):
        put(f"wrote {folder}/participants/{meeting}.csv: {states} States, expected\n")
