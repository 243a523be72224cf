"""Tables that other bodies published, reproduced in every figure through `ccmcost adjust`."""

from __future__ import annotations

import csv
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.conftest import DATA, Run

PUBLISHED = Path(__file__).parent / "published"


def table(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def adjusted(
    run: Run,
    tmp_path: Path,
    rows: list[dict[str, str]],
    scale: str,
    rule: str,
    total: str,
    *more: str,
) -> dict[str, dict[str, str]]:
    """What `adjust` makes of the rows, and of `more` codes that the table does not list."""
    listed, codes = tmp_path / "listed.csv", [*(row["iso3"] for row in rows), *more]
    listed.write_text("iso3\n" + "".join(f"{code}\n" for code in codes), encoding="utf-8")
    options = [
        "--scale",
        scale,
        "--participants",
        str(listed),
        "--rule",
        str(PUBLISHED / rule),
        "--total",
        total,
    ]
    currency = ("--currency", "EUR") if rule == "itlos.toml" else ()
    done = run("adjust", *options, *currency, "--format", "json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    return {state["iso3"]: state for state in document["states"]} | {"": document}


def per_cent(state: dict[str, str], decimals: str) -> Decimal:
    numerator, _, denominator = state["share_exact"].partition("/")
    return (Decimal(numerator) * 100 / Decimal(denominator)).quantize(
        Decimal(decimals), ROUND_HALF_UP
    )


@pytest.mark.parametrize(
    ("column", "difference"),
    [("amount_2025", "-5.00"), ("amount_2026", "16.00"), ("amount_biennium", "7.00")],
)
def test_convention_on_biological_diversity(
    run: Run, tmp_path: Path, column: str, difference: str
) -> None:
    *rows, printed = table("cbd_cop16_2025_2026.csv")
    assert (len(rows), printed["iso3"]) == (196, "TOTAL")
    states = adjusted(run, tmp_path, rows, "un-2022-2024", "cbd.toml", printed[column])
    for row in rows:
        state = states[row["iso3"]]
        assert state["amount"] == row[column] + ".00", row["name"]
        assert per_cent(state, "0.001") == Decimal(row["printed_share"]), row["name"]
        if row["un_rate"]:
            assert Decimal(state["rate"] or row["un_rate"]) == Decimal(row["un_rate"]), row["name"]
    assert states[""]["residual"] == difference
    assert states["EUU"]["role"] == "organization"


def test_international_labour_organization(run: Run, tmp_path: Path) -> None:
    rows = table("ilo_2024.csv")
    assert len(rows) == 187
    states = adjusted(run, tmp_path, rows, "un-2022-2024", "ilo.toml", "100000.00")
    for row in rows:
        state = states[row["iso3"]]
        assert Decimal(state["rate"]) == Decimal(row["un_rate"]), row["name"]
        assert Decimal(state["share"]) == Decimal(row["share"]), row["name"]
        assert Decimal(state["amount"]) == Decimal(row["share"]) * 1000, row["name"]


def test_multilateral_fund(run: Run, tmp_path: Path) -> None:
    rows = table("multilateral_fund_2021_2023.csv")
    assert len(rows) == 49
    states = adjusted(run, tmp_path, rows, "un-2019-2021", "multilateral_fund.toml", "475000000")
    for row in rows:
        state = states[row["iso3"]]
        assert state["amount"] == row["amount"] + ".00", row["name"]
        assert per_cent(state, "0.0001") == Decimal(row["printed_share"]), row["name"]


@pytest.mark.parametrize("year", ["2014", "2016"])
def test_food_and_agriculture_organization(run: Run, tmp_path: Path, year: str) -> None:
    rows = table(f"fao_{year}.csv")
    states = adjusted(run, tmp_path, rows, "un-2013-2015", "fao.toml", "100000.00")
    printed = [row for row in rows if row["share"]]
    assert (len(rows), len(printed)) == (194, 193)
    for row in printed:
        assert Decimal(states[row["iso3"]]["share"]) == Decimal(row["share"]), row["iso3"]


def test_international_seabed_authority(run: Run, tmp_path: Path) -> None:
    """The table prints another amount for Oman than its rate makes."""
    rows = table("isa_2021.csv")
    assert len(rows) == 167
    states = adjusted(run, tmp_path, rows, "un-2019-2021", "isa.toml", "7437639", "EUU")
    unlike = [row["iso3"] for row in rows if states[row["iso3"]]["amount"] != row["amount"] + ".00"]
    assert unlike == ["OMN"]
    assert (states["EUU"]["amount"], states["EUU"]["role"]) == ("100000.00", "organization")


@pytest.mark.parametrize(("year", "scale"), [("2019", "un-2016-2018"), ("2020", "un-2019-2021")])
def test_tribunal_for_the_law_of_the_sea(run: Run, tmp_path: Path, year: str, scale: str) -> None:
    """The table has the two Congos in one row; limits count on what the European Union leaves."""
    rows = [row for row in table("itlos_2019_2020.csv") if row["year"] == year]
    assert len(rows) == 166 + 1
    states = adjusted(run, tmp_path, rows, scale, "itlos.toml", "10260600", "COG")
    for row in rows:
        codes = ("COD", "COG") if row["iso3"] == "COD" else (row["iso3"],)
        amount = sum(Decimal(states[code]["amount"]) for code in codes)
        assert amount == Decimal(row["amount"]), row["iso3"]
        if row["un_rate"]:
            assert Decimal(states[row["iso3"]]["rate"]) == Decimal(row["un_rate"]), row["iso3"]


def test_trust_fund_of_the_montreal_protocol(run: Run, tmp_path: Path) -> None:
    rows, scale = table("montreal_trust_fund_2011_2012.csv"), DATA / "un_scale/un-2010-2012.csv"
    with scale.open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert (len(rows), len(listed)) == (6, 192)
    states = adjusted(run, tmp_path, listed, "un-2010-2012", "montreal.toml", "4276933", "EUU")
    for row in rows:
        state = states[row["iso3"]]
        assert per_cent(state, "0.001") == Decimal(row["adjusted_rate"]), row["iso3"]
        assert row["amount_2011"] == row["amount_2012"]
        assert state["amount"] == row["amount_2011"] + ".00", row["iso3"]
    below = [row["iso3"] for row in listed if Decimal(row["rate"]) < Decimal("0.1")]
    assert len(below) > 100
    assert {states[code]["amount"] for code in below} == {"0.00"}


def test_peacekeeping(run: Run, tmp_path: Path) -> None:
    """Amounts summed over some 25 assessments, each rounded by itself."""
    rows = table("peacekeeping_2021.csv")
    states = adjusted(run, tmp_path, rows, "un-2019-2021", "peacekeeping.toml", "6796755600")
    beyond = {
        row["iso3"]: off
        for row in rows
        if (off := abs(Decimal(states[row["iso3"]]["amount"]) - Decimal(row["amount"]))) > 5
    }
    assert (len(rows), len(rows) - len(beyond)) == (193, 175)
    assert [code for code, off in beyond.items() if off > 20] == ["GNQ"]
    assert {states[row["iso3"]]["rate"] for row in rows if row["iso3"] == "GNQ"} == {"0.016"}
