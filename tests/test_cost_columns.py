"""Tables of costs in memory: where the items and the sums stand, what each column is, and which
columns a wish may mean.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccmcost.intake.cost_columns import (
    Table,
    Wanted,
    fitting,
    named_column,
    statuses_differ,
    table_of,
)
from ccmcost.intake.sheet import Sheet, column_letters
from tests.test_cost_lines import SOUGHT


def sheet(text: str, **more: Any) -> Sheet:
    return Sheet("", tuple(tuple(line.split("|")) for line in text.splitlines()), **more)


def table(text: str, **more: Any) -> Table:
    found = table_of(sheet(text, **more))
    assert found is not None
    return found


def heads(text: str, **more: Any) -> list[str]:
    """What each column beside the items is: its letter, heading and kind, or why not."""
    return [
        " ".join(filter(None, (column_letters(each.at), each.text, each.currency, each.why_not)))
        + ("" if each.why_not else f": {each.kind}")
        for each in table(text, **more).heads
    ]


@pytest.mark.parametrize(
    ("text", "column", "row"),
    [
        ("Spending|USD\nRooms|1\nTotal|1", "A", 2),
        ("Spending|USD\nHire of rooms|1", "A", 2),
        ("Rooms|1\nTotal|1", "A", 1),
        ("Spending|USD|Who\nRooms|1|host\nTotal|1|", "A", 2),
        ("|Spending|USD\n|Rooms|1\n|Total|1", "B", 2),
        ("Ref|Spending|USD\nA|Rooms|1\nB|Staff|2", "B", 2),
        # of columns of words the one with most of them beside sums, else with most, else the left
        ("USD 5|Rooms|USD 6\nUSD 2|Staff|USD 3\n|Total|9", "B", 1),
        ("Rooms|USD 5|USD 6\n|USD 2|USD 3", "A", 1),
        ("Hire of rooms|host|1\nHire of staff|host|2", "A", 1),
        ("Conference||\nSecurity||\nOther||\n|Rooms|1\n|Staff|2", "B", 4),
        ("1|Rooms|5|paid by host|\n2|Staff|6|paid by host|\n|||note|\n|||note|", "B", 1),
        ("Notes|Rooms|5\nNotes|Staff|6\nNotes||\nNotes||", "A", 1),
        ("Rooms|big|1\nStaff||2", "A", 1),
        ("big|Rooms|1\n|Staff|2", "B", 1),
        # the heading says which column has the items, unless that numbers or letters them
        ("Section|Description|USD\nConference|Rooms|1\nSecurity|Guards|2", "B", 2),
        ("|Description|USD\nConference|Rooms|1\nSecurity|Guards|2\nTotal||3", "B", 2),
        ("Costs|of May\nSection|Description|USD\nConference|Rooms|1\nSecurity|Guards|2", "B", 3),
        ("Requirements||\nWhat|Description|USD\nConference|Rooms|1\nOther|Guards|2", "B", 3),
        ("Item|Description|USD\nRooms||1\nHall|big|2", "A", 2),
        ("Item|Description|USD\nRooms|big|1\nHall|small|2", "A", 2),
        ("Item|Description|USD\n|Rooms|1\nOther|Hall|2", "B", 2),
        ("Item|What|USD\nA|Rooms|1\nB|Hall|2", "B", 2),
        ("Item|What|USD\n1|Rooms|1\n2|Hall|2", "B", 2),
        ("Item|What|USD\nA|Rooms|1\nHall|Big|2", "B", 2),
        ("Item|Type|What|USD\nA|new|Rooms|1\nB|activity|Hall|2\nC||Security|3", "C", 2),
        # what stands above the sums without an item is no line
        ("(1)|(2)\nSpending|USD\nRooms|5\nTotal|5", "A", 3),
        ("Cost|of May\nOf the meeting|\nSpending|USD\nRooms|5\nTotal|5", "A", 4),
        # years above the sums are no sums, sums like years are some
        ("For the meeting|2024|2025\nRooms|2024|2025\nTotal|2024|2025", "A", 2),
        ("Item|2024|2025\nRooms|1|2", "A", 2),
        ("Costs|of May\nItem|2024|2025\nRooms|1|2", "A", 3),
        ("Rooms|2025|30\nTotal|2025|30", "A", 1),
        ("Rooms|2025|2025\nTotal|2025|2025", "A", 1),
        ("Cost\nSpending|USD\nRooms|2025\nTotal|2025", "A", 3),
        ("Spending|USD|\nRooms|2025|\nTotal|2025|", "A", 2),
        # the heading is the lowest row with something behind the items, and up to three above it
        ("Spending|USD\nConference services|\nRooms|1\nTotal|1", "A", 2),
        ("Ref|Spending|USD\nA|Conference services|\n1|Rooms|1\n|Total|1", "B", 2),
        ("Spending|USD|\nRooms|1|\nTotal|1|", "A", 2),
    ],
)
def test_the_lines_begin_below_the_heading_at_the_column_of_items(
    text: str, column: str, row: int
) -> None:
    found = table(text)
    assert (column_letters(found.label), found.first + 1) == (column, row)


@pytest.mark.parametrize(
    "text",
    [
        "Rooms|hired\nStaff|local",
        "1|2\n3|4",
        "Rooms",
        "",
        "Item|USD\n1|100",
        "\n" * 60 + "Rooms|1",
    ],
)
def test_without_items_beside_sums_there_is_no_table(text: str) -> None:
    assert table_of(sheet(text)) is None


def test_a_table_may_begin_in_the_sixtieth_row() -> None:
    assert table("\n" * 59 + "Rooms|1").first == 59


@pytest.mark.parametrize(
    ("text", "heading", "row", "context"),
    [
        ("Item|USD\nRooms|1", "USD", 1, "Item"),
        ("Costs|\nItem|USD\nRooms|1", "USD", 2, "Costs Item"),
        ("Costs|\n\nItem|USD\nRooms|1", "USD", 3, "Costs Item"),
        ("Costs|||of 2025\n|\nItem|USD\nRooms|1", "USD", 3, "Costs of 2025 Item"),
        ("Item|USD\n(thousands)|k\nRooms|1", "USD k", 2, "Item (thousands)"),
        ("Costs|\nOf May|\nItem|USD\n|k\nRooms|1", "USD k", 4, "Costs Of May Item"),
        ("A|1st\nB|2nd\nC|3rd\nD|4th\nRooms|1", "1st 2nd 3rd 4th", 4, "A B C D"),
        ("O|0th\nA|1st\nB|2nd\nC|3rd\nD|4th\nRooms|1", "1st 2nd 3rd 4th", 5, "O 0th A B C D"),
        ("Item|USD\n|USD\nRooms|1", "USD", 2, "Item"),
        ("Item||more\n|USD|words\nRooms|1|x", "USD", 2, "Item"),
        ("Rooms|1\nTotal|1", "", 1, ""),
    ],
)
def test_the_heading_is_of_up_to_four_rows_and_the_text_above_it_is_kept(
    text: str, heading: str, row: int, context: str
) -> None:
    found = table(text)
    assert (found.sums[0].text, found.header_row + 1) == (heading, row)
    assert found.context.strip() == context


def test_the_text_above_and_the_title_of_a_sheet_are_text_above_the_table() -> None:
    found = table("Item|USD\nRooms|1", above="Costs of May")._replace()
    assert found.context.split() == ["Costs", "of", "May", "Item"]
    titled = table_of(sheet("Item|USD\nRooms|1")._replace(title="May"))
    assert titled is not None and titled.context.split() == ["Item", "May"]


COLUMNS = {
    "Item|USD|Note\nRooms|1|host\nTotal|1|": ["B USD USD: sum", "C Note it holds words"],
    "Item|EUR|\nRooms|1|\nTotal|1|": ["B EUR EUR: sum", "C it is empty"],
    "Item|EUR|Other\nRooms|1|\u2013\nTotal|1|-": ["B EUR EUR: sum", "C Other it is empty"],
    "Item|A|B\nRooms|1\nStaff|1|2\nTotal|2|2": ["B A: sum", "C B: sum"],
    "Item|A|B\nRooms|1|\nStaff|1|\u2013\nHall||5\nTotal|2|5": ["B A: sum", "C B: sum"],
    "Item|A|B\nRooms|1|5\nStaff|2|6\n||see\n||the\n||annex": ["B A: sum", "C B: sum"],
    "Item|A|B\nRooms|1|5\nStaff|2|new": ["B A: sum", "C B it holds words"],
    "Item|A|B\nRooms|1|5\nStaff|2|new\nHall|1|7": ["B A: sum", "C B: sum"],
    "Ref|What|USD\nA|Rooms|1\nB|Staff|2": ["A Ref it numbers the lines", "C USD USD: sum"],
    "Ref|What|USD\n7|Rooms|1\n8|Staff|2": ["A Ref it numbers the lines", "C USD USD: sum"],
    "X|What|USD\n7|Rooms|1\n8|Staff|2": ["A X it numbers the lines", "C USD USD: sum"],
    "X|What|USD\nA|Rooms|1\nown|Staff|2": ["A X it holds words", "C USD USD: sum"],
    "What|Note|USD\nRooms|a|1\nStaff|b|2": ["B Note it holds words", "C USD USD: sum"],
    "What|No.|USD\nRooms|7|1\nStaff|8|2": ["B No. it numbers the lines", "C USD USD: sum"],
    "What|USD|Change\nRooms|7|1\nStaff|8|2": ["B USD USD: sum", "C Change it is a difference"],
    "What|Days|USD\nRooms|7|1\nStaff|8|2": ["B Days it is a quantity or a price", "C USD USD: sum"],
    "What|Days|USD\nRooms|7|1\nTotal|7|2": ["B Days it is a quantity or a price", "C USD USD: sum"],
    "What|Cost per day|USD\nRooms|7|1\nStaff|8|2": [
        "B Cost per day it is a quantity or a price",
        "C USD USD: sum",
    ],
    "What|Cost for 2 sessions|USD\nRooms|7|1\nTotal|7|1": [
        "B Cost for 2 sessions: sum",
        "C USD USD: sum",
    ],
    "What|Cost for 2 sessions|USD\nRooms|7|1\nTotal||1": [
        "B Cost for 2 sessions it is a quantity or a price",
        "C USD USD: sum",
    ],
    "What|Note|Cost for 2 sessions\nRooms|x|7\nTotal|of all|9": [
        "B Note it holds words",
        "C Cost for 2 sessions: sum",
    ],
    "What|Note|Cost for 2 sessions\nRooms|x|7\nStaff|of all|9": [
        "B Note it holds words",
        "C Cost for 2 sessions it is a quantity or a price",
    ],
    "What|Total per day|USD\nRooms|7|1\nStaff|8|2": ["B Total per day: sum", "C USD USD: sum"],
    "What|Rate in pesos|USD\nRooms|7|1\nTotal|7|1": [
        "B Rate in pesos ? it is a quantity or a price",
        "C USD USD: sum",
    ],
    "What|Days|USD\nRooms|7|1\nStaff\nTotal|7|1": [
        "B Days it is a quantity or a price",
        "C USD USD: sum",
    ],
    "What|Hotel, per night|USD\nRooms|7|1\nStaff\nTotal|7|1": [
        "B Hotel, per night: sum",
        "C USD USD: sum",
    ],
    "What|USD|For 2 persons\nRooms|7|1\nStaff|8\nTotal|15|see\nTotal|15|": [
        "B USD USD: sum",
        "C For 2 persons it holds words",
    ],
    "What|USD|For 2 persons\nRooms|7|1\nStaff|8|2\nMore|8|2\nTotal|15|see": [
        "B USD USD: sum",
        "C For 2 persons it is a quantity or a price",
    ],
}


@pytest.mark.parametrize("text", COLUMNS)
def test_a_column_holds_sums_unless_it_holds_something_else(text: str) -> None:
    assert heads(text) == COLUMNS[text]


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("Part", "13% 5%", "percent"),
        ("Part", "13% included", "percent"),
        ("Part", "13% 5", "other"),
        ("Part", "13 5", "sum"),
        ("Words", "some other", "other"),
        ("Pct", "13 5", "percent"),
        ("Our per cent", "13 5", "percent"),
        ("Our %", "13 5", "percent"),
        ("Pct", "12,5 0 100", "percent"),
        ("Pct", "100.5 0", "sum"),
        ("Pct", "13 1,000.00", "sum"),
        ("Our share (40%)", "13 5", "sum"),
        ("Our share (40%)", "40 40", "percent"),
        ("Our share (12,5 per cent)", "12.5 12,5", "percent"),
        ("Our share (40%)", "4,000 400", "sum"),
    ],
)
def test_percentages_have_their_sign_or_a_heading_that_says_so(
    heading: str, cells: str, kind: str
) -> None:
    lines = [f"Item{at}a|{cell}|{at}" for at, cell in enumerate(cells.split(), 1)]
    first, *_ = table("\n".join([f"Item|{heading}|USD", *lines])).heads
    assert first.kind == kind


def test_a_hidden_column_of_sums_is_none_to_take() -> None:
    text = "Item|USD|%\nRooms|1|13%\nTotal|1|13%"
    hidden = frozenset({1, 2})
    assert heads(text, hidden_columns=hidden) == [
        "B USD USD the column is hidden",
        "C %: percent",
    ]
    assert heads(text, hidden_columns=frozenset({2}))[0] == "B USD USD: sum"
    assert heads("Item|USD|Note\nRooms|1|x\nTotal|1|y", hidden_columns=hidden)[1] == (
        "C Note it holds words"
    )


def test_the_currency_is_in_the_heading_or_in_the_format_of_the_cells() -> None:
    text = "Item|EUR|Sums\nRooms|1|2\nTotal|1|2"
    units = {(1, 1): "CHF", (2, 1): "CHF", (1, 2): "CHF", (2, 2): "CHF"}
    assert heads(text, units=units) == ["B EUR EUR: sum", "C Sums CHF: sum"]


def test_a_heading_is_kept_up_to_eighty_letters() -> None:
    assert [len(each.text) for each in table(f"Item|{'x' * 81}\nRooms|1").heads] == [80]


def test_a_table_gives_its_columns_items_and_numbers() -> None:
    found = table("Item|%|USD|Note\nRooms|5%|1|x\nStaff|7%|n. a.|y\nTotal|9%|1|z")
    assert [each.named for each in found.sums] == ['"USD" (column C)']
    assert found.percent is not None and found.percent.at == 1
    assert found.labels(lambda label: label != "Staff") == ["Rooms", "Total"]
    assert found.numbers(2) == ["1", "1"]
    bare = table("Rooms|1\nTotal|1")
    assert (bare.sums[0].named, bare.percent) == ("column B", None)


def fits(headings: str, status: str = "") -> list[str]:
    """Of columns of sums those that may be meant."""
    columns = table(f"Item|{headings}\nRooms{'|1' * (headings.count('|') + 1)}").sums
    wanted = Wanted("USD", False, SOUGHT, status)
    return [head.text for head in fitting(columns, wanted)]


@pytest.mark.parametrize(
    ("headings", "status", "wanted"),
    [
        ("A|B", "", ["A", "B"]),
        ("12MSP|13MSP", "", ["13MSP"]),
        ("12MSP|Other", "", ["Other"]),
        ("12MSP|Total", "", ["Total"]),
        ("APMBC|BWC", "", ["APMBC", "BWC"]),
        ("12MSP and 13MSP|Other", "", ["12MSP and 13MSP"]),
        ("12MSP and 13MSP|13MSP", "", ["13MSP"]),
        ("CCM|APMBC|Both", "", ["CCM"]),
        ("APMBC|Meeting", "", ["Meeting"]),
        ("2024|2025", "", ["2025"]),
        ("2024|Sums", "", ["Sums"]),
        ("13MSP 2024|13MSP 2025", "", ["13MSP 2025"]),
        ("Estimate|Actual", "", ["Estimate", "Actual"]),
        ("Estimate|Actual", "actual", ["Actual"]),
        ("Estimate|Actual", "estimate", ["Estimate"]),
        ("Estimate|Revised estimate", "estimate", ["Estimate"]),
        ("Estimate|Revised estimate|Actual", "revised_estimate", ["Revised estimate"]),
        ("Estimate|Revised|Revised estimate", "revised_estimate", ["Revised"]),
        ("Estimate|Other", "actual", ["Estimate", "Other"]),
        ("Estimate, final|Other", "actual", ["Estimate, final", "Other"]),
        ("Estimate|Other", "revised_estimate", ["Estimate", "Other"]),
    ],
)
def test_of_columns_those_may_be_meant_that_name_the_meeting_or_name_none(
    headings: str, status: str, wanted: list[str]
) -> None:
    assert fits(headings, status) == wanted


def test_a_column_that_cannot_be_taken_fits_no_meeting() -> None:
    found = table("Item|13MSP|Sums\nRooms|1|2\nTotal|1|2", hidden_columns=frozenset({1}))
    assert [head.at for head in fitting(found.sums, Wanted("USD", False, SOUGHT))] == [2]


@pytest.mark.parametrize(
    ("headings", "wish", "wanted"),
    [
        ("Sums|Sums in EUR", "sums", ["Sums"]),
        ("Sums|Sums in EUR", "eur", ["Sums in EUR"]),
        ("Sums|Sums in EUR", "in eur", ["Sums in EUR"]),
        ("Sums|Sums in EUR", "um", []),
        ("Sums|Sums in EUR", " c ", ["Sums in EUR"]),
        ("Sums|Sums in EUR", "d", []),
        ("Sums of 1|Sums of 2", "Sums of", ["Sums of 1", "Sums of 2"]),
        ("C|Sums", "C", ["C"]),
        ("Sums|Class B", "B", ["Sums"]),
        ("Sums|Sums in EUR", "?", []),
    ],
)
def test_a_column_is_wished_by_its_heading_its_letter_or_words_of_its_heading(
    headings: str, wish: str, wanted: list[str]
) -> None:
    columns = table(f"Item|{headings}\nRooms|1|2").sums
    assert [head.text for head in named_column(columns, wish)] == wanted


def test_figures_differ_where_their_columns_say_so() -> None:
    one, two = table("Item|Estimate|Actual\nRooms|1|2").sums
    assert statuses_differ([one, two]) and not statuses_differ([one])
    assert not statuses_differ([one, one])
