"""Final reports in memory: who is taken, left out or asked by what their sentences say."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, Place, TextLine
from ccmcost.intake.names import NameIndex
from ccmcost.intake.report import read_report
from tests import intake_documents as known
from tests.lists_reader import NAMES

STATES = "ALB AUT BEL CHL CUB FJI GNB MEX MLI MLT NOR PER TCD TGO".split()  # noqa: SIM905
FEW = [name for name in NAMES if name.iso3 in STATES]
LOOKS = {"^": {"top": True, "gap": True}, "~": {"unseen": "struck out"}}


def report(
    text: str, names: Mapping[str, str] | None = None, leave: bool = False
) -> list[str] | None:
    """What a report yields, line by line; None if it is none. A line below an empty one has space
    above it, one that begins with ^ stands at the top of a page, one with ~ is struck out.
    """
    lines = list[TextLine]()
    space = True
    for at, line in enumerate(text.splitlines(), 1):
        if line:
            shape = {"gap": space} | LOOKS.get(line[0], {})
            lines.append(TextLine(line.strip("^~"), Place(at), **shape))  # type: ignore[arg-type]
        space = not line
    index = NameIndex(known.STATES, FEW, ["APOPO"], names)
    account = Account(Marker("r", Findings()), True, names, leave, index)
    taken = read_report(lines, index, account)
    if taken is None:
        assert account.is_closed
        return None
    told = [
        f"{each.place.row} {each.printed} {each.iso3} {each.section}" for each in taken.mentions
    ]
    told += [f"{place.row} {name} is an organization" for name, place in taken.organizations]
    told += [f"{each.place.row} {each.printed} again" for each in taken.again]
    for line in account.lines:
        reason = re.split(" Settle it| For each that| If it took| If it does", line.reason)[0]
        told.append(f"{line.place.row} {line.text} {line.state} {line.fate}: {reason}")
    for check in account.checks:
        told.append(f"{check.place.row} {check.what}: {check.stated}, read {check.read}")
    return told


def taken(*states: str, section: str = "by_status") -> list[str]:
    return [f"{state} {section}" for state in states]


FIRST = "1. The following States Parties participated in the work of the Meeting: {}."
ONE = FIRST.format("Peru and Mali") + "\n"
TAKEN = ["1 Peru PER state_party", "1 Mali MLI state_party"]
ABSENT = "left_out: named as not taking part"
ASKED = "open: a sentence about taking part names States that no list of those taking part names: "
BUT = "says who did not take part, and the document does not name all those that did."
LONG = "The Meeting went on and on. " * 30
ASIDE = (
    "open: The sentence that names {} leaves it open whether it took part in the meeting itself."
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # where each name stands, in lines that are joined
        ("States that participated: Albania,\nPeru and\nMali.\nIt ended.", [
            "1 Albania ALB by_status", "2 Peru PER by_status", "3 Mali MLI by_status"]),
        ("States that partici-\npated: Albania\nand Peru, Mali-\n(observer).\nAt an end.", [
            "2 Albania ALB by_status", "3 Peru PER by_status", "3 Mali- (observer) MLI by_status"]),
        ("The 2 States that partici-\npated in the Meeting were repre-\nsented there:\nGuinea-\n"
         "Bissau and\nPeru.", [
            "4 Guinea- Bissau GNB by_status", "6 Peru PER by_status",
            '3 States after "ates that participated in the Meeting were represented there": '
            "2, read 2"]),
        ("Albania, Peru, Mali (obser-\nver), Cuba, Chad (obser-\nver) and Togo participated.", [
            "1 Albania ALB observer_state", "1 Peru PER observer_state",
            "1 Mali (observer) MLI observer_state", "2 Cuba CUB observer_state",
            "2 Chad (observer) TCD observer_state", "3 Togo TGO observer_state"]),
        ("States that participated: Albania,\n~Peru,\nMali.", [
            "1 Albania ALB by_status", "3 Mali MLI by_status"]),
        ("Attendance\n\nPeru and Mali participated.", [
            "3 Peru PER by_status", "3 Mali MLI by_status"]),
        ("Albania, Peru and\nMali participated.", [
            "1 Albania ALB by_status", "1 Peru PER by_status", "2 Mali MLI by_status"]),
        ("Albania, Peru and\n^Mali participated.", [
            "1 Albania ALB by_status", "1 Peru PER by_status", "2 Mali MLI by_status"]),
        # what is no report
        ("Peru and Mali spoke.", None),
        ("The following States participated: Kites and Boats.", None),
        ("The following organizations participated: APOPO and Peru.", None),
        ("The following States were absent: Peru and Mali.", None),
        # organizations, and what is not known
        (FIRST.format("Peru, APOPO and Mali"), [
            *TAKEN, "1 APOPO is an organization", "1 APOPO  left_out: an organization"]),
        (ONE + "2. The following organizations participated: APOPO, Kite Fund.", [
            *TAKEN, "2 APOPO is an organization", "2 Kite Fund is an organization",
            "2 APOPO  left_out: an organization", "2 Kite Fund  left_out: an organization"]),
        (ONE + "2. The 2 delegations of the following organizations participated: APOPO.", [
            *TAKEN, "2 APOPO is an organization", "2 APOPO  left_out: an organization"]),
        (FIRST.format("Peru and Mali, signatory States"), TAKEN),
        (FIRST.format("Peru, Embassy of Cuba, Peru-Cuba Club and Mali"), [
            *TAKEN,
            '1 Embassy of Cuba CUB open: "Embassy of Cuba" is not recognised as the name of a '
            "State. Did you mean Cuba (CUB)?",
            '1 Peru-Cuba Club  open: "Peru-Cuba Club" is not recognised as the name of a State.']),
        (FIRST.format("Peru, Mali and Peru"), [*TAKEN, "1 Peru PER state_party", "1 Peru again"]),
        (ONE + "2. The following observers participated: Peru.", [
            *TAKEN, "2 Peru PER observer_state"]),
        # the number that is stated
        ("The following 2 States participated: Peru and Mali.", [
            *[each.replace("state_party", "by_status") for each in TAKEN],
            '1 States after "The following 2 States participated": 2, read 2']),
        ("The following nine States participated: Peru and Mali.", [
            *[each.replace("state_party", "by_status") for each in TAKEN],
            '1 States after "The following nine States participated": 9, read 2']),
        ("Of the 111 States the following 2 States participated: Peru and Mali.", [
            *[each.replace("state_party", "by_status") for each in TAKEN],
            '1 States after "Of the 111 States the following 2 States participated": 2, read 2']),
        ("One observer State and the following 2 States participated: Peru, Mali and Cuba.", [
            "1 Peru PER observer_state", "1 Mali MLI observer_state", "1 Cuba CUB observer_state",
            '1 States after "One observer State and the following 2 States participated": '
            "3, read 3"]),
        # who took no part
        (ONE + "2. The following States were absent: Peru, Cuba and the Embassy of Chad.", [
            *TAKEN,
            f"2 Chad TCD {ABSENT}", f"2 Cuba CUB {ABSENT}",
            '2 Peru PER open: "Peru" is listed among those that took part and among those that did '
            "not."]),
        (ONE + "2. The following States were absent: Cuba, and the Embassy of Peru.", [
            *TAKEN, f"2 Cuba CUB {ABSENT}"]),
        (ONE + "2. The following States are in arrears: Peru and Cuba.", [
            *TAKEN, "2 Cuba CUB left_out: named as in arrears"]),
        (ONE + "2. Cuba and Chad sent their regrets.", [
            *TAKEN, f"2 Chad TCD {ABSENT}", f"2 Cuba CUB {ABSENT}"]),
        (ONE + "2. The Ambassador of Cuba did not attend.", [*TAKEN, f"2 Cuba CUB {ABSENT}"]),
        (ONE + "2. The President regretted that the Ambassador of Cuba could not attend.", [
            *TAKEN, f"2 Cuba CUB {ABSENT}"]),
        # who may have taken part
        ("Cuba participated in a side event.", ["1 Cuba CUB " + ASIDE.format('"Cuba"')]),
        ("Chad has not attended. Cuba participated in a side event.", [
            f"1 Chad TCD {ABSENT}", "1 Cuba CUB " + ASIDE.format('"Cuba"')]),
        (ONE + "2. The host, Peru, Cuba and Chad participated in a side event.", [
            *TAKEN, "2 Chad TCD " + ASIDE.format('"Chad"'),
            "2 Cuba CUB " + ASIDE.format('"Cuba"')]),
        (ONE + "2. The Ambassador of Cuba participated in a side event.", [
            *TAKEN, f"2 CUB CUB {ASKED}CUB."]),
        (ONE + "2. The Ambassador of Cuba participated.", [*TAKEN, f"2 CUB CUB {ASKED}CUB."]),
        (ONE + "2. The President, of Cuba, who participated, spoke at length.", [
            *TAKEN, f"2 CUB CUB {ASKED}CUB."]),
        # lists that do not say what they are of
        ("Cuba, Chad and Fiji met.\n" + ONE.replace("1.", "2."), [
            "2 Peru PER state_party", "2 Mali MLI state_party",
            "1 CUB, FJI, TCD CUB, FJI, TCD open: a list of 2 States names States that no list of "
            "those taking part names: CUB, FJI, TCD."]),
        (ONE + "Speakers: Cuba, Norway.\nThe envoys of Cuba saw those of Chad and of Fiji.", TAKEN),
        (ONE + "Speakers: Cuba, Norway. Others: Cuba, Chad, Fiji.", [
            *TAKEN,
            "2 CUB, FJI, TCD CUB, FJI, TCD open: a list of 3 States names States that no list of "
            "those taking part names: CUB, FJI, TCD."]),
        (ONE + "Speakers: Cuba, Chad, Peru.", [
            *TAKEN,
            "2 CUB, TCD CUB, TCD open: a list of 3 States names States that no list of "
            "those taking part names: CUB, TCD."]),
        ("Elected: Cuba, Chad and Fiji.\n" + ONE + LONG, ["2" + each[1:] for each in TAKEN]),
        (ONE + "It was elected. Speakers: Cuba, Chad, Fiji.", [
            *TAKEN,
            "2 CUB, FJI, TCD CUB, FJI, TCD open: a list of 3 States names States that no list of "
            "those taking part names: CUB, FJI, TCD."]),
        (ONE + "Cuba, Chad and Fiji were elected. Cuba, Chad, Togo all spoke at length.", [
            *TAKEN,
            "2 CUB, TCD, TGO CUB, TCD, TGO open: a list of 2 States names States that no list of "
            "those taking part names: CUB, TCD, TGO."]),
        (ONE + "Speakers: Albania, Austria, Belgium, Chile, Cuba, Fiji.", [
            *TAKEN,
            "2 ALB, AUT, BEL, CHL, CUB, FJI ALB, AUT, BEL, CHL, CUB, FJI open: a list of 6 States "
            "names States that no list of those taking part names: ALB, AUT, BEL, CHL, CUB, FJI."]),
        (ONE + "Speakers: Albania, Austria, Belgium, Chile, Cuba, Fiji, Malta.", [
            *TAKEN,
            "2 ALB, AUT, BEL, CHL, CUB, FJI ... ALB, AUT, BEL, CHL, CUB, FJI ... open: a list of 7 "
            "States names States that no list of those taking part names: ALB, AUT, BEL, CHL, CUB, "
            "FJI ...."]),
        # all but some
        ("It met in May. All States except Peru, Cuba and Chad participated.", [
            '1 All States except Peru, Cuba and Chad participated CUB, PER, TCD open: "All States '
            f'except Peru, Cuba and Chad participated" {BUT}']),
        ("All States except Peru, Mali and Chad participated.", [
            '1 All States except Peru, Mali and Chad participated MLI, PER, TCD open: "All States '
            f'except Peru, Mali and Chad participated" {BUT}']),
        (ONE + "All States except Peru have reported on it.", TAKEN),
        (ONE + "All but the Kite Fund and APOPO attended.", [
            *TAKEN, "2 All but the Kite Fund is an organization",
            "2 APOPO is an organization",
            "2 APOPO  left_out: an organization",
            "2 All but the Kite Fund  left_out: an organization"]),
        ("All States except Albania, Austria, Belgium, Chile, Cuba, Fiji and Peru participated.", [
            "1 All States except Albania, Austria, Belgium, Chile, Cuba, Fiji and Peru particip..."
            " ALB, AUT, BEL, CHL, CUB, FJI open: "
            f'"All States except Albania, Austria, Belgium, Chile, Cuba, Fi..." {BUT}']),
    ],
)  # fmt: skip
def test_what_the_sentences_of_a_report_say(text: str, wanted: list[str] | None) -> None:
    assert report(text) == wanted


def test_the_lines_of_its_lists_are_named() -> None:
    text = (
        FIRST.format("Peru,\nMali\nand Cuba") + "\nIt\nended. Those absent were States: Chad,\nFiji"
    )
    text += "\n2. It ended"
    lines = [TextLine(line, Place(at)) for at, line in enumerate(text.splitlines(), 1)]
    taken = read_report(lines, NameIndex(known.STATES, FEW), Account(Marker("r", Findings())))
    assert taken is not None and sorted(place.row for place in taken.read) == [1, 2, 3, 5, 6]


def test_what_is_open_for_another_reason_makes_no_report() -> None:
    account = Account(Marker("r", Findings()))
    account.open("name-unknown", "Who?", "Kites", Place(9))
    lines = [TextLine("Peru and Mali spoke.", Place(1))]
    assert read_report(lines, NameIndex(known.STATES, FEW), account) is None


REST = "2. The Ambassador of Cuba and the Ambassador of Chad participated."
EVENT = "Cuba participated in a side event."


@pytest.mark.parametrize(
    ("text", "names", "leave", "wanted"),
    [
        ("All States except Peru and Chad participated.", {"Peru": "-", "Chad": "-"}, False, None),
        ("All States except Peru and Chad participated.", {"Chad": "-"}, False, [
            "1 All States except Peru and Chad participated PER open: "
            f'"All States except Peru and Chad participated" {BUT}',
            "1 Chad TCD left_out: left out as you answered"]),
        (FIRST.format("Peru, Kites and Mali"), {"Kites": "-"}, False, [
            *TAKEN, "1 Kites is an organization", "1 Kites  left_out: as you answered"]),
        (ONE + "2. The following States were absent: Perou Club.", {"Perou Club": "PER"}, False,
         TAKEN),
        (EVENT, {"Cuba": "CUB"}, False, ["1 Cuba CUB by_status"]),
        (EVENT, {"Cuba": "-"}, False, [
            "1 Cuba CUB left_out: said to have taken part and not; left out as you answered"]),
        (ONE + REST, {"Cuba": "CUB", "Chad": "-"}, False, [
            *TAKEN, "2 Cuba CUB by_status",
            "2 Chad TCD left_out: in a list that does not say they took part; left out as you "
            "answered"]),
        (ONE + REST, {}, True, [
            *TAKEN,
            "2 Chad TCD left_out: in a list that does not say they took part; left out as "
            "requested",
            "2 Cuba CUB left_out: in a list that does not say they took part; left out as "
            "requested"]),
    ],
)  # fmt: skip
def test_what_a_person_says_settles_it(
    text: str, names: Mapping[str, str], leave: bool, wanted: list[str] | None
) -> None:
    assert report(text, names, leave) == wanted
