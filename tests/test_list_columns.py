"""What the columns of a table of participants hold, in memory: which row is the heading, where the
States stand, and which marks say who came. Rows are lines, cells are parted by bars.
"""

from __future__ import annotations

import pytest

from ccmcost.intake import vocabulary
from ccmcost.intake.columns import Asked, find_header
from ccmcost.intake.found import Section
from ccmcost.intake.sheet import Sheet, column_letters
from ccmcost.model.states import StateName
from tests.few_states import index

INDEX = index(StateName("NER", "SI", "variant", None), organizations=("Lake Agency", "Sea Agency"))
"""Of one State the code reads like a mark, as that of Slovenia does."""


def test_a_sheet_without_rows_has_no_heading() -> None:
    assert find_header(Sheet("", ()), INDEX, Asked({})) is None


@pytest.mark.parametrize(
    ("words", "numbers", "of_states"),
    [
        ("two states", [2], [2]),
        ("two", [2], []),
        ("two delegates of nine states", [2, 9], [9]),
        ("following nine further states parties", [9], [9]),
        ("one state", [], []),
        ("twenty states", [20], [20]),
        ("twenty nine", [29], []),
        ("twenty ten", [20, 10], []),
        ("thirty twenty", [30, 20], []),
        ("dix neuf", [19], []),
        ("dix huit pays", [18], [18]),
        ("soixante dix neuf etats", [79], [79]),
        ("soixante vingt", [60, 20], []),
        ("quatre vingts etats", [80], [80]),
        ("vingt et un etats", [21], [21]),
        ("cuarenta y dos estados", [42], [42]),
        ("treinta y un estados", [31], [31]),
        ("one hundred and eleven states", [111], [111]),
        ("one hundred states", [100], [100]),
        ("one hundred and one hundred", [101, 100], []),
        ("hundred", [100], []),
    ],
)
def test_numbers_in_words(words: str, numbers: list[int], of_states: list[int]) -> None:
    assert vocabulary.written_numbers(words) == numbers
    assert vocabulary.counts_in(words) == of_states


def test_words_are_known_by_their_place_and_sets_of_words_by_their_name() -> None:
    places = vocabulary.places("ordinals")
    assert [places[word] for word in ("first", "deuxieme", "seconde", "tercera")] == [1, 2, 2, 3]
    assert "state" in vocabulary.STATE_COLUMNS and not hasattr(vocabulary, "NO_SUCH_WORDS")


Spans = dict[tuple[int, int], tuple[int, int]]


def cells_of(text: str) -> tuple[tuple[tuple[str, ...], ...], Spans]:
    """Rows of cells, and which of them are merged with which: `>` stands in a cell that is merged
    with the one to its left, `^` in one merged with that above.
    """
    rows = [line.split("|") for line in text.splitlines()]
    covered: Spans = {}
    for row, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            if cell in (">", "^"):
                first = (row, at - 1) if cell == ">" else (row - 1, at)
                covered[row, at] = covered[first] = covered.get(first, first)
                cells[at] = ""
    return tuple(map(tuple, rows)), covered


def columns(text: str, column: str = "", said: dict[str, Section | None] | None = None) -> str:
    """The row of the heading, and what each column is: `2: A State, B code`."""
    rows, covered = cells_of(text)
    header = find_header(Sheet("", rows, covered=covered), INDEX, Asked(said or {}, column))
    if header is None:
        return ""
    found: list[tuple[int, str]] = [(each.at, each.section or "State") for each in header.names]
    found += [(header.code, "code")] if header.code is not None else []
    found += [(header.role, "role")] if header.role is not None else []
    found += [(at, "day" if header.by_days else "came") for at in header.attended]
    found += [(header.absent, "absent")] if header.absent is not None else []
    found += [(at, "remark") for at in header.remarks] + [(at, "?") for at in header.others]
    told = ", ".join(f"{column_letters(at)} {what}" for at, what in found)
    return f"{header.row + 1}: {told}"


