"""A progress bar for a person at a terminal; nothing at all for a file or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable

WIDTH = 30


def progress_bar(what: str) -> Callable[[int, int], None] | None:
    """A function that shows how much of the total is done, on standard error,
    and wipes the line at the end.
    """
    if not sys.stderr.isatty():
        return None
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        filled = WIDTH * done // total
        if done >= total:
            sys.stderr.write("\r\033[K")
        elif filled != shown:
            sys.stderr.write(f"\r{what} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}")
        shown = filled
        sys.stderr.flush()

    return show
