"""Documents of costs in memory: the tables of a text, the rows of a page, and what the words and
figures of an estimate say.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccmcost.findings import Findings
from ccmcost.intake import cost_documents
from ccmcost.intake.cost_documents import (
    cost_sheets,
    currency_of_text,
    is_dash,
    is_number,
    is_rounded,
    is_subtotal,
    is_sum_row,
    kind_of_line,
    power_of_heading,
    power_of_text,
    without_note,
    words_of,
)
from ccmcost.intake.sheet import Sheet
from ccmcost.model.source import SourceFile


@pytest.mark.parametrize(
    ("label", "is_sum", "is_part", "rounded"),
    [
        ("Total", True, False, False),
        ("3. Total requirements", True, False, False),
        ("Grand total (rounded)", True, False, True),
        ("Sub-total", True, True, False),
        ("Net subtotal", True, True, False),
        ("Net amount to be assessed", True, False, False),
        ("Remainder to be shared", True, False, False),
        ("Rooms in total", False, False, False),
        ("Rooms", False, False, False),
    ],
)
def test_a_row_of_a_sum_says_so(label: str, is_sum: bool, is_part: bool, rounded: bool) -> None:
    words = words_of(label)
    assert (is_sum_row(words), is_subtotal(words), is_rounded(words)) == (is_sum, is_part, rounded)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("B. Non-conference servicing", "non_conference_servicing"),
        ("A. Conference servicing", "conference_servicing"),
        ("Programme support costs", "programme_support"),
        ("Contingency", "contingency"),
        ("Rooms", None),
    ],
)
def test_the_words_of_a_line_say_its_kind(label: str, kind: str | None) -> None:
    assert kind_of_line(words_of(label)) == kind


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", ""),
        ("Amount", ""),
        ("US$", "USD"),
        ("in US dollars", "USD"),
        ("Swiss francs", "CHF"),
        ("francs", "?"),
        ("JPY", "JPY"),
        ("EUR or USD", "?"),
        ("USD and JPY", "?"),
        ("euros, not pounds sterling", "?"),
        ("Canadian dollars (CA$)", "CAD"),
    ],
)
def test_a_text_names_one_currency_or_several(text: str, currency: str) -> None:
    assert currency_of_text(text) == currency


@pytest.mark.parametrize(
    ("text", "heading", "above"),
    [
        ("Amount", 0, 0),
        ("Thousands", 3, 0),
        ("Millions", 6, 0),
        ("in thousands of dollars", 3, 3),
        ("thousands of US dollars", 3, 3),
        ("in millions of dollars", 6, 6),
        ("millions of euros", 6, 6),
        ("US$ '000", 3, 3),
        ("in millions of dollars ('000)", 3, 0),
        ("in thousands of dollars ('000)", 3, 3),
        ("in thousands, or in millions", 3, 0),
        ("Thousands of people, and 5 million", 3, 0),
    ],
)
def test_a_text_names_the_unit_of_the_sums(text: str, heading: int, above: int) -> None:
    assert (power_of_heading(text), power_of_text(text)) == (heading, above)


@pytest.mark.parametrize(
    ("cell", "number", "dash"),
    [
        ("45,000", True, False),
        ("45,000 a/", True, False),
        ("12,500*", True, False),
        ("(30.00)", True, False),
        ("-30.00", True, False),
        ("30.00-", True, False),
        ("1'000", True, False),
        ("USD 5", True, False),
        ("5 usd", True, False),
        ("US$ 5", True, False),
        ("€ 5", True, False),
        ("Fr. 100.00", True, False),
        ("100.00 SFr.", True, False),
        ("5 days", False, False),
        ("2025-01-31", False, False),
        ("2025/26", False, False),
        ("2025", True, False),
        ("Rooms", False, False),
        ("Room 5", False, False),
        ("...", False, True),
        (",", False, False),
        ("", False, True),
        (" ", False, True),
        ("\u2013", False, True),
        (" -.- ", False, True),
        ("n/a", False, True),
        ("in kind *", False, True),
        ("nothing", False, False),
    ],
)
def test_a_cell_holds_a_number_or_says_that_there_is_none(
    cell: str, number: bool, dash: bool
) -> None:
    assert (is_number(cell), is_dash(cell)) == (number, dash)


def test_a_cell_is_read_without_the_mark_of_its_note() -> None:
    assert [without_note(each) for each in ("45,000 a/", " 12,500*", "5 (1)", "5 b")] == [
        "45,000",
        "12,500",
        "5",
        "5 b",
    ]


def sheets_of(monkeypatch: pytest.MonkeyPatch, name: str, answer: Any) -> tuple[Sheet, ...]:
    monkeypatch.setattr(cost_documents, "extract", lambda *_: answer)
    return cost_sheets(SourceFile(name, "command line", b"", name), Findings())


def block(*rows: str) -> dict[str, Any]:
    cells = [row.split("|") for row in rows]
    return {"table": {"rows": cells, "merged": [], "hidden_rows": [], "struck": [], "notes": []}}


def test_each_table_of_a_text_has_the_four_lines_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [{"line": f"line {at}"} for at in range(1, 7)]
    blocks = [
        *lines,
        block("Item|USD", "Hire of\n rooms| 5 "),
        {"line": "Other costs"},
        block("Item|EUR"),
        block("Item|CHF"),
    ]
    first, second, third = sheets_of(monkeypatch, "x.docx", {"blocks": blocks})
    assert (first.title, first.above) == ("table 1", "line 3 line 4 line 5 line 6")
    assert first.rows == (("Item", "USD"), ("Hire of rooms", "5"))
    assert (second.title, second.above) == ("table 2", "Other costs")
    assert (third.title, third.above) == ("table 3", "")
    assert sheets_of(monkeypatch, "x.docx", None) == ()


def test_a_table_in_cells_is_read_as_it_stands() -> None:
    source = SourceFile("x.csv", "command line", b"Item,USD\nHire of  rooms,5\n", "x.csv")
    (sheet,) = cost_sheets(source, Findings())
    assert sheet.rows == (("Item", "USD"), ("Hire of  rooms", "5"))


def page(monkeypatch: pytest.MonkeyPatch, *rows: str, number: int = 1) -> Sheet:
    """A page of which each row is given as texts with their left edge, parted by `|`: a letter of a
    text is 5 points wide. Sums are given with `<` and their right edge.
    """
    return pages(monkeypatch, {number: rows})


def pages(monkeypatch: pytest.MonkeyPatch, given: dict[int, tuple[str, ...]]) -> Sheet:
    found = []
    for number, rows in given.items():
        pieces = []
        for at, row in enumerate(rows):
            for piece in row.split("|"):
                place, _, text = piece.partition(" ")
                width = 5.0 * len(text)
                left = float(place.strip("<")) - (width if "<" in place else 0.0)
                pieces.append([left, left + width, 20.0 * at, 10.0, text])
        found.append({"number": number, "width": 500.0, "pieces": pieces})
    (sheet,) = sheets_of(monkeypatch, "x.pdf", {"pages": found})
    return sheet


def cells(sheet: Sheet) -> list[str]:
    return ["|".join(row) for row in sheet.rows]


def test_sums_fall_into_columns_by_their_right_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = page(
        monkeypatch,
        "0 Item|<300 EUR|<400 USD",
        "0 Hire of rooms|<300 5|<400 1,000.00",
        "0 Staff|<309 10,000|<395 20",
        "0 Total|<300 10,005|<400 \u2013",
    )
    assert cells(sheet) == [
        "Item|EUR|USD",
        "Hire of rooms|5|1,000.00",
        "Staff|10,000|20",
        "Total|10,005|\u2013",
    ]


def test_sums_more_than_nine_points_apart_are_two_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = page(monkeypatch, "0 Rooms|<300 5", "0 Staff|<309.5 6")
    assert cells(sheet) == ["Rooms|5|", "Staff||6"]
    sheet = page(monkeypatch, "0 Rooms|<300 5", "0 Staff|<309 6")
    assert cells(sheet) == ["Rooms|5", "Staff|6"]


def test_sums_that_begin_at_one_edge_are_one_column(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = page(monkeypatch, "0 Rooms|300 5,000,000", "0 Staff|300 6", "0 Hall|300 700,000")
    assert cells(sheet) == ["Rooms|5,000,000", "Staff|6", "Hall|700,000"]
    sheet = page(monkeypatch, "0 Rooms|<300 5", "0 Staff|<309 6", "0 Hall|302 1,000,000")
    assert cells(sheet) == ["Rooms|5", "Staff|6", "Hall|1,000,000"]
    sheet = page(monkeypatch, "0 Rooms|<300 5", "0 Staff|300 600")
    assert cells(sheet) == ["Rooms|5|", "Staff||600"]


def test_a_number_before_the_words_of_a_row_is_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = page(monkeypatch, "0 1|20 Hire of rooms|<300 5", "0 2|20 Staff|100 for days|<300 6")
    assert cells(sheet) == ["1 Hire of rooms|5", "2 Staff for days|6"]
    sheet = page(monkeypatch, "0 Hire of rooms|<300 5", "0 Hire of staff|<300 6")
    assert cells(sheet) == ["Hire of rooms|5", "Hire of staff|6"]
    sheet = page(
        monkeypatch, "0 Item|<300 2|<400 2", "<300 2024|<400 2025", "0 Rooms|<300 5|<400 6"
    )
    assert cells(sheet) == ["Item|2|2", "|2024|2025", "Rooms|5|6"]


def test_without_sums_all_is_one_column(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cells(page(monkeypatch, "0 Rooms|100 \u2013", "0 Staff|100 local")) == [
        "Rooms \u2013",
        "Staff local",
    ]


COLUMN = "0 Rooms|<300 50,000.00|<400 50,000.00"
"""Columns of sums from 255 to 300 and from 355 to 400."""


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("<300 EUR", "|EUR|"),
        ("<400 USD", "||USD"),
        ("<300 EUR|<400 USD", "|EUR|USD"),
        ("0 Item|190 Requirements for", "Item|Requirements for|"),
        ("0 Item|240 In all, for the meeting", "Item In all, for the meeting||"),
        # alone in its row, it is the heading of a column if it begins beside or above one
        ("195.5 For a meeting", "|For a meeting|"),
        ("195 For a meeting", "For a meeting||"),
        ("0 The costs of the meeting in Geneva this week, in full", None),
        # over a column, or within nine points of it
        ("0 Item|308.5 EUR", "Item|EUR|"),
        ("0 Item|309 EUR", "Item EUR||"),
        ("0 Item|<246.5 EUR", "Item|EUR|"),
        ("0 Item|<246 EUR", "Item EUR||"),
    ],
)
def test_a_heading_stands_over_the_one_column_that_it_is_near(
    monkeypatch: pytest.MonkeyPatch, heading: str, wanted: str | None
) -> None:
    sheet = page(monkeypatch, heading, COLUMN, "0 Staff|<300 7|<400 7")
    assert cells(sheet)[0] == (wanted or f"{heading[2:]}||")
    assert cells(sheet)[1:] == ["Rooms|50,000.00|50,000.00", "Staff|7|7"]


def test_words_of_a_row_with_sums_are_its_item(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = page(monkeypatch, COLUMN, "0 Staff|255 local|<400 7")
    assert cells(sheet)[1] == "Staff local||7"


def test_what_runs_along_the_edges_of_a_page_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = pages(
        monkeypatch,
        {
            3: ("0 CCM/MSP/2025/6", "0 Rooms|<300 5", "0 4", "0 GE.25-12345", "0 Staff|<300 6"),
            4: ("0 1|20 Costs of the meeting", "0 Total|<300 11", "0 Page 4"),
        },
    )
    assert cells(sheet) == [
        "Rooms|5",
        "4|",
        "GE.25-12345|",
        "Staff|6",
        "1 Costs of the meeting|",
        "Total|11",
    ]
    assert [(sheet.place(at, 0).row, sheet.place(at, 0).text) for at in (0, 3, 4, 5)] == [
        (1, "page 3, line 2"),
        (4, "page 3, line 5"),
        (5, "page 4, line 1"),
        (6, "page 4, line 2"),
    ]
