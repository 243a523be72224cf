"""Threads that work beside one another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module


def threads(most: int) -> ThreadPoolExecutor:
    """A pool of so many threads. What they load must not make them wait for one another: the parts
    of `importlib.resources`, which libraries load, import one another, so it is loaded before.
    """
    import_module("importlib.resources")
    return ThreadPoolExecutor(most)
