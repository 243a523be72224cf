"""The register of meetings, and what is known of each: scale, list, cost, dates that matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.rates import Probability
from ccmcost.model.states import States, role_on
from ccmcost.sharing.compute import Basis
from ccmcost.sharing.request import find_meeting
from ccmcost.workspace import Workspace


class Entry(NamedTuple):
    """One meeting with what the data folder holds on it; `parties` counts States Parties on the
    opening day.
    """

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


def load_register(workspace: Workspace) -> Register:
    """All meetings. Raises DataError with all findings at once."""
    data = Data(workspace)
    return register_of(data, data.meetings.values())


def load_entry(workspace: Workspace, meeting_id: str) -> Register:
    """One meeting as a register of one.
    Raises UsageError if it is unknown, DataError with all findings at once.
    """
    data = Data(workspace)
    return register_of(data, (find_meeting(data, meeting_id),))


def register_of(data: Data, wanted: Iterable[Meeting]) -> Register:
    """Meetings of data that are at hand. Raises DataError with all findings at once."""
    entries = []
    for meeting in wanted:
        day = meeting.day
        listed = data.list_of(meeting.id)
        roles = (
            [
                role_on(data.treaty_of(meeting), each.iso3, day)
                for each in listed.participants
                if each.role != "organization"
            ]
            if listed and day
            else []
        )
        versions = data.costs.get(meeting.id)
        entries.append(
            Entry(
                meeting=meeting,
                scale=data.scale_of(meeting),
                listed=listed,
                parties=roles.count("state_party"),
                others=len(roles) - roles.count("state_party"),
                cost=versions[-1] if versions else None,
                go_no_go=meeting.go_no_go(data.convention.go_no_go_days),
            )
        )
    states = data.checked(data.states, data.treaties)
    return Register(data.convention, states, tuple(entries), data.findings.warnings)


LEAST = 3
"""So many official lists there must be; fewer say nothing that could be called a frequency."""

PRIOR = (
    "one half (Jeffreys prior: half a meeting attended, half a meeting missed, added to the record)"
)


def estimate(basis: Basis) -> dict[str, Probability]:
    """The probability of each State that stands on this list or on an official list of an earlier
    meeting.

    (attended + 1/2) / (official lists + 1): the mean under Jeffreys' prior. A State on none of the
    lists gets no figure. Raises UsageError if fewer than three official lists of earlier meetings
    are at hand.
    """
    lists = {
        meeting.id: listed.codes
        for meeting in basis.data.meetings.values()
        if meeting.day is not None
        and meeting.day < basis.day
        and (listed := basis.data.list_of(meeting.id)) is not None
        and listed.status == "official"
    }
    basis.data.checked(lists)
    if len(lists) < LEAST:
        raise UsageError(
            f"--estimate needs official lists of at least {LEAST} earlier meetings; there are "
            f"{len(lists)}{' (' + ', '.join(lists) + ')' if lists else ''}. Expected lists show "
            "who could come, not who came, so they do not count. Give your own judgement with "
            "--probabilities FILE (iso3,probability,basis)."
        )
    found = {}
    for code in sorted(basis.listed.codes.union(*lists.values()) & set(basis.states)):
        attended = sum(code in codes for codes in lists.values())
        why = f"attended {attended} of {len(lists)} ({', '.join(lists)}); prior {PRIOR}"
        found[code] = Probability(Fraction(2 * attended + 1, 2 * len(lists) + 2), why)
    return found
