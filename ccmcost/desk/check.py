"""Every invariant of a data folder, in one pass; each fault becomes a finding with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.desk.foreign import check_foreign
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.intake.extracts import FILE as BANK
from ccmcost.intake.extracts import load_extracts
from ccmcost.intake.finder import StateFinder
from ccmcost.load.data import Data
from ccmcost.load.meetings import MEETING_ID
from ccmcost.load.rules import FOLDER, rule_in
from ccmcost.load.scales import check_members
from ccmcost.model.meeting import Meeting, ParticipantList, faults_of
from ccmcost.model.money import decimals_of, no_currency, scaled_int
from ccmcost.model.rates import Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import EntryIntoForce, TreatyStatus, role_on
from ccmcost.tieout import tie_out
from ccmcost.words.catalogue import TEMPLATES
from ccmcost.workspace import Workspace


class Checked(NamedTuple):
    """What was checked, and what was found."""

    findings: tuple[Finding, ...]
    counts: Mapping[tuple[str, str], int]


def check_data(workspace: Workspace) -> Checked:
    """Check a data folder: every file on its own, then what must hold between them,
    then every meeting under every rule.
    """
    data = Data(workspace)
    try:
        counts = _check_all(data)
    except DataError:  # a convention of which something is open: its rules may ask as well
        for name in data.rule_ids if "convention" not in vars(data) else ():
            rule_in(data.file(f"{FOLDER}/{name}.toml"), data.findings, None, name)
        return Checked(data.findings.errors, {})
    return Checked(tuple(data.findings), counts)


def _check_all(data: Data) -> dict[tuple[str, str], int]:
    """What was checked, counted; what was found is in the findings."""
    _check_convention(data)
    scales = {scale_id: data.scale(scale_id) for scale_id in data.scale_periods}
    lists = {
        meeting: listed
        for meeting in filter(MEETING_ID.fullmatch, data.meetings)
        if (listed := data.list_of(meeting)) is not None
    }
    rules = [rule for rule_id in data.rule_ids if (rule := data.rule(rule_id)) is not None]
    _ = (
        data.evidence,
        data.issuer,
        data.coding,
        data.contacts(StateFinder(data.states), TEMPLATES),
        load_extracts(data.file(BANK, required=False), data.findings),
        data.state_names,
        data.state_order,
        data.organizations,
    )
    _check_templates(data)
    for scale in scales.values():
        check_members(scale, data.states, data.findings)
    _check_begun(data)
    check_foreign(data)
    for rule in rules:
        _check_quoted(rule, data)
    _check_treaty(data)
    for meeting in data.meetings.values():
        _check_meeting(meeting, lists.get(meeting.id), data)
    return {
        ("State", "States"): len(data.states),
        ("scale", "scales"): len(scales),
        ("rule", "rules"): len(rules),
        ("meeting", "meetings"): len(data.meetings),
        ("list", "lists"): len(lists),
        ("cost", "costs"): sum(len(versions) for versions in data.costs.values()),
        ("assessment tied out", "assessments tied out"): 0
        if data.findings.errors
        else _assess_all(lists, scales.values(), rules, data),
    }


def _check_templates(data: Data) -> None:
    """Only where an office has templates of its own: reading DOCX takes libraries that nothing else
    here needs.
    """
    if data.workspace.templates.is_dir() and not data.workspace.is_packaged:
        from ccmcost.tables.docx_template import check_templates

        check_templates(data)


def _check_convention(data: Data) -> None:
    convention, place = data.convention, _place(data, "convention.toml")
    kinds = convention.meeting_kinds.values()
    of_kinds = filter(None, (kind.rule for kind in kinds))
    for rule_id in dict.fromkeys((convention.default_rule, *convention.rules, *of_kinds)):
        if rule_id not in data.rule_ids:
            message = f"the convention names the rule {rule_id}, but rules/ has none."
            data.findings.error("file-missing", message, place)
    for currency in dict.fromkeys(kind.currency for kind in kinds if kind.currency):
        if decimals_of(currency) is None:
            data.findings.error("currency-unknown", no_currency(currency), place, 0, currency)
    decimals = decimals_of(convention.currency)
    if decimals is None:
        message = no_currency(convention.currency)
        data.findings.error("currency-unknown", message, place, 0, "currency")
    elif not scaled_int(convention.illustrative_amount, decimals):
        message = (
            f'"{convention.illustrative_amount}" is not a valid amount in {convention.currency}.'
        )
        data.findings.error("number-bad", message, place, 0, "illustrative_amount")


def _place(data: Data, name: str) -> str:
    return next((source.shown for source in data.sources if source.name == name), name)


def _check_quoted(rule: Rule, data: Data) -> None:
    """Whether documents quote the paragraph of the cost article that a rule applies."""
    whole, findings = data.convention, data.findings
    used = [
        whole.of(kind.instrument)
        for kind in whole.meeting_kinds.values()
        if (kind.rule or whole.default_rule) == rule.id
    ]
    treaties = used or [whole]
    articles = {each.cost_article.number: each.cost_article for each in treaties}
    known = {number for each in articles.values() for number in each.paragraphs}
    if rule.paragraph and rule.paragraph not in known:
        message = (
            f'the cost article has no paragraph "{rule.paragraph}"; it has '
            f"{', '.join(sorted(known))}."
        )
        findings.error("value-bad", message, rule.file, 0, "paragraph")
    numbers = "|".join(map(re.escape, articles))
    named = re.search(rf"\bart(?:icle|\.) ?({numbers})\b", rule.legal_source, re.IGNORECASE)
    quoted = rule.paragraph or any(each.paragraph_of(rule) for each in treaties)
    if named and not quoted:
        message = (
            f"no words of article {named[1]} are quoted with this rule: its legal source "
            'names none of the paragraphs at hand. Say which one it applies, as paragraph = "1".'
        )
        findings.warning("key-missing", message, rule.file, 0, "paragraph")


def _check_begun(data: Data) -> None:
    """What a folder that has just been made still lacks."""
    for name, rows, what in (
        (
            "treaty_status.csv",
            any(data.treaties.values()),
            "State: ccmcost import treaty-status FILE",
        ),
        ("meetings.toml", data.meetings, "meeting: ccmcost meeting add"),
    ):
        if not rows and _place(data, name) != name:
            data.findings.warning("file-empty", f"there is no {what}.", _place(data, name))


def _check_treaty(data: Data) -> None:
    for instrument, treaty in data.treaties.items():
        place, article = _place(data, "treaty_status.csv"), data.convention.of(instrument)
        told = f" ({instrument})" if instrument else ""
        for code, status in treaty.items():
            if fault := _status_fault(status, article.entry_into_force):
                message = f"{data.states.name(code)}{told}: {fault}."
                data.findings.error("status-dates", message, place, 0, code)


def _status_fault(status: TreatyStatus, article: EntryIntoForce) -> str:
    if status.consented is None:
        return "in force without a date of consent" if status.in_force else ""
    if status.signed is not None and status.signed > status.consented:
        return f"signed on {status.signed}, after consent on {status.consented}"
    if status.withdrawn is not None and (
        status.in_force is None or status.withdrawn < status.in_force
    ):
        return "withdrawn before entry into force"
    return article.fault(status)


def _check_meeting(meeting: Meeting, listed: ParticipantList | None, data: Data) -> None:
    findings, day = data.findings, meeting.day
    if not MEETING_ID.fullmatch(meeting.id):
        return
    if meeting.id not in data.costs:
        findings.error("cost-missing", f"there is no cost of {meeting.id}.", "costs.toml")
    lines = data.cost_lines(meeting.id)
    for cost in data.costs.get(meeting.id, ()):
        own = lines.get(cost.version, ())
        for fault in faults_of(own, cost.total.minor) if own else ():
            message = f"{meeting.id}, version {cost.version}: {fault}."
            findings.error("cost-sum", message, "costs.toml")
    if day is None:
        return
    if data.scale_of(meeting) is None:
        findings.warning("scale-none", f"no scale covers {meeting.id} on {day}.", "meetings.toml")
    if listed is None:
        place = f"participants/{meeting.id}.csv"
        findings.error("list-missing", f"{meeting.id} has a day but no list.", place)
        return
    for code, given, *_, row in listed.participants:
        role = role_on(data.treaty_of(meeting), code, day)
        if given not in (None, "organization", role):
            message = f"{code} is {given} on the list, {role} by treaty status on {day}."
            findings.warning("role-differs", message, listed.file, row, "role")


def _assess_all(
    lists: Mapping[str, ParticipantList],
    scales: Collection[Scale],
    rules: Sequence[Rule],
    data: Data,
) -> int:
    done = 0
    for meeting_id, listed in lists.items():
        day = data.meetings[meeting_id].day
        treaty = data.treaty_of(data.meetings[meeting_id])
        scale_id = data.scale_of(data.meetings[meeting_id])
        scale = next((scale for scale in scales if scale.id == scale_id), None)
        if day is None or scale is None:
            continue
        used = {data.meetings[meeting_id].rule, *data.convention.rules}
        for rule in rules:
            try:
                liable = liable_at_meeting(rule, listed, treaty, day)
                bearing, _ = payers(liable, scale, rule, data.states, day)
                tie_out(assess_or_nothing(bearing, rule, data.costs[meeting_id][-1].total), rule)
                done += 1
            except DataError as error:
                # a rule of one kind of meeting need not fit the others
                tell = data.findings.error if rule.id in used else data.findings.warning
                for fault in error.findings:
                    place = fault.file or listed.file
                    tell(fault.code, f"{meeting_id}: {fault.message}", place)
    return done
