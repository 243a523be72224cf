"""Forms that banks give their files, and money that they book in unusual ways."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ccmcost.intake.entries import read_key
from ccmcost.intake.statements import read_statements
from ccmcost.model.source import SourceFile
from tests.bank_statements import Account, Made, camt053, mt940
from tests.ledger_office import Office, Said

OWN = "CH00 0000 0000"
MARCH = date(2024, 3, 4)
CREDIT = Made(MARCH, 21110000, "B1", "AUSTRALIA", "CCM-MSP12-AUS")
SECOND = Made(MARCH, 947500, "B2", "BANCO DE CUBA", "CUOTA MSP12")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office.billed(tmp_path, monkeypatch)


def statement(*entries: Made, account: str = OWN) -> Account:
    return Account(account, "USD", 100, entries)


def taken(office: Office, content: bytes, name: str = "march.xml", *more: str) -> Said:
    (office.folder / name).write_bytes(content)
    said = office("import", "receipts", name, *more)
    return said._replace(out=" ".join(said.out.split()), err=" ".join(said.err.split()))


PLAIN = camt053((statement(CREDIT),))
INSIDE = PLAIN.partition(b"?>")[2]
HEAD = b'<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.01"><BizMsgIdr>1</BizMsgIdr>'
SOAP = b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>'


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.decode().encode("utf-16"),
        b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"),
        PLAIN.decode().replace("UTF-8", "UTF-16").encode("utf-16-le"),
        b"<BizMsgEnvlp>" + HEAD + b"</AppHdr>" + INSIDE + b"</BizMsgEnvlp>",
        SOAP + b" " * 9000 + b"</s:Header><s:Body>" + INSIDE + b"</s:Body></s:Envelope>",
        PLAIN.replace(b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', b""),
        PLAIN.replace(b"<", b"<c:").replace(b"<c:/", b"</c:").replace(b"<c:?", b"<?")
        .replace(b"xmlns=", b"xmlns:c="),
    ],
)  # fmt: skip
def test_a_statement_is_known_in_any_envelope_and_encoding(office: Office, content: bytes) -> None:
    said = taken(office, content, "statement.txt")
    assert said.code == 0 and "1 bank line recorded, USD 211,100.00" in said.out, said


@pytest.mark.parametrize(
    ("content", "wording"),
    [
        (PLAIN.replace(b"BkToCstmrStmt", b"BkToCstmrAcctRpt").replace(b"053", b"052"), "camt.052"),
        (
            PLAIN.replace(b"BkToCstmrStmt", b"BkToCstmrDbtCdtNtfctn").replace(b"053", b"054"),
            "a notification (camt.054)",
        ),
        (mt940((statement(CREDIT),)).replace(b":60F:", b":34F:"), "an interim report (MT942)"),
        (b"{1:F01X}{2:I942X}{4:\r\n" + mt940((statement(CREDIT),)), "an interim report (MT942)"),
    ],
)
def test_what_is_no_statement_is_refused_by_its_name(
    office: Office, content: bytes, wording: str
) -> None:
    said = taken(office, content, "interim")
    assert said.code == 1 and wording in said.err and "Ask the bank for" in said.err, said


def test_a_note_behind_the_closing_balance_belongs_to_no_payment(office: Office) -> None:
    content = mt940((statement(CREDIT),)).replace(b"\r\n-", b"\r\n:86:BALANCE OF\r\nCUBA\r\n-")
    said = taken(office, content, "march.sta")
    assert said.code == 0 and "a note on the statement (1): BALANCE OF CUBA" in said.out, said
    assert "CUBA" not in office.ok("status --unidentified")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (":61:2402290304C211100,00NTRFNONREF//B1", "2024-02-29"),
        (":61:2402300304C211100,00NTRFNONREF//B1", "2024-02-29"),
        (":61:230230    C211100,00NTRFNONREF//B1", "2023-02-28"),
        (":61:2403040304C211100,00S   NONREF//B1", "2024-03-04"),
        (":61:2403040304C211100,00 NTRFNONREF//B1", "2024-03-04"),
        (":61:2403040304CR211100NTRFNONREF//B1", "2024-03-04"),
        (":61:2403040304C211100,00NTRFNL47BANK9999999999//B1\r\nTREASURY", "2024-03-04"),
    ],
)
def test_lines_of_mt940_as_banks_write_them(line: str, day: str) -> None:
    made = mt940((statement(CREDIT),)).decode()
    before = next(each for each in made.splitlines() if each.startswith(":61:"))
    content = made.replace(before, line).encode()
    (read,) = read_statements(SourceFile("s", "user", content, "s"))
    (entry,) = read.entries
    assert (entry.value_date, entry.amount.minor, entry.reference) == (day, 21110000, "B1")
    assert read.closing is not None and read.closing.minor == 21110100


def test_a_balance_by_days_of_value_ties_without_what_comes_later(office: Office) -> None:
    later = SECOND._replace(day=date(2025, 1, 1))
    office.on("2025-01-01")
    by_value = -later.amount
    said = taken(office, camt053((statement(CREDIT, later),), shift=by_value))
    assert said.code == 0 and "2 bank lines recorded, USD 220,575.00" in said.out, said
    assert "closing balance of statement S1 of CH00 0000 0000, by days of value" in said.out
    assert taken(office, camt053((statement(CREDIT, later),), shift=by_value + 1), "x").code == 1
    message = mt940((statement(CREDIT, later),), shift=by_value)
    (read,) = read_statements(SourceFile("s", "user", message, "s"))
    assert read.closing_day == "2024-12-31" and read.later == later.amount


def test_a_balance_without_a_side_is_what_the_bank_owes() -> None:
    side = b"</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-12-31"
    assert PLAIN.count(side) == 2
    content = PLAIN.replace(side, b"</Amt><Dt><Dt>2024-12-31")
    (read,) = read_statements(SourceFile("s", "user", content, "s"))
    assert read.opening is not None and read.closing is not None
    assert (read.opening.minor, read.closing.minor) == (100, 21110100)


def test_an_entry_without_a_day_is_of_the_only_day_of_its_statement(office: Office) -> None:
    content = re.sub(rb"<BookgDt>.*?</BookgDt><ValDt>.*?</ValDt>", b"", PLAIN)
    (read,) = read_statements(SourceFile("s", "user", content, "s"))
    assert [entry.value_date for entry in read.entries] == ["2024-12-31"]
    said = taken(office, content.replace(b"2024-12-31", b"2024-12-30", 1))
    assert said.code == 1
    assert "entry 1: it has neither a value date nor a booking date" in said.err


def test_what_cannot_be_read_is_said_of_its_entry_or_else_of_its_statement(office: Office) -> None:
    two = (statement(CREDIT), statement(SECOND))
    content = camt053(two)
    last = content.rindex(b"<Bal>")
    balance = content[:last] + content[last:].replace(b"CRDT", b"BOTH", 1)
    said = taken(office, balance)
    assert "statement S2: it says neither credit" in said.err, said
    entry = content.replace(b'<Ntry><Amt Ccy="USD">9475.00', b'<Ntry><Amt Ccy="USD">9475.001')
    assert "statement S2, entry 2: USD 9475.001 is not a valid amount" in taken(office, entry).err
    message = (
        mt940((statement(CREDIT),)).replace(b"USD", b"JPY").replace(b"C211100,00", b"C211100,50")
    )
    assert ", entry 1: JPY 211100.5" in taken(office, message, "m.sta").err


BATCH = CREDIT._replace(parts=(21000000, 110000), amount=21108500)
CHARGE = b'<Chrgs><Rcrd><Amt Ccy="USD">15.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>'
OLDER = b'<Chrgs><TtlChrgsAndTaxAmt Ccy="USD">15.00</TtlChrgsAndTaxAmt></Chrgs>'


@pytest.mark.parametrize("charge", [CHARGE, OLDER, b'<Chrgs><Amt Ccy="USD">15.00</Amt></Chrgs>'])
def test_a_batch_less_the_charges_of_its_parts_is_taken_as_it_was_credited(
    office: Office, charge: bytes
) -> None:
    content = camt053((statement(BATCH),)).replace(b"<RltdPties>", charge + b"<RltdPties>", 1)
    said = taken(office, content)
    assert said.code == 0 and "2 bank lines recorded, USD 211,085.00" in said.out, said
    assert "209985.00" in office.ok("status --unidentified").replace(",", "")


def test_a_batch_less_charges_that_nobody_can_divide_is_one_credit(office: Office) -> None:
    content = camt053((statement(BATCH),)).replace(b"<NtryDtls>", CHARGE + b"<NtryDtls>")
    said = taken(office, content)
    assert said.code == 0 and "1 bank line recorded, USD 211,085.00" in said.out, said
    assert "charges USD 15.00" in said.out
    said = taken(office, camt053((statement(BATCH),)), "unsaid.xml")
    assert said.code == 1 and "no charges are stated that explain it" in said.err


BACK = CREDIT._replace(amount=-CREDIT.amount, kind="reversed credit", day=date(2024, 3, 6))


def test_a_credit_that_the_same_file_takes_back_is_not_recorded(office: Office) -> None:
    both = camt053((statement(CREDIT, SECOND, BACK),))
    said = taken(office, both)
    assert said.code == 0 and "1 bank line recorded, USD 9,475.00" in said.out, said
    assert "took back (statement S1, entry 3) (1): AUSTRALIA" in said.out
    assert "no receipt of it stands in the ledger, so nothing is to be done" in said.out
    again = camt053((statement(CREDIT, CREDIT._replace(text="AGAIN"), BACK),))
    assert "1 bank line recorded" in taken(office, again, "again.xml").out


def test_a_credit_that_a_later_file_takes_back_is_named(office: Office) -> None:
    assert taken(office, camt053((statement(CREDIT, SECOND),))).code == 0
    said = taken(office, camt053((statement(BACK),)), "later.xml")
    named = (
        "statement S1, entry 1: the bank took back USD 211,100.00, which event 3 recorded. If that "
        "is right, reverse it: ccmcost record reverse 3 --reason TEXT"
    )
    assert named in said.out and "nothing was recorded" in said.out, said
    other = BACK._replace(reference="B9", text="RETURN", remitter="X")
    assert "which event 3 recorded" in taken(office, camt053((statement(other),)), "o.xml").out
    office.ok("record reverse 3 --reason RETURNED")
    month = camt053((statement(CREDIT, SECOND, BACK),))
    said = taken(office, month, "month.xml")
    assert "all 1 bank lines were recorded before" in said.out
    assert "nothing is to be done" in said.out


def test_a_batch_that_was_taken_back_names_all_its_parts(office: Office) -> None:
    batch = CREDIT._replace(parts=(21000000, 110000))
    assert taken(office, camt053((statement(batch),))).code == 0
    said = taken(office, camt053((statement(BACK),)), "later.xml")
    assert "which event 3 and event 4 recorded" in said.out
    assert "ccmcost record reverse 3,4 --reason TEXT" in said.out
    dry = BACK._replace(amount=-SECOND.amount, reference="B2")
    content = camt053((statement(SECOND._replace(reference="B3"), dry),))
    said = taken(office, content, "dry.xml", "--dry-run")
    assert "which line 2024-03-04 9475.00 B3 recorded" in said.out


def test_what_is_not_of_value_yet_waits_and_the_rest_is_taken(office: Office) -> None:
    office.on("2024-03-05")
    soon = SECOND._replace(day=date(2024, 3, 7))
    content = camt053((statement(CREDIT, soon),))
    said = taken(office, content)
    assert said.code == 0 and "1 bank line recorded, USD 211,100.00" in said.out, said
    assert "not of value yet; import the file again on its value date (1)" in said.out
    assert "BANCO DE CUBA / CUOTA MSP12, 2024-03-07" in said.out
    office.on("2024-03-07")
    said = taken(office, content)
    assert "1 bank line recorded, USD 9,475.00" in said.out and "1 were recorded" in said.out
    far = camt053((statement(SECOND._replace(day=date(2042, 3, 7), reference="B9")),))
    said = taken(office, far)
    assert said.code == 1 and "2042-03-07 lies after today" in said.err


EXTRACT = "Valuta;Konto;Text;Betrag\n04.03.2024;ch00 0000-0000;AUSTRALIA;211100,00\n"
COLUMNS = ("--column", "value_date=Valuta", "--column", "amount=Betrag", "--column", "text=Text")
MAP = ("--map", *COLUMNS, "--column", "account=Konto", "--currency", "USD", "--days", "d.m.y")


def test_money_of_a_statement_and_of_an_extract_is_booked_once(office: Office) -> None:
    assert taken(office, PLAIN).code == 0
    said = taken(office, EXTRACT.encode(), "extract.csv", *MAP)
    assert said.code == 0 and "all 1 bank lines were recorded before" in said.out, said
    later = f"{EXTRACT}14.03.2024;CH0000000000;CUBA;9475,00\n"
    assert "1 bank line recorded" in taken(office, later.encode(), "extract.csv").out
    cuba = SECOND._replace(day=date(2024, 3, 14))
    said = taken(office, camt053((statement(cuba),)), "cuba.xml")
    assert "all 1 bank lines were recorded before" in said.out
    twice = camt053((statement(cuba, cuba._replace(reference="B7")),))
    said = taken(office, twice, "twice.xml")
    assert "1 bank line recorded" in said.out and "1 were recorded before" in said.out
    assert "B7 of CH0000000000: event 4 recorded the same sum" in said.out


def test_a_reference_of_the_bank_makes_an_extract_and_a_statement_one(office: Office) -> None:
    assert taken(office, PLAIN).code == 0
    text = EXTRACT.replace("Betrag\n", "Betrag;Ref\n").replace("00\n", "00;B1\n")
    text += "04.03.2024;CH0000000000;OTHER;211100,00;B8\n"
    said = taken(office, text.encode(), "e.csv", *MAP, "--column", "reference=Ref")
    assert said.code == 0 and "1 were recorded before" in said.out, said
    assert "1 bank line recorded, USD 211,100.00" in said.out
    assert "event 3 recorded the same sum" not in said.out  # it stands in this file beside it


def test_the_same_entries_in_camt_and_in_mt940_are_booked_once(office: Office) -> None:
    assert taken(office, camt053((statement(CREDIT, SECOND),))).code == 0
    said = taken(office, mt940((statement(CREDIT, SECOND),)), "march.sta")
    assert said.code == 0 and "all 2 bank lines were recorded before" in said.out, said


def test_a_dry_run_keeps_no_map(office: Office) -> None:
    said = taken(office, EXTRACT.encode(), "extract.csv", *MAP, "--dry-run")
    assert said.code == 0 and "1 bank line recorded, USD 211,100.00" in said.out, said
    assert "wrote" not in said.out and not (office.folder / "data" / "bank.toml").exists()


@pytest.mark.parametrize(
    ("others", "code"), [(("31.03.2024", "13.03.2024"), 1), (("05.03.2024",), 0)]
)
def test_days_of_a_spreadsheet_beside_days_as_text_are_asked(
    office: Office, others: tuple[str, ...], code: int
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    rows = [("Valuta", "Konto", "Text", "Betrag"), (date(2024, 4, 3), OWN, "X", 5)]
    for row in (*rows, *((other, OWN, "Y", 6) for other in others)):
        sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    office.on("2024-04-30")
    said = taken(office, stream.getvalue(), "e.xlsx", *MAP)
    assert said.code == code, said
    assert ("exchanged day and month (2024-03-04)" in said.err) == bool(code)


def test_a_key_of_another_list_says_nothing() -> None:
    assert not any(read_key("1"))
