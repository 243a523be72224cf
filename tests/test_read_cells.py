"""Cells as readers of files collect them: sheets and tables within limits, merged or hidden."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from ccmcost.intake import readers
from ccmcost.intake.readers import (
    Blocks,
    Refused,
    Sheets,
    Table,
    elements,
    empty,
    open_package,
    part,
    refuse_doctypes,
)


class Small(Sheets):
    """Sheets with limits that a test can reach."""

    MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_AREAS, MOST_MERGED = 4, 5, 6, 2, 9


def test_a_sheet_holds_its_cells_and_what_is_said_of_them() -> None:
    sheets = Small()
    for title in ("first", "second", "third"):
        sheets.begin(title, title == "second")
    sheets.put(1, 2, "b")
    sheets.put(1, 1, "a", struck=True)
    sheets.put(0, 0, "c", unit="EUR")
    sheets.put(1, 4, "d")
    sheets.sheet["hidden_rows"] += [0, 1, 2]
    sheets.hide_columns(1, 3)
    sheets.finish()
    assert sheets.found[2] == {
        "title": "third", "hidden": False, "filtered": False, "merged": [], "notes": [],
        "rows": [["c"], ["", "a", "b", "", "d"]], "struck": [[1, 1]], "units": [[0, 0, "EUR"]],
        "hidden_rows": [0, 1], "hidden_columns": [1, 2],
    }  # fmt: skip
    assert [each["hidden"] for each in sheets.found] == [False, True, False]
    assert sheets.found[0]["rows"] == sheets.found[1]["rows"] == []


def test_a_sheet_of_nothing_ends_before_its_first_row() -> None:
    sheets = Small()
    sheets.begin("x", False)
    sheets.merge(1, 1, 2, 1)
    sheets.sheet["hidden_rows"] += [0]
    sheets.finish()
    assert (sheets.sheet["rows"], sheets.sheet["merged"]) == ([], [])
    assert sheets.sheet["hidden_rows"] == []


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (3, 4, ""),
        (0, 0, ""),
        (4, 0, 'its sheet "x" has more than 4 rows'),
        (-1, 0, "more than 4 rows"),
        (0, 5, 'its sheet "x" has more than 5 columns'),
        (0, -1, "more than 5 columns"),
        (2, 2, 'a cell of row 3 of its sheet "x" stands twice'),
    ],
)
def test_a_cell_stands_within_the_sheet_and_once(row: int, column: int, says: str) -> None:
    sheets = Small()
    sheets.begin("x", False)
    sheets.put(2, 2, "x")
    if says:
        with pytest.raises(Refused, match=says):
            sheets.put(row, column, "y")
        return
    sheets.put(row, column, "y")
    sheets.finish()
    assert sheets.sheet["rows"][row][column] == "y"


def test_all_sheets_together_hold_so_many_cells() -> None:
    sheets = Small()
    for title in "ab":
        sheets.begin(title, False)
        for column in range(3):
            sheets.put(0, column, "x")
    with pytest.raises(Refused, match="it has more than 6 cells"):
        sheets.put(0, 3, "x")


@pytest.mark.parametrize(
    ("areas", "wanted"),
    [
        ([(1, 1, 2, 2)], [[1, 1, 2, 2]]),
        ([(2, 1, 400, 1)], [[2, 1, 3, 1]]),  # it ends where the cells end
        ([(1, 2, 1, 9)], [[1, 2, 1, 2]]),
        ([(3, 2, 4, 3)], [[3, 2, 3, 2]]),
        ([(1, 3, 3, 4), (4, 1, 5, 1)], []),  # beyond them
        ([(1, None, 2, 2), (1, 1, 1, 2)], [[1, 1, 1, 2]]),
        ([(1, 1, 1, 2), (2, 1, 2, 2), (3, 1, 3, 2)], [[1, 1, 1, 2], [2, 1, 2, 2]]),
    ],
)
def test_merged_ranges_end_with_the_cells(
    areas: list[tuple[int | None, ...]], wanted: list[list[int]]
) -> None:
    sheets = Small()
    sheets.begin("x", False)
    sheets.put(0, 0, "x")
    sheets.put(1, 2, "x")
    for area in areas:
        sheets.merge(*area)
    sheets.finish()
    assert sheets.sheet["merged"] == wanted


@pytest.mark.parametrize(
    ("areas", "fits"),
    [
        ([(1, 1, 3, 3)], True),
        ([(1, 1, 4, 3)], False),
        ([(2, 2, 4, 4)], True),
        ([(1, 1, 3, 2), (1, 3, 3, 3)], True),
        ([(1, 1, 4, 1), (1, 2, 3, 3)], False),
        ([(3, 3, 4, 4)], True),
    ],
)
def test_merged_ranges_cover_no_more_than_a_list_needs(
    areas: list[tuple[int, ...]], fits: bool
) -> None:
    sheets = Small()
    sheets.begin("x", False)
    sheets.put(3, 3, "x")
    for area in areas:
        sheets.merge(*area)
    if fits:
        sheets.finish()
        assert len(sheets.sheet["merged"]) == len(areas)
        return
    with pytest.raises(Refused, match='the merged cells of its sheet "x" cover more than 9 cells'):
        sheets.finish()


def test_columns_are_hidden_as_far_as_a_sheet_reaches() -> None:
    sheets = Small()
    sheets.begin("x", False)
    sheets.hide_columns(0, 1)
    sheets.hide_columns(3, 16_384)
    assert sheets.sheet["hidden_columns"] == [0, 3, 4]


def package(*sizes: int, name: str = "{}.xml", content: bytes = b"x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for at, size in enumerate(sizes):
            file.writestr(name.format(at), content * size)
    return stream.getvalue()


def refused(call: Callable[[], Any]) -> str:
    """Why something is refused; nothing if it is not."""
    try:
        call()
    except Refused as error:
        return str(error)
    return ""


def test_what_is_no_package_is_told_by_its_kind() -> None:
    assert refused(lambda: open_package(b"text")) == "it is not a zipped office file"
    old = refused(lambda: open_package(b"\xd0\xcf\x11\xe0..."))
    assert old == "it is an old or encrypted Office file"


def test_a_package_may_unpack_to_so_much_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_PARTS", 3)
    monkeypatch.setattr(readers, "LARGEST_PART", 10)
    assert refused(lambda: open_package(package(20, 20))) == ""
    assert refused(lambda: open_package(package(1, 1, 1))) == ""
    more = "it unpacks to more than an office document can need"
    assert refused(lambda: open_package(package(20, 21))) == more
    assert refused(lambda: open_package(package(1, 1, 1, 1))) == more
    opened = open_package(package(10, 11))
    assert part(opened, "0.xml") == b"x" * 10
    assert refused(lambda: part(opened, "1.xml")) == "its part 1.xml is larger than 10 bytes"


def test_xml_with_a_document_type_is_refused_in_any_part_and_encoding() -> None:
    said = "its XML declares a document type or entities"
    for text in ("<!DOCTYPE a>", "<!ENTITY a 'b'>"):
        for encoding in ("utf-8", "utf-16"):
            content = text.encode(encoding)
            for name in ("{}.xml", "{}.rels"):
                held = open_package(package(1, name=name, content=content))
                assert refused(lambda held=held: refuse_doctypes(held)) == said
            assert refused(lambda content=content: [*elements(content)]) == said
            picture = open_package(package(1, name="{}.png", content=content))
            assert refused(lambda picture=picture: refuse_doctypes(picture)) == ""
    assert refused(lambda: refuse_doctypes(open_package(package(1)))) == ""


def test_xml_is_read_element_by_element(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "DEEPEST", 3)
    read = [(ends, name) for ends, name, _ in elements(b"<n:a xmlns:n='u'><b/></n:a>")]
    assert read == [(False, "a"), (False, "b"), (True, "b"), (True, "a")]
    for text, says in (
        ("<a><b><c/><c/></b><b><c/></b><b/></a>", ""),
        ("<a><b/><b/><b><c><d/></c></b></a>", "its XML is nested too deeply"),
        ("<a><b></a>", "its XML is broken"),
    ):
        assert refused(lambda text=text: [*elements(text.encode())]).startswith(says)
        assert bool(refused(lambda text=text: [*elements(text.encode())])) == bool(says)


def test_of_an_element_that_is_taken_out_only_the_text_behind_it_stays() -> None:
    whole = fromstring("<p>Peru<note>see <b>below</b></note>, Mali</p>")
    empty(whole[0])
    assert "".join(whole.itertext()) == "Peru, Mali"


def table(text: str) -> Table:
    """A table whose rows are lines and whose cells are parted by `|`: `2x3 text` spans two columns
    and three rows, `^ text` goes on with the cell above, `- text` is struck out.
    """
    made = Table()
    for line in text.splitlines():
        made.begin_row(line.startswith("!"))
        for cell in line.lstrip("!").split("|") if line != "!" else ():
            head, _, rest = cell.partition(" ")
            across, _, down = head.partition("x")
            spans = across.isdigit() and down.isdigit()
            made.begin_cell(*(map(int, (across, down)) if spans else ()))
            if head == "^":
                made.go_on()
            for each in (rest if spans or head in ("^", "-") else cell).split("/"):
                if each:
                    made.add(each, head == "-")
            made.end_cell()
    return made


@pytest.mark.parametrize(
    ("text", "rows", "merged"),
    [
        ("a|b\nc", [["a", "b"], ["c"]], []),
        ("a/b|c", [["a\nb", "c"]], []),
        # a wide cell takes the columns behind it, a high one those below it
        ("2x1 a|b\nc|d|e", [["a", "", "b"], ["c", "d", "e"]], [[1, 1, 2, 1]]),
        ("a|1x2 b|c\nd|e", [["a", "b", "c"], ["d", "", "e"]], [[2, 1, 2, 2]]),
        ("1x3 a|b\nc\nd", [["a", "b"], ["", "c"], ["", "d"]], [[1, 1, 1, 3]]),
        ("a\nb|2x2 c|d\ne|f", [["a"], ["b", "c", "", "d"], ["e", "", "", "f"]], [[2, 2, 3, 3]]),
        ("3x1 a|b", [["a", "", "", "b"]], [[1, 1, 3, 1]]),
        # a cell that goes on with the one above
        ("a|b\n^|c\n^|d", [["a", "b"], ["", "c"], ["", "d"]], [[1, 1, 1, 3]]),
        ("a|b\nc|^\nd|e", [["a", "b"], ["c", ""], ["d", "e"]], [[2, 1, 2, 2]]),
        ("a|b\n^|^", [["a", "b"], ["", ""]], [[1, 1, 1, 2], [2, 1, 2, 2]]),
        ("a|b\n^|^\n^|^", [["a", "b"], ["", ""], ["", ""]], [[1, 1, 1, 3], [2, 1, 2, 3]]),
        ("a|b\n^|^\n^|c", [["a", "b"], ["", ""], ["", "c"]], [[1, 1, 1, 3], [2, 1, 2, 2]]),
        ("a\n^\nb\n^", [["a"], [""], ["b"], [""]], [[1, 1, 1, 2], [1, 3, 1, 4]]),
        ("2x1 a\n^", [["a"], [""]], [[1, 1, 2, 2]]),
        ("a\nb\n^ c", [["a"], ["b"], ["c"]], [[1, 2, 1, 3]]),
        ("^ a", [["a"]], []),
        ("!a\nb", [["a"], ["b"]], []),
        ("a|\n|b", [["a", ""], ["", "b"]], []),
        ("a\n!\nb", [["a"], [], ["b"]], []),
    ],
)
def test_a_table_keeps_its_cells_in_their_columns(
    text: str, rows: list[list[str]], merged: list[list[int]]
) -> None:
    (found,) = table(text).blocks()
    assert (found["table"]["rows"], found["table"]["merged"]) == (rows, merged)
    hidden = [at for at, line in enumerate(text.splitlines()) if line.startswith("!")]
    assert found["table"]["hidden_rows"] == hidden


def test_a_wide_cell_that_goes_on_is_as_wide_below() -> None:
    made = table("a|b\nc")
    made.begin_cell()
    made.widen(3)
    made.go_on()
    (found,) = made.blocks()
    assert found["table"]["merged"] == [[2, 2, 4, 2], [2, 1, 4, 2]]


def test_a_row_begins_whether_or_not_the_cell_before_it_was_ended() -> None:
    made = Table()
    for text in "ab":
        made.begin_row()
        made.begin_cell()
        made.add(text, False)
    (found,) = made.blocks()
    assert found["table"]["rows"] == [["a"], ["b"]]


def test_a_cell_is_struck_out_if_all_of_it_is() -> None:
    (found,) = table("- a/b|c||- d").blocks()
    assert found["table"]["struck"] == [(0, 0), (0, 3)]
    mixed = Table()
    mixed.begin_cell()
    mixed.add("a", True)
    mixed.add("b", False)
    (found,) = mixed.blocks()
    assert (found["table"]["rows"], found["table"]["struck"]) == ([["a\nb"]], [])


def test_a_table_has_no_more_columns_than_a_sheet() -> None:
    made = Table()
    made.begin_cell(399)
    made.begin_cell()  # the last one
    assert refused(made.begin_cell) == (
        "a table has more than 400 columns; keep only those that are needed"
    )
    made.begin_row()
    made.begin_cell()  # of the next row, the first


def test_what_is_said_of_a_cell_outside_of_one_is_not_taken() -> None:
    made = table("a|b\nc|d")
    made.widen(2, 2)
    made.go_on()
    (found,) = made.blocks()
    assert found["table"]["merged"] == []


def test_a_table_of_nothing_is_no_block() -> None:
    assert table("|\n|").blocks() == []


def test_tables_span_no_more_than_a_list_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MOST_SPANNED", 10)
    assert refused(lambda: table("2x2 a|3x2 b")) == ""
    assert refused(lambda: table("5x2 a")) == ""
    more = "its tables span more cells than a list can need"
    assert refused(lambda: table("2x2 a|3x2 b\n1x1 c\n2x1 d")) == more
    assert refused(lambda: table("4x3 a")) == more


def line(text: str, gap: bool, look: str = "", unseen: str = "", **more: Any) -> dict[str, Any]:
    return {"line": text, "gap": gap, "look": look, "unseen": unseen, **more}


def test_lines_stand_in_the_innermost_open_cell_or_between_the_tables() -> None:
    blocks = Blocks()
    blocks.line("Title", [{"bold"}, {"bold", "struck"}], "big")
    blocks.gap = False
    blocks.begin_table()
    blocks.line("above the first cell", [], "")
    blocks.tables[-1].begin_cell()
    blocks.line("outer", [{"struck"}], "", note="a note")
    blocks.line("", [], "")
    blocks.begin_table()
    blocks.tables[-1].begin_cell()
    blocks.line("middle", [], "")
    blocks.begin_table()
    blocks.tables[-1].begin_cell()
    blocks.line("inner", [{"hidden"}], "", note="another")
    blocks.tables[-1].begin_cell()
    blocks.line("seen", [{"hidden"}, set()], "")
    blocks.end_table()
    blocks.end_table()
    blocks.end_table()
    blocks.line("below", [{"struck"}, {"struck", "hidden"}], "", mark="1")
    blocks.line("hidden", [{"hidden"}], "")
    assert blocks.found == [
        line("Title", True, "bold big", note=""),
        line("above the first cell", False, note=""),
        {"table": {"rows": [["inner", "seen"]], "merged": [], "hidden_rows": [],
                   "struck": [(0, 0)], "notes": [(0, 0, "another")]}},
        line("middle", False),
        line("outer", False),
        line("below", False, "", "struck out", note="", mark="1"),
        line("hidden", False, "", "hidden text", note=""),
    ]  # fmt: skip


def test_lines_stand_apart_until_a_reader_says_otherwise() -> None:
    blocks = Blocks()
    blocks.line("x", [], "")
    assert blocks.found == [line("x", True, note="")]
