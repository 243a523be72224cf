"""Files that are more than plain text are opened in a process of their own, with limits on time and
memory.

A PDF, a zipped office file or a web page can be made to hang, crash or swell whatever reads it. So
the reading is done by a child process; whatever happens to it becomes one finding of the parent.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from ccmcost.child import environment
from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.load.reader import text_of
from ccmcost.model.source import SourceFile

SECONDS = 30.0
"""How long a reader may take without coming further: for a PDF with each page, else in all."""
MOST_SECONDS = 240.0
LARGEST_ANSWER = 128 * 1024 * 1024
_NAMES = {
    "pdf": "PDF",
    "docx": "DOCX",
    "xlsx": "XLSX",
    "names": "XLSX",
    "ods": "ODS",
    "html": "HTML",
    "treaty": "XML",
}
_BROKEN = (
    "the file cannot be read as {kind}: {why}. Is it whole, and the right file? Open it and save "
    "it again."
)
_LIMIT = "the file cannot be read as {kind}: {why}."
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
    if kind == "html" and text_of(source, findings) is None:
        return None
    child = subprocess.Popen(
        [sys.executable, "-m", "ccmcost.intake.extract", kind],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    try:
        output = _converse(child, source.content, seconds, progress)
    finally:
        child.kill()
        child.wait()
    if output is None:
        _refuse(source, kind, f"it takes more than {seconds:.0f} seconds", findings)
        return None
    if child.returncode != 0 or len(output) > LARGEST_ANSWER:
        _refuse(source, kind, "it breaks its reader, or needs too much memory", findings)
        return None
    try:
        answer: dict[str, Any] = json.loads(output)
    except (ValueError, RecursionError):
        _refuse(source, kind, "its reader gives no answer that can be read", findings)
        return None
    if answer.get("missing"):
        raise UsageError(
            f'reading PDF needs the package {answer["missing"]}: pip install "ccmcost[documents]". '
            "Or save the document as text or DOCX and import that."
        )
    if "error" in answer:
        _refuse(source, kind, answer["error"], findings)
        return None
    return answer


def web_page(source: SourceFile, findings: Findings) -> dict[str, Any] | None:
    """A saved web page as html_tables.py reads it; None and a finding if it is not UTF-8 or cannot
    be read.
    """
    return extract(source, "html", findings)


def _converse(
    child: subprocess.Popen[bytes], content: bytes, seconds: float, progress: Progress | None
) -> bytes | None:
    """Hand the file to the child and take its answer; None once it takes too long.
    It reports `done total` on its way.
    """
    begun = time.monotonic()
    until = [begun + seconds]
    answer: list[bytes] = []
    assert child.stdin is not None and child.stdout is not None and child.stderr is not None
    stdin, stdout, stderr = child.stdin, child.stdout, child.stderr

    def feed() -> None:
        # a child that has ended takes nothing; its exit code tells
        with contextlib.suppress(OSError), stdin:
            stdin.write(content)

    def collect() -> None:
        with stdout:
            answer.append(stdout.read(LARGEST_ANSWER + 1))

    def follow() -> None:
        with stderr:
            for line in stderr:
                told = line.split()
                if (
                    len(told) == 3
                    and told[0] == b"READ"
                    and told[1].isdigit()
                    and told[2].isdigit()
                ):
                    until[0] = min(time.monotonic() + seconds, begun + MOST_SECONDS)
                    if progress is not None:
                        progress(int(told[1]), int(told[2]))

    workers = [threading.Thread(target=work, daemon=True) for work in (feed, collect, follow)]
    for worker in workers:
        worker.start()
    for worker in workers:
        while worker.is_alive():
            if time.monotonic() > until[0]:
                return None
            worker.join(0.1)
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(5)
    return answer[0] if answer else b""


def _refuse(source: SourceFile, kind: str, why: str, findings: Findings) -> None:
    text = _LIMIT if ";" in why or "more than" in why else _BROKEN  # a limit says itself what to do
    findings.error("file-unreadable", text.format(kind=_NAMES[kind], why=why), source.shown)
