"""Statements become rows: what is taken, what is left out, what is held against balances."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.entries import Entry, entry_keys, read_key
from ccmcost.intake.found import Marker, Place
from ccmcost.intake.office_table import OfficeTable
from ccmcost.intake.statements import is_own, list_cells, one_line, statement_table
from ccmcost.model.money import Money
from tests.bank_messages import balance, camt, entry, of_account, reference, source


def usd(minor: int) -> Money:
    return Money(minor, "USD", 2)


def moved(minor: int = 1000, mark: str = "", text: str = "X", day: str = "2024-03-04") -> Entry:
    return Entry(Place(1, "entry 1"), "entry", day, usd(minor), mark, text)


def test_keys_tell_equal_entries_apart_and_say_what_they_were_made_of() -> None:
    plain, marked = moved(), moved(mark="B1")
    keys = list(entry_keys([plain, plain, plain, marked, moved(mark="B2/0123abcd")], "S1"))
    assert keys[1:3] == [f"{keys[0]} (2)", f"{keys[0]} (3)"]
    assert keys[3:] == ["2024-03-04 10.00 B1", "2024-03-04 10.00 B2/0123abcd"]
    assert read_key(keys[1]) == ("2024-03-04", "10.00", "", False, "S1")
    assert read_key(keys[3]) == ("2024-03-04", "10.00", "B1", False, "")
    assert read_key(keys[4]) == ("2024-03-04", "10.00", "B2", True, "")
    (unnamed,) = entry_keys([plain], "")
    assert read_key(unnamed) == ("2024-03-04", "10.00", "", False, "")
    assert not any(read_key("1"))


def test_the_row_of_an_entry_says_what_the_bank_says() -> None:
    assert list_cells(moved(mark="B1"), "K", "S")["reference"] == "X"
    assert list_cells(moved(mark="B1", text=""), "K", "S")["reference"] == "B1"
    assert list_cells(moved(text=""), "K", "S")["reference"] == "K"
    assert one_line("x" * 480) == "x" * 480
    assert one_line("x" * 481) == "x" * 477 + "..."


@pytest.mark.parametrize(
    ("account", "own", "wanted"),
    [
        ("CH00 1234", ["ch001234"], True),
        ("1234", ["CH001234"], True),
        ("CH001234", ["1234"], True),
        ("234", ["CH001234"], False),
        ("CH001234", ["", "-"], False),
        ("CH001234", ["DE99", "1234"], True),
        ("CH001234", ["DE99"], False),
    ],
)
def test_an_account_is_known_by_more_or_less_of_its_number(
    account: str, own: Collection[str], wanted: bool
) -> None:
    assert is_own(account, own) == wanted


def table(content: str, own: Collection[str] = ("CH00",)) -> tuple[OfficeTable, Account]:
    account = Account(Marker("s", Findings()), of_states=False)
    return statement_table(source(content), account, own), account


BOTH = balance("OPBD", "1.00") + balance("CLBD", "11.00")


def test_a_statement_becomes_rows_and_everything_else_is_told() -> None:
    made = BOTH + entry(more=reference("B1")) + entry(more="<Sts>PDNG</Sts>")
    found, account = table(camt(made))
    (row,) = found.rows
    assert row.cells == {
        "statement": "CH00",
        "line": "2024-03-04 10.00 B1",
        "value_date": "2024-03-04",
        "amount": "10.00",
        "currency": "USD",
        "reference": "B1",
    }
    assert (row.number, found.place(row), found.of_bank, found.remarks) == (
        1, Place(1, "statement S1, entry 1"), True, ()
    )  # fmt: skip
    (left,) = account.lines
    assert left.reason == "not booked by the bank yet" and left.amount == "USD 10.00"
    (check,) = account.checks
    assert (check.stated, check.read, check.place) == (
        "USD 11.00", "USD 11.00", Place(0, "statement S1 of CH00")
    )  # fmt: skip
    assert account.is_closed


def reasons(account: Account) -> list[str]:
    return [f"{line.fate}: {line.reason}" for line in account.lines]


def test_entries_of_other_accounts_are_left_out_and_not_held() -> None:
    other = of_account("CH99") + balance("CLBD", "7.00") + entry()
    for bodies in ((BOTH + entry(), other), (other, BOTH + entry())):
        found, account = table(camt(*bodies))
        assert [row.get("statement") for row in found.rows] == ["CH00"]
        assert reasons(account) == ["left_out: account CH99"] and account.is_closed
        assert found.remarks == () and len(account.checks) == 1


@pytest.mark.parametrize(
    ("numbers", "own", "asked"),
    [
        (("CH00",), ("CH00",), ""),
        (("CH00",), (), ""),
        (("CH00",), ("-",), ""),
        (("CH00",), ("", "CH99"), "CH00"),
        (("",), ("CH99",), ""),
        (("CH00", "CH00"), (), ""),
        (("CH00", "CH11"), (), "CH00, CH11"),
        (("CH00", ""), (), "CH00, one without a number"),
        (("CH00", "CH11"), ("CH11",), ""),
    ],
)
def test_whose_account_it_is_is_asked_where_nobody_knows(
    numbers: Collection[str], own: Collection[str], asked: str
) -> None:
    found, account = table(camt(*(of_account(each) + entry() for each in numbers)), own)
    assert (found.rows == ()) == bool(asked)
    opened = [(line.text, line.place) for line in account.of("open")]
    assert opened == ([(asked, Place(0, "statements"))] if asked else [])


def test_an_account_without_a_number_is_known_by_its_statement() -> None:
    taken_back = entry(mark="DBIT", more=f"{reference('B1')}<RvslInd>true</RvslInd>")
    found, _ = table(camt(of_account("") + entry() + taken_back))
    assert [row.get("statement") for row in found.rows] == ["S1"]
    assert [(each.statement, each.is_in_file) for each in found.taken_back] == [("S1", False)]


@pytest.mark.parametrize(
    ("balances", "opened", "remarks"),
    [
        (BOTH, 0, 0),
        (balance("OPBD", "1.00"), 0, 1),
        (balance("CLBD", "11.00"), 0, 1),
        ("", 0, 1),
        (balance("OPBD", "1.00") + balance("CLBD", "11.01"), 1, 0),
        (balance("OPBD", "21.00") + balance("CLBD", "11.00"), 1, 0),
        (balance("OPBD", "1.00", "2024-03-03") + balance("CLBD", "1.00", "2024-03-03"), 0, 0),
        (balance("OPBD", "1.00", "2024-03-03") + balance("CLBD", "2.00", "2024-03-03"), 1, 0),
        (balance("OPBD", "1.00", "2024-03-04") + balance("CLBD", "1.00", "2024-03-04"), 1, 0),
        (balance("OPBD", "1.00", "") + balance("CLBD", "1.00", ""), 1, 0),
    ],
)
def test_balances_are_held_against_the_entries(balances: str, opened: int, remarks: int) -> None:
    found, account = table(camt(balances + entry() + entry("2.00", more="<Sts>PDNG</Sts>")))
    lines = account.of("open")
    assert (len(lines), len(found.remarks)) == (opened, remarks), reasons(account)
    assert account.is_closed == (not opened) and len(account.checks) == 1 - remarks
    for line, check in zip(lines, account.checks, strict=False):
        assert (line.place, line.amount) == (Place(0, "statement S1 of CH00"), check.stated)
    assert all(each.startswith("statement S1: it states no balances") for each in found.remarks)


def test_a_page_that_is_missing_is_named() -> None:
    second = balance("OPBD", "11.00") + balance("CLBD", "11.00")
    stranger = of_account("CH99") + balance("OPBD", "5.00") + balance("CLBD", "5.00")
    assert table(camt(BOTH + entry(), stranger, second))[1].is_closed
    assert table(camt(BOTH + entry(), balance("CLBD", "11.00"), second))[1].is_closed
    _, account = table(camt(BOTH + entry(), stranger, second.replace("11.00", "12.00")))
    (line,) = account.of("open")
    assert line.place == Place(0, "statement S3") and "a page is missing" in line.reason


CREDIT = entry(more=reference("B1"))
BACK = entry(mark="DBIT", more=f"{reference('B1')}<RvslInd>true</RvslInd>")


@pytest.mark.parametrize(
    ("bodies", "taken", "in_file"),
    [
        ((CREDIT + BACK,), 0, [True]),
        ((BACK + CREDIT,), 0, [True]),
        ((CREDIT, BACK), 0, [True]),
        ((CREDIT + CREDIT + BACK,), 1, [True]),
        ((CREDIT + CREDIT + BACK + BACK,), 0, [True, True]),
        ((CREDIT + BACK + BACK,), 0, [True, False]),
        ((CREDIT.replace("B1", "B2") + BACK,), 1, [False]),
        ((CREDIT.replace("10.00", "10.01") + BACK,), 1, [False]),
        ((entry() + BACK.replace(reference("B1"), ""),), 1, [False]),
        ((CREDIT.replace("</Ntry>", "<Sts>PDNG</Sts></Ntry>") + BACK,), 0, [False]),
        ((CREDIT.replace("CRDT", "DBIT") + BACK,), 1, [False]),
        ((of_account("CH001") + CREDIT, BACK), 1, [False]),
    ],
)
def test_a_credit_that_the_bank_took_back_is_found_in_its_file(
    bodies: Collection[str], taken: int, in_file: list[bool]
) -> None:
    found, account = table(camt(*bodies))
    assert len(found.rows) == taken, reasons(account)
    assert [each.is_in_file for each in found.taken_back] == in_file
    assert {each.statement for each in found.taken_back} == {"CH00"}
    named = [each for each in account.lines if "a credit that the bank took back (" in each.reason]
    assert len(named) == sum(in_file)


def test_what_is_taken_back_on_an_account_of_others_is_left_out() -> None:
    found, account = table(camt(BOTH + entry(), of_account("CH99") + CREDIT + BACK))
    assert found.taken_back == () and {*reasons(account)} == {"left_out: account CH99"}


def test_a_message_without_a_statement_is_refused() -> None:
    with pytest.raises(DataError, match="the file holds no statement"):
        table(camt())


def test_a_note_of_the_bank_is_told_with_its_statement() -> None:
    message = ":20:R\n:25:CH00\n:28C:7\n:60F:C240301USD1,\n:62F:C240331USD1,\n:86:PLEASE NOTE\n-"
    _, account = table(message)
    (line,) = account.lines
    assert (line.text, line.place, line.fate) == (
        "PLEASE NOTE", Place(0, "statement 7"), "left_out"
    )  # fmt: skip
