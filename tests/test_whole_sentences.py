"""No sentence has an empty part: every letter, notice, estimate and mail, whatever is left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest

from ccmcost.accounts.status import AccountRow
from ccmcost.calc.ageing import Charge
from ccmcost.charts.frame import chart_speaker
from ccmcost.documents.annual.charts import charts_of
from ccmcost.documents.annual.document import document
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.years import AnnualRequest, annual_reports
from ccmcost.documents.assessment.notice import Issue, notice
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.documents.estimate import EstimateWish, estimate
from ccmcost.documents.estimate.document import estimate_fields
from ccmcost.documents.estimate.workbook import estimate_xlsx
from ccmcost.documents.letters import KINDS, Kind, Note, acknowledges, reminds, transmits
from ccmcost.documents.letters.debts import Debt
from ccmcost.documents.letters.files import note_fields
from ccmcost.documents.letters.mail import mail_of
from ccmcost.documents.page import when_and_where
from ccmcost.documents.workbook import book_of
from ccmcost.ledger.bodies import Issue as Issued
from ccmcost.ledger.bodies import Notice, NoticeKind, NoticeLine
from ccmcost.ledger.frozen import (
    Decision,
    FrozenCost,
    FrozenList,
    FrozenMeeting,
    FrozenRule,
    FrozenScale,
)
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.books import Posting
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.office import Contact, Issuer
from ccmcost.model.source import SourceFile
from ccmcost.sharing.annex import annex_page
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.sharing.table import heading
from ccmcost.tables.docx_template import Template
from ccmcost.tables.screen import PLAIN
from ccmcost.words.catalogue import LANGUAGES as EVERY_LANGUAGE
from ccmcost.words.catalogue import TEMPLATES as LANGUAGES
from ccmcost.words.catalogue import templates_of
from ccmcost.words.numbers import days as days_in_words
from ccmcost.words.speaker import Speaker, in_text
from ccmcost.workspace import packaged_templates
from tests.test_alternative import WORKSPACE

DAY = date(2026, 2, 3)
OFFICE = Data(WORKSPACE)
CONVENTION, STATES, MEETINGS = OFFICE.convention, OFFICE.states, OFFICE.meetings
MINIMAL = Issuer()
NAMED = Issuer(
    names={"en": "Secretariat (example)"}, address=("1 Example Street",), contact="desk@example.org"
)
FULL = NAMED._replace(
    names={
        "en": "Secretariat (example)",
        "fr": "Secrétariat (exemple)",
        "es": "Secretaría (ejemplo)",
    },
    in_text={
        "en": "the Secretariat (example)",
        "fr": "le Secrétariat (exemple)",
        "es": "la Secretaría (ejemplo)",
    },
    bank=dict.fromkeys(("beneficiary", "name", "address", "account", "swift"), "Example"),
    pay_within_days=60,
    pay_basis={"en": "decision 7 of the Meeting"},
    reviewers={"fr": "A. Lecteur"},
)
ISSUERS = {"nothing filled in": MINIMAL, "named": NAMED, "all filled in": FULL}
MEETING = "msp12"

_WORDS_BEFORE = "of|by|at|in|on|to|from|the|de|du|des|la|le|au|à|par|del|al|el|por|en|a"
EMPTY = re.compile(
    rf"""[(（\[]\s*[)）\],;:.]                   # brackets with nothing in them
    | [,;:]\s*[)）,;:.](?!\.)                    # a comma or colon with nothing behind it
    | ^\s*[,;:.)]                                # nothing before it
    | (?<![.\d])\.\s*\.(?!\.)                    # a sentence of nothing
    | \b(?:{_WORDS_BEFORE})(?:\s*:(?!\d)|\s+[.)])      # "receipt of :", but "(Kingdom of the)" is a name
    | \b(?:of|the|de|du|la|le|del|el)\s*[;,](?!\d)     # "approved in the , is"
    | ·\s*$
    | \b(?:of|receipt\ of|de|del)\s*\(           # "receipt of (Convention)"
    | \S[ ]{{2,}}\S                              # two blanks
    | [“«"]\s*[”»"] | \*\*\*\* | [{{}}] | \bNone\b""",  # noqa: E501
    re.VERBOSE | re.MULTILINE,
)


def faults(text: str) -> list[str]:
    """Where a text has an empty part, with what stands around it."""
    return [
        text[max(0, found.start() - 25) : found.end() + 15]
        for found in EMPTY.finditer(text.replace("\u00a0", " "))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "thanks the receipt of (Convention on Cluster Munitions):",
        "msp12 ():",
        "held at : Geneva",
        "5 May, , Geneva",
        "14 November 2023, .",
        "by the formula of the , is:",
        "at  two blanks",
        "Attached: ,",
        ", Switzerland",
        "Source: .",
        "a «» b",
        "{state} pays",
        "2 May 2026 · ",
    ],
)
def test_empty_parts_are_seen(text: str) -> None:
    assert faults(text)


def dollars(minor: int) -> Money:
    return Money(minor, "USD", 2)


def row(code: str, **figures: Any) -> AccountRow:
    plain = AccountRow(code, MEETING, dollars(0), 1000, 0, 400, 0, 10, (600, 0, 0, 0), "", False)
    return plain._replace(**figures)


def bodies(kind: Kind) -> list[dict[str, Any]]:
    """The fields of a note: with all that may be there, and without."""
    if kind in ("cover", "credit"):
        what: NoticeKind = "notice" if kind == "cover" else "credit"
        line = NoticeLine(MEETING, 0, 1000, 1000, True, "")
        notice = Notice("N-1", 2026, 1, "JPN", what, False, (line, line), {})
        listed = FrozenList("expected", (), ())
        frozen = FrozenMeeting(
            *(
                MEETING,
                DAY,
                FrozenCost(1, "estimate", 1000, ""),
                FrozenRule("", "", "", ""),
                FrozenScale("", ""),
            ),
            *(listed, 1, (), (), ""),
        )
        decision = Decision("MSP/9", "para. 4")
        issue = Issued(
            "issue", decision, DAY, date(2024, 5, 1), "USD", 2, {}, "", (frozen,), (notice,), {}
        )
        bare = issue._replace(decision=Decision("MSP/9", ""), meetings=())
        rows = (row("JPN"), row("JPN", received=1700))
        return [
            transmits(issue, notice, rows, MEETINGS),
            transmits(bare, notice._replace(lines=(line,)), (), MEETINGS),
        ]
    if kind == "receipt":
        paid = Posting(
            7, 1, "JPN", MEETING, "received", -400, "USD", 2, DAY.isoformat(), DAY.isoformat()
        )
        return [
            acknowledges([(paid, "BANK 7"), (paid, "BANK 7")], [row("JPN")], MEETINGS),
            acknowledges([(paid, "")], [row("JPN")], MEETINGS),
        ]
    later = (Charge(DAY, 100, "2024-09-01"), Charge(DAY, 50))
    debt = Debt(row("JPN", days=40), ("CCM-AN-2024-0001",), "2024-05-01", later)
    bare_debt = debt._replace(numbers=(), requested_by="", later=())
    return [
        reminds([debt, debt], ["CCM-A-JPN", "CCM-B-JPN"], [MEETING], DAY, MEETINGS),
        reminds([bare_debt], ["CCM-A-JPN"], [], "", MEETINGS),
    ]


def filled(kind: str, language: str, fields: dict[str, Any]) -> str:
    """All texts of a filled template; a cell of a table may be empty,
    a paragraph outside one leaves no fault either.
    """
    content = (packaged_templates() / language / f"{kind}.docx").read_bytes()
    template = Template(SourceFile(f"{language}/{kind}.docx", "package", content, kind), kind)
    document = docx.Document(io.BytesIO(template.fill(fields, "title", language, DAY)))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def speaker(language: str) -> Speaker:
    return Speaker(language, CONVENTION, STATES, "letters")


def letters(kind: Kind) -> Iterator[Note]:
    for fields in bodies(kind):
        for code in ("JPN", "EUU"):  # a State has a mission, an organization none
            yield Note(kind, code, DAY, f"CCM-MSP12-{code}", fields)


@pytest.mark.parametrize("issuer", ISSUERS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_and_its_mail(kind: Kind, language: str, issuer: str) -> None:
    words = speaker(language)
    contact = Contact("JPN", "Permanent Mission of Japan", ("japan@example.org",), "")
    for letter in letters(kind):
        fields = note_fields(letter, None, ISSUERS[issuer], words)
        assert faults(filled(kind, language, fields)) == []
        for names in ([], ["N-1.pdf", "N-2.pdf"]):
            subject, text = mail_of(
                kind, note_fields(letter, contact, ISSUERS[issuer], words), words, names
            )
            assert faults(subject) == faults(text) == []


@pytest.mark.parametrize(
    ("language", "one", "both"),
    [
        ("en", "quoting reference A.", "quoting references A and B."),
        ("fr", "en rappelant la référence A.", "en rappelant les références A et B."),
        ("es", "con indicación de la referencia A.", "con indicación de las referencias A y B."),
        ("ru", "с указанием ссылки A.", "с указанием ссылок A и B."),
        ("ar", "مع ذكر المرجع \u2066A\u2069.", "مع ذكر المرجعين \u2066A\u2069 و\u2066B\u2069."),
        ("zh", "并注明文号A。", "并注明文号A和B。"),
    ],
)
def test_a_reminder_lists_references_as_its_language_does(
    language: str, one: str, both: str
) -> None:
    for codes, said in ((["A"], one), (["A", "B", "A"], both)):
        debt = Debt(row("JPN", days=40), (), "", ())
        fields = reminds([debt] * len(codes), codes, [], "", MEETINGS)
        note = Note("reminder1", "JPN", DAY, "A-JPN", fields)
        words = speaker(language)
        written = note_fields(note, None, FULL, words)
        assert said in filled("reminder1", language, written)
        assert written["references"] in mail_of("reminder1", written, words, [])[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_begins_with_the_name_of_the_office_as_a_sentence_does(kind: Kind) -> None:
    begin = {
        "en": "The Secretariat (example) ",
        "fr": "Le Secrétariat (exemple) ",
        "es": "La Secretaría (ejemplo) ",
    }
    for language, start in begin.items():
        for issuer in (FULL, FULL._replace(in_text={})):
            words = speaker(language)
            for letter in letters(kind):
                lines = filled(
                    kind, language, note_fields(letter, None, issuer, words)
                ).splitlines()
                said = [
                    line
                    for line in lines
                    if "(example) " in line or "(exemple) " in line or "(ejemplo) " in line
                ]
                assert len(said) >= 2 and all(line.startswith(start) for line in said)
                contact = Contact("JPN", "Permanent Mission of Japan", (), "")
                mail = mail_of(kind, note_fields(letter, contact, issuer, words), words, [])
                assert f"\n{issuer.names[language]}\n" in mail[1]


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("Secretariat", "en", "the Secretariat"),
        ("The Secretariat", "en", "the Secretariat"),
        ("the Secretariat", "en", "the Secretariat"),
        ("UNODA", "en", "UNODA"),
        ("United Nations Office at Geneva", "en", "the United Nations Office at Geneva"),
        ("Bureau d’essai", "fr", "le Bureau d’essai"),
        ("Office de l’exemple", "fr", "l’Office de l’exemple"),
        ("Direction des finances", "fr", "la Direction des finances"),
        ("Exemple", "fr", "Exemple"),
        ("Oficina de prueba", "es", "la Oficina de prueba"),
        ("Departamento de prueba", "es", "el Departamento de prueba"),
        ("Ejemplo", "es", "Ejemplo"),
        ("联合国", "zh", "联合国"),
    ],
)
def test_the_article_of_an_office(name: str, language: str, said: str) -> None:
    assert in_text(name, language) == said


def test_an_article_that_nobody_knows_is_asked_for() -> None:
    odd = NAMED._replace(names={"en": "Example", "fr": "Exemple"})
    lacks = {language: speaker(language).lacks_article(odd) for language in LANGUAGES}
    assert lacks == {each: each != "en" for each in LANGUAGES}
    named = odd._replace(names=odd.names | {"ru": "Пример"})
    assert not speaker("ru").lacks_article(named), "a language without articles lacks none"
    given = odd._replace(in_text=dict.fromkeys(LANGUAGES, "l’Exemple"))
    assert not any(speaker(language).lacks_article(given) for language in LANGUAGES)
    assert speaker("fr").office_fields(given, DAY)["issuer_opening"] == "L’Exemple"


def texts(value: Any) -> Iterator[str]:
    """Every text of a page; the terms of payment are one sentence in parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from ["".join(each)] if name == "terms" else texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts(each)


def elsewhere(meeting: Meeting, venue: str, country: str = "") -> Meeting:
    """A meeting of which no city is known."""
    held = meeting.held._replace(venue=venue) if meeting.held else None
    convened = meeting.convened._replace(venue=venue) if meeting.convened else None
    return meeting._replace(city="", country=country, held=held, convened=convened)


def results() -> dict[str, Apportionment]:
    """Results with all that data may hold, and with what they may leave out."""
    full = apportion_meeting(WORKSPACE, "rc1", Request(cost="5000.00"))
    assert full.meeting is not None
    bare = full._replace(
        cost=full.cost._replace(status="estimate", source=""),
        meeting=elsewhere(full.meeting, ""),
        list=full.list._replace(
            participants=tuple(
                p._replace(evidence="", source="", document="", page="")
                for p in full.list.participants
            )
        ),
    )
    country = bare._replace(meeting=elsewhere(full.meeting, "Hall A", full.meeting.country))
    return {
        "full": full,
        "bare": bare,
        "country alone": country,
        "specimen": apportion_meeting(WORKSPACE, "rc1", Request()),
    }


@pytest.mark.parametrize("issuer", ISSUERS)
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_a_notice_and_its_annex(language: str, issuer: str) -> None:
    words = Speaker(language, CONVENTION, STATES)
    for name, result in results().items():
        issue = (
            Issue("CCM-AN-2026-0001", "CCM/MSP/2026/9", DAY, date(2026, 6, 30))
            if name != "specimen"
            else None
        )
        for issued in {issue, None}:
            for code in ("FRA", "CHN", "COK"):
                page = notice_page(notice([result], code, ISSUERS[issuer], DAY, issued), words)
                assert [fault for text in texts(page) for fault in faults(text)] == [], (name, code)
        page = annex_page(result, DAY, ISSUERS[issuer], words)
        assert [fault for text in texts(page) for fault in faults(text)] == [], name


@pytest.mark.slow
@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_an_annual_report(language: str) -> None:
    for year in (2010, 2015, 2023):
        (report,) = annual_reports(WORKSPACE, AnnualRequest(year, year, DAY, DAY))
        assert isinstance(report, Report)
        words = chart_speaker(language, report.year.convention, report.year.states)
        drawn = "en" if language == "zh" else language  # its letters may be missing here
        charts = charts_of(
            report,
            chart_speaker(drawn, report.year.convention, report.year.states),
        )
        for issuer in ISSUERS.values():
            page = document(
                report._replace(issuer=issuer),
                words,
                {name: chart.picture for name, chart in charts.items()},
            )
            assert [fault for text in texts(page) for fault in faults(text)] == [], year


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_the_head_of_the_page_for_delegates(language: str) -> None:
    for name, result in results().items():
        assert result.meeting is not None
        words = Speaker(language, CONVENTION, STATES)
        assert faults(when_and_where(words.meeting(result.meeting))) == [], name


@pytest.mark.parametrize("issuer", ISSUERS)
@pytest.mark.parametrize("language", templates_of("estimate"))
def test_an_estimate(language: str, issuer: str) -> None:
    view = estimate(WORKSPACE, EstimateWish("msp11", (language,), DAY), Request())
    meeting = view.meetings[0]
    nowhere = meeting._replace(
        result=meeting.result._replace(meeting=elsewhere(meeting.meeting, "")), lines=()
    )
    for each in (view, view._replace(meetings=(nowhere,), history=(), symbol="")):
        fields = estimate_fields(
            each, ISSUERS[issuer], Speaker(language, CONVENTION, STATES, "estimate"), DAY
        )
        assert faults(filled("estimate", language, fields)) == []
        words = Speaker(language, CONVENTION, STATES, "estimate")
        book = openpyxl.load_workbook(io.BytesIO(estimate_xlsx(each, words, DAY)))
        cells = (cell.value for row in book.worksheets[0].rows for cell in row)
        paragraphs = [text for text in cells if isinstance(text, str) and "=" not in text]
        assert [fault for text in paragraphs for fault in faults(text)] == []


def test_the_days_stand_alone_where_no_place_is_known() -> None:
    """Nothing follows them on a screen and in the workbook of an assessment."""
    result = results()["bare"]
    assert result.meeting is not None and result.meeting.dates is not None
    days = days_in_words(result.meeting.dates)
    assert heading(result, PLAIN)[-1] == days
    assert book_of(result, DAY).heading[-1] == days
