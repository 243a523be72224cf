"""Lists from a bank and bills from before, as people have them:
every line read, or told as left out, or asked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.ledger_office import Office, Said

HEAD = "statement,line,value_date,amount,currency,reference,iso3,meeting"
ROWS = (
    "2024/03,1,2024-03-04,211100.00,USD,AUSTRALIA,AUS,msp12",
    "2024/03,2,2024-03-05,68000.00,USD,AUSTRIA,AUT,msp12",
    "2024/03,3,2024-03-07,9475.00,USD,CUBA,CUB,msp12",
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path, monkeypatch)
    made.on("2024-04-01")
    return made


def file(*lines: str, mark: str = ",") -> bytes:
    return "\n".join(lines).replace(",", mark).encode()


def book(rows: Sequence[str], *, change: str = "", place: str = "", other: str = "") -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(
            [
                float(cell) if re.fullmatch(r"-?[0-9]+\.[0-9]+", cell) else cell
                for cell in row.split(",")
            ]
        )
    if change == "row":
        sheet.row_dimensions[int(place)].hidden = True
    elif change == "column":
        sheet.column_dimensions[place].hidden = True
    elif change == "struck":
        sheet[place].font = Font(strike=True)
    if other:
        workbook.create_sheet(other).append(["a note"])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def lying(content: bytes) -> bytes:
    """A workbook that says it ends after its second row."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(stream, "w") as made:
        for name in package.namelist():
            made.writestr(
                name,
                re.sub(rb'dimension ref="[^"]*"', b'dimension ref="A1:H2"', package.read(name)),
            )
    return stream.getvalue()


