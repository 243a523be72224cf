"""Where notes are kept: the names of their folders and files, which say later who was reminded
when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ccmcost.documents.letters import Earlier, Kind, Note, reference_of
from ccmcost.model.calendar import parse_day


def folder_of(reports: Path, name: str, kind: Kind, on: date) -> Path:
    """The folder of the notes of a meeting or group (by its id), of one kind and day."""
    return reports / f"letters-{name}" / f"{on}-{kind}"


def stem_of(note: Note, language: str) -> str:
    """What the files of a note in a language are called, without their ends."""
    return f"{note.quote}-{note.kind}-{language}"


def last_reminders(reports: Path, name: str, before: date) -> dict[str, Earlier]:
    """The last reminder to each State on a meeting or group that lies in the folders of notes,
    written for a day before `before`.
    """
    return {code: each for code, each in _reminders(reports, name) if each.day < before}


def reminded(reports: Path, on: date) -> dict[str, list[str]]:
    """The days up to `on` of which a reminder to a State lies in the folders of notes that
    `ccmcost letters` wrote into `reports`, by State, in order. A note written elsewhere is not
    known.
    """
    found: dict[str, set[str]] = {}
    for code, each in _reminders(reports, "*"):
        if each.day <= on:
            found.setdefault(code, set()).add(each.day.isoformat())
    return {code: sorted(days) for code, days in found.items()}


def _reminders(reports: Path, name: str) -> Iterator[tuple[str, Earlier]]:
    """Each reminder on what has this name (`*`: any) with the State that it was written to, in
    order of day for one name; one in several languages comes several times.
    """
    for path in sorted(reports.glob(f"letters-{name}/*-reminder[12]/*.docx")):
        day, kind = parse_day(path.parent.name[:10]), path.parent.name[11:]
        quote, written, _ = path.name.partition(f"-{kind}-")
        if day is not None and written:
            yield quote.rpartition("-")[2], Earlier(reference_of(quote, kind), day)
