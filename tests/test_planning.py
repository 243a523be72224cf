"""Planning: the batch kernel equals the engine row by row; comparisons, what-if, forecast and budget hold together."""

from __future__ import annotations

import csv
import io
import json
import os
import random
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from ccmcost.calc.batch import INT64_MAX, kernel_for
from ccmcost.calc.batch_rows import assess_batch, engine_row
from ccmcost.calc.distribution import PER_CENT, distribution, exact_sum, summary
from ccmcost.calc.draws import CHUNK, Range, draw_present, draw_totals
from ccmcost.calc.trials import Scenario, run_trials
from ccmcost.errors import DataError, UsageError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rates import Rate
from ccmcost.model.rule import Rule
from ccmcost.workflow.apportion import compute, load_basis
from ccmcost.workflow.attendance import estimate
from ccmcost.workflow.compare import Wish, compare_meeting
from ccmcost.workflow.request import Request
from ccmcost.workflow.whatif import each_observer, what_if
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, Run

ROWS = int(os.environ.get("CCMCOST_BATCH_ROWS", "3000"))
USD = Money(1, "USD", 2)
MODES = ("pooled", "straight")
POLICIES = ("largest_amounts", "largest_remainder", "none")
EVERY = pytest.mark.parametrize(("mode", "policy"), [(mode, policy) for mode in MODES for policy in POLICIES])


def rule(**fields: object) -> Rule:
    return Rule("test", "Test", "none")._replace(**fields)


def payers_of(weights: list[int], apart: set[int] = frozenset()) -> list[Payer]:  # type: ignore[assignment]
    codes = [f"{a}{b}A" for a in "ABCDEFGHIJKLMNO" for b in "ABCDEFGHIJKLMNO"]
    return [
        Payer(code, "observer_state" if place in apart else "state_party", Rate(weight, "adopted", ""))
        for place, (code, weight) in enumerate(zip(codes, weights, strict=False))
    ]


def check_rows(payers: list[Payer], wanted: Rule, present: np.ndarray, totals: np.ndarray) -> int:
    """Every row of a batch equals the engine's row; returns how many rows the kernel itself carried."""
    batch = assess_batch(payers, wanted, present, totals, USD)
    order = sorted(range(len(payers)), key=lambda place: payers[place].code)
    for row in range(len(totals)):
        exact = engine_row(payers, wanted, present[row], USD.of(int(totals[row])))
        assert (exact is not None) == bool(batch.feasible[row])
        amounts = [0] * len(payers) if exact is None else [exact[place] for place in order]
        assert batch.amounts[row].tolist() == amounts
        left = 0 if exact is None else int(totals[row]) - sum(exact)
        assert int(batch.residual[row]) == left
    return len(totals) - batch.engine_rows


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
        totals *= np.where(chance.random(size) < 0.3, -1, 1)
        by_kernel += check_rows(payers, rule(states_not_party=mode, residual=policy), present, totals)
    assert by_kernel > 0


@EVERY
@pytest.mark.parametrize("weights", [[7], [7, 7], [1, 1, 1], [22_000, 1], [5, 5, 5, 5, 3, 3, 1]])
def test_edges_equal_the_engine(mode: str, policy: str, weights: list[int]) -> None:
    payers = payers_of(weights, {2, 4})
    totals = np.array([1, 2, 3, 99, 100, 101, -1, -100, LARGEST_TOTAL, -LARGEST_TOTAL])
    present = np.ones((len(totals), len(weights)), dtype=np.bool_)
    check_rows(payers, rule(states_not_party=mode, residual=policy), present, totals)


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
        assert assess_batch(payers, wanted, present, totals, USD).engine_rows == 2


def test_rules_without_a_kernel_go_through_the_engine() -> None:
    payers = payers_of([22_000, 9_000, 50, 3, 3])
    present = np.random.default_rng(1).random((40, 5)) < 0.8
    totals = np.arange(1, 41) * 12_345
    for wanted in (rule(ceiling=Fraction(22, 100)), rule(share_decimals=3), rule(fixed={"AAA": Fraction(1, 10)})):
        assert kernel_for(payers, wanted, 1) is None
        assert check_rows(payers, wanted, present, totals) == 0
    dear = rule(unit=Fraction(1), residual="largest_remainder")
    assert check_rows(payers, dear, present, totals * 100) == 40
    with pytest.raises(DataError, match="unit-currency"):
        assess_batch(payers, dear, present, totals * 100 + 1, USD)
    with pytest.raises(DataError, match="total-range"):
        assess_batch(payers, rule(), present, totals * 0, USD)


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
    many = np.full(100_000, LARGEST_TOTAL)
    assert exact_sum(many) == 100_000 * LARGEST_TOTAL > INT64_MAX
    assert exact_sum(-many) == -100_000 * LARGEST_TOTAL


