"""Every invariant of a data folder, in one pass; each fault becomes a finding with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.errors import DataError
from ccmcost.findings import Finding, Findings
from ccmcost.intake.finder import StateFinder
from ccmcost.load.contacts import load_contacts
from ccmcost.load.convention import load_convention
from ccmcost.load.cost_lines import load_cost_lines
from ccmcost.load.costs import load_costs
from ccmcost.load.evidence import load_evidence
from ccmcost.load.issuer import load_issuer
from ccmcost.load.meetings import load_meetings
from ccmcost.load.participants import load_list
from ccmcost.load.reader import Reader
from ccmcost.load.rules import load_rule, rule_ids
from ccmcost.load.scales import check_members, load_scale, scale_for, scale_periods
from ccmcost.load.state_names import load_organizations, load_state_names
from ccmcost.load.states import load_states
from ccmcost.load.treaty import load_treaty
from ccmcost.model.convention import Convention
from ccmcost.model.cost_lines import faults_of
from ccmcost.model.currency import decimals_of, no_currency
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.money import scaled_int
from ccmcost.model.rule import Rule
from ccmcost.model.scale import Scale
from ccmcost.model.states import States
from ccmcost.model.treaty import EntryIntoForce, Treaty, TreatyStatus, role_on
from ccmcost.tieout import tie_out
from ccmcost.words.office import LANGUAGES
from ccmcost.workspace import Workspace


class Checked(NamedTuple):
    """What was checked, and what was found."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]


class _Data(NamedTuple):
    convention: Convention
    states: States
    treaty: Treaty
    meetings: Mapping[str, Meeting]
    scales: Mapping[str, Scale]
    rules: Mapping[str, Rule]
    costs: Mapping[str, tuple[Cost, ...]]
    lists: Mapping[str, ParticipantList]


def check_data(workspace: Workspace) -> Checked:
    """Check a data folder: every file on its own, then what must hold between them, then every meeting under every rule."""
    reader = Reader(workspace, Findings())
    try:
        data = _load(reader)
    except DataError as error:
        return Checked(error.findings, {})
    _check_convention(data.convention, data.rules, reader)
    for scale in data.scales.values():
        check_members(scale, data.states, reader.findings)
    _check_treaty(data, reader)
    for meeting in data.meetings.values():
        _check_meeting(meeting, data, reader)
    assessments = 0 if reader.findings.errors else _assess_all(data, reader.findings)
    counts = {
        "States": len(data.states),
        "scales": len(data.scales),
        "rules": len(data.rules),
        "meetings": len(data.meetings),
        "lists": len(data.lists),
        "costs": sum(len(versions) for versions in data.costs.values()),
        "assessments tied out": assessments,
    }
    return Checked(tuple(reader.findings), counts)


def _load(reader: Reader) -> _Data:
    convention = load_convention(reader)
    states = load_states(reader)
    meetings = load_meetings(reader, convention)
    load_evidence(reader, states, meetings)
    load_issuer(reader, convention)
    load_contacts(reader, StateFinder(states), LANGUAGES)
    load_state_names(reader, states)
    load_organizations(reader)
    _check_templates(reader)
    rules = {rule_id: load_rule(reader, rule_id, states) for rule_id in rule_ids(reader)}
    lists = {meeting: load_list(reader, meeting, states) for meeting in meetings}
    return _Data(
        convention,
        states,
        load_treaty(reader, states),
        meetings,
        {scale_id: load_scale(reader, scale_id, states) for scale_id in scale_periods(reader)},
        {rule_id: rule for rule_id, rule in rules.items() if rule is not None},
        load_costs(reader, meetings),
        {meeting: listed for meeting, listed in lists.items() if listed is not None},
    )


def _check_templates(reader: Reader) -> None:
    """Only where an office has templates of its own: reading DOCX takes libraries that nothing else here needs."""
    if reader.workspace.templates.is_dir() and not reader.workspace.is_packaged:
        from ccmcost.workflow.templates import check_templates

        check_templates(reader, reader.findings)


