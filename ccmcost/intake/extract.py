"""Files that are more than plain text are opened in a process of their own, with limits on time and
memory.

A PDF, a zipped office file or a web page can be made to hang, crash or swell whatever reads it. So
the reading is done by a child process, which runs this module too; whatever happens to it becomes
one finding of the parent.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ccmcost.child import Child, Ended, Late, serve, tell

if TYPE_CHECKING:
    from ccmcost.findings import Findings
    from ccmcost.model.source import SourceFile

SECONDS = 30.0
"""How long a reader may take without coming further: for a PDF with each page, else in all."""
MOST_SECONDS = 240.0
_READERS = {
    "pdf": ("PDF", "pdf", "read"),
    "carried": ("PDF", "carried", "read"),
    "drawn": ("PDF", "carried", "read_drawn"),
    "docx": ("DOCX", "markup", "read_docx"),
    "xlsx": ("XLSX", "workbook", "read"),
    "names": ("XLSX", "workbook", "read_names"),
    "ods": ("ODS", "opendocument", "read"),
    "html": ("HTML", "markup", "read_html"),
    "treaty": ("XML", "markup", "read_xml"),
}
"""By kind of file: what people call it, and the module and function that read it."""
Progress = Callable[[int, int], None]
"""Told how many pages of how many are done."""


def extract(
    source: SourceFile,
    kind: str,
    findings: Findings,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> dict[str, Any] | None:
    """The content of a PDF, DOCX, XLSX, ODS or HTML file as plain lists; None and a finding if a
    limit is passed.

    So for a web page that is not UTF-8. Raises UsageError if the package that reads PDF is not
    installed.
    """
    from ccmcost.errors import UsageError
    from ccmcost.load.reader import text_of

    if kind == "html" and text_of(source, findings) is None:
        return None

    def told(pages: bytes) -> None:
        if progress is not None:
            progress(*map(int, pages.split()))

    child = Child("ccmcost.intake.extract")
    try:
        request = kind.encode() + b"\n" + source.content
        answer: dict[str, Any] = json.loads(child.ask(request, seconds, MOST_SECONDS, told))
    except Late:
        answer = {"error": f"it takes more than {seconds:.0f} seconds"}
    except Ended:
        answer = {"error": "it breaks its reader, or needs too much memory"}
    finally:
        child.end()
    if "missing" in answer:
        raise UsageError(
            f'reading PDF needs the package {answer["missing"]}: pip install "ccmcost[documents]".'
            + (" Or save the document as text or DOCX and import that." if kind == "pdf" else "")
        )
    if "error" not in answer:
        return answer
    why = answer["error"]
    # a limit says itself what to do
    advice = " Is it whole, and the right file? Open it and save it again."
    message = f"the file cannot be read as {_READERS[kind][0]}: {why}."
    message += "" if ";" in why or "more than" in why else advice
    findings.error("file-unreadable", message, source.shown)
    return None


def reader_of(kind: str) -> Callable[..., dict[str, Any]]:
    """What reads a kind of file, in the child process."""
    _, module, name = _READERS[kind]
    reader: Callable[..., dict[str, Any]] = getattr(
        importlib.import_module(f"ccmcost.intake.{module}"), name
    )
    return reader


def _answer(request: bytes) -> bytes:
    """What the child answers. Every fault of the document becomes an answer with an `error`."""
    from ccmcost.intake.readers import Refused

    kind, _, content = request.partition(b"\n")
    try:
        answer = reader_of(kind.decode())(content, *([_tell] if kind == b"pdf" else []))
    except ModuleNotFoundError as error:
        answer = {"missing": error.name}
    except MemoryError:
        answer = {"error": "it needs too much memory"}
    except Refused as error:
        answer = {"error": str(error)}
    except Exception as error:
        # a document can make its reader fail in any way at all
        answer = {"error": f"it is damaged ({type(error).__name__})"}
    return json.dumps(answer).encode()


def _tell(done: int, total: int) -> None:
    tell(b"%d %d" % (done, total))


if __name__ == "__main__":
    # openpyxl takes numpy if it is there; without it starts in half the time
    sys.modules["numpy"] = None  # type: ignore[assignment]
    serve(_answer)
