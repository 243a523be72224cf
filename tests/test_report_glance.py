"""The first page of the annual report, its short form, and the map of tiles: every State in its
place, every amount where it is said, four pages at most.
"""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from ccmcost.charts.frame import chart_speaker
from ccmcost.charts.lettering import Style, text_width
from ccmcost.charts.page import INNER, WIDTH
from ccmcost.charts.tiles import CLASSES, LIMITS, TilesChart, class_of, places, tiles_of
from ccmcost.documents.annual.charts import charts_of
from ccmcost.documents.annual.document import compose_report
from ccmcost.documents.annual.glance import highlights, paragraphs
from ccmcost.documents.annual.report import Report
from ccmcost.load.data import Data
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from tests import pdfs
from tests.conftest import slow_but
from tests.test_charts import box_of
from tests.test_report import DRAWN, REAL, WORKSPACE, one, report_of

SHORT = (2010, 2015, 2019, 2020, 2022)
"""The first year, those of two Review Conferences with their preparatory meetings, plain years."""


def words_of(report: Report, language: str = "en") -> Speaker:
    return chart_speaker(language, report.year.convention, report.year.states)


def test_every_state_has_one_tile() -> None:
    states = Data(WORKSPACE).states
    tiles = tiles_of({})
    assert sorted(tile.code for tile in tiles) == sorted(states)
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles)
    assert not any(tile.degree for tile in tiles)


def test_who_has_no_tile_stands_below_the_map() -> None:
    tiles = tiles_of({"EUU": Fraction(1, 2), "JPN": Fraction(1, 2)})
    _, rows = places()[""]
    assert [tile for tile in tiles if tile.row >= rows] == [
        tile for tile in tiles if tile.code == "EUU"
    ]
    assert {tile.code: tile.degree for tile in tiles if tile.degree} == {"EUU": 5, "JPN": 5}


def test_a_limit_belongs_to_the_class_that_begins_there() -> None:
    for place, limit in enumerate(LIMITS, 1):
        assert (class_of(limit - Fraction(1, 10**9)), class_of(limit)) == (place, place + 1)
    assert class_of(None) == 0 and class_of(Fraction(0)) == 1 and class_of(Fraction(1)) == CLASSES


def test_codes_stand_within_their_tiles() -> None:
    wide = INNER / places()[""][0]
    assert all(text_width(tile.code, Style(8.0, "")) < wide - 0.6 for tile in tiles_of({}))


@pytest.mark.parametrize("language", DRAWN)
def test_the_map_shows_the_share_of_every_state(language: str) -> None:
    report = report_of(2015)
    chart = charts_of(report, words_of(report, language))["shares"].drawing
    assert isinstance(chart, TilesChart)
    shares = {row.code: row.share for row in report.year.rows}
    assert {tile.code: tile.degree for tile in chart.tiles if tile.degree} == {
        code: class_of(share) for code, share in shares.items()
    }
    sheet = chart.bare()
    points = [shape for shape in sheet.shapes if 0 < shape.radius < 1.5]
    assert len(points) == sum(map(class_of, shares.values())) + sum(range(CLASSES + 1))
    assert all(box_of(text).left >= 0 and box_of(text).right <= WIDTH + 1 for text in sheet.texts)
    assert len(chart.key) == CLASSES + 1 and all(code in chart.frame.alt for code in shares)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_paragraphs_and_three_figures_say_the_year(language: str) -> None:
    report = report_of(2015)
    words, year = words_of(report, language), report.year
    texts = paragraphs(report, words)
    assert len(texts) == 3 and all(texts)
    for each in year.meetings:
        assert words.shown(each.meeting) in texts[0]
    cost, largest = words.said(year.total), words.said(year.total.of(year.ranked()[0].total))
    assert cost in texts[0] and largest in texts[0] and cost in texts[2]
    figures = [figure for figure, _, _ in highlights(report, words).items]
    share = words.per_cent(year.ranked()[0].share, 2)
    assert figures == [words.plain(year.total), words.shown(len(year.rows)), share]
    assert not any("{" in text or "article-" in text for text in texts)


def test_real_costs_are_compared_in_the_first_page() -> None:
    report = report_of(2023, *REAL)
    _, changed, paid = paragraphs(report, words_of(report))
    assert "The cost was USD\u00a0398,765.43 in 2022 and is USD\u00a0412,345.67 in 2023." in changed
    assert report.compared is not None
    largest = report.compared.largest(1)[0]
    amount = report.compared.after.of(abs(largest.difference)).grouped()
    assert amount in changed and "same cost" not in changed
    assert paid.startswith("No ledger is available")
    assert "illustrative" not in " ".join(paragraphs(report, words_of(report)))


@pytest.mark.parametrize(
    ("year", "language"),
    slow_but(
        [(2015, "ru")],
        [
            *zip(
                SHORT * 2, ["en", "ru", "fr", "es", "ar", "fr", "ar", "es", "en", "ru"], strict=True
            )
        ],
    ),
)
def test_the_short_form_has_four_pages_at_most(year: int, language: str) -> None:
    report = report_of(year)
    files = compose_report(report, (language,), with_brief=True)
    content = one(files, f"annual-brief-{year}-{language}.pdf")
    words, pages = words_of(report, language), pdfs.pages(content)
    assert 3 <= len(pages) <= 4 and pdfs.is_tagged(content)
    assert str(year) in pdfs.title(content)
    if language == "ar":  # its text comes back in the order in which it is seen
        assert all(f"{len(pages)} / {place}" in page for place, page in enumerate(pages, 1))
    else:
        assert words("h_glance") in pages[0] and words("h_meetings") not in pages[0]
        assert all(f"{place} / {len(pages)}" in page for place, page in enumerate(pages, 1))
    text = " ".join(pages)
    for row in report.year.rows:
        shown = " ".join(words.plain(report.year.total.of(row.total)).split())
        assert re.search(rf"(?<![\d.,]){re.escape(shown.strip(chr(0x2066) + chr(0x2069)))}", text)
    full = pdfs.pages(one(files, f"annual-report-{year}-{language}.pdf"))
    assert len(full) > len(pages)


def test_the_short_form_is_made_when_asked_for() -> None:
    files = compose_report(report_of(2023), ("en",))
    assert not [name for name in files if "brief" in name]
    assert [name for name in files if name.endswith("shares.svg")]
