"""What planning says, by the functions that choose it: costs and years as they are typed, the
chances that are given, several conventions side by side, and what a table or a picture adds.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ccmcost.accounts.status import Contributions, MeetingRow
from ccmcost.documents.planning.budget import (
    Budget,
    budget_years,
    convention_of_cost,
    years_option,
)
from ccmcost.documents.planning.charts import comparison_chart, effects_chart
from ccmcost.documents.planning.forecast import (
    Forecast,
    ForecastRequest,
    cost_range,
    forecast_meeting,
)
from ccmcost.documents.planning.screens import changes_told, effects_told, what_if_screen
from ccmcost.documents.planning.together import (
    budgets_table,
    costs_of,
    one_table,
    owed_table,
    together_screen,
)
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.model.money import Money
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import Effects, each_observer, what_if
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

WORKSPACE = open_workspace(DATA)


# Costs as they are typed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("450,000,000", "can be read as USD 450,000,000.00, or as low, likely and high. Write 450"),
        ("1;2", '"1;2" is neither one amount nor LOW,LIKELY,HIGH'),
        ("3,2,1", "LOW,LIKELY,HIGH must not fall: USD 3.00, USD 2.00, USD 1.00."),
    ],
)
def test_a_wrong_range_of_costs_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told.replace(".", r"\.")):
        cost_range(text, "USD")


@pytest.mark.parametrize(
    ("text", "sums"),
    [("450,000", (45_000_000,) * 3), ("1,000;2,000;3,000", (100_000, 200_000, 300_000))],
)
def test_a_range_of_costs_is_one_sum_or_three(text: str, sums: tuple[int, ...]) -> None:
    assert tuple(cost.total.minor for cost in cost_range(text, "USD")) == sums


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("450000", ("", "450000")),
        ("2026=450000", ("", "2026=450000")),
        ("ccm=450000", ("ccm", "450000")),
        ("ccm:2026=450000", ("ccm", "2026=450000")),
    ],
)
def test_a_cost_may_be_for_one_convention(text: str, parts: tuple[str, str]) -> None:
    assert convention_of_cost(text) == parts


def test_costs_for_one_convention_count_after_those_for_all() -> None:
    said = ("other=3", "ccm:2026=2", "1")
    assert costs_of(said, "ccm", ("ccm", "other")) == ("1", "2026=2")
    with pytest.raises(UsageError, match='"apm" is none of the conventions: ccm, other'):
        costs_of(("apm=1",), "ccm", ("other", "ccm"))


# A budget


@pytest.fixture(scope="module")
def budget() -> Budget:
    return budget_years(WORKSPACE, "Japan", "2026-2027", ("400000,450000,500000",), Request())


def test_assumed_meetings_are_said_to_be_assumed(budget: Budget) -> None:
    assert [line.assumed for line in budget.lines] == [True, True]
    assert budget.notes[0].startswith("Assumption for 2026, 2027: one meeting a year")
    known = budget_years(WORKSPACE, "Japan", "2025", ("400000",), Request())
    assert not any(note.startswith("Assumption") for note in known.notes)
    assert known.totals == (known.lines[0].amounts[1],) * 3


@pytest.mark.parametrize(
    ("years", "costs", "told"),
    [
        ("2027-2026", ("1",), 'years: "2027-2026" is no year or period'),
        ("2026-2038", ("1",), "period of at most 12 years"),
        ("soon", ("1",), '"soon" is no year'),
        ("2026", ("2030=1",), '"2030" is not one of the years 2026 to 2026'),
        ("2026-2027", ("2026=1",), "--cost is missing for 2027: no published cost"),
    ],
)
def test_a_wrong_budget_is_told(years: str, costs: tuple[str, ...], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        budget_years(WORKSPACE, "Japan", years, costs, Request())


def test_a_scale_that_is_not_needed_is_told() -> None:
    wish = Request(scale_provisional="un-2025-2027")
    with pytest.raises(UsageError, match="cover all these years, so none is needed"):
        budget_years(WORKSPACE, "Japan", "2026", ("450000",), wish)
    assert years_option("2026-2037")[-1] == 2037


# Several conventions side by side


def test_budgets_of_several_conventions_are_summed_by_currency(budget: Budget) -> None:
    convention = Data(WORKSPACE).convention
    cost = budget.base.cost
    euro = budget._replace(
        base=budget.base._replace(cost=cost._replace(total=Money(1, "EUR", 2))), totals=(1, 2, 3)
    )
    other = convention._replace(id="other", names={**convention.names, "en": "Other"})
    table = budgets_table([(convention, budget), (other, budget), (other, euro)])
    assert table.title == "What Japan should set aside in all"
    assert [row[:2] for row in table.foot] == [("Total", "EUR"), ("Total", "USD")]
    likely = [row[3] for row in table.foot]
    assert likely == [Money(2, "EUR", 2), Money(2 * budget.totals[1], "USD", 2)]
    shown = together_screen(table)
    assert shown.startswith(f"{table.title}\n") and "\nOther " in shown
    whole = one_table([(convention, table), (other, table)])
    assert [row[0] for row in whole.rows] == ["ccm"] * 3 + ["other"] * 3 and not whole.foot


def test_what_is_owed_under_several_conventions_is_summed() -> None:
    convention, usd = Data(WORKSPACE).convention, Money(0, "USD", 2)
    row = MeetingRow("", usd, *[0] * (len(MeetingRow._fields) - 2))  # type: ignore[arg-type]
    sums = row._replace(assessed=1000, adjusted=-100, received=300, outstanding=650, credit=50)
    status = Contributions(date(2024, 1, 1), None, (), (), (sums,), (), ())
    table = owed_table([(convention, status), (convention, status)])
    assert table.title == "All conventions together"
    assert table.rows[0][2:] == tuple(map(usd.of, (900, 300, 650, 50)))
    assert table.foot[0] == ("Total", "USD", *map(usd.of, (1800, 600, 1300, 100)))


# What if, and each alone


def test_another_cost_of_the_variant_is_told() -> None:
    found = what_if(WORKSPACE, "msp11", Request(cost="100000"), "200000")
    assert "\nCost of the variant  USD 200,000.00\n" in what_if_screen(found)
    assert comparison_chart(found, "whatif").frame.title == (
        "Largest change for a cost of USD 200,000: Japan would bear USD 17,805.22 more"
    )
    same = what_if(WORKSPACE, "msp11", Request(cost="100000"))
    assert "Cost of the variant" not in what_if_screen(same)
    told = changes_told(same, same.tallies[0])
    assert told == [f"No difference: {same.tallies[0].same}"] and same.tallies[0].same


@pytest.fixture(scope="module")
def joining() -> Effects:
    return each_observer(WORKSPACE, "msp13", Request(cost="450000"), "JPN")


def test_who_could_join_and_who_could_not_is_told(joining: Effects) -> None:
    found = joining
    assert not any("no rate is known" in note for note in effects_told(found))
    lacking = found._replace(without_rate=("NIU", "COK"))
    assert effects_told(lacking)[-1] == "Not shown, because no rate is known: NIU, COK."
    every, few, none = (
        effects_chart(found._replace(rows=rows), "each").frame
        for rows in (found.rows, found.rows[:2], ())
    )
    assert "; the 25 largest" in every.subtitle and "largest" not in few.subtitle
    assert every.title == few.title and f"{found.rows[0].name}, " in few.title
    assert none.title == "No State not party is left that could join"


def test_where_no_party_pays_less_nothing_is_said_of_it(joining: Effects) -> None:
    first = joining.rows[0]
    alone = joining._replace(rows=(first, first._replace(parties_change=None)))
    with_change, without = effects_chart(alone, "each").rows
    assert with_change.figures[-1].endswith("%") and without.figures[-1] == ""


# A forecast


def forecast(folder: Path, cost: str = "450000", **more: object) -> Forecast:
    path = folder / "chances.csv"
    path.write_text("iso3,probability,basis\nCHN,0.5,news\nJPN,0.9,letter\n", encoding="utf-8")
    wish = ForecastRequest(cost, str(path), False, None, 200, 1, 1)
    return forecast_meeting(WORKSPACE, "msp13", Request(), wish._replace(**more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({"probabilities": None}, "say where the probabilities come from"),
        ({"estimate": True}, "say where the probabilities come from"),
        ({"trials": 0}, "--trials: 0 is not between 1 and 10,000,000"),
        ({"threads": 65}, "--threads: 65 is not between 1 and 64"),
        ({"more_than": "-1"}, '--more-than: "-1" is negative'),
    ],
)
def test_a_wrong_forecast_is_told(tmp_path: Path, wish: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        forecast(tmp_path, **wish)


def test_a_forecast_says_what_it_draws(tmp_path: Path) -> None:
    drawn = "The cost is drawn from a triangular distribution"
    one = forecast(tmp_path)
    three = forecast(tmp_path, "400000,450000,500000", more_than="0")
    assert [any(note.startswith(drawn) for note in each.notes) for each in (one, three)] == [
        False,
        True,
    ]
    assert one.threshold is None and three.threshold == 0
    everyone = Request(rule="article-14-1-all-parties")
    wish = ForecastRequest("450000", str(tmp_path / "chances.csv"), False, None, 50, 1, 1)
    found = forecast_meeting(WORKSPACE, "msp13", everyone, wish)
    (told,) = [note for note in found.notes if "whether or not they take part" in note]
    assert told == (
        "Under article-14-1-all-parties, 1 of the States with a probability pay whether or not "
        "they take part: JPN."
    )


def test_without_official_lists_no_chance_is_estimated(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="official lists of at least 3 earlier meetings"):
        forecast(tmp_path, probabilities=None, estimate=True)
