"""Tables that other bodies published, reproduced in every figure through `ccmcost adjust`."""

from __future__ import annotations

import csv
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from tests.conftest import Run

PUBLISHED = Path(__file__).parent / "published"


def table(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def adjusted(
    run: Run, tmp_path: Path, rows: list[dict[str, str]], scale: str, rule: str, total: str
) -> dict[str, dict[str, str]]:
    listed = tmp_path / "listed.csv"
    listed.write_text("iso3\n" + "".join(row["iso3"] + "\n" for row in rows), encoding="utf-8")
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
    done = run("adjust", *options, "--format", "json")
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
