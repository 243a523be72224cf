"""What an XLSX workbook says, and what nobody sees in it: small files, made of the fewest parts,
read in this process.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

import pytest

from ccmcost.findings import Findings
from ccmcost.intake import sheet, workbook
from ccmcost.intake.readers import Refused
from ccmcost.intake.sheet import Cell, Sheet, open_workbook, sheet_of, sheets_of
from tests.lists_reader import in_this_process
from tests.test_sheet_files import packed, source

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = f"""<styleSheet {_MAIN}><numFmts>{{}}</numFmts>
<fonts><font/><font><strike/></font></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>
<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{{}}</cellXfs>
<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""


def related(*targets: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="'
        f'{"External" if "://" in target else "Internal"}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships {_RELS}>{inside}</Relationships>"


def xlsx(
    *sheets: str,
    formats: tuple[str | int, ...] = (),
    strings: str = "",
    state: str = "visible",
    book: str = "",
    **parts: str,
) -> bytes:
    """A workbook whose sheets hold this XML; the cell style 1 strikes out, those after it have the
    `formats`: codes, or numbers of built-in ones. `state` is that of the last sheet.
    """
    named = "".join(
        f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}" '
        f'state="{state if at == len(sheets) else "visible"}"/>'
        for at in range(1, len(sheets) + 1)
    )
    numbers = [each if isinstance(each, int) else 200 + at for at, each in enumerate(formats)]
    codes = "".join(
        f"<numFmt numFmtId='{number}' formatCode='{code}'/>"
        for number, code in zip(numbers, formats, strict=True)
        if number >= 200
    )
    looks = '<xf/><xf fontId="1"/>' + "".join(f'<xf numFmtId="{each}"/>' for each in numbers)
    places = [f"xl/worksheets/sheet{at}.xml" for at in range(1, len(sheets) + 1)]
    made = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml'
        f'"/><Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>'
        "</Types>",
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}">'
        f"<sheets>{named}</sheets>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": related(*(("worksheet", f"/{each}") for each in places)),
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{strings}</sst>",
        "xl/styles.xml": _STYLES.format(codes, looks),
        **{
            place: f"<worksheet {_MAIN}>{inside}</worksheet>"
            for place, inside in zip(places, sheets, strict=True)
        },
    }
    return packed(**(made | parts))


def read_xlsx(content: bytes) -> list[Sheet]:
    return [sheet_of(each) for each in workbook.read(content)["sheets"]]


def only(inside: str, **more: Any) -> Sheet:
    """The only sheet of a workbook."""
    (found,) = read_xlsx(xlsx(inside, **more))
    return found


def data(*cells: str) -> str:
    """One row of cells."""
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>"


def number(value: float, look: int = 0) -> str:
    return f'<c s="{look}"><v>{value}</v></c>'


def words(text: str, look: int = 0) -> str:
    return f'<c s="{look}" t="inlineStr"><is>{text}</is></c>'


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as told:
        workbook.read(content)
    return str(told.value)


def test_all_sheets_of_cells_stand_in_order_with_what_is_hidden_in_them() -> None:
    first = (
        '<sheetFormatPr zeroHeight="1"/><cols><col min="2" max="3" hidden="1"/>'
        '<col min="5" max="5" width="0"/><col min="6" max="6" width="9"/><col min="7" max="7"/>'
        '</cols><sheetData><row r="1" hidden="0"><c r="A1"><v>1</v></c><c r="C1"/></row>'
        '<row r="3"><c r="B3"><v>2</v></c></row></sheetData><scenarios><scenario hidden="1"/>'
        '</scenarios><mergeCells><mergeCell ref="A1:B3"/></mergeCells>'
    )
    second = (
        '<sheetData><row hidden="true"><c><v>3</v></c></row>'
        '<row ht="0" customHeight="1"><c><v>4</v></c></row><row ht="0"><c><v>5</v></c></row>'
        '<row ht="9" customHeight="1"><c><v>6</v></c></row><row customHeight="1"/>'
        '<row hidden="0"><c><v>7</v></c></row></sheetData>'
        '<autoFilter ref="A1:A2"><filterColumn colId="0"/></autoFilter>'
    )
    assert read_xlsx(xlsx(first, second, state="veryHidden")) == [
        Sheet(
            "S1",
            (("1",), (), ("", "2")),
            ((1, 1, 2, 3),),
            hidden_rows=frozenset({2}),
            hidden_columns=frozenset({1, 2, 4}),
            covered={(row, column): (0, 0) for row in range(3) for column in range(2)},
        ),
        Sheet(
            "S2",
            (("3",), ("4",), ("5",), ("6",), (), ("7",)),
            hidden=True,
            filtered=True,
            hidden_rows=frozenset({0, 1}),
        ),
    ]


