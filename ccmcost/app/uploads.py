"""Files that a person gave, kept in a folder of this run of the server until it ends; what a killed
one left, the next removes. Nothing looks into them here: the command does, in its process.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
import threading
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import IO
from weakref import finalize

from ccmcost.atomic import clear, lock_for_life

LARGEST = 64 * 1024 * 1024
"""The most that a request may hold; no document that can be taken in is larger."""
LONGEST_NAME = 100
"""In bytes, without its ending: a letter may take four."""
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)\d) *(\..*)?", re.IGNORECASE)
MOST = 200
"""So many files are kept; the oldest goes when another one comes."""
_PREFIX, _LOCK, _TRIES = "ccmcost-app-", "lock", 5


def safe_name(name: str) -> str:
    """The name of a file as one part of a path that harms nothing, as like the given one as can be;
    messages name the file by it.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = re.sub(r"[^\w.() -]", "_", last).strip(" .-").rpartition(".")
    stem, ending = (stem, ending[:9]) if dot else (ending, "")
    kept = stem.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .-") or "file"
    return f"{'_' if _DEVICES.fullmatch(kept) else ''}{kept}{dot}{ending.strip()}"


def _remove_left() -> None:
    """Remove the folders of servers that were killed: nobody holds their locks."""
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError):  # of another user, or gone meanwhile
            if (handle := lock_for_life(lock)) is not None:
                os.close(handle)
                clear(lock.parent)


def _own_folder() -> tuple[tempfile.TemporaryDirectory[str], int | None]:
    """A folder, and the handle of its lock: None where files cannot be locked, and then it has
    none, so that nobody takes it for one that was left.
    """
    for _ in range(_TRIES):
        folder = tempfile.TemporaryDirectory(prefix=_PREFIX)
        with suppress(OSError):  # such as gone: another server took it for one that was left
            held = lock_for_life(Path(folder.name) / _LOCK)
            if held is not None:
                return folder, held
    return tempfile.TemporaryDirectory(prefix=_PREFIX), None


class Uploads:
    """The files, each under a name that nobody can guess."""

    def __init__(self) -> None:
        _remove_left()
        self._folder, held = _own_folder()
        self._release = finalize(self, os.close, held) if held is not None else lambda: None
        self._place = re.compile(re.escape(self._folder.name) + r"[/\\][\w-]+[/\\]")
        self._paths: dict[str, Path] = {}
        self._lock = threading.Lock()

    def keep(self, name: str, content: IO[bytes]) -> str:
        """Keep a file; the name under which it is found again."""
        key = secrets.token_urlsafe(12)
        home = Path(self._folder.name) / key
        home.mkdir(mode=0o700)
        path = home / safe_name(name)
        try:
            with path.open("wb") as stream:
                while part := content.read(1 << 20):
                    stream.write(part)
        except OSError:  # a full disk
            clear(home)
            raise
        with self._lock:
            self._paths[key] = path
            over = [self._paths.pop(old) for old in [*self._paths][:-MOST]]
        for gone in over:
            gone.unlink(missing_ok=True)
            gone.parent.rmdir()
        return key

    def given(self, key: str) -> str | None:
        """Where a file lies that was given; None for a name that none has."""
        path = self._paths.get(key)
        return None if path is None else str(path)

    def name(self, key: str) -> str | None:
        """What a file is called that was given; None for a name that none has."""
        path = self._paths.get(key)
        return None if path is None else path.name

    def by_name(self, text: str) -> str:
        """A text that calls each file by its name alone, not by where it lies here."""
        return self._place.sub("", text)

    def end(self) -> None:
        """Remove all of them."""
        self._release()
        self._folder.cleanup()