def rows(text: str, count: int) -> str:
    """So many lines, each with its number."""
    return "\n".join(text.format(at) for at in range(1, count + 1))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("State\nPeru\nMali", "1: A State"),
        ("ISO3\nPER\nMLI", "1: A code"),
        ("Peru\nMali", ""),
        ("Participants of 2026\nState|Role\nPeru|Party", "2: A State, B role"),
        (rows("Line {}", 39) + "\nState\nPeru", "40: A State"),
        (rows("Line {}", 40) + "\nState\nPeru", ""),
        # of two rows, that which says more
        ("Country|Peru\nState|Role\nPeru|Party", "2: A State, B role"),
        ("Country|Peru\nState|Attended\nPeru|yes", "2: A State, B came"),
        ("Country|Peru\nState|ISO3\nPeru|PER", "2: A State, B code"),
        ("State\nState\nPeru", "1: A State"),
        ("State|Role\nPeru|Party\nState|Code|Role\nPeru|PER|Party", "3: A State, B code, C role"),
        # a heading of two rows
        ("State|Presence|>\n^|Monday|Tuesday\nPeru|x|\nMali||x", "2: A State, B came, C came"),
        ("State|ISO3\n|(as printed)\nPeru|PER", "1: A State, B code"),
        ("State|Name|Country\n|(in full)|Country\nPeru|A B|Peru", "1: A State, C State"),
        ("State|Name\n\nPeru|A B", "1: A State"),
        ("State|Role|Side event|\nPeru|Party|yes|a\nMali|Party|no|a", "1: A State, B role, C ?"),
        ("State|\nPeru|yes\nMali|no", "1: A State, B ?"),
        ("State\nPeru|yes\nMali|no", "1: A State, B ?"),
    ],
)
def test_the_heading_of_a_table_is_the_row_that_says_most(text: str, wanted: str) -> None:
    assert columns(text) == wanted


@pytest.mark.parametrize(
    ("text", "column", "wanted"),
    [
        ("A|B\nPeru|Mali", "B", "1: B State"),
        ("B|A\nPeru|Mali", "B", "1: A State, B State"),
        ("State|Land\nPeru|Mali", "land", "1: B State"),
        ("State|\nPeru|x", "", "1: A State"),
        ("State\nPeru|Mali", "B", "1: B State"),
        ("State|Role|\nPeru|Party|Mali", "C", "1: C State, B role"),
        # under a title, and among rows of States
        ("Participants|\n\nNo|Land\n1|Peru\n2|Mali", "B", "3: B State"),
        ("Participants|\n\n\nNo|Land\n1|Peru\n2|Mali", "B", "4: B State"),
        ("Number|\n1|Peru\n2|Mali", "B", "1: B State"),
        ("No|Land\n1|Peru\n2|Mali\n3|Niger\nNo|Land|Role\n1|Peru|Party", "B", "1: B State"),
        ("State|Name\nPeru|A B\n|C D", "A", "1: A State"),
    ],
)
def test_the_column_that_a_person_chose_is_taken(text: str, column: str, wanted: str) -> None:
    assert columns(text, column) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # codes
        ("State|Code\nPeru|X1\nMali|X2", "A State"),
        ("State|ISO3\nPeru|PER\nAtlantis|X1", "A State, B code"),
        ("State|ISO\nPeru|PE", "A State, B code"),
        ("ISO\nPeru", "A code"),
        ("State|ISO3|ISO2\nPeru|PER|PE", "A State, B code"),
        ("State|ISO\nNiger|SI\nMali|", "A State, B code"),
        # names under a heading that may be one of persons
        ("Name\nPeru\nAtlantis", "A State"),
        ("Name\nPeru\n\nAtlantis", "A State"),
        ("Name\nPeru\nLake Agency\nAtlantis", "A State"),
        ("Name\nPeru\nAtlantis\nLemuria", ""),
        ("Name\nA B\nC D", ""),
        ("Name|ISO3\nPeru|PER", "B code"),
        ("State|Name\nAtlantis|Peru", "A State"),
        # several columns of States
        ("State|Country\nPeru|", "A State"),
        ("State|Country\nPeru|x\nAtlantis|y\nLemuria|z", "A State"),
        ("State|Country\nPeru|Peru\nMali|x\nNiger|y", "A State"),
        ("State|Country\nPeru|Peru\nMali|Mali\nNiger|x\nNigeria|y\nIle|z", "A State, B State"),
        ("State\nAtlantis", "A State"),
        ("State\nPeru\n\nMali|x", "A State, B ?"),
        ("State / Remarks\nPeru", "A State"),
        ("Country or organization\nPeru\nLake Agency", "A State"),
        ("State|Name\nyes|A B\nno|C D", "A State"),
        # of residence, of passports
        ("Passport / Country|State\nMali|Peru", "B State"),
        ("Passport / Country\nMali", "A State"),
        # figures and headings under what reads like the heading of States
        ("States\n12\n13", ""),
        ("State\nPeru\n12", "A State"),
        ("States|Total\nStates Parties|5\nObservers|3", ""),
        ("State\nPeru\nObservers", "A State"),
        # lists side by side
        ("States Parties|Observers\nPeru|Mali", "A state_party, B observer_state"),
        ("States Parties|Observers\nPeru|", "A State"),
        ("States Parties|Organizations\nPeru|Lake Agency", "A state_party, B organization"),
        ("State|Observer States\nPeru|Mali", "A State"),
        ("Organizations|NGOs\nLake Agency|Sea Agency", ""),
        ("Signatories\nPeru\nMali", "A signatory"),
        ("Signatories\nPeru\nAtlantis", "A signatory"),
        ("Signatories\nAtlantis\nLemuria", ""),
    ],
)
def test_the_columns_of_states_are_told_by_heading_and_cells(text: str, wanted: str) -> None:
    assert columns(text) == (f"1: {wanted}" if wanted else "")


