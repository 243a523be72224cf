"""How lines stand in lists as they are printed and scanned:
broken headings, affiliations, categories, counts, titles.
"""

from __future__ import annotations

import time
from datetime import date

import pytest

from ccmcost.desk.init import make_workspace
from ccmcost.desk.lists import ImportRequest, propose_list
from ccmcost.intake.phrases import state_of
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace, open_workspace
from tests import lists_reader
from tests.test_lists import left, propose, said
from tests.test_lists_more import questions

pytestmark = pytest.mark.slow  # quickly, the same is asked of texts and tables in memory


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("headings") / "office"
    make_workspace(folder)
    return open_workspace(folder / "data")


def spaced(*names: str, above: str = "STATES PARTIES", titles: str = "") -> str:
    """A list with a blank line around each heading; `titles` stand between a State and its
    delegates.
    """
    part = f"{titles}\n\n" if titles else ""
    blocks = [f"{name}\n\n{part}Mr. A B {at}\nCounsellor\n" for at, name in enumerate(names)]
    return f"{above}\n\n" + "\n".join(blocks)


@pytest.mark.parametrize(
    "name", ["....... ZAnb?A", "M?L|A 1O", "L?B.N?N", "UNlTED %%", "______ ?E?U"]
)
def test_a_broken_heading_among_states_is_asked_whatever_its_characters(
    name: str, workspace: Workspace
) -> None:
    assert name in questions(workspace, "list.txt", spaced("AUSTRIA", "CHILE", name, "MEXICO"))
    lower = spaced("Austria", "Chile", name.lower(), "Mexico")
    assert name.lower() in questions(workspace, "list.txt", lower)


def test_leaders_before_a_name_are_no_part_of_it(workspace: Workspace) -> None:
    assert (
        said(propose(workspace, "list.txt", spaced("AUSTRIA", "CHILE", "......... PERU")))
        == "AUT CHL PER"
    )


def test_an_affiliation_among_persons_is_no_question_and_stands_in_the_account(
    workspace: Workspace,
) -> None:
    """Without blank lines, capitals or bold letters an affiliation stands above the next person as
    a State does.
    """
    delegates = ("LAKEPOST", "Lake Harbour Trust", "Centre Exemple", "Lake Power")
    lines = ["Parties"]
    for at, name in enumerate(("Austria", "Chile", "Mexico")):
        lines += [
            name,
            f"Mr. A B {at}",
            "Director",
            delegates[at],
            f"Ms. C D {at}",
            delegates[at - 1] + " Two",
            f"Mr. E F {at}",
        ]
    taken = propose(workspace, "list.txt", "\n".join([*lines, ""]))
    assert said(taken) == "AUT CHL MEX"
    reasons = taken.account.by_reason("left_out")
    assert [line.times for line in reasons["above a person, taken as an affiliation"]] == [6]
    assert "Mexicco" in questions(
        workspace, "list.txt", "\n".join([*lines, "Mexicco", "Mr. G H", ""])
    )


CATEGORIES = """{head},Delegation,Person Name,Division
Parties,Austria,A B,Energy
Observer States,Brazil,C D,Energy
Specialized agencies and related organizations,Lake Agency,E F,Water
Non-governmental organizations,Sweden,G H,
Non-governmental organizations,Forest Friends,I J,
Parties,Chile,K L,
"""


@pytest.mark.parametrize("head", ["Group_Type", "Kind of delegation", "", "Affiliated as"])
def test_a_column_of_categories_decides_whatever_its_heading(
    head: str, workspace: Workspace
) -> None:
    taken = propose(workspace, "export.csv", CATEGORIES.format(head=head))
    assert said(taken) == "AUT o:BRA CHL"
    assert left(taken)["SWE"] == "under organizations"


def test_a_category_that_is_not_known_is_asked_once_and_can_be_settled(
    workspace: Workspace,
) -> None:
    more = "".join(
        f"Parties,{name},M N,\n" for name in ("Peru", "Mexico", "Cuba", "Malta", "Spain", "Ghana")
    )
    content = CATEGORIES.format(head="Group_Type") + more + "Sherpas,Norway,O P,\n"
    assert questions(workspace, "export.csv", content).count("\n") == 0
    taken = propose(workspace, "export.csv", content, sections=("Sherpas=organizations",))
    assert left(taken)["NOR"] == "under organizations"


def test_functions_of_delegates_are_no_categories(workspace: Workspace) -> None:
    content = "Country,Function\nAustria,Expert\nBrazil,Delegate\nSweden,Expert\n"
    assert said(propose(workspace, "export.csv", content)) == "AUT o:BRA SWE"


def test_rows_padded_with_blanks_are_read_quickly() -> None:
    text = (
        "Anna"
        + " " * 4000
        + "Sample"
        + " " * 4000
        + "University of Lakes 7"
        + " " * 4000
        + "Norway Hall"
    )
    start = time.perf_counter()
    for at in range(20):
        assert state_of(f"{text}{at}", lists_reader.INDEX) is None
    assert time.perf_counter() - start < 1


