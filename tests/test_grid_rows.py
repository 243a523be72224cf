"""A table of participants, row by row: which States it takes, what becomes of every other row."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.columns import Asked, find_header
from ccmcost.intake.found import Marker, Section
from ccmcost.intake.grid import Grid
from ccmcost.intake.names import NameIndex
from ccmcost.intake.sheet import Sheet
from ccmcost.load.states import load_organizations
from tests import intake_documents as known
from tests.lists_reader import NAMES

ANSWERS = {"Utopia": "-", "XKX": "-", "Our absent host": "CHE", "Taiwan": "-"}
INDEX = NameIndex(known.STATES, NAMES, load_organizations(known.READER, known.STATES), ANSWERS)


_ADVICE = re.compile(
    r' Settle it with --alias "NAME=STATE", or "NAME=-" to leave it out\.|,? so it is not .*'
    r"| If it took part, say .*|, and says nothing known here\..*| Leave those States out .*"
    r"| Say whose it is: .* or absent\.| Say which State is meant: .*"
)
"""What a person is told to do about what is open."""


def told(
    rows: str,
    above: Section | None = None,
    headings: dict[str, Section | None] | None = None,
    column: str = "",
    title: str = "",
    settled: dict[str, str] | None = None,
    leave: bool = False,
    before: frozenset[str] = frozenset(),
    **more: Any,
) -> str:
    """What becomes of a table whose rows are parted by `/` and its cells by `|`: States with their
    section and place, then what was left out or is open, organizations, States under a heading of
    those absent, further lines of a State, and figures that do not agree; parted by ` // `.
    """
    sheet = Sheet(title, tuple(tuple(row.split("|")) for row in rows.split("/")), **more)
    account = Account(Marker("s", Findings()), names=settled, leave_doubtful=leave)
    header = find_header(sheet, INDEX, Asked(headings or {}, column))
    assert header is not None
    grid = Grid(header, account, before)
    grid.read(above)
    found = [f"{each.iso3} {each.section or '-'} {each.place.text}" for each in grid.mentions]
    for line in account.lines:
        fate = "open" if line.fate == "open" else "out"
        count, state = f" x{line.times}" * (line.times > 1), f" ({line.state})" * bool(line.state)
        reason = _ADVICE.sub("", line.reason)
        found.append(f"{fate} {line.place.text}: {line.text}{count}{state}: {reason}")
    found += [f"organization {name} {place.text}" for name, place in grid.organizations]
    found += [f"absent {each.iso3}" for each in grid.absent]
    found += [f"again {each.iso3} {each.place.text}" for each in grid.again]
    for check in account.checks:
        if not check.agrees:
            found.append(f"check {check.place.text}: {check.what}: {check.stated}, {check.read}")
    return " // ".join([*found, *(["title says"] * grid.title_says)])


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State/Chad/Chile", {}, "TCD - line 2 // CHL - line 3"),
        ("State/Chad", {"title": "States Parties", "above": "signatory"},
         "TCD state_party States Parties!A2 // title says"),
        ("State/Chad", {"title": "Absent"},
         "out Absent!A2: Chad (TCD): named as not taking part // absent TCD // title says"),
        ("State/Chad", {"title": "Group A", "headings": {"group a": "signatory"}},
         "TCD signatory Group A!A2 // title says"),
        ("State/Chad",
         {"title": "Group A", "headings": {"group a": None}, "above": "observer_state"},
         "TCD observer_state Group A!A2 // title says"),
        ("State/Chad", {"above": "signatory"}, "TCD signatory line 2"),
        ("State/Chad", {"title": "Sheet 1"}, "TCD - Sheet 1!A2"),
        ("State/Chad", {"title": "Withdrawn"},
         "out Withdrawn!A2: Chad (TCD): named as not taking part // absent TCD // title says"),
        ("State|Name/Observers|/Chad|A/Group B|/Chile|B/Group C|/Peru|C/NGOs|/Foo|D",
         {"headings": {"group b": None, "group c": "signatory"}},
         "TCD observer_state line 3 // CHL observer_state line 5 // PER signatory line 7 // "
         "out line 9: Foo: an organization // organization Foo line 9"),
        ("States Parties|Observers/Chad|Chile/State|Mali/|Peru/Cuba|", {},
         "TCD state_party line 2 // CHL observer_state line 2 // MLI observer_state line 3 // "
         'PER observer_state line 4 // CUB state_party line 5 // open line 3: State: "State" '
         "is not recognised as the name of a State."),
        ("States Parties|Organizations/Chad|UNICEF/Cuba|/|Foo", {"title": "T"},
         "TCD state_party T!A2 // CUB state_party T!A3 // out T!B2: UNICEF: an organization // "
         "out T!B3: (blank): rows without a State // out T!B4: Foo: an organization // "
         "organization UNICEF T!B2 // organization Foo T!B4"),
    ],
)  # fmt: skip
def test_the_section_of_a_row_is_that_of_its_heading_its_title_or_of_what_stands_above(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Name/Chad|A//Chile|B", {}, "TCD - line 2 // CHL - line 4"),
        ("State|Name/Chad|A/State|Name/Country|x/Chile|B/Foo|x", {},
         'TCD - line 2 // CHL - line 5 // open line 6: Foo: "Foo" is not recognised as the '
         "name of a State."),
        ("State|2023/Chad|1/State|2023/Chile|1", {}, "TCD - line 2 // CHL - line 4"),
        ("|ISO3/a|CHL/|ISO3/b|TCD", {}, "CHL - line 2 // TCD - line 4"),
        ("ISO3|/CHL|a/ISO3|/TCD|b", {}, "CHL - line 2 // TCD - line 4"),
        ("|State/a|Chad/|State/b|Chile", {}, "TCD - line 2 // CHL - line 4"),
        ("Albania|x/Albania|y/Chad|z", {"column": "A"}, "ALB - line 2 // TCD - line 3"),
        ("x||Delegate/a|Chad|x/d||y/c|Cuba|z", {"column": "B", "title": "T"},
         "TCD - T!B2 // CUB - T!B4 // out T!B3: (blank): rows without a State"),
        ("State (official name)|x/Chad|a/State (official name)|x/Cuba|b", {},
         "TCD - line 2 // CUB - line 4"),
        ("State|x/Chad|a/|b/|c/Mali|d", {"title": "T"},
         "TCD - T!A2 // MLI - T!A5 // out T!A3: (blank) x2: rows without a State"),
        ("x|State/a|Chad/b|/c|Chile/|d", {"title": "T"},
         "TCD - T!B2 // CHL - T!B4 // out T!B3: (blank): rows without a State // open T!B5: d: "
         '"d" is not recognised as the name of a State.'),
        ("x|State/a|Chad/b||c/d|Chile", {"title": "T"},
         "TCD - T!B2 // CHL - T!B4 // out T!B3: (blank): rows without a State"),
        ("Code|Delegate/XKX|a/CHL|b/|c/ZZZ|d", {"title": "T"},
         "CHL - T!A3 // out T!A2: XKX: as you answered // out T!A4: (blank): rows without a "
         'State // open T!A5: ZZZ: "ZZZ" is not recognised as the name of a State. // '
         "organization XKX T!A2"),
        ("No|Code|Delegate/1|CHL|b/2||c/3|TCD|d", {"title": "T"},
         "CHL - T!B2 // TCD - T!B4 // out T!B3: (blank): rows without a State"),
    ],
)  # fmt: skip
def test_a_row_without_a_state_is_passed_over_told_or_asked(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Delegate/Chad|a/Group B|/Chile|b/Mali|c", {"title": "T"},
         'TCD - T!A2 // CHL - T!A4 // MLI - T!A5 // open T!A3: Group B: "Group B" stands alone '
         "in a row above States"),
        ("State|Delegate/Chad|a/Group B|//Chile|b/Mali|c////", {},
         'TCD - line 2 // CHL - line 5 // MLI - line 6 // open line 3: Group B: "Group B" '
         "stands alone in a row above States"),
        ("State|Delegate/Chad|a/Group B|/|z/Mali|c/Peru|d", {},
         'TCD - line 2 // MLI - line 5 // PER - line 6 // open line 3: Group B: "Group B" is '
         "not recognised as the name of a State. // out line 4: (blank): rows without a State"),
        ("State|Delegate/Chad|a/Chile|/Mali|c", {},
         'TCD - line 2 // MLI - line 4 // open line 3: Chile (CHL): "Chile" has nobody under '
         '"delegate"'),
        ("State|Delegate/Chad|a/Mali|c/Group B|", {},
         'TCD - line 2 // MLI - line 3 // open line 4: Group B: "Group B" is not recognised as '
         "the name of a State."),
        ("State|Delegate/Chad|a/Group B|/Foo|c/Mali|x/Peru|d", {},
         'TCD - line 2 // MLI - line 5 // PER - line 6 // open line 3: Group B: "Group B" is '
         'not recognised as the name of a State. // open line 4: Foo: "Foo" is not recognised '
         "as the name of a State."),
        ("State|Delegate/Foo|/Chad|x/Bar|/Chile|y", {},
         'TCD - line 3 // CHL - line 5 // open line 2: Foo: "Foo" is not recognised as the '
         'name of a State. // open line 4: Bar: "Bar" is not recognised as the name of a State.'),
        ("State|Delegate|Z/Foo||/Chad|x|/Peru||/Mali||/Cuba||/Chile|y|z", {},
         "TCD - line 3 // PER - line 4 // MLI - line 5 // CUB - line 6 // CHL - line 7 // open "
         'line 2: Foo: "Foo" is not recognised as the name of a State.'),
        ("State|Delegate/Chad|a/UNICEF|/Chile|b/Mali|c", {},
         "TCD - line 2 // CHL - line 4 // MLI - line 5 // out line 3: UNICEF: an organization /"
         "/ organization UNICEF line 3"),
        ("State|Delegate/Chad|a/Utopia|/Chile|b/Mali|c", {},
         'TCD - line 2 // CHL - line 4 // MLI - line 5 // open line 3: Utopia: "Utopia" stands '
         "alone in a row above States"),
        ("State|Delegate/Chad|a/Our absent host|/Chile|b/Mali|c", {},
         "TCD - line 2 // CHL - line 4 // MLI - line 5 // open line 3: Our absent host (CHE): "
         '"Our absent host" has nobody under "delegate"'),
        ("No|State|Remarks/1|Chad|a/||Group B/2|Chile|b/Group C||/3|Mali|c", {},
         "TCD - line 2 // CHL - line 4 // MLI - line 6 // out line 2: a: a remark beside a "
         "State // out line 3: (blank): rows without a State // out line 4: b: a remark beside "
         'a State // open line 5: Group C: "Group C" stands alone in a row above States // out '
         "line 6: c: a remark beside a State"),
    ],
)  # fmt: skip
def test_what_stands_alone_in_a_row_above_a_state_is_asked(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Delegate/Chad|a/Chile|b/Red: did not come|", {"title": "T"},
         'TCD - T!A2 // CHL - T!A3 // open T!A4: Red: did not come: "Red: did not come" says '
         "that somebody was not there, and not who."),
        ("State|Delegate/Chad|a/Chile|b/Mali did not come|", {},
         'TCD - line 2 // CHL - line 3 // open line 4: Mali did not come: "Mali did not come" '
         "is not recognised as the name of a State. Did you mean Mali (MLI)?"),
        ("State|Delegate/Chad|a/Chile|b/Our absent host|", {},
         'TCD - line 2 // CHL - line 3 // open line 4: Our absent host (CHE): "Our absent '
         'host" has nobody under "delegate"'),
        ("State|Vote/Chad|1/Chile|1/Total|2/Note: see annex|/Source: Chad|/Chilee:|/By the "
         "desk|", {},
         "TCD - line 2 // CHL - line 3 // out line 4: Total 2: a row of totals // out line 5: "
         'Note: see annex: a note below the table // open line 6: Source: Chad: "Source: Chad" '
         "is not recognised as the name of a State. Did you mean Chad (TCD)? // open line 7: "
         'Chilee:: "Chilee:" is not recognised as the name of a State. Did you mean Chile '
         '(CHL)? // open line 8: By the desk: "By the desk" is not recognised as the name of a '
         "State."),
        ("3 States/State|Vote/Chad|x/Chile|y/Note: see annex|", {},
         'TCD - line 3 // CHL - line 4 // open line 5: Note: see annex: "Note: see annex" is '
         'not recognised as the name of a State. // check line 1: States stated in "3 States": '
         "3, 2"),
        ("State|Vote/Total|2/Chad|1/Chile|1/Note: see annex|", {},
         "TCD - line 3 // CHL - line 4 // out line 2: Total 2: a row of totals // out line 5: "
         "Note: see annex: a note below the table"),
    ],
)  # fmt: skip
def test_a_legend_or_a_note_below_a_table_is_told_or_asked(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Code/Chad|TCD/|CHL/Foo|PER/Mali|CHL/Cuba|XYZ", {"title": "T"},
         'TCD - T!A2 // CHL - T!B3 // CUB - T!A6 // open T!A4: Foo: "Foo" is not recognised as '
         'the name of a State. The code beside it is PER. // open T!A5: Mali (MLI): "Mali" is '
         "MLI, but the code beside it is CHL."),
        ("State|Code/Mali|CHL/Cuba|CUB", {"settled": {"Mali": "MLI"}},
         "MLI - line 2 // CUB - line 3"),
        ("State|Code/cl|/152|/no|/NO|/Chile|chl/Peru|Peru", {"title": "T"},
         'CHL - T!A2 // CHL - T!A6 // PER - T!A7 // open T!A3: 152: "152" is not recognised as '
         'the name of a State. // open T!A4: no x2: "no" is not recognised as the name of a '
         "State. It also stands at T!A5. // again CHL T!A6"),
        ("State|Country|ISO3/Chad|Chile|CHL/Mali||MLI/Peru|Cuba|CUB", {"title": "T"},
         "TCD - T!A2 // CHL - T!B2 // MLI - T!A3 // PER - T!A4 // CUB - T!B4"),
        ("State|Delegate/Chad, Chile|a/Mali, Foo|b/Peru and Cuba|c/???|d/!!!|e/Foo|f/FOO|g", {},
         'TCD - line 2 // CHL - line 2 // open line 3: Mali, Foo: "Mali, Foo" is not '
         "recognised as the name of a State. Did you mean Mali (MLI)? // open line 4: Peru and "
         'Cuba: "Peru and Cuba" is not recognised as the name of a State. // open line 5: ???: '
         '"???" is not recognised as the name of a State. // open line 6: !!!: "!!!" is not '
         'recognised as the name of a State. // open line 7: Foo x2: "Foo" is not recognised '
         "as the name of a State. It also stands at line 8."),
        ("ISO3|x/Chad|a/CHL|b/chi le|c", {},
         "TCD - line 2 // CHL - line 3 // CHL - line 4 // again CHL line 4"),
        ("State|Code/Chad|TCD/|cl", {}, "TCD - line 2 // CHL - line 3"),
    ],
)  # fmt: skip
def test_a_row_names_states_by_name_or_code(rows: str, more: dict[str, Any], wanted: str) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Category/Chad|State Party/Chile|/Mali|Observer/Foo|NGO/Peru|Guest/Cuba|Guest/"
         "Utopia|State Party/Taiwan|x", {"title": "T"},
         "TCD state_party T!A2 // CHL - T!A3 // MLI observer_state T!A4 // out T!A5: Foo: an "
         "organization // out T!A6: Peru (PER): under organizations // out T!A7: Cuba (CUB): "
         "under organizations // out T!A8: Utopia: as you answered // out T!A9: Taiwan: as you "
         "answered // organization Foo T!A5 // organization Peru T!A6 // organization Cuba "
         "T!A7 // organization Utopia T!A8 // organization Taiwan T!A9"),
        ("State|Category/Chad|Guest/Chile|State Party", {"headings": {"guest": None}},
         "TCD - line 2 // CHL state_party line 3"),
        ("State|Category/Chad|State Party/Absent|/Chile|State Party/Foo|NGO/Mali|Guest", {},
         "TCD state_party line 2 // out line 4: Chile (CHL): named as not taking part // out "
         "line 5: Foo: an organization // out line 6: Mali (MLI): under organizations // "
         "organization Foo line 5 // organization Mali line 6 // absent CHL"),
        ("State|Category/Chad|State Party/Chile|Absent/|NGO/Mali|State Party/|State Party",
         {"title": "T"},
         "TCD state_party T!A2 // MLI state_party T!A5 // out T!A3: Chile (CHL): named as not "
         "taking part // absent CHL"),
        ("State|Category/UNICEF|NGO/Chad|State Party/Chile|NGO/Chile|NGO/Chad|NGO/UNICEF|NGO/"
         "Chile|State Party", {"title": "T"},
         "TCD state_party T!A3 // CHL state_party T!A8 // out T!A2: UNICEF x2: an organization "
         "// out T!A4: Chile x2: under organizations // out T!A6: Chad: under organizations // "
         "organization UNICEF T!A2 // organization Chile T!A4 // organization Chile T!A5 // "
         "organization Chad T!A6 // organization UNICEF T!A7"),
        ("State|Category/Chad|State Party/Chile|Judge/Mali|judge/Peru|Observer/Cuba|JUDGE/"
         "Fiji|State Party/Togo|State Party/Iraq|State Party/Oman|State Party/Iran|State Party/"
         "Malta|State Party/Qatar|State Party/Niger|State Party/Haiti|State Party/Gabon|State "
         "Party/Ghana|State Party/Guyana|State Party/Nauru|State Party/Palau|State Party/"
         "Kenya|State Party/Nepal|State Party/Benin|State Party/Samoa|State Party/Tonga|State "
         "Party/Angola|State Party/Israel|State Party/Jordan|State Party/Kuwait|State Party/"
         "Latvia|State Party", {"title": "T"},
         "TCD state_party T!A2 // CHL - T!A3 // MLI - T!A4 // PER observer_state T!A5 // CUB - "
         "T!A6 // FJI state_party T!A7 // TGO state_party T!A8 // IRQ state_party T!A9 // OMN "
         "state_party T!A10 // IRN state_party T!A11 // MLT state_party T!A12 // QAT "
         "state_party T!A13 // NER state_party T!A14 // HTI state_party T!A15 // GAB "
         "state_party T!A16 // GHA state_party T!A17 // GUY state_party T!A18 // NRU "
         "state_party T!A19 // PLW state_party T!A20 // KEN state_party T!A21 // NPL "
         "state_party T!A22 // BEN state_party T!A23 // WSM state_party T!A24 // TON "
         "state_party T!A25 // AGO state_party T!A26 // ISR state_party T!A27 // JOR "
         "state_party T!A28 // KWT state_party T!A29 // LVA state_party T!A30 // open T!B3: "
         'Judge x3: "Judge" is not recognised as a role or a category. It also stands at T!B4, '
         "T!B6."),
        ("State|Remarks/Chad|late/Chile|Late/Mali|early/Peru|", {"title": "T"},
         "TCD - T!A2 // CHL - T!A3 // MLI - T!A4 // PER - T!A5 // out T!B2: late x2: a remark "
         "beside a State // out T!B4: early: a remark beside a State"),
    ],
)  # fmt: skip
def test_a_row_may_say_whose_it_is(rows: str, more: dict[str, Any], wanted: str) -> None:
    assert told(rows, **more) == wanted
