"""A machine on which any change of the disk can be the last one, and what must hold afterwards.

A host (`python -m tests.machine`) has everything imported and forks a process for each line, so
that a case costs no more than the line itself. In that process the nth change below the folder - a
file opened for writing, renamed, removed, a folder made, a statement that changes the ledger - can
fail, be interrupted, or be the moment of a kill.
"""

from __future__ import annotations

import errno
import hashlib
import importlib
import io
import json
import os
import pkgutil
import resource
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn

from tests.conftest import ROOT

LEDGER = "ledger.sqlite"
KILLED = 137
LIMIT = 120.0
State = Mapping[str, str]
Trouble = Mapping[str, Any]
"""What goes wrong, and when: `change` is the number of the change that it befalls, `then` what
happens there (`kill`, `interrupt`, or the number of an error, which then stays); `cpu` are seconds
of work after which it is killed or interrupted; `size` is the most that a file may hold; `streams`
are those that are `closed` or `full`; `env`, `uid` and `times` (how often the line runs at once).
"""


class Ended(NamedTuple):
    """How a line ended, what it said, which changes it made or tried, and its seconds of work."""

    code: int
    out: str
    err: str
    changes: list[str]
    cpu: float


class Station(NamedTuple):
    """The folder as it was before a line, the moment, and the folder's state before and after."""

    line: str
    epoch: str
    folder: Path
    before: State
    after: State


# -- the folder --


def linked(folder: Path, to: Path) -> Path:
    """A copy of an office whose files are the same ones: whatever writes into one of them in place
    is found out. Only the ledger, which is changed in place, is a file of its own.
    """

    def take(old: str, new: str) -> str:
        name = Path(old).name
        if name.startswith(LEDGER):
            shutil.copy2(old, new)
        else:
            os.link(old, new, follow_symlinks=False)
        return new

    return Path(shutil.copytree(folder, to, symlinks=True, copy_function=take))


_hashes: dict[tuple[int, int, int], str] = {}


def state(folder: Path) -> dict[str, str]:
    """Every file, link and empty folder; a ledger by its rows."""
    found = {}
    for home, folders, files in os.walk(folder):
        here = Path(home)
        for name in [*files, *(each for each in folders if (here / each).is_symlink())]:
            path = here / name
            found[path.relative_to(folder).as_posix()] = _content(path)
        if not files and not folders and here != folder:
            found[f"{here.relative_to(folder).as_posix()}/"] = ""
    return found


def _content(path: Path) -> str:
    if path.is_symlink():
        return f"link to {path.readlink()}"
    if path.name == LEDGER:
        return _rows(path)
    stat = path.lstat()
    key = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    if key not in _hashes:
        regular = path.is_file()
        _hashes[key] = hashlib.sha256(path.read_bytes()).hexdigest() if regular else "no file"
    return _hashes[key]


def _rows(path: Path) -> str:
    try:
        with closing(sqlite3.connect(path)) as connection:
            text = "\n".join(connection.iterdump())
    except sqlite3.Error as error:
        return f"no ledger: {error}"
    return hashlib.sha256(text.encode()).hexdigest()


PASSING = (".lock", ".holder", ".old", "-journal", "remembered.json")
"""How names of files end that are remembered, were there before, or say who writes: what a kill
leaves counts for nothing, and the next writer takes it away.
"""


def unlike(seen: State, wanted: State, passing: tuple[str, ...] = PASSING) -> list[str]:
    """What differs, by name."""
    return [
        f"{'no ' if name not in seen else 'new ' if name not in wanted else 'other '}{name}"
        for name in sorted({*seen, *wanted})
        if seen.get(name) != wanted.get(name) and not name.endswith(passing)
    ]


# -- the host --


class Host:
    """Runs lines, each in a process of its own."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.machine"],
            cwd=ROOT,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "CCMCOST_RECORDED_BY": "A. Clerk"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def all(self, folder: Path, lines: list[str], epoch: str, **trouble: Any) -> list[Ended]:
        """Run lines at once."""
        assert self.process.stdin is not None and self.process.stdout is not None
        wish = {"folder": str(folder), "lines": lines, "epoch": epoch, "trouble": trouble}
        self.process.stdin.write(json.dumps(wish) + "\n")
        self.process.stdin.flush()
        return [Ended(*each) for each in json.loads(self.process.stdout.readline())]

    def run(self, folder: Path, line: str, epoch: str, **trouble: Any) -> Ended:
        """Run a line."""
        (ended,) = self.all(folder, [line], epoch, **trouble)
        return ended

    def end(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)


def serve() -> None:
    """The host's side."""
    import ccmcost

    for module in pkgutil.walk_packages(ccmcost.__path__, "ccmcost."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for text in sys.stdin:
        wish = json.loads(text)
        running = [
            _begin(Path(wish["folder"]), shlex.split(line), wish["epoch"], wish["trouble"])
            for line in wish["lines"]
        ]
        answers.write(json.dumps([_ended(*each) for each in running]) + "\n")
        answers.flush()


Files = tuple[IO[bytes], IO[bytes], IO[bytes]]


def _begin(folder: Path, words: list[str], epoch: str, trouble: Trouble) -> tuple[int, Files]:
    out, err, told = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115
    files = (out, err, told)
    pid = os.fork()
    if not pid:
        _play(folder, words, epoch, trouble, files)
    return pid, files


def _ended(pid: int, files: Files) -> Ended:
    until = time.monotonic() + LIMIT
    while not (found := os.wait4(pid, os.WNOHANG))[0]:
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
            found = os.wait4(pid, 0)
            return Ended(-99, "", f"Traceback: it hangs: {_said(files[1])}", [], LIMIT)
        time.sleep(0.002)
    code = os.waitstatus_to_exitcode(found[1])
    out, err, changes = map(_said, files)
    for each in files:
        each.close()
    return Ended(code, out, err, changes.splitlines(), found[2].ru_utime + found[2].ru_stime)


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


# -- the process of a line --


def _play(folder: Path, words: list[str], epoch: str, trouble: Trouble, files: Files) -> NoReturn:
    code = 70
    try:
        os.chdir(folder)
        _streams(files, trouble.get("streams", {}))
        os.environ.pop("CCMCOST_DATA", None)
        os.environ.update({"SOURCE_DATE_EPOCH": epoch, **trouble.get("env", {})})
        time.tzset()
        if "uid" in trouble:
            os.setuid(trouble["uid"])
        from ccmcost import __main__, interrupt

        signal.signal(signal.SIGINT, signal.default_int_handler)
        interrupt.take_over()
        _arrange(trouble)
        _Changes(os.path.realpath(folder), trouble, files[2]).watch()
        sys.argv = ["ccmcost", *words]
        __main__.main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        os.write(files[1].fileno(), traceback.format_exc().encode())
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):
                stream.flush()
        os._exit(code)


