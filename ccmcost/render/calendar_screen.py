"""The calendar on a terminal of 80 columns, and as CSV."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import groupby

from ccmcost.render.screen import Column, grid
from ccmcost.statement.calendar import Calendar, Entry
from ccmcost.statement.status import words
from ccmcost.tables.csv_text import csv_text
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullet, one_line

COLUMNS = ("meeting", "name", "what", "date", "weekday", "basis", "source", "remark")


def calendar_screen(view: Calendar, style: Style = PLAIN) -> str:
    """The dates meeting by meeting in order of day, those that nobody knows last; sources are numbered below."""
    lines = [style.bold(one_line(_title(view))), ""]
    if not view.entries:
        lines += [f"No meeting of the register has a date in {view.year}.", ""]
    columns = [Column("Date", 10), Column("", 3), Column("What", 27), Column("Basis", 9), Column("Source and remarks", 27)]
    numbers = {source: place for place, source in enumerate(dict.fromkeys(e.source for e in view.entries if e.source), 1)}
    for (meeting, name), entries in groupby(view.entries, key=lambda each: (each.meeting, each.name)):
        rows = [_cells(each, numbers) for each in entries]
        lines += [style.bold(one_line(f"{name} ({meeting})")), *grid(columns, rows, style), ""]
    if view.without_day and view.year is not None:
        lines.append("Without a day yet:")
        lines += [line for each in view.without_day for line in bullet(one_line(_undated(*each)))]
        lines.append("")
    for source, number in numbers.items():
        lines += textwrap.wrap(one_line(f"[{number}] {source}"), WIDTH, subsequent_indent="    ")
    return "\n".join([*lines, *_legend(view)]).rstrip("\n") + "\n"


def _legend(view: Calendar) -> list[str]:
    lines = []
    if any(each.basis == "practice" for each in view.entries):
        lines += bullet("practice: computed from the practice named in its source; no document of the meeting gives it.")
    if any(each.day is None for each in view.entries):
        lines += bullet("not known: no document at hand, no event of the ledger and no practice gives the day.")
    return lines


def _title(view: Calendar) -> str:
    return f"{view.convention}: calendar" + (f" of {view.year}" if view.year is not None else "")


def _undated(meeting: str, name: str, remarks: str) -> str:
    return f"{name} ({meeting})" + (f": {remarks}" if remarks else "")


def _cells(entry: Entry, numbers: Mapping[str, int]) -> tuple[str, str, str, str, str]:
    day = entry.day.isoformat() if entry.day is not None else "-"
    number = f"[{numbers[entry.source]}]" if entry.source else ""
    return day, entry.weekday[:3], entry.label, words(entry.basis), one_line(f"{number} {entry.remark}").strip()


def calendar_csv(view: Calendar) -> str:
    """Every entry; `date` and `weekday` are empty where the day is not known."""
    return csv_text(COLUMNS, (_row(entry) for entry in view.entries))


def _row(entry: Entry) -> tuple[str, ...]:
    day = entry.day.isoformat() if entry.day is not None else ""
    return (
        *(entry.meeting, entry.name, entry.label, day, entry.weekday),
        *(entry.basis, entry.source, entry.remark),
    )