CATEGORIES = "State|As\n" + rows("Peru|States Parties ({})", 40)
TEN = "State|As\n" + rows("Peru|Party", 9)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # roles and categories
        ("State|Role\nPeru|Party", "B role"),
        ("State|Role\nPeru|", ""),
        ("State|Role\nPeru", ""),
        ("State|Role\nPeru|Lima\nMali|", "B role"),
        ("State|As\nPeru|Party\nMali|Observer", "B role"),
        ("State|City\nPeru|Lima", ""),
        ("State|As|Role\nPeru|Party|Observer", "C role"),
        ("State|Type|Category\nPeru|Lima|Party", "C role"),
        ("State|Remarks\nPeru|Party\nMali|Observer", "B remark"),
        ("State|As\nLake Agency|NGO\nSea Agency|NGO", ""),
        (CATEGORIES, "B role"),
        (CATEGORIES + "\nPeru|States Parties", ""),
        (f"{TEN}\nPeru|Lima", "B role"),
        (f"{TEN}\nPeru|Lima\nPeru|Oslo", ""),
        (f"{TEN}\nPeru|Lima\nPeru|Lima\nPeru|Party", ""),
        # who attended
        ("State|Attended\nPeru|yes\nMali|no", "B came"),
        ("State|Checked in at\nPeru|yes\nMali|no", "B came"),
        ("State|Was present?\nPeru|yes\nMali|no", "B came"),
        ("State|Was present?\nPeru|here\nMali|excused herself", "B came"),
        ("State|Was present?\nPeru|yes\nMali|Lima\nNiger|Oslo", ""),
        ("State|Present address\nPeru|Lima\nMali|Bamako", ""),
        ("State|Was present?|Attended\nPeru||yes\nMali||yes", "C came"),
        ("State|Attended|Present\nPeru||yes", "C came"),
        ("State|Badge\n" + rows("Peru|10{}", 4), ""),
        ("State|Badge\n" + rows("Peru|10{}", 3), "B came"),
        ("State|Badge\n" + rows("Peru|1", 4), "B came"),
        ("State|Badge\n" + rows("Peru|A{}", 4), "B came"),
        ("State|Badge\nPeru|5\n" + rows("Peru|A{}", 4), "B came"),
        # two columns
        ("State|Attended|Present\nPeru|yes|yes\nMali|no|no", "B came"),
        ("State|Attended|Present\nPeru|yes|no\nMali|no|no", "B came, C ?"),
        ("State|Attended|Present\nPeru|yes|yes\nMali|yes|", "B came, C ?"),
        ("State|Attended|Presence\nPeru|attended|absent\nMali|absent|attended", "B came, C ?"),
        # who registered
        ("State|Registered\nPeru|x\nMali|", "B came"),
        ("State|Registered\nPeru|x\nMali|x", "B came"),
        ("State|Registered|Attended\nPeru|x|x\nMali|x|", "C came"),
        ("State|Registered|Status\nPeru||yes\nMali||no", "C came"),
        ("State|Registered|Status\nPeru|x|yes\nMali|x|no", "C role, B came"),
        ("State|Attended|Status\nPeru|yes|yes\nMali|no|yes", "C role, B came"),
        ("State|Status\nPeru|Registered\nMali|Cancelled", "B came"),
        ("State|Status\nPeru|\u2713\nMali|\u2717", "B came"),
        # who was absent
        ("State|Absent\nPeru|x\nMali|", "B absent"),
        ("State|Not attending\nPeru|yes\nMali|", "B absent"),
        ("State|Absent\nPeru|ill\nMali|", ""),
        # marks of which nobody knows what they say
        ("State|Side event\nPeru|Yes\nMali|No", "B ?"),
        ("State|Side event\nPeru|\u2713\nMali|\u2717", "B ?"),
        ("State|Side event\nPeru|x\nMali|p", "B ?"),
        ("State|Side event\nPeru|x\nMali|x", ""),
        ("State|Side event\nPeru|no\nMali|no", "B ?"),
        ("State|Side event\nPeru|\nMali|x", "B ?"),
        ("State|Side event\nPeru|\nAtlantis|\nMali|x", "B ?"),
        ("State|Side event\nPeru|x\nAtlantis|\nMali|x", ""),
        ("State|Side event\nPeru|", ""),
        # days
        ("State|Monday|Tuesday\nPeru|x|\nMali||x", "B day, C day"),
        ("State|Monday\nPeru|x\nMali|", "B ?"),
        ("State|Monday|Tuesday\nPeru|x|no\nMali|no|x", "B ?, C ?"),
        ("State|Monday|Room\nPeru|x|\nMali||x", "B ?, C ?"),
        ("State|Room A|Room B\nPeru|x|\nMali||x", "B ?, C ?"),
    ],
)
def test_what_the_columns_beside_the_states_say(text: str, wanted: str) -> None:
    told = columns(text).removeprefix("1: A State").removeprefix(", ")
    assert told == wanted


