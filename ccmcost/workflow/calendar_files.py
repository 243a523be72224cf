"""The files of a calendar: CSV and iCalendar, published as one set with their manifest."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ccmcost.manifest import publish_folder
from ccmcost.render.calendar_ics import calendar_ics
from ccmcost.render.calendar_screen import calendar_csv
from ccmcost.statement.calendar import Calendar


def write_calendar(view: Calendar, folder: Path, as_of: date) -> tuple[str, ...]:
    """Write `calendar.csv` and `calendar.ics` into `folder`, all or nothing; returns the paths."""
    files = {"calendar.csv": calendar_csv(view).encode(), "calendar.ics": calendar_ics(view, as_of)}
    publish_folder(folder, files, {"document": "calendar", "as_of": as_of.isoformat(), "year": view.year})
    return tuple((folder / name).as_posix() for name in sorted(files))
