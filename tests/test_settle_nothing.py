"""A meeting that was billed and cancelled costs nothing: settling credits every State in full;
nothing else takes a zero.
"""

from __future__ import annotations

import csv
import io
import shlex
from pathlib import Path

import pytest

from tests.ledger_life import short_documents
from tests.ledger_office import EXPECTED, Office

SETTLE = "settle msp12 --adopted-by 'D, 9' --issued-on 2024-05-01 --pay-by 2024-12-31"
ZERO = "cost set msp12 --amount 0.00 --source D --adopted-on 2024-04-20 --status"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path, monkeypatch)
    made.listed("official", EXPECTED)
    made.cost("400000.00")
    assert made.issue().code == 0
    made.on("2024-05-01")
    made.ok("receive msp12 SWE 87100.00 --on 2024-03-04 --reference R")
    return made


def test_only_an_actual_cost_may_be_nothing_and_only_settling_bills_it(office: Office) -> None:
    for status in ("estimate", "revised_estimate"):
        office.refused(f"{ZERO} {status}", "It must be more than zero")
    assert "actual, USD 0.00 (D)" in office.ok(f"{ZERO} actual")
    issue = (
        "issue msp12 --rule article-14-1 --adopted-by 'D, 9' --issued-on 2024-05-01 --pay-by "
        "2024-12-31 --approved-by B"
    )
    office.refused(
        issue, "so there is nothing to share. What was billed is credited by: ccmcost settle msp12"
    )
    office.refused(f"{SETTLE} --approved-by 'a clerk'", "two different people")
    said = office.ok(f"{SETTLE} --approved-by 'B. Chief'")
    assert "5 credits: USD -400,000.00" in said
    assert "nothing has changed since the last issue" in office.ok(
        f"{SETTLE} --approved-by 'B. Chief'"
    )
    rows = {
        row["iso3"]: row
        for row in csv.DictReader(io.StringIO(office.ok("status --as-at 2024-05-01 --format csv")))
    }
    assert all(float(row["outstanding"]) == 0 for row in rows.values())
    assert {code: row["credit"] for code, row in rows.items() if row["credit"] != "0.00"} == {
        "SWE": "87100.00"
    }
    office.refused(
        "record refund msp12 SWE 87100.00 --on 2024-05-01 --document D --approved-by 'A. Clerk'",
        "two different",
    )
    office.ok(
        "record refund msp12 SWE 87100.00 --on 2024-05-01 --document D --approved-by 'B. Chief'"
    )
    office.ok("ledger verify")


GROUP = ("rc2-pm1", "rc2-pm2", "rc2")


def test_a_cancelled_meeting_has_no_list_and_leaves_its_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`next` asks for no list of it, nothing is provisional, and the others are billed as before;
    while all of a group wait for the same bill, one line bills them.
    """
    short_documents(monkeypatch)
    office = Office(tmp_path, monkeypatch)
    office.on("2020-05-01")
    for meeting in GROUP:
        office.listed("expected", EXPECTED, meeting)
        office.cost("1000.00", meeting=meeting)
    due = office.ok("next")
    assert "USD 3,000.00 (rc2-pm1, rc2-pm2 and rc2 together)" in due
    assert due.count("ccmcost issue ") == 1 and "ccmcost issue rc2 --on-expected-list" in due
    assert office.issue("--on-expected-list", on="2020-05-01", meeting="rc2").code == 0
    said = office("receive", "rc2", "SWE", "300.00", "--on", "2020-05-01", "--reference", "R")
    wanted = "Sweden still owes USD 218.58 for rc2-pm1 and USD 218.58 for rc2-pm2, billed together"
    assert wanted in said.err
    office.ok("record reverse --last --reason mistaken")
    office.on("2020-10-01")
    office.ok("cost set rc2-pm2 --amount 0 --status actual --source D --adopted-on 2020-09-01")
    office.ok(
        "cost set rc2 --amount 1200 --status revised_estimate --source D --adopted-on 2020-09-01"
    )
    due = office.ok("next")
    assert "import participants rc2-pm1" in due and "import participants rc2-pm2" not in due
    assert "ccmcost settle rc2-pm2 --adopted-by" in due and "NAME --alone" in due
    days = "--issued-on 2020-10-01 --pay-by 2020-12-31 --approved-by 'B. Chief'"
    office.refused(
        f"issue rc2 --rule article-14-1 --adopted-by 'D, 1' {days} --on-expected-list",
        "What was billed is credited by: ccmcost settle rc2-pm2",
    )
    said = office("settle", "rc2-pm2", *shlex.split(f"--adopted-by 'D, 1' {days} --dry-run"))
    assert said.code == 0 and "Provisional" not in said.out + said.err
    assert "5 credits: USD -1,000.00" in office.ok(f"settle rc2-pm2 --adopted-by 'D, 1' {days}")
    bill = f"--rule article-14-1 --adopted-by 'D, 1' {days} --on-expected-list"
    said = office("issue", "rc2", *shlex.split(bill))
    assert "rc2-pm1, rc2: event" in said.out and "rc2-pm2" not in said.out
    assert "5 further notices: USD 200.00" in said.out
    assert "nothing has changed" in office.ok(f"settle rc2-pm2 --adopted-by 'D, 1' {days}")
    assert office.ok("ledger verify").startswith("0 problems;")


def test_a_negative_cost_is_refused(office: Office) -> None:
    for amount in ("-0.01", "-400000"):
        said = office(
            "cost",
            "set",
            "msp12",
            "--amount",
            amount,
            "--status",
            "actual",
            "--source",
            "D",
            "--adopted-on",
            "2024-04-20",
        )
        assert said.code == 2, said.out


@pytest.mark.slow
def test_every_command_goes_on_after_it(office: Office) -> None:
    office.ok(f"{ZERO} actual")
    office.ok(f"{SETTLE} --approved-by 'B. Chief'")
    for line in (
        *GOES_ON,
        *(f"apportion msp12 --cost 100 --format {kind} --no-files" for kind in ("table", "csv")),
    ):
        office.ok(line)
    for line in NOTHING:
        office.refused(line, "there is nothing to share")
    office.refused(
        "report 2024", "the meetings of 2024 cost nothing, so there is no cost to report on"
    )
    office.ok("report 2023")


GOES_ON = (
    *(
        "status --write",
        "statement SWE --write",
        "show msp12",
        "meetings",
        "cost lines msp12",
        "check",
        "calendar 2024",
    ),
    *(
        "audit-pack msp12",
        "verify reports/audit-msp12",
        "letters msp12 --kind credit --as-of 2024-05-02",
    ),
    *("ledger verify", "ledger list", "ledger export reports/l.json", "estimate msp12"),
)
NOTHING = (
    *(
        "apportion msp12",
        "page msp12",
        "explain msp12 SWE",
        "compare msp12 --rules article-14-1,article-14-2",
        "whatif msp12 --without SWE",
    ),
)
