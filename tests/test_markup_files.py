"""What a Word document, a web page and the XML of a depositary say, as lines and tables: made of
the fewest elements, read in this process. Names of elements count, not their namespaces.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccmcost.intake import markup
from ccmcost.intake.readers import Refused
from tests.test_sheet_files import packed


def told(blocks: list[dict[str, Any]]) -> list[str]:
    """A line as `+text (look, why nobody sees it, its note)`, with `+` if space stands above it and
    `-` if not; a table as its rows, with what is marked in it.
    """
    said = []
    for block in blocks:
        if "line" in block:
            more = (block["look"], block["unseen"], block.get("note", ""))
            shown = f" ({', '.join(filter(None, more))})" if any(more) else ""
            said.append(f"{'+' if block['gap'] else '-'}{block['line']}{shown}")
            continue
        rows = " / ".join("|".join(row) for row in block["table"]["rows"])
        marks = [f"{name} {block['table'][name]}" for name in ("merged", "hidden_rows", "struck",
                 "notes") if block["table"][name]]  # fmt: skip
        said.append("; ".join([rows, *marks]))
    return said


# Word documents


def p(*runs: str, more: str = "") -> str:
    return f"<p>{more}{''.join(runs)}</p>"


def r(text: str, *marks: str) -> str:
    return f"<r><rPr>{''.join(marks)}</rPr><t>{text}</t></r>"


def docx(body: str, **parts: str) -> dict[str, Any]:
    """A document with this body; other parts by their names in the folder `word`."""
    names = {f"word/{name.replace('_', '.')}": content for name, content in parts.items()}
    return markup.read_docx(packed(**{"word/document.xml": f"<body>{body}</body>", **names}))


RAISED, LOWERED = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        (r("Chad 1") + r("2"), "Chad 12"),
        (r("Chad") + r("1", RAISED) + r(" and 2"), "Chad and 2"),
        (r("1") + r("st", RAISED) + r("2nd", RAISED), "1st2nd"),
        (r("H") + r("") + r("2", LOWERED) + r("", RAISED), "H2"),
        ("<t>12</t>", "12"),
        ("<r><t>a</t><tab/><t>b</t><noBreakHyphen/><t>c</t></r>", "a\tb-c"),
        ("<r><instrText>PAGE</instrText></r>" + r("x"), "x"),
        ("<r><drawing><posOffset>914400</posOffset></drawing></r>" + r("x"), "x"),
        (f"<r><Choice>{r('box')}</Choice><Fallback>{r('box')}</Fallback></r>", "box"),
        (f"<r><Fallback><r>{r('a')}</r>{r('b')}</Fallback></r>" + r("x"), "x"),
    ],
)
def test_the_text_of_a_paragraph_is_that_of_its_runs(runs: str, line: str) -> None:
    assert told(docx(p(runs))["blocks"]) == [f"+{line}"]


B, STRIKE, VANISH = "<b/>", "<strike/>", "<vanish/>"


@pytest.mark.parametrize(
    ("runs", "look"),
    [
        (r("a", B), " (bold )"), (r("a", B) + r("b"), ""),
        (r("a", B) + r(" ") + r("*"), " (bold )"),
        (r("a", B) + r("**"), " (bold )"), (r("a", B) + r("***"), ""),
        (r("a", '<b val="0"/>'), ""), (r("a", '<b val="true"/>'), " (bold )"),
        (r("a", STRIKE), " (struck out)"), (r("a", "<dstrike/>"), " (struck out)"),
        (r("a", '<strike val="false"/>'), ""), (r("a", STRIKE) + r("b", VANISH), ""),
        (r("a", VANISH), " (hidden text)"), (r("a", '<color val="ffffff"/>'), " (hidden text)"),
        (r("a", '<color val="000000"/>'), ""), (r("a", "<lang/>"), ""),
        (r("a", '<color val="FFFFFF"/>') + r("b", VANISH), " (hidden text)"),
        (r("a", '<color val="FFFFFF"/>', B), " (bold , hidden text)"),
        ('<pPr><rPr><b/><strike/><color val="FFFFFF"/></rPr></pPr>' + r("a"), ""),
        ('<pPr><pStyle val="Heading1"/></pPr>' + r("a", B), " (bold Heading1)"),
    ],
)  # fmt: skip
def test_a_line_is_printed_as_all_of_its_runs_are(runs: str, look: str) -> None:
    (line,) = told(docx(p(runs))["blocks"])
    assert line.endswith(look) and ("(" in line) == bool(look)


def test_lines_have_their_paragraph_and_the_space_above_them() -> None:
    body = (
        p(r("a")) + p(r("b")) + p() + p(r("c")) + p("<r><t>d</t><br/><cr/><t>e</t></r>") + p(r("f"))
    )
    read = docx(body)
    assert told(read["blocks"]) == ["+a", "-b", "+c", "-d", "+e", "-f"]
    assert [block["at"] for block in read["blocks"]] == [1, 2, 4, 5, 5, 6]
    inside = p(r("in the box"))
    box = p(f"<r><Choice>{inside}</Choice><Fallback>{inside}</Fallback></r>", r("around"))
    assert told(docx(box)["blocks"]) == ["+in the box", "-around"]


def tc(*paragraphs: str, more: str = "") -> str:
    return f"<tc><tcPr>{more}</tcPr>{''.join(paragraphs)}</tc>"


def tr(*cells: str) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def wide(columns: str) -> str:
    return f'<gridSpan val="{columns}"/>'


A, C = tc(p(r("a"))), tc(p(r("c")))


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        (tr(A, C) + tr(C), "a|c / c"),
        (tr(tc(p(r("a")), p(), p("<r><t>b</t><tab/><t>c </t></r>"))), "a\nb c"),
        (tr(tc(p(r("a", STRIKE)), more=""), C), "a|c; struck [(0, 0)]"),
        (tr(tc(p(r("a")), more=wide("2")), C), "a||c; merged [[1, 1, 2, 1]]"),
        (tr(tc(p(r("a")), more=wide("1")), C), "a|c"),
        (tr(tc(p(r("a")), more=wide("0")), tc(p(r("c", STRIKE)))), "a|c; struck [(0, 1)]"),
        (tr(tc(p(r("a")), more=wide("\u00b2")), C), "a|c"),
        (tr(tc(p(r("a")), more=wide("x")), C), "a|c"),
        (tr(tc(p(r("a")), more='<vMerge val="restart"/>'), C) + tr(tc(more="<vMerge/>"), C),
         "a|c / |c; merged [[1, 1, 1, 2]]"),
        (tr(A) + tr(tc(p(r("b")), more='<vMerge val="restart"/>')) + tr(tc(more="<vMerge/>")),
         "a / b / ; merged [[1, 2, 1, 3]]"),
        (tr(A) + tr(tc(p(r("b")), more="<shade/>")), "a / b"),
    ],
)  # fmt: skip
def test_a_table_has_its_rows_and_cells(rows: str, table: str) -> None:
    body = p(r("above")) + p() + f"<tbl>{rows}</tbl>" + p(r("below"))
    assert told(docx(body)["blocks"]) == ["+above", table, "-below"]


def test_a_table_around_tables_only_arranges_them() -> None:
    inner = f"<tbl>{tr(A)}</tbl>"
    body = f"<tbl>{tr(tc(p(r('x')), inner, p(r('y'))))}</tbl>" + p(r("after"))
    assert told(docx(body)["blocks"]) == ["a", "-x", "-y", "-after"]


def test_what_a_tracked_change_took_out_is_told_and_not_read() -> None:
    body = (
        p("<del><r><t>Ch</t></r></del>", r("Peru"), "<del><r><t>ad</t></r></del>")
        + p(f"<moveFrom>{r('Mali')}</moveFrom>", "<ins>" + r("Togo") + "</ins>")
        + p("<del><r><delText> </delText></r></del>", r("Cuba"))
    )  # fmt: skip
    read = docx(body)
    assert told(read["blocks"]) == ["+Peru", "-Togo", "-Cuba"]
    assert read["deleted"] == ["Chad", "Mali"]


def test_a_long_paragraph_is_read_once_it_is_whole() -> None:
    words = "word " * 9000
    body = p("<del>", r(words), "</del>", r("x"), r(words))
    read = docx(body)
    assert [len(block["line"]) for block in read["blocks"]] == [len(words) + 1]
    assert read["deleted"] == [words]


def test_notes_stand_with_the_line_that_refers_to_them() -> None:
    def note(kind: str, number: int, text: str) -> str:
        return f'<{kind} id="{number}"><p><r><t> {text}</t></r><r><t> </t></r></p></{kind}>'

    marks = '<r><footnoteReference id="2"/><commentReference id="1"/></r>'
    lost = '<r><endnoteReference id="9"/></r>'
    read = docx(
        p(r("Chad"), marks) + p(r("Peru"), lost) + f"<tbl>{tr(tc(p(r('Mali'), marks)))}</tbl>",
        footnotes_xml=f"<notes>{note('footnote', 1, '')}{note('footnote', 2, 'absent')}</notes>",
        comments_xml=f"<notes>{note('comment', 1, 'not sure')}</notes>",
        endnotes_xml=f"<notes>{note('endnote', 1, 'left')}</notes>",
    )
    assert told(read["blocks"]) == [
        "+Chad (absent not sure)", "-Peru", "Mali; notes [(0, 0, 'absent not sure')]",
    ]  # fmt: skip
    assert read["notes"] == ["not sure", "left", "absent"]


def test_headers_and_footers_are_read_apart_in_their_order() -> None:
    table = f"<tbl>{tr(A)}</tbl>"
    read = docx(
        p(r("text")),
        header2_xml=f"<hdr>{p(r('second'))}</hdr>",
        header1_xml=f"<hdr>{p(r('first'))}{table}</hdr>",
        footer1_xml=f"<ftr>{p(r('foot'))}</ftr>",
        settings_xml=f"<settings>{p(r('no'))}</settings>",
    )
    assert read["headers"] == ["foot", "first", "second"]
    many = {f"header{at}_xml": f"<hdr>{p(r(str(at)))}</hdr>" for at in range(10, 24)}
    assert docx(p(r("x")), **many)["headers"] == [str(at) for at in range(10, 22)]


def test_what_is_no_word_document_or_too_long_a_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Refused, match=r"^it is not a Word document \(.docx\)$"):
        markup.read_docx(packed(**{"xl/workbook.xml": "<a/>"}))
    monkeypatch.setattr(markup, "MOST_PARAGRAPHS", 2)
    assert len(docx(p(r("a")) + p(r("b")))["blocks"]) == 2
    with pytest.raises(Refused, match="more than 2 paragraphs"):
        docx(p(r("a")) + p(r("b")) + p())


# Web pages


def page(content: str) -> dict[str, Any]:
    return markup.read_html(content.encode())


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("a<p>b</p>c", ["+a", "-b", "-c"]), ("a <b>b</b>c<br>d", ["+a bc", "-d"]),
        ("a<hr>b<p>c", ["+a", "+b", "-c"]), ("a<h2>T</h2>b", ["+a", "+T (bold h2)", "+b"]),
        ("<p>a<h2>T</h2><p>b<p>c", ["+a", "+T (bold h2)", "+b", "-c"]),
        ("<div>a<h2></h2></div>b", ["+a", "+b"]), ("<h2>T<p>a", ["+T (bold h2)", "-a (bold h2)"]),
        ("<p>a</p><p> </p><p>b", ["+a", "-b"]), ("AT&T", ["+AT&T"]), ("AT&amp;T &lt;", ["+AT&T <"]),
        ("<p><b>a</b></p>b", ["+a (bold )", "-b"]), ("<p><b>a</b> b</p>", ["+a b"]),
        ("<p><b>a</b> </p>b", ["+a (bold )", "-b"]),
        ("<p><b><strong>a</strong> b</b></p>", ["+a b (bold )"]),
        ("</b><p><b>a</b></p>b", ["+a (bold )", "-b"]),
        ("<p><s>a</s></p><del>b</del>", ["+a (struck out)", "-b (struck out)"]),
        ("<h3><s>T</s></h3>", ["+T (bold h3, struck out)"]),
        ("<p hidden>a</p><p style>b", ["+a (hidden text)", "-b"]),
        ('<p style="color:red; DISPLAY : none">a</p>b', ["+a (hidden text)", "-b"]),
        ('<div style="visibility:hidden"><div>a</div><br>b</div>c',
         ["+a (hidden text)", "-b (hidden text)", "-c"]),
        ('<p><span style="text-decoration: line-through"><i>a</i> b</span></p>c',
         ["+a b (struck out)", "-c"]),
        ('<p style="text-decoration: none">a', ["+a"]),
        ("<head><style>x</style><title>T</title></head>a<script>f()</script>b", ["+ab"]),
        ("a<sup>1</sup>b", ["+ab"]), ("</sup>a</table></td></tr>b", ["+ab"]),
        ('a<img alt="Logo">b', ["+ab"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_web_page_is_its_lines_as_they_are_printed(content: str, lines: list[str]) -> None:
    assert told(page(content)["blocks"]) == lines


@pytest.mark.parametrize(
    ("inside", "blocks", "rows"),
    [
        ("<tr><td>a<td>b</td></tr>", ["a|b"], [["a", "b"]]),
        ("<tr><td>a<th>b<tr><td>c", ["a|b / c"], [["a", "b"], ["c"]]),
        ("<tr><td>a</td>x<td>b", ["a\nx|b"], [["a", "b"]]),
        ("<tr><td>a</tr>x<tr><td>b", ["ax / b"], [["a"], ["b"]]),
        ("<tr><td>x<table><tr><td>a<td>b</table>y<td>z", ["a|b", "-x", "-y", "-z"],
         [["a", "b"], ["x y", "z"]]),
        ("<tr><td>a</td><th>b</th></tr><tr><td></td><td>c</td></tr>", ["a|b / |c"],
         [["a", "b"], ["", "c"]]),
        ("<tr><td></td></tr><tr><td>a</td></tr>", [" / a"], [["a"]]),
        ("<td>a</td>", ["a"], [["a"]]),
        ("<tr><td>a<br>b<p>c</p></td></tr>", ["a\nb\nc"], [["a b c"]]),
        ("<tr><td>a<b>b</b></td></tr>", ["ab"], [["ab"]]),
        ("<tr hidden><td>a</td></tr><tr><td><s>b</s></td></tr>",
         ["a / b; hidden_rows [0]; struck [(0, 0), (1, 0)]"], [["a"], ["b"]]),
        ('<tr><td colspan="2">a</td><td>b</td></tr>', ["a||b; merged [[1, 1, 2, 1]]"],
         [["a", "b"]]),
        ('<tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>',
         ["a|b / |c; merged [[1, 1, 1, 2]]"], [["a", "b"], ["c"]]),
        ('<tr><td colspan="0">a</td><td><s>b</s></td></tr>', ["a|b; struck [(0, 1)]"],
         [["a", "b"]]),
        ('<tr><td colspan="\u00b2" rowspan="x">a</td></tr>', ["a"], [["a"]]),
        ('<tr><td colspan="9999">a</td></tr>', ["a; merged [[1, 1, 1000, 1]]"], [["a"]]),
        ('<tr><td colspan="10000">a</td></tr>', ["a"], [["a"]]),
        ('<tr><td><img alt="yes"></td><td><img title="no"></td><td>x<img></td></tr>',
         ["yes|no|x"], [["yes", "no", "x"]]),
        ('<tr><td><input type="checkbox" checked></td><td><input type=checkbox></td>'
         '<td><input type="text" checked></td></tr>', ["yes|no|"], [["yes", "no", ""]]),
        ('<tr><td>a<abbr title="b">c</abbr></td></tr>', ["ac"], [["ac"]]),
        ("<tr><td>x<table><tr><td>a</td></tr></table>y</td></tr>", ["a", "-x", "-y"],
         [["a"], ["x y"]]),
        ("<caption>T</caption><tr><td>a</td></tr>", ["-T", "a"], [["a"]]),
        ("<tr><td>a</td></tr>loose", ["a\nloose"], [["a"]]),
    ],
)  # fmt: skip
def test_a_table_of_a_web_page_has_its_rows_and_cells(
    inside: str, blocks: list[str], rows: list[list[str]]
) -> None:
    read = page(f"above<table>{inside}</table></div><p>below")
    assert told(read["blocks"]) == ["+above", *blocks, "+below"]
    assert read["rows"] == rows


def test_the_text_of_a_web_page_is_one_line() -> None:
    read = page("\ufeffa<table><tr><td>b</td><td>c</td></tr></table>d<p>e<div>f<b>g</b>h<br>i")
    assert read["text"] == "a b cd e fgh i"


def test_what_a_web_page_leaves_open_is_closed() -> None:
    read = page("<table><tr><td>x<table><tr><td>a")
    assert told(read["blocks"]) == ["a", "x"]
    assert read["rows"] == page("<td>x<table><tr><td>a")["rows"] == [["a"], ["x"]]
    assert page("<tr><td>a</td></tr>")["rows"] == [["a"]]


def test_a_web_page_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MOST_CELLS", 2)
    row = "<table><tr><td>a</td><td>b</td>{}</tr></table>"
    assert page(row.format(""))["rows"] == [["a", "b"]]
    with pytest.raises(Refused, match="more than 2 cells"):
        page(row.format("<td></td>"))
    with pytest.raises(Refused, match="more than 2 cells"):
        page(row.format("<td>"))  # that nobody closes
    rows = "<d><Row><Entry>a</Entry><Entry>b</Entry>{}</Row></d>"
    assert markup.read_xml(rows.format("").encode())["rows"] == [["a", "b"]]
    with pytest.raises(Refused, match="more than 2 cells"):
        markup.read_xml(rows.format("<Entry/>").encode())


def test_a_web_page_of_too_many_columns_is_refused() -> None:
    (table,) = told(page(f"<table><tr>{'<td>a' * 400}")["blocks"])
    assert table.count("a") == 400
    with pytest.raises(Refused, match="a table has more than 400 columns; keep only"):
        page(f"<table><tr>{'<td>a' * 401}")


# The XML of a depositary


@pytest.mark.parametrize(
    ("inside", "rows", "text"),
    [
        ("<Row><Entry>Chad</Entry><Entry>26 Mar <i>2013</i></Entry></Row>",
         [["Chad", "26 Mar 2013"]], "Chad 26 Mar 2013"),
        ("<tr><th>a</th><td>b</td><x>c</x></tr><row><cell/></row>", [["a", "b"]], "a b c"),
        ("<p>Netherlands<superscript>2</superscript> (Kingdom of the)</p>", [],
         "Netherlands (Kingdom of the)"),
        ("<Row><Entry>3 May<Sup>1</Sup> 2009<Footnote>x<i>y</i></Footnote></Entry></Row>",
         [["3 May 2009"]], "3 May 2009"),
        ("<title>A</title><p>b</p>", [], "A b"),
    ],
)  # fmt: skip
def test_the_rows_and_the_text_of_a_depositary(
    inside: str, rows: list[list[str]], text: str
) -> None:
    assert markup.read_xml(f"<doc>{inside}</doc>".encode()) == {"rows": rows, "text": text}
