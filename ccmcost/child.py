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
from collections.abc import Callable
from pathlib import Path

MEMORY = 480 * 1024 * 1024
LARGEST = 64 * 1024 * 1024
_HEAD = 8


class Ended(Exception):
    """The child gave no answer; the text says why, as the end of a sentence."""


class Child:
    """Runs `python -m MODULE` when it is first asked, and again after it has ended.
    The module calls `serve`.
    """

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        atexit.register(self.end)

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The answer to one request. Raises Ended if it takes longer, needs too much memory,
        or breaks the child.
        """
        late = threading.Event()
        process = self._running()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            answer = _exchange(process, _frame(f"{seconds:.0f}".encode()) + _frame(request))
        except BaseException:
            self.end()
            raise
        finally:
            timer.cancel()
        if answer is None:
            self.end()
            raise Ended(
                f"it takes more than {seconds:g} seconds"
                if late.is_set()
                else "it needs too much memory"
            )
        return answer

    def end(self) -> None:
        """End the process, if one runs."""
        process, self._process = self._process, None
        if process is not None:
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
    import time

    # an interrupt is the parent's; the child ends when its input does
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    limit("RLIMIT_AS", MEMORY)
    limit("RLIMIT_CORE", 0)
    while (seconds := _read(stdin)) is not None and (request := _read(stdin)) is not None:
        # if the parent is gone, nobody else ends it
        limit("RLIMIT_CPU", int(time.process_time() + float(seconds)) + 5)
        stdout.write(_frame(answer(request)))
        stdout.flush()


def _exchange(process: subprocess.Popen[bytes], request: bytes) -> bytes | None:
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(request)
        process.stdin.flush()
        return _read(process.stdout)
    except OSError:
        return None


def _frame(content: bytes) -> bytes:
    return len(content).to_bytes(_HEAD, "big") + content


def _read(stream: object) -> bytes | None:
    """One frame; None at the end, or if it is cut short or longer than anything that is meant."""
    read: Callable[[int], bytes] = stream.read  # type: ignore[attr-defined]
    head = read(_HEAD)
    size = int.from_bytes(head, "big") if len(head) == _HEAD else LARGEST + 1
    content = read(size) if size <= LARGEST else b""
    return content if size <= LARGEST and len(content) == size else None
