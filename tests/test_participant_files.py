"""Which kind of file a document is, what it comes to as cells or as plain text, and what is told
where nothing was recognised.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccmcost.intake import document
from ccmcost.intake.document import kind_of
from ccmcost.model.source import SourceFile
from tests.test_participant_documents import blocks, pages, table, told


@pytest.mark.parametrize(
    ("name", "content", "more", "wanted"),
    [
        ("x.csv", "State\nChad\nChile", {},
         "table // TCD - line 2 // CHL - line 3"),
        ("x.csv", "a\nb\nc\nd\ne\nCCM/MSP/2023/6\nState\nChad", {},
         "table CCM/MSP/2023/6 // TCD - line 8"),
        ("x.csv", "a\nb\nc\nd\ne\nf\nCCM/MSP/2023/6\nState\nChad", {},
         "table // TCD - line 9"),
        ("x.csv", "States Parties\nChad\nChile\nObservers\nMali", {},
         "table // TCD - line 2 // CHL - line 3 // MLI observer_state line 5"),
        ("x.csv", "State\nChad\nPeru\nPeru", {},
         "table // TCD - line 2 // out line 3: Peru (PER): left out as you answered"),
        ("x.csv", "State\nChad\nChile\nChad\nMali", {},
         "table // TCD - line 2 // TCD - line 4 // CHL - line 3 // MLI - line 5 // out line 4: "
         "Chad (TCD): names a State again that was taken once // state-twice 4: the list names "
         'Chad as "Chad" (line 2) a'),
        ("x.xlsx", "",
         {"answer": {"sheets": [{"title": "States Parties", "hidden": False,
          "rows": [["Chad"], ["Chile"], ["", "Cuba"]], "merged": [], "hidden_rows": [1],
          "struck": [], "notes": []}, {"title": "Observers", "hidden": False, "rows": [["Mali"]],
          "merged": [], "hidden_rows": [], "struck": [], "notes": []}]}},
         "list // TCD state_party States Parties!A1 // MLI observer_state Observers!A1 // "
         'name-doubtful States Parties!A2: "Chile" is in a hidden row, so it is not // '
         'name-doubtful States Parties!B3: "Cuba" stands alone on a line among dele'),
        ("x.xlsx", "",
         {"answer": {"sheets": [{"title": "List", "hidden": False, "rows": [["Chad"]],
          "merged": [], "hidden_rows": [], "struck": [], "notes": []},
          {"title": "States Parties", "hidden": True, "rows": [["Mali"]], "merged": [],
          "hidden_rows": [], "struck": [], "notes": []}, {"title": "", "hidden": False,
          "rows": [["Mr. X"]], "merged": [], "hidden_rows": [], "struck": [], "notes": []}]}},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.ods", "",
         {"answer": {"sheets": [{"title": "One", "hidden": False, "rows": [["State"], ["Chad"]],
          "merged": [], "hidden_rows": [], "struck": [], "notes": []}, {"title": "Old",
          "hidden": True, "rows": [["State"], ["Mali"]], "merged": [], "hidden_rows": [],
          "struck": [], "notes": []}]}},
         'table // TCD - One!A2 // out Old!A2: Mali (MLI): on the hidden sheet "Old"'),
        ("x.xlsx", "",
         {"answer": {"sheets": [{"title": "Corrigendum", "hidden": False, "rows": [["Chad"],
          ["Mali"]], "merged": [], "hidden_rows": [], "struck": [], "notes": []}]}},
         "list // TCD - Corrigendum!A1 // MLI - Corrigendum!A2 // heading-unknown Corrigendum!A1: "
         '"Corrigendum" adds to a list or corrects // heading-unknown Corrigendum!A1: '
         '"Corrigendum" stands above States like t'),
        ("x.xlsx", "", {},
         "list // file-unreadable 0: no xlsx"),
    ],
)  # fmt: skip
def test_a_table_of_cells_is_read_by_its_columns_or_as_lines(
    name: str, content: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(name, content, **more) == wanted


@pytest.mark.parametrize(
    ("name", "content", "more", "wanted"),
    [
        ("x.txt", "CCM/MSP/2023/6\nStates Parties\n\nChad\nMr. A\n\nChile\n\nMali", {},
         "list CCM/MSP/2023/6 // TCD state_party line 4 // CHL state_party line 7 // MLI "
         "state_party line 9"),
        ("x.txt", "State;Name\nChad;A\nChile;B\nMali;C", {},
         "table // TCD - line 2 // CHL - line 3 // MLI - line 4 // out line 1: Name: columns "
         "that were not used"),
        ("x.txt",
         "The following States Parties participated: Chad, Chile and Mali.\nFiji sent regrets.",
         {},
         "report // TCD state_party line 1 // CHL state_party line 1 // MLI state_party line 1 "
         "// out line 2: Fiji (FJI): named as not taking part"),
        ("x.txt", "Nothing here\nat all", {},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.txt", "Chad\0", {},
         "list // file-unreadable 1: the file holds a NUL character, so it is"),
        ("x.txt", "Provisional list\n\nStates Parties\n\nChad\n\nChile", {},
         "list // TCD state_party line 5 // CHL state_party line 7 // list-provisional 1: "
         '"Provisional list": who takes part may s'),
        ("x.txt", "CCM/MSP/2023/6/Add.1\nStates Parties\n\nChad\n\nChile", {},
         "list CCM/MSP/2023/6/Add.1 // TCD state_party line 4 // CHL state_party line 6 // "
         'heading-unknown 0: "CCM/MSP/2023/6/Add.1" adds to a list or'),
        ("x.txt", "States Parties\n\nChad\n\n[Chile]\n\nMali", {},
         "list // TCD state_party line 3 // MLI state_party line 7 // name-doubtful 5: "
         '"[Chile]" stands in square brackets, as '),
        ("x.txt", "States Parties\n\nChad\n\nChile\n\nMali\n\nPlease delete Chile.", {},
         "list // TCD state_party line 3 // CHL state_party line 5 // MLI state_party line 7 "
         '// name-unknown 9: "Please delete Chile." stands like a hea'),
        ("x.txt", "States Parties\fChad\fPeru", {},
         "list // TCD state_party line 2 // out line 3: Peru (PER): left out as you answered"),
        ("x.txt", "States Parties\n\nChad*\n\nChile\n\n* did not attend", {},
         'list // CHL state_party line 5 // name-doubtful 3: "Chad*" is noted "* did not '
         'attend", so '),
        ("x.txt", "States Parties\n\nChad\n\nMr. A\n\nChile\nFiji\nMali",
         {"settled": {"Fiji": "FJI"}},
         "list // TCD state_party line 3 // CHL state_party line 7 // FJI state_party line 8 "
         "// MLI state_party line 9"),
    ],
)  # fmt: skip
def test_a_text_is_a_table_a_report_or_a_list(
    name: str, content: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(name, content, **more) == wanted


@pytest.mark.parametrize(
    ("name", "content", "more", "wanted"),
    [
        ("x.csv", "State\nChad\nChile",
         {"given": (("--section", "Chad"), ("--alias", "Foo"), ("--alias", "Chi..."))},
         'table // TCD - line 2 // CHL - line 3 // value-bad 0: --alias "Foo": nothing in the '
         "document r"),
        ("x.csv", "State\nChad\nUnited Republic of Tanzania",
         {"given": (("--alias", "United Republic of Tan..."), ("--alias", "No such..."))},
         'table // TCD - line 2 // TZA - line 3 // value-bad 0: --alias "No such...": nothing '
         "in the doc"),
        ("x.csv", "State\nChad", {},
         "table // TCD - line 2"),
        ("x.docx", "",
         {"answer": blocks(table("State|Name", "Chad|A", "Fiji|B"),
          notes=["Mali came late"]),
          "given": (("--alias", "Fiji"), ("--alias", "came late"), ("--alias", "Togo"))},
         "table // TCD - table 1!A2 // FJI - table 1!A3 // out footnote: Mali came late (MLI): "
         "named in a line about a person, an office or another matter // out table 1!B1: Name: "
         'columns that were not used // value-bad 0: --alias "Togo": nothing in the document '),
        ("x.csv", "State;Number of delegates\nChad;2\nOur host;0\nMali;1",
         {"given": (("--alias", "Chile"),)},
         "table // TCD - line 2 // MLI - line 4 // out line 1: Number of delegates: columns "
         'that were not used // name-doubtful 3: "Our host" has 0 under "number of delega'),
    ],
)  # fmt: skip
def test_an_answer_that_meets_nothing_is_told(
    name: str, content: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(name, content, **more) == wanted


@pytest.mark.parametrize(
    ("name", "content", "more", "wanted"),
    [
        ("x.csv", "Foo;Bar\nChad;a\nChile;b\nx;c\ny;d", {},
         'list // document-empty 0: no list of participants was recognised: "Foo" '),
        ("x.csv", "Foo;Bar\na;Chad\nb;Chile\nc;x\nd;y", {},
         'list // document-empty 0: no list of participants was recognised: "Bar" '),
        ("x.csv", "Foo;Bar\na;Chad\nb;Chile\nc;x\nd;y\ne;z", {},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.csv", "Foo;Bar\na\nb;Chad\nc;\nd;Chile\ne;\nf;", {},
         'list // document-empty 0: no list of participants was recognised: "Bar" '),
        ("x.csv", ";Bar\nChad;Mali\nChile;Cuba", {},
         "list // TCD - line 2 // MLI - line 2 // CHL - line 3 // CUB - line 3 // "
         'heading-unknown 1: "Bar" stands above States like the headi'),
        ("x.csv", "Foo;Bar\na;Chad and Chile\nb;Mali and Cuba", {},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.csv", ";Bar\nChad;a\nChile;b", {},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.csv", "Foo\nx\nChad", {},
         'list // document-empty 0: no list of participants was recognised: "Foo" '),
        ("x.csv", "Chad;x\nChile;y\nMali;z", {},
         "list // TCD - line 1 // CHL - line 2 // MLI - line 3"),
        ("x.csv", "Foo;Bar", {},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.csv", ";Bar\nEmbassy in Chad;Mr. A of Mali\nEmbassy in Fiji;Ms. B of Cuba", {},
         'list // document-empty 0: no list of participants was recognised: "Bar" '),
    ],
)  # fmt: skip
def test_a_column_that_names_states_is_pointed_to(
    name: str, content: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(name, content, **more) == wanted


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("x.pdf", b"", "pdf"), ("x.txt", b"  \n%PDF-1.7", "pdf"), ("X.PDF", b"", "pdf"),
        ("x.ods", b"PK\x03\x04", "ods"), ("x.csv", b"x,y", "csv"), ("x.tsv", b"x", "csv"),
        ("x", b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("x", b"PK\x03\x04 word/document.xml", "docx"), ("x.docx", b"", "docx"),
        ("x", b"PK\x03\x04 xl/workbook.xml", "xlsx"), ("x.xlsx", b"", "xlsx"),
        ("x.xlsm", b"PK\x03\x04", "xlsx"), ("x.xls", b"\xd0\xcf\x11\xe0", "xlsx"),
        ("x", b"\xd0\xcf\x11\xe0", "docx"), ("x.doc", b"", "docx"),
        ("x.htm", b"", "html"), ("x", b"\n<!doctype html><HTML>", "html"), ("x.txt", b"x", "text"),
        ("x", b"x,y", "text"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_first_bytes_then_by_its_name(
    name: str, content: bytes, kind: str
) -> None:
    assert kind_of(SourceFile(name, "command line", content, name)) == kind


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ("State;x\nChad;y", True), ("State;x;z\nChad;y;z", True), ("State;x", False),
        ("State\nChad", False), ("State;x\n\n\n\nChad;y", True), ("", False),
        ("State;x\n" + "Chad;y\n" * 8 + "Mali", True),
        ("State;x\n" + "Chad;y\n" * 7 + "Mali", False),
        ("State;x\n" + "Chad;\n" * 3, True),
        ("State;x;z\n" + "Chad;y\n" * 9, True), ("State;x\nChad;y;z;a", False),
    ],
)  # fmt: skip
def test_a_text_is_a_table_if_nearly_all_its_rows_are_of_one_width(
    text: str, is_table: bool
) -> None:
    assert told("x.txt", text).startswith("table") == is_table


def test_a_text_beyond_all_limits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def is_refused(lines: int, characters: int, longest: int) -> bool:
        monkeypatch.setattr(document, "MOST_LINES", lines)
        monkeypatch.setattr(document, "MOST_CHARACTERS", characters)
        monkeypatch.setattr(document, "LONGEST_LINE", longest)
        return "file-unreadable" in told("x.txt", "Parties\nChad\n")

    assert not is_refused(2, 13, 7)
    assert [is_refused(1, 13, 7), is_refused(2, 12, 7), is_refused(2, 13, 6)] == [True] * 3


def test_who_waits_for_a_pdf_is_told_of_its_pages() -> None:
    done: list[tuple[int, int]] = []
    told("x.pdf", answer=pages("Chad"), progress=lambda *each: done.append(each))
    assert done == [(1, 1)]
