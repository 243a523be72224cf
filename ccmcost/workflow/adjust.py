"""The same arithmetic on any list of States, with no meeting: a scale, a list, a total and a rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.assess import assess
from ccmcost.calc.liable import liable_on_list, payers
from ccmcost.intake.finder import StateFinder
from ccmcost.load.data import Data
from ccmcost.load.participants import read_list
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import ParticipantList
from ccmcost.model.source import SourceFile
from ccmcost.tables.csv_text import csv_text
from ccmcost.tieout import tie_out
from ccmcost.workflow.request import find_rule, find_scale, given_cost
from ccmcost.workspace import Workspace


class AdjustRequest(NamedTuple):
    """The options of `adjust`; `on` is the day that governs the LDC list, by default the first day of the scale's period."""

    scale: str
    participants: str | tuple[str, ...]
    total: str
    rule: str | None = None
    currency: str | None = None
    on: date | None = None
    credit: bool = False


def _listed(data: Data, participants: str | tuple[str, ...], allowed: frozenset[str]) -> ParticipantList:
    if isinstance(participants, str):
        source = data.given(Path(participants))
    else:
        content = csv_text(("iso3",), [(code,) for code in participants]).encode()
        source = SourceFile("participants", "command line", content, "participants")
    return read_list(data, source, data.states, allowed, StateFinder(data.states))


def adjust_list(workspace: Workspace, request: AdjustRequest) -> Apportionment:
    """The apportionment of a total among the States of a list.

    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if totals do not tie.
    """
    data = Data(workspace)
    convention = data.convention
    scale_id = find_scale(data, request.scale)
    cost = given_cost(request.total, request.currency or convention.currency, request.credit, "--total")
    scale, states, found = data.scale(scale_id), data.states, find_rule(data, request.rule)
    listed = _listed(data, request.participants, frozenset(found.fixed) if found else frozenset())
    rule = data.checked(found)
    day = request.on or scale.period.first
    bearing, warnings = payers(liable_on_list(rule, listed), scale, rule, states, day)
    assessment = assess(bearing, rule, cost.total)
    tie_out(assessment, rule)
    return Apportionment(
        convention=convention,
        meeting=None,
        day=day,
        scale=scale,
        scale_chosen="by day",
        rule=rule,
        cost=cost,
        list=listed,
        added=(),
        removed=(),
        states=states,
        assessment=assessment,
        warnings=tuple(sorted((*data.findings.warnings, *warnings))),
        sources=data.sources,
    )
