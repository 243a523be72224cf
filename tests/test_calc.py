"""The arithmetic by hand: small cases whose every figure can be checked on paper,
and every message in full.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ccmcost.calc.ageing import Charge, aged, open_charges
from ccmcost.calc.assess import assess, billing_unit
from ccmcost.calc.change import Difference, Gap, absent_parties, differences, fit
from ccmcost.calc.liable import liable_at_meeting, liable_on_list, payers, rate_of
from ccmcost.calc.rounding import Units, apportion_units, half_up
from ccmcost.calc.shares import rescale, shares_of
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Payer, Share
from ccmcost.model.calendar import Span
from ccmcost.model.meeting import Participant, ParticipantList
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rates import Rate, Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import Role, State, States, TreatyStatus

DAY = date(2024, 6, 30)


def rule(**fields: object) -> Rule:
    return Rule("test", "Test", "none", file="rule.toml")._replace(**fields)


def payer(
    code: str, weight: int | None, role: Role | None = "state_party", ldc: bool = False
) -> Payer:
    return Payer(code, role, None if weight is None else Rate(weight, "adopted", ""), ldc)


def usd(minor: int) -> Money:
    return Money(minor, "USD", 2)


def only_finding(error: DataError) -> Finding:
    assert len(error.findings) == 1
    return error.findings[0]


# Rounding


@pytest.mark.parametrize(
    ("value", "whole"),
    [("0", 0), ("1/3", 0), ("1/2", 1), ("2/3", 1), ("1", 1), ("3/2", 2), ("5/2", 3), ("12/5", 2)],
)
def test_halves_go_up(value: str, whole: int) -> None:
    assert half_up(Fraction(value)) == whole


def units_of(
    exact: dict[str, str], total: int, policy: str, weights: dict[str, int] | None = None
) -> dict[str, Units]:
    values = {code: Fraction(value) for code, value in exact.items()}
    return apportion_units(values, total, policy, weights or dict.fromkeys(exact, 1))  # type: ignore[arg-type]


def test_units_missing_go_to_the_largest_amounts() -> None:
    found = units_of({"AAA": "1/3", "BBB": "7/3", "CCC": "7/3"}, 5, "largest_amounts")
    assert found == {"AAA": Units(0, 0), "BBB": Units(3, 1), "CCC": Units(2, 0)}


def test_units_in_excess_come_from_the_largest_amounts() -> None:
    found = units_of({"AAA": "1/2", "BBB": "3/2", "CCC": "5/2", "DDD": "1/2"}, 5, "largest_amounts")
    assert found == {
        "AAA": Units(1, 0),
        "BBB": Units(1, -1),
        "CCC": Units(2, -1),
        "DDD": Units(1, 0),
    }


def test_units_go_to_the_largest_remainders() -> None:
    found = units_of({"AAA": "2/3", "BBB": "7/3", "CCC": "1"}, 4, "largest_remainder")
    assert found == {"AAA": Units(1, 1), "BBB": Units(2, 0), "CCC": Units(1, 0)}


def test_without_a_policy_the_rest_stays() -> None:
    assert units_of({"AAA": "1/2", "BBB": "1/2"}, 1, "none") == {
        "AAA": Units(1, 0),
        "BBB": Units(1, 0),
    }


def test_ties_are_cut_by_the_larger_rate_then_by_code() -> None:
    halves = {"CCC": "1/2", "BBB": "1/2", "AAA": "1/2", "DDD": "1/2"}
    found = units_of(halves, 3, "largest_remainder", {"AAA": 1, "BBB": 1, "CCC": 1, "DDD": 2})
    assert [found[code].borne for code in sorted(halves)] == [1, 1, 0, 1]


# Assessment and billing unit


def test_an_assessment_by_hand() -> None:
    found = assess([payer("BBB", 2), payer("AAA", 1)], rule(), usd(100))
    assert (found.total, found.unit, found.residual) == (usd(100), 1, 0)
    assert [(line.code, line.exact, line.amount, line.rounding) for line in found.lines] == [
        ("AAA", Fraction(100, 3), 33, 0),
        ("BBB", Fraction(200, 3), 67, 0),
    ]
    assert [line.share for line in found.lines] == [
        Share(Fraction(1, 3), "pro_rata"),
        Share(Fraction(2, 3), "pro_rata"),
    ]


def test_a_credit_in_whole_units_by_hand() -> None:
    found = assess([payer("AAA", 1), payer("BBB", 1)], rule(unit=Fraction(1)), usd(-300))
    assert [(line.code, line.exact, line.amount, line.rounding) for line in found.lines] == [
        ("AAA", Fraction(-150), -100, 1),
        ("BBB", Fraction(-150), -200, 0),
    ]
    assert (found.unit, found.residual) == (100, 0)


def test_the_residual_is_what_the_amounts_leave() -> None:
    thirds = [payer("AAA", 1), payer("BBB", 1), payer("CCC", 1)]
    assert assess(thirds, rule(residual="none"), usd(100)).residual == 1
    assert assess(thirds, rule(residual="none"), usd(-100)).residual == -1


@pytest.mark.parametrize("total", [1, -1, LARGEST_TOTAL, -LARGEST_TOTAL])
def test_totals_at_the_ends_of_the_range(total: int) -> None:
    assert billing_unit(rule(), usd(total)) == 1
    assert [line.amount for line in assess([payer("AAA", 1)], rule(), usd(total)).lines] == [total]


@pytest.mark.parametrize("total", [0, LARGEST_TOTAL + 1, -LARGEST_TOTAL - 1])
def test_totals_beyond_the_range_are_findings(total: int) -> None:
    with pytest.raises(DataError) as caught:
        billing_unit(rule(), usd(total))
    message = f"the total {usd(total)} is not between 1 and 10^15 minor units."
    assert only_finding(caught.value) == Finding("", 0, "", "total-range", message)


def test_the_billing_unit_must_fit_the_currency_and_the_total() -> None:
    assert billing_unit(rule(unit=Fraction(5, 100)), usd(105)) == 5
    with pytest.raises(DataError) as caught:
        billing_unit(rule(unit=Fraction(1, 2)), Money(10, "JPY", 0))
    message = "the billing unit of test is no multiple of JPY 1, the smallest unit of JPY."
    assert only_finding(caught.value) == Finding("rule.toml", 0, "unit", "unit-currency", message)
    with pytest.raises(DataError) as caught:
        billing_unit(rule(unit=Fraction(5, 100)), usd(106))
    message = (
        "the total USD 1.06 is no multiple of the billing unit USD 0.05 of test, so the amounts "
        "could not sum to it. "
        'Change the total, the unit, or use residual = "none".'
    )
    assert only_finding(caught.value) == Finding("rule.toml", 0, "unit", "unit-currency", message)
    assert billing_unit(rule(unit=Fraction(5, 100), residual="none"), usd(106)) == 5


# Shares and limits


def test_fixed_straight_and_held_states_are_set_apart() -> None:
    wanted = rule(
        states_not_party="straight",
        hold_minimum=Fraction(1, 100_000),
        fixed={"EUU": Fraction(1, 40), "AAA": Fraction(1, 10)},
    )
    found = shares_of(
        [
            payer("AAA", 500, "observer_state"),
            payer("BBB", 200, "observer_state"),
            payer("CCC", 1),
            payer("DDD", 30),
            payer("EEE", 10),
            payer("EUU", None, "organization"),
        ],
        wanted,
    )
    left = 1 - Fraction(1, 40) - Fraction(1, 10) - Fraction(200, 100_000) - Fraction(1, 100_000)
    assert found == {
        "AAA": Share(Fraction(1, 10), "fixed"),
        "BBB": Share(Fraction(1, 500), "straight"),
        "CCC": Share(Fraction(1, 100_000), "held"),
        "DDD": Share(left * 3 / 4, "pro_rata"),
        "EEE": Share(left / 4, "pro_rata"),
        "EUU": Share(Fraction(1, 40), "fixed"),
    }


def test_straight_without_a_state_party() -> None:
    with pytest.raises(DataError) as caught:
        shares_of([payer("AAA", 5, "signatory")], rule(states_not_party="straight"))
    message = (
        "the rule test cannot be met: States not party pay their plain rate and there is no "
        "State Party to share the rest. Change its fixed shares or limits, or the list."
    )
    assert only_finding(caught.value) == Finding("rule.toml", 0, "", "limits-infeasible", message)
    alone = shares_of([payer("AAA", 5, "signatory")], rule(states_not_party="pooled"))
    assert alone == {"AAA": Share(Fraction(1), "pro_rata")}


def test_shares_are_rounded_first_if_the_rule_says_so() -> None:
    three = [payer("AAA", 1), payer("BBB", 1), payer("CCC", 4)]
    by_remainder = shares_of(three, rule(share_decimals=1))
    assert {code: share.value for code, share in by_remainder.items()} == {
        "AAA": Fraction(167, 1000),
        "BBB": Fraction(166, 1000),
        "CCC": Fraction(667, 1000),
    }
    by_size = shares_of(three, rule(share_decimals=1, share_residual="largest_shares"))
    assert [by_size[code].value * 1000 for code in ("AAA", "BBB", "CCC")] == [167, 167, 666]
    kept = shares_of(three, rule(share_decimals=0, ceiling=Fraction(1, 2)))
    assert kept == {
        "AAA": Share(Fraction(1, 4), "pro_rata"),
        "BBB": Share(Fraction(1, 4), "pro_rata"),
        "CCC": Share(Fraction(1, 2), "ceiling"),
    }


def test_limits_are_tested_strictly_beyond_one_factor() -> None:
    at_limit = rescale(
        [payer("AAA", 1), payer("BBB", 3)],
        Fraction(1),
        rule(ceiling=Fraction(3, 4), floor=Fraction(1, 4)),
    )
    assert at_limit == {
        "AAA": Share(Fraction(1, 4), "pro_rata"),
        "BBB": Share(Fraction(3, 4), "pro_rata"),
    }


def test_the_ldc_ceiling_comes_before_the_ceiling() -> None:
    three = [payer("AAA", 2, ldc=True), payer("BBB", 4), payer("CCC", 1)]
    found = rescale(
        three,
        Fraction(1),
        rule(ldc_ceiling=Fraction(1, 10), ceiling=Fraction(2, 10), limits="single_pass"),
    )
    assert found == {
        "AAA": Share(Fraction(1, 10), "ldc_ceiling"),
        "BBB": Share(Fraction(1, 5), "ceiling"),
        "CCC": Share(Fraction(7, 10), "pro_rata"),
    }


def test_one_pass_and_many() -> None:
    four = [payer("AAA", 1), payer("BBB", 5), payer("CCC", 6), payer("DDD", 8)]
    limited = {"floor": Fraction(1, 10), "ceiling": Fraction(3, 10)}
    once = rescale(four, Fraction(1), rule(limits="single_pass", **limited))
    assert once == {
        "AAA": Share(Fraction(1, 10), "floor"),
        "BBB": Share(Fraction(3, 11), "pro_rata"),
        "CCC": Share(Fraction(18, 55), "pro_rata"),
        "DDD": Share(Fraction(3, 10), "ceiling"),
    }
    many = rescale(four, Fraction(1), rule(**limited))
    assert many == {
        "AAA": Share(Fraction(1, 10), "floor"),
        "BBB": Share(Fraction(3, 10), "pro_rata"),
        "CCC": Share(Fraction(3, 10), "ceiling"),
        "DDD": Share(Fraction(3, 10), "ceiling"),
    }


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (
            {"ceiling": Fraction(1, 4)},
            "no State is free to bear the 50.000000 per cent left over: each stands at a limit or "
            "pays a part that the rule sets",
        ),
        (
            {"floor": Fraction(3, 5)},
            "its limits and fixed parts come to 20.000000 per cent too much",
        ),
        (
            {"ceiling": Fraction(1, 4), "limits": "single_pass"},
            "no State is free to bear the 50.000000 per cent left over: each stands at a limit or "
            "pays a part that the rule sets",
        ),
        (
            {"fixed": {"AAA": Fraction(1)}},
            "fixed shares and limits leave nothing for the other States",
        ),
        (
            {"fixed": {"AAA": Fraction(2)}},
            "fixed shares and limits leave nothing for the other States",
        ),
    ],
)
def test_rules_that_cannot_be_met_say_why(limits: dict[str, object], why: str) -> None:
    with pytest.raises(DataError) as caught:
        shares_of([payer("AAA", 1), payer("BBB", 1)], rule(**limits))
    message = f"the rule test cannot be met: {why}. Change its fixed shares or limits, or the list."
    assert only_finding(caught.value) == Finding("rule.toml", 0, "", "limits-infeasible", message)


def test_nobody_free_and_nothing_left_is_fine() -> None:
    assert rescale([], Fraction(0), rule()) == {}


# Who is liable

TREATY = {
    "AAA": TreatyStatus("AAA", in_force=date(2020, 1, 1)),
    "BBB": TreatyStatus("BBB", in_force=date(2020, 1, 1)),
    "CCC": TreatyStatus("CCC", signed=date(2010, 1, 1)),
    "DDD": TreatyStatus("DDD", in_force=date(2024, 7, 1)),
}


def listed(*entries: tuple[str, Role | None]) -> ParticipantList:
    return ParticipantList(
        "official", tuple(Participant(code, role) for code, role in entries), "list.csv"
    )


PRESENT = listed(
    ("AAA", "state_party"),
    ("CCC", None),
    ("DDD", "state_party"),
    ("EUU", "organization"),
    ("ZZZ", "signatory"),
)


@pytest.mark.parametrize(
    ("liable", "expected"),
    [
        (
            "participants",
            {
                "AAA": "state_party",
                "CCC": "signatory",
                "DDD": "observer_state",
                "EUU": "organization",
                "ZZZ": "observer_state",
            },
        ),
        (
            "all_parties",
            {
                "AAA": "state_party",
                "BBB": "state_party",
                "CCC": "signatory",
                "DDD": "observer_state",
                "EUU": "organization",
                "ZZZ": "observer_state",
            },
        ),
        ("parties_only", {"AAA": "state_party", "BBB": "state_party", "EUU": "organization"}),
    ],
)
def test_who_is_liable_at_a_meeting(liable: str, expected: dict[str, Role]) -> None:
    charging = rule(liable=liable, fixed={"EUU": Fraction(1, 40)})
    assert liable_at_meeting(charging, PRESENT, TREATY, DAY) == expected
    free = liable_at_meeting(rule(liable=liable), PRESENT, TREATY, DAY)
    assert free == {code: role for code, role in expected.items() if code != "EUU"}


def test_who_is_liable_on_a_bare_list() -> None:
    mixed = listed(("AAA", "state_party"), ("CCC", None))
    assert liable_on_list(rule(), mixed) == {"AAA": "state_party", "CCC": None}
    full = listed(
        ("AAA", "state_party"),
        ("CCC", "signatory"),
        ("EUU", "organization"),
        ("OOO", "observer_state"),
    )
    everyone = {
        "AAA": "state_party",
        "CCC": "signatory",
        "EUU": "organization",
        "OOO": "observer_state",
    }
    assert liable_on_list(rule(liable="all_parties", states_not_party="straight"), full) == everyone
    assert liable_on_list(rule(liable="parties_only"), full) == {
        "AAA": "state_party",
        "EUU": "organization",
    }


@pytest.mark.parametrize(
    "asks",
    [{"liable": "all_parties"}, {"liable": "parties_only"}, {"states_not_party": "straight"}],
)
def test_a_rule_that_asks_for_roles_needs_them(asks: dict[str, object]) -> None:
    codes = ("FFF", "EEE", "DDD", "CCC", "BBB")
    start = (
        "the rule test distinguishes States Parties from others, but the list gives no role for "
    )
    with pytest.raises(UsageError) as caught:
        liable_on_list(
            rule(**asks), listed(("AAA", "state_party"), *((code, None) for code in codes))
        )
    assert str(caught.value) == start + 'BBB, CCC, DDD, EEE, FFF. Add a column "role".'
    with pytest.raises(UsageError) as caught:
        liable_on_list(rule(**asks), listed(*((code, None) for code in ("GGG", *codes))))
    assert str(caught.value) == start + 'BBB, CCC, DDD, EEE, FFF and others. Add a column "role".'


def state(code: str, ldc_from: date | None = None) -> State:
    return State(code, code[:2], "000", {"en": f"Land {code[0]}"}, None, "", "", ldc_from, None)


STATES = States(
    {
        code: state(code, date(2000, 1, 1) if code == "BBB" else None)
        for code in ("AAA", "BBB", "CCC", "NNN")
    }
)
SCALE = Scale(
    "un-2022-2024",
    Span(date(2022, 1, 1), date(2024, 12, 31)),
    "A/RES/76/238",
    {"AAA": 500, "BBB": 20},
    {"CCC": Rate(3, "notional", "a note"), "NNN": Rate(1, "assumed", "assumed: the minimum")},
)


def test_rates_come_from_the_rule_then_the_scale_then_the_notional_table() -> None:
    wanted = rule(rates={"AAA": Rate(7, "rule", "a decision")})
    assert rate_of("AAA", SCALE, wanted) == Rate(7, "rule", "a decision")
    assert rate_of("BBB", SCALE, wanted) == Rate(20, "adopted", "A/RES/76/238")
    assert rate_of("CCC", SCALE, wanted) == Rate(3, "notional", "a note")
    assert rate_of("ZZZ", SCALE, wanted) is None


def test_payers_carry_rate_and_ldc_status_and_warn_of_their_rates() -> None:
    wanted = rule(
        rates={"AAA": Rate(7, "rule", "a decision"), "CCC": Rate(4, "rule", "x")},
        fixed={"EUU": Fraction(1, 10)},
    )
    roles: dict[str, Role | None] = {
        "NNN": None,
        "EUU": "organization",
        "CCC": "signatory",
        "BBB": None,
        "AAA": None,
    }
    found, warnings = payers(roles, SCALE, wanted, STATES, DAY)
    assert found == (
        Payer("AAA", None, Rate(7, "rule", "a decision"), False),
        Payer("BBB", None, Rate(20, "adopted", "A/RES/76/238"), True),
        Payer("CCC", "signatory", Rate(4, "rule", "x"), False),
        Payer("EUU", "organization", None, False),
        Payer("NNN", None, Rate(1, "assumed", "assumed: the minimum"), False),
    )
    replaced = "the rule replaces the adopted rate of Land A (A/RES/76/238): a decision."
    assumed = "the rate of Land N rests on an assumption: the minimum."
    assert warnings == (
        Finding("", 0, "", "rate-override", replaced, "warning"),
        Finding("", 0, "", "rate-assumed", assumed, "warning"),
    )


def test_every_state_without_a_rate_is_named_and_nobody_is_an_error() -> None:
    with pytest.raises(DataError) as caught:
        payers(dict.fromkeys(("ZZZ", "AAA", "YYY")), SCALE, rule(), STATES, DAY)
    hint = "Add one with its basis to un_scale/notional.csv or to [rates] of the rule."
    assert list(caught.value.findings) == [
        Finding(
            "",
            0,
            "",
            "rate-missing",
            f"YYY (YYY) has no rate in un-2022-2024 and no notional rate. {hint}",
        ),
        Finding(
            "",
            0,
            "",
            "rate-missing",
            f"ZZZ (ZZZ) has no rate in un-2022-2024 and no notional rate. {hint}",
        ),
    ]
    with pytest.raises(DataError) as caught:
        payers({}, SCALE, rule(), STATES, DAY)
    assert only_finding(caught.value) == Finding(
        "", 0, "", "payers-none", "no State is left to share the cost."
    )


# Differences, ageing, agreement


def test_differences_name_what_becomes_of_each_state() -> None:
    before = {"AAA": 100, "BBB": 100, "CCC": 100, "DDD": 0, "EEE": 5, "HHH": -4, "III": 0}
    after = {"AAA": 100, "BBB": 130, "CCC": 40, "DDD": 1, "FFF": 9, "GGG": -3, "HHH": -9, "III": 0}
    found = differences(before, after)
    assert [(each.code, each.amount, each.kind) for each in found] == [
        ("BBB", 30, "further"),
        ("CCC", -60, "credit"),
        ("DDD", 1, "first"),
        ("EEE", -5, "full_credit"),
        ("FFF", 9, "first"),
        ("GGG", -3, "credit"),
        ("HHH", -5, "credit"),
    ]
    assert found[0] == Difference("BBB", 100, 130, "further")


def test_absent_parties_are_those_credited_in_full() -> None:
    full = Difference("AAA", 100, 0, "full_credit")
    others = (
        Difference("BBB", 100, 50, "credit"),
        Difference("CCC", 9, 0, "full_credit"),
        Difference("DDD", -1, 0, "full_credit"),
    )
    assert absent_parties((full, *others), ["AAA", "BBB", "DDD"]) == (full,)
    one_cent = Difference("EEE", 1, 0, "full_credit")
    assert absent_parties([one_cent], ["EEE"]) == (one_cent,)


def test_what_came_in_counts_against_the_oldest_charge() -> None:
    first, second = Charge(date(2020, 1, 1), 100), Charge(date(2021, 1, 1), 50)
    credit = Charge(date(2020, 6, 1), -30)
    for order in ([first, second, credit], [credit, second, first]):
        assert open_charges(order, 150, DAY) == (first, second)
        assert open_charges(order, 149, DAY) == (Charge(first.issued_on, 99), second)
        assert open_charges(order, 50, DAY) == (second,)
        assert open_charges(order, 1, DAY) == (Charge(second.issued_on, 1),)
        assert open_charges(order, 0, DAY) == open_charges(order, -5, DAY) == ()
        for more in (1, 3):
            assert open_charges(order, 150 + more, DAY) == (first, second, Charge(DAY, more))
    assert open_charges([], 2, DAY) == (Charge(DAY, 2),)
    soon, late = Charge(DAY, 9, "2024-04-30"), Charge(DAY, 5, "2024-05-31")
    for same_day in ([soon, late], [late, soon]):
        assert open_charges(same_day, 12, DAY) == (soon._replace(amount=7), late)
    asked = Charge(date(2024, 1, 1), 100, "2024-03-31", "AN-1")
    assert open_charges([asked], 103, DAY) == (asked, Charge(DAY, 3)), (
        "the notice and its day stay with what is left"
    )
    assert open_charges([asked], 40, DAY) == (Charge(date(2024, 1, 1), 40, "2024-03-31", "AN-1"),)


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (-5, 0),
        (0, 0),
        (1, 1),
        (90, 1),
        (91, 2),
        (365, 2),
        (366, 3),
        (1095, 3),
        (1096, 4),
        (5000, 4),
    ],
)
def test_a_charge_is_overdue_from_the_day_after_its_day_of_payment(days: int, band: int) -> None:
    by = date.fromordinal(DAY.toordinal() - days).isoformat()
    charge = Charge(date(2001, 1, 1), 7, by)
    assert charge.overdue(DAY) == max(0, days)
    assert aged([charge], DAY) == tuple(7 if place == band else 0 for place in range(5))
    beyond = Charge(date(2001, 1, 1), 1)
    assert beyond.overdue(DAY) == 0 and aged([beyond, charge], DAY)[0] == (8 if band == 0 else 1)


def test_agreement_of_issued_and_computed_amounts() -> None:
    found = fit({"AAA": 5, "BBB": 7, "CCC": 1}, {"AAA": 5, "BBB": 4, "DDD": 1, "EEE": 0})
    assert (found.agree, found.gaps) == (2, (Gap("BBB", 7, 4), Gap("CCC", 1, 0), Gap("DDD", 0, 1)))
    assert (found.distance, found.exact) == (5, False)
    same = fit({"AAA": 5, "ZZZ": 0}, {"AAA": 5})
    assert (same.agree, same.gaps, same.distance, same.exact) == (2, (), 0, True)
