"""The lists in a text, in memory: what announces them, where they begin and end, what they say."""

from __future__ import annotations

from datetime import date

import pytest

from ccmcost.intake.belonging import Sought
from ccmcost.intake.found import Section
from ccmcost.intake.sentences import joined_lines, left_out_of, lists_of
from tests.lists_reader import INDEX

SOUGHT = Sought(
    "msp13",
    {"msp13": frozenset(("msp13", "13msp")), "msp12": frozenset(("msp12", "12msp"))},
    {"meeting_of_states_parties": "msp"},
    date(2025, 9, 16),
    "Convention on Cluster Munitions",
)


def found(text: str, *gaps: int) -> list[str]:
    """Each list as its section, what announces it, and its text; it begins where it is said to."""
    told = []
    for each in lists_of(text, INDEX, None, gaps):
        there = text[each.start : each.start + len(each.text)]
        assert all(a == b for a, b in zip(there, each.text, strict=True) if b.isalnum())
        told.append(f"{each.section} <{each.announced.strip()}> {' '.join(each.text.split())}")
    return told


STATES = "Peru, Mali and Chad"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Meeting noted the report: it was short.", []),
        # after a colon
        (
            f"The following States Parties participated: {STATES}. Cuba spoke.",
            [f"state_party <The following States Parties participated> {STATES}"],
        ),
        (
            f"States represented were the following: {STATES}.",
            [f"by_status <States represented were the following> {STATES}"],
        ),
        (
            f"The States represented at the Meeting were: {STATES}.",
            [f"by_status <The States represented at the Meeting were> {STATES}"],
        ),
        (
            f"Participation of the following signatories: {STATES}.",
            [f"signatory <Participation of the following signatories> {STATES}"],
        ),
        (
            f"States that participated: {STATES}",
            [f"by_status <States that participated> {STATES}"],
        ),
        (f"Participants: {STATES}.", []),
        (f"The participation of States in general: {STATES}.", []),
        (f"The following States are members: {STATES}.", []),
        (
            f"Note: The following States participated: {STATES}.",
            [f"by_status <The following States participated> {STATES}"],
        ),
        (
            f"It met in May. The following States participated: {STATES}.",
            [f"by_status <The following States participated> {STATES}"],
        ),
        (
            "The following States participated: Peru, Mali (note: Chad).",
            ["by_status <The following States participated> Peru, Mali (note: Chad)"],
        ),
        (
            f"The following States participated: {STATES}, which participated for the first time.",
            [
                f"by_status <The following States participated> {STATES}, which participated for "
                "the first time"
            ],
        ),
        (
            "The following States participated: Peru; the following observers participated: Mali.",
            [
                "by_status <The following States participated> Peru; the following observers "
                "participated: Mali"
            ],
        ),
        (
            "The following States were absent: nobody. The following States were absent: Peru and "
            "the Kite Fund.",
            ["absent <The following States were absent> Peru and the Kite Fund"],
        ),
        (
            "The following organizations participated: APOPO.",
            ["organization <The following organizations participated> APOPO"],
        ),
        (
            f"The following States participated: {STATES}\n2. The Meeting went on. It ended",
            [f"by_status <The following States participated> {STATES}"],
        ),
        (
            f"The following States participated: {STATES}. It ended.\n2. The Meeting went on",
            [f"by_status <The following States participated> {STATES}"],
        ),
        # points behind a colon
        (
            "The following States participated:\n1. Peru\n2. Mali\n\n3. Chad\nIt ended in May.",
            ["by_status <The following States participated> ; Peru; Mali;; Chad"],
        ),
        (
            "The following States participated:\n1. Peru\n2. Mali\n4. Cuba spoke.",
            ["by_status <The following States participated> ; Peru; Mali"],
        ),
        (
            "The following States participated:\n1. Peru\n2. Mali\n\n9. Cuba spoke.",
            ["by_status <The following States participated> ; Peru; Mali;"],
        ),
        (
            "The following States participated:\n1. Peru\n2. Mali\n(c) Cuba spoke.",
            ["by_status <The following States participated> ; Peru; Mali"],
        ),
        (
            "The following States participated:\n(a) Peru\n(b) Mali\n3. Cuba spoke.",
            ["by_status <The following States participated> ; Peru; Mali"],
        ),
        (
            "The following States participated:\n- Peru\n- Mali\nIt ended.\n- Cuba",
            ["by_status <The following States participated> ; Peru; Mali"],
        ),
        (
            "The following States participated:\n- Peru\n- Kites\n- Mali\n- Boats\nIt ended.",
            ["by_status <The following States participated> ; Peru; Kites; Mali; Boats"],
        ),
        (
            "The following States participated:\n- Peru\n- Mali\n- A\n- Kite\n- Boat\nMay.",
            ["by_status <The following States participated> - Peru - Mali - A - Kite - Boat May"],
        ),
        (
            "The following States participated:\n1. Peru\nIt ended.",
            ["by_status <The following States participated> "],
        ),
        # before a verb, behind it, and after "attended by"
        (f"{STATES} attended.", [f"by_status <> {STATES}"]),
        (f"It met in May. {STATES} attended. Cuba spoke.", [f"by_status <> {STATES}"]),
        ("Peru attended.", ["by_status <> Peru"]),
        ("Peru and the host attended.", ["by_status <> Peru and the host"]),
        ("Peru, the host and the Kite Fund attended.", []),
        ("Attended.", []),
        ("The host attended.", []),
        (f"Signatory States {STATES} attended.", [f"signatory <> Signatory States {STATES}"]),
        (
            f"Ont participé les États suivants {STATES}.",
            [f"by_status <> les États suivants {STATES}"],
        ),
        (f"The Meeting was attended by {STATES}. Cuba spoke.", [f"by_status <> {STATES}"]),
        (f"The Meeting was attended by {STATES}: it was short.", [f"by_status <> {STATES}"]),
        (f"The Meeting was attended by {STATES}", [f"by_status <> {STATES}"]),
        (
            f"The Meeting was attended by three States, {STATES}.",
            [f"by_status <three States,> {STATES}"],
        ),
        (
            "It met.  One signatory State, Haiti, attended.",
            ["signatory <One signatory State,> Haiti,"],
        ),
        (
            f"The representatives of {STATES} attended.",
            [f"by_status <The representatives of> {STATES}"],
        ),
        (f"Members of the region: {STATES} attended.", [f"by_status <> {STATES}"]),
        (f"{STATES} participated and were represented.", [f"by_status <> {STATES}"]),
        (f"{STATES} have not attended.", [f"absent <> {STATES} have not"]),
        # what is said aside of those it names
        (f"{STATES}, which are friends, attended.", [f"by_status <> {STATES}"]),
        (
            f"The envoys, {STATES}, which are friends, attended.",
            [f"by_status <> The envoys, {STATES}"],
        ),
        (
            f"It was a meeting which {STATES} attended.",
            [f"by_status <> It was a meeting which {STATES}"],
        ),
        # organizations
        ("APOPO and the Kite Fund attended.", ["organization <> APOPO and the Kite Fund"]),
        ("Peru and APOPO attended.", ["by_status <> Peru and APOPO"]),
        # several lists, in their order
        (
            f"Signatory States {STATES} attended. The following States participated: Cuba. "
            "Malta attended.",
            [
                f"signatory <> Signatory States {STATES}",
                "by_status <The following States participated> Cuba",
                "by_status <> Malta",
            ],
        ),
        (
            f"{STATES} attended. The following signatories participated: Haiti. Mexico attended.",
            [
                f"by_status <> {STATES}",
                "signatory <The following signatories participated> Haiti",
                "by_status <> Mexico",
            ],
        ),
        # a paragraph begins a sentence
        (f"It met in May\n(b) {STATES} attended.", [f"by_status <> {STATES}"]),
    ],
)
def test_the_lists_of_a_text(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"Attendance\n|{STATES} attended.", STATES),
        ("Cuba, Malta,\n|Peru attended.", "Cuba, Malta, Peru"),
        (f"{STATES}\n|attended.", STATES),
        (f"{'ball ' * 3000}\n|{STATES} attended.", STATES),
    ],
)
def test_a_line_with_space_above_it_begins_a_sentence(text: str, wanted: str) -> None:
    gap = text.index("|")
    assert found(text.replace("|", ""), gap) == [f"by_status <> {wanted}"]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Peru attended", None),
        ("Peru participated in the work of the Meeting", None),
        ("Peru participated actively", None),
        ("Peru attended as an observer", None),
        ("The Meeting was attended by Peru", None),
        ("Peru was represented at the Meeting", None),
        ("Peru was represented by Mali", "doubtful"),
        ("Peru attended the dinner", "doubtful"),
        ("Peru participated in the dinner", "doubtful"),
        ("Peru participated in a side event", "doubtful"),
        ("Peru participated in the preparatory meeting", "doubtful"),
        ("Peru participated remotely", "doubtful"),
        ("Peru attended the Meeting, and Mali attended the dinner", "doubtful"),
        ("Peru did not attend", "absent"),
        ("Peru has not participated in a side event", "absent"),
        ("Peru has not participated in the 12th Meeting", "absent"),
        ("Neither Peru nor Mali attended", "absent"),
        ("Peru, which was absent in May, attended", "doubtful"),
        ("Peru, which is in arrears, attended", None),
        ("Peru is in arrears", "arrears"),
        ("Neither Peru nor Mali attended, and Chad attended", None),
        ("Not all States attended", None),
        ("Peru participated in the 12th Meeting", "doubtful"),
        ("Peru participated in the 13th Meeting", None),
        ("Peru participated in the 12th Meeting and the 13th Meeting", None),
        ("Peru participated in the Meeting on mines", "doubtful"),
        ("Peru participated in the Meeting on cluster munitions", None),
        ("Peru spoke of the 12th Meeting", None),
        ("Peru has not ratified the Convention", "pending"),
        ("Le Pérou ne parle pas", None),
        ("Participants that have not ratified the Convention", None),
        ("States that are not parties", None),
        ("Peru spoke", None),
    ],
)
def test_whether_those_that_a_sentence_names_took_part(sentence: str, said: Section | None) -> None:
    assert left_out_of(sentence, SOUGHT) == said


def test_without_a_meeting_that_is_sought_none_is_another_one() -> None:
    assert left_out_of("Peru participated in the 12th Meeting") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Peru\nMali\nChad", 3),
        ("Peru\n\nMali\n \nChad", 3),
        ("Peru\nMali", 1),
        ("Peru\nMali\nChad\nball\nkite", 1),
        ("Peru\nMali\nChad\nCuba\nball\nkite", 6),
        ("Peru\nMali\nChad\nCuba\nball\nkite\nboat", 1),
    ],
)
def test_names_of_which_each_has_its_line_are_parted(text: str, parts: int) -> None:
    joined = joined_lines(text, INDEX)
    assert len(joined) == len(text)
    assert len([part for part in joined.split(";") if part.strip()]) == parts
