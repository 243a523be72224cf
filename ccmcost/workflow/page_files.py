"""The folder of the pages: a page takes the place of its own predecessor, and the index names the pages that are there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from ccmcost.manifest import NAME, SPECIMEN, kept_outputs, made_here, refuse_other_work, with_manifest
from ccmcost.publish import replacing
from ccmcost.render.page_index import index_html
from ccmcost.statement.page import IndexRow
from ccmcost.workflow.register import Register

INDEX = "index.html"
DOCUMENT = "pages"


class Made(NamedTuple):
    """Pages by file name, the ids of the meetings whose earlier pages they replace, and the language of the index."""

    files: Mapping[str, bytes]
    meetings: frozenset[str]
    language: str


def has_index(folder: Path) -> bool:
    """Whether the folder holds an index that ccmcost made, which must be kept true."""
    return INDEX in (made_here(folder) or ())


def write_pages(made: Made, folder: Path, register: Register | None) -> tuple[str, ...]:
    """Write the pages, with an index if there is a register, all or nothing; returns the paths. Raises WriteError."""
    refuse_other_work(folder, DOCUMENT)
    files = dict(made.files)
    replaced = {name for meeting in made.meetings for name in _names(meeting)} | {INDEX, NAME}
    with replacing(folder, made_here, keep=lambda name: name not in replaced) as staging:
        kept = kept_outputs(folder, lambda name: name not in replaced)
        if register is not None:
            there = {*(each["path"] for each in kept), *files}
            files[INDEX] = index_html(register.convention, register.states, _rows(register, there), made.language)
        written = with_manifest(files, {"document": DOCUMENT}, kept=kept)
        for name, content in sorted(written.items()):
            staging.write(name, content)
    return tuple((folder / name).as_posix() for name in sorted([*files, NAME]))


def _names(meeting: str) -> tuple[str, str]:
    return f"{meeting}.html", f"{SPECIMEN}{meeting}.html"


def _rows(register: Register, files: Collection[str]) -> tuple[IndexRow, ...]:
    rows = []
    for entry in register.entries:
        there = [name for name in _names(entry.meeting.id) if name in files]
        rows.append(IndexRow(entry.meeting, there[0] if there else "", bool(there) and there[0].startswith(SPECIMEN)))
    return tuple(rows)
