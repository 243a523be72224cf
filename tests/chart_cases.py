"""Results to draw charts of: real meetings, and the hard cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from ccmcost.calc.assess import assess
from ccmcost.charts import files
from ccmcost.charts.amounts import amounts_chart, rates_chart
from ccmcost.charts.cumulative import cumulative_chart
from ccmcost.charts.frame import Frame
from ccmcost.charts.groups import groups_chart
from ccmcost.charts.page import Sheet
from ccmcost.model.assessment import Apportionment, Payer
from ccmcost.model.meeting import Cost
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace
from tests.conftest import DATA

DAY = date(2023, 10, 1)
MEETINGS = sorted(
    path.stem for path in (DATA / "participants").glob("*.csv") if path.stem != "evidence"
)


@cache
def meeting(meeting_id: str, **wishes: object) -> Apportionment:
    """The apportionment of a shipped meeting."""
    return apportion_meeting(open_workspace(DATA, DAY), meeting_id, Request(**wishes))  # type: ignore[arg-type]


def pool(rates: Mapping[str, int], minor: int = 10_000_000, **rule: object) -> Apportionment:
    """msp11 with other States, rates in thousandths of a per cent, and another total;
    all are States Parties.
    """
    base = meeting("msp11")
    payers = [Payer(code, "state_party", Rate(rate, "adopted", "")) for code, rate in rates.items()]
    cost = Cost(Money(minor, "USD", 2), "given", "given by the user")
    chosen = base.rule._replace(**rule)  # type: ignore[arg-type]
    return base._replace(cost=cost, rule=chosen, assessment=assess(payers, chosen, cost.total))


NINETY = {
    "JPN": 9_000,
    "GBR": 400,
    "BOL": 200,
    "VEN": 150,
    "PRK": 100,
    "FSM": 50,
    "VCT": 40,
    "COD": 35,
    "IRN": 25,
}
LONGEST = (
    "GBR",
    "BOL",
    "VEN",
    "PRK",
    "FSM",
    "VCT",
    "COD",
    "IRN",
    "LAO",
    "STP",
    "NLD",
    "USA",
    "CAF",
    "DOM",
    "TZA",
    "MKD",
)
CASES: dict[str, Apportionment] = {}


def cases() -> dict[str, Apportionment]:
    """Every result whose charts must be fit to show, by name."""
    if not CASES:
        CASES.update({name: meeting(name) for name in ("msp1", "msp11", "rc1", "rc1-pm1", "msp13")})
        CASES["straight, largest total"] = meeting(
            "rc1", rule="article-14-1-straight", cost="9999999999999.99"
        )
        CASES["credit"] = meeting("rc2", cost="-412345.67", credit=True)
        CASES["ninety per cent"] = pool(NINETY)
        CASES["one State"] = pool({"GBR": 1})
        CASES["one State, credit"] = pool({"GBR": 1}, -1)
        CASES["equal"] = pool(dict.fromkeys(LONGEST, 10))
        CASES["equal, many"] = pool(dict.fromkeys(sorted(meeting("msp11").states)[:150], 10))
        CASES["one cent"] = pool({code: 1000 - index for index, code in enumerate(LONGEST)}, 1)
        CASES["a residual that no one bears"] = pool(
            dict.fromkeys(LONGEST[:7], 10), 100, residual="none"
        )
        CASES["twenty-one"] = pool(dict.fromkeys(sorted(meeting("msp11").states)[:21], 5))
        CASES["twenty-two"] = pool(dict.fromkeys(sorted(meeting("msp11").states)[:22], 5))
    return CASES


def sheets(result: Apportionment, language: str = "en") -> Sequence[tuple[Frame, Sheet]]:
    """The four charts of a result, drawn but not painted."""
    made = (amounts_chart, rates_chart, cumulative_chart, groups_chart)
    charts = [make(result, language) for make in made]
    return [(chart.frame, chart.draw()) for chart in charts]


def write_list(path: Path, codes: Sequence[str]) -> str:
    """A list of participants with nothing but codes."""
    path.write_text("iso3\n" + "".join(f"{code}\n" for code in codes), encoding="utf-8")
    return str(path)


def compose(result: Apportionment, as_of: date) -> dict[str, bytes]:
    """The files of the charts by their plain names, without the mark of a specimen."""
    return {
        name.replace("SPECIMEN-", ""): content
        for name, content in files.compose(result, as_of).items()
    }
