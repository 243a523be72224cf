"""The cost of every meeting of the register, shared one after the other from one reading of the
data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Meeting
from ccmcost.sharing.compute import basis_of, compute
from ccmcost.sharing.request import Request, find_rule

if TYPE_CHECKING:
    from ccmcost.ledger.queries import Billed

Lack = Literal["day", "scale", "list", "cost"]


class Shared(NamedTuple):
    """One meeting: its cost as shared, and the day of its last notices if they were issued; the
    amounts are then those of the notices.
    """

    result: Apportionment
    issued_on: date | None = None

    @property
    def meeting(self) -> Meeting:
        """The meeting."""
        assert self.result.meeting is not None
        return self.result.meeting


class LeftOut(NamedTuple):
    """A meeting whose cost cannot be shared, and the first thing that it lacks."""

    meeting: Meeting
    lacks: Lack


class History(NamedTuple):
    """The meetings in order of their opening day, and those that were left out."""

    meetings: tuple[Shared, ...]
    left_out: tuple[LeftOut, ...]


def load_history(
    data: Data, request: Request, issued: Mapping[str, Billed] | None = None
) -> History:
    """Every meeting that has a day, a scale, a list and a cost; `request` may give all of them
    another cost or rule. A meeting in `issued` stands as its notices say.

    Raises UsageError for a wrong request, DataError with all findings of a meeting at once,
    TieOutError if totals do not tie.
    """
    wanted = data.checked(find_rule(data, request.rule), data.meetings)
    rule = wanted if request.rule else None  # else each meeting is shared by its own
    found: list[Shared] = []
    left_out: list[LeftOut] = []
    for meeting in _by_day(data):
        bill = (issued or {}).get(meeting.id)
        lacks = None if bill else _lacks(data, meeting, request)
        if bill:
            from ccmcost.sharing.issued import as_issued  # without a ledger it is not needed

            found.append(Shared(as_issued(data, bill), bill.day))
        elif lacks:
            left_out.append(LeftOut(meeting, lacks))
        else:
            basis = basis_of(data, meeting.id, request, rule)
            found.append(Shared(compute(basis, request, nothing=True)))
    return History(tuple(found), tuple(left_out))


def _by_day(data: Data) -> list[Meeting]:
    """The meetings in order of day and id; those without a day come last."""
    return sorted(data.meetings.values(), key=lambda each: (each.day or date.max, each.id))


def _lacks(data: Data, meeting: Meeting, request: Request) -> Lack | None:
    if meeting.day is None:
        return "day"
    if request.scale is None and data.scale_of(meeting) is None:
        return "scale"
    if not meeting.by_status and data.file(f"participants/{meeting.id}.csv", False) is None:
        return "list"
    return None if request.cost is not None or data.costs.get(meeting.id) else "cost"
