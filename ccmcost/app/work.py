"""What is under way: lines that are run, each in a process of its own, and what came of them."""

from __future__ import annotations

import json
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ccmcost.app.turn import ANSWER, Answer
from ccmcost.child import environment

KEPT = 200
"""So many lines are remembered; of older ones a page says that it is too old."""
SOON = 0.9
"""Seconds that a page waits for an answer before it shows how far the work has come."""
PATIENCE = 3.0
"""Seconds after which a line that was interrupted, and goes on, is ended when it is stopped again.
"""
AT_ONCE = 8
"""So many lines run at a time; another one is refused, never queued unseen."""


Said = tuple[tuple[str, str], ...]
"""Texts, each with its kind."""


class Done(NamedTuple):
    """What came of a line: all that was said, the question that is open, or how it ended."""

    said: Said = ()
    seen: str = ""
    question: str = ""
    changed: bool = False
    places: tuple[tuple[str, str], ...] = ()
    message: str = ""
    code: int = 0
    lasting: str = ""

    @property
    def came(self) -> tuple[Said, Said]:
        """What a person agreed to, and what came of it; all in one while a question is open, or
        where nothing was asked or said.
        """
        answers = [at for at, (kind, _) in enumerate(self.said, 1) if kind == ANSWER]
        at = answers[-1] if answers and not self.question else 0
        return (self.said[:at], self.said[at:]) if at < len(self.said) else ((), self.said)

    def told(self, name: Callable[[str], str]) -> Done:
        """The same with each text as a page tells it."""
        pairs = ([(key, name(text)) for key, text in each] for each in (self.said, self.places))
        said, places = map(tuple, pairs)
        return self._replace(said=said, places=places, message=name(self.message))

    @property
    def is_refused(self) -> bool:
        """Whether nothing came of it."""
        return bool(self.code)


class Line(NamedTuple):
    """What a person wants done: the words of a command and of the whole line, the line as a person
    reads it, the token of the form that says it, what was written into that, the data folder if one
    was named, and what was answered.
    """

    command: tuple[str, ...]
    words: tuple[str, ...]
    shown: str
    form: str
    values: Mapping[str, tuple[str, ...]]
    data: str | None = None
    answers: tuple[Answer, ...] = ()


class Turn:
    """A line that runs, or has run."""

    def __init__(self, line: Line) -> None:
        self.id = secrets.token_urlsafe(12)
        self.line = line
        self.progress = ""
        self.done: Done | None = None
        self.stopped = 0.0
        """When it was first interrupted."""
        self._ended = threading.Event()
        more = {"CCMCOST_REQUEST": line.form, "CCMCOST_DATA": line.data}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ccmcost.app.turn"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment(), **{name: text for name, text in more.items() if text}},
            text=True,
            encoding="utf-8",
            start_new_session=sys.platform != "win32",
        )
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        """Hear what the process says until it ends."""
        assert self._process.stdin is not None and self._process.stdout is not None
        done: dict[str, Any] = {}
        try:
            # its input stays open until it ends: by that it knows that the server is there
            with self._process.stdin as to:
                to.write(json.dumps({"words": self.line.words, "answers": self.line.answers}))
                to.write("\n")
                to.flush()
                for text in self._process.stdout:
                    told = json.loads(text)
                    self.progress = told.get("progress", self.progress)
                    done = told.get("done", done)
        except (OSError, ValueError):
            pass
        self._process.wait()
        self.done = _read(done) if done else Done(code=1, message=BROKEN)
        self._ended.set()

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, at the latest after some seconds."""
        return self._ended.wait(seconds)

    def stop(self) -> None:
        """Interrupt it, as Ctrl-C does: what is being written is put right. One that hangs is ended
        by being stopped again.
        """
        if self._process.poll() is not None:
            return
        if sys.platform == "win32" or 0 < self.stopped < time.monotonic() - PATIENCE:
            self._process.kill()
        else:
            self._process.send_signal(signal.SIGINT)
        self.stopped = self.stopped or time.monotonic()


BROKEN = (
    "The command ended without an answer. Look in the ledger whether something was recorded before "
    "you do it again."
)


def _read(done: Mapping[str, Any]) -> Done:
    pairs = {name: tuple(map(tuple, done.get(name, ()))) for name in ("said", "places")}
    return Done(**{**done, **pairs})


class Work:
    """All lines of this server, by their id."""

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}
        self._lock = threading.Lock()
        self._is_over = False

    def begin(self, line: Line) -> Turn | None:
        """Run a line; None if too many run already."""
        with self._lock:
            if self._is_over or len(self.running) >= AT_ONCE:
                return None
            turn = Turn(line)
            self._turns[turn.id] = turn
            over = [each for each in self._turns.values() if each.done is not None]
            for old in over[: max(0, len(self._turns) - KEPT)]:
                del self._turns[old.id]
        turn.wait(SOON)
        return turn

    @property
    def running(self) -> list[Turn]:
        """The lines that are under way."""
        return [turn for turn in list(self._turns.values()) if turn.done is None]

    def turn(self, name: str) -> Turn | None:
        """A line by its id; None if there is none any more."""
        return self._turns.get(name)

    def answered(self, turn: Turn, text: str) -> Turn | None:
        """Run a line again with the answer to its question."""
        assert turn.done is not None
        answers = [*turn.line.answers[: _kept(turn)], Answer(turn.done.seen, text)]
        return self.begin(turn.line._replace(answers=tuple(answers)))

    def end(self, seconds: float = 5.0) -> None:
        """Interrupt what runs and wait until it has put things right; what hangs is ended."""
        with self._lock:
            self._is_over = True
            running = self.running
        until = time.monotonic() + seconds
        for turn in running:
            turn.stop()
        for turn in running:
            if not turn.wait(max(0.0, until - time.monotonic())):
                turn.stop()


def _kept(turn: Turn) -> int:
    """How many of the answers so far were heard: those after a change were not."""
    assert turn.done is not None
    return sum(kind == ANSWER for kind, _ in turn.done.said)
