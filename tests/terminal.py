"""A terminal of its own for a command: what it asks is waited for and answered."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

INTERRUPT, CLOSED, ENTER = "\x03", "\x04", "\n"
SECONDS = 120.0


class Seen(NamedTuple):
    """How a command ended, and all that its terminal showed."""

    code: int
    screen: str


def at_terminal(folder: Path, words: Sequence[str], *talk: tuple[str, str]) -> Seen:
    """Run `ccmcost` with all its streams at a terminal. Each pair of `talk` is what the screen must
    show next, and what a person types then. Ends the command if it takes two minutes.
    """
    import pty  # not on Windows

    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.environ |= {"COLUMNS": "80", "TERM": "xterm"}
        os.execv(sys.executable, [sys.executable, "-m", "ccmcost", *words])
    until, shown, at = time.monotonic() + SECONDS, "", 0
    todo = list(talk)
    while time.monotonic() < until:
        if todo and todo[0][0] in shown[at:]:
            at = shown.index(todo[0][0], at) + len(todo[0][0])
            typed = todo.pop(0)[1]
            if typed == INTERRUPT:
                time.sleep(0.3)  # nobody is so quick that it falls between question and answer
            os.write(terminal, typed.encode())
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                shown += os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # the other end is closed
                break
    else:
        os.kill(child, 9)
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    screen = shown.replace("\r\n", "\n")
    assert not todo, f"never shown: {todo[0][0]!r}\n{screen}"
    return Seen(code, screen)
