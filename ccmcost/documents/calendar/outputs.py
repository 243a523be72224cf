"""The calendar on a terminal of 80 columns, as CSV, and as iCalendar (RFC 5545),
which other programs take in again.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from ccmcost import __version__
from ccmcost.documents.calendar import Calendar, Entry
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullet, bullets, one_line, to_screen
from ccmcost.tables.table import CSV, SCREEN, Column, Columns, Say, Table, made_of
from ccmcost.words.speaker import english


def dates_table(entries: Sequence[Entry], sources: Sequence[str] = ()) -> Table:
    """A row for each date; a screen names its source by the number that it has among `sources`."""
    words = english()

    def source_and_remark(entry: Entry) -> str:
        number = f"[{sources.index(entry.source) + 1}]" if entry.source in sources else ""
        return one_line(f"{number} {entry.remark}").strip()

    columns: Columns[Entry] = [
        Column("meeting", only=CSV),
        Column("name", only=CSV),
        (Column("what", only=CSV), "label"),
        (Column("date", kind="day", wide=10), "day"),
        (Column("weekday", " ", wide=3), lambda entry: Say(entry.weekday, entry.weekday[:3])),
        (Column("what", wide=27, only=SCREEN), "label"),
        (Column("basis", wide=9), lambda entry: Say(entry.basis, entry.basis.replace("_", " "))),
        (Column("source", "col_source_remarks", wide=27, only=SCREEN), source_and_remark),
        Column("source", only=CSV),
        Column("remark", only=CSV),
    ]
    return made_of("calendar", "", columns, entries, words=words)


def calendar_csv(view: Calendar, form: Form = PLAIN_CSV) -> str:
    """Every entry; `date` and `weekday` are empty where the day is not known."""
    return to_csv(dates_table(view.entries), form)


def calendar_screen(view: Calendar, style: Style = PLAIN) -> str:
    """The dates meeting by meeting in order of day, those that nobody knows last;
    sources are numbered below.
    """
    words = english()
    title = words(
        "calendar_of" if view.year is not None else "calendar",
        convention=view.convention,
        year=view.year or "",
    )
    lines = [style.bold(one_line(title)), ""]
    if not view.entries:
        lines += [words("no_dates", year=str(view.year)), ""]
    sources = list(dict.fromkeys(entry.source for entry in view.entries if entry.source))
    for (meeting, name), entries in groupby(
        view.entries, key=lambda each: (each.meeting, each.name)
    ):
        heading = style.bold(one_line(f"{name} ({meeting})"))
        lines += [heading, *to_screen(dates_table(list(entries), sources), style), ""]
    if view.without_day and view.year is not None:
        told = (
            f"{each.name} ({each.id})" + (f": {each.remarks}" if each.remarks else "")
            for each in view.without_day
        )
        lines += [words("without_day"), *bullets([one_line(text) for text in told]), ""]
    for number, source in enumerate(sources, 1):
        lines += textwrap.wrap(one_line(f"[{number}] {source}"), WIDTH, subsequent_indent="    ")
    if any(entry.basis == "practice" for entry in view.entries):
        lines += bullet(words("about_practice"))
    if any(entry.day is None for entry in view.entries):
        lines += bullet(words("about_not_known"))
    return "\n".join(lines).rstrip("\n") + "\n"


def calendar_ics(view: Calendar, as_of: date) -> bytes:
    """One event for each entry that has a day; `as_of` is the only stamp.
    A date of practice is tentative.
    """
    from icalendar import Calendar as Component

    year = f" {view.year}" if view.year is not None else ""
    facts = {
        "prodid": f"-//ccmcost//ccmcost {__version__}//EN",
        "version": "2.0",
        "calscale": "GREGORIAN",
        "x-wr-calname": one_line(view.convention + year),
    }
    calendar, stamp = _filled(Component(), facts), datetime.combine(as_of, time(), UTC)
    for entry in view.entries:
        if entry.day is not None:
            calendar.add_component(_event(entry, entry.day, stamp))
    return bytes(calendar.to_ical())


def _filled(component: Any, facts: Mapping[str, Any]) -> Any:
    """A component with those facts that are known."""
    for name, fact in facts.items():
        if fact:
            component.add(name, fact)
    return component


def _event(entry: Entry, day: date, stamp: datetime) -> Any:
    from icalendar import Event

    words, is_practice = english(), entry.basis == "practice"
    told = (entry.name, f"{entry.basis.replace('_', ' ')}: {entry.source}", entry.remark)
    mark = words("mark_practice") if is_practice else ""
    facts = {
        "uid": f"{one_line(entry.uid)}@ccmcost.invalid",
        "dtstamp": stamp,
        "dtstart": day,
        "dtend": day + timedelta(days=1),
        "summary": one_line(f"{entry.meeting.upper()} {entry.label}{mark}"),
        "description": "\n".join(one_line(part) for part in told if part),
        "location": one_line(entry.place),
        "categories": [entry.basis],
        "status": "TENTATIVE" if is_practice else "CONFIRMED",
        "transp": "TRANSPARENT",
    }
    return _filled(Event(), facts)


def calendar_files(view: Calendar, as_of: date, form: Form = PLAIN_CSV) -> dict[str, bytes]:
    """`calendar.csv` and `calendar.ics`, by name."""
    dates = calendar_csv(view, form).encode()
    return {"calendar.csv": dates, "calendar.ics": calendar_ics(view, as_of)}
