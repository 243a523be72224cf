"""Binary files are opened in a process of their own, with limits on time and memory.

A PDF or a zipped office file can be made to hang, crash or swell whatever reads it. So the reading is done by a child
process; whatever happens to it becomes one finding of the parent.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.model.source import SourceFile

SECONDS = 30.0
LARGEST_ANSWER = 64 * 1024 * 1024
_NAMES = {"pdf": "PDF", "docx": "DOCX", "xlsx": "XLSX", "ods": "ODS", "names": "XLSX"}
_BROKEN = "the file cannot be read as {kind}: {why}. Is it whole, and the right file? Open it and save it again."


def extract(source: SourceFile, kind: str, findings: Findings, seconds: float = SECONDS) -> dict[str, Any] | None:
    """The content of a PDF, DOCX, XLSX or ODS file as plain lists; None and a finding if it is beyond the limits.

    Raises UsageError if the package that reads PDF is not installed.
    """
    command = [sys.executable, "-m", "ccmcost.intake.extract", kind]
    try:
        done = subprocess.run(
            command, input=source.content, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        _refuse(source, kind, f"it takes more than {seconds:.0f} seconds", findings)
        return None
    if done.returncode != 0 or len(done.stdout) > LARGEST_ANSWER:
        _refuse(source, kind, "it breaks its reader, or needs too much memory", findings)
        return None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
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


def _refuse(source: SourceFile, kind: str, why: str, findings: Findings) -> None:
    findings.error("file-unreadable", _BROKEN.format(kind=_NAMES[kind], why=why), source.shown)


def _environment() -> dict[str, str]:
    package_home = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, (package_home, os.environ.get("PYTHONPATH", ""))))
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": path, "PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
