"""What stands in the data folder of one convention and is another's: what a copy that was only
renamed leaves behind, and what would bill the wrong States without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ccmcost.load.convention import packaged_convention
from ccmcost.load.data import Data
from ccmcost.load.office import CONTACTS
from ccmcost.model.convention import Convention
from ccmcost.workspace import GENERAL, MARK

_TEXT = (".csv", ".toml")
_COMMENT = re.compile(r"^\s*#|\s# .*$")


def check_foreign(data: Data) -> None:
    """A finding for each file that is that of the convention whose data came with ccmcost, or that
    names it, in a folder of another one.
    """
    workspace, packaged = data.workspace, packaged_convention()
    if workspace.is_packaged or data.convention.id == packaged.id:
        return
    for path in sorted(workspace.data.rglob("*")):
        name = path.relative_to(workspace.data).as_posix()
        if path.suffix not in _TEXT or not path.is_file() or name.startswith((*GENERAL, CONTACTS)):
            continue
        place = next((each.shown for each in data.sources if each.name == name), name)
        if _is_copy(path, workspace.packaged / name):
            message = f"this is the file of the {packaged.name}, unchanged. {_TODO[name == MARK]}"
            data.findings.error("data-foreign", message, place)
            continue
        rows = list(_naming(path, packaged))
        if rows:
            also = f", and {len(rows) - 1} lines below as well" if len(rows) > 1 else ""
            message = f'"{rows[0][1]}" is of the {packaged.name}{also}. {_TODO[name == MARK]}'
            data.findings.error("data-foreign", message, place, rows[0][0])


_TODO = {
    False: "Replace it by data of this convention, each with its own source, or take it out.",
    True: "Say what is this convention's own.",
}


def _is_copy(path: Path, packaged: Path) -> bool:
    """Whether a file is the packaged one; what holds no data (comments, a heading) is nobody's."""
    if not packaged.is_file() or packaged.name in _FORMS:
        return False
    lines = [line for line in path.read_text("utf-8", "replace").splitlines() if line.strip()]
    said = [line for line in lines if not _COMMENT.match(line)]
    return len(said) > 1 and path.read_bytes() == packaged.read_bytes()


_FORMS = ("accounts.toml", "issuer.toml")
"""Files that the packaged copy holds empty, for an office to fill in."""


def _naming(path: Path, convention: Convention) -> Iterator[tuple[int, str]]:
    """The lines of a file that name a convention, a document of it or a source of its data."""
    sources = (
        convention.treaty_status_source.partition(", as at")[0],
        convention.cost_article.source,
        convention.appeal.source if convention.appeal else "",
    )
    words = [*convention.names.values(), *filter(None, sources)]
    named = [re.escape(word) for word in words]
    prefix, chapter = re.escape(convention.prefix), re.escape(convention.treaty_chapter)
    named += [rf"\b{prefix}/\w[\w./]*", rf"\b{chapter}\b(?!-)"]
    wanted = re.compile("|".join(named))
    for row, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        if found := wanted.search(_COMMENT.sub("", line)):
            yield row, found[0][:80]
