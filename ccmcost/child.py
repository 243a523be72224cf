"""A process of its own that answers one request after the other, with limits on time and memory.

What comes from outside can be made to hang, crash or swell whatever works on it. Whatever happens
to the child, the parent goes on: it gets an answer, or Ended with the reason.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

MEMORY = 480 * 1024 * 1024
LARGEST = 128 * 1024 * 1024
_HEAD = 8
_TOLD = b"\0"
"""How a frame begins that is no answer yet, but tells how far the work has come."""


class Ended(Exception):
    """The child gave no answer; the text says why, as the end of a sentence."""


class Late(Ended):
    """It took too long."""


class Child:
    """Runs `python -m MODULE` when it is first asked, and again after it has ended.
    The module calls `serve`.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None

    def ask(
        self,
        request: bytes,
        seconds: float,
        most: float = 0.0,
        told: Callable[[bytes], None] = lambda _: None,
    ) -> bytes:
        """The answer to one request. Raises Ended if it takes longer, needs too much memory,
        or breaks the child.

        What the child tells on its way goes to `told`; it has `seconds` again from then on, but not
        more than `most` in all.
        """
        process, late = self._running(), threading.Event()
        most = max(seconds, most)
        until = time.monotonic() + most

        def stop() -> None:
            late.set()
            process.kill()

        def watch() -> threading.Timer:
            timer = threading.Timer(min(seconds, until - time.monotonic()), stop)
            timer.daemon = True
            timer.start()
            return timer

        assert process.stdin is not None and process.stdout is not None
        timer = watch()
        try:
            with contextlib.suppress(OSError):  # of a child that has ended
                process.stdin.write(_frame(f"{most:.0f}".encode()) + _frame(request))
                process.stdin.flush()
            while (answer := _read(process.stdout)) is not None and answer[:1] == _TOLD:
                timer.cancel()
                told(answer[1:])
                timer = watch()
        except BaseException:
            self.end()
            raise
        finally:
            timer.cancel()
        if answer is None:
            self.end()
            raise (
                Late(f"it takes more than {seconds:g} seconds")
                if late.is_set()
                else Ended("it needs too much memory")
            )
        return answer

    def end(self) -> None:
        """End the process, if one runs."""
        process, self._process = self._process, None
        if process is not None:
            atexit.unregister(self.end)
            process.kill()
            process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            )
            atexit.register(self.end)
        return self._process


def environment() -> dict[str, str]:
    """The settings of a child: this very package, one thread, text in UTF-8, no chance."""
    package_home = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (package_home, os.environ.get("PYTHONPATH", ""))))
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}


def limit(name: str, most: int) -> None:
    """Set a limit of the operating system (`RLIMIT_AS`); without effect where there is none,
    as on Windows.
    """
    try:
        resource = importlib.import_module("resource")
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError, AttributeError):
        what = getattr(resource, name)
        _, hard = resource.getrlimit(what)
        resource.setrlimit(
            what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


def serve(answer: Callable[[bytes], bytes]) -> None:
    """The child's side: answer requests until there are no more.
    What cannot be answered ends the process.
    """
    import signal

    # an interrupt is the parent's; the child ends when its input does
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stdin = sys.stdin.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    limit("RLIMIT_AS", MEMORY)
    limit("RLIMIT_CORE", 0)
    while (seconds := _read(stdin)) is not None and (request := _read(stdin)) is not None:
        # if the parent is gone, nobody else ends it
        limit("RLIMIT_CPU", int(time.process_time() + float(seconds)) + 5)
        _send(answer(request))


def tell(text: bytes) -> None:
    """The child's side: how far the work has come. The parent waits as long as it comes further."""
    _send(_TOLD + text)


def _send(content: bytes) -> None:
    sys.__stdout__.buffer.write(_frame(content))  # type: ignore[union-attr]
    sys.__stdout__.buffer.flush()  # type: ignore[union-attr]


def _frame(content: bytes) -> bytes:
    return len(content).to_bytes(_HEAD, "big") + content


def _read(stream: object) -> bytes | None:
    """One frame; None at the end, or if it is cut short or longer than anything that is meant."""
    read: Callable[[int], bytes] = stream.read  # type: ignore[attr-defined]
    head = read(_HEAD)
    size = int.from_bytes(head, "big") if len(head) == _HEAD else LARGEST + 1
    content = read(size) if size <= LARGEST else b""
    return content if size <= LARGEST and len(content) == size else None
