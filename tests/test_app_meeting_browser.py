"""The page of a meeting in Chromium: the table moves, focus stays, a phone is wide enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ccmcost
from tests.browser import axe_source, chromium
from tests.conftest import DATA

pytest.importorskip("flask", reason="flask is missing: pip install flask")
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is missing: pip install playwright"
)

from tests.app_browser import Outside  # noqa: E402
from tests.test_page_browser import violations  # noqa: E402

SECONDS = 30_000


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    server = Outside(tmp_path_factory.mktemp("office"))
    try:
        with chromium() as browser:
            context = browser.new_context()
            context.set_default_timeout(SECONDS)
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.port}/?key={server.key}")
            yield context, f"http://127.0.0.1:{server.port}{server.root}/meeting"
    finally:
        server.end()


def amount(page: Any, code: str) -> str:
    text: str = page.inner_text(f"tr[data-code={code}] .c-amount")
    return text.replace(",", "")


@pytest.mark.slow
def test_the_table_moves_and_focus_stays(office: tuple[Any, str]) -> None:
    context, meetings = office
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{meetings}/rc1")
    expect = sync_api.expect
    heading = page.locator("#result > h2")
    expect(heading).to_contain_text("Specimen")

    page.focus("#f-cost")
    page.keyboard.type("412345.67", delay=15)
    expect(heading).to_contain_text("USD 412,345.67", timeout=SECONDS)
    result = ccmcost.apportion("rc1", cost="412345.67", data=DATA)
    rows = {row.iso3: row.amount for row in result.rows}
    assert amount(page, "JPN") == rows["JPN"]
    assert page.evaluate("document.activeElement.id") == "f-cost"
    assert page.input_value("#f-cost") == "412345.67" and page.url.endswith("rc1?cost=412345.67")
    assert "the amounts add up to it" in page.inner_text("#live")

    page.focus("#s-FRA")
    page.keyboard.press("Space")
    page.wait_for_url("**without=FRA")
    assert page.evaluate("document.activeElement.id") == "s-FRA" and not page.is_checked("#s-FRA")
    page.fill("#f-add", "Brazil")
    page.wait_for_url("**with=BRA&without=FRA")
    assert page.is_checked("#s-BRA") and page.input_value("#f-add") == ""
    result = ccmcost.apportion("rc1", cost="412345.67", with_=["BRA"], without=["FRA"], data=DATA)
    assert {code: amount(page, code) for code in ("BRA", "JPN")} == {
        row.iso3: row.amount for row in result.rows if row.iso3 in ("BRA", "JPN")
    }

    page.fill("#f-cost", "abc")
    expect(page.locator("#f-cost-help .fault")).to_contain_text("not a valid", timeout=SECONDS)
    assert page.get_attribute("#f-cost", "aria-invalid") == "true"
    page.fill("#f-cost", "5000")
    expect(heading).to_contain_text("USD 5,000", timeout=SECONDS)
    assert page.get_attribute("#f-cost", "aria-invalid") is None
    page.focus("#sort-amount")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=amount**")
    assert page.evaluate("document.activeElement.id") == "sort-amount"
    address = page.url
    page.reload()
    assert page.url == address and page.is_checked("#s-BRA") and not page.is_checked("#s-FRA")
    assert not errors
    page.close()


@pytest.mark.slow
def test_an_older_answer_never_replaces_a_newer_one(office: tuple[Any, str]) -> None:
    context, meetings = office
    page = context.new_page()
    page.goto(f"{meetings}/msp11")
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route(lambda link: "cost=1000" in link, hold)
    page.fill("#f-cost", "1000")
    with page.expect_request(lambda request: "cost=1000" in request.url):
        pass
    page.fill("#f-cost", "2000")
    heading = page.locator("#result > h2")
    sync_api.expect(heading).to_contain_text("USD 2,000", timeout=SECONDS)
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    assert "USD 2,000" in heading.inner_text() and page.url.endswith("cost=2000")
    page.close()


PATHS = (
    "rc1",
    "msp11?cost=412345.67&with=CHN&without=FRA&sort=amount",
    "msp11?cost=abc&add=Atlantis",
    "rc3",
    "rc1/JPN?cost=412345.67",
    "rc1/compare",
    "rc1/joining",
    "rc1/whatif?without=FRA",
)


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    office: tuple[Any, str], path: str
) -> None:
    context, meetings = office
    page = context.new_page()
    page.goto(f"{meetings}/{path}")
    assert violations(page, axe_source()) == []
    for width in (360, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
    page.close()


@pytest.mark.slow
def test_it_works_without_scripts(office: tuple[Any, str], tmp_path: Path) -> None:
    context, meetings = office
    cookies = context.cookies()
    plain = context.browser.new_context(java_script_enabled=False)
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(f"{meetings}/rc1")
    page.fill("#f-cost", "1000")
    page.uncheck("#s-FRA")
    page.click("#wish button[type=submit]")
    assert page.url.endswith("rc1?cost=1000&without=FRA")
    result = ccmcost.apportion("rc1", cost="1000", without=["FRA"], data=DATA)
    rows = {row.iso3: row.amount for row in result.rows}
    assert amount(page, "JPN") == rows["JPN"]
    page.go_back()
    assert page.url.endswith("/rc1")
    plain.close()
