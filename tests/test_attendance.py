"""Tables of participants in memory: who came by what a row says, row by row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ccmcost.intake.attendance import Attendance, says_nobody, why_noted
from ccmcost.intake.columns import Asked, find_header
from ccmcost.intake.found import Section
from ccmcost.intake.sheet import Sheet
from tests.lists_reader import INDEX


def told(
    text: str, answers: Mapping[str, Section | None] | None = None
) -> tuple[list[str], Attendance]:
    """What each row below the header says of its State, in a table in which `|` parts cells: why it
    did not come, why that is not certain, or nothing.
    """
    sheet = Sheet("", tuple(tuple(line.split("|")) for line in text.splitlines()))
    header = find_header(sheet, INDEX, Asked(answers or {}))
    assert header is not None
    read = Attendance(header)
    rows = range(header.row + 1, len(sheet.rows))
    return [read.absence(row, None) or read.doubt(row) for row in rows], read


@pytest.mark.parametrize(
    ("text", "is_nobody"),
    [
        ("", False),
        ("( . )", False),
        ("-", True),
        ("n/a", True),
        ("Did not attend", True),
        ("visa refused", True),
        ("Mr. Perez", False),
        ("visa refused " + "x" * 78, False),
        ("apologies " + "x" * 80, True),
        ("apologies " + "x" * 81, False),
        ("not confirmed " + "x" * 77, False),
        ("none" + "." * 90, True),
    ],
)
def test_short_words_say_that_nobody_came(text: str, is_nobody: bool) -> None:
    assert says_nobody(text) is is_nobody


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", ""),
        ("Head of State", ""),
        ("visa pending", 'noted "visa pending"'),
        ("not yet submitted its report", 'noted "not yet submitted its report"'),
        ("absent", 'noted "absent"'),
        ("credentials pending", ""),
        ("not confirmed " + "x" * 76, f'noted "not confirmed {"x" * 46}..."'),
        ("not confirmed " + "x" * 77, ""),
        ("absent " + "x" * 90, f'noted "absent {"x" * 53}..."'),
    ],
)
def test_a_note_may_leave_it_open_whether_a_state_came(note: str, why: str) -> None:
    assert why_noted(note) == why


NOT_THERE = 'did not attend ("{}" under "{}")'
BESIDE = 'stands beside "{}" ("{}")'
LONG = "not confirmed " + "x" * 76


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("State\nChad\nPeru", ["", ""]),
        # in columns about attendance
        (
            "State|Attended\nChad|Yes\nPeru|No\nMali|✗\nCuba|excused by letter\nFiji|A\nTogo|P"
            "\nMalta|2024-09-10\nSpain|12",
            [
                "",
                NOT_THERE.format("No", "attended"),
                NOT_THERE.format("✗", "attended"),
                NOT_THERE.format("excused by letter", "attended"),
                NOT_THERE.format("A", "attended"),
                "",
                "",
                "",
            ],
        ),
        ("State|Attended\nChad|Yes\nPeru|\nMali|no (observer)", [
            "", "", NOT_THERE.format("no (observer)", "attended")
        ]),
        ("State|Monday|Tuesday\nChad|x|\nPeru||\nMali||X", [
            "", 'did not attend (nothing under "monday")', ""
        ]),
        ("State|Absent\nChad|\nPeru|X\nMali|✓", [
            "", NOT_THERE.format("X", "absent"), NOT_THERE.format("✓", "absent")
        ]),
        ("State|Remarks\nChad|Did not attend\nPeru|Sent a note", [
            'did not attend ("Did not attend")', ""
        ]),
        # in columns about other matters
        (
            "State|Luggage|Head count|Badges\nChad|0|5|1\nPeru|0|0|1\nMali|1|nil|1\nCuba|1|1|0",
            [
                "",
                'has 0 under "head count"',
                'has nil under "head count"',
                'has 0 under "badges"',
            ],
        ),
        ("State|Withdrawn\nChad|\nPeru|12 May\nMali|no", [
            "", 'has 12 May under "withdrawn"', ""
        ]),
        ("State|Check\nChad|collected\nPeru|not collected\nMali|\nCuba|no", [
            "", BESIDE.format("not collected", "check"), "", ""
        ]),
        (
            f"State|Delegate|Remarks\nChad|Ana|visa refused\nPeru|Bo|{LONG}\nMali|Cy|{LONG}x"
            "\nCuba|Di|",
            [
                BESIDE.format("visa refused", "remarks"),
                BESIDE.format(f"{LONG[:40]}...", "remarks"),
                "",
                "",
            ],
        ),
        # a column of many texts says nothing unless it is one of remarks
        (
            "State|Title|Remarks\nChad|video|1\nPeru|b|2\nMali|c|3\nCuba|d|4\nFiji|e|5"
            "\nTogo|f|video\nMalta||7",
            [BESIDE.format("video", "title"), *[""] * 4, BESIDE.format("video", "remarks"), ""],
        ),
        (
            "State|Title|Remarks\nChad|video|1\nPeru|b|2\nMali|c|3\nCuba|d|4\nFiji|e|5"
            "\nTogo|f|video\nMalta|g|7",
            [*[""] * 5, BESIDE.format("video", "remarks"), ""],
        ),
        ("State|Title\nChad|video\nPeru|b\nMali|c\nCuba|d\nFiji|e\nTogo|f\nMalta|regrets by letter",
         [BESIDE.format("video", "title")] * 0 + [""] * 6 + [
             BESIDE.format("regrets by letter", "title")]),
        # where most rows have a delegate, those without have nobody
        (
            "No.|State|Delegate\n1|Chad|Ana\n2|Peru|\n3|Mali|Bo\n4|Cuba|n/a\n5|Fiji|Cy\n|AFRICA|\n||",
            [
                "",
                'has nobody under "delegate"',
                "",
                'has nobody under "delegate"',
                "",
                'has nobody under "delegate"',
                'has nobody under "delegate"',
            ],
        ),
        ("No.|State|Delegate\n1|Chad|Ana\n2|Peru|", ["", ""]),
        ("No.|State|Delegate\n1|Chad|\n2|Peru|Ana", ["", ""]),
        ("No.|State|Delegate\n1|Chad|Ana\n2|Peru|n/a", ["", ""]),
        ("State|Delegate\nChad|\nPeru|", ["", ""]),
        (
            "State|First name|Last name\nChad|Ana|Bo\nPeru|TBC|Bo\nMali|Cy|\nCuba||\nFiji|Di|Ef",
            ["", "", "", 'has nobody under "first name"', ""],
        ),
        (
            "State|Delegate|Arrival|Seat\nChad|Ana|9:05|1\nPeru|Bo||2\nMali|Cy|9:30|3\nCuba|Di|8:30|4",
            ["", 'has nobody under "arrival"', "", ""],
        ),
        ("No.|State|Seat\n1|Chad|Ana\n2|Peru|", ["", ""]),
        ("State|Arrival\nChad|9:05\nPeru|\nMali|9:30\nCuba|8:30", [
            "", 'has nobody under "arrival"', "", ""
        ]),
        ("No.|State|City\n1|Chad|Ana\n2|Peru|Bo\n3|Mali|", ["", "", ""]),
    ],
)  # fmt: skip
def test_what_a_row_says_of_its_state(table: str, wanted: list[str]) -> None:
    assert told(table)[0] == wanted


def test_a_state_in_a_section_of_those_absent_did_not_take_part() -> None:
    _, read = told("State|Attended\nChad|Yes")
    assert read.absence(1, "absent") == "named as not taking part"
    assert read.absence(1, "signatory") == ""


@pytest.mark.parametrize(
    ("table", "answers", "wanted", "unknown"),
    [
        ("State|Attended\nChad|Maybe\nPeru|?\nMali|Maybe\nCuba|yes", {}, ["", "", "", ""],
         [("maybe", "line 2 line 4"), ("?", "line 3")]),
        ("State|Attended\nChad|Maybe\nPeru|Left early\nCuba|yes",
         {"maybe": "by_status", "left early": "absent"},
         ["", "named as not taking part", ""], []),
        ("State|Attended\nChad|yes\nPeru|\nMali|no", {"attended": "by_status"},
         ["", 'did not attend (nothing under "attended")', NOT_THERE.format("no", "attended")], []),
        ("State|Attended\nChad|yes\nPeru|\nMali|no", {},
         ["", "", NOT_THERE.format("no", "attended")], [("", "line 3")]),
        # who registered came only where no row says more than that
        ("State|Attended\nChad|registered\nPeru|Online\nMali|no", {},
         ["", "", NOT_THERE.format("no", "attended")], []),
        ("State|Attended\nChad|attended\nPeru|Online\nMali|registered", {}, ["", "", ""],
         [("online", "line 3"), ("registered", "line 4")]),
        ("State|Attended\nChad|attended\nPeru|Online", {"online": "by_status"}, ["", ""], []),
        ("State|Attended\nChad|P\nPeru|12\nMali|9:30\nCuba|2024-09-10", {}, ["", "", "", ""], []),
        # what other columns about attendance say is asked of all rows at once
        ("State|Attended|Presence\nChad|yes|absent\nPeru|yes|present", {}, ["", ""], []),
    ],
)  # fmt: skip
def test_marks_that_say_neither_yes_nor_no_are_kept_for_a_question(
    table: str,
    answers: Mapping[str, Section | None],
    wanted: list[str],
    unknown: list[tuple[str, str]],
) -> None:
    found, read = told(table, answers)
    assert found == wanted
    marks = [
        (words, " ".join(place.text for _, place in at)) for (words, _), at in read.unknown.items()
    ]
    assert marks == unknown


@pytest.mark.parametrize(
    ("table", "of_persons"),
    [
        ("No.|State|Delegate\n1|Chad|Ana\n2|Peru|Bo", True),
        ("No.|State|Delegate\n1|Chad|Ana\n2|Peru|", False),
        ("State|Delegate\nChad|\n|Ana\n|Bo\n|Cy\n|\n|\n|", True),
        ("No.|State|City\n1|Chad|Ana\n2|Peru|Bo", False),
        ("No.|State|Seat\n1|Chad|Ana\n2|Peru|Bo", False),
    ],
)
def test_rows_that_name_delegates_are_those_of_persons(table: str, of_persons: bool) -> None:
    assert told(table)[1].of_persons is of_persons
