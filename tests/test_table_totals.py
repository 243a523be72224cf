"""What a table or a text states about itself, in memory: each figure is held against the rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, Place, Section
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.stated import (
    figure_in,
    figures_of,
    hold_numbers,
    hold_states,
    is_balance,
    numbers_of,
    says_balance,
    says_opening,
    says_total,
    signed_figure,
    stated_in,
    states_counted,
    sums_of,
)
from ccmcost.intake.table_totals import NamedRow, TableTotals


def account() -> Account:
    return Account(Marker("s", Findings()))


@pytest.mark.parametrize(
    ("text", "total", "balance", "speaks", "opening"),
    [
        ("Total", True, False, False, False),
        ("Total: 9", True, False, False, False),
        ("Total of States", True, False, False, False),
        ("9 in total", False, False, False, False),
        ("Totally", False, False, False, False),
        ("9", False, False, False, False),
        ("", False, False, False, False),
        ("Closing balance", True, True, True, False),
        ("Opening balance", True, True, True, True),
        ("Balance of CHILE", True, False, True, False),
        ("CHILE", False, False, False, False),
    ],
)
def test_what_a_total_and_a_balance_are_called(
    text: str, total: bool, balance: bool, speaks: bool, opening: bool
) -> None:
    said = says_total(text), is_balance(text), says_balance(text), says_opening(text)
    assert said == (total, balance, speaks, opening)


@pytest.mark.parametrize(
    ("text", "counted", "stated", "numbers"),
    [
        ("9 States Parties", 9, [9], [9]),
        ("States: 9", 9, [9], [9]),
        ("Total: 9", None, [9], [9]),
        ("9 delegates", None, [], [9]),
        ("Nine States met in Geneva", 9, [9], [9]),
        ("9 States met in Geneva", None, [], [9]),
        ("9 States, 8 observers", None, [], [9, 8]),
        ("9 States Parties to the Convention", None, [], [9]),
        ("States", None, [], []),
        ("9 March 2024", None, [], []),
        ("9 States in 2024", 9, [9], [9]),
        ("1,234 States", 1234, [1234], [1234]),
        ("9 of eight", None, [], [9]),
    ],
)
def test_the_number_of_states_that_a_text_states(
    text: str, counted: int | None, stated: list[int], numbers: list[int]
) -> None:
    assert (states_counted(text), stated_in(text), numbers_of(text)) == (counted, stated, numbers)


@pytest.mark.parametrize(
    ("cell", "point", "comma"),
    [
        ("1,234.50", "1234.50", None),
        ("1.234,50", None, "1234.50"),
        ("1.234", "1.234", "1234"),
        ("1'234", "1234", "1234"),
        ("9 %", "9", "9"),
        ("x9", None, None),
        ("9" * 20, "9" * 20, "9" * 20),
        ("9" * 21, None, None),
    ],
)
def test_a_figure_is_read_by_either_mark(cell: str, point: str | None, comma: str | None) -> None:
    wanted = [each and Decimal(each) for each in (point, comma)]
    assert [figure_in(cell, mark) for mark in ".,"] == wanted
    assert figures_of(cell) == {each for each in wanted if each is not None}


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("15", "15"), ("+15", "15"), ("-15", "-15"), ("15-", "-15"), ("\u221215", "-15"),
        ("(15.00)", "-15.00"), ("USD 15", "15"), ("USD -15", "-15"),
        ("15 CR", "15"), ("x", "0"), ("", "0"),
    ],
)  # fmt: skip
def test_a_figure_has_the_sign_that_stands_beside_it(cell: str, wanted: str) -> None:
    assert signed_figure(cell, ".") == Decimal(wanted)


def test_the_sums_of_cells_are_by_either_mark_and_their_number() -> None:
    assert sums_of(["5", "6", "x", ""]) == {3, 11}
    assert sums_of(["1.234"]) == {1, 1234, Decimal("1.234")}


@pytest.mark.parametrize(
    ("numbers", "is_lost"),
    [
        ([1, 2, 3, 5], True),
        ([1, 2, 3, 4], False),
        ([2, 3, 4, 6], False),
        ([1, 3, 2, 5], False),
        ([1, 2, 2, 4, 6], False),
        ([1, 2, 4], False),
        ([1, 2, 3, 6], False),
        ([1, 2, 3, 4, 5, 6, 7, 10], True),
        ([1, 2, 3, 4, 5, 6, 7, 11], False),
    ],
)
def test_a_number_that_is_left_out_is_a_line_that_is_lost(
    numbers: list[int], is_lost: bool
) -> None:
    held = account()
    hold_numbers(numbers, Place(9), held)
    told = [(each.stated, each.read, each.place) for each in held.checks]
    assert told == ([(str(numbers[-1]), str(len(numbers)), Place(9))] if is_lost else [])


def test_a_number_of_states_agrees_if_it_fits() -> None:
    held = account()
    for number in (5, 6):
        hold_states("States", number, {5, 9}, 4, Place(1), held)
    assert [(each.stated, each.read) for each in held.checks] == [("5", "5"), ("6", "4")]


def held(
    text: str, of_states: bool = True, before: Sequence[str] = (), first: int = 1, title: str = ""
) -> list[str]:
    """The checks of a table. A row names a State by three capitals (`-` before: absent, `*`: an
    organization, `=` a State Party, `+` an observer, `~` a signatory); `#` begins a heading.
    """
    rows = [tuple(line.split("|")) for line in text.splitlines()]
    on, named = account(), list[NamedRow]()
    totals = TableTotals(Sheet(title, tuple(rows)), first, rows[first - 1], on)
    totals.look_above(range(first - 1))
    left = list[Place]()
    for row, cells in enumerate(rows[first:], first):
        names = [each.lstrip("-*=+~") for each in cells]
        at = next((n for n, each in enumerate(names) if len(each) == 3 and each.isupper()), None)
        if cells[0].startswith("#"):
            totals.begin(row, cells[0][1:])
        elif totals.take(row, cells):
            left.append(Place(row + 1, f"{title}!A{row + 1}" if title else ""))
        elif at is not None:
            marks = cells[at].removesuffix(names[at])
            section = next((MARKS_OF[mark] for mark in marks if mark in MARKS_OF), None)
            named.append(
                NamedRow(row, "" if "*" in marks else names[at], "-" not in marks, section)
            )
    totals.hold(named, of_states, frozenset(before))
    assert [line.place for line in on.of("left_out")] == left
    told = [f"{each.what}: {each.stated}/{each.read} at {each.place.text}" for each in on.checks]
    assert totals.found == bool(left)
    return told


MARKS_OF: dict[str, Section] = {
    "=": "state_party", "+": "observer_state", "~": "signatory", "*": "organization"
}  # fmt: skip
MIXED = "State|Role\n=CHL|a\n+MLT|b\n=PER|c\n~FJI|d\n*UND|e\n"
NUMBERED = "No|State|Seats\n1|CHL|3\n2|MLT|4\n3|PER|5\n"
PERSONS = "No|State|Name\n1|CHL|A\n2|CHL|B\n3|unknown|C\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # sums of columns
        ("State|Seats\nCHL|3\nMLT|4\nTotal|7", []),
        ("State|Seats\nCHL|3\nMLT|4\nTotal|2", []),
        ("State|Seats\nCHL|3\nMLT|4\nTotal|8", ['total of the column "Seats": 8/7 at line 4']),
        ("State\nCHL|3\nTotal|4", ['total stated in "Total": 4/3 at line 3']),
        # a figure beside the words of a category
        ("State|\nCHL|\nMLT|\nStates Parties|2", [
            'States stated in "States Parties": 2/2 at line 4'
        ]),
        ("State|\nCHL|\nMLT|\nStates Parties|3", [
            'total stated in "States Parties": 3/2 at line 4'
        ]),
        (MIXED + "States Parties|2", ['States stated in "States Parties": 2/2 at line 7']),
        (MIXED + "States Parties|4", ['States stated in "States Parties": 4/2 at line 7']),
        (MIXED + "States Parties|5", ['States stated in "States Parties": 5/2 at line 7']),
        (MIXED + "Signatories|1", ['States stated in "Signatories": 1/1 at line 7']),
        (MIXED + "Signatories|2", ['States stated in "Signatories": 2/1 at line 7']),
        *((MIXED + f"Observers|{n}", [f'States stated in "Observers": {n}/{n} at line 7'])
          for n in (1, 2, 3)),
        (MIXED + "Observers|4", ['States stated in "Observers": 4/1 at line 7']),
        ("State|\n=CHL|\n-=MLT|\nStates Parties|2\nStates Parties: 1", [
            'States stated in "States Parties": 2/2 at line 4',
            'States stated in "States Parties: 1": 1/1 at line 5',
        ]),
        (MIXED + "Total States Parties: 3", [
            'States stated in "Total States Parties: 3": 3/2 at line 7'
        ]),
        (MIXED + "States Parties and observers|4", [
            'States stated in "States Parties and observers": 4/4 at line 7'
        ]),
        ("State|Seats\n=CHL|3\n+MLT|4\n=PER|5\nStates Parties|8", [
            'total of the column "Seats": 8/12 at line 5'
        ]),
        ("State|Seats\n=CHL|3\n+MLT|4\n=PER|5\nStates Parties|2", []),
        ("State|Seats\n=CHL|3\nStates Parties|1\n=PER|\nStates Parties|3", []),
        ("State|\n=CHL|\nStates Parties|1\n=PER|\n-=MLT|\nStates Parties|9", [
            'States stated in "States Parties": 1/1 at line 3',
            'States stated in "States Parties": 9/2 at line 6',
        ]),
        ("State\n#States Parties (2)\n=CHL\n#Observers (2)\n=PER\n+FJI", [
            'States stated in "States Parties (2)": 2/1 at line 2',
            'States stated in "Observers (2)": 2/1 at line 4',
        ]),
        ("State|Role|Seats\n=CHL|a|3\n+MLT|b|3\nTotal States Parties|1|8", [
            'States stated in "Total States Parties": 1/1 at line 4',
            'total of the column "Seats": 8/6 at line 4',
        ]),
        ("State|A|B\nCHL|3|1\nMLT|4|1\nTotal|8|3", [
            'total of the column "A": 8/7 at line 4', 'total of the column "B": 3/2 at line 4'
        ]),
        ("State|Seats\nCHL|3\nMLT|4\nSubtotal|7\nPER|1\nTotal|8", []),
        ("State|Seats\nCHL|3\nMLT|4\nSubtotal|7\nPER|1\nFJI|1\nSubtotal|2\nTotal|9", []),
        ("State|Seats\nCHL|3\nMLT|4\nSubtotal|7\nPER|1\nTotal|15", [
            'total of the column "Seats": 15/8 at line 6'
        ]),
        ("State|Seats\nCHL|30\nSubtotal|30\nTotal|1", []),
        ("State|Sum\nCHL|1.000,50\nMLT|2.000,00\nTotal|3.000,50", []),
        ("State|Sum\nCHL|3.50\nMLT|4.25\nTotal|9", ['total of the column "Sum": 9/7.75 at line 4']),
        ("State|Seats\nCHL|3\n-MLT|\n-PER|5\nTotal|3", []),
        # above its rows
        ("State|Seats\nTotal|7\nCHL|3\nMLT|4", []),
        ("State|Seats\nTotal|8\nCHL|3\nMLT|4", ['total of the column "Seats": 8/7 at line 2']),
        ("State\nTotal: 3\nCHL\nMLT", ['States stated in "Total: 3": 3/2 at line 2']),
        # rows that hold something
        ("State|Name\nCHL|A\nSubtotal|1\nPER|B\nFJI|\nMLT|C\nTotal|2", [
            'States stated in "Subtotal": 1/1 at line 3'
        ]),
        ("State|Name\nCHL|A\nSubtotal|1\nPER|B\nTotal|9", [
            'States stated in "Subtotal": 1/1 at line 3',
            'total of the column "Name": 9/2 at line 5',
        ]),
        ("State|Name\nCHL|A\nMLT|\nPER|\nTotal|1", []),
        ("State|Name\nCHL|A\nMLT|B\nTotal|2", ['States stated in "Total": 2/2 at line 4']),
        ("State|Name\nCHL|A\n-MLT|B\nTotal|5", ['total of the column "Name": 5/1 at line 4']),
        # numbered rows
        (NUMBERED + "3|Total|12", ['States stated in "Total": 3/3 at line 5']),
        (NUMBERED + "3|Total|13", [
            'States stated in "Total": 3/3 at line 5',
            'total of the column "Seats": 13/12 at line 5',
        ]),
        (NUMBERED + "4|Total|12", ['total of the column "No": 4/3 at line 5']),
        ("No|State\n1|CHL\n2|-MLT\n3|PER\n9|Total", ['total of the column "No": 9/2 at line 5']),
        ("No|State\n1|CHL\n2|unknown\n3|MLT\n3|Total", ['total of the column "No": 3/2 at line 5']),
        ("No|State\n1|CHL\n2|MLT\n3|PER\n5|FJI", ["number of the last line: 5/4 at line 5"]),
        ("No|State\n|CHL\n2|MLT\n3|PER\n5|FJI", []),
        (f"No|State\n1|CHL\n2|MLT\n3|PER\n{'9' * 5000}|FJI", []),
        ("No|State\n1|CHL\n2|MLT\n3|PER\n5|FJI\n|*UND", ["number of the last line: 5/4 at line 5"]),
        ("No|State\n1|CHL\n2|MLT\n4|Total", ['total of the column "No": 4/2 at line 4']),
        ("No|State\n1|CHL\n2|MLT\n2|Subtotal\n1|PER\n2|FJI\n9|Total", [
            'States stated in "Subtotal": 2/2 at line 4', 'total of the column "No": 9/4 at line 7'
        ]),
        # numbers in words
        ("State\nCHL\nMLT\nTotal: 2", ['States stated in "Total: 2": 2/2 at line 4']),
        ("State\nCHL\nMLT\nTotal: 3", ['States stated in "Total: 3": 3/2 at line 4']),
        ("State\nCHL\n-MLT\nTotal: 2", ['States stated in "Total: 2": 2/2 at line 4']),
        ("State\nCHL\n-MLT\nTotal: 5", ['States stated in "Total: 5": 5/1 at line 4']),
        ("State\nCHL\n-MLT\n2 States", ['States stated in "2 States": 2/1 at line 4']),
        ("State\nCHL\n-MLT\n1 States", ['States stated in "1 States": 1/1 at line 4']),
        ("State|Seats\nCHL|3\nMLT|4\nTotal: 7|", []),
        ("State|Seats\nCHL|3\nMLT|4\n7 States|", ['States stated in "7 States": 7/2 at line 4']),
        ("State\nCHL\n*UND\n*UNH\nTotal: 3", []),
        ("State\nCHL\n-MLT\n*UND\n*UNH\nTotal: 3", []),
        ("State\nCHL\nSubtotal: 1\nPER\nTotal: 5", [
            'States stated in "Subtotal: 1": 1/1 at line 3',
            'States stated in "Total: 5": 5/2 at line 5',
        ]),
        ("State\nCHL\nSubtotal: 1\nPER\nTotal: 2", [
            'States stated in "Subtotal: 1": 1/1 at line 3',
            'States stated in "Total: 2": 2/2 at line 5',
        ]),
        ("State\nTotal: 0", ['States stated in "Total: 0": 0/0 at line 2']),
        # headings
        ("State\n#States Parties (2)\nCHL\nMLT\n#Observers (2)\nPER", [
            'States stated in "States Parties (2)": 2/2 at line 2',
            'States stated in "Observers (2)": 2/1 at line 5',
        ]),
        ("State\nCHL\nMLT\n#States Parties (2)", [
            'States stated in "States Parties (2)": 2/2 at line 4'
        ]),
        ("State\n#States Parties\nCHL\n#Absent (2)\n-MLT\nPER", [
            'States stated in "Absent (2)": 2/1 at line 4'
        ]),
        ("State\n#Absent (2)\n-MLT\n-PER", ['States stated in "Absent (2)": 2/2 at line 2']),
        ("State\nCHL\nSubtotal: 2\n*UND", ['States stated in "Subtotal: 2": 2/1 at line 3']),
        ("State\n#Absent (1)\n-MLT\nPER", ['States stated in "Absent (1)": 1/1 at line 2']),
        ("State|Seats\n#States Parties (3)\nCHL|3\nMLT|4\nSubtotal|7\nPER|1\nTotal|9", [
            'States stated in "States Parties (3)": 3/3 at line 2',
            'total of the column "Seats": 9/8 at line 7',
        ]),
        ("State|Seats\n#Parties\nCHL|5\nMLT|6\n#Observers\nPER|7\nTotal|7", []),
    ],
)  # fmt: skip
def test_what_a_table_states_is_held_against_its_rows(text: str, wanted: list[str]) -> None:
    assert held(text) == wanted


def test_rows_of_persons_are_counted_as_rows_and_states() -> None:
    assert held("State|Name\nCHL|A\nCHL|B\nTotal: 2", of_states=False) == []
    agrees = ['States stated in "Total: 1": 1/1 at line 4']
    assert held("State|Name\nCHL|A\nCHL|B\nTotal: 1", of_states=False) == agrees
    differs = ['States stated in "Total: 3": 3/1 at line 4']
    assert held("State|Name\nCHL|A\nCHL|B\nTotal: 3", of_states=False) == differs
    assert held(f"{PERSONS}3|Total", of_states=False) == []
    assert held("No|State\n1|CHL\n2|MLT\n3|PER\n5|FJI", of_states=False) == []


def test_states_of_the_tables_before_count_in_the_total_of_all() -> None:
    agrees = ['States stated in "Total: 2": 2/2 at line 3']
    assert held("State\nCHL\nTotal: 2", before=["PER"]) == agrees
    differs = ['States stated in "Total: 3": 3/1 at line 3']
    assert held("State\nCHL\nTotal: 3", before=["PER"]) == differs


@pytest.mark.parametrize(
    ("above", "wanted"),
    [
        ("Total: 2", 'States stated in "Total: 2": 2/2 at line 1'),
        ("Number of States:||1|", 'States stated in "Number of States: 1": 1/2 at line 1'),
        ("9 States|Geneva|2024", 'States stated in "9 States": 9/2 at line 1'),
        ("Total|7", ""),
        ("9 delegates", ""),
    ],
)
def test_what_stands_above_the_heading_is_held_too(above: str, wanted: str) -> None:
    told = held(f"{above}\nState|Seats\nCHL|3\nMLT|4", first=2)
    assert told == ([wanted] if wanted else [])


def test_rows_below_a_title_are_taken_in_their_order() -> None:
    text = "\n" * 5 + "No|State\n1|CHL\n2|MLT\n3|PER\n5|FJI"
    assert held(text, first=6) == ["number of the last line: 5/4 at line 10"]


def test_a_total_of_a_workbook_is_named_by_the_first_cell_of_its_row() -> None:
    told = held("State|Seats\nCHL|3\n5 States|4", title="One")
    assert [each.rpartition(" at ")[2] for each in told] == ["One!A3", "One!A3"]
