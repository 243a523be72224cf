"""A page of a document taken apart: its text, its footnotes, and what runs along its edges."""

from __future__ import annotations

import pytest

from ccmcost.intake.found import Place, TextLine
from ccmcost.intake.page import (
    Page,
    Piece,
    aside_lines,
    edge_text,
    pages_of,
    parts_of,
    row_lines,
    rows_by_height,
)


def piece(text: str, y: float, x: float = 50, size: float = 10, right: float = 0) -> Piece:
    return Piece(x, right or x + 5 * len(text), y, size, text)


def page(*pieces: Piece, number: int = 1) -> Page:
    return Page(number, 842, list(pieces))


def texts(pieces: list[Piece]) -> list[str]:
    return [each.text for each in pieces]


def parted(*pages: Page) -> list[tuple[str, str, str]]:
    """Of each page the text, the footnotes, and the rows along the edges, parted by `|`."""
    return [
        ("|".join(texts(body)), "|".join(texts(notes)), "|".join(" ".join(texts(r)) for r in edges))
        for _, body, notes, edges in parts_of(pages)
    ]


@pytest.mark.parametrize(
    ("pieces", "rows"),
    [
        ([piece("b", 10, 90), piece("a", 10), piece("c", 30)], [["a", "b"], ["c"]]),
        ([piece("c", 30), piece("b", 10, 90), piece("a", 10)], [["a", "b"], ["c"]]),
        ([piece("a", 12), piece("b", 10, 90), piece("c", 10, 99)], [["a", "b", "c"]]),
        # nearly half of the size of the larger of the two lower down is still beside it
        ([piece("a", 10, size=20), piece("b", 19, 90, 8)], [["a", "b"]]),
        ([piece("a", 10, size=8), piece("b", 19, 90, 20)], [["a", "b"]]),
        ([piece("a", 10, size=20), piece("b", 19.5, 90, 20)], [["a"], ["b"]]),
        ([piece("a", 10), piece("b", 30), piece("c", 31, 90), piece("d", 50)],
         [["a"], ["b", "c"], ["d"]]),
        ([piece("a", 30), piece("b", 34, 90), piece("c", 38, 130)], [["a", "b"], ["c"]]),
        ([], []),
    ],
)  # fmt: skip
def test_pieces_that_stand_side_by_side_are_a_row(
    pieces: list[Piece], rows: list[list[str]]
) -> None:
    assert [texts(row) for row in rows_by_height(pieces)] == rows


def test_every_row_of_every_page_is_a_line_with_its_place() -> None:
    first = page(piece("State", 10), piece("Vote", 10, 90), piece("Chad", 30), number=3)
    assert row_lines([first, page(piece("Peru", 10), number=4)]) == [
        TextLine("State  Vote", Place(1, "page 3, line 1")),
        TextLine("Chad", Place(2, "page 3, line 2")),
        TextLine("Peru", Place(3, "page 4, line 1")),
    ]
    answer = {"pages": [{"number": 3, "width": 842, "pieces": [list(each) for each in first[2]]}]}
    assert pages_of(answer) == [first]


@pytest.mark.parametrize(
    ("rows", "edges"), [(5, "01234"), (8, "01234567"), (9, "01235678"), (12, "012389AB")]
)
def test_the_edges_of_a_page_are_its_first_and_last_rows(rows: int, edges: str) -> None:
    pieces = [piece("0123456789ABC"[at], 20 * at) for at in range(rows)]
    assert edge_text([page(*pieces)]) == "\n".join(edges)
    assert edge_text([page(piece("b", 10, 90), piece("a", 10))]) == "a b"


def body(y: float = 100, rows: int = 6) -> list[Piece]:
    return [piece(chr(97 + at), y + 14 * at) for at in range(rows)]


LETTERS = "a|b|c|d|e|f"


