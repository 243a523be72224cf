"""An official list of participants is taken in: read, resolve, check, compare;
then write it whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count, starmap
from pathlib import Path
from typing import NamedTuple

from ccmcost.desk.answers import (
    ANSWER_COLUMNS,
    Answers,
    account_file,
    need_closed,
    read_aliases,
    read_answers,
    settle,
)
from ccmcost.desk.list_effect import (
    ListChange,
    TwoReadings,
    ground_of,
    list_change,
    two_readings,
)
from ccmcost.desk.register import refuse_list
from ccmcost.errors import UsageError
from ccmcost.findings import Finding
from ccmcost.intake.account import Account
from ccmcost.intake.belonging import sought_of
from ccmcost.intake.columns import Asked
from ccmcost.intake.document import read_participants
from ccmcost.intake.elsewhere import MAY_CHANGE
from ccmcost.intake.extract import Progress
from ccmcost.intake.found import Marker, Mention, Place, Taken, shown
from ccmcost.intake.names import NameIndex
from ccmcost.load.data import Data
from ccmcost.load.participants import COLUMNS
from ccmcost.model.meeting import Meeting, Participant, ParticipantList
from ccmcost.model.source import SourceFile, own_content
from ccmcost.model.states import (
    ROLES,
    Role,
    States,
    Treaty,
    TreatyStatus,
    parties_on,
    role_on,
)
from ccmcost.publish import write_files
from ccmcost.sharing.compute import Basis, day_of_meeting
from ccmcost.sharing.request import find_meeting, find_rule
from ccmcost.sharing.returned import is_own_workbook, read_back, take_from_workbook
from ccmcost.tables.records import csv_text
from ccmcost.words.status import ROLE_WORDS
from ccmcost.workspace import Workspace

_ANSWERED = ("left out as you answered", "left out as requested")
"""How the account ends the reason of a State that a person left out."""


class ImportRequest(NamedTuple):
    """The options of `import participants`; `source` is the document as it was read.

    `sections` say what a line opens or a category is (`LINE=organizations`), `column` which column
    holds the States, `states` how many States the user counted.
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
    """What would be written, beside the list in use, and the `ground` on which their bills are
    compared, or why there is none.

    `why_count` is why the number of States must be confirmed before the list is written; empty if
    it need not be.
    """

    meeting: Meeting
    rows: tuple[tuple[str, ...], ...]
    taken: Taken
    account: Account
    document: str
    sha256: str
    change: ListChange
    ground: Basis | str
    listed: ParticipantList | None
    new: ParticipantList
    readings: TwoReadings | None
    in_use: SourceFile | None
    answers: Answers
    why_count: str
    warnings: tuple[Finding, ...]


def propose_list(
    workspace: Workspace, request: ImportRequest, taken_in: date, progress: Progress | None = None
) -> Proposal:
    """Everything but the writing. Raises UsageError for a wrong request,
    DataError with all findings at once.
    """
    data, source = Data(workspace), request.source
    meeting = find_meeting(data, request.meeting)
    refuse_list(meeting)
    day = _day(meeting, data)
    aliases = read_aliases(data, request.aliases, request.alias_file)
    answers = read_answers(data, meeting.id).with_new(aliases, request.sections, request.column)
    in_use, listed = _list_in_use(data, meeting)
    names, organizations = data.checked(
        (data.state_names, data.organizations), treaty := data.treaty_of(meeting)
    )
    index = NameIndex(data.states, names, organizations, answers.names)
    marker = Marker(source.shown, data.findings)
    account = Account(marker, True, answers.names, request.leave_doubtful, index)
    if is_own_workbook(source):
        taken = _from_workbook(source, data, meeting, account)
    else:
        given = _as_options(answers) if request.alias_file is None else ()
        sought = sought_of(meeting, data.meetings, data.convention)
        asked = Asked(answers.sections, answers.column, given, sought)
        taken = read_participants(source, index, account, asked, progress)
    kept = _one_each(taken, marker, day, data, treaty)
    roles = {code: role_on(treaty, code, day) for code in kept}
    times = Counter(mention.iso3 for mention in taken.mentions)
    for code, first in kept.items():
        what = ROLE_WORDS[roles[code]]
        account.take(first.printed, first.place, what, code, times=times[code])
    if taken_in < day:
        says = f"{meeting.id} opens on {day}, after today: {MAY_CHANGE}"
        marker.warning("list-provisional", says, Place(0))
    why_count = _why_confirm(account, roles, request.states, len(parties_on(treaty, day)))
    for code, mention in _that_pay(taken, data, meeting).items():
        kept[code], roles[code] = mention, "organization"
        account.take_after_all(mention.printed, ROLE_WORDS["organization"], code)
    settle(account)
    document = request.document or taken.symbol
    ends = (source.name, document, source.sha256, taken_in.isoformat())
    new = ParticipantList("official", tuple(starmap(Participant, sorted(roles.items()))))
    ground = ground_of(Data(workspace), meeting)
    return Proposal(
        meeting=meeting,
        rows=tuple(_row(kept[code], role, ends) for code, role in sorted(roles.items())),
        taken=taken,
        account=account,
        document=document,
        sha256=source.sha256,
        change=list_change(listed, roles, data.states),
        ground=ground,
        listed=listed,
        new=new,
        readings=two_readings(ground, meeting, new),
        in_use=in_use,
        answers=answers.without_known(index),
        why_count=why_count,
        warnings=data.findings.warnings,
    )


