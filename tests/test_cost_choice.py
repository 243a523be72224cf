"""Which column of sums of an estimate is taken, what is said of it and of those beside it, and when
a person is asked.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccmcost.calc.rounding import half_up
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.cost_columns import Wanted
from ccmcost.intake.costs import Estimate, read_estimate
from ccmcost.intake.found import Marker
from ccmcost.intake.sheet import Sheet, column_letters
from tests.test_cost_lines import SOUGHT

WISH = Wanted("USD", False, SOUGHT)


def read(
    *texts: str, wish: Wanted = WISH, titles: str = "", **more: Any
) -> tuple[Estimate | None, Account, list[str]]:
    """The estimate of sheets in which `|` parts the cells, and what is asked."""
    sheets = [
        Sheet(title, tuple(tuple(line.split("|")) for line in text.splitlines()), **more)
        for title, text in zip(titles.split() or [""], texts, strict=True)
    ]
    findings = Findings()
    account = Account(Marker("s", findings), of_states=False)
    found = read_estimate(sheets, wish, account, half_up)
    return found, account, [f"{each.code}: {each.message}" for each in findings.errors]


def taken(text: str, wish: Wanted = WISH, **more: Any) -> str:
    """The letter of the column that is taken; nothing is asked."""
    found, _, errors = read(text, wish=wish, **more)
    assert found is not None and errors == []
    return column_letters(found.column.at)


def asked(text: str, wish: Wanted = WISH, **more: Any) -> str:
    """The one thing that is asked, so that no column is taken."""
    found, account, errors = read(text, wish=wish, **more)
    assert found is None and len(account.of("open")) == 1
    (error,) = errors
    return error


def left_out(text: str, wish: Wanted = WISH, **more: Any) -> list[tuple[str, str, int]]:
    """What is said of the columns beside the one taken."""
    _, account, _ = read(text, wish=wish, **more)
    return [
        (line.text, line.reason, line.times)
        for line in account.of("left_out")
        if line.text.startswith("the column")
    ]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        # of the currency
        ("Item|USD|EUR\nRooms|1|2\nTotal|1|2", "B"),
        ("Item|EUR|USD\nRooms|1|2\nTotal|1|2", "C"),
        ("Item|Sums|EUR\nRooms|1|2\nTotal|1|2", "B"),
        ("Item|USD|Sums\nRooms|1|7\nTotal|1|", "B"),
        # of the meeting, its treaty or its year
        ("Item|USD|13MSP\nRooms|5|1\nTotal|5|1", "C"),
        ("Item|13MSP USD|13MSP\nRooms|1|7\nTotal|1|", "B"),
        ("Item|2024|2025\nRooms|5|1\nTotal|5|1", "C"),
        ("Costs of 12MSP\nItem|Sums|13MSP\nRooms|5|1\nTotal|5|1", "C"),
        ("Item|USD equivalent|13MSP (EUR)\nRooms|5|1\nTotal|5|1", "B"),
        ("Item|Sums|Remarks on 13MSP\nRooms|5|host\nTotal|5|none", "B"),
        ("Item|Sums|13MSP\nRooms|5|\nTotal|5|", "B"),
        ("Item|Sums|2025\nRooms|5|50%\nTotal|5|50%", "B"),
        ("Item|Sums|Part\nRooms|5|50%\nTotal|5|50%", "B"),
        ("Item|Sums|APMBC\nRooms|5|4\nTotal|5|4", "B"),
        # the one that sums all others
        ("Item|A|B|All\nRooms|1|2|3\nTotal|1|2|3", "D"),
        ("Item|All|A|B\nRooms|3|1|2\nTotal|3|1|2", "B"),
        ("Item|All|A|B\nRooms|3|1 a/|2*\nTotal|3|1|2", "B"),
        ("Item|A|B|C|All\nRooms|1|2|4|7\nTotal|1|2|4|7", "E"),
        ("Item|A|B|All\nRooms|1|2|3\nGift|||5\nTotal|||8", "D"),
        ("Item|A|B|All\nRooms|1|\u2013|1\nHall||2|2\nTotal|1|2|3", "D"),
        ("Item|A|B|All\nLess|(1)|2|1\nRooms|5|1|6\nTotal|4|3|7", "D"),
        ("Item|A|B|All\nRooms|1.50|2.50|4.00\nTotal|1.50|2.50|4.00", "D"),
        ("Item|A|B|All\nRooms|1,5|68.000|68.001,5\nTotal|1,5|68.000|68.001,5", "D"),
        ("Item|A USD|B USD|EUR|All USD\nRooms|1|2|9|3\nTotal|1|2|9|3", "E"),
        ("Item|Total\nRooms|1\nTotal|1", "B"),
        # a first estimate, or what does not say what it is
        ("Item|Estimate\nRooms|1\nTotal|1", "B"),
        ("Item|Estimate, final\nRooms|1\nTotal|1", "B"),
    ],
)
def test_the_column_is_taken_that_alone_fits(text: str, column: str) -> None:
    assert taken(text) == column


SAY = "Say --column HEADING (or its letter) if it is meant."
WHICH = "Say which one: --column HEADING (or its letter)."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Item|A|B\nRooms|1|2\nTotal|1|2",
            f'several columns could be meant: "A" (column B), "B" (column C). {WHICH}',
        ),
        (
            "Item|Sums|Sums\nRooms|1|2\nTotal|1|2",
            f'several columns could be meant: "Sums" (column B), "Sums" (column C). {WHICH}',
        ),
        (
            "Item|USD|Sums\nRooms|1|7\nTotal|1|7",
            f'several columns could be meant: "USD" (column B), "Sums" (column C). {WHICH}',
        ),
        (
            "Item|USD|2025\nRooms|1|7\nTotal|1|7",
            f'several columns could be meant: "USD" (column B), "2025" (column C). {WHICH}',
        ),
        (
            "Item|A|All\nRooms|1|1\nTotal|1|1",
            f'several columns could be meant: "A" (column B), "All" (column C). {WHICH}',
        ),
        (
            "Item|A|B|All\nRooms|1|2|3\nHall|2||3\nTotal|||6",
            'several columns could be meant: "A" (column B), "B" (column C), "All" (column D). '
            f"{WHICH}",
        ),
        (
            "Item|A|B|All\nRooms|1|2|3\nHall|tbc|3|3\nStaff|1|1|2\nTotal|2|6|8",
            'several columns could be meant: "A" (column B), "B" (column C), "All" (column D). '
            f"{WHICH}",
        ),
        (
            "Item|Estimate|Actual|Both\nRooms|1|2|3\nTotal|1|2|3",
            'several columns could be meant: "Estimate" (column B), "Actual" (column C), "Both" '
            f"(column D). {WHICH} Say also what it is: --status estimate, revised_estimate or "
            "actual.",
        ),
        (
            "Item|USD per day\nRooms|1\nTotal|1",
            f'the column "USD per day" (column B) is of sums per day or per piece. {SAY}',
        ),
        (
            "Item|Sums 2024\nRooms|1\nTotal|1",
            'the column "Sums 2024" (column B) is of another year than the meeting (msp13, '
            f"2025-09-16). {SAY}",
        ),
        (
            "Item|12MSP and 13MSP\nRooms|1\nTotal|1",
            'the column "12MSP and 13MSP" (column B) does not belong to the meeting alone (msp13, '
            f"2025-09-16). {SAY}",
        ),
        (
            "Item|Sums|13MSP\nRooms|1|100%\nTotal|1|100%",
            'the column "13MSP" (column C) is that of the meeting, but holds percentages. Write '
            f'its sums out. For "Sums" (column B): {SAY}',
        ),
        (
            "Item|Total|APMBC\nRooms|1|2\nTotal|1|2",
            'the column "Total" (column B) may sum what belongs to another meeting, year or '
            f'treaty: "APMBC" (column C). {SAY}',
        ),
        (
            "Item|Sums|APMBC|Other\nRooms|3|1|2\nTotal|3|1|2",
            'the column "Sums" (column B) may sum what belongs to another meeting, year or '
            f'treaty: "APMBC" (column C). {SAY}',
        ),
        (
            "Costs of 12MSP\nItem|Sums\nRooms|3\nTotal|3",
            f"the text above the sums names another meeting or treaty, and not msp13. {SAY}",
        ),
        (
            "Costs of 2024\nItem|Sums\nRooms|3\nTotal|3",
            f"the text above the sums is of 2024, but msp13 is of 2025. {SAY}",
        ),
        (
            "Item|Sums\nRooms|3\nTotal of 12MSP|3",
            f"the row of the total names another meeting or treaty, and not msp13. {SAY}",
        ),
        (
            "Item|Sums\nRooms|3\nTotal of 2024|3",
            f"the row of the total is of 2024, but msp13 is of 2025. {SAY}",
        ),
        *(
            (
                f"Item|{heading}\nRooms|3\nTotal|3",
                f'the column "{heading}" (column B) is not a first estimate. State what it is: '
                "--status estimate, revised_estimate or actual.",
            )
            for heading in ("Actual", "Revised", "Revised estimate", "Revised and actual")
        ),
    ],
)
def test_what_may_be_another_cost_is_asked(text: str, wanted: str) -> None:
    assert asked(text) == f"column-doubtful: {wanted}"


def test_a_column_that_is_named_is_taken_without_more_questions() -> None:
    for text in (
        "Item|USD per day\nRooms|1\nTotal|1",
        "Item|Total|APMBC\nRooms|1|2\nTotal|1|2",
        "Costs of 12MSP\nItem|Sums\nRooms|3\nTotal|3",
    ):
        assert taken(text, WISH._replace(column="B")) == "B"
    assert "not a first estimate" in asked(
        "Item|Actual\nRooms|1\nTotal|1", WISH._replace(column="B")
    )
    (error,) = read("Item|Sums\nRooms|3\nTotal|3", wish=WISH._replace(column="Sum"))[2]
    assert error == (
        'column-doubtful: there is no column of sums "Sum". Did you mean "Sums" (column B)? '
        'Columns of sums: "Sums" (column B).'
    )


def test_who_says_what_the_figures_are_is_not_asked() -> None:
    actual = WISH._replace(status="actual")
    assert taken("Item|Estimate|Actual\nRooms|1|2\nTotal|1|2", actual) == "C"
    assert taken("Item|Actual\nRooms|1\nTotal|1", actual) == "B"
    told = asked("Item|Estimate|Revised\nRooms|1|2\nTotal|1|2", actual)
    assert told.endswith(WHICH)


def test_a_column_of_the_meeting_that_is_hidden_is_asked() -> None:
    text = "Item|Sums|13MSP\nRooms|5|1\nTotal|5|1"
    assert "cannot be read: the column is hidden" in asked(text, hidden_columns=frozenset({2}))
    assert taken("Item|A|B|C|All\nRooms|1|2|4|3\nTotal|1|2|4|3", hidden_columns={3}) == "E"
    found, *_ = read(
        "Item|USD|13MSP\nRooms|5|1\nTotal|5|", wish=WISH, hidden_columns=frozenset({1})
    )
    assert found is not None and column_letters(found.column.at) == "C"


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [("Sums", "Sums", " Or import a file with that sheet only."), ("Sums", "All sums", "")],
)
def test_of_two_sheets_each_is_named(first: str, second: str, more: str) -> None:
    text = "Item|{}\nRooms|1\nTotal|1"
    found, account, errors = read(text.format(first), text.format(second), titles="S1 S2")
    assert found is None and errors == [
        f'column-doubtful: several columns could be meant: "{first}" (column B) of S1, '
        f'"{second}" (column B) of S2. {WHICH}{more}'
    ]
    (line,) = account.of("open")
    assert (line.text, line.place.text) == (first, "S1!B1")


def test_what_is_asked_stands_at_its_heading() -> None:
    _, account, _ = read("Cost|\nItem||Note\nRooms|1|x\nTotal of 2024|1", titles="S1")
    (line,) = account.of("open")
    assert (line.text, line.place.text) == ("column B", "S1!B2")
    wish = WISH._replace(column="EUR")
    _, account, _ = read("Cost|\nItem|USD\nRooms|1\nTotal|1", titles="S1", wish=wish)
    (line,) = account.of("open")
    assert (line.text, line.place.text) == ("EUR", "S1!A2")


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        (
            "Item|EUR\nRooms|1\nTotal|1",
            "the heading says EUR, but USD is expected. If EUR is meant: --currency EUR.",
            "EUR",
        ),
        (
            "Costs in EUR\nItem|Sums\nRooms|1\nTotal|1",
            "the text above the sums says EUR, but USD is expected. If EUR is meant: --currency "
            "EUR.",
            "Sums",
        ),
        (
            "Costs in EUR\n|\nItem|\nRooms|1\nTotal|1",
            "the text above the sums says EUR, but USD is expected. If EUR is meant: --currency "
            "EUR.",
            "Costs in EUR Item",
        ),
        (
            "Item|Sums\nRooms|1\nTotal, EUR|1",
            "the row of the total says EUR, but USD is expected. If EUR is meant: --currency EUR.",
            "Sums",
        ),
    ],
)
def test_another_currency_is_asked(text: str, wanted: str, shown: str) -> None:
    _, account, errors = read(text)
    assert errors == [f"currency-unknown: {wanted}"]
    assert [line.text for line in account.of("open")] == [shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Item|Francs\nRooms|1\nTotal|1", "Francs"),
        ("Costs in francs\nItem|Sums\nRooms|1\nTotal|1", "Sums"),
        ("Costs in francs\nItem|\nRooms|1\nTotal|1", "Costs in francs Item"),
        ("Item|USD or EUR\nRooms|1\nTotal|1", "USD or EUR"),
    ],
)
def test_a_currency_of_several_countries_is_asked_unless_one_is_named(
    text: str, shown: str
) -> None:
    francs = Wanted("CHF", False, SOUGHT)
    _, account, errors = read(text, wish=francs)
    assert errors == [
        "column-doubtful: the currency of the sums is not clear: several are named, or one that "
        "several countries have. Say which one they are in: --currency CODE."
    ]
    assert [line.text for line in account.of("open")] == [shown]
    assert taken(text, francs._replace(is_named=True)) == "B"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Item|USD\nRooms|1\nTotal|1", ['from the column "USD" (column B), in USD']),
        (
            "Item|USD, thousands\nRooms|1\nTotal|1",
            ['from the column "USD, thousands" (column B), in thousands of USD'],
        ),
        (
            "In millions of US dollars\nItem|Sums\nRooms|1\nTotal|1",
            ['from the column "Sums" (column B), in millions of USD'],
        ),
        (
            "Item|Sums\nRooms|1\nTotal, USD|1",
            ['from the column "Sums" (column B), in USD'],
        ),
        (
            "Rooms|1\nTotal|1",
            ["from the column column B, in USD", "no currency is stated; USD was taken"],
        ),
        (
            "Item|EUR|USD|13MSP\nRooms|5|6|1\nTotal|5|6|1",
            [
                'from the column "13MSP" (column D), in USD',
                'no currency is stated; USD was taken, as in the column "USD" (column C)',
            ],
        ),
        (
            "Item|USD\nRooms|1.234,50\nStaff|2.000\nTotal|3.234,50",
            [
                'from the column "USD" (column B), in USD',
                'read with a decimal comma, as "1.234,50" can only be read so',
            ],
        ),
        (
            "Item|USD\nRooms|1.50\nStaff|68.000\nTotal|69.50",
            [
                'from the column "USD" (column B), in USD',
                'read with a decimal point, as "1.50" can only be read so',
            ],
        ),
        (
            "Item|USD\nRooms|1.50\nLess|(0.50)\nTotal|1.00",
            ['from the column "USD" (column B), in USD'],
        ),
        (
            "Item|USD\nRooms|1.50 a/\nStaff|2.00*\nTotal|3.50",
            ['from the column "USD" (column B), in USD'],
        ),
        (
            "Item|USD\nRooms|1.234,50 a/\nStaff|2.000\nTotal|3.234,50*",
            [
                'from the column "USD" (column B), in USD',
                'read with a decimal comma, as "1.234,50" can only be read so',
            ],
        ),
    ],
)
def test_it_is_said_how_the_sums_were_understood(text: str, said: list[str]) -> None:
    found, _, errors = read(text)
    assert found is not None and errors == []
    assert [each.removeprefix("sums ") for each in found.column.said] == said


def test_a_sum_that_nothing_makes_clear_is_not_said_to_be_clear() -> None:
    found, _, errors = read("Item|USD\nRooms|1.234\nTotal|1.234")
    assert found is not None and len(found.column.said) == 1
    assert len(errors) == 2


def test_the_smallest_unit_is_that_of_the_currency() -> None:
    for currency, decimals in (("USD", 2), ("JPY", 0)):
        found, *_ = read(f"Item|{currency}\nRooms|1\nTotal|1", wish=Wanted(currency, True, SOUGHT))
        assert found is not None
        assert (found.column.decimals, found.total) == (decimals, 10**decimals)


def test_two_marks_before_decimals_are_asked_where_they_stand() -> None:
    _, account, errors = read("Item|USD\nRooms|1.50 a/\nStaff|2,50\nHall|7\nTotal|11")
    assert [(line.place.row, line.text) for line in account.of("open")] == [
        (2, "1.50 a/"),
        (3, "2,50"),
    ]
    assert errors[0] == (
        'number-bad: "1.50" and "2,50" cannot both be right: one has a decimal point, the other a '
        "decimal comma."
    )


def test_cells_that_show_thousands_and_hold_full_sums_are_asked() -> None:
    units = {(1, 1): "shown in thousands"}
    _, account, errors = read("Item|USD\nRooms|1\nTotal|1", units=units)
    assert errors == [
        "number-bad: the cells show thousands but hold full sums. Format them as plain numbers, "
        "or write the sums out."
    ]
    assert [(line.text, line.place.row) for line in account.of("open")] == [("USD", 1)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Item|USD|EUR\nRooms|1|2\nTotal|1|2", [("EUR", "C", "in EUR", 2)]),
        (
            "Item|USD|%\nRooms|1|5%\nTotal|1|5%",
            [("%", "C", "percentages, read with their lines", 2)],
        ),
        ("Item|USD|\nRooms|1|5%\nTotal|1|5%", [("", "C", "percentages, read with their lines", 2)]),
        ("Item|USD|Note\nRooms|1|host\nTotal|1|", [("Note", "C", "it holds words", 1)]),
        ("Item|USD|Note\nRooms|1|\nTotal|1|\u2013", []),
        (
            "Item|A|B|All\nRooms|1|\u2013|1\nHall||2|2\nTotal|1|2|3",
            [
                ("A", "B", "it is summed in the column taken", 2),
                ("B", "C", "it is summed in the column taken", 2),
            ],
        ),
        (
            "Item|A|B|All USD\nRooms|1|2|3\nTotal|||3",
            [
                ("A", "B", "it is summed in the column taken", 1),
                ("B", "C", "it is summed in the column taken", 1),
            ],
        ),
        (
            "Item|13MSP|Total\nRooms|1|3\nTotal|1|3",
            [("Total", "C", "another total", 2)],
        ),
        (
            "Item|12MSP|13MSP\nRooms|1|3\nTotal|1|3",
            [("12MSP", "B", "another year, meeting or kind of figure", 2)],
        ),
        (
            "Item||USD\nRooms|1|3\nTotal|1|3",
            [("", "B", "another year, meeting or kind of figure", 2)],
        ),
    ],
)
def test_the_columns_beside_it_are_left_out_for_a_reason(
    text: str, told: list[tuple[str, str, str, int]]
) -> None:
    taken(text)
    assert left_out(text) == [
        (f'the column "{head}" (column {at})' if head else f"the column {at}", why, times)
        for head, at, why, times in told
    ]


def test_sums_behind_the_column_without_a_heading_are_asked() -> None:
    text = "Item|USD|\nRooms|1|500\nHall|2|\nTotal|3|500"
    _, account, errors = read(text)
    assert errors == [
        "file-syntax: column C has sums but no heading. Are there commas inside numbers without "
        "quotation marks? Name the column, or empty it."
    ]
    (line,) = account.of("open")
    assert (line.text, line.times) == ("column C", 2)
    hidden = read(text, hidden_columns=frozenset({2}))
    assert hidden[2] == [] and left_out(text, hidden_columns=frozenset({2})) == [
        ("the column C", "the column is hidden", 2)
    ]
    _, _, errors = read("Rooms|1|500\nHall|2|", wish=WISH._replace(column="B"))
    assert all("no heading" not in each for each in errors)
