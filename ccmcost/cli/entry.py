"""Where `ccmcost` begins: the short way or the long way, and what becomes of an error."""

from __future__ import annotations

import gc
import os
import sys

from ccmcost.errors import CcmcostError, UsageError, harmless
from ccmcost.text import is_line

LONGEST_ARGUMENT = 10_000
MOST_FINDINGS = 1_000
INTERRUPTED = 130
STOPPED = "ccmcost: interrupted; nothing was left half written.\n"


def main() -> None:
    """Run the command line; whatever goes wrong outside ccmcost becomes one message on standard error and an exit code."""
    try:
        _run(sys.argv[1:])
    except CcmcostError as error:
        _end(_message(error), error.exit_code)
    except BrokenPipeError:
        _give_up_output()
        sys.exit(0)
    except KeyboardInterrupt:
        _end(STOPPED, INTERRUPTED)
    except SystemExit as end:
        if end.code == INTERRUPTED:  # the framework ends so, without a word
            _tell(STOPPED)
        raise
    except OSError as error:
        _end(_outside(error), 1)
    except MemoryError:
        _end("ccmcost: there is not enough memory for this. Nothing was left half written.\n", 1)


def _end(message: str, code: int) -> None:
    """Say what happened after what was printed so far, and end. A standard output that takes no more is given up."""
    try:
        sys.stdout.flush()
    except OSError:
        _give_up_output()
    _tell(message)
    sys.exit(code)


def _tell(message: str) -> None:
    """A message on a line of its own, where a progress bar may stand."""
    sys.stderr.write(f"\r\033[K{message}" if sys.stderr.isatty() else message)


def _give_up_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _outside(error: OSError) -> str:
    what = f'"{error.filename}": ' if error.filename else "standard output or a file: " if error.errno else ""
    return f"ccmcost: {harmless(what + (error.strerror or str(error)))}. Check names, permissions and free space.\n"


def _check(arguments: list[str]) -> None:
    """Refuse what no id, name, sum or path of an office can be, before anything looks at it."""
    for argument in arguments:
        if len(argument) > LONGEST_ARGUMENT:
            raise UsageError(f"an argument is {len(argument):,} characters long; {LONGEST_ARGUMENT:,} is the most.")
        if not is_line(argument):
            raise UsageError(
                f'"{harmless(argument)}" holds a control character or a hidden one, or is no UTF-8. Write it in plain text.'
            )


def _run(arguments: list[str]) -> None:
    _check(arguments)
    if arguments[:1] == ["apportion"]:
        gc.disable()  # a process this short gains by never collecting
        from ccmcost.cli.main_job import run
        from ccmcost.cli.quick import read

        options = read(arguments)
        if options is not None:
            run(options)
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
    lines = [finding.line() for finding in findings[:MOST_FINDINGS]]
    return "\n".join([*lines, *([f"... and {more:,} more findings"] if more > 0 else []), ""])
