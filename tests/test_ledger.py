"""The ledger: what is refused, what is found, and that nothing is changed, lost or doubled."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from ccmcost.ledger.store import create, opened
from tests.conftest import DATA
from tests.hostile.texts import sealed
from tests.ledger_office import DECISION, OFFICIAL, Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return Office(tmp_path, monkeypatch)


@pytest.fixture
def busy(office: Office) -> Office:
    """An office that has issued on 5 States and received some money."""
    office.cost("400000.00")
    assert office.issue("--on-expected-list").code == 0
    office.on("2024-04-01")
    office.ok("receive msp12 AUS 211200.00 --on 2024-03-04 --reference BANK")
    office.ok("record unidentified 500.25 --on 2024-03-05 --reference NOBODY")
    return office


ISSUE = (
    "issue msp12 --rule article-14-1 --adopted-by 'DOC, 1' --issued-on 2024-02-01 --pay-by "
    "2024-05-01"
)


@pytest.mark.parametrize(
    ("line", "wording"),
    [
        (f"{ISSUE} --approved-by 'a.  clerk'", "two different people"),
        (
            f"{ISSUE} --recorded-by 'Zo\u00e9 C.' --approved-by 'Zoe\u0301 c.'",
            "two different people",
        ),
        (
            "record reverse 1 --on 2024-01-01 --reason R --approved-by 'A. Clerk\u200b'",
            "a hidden one",
        ),
        (f"{ISSUE} --approved-by ' '", "--approved-by: this cannot be empty"),
        (
            f"{ISSUE.replace('2024-05-01', '2024-01-31')} --approved-by B",
            "lies before the day of issue",
        ),
        (
            f"{ISSUE.replace('DOC, 1', 'DOC')} --approved-by B",
            "must name the document and the paragraph",
        ),
        (f"{ISSUE} --approved-by B", "the list of msp12 is expected, not official"),
        (
            f"{ISSUE.replace('article-14-1', 'nonsense')} --approved-by B --on-expected-list",
            'there is no rule "nonsense"',
        ),
        (
            f"{ISSUE.replace('msp12', 'msp11')} --approved-by B --on-expected-list",
            "the cost of msp11 is illustrative",
        ),
        (
            "settle msp12 --adopted-by 'DOC, 1' --issued-on 2024-02-01 --pay-by 2024-05-01 "
            "--approved-by B",
            "never issued",
        ),
        (
            "receive msp12 XYZ 5 --on 2024-01-01 --reference R",
            '"XYZ" is not recognised as the name of a State',
        ),
        ("receive msp99 AUS 5 --on 2024-01-01 --reference R", 'there is no meeting "msp99"'),
        ("receive msp12 AUS 1.500 --on 2024-01-01 --reference R", "USD 1.50 or USD 1,500.00"),
        ("receive msp12 AUS -5 --on 2024-01-01 --reference R", '"-5" is out of range'),
        ("receive msp12 AUS 0 --on 2024-01-01 --reference R", "more than zero"),
        ("receive msp12 AUS 5 --on 2024-02-02 --reference R", "nothing is recorded ahead of time"),
        ("receive msp12 AUS 5 --on 2024-01-01 --reference ''", "--reference: this cannot be empty"),
        (
            "record refund msp12 AUS 5 --on 2024-01-01 --document D --approved-by B",
            "cannot refund more than the credit",
        ),
        (
            "record write-off msp12 AUS 5 --on 2024-01-01 --document D --approved-by B",
            "cannot write off more than the debt",
        ),
        ("record reverse 99 --on 2024-01-01 --reason R", "there is no event 99"),
        ("record reverse 1 --reason R", "a cost version is followed by a new one"),
        ("record identify 1 AUS msp12 --document D", "holds no unidentified money"),
        (
            "cost set msp12 --status final --amount 5 --source S --adopted-on 2024-01-01",
            "is not one of estimate",
        ),
        (
            "cost set msp12 --status actual --amount 5.001 --source S --adopted-on 2024-01-01",
            "can be read as USD 5,001.00",
        ),
        ("import receipts none.csv", "the file does not exist"),
        ("ledger import none.json", "cannot be read"),
    ],
)
def test_refused_with_a_clear_word_and_nothing_recorded(
    office: Office, line: str, wording: str
) -> None:
    office.cost("400000.00")
    office.refused(line, wording)


def test_nothing_is_billed_without_payment_details(office: Office) -> None:
    office.cost("400000.00")
    issuer = office.folder / "data" / "issuer.toml"
    text = issuer.read_text(encoding="utf-8")
    issuer.write_text(text.replace("CH00 0000 0000", ""), encoding="utf-8")
    office.refused(
        f"{ISSUE} --approved-by B --on-expected-list",
        "issuer.toml lacks Account number or IBAN: a notice would show the gaps",
    )
    issuer.write_text(text, encoding="utf-8")
    assert office.issue("--on-expected-list").code == 0
    issuer.write_text(text.replace("CH00 0000", "CH11 0000"), encoding="utf-8")
    office.cost("500000.00", "revised_estimate")
    again = f"{ISSUE} --approved-by B --on-expected-list"
    office.refused(again, 'account was "CH00 0000 0000", is "CH11 0000 0000"')
    assert office.issue("--on-expected-list", "--new-payment-details").code == 0


def test_another_currency_is_refused(office: Office) -> None:
    office.cost("400000.00")
    line = f"{ISSUE} --approved-by B --on-expected-list"
    office.ok(line)
    euros = (
        "cost set msp12 --status actual --amount 5.00 --currency EUR --source S --adopted-on "
        "2024-01-01"
    )
    told = office(*euros.split())
    assert "This folder bills msp12 in USD; this cost is in EUR." in told.err
    office.refused(line, "a change of currency to EUR is refused")


def test_a_cost_set_twice_is_one_version(office: Office) -> None:
    first = office.cost("400000.00")
    before = (
        (office.folder / "ledger.sqlite").read_bytes(),
        (office.folder / "data" / "costs.toml").read_bytes(),
    )
    again = office.cost("400000.00")
    assert again == first.splitlines()[0] + "; it was set before, and nothing was recorded\n"
    assert before == (
        (office.folder / "ledger.sqlite").read_bytes(),
        (office.folder / "data" / "costs.toml").read_bytes(),
    )
    assert "version 3" in office.cost("400000.01") and "version 4" in office.cost("400000.00")


def test_an_issued_cost_version_cannot_be_rewritten(busy: Office) -> None:
    costs = busy.folder / "data" / "costs.toml"
    text = costs.read_text(encoding="utf-8")
    costs.write_text(text.replace('"400000.00"', '"410000.00"'), encoding="utf-8")
    busy.refused(f"{ISSUE} --approved-by B --on-expected-list", "Versions are never overwritten")


def test_another_rule_needs_to_be_said(busy: Office) -> None:
    line = f"{ISSUE} --approved-by B --on-expected-list".replace("article-14-1", "article-14-2")
    busy.refused(line, "A formula is changed by a decision only")
    busy.ok(f"{line} --change-rule")


def test_states_not_party_on_an_expected_list_wait(office: Office) -> None:
    office.listed("expected", ("AUS", "EGY", "SWE"))
    office.cost("298200.00")
    said = office.issue("--on-expected-list")
    assert said.code == 0 and "1 States not party are not billed yet" in said.err
    assert "2 notices: USD 298,200.00" in said.out
    office.listed("official", ("AUS", "EGY", "SWE"))
    office.on("2024-10-01")
    said = office.issue(on="2024-10-01")
    assert "1 notice: USD 13,280.94" in said.out  # 298,200 x 139 / 3,121 = 13,280.936...
    assert office("ledger", "verify").code == 0


def test_parties_first_on_an_official_list(office: Office) -> None:
    office.listed("official", ("AUS", "EGY", "SWE"))
    office.cost("298200.00")
    assert "2 notices: USD 298,200.00" in office.issue("--parties-first").out
    office.on("2024-10-01")
    assert "2 credits" in office.issue(on="2024-10-01").out


def test_a_billing_group_gets_one_notice_with_a_line_each(office: Office) -> None:
    office.on("2024-01-05")
    for meeting, amount in (("rc2-pm1", "1000.00"), ("rc2-pm2", "2000.00"), ("rc2", "30000.00")):
        office.listed("official", ("AUS", "SWE", "ZAF"), meeting)
        office.cost(amount, meeting=meeting)
    said = office.issue(on="2024-02-01", meeting="rc2")
    assert "rc2-pm1, rc2-pm2, rc2" in said.out and "3 notices: USD 33,000.00" in said.out
    body = json.loads(sql(office, "SELECT body FROM event WHERE kind = 'issue'")[0][0])
    assert [[line["meeting"] for line in notice["lines"]] for notice in body["notices"]] == [
        ["rc2-pm1", "rc2-pm2", "rc2"]
    ] * 3
    assert [part["cost"]["amount"] for part in body["meetings"]] == [100000, 200000, 3000000]
    office.cost("1500.00", "revised_estimate", meeting="rc2-pm1")
    office.cost("1800.00", "revised_estimate", meeting="rc2-pm2")
    office.on("2024-03-01")
    said = office.issue(on="2024-03-01", meeting="rc2")
    assert "3 further notices: USD 500.00" in said.out and "3 credits: USD -200.00" in said.out
    assert office("ledger", "verify").code == 0


def test_small_adjustments_are_posted_without_a_document(busy: Office) -> None:
    issuer = busy.folder / "data" / "issuer.toml"
    issuer.write_text(
        'adjust_minimum = "30.00"\n' + issuer.read_text(encoding="utf-8"), encoding="utf-8"
    )
    busy.cost("400100.00", "revised_estimate")
    said = busy.issue("--on-expected-list", on="2024-05-01")
    # 100.00 more: Australia bears 211100/400000 of it, 52.78; the others less than 30.00
    assert "5 further notices: USD 100.00" in said.out
    assert "4 of them below adjust_minimum: posted, without a document" in said.out
    assert "2 documents" in said.out  # Australia's, and the annex
    assert "CCM-AN-2024-0007" in busy.ok("statement AUT --as-at 2024-06-01")
    assert busy("ledger", "verify").code == 0


def test_carried_over_bills_are_never_issued_or_doubled(office: Office) -> None:
    path = office.folder / "opening.csv"
    head = "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
    path.write_text(head + "AUS,msp12,E1,2023-08-15,2023-11-15,10.00,4.00,list\n", encoding="utf-8")
    office.ok("import opening opening.csv --as-at 2023-12-31")
    office.refused("import opening opening.csv --as-at 2023-12-31", "duplicate-id")
    office.cost("400000.00")
    office.refused(f"{ISSUE} --approved-by B --on-expected-list", "they are never issued again")
    assert "AUS,Australia,msp12,USD,10.00,0.00,4.00,0.00,6.00,0.00" in office.ok(
        "status --format csv --as-at 2024-01-01"
    )
    assert "AUS,Australia,msp12,USD,10.00,0.00,0.00,0.00,10.00" in office.ok(
        "status --format csv --as-at 2023-10-01"
    )
    office.ok("record reverse 1 --on 2024-01-02 --reason 'wrong list'")
    assert office.issue("--on-expected-list").code == 0


def test_all_findings_of_a_bank_list_at_once_and_nothing_recorded(busy: Office) -> None:
    (busy.folder / "bad.csv").write_text(
        "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
        "S,1,2024-03-01,10.00,USD,R,AUS,msp12,4.00\n"
        "S,1,2024-03-01,10.00,USD,R,SWE,msp12,5.00\n"
        "S,2,2024-13-01,10.00,USD,R,AUS,msp12,\n"
        "S,3,2024-03-01,ten,USD,R,AUS,msp12,\n"
        "S,4,2024-03-01,10.00,EUR,R,AUS,msp12,\n"
        "S,5,2024-03-01,10.00,USD,R,,msp12,\n"
        "S,6,2024-03-01,10.00,USD,R,AUS,msp99,\n",
        encoding="utf-8",
    )
    said = busy("import", "receipts", "bad.csv")
    assert said.code == 1
    for wording in (
        "bad.csv:2:part  value-bad  the parts of line 1 sum to USD 9.00, but the bank credited "
        "USD 10.00",
        "bad.csv:4:value_date  date-bad",
        "bad.csv:5:amount  number-bad",
        "bad.csv:6:currency  value-bad  the account of msp12 is kept in USD",
        "bad.csv:7:iso3  state-unknown  the State is missing",
        "bad.csv:8:meeting  meeting-unknown",
    ):
        assert wording in said.err
    assert sql(busy, "SELECT COUNT(*) FROM event WHERE kind = 'receipt'") == [(2,)]


def test_a_bank_list_as_excel_saves_it_elsewhere(busy: Office) -> None:
    """Semicolons or tabs between columns, capitals and blanks in their names,
    empty columns at the end.
    """
    head, row = (
        "Statement;Line;Value date;Amount;Currency;Reference;ISO3;Meeting;;",
        "X,1;{};2024-03-01;5.00;USD;R;SWE;msp12;;",
    )
    lines = "\r\n".join(["\ufeff" + head, row.format(1), ";;;;;;;;;", ""])
    (busy.folder / "list.csv").write_text(lines, encoding="utf-8")
    assert busy("import", "receipts", "list.csv").out.startswith(
        "list.csv: 1 bank line recorded, USD 5.00\n"
    )
    (busy.folder / "list.csv").write_text(
        lines.replace(";1;", ";2;").replace(";", "\t"), encoding="utf-8"
    )
    assert busy("import", "receipts", "list.csv").code == 0
    for text, wording in (
        (row.format(3).replace("5.00", "5.000"), '"5.000" can be read as USD 5.00 or USD 5,000.00'),
        (
            row.format(3) + "\r\nTotal;;;6.00;;;;;;",
            "states a total of USD 6.00, but its credits sum to USD 5.00",
        ),
        ("Remark;;;5.00;;;;;;", "list.csv:2:line  value-bad  this is not a bank line"),
        (
            row.format(3).replace("SWE", "Swedn"),
            '"Swedn" is not recognised as the name of a State. Did you mean Sweden (SWE)?',
        ),
        (
            row.format(3) + "x",
            "the row has 10 cells, the header 8. Check for stray or missing separators.",
        ),
    ):
        (busy.folder / "list.csv").write_text(f"{head}\n{text}\n", encoding="utf-8")
        said = busy("import", "receipts", "list.csv")
        assert (said.code, said.err.count("\n"), wording in said.err) == (1, 1, True), said.err
    (busy.folder / "list.csv").write_text("Datum;Betrag\n1.3.2024;5\n", encoding="utf-8")
    assert (
        "It reads: datum, betrag. Is it the right file?"
        in busy("import", "receipts", "list.csv").err
    )


def test_a_bank_list_as_workbook_overlapping_an_earlier_one(busy: Office) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(
        [
            "Statement",
            "Line",
            "Value date",
            "Amount",
            "Currency",
            "Reference",
            "ISO3",
            "Meeting",
            "Part",
        ]
    )
    sheet.append(["S", 1, "2024-03-01", 1234.56, "USD", "R", "SWE", "msp12", None])
    sheet.append(["S", 2, "2024-03-01", 0.3, "USD", "R", "SWE", "msp12", 0.1])
    sheet.append(["S", 2, "2024-03-01", 0.3, "USD", "R", None, "other convention", 0.2])
    book.save(busy.folder / "bank.xlsx")
    assert "2 bank lines recorded, USD 1,234.86" in busy.ok("import receipts bank.xlsx")
    sheet.append(["S", 3, "2024-03-02", 7, "USD", "R", None, None, None])
    book.save(busy.folder / "bank.xlsx")
    said = busy.ok("import receipts bank.xlsx")
    assert "1 bank line recorded, USD 7.00, 2 were recorded before" in said
    sheet["D2"] = 1234.57
    book.save(busy.folder / "bank.xlsx")
    said = busy("import", "receipts", "bank.xlsx")
    assert said.code == 1 and "line 1 of statement S was recorded otherwise (event 5)" in said.err
    assert "SWE,Sweden,msp12,USD,87100.00,0.00,1234.66,0.00,85865.34" in busy.ok(
        "status --format csv --as-at 2024-04-01"
    )


def test_a_payment_is_doubted_before_it_is_recorded_twice(busy: Office) -> None:
    line = "receive msp12 SWE 10.00 --reference R --on"
    first = busy.ok(f"{line} 2024-03-05")
    (number,) = [word for word in first.replace(":", "").split() if word.isdigit()][:1]
    for day in ("2024-03-05", "2024-03-02", "2024-03-08"):
        busy.refused(
            f"{line} {day}",
            f"event {number} recorded the same sum of Sweden for msp12, of 2024-03-05",
        )
    busy.ok(f"{line} 2024-03-09")
    busy.ok(f"{line} 2024-03-05 --again")
    busy.ok("record reverse --last --reason twice")
    busy.ok(f"record reverse {number} --reason wrong")
    busy.ok(f"{line} 2024-03-05")


def test_reversed_lines_may_come_again(busy: Office) -> None:
    head = "statement,line,value_date,amount,currency,reference,iso3,meeting\n"
    (busy.folder / "b.csv").write_text(
        head + "S,1,2024-03-01,5.00,USD,R,AUT,msp12\n", encoding="utf-8"
    )
    busy.ok("import receipts b.csv")
    (busy.folder / "b.csv").write_text(
        head + "S,1,2024-03-01,5.00,USD,R,SWE,msp12\n", encoding="utf-8"
    )
    busy.refused("import receipts b.csv", "record reverse 5")
    busy.ok("record reverse 5 --on 2024-03-02 --reason wrong")
    busy.refused(
        "record reverse 5 --on 2024-03-02 --reason wrong", "was reversed already, by event 6"
    )
    assert "1 bank line recorded" in busy.ok("import receipts b.csv")


def test_identified_money_cannot_be_reversed_under_it(busy: Office) -> None:
    busy.ok("record identify 4 SWE msp12 --amount 200.25 --document D")
    busy.refused(
        "record identify 4 SWE msp12 --amount 300.01 --document D",
        "only USD 300.00 of event 4 is left",
    )
    busy.refused(
        "record reverse 4 --on 2024-04-01 --reason R",
        "Reverse that first: ccmcost record reverse 5 --reason TEXT.",
    )
    busy.ok("record reverse 5 --on 2024-04-01 --reason R")
    busy.ok("record identify 4 --other-convention --document D")
    assert "No receipt is unidentified" in busy.ok("status --unidentified")


def test_many_events_are_reversed_at_once_or_none(busy: Office) -> None:
    """The last first, so that what rests on others may go with them."""
    busy.ok("record identify 4 SWE msp12 --amount 200.25 --document D")
    busy.refused("record reverse 3-5,77 --reason R", "there is no event 77")
    busy.refused("record reverse 2-5 --reason R --approved-by B", "event 2 is not reversed: an")
    busy.refused("record reverse 5-3 --reason R", '"5-3" is not the number of an event')
    said = busy.ok("record reverse 3-5 --reason R")
    assert said == "events 6-8: reverse events 3-5\n"
    busy.refused("record reverse 3,4 --reason R", "event 4 was reversed already, by event 7")
    busy.ok("ledger verify")


def test_a_line_to_complete_names_the_second_person_where_one_is_needed(busy: Office) -> None:
    busy.ok("receive msp12 SWE 500000.00 --on 2024-03-04 --reference X --overpaid")
    line = "--on 2024-03-10 --document D --approved-by B"
    busy.ok(f"record apply-credit msp12 SWE 10.00 --choice leave {line}")
    seq = busy.ok("ledger list --format csv").count("\n") - 1
    whole = f"Complete: ccmcost record reverse {seq} --reason TEXT --approved-by NAME"
    busy.refused(f"record reverse {seq}", whole)
    short = f"--approved-by: event {seq} was approved by a second person"
    busy.refused(f"record reverse {seq} --reason R", short)


def test_credits_move_by_name_only(busy: Office) -> None:
    by = "--on 2024-03-10 --document D --approved-by B"
    busy.refused(
        f"record apply-credit msp12 AUS 100.00 --choice apply --to msp11 {by}",
        "more than the debt of Australia for msp11",
    )
    busy.refused(
        f"record apply-credit msp12 AUS 100.01 --choice leave {by}",
        "more than the credit of Australia for msp12",
    )
    busy.refused(
        f"record apply-credit msp12 AUS 100.00 --choice apply {by}",
        "--to MEETING goes with --choice apply",
    )
    busy.refused(
        f"record apply-credit msp12 AUS 5.00 --choice keep {by}",
        "is not one of refund, apply, leave",
    )
    busy.ok(f"record apply-credit msp12 AUS 100.00 --choice leave {by}")
    busy.ok(f"record refund msp12 AUS 100.00 {by}")
    busy.refused(f"record refund msp12 AUS 0.01 {by}", "cannot refund more than the credit")
    busy.refused("record reverse 6 --on 2024-03-11 --reason R", "so must be its reversal")


def test_exchange_difference_keeps_what_was_sent(busy: Office) -> None:
    line = (
        "record exchange-difference msp12 SWE 12.40 --on 2024-03-04 --original EUR "
        "--original-amount 1000.00 --rate 1.0834 --rate-date 2024-03-01 --source UNORE "
        "--document ADVICE"
    )
    busy.refused(
        line, "is not what the bank credited from Sweden for msp12. Record the receipt first"
    )
    busy.ok("receive msp12 SWE 1071.00 --on 2024-03-04 --reference SWEDEN")
    for other in (("12.40", "12.42"), ("1000.00", "1100.00"), ("1.0834", "1.0835")):
        busy.refused(line.replace(*other), "is not what the bank credited from Sweden for msp12")
    busy.refused(line.replace("EUR", "USD"), "is the currency of the account itself")
    busy.ok(line)
    busy.refused(line, "for msp12 was recorded. Reverse it if it is wrong")
    body = json.loads(sql(busy, "SELECT body FROM event WHERE kind = 'exchange_difference'")[0][0])
    assert body["original"] == {
        "currency": "EUR",
        "amount": "1000.00",
        "rate": "1.0834",
        "rate_date": "2024-03-01",
        "source": "UNORE",
    }
    busy.refused(line.replace("1.0834", "1,0834"), "is not a valid rate")


def sql(office: Office, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(office.folder / "ledger.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


# -- proof --


@pytest.mark.parametrize("table", ["event", "posting", "notice", "document", "bank_line"])
def test_the_sqlite_shell_cannot_change_or_delete(busy: Office, table: str) -> None:
    head = "statement,line,value_date,amount,currency,reference,iso3,meeting\n"
    (busy.folder / "b.csv").write_text(
        head + "S,1,2024-03-01,5.00,USD,R,AUT,msp12\n", encoding="utf-8"
    )
    busy.ok("import receipts b.csv")
    path = busy.folder / "ledger.sqlite"
    before, shell = path.read_bytes(), shutil.which("sqlite3")
    column = {
        "event": "body",
        "posting": "amount",
        "notice": "amount",
        "document": "sha256",
        "bank_line": "event",
    }[table]
    for statement in (
        f"UPDATE {table} SET {column} = {column}",
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with sqlite3.connect(path) as connection, pytest.raises(sqlite3.Error, match="append-only"):
            connection.execute(statement)
        connection.close()
        if shell:
            done = subprocess.run(
                [shell, path, statement], capture_output=True, text=True, check=False
            )
            assert done.returncode != 0 and "append-only" in done.stderr
    assert path.read_bytes() == before
    if not shell:
        pytest.skip(
            "refused by Python's sqlite3; trying the shell as well needs the program sqlite3"
        )


def test_any_single_byte_of_event_data_changed_is_found(busy: Office) -> None:
    """Every byte of every column of every event, changed in the rows;
    the triggers are put back as they were.
    """
    path = busy.folder / "ledger.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    rows = connection.execute("SELECT * FROM event").fetchall()
    names = [column[1] for column in connection.execute("PRAGMA table_info(event)")]
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    missed, tried = [], 0
    from ccmcost.ledger.events import START, events, hash_of
    from ccmcost.model.books import Event

    def sound(all_events: list[Event]) -> bool:
        before = START
        for seq, event in enumerate(all_events, start=1):
            if event.seq != seq or event.previous != before or hash_of(event) != event.hash:
                return False
            before = event.hash
        return True

    whole = [Event(*row) for row in rows]
    assert sound(whole)
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            text = str(value)
            for at in range(len(text)):
                other = chr(ord(text[at]) ^ 1)
                changed = text[:at] + other + text[at + 1 :]
                new = list(row)
                if names[column] == "seq":
                    if not changed.isdigit():
                        continue
                    new[column] = int(changed)
                else:
                    new[column] = changed
                tried += 1
                if sound([*whole[:index], Event(*new), *whole[index + 1 :]]):
                    missed.append((index, names[column], at))
    assert not missed and tried > 5000
    # and end to end, through the file and the command, for a byte of each column
    for column in (
        "kind",
        "value_date",
        "recorded_at",
        "recorded_by",
        "approved_by",
        "body",
        "previous",
        "hash",
    ):
        (old,) = connection.execute(f"SELECT {column} FROM event WHERE seq = 2").fetchone()
        connection.execute("PRAGMA ignore_check_constraints = ON")
        changed = (
            old.replace("msp12", "msp11", 1) if column == "body" else chr(ord(old[0]) ^ 1) + old[1:]
        )
        connection.execute(f"UPDATE event SET {column} = ? WHERE seq = 2", (changed,))
        said = busy("ledger", "verify")
        assert said.code == 1 and "event 2" in said.err, column
        connection.execute(f"UPDATE event SET {column} = ? WHERE seq = 2", (old,))
    for _, text in triggers:
        connection.execute(text)
    connection.close()
    assert busy("ledger", "verify").code == 0
    assert list(events_of(path)) == whole
    assert events


def events_of(path: Path) -> list[object]:
    from ccmcost.ledger.events import events

    with opened(path) as ledger:
        return list(events(ledger))


def test_bytes_changed_in_the_file_itself_are_found(busy: Office) -> None:
    """Bytes of the stored JSON, changed on disk at many places:
    a finding each time, never a traceback.
    """
    path = busy.folder / "ledger.sqlite"
    good = path.read_bytes()
    places = [at for at in range(len(good)) if good.startswith(b'"amount":', at)]
    assert len(places) > 10
    for at in [place + 9 for place in places]:
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        said = busy("ledger", "verify")
        assert said.code == 1, at
    path.write_bytes(good)
    assert busy("ledger", "verify").code == 0


@pytest.mark.parametrize(
    "what",
    [
        b"SQLite",
        b"CREATE TABLE event",
        b'"amount":',
        b"CREATE TRIGGER",
        b"AUSTRALIA",
        b"CCM-AN-2024-0001",
    ],
)
def test_a_damaged_file_is_told_without_a_traceback(busy: Office, what: bytes) -> None:
    busy.ok("receive msp12 AUT 1.00 --on 2024-03-04 --reference AUSTRALIA")
    path = busy.folder / "ledger.sqlite"
    good = path.read_bytes()
    at = good.index(what)
    path.write_bytes(good[:at] + bytes(200) + good[at + 200 :])
    said = busy("ledger", "verify")
    assert said.code == 1 and said.err


def test_rows_that_follow_from_no_event_and_dropped_guards_are_found(busy: Office) -> None:
    path = busy.folder / "ledger.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(
        "INSERT INTO posting SELECT 4, 9, state, meeting, "
        "account, 1, "
        "currency, "
        "decimals, "
        "value_date, "
        "recorded_on, notice, pay_by FROM posting LIMIT 1"
    )
    assert "follows from no event" in busy("ledger", "verify").err
    connection.execute("DROP TRIGGER posting_no_delete")
    connection.execute("DELETE FROM posting WHERE line = 9")
    assert "the definition of posting_no_delete was changed" in busy("ledger", "verify").err
    connection.close()


def test_documents_are_compared_with_their_hashes(busy: Office) -> None:
    folder = busy.folder / "notices" / "2024"
    path = folder / "CCM-AN-2024-0001-AUS-en.pdf"
    good = path.read_bytes()
    path.write_bytes(good + b"\n")
    assert "is not the one that was issued" in busy("ledger", "verify").err
    path.unlink()
    assert "is missing" in busy("ledger", "verify").err
    path.write_bytes(good)
    for name in (
        "CCM-AN-2024-0001-AUS-fr.pdf",
        "CCM-AN-2024-0999-AUS-en.PDF",
        "Copy of ccm-an-2024-0002.pdf",
    ):
        (folder / name).write_bytes(b"%PDF")
        said = busy("ledger", "verify")
        assert (
            said.code == 1
            and f"{name}: bears the number of a notice, but the ledger knows no such document"
            in said.err
        )
        (folder / name).unlink()
    for name in ("signed scan.pdf", "mail.eml", "CCM-AN-2024-0001 reply.eml"):
        (folder / name).write_bytes(b"x")
    said = busy("ledger", "verify")
    assert (
        said.code == 0
        and "signed scan.pdf: is not an issued document" in said.err
        and "0 problems" in said.out
    )


@pytest.mark.parametrize("name", ["register.csv", "manifest.json"])
def test_the_register_of_notices_is_held_against_the_ledger(busy: Office, name: str) -> None:
    path = busy.folder / "notices" / "2024" / name
    good = path.read_bytes()
    for changed in (
        good.replace(b"AUS", b"AUT"),
        good.replace(b"4", b"5", 1),
        b"",
        good + b"\n",
        None,
    ):
        if changed is None:
            path.unlink()
        else:
            path.write_bytes(changed)
        said = busy("ledger", "verify")
        if (name, changed) != ("manifest.json", good + b"\n"):
            assert said.code == 1 and f"notices/2024/{name}" in said.err, changed
    path.write_bytes(good)
    busy.ok("record erp-number CCM-AN-2024-0001 ERP-1")
    assert busy("ledger", "verify").code == 0, (
        "a register as it was at an earlier event is true as at that event"
    )
    assert busy.issue("--on-expected-list").code == 0
    busy.cost("500000.00", "revised_estimate")
    assert busy.issue("--on-expected-list").code == 0
    assert busy("ledger", "verify").code == 0
    path.write_bytes(good)
    assert busy("ledger", "verify").code == 1, "an old register in place of the present one"


def test_a_ledger_cut_short_is_found_by_a_noted_hash(busy: Office) -> None:
    last = busy.ok("ledger verify").split()[-1]
    busy.ok(f"ledger verify --head {last}")
    assert busy("ledger", "verify", "--head", "0" * 64).code == 1


# -- copies --


def test_an_export_rebuilds_an_equal_ledger(busy: Office, tmp_path: Path) -> None:
    busy.ok("record identify 4 SWE msp12 --amount 200.25 --document D")
    busy.ok("ledger export all.json")
    busy.ok("ledger export all.csv")
    dump = tables(busy.folder / "ledger.sqlite")
    busy.refused("ledger import all.json", "taken in by an empty ledger only")
    other = busy.folder / "other.sqlite"
    shutil.move(busy.folder / "ledger.sqlite", other)
    create(busy.folder / "ledger.sqlite")
    assert "5 events recorded again" in busy.ok("ledger import all.json")
    assert tables(busy.folder / "ledger.sqlite") == dump
    assert busy("ledger", "verify").code == 0
    busy.ok("ledger export again.json")
    assert (busy.folder / "again.json").read_bytes() == (busy.folder / "all.json").read_bytes()
    rows = list(csv.DictReader(io.StringIO((busy.folder / "all.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 5 + 1 + 1 + 2


def tables(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_changed_export_is_refused(busy: Office) -> None:
    busy.ok("ledger export all.json")
    text = (busy.folder / "all.json").read_text(encoding="utf-8")
    (busy.folder / "ledger.sqlite").unlink()
    create(busy.folder / "ledger.sqlite")
    (busy.folder / "bad.json").write_text(text.replace("21120000", "21120001"), encoding="utf-8")
    busy.refused("ledger import bad.json", "does not match its hash")
    short = json.loads(text)
    short["events"].pop()
    (busy.folder / "short.json").write_text(json.dumps(short), encoding="utf-8")
    busy.refused("ledger import short.json", "cut short")
    busy.ok("ledger import all.json")


def test_a_backup_is_complete_and_overwrites_nothing(busy: Office) -> None:
    busy.ok("ledger backup copy.sqlite")
    assert tables(busy.folder / "copy.sqlite") == tables(busy.folder / "ledger.sqlite")
    busy.refused("ledger backup copy.sqlite", "a backup never overwrites")


@pytest.mark.parametrize(
    ("version", "wording"), [(2, "begin a new one with"), (99, "schema version 99")]
)
def test_a_ledger_of_another_format_is_refused(office: Office, version: int, wording: str) -> None:
    """An earlier one that no release wrote, or a later one: refused by name, with what to do,
    and left as it is.
    """
    connection = sqlite3.connect(office.folder / "ledger.sqlite", isolation_level=None)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    office.refused("status", wording)


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    from ccmcost.errors import WriteError

    path = tmp_path / "ledger.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(WriteError, match="no ledger of ccmcost"), opened(path):
        pass
    assert path.read_bytes() == before


def test_no_ledger_without_a_workspace(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("status")
    assert done.returncode == 2 and 'run "ccmcost init"' in done.stderr
    assert not list(tmp_path.iterdir())


# -- reconcile --


def test_reconcile_names_the_rule_that_fits(office: Office) -> None:
    office.listed("official", ("AUS", "CUB", "EGY", "NLD", "PER", "SWE", "ZAF"))
    for rule in ("article-14-1", "article-14-1-straight", "article-14-2"):
        said = office(
            "apportion",
            "msp12",
            "--cost",
            "412345.67",
            "--rule",
            rule,
            "--no-files",
            "--format",
            "csv",
        )
        rows = list(csv.DictReader(io.StringIO(said.out)))
        text = "iso3,amount\n" + "".join(f"{row['iso3']},{row['amount']}\n" for row in rows)
        (office.folder / "issued.csv").write_text(text, encoding="utf-8")
        found = office.ok("reconcile msp12 issued.csv")
        assert (
            f"rule {rule}, the current list" in found
            and "give every amount, to the last digit" in found
        )
        assert ("rule article-14-2," in found) == (rule == "article-14-2")
    wrong = text.replace("\nAUS,", "\nAUS,1")
    (office.folder / "issued.csv").write_text(wrong, encoding="utf-8")
    said = office.ok("reconcile msp12 issued.csv --cost 412345.67")
    assert "None of" in said and "AUS" in said and "Difference" in said


def test_reconcile_finds_what_it_cannot_read(office: Office) -> None:
    (office.folder / "issued.csv").write_text(
        "iso3,amount\nAUS,5\nAUS,6\nXXX,1\nSWE,1.234\n", encoding="utf-8"
    )
    said = office("reconcile", "msp12", "issued.csv")
    assert said.code == 1
    for code in ("state-twice", "state-unknown", "number-bad"):
        assert code in said.err


def test_decision_is_printed_and_frozen(busy: Office) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="needs pypdfium2")
    body = json.loads(sql(busy, "SELECT body FROM event WHERE kind = 'issue'")[0][0])
    assert body["decision"] == {"symbol": "CCM/MSP/2023/9", "paragraph": "para. 41"}
    assert (
        body["meetings"][0]["rule"]["id"] == DECISION[1]
        and "liable" in body["meetings"][0]["rule"]["text"]
    )
    document = pdfium.PdfDocument(busy.folder / "notices" / "2024" / "CCM-AN-2024-0001-AUS-en.pdf")
    text = " ".join(page.get_textpage().get_text_bounded() for page in document).replace(
        "\r\n", " "
    )
    text = text.replace("\u00a0", " ")
    assert "in accordance with the formula approved in CCM/MSP/2023/9, paragraph 41" in text
    assert "CCM-AN-2024-0001" in text and "1 May 2024" not in text and "31 December 2025" in text
    assert "calculated for the States Parties for which" in text


# -- files of status and statement --


def test_status_files_read_back_and_same_bytes_twice(busy: Office) -> None:
    from openpyxl import load_workbook

    busy.ok("status --as-at 2024-04-01 --write --lang en,fr,es,ar,ru")
    folder = busy.folder / "reports" / "status-2024-04-01"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    busy.ok("status --as-at 2024-04-01 --write --lang en,fr,es,ar,ru")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    rows = list(csv.DictReader(io.StringIO(first["status.csv"].decode())))
    outstanding = {row["iso3"]: row["outstanding"] for row in rows}
    assert outstanding == {
        "AUS": "0.00",
        "AUT": "67900.00",
        "CUB": "9500.00",
        "SWE": "87100.00",
        "ZAF": "24400.00",
    }
    for row in rows:
        bands = [
            int(row[name].replace(".", ""))
            for name in ("age_not_due", "age_0_90", "age_91_365", "age_1_3_years", "age_older")
        ]
        assert sum(bands) == int(row["outstanding"].replace(".", ""))
    book = load_workbook(io.BytesIO(first["status.xlsx"]), data_only=True)
    cells = [[cell.value for cell in row] for row in book["Accounts"].iter_rows(min_row=6)]
    at = [cell.value for cell in book["Accounts"][5]].index("Outstanding")
    assert {row[0]: f"{row[at]:.2f}" for row in cells[:-1]} == outstanding
    assert cells[-1][0] == "Total" and cells[-1][at] == 188900
    formulas = load_workbook(io.BytesIO(first["status.xlsx"]))["Accounts"]
    assert str(formulas.cell(5 + len(cells), at + 1).value).startswith("=SUM(")
    pdfium = pytest.importorskip("pypdfium2", reason="needs pypdfium2")
    text = "".join(
        page.get_textpage().get_text_bounded()
        for page in pdfium.PdfDocument(first["status-en.pdf"])
    ).replace("\u00a0", " ")
    for wording in (
        "Status of contributions",
        "As at 1 April 2024",
        "67,900.00",
        "188,900.00",
        "A further USD 500.25 was received",
    ):
        assert wording in text
    note = [str(row[0].value) for row in book["Meetings"].iter_rows(max_row=4)]
    assert any("not yet identified: USD 500.25" in each for each in note)


def test_statement_files_in_every_language(busy: Office) -> None:
    busy.ok("statement AUS --as-at 2024-04-01 --write --lang en,fr,es,ar,ru")
    folder = busy.folder / "reports" / "statements-2024-04-01"
    rows = list(
        csv.DictReader(io.StringIO((folder / "statement-AUS.csv").read_text(encoding="utf-8")))
    )
    assert [(row["entry"], row["charge"], row["payment"], row["balance"]) for row in rows] == [
        ("notice", "211100.00", "0.00", "211100.00"),
        ("receipt", "0.00", "211200.00", "-100.00"),
    ]
    busy.ok("statement AUT --as-at 2024-04-01 --write")
    names = {path.name for path in folder.iterdir()}
    assert {
        "statement-AUS-ar.pdf",
        "statement-AUT-en.pdf",
        "statement-AUT.csv",
        "manifest.json",
    } <= names


def test_init_adds_a_ledger_to_a_workspace_that_has_none(office: Office) -> None:
    (office.folder / "ledger.sqlite").unlink()
    assert "made ledger.sqlite" in office.ok("init")
    assert office("init").code == 2


@pytest.mark.parametrize("group", ["cost", "import", "record", "ledger"])
def test_groups_explain_themselves(office: Office, group: str) -> None:
    said = office(group, "--help")
    assert said.code == 0 and "Usage: ccmcost" in said.out


@pytest.mark.parametrize(
    "command", ["issue", "settle", "receive", "status", "statement", "reconcile"]
)
def test_commands_explain_themselves_with_an_example(office: Office, command: str) -> None:
    said = office(command, "--help")
    assert said.code == 0 and f"  ccmcost {command} " in said.out


def test_an_organization_that_a_rule_bills_pays_and_is_written_to_like_a_state(
    office: Office,
) -> None:
    office.listed("official", OFFICIAL)
    rule = (DATA / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
    (office.folder / "odd.toml").write_text(
        rule.replace('id = "article-14-1"', 'id = "odd"') + '\n[fixed]\nEUU = "2.5"\n', "utf-8"
    )
    with (office.folder / "data" / "participants" / "msp12.csv").open(
        "a", encoding="utf-8"
    ) as stream:
        stream.write("EUU,organization,official,test,test,DOC,,,\n")
    office.cost("400000.00")
    payment = "--on 2024-02-01 --reference BANK"
    office.refused(
        f"receive msp12 EUU 10000.00 {payment}",
        "USD 10,000.00 is more than European Union owes for msp12, which is USD 0.00.",
    )
    office.ok(f"{ISSUE.replace('article-14-1', 'odd.toml')} --approved-by B")
    bank = (
        "statement,line,value_date,amount,currency,reference,iso3,meeting\n"
        "S,1,2024-02-01,4000.00,USD,EU,EUU,msp12\n"
    )
    (office.folder / "bank.csv").write_text(bank, encoding="utf-8")
    office.ok("import receipts bank.csv")
    office.ok(f"receive msp12 EUU 5000.00 {payment}")
    assert "1,000.00" in office.ok("statement EUU")
    office.ok("letters msp12 --kind cover --state EUU --out notes")
    assert [path.name for path in sorted((office.folder / "notes").glob("*EUU*.docx"))]


def test_money_is_placed_for_a_state_or_for_none(busy: Office) -> None:
    busy.refused("record identify 4 '' msp12 --document D", "STATE: name one State")


@pytest.mark.parametrize(
    ("key", "other", "says"),
    [
        ("state", "ZZZ", "money of ZZZ, which is not a State and was never billed"),
        ("state", "aus", "money of aus, which is not a State"),
        ("meeting", "msp77", "money of msp77, which is not a meeting in the register"),
    ],
)
def test_money_of_nobody_is_found_in_a_chain_whose_hashes_are_right(
    busy: Office, key: str, other: str, says: str
) -> None:
    busy.ok("ledger export all.json")
    document = json.loads((busy.folder / "all.json").read_text(encoding="utf-8"))
    body = document["events"][2]["body"]
    body["parts"][0] |= {key: other, "amount": 5000}  # below what would be asked as an overpayment
    body["amount"] = 5000
    (busy.folder / "all.json").write_text(json.dumps(sealed(document)), encoding="utf-8")
    path = busy.folder / "ledger.sqlite"
    path.unlink()
    create(path)
    busy.ok("ledger import all.json")
    said = busy("ledger", "verify")
    assert said.code == 1 and says in said.out + said.err
