"""Expected lists of participants: the States Parties in force on the opening day, and States not party with evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.data import Data
from ccmcost.load.evidence import Evidence
from ccmcost.load.participants import COLUMNS, list_status
from ccmcost.model.meeting import Meeting
from ccmcost.model.treaty import Treaty, parties_on, role_on
from ccmcost.publish import write_file
from ccmcost.sharing.request import find_meeting
from ccmcost.tables.csv_text import csv_text
from ccmcost.workspace import Workspace


def write_expected_lists(workspace: Workspace, wanted: Sequence[str], folder: Path) -> tuple[tuple[str, int], ...]:
    """Write the expected list of each wanted meeting (all dated ones if none is named) into `folder`/participants.

    Returns (meeting id, number of States) pairs. Raises UsageError, before anything is written, for a meeting without a
    day or whose list is official: an official list is never overwritten by an expected one.
    """
    data = Data(workspace)
    chosen = [find_meeting(data, name) for name in wanted] or [m for m in data.meetings.values() if m.day is not None]
    evidence = data.checked(data.evidence, data.treaty)
    for meeting in chosen:
        _refuse(meeting, data, named=bool(wanted))
    written = []
    for meeting in chosen:
        if _status(meeting, data) == "official":
            continue
        assert meeting.day is not None
        rows = expected_rows(meeting.day, data.treaty, evidence.get(meeting.id, {}))
        write_file(folder / "participants" / f"{meeting.id}.csv", csv_text(COLUMNS, rows).encode())
        written.append((meeting.id, len(rows)))
    return tuple(written)


def expected_rows(day: date, treaty: Treaty, evidence: Mapping[str, Sequence[Evidence]]) -> tuple[tuple[str, ...], ...]:
    """The rows of an expected list in order of code: role, evidence and source of each State."""
    rows = []
    for code in sorted({*parties_on(treaty, day), *evidence}):
        role = role_on(treaty, code, day)
        pieces = [*evidence.get(code, ())]
        if role == "state_party":
            status = treaty[code]
            pieces.insert(0, Evidence(f"in force since {status.in_force}", status.source))
        kinds = "; ".join(dict.fromkeys(piece.kind for piece in pieces))
        sources = "; ".join(dict.fromkeys(piece.source for piece in pieces))
        rows.append((code, role, "expected", kinds, sources, "", "", "", ""))
    return tuple(rows)


def _refuse(meeting: Meeting, data: Data, named: bool) -> None:
    if meeting.day is None:
        raise UsageError(f"{meeting.name} ({meeting.id}) has no date yet, so nobody can be expected at it.")
    if named and _status(meeting, data) == "official":
        raise UsageError(f"the list of {meeting.id} is official; an expected list never overwrites it.")


def _status(meeting: Meeting, data: Data) -> str:
    source = data.file(f"participants/{meeting.id}.csv", required=False)
    return list_status(source, Findings()) if source else ""
