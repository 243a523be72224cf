"""How the rows of a list stand, in memory: what opens a section, what is written as a heading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ccmcost.intake.found import Place, TextLine
from ccmcost.intake.names import Match
from ccmcost.intake.stands import Row, Style, stands_of, style_of

PERSON = Row(TextLine("Mr. A", Place(2)), "Mr. A", is_person=True)
WORD = Row(TextLine("Delegates", Place(2)), "Delegates", is_word=True)
OTHER = Row(TextLine("Lima", Place(2)), "Lima")


def row(
    text: str = "Peru", look: str = "", top: bool = False, space: bool = False, **of: Any
) -> Row:
    return Row(TextLine(text, Place(1), space, top, look), text, **of)


@pytest.mark.parametrize(
    ("text", "of", "could"),
    [
        ("Peru", {}, True),
        ("12. PERU (continued)", {}, True),
        ("Ile", {}, True),
        ("Il", {}, False),
        ("x" * 90, {}, True),
        ("x" * 91, {}, False),
        ("Ms. Ana", {"is_person": True}, False),
        ("Delegates", {"is_word": True}, False),
        ("Room 12", {}, False),
        ("ana@kites", {}, False),
        ("www.kites", {}, False),
        ("Members:", {}, False),
    ],
)
def test_what_could_be_the_name_of_a_state(text: str, of: dict[str, Any], could: bool) -> None:
    assert row(text, **of).could_be_name is could


@pytest.mark.parametrize(
    ("text", "of", "heads"),
    [
        ("Peru", {}, True),
        ("Peru", {"below": WORD}, True),
        ("Peru", {"below": OTHER}, False),
        ("Peru", {"below": None}, False),
        ("Peru", {"continues": True}, False),
        ("Ms. Ana", {"is_person": True}, False),
        ("Delegates", {"is_word": True}, False),
        ("Kite Fund", {"is_organization": True}, False),
        ("x" * 90, {}, True),
        ("x" * 91, {}, False),
        ("Ministry of Peru", {}, False),
        ("Members:", {}, False),
        ("one two three four five six", {}, True),
        ("one two three four five six seven", {}, False),
    ],
)
def test_what_stands_above_a_person_as_a_heading(
    text: str, of: dict[str, Any], heads: bool
) -> None:
    assert row(text, **{"below": PERSON} | of).heads_block is heads


@pytest.mark.parametrize(
    ("style", "is_known"),
    [
        (Style(), False),
        (Style(capitals=True), True),
        (Style(gaps=True), True),
        (Style(look="bold"), True),
        (Style(headed=True), True),
        (Style(telling=True), False),
    ],
)
def test_a_style_is_known_by_any_sign(style: Style, is_known: bool) -> None:
    assert style.is_known is is_known


CAPITALS, GAPS, BOLD = Style(capitals=True), Style(gaps=True), Style(look="bold")
HEADED, TELLING = Style(headed=True), Style(gaps=True, telling=True)


@pytest.mark.parametrize(
    ("style", "line", "fits"),
    [
        (Style(), row("Peru", "bold"), True),
        (CAPITALS, row("PERU"), True),
        (CAPITALS, row("Peru"), False),
        (GAPS, row(gap=True), True),
        (GAPS, row(), False),
        (BOLD, row(look="bold"), True),
        (BOLD, row(look="size 14"), False),
        (HEADED, row(heads=True), True),
        (HEADED, row(), False),
        # side by side, or beside its delegates, wherever it stands
        (GAPS, row(is_item=True), True),
        (GAPS, row(has_person=True), True),
        # behind a line that breaks off, only capitals below small letters tell
        (Style(), row(continues=True), False),
        (CAPITALS, row("PERU", continues=True), True),
        (CAPITALS, row("PERU", continues=True, after_capitals=True), False),
        (GAPS, row(gap=True, continues=True), False),
        # as the last line of an address
        (Style(), row(ends=True), False),
        (CAPITALS, row("PERU", ends=True), True),
        (BOLD, row(look="bold", ends=True), True),
    ],
)
def test_a_state_is_written_as_most_are(style: Style, line: Row, fits: bool) -> None:
    assert style.fits(line) is fits


@pytest.mark.parametrize(
    ("style", "line", "is_heading"),
    [
        (Style(), row(), False),
        (Style(), row(is_item=True), True),
        (Style(), row(heads=True, space=True), False),
        (BOLD, row(look="bold"), True),
        (BOLD, row(), False),
        (Style(capitals=True, look="bold"), row("Peru", "bold"), True),
        (CAPITALS, row("PERU"), True),
        (CAPITALS, row("A B C D E F G H I J"), True),
        (CAPITALS, row("A B C D E F G H I J K"), False),
        (CAPITALS, row("Peru Club"), False),
        (CAPITALS, row("PERu", gap=True, below=PERSON), True),
        (CAPITALS, row("PERu", below=PERSON), False),
        (CAPITALS, row("PERu", gap=True), False),
        (CAPITALS, row("PEru", gap=True, below=PERSON), False),
        (CAPITALS, row("PER u, 'v'", gap=True, below=PERSON), True),
        (GAPS, row(gap=True), False),
        (GAPS, row(heads=True), False),
        (GAPS, row(gap=True, heads=True), True),
        (GAPS, row(gap=True, follows_heading=True), True),
        (TELLING, row(gap=True), True),
        (TELLING, row(gap=True, top=True), False),
        (HEADED, row(heads=True, space=True), True),
        (HEADED, row(heads=True, below=PERSON), True),
        (HEADED, row(heads=True, below=WORD), False),
        (HEADED, row(heads=True), False),
        (HEADED, row(space=True), False),
    ],
)
def test_a_line_is_written_where_and_how_headings_are(
    style: Style, line: Row, is_heading: bool
) -> None:
    assert style.is_heading(line) is is_heading
    assert style.is_heading(line, dense=True)
    line.continues = True
    assert not style.is_heading(line, dense=True)
    line.continues = False


KINDS: dict[str, dict[str, Any]] = {
    "H": {"opens": "state_party"},
    "O": {"opens": "organization"},
    "A": {"opens": "absent"},
    "P": {"is_person": True},
    "W": {"is_word": True},
    "U": {"is_organization": True},
    "-": {},
    "S": {},
}
FLAGS = {
    "&": "continues",
    "?": "is_weak",
    "!": "is_settled",
    "i": "is_item",
    ":": "has_person",
}


def rows_of(text: str) -> list[Row]:
    """Rows parted by `/`: each a kind, marks, and a text, which is the kind if none is given.

    Kinds: State, Heading of parties, of Organizations, Absent, Person, Word between them, Unidir,
    `-` for another. Marks: `_` space above, `^` top of a page, `*` bold, `+` italic, `&` goes on,
    `?` may be an affiliation, `!` settled, `i` an item, `:` with its delegate.
    """
    rows = []
    for each in text.split("/"):
        marks, _, said = each.strip().partition(" ")
        look = "bold" if "*" in marks else "italic" if "+" in marks else ""
        line = TextLine(said or marks[0], Place(1), "_" in marks, "^" in marks, look)
        of = KINDS[marks[0]] | {FLAGS[mark]: True for mark in marks[1:] if mark in FLAGS}
        match = Match(said[:3].upper() or "PER", "short") if marks[0] == "S" else None
        rows.append(Row(line, said or marks[0], match, **of))
    return rows


def stood(text: str) -> str:
    """Each row that opens nothing: its text, its section (o, s, a), then whether it has a gap,
    heads persons, follows a heading, ends an address; then the sections that were opened.
    """
    stands, sections = stands_of(rows_of(text))
    told = []
    for each in stands:
        marks = zip("ghfe", (each.gap, each.heads, each.follows_heading, each.ends), strict=True)
        told.append(f"{each.text}{(each.section or '')[:1]}" + "".join(m for m, on in marks if on))
    opened = "".join(sorted(f"{section}"[0] for section in sections))
    below = [each.below for each in stands]
    assert below == [*stands[1:], None]
    return f"{' '.join(told)} | {opened}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("H/S/S", "Ssgf Ss | s"),
        ("S/P/S/W/P/-", "Sghf P Sh Wh P - | "),
        ("S/W/-/P", "Sgf W -h P | "),
        ("S/W/P/-/W/P/W/-/-/W", "Sghf Wh P -h Wh P W - - W | "),
        ("S/-/P/W/W/P/S/W", "Sgf -h P W Wh P S W | "),
        ("S:/S/P_", "Sghf Sh Pg | "),
        ("H/S/O/-/A/S/H", "Ssgf -ogf Sagf | aos"),
        # what may be an affiliation
        ("O?/P/S", "Pogf So | o"),
        ("-/O?/P/S", "-gf Oh P S | "),
        ("-/-/O?/S", "-gf - Sogf | o"),
        ("H/S/O?/S", "Ssgf Sogf | os"),
        ("H/S/O?_/-/S", "Ssgf -ogf Soe | os"),
        ("-/H?/S/P", "-gf Ssghf Ps | s"),
        ("-/H?/-/P", "-gf H -h P | "),
        ("-/H?_^/S/P/-_/-", "-gf Ssghf Ps -sg -s | s"),
        ("-/O?_^/S/P/-_/-", "-gf Og Sh P -g - | "),
        ("-/H&/S", "-gf H S | "),
        ("-/H/S/P/-_/-", "-gf H Sh P -g - | "),
        ("-/H_/S/P/-_/-", "-gf Ssghf Ps -sg -s | s"),
        ("-/O?_/S_/P/-", "-gf Og Sgh P - | "),
        ("-/O?_/S/P/-", "-gf Soghf Po -o | o"),
        ("-/O_/S_/P/-", "-gf Soghf Po -o | o"),
        ("-/H?_/S_/P/-", "-gf Ssghf Ps -s | s"),
        ("-/O?_/-_/P/-", "-gf -oghf Po -o | o"),
        ("-/O?_", "-gf | o"),
        ("-/O!?/S/P", "-gf Soghf Po | o"),
        ("-/-!/S/P", "-gf - Sghf P | "),
        ("H/S/-!/S", "Ssgf -s Ssgf | s"),
        # by how persons and States are printed
        ("S*_/P/S*_/P/-/O?_/-", "Sghf P Sgh P - Og - | "),
        ("S*_/P/S*_/P/-/O?*_/-", "Sghf P Sgh P - -ogf | o"),
        ("S*_/P/S*_/P/-/O_/-", "Sghf P Sgh P - -ogf | o"),
        ("S*_/P/S*/S*/O?_/-", "Sghf P S S Og - | "),
        ("S*_/P/S&_/S&/O?_/-", "Sghf P Sg S Og - | "),
        ("S_/P/S*_/P/S*/-/O?_/-", "Sghf P Sgh P S - Og - | "),
        ("S_/P*/S_/P/P/-*/-*/-*/-*/O?_/-", "Sghf P Sgh Ph P - - - - -ogf | o"),
        ("-_/S_/-/O?_/P/-", "-gf Sg - Pogf -o | o"),
        ("S*_/-/S*/P/P+/P+/O?+_/-", "Sgf - Sh Ph Ph P Og - | "),
        ("S+_/S*_/S*_/P/O?_/-", "Sgf Sg Sgh P Og - | "),
        # as the last line of an address
        ("S*_/P*/S*_/P/P/-/O?_/-", "Sghf P Sgh Ph P - Og - | "),
        ("S_/P/-/S Mali/S_ Chad/P/-", "Sghf P - Malie Chadgh P - | "),
        ("S_/P/-/S Mali/-/S_ Chad/P/-", "Sghf P - Mali - Chadgh P - | "),
        ("S_/P/-/S Mali", "Sghf P - Mali | "),
        ("S_/P/-/S Mali/O_/-", "Sghf P - Malie -ogf | o"),
        ("S_/P/-/S Mali/O?/P_/-/-/-", "Sghf P - Malie Oh Pg - - - | "),
        ("S_/P/-/S_ Mali/S_ Chad/P", "Sghf P - Malig Chadgh P | "),
        ("S_/P/-/S Mali/P_/-", "Sghf P - Malih Pg - | "),
        ("S_/P/-/S^ Mali/-_/-", "Sghf P - Mali -g - | "),
        ("S_/P/-/Si Mali/-_/-", "Sghf P - Mali -g - | "),
        ("S_/P/S Mali/S Chad/-_/-", "Sghf P Mali Chad -g - | "),
        ("S_/P/-/O?/S Mali/-_/-/P", "Sghf P - O Mali -g -h P | "),
        ("S/P/-/S Mali/S Chad/P/-", "Sghf P - Mali Chadh P - | "),
        ("S_/P/-/- Mali/S_ Chad/P/-", "Sghf P - Mali Chadgh P - | "),
        ("S_/P/S_/P/-/S a/-_/-/S b/-_/-/S c/-_", "Sghf P Sgh P - ae -g - be -g - ce -g | "),
        (
            "S_/P/S_/P/-/S a/-_/-/S b/-_/-/S c/-_/-/S d/-_",
            "Sghf P Sgh P - a -g - b -g - c -g - d -g | ",
        ),
    ],
)
def test_how_rows_stand(text: str, wanted: str) -> None:
    assert stood(text) == wanted


@pytest.mark.parametrize(
    ("rows", "opens"),
    [
        (["-", "-_", *"-" * 46, "H", "S", "P"], True),
        (["-", "-_", *"-" * 45, "H", "S", "P"], False),
        (["-", *["-_"] * 17, "H", "S", "P"], True),
        (["-", *["-_"] * 16, "H", "S", "P"], False),
        (["-", "-_", "H", "S"], False),
    ],
)
def test_a_heading_needs_space_where_some_lines_have_it(rows: Sequence[str], opens: bool) -> None:
    assert stood("/".join(rows)).endswith("| s") is opens


def style(text: str) -> str:
    """How the headings of States differ from other lines."""
    found = style_of(stands_of(rows_of(text))[0])
    told = [name for name, value in zip(found._fields, found, strict=True) if value is True]
    return " ".join([*told, found.look]).strip()


def ten(small: str, capitals: str, number: int, below: str = "-", others: str = "-") -> str:
    """Ten States, of which the first `number` are in capitals or have marks, each above a line."""
    told = ["-"]
    for at, letter in enumerate("ABCDEFGHIJ"):
        first = at < number
        name = f"{letter}xx".upper() if first and capitals.startswith("!") else f"{letter}xx"
        told += [f"S{capitals.strip('!') if first else small} {name}", below if first else others]
    return "/".join(told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # most are in capitals, or some that stand below a space
        (ten("", "!", 7), "capitals"),
        (ten("", "!", 6), ""),
        (ten("", "!_", 3), "capitals"),
        (ten("", "!", 3), ""),
        (ten("", "!_", 2), ""),
        (ten("_", "!_", 3), "gaps telling"),
        (ten("", "!", 1), ""),
        # most stand above a person
        (ten("", "", 7, "P"), "headed"),
        (ten("", "", 6, "P"), ""),
        # most are printed alike, and little else is
        (ten("", "*", 7), "bold"),
        (ten("", "*", 6), ""),
        ("-/P", ""),
        ("S PERU/S MALI/-", "capitals"),
        ("H/S PERU/S MALI/-", "capitals"),
        ("S Peru/S Mali/-", ""),
        ("A/S PERU/S MALI/-", ""),
        ("S Peru/S& MALI/S& CUBA/-", "gaps"),
        ("-_/S Peru/P/-/S MALI/-_/-/-/-/-", "headed"),
        ("-/U/S Peru/S Mali/S Togo", ""),
        ("-/S_ Aaa/-/S_ Bbb/-/S_ Ccc/-/S Ddd/-/S Eee/-", "gaps telling"),
        ("-/S_ Aaa/-/S_ Bbb/-/S Ccc/-/S Ddd/-/S Eee/-", ""),
        ("-/S_ Aaa/-/S Aaa/-/S_ Bbb/-/S Bbb/-", "gaps telling"),
        ("-/S_ AAA/-/S_ BBB/-/-", "capitals"),
        ("S_ Aaa/S_ Bbb" + "/-_" * 15 + "/-" * 3, ""),
        ("S_ Aaa/S_ Bbb" + "/-_" * 14 + "/-" * 4, "gaps"),
        ("-/S Aaa/P/S Bbb/P/S Aaa/-/S Bbb/-/-", "headed"),
        ("S AAA/P/S BBB/P", "capitals"),
        ("-/S_ Aaa/P/P/S_ Bbb/P/P", "gaps telling"),
        ("-/S* Aaa/P/-/S* Bbb/P/-", "bold"),
        ("-/S* Aaa/-/S* Bbb/-", "bold"),
        ("S* Aaa/S* Bbb", ""),
        ("-/S* Aaa/-*/S* Bbb/-*/-", ""),
        ("-/U*/U*/U*/S* Aaa/S* Bbb", "bold"),
        ("-/-/-/-/-/-/-/-*/-*/-*/S* Aaa/S* Bbb", ""),
        ("-/-/-/-/-/-/-/-/-*/-*/-*/S* Aaa/S* Bbb", "bold"),
        ("-+/S Aaa/S* Aaa/S Bbb/S* Bbb/-+", "bold"),
        ("-/S+ Aaa/S+ Bbb/S* Aaa/S* Bbb/-+/-+", "bold"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/-", "gaps telling"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/-/-_/-", "gaps telling"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/-/-_/-/-_", "gaps"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/-/U_/-/-_/-/-_", "gaps telling"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/-/S_ Ccc/-/-_/-/-_", "gaps telling"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/P_/-", "gaps"),
        ("-/P_/-/S_ Aaa/-/-/S_ Bbb/-/-", "gaps telling"),
        ("-/S_ Aaa/-/P_/S_ Bbb/-/-", "gaps"),
        ("-/P_/-/S_ Aaa/-/-/S_ Bbb/-/-/S_ Ccc/-/-/-_/-/-_", "gaps telling"),
        ("-/S_ Aaa/P_/-/-/S_ Bbb/-/-/-", "gaps"),
        ("S_ Aaa/-/-/S_ Bbb/-/-/O_/-_/-/-_/-/P_", "gaps telling"),
        ("-/S_ Aaa/-/-/S_ Bbb/-/-/-_^/-/-_^/-/P_^/-/-_^", "gaps telling"),
        ("-/-/S* Aaa/P/S* Bbb/P/-/-", "bold"),
    ],
)
def test_how_headings_of_states_differ_from_other_lines(text: str, wanted: str) -> None:
    assert style(text) == wanted
