"""Lists of participants in memory: who is taken, left out or asked by where each name stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.found import Marker, Place, TextLine
from ccmcost.intake.listing import read_listing
from ccmcost.intake.names import NameIndex
from tests import intake_documents as known
from tests.lists_reader import NAMES

STATES = "ALB AUT BEL CHL CUB FJI GNB MEX MLI MLT NOR PER TCD TGO".split()  # noqa: SIM905
FEW = [name for name in NAMES if name.iso3 in STATES]
LOOKS = {
    "^": {"top": True, "gap": True},
    "~": {"unseen": "struck out"},
    "*": {"look": "bold"},
}


def lines_of(text: str) -> list[TextLine]:
    """Lines; one below an empty line has space above it, one that begins with ^ stands at the top
    of a page, with * in bold, with ~ it is struck out.
    """
    lines = list[TextLine]()
    space = True
    for at, line in enumerate(text.splitlines(), 1):
        if line:
            shape = {"gap": space} | LOOKS.get(line[0], {})
            lines.append(TextLine(line.strip("^~*"), Place(at), **shape))  # type: ignore[arg-type]
        space = not line
    return lines


def listed(
    text: str, names: Mapping[str, str] | None = None, organizations: bool = False
) -> list[str] | None:
    """What a list yields, line by line; None if it is none. Line ends are written as / here."""
    index = NameIndex(known.STATES, FEW, ["APOPO"], names)
    account = Account(Marker("r", Findings()), True, names, False, index)
    taken = read_listing(lines_of(text.replace("/", "\n")), index, account, {})
    if taken is None:
        return None
    told = [f"{each.place.row} {each.printed}" for each in taken.mentions]
    told += [f"{place.row} {name} is an organization" for name, place in taken.organizations]
    told += [f"{each.place.row} {each.printed} again" for each in taken.again]
    for line in account.lines:
        cut = re.split(" Settle it| If it took|, and this State", line.reason)[0]
        cut = cut.removeprefix(f'"{line.text}" ')
        told.append(f"{line.place.row} {line.text} {line.state} {line.fate}: {cut}")
    for check in account.checks:
        told.append(f"{check.place.row} {check.what}: {check.stated}, read {check.read}")
    return told


PERSONS = "STATES PARTIES//PERU/Mr. A//MALI/Mr. B//CHAD/Mr. C/"
THREE = ["3 PERU", "6 MALI", "9 CHAD"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a list of little else than names
        ("Peru", ["1 Peru"]),
        ("Peru/Mali/Chad/Kites/Boats", [
            "1 Peru",
            "2 Mali",
            "3 Chad",
            "4 Kites  open: stands like a heading but is not recognised as the name of a "
            "State.",
            "5 Boats  open: stands like a heading but is not recognised as the name of a "
            "State."]),
        ("Peru/APOPO/Kites", [
            "1 Peru",
            "3 Kites  open: stands like a heading but is not recognised as the name of a "
            "State."]),
        ("Peru/Kites", None),
        ("Kites/Boats", None),
        ("STATES PARTIES//Kites", None),
        ("Boats/Kites/Peru/Ships/Balls", None),
        ("STATES PARTIES//Peru/Mali/Peru//ORGANIZATIONS/Kite One/Kite Two/Kite Three/Kite "
         "Four/Kite Five", [
            "3 Peru", "4 Mali", "5 Peru", "5 Peru again"]),
        (PERSONS + "/^PERU/Ms. D", [*THREE, "12 PERU"]),
        # States over their delegates
        ("PERU/Mr. A//MALI/Mr. B//CHAD/Mr. C", ["1 PERU", "4 MALI", "7 CHAD"]),
        ("PERU/Mr. A//MALI/Mr. B", None),
        ("PERU/Mr. A//MALI/Mr. B//CHAD/spoke//CUBA/spoke", [
            "1 PERU", "4 MALI", "7 CHAD", "10 CUBA"]),
        ("PERU/Mr. A//MALI/Mr. B//CHAD/spoke//CUBA/spoke//FIJI/spoke", None),
        ("PERU/spoke of it//MALI/spoke of that//CHAD/spoke of this", None),
        ("Peru/Mr. A/Mali/Mr. B/Chad/spoke/spoke/Cuba/spoke/spoke", None),
        # what a line states in all
        (PERSONS + "Total: 4", [*THREE, '11 States stated in "Total: 4": 4, read 3']),
        (PERSONS + "Total: 3", [*THREE]),
        (PERSONS + "/Total: 7/4 States", [
            *THREE,
            '12 States stated in "Total: 7": 7, read 3',
            '13 States stated in "4 States": 4, read 3']),
        (PERSONS + "Total     9", [*THREE]),
        ("Total: 4/STATES PARTIES//PERU/Mr. A//MALI/Mr. B//CHAD/Mr. C/", [
            "4 PERU", "7 MALI", "10 CHAD", '1 States stated in "Total: 4": 4, read 3']),
        ("PERU/Mr. A/Total: 2//MALI/Mr. B/Total: 3//CHAD/Mr. C", ["1 PERU", "5 MALI", "9 CHAD"]),
        ("Peru/Mali/Total: 2//Chad/Togo/Total: 5", [
            "1 Peru",
            "2 Mali",
            "5 Chad",
            "6 Togo",
            '3 States stated in "Total: 2": 2, read 2',
            '7 States stated in "Total: 5": 5, read 4']),
        ("STATES PARTIES//Peru/Mali/Togo//SIGNATORIES//Fiji/Total: 1", [
            "3 Peru", "4 Mali", "5 Togo", "9 Fiji", '10 States stated in "Total: 1": 1, read 1']),
        ("STATES PARTIES//Peru/Mali/Togo//SIGNATORIES//Fiji/Total: 4", [
            "3 Peru", "4 Mali", "5 Togo", "9 Fiji", '10 States stated in "Total: 4": 4, read 4']),
        ("STATES PARTIES//Peru/Mali/Togo//SIGNATORIES//Fiji/Cuba/Chad/Total: 2", [
            "3 Peru",
            "4 Mali",
            "5 Togo",
            "9 Fiji",
            "10 Cuba",
            "11 Chad",
            '12 States stated in "Total: 2": 2, read 6']),
        ("STATES PARTIES//Peru/Mali/Togo/Total: 3//SIGNATORIES//Fiji", [
            "3 Peru", "4 Mali", "5 Togo", "10 Fiji", '6 States stated in "Total: 3": 3, read 3']),
        ("STATES PARTIES//Peru: Mr. A/Mali/Mr. C/1 State", [
            "3 Peru", "4 Mali", '6 States stated in "1 State": 1, read 2']),
        ("1. Peru/2. Mali/3. Chad/4. Cuba/5. Fiji/7. Togo", [
            "1 1. Peru",
            "2 2. Mali",
            "3 3. Chad",
            "4 4. Cuba",
            "5 5. Fiji",
            "6 7. Togo",
            "6 number of the last line: 7, read 6"]),
        ("1. Peru/2. Mali/3. Chad/4. Cuba/5. Fiji/Togo/8. Malta", [
            "1 1. Peru",
            "2 2. Mali",
            "3 3. Chad",
            "4 4. Cuba",
            "5 5. Fiji",
            "6 Togo",
            "7 8. Malta"]),
        ("Peru/2. Mali/3. Chad/4. Cuba/5. Fiji/7. Togo", [
            "1 Peru", "2 2. Mali", "3 3. Chad", "4 4. Cuba", "5 5. Fiji", "6 7. Togo"]),
        # the number that a heading states
        ("STATES PARTIES (2)//Peru/Mali//SIGNATORIES (3)//Chad (1)/Togo/Fiji", [
            "3 Peru",
            "4 Mali",
            "8 Chad (1)",
            "9 Togo",
            "10 Fiji",
            '1 States under "STATES PARTIES (2)": 2, read 2',
            '6 States under "SIGNATORIES (3)": 3, read 3']),
        ("STATES PARTIES (3)//Peru//Mali//^STATES PARTIES "
         "(continued)//Chad//SIGNATORIES//Fiji", [
            "3 Peru",
            "5 Mali",
            "9 Chad",
            "13 Fiji",
            '1 States under "STATES PARTIES (3)": 3, read 3']),
        ("STATES PARTIES//Peru//Mali//ORGANIZATIONS (9)//APOPO//SIGNATORIES (2)//Fiji", [
            "3 Peru",
            "5 Mali",
            "13 Fiji",
            "9 APOPO is an organization",
            "9 APOPO  left_out: under organizations",
            '11 States under "SIGNATORIES (2)": 2, read 1']),
        ("Signatories (3): Chad, Togo/STATES PARTIES (2):/Peru/OBSERVER STATES: Fiji, Malta", [
            "1 Chad",
            "1 Togo",
            "3 Peru",
            "4 Fiji",
            "4 Malta",
            '1 States under "Signatories (3):": 3, read 3',
            '2 States stated in "STATES PARTIES (2):": 2, read 2']),
        ("STATES PARTIES//Peru/Mali/Chad/STATES PARTIES (4)", [
            "3 Peru",
            "4 Mali",
            "5 Chad",
            "6 STATES PARTIES (4)  open: stands like a heading but is not recognised as the "
            "name of a State.",
            '6 States under "STATES PARTIES (4)": 4, read 3']),
        ("STATES PARTIES (1)//Peru//Signatories: Chad, Togo", [
            "3 Peru", "5 Chad", "5 Togo", '1 States under "STATES PARTIES (1)": 1, read 1']),
        ("STATES PARTIES//Peru//Mali//SIGNATORIES (2)//OBSERVER STATES//Chad", [
            "3 Peru", "5 Mali", "11 Chad", '7 States under "SIGNATORIES (2)": 2, read 3']),
        ("Parties     3/Signatories     9/Observers .... 5//STATES "
         "PARTIES//Peru//Mali//SIGNATORIES (1)//Fiji", [
            "7 Peru",
            "9 Mali",
            "13 Fiji",
            '11 States under "SIGNATORIES (1)": 1, read 1',
            '1 States stated in "Parties 3": 3, read 2']),
        ("~Parties     3//STATES PARTIES//Peru/Mali/Parties    2/Parties     7", [
            "5 Peru", "6 Mali", '7 States stated in "Parties 2": 2, read 2']),
        # who is said to be absent, and who stands elsewhere
        (PERSONS + "/ABSENT//Cuba/Peru", [
            *THREE,
            "14 Cuba CUB left_out: named as not taking part",
            "15 Peru PER open: stands among those that took part and among those that did "
            "not."]),
        (PERSONS + "/STATES IN ARREARS//Cuba/Peru", [
            *THREE,
            "14 Cuba CUB left_out: named as in arrears",
            "15 Peru PER left_out: named as in arrears"]),
        (PERSONS + "Ministry/Cuba/Counsellor", [
            *THREE,
            "12 Cuba CUB open: stands alone on a line among delegates, not written like the "
            "headings"]),
        (PERSONS + "Ministry/Cuba/Counsellor/Togo/Adviser", [
            *THREE,
            "12 Cuba CUB open: stands alone on a line among delegates, not written like the "
            "headings",
            "14 Togo TGO open: stands alone on a line among delegates, not written like the "
            "headings"]),
        (PERSONS + "Embassy in/Cuba", [
            *THREE, "12 Cuba CUB left_out: in the address or office of a delegate"]),
        (PERSONS + "Ministry/Peru/Counsellor/Togo/Adviser", [
            *THREE,
            "14 Togo TGO open: stands alone on a line among delegates, not written like the "
            "headings"]),
        (PERSONS + "/ORGANIZATIONS//CUBA/Mr. D//Fiji/Mr. E", [
            *THREE,
            "14 CUBA CUB open: stands alone on a line under organizations",
            "17 Fiji FJI left_out: in the address or office of a delegate"]),
        (PERSONS + "/ABSENT//Cuba//ORGANIZATIONS//CUBA/Mr. D", [
            *THREE, "14 Cuba CUB left_out: named as not taking part"]),
        ("STATES PARTIES//Peru/Mr. A/Ministry of/Cuba/Mali/Mr. B/spoke/Chad/Mr. C/spoke", [
            "3 Peru",
            "7 Mali",
            "10 Chad",
            "6 Cuba CUB left_out: in the address or office of a delegate"]),
        (PERSONS + "/ORGANIZATIONS//KITE FUND//XY//XYZ//Mr. D//APOPO//HEAD OF DELEGATION/Kite "
         "Club/PERU", [
            *THREE,
            "14 KITE FUND is an organization",
            "18 XYZ is an organization",
            "22 APOPO is an organization",
            "14 KITE FUND  left_out: under organizations",
            "18 XYZ  left_out: under organizations",
            "22 APOPO  left_out: under organizations"]),
        ("STATES PARTIES//Peru/Mr. A//Mali/Mr. B//Chad/Mr. C//ORGANIZATIONS//Cuba/Mr. D", [
            "3 Peru",
            "6 Mali",
            "9 Chad",
            "14 Cuba CUB open: stands alone on a line under organizations"]),
        ("Peru/Mali/Chad/Embassy of/Cuba", [
            "1 Peru",
            "2 Mali",
            "3 Chad",
            "4 Embassy of  open: stands like a heading but is not recognised as the name of "
            "a State.",
            "5 Cuba CUB open: stands alone on a line among delegates, not written like the "
            "headings"]),
        (PERSONS + "/ORGANIZATIONS//KITE FUND/Ms. D/Apopo//MR. E F", [
            *THREE,
            "14 KITE FUND is an organization",
            "16 Apopo is an organization",
            "14 KITE FUND  left_out: under organizations",
            "16 Apopo  left_out: under organizations"]),
        (PERSONS + "APOPO", [
            *THREE, "11 APOPO is an organization", "11 APOPO  left_out: an organization"]),
        (PERSONS + "(APOPO)/Kite Apopo/Apopo", [
            *THREE, "11 (APOPO) is an organization", "11 (APOPO)  left_out: an organization"]),
        ("Peru/Apopo/Mali/Chad", [
            "1 Peru",
            "3 Mali",
            "4 Chad",
            "2 Apopo is an organization",
            "2 Apopo  left_out: an organization"]),
        (PERSONS + "/KITES/Mr. D", [
            *THREE,
            "12 KITES  open: stands like a heading but is not recognised as the name of a "
            "State."]),
        # for whom nobody came
        (PERSONS + "/CUBA//FIJI/Mr. D", [
            *THREE,
            "14 FIJI",
            "12 CUBA CUB open: has no delegate below it, as most other States of the list do."]),
        (PERSONS + "/CUBA/none", [*THREE, '12 CUBA CUB open: stands above "none".']),
        (PERSONS + "/CUBA/did not attend/Ministry", [
            *THREE, '12 CUBA CUB open: stands above "did not attend".']),
        (PERSONS + "/CUBA/Mr. D (did not attend)", [
            *THREE, '12 CUBA CUB open: stands above "Mr. D (did not attend)".']),
        (PERSONS + "/CUBA/Mr. D (did not attend)/Mr. E", [*THREE, "12 CUBA"]),
        (PERSONS + "/CUBA/Mr. D/did not attend", [*THREE, "12 CUBA"]),
        (PERSONS + "/CUBA ..... 0", [*THREE, "12 CUBA CUB open: stands with the number 0."]),
        (PERSONS + "/CUBA: did not attend", [
            *THREE, '12 CUBA CUB open: stands with "did not attend".']),
        (PERSONS + "/CUBA: Mr. D", [*THREE, "12 CUBA"]),
        (PERSONS + "/CUBA//Mexico, Malta and Chile/CUBA/Ms. E", [
            *THREE, "12 CUBA", "14 Mexico", "14 Malta", "14 Chile"]),
        (PERSONS + "/CUBA//ORGANIZATIONS//APOPO/Ms. E", [
            *THREE,
            "16 APOPO is an organization",
            "12 CUBA CUB open: has no delegate below it, as most other States of the list do.",
            "16 APOPO  left_out: under organizations"]),
        (PERSONS + "/CUBA/MALTA/FIJI", [*THREE, "12 CUBA", "13 MALTA", "14 FIJI"]),
        (PERSONS + "/CUBA/MALTA", [*THREE, "12 CUBA", "13 MALTA"]),
        ("STATES PARTIES//PERU/Ministry//MALI/Ministry//CHAD", [
            *THREE,
            "4 Ministry  open: stands like a heading but is not recognised as the name of a "
            "State."]),
        ("Peru: Mr. A/Mali: Mr. B/Ms. C/Chad", ["1 Peru", "2 Mali", "4 Chad"]),
        ("Ms. D/STATES PARTIES//PERU/Mr. A//MALI/Mr. B//CHAD/Mr. C//CUBA/did not attend", [
            "4 PERU", "7 MALI", "10 CHAD", '13 CUBA CUB open: stands above "did not attend".']),
        (PERSONS + "/CUBA/did not attend//CUBA/Mr. D", [*THREE, "12 CUBA", "15 CUBA"]),
        (PERSONS + "/CUBA/Head of delegation/Mr. D", [*THREE, "12 CUBA"]),
        (PERSONS + "/PERU", [*THREE, "12 PERU"]),
        ("STATES PARTIES//PERU/Mr. A/at home//MALI/Mr. B/at home//CHAD/Mr. C/at "
         "home//Mexico, Malta", [
            "3 PERU", "7 MALI", "11 CHAD", "15 Mexico", "15 Malta"]),
        ("STATES PARTIES//PERU/Ministry of it/Lima//MALI/Ministry of it/Bamako//CHAD", [
            "3 PERU", "7 MALI", "11 CHAD"]),
        ("STATES PARTIES//PERU/Mr. A/at home/in Lima//MALI/Mr. B/at home/in town//CHAD//CUBA", [
            "3 PERU", "8 MALI", "13 CHAD", "15 CUBA"]),
    ],
)  # fmt: skip
def test_what_a_list_says_of_each_state(text: str, wanted: list[str] | None) -> None:
    assert listed(text) == wanted


@pytest.mark.parametrize(
    ("text", "names", "wanted"),
    [
        (PERSONS + "Ministry/Togo/Adviser/Togo/Counsellor", {"Togo": "TGO"}, [*THREE, "12 Togo"]),
        (PERSONS + "Ministry/Togo/Adviser", {'Togo': '-'}, [
            *THREE,
            "12 Togo TGO left_out: stands among delegates, not written like the headings; "
            "left out as you answered"]),
        (PERSONS + "/ABSENT//Perou Club/Cuba Club", {'Perou Club': 'PER', 'Cuba Club': 'CUB'}, [
            *THREE, "15 Cuba Club CUB left_out: named as not taking part"]),
        (PERSONS + "/ABSENT//Peru", {'Peru': '-'}, [
            *THREE, "14 Peru PER left_out: named as not taking part"]),
    ],
)  # fmt: skip
def test_what_a_person_says_settles_it(
    text: str, names: Mapping[str, str], wanted: list[str] | None
) -> None:
    assert listed(text, names) == wanted
