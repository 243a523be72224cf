"""The dates that matter of each meeting, from the register, costs, lists and the ledger.
Every one says what it is: published, recorded, given by practice, or not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

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
from ccmcost.model.states import States
from ccmcost.words.numbers import day as day_words
from ccmcost.words.speaker import Speaker, english
from ccmcost.words.steps import Figure, Named, Step, say
from ccmcost.workspace import Workspace

Basis = Literal["published", "recorded", "practice", "not_known"]

DATES = (
    *("decision", "go_no_go", "notices", "pay_by", "delegations"),
    *("opening", "closing", "official_list", "settlement"),
)
"""The dates of a meeting in the order in which they usually come;
`pay_by` stands only where a notice set it.
"""
OF_A_MEETING = ("go_no_go", "delegations", "official_list")
"""Dates that a budget, in which nobody takes part, does not have."""


class Entry(NamedTuple):
    """A date by its key in DATES: the day (None where nobody knows it), where it stands, what else
    there is to say.

    `mark` (cost version, event) tells dates of the same key apart; `uid` names one for good, and
    stays when the day moves. `what` says more closely what day it is, `number` which notices or
    which bill it is about, `told` the remark without ids, `step` the remark for another language.
    What follows is set when the entry joins the calendar.
    """

    key: str
    day: date | None
    basis: Basis
    source: str = ""
    remark: str = ""
    label: str = ""
    mark: str = ""
    what: str = ""
    number: str = ""
    told: str = ""
    step: Step | None = None
    meeting: str = ""
    name: str = ""
    names: Mapping[str, str] = {}
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

    convention: Convention
    year: int | None
    entries: tuple[Entry, ...]
    without_day: tuple[Meeting, ...]
    states: States = States({})
    warnings: tuple[Finding, ...] = ()

    def speaker(self, language: str) -> Speaker:
        """The words of the calendar in a language."""
        return Speaker(language, self.convention, self.states, "calendar")


def label_in(entry: Entry, words: Speaker) -> str:
    """What day an entry is, in the words of a language."""
    return entry.label if words.language == "en" else words(f"event_{entry.what or entry.key}")


def source_in(entry: Entry, words: Speaker) -> str:
    """Where a day stands; the title of a document stands as the data have it."""
    if words.language == "en":
        return entry.source
    return words.quoted(entry.number) if entry.number else words.known(entry.source)


def remark_in(entry: Entry, words: Speaker) -> str:
    """What else there is to say of a day; remarks of the register stand as they are."""
    if words.language == "en" or entry.step is None:
        return entry.remark
    return words.sentence(entry.step)


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
    return Calendar(convention, year, tuple(entries), undated)


def _remark(key: str, /, **figures: Figure) -> dict[str, Any]:
    """A remark in English, and as what another language says."""
    told = {
        name: day_words(each) if isinstance(each, date) else each for name, each in figures.items()
    }
    return {"remark": english("calendar")(key, **told), "step": Step(key, figures)}


def wrong_weekday(convened: Convened | None) -> str:
    """What is wrong with the weekday that a convening note prints beside its deadline;
    empty if nothing is.
    """
    day = convened.delegation_deadline if convened else None
    printed = convened.deadline_weekday if convened else ""
    if convened is None or day is None or printed in ("", weekday(day)):
        return ""
    words = english()
    said = {"printed": printed, "right": weekday(day), "day": day_words(day)}
    return words("wrong_weekday", where=convened.document or words("convening_note"), **said)


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
        Entry(key, None, "not_known", **_gap(meeting, key)) for key in DATES if key not in keys
    ]
    if meeting.by_status:
        found = [each for each in found if each.key not in OF_A_MEETING]
    firsts = {each.key: each for each in reversed(found)}

    def order(each: Entry) -> tuple[Any, ...]:
        last = (len(each.mark), each.mark, each.source)
        return each.day or date.max, DATES.index(each.key), *last

    joined = []
    for each in sorted(found, key=order):
        mark = "" if firsts[each.key] is each else each.mark
        joined.append(
            each._replace(
                label=each.label or english()(f"date_{each.key}"),
                meeting=meeting.id,
                name=meeting.name,
                names=meeting.names,
                place=meeting.city if each.key in ("opening", "closing") else "",
                uid="-".join(filter(None, (convention.id, meeting.id, each.key, mark))),
            )
        )
    return joined


def _of_the_register(meeting: Meeting) -> list[Entry]:
    """What the register holds: days as held, else as convened, and the deadline for delegations."""
    convened, held = meeting.convened, meeting.held
    note = convened.document if convened and convened.document else meeting.source
    found = []
    if convened and convened.delegation_deadline:
        wrong = _remark("weekday_in_note", printed=convened.deadline_weekday)
        remark = wrong if wrong_weekday(convened) else {}
        day = convened.delegation_deadline
        found.append(Entry("delegations", day, "published", note, **remark))
    if meeting.dates:
        planned = convened.dates if convened else None
        source = meeting.source if held else note
        for place, key in enumerate(("opening", "closing")):
            day, first = meeting.dates[place], planned and planned[place]
            remark = {} if held else _remark("as_convened")
            if held and first and first != day:
                remark = _remark("convened_for", day=first)
            found.append(Entry(key, day, "published", source, **remark))
    return found


def _by_practice(
    meeting: Meeting, convention: Convention, meetings: Mapping[str, Meeting], found: list[Entry]
) -> list[Entry]:
    """Days that practice gives where nobody published or recorded one."""
    words, made = english("calendar"), []
    go = meeting.go_no_go(convention.go_no_go_days)
    if go is not None:
        before_it = _remark("before_opening", n=convention.go_no_go_days)
        made.append(Entry("go_no_go", go, "practice", convention.go_no_go_basis, **before_it))
    before = _previous(meeting, meetings)
    for practice in convention.practices:
        days = {each.key: each.day for each in reversed([*found, *made])}
        anchor, named = days.get(practice.counted_from), say(f"event_{practice.counted_from}")
        counted_from = in_words = practice.counted_from.replace("_", " ")
        if practice.counted_from == "previous_closing" and before and before.dates:
            anchor, counted_from = before.dates.last, words("closing_of", meeting=before.id)
            in_words = words("closing_of", meeting=f"the {before.name}")
            named = say("closing_of", meeting=Named(before.names))
        if practice.date in days or anchor is None:
            continue
        key = "days_after" if practice.days > 0 else "days_before" if practice.days else "days_on"
        n, day = abs(practice.days), anchor + timedelta(days=practice.days)
        remark, told = (words(key, n=n, day=each) for each in (counted_from, in_words))
        step = say(key, n=n, day=named)
        made.append(
            Entry(practice.date, day, "practice", practice.basis, remark, told=told, step=step)
        )
    return made


def _previous(meeting: Meeting, meetings: Mapping[str, Meeting]) -> Meeting | None:
    """The last meeting that closed before this one's billing group began;
    preparatory ones, billed with another, aside.
    """
    if meeting.day is None:
        return None
    group = [
        each.day
        for each in meetings.values()
        if each.billing_group == meeting.billing_group and each.day
    ]
    earlier = [
        (each.dates.last, each.id)
        for each in meetings.values()
        if each.id == each.billing_group and each.dates and each.dates.last < min(group)
    ]
    return meetings[max(earlier)[1]] if earlier else None


def _gap(meeting: Meeting, key: str) -> dict[str, Any]:
    """What is known where the day is not."""
    if key == "official_list" and meeting.official_list:
        return _remark("list_is_in", document=meeting.official_list)
    return {"remark": meeting.remarks if key in ("opening", "closing", "go_no_go") else ""}


def load_calendar(workspace: Workspace, year: int | None) -> Calendar:
    """The calendar of a year or of all.
    Raises DataError with all findings at once; reads the ledger if there is one.
    """
    data = Data(workspace)
    meetings, states = data.meetings, data.states
    known = {meeting: list(_decided(versions)) for meeting, versions in data.costs.items()}
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
    return found._replace(states=states, warnings=data.findings.warnings)


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
        key, status = f"decided_{cost.status}", cost.status.replace("_", " ")
        if cost.adopted_on is not None and words.has(key):
            figures: dict[str, Figure] = {"version": cost.version, "total": cost.total}
            yield Entry(
                "decision",
                cost.adopted_on,
                "published",
                cost.source,
                english("calendar")("cost_version", status=status, **figures),
                label=words(key),
                mark=f"v{cost.version}",
                what=key,
                step=say("cost_version", status=cost.status, **figures),
            )


def _listed(source: SourceFile, findings: Findings) -> Iterator[Entry]:
    """The day on which the official list was taken in."""
    rows = read_table(source, findings, ("list_status",), ("document", "taken_in"), strict=False)
    days = [day for row in rows if (day := parse_day(row.get("taken_in")))]
    if days and rows[0].get("list_status") == "official":
        documents = ", ".join(dict.fromkeys(filter(None, (row.get("document") for row in rows))))
        remark = _remark("taken_in")
        yield Entry("official_list", max(days), "recorded", documents or source.shown, **remark)


def _recorded(ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """The dates of every issue and settlement, and of bills carried over, by meeting."""
    for event, body in standing(ledger, Issue):
        yield from _issued(event, body)
    for event, bill in standing(ledger, Opening):
        source, mark = english()("bill_carried_over", bill=bill.external), str(event.seq)
        for key, day in (("notices", bill.issued_on), ("pay_by", bill.pay_by)):
            told = Entry(key, day, "recorded", source, mark=mark, number=bill.external)
            yield bill.meeting, told


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
        settles = body.order == "settle"
        is_first = any(line.first for each in own for line in each.lines)
        label = "" if settles or is_first or not own else words("further_notices_out")
        key, day = "settlement" if settles else "notices", day_of(event.value_date)
        numbers = " – ".join(dict.fromkeys(each.number for each in (*own[:1], *own[-1:])))
        what = "further_notices_out" if label else ""
        told = (source, "", label, mark, what, numbers)
        yield part.meeting, Entry(key, day, "recorded", *told)
        if any(each.kind != "credit" for each in own):
            due = Entry("pay_by", body.pay_by, "recorded", source, mark=mark, number=numbers)
            yield part.meeting, due
