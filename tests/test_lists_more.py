"""What testers who had not read the readers found: each kind of mistake,
in other words and on other States.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from ccmcost.desk.init import make_workspace
from ccmcost.errors import DataError
from ccmcost.workspace import Workspace, open_workspace
from tests.test_lists import left, propose, said

pytestmark = pytest.mark.slow  # quickly, the same is asked of texts and tables in memory


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("more") / "office"
    make_workspace(folder)
    return open_workspace(folder / "data")


def questions(workspace: Workspace, name: str, content: str | bytes, **options: object) -> str:
    """What the import asks, as lines; it must ask."""
    with pytest.raises(DataError) as caught:
        propose(workspace, name, content, **options)
    return "\n".join(finding.line() for finding in caught.value.findings)


FIRST = "4. The following States Parties attended the Meeting: Austria, Chile and Peru.\n\n5. "
BOUND = {
    "not parties": "The following States that are not parties to the Convention also attended: "
    "Armenia "
    "and "
    "Finland.",
    "were not parties": "The following States, which were not parties, took part as observers: "
    "Armenia "
    "and "
    "Finland.",
    "have not joined": "Armenia and Finland, which have not acceded to the Convention, also "
    "participated.",
    "ne sont pas": "Les États suivants, qui ne sont pas parties à la Convention, étaient "
    "représentés : "
    "Arménie et Finlande.",
    "n'étaient pas": "Les États ci-après, qui n’étaient pas parties, ont pris part à la session : "
    "Arménie et "
    "Finlande.",
    "no son": "También asistieron los siguientes Estados, que no son partes en la Convención: "
    "Armenia "
    "y Finlandia.",
}


@pytest.mark.parametrize("words", BOUND.values(), ids=list(BOUND))
def test_states_that_are_not_parties_may_take_part(words: str, workspace: Workspace) -> None:
    assert said(propose(workspace, "report.txt", FIRST + words)) == "o:ARM AUT CHL o:FIN PER"


@pytest.mark.parametrize(
    "heading", ["ÉTATS QUI NE SONT PAS PARTIES À LA CONVENTION", "STATES THAT HAVE NOT RATIFIED"]
)
def test_a_section_of_states_that_are_not_parties_takes_part(
    heading: str, workspace: Workspace
) -> None:
    text = (
        f"STATES PARTIES\n\nAustria\nMr. A\n\nChile\nMr. B\n\n{heading}\n\nArmenia\nMr. "
        "C\n\nFinland\nMs. D\n"
    )
    assert said(propose(workspace, "list.txt", text)) == "o:ARM AUT CHL o:FIN"


@pytest.mark.parametrize(
    "words",
    [
        "Armenia and Finland participated, but did not vote.",
        "The following observers attended the opening but were unable to stay: Armenia and "
        "Finland.",
        "Les observateurs suivants ont assisté à la réunion mais n'ont pas pris la parole : "
        "Arménie et Finlande.",
    ],
)
def test_taking_part_and_another_denial_is_a_question(words: str, workspace: Workspace) -> None:
    lines = questions(workspace, "report.txt", FIRST + words)
    assert "=ARM" in lines and "=FIN" in lines
    settled = propose(workspace, "report.txt", FIRST + words, leave_doubtful=True)
    assert said(settled) == "AUT CHL PER" and set(left(settled)) >= {"ARM", "FIN"}


@pytest.mark.parametrize(
    "words",
    [
        "Malta and Mexico, which are States Parties, did not attend.",
        "Malte et le Mexique s'étaient fait excuser.",
        "Los siguientes Estados partes no participaron: Malta y México.",
    ],
)
def test_a_denial_of_taking_part_is_one(words: str, workspace: Workspace) -> None:
    proposal = propose(workspace, "report.txt", FIRST + words)
    assert said(proposal) == "AUT CHL PER"
    assert left(proposal).get("MLT") == left(proposal).get("MEX") == "named as not taking part"


def sheets(**named: Sequence[Sequence[str]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for title, rows in named.items():
            sheet = book.add_worksheet(title.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


HEAD = ("State", "Status")
CAME = (HEAD, ("Austria", "State Party"), ("Chile", "State Party"))
STAYED = (HEAD, ("Malta", "State Party"), ("Peru", "State Party"))


@pytest.mark.parametrize(
    "title",
    ["Regrets", "Not_attending", "Did_not_attend", "Invited", "No_reply", "Absents", "Ausentes"],
)
def test_a_sheet_of_those_absent_is_left_out(title: str, workspace: Workspace) -> None:
    proposal = propose(workspace, "list.xlsx", sheets(**{"Present": CAME, title: STAYED}))
    assert said(proposal) == "AUT CHL" and set(left(proposal)) == {"MLT", "PER"}


def test_a_sheet_with_an_unknown_title_is_asked(workspace: Workspace) -> None:
    book = sheets(Present=CAME, To_be_chased=STAYED)
    assert "To be chased=absent" in questions(workspace, "list.xlsx", book)
    assert (
        said(propose(workspace, "list.xlsx", book, sections=("To be chased=absent",))) == "AUT CHL"
    )
    assert (
        said(propose(workspace, "list.xlsx", book, sections=("To be chased=states",)))
        == "AUT CHL MLT PER"
    )
    assert (
        said(propose(workspace, "list.xlsx", sheets(Africa=CAME, Day_2=STAYED)))
        == "AUT CHL MLT PER"
    )


def test_a_state_on_the_sheets_of_those_present_and_absent_is_asked(workspace: Workspace) -> None:
    book = sheets(Present=CAME, Regrets=(HEAD, ("Chile", "State Party")))
    assert "among those that took part and among those that did not" in questions(
        workspace, "list.xlsx", book
    )


def test_a_row_of_regrets_counts_although_each_row_has_a_role(workspace: Workspace) -> None:
    text = "State,Status\nAustria,State Party\nREGRETS,\nMalta,State Party\n"
    assert said(propose(workspace, "list.csv", text)) == "AUT"


ATTENDANCE = {
    "Present at the session": ("yes", "no"),
    "Attendance of the meeting": ("Y", "N"),
    "Présence à la réunion": ("oui", "non"),
    "Participó en la reunión": ("sí", "no"),
    "Represented at the Meeting?": ("Yes", "excused by note verbale"),
}


@pytest.mark.parametrize("heading", ATTENDANCE)
def test_a_column_of_attendance_in_other_words(heading: str, workspace: Workspace) -> None:
    yes, no = ATTENDANCE[heading]
    proposal = propose(
        workspace, "list.csv", f"State;{heading}\nAustria;{yes}\nMalta;{no}\nChile;{yes}\n"
    )
    assert said(proposal) == "AUT CHL" and set(left(proposal)) == {"MLT"}


def test_a_column_of_marks_that_is_not_understood_is_asked(workspace: Workspace) -> None:
    text = "State;Geneva 2026;Room\nAustria;x;A\nMalta;;B\nChile;x;C\n"
    assert '"Geneva 2026=none"' in questions(workspace, "list.csv", text)
    text = text.replace("Malta;;", "Malta;no;")
    assert said(propose(workspace, "list.csv", text, sections=("Geneva 2026=states",))) == "AUT CHL"
    assert said(propose(workspace, "list.csv", text, sections=("Geneva 2026=absent",))) == "MLT"
    proposal = propose(workspace, "list.csv", text, sections=("Geneva 2026=none",))
    assert said(proposal) == "AUT CHL MLT"
    assert [line.text for line in proposal.account.of("left_out")] == ["Geneva 2026, Room"]


def test_two_columns_of_attendance_that_differ_are_asked(workspace: Workspace) -> None:
    text = "State,Present on Monday,Present on Tuesday\nAustria,yes,yes\nMalta,no,yes\n"
    assert '"Present on Tuesday=none"' in questions(workspace, "list.csv", text)
    assert said(propose(workspace, "list.csv", text.replace("no,yes", "yes,yes"))) == "AUT MLT"


def test_a_column_of_those_absent(workspace: Workspace) -> None:
    assert (
        said(propose(workspace, "list.csv", "State,Excused\nAustria,\nMalta,x\nChile,\n"))
        == "AUT CHL"
    )


def test_a_sheet_without_a_heading_is_asked(workspace: Workspace) -> None:
    book = sheets(Parties=CAME, Signatories=(("Angola",), ("Kenya",)))
    assert "AGO, KEN" in questions(workspace, "list.xlsx", book)
    assert set(left(propose(workspace, "list.xlsx", book, sections=("Signatories=none",)))) == {
        "AGO",
        "KEN",
    }


def test_the_last_line_of_an_address_is_no_delegation(workspace: Workspace) -> None:
    blocks = {"Austria": "Chad", "Chile": "Malta", "Mexico": "Georgia", "Peru": "Cuba"}
    text = "STATES PARTIES\n\n" + "".join(
        f"{name}\nMs. A B\nConsulate\n{end}\n\n" for name, end in blocks.items()
    )
    lines = questions(workspace, "list.txt", text)
    assert all(f'"{end}" stands alone on a line' in lines for end in blocks.values())
    proposal = propose(workspace, "list.txt", text, leave_doubtful=True)
    assert said(proposal) == "AUT CHL MEX PER" and set(left(proposal)) == {
        "TCD",
        "MLT",
        "GEO",
        "CUB",
    }


COUNTED = {
    "The following four States Parties took part: Austria, Chile and Peru.": "4",
    "Representatives of twenty-one States Parties participated: Austria, Chile and Peru.": "21",
    "Les quatre-vingt-dix-huit États parties ci-après ont participé à la réunion : Autriche, "
    "Chili et Pérou.": "98",
    "Los siguientes ciento doce Estados partes participaron: Austria, Chile y Perú.": "112",
}


@pytest.mark.parametrize("text", COUNTED)
def test_a_count_in_words_is_checked(text: str, workspace: Workspace) -> None:
    assert f"the document states {COUNTED[text]}" in questions(
        workspace, "report.txt", f"4. {text}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Three States Parties were represented, as follows: Austria, Chile and Peru.",
        "The two meetings of States Parties were attended by Austria, Chile and Peru.",
        "Two States Parties and one State not party participated: Austria, Chile and Peru.",
    ],
)
def test_a_count_in_words_that_is_right(text: str, workspace: Workspace) -> None:
    assert said(propose(workspace, "report.txt", f"4. {text}")) == "AUT CHL PER"


@pytest.mark.parametrize(
    "text",
    [
        "All States Parties except Malta, Niger and Tunisia participated in the Meeting.",
        "Tous les États parties ont participé à la réunion, à l'exception des suivants : Malte, "
        "Niger et Tunisie.",
        "All States Parties attended apart from Malta, Niger and Tunisia.",
    ],
)
def test_all_but_those_named_is_always_a_question(text: str, workspace: Workspace) -> None:
    options = {"aliases": ("All States Parties except Malta=-",), "leave_doubtful": True}
    assert "says who did not take part" in questions(
        workspace, "report.txt", f"4. {text}", **options
    )


@pytest.mark.parametrize(
    "style", ["text-decoration: line-through", "color:red;text-decoration:underline line-through"]
)
def test_a_name_struck_out_by_a_style_is_asked(style: str, workspace: Workspace) -> None:
    items = f"<ul><li>Austria</li><li style='{style}'>Malta</li><li>Chile</li></ul>"
    page = f"<html><body><h2>States Parties</h2>{items}</body></html>"
    assert '"Malta" is struck out' in questions(workspace, "page.html", page)
    assert said(propose(workspace, "page.html", page, leave_doubtful=True)) == "AUT CHL"


@pytest.mark.parametrize(
    "text",
    [
        "Requests for extensions were submitted by three States Parties: Chad, Malta and "
        "Mauritania.",
        "The Meeting elected Costa Rica, France, Malta and Switzerland as Vice-Presidents.",
        "La próxima reunión será presidida por Malta; Costa Rica, Francia y Suiza fueron "
        "elegidas Vicepresidentas.",
    ],
)
def test_officers_and_extensions_of_a_report_are_left_out_and_accounted(
    text: str, workspace: Workspace
) -> None:
    proposal = propose(workspace, "report.txt", FIRST + text)
    assert said(proposal) == "AUT CHL PER"
    assert "another matter" in left(proposal)["MLT"] and len(left(proposal)) in (3, 4)


SECTIONS = (
    "State,Delegates\nStates "
    "Parties,\nAustria,2\nChile,3\nSub-total,5\nSignatories,\nKenya,1\nSub-total,1\nGrand "
    "total,6\nSource: registration desk,\n"
)


def test_subtotals_are_those_of_their_section(workspace: Workspace) -> None:
    assert said(propose(workspace, "list.csv", SECTIONS)) == "AUT CHL s:KEN"
    lines = questions(workspace, "list.csv", SECTIONS.replace("total,1", "total,2"))
    assert "the document states 2" in lines
    assert "the document states 7" in questions(
        workspace, "list.csv", SECTIONS.replace("total,6", "total,7")
    )


def test_a_name_in_three_languages_without_blanks_is_no_symbol(workspace: Workspace) -> None:
    names = ("MOROCCO/MAROC/MARRUECOS", "AUSTRIA/AUTRICHE/AUSTRIA", "MALTA/MALTE/MALTA")
    text = "CCM/MSP/2026/INF.1\n\nDELEGATIONS\n\n" + "".join(
        f"{name}\nMr. A B\nCounsellor\n\n" for name in names
    )
    assert said(propose(workspace, "list.txt", text)) == "AUT o:MAR MLT"


def test_what_an_answer_leaves_out_is_not_called_an_organization(workspace: Workspace) -> None:
    text = "4. The following States Parties took part: Austria, Chile, Peru and Ruritania."
    proposal = propose(workspace, "report.txt", text, aliases=("Ruritania=-",))
    assert [(line.text, line.reason) for line in proposal.account.of("left_out")] == [
        ("Ruritania", "as you answered")
    ]
    proposal = propose(
        workspace, "list.csv", "State\nAustria\nRuritania\n", aliases=("Ruritania=-",)
    )
    assert [(line.text, line.reason) for line in proposal.account.of("left_out")] == [
        ("Ruritania", "as you answered")
    ]


@pytest.mark.parametrize(
    ("last", "also"),
    [
        ("Panama          Greenland", ""),
        ("Panama          Mr. A. Person", "PAN"),
        ("Panama          Peru", "PAN PER"),
    ],
)
def test_what_stands_beside_a_state_in_a_list_of_columns_is_no_delegate(
    last: str, also: str, workspace: Workspace
) -> None:
    """A name that is not known, in the last column of a list of columns,
    was taken for a delegate and told nowhere.
    """
    text = "STATES PARTIES\n\nAustria         Chile\nBolivia         Malta\n" + last + "\n"
    if also:
        assert set(said(propose(workspace, "list.txt", text)).split()) == {
            "AUT",
            "BOL",
            "CHL",
            "MLT",
            *also.split(),
        }
    else:
        assert '"Greenland"' in str(questions(workspace, "list.txt", text))
