"""Official documents of every kind come in with no State wrong and none missed;
broken ones leave everything as it was.
"""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import ccmcost
from ccmcost.desk.init import make_workspace
from ccmcost.desk.lists import ImportRequest, Proposal, propose_list, write_list
from ccmcost.errors import DataError, UsageError, WriteError
from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace, open_workspace
from tests import intake_documents as made
from tests.conftest import DATA, ROOT, SPECIMEN_TITLE, Run
from tests.intake_documents import (
    Groups,
    docx,
    listing,
    listing_markup,
    paragraph,
    pdf,
    report_paragraphs,
    table,
    typeset,
)
from tests.pdfs import need_chinese
from tests.terminal import CLOSED, ENTER, INTERRUPT, at_terminal

GROUPS = Groups()


def text_report(folder: Path) -> Path:
    path = folder / "report.txt"
    path.write_text(
        made.SYMBOL + "\n\n" + "\n\n".join(report_paragraphs("en", mark="¹")), encoding="utf-8"
    )
    return path


def text_report_es_wrapped(folder: Path) -> Path:
    import textwrap

    paragraphs = [
        "\n".join(textwrap.wrap(text, 58, break_long_words=False))
        for text in report_paragraphs("es")
    ]
    path = folder / "informe.txt"
    path.write_text(made.SYMBOL + "\n\n" + "\n\n".join(paragraphs), encoding="utf-8")
    return path


def text_listing_broken_names(folder: Path) -> Path:
    lines: list[str] = []
    for kind, text in listing("en"):
        lines += made.broken(text, 16) if kind == "state" and "CENTRE" not in text else [text]
    path = folder / "list.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def text_listing_mixed(folder: Path) -> Path:
    path = folder / "mixed.txt"
    path.write_text(
        "\n".join(text for _, text in listing("fr", capitals=False, mixed=True)), encoding="utf-8"
    )
    return path


def docx_report_fr(folder: Path) -> Path:
    body = "".join(paragraph(text, "1") for text in report_paragraphs("fr", mark="^"))
    return docx(folder / "rapport.docx", body, header=made.SYMBOL)


def docx_report_es_without_numbers(folder: Path) -> Path:
    texts = [
        text.partition(". ")[2] if text[0].isdigit() else text for text in report_paragraphs("es")
    ]
    return docx(folder / "informe.docx", "".join(map(paragraph, texts)), header=made.SYMBOL)


def docx_listing_en(folder: Path) -> Path:
    return docx(
        folder / "list.docx",
        "".join(paragraph(text) for _, text in listing("en", mixed=True)),
        header=made.SYMBOL,
    )


def docx_listing_in_tables(folder: Path) -> Path:
    body = ""
    for kind, text in listing("es"):
        body += table([(text, "Delegado")]) if kind == "delegate" else paragraph(text)
    return docx(folder / "tablas.docx", body, header=made.SYMBOL)


def pdf_report_en(folder: Path) -> Path:
    """The list runs over a page, with a footnote at its foot."""
    texts = [
        typeset(text).replace("\u00b9", "#footnote[Until 2018 under another name.]")
        for text in report_paragraphs("en", mark="¹")
    ]
    return pdf(folder / "report.pdf", "#v(560pt)\n" + "\n\n".join(texts))


def pdf_report_fr_hyphenated(folder: Path) -> Path:
    return pdf(
        folder / "rapport.pdf",
        "\n\n".join(map(typeset, report_paragraphs("fr"))),
        2,
        "fr",
        11,
        hyphenate=True,
    )


def pdf_listing_two_columns(folder: Path) -> Path:
    return pdf(folder / "list.pdf", listing_markup(listing("en")), columns=2, size=9)


def pdf_listing_mixed(folder: Path) -> Path:
    return pdf(
        folder / "liste.pdf",
        listing_markup(listing("es", capitals=False, mixed=True)),
        language="es",
    )


