"""Rules that name sums of money, a threshold or relief: by hand, for any States and totals, and in
the words that lead to an amount.
"""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccmcost.calc.assess import assess, assess_or_nothing
from ccmcost.calc.change import Held, changes
from ccmcost.calc.shares import shares_of
from ccmcost.errors import DataError, TieOutError, UsageError
from ccmcost.findings import Findings
from ccmcost.load.rules import rule_in
from ccmcost.model.assessment import Assessment, Payer, Share
from ccmcost.model.money import Money
from ccmcost.model.rule import Level, Relief, Rule
from ccmcost.model.source import SourceFile
from ccmcost.sharing.explanation import explain
from ccmcost.tieout import tie_out
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.rule_words import departures
from ccmcost.words.speaker import Speaker
from tests.chart_cases import meeting
from tests.ledger_office import Office
from tests.test_calc import only_finding, payer, rule, usd
from tests.test_properties import many, policies, pools
from tests.test_statements import built

EU = payer("EUU", None, "organization")
RELIEF = Relief(
    ("DDD",), {"A": Level(Fraction(1, 2), ("AAA",)), "B": Level(Fraction(1, 4), ("BBB",))}
)


def amounts(found: Assessment) -> dict[str, int]:
    return {line.code: line.amount for line in found.lines}


# By hand


def test_limits_count_on_what_remains_after_fixed_amounts() -> None:
    """Of 1,100.00 the organization pays 100.00; the floor is 10 per cent of the other 1,000.00."""
    wanted = rule(fixed_amounts={"EUU": usd(10_000)}, floor=Fraction(1, 10))
    found = assess([payer("AAA", 1), payer("BBB", 19), EU], wanted, usd(110_000))
    assert amounts(found) == {"AAA": 10_000, "BBB": 90_000, "EUU": 10_000}
    assert [line.share.kind for line in found.lines] == ["floor", "pro_rata", "fixed_amount"]
    assert found.lines[2].share.value == Fraction(1, 11)


def test_a_fixed_amount_bears_no_rounding() -> None:
    """The organization's amount is the largest, and is still the sum that the rule names."""
    wanted = rule(fixed_amounts={"EUU": usd(900)})
    found = assess([payer("AAA", 1), payer("BBB", 1), payer("CCC", 1), EU], wanted, usd(1_000))
    assert amounts(found) == {"AAA": 34, "BBB": 33, "CCC": 33, "EUU": 900}


def test_whoever_would_pay_less_than_the_minimum_is_lifted_to_it() -> None:
    """Of 10.00, A would pay 0.50 and then B, of what is left, 0.95: both pay 1.00."""
    three = [payer("AAA", 5), payer("BBB", 10), payer("CCC", 85)]
    found = assess(three, rule(minimum=usd(100)), usd(1_000))
    assert amounts(found) == {"AAA": 100, "BBB": 100, "CCC": 800}
    assert [line.share.kind for line in found.lines] == ["minimum", "minimum", "pro_rata"]
    assert amounts(assess(three, rule(minimum=usd(100)), usd(-1_000))) == {
        code: -amount for code, amount in amounts(found).items()
    }


def test_the_minimum_of_all_may_be_the_whole_cost() -> None:
    two = [payer("AAA", 1), payer("BBB", 3)]
    assert amounts(assess(two, rule(minimum=usd(500)), usd(1_000))) == {"AAA": 500, "BBB": 500}


def test_whoever_pays_the_minimum_anyway_is_not_lifted_and_a_ceiling_may_be_as_low() -> None:
    two, total = [payer("AAA", 1), payer("BBB", 1)], usd(1_000)
    for ceiling in (Fraction(1, 2), Fraction(3, 4)):
        found = shares_of(two, rule(minimum=usd(500), ceiling=ceiling), total)
        assert found == dict.fromkeys(("AAA", "BBB"), Share(Fraction(1, 2), "pro_rata"))
    small = [payer("AAA", 1), payer("BBB", 99)]
    both = shares_of(small, rule(minimum=usd(100), floor=Fraction(1, 10)), total)
    assert both["AAA"] == Share(Fraction(1, 10), "minimum")


