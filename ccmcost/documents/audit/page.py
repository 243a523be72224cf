"""The index of an audit pack, one page without script, and the pack as a folder or a ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ccmcost import __version__
from ccmcost.accounts.books import Books
from ccmcost.documents.audit.pack import Pack
from ccmcost.errors import WriteError
from ccmcost.manifest import NAME, parsed, publish_folder, with_manifest
from ccmcost.publish import write_file
from ccmcost.tables.page import render
from ccmcost.tables.table import Column, Row, Table, on_page
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import day_words, days_words

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP file can hold; a pack's bytes depend on no clock but --as-of."""
_NEVER_BROKEN = frozenset({"number", "value_date", "issued_on", "pay_by", "adopted_on", "taken_in"})


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
        files=len(pack.files) + 1,
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
        "note": table.notes[0],
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
