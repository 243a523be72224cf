"""`ccmcost meeting add|set|expect`: the register of meetings, and their expected lists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from ccmcost.cli import complete, readers, wishes
from ccmcost.cli.declared import NOTHING, WORDS, Argument, Group, Option
from ccmcost.cli.options import Data, MeetingId, NewMeeting
from ccmcost.cli.output import agrees, put, tell
from ccmcost.cli.readers import Rest
from ccmcost.errors import UsageError
from ccmcost.workspace import Workspace, open_workspace, shown_path

if TYPE_CHECKING:
    from ccmcost.desk.register import MeetingChange, Registered
    from ccmcost.model.meeting import Meeting

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
    scale: Annotated[
        str | None,
        Option(
            "ID",
            "The scale that was decided for it, if not that of its day.",
            complete=complete.scales,
        ),
    ] = None
    scale_source: Annotated[str | None, _text("The decision on the scale.")] = None
    source: Annotated[str | None, _text("Where the figures come from.")] = None
    remarks: Annotated[str | None, _text("Remarks.")] = None


def _wish(known: Known | New, more: More) -> MeetingChange:
    """The change, as the desk takes it."""
    from ccmcost.desk.register import MeetingChange

    return MeetingChange(**known._asdict(), **more._asdict())


def _own_register(rest: Rest) -> None:
    """A check: that the register is one that may be changed."""
    rest.data.workspace.writable_data()


def _some_change(rest: Rest) -> None:
    """A check: that something is to change."""
    from ccmcost.desk.register import MeetingChange, need_change

    said = {key: readers.value_or(rest, key, "?") for key in MeetingChange._fields}
    need_change(MeetingChange(**said))


@meeting.command(
    "add",
    'ccmcost meeting add msp14 --name "Fourteenth Meeting of States Parties" --start 2026-11-16 '
    "--end 2026-11-20 --city Geneva --country CHE",
    checks=(_own_register,),
)
def add(meeting: NewMeeting, known: New, more: More = More(), data: Data = None) -> None:
    """Add a meeting to the register of a workspace, with an illustrative cost."""
    from ccmcost.desk.register import new_meeting

    workspace = open_workspace(data)
    _write(new_meeting(workspace, meeting, _wish(known, more)), workspace)


@meeting.command(
    "set",
    "ccmcost meeting set rc3 --start 2026-09-14 --end 2026-09-18 --source LETTER",
    checks=(_own_register, _some_change),
)
def change_(
    meeting: MeetingId, known: Known = Known(), more: More = More(), data: Data = None
) -> None:
    """Change a meeting in the register of a workspace; what is not named stays."""
    from ccmcost.desk.register import changed_meeting

    workspace = open_workspace(data)
    _write(changed_meeting(workspace, meeting, _wish(known, more)), workspace)


def _write(proposal: Registered, workspace: Workspace) -> None:
    """Write what the register will hold of a meeting. A person who was asked for a part of the line
    sees it first and says yes.
    """
    from ccmcost.cli.asking import Declined, was_asked
    from ccmcost.desk.register import write_register

    found, place = proposal.meeting, shown_path(proposal.register)
    told = _in_words(found, workspace)
    if was_asked():
        tell(f"This will be written to {place}:\n{told}")
        if not agrees("Write this?"):
            raise Declined("written")
    write_register(proposal)
    put(f"wrote {place}\n{told}\n")
    if proposal.joins:
        put(
            f"It is billed by itself. To bill it on one notice with {proposal.joins}: ccmcost "
            f"meeting set {found.id} --billing-group {proposal.joins}\n"
        )
    if found.dates:
        if not found.by_status:
            put(
                f"Next: ccmcost meeting expect {found.id}, which makes its expected list for "
                "that day.\n"
            )
        put(f"Until a cost is set, its figures are a specimen: ccmcost cost set {found.id}\n")
    else:
        put(
            f"Next, once its day is fixed: ccmcost meeting set {found.id} --start DATE; nothing "
            "can be shared before.\n"
        )


def _in_words(found: Meeting, workspace: Workspace) -> str:
    """What the register holds of a meeting."""
    from ccmcost.load.data import Data as Folder
    from ccmcost.words.numbers import days as days_in_words
    from ccmcost.words.status import joined_known

    states = Folder(workspace).states
    country = f"{states.name(found.country)} ({found.country})" if found.country else ""
    days = days_in_words(found.dates) if found.dates else ""
    told = joined_known(days, found.city, country)
    return f"  {found.name} ({found.id})" + f": {told}" * bool(told)


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
        raise UsageError("name one or more meetings, or say --all.")
    workspace = open_workspace(data)
    data_folder = workspace.writable_data()
    folder = shown_path(data_folder)
    for meeting, states in write_expected_lists(workspace, meetings, data_folder):
        put(f"wrote {folder}/participants/{meeting}.csv: {states} States, expected\n")
