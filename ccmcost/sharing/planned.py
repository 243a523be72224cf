"""The meetings of a year to come: those of the register, else one that is assumed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.calendar import Span
from ccmcost.model.meeting import Convened, Cost, Meeting, Participant, ParticipantList
from ccmcost.model.states import parties_on
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, find_scale
from ccmcost.workspace import Workspace


class Planned(NamedTuple):
    """One meeting of a year; `assumed` says that the register has no dated meeting in it."""

    basis: Basis
    year: int
    assumed: bool

    def joins(self, code: str, cost: Cost) -> bool:
        """Whether a State bears the cost of an assumed meeting only if it takes part."""
        is_open = self.assumed and self.basis.rule.liable != "parties_only"
        return is_open and self.shared(cost).assessment.line(code) is None

    def shared(self, cost: Cost, *joining: str) -> Apportionment:
        """A cost of the meeting, shared with the States that join."""
        return compute(self.basis._replace(cost=cost), Request(added=joining))


def planned_meetings(
    workspace: Workspace, model: Basis, year: int, request: Request
) -> list[Planned]:
    """The meetings of a year under the instrument of `model`, which serves as the model of an
    assumed one; `request` may name a rule and a provisional scale. Raises UsageError, DataError.
    """
    held = [
        each
        for each in model.data.meetings.values()
        if each.day and each.day.year == year and each.instrument == model.meeting.instrument
    ]
    if not held:
        return [Planned(assumed_meeting(model, year, request), year, True)]
    return [Planned(_registered(workspace, each, model, request), year, False) for each in held]


def latest_meetings(workspace: Workspace, request: Request) -> list[Basis]:
    """The last meeting of the register that has a day, under each instrument that has met, the
    latest of all last: its data serve as the model of an assumed one. A budget does so only where
    there is no meeting.
    """
    data = Data(workspace)
    known = data.checked(data.meetings).values()
    dated = sorted(
        (not each.by_status, each.day, each.id, each.instrument) for each in known if each.day
    )
    if not dated:
        raise UsageError(
            "the register holds no meeting with a day, so no year can be modelled on one."
        )
    latest = {instrument: name for *_, name, instrument in dated}
    wish = Request(rule=request.rule).for_shares()
    return [
        load_basis(workspace, name, wish)
        for *_, name, instrument in dated
        if latest[instrument] == name
    ]


def _registered(workspace: Workspace, meeting: Meeting, model: Basis, request: Request) -> Basis:
    """The meeting as the register has it."""
    wish = Request(rule=request.rule).for_shares()
    if meeting.day and model.data.scale_of(meeting) is None:
        wish = wish._replace(scale_provisional=request.scale_provisional)
    return load_basis(workspace, meeting.id, wish)


def assumed_meeting(model: Basis, year: int, request: Request) -> Basis:
    """A meeting of a year that the register does not date: same month and day as the last one,
    all parties expected.
    """
    last = model.day
    day = date(year, last.month, min(last.day, 28) if last.month == 2 else last.day)
    by_day = model.data.scale_for(day)
    if by_day is None and not request.scale_provisional:
        at_hand = ", ".join(model.data.scale_periods)
        message = (
            f"no scale covers {day}; the data have {at_hand}. The last one is never carried "
            f"forward "
            f"silently: use --scale-provisional ID for a budget beyond it."
        )
        raise DataError([Finding("", 0, "", "scale-none", message)])
    scale_id = by_day or find_scale(model.data, request.scale_provisional or "")
    name = f"assumed-{year}"
    under = f" under the {model.convention.name}" if model.data.convention.instruments else ""
    names = {"en": f"formal meeting of {year}{under}"}
    convened = Convened(Span(day, day), "", None, "")
    listed = (Participant(code, "state_party") for code in parties_on(model.treaty, day))
    return model._replace(
        meeting=Meeting(
            *(name, model.meeting.kind, names, name, "", "", convened, None),
            rule=model.meeting.rule,
            currency=model.meeting.currency,
            instrument=model.meeting.instrument,
        ),
        day=day,
        scale=model.data.checked(model.data.scale(scale_id)),
        scale_chosen="by day" if by_day else "provisional",
        listed=ParticipantList("expected", tuple(listed)),
    )
