"""The main job: from a basis, or from any list of States, to one defensible amount per State."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.liable import liable_at_meeting, liable_on_list, payers
from ccmcost.errors import UsageError
from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.rates import Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import Role, role_on
from ccmcost.sharing.basis import Basis, Chosen, load_basis
from ccmcost.sharing.request import (
    Request,
    find_list,
    find_rule,
    find_scale,
    find_states,
    given_cost,
)
from ccmcost.tieout import tie_out
from ccmcost.workspace import Workspace


def apportion_meeting(workspace: Workspace, meeting_id: str, request: Request) -> Apportionment:
    """The apportionment of a meeting's cost.

    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if
    totals do not tie.
    """
    return compute(load_basis(workspace, meeting_id, request), request)


def compute(basis: Basis, request: Request, nothing: bool = False) -> Apportionment:
    """Assess and tie out; pure apart from the request's codes, which are checked here.

    An actual cost of zero is a UsageError, unless `nothing` says that it is being settled.
    """
    total = basis.cost.total
    if not total.minor and not nothing:
        raise UsageError(
            f"the actual cost of {basis.meeting.name} is {total}, so there is nothing to share. "
            f"What was billed is credited by: ccmcost settle {basis.meeting.id}. Another cost is "
            f"shared by: ccmcost apportion {basis.meeting.id} --cost."
        )
    added = find_states(request.added, "--with", basis.states)
    removed = find_states(request.removed, "--without", basis.states)
    liable = _changed(
        liable_at_meeting(basis.rule, basis.listed, basis.treaty, basis.day), added, removed, basis
    )
    return _result(*basis, liable, _role_warnings(basis))._replace(
        added=added, removed=removed, treaty=basis.treaty
    )


def adjust_list(workspace: Workspace, request: Request, on: date | None = None) -> Apportionment:
    """The apportionment of a total (the cost of the request) among the States of any list, by a
    scale that it names.

    `on` is the day that governs the LDC list, by default the first day of the scale's period.
    Raises UsageError for a wrong request, DataError with all findings at once, TieOutError if
    totals do not tie.
    """
    data = Data(workspace)
    currency = request.currency or data.convention.currency
    scale_id = find_scale(data, request.scale or "")
    cost = given_cost(request.cost or "", currency, request.credit, "--total")
    scale, found = data.scale(scale_id), find_rule(data, request.rule)
    listed = find_list(
        data, request.participants or (), frozenset(found.fixed) if found else frozenset()
    )
    rule = data.checked(found)
    return _result(
        data,
        None,
        on or scale.period.first,
        scale,
        "by day",
        rule,
        listed,
        cost,
        liable_on_list(rule, listed),
    )


def _result(
    data: Data,
    meeting: Meeting | None,
    day: date,
    scale: Scale,
    scale_chosen: Chosen,
    rule: Rule,
    listed: ParticipantList,
    cost: Cost,
    liable: Mapping[str, Role | None],
    warnings: tuple[Finding, ...] = (),
) -> Apportionment:
    """The assessment of a cost on those who are liable, tied out, with all that it rests on."""
    bearing, of_rates = payers(liable, scale, rule, data.states, day)
    assessment = assess_or_nothing(bearing, rule, cost.total)
    tie_out(assessment, rule)
    return Apportionment(
        convention=data.convention,
        meeting=meeting,
        day=day,
        scale=scale,
        scale_chosen=scale_chosen,
        rule=rule,
        cost=cost,
        list=listed,
        added=(),
        removed=(),
        states=data.states,
        assessment=assessment,
        warnings=tuple(sorted((*data.findings.warnings, *warnings, *of_rates))),
        sources=data.sources,
    )


def _changed(
    liable: dict[str, Role], added: tuple[str, ...], removed: tuple[str, ...], basis: Basis
) -> dict[str, Role]:
    name = basis.states.name
    for code in added:
        if code in liable:
            raise UsageError(f"--with: {name(code)} ({code}) bears the cost already.")
    for code in removed:
        if code not in liable:
            raise UsageError(f"--without: {name(code)} ({code}) does not bear the cost anyway.")
    more = {code: role_on(basis.treaty, code, basis.day) for code in added}
    return {code: role for code, role in (liable | more).items() if code not in removed}


def _role_warnings(basis: Basis) -> tuple[Finding, ...]:
    warnings = []
    for participant in basis.listed.participants:
        code = participant.iso3
        if participant.role is None or code not in basis.states:
            continue
        role = role_on(basis.treaty, code, basis.day)
        if role != participant.role:
            message = (
                f"the list calls {basis.states.name(code)} {participant.role}, but by treaty "
                f"status it was {role} on {basis.day}. Treaty status counts."
            )
            warnings.append(
                Finding(
                    basis.listed.file, participant.row, "role", "role-differs", message, "warning"
                )
            )
    return tuple(warnings)
