"""Standard output and standard error that never fail: what they could not take is known,
and told at the end.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any


class Outlet(io.TextIOWrapper):
    """A standard stream. After a failure it swallows everything,
    so that the work behind it is done to its end.
    """

    failure: Exception | None = None
    closed_before = False

    def write(self, text: str) -> int:
        """Write, or remember why not."""
        try:
            if self.closed_before and text:
                raise OSError(errno.EBADF, "it is closed")
            return super().write(text)
        except (OSError, ValueError) as error:
            return self._give_up(error) or len(text)

    def flush(self) -> None:
        """Flush, or remember why not."""
        try:
            super().flush()
        except (OSError, ValueError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> int:
        if self.failure is None:
            self.failure = error
            try:  # what is still in the buffer goes nowhere, quietly
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self.fileno())
                os.close(nowhere)
            except (OSError, ValueError):
                pass
        return 0


def open_outlets() -> None:
    """Put outlets in the place of the process's own standard streams;
    streams that somebody else put there stay.
    """
    # a file that is opened later must never come to lie where a standard stream belongs
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    for name in ("stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:
            outlet = Outlet(open(os.devnull, "wb"), encoding="utf-8", errors="replace")  # noqa: SIM115, PTH123
            outlet.closed_before = True
        elif stream is getattr(sys, f"__{name}__") and type(stream) is io.TextIOWrapper:
            outlet = _in_place_of(stream)
        else:
            continue
        setattr(sys, name, outlet)
        setattr(sys, f"__{name}__", outlet)


def _in_place_of(stream: io.TextIOWrapper) -> Outlet:
    encoding, errors, lines, through = (
        stream.encoding,
        stream.errors,
        stream.line_buffering,
        stream.write_through,
    )
    return Outlet(stream.detach(), encoding, errors, line_buffering=lines, write_through=through)


def failure_of(stream: Any) -> Exception | None:
    """Why a stream took no more; None if it took all.
    Whatever waits in its buffer is tried first.
    """
    try:
        stream.flush()
    except (OSError, ValueError) as error:
        return error
    return getattr(stream, "failure", None)
