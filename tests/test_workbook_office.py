"""The workbook in LibreOffice: a second opinion on every amount, and the printed page."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ccmcost.documents.workbook import book_of
from ccmcost.documents.workbook.workbook import workbook_bytes
from ccmcost.model.money import Money, scaled_text
from tests.test_workbook import DAY, EDITS, FIRST, MEETINGS, RULES, Sheets, lines_of, result_of

CACHED = re.compile(b"</f><v>[^<]*</v>")
BEARS = 7
"""The column of Participants that holds the answers."""

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value>
</prop></item></oor:items>
"""  # noqa: E501


def office(folder: Path, kind: str) -> Path:
    """All workbooks of a folder converted by LibreOffice, which recalculates them first;
    returns where they are.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("needs LibreOffice")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        ALWAYS_RECALCULATE, encoding="utf-8"
    )
    out = folder / "out"
    files = sorted(str(path) for path in folder.glob("*.xlsx"))
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
    ]
    subprocess.run(
        [*command, str(out), *files],
        check=True,
        capture_output=True,
        timeout=600,
        env={**os.environ, "HOME": str(folder)},
    )
    return out


def without_values(content: bytes) -> bytes:
    """The same workbook with no cached value at all: what it then shows was calculated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(buffer, "w") as bare:
        for name in book.namelist():
            bare.writestr(name, CACHED.sub(b"</f>", book.read(name)))
    return buffer.getvalue()


def edited(content: bytes, total: float, bears: list[bool]) -> bytes:
    """As `without_values`, and inputs changed: this library keeps no value of a formula."""
    document = openpyxl.load_workbook(io.BytesIO(content))
    document["Summary"]["B8"] = total
    for index, answer in enumerate(bears):
        document["Participants"].cell(FIRST + index + 1, BEARS).value = "Yes" if answer else "No"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def amounts(path: Path) -> dict[str, int]:
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    rows = book["Apportionment"].iter_rows(min_row=FIRST + 1, values_only=True)
    return {row[2]: round(row[9] * 100) for row in rows if row[2]}


@pytest.mark.slow
def test_libreoffice_calculates_the_same_amounts(tmp_path: Path) -> None:
    """A few meetings and rules; with CCMCOST_OFFICE=all, as in CI, every meeting under the first
    rule, and every third one under each of the others.
    """
    cases = [("msp11", "article-14-1"), ("rc1", "article-14-1-straight")]
    if os.environ.get("CCMCOST_OFFICE") == "all":
        cases = [
            (meeting, rule)
            for turn, rule in enumerate(RULES)
            for meeting in (MEETINGS[turn % 3 :: 3] if turn else MEETINGS)
        ]
    wanted = {}
    for meeting, rule in cases:
        result = result_of(meeting, rule=rule)
        (tmp_path / f"{meeting}-{rule}.xlsx").write_bytes(
            without_values(workbook_bytes(book_of(result, DAY)))
        )
        wanted[f"{meeting}-{rule}"] = lines_of(result)
    chance = random.Random(7)
    sheets = Sheets(result_of("rc1", rule="article-14-1-straight"))
    for number in range(max(2, EDITS // 8)):
        bears = [bool(state.party) or chance.random() < 0.4 for state in sheets.book.states]
        total = chance.choice((chance.randint(1, 10**14), -chance.randint(1, 10**6), 10**14))
        (tmp_path / f"edit{number}.xlsx").write_bytes(
            edited(sheets.bytes, float(scaled_text(total, 2)), bears)
        )
        wanted[f"edit{number}"] = sheets.wanted(total, 2, bears)
    out = office(tmp_path, "xlsx:Calc MS Excel 2007 XML")
    for name, lines in wanted.items():
        assert amounts(out / f"{name}.xlsx") == lines, name
    checks = openpyxl.load_workbook(out / "msp11-article-14-1.xlsx", data_only=True)["Summary"]
    assert checks["E5"].value == "OK"


@pytest.mark.slow
@pytest.mark.parametrize(
    "wishes", [{"meeting": "rc1"}, {"meeting": "msp11", "cost": "1000000000000.00"}]
)
def test_it_prints_whole(tmp_path: Path, wishes: dict[str, str]) -> None:
    """One page wide, nothing cut off, no ####: every name and amount stands on the printed
    pages.
    """
    pdfium = pytest.importorskip("pypdfium2", reason="needs pypdfium2 (the extra documents)")
    result = result_of(**wishes)
    (tmp_path / "book.xlsx").write_bytes(workbook_bytes(book_of(result, DAY)))
    document = pdfium.PdfDocument(office(tmp_path, "pdf") / "book.pdf")
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    assert not [number for number, page in enumerate(pages, 1) if "##" in page]
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all(page.get_width() > page.get_height() for page in document)
    first = {
        "Apportionment": "No. State",
        "Participants": "Role on the day",
        "Scale": "Adopted rate",
    }
    last = {"Apportionment": "Amount", "Participants": "Source", "Scale": "Resolution or basis"}
    for name, heading in first.items():
        of_sheet = [
            page for at, page in enumerate(pages, 1) if f"- {name} {at} / {len(pages)}" in page
        ]
        assert of_sheet and all(heading in page and last[name] in page for page in of_sheet)
    printed = " ".join(page for page in pages if "- Apportionment " in page)
    for line in result.assessment.lines:
        assert result.states.name(line.code) in printed
        assert Money(line.amount, "USD", 2).grouped() in printed
