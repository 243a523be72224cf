"""The dates that matter of each meeting, from the register, costs, lists and the ledger.
Every one says what it is: published, recorded, given by practice, or not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ccmcost.findings import Finding, Findings
from ccmcost.ledger.bodies import Issue, Opening
from ccmcost.ledger.standing import standing
from ccmcost.ledger.store import Ledger
from ccmcost.ledger.verify import sound
from ccmcost.load.data import Data
from ccmcost.load.document import read_document
from ccmcost.load.table import read_table
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of, parse_day, weekday
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Convened, Cost, Meeting
from ccmcost.model.source import SourceFile
from ccmcost.words.numbers import day as day_words
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

Basis = Literal["published", "recorded", "practice", "not_known"]

DATES = (
    *("decision", "go_no_go", "notices", "pay_by", "delegations"),
    *("opening", "closing", "official_list", "settlement"),
)
"""The dates of a meeting in the order in which they usually come;
`pay_by` stands only where a notice set it.
"""


class Entry(NamedTuple):
    """A date by its key in DATES: the day (None where nobody knows it), where it stands, what else
    there is to say.

    `mark` (cost version, event) tells dates of the same key apart; `uid` names one for good, and
    stays when the day moves. What follows `mark` is set when the entry joins the calendar.
    """

    key: str
    day: date | None
    basis: Basis
    source: str = ""
    remark: str = ""
    label: str = ""
    mark: str = ""
    meeting: str = ""
    name: str = ""
    place: str = ""
    uid: str = ""

    @property
    def weekday(self) -> str:
        """The name of the day of the week; empty without a day."""
        return weekday(self.day) if self.day is not None else ""


class Calendar(NamedTuple):
    """The entries of a year (None: of all), meeting by meeting,
    and the meetings that have no day yet.
    """

    convention: str
    year: int | None
    entries: tuple[Entry, ...]
    without_day: tuple[Meeting, ...]
    warnings: tuple[Finding, ...] = ()


def calendar(
    convention: Convention,
    meetings: Mapping[str, Meeting],
    known: Mapping[str, Iterable[Entry]],
    year: int | None,
) -> Calendar:
    """All dates of the meetings that open in `year`, and those dates of other meetings that fall in
    it.

    `known` holds what costs, lists and ledger say, by meeting. Without a year: everything there is.
    """
    entries = []
    for meeting in meetings.values():
        own = _entries(meeting, convention, meetings, tuple(known.get(meeting.id, ())))
        opens = meeting.day is not None and meeting.day.year == year
        entries += [
            each
            for each in own
            if year is None or opens or (each.day is not None and each.day.year == year)
        ]
    undated = tuple(each for each in meetings.values() if each.day is None)
    return Calendar(convention.name, year, tuple(entries), undated)


def wrong_weekday(convened: Convened | None) -> str:
    """What is wrong with the weekday that a convening note prints beside its deadline;
    empty if nothing is.
    """
    if convened is None or convened.delegation_deadline is None or not convened.deadline_weekday:
        return ""
    day, printed = convened.delegation_deadline, convened.deadline_weekday
    if printed == weekday(day):
        return ""
    words = english()
    where = convened.document or words("convening_note")
    return words(
        "wrong_weekday", where=where, day=day_words(day), printed=printed, right=weekday(day)
    )


def _entries(
    meeting: Meeting,
    convention: Convention,
    meetings: Mapping[str, Meeting],
    more: tuple[Entry, ...],
) -> list[Entry]:
    found = [*_of_the_register(meeting), *more]
    found += _by_practice(meeting, convention, meetings, found)
    keys = {each.key for each in found} | {"pay_by"}
    found += [
        Entry(key, None, "not_known", "", _gap(meeting, key)) for key in DATES if key not in keys
    ]
    firsts = {each.key: each for each in reversed(found)}
    found.sort(
        key=lambda each: (
            each.day or date.max,
            DATES.index(each.key),
            len(each.mark),
            each.mark,
            each.source,
        )
    )
    joined = []
    for each in found:
        mark = "" if firsts[each.key] is each else each.mark
        place = meeting.city if each.key in ("opening", "closing") else ""
        uid = "-".join(part for part in (convention.id, meeting.id, each.key, mark) if part)
        label = each.label or english()(f"date_{each.key}")
        joined.append(
            each._replace(label=label, meeting=meeting.id, name=meeting.name, place=place, uid=uid)
        )
    return joined


def _of_the_register(meeting: Meeting) -> list[Entry]:
    """What the register holds: days as held, else as convened, and the deadline for delegations."""
    words, convened, held = english(), meeting.convened, meeting.held
    note = convened.document if convened is not None and convened.document else meeting.source
    found = []
    if convened is not None and convened.delegation_deadline is not None:
        remark = (
            words("weekday_in_note", printed=convened.deadline_weekday)
            if wrong_weekday(convened)
            else ""
        )
        found.append(Entry("delegations", convened.delegation_deadline, "published", note, remark))
    days, planned = meeting.dates, convened.dates if convened is not None else None
    if days is None:
        return found
    source = meeting.source if held is not None else note
    for key, day, first in (
        ("opening", days.first, planned and planned.first),
        ("closing", days.last, planned and planned.last),
    ):
        moved = words("convened_for", day=day_words(first)) if first and first != day else ""
        found.append(
            Entry(
                key, day, "published", source, moved if held is not None else words("as_convened")
            )
        )
    return found


def _by_practice(
    meeting: Meeting, convention: Convention, meetings: Mapping[str, Meeting], found: list[Entry]
) -> list[Entry]:
    """Days that practice gives where nobody published or recorded one."""
    words, made = english(), []
    go = meeting.go_no_go(convention.go_no_go_days)
    if go is not None:
        remark = words("before_opening", n=convention.go_no_go_days)
        made.append(Entry("go_no_go", go, "practice", convention.go_no_go_basis, remark))
    for practice in convention.practices:
        days = {each.key: each.day for each in reversed([*found, *made])}
        anchor, counted_from = (
            days.get(practice.counted_from),
            practice.counted_from.replace("_", " "),
        )
        before = (
            _previous(meeting, meetings) if practice.counted_from == "previous_closing" else None
        )
        if before is not None and before.dates is not None:
            anchor, counted_from = before.dates.last, words("closing_of", meeting=before.id)
        if practice.date in days or anchor is None:
            continue
        key = (
            "days_on"
            if practice.days == 0
            else "days_after"
            if practice.days > 0
            else "days_before"
        )
        remark = words(key, n=abs(practice.days), day=counted_from)
        made.append(
            Entry(
                practice.date,
                anchor + timedelta(days=practice.days),
                "practice",
                practice.basis,
                remark,
            )
        )
    return made


def _previous(meeting: Meeting, meetings: Mapping[str, Meeting]) -> Meeting | None:
    """The last meeting that closed before this one's billing group began;
    preparatory ones, billed with another, aside.
    """
    group = [
        each.day
        for each in meetings.values()
        if each.billing_group == meeting.billing_group and each.day is not None
    ]
    if meeting.day is None:
        return None
    earlier = [
        each
        for each in meetings.values()
        if each.id == each.billing_group and each.dates is not None and each.dates.last < min(group)
    ]
    return max(
        earlier,
        key=lambda each: (each.dates.last, each.id) if each.dates else (date.min, ""),
        default=None,
    )


def _gap(meeting: Meeting, key: str) -> str:
    """What is known where the day is not."""
    if key == "official_list" and meeting.official_list:
        return english()("list_is_in", document=meeting.official_list)
    return meeting.remarks if key in ("opening", "closing", "go_no_go") else ""


def load_calendar(workspace: Workspace, year: int | None) -> Calendar:
    """The calendar of a year or of all.
    Raises DataError with all findings at once; reads the ledger if there is one.
    """
    data = Data(workspace)
    meetings = data.meetings
    known: dict[str, list[Entry]] = {
        meeting: list(_decided(versions)) for meeting, versions in data.costs.items()
    }
    for meeting in meetings:
        listed = data.file(f"participants/{meeting}.csv", required=False)
        known.setdefault(meeting, []).extend(_listed(listed, data.findings) if listed else ())
    data.checked(known)
    if workspace.has_ledger:
        with sound(workspace.ledger) as ledger:
            for meeting_id, each in _recorded(ledger):
                known.setdefault(meeting_id, []).append(each)
    found = calendar(data.convention, meetings, known, year)
    shown = {entry.meeting for entry in found.entries}
    check_weekdays([each for each in meetings.values() if each.id in shown], data)
    return found._replace(warnings=data.findings.warnings)


def check_weekdays(meetings: Iterable[Meeting], data: Data) -> None:
    """A warning for each convening note that prints another weekday beside its deadline than the
    calendar has.
    """
    faults = {each.id: fault for each in meetings if (fault := wrong_weekday(each.convened))}
    source = data.file("meetings.toml") if faults else None
    document = read_document(source, data.findings)
    for entry in document.each("meeting") if document else ():
        meeting, note = str(entry.values.get("id", "")), entry.inside("convened")
        if meeting in faults and note is not None and source is not None:
            message = (
                f"{meeting}: {faults[meeting]}. The date counts; ask the office that convened if "
                "in doubt."
            )
            row = note.row("deadline_weekday")
            data.findings.warning("weekday-wrong", message, source.shown, row, "deadline_weekday")


def _decided(versions: tuple[Cost, ...]) -> Iterator[Entry]:
    """The days on which cost versions were adopted."""
    words = english()
    for cost in versions:
        if cost.adopted_on is not None and words.has(f"decided_{cost.status}"):
            status = cost.status.replace("_", " ")
            remark = words("cost_version", version=cost.version, status=status, total=cost.total)
            label = words(f"decided_{cost.status}")
            yield Entry(
                "decision",
                cost.adopted_on,
                "published",
                cost.source,
                remark,
                label,
                f"v{cost.version}",
            )


def _listed(source: SourceFile, findings: Findings) -> Iterator[Entry]:
    """The day on which the official list was taken in."""
    rows = read_table(source, findings, ("list_status",), ("document", "taken_in"), strict=False)
    if rows and rows[0].get("list_status") == "official":
        days = [day for row in rows if (day := parse_day(row.get("taken_in")))]
        if days:
            documents = ", ".join(
                dict.fromkeys(row.get("document") for row in rows if row.get("document"))
            )
            yield Entry(
                "official_list",
                max(days),
                "recorded",
                documents or source.shown,
                english()("taken_in"),
            )


def _recorded(ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """The dates of every issue and settlement, and of bills carried over, by meeting."""
    for event, body in standing(ledger, Issue):
        yield from _issued(event, body)
    for event, bill in standing(ledger, Opening):
        source, mark = english()("bill_carried_over", bill=bill.external), str(event.seq)
        yield bill.meeting, Entry("notices", bill.issued_on, "recorded", source, mark=mark)
        yield bill.meeting, Entry("pay_by", bill.pay_by, "recorded", source, mark=mark)


def _issued(event: Event, body: Issue) -> Iterator[tuple[str, Entry]]:
    words, mark = english(), str(event.seq)
    for part in body.meetings:
        own = [
            each
            for each in body.notices
            if any(line.meeting == part.meeting for line in each.lines)
        ]
        source = words("ledger_event", event=event.seq)
        source += (
            words("from_to", first=own[0].number, last=own[-1].number)
            if own
            else words("no_amount_changed")
        )
        key, label = ("settlement", "") if body.order == "settle" else ("notices", "")
        if key == "notices" and own and not any(line.first for each in own for line in each.lines):
            label = words("further_notices_out")
        yield (
            part.meeting,
            Entry(key, day_of(event.value_date), "recorded", source, "", label, mark),
        )
        if any(each.kind != "credit" for each in own):
            yield part.meeting, Entry("pay_by", body.pay_by, "recorded", source, mark=mark)
