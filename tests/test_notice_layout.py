"""How notices are laid out: what is seen first, how many pages, and that no word of a machine and
no hyphen for a minus sign reaches a reader; what a credit says of the account of its meeting.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ccmcost.documents.assessment.notice import Issue, Notice, adjusted, notice
from ccmcost.documents.assessment.notice_data import notice_data
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.ledger import bodies
from ccmcost.model.assessment import Apportionment
from ccmcost.model.office import Issuer
from ccmcost.sharing.annex import annex_data, annex_page
from ccmcost.tables.page import Press, kept_together
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.words.numbers import day, number
from ccmcost.words.speaker import Speaker
from tests.assessed import assess
from tests.conftest import slow_but
from tests.pdfs import INVISIBLE, need_chinese_in, pages

DAY, PAY_BY = date(2023, 5, 2), date(2023, 7, 1)
ISSUER = Issuer(
    names={"en": "Secretariat (example)"},
    address=("1 Example Street", "1200 Sampleton"),
    contact="finance@example.org",
    signatory="A. Example",
    function={"en": "Head of Finance"},
    bank={
        "beneficiary": "Secretariat (example)",
        "name": "Bank of Samples",
        "address": "Sampleton",
        "account": "XX00 1234",
        "swift": "SAMPXX00",
        "correspondent": "First Correspondent Bank",
        "correspondent_swift": "SAMPUS00",
    },
    pay_basis={"en": "decision 7 of the Meeting"},
)
MISSION = "Permanent Mission (example) to the United Nations Office and other organizations"
MACHINE_WORDS = re.compile(r"un-\d{4}|article-\d|\.pdf\b|\.csv\b|\b(?:msp|rc)\d+\b|_")
HYPHEN_FOR_MINUS = re.compile(r"(?<![\w/.-])-\d| - ")


@pytest.fixture(autouse=True)
def _chinese_font(request: pytest.FixtureRequest) -> None:
    need_chinese_in(request)


def issued(result: Apportionment, code: str) -> Notice:
    issue = Issue("CCM-AN-2023-0042", "CCM/MSP/2023/9, para. 41", DAY, PAY_BY)
    return notice([result], code, ISSUER, DAY, issue, MISSION)


def adjustment(cost: str, before: int, owed: int, code: str = "JPN") -> Notice:
    """A further notice or credit to a State that was assessed `before` and owes `owed`."""
    result = assess("msp11", cost=cost)
    amount = result.assessment.amount(code)
    assert amount is not None
    line = bodies.NoticeLine(
        "msp11", before, amount.minor, amount.minor - before, False, "CCM-AN-1"
    )
    issue = Issue("CCM-AN-2024-0001", "CCM/MSP/2024/9, para. 3", DAY, PAY_BY)
    return Notice(code, (adjusted(result, code, line, None, owed),), ISSUER, DAY, issue)


def printed(view: Notice, language: str) -> bytes:
    first = view.lines[0].result
    words = Speaker(language, first.convention, first.states)
    return Press("notice.typ", language, DAY).pdf(notice_page(view, words), notice_data(view), "x")


def flat(text: str) -> str:
    return " ".join(INVISIBLE.sub("", text).split())


def part_of_page(content: bytes, bottom: float, top: float) -> str:
    """What stands on the first page between two heights, as parts of the page from its foot."""
    page = pypdfium2.PdfDocument(content)[0]
    width, height = page.get_size()
    text = page.get_textpage()
    return flat(text.get_text_bounded(0, bottom * height, width, top * height))


@pytest.mark.parametrize("language", LANGUAGES)
def test_amount_day_and_reference_are_seen_first(language: str) -> None:
    for meeting, code in (("msp11", "GBR"), ("rc1", "COK")):
        view = issued(assess(meeting, cost="412345.67"), code)
        seen = part_of_page(printed(view, language), 2 / 3, 1)
        assert flat(number(view.amount.plain(), language)) in seen
        wanted = set(re.findall(r"\d+", day(PAY_BY, language)))
        assert wanted <= set(re.findall(r"\d+", seen))
        assert all(part in seen for part in re.findall("[A-Z]+", view.reference)), seen


Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


def shared(one: Box, other: Box) -> float:
    """The part of the smaller box that both cover."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return max(width, 0) * max(height, 0) / min(areas)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "ar"])
def test_no_letter_stands_on_another_though_the_office_is_not_complete(language: str) -> None:
    """In Arabic letters touch one another by design."""
    view = notice([assess("msp11", cost="9999999999999.99")], "GBR", Issuer(), DAY)
    page = pypdfium2.PdfDocument(printed(view, language))[0]
    text, floor = page.get_textpage(), page.get_size()[1] * 2 / 3
    shown = (at for at in range(text.count_chars()) if text.get_text_range(at, 1).isalnum())
    found = {text.get_charbox(at) for at in shown}  # letters joined in one sign have one box
    boxes = sorted(box for box in found if box[1] > floor and box[0] < box[2])
    assert len(boxes) > 100
    on = [pair for pair in combinations(boxes, 2) if shared(*pair) > 1 / 2]
    assert on == []


