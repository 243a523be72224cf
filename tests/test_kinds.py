"""What a kind of meeting names: its own rule, its own currency, and that it has no list of
participants, such as the budget of a secretariat.
"""

from __future__ import annotations

import json
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.kites import HERE
from tests.ledger_office import Said, said_by

KINDS = """
fund = { prefix = "fund", title = "Trust Fund", basis = "KITE/3", rule = "parties-23", list = "by_status" }
budget = { prefix = "fy", title = "Budget", basis = "KITE/3", rule = "all-parties-23", currency = "CHF", list = "by_status" }
"""  # noqa: E501
BUDGETS = """
[[meeting]]
id = "fy2023"
kind = "budget"
names.en = "Budget for 2023"
[meeting.held]
start = 2023-01-01
end = 2023-12-31

[[meeting]]
id = "fund2023"
kind = "fund"
billing_group = "fy2023"
names.en = "Trust Fund for 2023"
[meeting.held]
start = 2023-01-01
end = 2023-12-31
"""
DECIDED = (
    '--adopted-by "KITE/9, para. 3" --issued-on 2023-02-01 --pay-by 2023-05-01 --approved-by '
    '"B. Chief"'
)


class Folder:
    """A folder of the second convention, with changes, and commands in it."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.data = folder, folder / "data"
        shutil.copytree(HERE / "data", self.data)
        patch.chdir(folder)
        patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
        patch.delenv("CCMCOST_DATA", raising=False)
        moment = datetime(2023, 2, 1, tzinfo=UTC)
        patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))

    def add(self, name: str, text: str) -> None:
        """Write text at the end of a file."""
        with (self.data / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def put(self, name: str, old: str, new: str) -> None:
        """Replace what stands in a file."""
        path = self.data / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def said(self, line: str) -> Said:
        """Run a line."""
        return said_by(*shlex.split(line))

    def ok(self, line: str) -> str:
        """Run a line that must succeed; returns all that was printed."""
        said = self.said(line)
        assert said.code == 0, f"{line}: {said.out}{said.err}"
        return said.out + said.err

    def refused(self, line: str) -> str:
        """Run a line that must be refused; returns what was said."""
        said = self.said(line)
        assert said.code in (1, 2), f"{line}: {said.out}"
        return said.err


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The second convention with two budgets, each of a kind of its own."""
    made = Folder(tmp_path, monkeypatch)
    made.add("convention.toml", KINDS)
    made.add("meetings.toml", BUDGETS)
    for name, currency in (("fy2023", "CHF"), ("fund2023", "EUR")):
        made.add(
            "costs.toml",
            f'\n[[cost]]\nmeeting = "{name}"\nversion = 1\nstatus = "estimate"\namount = "100.01"\n'
            f'currency = "{currency}"\nsource = "KITE/4"\nadopted_on = 2022-12-01\n',
        )
    return made


def test_each_budget_is_shared_by_the_rule_and_in_the_currency_of_its_kind(office: Folder) -> None:
    office.ok("check")
    for name, rule, currency in (
        ("fy2023", "all-parties-23", "CHF"),
        ("fund2023", "parties-23", "EUR"),
        ("asm2", "pooled-23", "EUR"),
    ):
        told = json.loads(
            office.said(
                f"apportion {name} --cost 70 --no-files --format json --as-of 2023-02-01"
            ).out
        )
        assert (told["rule"]["id"], told["cost"]["currency"]) == (rule, currency)
    assert "CHF 70.00" in office.ok("apportion fy2023 --cost 70 --no-files")
    named = office.ok("apportion fund2023 --rule pooled-23 --no-files")
    assert "pooled-23" in named, "what is typed wins"