def _as_options(answers: Answers) -> tuple[tuple[str, str], ...]:
    """The answers of this line as the options that gave them, for words that nothing has."""
    options = {"name": "--alias", "section": "--section"}
    return tuple(
        (options[answer.kind], answer.text) for answer in answers.new if answer.kind in options
    )


def _that_pay(taken: Taken, data: Data, meeting: Meeting) -> dict[str, Mention]:
    """The organizations of the document that the rule of the meeting makes pay."""
    rule = find_rule(data, meeting.rule)
    charged = rule.named if rule is not None else frozenset()
    found = (
        (data.states.organization(printed), printed, at) for printed, at in taken.organizations
    )
    return {
        code: Mention(code, "organization", printed, place)
        for code, printed, place in found
        if code in charged and code is not None
    }


def _from_workbook(source: SourceFile, data: Data, meeting: Meeting, account: Account) -> Taken:
    _day(meeting, data)
    returned = read_back(source, data, meeting, data.scale_of(meeting))
    rule = find_rule(data, returned.rule.id)
    if rule is None or rule.liable != "participants":
        raise UsageError(
            "the answers in this workbook say who bears the cost by the rule "
            f"{returned.rule.id}, not who takes part. Use one that was written with a rule on "
            "participants."
        )
    return take_from_workbook(returned, account)


def _one_each(
    taken: Taken, marker: Marker, day: date, data: Data, treaty: Treaty
) -> dict[str, Mention]:
    """Each State once, where the document gives it the role of its treaty status if it does so
    anywhere; what the document says against that becomes warnings with the dates.
    """
    by_state: dict[str, list[Mention]] = {}
    for mention in taken.mentions:
        by_state.setdefault(mention.iso3, []).append(mention)
    kept = {}
    for code, found in by_state.items():
        role = role_on(treaty, code, day)
        kept[code] = next((mention for mention in found if mention.section == role), found[0])
        for finding, message in _said_otherwise(kept[code], role, found, data.states, treaty, day):
            marker.warning(finding, message, kept[code].place)
    return kept


def _said_otherwise(
    first: Mention,
    role: Role,
    found: Sequence[Mention],
    states: States,
    treaty: Treaty,
    day: date,
) -> Iterator[tuple[str, str]]:
    """What a document says against the role of a State, or calls it by a name that it no longer
    bore.
    """
    name, dates = states.name(first.iso3), _dates(treaty.get(first.iso3))
    sections = dict.fromkeys(mention.section for mention in found if mention.section in ROLES)
    said = next(iter(sections), role)
    if len(sections) > 1:
        where = " and ".join(
            dict.fromkeys(f"{m.section} ({m.place.text})" for m in found if m.section)
        )
        yield (
            "state-twice",
            f"{name} stands in two lists: {where}; {dates}. Taken as {role}, by treaty status on "
            f"{day}.",
        )
    elif said != role and (said, role) != ("observer_state", "signatory"):
        yield (
            "role-differs",
            f"the document calls {name} {said}, but on {day} it was {role}: {dates}. Treaty "
            "status was taken.",
        )
    if first.until and first.until < day.isoformat():
        yield (
            "name-former",
            f'"{shown(first.printed)}" was the name of {name} until {first.until}, before {day}. '
            "Is it the right document?",
        )


def _dates(status: TreatyStatus | None) -> str:
    facts = {
        "signed": status and status.signed,
        "consented": status and status.consented,
        "in force from": status and status.in_force,
        "withdrawn from": status and status.withdrawn,
    }
    return (
        ", ".join(f"{what} {day}" for what, day in facts.items() if day)
        or "never signed nor acceded"
    )


