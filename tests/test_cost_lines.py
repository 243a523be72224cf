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
        (
            "Rooms|1,000.50\nTotal (rounded)|1,001",
            ["Rooms 100050 other", "Total (rounded) 50 rounding"],
        ),
        (
            "Rooms|1,040\nTotal (rounded)|1,000",
            ["Rooms 104000 other", "Total (rounded) -4000 rounding"],
        ),
        (
            f"Rooms|1.40\nTotal (rounded) {'x' * 145}|1",
            ["Rooms 140 other", f"Total (rounded) {'x' * 144}... -40 rounding"],
        ),
        (
            "Rooms|1\nStaff|2\nSub-total, conference servicing and others|3\nTotal|3",
            ["Rooms 100 other", "Staff 200 other"],
        ),
        ("Item|USD\nRooms|1\nTotal|1", ["Rooms 100 other"]),
        ("Rooms|1\nSub-total|\nTotal|1", ["Rooms 100 other"]),
        ("Rooms|5\nStaff|5\nTotal|10", ["Rooms 500 other", "Staff 500 other"]),
        (
            "Rooms|1\nStaff|2\nContingency (100%)|3\nTotal|6",
            [
                "Rooms 100 other",
                "Staff 200 other",
                "Contingency (100%) 300 contingency 100 % of items",
            ],
        ),
        (
            "Rooms|1,000.00\nContingency (0.5%)|5.00\nTotal|1,005.00",
            ["Rooms 100000 other", "Contingency (0.5%) 500 contingency 0.5 % of items"],
        ),
        (
            "Rooms|1,000.00\nContingency (12.1234%)|\nTotal|1,121.23",
            ["Rooms 100000 other", "Contingency (12.1234%) 12123 contingency 12.1234 % of items"],
        ),
        *(
            (
                f"Rooms|{rooms}\nPSC (13%)|{psc}\nTotal|{rooms + psc}",
                [f"Rooms {rooms}00 other", f"PSC (13%) {psc}00 programme_support"],
            )
            for rooms, psc in ((1003, 130), (1010, 130), (1050, 137), (23, 3))
        ),
        ("Rooms|1,000\nTotal (rounded)|1,000", ["Rooms 100000 other"]),
        ("A|1\nTotal|1\nB|2\nSub-total|2\nGrand total|3", ["A 100 other", "B 200 other"]),
        (
            "Rooms|0.50\nPSC (13%)|0.07\nTotal|0.57",
            ["Rooms 50 other", "PSC (13%) 7 programme_support 13 % of items"],
        ),
        (f"{'R' * 161}|1\nTotal|1", [f"{'R' * 160}... 100 other"]),
        ("Rooms|1\nDescription|5\nTotal|6", ["Rooms 100 other", "Description 500 other"]),
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
        ("1", "1"),
        ("1.5", "1.5"),
        ("%", ""),
    ],
)
def test_a_percentage_stands_in_its_column(percent: str, wanted: str) -> None:
    amount = {"13": "130", "13.5": "135", "": "1.30", "100": "1,000", "1": "10", "1.5": "15"}[
        wanted
    ]
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
        ("Rooms|1,000.01\nPSC (13%)|130.01\nTotal|1,130.02", "but 13 per cent of the above"),
        ("A|1\nSub-total|1\nB|2\nSub-total|1\nTotal|3", "but the lines above it sum to 2.00"),
        ("Rooms|1,030,000\nPSC (13%)|130,000\nTotal|1,160,000", "but 13 per cent of the above"),
        ("Rooms|1.00\nContingency (101%)|1.01\nTotal|2.01", '"101" is not a valid percentage'),
        (
            "A|1\nSub-total|1\nB|2\nSub-total|2\nC|4\nSub-total|4\nTotal B and C|6",
            "no total is printed below the lines",
        ),
        ("Rooms|1,030,000\nTotal (rounded)|1,000,000", "the lines sum to 1,030,000.00"),
        ("Rooms|1,000.40\nTotal|1,000", "or give the difference a rounding line."),
        ("A|1\nTotal|1\nB|2\nTotal|2", "the lines sum to 3.00, but the printed total is 2.00"),
        ("A|1\nTotal|1\nB|2\nSub-total|2", '4 cost-sum: "B" stands below the total.'),
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
    text = f"{H}Rooms|100\nof which host|50\nNote|\nItem|USD\nStaff|50\nGross needs|150\nTotal|150"
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
        ('"Gross needs"', "150.00", "150.00", 7), ('"Total"', "150.00", "150.00", 8)
    ]  # fmt: skip