def test_a_state_without_a_delegate_among_others_with_some_is_asked(workspace: Workspace) -> None:
    content = spaced("AUSTRIA", "CHILE", "MEXICO", "PERU").replace("MEXICO\n", "CUBA\n\nMEXICO\n")
    told = questions(workspace, "list.txt", content)
    assert '"CUBA" has no delegate below it' in told and told.count("\n") == 0
    assert (
        said(propose(workspace, "list.txt", content, aliases=("CUBA=CUB",)))
        == "AUT CHL CUB MEX PER"
    )
    assert left(propose(workspace, "list.txt", content, leave_doubtful=True))["CUB"].startswith(
        "named without a delegate"
    )
    assert (
        said(propose(workspace, "list.txt", "STATES PARTIES\n\nAUSTRIA\n\nCHILE\n\nCUBA\n"))
        == "AUT CHL CUB"
    )


@pytest.mark.parametrize(
    "above",
    ["LIST OF PARTICIPANTS", "MEMBER NATIONS", "I. CONSULTATIVE PARTIES", "LISTE DES PARTICIPANTS"],
)
def test_states_below_a_bare_title_are_taken(above: str, workspace: Workspace) -> None:
    content = spaced("AUSTRIA", "CHILE", "MEXICO", above=above, titles="Representative")
    assert said(propose(workspace, "list.txt", content)) == "AUT CHL MEX"


@pytest.mark.parametrize(
    "titles",
    ["JEFE DELEGACION", "REPRESENTANTES ALTERNOS", "ALTERNATE REPRESENTATIVES", "INTERPRETERS"],
)
def test_titles_of_delegates_are_no_headings(titles: str, workspace: Workspace) -> None:
    content = spaced("AUSTRIA", "CHILE", "MEXICO", titles=titles).replace(
        "Mr. A B 1", "Representative Mr. A B 1"
    )
    assert said(propose(workspace, "list.txt", content)) == "AUT CHL MEX"


def test_a_refusal_says_how_to_name_the_section(workspace: Workspace) -> None:
    told = questions(
        workspace,
        "list.txt",
        "ATTENDING\n\nSome words about the meeting, and Austria and Chile in them.\n",
    )
    assert "--section" in told


@pytest.mark.parametrize(("stated", "agrees"), [("3", True), ("4", False)])
def test_the_statistics_of_a_document_are_a_check(
    stated: str, agrees: bool, workspace: Workspace
) -> None:
    above = (
        f"Participation\n\nParties                 {stated}\nNon-governmental "
        "organizations        7\n\nParties"
    )
    content = spaced("Austria", "Chile", "Mexico", above=above)
    if not agrees:
        assert "the document states 4" in questions(workspace, "list.txt", content)
        return
    taken = propose(workspace, "list.txt", content)
    assert said(taken) == "AUT CHL MEX" and [check.agrees for check in taken.account.checks] == [
        True
    ]
    both = propose(workspace, "list.txt", content.replace("\nParties\n", "\nParties (3)\n"))
    assert len(both.account.checks) == 1


@pytest.mark.parametrize("heading", ["State", "iso3", "Country code", "Pays"])
@pytest.mark.parametrize("beside", ["", ",Delegate"])
def test_names_and_codes_stand_in_one_column(
    heading: str, beside: str, workspace: Workspace
) -> None:
    """In six languages, of two letters or three, in capitals or not; and nothing else does."""
    cells = ["jpn", "HR", "fr", "Sweden", "Allemagne", "Япония", "秘鲁", "Mx", "AUT"]
    end = beside and ",A B"
    rows = "\n".join(f"{cell}{end}" for cell in cells)
    table = f"{heading}{beside}\n{rows}\n"
    proposal = propose(workspace, "list.csv", f"{table}UA{end}\n")
    of_codes = heading in ("iso3", "Country code")  # else UA is the African Union in French
    assert said(proposal) == "AUT DEU FRA HRV JPN MEX PER SWE" + " o:UKR" * of_codes
    for wrong in ("xq", "Swedn", *([] if of_codes else ["NO"])):  # there it may be a mark
        asked = questions(workspace, "list.csv", f"{table}{wrong}{end}\n")
        assert f'"{wrong}" is not recognised' in asked, wrong


@pytest.mark.parametrize(
    ("title", "is_provisional"),
    [
        ("Draft final list of participants", True),
        ("Liste des participants (provisoire)", True),
        ("Lista provisional de participantes", True),
        ("DRAFT", True),
        ("CCM/MSP/2026/INF.5 (Provisional)", True),
        ("Final list of participants", False),
        ("Draft report of the Meeting", False),
        ("Provisional agenda", False),
    ],
)
def test_a_list_that_calls_itself_provisional_is_taken_with_a_warning(
    title: str, is_provisional: bool, workspace: Workspace
) -> None:
    found = propose(workspace, "list.txt", f"{title}\n\n{spaced('Austria', 'Chile')}")
    assert said(found) == "AUT CHL"
    assert [each.code for each in found.warnings] == ["list-provisional"] * is_provisional


@pytest.mark.parametrize(("day", "warns"), [(date(2024, 9, 9), True), (date(2024, 9, 10), False)])
def test_a_list_that_comes_before_the_opening_is_taken_with_a_warning(
    day: date, warns: bool, workspace: Workspace
) -> None:
    source = SourceFile("list.txt", "command line", spaced("Austria", "Chile").encode(), "list.txt")
    found = propose_list(workspace, ImportRequest("msp12", source), day)
    told = [each.message.partition(":")[0] for each in found.warnings]
    assert told == ["msp12 opens on 2024-09-10, after today"] * warns
