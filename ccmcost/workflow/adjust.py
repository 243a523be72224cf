"""The same arithmetic on any list of States, with no meeting: a scale, a list, a total and a rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.assess import assess
from ccmcost.calc.liable import liable_on_list, payers
from ccmcost.findings import Findings
from ccmcost.intake.finder import StateFinder
from ccmcost.load.convention import load_convention
from ccmcost.load.participants import read_list
from ccmcost.load.reader import Reader
from ccmcost.load.scales import load_scale
from ccmcost.load.states import load_states
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import ParticipantList
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States
from ccmcost.render.csv_text import csv_text
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


def _listed(reader: Reader, participants: str | tuple[str, ...], states: States, allowed: frozenset[str]) -> ParticipantList:
    finder = StateFinder(states)
    if isinstance(participants, str):
        return read_list(reader, reader.given(Path(participants)), states, allowed, finder)
    content = csv_text(("iso3",), [(code,) for code in participants]).encode()
    return read_list(reader, SourceFile("participants", "command line", content, "participants"), states, allowed, finder)


def adjust_list(workspace: Workspace, request: AdjustRequest) -> Apportionment:
    """The apportionment of a total among the States of a list.

    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if totals do not tie.
    """
    reader = Reader(workspace, Findings())
    convention = load_convention(reader)
    scale_id = find_scale(reader, request.scale)
    cost = given_cost(request.total, request.currency or convention.currency, request.credit, "--total")
    states = load_states(reader)
    scale = load_scale(reader, scale_id, states)
    rule = find_rule(reader, request.rule or convention.default_rule, states)
    allowed = frozenset(rule.fixed) if rule else frozenset[str]()
    listed = _listed(reader, request.participants, states, allowed)
    reader.findings.stop_on_errors()
    assert rule is not None
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
        warnings=tuple(sorted((*reader.findings.warnings, *warnings))),
        sources=reader.sources,
    )
