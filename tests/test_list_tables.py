"""What is taken from tables of participants, left out and asked, in memory: several sheets, columns
of which it is not certain that they hold those who came, States that stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked
from ccmcost.intake.found import Marker, Section
from ccmcost.intake.participant_tables import read_tables
from ccmcost.intake.sheet import Sheet
from tests.few_states import index
from tests.test_list_columns import cells_of


def sheet(text: str) -> Sheet:
    """A sheet: `= Title` begins it (`- Title` if it is hidden), `^` what stands above it."""
    title, above, lines = "", "", text.splitlines()
    hidden = lines[0].startswith("- ")
    if lines[0][:2] in ("= ", "- "):
        title = lines.pop(0)[2:]
    if lines and lines[0].startswith("^ "):
        above = lines.pop(0)[2:]
    rows, covered = cells_of("\n".join(lines))
    return Sheet(title, rows, hidden=hidden, covered=covered, above=above)


def told(
    *texts: str,
    said: Mapping[str, Section | None] | None = None,
    alias: Mapping[str, str] | None = None,
    column: str = "",
    leave: bool = False,
    sections: Sequence[Section | None] = (),
    lists: bool = False,
) -> list[str]:
    """The States that are taken, those again, then all lines of the account."""
    names = index(organizations=("Lake Agency",), aliases=alias or {})
    account = Account(Marker("l", Findings()), names=alias, leave_doubtful=leave, index=names)
    asked = Asked(said or {}, column)
    taken = read_tables([sheet(text) for text in texts], names, account, asked, sections, lists)
    if taken is None:
        return ["no table"]
    marks = {"signatory": "s:", "observer_state": "o:", "by_status": "b:"}
    states = " ".join(marks.get(each.section or "", "") + each.iso3 for each in taken.mentions)
    again = " ".join(each.iso3 for each in taken.again)
    lines = [
        f"{line.place.text} {line.fate} {line.state or '-'} {line.times} {line.text}: {line.reason}"
        for line in account.lines
    ]
    return [states, *([f"again {again}"] if again else []), *lines]


def agree(found: Sequence[str], wanted: Sequence[str]) -> None:
    """Hold lines against patterns, in which `*` stands for whatever a message says besides."""
    pairs = zip(found, [*wanted, *[""] * len(found)], strict=False)
    assert [want if fnmatchcase(each, want) else each for each, want in pairs] == list(wanted)


ABOVE = '{0} open - 1 {1}: "{1}" stands above a further table of States, and says nothing *'
ALONE = '{0}!A1 open - {1} {0}: The sheet "{0}" names States that no other sheet names ({2}), *'
BARE = (
    '{0}!{1} open - {2} {0}: The sheet "{0}" names States, but no heading such as State stands '
    "above them: {3}. *"
)
BOTH = "{0} open {1} 1 {2}: * stands among those that took part and among those that did not. *"


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Peru\nMali"], ["no table"]),
        (["State\nPeru\nPeru\nMali"], ["PER PER MLI", "again PER"]),
        (["= Any\nState\nPeru\nMali"], ["PER MLI"]),
        # hidden sheets
        (
            ["- Old\nState\nPeru\nMali\nSee annex", "= New\nState\nPeru"],
            ["PER", 'Old!A3 left_out MLI 1 Mali: on the hidden sheet "Old"'],
        ),
        # what stands above a table
        (["^ Signatories\nState\nPeru"], ["s:PER"]),
        (["^ Did not come\nState\nPeru"], ["", "line 2 left_out PER 1 Peru: named as not *"]),
        (["^ Kites\nState\nPeru"], ["PER"]),
        (
            ["= Sheet1\nState\nPeru", "= Sheet2\n^ Kites :\nState\nMali"],
            ["PER MLI", ABOVE.format("Sheet2!A1", "Kites :")],
        ),
        (["= Sheet1\nState\nPeru", "= Sheet2\n^ List of participants\nState\nMali"], ["PER MLI"]),
        (["= Sheet1\nState\nPeru", "= Sheet2\n^ Signatories\nState\nMali"], ["PER s:MLI"]),
        # sheets that alone name some States
        (["= Sheet1\nState\nPeru", "= Sheet2\nState\nMali"], ["PER MLI"]),
        (["= Africa\nState\nMali", "= South America\nState\nPeru"], ["MLI PER"]),
        (["= Day 1\nState\nPeru\nMali", "= Day 2\nState\nPeru\nNiger"], ["PER MLI PER NER"]),
        (["= Kites\nState\nPeru", "= Observers\nState\nPeru\nMali"], ["PER o:PER o:MLI"]),
        (
            ["= Sheet1\nState\nPeru\nMali", "= Sheet2\nState\nPeru\nNiger"],
            ["PER MLI PER NER", ALONE.format("Sheet1", 1, "MLI"), ALONE.format("Sheet2", 1, "NER")],
        ),
        (
            ["= Red\nState\nPeru", "= Blue\nState\nPeru\nNigeria\nNiger\nMali\nAustria\nIle"],
            ["PER PER NGA NER MLI AUT ILE", ALONE.format("Blue", 5, "AUT, ILE, MLI, NER, NGA")],
        ),
        (
            ["= Red\nState\nPeru", "= Blue\nState\nMali"],
            ["PER MLI", ALONE.format("Blue", 1, "MLI"), ALONE.format("Red", 1, "PER")],
        ),
        # among those that took part, and among those that did not
        (
            ["= Sheet1\nState\nPeru", "= Absent\nState\nPeru\nMali"],
            [
                "PER",
                "Absent!A2 left_out PER 1 Peru: named as not taking part",
                BOTH.format("Absent!A2", "PER", "Peru"),
                "Absent!A3 left_out MLI 1 Mali: named as not taking part",
            ],
        ),
    ],
)
def test_each_table_is_read_under_its_title(texts: list[str], wanted: list[str]) -> None:
    agree(told(*texts), wanted)


def test_what_a_person_said_of_a_table_holds() -> None:
    first, second = "= Sheet1\nState\nPeru", "= Sheet2\n^ Kites\nState\nMali"
    assert told(first, second, said={"kites": "signatory"}) == ["PER s:MLI"]
    assert told(first, second, said={"kites": None}) == ["PER MLI"]
    tables = "^ Kites\nState\nMali", "State\nPeru"
    assert told(*tables, said={"kites": None}, sections=["signatory"]) == ["s:MLI PER"]
    assert told(*tables, said={"kites": "by_status"}, sections=["signatory"]) == ["b:MLI PER"]
    absent = ("= Sheet1\nState\nPeru", "= Absent\nState\nPeroo")
    left = "Absent!A2 left_out PER 1 Peroo: named as not taking part"
    assert told(*absent, alias={"Peroo": "PER"}) == ["PER", left]


def test_tables_of_a_document_go_on_under_the_section_above_them() -> None:
    tables = "State\nPeru", "^ Signatories\nState\nMali", "^ Kites\nState\nNiger"
    sections: list[Section | None] = ["observer_state", "observer_state", "observer_state"]
    asked = [ABOVE.format("line 1", "Kites")]
    agree(told(*tables, sections=sections), ["o:PER s:MLI o:NER", *asked])
    agree(told("^ Kites\nState\nNiger", lists=True), ["NER", *asked])
    assert told("^ List\nState\nNiger", lists=True) == ["NER"]
    assert told("State\nNiger", lists=True) == ["NER"]
    left = "line 2 left_out NER 1 Niger: named as not taking part"
    assert told("^ Did not come\nState\nNiger", lists=True) == ["", left]
    assert told("State\nPeru\nMali", "State\nPeru\nNiger", sections=[None, None]) == [
        "PER MLI PER NER"
    ]


EIGHT = "Peru\nNiger\nNigeria\nAustria\nAustralia\nMali\nNew Mali\nIle"
CODES = "AUS, AUT, ILE, MLI, NER, NGA, NMI, PER"


@pytest.mark.parametrize(
    ("title", "cells", "wanted"),
    [
        ("Kites", "Peru and others\nPapua New Guinea", []),
        ("Kites", "Here:\n|Mali\nMali\nPeru", [BARE.format("Kites", "B2", 2, "MLI, PER")]),
        ("Kites", EIGHT, [BARE.format("Kites", "A1", 8, CODES)]),
        (
            "Kites",
            EIGHT + "\nUnited Arab Emirates",
            [BARE.format("Kites", "A1", 9, f"{CODES} and others")],
        ),
        ("Kites", "Nobody", []),
        ("Absent", "Mali", ["Absent!A1 left_out MLI 1 Mali: named as not taking part"]),
        ("Did not come", "Mali", ["Did not come!A1 left_out MLI 1 Mali: named as not taking part"]),
        ("NGOs", "Mali", ["NGOs!A1 left_out MLI 1 Mali: on a sheet that lists no participants"]),
        ("Signatories", "Mali", [BARE.format("Signatories", "A1", 1, "MLI")]),
    ],
)
def test_states_on_a_sheet_without_a_heading_of_states_are_a_question(
    title: str, cells: str, wanted: list[str]
) -> None:
    agree(told(f"= {title}\n{cells}", "= List\nState\nPapua New Guinea"), ["PNG", *wanted])


def test_the_question_of_a_sheet_without_a_heading_can_be_settled() -> None:
    sheets = "= Kites\nMali", "= List\nState\nPeru"
    left = ["PER", "Kites!A1 left_out MLI 1 Mali: on a sheet that lists no participants"]
    assert told(*sheets, said={"kites": None}) == left
    assert told(*sheets, leave=True) == left
    assert told(*sheets, said={"kites": "organization"}) == left
    agree(told(*sheets, said={"kites": "by_status"}), ["PER", BARE.format("Kites", "A1", 1, "MLI")])


MARKS = 'L!{0}1 open - 1 {1}: The column "{1}" ({0}) holds marks such as yes and no, and may say *'
DIFFER = "L!{0}1 open - 1 {1}: the columns {1} name different States. Say which one holds *"
FULLER = 'L!{0}1 open - 1 {1}: the column "{1}" ({0}) names {2} States, "{3}" {4}. *'
UNUSED = "L!{}1 left_out - {} {}: columns that were not used"
LONG = "State / of which " + "x" * 30
FIVE = ("Peru", "Niger", "Nigeria", "Austria", "Australia")


def beside(*heads: str, first: int, second: int, empty: int = 0) -> str:
    """A table of two columns, with so many States in each, then so many other names in the
    second.
    """
    wide = max(first, second + empty)
    left = [*FIVE[:first], *[""] * wide]
    right = [*FIVE[::-1][:second], *map("Atlantis {}".format, range(empty)), *[""] * wide]
    lines = [f"{a}|{b}" for a, b in zip(left[:wide], right, strict=False)]
    return "\n".join(["|".join(heads), *lines])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # marks
        (
            "State|Side event\nPeru|yes\nMali|no",
            [MARKS.format("B", "Side event")],
        ),
        (
            "State|Side event|x\n^|^|y\nPeru|yes\nMali|no",
            ['L!B2 open - 1 side event: The column "side event" (B) holds *', "L!C2 *: columns *"],
        ),
        (
            f"State|{'e' * 41}\nPeru|yes\nMali|no",
            [MARKS.format("B", "e" * 40 + "...")],
        ),
        (
            "State\nPeru|yes\nMali|no",
            ["L!B1 open - 1 B: The column B holds *. Write a heading above it *"],
        ),
        (
            "State\nPeru|present\nMali|absent",
            ['L!A3 open MLI 1 Mali: "Mali" stands beside "absent" ("B"), so it is not certain *'],
        ),
        # columns that say nothing here
        ("State|City|\nPeru|Lima|x", [UNUSED.format("B", 1, "City")]),
        ("State|City|Role|Hotel\nPeru|Lima|Party|A", [UNUSED.format("B", 2, "City, Hotel")]),
        # two columns of States
        ("State|Country\nPeru|Peru\nMali|Mali", []),
        (
            "State|Country\nPeru|Mali\nNiger|Niger",
            [DIFFER.format("B", '"State" (A) and "Country" (B)'), "*not chosen*"],
        ),
        (
            "State|Country\nPeru|Peru\nNiger|Mali",
            [DIFFER.format("B", '"State" (A) and "Country" (B)'), "*not chosen*"],
        ),
        ("State|Country\nPeru|Peru\nMali|x\nNiger|Niger", []),
    ],
)
def test_columns_are_settled_or_a_question(text: str, wanted: list[str]) -> None:
    agree([line for line in told(f"= L\n{text}")[1:] if "recognised" not in line], wanted)


def test_lists_side_by_side_are_read_whole() -> None:
    assert told("State|State\nPeru|Mali") == ["PER MLI"]
    assert told("States Parties|Observers\nPeru|Mali") == ["PER o:MLI"]
    assert told("State|Country\nPeru|Peru\nMali|Mali") == ["PER MLI"]
    assert told("B|A\nPeru|Mali", column="B") == ["PER MLI"]
    rows = told("Peru|Mali\nState|Country\nNiger|Niger")
    assert rows == [
        "NER",
        "line 1 left_out MLI 1 Mali: above the table",
        "line 1 left_out PER 1 Peru: above the table",
    ]


def fuller(text: str, **more: object) -> list[str]:
    lines = told(f"= L\n{text}", **more)  # type: ignore[arg-type]
    return [line for line in lines if ' States, "' in line]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (beside("State", "From", first=2, second=3), FULLER.format("B", "From", 3, "State", 2)),
        (beside("State", "From", first=3, second=3), ""),
        (beside("State", "From", first=3, second=4), FULLER.format("B", "From", 4, "State", 3)),
        (beside("State", "From", first=4, second=4), ""),
        (beside("State", "From", first=1, second=2), ""),
        (
            beside("State", "From", first=1, second=3, empty=2),
            FULLER.format("B", "From", 3, "State", 1),
        ),
        (beside("State", "From", first=1, second=3, empty=3), ""),
        (beside("State", "Nationality", first=1, second=3), ""),
        (beside("State", "", first=1, second=3), FULLER.format("B", "B", 3, "State", 1)),
        (
            beside("State", "f" * 41, first=1, second=3),
            FULLER.format("B", "f" * 40 + "...", 3, "State", 1),
        ),
        (
            beside(LONG, "From", first=1, second=3),
            FULLER.format("B", "From", 3, LONG[:40] + "...", 1),
        ),
        (
            "State|Presence|From\n^|Day|y\nPeru|x|Mali\n|x|Niger\n|x|Ile",
            'L!C2 open - 1 y: the column "y" (C) names 3 States, "A" 1. *',
        ),
        ("State|ISO3\nAtlantis|PER\nLemuria|MLI\nUr|NER", ""),
        ("ISO3|From\nPER|Peru\nMLI|Mali\nNER|Niger", ""),
    ],
)
def test_a_column_that_names_more_states_than_the_chosen_one_is_a_question(
    text: str, wanted: str
) -> None:
    agree(fuller(text), [wanted] if wanted else [])


ELSEWHERE = "L!{} open - {} {}: {} States stand in other columns or above the table, more than in *"
TOLD = "L!{} left_out {} {} {}: {}"
IN_B = 'in the column "{}", which was not chosen'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "State|City\nPeru|Mali\nNiger|",
            [TOLD.format("B2", "MLI", 1, "Mali", IN_B.format("city"))],
        ),
        (
            "State|City\nPeru|Embassy in Mali\nNiger|Mali\nIle|Lima",
            [TOLD.format("B2", "MLI", 2, "Embassy in Mali", IN_B.format("city"))],
        ),
        (
            "State|\nPeru|of Mali\nNiger|x",
            [TOLD.format("B2", "MLI", 1, "of Mali", IN_B.format("B"))],
        ),
        (
            "Host: Mali|\nState|City\nPeru|Lima",
            [TOLD.format("A1", "MLI", 1, "Host: Mali", "above the table")],
        ),
        (
            "State|Host: Mali\nPeru|x",
            [TOLD.format("B1", "MLI", 1, "Host: Mali", "above the table")],
        ),
        ("State / Mali\nPeru", [TOLD.format("A1", "MLI", 1, "State / Mali", "above the table")]),
        ("State\nPeru\nMali and Niger", ["L!A3 open - 1 Mali and Niger: * is not recognised *"]),
        ("ISO\nPER\nMali and Niger", ["L!A3 open - 1 Mali and Niger: * is not recognised *"]),
    ],
)
def test_a_state_that_stands_elsewhere_is_left_out_and_told(text: str, wanted: list[str]) -> None:
    agree([line for line in told(f"= L\n{text}")[1:] if "not used" not in line], wanted)


THREE = "Niger\nNigeria\nMali"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{THREE}\nState\nPeru\nIle", ELSEWHERE.format("A1", 3, "Niger", 3)),
        (f"{THREE}\nState\nPeru\nIle\nAustria", ""),
        (f"{THREE}\nAustria\nState\nPeru\nIle\nNew Mali", ELSEWHERE.format("A1", 4, "Niger", 4)),
        (f"{THREE}\nAustria\nState\nPeru\nIle\nNew Mali\nAustralia", ""),
        (f"Embassy in Austria\n{THREE}\nState\nPeru", ELSEWHERE.format("A2", 3, "Niger", 3)),
        ("In Niger\nIn Nigeria\nIn Mali\nState\nPeru", ""),
        ("Niger\nNigeria\nState\nPeru", ""),
        ("State|x|y\nPeru|Mali|Niger\n||Nigeria", ELSEWHERE.format("B2", 3, "Mali", 3)),
        ("State|Nationality\nPeru|Mali\n|Niger\n|Nigeria", ""),
    ],
)
def test_more_states_elsewhere_than_in_the_chosen_column_are_a_question(
    text: str, wanted: str
) -> None:
    agree(
        [line for line in told(f"= L\n{text}") if " States stand in" in line],
        [wanted] if wanted else [],
    )


def test_a_column_that_a_person_chose_is_not_asked_about() -> None:
    lines = told(beside("State", "From", first=1, second=3), column="State")
    assert [line for line in lines if " open " in line] == []
