"""The charts of a meeting: nothing overlaps or is cut, the figures are those of the assessment,
the same bytes twice.
"""

from __future__ import annotations

import csv
import io
import os
import re
from fractions import Fraction
from itertools import combinations, pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccmcost.calc.assess import assess
from ccmcost.charts import page as style
from ccmcost.charts.amounts import amounts_chart, rates_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.frame import Frame
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.history_lines import LOOKS
from ccmcost.charts.lettering import Style, clean, text_width, wrap, wrap_evenly
from ccmcost.charts.page import Chart, Page
from ccmcost.charts.paint import outline
from ccmcost.charts.sheet import Shape, Sheet, Text
from ccmcost.model.assessment import Apportionment, Payer
from ccmcost.model.money import scaled_int
from ccmcost.model.rates import Rate, share_text
from ccmcost.tables.records import to_csv
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from tests.chart_cases import MEETINGS, NINETY, cases, meeting, pool, sheets

EXAMPLES = int(os.environ.get("CCMCOST_EXAMPLES", "1000")) // 50
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


def box_of(text: Text) -> Box:
    """The room that a line of text takes; letters reach above and below their baseline."""
    size = text.style.size
    return Box(text.x, text.y - 0.76 * size, text.x + text.width, text.y + 0.24 * size)


def room_of(shape: Shape) -> Box:
    """The room that a polygon or a circle takes, without its stroke."""
    across, down = zip(*shape.points, strict=True)
    around = shape.radius
    return Box(min(across) - around, min(down) - around, max(across) + around, max(down) + around)


def solids(sheet: Sheet) -> list[Box]:
    """Bars and marks: whatever is filled but the pale ground of banners and labels."""
    return [
        room_of(shape)
        for shape in sheet.shapes
        if shape.fill and (shape.fill in SOLID or shape.stroke)
    ]


def assert_fit_to_show(sheet: Sheet) -> None:
    """No line of text beyond the margins, cut short, too small, upon another or upon a bar or
    mark.
    """
    page = Box(style.MARGIN - 2, 0.0, style.WIDTH - style.MARGIN + 2, sheet.height)
    solid = solids(sheet)
    boxes = [(text.text, box_of(text)) for text in sheet.texts]
    assert min(text.style.size for text in sheet.texts) >= style.LEAST
    for text, box in boxes:
        assert (
            page.left <= box.left
            and box.right <= page.right
            and page.top <= box.top
            and box.bottom <= page.bottom
        ), (text, box)
        assert "…" not in text, text
        assert not [other for other in solid if box.meets(other)], text
    for (one, box), (other, its) in combinations(boxes, 2):
        assert not box.meets(its), (one, other)


def told(sheet: Sheet) -> str:
    """All text of a page in its order; wrapped lines follow one another."""
    return re.sub("[\u200f\u2066\u2069]", "", " ".join(text.text for text in sheet.texts))


@pytest.mark.parametrize("name", list(cases()))
def test_nothing_overlaps_and_nothing_is_cut(name: str) -> None:
    for frame, sheet in sheets(cases()[name]):
        assert_fit_to_show(sheet)
        assert clean(frame.title) in told(sheet) and clean(frame.banner) in told(sheet)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize(
    "name", ["msp11", "rc1", "credit", "ninety per cent", "equal", "one State"]
)
def test_every_language_is_fit_to_show(name: str, language: str) -> None:
    result = cases()[name]
    for frame, sheet in sheets(result, language):
        assert_fit_to_show(sheet)
        assert told(sheet).replace(" ", "").count(joined_up(frame.title)) == 1
        assert frame.banner[-1] not in ".。", "a banner is a heading"
        english = re.findall("[a-z]{4,}", frame.title + frame.banner)
        assert language in ("fr", "es") or not english, "every word is in the language"
    total = Speaker(language, result.convention, result.states).shown(result.cost.total)
    assert total in " ".join(amounts_chart(result, language).frame.foot)


def joined_up(text: str) -> str:
    """A title as its wrapped lines hold it, without blanks."""
    return re.sub("[ \u200f\u2066\u2069]", "", clean(text))


