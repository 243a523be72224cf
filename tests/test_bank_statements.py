"""Statements of banks: every entry is there, with its sign, and the balances tie."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccmcost.intake.entries import Statement, entry_keys
from ccmcost.intake.statements import read_statements
from ccmcost.model.source import SourceFile
from tests.bank_statements import VERSIONS, Account, Made, accounts, camt053, mt940
from tests.ledger_office import Office, Said

HUNDRED = settings(max_examples=100)


def read(content: bytes, name: str = "statement") -> tuple[Statement, ...]:
    return read_statements(SourceFile(name, "user", content, name))


def held(made: tuple[Account, ...], statements: tuple[Statement, ...]) -> None:
    """Every entry, or every part of one less its charges, with its day, sum and words; and balances
    that tie.
    """
    assert [each.account for each in made] == [each.account for each in statements]
    for wanted, got in zip(made, statements, strict=True):
        sums = [part for each in wanted.entries for part in each.sums]
        kinds = [each.kind for each in wanted.entries for _ in each.parts or (0,)]
        days = [each.day.isoformat() for each in wanted.entries for _ in each.parts or (0,)]
        assert [entry.amount.minor for entry in got.entries] == sums
        assert [entry.kind for entry in got.entries] == kinds
        assert [entry.value_date for entry in got.entries] == days
        said = [each for each in wanted.entries for _ in each.parts or (0,)]
        for entry, each in zip(got.entries, said, strict=True):
            assert each.text in entry.text and each.remitter in entry.text
            assert entry.reference.startswith(each.reference)
        assert got.opening is not None and got.closing is not None
        assert got.opening.minor + got.booked == got.closing.minor == wanted.closing
        keys = list(entry_keys(got.entries, got.name))
        assert len(set(keys)) == len(keys)


@HUNDRED
@given(st.lists(accounts(), min_size=1, max_size=3).map(tuple), st.sampled_from(VERSIONS))
def test_camt_053_ties_in_every_version(made: tuple[Account, ...], version: int) -> None:
    held(made, read(camt053(made, version)))


@HUNDRED
@given(st.lists(accounts(batches=False), min_size=1, max_size=3).map(tuple))
def test_mt940_ties(made: tuple[Account, ...]) -> None:
    held(made, read(mt940(made)))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office.billed(tmp_path, monkeypatch)


MARCH = date(2024, 3, 4)
CREDIT = Made(MARCH, 21110000, "B1", "AUSTRALIA", "CCM-MSP12-AUS")
SECOND = Made(MARCH, 947500, "B2", "BANCO DE CUBA", "CUOTA MSP12")
FEE = Made(MARCH, -1500, "B3", "BANK", "FEES")
TAKEN_BACK = Made(MARCH, 5000, "B4", "US", "RETURNED TRANSFER", "reversed debit")
WITHDRAWN = Made(MARCH, -947500, "B5", "BANCO DE CUBA", "CUOTA MSP12", "reversed credit")
PENDING = Made(MARCH, 100, "B6", "X", "LATER", "pending")
OWN = "CH00 0000 0000"


def statement(*entries: Made, account: str = OWN) -> Account:
    return Account(account, "USD", 100, entries)


def taken(office: Office, content: bytes, name: str = "march.xml") -> Said:
    (office.folder / name).write_bytes(content)
    return office("import", "receipts", name)


def test_credits_are_recorded_and_everything_else_is_named(office: Office) -> None:
    made = statement(CREDIT, FEE, SECOND, TAKEN_BACK, WITHDRAWN, PENDING)
    said = taken(office, camt053((made, statement(CREDIT, account="CH99"))))
    assert said.code == 0, said.err
    assert "2 bank lines recorded, USD 220,575.00" in said.out
    for why in (
        "a debit",
        "a debit that the bank took back",
        "a credit that the bank took back",
        "not booked by the bank yet",
        "account CH99",
    ):
        assert why in said.out, why
    assert "closing balance" in said.out


@pytest.mark.parametrize("write", [camt053, mt940])
def test_a_file_taken_twice_and_one_that_overlaps_book_once(
    office: Office, write: Callable[..., bytes]
) -> None:
    assert "2 bank lines recorded" in taken(office, write((statement(CREDIT, SECOND),))).out
    again = taken(office, write((statement(CREDIT, SECOND),)), "again.xml")
    assert "all 2 bank lines were recorded before" in again.out
    third = CREDIT._replace(reference="B7", day=date(2024, 3, 9))
    longer = taken(office, write((statement(SECOND, third),)), "longer.xml")
    assert "1 bank line recorded" in longer.out and "1 were recorded before" in longer.out


@pytest.mark.parametrize("write", [camt053, mt940])
def test_a_balance_that_does_not_tie_records_nothing(
    office: Office, write: Callable[..., bytes]
) -> None:
    before = (office.folder / "ledger.sqlite").read_bytes()
    said = taken(office, write((statement(CREDIT, SECOND),), shift=1))
    assert said.code == 1
    assert "closes with USD 220,576.01, but its opening balance and its entries sum" in said.err
    assert (office.folder / "ledger.sqlite").read_bytes() == before


def test_the_same_money_from_a_list_and_from_a_statement_is_named(office: Office) -> None:
    assert taken(office, camt053((statement(CREDIT),))).code == 0
    head = "statement,line,value_date,amount,currency,reference"
    line = "2024/03,1,2024-03-04,211100.00,USD,AUSTRALIA"
    said = taken(office, f"{head}\n{line}\n".encode(), "list.csv")
    assert said.code == 0
    flat = " ".join(said.out.split())
    assert "event 3 recorded the same sum, of 2024-03-04, from statement CH0000000000" in flat


def test_a_statement_without_balances_says_so(office: Office) -> None:
    content = re.sub(rb"<Bal>.*?</Bal>", b"", camt053((statement(CREDIT),)))
    said = taken(office, content)
    assert said.code == 0 and "states no balances" in said.out


def test_several_accounts_of_which_none_is_the_office_s_are_asked(office: Office) -> None:
    made = (statement(CREDIT, account="CH11"), statement(SECOND, account="CH22"))
    said = taken(office, camt053(made))
    assert said.code == 1 and "statements of CH11, CH22, and" in said.err


@pytest.mark.parametrize(
    ("change", "wording"),
    [
        ((b"</Ntry>", b""), "not readable XML"),
        ((b"CRDT", b"BOTH"), "neither credit (CRDT) nor debit (DBIT)"),
        ((b'<Amt Ccy="USD">211100.00', b'<Amt Ccy="USD">211100.001'), "is not a valid amount"),
        ((b'<Ntry><Amt Ccy="USD">', b'<Ntry><Amt Ccy="EUR">'), "but the account in USD"),
        ((b"<Document", b'<!DOCTYPE x [<!ENTITY a "b">]><Document'), "a document type or entities"),
    ],
)
def test_what_cannot_be_read_in_camt_is_said(
    office: Office, change: tuple[bytes, bytes], wording: str
) -> None:
    content = camt053((statement(CREDIT),))
    assert change[0] in content
    said = taken(office, content.replace(*change))
    assert said.code == 1 and wording in said.err, said.err


def test_parts_that_do_not_sum_to_their_batch_are_said(office: Office) -> None:
    batch = CREDIT._replace(parts=(21000000, 110000))
    content = camt053((statement(batch),)).replace(b"1100.00", b"1100.01", 1)
    said = taken(office, content)
    assert said.code == 1 and "its parts sum to" in said.err, said.err


@pytest.mark.parametrize("sum_", ["1E+999999999", "1E+3", "1_0", "٣٠"])
def test_a_sum_is_plain_figures(office: Office, sum_: str) -> None:
    content = camt053((statement(CREDIT),)).replace(b"211100.00", sum_.encode())
    said = taken(office, content)
    assert said.code == 1 and "is no sum" in said.err, said


def test_equal_payments_without_a_reference_are_two_and_named(office: Office) -> None:
    plain = Made(MARCH, 5000, "", "NO NAME", "X")
    first, second = (Account(OWN, "USD", opening, (plain,)) for opening in (100, 5100))
    both = camt053((first, second)).replace(b"<AcctSvcrRef></AcctSvcrRef>", b"")
    assert "2 bank lines recorded" in taken(office, both).out
    assert "all 2 bank lines were recorded before" in taken(office, both, "again.xml").out
    other = camt053((first,)).replace(b"<AcctSvcrRef></AcctSvcrRef>", b"")
    said = taken(office, other.replace(b"<Id>S1</Id>", b"<Id>S9</Id>"), "other.xml")
    assert "1 bank line recorded" in said.out and "It may be the same money" in said.out


def test_a_page_that_is_missing_stops_the_file(office: Office) -> None:
    first, third = Account(OWN, "USD", 100, (CREDIT,)), Account(OWN, "USD", 5, (SECOND,))
    said = taken(office, camt053((first, third)))
    assert said.code == 1 and "a statement or a page is missing" in said.err


def test_an_account_of_somebody_else_is_asked(office: Office) -> None:
    said = taken(office, camt053((statement(CREDIT, account="DE89370400440532013000"),)))
    assert said.code == 1 and "issuer.toml names no such account" in said.err


def test_an_entry_of_mt940_that_cannot_be_read_stops_the_file(office: Office) -> None:
    content = mt940((statement(CREDIT, SECOND),))
    for change in (
        (b"0304C211100", b"0304X211100"),
        (b":61:240304", b":61:24XX04"),
        (b":61:240304", b":61:240431"),
        (b"C211100,00", b"C1.112,00"),
    ):
        said = taken(office, content.replace(*change))
        assert said.code == 1 and "cannot be read" in said.err, said


def test_money_finds_its_bill_and_a_person_books_it(office: Office) -> None:
    odd = Made(MARCH, 12345, "B8", "SOMEBODY", "UNKNOWN")
    short = Made(MARCH, 6788000 - 1500, "B9", "BUNDESMINISTERIUM", "OSTERREICH MSP 12")
    assert taken(office, camt053((statement(CREDIT, short, odd),))).code == 0
    office.refused("match --yes 3", "no place was shown to you for event 3. Look first")
    screen = office.ok("match")
    assert "-> AUS msp12: quotes CCM-MSP12-AUS" in " ".join(screen.split())
    assert "Unidentified receipts: 3" in screen
    assert "ccmcost match --yes 3 --recorded-by NAME" in screen
    before = office.ok("status --unidentified").count("event")
    office.refused("match --yes 9999=AUS/MSP12", "nothing is proposed for event 9999")
    office.refused("match --yes 5", "nothing is proposed for event 5")
    office.refused("match --yes a", "write the events that are right")
    office.refused("match --yes 3=PER/MSP12", "then say --yes 3=AUS/MSP12")
    assert "Nothing was placed" in office.ok("match --yes ,")
    said = office.ok("match --yes 3")
    assert "undo: ccmcost record reverse" in said
    assert office.ok("status --unidentified").count("event") == before - 1
    assert "211100.00" in office.ok("status --format csv --state AUS")
    office.refused("match --yes 3", "event 3 is placed already, by event 6.")


def test_a_statement_without_credits_says_so(office: Office) -> None:
    said = taken(office, camt053((statement(FEE),)))
    assert said.code == 0 and "no money came in by it; nothing was recorded" in said.out
