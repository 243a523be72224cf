"""What cells of CSV and OpenDocument files say, and what nobody sees in them: small files,
made of the fewest parts, read in this process.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from ccmcost.findings import Findings
from ccmcost.intake import opendocument, sheet
from ccmcost.intake.found import Place
from ccmcost.intake.readers import Refused
from ccmcost.intake.sheet import (
    Cell,
    Sheet,
    column_letters,
    csv_sheets,
    sheet_of,
    visible,
)
from ccmcost.model.source import SourceFile


def packed(**parts: str) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def source(content: bytes, name: str = "x.csv") -> SourceFile:
    return SourceFile(name, "command line", content, name)


SHEET = Sheet(
    "Costs",
    (("a", "", "c"), (), ("d", "e")),
    hidden_rows=frozenset({1}),
    hidden_columns=frozenset({2}),
    struck=frozenset({(2, 0)}),
    covered={(0, 1): (0, 0)},
    places={2: Place(7, "page 4, line 7")},
)


def test_a_cell_says_its_text_or_that_of_the_merged_cell_that_covers_it() -> None:
    assert [[SHEET.cell(row, at) for at in range(4)] for row in range(4)] == [
        ["a", "a", "c", ""],
        ["", "", "", ""],
        ["d", "e", "", ""],
        ["", "", "", ""],
    ]
    assert list(SHEET.cells()) == [(0, 0, "a"), (0, 2, "c"), (2, 0, "d"), (2, 1, "e")]
    assert SHEET.filled == 2


def test_a_place_is_the_cell_or_the_line_or_where_the_row_was_printed() -> None:
    assert SHEET.place(0, 27) == Place(1, "Costs!AB1")
    assert SHEET.place(2, 0).text == "page 4, line 7"
    assert SHEET._replace(title="").place(3, 0).text == "line 4"
    letters = [column_letters(at) for at in (0, 25, 26, 51, 52, 701, 702)]
    assert letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (0, 0, ""), (0, None, ""), (1, 0, "in a hidden row"), (1, None, "in a hidden row"),
        (0, 2, "in a hidden column"), (2, 0, "struck out"), (2, None, ""), (2, 1, ""),
    ],
)  # fmt: skip
def test_it_is_said_why_nobody_sees_a_cell(row: int, column: int | None, why: str) -> None:
    assert SHEET.why_unseen(row, column) == why
    by_filter = SHEET._replace(filtered=True).why_unseen(row, column)
    assert by_filter == ("in a row hidden by a filter" if row == 1 else why)
    hidden = SHEET._replace(hidden=True)
    assert hidden.why_unseen(row, column) == 'on the hidden sheet "Costs"'
    assert visible((hidden, SHEET)) == (SHEET,)


def test_a_sheet_has_what_its_reader_answered_and_nothing_hidden_besides() -> None:
    answer: dict[str, Any] = {
        "title": "T", "rows": [["a", "b"], ["c"]], "merged": [[2, 1, 3, 4]], "hidden_rows": [1],
        "struck": [[0, 1]], "notes": [[0, 0, "late"]],
    }  # fmt: skip
    plain = sheet_of(answer)
    assert plain == Sheet(
        "T",
        (("a", "b"), ("c",)),
        ((2, 1, 3, 4),),
        hidden_rows=frozenset({1}),
        struck=frozenset({(0, 1)}),
        covered={(row, column): (0, 1) for row in range(4) for column in (1, 2)},
        notes={(0, 0): "late"},
    )
    more = {"hidden": True, "filtered": True, "hidden_columns": [3], "units": [[0, 0, "EUR"]]}
    assert sheet_of(answer | more) == plain._replace(
        hidden=True, filtered=True, hidden_columns=frozenset({3}), units={(0, 0): "EUR"}
    )


def test_a_csv_file_keeps_its_lines_as_rows_whatever_stands_between_its_cells() -> None:
    findings = Findings()
    (read,) = csv_sheets(source(b'State;EUR\n"C\xf4te\nd";1\nx\n'), findings)
    assert read == Sheet("", (("State", "EUR"), (), ("C\u00f4te\nd", "1"), ("x",)), mark=";")
    assert not findings.errors


def test_a_csv_file_that_cannot_be_read_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(content: bytes, plain: bool = False) -> list[tuple[str, str, int]]:
        findings = Findings()
        assert (csv_sheets(source(content), findings, plain) == ()) == bool(findings.errors)
        return [(each.code, each.message[:37], each.row) for each in findings.errors]

    assert told(b'a,b\n"x"y,z\n') == [("file-syntax", "this is not valid CSV: ',' expected a", 2)]
    turned = "a,\u202eb\n".encode()
    hidden = ("file-unreadable", "the hidden character U+202E makes a t", 1)
    assert (told(turned), told(turned, plain=True)) == ([], [hidden])
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    assert told(b"a\nb\n") == []
    assert told(b"a\nb\nc\n") == [("file-unreadable", "the table has more than 2 rows. Keep ", 0)]


@pytest.mark.parametrize(
    ("value", "text", "digits"),
    [
        (None, "", ""), ("7", "7", ""), (7, "7", "7"), (0.1, "0.1", "0.1"), (True, "True", ""),
        (1e-7, "1e-07", "0.0000001"), (float("inf"), "inf", ""),
    ],
)  # fmt: skip
def test_a_number_is_the_digits_that_a_person_sees(value: Any, text: str, digits: str) -> None:
    assert (Cell("T!A1", value).text, Cell("T!A1", value).digits) == (text, digits)


# OpenDocument, told by local names: a document without namespaces has them too


def ods(tables: str, styles: str = "", **parts: str) -> bytes:
    return packed(**{"content.xml": f"<doc><styles>{styles}</styles>{tables}</doc>", **parts})


def read_ods(content: bytes) -> list[Sheet]:
    return [sheet_of(each) for each in opendocument.read(content)["sheets"]]


def one(rows: str, styles: str = "", **parts: str) -> Sheet:
    """The only sheet of a file with these rows."""
    (found,) = read_ods(ods(f'<table name="One">{rows}</table>', styles, **parts))
    return found


def row(*cells: str, more: str = "") -> str:
    return f"<table-row {more}>{''.join(cells)}</table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table-cell {more}><p>{text}</p></table-cell>"


def style(name: str, line: str = "", family: str = "table-cell", parent: str = "") -> str:
    properties = f'<text-properties text-line-through-style="{line}"/>' if line else ""
    return (
        f'<style name="{name}" family="{family}" parent-style-name="{parent}">'
        f"{properties}<paragraph-properties/></style>"
    )


SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
TEXT = "application/vnd.oasis.opendocument.text"
HEADER = (
    '<doc><table><table-column visibility="collapse"/>'
    '<table-row visibility="collapse"><table-cell number-columns-spanned="2"><p>Page</p>'
    "</table-cell></table-row></table>{}</doc>"
)


FORMULA = '<table name="T">' + row() + row(cell("", 'formula="1"')) + "</table>"
NESTED = "<table>" + row("<table-cell><table/></table-cell>") + "</table>"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"mimetype": SPREADSHEET}, "it is not an OpenDocument sheet (.ods)"),
        ({"content.xml": "<a/>", "mimetype": TEXT}, "it is not an OpenDocument sheet (.ods)"),
        ({"content.xml": "<a/>"}, "it holds no sheet of cells"),
        ({"content.xml": "<a/>", "styles.xml": HEADER}, "it holds no sheet of cells"),
        ({"content.xml": NESTED}, "it holds a table inside a cell"),
        (
            {"content.xml": FORMULA},
            'a cell of row 2 of its sheet "T" holds a formula that was never calculated',
        ),
    ],
)  # fmt: skip
def test_what_is_no_opendocument_sheet_is_refused(parts: dict[str, str], says: str) -> None:
    with pytest.raises(Refused) as refused:
        opendocument.read(packed(**parts))
    assert str(refused.value).startswith(says)


def test_tables_stand_in_order_and_each_begins_anew() -> None:
    hidden = '<style name="H" family="table"><table-properties display="false"/></style>'
    seen = '<style name="S" family="table"><table-properties display="true"/></style>'
    first = f'<table-column number-columns-repeated="3"/>{row()}{row(cell("a"))}'
    second = '<table-column visibility="collapse"/>' + row(cell("b", 'formula="1"'), cell("c"))
    tables = (
        f'<table name="One" style-name="S">{first}</table>'
        f'<table name="Two" style-name="H">{second}</table>'
    )
    content = ods(tables, hidden + seen, **{"mimetype": SPREADSHEET, "styles.xml": HEADER})
    assert read_ods(content) == [
        Sheet("One", ((), ("a",))),
        Sheet("Two", (("b", "c"),), hidden=True, hidden_columns=frozenset({0})),
    ]


def test_a_style_of_the_document_strikes_out_as_one_of_its_own() -> None:
    styles = HEADER.format(style("Bad", "solid"))
    assert one(row(cell("x", 'style-name="Bad"')), **{"styles.xml": styles}).struck == {(0, 0)}


def test_columns_and_rows_that_repeat_are_hidden_together() -> None:
    columns = (
        '<table-column/><table-column number-columns-repeated="2" visibility="filter"/>'
        '<table-column number-columns-repeated="16384"/><table-column visibility="collapse"/>'
    )
    rows = (
        row(cell("a"), more='visibility="visible"')
        + row(cell("b"), more='visibility="collapse" number-rows-repeated="2"')
        + row(cell("c"), more='number-rows-repeated="0"')
        + "<table-row-group/>"
        + row("<shape/>", cell("d"))
        + row(more='number-rows-repeated="50000"')
        + row(more='visibility="collapse" number-rows-repeated="9"')
    )
    assert one(columns + rows) == Sheet(
        "One",
        (("a",), ("b",), ("b",), ("c",), ("d",)),
        hidden_rows=frozenset({1, 2}),
        hidden_columns=frozenset({1, 2}),
    )
    assert one(row(cell("a"), more='visibility="filter"') + row(cell("b"))).filtered


def test_cells_that_span_or_repeat_take_their_places() -> None:
    rows = (
        row(cell("a", 'number-columns-spanned="2"'), "<covered-table-cell/>", cell("b"))
        + row(cell("c", 'number-rows-spanned="2"'), cell("d", 'number-columns-repeated="2"'))
        + row("<covered-table-cell/>", cell("e"), cell("f"))
        + row(cell("", 'number-columns-repeated="0"'), cell("g"), cell("h"))
    )
    assert one(rows) == Sheet(
        "One",
        (("a", "", "b"), ("c", "d", "d"), ("", "e", "f"), ("", "g", "h")),
        ((1, 1, 2, 1), (1, 2, 1, 3)),
        covered={(0, 0): (0, 0), (0, 1): (0, 0), (1, 0): (1, 0), (2, 0): (1, 0)},
    )


@pytest.mark.parametrize(
    ("inside", "text", "note"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo", ""),
        ("<p> a<s c='3'/>b<s/>c<tab/>d<line-break/>e </p>", "a   b c d e", ""),
        ("<p>a<span>b</span>c<span/></p>", "abc", ""),
        ("<annotation><p>came</p><p> late </p></annotation><p>x</p>", "x", "came late"),
        ("<frame><title>Logo</title></frame><p>x</p>", "x", ""),
        (f"<frame><object><table>{row(cell('z'))}</table></object></frame><p>x</p>", "x", ""),
        (f"<annotation><p>{'long ' * 9000}</p></annotation><p>x</p>", "x", ("long " * 9000)[:-1]),
        ("<p>a<frame><title>Logo</title></frame>b</p>", "ab", ""),
        ("<p>x<ruby>y<ruby-text>z</ruby-text></ruby></p>", "xy", ""),
    ],
)
def test_the_text_of_a_cell_is_its_paragraphs_and_a_comment_is_a_note(
    inside: str, text: str, note: str
) -> None:
    rows = row() + row(cell("left"), f"<table-cell>{inside}</table-cell>", cell("after"))
    read = one(rows)
    assert read.rows == ((), ("left", text, "after"))
    assert read.notes == ({(1, 1): note} if note else {})


@pytest.mark.parametrize(
    ("more", "shown", "says"),
    [
        ('value-type="float" value="1234.50"', "1.234,50", "1234.5"),
        ('value-type="float"', "1.234,50", "1.234,50"),
        ('value-type="percentage" value="0.13"', "13,0 %", "13%"),
        ('value-type="percentage"', "13,0 %", "13,0 %"),
        ('value-type="date" date-value="2024-03-04T15:30"', "4. März", "2024-03-04"),
        ('value-type="date"', "4. März", "4. März"),
        ('value-type="boolean" boolean-value="true"', "WAHR", "yes"),
        ('value-type="boolean" boolean-value="false"', "FALSCH", "no"),
        ('value-type="string" string-value="kept"', "shown", "shown"),
        ('value-type="string" string-value="kept"', "", "kept"),
        ('value-type="string" value="1" date-value="2024-03-04"', "Zone 1", "Zone 1"),
        ('value-type="string" formula="of:=A1"', "sum", "sum"),
        ('value-type="string"', "", ""),
    ],
)
def test_a_cell_says_its_value_else_what_it_shows(more: str, shown: str, says: str) -> None:
    assert one(row(cell(shown, more), cell("end"))).rows == ((says, "end"),)


def test_a_currency_of_a_cell_is_its_unit() -> None:
    rows = row(cell("9 \u20ac", 'value-type="currency" value="9" currency="EUR"'), cell("x"))
    assert one(rows).rows == (("9", "x"),) and one(rows).units == {(0, 0): "EUR"}


STYLES = (
    style("X", "solid") + style("Y", parent="X") + style("N", "none", parent="X")
    + style("A", parent="B") + style("B", parent="A") + style("Z")
    + style("T", "solid", "text") + style("U", "", "text")
)  # fmt: skip


@pytest.mark.parametrize(
    ("column", "inside", "struck"),
    [
        ("", cell("x", 'style-name="X"'), True), ("", cell("x", 'style-name="Y"'), True),
        ("", cell("x", 'style-name="N"'), False), ("", cell("x", 'style-name="A"'), False),
        ("", cell("x", 'style-name="Z"'), False), ("", cell("x"), False),
        ("X", cell("x"), True), ("X", cell("x", 'style-name="Z"'), False),
        ("", cell('<span style-name="T">x</span>'), True),
        ("", cell('<span style-name="T">x</span> y <span style-name="U">z</span>'), True),
        ("", cell('x<span style-name="T"> </span>'), False),
        ("", cell('<span style-name="U">x</span>'), False),
        ("", '<table-cell><p style-name="T">x</p></table-cell>', False),
    ],
)  # fmt: skip
def test_text_is_struck_out_by_the_style_of_a_cell_a_column_or_a_part_of_it(
    column: str, inside: str, struck: bool
) -> None:
    columns = f'<table-column number-columns-repeated="3" default-cell-style-name="{column}"/>'
    read = one(columns + row(cell("a", 'style-name="Z"'), inside), STYLES)
    assert read.struck == ({(0, 1)} if struck else frozenset())
