"""Lists of participants and final reports as people have them:
each State taken, left out for a reason, or a question.
"""

from __future__ import annotations

import csv
import io
import random
import time
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from ccmcost.desk.init import make_workspace
from ccmcost.desk.lists import ImportRequest, Proposal, propose_list, write_list
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Findings
from ccmcost.intake.account import Unsettled
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace, open_workspace
from tests import intake_documents as made
from tests import lists_reader
from tests.conftest import ROOT, Run
from tests.lists_maker import QUICK, document

DAY = date(2026, 11, 28)
SIX = ("Albania", "Austria", "Belgium", "Chile", "Cuba", "Zambia")
SIX_CODES = "ALB AUT BEL CHL CUB ZMB"
TWENTY = (
    *(
        "Albania",
        "Austria",
        "Belgium",
        "Bulgaria",
        "Canada",
        "Chile",
        "Croatia",
        "Cuba",
        "France",
        "Germany",
        "Ireland",
    ),
    *("Japan", "Malta", "Mexico", "Norway", "Peru", "Senegal", "Spain", "Sweden", "Zambia"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists") / "office"
    make_workspace(folder)
    return folder


@pytest.fixture(scope="module")
def workspace(office: Path) -> Workspace:
    return open_workspace(office / "data")


def propose(workspace: Workspace, name: str, content: str | bytes, **options: object) -> Proposal:
    data = content.encode() if isinstance(content, str) else content
    request = ImportRequest("msp12", SourceFile(name, "command line", data, name), document="D")
    return propose_list(workspace, request._replace(**options), DAY)


def said(proposal: Proposal) -> str:
    """The States with their roles, as `s:AGO ALB o:SRB`."""
    marks = {"state_party": "", "signatory": "s:", "observer_state": "o:"}
    return " ".join(marks[row[1]] + row[0] for row in proposal.rows)


def left(proposal: Proposal) -> dict[str, str]:
    return {line.state: line.reason for line in proposal.account.of("left_out") if line.state}


def delegation(name: str, number: int, more: str = "") -> str:
    return f"{name}\nMr. A B {number}\nCounsellor\nMinistry of Foreign Affairs\n{more}"


def listing(
    names: Sequence[str], heading: str = "STATES PARTIES", after: int = 2, more: str = ""
) -> str:
    blocks = [delegation(name, at, more if at == after else "") for at, name in enumerate(names)]
    return f"CCM/MSP/2026/INF.1\n\n{heading}\n\n" + "\n".join(blocks)


REPORT = (
    "1. The following States Parties participated in the work of the Meeting: "
    "Albania, Austria, Belgium, Chile, Cuba and Zambia."
)
FIVE = "Malta, Mexico, Norway, Peru and Spain"

TAKEN: dict[str, tuple[str, str, str]] = {
    "an affiliation": ("list.txt", listing(SIX, more="Ms. C D 2\nNGO\n"), SIX_CODES),
    "an affiliation, United Nations": (
        "list.txt",
        listing(SIX, more="Ms. C D 2\nUnited Nations\n"),
        SIX_CODES,
    ),
    "an affiliation, observers": (
        "list.txt",
        listing(SIX, more="Ms. C D 2\nObservers\n"),
        SIX_CODES,
    ),
    "an affiliation, no blank lines": (
        "list.txt",
        listing(SIX, more="Ms. C D 2\nUniversity\n").replace("\n\n", "\n"),
        SIX_CODES,
    ),
    "not represented": (
        "report.txt",
        f"{REPORT}\n\n2. The following States Parties were not represented: {FIVE}.",
        SIX_CODES,
    ),
    "yet to present": (
        "report.txt",
        f"{REPORT}\n\n2. The following States Parties have yet to present reports: {FIVE}.",
        SIX_CODES,
    ),
    "in arrears": (
        "report.txt",
        f"{REPORT}\n\n2. The following States Parties are in arrears: {FIVE}.",
        SIX_CODES,
    ),
    "invited": (
        "report.txt",
        f"{REPORT}\n\n2. The following States were invited: {FIVE}.",
        SIX_CODES,
    ),
    "regrets": ("report.txt", f"{REPORT}\n\n2. {FIVE} sent their regrets.", SIX_CODES),
    "absent, in French": (
        "rapport.txt",
        "1. Les États parties suivants ont participé aux travaux : Albanie, Autriche, Belgique, "
        "Chili, Cuba et Zambie.\n\n"
        "2. Les États parties suivants n'étaient pas représentés : Malte, Mexique, Norvège, "
        "Pérou et Espagne.",
        SIX_CODES,
    ),
    "invited and absent, in Spanish": (
        "informe.txt",
        "1. Participaron los siguientes Estados partes: Albania, Austria, Bélgica, Chile, Cuba y "
        "Zambia.\n\n2. Fueron invitados los siguientes Estados: Malta y México.\n\n3. No "
        "estuvieron representados: Noruega, Perú y España.",
        SIX_CODES,
    ),
    "a State right below its heading": (
        "list.txt",
        "STATES PARTIES\nAlbania\nMr. A\n\nAustria\nMr. B\n\nChile\nMr. C\n\nOBSERVER "
        "STATES\nSerbia\nMr. D\n\nThailand\nMs. E\n",
        "ALB AUT CHL o:SRB o:THA",
    ),
    "high contracting parties": ("list.txt", listing(SIX, "HIGH CONTRACTING PARTIES"), SIX_CODES),
    "participating States": ("list.txt", listing(SIX, "PARTICIPATING STATES"), SIX_CODES),
    "governments": ("list.txt", listing(SIX, "Governments"), SIX_CODES),
    "parties to the Convention": (
        "report.txt",
        "1. The following Parties to the Convention were represented: Albania, Austria, Belgium, "
        "Chile, Cuba and Zambia.",
        SIX_CODES,
    ),
    "signed but not ratified": (
        "report.txt",
        "1. The following States Parties were represented, as follows: Albania, Austria and "
        "Belgium.\n2. The following States "
        "that had signed but not ratified the Convention were represented: Angola and Kenya.\n3. "
        "One State, Serbia, neither a "
        "party nor a signatory, participated as an observer.\n",
        "s:AGO ALB AUT BEL s:KEN o:SRB",
    ),
    "points after a colon": (
        "report.txt",
        "1. The following States Parties participated:\n\n- Albania\n- Austria\n- Chile\n\n2. "
        "The following were absent:\n\n- Peru\n"
        "- Malta\n",
        "ALB AUT CHL",
    ),
    "three languages": (
        "list.txt",
        listing(("ALBANIA / ALBANIE / ALBANIA", "AUSTRIA / AUTRICHE / AUSTRIA")),
        "ALB AUT",
    ),
    "numbered": (
        "list.txt",
        "STATES PARTIES\n\n1. Albania\n2. Austria\n3. Belgium\n",
        "ALB AUT BEL",
    ),
    "persons on the same line": (
        "list.txt",
        "STATES PARTIES\n\nAlbania: Mr. A B\nAustria: Ms. C D\nChile: Mr. E\n",
        "ALB AUT CHL",
    ),
    "lists side by side": (
        "list.txt",
        "STATES PARTIES      SIGNATORIES     OBSERVERS\nAlbania             Angola          "
        "Serbia\nAustria             Kenya           Thailand\nBelgium             "
        "Uganda          Finland\nChile\n",
        "s:AGO ALB AUT BEL CHL o:FIN s:KEN o:SRB o:THA s:UGA",
    ),
    "two columns": (
        "list.txt",
        "STATES PARTIES\n\n"
        + "".join(f"{a:20}{b}\n" for a, b in zip(SIX[:3], SIX[3:], strict=True)),
        SIX_CODES,
    ),
    "unknown words above observers": (
        "list.txt",
        "HIGH CONTRACTING PARTIES\n\nAlbania\nMr. A\n\nAustria\nMr. B\n\nBelgium\nMr. "
        "C\n\nOBSERVER STATES\n\nAngola\nMr. D\n\nKenya\nMs. E\n",
        "s:AGO ALB AUT BEL s:KEN",
    ),
    "absent States under a heading": (
        "list.txt",
        listing(SIX) + "\nSTATES PARTIES NOT REPRESENTED\n\nMalta\n\nPeru\n",
        SIX_CODES,
    ),
    "apologies": ("list.txt", listing(SIX) + "\nAPOLOGIES\n\nMalta\nPeru\n", SIX_CODES),
    "a web page": (
        "page.html",
        "<!DOCTYPE html><html><body><h1>CCM/MSP/2026/INF.1</h1><h2>States "
        "Parties</h2><ul><li>Albania</li><li>Austria</li></ul>"
        "</body></html>",
        "ALB AUT",
    ),
    "a table in a web page": (
        "page.html",
        "<html><body><table><tr><th>Name</th><th>Country</th></tr><tr><td>Jordan</td><td>Albania</td></tr>"
        "<tr><td>Chad</td><td rowspan=2>Austria</td></tr><tr><td>B</td></tr></table></body></html>",
        "ALB AUT",
    ),
    "name before country": (
        "list.csv",
        "Name,Country\nDelegate 0,Albania\nDelegate 1,Austria\n",
        "ALB AUT",
    ),
    "given names that are names of States": (
        "list.csv",
        "Name,Country\nJordan,Albania\nChad,Austria\nIsrael,Belgium\nGeorgia,Chile\n",
        "ALB AUT BEL CHL",
    ),
    "an export of registrations": (
        "list.csv",
        "Name,Country,Category,Registration "
        "state\nD0,Albania,Government,Registered\nD1,Albania,Government,Cancelled\n"
        "D2,Cuba,Government,Cancelled\nX,,NGO,Registered\nY,ICBL-CMC,NGO,Registered\n",
        "ALB",
    ),
    "remarks": (
        "list.csv",
        "Country;Remarks\nAlbania;\nAustria;did not attend\nPeru;arrives late\nCuba;excused\n",
        "ALB PER",
    ),
    "alpha-2 codes": ("list.csv", "Code,Delegates\nAL,3\nAT,2\nBE,1\n", "ALB AUT BEL"),
    "lists side by side in a table": (
        "list.csv",
        "States "
        "Parties,Signatories,Observers,Organizations\nAlbania,Angola,Serbia,ICRC\n"
        "Austria,Kenya,,Mine Group\n",
        "s:AGO ALB AUT s:KEN o:SRB",
    ),
    "several States in one cell": (
        "list.csv",
        'State\n"Albania, Austria and Belgium"\nChile\n',
        "ALB AUT BEL CHL",
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_the_states_that_took_part_are_taken(name: str, workspace: Workspace) -> None:
    file, text, expected = TAKEN[name]
    assert said(propose(workspace, file, text)) == expected


ASKED: dict[str, tuple[str, str, str, str]] = {
    "a misprint after an affiliation": (
        "list.txt",
        listing((*SIX[:4], "Zambi"), more="Ms. C D 2\nNGO\n", after=3)
        + "\nSIGNATORIES\n\nAngola\nMr. Q\n",
        "name-unknown",
        '"Zambi" stands like a heading',
    ),
    "a misprint under organizations": (
        "list.txt",
        listing(SIX[:3]) + "\nNGOs\n\nZambi\nMr. Q\n\nMine Group\nMs. R\n",
        "name-unknown",
        '"Zambi" stands like a heading',
    ),
    "a misprint of a numbered State": (
        "list.txt",
        "PARTIES\n\n"
        + "".join(
            f"{at}. {name}\nMr. A\n\n"
            for at, name in enumerate(("Peru", "Chile", "Norwya", "Spain"), 12)
        ),
        "name-unknown",
        "Norwya",
    ),
    "a misprint right below the heading": (
        "list.txt",
        listing(("Azerbaidjn", *SIX)),
        "name-unknown",
        '"Azerbaidjn" stands like a heading',
    ),
    "the count of the document": (
        "report.txt",
        REPORT.replace("following States", "following 7 States"),
        "count-differs",
        "the document states 7",
    ),
    "the count of a heading": (
        "list.txt",
        listing(SIX, "STATES PARTIES (7)"),
        "count-differs",
        "the document states 7",
    ),
    "an unknown heading above the first State": (
        "list.txt",
        listing(SIX[:4], "FRIENDS OF THE CONVENTION"),
        "heading-unknown",
        '--section "FRIENDS OF THE CONVENTION=WHAT"',
    ),
    "an unknown heading below": (
        "list.txt",
        listing(SIX) + "\nLETTERS OF EXCUSE RECEIVED FROM\n\nMalta\n\nPeru\n",
        "heading-unknown",
        "LETTERS OF EXCUSE",
    ),
    "present and absent at once": (
        "report.txt",
        f"{REPORT}\n\n2. The following States Parties were not represented: Cuba and Malta.",
        "name-doubtful",
        "among those that took part and among those that did not",
    ),
    "pledges": (
        "report.txt",
        f"{REPORT}\n\n2. The following made pledges: Malta, Norway, Sweden and Austria.",
        "name-doubtful",
        "MLT, NOR, SWE",
    ),
    "an annex": (
        "report.txt",
        f"{REPORT}\n\nAnnex. Status of contributions\n\nMalta\nNorway\n",
        "name-doubtful",
        "outside the lists",
    ),
    "a territory": ("list.txt", listing((*SIX, "Greenland")), "name-unknown", "Greenland"),
    "part of a State": (
        "list.txt",
        listing((*SIX, "China (Hong Kong and Macao only)")),
        "name-unknown",
        "Hong Kong",
    ),
    "two columns that differ": (
        "list.csv",
        "Delegation,Country\nPeru,Peru\nChile,Switzerland\n",
        "column-doubtful",
        "--column HEADING",
    ),
    "a column that does not say whom it means": (
        "list.csv",
        "Name,Nationality\nA,Peru\nB,Chile\n",
        "document-empty",
        '--column "Nationality"',
    ),
    "nobody says who attended": (
        "list.csv",
        "Country,Attended\nPeru,Yes\nChile,\n",
        "value-bad",
        "it is not certain who attended",
    ),
    "an unknown category": (
        "list.csv",
        "Country,Category\nPeru,Government\nChile,Host\n",
        "value-bad",
        '"Host"',
    ),
    "a total of States": (
        "list.csv",
        "No,State\n1,Peru\n2,Chile\nTotal: 3 States,\n",
        "count-differs",
        "states 3",
    ),
    "a total in the column of States": (
        "list.csv",
        "No,State\n1,Peru\n2,Chile\nTotal,3\n",
        "count-differs",
        "states 3",
    ),
    "a total of numbered rows": (
        "list.csv",
        "State,No,Role\nPeru,1,SP\nChile,2,SP\nCuba,3,SP\nTotal,4,\n",
        "count-differs",
        "but 3 were read",
    ),
    "two names in one line": (
        "list.txt",
        listing(SIX[:4]) + "\nMalta  Peru\nMr. A\n",
        "name-unknown",
        "Malta Peru",
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_certain_is_asked(name: str, workspace: Workspace) -> None:
    file, text, code, words = ASKED[name]
    with pytest.raises(DataError) as caught:
        propose(workspace, file, text)
    assert code in {finding.code for finding in caught.value.findings}
    assert words in "\n".join(finding.line() for finding in caught.value.findings)


def xlsx(
    rows: Iterable[Sequence[object]], struck: Sequence[str] = (), hidden: Sequence[int] = ()
) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, line = book.add_worksheet("Sheet"), book.add_format({"font_strikeout": True})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell, line if cell in struck else None)
        for number in hidden:
            sheet.set_row(number, None, None, {"hidden": True})
    return buffer.getvalue()


TABLE = [("State", "Role"), *((name, "State Party") for name in TWENTY)]


def test_tables_with_titles_totals_and_columns_side_by_side(workspace: Workspace) -> None:
    half = [(at + 1, TWENTY[at], None, at + 11, TWENTY[at + 10]) for at in range(10)]
    numbered = [(at, name, 3) for at, name in enumerate(TWENTY, 1)]
    for rows in (
        [("No.", "State", None, "No.", "State"), *half],
        [("No.", "State", "Delegates"), *numbered, (None, "Total", 60)],
        [
            ("Participants",),
            ("No.", "Name of", "Role"),
            (None, "State", None),
            *((n, s, "State Party") for n, s, _ in numbered),
        ],
    ):
        assert len(propose(workspace, "list.xlsx", xlsx(rows)).rows) == 20
    with pytest.raises(DataError, match="the document states 61"):
        propose(
            workspace,
            "list.xlsx",
            xlsx([("No.", "State", "Delegates"), *numbered, (None, "Total", 61)]),
        )


def test_who_did_not_attend_is_left_out_for_that_reason(workspace: Workspace) -> None:
    rows = [(name, "State Party", "No" if name in ("Cuba", "Malta") else "Yes") for name in TWENTY]
    proposal = propose(workspace, "list.xlsx", xlsx([("State", "Status", "Attended"), *rows]))
    assert len(proposal.rows) == 18
    assert left(proposal) == dict.fromkeys(("CUB", "MLT"), 'did not attend ("No" under "attended")')


def test_what_nobody_sees_is_a_question_and_the_answer_is_taken(workspace: Workspace) -> None:
    struck, hidden = xlsx(TABLE, struck=("Cuba", "Malta")), xlsx(TABLE, hidden=(8,))
    for content, names in ((struck, {"Cuba", "Malta"}), (hidden, {"Cuba"})):
        with pytest.raises(DataError) as caught:
            propose(workspace, "list.xlsx", content)
        assert {finding.message.split('"')[1] for finding in caught.value.findings} == names
        assert {finding.code for finding in caught.value.findings} == {"name-doubtful"}
        without = propose(workspace, "list.xlsx", content, leave_doubtful=True)
        assert len(without.rows) == 20 - len(names)
        aliases = tuple(f"{name}={name}" for name in names)
        assert len(propose(workspace, "list.xlsx", content, aliases=aliases).rows) == 20
    runs = [f"<w:p/>{made.paragraph(name)}{made.paragraph('Mr. A')}" for name in SIX]
    body = made.paragraph("STATES PARTIES") + "".join(runs)
    body = body.replace(
        '<w:r><w:t xml:space="preserve">Cuba', "<w:r><w:rPr><w:strike/></w:rPr><w:t>Cuba"
    )
    with pytest.raises(DataError, match='"Cuba" is struck out'):
        propose(workspace, "list.docx", docx(body))


def docx(body: str) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return made.docx(Path(folder) / "list.docx", body).read_bytes()


def test_tables_of_a_word_document(workspace: Workspace) -> None:
    rows = [("Country", "Name", "Function"), *((name, "Mr. A B", "Counsellor") for name in SIX)]
    body = (
        made.paragraph("CCM/MSP/2026/INF.1")
        + made.paragraph("List of participants")
        + made.table(rows)
    )
    assert said(propose(workspace, "list.docx", docx(body))) == SIX_CODES
    cells = "".join(
        f"<w:tc>{''.join(made.paragraph(line) for line in lines)}</w:tc>"
        for lines in (
            ("STATES PARTIES", *SIX),
            ("SIGNATORIES", "Angola", "Kenya"),
            ("ORGANIZATIONS", "ICRC", "Mine Group"),
        )
    )
    beside = propose(workspace, "list.docx", docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert said(beside) == "s:AGO ALB AUT BEL CHL CUB s:KEN ZMB"


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], rotate: int = 0) -> bytes:
    """A PDF of bare strings at places, written by hand; with `rotate` each page is turned and its
    text set sideways.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for page in pages:
        matrix = "0 1 -1 0 {y} {x}" if rotate else "1 0 0 1 {x} {y}"
        parts = [
            f"BT /F1 10 Tf {matrix.format(x=x, y=y if rotate else 842 - y)} Tm ({text}) Tj ET"
            for x, y, text in page
        ]
        stream = "\n".join(parts).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(f"{len(objects) + 1} 0 R")
        turned = f"/Rotate {rotate}" if rotate else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {turned} /Contents "
            f"{len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    content, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(content),
    )
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def test_columns_of_a_pdf_and_text_set_sideways(workspace: Workspace) -> None:
    three = [
        (60.0 + 170 * (at // 8), 120.0 + 14 * (at % 8), name) for at, name in enumerate(TWENTY)
    ]
    taken = propose(
        workspace,
        "list.pdf",
        pdf([[(60, 60, "CCM/MSP/2026/INF.1"), (60, 90, "STATES PARTIES"), *three]]),
    )
    assert len(taken.rows) == 20
    heads = [(60, 90, "States Parties"), (220, 90, "Signatories"), (380, 90, "Observers")]
    columns = (
        TWENTY,
        ("Angola", "Kenya", "Namibia", "Nigeria", "Uganda"),
        ("Serbia", "Thailand", "Finland", "Turkey", "Ukraine"),
    )
    body = [
        (60 + 160 * n, 120 + 14 * at, name)
        for n, names in enumerate(columns)
        for at, name in enumerate(names)
    ]
    beside = propose(workspace, "list.pdf", pdf([[*heads, *body]]))
    assert sum(row[1] == "state_party" for row in beside.rows) == 22
    assert {row[0] for row in beside.rows if row[1] == "signatory"} == {"AGO", "KEN", "UGA"}
    assert {f.code for f in beside.warnings} == {"role-differs", "name-former"}
    lines = [
        line
        for at, name in enumerate(TWENTY[:16])
        for line in (("gap", ""), (name, f"Mr. A B C{at}"))
    ]
    page: list[tuple[float, float, str]] = [(60, 60, "STATES PARTIES")]
    y = 80.0
    for name, person in lines:
        y += 10 if name == "gap" else 12
        if name != "gap":
            page += [(60, y, name), (60, y + 12, person)]
            y += 12
    assert len(propose(workspace, "list.pdf", pdf([page], rotate=90)).rows) == 16


@pytest.mark.slow
def test_answers_are_kept_with_the_meeting_and_used_again(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path / "office")
    draft = (
        listing((*SIX, "Ivory Cst"), "DISTINGUISHED PRESENCES") + "\nNGOs\n\nMine Group\nMr. X\n"
    )
    path = tmp_path / "list.txt"
    path.write_text(draft)
    base = [
        "import",
        "participants",
        "msp12",
        str(path),
        "--document",
        "INF.1",
        "--as-of",
        "2026-11-28",
    ]
    first = run(*base, "--dry-run", cwd=tmp_path / "office")
    assert (
        first.returncode == 1
        and "heading-unknown" in first.stderr
        and "name-unknown" in first.stderr
    )
    assert "Open questions (2): DISTINGUISHED PRESENCES" in first.stdout
    answers = ["--alias", "Ivory Cst=CIV", "--section", "DISTINGUISHED PRESENCES=states"]
    done = run(*base, *answers, "--states", "7", "--yes", cwd=tmp_path / "office")
    assert done.returncode == 0, done.stderr
    kept = tmp_path / "office/data/participants"
    assert [row[:3] for row in csv.reader((kept / "answers/msp12.csv").open(encoding="utf-8"))] == [
        ["kind", "text", "answer"],
        ["name", "Ivory Cst", "CIV"],
        ["section", "DISTINGUISHED PRESENCES", "states"],
    ]
    account = list(csv.DictReader((kept / "accounts/msp12.csv").open(encoding="utf-8")))
    assert account[0]["text"] == "INF.1" and {
        row["state"] for row in account if row["fate"] == "taken"
    } >= {"CIV", "ZMB"}
    assert [row["text"] for row in account if row["fate"] == "left out"] == ["Mine Group"]
    path.write_text(draft + "\nDesert Alliance\nMs. Y\n")
    again = run(*base, "--dry-run", cwd=tmp_path / "office")
    assert again.returncode == 0, again.stderr
    assert "of this meeting, which hold for this one too (2)" in " ".join(again.stdout.split())
    assert '"Ivory Cst" is CIV (given for INF.1).' in again.stdout
    assert (
        run(*base, "--alias", "Ivory Cst=-", "--dry-run", cwd=tmp_path / "office").returncode == 0
    )
    assert run(*base, "--section", "X=perhaps", cwd=tmp_path / "office").returncode == 2


def test_an_affiliation_that_names_the_state_often_tells_nothing_of_the_headings(
    workspace: Workspace,
) -> None:
    """As in lists of a climate conference: bold headings, and "Government of Canada" below every
    second delegate.
    """
    lines = []
    for name in ("Austria", "Canada", "Chile", "Peru"):
        lines.append(f"#block(above: 14pt)[#strong[{name}]]")
        for at in range(6):
            lines.append(f"#block(above: 10pt, below: 3pt)[Mr. A B {at}]")
            lines += [
                f"#block(above: 3pt, below: 3pt)[{text}]"
                for text in (f"Bureau {name} {at}", f"Government of {name}")
            ]
    content = made.pdf(
        workspace.data.parent / "bold.pdf", "#strong[Parties]\n" + "\n".join(lines), size=9
    ).read_bytes()
    assert said(propose(workspace, "list.pdf", content)) == "AUT CAN CHL PER"


def test_unknown_organizations_are_one_counted_line(workspace: Workspace) -> None:
    bodies = "".join(f"\nUnheard Alliance {chr(65 + at)}lpha\nMr. X Y\n" for at in range(20))
    proposal = propose(
        workspace, "list.txt", listing(SIX) + "\nNON-GOVERNMENTAL ORGANIZATIONS\n" + bodies
    )
    assert said(proposal) == SIX_CODES
    assert len(proposal.account.by_reason("left_out")["under organizations"]) == 20


def test_the_count_is_asked_for_only_where_the_document_does_not_state_it(
    workspace: Workspace,
) -> None:
    parties = made.enumeration(made.PARTIES, "en")
    stated = (
        f"1. The following {len(made.PARTIES)} States Parties participated in the Meeting: "
        f"{parties}\n"
    )
    assert propose(workspace, "report.txt", stated).why_count == ""
    unstated = stated.replace(f"{len(made.PARTIES)} ", "")
    assert "does not state how many" in propose(workspace, "report.txt", unstated).why_count
    assert (
        "fewer than half"
        in propose(workspace, "report.txt", REPORT.replace("following", "following 6")).why_count
    )
    assert propose(workspace, "report.txt", unstated, states=len(made.PARTIES)).why_count == ""
    with pytest.raises(DataError, match="6 States were read, not 7"):
        propose(workspace, "report.txt", REPORT, states=7)
    wrong = propose(workspace, "report.txt", REPORT.replace("following", "following 7"), states=6)
    assert [finding.code for finding in wrong.warnings] == ["count-differs"]


def test_an_account_that_is_not_closed_writes_nothing(workspace: Workspace) -> None:
    with pytest.raises(Unsettled) as caught:
        propose(workspace, "list.txt", listing((*SIX, "Zambi")))
    assert [line.text for line in caught.value.account.of("open")] == ["Zambi"]
    closed = propose(workspace, "list.txt", listing(SIX))
    closed.account.open("name-unknown", "?", "Zambi", closed.account.lines[0].place)
    with pytest.raises(UsageError, match="not closed"):
        write_list(workspace, closed, DAY)


def test_both_readings_of_the_article_stand_side_by_side(
    workspace: Workspace, run: Run, tmp_path: Path
) -> None:
    proposal = propose(workspace, "list.txt", listing((*SIX, "Serbia")))
    readings = proposal.readings
    assert readings is not None
    assert (len(readings.present.lines), len(readings.every.lines)) == (7, 113)
    assert (
        readings.moved > 0
        and readings.ground.rule.liable == "participants"
        and readings.issued is None
    )
    belgium, of_all = readings.present.line("BEL"), readings.every.line("BEL")
    assert belgium is not None and of_all is not None and belgium.amount > of_all.amount
    path = tmp_path / "list.txt"
    path.write_text(listing((*SIX, "Serbia")))
    shown = run("import", "participants", "msp12", str(path), "--dry-run").stdout
    assert (
        "the Convention supports two readings" in shown
        and f"moves {readings.ground.cost.total.of(readings.moved)} from" in " ".join(shown.split())
    )
    assert "BEL Belgium" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    "content",
    ["<html><table><![]]", "<html>" + "</" * 200_000],
    ids=["marked section", "open ends"],
)
def test_a_hostile_web_page_is_one_finding_or_empty(content: str) -> None:
    from ccmcost.intake.extract import extract

    findings = Findings()
    begun = time.monotonic()
    source = SourceFile("page.html", "command line", content.encode(), "page.html")
    answer = extract(source, "html", findings, seconds=2.0)
    codes = [finding.code for finding in findings.errors]
    assert (
        codes == ["file-unreadable"] if answer is None else not any(answer.values())
    )  # by the version of Python's own parser
    assert time.monotonic() - begun < 60


def test_made_lists_are_read_rightly_or_asked() -> None:
    """A few hundred of the ten thousand of benchmarks/lists.py, texts and tables alone."""
    faults, taken, present = [], 0, 0
    for number in range(200):
        each = document(number, 7, QUICK)
        verdict = lists_reader.read(each)
        if verdict.fault:
            faults.append((number, each.fault, verdict.fault))
        if not each.fault:
            taken, present = taken + verdict.taken, present + verdict.present
    assert faults == []
    assert taken >= 0.95 * present


def test_the_reader_of_made_lists_finds_faults() -> None:
    """The judge itself: a State added or dropped is a fault."""
    made_csv = (document(number, 7, {"list.csv": QUICK["list.csv"]}) for number in range(40))
    each = next(each for each in made_csv if not each.fault)
    assert (
        "added"
        in lists_reader.read(each._replace(present=each.present - {min(each.present)})).fault
    )
    assert "dropped" in lists_reader.read(each._replace(present=each.present | {"XXX"})).fault


@pytest.mark.slow
def test_twenty_thousand_rows_of_delegates(workspace: Workspace) -> None:
    dice = random.Random(1)
    rows = [("Name", "Country", "Organization")]
    rows += [(f"Person {at}", dice.choice(TWENTY), f"Ministry {at % 50}") for at in range(20_000)]
    begun = time.process_time()
    assert len(propose(workspace, "list.csv", made.csv_bytes(rows)).rows) == 20
    assert time.process_time() - begun < 60


def test_the_account_of_the_documentation_is_what_is_shown(run: Run, tmp_path: Path) -> None:
    lines = [
        *(
            "MSP/2024/INF.1",
            "",
            "LIST OF PARTICIPANTS",
            "",
            "STATES PARTIES",
            "",
            "Austria",
            "Mr. A, Counsellor",
        ),
        *(
            "Permanent Mission of Austria",
            "",
            "Chile",
            "Ms. B, Embassy in Poland",
            "",
            "Cuba",
            "Ms. C",
            "NGO",
            "",
        ),
        *(
            "SIGNATORY STATES",
            "",
            "Kenya",
            "Mr. D",
            "",
            "STATES NOT REPRESENTED",
            "",
            "Malta",
            "Peru",
            "",
        ),
        *("ORGANIZATIONS", "", "Clear Fields Foundation", "Ms. E"),
    ]
    path = tmp_path / "list.txt"
    path.write_text("\n".join(lines))
    shown = run("import", "participants", "msp12", str(path), "--dry-run").stdout
    page = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    picture = page.partition("```text\n")[2].partition("```")[0]
    assert picture.strip() and all(line in shown.splitlines() for line in picture.splitlines())
