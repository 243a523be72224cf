"""The charts of a meeting: nothing overlaps or is cut, the figures are those of the assessment,
the same bytes twice.
"""

from __future__ import annotations

import csv
import io
import os
import xml.etree.ElementTree as ET
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccmcost.calc.assess import assess
from ccmcost.charts import frame as style
from ccmcost.charts.amounts import amounts_chart, rates_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.frame import Chart
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.history_lines import LOOKS
from ccmcost.charts.sheet import Shape, Sheet, Style, Text, text_width
from ccmcost.model.assessment import Apportionment, Payer
from ccmcost.model.money import scaled_int
from ccmcost.model.rates import Rate, share_text
from ccmcost.tables.records import to_csv
from tests.chart_cases import DAY, MEETINGS, NINETY, cases, compose, meeting, pool, sheets

EXAMPLES = int(os.environ.get("CCMCOST_EXAMPLES", "1000")) // 50
SVG = "{http://www.w3.org/2000/svg}"
SOLID = (style.DARK, style.MIDDLE, style.THIN)


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def box_of(item: Text | Shape) -> Box:
    """The room that a line of text or a shape takes; letters reach above and below their
    baseline.
    """
    if isinstance(item, Text):
        return Box(
            item.x, item.y - 0.76 * item.style.size, item.right, item.y + 0.24 * item.style.size
        )
    xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
    return Box(
        min(xs) - item.radius, min(ys) - item.radius, max(xs) + item.radius, max(ys) + item.radius
    )


def is_solid(item: Text | Shape) -> bool:
    """Bars and marks: whatever is filled but the pale ground of banners and labels."""
    return isinstance(item, Shape) and (item.fill in SOLID or bool(item.fill and item.stroke))


def assert_fit_to_show(sheet: Sheet) -> None:
    """No line of text beyond the margins, cut short, upon another or upon a bar or mark."""
    page = Box(style.MARGIN - 2, 0.0, style.WIDTH - style.MARGIN + 2, sheet.height)
    solid = [box_of(item) for item in sheet.items if is_solid(item)]
    for text in sheet.texts:
        box = box_of(text)
        assert (
            page.left <= box.left
            and box.right <= page.right
            and page.top <= box.top
            and box.bottom <= page.bottom
        ), text
        assert "…" not in text.text, text
        assert text.style.size >= 5.6, text
        assert not [other for other in solid if box.meets(other)], text
    for one, other in combinations(sheet.texts, 2):
        assert not box_of(one).meets(box_of(other)), (one, other)


@pytest.mark.parametrize("name", list(cases()))
def test_nothing_overlaps_and_nothing_is_cut(name: str) -> None:
    for frame, sheet in sheets(cases()[name]):
        assert_fit_to_show(sheet)
        shown = " ".join(text.text for text in sheet.texts)
        assert frame.title in shown and frame.banner in shown, "wrapped lines follow one another"


def test_the_ruler_measures_what_overlaps() -> None:
    sheet = Sheet(style.WIDTH, 100.0)
    sheet.text(30.0, 50.0, "Japan", style.LABEL)
    sheet.text(45.0, 52.0, "17,805.20", style.LABEL)
    with pytest.raises(AssertionError):
        assert_fit_to_show(sheet)


def test_the_parts_of_a_page() -> None:
    """No foot, a key of one mark or of none, and a name that no size lets fit."""
    page = style.Page(style.Frame("parts", "Banner", "Title", "Subtitle", (), "Alt"), 60.0)
    page.key([])
    before = len(page.items)
    page.key([(12.0, lambda x, y: page.bar(x, y, 12.0, style.DARK), "more")])
    assert [item.text for item in page.items[before:] if isinstance(item, Text)] == ["more"]
    page.label(150.0, page.top + 40.0, "Federation " * 20, 120.0)
    assert page.texts[-1].text.endswith("…") and page.texts[-1].style.size == 5.6


