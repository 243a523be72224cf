"""Many assessments at once: the batch kernel equals the engine row by row;
draws, trials and their summaries are exact.
"""

from __future__ import annotations

import os
import random
from fractions import Fraction

import numpy as np
import pytest

from ccmcost.calc import batch
from ccmcost.calc import trials as trials_room
from ccmcost.calc.batch import INT64_MAX, Scratch, _key_type, _largest_key, kernel_for, pool_of
from ccmcost.calc.distribution import (
    PER_CENT,
    Distribution,
    Summary,
    distribution,
    exact_sum,
    summary,
)
from ccmcost.calc.trials import (
    CHUNK,
    Range,
    Scenario,
    _scaled,
    draw_present,
    draw_totals,
    engine_row,
    run_trials,
)
from ccmcost.errors import DataError, UsageError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule
from tests.batch_table import table_of

ROWS = int(os.environ.get("CCMCOST_BATCH_ROWS", "3000"))
USD = Money(1, "USD", 2)
MODES = ("pooled", "straight")
POLICIES = ("largest_amounts", "largest_remainder", "none")
EVERY = pytest.mark.parametrize(
    ("mode", "policy"), [(mode, policy) for mode in MODES for policy in POLICIES]
)


def rule(**fields: object) -> Rule:
    return Rule("test", "Test", "none")._replace(**fields)


def payers_of(weights: list[int], apart: set[int] = frozenset()) -> list[Payer]:  # type: ignore[assignment]
    codes = [f"{a}{b}A" for a in "ABCDEFGHIJKLMNO" for b in "ABCDEFGHIJKLMNO"]
    return [
        Payer(
            code, "observer_state" if place in apart else "state_party", Rate(weight, "adopted", "")
        )
        for place, (code, weight) in enumerate(zip(codes, weights, strict=False))
    ]


def check_rows(payers: list[Payer], wanted: Rule, present: np.ndarray, totals: np.ndarray) -> int:
    """Every row by the kernel equals the engine's row; returns how many rows the kernel itself
    carried.
    """
    found = table_of(payers, wanted, present, totals, USD)
    for row in range(len(totals)):
        exact = engine_row(payers, wanted, present[row], USD.of(int(totals[row])))
        assert (exact is not None) == bool(found.feasible[row])
        assert found.amounts[row].tolist() == (exact or [0] * len(payers))
    return len(totals) - found.engine_rows


