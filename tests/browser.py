"""The machine's Chromium for tests: where it is, and how it starts without asking the network for anything."""

from __future__ import annotations

import shutil
from typing import Any

CHROMIUM = next((path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None)
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


def chromium(playwright: Any) -> Any:
    """The browser, started; whoever asked closes it."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
