"""The main job: from a basis, or from any list of States, to one defensible amount per State."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.liable import liable_at_meeting, liable_on_list, payers
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding, Findings
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Chosen
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.rates import Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import Role, States, Treaty, role_on
from ccmcost.sharing.request import (
    Request,
    find_list,
    find_meeting,
    find_rule,
    find_scale,
    find_states,
    given_cost,
)
from ccmcost.tieout import tie_out
from ccmcost.workspace import Workspace


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
        return self.data.convention.of(self.meeting.instrument)

    @property
    def states(self) -> States:
        """All States by code."""
        return self.data.states

    @property
    def treaty(self) -> Treaty:
        """Treaty status by State."""
        return self.data.treaty_of(self.meeting)


def load_basis(
    workspace: Workspace, meeting_id: str, request: Request, rule: Rule | None = None
) -> Basis:
    """Load all that the meeting needs; every finding is collected before the first one stops the
    work.

    `rule`, if given, is used instead of any that the request names.
    """
    return basis_of(Data(workspace), meeting_id, request, rule)


def basis_of(data: Data, meeting_id: str, request: Request, rule: Rule | None = None) -> Basis:
    """As `load_basis`, from data that are at hand: where many meetings are shared, files that
    several of them rest on are read once.
    """
    meeting = find_meeting(data, meeting_id)
    day = day_of_meeting(meeting, data)
    lacks = Findings()
    scale_id, chosen = _choose_scale(data, meeting, day, request, lacks)
    scale = data.scale(scale_id) if scale_id else None
    rule = rule or find_rule(data, request.rule or meeting.rule)
    listed = _list(data, meeting, rule.named if rule else frozenset(), request, lacks)
    cost = _cost(data, meeting, request, lacks)
    data.treaty_of(meeting)
    _stop(data, lacks)
    assert scale is not None and rule is not None and listed is not None and cost is not None
    return Basis(data, meeting, day, scale, chosen, rule, listed, cost)


def check_grounds(workspace: Workspace, meetings: Iterable[str], provisional: str | None) -> None:
    """Raise DataError for meetings that lack a day, a scale or a list, so that no cost can be
    shared, whatever it is; `provisional` is the scale chosen for one that no scale covers yet.
    """
    data, request = Data(workspace), Request(scale_provisional=provisional)
    lacks = Findings()
    for meeting in (find_meeting(data, each) for each in meetings):
        _choose_scale(data, meeting, day_of_meeting(meeting, data), request, lacks)
        _list(data, meeting, frozenset(), request, lacks)
    _stop(data, lacks)


def _stop(data: Data, lacks: Findings) -> None:
    """Raise DataError with all that is wrong with the data, and all that they lack for what was
    asked: data that are at hand for more than that are not wrong by it.
    """
    if lacks.errors:
        raise DataError(sorted({*data.findings.errors, *lacks.errors}))
    data.findings.stop_on_errors()


def day_of_meeting(meeting: Meeting, data: Data, message: str = "") -> date:
    """The day that governs. Raises DataError, with all that is wrong so far and the message,
    if there is none yet.
    """
    if meeting.day is not None:
        return meeting.day
    remark = f" ({meeting.remarks})" if meeting.remarks else ""
    message = message or (
        f"{meeting.name} ({meeting.id}) has no date yet{remark}, so no scale, treaty status or "
        f"list can be chosen for it. Once the day is known: ccmcost meeting set {meeting.id} "
        "--start YYYY-MM-DD --end YYYY-MM-DD."
    )
    raise DataError([*data.findings.errors, Finding("", 0, "", "meeting-no-day", message)])


def chosen_as(data: Data, meeting: Meeting, day: date, scale_id: str) -> Chosen:
    """How a scale comes to be that of a meeting."""
    if scale_id == meeting.scale:
        return "by decision"
    return "by day" if scale_id == data.scale_for(day) else "override"


def _choose_scale(
    data: Data, meeting: Meeting, day: date, request: Request, lacks: Findings
) -> tuple[str | None, Chosen]:
    usual = data.scale_of(meeting)
    if request.scale and request.scale_provisional:
        raise UsageError("--scale and --scale-provisional exclude each other.")
    if request.scale:
        scale_id = find_scale(data, request.scale)
        return scale_id, chosen_as(data, meeting, day, scale_id)
    if request.scale_provisional:
        if usual is not None:
            why = f"was decided for {meeting.id}" if meeting.scale else f"covers {day}"
            raise UsageError(
                f"--scale-provisional: {usual} {why}, so no provisional scale is needed."
            )
        return find_scale(data, request.scale_provisional), "provisional"
    if usual is None:
        at_hand = ", ".join(data.scale_periods) or "none"
        message = (
            f"no scale covers {day}; the data have {at_hand}. The last one is never carried "
            f"forward "
            f"silently: for an estimate, ccmcost apportion takes --scale-provisional ID."
        )
        lacks.error("scale-none", message)
    return usual, "by decision" if meeting.scale else "by day"


def _list(
    data: Data, meeting: Meeting, allowed: frozenset[str], request: Request, lacks: Findings
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
        lacks.error("list-missing", message, f"participants/{meeting.id}.csv")
    return listed


def _cost(data: Data, meeting: Meeting, request: Request, lacks: Findings) -> Cost | None:
    if request.cost is not None:
        return given_cost(request.cost, request.currency or meeting.currency, request.credit)
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
        lacks.error("cost-missing", message, "costs.toml")
        return None
    return versions[-1]


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
    return _result(*basis, liable, _role_warnings(basis, (*added, *removed)))._replace(
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
    listed = find_list(data, request.participants or (), found.named if found else frozenset())
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
    warnings: Iterable[Finding] = (),
) -> Apportionment:
    """The assessment of a cost on those who are liable, tied out, with all that it rests on."""
    bearing, of_rates = payers(liable, scale, rule, data.states, day)
    assessment = assess_or_nothing(bearing, rule, cost.total)
    tie_out(assessment, rule)
    return Apportionment(
        convention=data.convention.of(meeting.instrument if meeting else ""),
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
        if code not in basis.states and code not in basis.rule.named:
            raise UsageError(
                f"--with: the rule {basis.rule.id} does not make this organization pay: "
                f"{name(code)}. Name it in [fixed], [fixed_amounts] or [rates] of the rule."
            )
    for code in removed:
        if code not in liable:
            raise UsageError(f"--without: {name(code)} ({code}) does not bear the cost anyway.")
    more: dict[str, Role] = {
        code: role_on(basis.treaty, code, basis.day) if code in basis.states else "organization"
        for code in added
    }
    return {code: role for code, role in (liable | more).items() if code not in removed}


def _role_warnings(basis: Basis, changed: tuple[str, ...]) -> Iterator[Finding]:
    for code in sorted(basis.rule.named - {*basis.states, *basis.listed.codes, *changed}):
        message = (
            f"an organization that {basis.rule.id} makes pay is not on the list, so it bears "
            f"nothing: {basis.states.name(code)}. Put it there with the role organization."
        )
        yield Finding(basis.listed.file, 0, "", "organization-absent", message, "warning")
    for code, given, *_, row in basis.listed.participants:
        if given == "organization" and code not in basis.rule.named:
            message = (
                f"an organization on the list bears nothing, since {basis.rule.id} gives it no "
                f"share, sum or rate: {basis.states.name(code)}."
            )
            yield Finding(basis.listed.file, row, "role", "organization-exempt", message, "warning")
        role = role_on(basis.treaty, code, basis.day)
        if code in basis.states and given not in (None, role):
            message = (
                f"the list calls {basis.states.name(code)} {given}, but by treaty status it was "
                f"{role} on {basis.day}. Treaty status counts."
            )
            yield Finding(basis.listed.file, row, "role", "role-differs", message, "warning")
