"""What a document says beside and against its own list, in memory: notes, drafts, other lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.elsewhere import (
    ask_about_part,
    named_elsewhere,
    tell_provisional,
    unseen_states,
    with_notes,
    without_drafts,
    without_revoked,
)
from ccmcost.intake.found import Marker, Mention, Place, Taken, TextLine
from tests.few_states import index

_LINE = re.compile(r"(?:(?P<page>[0-9])> )?(?P<unseen>~ )?(?P<text>.*?)(?: \{(?P<mark>.*)\})?")


def lines(text: str, first: int = 1) -> list[TextLine]:
    """Lines: `2> ` before one says its page, `~ ` that it is struck out, ` {1}` its raised mark."""
    found = []
    for at, each in enumerate(text.splitlines(), first):
        match = _LINE.fullmatch(each)
        assert match
        spot = f"page {match['page']}, line {at}" if match["page"] else ""
        unseen = "struck out" if match["unseen"] else ""
        place = Place(at, spot)
        found.append(TextLine(match["text"], place, unseen=unseen, mark=match["mark"] or ""))
    return found


def account(leave: bool = False, **answers: str) -> Account:
    names = {name.replace("_", " "): code for name, code in answers.items()}
    return Account(Marker("s", Findings()), names=names, leave_doubtful=leave, index=index())


def told(kept: Account) -> list[tuple[int, str, str, int]]:
    """The lines of the account: row, fate, State, how often."""
    return sorted((line.place.row, line.fate, line.state, line.times) for line in kept.lines)


def taken(*names: str, how: str = "list", read: Sequence[int] = ()) -> Taken:
    """What was taken: `PER` on line 1, or `PER 3` on line 3; `=` is followed by what is printed."""
    mentions = []
    for at, each in enumerate(names, 1):
        said, _, printed = each.partition("=")
        code, _, row = said.partition(" ")
        mentions.append(Mention(code, "by_status", printed or code, Place(int(row or at))))
    places = frozenset(Place(row) for row in read)
    return Taken(how, tuple(mentions), (), read=places)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "aside", "wanted", "asked"),
    [
        # a mark behind a name, raised or not, of figures, letters or signs
        ("Peru 1\nMali\n1/ did not attend", "", {1: 'noted "1/ did not attend"'}, []),
        ("Peru {1}\nMali\n1 did not attend", "", {1: 'noted "1 did not attend"'}, []),
        ("Peru {(1)}\nMali", "(1) did not attend", {1: 'noted "(1) did not attend"'}, []),
        ("Peru a/\nMali\na/ absent", "", {1: 'noted "a/ absent"'}, []),
        ("Peru*\nMali**\n* absent", "", {1: 'noted "* absent"'}, []),
        ("Peru1\nMali12\n1 absent", "", {1: 'noted "1 absent"'}, []),
        # not the last letter of a name, and no line that names no State
        ("Australia\nMali a/\na/ absent", "", {2: 'noted "a/ absent"'}, []),
        ("Ambassador 1\nPeru 1\n1/ absent", "", {2: 'noted "1/ absent"'}, []),
        # what a note says of another matter, or of a State by name
        ("Peru 1\n1/ spoke in French", "", {}, []),
        ("Peru 1\n1/ Mali was absent", "", {}, []),
        ("Peru 1\nabsent", "", {}, []),
        ("Peru 1\n~ 1/ absent", "", {2: "struck out"}, []),
        ("Peru 1\nMali 2\n1/ spoke\n2/ absent", "", {2: 'noted "2/ absent"'}, []),
        (f"Peru 1\n1/ absent{'.' * 191}", "", {1: f'noted "1/ absent{"." * 51}..."'}, []),
        (f"Peru 1\n1/ absent{'.' * 192}", "", {}, []),
        # figures begin anew on each page, letters do not
        ("1> Peru 1\n2> Mali 1\n2> 1/ absent", "", {2: 'noted "1/ absent"'}, []),
        ("1> Peru a/\n2> Mali a/\n2> a/ absent", "", {1: 'noted "a/ absent"',
                                                      2: 'noted "a/ absent"'}, []),
        ("1> Peru 1\n2> Mali\n2> 1/ absent", "", {1: 'noted "1/ absent"'}, []),
        # what a line is marked with already stays
        ("~ Peru 1\nMali\n1/ absent", "", {1: "struck out"}, []),
        # a mark that stands at no State is asked about where it is surely one
        ("Peru\n1/ absent", "", {}, [2]),
        ("Peru\n* absent", "", {}, [2]),
        ("Peru", "1 absent", {}, [1]),
        ("Peru\n1 absent", "", {}, []),
        ("Peru\n9/ absent", "", {}, []),  # as was answered
        # ticks
        ("☑ Peru\n☐ Mali\n~ ☐ Niger", "", {2: "marked ☐", 3: "struck out"}, []),
        ("  ☑ Peru\n☐ Mali", "", {2: "marked ☐"}, []),
        ("☐ Peru\n☐ Mali", "", {}, []),
        ("☑Peru\nMali", "", {}, []),
    ],
)  # fmt: skip
def test_notes_and_ticks_mark_who_was_not_there(
    text: str, aside: str, wanted: dict[int, str], asked: list[int]
) -> None:
    kept = account()
    found = with_notes(lines(text), lines(aside), index(), kept, {"9 absent": None})
    assert {at: line.unseen for at, line in enumerate(found, 1) if line.unseen} == wanted
    assert [line.place.row for line in kept.of("open")] == asked


@pytest.mark.parametrize(
    ("text", "answers", "wanted", "settled"),
    [
        ("Peru\n~ Mali", {}, [(2, "open", "MLI", 1)], []),
        ("~ Mali", {"Mali": "MLI"}, [], ["MLI"]),
        ("~ Mali", {"Mali": "-"}, [(1, "left_out", "MLI", 1)], []),
        # a State that another line names is asked, unless somebody said which line counts
        ("~ Peru", {}, [(1, "open", "PER", 1)], []),
        ("~ Peru", {"Peru": "PER"}, [(1, "left_out", "PER", 1)], []),
        # a line that only names States somewhere
        ("~ from Mali to Niger, not Peru", {},
         [(1, "left_out", "MLI", 1), (1, "left_out", "NER", 1)], []),
        ("~ no State", {}, [], []),
    ],
)  # fmt: skip
def test_a_state_that_is_struck_out_is_asked_or_as_answered(
    text: str, answers: Mapping[str, str], wanted: list[tuple[int, str, str, int]],
    settled: list[str],
) -> None:  # fmt: skip
    kept = account(**answers)
    found = unseen_states(lines(text), {"PER"}, index(), kept)
    assert (told(kept), [each.iso3 for each in found]) == (wanted, settled)


SPOKE = "The States of the list participated, and Mali attended"


@pytest.mark.parametrize(
    ("text", "aside", "how", "wanted"),
    [
        # a line about another matter
        ("Peru\nThe Ambassador to Mali spoke\nan office in Mali, at length", "", "list",
         [(2, "left_out", "MLI", 2)]),
        ("Peru\nan office in Peru, at length", "", "list", []),
        ("Peru\n~ an office in Mali", "", "list", []),
        ("Peru\nnothing\nan office in Mali, at length", "", "list", [(3, "left_out", "MLI", 1)]),
        # a line that is a State's name, or begins with one
        ("Peru\nMali", "", "list", [(2, "open", "MLI", 1)]),
        ("Peru\nMali, represented by somebody", "", "list", [(2, "open", "MLI", 1)]),
        ("Peru\nMali", "", "report", [(2, "open", "MLI", 1)]),
        ("Peru\nMali\nan office in Niger, at length", "", "list",
         [(2, "open", "MLI", 1), (3, "left_out", "NER", 1)]),
        # two that fill half of a line, and the same with another that is known
        ("Peru\nfrom Mali to Niger", "", "list", [(2, "open", "MLI", 1), (2, "open", "NER", 1)]),
        ("Peru\nall from Mali to Niger", "", "list",
         [(2, "left_out", "MLI", 1), (2, "left_out", "NER", 1)]),
        ("Peru\nfrom Peru to Mali", "", "list", [(2, "left_out", "MLI", 1)]),
        ("Peru\nfrom Mali", "", "list", [(2, "left_out", "MLI", 1)]),
        ("Peru\nfrom Mali, Niger, Austria and on", "", "list",
         [(2, "open", "AUT", 1), (2, "open", "MLI", 1), (2, "open", "NER", 1)]),
        # what stands inside of a sentence or was settled is no question
        ("Peru\nnothing\nMali", "", "report", [(3, "left_out", "MLI", 1)]),
        ("Peru\nnothing\nMali", "", "list", [(3, "left_out", "MLI", 1)]),
        ("Peru\nsettled\nnothing\nNiger", "", "list",
         [(4, "left_out", "AUT", 1), (4, "left_out", "NER", 1)]),
        ("Peru\nsettled\nnothing\nNiger", "", "report",
         [(4, "left_out", "AUT", 1), (4, "open", "NER", 1)]),
        # notes and headers that speak of taking part
        ("Peru", SPOKE, "list", [(1, "open", "MLI", 1)]),
        ("Peru", "Mali did not attend, and participated never", "list",
         [(1, "left_out", "MLI", 1)]),
        ("Peru", "Mali", "list", [(1, "left_out", "MLI", 1)]),
        (f"Peru\n{SPOKE}", "", "list", [(2, "left_out", "MLI", 1)]),
        ("Peru\nan office in Mali, at length", SPOKE, "list", [(1, "open", "MLI", 1)]),
    ],
)  # fmt: skip
def test_every_other_state_is_left_out_with_a_reason_or_asked(
    text: str, aside: str, how: str, wanted: list[tuple[int, str, str, int]]
) -> None:
    kept = account()
    if "settled" in text:
        kept.leave_out("Austria", Place(4), "so", "AUT")
    found = taken("PER", how=how, read=[3] if "nothing" in text and "office" not in text else [])
    assert named_elsewhere(lines(text), lines(aside), found, index(), kept) == []
    assert told(kept) == wanted


@pytest.mark.parametrize(
    ("text", "how", "says"),
    [
        ("Mali", "list", "is the name of a State"),
        ("Mali, represented by somebody", "list", "begins with the name of a State"),
        ("Mali", "report", "stands alone on a line, outside the lists of those taking part"),
        ("from Mali to Niger", "list", "names several States and little else"),
    ],
)
def test_the_question_says_how_a_state_is_named(text: str, how: str, says: str) -> None:
    kept = account()
    named_elsewhere(lines(text), (), taken("PER 9", how=how), index(), kept)
    assert {line.reason.partition(", and no list")[0] for line in kept.of("open")} == {
        f'"{text}" {says}'
    }


@pytest.mark.parametrize(
    ("text", "answers", "wanted"),
    [
        ("Peru\nan office in Mali, at length", {"Mali": "MLI"}, ["MLI"]),
        ("Peru\nan office in Mali, at length", {"Mali": "-"}, []),
        ("Peru\nMali, represented by somebody", {"Mali,_represented_by_somebody": "MLI"}, ["MLI"]),
        ("Peru\nfrom Mali to Niger", {"Mali": "MLI", "Niger": "NER"}, ["MLI", "NER"]),
        ("Peru\nfrom Mali to Niger and the office there", {"Niger": "NER"}, ["NER"]),
    ],
)
def test_a_state_elsewhere_is_taken_if_somebody_said_so(
    text: str, answers: Mapping[str, str], wanted: list[str]
) -> None:
    kept = account(**answers)
    found = named_elsewhere(lines(text), (), taken("PER"), index(), kept)
    assert [each.iso3 for each in found] == wanted
    assert not kept.of("open")
    assert all(each.printed in text for each in found)


COLUMN = (
    "A person, an office of Niger\nAnother person, an office of Mali\n"
    "A third, of an office, Austria"
)


@pytest.mark.parametrize(
    ("text", "aside", "found", "wanted"),
    [
        (COLUMN, "", taken("PER 9"), [(3, "open", "AUT, MLI, NER", 3)]),
        (COLUMN, "", taken("PER 9", "GNB 9", "PNG 9"), [(3, "open", "AUT, MLI, NER", 3)]),
        # fewer than were read, or than three; a report; a note below
        (COLUMN, "", taken("PER 9", "GNB 9", "PNG 9", "NGA 9"),
         [(1, "left_out", "NER", 1), (2, "left_out", "MLI", 1), (3, "left_out", "AUT", 1)]),
        (COLUMN.partition("\nA third")[0], "", taken("PER 9"),
         [(1, "left_out", "NER", 1), (2, "left_out", "MLI", 1)]),
        (COLUMN, "", taken("PER 9", how="report"),
         [(1, "left_out", "NER", 1), (2, "left_out", "MLI", 1), (3, "left_out", "AUT", 1)]),
        (COLUMN.partition("\nA third")[0], "A third, of an office, Austria", taken("PER 9"),
         [(1, "left_out", "AUT", 1), (1, "left_out", "NER", 1), (2, "left_out", "MLI", 1)]),
        # one that is asked by itself is not asked again, one in the midst stands for itself
        (f"{COLUMN}\nAustria, and others", "", taken("PER 9"),
         [(1, "left_out", "NER", 1), (2, "left_out", "MLI", 1), (4, "open", "AUT", 1)]),
        (f"{COLUMN}\nan office in Nigeria, at length", "", taken("PER 9"),
         [(3, "open", "AUT, MLI, NER", 3), (4, "left_out", "NGA", 1)]),
    ],
)  # fmt: skip
def test_states_at_the_end_of_lines_are_a_column_that_was_not_seen(
    text: str, aside: str, found: Taken, wanted: list[tuple[int, str, str, int]]
) -> None:
    kept = account()
    named_elsewhere(lines(text), lines(aside), found, index(), kept)
    assert told(kept) == wanted


def test_a_column_that_was_not_seen_is_left_out_as_requested() -> None:
    kept = account(leave=True)
    named_elsewhere(lines(COLUMN), (), taken("PER 9"), index(), kept)
    assert told(kept) == [(1, "left_out", "NER", 1), (2, "left_out", "MLI", 1),
                          (3, "left_out", "AUT", 1)]  # fmt: skip
    (warning,) = kept.marker.findings.warnings
    assert warning.message.endswith("AUT, MLI, NER. They were left out.")
    assert warning.row == 3


@pytest.mark.parametrize(
    ("mentions", "answers", "wanted", "asked"),
    [
        (["PER=Peru", "MLI=[Mali]", "NER=Niger"], {}, "PER NER", ["MLI"]),
        (["PER=Peru", "MLI=[Mali", "NER=Niger", "AUT=Austria]", "AUS=Australia"], {},
         "PER AUS", ["AUT", "MLI", "NER"]),
        (["PER=Peru", "MLI=[Mali", "NER=Niger", "NGA=Nigeria", "AUT=Austria]"], {},
         "PER", ["AUT", "MLI", "NER", "NGA"]),
        # in the order of the document
        (["MLI 2=Mali", "NER 3=Niger]", "PER 1=[Peru", "AUT 4=Austria"], {}, "AUT",
         ["MLI", "NER", "PER"]),
        (["NER 3=Niger", "MLI 2=Mali]", "PER 1=[Peru"], {}, "NER", ["MLI", "PER"]),
        (["MLI 3=Mali", "PER 2=Peru]", "AUT 1=Austria"], {}, "MLI AUT", ["PER"]),
        # a mark of a note is no bracket; where all stand so, nothing is asked
        (["PER=Peru[1]", "MLI=Mali"], {}, "PER MLI", []),
        (["PER=[Peru]", "MLI=[Mali]"], {}, "PER MLI", []),
        (["PER=Peru", "MLI=[Mali]", "MLI=[Mali]"], {}, "PER", ["MLI"]),
        (["PER=Peru", "MLI=[Mali]", "NER=[Niger]"], {"Mali": "MLI"}, "PER MLI", ["NER"]),
        (["PER=Peru", "MLI=[Mali]"], {"Mali": "-"}, "PER", []),
    ],
)  # fmt: skip
def test_states_in_square_brackets_are_not_yet_agreed(
    mentions: list[str], answers: Mapping[str, str], wanted: str, asked: list[str]
) -> None:
    kept = account(**answers)
    left = without_drafts(taken(*mentions), kept)
    assert [each.iso3 for each in left.mentions] == wanted.split()
    assert sorted(line.state for line in kept.of("open")) == asked


@pytest.mark.parametrize(
    ("text", "answers", "how", "wanted", "asked"),
    [
        ("Peru\nMali\nMali did not attend", {}, "list", "PER", ["MLI"]),
        ("Peru\nMali\nMali is to be deleted", {}, "list", "PER", ["MLI"]),
        ("Peru\nMali\nMali and Niger did not attend\nMali did not attend", {}, "table", "PER",
         ["MLI"]),
        ("Peru\nMali\nMali did not attend", {}, "report", "PER MLI", []),
        ("Peru\nMali\nMali did not attend", {"Mali": "MLI"}, "list", "PER MLI", []),
        ("Peru\nMali\nMali did not attend\nPeru did not attend", {"Mali": "MLI"}, "list", "MLI",
         ["PER"]),
        ("Peru\nMali\nMr. Mali did not attend", {}, "list", "PER MLI", []),
        ("Peru\nMali\nMali attended", {}, "list", "PER MLI", []),
        ("Peru\nMali\n~ Mali did not attend", {}, "list", "PER MLI", []),
        ("Peru\nMali\nnobody\nMali did not attend", {}, "list", "PER", ["MLI"]),
        # lines that were read or settled
        ("Peru\nMali did not attend", {}, "list", "PER MLI", []),
        ("Peru\nMali\n1\n2\nMali did not attend", {}, "list", "PER MLI", []),
        ("Peru\nMali\n1\n2\n3\nMali did not attend", {}, "list", "PER MLI", []),
        # a paragraph is no remark
        (f"Peru\nMali\nMali did not attend{'.' * 281}", {}, "list", "PER", ["MLI"]),
        (f"Peru\nMali\nMali did not attend{'.' * 282}", {}, "list", "PER MLI", []),
    ],
)  # fmt: skip
def test_a_line_that_speaks_against_a_state_of_the_list_is_asked(
    text: str, answers: Mapping[str, str], how: str, wanted: str, asked: list[str]
) -> None:
    kept = account(**answers)
    kept.leave_out("x", Place(5), "so")
    found = taken("PER", "MLI", how=how, read=[6])
    left = without_revoked(lines(text), found, index(), kept)
    assert [each.iso3 for each in left.mentions] == wanted.split()
    assert sorted(line.state for line in kept.of("open")) == asked


@pytest.mark.parametrize(
    ("symbol", "text", "asked"),
    [
        ("CCM/MSP/2023/INF.1/Add.1", "List", [(0, "CCM/MSP/2023/INF.1/Add.1")]),
        ("CCM/MSP/2023/INF.1", "List", []),
        ("", "List\n Addendum 2 ", [(2, "Addendum 2")]),
        ("", "List\nCorrigendum\nAddendum", [(2, "Corrigendum")]),
        ("A/1/Add.1", "List\nAddendum", [(0, "A/1/Add.1")]),
        ("", "List\n\n\n\nAddendum", []),
        ("", "List\n\n\nAddendum", []),
        ("A/1/Corr.2", "List", []),  # as was answered
        ("", "Rectificatif 3", []),
    ],
)
def test_an_addendum_is_not_the_whole_list(
    symbol: str, text: str, asked: list[tuple[int, str]]
) -> None:
    answered = {"corr 2": None, "rectificatif 3": None}
    kept = account()
    ask_about_part(symbol, lines(text), taken("PER 5", "MLI 4"), answered, kept)
    assert [(line.place.row, line.text) for line in kept.of("open")] == asked


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("List\nProvisional list of participants\nDraft", 2),
        ("Final list", None),
        ("1\n2\n3\nDraft", None),
        ("1\n2\n3\n4\nDraft", None),
    ],
)
def test_a_title_calls_a_list_provisional(text: str, row: int | None) -> None:
    kept = account()
    tell_provisional(lines(text), taken("PER 5", "MLI 4"), kept)
    assert [each.row for each in kept.marker.findings.warnings] == ([row] if row else [])


def test_what_a_sheet_is_called_is_no_title_and_without_states_nothing_is_told() -> None:
    for name, spot, found, count in (
        ("Draft", "Draft!A1", taken("PER 5"), 0),
        ("Draft", "Sheet1!A1", taken("PER 5"), 1),
        ("Draft", "Sheet1!A1", taken(), 0),
        ("Addendum", "Sheet1!A1", taken(), 0),
        ("Addendum", "Sheet1!A1", taken("PER 5"), 1),
    ):
        kept = account()
        title = [TextLine(name, Place(0, spot))]
        tell_provisional(title, found, kept)
        ask_about_part("", title, found, {}, kept)
        assert len([*kept.marker.findings]) == count
