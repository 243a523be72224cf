"""Reads each file once, remembers what was read, and turns unreadable files into findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, TypeVar, cast

from ccmcost.findings import Findings
from ccmcost.model.source import Origin, SourceFile, own_content
from ccmcost.text import hidden_in
from ccmcost.workspace import Workspace, is_folder, is_there, packaged_templates, shown_path

T = TypeVar("T")
LARGEST_FILE = 20 * 1024 * 1024
REMEMBERED = 200_000
"""What a smaller file says is found out once, however often a process reads it."""
_KNOWN: dict[Hashable, Any] = {}
_MOST_KNOWN = 32


def once(
    source: SourceFile | None,
    findings: Findings,
    key: Hashable,
    read: Callable[[SourceFile | None, Findings], T],
) -> T:
    """What `read` makes of a file, or has made of the same content: the `key` says all else that
    it depends on. Nobody changes it; where something is wrong with a file, it is read again.
    """
    if source is None or len(source.content) > REMEMBERED:
        return read(source, findings)
    at = (key, source.content)
    known = _KNOWN.get(at, _KNOWN)
    if known is not _KNOWN:
        return cast(T, known)
    own = Findings()
    found = read(source, own)
    if not [*own]:
        # pages are made in threads: no step may rest on what the one before it saw
        for oldest in [*_KNOWN][:1] if len(_KNOWN) >= _MOST_KNOWN else ():
            _KNOWN.pop(oldest, None)
        _KNOWN[at] = found
    findings.take(own)
    return found


class Reader:
    """The one way files come in. `sources` lists every file that was read, in order of name."""

    def __init__(self, workspace: Workspace, findings: Findings | None = None) -> None:
        self.workspace = workspace
        self.findings = Findings() if findings is None else findings
        self._read: dict[tuple[str, Origin, str], SourceFile] = {}

    @property
    def sources(self) -> tuple[SourceFile, ...]:
        """Every file that was read."""
        return tuple(self._read[key] for key in sorted(self._read))

    def file(self, name: str, required: bool = True) -> SourceFile | None:
        """A file of the data folder (`un_scale/notional.csv`), workspace before package;
        None and a finding if missing.
        """
        for folder, origin in self.workspace.folders(name):
            path = folder / name
            if path.is_file():
                return self._load(path, name, origin)
        if required:
            place = shown_path(self.workspace.data / name)
            todo = (
                "Restore it from the packaged copy."
                if self.workspace.may_fall_back(name)
                else "The packaged copy is another convention's: take nothing from it. "
                '"ccmcost init DIR --convention ID" makes a folder with an empty one.'
            )
            self.findings.error("file-missing", f"the data folder has no {name}. {todo}", place)
        return None

    def stands(self, name: str) -> bytes:
        """What stands in the workspace's own folder under this name, as it was read; empty if
        nothing does.
        """
        return own_content(self.file(name, required=False))

    def has_changed(self, name: str) -> bool:
        """Whether a file of the data folder is another one by now than the one that was read."""
        read, now = self.file(name), Reader(self.workspace).file(name)
        return read is not None and (now is None or now.content != read.content)

    def given(self, path: Path) -> SourceFile | None:
        """A file that the user named; None and a finding if it cannot be read."""
        if is_folder(path) or not is_there(path):
            what = "is a folder, not a file" if is_folder(path) else "does not exist"
            self.findings.error(
                "file-missing", f"the file {what}. Check the name and the folder.", str(path)
            )
            return None
        return self._load(path, path.name, "command line", str(path))

    def template(self, name: str) -> SourceFile | None:
        """A DOCX template (`fr/cover.docx`): that of the workspace, else the packaged one;
        None and a finding if neither.
        """
        own = self.workspace.templates / name
        if not self.workspace.is_packaged and own.is_file():
            return self._load(own, f"templates/{name}", "workspace")
        packaged = packaged_templates() / name
        return self._load(packaged, f"templates/{name}", "package")

    def names(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Names of the files with a suffix in a folder of the data folder, sorted,
        workspace and package together.
        """
        found: set[str] = set()
        for root, _ in self.workspace.folders(folder + "/"):
            here = root / folder
            if here.is_dir():
                found.update(
                    path.name
                    for path in here.iterdir()
                    if path.name.endswith(suffix) and path.is_file()
                )
        return tuple(sorted(found))

    def _load(self, path: Path, name: str, origin: Origin, shown: str = "") -> SourceFile | None:
        shown = shown or shown_path(path)
        if (name, origin, shown) in self._read:
            return self._read[name, origin, shown]
        try:
            with path.open("rb") as stream:
                content = stream.read(LARGEST_FILE + 1)
        except OSError as error:
            self.findings.error(
                "file-unreadable",
                f"the file cannot be read ({error.strerror}). Check its permissions.",
                shown,
            )
            return None
        if len(content) > LARGEST_FILE:
            message = f"the file is larger than {LARGEST_FILE:,} bytes. Is it the right file?"
            self.findings.error("file-unreadable", message, shown)
            return None
        source = SourceFile(name, origin, content, shown)
        self._read[name, origin, shown] = source
        return source


def text_of(source: SourceFile, findings: Findings, windows: bool = False) -> str | None:
    """The text of a file in UTF-8, or in UTF-16 with its byte order mark; None and a finding
    otherwise.

    With `windows`, for tables that a spreadsheet program may have written, a file in neither is
    read as Windows-1252, and a warning says which of the two was taken, with the words that depend
    on it.
    """
    content = source.content
    try:
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        read = _as_windows(source, findings) if windows else None
        if read is not None:
            return read
        row = content.count(b"\n", 0, error.start) + 1
        byte = content[error.start]
        message = (
            f"byte 0x{byte:02X} is not {error.encoding.upper()}. Save the file as UTF-8 (in "
            "Excel: CSV UTF-8)."
        )
        findings.error("file-encoding", message, source.shown, row)
        return None
    if is_wide and windows:
        findings.warning("file-encoding", "the file was read as UTF-16.", source.shown)
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        findings.error(
            "file-unreadable",
            "the file holds a NUL character, so it is not a text file.",
            source.shown,
            row,
        )
        return None
    return text


def _as_windows(source: SourceFile, findings: Findings) -> str | None:
    try:
        text = source.content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    words = dict.fromkeys(word for word in re.findall(r"[\w'’-]+", text) if not word.isascii())
    if "\0" in text or any(0x80 <= ord(char) < 0xA0 for char in text):
        return None
    shown = ", ".join([*words][:8]) + (" and others" if len(words) > 8 else "")
    message = f"the file is not UTF-8. It was read as Windows-1252; look at {shown}."
    findings.warning("file-encoding", message, source.shown)
    return text


def plain_text_of(source: SourceFile, findings: Findings, windows: bool = False) -> str | None:
    """As `text_of`, without characters that make a text read otherwise than it is."""
    text = text_of(source, findings, windows)
    hidden = hidden_in(text) if text is not None else ""
    if text is not None and hidden:
        row = text.count("\n", 0, text.index(hidden)) + 1
        message = (
            f"the hidden character U+{ord(hidden):04X} makes a text read otherwise than it is. "
            "Take it out."
        )
        findings.error("file-unreadable", message, source.shown, row)
        return None
    return text
