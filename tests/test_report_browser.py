"""The HTML report in a browser: its policy holds, its pictures show, it fits a phone,
and axe finds nothing to object to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ccmcost.documents.annual.document import compose_report
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.years import AnnualRequest, annual_reports
from ccmcost.workspace import open_workspace
from tests import pdfs
from tests.browser import chromium
from tests.conftest import DATA


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium of the machine."""
    with chromium() as browser:
        yield browser


@pytest.mark.slow
def test_the_page_works_offline_small_and_for_everyone(browser: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="needs axe-playwright-python")
    day = date(2026, 1, 1)
    (report,) = annual_reports(open_workspace(DATA), AnnualRequest(2011, 2011, day, day))
    assert isinstance(report, Report)
    files = compose_report(report, ("fr",))
    path = tmp_path / "report.html"
    path.write_bytes(next(content for name, content in files.items() if name.endswith(".html")))
    page = browser.new_page(viewport={"width": 360, "height": 740})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert not said
    assert all(url.startswith("data:") or url == path.as_uri() for url in asked)
    assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 300)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, (
        "tables scroll, the page does not"
    )
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert colour == "rgb(27, 42, 65)", "the policy lets the style in"
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"
    )
    assert found == []
    page.close()


@pytest.mark.slow
def test_printed_sums_stand_once(browser: Any, tmp_path: Path) -> None:
    """A browser repeats the foot of a table under each page's part of it,
    where it would read as the sum of that part.
    """
    day = date(2026, 1, 1)
    (report,) = annual_reports(open_workspace(DATA), AnnualRequest(2015, 2015, day, day))
    assert isinstance(report, Report)
    path = tmp_path / "report.html"
    path.write_bytes(
        next(
            content
            for name, content in compose_report(report, ("en",)).items()
            if name.endswith(".html")
        )
    )
    page = browser.new_page()
    page.goto(path.as_uri())
    pages = pdfs.pages(page.pdf(prefer_css_page_size=True))
    page.close()
    assert sum("Total (States: 117)" in text for text in pages) == 1
    for heading in ("2 Assessments by State", "4 Assessments by regional group"):
        after = [text.rpartition(heading)[2] for text in pages if heading in text][-1]
        assert len(after.split()) > 30, "no heading stands alone on a page"
