"""Pages of a treaty collection as they are: heads in any order, other chapters, other treaties;
every row accounted for.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ccmcost.desk.init import make_workspace
from ccmcost.desk.treaty import TreatyProposal, propose_status
from ccmcost.errors import CcmcostError
from ccmcost.intake.treaty_days import deed_of
from ccmcost.intake.treaty_pages import which_treaty
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace, open_workspace
from tests import intake_documents as made

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKS = {"accession": " a", "acceptance": " A", "approval": " AA", "ratification": ""}
TITLE = "CHAPTER XXVI|DISARMAMENT|6. Convention on Cluster Munitions|Dublin, 30 May 2008"
HEADS = {
    "participant": "Participant",
    "signed": "Signature",
    "provisional": "Provisional application(n)",
    "consent": "Approval(AA), Acceptance(A), Accession(a), Ratification",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("treaty")
    make_workspace(folder / "office")
    return open_workspace(str(folder / "office" / "data"))


def words(day: date | None) -> str:
    return f"{day.day:>2} {MONTHS[day.month - 1]} {day.year}" if day else ""


def rows(*columns: str, **changes: str) -> list[list[str]]:
    """The table as it is, with these columns in this order; `changes` replace a State's cell of
    consent.
    """
    found = [[HEADS.get(column, column) for column in columns]]
    for code, status in made.TREATY.items():
        consent = changes.get(
            code, f"{words(status.consented)}{MARKS.get(status.consent_kind, '')}"
        )
        cells = {
            "participant": made.STATES[code].name,
            "signed": words(status.signed),
            "consent": consent,
            "provisional": "2 Sep 2014 n" if code == "BLZ" else "",
        }
        for kind in ("ratification", "accession"):
            cells[kind] = words(status.consented) if status.consent_kind == kind else ""
        cells["other consent"] = (
            consent if status.consent_kind not in ("ratification", "accession") else ""
        )
        found.append([cells.get(column, "") for column in columns])
    return found


def html(table: list[list[str]], title: str = TITLE, more: str = "") -> bytes:
    heads = "".join(f"<tr><td>{text}</td></tr>" for text in title.split("|"))
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in table)
    day = "<p>STATUS AS AT : 20-11-2026 09:15:30 EDT</p>"
    return (
        f"<html><body><table>{heads}</table>{day}<table>{body}</table>{more}</body></html>".encode()
    )


def xml(table: list[list[str]], title: str = TITLE) -> bytes:
    body = "".join(
        f"<Row>{''.join(f'<Entry>{cell}</Entry>' for cell in row)}</Row>" for row in table[1:]
    )
    head = "".join(f"<Entry>{cell}</Entry>" for cell in table[0])
    names = "".join(f"<Titlesect>{text}</Titlesect>" for text in title.split("|"))
    return (
        "<?xml version='1.0' "
        f"encoding='UTF-8'?><Treaties><Treaty>{names}<Participants><Table><TGroup><Thead><Rows><Row>{head}</Row></Rows></Thead><Tbody><Rows>{body}</Rows></Tbody>"
        "</TGroup></Table></Participants></Treaty></Treaties>"
    ).encode()


def read(workspace: Workspace, content: bytes, name: str = "page.html") -> TreatyProposal:
    return propose_status(workspace, SourceFile(name, "command line", content, name), (), None)


KIND_OF = {made.STATES[code].name: each.consent_kind for code, each in made.TREATY.items()}

ORDERS = {
    "as on the page": ("participant", "signed", "provisional", "consent"),
    "turned round": ("participant", "consent", "provisional", "signed"),
    "a column for each kind": (
        "participant",
        "signed",
        "ratification",
        "accession",
        "other consent",
    ),
}


@pytest.mark.parametrize("order", ORDERS)
def test_heads_in_any_order_give_the_status_as_it_is(order: str, workspace: Workspace) -> None:
    for content, name in (
        (html(rows(*ORDERS[order])), "page.html"),
        (xml(rows(*ORDERS[order])), "XXVI-6.en.xml"),
    ):
        if order == "a column for each kind":
            made_so = content.replace(b">other consent<", b">Acceptance(A), Approval(AA)<")
            made_so = made_so.replace(b">ratification<", b">Ratification<").replace(
                b">accession<", b">Accession<"
            )
        else:
            made_so = content
        proposal = read(workspace, made_so, name)
        assert (proposal.changes, proposal.parties, proposal.account.is_closed) == ((), 112, True)
        assert len(proposal.account.of("taken")) == len(made.STATES)
        left = [(line.text, line.reason, line.times) for line in proposal.account.of("left_out")]
        column = (
            'the column "Provisional application(n)"',
            "provisional application is not consent to be bound",
            1,
        )
        assert (column in left) == ("provisional" in ORDERS[order])


@pytest.mark.parametrize(
    ("title", "says"),
    [
        (
            "CHAPTER XXVI|DISARMAMENT|5. Convention on the Prohibition of Anti-Personnel "
            "Mines|Oslo",
            "the document is about",
        ),
        (
            "CHAPTER XXVI|DISARMAMENT|6. a) Protocol to the Convention on Cluster Munitions",
            "not about the Convention",
        ),
        (
            "CHAPTER XXVI|DISARMAMENT|2. b) Amendment to the Convention on Cluster Munitions",
            "itself",
        ),
        (
            "CHAPTER XXVII|ENVIRONMENT|6. Convention on Cluster Munitions",
            "is of chapter XXVII-6, not of XXVI-6",
        ),
        ("CHAPTER XXVII|ENVIRONMENT", "a treaty of chapter XXVII"),
    ],
)
def test_another_treaty_is_refused(workspace: Workspace, title: str, says: str) -> None:
    for content, name in (
        (html(rows(*ORDERS["as on the page"]), title), "p.html"),
        (xml(rows("participant", "consent"), title), "p.xml"),
    ):
        with pytest.raises(CcmcostError, match="treaty-other") as caught:
            read(workspace, content, name)
        assert says in str(caught.value)


def test_a_table_that_names_no_treaty_must_agree_with_the_data(workspace: Workspace) -> None:
    table = rows("participant", "signed", "consent")
    csv = "\n".join(";".join(row) for row in table).encode()
    assert read(workspace, csv, "x.csv").changes == ()
    other = "\n".join(
        ";".join([row[0], row[1], "1 Mar 1999" if row[2].strip() else ""]) for row in table[1:]
    )
    head = ";".join(["Participant", "Signature", "Ratification"])
    with pytest.raises(
        CcmcostError, match="the document names no treaty, and 113 of its 113 dates"
    ):
        read(workspace, f"{head}\n{other}".encode(), "x.csv")


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("[16 Mar 2015]", "stands in brackets: it no longer holds"),
        ("16 Mar 2015, 17 Mar 2016", "holds several dates"),
        ("spring 2015", "is not a date"),
        ("16 Mar 2015 subject to approval", "says more than a date"),
        ("31 Feb 2015", "is not a date"),
        ("16 marcial 2015", "is not a date"),
        ("03/04/2015", "is not a date"),
        ("16 Mar 2015 a AA", "says more than a date"),
    ],
)
def test_a_cell_that_is_not_one_date_is_asked(workspace: Workspace, cell: str, says: str) -> None:
    with pytest.raises(CcmcostError) as caught:
        read(workspace, html(rows("participant", "signed", "consent", CAN=cell)))
    assert f'CAN: "{cell}" {says}' in str(caught.value)


def test_dates_in_brackets_are_those_of_a_state_that_withdrew(workspace: Workspace) -> None:
    """By the data at hand, or by what the user says."""
    page = html(rows("participant", "signed", "consent", LTU="[24 Mar 2011]"))
    assert read(workspace, page).changes == ()
    left = html(rows("participant", "signed", "consent", LTU="[24 Mar 2011]", CAN="[16 Mar 2015]"))
    with pytest.raises(CcmcostError, match=r"CAN: .* stands in brackets"):
        read(workspace, left)
    source = SourceFile("page.html", "command line", left, "page.html")
    (change,) = propose_status(workspace, source, ("CAN=2026-05-01",), None).changes
    assert (change.code, "2026-05-01" in change.what) == ("CAN", True)


def test_what_stands_in_the_page_beside_the_table_is_accounted_for(workspace: Workspace) -> None:
    table = rows("participant", "signed", "consent")
    again = (
        "<table><tr><td>Participant</td><td>Date of receipt</td></tr><tr><td>Canada</td><td>1 "
        "May 2020</td></tr></table>"
    )
    text = "<p>Signatories : 108. Parties : 113</p>"
    proposal = read(workspace, html(table, more=again + text))
    assert proposal.changes == () and ("another table", 2) in [
        (x.reason, x.times) for x in proposal.account.of("left_out")
    ]
    assert (
        all(check.agrees for check in proposal.account.checks) and len(proposal.account.checks) == 2
    )
    wrong = read(workspace, html(table, more="<p>Parties : 90</p>"))
    assert any(
        "the page states 90 Parties, but 113 were read" in each.message for each in wrong.warnings
    )
    with pytest.raises(CcmcostError, match="Canadda"):
        read(workspace, html([*table, ["Canadda", "", "1 May 2020"]]))
    with pytest.raises(CcmcostError, match="which stands in row"):
        read(workspace, html([*table, ["Canada", "", "1 May 2020"]]))
    two = rows("participant", "signed", "consent", "accession")
    spoilt = [[*row[:3], "1 May 2020"] if row[0] == "Canada" else [*row[:3], ""] for row in two[1:]]
    with pytest.raises(CcmcostError, match="CAN has several dates of consent"):
        read(workspace, html([["Participant", "Signature", "Ratification", "Accession"], *spoilt]))


def test_a_table_without_signatures_keeps_those_at_hand(workspace: Workspace) -> None:
    """Protocols of other chapters have one column: Consent to be bound(P)."""
    table = rows("participant", "consent")
    table[0][1] = "Consent to be bound(P), Succession(d)"
    assert read(workspace, html(table)).changes == ()


def test_the_heads_of_the_lists_of_other_secretariats_are_known(workspace: Workspace) -> None:
    names = {"consent": "Deposit date", "signed": "Signed", "participant": "States Parties"}
    table = rows("participant", "signed", "consent")
    table[0] = [names[each] for each in ("participant", "signed", "consent")] + ["Deposit type"]
    for row in table[1:]:
        row.append(KIND_OF[row[0]])
        row[2] = row[2].rstrip(" aA")
    assert read(workspace, html(table)).changes == ()


@pytest.mark.parametrize(
    ("text", "head", "day", "kind"),
    [
        ("3 Dec 2008", "Ratification", "2008-12-03", "ratification"),
        (" 9 Apr 2013 a", "Ratification, Accession(a)", "2013-04-09", "accession"),
        ("23 Oct 2006 d", "Accession(a), Succession(d)", "2006-10-23", "succession"),
        ("1 Jan 2000 AA", "", "2000-01-01", "approval"),
        ("1 Jan 2000 P", "Consent to be bound(P)", "2000-01-01", "consent to be bound"),
        ("1 Jan 2000", "Consent to be bound (P)", "2000-01-01", "consent to be bound"),
        ("9 May 2014 r", "Ratification (r) / Accession (a)", "2014-05-09", "ratification"),
        ("2008-12-03", "Ratification, Accession(a)", "2008-12-03", "ratification"),
        ("1 Jan 2000 2, 3", "Accession", "2000-01-01", "accession"),
        ("1 September 2000 s", "", "2000-09-01", "definitive signature"),
        ("9 avril 2013", "Adhésion", "2013-04-09", "accession"),
        ("le 1er août 2014", "Ratifié", "2014-08-01", "ratification"),
        ("12 févr. 2010 AA", "Ratification, Adhésion(a)", "2010-02-12", "approval"),
        ("4 de septiembre de 2011", "Aceptación", "2011-09-04", "acceptance"),
        ("1.º de enero de 2012 (sucesión)", "", "2012-01-01", "succession"),
        ("7 ago. 2009", "Acceded", "2009-08-07", "accession"),
        ("30-Dec-2015", "Accession(a), Ratified", "2015-12-30", "ratification"),
        ("30 Dec 2015", "Accession (a), Acceptance (A)", "2015-12-30", ""),
        ("30 Dec 2015", "Accession (a)", "2015-12-30", "accession"),
    ],
)
def test_days_and_the_letters_beside_them(text: str, head: str, day: str, kind: str) -> None:
    found = deed_of(text, head)
    assert (str(found.day), found.kind, found.fault) == (day, kind, "")


def test_which_treaty_a_text_is_about() -> None:
    names, text = (
        ("Convention on Cluster Munitions",),
        "{} STATUS AS AT : 20-11-2026 Participant Canada",
    )
    assert (
        which_treaty(
            text.format("CHAPTER XXVI 6. Convention on Cluster Munitions"), names, "XXVI-6"
        )
        == ""
    )
    assert (
        which_treaty(text.format("CHAPTER XXVI 6. Convention on Cluster Munitions"), names, "")
        == ""
    )
    assert which_treaty(text.format("My list of States"), names, "XXVI-6") == "?"


def test_xml_with_entities_is_refused(workspace: Workspace) -> None:
    bomb = xml(rows("participant", "consent")).replace(
        b"<Treaties>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Treaties>", 1
    )
    with pytest.raises(CcmcostError, match="declares a document type"):
        read(workspace, bomb, "x.xml")


def test_the_account_is_kept(workspace: Workspace) -> None:
    from ccmcost.desk.treaty import write_status

    write_status(workspace, read(workspace, html(rows(*ORDERS["as on the page"]))))
    kept = Path(workspace.data / "accounts/treaty_status.csv").read_text(encoding="utf-8")
    assert ",Canada,CAN,,taken,a party,1" in kept


def test_an_older_page_takes_no_consent_away(workspace: Workspace) -> None:
    with pytest.raises(
        CcmcostError,
        match="CAN consented on 2015-03-16 according to the present data, but the document "
        "gives no consent",
    ):
        read(workspace, html(rows("participant", "signed", "consent", CAN="")))


LANGUAGES = {
    "French": (
        "janv. févr. mars avril mai juin juillet août septembre octobre nov. décembre",
        "{} {} {}",
    ),
    "Spanish": (
        "enero feb. marzo abril mayo junio jul. agosto septiembre octubre noviembre diciembre",
        "{} de {} de {}",
    ),
}
FOREIGN_HEADS = {
    "French": "État partie;Date de signature;Ratification, Adhésion(a), Acceptation(A), "
    "Approbation(AA)",
    "Spanish": "Estado;Fecha de la firma;Ratificación, Adhesión(a), Aceptación(A), Aprobación(AA)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_and_heads_in_french_and_spanish(workspace: Workspace, language: str) -> None:
    months, pattern = LANGUAGES[language]

    def said(cell: str) -> str:
        day, month, year, *letter = [*cell.split(), "", "", ""]
        new = (
            pattern.format(day, dict(zip(MONTHS, months.split(), strict=True))[month], year)
            if day
            else ""
        )
        return " ".join([new, *letter]).strip()

    table = [[row[0], *map(said, row[1:])] for row in rows("participant", "signed", "consent")[1:]]
    csv = "\n".join(";".join(row) for row in [FOREIGN_HEADS[language].split(";"), *table]).encode()
    proposal = read(workspace, csv, "x.csv")
    assert (proposal.changes, proposal.parties, proposal.account.is_closed) == ((), 112, True)


PARTS_BELOW = {
    # rows below the table, how many of them are left out as another one
    "what States declared": (
        [["Canada", "Declaration upon ratification of 16 Mar 2015"], ["Norway", "Statement"]],
        2,
    ),
    "as wide as the table": (
        [["Canada", "Upon signature", "The Government understands"], ["Norway", "", "Text"]],
        2,
    ),
    "under a title": ([["Declarations and reservations"], ["Norway", "3 Dec 2008"]], 2),
    "under a French title": ([["Réserves"], ["Canada", "", "3 Dec 2008"]], 2),
    "with other heads": ([["States", "Notification"], ["Norway", "3 Dec 2008"]], 2),
}


@pytest.mark.parametrize("name", PARTS_BELOW)
def test_another_table_below_ends_the_reading(workspace: Workspace, name: str) -> None:
    below, count = PARTS_BELOW[name]
    proposal = read(workspace, html([*rows("participant", "signed", "consent"), *below]))
    assert (proposal.changes, proposal.account.is_closed) == ((), True)
    assert [
        line.times for line in proposal.account.of("left_out") if line.reason == "another table"
    ] == [count]


def test_a_row_with_the_date_of_another_state_below_a_repeated_one_is_not_lost(
    workspace: Workspace,
) -> None:
    table = rows("participant", "signed", "consent")
    last = next(row for row in table if row[0] == "Norway")
    table.remove(last)
    with pytest.raises(CcmcostError, match="which stands in row"):
        read(workspace, html([*table, ["Canada", "see note", ""], last]))


def test_a_column_for_each_kind_of_consent_by_its_verb(workspace: Workspace) -> None:
    """Each State has a date in one of the columns; a kind that its heading leaves open stays what
    it was, or is asked.
    """
    table = rows("participant", "signed", "ratification", "accession", "other consent")
    plain = [[cell.removesuffix(" A") for cell in row] for row in table[1:]]
    for heads in (
        ["State", "Signed", "Ratified", "Acceded", "Accepted or approved"],
        ["Pays", "Signature", "Ratifié", "Adhésion", "Acceptation ou approbation"],
    ):
        csv = "\n".join(";".join(row) for row in [heads, *plain]).encode()
        proposal = read(workspace, csv, "x.csv")
        assert (proposal.changes, proposal.parties) == ((), 112)
        assert not proposal.account.of("left_out")
    new = [["Kenya", row[1], "", "", "9 Oct 2026"] if row[0] == "Kenya" else row for row in plain]
    csv = "\n".join(
        ";".join(row)
        for row in [["State", "Signed", "Ratified", "Acceded", "Accepted or approved"], *new]
    )
    with pytest.raises(
        CcmcostError, match="KEN: the document does not say what its consent of 2026-10-09 was"
    ):
        read(workspace, csv.encode(), "x.csv")


def test_a_column_that_names_the_kind(workspace: Workspace) -> None:
    """In words of any case and language, or by the letter."""
    said = {"a": "Adhésion", "A": "A"}
    table = [
        [name, signed, consent.rstrip(" aA"), said.get(consent[-1:], "RATIFIED") if consent else ""]
        for name, signed, consent in rows("participant", "signed", "consent")[1:]
    ]
    csv = "\n".join(";".join(row) for row in [["State", "Date signed", "Consent", "Kind"], *table])
    proposal = read(workspace, csv.encode(), "x.csv")
    assert (proposal.changes, proposal.account.of("left_out")) == ((), ())


def csv_of(*said: str, head: str = "Participant;Signature;Ratification") -> bytes:
    """The table with the rows of some States said otherwise; without one that has none."""
    new = {line.partition(";")[0]: line for line in said}
    table = rows("participant", "signed", "consent")[1:]
    lines = (new.get(row[0], ";".join(row)) for row in table)
    return "\n".join([head, *filter(lambda line: ";" in line, lines)]).encode()


def status(workspace: Workspace, content: bytes, *left: str, **more: Any) -> TreatyProposal:
    source = SourceFile("x.csv", "command line", content, "x.csv")
    return propose_status(workspace, source, left, more.pop("words", None), **more)


@pytest.mark.parametrize(
    ("content", "left", "more", "says"),
    [
        (b"State;Votes\nCanada;1\n", (), {}, "no table with columns Participant, Signature and"),
        (b"%PDF-1.4 x", (), {}, "treaty status is taken in from the saved web page"),
        (None, (), {"instrument": "protocol"}, "--instrument: "),
        (None, (), {"words": "Collection, chapter XXVI-5"}, "--source: it names chapter XXVI-5;"),
        (None, ("LTU",), {}, '--withdrawn: "LTU" is not STATE=DATE'),
        (None, ("LTU=2025-03-06", "Lithuania=2025-03-07"), {}, "two days are said for Lithuania"),
        (None, ("CAN=2010-01-01",), {}, "CAN: withdrawn on 2010-01-01, before it was a party."),
        (None, (), {"in_force": ("CAN=2016-01-01",)}, "CAN: "),
        (None, (), {"in_force": ("KEN=2016-01-01",)}, "KEN: entry into force on 2016-01-01, but"),
        ("Tuvalu", (), {"in_force": ("TUV=2016-01-01",)}, "--in-force names TUV, but the document"),
        ("Canada;16 Mar 2015;3 Dec 2008", (), {}, "CAN: signed on 2015-03-16, after consent on"),
        ("Canada", (), {}, "CAN is a party or signatory according to the present data, but the"),
    ],
)
def test_what_a_status_cannot_be_is_told_and_nothing_proposed(
    workspace: Workspace, content: bytes | str | None, left: tuple[str, ...],
    more: dict[str, Any], says: str,
) -> None:  # fmt: skip
    told = content if isinstance(content, bytes) else csv_of(*([content] if content else []))
    with pytest.raises(CcmcostError) as caught:
        status(workspace, told, *left, **more)
    assert says in str(caught.value)


def test_a_workbook_is_read_and_days_in_figures_as_one_of_them_proves(workspace: Workspace) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows("participant", "signed", "consent"):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    source = SourceFile("x.xlsx", "command line", content.getvalue(), "x.xlsx")
    assert propose_status(workspace, source, (), None).changes == ()
    table = rows("participant", "signed", "consent")[1:]
    days = [[row[0], *(_in_figures(cell) for cell in row[1:])] for row in table]
    lines = ["Participant;Signature;Ratification", *map(";".join, days)]
    proposal = status(workspace, "\n".join(lines).encode())
    assert proposal.changes == ()
    (told,) = (each.message for each in proposal.warnings if each.code == "date-bad")
    assert re.search('days were read as .*, as "[0-9/]+" can only be read so', told)


def _in_figures(cell: str) -> str:
    day, month, year, *letter = [*cell.split(), "", "", ""]
    return f"{int(day):02}/{MONTHS.index(month) + 1:02}/{year} {''.join(letter)}" if day else ""
