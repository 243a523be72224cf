"""A `data/` folder is a convention: a made-up one goes through every command, and no word of the
CCM appears anywhere.

`YEAR` is the year of its office, one line a command; a line "# DATE" sets the clock. A new command
needs a line here.
"""

from __future__ import annotations

import ctypes
import email
import email.policy
import re
import shlex
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from ccmcost.cli.commands import COMMANDS
from ccmcost.cli.reference import leaves
from tests.conftest import ROOT
from tests.ledger_office import said_by
from tests.pdfs import pages
from tests.test_intake_figures import resolution

HERE = Path(__file__).resolve().parent / "second_convention"
BY = '--recorded-by "A. Clerk" --approved-by "B. Chief"'
DECISION = f'--adopted-by "KITE/9, para. 3" --issued-on 2023-02-01 --pay-by 2023-05-01 {BY}'

YEAR = f"""
# 2023-01-09
init
help
check
doctor
meetings
show asm1
show asm2
show kday1
show asm4
apportion asm1 --lang en,fr,es,ar,ru
apportion asm2 --cost 412345 --currency USD --rule straight-23 --out given
apportion asm1 --format json --no-files
adjust --scale un-2022-2024 --participants bare.csv --total 1000000 --rule pooled-23
explain asm1 JPN
explain asm1 CHN --rule straight-23
chart history
compare asm1 --out compared
whatif asm1 --with USA --without FRA --out whatif
whatif asm1 --each-observer --out each
forecast asm3 --probabilities likely.csv --cost 4000,5000,6000 --trials 2000 --out forecast
budget JPN --years 2025-2026 --cost 4000,5000,6000 --lang fr --out budget
page asm1 --rules
page --all
report 2022
calendar
calendar 2023 --write
verify reports/asm1
meeting add asm5 --name "Fifth Assembly" --city Suva --start open
meeting set asm5 --start 2027-05-10 --end 2027-05-12 --source KITE/LETTER/12
meeting expect asm5
import participants asm2 present.csv --document KITE/5 --states 6 --yes
import scale ../official/resolution.pdf --dry-run
import treaty-status data/treaty_status.csv --source "Register of the Kite Depositary" --dry-run
import costs estimate.csv --meeting asm3 --document KITE/8 --yes
cost lines asm3
import opening opening.csv --as-at 2022-12-31
cost set asm2 --status estimate --amount 41234.50 --source KITE/6 --adopted-on 2022-12-01
apportion asm2 --lang es --state JPN,DEU
estimate asm2 --lang en,fr,es
estimate asm3 --lang es
estimate kday1 --symbol KITE/6/ADD.1
# 2023-02-01
issue asm2 --rule pooled-23 {DECISION} --lang en,fr
issue asm2 --rule pooled-23 {DECISION}
letters asm2 --kind cover --lang en,fr,es
# 2023-03-10
receive asm2 JPN 100.00 --on 2023-03-06 --reference "KITE-ASM2-JPN"
import receipts bank.csv
record unidentified 50.00 --on 2023-03-06 --reference "NO NAME"
match
next
record identify 9 BRA asm2 --document LETTER-12
record bank-charge asm2 JPN 2.00 --on 2023-03-07 --document ADVICE-3
record exchange-difference asm2 JPN 1.00 --on 2023-03-07 --original USD --original-amount 111.10 --rate 1.1000 \
 --rate-date 2023-03-07 --source "rate of the bank" --document ADVICE-4
record reverse 11 --on 2023-03-08 --reason "wrong State"
record erp-number KITE-AN-2023-0001 5100017
record refund asm2 FJI 40.00 --on 2023-03-09 --document LETTER-13 {BY}
record write-off asm1 KEN 5 --on 2023-03-09 --document KITE/10 {BY}
record payment-plan asm2 DEU --on 2023-03-10 --until 2024-06-30 --document LETTER-14
record apply-credit asm2 FJI 5.00 --choice leave --on 2023-03-10 --document LETTER-15 {BY}
status --as-at 2023-12-31 --all --write --lang en,ar
statement JPN --write --lang en,ar
state JPN --as-at 2024-12-31 --write --lang en,ar
reconcile asm2 issued.csv
report 2023 --lang en,fr,ar
calendar --write
ledger journal
ledger journal --hand-over --own-names
audit-pack asm2
audit-pack asm2 --zip --out pack.zip
letters asm2 --kind reminder1 --lang en,fr --as-of 2023-06-01
letters asm2 --kind reminder2 --lang es --as-of 2023-07-01
letters asm2 --kind receipt --lang en,es --as-of 2023-07-01
# 2024-02-01
cost set asm2 --status actual --amount 40000.00 --source KITE/14 --adopted-on 2024-01-15
settle asm2 {DECISION.replace("2023", "2024")} --lang en,ru
status --as-at 2024-12-31
letters asm2 --kind credit --lang en
letters --templates
ledger list --state JPN
ledger verify
ledger export ledger.json
ledger backup ledger-copy.sqlite
check
"""  # noqa: E501

