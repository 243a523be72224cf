"""Estimates in memory, row by row: of what kind each line is, what a sum is held against, and what
is asked.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ccmcost.calc.rounding import half_up
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.belonging import Sought
from ccmcost.intake.cost_columns import Wanted
from ccmcost.intake.costs import Estimate, read_estimate
from ccmcost.intake.found import Marker
from ccmcost.intake.sheet import Sheet

SOUGHT = Sought(
    "msp13",
    {"msp12": frozenset(("msp12", "12msp")), "msp13": frozenset(("msp13", "13msp"))},
    {"msp": "msp"},
    date(2025, 9, 16),
    "Convention on Cluster Munitions",
)


def read(
    *texts: str, status: str = "", column: str | None = None, **unseen: Any
) -> tuple[Estimate | None, Account, list[str]]:
    """The estimate of sheets in which `|` parts the cells, and what is wrong."""
    sheets = [
        Sheet(f"S{at}" if len(texts) > 1 else "", tuple(tuple(line.split("|")) for line in rows))
        for at, rows in enumerate(map(str.splitlines, texts), 1)
    ]
    findings = Findings()
    account = Account(Marker("s", findings), of_states=False)
    wanted = Wanted("USD", False, SOUGHT, status, column)
    found = read_estimate([sheets[0]._replace(**unseen), *sheets[1:]], wanted, account, half_up)
    return found, account, [f"{each.row} {each.code}: {each.message}" for each in findings.errors]


def lines(text: str, **more: Any) -> tuple[list[str], int]:
    """The lines of an estimate that is clear, in cents, and its total."""
    found, account, errors = read(text, **more)
    assert errors == [] and found is not None and account.is_closed, errors
    assert sum(line.amount for line in found.lines) == found.total
    told = [
        f"{line.item} {line.amount} {line.kind}"
        + (f" {line.percent} % of {line.base}" if line.percent else "")
        for line in found.lines
    ]
    return told, found.total


def asked(text: str, **more: Any) -> list[str]:
    _, account, errors = read(text, **more)
    assert not account.is_closed or errors
    return errors


H = "Item|USD\n"
BASED = "Rooms|1,000.00\nPSC (13%)|130.00\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rooms|1\nTotal|1", ["Rooms 100 other"]),
        (
            "Rooms|1,000.00\nPSC (13%)|130.00\nTotal|1,130.00",
            ["Rooms 100000 other", "PSC (13%) 13000 programme_support 13 % of items"],
        ),
        (
            "Rooms|1,000.00\nPSC (13%)|130.00\nContingency (10%)|113.00\nTotal|1,243.00",
            [
                "Rooms 100000 other",
                "PSC (13%) 13000 programme_support 13 % of items",
                "Contingency (10%) 11300 contingency 10 % of running",
            ],
        ),
        (
            "Rooms|1,000.00\nPSC (13%)|\nTotal|1,130.00",
            ["Rooms 100000 other", "PSC (13%) 13000 programme_support 13 % of items"],
        ),
        (
            "Rooms|1.11\nPSC (13.5%)|\nTotal|1.26",
            ["Rooms 111 other", "PSC (13.5%) 15 programme_support 13.5 % of items"],
        ),
        (  # as all sums are rounded: to whole dollars
            "Rooms|1,001\nPSC (13%)|130\nTotal|1,131",
            ["Rooms 100100 other", "PSC (13%) 13000 programme_support"],
        ),
        (
            "Contingency|5.00\nRooms|1.00\nTotal|6.00",
            ["Contingency 500 contingency", "Rooms 100 other"],
        ),
        (
            "A. Conference services|\nRooms|1\nB. Non-conference services|\nStaff|2\nTotal|3",
            ["Rooms 100 conference_servicing", "Staff 200 non_conference_servicing"],
        ),
        (
            "A. Conference servicing|\nRooms|1\nSub-total|1\nB. Other|\nStaff|2\nTotal|3",
            ["Rooms 100 conference_servicing", "Staff 200 conference_servicing"],
        ),
        (
            "Rooms|1\nStaff|2\nSub-total, conference servicing|3\nSecurity|4\nTotal|7",
            [
                "Rooms 100 conference_servicing",
                "Staff 200 conference_servicing",
                "Security 400 other",
            ],
        ),
        (
            "Security|4\nSub-total|4\nRooms|1\nContingency|2\n"
            "Sub-total, conference servicing|3\nTotal|7",
            [
                "Security 400 other",
                "Rooms 100 conference_servicing",
                "Contingency 200 contingency",
            ],
        ),
        (
            "Rooms|1\nStaff|2\nSub-total, conference and other servicing|3\nTotal|3",
            ["Rooms 100 other", "Staff 200 other"],
        ),
        (
            "Rooms|200\nStaff|15\nGross needs|215\nTotal|215",
            ["Rooms 20000 other", "Staff 1500 other"],
        ),
        ("Rooms|200\nof which by the host|50\nTotal|200", ["Rooms 20000 other"]),
        (
            "Rooms|1,000.40\nTotal (rounded)|1,000",
            ["Rooms 100040 other", "Total (rounded) -40 rounding"],
        ),
        (
            "Rooms|1,000.60\nTotal (rounded)|1,001",
            ["Rooms 100060 other", "Total (rounded) 40 rounding"],
        ),
        ("Item|USD\nRooms|1\nTotal|1", ["Rooms 100 other"]),
        (
            "A|1\nSub-total|1\nB|2\nSub-total|2\nC|4\nSub-total|4\nTotal B and C|6\nTotal|7",
            ["A 100 other", "B 200 other", "C 400 other"],
        ),
        ("Rooms|(30)\nStaff|40\nTotal|10", ["Rooms -3000 other", "Staff 4000 other"]),
        (
            "Rooms|100\nTotal|100\nLess: gift|(30)\nNet amount|70",
            ["Rooms 10000 other", "Less: gift -3000 other"],
        ),
        ("Rooms|1\nStaff|\u2013\nTotal|1", ["Rooms 100 other"]),
    ],
)
def test_each_line_has_its_kind_and_a_percentage_its_base(text: str, wanted: list[str]) -> None:
    told, _ = lines(f"{H}{text}")
    assert told == wanted


@pytest.mark.parametrize(
    ("percent", "wanted"),
    [
        ("13", "13"),
        ("13 %", "13"),
        ("13,5", "13.5"),
        ("0.13", "13"),
        ("0.13 %", ""),
        ("", ""),
        ("100", "100"),
    ],
)
def test_a_percentage_stands_in_its_column(percent: str, wanted: str) -> None:
    amount = {"13": "130", "13.5": "135", "": "1.30", "100": "1,000"}[wanted]
    total = f"{1000 + float(amount.replace(',', '')):.2f}"
    text = f"Item|%|USD\nRooms||1,000.00\nContingency|{percent}|{amount}\nTotal||{total}"
    told, _ = lines(text)
    if percent == "0.13 %":
        wanted = "0.13"
    assert told[1].partition("contingency")[2] == (f" {wanted} % of items" if wanted else "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rooms|1\nTotal|2", "is 2.00 (1.00 apart). Correct the file."),
        ("Rooms|1,000.00\nTotal|2,000.00", "3 cost-sum: the lines sum to 1,000"),
        (
            "Rooms|1\nStaff|2\nSub-total|4\nTotal|3",
            '"Sub-total" is 4.00, but the lines above it sum to 3.00.',
        ),
        ("Rooms|1\nStaff|2", "3 cost-sum: no total is printed below the lines"),
        ("Rooms|1\nTotal|1\nStaff|2", '4 cost-sum: "Staff" stands below the total.'),
        ("Rooms|1\n|2\nTotal|3", "3 cost-sum: 2 stands here without saying for what."),
        ("Staff|2\nRooms|ten\nSecurity|3\nTotal|5", "3 number-bad"),
        ("Rooms|1,000.00\nContingency (10%)|120.00\nTotal|1,120.00", "of the above is 100.00."),
        (f"{BASED}Contingency (10%)|120.00\nTotal|1,250.00", "of the above is 100.00 or 113.00."),
        (
            f"{BASED}Contingency (10%)|\nTotal|1,230.00",
            '4 cost-sum: "Contingency (10%)" gives 10 per cent',
        ),
        (
            "Rooms|1\nStaff|2\nin thousands of dollars|\nTotal|3",
            '4 number-bad: "in thousands of dollars" gives',
        ),
        ("MSP13 rooms|1\nMSP12 rooms|2\nTotal|3", '"MSP12 rooms" belongs to another meeting'),
    ],
)
def test_what_does_not_fit_is_asked_at_its_row(text: str, wanted: str) -> None:
    errors = asked(f"{H}{text}")
    assert wanted in errors[0], errors


def test_a_percentage_beyond_a_hundred_is_none() -> None:
    text = "Item|%|USD\nRooms||1.00\nStaff||2.00\nContingency|{}|30.00\nTotal||33.00"
    for percent in ("0", "x"):
        errors = asked(text.format(percent))
        assert any("is not a valid percentage" in each for each in errors), errors


def test_a_row_that_nobody_sees_is_asked_with_its_sum() -> None:
    text = f"{H}Rooms|1\nStaff|2\nNote|\nTotal|3"
    error, *_ = asked(text, struck=frozenset({(2, 1)}))
    assert error.startswith('3 value-bad: "Staff" is struck out, with 2.')
    error, *_ = asked(text, struck=frozenset({(2, 0)}))
    assert error.startswith('3 value-bad: "Staff" is struck out, with 2.')
    error, *_ = asked(text, hidden_rows=frozenset({2}))
    assert error.startswith('3 value-bad: "Staff" stands in a hidden row, with 2.')
    assert read(text, hidden_rows=frozenset({3}))[2] == []


def test_the_account_says_what_became_of_each_row() -> None:
    text = f"{H}Rooms|100\nof which host|50\nNote|\nItem|USD\nStaff|50\nSub-total|150\nTotal|150"
    found, account, errors = read(text)
    assert errors == [] and found is not None
    assert [(line.place.row, line.fate, line.reason, line.amount) for line in account.lines] == [
        (2, "taken", "a line of the cost", "USD 100.00"),
        (3, "left_out", "a part of a line above", "USD 50.00"),
        (4, "left_out", "a heading or a note", ""),
        (5, "left_out", "the heading again", ""),
        (6, "taken", "a line of the cost", "USD 50.00"),
    ]
    assert [(each.what, each.stated, each.read, each.place.row) for each in account.checks] == [
        ('"Sub-total"', "150.00", "150.00", 7), ('"Total"', "150.00", "150.00", 8)
    ]  # fmt: skip


def test_the_sheet_with_a_total_is_taken_and_the_others_are_told() -> None:
    whole, part = f"{H}Rooms|1\nTotal|1", f"{H}Rooms|1\nStaff|2"
    found, account, errors = read("notes\nmore", whole, part)
    assert errors == [] and found is not None and found.total == 100
    assert [(line.text, line.reason, line.times) for line in account.of("left_out")] == [
        ('sheet "S1"', "no table with items and sums", 2),
        ('sheet "S3"', "another table of costs", 3),
    ]
    found, account, _ = read(whole, whole, hidden=True)
    assert found is not None and found.total == 100
    assert account.of("left_out")[0].reason == 'on the hidden sheet "S1"'
    found, account, _ = read("notes")
    assert found is None and account.of("left_out")[0].text == "the table"


def test_sums_of_another_column_are_asked() -> None:
    text = "Item|2024|2025\nRooms|1|1\nStaff|2|\nTotal|3|1"
    found, account, errors = read(text)
    assert errors == [] and found is not None and found.total == 100
    assert 'a sum in "2024" (column B) only' in [line.reason for line in account.lines]
    (error,) = asked("Item|2024|2025\nRooms|1|1\nStaff|2|2\nTotal|3|")
    assert error.startswith('4 cost-sum: "Total" stands in "2024" (column B), and not in')
    text = "Item|Hotel|Flights|All\nRooms|1|2|3\nStaff|1|1|\nTotal|2|3|{}"
    assert asked(text.format(5))
