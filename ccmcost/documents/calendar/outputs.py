"""The calendar on a terminal of 80 columns, and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from ccmcost.documents.calendar import Calendar, Entry, label_in, remark_in, source_in
from ccmcost.documents.calendar.ics import calendar_ics
from ccmcost.model.meeting import Meeting
from ccmcost.tables.records import PLAIN_CSV, Form, to_csv
from ccmcost.tables.screen import PLAIN, Style, bullet, bullets, one_line, prose, to_screen
from ccmcost.tables.table import CSV, REST, SCREEN, Column, Columns, Say, Table, made_of
from ccmcost.words.speaker import Speaker, english

MAIN = ("decision", "go_no_go", "notices", "opening", "official_list", "settlement")
"""The dates that a line for each meeting shows."""

MOST_WITHOUT_DAY = 3


def dates_table(entries: Sequence[Entry], words: Speaker, sources: Sequence[str] = ()) -> Table:
    """A row for each date; a screen names its source by the number that it has among `sources`.
    Programs read English.
    """
    days = words("weekdays").split()
    bases = {each.basis: words(f"named_{each.basis}") for each in entries}
    wide = max((9, *map(len, bases.values())))

    heading = "col_source_remarks" if sources else "col_dates_remarks"

    def source_and_remark(entry: Entry) -> str:
        source = source_in(entry, words)
        number = f"[{sources.index(source) + 1}]" if source in sources else ""
        return one_line(f"{number} {remark_in(entry, words)}").strip()

    def weekday(entry: Entry) -> Say:
        return Say(entry.weekday, days[entry.day.weekday()] if entry.day else "")

    columns: Columns[Entry] = [
        Column("meeting", only=CSV),
        Column("name", only=CSV),
        (Column("what", only=CSV), "label"),
        (Column("date", kind="day", wide=10), "day"),
        (Column("weekday", " ", wide=max(map(len, days))), weekday),
        (Column("what", wide=27, only=SCREEN), lambda entry: label_in(entry, words)),
        (Column("basis", wide=wide), lambda entry: Say(entry.basis, bases[entry.basis])),
        (Column("source", heading, wide=REST, only=SCREEN), source_and_remark),
        Column("source", only=CSV),
        Column("remark", only=CSV),
    ]
    return made_of("calendar", "", columns, entries, words=words)


def calendar_csv(view: Calendar, form: Form = PLAIN_CSV) -> str:
    """Every entry; `date` and `weekday` are empty where the day is not known."""
    return to_csv(dates_table(view.entries, view.speaker("en")), form)


def calendar_screen(
    view: Calendar, style: Style = PLAIN, whole: bool = False, language: str = "en"
) -> str:
    """The dates of a year, meeting by meeting in order of day; of all years, a line for each
    meeting with the dates that matter most; or the `whole`, with every source.
    """
    words = view.speaker(language)
    title = words(
        "calendar_of" if view.year is not None else "calendar",
        convention=words.convention_name,
        year=str(view.year or ""),
    )
    lines = [style.bold(one_line(title)), ""]
    if not view.entries:
        none = words("no_dates", year=str(view.year)) if view.year else english()("due_meeting")
        lines += [none, ""]
    show = _with_sources if whole else _overview if view.year is None else _of_a_year
    return "\n".join([*lines, *show(view, style, words)]).rstrip("\n") + "\n"


def _overview(view: Calendar, style: Style, words: Speaker) -> list[str]:
    """A line for each meeting."""
    days: dict[str, dict[str, Entry]] = {}
    for entry in view.entries:
        days.setdefault(entry.meeting, {})[entry.key] = entry

    def of(key: str) -> Callable[[str], str]:
        def shown(meeting: str) -> str:
            entry = days[meeting].get(key)
            if entry is None or entry.day is None:
                return "-"
            return f"{entry.day.isoformat()}{'~' if entry.basis == 'practice' else ''}"

        return shown

    columns: Columns[str] = [(Column("meeting", "head_meeting", wide=7), lambda meeting: meeting)]
    columns += [(Column(key, words(f"head_{key}"), wide=11), of(key)) for key in MAIN]
    table = made_of("overview", "", columns, tuple(days), words=words)
    example = max((entry.day.year for entry in view.entries if entry.day), default=2024)
    notes = [words("calendar_columns")]
    notes += [words("calendar_marks")] * any(each.basis == "practice" for each in view.entries)
    notes.append(words("calendar_more", year=str(example)))
    return [*to_screen(table, style), "", *(line for note in notes for line in _wrapped(note))]


def _of_a_year(view: Calendar, style: Style, words: Speaker) -> list[str]:
    """A table for each meeting; what nobody knows is one line."""
    lines = list[str]()
    for _, found in groupby(view.entries, key=lambda each: each.meeting):
        entries = list(found)
        dated = [entry for entry in entries if entry.day is not None]
        lines += _headed(entries[0], words, style)
        lines += to_screen(dates_table(dated, words), style) if dated else []
        others = words("join_states").join(
            one_line(label_in(entry, words)) for entry in entries if entry.day is None
        )
        lines += [*(_wrapped(words("not_known_here", dates=others)) if others else []), ""]
    if view.without_day:
        named = [_undated(each, words) for each in view.without_day[:MOST_WITHOUT_DAY]]
        left = len(view.without_day) - len(named)
        named += [words("and_others", n=left)] * bool(left)
        lines += _wrapped(f"{words('without_day')} {'; '.join(named)}")
    if any(entry.basis == "practice" for entry in view.entries):
        lines += _wrapped(words("about_practice"))
    return [*lines, *_wrapped(words("sources_elsewhere"))]


def _undated(meeting: Meeting, words: Speaker) -> str:
    """A meeting without a day, with what is known of it."""
    remarks = f": {meeting.remarks}" if meeting.remarks else ""
    return one_line(f"{words.of(meeting.names)} ({meeting.id}){remarks}")


def _headed(entry: Entry, words: Speaker, style: Style) -> list[str]:
    """The meeting of an entry as a heading."""
    named = one_line(f"{words.of(entry.names)} ({entry.meeting})")
    return [style.bold(line) for line in prose(named)]


def _wrapped(text: str) -> list[str]:
    return prose(text, rest="  ")


def _with_sources(view: Calendar, style: Style, words: Speaker) -> list[str]:
    """The dates meeting by meeting in order of day, those that nobody knows last;
    sources are numbered below.
    """
    lines = list[str]()
    sources = list(dict.fromkeys(source_in(entry, words) for entry in view.entries if entry.source))
    for _, found in groupby(view.entries, key=lambda each: each.meeting):
        entries = list(found)
        lines += _headed(entries[0], words, style)
        lines += [*to_screen(dates_table(entries, words, sources), style), ""]
    if view.without_day and view.year is not None:
        told = (_undated(each, words) for each in view.without_day)
        lines += [words("without_day"), *bullets(list(told)), ""]
    for number, source in enumerate(sources, 1):
        lines += prose(one_line(f"[{number}] {source}"), rest="    ")
    if any(entry.basis == "practice" for entry in view.entries):
        lines += bullet(words("about_practice"))
    if any(entry.day is None for entry in view.entries):
        lines += bullet(words("about_not_known"))
    return lines


def calendar_files(
    view: Calendar, as_of: date, language: str, form: Form = PLAIN_CSV
) -> dict[str, bytes]:
    """`calendar.csv` and `calendar.ics`, by name; the latter in a language."""
    dates = calendar_csv(view, form).encode()
    return {"calendar.csv": dates, "calendar.ics": calendar_ics(view, as_of, language)}
