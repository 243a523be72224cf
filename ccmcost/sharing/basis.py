"""All that an assessment of one meeting rests on: found by what the request says, loaded,
and free of errors.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.rates import Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import States, Treaty
from ccmcost.sharing.request import (
    Request,
    find_list,
    find_meeting,
    find_rule,
    find_scale,
    given_cost,
)
from ccmcost.workspace import Workspace

Chosen = Literal["by day", "override", "provisional"]


class Basis(NamedTuple):
    """Everything an assessment of one meeting rests on, loaded and free of errors."""

    data: Data
    meeting: Meeting
    day: date
    scale: Scale
    scale_chosen: Chosen
    rule: Rule
    listed: ParticipantList
    cost: Cost

    @property
    def convention(self) -> Convention:
        """The convention whose costs are shared."""
        return self.data.convention

    @property
    def states(self) -> States:
        """All States by code."""
        return self.data.states

    @property
    def treaty(self) -> Treaty:
        """Treaty status by State."""
        return self.data.treaty


def load_basis(
    workspace: Workspace, meeting_id: str, request: Request, rule: Rule | None = None
) -> Basis:
    """Load all that the meeting needs; every finding is collected before the first one stops the
    work.

    `rule`, if given, is used instead of any that the request names.
    """
    data = Data(workspace)
    meeting = find_meeting(data, meeting_id)
    day = day_of_meeting(meeting, data)
    scale_id, chosen = _choose_scale(data, day, request)
    scale = data.scale(scale_id) if scale_id else None
    rule = rule or find_rule(data, request.rule)
    listed = _list(data, meeting, frozenset(rule.fixed) if rule else frozenset(), request)
    cost = _cost(data, meeting, request)
    data.checked(data.treaty)
    assert scale is not None and rule is not None and listed is not None and cost is not None
    return Basis(data, meeting, day, scale, chosen, rule, listed, cost)


def day_of_meeting(meeting: Meeting, data: Data) -> date:
    """The day that governs. Raises DataError, with all that is wrong so far,
    if there is none yet.
    """
    if meeting.day is not None:
        return meeting.day
    remark = f" ({meeting.remarks})" if meeting.remarks else ""
    message = (
        f"{meeting.name} ({meeting.id}) has no date yet{remark}, so no scale, treaty status or "
        f"list can be chosen for it. Once the day is known: ccmcost meeting set {meeting.id} "
        "--start YYYY-MM-DD --end YYYY-MM-DD."
    )
    raise DataError([*data.findings.errors, Finding("", 0, "", "meeting-no-day", message)])


def _choose_scale(data: Data, day: date, request: Request) -> tuple[str | None, Chosen]:
    by_day = data.scale_for(day)
    if request.scale and request.scale_provisional:
        raise UsageError("--scale and --scale-provisional exclude each other.")
    if request.scale:
        scale_id = find_scale(data, request.scale)
        return scale_id, "by day" if scale_id == by_day else "override"
    if request.scale_provisional:
        if by_day is not None:
            raise UsageError(
                f"--scale-provisional: {by_day} covers {day}, so no provisional scale is needed."
            )
        return find_scale(data, request.scale_provisional), "provisional"
    if by_day is None:
        at_hand = ", ".join(data.scale_periods) or "none"
        message = (
            f"no scale covers {day}; at hand: {at_hand}. The last one is never carried forward "
            f"silently: for an estimate, ccmcost apportion takes --scale-provisional ID."
        )
        data.findings.error("scale-none", message)
    return by_day, "by day"


def _list(
    data: Data, meeting: Meeting, allowed: frozenset[str], request: Request
) -> ParticipantList | None:
    if request.participants:
        return find_list(data, request.participants, allowed)
    listed = data.list_of(meeting.id, allowed)
    if listed is None:
        message = (
            f"{meeting.name} has no list of participants. Make an expected one with: ccmcost "
            f"meeting expect {meeting.id}. Or calculate on another list: ccmcost apportion "
            f"{meeting.id} --participants FILE."
        )
        data.findings.error("list-missing", message, f"participants/{meeting.id}.csv")
    return listed


def _cost(data: Data, meeting: Meeting, request: Request) -> Cost | None:
    if request.cost is not None:
        return given_cost(
            request.cost, request.currency or data.convention.currency, request.credit
        )
    for option, given in (("--currency", request.currency), ("--credit", request.credit)):
        if given:
            raise UsageError(f"{option}: this goes with a cost that is given on the command line.")
    versions = data.costs.get(meeting.id)
    if not versions:
        message = (
            f"{meeting.name} has no cost yet. Set the one that was adopted: ccmcost cost set "
            f"{meeting.id}. Or calculate on another one: ccmcost apportion {meeting.id} --cost "
            "AMOUNT."
        )
        data.findings.error("cost-missing", message, "costs.toml")
        return None
    return versions[-1]
