"""The account of a document in memory: what is left out, asked and settled, what is told twice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account, Settled, Unsettled, uncut
from ccmcost.intake.doubles import further, tell_doubles
from ccmcost.intake.found import Marker, Mention, Place
from tests.lists_reader import INDEX


def account(
    names: Mapping[str, str] | None = None, leave: bool = False, index: bool = True
) -> Account:
    marker = Marker("list.csv", Findings())
    return Account(marker, True, names, leave, INDEX if index else None)


def told(of: Account) -> list[str]:
    return [
        f"{line.place.row} {line.text} {line.state} {line.fate} {line.times}: {line.reason}"
        for line in of.lines
    ]


def warned(of: Account) -> list[str]:
    return [f"{each.row}: {each.message}" for each in of.marker.findings.warnings]


def mentions(*named: str) -> list[Mention]:
    """A State on each line, by its code and its name as printed."""
    found = (each.partition(" ") for each in named)
    return [
        Mention(code, "state_party", name, Place(at)) for at, (code, _, name) in enumerate(found, 1)
    ]


AGAIN = "names a State again that was taken once"
CORRECT = "was taken once. If one of these lines means another State, correct the list."


@pytest.mark.parametrize(
    ("named", "is_again", "left", "warning"),
    [
        (["TCD Chad", "PER Peru"], True, [], []),
        (
            ["TCD Chad", "PER Peru", "TCD Tchad"],
            False,
            ["3 Tchad"],
            [f'3: the list names Chad as "Chad" (line 1) and "Tchad" (line 3). It {CORRECT}'],
        ),
        # repeated above delegates it goes on there, in a list of names it is a line of its own
        (["TCD Chad", "TCD Chad", "TCD 7. CHAD (observer)"], False, [], []),
        (
            ["TCD Chad", "TCD Chad"],
            True,
            ["2 Chad"],
            [f'2: the list names Chad as "Chad" (line 1) and "Chad" (line 2). It {CORRECT}'],
        ),
        (
            ["TCD Chad", "PER Peru", "PER Perou", "TCD Tchad", "TCD Tchad", "TCD Chad"],
            False,
            ["3 Perou", "4 Tchad"],
            [
                '4: the list names Chad as "Chad" (line 1) and "Tchad" (line 4); '
                f'Peru as "Peru" (line 2) and "Perou" (line 3). Each {CORRECT}'
            ],
        ),
    ],
)
def test_a_state_on_several_lines_is_told(
    named: list[str], is_again: bool, left: list[str], warning: list[str]
) -> None:
    found, of = mentions(*named), account()
    tell_doubles(found, further(found) if is_again else (), INDEX, of)
    wanted = []
    for each in left:
        row, _, name = each.partition(" ")
        state = found[int(row) - 1].iso3
        wanted.append(f"{row} {name} {state} left_out 1: {AGAIN}")
    assert told(of) == wanted
    assert warned(of) == warning


@pytest.mark.parametrize(("count", "ends"), [(8, "(line 16). Each"), (10, "; and 2 more. Each")])
def test_of_many_states_on_several_lines_eight_are_named(count: int, ends: str) -> None:
    codes = ["PER", "TCD", "JPN", "FRA", "ESP", "MLI", "CUB", "AUT", "CHL", "NER"][:count]
    found = mentions(*(f"{code} {name}" for name in "ab" for code in codes))
    found.sort(key=lambda each: codes.index(each.iso3))
    of = account()
    tell_doubles(
        [each._replace(place=Place(at)) for at, each in enumerate(found, 1)], (), INDEX, of
    )
    assert len(of.lines) == count
    (warning,) = warned(of)
    assert ends in warning and warning.count(" as ") == 8


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Delegations of the Sta...", "Delegations of the"),
        ("Delegations...", "Delegations"),
        ("Delegations of the States", "Delegations of the States"),
        ("Delegations ", "Delegations "),
        ("The following ... ", "The following"),
    ],
)
def test_a_text_as_it_was_cut_for_the_screen_has_no_half_words(text: str, wanted: str) -> None:
    assert uncut(text) == wanted


def test_what_a_person_said_of_a_line_is_found_by_its_words() -> None:
    said = Settled([("Notes", None), ("OTHER Sections of the li...", "absent")])
    assert said["notes"] is None and said["other sections of the list"] == "absent"
    for words in ("notes below", "other sections", "sections of the list"):
        assert words not in said
        with pytest.raises(KeyError):
            said[words]
    assert list(said) == ["notes", "other sections of"] and len(said) == 2


def test_what_is_not_settled_has_its_findings_and_its_account() -> None:
    of = account()
    of.open("name-unknown", "Who?", "Zambi", Place(7), "ZMB", times=3)
    error = Unsettled(of.marker.findings, of)
    assert [each.line() for each in error.findings] == ["list.csv:7  name-unknown  Who?"]
    assert told(error.account) == ["7 Zambi ZMB open 3: Who?"]


def test_an_organization_that_pays_is_taken_after_all() -> None:
    of = account()
    of.leave_out("European Union", Place(1), "an organization")
    of.leave_out("UNIDIR", Place(2), "an organization")
    of.open("name-unknown", "Who?", "European Union", Place(3))
    of.take_after_all("European Union", "Organization", "EUU")
    assert told(of) == [
        "1 European Union EUU taken 1: Organization",
        "2 UNIDIR  left_out 1: an organization",
        "3 European Union  open 1: Who?",
    ]


OPEN = (
    'Peru may be absent. If it took part, say --alias "{0}=PER"; if not, "{0}=-", '
    "or --leave-doubtful for all such States."
)


@pytest.mark.parametrize(
    ("text", "names", "leave", "took_part", "told_of", "words"),
    [
        ("Peru", {}, False, False, f"open 4: {OPEN.format('Peru')}", "peru"),
        ("Peru", {"PERU ": "PER"}, False, True, "", "peru"),
        ("Peru", {"Peru": "CHL"}, False, False, f"open 4: {OPEN.format('Peru')}", "peru"),
        ("Peru", {"Peru": "-"}, False, False, "left_out 4: doubtful; left out as you answered", ""),
        ("Peru", {"Peru": "-"}, True, False, "left_out 4: doubtful; left out as you answered", ""),
        ("Peru", {}, True, False, "left_out 4: doubtful; left out as requested", "peru"),
        ("Peru", {"Peru": "PER"}, True, True, "", "peru"),
        # by the words of the document where they name the State, else by its own name
        ("PER", {}, False, False, f"open 4: {OPEN.format('PER')}", "per"),
        (
            "Office in Peru",
            {},
            False,
            False,
            f"open 4: {OPEN.format('Office in Peru')}",
            "office in peru",
        ),
        ("Pirú", {"Pirú": "PER"}, False, False, f"open 4: {OPEN.format('Peru')}", "peru"),
        ("Pirú", {"Pirú": "PER", "Peru": "PER"}, False, True, "", "peru"),
    ],
)
def test_a_state_in_doubt_is_asked_or_settled(
    text: str, names: Mapping[str, str], leave: bool, took_part: bool, told_of: str, words: str
) -> None:
    of = account(names, leave)
    said = of.doubt("Peru may be absent.", "doubtful", text, Place(2), "PER", 4)
    assert said is took_part
    assert told(of) == ([f"2 {text} PER {told_of}"] if told_of else [])
    as_requested = told_of.endswith("as requested")
    assert warned(of) == (["2: Peru may be absent. It was left out."] if as_requested else [])
    assert not words or words in of.settling


def test_without_an_index_a_doubt_is_settled_by_its_words() -> None:
    of = account({"Pirú": "PER"}, index=False)
    assert of.doubt("Peru may be absent.", "doubtful", "Pirú", Place(2), "PER")
    assert of.says("pirú") == "PER" and account().says("Peru") == ""


def test_an_account_of_nothing_open_and_no_difference_is_closed() -> None:
    of = account()
    of.take("Peru", Place(3), "State Party", "PER")
    of.check("States", "1", "1", Place(4))
    assert of.is_closed
    assert list(of.rows()) == [
        ("line 3", "Peru", "PER", "", "taken", "State Party", "1"),
        ("line 4", "States", "", "1", "check", "agrees: read 1", "1"),
    ]
    of.check("States", "2", "1", Place(5))
    assert not of.is_closed
    other = account()
    other.leave_out("Chad", Place(9), "absent", "TCD")
    other.leave_out("Mali", Place(1), "absent", "MLI")
    other.open("name-unknown", "Who?", "Zambi", Place(7))
    assert not other.is_closed and other.of("taken") == ()
    assert [line.text for line in other.of("left_out")] == ["Mali", "Chad"]
    grouped = {why: [line.text for line in lines] for why, lines in other.by_reason("open").items()}
    assert grouped == {"Who?": ["Zambi"]}