MISTAKES = """
apportion asm9
apportion asm4
meeting add Bad! --name X --start open
issue asm2 --rule pooled-23 --adopted-by nothing --issued-on 2024-02-01 --pay-by 2024-05-01 --approved-by B
chart history --kind nothing
apportion asm1 --rule nothing
show nothing
"""  # noqa: E501

FILES = {
    "data/contacts.csv": "iso3,mission,email,language\nJPN,Permanent Mission of "
    "Japan,japan@example.org,\n",
    "bare.csv": "iso3\nBRA\nJPN\nFRA\n",
    "likely.csv": "iso3,probability,basis\nNZL,0.25,desk\nFRA,0.9,desk\n",
    "present.csv": "iso3,role\nBRA,state_party\nCOK,state_party\nDEU,state_party\nFJI,state_party\n"
    "JPN,state_party\n"
    "NZL,signatory\n",
    "estimate.csv": "item,kind,amount\nHall,conference_servicing,4000\nKites,other,1000\n"
    "Total,,5000\n",
    "opening.csv": "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source,currency\n"  # noqa: E501
    "KEN,asm1,ERP-1,2022-02-01,2022-04-01,16,0,aged list,JPY\n"
    "JPN,asm1,ERP-2,2022-02-01,2022-04-01,4318,4318,aged list,JPY\n",
    "bank.csv": "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
    "2023/03,1,2023-03-06,60.00,EUR,FIJI KITE-ASM2-FJI,FJI,asm2,\n"
    "2023/03,2,2023-03-06,7.00,EUR,ELSEWHERE,,other convention,\n",
    "issued.csv": "iso3,amount\nBRA,4000.00\nJPN,16000.00\n",
}

CCM = re.compile(
    r"(?<![a-z])ccm(?!cost)|cluster|sous-munition|racimo|الذخائر|кассетн|集束|art(icle|\.)[ "
    r"-]?14|oslo\b|dublin|lausanne"
    r"|vientiane|geneva|palais des nations|\b(msp|rc)-?[0-9]|\bmsp\b|review conference|amendment "
    r"conference"
    r"|meetings? of (the )?states parties|preparatory meeting|assemblées? des états|conférences? "
    r"d.examen"
    r"|reuni[oó]n(es)? de los estados|implementation support unit|unoda|ODA[-/]20|vol\. "
    r"2688|xxvi-6",
    re.IGNORECASE,
)
"""Names, ids, document symbols, places and dates of the Convention on Cluster Munitions;
`ccmcost` is the program's own.
"""


class Office(NamedTuple):
    """The folder, and what each command printed."""

    folder: Path
    printed: dict[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("kites")
    shutil.copytree(HERE / "data", folder / "data")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    official = folder.parent / "official"
    official.mkdir()
    resolution(official / "resolution.pdf")
    printed: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("CCMCOST_DATA", raising=False)
        patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
        for line in YEAR.replace("\\\n", "").strip().splitlines():
            if line.startswith("# "):
                moment = datetime.fromisoformat(line[2:]).replace(tzinfo=UTC)
                patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
                continue
            said = said_by(*shlex.split(line))
            assert said.code == 0, f"{line}: {said.out}{said.err}"
            printed[line] = said.out + said.err
        for line in MISTAKES.strip().splitlines():
            said = said_by(*shlex.split(line))
            assert said.code in (1, 2), f"{line}: {said.out}"
            printed[line] = said.out + said.err
        yield Office(folder, printed)


NOT_HERE = {
    "ledger import": "it takes an empty ledger; what it reads is `ledger export`, which is here"
}


def test_every_command_is_in_the_table() -> None:
    found = set(leaves())
    assert {path.split()[0] for path in found} == set(COMMANDS)
    lines = [line for line in YEAR.splitlines() if line]
    missing = {
        path
        for path in found
        if not any(line == path or line.startswith(f"{path} ") for line in lines)
    }
    assert missing == set(NOT_HERE)


@pytest.mark.slow
def test_nothing_printed_has_a_word_of_the_ccm(office: Office) -> None:
    wrong = [
        f"{line}: {found}" for line, text in office.printed.items() for found in words_in(text)
    ]
    assert not wrong


@pytest.mark.slow
def test_its_own_currency_is_meant_wherever_none_is_given(office: Office) -> None:
    told = [line for line, text in office.printed.items() if "USD" in text and "USD" not in line]
    assert told == []
    for start in (
        "adjust",
        "budget",
        "forecast",
        "cost set",
        "record unidentified",
        "receive",
        "reconcile",
        "import costs",
    ):
        assert any(
            "EUR" in text for line, text in office.printed.items() if line.startswith(start)
        ), start


@pytest.mark.slow
def test_no_file_or_name_has_a_word_of_the_ccm(office: Office) -> None:
    kinds, wrong = set(), []
    for path in sorted(office.folder.rglob("*")):
        wrong += [
            f"{path.name}: {found}"
            for found in words_in(path.relative_to(office.folder).as_posix())
        ]
        if path.is_file():
            kinds.add(path.suffix)
            wrong += [
                f"{path.relative_to(office.folder)}: {found}"
                for found in words_in("\n".join(texts(path)))
            ]
    assert not wrong, wrong
    assert {".pdf", ".xlsx", ".svg", ".png", ".csv", ".json", ".sqlite", ".toml"} <= kinds


@pytest.mark.slow
def test_its_own_words_are_there(office: Office) -> None:
    notice = next((office.folder / "notices" / "2023").rglob("*0001*.pdf"))
    text, read = (" ".join(found) for found in (texts(notice), pages(notice.read_bytes())))
    for own in (
        "Treaty on the Flight of Kites",
        "KITE-AN-2023-0001",
        "Second Assembly",
        "KITE/9",
        "Kite Office",
    ):
        assert own in text
    assert "pooled-23" not in read, "the id of a rule is no word for people"
    assert (
        "45 days" in office.printed["show asm2"] or "24 March 2023" in office.printed["show asm2"]
    )


def test_the_second_convention_differs_from_the_first_in_all_that_is_its_own() -> None:
    own = "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((HERE / "data").rglob("*"))
        if path.is_file()
    )
    assert not words_in(own)
    first = (ROOT / "data" / "convention.toml").read_text(encoding="utf-8")
    assert len(words_in(first)) > 20


