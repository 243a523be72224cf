"""What results say in words where a rule, a list or a cost is out of the ordinary."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from ccmcost.calc.assess import assess
from ccmcost.calc.distribution import Distribution, Summary
from ccmcost.charts.amounts import rates_chart
from ccmcost.charts.frame import event_words, per_cent, words_of
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.history import history_chart
from ccmcost.desk.list_effect import list_change
from ccmcost.documents.assessment.alternative import alternative
from ccmcost.documents.assessment.notice import Issue, notice
from ccmcost.documents.assessment.notice_page import notice_page
from ccmcost.documents.history import HistoryRequest, load_history
from ccmcost.documents.planning.budget import budget_years
from ccmcost.documents.planning.forecast import notes_on
from ccmcost.documents.workbook import book_of, why_not_live
from ccmcost.documents.workbook.workbook import write_workbook
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Payer
from ccmcost.model.meeting import (
    Cost,
    CostLine,
    Participant,
    ParticipantList,
    bases_above,
    exact_part,
    faults_of,
)
from ccmcost.model.money import Money, decimals_of, no_currency, scaled_int
from ccmcost.model.office import Issuer
from ccmcost.model.rates import Rate, Years, share_of_per_cent
from ccmcost.model.rule import Rule
from ccmcost.sharing.annex import annex_data, annex_from, formula, legal_basis, payers_counted
from ccmcost.sharing.explanation import cautions_of, cautions_together, explain, pool_steps
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import Case, compare
from ccmcost.tables.styles import new_document
from ccmcost.words.rule_words import rule_sentences
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import events_named, status_of
from ccmcost.words.steps import Listed
from ccmcost.workspace import open_workspace
from tests.chart_cases import meeting
from tests.conftest import DATA

DAY = date(2024, 2, 1)


def payer(
    code: str, weight: int | None, role: str | None = "state_party", origin: str = "adopted"
) -> Payer:
    return Payer(code, role, None if weight is None else Rate(weight, origin, "a decision"))  # type: ignore[arg-type]


def built(payers: Sequence[Payer], minor: int = 10_000, **rule: object) -> Apportionment:
    """msp11 with other payers, another total and a rule of its own."""
    base = meeting("msp11")
    chosen = Rule("own", "Own", "a decision")._replace(**rule)  # type: ignore[arg-type]
    cost = Cost(Money(minor, "USD", 2), "given", "given by the user")
    return base._replace(cost=cost, rule=chosen, assessment=assess(payers, chosen, cost.total))


def bare(result: Apportionment) -> Apportionment:
    """The same without a meeting, as `adjust` gives it."""
    return result._replace(meeting=None)


ORGANIZATION = built(
    [
        payer("EUU", None, "organization"),
        payer("FRA", 30),
        payer("DEU", 50),
        payer("CHN", 20, "observer_state"),
    ],
    fixed={"EUU": Fraction(1, 40)},
)

STATES = ORGANIZATION.states


def keys(result: Apportionment, code: str) -> list[str]:
    explained = explain(result, code)
    assert explained is not None
    return [step.key for step in explained.steps]


def test_who_bears_the_cost_is_counted_in_the_right_number() -> None:
    def counts(*payers: Payer) -> str:
        return status_of(built(payers)).participants.partition(" (")[0]

    assert counts(payer("FRA", 1)) == "1 State Party"
    assert (
        counts(payer("FRA", 1), payer("DEU", 1), payer("CHN", 1, "signatory"))
        == "2 States Parties and 1 State not party"
    )
    assert counts(payer("FRA", 1, None)) == "1 State"
    assert counts(payer("FRA", 1, None), payer("DEU", 1, None)) == "2 States"
    assert status_of(ORGANIZATION).participants.startswith(
        "2 States Parties, 1 State not party and 1 organization ("
    )
    words = Speaker("en", ORGANIZATION.convention, ORGANIZATION.states)
    assert payers_counted([ORGANIZATION], words) == "4", "an organization is no State"
    one = built([payer("FRA", 1)])
    assert payers_counted([one], words) == "1 State"
    assert payers_counted([one, built([payer("DEU", 1), payer("FRA", 1)])], words) == "2 States"


def test_events_and_years_are_named_as_one_says_them() -> None:
    assert events_named([3]) == "event 3"
    assert events_named([3, 4]) == "events 3 and 4"
    assert events_named([3, 4, 5, 6]) == "events 3, 4, 5 and others"
    assert f"{Years(2022, 2024)}" == "2022–2024"


def test_an_annex_is_made_again_from_what_it_carries() -> None:
    result = meeting("msp11")
    told = annex_data(result, DAY, Issuer(signatory="A. Name"))
    again, on, issuer = annex_from(told, Data(open_workspace(DATA, DAY)))
    assert (again.assessment, on, issuer.signatory) == (result.assessment, DAY, "A. Name")


def test_what_is_open_is_said() -> None:
    base = meeting("msp11")
    assert "0 warnings" not in status_of(base).open
    moved = base._replace(scale_chosen="override", added=("CHN",), removed=("FRA", "DEU"))
    status = status_of(moved)
    assert status.scale.endswith(", chosen with --scale") and status.participants.endswith(
        " list, with CHN, without FRA, DEU)"
    )
    assert (
        f"The scale {base.scale.id} was chosen for this calculation; "
        "it is not the scale of the day." in status.open
    )
    left = status_of(
        built([payer("FRA", 1), payer("DEU", 1), payer("JPN", 1)], 100, residual="none")
    )
    assert left.open[-1] == "The rounding difference of USD 0.01 is not charged to any State."
    ahead = status_of(base._replace(scale_chosen="provisional"))
    assert ahead.scale.endswith(", PROVISIONAL SCALE") and ahead.open[-2].startswith(
        "PROVISIONAL SCALE: "
    )
    official = ParticipantList("official", base.list.participants, "list.csv")
    assert status_of(base._replace(list=official)).open[0].startswith("The cost is illustrative")
    assert cautions_of(base._replace(list=official)) == []
    found = [step.key for step in cautions_of(moved)]
    assert found == [
        "caution_provisional_parties",
        "caution_scale_override",
        "caution_with",
        "caution_without",
    ]
    day = base.day
    together = cautions_together([moved, moved, base._replace(day=day + timedelta(days=1))])
    assert [step.key for step in together] == found
    assert together[0].figures == {"day": Listed((day, day + timedelta(days=1)))}


def test_lists_with_and_without_states_not_party_are_provisional_in_one_sentence() -> None:
    parties, others = bare(meeting("msp11")), meeting("msp10")
    kinds = {cautions_of(each)[0].key.rpartition("_")[2] for each in (parties, others)}
    assert kinds == {"parties", "others"}
    (told,) = cautions_together([parties, others])
    assert told.key == "caution_provisional_others"
    assert told.figures == {"day": Listed((others.day, parties.day))}


def test_only_meetings_that_the_article_does_not_name_rest_on_their_notes() -> None:
    """A notice for a Review Conference and its preparatory meetings says so of the latter alone."""
    conference, first, second = (meeting(name) for name in ("rc2", "rc2-pm1", "rc2-pm2"))
    words = Speaker("en", conference.convention, conference.states)
    (alone,) = legal_basis([first], words)["notes"]
    assert alone.startswith("The article does not mention meetings of this kind.")
    (together,) = legal_basis([first, second, conference], words)["notes"]
    begin = "Meetings not mentioned in the article: First Preparatory Meeting for the Second Review"
    assert together.startswith(begin)
    assert together.count("Preparatory") == 2 and "The article is applied by the note" in together
    assert legal_basis([conference], words)["notes"] == []


def test_a_rule_in_sentences() -> None:
    plain = rule_sentences(Rule("own", "Own", "x"), STATES)
    assert len(plain) == 4 and plain[-1].startswith("Ties are broken")
    full = Rule(
        "own",
        "Own",
        "x",
        unit=Fraction(5, 100),
        residual="none",
        ceiling=Fraction(22, 100),
        ldc_ceiling=Fraction(1, 10_000),
        floor=Fraction(1, 100_000),
        hold_minimum=Fraction(1, 100_000),
        limits="single_pass",
        share_decimals=3,
        fixed={"EUU": Fraction(1, 40)},
        rates={"COK": Rate(1, "rule", "x")},
    )
    assert rule_sentences(full, STATES)[2:] == (
        "Fixed shares: European Union 2.5 per cent.",
        "States with a rate of 0.001 per cent keep that rate unchanged.",
        "Limits on the shares, applied once: ceiling 22 per cent, ceiling for least developed "
        "countries 0.01 per cent, floor 0.001 per cent.",
        "Shares are first rounded to 3 decimals of a per cent.",
        "Rates set by the rule itself: Cook Islands 0.001.",
        "The billing unit is 0.05 of the currency.",
        "Every amount is rounded to the nearest billing unit, halves away from zero. Any "
        "remainder is not charged to any State.",
    )
    assert "until every share respects them" in " ".join(
        rule_sentences(full._replace(limits="iterated"), STATES)
    )


def test_derivations_out_of_the_ordinary() -> None:
    assert keys(ORGANIZATION, "EUU")[2:4] == ["share_fixed", "exact"]
    assert {"set_apart", "sum_of_rates", "share_of_remaining"} <= set(keys(ORGANIZATION, "FRA"))
    rounded = built([payer("FRA", 1), payer("DEU", 1), payer("JPN", 1)], share_decimals=2)
    assert "share_rounded_largest_remainder" in keys(rounded, "FRA")
    left = built([payer("FRA", 1), payer("DEU", 1), payer("JPN", 1)], 100, residual="none")
    assert "residual_left" in keys(left, "FRA")
    assert "residual_zero" in keys(built([payer("FRA", 1)], 100, residual="none"), "FRA")
    assert [step.key for step in pool_steps(built([payer("FRA", 1, None)], -100))] == [
        "total_credit",
        "pool_without_roles_participants",
    ]
    silent = ORGANIZATION._replace(cost=ORGANIZATION.cost._replace(status="estimate", source=""))
    found = explain(silent, "FRA")
    assert found is not None and not any(
        step.key.startswith("source_cost") for step in found.sources
    )
    named = explain(silent._replace(cost=silent.cost._replace(source="DOC")), "FRA")
    assert named is not None and named.sources[-1].key == "source_cost"


def test_why_another_rule_gives_what_it_gives() -> None:
    pooled = built([payer("FRA", 30), payer("DEU", 50), payer("CHN", 20, "observer_state")])
    straight = built([line.payer for line in pooled.assessment.lines], states_not_party="straight")
    parties = built([payer("FRA", 30), payer("DEU", 50)])
    reasons = [
        (pooled, pooled, "FRA", "reason_same"),
        (pooled, straight, "CHN", "reason_plain_rate"),
        (pooled, straight, "FRA", "reason_share_the_rest"),
        (pooled, parties, "FRA", "reason_other_pool"),
        (pooled, parties, "CHN", "reason_not_listed"),
        (parties, pooled, "CHN", "reason_charged_too"),
        (parties, parties, "CHN", "reason_never_liable"),
    ]
    for mine, theirs, code, key in reasons:
        found = alternative(mine, theirs, code)
        assert (found.reason.key, found.rule) == (key, theirs.rule)
        here, there = mine.assessment.amount(code), theirs.assessment.amount(code)
        assert found.difference.minor == (there.minor if there else 0) - (here.minor if here else 0)


def test_why_nothing_changes() -> None:
    def same(first: Apportionment, second: Apportionment) -> str:
        return compare((Case("a", first), Case("b", second))).tallies[0].same

    one = built([payer("FRA", 30), payer("CHN", 20, "observer_state")])
    assert same(one, one) == "the same 2 States pay the same amounts."
    twin = built([payer("FRA", 3), payer("CHN", 2, "observer_state")])
    assert same(one, twin) == "every amount is the same."
    parties = built([payer("FRA", 30)])
    assert "so the two rules coincide here" in same(
        parties, parties._replace(rule=parties.rule._replace(states_not_party="straight"))
    )
    assert "would differ with a State not party on" in same(
        parties, parties._replace(rule=parties.rule._replace(states_not_party="straight"))
    )


def test_charts_of_payers_without_rate_role_or_group() -> None:
    words = words_of(bare(ORGANIZATION))
    assert event_words(bare(ORGANIZATION), words) == (
        "Calculation for a list of States as at 11 September 2023"
    )
    outside = built(
        [payer("EUU", None, "organization"), payer("ICR", None, "organization"), payer("FRA", 1)],
        fixed={"EUU": Fraction(2, 5), "ICR": Fraction(2, 5)},
    )
    assert (
        groups_chart(outside).frame.title
        == "Participants outside the regional groups (2) bear 80.0 per cent of the cost"
    )
    held = built([payer("FRA", 50_000), payer("DEU", 50_000)])
    assert rates_chart(
        held._replace(rule=held.rule._replace(hold_minimum=Fraction(1, 2)))
    ).frame.title.startswith("Every share")
    only = built([payer("EUU", None, "organization")], fixed={"EUU": Fraction(1)})
    assert rates_chart(only).frame.title == "The rule itself fixes all shares of the cost"
    assert per_cent(Fraction(99_999, 100_000), words) == "more than 99.9"
    assert per_cent(Fraction(1, 100_000), words) == "less than 0.1"
    assert (per_cent(Fraction(1), words), per_cent(Fraction(0), words)) == ("100.0", "0.0")


def test_charts_where_nobody_pays_more_than_its_rate() -> None:
    low = built([payer("FRA", 90_000), payer("DEU", 60_000)], hold_minimum=Fraction(9, 10))
    assert (
        rates_chart(low).frame.title
        == "One share equals the UN rate; one share is below the UN rate"
    )


def test_a_history_of_official_lists_warns_of_nothing() -> None:
    _, history, _ = load_history(open_workspace(DATA), HistoryRequest())
    official = history._replace(
        occasions=tuple(each._replace(list_status="official") for each in history.occasions)
    )
    assert any(
        "An expected list holds" in line for line in history_chart(history, ["JPN"]).frame.foot
    )
    assert not any(
        "An expected list holds" in line for line in history_chart(official, ["JPN"]).frame.foot
    )


def test_a_budget_says_what_is_provisional_and_when_nothing_is_due() -> None:
    request = Request(scale_provisional="un-2025-2027")
    found = budget_years(open_workspace(DATA), "JPN", "2027-2028", ("450000",), request)
    assert (
        "The scale un-2025-2027 does not cover every year; the next scale has not been adopted."
        in found.paragraph
    )
    alone = budget_years(
        open_workspace(DATA), "CHN", "2026", ("450000",), Request(rule="article-14-2")
    )
    assert "nothing, because it has no share in the cost of" in alone.paragraph


def test_an_annex_of_a_rule_that_is_not_plain() -> None:
    words = Speaker("en", ORGANIZATION.convention, ORGANIZATION.states)
    assert formula(ORGANIZATION, words)[-1] == words("annex_formula_other", rule="Own")


def test_notices_that_must_never_be_issued() -> None:
    base, issue = meeting("msp11"), Issue("AN-2024-0001", "DOC, para. 1", DAY)
    with pytest.raises(ValueError, match="USA bears no part"):
        notice([base], "USA", Issuer(), DAY)
    with pytest.raises(ValueError, match="bears no part"):
        notice([bare(base)], "FRA", Issuer(), DAY)
    with pytest.raises(ValueError, match="never issued on an illustrative cost"):
        notice([base], "FRA", Issuer(), DAY, issue)
    words = Speaker("en", base.convention, base.states)
    assert (
        notice_page(notice([ORGANIZATION], "EUU", Issuer(pay_by=DAY), DAY), words)["to"]["mission"]
        == ""
    )
    assert words.mission("VAT") == "Permanent Observer Mission"
    assert Issuer(pay_by=DAY).payment_day(date(2020, 1, 1)) == DAY
    assert Issuer(pay_within_days=29).payment_day(DAY) == date(2024, 3, 1)
    assert Issuer().payment_day(DAY) is None


@pytest.mark.parametrize(
    ("result", "why"),
    [
        (
            built([payer("FRA", 1)], ceiling=Fraction(1)),
            "the rule own fixes, limits, holds, relieves or rounds shares, or names sums of money",
        ),
        (built([payer("FRA", 1)], 10**14 + 1), "the total is above 10^14 minor units"),
        (
            built([payer("FRA", None), payer("DEU", 1)]),
            "some of the States that share the cost have no rate",
        ),
        (
            built([payer("FRA", 1)], 10**8, unit=Fraction(10**4), residual="none"),
            "rates and billing unit lead to numbers",
        ),
        (built([payer("FRA", 1)], states_not_party="straight"), ""),
    ],
)
def test_why_a_workbook_is_not_live(result: Apportionment, why: str) -> None:
    assert why_not_live(result).startswith(why) and bool(why_not_live(result)) == bool(why)


def test_a_workbook_says_where_rates_and_list_come_from() -> None:
    base = meeting("msp11")
    listed = (
        Participant("FRA", "state_party", "seen", "note", "INF.1", "3"),
        Participant("JPN", "state_party", "", "", "INF.1"),
    )
    result = built(
        [
            payer("EUU", None, "organization"),
            payer("FRA", 9, origin="rule"),
            payer("DEU", 5),
            payer("CHN", 2, "observer_state"),
        ],
        fixed={"EUU": Fraction(1, 40)},
        rates={"FRA": Rate(9, "rule", "a decision")},
    )
    result = result._replace(
        list=ParticipantList("given", listed), added=("CHN",), removed=("JPN",)
    )
    rows = {row.code: row for row in book_of(result, DAY).states}
    adopted = base.scale.rates["FRA"]
    assert (
        rows["FRA"].basis
        == f"a decision (replaces the adopted rate {adopted // 1000}.{adopted % 1000:03}, "
        "A/RES/76/238)"
    )
    assert rows["EUU"].basis == "share fixed by the rule"
    assert (rows["FRA"].evidence, rows["FRA"].source) == ("seen", "INF.1, page 3; note")
    assert (rows["JPN"].evidence, rows["JPN"].source) == ("removed with --without", "INF.1")
    assert rows["CHN"].evidence == "added with --with"
    assert rows["DEU"].evidence == "not on the list; the rule charges every State Party"
    assert book_of(bare(result), DAY).heading[0] == "Adjusted scale"


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"states_not_party": "straight"},
        {"ceiling": Fraction(1)},
        {"unit": Fraction(5, 100)},
        {"threshold": Fraction(20, 100_000)},
    ],
)
@pytest.mark.parametrize("policy", ["largest_amounts", "largest_remainder"])
def test_the_shares_of_a_workbook_are_those_of_the_result(
    rule: dict[str, object], policy: str
) -> None:
    rates = {
        code: Rate(rate, "rule", "a decision")
        for code, rate in (("FRA", 30), ("DEU", 50), ("CHN", 20))
    }
    payers = [payer("FRA", 30), payer("DEU", 50), payer("CHN", 20, "observer_state")]
    result = built(payers, residual=policy, rates=rates, **rule)
    book = book_of(result, DAY)
    shares = write_workbook(new_document(io.BytesIO()), book).value("Participants[share]")
    found = {row.code: share for row, share in zip(book.states, shares, strict=True) if row.line}
    assert len(found) == 3
    for line in result.assessment.lines:
        assert found[line.code] == pytest.approx(float(line.share.value * 100), rel=1e-15)


def test_a_rate_below_the_threshold_weighs_nothing_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "rule.toml"
    path.write_text('id = "own"\ntitle = "t"\nlegal_source = "s"\nthreshold = "0.03"\n', "utf-8")
    book = book_of(meeting("msp11", rule=str(path)), DAY)
    weights = write_workbook(new_document(io.BytesIO()), book).value("Participants[weight]")
    assert book.is_live and any(weights)
    below = 0
    for row, weight in zip(book.states, weights, strict=True):
        rate = row.line.payer.rate if row.line else None
        full = rate.thousandths if rate else 0
        assert weight == (full if full >= 30 else 0)
        below += full > weight
    assert below > 10


def test_what_nobody_could_bear_is_told() -> None:
    nothing = Summary(0, 0, (), None)
    (precision,) = notes_on(Distribution((), (), (), nothing, nothing, 0))
    assert precision.startswith("With 0 trials")
    assert notes_on(Distribution((), (), (), nothing, nothing, 7)) == [
        "7 trials are left out because no State was there to pay.",
        precision,
    ]


def test_a_list_that_does_not_change() -> None:
    base = meeting("msp11")
    same = list_change(
        base.list, {each.iso3: each.role or "" for each in base.list.participants}, base.states
    )
    assert same == ("expected", (), (), ())
    added = list_change(None, {"FRA": "state_party"}, base.states)
    assert added == ("none", ("FRA France (State Party)",), (), ())


def test_the_lines_of_a_cost_hold_together() -> None:
    lines = (
        CostLine("Hall", "conference_servicing", 1_000),
        CostLine("Support", "programme_support", 130, "13", "items"),
        CostLine("Reserve", "contingency", 170, "15", "running"),
        CostLine("Rounding", "rounding", 5),
    )
    assert bases_above(lines[:2]) == {"items": 1_000, "running": 1_130}
    assert bases_above(lines) == {"items": 1_000, "running": 1_305}
    assert exact_part(1_130, Fraction(15)) == Fraction(339, 2)
    assert faults_of(lines, 1_305) == ()
    wrong = (lines[0], lines[1]._replace(amount=131), lines[2])
    assert faults_of(wrong, 1_302) == (
        '"Support" is not 13 per cent of the items above it',
        "the lines do not sum to the total",
    )


def test_numbers_and_currencies() -> None:
    assert (decimals_of("USD"), decimals_of("JPY"), decimals_of("TND")) == (2, 0, 3)
    assert (decimals_of("US"), decimals_of("ZZZ")) == (None, None)
    assert no_currency("ZZZ") == '"ZZZ" is not a currency code of ISO 4217, such as USD.'
    assert (
        no_currency("eur")
        == '"eur" is not a currency code of ISO 4217, such as USD. Write it in capitals.'
    )
    assert (scaled_int("1,5", 2), scaled_int("1.555", 2), scaled_int("-1.5", 2)) == (
        None,
        None,
        -150,
    )
    assert (share_of_per_cent("2.5"), share_of_per_cent("two")) == (Fraction(1, 40), None)
