"""Where notes are kept: the names of their folders and files, which say later who was reminded
when.
"""

from __future__ import annotations

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
    found: dict[str, Earlier] = {}
    for path in sorted(reports.glob(f"letters-{name}/*-reminder[12]/*.docx")):
        day, kind = parse_day(path.parent.name[:10]), path.parent.name[11:]
        quote, written, _ = path.name.partition(f"-{kind}-")
        if day is not None and day < before and written:
            found[quote.rpartition("-")[2]] = Earlier(reference_of(quote, kind), day)
    return found


def reminded(reports: Path, on: date) -> dict[str, list[str]]:
    """The days up to `on` of which a reminder to a State lies in the folders of notes that
    `ccmcost letters` wrote into `reports`, by State, in order. A note written elsewhere is not
    known.
    """
    found: dict[str, set[str]] = {}
    for path in reports.glob("letters-*/*-reminder[12]/*.docx"):
        day, kind = path.parent.name[:10], path.parent.name[11:]
        code = path.name.partition(f"-{kind}-")[0].rpartition("-")[2]
        if day <= on.isoformat():
            found.setdefault(code, set()).add(day)
    return {code: sorted(days) for code, days in found.items()}
