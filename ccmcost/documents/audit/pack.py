"""`audit-pack`: all that an auditor needs of a meeting, from the ledger, with the proof that it can
be computed again; its index, one page without script; and the pack as a folder or a ZIP file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from ccmcost import __version__
from ccmcost.accounts.books import Books
from ccmcost.documents.audit import bank, basis, billed_in, register
from ccmcost.documents.audit.basis import Again, again
from ccmcost.errors import TieOutError, UsageError, WriteError
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import last_issue, unplaced, was_carried_over
from ccmcost.load.participants import list_status
from ccmcost.manifest import NAME, parsed, publish_folder, with_manifest
from ccmcost.model.meeting import Meeting
from ccmcost.publish import write_file
from ccmcost.tables.page import render
from ccmcost.tables.records import to_csv
from ccmcost.tables.table import Column, Row, Table, on_page
from ccmcost.words.numbers import day as day_words
from ccmcost.words.numbers import days as days_words
from ccmcost.words.numbers import in_words
from ccmcost.words.speaker import Speaker


class Pack(NamedTuple):
    """An audit pack: its files but index and manifest, and what the index says of them.

    `remarks` are what an auditor must see first: what is not as it was at issue. `tables` stand on
    the index.
    """

    title: str
    as_of: date
    events: int
    last_hash: str
    meetings: tuple[Meeting, ...]
    remarks: tuple[str, ...]
    tables: tuple[Table, ...]
    checks: tuple[bank.Check, ...]
    again: tuple[Again, ...]
    files: Mapping[str, bytes]

    @property
    def about(self) -> dict[str, object]:
        """What its manifest says of it."""
        document = f"audit pack of {', '.join(meeting.id for meeting in self.meetings)}"
        ledger = {"events": self.events, "last_hash": self.last_hash}
        return {"as_of": self.as_of.isoformat(), "document": document, "ledger": ledger}


def compose(
    books: Books, name: str, alone: bool, as_of: date, problems: Callable[[], Sequence[str]]
) -> Pack:
    """The pack of a meeting or billing group, computed again and tied out with tolerance zero.

    `problems` tells what is wrong with the ledger and its documents, if anything is.
    Raises UsageError for a meeting that was never issued, WriteError for a ledger or documents that
    are not sound, TieOutError if sums or amounts differ.
    """
    wish = name.strip().lower()
    meetings, remarks = _issued(books, wish, alone)
    _need_sound(problems())
    unidentified = frozenset(each.event for each in unplaced(books.ledger))
    known = register.own_events(books, frozenset(meetings), unidentified)
    issued = billed_in(known, meetings)
    found = basis.inputs(books, issued)
    notices = register.register(books, known, meetings)
    received, others = bank.receipts(known, meetings), bank.others(known, meetings)
    of_meeting = (bank.checks(books, each, notices, received, others) for each in meetings)
    checks = tuple(chain.from_iterable(of_meeting))
    for check in checks:
        if not check.holds:
            raise TieOutError(
                f"{check.what}: {check.one} and {check.other}; the audit pack was not written."
            )
    files = {f"data/{each}": source.content for each, source in found.files.items()}
    for each in issued:
        files |= basis.basis_files(books, each)
    done = again(issued, files, found.changed)
    documents, sent = register.documents(books, known)
    tables = (
        basis.decisions(issued),
        register.costs(books, meetings, known),
        basis.lists(found, issued),
        found.sheet,
        notices,
        documents,
        received,
        others,
        bank.unidentified(books),
        bank.balances(books, meetings),
        register.approvals(known),
        register.journals(books),
    )
    files |= sent | register.event_files(known)
    for table in (*tables, bank.movements(books, meetings), register.chain(books, known)):
        files[table.name] = to_csv(table).encode()
    return Pack(
        _title(books, wish, meetings),
        as_of,
        *head(books.ledger),
        tuple(books.meetings[meeting] for meeting in meetings),
        (*remarks, *_not_as_issued(found.changed, done)),
        tables,
        checks,
        done,
        files,
    )


def _need_sound(problems: Sequence[str]) -> None:
    if problems:
        told = "; ".join(problems[:5]) + ("; and more" if len(problems) > 5 else "")
        raise WriteError(
            "the audit pack was not written, because the ledger or its documents have faults: "
            f"{told}. See: ccmcost ledger verify."
        )


def _issued(books: Books, wish: str, alone: bool) -> tuple[tuple[str, ...], list[str]]:
    """The meetings of the pack, and remarks on those of a group that were never issued.
    Raises UsageError if none was.
    """
    group = tuple(each.id for each in books.meetings.values() if each.billing_group == wish)
    asked = group if len(group) > 1 and not alone else (books.meeting(wish),)
    issued = tuple(each for each in asked if last_issue(books.ledger, each) is not None)
    missing = [_missing(books, each) for each in asked if each not in issued]
    if not issued:
        raise UsageError("there is nothing to audit yet.\n" + "\n".join(missing))
    return issued, missing


def _missing(books: Books, meeting: str) -> str:
    """What a meeting that was never issued lacks."""
    if was_carried_over(books.ledger, meeting):
        return (
            f"{meeting}: its bills were carried over into the ledger. ccmcost did not calculate "
            "them, so they cannot be recalculated. For its accounts: ccmcost status --meeting "
            f"{meeting} --all."
        )
    versions = books.data.costs.get(meeting, ())
    listed = books.data.file(f"participants/{meeting}.csv", required=False)
    status = list_status(listed, books.data.findings) if listed else ""
    lacks = []
    if books.meetings[meeting].day is None:
        lacks.append("an opening day")
    if not versions or versions[-1].status in ("illustrative", "given"):
        lacks.append(f"an adopted cost (ccmcost cost set {meeting})")
    if status != "official":
        lacks.append(
            f"an official list (ccmcost import participants; the list is {status or 'missing'})"
        )
    lacks.append(f"an issue (ccmcost issue {meeting})")
    return f"No notices have been issued for {meeting}. Missing: {'; '.join(lacks)}."


def _title(books: Books, wish: str, meetings: tuple[str, ...]) -> str:
    named = books.meetings.get(wish) or books.meetings[meetings[-1]]
    others = len(meetings) - 1
    counted = f"{in_words(others, 'en')} meeting{'s' if others > 1 else ''}"
    return named.name + (f" and {counted} billed with it" if others else "")


def _not_as_issued(
    changed: Mapping[str, tuple[str, ...]], done: tuple[Again, ...]
) -> Iterator[str]:
    """What is no longer as it was at an issue, and whether amounts can still be computed again."""
    for each, names in zip(done, changed.values(), strict=True):
        if names:
            yield (
                f"event {each.event}, {each.meeting}: changed since the issue or no longer "
                f"available: {', '.join(names)} (sources.csv)."
            )
    for each in done:
        if not each.done:
            yield (
                f"event {each.event}, {each.meeting}: the present data do not give the issued "
                f"amounts exactly; the issued amounts are in {each.amounts}."
            )


_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP file can hold; a pack's bytes depend on no clock but --as-of."""
_NEVER_BROKEN = frozenset(
    {
        *("number", "meeting", "rule", "scale", "recorded_at"),
        *("value_date", "issued_on", "pay_by", "adopted_on", "taken_in"),
    }
)


