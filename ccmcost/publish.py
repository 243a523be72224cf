"""The only way files reach an output folder: a lock, a staging folder beside the target, a swap,
recovery.

A folder is replaced as a whole. The steps, each of which may be the last one before a crash:

    1. write everything into `.NAME.new`       crash: the next run removes it
    2. rename NAME to `.NAME.old`              crash: the next run renames `.NAME.new` to NAME (it
       is complete)
    3. rename `.NAME.new` to NAME              crash: the next run removes `.NAME.old`
    4. remove `.NAME.old`

Files, links and empty folders in the folder that ccmcost did not make are carried over; they are
never removed. A file that it made and a person changed since is set aside in step 1, as
`STEM-edited-DAY.SUFFIX`, and that is said. A single file is written as `.NAME.new` under the same
lock and renamed; what a crash leaves of it, the next write takes away.

The names are known beforehand; what somebody else has put there is taken away and never followed
(atomic.py).
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ccmcost.atomic import NEW, clear, create, create_anew, is_folder, is_in_use, locked, mode_of
from ccmcost.clock import as_of_day
from ccmcost.errors import Replaced, SetAside, WriteError
from ccmcost.interrupt import held, remember_written
from ccmcost.workspace import LEDGER, relied_on, shown_path

LONGEST_SHOWN = 1_000
LISTS = ("register.csv", "index.html")
"""Lists of what lies in a folder, which change with it: that they did needs no word."""
Owned = Callable[[Path], "Mapping[str, str] | None"]
"""Tells which files of a folder ccmcost made: relative path and SHA-256, empty if unknown;
None if it did not make it.
"""


class Staging:
    """The folder that will take the place of the target; `write` is the only way in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: bytes, mode: int = NEW) -> None:
        """Write one file, by its path relative to the target."""
        path = self.folder / name
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise WriteError(
                f"{name!r} would lie outside the folder. Check ids and prefixes of the data."
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        create(path, content, mode)


def refuse_relied_on(target: Path) -> None:
    """Raise WriteError if results written to `target` would take the place of what an office relies
    on.
    """
    place = relied_on(target)
    if place:
        raise WriteError(
            f"{target} belongs to {place}, where results are never written. Nothing was written. "
            "Choose another place."
        )


def refuse_place(target: Path, owned: Owned) -> None:
    """Raise WriteError if `replacing` would not write there, whatever it was given to write."""
    refuse_relied_on(target)
    target = Path(os.path.realpath(target))
    _refuse_within_file(target)
    _ours(target, owned)


@contextmanager
def replacing(
    target: Path,
    owned: Owned,
    keep: Callable[[str], bool] | None = None,
    part_of_workspace: bool = False,
) -> Iterator[Staging]:
    """Replace the folder `target` by what is written to the staging, all or nothing.

    `keep` says which of ccmcost's own earlier files stay (none by default). What a person changed
    is set aside, with a SetAside warning; that others of an earlier run were replaced by something
    else is told by a Replaced warning. Raises WriteError, with the target as it was, if the
    folder cannot be written, holds files but none of ccmcost's or one that is open in another
    program, or belongs to what an office relies on; only `part_of_workspace` (for the command that
    makes a workspace) writes there.
    """
    if not part_of_workspace:
        refuse_relied_on(target)
    try:
        target = Path(os.path.realpath(target))  # a link stays, and what it leads to is replaced
        _refuse_within_file(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target):
            _settle(target, forward=True)
            ours = _ours(target, owned)
            staging = Staging(_new(target))
            staging.folder.mkdir()
            try:
                yield staging
                aside = _carry_over(target, staging.folder, ours, keep)
                told = _replaced(target, staging.folder, ours, dict(aside))
                with held():
                    _swap(target)
                    remember_written(target.name)
            except BaseException:
                _settle(target, forward=False)
                raise
    except OSError as error:
        raise _refused(error, target) from error
    for name, kept in aside:
        edited = (
            f"{target / name} was not as ccmcost had left it; what stood there is kept as {kept}."
        )
        warnings.warn_explicit(edited, SetAside, __name__, 0)
    if told:
        warnings.warn_explicit(told, Replaced, __name__, 0)


Ours = Callable[[bytes], bool]
"""Tells from the content of a file whether the same command wrote it."""


def write_file(
    path: Path,
    content: bytes,
    ours: Ours | None = None,
    mode: int | None = None,
    told: bool = True,
) -> None:
    """Replace one file atomically: written beside it, then renamed over it. Raises WriteError.

    A path that a person named comes with `ours`: then nothing is written where an office relies on
    what is there, and a file that exists is replaced only if the same command wrote it. Without it,
    the path is ccmcost's own (data, registers). Without a `mode` the file keeps the one that it
    had; a new file has that of the umask. What is no result is not `told` when a command is cut
    short.
    """
    if ours is not None:
        refuse_relied_on(path)
    try:
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            if ours and path.exists() and not (path.is_file() and ours(path.read_bytes())):
                raise WriteError(
                    f"{path} exists, and this command did not write it. It was left as it is. "
                    "Choose another name, or move it away."
                )
            beside = _new(path)
            try:
                create_anew(beside, content, mode_of(path) if mode is None else mode)
                with held():
                    os.replace(beside, path)
                    if told:
                        remember_written(path.name)
            finally:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)
    except OSError as error:
        if is_in_use(path, error):
            raise WriteError(_IN_USE.format(path=path)) from error
        raise WriteError(
            f"cannot write {path}: {error.strerror}. What was there before is unchanged."
        ) from error


