"""Changes to the register: a new meeting, or dates and venue of one.
Comments and order of the file are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.data import Data
from ccmcost.load.document import in_brackets
from ccmcost.load.meetings import MEETING_ID, id_form
from ccmcost.load.participants import COLUMNS, Evidence, list_status
from ccmcost.load.reader import text_of
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.source import SourceFile
from ccmcost.model.states import Treaty, parties_on, role_on
from ccmcost.near import one_of
from ccmcost.publish import write_file, write_files
from ccmcost.sharing.request import find_meeting, find_scale, find_state
from ccmcost.tables.records import csv_text
from ccmcost.text import printable
from ccmcost.workspace import Workspace, shown_path

NO_SOURCE = "days set by the office, which named no source"
"""What the register says of days that were set without --source."""


class MeetingChange(NamedTuple):
    """Values to set; None leaves a value as it is.
    `start` and `end` are the days as held unless `convened` is set.
    """

    name: str | None = None
    kind: str | None = None
    city: str | None = None
    country: str | None = None
    start: date | None = None
    end: date | None = None
    venue: str | None = None
    convened: bool = False
    document: str | None = None
    deadline: date | None = None
    billing_group: str | None = None
    scale: str | None = None
    scale_source: str | None = None
    source: str | None = None
    remarks: str | None = None


class Registered(NamedTuple):
    """What the register will hold of a meeting, and the files that say so, in the order in which
    they are written.
    """

    meeting: Meeting
    files: Mapping[Path, bytes]
    made_from: Mapping[Path, bytes]
    joins: str = ""
    """The billing group of the meeting that its id begins with, if it is not of that group."""

    @property
    def register(self) -> Path:
        """The file of the register."""
        return next(iter(self.files))


class _With(Data):
    """A data folder as it would be with other contents of some files."""

    def __init__(self, workspace: Workspace, files: Mapping[str, bytes]) -> None:
        super().__init__(workspace)
        self._files = files

    def file(self, name: str, required: bool = True) -> SourceFile | None:
        """A file, with its other contents if it has some."""
        content = self._files.get(name)
        if content is None:
            return super().file(name, required)
        return SourceFile(name, "workspace", content, shown_path(self.workspace.data / name))


def _proposed(read: Data, name: str, **files: Any) -> Registered:
    """The documents (by the stems of their names), changed from what was read, as files, and a
    meeting as they hold it. Raises DataError if they could not be read.
    """
    contents = {f"{stem}.toml": each.as_string().encode() for stem, each in files.items()}
    data, folder = _With(read.workspace, contents), read.workspace.writable_data()
    meetings = data.checked(data.meetings)
    written = {folder / file: content for file, content in contents.items()}
    main = meetings.get(name.rpartition("-")[0])
    is_apart = main is not None and meetings[name].billing_group != main.billing_group
    made_from = {folder / file: read.stands(file) for file in contents}
    joins = main.billing_group if main and is_apart else ""
    return Registered(meetings[name], written, made_from, joins)


def write_register(proposal: Registered) -> None:
    """Write what was proposed. Raises WriteError where another command changed what it was made
    from.
    """
    write_files(proposal.files, made_from=proposal.made_from)


def new_meeting(workspace: Workspace, meeting_id: str, change: MeetingChange) -> Registered:
    """A new meeting, with an illustrative cost so that it can be calculated at once.

    Raises UsageError for an id that exists or is malformed, a missing name, an unknown kind.
    """
    workspace.writable_data()
    data = Data(workspace)
    data.checked(data.meetings)
    convention = data.convention
    check_new_meeting(data, meeting_id)
    if not change.name:
        raise UsageError("a new meeting needs --name.")
    kinds = tuple(convention.meeting_kinds)
    said = change.kind
    kind = one_of(said, kinds, "--kind") if said else _kind_of(meeting_id, convention)
    if kind is None:
        raise UsageError(f"a new meeting needs --kind, one of {', '.join(kinds)}.")
    register, costs = _document(data, "meetings.toml"), _document(data, "costs.toml")
    group = change.billing_group or meeting_id
    earlier = [each for each in register.get("meeting", ()) if each["id"] == meeting_id]
    table = _append(register, "meeting", {"id": meeting_id, "kind": kind, "billing_group": group})
    _apply(table, change._replace(kind=None, billing_group=None), data)
    cost = {
        "meeting": meeting_id,
        "version": 1,
        "status": "illustrative",
        "amount": convention.illustrative_amount,
        "currency": convention.meeting_kinds[kind].currency or convention.currency,
        "source": "no cost has been published; a round amount from which shares can be read",
    }
    _append(costs, "cost", cost)
    _check(register, meeting_id)
    if earlier:  # of a run that was cut short between the two files: the cost is missing
        if [each.unwrap() for each in earlier] != [table.unwrap()]:
            raise _exists(meeting_id)
        return _proposed(data, meeting_id, costs=costs)
    # The register first: a meeting without a cost can still be given one; a cost without its
    # meeting stops every command.
    return _proposed(data, meeting_id, meetings=register, costs=costs)


def check_new_meeting(data: Data, meeting_id: str) -> None:
    """Raise UsageError for an id that a new meeting cannot have, as one that has a cost does."""
    if not MEETING_ID.fullmatch(meeting_id):
        form = id_form(data.convention)
        raise UsageError(f'"{printable(meeting_id)}" is no meeting id. {form}')
    if meeting_id in data.checked(data.meetings) and meeting_id in data.checked(data.costs):
        raise _exists(meeting_id)


def _exists(meeting_id: str) -> UsageError:
    return UsageError(f'the meeting "{meeting_id}" exists already. Use "ccmcost meeting set".')


def need_change(change: MeetingChange) -> None:
    """Raise UsageError where nothing would change."""
    if change == MeetingChange(convened=change.convened):
        raise UsageError(
            "nothing to set. Name at least one value, such as --start 2026-09-14 --end 2026-09-18."
        )


def changed_meeting(workspace: Workspace, meeting_id: str, change: MeetingChange) -> Registered:
    """A meeting of the register with a change; errors as those of `new_meeting`."""
    workspace.writable_data()
    data = Data(workspace)
    kinds = data.convention.meeting_kinds
    data.checked(data.meetings)
    meeting = find_meeting(data, meeting_id)
    need_change(change)
    if change.kind is not None:
        change = change._replace(kind=one_of(change.kind, tuple(kinds), "--kind"))
    register = _document(data, "meetings.toml")
    table = next(entry for entry in register["meeting"] if entry["id"] == meeting.id)
    _apply(table, change, data)
    if change.source is None and (change.start or change.end or change.deadline):
        # an earlier source never vouches for days that it does not know
        parts = [
            part for part in table.get("source", "").split("; ") if part not in ("", NO_SOURCE)
        ]
        table["source"] = "; ".join([*parts, NO_SOURCE])
    _check(register, meeting.id)
    return _proposed(data, meeting.id, meetings=register)


def _document(data: Data, name: str) -> Any:
    import tomlkit

    source = data.file(name)
    return tomlkit.parse(data.checked(text_of(source, data.findings) if source else ""))


def _append(document: Any, key: str, values: Mapping[str, Any]) -> Any:
    import tomlkit

    table = tomlkit.table()
    table.update(values)
    if key not in document:
        document[key] = tomlkit.aot()
    if not isinstance(document[key], tomlkit.items.AoT):
        raise in_brackets(f"{key}s.toml", key)
    table.add(tomlkit.nl())
    document[key].append(table)
    return document[key][-1]


def _kind_of(meeting_id: str, convention: Convention) -> str | None:
    prefix = re.sub(r"[0-9]+$", "", meeting_id.rpartition("-")[2])
    return next(
        (kind for kind, entry in convention.meeting_kinds.items() if entry.prefix == prefix), None
    )


def _apply(table: Any, change: MeetingChange, data: Data) -> None:
    change = MeetingChange(*(_of_line(value) for value in change))
    for key in (
        *("kind", "city", "billing_group"),
        *("scale", "scale_source", "source", "remarks"),
    ):
        if (value := getattr(change, key)) is not None:
            table[key] = value
    if change.scale is not None:
        table["scale"] = find_scale(data, change.scale)
    if change.country is not None:
        table["country"] = find_state(change.country, "--country", data.states)
    if change.name is not None:
        table["names"] = table.get("names", {}) | {"en": change.name}
    days = {"start": change.start, "end": change.end or change.start, "venue": change.venue}
    note = {"document": change.document, "delegation_deadline": change.deadline}
    if change.deadline is not None and "convened" in table:
        table["convened"].pop("deadline_weekday", None)  # it was printed beside the old deadline
    told = {"convened": note | days} if change.convened else {"convened": note, "held": days}
    for key, values in told.items():
        if given := {name: value for name, value in values.items() if value is not None}:
            table[key] = table.get(key, {}) | given


def _of_line(value: Any) -> Any:
    """A text with plain blanks between its words and none around them."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _check(register: Any, meeting_id: str) -> None:
    entry = next(each for each in register["meeting"] if each["id"] == meeting_id)
    if entry.get("scale") and not entry.get("scale_source"):
        raise UsageError("--scale: name the decision too, with --scale-source.")
    for key in ("convened", "held"):
        days = entry.get(key, {})
        if "start" in days and "end" in days and days["end"] < days["start"]:
            raise UsageError(
                f"the meeting would end on {days['end']}, before it begins on {days['start']}. "
                "Give --start and --end."
            )
        if key == "held" and days and not ("start" in days and "end" in days):
            raise UsageError("a venue needs the days too: give --start and --end.")