def test_of_floor_and_minimum_the_higher_one_counts() -> None:
    two = [payer("AAA", 1), payer("BBB", 99)]
    both = rule(minimum=usd(100), floor=Fraction(1, 10))
    assert assess(two, both, usd(500)).lines[0].share == Share(Fraction(1, 5), "minimum")
    assert assess(two, both, usd(2_000)).lines[0].share == Share(Fraction(1, 10), "floor")


def test_states_below_the_threshold_pay_nothing() -> None:
    three = [payer("AAA", 99), payer("BBB", 100), payer("CCC", 300)]
    found = shares_of(three, rule(threshold=Fraction(100, 100_000)))
    assert found == {
        "AAA": Share(Fraction(0), "threshold"),
        "BBB": Share(Fraction(1, 4), "pro_rata"),
        "CCC": Share(Fraction(3, 4), "pro_rata"),
    }


def test_relief_is_borne_by_the_group_in_proportion_to_its_rates() -> None:
    """A keeps 20 of 40, B 30 of 40; the 30 taken off go to C and D by 1 to 2."""
    four = [payer("AAA", 40), payer("BBB", 40), payer("CCC", 10), payer("DDD", 20)]
    found = shares_of(four, rule(relief=RELIEF._replace(borne_by=("CCC", "DDD", "EEE"))))
    weights = {"AAA": 20, "BBB": 30, "CCC": 20, "DDD": 40}
    assert found == {
        code: Share(Fraction(weight, 110), "pro_rata") for code, weight in weights.items()
    }
    nobody = shares_of(four[2:3], rule(relief=RELIEF))
    assert nobody == {"CCC": Share(Fraction(1), "pro_rata")}


def test_a_meeting_that_cost_nothing_has_no_sums() -> None:
    wanted = rule(minimum=usd(100), fixed_amounts={"EUU": usd(100)})
    found = assess_or_nothing([payer("AAA", 1), EU], wanted, usd(0))
    tie_out(found, wanted)
    assert amounts(found) == {"AAA": 0, "EUU": 0}
    whole = rule(unit=Fraction(1))  # a unit of which nothing is no part, and nobody bears a rest
    three = assess_or_nothing([payer(code, 1) for code in ("AAA", "BBB", "CCC")], whole, usd(0))
    assert (three.unit, three.residual) == (1, 0)
    assert [each[1:] for each in three.lines] == [(Share(Fraction(1, 3), "pro_rata"), 0, 0, 0)] * 3