Files = Mapping[Path, bytes]


@contextmanager
def placed(files: Files, mode: int | None = None, made_from: Files | None = None) -> Iterator[None]:
    """Put files of ccmcost's own in their places, in the order given and all or none, together with
    what is done in the block: if that fails, what stood there before returns. All are written
    beside their places first, so that a full disk is met before anything changes. Raises
    WriteError, also where another command changed a file from what it was `made_from` (b"": none).
    """
    places = {Path(os.path.realpath(path)): content for path, content in files.items()}
    earlier = {Path(os.path.realpath(path)): read for path, read in (made_from or {}).items()}
    taken, lasting = list[Path](), list[Path]()
    with ExitStack() as open_locks:
        try:
            for path, content in sorted(places.items()):
                path.parent.mkdir(parents=True, exist_ok=True)
                open_locks.enter_context(locked(path))
                taken.append(path)
                known = mode_of(path)
                now = path.read_bytes() if path.is_file() else b""
                if now != earlier.get(path, now):
                    raise WriteError(
                        f"{shown_path(path)} was changed by another command meanwhile. Nothing was "
                        "written. Run the command again."
                    )
                create_anew(_new(path), content, known if mode is None else mode)
                if path.is_file():
                    create_anew(_old(path), now, known)
            with held():
                lasting = [*places]
                try:
                    for path in places:
                        os.replace(_new(path), path)
                    yield
                except BaseException:
                    lasting = _put_back(places)
                    raise
                finally:
                    for path in lasting:
                        remember_written(path.name)
        except OSError as error:
            before = "" if lasting else " What was there before is unchanged."
            where = error.filename or ", ".join(map(str, places))
            raise WriteError(f"cannot write {where}: {error.strerror}.{before}") from error
        finally:
            for each in (*map(_new, taken), *map(_old, taken)):
                with suppress(OSError):
                    each.unlink(missing_ok=True)


def _put_back(places: Collection[Path]) -> list[Path]:
    """What was put in its place goes, and what stood there returns; those where that cannot be."""
    stays = list[Path]()
    for path in places:
        if _new(path).exists():
            continue
        try:
            if _old(path).exists():
                os.replace(_old(path), path)
            else:
                path.unlink(missing_ok=True)
        except OSError:
            stays.append(path)
    return stays


def write_files(files: Files, mode: int | None = None, made_from: Files | None = None) -> None:
    """Replace several files of ccmcost's own, all or none, as `placed` does. Raises WriteError."""
    with placed(files, mode, made_from):
        pass


_IN_USE = (
    "{path} cannot be replaced while another program has it open. Close it there and run the "
    "command again. What was there before is unchanged."
)


def _refused(error: OSError, target: Path) -> WriteError:
    in_use = _first_in_use(target) if isinstance(error, PermissionError) else None
    if in_use is not None:
        return WriteError(_IN_USE.format(path=in_use))
    where = str(error.filename or target)
    where = where if len(where) < LONGEST_SHOWN else f"{where[: LONGEST_SHOWN // 2]}..."
    return WriteError(
        f"cannot write to {where}: {error.strerror or error}. What was there before is unchanged. "
        f"Check permissions and free space, or choose another folder."
    )