def test_the_sheet_with_a_total_is_taken_and_the_others_are_told() -> None:
    whole, part = f"{H}Rooms|1\nTotal|1", f"{H}Rooms|1\nStaff|2"
    found, account, errors = read("Item|Quantity\nDays|5", whole, part)
    assert errors == [] and found is not None and found.total == 100
    told = [(each.text, each.reason, each.times, each.place.text) for each in account.lines]
    assert ('sheet "S1"', "no table with items and sums", 2, "S1!A1") in told
    assert ('sheet "S3"', "another table of costs", 3, "S3!A1") in told
    found, account, _ = read(whole, whole, hidden=True)
    assert found is not None and found.total == 100
    assert account.of("left_out")[0].reason == 'on the hidden sheet "S1"'
    found, account, _ = read("notes")
    assert found is None and account.of("left_out")[0].text == "the table"


def test_the_rounding_of_a_total_is_in_the_account() -> None:
    _, account, _ = read(f"{H}Rooms|1,000.40\nTotal (rounded)|1,000")
    last = account.lines[-1]
    assert (last.reason, last.amount) == ("rounding of the total", "USD -0.40")


def test_the_sheet_that_names_the_meeting_is_taken() -> None:
    first, second = f"{H}Rooms|1\nTotal|1", f"{H}Rooms|2\nTotal|2"
    found, account, errors = read(first, second, title="13MSP")
    assert errors == [] and found is not None and found.total == 100
    assert [line.text for line in account.of("left_out")] == ['sheet "S2"']
    found, _, (error,) = read(first, second, title="12MSP")
    assert found is None and '"USD" (column B) of 12MSP, "USD" (column B) of S2' in error
    assert error.endswith("Or import a file with that sheet only.")
    assert read("notes", column="USD")[0] is None
    (error,) = read(first, column="EUR")[2]
    assert error.startswith('1 column-doubtful: there is no column of sums "EUR".')


def test_a_sum_is_in_the_unit_of_its_column_also_if_the_heading_holds_its_figures() -> None:
    assert lines("Item|USD k\nRooms|1.11\nTotal|1.11") == (["Rooms 111000 other"], 111000)
    assert lines("Item|2025\nRooms|20\nTotal|20") == (["Rooms 2000 other"], 2000)


def test_a_heading_that_comes_again_is_known_by_its_words() -> None:
    text = "Spending by object|USD\nRooms|1\nSpending by object|USD\nItem|\nTotal|1"
    _, account, errors = read(text)
    left = [line.reason for line in account.of("left_out")]
    assert errors == [] and left == ["the heading again", "a heading or a note"]


def test_words_in_the_column_of_sums_are_a_note_but_in_the_last_row() -> None:
    found, account, errors = read(f"{H}Rooms|1\n|\u2013\n|approved\nTotal|1")
    assert errors == [] and found is not None
    assert [(each.text, each.reason) for each in account.of("left_out")] == [
        ("approved", "a heading or a note")
    ]
    (error,) = asked(f"{H}Rooms|1\nTotal|1\n|approved")
    assert "approved stands here without saying for what" in error


def test_of_rows_of_another_meeting_the_last_is_asked() -> None:
    (error,) = asked(f"{H}MSP13 rooms|1\nMSP12 rooms|2\nMSP12 staff|4\nTotal|7")
    assert "MSP12 rooms" in error
    found, _, _ = read(f"{H}Rooms|1\nStaff|2")
    assert found is not None and found.total == 0


