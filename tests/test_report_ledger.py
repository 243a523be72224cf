"""The annual report in an office: what was issued counts,
what was collected and is outstanding comes from the ledger.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ccmcost.charts.frame import chart_speaker
from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.tables import arrears_table
from ccmcost.documents.annual.years import AnnualRequest, NotComputed, annual_reports
from ccmcost.load.data import Data
from ccmcost.model.money import Money
from ccmcost.workspace import open_workspace
from tests import pdfs
from tests.ledger_office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that issued msp12 on an estimate and recorded two receipts."""
    found = Office(tmp_path / "office", monkeypatch)
    found.cost("410000.00")
    said = found.issue("--on-expected-list")
    assert said.code == 0, said.err
    found.on("2024-06-01")
    found.ok("receive msp12 AUS 1000.00 --on 2024-03-01 --reference R1")
    found.ok("receive msp12 SWE 99999.00 --on 2024-04-01 --reference R2 --overpaid")
    return found


def report_of(year: int, as_at: str, *costs: str) -> Report:
    day = date.fromisoformat(as_at)
    (found,) = annual_reports(open_workspace(), AnnualRequest(year, year, day, day, costs))
    assert isinstance(found, Report)
    return found


def test_collection_and_arrears_are_those_of_the_ledger(office: Office) -> None:
    report = report_of(2024, "2024-06-01", "msp11=400000.00")
    found = report.collection
    assert found is not None and found.total is not None
    assert [row.meeting for row in found.meetings] == [
        "msp12"
    ] and found.total.assessed == 41_000_000
    status = list(csv.DictReader(io.StringIO(office.ok("status --as-at 2024-06-01 --format csv"))))
    owed = {
        row["iso3"]: row["outstanding"]
        for row in status
        if row["meeting"] == "msp12" and row["outstanding"] != "0.00"
    }
    assert {row.code: Money(row.total, "USD", 2).plain() for row in found.arrears} == owed
    assert found.arrears[0].days is None and found.ages()[0] == sum(found.ages()), "not yet due"
    later = report_of(2024, "2026-05-01", "msp11=400000.00").collection
    assert later is not None and later.arrears[0].days == 121, "since the day of payment"
    assert later.ages()[2] == sum(later.ages())


def test_the_files_show_what_was_collected(office: Office) -> None:
    office.ok("report 2024 --cost msp11=400000.00 --as-of 2024-06-01")
    folder = office.folder / "reports" / "annual" / "2024"
    report = report_of(2024, "2024-06-01", "msp11=400000.00")
    assert report.collection is not None
    text = " ".join(pdfs.pages((folder / "annual-report-2024-en.pdf").read_bytes()))
    page = (folder / "annual-report-2024-en.html").read_text(encoding="utf-8")
    for row in report.collection.arrears:
        shown = Money(row.total, "USD", 2).grouped()
        assert shown in text and shown in page
    assert "As at 1 June 2024" in text and "Contributions received and outstanding" in page
    book = openpyxl.load_workbook(folder / "annual-report-2024-en.xlsx", data_only=True)
    assert (
        book["Arrears"].cell(6 + len(report.collection.arrears), 9).value
        == sum(report.collection.ages()) / 100
    )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (
        manifest["meetings"][0]["issued_on"] == "2024-02-01"
        and manifest["ledger_as_at"] == "2024-06-01"
    )
    assert (folder / "csv" / "arrears.csv").is_file()
    several = sum(map(bool, report.collection.ages())) > 1
    assert (folder / "charts" / "en" / "arrears.svg").is_file() == several, (
        "one age alone is no picture"
    )


def test_on_a_page_the_meetings_of_a_debt_leave_room_for_the_name_of_its_state(
    office: Office,
) -> None:
    """Six columns of money beside two of text: where a State owed for several meetings, its name
    and theirs were printed over each other.
    """
    found = report_of(2024, "2026-05-01", "msp11=400000.00")
    assert found.collection is not None
    rows = (found.collection.arrears[0]._replace(meetings=("rc2-pm1", "rc2", "msp11")),)
    words = chart_speaker("en", found.year.convention, found.year.states)
    debts = found.collection._replace(arrears=rows)
    page = arrears_table(debts, words, found.year.states).shown("page")
    texts = [column.name for column in page.columns if not column.right]
    assert texts == ["iso3", "named"]
    assert str(page.rows[0][1]).endswith("(RC2\u2011PM1, RC2, MSP11)")


def test_what_was_issued_counts_until_it_is_issued_again(office: Office) -> None:
    before = report_of(2024, "2024-06-01", "msp11=400000.00")
    office.cost("420000.00", "revised_estimate")
    office.listed("official", ("AUS", "SWE"))
    again = report_of(2024, "2024-06-01", "msp11=400000.00")
    assert [row.total for row in again.year.rows] == [row.total for row in before.year.rows]
    later = again.year.meetings[0].later
    assert (
        later is not None
        and later.total.minor == 42_000_000
        and before.year.meetings[0].later is None
    )
    assert again.year.total.minor == 41_000_000 and again.year.meetings[0].issued_on == date(
        2024, 2, 1
    )
    notices = report_of(2024, "2024-01-31", "msp11=400000.00")
    assert notices.year.total.minor == 42_000_000 and notices.year.meetings[0].issued_on is None, (
        "before the issue"
    )
    said = office("report", "2024", "--cost", "msp12=1.00", "--as-of", "2024-06-01")
    assert said.code == 2 and "was issued on 2024-02-01" in said.err


