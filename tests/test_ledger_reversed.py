"""What was reversed counts nowhere, and what is asked as at a day or as known on a day is answered
so.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.hostile.texts import sealed
from tests.ledger_life import BY, short_documents
from tests.ledger_office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    short_documents(monkeypatch)
    return Office(tmp_path, monkeypatch)


def accounts(office: Office) -> dict[str, dict[str, str]]:
    said = office("status", "--all", "--format", "csv", "--as-at", "2026-06-01")
    assert said.code == 0, said.err
    return {row["iso3"]: row for row in csv.DictReader(io.StringIO(said.out))}


def test_a_payment_plan_that_was_reversed_withholds_no_reminder(office: Office) -> None:
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.on("2024-04-01")
    office.ok("record payment-plan msp12 SWE --on 2024-03-01 --until 2030-12-31 --document D")
    assert accounts(office)["SWE"]["plan_until"] == "2030-12-31"
    reminders = "letters msp12 --kind reminder1 --as-of 2026-06-01 --state SWE --state AUT"
    assert "MSP12-AUT" in office.ok(reminders) and "MSP12-SWE" not in office.ok(reminders)
    seq = office.ok("ledger verify").split(" events")[0].split()[-1]
    office.ok(f"record reverse {seq} --on 2024-03-02 --reason mistaken")
    assert accounts(office)["SWE"]["plan_until"] == ""
    assert "payment plan" not in office.ok("statement SWE --as-at 2026-06-01")
    assert "MSP12-AUT" in office.ok(reminders) and "MSP12-SWE" in office.ok(reminders)


def test_a_bill_carried_over_by_mistake_leaves_the_first_notice_a_first_notice(
    office: Office,
) -> None:
    (office.folder / "opening.csv").write_text(
        "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
        "SWE,msp12,OLD-1,2023-09-01,2023-12-01,1200.00,0,books\n"
    )
    office.ok("import opening opening.csv --as-at 2024-01-31")
    office.ok("record reverse 1 --on 2024-01-31 --reason mistaken")
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    register = list(
        csv.DictReader((office.folder / "notices" / "2024" / "register.csv").open(encoding="utf-8"))
    )
    assert {row["kind"] for row in register if row["state"]} == {"notice"}
    swe = accounts(office)["SWE"]
    assert (swe["assessed"], swe["adjustments"], swe["outstanding"]) == (
        "87100.00",
        "0.00",
        "87100.00",
    )
    assert swe["carried_over"] == "no"


def test_a_receipt_in_a_wrong_currency_once_reversed_blocks_no_issue(office: Office) -> None:
    office.ok("receive msp12 SWE 100.00 --currency EUR --on 2024-01-15 --reference R")
    office.cost("400000.00")
    said = office.issue("--on-expected-list")
    assert said.code == 2 and "EUR" in said.err
    office.ok("record reverse 1 --on 2024-01-15 --reason 'wrong currency'")
    assert office.issue("--on-expected-list").code == 0
    office.ok("receive msp12 SWE 87100.00 --on 2024-01-31 --reference R")
    assert "EUR" not in office.ok("status --as-at 2024-06-01")


def test_what_is_unidentified_as_at_a_day_and_as_known_on_a_day(office: Office) -> None:
    office.on("2024-03-10")
    office.ok("record unidentified 500.00 --on 2024-03-05 --reference NOBODY")
    office.on("2024-04-10")
    office.ok("record identify 1 SWE msp12 --amount 200.00 --document D")
    office.on("2024-05-10")
    office.ok("record unidentified 70.00 --on 2024-05-05 --reference SOMEBODY")
    listed = lambda *more: office.ok(" ".join(("status --unidentified", *more)))  # noqa: E731
    assert "USD 300.00" in listed() and "USD 70.00" in listed()
    assert "No receipt" in listed("--as-at 2024-03-04")
    assert "USD 300.00" in listed("--as-at 2024-03-05") and "SOMEBODY" not in listed(
        "--as-at 2024-03-05"
    )
    assert "USD 500.00" in listed("--known-on 2024-03-31")
    assert "No receipt" in listed("--known-on 2024-03-09")


def test_a_credit_is_disposed_of_once(office: Office) -> None:
    office.cost("400000.00")
    office.cost("100000.00", meeting="msp11")
    assert office.issue("--on-expected-list").code == 0
    office.listed("expected", ("AUS", "SWE"), "msp11")
    assert office.issue("--on-expected-list", meeting="msp11").code == 0
    office.on("2024-04-01")
    overpaid = "--overpaid" if "--overpaid" in office("receive", "--help").out else ""
    office.ok(f"receive msp12 SWE 87600.00 --on 2024-03-05 --reference R {overpaid}")
    office.ok(f"record apply-credit msp12 SWE 400.00 --on 2024-03-06 --choice refund {BY}")
    office.refused(
        f"record apply-credit msp12 SWE 400.00 --on 2024-03-06 --choice apply --to msp11 {BY}",
        "USD 100.00",
    )
    office.refused(
        f"record apply-credit msp12 SWE 400.00 --on 2024-03-06 --choice refund {BY}", "USD 100.00"
    )
    office.ok(f"record refund msp12 SWE 400.00 --on 2024-03-07 {BY}")
    office.ok(
        f"record apply-credit msp12 SWE 100.00 --on 2024-03-08 --choice apply --to msp11 {BY}"
    )
    office.refused(
        f"record refund msp12 SWE 0.01 --on 2024-03-08 {BY}", "cannot refund more than the credit"
    )


def test_whoever_takes_back_money_that_was_used_is_told_what_used_it(office: Office) -> None:
    office.cost("400000.00")
    office.cost("100000.00", meeting="msp11")
    office.listed("expected", ("AUS", "SWE"), "msp11")
    for meeting in ("msp12", "msp11"):
        assert office.issue("--on-expected-list", meeting=meeting).code == 0
    office.on("2024-04-01")
    seqs = list[str]()
    for line in (
        "receive msp12 SWE 87100.00 --on 2024-03-01 --reference R",
        "receive msp12 SWE 500.00 --on 2024-03-05 --reference S --overpaid",
        f"record apply-credit msp12 SWE 400.00 --on 2024-03-06 --choice refund {BY}",
        f"record refund msp12 SWE 400.00 --on 2024-03-07 {BY}",
        f"record apply-credit msp12 SWE 100.00 --on 2024-03-08 --choice apply --to msp11 {BY}",
    ):
        seqs += re.findall(r"^event ([0-9]+)", office.ok(line))
    _, receipt, _, refund, applied = seqs
    said = office("record", "reverse", receipt, "--reason", "wrong")
    told = (
        f"look at this: event {refund} (refund) and event {applied} (apply credit) used money of "
        "this account: Sweden (SWE) msp12; now USD 500.00 outstanding"
    )
    assert said.code == 0 and told in said.err, said.err
    office.ok("receive msp12 SWE 500.00 --on 2024-03-05 --reference S --overpaid")
    said = office("record", "reverse", "--last", "--reason", "wrong")
    assert said.code == 0 and "look at this" not in said.err  # it came after what was used


def test_a_ledger_of_a_later_ccmcost_is_named(office: Office) -> None:
    office.ok("receive msp12 SWE 100.00 --on 2024-01-15 --reference R")
    office.ok("ledger export ledger.json")
    document = json.loads((office.folder / "ledger.json").read_text(encoding="utf-8"))
    assert document["events"][0]["body"]["v"] == 1
    document["events"][0]["body"]["v"] = 2
    (office.folder / "later.json").write_text(json.dumps(sealed(document)), encoding="utf-8")
    office.ok("init ../other")
    said = office("ledger", "import", "later.json", "--data", "../other/data")
    assert (
        said.code == 2
        and "this ledger was written by a later ccmcost: event 1 has version 2" in said.err
    )


@pytest.mark.parametrize(
    ("change", "wording"),
    [
        (
            "body = json_set(body, '$.v', 2)",
            "this ledger was written by a later ccmcost: event 1 has version 2",
        ),
        ("kind = 'gift'", 'event 1 is of a kind that this ccmcost does not know: "gift"'),
    ],
)
def test_no_command_counts_an_event_that_it_does_not_understand(
    office: Office, change: str, wording: str
) -> None:
    office.ok("receive msp12 SWE 100.00 --on 2024-01-15 --reference R")
    connection = sqlite3.connect(office.folder / "ledger.sqlite", isolation_level=None)
    guard = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'event_no_update'"
    ).fetchone()[0]
    connection.execute("DROP TRIGGER event_no_update")
    connection.execute(f"UPDATE event SET {change}")
    connection.execute(guard)
    connection.close()
    for line in (
        "status",
        "statement SWE",
        "calendar",
        "ledger verify",
        "receive msp12 SWE 1 --on 2024-01-15 --reference R",
    ):
        office.refused(line, wording)


def test_nothing_is_recorded_that_could_not_be_read_again(office: Office) -> None:
    office.refused(
        "record payment-plan msp12 SWE --on 2024-01-02 --until 9999-12-31 --document D", ""
    )
    office.refused(
        "record payment-plan msp12 SWE --on 0001-01-02 --until 2030-12-31 --document D", ""
    )
