"""A machine that fails at the worst moment: full disks, folders that turn read-only, signals, and
two runs at once.

A sealed folder is one in which every write, rename or removal fails from the nth on, as the
operating system would have it fail; that holds for root as well, who is not stopped by permissions.
"""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from ccmcost import atomic, publish
from tests.conftest import ROOT

CALLS = ("open", "mkdir", "rename", "replace", "unlink", "rmdir", "write")


class Machine:
    """Counts the calls that change a folder, and lets the nth and all later ones of its kinds
    fail.
    """

    def __init__(self, folder: Path, fails_from: int, error: int) -> None:
        self.folder, self.fails_from, self.error, self.count = (
            os.path.realpath(folder),
            fails_from,
            error,
            0,
        )

    def check(self, path: Any) -> None:
        """Raise OSError if this call is to fail."""
        if isinstance(path, str | os.PathLike) and os.path.realpath(path).startswith(self.folder):
            self.count += 1
            if self.count >= self.fails_from:
                raise OSError(self.error, os.strerror(self.error), os.fspath(path))


@contextmanager
def failing(folder: Path, fails_from: int, error: int = errno.ENOSPC) -> Iterator[Machine]:
    """From the nth change in `folder` on, every further change fails with this error;
    clearing up may still remove.
    """
    machine = Machine(folder, fails_from, error)
    may_remove = error == errno.ENOSPC
    held: dict[str, Any] = {
        name: getattr(os, name) for name in ("mkdir", "rename", "replace", "unlink", "rmdir")
    }
    held_write = atomic.create

    def guarded(name: str) -> Callable[..., Any]:
        def call(path: Any, *more: Any, **options: Any) -> Any:
            if not (may_remove and name in ("unlink", "rmdir")):
                machine.check(path)
            return held[name](path, *more, **options)

        return call

    def create(path: Path, content: bytes, mode: int = atomic.NEW) -> None:
        try:
            machine.check(path)
        except OSError:
            if error == errno.ENOSPC:  # a full disk takes the first half
                held_write(path, content[: len(content) // 2], mode)
            raise
        held_write(path, content, mode)

    try:
        for name in held:
            setattr(os, name, guarded(name))
        atomic.create = publish.create = create
        yield machine
    finally:
        for name, call in held.items():
            setattr(os, name, call)
        atomic.create = publish.create = held_write


def start(folder: Path, *arguments: str, **settings: str) -> subprocess.Popen[str]:
    """A command as a process group of its own, so that a signal can go to all of it as from a
    terminal.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # a child inherits what a shell in the background ignores
        signal.signal(signal.SIGINT, signal.default_int_handler)
    environment = {key: value for key, value in os.environ.items() if key != "CCMCOST_DATA"}
    return subprocess.Popen(
        [sys.executable, "-m", "ccmcost", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def hit(
    process: subprocess.Popen[str], what: signal.Signals, after: float, group: bool
) -> tuple[int, str]:
    """Send a signal after some seconds, to the process or to its whole group;
    returns how it ended and what it said.
    """
    deadline = time.monotonic() + after
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    if process.poll() is None:
        if group:
            os.killpg(process.pid, what)
        else:
            process.send_signal(what)
    said = process.communicate(timeout=120)[1]
    return process.returncode, said


def whole(folder: Path) -> None:
    """The folder holds one complete set: exactly what its manifest lists,
    with the recorded hashes; nothing beside it.
    """
    (path,) = folder.glob("*manifest.json")
    listed = {
        output["path"]: output["sha256"]
        for output in json.loads(path.read_text(encoding="utf-8"))["outputs"]
    }
    there = {
        file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file != path
    }
    assert there == listed
    assert sorted(each.name for each in folder.parent.iterdir() if each.name != "README.md") == [
        folder.name
    ]


def hit_at_random(
    folder: Path, seed: int, times: int, arguments: tuple[str, ...], took: float
) -> dict[str, int]:
    """Interrupt or kill a command at random moments; after each the next command must make the
    folder whole.

    Returns how often the command was hit and how often it was done before. Raises AssertionError
    with what was lost.
    """
    chance, tally = random.Random(seed), {"interrupted": 0, "killed": 0, "done before": 0}
    target = folder / "reports" / "msp11"
    for number in range(times):
        what, group = chance.choice((signal.SIGINT, signal.SIGKILL)), chance.random() < 0.7
        process = start(folder, *arguments, "--cost", f"{number + 2}.00")
        code, said = hit(process, what, chance.uniform(0.0, 1.1) * took, group)
        tally[
            "done before" if code == 0 else "interrupted" if what == signal.SIGINT else "killed"
        ] += 1
        if what == signal.SIGINT and code not in (0, -signal.SIGINT) and "ccmcost" in said:
            assert code == 130, (code, said)
        next_one = start(folder, "apportion", "msp11", "--state", "JPN", "--cost", "99.00")
        said = next_one.communicate(timeout=120)[1]
        assert next_one.returncode == 0, said
        whole(target)
    return tally
