"""An official list of participants is taken in: read, resolve, check, compare; then write it whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.assess import assess_or_nothing
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.intake.account import Account, Unsettled
from ccmcost.intake.belonging import sought_of
from ccmcost.intake.columns import Asked
from ccmcost.intake.document import read_participants
from ccmcost.intake.found import Marker, Mention, Taken, shown
from ccmcost.intake.guard import Progress
from ccmcost.intake.names import NameIndex
from ccmcost.load.data import Data
from ccmcost.load.participants import COLUMNS
from ccmcost.model.assessment import Assessment
from ccmcost.model.meeting import Meeting, Participant, ParticipantList
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States
from ccmcost.model.treaty import ROLES, Role, parties_on
from ccmcost.publish import write_file
from ccmcost.sharing.request import find_meeting, find_rule
from ccmcost.statement.list_change import Effect, ListChange, effect_of, list_change
from ccmcost.statement.status import ROLE_WORDS
from ccmcost.tables.csv_text import csv_text
from ccmcost.workflow.aliases import read_aliases
from ccmcost.workflow.answers import ANSWER_COLUMNS, Answers, read_answers
from ccmcost.workflow.kept_account import keep_account
from ccmcost.workflow.listed_roles import one_each
from ccmcost.workflow.readings import TwoReadings, two_readings
from ccmcost.workflow.stated_counts import why_confirm
from ccmcost.workflow.workbook_back import is_own_workbook, read_back, take_from_workbook
from ccmcost.workspace import Workspace


class ImportRequest(NamedTuple):
    """The options of `import participants`; `source` is the document as it was read.

    `sections` say what a line opens or a category is (`LINE=organizations`), `column` which column holds the States,
    `states` how many States the user counted.
    """

    meeting: str
    source: SourceFile
    aliases: tuple[str, ...] = ()
    alias_file: str | None = None
    leave_doubtful: bool = False
    document: str | None = None
    sections: tuple[str, ...] = ()
    column: str | None = None
    states: int | None = None


class Proposal(NamedTuple):
    """What would be written and what it changes; `why_no_effect` says why `effect` is None.

    `why_count` is why the number of States must be confirmed before the list is written; empty if it need not be.
    """

    meeting: Meeting
    rows: tuple[tuple[str, ...], ...]
    taken: Taken
    account: Account
    document: str
    sha256: str
    change: ListChange
    effect: Effect | None
    why_no_effect: str
    readings: TwoReadings | None
    in_use: SourceFile | None
    answers: Answers
    why_count: str
    warnings: tuple[Finding, ...]


def propose_list(workspace: Workspace, request: ImportRequest, taken_in: date, progress: Progress | None = None) -> Proposal:
    """Everything but the writing. Raises UsageError for a wrong request, DataError with all findings at once."""
    data = Data(workspace)
    meeting = find_meeting(data, request.meeting)
    day = _day(meeting, data)
    states, treaty = data.states, data.treaty
    aliases = read_aliases(data, request.aliases, request.alias_file)
    answers = read_answers(data, meeting.id).with_new(aliases, request.sections, request.column)
    in_use, listed = _list_in_use(data, meeting)
    index = NameIndex(states, *data.checked((data.state_names, data.organizations)), answers.names)
    account = Account(Marker(request.source.shown, data.findings), True, answers.names, request.leave_doubtful, index)
    sought = sought_of(meeting, data.meetings, data.convention)
    options = {"name": "--alias", "section": "--section"}
    given = [(options[answer.kind], answer.text) for answer in answers.new if answer.kind in options]
    asked = Asked(answers.sections, answers.column, tuple(given) if request.alias_file is None else (), sought)
    if is_own_workbook(request.source):
        taken = _from_workbook(request.source, data, meeting, account)
    else:
        taken = read_participants(request.source, index, account, asked, progress)
    kept = one_each(taken.mentions, treaty, day, request.source.shown, states, data.findings)
    _account_for(kept, taken, states, account)
    why_count = why_confirm(account, kept, request.states, len(parties_on(treaty, day)))
    if data.findings.errors:
        raise Unsettled(data.findings.errors, account)
    document = request.document or taken.symbol
    rows = tuple(_row(kept[code][0], kept[code][1], request.source, document, taken_in) for code in sorted(kept))
    roles = {code: role for code, (_, role) in kept.items()}
    effect, why = _effect(data, meeting, day, listed, roles)
    return Proposal(
        meeting=meeting,
        rows=rows,
        taken=taken,
        account=account,
        document=document,
        sha256=request.source.sha256,
        change=list_change(listed, roles, states),
        effect=effect,
        why_no_effect=why,
        readings=two_readings(workspace, meeting, ParticipantList("official", _participants(roles))),
        in_use=in_use,
        answers=answers.without_known(index),
        why_count=why_count,
        warnings=data.findings.warnings,
    )


def _from_workbook(source: SourceFile, data: Data, meeting: Meeting, account: Account) -> Taken:
    returned = read_back(source, data, meeting, data.scale_for(_day(meeting, data)))
    rule = find_rule(data, returned.verified.rule)
    if rule is None or rule.liable != "participants":
        raise UsageError(
            f"the answers in this workbook say who bears the cost by the rule {returned.verified.rule}, not who takes part. "
            "Use one that was written with a rule on participants."
        )
    return take_from_workbook(returned, account)


def _participants(roles: Mapping[str, Role]) -> tuple[Participant, ...]:
    return tuple(Participant(code, roles[code]) for code in sorted(roles))


def _account_for(kept: Mapping[str, tuple[Mention, Role]], taken: Taken, states: States, account: Account) -> None:
    """Each State that was taken, once, with its role and the number of places where it is listed."""
    times = Counter(mention.iso3 for mention in taken.mentions)
    for code, (mention, role) in kept.items():
        account.take(mention.printed, mention.place, ROLE_WORDS[role], code, times=times[code])


def write_list(workspace: Workspace, proposal: Proposal, taken_in: date) -> tuple[Path, ...]:
    """Keep the list in use under a dated name, then put the new one in its place in one step. Returns the paths written.

    Raises UsageError for the packaged copy or a list without a named document, WriteError if the folder cannot be written.
    """
    folder = workspace.writable_data() / "participants"
    if proposal.account.of("open"):  # a count that differs was confirmed, or it stopped the proposal
        raise UsageError("the account of this document is not closed: something in it is still open.")
    need_document(proposal)
    target = folder / f"{proposal.meeting.id}.csv"
    content = csv_text(COLUMNS, proposal.rows).encode()
    written = []
    if proposal.in_use is not None and proposal.in_use.content != content:
        archive = _free_name(folder, f"{proposal.meeting.id}-until-{taken_in}", proposal.in_use.content)
        write_file(archive, proposal.in_use.content)
        written.append(archive)
    above = (_heading(proposal),)
    written.append(keep_account(workspace, proposal.account, proposal.meeting.id, "participants/accounts", above))
    if proposal.answers.rows(proposal.document, taken_in):
        answers = folder / "answers" / f"{proposal.meeting.id}.csv"
        write_file(answers, csv_text(ANSWER_COLUMNS, proposal.answers.rows(proposal.document, taken_in)).encode())
        written.append(answers)
    write_file(target, content)
    return (target, *written)


def _heading(proposal: Proposal) -> tuple[str, ...]:
    """The first row of an account: which document it is of."""
    return ("", proposal.document, "", "", "document", f"SHA-256 {proposal.sha256}", "1")


def need_document(proposal: Proposal) -> None:
    """Raise UsageError for a list without a named document: it could not be official."""
    if not proposal.document:
        raise UsageError(
            "the file carries no document symbol. A list is official only when it comes from an official document: "
            "name it with --document, such as --document MSP/2023/INF.1."
        )


def _free_name(folder: Path, stem: str, content: bytes) -> Path:
    """A name that is free, or that holds the same bytes already (an earlier run was cut short)."""
    for number in range(1, 1000):
        path = folder / (f"{stem}.csv" if number == 1 else f"{stem}-{number}.csv")
        if not path.exists() or path.read_bytes() == content:
            return path
    raise UsageError(f"{folder} holds a thousand lists named {stem}. Move some away.")


def _day(meeting: Meeting, data: Data) -> date:
    if meeting.day is None:
        message = (
            f"{meeting.name} ({meeting.id}) has no date yet, so roles cannot be checked. "
            f"Set it first: ccmcost meeting set {meeting.id} --start YYYY-MM-DD --end YYYY-MM-DD."
        )
        raise DataError([*data.findings.errors, Finding("", 0, "", "meeting-no-day", message)])
    return meeting.day


def _list_in_use(data: Data, meeting: Meeting) -> tuple[SourceFile | None, ParticipantList | None]:
    """The list in use, however faulty; its own faults are no matter for the import of its successor."""
    source = data.file(f"participants/{meeting.id}.csv", required=False)
    listed = Data(data.workspace).list_of(meeting.id) if source else None
    return source, listed if listed and listed.participants else None


def _row(mention: Mention, role: Role, source: SourceFile, document: str, taken_in: date) -> tuple[str, ...]:
    how = ", settled by alias" if mention.kind == "alias" else ""
    printed_role = f" under {mention.section}" if mention.section in ROLES and mention.section != role else ""
    evidence = f'listed as "{shown(mention.printed, 160)}"{printed_role}{how}'
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
    data: Data, meeting: Meeting, day: date, listed: ParticipantList | None, roles: Mapping[str, Role]
) -> tuple[Effect | None, str]:
    """The assessments under both lists compared, or None and why there is nothing to compare."""
    if listed is None:
        return None, "there was no list before"
    scale_id = data.scale_for(day)
    if scale_id is None:
        return None, f"no scale covers {day}"
    states, quiet = data.states, Data(data.workspace)
    scale, rule, versions = quiet.scale(scale_id), find_rule(quiet, None), quiet.costs.get(meeting.id)
    if rule is None or not versions or quiet.findings.errors:
        return None, "no cost or rule is at hand"
    new = ParticipantList("official", _participants(roles))
    assessments: list[Assessment] = []
    for each in (listed, new):
        try:
            bearing, _ = payers(liable_at_meeting(rule, each, data.treaty, day), scale, rule, states, day)
            assessments.append(assess_or_nothing(bearing, rule, versions[-1].total))
        except DataError as error:
            return None, error.findings[0].message
    return effect_of(assessments[0], assessments[1], versions[-1], states), ""