def _check_convention(convention: Convention, rules: Mapping[str, Rule], reader: Reader) -> None:
    place = next((source.shown for source in reader.sources if source.name == "convention.toml"), "convention.toml")
    for rule_id in dict.fromkeys((convention.default_rule, *convention.rules)):
        if rule_id not in rules:
            reader.findings.error("file-missing", f"the convention names the rule {rule_id}, but rules/ has none.", place)
    decimals = decimals_of(convention.currency)
    if decimals is None:
        message = no_currency(convention.currency)
        reader.findings.error("currency-unknown", message, place, 0, "currency")
    elif not scaled_int(convention.illustrative_amount, decimals):
        message = f'"{convention.illustrative_amount}" is no amount of {convention.currency}.'
        reader.findings.error("number-bad", message, place, 0, "illustrative_amount")


def _check_treaty(data: _Data, reader: Reader) -> None:
    place = next((source.shown for source in reader.sources if source.name == "treaty_status.csv"), "")
    for status in data.treaty.values():
        fault = _status_fault(status, data.convention.entry_into_force)
        if fault:
            reader.findings.error("status-dates", f"{data.states.name(status.iso3)}: {fault}.", place, 0, status.iso3)


def _status_fault(status: TreatyStatus, article: EntryIntoForce) -> str:
    if status.consented is None:
        return "in force without a date of consent" if status.in_force else ""
    if status.signed is not None and status.signed > status.consented:
        return f"signed on {status.signed}, after consent on {status.consented}"
    if status.withdrawn is not None and (status.in_force is None or status.withdrawn < status.in_force):
        return "withdrawn before entry into force"
    expected = article.expected(status.consented)
    if status.in_force is not None and status.in_force != expected:
        given = f"deposit on {status.consented}, entry into force on {status.in_force}"
        return f"{given}; by article {article.article} it is {expected}"
    return ""


def _check_meeting(meeting: Meeting, data: _Data, reader: Reader) -> None:
    findings = reader.findings
    day = meeting.day
    if meeting.id not in data.costs:
        findings.error("cost-missing", f"no cost of {meeting.id} is at hand.", "costs.toml")
    _check_cost_lines(meeting.id, data.costs.get(meeting.id, ()), reader)
    if day is None:
        return
    if scale_for(reader, day) is None:
        findings.warning("scale-none", f"no scale covers {meeting.id} on {day}.", "meetings.toml")
    listed = data.lists.get(meeting.id)
    if listed is None:
        findings.error("list-missing", f"{meeting.id} has a day but no list.", f"participants/{meeting.id}.csv")
        return
    for participant in listed.participants:
        role = role_on(data.treaty, participant.iso3, day)
        if participant.role is not None and participant.role != role:
            message = f"{participant.iso3} is {participant.role} on the list, {role} by treaty status on {day}."
            findings.warning("role-differs", message, listed.file, participant.row, "role")


def _check_cost_lines(meeting: str, versions: tuple[Cost, ...], reader: Reader) -> None:
    lines = load_cost_lines(reader, meeting)
    for cost in versions:
        own = lines.get(cost.version, ())
        for fault in faults_of(own, cost.total.minor) if own else ():
            reader.findings.error("cost-sum", f"{meeting}, version {cost.version}: {fault}.", "costs.toml")


def _assess_all(data: _Data, findings: Findings) -> int:
    done = 0
    for meeting_id, listed in data.lists.items():
        day = data.meetings[meeting_id].day
        scale = next((scale for scale in data.scales.values() if day in scale.period), None)
        if day is None or scale is None:
            continue
        for rule in data.rules.values():
            try:
                liable = liable_at_meeting(rule, listed, data.treaty, day)
                bearing, _ = payers(liable, scale, rule, data.states, day)
                tie_out(assess_or_nothing(bearing, rule, data.costs[meeting_id][-1].total), rule)
                done += 1
            except DataError as error:
                for fault in error.findings:
                    findings.error(fault.code, f"{meeting_id}: {fault.message}", fault.file or listed.file)
    return done
