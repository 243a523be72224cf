"""Where notes are kept: the names of their folders and files, which say later who was reminded
when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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


def written_before(reports: Path, name: str, notes: Sequence[Note]) -> dict[Path, int]:
    """The folders of other days in which notes of the same kind to the same States lie, each with
    how many; a State counts once, in the last of them. A note that transmits what was issued is
    another one than those before the day of issue.
    """
    found: dict[str, Path] = {}
    now = {note.code: note for note in notes}
    for folder, day, quote in _written(reports, name, notes[0].kind if notes else ""):
        note = now.get(quote.rpartition("-")[2])
        if note and day != note.on and day >= note.fields.get("issued_on", day):
            found[note.code] = folder
    return dict(sorted(Counter(found.values()).items()))


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
    for folder, day, quote in _written(reports, name, "reminder[12]"):
        yield quote.rpartition("-")[2], Earlier(reference_of(quote, folder.name[11:]), day)


def _written(reports: Path, name: str, kind: str) -> Iterator[tuple[Path, date, str]]:
    """Each note of a kind (a pattern) in the folders of notes: its folder and day, and what a
    remitter quotes, in order of day for one name.
    """
    for path in sorted(reports.glob(f"letters-{name}/*-{kind}/*.docx")):
        day = parse_day(path.parent.name[:10])
        quote, written, _ = path.name.partition(f"-{path.parent.name[11:]}-")
        if day is not None and written:
            yield path.parent, day, quote
