"""Spreadsheets of other people: read to their real end, with everything a person does not see in
them marked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ccmcost.findings import Findings
from ccmcost.intake.sheet import Sheet, csv_sheets, visible, workbook_sheets
from ccmcost.model.source import SourceFile


def read(content: bytes, kind: str = "xlsx") -> tuple[Sheet, ...]:
    findings = Findings()
    sheets = workbook_sheets(
        SourceFile(f"x.{kind}", "command line", content, f"x.{kind}"), findings, kind
    )
    findings.stop_on_errors()
    return sheets


def refused(content: bytes, kind: str = "xlsx") -> str:
    findings = Findings()
    assert (
        workbook_sheets(
            SourceFile(f"x.{kind}", "command line", content, f"x.{kind}"), findings, kind
        )
        == ()
    )
    return " ".join(fault.message for fault in findings.errors)


def written(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)  # type: ignore[arg-type]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bent(content: bytes, part: str, before: str, after: str) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in package.namelist():
            inside = package.read(name)
            assert name != part or re.search(before.encode(), inside)
            made.writestr(
                name,
                re.sub(before.encode(), after.encode(), inside, count=1)
                if name == part
                else inside,
            )
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def five(sheet: Worksheet) -> None:
    for number in range(1, 6):
        sheet.append([f"Line {number}", number])


@pytest.mark.parametrize("stated", ["A1:B2", "A1", "A1:XFD1048576", "C9:D9"])
def test_a_file_that_lies_about_its_size_is_read_to_its_end(stated: str) -> None:
    content = bent(written(five), SHEET, 'dimension ref="[^"]*"', f'dimension ref="{stated}"')
    assert [row[0] for row in read(content)[0].rows] == [f"Line {number}" for number in range(1, 6)]


def test_what_is_hidden_filtered_or_struck_out_is_there_and_marked() -> None:
    def fill(sheet: Worksheet) -> None:
        five(sheet)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A3"].font = Font(strike=True)
        sheet["A5"] = CellRichText("Line ", TextBlock(InlineFont(strike=True), "5"))
        other = sheet.parent.create_sheet("Old figures")
        other.sheet_state = "veryHidden"
        other["A1"] = "=1+1"

    content = bent(written(fill), SHEET, '<row r="4"', '<row ht="0" customHeight="1" r="4"')
    first, other = read(content)
    why = [first.why_unseen(row, 0) for row in range(5)]
    assert why == ["", "in a hidden row", "struck out", "in a hidden row", "struck out"]
    assert first.why_unseen(0, 1) == "in a hidden column" and first.plain(4, 0) == "Line 5"
    assert other.why_unseen(0) == 'on the hidden sheet "Old figures"' and visible(
        (first, other)
    ) == (first,)


def test_a_filter_is_named() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(("State", "Albania", "Austria", "Belgium")):
            sheet.write_string(row, 0, text)
        sheet.autofilter(0, 0, 3, 0)
        sheet.filter_column(0, "x == Albania")
        sheet.set_row(2, options={"hidden": True})
    (read_back,) = read(stream.getvalue())
    assert (
        read_back.why_unseen(2) == "in a row hidden by a filter" and read_back.why_unseen(1) == ""
    )


def test_days_times_percentages_and_currencies_of_formats() -> None:
    def fill(sheet: Worksheet) -> None:
        cells = (
            (date(2024, 3, 4), "yyyy-mm-dd"),
            (datetime.fromisoformat("2024-03-04T15:30"), 'dd" day "mmm yyyy'),
            (0.13, "0.00%"),
            (1234.5, '#,##0.00 [$EUR];"minus "0'),
            (0.1 + 0.2, "General"),
            (1234567, "#,##0,"),
            (45355, "[Red]#,##0"),
            (1.5, "[h]:mm"),
            (True, "General"),
        )
        for row, (value, form) in enumerate(cells, 1):
            sheet.cell(row, 1, value).number_format = form

    (sheet,) = read(written(fill))
    assert [row[0] for row in sheet.rows] == [
        *("2024-03-04", "2024-03-04", "13%", "1234.5", "0.3", "1234567", "45355", "1.5", "yes"),
    ]
    assert sheet.units == {(3, 0): "EUR", (5, 0): "shown in thousands"}


def test_days_are_counted_from_1904_where_the_file_says_so() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = date(2024, 3, 4)
        sheet["A1"].number_format = "yyyy-mm-dd"

    content = bent(written(fill), "xl/workbook.xml", "<workbookPr ?", '<workbookPr date1904="1" ')
    (serial,) = re.findall(rb"<v>([0-9]+)</v>", zipfile.ZipFile(io.BytesIO(content)).read(SHEET))
    assert serial == b"45355" and read(content)[0].rows[0][0] == "2028-03-05"
    assert read(bent(content, SHEET, "45355", str(45355 - 1462)))[0].rows[0][0] == "2024-03-04"


@pytest.mark.parametrize(
    ("number", "shown"), [(31, "2024-03-04"), (58, "2024-03-04"), (44, "45355"), (46, "45355")]
)
def test_built_in_formats_are_told_by_their_numbers_alone(number: int, shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 45355
        sheet["A1"].number_format = "0.000"

    content = bent(
        written(fill), "xl/styles.xml", '<numFmt numFmtId="164"', '<numFmt numFmtId="165"'
    )
    (sheet,) = read(
        bent(content, "xl/styles.xml", '<xf numFmtId="164"', f'<xf numFmtId="{number}"')
    )
    assert sheet.rows == ((shown,),) and not sheet.units


def test_what_stands_beside_the_cells_stops_no_reading() -> None:
    content = bent(
        written(five),
        SHEET,
        "</sheetData>",
        '</sheetData><autoFilter ref="junk"/><pageSetup scale="junk"/>',
    )
    assert len(read(content)[0].rows) == 5


def test_a_workbook_in_the_strict_form_is_told_from_a_broken_one() -> None:
    content = bent(
        written(five),
        "xl/workbook.xml",
        "http://schemas.openxmlformats.org/officeDocument/",
        "http://purl.oclc.org/",
    )
    assert "Strict Open XML; save it as an Excel workbook" in refused(content)


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        (SHEET, "<v>7</v>", "<v></v>"),
        (SHEET, "<v>7</v>", "<v/>"),
        (SHEET, "<v>7</v>", ""),
        (SHEET, "<v>7</v>", "<v>0</v>"),
    ],
)
def test_a_formula_that_was_never_calculated_is_refused(part: str, before: str, after: str) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_formula(0, 0, "=3+4", None, 7)
    assert read(stream.getvalue())[0].rows == (("7",),)
    assert "holds a formula that was never calculated" in refused(
        bent(stream.getvalue(), part, before, after)
    )


def test_a_formula_that_gives_no_text_is_an_empty_cell() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, '=""', None, "")
        sheet.write_string(0, 1, "beside")
    content = bent(stream.getvalue(), SHEET, '<c r="A1"[^>]*>', '<c r="A1" t="str">')
    assert read(content)[0].rows == (("", "beside"),)


def test_merged_cells_have_the_text_of_their_first_one() -> None:
    def fill(sheet: Worksheet) -> None:
        five(sheet)
        sheet.merge_cells("A1:A3")

    (sheet,) = read(
        bent(written(fill), SHEET, "<mergeCell ", '<mergeCell ref="D2:XFD1048576"/><mergeCell ')
    )
    assert [sheet.cell(row, 0) for row in range(4)] == ["Line 1", "Line 1", "Line 1", "Line 4"]
    assert [sheet.plain(row, 0) for row in range(4)] == ["Line 1", "", "", "Line 4"]


@pytest.mark.slow
def test_twenty_thousand_rows_of_delegates() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, [f"Delegate {row}", "Albania", "Counsellor", "Tirana", row])
    (read_back,) = read(stream.getvalue())
    assert len(read_back.rows) == 20_000 and read_back.rows[-1] == (
        "Delegate 19999",
        "Albania",
        "Counsellor",
        "Tirana",
        "19999",
    )


ODS_SPACES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)


def ods(rows: str, styles: str = "") -> bytes:
    """A sheet of OpenDocument with these rows and styles."""
    body = (
        f"<?xml version='1.0'?><office:document-content{ODS_SPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="One">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", body)
    return stream.getvalue()


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"


def test_an_opendocument_sheet_with_its_values_and_marks() -> None:
    strike = (
        '<style:style style:name="X" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/>'
        '</style:style><style:style style:name="Y" style:family="table-cell" '
        'style:parent-style-name="X"/>'
    )
    value = ' office:value-type="{}" office:{}="{}"'
    content = ods(
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row(cell("Item"), cell("Amount"))
        + row(
            cell(
                "1.234,50", value.format("currency", "value", "1234.5") + ' office:currency="EUR"'
            ),
            cell("x"),
        )
        + row(cell("4. März", value.format("date", "date-value", "2024-03-04T00:00:00")))
        + row(cell("13,00 %", value.format("percentage", "value", "0.13")))
        + row(cell("struck", ' table:style-name="Y"'), more=' table:visibility="filter"')
        + row('<table:table-cell table:number-columns-repeated="3"/>', cell("far"))
        + row(
            f"<table:table-cell><office:annotation><text:p>note</text:p></office:annotation><text:p>two</text:p>{''}<text:p>lines</text:p></table:table-cell>"
        )
        + row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            more=' table:number-rows-repeated="1048569"',
        ),
        strike,
    )
    (sheet,) = read(content, "ods")
    assert sheet.rows == (
        *(
            ("Item", "Amount"),
            ("1234.5", "x"),
            ("2024-03-04",),
            ("13%",),
            ("struck",),
            ("", "", "", "far"),
        ),
        ("two\nlines",),
    )
    assert (
        sheet.units == {(1, 0): "EUR"} and sheet.hidden_columns == {1} and sheet.struck == {(4, 0)}
    )
    assert sheet.why_unseen(4) == "in a row hidden by a filter"


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (row(cell("x"), more=' table:number-rows-repeated="1048576"'), "has more than 50,000 rows"),
        (row(cell("x", ' table:number-columns-repeated="16384"')), "has more than 400 columns"),
        (
            row(
                cell("x", ' table:number-columns-repeated="300"'),
                more=' table:number-rows-repeated="40000"',
            ),
            "00,000 cells",
        ),
        (row(cell("", ' table:formula="of:=1+1"')), "holds a formula that was never calculated"),
        (
            row(
                "<table:table-cell><table:table><table:table-row/></table:table></table:table-cell>"
            ),
            "a table inside a cell",
        ),
        ("<x>" * 300 + "</x>" * 300, "nested too deeply"),
        ('<table:table-row table:number-rows-repeated="many"/>', "it is damaged"),
    ],
)
def test_opendocument_sheets_that_are_bombs(rows: str, says: str) -> None:
    assert says in refused(ods(rows), "ods")


def test_entities_in_an_opendocument_sheet_are_refused() -> None:
    bomb = bent(
        ods(row(cell("x"))),
        "content.xml",
        "<office:document-content",
        '<!DOCTYPE a [<!ENTITY b "c">]><office:document-content',
    )
    assert "declares a document type" in refused(bomb, "ods")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Item;Amount\nInterpretation;1,50\n", (("Item", "Amount"), ("Interpretation", "1,50"))),
        ("sep=|\nItem|Amount\n", ((), ("Item", "Amount"))),
        ('Item,Amount\n"a;b;c;d;e",1\n', (("Item", "Amount"), ("a;b;c;d;e", "1"))),
        (
            "Account, current; March\na;b\nc;d\n",
            (("Account, current", "March"), ("a", "b"), ("c", "d")),
        ),
        ('a,b\n"two\nlines",c\nd,e\n', (("a", "b"), (), ("two\nlines", "c"), ("d", "e"))),
    ],
)
def test_what_stands_between_the_cells_of_a_csv(
    text: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert (
        csv_sheets(SourceFile("x.csv", "command line", text.encode(), "x.csv"), Findings())[0].rows
        == rows
    )


def test_a_manifest_with_a_document_type_as_older_programs_write_it_is_no_matter() -> None:
    stream = io.BytesIO(ods(row(cell("x"))))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(
            "META-INF/manifest.xml", '<!DOCTYPE manifest PUBLIC "x" "Manifest.dtd"><manifest/>'
        )
    assert read(stream.getvalue(), "ods")[0].rows == (("x",),)