def test_in_arabic_a_page_runs_from_right_to_left() -> None:
    """But figures keep their order, and one font holds each line."""
    english, arabic = (sheets(meeting("msp11"), language)[0][1] for language in ("en", "ar"))
    (title, *_), (its, *_) = english.texts, arabic.texts
    assert title.x + its.x + its.width == pytest.approx(style.WIDTH)
    assert all(text.text.startswith("\u200f") for text in arabic.texts)
    amounts = [bar.amount for bar in amounts_chart(meeting("msp11"), "ar").bars]
    assert all(amount.startswith("\u2066") and amount.endswith("\u2069") for amount in amounts)


def test_the_ruler_measures_what_overlaps() -> None:
    sheet = Sheet(style.WIDTH, 100.0)
    sheet.text(30.0, 50.0, "Japan", style.LABEL)
    sheet.text(45.0, 52.0, "17,805.20", style.LABEL)
    with pytest.raises(AssertionError):
        assert_fit_to_show(sheet)


def test_the_parts_of_a_page() -> None:
    """No foot, a key of one mark or of none, and a name that no two lines hold."""
    page = Page(Frame("parts", "Banner", "Title", "Subtitle", (), "Alt"), 60.0)
    page.key([])
    before = len(page.texts)
    page.key([(12.0, lambda x, y: page.bar(x, y, 12.0, style.DARK), "more")])
    assert [item.text for item in page.texts[before:]] == ["more"]
    page.label(150.0, page.top + 40.0, "Federation " * 20, 120.0)
    assert page.texts[-1].text.endswith("…")
    assert page.texts[-1].style.size == style.LEAST


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
    assert "European Union (organization) 10.000, no rate" in chart.frame.alt
    assert "none" in [text.text for text in chart.draw().texts]
    assert "list: as provided by the user." in chart.frame.foot[-1]


codes = st.lists(
    st.sampled_from(sorted(meeting("msp11").states)), min_size=1, max_size=60, unique=True
)
totals = st.one_of(st.integers(1, 300), st.integers(1, 10**15))


@settings(max_examples=EXAMPLES)
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
            scaled_int(text.replace(",", "").replace("−", "-"), result.cost.total.decimals) or 0
            for text in printed
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
        "The five largest of 111 assessments make up 57.7 per cent of the cost; the 91 smallest "
        "make up 7.4 per cent",
        "Every share is 2.22 times the UN rate, because the rates add up to 45.116 per cent",
        "The four largest of 111 assessments make up 50.6 per cent of the cost; the 25 largest "
        "make up 95.4 per cent",
        "Western European and other States (24) bear 71.5 per cent of the cost",
    ]
    assert titles(meeting("rc1", rule="article-14-1-straight"))[1] == (
        "91 shares are 1.68 times the UN rate; 26 shares equal the UN rate"
    )
    assert titles(pool(NINETY))[2] == (
        "The largest of 9 assessments makes up 90.0 per cent of the cost; the three largest make "
        "up 96.0 per cent"
    )


def test_titles_of_ties_credits_and_lonely_states() -> None:
    long = "United Kingdom of Great Britain and Northern Ireland"
    assert titles(pool({"GBR": 4375}, -1000)) == [
        f"A single participant receives the whole credit: {long}",
        f"A single participant receives the whole credit: {long}; 22.86 times its UN rate",
        *2 * [f"A single participant receives the whole credit: {long}"],
    ]
    three = titles(pool({"JPN": 5, "FRA": 5, "AND": 1}))
    assert three[0] == "The two largest of 3 assessments make up 90.9 per cent of the cost"
    assert titles(pool({"JPN": 5, "FRA": 5}))[0] == titles(pool({"JPN": 5, "FRA": 5}))[2]
    assert titles(pool({"JPN": 5, "FRA": 5}, -10))[2] == (
        "Both credits are equal: 50.0 per cent of the total each"
    )
    assert titles(pool({"JPN": 5, "FRA": 4, "AND": 1}))[2] == (
        "The largest of 3 assessments makes up 50.0 per cent of the cost"
    )
    tiny = dict.fromkeys(sorted(meeting("msp11").states)[:24], 1)
    assert "less than 0.1" in titles(pool({"JPN": 24_000} | tiny | {"FRA": 20_000}))[0]


def test_what_one_bar_would_show_is_said_in_words() -> None:
    """The picture of a lone State has no bar, and a part of one row is left out of the groups."""
    for frame, sheet in sheets(pool({"GBR": 1})):
        assert not solids(sheet) and "A single participant bears the whole cost" in frame.title
    (_, of_groups) = sheets(meeting("msp11"))[-1]
    assert "By role at the meeting" not in told(of_groups), "all are States Parties"
    assert "By role at the meeting" in told(sheets(meeting("rc1"))[-1][1])


