"""Notices and annex: every amount read back from the files, in every language,
and what each kind may and may not say.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from ccmcost.cli import output as progress
from ccmcost.documents.assessment.files import (
    Addressees,
    compose,
    notice_path,
    wished_notices,
)
from ccmcost.documents.assessment.notice import Issue, notice
from ccmcost.documents.assessment.notice_data import notice_data
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.errors import WriteError
from ccmcost.model.assessment import Apportionment
from ccmcost.model.office import Issuer
from ccmcost.model.states import States
from ccmcost.sharing.explanation import explain
from ccmcost.sharing.register import load_register
from ccmcost.tables.page import Press, fonts_for
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.words.numbers import money, number
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.assessed import assess
from tests.conftest import DATA, SPECIMEN_TITLE, Run, slow_but
from tests.pdfs import attached, is_tagged, need_chinese_in, pages, title

DAY = date(2026, 2, 3)
EVERY = os.environ.get("CCMCOST_NOTICES") == "all"
"""Set CCMCOST_NOTICES=all to set every notice of every meeting in every language."""
FILLED = Issuer(
    names={"en": "Office of Examples"},
    address=("1 Example Street", "12345 Sampleton"),
    contact="desk@example.org",
    bank={
        "beneficiary": "Example Fund",
        "name": "Bank of Samples",
        "address": "Sampleton",
        "account": "XX00 1234",
        "swift": "SAMPXX00",
    },
    pay_within_days=60,
    pay_basis={"en": "decision 7 of the Meeting"},
    reviewers={"fr": "A. Lecteur"},
)


@pytest.fixture(autouse=True)
def _chinese_font(request: pytest.FixtureRequest) -> None:
    need_chinese_in(request)


def some() -> str:
    """Fifteen States that msp1 charges."""
    return ",".join(line.code for line in assess("msp1").assessment.lines[:15])


def made(
    result: Apportionment, languages: str = "en", states: str = "", issuer: Issuer = Issuer()
) -> dict[str, bytes]:
    return compose(
        result, DAY, wished_notices(result, (languages,), (states,) if states else (), issuer)
    )


def shown(amount: str) -> str:
    return " ".join(re.sub("[\u2066\u2069]", "", amount).split())


def one(
    result: Apportionment, code: str, language: str = "en", issuer: Issuer = Issuer()
) -> list[str]:
    return pages(made(result, language, code, issuer)[notice_path(result, language, code)])


def test_every_amount_of_every_notice_equals_the_assessment_and_they_sum_to_the_cost() -> None:
    result = assess("msp11", cost="412345.67")
    files = made(result)
    assert len(files) == len(result.assessment.lines) + 1
    read = 0
    for line in result.assessment.lines:
        content = files[f"invoices/en/CCM-MSP11-{line.code}.pdf"]
        text = " ".join(pages(content))
        amount = result.cost.total.of(line.amount)
        assert (
            text.count(f"Amount assessed {amount}") == 2
        )  # above, and as the calculation's result
        data = attached(content)
        assert (data["amount"], data["state"]["iso3"], data["status"]) == (
            amount.plain(),
            line.code,
            "draft",
        )
        read += round(
            float(re.findall(r"Amount assessed USD ([\d,.]+\d)", text)[0].replace(",", "")) * 100
        )
    assert read == result.cost.total.minor
    annex = " ".join(pages(files["invoices/en/annex.pdf"]))
    rows = re.findall(
        r"\b([A-Z]{3}) (?:State Party|signatory|observer State) "
        r"(\d+\.\d{3}) (\d+\.\d{6}) ([\d,]+\.\d\d)(?= |$)",
        annex,
    )
    lines = sorted(result.assessment.lines, key=lambda line: result.states.place(line.code))
    assert [row[0] for row in rows] == [line.code for line in lines]
    marked = [line.code for line in lines if line.rounding]
    assert re.findall(r"\* ([A-Z]{3}) State Party", annex) == marked and marked
    assert [row[3] for row in rows] == [
        result.cost.total.of(line.amount).grouped() for line in lines
    ]
    assert "Total (111 States) 45.116 100.000000 412,345.67" in annex


@pytest.mark.parametrize("language", slow_but(("ar",), LANGUAGES))
def test_all_meetings_can_be_set_and_show_their_amounts(language: str) -> None:
    """The annex holds the name of every State; by default two notices a meeting stand for the
    others, and each language has a third of the meetings.
    """
    dated = [each for each in load_register(open_workspace(DATA)).entries if each.meeting.day]
    for entry in dated if EVERY else dated[LANGUAGES.index(language) % 3 :: 3]:
        result = assess(entry.meeting.id)
        lines = result.assessment.lines
        largest = max(lines, key=lambda line: line.amount)
        chosen = lines if EVERY else sorted({lines[-1], largest}, key=lambda line: line.code)
        files = made(result, language, ",".join(line.code for line in chosen))
        annex = pages(files[f"invoices/{language}/SPECIMEN-annex.pdf"])
        assert shown(number(result.cost.total.plain(), language)) in annex[-1]
        text = " ".join(annex)
        for line in lines:
            assert shown(number(result.cost.total.of(line.amount).plain(), language)) in text
        for line in chosen:
            text = " ".join(pages(files[notice_path(result, language, line.code)]))
            assert (
                text.count(shown(number(result.cost.total.of(line.amount).plain(), language))) > 1
            )
            assert not re.search(r"\bdue\b", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_shows_every_figure_that_explain_says(language: str) -> None:
    result = assess("rc1", cost="98765.43", rule="article-14-1-straight")
    words = Speaker(language, result.convention, result.states)
    for code in ("CHN", "FRA"):
        text = " ".join(one(result, code, language))
        explanation = explain(result, code)
        assert explanation is not None
        for step in explanation.steps:
            said = shown(words.sentence(step))
            assert set(re.findall(r"\d+[.,]\d+", said)) <= set(re.findall(r"\d+[.,]\d+", text)), (
                said
            )
        listed = next(step for step in explanation.sources if step.key == "source_list")
        if language in ("en", "fr", "es", "ru"):
            told = shown(words.sentence(listed))
            # without the hyphens that end a line
            assert re.sub("[ -]", "", told) in re.sub("[ -]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_tagged_titled_archived_and_in_their_language(language: str) -> None:
    result = assess("msp1")
    for name, content in made(result, language, "JPN").items():
        assert is_tagged(content), name
        total = shown(money(result.cost.total, language, short=True))
        assert shown(title(content)).startswith(
            shown(catalogue(language)["title_specimen"].format(total=total)).rstrip(".。")
        )
        for mark in (
            b"pdfuaid:part>1<",
            b"pdfaid:part>3<",
            b"pdfaid:conformance>A<",
            f"<rdf:li>{language}</rdf:li>".encode(),
        ):
            assert mark in content, mark


def test_a_specimen_asks_for_nothing() -> None:
    for text in (
        " ".join(one(assess("msp11"), "JPN", "en", FILLED)),
        " ".join(pages(made(assess("msp11"))["invoices/en/SPECIMEN-annex.pdf"])),
    ):
        assert SPECIMEN_TITLE in text
        for word in ("due", "Payment", "requested", "Bank", "IBAN", "Example Fund"):
            assert not re.search(rf"\b{word}\b", text), word
    assert "Notice number SPECIMEN" in one(assess("msp11"), "JPN")[0]


def test_a_draft_says_draft_and_what_is_missing() -> None:
    text = " ".join(one(assess("msp11", cost="1000"), "JPN"))
    for said in (
        "Assessment notice",
        "Permanent Mission Japan",
        "Notice number DRAFT Date 3 February 2026",
        "Payment reference CCM-MSP11-JPN",
        "[Name of the office: to be filled in (data/issuer.toml)]",
        "Payable by [Day of payment: to be filled in (data/issuer.toml)]",
        "[Account number or IBAN: to be filled in (data/issuer.toml)]",
        "Draft for review. No payment is requested until the notice is issued.",
        "Please pay in US dollars, with all bank charges borne by the sender, and quote reference "
        "CCM-MSP11-JPN. Before paying, please confirm these bank details",
        "The amounts are provisional. They are calculated for the States Parties for which the "
        "Convention is in force on 11 September 2023",
        "The costs of the Meetings of States Parties, the Review Conferences and the Amendment "
        "Conferences shall be borne",
        "Rate of Japan in the United Nations scale of assessments for 2022–2024 (A/RES/76/238)",
        "11 to 14 September 2023 · Geneva, Switzerland (Palais des Nations)",
        "How this amount was calculated",
        "The annex lists all assessments.",
    ):
        assert said.replace(" ", "") in text.replace(" ", ""), said
    assert "courtesy" not in text.lower() and "Amount due" not in text


def test_the_issuer_fills_the_notice() -> None:
    result = assess("msp11", cost="1000", currency="EUR")
    first = one(result, "JPN", "en", FILLED)[0]
    assert "to be filled in" not in first and "Issued by" not in first
    for said in (
        "Office of Examples",
        "Payment is requested by 4 April 2026 (decision 7 of the Meeting).",
        "Please pay in EUR, with all bank charges",
        "Account number or IBAN XX00 1234",
        "Contact desk@example.org",
    ):
        assert said in first, said
    assert catalogue("fr")["courtesy"] not in one(result, "JPN", "fr", FILLED)[0]
    assert shown(catalogue("es")["courtesy"]) in one(result, "JPN", "es", FILLED)[0]


def test_who_issues_a_notice_and_to_whom_it_goes() -> None:
    mission = "Permanent Mission of Japan to the United Nations Office (example)"
    signed = FILLED._replace(signatory="A. Example", function={"en": "Head of Finance"})
    result = assess("msp11", cost="1000")
    wish = wished_notices(result, ("en",), ("JPN",), signed)
    wish = wish._replace(addressees=Addressees({"JPN": mission}))
    first = pages(compose(result, DAY, wish)["invoices/en/CCM-MSP11-JPN.pdf"])[0]
    assert f"To {mission} Notice number DRAFT" in first
    assert "Issued by A. Example Head of Finance" in first
    specimen = one(assess("msp11"), "JPN", "en", signed)[0]
    assert "Issued by" not in specimen and "To Permanent Mission Japan" in specimen


def test_names_are_data_never_markup() -> None:
    odd = 'J#panic("x") *b* _i_ $x^2$ `c` <l> @r \\ \u00a9 "q" [s] {f} // c'
    result = assess("msp11")
    japan = result.states["JPN"]
    states = States(dict(result.states) | {"JPN": japan._replace(names={"en": odd})})
    text = " ".join(one(result._replace(states=states), "JPN"))
    assert text.count(odd) >= 4


def test_a_character_that_no_font_has_is_an_error_not_a_blank() -> None:
    result = assess("msp11")
    japan = result.states["JPN"]
    states = States(dict(result.states) | {"JPN": japan._replace(names={"en": "Japan 日本"})})
    with pytest.raises(
        WriteError, match=r"the notice to JPN \(en\) cannot be set as PDF.*日.*Nothing was written"
    ):
        made(result._replace(states=states), "en", "JPN")


@pytest.mark.parametrize(
    ("meeting", "rule", "code", "said"),
    [
        (
            "rc1-pm1",
            "article-14-1",
            "FRA",
            "It is applied by the note that convened the meeting (note verbale of the "
            "Secretary-General, December 2014",
        ),
        (
            "rc1",
            "article-14-1",
            "CHN",
            "and the States not party whose participation is attested by public sources",
        ),
        (
            "rc1",
            "article-14-2",
            "FRA",
            "article 14, paragraph 2: “The costs incurred by the Secretary-General",
        ),
        ("rc1", "article-14-1-straight", "CHN", "article 14, paragraph 1:"),
        ("rc2", "article-14-1", "VAT", "Permanent Observer Mission Holy See"),
        ("rc2", "article-14-1", "COK", "Permanent Mission Cook Islands"),
        (
            "rc2",
            "article-14-1",
            "COK",
            "25 November 2020 to 21 September 2021 · Lausanne, Switzerland (held online, then in "
            "Geneva)",
        ),
    ],
)
def test_what_depends_on_meeting_rule_and_state(
    meeting: str, rule: str, code: str, said: str
) -> None:
    assert said in one(assess(meeting, rule=rule), code)[0]


def test_a_list_or_scale_changed_by_hand_is_said() -> None:
    first = one(
        assess("msp13", added=("CHN",), removed=("FRA",), scale="un-2022-2024", cost="1000"), "CHN"
    )[0]
    assert "Added to the participating States for this calculation: China." in first
    assert "Left out of the participating States for this calculation: France." in first
    assert "scale of assessments for 2022–2024 was chosen for this calculation" in first


def test_a_credit_and_a_zero_ask_for_no_payment() -> None:
    credit = one(assess("msp11", cost="-1000.00", credit=True), "JPN", "en", FILLED)[0]
    assert "Credit notice" in credit and "Amount credited USD 178.06" in credit
    zero = one(assess("msp11", cost="10.00"), "AFG", "en", FILLED)[0]
    assert "Amount assessed USD 0.00" in zero
    for text in (credit, zero):
        assert "Payment is requested" not in text and "Example Fund" not in text


def test_a_fixed_share_a_rest_and_a_limit_are_shown(tmp_path: Path) -> None:
    rule = tmp_path / "rule.toml"
    rule.write_text(
        'id = "own"\ntitle = "t"\nlegal_source = "Decision 9"\nresidual = "none"\n[fixed]\nEUU = '
        '"2.5"\n'
    )
    listed = tmp_path / "list.csv"
    listed.write_text("iso3\nEUU\nFRA\nDEU\nJPN\n")
    result = assess("msp11", rule=str(rule), participants=str(listed), cost="1000.01")
    first = one(result, "EUU")[0]
    assert (
        "To European Union" in first
        and "Basis of the apportionment: Decision 9." in first
        and "Permanent" not in first
    )
    annex = " ".join(pages(made(result, "en", "FRA")["invoices/en/annex.pdf"]))
    assert "The amounts are calculated from the rates in accordance with the rule “" in annex
    if result.assessment.residual:
        assert "Rounding difference, not charged to any State" in annex


def group(issue: Issue | None, cost: str | None = "5000.00") -> tuple[list[Apportionment], object]:
    results = [assess(meeting, cost=cost) for meeting in ("rc1", "rc1-pm1", "rc1-pm2")]
    return results, notice(results, "FRA", FILLED, DAY, issue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_billing_group_has_a_line_for_each_meeting(language: str) -> None:
    issue = Issue(
        "CCM-AN-2026-0001", "CCM/MSP/2026/9, para. 12", date(2026, 3, 1), date(2026, 6, 30)
    )
    results, _ = group(None)
    view = notice(results, "FRA", FILLED, DAY, issue)
    words = Speaker(language, results[0].convention, results[0].states)
    press = Press("notice.typ", language, DAY)
    content = press.pdf(notice_page(view, words), notice_data(view), "x")
    text = " ".join(pages(content))
    amounts = [result.assessment.amount("FRA") for result in results]
    for amount in amounts:
        assert amount is not None and shown(number(amount.plain(), language)) in text
    assert shown(number(view.amount.plain(), language)) in text
    assert view.amount.minor == sum(amount.minor for amount in amounts if amount)
    assert [line["meeting"] for line in attached(content)["lines"]] == ["rc1", "rc1-pm1", "rc1-pm2"]
    for said in ("CCM-AN-2026-0001", "CCM/MSP/2026/9", "CCM-RC1-FRA"):
        assert said in text or language == "ar", said  # there Latin words come back in visual order
    assert catalogue(language)["draft"] not in text.split()
    if language == "en":
        assert "in accordance with the formula approved in CCM/MSP/2026/9, paragraph 12." in text
        assert "The annexes list all assessments." in text
        assert "Payment is requested by 30 June 2026" in text and "Date 1 March 2026" in text


def test_what_must_not_be_issued_is_refused() -> None:
    issue = Issue("CCM-AN-2026-0001", "x", DAY)
    with pytest.raises(ValueError, match="never issued"):
        group(issue, None)
    with pytest.raises(ValueError, match="bears no part"):
        notice([assess("msp11")], "USA", FILLED, DAY)


def digest(files: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_threads_do_not_change_a_byte() -> None:
    result, states = assess("msp1"), some()
    alone = digest(made(result, "en,ar", states))
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda _: digest(made(result, "en,ar", states)), range(2)))
    assert together == [alone, alone]


def folder(path: Path) -> dict[str, str]:
    return digest(
        {
            file.relative_to(path).as_posix(): file.read_bytes()
            for file in sorted(path.rglob("*"))
            if file.is_file()
        }
    )


@pytest.mark.slow
def test_same_bytes_twice_and_under_another_zone_and_locale(run: Run, tmp_path: Path) -> None:
    for name, environment in (
        ("a", {}),
        (
            "b",
            {
                "TZ": "Pacific/Kiritimati",
                "LC_ALL": "tr_TR.UTF-8",
                "PYTHONHASHSEED": "7",
                "SOURCE_DATE_EPOCH": "1",
            },
        ),
    ):
        run(
            "apportion",
            "msp1",
            "--lang",
            "ru,ar,en",
            "--state",
            some(),
            "--as-of",
            "2026-02-03",
            "--out",
            name,
            env=environment,
        )
    assert folder(tmp_path / "a") == folder(tmp_path / "b")
    made = folder(tmp_path / "a")
    assert len([name for name in made if name.endswith(".pdf")]) == 3 * 16
    assert {name.rpartition(".")[2] for name in made} == {
        "pdf",
        "csv",
        "json",
        "xlsx",
        "png",
        "svg",
    }


def check_folder(path: Path) -> dict[str, list[dict[str, str]]]:
    """Manifest and register agree with what is there; the rows of the register by language."""
    mark = "SPECIMEN-" if (path / "SPECIMEN-manifest.json").exists() else ""
    document = json.loads((path / f"{mark}manifest.json").read_text())
    there = folder(path)
    assert {entry["path"]: entry["sha256"] for entry in document["outputs"]} | {
        f"{mark}manifest.json": there[f"{mark}manifest.json"]
    } == there
    rows = list(
        csv.DictReader(io.StringIO((path / "invoices" / f"{mark}register.csv").read_text()))
    )
    by_language: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        assert there[f"invoices/{row['file']}"] == row["sha256"]
        by_language.setdefault(row["file"].split("/")[0], []).append(row)
    notices = [
        name
        for name in there
        if name.startswith("invoices/") and "annex" not in name and name.endswith(".pdf")
    ]
    assert len(notices) == len(rows)
    return by_language


@pytest.mark.slow
def test_lang_and_state_replace_only_their_own_files(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reports" / "msp1"
    assert "invoices/en/" in run("apportion", "msp1", "--as-of", "2026-02-03").stdout
    english = folder(path / "invoices" / "en")
    assert len(english) == 53
    run("apportion", "msp1", "--lang", "fr", "--as-of", "2026-02-04")
    assert folder(path / "invoices" / "en") == english
    assert {language: len(rows) for language, rows in check_folder(path).items()} == {
        "en": 52,
        "fr": 52,
    }
    run("apportion", "msp1", "--state", "JPN,FRA", "--as-of", "2026-03-01")
    later = folder(path / "invoices" / "en")
    assert {name for name in english if english[name] != later[name]} == {
        f"SPECIMEN-{name}" for name in ("CCM-MSP1-JPN.pdf", "CCM-MSP1-FRA.pdf", "annex.pdf")
    }
    assert {language: len(rows) for language, rows in check_folder(path).items()} == {
        "en": 52,
        "fr": 52,
    }
    run("apportion", "msp1", "--as-of", "2026-02-03")
    assert folder(path / "invoices" / "en") == english and list(check_folder(path)) == ["en"]


@pytest.mark.slow
def test_notices_of_two_calculations_never_lie_side_by_side(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "reports" / "msp1"
    run("apportion", "msp1", "--cost", "1000")
    run("apportion", "msp1", "--cost", "2000", "--state", "JPN")
    (rows,) = check_folder(path).values()
    assert [row["iso3"] for row in rows] == ["JPN"]
    run("apportion", "msp1", "--cost", "2000", "--state", "FRA")
    run("apportion", "msp1", "--cost", "2000", "--state", "DEU")
    assert [row["iso3"] for row in check_folder(path)["en"]] == ["DEU", "FRA", "JPN"]


def test_amounts_of_the_register_sum_to_the_cost(run: Run, tmp_path: Path) -> None:
    run("apportion", "rc1", "--cost", "412345.67")
    (rows,) = check_folder(tmp_path / "reports" / "rc1").values()
    assert sum(round(float(row["amount"]) * 100) for row in rows) == 41234567
    assert rows[0] | {"sha256": ""} == {
        "iso3": "AFG",
        "reference": "CCM-RC1-AFG",
        "amount": "32.49",
        "file": "en/CCM-RC1-AFG.pdf",
        "sha256": "",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--lang", "de"],
            '--lang: "de" is not a language of notices. Known: en, fr, es, ar, ru, zh.',
        ),
        (["--state", "USA"], "--state: United States of America (USA) bears no part of this cost"),
        (["--state", "XXX"], '--state: "XXX" is not recognised as the name of a State'),
        (["--lang", "fr", "--no-files"], "--no-files writes none"),
    ],
)
def test_mistakes(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run("apportion", "msp11", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_without_a_chinese_font_only_chinese_is_refused(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    environment = {"CCMCOST_FONTS": str(empty)}
    done = run("apportion", "msp1", "--lang", "en,zh", env=environment)
    assert done.returncode == 1 and not done.stdout
    assert "fonts-noto-cjk" in done.stderr and "Nothing was written" in done.stderr
    assert not (tmp_path / "reports").exists()
    assert (
        run("apportion", "msp1", "--lang", "ar", "--state", "JPN", env=environment).returncode == 0
    )


def test_a_chinese_font_is_found_where_the_variable_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "NotoSansSC-Regular.otf").write_bytes(b"")
    monkeypatch.setenv("CCMCOST_FONTS", os.pathsep.join(["nowhere", str(tmp_path)]))
    found = fonts_for("zh")
    assert found.families == ("Noto Sans SC", "Noto Sans", "Noto Sans Arabic")
    assert found.folders[0] == tmp_path / "deep"


@pytest.mark.slow
def test_what_is_wrong_in_issuer_toml_is_said_and_nothing_is_written(
    run: Run, tmp_path: Path
) -> None:
    assert run("init").returncode == 0
    toml = tmp_path / "data" / "issuer.toml"
    assert "Fill in what is empty" in toml.read_text(encoding="utf-8")
    toml.write_text(
        '[office]\nemblem = "x"\naddress = [1]\n[office.names]\nde = "x"\n[payment]\ndays = '
        "0\ndate = 2026-01-01\n"
    )
    for command in (["apportion", "msp11"], ["check"]):
        done = run(*command)
        assert done.returncode == 1
        for said in (
            "emblem  key-unknown",
            "address  value-bad",
            "de  key-unknown",
            "days  value-bad",
        ):
            assert said in done.stderr + done.stdout, said
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["README.md"]
    toml.write_text('[office.names]\nen = "Our Office"\n', encoding="utf-8")
    assert run("apportion", "msp1", "--state", "JPN", "--cost", "10").returncode == 0
    folder_made = tmp_path / "reports" / "msp1"
    assert (
        "Our Office"
        in pages((folder_made / "invoices" / "en" / "CCM-MSP1-JPN.pdf").read_bytes())[0]
    )
    inputs = {
        entry["name"]: entry
        for entry in json.loads((folder_made / "manifest.json").read_text())["inputs"]
    }
    assert inputs["issuer.toml"]["sha256"] == hashlib.sha256(toml.read_bytes()).hexdigest()
    toml.unlink()
    assert run("apportion", "msp1", "--state", "JPN", "--cost", "10").returncode == 0


def test_the_progress_bar_shows_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert progress.progress_bar("notices") is None
    terminal = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", terminal)
    show: Callable[[int, int], None] | None = progress.progress_bar("notices")
    assert show is not None
    for done in range(1, 112):
        show(done, 111)
    written = terminal.getvalue()
    assert (
        "notices [###############" in written
        and written.endswith("\r\033[K")
        and "\n" not in written
    )
    assert written.count("\r") <= progress.WIDTH + 2