def test_a_budget_has_no_list_and_nothing_of_a_meeting(office: Folder) -> None:
    shown = office.ok("show fy2023")
    assert "by status: 8 States Parties" in shown
    assert "Go/no-go" not in shown
    assert "go/no-go" in office.ok("show asm2").lower()
    for line in ("meeting expect fy2023", "import participants fy2023 data/costs.toml"):
        assert "fy2023 has no list of participants" in office.refused(line)
    assert "fy2023" not in office.ok("meeting expect --all")
    dates = office.ok("calendar 2023 --format csv")
    of_budget = [line for line in dates.splitlines() if "fy2023" in line]
    assert of_budget
    assert not any(key in line for line in of_budget for key in ("go_no_go", "official_list"))
    page = office.ok("apportion fy2023 --lang fr --state JPN --out budget")
    assert "by treaty status" in page
    assert "provisional" not in page.lower()
    assert "based on treaty status" in office.ok("chart history --kind fund --out history")
    planned = office.ok("budget JPN --years 2026 --cost 1000")
    assert "Budget for" not in planned, "a year without a meeting is modelled on a meeting"


def test_meetings_billed_together_are_each_billed_by_its_own_rule(office: Folder) -> None:
    office.ok("init")
    assert "one currency, not CHF, EUR" in office.refused(f"issue fy2023 {DECIDED}")
    office.ok(
        "cost set fund2023 --amount 100.02 --currency CHF --status estimate --source KITE/5 "
        "--adopted-on 2022-12-01"
    )
    told = office.ok(f"issue fy2023 {DECIDED} --dry-run")
    assert "rule all-parties-23" in told
    assert "rule parties-23" in told
    assert "Provisional" not in told
    assert "8 notices: CHF 200.03" in office.ok(f"issue fy2023 {DECIDED}")
    assert "0 problems" in office.ok("ledger verify")
    assert "fy2023" not in office.ok("next")
    office.ok("audit-pack fund2023")
    office.ok("report 2023 --lang fr --cost asm2=50 --currency CHF")


def test_a_rule_is_asked_for_where_a_kind_names_none(office: Folder) -> None:
    office.ok("init")
    assert "--rule ID|FILE is missing" in office.refused(f"issue asm2 {DECIDED}")


def test_a_wrong_kind_is_told(office: Folder) -> None:
    office.put("convention.toml", '"by_status"', '"by_statues"')
    told = office.said("check")
    assert '"list" must be one of by_status, not "by_statues"' in told.out + told.err
    office.put("convention.toml", '"by_statues"', '"by_status"')
    office.put("convention.toml", 'rule = "parties-23"', 'rule = "parties-24"')
    told = office.said("check")
    assert "the convention names the rule parties-24, but rules/ has none" in told.out + told.err
    office.put("convention.toml", "parties-24", "parties-23")
    office.put("convention.toml", '"CHF"', '"CHX"')
    told = office.said("check")
    assert "CHX" in told.out + told.err


def test_a_scale_that_was_decided_is_data_and_not_chosen_by_hand(office: Folder) -> None:
    decided = '--scale un-2019-2021 --scale-source "KITE/8, para. 2"'
    assert "name the decision too" in office.refused("meeting set fund2023 --scale un-2019-2021")
    office.ok(f"meeting set fund2023 {decided}")
    office.ok("check")
    shown = " ".join(office.ok("apportion fund2023 --lang fr --state JPN").split())
    assert "un-2019-2021 (A/RES/73/271; KITE/8, para. 2)" in shown
    assert "chosen" not in shown
    told = " ".join(office.ok("explain fund2023 JPN").split())
    assert "KITE/8, para. 2" in told
    assert "chosen for this calculation" not in told
    office.ok("verify reports/fund2023")
    assert "un-2019-2021" in office.ok("show fund2023")
    assert "chosen with --scale" in office.ok("apportion fund2023 --scale un-2016-2018 --no-files")
    of_day = office.ok("apportion fund2023 --scale un-2022-2024 --no-files")
    assert "chosen" not in of_day
    assert "KITE/8" not in of_day
    assert "was decided for fund2023" in office.refused(
        "apportion fund2023 --scale-provisional un-2022-2024"
    )
    office.ok("init")
    office.ok(f"issue fund2023 --alone {DECIDED}")
    for each in office.folder.glob("notices/2023/*JPN*.pdf"):
        office.ok(f"verify {each}")
    assert "0 problems" in office.ok("ledger verify")
    office.put("meetings.toml", "un-2019-2021", "un-2019-2020")
    told = office.said("check")
    assert "fund2023 names the scale un-2019-2020; the data have un-2010-2012" in (
        told.out + told.err
    )
