"""Planning: comparisons, what-if, forecast and budget hold together."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from ccmcost.charts.lettering import clean
from ccmcost.charts.planning import PlanChart, round_values
from ccmcost.documents.planning.budget import budget_years
from ccmcost.documents.planning.charts import (
    budget_chart,
    comparison_chart,
    effects_chart,
    forecast_chart,
)
from ccmcost.documents.planning.forecast import ForecastRequest, forecast_meeting
from ccmcost.documents.planning.screens import (
    comparison_screen,
    differences,
    effects_screen,
    forecast_screen,
    what_if_screen,
)
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.model.rates import share_text
from ccmcost.sharing.annex import annex_table
from ccmcost.sharing.compute import apportion_meeting, compute, load_basis
from ccmcost.sharing.register import estimate
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import Case, compare, compare_meeting, each_observer, what_if
from ccmcost.tables.screen import PLAIN
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, SPECIMEN_TITLE, Run
from tests.test_charts import assert_fit_to_show, told

ROWS = int(os.environ.get("CCMCOST_BATCH_ROWS", "3000"))


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
    assert share_text(amounts["JPN"].part(1) or Fraction(0), 2) == "-32.65"
    straight = what_if(
        open_workspace(DATA),
        "msp13",
        Request(cost="450000", added=("CHN",), rule="article-14-1-straight"),
    )
    assert (
        share_text({row.iso3: row.part(1) for row in straight.rows}["JPN"] or Fraction(0), 2)
        == "-20.00"
    )


def test_effects_equal_separate_runs() -> None:
    workspace, request = open_workspace(DATA), Request(cost="450000")
    found = each_observer(workspace, "msp13", request, "JPN")
    assert [row.amount for row in found.rows] == sorted(
        (row.amount for row in found.rows), reverse=True
    )
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
        assert "0.00" not in done.stdout.split("Please note")[0].replace("USD 100,000.00", "")
    found = compare_meeting(
        open_workspace(DATA), "rc1", Request(), ("article-14-1", "article-14-1-straight")
    )
    tally = found.tallies[0]
    assert (tally.less, tally.more, tally.saved + tally.added) == (26, 91, 0)
    for case in range(2):
        assert sum(row.amounts[case] or 0 for row in found.rows) == 10_000_000


def closing_of(screen: str) -> list[str]:
    """What follows the last table of a screen."""
    return screen.rstrip("\n").rpartition("\n\n")[2].splitlines()


def test_comparisons_close_in_fewer_than_ten_lines() -> None:
    workspace = open_workspace(DATA)
    found = compare_meeting(workspace, "rc1", Request())
    short, whole = comparison_screen(found), comparison_screen(found, whole=True)
    closing = closing_of(short)
    assert closing[:3] == [
        "B: 26 pay less, 91 pay more; most: China -2,964.56, Japan +1,173.40.",
        "D: 26 pay less, 91 pay more; most: China -8,112.57, Japan +3,210.96.",
        "C: the same amounts as A: the same 117 States pay the same amounts.",
    ]
    assert len(closing) < 10 and "--all" in closing[-1]
    assert "Most less: China -2,964.56, Türkiye -764.76" in whole and "Please note" in whole
    row = "JPN  Japan                 17,071.39  18,244.79  +1,173.40  20,282.35  +3,210.96"
    assert row in short and row in whole
    scales = tuple(Data(workspace).scale_periods)
    many = compare_meeting(workspace, "rc1", Request(cost="450000"), scales=scales)
    closing = closing_of(comparison_screen(many))
    assert [line[:2] for line in closing[:5]] == ["B:", "C:", "D:", "E:", "F:"]
    assert len(closing) < 10


def test_cases_that_find_no_room_are_named() -> None:
    found = compare_meeting(open_workspace(DATA), "rc1", Request())
    same = next(tally for tally in found.tallies if tally.same)
    moved = [tally for tally in found.tallies if not tally.same]
    several = found._replace(tallies=(*moved * 4, same, same._replace(same="another reason")))
    closing = differences(several, [*"BCDEFGHIJK"], PLAIN)
    assert len(closing) < 10 and closing[0].startswith("B: ")
    assert next(line for line in closing if line.startswith("Others: ")).endswith("I, J, K.")
    fewer = several._replace(tallies=several.tallies[-7:])
    assert "J, K: the same amounts as A." in differences(fewer, [*"EFGHIJK"], PLAIN)


def test_what_if_and_effects_close_in_a_few_lines() -> None:
    workspace = open_workspace(DATA)
    found = what_if(workspace, "msp13", Request(cost="450000", added=("CHN", "USA")))
    closing = closing_of(what_if_screen(found))
    assert closing[0].startswith("Difference: 111 pay less, 2 pay more; most: Japan -")
    assert len(closing) < 10 and "Please note" not in what_if_screen(found)
    assert "Most more: United States of America" in what_if_screen(found, whole=True)
    nothing = what_if(workspace, "msp11", Request(cost="100"), "100.00")
    assert "Difference: the same amounts as Base: " in what_if_screen(nothing)
    alone = each_observer(workspace, "msp13", Request(cost="450000"), "JPN")
    assert len(closing_of(effects_screen(alone))) < 10
    assert "Please note" in effects_screen(alone, whole=True)


def test_a_forecast_is_one_table(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(PROBABILITIES, encoding="utf-8")
    chances = str(tmp_path / "p.csv")
    wish = ForecastRequest("400000,450000,600000", chances, False, "10000", 500, 1, 1)
    found = forecast_meeting(open_workspace(DATA), "msp13", Request(), wish)
    short, whole = forecast_screen(found), forecast_screen(found, whole=True)
    assert short.count("\nJPN") == 1 and whole.count("\nJPN") == 2
    closing = closing_of(short)
    assert len(closing) < 10 and max(map(len, short.splitlines())) <= 80
    assert (
        "Taking part: with a probability China 0.25, Finland 0.6, France 0.95; all others"
        in closing
    )
    assert "Sum of rates %  mean" in whole and "Sum of rates %" not in short
    several = found._replace(
        rows=tuple(row._replace(probability=Decimal("0.5")) for row in found.rows)
    )
    told = " ".join(" ".join(closing_of(forecast_screen(several))).split())
    assert f"{len(found.rows) - 3} more; all others" in told
    certain = found._replace(rows=tuple(row._replace(probability=Decimal(1)) for row in found.rows))
    assert "Taking part: all States on the list for certain." in closing_of(
        forecast_screen(certain)
    )


def test_compare_lists_with_the_same_name(run: Run, tmp_path: Path) -> None:
    for folder, codes in (("a", "FRA\nDEU\n"), ("b", "FRA\nJPN\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "list.csv").write_text("iso3\n" + codes, encoding="utf-8")
    done = run("compare", "msp13", "--participants", "a/list.csv,b/list.csv", "--format", "csv")
    rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert rows["DEU"]["amount [b/list.csv]"] == ""
    assert rows["JPN"]["amount [a/list.csv]"] == ""
    assert Decimal(rows["DEU"]["difference [b/list.csv]"]) == -Decimal(
        rows["DEU"]["amount [a/list.csv]"]
    )


PROBABILITIES = "iso3,probability,basis\nCHN,0.25,desk\nFRA,0.95,desk\nFIN,0.6,desk\nDEU,0,desk\n"
FORECAST = (
    "forecast",
    "msp13",
    "--probabilities",
    "p.csv",
    "--cost",
    "400000,450000,600000",
    "--trials",
    "20000",
)


@pytest.mark.slow
def test_forecast_is_reproducible_and_read_back_exactly(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text(PROBABILITIES, encoding="utf-8")
    for threads, folder in (("1", "one"), ("2", "two")):
        done = run(
            *FORECAST,
            "--threads",
            threads,
            "--out",
            folder,
            "--more-than",
            "10000",
            "--as-of",
            "2025-06-01",
        )
        assert done.returncode == 0, done.stderr
        assert "trials" not in done.stderr
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "forecast.xlsx" in names and "manifest.json" in names and "pool.csv" in names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), (
            name
        )
    text = (tmp_path / "one" / "forecast.csv").read_text(encoding="utf-8")
    assert (
        run(*FORECAST, "--more-than", "10000", "--format", "csv", "--as-of", "2025-06-01").stdout
        == text
    )
    rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(text))}
    assert sum(Decimal(row["likely"] or 0) for row in rows.values()) == 450_000
    assert (rows["DEU"]["probability"], rows["DEU"]["mean"], rows["DEU"]["mean_when_present"]) == (
        "0",
        "0.00",
        "",
    )
    assert rows["CHN"]["likely"] == "" and Decimal(rows["CHN"]["p95"]) > 100_000
    sheet = openpyxl.load_workbook(tmp_path / "one" / "forecast.xlsx", data_only=True)["Forecast"]
    for cells, row in zip(sheet.iter_rows(min_row=4, values_only=True), rows.values(), strict=True):
        numbers = [
            value for name, value in row.items() if name not in ("iso3", "name", "role", "basis")
        ]
        found = [cell for place, cell in enumerate(cells) if place not in (0, 1, 2, 4)]
        assert ["" if cell is None else Decimal(str(cell)) for cell in found] == [
            text and Decimal(text) for text in numbers
        ]
    document = json.loads(run(*FORECAST, "--format", "json").stdout)
    assert document["planning"]["seed"] == 1
    assert any("No probability is invented" in note for note in document["notes"])


def test_bad_probabilities_are_findings(run: Run, tmp_path: Path) -> None:
    bad = (
        "iso3,probability,basis\nCHN,25%,desk\nUSA,1.5,desk\nXXX,0.5,desk\nFRA,0.5,\n"
        "JPN,0.5,desk\nJPN,0.5,desk\n"
    )
    (tmp_path / "p.csv").write_text(bad, encoding="utf-8")
    done = run(*FORECAST)
    assert done.returncode == 1
    for place in (
        "p.csv:2:probability",
        "p.csv:3:probability",
        "p.csv:4:iso3",
        "p.csv:5:basis",
        "p.csv:7:iso3",
    ):
        assert place in done.stderr
    assert done.stdout == ""
    assert "is no probability. Write plain decimals between 0 and 1" in done.stderr
    assert run("forecast", "msp13", "--cost", "5").returncode == 2
    assert "there are 0" in run("forecast", "msp13", "--estimate", "--cost", "5").stderr
    assert run("forecast", "msp13", "--probabilities", "p.csv", "--cost", "5,4,6").returncode == 2


def test_estimate_counts_official_lists_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    for meeting in ("msp9", "msp10", "msp11"):
        path = data / "participants" / f"{meeting}.csv"
        lines = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith("FRA,")
        ]
        path.write_text(
            "\n".join(lines).replace(",expected,", ",official,") + "\n", encoding="utf-8"
        )
    found = estimate(load_basis(open_workspace(data), "msp13", Request(cost="1")))
    assert (found["FRA"].value, found["JPN"].value) == (Fraction(1, 8), Fraction(7, 8))
    assert (
        "attended 3 of 3 (msp9, msp10, msp11)" in found["JPN"].basis
        and "prior" in found["JPN"].basis
    )
    assert "USA" not in found


def test_budget(run: Run) -> None:
    done = run(
        "budget",
        "JPN",
        "--years",
        "2026-2027",
        "--cost",
        "400000,450000,600000",
        "--format",
        "json",
    )
    document = json.loads(done.stdout)
    likely = [Decimal(row["amount_likely"]) for row in document["budget"]]
    assert likely == [Decimal("75570.70")] * 2
    assert document["notes"][0].startswith(
        "For 2026 to 2027, Japan should set aside USD 201,521.82 (likely USD 151,141.40"
    )
    beyond = run("budget", "JPN", "--years", "2028", "--cost", "450000")
    assert (beyond.returncode, "scale-none" in beyond.stderr) == (1, True)
    marked = run(
        "budget",
        "JPN",
        "--years",
        "2028",
        "--cost",
        "450000",
        "--scale-provisional",
        "un-2025-2027",
    )
    assert "by the scale un-2025-2027, PROVISIONAL SCALE" in marked.stdout.replace("\n", " ")
    row = json.loads(run(*marked.args[3:], "--format", "json").stdout)["budget"][0]
    assert (row["assumed"], row["provisional"]) == ("yes", "yes")
    needless = run(
        "budget",
        "JPN",
        "--years",
        "2026",
        "--cost",
        "450000",
        "--scale-provisional",
        "un-2025-2027",
    )
    assert needless.returncode == 2
    assert "if it takes part" in run("budget", "CHN", "--years", "2026", "--cost", "450000").stdout
    assert run("budget", "JPN", "--years", "2026-2027", "--cost", "2026=450000").returncode == 2


@pytest.mark.slow
def test_files_of_a_specimen_and_of_another_command(run: Run, tmp_path: Path) -> None:
    arguments = (
        "compare",
        "rc1",
        "--rules",
        "article-14-1,article-14-1-straight",
        "--as-of",
        "2025-06-01",
    )
    done = run(*arguments, "--out", "plan")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "plan").iterdir())
    assert names == [
        f"SPECIMEN-{name}"
        for name in ("compare.csv", "compare.png", "compare.svg", "compare.xlsx", "manifest.json")
    ]
    sheet = openpyxl.load_workbook(tmp_path / "plan" / "SPECIMEN-compare.xlsx")["Comparison"]
    assert sheet["A1"].value == SPECIMEN_TITLE
    assert sheet["F4"].value == "=E4-D4"
    values = openpyxl.load_workbook(tmp_path / "plan" / "SPECIMEN-compare.xlsx", data_only=True)[
        "Comparison"
    ]
    rows = list(
        csv.reader(
            (tmp_path / "plan" / "SPECIMEN-compare.csv").read_text(encoding="utf-8").splitlines()
        )
    )
    for cells, row in zip(values.iter_rows(min_row=4, values_only=True), rows[1:], strict=True):
        assert not any(isinstance(cell, str) for cell in cells[3:])
        assert [Decimal(str(cell)) for cell in cells[3:]] == [Decimal(text) for text in row[3:]]
    before = (tmp_path / "plan" / "SPECIMEN-compare.csv").read_bytes()
    assert run("whatif", "rc1", "--with", "USA", "--out", "plan").returncode == 1
    assert (tmp_path / "plan" / "SPECIMEN-compare.csv").read_bytes() == before
    assert (
        run("whatif", "msp13", "--each-observer", "--cost", "450000", "--out", "each").returncode
        == 0
    )
    assert run("whatif", "msp13", "--state", "JPN").returncode == 2


@pytest.mark.slow
def test_no_settings_file_changes_a_chart_and_a_dollar_sign_is_no_formula(
    run: Run, tmp_path: Path
) -> None:
    for name, codes in (
        ("a$^$b.csv", "FRA\nDEU\n"),
        ("c.csv", "FRA\nJPN\n"),
        ("odd.matplotlibrc", "font.size: 33\n"),
    ):
        (tmp_path / name).write_text(codes if "rc" in name else f"iso3\n{codes}", encoding="utf-8")
    found = []
    for around in ({}, {"MATPLOTLIBRC": str(tmp_path / "odd.matplotlibrc")}):
        folder = tmp_path / f"out{len(found)}"
        lists = ("--participants", "c.csv,a$^$b.csv")
        done = run(
            "compare", "msp13", *lists, "--as-of", "2024-01-01", "--out", str(folder), env=around
        )
        assert done.returncode == 0, done.stderr
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert found[0] == found[1] and "SPECIMEN-compare.png" in found[0]


def plan_charts(tmp_path: Path) -> dict[str, PlanChart]:
    """A picture of every planning command, and the hard cases."""
    workspace = open_workspace(DATA)
    (tmp_path / "likely.csv").write_text(
        "iso3,probability,basis\nCHN,0.3,judged\nGBR,0.125,judged\n", encoding="utf-8"
    )
    chances = ForecastRequest("400000,450000,600000", str(tmp_path / "likely.csv"), trials=500)
    rules = ("article-14-1", "article-14-2", "article-14-1-straight", "article-14-1-all-parties")
    dear = Request(cost="9999999999999.99")
    budget = (
        "2027-2028",
        ("1000000000", "2028=1,2,7000000000"),
        Request(scale_provisional="un-2025-2027"),
    )
    return {
        "rules": comparison_chart(compare_meeting(workspace, "rc1", Request(), rules), "compare"),
        "dear": comparison_chart(compare_meeting(workspace, "rc1", dear, rules), "compare"),
        "same": comparison_chart(compare_meeting(workspace, "msp11", Request(), rules), "compare"),
        "what if": comparison_chart(
            what_if(workspace, "msp13", Request(cost="4500", added=("CHN",))), "whatif"
        ),
        "each": effects_chart(each_observer(workspace, "msp13", dear, "JPN"), "each-observer"),
        "forecast": forecast_chart(forecast_meeting(workspace, "msp13", Request(), chances)),
        "budget": budget_chart(budget_years(workspace, "GBR", *budget)),
    }


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_the_pictures_of_a_plan_speak_every_language(language: str, tmp_path: Path) -> None:
    """Fit to show, without a word of English or the id of a rule; the figures are the same."""
    workspace = open_workspace(DATA)
    rules = ("article-14-1", "article-14-2", "article-14-1-straight")
    compared = compare_meeting(workspace, "rc1", Request(), rules)
    varied = what_if(workspace, "msp13", Request(cost="4500", added=("CHN",), removed=("FRA",)))
    joining = each_observer(workspace, "msp13", Request(cost="450000"), "JPN")
    likely = tmp_path / "likely.csv"
    likely.write_text("iso3,probability,basis\nCHN,0.3,judged\n", encoding="utf-8")
    chances = ForecastRequest("400000,450000,600000", str(likely), trials=50)
    drawn = forecast_meeting(workspace, "msp13", Request(), chances)
    later, costs = Request(scale_provisional="un-2025-2027"), ("450000", "2028=1,200,700000")
    set_aside = budget_years(workspace, "GBR", "2027-2028", costs, later)
    joins = budget_years(workspace, "CHN", "2026", costs[:1], Request())
    for make in (
        lambda language: comparison_chart(compared, "compare", language),
        lambda language: comparison_chart(varied, "whatif", language),
        lambda language: effects_chart(joining, "each-observer", language),
        lambda language: forecast_chart(drawn, language),
        lambda language: budget_chart(set_aside, language),
        lambda language: budget_chart(joins, language),
    ):
        made, english = make(language), make("en")
        assert_fit_to_show(made.draw())
        words = " ".join((*made.frame[1:4], *made.panels, *made.columns, made.axis))
        assert language in ("fr", "es") or not re.findall("[a-z]{3,}", words)
        assert "article-14" not in words + " ".join(english.panels) + english.frame.title
        assert [row.pieces for row in made.rows] == [row.pieces for row in english.rows]


def test_rules_of_one_kind_are_called_by_their_titles() -> None:
    workspace = open_workspace(DATA)
    found = compare_meeting(workspace, "rc1", Request(), ("article-14-1", "article-14-2"))
    first, second = found.cases
    rule = first.result.rule._replace(id="other", title="Our rule", floor=Fraction(1, 1000))
    other = Case("other", first.result._replace(rule=rule))
    chart = comparison_chart(compare((second, first, other)), "compare")
    title = first.result.rule.title.replace("14(1)", "14, paragraph 1")
    assert chart.panels == (title, "Our rule")
    scales = compare_meeting(workspace, "rc1", Request(), scales=("un-2013-2015", "un-2016-2018"))
    assert comparison_chart(scales, "compare").columns[0] == "Scale for 2013–2015"


@pytest.mark.slow
def test_the_chart_of_several_languages_has_a_folder_each(run: Run, tmp_path: Path) -> None:
    done = run("whatif", "msp13", "--without", "FRA", "--lang", "fr,ar", "--out", "plan")
    assert done.returncode == 0, done.stderr
    names = {path.relative_to(tmp_path / "plan").as_posix() for path in tmp_path.rglob("*.svg")}
    assert names == {"ar/SPECIMEN-whatif.svg", "fr/SPECIMEN-whatif.svg"}


def test_every_picture_is_fit_to_show_and_says_what_it_shows(tmp_path: Path) -> None:
    for name, chart in plan_charts(tmp_path).items():
        sheet = chart.draw()
        assert_fit_to_show(sheet)
        shown = told(sheet)
        assert clean(chart.frame.title) in shown and chart.frame.banner in shown, name
        assert ("No difference between these cases" in shown) == (name == "same")
        assert "Sources: " in chart.frame.foot[-1], name
        assert {clean(text) for row in chart.rows for text in row.figures} <= {
            text.text for text in sheet.texts
        }, name
        assert all(row.label in chart.frame.alt for row in chart.rows), name
        ends = [
            end
            for row in chart.rows
            for pieces in row.pieces
            for piece in pieces
            for end in piece[1:]
        ]
        assert name == "same" or (ends and len(chart.rows) <= 25)


def test_axes_stand_at_round_sums() -> None:
    assert list(round_values(-809_000, 321_500, 100, 5)) == [
        -750_000,
        -500_000,
        -250_000,
        0,
        250_000,
    ]
    assert list(round_values(0, 0, 100, 3)) == [0]
    assert list(round_values(0, 7, 1, 4)) == [0, 2, 4, 6]
    assert list(round_values(0, 99, 100, 4)) == [0]
    assert list(round_values(0, 10**15, 100, 1)) == [0, 10**15]


def test_a_folder_of_one_rule_compares_nothing(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    path = tmp_path / "data" / "convention.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("(?m)^rules = .*", 'rules = ["article-14-1"]', text), encoding="utf-8")
    with pytest.raises(UsageError, match='this folder has one rule, "article-14-1"'):
        compare_meeting(open_workspace(tmp_path / "data"), "msp11", Request())


def test_wishes_that_compare_nothing_are_refused() -> None:
    workspace = open_workspace(DATA)
    with pytest.raises(UsageError, match=r"--scales: un-2022-2024 stands twice\."):
        compare_meeting(workspace, "msp11", Request(), scales=["un-2022-2024", "un-2022-2024"])
    with pytest.raises(UsageError, match="cases asked for: 1; from 2 to 12"):
        compare_meeting(workspace, "msp11", Request(), rules=["article-14-1"])
    with pytest.raises(UsageError, match="--variant-cost goes with --cost"):
        what_if(workspace, "msp11", Request(), "200000")
    found = what_if(workspace, "msp11", Request(cost="100000"), "200000")
    assert [case.result.cost.total.plain() for case in found.cases] == ["100000.00", "200000.00"]


def test_another_scale_a_state_without_a_rate_and_a_printed_residual(tmp_path: Path) -> None:
    found = compare_meeting(
        open_workspace(DATA), "msp11", Request(), scales=["un-2022-2024", "un-2019-2021"]
    )
    assert [case.result.scale_chosen for case in found.cases] == ["by day", "override"]
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    notional = data / "un_scale" / "notional.csv"
    kept = [
        line
        for line in notional.read_text(encoding="utf-8").splitlines()
        if not line.startswith("2019-2021,NIU")
    ]
    notional.write_text("\n".join(kept) + "\n", encoding="utf-8")
    workspace = open_workspace(str(data))
    # Niue was no party yet
    assert each_observer(workspace, "msp9", Request(), "JPN").without_rate == ("NIU",)
    rule = tmp_path / "printed.toml"
    text = (DATA / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
    rule.write_text(text.replace('"largest_amounts"', '"none"'), encoding="utf-8")
    result = apportion_meeting(workspace, "rc1", Request(rule=str(rule)))
    assert result.assessment.residual
    table = annex_table(result, Speaker("en", result.convention, result.states))
    assert table["foot"][0][0] == "Rounding difference, not charged to any State"
    assert result.states.unknown("XXX") == '"XXX" is not in states.csv.'
