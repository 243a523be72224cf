"""Any document of a meeting, of whatever kind: which States it lists, and what is told of the rest.
What a reader in a process of its own would answer is given here.
"""

from __future__ import annotations

from typing import Any

import pytest

from ccmcost.findings import Findings
from ccmcost.intake import document, sheet
from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked
from ccmcost.intake.document import read_participants
from ccmcost.intake.found import Marker, Section
from ccmcost.intake.names import NameIndex
from ccmcost.load.states import load_organizations
from ccmcost.model.source import SourceFile
from tests import intake_documents as known
from tests.lists_reader import NAMES

_ORGANIZATIONS = load_organizations(known.READER, known.STATES)
INDEX = NameIndex(known.STATES, NAMES, _ORGANIZATIONS, {"Peru": "-", "Our host": "CHL"})


def told(
    name: str,
    content: str = "",
    answer: Any = None,
    headings: dict[str, Section | None] | None = None,
    column: str = "",
    given: tuple[tuple[str, str], ...] = (),
    settled: dict[str, str] | None = None,
    progress: Any = None,
) -> str:
    """How a document is read, the States that it lists with their sections and places, what else it
    names, and what is found of it; parted by ` // `. `answer` is what the reader of its file gives.
    """

    def extract(source: SourceFile, kind: str, findings: Findings, **more: Any) -> Any:
        if more.get("progress"):
            more["progress"](1, 1)
        if answer is None:
            findings.error("file-unreadable", f"no {kind}", source.shown)
        return answer

    findings = Findings()
    account = Account(Marker(name, findings), names=settled, index=INDEX)
    source = SourceFile(name, "command line", content.encode(), name)
    asked = Asked(headings or {}, column, given)
    with pytest.MonkeyPatch.context() as patch:
        for module in (document, sheet):
            patch.setattr(module, "extract", extract)
        taken = read_participants(source, INDEX, account, asked, progress)
    found = [f"{taken.how} {taken.symbol}".strip()]
    found += [f"{each.iso3} {each.section or '-'} {each.place.text}" for each in taken.mentions]
    found += [f"organization {each} {place.text}" for each, place in taken.organizations]
    for line in account.lines:
        if line.fate == "left_out":
            state = f" ({line.state})" * bool(line.state)
            found.append(f"out {line.place.text}: {line.text}{state}: {line.reason}")
    for each in findings:
        hint = each.message.partition(" The column ")[2]
        found.append(f"{each.code} {each.column or each.row}: {each.message[:40]}{hint[:6]}")
    return " // ".join(found)


ROWS = "State|Name\nChad|A\nChile|B\nMali|C\nCuba|D"


def line(text: str, gap: bool = False, unseen: str = "", **more: Any) -> dict[str, Any]:
    return {"line": text, "gap": gap, "look": "", "unseen": unseen, "note": "", **more}


def table(*rows: str, **more: Any) -> dict[str, Any]:
    """A table of a document whose cells are parted by strokes."""
    empty: dict[str, Any] = {"merged": [], "hidden_rows": [], "struck": [], "notes": []}
    return {"table": {"rows": [row.split("|") for row in rows], **empty, **more}}


def blocks(*found: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"blocks": [*found], **more}


def pages(*content: str) -> dict[str, Any]:
    """Pages of a PDF whose rows are parted by line breaks, and the pieces of a row by strokes."""
    return {
        "pages": [
            {
                "number": number,
                "width": 600,
                "pieces": [
                    [50 + 200 * at, 50 + 200 * at + 5 * len(text), 60 + 16 * row, 10, text]
                    for row, line in enumerate(page.split("\n"))
                    for at, text in enumerate(line.split("|"))
                    if text
                ],
            }
            for number, page in enumerate(content, 1)
        ]
    }


