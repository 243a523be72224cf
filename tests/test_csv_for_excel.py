"""`--csv excel`: a double click in Excel gives columns and numbers; ccmcost reads its own back."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from ccmcost.tables.records import PLAIN_CSV, csv_text, excel_form
from ccmcost.words.catalogue import LANGUAGES
from tests.ledger_office import Office, said_by

DECIMAL = re.compile(r"[+-]?[0-9]+\.[0-9]+")
ADJUST = ("adjust", "--scale", "un-2022-2024", "--participants", "official.csv", "--total", "5000")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "office", monkeypatch)
    made.cost("1000.00")
    made.issue()
    made.ok("receive msp12 SWE 10.50 --on 2024-01-15 --reference RIKSGALDEN")
    return made


def cells(text: str, mark: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def test_semicolons_stand_where_a_comma_stands_before_decimals() -> None:
    marks = {language: excel_form(language)[:2] for language in LANGUAGES}
    comma, point = (";", ","), (",", ".")
    assert marks == {
        **dict.fromkeys(("fr", "es", "ru"), comma),
        **dict.fromkeys(("en", "zh"), point),
        "ar": (";", "."),
    }
    assert csv_text(("a", "sum"), [("1.2", "1.20")], excel_form("fr"), ("sum",)) == (
        '\ufeffa;sum\r\n1.2;"1,20"\r\n'
    )
    assert csv_text(("a", "sum"), [("1.2", "1.20")], PLAIN_CSV, ("sum",)) == "a,sum\n1.2,1.20\n"


PRINTED = {
    "adjust": ADJUST,
    "apportion": ("apportion", "msp12", "--no-files", "--cost", "500"),
    "calendar": ("calendar", "2024"),
    "compare": ("compare", "msp12", "--cost", "500"),
    "forecast": ("forecast", "msp12", "--cost", "400;500;600", "--probabilities", "p.csv"),
    "ledger list": ("ledger", "list"),
    "meetings": ("meetings",),
    "reconcile": ("reconcile", "msp12", "issued.csv"),
    "statement": ("statement", "SWE"),
    "status": ("status",),
    "whatif": ("whatif", "msp12", "--cost", "500", "--with", "CHN"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_printed_holds_the_same_in_another_form(office: Office, name: str) -> None:
    (office.folder / "p.csv").write_text("iso3,probability,basis\nEGY,0.5,test\n", "utf-8")
    (office.folder / "issued.csv").write_text("iso3,amount\nSWE,500.00\nAUT,400.00\n", "utf-8")
    plain = office(*PRINTED[name], "--format", "csv")
    excel = office(*PRINTED[name], "--format", "csv", "--csv", "excel-fr")
    assert plain.code == excel.code == 0, excel.err
    assert excel.out.startswith("\ufeff")
    turned = cells(excel.out[1:], ";")
    known = cells(plain.out, ",")
    assert [[cell.replace(",", ".") for cell in row] for row in turned] == [
        [cell.replace(",", ".") for cell in row] for row in known
    ]
    assert not [cell for row in turned for cell in row if DECIMAL.fullmatch(cell)]
    english = office(*PRINTED[name], "--format", "csv", "--csv", "excel").out
    assert english == "\ufeff" + plain.out


WRITTEN = {
    "apportion": "apportion msp11 --cost 500.00 --state SWE --lang fr --out out --csv excel",
    "calendar": "calendar 2024 --out out --csv excel-fr",
    "chart history": "chart history --out out --csv excel-fr",
    "compare": "compare msp12 --cost 500 --out out --csv excel-fr",
    "ledger export": "ledger export out/p.csv --csv excel-fr",
    "journal": "ledger journal --hand-over --own-names --out out --csv excel-fr",
    "report": "report 2023 --cost msp11=500 --cost msp10=400 --lang fr --out out --csv excel",
    "statement": "statement SWE --out out --lang fr --csv excel",
    "status": "status --out out --lang fr --csv excel",
}


def csv_files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.csv")):
        yield path, path.read_bytes().decode("utf-8")


SLOW = ("apportion", "chart history", "report")


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=[pytest.mark.slow] * (each in SLOW)) for each in WRITTEN]
)
def test_every_file_for_people_has_the_form(office: Office, name: str) -> None:
    (office.folder / "out").mkdir()
    for _ in range(2):  # the second time it replaces its own
        office.ok(WRITTEN[name])
    found = dict(csv_files(office.folder / "out"))
    assert found
    for path, text in found.items():
        assert text.startswith("\ufeff"), path
        rows = cells(text[1:], ";")
        assert len(rows[0]) > 2 and len({*map(len, rows)}) == 1, path
        assert not [cell for row in rows for cell in row if DECIMAL.fullmatch(cell)], path
    if list((office.folder / "out").rglob("manifest.json")):
        assert "files are as the manifest says" in office.ok(
            "verify out/2023" * (name == "report") or "verify out"
        )


def test_ccmcost_reads_its_own_back(office: Office) -> None:
    issued = office(*ADJUST, "--format", "csv", "--csv", "excel-fr").out
    (office.folder / "back.csv").write_bytes(issued.encode())
    again = office(*ADJUST[:4], "back.csv", *ADJUST[5:], "--format", "csv")
    assert (again.code, again.err) == (0, "")
    assert again.out == office(*ADJUST, "--format", "csv").out
    told = office.ok("reconcile msp12 back.csv")
    assert "msp12: 7 amounts issued, USD 5,000.00 in all" in told and "give every amount" in told
    listed = office("import", "participants", "msp12", "back.csv", "--document", "D", "--dry-run")
    assert listed.code == 0 and re.search("States +7: ", listed.out), listed.out


def test_a_form_that_is_not_known_or_not_clear_is_refused(office: Office) -> None:
    said = office(*ADJUST, "--csv", "excel-de")
    assert said.code == 2 and '--csv: "excel-de" is not a form of CSV' in said.err
    assert "how your Excel writes numbers: excel-comma (1,5), excel-point" in said.err
    line = ("status", "--lang", "en,fr", "--csv", "excel")
    said = office(*line)
    assert said.code == 2 and "write numbers differently" in said.err
    assert "\ufeff" not in office(*line[:3], "--format", "csv").out
    assert said_by("status", "--lang", "es,fr", "--csv", "excel").code == 0


LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop>
</item></oor:items>
"""  # noqa: E501
OPENED = {
    "es-ES": "es",
    "es-AR": "es",
    "fr-FR": "fr",
    "ru-RU": "ru",
    "ar-SA": "ar",
    "ar-EG": "ar",
    "ar-DZ": "ar",
    "zh-CN": "zh",
    "en-GB": "en",
    "es-MX": "point",
    "es-PE": "point",
    "de-DE": "comma",
    "de-CH": "semicolon",
    "fr-CH": "semicolon",
}


@pytest.mark.slow
@pytest.mark.parametrize("locale", OPENED)
def test_a_spreadsheet_program_of_the_place_reads_numbers(tmp_path: Path, locale: str) -> None:
    program = shutil.which("soffice") or pytest.skip("needs LibreOffice")
    form = excel_form(OPENED[locale])
    rows = [("a", "2.111"), ("b", "-1234.50")]
    (tmp_path / "n.csv").write_text(csv_text(("t", "n"), rows, form, ("n",)), "utf-8", newline="")
    (tmp_path / "p" / "user").mkdir(parents=True)
    settings = tmp_path / "p" / "user" / "registrymodifications.xcu"
    settings.write_text(LOCALE.format(locale), "utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    read = f"--infilter=CSV:{ord(form.mark)},34,76,1"
    line = [program, profile, "--headless", read, "--convert-to", "xlsx"]
    line += ["--outdir", str(tmp_path), str(tmp_path / "n.csv")]
    subprocess.run(line, check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["B"][1:]] == [2.111, -1234.5]
