"""`ccmcost meeting add|set|expect`: the register of meetings, and their expected lists."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ccmcost.cli import complete, readers, wishes
from ccmcost.cli.options import (
    NOTHING,
    WORDS,
    Argument,
    Data,
    Group,
    MeetingId,
    NewMeeting,
    Option,
)
from ccmcost.cli.output import put
from ccmcost.cli.readers import Rest
from ccmcost.workspace import Workspace, open_workspace, shown_path

if TYPE_CHECKING:
    from ccmcost.desk.register import MeetingChange

meeting = Group(
    "Keep the register: add a meeting, set its dates, make its expected list.",
)


OPEN = "open"
"""Said for a day that is not fixed yet."""


def _text(about: str) -> Option:
    return Option(None, about, read=wishes.free)


def _opening_day(text: str, name: str, rest: Rest) -> date | None:
    """The opening day; None where it is said that there is none yet."""
    return None if text.strip().lower() == OPEN else readers.day(text, name, rest)


def _last_day(text: str, name: str, rest: Rest) -> date:
    """The last day, not before the opening day."""
    from ccmcost.errors import UsageError

    found, start = readers.day(text, name, rest), readers.value_or(rest, "start", None)
    if start is not None and found < start:
        raise UsageError(f"{name}: {found} lies before the opening day, {start}.")
    return found


class Known(NamedTuple):
    """What is known of a meeting from the beginning, to change."""

    name: Annotated[str | None, _text("Name in English.")] = None
    start: Annotated[date | None, Option("DATE", "Opening day.")] = None
    end: Annotated[date | None, Option("DATE", "Last day; default: the opening day.")] = None
    city: Annotated[str | None, _text("City.")] = None
    country: Annotated[
        str | None, Option("STATE", "Host country (name or code).", complete=complete.states)
    ] = None


class New(NamedTuple):
    """The same for a new meeting, of which it is asked: nothing can be shared before its day is
    known, so that a meeting without one must be meant.
    """

    name: Annotated[str, _text("Name in English.")]
    start: Annotated[
        date | None,
        Option("DATE", 'Opening day; "open" if it is not fixed yet.', read=_opening_day),
    ]
    end: Annotated[
        date | None,
        Option("DATE", "Last day; default: the opening day.", read=_last_day, offer=NOTHING),
    ] = None
    city: Annotated[str | None, Option(None, "City.", read=wishes.free, offer=NOTHING)] = None
    country: Annotated[
        str | None,
        Option("STATE", "Host country (name or code).", complete=complete.states, offer=NOTHING),
    ] = None


class More(NamedTuple):
    """What else the register holds of a meeting."""

    kind: Annotated[
        str | None,
        Option("KIND", "Kind, such as meeting_of_states_parties.", complete=complete.meeting_kinds),
    ] = None
    venue: Annotated[str | None, _text("Venue.")] = None
    convened: Annotated[
        bool, Option(None, "The days and venue are those announced in the convening note.")
    ] = False
    document: Annotated[str | None, _text("Reference of the convening note.")] = None
    deadline: Annotated[
        date | None, Option("DATE", "Day by which delegations are to be named.")
    ] = None
    billing_group: Annotated[
        str | None,
        Option(
            "GROUP",
            "Meetings with the same group are billed together.",
            complete=complete.groups,
        ),
    ] = None
    source: Annotated[str | None, _text("Where the figures come from.")] = None
    remarks: Annotated[str | None, _text("Remarks.")] = None


def _wish(known: Known | New, more: More) -> MeetingChange:
    """The change, as the desk takes it."""
    from ccmcost.desk.register import MeetingChange

    return MeetingChange(**known._asdict(), **more._asdict())


@meeting.command(
    "add",
    'ccmcost meeting add msp14 --name "Fourteenth Meeting of States Parties" --start 2026-11-16 '
    "--end 2026-11-20 --city Geneva --country CHE",
)
def add(meeting: NewMeeting, known: New, more: More = More(), data: Data = None) -> None:
    """Add a meeting to the register of a workspace, with an illustrative cost."""
    from ccmcost.desk.register import add_meeting

    workspace = open_workspace(data)
    _set(meeting, add_meeting(workspace, meeting, _wish(known, more)), workspace)


@meeting.command(
    "set", "ccmcost meeting set rc3 --start 2026-09-14 --end 2026-09-18 --source LETTER"
)
def change_(
    meeting: MeetingId, known: Known = Known(), more: More = More(), data: Data = None
) -> None:
    """Change a meeting in the register of a workspace; what is not named stays."""
    from ccmcost.desk.register import set_meeting

    workspace = open_workspace(data)
    _set(meeting, set_meeting(workspace, meeting, _wish(known, more)), workspace)


def _set(name: str, register: Path, workspace: Workspace) -> None:
    """Say what the register holds of a meeting now."""
    from ccmcost.load.data import Data as Folder
    from ccmcost.sharing.request import find_meeting
    from ccmcost.words.numbers import days as days_in_words

    data = Folder(workspace)
    found = find_meeting(data, name)
    country = f"{data.states.name(found.country)} ({found.country})" if found.country else ""
    days = days_in_words(found.dates) if found.dates else ""
    told = ", ".join(filter(None, (days, found.city, country)))
    put(
        f"wrote {shown_path(register)}\n  {found.name} ({found.id})"
        + f": {told}" * bool(told)
        + "\n"
    )
    if found.dates:
        put(
            f"Next: ccmcost meeting expect {found.id}, which makes its expected list for "
            "that day.\n"
            f"Until a cost is set, its figures are a specimen: ccmcost cost set {found.id}\n"
        )
    else:
        put(
            f"Next, once its day is fixed: ccmcost meeting set {found.id} --start DATE; nothing "
            "can be shared before.\n"
        )


@meeting.command("expect", "ccmcost meeting expect rc3", "ccmcost meeting expect --all")
def expect(
    meetings: Annotated[WORDS, Argument("MEETING...", "Ids of meetings.", complete.meetings)] = (),
    every: Annotated[
        bool, Option(None, "Every dated meeting; official lists are kept.", "--all")
    ] = False,
    data: Data = None,
) -> None:
    """Make the expected list of a meeting: States Parties in force on its opening day,
    States not party with evidence.
    """
    from ccmcost.desk.register import write_expected_lists

    if bool(meetings) == every:
        import typer

        raise typer.BadParameter("name meetings, or say --all.", param_hint="MEETING")
    workspace = open_workspace(data)
    data_folder = workspace.writable_data()
    folder = shown_path(data_folder)
    for meeting, states in write_expected_lists(workspace, meetings, data_folder):
        put(f"wrote {folder}/participants/{meeting}.csv: {states} States, expected\n")
