"""A table of participants: whether a State took part, by all its rows, and what the table states of
itself.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.test_grid_rows import told


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Attended/Chad|Yes/Chile|No/Mali|perhaps/Peru|/Cuba|perhaps", {"title": "T"},
         "TCD - T!A2 // MLI - T!A4 // PER - T!A5 // CUB - T!A6 // out T!A3: Chile (CHL): did "
         'not attend ("No" under "attended") // open T!B4: perhaps x2: "perhaps" stands under '
         '"attended" in 2 rows; it is not certain who attended. Write Yes or No there, or say '
         '--section "perhaps=states" or "perhaps=absent". // open T!B5: (blank): nothing '
         'stands under "attended" in 1 row; it is not certain who attended. Write Yes or No '
         "there."),
        ("State|Attended/Chad|Yes/Chile|No/Mali|perhaps",
         {"headings": {"perhaps": "state_party"}},
         'TCD - line 2 // MLI - line 4 // out line 3: Chile (CHL): did not attend ("No" under '
         '"attended")'),
        ("State|Remarks/Chad|late/Chile|did not attend/Mali|late/Peru|", {},
         "TCD - line 2 // MLI - line 4 // PER - line 5 // out line 2: late x2: a remark beside "
         'a State // out line 3: Chile (CHL): did not attend ("did not attend") // out line 3: '
         "did not attend: a remark beside a State"),
        ("State|Number of delegates/Chad|2/Chile|0/Mali|3/Peru|2", {},
         'TCD - line 2 // MLI - line 4 // PER - line 5 // open line 3: Chile (CHL): "Chile" '
         'has 0 under "number of delegates"'),
        ("State|Number of delegates/Chad|2/Chile|0/Mali|0/Peru|2",
         {"settled": {"Chile": "CHL", "Mali": "-"}},
         "TCD - line 2 // CHL - line 3 // PER - line 5 // out line 4: Mali (MLI): named "
         "without a delegate; left out as you answered"),
        ("State|Number of delegates/Chad|2/Chile|0/Mali|3", {"leave": True},
         "TCD - line 2 // MLI - line 4 // out line 3: Chile (CHL): named without a delegate; "
         "left out as requested"),
        ("State|x/Chad|a/Chile|b/Mali|c/Peru|d",
         {"hidden_rows": frozenset({2}), "struck": frozenset({(3, 0)})},
         'TCD - line 2 // PER - line 5 // open line 3: Chile (CHL): "Chile" stands only in a '
         'hidden row // open line 4: Mali (MLI): "Mali" is struck out'),
        ("State|x/Chad|a/Chile|b/Mali|c",
         {"hidden_rows": frozenset({2, 3}), "settled": {"Chile": "CHL"}},
         'TCD - line 2 // CHL - line 3 // open line 4: Mali (MLI): "Mali" stands only in a '
         "hidden row"),
        ("State|x/Chad|a/Chile|b/Mali|c",
         {"notes": {(2, 0): "did not attend", (1, 0): "the host", (3, 1): "regrets"}},
         'TCD - line 2 // open line 3: Chile (CHL): "Chile" is noted "did not attend" // open '
         'line 4: Mali (MLI): "Mali" is noted "regrets"'),
        ("State|Category/Absent|/Chad|Observer/States Parties|/Chad|State Party/Mali|State "
         "Party", {},
         'MLI state_party line 6 // open line 3: Chad x2 (TCD): the list names Chad as "Chad" '
         '(line 3) and "Chad" (line 5), and these lines contradict each other (line 3: named '
         "as not taking part). // absent TCD"),
    ],
)  # fmt: skip
def test_a_row_may_say_that_nobody_came_or_leave_it_open(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Attended/Chad|Yes/Chile|Yes/Mali|Yes/Peru|No/Chad|No", {},
         'CHL - line 3 // MLI - line 4 // out line 5: Peru (PER): did not attend ("No" under '
         '"attended") // open line 6: Chad x2 (TCD): the list names Chad as "Chad" (line 2) '
         'and "Chad" (line 6), and these lines contradict each other (line 6: did not attend '
         '("No" under "attended")).'),
        ("State|Attended/Chad|No/Chile|Yes/Mali|Yes/Peru|No/Chad|No", {},
         'CHL - line 3 // MLI - line 4 // out line 2: Chad x2 (TCD): did not attend ("No" '
         'under "attended") // out line 5: Peru (PER): did not attend ("No" under "attended")'),
        ("State|Attended/Chad|Yes/Chile|Yes/Mali|Yes/Peru|No/Chad|Yes", {},
         "TCD - line 2 // TCD - line 6 // CHL - line 3 // MLI - line 4 // out line 5: Peru "
         '(PER): did not attend ("No" under "attended") // again TCD line 6'),
        ("State|Attended/Chad|Yes/Chile|Yes/Mali|Yes/Peru|No/Chad|No",
         {"settled": {"Chad": "TCD"}},
         "TCD - line 2 // CHL - line 3 // MLI - line 4 // out line 5: Peru (PER): did not "
         'attend ("No" under "attended")'),
        ("State|Attended/Chad|Yes/Chad|No/Chile|Yes/Mali|No/Chile|No", {},
         'TCD - line 2 // CHL - line 4 // out line 5: Mali (MLI): did not attend ("No" under '
         '"attended")'),
        ("State|Attended/Chad|Yes/Chad|No/Chile|Yes/Mali|No", {},
         'CHL - line 4 // open line 3: Chad x2 (TCD): the list names Chad as "Chad" (line 2) '
         'and "Chad" (line 3), and these lines contradict each other (line 3: did not attend '
         '("No" under "attended")). // out line 5: Mali (MLI): did not attend ("No" under '
         '"attended")'),
        ("State|Attended/Chad|Yes/Chad|No/Chad|No/Chile|Yes/Mali|No", {},
         'CHL - line 5 // open line 3: Chad x3 (TCD): the list names Chad as "Chad" (line 2) '
         'and "Chad" (line 3) and "Chad" (line 4), and these lines contradict each other (line '
         '3: did not attend ("No" under "attended")). // out line 6: Mali (MLI): did not '
         'attend ("No" under "attended")'),
        ("State|Attended/Chad|Yes/Chad|No/Chile|Yes/Chile|No/Mali|No/Mali|No", {},
         'TCD - line 2 // CHL - line 4 // out line 6: Mali x2 (MLI): did not attend ("No" '
         'under "attended")'),
        ("State|x/Chad|A/Chad|B/Chile|C/Mali|D", {"hidden_rows": frozenset({1})},
         "CHL - line 4 // MLI - line 5 // open line 2: Chad x2 (TCD): the list names Chad as "
         '"Chad" (line 2) and "Chad" (line 3), and these lines contradict each other (line 2: '
         "in a hidden row)."),
        ("State|x/Chad|A/Chad|B/Chile|C/Mali|D", {"hidden_rows": frozenset({1, 2})},
         'CHL - line 4 // MLI - line 5 // open line 2: Chad x2 (TCD): "Chad" stands only in a '
         "hidden row"),
        ("State|Number of delegates/Chad|2/Chad|0/Chile|2/Mali|2", {},
         "CHL - line 4 // MLI - line 5 // open line 3: Chad x2 (TCD): the list names Chad as "
         '"Chad" (line 2) and "Chad" (line 3), and these lines contradict each other (line 3: '
         'has 0 under "number of delegates").'),
    ],
)  # fmt: skip
def test_rows_of_one_state_that_contradict_each_other_are_a_question(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("State|Name|Attended/Chad|A|Yes/Chad|B|No/Chile|C|Yes/Mali|D|No/Peru|E|Yes", {},
         "TCD - line 2 // CHL - line 4 // PER - line 6 // out line 5: Mali (MLI): did not "
         'attend ("No" under "attended")'),
        ("State|Name|Attended/Chad|A|No/Chad|B|No/Chile|C|Yes/Mali|D|No/Peru|E|Yes", {},
         'CHL - line 4 // PER - line 6 // out line 2: Chad x2 (TCD): did not attend ("No" '
         'under "attended") // out line 5: Mali (MLI): did not attend ("No" under "attended")'),
        ("State|Name/Chad|A/Chad|B/Chile|C/Mali|D", {"hidden_rows": frozenset({1})},
         "TCD - line 3 // CHL - line 4 // MLI - line 5"),
        ("State|Name/Chad|A/Chad|B/Chile|C/Mali|D",
         {"hidden_rows": frozenset({1, 2}), "settled": {"Chad": "TCD"}},
         "TCD - line 2 // CHL - line 4 // MLI - line 5"),
        ("State|Name|Number of delegates/Chad|A|2/Chad|B|0/Chile|C|0/Mali|D|2/Chile|E|0", {},
         'TCD - line 2 // TCD - line 3 // MLI - line 5 // open line 4: Chile x2 (CHL): "Chile" '
         'has 0 under "number of delegates"'),
        ("State|Name|Number of delegates/Chad|A|0/Chad|B|0/Chile|C|0/Mali|D|2/Chile|E|0/"
         "Peru|F|2", {"leave": True},
         "MLI - line 5 // PER - line 7 // out line 2: Chad x2 (TCD): named without a delegate; "
         "left out as requested // out line 4: Chile x2 (CHL): named without a delegate; left "
         "out as requested"),
        ("State|Name|Number of delegates/Chad|A|0/Chad|B|0/Chile|C|0/Mali|D|2/Chile|E|0",
         {"settled": {"Chad": "TCD", "Chile": "CHL"}},
         "TCD - line 2 // TCD - line 3 // CHL - line 4 // CHL - line 6 // MLI - line 5"),
        ("State|Name|Attended/Chad|A|No/Chad|B|Yes/Chile|C|Yes/Mali|D|No/Peru|E|Yes",
         {"hidden_rows": frozenset({2})},
         'CHL - line 4 // PER - line 6 // out line 2: Chad x2 (TCD): did not attend ("No" '
         'under "attended") // out line 5: Mali (MLI): did not attend ("No" under "attended")'),
        ("State|Name|Attended|Number of delegates/Chad|A|No|1/Chad|B|Yes|0/Mali|D|Yes|2/"
         "Mali|E|Yes|1", {},
         'MLI - line 4 // MLI - line 5 // open line 3: Chad x2 (TCD): "Chad" has 0 under '
         '"number of delegates"'),
        ("State|Name|Attended/Chad|A|Yes/Chad|B|No/Chile|C|Yes/Mali|D|No/Peru|E|Yes",
         {"hidden_rows": frozenset({1})},
         'CHL - line 4 // PER - line 6 // out line 3: Chad x2 (TCD): did not attend ("No" '
         'under "attended") // out line 5: Mali (MLI): did not attend ("No" under "attended")'),
    ],
)  # fmt: skip
def test_of_rows_of_delegates_one_that_came_is_enough(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted


@pytest.mark.parametrize(
    ("rows", "more", "wanted"),
    [
        ("3 States/State/Chad/Chile", {},
         'TCD - line 3 // CHL - line 4 // check line 1: States stated in "3 States": 3, 2'),
        ("x/3 States/State/Chad/Chile", {},
         'TCD - line 4 // CHL - line 5 // check line 2: States stated in "3 States": 3, 2'),
        ("State|Seats/Chad|1/Chile|1/States|3", {},
         "TCD - line 2 // CHL - line 3 // out line 4: States 3: a row of totals // check line "
         '4: total of the column "seats": 3, 2'),
        ("State|Seats/States|3/Chad|1/Chile|1", {},
         "TCD - line 3 // CHL - line 4 // out line 2: States 3: a row of totals // check line "
         '2: total of the column "seats": 3, 2'),
        ("State|Name/States Parties (2)|/Chad|A/Observers (2)|/Chile|B/Mali|C/Organizations "
         "(3)|/Foo|D", {},
         "TCD state_party line 3 // CHL observer_state line 5 // MLI observer_state line 6 // "
         "out line 8: Foo: an organization // organization Foo line 8 // check line 2: States "
         'stated in "States Parties (2)": 2, 1'),
        ("State|Name/Observers (2)|/Chile|B/UNICEF|C/States Parties|/Chad|D", {},
         "CHL observer_state line 3 // TCD state_party line 6 // out line 4: UNICEF: an "
         "organization // organization UNICEF line 4"),
        ("State|Delegate/Chad|a/Chile|b/UNICEF|c/UNICEF|c/Total: 4|", {},
         "TCD - line 2 // CHL - line 3 // out line 4: UNICEF x2: an organization // out line "
         "6: Total: 4: a row of totals // organization UNICEF line 4 // organization UNICEF "
         "line 5"),
        ("State|Delegate/Chad|a/Chile|b/UNICEF|c/Total: 2|", {},
         "TCD - line 2 // CHL - line 3 // out line 4: UNICEF: an organization // out line 5: "
         "Total: 2: a row of totals // organization UNICEF line 4"),
        ("State|Delegate/Chad|a/Chile|b/UNICEF|c/Total: 5|", {},
         "TCD - line 2 // CHL - line 3 // out line 4: UNICEF: an organization // out line 5: "
         "Total: 5: a row of totals // organization UNICEF line 4 // check line 5: States "
         'stated in "Total: 5": 5, 2'),
        ("State|Attended/Chad|Yes/Chile|No/2 States attended|", {},
         'TCD - line 2 // out line 3: Chile (CHL): did not attend ("No" under "attended") // '
         'open line 4: 2 States attended: "2 States attended" is not recognised as the name of '
         "a State."),
        ("State|Vote/Chad|1/Chile|1/3 States|", {"before": frozenset({"PER"})},
         "TCD - line 2 // CHL - line 3 // out line 4: 3 States: a row of totals"),
        ("State|Vote/Chad|1/Chile|1/4 States|", {"before": frozenset({"PER"})},
         "TCD - line 2 // CHL - line 3 // out line 4: 4 States: a row of totals // check line "
         '4: States stated in "4 States": 4, 2'),
        ("No|State|Delegate/1|Chad|a/2|Chile|b/4|Mali|c", {},
         "TCD - line 2 // CHL - line 3 // MLI - line 4"),
    ],
)  # fmt: skip
def test_what_a_table_states_is_held_against_its_rows(
    rows: str, more: dict[str, Any], wanted: str
) -> None:
    assert told(rows, **more) == wanted