def words_in(text: str) -> list[str]:
    """The words of the CCM in a text, each with what stands around it."""
    return [text[max(0, match.start() - 30) : match.end() + 30] for match in CCM.finditer(text)]


IDENTIFIER = re.compile(r"(?<=ID>)[A-Za-z0-9+/]{22}==(?=[<_])")
"""A hash in the metadata of a PDF: it can spell anything, and holds no words."""


def texts(path: Path) -> Iterator[str]:
    """All text of a file: what a person reads, and what only a program sees."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(content)
        yield from pages(content)
        yield from document.get_metadata_dict().values()
        yield from (item.get_title() for item in document.get_toc())
        yield from alternatives(document)
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            yield attachment.get_name()
            yield bytes(attachment.get_data()).decode("utf-8")
        for packet in re.findall(
            r"<x:xmpmeta.*?</x:xmpmeta>", content.decode("latin-1"), re.DOTALL
        ):
            yield IDENTIFIER.sub("", packet)
    elif path.suffix in (".xlsx", ".docx", ".zip"):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield name
                if not name.endswith((".pdf", ".docx")):  # those of a pack lie in notices/ as well
                    yield package.read(name).decode("utf-8", "ignore")
    elif path.suffix == ".eml":
        draft = email.message_from_bytes(content, policy=email.policy.default)
        yield from (f"{name}: {value}" for name, value in draft.items())
        yield draft.get_body().get_content()  # the PDFs attached lie in notices/ as well
        yield from (str(part.get_filename()) for part in draft.iter_attachments())
    elif path.suffix == ".png":
        with Image.open(path) as picture:
            yield from map(str, picture.info.values())
    elif path.suffix == ".sqlite":
        with sqlite3.connect(path) as ledger:
            yield from ledger.iterdump()
    elif path.suffix in (".svg", ".html"):  # ids of shapes, and pictures as base64, are no words
        yield re.sub(r'( id="|href="#|;base64,)[^"]*"', "", content.decode("utf-8"))
    else:
        yield content.decode("utf-8")


def alternatives(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The texts that a screen reader speaks for figures and formulas."""
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        stack = [
            pdfium.FPDF_StructTree_GetChildAtIndex(tree, i)
            for i in range(pdfium.FPDF_StructTree_CountChildren(tree))
        ]
        while stack:
            element = stack.pop()
            if not element:
                continue
            for read in (pdfium.FPDF_StructElement_GetAltText, pdfium.FPDF_StructElement_GetTitle):
                size = read(element, None, 0)
                if size > 2:
                    holder = ctypes.create_string_buffer(size)
                    read(element, holder, size)
                    yield holder.raw.decode("utf-16-le").rstrip("\0")
            count = pdfium.FPDF_StructElement_CountChildren(element)
            stack += [pdfium.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(count)]
        pdfium.FPDF_StructTree_Close(tree)
