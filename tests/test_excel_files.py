"""Tables that a spreadsheet program saved again are read as they were, or the cell is named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ccmcost.findings import Findings
from ccmcost.load.data import Data
from ccmcost.load.table import Row, read_table
from ccmcost.model.source import SourceFile
from ccmcost.workspace import open_workspace
from tests.ledger_office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path / "office", monkeypatch)


def read(content: bytes, *required: str) -> tuple[tuple[Row, ...], list[str]]:
    findings = Findings()
    rows = read_table(SourceFile("x.csv", "workspace", content, "x.csv"), findings, required)
    return rows, [finding.line() for finding in findings]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"iso3;note\r\nFRA;a\r\n;\r\n", []),
        (b"sep=;\r\niso3;note\r\nFRA;a\r\n", []),
        (b'"sep=\t"\r\niso3\tnote\r\nFRA\ta\r\n', []),
        (b"\xef\xbb\xbfiso3,note\r\nFRA,a\r\n,\r\n", []),
        (b"iso3,note,,\r\nFRA,a,,\r\n", []),
        (b'iso3,note\r\nFRA,"a"\r\n', []),
        ("iso3\tnote\r\nFRA\ta\r\n".encode("utf-16"), ["read as UTF-16"]),
        (
            b"Office for tests, List; of 2024\r\n;\r\niso3;note\r\nFRA;a\r\n",
            ['"Office for tests, List; of 2024" stands above the heading and was left out'],
        ),
    ],
    ids=range(8),
)
def test_every_form_of_csv_is_read(content: bytes, told: list[str]) -> None:
    (row,), said = read(content, "iso3", "note")
    assert (row.get("iso3"), row.get("note")) == ("FRA", "a")
    assert len(said) == len(told) and all(map(str.__contains__, said, told))


def test_lines_in_a_cell_and_windows_1252_are_read() -> None:
    text = 'iso3;note\r\nFRA;"one\r\ntwo"\r\nCIV;Côte\r\n'
    rows, said = read(text.encode("cp1252"), "iso3", "note")
    assert [row.get("note") for row in rows] == ["one\r\ntwo", "Côte"] and rows[1].number == 4
    assert len(said) == 1 and "It was read as Windows-1252; look at Côte." in said[0]


def by_excel(text: str) -> bytes:
    """As Excel saves a table in a country with semicolons, by the form `CSV UTF-8`."""
    return b"\xef\xbb\xbf" + text.replace(",", ";").replace("\n", "\r\n").encode()


def days_turned(text: str) -> str:
    return re.sub(r"\b([12]\d{3})-(\d\d)-(\d\d)\b", r"\3/\2/\1", text)


@pytest.mark.parametrize(
    ("name", "turned", "told"),
    [
        ("treaty_status.csv", lambda text: by_excel(days_turned(text)), "day/month/year"),
        ("participants/msp12.csv", by_excel, ""),
        ("participants/msp12.csv", lambda text: text.encode("utf-16"), "read as UTF-16"),
        ("un_scale/un-2022-2024.csv", by_excel, ""),
    ],
    ids=range(4),
)
def test_data_saved_by_excel_give_the_same_amounts(
    office: Office, name: str, turned: Callable[[str], bytes], told: str
) -> None:
    line = ("apportion", "msp12", "--cost", "100000", "--format", "csv", "--no-files")
    before = office(*line)
    path = office.folder / "data" / name
    path.write_bytes(turned(path.read_text(encoding="utf-8")))
    after = office(*line)
    assert (after.code, after.out) == (0, before.out), after.err
    assert told in after.err


def test_letters_that_a_form_of_csv_lost_are_named(office: Office) -> None:
    path = office.folder / "data" / "states.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("cp1252", errors="replace"))
    said = office("check")
    assert said.code == 1 and "states.csv:2:name_ar  value-bad  " in said.err
    assert "has lost letters. Save the file as CSV UTF-8" in said.err


def test_noughts_before_a_number_come_back(office: Office) -> None:
    path = office.folder / "data" / "states.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",004,", ",4,"), encoding="utf-8")
    assert Data(open_workspace(None)).states["AFG"].m49 == "004"