@pytest.mark.parametrize("wanted", [rule(), rule(states_not_party="straight", residual="largest_remainder")])
def test_trials_equal_the_engine_and_do_not_depend_on_threads(wanted: Rule) -> None:
    payers = tuple(payers_of([9_000, 5_000, 5_000, 700, 3, 3, 1], {1, 4}))
    chances = (Fraction(9, 10), Fraction(1, 3), Fraction(1), Fraction(1, 2), Fraction(1, 7), Fraction(1), Fraction(0))
    scenario = Scenario(payers, chances, Range(4_000, 4_500, 9_999), USD, wanted, CHUNK + 1_001, 11)
    one, two = run_trials(scenario, 1), run_trials(scenario, 2)
    assert distribution(one, 300, 1) == distribution(two, 300, 2)
    amounts = {payer.code: one.amounts_of(row) for row, payer in enumerate(one.payers)}
    present = {payer.code: one.present_of(row) for row, payer in enumerate(one.payers)}
    for trial in range(0, scenario.trials, 97):
        here = np.array([present[payer.code][trial] for payer in payers])
        exact = engine_row(payers, wanted, here, USD.of(int(one.totals[trial])))
        assert exact == [int(amounts[payer.code][trial]) for payer in payers]
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


def test_what_if_without_a_change_is_zero_everywhere() -> None:
    found = what_if(open_workspace(DATA), "msp13", Request(cost="450000"))
    assert {difference for row in found.rows for difference in row.differences} == {0}
    assert found.all_same


def test_adding_then_removing_restores_the_base(tmp_path: Path) -> None:
    workspace = open_workspace(DATA)
    base = compute(load_basis(workspace, "msp13", Request(cost="450000")), Request())
    listed = "iso3\n" + "".join(f"{line.code}\n" for line in base.assessment.lines)
    (tmp_path / "with.csv").write_text(listed + "CHN\n", encoding="utf-8")
    request = Request(cost="450000", participants=str(tmp_path / "with.csv"), removed=("CHN",))
    found = what_if(workspace, "msp13", request)
    assert found.rows[0].iso3 == "CHN"
    restored = {row.iso3: row.amounts[1] for row in found.rows if row.amounts[1] is not None}
    assert restored == {line.code: line.amount for line in base.assessment.lines}


def test_china_at_the_thirteenth_meeting() -> None:
    pooled = what_if(open_workspace(DATA), "msp13", Request(cost="450000", added=("CHN",)))
    amounts = {row.iso3: row for row in pooled.rows}
    assert amounts["CHN"].amounts == (None, 14_692_260)
    assert amounts["JPN"].per_cent(1) == "-32.65"
    straight = what_if(open_workspace(DATA), "msp13", Request(cost="450000", added=("CHN",), rule="article-14-1-straight"))
    assert {row.iso3: row.per_cent(1) for row in straight.rows}["JPN"] == "-20.00"


def test_effects_equal_separate_runs() -> None:
    workspace, request = open_workspace(DATA), Request(cost="450000")
    found = each_observer(workspace, "msp13", request, "JPN")
    assert [row.amount for row in found.rows] == sorted((row.amount for row in found.rows), reverse=True)
    assert len(found.rows) + len(found.without_rate) == 197 - 111
    for row in found.rows[:: 1 if ROWS > 50_000 else 6]:
        alone = what_if(workspace, "msp13", request._replace(added=(row.iso3,)))
        by_code = {each.iso3: each for each in alone.rows}
        assert by_code[row.iso3].amounts[1] == row.amount
        assert by_code["JPN"].differences[1] == row.watched_change
        assert row.best_change == min(each.differences[1] for each in alone.rows)
    with pytest.raises(UsageError, match="bear no cost"):
        each_observer(workspace, "msp13", request._replace(rule="article-14-2"))


