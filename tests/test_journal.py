"""The journal for the accounting system: balanced, once per event, the same again to the letter,
and a trial balance that is what the status says.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import load_workbook

from ccmcost.accounts import double_entry
from ccmcost.accounts.double_entry import _SIDES, journal_lines, lines_of
from ccmcost.desk import journal as desk_journal
from ccmcost.ledger.bodies import BankEntry, Part, Receipt
from ccmcost.ledger.codec import KINDS
from ccmcost.ledger.events import events
from ccmcost.ledger.store import opened
from ccmcost.model.books import Account, Event
from ccmcost.model.coding import Coding, Purpose, is_code
from tests.ledger_life import short_documents
from tests.ledger_office import OFFICIAL, Office
from tests.trial_balance import check_trial_balance

ACCOUNTS = """
fund = "64CCM"
cost_centre = "11290"
[accounts]
receivable = "14101010"
income = "51101010"
cash = "11501010"
unidentified = "35101010"
other_conventions = "35101020"
refunds = "35101030"
bank_charges = "74101010"
exchange_differences = "74201010"
write_offs = "74301010"
opening = "30101010"
[wbs]
msp12 = "SB-018221.12"
"""
NO_LINES = {"payment_plan", "external_number", "cost", "handed_over"}
"""Kinds of events that move no money of the accounting system."""


@pytest.fixture(scope="module")
def year(life: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A year with every kind of event."""
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("life"), patch)
        shutil.copytree(life, office.folder, dirs_exist_ok=True)
        yield office


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has issued, received and named its accounts; each test has a copy of it."""
    with pytest.MonkeyPatch.context() as patch:
        short_documents(patch)
        made = Office(tmp_path_factory.mktemp("office"), patch)
        made.cost("400000.00")
        assert made.issue("--on-expected-list").code == 0
        made.on("2024-04-01")
        made.ok("receive msp12 AUS 211200.00 --on 2024-03-04 --reference BANK")
        made.ok("record unidentified 500.25 --on 2024-03-05 --reference NOBODY")
        fill(made)
        yield made


@pytest.fixture
def office(kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = copy(kept)
    made.folder = Path(shutil.copytree(kept.folder, tmp_path / "office"))
    monkeypatch.chdir(made.folder)
    return made


def fill(office: Office, accounts: str = ACCOUNTS) -> None:
    """Name accounts and partners."""
    (office.folder / "data" / "accounts.toml").write_text(accounts, encoding="utf-8")
    codes = sorted({*OFFICIAL, "AUT"})
    rows = [f"{code},,,,{2100000000 + number}" for number, code in enumerate(codes, 1)]
    text = "\n".join(("iso3,mission,email,language,partner", *rows, ""))
    (office.folder / "data" / "contacts.csv").write_text(text, encoding="utf-8")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def written(office: Office, name: str) -> str:
    return (office.folder / "reports" / "journal" / name).read_text(encoding="utf-8")


def test_every_kind_of_event_has_its_lines_or_none(year: Office) -> None:
    """A new kind of event without accounts fails here, and so does a new account of the ledger."""
    assert set(_SIDES) == set(get_args(Account))
    with opened(year.folder / "ledger.sqlite") as ledger:
        lines = Counter(line.event for line in journal_lines(ledger))
        kinds = {event.seq: event.kind for event in events(ledger)}
    assert set(kinds.values()) == set(KINDS)
    assert {kinds[seq] for seq in lines} == set(KINDS) - NO_LINES
    purposes = {line.purpose for line in journal_of(year)}
    assert purposes == set(get_args(Purpose))


def journal_of(office: Office) -> list[object]:
    with opened(office.folder / "ledger.sqlite") as ledger:
        return list(journal_lines(ledger))


def test_the_trial_balance_is_the_status(year: Office) -> None:
    check_trial_balance(year.folder / "ledger.sqlite")


def test_each_event_balances_and_so_does_each_notice(year: Office) -> None:
    shown = rows(year.ok("ledger journal --all --own-names --format csv"))
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in shown:
        assert bool(row["debit"]) != bool(row["credit"])
        amount = Decimal(row["debit"] or "0") - Decimal(row["credit"] or "0")
        sums[row["document"], row["reference"], row["currency"]] += amount  # type: ignore[assignment]
        assert Decimal(row["debit"] or row["credit"]) > 0
    assert len(sums) == 40 and not any(sums.values())
    assert {row["partner"] for row in shown if row["account"] != "receivable"} == {""}


def test_lines_of_a_receipt_an_identification_and_a_reversal(office: Office) -> None:
    office.ok("record identify 4 SWE msp12 --amount 200.25 --document L-12")
    office.ok("record reverse 3 --reason 'wrong State' --on 2024-03-10")
    shown = rows(office.ok("ledger journal --format csv"))
    told = [
        [row[name] for name in ("document", "account", "partner", "debit", "credit", "reference")]
        for row in shown
        if row["document"] in ("3", "4", "5", "6")
    ]
    assert told == [
        ["3", "11501010", "", "211200.00", "", "BANK"],
        ["3", "14101010", "2100000001", "", "211200.00", "BANK"],
        ["4", "11501010", "", "500.25", "", "NOBODY"],
        ["4", "35101010", "", "", "500.25", "NOBODY"],
        ["5", "35101010", "", "200.25", "", "L-12"],
        ["5", "14101010", "2100000007", "", "200.25", "L-12"],
        ["6", "14101010", "2100000001", "211200.00", "", "BANK"],
        ["6", "11501010", "", "", "211200.00", "BANK"],
    ]
    first = shown[0]
    assert (first["posting_date"], first["document_date"]) == ("2024-02-01", "2024-02-01")
    assert (first["fund"], first["wbs"], first["reference"]) == ("64CCM", "", "CCM-AN-2024-0001")
    assert (shown[1]["cost_centre"], shown[1]["wbs"]) == ("11290", "SB-018221.12")
    assert shown[-1]["posting_date"] == "2024-03-10" and shown[-1]["recorded_on"] == "2024-04-01"
    assert shown[-1]["text"] == "reverse event 3 (receipt): wrong State"


def test_each_event_is_handed_over_once_and_the_same_again(office: Office) -> None:
    shown = office.ok("ledger journal")
    assert "Not handed over yet: events 1 to 4." in shown
    assert "3 events with 14 lines; debits equal credits." in shown
    assert "Hand it over: ccmcost ledger journal --hand-over" in shown
    assert "2 events" not in office.ok("ledger list --kind handed-over")
    said = office.ok("ledger journal --hand-over")
    assert said.startswith("event 5: journal of events 1 to 4 handed over, USD 611,700.25\n")
    assert "--approved-by NAME" in said
    first = written(office, "journal-0005.csv")
    assert "Every event that moved money has been handed over." in office.ok("ledger journal")
    before = (office.folder / "ledger.sqlite").read_bytes()
    assert "has been handed over" in office.ok("ledger journal --hand-over")
    assert (office.folder / "ledger.sqlite").read_bytes() == before
    office.ok("record identify 4 SWE msp12 --amount 200.25 --document L-12")
    fill(office, ACCOUNTS.replace("14101010", "99999999"))
    office.ok("ledger journal --hand-over")
    second = written(office, "journal-0007.csv")
    documents = [row["document"] for row in rows(first + second.partition("\n")[2])]
    assert documents == sorted(documents) and set(documents) == {"2", "3", "4", "6"}
    assert "99999999" in second
    # as it was handed over, whatever accounts.toml says by now
    (office.folder / "reports" / "journal" / "journal-0005.csv").unlink()
    again = office.ok("ledger journal --batch 5 --out copies")
    assert "Copy of the journal of events 1 to 4, handed over by event 5" in again
    assert (office.folder / "copies" / "journal-0005.csv").read_text(encoding="utf-8") == first
    assert "0 problems" in office.ok("ledger verify")
    office.refused("ledger journal --batch 4", "event 4 handed no journal over")
    office.refused("ledger journal --batch 5 --hand-over", "one of --hand-over, --batch and --all")


def test_a_file_for_excel_comes_again_as_it_was(office: Office) -> None:
    office.ok("ledger journal --hand-over --csv excel-fr")
    path = office.folder / "reports" / "journal" / "journal-0005.csv"
    first = path.read_bytes()
    assert first.startswith(b"\xef\xbb\xbfdocument;line;") and b';"211200,00";' in first
    assert b"to the letter" not in office("ledger", "journal", "--batch", "5").err.encode()
    assert path.read_bytes() == first
    office.ok("record identify 4 SWE msp12 --document L-12")
    office.ok("ledger journal --hand-over --csv excel")
    assert ",500.25," in written(office, "journal-0007.csv")
    office.refused("ledger journal --csv exel --format csv", "--csv")


@pytest.mark.parametrize("form", ["plain", "excel-comma", "excel-point", "excel-semicolon"])
def test_a_file_comes_again_in_each_form_of_csv(office: Office, form: str) -> None:
    office.ok(f"ledger journal --hand-over --csv {form}")
    path = office.folder / "reports" / "journal" / "journal-0005.csv"
    first = path.read_bytes()
    assert "to the letter" not in office("ledger", "journal", "--batch", "5").err
    assert path.read_bytes() == first


def test_the_event_keeps_what_was_handed_over(office: Office) -> None:
    import hashlib

    office.ok("ledger journal --hand-over")
    with opened(office.folder / "ledger.sqlite") as ledger:
        last = list(events(ledger))[-1]
    body = json.loads(last.body)
    content = written(office, "journal-0005.csv").encode()
    assert body["sha256"] == hashlib.sha256(content).hexdigest()
    assert (body["first"], body["last"]) == (1, 4)
    assert body["coding"] == {
        "accounts.cash": "11501010",
        "accounts.income": "51101010",
        "accounts.receivable": "14101010",
        "accounts.unidentified": "35101010",
        "cost_centre": "11290",
        "fund": "64CCM",
        "wbs.msp12": "SB-018221.12",
    }
    assert list(body["partners"]) == ["AUS", "AUT", "CUB", "SWE", "ZAF"]


def test_a_hand_over_is_taken_back_by_two_people_and_only_the_last(office: Office) -> None:
    office.ok("ledger journal --hand-over")
    office.ok("record identify 4 SWE msp12 --document L-12")
    office.ok("ledger journal --hand-over")
    office.refused("record reverse 5 --reason wrong --approved-by 'B. Chief'", "handed over since")
    office.refused("record reverse 7 --reason wrong", "a second person must approve its reversal")
    first = written(office, "journal-0007.csv")
    line = "record reverse 7 --reason 'refused by the system' --approved-by 'B. Chief'"
    said, told = office(*shlex.split(line))[1:]
    assert "removed" not in told
    assert "Its file is now called reports/journal/journal-0007-taken-back-by-0008.csv." in said
    folder = office.folder / "reports" / "journal"
    stems = {path.stem for path in folder.glob("journal-*")}
    assert stems == {"journal-0005", "journal-0007-taken-back-by-0008"}
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert {each["path"].partition(".")[0] for each in listed} == stems
    assert "Not handed over yet: events 5 to 8." in office.ok("ledger journal")
    said = office("ledger", "journal", "--batch", "7")
    assert said.code == 0 and "Event 8 took this journal back. Do not post it." in said.err
    assert not (folder / "journal-0007.csv").exists()
    office.ok("ledger journal --hand-over")
    assert rows(written(office, "journal-0009.csv")) == rows(first)


def test_copies_of_a_journal_that_was_taken_back_are_marked_or_named(office: Office) -> None:
    office.ok("ledger journal --hand-over --out o1")
    for folder in ("o2", "o3", "o4"):
        office.ok(f"ledger journal --batch 5 --out {folder}")
    (office.folder / "o2" / "journal-0005.csv").rename("moved.csv")
    (office.folder / "o2" / "journal-0005.xlsx").unlink()
    shutil.rmtree(office.folder / "o3")
    (office.folder / "o4" / "manifest.json").write_text('{"made_by": "another"}')
    said = office.ok("record reverse 5 --reason refused --approved-by 'B. Chief'")
    assert "now called o1/journal-0005-taken-back-by-0006.csv." in said
    assert "now called reports/journal/journal-0005-taken-back-by-0006.xlsx." in said
    assert said.count("could not be renamed there") == 3
    for folder in ("o2", "o3", "o4"):
        assert f"A copy was written to {folder} and" in said
    assert not (office.folder / "o3").exists()
    stems = {path.stem for path in (office.folder / "o1").glob("journal*")}
    assert stems == {"journal-0005-taken-back-by-0006"}
    office.ok("ledger journal --hand-over --out o1")
    assert (office.folder / "o1" / "journal-0007.csv").exists()


def test_all_that_is_missing_is_said_at_once(office: Office) -> None:
    fill(office, 'fund = ""\n[accounts]\nreceivable = "1"\n')
    text = "iso3,mission,email,language,partner\nAustralia,,,,77\nSWE,Mission of Sweden,,,\n"
    (office.folder / "data" / "contacts.csv").write_text(text, encoding="utf-8")
    wanted = (
        "in data/accounts.toml: fund, accounts.income, accounts.cash, accounts.unidentified; in "
        'data/contacts.csv, column "partner": Austria (AUT), Cuba (CUB), Sweden (SWE), '
        "South Africa (ZAF)"
    )
    office.refused("ledger journal --hand-over", wanted)
    office.refused("ledger journal --format csv", wanted)
    assert not (office.folder / "reports" / "journal").exists()
    assert (
        " ".join(office.ok("ledger journal").split()).count(f"Please fill in first: {wanted}.") == 1
    )
    named = office.ok("ledger journal --own-names")
    assert "Please fill in first" not in named and "--hand-over --own-names" in named
    office.ok("ledger journal --hand-over --own-names")
    first, second, *_ = rows(written(office, "journal-0005.csv"))
    assert (first["account"], first["partner"], first["fund"]) == ("1", "77", "")
    assert second["account"] == "income"
    assert rows(written(office, "journal-0005.csv"))[2]["partner"] == "AUT"


def test_where_files_cannot_be_written_nothing_is_recorded(office: Office) -> None:
    (office.folder / "mine").mkdir()
    (office.folder / "mine" / "thesis.txt").write_text("years of work")
    office.refused("ledger journal --hand-over --out mine", "did not make")
    office.refused("ledger journal --hand-over --out data", "results are never written")
    assert "Not handed over yet" in office.ok("ledger journal")


@pytest.mark.parametrize("first", ["", " --out first"])
def test_an_older_copy_of_the_ledger_hands_nothing_over_twice(office: Office, first: str) -> None:
    older = (office.folder / "ledger.sqlite").read_bytes()
    office.ok(f"ledger journal --hand-over{first}")
    (office.folder / "ledger.sqlite").write_bytes(older)
    for again in ("", " --out other", " --out ./reports/journal"):
        refused = "This ledger may be an older copy"
        office.refused(f"ledger journal --hand-over{again}", refused)
    assert not (office.folder / "other").exists()
    (office.folder / "reports" / "journal" / "journal-0005.csv").rename("elsewhere.csv")
    (office.folder / "reports" / "journal" / "journal-of-mine.csv").write_text("mine")
    office.ok("ledger journal --hand-over")
    office.ok("record unidentified 1.00 --on 2024-03-07 --reference N")
    office.ok("ledger journal --hand-over")


def test_bills_carried_over_are_left_out_where_the_accounts_hold_them(office: Office) -> None:
    bills = (
        "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
        "CUB,msp10,OLD-2,2022-09-01,2022-12-01,150.00,100.00,books\n"
    )
    (office.folder / "opening.csv").write_text(bills, encoding="utf-8")
    office.ok("import opening opening.csv --as-at 2023-12-31")
    line = rows(office.ok("ledger journal --format csv"))[-2]
    assert (line["debit"], line["document_date"], line["posting_date"]) == (
        "50.00",
        "2022-09-01",
        "2023-12-31",
    )
    office.ok("record reverse 5 --reason mistaken")
    fill(office, "openings_in_accounts = true\n" + ACCOUNTS)
    shown = rows(office.ok("ledger journal --format csv"))
    assert {row["document"] for row in shown} == {"2", "3", "4"}
    office.ok("ledger journal --hand-over")
    office.ok("ledger journal --batch 7 --out again")
    again = (office.folder / "again" / "journal-0007.csv").read_text(encoding="utf-8")
    assert again == written(office, "journal-0007.csv")


def test_the_workbook_holds_days_numbers_and_totals_that_tie(office: Office) -> None:
    office.ok("ledger journal --hand-over")
    path = office.folder / "reports" / "journal" / "journal-0005.xlsx"
    book = load_workbook(path, data_only=True)
    assert book.sheetnames == ["Journal", "Control totals"]
    heads, *lines = book["Journal"].iter_rows(values_only=True)
    assert heads[:7] == (
        "Document",
        "Line",
        "Posting date",
        "Document date",
        "Recorded on",
        "Account",
        "Account name",
    )
    found = rows(written(office, "journal-0005.csv"))
    assert len(lines) == len(found)
    for line, row in zip(lines, found, strict=True):
        cells = dict(zip(heads, line, strict=True))
        assert isinstance(cells["Posting date"], datetime)
        assert cells["Posting date"].date() == date.fromisoformat(row["posting_date"])
        assert cells["Account"] == row["account"] and cells["Partner"] == (row["partner"] or None)
        for side in ("debit", "credit"):
            cell = cells[side.capitalize()]
            assert (cell is None) == (row[side] == "")
            assert cell is None or f"{cell:.2f}" == row[side]
    *_, last = book["Control totals"].iter_rows(values_only=True)
    assert last[1:] == ("Total", "USD", 611700.25, 611700.25, 0)
    formulas = load_workbook(path)["Control totals"]
    assert formulas.cell(formulas.max_row, 4).value == '=SUMIF(C6:C9,"USD",D6:D9)'
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    first = path.read_bytes()
    office.ok("ledger journal --batch 5")
    assert path.read_bytes() == first


def test_two_currencies_each_tie(office: Office) -> None:
    office.ok("record unidentified 10.00 --on 2024-03-05 --reference EURO --currency EUR")
    shown = office.ok("ledger journal")
    assert shown.count("Total") == 2
    assert "USD 611,700.25" in office.ok("ledger journal --hand-over")
    check_trial_balance(office.folder / "ledger.sqlite")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("fund = 64\n", '"fund" must be a text in quotes, not 64.'),
        ("funds = '64'\n", 'unknown key "funds". Did you mean fund?'),
        ("[accounts]\nbank = '1'\n", 'unknown key "bank"'),
        ("[accounts]\ncash = '=1+1'\n", '"cash" cannot be "=1+1". Write it as your accounting'),
        ("fund = 'élan'\n", '"fund" cannot be "élan"'),
        ("[wbs]\nmsp99 = '1'\n", 'there is no meeting "msp99".'),
        ("openings_in_accounts = 'yes'\n", "must be true or false, not 'yes'"),
        ("fund = \n", "this is not valid TOML"),
    ],
)
def test_what_is_wrong_in_accounts_toml_is_said(office: Office, text: str, wording: str) -> None:
    fill(office, text)
    office.refused("ledger journal", wording)
    assert wording in office("check").err + office("check").out
    assert wording.split(".", maxsplit=1)[0] in office("doctor").out.replace("\n  ", " ")


def test_partner_numbers_are_read_with_the_contacts(office: Office) -> None:
    path = office.folder / "data" / "contacts.csv"
    path.write_text(
        "iso3,mission,email,language,partner\nAUS,,,,77\nSWE,,,,77\nCUB,,,,7\u00e97\nAUT,,,,\n",
        encoding="utf-8",
    )
    said = office("check")
    found = said.out + said.err
    assert "contacts.csv:3:partner  value-bad  77 is the partner number of AUS too." in found
    assert '"7\u00e97" is not a valid partner number.' in found
    assert "contacts.csv:5:mission  value-bad" in found


def test_a_code_is_plain() -> None:
    assert all(map(is_code, ("1", "64CCM", "SB-018221.12", "A/B 1_2", "9" * 40)))
    assert not any(map(is_code, ("", " 1", "1 ", "=1", "-1", "9" * 41, "1\n", "\u0661")))
    assert not Coding().is_used and Coding(wbs={"msp12": "1"}).is_used
    assert Coding(accounts={"cash": ""}).flat() == {}


def test_next_and_doctor_say_it_where_accounts_are_named(office: Office) -> None:
    what = "3 events have not yet been handed over to the accounting system (USD 611,700.25)."
    assert what in office.ok("next") and "ccmcost ledger journal --hand-over" in office.ok("next")
    assert "names 10 of 10 accounts" in office("doctor").out
    office.ok("ledger journal --hand-over")
    assert "accounting system" not in office.ok("next")
    office.ok("record unidentified 1.00 --on 2024-03-07 --reference N")
    assert "1 event has not yet been handed over" in office.ok("next")
    (office.folder / "data" / "accounts.toml").unlink()
    assert "accounting system" not in office.ok("next")
    assert "not filled in" in office("doctor").out


def test_the_audit_pack_names_the_journals(office: Office) -> None:
    office.ok("audit-pack msp12 --out before")
    table = "ledger/journals.csv"
    assert rows((office.folder / "before" / table).read_text(encoding="utf-8")) == []
    office.ok("ledger journal --hand-over")
    office.ok("audit-pack msp12 --out after")
    (row,) = rows((office.folder / "after" / table).read_text(encoding="utf-8"))
    assert (row["event"], row["first_event"], row["last_event"]) == ("5", "1", "4")
    index = (office.folder / "after" / "index.html").read_text(encoding="utf-8")
    assert "Journals handed over to the accounting system" in index and row["sha256"] in index


def test_a_receipt_is_named_by_the_bank_s_own_reference() -> None:
    parts = (Part("SWE", "msp12", "received", 700), Part("", "", "unidentified", 300))
    body = Receipt("SWEDEN", "S1", "2", 1000, "USD", 2, parts, bank=BankEntry("NTRF-1"))
    event = Event(9, "receipt", "2024-03-05", "2024-04-01T08:00:00Z", "A", "", "", "", "")
    lines = lines_of(event, body, body)
    assert [(line.purpose, line.money.minor, line.state) for line in lines] == [
        ("cash", 1000, ""),
        ("receivable", -700, "SWE"),
        ("unidentified", -300, ""),
    ]
    assert {line.reference for line in lines} == {"NTRF-1"}
    assert {line.text for line in lines} == {"receipt: SWEDEN"}


def test_what_does_not_balance_is_never_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(double_entry._SIDES, "received", ("receivable", None))  # type: ignore[arg-type]
    said = office("ledger", "journal", "--hand-over")
    assert said.code == 3 and "debits and credits of event 3 do not balance" in said.err
    assert not (office.folder / "reports" / "journal").exists()


def test_a_copy_that_another_version_writes_is_said_to_be_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.ok("ledger journal --hand-over")
    monkeypatch.setattr(desk_journal, "sha256_of", lambda journal: "another")
    said = office("ledger", "journal", "--batch", "5")
    assert said.code == 0 and "This copy differs from the file" in said.err


def test_a_ledger_from_before_a_hand_over_that_was_taken_back_hands_nothing_over(
    office: Office,
) -> None:
    older = (office.folder / "ledger.sqlite").read_bytes()
    office.ok("ledger journal --hand-over")
    stem = next((office.folder / "reports" / "journal").glob("journal-*.csv")).stem
    line = f"record reverse {int(stem.removeprefix('journal-'))} --reason 'not taken in'"
    office.ok(f"{line} --approved-by 'A Colleague'")
    later = (office.folder / "ledger.sqlite").read_bytes()
    (office.folder / "ledger.sqlite").write_bytes(older)
    office.refused("ledger journal --hand-over", "This ledger may be an older copy")
    (office.folder / "ledger.sqlite").write_bytes(later)
    office.ok("ledger journal --hand-over")


def test_journals_are_kept_beside_the_ledger_wherever_one_stands(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    office.ok(f"ledger journal --hand-over --own-names --data {office.folder / 'data'}")
    assert list((office.folder / "reports" / "journal").glob("journal-*.csv"))
    assert not list(elsewhere.iterdir())
