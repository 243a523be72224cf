"""Real sister treaties: `docs/other-treaties.md` as written, then what an office does with the
folders that it makes, on the command line and in a browser. No name of the Convention on Cluster
Munitions reaches anything that they print or write.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.app_browser import inside
from tests.conftest import ROOT
from tests.ledger_office import said_by
from tests.pdfs import pages
from tests.test_init_convention import KITES
from tests.test_readme import steps
from tests.test_second_convention import names_in, texts

pytestmark = pytest.mark.slow
OFFICE = " ".join(
    f'--set {key}="{text}"'
    for key, text in {
        "office.names.en": "Office (example)",
        "office.address": "1 Example Street",
        "office.contact": "office@example.org",
        "bank.beneficiary": "Fund",
        "bank.name": "Bank",
        "bank.address": "2 Example Street",
        "bank.account": "0123456",
        "bank.swift": "EXAMCHGG",
        "payment.basis.en": "decision of the meeting",
    }.items()
)
BY = '--recorded-by "A. Clerk" --approved-by "B. Chief"'
YEAR = f"""
init --office {OFFICE}
check
next
doctor
meetings
show {{0}}
explain {{0}} USA
whatif {{0}} --with USA
budget JPN --years 2025-2026 --cost 4000,5000,6000
state JPN --write
cost set {{0}} --status estimate --amount 412345.67 --source DOC/6 --adopted-on 2023-11-24
apportion {{0}} --lang fr,ru --state JPN
page {{0}} --rules
estimate {{0}} --lang en --symbol x --draft-decision
issue {{0}} --rule cost-article --on-expected-list --adopted-by DOC/DEC.9 --issued-on 2024-01-10 \
 --pay-by 2024-05-01 {BY}
letters {{0}} --kind cover --lang en,fr,es
receive {{0}} JPN 100.00 --on 2024-01-09 --reference JPN
status --all --write
statement JPN
calendar --write
report 2023
ledger journal
audit-pack {{0}}
verify reports/{{0}}
ledger verify
"""
REFUSED = """
apportion nothing9
meeting add Bad! --name X --start open
cost set {0} --amount 1 --source hello
issue {0} --rule nothing --adopted-by nothing --issued-on 2024-02-01 --pay-by x --approved-by B
"""
CONTACTS = "iso3,mission,email,language\nJPN,Permanent Mission of Japan,japan@example.org,\n"
FOLDERS = {"aplc": "msp21", "ccw": "ap25"}
PAGES = ("/", "/take", "/files", "/receipts", "/status", "/states", "/state/JPN", "/ledger", "/do")


class Made(NamedTuple):
    """The folder in which the page was followed, and what each line printed."""

    folder: Path
    printed: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    found = Made(tmp_path_factory.mktemp("treaties"), {})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(found.folder)
        patch.delenv("CCMCOST_DATA", raising=False)
        patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
        day = datetime(2024, 1, 10, tzinfo=UTC)
        patch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        for name, text in steps(ROOT / "docs" / "other-treaties.md"):
            if name:
                (found.folder / name).write_text(text, encoding="utf-8")
                continue
            said = said_by(*shlex.split(text)[1:])
            assert said.code == 0, f"{text}\n{said.out}{said.err}"
            found.printed[text] = said.out + said.err
        for name, meeting in FOLDERS.items():
            patch.chdir(found.folder / name)
            Path("data/contacts.csv").write_text(CONTACTS, encoding="utf-8")
            for line in YEAR.replace("\\\n", "").strip().splitlines():
                said = said_by(*shlex.split(line.format(meeting)))
                assert said.code == 0, f"{name}: {line}\n{said.out}{said.err}"
                found.printed[f"{name}: {line}"] = said.out + said.err
            for line in REFUSED.strip().splitlines():
                said = said_by(*shlex.split(line.format(meeting)))
                found.printed[f"{name}: {line}"] = said.out + said.err
        yield found


def test_nothing_printed_or_written_names_another_convention(made: Made) -> None:
    wrong = [f"{line}: {found}" for line, text in made.printed.items() for found in names_in(text)]
    kinds = set()
    for path in sorted(made.folder.rglob("*")):
        if path.is_file() and path.name != "organizations.csv":
            kinds.add(path.suffix)
            name = path.relative_to(made.folder).as_posix()
            wrong += [f"{name}: {found}" for found in names_in("\n".join([name, *texts(path)]))]
    assert wrong == []
    assert {".pdf", ".xlsx", ".svg", ".html", ".docx", ".ics", ".eml", ".sqlite"} <= kinds


def test_two_protocols_are_billed_right_beside_each_other(made: Made) -> None:
    for meeting, payers in {"ap25": "BRA DEU JPN SWE", "erw17": "BRA DEU SWE"}.items():
        said = said_by("apportion", meeting, "--no-files", "--format", "csv", "--cost", "1000",
                       "--data", str(made.folder / "ccw" / "data"))  # fmt: skip
        rows = list(csv.DictReader(said.out.splitlines()))
        assert [row["iso3"] for row in rows] == payers.split()
        assert sum(int(row["amount"].replace(".", "")) for row in rows) == 100_000


def test_a_folder_of_one_rule_says_that_it_has_one(made: Made) -> None:
    said = said_by("compare", "msp21", "--data", str(made.folder / "aplc" / "data"))
    assert said.code == 2
    assert 'this folder has one rule, "cost-article", and nothing to compare it with.' in said.err


def test_each_notice_quotes_its_own_article(made: Made) -> None:
    for name, words in {
        "aplc": "article 14, paragraph 1: “The costs of the Meetings of the States Parties",
        "ccw": "article 13, paragraph 5: “The cost of the Conference of High Contracting Parties",
    }.items():
        notice = next((made.folder / name / "notices" / "2024").rglob("*0001*en.pdf"))
        assert words in " ".join(pages(notice.read_bytes()))


def test_document_and_page_say_the_words_of_the_convention(made: Made) -> None:
    """On the page also in the words of all languages; names and roles in data are not said."""
    reports = made.folder / "ccw" / "reports"
    for name in ("*estimate-en.docx", "*ap25.html"):
        (found,) = reports.rglob(name)
        said = "\n".join(texts(found))
        assert "High Contracting Parties" in said
        assert re.findall("States? Part(?:y|ies)|The Convention does", said) == []


def test_a_folder_that_bills_in_euros_says_so_in_the_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = said_by("init", "kites", "--convention", "kites", "--currency", "EUR",
                   *(word for each in KITES for word in ("--set", each)))  # fmt: skip
    assert made.code == 0, made.err
    monkeypatch.chdir(tmp_path / "kites")
    with inside() as browser:
        reply = browser.get("/kites/").content.decode()
        assert "how EUR 100,000 would be shared" in reply and "USD" not in reply
        for step in ("/do/import/treaty-status", "/do/meeting/add"):
            assert f'"/kites{step}"' in reply
            assert browser.get(f"/kites{step}").status == 200


def test_the_browser_shows_the_folder_and_nothing_else(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, meeting in FOLDERS.items():
        monkeypatch.chdir(made.folder / name)
        with inside() as browser:
            for path in (*PAGES, f"/meeting/{meeting}", "/do/issue", "/do/meeting/add", "/do/init"):
                reply = browser.get(f"/{name}{path}")
                assert reply.status == 200, f"{name}: {path}"
                wrong = names_in(reply.content.decode("utf-8"))
                assert wrong == [], f"{name}: {path}: {wrong}"