def _why_confirm(
    account: Account, roles: Mapping[str, Role], said: int | None, parties: int
) -> str:
    """Why the number of States must be confirmed.
    The document's own figures that differ stop the import unless it is.
    """
    read, marker = len(roles), account.marker
    if said not in (None, read):
        message = (
            f"{read} States were read, not {said}. The account names each of them (--dry-run "
            "shows it)."
        )
        marker.findings.error("count-differs", message, marker.file)
        return ""
    for check in account.checks:
        message = f"the document states {check.stated} ({check.what}), but {check.read} were read."
        if not check.agrees and said is None:
            advice = (
                f"Compare the list with the document; if {read} States in all are right, say "
                f"--states {read}."
            )
            marker.error("count-differs", f"{message} {advice}", check.place)
        elif not check.agrees:
            confirmed = f"{message} You confirmed {read} States in all."
            marker.warning("count-differs", confirmed, check.place)
    if said is not None:
        return ""
    if 2 * [*roles.values()].count("state_party") < parties:
        return f"these are fewer than half of the {parties} States Parties"
    figures = [
        int(check.stated)
        for check in account.checks
        if check.agrees and check.what.startswith("States")
    ]
    stated = read if read in figures else sum(figures)
    left_out = account.of("left_out")
    said_out = {line.state for line in left_out if line.state and line.reason.endswith(_ANSWERED)}
    if said_out and stated != read:
        return (
            f"{len(said_out)} of the States that the document names were left out by your answers"
        )
    return "" if 2 * stated >= read else "the document does not state how many States took part"


def write_list(workspace: Workspace, proposal: Proposal, taken_in: date) -> tuple[Path, ...]:
    """Keep the list in use under a dated name, and put the new one in its place in one step.
    Returns the paths written.

    Raises UsageError for the packaged copy or a list without a named document, WriteError if the
    folder cannot be written.
    """
    folder = workspace.writable_data() / "participants"
    # a count that differs was confirmed, or it stopped the proposal
    need_closed(not proposal.account.of("open"))
    need_document(proposal)
    name, document = proposal.meeting.id, proposal.document
    content = csv_text(COLUMNS, proposal.rows).encode()
    target, files = folder / f"{name}.csv", dict[Path, bytes]()
    if proposal.in_use is not None and proposal.in_use.content != content:
        archive = _free_name(folder, f"{name}-until-{taken_in}", proposal.in_use.content)
        files[archive] = proposal.in_use.content
    about = ("", document, "", "", "document", f"SHA-256 {proposal.sha256}", "1")
    files |= account_file(workspace, proposal.account, name, "participants/accounts", about)
    if answers := proposal.answers.rows(document, taken_in):
        files[folder / "answers" / f"{name}.csv"] = csv_text(ANSWER_COLUMNS, answers).encode()
    # Last, so that a list is never in use before the one that it replaces is kept.
    write_files(files | {target: content}, made_from={target: own_content(proposal.in_use)})
    return (target, *files)


def need_document(proposal: Proposal) -> None:
    """Raise UsageError for a list without a named document: it could not be official."""
    if not proposal.document:
        raise UsageError(
            "the file carries no document symbol. A list is official only when it comes from an "
            "official document: name it with --document, such as --document MSP/2023/INF.1."
        )


def _free_name(folder: Path, stem: str, content: bytes) -> Path:
    """A name that is free, or that holds the same bytes already (an earlier run was cut short)."""
    paths = (folder / f"{stem}{f'-{number}' * (number > 1)}.csv" for number in count(1))
    return next(path for path in paths if not path.exists() or path.read_bytes() == content)


def _day(meeting: Meeting, data: Data) -> date:
    return day_of_meeting(
        meeting,
        data,
        f"{meeting.name} ({meeting.id}) has no date yet, so roles cannot be checked. "
        f"Set it first: ccmcost meeting set {meeting.id} --start YYYY-MM-DD --end YYYY-MM-DD.",
    )


def _list_in_use(data: Data, meeting: Meeting) -> tuple[SourceFile | None, ParticipantList | None]:
    """The list in use, however faulty; its own faults are no matter for the import of its
    successor.
    """
    source = data.file(f"participants/{meeting.id}.csv", required=False)
    listed = Data(data.workspace).list_of(meeting.id) if source else None
    return source, listed if listed and listed.participants else None


def _row(mention: Mention, role: Role, ends: tuple[str, ...]) -> tuple[str, ...]:
    how = ", settled by alias" if mention.kind == "alias" else ""
    differs = mention.section in ROLES and mention.section != role
    under = f" under {mention.section}" if differs else ""
    evidence = f'listed as "{shown(mention.printed, 160)}"{under}{how}'
    return (mention.iso3, role, "official", evidence, *ends, mention.place.text)
