"""The two readings of the cost article side by side: only those present pay, or every State Party and those present.

The wording supports both (docs/method.md). Before an official list is confirmed, and before it settles a meeting, an office
must see what its choice moves.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.calc.assess import assess
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.errors import DataError
from ccmcost.ledger.queries import last_issue
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.model.assessment import Assessment
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rule import Liable
from ccmcost.model.states import States
from ccmcost.sharing.request import find_rule
from ccmcost.statement.status import title_of
from ccmcost.workspace import Workspace

READINGS: dict[Liable, str] = {
    "participants": "States that took part",
    "all_parties": "every State Party, and States not party that took part",
}
LARGEST = 5


class Bill(NamedTuple):
    """One State's amount under both readings; None where it does not pay."""

    code: str
    name: str
    present: Money | None
    all_parties: Money | None


class TwoReadings(NamedTuple):
    """What the choice of reading means for one list and one cost.

    `moved` is the sum that other States would bear under the other reading. `default` is the reading of the rule in force
    here, `issued` that of the last notices of the meeting with their rule; empty if none were issued.
    """

    title: str
    states_present: int
    states_all: int
    largest: tuple[Bill, ...]
    moved: Money
    default: Liable
    issued: Liable | None
    issued_rule: str


def two_readings(workspace: Workspace, meeting: Meeting, listed: ParticipantList) -> TwoReadings | None:
    """Both readings of a list for the latest cost of a meeting; None where no cost, rule or scale can be applied."""
    data = Data(workspace)
    states, treaty, day = data.states, data.treaty, meeting.day
    scale_id = data.scale_for(day) if day is not None else None
    rule, versions = find_rule(data, None), data.costs.get(meeting.id)
    if day is None or scale_id is None or rule is None or not versions or data.findings.errors:
        return None
    scale, cost = data.scale(scale_id), versions[-1]
    made: dict[Liable, Assessment] = {}
    try:
        for reading in READINGS:
            chosen = rule._replace(liable=reading)
            bearing, _ = payers(liable_at_meeting(chosen, listed, treaty, day), scale, chosen, states, day)
            made[reading] = assess(bearing, chosen, cost.total)
    except DataError:
        return None
    issued, issued_rule = _issued(workspace, meeting.id)
    return _compared(made["participants"], made["all_parties"], cost, states, rule.liable, issued, issued_rule)


def readings_that_move(desk: Books, meetings: Iterable[str]) -> tuple[TwoReadings, ...]:
    """The two readings of each meeting's list in use, where the choice between them moves money."""
    data = Data(desk.workspace)
    lists = ((desk.meetings[meeting], data.list_of(meeting)) for meeting in meetings)
    made = (two_readings(desk.workspace, meeting, listed) for meeting, listed in lists if listed is not None)
    return tuple(readings for readings in made if readings is not None and readings.moved.minor)


def _compared(
    present: Assessment, every: Assessment, cost: Cost, states: States, default: Liable, issued: Liable | None, rule: str
) -> TwoReadings:
    title, total = title_of(cost), cost.total
    before = {line.code: line.amount for line in present.lines}
    after = {line.code: line.amount for line in every.lines}
    codes = before.keys() | after.keys()
    moved = sum(max(0, after.get(code, 0) - before.get(code, 0)) for code in codes)
    ranked = sorted(codes, key=lambda code: (-max(before.get(code, 0), after.get(code, 0)), code))[:LARGEST]
    largest = tuple(
        Bill(
            code,
            states.name(code),
            total.of(before[code]) if code in before else None,
            total.of(after[code]) if code in after else None,
        )
        for code in ranked
    )
    return TwoReadings(title, len(present.lines), len(every.lines), largest, total.of(moved), default, issued, rule)


def _issued(workspace: Workspace, meeting: str) -> tuple[Liable | None, str]:
    """The reading of the last notices of a meeting and the id of their rule, as the ledger froze them."""
    if not workspace.has_ledger:
        return None, ""
    with sound(workspace.ledger) as ledger:
        last = last_issue(ledger, meeting)
    if last is None:
        return None, ""
    rule = last.part.rule
    liable = tomllib.loads(rule.text).get("liable", "participants")
    return next((reading for reading in READINGS if reading == liable), None), rule.id