def test_years_are_compared_at_one_cost_with_the_sums_as_they_are() -> None:
    """Two meetings of 10.00 and 30.00, compared at 80.00: the organization pays its sum twice."""
    wanted = rule(fixed_amounts={"EUU": usd(100)})
    before = [
        Held(assess([payer("AAA", 1), EU], wanted, usd(minor)), wanted, {})
        for minor in (1_000, 3_000)
    ]
    after = [Held(assess([payer("AAA", 1)], rule(), usd(8_000)), rule(), {})]
    gone = {each.code: each for each in changes(before, after, with_cost=False)}
    assert (gone["EUU"].before, gone["AAA"].before) == (200, 7_800)
    assert gone["EUU"].participation == -200
    assert {each.rounding for each in gone.values()} == {0}
    plain = Held(assess([payer("AAA", 1)], rule(), usd(3_000)), rule(), {})
    one_sum = {each.code: each for each in changes([before[0], plain], after, with_cost=False)}
    assert (one_sum["EUU"].before, one_sum["AAA"].before) == (100, 7_900)
    billed = {each.code: each for each in changes(before, after, with_cost=True)}
    assert (billed["EUU"].before, billed["AAA"].before) == (200, 3_800)
    # as it was billed: 200 of 4,000, and 4,000 more at that share
    assert (billed["EUU"].cost, billed["EUU"].participation) == (200, -400)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (
            {"fixed_amounts": {"EUU": usd(1_001)}},
            "the fixed amounts leave USD -0.01 of the cost, to be shared by 2 others",
        ),
        (
            {"fixed_amounts": {"EUU": usd(1_000)}},
            "the fixed amounts leave USD 0.00 of the cost, to be shared by 2 others",
        ),
        (
            {"fixed_amounts": {code: usd(1) for code in ("AAA", "BBB", "EUU")}},
            "the fixed amounts leave USD 9.97 of the cost, to be shared by 0 others",
        ),
        (
            {"fixed_amounts": {code: usd(334) for code in ("AAA", "BBB", "EUU")}},
            "the fixed amounts leave USD -0.02 of the cost, to be shared by 0 others",
        ),
        (
            {"minimum": usd(501), "fixed_amounts": {"EUU": usd(1)}},
            "2 times USD 5.01 is more than they have to share",
        ),
        (
            {"minimum": usd(300), "ceiling": Fraction(1, 4), "fixed_amounts": {"EUU": usd(1)}},
            "the minimum of USD 3.00 is above the ceiling",
        ),
        (
            {"relief": RELIEF, "fixed_amounts": {"EUU": usd(1)}},
            "no State is there to bear the relief of the others",
        ),
        (
            {"threshold": Fraction(1, 100), "fixed_amounts": {"EUU": usd(1)}},
            "no State is free to bear the 100.000000 per cent left over: each stands at a limit or "
            "pays a part that the rule sets",
        ),
    ],
)
def test_what_cannot_be_met_says_why(keys: dict[str, object], why: str) -> None:
    with pytest.raises(DataError) as caught:
        assess([payer("AAA", 1), payer("BBB", 1), EU], rule(**keys), usd(1_000))
    found = only_finding(caught.value)
    assert found.code == "limits-infeasible"
    assert found.message.startswith(f"the rule test cannot be met: {why}.")


def test_everything_in_fixed_amounts() -> None:
    wanted = rule(fixed_amounts={"EUU": usd(700), "AAA": usd(300)})
    assert amounts(assess([payer("AAA", 1), EU], wanted, usd(1_000))) == {"AAA": 300, "EUU": 700}
    all_but_a_cent = rule(fixed_amounts={"EUU": usd(999)})
    found = assess([payer("AAA", 1), EU], all_but_a_cent, usd(1_000))
    assert amounts(found) == {"AAA": 1, "EUU": 999}


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            {"minimum": Money(100, "EUR", 2)},
            "test names EUR 1.00, but the cost is in USD. Write the sums of the rule in the "
            "currency of the cost.",
        ),
        (
            {"fixed_amounts": {"EUU": usd(150)}, "unit": Fraction(1)},
            "USD 1.50, which test names, is no multiple of its billing unit.",
        ),
    ],
)
def test_sums_are_in_the_currency_of_the_cost_and_whole_units(
    keys: dict[str, object], message: str
) -> None:
    with pytest.raises(DataError) as caught:
        assess([payer("AAA", 1), EU], rule(**keys), usd(1_000))
    assert (only_finding(caught.value).code, only_finding(caught.value).message) == (
        "unit-currency",
        message,
    )


def test_where_no_cost_is_counted_a_rule_with_sums_is_refused() -> None:
    with pytest.raises(UsageError, match="sets sums of money, so shares depend on the cost"):
        shares_of([payer("AAA", 1)], rule(minimum=usd(1)))


# For any States and totals


