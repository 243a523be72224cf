"""What must hold of the arithmetic for any States, rates, totals and rules.
No approximate comparison anywhere.
"""

from __future__ import annotations

import os
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccmcost.calc.assess import assess
from ccmcost.calc.rounding import apportion_units
from ccmcost.calc.shares import shares_of
from ccmcost.errors import DataError
from ccmcost.model.assessment import Assessment, Payer
from ccmcost.model.money import LARGEST_TOTAL, Money, scaled_int, scaled_text
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule
from ccmcost.tieout import tie_out

EXAMPLES = int(os.environ.get("CCMCOST_EXAMPLES", "400"))
many = settings(max_examples=EXAMPLES)
some = settings(max_examples=EXAMPLES // 4)

CODES = [f"{a}{b}{c}" for a in "ABCD" for b in "ABCD" for c in "ABCD"]
POLICIES = ("largest_amounts", "largest_remainder", "none")
rates = st.one_of(st.integers(1, 30), st.integers(1, 25_000))


@st.composite
def pools(draw: st.DrawFn, smallest: int = 1, straight: bool = False) -> tuple[Payer, ...]:
    weights = draw(st.lists(rates, min_size=smallest, max_size=40))
    roles = draw(
        st.lists(
            st.sampled_from(("state_party", "observer_state")),
            min_size=len(weights),
            max_size=len(weights),
        )
    )
    if straight:
        roles[0] = "state_party"
    ldc = draw(st.lists(st.booleans(), min_size=len(weights), max_size=len(weights)))
    columns = zip(CODES, weights, roles, ldc, strict=False)
    return tuple(
        Payer(code, role, Rate(weight, "adopted", ""), poor) for code, weight, role, poor in columns
    )


totals = st.one_of(st.integers(1, 300), st.integers(1, LARGEST_TOTAL))
policies = st.sampled_from(POLICIES)


def rule(**fields: object) -> Rule:
    return Rule("test", "Test", "none")._replace(**fields)


def usd(minor: int) -> Money:
    return Money(minor, "USD", 2)


def amounts(assessment: Assessment) -> dict[str, int]:
    return {line.code: line.amount for line in assessment.lines}


@many
@given(pools(), totals, policies)
def test_sums_are_exact_and_amounts_within_bounds(
    payers: tuple[Payer, ...], total: int, policy: str
) -> None:
    assessment = assess(payers, rule(residual=policy), usd(total))
    tie_out(assessment, rule(residual=policy))
    assert sum(amounts(assessment).values()) + assessment.residual == total
    assert sum(line.share.value for line in assessment.lines) == 1
    bound = {"largest_amounts": Fraction(3, 2), "largest_remainder": 1, "none": Fraction(1, 2)}[
        policy
    ]
    for line in assessment.lines:
        assert line.amount >= 0
        assert abs(line.amount - line.exact) <= bound
    if policy == "largest_remainder":
        assert all(abs(line.amount - line.exact) < 1 for line in assessment.lines)


@many
@given(pools(smallest=2), totals, policies, st.randoms(use_true_random=False))
def test_the_order_of_the_list_never_counts(
    payers: tuple[Payer, ...], total: int, policy: str, chance: random.Random
) -> None:
    shuffled = list(payers)
    chance.shuffle(shuffled)
    assert assess(payers, rule(residual=policy), usd(total)) == assess(
        shuffled, rule(residual=policy), usd(total)
    )


@many
@given(pools(), totals, policies)
def test_a_credit_is_the_mirror_of_the_charge(
    payers: tuple[Payer, ...], total: int, policy: str
) -> None:
    charge = assess(payers, rule(residual=policy), usd(total))
    credit = assess(payers, rule(residual=policy), usd(-total))
    assert amounts(credit) == {code: -amount for code, amount in amounts(charge).items()}
    assert credit.residual == -charge.residual
    assert [line.rounding for line in credit.lines] == [-line.rounding for line in charge.lines]


@many
@given(pools(smallest=2), totals, policies)
def test_a_higher_rate_never_pays_less(payers: tuple[Payer, ...], total: int, policy: str) -> None:
    assessment = assess(payers, rule(residual=policy), usd(total))
    before = {line.code: line.amount - line.rounding for line in assessment.lines}
    final = amounts(assessment) if policy != "largest_amounts" else before
    ordered = sorted(assessment.lines, key=lambda line: line.payer.weight)
    for lower, higher in pairwise(ordered):
        if lower.payer.weight < higher.payer.weight:
            assert final[lower.code] <= final[higher.code]
        else:
            assert before[lower.code] == before[higher.code]


@many
@given(pools(smallest=2), totals)
def test_residual_units_go_to_the_largest(payers: tuple[Payer, ...], total: int) -> None:
    assessment = assess(payers, rule(residual="largest_amounts"), usd(total))
    bearing = [line for line in assessment.lines if line.rounding]
    others = [line for line in assessment.lines if not line.rounding]
    assert {line.rounding for line in bearing} <= {1} or {line.rounding for line in bearing} <= {-1}
    if bearing and others:
        smallest = min(
            bearing, key=lambda line: (line.exact, line.payer.weight, [-ord(c) for c in line.code])
        )
        largest = max(
            others, key=lambda line: (line.exact, line.payer.weight, [-ord(c) for c in line.code])
        )
        assert (smallest.exact, smallest.payer.weight) >= (largest.exact, largest.payer.weight)
        if (smallest.exact, smallest.payer.weight) == (largest.exact, largest.payer.weight):
            assert smallest.code < largest.code


@many
@given(pools(straight=True), totals, policies)
def test_states_not_party_pay_their_plain_rate(
    payers: tuple[Payer, ...], total: int, policy: str
) -> None:
    apart = sum(payer.weight for payer in payers if payer.role != "state_party")
    wanted = rule(states_not_party="straight", residual=policy)
    if apart >= 100_000:
        with pytest.raises(DataError, match="limits-infeasible"):
            assess(payers, wanted, usd(total))
        return
    assessment = assess(payers, wanted, usd(total))
    tie_out(assessment, wanted)
    for line in assessment.lines:
        if line.payer.role != "state_party":
            assert line.share.value == Fraction(line.payer.weight, 100_000)


limits = st.one_of(st.none(), st.integers(1, 100_000).map(lambda value: Fraction(value, 100_000)))


@many
@given(pools(), limits, limits, limits, limits, st.sampled_from(("iterated", "single_pass")))
def test_limited_shares_sum_to_one_or_are_refused(
    payers: tuple[Payer, ...],
    ceiling: Fraction | None,
    poor: Fraction | None,
    floor: Fraction | None,
    held: Fraction | None,
    how: str,
) -> None:
    if floor is not None and any(limit is not None and floor > limit for limit in (ceiling, poor)):
        return
    wanted = rule(ceiling=ceiling, ldc_ceiling=poor, floor=floor, hold_minimum=held, limits=how)
    try:
        shares = shares_of(payers, wanted)
    except DataError as error:
        assert error.findings[0].code == "limits-infeasible"
        return
    assert sum(share.value for share in shares.values()) == 1
    for payer in payers:
        share = shares[payer.code]
        assert share.value > 0
        if how == "iterated" and share.kind == "pro_rata":
            assert ceiling is None or share.value <= ceiling
            assert poor is None or not payer.is_ldc or share.value <= poor
            assert floor is None or share.value >= floor
        expected = {"ceiling": ceiling, "ldc_ceiling": poor, "floor": floor, "held": held}.get(
            share.kind
        )
        assert share.kind == "pro_rata" or share.value == expected


@some
@given(pools(), st.integers(0, 6), st.sampled_from(("largest_remainder", "largest_shares")))
def test_rounded_shares_sum_to_one_hundred(
    payers: tuple[Payer, ...], decimals: int, how: str
) -> None:
    exact = shares_of(payers, rule())
    rounded = shares_of(payers, rule(share_decimals=decimals, share_residual=how))
    unit = Fraction(1, 100 * 10**decimals)
    assert sum(share.value for share in rounded.values()) == 1
    for code, share in rounded.items():
        assert (share.value / unit).denominator == 1
        assert abs(share.value - exact[code].value) <= unit * Fraction(3, 2)


@some
@given(pools(), st.integers(1, 10**6), st.sampled_from(("0.01", "1", "100")))
def test_amounts_are_whole_billing_units(payers: tuple[Payer, ...], units: int, unit: str) -> None:
    size = int(Fraction(unit) * 100)
    assessment = assess(payers, rule(unit=Fraction(unit)), usd(units * size))
    assert all(line.amount % size == 0 for line in assessment.lines)
    assert sum(amounts(assessment).values()) == units * size


@some
@given(st.lists(st.integers(1, 50), min_size=1, max_size=12), st.integers(0, 500))
def test_largest_remainder_against_a_plain_restatement(weights: list[int], total: int) -> None:
    exact = {CODES[i]: Fraction(total * weight, sum(weights)) for i, weight in enumerate(weights)}
    by_code = {CODES[i]: weight for i, weight in enumerate(weights)}
    units = apportion_units(exact, total, "largest_remainder", by_code)
    remaining = total - sum(int(value) for value in exact.values())
    queue = sorted(exact, key=lambda code: (int(exact[code]) - exact[code], -by_code[code], code))
    for position, code in enumerate(queue):
        assert units[code].units == int(exact[code]) + (1 if position < remaining else 0)


@many
@given(st.integers(-(10**17), 10**17), st.integers(0, 6))
def test_numbers_survive_being_written_and_read(value: int, decimals: int) -> None:
    assert scaled_int(scaled_text(value, decimals), decimals) == value


@many
@given(st.text(max_size=12))
def test_only_plain_numbers_are_read(text: str) -> None:
    value = scaled_int(text, 2)
    if value is not None:
        assert text.lstrip("-").replace(".", "", 1).isascii()
        assert Fraction(text) * 100 == value


@pytest.mark.parametrize(
    "text",
    [
        "1.234,56",
        "1,234.56",
        "1e5",
        "NaN",
        "inf",
        "+5",
        "",
        ".",
        "5.",
        ".5",
        "0x10",
        "１２",
        "1 000",
        "1_0",
        "--5",
    ],
)
def test_doubtful_numbers_are_refused(text: str) -> None:
    assert scaled_int(text, 2) is None


def test_more_decimals_than_the_currency_has() -> None:
    assert scaled_int("1.005", 2) is None
    assert scaled_int("1.500", 2) == 150
    assert scaled_int("7", 0) == 7
    assert scaled_int("7.5", 0) is None


@pytest.mark.parametrize("total", [1, 2, 99, 100, 101, LARGEST_TOTAL])
@pytest.mark.parametrize("policy", POLICIES)
def test_edges(total: int, policy: str) -> None:
    two = tuple(Payer(code, "state_party", Rate(7, "adopted", "")) for code in ("AAA", "BBB"))
    assessment = assess(two, rule(residual=policy), usd(total))
    tie_out(assessment, rule(residual=policy))
    one = assess(two[:1], rule(residual=policy), usd(total))
    assert amounts(one) == {"AAA": total}
    if policy == "largest_amounts" and total == 1:
        assert amounts(assessment) == {"AAA": 0, "BBB": 1}
    if policy == "largest_remainder" and total == 1:
        assert amounts(assessment) == {"AAA": 1, "BBB": 0}
    if policy == "none" and total == 1:
        assert (amounts(assessment), assessment.residual) == ({"AAA": 1, "BBB": 1}, -1)


@pytest.mark.parametrize("total", [0, LARGEST_TOTAL + 1, -LARGEST_TOTAL - 1])
def test_totals_out_of_range_are_refused(total: int) -> None:
    payer = Payer("AAA", "state_party", Rate(7, "adopted", ""))
    with pytest.raises(DataError, match="total-range"):
        assess((payer,), rule(), usd(total))
