"""Words, numbers, dates and places in six languages."""

from __future__ import annotations

import ast
import re
from datetime import date
from fractions import Fraction
from functools import cache
from string import Formatter
from typing import get_args

import docx
import pytest

from ccmcost.load.data import Data
from ccmcost.model.calendar import Span
from ccmcost.model.meeting import Participant, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rates import Years
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.register import load_register
from ccmcost.sharing.request import Request
from ccmcost.words.articles import of_state
from ccmcost.words.catalogue import (
    KINDS,
    LANGUAGES,
    Document,
    catalogue,
    for_number,
    habits,
    tables,
    templates_of,
)
from ccmcost.words.numbers import day, days, exact, in_words, money, number, rate, share
from ccmcost.words.speaker import Phrases, Speaker
from ccmcost.words.steps import Code, say
from ccmcost.workspace import open_workspace, packaged_templates
from tests.conftest import DATA, ROOT

CONTROLS = re.compile("[\u2066-\u2069]")
PARTS = (
    *("numbers", "dates", "articles", "state_articles", "contractions", "salutations", "places"),
    "state_genitives",
)
"""Tables that are no phrases."""
ON_SCREEN: tuple[Document, ...] = (
    *("journal", "app"),
    *("other_rules", "screen", "sheet", "planning", "workbook", "audit", "approval"),
)
KEPT = {
    *(
        "label_date",
        "col_dates",
        "col_code",
        "heading_sources",
        "annex_total",
        "role_organization",
        "row_total",
    ),
    *(
        "h_sources",
        "c_total",
        "reason_participation",
        "v_version",
        "w_figure",
        "h_figures",
        "m_ties",
        "subtotal",
    ),
    *("mail_subject", "contingency"),
}
"""What another language says as English does."""
CASES = [
    (language, document)
    for language in LANGUAGES
    for document in tables(language)
    if document in get_args(Document)
]
PHRASES = {
    language: {
        f"{document}.{key}": phrase
        for document in said
        for key, phrase in tables(language)[document].items()
    }
    for language in LANGUAGES
    if (said := [document for document in tables(language) if document in get_args(Document)])
}


def forms(phrase: str | dict[str, str]) -> dict[str, str]:
    return phrase if isinstance(phrase, dict) else {"other": phrase}


def figures(text: str) -> set[str]:
    """A State may stand as such or as an owner (`{of_state}`), as the language's sentence asks."""
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {"state" if name == "of_state" else name for name in names}