TREATY = (
    "Protocol on Examples of Every Kind as Amended on 3 May 1996 Annexed to the Convention on "
    "Examples That May Be Deemed to Be Excessively Long or to Leave No Room for Any Other Words"
)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_long_name_of_a_treaty_leaves_the_office_its_width(language: str) -> None:
    result = assess("msp11", cost="412345.67")
    renamed = result.convention._replace(names=dict.fromkeys(LANGUAGES, TREATY))
    office = ISSUER._replace(names={"en": "Secretariat of Samples"})
    view = issued(result._replace(convention=renamed), "JPN")._replace(issuer=office)
    text = pypdfium2.PdfDocument(printed(view, language))[0].get_textpage()

    def boxes(*said: str) -> list[Box]:  # by words: an Arabic page gives others in reverse
        found = [text.search(word).get_next() for word in said]
        assert None not in found
        return [text.get_charbox(at + n) for at, count in filter(None, found) for n in range(count)]

    name, street = boxes("Secretariat", "Samples"), boxes("Street", "Sampleton")
    for line in (name, street):  # each stands on one line, none within the name of the treaty
        assert max(box[1] for box in line) < min(box[3] for box in line)
    treaty = boxes(*(word for word in TREATY.split() if len(word) > 5))
    pairs = [(one, other) for one in (*name, *street) for other in treaty]
    assert [pair for pair in pairs if shared(*pair) > 0] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_crosses_a_rule(language: str) -> None:
    """Arabic letters reach below their line, Chinese ones above it."""
    view, seen = issued(assess("rc1", cost="412345.67"), "COK"), 0
    for page in pypdfium2.PdfDocument(printed(view, language)):
        shapes = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
        boxes = [shape.get_bounds() for shape in shapes]
        rules = [(box[1] + box[3]) / 2 for box in boxes if box[3] - box[1] < 2 < box[2] - box[0]]
        text = page.get_textpage()
        shown = (at for at in range(text.count_chars()) if text.get_text_range(at, 1).strip())
        letters = {text.get_charbox(at) for at in shown}
        on = [box for box in letters for y in rules if box[1] < y - 0.3 and y + 0.3 < box[3]]
        assert on == []
        seen += len(rules)
    assert seen > 8


def test_english_words_on_an_arabic_page_begin_a_line_of_their_own() -> None:
    page = pypdfium2.PdfDocument(printed(notice([assess("msp11")], "JPN", ISSUER, DAY), "ar"))[0]
    text = page.get_textpage()
    signs = [at for at in range(text.count_chars()) if text.get_text_range(at, 1) == "\u201c"]
    assert min(text.get_charbox(at)[0] for at in signs) < 65  # the margin, where a line begins


def test_a_notice_that_nobody_signs_names_nobody() -> None:
    for language in LANGUAGES:
        result = assess("msp11", cost="412345.67")
        words = Speaker(language, result.convention, result.states)
        page = notice_page(notice([result], "JPN", Issuer(), DAY), words)
        assert words("label_issued_by") not in [fact[0] for fact in page["facts"]]


@pytest.mark.parametrize("language", slow_but(("en", "ar"), LANGUAGES))
def test_a_notice_has_two_pages_at_most_and_the_first_is_full(language: str) -> None:
    result = assess("msp11", cost="412345.67")
    views = [
        *(issued(result, code) for code in ("GBR", "JPN", "AFG")),
        notice([assess("msp11")], "GBR", ISSUER, DAY),
        notice([assess("rc1", cost="412345.67")], "COK", Issuer(), DAY),
        adjustment("400000.00", 73_419_02, 0),
        adjustment("450000.00", 73_419_02, 73_419_02),
    ]
    for view in views:
        content = printed(view, language)
        count = len(pages(content))
        assert count <= 2
        if count == 2:  # more than half of what lies between head and foot is used
            assert part_of_page(content, 0.07, 0.5), (view.code, view.kind)


def test_the_calculation_stands_on_the_first_page_where_it_fits() -> None:
    (only,) = pages(printed(issued(assess("msp11", cost="412345.67"), "JPN"), "en"))
    order = ("Amount due USD 73,419.02", "8.033%", "45.116%", "× 8.033 ÷ 45.116", "USD −0.01")
    places = [only.find(said) for said in order]
    assert -1 not in places and places == sorted(places)
    assert only.count("Amount due USD 73,419.02") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_a_document_holds_a_word_of_a_machine(language: str) -> None:
    for key, phrase in catalogue(language, "explanation", "notice", "contributions").items():
        said = re.sub(r"{\w+}", "", phrase).replace("issuer.toml", "")
        assert not MACHINE_WORDS.search(said), key
        assert not re.search(r"[{\d} ]- ?{", phrase), f"{key}: a hyphen stands for a minus sign"