@pytest.mark.parametrize(
    ("top", "foot", "kept", "edges"),
    [
        # a page number, however near
        ([piece("12", 86)], [piece("- 12 -", 184)], LETTERS, "12|- 12 -"),
        ([piece("CCM/MSP/2023/1", 86), piece("Page 2 of 9", 86, 400)], [], LETTERS,
         "CCM/MSP/2023/1 Page 2 of 9"),
        # what stands on each page, if it is set off
        ([piece("Final report", 60)], [], LETTERS, "Final report"),
        ([piece("Final report", 80.5)], [], LETTERS, "Final report"),
        ([piece("Final report", 81)], [], f"Final report|{LETTERS}", ""),
        ([piece("Final report", 85)], [], f"Final report|{LETTERS}", ""),
        ([], [piece("Final report", 220), piece("12", 234)], LETTERS, "12|Final report"),
        ([piece("Final report", 60), piece("GE.23-1 only here", 60, 400)], [], LETTERS,
         "Final report GE.23-1 only here"),
        ([piece("Final report", 60), piece("CCM/MSP/{}", 60, 400)], [], LETTERS,
         "Final report CCM/MSP/{}"),
        ([piece("Final report", 86), piece("12", 86, 400)], [], "Final report|12|" + LETTERS, ""),
        # not what also says something of this page
        ([piece("Final report", 60), piece("{}", 60, 400)], [], "Final report|{}|" + LETTERS, ""),
        ([piece("12", 60), piece("{}", 60, 400)], [], "12|{}|" + LETTERS, ""),
        # not a number within the text
        ([piece("{}", 72), piece("12", 86)], [], "{}|12|" + LETTERS, ""),
    ],
)  # fmt: skip
def test_headers_and_page_numbers_are_no_text_of_a_page(
    top: list[Piece], foot: list[Piece], kept: str, edges: str
) -> None:
    """`{}` stands for words that each page has for itself."""
    own = ("First", "Second")
    pages = [
        page(*(each._replace(text=each.text.format(word)) for each in (*top, *body(), *foot)))
        for word in own
    ]
    assert parted(*pages) == [(kept.format(word), "", edges.format(word)) for word in own]


@pytest.mark.parametrize(
    ("pages", "heights", "is_header"),
    [
        (1, [60], False), (2, [60], False), (2, [60, 60], True), (3, [60, 60], True),
        (9, [60, 60], False), (9, [60, 60, 60], True), (10, [60, 60, 60], True),
        (2, [30, 33], True), (2, [60, 75], False),
    ],
)  # fmt: skip
def test_what_stands_at_one_height_on_a_third_of_the_pages_is_a_header(
    pages: int, heights: list[float], is_header: bool
) -> None:
    made = [
        page(*([piece("Final report", heights[at])] if at < len(heights) else []), *body())
        for at in range(pages)
    ]
    whole = LETTERS if is_header else f"Final report|{LETTERS}"
    edges = "Final report" if is_header else ""
    headed = [(whole, "", edges)] * len(heights)
    assert parted(*made) == headed + [(LETTERS, "", "")] * (pages - len(heights))


def test_a_page_of_headers_alone_and_an_empty_one_have_no_text() -> None:
    header = [piece("Final report", 60), piece("Geneva", 90)]
    assert parted(page(*header), page(*header)) == [("", "", "Final report|Geneva")] * 2
    assert parted(page()) == [("", "", "")]


RULE = "______________"  # from 50 to 120


def rule(y: float, size: float = 10) -> Piece:
    return piece(RULE, y, size=size)


def beside(x: float, *rows: float) -> list[Piece]:
    """A column of text of the usual size at another place."""
    return [piece("Z", y, x) for y in rows]


@pytest.mark.parametrize(
    ("below", "is_note"),
    [
        ([piece("1 See the report", 214, size=8)], True),
        ([piece("1See the report", 214, size=9.2)], True),
        ([piece("1 See the report", 214, size=9.3)], False),
        ([piece("* See", 214, size=8), piece("the report", 224, size=8)], True),
        ([piece("12", 214, size=8, right=58), piece("See the report", 214, 70, 8)], True),
        ([piece("See the report", 214, size=8)], False),
        ([piece("See the report", 214, size=8), piece("1 line 9", 224, size=8)], False),
        ([piece("1 See", 214, size=8), piece("the report", 214, 120)], False),
        ([piece("1 See", 214, size=8), piece("the report", 228)], False),
        ([], False),
    ],
)
@pytest.mark.parametrize("more", [[], beside(420, 200, 214, 228), beside(35, 200, 214, 228)])
def test_smaller_text_with_a_mark_below_a_short_line_is_a_footnote(
    below: list[Piece], is_note: bool, more: list[Piece]
) -> None:
    """Whatever goes on beside it: left of the line, or 300 points to the right of it."""
    other = "".join(f"|{each.text}" for each in more)
    found = "|".join(texts(below))
    wanted = (LETTERS + other, found) if is_note else (f"{LETTERS}{other}|{found}".strip("|"), "")
    assert parted(page(*body(), rule(200), *more, *below)) == [(*wanted, "")]