def audit_page(pack: Pack, books: Books) -> bytes:
    """The page as UTF-8. Everything in it is text: names and references are escaped."""
    words = Speaker("en", books.convention, books.states)
    worked = [(each, each.worked) for each in pack.again if each.worked is not None]
    return render(
        "audit.html.j2",
        lang="en",
        dir="ltr",
        pack=pack,
        convention=books.convention.name,
        made=f"{day_words(pack.as_of)}, by ccmcost {__version__}",
        meetings=[(each, days_words(each.dates) if each.dates else "") for each in pack.meetings],
        tables=[_table(table) for table in pack.tables],
        worked=[(each, amount, words.sentences(amount.steps)) for each, amount in worked],
        files=words.shown(len(pack.files) + 1),
    )


def _table(table: Table) -> dict[str, Any]:
    shown = table.shown("page")

    def cells(row: Row) -> list[dict[str, str]]:
        texts = [
            on_page(cell, column, "en") for cell, column in zip(row, shown.columns, strict=True)
        ]
        return [
            {"text": text, "kind": _kind(column)}
            for text, column in zip(texts, shown.columns, strict=True)
        ]

    return {
        "file": table.name,
        "title": table.title,
        "note": " ".join(table.notes),
        "cut": shown.columns != table.columns,
        "heads": [
            {"text": column.heading, "kind": "amount" if column.right else ""}
            for column in shown.columns
        ],
        "rows": [cells(row) for row in shown.rows],
        "foot": [cells(row) for row in shown.foot],
    }


def _kind(column: Column) -> str:
    """The class of its cells in the style sheet."""
    if column.right:
        return "amount"
    if column.name.endswith("sha256"):
        return "hash"
    return "path" if column.name == "file" else "whole" if column.name in _NEVER_BROKEN else ""


def write_pack(pack: Pack, books: Books, target: Path, zipped: bool) -> Path:
    """Write the pack to the folder `target`, or beside it as `target.zip`; all or nothing.
    Returns the path.
    """
    files = {**pack.files, "index.html": audit_page(pack, books)}
    if not zipped:
        publish_folder(target, files, pack.about)
        return target
    path = target if target.suffix == ".zip" else target.with_name(target.name + ".zip")
    if path.is_dir():
        raise WriteError(f"{path} is a folder. Choose another name with --out.")
    content = zip_bytes(with_manifest(files, pack.about))
    write_file(path, content, lambda earlier: _document_of(earlier) == pack.about["document"])
    return path


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file with the same bytes everywhere: sorted, one time stamp,
    stored (the PDFs in it are compressed already).
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _document_of(content: bytes) -> object:
    """What the manifest in a ZIP file says that its files are together;
    None if it is no ZIP file of ccmcost.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            document = parsed(archive.read(NAME))
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return None
    return document.get("document") if document else None