def pdf_bare_columns(folder: Path) -> Path:
    """Names only, in two columns below each section heading."""
    blocks = []
    for section, codes in zip(made.WORDS["en"]["sections"], GROUPS, strict=False):
        names = sorted(made.name(code, "en") for code in codes)
        half = (len(names) + 1) // 2
        cells = ["\\ ".join(map(typeset, part)) for part in (names[:half], names[half:])]
        blocks.append(
            f"#block(above: 20pt)[*{section}*]\n#grid(columns: (1fr, 1fr), [{cells[0]}], "
            f"[{cells[1]}])"
        )
    return pdf(folder / "bare.pdf", "\n".join(blocks), size=9)


def csv_es(folder: Path) -> Path:
    rows: list[list[str]] = [["Lista de participantes", "", ""], [], ["N.º", "País", "Estatuto"]]
    words = {
        "state_party": "Estado parte",
        "signatory": "Signatario",
        "observer_state": "Observador",
    }
    rows += [
        ["", made.name(code, "es", 0), words[role]] for code, role in sorted(GROUPS.roles().items())
    ]
    rows += [["", "Unión Europea", "Organización"], ["", "Cruz Roja Suiza (Suiza)", "Organización"]]
    path = folder / "lista.csv"
    path.write_bytes(made.csv_bytes(rows, ";"))
    return path


def csv_codes(folder: Path) -> Path:
    rows = [
        ["iso3", "role"],
        *([code, role] for code, role in sorted(GROUPS.roles().items(), reverse=True)),
    ]
    path = folder / "codes.csv"
    path.write_bytes(made.csv_bytes(rows))
    return path


def xlsx_merged(folder: Path) -> Path:
    """A header in row 5, roles in merged cells, blank rows, and the observers on a sheet of their
    own.
    """
    path = folder / "liste.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Liste")
        sheet.write_string(0, 0, made.SYMBOL)
        for column, heading in enumerate(("Statut", "", "Pays", "Code ISO")):
            sheet.write_string(4, column, heading)
        row = 6
        for words, codes in (
            ("États parties", GROUPS.parties),
            ("Signataires", GROUPS.signatories),
        ):
            sheet.merge_range(row, 0, row + len(codes), 0, words)
            for at, code in enumerate(codes):
                shift = at >= 5
                sheet.write_string(row + at + shift, 2, made.name(code, "fr"))
                sheet.write_string(row + at + shift, 3, made.STATES[code].iso2)
            row += len(codes) + 1
        other = book.add_worksheet("États observateurs")
        other.write_row(0, 0, ["État", "Remarque"])
        for at, code in enumerate(GROUPS.observers, 1):
            other.write_string(at, 0, made.name(code, "fr"))
        last = book.add_worksheet("Organisations internationales")
        last.write_column(0, 0, ["Nom", *made.ORGANIZATIONS])
        book.add_worksheet("Notes").write_string(0, 0, "Suisse")
        hidden = book.add_worksheet("Brouillon")
        hidden.write_column(0, 0, ["Pays", "Israël"])
        hidden.hide()
    return path


def xlsx_without_header(folder: Path) -> Path:
    path = folder / "plain.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("List")
        lines = [text for kind, text in listing("en") if kind in ("section", "state", "blank")]
        sheet.write_column(2, 1, [made.SYMBOL, *lines])
    return path


DOCUMENTS: list[Callable[[Path], Path]] = [
    text_report,
    text_report_es_wrapped,
    text_listing_broken_names,
    text_listing_mixed,
    docx_report_fr,
    docx_report_es_without_numbers,
    docx_listing_en,
    docx_listing_in_tables,
    pdf_report_en,
    pdf_report_fr_hyphenated,
    pdf_listing_two_columns,
    pdf_listing_mixed,
    pdf_bare_columns,
    csv_es,
    csv_codes,
    xlsx_merged,
    xlsx_without_header,
]


DAY = date(2026, 11, 21)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def workspace(office: Path) -> Workspace:
    return open_workspace(office / "data")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def given(path: Path) -> SourceFile:
    source = Reader(open_workspace(DATA), Findings()).given(path)
    assert source is not None
    return source


