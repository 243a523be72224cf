"""A State that stands twice is told or asked, and what a document states about itself is held:
the number of its States, totals of columns, numbers of rows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from ccmcost.desk.init import make_workspace
from ccmcost.errors import CcmcostError
from ccmcost.workspace import Workspace, open_workspace
from tests.test_lists import left, listing, propose, said
from tests.test_lists_doubts import findings, table

NAMES = ("Albania", "Austria", "Belgium", "Chile", "Cuba", "Zambia", "Peru", "Malta")
CODES = "ALB AUT BEL CHL CUB MLT PER ZMB"
REPORT = "1. The following States Parties participated in the work of the Meeting: {}.\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("doubles") / "office"
    make_workspace(folder)
    return open_workspace(folder / "data")


def csv(*more: Sequence[object], head: Sequence[str] = ("State",)) -> str:
    """A table of eight States, then further rows."""
    filler = ("",) * (len(head) - 1)
    return table(head, *((name, *filler) for name in NAMES), *more)


DOUBLES: dict[str, tuple[str, str, str]] = {
    "two names": ("l.csv", csv(("Cote d'Ivoire",), ("Ivory Coast",)), "Ivory Coast"),
    "one name twice": ("l.csv", csv(("Chile",)), "Chile"),
    "its code": ("l.csv", csv(("CHL",)), "CHL"),
    "in a text": ("l.txt", "STATES PARTIES\n\n" + "\n".join((*NAMES, "Chile")), "Chile"),
    "in a sentence": ("r.txt", REPORT.format("Albania, Chile, Peru and Chile"), "Chile"),
    "two names over delegates": (
        "l.txt",
        listing((*NAMES, "Cote d'Ivoire", "Ivory Coast")),
        "Ivory Coast",
    ),
    "two names beside delegates": (
        "l.csv",
        table(
            ("State", "Name"),
            *((name, "Mr. A") for name in (*NAMES, "Ivory Coast", "Cote d'Ivoire")),
        ),
        "Cote d'Ivoire",
    ),
}


@pytest.mark.parametrize("case", DOUBLES)
def test_a_state_that_stands_twice_is_taken_once_and_both_lines_are_told(
    workspace: Workspace, case: str
) -> None:
    name, content, again = DOUBLES[case]
    proposal = propose(workspace, name, content)
    told = [each.message for each in proposal.warnings if each.code == "state-twice"]
    assert len(told) == 1 and f'"{again}" (line ' in told[0], told
    code = "CIV" if "I" in again else "CHL"
    assert left(proposal)[code] == "names a State again that was taken once"
    assert said(proposal).split().count(code) == 1


REPEATED = {
    "a State on each row of its delegates": (
        "l.csv",
        table(("State", "Name"), *((name, f"Mr. {at}") for name in NAMES for at in "AB")),
    ),
    "a heading that goes on": ("l.txt", listing((*NAMES, "Malta"))),
    "sheets of rows without names": (
        "l.csv",
        table(("State", "Seat"), *((name, at) for name in NAMES for at in (1, 2))),
    ),
}


@pytest.mark.parametrize("case", REPEATED)
def test_lines_of_delegates_repeat_their_state_without_a_word(
    workspace: Workspace, case: str
) -> None:
    proposal = propose(workspace, *REPEATED[case])
    assert said(proposal) == CODES and not proposal.warnings and not left(proposal)


CONTRADICTED = {
    "in a column": (csv(("Chile", "No"), head=("State", "Present")).replace(",\r", ",Yes\r"), "No"),
    "under another name": (
        csv(("Ivory Coast", "No"), ("Cote d'Ivoire", "Yes"), head=("State", "Present")).replace(
            ",\r", ",Yes\r"
        ),
        "Ivory Coast",
    ),
    "in a remark": (csv(("Chile", "withdrew"), head=("State", "Remarks")), "withdrew"),
    "in a category": (
        csv(("Chile", "Absent"), head=("State", "Category")).replace(",\r", ",State Party\r"),
        "named as not taking part",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTED)
def test_lines_of_one_state_that_contradict_each_other_are_asked(
    workspace: Workspace, case: str
) -> None:
    content, word = CONTRADICTED[case]
    asked = findings(workspace, "l.csv", content)
    assert [each.code for each in asked] == ["name-doubtful"]
    assert "contradict each other" in asked[0].message and word in asked[0].message
    name = "Ivory Coast=CIV" if "Ivory" in content else "Chile=CHL"
    settled = propose(workspace, "l.csv", content, aliases=(name,))
    assert name[-3:] in said(settled)
    out = propose(workspace, "l.csv", content, aliases=(f"{name[:-3]}-",))
    assert name[-3:] not in said(out).split()


STATED = (
    ("", "Total: 9"),
    ("", "Total 9"),
    ("Total: 9", ""),
    ("", "TOTAL (9)"),
    ("", "9 States"),
    ("", "States: 9"),
    ("", "Nine States Parties"),
    ("", "Nombre total : 9"),
    ("", "Nombre d'États : 9"),
    ("", "Total de Estados: 9"),
    ("", "9 signatarios"),
    ("", "Insgesamt 9"),
    ("", "Итого: 9"),
    ("", "المجموع 9"),
    ("", "合计 9"),
    ("Total", "9"),
    ("9", "Total"),
    ("", "Total: nine"),
    ("", "Total as at 3 May 2024: 9"),
)


@pytest.mark.parametrize("row", STATED, ids=map("".join, STATED))
def test_a_total_is_held_in_whatever_cell_and_words_it_stands(
    workspace: Workspace, row: tuple[str, str]
) -> None:
    numbered = [(at, name) for at, name in enumerate(NAMES, 1)]
    content = table(("Nr", "State"), *numbered, row)
    asked = findings(workspace, "l.csv", content)
    assert [each.code for each in asked] == ["count-differs"], asked
    assert "states 9" in asked[0].message and "8 were read" in asked[0].message
    assert said(propose(workspace, "l.csv", content, states=8)) == CODES
    right = propose(workspace, "l.csv", table(("Nr", "State"), *numbered, *right_of(row)))
    assert said(right) == CODES and all(each.agrees for each in right.account.checks)
    assert right.account.checks


def right_of(row: tuple[str, str]) -> list[list[str]]:
    """The same row with the number that is right."""
    words = {"9": "8", "Nine": "Eight", "nine": "eight"}
    cells = list(row)
    for wrong, right in words.items():
        cells = [cell.replace(wrong, right) for cell in cells]
    return [cells]


ABOVE_OR_BELOW = {
    "above the heading": ("l.csv", f"9 States\n{csv()}"),
    "in the heading": ("l.csv", csv(head=("Participating States (9)",))),
    "below a text": ("l.txt", "STATES PARTIES\n\n" + "\n".join((*NAMES, "", "Total: 9"))),
    "below a text in words": ("l.txt", "STATES PARTIES\n\n" + "\n".join((*NAMES, "9 States"))),
    "below delegations": ("l.txt", f"{listing(NAMES)}\nTotal number of States: 9\n"),
    "over a part of a table": ("l.csv", csv().replace("State", "State\r\nSTATES PARTIES (9)", 1)),
    "in the numbers of the lines": (
        "l.txt",
        "STATES PARTIES\n\n"
        + "\n".join(f"{at + (at > 3)}. {name}" for at, name in enumerate(NAMES, 1)),
    ),
    "in the numbers of the rows": (
        "l.csv",
        table(("No.", "State"), *((at + (at > 3), name) for at, name in enumerate(NAMES, 1))),
    ),
}


@pytest.mark.parametrize("case", ABOVE_OR_BELOW)
def test_a_number_of_states_is_held_wherever_it_stands(workspace: Workspace, case: str) -> None:
    name, content = ABOVE_OR_BELOW[case]
    assert [each.code for each in findings(workspace, name, content)] == ["count-differs"]
    assert said(propose(workspace, name, content, states=8)) == CODES


def test_a_total_of_rows_is_none_of_states_where_one_stands_twice(workspace: Workspace) -> None:
    rows = [(at, name) for at, name in enumerate((*NAMES, "Chile"), 1)]
    asked = findings(workspace, "l.csv", table(("Nr", "State"), *rows, (9, "Total")))
    assert [each.code for each in asked] == ["count-differs"]


@pytest.mark.parametrize("total", ["24", "8", "Total: 24", "Total: 8", "24.0"])
def test_a_total_of_delegates_or_of_states_agrees(workspace: Workspace, total: str) -> None:
    row = ("Total", total) if total[:1] != "T" else (total, "")
    rows = ((name, 3) for name in NAMES)
    proposal = propose(workspace, "l.csv", table(("State", "Delegates"), *rows, row))
    assert said(proposal) == CODES


AGREES = {
    "organizations beside States": table(
        ("Delegation", "Category"),
        *((name, "State Party") for name in NAMES),
        ("United Nations", "IGO"),
        ("Total delegations: 9", ""),
    ),
    "those that were absent": table(
        ("State", "Present"),
        *((name, "Yes") for name in NAMES),
        ("Norway", "No"),
        ("Total present: 8", ""),
        ("Total absent: 1", ""),
    ),
    "the number of parties of the treaty": "The Convention has 112 States Parties\n" + csv(),
    "a title with a year": "Participating States 2024\n" + csv(),
}


@pytest.mark.parametrize("case", AGREES)
def test_a_number_of_something_else_is_none_of_states(workspace: Workspace, case: str) -> None:
    assert said(propose(workspace, "l.csv", AGREES[case])) == CODES


@pytest.mark.parametrize(("grand", "asked"), [(4, []), (5, ["count-differs"])])
def test_a_grand_total_is_of_all_sheets(workspace: Workspace, grand: int, asked: list[str]) -> None:
    africa = (("State",), ("Ghana",), ("Zambia",), ("Total: 2",))
    europe = (("State",), ("Malta",), ("Austria",), ("Total: 2",), (f"Grand total: {grand}",))
    content = workbook({"Africa": africa, "Europe": europe})
    assert [each.code for each in findings(workspace, "l.xlsx", content)] == asked


@pytest.mark.parametrize("name", ["Chile", "CHL"])
def test_a_line_that_is_struck_out_beside_another_of_its_state_is_asked(
    workspace: Workspace, name: str
) -> None:
    content = workbook({"List": (("State",), *((each,) for each in NAMES), (f"~{name}",))})
    (asked,) = findings(workspace, "l.xlsx", content)
    assert "contradict each other (List!A10: struck out)" in asked.message


def workbook(sheets: dict[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook; a cell that begins with a tilde is struck out."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        struck = book.add_format({"font_strikeout": True})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    form = struck if cell[:1] == "~" else None
                    sheet.write_string(at, column, cell.removeprefix("~"), form)
    return buffer.getvalue()


def test_each_part_of_a_text_may_state_its_total(workspace: Workspace) -> None:
    text = "STATES PARTIES\n\nChile\nPeru\nCuba\n\nTotal: {}\n\nOBSERVERS\n\nSerbia\nBrazil\n"
    text += "\nTotal: 2\n\nGrand total: 5\n"
    assert said(propose(workspace, "l.txt", text.format(3))) == "o:BRA CHL CUB PER o:SRB"
    assert [each.code for each in findings(workspace, "l.txt", text.format(4))] == ["count-differs"]


@pytest.mark.parametrize("total", ["Total: 1", "Total delegation: 1", "Size of delegation: 1"])
def test_each_delegation_may_state_its_own_total(workspace: Workspace, total: str) -> None:
    content = "STATES PARTIES\n\n" + "".join(
        f"{name}\nMr. A B\nCounsellor\n{total}\n\n" for name in NAMES
    )
    assert said(propose(workspace, "l.txt", content)) == CODES


def test_two_days_said_of_one_state_are_refused() -> None:
    from ccmcost.desk.treaty import days_said
    from tests.intake_documents import STATES

    with pytest.raises(CcmcostError, match=r"two days are said for Lithuania \(LTU\), 2025-"):
        days_said(("LTU=2025-03-06", "Lithuania=2025-03-07"), STATES)


def test_one_name_for_two_states_in_a_file_of_names_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "names.csv").write_text("name,iso3\nIvory Cst,CIV\nIvory Cst,CHL\n")
    asked = findings(
        workspace, "l.csv", csv(("Ivory Cst",)), alias_file=str(tmp_path / "names.csv")
    )
    assert any("stands twice, as CIV and CHL" in each.message for each in asked)
