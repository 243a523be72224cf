"""Where things are: the data folder in use, the packaged copy behind it, and the reports folder."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ccmcost.errors import UsageError
from ccmcost.model.source import Origin
from ccmcost.text import quoted

MARK = "convention.toml"
LEDGER = "ledger.sqlite"
GENERAL = ("states.csv", "state_names.csv", "state_order.csv", "organizations.csv", "un_scale/")
"""Data of the United Nations, not of one convention: any data folder may leave them to the packaged
copy.
"""

_HERE = Path(__file__).resolve().parent


def packaged_data() -> Path:
    """The data folder that came with ccmcost: inside the installed package,
    or the source tree's own.
    """
    inside = _HERE / "_data"
    return inside if inside.is_dir() else _HERE.parent / "data"


def manual_pages() -> dict[str, Path]:
    """The pages of the manual by topic, in order: those in the installed package,
    or the source tree's own.
    """
    inside = _HERE / "_docs"
    folder = inside if inside.is_dir() else _HERE.parent / "docs"
    return {path.stem: path for path in sorted(folder.glob("*.md"))}


def packaged_templates() -> Path:
    """The DOCX templates that came with ccmcost, a folder for each language."""
    return _HERE / "assets" / "docx"


def packaged_skeleton() -> Path:
    """The data folder of a convention of which nothing is known yet."""
    return _HERE / "assets" / "skeleton"


class Workspace(NamedTuple):
    """`data` is searched before `packaged`, file by file; they are the same folder when no
    workspace is in use.

    `day` is the day that this run's documents carry, if they carry one: States are called as they
    were called on it.
    """

    data: Path
    packaged: Path
    day: date | None = None

    @property
    def is_packaged(self) -> bool:
        """Whether the data in use are the packaged copy."""
        return self.data == self.packaged

    @property
    def origin(self) -> Origin:
        """What files of the data folder in use are called in a manifest."""
        return "package" if self.is_packaged else "workspace"

    @property
    def reports(self) -> Path:
        """Where results go unless the command says otherwise: beside the ledger of an office's
        workspace, wherever the command is given; without one, in the current folder.
        """
        return Path(shown_path(self.data.parent / "reports") if self.has_ledger else "reports")

    @property
    def ledger(self) -> Path:
        """The ledger, beside the data folder."""
        return self.data.parent / LEDGER

    @property
    def has_ledger(self) -> bool:
        """Whether this is an office's workspace with a ledger."""
        return not self.is_packaged and self.ledger.is_file()

    @property
    def notices(self) -> Path:
        """Where issued notices live, beside the data folder; one folder a year."""
        return self.data.parent / "notices"

    @property
    def backups(self) -> Path:
        """Where copies of the ledger are kept, one from before each issue,
        beside the data folder.
        """
        return self.data.parent / "backups"

    @property
    def drafts(self) -> Path:
        """Where issues that one person prepared wait for the approval of another, beside the data
        folder.
        """
        return self.data.parent / "drafts"

    @property
    def templates(self) -> Path:
        """Where an office keeps the DOCX templates that it edited, beside the data folder;
        a folder for each language.
        """
        return self.data.parent / "templates"

    def folders(self, name: str) -> tuple[tuple[Path, Origin], ...]:
        """The folders to look for a file of this name, in order.

        A folder for another convention takes nothing but the general files from the packaged copy.
        """
        if self.is_packaged:
            return ((self.data, "package"),)
        if self.may_fall_back(name):
            return ((self.data, "workspace"), (self.packaged, "package"))
        return ((self.data, "workspace"),)

    def may_fall_back(self, name: str) -> bool:
        """Whether a file of this name may come from the packaged copy."""
        return name.startswith(GENERAL) or self._same_convention()

    def _same_convention(self) -> bool:
        mark = self.data / MARK
        return not mark.is_file() or _convention_id(mark) == _convention_id(self.packaged / MARK)

    def writable_data(self) -> Path:
        """The data folder for a command that writes data; refuses the packaged copy."""
        if self.is_packaged:
            raise UsageError(
                f"the data in use are the packaged copy ({shown_path(self.data)}), which "
                "commands do not change. "
                'Run "ccmcost init" to make a workspace of your own, then run this command in it.'
            )
        return self.data


def _convention_id(path: Path) -> str:
    match = re.search(rb'^id\s*=\s*"([^"]*)"', path.read_bytes(), re.MULTILINE)
    return match[1].decode("utf-8", "replace") if match else ""


def open_workspace(data: Path | str | None = None, day: date | None = None) -> Workspace:
    """The workspace of `data`, else of CCMCOST_DATA, else of ./data if it holds convention.toml,
    else the packaged copy.

    `day` is that of the documents to come; without one the clock's day decides what States are
    called.
    """
    packaged = packaged_data()
    chosen = data or os.environ.get("CCMCOST_DATA")
    if chosen:
        return Workspace(
            _named_folder(Path(chosen), "--data" if data else "CCMCOST_DATA"), packaged, day
        )
    here = Path("data")
    return Workspace(here.resolve() if (here / MARK).is_file() else packaged, packaged, day)


def _named_folder(folder: Path, named_by: str) -> Path:
    known = (
        MARK,
        "states.csv",
        "meetings.toml",
        "costs.toml",
        "treaty_status.csv",
        "un_scale",
        "participants",
        "rules",
    )
    if not is_folder(folder):
        raise UsageError(
            f'{named_by}: there is no folder "{quoted(str(folder))}". Run "ccmcost init" to make a '
            "workspace."
        )
    if not any((folder / name).exists() for name in known):
        inside = f' Did you mean "{folder / "data"}"?' if (folder / "data" / MARK).is_file() else ""
        raise UsageError(
            f'{named_by}: "{quoted(str(folder))}" is no data folder: it holds none of '
            f"{', '.join(known)}.{inside}"
        )
    return folder.resolve()


def relied_on(path: Path) -> str:
    """What an office relies on at, around or above a path, in words; empty if results may be
    written there.

    The ledger with what SQLite keeps beside it, the data, the issued notices and the templates, of
    any workspace and by any spelling of the path: results never go there, whatever a command was
    told.
    """
    path = Path(os.path.realpath(path))
    if path.name.lower().lstrip(".").startswith(LEDGER) and (
        is_there(path.parent / LEDGER) or is_there(path.parent / "data" / MARK)
    ):
        return "the ledger of a workspace"
    if is_there(path / LEDGER):
        return "a workspace itself"
    for place in (path, *path.parents):
        if is_there(place / MARK):
            return f"the data folder {shown_path(place)}"
        for name in ("data", "notices", "templates"):
            if is_there(place.parent / LEDGER) and _is_same(place, place.parent / name):
                return f"the folder {shown_path(place)} of a workspace"
    return ""


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether a file or folder is there; a name that none can have is not, where pathlib raises."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder."""
    return is_there(path) and path.is_dir()


def shown_path(path: Path) -> str:
    """A path as a person would call it: relative to the current folder when it lies inside."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)
