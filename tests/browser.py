"""The machine's Chromium for tests: where it is, and how it starts without asking the network for
anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(
    (path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path),
    None,
)
MISSING = "Chromium is missing: Debian package chromium"
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, started; a test that cannot have it is skipped with the reason."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is missing: pip install playwright"
    )
    started = sync_api.sync_playwright()
    try:
        playwright = started.__enter__()
    except Exception as error:  # its own Node ends at once where a library of the system is missing
        pytest.skip(f"Playwright does not start ({error}): Debian package libatomic1")
    try:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield browser
        browser.close()
    finally:
        started.__exit__(None, None, None)


def axe_source() -> str:
    """The script that looks for what keeps people from using a page; without it a test is
    skipped with the reason.
    """
    package = pytest.importorskip(
        "axe_playwright_python", reason="axe is missing: pip install axe-playwright-python"
    )
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
