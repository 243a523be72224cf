"""`ledger journal`: what the accounting system takes in, once per event.

A hand-over is an event of the ledger. It says up to which event the journal went, and keeps the
accounts and partner numbers as they then were: the next journal begins after it, and the same one
can be made again at any time, to the letter.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk
from ccmcost.accounts.double_entry import Line, journal_lines
from ccmcost.atomic import SECRET
from ccmcost.documents.journal import (
    Journal,
    journal_csv,
    journal_xlsx,
    needed_codes,
    sha256_of,
)
from ccmcost.errors import UsageError, WriteError
from ccmcost.intake.finder import StateFinder
from ccmcost.ledger.bodies import HandedOver
from ccmcost.ledger.codec import Draft
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import last_handed_over
from ccmcost.ledger.standing import known, reversed_by
from ccmcost.manifest import manifest_in, publish_beside
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.tables.records import PLAIN_CSV, Form, csv_text, with_marks
from ccmcost.words.catalogue import TEMPLATES
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace, shown_path


class Gaps(NamedTuple):
    """What a journal needs and nobody has filled in: keys of accounts.toml, and States (by code)
    without a partner number.
    """

    keys: tuple[str, ...]
    states: tuple[str, ...]

    def told(self, books: Books) -> str:
        """All that is missing, and where it goes; empty if nothing is."""
        parts = []
        if self.keys:
            parts.append(f"in data/accounts.toml: {', '.join(self.keys)}")
        if self.states:
            named = ", ".join(f"{books.states.name(code)} ({code})" for code in self.states)
            parts.append(f'in data/contacts.csv, column "partner": {named}')
        return "; ".join(parts)


class HandOver(NamedTuple):
    """A journal that was handed over: the event, what it holds, the paths of the files written now,
    what undid it if anything did, and whether the copy made now is the very file.
    """

    event: Event
    journal: Journal
    paths: tuple[str, ...]
    undone_by: int | None = None
    is_same: bool = True


def open_journal(books: Books) -> Journal:
    """The journal of the events that were not handed over yet."""
    first, last = last_handed_over(books.ledger) + 1, head(books.ledger)[0]
    return _journal(books, first, last)


def whole_journal(books: Books) -> Journal:
    """The journal of all events, handed over or not: to look at, never to post."""
    return _journal(books, 1, head(books.ledger)[0])


def _journal(books: Books, first: int, last: int) -> Journal:
    coding, data = books.coding, books.data
    contacts = data.checked(data.contacts(StateFinder(books.states), TEMPLATES))
    lines = journal_lines(books.ledger, first, last, openings=not coding.openings_in_accounts)
    partners = {code: each.partner for code, each in contacts.items() if each.partner}
    return Journal(first, last, tuple(lines), coding.flat(), partners)


def gaps_of(journal: Journal) -> Gaps:
    """What the lines of a journal need and its coding does not say."""
    keys = {key: None for line in journal.lines for key in needed_codes(line)}
    return Gaps(
        tuple(key for key in keys if not journal.coding.get(key)),
        tuple(code for code in sorted(_owing(journal.lines)) if not journal.partners.get(code)),
    )


def _owing(lines: Iterable[Line]) -> set[str]:
    return {line.state for line in lines if line.purpose == "receivable"}


def completed(books: Books, journal: Journal, own_names: bool) -> Journal:
    """The journal with all that it needs; with `own_names`, where nobody filled it in, our own name
    of the account and the code of the State. Raises UsageError with all that is missing, at once.
    """
    gaps = gaps_of(journal)
    if any(gaps) and not own_names:
        raise UsageError(
            f"the journal of events {journal.first} to {journal.last} needs what is not filled in: "
            f"{gaps.told(books)}. Nothing was written. Fill it in, or say --own-names: then "
            "ccmcost's own name stands for an account, and the code of a State for its number."
        )
    coding = {key: key.partition(".")[2] for key in gaps.keys if "." in key}
    return journal._replace(
        coding={**journal.coding, **coding},
        partners={**journal.partners, **{code: code for code in gaps.states}},
    )


def journals(workspace: Workspace) -> Path:
    """Where every journal that was handed over is kept: beside the ledger, wherever one stands, so
    that an older copy of the ledger is known by it.
    """
    return Path(shown_path(workspace.ledger.parent / "reports" / "journal"))


def hand_over(
    books: Books, clerk: Clerk, own_names: bool, out: Path | None, form: Form = PLAIN_CSV
) -> HandOver | None:
    """Write the journal of what was not handed over yet to its folder, and to `out` too, and record
    that; returns it, or None if nothing moved any money since.

    Both or neither: where a file cannot be written, nothing is recorded.
    """
    with books.writing(clerk, "ledger journal"):
        journal = open_journal(books)
        if not journal.lines:
            return None
        kept = journals(books.workspace)
        is_same = out is None or out.absolute() == kept.absolute()
        folders = [kept] if out is None or is_same else [out, kept]
        for folder in folders:
            _refuse_unknown(books, folder)
        journal = _frozen(completed(books, journal, own_names))._replace(form=form)
        body = HandedOver(
            journal.first,
            journal.last,
            journal.coding,
            journal.partners,
            sha256_of(journal),
            form.marks,
        )
        event = books.record(Draft(body, clerk.now.date()), clerk)
        return HandOver(event, journal, _written(event, journal, None, folders, kept))


def _refuse_unknown(books: Books, folder: Path) -> None:
    """Raise UsageError if the folder holds a journal that the ledger never handed over: the ledger
    may be an older copy, and its events in the accounts already.
    """
    for path in sorted(folder.glob("journal-*.csv")):
        number, _, undone_by = path.stem.removeprefix("journal-").partition("-taken-back-by-")
        if not (number.isascii() and number.isdigit()):
            continue
        found = known(books.ledger, int(number))
        is_ours = found is not None and isinstance(found.body, HandedOver)
        if undone_by and is_ours:
            is_ours = path.stem == _stem(int(number), reversed_by(books.ledger, int(number)))
        if not is_ours:
            raise UsageError(
                f"{path} is there, but the ledger has no event {int(number)} that handed it over. "
                "This ledger may be an older copy, or that hand-over was cut short. If the "
                "accounting system has taken the file in, restore the later ledger; if not, move "
                "the file away and hand over again. Nothing was written."
            )


def _frozen(journal: Journal) -> Journal:
    """The journal with those codes alone that stand in it."""
    meetings = {f"wbs.{line.meeting}" for line in journal.lines}
    needed = {key for line in journal.lines for key in needed_codes(line)}
    kept = {"cost_centre", "openings_in_accounts", *needed, *meetings}
    owing = _owing(journal.lines)
    return journal._replace(
        coding=_only(journal.coding, kept), partners=_only(journal.partners, owing)
    )


def _only(texts: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    return {key: texts[key] for key in sorted(keys) if texts.get(key)}


def write_again(books: Books, seq: int, out: Path | None) -> HandOver:
    """Write the journal that was handed over by an event, made again, to `out` or its folder.
    Raises UsageError for another event.
    """
    found = known(books.ledger, seq)
    if found is None or not isinstance(found.body, HandedOver):
        raise UsageError(
            f"--batch: event {seq} handed no journal over. List those that did: ccmcost ledger "
            "list --kind handed-over."
        )
    event, body = found.event, found.body
    openings = not body.coding.get("openings_in_accounts")
    lines = journal_lines(books.ledger, body.first, body.last, openings)
    journal = Journal(
        body.first, body.last, tuple(lines), body.coding, body.partners, with_marks(body.csv)
    )
    undone_by, is_same = reversed_by(books.ledger, seq), sha256_of(journal) == body.sha256
    kept = journals(books.workspace)
    paths = _written(event, journal, undone_by, [out or kept], kept)
    return HandOver(event, journal, paths, undone_by, is_same)


def _written(
    event: Event, journal: Journal, undone_by: int | None, folders: Sequence[Path], kept: Path
) -> tuple[str, ...]:
    """The paths of the files of a hand-over, written into each folder; `kept` remembers them."""
    stem, day = _stem(event.seq, undone_by), day_of(event.recorded_at[:10])
    told = english("journal")("by_event", event=event)
    files = {
        f"{stem}.csv": journal_csv(journal),
        f"{stem}.xlsx": journal_xlsx(journal, day, told),
    }
    paths = tuple(path for folder in folders for path in _publish(folder, files))
    copies, places = _copies(kept), (each.absolute() for each in folders)
    new = {(str(event.seq), str(each)) for each in places if each != kept.absolute()} - {*copies}
    if new:
        _publish(kept, {_COPIES: csv_text(("event", "folder"), (*copies, *sorted(new))).encode()})
    return paths


_COPIES = "copies.csv"
"""Where the journals that are kept went besides: the event that handed one over, and the folder."""


def _copies(kept: Path) -> list[tuple[str, str]]:
    with suppress(OSError, UnicodeDecodeError, csv.Error):
        found = csv.reader((kept / _COPIES).read_text(encoding="utf-8").splitlines())
        return [(row[0], row[1]) for row in found if len(row) > 1 and row[0].isdecimal()]
    return []


def _stem(seq: int, undone_by: int | None) -> str:
    """What the files of a hand-over are called; of one that was taken back, the name says so."""
    return f"journal-{seq:04d}" + (f"-taken-back-by-{undone_by:04d}" if undone_by else "")


def _publish(
    folder: Path, files: Mapping[str, bytes], without: Collection[str] = ()
) -> tuple[str, ...]:
    about = {"document": "journal"}
    return publish_beside(folder, files, about, lambda name: name not in without, SECRET)


def set_apart(workspace: Workspace, seq: int, undone_by: int) -> tuple[list[str], list[str]]:
    """Rename the files of a hand-over that was taken back, wherever they were written, so that
    nobody posts them. Returns the new paths, and the folders where they no longer stand or cannot
    be renamed.
    """
    kept, renamed, others = journals(workspace), list[str](), list[str]()
    copies = [Path(place) for event, place in _copies(kept) if int(event) == seq]
    for folder in (kept, *map(Path, map(shown_path, copies))):
        paths: Sequence[str] = ()
        with suppress(WriteError, OSError):
            paths = _set_apart(folder, seq, undone_by)
        renamed += paths
        others += [] if paths or folder == kept else [folder.as_posix()]
    return renamed, others


def _set_apart(folder: Path, seq: int, undone_by: int) -> Sequence[str]:
    stem = _stem(seq, None)
    files = {f"{stem}{end}": folder / f"{stem}{end}" for end in (".csv", ".xlsx")}
    found = {name: path.read_bytes() for name, path in files.items() if path.is_file()}
    renamed = {
        name.replace(stem, _stem(seq, undone_by)): content for name, content in found.items()
    }
    made = manifest_in(folder)
    is_ours = made is not None and made[1].get("document") == "journal"
    return _publish(folder, renamed, found) if found and is_ours else ()