def test_the_foot_says_how_far_it_can_be_trusted() -> None:
    for frame, _ in sheets(meeting("msp11")):
        assert frame.banner.startswith("Specimen") and frame.banner.endswith("payment")
        foot = " ".join(frame.foot)
        for words in (
            "expected list",
            "2022–2024 (A/RES/76/238)",
            "illustrative",
            "Sources: ",
            "not official",
        ):
            assert words in foot
        assert frame.banner in frame.alt and frame.title in frame.alt and "expected" in frame.alt
        assert "article-14-1" not in foot and "un-2022" not in foot, "no words of machines"
    for frame, _ in sheets(meeting("msp11", cost="5000.00")):
        assert frame.banner == "Calculation based on a total cost of USD 5,000"
        assert "pecimen" not in frame.alt


def test_the_foot_tells_what_was_chosen_by_hand() -> None:
    wishes = {"added": ("CHN",), "removed": ("FRA",), "scale": "un-2019-2021"}
    chosen = meeting("msp11", cost="5000.00", **wishes)
    actual = chosen.cost._replace(status="actual", source="MSP/2023/9")
    rule = chosen.rule._replace(hold_minimum=Fraction(1, 100_000))
    (frame, _), *_ = sheets(chosen._replace(cost=actual, rule=rule))
    foot = " ".join(frame.foot)
    for words in ("China (CHN)", "France (FRA)", "2019–2021", "total: MSP/2023/9"):
        assert words in foot
    assert frame.banner == "Calculation based on an actual total cost of USD 5,000"
    listed = chosen.list._replace(status="official")
    (frame, _), *_ = sheets(chosen._replace(list=listed))
    assert "list: official list of participants" in frame.foot[-1]
    one = groups_chart(pool({"FRA": 5, "DEU": 4})).frame.title
    assert one == "The whole cost falls on one group: Western European and other States"
    tied = pool({"FRA": 5, "JPN": 5})
    assert groups_chart(tied).frame.title == (
        "The largest groups bear 50.0 per cent of the cost each: Asia-Pacific States, Western "
        "European and other States"
    )


def test_names_are_data_never_markup() -> None:
    base = meeting("msp11")
    japan = base.states["JPN"]
    strange = japan._replace(names=japan.names | {"en": "$x^2$ <b>&\"'\\frac --> \x07\u202e日 Ω"})
    states = type(base.states)({**base.states, "JPN": strange})
    page = amounts_chart(base._replace(states=states)).draw()
    labels = [text.text for text in page.texts]
    assert '$x^2$ <b>&"’\\frac --> 日 Ω' in labels
    assert not [label for label in labels if "\x07" in label or "\u202e" in label]


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
    assert text_width("0", large) == pytest.approx(57.2, abs=0.5)
    assert {text_width(digit, large) for digit in "123456789"} == {text_width("0", large)}
    for text in (
        "AV",
        "United Kingdom of Great Britain and Northern Ireland",
        "Российская Федерация",
    ):
        drawn = outline(text).get_extents().xmax
        assert drawn <= text_width(text, large) <= 1.06 * drawn, "a few pairs stand closer"
    assert text_width("", large) == 0.0
    joined = text_width("المتحدة", large)
    assert joined < sum(text_width(letter, large) for letter in "المتحدة"), "letters join"


def test_lines_break_as_each_script_asks() -> None:
    narrow = Style(10.0, style.INK)
    chinese = "最大的五笔摊款（共111笔）合计占费用的57.7%。"
    for width in range(44, 120, 7):
        lines = wrap(chinese, float(width), narrow)
        assert "".join(lines) == chinese and len(lines) > 1
        assert not [line for line in lines if line[0] in "）。" or line[-1] == "（"]
    assert wrap("a\u00a0b c", 16.0, narrow) == ["a\u00a0b", "c"], "no break in a fixed space"
    assert wrap("\u2066one two\u2069 x", 30.0, narrow) == ["\u2066one\u2069", "\u2066two\u2069 x"]
    assert wrap("abcdefghijkl", 20.0, narrow)[0] == "abc", "a word wider than the line is broken"
    assert len(wrap_evenly("one two three four", 60.0, narrow)) == 2
    assert clean("-5.00, 2022-2024, un-2022, (-3)") == "−5.00, 2022-2024, un-2022, (−3)"
