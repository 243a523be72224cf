"""One line of a command, run in this process of its own, with what a person answered so far.

The command is the one of the command line, with all that it asks. Its questions are answered from
what a person said on earlier pages, in their order, as long as all that the person saw before each
of them is the same now; at the first question that is open, everything is taken back, and the page
puts that question. So no page holds anything open between two clicks, Back and Reload do no harm,
and nobody says yes to anything but what was shown.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

OUT, TOLD, QUESTION, ANSWER = "out", "told", "question", "answer"
COLUMNS = "100"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
GRACE = 30.0
"""Seconds in which a line of a server that is gone puts things right; then it is ended."""


class Answer(NamedTuple):
    """What a person answered, and the hash of what was seen before."""

    seen: str
    text: str


class Unanswered(BaseException):
    """A question is open; no command may take this for a failure of its own."""


class Talk:
    """What a command says and asks, and what it was answered."""

    def __init__(self, answers: list[Answer]) -> None:
        self._answers = answers
        self._next = 0
        self.said: list[tuple[str, str]] = []
        self.question = ""
        self.changed = False
        self.progress = ""

    def hear(self, kind: str, text: str) -> None:
        """Something was printed; a bar that is drawn over and over is no part of the talk."""
        if "\r" in text:
            self.progress = text.rpartition("\r")[2].replace("\033[K", "").strip()
            _send({"progress": self.progress})
        elif self.said and self.said[-1][0] == kind and kind in (OUT, TOLD):
            self.said[-1] = (kind, self.said[-1][1] + text)
        elif text:
            self.said.append((kind, text))

    def seen(self) -> str:
        """A hash over all that was said up to here; the second at which it was said is no part of
        it.
        """
        return hashlib.sha256(_MOMENT.sub("", json.dumps(self.said)).encode()).hexdigest()

    def answer(self, question: str) -> str:
        """What was answered to a question. Raises Unanswered if it is open, or if what was shown
        before it has changed since.
        """
        self.said.append((QUESTION, question))
        if self._next < len(self._answers):
            seen, text = self._answers[self._next]
            if seen == self.seen():
                self._next += 1
                self.said.append((ANSWER, text))
                return text
            self.changed = True
        self.question = question
        raise Unanswered


class Voice(io.TextIOBase):
    """A standard stream of the command. A person reads remarks and answers, as at a terminal;
    results have no colours.
    """

    def __init__(self, talk: Talk, kind: str) -> None:
        self._talk, self._kind, self._last = talk, kind, ""

    def isatty(self) -> bool:
        """Whether a person is there."""
        return self._kind != OUT

    def reconfigure(self, **_: Any) -> None:
        """Every text can be shown."""

    def write(self, text: str) -> int:
        """Pass on what was written; what may be a question waits for the next word."""
        self._talk_of_last()
        self._last = text
        return len(text)

    def flush(self) -> None:
        """A question is flushed before it is answered, all else may be heard at once."""
        if not self._last.endswith(": "):
            self._talk_of_last()

    def question(self) -> str:
        """What was written last, which is now to be answered."""
        last, self._last = self._last, ""
        return last.strip().removesuffix(":")

    def _talk_of_last(self) -> None:
        last, self._last = self._last, ""
        self._talk.hear(self._kind, last)


class Ear(io.TextIOBase):
    """Standard input: the answers, one a line."""

    def __init__(self, talk: Talk, told: Voice) -> None:
        self._talk, self._told = talk, told

    def isatty(self) -> bool:
        """A person answers."""
        return True

    def readline(self, *_: Any) -> str:  # type: ignore[override]
        """The answer to the question that was just told."""
        return self._talk.answer(self._told.question()) + "\n"

    def read(self, *_: Any) -> NoReturn:
        """No document comes this way."""
        raise io.UnsupportedOperation("a document is given as a file")


def take(words: list[str], answers: list[Answer]) -> dict[str, Any]:
    """Run a line; what came of it, as the server reads it."""
    from ccmcost.cli import asking, entry
    from ccmcost.cli.refusal import Refused
    from ccmcost.interrupt import lasting

    talk, places = Talk(answers), list[tuple[str, str]]()
    voices = [Voice(talk, OUT), Voice(talk, TOLD)]
    sys.stdout, sys.stderr = voices
    sys.stdin = Ear(talk, voices[1])
    sys.argv = ["ccmcost", *words]
    asking.fill_forms()

    def run() -> None:
        try:
            entry.run(words)
        except Refused as refused:
            places.extend(refused.places)
            raise

    message, code = "", 0
    with suppress(Unanswered):
        message, code = entry.outcome(run)
    for voice in voices:
        voice.flush()
    return {
        "said": talk.said,
        "seen": talk.seen(),
        "question": talk.question,
        "changed": talk.changed,
        "places": places,
        "message": message,
        "code": code,
        "lasting": lasting(),
    }


def _send(what: dict[str, Any]) -> None:
    sys.__stdout__.write(json.dumps(what) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def _watch() -> None:
    """The server holds this process's input open: at its end, the server is gone, and with it
    whoever wanted this line. What came after its end is as after Ctrl-C.
    """
    with suppress(OSError):
        while os.read(0, 1):
            pass
    signal.raise_signal(signal.SIGINT)
    time.sleep(GRACE)
    os._exit(1)


def main() -> None:
    """Read one request, run it and say what came of it; an interrupt takes all back."""
    from ccmcost import interrupt

    os.environ["COLUMNS"] = COLUMNS
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_watch, daemon=True).start()
    try:
        try:
            interrupt.begin_work()
            done = take(request["words"], [Answer(*each) for each in request["answers"]])
        finally:
            interrupt.end_work()
    except KeyboardInterrupt:
        interrupt.end_work()
        done = {"message": interrupt.stopped(), "code": interrupt.INTERRUPTED}
    _send({"done": done})


if __name__ == "__main__":
    from ccmcost.interrupt import take_over

    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # of a server in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    take_over()
    main()
