"""What the office has written: the folders of `reports/`, the drafts that wait for approval, and
each file as its manifest knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ccmcost.app.pages.asked import as_written, missing
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.desk import drafts
from ccmcost.manifest import NAME, SPECIMEN, made_here
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.speaker import english

MOST = 12
"""So many files of a folder stand open; more are unfolded."""


class Folder(NamedTuple):
    """A folder that one command wrote, and its files, each with its address and size."""

    name: str
    files: tuple[tuple[str, str, int], ...]

    @property
    def is_large(self) -> bool:
        """Whether its files are unfolded first."""
        return len(self.files) > MOST


class Waiting(NamedTuple):
    """A draft that waits for approval."""

    draft: drafts.Prepared
    day: str
    sheet: str
    form: str


def files(place: Place, asked: Asked) -> Shown:
    """All folders with a manifest, the latest first, and the drafts that wait."""
    found = sorted(_folders(place.workspace.reports), key=lambda each: -each[0])
    data = {
        "folders": [folder for _, folder in found],
        "waiting": list(_waiting(place)) if place.workspace.has_ledger else [],
        "has_notices": any(place.workspace.notices.glob("*/*")),
        "here": "files",
    }
    return Shown("files", data)


def _waiting(place: Place) -> Iterator[Waiting]:
    from ccmcost.clock import day_option

    books = place.books
    for each in drafts.waiting(books):
        day = day_in_words(day_option(each.prepared_at[:10], ""))
        form = f"{place.root}/do/approve?draft={each.name}"
        yield Waiting(each, day, f"{place.root}/draft/{each.name}.pdf", form)


def _folders(reports: Path) -> Iterator[tuple[float, Folder]]:
    """Each folder with a manifest, with the time at which that was written."""
    for name in (NAME, SPECIMEN + NAME):
        for path in reports.rglob(name):
            home = path.parent
            listed = made_here(home) or {}
            below = home.relative_to(reports).as_posix()
            known = [
                (file, f"{below}/{file}", (home / file).stat().st_size)
                for file in listed
                if listed[file] and (home / file).is_file()
            ]
            yield path.stat().st_mtime, Folder(below, tuple(sorted(known)))


def written_file(place: Place, asked: Asked) -> Shown:
    """A file of `reports/` that the manifest of its folder lists, if it is the one that was
    written.
    """
    name, say = PurePosixPath(first(asked, "name")), english("app")
    reports = place.workspace.reports
    for home in list(name.parents)[:-1]:
        listed = made_here(reports / home) or {}
        file = name.relative_to(home).as_posix()
        if file in listed:
            found = as_written(reports, str(name), listed[file])
            why = say("why_not_written", file=str(name))
            return found or missing(why, say("not_issued"))
    return missing(str(name))


def draft_file(place: Place, asked: Asked) -> Shown:
    """The approval sheet of a draft that waits."""
    name, folder = first(asked, "name"), place.workspace.drafts
    books = place.books
    known = {f"{each.name}.pdf" for each in drafts.waiting(books)}
    return (as_written(folder, name) if name in known else None) or missing(name)
