"""What Ctrl-C does: one line and exit code 130, at any moment, without a trace of what it fell
into.

An interrupt can fall into anything: an import, a callback of the interpreter that swallows it, the
moment between a commit and the word that it was made. So the command takes SIGINT over before it
imports anything else, and knows where it stands:

    starting, ending   nothing is being done, so the process ends at once
    working            KeyboardInterrupt is raised: everything that is being written is put right
    held               the interrupt waits: what is done and the record of it go together

What this process did that lasts can be said whatever happens afterwards: else somebody does it a
second time.

`_signal` and `_thread` are parts of the interpreter; the module `signal` would import a dozen
others first.
"""

import _signal  # type: ignore[import-not-found]
import _thread
import os
import sys
import time
from _signal import SIGINT, default_int_handler, getsignal, signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType

INTERRUPTED = 130
"""Exit code of an interrupted command."""


pthread_kill = getattr(_signal, "pthread_kill", None)


class _State:
    main = 0
    working = False
    holds = 0
    waiting = False
    lost = False
    seen = False
    said = False


def take_over() -> None:
    """Answer interrupts from now on; not where they are ignored already, nor in a thread,
    where Python takes none over.
    """
    try:
        if getsignal(SIGINT) is default_int_handler:
            signal(SIGINT, _answer)
            sys.excepthook = _quiet_hook
            sys.unraisablehook = _try_again
            _State.main = _thread.get_ident()
    except ValueError:
        pass


def begin_work() -> None:
    """From here on an interrupt must let everything that is under way be put right."""
    _State.waiting = _State.lost = _State.seen = _State.said = False
    _State.working = True


def end_work() -> None:
    """From here on an interrupt may end the process where it stands.
    Raises one that got lost before.
    """
    _State.working = False
    if _State.lost:
        _raise()


def seen() -> bool:
    """Whether the work was interrupted, whatever became of the exception on its way."""
    return _State.seen


def told() -> None:
    """The interrupt has been answered on standard error; a second one ends the process without a
    word.
    """
    _State.said = True


class held:  # noqa: N801  # reads as a statement: `with held():`
    """An interrupt waits until this is left, and is raised then."""

    def __enter__(self) -> None:
        _State.holds += 1

    def __exit__(
        self,
        kind: "type[BaseException] | None",
        error: "BaseException | None",
        trace: "TracebackType | None",
    ) -> None:
        _State.holds -= 1
        if _State.waiting and not _State.holds:
            _State.waiting = False
            _raise()


def _answer(number: int, frame: "FrameType | None") -> None:
    if not _State.working:
        _leave()
    elif _State.holds:
        _State.waiting = True
    else:
        _raise()


def _raise() -> None:
    _State.seen, _State.lost = True, False
    raise KeyboardInterrupt


def _leave() -> None:
    if not _State.said:
        _State.said = True
        try:  # noqa: SIM105  # nothing more is imported here
            os.write(2, (f"\r\033[K{stopped()}" if os.isatty(2) else stopped()).encode())
        except OSError:
            pass
    os._exit(INTERRUPTED)


def _later() -> None:
    time.sleep(0.01)  # until the callback is left: within it, the interrupt would be lost again
    if pthread_kill is None:
        _thread.interrupt_main()
    else:
        pthread_kill(_State.main, SIGINT)  # wakes it from a call of the system as well


def _quiet_hook(
    kind: type[BaseException], error: BaseException, trace: "TracebackType | None"
) -> None:
    """Compiled modules print and replace the interrupt that falls into their import;
    the command answers it instead.
    """
    if not _State.seen:
        sys.__excepthook__(kind, error, trace)


def _try_again(what: "sys.UnraisableHookArgs") -> None:
    """The interrupt fell where nothing can be raised, such as a finalizer:
    it comes again at the next step.
    """
    if issubclass(what.exc_type, KeyboardInterrupt):
        _State.lost = True
        _thread.start_new_thread(_later, ())
    elif not _State.seen:
        sys.__unraisablehook__(what)


STOPPED = "ccmcost: interrupted; nothing was left half written."

_recorded: list[str] = []
_written: list[str] = []


def remember_recorded(events: "list[tuple[int, str]]") -> None:
    """Events that are committed to the ledger: number and kind."""
    _recorded.extend(f"event {number} ({kind.replace('_', ' ')})" for number, kind in events)


def remember_written(name: str) -> None:
    """The name of a file that has taken its place."""
    # not before: a command answers interrupts before it imports anything of weight
    from ccmcost.text import quoted

    shown = f'"{quoted(name)}"'
    if shown not in _written:
        _written.append(shown)


def forget() -> None:
    """Begin anew, as a new command does."""
    _recorded.clear()
    _written.clear()


def lasting() -> str:
    """One sentence on what was done; empty if nothing was.
    An event of the ledger counts more than a file.
    """
    if len(_recorded) == 1:
        return f"E{_recorded[0][1:]} was recorded in the ledger and counts: do not record it again."
    if _recorded:
        return (
            f"E{_recorded[0][1:]} to {_recorded[-1]} were recorded in the ledger and count: do "
            "not record them again."
        )
    return (
        f"{', '.join(_written)} {'was' if len(_written) == 1 else 'were'} written."
        if _written
        else ""
    )


def stopped() -> str:
    """The answer to an interrupt, on one line."""
    return f"{STOPPED} {lasting()}".rstrip() + "\n"
