"""Where `ccmcost` begins: the short way or the long way, and what becomes of an error."""

from __future__ import annotations

import gc
import os
import sys

from ccmcost.errors import CcmcostError


def main() -> None:
    """Run the command line; a CcmcostError becomes a message on standard error and its exit code."""
    try:
        _run(sys.argv[1:])
    except CcmcostError as error:
        sys.stdout.flush()
        sys.stderr.write(_message(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("ccmcost: interrupted; nothing was left half written.\n")
        sys.exit(130)


def _run(arguments: list[str]) -> None:
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
    text = str(error)
    return text + "\n" if hasattr(error, "findings") else f"ccmcost: {text}\n"