@pytest.mark.parametrize(
    ("code", "value", "text", "unit"),
    [
        ("General", 1234.5, "1234.5", ""), ("0.0%", 0.135, "13.5%", ""),
        ("#,##0,", 1234567, "1234567", "shown in thousands"),
        ('#,##0.00 [$EUR];"minus "0', 9, "9", "EUR"), ('#,##0" "[$CHF-807]', 9, "9", "CHF"),
        ('"$"#,##0', 9, "9", "$"), ("#,##0 [$\u20ac-407]", 9, "9", "\u20ac"), (5, 9, "9", ""),
        ('0.0%" of all"', 0.5, "50%", "of all"), ('0" %"', 9, "9", "%"),
        ("yyyy-mm-dd", 45355, "2024-03-04", ""), ('d" day "mmm', 45355, "2024-03-04", ""),
        ("yyyy-mm-dd", -1, "-1", ""), ("yyyy-mm-dd", 1e10, "10000000000", ""),
        ("h:mm", 0, "00:00:00", ""), ("h:mm", 0.5, "12:00:00", ""), ("[h]:mm", 1.5, "1.5", ""),
        (31, 45355, "2024-03-04", ""), (44, 9, "9", ""), ("0;yyyy-mm-dd", 45355, "45355", ""),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_its_format_says(
    code: str | int, value: float, text: str, unit: str
) -> None:
    read = only(data(number(value, 2), words("<t>x</t>", 2)), formats=(code,))
    assert read.rows == ((text, "x"),) and read.units == ({(0, 0): unit} if unit else {})


PART = "<r><t>Line </t></r>"
STRUCK = "<r><rPr><strike/></rPr><t>{}</t></r>"
WHOLE = "<r><rPr><b/></rPr><t>two</t></r>"


@pytest.mark.parametrize(
    ("inside", "look", "text", "struck"),
    [
        ("<t>x</t>", 0, "x", False), ("<t>x</t>", 1, "x", True), (PART, 0, "Line", False),
        (PART + STRUCK.format(5), 0, "Line 5", True), (STRUCK.format(5) + WHOLE, 0, "5two", True),
        (PART + STRUCK.format(" "), 0, "Line", False), (PART + WHOLE, 0, "Line two", False),
    ],
)  # fmt: skip
def test_a_text_is_struck_out_whole_or_in_a_part(
    inside: str, look: int, text: str, struck: bool
) -> None:
    """The same for a text of the cell, and for one of the table of texts."""
    shared = f'<c s="{look}" t="s"><v>0</v></c>'
    for made in (words(inside, look), shared):
        read = only(data(number(1), made), strings=f"<si>{inside}</si>")
        assert read.rows == (("1", text),)
        assert read.struck == ({(0, 1)} if struck else frozenset())


def test_a_row_is_read_once_it_is_whole_however_long_it_is() -> None:
    texts = ("x", "y" * 40_000, "z")
    assert only(data(*(words(f"<t>{text}</t>") for text in texts))).rows == (texts,)


CALCULATED = '<calcPr fullCalcOnLoad="1"/>'
NEVER = 'cell B1 of its sheet "S1" holds a formula that was never calculated'


@pytest.mark.parametrize(
    ("made", "book", "text"),
    [
        ("<c><f>1+1</f><v>2</v></c>", "", "2"), ("<c><f>1+1</f><v>2</v></c>", CALCULATED, "2"),
        ("<c><f>1-1</f><v>0</v></c>", "", "0"), ("<c><f>1-1</f><v>0</v></c>", CALCULATED, None),
        ("<c><f>1+1</f></c>", "", None), ('<c t="str"><f>""</f><v/></c>', "", ""),
        ('<c t="str"><f>"a"</f><v>a</v></c>', "", "a"), ("<c/>", "", ""),
        ("<c><v>0</v></c>", CALCULATED, "0"),
        ('<c t="b"><v>1</v></c>', "", "yes"), ('<c t="e"><v>#N/A</v></c>', "", "#N/A"),
    ],
)  # fmt: skip
def test_a_formula_gives_what_was_calculated_or_is_refused(
    made: str, book: str, text: str | None
) -> None:
    inside = data(number(1), made, number(3))
    hidden = read_xlsx(xlsx(data(number(1)), inside, book=book, state="hidden"))[1]
    if text is None:
        assert refused(xlsx(inside, book=book)).startswith(NEVER)
        assert hidden.plain(0, 1) in ("", "0")
    else:
        assert only(inside, book=book).rows == (("1", text, "3"),) == hidden.rows


def test_the_comments_on_cells_are_notes() -> None:
    def comment(ref: str, text: str) -> str:
        return f'<comment ref="{ref}"><text><r><t> {text}</t></r><r><t> </t></r></text></comment>'

    comments = "".join(comment(*each) for each in (
        ("B1", "late"), ("A1", "x<t>y</t>"), ("C1", " "), ("A:A", "a column"), ("1:1", "a row"),
    ))  # fmt: skip
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(
            ("hyperlink", "https://example.org/"), ("comments", "/xl/comments1.xml")
        ),
        "xl/comments1.xml": f"<comments {_MAIN}><authors><author>I</author></authors>"
        f"<commentList>{comments}</commentList></comments>",
    }
    notes = only(data(number(1), number(2)), **parts).notes
    assert notes == {(0, 1): "late", (0, 0): "x y"}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = related(("hyperlink", "https://example.org/"))
    assert only(data(number(1)), **parts).notes == {}


def test_what_is_no_workbook_of_sheets_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = data(number(1))
    chart = {"xl/_rels/workbook.xml.rels": related(("worksheet", "/xl/worksheets/sheet1.xml"),
             ("chartsheet", "/xl/worksheets/sheet2.xml"))}  # fmt: skip
    assert [each.title for each in read_xlsx(xlsx(sound, sound, **chart))] == ["S1"]
    strict = f'<workbook {_MAIN}><sheets><sheet name="S1" sheetId="1"/></sheets></workbook>'
    half = strict.replace("</sheets>", '<sheet name="S2" sheetId="2" r:id="r1"/></sheets>').replace(
        "<workbook", f'<workbook xmlns:r="{_OFFICE}"'
    )
    only_chart = related(("chartsheet", "/xl/worksheets/sheet1.xml"))
    gone = related(("worksheet", "/xl/worksheets/sheet1.xml"), ("worksheet", "/xl/gone.xml"))
    told = [
        refused(xlsx(sound, *more, **parts))
        for more, parts in (
            ((), {"[Content_Types].xml": "<Types/>"}),
            ((), {"xl/workbook.xml": strict}),
            ((), {"xl/workbook.xml": half}),
            ((), {"xl/_rels/workbook.xml.rels": only_chart}),
            ((sound,), {"xl/_rels/workbook.xml.rels": gone}),
            ((), {"xl/comments.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        )
    ]
    assert [each.partition(",")[0] for each in told] == [
        "it is not an XLSX workbook", "it is damaged (a sheet is missing)",
        "it is damaged (a sheet is missing)", "it holds no sheet of cells",
        "it is damaged (a sheet is missing)", "its XML declares a document type or entities",
    ]  # fmt: skip
    assert ["Strict" in each for each in told] == [False, True, True, False, False, False]
    monkeypatch.setattr(workbook, "MOST_SHEETS", 1)
    assert only(sound).rows == (("1",),)
    assert refused(xlsx(sound, sound)) == "it has more than 1 sheets"
    nested = f"<sheetFormatPr/>{sound}"  # worksheet, sheetData, row, c, v
    monkeypatch.setattr(workbook, "DEEPEST", 5)
    assert only(nested).rows == (("1",),)
    monkeypatch.setattr(workbook, "DEEPEST", 4)
    assert refused(xlsx(nested)) == "its XML is nested too deeply"


def test_other_workbooks_that_a_workbook_refers_to_are_not_opened() -> None:
    book = '<externalReferences><externalReference r:id="r9"/></externalReferences>'
    assert only(data(number(1)), book=book).rows == (("1",),)
    assert workbook.read_names(xlsx(data(number(1)), book=book)) == {"columns": {}}


def named(*names: tuple[str, str]) -> str:
    inside = "".join(f'<definedName name="{name}">{area}</definedName>' for name, area in names)
    return f"<definedNames>{inside}</definedNames>"


def test_the_cells_of_a_column_are_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        '<sheetData><row><c t="b"><v>1</v></c><c><f>1+1</f><v>2</v></c></row>'
        '<row><c s="2"><v>45355</v></c><c><v>0.5</v></c></row>'
        "<row><c t='inlineStr'><is><t>x</t></is></c></row></sheetData>"
    )
    names = (
        ("Nothing", "#REF!"), ("Elsewhere", "Gone!$A$1"), ("Two", "S1!$A$1,S1!$B$1"),
        ("Wide", "S1!$A$1:$B$1"), ("Whole", "S1!$A:$A"),
        ("Kinds", "S1!$A$1:$A$4"), ("Sum", "S1!$B$1:$B$2"), ("One", "S1!$B$1"),
    )  # fmt: skip
    content = xlsx(rows, formats=("yyyy-mm-dd",), book=named(*names))
    kinds = [["S1!A1", True], ["S1!A2", "2024-03-04 00:00:00"], ["S1!A3", "x"], ["S1!A4", None]]
    wanted = {"Kinds": kinds, "Sum": [["S1!B1", 2], ["S1!B2", 0.5]], "One": [["S1!B1", 2]]}
    assert workbook.read_names(content) == {"columns": wanted}
    monkeypatch.setattr(workbook, "LONGEST_COLUMN", 3)
    assert workbook.read_names(content) == {"columns": {"Sum": wanted["Sum"], "One": wanted["One"]}}


def test_a_workbook_of_names_has_limits_and_no_entities(monkeypatch: pytest.MonkeyPatch) -> None:
    content = xlsx(data(number(1)), book=named(("One", "S1!$A$1")))
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    size = sum(each.file_size for each in parts)
    for most, largest, is_read in (
        (len(parts), size, True), (len(parts) - 1, size, False), (len(parts), size - 1, False),
    ):  # fmt: skip
        monkeypatch.setattr(workbook, "MOST_PARTS", most)
        monkeypatch.setattr(workbook, "LARGEST_UNPACKED", largest)
        if is_read:
            assert workbook.read_names(content)["columns"] == {"One": [["S1!A1", 1]]}
        else:
            with pytest.raises(Refused, match="unpacks to more than"):
                workbook.read_names(content)
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 10**6)
    monkeypatch.setattr(workbook, "MOST_PARTS", 99)
    with pytest.raises(Refused, match="document type"):
        workbook.read_names(xlsx(data(number(1)), **{"xl/x.xml": "<!DOCTYPE a><a/>"}))


def test_what_does_not_matter_in_a_workbook_of_names_warns_nobody() -> None:
    inside = (
        data(number(1)) + '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst>'
    )
    with warnings.catch_warnings(record=True) as told:
        workbook.read_names(xlsx(inside))
    assert told == []


def test_a_workbook_is_opened_by_its_names_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "extract", in_this_process)
    content = xlsx(data(number(1)), book=named(("One", "S1!$A$1")))
    findings = Findings()
    opened = open_workbook(source(content, "x.xlsx"), findings)
    assert opened is not None and opened.column("One") == (Cell("S1!A1", 1),)
    assert opened.column("Two") == () and not findings.errors
    assert sheets_of(source(content, "x.xlsx"), findings, "xlsx")[0].rows == (("1",),)
    assert sheets_of(source(b"1\n", "x.csv"), findings, "csv")[0].rows == (("1",),)
    assert open_workbook(source(b"x", "y.xlsx"), findings) is None
    assert [(each.code, each.file) for each in findings.errors] == [
        ("workbook-unreadable", "y.xlsx")
    ]
    assert sheets_of(source(b"x", "y.xlsx"), findings, "xlsx") == ()