@st.composite
def cases(draw: st.DrawFn) -> tuple[tuple[Payer, ...], Rule, int]:
    """States and an organization, a rule with any of the four keys, and a total."""
    payers, total = draw(pools()), draw(st.integers(100, 10**9))
    codes = [each.code for each in payers]
    bearing = draw(st.lists(st.sampled_from(codes), max_size=3, unique=True))
    parts = draw(st.lists(st.sampled_from((0, 20, 80, 100)), min_size=3, max_size=3))
    levels = {
        str(at): Level(Fraction(part, 100), tuple(set(codes[at::4]) - set(bearing)))
        for at, part in enumerate(parts)
        if part
    }
    sums = draw(st.sampled_from(({}, {"EUU": 7}, {"EUU": 90, codes[0]: 5})))
    ceiling = draw(st.sampled_from((None, Fraction(22, 100))))
    keys: dict[str, object] = {
        "fixed_amounts": {code: usd(minor) for code, minor in sums.items()},
        "minimum": draw(st.sampled_from((None, usd(1), usd(max(1, total // 100))))),
        "threshold": draw(st.sampled_from((None, Fraction(5, 100_000)))),
        "relief": draw(st.sampled_from((None, Relief(tuple(sorted(bearing)), levels)))),
        "ceiling": ceiling if len(codes) > 5 else None,
        "residual": draw(policies),
    }
    return (*payers, *([EU] if sums else [])), rule(**keys), total


@many
@given(cases(), st.randoms(use_true_random=False))
def test_sums_threshold_and_relief_keep_what_must_hold(
    case: tuple[tuple[Payer, ...], Rule, int], chance: random.Random
) -> None:
    payers, wanted, total = case
    try:
        found = assess(payers, wanted, usd(total))
    except DataError as error:
        assert error.findings[0].code == "limits-infeasible"
        return
    tie_out(found, wanted)
    shuffled = list(payers)
    chance.shuffle(shuffled)
    assert assess(shuffled, wanted, usd(total)) == found
    mirror = assess(payers, wanted, usd(-total))
    assert amounts(mirror) == {code: -amount for code, amount in amounts(found).items()}
    assert all(isinstance(line.share.value, Fraction) for line in found.lines)
    for line in found.lines:
        named = wanted.fixed_amounts.get(line.code)
        if named is not None:
            assert (line.amount, line.rounding) == (named.minor, 0)
        elif wanted.threshold and Fraction(line.payer.weight, 100_000) < wanted.threshold:
            assert line.amount == 0
        elif wanted.minimum is not None:
            assert line.amount >= wanted.minimum.minor


def test_the_tie_out_sees_a_sum_a_threshold_and_relief_that_are_wrong() -> None:
    four = [payer("AAA", 40), payer("BBB", 40), payer("CCC", 10), payer("DDD", 20)]
    told = {
        "sums that the rule names are billed as they are": rule(minimum=usd(100)),
        "relief is borne by those whom the rule names": rule(relief=RELIEF),
    }
    plain = assess(four, rule(), usd(1_000))
    for broken, wanted in told.items():
        with pytest.raises(TieOutError, match=f"Broken: {broken}"):
            tie_out(plain, wanted)
    lines = tuple(
        line._replace(share=line.share._replace(kind="threshold")) for line in plain.lines
    )
    with pytest.raises(TieOutError, match="nobody below the threshold pays"):
        tie_out(plain._replace(lines=lines), rule())


# In words


def told(code: str, payers: list[Payer], minor: int, **keys: object) -> list[str]:
    result = built(payers, minor, **keys)
    found = explain(result, code)
    assert found is not None
    for language in LANGUAGES:
        assert all(Speaker(language, result.convention, result.states).sentences(found.steps))
    return Speaker("en", result.convention, result.states).sentences(found.steps)[3:]


STATES = [payer("DEU", 90), payer("FRA", 9), payer("MLT", 1)]


def test_a_fixed_amount_and_what_remains_in_words() -> None:
    keys: dict[str, object] = {"fixed_amounts": {"DEU": usd(2_000)}, "share_decimals": 1}
    assert told("DEU", STATES, 10_000, **keys) == [
        "The rule fixes the contribution of Germany at USD 20.00."
    ]
    assert told("FRA", STATES, 10_000, **keys)[:4] == [
        "Fixed sums, USD 20.00 in all, are taken off first. The shares that follow are shares of "
        "the remaining USD 80.00.",
        "The rates of these 2 States add up to 0.010 per cent.",
        "The share of France is 0.009 ÷ 0.010 = 90.000000 per cent of the cost.",
        "Shares are rounded to 1 decimals by the method of the largest remainder, so that they "
        "add up to 100: 90.000000 per cent.",
    ]
    assert told("FRA", STATES, 10_000, **keys)[4:] == [
        "The exact amount is USD 80.00 × 90.000000 per cent = USD 72.000000",
        "Rounded to the nearest USD 0.01, this is USD 72.00.",
        "The rounded amounts add up to the total; no rounding adjustment is needed.",
    ]


def test_the_minimum_and_the_threshold_in_words() -> None:
    assert told("MLT", STATES, 10_000, minimum=usd(500)) == [
        "In proportion to its rate, the contribution of Malta would fall below the minimum; it is "
        "therefore set at the minimum of USD 5.00."
    ]
    assert told("MLT", STATES, 10_000, threshold=Fraction(2, 100_000)) == [
        "The rate of Malta is below 0.002000 per cent; under the rule it therefore pays nothing."
    ]


def test_relief_in_words() -> None:
    relief = Relief(("DEU",), {"C": Level(Fraction(1, 2), ("MLT",))})
    assert told("MLT", STATES, 10_000, relief=relief)[:3] == [
        "The rule reduces the rate of Malta by 50.000000 per cent (level C), to 0.000500 per cent.",
        "The rates of these 3 States add up to 0.100 per cent.",
        "The share of Malta is 0.000500 ÷ 0.100 = 0.500000 per cent of the cost.",
    ]
    assert told("DEU", STATES, 10_000, relief=relief)[0] == (
        "The reductions of other States’ rates, 0.000500 per cent in all, are borne by the "
        "States that the rule names, in proportion to their rates, which add up to 0.090 per "
        "cent; the rate of Germany thus counts as 0.090500 per cent."
    )
    assert told("FRA", STATES, 10_000, relief=relief)[0].startswith("The rates of these 3")
    assert told("DEU", STATES[:2], 10_000, relief=relief)[0].startswith("The rates of these 2")


def test_the_four_keys_of_a_rule_in_words() -> None:
    keys = {
        "fixed_amounts": {"EUU": usd(100)},
        "threshold": Fraction(1, 1000),
        "minimum": usd(100),
        "relief": RELIEF,
    }
    assert departures(rule(**keys), meeting("msp11").states) == [
        "Fixed sums, taken off first; everything else counts on what remains: European Union USD "
        "1.00.",
        "States with a rate below 0.1 per cent pay nothing.",
        "Rates of some States are reduced, by level and number of States: 50 per cent (level A: "
        "1), 25 per cent (level B: 1). What this takes off is borne by DDD in proportion to their "
        "rates.",
        "No State that shares in proportion pays less than USD 1.00.",
    ]


# In a file

HEAD = 'id = "r"\ntitle = "R"\nlegal_source = "none"\n'
RELIEF_ONLY = (
    '[relief]\nborne_by = ["USA", "CHN", "USA"]\n'
    '[relief.J]\ndiscount = "90"\nstates = ["MLI", "BEN"]\n'
)
GOOD = f'minimum = "USD 100"\n[fixed_amounts]\nEUU = "USD 92500.50"\n{RELIEF_ONLY}'


def read(text: str) -> tuple[Rule | None, list[str]]:
    findings = Findings()
    source = SourceFile("r.toml", "workspace", (HEAD + text).encode(), "r.toml")
    found = rule_in(source, findings, meeting("msp11").states)
    return found, [f"{each.code}: {each.message}" for each in findings]


def test_a_rule_file_with_all_four_keys() -> None:
    found, faults = read(f'threshold = "0.1"\n{GOOD}')
    assert faults == []
    assert found is not None
    assert (found.minimum, found.threshold) == (usd(10_000), Fraction(1, 1000))
    assert found.fixed_amounts == {"EUU": usd(9_250_050)}
    levels = {"J": Level(Fraction(9, 10), ("BEN", "MLI"))}
    assert found.relief == Relief(("CHN", "USA"), levels)
    assert not found.is_plain


NO_SUM = "is not a sum of money. Write the currency and the sum as text, such as"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('minimum = "100"', f'number-bad: "100" {NO_SUM}'),
        ('minimum = "USD 0"', f'number-bad: "USD 0" {NO_SUM}'),
        ('minimum = "USD 1.001"', f'number-bad: "USD 1.001" {NO_SUM}'),
        ('minimum = "XXY 1"', f'number-bad: "XXY 1" {NO_SUM}'),
        ("[fixed_amounts]\nEUU = 5", f'number-bad: "5" {NO_SUM}'),
        ('[fixed_amounts]\neu = "USD 5"', 'value-bad: "eu" in [fixed_amounts] is no code'),
        ('threshold = "-1"', 'number-bad: "-1" is not a percentage above 0'),
        ("[relief]\nborne_by = []", 'value-bad: "borne_by" names no State.'),
        ('[relief]\nborne_by = ["USA"]', "key-missing: [relief] has no level, such as"),
        (
            '[relief]\nborne_by = ["EUU"]\n[relief.A]\ndiscount = "5"\nstates = ["BEN"]',
            'state-unknown: "EUU" in borne_by is not in states.csv.',
        ),
        (
            '[relief]\nborne_by = ["USA"]\n[relief.A]\ndiscount = "105"\nstates = ["BEN"]',
            'number-bad: "105" is not a percentage above 0',
        ),
        (
            '[relief]\nborne_by = ["USA"]\n[relief.A]\ndiscount = "5"\nstates = ["USA"]',
            "rule-contradiction: USA stands twice in [relief]; it can have one level, or bear",
        ),
        (
            '[relief]\nborne_by = ["USA"]\n[relief.A]\ndiscount = "5"\nstates = ["BEN"]\nx = 1',
            'key-unknown: unknown key "x".',
        ),
        (f'hold_minimum = "1"\n{GOOD}', "rule-contradiction: a minimum holds for all who share"),
        (f'limits = "single_pass"\n{GOOD}', "rule-contradiction: a minimum holds for all"),
        (f"share_decimals = 3\n{GOOD}", "rule-contradiction: a minimum is a sum of money, which"),
        (
            f'states_not_party = "straight"\n{RELIEF_ONLY}',
            "rule-contradiction: [relief] changes rates, but states_not_party keeps some",
        ),
        (
            f'{GOOD}[fixed]\nEUU = "2.5"',
            "rule-contradiction: EUU has a fixed amount and a share or rate",
        ),
        (
            f'{RELIEF_ONLY}[fixed]\nMLI = "2.5"',
            "rule-contradiction: MLI has relief or bears it, but the rule sets what it pays.",
        ),
    ],
)
def test_what_is_wrong_in_a_rule_file_is_said(text: str, fault: str) -> None:
    assert any(each.startswith(fault) for each in read(text)[1]), read(text)[1]


# In an office


@pytest.mark.slow
def test_an_office_bills_and_settles_by_such_a_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notices prove themselves, the organization pays its sum, and who pays nothing has none."""
    office = Office(tmp_path, monkeypatch)
    keys = GOOD.replace("92500.50", "9250.50").replace('"USA", "CHN", "USA"', '"AUS", "SWE"')
    keys = keys.replace('"MLI", "BEN"', '"ZAF"')
    (tmp_path / "data" / "rules" / "r.toml").write_text(
        f'{HEAD}threshold = "0.1"\n{keys}', encoding="utf-8"
    )
    office.listed("official", ("AUS", "AUT", "CUB", "SWE", "ZAF"))
    with (tmp_path / "data" / "participants" / "msp12.csv").open("a", encoding="utf-8") as stream:
        stream.write("EUU,organization,official,test,test,DOC,,,\n")
    office.cost("412345.67")
    office.ok("apportion msp12 --rule r --lang fr --out made")
    office.ok("verify made")
    approved = '--rule r --adopted-by "CCM/MSP/2023/9, para. 41" --approved-by "B. Chief"'
    issued = "--issued-on 2024-02-01 --pay-by 2025-12-31"
    assert "5 notices: USD 412,345.67" in office.ok(f"issue msp12 {approved} {issued}")
    assert "9,250.50" in office.ok('statement "European Union"')
    assert "Nothing is recorded" in office.ok("statement CUB")
    office.cost("380000.00", "actual")
    settled = office.ok(f"settle msp12 {approved.removeprefix('--rule r ')} {issued}")
    assert "4 credits: USD -32,345.67" in settled
    for path in sorted((tmp_path / "notices").rglob("*.pdf")):
        office.ok(f"verify {path}")
