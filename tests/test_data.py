"""The shipped data: counts known from outside, and files that the project builds itself."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import ccmcost
from ccmcost.desk.init import make_workspace
from ccmcost.desk.register import write_expected_lists
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Findings
from ccmcost.load.convention import load_convention
from ccmcost.load.data import Data
from ccmcost.load.meetings import load_meetings
from ccmcost.load.reader import Reader
from ccmcost.load.scales import load_scale, scale_periods
from ccmcost.load.states import load_states, load_treaties
from ccmcost.model.states import TreatyStatus, parties_on, role_on
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, Run

PARTIES = {
    "msp1": 36,
    "msp2": 55,
    "msp3": 70,
    "msp4": 80,
    "msp5": 84,
    "rc1": 91,
    "msp6": 98,
    "msp7": 100,
    "msp8": 103,
    "msp9": 106,
    "rc2": 108,
    "msp10": 110,
    "msp11": 111,
    "msp12": 112,
    "msp13": 111,
}
PERIODS = ("2010-2012", "2013-2015", "2016-2018", "2019-2021", "2022-2024", "2025-2027")
DATED = [
    path.stem for path in sorted((DATA / "participants").glob("*.csv")) if path.stem != "evidence"
]
CONVENED = ["rc1", "rc1-pm1", "rc1-pm2", "msp7", "rc2", "rc2-pm1", "rc2-pm2", "msp11", "msp12"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(open_workspace(DATA), Findings())


def test_states_parties_on_each_opening_day(reader: Reader) -> None:
    meetings = load_meetings(reader, load_convention(reader))
    treaty = load_treaties(reader, load_states(reader))[""]
    days = {meeting: meetings[meeting].day for meeting in PARTIES}
    assert {
        meeting: len(parties_on(treaty, day)) for meeting, day in days.items() if day
    } == PARTIES


def test_nineteen_meetings_have_a_day() -> None:
    assert len(DATED) == 19


@pytest.mark.parametrize("meeting", DATED)
@pytest.mark.parametrize(
    "rule", ["article-14-1", "article-14-1-all-parties", "article-14-1-straight", "article-14-2"]
)
def test_every_meeting_sums_to_its_cost_under_every_rule(meeting: str, rule: str) -> None:
    result = ccmcost.apportion(meeting, rule=rule)
    assert (
        sum((Decimal(row.amount) for row in result.rows), Decimal(0))
        == result.total
        == Decimal("100000.00")
    )


@pytest.mark.parametrize(
    "meeting", ["msp11", "msp12", "msp13", "rc1-pm1", "rc1-pm2", "rc2-pm1", "rc2-pm2"]
)
def test_rules_coincide_where_no_state_not_party_is_listed(meeting: str) -> None:
    rules = ("article-14-1", "article-14-1-all-parties", "article-14-1-straight", "article-14-2")
    assert len({ccmcost.apportion(meeting, rule=rule).to_csv() for rule in rules}) == 1


def test_scales_sum_to_one_hundred(reader: Reader) -> None:
    states = load_states(reader)
    members = {}
    for scale_id in scale_periods(reader):
        scale = load_scale(reader, scale_id, states)
        assert sum(scale.rates.values()) == 100_000
        members[scale_id] = len(scale.rates)
    assert set(members.values()) == {192, 193}
    assert members["un-2010-2012"] == 192
    assert len(states) == 197
    reader.findings.stop_on_errors()


def test_lists_build_to_the_same_bytes(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    for path in (tmp_path / "data" / "participants").glob("[mr]*.csv"):
        path.unlink()
    workspace = open_workspace(tmp_path / "data")
    written = write_expected_lists(workspace, (), workspace.writable_data())
    assert len(written) == 19
    for meeting, _ in written:
        name = f"participants/{meeting}.csv"
        assert (tmp_path / "data" / name).read_bytes() == (DATA / name).read_bytes()


def test_an_official_list_is_never_overwritten(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    path = tmp_path / "data" / "participants" / "msp11.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",expected,", ",official,"), encoding="utf-8"
    )
    official = path.read_bytes()
    workspace = open_workspace(tmp_path / "data")
    with pytest.raises(UsageError, match="official"):
        write_expected_lists(workspace, ["msp10", "msp11"], workspace.data)
    assert len(write_expected_lists(workspace, (), workspace.data)) == 18
    assert path.read_bytes() == official


@pytest.mark.parametrize("meeting", DATED)
def test_every_row_of_an_expected_list_has_its_evidence(meeting: str) -> None:
    with (DATA / "participants" / f"{meeting}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        assert row["list_status"] == "expected"
        assert row["evidence"] and row["source"] and row["role"]
        if row["role"] != "state_party":
            assert "in force" not in row["evidence"]


@pytest.mark.parametrize("meeting", CONVENED)
def test_show_sets_the_note_next_to_the_event(run: Run, meeting: str) -> None:
    done = run("show", meeting)
    assert done.returncode == 0
    for word in (
        "As announced",
        "As held",
        "Convened by",
        "Note verbale",
        "Mandate",
        "to be named by",
        "Go/no-go",
    ):
        assert word in done.stdout


def test_wrong_weekdays_of_the_notes_are_kept_as_remarks(run: Run) -> None:
    assert "Friday 9 October" in run("show", "rc2").stdout
    assert "it was a Friday" in " ".join(run("show", "rc2").stdout.split())
    assert "calls 31 August 2023 a Friday, it was a Thursday" in " ".join(
        run("show", "msp11").stdout.split()
    )


def test_roles_by_treaty_status() -> None:
    status = TreatyStatus(
        "LTU", date(2008, 12, 3), date(2011, 3, 24), "", date(2011, 9, 1), date(2025, 3, 6)
    )
    assert status.role_on(date(2008, 12, 2)) == "observer_state"
    assert status.role_on(date(2008, 12, 3)) == "signatory"
    assert status.role_on(date(2011, 8, 31)) == "signatory"
    assert status.role_on(date(2011, 9, 1)) == "state_party"
    assert status.role_on(date(2025, 3, 5)) == "state_party"
    assert status.role_on(date(2025, 3, 6)) == "observer_state"
    assert role_on({}, "USA", date(2023, 1, 1)) == "observer_state"


def test_ldc_years_begin_and_end_on_their_first_day(reader: Reader) -> None:
    states = load_states(reader)
    assert not states["VUT"].is_ldc(date(2020, 12, 4))
    assert states["VUT"].is_ldc(date(2020, 12, 3))
    assert states["SEN"].is_ldc(date(2000, 1, 1))
    assert not states["SEN"].is_ldc(date(1999, 12, 31))
    assert not states["BWA"].is_ldc(date(1994, 12, 1))
    assert not states["JPN"].is_ldc(date(2020, 1, 1))


def test_far_dates_are_findings_not_crashes(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path)
    path = tmp_path / "data" / "meetings.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("start = 2023-09-11", "start = 0001-01-01"),
        encoding="utf-8",
    )
    for arguments in (["check"], ["show", "msp11"], ["apportion", "msp11", "--no-files"]):
        done = run(*arguments)
        assert done.returncode == 1
        assert "date-bad  0001-01-01 is not a date that can be used" in done.stderr


def test_a_meeting_that_was_added_after_the_register_was_read_is_no_fault(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    workspace = open_workspace(tmp_path / "data")
    cost = workspace.data / "costs.toml"
    cost.write_text(cost.read_text("utf-8").replace('"msp13"', '"msp30"', 1), "utf-8")
    earlier, same = Data(workspace), Data(workspace)
    assert "msp30" not in same.checked(earlier.meetings)
    with pytest.raises(DataError, match='"msp30" is not in meetings'):
        same.checked(same.costs)
    register = workspace.data / "meetings.toml"
    register.write_text(register.read_text("utf-8").replace('"msp13"', '"msp30"'), "utf-8")
    assert "msp30" not in earlier.checked(earlier.costs)
    assert "msp30" in Data(workspace).costs


def test_south_sudan_pays_at_the_rate_that_the_general_assembly_set() -> None:
    for meeting, amounts in (("msp2", ("5.38", "22484.62")), ("msp3", ("5.52", "23065.75"))):
        result = ccmcost.apportion(meeting)
        assert (str(result.amount("SSD")), str(result.amount("JPN"))) == amounts
        assert not any("South Sudan" in warning.message for warning in result.warnings)


def test_notional_rates_have_their_basis(reader: Reader) -> None:
    states = load_states(reader)
    found = {period: load_scale(reader, f"un-{period}", states).notional for period in PERIODS}
    assert {code for rates in found.values() for code in rates} == {
        "COK",
        "NIU",
        "PSE",
        "SSD",
        "VAT",
    }
    for period, rates in found.items():
        assert rates["VAT"][:2] == (1, "notional") and rates["VAT"].basis.startswith("A/RES/")
        assert rates["COK"].thousandths == rates["NIU"].thousandths == 1
        assert ("SSD" in rates) == (period == "2010-2012")
    assert found["2010-2012"]["SSD"] == (
        3,
        "notional",
        "A/RES/67/238, para. 17: admitted on 14 July 2011, rate for 2011 and 2012",
    )
    palestine = {
        period: (rates["PSE"].thousandths, rates["PSE"].origin) for period, rates in found.items()
    }
    assert palestine == {
        "2010-2012": (5, "assumed"),
        "2013-2015": (5, "notional"),
        "2016-2018": (7, "notional"),
        "2019-2021": (8, "notional"),
        "2022-2024": (11, "notional"),
        "2025-2027": (11, "notional"),
    }
    assert all(found[period]["PSE"].basis.startswith("A/RES/") for period in PERIODS[2:])
    assert {period for period, rates in found.items() if rates["NIU"].origin == "assumed"} == {
        PERIODS[0],
        PERIODS[1],
        PERIODS[5],
    }