TOTAL = "Total,,,{},USD,,,"
PART = "2024/03,4,2024-03-08,30.00,USD,BOTH,{},msp12,{}"
TAKEN: dict[str, tuple[str, bytes, str]] = {
    # name: file, content, what the command must say
    "wrong dimension": (
        "a.xlsx",
        lying(book([HEAD, *ROWS])),
        "3 bank lines recorded, USD 288,575.00",
    ),
    "alpha-2 codes": (
        "b.csv",
        file(
            HEAD,
            *(
                row.replace("AUS,", "AU,").replace("AUT,", "AT,").replace("CUB,", "CU,")
                for row in ROWS
            ),
        ),
        "3 bank lines recorded, USD 288,575.00",
    ),
    "preamble": (
        "c.csv",
        file("Account,CH00,,,,,,", "Period,March 2024,,,,,,", HEAD, *ROWS, mark=";"),
        "Left out, above the heading (2)",
    ),
    "debit": (
        "d.csv",
        file(HEAD, *ROWS, "2024/03,4,2024-03-08,-15.00,USD,BANK FEE,,"),
        "Left out, a debit (1): BANK FEE",
    ),
    "debits in brackets and with the sign behind": (
        "p.csv",
        file(
            HEAD,
            ROWS[0],
            "2024/03,8,2024-03-08,(15.00),USD,BANK FEE,,",
            "2024/03,9,2024-03-08,2.50-,USD,INTEREST,,",
        ),
        "Left out, a debit (2): BANK FEE (line 3); INTEREST (line 4)",
    ),
    # others of the same kinds
    "total": (
        "e.csv",
        file(HEAD, *ROWS, TOTAL.format("288575.00")),
        "The document itself gives USD 288,575.00 (",
    ),
    "net total": (
        "f.csv",
        file(HEAD, *ROWS, "2024/03,4,2024-03-08,-15.00,USD,FEE,,", TOTAL.format("288560.00")),
        "The document itself gives USD 288,560.00 (",
    ),
    "balances": (
        "g.csv",
        file(HEAD, "Opening balance,,,5.00,USD,,,", *ROWS, "Closing balance,,,288580.00,USD,,,"),
        "Left out, a balance (2)",
    ),
    "heading again": (
        "h.csv",
        file(HEAD, ROWS[0], HEAD, ROWS[1]),
        "Left out, the heading again (1)",
    ),
    "a zero line": (
        "i.csv",
        file(HEAD, ROWS[0], "2024/03,9,2024-03-08,0.00,USD,NOTE,,"),
        "a line without a sum (1): NOTE",
    ),
    "names of States": (
        "j.csv",
        file(HEAD, ROWS[0].replace("AUS,", "Australia,")),
        "1 bank line recorded, USD 211,100.00",
    ),
    "grouped": (
        "k.csv",
        file(HEAD.replace(",", ";"), ROWS[0].replace(",", ";").replace("211100.00", "211.100,00")),
        "USD 211,100.00",
    ),
    "column decides": (
        "l.csv",
        file(
            HEAD,
            ROWS[0].replace("211100.00", "68.000"),
            ROWS[1].replace("68000.00", "7.5"),
            mark=",",
        ),
        "Imported as a credit, read with a decimal point as the column shows (1): AUS. Imported as "
        "a credit (1): AUT.",
    ),
    "plus signs and currencies": (
        "m.csv",
        file(HEAD, ROWS[0].replace("211100.00", "+USD 211100.00")),
        "USD 211,100.00",
    ),
    "parts and a total": (
        "n.csv",
        file(
            HEAD + ",part",
            PART.format("AUS", "10.00"),
            PART.format("AUT", "20.00"),
            TOTAL.format("30.00") + ",",
        ),
        "The document itself gives USD 30.00 (",
    ),
    "a total named in the last column": (
        "q.csv",
        file(HEAD, *ROWS, ",,,288575.00,USD,Total,,"),
        "itself gives USD 288,575.00 (",
    ),
    "balances with a day and a number": (
        "r.csv",
        file(
            HEAD,
            "2024/03,0,2024-03-01,5.00,USD,Opening balance,,",
            *ROWS,
            "2024/03,9,2024-03-31,9.00,USD,Solde final,,",
        ),
        "Left out, a balance (2)",
    ),
    "a day that can be read once": (
        "t.csv",
        file(HEAD, ROWS[0].replace("2024-03-04", "31.3.2024")),
        "1 bank line recorded, USD 211,100.00",
    ),
    "another sheet": (
        "o.xlsx",
        book([HEAD, *ROWS], other="Notes"),
        'a sheet without the table (1): sheet "Notes"',
    ),
}
ASKED: dict[str, tuple[str, bytes, str]] = {
    "points for thousands": (
        "a.csv",
        file(
            HEAD,
            ROWS[0].replace("211100.00", "211.100"),
            ROWS[1].replace("68000.00", "68.000"),
            mark=";",
        ),
        "USD 68.00 or USD 68,000.00",
    ),
    "hidden row": (
        "b.xlsx",
        book([HEAD, *ROWS], change="row", place="3"),
        "stands in a hidden row. Show it if it counts",
    ),
    "camt": (
        "c.xml",
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
        "the file holds no statement",
    ),
    "mt940": (
        "d.sta",
        b":20:S\n:25:CH00\n:61:2403040304C211100,00NTRF\n",
        "no currency is stated",
    ),
    # others of the same kinds
    "struck out": (
        "e.xlsx",
        book([HEAD, *ROWS], change="struck", place="D3"),
        "is struck out. Show it if it counts",
    ),
    "hidden column": (
        "f.xlsx",
        book([HEAD, *ROWS], change="column", place="G"),
        'the column "iso3" is hidden',
    ),
    "a payment sent back": (
        "g.csv",
        file(HEAD, ROWS[0], ROWS[1].replace("68000.00", "-68000.00")),
        "ccmcost record reverse",
    ),
    "a total that differs": (
        "h.csv",
        file(HEAD, *ROWS, TOTAL.format("288574.00")),
        "its credits sum to USD 288,575.00",
    ),
    "both marks": (
        "i.csv",
        file(
            HEAD,
            ROWS[0].replace("211100.00", "68.000"),
            ROWS[1].replace("68000.00", "7.5"),
            ROWS[2].replace("9475.00", '"7,5"'),
        ),
        "USD 68.00 or USD 68,000.00",
    ),
    "one cell too many": (
        "j.csv",
        file(HEAD, ROWS[0].replace("211100.00", "211,100.00")),
        "the row has 9 cells, the header 8",
    ),
    "another currency beside": (
        "k.csv",
        file(HEAD, ROWS[0].replace("211100.00", "EUR 211100.00")),
        "names EUR, but the sum is in USD",
    ),
    "a column without a heading": (
        "p.csv",
        file(HEAD.replace("reference", ""), ROWS[0])
        .replace(b"iso3", b"reference,iso3")
        .replace(b"AUS,", b"R,AUS,"),
        "column F has no heading, but a value here: AUSTRALIA",
    ),
    "a remark": ("l.csv", file(HEAD, *ROWS, "Please call the bank,,,,,,,"), "value-bad"),
    "no such columns": (
        "m.csv",
        b"Buchungstag;Betrag\n2024-03-04;5,00\n",
        "the first row names none of the columns",
    ),
    "the bank's own columns": (
        "p.csv",
        b"Account;CH00;;;\nValue date;Text;Paid out;Paid "
        b"in;Saldo\n2024-03-04;AUSTRALIA;;211100.00;211100.00\n",
        "the table lacks the columns statement, line, amount, currency, reference; it has "
        "value_date, text, paid_out",
    ),
    "a debit in words": (
        "q.csv",
        file(HEAD, ROWS[0], ROWS[1].replace("68000.00", "15.00 DR")),
        "has a minus sign before it",
    ),
    "a debit of a State in brackets": (
        "r.csv",
        file(HEAD, ROWS[0].replace("211100.00", "(5.00)")),
        "ccmcost record reverse",
    ),
    "a day that can be read twice": (
        "s.csv",
        file(HEAD, ROWS[0].replace("2024-03-04", "3/4/2024")),
        '"3/4/2024" can be read as 2024-03-04 or 2024-04-03',
    ),
    "days in figures beside days as a program keeps them": (
        "t.csv",
        file(HEAD, ROWS[0].replace("2024-03-04", "31.3.2024"), ROWS[1]),
        "may have exchanged day and month",
    ),
    "a row twice": (
        "u.csv",
        file(HEAD, *ROWS, ROWS[1]),
        "this row repeats row 3 word for word. Take one of them out.",
    ),
    "a line without a number": (
        "v.csv",
        file(HEAD, ROWS[0].replace(",1,", ",,", 1)),
        '"line" is empty',
    ),
    "two sheets": ("n.xlsx", book([HEAD, ROWS[0]]), ""),
    "MT940 with another name": (
        "o.csv",
        b":20:S\n:25:CH00\n:61:2403040304C211100,00NTRF\n",
        "no currency is stated",
    ),
}


