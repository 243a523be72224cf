"""What says, beside or below a State, that it may not have been there is asked;
and what a question asks for settles it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from ccmcost.desk.init import make_workspace
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.workspace import Workspace, open_workspace
from tests import intake_documents as made
from tests.test_lists import (
    ASKED,
    REPORT,
    SIX,
    SIX_CODES,
    docx,
    left,
    listing,
    pdf,
    propose,
    said,
    xlsx,
)

pytestmark = pytest.mark.slow  # quickly, the same is asked of texts and tables in memory


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("doubts") / "office"
    make_workspace(folder)
    return open_workspace(folder / "data")


def findings(
    workspace: Workspace, name: str, content: str | bytes, **options: object
) -> list[Finding]:
    """What the import asks; nothing if it takes the list."""
    try:
        propose(workspace, name, content, **options)
    except DataError as error:
        return [*error.findings]
    return []


def table(*rows: Sequence[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()


LIST = listing(SIX)
DELEGATES = [(name, "Mr. A", 3) for name in SIX]
DOUBTS: dict[str, tuple[str, str | bytes]] = {
    "no delegates": ("list.txt", f"{LIST}\nPeru\n[no delegates registered]\n"),
    "not available": ("list.txt", f"{LIST}\nPeru\nn/a\n"),
    "the only delegate stayed away": ("list.txt", f"{LIST}\nPeru\nMr. C D (did not attend)\n"),
    "nobody below": ("list.txt", f"{LIST}\nPeru\n"),
    "the number 0": (
        "list.txt",
        "STATES PARTIES\n\n"
        + "".join(f"{name} ....... {3}\n" for name in SIX)
        + "Peru ....... 0\n",
    ),
    "alone among delegates": ("list.txt", LIST.replace("Counsellor\n", "Counsellor\nPeru\n", 1)),
    "0 delegates": (
        "list.csv",
        table(("State", "Head", "Delegates"), *DELEGATES, ("Peru", "Mr. B", 0)),
    ),
    "nobody at its head": (
        "list.csv",
        table(("State", "Head of delegation"), *DELEGATES, ("Peru", "")),
    ),
    "a dash at its head": (
        "list.csv",
        table(("State", "Head of delegation"), *DELEGATES, ("Peru", "–")),
    ),
    "regrets in a note": (
        "list.csv",
        table(("State", "Nota verbal"), *DELEGATES, ("Peru", "regrets")),
    ),
    "a side event": ("report.txt", f"{REPORT}\n\n2. Peru participated in a side event.\n"),
    "a committee": (
        "report.txt",
        f"{REPORT}\n\n2. Le Pérou et le Chili ont participé à une réunion de la Commission.",
    ),
    "the preparatory meeting": (
        "report.txt",
        f"{REPORT}\n\n2. Peru participated only in the preparatory meeting.",
    ),
    "struck out": (
        "list.xlsx",
        xlsx([("State",), *((name,) for name in SIX), ("Peru",)], struck=("Peru",)),
    ),
    "another matter": (
        "report.txt",
        f"{REPORT}\n\n2. Cuba, Chile and Peru spoke of other things.\n",
    ),
}
"""In each, it is not certain whether Peru took part."""


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubt_is_asked_and_either_answer_settles_it(name: str, workspace: Workspace) -> None:
    file, text = DOUBTS[name]
    asked = findings(workspace, file, text)
    assert {finding.code for finding in asked} == {"name-doubtful"}
    (answer,) = {
        found
        for finding in asked
        for found in re.findall(r'--alias "([^"]+=PER)"', finding.message)
    }
    assert "PER" in said(propose(workspace, file, text, aliases=(answer,)))
    without = propose(workspace, file, text, aliases=(answer.replace("=PER", "=-"),))
    assert (said(without), left(without)["PER"].rpartition("; ")[2]) == (
        SIX_CODES,
        "left out as you answered",
    )
    as_requested = propose(workspace, file, text, leave_doubtful=True)
    assert (said(as_requested), left(as_requested)["PER"].rpartition("; ")[2]) == (
        SIX_CODES,
        "left out as requested",
    )


@pytest.mark.parametrize("name", ASKED)
def test_what_a_question_asks_for_settles_that_question(name: str, workspace: Workspace) -> None:
    file, text, _, _ = ASKED[name]
    for finding in findings(workspace, file, text):
        aliases = tuple(re.findall(r'--alias "([^"]+=[A-Z]{3})"', finding.message))[:1]
        sections = tuple(
            f"{head}=none" for head in re.findall(r'--section "([^"]+)=WHAT"', finding.message)
        )[:1]
        if aliases or sections:
            assert finding not in findings(
                workspace, file, text, aliases=aliases, sections=sections
            )


LABELS = {
    "pending": f"{LIST}\nPending:\nPeru\nMr. C\n\nPalau\nMr. D\n",
    "points": "States Parties:\n"
    + "".join(f"- {name}\n" for name in SIX)
    + "\nStill waiting for:\n- Peru\n- Palau\n",
    "on one line": f"States Parties: {', '.join(SIX)}.\n\nExpected: Peru, Palau.\n",
}


@pytest.mark.parametrize("name", LABELS)
def test_a_label_over_states_that_says_nothing_known_is_asked(
    name: str, workspace: Workspace
) -> None:
    (head,) = {
        found
        for finding in findings(workspace, "list.txt", LABELS[name])
        for found in re.findall(r'--section "([^"]+)=WHAT"', finding.message)
    }
    absent = propose(workspace, "list.txt", LABELS[name], sections=(f"{head}=absent",))
    assert said(absent) == SIX_CODES
    assert set(left(absent)) == {"PER", "PLW"}


def test_a_label_and_its_states_on_one_line(workspace: Workspace) -> None:
    more = "Signatories: Angola, Kenya\n\nStates not party: Finland.\n\nExcused: Peru, Palau.\n"
    text = f"States Parties: {', '.join(SIX)}.\n\n{more}"
    proposal = propose(workspace, "list.txt", text)
    assert said(proposal) == "s:AGO ALB AUT BEL CHL CUB o:FIN s:KEN ZMB"
    assert left(proposal) == dict.fromkeys(("PER", "PLW"), "named as not taking part")


SENTENCES = {
    "2. Peru and Palau sent messages; neither was in attendance.": "",
    "2. Ni le Pérou ni les Palaos n’étaient représentés.": "",
    "2. Enviaron sus disculpas el Perú y Palau.": "",
    "2. Also present, without having acceded to the Convention, were Finland and "
    "Georgia.": " o:FIN o:GEO",
    "2. También asistieron Finlandia y Georgia, que no son partes en la "
    "Convención.": " o:FIN o:GEO",
    "2. Le Maroc et République centrafricaine, États signataires, y ont également pris "
    "part.": " s:CAF o:MAR",
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_about_taking_part(sentence: str, workspace: Workspace) -> None:
    more = SENTENCES[sentence]
    proposal = propose(workspace, "report.txt", f"{REPORT}\n\n{sentence}\n")
    codes = {word.rpartition(":")[2] for word in said(proposal).split()}
    assert codes == {*SIX_CODES.split(), *(word.rpartition(":")[2] for word in more.split())}
    assert sorted(word for word in said(proposal).split() if ":" in word) == sorted(more.split())
    assert more or {"PER", "PLW"} <= left(proposal).keys()


def _with_part(content: bytes, name: str, xml: str) -> bytes:
    buffer = io.BytesIO(content)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr(name, xml)
    return buffer.getvalue()


WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_notes_footers_and_deletions_of_a_word_document(workspace: Workspace) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    peru = made.paragraph("Peru").replace("</w:p>", note)
    gone = "<w:p><w:del><w:r><w:delText>Palau</w:delText></w:r></w:del></w:p>"
    body = made.paragraph("STATES PARTIES") + "".join(map(made.paragraph, SIX)) + peru + gone
    text = "<w:p><w:r><w:t>Did not attend.</w:t></w:r></w:p>"
    notes = f'<w:footnotes {WORDS}><w:footnote w:id="2">{text}</w:footnote></w:footnotes>'
    footer = f"<w:ftr {WORDS}><w:p><w:r><w:t>Office in Malta</w:t></w:r></w:p></w:ftr>"
    content = _with_part(
        _with_part(docx(body), "word/footnotes.xml", notes), "word/footer1.xml", footer
    )
    (asked,) = findings(workspace, "list.docx", content)
    assert '"Peru" is noted "Did not attend."' in asked.message
    without = propose(workspace, "list.docx", content, aliases=("Peru=-",))
    assert (said(without), set(left(without))) == (SIX_CODES, {"PER", "PLW", "MLT"})
    assert "PER" in said(propose(workspace, "list.docx", content, aliases=("Peru=PER",)))


def test_a_name_that_several_changes_took_out_is_in_the_account(workspace: Workspace) -> None:
    part = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
    gone = f"<w:p>{part.format('Pal')}{part.format('au')}</w:p>"
    body = made.paragraph("STATES PARTIES") + "".join(map(made.paragraph, SIX)) + gone
    found = propose(workspace, "list.docx", docx(body))
    assert (said(found), set(left(found))) == (SIX_CODES, {"PLW"})


def test_a_footnote_of_a_pdf_that_speaks_of_taking_part_is_asked(
    workspace: Workspace, tmp_path: Path
) -> None:
    markup = f"{REPORT}#footnote[Peru also participated, on the last day only.]"
    (asked,) = findings(
        workspace, "report.pdf", made.pdf(tmp_path / "report.pdf", markup).read_bytes()
    )
    assert "speaks of taking part outside the list" in asked.message


def test_a_table_in_a_pdf_is_read_by_its_columns(workspace: Workspace) -> None:
    rows = [("Country", "Name", "Title")]
    rows += [(name, f"Ms. A {at}", "Counsellor, Embassy in Peru") for at, name in enumerate(SIX)]
    rows += [
        ("United Kingdom of Great Britain", "Mr. B", "Counsellor"),
        ("and Northern Ireland", "", "Embassy"),
        ("ICRC", "Mr. C", "Adviser"),
    ]
    pieces = [
        (x, 100 + 20 * at, text)
        for at, row in enumerate(rows)
        for x, text in zip((60, 220, 400), row, strict=True)
        if text
    ]
    proposal = propose(workspace, "list.pdf", pdf([pieces]))
    assert (said(proposal), proposal.taken.how) == ("ALB AUT BEL CHL CUB GBR ZMB", "table")


def test_states_in_the_last_column_of_lines_are_asked(workspace: Workspace) -> None:
    lines = [(60, 100, "STATES PARTIES")]
    lines += [
        (60, 130 + 20 * at, f"Ms. A B, First Secretary, {name}") for at, name in enumerate(SIX)
    ]
    for at, name in enumerate(("Malta", "Peru", "Spain")):
        lines += [(60, 300 + 60 * at, name), (60, 315 + 60 * at, "Mr. C D")]
    asked = findings(workspace, "list.pdf", pdf([lines]))
    assert any("stand only at the end of lines" in finding.message for finding in asked)


def test_attendance_over_several_days_is_yes_on_any_of_them(workspace: Workspace) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("State", "Attendance", None),
        (None, "10 Sep", "11 Sep"),
        ("Albania", "Yes", "Yes"),
        ("Austria", "No", "Yes"),
    ):
        sheet.append(row)
    sheet.append(("Peru", "No", "No"))
    sheet.merge_cells("B1:C1")
    buffer = io.BytesIO()
    book.save(buffer)
    proposal = propose(workspace, "list.xlsx", buffer.getvalue())
    assert said(proposal) == "ALB AUT"
    assert left(proposal) == {"PER": 'did not attend ("No" under "10 sep")'}


def test_moments_and_bars_of_a_registration_export(workspace: Workspace) -> None:
    rows = [f"{at}|{code}|SP|2026-09-10 08:5{at}" for at, code in enumerate(SIX_CODES.split())]
    text = (
        "badge|iso3|category|checked_in\n"
        + "\n".join(rows)
        + "\n9|AGO|SIG|2026-09-10 09:00\n10|FIN|OBS|2026-09-10 09:00\n"
    )
    assert said(propose(workspace, "list.csv", text)) == "s:AGO ALB AUT BEL CHL CUB o:FIN ZMB"
    (asked,) = findings(workspace, "list.csv", f"{text}11|PER|SP|\n")
    assert 'nothing stands under "checked in"' in asked.message
    assert (
        said(propose(workspace, "list.csv", text.encode("utf-16")))
        == "s:AGO ALB AUT BEL CHL CUB o:FIN ZMB"
    )


def test_a_heading_alone_in_its_row_is_asked_until_it_is_said_what_it_opens(
    workspace: Workspace,
) -> None:
    text = table(
        ("State", "Head"),
        *((name, "Mr. A") for name in SIX),
        ("Waiting list", ""),
        ("Peru", "Mr. B"),
    )
    for aliases in ((), ("Waiting list=-",)):
        (asked,) = findings(workspace, "list.csv", text, aliases=aliases)
        assert '--section "Waiting list=WHAT"' in asked.message
    assert (
        said(propose(workspace, "list.csv", text, sections=("Waiting list=absent",))) == SIX_CODES
    )


def test_a_fuller_column_of_states_is_asked_and_figures_are_no_states(workspace: Workspace) -> None:
    rows = [("Delegation", "Gazelle"), *((SIX[at % 2], name) for at, name in enumerate(SIX))]
    assert {asked.code for asked in findings(workspace, "list.csv", table(*rows))} == {
        "column-doubtful"
    }
    spanish = [
        ("Nº", "País u organización", "Asistió"),
        *((at, name, "Sí") for at, name in enumerate(SIX, 1)),
    ]
    assert said(propose(workspace, "list.csv", table(*spanish))) == SIX_CODES
    summary = table(("Category", "Delegations"), ("States Parties", 15), ("Signatories", 2))
    assert [finding.code for finding in findings(workspace, "list.csv", summary)] == [
        "document-empty"
    ]


def test_an_answer_that_meets_nothing_is_said(workspace: Workspace) -> None:
    proposal = propose(workspace, "list.txt", LIST, sections=("page 2, line 42=absent",))
    assert [finding.message for finding in proposal.warnings if finding.code == "value-bad"] == [
        '--section "page 2, line 42": nothing in the document reads so. Give the words of the '
        "line, not its place."
    ]


def test_comments_on_the_cells_of_a_workbook_are_read(workspace: Workspace) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for name in ("State", *SIX, "Peru"):
        sheet.append((name,))
    sheet["A2"].comment, sheet["A8"].comment = (
        Comment("Arrives late", "desk"),
        Comment("Did not attend after all", "desk"),
    )
    buffer = io.BytesIO()
    book.save(buffer)
    (asked,) = findings(workspace, "list.xlsx", buffer.getvalue())
    assert '"Peru" is noted "Did not attend after all"' in asked.message
    assert (
        said(propose(workspace, "list.xlsx", buffer.getvalue(), aliases=("Peru=-",))) == SIX_CODES
    )


def test_notes_below_a_list_concern_the_states_with_their_marks(workspace: Workspace) -> None:
    notes = (
        f"{LIST.replace('Cuba', 'Cuba*').replace('Chile', 'Chile 1/')}\n* Excused.\n1/ Did not "
        "attend.\n"
    )
    asked = findings(workspace, "list.txt", notes)
    assert [
        finding.message.partition(",")[0] for finding in asked if finding.code == "name-doubtful"
    ] == [
        '"Chile 1/" is noted "1/ Did not attend."',
        '"Cuba*" is noted "* Excused."',
    ]
    nobody = f"{LIST}\n* Excused.\n"
    asked = findings(workspace, "list.txt", nobody)
    (asked_note,) = [each for each in asked if "its mark stands at no State" in each.message]
    (answer,) = re.findall(r'--section "([^"]+=none)"', asked_note.message)
    assert said(propose(workspace, "list.txt", nobody, sections=(answer,))) == SIX_CODES


def test_a_line_through_a_name_and_a_raised_mark_in_a_pdf(
    workspace: Workspace, tmp_path: Path
) -> None:
    names = [name if name not in ("Cuba", "Chile") else f"#strike[{name}]" for name in SIX]
    names[1] += "#footnote[Registered, but did not attend.]"
    markup = "= STATES PARTIES\n" + "".join(
        f"\n#underline[{name}] \\ Mr. A B \\ Counsellor\n" for name in names
    )
    asked = findings(workspace, "list.pdf", made.pdf(tmp_path / "list.pdf", markup).read_bytes())
    assert {finding.message.partition(",")[0].partition(" is ")[2] for finding in asked} == {
        "struck out",
        'noted "1 Registered',
    }
    assert len(asked) == 3


def test_a_letter_is_a_mark_only_where_it_stands_apart(workspace: Workspace) -> None:
    text = listing(("Albania", "Benin", "Chile", "Spain")).replace("Counsellor", "none", 1)
    assert said(propose(workspace, "list.txt", text)) == "ALB BEN CHL ESP"
    marked = f"{LIST.replace('Cuba', 'Cuba a/')}\na/ Did not attend.\n"
    asked = [
        finding.message
        for finding in findings(workspace, "list.txt", marked)
        if " is noted " in finding.message
    ]
    assert [message.partition(" is noted ")[0] for message in asked] == ['"Cuba a/"']


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.txt", f"{LIST}\nInca Lands\n"),
        ("list.txt", f"{LIST}\nInca Lands\nn/a\n"),
        ("list.csv", table(("State", "Nota verbal"), *DELEGATES, ("Inca Lands", "regrets"))),
        (
            "list.xlsx",
            xlsx([("State",), *((name,) for name in SIX), ("Inca Lands",)], struck=("Inca Lands",)),
        ),
    ],
)
def test_who_says_what_a_name_means_has_not_said_that_the_state_came(
    name: str, text: str | bytes, workspace: Workspace
) -> None:
    """The doubt beside a name that needed an alias is asked of the State by its own name."""
    named = ("Inca Lands=PER",)
    (asked,) = findings(workspace, name, text, aliases=named)
    assert asked.code == "name-doubtful" and '--alias "Peru=PER"' in asked.message
    taken = propose(workspace, name, text, aliases=(*named, "Peru=PER"))
    assert "PER" in said(taken) and not taken.warnings
    assert said(propose(workspace, name, text, aliases=(*named, "Peru=-"))) == SIX_CODES


@pytest.mark.parametrize(
    ("parties", "observers", "asked"), [(4, 2, ""), (5, 2, "5/4"), (4, 3, "3/2"), (6, 2, "6/4")]
)
def test_a_number_beside_the_name_of_a_category_is_held(
    parties: int, observers: int, asked: str, workspace: Workspace
) -> None:
    """The words may be those of the heading of the column: such a line is no heading again."""
    roles = ["State Party"] * 4 + ["Observer"] * 2
    rows = [*zip(SIX, roles, strict=True), ("States Parties", parties), ("Observers", observers)]
    found = findings(workspace, "list.csv", table(("States Parties", "Role"), *rows))
    stated = [re.findall(r"states (\d+) .* but (\d+) were", each.message) for each in found]
    assert ["/".join(*each) for each in stated] == ([asked] if asked else [])