def test_who_bears_a_fixed_share_has_no_rate_and_a_list_of_the_user_says_so() -> None:
    base = meeting("msp11")
    rule = base.rule._replace(fixed={"EUU": Fraction(1, 10)})
    payers = [
        Payer("EUU", "organization", None),
        Payer("JPN", "state_party", Rate(5, "adopted", "")),
    ]
    result = base._replace(
        rule=rule,
        assessment=assess(payers, rule, base.cost.total),
        list=base.list._replace(status="given"),
        cost=base.cost._replace(source=""),
    )
    chart = rates_chart(result)
    assert "EUU (organization) 10.000, no UN rate" in chart.frame.alt
    assert "none" in [text.text for text in chart.draw().texts]
    assert "list: given by the user." in chart.frame.foot[-1]


codes = st.lists(
    st.sampled_from(sorted(meeting("msp11").states)), min_size=1, max_size=60, unique=True
)
totals = st.one_of(st.integers(1, 300), st.integers(1, 10**15))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data(), codes, totals, st.booleans(), st.sampled_from(("largest_amounts", "none")))
def test_any_pool_is_fit_to_show(
    data: st.DataObject, chosen: list[str], total: int, credit: bool, residual: str
) -> None:
    each = st.one_of(st.integers(1, 30), st.integers(1, 25_000))
    rates = dict(
        zip(
            chosen,
            data.draw(st.lists(each, min_size=len(chosen), max_size=len(chosen))),
            strict=True,
        )
    )
    result = pool(rates, -total if credit else total, residual=residual)
    for _, sheet in sheets(result):
        assert_fit_to_show(sheet)


def read_back(chart: Chart) -> list[list[str]]:
    """The rows of the file that stands beside a picture."""
    return list(csv.reader(io.StringIO(to_csv(chart.table))))[1:]


@pytest.mark.parametrize("name", [*MEETINGS, *(name for name in cases() if name not in MEETINGS)])
def test_the_data_are_those_of_the_assessment(name: str) -> None:
    result = meeting(name) if name in MEETINGS else cases()[name]
    assessment, decimals = result.assessment, result.cost.total.decimals
    amounts = read_back(amounts_chart(result))
    by_code = {row[1]: scaled_int(row[4], decimals) for row in amounts if row[1]}
    assert by_code == {line.code: line.amount for line in assessment.lines}
    assert sum(scaled_int(row[4], decimals) or 0 for row in amounts) == result.cost.total.minor
    groups = read_back(groups_chart(result))
    assert (
        sum(scaled_int(row[3], decimals) or 0 for row in groups)
        == result.cost.total.minor - assessment.residual
    )
    assert sum(int(row[2]) for row in groups) == len(assessment.lines)
    shares = {row[0]: row[4] for row in read_back(rates_chart(result))}
    assert shares == {line.code: share_text(line.share.value) for line in assessment.lines}
    cumulative = cumulative_chart(result)
    assert cumulative.sums[-1] == 1 and read_back(cumulative)[-1][-1] == "100.000000"


@pytest.mark.parametrize(
    "name", ["msp11", "rc1", "straight, largest total", "credit", "a residual that no one bears"]
)
def test_bars_and_groups_sum_to_the_cost(name: str) -> None:
    result = cases()[name]
    for printed in (
        [bar.amount for bar in amounts_chart(result).bars],
        [row.amount for row in groups_chart(result).groups],
        [row.amount for row in groups_chart(result).roles],
    ):
        minor = [
            scaled_int(text.replace(",", ""), result.cost.total.decimals) or 0 for text in printed
        ]
        assert sum(minor) == result.cost.total.minor - result.assessment.residual


def test_milestones_are_exact() -> None:
    for result in cases().values():
        ordered = sorted((line.share.value for line in result.assessment.lines), reverse=True)
        for mark in cumulative_chart(result).milestones:
            assert sum(ordered[: mark.number]) == mark.share >= Fraction(mark.threshold, 100)
            assert sum(ordered[: mark.number - 1]) < Fraction(mark.threshold, 100)


def titles(result: Apportionment) -> list[str]:
    return [frame.title for frame, _ in sheets(result)]


def test_titles_state_the_finding() -> None:
    assert titles(meeting("msp11")) == [
        "Japan carries 17.8 per cent of the cost; the 91 smallest of 111 assessments make up 7.4 "
        "per cent",
        "Every share is 2.22 times the UN rate: the rates of 111 States sum to 45.116 per cent",
        "Four States carry more than half of the cost; 25 of 111 States carry 95 per cent",
        "The 24 Western European and other States carry 71.5 per cent of the cost",
    ]
    assert titles(meeting("rc1", rule="article-14-1-straight"))[1] == (
        "91 States carry 1.68 times the UN rate; 26 States carry exactly the UN rate"
    )
    assert (
        titles(pool(NINETY))[2]
        == "Japan alone carries 90.0 per cent of the cost; three of nine States carry 95 per cent"
    )