def test_compare_says_when_rules_coincide(run: Run) -> None:
    for meeting in ("msp11", "msp13"):
        done = run("compare", meeting)
        assert done.returncode == 0
        assert "the two rules coincide here" in done.stdout.replace("\n  ", " ")
        assert "0.00" not in done.stdout.split("Open")[0].replace("USD 100,000.00", "")
    found = compare_meeting(open_workspace(DATA), "rc1", Request(), Wish(("article-14-1", "article-14-1-straight")))
    tally = found.tallies[0]
    assert (tally.less, tally.more, tally.saved + tally.added) == (26, 91, 0)
    for case in range(2):
        assert sum(row.amounts[case] or 0 for row in found.rows) == 10_000_000


def test_compare_lists_with_the_same_name(run: Run, tmp_path: Path) -> None:
    for folder, codes in (("a", "FRA\nDEU\n"), ("b", "FRA\nJPN\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text("iso3\n" + codes, encoding="utf-8")
    done = run("compare", "msp13", "--participants", "a/list.csv,b/list.csv", "--format", "csv")
    rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert rows["DEU"]["amount [b/list.csv]"] == ""
    assert rows["JPN"]["amount [a/list.csv]"] == ""
    assert Decimal(rows["DEU"]["difference [b/list.csv]"]) == -Decimal(rows["DEU"]["amount [a/list.csv]"])


PROBABILITIES = "iso3,probability,basis\nCHN,0.25,desk\nFRA,0.95,desk\nFIN,0.6,desk\nDEU,0,desk\n"
FORECAST = ("forecast", "msp13", "--probabilities", "p.csv", "--cost", "400000,450000,600000", "--trials", "20000")


def test_forecast_is_reproducible_and_read_back_exactly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(PROBABILITIES, encoding="utf-8")
    for threads, folder in (("1", "one"), ("2", "two")):
        done = run(*FORECAST, "--threads", threads, "--out", folder, "--more-than", "10000", "--as-of", "2025-06-01")
        assert done.returncode == 0, done.stderr
        assert "trials" not in done.stderr
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "forecast.xlsx" in names and "manifest.json" in names and "pool.csv" in names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    text = (tmp_path / "one" / "forecast.csv").read_text(encoding="utf-8")
    assert run(*FORECAST, "--more-than", "10000", "--format", "csv").stdout == text
    rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(text))}
    assert sum(Decimal(row["likely"] or 0) for row in rows.values()) == 450_000
    assert (rows["DEU"]["probability"], rows["DEU"]["mean"], rows["DEU"]["mean_when_present"]) == ("0", "0.00", "")
    assert rows["CHN"]["likely"] == "" and Decimal(rows["CHN"]["p95"]) > 100_000
    sheet = openpyxl.load_workbook(tmp_path / "one" / "forecast.xlsx", data_only=True)["Forecast"]
    for cells, row in zip(sheet.iter_rows(min_row=4, values_only=True), rows.values(), strict=True):
        numbers = [value for name, value in row.items() if name not in ("iso3", "name", "role", "basis")]
        found = [cell for place, cell in enumerate(cells) if place not in (0, 1, 2, 4)]
        assert ["" if cell is None else Decimal(str(cell)) for cell in found] == [text and Decimal(text) for text in numbers]
    document = json.loads(run(*FORECAST, "--format", "json").stdout)
    assert document["planning"]["seed"] == 1
    assert any("No probability is made up" in note for note in document["notes"])


def test_bad_probabilities_are_findings(run: Run, tmp_path: Path) -> None:
    bad = "iso3,probability,basis\nCHN,25%,desk\nUSA,1.5,desk\nXXX,0.5,desk\nFRA,0.5,\nJPN,0.5,desk\nJPN,0.5,desk\n"
    (tmp_path / "p.csv").write_text(bad, encoding="utf-8")
    done = run(*FORECAST)
    assert done.returncode == 1
    for place in ("p.csv:2:probability", "p.csv:3:probability", "p.csv:4:iso3", "p.csv:5:basis", "p.csv:7:iso3"):
        assert place in done.stderr
    assert done.stdout == ""
    assert "is no probability. Write plain decimals between 0 and 1" in done.stderr
    assert run("forecast", "msp13", "--cost", "5").returncode == 2
    assert "at hand: 0" in run("forecast", "msp13", "--estimate", "--cost", "5").stderr
    assert run("forecast", "msp13", "--probabilities", "p.csv", "--cost", "5,4,6").returncode == 2


