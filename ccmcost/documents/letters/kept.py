"""Where notes are kept: the names of their folders and files, which say later who was reminded
when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from ccmcost.documents.letters import Earlier, Kind, Note, reference_of
from ccmcost.model.calendar import parse_day

BETWEEN = timedelta(days=30)
"""So long after a first reminder, the second is proposed, and written without a question: a
practice of this program.
"""


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
    kind = notes[0].kind if notes else ""
    return _folders(
        _written(reports, name, kind),
        notes,
        lambda note, day: day != note.on and day >= note.fields.get("issued_on", day),
    )


def just_reminded(reports: Path, name: str, notes: Sequence[Note]) -> dict[Path, int]:
    """The same of first reminders to the States that are reminded a second time, too soon."""
    seconds = [note for note in notes if note.kind == "reminder2"]
    firsts = _written(reports, name, "reminder1")
    return _folders(firsts, seconds, lambda note, day: day <= note.on < day + BETWEEN)


def _folders(
    written: Iterable[tuple[Path, date, str]],
    notes: Sequence[Note],
    counts: Callable[[Note, date], bool],
) -> dict[Path, int]:
    """The folders in which notes lie to the States of `notes` that count beside theirs, each with
    how many; a State counts once, in the last of them.
    """
    found: dict[str, Path] = {}
    now = {note.code: note for note in notes}
    for folder, day, quote in written:
        note = now.get(quote.rpartition("-")[2])
        if note and counts(note, day):
            found[note.code] = folder
    return dict(sorted(Counter(found.values()).items()))


def last_reminders(reports: Path, name: str, before: date) -> dict[str, Earlier]:
    """The last reminder to each State on a meeting or group that lies in the folders of notes,
    written for a day before `before`.
    """
    return {code: each for code, each in _reminders(reports, name) if each.day < before}


def reminded(reports: Path, on: date) -> dict[str, list[tuple[date, bool]]]:
    """The days up to `on` of which a reminder to a State lies in the folders of notes that
    `ccmcost letters` wrote into `reports`, by State, in order, each with whether it is a second
    one. A note written elsewhere is not known.
    """
    found: dict[str, set[tuple[date, bool]]] = {}
    for code, each in _reminders(reports, "*"):
        if each.day <= on:
            is_second = each.reference.endswith("REMINDER2")
            found.setdefault(code, set()).add((each.day, is_second))
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
