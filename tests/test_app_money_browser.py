"""The pages of money in Chromium: nothing that axe finds, nothing wider than a phone, and booking
by keyboard with scripts off.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from ccmcost.app.serve import Server
from tests.browser import chromium
from tests.ledger_office import Office
from tests.test_app_money import WAITING
from tests.test_page_browser import axe, violations

__all__ = ["axe"]

PATHS = (
    "/receipts",
    "/status?as_at=2024-03-31",
    "/status?as_at=2024-02-30",
    "/states?find=su",
    "/states?find=nobody",
    "/state/SWE",
    "/ledger",
    "/ledger/2",
    "/ledger/3",
    "/ledger/99",
)
WIDTHS = (360, 768, 1600)


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An office with money to place, shown by a server."""
    with pytest.MonkeyPatch.context() as patch:
        office = Office.billed(tmp_path_factory.mktemp("office") / "office", patch)
        (office.folder / "bank.csv").write_text(WAITING, encoding="utf-8")
        office.ok("import receipts bank.csv")
        office.ok("record unidentified 5.00 --on 2024-03-08 --reference 'CUBA, AUSTRALIA MSP12'")
        server = Server(0, (), False)
        threading.Thread(target=server.run, daemon=True).start()
        yield server.link
        server.close()


@pytest.mark.slow
def test_pages_fit_every_width_and_axe_finds_nothing(link: str, axe: str) -> None:
    with chromium() as browser:
        page = browser.new_page()
        said = list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.goto(link)
        root = page.url.rstrip("/")
        for path in PATHS:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(f"{root}{path}")
                too_wide = "() => document.documentElement.scrollWidth > window.innerWidth"
                assert not page.evaluate(too_wide), (path, width)
                found = violations(page, axe) if width != WIDTHS[1] else []
                assert found == [], (path, width)
        assert [text for text in said if "status of 4" not in text] == []


@pytest.mark.slow
def test_receipts_are_booked_by_keyboard_with_scripts_off(link: str) -> None:
    with chromium() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(link)
        page.goto(f"{page.url.rstrip('/')}/receipts")
        box = page.get_by_role("checkbox", name="Sweden (SWE), MSP12")
        assert box.is_checked()
        box.press("Space")
        _press(page, "radio", "Cuba (CUB), MSP12", "Space")
        assert not box.is_checked()
        page.get_by_role("button", name="Book those ticked").first.press("Enter")
        page.get_by_role("heading", name="Is this right?").wait_for()
        assert "--yes 6=CUB/MSP12" in page.content()
        page.get_by_role("button", name="Yes").press("Enter")
        page.get_by_role("heading", name="Done").wait_for()
        page.get_by_role("link", name="Receipts").last.press("Enter")
        page.get_by_role("checkbox", name="Sweden (SWE), MSP12").wait_for()
        assert page.get_by_role("radio").count() == 0


def _press(page: Any, role: Any, name: str, key: str) -> None:
    page.get_by_role(role, name=name).press(key)
