"""Our own workbook comes back: ticked and typed in Excel or LibreOffice, checked, taken,
and told what was changed.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Run
from tests.test_workbook_office import office as in_libreoffice

pytestmark = pytest.mark.slow

BEARS = 7
"""The column of Participants that holds the answers."""


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Path:
    assert run("init", "office").returncode == 0
    folder = tmp_path / "office"
    done = run("apportion", "msp12", "--as-of", "2024-01-02", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def written(home: Path) -> Path:
    return home / "reports/msp12/SPECIMEN-apportionment.xlsx"


def changed(path: Path, to: Path, answers: dict[str, str], total: float | None = None) -> Path:
    """What a person does in a spreadsheet program, up to the saving:
    inputs are changed, nothing else.
    """
    book = openpyxl.load_workbook(path)
    for row in book["Participants"].iter_rows(min_row=1):
        if row[1].value in answers:
            row[BEARS - 1].value = answers[str(row[1].value)]
    if total is not None:
        place = book.defined_names["TotalCost"].attr_text.replace("$", "").partition("!")
        book[place[0]][place[2]].value = total
    book.save(to)
    return to


def rows(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return {row["iso3"]: row["amount"] for row in csv.DictReader(io.StringIO(done.stdout))}


def test_as_it_was_written_it_gives_the_same_result(home: Path, run: Run) -> None:
    plain = run("apportion", "msp12", "--no-files", "--format", "csv", cwd=home)
    back = run(
        "apportion",
        "msp12",
        "--from-workbook",
        str(written(home)),
        "--no-files",
        "--format",
        "csv",
        cwd=home,
    )
    assert (
        back.returncode == 0
        and back.stdout == plain.stdout
        and "workbook-changed" not in back.stderr
    )


def test_ticked_and_typed_and_saved_in_libreoffice(home: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    changed(written(home), folder / "back.xlsx", {"CHN": "Yes", "FRA": "No"}, 412345.67)
    path = in_libreoffice(folder, "xlsx") / "back.xlsx"
    done = run(
        "apportion",
        "msp12",
        "--from-workbook",
        str(path),
        "--no-files",
        "--format",
        "csv",
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    for said in (
        "total cost: USD 100,000.00 became USD 412,345.67.",
        "China (CHN): No became Yes.",
        "France (FRA): Yes became No.",
    ):
        assert said in done.stderr
    wanted = run(
        *(
            "apportion",
            "msp12",
            "--cost",
            "412345.67",
            "--with",
            "CHN",
            "--without",
            "FRA",
            "--no-files",
            "--format",
            "csv",
        ),
        cwd=home,
    )
    assert rows(done) == rows(wanted) and "CHN" in rows(done) and "FRA" not in rows(done)
    listed = run(
        "import",
        "participants",
        "msp12",
        str(path),
        "--document",
        "CCM/MSP/2024/INF.1",
        "--states",
        "112",
        "--yes",
        cwd=home,
    )
    assert listed.returncode == 0, listed.stderr
    flat = " ".join(listed.stdout.split())
    assert (
        "France" in flat
        and "answered No (Yes when ccmcost wrote the workbook)" in flat
        and "CHN China" in flat
    )
    assert "a cost is not part of a list" in flat
    text = (home / "data/participants/msp12.csv").read_text(encoding="utf-8")
    assert re.search(r"^CHN,observer_state,official", text, re.MULTILINE) and not re.search(
        r"^FRA,", text, re.MULTILINE
    )


@pytest.mark.parametrize(
    ("meeting", "more", "says"),
    [
        ("msp11", (), "not of Eleventh Meeting of States Parties (msp11)"),
        ("msp12", ("--cost", "5"), "--cost: this goes without --from-workbook"),
        ("msp12", ("--without", "FRA"), "--without: this goes without --from-workbook"),
        ("msp12", ("--rule", "article-14-2"), "--rule: this goes without --from-workbook"),
    ],
)
def test_a_workbook_of_another_meeting_and_other_options_are_refused(
    home: Path, run: Run, meeting: str, more: tuple[str, ...], says: str
) -> None:
    done = run(
        "apportion", meeting, "--from-workbook", str(written(home)), "--no-files", *more, cwd=home
    )
    assert done.returncode in (1, 2) and says in done.stderr and done.stdout == ""
    if not more:
        listed = run(
            "import",
            "participants",
            meeting,
            str(written(home)),
            "--document",
            "D",
            "--yes",
            cwd=home,
        )
        assert listed.returncode == 1 and says in listed.stderr


def spoilt(path: Path, to: Path, sheet: str, before: str, after: str) -> Path:
    """One cell of a sheet with another text, as somebody typed it over."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(to, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == f"xl/worksheets/{sheet}.xml":
                assert re.search(before.encode(), content), before
                content = re.sub(before.encode(), after.encode(), content, count=1)
            made.writestr(name, content)
    return to


def test_amounts_rates_and_answers_that_were_typed_over_are_refused(
    home: Path, run: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(written(home))
    names = {
        name: book.defined_names[name].attr_text.replace("$", "")
        for name in ("Amounts", "AdoptedRates", "BearsTheCost")
    }
    sheets = {title: f"sheet{at}" for at, title in enumerate(book.sheetnames, 1)}
    for name, value, says in (
        ("Amounts", "123.45", "workbook-amount"),
        ("AdoptedRates", "7.777", "workbook-rate"),
    ):
        title, _, area = names[name].partition("!")
        cell = area.partition(":")[0]
        pattern = rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*(</v>)'
        path = spoilt(
            written(home), tmp_path / f"{name}.xlsx", sheets[title], pattern, rf"\g<1>{value}\g<2>"
        )
        for command in (
            ("apportion", "msp12", "--no-files", "--from-workbook", str(path)),
            ("import", "participants", "msp12", str(path), "--dry-run"),
        ):
            done = run(*command, cwd=home)
            assert done.returncode == 1 and says in done.stderr, (name, done.stderr)
    path = changed(written(home), tmp_path / "a.xlsx", {"FRA": "maybe"})
    done = run("apportion", "msp12", "--no-files", "--from-workbook", str(path), cwd=home)
    assert done.returncode == 1 and 'the answer must be Yes or No, not "maybe"' in done.stderr


def test_other_files_are_refused_by_name(home: Path, run: Run) -> None:
    (home / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("apportion", "msp12", "--from-workbook", "x.csv", cwd=home)
    assert done.returncode == 2 and "is not an apportionment.xlsx that ccmcost wrote" in done.stderr
    done = run("apportion", "msp12", "--from-workbook", "none.xlsx", cwd=home)
    assert done.returncode == 1 and "does not exist" in done.stderr


def test_a_workbook_on_another_rule_is_no_list(home: Path, run: Run) -> None:
    out = home / "all"
    assert (
        run(
            "apportion", "msp12", "--rule", "article-14-1-all-parties", "--out", str(out), cwd=home
        ).returncode
        == 0
    )
    path = str(out / "SPECIMEN-apportionment.xlsx")
    done = run("import", "participants", "msp12", path, "--dry-run", cwd=home)
    assert done.returncode == 2 and "not who takes part" in done.stderr
    back = run("apportion", "msp12", "--from-workbook", path, "--no-files", cwd=home)
    assert back.returncode == 0 and "article-14-1-all-parties" in back.stdout