@pytest.mark.parametrize("language", slow_but(("en", "ar"), LANGUAGES))
def test_no_word_of_a_machine_is_printed(language: str) -> None:
    changed = assess("msp13", added=("CHN",), removed=("FRA",), scale="un-2022-2024", cost="1000")
    straight = assess("rc1", cost="98765.43", rule="article-14-1-straight")
    views = [
        issued(assess("msp11", cost="412345.67"), "JPN"),
        notice([assess("msp11")], "JPN", ISSUER, DAY),
        *(notice([straight], code, ISSUER, DAY) for code in ("CHN", "FRA", "COK")),
        notice([changed], "CHN", ISSUER, DAY),
        adjustment("400000.00", 73_419_02, 0),
    ]
    texts = [" ".join(pages(printed(view, language))) for view in views]
    for result in (straight, changed):
        words = Speaker(language, result.convention, result.states)
        page = annex_page(result, DAY, ISSUER, words)
        content = Press("annex.typ", language, DAY).pdf(
            page, annex_data(result, DAY, Issuer()), "x"
        )
        texts.append(" ".join(pages(content)))
    for text in texts:
        said = re.sub(r"https?://\S+", "", text)  # where a source is found
        assert not re.search(r"un-\d{4}|article-\d|\.pdf\b", said)
        if language != "ar":  # there Latin words and days of sources come back in visual order
            assert not MACHINE_WORDS.findall(said)
            assert not HYPHEN_FOR_MINUS.findall(said)


def test_a_credit_says_what_it_does_to_the_account_of_its_meeting() -> None:
    for owed, said, asks in (
        (
            73_419_02,
            "USD 71,220.84 remains outstanding for the Eleventh Meeting of States Parties",
            False,
        ),
        (2_198_18, "nothing remains outstanding for the Eleventh Meeting of States Parties", False),
        (
            0,
            "the account of Japan for the Eleventh Meeting of States Parties shows a credit "
            "balance of USD 2,198.18",
            True,
        ),
    ):
        view = adjustment("400000.00", 73_419_02, owed)
        first = pages(printed(view, "en"))[0]
        assert view.kind == "credit" and "Amount credited USD 2,198.18 Reference" in first
        assert f"After this credit, {said} as at 2 May 2023." in first
        assert ("Please let us know in writing whether this balance" in first) is asks
        assert "Payable by" not in first and "USD −2,198.18" in " ".join(pages(printed(view, "en")))
    further = " ".join(pages(printed(adjustment("450000.00", 73_419_02, 99_00), "en")))
    assert "Additional amount due USD 6,704.45 Payable by" in further and "1 July 2023" in further
    assert "99.00" not in further and "After this credit" not in further


def test_each_notice_that_is_adjusted_is_named_once() -> None:
    view = adjustment("400000.00", 73_419_02, 0)
    (line,) = view.lines
    words = Speaker("en", line.result.convention, line.result.states)
    for numbers, said in (
        ("11", "This notice adjusts notice CCM-AN-1."),
        ("121", "This notice adjusts notices CCM-AN-1 and CCM-AN-2."),
    ):
        lines = tuple(line._replace(adjusts=f"CCM-AN-{each}") for each in numbers)
        below = notice_page(view._replace(lines=lines), words)["lines"]["below"]
        assert [re.sub("[\u2066\u2069]", "", each) for each in below] == [said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_ends_within_a_formula_or_a_symbol(language: str) -> None:
    base, symbols = assess("msp11", cost="412345.67"), ", ".join(["CCM/CONF/2021/8"] * 12)
    cost = base.cost._replace(source=symbols, status="estimate")
    for page in pypdfium2.PdfDocument(printed(issued(base._replace(cost=cost), "GBR"), language)):
        text = page.get_textpage().get_text_range()
        assert not re.search(r"[÷×/] *(?:\r?\n|$)", text), text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("USD 5.00", "USD\u00a05.00"),
        ("USD \u22120.01", "USD\u00a0\u22120.01"),
        ("11 September 2023 at", "11\u00a0September 2023\u00a0at"),
        ("各减 USD 0.01", "各减 USD\u00a00.01"),
        ("111 États", "111\u00a0États"),
        ("CCM/MSP/2023/9, para. 41.", "CCM/MSP/2023/9, para.\u00a041."),
        ("A and B", "A and B"),
    ],
)
def test_no_line_end_parts_a_figure_from_what_it_counts(text: str, kept: str) -> None:
    assert kept_together(text) == kept