def propose(workspace: Workspace, path: Path, **options: object) -> Proposal:
    request = ImportRequest("msp11", given(path))._replace(**options)
    return propose_list(workspace, request, DAY)


def text_file(folder: Path, text: str, name: str = "list.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def roles(proposal: Proposal) -> dict[str, str]:
    return {row[0]: row[1] for row in proposal.rows}


@pytest.mark.parametrize("make", DOCUMENTS, ids=lambda make: make.__name__)
def test_no_state_is_wrong_and_none_is_missed(
    make: Callable[[Path], Path], workspace: Workspace, office: Path, tmp_path: Path
) -> None:
    if make is pdf_listing_mixed:
        need_chinese()  # a State's name stands in it in Chinese
    source = make(tmp_path)
    proposal = propose(
        workspace,
        source,
        document=None if propose(workspace, source).document == made.SYMBOL else made.SYMBOL,
    )
    assert proposal.warnings == ()
    write_list(workspace, proposal, DAY)
    rows = rows_of(office / "data" / "participants" / "msp11.csv")
    assert {row["iso3"]: row["role"] for row in rows} == GROUPS.roles()
    assert [row["iso3"] for row in rows] == sorted(GROUPS.roles())
    assert {
        (row["list_status"], row["document"], row["taken_in"], row["sha256"], row["source"])
        for row in rows
    } == {
        (
            "official",
            made.SYMBOL,
            "2026-11-21",
            sha256(source.read_bytes()).hexdigest(),
            source.name,
        )
    }
    assert all(row["page"] and row["evidence"].startswith('listed as "') for row in rows)
    archived = office / "data" / "participants" / "msp11-until-2026-11-21.csv"
    assert archived.read_bytes() == (DATA / "participants" / "msp11.csv").read_bytes()


SOME = DOCUMENTS if os.environ.get("CCMCOST_EXAMPLES") else DOCUMENTS[::2]
"""A longer run (CCMCOST_EXAMPLES set) misprints every document; else every second one."""


@pytest.mark.parametrize("make", SOME, ids=lambda make: make.__name__)
def test_a_misprint_in_any_of_them_is_a_finding_with_its_place(
    make: Callable[[Path], Path],
    workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One name is misspelt in the document: it must be named, and nothing else can be proposed."""
    state = made.STATES["BGR"]
    names = {language: name.replace("lg", "lgg") for language, name in state.names.items()}
    monkeypatch.setattr(
        made, "FORMAL", {key: name for key, name in made.FORMAL.items() if key[1] != "BGR"}
    )
    monkeypatch.setattr(
        made.STATES,
        "_states",
        dict(made.STATES._states) | {"BGR": state._replace(names=names, iso2="BX")},
    )
    source = make(tmp_path)
    if make is csv_codes:
        source.write_text(
            source.read_text(encoding="utf-8-sig").replace("BGR", "BGX"), encoding="utf-8"
        )
    with pytest.raises(DataError) as caught:
        propose(workspace, source)
    findings = caught.value.findings
    assert {finding.code for finding in findings} == {"name-unknown"}
    assert (len(findings) == 1 and "ulg" in findings[0].message.casefold()) or "BGX" in findings[
        0
    ].message
    assert findings[0].row or findings[0].column
    if make is not csv_codes:
        assert "Bulgaria (BGR)" in findings[0].message


def test_organizations_with_states_in_their_names_are_left_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken = propose(workspace, pdf_listing_two_columns(tmp_path)).taken
    names = " ".join(name.upper() for name, _ in taken.organizations)
    for organization in made.ORGANIZATIONS:
        assert organization.partition(" (")[0].upper() in names
    assert not {"CHE", "MLT"} - set(PARTIES_AT_HAND) & {
        m.iso3 for m in taken.mentions if m.section == "organization"
    }


PARTIES_AT_HAND = frozenset(made.PARTIES)

AWKWARD = """{symbol}
STATES PARTIES

CONGO
Mr. A, Permanent Mission of
Lebanon

GUINEA
Ms. B, Embassy in
Niger

SIGNATORY STATES

DEMOCRATIC REPUBLIC OF THE
CONGO
Mr. C

OBSERVER STATES

REPUBLIC OF
KOREA
Mr. D

DEMOCRATIC PEOPLE'S
REPUBLIC OF KOREA
Mr. E

PAPUA NEW
GUINEA
Mr. F

ORGANIZATIONS

AGENCY OF FRANCE AND GERMANY
Mr. G
Switzerland

SWISS RED CROSS
Mr. H
"""


def test_neighbours_in_name_are_never_mixed_up(workspace: Workspace, tmp_path: Path) -> None:
    proposal = propose(workspace, text_file(tmp_path, AWKWARD.format(symbol=made.SYMBOL)))
    assert roles(proposal) == {
        "COG": "state_party",
        "GIN": "state_party",
        "COD": "signatory",
        "KOR": "observer_state",
        "PRK": "observer_state",
        "PNG": "observer_state",
    }


def test_a_states_name_in_a_doubtful_place_is_never_taken_nor_dropped_silently(
    workspace: Workspace, tmp_path: Path
) -> None:
    listed = (
        "STATES PARTIES\n\nJAPAN\nMr. A\nCanada\n\nITALY\nMr. B\n\nINTERNATIONAL "
        "ORGANIZATIONS\n\nPERU\nMr. C\n"
    )
    path = text_file(tmp_path, listed)
    with pytest.raises(DataError) as caught:
        propose(workspace, path)
    assert [(f.code, f.row) for f in caught.value.findings] == [
        ("name-doubtful", 5),
        ("name-doubtful", 12),
    ]
    left = propose(workspace, path, leave_doubtful=True)
    assert set(roles(left)) == {"JPN", "ITA"}
    assert [f.code for f in left.warnings] == ["name-doubtful", "name-doubtful"]


def test_a_list_in_unknown_words_is_not_passed_over(workspace: Workspace, tmp_path: Path) -> None:
    text = (
        "1. The following States Parties participated in the Meeting: Japan, Italy, Peru and "
        "Chad.\n2. On the margins one saw: Finland, Poland, Latvia, Estonia and Japan.\n"
        "3. The Meeting elected as Vice-Presidents: Japan, Italy, Peru and Chad.\n"
    )
    with pytest.raises(DataError, match="EST, FIN, LVA, POL") as caught:
        propose(workspace, text_file(tmp_path, text))
    assert [(f.code, f.row) for f in caught.value.findings] == [("name-doubtful", 2)]


def test_observers_named_before_the_verb(workspace: Workspace, tmp_path: Path) -> None:
    text = (
        "15. The following States Parties participated in the Meeting: Japan, Bosnia and "
        "Herzegovina and Peru.\n16. Finland, Trinidad and Tobago, the United Arab Emirates and "
        "Korea, Republic of, participated in\nthe work of the Meeting as observers.\n17. The "
        "ICRC, the European Union and UNIDIR (Switzerland) participated as observers.\n"
    )
    proposal = propose(workspace, text_file(tmp_path, text))
    assert roles(proposal) == {
        "JPN": "state_party",
        "BIH": "state_party",
        "PER": "state_party",
        "FIN": "observer_state",
        "TTO": "state_party",
        "ARE": "observer_state",
        "KOR": "observer_state",
    }
    # Trinidad and Tobago is a party, and taken as one
    assert [f.code for f in proposal.warnings] == ["role-differs"]


def test_roles_are_checked_against_treaty_status_with_the_dates(
    workspace: Workspace, tmp_path: Path
) -> None:
    """On 11 September 2023 South Sudan had acceded but was no party yet, Kenya had only signed,
    China had done neither.
    """
    rows = [
        ("State", "Role"),
        ("South Sudan", "State Party"),
        ("Kenya", "State Party"),
        ("China", "State Party"),
    ]
    rows += [
        ("Japan", "Signatory"),
        ("France", "State Party"),
        ("France", "Observer State"),
        ("Swaziland", "State Party"),
    ]
    path = tmp_path / "list.csv"
    path.write_bytes(made.csv_bytes(rows))
    proposal = propose(workspace, path)
    said = "\n".join(finding.line() for finding in proposal.warnings)
    for words in (
        "list.csv:2  role-differs  warning: the document calls South Sudan state_party, but on "
        "2023-09-11 it was observer_state: consented 2023-08-03, in force from 2024-02-01. "
        "Treaty status was taken.",
        "calls Kenya state_party, but on 2023-09-11 it was signatory: signed 2008-12-03.",
        "calls China state_party, but on 2023-09-11 it was observer_state: never signed nor "
        "acceded.",
        "calls Japan signatory, but on 2023-09-11 it was state_party: signed 2008-12-03, "
        "consented 2009-07-14",
        "France stands in two lists: state_party (line 6) and observer_state (line 7); signed "
        "2008-12-03",
        '"Swaziland" was the name of Eswatini until 2018-05-31, before 2023-09-11.',
    ):
        assert words in said
    assert roles(proposal) == {
        "SSD": "observer_state",
        "KEN": "signatory",
        "CHN": "observer_state",
        "JPN": "state_party",
        "FRA": "state_party",
        "SWZ": "state_party",
    }


def test_a_list_without_roles_takes_them_from_treaty_status(
    workspace: Workspace, tmp_path: Path
) -> None:
    proposal = propose(workspace, text_file(tmp_path, "Japan\nKenya\nChina\nICRC\n"))
    assert roles(proposal) == {"JPN": "state_party", "KEN": "signatory", "CHN": "observer_state"}


@pytest.mark.slow
def test_a_question_left_without_an_answer_writes_nothing(office: Path, tmp_path: Path) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    path = text_file(tmp_path, "State,Role\nJapan,State Party\n", "list.csv")
    target = office / "data" / "participants" / "msp11.csv"
    before = target.read_bytes()
    words = ["import", "participants", "msp11", str(path)]
    symbol = ("Symbol of the document, such as MSP/2023/INF.1: ", "CCM/INF.1\n")
    asked = "How many States does the document list as taking part: "
    for talk, code in (
        ([(symbol[0], CLOSED)], 130),
        ([(symbol[0], ENTER)], 2),
        ([symbol, (asked, CLOSED)], 130),
        ([symbol, (asked, INTERRUPT)], 130),
        ([symbol, (asked, "one\n"), ("Type a number", ""), (asked, "2\n")], 2),
        ([symbol, (asked, "1\n"), ("Write this? [y/N]: ", ENTER)], 2),
    ):
        seen = at_terminal(office, words, *talk)
        assert (seen.code, target.read_bytes()) == (code, before), seen.screen
    assert "Please count the States: these are fewer than half" in seen.screen
    seen = at_terminal(office, words, symbol, (asked, "1\n"), ("Write this? [y/N]: ", "y\n"))
    assert seen.code == 0 and b",CCM/INF.1," in target.read_bytes(), seen.screen


def test_unknown_names_stop_everything_until_an_alias_settles_them(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = text_file(
        tmp_path,
        "State,Role\nJapan,State Party\nIvory Cst,State Party\nSome Observatory,Observer\n",
        "list.csv",
    )
    target = office / "data" / "participants" / "msp11.csv"
    before = target.read_bytes()
    base = [
        "import",
        "participants",
        "msp11",
        str(path),
        "--document",
        "CCM/X",
        "--yes",
        "--as-of",
        "2026-11-21",
    ]
    base += ["--states", "2"]
    done = run(*base, cwd=office)
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        'list.csv:3  name-unknown  "Ivory Cst" is not recognised as the name of a State'
        in done.stderr
    )
    assert (
        'list.csv:4  name-unknown  "Some Observatory" is not recognised as the name of a State'
        in done.stderr
    )
    assert target.read_bytes() == before and len(list(target.parent.glob("msp11*"))) == 1
    (tmp_path / "aliases.csv").write_text("name,iso3\nIVORY CST,CIV\n")
    assert run(*base, "--alias", "Ivory Cst=XXX", cwd=office).returncode == 2
    done = run(
        *base,
        "--alias-file",
        str(tmp_path / "aliases.csv"),
        "--alias",
        "Some Observatory=-",
        cwd=office,
    )
    assert done.returncode == 0, done.stderr
    rows = {row["iso3"]: row for row in rows_of(target)}
    assert set(rows) == {"JPN", "CIV"}
    assert rows["CIV"]["evidence"] == 'listed as "Ivory Cst", settled by alias'
    assert "Left out, as you answered (1): Some Observatory (line 4)." in done.stdout
    done = run("check", cwd=office)
    assert done.returncode == 0, done.stderr


def test_the_summary_shows_what_changes(run: Run, office: Path, tmp_path: Path) -> None:
    """Japan stays away and the United States takes part: the sum of rates and the largest shares
    move.
    """
    codes = sorted({*made.PARTIES, "USA"} - {"JPN"})
    rows = [
        ("iso3", "role"),
        *((code, "state_party" if code != "USA" else "observer_state") for code in codes),
    ]
    path = tmp_path / "list.csv"
    path.write_bytes(made.csv_bytes(rows))
    done = run("import", "participants", "msp11", str(path), "--dry-run", cwd=office)
    assert done.returncode == 0, done.stderr
    for words in (
        "not named: give --document",
        "States    111: 110 States Parties, 0 signatories, 1 other State not party",
        "Compared with the list in use (expected)",
        "Added (1)\n    USA United States of America (observer State)",
        "Removed (1)\n    JPN Japan (State Party)",
        SPECIMEN_TITLE.replace(" payment", "\npayment"),
        "Sum of rates: 45.116 before, 59.083 after. States sharing the cost: 111 before,",
        "USA  United States of                -  37.235753              -      37,235.76",
        "JPN  Japan                   17.805213          -      17,805.20              -",
        "Dry run: nothing was written.",
    ):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    after = ccmcost.apportion("msp11", participants=path)
    assert (str(after.amount("USA")), after.rows[-1].iso3) == ("37235.76", "ZMB")
    assert (office / "data/participants/msp11.csv").read_bytes() == (
        DATA / "participants/msp11.csv"
    ).read_bytes()


@pytest.mark.slow
def test_the_way_it_is_refused_and_taken(run: Run, office: Path, tmp_path: Path) -> None:
    path = text_file(tmp_path, "State,Role\nJapan,State Party\n", "list.csv")
    base = ["import", "participants", "msp11", str(path)]
    assert 'Run "ccmcost init"' in run(*base, "--yes", "--document", "X").stderr
    done = run(*base, "--document", "X", cwd=office)
    assert (done.returncode, "add --states 1." in done.stderr) == (2, True)
    assert "add --states 1." in run(*base, "--dry-run", cwd=office).stdout
    assert run(*base, "--document", "X", "--yes", cwd=office).returncode == 2
    done = run(*base, "--document", "X", "--states", "1", cwd=office)
    assert (done.returncode, "Add --yes" in done.stderr) == (2, True)
    done = run(*base, "--document", "X", "--states", "2", "--yes", cwd=office)
    assert (done.returncode, "1 States were read, not 2" in done.stderr) == (1, True)
    base += ["--states", "1"]
    done = run(*base, "--yes", cwd=office)
    assert (done.returncode, "name it with --document" in done.stderr) == (2, True)
    assert run("import", "participants", "rc3", str(path), "--yes", cwd=office).returncode == 1
    assert run("import", "participants", "msp99", str(path), "--yes", cwd=office).returncode == 2
    assert run(*base, "--yes", "--document", "CCM/X", cwd=office).returncode == 0
    done = run("apportion", "msp11", "--no-files", cwd=office)
    assert "1 State Party (official list)" in " ".join(done.stdout.split())
    assert run("meeting", "expect", "msp11", cwd=office).returncode == 2


def test_standard_input(office: Path, tmp_path: Path) -> None:
    text = (text_report(tmp_path)).read_bytes()
    command = [
        sys.executable,
        "-m",
        "ccmcost",
        "import",
        "participants",
        "msp11",
        "-",
        "--yes",
        "--states",
        "140",
    ]
    done = subprocess.run(
        command, input=text, cwd=office, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = rows_of(office / "data" / "participants" / "msp11.csv")
    assert {row["iso3"]: row["role"] for row in rows} == GROUPS.roles()
    assert {row["source"] for row in rows} == {"standard input"}


def test_every_list_that_was_in_use_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    folder = workspace.data / "participants"
    first, second = (
        propose(workspace, text_file(tmp_path, text), document="X")
        for text in ("Japan\n", "Peru\n")
    )
    write_list(workspace, first, DAY)
    again = propose(workspace, text_file(tmp_path, "Peru\n"), document="X")
    write_list(workspace, again, DAY)
    assert second.rows == again.rows
    assert sorted(path.name for path in folder.glob("msp11*")) == [
        "msp11-until-2026-11-21-2.csv",
        "msp11-until-2026-11-21.csv",
        "msp11.csv",
    ]
    with pytest.raises(WriteError, match="changed by another command meanwhile"):
        write_list(workspace, again, DAY)
    assert len(list(folder.glob("msp11*"))) == 3


@pytest.mark.slow
def test_killed_at_any_moment_the_list_is_the_old_or_the_new_one_whole(
    office: Path, tmp_path: Path
) -> None:
    """Killed after each system call that touches the folder, by a child that kills itself,
    and at random times.
    """
    path = csv_codes(tmp_path)
    target = office / "data" / "participants" / "msp11.csv"
    old = target.read_bytes()
    code = (
        "import os, signal, sys\n"
        "from ccmcost import atomic, publish\n"
        "left = [int(sys.argv.pop(1))]\n"
        "def counted(real):\n"
        "    def call(*a, **k):\n"
        "        left[0] -= 1\n"
        "        if left[0] == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        done = real(*a, **k)\n"
        "        left[0] -= 1\n"
        "        if left[0] == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return done\n"
        "    return call\n"
        "publish.os.replace = counted(os.replace)\n"
        "atomic.create = counted(atomic.create)\n"
        "from ccmcost.cli.entry import main\nmain()\n"
    )
    arguments = [
        "import",
        "participants",
        "msp11",
        str(path),
        "--yes",
        "--document",
        "CCM/X",
        "--as-of",
        "2026-11-21",
    ]
    arguments += ["--states", str(len(GROUPS.roles()))]
    seen = []
    for step in range(1, 60):
        target.write_bytes(old)
        done = subprocess.run(
            [sys.executable, "-c", code, str(step), *arguments],
            cwd=office,
            capture_output=True,
            timeout=60,
            check=False,
        )
        now = target.read_bytes()
        archives = [p.read_bytes() for p in target.parent.glob("msp11-until-*.csv")]
        seen.append((done.returncode, now == old))
        if now != old:
            assert len(rows_of(target)) == len(GROUPS.roles())
            assert archives == [old]
        assert all(archive == old for archive in archives)
        if not done.returncode:
            break
    ends, were_old = [code for code, _ in seen], [is_old for _, is_old in seen]
    assert len(ends) > 12 and ends == [-signal.SIGKILL] * (len(ends) - 1) + [0]
    assert not were_old[-1] and were_old == sorted(were_old, reverse=True)
    for delay in (0.2, 0.4):
        target.write_bytes(old)
        process = subprocess.Popen(
            [sys.executable, "-m", "ccmcost", *arguments],
            cwd=office,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.kill()
        process.wait()
        assert target.read_bytes() == old or len(rows_of(target)) == len(GROUPS.roles())


def bomb(name: str) -> bytes:
    """A small file that unpacks to 300 MB."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package,
        package.open(name, "w") as stream,
    ):
        for _ in range(300):
            stream.write(b" " * (1024 * 1024))
    return buffer.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b '
    '"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>'
)


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty.pdf": lambda: b"",
    "noise.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 2000,
    "cut.pdf": lambda: (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages "
        b"/Kids [2 0 R] /Count 9"
    ),
    "noise.docx": lambda: b"PK\x03\x04" + bytes(range(256)) * 1000,
    "bomb.docx": lambda: bomb("word/document.xml"),
    "laughs.docx": lambda: zipped(word__document_xml=LAUGHS),
    "deep.docx": lambda: zipped(word__document_xml="<a>" * 100_000),
    "broken.docx": lambda: zipped(word__document_xml="<w:document"),
    "sheet.docx": lambda: zipped(other_xml="<a/>"),
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "bomb.xlsx": lambda: bomb("xl/workbook.xml"),
    "laughs.xlsx": lambda: zipped(xl__workbook_xml=LAUGHS),
    "noise.xlsx": lambda: b"PK\x03\x04noise",
    "nothing.xlsx": lambda: zipped(xl__workbook_xml="<workbook/>"),
    "nul.txt": lambda: b"STATES PARTIES\n\0\n",
    "bytes.csv": lambda: b"State\nC\x81te d'Ivoire\n",  # in no encoding of a spreadsheet
    "long.txt": lambda: b"a" * 3_000_000,
    "prose.txt": lambda: b"Nothing of interest. " * 20_000,
    "commas.txt": lambda: b"The following States Parties participated: " + b"x, " * 4000,
    "quotes.csv": lambda: b'State\n"Japan\n',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_broken_files_are_findings(name: str, office: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    code = (
        "import re, resource, sys\nfrom pathlib import Path\n"
        "from ccmcost.cli.entry import main\ntry:\n    main()\nfinally:\n"
        "    own = int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
        "    print('PEAK', max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), "
        "file=sys.stderr)\n"
    )
    command = [
        sys.executable,
        "-c",
        code,
        "import",
        "participants",
        "msp11",
        str(path),
        "--yes",
        "--document",
        "X",
    ]
    before = {p: p.read_bytes() for p in office.rglob("*") if p.is_file()}
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=office, capture_output=True, encoding="utf-8", timeout=90, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and name in done.stderr
    assert {line.split("  ")[1] for line in done.stderr.splitlines() if "  " in line} <= {
        "file-unreadable",
        "file-encoding",
        "file-syntax",
        "document-empty",
        "name-unknown",
    }
    assert time.monotonic() - begun < 80
    peak = int(done.stderr.split("PEAK ")[1].split()[0])
    assert peak < 500 * 1024, f"{peak} KiB"
    assert {p: p.read_bytes() for p in office.rglob("*") if p.is_file()} == before


def test_a_reader_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ccmcost.intake import extract

    def hung(_: list[str], **streams: Any) -> subprocess.Popen[bytes]:
        return started([sys.executable, "-c", "import time; time.sleep(600)"], **streams)

    findings, started = Findings(), subprocess.Popen
    source = SourceFile("x.pdf", "command line", pdf_bare_columns(tmp_path).read_bytes(), "x.pdf")
    monkeypatch.setattr(subprocess, "Popen", hung)
    assert extract.extract(source, "pdf", findings, seconds=0.5) is None
    assert "takes more than" in findings.errors[0].message


def test_pdf_without_its_package_gets_a_hint(office: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked" / "pypdfium2"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ModuleNotFoundError('no', name='pypdfium2')\n")
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    env = {**os.environ, "PYTHONPATH": f"{blocked.parent}{os.pathsep}{ROOT}"}
    command = [
        sys.executable,
        "-m",
        "ccmcost",
        "import",
        "participants",
        "msp11",
        str(path),
        "--dry-run",
    ]
    done = subprocess.run(
        command, cwd=office, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 2
    assert 'pip install "ccmcost[documents]"' in done.stderr


def test_nothing_is_written_by_a_request_without_a_document(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no document symbol"):
        write_list(workspace, propose(workspace, text_file(tmp_path, "Japan\n")), DAY)
