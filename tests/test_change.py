"""Why a State is assessed more or less than the year before:
cases whose every figure can be checked on paper.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from ccmcost.calc.assess import assess
from ccmcost.calc.change import (
    Change,
    Held,
    changes,
    cost_of,
    in_units,
    shares_of_year,
    shown_changes,
)
from ccmcost.errors import DataError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule

RULE = Rule("r", "r", "r")


def held(
    total: int, rates: dict[str, int], rule: Rule, known: dict[str, int] | None = None
) -> Held:
    """A meeting of States Parties at these rates, in USD cents;
    `known` are all rates of its scale if there are more.
    """
    payers = [Payer(code, "state_party", Rate(rate, "adopted", "")) for code, rate in rates.items()]
    all_rates = {code: Rate(rate, "adopted", "") for code, rate in (known or rates).items()}
    return Held(assess(payers, rule, Money(total, "USD", 2)), rule, all_rates)


def three(change: Change) -> tuple[Fraction | None, Fraction, Fraction]:
    return change.cost, change.participation, change.rates


def test_one_meeting_a_year() -> None:
    """Two States at 3 and 1 per cent of 100.00; then a third joins, the cost doubles,
    and the first one's rate falls.
    """
    before = [held(10_000, {"A": 3000, "B": 1000}, RULE, {"A": 3000, "B": 1000, "C": 1000})]
    after = [held(20_000, {"A": 2000, "B": 1000, "C": 1000}, RULE)]
    first, second, third = changes(before, after, True)
    assert three(first) == (7500, -3000, -2000)
    assert three(second) == (2500, -1000, 1000)
    assert three(third) == (0, 4000, 1000)
    assert [change.difference for change in (first, second, third)] == [2500, 2500, 5000]
    assert (third.code, third.before, third.after, third.rounding) == ("C", 0, 5000, 0)
    gone = changes(after, before, True)[2]
    assert (gone.code, gone.before, gone.after) == ("C", 5000, 0)
    assert (*three(gone), gone.rounding) == (-2500, -2500, 0, 0)


TWO_MEETINGS = [
    held(10_000, {"A": 3000, "B": 1000}, RULE),
    held(30_000, {"A": 1000, "B": 1000, "C": 2000}, RULE),
]
"""100.00 at 3:1, 300.00 at 1:1:2. A: 1/4 of 3/4 and 3/4 of 1/4, so 3/8; B: 1/16 and 3/16, so 1/4;
C: 3/8.
"""


def test_meetings_of_a_year_weigh_as_they_cost() -> None:
    assert cost_of(TWO_MEETINGS) == 40_000
    assert shares_of_year(TWO_MEETINGS) == {
        "A": Fraction(3, 8),
        "B": Fraction(1, 4),
        "C": Fraction(3, 8),
    }


def test_several_meetings_in_both_years() -> None:
    """Then 200.00 at A 3, C 1 and 600.00 at A 1, D 1: A 9/16, C 1/16, D 6/16 of 800.00.

    At the rates of the second earlier meeting (A 1, C 2; D had none, so it keeps its own) A bears
    1/4 of 1/3 and 3/4 of 1/2, so 11/24, C 4/24, D 9/24.
    """
    after = [held(20_000, {"A": 3000, "C": 1000}, RULE), held(60_000, {"A": 1000, "D": 1000}, RULE)]
    found = {change.code: change for change in changes(TWO_MEETINGS, after, True)}
    assert list(found) == ["A", "B", "C", "D"]
    assert three(found["A"]) == (15_000, Fraction(20_000, 3), Fraction(25_000, 3))
    assert three(found["B"]) == (10_000, -20_000, 0)
    assert three(found["C"]) == (15_000, -Fraction(50_000, 3), -Fraction(25_000, 3))
    assert three(found["D"]) == (0, 30_000, 0)
    billed = {code: (change.before, change.after) for code, change in found.items()}
    assert billed == {
        "A": (15_000, 45_000),
        "B": (10_000, 0),
        "C": (15_000, 5_000),
        "D": (0, 30_000),
    }
    assert {change.rounding for change in found.values()} == {0}


def test_at_one_cost_there_is_no_cost_effect() -> None:
    """1.01 among three, before among two: halves and thirds go up,
    and the cent too many comes from the first by code.
    """
    before, after = (
        [held(77, {"A": 10, "B": 10}, RULE)],
        [held(101, {"A": 10, "B": 10, "C": 10}, RULE)],
    )
    found = changes(before, after, False)
    assert [(change.code, change.before, change.after) for change in found] == [
        ("A", 50, 33),
        ("B", 51, 34),
        ("C", 0, 34),
    ]
    assert [three(change) for change in found] == [
        (None, -Fraction(101, 6), 0),
        (None, -Fraction(101, 6), 0),
        (None, Fraction(101, 3), 0),
    ]
    assert [change.rounding for change in found] == [
        -Fraction(1, 6),
        -Fraction(1, 6),
        Fraction(1, 3),
    ]


def test_several_meetings_at_another_cost_follow_the_rule_and_the_rates_of_the_last() -> None:
    """100.00 in whole dollars at 3/8, 1/4, 3/8: 38, 25 and 38 leave one too many; the larger rate
    of the last one gives it.

    The two before it leave the rest, and bill in cents; a third meeting with the weights of the
    year keeps the shares.
    """
    loose = RULE._replace(residual="none")
    strict = RULE._replace(unit=Fraction(1))
    first, second = (meeting._replace(rule=loose) for meeting in TWO_MEETINGS)
    third = held(40_000, {"A": 3000, "B": 2000, "C": 3001}, strict)
    third = third._replace(
        assessment=third.assessment._replace(
            lines=tuple(
                line._replace(share=line.share._replace(value=share))
                for line, share in zip(
                    third.assessment.lines,
                    (Fraction(3, 8), Fraction(1, 4), Fraction(3, 8)),
                    strict=True,
                )
            )
        )
    )
    found = changes([first, second, third], [held(10_000, {"A": 1000}, RULE)], False)
    assert {change.code: change.before for change in found} == {"A": 3800, "B": 2500, "C": 3700}
    exact = changes([first, second], [held(10_001, {"A": 1000}, RULE)], False)
    assert {change.code: change.before for change in exact} == {"A": 3750, "B": 2500, "C": 3750}, (
        "0.01 is left"
    )


def test_a_rate_that_did_not_exist_counts_as_participation() -> None:
    found = changes([held(100, {"A": 100}, RULE)], [held(100, {"A": 100, "N": 100}, RULE)], True)
    assert [(each.code, each.participation, each.rates) for each in found] == [
        ("A", -50, 0),
        ("N", 50, 0),
    ]


def test_an_organization_without_a_rate_keeps_its_fixed_share() -> None:
    """It bears a tenth of 10.00, then of 30.00; the two States share the rest,
    at 1:1 and then at 3:1.
    """
    rule = RULE._replace(fixed={"ORG": Fraction(1, 10)})

    def year(total: int, rates: dict[str, int]) -> Held:
        known = {code: Rate(rate, "adopted", "") for code, rate in rates.items()}
        payers = [
            Payer("ORG", "organization", None),
            *(Payer(code, "state_party", rate) for code, rate in known.items()),
        ]
        return Held(assess(payers, rule, Money(total, "USD", 2)), rule, known)

    before, after = year(1000, {"AAA": 10, "BBB": 10}), year(3000, {"AAA": 30, "BBB": 10})
    assert [(each.code, *three(each)) for each in changes([before], [after], True)] == [
        ("AAA", 900, 0, 675),
        ("BBB", 900, 0, -675),
        ("ORG", 200, 0, 0),
    ]
    assert [payer.code for payer in after.payers] == ["AAA", "BBB", "ORG"]


def test_earlier_rates_that_cannot_meet_the_rule_are_an_error() -> None:
    """At 0.100 per cent both would be held at that rate, and nobody would be left to bear the
    rest.
    """
    after = [held(100, {"A": 200, "B": 300}, RULE._replace(hold_minimum=Fraction(1, 1000)))]
    assert changes([held(100, {"A": 200, "B": 200}, RULE)], after, True)[0].rates == -10
    with pytest.raises(DataError):
        changes([held(100, {"A": 100, "B": 100}, RULE)], after, True)


@pytest.mark.parametrize(
    ("effects", "shown"),
    [
        ({}, {}),
        ({"A": "1/3", "B": "2/3"}, {"A": 0, "B": 1}),
        ({"A": "-20/3", "B": "25/3", "C": "-5/3"}, {"A": -6, "B": 8, "C": -2}),
        ({"B": "1/2", "A": "1/2", "C": "-1/2", "D": "-1/2"}, {"A": 1, "B": 1, "C": -1, "D": -1}),
        ({"A": "7/2", "B": "3/2"}, {"A": 4, "B": 1}),
    ],
)
def test_effects_in_whole_units_keep_their_sum(
    effects: dict[str, str], shown: dict[str, int]
) -> None:
    """Cut downwards, then the missing units to the largest parts cut off;
    equal ones in order of code.
    """
    assert in_units({code: Fraction(value) for code, value in effects.items()}) == shown


def test_effects_whose_sum_is_no_whole_unit_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(AssertionError):
        in_units({"A": Fraction(1, 3)})


def test_what_is_shown_of_a_change() -> None:
    """100.00 shared 3:1 by A and B, then 100.00 shared 1:1:1 by A, C and D: 33.34 for A."""
    before = [held(10_000, {"A": 3000, "B": 1000}, RULE)]
    after = [held(10_000, {"A": 1000, "C": 1000, "D": 1000}, RULE)]
    found = {each.code: each for each in shown_changes(before, after, True)}
    assert {code: each.reason for code, each in found.items()} == {
        "A": "rates",
        "B": "gone",
        "C": "new",
        "D": "new",
    }
    # at 3:1:1 A would bear three fifths: 15.00 less by who is there, 26.67 less by its rate
    assert found["A"].figures == (7_500, 3_334, -4_166, 0, -1_500, -2_666, 0)
    assert found["C"].figures == (0, 3_333, 3_333, 0, 2_000, 1_333, 0)
    for column in zip(*(each.effects for each in found.values()), strict=True):
        assert sum(column) == 0
    same = shown_changes(before, before, True)
    assert {(each.reason, each.difference, each.rounding) for each in same} == {("none", 0, 0)}


def test_what_is_shown_of_one_state_alone() -> None:
    (only,) = shown_changes([held(100, {"A": 1}, RULE)], [held(300, {"A": 2}, RULE)], True)
    assert only.figures == (100, 300, 200, 200, 0, 0, 0)
