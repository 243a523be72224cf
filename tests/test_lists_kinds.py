"""Kinds of mistakes that testers found by probing: each in other words,
with the right answer or a question.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date

import pytest
import xlsxwriter

from ccmcost.desk.init import make_workspace
from ccmcost.desk.lists import write_list
from ccmcost.workspace import Workspace, open_workspace
from tests import intake_documents as made
from tests.test_lists import REPORT, SIX, SIX_CODES, TWENTY, docx, left, listing, pdf, propose, said
from tests.test_lists_doubts import findings, table

pytestmark = pytest.mark.slow  # quickly, the same is asked of texts and tables in memory


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("kinds") / "office"
    make_workspace(folder)
    return open_workspace(folder / "data")


LIST = listing(SIX)
PEOPLE = [(name, "Mr. A") for name in SIX]


def sheets(*named: tuple[str, Sequence[str]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for title, names in named:
            sheet = book.add_worksheet(title)
            for row, name in enumerate(("State", *names)):
                sheet.write(row, 0, name)
    return buffer.getvalue()


ASKED: dict[str, tuple[str, str | bytes]] = {
    "another meeting": (
        "report.txt",
        f"{REPORT}\n\n2. Peru and Palau participated in the Eleventh Meeting.\n",
    ),
    "another treaty": (
        "report.txt",
        f"{REPORT}\n\n2. Peru took part in the session of the Mine Ban Convention.\n",
    ),
    "something else": (
        "report.txt",
        f"{REPORT}\n\n2. Peru attended the induction for newcomers.\n",
    ),
    "from afar": ("report.txt", f"{REPORT}\n\n2. Peru participated remotely.\n"),
    "represented by another": (
        "report.txt",
        f"{REPORT}\n\n2. Peru and Palau were represented by Chile.\n",
    ),
    "registered beside attended": (
        "list.xlsx",
        sheets(("Registered", (*SIX, "Peru")), ("Attended", SIX)),
    ),
    "a draft beside the final list": (
        "list.xlsx",
        sheets(("Draft", (*SIX, "Peru")), ("Final", SIX)),
    ),
    "visa refused": (
        "list.csv",
        table(("State", "Name", "Remarks"), *PEOPLE, ("Peru", "Mr. B", "visa refused")),
    ),
    "online beside in person": (
        "list.csv",
        table(("State", "Attendance"), *((name, "in person") for name in SIX), ("Peru", "online")),
    ),
    "registered beside attended in a column": (
        "list.csv",
        table(
            ("State", "Attendance"), *((name, "attended") for name in SIX), ("Peru", "registered")
        ),
    ),
    "not signed in": (
        "list.csv",
        table(
            ("State", "Name", "Signed in"), *((*row, "x") for row in PEOPLE), ("Peru", "Mr. B", "")
        ),
    ),
    "names in other columns": (
        "list.csv",
        table(
            ("List of States", "", ""),
            ("State", "", ""),
            ("Albania", "Austria", "Belgium"),
            ("Chile", "Cuba", "Zambia"),
        ),
    ),
    "a line of several names": ("list.txt", f"{LIST}\nMalta Peru Palau present\nMr. A\n"),
    "represented by, below a name": ("list.txt", f"{LIST}\nPeru\nRepresented by Chile\n"),
    "expected, beside a name": ("list.txt", f"{LIST}\nPeru – expected\n"),
    "an annex in words not known": (
        "list.docx",
        docx(
            made.paragraph("STATES PARTIES")
            + "".join(map(made.paragraph, SIX))
            + made.paragraph("Annex: contributions received")
            + made.table([("State", "USD"), ("Peru", "10.00"), ("Palau", "20.00")])
        ),
    ),
    "in square brackets": ("report.txt", f"{REPORT[:-1]} and [Peru].\n"),
    "within square brackets": ("report.txt", f"{REPORT[:-1]}, [Peru, Malta and Palau].\n"),
    "in square brackets in a list": (
        "list.txt",
        f"{LIST}\n[PERU]\nMr. A\n".replace("Peru", "PERU"),
    ),
    "in square brackets in a cell": (
        "list.csv",
        table(("State", "Name"), *PEOPLE, ("[Peru]", "Mr. B")),
    ),
    "pending in a note": (
        "report.txt",
        f"{REPORT[:-1]} y Perú¹.\n\n¹ Pendiente de confirmación.\n",
    ),
    "an addendum": ("list.txt", LIST.replace("INF.1", "INF.1/Add.1")),
    "a corrigendum": ("list.txt", f"Corrigendum\n\n{LIST}"),
    "deleted below the list": (
        "list.txt",
        f"{LIST}\nCorrigendum\n\nThe entry for Chile should be deleted.\n",
    ),
    "a note below a table": (
        "list.docx",
        docx(
            made.table([("State", "Name"), *PEOPLE])
            + made.paragraph("Note: Chile left early and did not take part.")
        ),
    ),
    "a category that says more": (
        "list.csv",
        table(
            ("State", "Role"), *((n, "State Party") for n in SIX), ("Peru", "State Party (online)")
        ),
    ),
    "the menu of a page": (
        "page.html",
        "<p>Profiles</p><ul><li>Malta</li><li>Peru</li></ul><h2>STATES PARTIES</h2>"
        + "".join(f"<p>{n}</p>" for n in SIX),
    ),
    "a note in a sentence": (
        "report.txt",
        f"{REPORT[:-1]}, Peru 1/ and Palau 1/.\n\n1/ Registered but did not attend.\n",
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_it_is_asked(name: str, workspace: Workspace) -> None:
    file, content = ASKED[name]
    assert findings(workspace, file, content)


RIGHT: dict[str, tuple[str, str | bytes, str]] = {
    "delegates counted in brackets": (
        "list.txt",
        "STATES PARTIES\n\n"
        + "".join(f"- {name} ({at} délégués)\n" for at, name in enumerate(SIX, 1)),
        SIX_CODES,
    ),
    "points after were": (
        "report.txt",
        "4. The States Parties represented at the Meeting were:\n\n"
        + "".join(f"   ({x}) {n};\n" for x, n in zip("abcdef", SIX, strict=True)),
        SIX_CODES,
    ),
    "credentials to come": (
        "report.txt",
        f"{REPORT[:-1]} and Peru*.\n\n* Credentials not yet received.\n",
        "ALB AUT BEL CHL CUB PER ZMB",
    ),
    "an observer in brackets": (
        "list.csv",
        table(("State", "Name"), *PEOPLE, ("Serbia (observer)", "Mr. B")),
        "ALB AUT BEL CHL CUB o:SRB ZMB",
    ),
    "persons in brackets": (
        "list.txt",
        "STATES PARTIES\n\n" + "".join(f"{n} (Ms. A)\n" for n in SIX),
        SIX_CODES,
    ),
    "regional groups with their numbers": (
        "list.txt",
        "Delegations present: 6\n\nEastern European States (1): Albania.\n\n"
        "Latin American and Caribbean States (2): Chile, Cuba.\n\n"
        "Other States (3): Austria, Belgium, Zambia.\n\nObserver organizations (1): Clear "
        "Fields.\n",
        SIX_CODES,
    ),
    "an organization named like a group of States": (
        "list.txt",
        f"{listing([name.upper() for name in SIX])}\nINTERGOVERNMENTAL ORGANIZATIONS\n\n"
        "AFRICAN, CARIBBEAN AND PACIFIC GROUP OF STATES\nMr. D\n\n"
        "LAKES DEVELOPMENT BANK\nMr. E\n",
        SIX_CODES,
    ),
    "days with marks": (
        "list.csv",
        table(
            ("State", "Tue 10", "Wed 11"),
            *((n, "x", "") for n in SIX[:3]),
            *((n, "", "x") for n in SIX[3:]),
            ("Peru", "", ""),
        ),
        SIX_CODES,
    ),
    "nationality beside delegation": (
        "list.csv",
        table(
            ("Delegation", "Name", "Nationality"),
            *((n, "Mr. A", o) for n, o in zip(SIX * 2, TWENTY[:12], strict=True)),
        ),
        SIX_CODES,
    ),
    "days add up": ("list.xlsx", sheets(("Day 1", SIX[:4]), ("Day 2", SIX[2:])), SIX_CODES),
}


@pytest.mark.parametrize("name", RIGHT)
def test_it_is_read(name: str, workspace: Workspace) -> None:
    file, content, expected = RIGHT[name]
    assert said(propose(workspace, file, content)) == expected


ANNEX = "Signatories that have yet to ratify the Convention"
PAGE = (
    "<html><body><p>Past meetings: Peru, Palau</p><h1>Who took part in the "
    "Meeting</h1><h2>States Parties</h2>"
    + "".join(f"<p><b>{name}</b></p><p>Mr. A</p>" for name in SIX)
    + "</body></html>"
)


def test_an_annex_of_those_yet_to_act_and_the_menu_of_a_page(workspace: Workspace) -> None:
    rows = made.table([("State", "Signature"), ("Angola", "2008"), ("Kenya", "2009")])
    body = (
        made.paragraph("STATES PARTIES")
        + "".join(map(made.paragraph, SIX))
        + made.paragraph(ANNEX)
        + rows
    )
    annex = propose(workspace, "list.docx", docx(body), sections=(f"{ANNEX}=absent",))
    assert (said(annex), set(left(annex))) == (SIX_CODES, {"AGO", "KEN"})
    page = propose(workspace, "page.html", PAGE, sections=("Past meetings=absent",))
    assert (said(page), set(left(page))) == (SIX_CODES, {"PER", "PLW"})


def test_cancelled_beside_a_name_opens_no_section(workspace: Workspace) -> None:
    text = LIST.replace("Albania\n", "Albania – cancelled\n", 1)
    assert said(
        propose(workspace, "list.txt", text, leave_doubtful=True)
    ) == SIX_CODES.removeprefix("ALB ")


def test_a_stated_number_is_held_against_what_is_left_after_answers(workspace: Workspace) -> None:
    text = f"{listing(SIX, 'STATES PARTIES (7)')}\nPeru\nno delegates\n"
    proposal = propose(workspace, "list.txt", text, aliases=("Peru=-",))
    assert said(proposal) == SIX_CODES
    assert (
        proposal.why_count.startswith("these are fewer")
        or "left out by your answers" in proposal.why_count
    )
    rows = [
        ("State", "Attended"),
        *((name, "Yes") for name in SIX),
        ("Peru", "No"),
        ("Total States Parties: 7", ""),
    ]
    assert {finding.code for finding in findings(workspace, "list.csv", table(*rows))} == {
        "count-differs"
    }


def test_the_number_of_a_symbol_is_no_count(workspace: Workspace) -> None:
    proposal = propose(workspace, "report.txt", f"CCM/MSP/2026/INF.6\n\n{REPORT[3:]}\n")
    assert proposal.account.checks == ()


def test_what_was_said_of_a_state_by_its_name_is_not_kept_for_the_next_list(
    workspace: Workspace,
) -> None:
    first = f"{LIST}\nPeru\nno delegates\n\nZambbia Farms\nMr. X\n"
    proposal = propose(workspace, "list.txt", first, aliases=("Peru=-", "Zambbia Farms=-"))
    write_list(workspace, proposal, date(2026, 11, 28))
    again = propose(workspace, "list.txt", listing((*SIX, "Peru")))
    assert said(again) == "ALB AUT BEL CHL CUB PER ZMB"
    assert [answer.text for answer in again.answers.earlier] == ["Zambbia Farms"]


def test_every_remark_beside_a_state_stands_in_the_account(workspace: Workspace) -> None:
    text = table(("State", "Name", "Remarks"), *PEOPLE, ("Peru", "Mr. B", "duplicate"))
    account = propose(workspace, "list.csv", text).account
    assert [
        line.text for line in account.of("left_out") if line.reason == "a remark beside a State"
    ] == ["duplicate"]


def test_comments_and_white_letters_of_a_word_document(workspace: Workspace) -> None:
    white = made.paragraph("Peru").replace("<w:r>", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    body = made.paragraph("STATES PARTIES") + "".join(map(made.paragraph, SIX)) + white
    (asked,) = findings(workspace, "list.docx", docx(body))
    assert '"Peru" is hidden text' in asked.message
    assert left(propose(workspace, "list.docx", docx(body), leave_doubtful=True)).keys() == {"PER"}


INSIDE = (
    "STATES PARTIES\n\nAUSTRIA\nMr. A\n\nBELGIUM\nMs. B\n\nCHILE\nMr. C\n\n{}\n\nMALTA\nMr. D\n"
)


@pytest.mark.parametrize(
    "head",
    ["Waiting list", "Deleted", "Corrigendum\nTo be deleted", "No-shows", "Registered but absent"],
)
def test_a_line_over_a_state_where_a_delegation_has_ended_is_asked(
    head: str, workspace: Workspace
) -> None:
    text = INSIDE.format(head)
    last = head.splitlines()[-1]
    assert any(
        f'"{last}" stands above States' in finding.message
        for finding in findings(workspace, "list.txt", text)
    )
    proposal = propose(workspace, "list.txt", text, sections=(f"{last}=absent",))
    assert (said(proposal), set(left(proposal))) == ("AUT BEL CHL", {"MLT"})


def test_every_number_of_a_numbered_list_is_a_name(workspace: Workspace) -> None:
    text = (
        "States Parties\n 1) Austria\n 2) Belgium (2 delegates)\n 3) Guatamala\n 4) "
        "Lichtenstein\n 5) Norway (head: Ms. A)\n"
    )
    asked = "\n".join(finding.message for finding in findings(workspace, "list.txt", text))
    assert all(
        f'"{name}"' in asked
        for name in ("3) Guatamala", "4) Lichtenstein", "5) Norway (head: Ms. A)")
    )


def test_all_but_those_named_is_settled_by_their_names(workspace: Workspace) -> None:
    text = (
        f"{REPORT}\n\n2. Of the States Parties present, all but Malta and Niger attended the "
        "closing session.\n"
    )
    assert any(
        '--alias "Malta=-"' in finding.message
        for finding in findings(workspace, "report.txt", text)
    )
    proposal = propose(workspace, "report.txt", text, aliases=("Malta=-", "Niger=-"))
    assert (said(proposal), set(left(proposal))) == (SIX_CODES, {"MLT", "NER"})


def test_columns_of_attendance_under_longer_headings(workspace: Workspace) -> None:
    came = [(name, f"09:0{at}") for at, name in enumerate(SIX)]
    (asked,) = findings(
        workspace, "list.csv", table(("State", "Checked in at"), *came, ("Peru", ""))
    )
    assert "nothing stands" in asked.message
    badges = [(name, "Mr. A", at) for at, name in enumerate(SIX, 101)]
    collected = propose(
        workspace,
        "list.csv",
        table(("State", "Name", "Badge no."), *badges, ("Peru", "Mr. B", "not collected")),
    )
    assert set(left(collected)) == {"PER"}
    paid = table(("Country", "State"), *((name, "Paid") for name in SIX), ("Peru", "Unpaid"))
    assert any('"Peru"' in finding.message for finding in findings(workspace, "list.csv", paid))
    rows = table(("State / État / Estado", "Delegate"), *PEOPLE)
    assert said(propose(workspace, "list.csv", rows)) == SIX_CODES


def test_a_legend_that_says_somebody_was_not_there_is_asked(workspace: Workspace) -> None:
    text = table(("State", "Name"), *PEOPLE, ("Red: registered, did not come", ""))
    (asked,) = findings(workspace, "list.csv", text)
    assert "says that somebody was not there, and not who" in asked.message
    assert (
        said(propose(workspace, "list.csv", text, sections=("Red: registered, did not come=none",)))
        == SIX_CODES
    )


def test_marks_of_a_roll_call_dates_of_withdrawal_figures_and_pictures(
    workspace: Workspace,
) -> None:
    call = table(
        ("State", "Session 1", "Session 2"), *((name, "P", "P") for name in SIX), ("Peru", "A", "A")
    )
    assert {finding.code for finding in findings(workspace, "list.csv", call)} == {
        "column-doubtful"
    }
    said_so = ("Session 1=states", "Session 2=states")
    assert set(left(propose(workspace, "list.csv", call, sections=said_so))) == {"PER"}
    for head, other, here in (("Withdrawn on", "", "2026-09-01"), ("Badges collected", "2", "0")):
        rows = table(
            ("State", "Name", head), *((*row, other) for row in PEOPLE), ("Peru", "Mr. B", here)
        )
        assert any('"Peru"' in finding.message for finding in findings(workspace, "list.csv", rows))
    languages = table(
        ("Estado (ES)", "State (EN)", "Presencia"),
        *((name, name, "sí") for name in SIX),
        ("Perú", "Peru", "no"),
    )
    assert set(left(propose(workspace, "list.csv", languages))) == {"PER"}
    cells = "".join(f"<tr><td>{name}</td><td><img alt='Yes'></td></tr>" for name in SIX)
    peru = "<tr><td>Peru</td><td><img alt='No'></td></tr>"
    page = f"<html><table><tr><th>State</th><th>Took part</th></tr>{cells}{peru}</table></html>"
    assert set(left(propose(workspace, "list.html", page))) == {"PER"}


def test_boxes_before_names_and_a_legend_at_the_edge_of_the_pages(workspace: Workspace) -> None:
    boxes = "STATES PARTIES\n\n" + "".join(f"☑ {name}\n" for name in SIX) + "☐ Peru\n"
    (asked,) = findings(workspace, "list.txt", boxes)
    assert '"☐ Peru" is marked ☐' in asked.message


def test_the_answer_as_printed_settles_a_long_line(workspace: Workspace) -> None:
    """A long line is printed with dots at its end; what is printed is what the answer may say."""
    line = (
        "Those whose names were called in the room of the Council on the morning of the third "
        "day of St. Party"
    )
    text = f"{line}:\n\n1. Albania\n2. Austria\n3. Belgium\n4. Chile\n5. Cuba\n6. Zambia\n"
    (asked,) = findings(workspace, "list.txt", text)
    printed = re.search(r'--section "([^"]+)=WHAT"', asked.message)
    assert printed is not None and printed[1].endswith("...")
    taken = propose(workspace, "list.txt", text, sections=(f"{printed[1]}=states",))
    assert (said(taken), taken.warnings) == (SIX_CODES, ())


def test_a_code_that_is_not_that_of_the_name_beside_it_is_settled_by_an_alias(
    workspace: Workspace,
) -> None:
    content = table(
        ("State", "ISO3"),
        *((name, code) for name, code in zip(SIX, SIX_CODES.split(), strict=True)),
        ("Peru", "PRY"),
    )
    (asked,) = findings(workspace, "list.csv", content)
    assert 'Say which State is meant: --alias "Peru=STATE".' in asked.message
    assert (
        said(propose(workspace, "list.csv", content, aliases=("Peru=PER",)))
        == "ALB AUT BEL CHL CUB PER ZMB"
    )
    assert (
        said(propose(workspace, "list.csv", content, aliases=("Peru=PRY",)))
        == "ALB AUT BEL CHL CUB PRY ZMB"
    )


def test_an_unknown_name_that_holds_one_state_suggests_it(workspace: Workspace) -> None:
    (asked,) = findings(
        workspace,
        "list.csv",
        table(("State", "Name"), *PEOPLE, ("Ministry of Defence of Peru", "Mr. B")),
    )
    assert "Did you mean Peru (PER)?" in asked.message
    asked_column = findings(
        workspace,
        "list.csv",
        table(("Office",), *((f"Permanent Mission of {name}",) for name in SIX)),
    )
    assert '--column "Office"' in asked_column[0].message


def test_names_cut_over_the_rows_of_a_pdf_are_put_together(workspace: Workspace) -> None:
    """Also where the last piece is the name of another State."""
    rows = [
        ("State", "Name"),
        *((name, "Mr. A") for name in SIX),
        ("Papua New", "Mr. B"),
        ("Guinea", "Mr. C"),
    ]
    page = [
        (x, 60 + 15 * at, text)
        for at, row in enumerate(rows)
        for x, text in zip((50, 250), row, strict=True)
        if text
    ]
    assert said(propose(workspace, "list.pdf", pdf([page]))) == "ALB AUT BEL CHL CUB o:PNG ZMB"
    door = [
        ("Delegation", "Tue 10", "Wed 11"),
        *((name, "X", "") for name in SIX[:3]),
        *((name, "", "X") for name in SIX[3:]),
        ("Peru", "", ""),
    ]
    page = [
        (x, 60 + 15 * at, text)
        for at, row in enumerate(door)
        for x, text in zip((50, 250, 350), row, strict=True)
        if text
    ]
    assert said(propose(workspace, "list.pdf", pdf([page]))) == SIX_CODES
