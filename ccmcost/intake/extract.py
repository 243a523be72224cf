"""The child process of guard.py: bytes of a document on standard input,
its content as JSON on standard output.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
from collections.abc import Callable
from typing import Any

from ccmcost.child import limit

MEMORY = 480 * 1024 * 1024
CPU_SECONDS = 300
_READERS = {
    "pdf": "pdf.read",
    "docx": "docx.read",
    "xlsx": "workbook.read",
    "ods": "opendocument.read",
    "names": "workbook_names.read",
    "treaty": "html_tables.read_xml",
    "html": "html_tables.read",
}


class Refused(Exception):
    """The document is broken or beyond a limit; the message completes "the file cannot be read:
    ...".
    """


def reader_of(kind: str) -> Callable[..., dict[str, Any]]:
    """What reads a kind of file."""
    module, _, name = _READERS[kind].partition(".")
    reader: Callable[..., dict[str, Any]] = getattr(
        importlib.import_module(f"ccmcost.intake.{module}"), name
    )
    return reader


def main() -> None:
    """Read, limit, answer. Every fault of the document becomes an answer with an `error`."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl takes it if it is there; without it starts in half the time
    limit("RLIMIT_AS", MEMORY)
    limit("RLIMIT_CPU", CPU_SECONDS)
    limit("RLIMIT_CORE", 0)
    content = sys.stdin.buffer.read()
    # some readers print; only the answer may stand on standard output
    with contextlib.redirect_stdout(sys.stderr):
        answer = _answer(sys.argv[1], content)
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def _answer(kind: str, content: bytes) -> dict[str, Any]:
    try:
        return reader_of(kind)(content, *([_tell] if kind == "pdf" else []))
    except ModuleNotFoundError as error:
        return {"missing": error.name}
    except MemoryError:
        return {"error": "it needs too much memory"}
    except Exception as error:
        # a document can make its reader fail in any way at all; the parent turns this into a
        # finding
        what = (
            str(error)
            if type(error).__name__ == "Refused"
            else f"it is damaged ({type(error).__name__})"
        )
        return {"error": what}


def _tell(done: int, total: int) -> None:
    """Let the parent know how far the reading has come; it waits as long as it comes further."""
    sys.stderr.write(f"READ {done} {total}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