@pytest.mark.parametrize(
    ("name", "content", "more", "wanted"),
    [
        ("x.docx", "", {},
         "list // file-unreadable 0: no docx"),
        ("x.docx", "", {"answer": blocks()},
         "list // document-empty 0: no list of participants was recognised: "),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True),
          line("Chile", True))},
         "list // TCD state_party line 2 // CHL state_party line 3"),
        ("x.docx", "",
         {"answer": blocks(line("States\tParties", True), line("Chad", True, at=7),
          line("Chile", True, at=9), line("Peru", True, at=11))},
         "list // TCD state_party paragraph 7 // CHL state_party paragraph 9 // out paragraph "
         "11: Peru (PER): left out as you answered"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True),
          line("Chile", True, "struck out"), line("Mali", True, note="did not attend"))},
         'list // TCD state_party line 2 // name-doubtful line 3: "Chile" is struck out, so it '
         'is not cert // name-doubtful line 4: "Mali" is noted "did not attend", so it '),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True), line("Mr. A"),
          line("NGO"), line("Chile", True), line("Mr. B"), line("Observers"), line("Mali"),
          line("Mr. C"))},
         'list // TCD state_party line 2 // CHL state_party line 5 // name-doubtful line 8: '
         '"Mali" stands alone on a line among dele'),
        ("x.docx", "",
         {"answer": blocks(line("The following States Parties participated: Chad, Chile, Mali and "
          "Togo"), line("Togo (observer).", True), line("Observers", True),
          table("State|Name", "Fiji|A", "Cuba|B"))},
         "report // FJI observer_state table 1!A2 // CUB observer_state table 1!A3 // TCD "
         "state_party line 1 // CHL state_party line 1 // MLI state_party line 1 // out line 1: "
         "The following States Parties participated: Chad, Chile, Mali and Togo (TGO): named in a "
         "line about a person, an office or another matter // out table 1!B1: Name: columns that "
         'were not used // name-unknown line 1: "Togo Togo (observer)" is not recognised'),
        ("x.docx", "",
         {"answer": blocks(line("CCM/MSP/2023/6"), line("States Parties", True),
          table("State|Name", "Chad|A"), line("Observers", True), table("State|Name", "Chile|B"))},
         "table CCM/MSP/2023/6 // TCD state_party table 1!A2 // CHL observer_state table 2!A2 "
         "// out table 1!B1: Name: columns that were not used // out table 2!B1: Name: columns "
         "that were not used"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True),
          line("Group B", True), table("State|Name", "Mali|A", "Fiji|B"))},
         "list // MLI state_party table 1!A2 // FJI state_party table 1!A3 // TCD state_party "
         "line 2 // out table 1!B1: Name: columns that were not used // heading-unknown table "
         '1!A1: "Group B" stands above a further table o'),
        ("x.docx", "",
         {"answer": blocks(line("Group B", True), table("State|Name", "Mali|A"),
          table("State|Name", "Fiji|B"))},
         "table // MLI - table 1!A2 // FJI - table 2!A2 // out table 1!B1: Name: columns that "
         "were not used // out table 2!B1: Name: columns that were not used"),
        ("x.docx", "", {"answer": blocks(line("States", False), table("State|Name", "Mali|A"))},
         "table // MLI by_status table 1!A2 // out table 1!B1: Name: columns that were not used"),
        ("x.docx", "", {"answer": blocks(line("Signatories"), line("CCM/MSP/2023/6"),
                                         table("State|Name", "Mali|A"))},
         "table CCM/MSP/2023/6 // MLI signatory table 1!A2 // out table 1!B1: Name: columns that "
         "were not used"),
        ("x.docx", "", {"answer": blocks(line("States", True), table("State|Name", "Mali|A"))},
         "table // MLI by_status table 1!A2 // out table 1!B1: Name: columns that were not used"),
        ("x.docx", "", {"answer": blocks(table("States Parties|", "Chad|Mr. A", "Chile|Ms. B"))},
         "table // TCD - table 1!A2 // CHL - table 1!A3"),
        ("x.docx", "",
         {"answer": blocks(table("States Parties", "Chad\nChile", " \nMali", "Fiji",
          struck=[[3, 0]]))},
         'table // MLI - table 1!A3 // name-unknown table 1!A2: "Chad Chile" is not recognised '
         'as the na // name-doubtful table 1!A4: "Fiji" is struck out, so it is not certa'),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True),
          line("Chad", True), headers=["CCM/MSP/2023/6", "Draft list", "Draft list"],
          notes=["Mali sent regrets"], deleted=["Cuba"])},
         "list CCM/MSP/2023/6 // TCD state_party line 2 // out deleted by a tracked change: "
         "Cuba (CUB): named in a line about a person, an office or another matter // out "
         "footnote: Mali sent regrets (MLI): named in a line about a person, an office or "
         'another matter // list-provisional header or footer: "Draft list": who takes part '
         "may still c"),
        ("x.html", "<html>",
         {"answer": blocks(line("The following States Parties participated: Chad and Mali.", True),
          table("State|Name", "Fiji|A", "Chad|B"))},
         "report // FJI - table 1!A2 // TCD - table 1!A3 // TCD state_party line 1 // MLI "
         "state_party line 1 // out table 1!B1: Name: columns that were not used // "
         'heading-unknown table 1!A1: "The following States Parties participat'),
        ("x.html", "<html>",
         {"answer": blocks(line("The following States Parties participated: Chad and Mali.", True),
          line("Fiji is mentioned.", True), table("a|b", "c|d"))},
         "report // TCD state_party line 1 // MLI state_party line 1 // out line 2: Fiji is "
         "mentioned. (FJI): named in a line about a person, an office or another matter"),
        ("x.html", "<html>",
         {"answer": blocks(line("Text of no list", True),
          table("State|Name", "Fiji|A", "Fiji|B", "Togo|x", "Oman|y", "Iraq|z"))},
         "table // FJI - table 1!A2 // FJI - table 1!A3 // TGO - table 1!A4 // OMN - table "
         "1!A5 // IRQ - table 1!A6 // out table 1!B1: Name: columns that were not used"),
        ("x.html", "<html>",
         {"answer": blocks(line("States Parties", True), line("Chad", True),
          line("States", True), line("Ministers", False), table("State|Name", "Fiji|A"))},
         "list // FJI by_status table 1!A2 // TCD state_party line 2 // out table 1!B1: Name: "
         'columns that were not used // heading-unknown table 1!A1: "Ministers" stands above a '
         "further table"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True),
          line("Chile", True, "struck out")), "settled": {"Chile": "CHL"}},
         "list // TCD state_party line 2 // CHL - line 3"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True), line("Mr. A"),
          line("Chile"), line("Ms. B"))},
         "list // TCD state_party line 2 // CHL state_party line 4"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True),
          table("Chad|Mr. A", "Chile\nMs. B|x", " \nMali|Fiji\ny", "Cuba|z", struck=[[3, 0]]))},
         "list // TCD state_party table 1, row 1 // CHL state_party table 1, row 2 // MLI "
         'state_party table 1, row 3 // name-doubtful table 1, row 3: "Fiji" stands alone on '
         'a line among dele // name-doubtful table 1, row 4: "Cuba" is struck out, so it is '
         "not certa"),
        ("x.docx", "",
         {"answer": blocks(table("State|Attended", "Peru|No", "Mali|Yes"),
          table("State|Attended", "Peru|Yes", "Fiji|Yes"))},
         "table // MLI - table 1!A3 // FJI - table 2!A3 // out table 1!A2: Peru (PER): did not "
         'attend ("No" under "attended")'),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Group B", True),
          table("State|x", "Fiji|a", "Fiji|b", "Togo|c"))},
         "table // FJI state_party table 1!A2 // FJI state_party table 1!A3 // TGO state_party "
         "table 1!A4 // out table 1!B1: x: columns that were not used // out table 1!A3: Fiji "
         "(FJI): names a State again that was taken once // state-twice table 1!A3: the list "
         'names Fiji as "Fiji" (table 1!A'),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Minister", True),
          line("Observers", False), table("State|x", "Fiji|a", "Togo|c"))},
         "table // FJI observer_state table 1!A2 // TGO observer_state table 1!A3 // out table "
         "1!B1: x: columns that were not used"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Observers", False),
          line("x", False), table("State|x", "Fiji|a", "Togo|c"))},
         "table // FJI state_party table 1!A2 // TGO state_party table 1!A3 // out table 1!B1: "
         "x: columns that were not used"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Observers", True),
          line("x", False), table("State|x", "Fiji|a", "Togo|c"))},
         "table // FJI observer_state table 1!A2 // TGO observer_state table 1!A3 // out table "
         "1!B1: x: columns that were not used"),
        ("x.docx", "",
         {"answer": blocks(
          line("The following States Parties participated: Chad and Mali, Cuba being absent.",
           True),
          table("State|x", "Fiji|a", "Togo|c"))},
         "report // TCD state_party line 1 // MLI state_party line 1 // out table 1!B1: x: "
         "columns that were not used // out table 1!A2: Fiji (FJI): named as not taking part "
         "// out table 1!A3: Togo (TGO): named as not taking part // name-unknown line 1: "
         '"Cuba being absent" is not recognised as'),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True), line("Chad", True),
          line("Fiji is a fine place", True)), "settled": {"Fiji": "FJI"}},
         "list // TCD state_party line 2 // FJI - line 3"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True),
          table("Chad|Mr. A", "Chile|Ms. B", "Mali\nMr. C|Fiji"))},
         "list // TCD state_party table 1, row 1 // CHL state_party table 1, row 2 // MLI "
         'state_party table 1, row 3 // name-doubtful table 1, row 3: "Fiji" stands alone on '
         "a line among dele"),
        ("x.docx", "",
         {"answer": blocks(line("States Parties", True),
          table("Chad\nFiji\nMr. A", "Chile\nMs. B", " \nMali"))},
         "list // TCD state_party table 1, row 1 // CHL state_party table 1, row 2 // MLI "
         'state_party table 1, row 3 // name-doubtful table 1, row 1: "Fiji" stands alone on a '
         "line among dele"),
    ],
)  # fmt: skip
def test_a_document_of_lines_and_tables(
    name: str, content: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(name, content, **more) == wanted


@pytest.mark.parametrize(
    ("name", "content", "more", "wanted"),
    [
        ("x.pdf", "", {},
         "list // file-unreadable 0: no pdf"),
        ("x.pdf", "", {"answer": pages()},
         "list // document-empty 0: the PDF holds no text; it may be a scan."),
        ("x.pdf", "", {"answer": pages("")},
         "list // document-empty 0: the PDF holds no text; it may be a scan."),
        ("x.pdf", "", {"answer": pages("1")},
         "list // document-empty 0: the PDF holds no text; it may be a scan."),
        ("x.pdf", "",
         {"answer": pages("CCM/MSP/2023/6\nStates Parties\n\nChad\n\nChile\nA/RES/1/2\nA/RES/1/2",
          "")},
         "list A/RES/1/2 // TCD state_party page 1, line 3 // CHL state_party page 1, line 4"),
        ("x.pdf", "",
         {"answer": pages("Signatories\nStates Parties\n" + ROWS,
          "x\n\n\nFiji is mentioned here.")},
         "table // TCD state_party page 1, line 4 // CHL state_party page 1, line 5 // MLI "
         "state_party page 1, line 6 // CUB state_party page 1, line 7 // out page 1, line 3: "
         'Name: columns that were not used // name-unknown page 2, line 1: "Fiji is mentioned '
         'here." is not recogni'),
        ("x.pdf", "",
         {"answer": pages(
          *["Draft list\n\n\nObservers\nSignatories\nStates Parties\n" + ROWS] * 2)},
         "table // TCD signatory page 1, line 5 // TCD state_party page 2, line 5 // CHL "
         "signatory page 1, line 6 // CHL state_party page 2, line 6 // MLI signatory page 1, "
         "line 7 // MLI state_party page 2, line 7 // CUB signatory page 1, line 8 // CUB "
         "state_party page 2, line 8 // out page 1, line 4: Name: columns that were not used "
         '// list-provisional header or footer: "Draft list": who takes part may still c'),
        ("x.pdf", "",
         {"answer": pages("Fiji\n\n" + ROWS),
          "settled": {"Fiji": "FJI"}},
         "list // TCD - page 1, line 3 // CHL - page 1, line 4 // MLI - page 1, line 5 // CUB "
         "- page 1, line 6 // FJI - page 1, line 1 // out page 1, line 2: Name: columns that "
         "were not used"),
        ("x.pdf", "",
         {"answer": pages("List of all\n" + ROWS)},
         "table // TCD - page 1, line 3 // CHL - page 1, line 4 // MLI - page 1, line 5 // CUB "
         "- page 1, line 6 // out page 1, line 2: Name: columns that were not used"),
        ("x.pdf", "",
         {"answer": pages("Fiji\n\nDraft\n" + ROWS
          + "\n\nTogo sent regrets and did not come\n12")},
         "table // TCD - page 1, line 4 // CHL - page 1, line 5 // MLI - page 1, line 6 // CUB "
         "- page 1, line 7 // out page 1, line 3: Name: columns that were not used // "
         'name-doubtful page 1, line 1: "Fiji" stands alone on a line, outside t // '
         'list-provisional page 1, line 2: "Draft": who takes part may still change // '
         'name-unknown page 1, line 8: "Togo sent regrets and did not come" is '),
        ("x.pdf", "",
         {"answer": pages("NGOs\nObservers\nSignatories\nStates Parties\n" + ROWS)},
         "table // TCD state_party page 1, line 6 // CHL state_party page 1, line 7 // MLI "
         "state_party page 1, line 8 // CUB state_party page 1, line 9 // out page 1, line 5: "
         "Name: columns that were not used"),
        ("x.pdf", "",
         {"answer": pages("Draft list\n\n\nStates Parties\n\nChad\n\nChile",
          "Draft list\n\n\nMali\n\n\nFiji\n\nTogo")},
         "list // TCD state_party page 1, line 3 // CHL state_party page 1, line 4 // MLI "
         "state_party page 2, line 2 // FJI state_party page 2, line 3 // TGO state_party "
         'page 2, line 4 // list-provisional header or footer: "Draft list": who takes part '
         "may still c"),
    ],
)  # fmt: skip
def test_a_pdf_is_read_page_by_page(
    name: str, content: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(name, content, **more) == wanted
