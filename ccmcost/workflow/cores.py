"""Work on one result, spread over the cores: the result goes to each process once, the jobs one by one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from ccmcost.model.assessment import Apportionment

MOST_CORES = 4
Files = dict[str, bytes]
Job = Callable[[Apportionment, date], Files]

_subject: list[tuple[Apportionment, date]] = []


def on_all_cores(result: Apportionment, as_of: date, jobs: Sequence[Job]) -> Iterator[Files]:
    """What each job makes of the result, in the order of the jobs. An error of a job is raised here.

    In a process with other threads the jobs run here, one after the other: a fork would copy the locks that those threads
    hold, and wait for them for ever. So they do on a machine without what processes share, such as a narrow container, and
    on one that cannot fork safely (Windows, macOS): a new process would import everything again, and the script of the user.
    """
    cores = None if _has_other_threads() else _cores(result, as_of, min(os.cpu_count() or 1, MOST_CORES, len(jobs)))
    if cores is None:
        yield from (job(result, as_of) for job in jobs)
        return
    with cores:
        with _without_interrupts():
            made = cores.map(_work, jobs)  # begins all processes
        yield from made


def _cores(result: Apportionment, as_of: date, count: int) -> ProcessPoolExecutor | None:
    if "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        return None
    try:
        fork = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(count, fork, initializer=_begin, initargs=(result, as_of))
    except (OSError, ImportError, NotImplementedError):  # no semaphores: no /dev/shm, or not for this user
        return None


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """What is forked in here never hears an interrupt; the parent alone answers it, afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _has_other_threads() -> bool:
    tasks = Path("/proc/self/task")  # counts those of compiled libraries too, which Python does not know of
    return (len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()) > 1


def _begin(result: Apportionment, as_of: date) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _subject[:] = [(result, as_of)]


def _end_with_parent() -> None:
    """A killed parent leaves nobody to tell its workers; without this they would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job) -> Files:
    return job(*_subject[0])
