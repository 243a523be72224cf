"""The calendar as iCalendar (RFC 5545), which other programs take in: an event of a whole day for
each date, in the words of a language, with reminders that fit the kind of day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ccmcost import __version__
from ccmcost.documents.calendar import Calendar, Entry, remark_in, source_in
from ccmcost.tables.screen import one_line
from ccmcost.words.numbers import day as day_words
from ccmcost.words.speaker import Speaker

REMINDERS: Mapping[str, tuple[int, ...]] = {
    "decision": (14,),
    "go_no_go": (30, 7),
    "notices": (14,),
    "pay_by": (7, -1),
    "delegations": (14,),
    "opening": (30, 1),
    "closing": (),
    "official_list": (0,),
    "settlement": (30, 7),
}
"""How many days before a day it is called to mind: time enough for what is to be done. After a day
of payment (-1) those that did not pay can be reminded.
"""
HOUR = timedelta(hours=9)
"""The time of a reminder, where the reader is."""
_DONE = ("recorded", "published")
_HAPPENED = ("decision", "notices", "official_list", "settlement")
"""What has happened where it is recorded or published: nothing is to be done any more."""


def calendar_ics(view: Calendar, as_of: date, language: str = "en") -> bytes:
    """One event for each entry that has a day; `as_of` is the only stamp, and no reminder lies
    before it. A date of practice is tentative.
    """
    from icalendar import Calendar as Component

    words, year = view.speaker(language), f" {view.year}" if view.year is not None else ""
    facts = {
        "prodid": f"-//ccmcost//ccmcost {__version__}//{language.upper()}",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "x-wr-calname": one_line(words.convention_name + year),
    }
    calendar = _filled(Component(), facts)
    for entry in view.entries:
        if entry.day is not None:
            calendar.add_component(_event(entry, entry.day, as_of, words))
    return bytes(calendar.to_ical())


def _filled(component: Any, facts: Mapping[str, Any]) -> Any:
    """A component with those facts that are known."""
    for name, fact in facts.items():
        if fact:
            component.add(name, fact)
    return component


def _event(entry: Entry, day: date, as_of: date, words: Speaker) -> Any:
    from icalendar import Event

    is_practice = entry.basis == "practice"
    what = words(f"event_{entry.what or entry.key}")
    summary = words(
        "summary_practice" if is_practice else "summary",
        what=what,
        meeting=words.of(entry.names),
    )
    facts = {
        "uid": f"{one_line(entry.uid)}@ccmcost.invalid",
        "dtstamp": datetime.combine(as_of, time(), UTC),
        "dtstart": day,
        "dtend": day + timedelta(days=1),
        "summary": one_line(summary),
        "description": "\n".join(_description(entry, day, as_of, words)),
        "location": one_line(words.place(entry.place)),
        "categories": [entry.basis],
        "status": "TENTATIVE" if is_practice else "CONFIRMED",
        "transp": "TRANSPARENT",
    }
    event = _filled(Event(), facts)
    for alarm in _alarms(entry, day, as_of, one_line(summary), words):
        event.add_component(alarm)
    return event


def _description(entry: Entry, day: date, as_of: date, words: Speaker) -> Iterator[str]:
    """What is to be done where the day lies ahead, where the day comes from, and what else there is
    to say of it.
    """
    todo = f"todo_{entry.key}"
    if day >= as_of and words.has(todo) and not _has_happened(entry):
        yield words(todo)
    source = one_line(entry.number or source_in(entry, words))
    yield words(f"basis_{entry.basis}", source=source.rstrip("."))
    is_english = words.language == "en"
    remark = one_line(entry.told if is_english and entry.told else remark_in(entry, words))
    if remark:
        told = remark.rstrip(".")
        yield f"{told[:1].upper()}{told[1:]}{words('stop_of_remark')}"


def _has_happened(entry: Entry) -> bool:
    return entry.basis in _DONE and entry.key in _HAPPENED


def _alarms(entry: Entry, day: date, as_of: date, summary: str, words: Speaker) -> Iterator[Any]:
    from icalendar import Alarm

    for before in () if _has_happened(entry) else REMINDERS[entry.key]:
        if day - timedelta(days=before) >= as_of:
            text = words("reminder", summary=summary, day=day_words(day, words.language))
            facts = {
                "action": "DISPLAY",
                "trigger": timedelta(days=-before) + HOUR,
                "description": text,
            }
            yield _filled(Alarm(), facts)