def test_estimate_counts_official_lists_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    for meeting in ("msp9", "msp10", "msp11"):
        path = data / "participants" / f"{meeting}.csv"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("FRA,")]
        path.write_text("\n".join(lines).replace(",expected,", ",official,") + "\n", encoding="utf-8")
    found = estimate(load_basis(open_workspace(data), "msp13", Request(cost="1")))
    assert (found["FRA"].value, found["JPN"].value) == (Fraction(1, 8), Fraction(7, 8))
    assert "attended 3 of 3 (msp9, msp10, msp11)" in found["JPN"].basis and "prior" in found["JPN"].basis
    assert "USA" not in found


def test_budget(run: Run) -> None:
    done = run("budget", "JPN", "--years", "2026-2027", "--cost", "400000,450000,600000", "--format", "json")
    document = json.loads(done.stdout)
    likely = [Decimal(row["amount_likely"]) for row in document["budget"]]
    assert likely == [Decimal("75570.70")] * 2
    assert document["notes"][0].startswith("For 2026 to 2027, Japan should set aside USD 201,521.82 (likely USD 151,141.40")
    beyond = run("budget", "JPN", "--years", "2028", "--cost", "450000")
    assert (beyond.returncode, "scale-none" in beyond.stderr) == (1, True)
    marked = run("budget", "JPN", "--years", "2028", "--cost", "450000", "--scale-provisional", "un-2025-2027")
    assert "by the scale un-2025-2027, PROVISIONAL SCALE" in marked.stdout.replace("\n", " ")
    row = json.loads(run(*marked.args[3:], "--format", "json").stdout)["budget"][0]
    assert (row["assumed"], row["provisional"]) == ("yes", "yes")
    needless = run("budget", "JPN", "--years", "2026", "--cost", "450000", "--scale-provisional", "un-2025-2027")
    assert needless.returncode == 2
    assert "if it takes part" in run("budget", "CHN", "--years", "2026", "--cost", "450000").stdout
    assert run("budget", "JPN", "--years", "2026-2027", "--cost", "2026=450000").returncode == 2


def test_files_of_a_specimen_and_of_another_command(run: Run, tmp_path: Path) -> None:
    arguments = ("compare", "rc1", "--rules", "article-14-1,article-14-1-straight", "--as-of", "2025-06-01")
    done = run(*arguments, "--out", "plan")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "plan").iterdir())
    assert names == [
        f"SPECIMEN-{name}" for name in ("compare.csv", "compare.png", "compare.svg", "compare.xlsx", "manifest.json")
    ]
    sheet = openpyxl.load_workbook(tmp_path / "plan" / "SPECIMEN-compare.xlsx")["Comparison"]
    assert sheet["A1"].value == "Specimen calculation per USD 100,000. Not a request for payment"
    assert sheet["F4"].value == "=E4-D4"
    values = openpyxl.load_workbook(tmp_path / "plan" / "SPECIMEN-compare.xlsx", data_only=True)["Comparison"]
    rows = list(csv.reader((tmp_path / "plan" / "SPECIMEN-compare.csv").read_text(encoding="utf-8").splitlines()))
    for cells, row in zip(values.iter_rows(min_row=4, values_only=True), rows[1:], strict=True):
        assert not any(isinstance(cell, str) for cell in cells[3:])
        assert [Decimal(str(cell)) for cell in cells[3:]] == [Decimal(text) for text in row[3:]]
    before = (tmp_path / "plan" / "SPECIMEN-compare.csv").read_bytes()
    assert run("whatif", "rc1", "--with", "USA", "--out", "plan").returncode == 1
    assert (tmp_path / "plan" / "SPECIMEN-compare.csv").read_bytes() == before
    assert run("whatif", "msp13", "--each-observer", "--cost", "450000", "--out", "each").returncode == 0
    assert run("whatif", "msp13", "--state", "JPN").returncode == 2