def test_sums_of_another_column_are_asked() -> None:
    text = "Item|2024|2025\nRooms|1|1\nStaff|2|\nTotal|3|1"
    found, account, errors = read(text)
    assert errors == [] and found is not None and found.total == 100
    assert 'a sum in "2024" (column B) only' in [line.reason for line in account.lines]
    (error,) = asked("Item|2024|2025\nRooms|1|1\nStaff|2|2\nTotal|3|")
    assert error.startswith('4 cost-sum: "Total" stands in "2024" (column B), and not in')
    (error,) = asked("Item|Hotel|Flights|All\nRooms|1|2|3\nStaff|5|-5|\nTotal|6|-3|3")
    assert '"Staff" has sums, but none in the column "All"' in error


def test_a_sum_is_checked_and_is_the_total_unless_a_line_was_not_read() -> None:
    found, account, _ = read(f"{H}Rooms|1\nTotal|2")
    assert found is not None and found.total == 200
    assert [(each.what, each.stated, each.read) for each in account.checks] == [
        ('"Total"', "2.00", "1.00")
    ]
    found, account, _ = read(f"{H}Staff|2\nRooms|ten\nSub-total|2\nTotal|9")
    assert found is not None and found.total == 0
    assert [(each.what, each.stated, each.read) for each in account.checks] == [
        ('"Sub-total"', "2.00", "2.00")
    ]


def test_what_was_asked_once_is_not_asked_again_of_the_total() -> None:
    assert len(asked(f"{H}A|1\nTotal|1\nB|2\nSub-total|9")) == 1
    assert len(asked(f"{H}Staff|2\nRooms|ten\nSecurity|3\nTotal|9")) == 1
    text = "Staff|2\nRooms|ten\nHall|1,000.00\nContingency (10%)|120.00\nTotal|1,122.00"
    assert len(asked(f"{H}{text}")) == 1
    assert len(asked("Item|2024|2025\nRooms|1|1\nSub-total|1|\nTotal|9|9")) == 1


def test_a_unit_in_a_note_is_asked_only_if_it_is_another() -> None:
    for text in (
        "Item|USD k\nRooms|1.11\nPSC (13%)|0.14\nTotal|1.25",
        "Item|USD k\nA. Rooms|\nHall|1\nTotal|1",
        "Item|USD k\nHall|1\nin thousands of dollars|\nTotal|1",
        "Item|2024|2025\nHall|1|1\nin thousands of dollars|5|\nTotal|6|1",
    ):
        assert read(text)[2] == []


def test_the_name_of_a_total_may_stand_beside_the_items() -> None:
    for number in ("9", "USD 9"):
        found, _, errors = read(f"No.|Item|Note|USD\n1|Rooms||3\n{number}||Grand total|3")
        assert errors == [] and found is not None and found.total == 300
    assert lines("Ref|Item|USD\nR-x|Rooms|1\nS-x|Staff|2\n|Total|3")[0][0] == "Rooms 100 other"
    _, account, _ = read(f"{H}Rooms|1\nTotal|2")
    assert [line.amount for line in account.of("open")] == ["USD 2.00"]


def test_a_section_whose_letter_stands_beside_it_is_no_heading_of_columns() -> None:
    text = "Ref|Spending|USD\nA|Conference servicing|\n1|Rooms|1\n2|Staff|2\n|Total|3"
    assert lines(text)[0] == ["Rooms 100 conference_servicing", "Staff 200 conference_servicing"]
    _, account, _ = read(text)
    assert ("Conference servicing", 2) in [(each.text, each.place.row) for each in account.lines]


def test_items_are_found_beside_a_column_that_only_numbers_them() -> None:
    assert lines("Item|Service|USD\n1|Rooms|1\n2|Staff|2\n|Total|3")[1] == 300