TWO_ROOMS = "State|Attended in Geneva|>|Attended online|>\n^|Monday|Tuesday|Monday|Tuesday"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{TWO_ROOMS}\nPeru|x||x|\nMali||x||x", "2: A State, B came, C ?, E ?"),
        ("State|Presence|Presence\n|Monday|Tuesday\nPeru|x|\nMali||x", "2: A State, B came, C ?"),
        ("State|Presence\n^|Monday\nPeru|x\nMali|", "2: A State, B came"),
        ("ISO3|Side event\nPER|x\nMLI|", "1: A code, B ?"),
        # a row above the heading says nothing of the rows below it
        ("Peru|\nState|Side event\nMali|x\nNiger|x", "2: A State"),
        ("List|2026|\nState|Attended|Present\nPeru|yes|yes\nMali|no|no", "2: A State, B came"),
    ],
)
def test_a_heading_of_several_rows_goes_with_the_rows_below(text: str, wanted: str) -> None:
    assert columns(text) == wanted


MARKED = "State|Side event\nPeru|yes\nMali|no"
SAME = "State|Side event\nPeru|x\nMali|x"
ROOMS = "State|Room A|Room B\nPeru|x|\nMali||x"


@pytest.mark.parametrize(
    ("text", "said", "wanted"),
    [
        (MARKED, {"side event": "by_status"}, "B came"),
        (MARKED, {"side event": "absent"}, "B absent"),
        (MARKED, {"side event": "organization"}, ""),
        (MARKED, {"side event": None}, ""),
        (SAME, {"side event": "by_status"}, "B came"),
        (ROOMS, {"room a": "by_status", "room b": "by_status"}, "B came, C came"),
        (ROOMS, {"room a": "by_status"}, "B came"),
        ("State|Attended\nPeru|yes\nMali|no", {"attended": None}, ""),
        ("State|Registered\nPeru|yes\nMali|no", {"registered": None}, ""),
        ("State|Status\nPeru|yes\nMali|no", {}, "B came"),
        ("State|Status\nPeru|yes\nMali|no", {"status": None}, ""),
        ("State|Status\nPeru|yes\nMali|no", {"status": "absent"}, "B absent"),
        ("State|Role\nPeru|Party\nMali|Party", {"role": "by_status"}, "B role"),
        ("State|Role\nPeru|Lima\nMali|Oslo", {"role": "by_status"}, "B role"),
        ("State|As\nPeru|Party\nMali|Visitors", {"visitors": "absent"}, "B role"),
        ("State|As\nPeru|Party\nMali|Visitors", {}, ""),
    ],
)
def test_what_a_person_said_of_a_column_holds(
    text: str, said: dict[str, Section | None], wanted: str
) -> None:
    assert columns(text, said=said).removeprefix("1: A State").removeprefix(", ") == wanted
