"""The dates that matter of each meeting. Every one says what it is: published, recorded, given by practice, or not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from ccmcost.model.calendar import weekday
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Convened, Meeting
from ccmcost.statement.status import day_words, words

Basis = Literal["published", "recorded", "practice", "not_known"]

LABELS = {
    "decision": "decision on the estimate",
    "go_no_go": "go/no-go: funds in hand",
    "notices": "notices out",
    "pay_by": "payment requested by",
    "delegations": "delegations to be named by",
    "opening": "opening",
    "closing": "closing",
    "official_list": "official list",
    "settlement": "settlement",
}
"""The dates of a meeting in the order in which they usually come; `pay_by` stands only where a notice set it."""

_ALWAYS = tuple(key for key in LABELS if key != "pay_by")


class Known(NamedTuple):
    """A date that data or ledger hold: its key in LABELS, the day, where it stands, and what else there is to say.

    `mark` (cost version, event) tells dates of the same key apart for good.
    """

    key: str
    day: date
    basis: Basis
    source: str
    remark: str = ""
    label: str = ""
    mark: str = ""


class Entry(NamedTuple):
    """One line of the calendar; `day` is None where nobody published or recorded it and no practice gives it.

    `uid` names it for good: the same date of the same meeting keeps it when the day moves.
    """

    meeting: str
    name: str
    uid: str
    label: str
    day: date | None
    basis: Basis
    source: str
    remark: str
    place: str

    @property
    def weekday(self) -> str:
        """The name of the day of the week; empty without a day."""
        return weekday(self.day) if self.day is not None else ""


class Calendar(NamedTuple):
    """The entries of a year (None: of all), meeting by meeting, and the meetings that have no day yet, with remarks."""

    convention: str
    year: int | None
    entries: tuple[Entry, ...]
    without_day: tuple[tuple[str, str, str], ...]


def calendar(
    convention: Convention, meetings: Mapping[str, Meeting], known: Mapping[str, Iterable[Known]], year: int | None
) -> Calendar:
    """All dates of the meetings that open in `year`, and those dates of other meetings that fall in it.

    `known` holds what costs, lists and ledger say, by meeting. Without a year: everything there is.
    """
    entries = []
    for meeting in meetings.values():
        own = _entries(meeting, convention, meetings, tuple(known.get(meeting.id, ())))
        opens = meeting.day is not None and meeting.day.year == year
        entries += [each for each in own if year is None or opens or (each.day is not None and each.day.year == year)]
    undated = [(each.id, each.name, each.remarks) for each in meetings.values() if each.day is None]
    return Calendar(convention.name, year, tuple(entries), tuple(undated))


def wrong_weekday(convened: Convened | None) -> str:
    """What is wrong with the weekday that a convening note prints beside its deadline; empty if nothing is."""
    if convened is None or convened.delegation_deadline is None or not convened.deadline_weekday:
        return ""
    day, printed = convened.delegation_deadline, convened.deadline_weekday
    if printed == weekday(day):
        return ""
    where = convened.document or "the convening note"
    return f"{where} calls {day_words(day)} a {printed}; it is a {weekday(day)}"


def _entries(
    meeting: Meeting, convention: Convention, meetings: Mapping[str, Meeting], more: tuple[Known, ...]
) -> list[Entry]:
    found = [*_of_the_register(meeting), *more]
    found += _by_practice(meeting, convention, meetings, found)
    keys = {each.key for each in found}
    found += [Known(key, date.max, "not_known", "", _gap(meeting, key)) for key in _ALWAYS if key not in keys]
    order = {key: place for place, key in enumerate(LABELS)}
    firsts = {each.key: each for each in reversed(found)}
    ranked = sorted(found, key=lambda each: (each.day, order[each.key], len(each.mark), each.mark, each.source))
    return [_entry(meeting, convention, each, "" if firsts[each.key] is each else each.mark) for each in ranked]


def _entry(meeting: Meeting, convention: Convention, known: Known, mark: str) -> Entry:
    return Entry(
        meeting=meeting.id,
        name=meeting.name,
        uid="-".join(part for part in (convention.id, meeting.id, known.key, mark) if part),
        label=known.label or LABELS[known.key],
        day=None if known.basis == "not_known" else known.day,
        basis=known.basis,
        source=known.source,
        remark=known.remark,
        place=meeting.city if known.key in ("opening", "closing") else "",
    )


def _of_the_register(meeting: Meeting) -> list[Known]:
    """What the register holds: days as held, else as convened, and the deadline for delegations."""
    convened, held = meeting.convened, meeting.held
    found = []
    if convened is not None and convened.delegation_deadline is not None:
        source = convened.document or meeting.source
        remark = f"WRONG WEEKDAY in the note: {convened.deadline_weekday}" if wrong_weekday(convened) else ""
        found.append(Known("delegations", convened.delegation_deadline, "published", source, remark))
    days, planned = meeting.dates, convened.dates if convened is not None else None
    if days is None:
        return found
    source = meeting.source if held is not None else convened.document if convened and convened.document else meeting.source
    for key, day, note in (
        ("opening", days.first, planned and planned.first),
        ("closing", days.last, planned and planned.last),
    ):
        moved = f"convened for {day_words(note)}" if note and note != day else ""
        found.append(Known(key, day, "published", source, moved if held is not None else "as convened"))
    return found


def _by_practice(
    meeting: Meeting, convention: Convention, meetings: Mapping[str, Meeting], found: list[Known]
) -> list[Known]:
    """Days that practice gives where nobody published or recorded one."""
    made = []
    go = meeting.go_no_go(convention.go_no_go_days)
    if go is not None:
        remark = f"{convention.go_no_go_days} days before the opening"
        made.append(Known("go_no_go", go, "practice", convention.go_no_go_basis, remark))
    for practice in convention.practices:
        keys = {each.key for each in (*found, *made)}
        anchor = _anchor(practice.counted_from, meeting, meetings, [*found, *made])
        if practice.date in keys or anchor is None:
            continue
        before = _previous(meeting, meetings) if practice.counted_from == "previous_closing" else None
        counted_from = f"closing of {before.id}" if before is not None else words(practice.counted_from)
        remark = f"{_counted(practice.days)} the {counted_from}"
        made.append(Known(practice.date, anchor + timedelta(days=practice.days), "practice", practice.basis, remark))
    return made


def _counted(days: int) -> str:
    if days == 0:
        return "on the day of"
    return f"{abs(days)} days {'after' if days > 0 else 'before'}"


def _anchor(name: str, meeting: Meeting, meetings: Mapping[str, Meeting], found: list[Known]) -> date | None:
    if name == "previous_closing":
        before = _previous(meeting, meetings)
        return before.dates.last if before is not None and before.dates is not None else None
    return next((each.day for each in found if each.key == name), None)


def _previous(meeting: Meeting, meetings: Mapping[str, Meeting]) -> Meeting | None:
    """The last meeting that closed before this one's billing group began; preparatory ones, billed with another, aside."""
    group = [each.day for each in meetings.values() if each.billing_group == meeting.billing_group and each.day is not None]
    if meeting.day is None:
        return None
    earlier = [
        each
        for each in meetings.values()
        if each.id == each.billing_group and each.dates is not None and each.dates.last < min(group)
    ]
    return max(earlier, key=lambda each: (each.dates.last, each.id) if each.dates else (date.min, ""), default=None)


def _gap(meeting: Meeting, key: str) -> str:
    """What is known where the day is not."""
    if key == "official_list" and meeting.official_list:
        return f"the list is in: {meeting.official_list}"
    if key in ("opening", "closing", "go_no_go") and meeting.remarks:
        return meeting.remarks
    return ""