def receipts(office: Office, name: str, content: bytes) -> Said:
    (office.folder / name).write_bytes(content)
    return office("import", "receipts", name, "--dry-run")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_what_is_read_is_right_and_what_is_left_out_is_told(office: Office) -> None:
    for case, (name, content, says) in TAKEN.items():
        said = receipts(office, name, content)
        assert said.code == 0 and says in flat(said.out), (case, said)
        assert "Dry run: nothing was recorded." in said.out
    assert "0 events" in office.ok("ledger verify") or "no events" in office.ok("ledger verify")


def test_what_is_not_clear_is_asked_and_nothing_is_recorded(office: Office) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(book([HEAD, ROWS[0]])))
    for cell in (HEAD, ROWS[1]):
        (workbook["Two"] if "Two" in workbook.sheetnames else workbook.create_sheet("Two")).append(
            cell.split(",")
        )
    stream = io.BytesIO()
    workbook.save(stream)
    cases = ASKED | {
        "two sheets": (
            "n.xlsx",
            stream.getvalue(),
            'several sheets hold such a table: "Sheet", "Two"',
        )
    }
    for case, (name, content, says) in cases.items():
        (office.folder / name).write_bytes(content)
        said = office("import", "receipts", name)
        assert said.code in (1, 2) and says in flat(said.err), (case, said)
    assert not (office.folder / "data/accounts").exists()


def test_the_account_is_kept_with_the_data(office: Office) -> None:
    (office.folder / "a.csv").write_bytes(TAKEN["debit"][1])
    said = office.ok("import receipts a.csv")
    assert (
        "3 bank lines recorded, USD 288,575.00" in said
        and "Left out, a debit (1): BANK FEE" in flat(said)
    )
    (kept,) = (office.folder / "data/accounts").glob("receipts-*.csv")
    text = kept.read_text(encoding="utf-8")
    assert (
        "BANK FEE,,USD -15.00,left out,a debit,1" in text
        and 'AUSTRALIA,AUS,"USD 211,100.00",taken,a credit,1' in text
    )
    assert "all 3 bank lines were recorded before" in office.ok("import receipts a.csv")


def test_a_reference_that_names_another_state_is_told(office: Office) -> None:
    (office.folder / "a.csv").write_bytes(file(HEAD, ROWS[0].replace(",AUS,", ",AUT,"), ROWS[2]))
    said = office("import", "receipts", "a.csv")
    told = "line 1 of 2024/03: its reference names Australia (AUS), the row Austria (AUT)."
    assert (
        said.code == 0
        and flat(said.out + said.err).count("its reference names") == 1
        and told in flat(said.out + said.err)
    )


OPENING = "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source"
BILLS = (
    "AUS,msp11,E-1,2023-08-15,2023-11-15,1200.00,1200.00,list of 2023",
    "CU,msp11,E-2,2023-08-15,2023-11-15,150.00,0.00,list of 2023",
)


@pytest.mark.parametrize(
    ("lines", "code", "says"),
    [
        ((OPENING, *BILLS), 0, "2 bills carried over, assessed USD 1,350.00"),
        (
            ("Open bills,,,,,,,", OPENING, *BILLS, "Total,,,,,1350.00,1200.00,"),
            0,
            "itself gives USD 1,350.00 (",
        ),
        (
            (OPENING, *BILLS, "Total,,,,,1351.00,1200.00,"),
            1,
            "a total assessed of USD 1,351.00, but its rows sum to USD 1,350.00",
        ),
        (
            (OPENING, BILLS[0].replace("1200.00", "1.200", 1)),
            1,
            "can be read as USD 1.20 or USD 1,200.00",
        ),
        ((OPENING, BILLS[0].replace("1200.00", "-5.00", 1)), 1, "out of range"),
        (
            (OPENING, BILLS[0].replace("2023-08-15", "2009-08-15"), BILLS[1]),
            1,
            "2:issued_on date-bad 2009-08-15 lies before 2010-08-01",
        ),
    ],
)
def test_bills_from_before(office: Office, lines: tuple[str, ...], code: int, says: str) -> None:
    (office.folder / "o.csv").write_bytes(file(*lines))
    said = office("import", "opening", "o.csv", "--as-at", "2023-12-31", "--dry-run")
    assert said.code == code and says in flat(said.out + said.err), said