def write_expected_lists(
    workspace: Workspace, wanted: Sequence[str], folder: Path
) -> tuple[tuple[str, int], ...]:
    """Write the expected list of each wanted meeting (all dated ones if none is named) into
    `folder`/participants.

    Returns (meeting id, number of States) pairs. Raises UsageError, before anything is written, for
    a meeting without a day or whose list is official: an official list is never overwritten by an
    expected one.
    """
    data = Data(workspace)
    chosen = [find_meeting(data, name) for name in wanted] or [
        meeting for meeting in data.meetings.values() if meeting.day is not None
    ]
    evidence, found = data.checked(data.evidence, data.treaties), []
    for meeting in chosen:
        if meeting.by_status and not wanted:
            continue
        refuse_list(meeting)
        if meeting.day is None:
            raise UsageError(
                f"{meeting.name} ({meeting.id}) has no date yet, so no State can be expected at it."
            )
        source = data.file(f"participants/{meeting.id}.csv", required=False)
        if source is None or list_status(source, Findings()) != "official":
            rows = expected_rows(meeting.day, data.treaty_of(meeting), evidence.get(meeting.id, {}))
            found.append((meeting.id, tuple(sorted((*rows, *_that_pay(meeting, data))))))
        elif wanted:
            raise UsageError(
                f"the list of {meeting.id} is official; an expected list never overwrites it."
            )
    for name, rows in found:
        write_file(folder / "participants" / f"{name}.csv", csv_text(COLUMNS, rows).encode())
    return tuple((name, sum(row[1] != "organization" for row in rows)) for name, rows in found)


