"""Pages of a PDF as its library gives them: letters with places become pieces of text in reading
order, with marks, bold type and lines drawn through them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2
import pytest
from pypdfium2 import raw

from ccmcost.intake import pdf
from ccmcost.intake.readers import Refused

BOLD = 1 << 18


class Letter(NamedTuple):
    """A letter as the library gives it: code, origin, box (left, bottom, right, top), angle."""

    code: int
    x: float
    y: float
    box: tuple[float, float, float, float]
    angle: float = 0
    font: bytes = b"Serif"
    flags: int = 0
    has_place: bool = True


class Page:
    """A page of 600 by 800 points, also the text on it, and the document of it alone."""

    def __init__(
        self,
        *letters: Sequence[Letter],
        drawn: Sequence[tuple[int, tuple[float, ...] | None]] = (),
        rotation: int = 0,
    ) -> None:
        self.letters = [each for some in letters for each in some]
        self.drawn, self.rotation, self.closed = drawn, rotation, 0

    def get_textpage(self) -> Page:
        return self

    def count_chars(self) -> int:
        return len(self.letters)

    def get_rotation(self) -> int:
        return self.rotation

    def get_size(self) -> tuple[int, int]:
        return (800, 600) if self.rotation in (90, 270) else (600, 800)

    def get_height(self) -> int:
        return self.get_size()[1]

    def close(self) -> None:
        self.closed += 1


def _origin(text: Page, at: int, x: Any, y: Any) -> bool:
    x._obj.value, y._obj.value = text.letters[at][1:3]
    return text.letters[at].has_place


def _box(text: Page, at: int, box: Any) -> None:
    box._obj.left, box._obj.bottom, box._obj.right, box._obj.top = text.letters[at].box


def _font(text: Page, at: int, name: Any, _: int, flags: Any) -> None:
    name.value, flags._obj.value = text.letters[at].font, text.letters[at].flags


def _bounds(drawn: tuple[int, tuple[float, ...] | None], *places: Any) -> bool:
    for place, value in zip(places, drawn[1] or (), strict=False):
        place._obj.value = value
    return drawn[1] is not None


@pytest.fixture(autouse=True)
def _library(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, function in {
        "FPDFText_GetUnicode": lambda text, at: text.letters[at].code,
        "FPDFText_GetCharOrigin": _origin,
        "FPDFText_GetLooseCharBox": _box,
        "FPDFText_GetCharAngle": lambda text, at: math.radians(text.letters[at].angle),
        "FPDFText_GetFontInfo": _font,
        "FPDFPage_CountObjects": lambda page: len(page.drawn),
        "FPDFPage_GetObject": lambda page, at: page.drawn[at],
        "FPDFPageObj_GetType": lambda drawn: drawn[0],
        "FPDFPageObj_GetBounds": _bounds,
    }.items():
        monkeypatch.setattr(raw, name, function)
    monkeypatch.setattr(pdf, "opened", lambda pages: pages)


def level(
    text: str, x: float, y: float = 700, size: float = 10, step: float = 6, **more: Any
) -> list[Letter]:
    """Letters from left to right; their baseline is 800 - y points from the top."""
    places = [x + at * step for at in range(len(text))]
    return [
        Letter(ord(char), left, y, (left, y - 2, left + step, y - 2 + size), **more)
        for char, left in zip(text, places, strict=True)
    ]


def pieces(*letters: Sequence[Letter], **more: Any) -> list[list[Any]]:
    """The pieces of the one page that such letters make."""
    (page,) = pdf.read([Page(*letters, **more)])["pages"]  # type: ignore[arg-type]
    assert (page["number"], page["width"]) == (1, 600)
    return page["pieces"]


def texts(*letters: Sequence[Letter]) -> list[str]:
    """The text of each piece, with its mark after a stroke."""
    return [f"{each[4]}{'/' if each[6] else ''}{each[6]}" for each in pieces(*letters)]


def test_a_piece_tells_its_place_its_size_and_its_text() -> None:
    assert pieces(level("Peru Mali", 100)) == [
        [100, 154, 100, 10, "Peru Mali", False, "", False]
    ]  # fmt: skip
    (found,) = pieces(level("Peru", 100.25, 699.75, size=10.25))
    assert found[:4] == [100.2, 124.2, 100.2, 10.2]


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        # gaps: of a letter, of a word, of a column
        ([level("Peru", 100), level("Mali", 125)], ["PeruMali"]),
        ([level("Peru", -24), level("Mali", 1.6)], ["PeruMali"]),
        ([level("Peru", 100), level("Mali", 126)], ["Peru Mali"]),
        ([level("Peru", 100), level("Mali", 133)], ["Peru Mali"]),
        ([level("Peru", 100), level("Mali", 134)], ["Peru", "Mali"]),
        ([level("Peru ", 100), level("Mali", 124)], ["Peru Mali"]),
        ([level("Peru", 100), level("Mali", 134), level("Niger", 180)], ["Peru", "Mali", "Niger"]),
        # lines from the top, columns from the left, whatever the order of the file
        ([level("Mali", 100, 680), level("Peru", 100)], ["Peru", "Mali"]),
        ([level("Mali", 200), level("Peru", 100), level("Niger", 100, 680)],
         ["Peru", "Mali", "Niger"]),
        ([level("Mali", 200, 701), level("Peru", 100), level("Niger", 300, 701)],
         ["Peru", "Mali", "Niger"]),
        ([level("b", 106), level("a", 100)], ["a b"]),
        ([level("Peru", 100), level("Mali", 124, 680)], ["Peru", "Mali"]),
        ([level("Peru", 100), level("Mali", 60, 680), level("Niger", 20)],
         ["Niger", "Peru", "Mali"]),
        ([level("B", 112, 680), level("b", 106), level("a", 100)], ["ab", "B"]),
        # what stands a little lower is on the same line
        ([level("Peru", 100), level("Mali", 200, 695.5), level("x", 100, 680)],
         ["Peru", "Mali", "x"]),
        ([level("Mali", 200), level("Peru", 100, 695.5)], ["Peru", "Mali"]),
        ([level("Mali", 200), level("Peru", 100, 695)], ["Mali", "Peru"]),
        ([level("Mali", 200, size=20), level("Peru", 100, 692)], ["Peru", "Mali"]),
        ([level("Mali", 200, size=8), level("Peru", 100, 694)], ["Mali", "Peru"]),
        ([level("Mali", 200, size=7), level("Peru", 100, 693)], ["Peru", "Mali"]),
        ([level("Mali", 200, size=7), level("Peru", 100, 692)], ["Mali", "Peru"]),
        # several sizes on a line: most of its letters say how wide a gap is
        ([level("abcd", 100, size=6), level("efghi", 131)], ["abcd efghi"]),
        ([level("abc", 100), level("def", 118, size=6), level("ghi", 143)], ["abcdef ghi"]),
        ([level("abc", 100), level("def", 118, size=6), level("ghi", 145.5)], ["abcdef", "ghi"]),
    ],
)  # fmt: skip
def test_letters_become_pieces_in_reading_order(
    letters: list[list[Letter]], wanted: list[str]
) -> None:
    assert texts(*letters) == wanted


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ([level("Peru", 100), level("1", 124, 704, 6, 3)], ["Peru/1"]),
        ([level("Peru", 100), level("12", 124, 706, 6, 3), level("Mali", 131)], ["Peru Mali/12"]),
        ([level("Peru", 100), level("1", 124, 704, 6, 3), level("Mali", 200)], ["Peru/1", "Mali"]),
        ([level("Peru", 100), level("*", 124, 704, 6, 3)], ["Peru/*"]),
        # what is raised no further, as large, a letter, or before the text
        ([level("Peru", 100), level("1", 124, 702, 6, 3)], ["Peru1"]),
        ([level("Peru", 100), level("1", 124, 698, 6, 3)], ["Peru1"]),
        ([level("Peru", 100), level("1", 124, 704, 8, 3)], ["Peru1"]),
        ([level("Peru", 100), level("a", 124, 704, 6, 3)], ["Perua"]),
        ([level("1", 97, 704, 6, 3), level("Peru", 100)], ["1Peru"]),
        # beside text that stands on two levels itself
        ([level("efg", 100), level("abcd", 118, 703), level("hi", 142), level("1", 154, 704, 6, 3)],
         ["efgabcdhi/1"]),
    ],
)  # fmt: skip
def test_a_small_raised_sign_is_a_mark(letters: list[list[Letter]], wanted: list[str]) -> None:
    assert texts(*letters) == wanted


def test_most_letters_say_the_size_and_the_baseline_and_the_middle_one_the_type() -> None:
    def mixed(*parts: tuple[str, float, float]) -> list[Any]:
        at, letters = 100.0, []
        for text, y, size in parts:
            letters.append(level(text, at, y, size))
            at += 6 * len(text)
        (found,) = pieces(*letters)
        return found[2:4]

    assert mixed(("Pe", 700, 10), ("ru", 699, 11)) == [101, 11]
    assert mixed(("P", 699, 11), ("er", 700, 10), ("u", 699, 11)) == [101, 11]
    for bold, is_bold in (("ab", False), ("c", True), ("d", False)):
        letters = [level(each, 100 + 6 * at, font=b"Serif-Bold" if each in bold else b"Serif")
                   for at, each in enumerate("abcd")]  # fmt: skip
        assert pieces(*letters)[0][5] == is_bold
    assert pieces(level("Peru", 100, flags=BOLD))[0][5] is True
    assert pieces(level("Peru", 100, flags=BOLD >> 1))[0][5] is False


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        ((0x61, 0x62), "ab"),
        ((0x61, 0, 0x62), "ab"),
        ((0x61, 10, 0x62), "ab"),
        ((0x61, 13, 0x62), "ab"),
        ((0x61, 32, 0x62), "a b"),
        ((0x61, 0xA0, 0x62, 0x63), "a bc"),
        ((0x61, 0x02, 0x62), "a-b"),
        ((0x61, 0xFFFE, 0x62), "a-b"),
        ((0x61, 0xD800, 0x62), "ab"),
        ((0x61, 0xDFFF, 0x62), "ab"),
        ((0x61, 0xE000, 0x62), "a\ue000b"),
    ],
)
def test_letters_are_read_by_their_codes(codes: Sequence[int], wanted: str) -> None:
    letters = [level("x", 100 + 0.5 * at, step=1)[0]._replace(code=code)
               for at, code in enumerate(codes)]  # fmt: skip
    assert [each[4] for each in pieces(letters)] == [wanted]


def test_a_letter_without_a_place_is_left_out() -> None:
    lost = level("x", 106, has_place=False)
    nowhere = [each._replace(x=math.inf) for each in level("y", 106)]
    boundless = [each._replace(box=(106, 698, math.nan, 708)) for each in level("z", 106)]
    assert texts(level("a", 100), lost, nowhere, boundless, level("b", 106)) == ["ab"]


def up(text: str, x: float, y: float, angle: float = 270) -> list[Letter]:
    """Letters from below upwards."""
    places = [y + at * 6 for at in range(len(text))]
    return [
        Letter(ord(char), x, at, (x - 8, at, x + 2, at + 6), angle)
        for char, at in zip(text, places, strict=True)
    ]


def down(text: str, x: float, y: float) -> list[Letter]:
    """Letters from above downwards."""
    places = [y - at * 6 for at in range(len(text))]
    return [
        Letter(ord(char), x, at, (x - 2, at - 6, x + 8, at), 90)
        for char, at in zip(text, places, strict=True)
    ]


def back(text: str, x: float, y: float) -> list[Letter]:
    """Letters upside down, from right to left."""
    places = [x - at * 6 for at in range(len(text))]
    return [
        Letter(ord(char), at, y, (at - 6, y - 8, at, y + 2), 180)
        for char, at in zip(text, places, strict=True)
    ]


def test_text_that_is_turned_is_a_page_of_its_own() -> None:
    page = Page(down("Niger", 550, 700), back("Austria", 500, 50), level("Mali", 100),
                up("Peru", 50, 100))  # fmt: skip
    found = pdf.read([page])["pages"]  # type: ignore[arg-type]
    assert [(each["number"], each["width"], each["pieces"]) for each in found] == [
        (1, 600, [[100, 124, 100, 10, "Mali", False, "", False]]),
        (1, 800, [[100, 124, 50, 10, "Peru", False, "", False]]),
        (1, 600, [[100, 142, 50, 10, "Austria", False, "", False]]),
        (1, 800, [[100, 130, 50, 10, "Niger", False, "", False]]),
    ]


def test_letters_that_stand_level_are_read_so_whatever_their_angle() -> None:
    assert texts(level("Peru", 100, angle=90)) == ["Peru"]
    assert texts(level("Peru", 700, 700, angle=90), level("x", 300, 20, angle=90)) == ["Peru", "x"]
    twice = [each for each in level("Peru", 100, angle=90) for _ in range(2)]
    assert len(pieces(twice)) == 1
    blanks = [level(" x", 100, 700 - 20 * at, angle=90) for at in range(9)]
    assert texts(*blanks) == ["x"] * 9
    steep = [level("x", 100 + 4 * at, 700 - 10 * at, angle=90) for at in range(9)]
    found = pdf.read([Page(*steep)])["pages"]  # type: ignore[arg-type]
    assert [each["width"] for each in found] == [800]


def test_a_few_letters_askew_do_not_turn_a_page() -> None:
    askew = level("x", 214, 660, angle=90)
    rest = level("a" * 19, 100)
    assert len(pdf.read([Page(rest, askew)])["pages"]) == 1  # type: ignore[arg-type]
    assert len(pdf.read([Page(rest[1:], askew)])["pages"]) == 2  # type: ignore[arg-type]


def test_an_angle_is_that_of_the_nearest_direction_and_none_is_level() -> None:
    def widths(angle: float) -> list[int]:
        page = Page(level("a", 100), up("Peru", 50, 100, angle))
        return [each["width"] for each in pdf.read([page])["pages"]]  # type: ignore[arg-type]

    assert widths(270) == [600, 800]
    assert widths(44) == widths(359) == widths(math.inf) == [600]
    assert widths(136) == [600, 600]


def test_the_width_of_a_rotated_page_is_that_of_its_text() -> None:
    for rotation, width in ((0, 600), (90, 600), (180, 600), (270, 600)):
        (found,) = pdf.read([Page(level("Peru", 100), rotation=rotation)])["pages"]  # type: ignore[arg-type]
        assert (found["width"], found["pieces"][0][2]) == (width, 100)


PATH, TEXT = raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_TEXT


def drawn(left: float, right: float, y: float, high: float = 0) -> tuple[int, tuple[float, ...]]:
    """A line that is drawn on a page."""
    return PATH, (left, y - high / 2, right, y + high / 2)


@pytest.mark.parametrize(
    ("lines", "is_struck"),
    [
        ([drawn(100, 120, 703)], True),
        ([drawn(90, 600, 703)], True),
        ([], False),
        # at the height of small letters, not below, not above
        ([drawn(100, 120, 705)], True),
        ([drawn(100, 120, 706)], False),
        ([drawn(100, 120, 701)], False),
        ([drawn(100, 120, 700)], False),
        ([drawn(100, 120, 697)], False),
        # along most of the text
        ([drawn(100, 112, 703)], True),
        ([drawn(100, 111, 703)], False),
        ([drawn(108, 200, 703)], True),
        ([drawn(109, 200, 703)], False),
        ([drawn(200, 300, 703)], False),
        # thin and long, and a path
        ([drawn(100, 120, 703, 2.5)], True),
        ([drawn(100, 120, 703, 3)], False),
        ([(TEXT, (100, 703, 120, 703))], False),
        ([(PATH, None)], False),
        # any of several
        ([drawn(100, 120, 500), (PATH, None), (TEXT, (0, 0, 0, 0)), drawn(100, 120, 703)], True),
        ([drawn(100, 120, 703), drawn(100, 120, 500)], True),
    ],
)
def test_a_line_through_most_of_the_text_strikes_it_out(
    lines: list[tuple[int, tuple[float, ...] | None]], is_struck: bool
) -> None:
    found = pieces(level("Peru", 100, step=5), level("Mali", 100, 600, step=5), drawn=lines)
    assert [(each[4], each[7]) for each in found] == [("Peru", is_struck), ("Mali", False)]


def test_the_limits_of_a_line_through_text_follow_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pieces(level("Peru", 100, size=25, step=15), drawn=[drawn(100, 160, 703)])[0][7] is True
    assert pieces(level("I", 100, step=8), drawn=[drawn(100, 108, 703)])[0][7] is True
    assert pieces(level("I", 100, step=7), drawn=[drawn(100, 107, 703)])[0][7] is False
    monkeypatch.setattr(pdf, "MOST_OBJECTS", 1)
    lines = [drawn(100, 120, 500), drawn(100, 120, 703)]
    assert pieces(level("Peru", 100), drawn=lines)[0][7] is False
    assert pieces(level("Peru", 100), drawn=lines[1:])[0][7] is True


def test_on_what_is_turned_no_line_is_looked_for() -> None:
    page = Page(up("Peru", 50, 100), level("M", 300, 300), drawn=[drawn(100, 124, 753)])
    found = pdf.read([page])["pages"]  # type: ignore[arg-type]
    assert [piece[7] for each in found for piece in each["pieces"]] == [False, False]
    turned = Page(level("Peru", 100), drawn=[drawn(100, 124, 503)], rotation=90)
    (found,) = pdf.read([turned])["pages"]  # type: ignore[arg-type]
    assert found["pieces"][0][7] is False


def test_pages_are_read_one_after_the_other_and_closed() -> None:
    document = [Page(level("Peru", 100)), Page(), Page(level("Mali", 100))]
    told: list[tuple[int, int]] = []
    found = pdf.read(document, lambda *done: told.append(done))["pages"]  # type: ignore[arg-type, func-returns-value]
    assert [(each["number"], each["pieces"][0][4]) for each in found] == [(1, "Peru"), (3, "Mali")]
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [each.closed for each in document] == [2, 2, 2]


def test_a_document_has_so_many_pages_and_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 9)
    document = [Page(level("Peru", 100)), Page(level("Mali", 100))]
    assert len(pdf.read(document)["pages"]) == 2  # type: ignore[arg-type]
    with pytest.raises(Refused, match="it has 3 pages, more than 2"):
        pdf.read([*document, Page()])  # type: ignore[arg-type]
    document[1] = Page(level("Niger", 100))
    with pytest.raises(Refused, match="it holds more than 9 characters"):
        pdf.read(document)  # type: ignore[arg-type]


def test_what_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with pytest.raises(Refused, match="it is not a PDF, or is damaged"):
        pdf.opened(b"text")

    def locked(_: bytes) -> None:
        raise pypdfium2.PdfiumError("Incorrect Password")

    monkeypatch.setattr(pypdfium2, "PdfDocument", locked)
    with pytest.raises(Refused, match="it is protected by a password"):
        pdf.opened(b"text")
