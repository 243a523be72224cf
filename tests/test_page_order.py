"""The order in which the text of a page is read, in memory: columns, lines that run across,
sections that part them, tables. On a page, `300:Peru` is a text 300 points from the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from ccmcost.intake.found import TextLine
from ccmcost.intake.layout import reading_lines, table_of, text_columns
from ccmcost.intake.page import Page, Parts, Piece
from ccmcost.model.states import StateName
from tests.few_states import index

INDEX = index(
    StateName("PNG", "Papua New Guinea Islands", "formal", None), organizations=("Lake Agency",)
)


def page(text: str, number: int = 1, width: float = 600.0) -> Parts:
    """A page of lines with 12 points between them; `+6` moves the texts behind it down by so much,
    `50-400:Peru` says where a text ends, if not after six points for each letter.
    """
    pieces: list[Piece] = []
    for at, line in enumerate(text.splitlines(), 1):
        y = 12.0 * at
        for part in line.split():
            if part.startswith("+"):
                y = 12.0 * at + float(part)
                continue
            match = re.fullmatch(r"([0-9.]+)(?:-([0-9.]+))?:(\S+)", part)
            assert match
            x, said = float(match[1]), match[3].replace("_", " ")
            right = float(match[2]) if match[2] else x + 6.0 * len(said)
            pieces.append(Piece(x, right, y, 10.0, said))
    return Parts(Page(number, width, pieces), pieces, [], [])


def told(lines: Sequence[TextLine]) -> str:
    """Lines in their order; before a line `~` if it begins a page or column, `^` if space stands
    above it.
    """
    marks = {(True, True): "~", (True, False): "^", (False, False): ""}
    return ", ".join(marks[line.gap, line.top] + line.text for line in lines)


def order(*texts: str) -> str:
    """The lines of pages in reading order."""
    return told(reading_lines([page(text, at) for at, text in enumerate(texts, 1)]))


def two(left: int, right: int, x: float = 300, name: str = "A") -> str:
    """Two columns with so many lines each."""
    both = ((50, name, left), (x, chr(ord(name) + 1), right))
    lines = range(1, max(left, right) + 1)
    return "\n".join(
        " ".join(f"{at}:{letter}{n}" for at, letter, count in both if n <= count) for n in lines
    )


def read(*columns: str) -> str:
    """How columns are told that are read one after the other: `A4` for A1 to A4."""
    return ", ".join(
        ", ".join(f"{'~' if n == 1 else ''}{each[0]}{n}" for n in range(1, int(each[1:]) + 1))
        for each in columns
    )


def beside(count: int) -> str:
    """How lines are told that are read as they stand."""
    return ", ".join(f"{'~' if n == 1 else ''}A{n} B{n}" for n in range(1, count + 1))


ACROSS = "\n50-400:X"
STEPS = "50:A1 300:B1\n50:A2 300:B2\n300:B3\n50:A3\n300:B4\n300:B5\n50:A4\n300:B6"
STEPWISE = "~A1 B1, A2 B2, B3, A3, B4, B5, A4, B6, B7"
BLOCKS = two(4, 4) + "\n\n{}\n\n" + two(2, 2, name="C")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("50:A\n50:B\n\n50:C", "~A, B, ^C"),
        # columns
        (two(4, 4), read("A4", "B4")),
        (two(3, 3), beside(3)),
        (two(8, 2), read("A8", "B2")),
        (two(8, 1), "~A1 B1, A2, A3, A4, A5, A6, A7, A8"),
        (two(7, 2), "~A1 B1, A2 B2, A3, A4, A5, A6, A7"),
        (two(8, 2, x=240), "~A1 B1, A2 B2, A3, A4, A5, A6, A7, A8"),
        (two(8, 2, x=243), read("A8", "B2")),
        (two(8, 2) + "\n400:C", "~A1 B1, A2 B2, A3, A4, A5, A6, A7, A8, C"),
        (two(3, 4), beside(3) + ", B4"),
        (two(8, 2) + "\n50-301:X", read("A8") + ", X, ~B1, B2"),
        (two(8, 2) + "\n50-302:X", "~A1 B1, A2 B2, A3, A4, A5, A6, A7, A8, X"),
        (two(8, 2) + ACROSS, "~A1 B1, A2 B2, A3, A4, A5, A6, A7, A8, X"),
        # numbers on the left and on the right
        (two(6, 6, x=80), beside(6)),
        (two(6, 6, x=560), beside(6)),
        (two(6, 6, x=90), beside(6)),
        (two(6, 6, x=540), beside(6)),
        # lines that run across
        (two(4, 4) + ACROSS * 2, read("A4", "B4") + ", X, X"),
        (two(4, 4) + ACROSS * 3, beside(4) + ", X, X, X"),
        (two(4, 4) + ACROSS * 2 + "\n297:C", read("A4", "B4") + ", X, X, C"),
        (two(4, 4) + ACROSS * 2 + "\n296.5:C", beside(4) + ", X, X, C"),
        (two(7, 6) + ACROSS * 3, read("A7", "B6") + ", ^X, X, X"),
        (two(4, 4) + "\n292.5-400:X", read("A4", "B4") + ", X"),
        (two(4, 4) + "\n293-400:X", read("A4") + ", X, ~B1, B2, B3, B4"),
        (two(4, 4) + "\n50-302:X", read("A4", "B4") + ", X"),
        (two(4, 4) + "\n50-301:X", read("A4") + ", X, ~B1, B2, B3, B4"),
        ("50-400:X\n" + two(4, 4), "~X, A1, A2, A3, A4, ~B1, B2, B3, B4"),
        (
            two(4, 4) + ACROSS + "\n50:C 300:D" + ACROSS,
            read("A4", "B4") + ", X, C, D, X",
        ),
        # what begins where a column does, and stands beside nothing, is the indented part of one
        ("\n".join(f"50:A{n}\n300:B{n}" for n in range(1, 5)), "~A1, B1, A2, B2, A3, B3, A4, B4"),
        ("\n".join(f"50:A{n} +5 300:B{n}" for n in range(1, 5)), read("A4", "B4")),
        (
            "\n\n".join(f"50:A{n} +9 300:B{n}" for n in range(1, 5)),
            "~A1, ^A2, ^A3, ^A4, ~B1, ^B2, ^B3, ^B4",
        ),
        ("\n".join(f"50-298:A{n} 300:B{n}" for n in range(1, 5)), beside(4)),
        ("\n".join(f"50-297.5:A{n} 300:B{n}" for n in range(1, 5)), read("A4", "B4")),
        (STEPS, "~A1, A2, ^A3, ^A4, ~B1, B2, B3, ^B4, B5, ^B6"),
        (STEPS + "\n300:B7", STEPWISE),
        (STEPS + "\n303:B7", STEPWISE),
        (STEPS + "\n304:B7", "~A1, A2, ^A3, ^A4, ~B1, B2, B3, ^B4, B5, ^B6, B7"),
        # of two places where a column may begin, that of more lines
        (
            "50:A1 320:b\n50:A2 300:B2\n50:A3 320:b\n50:A4 300:B4\n50:A5 300:B5\n50:A6 300:B6\n"
            "50:A7 300:B7\n50:A8 320:b\n50:A9 320:b",
            "~A1, A2, A3, A4, A5, A6, A7, A8, A9, ~b, B2, b, B4, B5, B6, B7, b, b",
        ),
        # three columns
        (
            "\n".join(f"50:A{n} 250:B{n} 450:C{n}" for n in range(1, 6)) + "\n450:C6\n450:C7",
            read("A5", "B5", "C7"),
        ),
        (
            "\n".join(f"50:A{n} 250:B{n} 450:C{n}" for n in range(1, 6))
            + "\n50-300:X\n50:D 250:E 450:F",
            read("A5", "B5", "C5") + ", X, D, E, F",
        ),
        (
            "\n".join(f"50:A{n} 300:B{n} 360:C{n}" for n in range(1, 6)),
            read("A5") + ", ~B1 C1, B2 C2, B3 C3, B4 C4, B5 C5",
        ),
        # nothing is lost where a column begins
        (two(4, 4) + "\n297:C", read("A4", "B4") + ", C"),
        # a section that begins on the left
        (
            BLOCKS.format("50:SIGNATORIES"),
            read("A4", "B4") + ", ^SIGNATORIES, ^C1, C2, ~D1, D2",
        ),
        (
            BLOCKS.format("50:KITES"),
            "~A1, A2, A3, A4, ^KITES, ^C1, C2, ~B1, B2, B3, B4, ^D1, D2",
        ),
        (
            BLOCKS.format("300:SIGNATORIES"),
            "~A1, A2, A3, A4, ^C1, C2, ~B1, B2, B3, B4, ^SIGNATORIES, ^D1, D2",
        ),
        (
            BLOCKS.format("297:SIGNATORIES"),
            "~A1, A2, A3, A4, ^C1, C2, ~B1, B2, B3, B4, ^SIGNATORIES, ^D1, D2",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES\n\n50:C 297:D",
            read("A4", "B4") + ", ^SIGNATORIES, ^C, D",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES\n\n297:D",
            "~A1, A2, A3, A4, ^SIGNATORIES, ~B1, B2, B3, B4, ^D",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES\n\n\n+4 50:C 300:D",
            "~A1, A2, A3, A4, ^SIGNATORIES, ^C, ~B1, B2, B3, B4, ^D",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES\n\n\n\n50:C 300:D",
            "~A1, A2, A3, A4, ^SIGNATORIES, ^C, ~B1, B2, B3, B4, ^D",
        ),
        (
            BLOCKS.format("50:SIGNATORIES 300:OBSERVERS"),
            "~A1, A2, A3, A4, ^SIGNATORIES, ^C1, C2, ~B1, B2, B3, B4, ^OBSERVERS, ^D1, D2",
        ),
        (
            BLOCKS.format("50:SIGNATORIES +6 300:B5"),
            "~A1, A2, A3, A4, ^SIGNATORIES, ^C1, C2, ~B1, B2, B3, B4, ^B5, D1, D2",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES",
            "~A1, A2, A3, A4, ^SIGNATORIES, ~B1, B2, B3, B4",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES\n\n300:D",
            "~A1, A2, A3, A4, ^SIGNATORIES, ~B1, B2, B3, B4, ^D",
        ),
        (
            two(4, 4) + "\n\n50:SIGNATORIES\n\n50:C",
            "~A1, A2, A3, A4, ^SIGNATORIES, ^C, ~B1, B2, B3, B4",
        ),
    ],
)  # fmt: skip
def test_a_page_is_read_column_by_column(text: str, wanted: str) -> None:
    assert order(text) == wanted


SHORT = "50:C1 300:D1\n50:C2"
SHIFTED = two(4, 4, x=303)


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        # the last page has the columns of the others
        ((two(4, 4), SHORT), read("A4", "B4") + ", ~C1, C2, ~D1"),
        ((SHORT, two(4, 4)), "~C1, C2, ~D1, " + read("A4", "B4")),
        ((SHORT,), "~C1 D1, C2"),
        ((two(4, 4, x=400), two(4, 4), two(4, 4, x=303), SHORT), "~D1"),
        ((two(4, 4, x=200), two(4, 4), two(4, 4, x=303), SHORT), "~D1"),
        ((two(4, 4, x=400), two(4, 4), SHORT), "~C1 D1, C2"),
        # unless it has none
        ((two(4, 4), "50:C1 450:D1\n50:C2"), read("A4", "B4") + ", ~C1 D1, C2"),
        ((two(4, 4), "50:C1 303:D1\n50:C2"), read("A4", "B4") + ", ~C1, C2, ~D1"),
        ((two(4, 4), "50:C1 304:D1\n50:C2"), read("A4", "B4") + ", ~C1 D1, C2"),
        ((two(4, 4), "50-400:C1\n50:C2 300:D2"), read("A4", "B4") + ", ~C1, C2 D2"),
        ((two(4, 4), "50:C1 250-400:D1\n300:D2"), read("A4", "B4") + ", ~C1 D1, D2"),
    ],
)  # fmt: skip
def test_the_last_page_has_the_columns_of_the_others(pages: Sequence[str], wanted: str) -> None:
    assert order(*pages).endswith(wanted)


def test_a_line_has_its_place_and_its_look() -> None:
    pieces = [
        Piece(50, 90, 12, 20, "Title", bold=True),
        Piece(50, 90, 36, 10, "One", bold=True, mark="1"),
        Piece(100, 140, 36, 10, "two", mark="2"),
        Piece(50, 90, 55, 10, "struck", struck=True),
        Piece(100, 140, 55, 10, "half"),
        Piece(50, 90, 67, 10, "out", struck=True),
    ]
    parts = Parts(Page(3, 600, pieces), pieces, [], [])
    lines = reading_lines([parts])
    assert told(lines) == "~Title, ^One two, struck half, out"
    assert [each.place.text for each in lines] == [f"page 3, line {n}" for n in range(1, 5)]
    assert [each.place.row for each in lines] == [1, 2, 3, 4]
    assert [each.look for each in lines] == ["bold", "plain", "plain", "plain"]
    assert [each.unseen for each in lines] == ["", "", "", "struck out"]
    assert [each.mark for each in lines] == ["", "1 2", "", ""]
    assert told(reading_lines([parts], until=(3, 2))) == "~Title, ^One two"
    assert reading_lines([parts], until=(2, 9)) == []


WIDE = "Peru          Mali\nNiger         Ile\nAustria       Nigeria\nAustralia     New Mali"
LEFT, RIGHT = "Peru, Niger, Austria, Australia", "~Mali, Ile, Nigeria, New Mali"
COLUMNS = f"{LEFT}, {RIGHT}"
TWO_WIDE, THREE_WIDE = ("\n".join(WIDE.splitlines()[:count]) for count in (2, 3))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru\n\nMali\nNiger", "^Peru, ^Mali, Niger"),
        ("Peru      Mali\nNiger     Ile", "^Peru      Mali, Niger     Ile"),
        (WIDE, COLUMNS),
        (WIDE.replace("\n", "\n\n\n\n\n"), COLUMNS.replace(", ", ", ^").replace("^~", "~")),
        (WIDE + "\n" * 20 + "x", f"{LEFT}, ^x, {RIGHT}"),
        ("\n" + WIDE, "^" + COLUMNS),
        (WIDE.replace("Peru          ", "Peru\t      "), COLUMNS),
        (WIDE + "\nx" * 16, f"{LEFT}{', x' * 16}, {RIGHT}"),
        (WIDE + "\nx" * 17, "^" + WIDE.replace("\n", ", ") + ", x" * 17),
        (TWO_WIDE + "\nx" * 7, "^" + TWO_WIDE.replace("\n", ", ") + ", x" * 7),
        (THREE_WIDE + "\nx" * 6, f"Peru, Niger, Austria{', x' * 6}, ~Mali, Ile, Nigeria"),
        (f"{WIDE}\n{'x' * 22}\nPapua         Guinea", f"{COLUMNS}, {'x' * 22}, Papua, Guinea"),
    ],
)  # fmt: skip
def test_blanks_set_columns_side_by_side(text: str, wanted: str) -> None:
    lines = text_columns(text.splitlines())
    assert told(lines) == wanted
    rows = text.expandtabs().splitlines()
    assert all(line.text in rows[line.place.row - 1] for line in lines)


HEAD = "50:State 300:Name"


def table(*pages: str) -> list[str]:
    """The rows of the table that fills pages, each with the place where it stands."""
    found = table_of([page(text, at) for at, text in enumerate(pages, 1)], INDEX)
    if found is None:
        return []
    sheet, above = found
    rows = [
        f"{sheet.places[at].row} {sheet.places[at].spot}: {'|'.join(cells)}"
        for at, cells in enumerate(sheet.rows)
    ]
    return [f"below page {above[0]}, line {above[1]}", *rows]


def rows_of(*lines: str, head: str = HEAD) -> list[str]:
    """The cells of each row below the heading of a table."""
    return [row.partition(": ")[2] for row in table("\n".join([head, *lines]))[2:]]


THREE = ("50:Peru 300:A", "50:Mali 300:B", "50:Niger 300:C")


def test_a_table_begins_with_its_heading_and_goes_on_over_the_pages() -> None:
    assert table("50:Title\n" + "\n".join([HEAD, *THREE[:2]]), "40:Niger 305:C 400:D") == [
        "below page 1, line 1",
        "1 page 1, line 2: State|Name",
        "2 page 1, line 3: Peru|A",
        "3 page 1, line 4: Mali|B",
        "4 page 2, line 1: Niger|C D",
    ]
    assert table("50:Title", "50:Peru") == []
    turned = ("50:A 300:Peru", "50:B 300:Mali", "50:C 300:Niger")
    assert rows_of(*turned, head="50:Name 300:State") == ["A|Peru", "B|Mali", "C|Niger"]


@pytest.mark.parametrize(
    ("head", "is_table"),
    [
        (HEAD, True),
        ("50:State 300:Monday", True),
        ("50:State 300:Title", True),
        ("50:State 300:Kites", False),
        ("50:Kites 300:Name", False),
        ("50:State", False),
        ("50:State 300:Name 400:Kites", True),
    ],
)
def test_the_heading_of_a_table_names_states_and_what_stands_beside_them(
    head: str, is_table: bool
) -> None:
    assert bool(rows_of(*THREE, head=head)) == is_table


@pytest.mark.parametrize(
    ("lines", "is_table"),
    [
        (THREE, True),
        (THREE[:2], False),
        ((*THREE[:2], "50:Lake_Agency 300:C"), True),
        ((*THREE, *["50:Atlantis 300:D"] * 3), True),
        ((*THREE, *["50:Atlantis 300:D"] * 4), False),
        ((*THREE, *["50:Atlantis"] * 4), True),
        ((*THREE, *["300:D 400:E"] * 4), True),
        ((*THREE[:2], "50:Niger"), False),
    ],
)
def test_a_table_names_states_in_most_of_its_rows(lines: Sequence[str], is_table: bool) -> None:
    head = "50:State 300:Name 400:Title"
    assert bool(rows_of(*lines, head=head)) == is_table


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["50:Papua_New 300:A", "50:Guinea 300:B"], ["Papua New Guinea|A", "|B"]),
        (["50:United 300:A", "50:Arab", "50:Emirates"], ["United Arab Emirates|A", "|", "|"]),
        (["50:Papua_New", "50:Guinea", "50:Islands"], ["Papua New Guinea Islands|", "|", "|"]),
        (["50:Papua_New", "50:Guinea", "50:Kites"], ["Papua New Guinea|", "|", "Kites|"]),
        (
            ["50:United", "50:Kingdom", "50:of", "50:Great", "50:Islands"],
            ["United|", "Kingdom|", "of|", "Great|", "Islands|"],
        ),
        (["50:New 300:A", "50:Mali 300:B"], ["New Mali|A", "|B"]),
        (["50:Niger 300:A", "50:Mali 300:B"], ["Niger|A", "Mali|B"]),
        (["50:Papua_New", "300:A", "50:Guinea"], ["Papua New|", "|A", "Guinea|"]),
        (["300:A", "50:Mali"], ["|A", "Mali|"]),
        (["50:Mali", "300:A"], ["Mali|", "|A"]),
    ],
)  # fmt: skip
def test_a_name_that_runs_over_several_rows_stands_in_the_first(
    lines: list[str], wanted: list[str]
) -> None:
    assert rows_of(*THREE, *lines)[3:] == wanted
    assert rows_of(*lines, "50:Kites", *THREE)[: len(wanted)] == wanted
