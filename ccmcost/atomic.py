"""One file made anew under a name that is known beforehand, and a lock beside what is written.

Somebody else may have put something there under that name. Nothing is followed and nothing is
written into what is there already: a link loses its name, what it leads to stays as it was, and the
file is made new (O_EXCL and, where the system has it, O_NOFOLLOW).
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ccmcost.errors import WriteError

fcntl: Any
msvcrt: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

PATIENCE_SECONDS = 60.0
NEW = 0o666
"""The mode of a new file, before the umask."""
SECRET = 0o600
"""The mode of what only its owner may read, whatever the umask:
a ledger and its copies, the office's bank account.
"""
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def create(path: Path, content: bytes, mode: int = NEW) -> None:
    """Make a file that is not there yet and write it.
    Raises FileExistsError if anything bears the name, a link too.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, mode)
    with os.fdopen(handle, "wb") as stream:
        if mode != NEW and hasattr(os, "fchmod"):
            os.fchmod(stream.fileno(), mode)  # whatever the umask takes away
        stream.write(content)


def create_anew(path: Path, content: bytes, mode: int = NEW) -> None:
    """Like `create`, but a file or link that bears the name is taken away first;
    what a link leads to stays.
    """
    path.unlink(missing_ok=True)
    create(path, content, mode)


def is_folder(path: Path) -> bool:
    """A folder that stands there itself; a link to one does not count."""
    return path.is_dir() and not path.is_symlink()


def clear(path: Path) -> None:
    """Take away what bears a name of ours; of a link only the link goes."""
    if is_folder(path):
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def tighten(path: Path) -> None:
    """Let only the owner read a file that is there, if its mode lets others;
    a folder or a link is left alone.
    """
    with suppress(OSError):
        if is_open_to_others(path):
            path.chmod(SECRET)


def is_open_to_others(path: Path) -> bool:
    """Whether others than the owner may read or write a file;
    never on a system without such modes.
    """
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return os.name == "posix" and stat.S_ISREG(mode) and bool(mode & 0o077)


def mode_of(path: Path) -> int:
    """The mode that a file has and its successor keeps; NEW if there is none."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode) & 0o777
    return NEW


def is_in_use(path: Path, error: OSError | None = None) -> bool:
    """Whether a file cannot even take the name that it has; to ask changes nothing."""
    if error is not None and not isinstance(error, PermissionError):
        return False
    try:
        os.rename(path, path)
    except PermissionError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Nobody else writes `target` meanwhile.
    Raises WriteError if another one does so for PATIENCE_SECONDS.
    """
    path = target.with_name(f".{target.name}.lock")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        handle = _lock_file(path)
        if _is_current(handle, path) and _try_lock(handle) and _is_current(handle, path):
            break
        os.close(handle)
        if time.monotonic() > deadline:
            raise WriteError(
                f"another ccmcost has been writing to {target} for a minute. Try again when it "
                "is done."
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        try:
            if fcntl is not None:  # Windows removes no file that is open
                with suppress(OSError):  # what was done is done; the next one takes the lock
                    path.unlink(missing_ok=True)
        finally:
            os.close(handle)


def lock_for_life(path: Path) -> int | None:
    """Lock a file until this process ends, however it does, or the handle that is given is closed;
    None if another process has it.
    """
    handle = _lock_file(path)
    if _try_lock(handle) and _is_current(handle, path):
        return handle
    os.close(handle)
    return None


def _lock_file(path: Path) -> int:
    """The lock, opened, made if need be.
    A link is no lock: its name is taken from it, and it is not followed.
    """
    if path.is_symlink():
        path.unlink(missing_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, NEW)


def _is_current(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _try_lock(handle: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True
