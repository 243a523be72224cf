"""The calendar as iCalendar (RFC 5545): all-day events that other programs can take in again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ccmcost import __version__
from ccmcost.statement.calendar import Calendar, Entry
from ccmcost.statement.status import words
from ccmcost.tables.screen import one_line


def calendar_ics(view: Calendar, as_of: date) -> bytes:
    """One event for each entry that has a day; `as_of` is the only stamp. A date of practice is tentative."""
    from icalendar import Calendar as Component

    calendar = Component()
    calendar.add("prodid", f"-//ccmcost//ccmcost {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", one_line(view.convention + (f" {view.year}" if view.year is not None else "")))
    stamp = datetime.combine(as_of, time(), UTC)
    for entry in view.entries:
        if entry.day is not None:
            calendar.add_component(_event(entry, entry.day, stamp))
    return bytes(calendar.to_ical())


def _event(entry: Entry, day: date, stamp: datetime) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one_line(entry.uid)}@ccmcost.invalid")
    event.add("dtstamp", stamp)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    mark = " (practice)" if entry.basis == "practice" else ""
    event.add("summary", one_line(f"{entry.meeting.upper()} {entry.label}{mark}"))
    event.add("description", "\n".join(one_line(part) for part in _told(entry)))
    if entry.place:
        event.add("location", one_line(entry.place))
    event.add("categories", [entry.basis])
    event.add("status", "TENTATIVE" if entry.basis == "practice" else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


def _told(entry: Entry) -> list[str]:
    lines = [entry.name, f"{words(entry.basis)}: {entry.source}", entry.remark]
    return [line for line in lines if line]
