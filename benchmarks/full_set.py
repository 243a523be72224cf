"""The full set of outputs of a meeting as a whole command, beside the same work on one core, and
the notices alone.

Run: .venv/bin/python benchmarks/full_set.py [meeting] [runs]. The commands are timed in turn.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from ccmcost.desk.documents import MOST_THREADS, NOTICES_A_JOB
from ccmcost.documents.assessment.files import compose, parts_of, wished_notices
from ccmcost.model.office import Issuer
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace

DAY = date(2026, 2, 3)


def command(meeting: str, folder: str, one_core: bool) -> float:
    """Seconds of one whole `ccmcost apportion`."""
    arguments = [sys.executable, "-m", "ccmcost", "apportion", meeting, "--out", folder]
    prepare = (
        (lambda: os.sched_setaffinity(0, {0}))
        if one_core and hasattr(os, "sched_setaffinity")
        else None
    )
    begin = time.perf_counter()
    subprocess.run(
        arguments,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=prepare,
        cwd=Path(folder).parent,
    )
    return time.perf_counter() - begin


def notices(meeting: str) -> tuple[float, int]:
    """Seconds to set the notices of a meeting on all cores, and how many there are."""
    workspace = open_workspace()
    result = apportion_meeting(workspace, meeting, Request())
    wish = wished_notices(result, (), (), Issuer())
    begin = time.perf_counter()
    with ThreadPoolExecutor(min(os.cpu_count() or 1, MOST_THREADS)) as pool:
        made = list(pool.map(partial(compose, result, DAY), parts_of(wish, NOTICES_A_JOB)))
    return time.perf_counter() - begin, sum(len(files) for files in made)


def main() -> None:
    """Print the medians and their ratios."""
    meeting = sys.argv[1] if len(sys.argv) > 1 else "msp11"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as home:
        folder = str(Path(home).resolve() / "out")
        both = [
            (command(meeting, folder, False), command(meeting, folder, True)) for _ in range(runs)
        ]
    whole, single = (statistics.median(times) for times in zip(*both, strict=True))
    print(
        f"{meeting}, full set, all cores: {whole:.2f} s; one core: {single:.2f} s, "
        f"{single / whole:.2f} times as long"
    )
    times = [notices(meeting) for _ in range(runs)]
    print(
        f"{times[0][1] - 1} notices and the annex on all cores: "
        f"{statistics.median(each for each, _ in times):.2f} s"
    )


if __name__ == "__main__":
    main()
