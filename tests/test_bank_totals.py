"""What a bank's extract or a bank list states about itself ties, or nothing is recorded: totals of
credits and debits, numbers of entries, balances before and after.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tests.ledger_office import Office

HEAD = "Date;Text;Out;Amount;Balance"
ROWS = ("15.02.2024;A;;54,84;", "16.02.2024;B;;73,11;", "17.02.2024;FEE;5,00;;")
LIST = "statement;line;value_date;amount;currency;reference;iso3;meeting"
MAP = (
    "import receipts f.csv --map --column value_date=Date --column amount=Amount "
    "--column text=Text --column debit=Out --currency USD"
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office.billed(tmp_path, monkeypatch)


def wrote(office: Office, *lines: str) -> None:
    (office.folder / "f.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")


RIGHT = (
    ("Summe;;5,00;127,95;",),
    (";Summe;5,00;127,95;",),
    ("Total;;;122,95;",),
    ("Total debits;;;5,00;",),
    (";Total: 127,95;;;",),
    (";Total USD 127.95;;;",),
    (";Number of entries: 3;;;",),
    (";Anzahl Buchungen: 3;;;",),
    ("Saldo;;;1.127,95;",),
    ("Opening balance;;;;1.000,00", "Closing balance;;;;1.122,95"),
    ("01.02.2024;Opening balance;;;1.000,00", "29.02.2024;Closing balance;;;1.122,95"),
    ("Endsaldo;;;1.122,95;", "Anfangssaldo;;;1.000,00;"),
)


@pytest.mark.parametrize("totals", RIGHT, ids=" ".join)
def test_a_total_that_ties_is_told_and_left_out(office: Office, totals: tuple[str, ...]) -> None:
    wrote(office, HEAD, *ROWS, *totals)
    said = office.ok(f"{MAP} --dry-run")
    assert "2 bank lines recorded, USD 127.95" in said
    assert "were read" not in said


WRONG = {
    "debits": ("Summe;;6,00;127,95;", "total of debits of USD 6.00, but its debits sum to USD 5."),
    "credits": ("Summe;;5,00;128,95;", "a total of USD 128.95, but its credits sum to USD 127.95"),
    "in words": (";Total: 128,95;;;", "a total of USD 128.95, but its credits sum to USD 127.95"),
    "of entries": (";Number of entries: 4;;;", "a total of USD 4.00, but its credits"),
    "unreadable": ("Total;;;1,27,95;", "states a total that cannot be read"),
    "balances": (
        "Opening balance;;;;1.000,00\nClosing balance;;;;1.132,95",
        '"Closing balance" is USD 1,132.95, but "Opening balance" and the rows sum to USD 1,122.95',
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_total_that_does_not_tie_is_named_and_nothing_recorded(office: Office, case: str) -> None:
    total, wording = WRONG[case]
    wrote(office, HEAD, *ROWS, total)
    office.refused(MAP, wording)


ABOVE = {
    "Total credits: 127,95;": True,
    "Total credits;127,95": True,
    "Total credits: 128,95;": False,
    "Opening balance;1.000,00\nClosing balance;1.122,95": True,
    "Opening balance;1.000,00\nClosing balance;1.132,95": False,
    "Kontostand am 29.02.2024;1.122,95": True,
}


@pytest.mark.parametrize("above", ABOVE)
def test_what_stands_above_the_heading_is_held_too(office: Office, above: str) -> None:
    wrote(office, above, HEAD, *ROWS)
    if ABOVE[above]:
        assert "2 bank lines recorded" in office.ok(f"{MAP} --dry-run")
    else:
        office.refused(MAP, "f.csv:")


def test_what_stands_above_the_heading_of_a_sheet_is_named_by_its_cell(office: Office) -> None:
    book = xlsxwriter.Workbook(office.folder / "f.xlsx")
    sheet = book.add_worksheet("Extract")
    row = ("S", "1", "2024-02-15", "54.84", "USD", "A")
    for at, cells in enumerate((("Total: 54.85",), LIST.split(";"), row)):
        sheet.write_row(at, 0, cells)
    book.close()
    office.refused("import receipts f.xlsx", "Extract!A1  value-bad  the list states a total")


def test_subtotals_and_sums_carried_forward_are_held_against_the_rows_above(
    office: Office,
) -> None:
    parts = (HEAD, ROWS[0], ";Zwischensumme;;{};", *ROWS[1:], ";Zwischensumme;5,00;73,11;")
    whole = (";Übertrag;;127,95;", ";Summe;5,00;127,95;")
    wrote(office, *(each.replace("{}", "54,84") for each in parts), *whole)
    assert "2 bank lines recorded" in office.ok(f"{MAP} --dry-run")
    wrote(office, *(each.replace("{}", "54,85") for each in parts), *whole)
    office.refused(MAP, "a total of USD 54.85, but its credits sum to")


def test_a_list_of_debits_alone_may_have_a_total(office: Office) -> None:
    wrote(office, LIST, "S;1;25.02.2024;-54,84;USD;x;;", "Total;;;-54,84;;;;")
    assert "no money came in by it" in office.ok("import receipts f.csv --dry-run")


def test_a_total_in_the_words_of_a_list_is_held(office: Office) -> None:
    row = "S;1;25.02.2024;54,84;USD;x;;"
    wrote(office, LIST, row, "Total: 54,84;;;;;;;")
    assert "1 bank line" in office.ok("import receipts f.csv --dry-run")
    wrote(office, LIST, row, "Total: 54,85;;;;;;;")
    office.refused("import receipts f.csv", "a total of USD 54.85, but its credits sum to")


@pytest.mark.parametrize(
    ("total", "is_right"), [("Total;3", 1), ("Total: 2;", 1), ("Total: 3;", 0)]
)
def test_a_total_in_a_list_for_adjust_is_held(office: Office, total: str, is_right: bool) -> None:
    wrote(office, "State;Nr", "Albania;1", "Austria;2", total)
    wish = "adjust --scale un-2022-2024 --participants f.csv --total 1000"
    if is_right:
        assert "shared among 2 States" in office.ok(wish)
    else:
        office.refused(wish, "does not agree with the 2 rows above it")
