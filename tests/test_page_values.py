"""What the page for delegates carries, and amounts that were issued held against every rule: the
values, by the functions that choose them.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from ccmcost.documents.page import page_json, rule_data, sources_of
from ccmcost.documents.page.files import PageWish, write_all_pages
from ccmcost.documents.reconcile import Reconciled, reconcile, reconcile_screen
from ccmcost.errors import DataError, UsageError
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Level, Relief, Rule
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.assessed import assess
from tests.conftest import DATA

WORKSPACE = open_workspace(DATA)


# The page


def test_the_figures_of_a_rule_are_exact_texts() -> None:
    rule = Rule("own", "Own", "a decision", threshold=Fraction(1, 3), fixed={"JPN": Fraction(1, 7)})
    rule = rule._replace(
        minimum=Money(250, "USD", 2),
        rates={"FRA": Rate(9, "rule", "a decision")},
        relief=Relief(("JPN",), {"low": Level(Fraction(1, 2), ("TCD",))}),
    )
    told = rule_data(rule, 5)
    assert {name: told[name] for name in ("unit", "threshold", "fixed", "minimum")} == {
        "unit": "5",
        "threshold": "1/3",
        "fixed": {"JPN": "1/7"},
        "minimum": "250",
    }
    assert told["rates"] == {"FRA": ["9", "a decision"]} and told["ceiling"] is None
    assert told["relief"] == {"borne_by": ("JPN",), "levels": {"low": ["1/2", ("TCD",)]}}


@pytest.mark.parametrize("option", ["cost", "currency", "participants", "scale_provisional"])
def test_what_belongs_to_one_meeting_does_not_go_with_all(tmp_path: Path, option: str) -> None:
    wish = Request(**{option: "x"})  # type: ignore[arg-type]
    named = option.replace("_", "-")
    with pytest.raises(UsageError, match=f"--{named} belongs to one meeting; it does not go with"):
        write_all_pages(WORKSPACE, wish, PageWish(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_who_has_no_rate_or_is_no_state_is_offered_without_one() -> None:
    base = assess("msp11")
    rates = {code: rate for code, rate in base.scale.rates.items() if code != "JPN"}
    scale = base.scale._replace(rates=rates)
    rule = base.rule._replace(fixed={"EUU": Fraction(1, 40)})
    told = json.loads(page_json(base._replace(scale=scale, rule=rule), None, {}, "en"))
    entrants = {each[0]: each for each in told["states"]}
    assert entrants["FRA"][5] == str(base.scale.rates["FRA"])
    assert entrants["JPN"][3] == "state_party" and entrants["JPN"][5:8] == [None, "", None]
    assert entrants["EUU"][1][0] == "European Union"
    assert entrants["EUU"][3:8] == ["organization", 0, None, "", None]


def test_a_list_that_follows_the_treaty_cites_its_status() -> None:
    base = assess("msp11")
    assert [step.key for step in sources_of(base)].count("source_whole_list") == 1
    given = base._replace(list=base.list._replace(status="given", participants=()))
    assert "source_whole_list" not in [step.key for step in sources_of(given)]


# Amounts that were issued


def issued(folder: Path, text: str, cost: str | None = None) -> Reconciled:
    path = folder / "issued.csv"
    path.write_text(f"iso3,amount\n{text}", encoding="utf-8")
    return reconcile(WORKSPACE, "msp11", path, cost, None)


def test_amounts_that_fit_name_their_rule(tmp_path: Path) -> None:
    result = assess("msp11", cost="412345.67")
    rows = "".join(
        f"{line.code},{result.cost.total.of(line.amount).plain()}\n"
        for line in result.assessment.lines
    )
    found = issued(tmp_path, f"{rows}Total,412345.67\n")
    assert found.ways[0].fit.exact and found.total == Money(41_234_567, "USD", 2)
    told = reconcile_screen(found)
    assert "rule article-14-1, the current list" in told and "None of" not in told
    assert reconcile_screen(found._replace(impossible=3)).endswith(
        "3 ways cannot be calculated (no State left, or the total does not fit the unit).\n"
    )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "JPN,5.00\nFRA,6.00\nTotal,12.00\n",
            "states a total of USD 12.00, but its rows sum to USD 11.00",
        ),
        ("JPN,5.00\nJPN,6.00\n", "JPN stands twice. Give one amount for each State."),
        ("XXX,5.00\n", "XXX"),
        ("JPN,-5.00\n", "is negative"),
    ],
)
def test_rows_that_cannot_be_compared_are_findings(tmp_path: Path, rows: str, told: str) -> None:
    with pytest.raises(DataError) as refused:
        issued(tmp_path, rows)
    assert told in str(refused.value)


def test_amounts_of_nothing_are_not_compared(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"sum to USD 0\.00; there is nothing to compare"):
        issued(tmp_path, "JPN,0.00\n")
    assert issued(tmp_path, "JPN,0.00\n", "100.00").ways[0].fit.agree >= 0