@EVERY
def test_every_row_equals_the_engine(mode: str, policy: str) -> None:
    chance, shuffle = np.random.default_rng(5), random.Random(5)
    by_kernel, size = 0, 30
    for _ in range(max(1, ROWS // len(MODES) // len(POLICIES) // size)):
        count = int(chance.integers(1, 45))
        weights = chance.integers(1, shuffle.choice((4, 30, 22_000)), count).tolist()
        payers = payers_of(weights, {place for place in range(1, count) if chance.random() < 0.3})
        shuffle.shuffle(payers)
        present = chance.random((size, count)) < chance.random()
        top = shuffle.choice((3, 8, 15))
        totals = (10.0 ** chance.uniform(0, top, size)).astype(np.int64).clip(1, LARGEST_TOTAL)
        by_kernel += check_rows(
            payers, rule(states_not_party=mode, residual=policy), present, totals
        )
    assert by_kernel > 0


@EVERY
@pytest.mark.parametrize("weights", [[7], [7, 7], [1, 1, 1], [22_000, 1], [5, 5, 5, 5, 3, 3, 1]])
def test_edges_equal_the_engine(mode: str, policy: str, weights: list[int]) -> None:
    payers = payers_of(weights, {2, 4})
    totals = np.array([1, 2, 3, 99, 100, 101, LARGEST_TOTAL])
    present = np.ones((len(totals), len(weights)), dtype=np.bool_)
    check_rows(payers, rule(states_not_party=mode, residual=policy), present, totals)


@EVERY
def test_quotients_of_floats_equal_those_of_integers(
    mode: str, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 100,000 rows, from one cent up to totals whose products are too large for float64."""
    chance = np.random.default_rng(7)
    weights = np.sort((10 ** chance.uniform(0, 4.34, 111)).astype(np.int64))
    payers = payers_of(weights.tolist(), set(range(0, 111, 5)))
    largest = INT64_MAX // int(weights.max()) // (100_000 if mode == "straight" else 100)
    # so that blocks of small ones exist
    totals = np.sort((largest ** chance.uniform(0, 1, 100_000)).astype(np.int64))
    present = chance.random((100_000, 111)) < 0.7
    wanted = rule(states_not_party=mode, residual=policy)
    floats = table_of(payers, wanted, present, totals, USD)
    monkeypatch.setattr(batch, "FLOAT64_EXACT", 0)
    integers = table_of(payers, wanted, present, totals, USD)
    assert floats.engine_rows == integers.engine_rows == 0
    assert np.array_equal(floats.amounts, integers.amounts) and np.array_equal(
        floats.feasible, integers.feasible
    )


@pytest.mark.parametrize("policy", POLICIES)
def test_quotients_a_hair_below_a_half_or_a_whole_equal_the_engine(policy: str) -> None:
    """The totals whose quotients come nearest to where they would be rounded the other way,
    up to the limit of floats, and up to that of integers.
    """
    payers = payers_of([21_997, 9_001, 7, 2])
    weight, whole = 21_997, 31_007
    limits = (batch.FLOAT64_EXACT // weight, INT64_MAX // weight - 2 * whole)
    inverse = pow(weight, -1, whole)
    near = [rest * inverse % whole for rest in (0, 1, whole // 2, whole // 2 + 1, whole - 1)]
    totals = np.array(
        [
            largest - (largest - each) % whole + shift
            for largest in limits
            for each in near
            for shift in (-whole, 0, whole)
        ]
    )
    present = np.ones((len(totals), 4), dtype=np.bool_)
    assert check_rows(payers, rule(residual=policy), present, totals) == len(totals)


@pytest.mark.parametrize("policy", POLICIES)
def test_guards_hold_at_the_limit_and_fall_back_above(policy: str) -> None:
    pooled = payers_of([22_000, 5_000, 3, 3])
    limit = INT64_MAX // 22_000
    assert limit == 419_244_183_493_398
    straight = payers_of([16_000, 20_004, 3], {1})
    tight = INT64_MAX // (16_000 * (100_000 - 20_004))
    for payers, mode, largest in ((pooled, "pooled", limit), (straight, "straight", tight)):
        totals = np.array([largest - 1, largest, largest + 1, min(LARGEST_TOTAL, 3 * largest)])
        present = np.ones((len(totals), len(payers)), dtype=np.bool_)
        wanted = rule(states_not_party=mode, residual=policy)
        assert check_rows(payers, wanted, present, totals) == 2


@EVERY
@pytest.mark.filterwarnings("error")
def test_units_about_the_limit_of_short_numbers_equal_the_engine(mode: str, policy: str) -> None:
    """Those of a State that stays away may lie far above it."""
    totals = np.arange(-8, 9) + 2**31
    present = np.ones((len(totals), 4), dtype=np.bool_)
    present[::2, 0] = present[::3, 3] = False
    wanted = rule(states_not_party=mode, residual=policy)
    payers = payers_of([22_000, 3, 3, 900], {3})
    for shift in (0, 2**30):
        assert check_rows(payers, wanted, present, totals - shift) == len(totals)
    alone = np.array([[True, False, False, False]])
    for total in totals:
        assert check_rows(payers, wanted, alone, np.array([total])) == 1


def test_rules_without_a_kernel_go_through_the_engine() -> None:
    payers = payers_of([22_000, 9_000, 50, 3, 3])
    present = np.random.default_rng(1).random((40, 5)) < 0.8
    totals = np.arange(1, 41) * 12_345
    for wanted in (
        rule(ceiling=Fraction(22, 100)),
        rule(share_decimals=3),
        rule(fixed={"AAA": Fraction(1, 10)}),
    ):
        assert kernel_for(payers, wanted, 1) is None
        assert check_rows(payers, wanted, present, totals) == 0
    dear = rule(unit=Fraction(1), residual="largest_remainder")
    assert check_rows(payers, dear, present, totals * 100) == 40


@EVERY
def test_rows_in_whole_dollars_equal_the_engine(mode: str, policy: str) -> None:
    payers = payers_of([16_000, 20_004, 9_001, 9_001, 50, 3], {1, 3})
    present = np.random.default_rng(2).random((60, 6)) < 0.8
    wanted = rule(states_not_party=mode, residual=policy, unit=Fraction(1))
    assert check_rows(payers, wanted, present, np.arange(1, 61) * 12_300) == 60


def test_draws_follow_probability_and_range() -> None:
    drawn = draw_present(Fraction(1, 4), "CHN", 3, 0, CHUNK)
    assert isinstance(drawn, np.ndarray)
    assert 0.22 < drawn.mean() < 0.28
    assert draw_present(Fraction(1), "CHN", 3, 0, 8) is True
    assert draw_present(Fraction(0), "CHN", 3, 0, 8) is False
    span = Range(100, 250, 700)
    totals = draw_totals(span, 1, 3, 0, 200_000)
    assert 100 <= totals.min() < 110
    assert 690 < totals.max() <= 700
    assert abs(float(totals.mean()) - (100 + 250 + 700) / 3) < 2
    assert abs(float((totals < 250).mean()) - 150 / 600) < 0.01
    assert (draw_totals(Range(100, 200, 700), 100, 3, 0, 1000) % 100 == 0).all()
    wide = draw_totals(Range(1, 10**14, LARGEST_TOTAL), 1, 3, 0, 1000)
    assert wide.min() >= 1
    assert wide.max() <= LARGEST_TOTAL


def test_quantiles_are_values_of_the_sample_and_sums_are_exact() -> None:
    values = np.array([5, 1, 4, 2, 3, 9, 8, 7, 6, 10])
    found = summary(values, 8)
    assert dict(zip(PER_CENT, found.quantiles, strict=True)) == {5: 1, 25: 3, 50: 5, 75: 8, 95: 10}
    assert (found.trials, found.sum, found.above) == (10, 55, 2)
    assert summary(np.arange(1, 1_001)).quantiles == (50, 250, 500, 750, 950)
    many = np.full(100_000, LARGEST_TOTAL)
    assert exact_sum(many) == 100_000 * LARGEST_TOTAL > INT64_MAX
    assert exact_sum(-many) == -100_000 * LARGEST_TOTAL


@pytest.mark.parametrize(
    "wanted", [rule(), rule(states_not_party="straight", residual="largest_remainder")]
)
def test_trials_equal_the_engine_and_do_not_depend_on_threads(wanted: Rule) -> None:
    payers = tuple(payers_of([700, 5_000, 5_000, 9_000, 3, 3, 1], {1, 4}))
    chances = (
        Fraction(9, 10),
        Fraction(1, 3),
        Fraction(1),
        Fraction(1, 2),
        Fraction(1, 7),
        Fraction(1),
        Fraction(0),
    )
    scenario = Scenario(payers, chances, Range(4_000, 4_500, 9_999), USD, wanted, CHUNK + 1_001, 11)
    one, two = run_trials(scenario, 1), run_trials(scenario, 2)
    assert distribution(one, 300, 1) == distribution(two, 300, 2)
    amounts = {payer.code: one.amounts_of(row) for row, payer in enumerate(one.payers)}
    present = {payer.code: one.present_of(row) for row, payer in enumerate(one.payers)}
    for trial in range(0, scenario.trials, 97):
        here = np.array([present[payer.code][trial] for payer in payers])
        exact = engine_row(payers, wanted, here, USD.of(int(one.totals[trial])))
        assert exact == [int(amounts[payer.code][trial]) for payer in payers]
    found = distribution(one, 300)
    assert found.codes == tuple(sorted(amounts))
    assert found.present == tuple(
        int(present[code][one.pool.feasible].sum()) for code in found.codes
    )
    assert [each.sum for each in found.amounts] == [
        int(amounts[code].sum()) for code in found.codes
    ]
    weights = {payer.code: payer.weight for payer in payers}
    assert found.rates.sum == sum(
        weights[code] * count for code, count in zip(found.codes, found.present, strict=True)
    )
    other = run_trials(scenario._replace(seed=12), 1)
    assert distribution(other) != distribution(one)


def test_trials_by_the_engine_equal_those_by_the_kernel() -> None:
    payers = tuple(payers_of([900, 500, 3]))
    scenario = Scenario(payers, (Fraction(1, 2),) * 3, Range(500, 500, 500), USD, rule(), 1_000, 4)
    same = rule(ceiling=Fraction(1))
    by_engine, by_kernel = run_trials(scenario._replace(rule=same)), run_trials(scenario)
    assert (by_engine.kernel, by_kernel.kernel is None) == (None, False)
    assert distribution(by_engine, 100) == distribution(by_kernel, 100)
    assert distribution(by_kernel).left_out > 0
    with pytest.raises(UsageError, match="Use at most"):
        run_trials(scenario._replace(rule=same, trials=10_000_000))
    dear = Range(LARGEST_TOTAL, LARGEST_TOTAL, LARGEST_TOTAL)
    scenario = scenario._replace(payers=tuple(payers_of([22_000, 500, 3])), costs=dear, trials=50)
    assert exact_sum(run_trials(scenario).amounts_of(0)) > 0


def plain_kernel(
    weights: list[int], unit: int = 1, apart: set[int] = frozenset(), **fields: object
) -> object:  # type: ignore[assignment]
    return kernel_for(payers_of(weights, apart), rule(**fields), unit)


def test_which_payers_have_a_kernel() -> None:
    assert plain_kernel([]) is None
    assert plain_kernel([1, 1]) is not None
    assert kernel_for([*payers_of([5]), Payer("EUU", "organization", None)], rule(), 1) is None


def test_the_bound_on_keys_is_exact() -> None:
    assert _largest_key(plain_kernel([3, 2], 7)) == 5 * 7 + 1
    assert (
        _largest_key(plain_kernel([3, 2], 7, {1}, states_not_party="straight"))
        == 5 * 7 * 100_000 + 1
    )
    assert plain_kernel([2], 2**62 - 1) is not None
    assert plain_kernel([2], 2**62) is None
    assert plain_kernel([1, 1], 2**62 - 2**60) is None
    assert _key_type(plain_kernel([30, 20])) is np.int32
    assert _key_type(plain_kernel([4, 3], (2**30 - 1) // 7)) is np.int64
    assert _key_type(plain_kernel([30_000, 20_000], 30_000)) is np.int64


def test_sums_of_rates_are_exact_however_large() -> None:
    """Above 2^24 a float32 no longer holds every whole number."""
    kernel = kernel_for(payers_of([99_999] * 199), rule(), 1)
    assert kernel is not None
    pool = pool_of(kernel, np.ones((199, 2), dtype=np.bool_), Scratch())
    assert pool.pooled.tolist() == [199 * 99_999] * 2


@pytest.mark.parametrize("policy", POLICIES)
def test_states_not_party_that_leave_nothing_or_nobody(policy: str) -> None:
    wanted = rule(states_not_party="straight", residual=policy)
    whole = payers_of([50_000, 50_000, 7], {0, 1})
    totals = np.array([1, 100, 12_345])
    with np.errstate(all="raise"):
        check_rows(whole, wanted, np.ones((3, 3), dtype=np.bool_), totals)
        check_rows(payers_of([7, 5], {0, 1}), wanted, np.ones((3, 2), dtype=np.bool_), totals)


def test_guards_of_states_not_party_are_exact() -> None:
    wanted, apart = rule(states_not_party="straight"), [20_000, 20_000, 20_000, 20_000, 19_999]
    for free, largest in ((22_000, INT64_MAX // 22_000), (3, INT64_MAX // 20_000)):
        payers = payers_of([*apart, free], {0, 1, 2, 3, 4})
        totals = np.array([largest - 1, largest, largest + 1])
        assert check_rows(payers, wanted, np.ones((3, 6), dtype=np.bool_), totals) == 2
    payers = payers_of([16_000, 3], {1})
    present = np.array([[True, False]] * 2)
    largest = INT64_MAX // (16_000 * 100_000)
    assert check_rows(payers, wanted, present, np.array([largest, largest + 1])) == 1


def test_a_row_that_the_engine_refuses() -> None:
    payers, present = payers_of([3, 2]), np.ones((1, 2), dtype=np.bool_)
    with pytest.raises(ValueError, match="zip"):
        engine_row(payers, rule(), present[0][:1], USD.of(5))
    with pytest.raises(DataError, match="unit-currency"):
        engine_row(payers, rule(unit=Fraction(1)), present[0], USD.of(150))
    assert engine_row(payers, rule(), ~present[0], USD.of(5)) is None


def test_scaled_draws_are_exact() -> None:
    chance = random.Random(3)
    raws = [0, 1, 2**32 - 1, 2**32, 2**63, 2**64 - 1, *(chance.getrandbits(64) for _ in range(200))]
    for span in (
        1,
        2,
        2**32 - 1,
        2**32,
        2**32 + 1,
        2**33 - 1,
        10**15,
        2**62 - 1,
        *(chance.getrandbits(61) for _ in range(50)),
    ):
        found = _scaled(np.array(raws, dtype=np.uint64), span)
        assert found.dtype == np.int64
        assert found.tolist() == [raw * span >> 64 for raw in raws]


def test_what_a_seed_means_never_changes() -> None:
    pinned = {
        "CHN": "1111110111011000",
        "DEU": "1010001000100000",
        "AAAAAAAAAB": "1101101000000110",
        "A@AAAAAAAB": "1111101011011110",
    }
    for code, expected in pinned.items():
        present = draw_present(Fraction(1, 2), code, 3, 1, 16)
        assert isinstance(present, np.ndarray)
        assert "".join("01"[there] for there in present.tolist()) == expected
    assert draw_totals(Range(100, 250, 700), 10, 3, 1, 8).tolist() == [
        310,
        260,
        550,
        230,
        430,
        220,
        470,
        210,
    ]
    assert draw_totals(Range(500, 500, 500), 7, 3, 1, 2).tolist() == [497, 497]


def test_draws_at_the_very_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    third, last = 2**64 // 3, 2**64 - 1
    monkeypatch.setattr(
        trials_room, "_stream", lambda *_: np.array([third - 1, third], dtype=np.uint64)
    )
    assert np.array_equal(draw_present(Fraction(1, 3), "CHN", 1, 0, 2), [True, False])
    span = Range(100, 200, 400)
    for side, expected in ((third, 200), (third + 1, 400)):
        raws = np.array([side, last, last], dtype=np.uint64)
        monkeypatch.setattr(trials_room, "_stream", lambda *_, raws=raws: raws)
        assert draw_totals(span, 1, 1, 0, 1).tolist() == [expected]


def scenario_of(weights: list[int], trials: int, cost: Range, **fields: object) -> Scenario:
    payers = tuple(payers_of(weights, {1} if fields.get("states_not_party") else set()))
    return Scenario(payers, (Fraction(1, 2),) * len(weights), cost, USD, rule(**fields), trials, 4)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("policy", POLICIES)
def test_trials_that_the_kernel_cannot_carry_go_through_the_engine(
    mode: str, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = CHUNK + 13
    scenario = scenario_of(
        [3, 900, 500], trials, Range(500, 510, 520), states_not_party=mode, residual=policy
    )
    kernel = run_trials(scenario)
    assert kernel.amounts.size == 0
    monkeypatch.setattr(trials_room, "usable_kernel", lambda _: None)
    monkeypatch.setattr(trials_room, "_REMEMBERED", 50)
    engine = run_trials(scenario)
    assert (engine.amounts.shape, engine.amounts.dtype) == ((trials, 3), np.int64)
    place = {payer.code: row for row, payer in enumerate(kernel.payers)}
    for row, payer in enumerate(engine.payers):
        assert np.array_equal(engine.amounts_of(row), kernel.amounts_of(place[payer.code]))
    assert distribution(engine, 100) == distribution(kernel, 100)
    weights = sum(
        payer.weight * int(kernel.present_of(row)[kernel.pool.feasible].sum())
        for row, payer in enumerate(kernel.payers)
    )
    assert distribution(engine).rates.sum == weights


def test_a_cost_too_large_for_the_kernel_needs_the_engine() -> None:
    dear = scenario_of([22_000, 500], 20, Range(1, 2, LARGEST_TOTAL))
    assert run_trials(dear).amounts.size == 40
    assert run_trials(dear._replace(costs=Range(1, 2, INT64_MAX // 22_000))).amounts.size == 0


def test_how_many_trials_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = scenario_of([9, 5, 3], 21, Range(500, 500, 500), ceiling=Fraction(1))
    monkeypatch.setattr(trials_room, "LARGEST_KEPT", 63)
    assert run_trials(scenario).amounts.shape == (21, 3)
    monkeypatch.setattr(trials_room, "LARGEST_KEPT", 62)
    with pytest.raises(UsageError) as caught:
        run_trials(scenario)
    assert str(caught.value) == (
        "--trials: 21 trials are too many for this rule or cost, whose trials are computed one "
        "by one. Use at most 20."
    )
    with pytest.raises(ValueError, match="zip"):
        run_trials(scenario._replace(probabilities=(Fraction(1),), trials=5))


def test_progress_is_told_chunk_by_chunk() -> None:
    trials = CHUNK + 5
    drawn, assessed = [(CHUNK, trials), (trials, trials)], [(CHUNK, trials), (trials, trials)]
    for limits, expected in (({}, drawn), ({"ceiling": Fraction(1)}, drawn + assessed)):
        told: list[tuple[int, int]] = []
        run_trials(
            scenario_of([9], trials, Range(5, 5, 5), **limits),
            progress=lambda done, total, told=told: told.append((done, total)),
        )
        assert told == expected


def test_totals_are_drawn_in_billing_units_unless_the_rest_stays() -> None:
    cost, unit = Range(1_000, 5_000, 9_000), Fraction(1)
    whole = run_trials(scenario_of([9, 5], 300, cost, unit=unit)).totals
    assert (whole % 100 == 0).all()
    assert {0, 1} <= set(
        (run_trials(scenario_of([9, 5], 300, cost, unit=unit, residual="none")).totals % 2).tolist()
    )


def test_trials_in_which_nobody_takes_part() -> None:
    nobody = scenario_of([9, 5], 12, Range(5, 5, 5))._replace(probabilities=(Fraction(0),) * 2)
    nothing = Summary(0, 0, (0, 0, 0, 0, 0), None)
    assert distribution(run_trials(nobody), 3) == Distribution((), (), (), nothing, nothing, 12)
    one = nobody._replace(probabilities=(Fraction(1),) * 2, trials=1)
    three = Summary(1, 3, (3,) * 5, 0)
    two = Summary(1, 2, (2,) * 5, 0)
    found = distribution(run_trials(one), 3)
    assert found == Distribution(
        ("AAA", "ABA"),
        (three, two),
        (1, 1),
        Summary(1, 14, (14,) * 5, None),
        Summary(1, 5, (5,) * 5, None),
        0,
    )
    assert [each.above for each in distribution(run_trials(one), 2).amounts] == [1, 0]
