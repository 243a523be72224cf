"""An official list of participants is taken in: read, resolve, check, compare; then write it whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.assess import assess
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding, Findings
from ccmcost.intake.document import read_participants
from ccmcost.intake.found import Mention, Taken, shown
from ccmcost.intake.names import NameIndex
from ccmcost.load.convention import load_convention
from ccmcost.load.costs import load_costs
from ccmcost.load.meetings import load_meetings
from ccmcost.load.participants import COLUMNS, load_list
from ccmcost.load.reader import Reader
from ccmcost.load.scales import load_scale, scale_for
from ccmcost.load.state_names import load_organizations, load_state_names
from ccmcost.load.states import load_states
from ccmcost.load.treaty import load_treaty
from ccmcost.model.assessment import Assessment
from ccmcost.model.meeting import Meeting, Participant, ParticipantList
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States
from ccmcost.model.treaty import ROLES, Role, Treaty, role_on
from ccmcost.publish import write_file
from ccmcost.render.csv_text import csv_text
from ccmcost.statement.list_change import Effect, ListChange, effect_of, list_change
from ccmcost.workflow.aliases import read_aliases
from ccmcost.workflow.request import find_meeting, find_rule
from ccmcost.workspace import Workspace


class ImportRequest(NamedTuple):
    """The options of `import participants`; `source` is the document as it was read."""

    meeting: str
    source: SourceFile
    aliases: tuple[str, ...] = ()
    alias_file: str | None = None
    role_from_status: bool = False
    leave_doubtful: bool = False
    document: str | None = None


class Proposal(NamedTuple):
    """What would be written and what it changes; `why_no_effect` says why `effect` is None."""

    meeting: Meeting
    rows: tuple[tuple[str, ...], ...]
    taken: Taken
    document: str
    sha256: str
    by_status: int
    change: ListChange
    effect: Effect | None
    why_no_effect: str
    in_use: SourceFile | None
    warnings: tuple[Finding, ...]


def propose_list(workspace: Workspace, request: ImportRequest, taken_in: date) -> Proposal:
    """Everything but the writing. Raises UsageError for a wrong request, DataError with all findings at once."""
    reader = Reader(workspace, Findings())
    convention = load_convention(reader)
    meetings = load_meetings(reader, convention)
    meeting = find_meeting(meetings, request.meeting, reader.findings)
    day = _day(meeting, reader)
    states = load_states(reader)
    treaty = load_treaty(reader, states)
    names, organizations = load_state_names(reader, states), load_organizations(reader)
    aliases = read_aliases(reader, request.aliases, request.alias_file, states)
    in_use, listed = _list_in_use(reader, meeting, states)
    reader.findings.stop_on_errors()
    index = NameIndex(states, names, organizations, aliases)
    taken = read_participants(request.source, index, reader.findings, request.leave_doubtful)
    reader.findings.stop_on_errors()
    kept = _one_each(taken.mentions, treaty, day, request, states, reader.findings)
    reader.findings.stop_on_errors()
    document = request.document or taken.symbol
    rows = tuple(_row(kept[code][0], kept[code][1], request.source, document, taken_in) for code in sorted(kept))
    roles = {code: role for code, (_, role) in kept.items()}
    effect, why = _effect(reader, meeting, day, states, treaty, listed, roles)
    return Proposal(
        meeting=meeting,
        rows=rows,
        taken=taken,
        document=document,
        sha256=request.source.sha256,
        by_status=sum(_is_by_status(mention, request) for mention, _ in kept.values()),
        change=list_change(listed, roles, states),
        effect=effect,
        why_no_effect=why,
        in_use=in_use,
        warnings=reader.findings.warnings,
    )


def write_list(workspace: Workspace, proposal: Proposal, taken_in: date) -> tuple[Path, ...]:
    """Keep the list in use under a dated name, then put the new one in its place in one step. Returns the paths written.

    Raises UsageError for the packaged copy or a list without a named document, WriteError if the folder cannot be written.
    """
    folder = workspace.writable_data() / "participants"
    if not proposal.document:
        raise UsageError(
            "the file carries no document symbol. A list is official only when it comes from an official document: "
            "name it with --document, such as --document MSP/2023/INF.1."
        )
    target = folder / f"{proposal.meeting.id}.csv"
    content = csv_text(COLUMNS, proposal.rows).encode()
    written = []
    if proposal.in_use is not None and proposal.in_use.content != content:
        archive = _free_name(folder, f"{proposal.meeting.id}-until-{taken_in}", proposal.in_use.content)
        write_file(archive, proposal.in_use.content)
        written.append(archive)
    write_file(target, content)
    return (target, *written)


def _free_name(folder: Path, stem: str, content: bytes) -> Path:
    """A name that is free, or that holds the same bytes already (an earlier run was cut short)."""
    for number in range(1, 1000):
        path = folder / (f"{stem}.csv" if number == 1 else f"{stem}-{number}.csv")
        if not path.exists() or path.read_bytes() == content:
            return path
    raise UsageError(f"{folder} holds a thousand lists named {stem}. Move some away.")


def _day(meeting: Meeting, reader: Reader) -> date:
    if meeting.day is None:
        message = (
            f"{meeting.name} ({meeting.id}) has no date yet, so roles cannot be checked. "
            f"Set it first: ccmcost meeting set {meeting.id} --start YYYY-MM-DD --end YYYY-MM-DD."
        )
        raise DataError([*reader.findings.errors, Finding("", 0, "", "meeting-no-day", message)])
    return meeting.day


def _list_in_use(reader: Reader, meeting: Meeting, states: States) -> tuple[SourceFile | None, ParticipantList | None]:
    """The list in use, however faulty; its own faults are no matter for the import of its successor."""
    source = reader.data(f"participants/{meeting.id}.csv", required=False)
    quiet = Reader(reader.workspace, Findings())
    listed = load_list(quiet, meeting.id, states) if source else None
    return source, listed if listed and listed.participants else None


def _is_by_status(mention: Mention, request: ImportRequest) -> bool:
    return request.role_from_status or mention.section not in ROLES


def _one_each(
    mentions: Sequence[Mention], treaty: Treaty, day: date, request: ImportRequest, states: States, findings: Findings
) -> dict[str, tuple[Mention, Role]]:
    """Each State once with its role; what the document says against treaty status becomes warnings with the dates."""
    by_state: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_state.setdefault(mention.iso3, []).append(mention)
    kept: dict[str, tuple[Mention, Role]] = {}
    for code, found in by_state.items():
        status = role_on(treaty, code, day)
        sections = list(dict.fromkeys(role for m in found for role in ROLES if m.section == role))
        role = status if request.role_from_status or len(sections) != 1 else sections[0]
        first = next((mention for mention in found if mention.section == role), found[0])
        kept[code] = (first, role)
        _warn(code, first, found, sections, status, role, treaty, day, request.source.shown, states, findings)
    return kept


def _warn(
    code: str,
    first: Mention,
    found: Sequence[Mention],
    sections: Sequence[Role],
    status: Role,
    role: Role,
    treaty: Treaty,
    day: date,
    file: str,
    states: States,
    findings: Findings,
) -> None:
    name, place = states.name(code), first.place
    row, column = (0, place.spot) if place.spot else (place.row, "")
    if len(sections) > 1:
        where = " and ".join(dict.fromkeys(f"{m.section} ({m.place.text})" for m in found if m.section))
        message = f"{name} stands in two lists: {where}; {_dates(treaty, code)}. Taken as {role}, by treaty status on {day}."
        findings.warning("state-twice", message, file, row, column)
    elif sections and sections[0] != status:
        taken = "Treaty status was taken." if role == status else "Treaty status counts when costs are shared."
        message = f"the document calls {name} {sections[0]}, but on {day} it was {status}: {_dates(treaty, code)}. {taken}"
        findings.warning("role-differs", message, file, row, column)
    if first.until and first.until < day.isoformat():
        message = (
            f'"{shown(first.printed)}" was the name of {name} until {first.until}, before {day}. Is it the right document?'
        )
        findings.warning("name-former", message, file, row, column)


def _dates(treaty: Treaty, code: str) -> str:
    status = treaty.get(code)
    facts = {
        "signed": status and status.signed,
        "consented": status and status.consented,
        "in force from": status and status.in_force,
        "withdrawn from": status and status.withdrawn,
    }
    return ", ".join(f"{what} {day}" for what, day in facts.items() if day) or "never signed nor acceded"


def _row(mention: Mention, role: Role, source: SourceFile, document: str, taken_in: date) -> tuple[str, ...]:
    how = ", settled by alias" if mention.kind == "alias" else ""
    evidence = f'listed as "{shown(mention.printed, 160)}"{how}'
    return (
        mention.iso3,
        role,
        "official",
        evidence,
        source.name,
        document,
        source.sha256,
        taken_in.isoformat(),
        mention.place.text,
    )


def _effect(
    reader: Reader,
    meeting: Meeting,
    day: date,
    states: States,
    treaty: Treaty,
    listed: ParticipantList | None,
    roles: Mapping[str, Role],
) -> tuple[Effect | None, str]:
    """The assessments under both lists compared, or None and why there is nothing to compare."""
    if listed is None:
        return None, "there was no list before"
    scale_id = scale_for(reader, day)
    if scale_id is None:
        return None, f"no scale covers {day}"
    quiet = Reader(reader.workspace, Findings())
    convention = load_convention(quiet)
    scale = load_scale(quiet, scale_id, states)
    rule = find_rule(quiet, convention.default_rule, states)
    versions = load_costs(quiet, {meeting.id: meeting} | dict.fromkeys(load_meetings(quiet, convention))).get(meeting.id)
    if rule is None or not versions or quiet.findings.errors:
        return None, "no cost or rule is at hand"
    new = ParticipantList("official", tuple(Participant(code, roles[code]) for code in sorted(roles)))
    assessments: list[Assessment] = []
    for each in (listed, new):
        try:
            bearing, _ = payers(liable_at_meeting(rule, each, treaty, day), scale, rule, states, day)
            assessments.append(assess(bearing, rule, versions[-1].total))
        except DataError as error:
            return None, error.findings[0].message
    return effect_of(assessments[0], assessments[1], versions[-1], states), ""