def test_a_settlement_counts_from_its_day(office: Office) -> None:
    office.cost("400000.00", "actual")
    office.on("2025-03-01")
    line = (
        "--adopted-by 'CCM/MSP/2023/9, para. 41' --approved-by 'B. Chief' --issued-on 2025-03-01 "
        "--pay-by 2025-06-30"
    )
    office.ok(f"settle msp12 {line} --on-expected-list")
    before, after = (
        report_of(2024, day, "msp11=400000.00") for day in ("2024-12-31", "2025-12-31")
    )
    assert [each.year.total.minor for each in (before, after)] == [41_000_000, 40_000_000]
    assert (
        after.year.meetings[0].result.cost.status == "actual"
        and after.year.meetings[0].later is None
    )
    assert after.collection is not None and after.collection.total is not None
    assert (after.collection.total.assessed, after.collection.total.adjusted) == (
        41_000_000,
        -1_000_000,
    )


def test_an_illustrative_year_leaves_the_ledger_out(office: Office) -> None:
    report = report_of(2023, "2024-06-01")
    assert report.is_specimen and report.collection is None and report.ledger_as_at is not None
    office.ok("report 2023 --as-of 2024-06-01")
    folder = office.folder / "reports" / "annual" / "2023"
    page = (folder / "SPECIMEN-annual-report-2023-en.html").read_text(encoding="utf-8")
    assert "illustrative costs are never billed" in page and "Outstanding" not in page


def test_bills_carried_over_are_told_apart(office: Office) -> None:
    header = "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
    rows = "AUS,msp11,E-1,2023-03-01,2023-06-01,500.00,100.00,old books\n"
    (office.folder / "opening.csv").write_text(header + rows, encoding="utf-8")
    office.ok("import opening opening.csv --as-at 2023-12-31")
    report = report_of(2023, "2024-06-01", "msp11=400000.00", "msp10=400000.00")
    found = report.collection
    assert found is not None and found.total is not None
    assert (found.carried_over, found.total.assessed, found.total.outstanding) == (
        ("msp11",),
        50_000,
        40_000,
    )
    assert report.year.meetings[0].issued_on is None and report.year.total.minor == 40_000_000
    office.ok("report 2023 --as-of 2024-06-01 --cost msp11=400000.00")
    page = (office.folder / "reports" / "annual" / "2023" / "annual-report-2023-en.html").read_text(
        encoding="utf-8"
    )
    assert "amounts billed before the ledger began were carried over" in page


def test_a_wrong_cost_of_a_later_year_writes_nothing(office: Office) -> None:
    said = office(
        "report", "--from", "2022", "--to", "2023", "--cost", "msp11=x", "--as-of", "2024-06-01"
    )
    assert said.code == 2 and not (office.folder / "reports" / "annual").exists()


def test_cost_lines_are_shown(office: Office) -> None:
    path = office.folder / "data" / "costs.toml"
    lines = (
        '\n[[cost]]\nmeeting = "msp11"\nversion = 2\nstatus = "estimate"\namount = "1100.00"\n'
        'currency = "USD"\nsource = "DOC"\n'
        '[[cost.lines]]\nitem = "Interpretation <b>"\nkind = "conference_servicing"\namount = '
        '"1000.00"\n[[cost.lines]]\nitem = "Contingency"\nkind = "contingency"\namount = '
        '"100.00"\npercent = "10"\nbase = "items"\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    report = report_of(2023, "2024-06-01")
    assert [line.amount for line in report.year.meetings[0].lines] == [100_000, 10_000]
    office.ok("report 2023 --as-of 2024-06-01 --lang es")
    folder = office.folder / "reports" / "annual" / "2023"
    text = " ".join(pdfs.pages((folder / "annual-report-2023-es.pdf").read_bytes()))
    assert (
        "Interpretation <b> 1 000,00 Contingency 10 de las partidas anteriores 100,00 Total 1 "
        "100,00" in text
    )


def test_an_issued_meeting_counts_although_its_list_and_cost_have_gone(office: Office) -> None:
    """What was issued stands by itself: the office's list and cost, which it rested on,
    are no longer there.
    """
    before = report_of(2024, "2024-06-01", "msp11=400000.00")
    (office.folder / "data" / "participants" / "msp12.csv").unlink()
    costs = office.folder / "data" / "costs.toml"
    kept = [
        entry
        for entry in costs.read_text(encoding="utf-8").split("[[cost]]")
        if 'meeting = "msp12"' not in entry
    ]
    costs.write_text("[[cost]]".join(kept), encoding="utf-8")
    after = report_of(2024, "2024-06-01", "msp11=400000.00")
    (held,) = after.year.meetings
    assert [row.total for row in after.year.rows] == [row.total for row in before.year.rows]
    assert (
        held.result.list.codes == before.year.meetings[0].result.list.codes and held.later is None
    )


def test_an_issued_meeting_whose_scale_has_gone_is_told_of(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Data, "scale_periods", {})
    day = date(2024, 6, 1)
    (found,) = annual_reports(open_workspace(), AnnualRequest(2024, 2024, day, day))
    assert isinstance(found, NotComputed) and "scale-none" in {
        finding.code for finding in found.error.findings
    }
    assert "un-2022-2024, by which msp12 was issued, is no longer in the data" in str(found.error)