def test_what_stands_at_the_height_of_the_line_is_not_below_it() -> None:
    made = page(
        *body(), piece("g", 200, 200), rule(200), *beside(420, 214), piece("1 x", 214, size=8)
    )
    assert parted(made) == [(f"{LETTERS}|g|Z", "1 x", "")]


@pytest.mark.parametrize(
    ("foot", "notes"),
    [
        ([piece("1 See", 214, size=8)], 1),
        ([piece("1 See", 214, size=9.2), piece("the report", 224, size=8)], 2),
        ([piece("1 See", 214, size=9.3)], 0),
        ([piece("See the report", 214, size=8)], 0),
        ([piece("5", 200, 40, 6), piece("g", 200), piece("1 See", 214, size=8)], 1),
        ([piece("1 See", 214, size=8), piece("g", 228)], 0),
        # without a line, only the whole foot of a page: not in one of its columns
        ([*beside(600, 200, 214), piece("1 See", 214, size=8)], 0),
    ],
)
@pytest.mark.parametrize("rows", [2, 6])
def test_smaller_text_with_a_mark_at_the_foot_of_a_page_is_a_footnote(
    rows: int, foot: list[Piece], notes: int
) -> None:
    made = [*body(rows=rows), *foot]
    cut = len(made) - notes
    wanted = "|".join(texts(made[:cut])), "|".join(texts(made[cut:])), ""
    assert parted(page(*made)) == [wanted]


def test_a_footnote_may_be_smaller_by_little_and_below_little_text() -> None:
    made = [*body(rows=1), piece("1 See", 214, size=8)]
    assert parted(page(*made)) == [("a", "1 See", "")]
    made = [each._replace(size=12.5) for each in (*body(), *beside(420, 214))]
    note = piece("1 See", 240, size=11.5)
    assert parted(page(*made, note)) == [(f"{LETTERS}|Z", "1 See", "")]
    assert parted(page(*made, rule(200), note, piece("Z", 240, 420))) == [
        (f"{LETTERS}|Z|Z", "1 See", "")
    ]


def test_the_usual_size_is_that_of_most_of_the_text() -> None:
    small = [piece("1 x", 200 + 10 * at, size=8) for at in range(3)]
    large = [piece("TITLE", 40, size=20), piece("Geneva", 64, size=8)]
    assert parted(page(*large, *body(rows=4), *small)) == [
        ("TITLE|Geneva|a|b|c|d", "1 x|1 x|1 x", "")
    ]
    # small print between lines is the text of the page
    lines = [rule(y) for y in (130, 140, 150)]
    assert parted(page(piece("1 x", 100, size=8), piece("2 y", 110, size=8), *lines)) == [
        ("1 x|2 y", "", "")
    ]


def test_what_stands_aside_is_told_once_with_its_place() -> None:
    def made(number: int) -> Page:
        foot = 200 + 10 * number
        return page(
            *(piece("Final report of 2023", 40), piece(f"Page {number}", 40, 400)),
            piece(str(number), 60),
            *body(),
            piece(f"{number}Chad,", foot, size=8),
            piece("absent", foot, 120, 8),
            piece("throughout", foot + 10, size=8),
            number=number,
        )

    assert aside_lines(parts_of([made(3), made(4)])) == [
        TextLine("3 Chad, absent", Place(0, "page 3, footnote")),
        TextLine("throughout", Place(0, "page 3, footnote")),
        TextLine("4 Chad, absent", Place(0, "page 4, footnote")),
        TextLine("throughout", Place(0, "page 4, footnote")),
        TextLine("Final report of 2023 Page 3", Place(0, "header or footer")),
    ]
