"""The history across meetings: load, share, compose, write. Shares need no cost, so none is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.calc.shares import shares_of
from ccmcost.charts.history import FEW, History, HistoryChart, Occasion, history_chart, largest_at_last
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.manifest import inputs_of, publish_folder, rule_of
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.rule import Rule
from ccmcost.model.scale import Scale
from ccmcost.model.treaty import Role, parties_on
from ccmcost.sharing.request import find_rule, find_states, nearest
from ccmcost.workspace import Workspace


class HistoryRequest(NamedTuple):
    """Which States (none: the five largest of the latest meeting), rule and kind of meeting (none: as the data say)."""

    states: tuple[str, ...] = ()
    rule: str | None = None
    kind: str | None = None


def load_history(workspace: Workspace, request: HistoryRequest) -> tuple[HistoryChart, History, Data]:
    """The chart of a history with what it rests on.

    Raises UsageError for a wrong request, DataError with all findings at once.
    """
    data = Data(workspace)
    convention, states = data.convention, data.states
    found = find_rule(data, request.rule)
    wanted = _wanted(data.meetings, _kind(convention, request.kind))
    codes = find_states(request.states, "--states", states)
    rule = data.checked(found, data.treaty)
    if len(codes) > FEW:
        raise UsageError(f"--states: {len(codes)} States; the chart can tell {FEW} apart. Name {FEW} at most.")
    occasions, left_out = _occasions(wanted, rule, data)
    if not occasions:
        raise UsageError("no meeting of this kind has a day, a scale and a list of participants.")
    history = History(convention, states, rule, occasions, left_out)
    for code in codes:
        if not any(code in occasion.shares for occasion in occasions):
            raise UsageError(f"--states: {states.name(code)} ({code}) bears no share at any of these meetings.")
    return history_chart(history, codes or largest_at_last(history)), history, data


def _kind(convention: Convention, wish: str | None) -> str:
    known = tuple(convention.meeting_kinds)
    if wish is None:
        return known[0]
    if wish not in known:
        raise UsageError(f'--kind: there is no kind of meeting "{wish}".{nearest(wish, known)}')
    return wish


def _wanted(meetings: Mapping[str, Meeting], kind: str) -> list[Meeting]:
    dated = [(meeting.day, meeting) for meeting in meetings.values() if meeting.kind == kind and meeting.day is not None]
    return [meeting for _, meeting in sorted(dated, key=lambda pair: (pair[0], pair[1].id))]


def _occasions(wanted: Sequence[Meeting], rule: Rule, data: Data) -> tuple[tuple[Occasion, ...], tuple[str, ...]]:
    scales: dict[str, Scale] = {}
    found, left_out = [], []
    for meeting in wanted:
        assert meeting.day is not None
        scale_id = data.scale_for(meeting.day)
        if scale_id is None:
            left_out.append(f"{meeting.id} (no scale covers {meeting.day})")
            continue
        if scale_id not in scales:
            scales[scale_id] = data.scale(scale_id)
        occasion = _occasion(meeting, meeting.day, scales[scale_id], rule, data)
        if occasion is None:
            left_out.append(f"{meeting.id} (no list of participants)")
        else:
            found.append(occasion)
    return tuple(found), tuple(left_out)


def _occasion(meeting: Meeting, day: date, scale: Scale, rule: Rule, data: Data) -> Occasion | None:
    listed = data.list_of(meeting.id, frozenset(rule.fixed))
    data.checked(scale)
    if listed is None:
        return None
    liable = liable_at_meeting(rule, listed, data.treaty, day)
    bearing, _ = payers(liable, scale, rule, data.states, day)
    roles: dict[str, Role | None] = dict.fromkeys(parties_on(data.treaty, day), "state_party")
    parties, _ = payers(roles, scale, rule, data.states, day)
    return Occasion(
        meeting=meeting,
        scale=scale,
        list_status=listed.status,
        parties=len(parties),
        others=sum(payer.role in ("signatory", "observer_state") for payer in bearing),
        sum_of_rates=sum(payer.weight for payer in parties),
        shares={code: share.value for code, share in shares_of(bearing, rule).items()},
    )


def write_history(chart: HistoryChart, history: History, data: Data, folder: Path, as_of: date) -> tuple[str, ...]:
    """Write picture, data and alt text with a manifest into `folder`, all or nothing; returns the paths written."""
    from ccmcost.charts.files import chart_files

    about = {
        "document": "history",
        "as_of": as_of.isoformat(),
        "convention": history.convention.id,
        "meetings": [occasion.meeting.id for occasion in history.occasions],
        "rule": rule_of(history.rule),
        "inputs": inputs_of(data.sources),
    }
    return publish_folder(folder, chart_files("", [chart], as_of), about)
