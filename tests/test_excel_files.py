"""Tables that a spreadsheet program saved again are read as they were, or the cell is named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import ccmcost
from ccmcost.documents.planning.forecast import cost_range
from ccmcost.errors import UsageError
from ccmcost.findings import Findings
from ccmcost.intake.finder import StateFinder
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


def decimals_turned(text: str) -> bytes:
    return re.sub(rb";(\d+)\.(\d\d?\d?);", rb";\1,\2;", by_excel(text))


@pytest.mark.parametrize(
    ("name", "turned", "told"),
    [
        ("treaty_status.csv", lambda text: by_excel(days_turned(text)), "day/month/year"),
        ("participants/msp12.csv", by_excel, ""),
        ("participants/msp12.csv", lambda text: text.encode("utf-16"), "read as UTF-16"),
        ("un_scale/un-2022-2024.csv", by_excel, ""),
        ("un_scale/un-2022-2024.csv", decimals_turned, ""),
    ],
    ids=range(5),
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


FORMS: dict[str, Callable[[str], bytes]] = {
    "semicolons": lambda text: b"\xef\xbb\xbf" + _as(text, ";", "\r\n").encode(),
    "Unicode text": lambda text: _as(text, "\t", "\r\n").encode("utf-16"),
    "UTF-16 with commas": lambda text: text.encode("utf-16"),
    "sep=": lambda text: ("sep=;\r\n" + _as(text, ";", "\r\n")).encode(),
    "lines above": lambda text: (";;\r\nSecretariat;2024\r\n" + _as(text, ";", "\r\n")).encode(),
}


def _as(text: str, mark: str, end: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, lineterminator=end)
    writer.writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


def everything(data: Data) -> tuple[object, ...]:
    states = data.states
    meetings = [data.list_of(each) for each in data.meetings]
    return (
        {code: tuple(state) for code, state in states.items()},
        [each and [one._replace(row=0) for one in each.participants] for each in meetings],
        [tuple(data.scale(each)) for each in data.scale_periods],
        *(data.treaties, data.organizations, data.state_names, data.evidence),
        data.contacts(StateFinder(states), ("en", "fr", "es")),
    )


@pytest.mark.parametrize("form", FORMS)
def test_every_table_of_data_is_read_in_every_form(office: Office, form: str) -> None:
    folder = office.folder / "data"
    before = everything(Data(open_workspace(None)))
    for path in folder.rglob("*.csv"):
        path.write_bytes(FORMS[form](path.read_text(encoding="utf-8")))
    data = Data(open_workspace(None))
    assert everything(data) == before
    assert [each.line() for each in data.findings.errors] == []


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("states.csv", "states.csv:2:name_ar"),
        ("states.csv", ":aliases"),
        ("state_names.csv", "state_names.csv:5:name"),
        ("contacts.csv", "contacts.csv:2:mission"),
    ],
)
def test_letters_that_a_form_of_csv_lost_are_named(office: Office, name: str, place: str) -> None:
    path = office.folder / "data" / name
    if name == "contacts.csv":
        path.write_text("iso3,mission,email,language\nTUR,Misiunea Română,,\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("cp1252", errors="replace"))
    said = office("check")
    assert said.code == 1 and f"{place}  value-bad  " in said.err
    assert "has lost letters. Save the file as CSV UTF-8" in said.err


def test_a_rate_that_cannot_be_read_is_the_only_fault_that_is_told(office: Office) -> None:
    path = office.folder / "data" / "un_scale" / "un-2022-2024.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",8.033,", ",8.0333,"), "utf-8")
    said = office("check")
    assert said.code == 1 and '"8.0333" is not a valid rate' in said.err
    assert "scale-members" not in said.err and "scale-sum" not in said.err


def test_noughts_before_a_number_come_back(office: Office) -> None:
    path = office.folder / "data" / "states.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",004,", ",4,"), encoding="utf-8")
    assert Data(open_workspace(None)).states["AFG"].m49 == "004"


PARTIES = {
    "plain.csv": b"iso3,role\nSWE,\nJPN,\n",
    "named.csv": "\ufeffÉtat;Rôle\r\nSuède;\r\nJapon;\r\n;\r\n".encode(),
    "windows.csv": "Pays;x\nSuède;1\nJapon;\n".encode("cp1252"),
    "wide.csv": "Country\tNote\nSweden\t\nJAPAN\tx\n".encode("utf-16"),
    "titled.csv": "List of 2024;\n\nState;Note\nSuecia;\nJapón;\nTotal;2\n".encode(),
}


@pytest.mark.parametrize("name", PARTIES)
def test_a_list_for_a_calculation_is_read_as_people_have_it(office: Office, name: str) -> None:
    (office.folder / name).write_bytes(PARTIES[name])
    line = ("adjust", "--scale", "un-2022-2024", "--participants", name, "--total", "1000")
    said = office(*line, "--format", "csv")
    assert said.code == 0, said.err
    assert said.out.splitlines()[1:] == [
        "JPN,Japan,,8.033,90.217880,902.18,0",
        "SWE,Sweden,,0.871,9.782120,97.82,0",
    ]
    assert ('"Total; 2" was left out: a total.' in said.err) == (name == "titled.csv")


def test_a_workbook_is_a_list_too_and_what_is_hidden_in_it_is_asked(office: Office) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["States Parties"],
        [],
        ["State", "Number"],
        ["Suecia"],
        ["Japón"],
        ["Cuba"],
        ["Total", 3],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    line = ("adjust", "--scale", "un-2022-2024", "--participants", "l.xlsx", "--total", "1000")
    book.save(office.folder / "l.xlsx")
    said = office(*line, "--format", "csv")
    assert [row[:3] for row in said.out.splitlines()] == ["iso", "CUB", "JPN", "SWE"], said.err
    sheet.row_dimensions[6].hidden = True
    book.save(office.folder / "l.xlsx")
    said = office(*line, "--format", "csv")
    assert said.code == 1 and '"Cuba" stands in a hidden row' in said.err


def test_the_api_takes_what_the_command_line_takes() -> None:
    by_name = ccmcost.apportion("MSP 12", cost="USD 412,345.67", with_=["Korea, Republic of"])
    by_code = ccmcost.apportion("msp12", cost=Decimal("412345.67"), with_="KOR")
    assert by_name.rows == by_code.rows
    assert by_name.amount("República de Corea") > 0
    listed = ccmcost.adjust(["Suecia", "jp"], "1 000,50", scale="un-2022-2024", on="30.06.2023")
    assert listed.total == Decimal("1000.50") and [row.iso3 for row in listed.rows] == [
        "JPN",
        "SWE",
    ]
    with pytest.raises(UsageError, match="can be read as 2023-03-04 or 2023-04-03"):
        ccmcost.adjust(["JPN"], 5, scale="un-2022-2024", on="03.04.2023")
    with pytest.raises(UsageError, match=r"can be read as USD 68\.00 or USD 68,000\.00"):
        ccmcost.apportion("msp12", cost="68.000")


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("412,345.67", ["412345.67"] * 3),
        ("412,345", ["412345.00"] * 3),
        ("400000,450000,600000", ["400000.00", "450000.00", "600000.00"]),
        ("400,000; 450 000;600000.5", ["400000.00", "450000.00", "600000.50"]),
    ],
)
def test_a_range_of_costs_and_one_cost_are_told_apart(text: str, sums: list[str]) -> None:
    assert [cost.total.plain() for cost in cost_range(text, "USD")] == sums


def test_a_range_that_may_be_one_sum_is_asked() -> None:
    with pytest.raises(UsageError, match=r"USD 400,450,600\.00, or as low, likely and high"):
        cost_range("400,450,600", "USD")
    with pytest.raises(UsageError, match="is neither one amount nor LOW,LIKELY,HIGH"):
        cost_range("400000,450000", "USD")


def forms(rows: list[str]) -> dict[str, bytes]:
    """A table with semicolons in every form in which a spreadsheet program leaves it."""
    text = "\r\n".join(rows) + "\r\n"
    titled = f"Secretariat (example)\r\nAll figures;\r\n\r\n{text}"
    return {
        "plain": text.encode(),
        "byte order mark": f"\ufeff{text}".encode(),
        "Windows-1252": text.encode("cp1252"),
        "UTF-16": text.replace(";", "\t").encode("utf-16"),
        "sep=": f"sep=;\r\n{text}".encode("cp1252"),
        "empty columns and rows": (text.replace("\r\n", ";;\r\n") + ";;;\r\n" * 3).encode(),
        "lines above": titled.encode(),
        "old Macintosh": text.replace("\r\n", "\r").encode(),
    }


LISTED = ["State;Remarks", "Albanie;", "Autriche;late", "Côte d'Ivoire;", "Cuba;", "Suède;"]
COSTED = ["Item;Amount (USD)", "Réunion;1 000,50", "Papier;500,00", "Total;1 500,50"]
RECEIVED = [
    "statement;line;value_date;amount;currency;reference;State;meeting",
    "1;1;30-Apr-2023;1.234,50;usd;Réserve;Suède;MSP 11",
    "1;2;2023-05-04 00:00:00;68.000;USD;y;;",
    "Total;;;69.234,50;USD;;;",
]
TAKEN = {
    "import participants msp12 f.csv --document D --dry-run": (
        LISTED,
        "States 5: 5 States Parties",
    ),
    "import costs f.csv --meeting msp13 --dry-run": (COSTED, "Papier other 500.00"),
    "import receipts f.csv --dry-run": (RECEIVED, "2 bank lines recorded, USD 69,234.50"),
}


@pytest.mark.parametrize("line", TAKEN)
def test_every_file_of_a_person_is_read_in_every_form(office: Office, line: str) -> None:
    rows, taken = TAKEN[line]
    for form, content in forms(rows).items():
        (office.folder / "f.csv").write_bytes(content)
        said = office(*line.split())
        flat = " ".join(said.out.split())
        assert said.code == 0 and taken in flat, (form, said)
        told = "Windows-1252; look at" if form in ("Windows-1252", "sep=") else ""
        assert (told or ("as UTF-16" if form == "UTF-16" else "")) in said.err, form
        assert ("file-encoding" in said.err) == (form in ("Windows-1252", "sep=", "UTF-16")), form


def test_treaty_status_from_a_spreadsheet_has_the_order_of_its_country(office: Office) -> None:
    path = office.folder / "data" / "treaty_status.csv"
    turned = days_turned(path.read_text(encoding="utf-8"))
    (office.folder / "t.csv").write_bytes(by_excel(turned))
    said = office("import", "treaty-status", "t.csv", "--dry-run")
    assert said.code == 0 and "No dates differ" in said.out, said.err + said.out[-500:]
    assert 'days were read as day/month/year, as "' in said.err
    doubtful = [turned.splitlines()[0], "JPN,Japan,03/12/2008,04/05/2009,,,,x"]
    (office.folder / "t.csv").write_bytes(by_excel("\n".join(doubtful) + "\n"))
    said = office("import", "treaty-status", "t.csv", "--dry-run")
    assert said.code == 1 and 'JPN: "03/12/2008" is not a date such as' in said.err


def test_what_a_file_does_not_show_is_said_once(office: Office) -> None:
    rows = [
        "statement;line;value_date;amount;currency;reference",
        "1;1;03.04.2023;68.000;USD;one",
        "1;2;05.06.2023;1.250;USD;two",
    ]
    (office.folder / "f.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    said = office("import", "receipts", "f.csv", "--dry-run")
    assert said.code == 1 and "say how the file writes all of them: --days d.m.y" in said.err
    assert "say how the file writes all sums: --decimal point or --decimal comma" in said.err
    line = ("import", "receipts", "f.csv", "--days", "d.m.y", "--decimal")
    for mark, total in (("comma", "USD 69,250.00"), ("point", "USD 69.25")):
        said = office(*line, mark, "--dry-run")
        assert said.code == 0 and f"2 bank lines recorded, {total}" in said.out, said.err
        assert f"read with a decimal {mark} as you said" in " ".join(said.out.split())
    assert office(*line, "comma").code == 0
    assert "2023-04-03" in office.ok("status --unidentified")
    (office.folder / "f.csv").write_text("\n".join(rows).replace("03.04.2023", "2023-04-03") + "\n")
    said = office(*line, "comma")
    assert said.code == 1 and "may have exchanged day and month" in said.err
    assert office(*line, "semicolon").code == office(*line[:4], "d/m").code == 2
