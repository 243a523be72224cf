"""The register of meetings, and what is known of each: scale, list, cost, dates that matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ccmcost.errors import CcmcostError
from ccmcost.findings import Finding, Findings
from ccmcost.load.convention import load_convention
from ccmcost.load.costs import load_costs
from ccmcost.load.meetings import load_meetings
from ccmcost.load.participants import load_list
from ccmcost.load.reader import Reader
from ccmcost.load.scales import scale_for
from ccmcost.load.states import load_states
from ccmcost.load.treaty import load_treaty
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.states import States
from ccmcost.model.treaty import role_on
from ccmcost.workflow.request import find_meeting
from ccmcost.workspace import Workspace, open_workspace


class Entry(NamedTuple):
    """One meeting with what the data folder holds on it; `parties` counts States Parties on the opening day."""

    meeting: Meeting
    scale: str | None
    listed: ParticipantList | None
    parties: int
    others: int
    cost: Cost | None
    go_no_go: date | None


class Register(NamedTuple):
    """The register, in its own order."""

    convention: Convention
    states: States
    entries: tuple[Entry, ...]
    warnings: tuple[Finding, ...]


def meeting_ids() -> list[str]:
    """Ids of the meetings of the workspace at hand; empty if it cannot be read (for shell completion)."""
    try:
        reader = Reader(open_workspace(), Findings())
        return list(load_meetings(reader, load_convention(reader)))
    except CcmcostError:
        return []


def load_register(workspace: Workspace) -> Register:
    """All meetings. Raises DataError with all findings at once."""
    reader = Reader(workspace, Findings())
    convention = load_convention(reader)
    meetings = load_meetings(reader, convention)
    return _register(reader, convention, meetings, tuple(meetings.values()))


def load_entry(workspace: Workspace, meeting_id: str) -> Register:
    """One meeting as a register of one. Raises UsageError if it is unknown, DataError with all findings at once."""
    reader = Reader(workspace, Findings())
    convention = load_convention(reader)
    meetings = load_meetings(reader, convention)
    return _register(reader, convention, meetings, (find_meeting(meetings, meeting_id, reader.findings),))


def _register(
    reader: Reader, convention: Convention, meetings: Mapping[str, Meeting], wanted: tuple[Meeting, ...]
) -> Register:
    states = load_states(reader)
    treaty = load_treaty(reader, states)
    costs = load_costs(reader, meetings)
    entries = []
    for meeting in wanted:
        day = meeting.day
        listed = load_list(reader, meeting.id, states)
        roles = [role_on(treaty, p.iso3, day) for p in listed.participants] if listed and day else []
        versions = costs.get(meeting.id)
        entries.append(
            Entry(
                meeting=meeting,
                scale=scale_for(reader, day) if day else None,
                listed=listed,
                parties=roles.count("state_party"),
                others=len(roles) - roles.count("state_party"),
                cost=versions[-1] if versions else None,
                go_no_go=meeting.go_no_go(convention.go_no_go_days),
            )
        )
    reader.findings.stop_on_errors()
    return Register(convention, states, tuple(entries), reader.findings.warnings)
