"""The block under the table of an assessment: fewer than ten lines, true, and on 80 columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.closing import closing
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.sharing.table import assessment_screen
from ccmcost.words.status import assumed_rates, bearing, provisional
from ccmcost.workspace import open_workspace
from tests.conftest import Run

DATA = Data(open_workspace())
DATED = [each.id for each in DATA.meetings.values() if each.day is not None]
OPEN = "reports/rc1-pm1/SPECIMEN-apportionment.xlsx; beside it charts/, invoices/en/, invoices/fr/"


def shared(meeting: str, **wish: str) -> Apportionment:
    return apportion_meeting(open_workspace(), meeting, Request(**wish))


@pytest.mark.parametrize("meeting", DATED)
@pytest.mark.parametrize("cost", [None, "412345678.91"])
def test_fewer_than_ten_lines_on_80_columns(meeting: str, cost: str | None) -> None:
    for rule in DATA.convention.rules:
        result = apportion_meeting(open_workspace(), meeting, Request(cost=cost, rule=rule))
        block = closing(result, opened=OPEN)
        assert len(block) < 10, "\n".join(block)
        assert max(map(len, block)) <= 80
        screen = assessment_screen(result, opened=OPEN)
        assert screen.endswith("\n".join(["", *block, ""]))
        assert screen.count("Assumed rates: ") == bool(assumed_rates([result]))


def test_what_it_says() -> None:
    assert closing(shared("msp13", cost="450000"), opened=OPEN) == [
        "Total: USD 450,000.00, shared among 111 States Parties; the amounts add up to it",
        "  (10 with *: USD -0.01 of rounding).",
        "Largest: JPN 75,572.51, DEU 62,071.96, GBR 43,522.35.",
        "Provisional: expected list (States not party that join lower the amounts, absent",
        "  States Parties raise them).",
        "Assumed rates: Cook Islands and Niue, 0.001 per cent each: minimum rate of the",
        "  scale, unchanged since 2016. USD 21.82 of the cost depends on this.",
        "Open: reports/rc1-pm1/SPECIMEN-apportionment.xlsx; beside it charts/,",
        "  invoices/en/, invoices/fr/",
    ]


def test_states_not_party_and_an_illustrative_cost_are_said() -> None:
    result = shared("rc1")
    assert bearing(result) == "91 States Parties and 26 States not party"
    assert provisional(result).endswith("; illustrative cost (none was published).")
    official = result._replace(
        list=result.list._replace(status="official"), cost=result.cost._replace(status="actual")
    )
    assert provisional(official) == ""
    block = closing(official._replace(warnings=()))
    assert not any(line.startswith(("Provisional", "Open")) for line in block)
    estimate = official._replace(cost=result.cost._replace(status="revised_estimate"))
    assert provisional(estimate) == "revised estimate."
    forced = official._replace(scale_chosen="provisional")
    assert provisional(forced).startswith("PROVISIONAL SCALE (un-2013-2015")
    chosen = official._replace(scale_chosen="override")
    assert (
        provisional(chosen)
        == "scale un-2013-2015 chosen for this calculation, not the scale of the day."
    )


def test_rates_assumed_for_several_meetings_are_one_sentence() -> None:
    several = [shared("msp13"), shared("msp4"), shared("msp13")]
    assert assumed_rates(several) == (
        "Cook Islands and Niue, 0.001 per cent each: minimum rate of the scale, unchanged since "
        "2016; Cook Islands, 0.001 per cent: minimum rate of the scale (no figure has "
        "been published)."
    )
    assert assumed_rates([shared("msp11")]) == ""


def test_what_rounding_leaves_is_said(tmp_path: Path) -> None:
    result = shared("msp11", cost="100")
    left = result._replace(assessment=result.assessment._replace(residual=2))
    assert (
        "with a rounding difference of USD 0.02, not charged to any State, the amounts add up"
        in " ".join(line.strip() for line in closing(left))
    )


def test_only_the_largest(run: Run) -> None:
    whole = run("apportion", "msp11", "--no-files")
    cut = run("apportion", "msp11", "--no-files", "--top", "12")
    codes = [line[:3] for line in cut.stdout.splitlines() if line[:3].isupper() and line[3] == " "]
    assert len(codes) == 12 and codes[:3] == ["JPN", "DEU", "GBR"]
    others = next(line for line in cut.stdout.splitlines() if "others (--top 12)" in line)
    assert others.split() == ["99", "others", "(--top", "12)", "7.614", "16.876496", "16,876.52"]
    assert "Total (111 States)" in cut.stdout
    table = csv.DictReader(
        io.StringIO(run("apportion", "msp11", "--no-files", "--format", "csv").stdout)
    )
    amounts = sorted((round(float(row["amount"]) * 100) for row in table), reverse=True)
    assert sum(amounts[12:]) == 1687652
    all_of_them = run("apportion", "msp11", "--no-files", "--top=111")
    assert all_of_them.stdout == whole.stdout and "others" not in whole.stdout
    assert run("apportion", "msp11", "--no-files", "--top", "1").stdout.count("State Party  ") == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--top x", '--top: "x" is not a number of States, such as 12.'),
        ("--top 0", '--top: "0" is not a number of States'),
        ("--top -3", "--top"),
        ("--top 1.5", '--top: "1.5" is not a number'),
        ("--top 12 --format csv", "--format csv always gives every State"),
        ("--top 12 --format json", "--format json always gives every State"),
    ],
)
def test_a_cut_is_refused_where_it_makes_no_sense(
    run: Run, tmp_path: Path, line: str, said: str
) -> None:
    done = run("apportion", "msp11", *line.split())
    assert done.returncode == 2 and said in done.stderr and not done.stdout
    assert not list(tmp_path.iterdir())


def test_assumed_rates_are_told_once(run: Run) -> None:
    sentence = "Assumed rates: Cook Islands and Niue, 0.001 per cent each: minimum rate of the"
    on_screen = run("apportion", "msp13", "--no-files")
    assert on_screen.stdout.count(sentence) == 1 and not on_screen.stderr
    for command in (
        "apportion msp13 --no-files --format csv",
        "explain msp13 JPN",
        "compare msp13",
        "whatif msp13 --with CHN",
        "budget JPN --years 2026-2027 --cost 400000",
    ):
        done = run(*command.split())
        assert not done.returncode
        said = done.stdout.replace("\n  ", " ") + done.stderr
        assert said.count(sentence) == 1 and "rate-assumed" not in said, command
    document = run("apportion", "msp13", "--no-files", "--format", "json")
    assert document.stdout.count("rate-assumed") == 2  # a program finds each of them
    assert document.stderr.count("Assumed rates") == 1


def test_where_to_open(run: Run, tmp_path: Path) -> None:
    done = run("apportion", "msp11", "--state", "JPN", "--out", "here")
    last = done.stdout.splitlines()[-1]
    assert last == "Open: here/SPECIMEN-apportionment.xlsx; beside it charts/, invoices/en/"
    assert (tmp_path / "here" / "SPECIMEN-apportionment.xlsx").is_file()
    assert (tmp_path / "here" / "charts").is_dir()
    assert len([*(tmp_path / "here" / "invoices" / "en").iterdir()]) == 2, "few, and named too"


def test_other_warnings_stay_as_they_are() -> None:
    from ccmcost.cli.output import warn

    told = Finding("a.csv", 2, "role", "role-differs", "the list differs.", "warning")
    warn([told], shared("msp11"))


def test_a_report_of_several_years_tells_assumed_rates_once(run: Run) -> None:
    done = run("report", "--from", "2013", "--to", "2014", "--out", "here")
    assert done.returncode == 0
    assert done.stderr.count("Assumed rates: Cook Islands, 0.001 per cent") == 1
    assert "rate-assumed" not in done.stderr


def test_assumed_rates_of_another_case_are_told(run: Run) -> None:
    done = run("compare", "msp11", "--scales", "un-2022-2024,un-2025-2027")
    assert done.stderr.count("Assumed rates: Cook Islands and Niue") == 1
