"""Tables of treaty status in memory: days, letters and headings, what is left out or asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, Place
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.treaty_days import Deed, deed_of, kind_named, with_named_days
from ccmcost.intake.treaty_pages import as_at, rows_of, which_treaty
from tests.few_states import index


def sheet(text: str) -> Sheet:
    """A table in which `|` parts the cells."""
    return Sheet("", tuple(tuple(line.split("|") if line else ()) for line in text.splitlines()))


def read(
    text: str, page: str = "", left: Sequence[str] = ()
) -> tuple[dict[str, str], list[tuple[int, str, str, int]], list[str]]:
    """What each State did and when, the account (row, fate, the first words of the reason, times),
    and the warnings.
    """
    findings = Findings()
    account = Account(Marker("s", findings))
    found = rows_of(sheet(text), index(), account, page, frozenset(left))
    assert [each.iso3 for each in found] == sorted(each.iso3 for each in found)
    lines = [
        (line.place.row, line.fate, " ".join(line.reason.split()[:4]), line.times)
        for line in account.lines
    ]
    status = {}
    for each in found:
        days = {
            "signed": each.signed,
            each.kind or "consented": each.consented,
            "in force": each.in_force,
            "left": each.withdrawn,
        }
        assert each.consented or not each.kind
        status[each.iso3] = ", ".join(f"{what} {day}" for what, day in days.items() if day)
    assert [each.place.row for each in found] == [
        line.place.row for code in status for line in account.of("taken") if line.state == code
    ]
    return status, lines, [each.message for each in findings.warnings]


HEAD = "Participant|Signature|Accession(a), Ratification"
PERU = "Peru|3 Dec 2008|26 Sep 2012"
BOTH = {"PER": "signed 2008-12-03, ratification 2012-09-26"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{HEAD}\n{PERU}", BOTH),
        (f"{HEAD}\n{PERU}\nMali||30 Jun 2010 a\nNiger|3 Dec 2008|\nAustria||",
         BOTH | {"MLI": "accession 2010-06-30", "NER": "signed 2008-12-03", "AUT": ""}),
        (f"A title\n\nAnother\n{HEAD}\n{PERU}", BOTH),
        # columns in another order, and others beside them
        ("Signature|Participant|Ratification\n3 Dec 2008|Peru|26 Sep 2012", BOTH),
        ("Ratification|Signature|State\n26 Sep 2012|3 Dec 2008|Peru", BOTH),
        ("No.|State|Ratification\n1|Peru|26 Sep 2012", {"PER": "ratification 2012-09-26"}),
        ("State|Ratification|Withdrawal|Entry into force\nPeru|26 Sep 2012|6 Mar 2025|1 Mar 2013",
         {"PER": "ratification 2012-09-26, in force 2013-03-01, left 2025-03-06"}),
        ("In force|Withdrawn|State|Accession\n1 Mar 2013|6 Mar 2025|Peru|26 Sep 2012",
         {"PER": "accession 2012-09-26, in force 2013-03-01, left 2025-03-06"}),
        # the kind of consent in a column of its own, by word or letter, or in that of the day
        ("State|Consent|Type\nPeru|26 Sep 2012|Ratified\nMali|30 Jun 2010|a\nNiger|3 Dec 2008 AA",
         {"PER": "ratification 2012-09-26", "MLI": "accession 2010-06-30",
          "NER": "approval 2008-12-03"}),
        ("Type|State|Consent\na|Peru|26 Sep 2012 A\n|Mali|30 Jun 2010 A\na|Niger|",
         {"PER": "accession 2012-09-26", "MLI": "acceptance 2010-06-30", "NER": ""}),
        ("Consent|State\n26 Sep 2012|Peru", {"PER": "consented 2012-09-26"}),
        ("State_name|Name|Date deposited|Deposit\nPeru|x||26 Sep 2012",
         {"PER": "consented 2012-09-26"}),
        # a heading that begins as that of the States does is that of the States
        ("States that ratified|Signature|Ratification\nPeru|3 Dec 2008|26 Sep 2012", BOTH),
        ("State|Name|Ratification\nPeru|Mali|26 Sep 2012", {"PER": "ratification 2012-09-26"}),
        ("Statement|State|Ratification\nNo|Peru|26 Sep 2012", {"PER": "ratification 2012-09-26"}),
        # a definitive signature is consent; provisional application is none
        ("State|Signature|Ratification\nPeru|3 Dec 2008 s|",
         {"PER": "signed 2008-12-03, definitive signature 2008-12-03"}),
        ("State|Signed, provisionally applied|Signature|Ratification\nPeru|1 May 2009|3 Dec 2008|",
         {"PER": "signed 2008-12-03"}),
        ("State|Provisional application upon ratification|Accession\nPeru|1 May 2009|26 Sep 2012",
         {"PER": "accession 2012-09-26"}),
        # the signature may stand in a column whose heading names a ratification to come
        ("State|Signature before ratification|Accession\nPeru|3 Dec 2008|",
         {"PER": "signed 2008-12-03"}),
        # a heading is no paragraph
        (f"State|Ratification|Accession yy{' x' * 74}\nPeru||26 Sep 2012",
         {"PER": "accession 2012-09-26"}),
        (f"State|Ratification|Accession{' x' * 76}\nPeru||26 Sep 2012", {"PER": ""}),
        ("State|x|Ratification\nPeru||26 Sep 2012", {"PER": "ratification 2012-09-26"}),
        ("State||Ratification\nPeru||26 Sep 2012", {"PER": "ratification 2012-09-26"}),
        # short rows
        (f"{HEAD}\nPeru|3 Dec 2008", {"PER": "signed 2008-12-03"}),
        (f"{HEAD}\nPeru| 3 Dec 2008 | 26 Sep 2012 ", BOTH),
        # no table of treaty status
        ("State|Votes\nPeru|1", {}),
        ("Signature|Ratification\n3 Dec 2008|26 Sep 2012", {}),
        ("Signature|Votes|Ratification\n3 Dec 2008|Peru|26 Sep 2012", {}),
        ("Peru|Mali", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_the_columns_are_known_by_their_headings(text: str, wanted: dict[str, str]) -> None:
    status, lines, told = read(text)
    assert (status, told) == (wanted, [])
    assert not [line for line in lines if line[1] == "open"]


LEFT, OPEN, TAKEN = "left_out", "open", "taken"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{HEAD}\n{PERU}\nMali|3 Dec 2008|\nNiger||",
         [(2, TAKEN, "a party", 1), (3, TAKEN, "a signatory", 1),
          (4, TAKEN, "neither party nor signatory", 1)]),
        # what is no row of the table
        (f"{HEAD}\nEurope\n{PERU}\n||\n|x|\nAll||", [
            (2, LEFT, "no row of the", 1), (3, TAKEN, "a party", 1), (5, LEFT, "no row of the", 1),
            (6, LEFT, "no State, and no", 1)]),
        ("State|Ratification\nPeru|26 Sep 2012\nAll|2 States", [
            (2, TAKEN, "a party", 1), (3, LEFT, "no State, and no", 1)]),
        # names that nobody knows, with a day on either side
        (f"{HEAD}\nAtlantis||26 Sep 2012", [(2, OPEN, '"Atlantis" is not recognised', 1)]),
        (f"{HEAD}\nAtlantis|3 Dec 2008|", [(2, OPEN, '"Atlantis" is not recognised', 1)]),
        ("Ratification|State\n26 Sep 2012|Atlantis",
         [(2, OPEN, '"Atlantis" is not recognised', 1)]),
        (f"{HEAD}\nAs of 3 Dec 2008||", [(2, LEFT, "no State, and no", 1)]),
        (f"{HEAD}\n{PERU}\nPERU||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, OPEN, '"PERU" is PER, which', 1)]),
        # days that are none, told once for all States
        (f"{HEAD}\nPeru|spring|\nMali|spring|\nNiger|autumn|[3 Dec 2008]\nAustria||",
         [(2, OPEN, 'PER: "spring" is not', 3), (2, TAKEN, "neither party nor signatory", 1),
          (3, TAKEN, "neither party nor signatory", 1),
          (4, OPEN, 'NER: "[3 Dec 2008]"', 1),
          (4, TAKEN, "neither party nor signatory", 1),
          (5, TAKEN, "neither party nor signatory", 1)]),
        ("State|Ratification|Accession\nPeru|26 Sep 2012|3 Dec 2008",
         [(2, OPEN, "PER has several dates", 1), (2, TAKEN, "a party", 1)]),
        ("State|Signature|Ratification\nPeru|3 Dec 2008 s|26 Sep 2012",
         [(2, OPEN, "PER has several dates", 1), (2, TAKEN, "a party", 1)]),
        # columns that are not read
        ("State|Votes||Ratification|Provisional application\nPeru|1|x|26 Sep 2012|\nMali|2|||",
         [(1, LEFT, "not read", 2), (2, TAKEN, "a party", 1),
          (3, TAKEN, "neither party nor signatory", 1)]),
        ("x\nState|Provisional application|Ratification|Votes\nPeru|3 Dec 2008||",
         [(2, LEFT, "provisional application is not", 1),
          (3, TAKEN, "neither party nor signatory", 1)]),
        ("State in provisional application or not|Ratification\nPeru|26 Sep 2012",
         [(2, TAKEN, "a party", 1)]),
        ("Provisional application|Ratification\nState|Votes|Ratification\nPeru|3|26 Sep 2012",
         [(2, LEFT, "not read", 1), (3, TAKEN, "a party", 1)]),
        # another table below
        (f"{HEAD}\n{PERU}\nDeclarations||\nNorway|x|\n||\n{PERU}",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 3)]),
        (f"{HEAD}\n{PERU}\n|Notes|\nMali||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 2)]),
        (f"{HEAD}\nDeclarations||\n{PERU}",
         [(2, LEFT, "no State, and no", 1), (3, TAKEN, "a party", 1)]),
        (f"{HEAD}\n{PERU}\nNotes|x|\nMali||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "no State, and no", 1), (4, TAKEN, "a party", 1)]),
        (f"{HEAD}\n{PERU}\nEurope||\nMali||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "no State, and no", 1), (4, TAKEN, "a party", 1)]),
        (f"{HEAD}\n{PERU}\nState|Declaration\nMali||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 2)]),
        (f"{HEAD}\n{PERU}\nStates\nMali||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "no row of the", 1), (4, TAKEN, "a party", 1)]),
        (f"{HEAD}\n{PERU}\n{HEAD}\nMali||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 2)]),
        # a State that says something else again
        (f"{HEAD}\n{PERU}\nPeru|Declaration|\nMali|Statement|",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 2)]),
        (f"{HEAD}\n{PERU}\nPeru|Declaration|\nPeru||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 2)]),
        (f"{HEAD}\n{PERU}\nPeru|Declaration|\n|3 Dec 2008|",
         [(2, TAKEN, "a party", 1), (3, LEFT, "another table", 2)]),
        (f"{HEAD}\n{PERU}\nPeru|Declaration|\nMali||26 Sep 2012\nPeru||26 Sep 2012",
         [(2, TAKEN, "a party", 1), (3, OPEN, '"Peru" is PER, which', 1),
          (4, TAKEN, "a party", 1), (5, OPEN, '"Peru" is PER, which', 1)]),
        (f"{HEAD}\n{PERU}\nPeru||",
         [(2, TAKEN, "a party", 1), (3, OPEN, '"Peru" is PER, which', 1)]),
        (f"{HEAD}\nPeru|Declaration|\nMali||26 Sep 2012",
         [(2, OPEN, 'PER: "Declaration" is not', 1), (2, TAKEN, "neither party nor signatory", 1),
          (3, TAKEN, "a party", 1)]),
        ("Signature|Ratification|State\n3 Dec 2008||Peru\nDeclaration||Peru\n26 Sep 2012",
         [(2, TAKEN, "a signatory", 1), (3, LEFT, "another table", 2)]),
    ],
)  # fmt: skip
def test_each_row_is_taken_left_out_or_asked(
    text: str, wanted: list[tuple[int, str, str, int]]
) -> None:
    assert sorted(read(text)[1]) == sorted(wanted)


def test_a_wrong_day_is_told_with_the_places_where_it_stands_too() -> None:
    findings = Findings()
    text = f"{HEAD}\nPeru|spring|\nMali|soon|\nNiger|soon|soon"
    rows_of(sheet(text), index(), Account(Marker("s", findings)))
    (told,) = (each.message for each in findings.errors)
    assert told.startswith('PER: "spring" is not a date')
    assert told.endswith("It also stands at line 3, line 4.")


def test_a_table_without_signatures_says_nothing_of_them() -> None:
    def signs(text: str) -> bool:
        (row,) = rows_of(sheet(text), index(), Account(Marker("s", Findings())))
        return row.signs

    assert not signs("State|Ratification\nPeru|26 Sep 2012")
    assert signs("Signed|State|Ratification\n|Peru|26 Sep 2012")


def test_days_in_brackets_hold_no_longer_unless_the_state_left() -> None:
    text = f"{HEAD}\nPeru|[3 Dec 2008]|[26 Sep 2012]\nMali||30 Jun 2010"
    assert read(text, left=("PER",))[0]["PER"] == BOTH["PER"]
    assert read(text, left=("MLI",))[0]["PER"] == ""


PAGE = "Status|Signatories : {} Parties : {}"


@pytest.mark.parametrize(
    ("signed", "parties", "told"),
    [
        (2, 3, []),
        (2, 2, []),  # without the one that left
        (2, 1, ["the page states 1 Parties, but 3 were read."]),
        (1, 3, ["the page states 1 Signatories, but 2 were read."]),
        (3, 4, ["the page states 3 Signatories, but 2 were read.",
                "the page states 4 Parties, but 3 were read."]),
    ],
)  # fmt: skip
def test_what_the_page_counts_is_held_against_what_was_read(
    signed: int, parties: int, told: list[str]
) -> None:
    text = (
        "State|Signature|Accession|Withdrawal\nPeru|3 Dec 2008||\nMali|3 Dec 2008|26 Sep 2012|\n"
        "Niger||26 Sep 2012|6 Mar 2025\nAustria||26 Sep 2012|\nAustralia|||"
    )
    findings = Findings()
    account = Account(Marker("s", findings))
    rows_of(sheet(text), index(), account, PAGE.format(signed, parties))
    assert [(each.message, each.row) for each in findings.warnings] == [(one, 1) for one in told]
    assert [(check.what, check.stated, check.place) for check in account.checks] == [
        ("Parties", str(parties), Place(1)),
        ("Signatories", str(signed), Place(1)),
    ]
    assert [check.agrees for check in account.checks].count(False) == len(told)


def test_a_page_that_counts_only_one_of_them_or_has_no_rows_is_held_against_that() -> None:
    assert read(f"{HEAD}\n{PERU}", "Signatories: 2")[2] == [
        "the page states 2 Signatories, but 1 were read."
    ]
    assert read(HEAD, "Parties: 2")[2] == []


MUNITIONS = "Convention on Cluster Munitions"
OTHER = "not about the Convention on Cluster Munitions."


@pytest.mark.parametrize(
    ("text", "chapter", "wanted"),
    [
        (f"CHAPTER XXVI 6. {MUNITIONS} STATUS AS AT", "XXVI-6", ""),
        (f"CHAPTER XXVI 6. a) {MUNITIONS} STATUS AS AT", "XXVI-6-a", ""),
        (f"CHAPTER XXVI 6. {MUNITIONS} STATUS AS AT", "XXVI-5",
         "the document is of chapter XXVI-6, not of XXVI-5."),
        (f"CHAPTER XXVI 6. a) {MUNITIONS} STATUS AS AT", "XXVI-6",
         "the document is of chapter XXVI-6-a, not of XXVI-6."),
        (f"CHAPTER XXVI 6. {MUNITIONS} STATUS AS AT", "", ""),
        (f"CHAPTER XXVI {MUNITIONS} STATUS AS AT", "XXVI-6", ""),
        (f"6. {MUNITIONS} STATUS AS AT", "XXVI-5", ""),
        (f"Status of the {MUNITIONS.upper()} Participant", "XXVI-6", ""),
        # a protocol to it is another treaty
        (f"Protocol to the {MUNITIONS} STATUS AS AT", "",
         f'the document is about "Protocol to the {MUNITIONS}", not about the {MUNITIONS} itself.'),
        # what stands below does not count
        (f"A list of States STATUS AS AT {MUNITIONS}", "", "?"),
        (f"A list of States Participant {MUNITIONS}", "", "?"),
        # unless nothing to speak of stands above
        (f"Three words here Participant {MUNITIONS}", "", "?"),
        (f"Two words Participant {MUNITIONS}", "", ""),
        ("Participant Peru", "", "?"),
        ("CHAPTER XXVI Some other treaty STATUS AS AT", "",
         f"the document is about a treaty of chapter XXVI, {OTHER}"),
        ("CHAPTER XXVI 5. Convention on Other Matters STATUS AS AT", "",
         f'the document is about "Convention on Other Matters", {OTHER}'),
        ("5. Convention on Other Matters STATUS AS AT", "",
         f'the document is about "Convention on Other Matters", {OTHER}'),
        ("1. Treaties of all kinds and of all years CHAPTER X 5. Convention on Mines and others x",
         "", f'the document is about "Convention on Mines and others x", {OTHER}'),
    ],
)  # fmt: skip
def test_the_title_of_a_page_says_which_treaty_it_is_about(
    text: str, chapter: str, wanted: str
) -> None:
    assert which_treaty(text, (MUNITIONS,), chapter) == wanted


def test_a_page_says_its_day() -> None:
    assert as_at("STATUS AS AT : 03-02-2026 09:15") == date(2026, 2, 3)
    assert as_at("STATUS AS AT : today") is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is not a date"),
        ("soon", "is not a date"),
        ("31 Feb 2015", "is not a date"),
        ("31 Feb 2015, 3 Dec 2008", "is not a date"),
        ("3 Dec 2008, 4 Dec 2008", "holds several dates"),
        ("[3 Dec 2008]", "stands in brackets"),
        ("3 Dec 2008 a AA", "says more than"),
        ("3 Dec 2008 a (ratified)", "says more than"),
        ("3 Dec 2008 ratified, accepted", "says more than"),
        ("3 Dec 2008 subject to approval", "says more than"),
        ("3 Brumaire 2008", "is not a date"),
    ],
)
def test_a_cell_that_is_not_one_day_has_no_day(text: str, fault: str) -> None:
    found = deed_of(text)
    assert found.fault.startswith(fault)
    assert found.day is None


def test_a_cell_of_nothing_has_no_day() -> None:
    assert Deed(()).day is None


@pytest.mark.parametrize(
    ("text", "head", "day", "kind"),
    [
        ("3 Dec 2008", "Accession(a), Ratification", "2008-12-03", "ratification"),
        ("3 Dec 2008", "Ratification, Accession", "2008-12-03", ""),
        ("3 Dec 2008", "Accession (a)", "2008-12-03", "accession"),
        ("3 Dec 2008", "Date", "2008-12-03", ""),
        ("a 3 Dec 2008", "Ratification", "2008-12-03", "accession"),
        ("2008-12-03 (succession)", "Ratification", "2008-12-03", "succession"),
        ("3 déc. 2008", "Adhésion", "2008-12-03", "accession"),
    ],
)
def test_the_letter_or_the_heading_says_the_kind(text: str, head: str, day: str, kind: str) -> None:
    found = deed_of(text, head)
    assert (str(found.day), found.kind, found.fault) == (day, kind, "")


def test_a_cell_names_a_kind_by_word_or_letter_or_not_at_all() -> None:
    said = ("Ratified", "(AA)", "Adhésion", " ratified or acceded ", "x")
    assert [kind_named(each) for each in said] == [
        "ratification", "approval", "accession", "ratified or acceded", "x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted", "order", "proof"),
    [
        # one column proves it for all; what is no day so stays
        ("State|Signed|Ratified\nPeru|03/12/2008 a|26/09/2012\nMali|31/31/2010|soon",
         "State|Signed|Ratified\nPeru|2008-12-03 a|2012-09-26\nMali|31/31/2010|soon",
         "day/month/year", "26/09/2012"),
        ("Signed|Ratified\n12/03/2008\n09/26/2012|01/02/2010",
         "Signed|Ratified\n2008-12-03\n2012-09-26|2010-01-02", "month/day/year", "09/26/2012"),
        # a column with days of another form too stays as it is
        ("26/09/2012|03/12/2008\n26/09/2012|2008-03-12",
         "2012-09-26|03/12/2008\n2012-09-26|2008-03-12",
         "day/month/year", "26/09/2012"),
        ("03/12/2008|04/05/2006", None, "", ""),
        ("26/09/2012|09/26/2012", None, "", ""),
        ("3 Dec 2008", None, "", ""),
        ("", None, "", ""),
    ],
)  # fmt: skip
def test_days_in_figures_are_read_in_the_order_that_one_of_them_proves(
    text: str, wanted: str | None, order: str, proof: str
) -> None:
    table = sheet(text)
    named = sheet(text if wanted is None else wanted)
    assert with_named_days(table) == (named, order, proof)