def refuse_list(meeting: Meeting) -> None:
    """Raise UsageError for a budget: nobody takes part in it."""
    if meeting.by_status:
        raise UsageError(
            f"{meeting.id} has no list of participants: by its kind in convention.toml "
            '(list = "by_status") it is shared by the States Parties on its first day.'
        )


def _that_pay(meeting: Meeting, data: Data) -> Iterator[tuple[str, ...]]:
    """The rows of the organizations that the rule of the meeting makes pay."""
    rule = data.rule(meeting.rule) if meeting.rule in data.rule_ids else None
    if rule is not None:
        named, source = "named by the rule", rule.legal_source
        for code in rule.named - {*data.states}:
            yield (code, "organization", "expected", named, source, "", "", "", "")


def expected_rows(
    day: date, treaty: Treaty, evidence: Mapping[str, Sequence[Evidence]]
) -> tuple[tuple[str, ...], ...]:
    """The rows of an expected list in order of code: role, evidence and source of each State."""
    rows = []
    for code in sorted({*parties_on(treaty, day), *evidence}):
        role = role_on(treaty, code, day)
        pieces = [*evidence.get(code, ())]
        if role == "state_party":
            status = treaty[code]
            pieces.insert(0, Evidence(f"in force since {status.in_force}", status.source))
        kinds = "; ".join(dict.fromkeys(piece.kind for piece in pieces))
        sources = "; ".join(dict.fromkeys(piece.source for piece in pieces))
        rows.append((code, role, "expected", kinds, sources, "", "", "", ""))
    return tuple(rows)