def test_titles_of_ties_credits_and_lonely_states() -> None:
    long = "United Kingdom of Great Britain and Northern Ireland"
    assert titles(pool({"GBR": 4375}, -1000))[:3] == [
        f"{long} receives the whole credit",
        f"{long} receives the whole credit, 22.86 times its UN rate",
        f"{long} receives the whole credit",
    ]
    assert (
        titles(pool({"JPN": 5, "FRA": 5, "AND": 1}))[0]
        == "France and Japan carry 45.5 per cent of the cost each, the most among three States"
    )
    assert (
        titles(pool({"JPN": 5, "FRA": 5}))[0]
        == "All two States carry the same share, 50.0 per cent each"
    )
    assert (
        titles(pool({"JPN": 5, "FRA": 5}))[2]
        == "No State carries more than another: 50.0 per cent each"
    )
    assert (
        titles(pool({"JPN": 5, "FRA": 4, "AND": 1}))[2]
        == "Japan alone carries 50.0 per cent of the cost"
    )
    assert titles(pool({"JPN": 3, "FRA": 2, "DEU": 2, "AND": 2, "ESP": 1}))[2].startswith(
        "Two States carry half of the cost"
    )
    assert (
        "less than 0.1"
        in titles(
            pool(
                {"JPN": 24_000}
                | dict.fromkeys(sorted(meeting("msp11").states)[:24], 1)
                | {"FRA": 20_000}
            )
        )[0]
    )


def test_the_foot_says_how_far_it_can_be_trusted() -> None:
    for frame, _ in sheets(meeting("msp11")):
        assert frame.banner == "Specimen calculation per USD 100,000. Not a request for payment"
        foot = " ".join(frame.foot)
        for words in (
            "List: expected",
            "un-2022-2024 (A/RES/76/238)",
            "article-14-1",
            "illustrative",
            "Sources: ",
            "not official",
        ):
            assert words in foot
        assert frame.banner in frame.alt and frame.title in frame.alt and "expected" in frame.alt
    for frame, _ in sheets(meeting("msp11", cost="5000.00")):
        assert frame.banner == "Calculation on a given total of USD 5,000"
        assert "pecimen" not in frame.alt


def test_names_are_data_never_markup() -> None:
    base = meeting("msp11")
    japan = base.states["JPN"]
    strange = japan._replace(names=japan.names | {"en": "$x^2$ <b>&\"'\\frac --> \x07\u202e日 Ω"})
    states = type(base.states)({**base.states, "JPN": strange})
    result = base._replace(states=states)
    files = compose(result, DAY)
    root = ET.fromstring(files["charts/amounts.svg"])
    labels = [each.get("aria-label") or "" for each in root.iter(f"{SVG}g")]
    assert "$x^2$ <b>&\"'\\frac --> 日 Ω" in labels
    assert not [label for label in labels if "\x07" in label or "\u202e" in label]


def test_the_font_has_every_letter_of_the_names_of_states() -> None:
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    font = FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf")
    letters = {letter for state in meeting("msp11").states.values() for letter in state.name}
    assert not [letter for letter in sorted(letters) if not font.get_char_index(ord(letter))]


def lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 2.55


def test_fills_keep_apart_in_black_and_white() -> None:
    fills = sorted(lightness(colour) for colour in (style.DARK, style.MIDDLE, style.WHITE))
    assert min(after - before for before, after in pairwise(fills)) > 25
    assert len({look.outline for look in LOOKS}) == len(LOOKS)
    assert all(lightness(colour) < 45 for colour in (style.INK, style.SOFT)), (
        "text stands out from white paper"
    )


def test_the_ruler_agrees_with_the_font() -> None:
    large = Style(100.0, style.INK)
    assert text_width("0", large) == pytest.approx(63.6, abs=0.5)
    assert text_width("AV", large) < text_width("A", large) + text_width("V", large)
    assert text_width("", large) == 0.0
