"""Which lines of a list of participants are asked about, in memory: those that stand like the
heading of a State or of a section, and are known as neither.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, Place, Section, TextLine
from ccmcost.intake.rows import rows_of
from ccmcost.intake.stands import Style, stands_of
from ccmcost.intake.unknown_headings import ask_about_headings
from ccmcost.model.states import StateName
from tests.few_states import index

STYLES = {
    "": Style(),
    "capitals": Style(capitals=True),
    "gaps": Style(gaps=True),
    "headed": Style(headed=True),
}


def asked(
    text: str,
    style: str = "",
    dense: bool = False,
    alias: Mapping[str, str] | None = None,
    said: Mapping[str, Section | None] | None = None,
) -> list[str]:
    """The questions: `heading 3 Kites` if line 3 may open a section, `name 3 Kites` if it may name
    a State, `left 3 Kites` if it is passed over; `x2` if two lines are alike. A blank line in the
    list is space on the page, `~` begins a page. `style` says what tells headings from other lines.
    """
    lines, given = list[TextLine](), text.splitlines()
    for number, each in enumerate(given, 1):
        top, gap = each.startswith("~"), not given[number - 2].strip()
        if each:
            lines.append(TextLine(each.lstrip("~"), Place(number), gap or top, top))
    long = StateName("UKM", "United Kingdom of Great Islands and Northern Lakes", "formal", None)
    names = index(long, organizations=("Lake Agency",), aliases=alias or {})
    account = Account(Marker("l", Findings()))
    stands, _ = stands_of(rows_of(lines, names, said or {}))
    keep = [row for row in stands if row.match and row.is_of_states]
    ask_about_headings(stands, STYLES[style], keep, names, account, dense)
    told = list[str]()
    for line in account.lines:
        what = "heading" if " above States like the heading" in line.reason else "name"
        also = line.reason.partition(" also stands at ")[2].removesuffix(".")
        told.append(f"{what if line.fate == 'open' else 'left'} {line.place.row} {line.text}")
        told[-1] += f" x{line.times}" if line.times > 1 else ""
        told[-1] += f", {also}" if also else ""
    return told


LIST = "Peru\nMr. A\nMali\nMr. B\nNiger\nMr. C\n"
SPACED = "Peru\nMr. A\n\nMali\nMr. B\n\nNiger\nMr. C\n\n"
PARTLY = "Peru\nMr. A\nRopes\nMr. B\n"
TWICE = f"{LIST}Austria\nMr. D\nAustralia\nMr. E\nNigeria\nMr. F\nKites\nMr. G\nKites\nMr. H"
NEAR = f"{PARTLY}Nigeriaa\nMr. C"
CAPITALS = "PERU\nMr. A\nMALI\nMr. B\nNIGER\nMr. C\nONG\n"
LETTERS = "a b c d e f g h i j k l m n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what most lines above persons are, the others are too
        (LIST, []),
        (f"{LIST}Kites\nMr. D", ["name 7 Kites"]),
        (f"{LIST}Kites\nMr. D\nBoats\nMr. E", ["left 7 Kites x2"]),
        (f"{LIST}Boats\nMr. D\nABSENT\nMali\nMr. E\nKites\nMr. F\nRopes\nMr. G", ["name 7 Boats"]),
        (
            f"{LIST}x\nABSENT\nMali\nMr. D\n\nSIGNATORIES\nKites\nMr. E\nBoats\nMr. F",
            ["left 13 Kites x2"],
        ),
        (f"{LIST}x\nKites", []),
        (TWICE, []),
        (f"{LIST}Office of Kites\nMr. D", []),
        (f"{LIST}a b c d e Kites\nMr. D", ["name 7 a b c d e Kites"]),
        (f"{LIST}a b c d e f Kites\nMr. D", []),
        (f"{SPACED}M?\nMr. D", ["name 10 M?"]),
        (f"{SPACED}M?\nDirector", []),
        (f"{LIST}M?\nMr. D", []),
        (f"{LIST}~M?\nMr. D", []),
        (f"{PARTLY}\nM?\nMr. C", ["left 3 Ropes x2"]),
        (f"{PARTLY}x\nABSENT\nKites\nMr. C", ["left 3 Ropes"]),
        # few letters, unless they are those of an office
        (f"{PARTLY}Kit\nMr. C", ["left 3 Ropes", "name 5 Kit"]),
        (f"{PARTLY}Kite\nMr. C", ["left 3 Ropes", "name 5 Kite"]),
        (f"{PARTLY}KITE\nMr. C", ["left 3 Ropes x2"]),
        (f"{PARTLY}Kit\nDirector", ["left 3 Ropes"]),
        # what all but spells a name
        (NEAR, ["left 3 Ropes", "name 5 Nigeriaa"]),
        (f"{PARTLY}Xigeria\nMr. C", ["left 3 Ropes", "name 5 Xigeria"]),
        (f"{PARTLY}Nigor\nMr. C", ["left 3 Ropes", "name 5 Nigor"]),
        (f"{PARTLY}Auxtxalia\nMr. C", ["left 3 Ropes", "name 5 Auxtxalia"]),
        (f"{PARTLY}Nigeriaa\nDirector", ["left 3 Ropes"]),
        (f"{NEAR}\nNigeriaa\nMr. D", ["left 3 Ropes", "name 5 Nigeriaa x2, line 7"]),
        (f"{PARTLY}United Arab Emirats\nMr. C", ["left 3 Ropes", "name 5 United Arab Emirats"]),
        (
            f"{PARTLY}United Kingdom of Great Iland and Northern Lakes\nMr. C",
            ["left 3 Ropes", "name 5 United Kingdom of Great Iland and Northern Lakes"],
        ),
    ],
)  # fmt: skip
def test_a_line_above_a_person_may_name_a_state(text: str, wanted: list[str]) -> None:
    assert asked(text, "headed") == wanted


@pytest.mark.parametrize(
    ("text", "style", "dense", "wanted"),
    [
        # nothing tells headings from other lines
        (f"{LIST}Kites\nMr. D", "", False, []),
        (PARTLY, "", False, []),
        (NEAR, "", False, ["name 5 Nigeriaa"]),
        ("Peru\nMr. A\nKit\nMr. B", "", False, []),
        # three letters that are those of a name but for one
        (f"{CAPITALS}PRU\nMr. D", "", False, ["name 8 PRU"]),
        (f"{CAPITALS}PRU\nMr. D", "capitals", False, ["name 8 PRU"]),
        (f"{CAPITALS}PRU\nDirector", "capitals", False, []),
        (f"{CAPITALS}ALI\nMr. D", "capitals", False, []),
        ("Peru\nMr. A\nNigeriaa\nDirector", "", False, []),
        ("Peru\nMr. A\nMinistry of\nNigeriaa\nMr. B", "", False, []),
        ("Peru\nMr. A\nx\n\nKites\nMr. D", "", False, []),
        ("STATES PARTIES\nKites\nMr. A\nPeru\nMr. B", "", False, []),
        # capitals, spaces
        ("Peru\nMr. A\nKITES\nDirector", "capitals", False, ["name 3 KITES"]),
        ("Peru\nMr. A\nKIT\nMr. B", "capitals", False, []),
        ("Peru\nMr. A\nOBSERVERS\nMr. B", "capitals", False, []),
        ("Peru\nMr. A\n\nKit\nMr. B", "gaps", False, ["name 4 Kit"]),
        ("Peru\nMr. A\n\nKites\nMr. B\n\nKites\nMr. C", "gaps", False, ["name 4 Kites x2, line 7"]),
        ("STATES PARTIES\n\nKit\nDirector\nPeru\nMr. B", "gaps", False, []),
        # little else than names
        ("Peru\nKites\nMali", "", True, ["name 2 Kites"]),
        ("Peru\nKit\nMali", "", True, ["name 2 Kit"]),
        (f"{PARTLY}Kites\nDirector", "headed", True, ["name 3 Ropes", "name 5 Kites"]),
        ("Peru\nKites of\nBoats\nMali", "", True, ["name 2 Kites of"]),
        ("Peru\n\nABSENT\nKites", "", True, []),
        ("Peru\nwww.kites.org\n2026", "", True, []),
        # numbers
        ("1. Peru\n2. Mali\n3. Kites", "", False, ["name 3 3. Kites"]),
        ("1. Peru\n2. Mali\n3. Kites\nx y\ny z\nz a", "", False, ["name 3 3. Kites"]),
        ("1. Peru\n2. Mali\n3. Kites\nx y\ny z\nz a\na b", "", False, []),
        ("1. Peru\n2. Mali\n3. Kites\nNGOs\nx y\ny z\nz a\na b", "", False, ["name 3 3. Kites"]),
        ("1. Peru\n2. Mali\n3. Niger\nKites", "", False, []),
        ("1. Peru\n2. Kites", "", False, []),
        ("Peru\nMali\nNiger\n1. Kites", "", False, []),
        ("Peru\n1. Kites\n2. Boats\n3. Ropes", "", False, []),
        ("1. Peru\n2. Mali\n3. Niger\nABSENT\n4. Kites", "", False, []),
        ("1. Peru\n2. Mali\n3. Niger\n4. www.kites.org", "", False, []),
        # under organizations
        ("Peru\nORGANIZATIONS\nNigeriaa\nMr. A", "", False, ["name 3 Nigeriaa"]),
        ("Peru\nORGANIZATIONS\nNigeriaa\nDirector", "", False, []),
        ("Peru\nORGANIZATIONS\nNigeriaa\nDirector", "", True, ["name 3 Nigeriaa"]),
        ("Peru\nORGANIZATIONS\nNigeriaa:\nMr. A", "", False, []),
        ("Peru\nORGANIZATIONS\nMinistry of\nNigeriaa\nMr. A", "", False, []),
        ("Peru\nORGANIZATIONS\nKites\nMr. A", "", False, []),
    ],
)  # fmt: skip
def test_a_line_that_stands_like_the_names_of_states_is_asked(
    text: str, style: str, dense: bool, wanted: list[str]
) -> None:
    assert asked(text, style, dense) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # right above the first State
        ("Kites\nPeru\nMali", ["heading 1 Kites"]),
        ("Kites\nPeru\nSIGNATORIES\nMali", ["heading 1 Kites"]),
        ("Kites\nRopes\nPeru\nMali", ["heading 2 Ropes"]),
        ("Kites\n\nSTATES PARTIES\n\nPeru", []),
        ("Kites 9\nPeru", []),
        ("\nKites 9\nPeru", []),
        ("Title of report\nPeru", []),
        ("www.kites.org\nPeru", []),
        ("a b c d e f g h i j\nPeru", ["heading 1 a b c d e f g h i j"]),
        ("a b c d e f g h i j k\nPeru", []),
        ("Kites of\nBoats\nPeru", []),
        # a name in front of the first State
        ("Kites\nMr. A\nPeru", ["name 1 Kites"]),
        ("Kites:\nMr. A\nPeru", []),
        ("x y\nKites\nMr. A\nPeru", []),
        ("x y\nNigeriaa\nMr. A\nPeru", ["name 2 Nigeriaa"]),
        ("12. Kites\n1. Peru\nMali", ["name 1 12. Kites"]),
        ("12. Kites\nPeru\n1. Mali", []),
        ("Kites 9\n1. Peru", []),
        # a line with a colon
        ("Peru\nKites:\nMali\nKites:\nNiger", ["heading 2 Kites: x2, line 4"]),
        ("Peru\nKites:\nMali\nBoats:\nNiger", ["heading 2 Kites:", "heading 4 Boats:"]),
        ("Peru\nLake Agency:\nMali", ["heading 2 Lake Agency:"]),
        ("Peru\nMr. A:\nMali", []),
        ("Peru\nDelegates:\nMali", []),
        ("Peru\nKites:\n\nMali", []),
        ("Peru\n\nKites:\n\nMali", ["heading 3 Kites:"]),
        ("x y\n\nKites:\n\nPeru", ["heading 3 Kites:"]),
        ("Peru\nKites:\nBoats", []),
        ("Peru\nKites:", []),
        ("STATES PARTIES\nPeru\n\nORGANIZATIONS\nKites:\nMali", []),
        # a line below a space
        ("Peru\nMr. A\n\nKites\nMali\nMr. B", ["heading 4 Kites"]),
        ("Peru\nMr. A\n\nKites\nBoats\nMr. B", []),
        ("Peru\n\nKites\nBoats\nMali", ["heading 4 Boats"]),
        ("Peru\n\nKites\nBoats\nRopes\nMali", ["heading 5 Ropes"]),
        ("Peru\n\nKites\nBoats\nRopes\nMasts\nMali", []),
        ("Peru\nKites\nMali", []),
        ("Peru\n\nMr. A\nKites\nMali", []),
        ("Peru\n\nRepresentatives\nMali", []),
        ("Peru\n\nLake Agency\nKites\nMali", []),
        ("Peru\n\nMinistry of\nKites\nMali", []),
        ("Peru\nMr. A\n\nNGO\n\nMali\nMr. B", []),
        ("Peru\n\nORGANIZATIONS\n\nKites\n\nSTATES PARTIES\nMali", []),
        ("Peru\n\n28.11.2026\nMali", []),
        ("Peru\n\nReport\nMali", []),
        ("Peru\n\nwww.kites.org\nMali", []),
        (f"Peru\n\n{'k' * 90}\nMali", [f"heading 3 {'k' * 80}..."]),
        (f"Peru\n\n{'k' * 91}\nMali", []),
        (f"Peru\n\n{LETTERS}\nMali", [f"heading 3 {LETTERS}"]),
        (f"Peru\n\n{LETTERS} o\nMali", []),
        # at the top of a page, where an address may go on
        ("Peru\n~Kites\nMali", []),
        ("Peru\n~A. Kites\nMali", ["heading 2 A. Kites"]),
        ("Peru\n~Kites\nBoats\nMali", ["heading 3 Boats"]),
        ("Peru\n~Kites\nBoats\nUnited Kingdom of Great Islands", ["heading 3 Boats"]),
        ("Peru\n~Kites\nOffice\nMali", []),
        ("Peru\n~Office\nKites\nMali", []),
    ],
)  # fmt: skip
def test_a_line_above_states_may_be_the_heading_of_a_section(text: str, wanted: list[str]) -> None:
    assert asked(text) == wanted


@pytest.mark.parametrize(
    "line", ["Lake Agency", "Total: 9 States", "African States", "State / Etat", "Mali"]
)
def test_what_is_known_is_no_question(line: str) -> None:
    assert asked(f"Peru\n{line}\nNiger", dense=True) == []
    assert asked(f"Peru\n{line}\nBoats\nNiger", dense=True) == ["name 3 Boats"]


def test_what_a_person_said_is_no_question() -> None:
    assert asked("Peru\nKites\nNiger", dense=True, alias={"Kites": "-"}) == []
    assert asked("Peru\nKites\nNiger", dense=True, said={"kites": None}) == []
    assert asked("Peru\nMr. A\nNGO\nMr. B", dense=True, alias={"NGO": "-"}) == []
    assert asked("Peru\nMr. A\nNGO\nMr. B", dense=True) == ["name 3 NGO"]
