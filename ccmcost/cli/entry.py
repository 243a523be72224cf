"""Where `ccmcost` begins: standard streams that never fail, the short way or the long way, and what
becomes of an error.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any

from ccmcost import interrupt
from ccmcost.cli.wrapped import fitted
from ccmcost.errors import CcmcostError, Told, UsageError, harmless
from ccmcost.interrupt import forget, lasting, stopped
from ccmcost.text import unreadable

MOST_FINDINGS = 200
"""A finding for each State of the world fits in."""


def main() -> None:
    """Run the command line; whatever goes wrong outside ccmcost becomes one message on standard
    error and an exit code.
    """
    # the products of a forecast are small: threads of the library would only wait for one another
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    open_outlets()
    forget()
    try:
        try:
            interrupt.begin_work()
            message, code = outcome(lambda: run(sys.argv[1:]))
        finally:
            interrupt.end_work()
    except KeyboardInterrupt:
        interrupt.end_work()
        message, code = stopped(), interrupt.INTERRUPTED
    _end(message, code)


def outcome(work: Callable[[], None]) -> tuple[str, int]:
    """Do what is asked; a message and the exit code.
    The message is empty if all was said or nothing is to be said.
    """
    try:
        work()
    except SystemExit as end:
        if end.code == interrupt.INTERRUPTED:  # the framework ends so, without a word
            raise KeyboardInterrupt from None
        return (
            ("", end.code)
            if isinstance(end.code, int)
            else (str(end.code or ""), int(end.code is not None))
        )
    except Exception as error:
        # it fell into an import, say, that fails with an error of its own then
        if interrupt.seen():
            raise KeyboardInterrupt from None
        if isinstance(error, CcmcostError):
            return _message(error), error.exit_code
        if isinstance(error, OSError):
            return f"ccmcost: {outside(error)}\n", 1
        if isinstance(error, MemoryError):
            return (
                "ccmcost: there is not enough memory for this. Nothing was left half written.\n",
                1,
            )
        raise
    return "", 0


def _end(message: str, code: int) -> None:
    """Say what happened after what was printed so far, and end.

    Where standard output failed, what was done for good is said here, and the exit code tells
    whether it was done: whoever repeats a command because its answer was lost would book twice. A
    reader that has seen enough is no failure.
    """
    failure, done = failure_of(sys.stdout), lasting()
    if code:
        message += f"ccmcost: {done}\n" if done and code != interrupt.INTERRUPTED else ""
    elif isinstance(failure, BrokenPipeError):
        message = f"ccmcost: {done}\n" if done else ""
    elif failure is not None:
        why = failure.strerror if isinstance(failure, OSError) else failure
        message = (
            f"ccmcost: standard output: {why}. "
            f"{done or 'Check names, permissions and free space.'}\n"
        )
        code = 0 if done else 1
    _tell(message)
    if code:
        sys.exit(code)


def _tell(message: str) -> None:
    """A message on a line of its own, where a progress bar may stand."""
    if message:
        message = fitted(sys.stderr, message)
        sys.stderr.write(f"\r\033[K{message}" if sys.stderr.isatty() else message)
        sys.stderr.flush()
        interrupt.told()


def outside(error: OSError) -> str:
    """What is told of an error of the system that nothing was made of."""
    what = (
        f'"{error.filename}": '
        if error.filename
        else "a file or a program: "
        if error.errno
        else ""
    )
    told = harmless(what + (error.strerror or str(error)))
    return f"{told}. Check names, permissions and free space."


def _check(arguments: list[str]) -> None:
    """Refuse what no command is called, before anything looks at it; what follows is looked at with
    the rest of its line.
    """
    for word in arguments[:1]:
        why = unreadable(word)
        if why:
            raise UsageError(why)


def _remark(message: Warning | str, *about: object) -> None:
    """A warning of ccmcost is told in one line; those of the packages that it uses are for who
    builds it.
    """
    if isinstance(message, Told):
        _tell(f"ccmcost: {harmless(str(message))}\n")


def run(arguments: list[str]) -> None:
    """Run a line of words, the short way or the long way."""
    warnings.showwarning = _remark  # type: ignore[assignment]
    _check(arguments)
    if arguments[:1] == ["apportion"] and not any(map(unreadable, arguments)):
        gc.disable()  # a process this short gains by never collecting
        from ccmcost.cli.main_job import read
        from ccmcost.cli.main_job import run as apportion

        options = read(arguments)
        if options is not None:
            apportion(options)
            gc.freeze()
            return
        gc.enable()
    from ccmcost.cli.app import app

    app(prog_name="ccmcost")


def _message(error: CcmcostError) -> str:
    findings = getattr(error, "findings", None)
    if findings is None:
        return f"ccmcost: {harmless(str(error))}\n"
    more = len(findings) - MOST_FINDINGS
    if more > 0:  # a file that cannot be read may be the reason for all others
        findings = sorted(findings, key=lambda each: not each.code.startswith("file-"))
    lines = [finding.line() for finding in findings[:MOST_FINDINGS]]
    return "\n".join([*lines, *([f"... and {more:,} more findings"] if more > 0 else []), ""])


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
