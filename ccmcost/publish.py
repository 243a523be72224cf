"""The only way files reach an output folder: a lock, a staging folder beside the target, a swap, recovery.

A folder is replaced as a whole. The steps, each of which may be the last one before a crash:

    1. write everything into `.NAME.new`       crash: the next run removes it
    2. rename NAME to `.NAME.old`              crash: the next run renames `.NAME.new` to NAME (it is complete)
    3. rename `.NAME.new` to NAME              crash: the next run removes `.NAME.old`
    4. remove `.NAME.old`

Files, links and empty folders in the folder that ccmcost did not make are carried over; they are never removed.
A single file is written as `.NAME.new` under the same lock and renamed; what a crash leaves of it, the next write takes
away.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from ccmcost.deeds import remember_written
from ccmcost.errors import WriteError
from ccmcost.interrupt import held
from ccmcost.workspace import LEDGER, relied_on

fcntl: Any
msvcrt: Any
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
    import msvcrt

PATIENCE_SECONDS = 60.0
LONGEST_SHOWN = 1_000
Owned = Callable[[Path], "frozenset[str] | None"]
"""Tells which files of a folder ccmcost made, as relative paths; None if it did not make the folder."""


class Staging:
    """The folder that will take the place of the target; `write` is the only way in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: bytes) -> None:
        """Write one file, by its path relative to the target."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise WriteError(f"{name!r} would lie outside the folder. Check ids and prefixes of the data.")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def refuse_relied_on(target: Path) -> None:
    """Raise WriteError if results written to `target` would take the place of what an office relies on."""
    place = relied_on(target)
    if place:
        raise WriteError(
            f"{target} belongs to {place}, where results are never written. Nothing was written. Choose another place."
        )


@contextmanager
def replacing(
    target: Path, owned: Owned, keep: Callable[[str], bool] | None = None, part_of_workspace: bool = False
) -> Iterator[Staging]:
    """Replace the folder `target` by what is written to the staging, all or nothing.

    `keep` says which of ccmcost's own earlier files stay (none by default). Raises WriteError, with the target as it was,
    if the folder cannot be written, holds files but none of ccmcost's, or belongs to what an office relies on; only
    `part_of_workspace` (for the command that makes a workspace) writes there.
    """
    if not part_of_workspace:
        refuse_relied_on(target)
    try:
        target = Path(os.path.realpath(target))  # a link stays, and what it leads to is replaced
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            _recover(target)
            ours = _ours(target, owned)
            staging = Staging(_new(target))
            shutil.rmtree(staging.folder, ignore_errors=True)
            staging.folder.mkdir()
            try:
                yield staging
                _carry_over(target, staging.folder, ours, keep)
                _swap(target)
            except BaseException:
                _undo(target)
                raise
    except OSError as error:
        where = str(error.filename or target)
        where = where if len(where) < LONGEST_SHOWN else f"{where[: LONGEST_SHOWN // 2]}..."
        raise WriteError(
            f"cannot write to {where}: {error.strerror or error}. What was there before is unchanged. "
            f"Check permissions and free space, or choose another folder."
        ) from error


Ours = Callable[[bytes], bool]
"""Tells from the content of a file whether the same command wrote it."""


def write_file(path: Path, content: bytes, ours: Ours | None = None) -> None:
    """Replace one file atomically: written beside it, then renamed over it. Raises WriteError.

    A path that a person named comes with `ours`: then nothing is written where an office relies on what is there, and a file
    that exists is replaced only if the same command wrote it. Without it, the path is ccmcost's own (data, registers).
    """
    if ours is not None:
        refuse_relied_on(path)
    try:
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            if ours is not None:
                _refuse_foreign(path, ours)
            beside = _new(path)
            try:
                beside.write_bytes(content)
                with held():
                    os.replace(beside, path)
                    remember_written(path.name)
            finally:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror}. What was there before is unchanged.") from error


def _refuse_foreign(path: Path, ours: Ours) -> None:
    if path.exists() and not (path.is_file() and ours(path.read_bytes())):
        raise WriteError(
            f"{path} exists, and this command did not write it. It was left as it is. Choose another name, or move it away."
        )


def _new(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _recover(target: Path) -> None:
    new, old = _new(target), _old(target)
    if old.exists() and not target.exists():
        os.rename(new if new.exists() else old, target)
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _undo(target: Path) -> None:
    """Put the old folder back before anything of the new one goes: a half-removed one must never pass for complete."""
    new, old = _new(target), _old(target)
    if old.exists() and not target.exists():
        os.rename(old, target)
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _ours(target: Path, owned: Owned) -> frozenset[str]:
    if not target.exists():
        return frozenset()
    if not target.is_dir():
        raise WriteError(f"{target} is a file, not a folder. Choose another folder.")
    ours = owned(target)
    if ours is None and any(target.iterdir()):
        raise WriteError(f"{target} holds files that ccmcost did not make. Choose a new or empty folder.")
    return ours or frozenset()


def _carry_over(target: Path, staging: Path, ours: frozenset[str], keep: Callable[[str], bool] | None) -> None:
    if not target.is_dir():
        return
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        place = staging / name
        stays = name not in ours or (keep is not None and keep(name))
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                place.mkdir(parents=True, exist_ok=True)
        elif path.name == LEDGER:
            raise WriteError(f"{target} holds a workspace with a ledger ({path}). Choose another folder.")
        elif stays and (path.is_symlink() or path.is_file()) and not os.path.lexists(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place, follow_symlinks=False)


def _swap(target: Path) -> None:
    if target.exists():
        os.rename(target, _old(target))
    os.rename(_new(target), target)
    shutil.rmtree(_old(target), ignore_errors=True)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    path = target.with_name(f".{target.name}.lock")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        stream = path.open("a+b")
        if _try_lock(stream) and _is_current(stream, path):
            break
        stream.close()
        if time.monotonic() > deadline:
            raise WriteError(f"another ccmcost has been writing to {target} for a minute. Try again when it is done.")
        time.sleep(0.02)
    try:
        yield
    finally:
        if fcntl is not None:  # Windows removes no file that is open
            path.unlink(missing_ok=True)
        stream.close()


def _is_current(stream: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _try_lock(stream: IO[bytes]) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True