def _streams(files: Files, wrong: Mapping[str, str]) -> None:
    """As a shell that starts a process would have them: from a file, closed, or full."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = sys.__stdin__ = io.TextIOWrapper(io.FileIO(0, closefd=False), "utf-8")
    for number, name in ((1, "stdout"), (2, "stderr")):
        how = wrong.get(name)
        stream: Any = None
        if how == "closed":
            os.close(number)
        else:
            full = os.open("/dev/full", os.O_WRONLY) if how == "full" else -1
            os.dup2(full if how == "full" else files[number - 1].fileno(), number)
            raw = io.FileIO(number, "w", closefd=False)
            stream = io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", "backslashreplace")
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _arrange(trouble: Trouble) -> None:
    if "size" in trouble:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (trouble["size"], trouble["size"]))
    if "cpu" in trouble:
        if trouble["then"] == "interrupt":
            signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), signal.SIGINT))
        signal.setitimer(signal.ITIMER_PROF, trouble["cpu"])


class _Changes:
    """Counts the changes of a folder, and what happens at one of them."""

    def __init__(self, folder: str, trouble: Trouble, told: IO[bytes]) -> None:
        self.folder, self.at, self.then = folder, trouble.get("change", 0), trouble.get("then")
        self.told, self.count, self.busy = told, 0, False

    def watch(self) -> None:
        """From here on; for ever, as a hook cannot be taken away."""
        sys.addaudithook(self.hear)
        connect, changes = sqlite3.connect, self

        class Watched(sqlite3.Connection):
            def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
                word = sql.split(maxsplit=1)[0].upper()
                if word not in ("SELECT", "PRAGMA", "ROLLBACK", "WITH"):
                    changes.one(f"{word} {LEDGER}", of_ledger=True)
                found = super().execute(sql, *more)
                if word == "COMMIT":
                    changes.one(f"after {word} {LEDGER}", of_ledger=True, is_done=True)
                return found

        def watched(path: Any, *more: Any, **options: Any) -> sqlite3.Connection:
            if str(path) == ":memory:" or "mode=ro" in str(path):
                return connect(path, *more, **options)
            return connect(path, *more, factory=Watched, **options)

        sqlite3.connect = watched

    def hear(self, event: str, about: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = about
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            if not writes:
                return
        elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.chmod"):
            path = about[0]
        else:
            return
        if self.busy or not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.realpath(os.fsdecode(path))
        if name.startswith(self.folder):
            frees = event in ("os.remove", "os.rmdir")
            self.one(f"{event} {os.path.relpath(name, self.folder)}", frees=frees)

    def one(
        self, what: str, frees: bool = False, of_ledger: bool = False, is_done: bool = False
    ) -> None:
        """A change, before it is made; one `is_done` can no longer fail. On a full disk what
        `frees` room can still be done.
        """
        self.count += 1
        os.write(self.told.fileno(), f"{what}\n".encode())
        if not self.at or self.count < self.at:
            return
        if self.count == self.at and self.then == "kill":
            os._exit(KILLED)
        if self.count == self.at and self.then == "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
        if isinstance(self.then, int) and not is_done:
            if frees and self.then == errno.ENOSPC:
                return
            if of_ledger:
                raise _sqlite_error(self.then)
            raise OSError(self.then, os.strerror(self.then), what.partition(" ")[2])


def _sqlite_error(number: int) -> sqlite3.OperationalError:
    text, code = {
        errno.ENOSPC: ("database or disk is full", sqlite3.SQLITE_FULL),
        errno.EROFS: ("attempt to write a readonly database", sqlite3.SQLITE_READONLY),
        errno.EIO: ("disk I/O error", sqlite3.SQLITE_IOERR),
    }[number]
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


if __name__ == "__main__":
    serve()