def test_the_languages_are_those_of_the_data() -> None:
    data = Data(open_workspace(DATA))
    assert LANGUAGES == data.convention.languages == tuple(data.states["FRA"].names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_each_phrase(language: str) -> None:
    """But why rules differ is said on the screen alone, in English."""
    documents = {document for document in tables("en") if document in get_args(Document)} - {
        *ON_SCREEN
    }
    documents |= {*ON_SCREEN} if language == "en" else set()
    assert set(get_args(Document)) >= documents == tables(language).keys() & set(get_args(Document))
    assert tables(language).keys() - {"order", "font", *PARTS} == documents
    for document in sorted(documents):
        english, words = tables("en")[document], tables(language)[document]
        of_others = [key for key in words if key not in english]
        assert [key for key in words if key in english] == list(english), document
        assert all(key in catalogue(language) for key in of_others), (
            "a document says phrases of all documents its own way"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_has_the_figures_and_forms_of_the_english_one(language: str) -> None:
    kinds = {KINDS[tables(language)["numbers"]["plural"]](number) for number in range(1000)}
    for key, phrase in PHRASES[language].items():
        english = PHRASES["en"].get(key, PHRASES["en"].get(f"notice.{key.partition('.')[2]}"))
        assert english is not None, key
        assert isinstance(phrase, dict) == isinstance(english, dict), key
        said = forms(phrase)
        assert "other" in said or kinds <= said.keys(), f"{key} has no form for some numbers"
        assert all(form.isdigit() or form in {*kinds, "other"} for form in said), (
            f"{key} has a form that no number takes"
        )
        for form, text in said.items():
            wanted = figures(forms(english).get(form, forms(english)["other"]))
            assert figures(text) == wanted, f"{key} ({form})"


@pytest.mark.parametrize(("language", "document"), CASES)
def test_no_phrase_is_empty_open_or_left_in_english(language: str, document: Document) -> None:
    words, english = catalogue(language, document), catalogue("en", document)
    for key, text in words.items():
        assert text.strip() or key == "page_comma", key
        assert text.count("\u2066") == text.count("\u2069"), key
        letters = re.search("[a-z]{2}", re.sub(r"{\w+}", "", text))
        assert language == "en" or key in KEPT or not letters or text != english.get(key), (
            f"{key} is English"
        )


def said_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text of the code, and a pattern for each text with a part that is put in:
    `f"role_{role}"`.
    """
    texts, patterns = set[str](), set[str]()
    for path in sorted((ROOT / "ccmcost").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "Column"
                and isinstance(node.args[0], ast.Constant)
            ):
                texts.add(f"col_{node.args[0].value}")  # what heads a column that names no heading
            elif isinstance(node, ast.JoinedStr) and path.name != "table.py":
                parts = [
                    part.value if isinstance(part, ast.Constant) else None for part in node.values
                ]
                patterns.add(
                    "".join(r"\w+" if part is None else re.escape(str(part)) for part in parts)
                )
    for path in sorted((ROOT / "ccmcost" / "assets" / "page").glob("*.[jh]*")):
        script = path.read_text(encoding="utf-8")
        texts |= set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", script))
        patterns |= {
            "".join(
                r"\w+" if "$" in part else re.escape(part)
                for part in re.split(r"(\$\{[^}]*\})", text)
            )
            for text in re.findall(r"`([\w${}. ?:=\"'|&!-]+)`", script)
        }
    for path in sorted((ROOT / "ccmcost" / "assets" / "html" / "app").glob("*.j2")):
        template = path.read_text(encoding="utf-8")
        texts |= set(re.findall(r"\bsay(?:\.for_number)?\(\"(\w+)\"[,)]", template))
        patterns |= {f"{start}\\w+" for start in re.findall(r"\bsay\(\"(\w+)\" ~", template)}
    return texts, [re.compile(each) for each in sorted(patterns) if re.match("[a-z]+_", each)]


def test_no_phrase_is_without_use() -> None:
    texts, patterns = said_in_code()
    unused = [
        key
        for key in PHRASES["en"]
        if (name := key.partition(".")[2]) not in texts
        and not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert not unused


def test_what_code_says_by_key_is_there() -> None:
    """Keys as they stand in calls of a catalogue: `words("col_state")`, `phrase(language,
    "symbol")`, `say("page_rule")`.
    """
    known = {key.partition(".")[2] for key in PHRASES["en"]}
    asked = set[str]()
    for path in sorted((ROOT / "ccmcost").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and (named := CALLED.get(ast.unparse(node.func))) is not None
            ):
                place = node.args[named] if len(node.args) > named else None
                if isinstance(place, ast.Constant) and isinstance(place.value, str):
                    asked |= (
                        {place.value}
                        if ast.unparse(node.func) != "Column" or is_key(place.value)
                        else set()
                    )
    for path in sorted((ROOT / "ccmcost" / "assets" / "page").glob("*.js")):
        asked |= set(re.findall(r"\bsay\(\"(\w+)\"", path.read_text(encoding="utf-8")))
    assert len(asked) > 250 and not asked - known


def is_key(heading: str) -> bool:
    """Whether the heading of a column is a key of the catalogue; it may be words as they are."""
    return re.fullmatch(r"[a-z]+(?:_[a-z0-9]+)+", heading) is not None


CALLED = {
    "Column": 1,
    **{"words": 0, "self": 0, "self.words": 0, "said": 0, "words.for_number": 0},
    **{"phrase": 1, "Step": 0, "say": 0, "for_number": 1},
}
"""What is called with a key, and where the key stands."""


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("en", "other one other other other other other other"),
        ("fr", "one one other other other other other other"),
        ("es", "other one other other other other other other"),
        ("ar", "zero one two few many many other few"),
        ("ru", "many one few many many one one few"),
        ("zh", "other other other other other other other other"),
    ],
)
def test_kinds_of_numbers(language: str, kinds: str) -> None:
    """By the plural rules of Unicode CLDR for 0, 1, 2, 5 (few in Arabic), 11, 21, 101 and 103."""
    kind = KINDS[tables(language)["numbers"]["plural"]]
    assert " ".join(kind(number) for number in (0, 1, 2, 5, 11, 21, 101, 103)) == kinds


def test_a_form_for_the_number_goes_before_that_of_its_kind() -> None:
    words = {"key": "{n} шагов", "key#1": "один шаг", "key#one": "{n} шаг", "key#few": "{n} шага"}
    said = [for_number(words, "key", number, "ru").format(n=number) for number in (1, 2, 5, 11, 21)]
    assert said == ["один шаг", "2 шага", "5 шагов", "11 шагов", "21 шаг"]
    assert {
        language: [
            Phrases(language, "estimate").for_number("states_count", number, n=number)
            for number in (1, 2, 5)
        ]
        for language in templates_of("estimate")
    } == {
        "en": ["1 State", "2 States", "5 States"],
        "fr": ["1 État", "2 États", "5 États"],
        "es": ["1 Estado", "2 Estados", "5 Estados"],
        "ar": ["1 دولة", "2 دولة", "5 دول"],
        "ru": ["1 государство", "2 государства", "5 государств"],
        "zh": ["1个国家", "2个国家", "5个国家"],
    }


def test_how_numbers_and_days_are_written_is_read_without_the_phrases() -> None:
    for language in LANGUAGES:
        read = {name: habits(language)[name] for name in ("numbers", "dates")}
        assert read == {name: tables(language)[name] for name in read}
        assert not {*habits(language)} & {*get_args(Document)}


def test_months_are_twelve_and_places_are_the_same() -> None:
    for language in LANGUAGES:
        assert len(set(tables(language)["dates"]["months"])) == 12
        assert (
            language == "en" or tables(language)["places"].keys() == tables("fr")["places"].keys()
        )


@pytest.mark.parametrize(
    ("language", "amount", "short", "percent", "exactly"),
    [
        ("en", "USD \u22121,234,567.05", "USD 100,000", "17.805213", "USD 17,805.213228..."),
        (
            "fr",
            "\u22121\u202f234\u202f567,05\u00a0USD",
            "100\u202f000\u00a0USD",
            "17,805213",
            "17\u202f805,213228...\u00a0USD",
        ),
        (
            "es",
            "\u22121\u00a0234\u00a0567,05\u00a0USD",
            "100\u00a0000\u00a0USD",
            "17,805213",
            "17\u00a0805,213228...\u00a0USD",
        ),
        (
            "ru",
            "\u22121\u00a0234\u00a0567,05\u00a0USD",
            "100\u00a0000\u00a0USD",
            "17,805213",
            "17\u00a0805,213228...\u00a0USD",
        ),
        (
            "ar",
            "\u2066\u22121\u00a0234\u00a0567,05\u00a0USD\u2069",
            "\u2066100\u00a0000\u00a0USD\u2069",
            "\u206617,805213\u2069",
            "\u206617\u00a0805,213228...\u00a0USD\u2069",
        ),
        ("zh", "USD \u22121,234,567.05", "USD 100,000", "17.805213", "USD 17,805.213228..."),
    ],
)
def test_numbers(language: str, amount: str, short: str, percent: str, exactly: str) -> None:
    hundred_thousand = Money(10_000_000, "USD", 2)
    assert money(Money(-123456705, "USD", 2), language) == amount
    assert money(hundred_thousand, language, short=True) == short
    assert share(Fraction(8033, 45116), language) == percent
    assert exact(Fraction(10_000_000 * 8033, 45116), hundred_thousand, language) == exactly
    assert CONTROLS.sub("", rate(1, language)) == ("0.001" if language in ("en", "zh") else "0,001")
    assert number("-0.50", language).startswith("\u22120") and number("1000", language) != "1000"


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
        (
            "zh",
            "2012年3月1日",
            "2023年9月11日至14日",
            "2022年8月30日至9月2日",
            "2020年11月25日至2021年9月21日",
        ),
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
        assert entry.meeting.city in tables("fr")["places"]
        assert set(LANGUAGES) <= set(entry.meeting.names)


@pytest.mark.parametrize("how", ["", " under observer_state"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_official_list_is_cited_by_its_document_in_the_words_of_the_language(
    language: str, how: str
) -> None:
    result = apportion_meeting(open_workspace(DATA), "msp11", Request())
    listed = Participant(
        "JPN",
        "state_party",
        f'listed as "Nippon"{how}, settled by alias',
        "scan.csv",
        "CCM/MSP/2023/INF.1",
        "page 2",
    )
    explanation = explain(result._replace(list=ParticipantList("official", (listed,))), "JPN")
    assert explanation is not None
    (said,) = [
        Speaker(language, result.convention, result.states).sentence(step)
        for step in explanation.sources
        if step.key == "source_list"
    ]
    assert "CCM/MSP/2023/INF.1" in said and "Nippon" in said and "scan.csv" not in said
    role = Speaker(language, result.convention, result.states)("role_observer_state")
    assert (role in said) == bool(how) and "_" not in said
    assert ("listed as" in said) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ["article-14-1", "article-14-1-straight", "article-14-2"])
def test_every_sentence_can_be_said_and_carries_its_figures(language: str, rule: str) -> None:
    result = apportion_meeting(open_workspace(DATA), "rc1", Request(rule=rule))
    for line in result.assessment.lines:
        explanation = explain(result, line.code)
        assert explanation is not None
        said = [
            Speaker(language, result.convention, result.states).sentence(step)
            for step in (*explanation.steps, *explanation.sources)
        ]
        assert not [text for text in said if "{" in text or "}" in text]
        unit = result.assessment.unit
        rounded = result.cost.total.of(line.amount - line.rounding * unit)
        assert money(rounded, language) in said[len(explanation.steps) - 2]


@cache
def speakers() -> dict[str, Speaker]:
    result = apportion_meeting(open_workspace(DATA), "msp11", Request())
    return {each: Speaker(each, result.convention, result.states) for each in LANGUAGES}


@pytest.mark.parametrize(
    ("code", "en", "fr", "es", "ru"),
    [
        ("JPN", "of Japan", "du Japon", "del Japón", "Японии"),
        ("ITA", "of Italy", "de l’Italie", "de Italia", "Италии"),
        ("COK", "of the Cook Islands", "des Îles Cook", "de las Islas Cook", "Островов Кука"),
        ("VAT", "of the Holy See", "du Saint-Siège", "de la Santa Sede", "Святого Престола"),
    ],
)
def test_what_belongs_to_a_state(code: str, en: str, fr: str, es: str, ru: str) -> None:
    told = {language: words.of_state(code) for language, words in speakers().items()}
    assert told | {"en": en, "fr": fr, "es": es, "ru": ru} == told


def test_every_state_has_a_genitive_in_russian_but_not_a_name_of_an_earlier_day() -> None:
    genitives = tables("ru")["state_genitives"]
    states = Data(open_workspace(DATA)).states
    assert genitives.keys() == {*states, *states.organizations, "other"}
    names = Data(open_workspace(DATA)).states["SWZ"].names
    assert of_state("SWZ", "Свазиленд", names, "ru") == "государства (Свазиленд)"
    assert of_state("SWZ", "Swaziland", names, "en") == "of Swaziland"
    assert of_state("SWZ", "Swaziland", names, "fr") == "(Swaziland)"


def texts_of_data() -> set[str]:
    """What the data say of evidence, sources, bases, rules and groups, but addresses of pages."""
    data = Data(open_workspace(DATA))
    convention = data.convention
    found = {convention.treaty_status_source, convention.go_no_go_basis}
    found |= {meeting.source for meeting in data.meetings.values()}
    convened = [meeting.convened for meeting in data.meetings.values() if meeting.convened]
    found |= {"CCM/MSP/2023/9, para. 41", *(each.document for each in convened)}
    found |= {practice.basis for practice in convention.practices}
    found |= {cost.source for versions in data.costs.values() for cost in versions}
    rules = [data.rule(each) for each in convention.rules]
    found |= {text for rule in rules for text in (rule.title, rule.legal_source)}
    found |= {state.group_remark for state in data.states.values()}
    for entry in load_register(open_workspace(DATA)).entries:
        if entry.scale:
            found |= {rate.basis for rate in data.scale(entry.scale).notional.values()}
        for each in entry.listed.participants if entry.listed else ():
            found |= {each.evidence, *each.source.split("; ")}
    return {text for text in found if text and not text.startswith("http")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_data_say_in_words_of_the_project_is_said_in_every_language(language: str) -> None:
    words, english = speakers()[language], speakers()["en"]
    texts = texts_of_data()
    assert len(texts) > 60
    for text in texts:
        said = words.known(text)
        assert not re.search(r"\d{4}-\d\d-\d\d", said), text
        assert (said == english.known(text)) == (language == "en"), text
    for title in ("CCM/MSP/2023/9, part II", "MSP/2023/6; annex II", "Records of the bank"):
        assert CONTROLS.sub("", words.known(title)) == title


@pytest.mark.parametrize(
    ("language", "three", "years"),
    [
        ("en", "three", "2022–2024"),
        ("fr", "trois", "2022-2024"),
        ("es", "tres", "2022-2024"),
        ("ar", "ثلاثة", "2022-2024"),
        ("ru", "трех", "2022–2024"),
        ("zh", "三", "2022-2024"),
    ],
)
def test_small_numbers_and_the_years_of_a_scale(language: str, three: str, years: str) -> None:
    assert in_words(3, language) == three and in_words(10, language) == "10"
    words = speakers()[language]
    assert CONTROLS.sub("", words.shown(Years(2022, 2024))) == years
    few = say(
        "residual_largest_amounts_over_others",
        **{"residual": Money(3, "USD", 2), "unit": Money(1, "USD", 2), "state": Code("JPN")},
        count=3,
    )
    assert three in words.sentence(few)


def test_no_french_line_begins_with_its_mark() -> None:
    said = [
        text for document in CASES if document[0] == "fr" for text in catalogue(*document).values()
    ]
    for path in sorted((packaged_templates() / "fr").glob("*.docx")):
        letter = docx.Document(str(path))
        cells = [cell.text for table in letter.tables for row in table.rows for cell in row.cells]
        said += [
            re.sub("{[{%].*?[%}]}", "", text)
            for text in (*(part.text for part in letter.paragraphs), *cells)
        ]
    assert [text for text in said if re.search(" [:;?!»]|« ", text)] == []


def test_several_names_are_joined_as_each_language_joins_them() -> None:
    data = Data(open_workspace(DATA))
    told = {
        language: Speaker(language, data.convention, data.states).together(["Japan", "Italia"])
        for language in ("en", "fr", "es")
    }
    assert told == {"en": "Japan and Italia", "fr": "Japan et Italia", "es": "Japan e Italia"}
