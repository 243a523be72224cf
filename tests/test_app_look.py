"""Every page of the office in a browser as a person meets it: nothing that axe finds, nothing wider
than a telephone, and all of it by the keyboard.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ccmcost.app.forms import command_of, commands_below
from ccmcost.cli.commands import COMMANDS
from tests.app_browser import RECEIPT, browsed, copied
from tests.browser import axe_source
from tests.test_page_browser import violations

PAGES = (
    "/",
    "/take",
    "/files",
    "/receipts",
    "/status",
    "/states",
    "/state/JPN",
    "/ledger",
    "/ledger/2",
)
MEETING = ("/meeting/msp12", "/meeting/msp12/JPN", "/meeting/none", "/do")
FORMS = tuple(
    "/do/" + "/".join(words)
    for name in COMMANDS
    for words, _ in commands_below(name)
    if command_of(words)
)
WIDTHS = (360, 768, 1280)


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_source()


def too_wide(page: Any) -> bool:
    """Whether one must scroll sideways to see the page; a table has a box of its own for that."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def faults(page: Any, axe: str, name: str) -> list[str]:
    """What is wrong with the page that is open."""
    found = [f"{name}: {fault}" for fault in violations(page, axe)]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{name} is wider than {width}"] if too_wide(page) else []
    return found


def filled(page: Any, root: str, **more: str) -> None:
    """The form of a receipt, written into and sent."""
    page.goto(f"{root}/do/receive")
    for name, text in {**RECEIPT, **more}.items():
        page.locator(f'[name="{name}"]').fill(text)
    page.get_by_role("button", name="Go on").click()
    page.locator("h1", has_not_text="At work").wait_for()


@pytest.mark.slow
def test_nothing_is_wrong_with_any_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, billed: Path, axe: str
) -> None:
    office = copied(billed, tmp_path, monkeypatch)
    found = list[str]()
    with browsed() as page:
        root = page.url.rstrip("/")
        for name in (*PAGES, *MEETING, *FORMS):
            page.goto(f"{root}{name}")
            found += faults(page, axe, name)
        filled(page, root, amount="none")
        found += faults(page, axe, "a form with a fault")
        filled(page, root)
        found += faults(page, axe, "a question")
        page.get_by_role("button", name="Yes", exact=True).press("Enter")
        page.get_by_role("heading", name="Done").wait_for()
        found += faults(page, axe, "done")
    assert office("ledger", "verify").code == 0
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with browsed() as page:
        found += faults(page, axe, "an empty folder")
    assert not found


@pytest.mark.slow
def test_a_receipt_is_recorded_by_the_keyboard_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, billed: Path
) -> None:
    office = copied(billed, tmp_path, monkeypatch)
    with browsed() as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.goto(f"{page.url.rstrip('/')}/do/receive")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # to the content
        for text in RECEIPT.values():
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "date":
                year, month, day = text.split("-")
                page.keyboard.type(f"{month}{day}{year}")
                page.keyboard.press("Tab")  # its button
            else:
                page.keyboard.press("Control+A")
                page.keyboard.type(text)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Is this right?").wait_for()
        page.get_by_role("button", name="Yes", exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Done").wait_for()
    assert "5.00 BANK 1; A. Clerk" in office("ledger", "list", "--kind", "receipt").out
