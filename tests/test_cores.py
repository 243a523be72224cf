"""Work on all cores never forks a process that has other threads: the child could wait for ever for a lock of theirs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import date
from typing import Any

import pytest

from ccmcost.workflow.cores import on_all_cores
from tests.conftest import ROOT

DAY = date(2024, 1, 1)


def where(_: Any, __: date) -> dict[str, bytes]:
    return {"process": str(os.getpid()).encode()}


def test_without_shared_semaphores_the_jobs_run_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("multiprocessing.synchronize.SemLock.__init__", none)
    made = list(on_all_cores(None, DAY, [where, where]))  # type: ignore[arg-type]
    assert made == [{"process": str(os.getpid()).encode()}] * 2


def test_with_other_threads_the_jobs_run_here() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        made = list(on_all_cores(None, DAY, [where, where]))  # type: ignore[arg-type]
    finally:
        stop.set()
        thread.join()
    assert made == [{"process": str(os.getpid()).encode()}] * 2


def test_alone_they_run_in_processes_of_their_own() -> None:
    code = (
        "import os\nfrom tests.test_cores import DAY, where\nfrom ccmcost.workflow.cores import on_all_cores\n"
        "if __name__ == '__main__':\n"
        "    print(str(os.getpid()).encode() in [each['process'] for each in on_all_cores(None, DAY, [where, where])])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    assert done.stdout == "False\n"
