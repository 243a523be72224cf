"""A room with a workspace in it, where one command after another meets a bad file;
what must not happen is seen here.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import shutil
import signal
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ccmcost.cli import entry
from ccmcost.desk.init import make_workspace
from ccmcost.workspace import is_there

Dice = Random
ALLOWED = (0, 1, 2)
"""Exit codes: done, findings, usage. 3 (totals do not tie) would be a fault of ccmcost itself."""
_INVISIBLE = re.compile("[\u2065\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff\U000e0000-\U000e0fff]")
"""Of what Unicode has not assigned, that which no letter will ever take; any other is only a letter
that this Python does not know yet.
"""


class Case(NamedTuple):
    """Files to put in place (by path in the office), a command line,
    and where in the room it may write if it succeeds.

    `then` are lines that follow one that succeeded; `judge` says what else is wrong with how it
    ended, or nothing; `call` is what is done in place of a command line.
    """

    arguments: tuple[str, ...]
    files: dict[str, bytes]
    writes: tuple[str, ...] = ()
    what: str = ""
    then: tuple[tuple[str, ...], ...] = ()
    judge: Judge | None = None
    call: Call | None = None


class Outcome(NamedTuple):
    """How a command ended; `fault` is empty if it ended as it must."""

    code: int
    out: str
    err: str
    fault: str


class TimeIsUp(BaseException):
    """The command took longer than the limit."""


class Room:
    """A folder with the workspaces `office/` and `new/` in it;
    all but what a case may write must stay as it is.
    """

    def __init__(self, folder: Path, seconds: int = 20) -> None:
        self.folder, self.seconds = folder / "room", seconds
        self.office = self.folder / "office"
        self._kept = folder / "kept"
        make_workspace(self.office)
        make_workspace(self.folder / "new")
        (self.office / "in").mkdir()
        self.keep()

    def keep(self) -> None:
        """What the room looks like now is what every case finds."""
        shutil.rmtree(self._kept, ignore_errors=True)
        shutil.copytree(self.folder, self._kept)

    def _seen(self) -> dict[str, tuple[int, int]]:
        """Every file and folder around here with size and time."""
        found = {f"../{path.name}": (0, 0) for path in self.folder.parent.iterdir()}
        for root, folders, names in os.walk(self.folder):
            for name in (*folders, *names):
                path = f"{root}/{name}"
                about = os.lstat(path)
                found[os.path.relpath(path, self.folder)] = (
                    (0, 0) if name in folders else (about.st_size, about.st_mtime_ns)
                )
        return found

    def meet(self, case: Case) -> Outcome:
        """Put the files in place, run the command in this process, put everything back,
        and judge.
        """
        kept: dict[Path, bytes | None] = {}
        for name, content in case.files.items():
            path = self.office / name
            kept[path] = path.read_bytes() if path.is_file() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        before = self._seen()
        outcome = self._ended(case)
        after = self._seen()
        # a refused command may touch the files of a ledger, which undoes by itself what was not
        # committed, and nothing else
        allowed = [place for place in case.writes if outcome.code == 0 or "ledger.sqlite" in place]
        changed = {
            place for place in before.keys() | after.keys() if before.get(place) != after.get(place)
        }
        wrong = sorted(
            place for place in changed if not any(_within(place, folder) for folder in allowed)
        )
        if wrong and not outcome.fault:
            outcome = outcome._replace(
                fault=f"exit code {outcome.code}, wrote where it may not: {', '.join(wrong[:5])}"
            )
        self._put_back(kept, case)
        if outcome.fault:
            shutil.rmtree(self.folder)
            shutil.copytree(self._kept, self.folder)
        return outcome

    def _ended(self, case: Case) -> Outcome:
        """How a case ended: the first line, or what is called, and what follows if it succeeded."""
        outcome = self.run(case.arguments, case.call)
        for line in case.then if outcome.code == 0 else ():
            follows = self.run(line)
            if not outcome.fault and follows.fault:
                outcome = outcome._replace(fault=f"then {' '.join(line)}: {follows.fault}")
        if case.judge is not None and not outcome.fault:
            outcome = outcome._replace(fault=case.judge(outcome, self))
        return outcome

    def _put_back(self, kept: dict[Path, bytes | None], case: Case) -> None:
        for path, content in kept.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        for place in case.writes:
            path, kept_path = self.folder / place, self._kept / place
            if not is_there(path):
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            if kept_path.is_dir():
                shutil.copytree(kept_path, path)
            elif kept_path.is_file():
                shutil.copy2(kept_path, path)

    def run(self, arguments: tuple[str, ...], call: Call | None = None) -> Outcome:
        """Run a command in the office, in this process, and judge how it ended."""
        out, err = (
            io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape")
            for _ in range(2)
        )
        fault, code = "", 0
        held = Path.cwd(), sys.argv
        os.chdir(self.office)
        sys.argv = ["ccmcost", *arguments]
        try:
            with (
                contextlib.redirect_stdout(out),
                contextlib.redirect_stderr(err),
                _limit(self.seconds),
            ):
                try:
                    code = call(self) if call is not None else entry.main() or 0
                except SystemExit as end:
                    code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except TimeIsUp:
            fault = f"took more than {self.seconds} s: {traceback.format_exc(limit=-3)}"
        except BaseException:
            fault = traceback.format_exc(limit=-6)
        finally:
            os.chdir(held[0])
            sys.argv = held[1]
            gc.enable()
            gc.unfreeze()
        said, told = (_text(stream) for stream in (out, err))
        if not fault:
            fault = _judged(code, said, told)
        return Outcome(code, said, told, fault)


def _within(place: str, folder: str) -> bool:
    """Is it this folder or in it? Without a name the folder is the room."""
    return not folder or place == folder or place.startswith(folder + os.sep)


def _text(stream: Any) -> str:
    with contextlib.suppress(ValueError):
        stream.flush()
    return stream.buffer.getvalue().decode("utf-8", "backslashreplace")


def _judged(code: int, said: str, told: str) -> str:
    if code not in ALLOWED:
        return f"exit code {code}: {told[-500:]}"
    if "Traceback" in told:
        return f"a traceback: {told[-1500:]}"
    if code and not (told + said).strip():
        return f"exit code {code} without a word"
    if len(told) > 1_000_000:
        return f"said {len(told):,} characters"
    harmful = {
        char
        for char in told + said
        if not char.isprintable()
        and char not in "\n\t\u200f\ufffd\ud7ff"
        and unicodedata.category(char) != "Zs"  # a blank
        and (unicodedata.category(char) != "Cn" or _INVISIBLE.match(char))
    }
    harmful -= {"\r"} if said.startswith("BEGIN:VCALENDAR") else set()
    return f"control characters reach the terminal: {harmful!r}" if harmful else ""


@contextlib.contextmanager
def _limit(seconds: int) -> Iterator[None]:
    """TimeIsUp in this process after so many seconds."""

    def ring(*_: object) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


Judge = Callable[[Outcome, Room], str]
Call = Callable[[Room], int]
Maker = Callable[[Dice, Room], Case]