def _first_in_use(target: Path) -> Path | None:
    """The first file of a folder that another program keeps from being renamed,
    as Windows lets it.
    """
    files = sorted(path for path in target.rglob("*") if path.is_file()) if target.is_dir() else []
    return next((path for path in files if is_in_use(path)), None)


def _new(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _settle(target: Path, forward: bool) -> None:
    """Where a swap was cut short, the new folder, which was complete then, takes its place;
    or the old one returns, before anything of the new one goes: a half-removed one must never pass
    for complete.
    """
    new, old = _new(target), _old(target)
    if is_folder(old) and not target.exists():
        os.rename(new if forward and is_folder(new) else old, target)
    clear(new)
    clear(old)


def _refuse_within_file(target: Path) -> None:
    if target.parent.is_file():
        raise WriteError(
            f"cannot write to {target}: {target.parent} is a file, not a folder; choose another "
            "folder."
        )


def _ours(target: Path, owned: Owned) -> Mapping[str, str]:
    if not target.exists():
        return {}
    if not target.is_dir():
        raise WriteError(f"{target} is a file, not a folder. Choose another folder.")
    ours = owned(target)
    if ours is None and any(target.iterdir()):
        raise WriteError(
            f"{target} holds files that ccmcost did not make. Choose a new or empty folder."
        )
    return ours or {}


def _carry_over(
    target: Path, staging: Path, ours: Mapping[str, str], keep: Callable[[str], bool] | None
) -> list[tuple[str, str]]:
    """Copy what stays into the staging.
    Returns what a person changed, with the name under which it is kept.
    """
    aside: list[tuple[str, str]] = []
    for path in sorted(target.rglob("*")) if target.is_dir() else ():
        name = path.relative_to(target).as_posix()
        place = staging / name
        stays = name not in ours or (keep is not None and keep(name))
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                place.mkdir(parents=True, exist_ok=True)
        elif path.name == LEDGER:
            raise WriteError(
                f"{target} holds a workspace with a ledger ({path}). Choose another folder."
            )
        elif path.is_symlink() or path.is_file():
            if not stays or os.path.lexists(place):
                if _is_as_made(path, ours.get(name), place):
                    continue
                place = _aside(target, staging, name)
                aside.append((name, place.name))
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place, follow_symlinks=False)
    return aside


def _replaced(target: Path, staging: Path, ours: Mapping[str, str], aside: Collection[str]) -> str:
    """What to say of files of an earlier run that are no longer there, or are other ones now; empty
    where there are none, as when the same is written again.
    """
    earlier = [
        name
        for name, sha256 in ours.items()
        if sha256
        and name not in aside
        and name.rpartition("/")[2] not in LISTS
        and (target / name).is_file()
    ]
    gone = [name for name in earlier if not os.path.lexists(staging / name)]
    if gone:  # what stands there under another name now was not removed
        found = (each.relative_to(staging) for each in staging.rglob("*") if each.is_file())
        new = {_sha256(staging / name) for name in found if not (target / name).is_file()}
        gone = [name for name in gone if ours[name] not in new]
    other = sum(
        (target / name).read_bytes() != (staging / name).read_bytes()
        for name in earlier
        if (staging / name).is_file()
    )
    said: list[str] = []
    for number, done in ((other, "replaced"), (len(gone), "removed")):
        files = (
            "" if said else " file of an earlier run" if number == 1 else " files of an earlier run"
        )
        said += [f"{number}{files} {'was' if number == 1 else 'were'} {done}"] if number else []
    return f"In {shown_path(target)}, {' and '.join(said)}." if said else ""


def _is_as_made(path: Path, sha256: str | None, place: Path) -> bool:
    """Whether a file may go: ccmcost wrote it so, or the very same is written again."""
    if path.is_symlink():
        return False
    if sha256 == "":
        return True
    return _sha256(path) == sha256 or (place.is_file() and place.read_bytes() == path.read_bytes())


def _sha256(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def _aside(target: Path, staging: Path, name: str) -> Path:
    """A free name for an edited file, beside where it stood."""
    place = staging / name
    start, number = f"{place.stem}-edited-{as_of_day()}", 1
    while True:
        again = f"{start}-{number}" if number > 1 else start
        found = place.with_name(f"{again}{place.suffix}")
        if not os.path.lexists(found) and not os.path.lexists(target / found.relative_to(staging)):
            return found
        number += 1


def _swap(target: Path) -> None:
    if target.exists():
        os.rename(target, _old(target))
    os.rename(_new(target), target)
    shutil.rmtree(_old(target), ignore_errors=True)
