"""Words, numbers, dates and places in six languages."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from ccmcost.i18n.numbers import LANGUAGES, day, days, exact, money, number, rate, share
from ccmcost.i18n.places import PLACES
from ccmcost.i18n.sentences import catalogue, sentence
from ccmcost.model.calendar import Span
from ccmcost.model.meeting import Participant, ParticipantList
from ccmcost.model.money import Money
from ccmcost.statement.explanation import explain
from ccmcost.workflow.apportion import apportion_meeting
from ccmcost.workflow.register import load_register
from ccmcost.workflow.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

CONTROLS = re.compile("[\u2066-\u2069]")


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w*)}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_keys_and_placeholders(language: str) -> None:
    english, words = catalogue("en"), catalogue(language)
    assert list(words) == list(english)
    assert {key: set(figures(text)) for key, text in words.items()} == {key: set(figures(t)) for key, t in english.items()}
    assert all(text.strip() for text in words.values())
    assert all(text.count("\u2066") == text.count("\u2069") for text in words.values())


@pytest.mark.parametrize("language", ["fr", "es", "ar", "ru", "zh"])
def test_nothing_is_left_in_english(language: str) -> None:
    same = {key for key, text in catalogue(language).items() if text == catalogue("en")[key] and re.search("[a-z]{2}", text)}
    same -= {key for key in same if not re.search("[a-z]{2}", re.sub(r"{\w+}", "", catalogue("en")[key]))}
    kept = {"label_date", "col_dates", "col_code", "heading_sources", "annex_total", "role_organization", "row_total"}
    assert same <= kept


@pytest.mark.parametrize(
    ("language", "amount", "short", "percent", "exactly"),
    [
        ("en", "USD -1,234,567.05", "USD 100,000", "17.805213", "USD 17,805.213228..."),
        ("fr", "-1\u202f234\u202f567,05\u00a0USD", "100\u202f000\u00a0USD", "17,805213", "17\u202f805,213228...\u00a0USD"),
        ("es", "-1\u00a0234\u00a0567,05\u00a0USD", "100\u00a0000\u00a0USD", "17,805213", "17\u00a0805,213228...\u00a0USD"),
        ("ru", "-1\u00a0234\u00a0567,05\u00a0USD", "100\u00a0000\u00a0USD", "17,805213", "17\u00a0805,213228...\u00a0USD"),
        (
            "ar",
            "\u2066-1\u00a0234\u00a0567,05\u00a0USD\u2069",
            "\u2066100\u00a0000\u00a0USD\u2069",
            "\u206617,805213\u2069",
            "\u206617\u00a0805,213228...\u00a0USD\u2069",
        ),
        ("zh", "USD -1,234,567.05", "USD 100,000", "17.805213", "USD 17,805.213228..."),
    ],
)
def test_numbers(language: str, amount: str, short: str, percent: str, exactly: str) -> None:
    hundred_thousand = Money(10_000_000, "USD", 2)
    assert money(Money(-123456705, "USD", 2), language) == amount
    assert money(hundred_thousand, language, short=True) == short
    assert share(Fraction(8033, 45116), language) == percent
    assert exact(Fraction(10_000_000 * 8033, 45116), hundred_thousand, language) == exactly
    assert CONTROLS.sub("", rate(1, language)) == ("0.001" if language in ("en", "zh") else "0,001")
    assert number("-0.50", language).startswith("-0") and number("1000", language) != "1000"


@pytest.mark.parametrize(
    ("language", "first", "same_month", "same_year", "two_years"),
    [
        (
            "en",
            "1 March 2012",
            "11 to 14 September 2023",
            "30 August to 2 September 2022",
            "25 November 2020 to 21 September 2021",
        ),
        (
            "fr",
            "1er mars 2012",
            "11 au 14 septembre 2023",
            "30 août au 2 septembre 2022",
            "25 novembre 2020 au 21 septembre 2021",
        ),
        (
            "es",
            "1 de marzo de 2012",
            "11 a 14 de septiembre de 2023",
            "30 de agosto a 2 de septiembre de 2022",
            "25 de noviembre de 2020 a 21 de septiembre de 2021",
        ),
        (
            "ru",
            "1 марта 2012 года",
            "11–14 сентября 2023 года",
            "30 августа – 2 сентября 2022 года",
            "25 ноября 2020 года – 21 сентября 2021 года",
        ),
        (
            "ar",
            "1 آذار/مارس 2012",
            "من 11 إلى 14 أيلول/سبتمبر 2023",
            "من 30 آب/أغسطس إلى 2 أيلول/سبتمبر 2022",
            "من 25 تشرين\u00a0الثاني/نوفمبر 2020 إلى 21 أيلول/سبتمبر 2021",
        ),
        ("zh", "2012年3月1日", "2023年9月11日至14日", "2022年8月30日至9月2日", "2020年11月25日至2021年9月21日"),
    ],
)
def test_dates(language: str, first: str, same_month: str, same_year: str, two_years: str) -> None:
    assert day(date(2012, 3, 1), language) == first
    assert days(Span(date(2012, 3, 1), date(2012, 3, 1)), language) == first
    assert days(Span(date(2023, 9, 11), date(2023, 9, 14)), language) == same_month
    assert days(Span(date(2022, 8, 30), date(2022, 9, 2)), language) == same_year
    assert days(Span(date(2020, 11, 25), date(2021, 9, 21)), language) == two_years


def test_every_city_and_every_meeting_of_the_register_has_a_name_in_each_language() -> None:
    for entry in load_register(open_workspace(DATA)).entries:
        assert set(LANGUAGES) <= set(PLACES[entry.meeting.city])
        assert set(LANGUAGES) <= set(entry.meeting.names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_official_list_is_cited_by_its_document_in_the_words_of_the_language(language: str) -> None:
    result = apportion_meeting(open_workspace(DATA), "msp11", Request())
    listed = Participant(
        "JPN", "state_party", 'listed as "Nippon", settled by alias', "scan.csv", "CCM/MSP/2023/INF.1", "page 2"
    )
    explanation = explain(result._replace(list=ParticipantList("official", (listed,))), "JPN")
    assert explanation is not None
    (said,) = [sentence(step, result.states, language) for step in explanation.sources if step.key == "source_list"]
    assert "CCM/MSP/2023/INF.1" in said and "Nippon" in said and "scan.csv" not in said
    assert ("listed as" in said) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ["article-14-1", "article-14-1-straight", "article-14-2"])
def test_every_sentence_can_be_said_and_carries_its_figures(language: str, rule: str) -> None:
    result = apportion_meeting(open_workspace(DATA), "rc1", Request(rule=rule))
    for line in result.assessment.lines:
        explanation = explain(result, line.code)
        assert explanation is not None
        said = [sentence(step, result.states, language) for step in (*explanation.steps, *explanation.sources)]
        assert not [text for text in said if "{" in text or "}" in text]
        assert money(explanation.amount, language) in said[len(explanation.steps) - 1]


def test_no_french_line_begins_with_its_mark() -> None:
    from ccmcost.i18n.annual_fr import WORDS as annual
    from ccmcost.i18n.office import PHRASES
    from ccmcost.i18n.page_words.fr import WORDS as page
    from scripts.template_texts import TEXTS

    for words in (catalogue("fr"), annual, page, PHRASES["fr"], TEXTS["fr"]):
        assert [text for text in words.values() if re.search(" [:;?!»]|« ", text)] == []
