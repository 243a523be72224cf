"""What the desk refuses, tells or leaves as it is, asked as the commands, the app and Python ask
it.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from copy import copy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ccmcost.accounts.books import Books, Clerk, open_books
from ccmcost.desk import account, costs, documents, init, ledger_tools, order, register
from ccmcost.desk.bank_map import MapWish, map_extract
from ccmcost.desk.bank_questions import Talk
from ccmcost.desk.check import check_data
from ccmcost.desk.oddities import taken_back
from ccmcost.desk.order import IssueOrder
from ccmcost.desk.questions import OFFICE, answers_in
from ccmcost.desk.register import MeetingChange, changed_meeting, new_meeting
from ccmcost.desk.remembered import NAME, remember, remembered
from ccmcost.errors import CcmcostError, DataError, UsageError
from ccmcost.intake.entries import Entry, TakenBack
from ccmcost.intake.found import Place
from ccmcost.ledger.bodies import Receipt
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import bank_lines
from ccmcost.model.money import Money
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace, open_workspace, packaged_data
from tests.conftest import DATA, ROOT
from tests.ledger_life import short_documents
from tests.ledger_office import EXPECTED, Office, said_by
from tests.letters_office import GROUP

CLERK = Clerk("A. Clerk", datetime(2024, 4, 1, tzinfo=UTC))
FEBRUARY, LATER = date(2024, 2, 1), date(2025, 12, 31)
ORDER = IssueOrder("msp12", "article-14-1", ("DOC", "1"), FEBRUARY, LATER, "B. Chief")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has issued msp12 and the group rc2, in documents of one line."""
    with pytest.MonkeyPatch.context() as patch:
        short_documents(patch)
        made = Office(tmp_path_factory.mktemp("desk") / "office", patch)
        for meeting in ("msp12", *GROUP):
            made.listed("expected", EXPECTED, meeting)
            made.cost("40000.00", meeting=meeting)
        for meeting in ("msp12", "rc2"):
            assert made.issue("--on-expected-list", meeting=meeting).code == 0
        yield made


@pytest.fixture
def office(kept: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A copy of it, in April."""
    made = copy(kept)
    made.folder, made.patch = Path(shutil.copytree(kept.folder, tmp_path / "office")), monkeypatch
    monkeypatch.chdir(made.folder)
    made.on("2024-04-01")
    return made


@pytest.fixture
def books(office: Office) -> Iterator[Books]:
    with open_books(open_workspace(office.folder / "data")) as found:
        yield found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A new workspace, in which nothing is written."""
    folder = tmp_path_factory.mktemp("plain") / "office"
    init.make_workspace(folder)
    return open_workspace(folder / "data")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder to be spoilt."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def replace(path: Path, old: str, new: str) -> None:
    """Exactly one place of a file says something else."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


# Money


def test_money_of_who_has_no_notice_stands_as_its_credit(office: Office) -> None:
    said = office(
        *["receive", "msp12", "PER", "5.00", "--on", "2024-03-04", "--reference", "R", "--overpaid"]
    )
    assert said.code == 0
    assert "Peru has no notice for msp12: the sum stands as its credit." in said.out + said.err


def test_a_credit_beside_debts_of_the_same_notice_is_told(office: Office) -> None:
    line = "receive rc2-pm1 AUS 30000.00 --on 2024-03-04 --reference R --overpaid"
    said = office(*line.split())
    told = " ".join((said.out + said.err).split())
    assert "Australia still owes USD 21,326.91 for rc2-pm2 and USD 21,326.91 for rc2," in told
    assert "undo this and record the part of each meeting." in told


def test_a_place_is_whole_and_a_notice_is_one_that_was_issued(books: Books, office: Office) -> None:
    before = head(books.ledger)
    with pytest.raises(UsageError, match="name the State and the meeting, or --other-convention"):
        account.identify(books, account.Placing(1, "AUS", None, None, "D"), CLERK)
    with pytest.raises(UsageError, match='there is no notice "CCM-AN-2024-0100"'):
        account.external_number(books, "CCM-AN-2024-0100", "E1", CLERK)
    assert account.find_notice(books, "ccm-an-2024-0001") == "CCM-AN-2024-0001"
    assert head(books.ledger) == before


def test_before_anything_is_recorded_there_is_nothing_to_undo_or_to_number(
    plain: Workspace,
) -> None:
    with open_books(plain) as books:
        with pytest.raises(UsageError, match="so there is nothing to reverse"):
            account.reverse_all(books, (), None, "R", "B. Chief", CLERK)
        with pytest.raises(UsageError, match="no notice has been issued yet"):
            account.find_notice(books, "CCM-AN-2024-0001")
        assert head(books.ledger)[0] == 0


def test_the_last_event_is_undone_where_none_is_named(office: Office, books: Books) -> None:
    office.ok("receive msp12 SWE 5.00 --on 2024-03-04 --reference R")
    last = head(books.ledger)[0]
    undone = account.reverse_all(books, (), None, "R", "B. Chief", CLERK)
    assert [known.event.seq for _, known in undone.made] == [last]
    ((name, state, meeting, owed),) = undone.stands
    assert (name, state, meeting, str(owed)) == ("Sweden", "SWE", "msp12", "USD 8,710.00")


HEAD = "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source,currency"


def opening(office: Office, *rows: str) -> str:
    (office.folder / "opening.csv").write_text("\n".join([HEAD, *rows, ""]), "utf-8")
    return "import opening opening.csv --as-at 2023-12-31"


def test_all_that_is_wrong_with_bills_from_before_is_told_at_once(office: Office) -> None:
    office.ok(opening(office, "AUS,msp10,E0,2022-09-01,2022-12-01,10.00,0,books,USD"))
    line = opening(
        office,
        "XQX,msp10,E1,2022-09-01,2022-12-01,10.00,0,books,USD",
        "AUS,msp99,E2,2022-09-01,2022-12-01,10.00,0,books,USD",
        "AUS,msp12,E3,2022-09-01,2022-12-01,10.00,0,books,USD",
        "AUS,msp10,,2022-09-01,2022-12-01,10.00,0,,USD",
        "AUS,msp10,E5,2022-12-01,2022-09-01,10.00,0,books,USD",
        "AUS,msp11,E6,2024-01-01,2024-02-01,10.00,0,books,USD",
        "AUS,msp11,E7,,2024-02-01,10.00,0,books,USD",
        "AUS,msp10,E8,2022-09-01,2022-12-01,10.00,0,books,EUR",
        "AUS,msp11,E9,2022-09-01,2022-12-01,10.00,0,books,XQX",
        "AUS,msp11,E10,2010-07-01,2022-12-01,10.00,0,books,USD",
        "Total,,,,,100.00,0,,",
    )
    before = (office.folder / "ledger.sqlite").read_bytes()
    said = office(*line.split())
    assert said.code == 1 and (office.folder / "ledger.sqlite").read_bytes() == before
    for place, told in (
        ("2:iso3", '"XQX" is not recognised as the name of a State.'),
        ("3:meeting", '"msp99" is not in the register of meetings.'),
        ("4:meeting", "ccmcost issued msp12 itself; a bill of it cannot be carried over."),
        ("5:external_number", '"external_number" is empty. A bill from elsewhere needs it.'),
        ("5:source", '"source" is empty.'),
        ("6:requested_by", "payment was requested by 2022-09-01, before the notice of 2022-12-01."),
        ("7:issued_on", "the notice of 2024-01-01 is later than the opening balances of 2023-12-3"),
        ("8:issued_on", "the date is missing."),
        ("9:currency", "the account of msp10 is kept in another currency."),
        ("10:currency", '"XQX" is not a currency code'),
        ("11:issued_on", "2010-07-01"),
    ):
        assert any(
            each.startswith(f"opening.csv:{place} ") and told in each
            for each in said.err.splitlines()
        ), (place, said.err)


def test_bills_from_before_are_held_against_the_total_of_their_file(office: Office) -> None:
    bill = "AUS,msp10,E1,2022-09-01,2022-12-01,10.00,0,books,USD"
    before = (office.folder / "ledger.sqlite").read_bytes()
    said = office(*opening(office, bill, "Total,,,,,11.00,0,,").split())
    assert said.code == 1 and (office.folder / "ledger.sqlite").read_bytes() == before
    assert (
        "the list states a total assessed of USD 11.00, but its rows sum to USD 10.00" in said.err
    )
    line = opening(office, bill, "Total,,,,,10.00,0,,")
    assert "USD 10.00" in office.ok(f"{line} --dry-run")
    assert (office.folder / "ledger.sqlite").read_bytes() == before
    office.ok(line)


def test_a_cost_that_is_set_while_the_ledger_is_verified_is_no_problem(
    office: Office, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = ledger_tools.standing

    def later(*about: Any) -> Any:
        office.cost("500000.00")
        return held(*about)

    monkeypatch.setattr(ledger_tools, "standing", later)
    assert ledger_tools.verify(books).problems == ()


def test_what_is_no_export_is_neither_replaced_nor_read(office: Office, books: Books) -> None:
    target = office.folder / "own.json"
    last = '{"last": {"seq": 1, "hash": "x"}'
    for content in ("{", "[]", '{"last": {}}', f'{last}, "format": "other"}}', f"{last}}}"):
        target.write_text(content, "utf-8")
        with pytest.raises(CcmcostError, match=r"own\.json"):
            ledger_tools.export(books, target)
        assert target.read_text("utf-8") == content
    with pytest.raises(UsageError, match=r"the name must end in \.json \(complete\) or \.csv"):
        ledger_tools.export(books, office.folder / "own.txt")
    target.write_text("{", "utf-8")
    with pytest.raises(UsageError, match=r"is no JSON file\. Make one with: ccmcost ledger export"):
        ledger_tools.import_export(books, target, CLERK)


LIST = "statement,line,value_date,amount,currency,reference,iso3,meeting,part"


def test_all_that_is_wrong_with_a_bank_list_is_told_at_once(office: Office) -> None:
    rows = (
        "S,,2024-03-01,10.00,USD,R,AUS,msp12,",
        "S,2,2024-03-01,10.00,USD,R,AUS,msp12,",
        "S,2,2024-03-01,10.00,USD,R,AUS,msp12,",
        "S,3,2024-03-01,-10.00,USD,R,AUS,msp12,",
        "S,4,2024-03-01,10.00,USD,R,AUS,msp12,4.00",
        "S,4,2024-03-01,10.00,USD,Q,SWE,msp12,6.00",
        "S,5,,10.00,USD,R,AUS,msp12,",
        "S,6,2024-03-01,10.00,USD,,AUS,msp12,",
        f"S,7,2024-03-01,10.00,USD,{'R' * 3000},AUS,msp12,",
        "S,8,2024-03-01,10.00,USD,R,AUS,msp12,",
        "S,8,2024-03-01,10.00,USD,R,SWE,msp12,",
    )
    (office.folder / "bank.csv").write_text("\n".join([LIST, *rows, ""]), "utf-8")
    before = (office.folder / "ledger.sqlite").read_bytes()
    said = office("import", "receipts", "bank.csv")
    assert said.code == 1 and (office.folder / "ledger.sqlite").read_bytes() == before
    for place, told in (
        ("2:line", '"line" is empty. Statement and line tell one credit from another.'),
        ("4:line", "this row repeats row 3 word for word."),
        ("5", "is not a receipt, but names a State or a meeting."),
        ("7:reference", 'row 6 gives line 4 another "reference". Parts of one line share it.'),
        ("8:value_date", "the value date is missing."),
        ("9:reference", "the reference is empty. Copy what the bank says on the remitter."),
        ("10:reference", "characters"),
        ("11:part", "one line over several rows: each needs its own part of the amount."),
    ):
        assert any(
            each.startswith(f"bank.csv:{place}") and told in each for each in said.err.splitlines()
        ), (place, said.err)


MAP = (
    "import receipts f.csv --map --column value_date=Date --column amount=Amount "
    "--column text=Text --days d.m.y"
)


def test_an_extract_leaves_out_what_is_to_come_and_balances_that_say_nothing(
    office: Office,
) -> None:
    rows = ("Date;Text;Amount;Ccy", "15.02.2024;A;54,84;USD", "03.04.2024;B;73,11;USD",
            ";Saldo;;", ";Opening balance;1.000,00;USD", ";Closing balance;900,00;EUR")  # fmt: skip
    (office.folder / "f.csv").write_text("\n".join([*rows, ""]), "utf-8")
    said = office.ok(f"{MAP} --column currency=Ccy --dry-run")
    assert "1 bank line recorded, USD 54.84" in said
    told = " ".join(said.split())
    assert "not of value yet; import the file again on its value date" in told
    assert "a balance" in told and "were read" not in told


def test_forms_of_extracts_are_kept_beside_each_other(office: Office) -> None:
    path, kept = office.folder / "f.csv", office.folder / "data" / "bank.toml"
    path.write_text("1;2\n3;4\n", "utf-8")
    office.refused(f"{MAP} --currency USD", "no row names columns. Is it the right file?")
    assert not kept.exists()
    workspace, names = open_workspace(office.folder / "data"), []
    for heads in ("Date;Text;Amount", "Day;Words;Sum", "Date;Text;Amount"):
        date_, text, amount = heads.split(";")
        path.write_text(f"{heads}\n15.02.2024;A;54,84\n", "utf-8")
        columns = (f"value_date={date_}", f"text={text}", f"amount={amount}")
        found = map_extract(workspace, path, MapWish(columns, "", "d.m.y", "USD"), None)
        found.keep()
        names.append(found.extract.name)
        path = path.with_name(f"{path.stem}x.csv")
    assert names == ["f", "fx", "f"]  # what was recorded is known by the name of its form
    assert kept.read_text("utf-8").count("[[extract]]") == 2


def test_there_is_no_way_back_from_the_first_question() -> None:
    assert not Talk(lambda _: "").take_back_last()


def test_a_manifest_that_lists_nothing_is_a_problem_and_no_fault(office: Office) -> None:
    path = office.folder / "notices" / "2024" / "manifest.json"
    whole = json.loads(path.read_text("utf-8"))
    for outputs in (5, None, {}, "text"):
        path.write_text(json.dumps(whole | {"outputs": outputs}), "utf-8")
        said = office("ledger", "verify")
        assert said.code == 1 and "notices/2024/manifest.json: " in said.err, (outputs, said.err)


def test_documents_that_cannot_be_read_are_a_problem_and_all_others_are_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("ccmcost.accounts.notices_folder._sha256", refused)
    replace(office.folder / "data" / "costs.toml", '"40000.00"', '"41000.00"')
    said = office("ledger", "verify")
    assert said.code == 1 and "costs.toml gives it as USD 41,000.00" in said.err
    told = r"notices/ cannot be held against the ledger: .*-en\.pdf: Permission denied"
    assert re.search(told, said.err), said.err


def test_a_payment_with_day_and_month_exchanged_is_odd(office: Office) -> None:
    office.on("2024-06-01")
    for name, line in (("a", "S,1,2024-03-04"), ("b", "T,1,2024-04-03"), ("c", "U,1,2024-05-15")):
        row = f"{line},10.00,USD,REMITTER X,AUS,msp12,"
        (office.folder / f"{name}.csv").write_text(f"{LIST}\n{row}\n", "utf-8")
        said = office("import", "receipts", f"{name}.csv")
        told = "recorded the same text and sum, of 2024-03-04: day and month may be exchanged"
        assert said.code == 0 and (told in " ".join((said.out + said.err).split())) == (name == "b")


def test_a_row_that_sums_those_above_or_comes_ahead_of_time_is_no_money(office: Office) -> None:
    rows = (
        "S,1,2024-03-01,10.00,USD,R,AUS,msp12,",
        "S,2,2024-03-01,20.00,USD,Q,SWE,msp12,",
        "S,3,2024-03-02,30.00,USD,Total,,,",
        "S,4,2024-04-02,5.00,USD,T,SWE,msp12,",
    )
    (office.folder / "bank.csv").write_text("\n".join([LIST, *rows, ""]), "utf-8")
    before = (office.folder / "ledger.sqlite").read_bytes()
    said = office("import", "receipts", "bank.csv")
    assert said.code == 1 and (office.folder / "ledger.sqlite").read_bytes() == before
    assert '"Total" is the sum of the rows above it: it looks like a total' in said.err
    assert "bank.csv:5:value_date  date-bad  " in said.err and "ahead of time" in said.err
    other = rows[2].replace("30.00", "31.00")  # money of its own, whatever it is called
    (office.folder / "bank.csv").write_text("\n".join([LIST, *rows[:2], other, ""]), "utf-8")
    assert "3 bank lines recorded, USD 61.00" in office.ok("import receipts bank.csv")


def test_what_the_bank_took_back_is_named_by_reference_text_or_sum(
    office: Office, books: Books
) -> None:
    row = "S,1,2024-03-01,10.00,USD,REMITTER X,AUS,msp12,"
    (office.folder / "bank.csv").write_text(f"{LIST}\n{row}\n", "utf-8")
    office.ok("import receipts bank.csv")
    seq = head(books.ledger)[0]
    ((_, body),) = bank_lines(books.ledger, "S").values()

    own = body._replace(line="2024-03-01 10.00 B9")

    def told(amount: int, text: str = "RETURN", in_file: bool = False, *fresh: Receipt) -> str:
        entry = Entry(Place("entry 3"), "reversed credit", "2024-03-02",
                      Money(-amount, "USD", 2), "B9", text)  # fmt: skip
        (found,) = taken_back(books, [TakenBack("S", entry, in_file)], [body, *fresh])
        return found

    assert f"took back USD 10.00, which event {seq} recorded." in told(1000)
    assert told(1000, "REMITTER X").endswith(f"ccmcost record reverse {seq} --reason TEXT")
    assert f"which line {own.line} recorded." in told(1000, "RETURN", True, own)
    assert "no receipt of it stands in the ledger" in told(1000, in_file=True)
    assert "no receipt of it stands in the ledger, so nothing is to be done." in told(999)


# Orders


def test_an_order_is_refused_with_all_that_stands_in_its_way(office: Office) -> None:
    """Whatever rule it names: an illustrative cost, and a list that is not there."""
    office.ok("meeting add msp30 --name N --start 2024-09-02 --end 2024-09-03 --source DOC")
    with open_books(open_workspace(office.folder / "data")) as books:
        with pytest.raises(UsageError) as caught:
            order.check_begun(books, ORDER._replace(name="msp30"))
        first, second, third = caught.value.faults
        assert first.startswith("the cost of msp30 is illustrative: nothing is billed on it.")
        assert "list-missing" in second
        assert third.startswith("an expected list of msp30 is not official; to bill on it, say --")
        with pytest.raises(UsageError) as caught:
            order.check_begun(books, ORDER._replace(name="msp30", on_expected_list=True))
        assert len(caught.value.faults) == 2
    path = office.folder / "data" / "costs.toml"
    kept, _, _ = path.read_text("utf-8").partition('[[cost]]\nmeeting = "msp30"')
    path.write_text(kept, "utf-8")
    with (
        open_books(open_workspace(office.folder / "data")) as books,
        pytest.raises(UsageError, match="cost-missing") as caught,
    ):
        order.check_begun(books, ORDER._replace(name="msp30"))
    assert "illustrative" not in str(caught.value)


def test_nobody_approves_an_order_by_leaving_the_name_out() -> None:
    with pytest.raises(UsageError, match="an issue needs the approval of a second person"):
        order.check_order(ORDER._replace(approved_by=""), CLERK)
    with pytest.raises(UsageError, match="--pay-by: 2024-01-31 lies before the day of issue"):
        order.check_order(ORDER._replace(pay_by=date(2024, 1, 31)), CLERK)


def test_what_rests_on_assumed_rates_or_a_later_decision_is_told(office: Office) -> None:
    office.listed("expected", ("AUS", "COK", "SWE"), "msp4")
    office.ok("cost set msp4 --status estimate --amount 1000 --source DOC --adopted-on 2024-03-01")
    office.on("2024-04-01")
    said = office.issue("--on-expected-list", meeting="msp4")
    told = " ".join(said.err.split())
    assert said.code == 0 and "Assumed rates: " in told and "Cook Islands" in told
    before = "The notices are dated 1 February 2024, before the cost of msp4 was adopted on 1 March"
    assert before in told


def test_meetings_billed_together_have_one_currency(office: Office) -> None:
    office.patch.chdir(office.folder.parent)
    made = Office(office.folder.parent / "other", office.patch)
    for meeting in GROUP:
        made.listed("expected", EXPECTED, meeting)
    made.cost("1000.00", meeting="rc2-pm1")
    made.cost("1000.00", meeting="rc2-pm2")
    made.ok(
        "cost set rc2 --status estimate --amount 9 --currency EUR --source D "
        "--adopted-on 2024-01-02"
    )
    said = made.issue("--on-expected-list", meeting="rc2")
    assert said.code == 2
    assert "meetings billed together must have one currency, not EUR, USD." in said.err


def test_a_meeting_that_was_settled_on_nothing_leaves_its_group(office: Office) -> None:
    office.cost("0.00", "actual", "rc2-pm1")
    line = "settle rc2-pm1 --adopted-by 'D, 2' --issued-on 2024-04-01 --pay-by 2024-12-01"
    office.ok(f"{line} --approved-by 'B. Chief' --on-expected-list --alone")

    def billed() -> tuple[str, ...]:
        with open_books(open_workspace(office.folder / "data")) as books:
            return order.in_group(books, "rc2")

    assert billed() == ("rc2-pm2", "rc2")
    office.cost("10.00", "actual", "rc2-pm1")
    assert billed() == GROUP


def test_an_official_list_is_not_left_for_an_expected_one(office: Office) -> None:
    office.listed("official", EXPECTED, "msp11")
    office.cost("1000.00", meeting="msp11")
    assert office.issue(meeting="msp11").code == 0
    office.listed("expected", EXPECTED, "msp11")
    said = office.issue("--on-expected-list", meeting="msp11")
    assert said.code == 2
    assert "msp11 was issued on its official list; the present list is an expected one" in said.err


def test_a_line_to_copy_says_what_was_typed_and_none_is_made_up(office: Office) -> None:
    office.listed("official", EXPECTED[1:], "rc2")
    more = ("--alone", "--lang", "en,fr")
    said = office.issue(*more, on="2024-04-01", meeting="rc2")
    lines = [each for each in said.err.splitlines() if "  ccmcost issue rc2 " in each]
    assert said.code == 2 and len(lines) == 2, said.err
    assert all("--alone --lang en,fr" in each for each in lines)
    assert "--credit-absent-parties" in lines[0] and "-all-parties --" in lines[1]
    path = office.folder / "data" / "rules" / "article-14-1-all-parties.toml"
    replace(path, 'states_not_party = "pooled"', 'states_not_party = "straight"')
    said = office.issue(*more, on="2024-04-01", meeting="rc2")
    assert said.code == 2 and said.err.count("  ccmcost issue rc2 ") == 1
    assert said.err.endswith("by which all States Parties bear the cost.\n")


# What is shown before it is issued

DRY = ("--dry-run", "--on-expected-list")


def test_a_list_that_becomes_official_and_moves_no_money_makes_no_document(office: Office) -> None:
    office.listed("official", EXPECTED)
    shown = " ".join(office.issue("--dry-run").out.split())
    assert "Notices No amount changes, so no notice is made." in shown and "PDF in" not in shown
    assert "Backup before backups/ledger-" in shown


def test_where_nothing_has_changed_nothing_is_shown(office: Office) -> None:
    said = office.issue(*DRY)
    assert said.code == 0 and "This will be issued" not in said.out
    assert "nothing has changed since the last issue" in said.out


def test_adjustments_below_the_minimum_are_shown_to_have_no_document(office: Office) -> None:
    path = office.folder / "data" / "issuer.toml"
    path.write_text('adjust_minimum = "30.00"\n' + path.read_text("utf-8"), "utf-8")
    office.cost("40100.00", "revised_estimate")
    shown = office.issue(*DRY).out
    assert "4 below adjust_minimum: posted without a document" in shown
    assert "2 PDF in notices/2024/" in shown


def test_what_rounding_leaves_and_a_ledger_without_events_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Office(tmp_path / "office", monkeypatch)
    with (made.folder / "data" / "costs.toml").open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[[cost]]\nmeeting = "msp12"\nversion = 2\nstatus = "estimate"\nsource = "DOC"\n'
            'amount = "412345.67"\ncurrency = "USD"\nadopted_on = 2023-11-24\n'
        )
    rule = (made.folder / "data" / "rules" / "article-14-1.toml").read_text("utf-8")
    assert 'residual = "' in rule
    rule = re.sub('(?m)^residual = "[a-z_]+"', 'residual = "none"', rule)
    Path("odd.toml").write_text(rule.replace('id = "article-14-1"', 'id = "odd"'), "utf-8")
    decided = ("--rule", "odd.toml", "--adopted-by", "DOC, 1", "--approved-by", "B. Chief")
    days = ("--issued-on", "2024-02-01", "--pay-by", "2025-12-31")
    said = made("issue", "msp12", *decided, *days, *DRY)
    assert said.code == 0, said.err
    assert re.search(
        "msp12 +Rounding difference, not charged to any State: USD -?0.0[1-9]", said.out
    )
    assert "Backup" not in said.out and not (made.folder / "backups").exists()


def test_who_approves_is_shown_who_prepared_it(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    office.listed("expected", EXPECTED, "msp11")
    office.cost("1000.00", meeting="msp11")
    order = "issue msp11 --rule article-14-1 --adopted-by 'CCM/MSP/2023/6, 1'"
    office.ok(f"{order} --issued-on 2024-04-01 --pay-by 2025-12-31 --on-expected-list --prepare")
    office.on("2024-04-02")
    before = (office.folder / "ledger.sqlite").read_bytes()
    questions = asked("n")
    line = "approve msp11 --approved-by 'B. Chief' --reference 'mail of 2 April' --recorded-by C"
    said = office(*shlex.split(line))
    assert (said.code, questions) == (2, ["Issue this? [y/N]"]), said.err
    for shown in ("Prepared by A. Clerk", "Recorded by C", "Reference mail of 2 April"):
        assert shown in " ".join((said.out + said.err).split())
    assert (office.folder / "ledger.sqlite").read_bytes() == before


# Costs


def test_a_cost_is_understood_in_words_and_its_other_currency_is_told(books: Books) -> None:
    wish = costs.CostWish("actual", "5", "EUR", "DOC", date(2024, 3, 1))
    first, second = costs.wish_in_words(books, "MSP12", wish).splitlines()
    assert first.startswith("msp12: actual, ") and "EUR 5.00" in first
    assert second == "  This folder bills msp12 in USD; this cost is in EUR."
    told = costs.wish_in_words(books, "msp12", wish._replace(amount="0", currency=None))
    assert "USD 0.00" in told and "\n" not in told
    with pytest.raises(UsageError, match="more than zero"):
        costs.wish_in_words(books, "msp12", wish._replace(amount="0", status="estimate"))


def test_a_version_that_another_added_meanwhile_is_looked_at_first(
    office: Office, books: Books
) -> None:
    before = (office.folder / "data" / "costs.toml").read_bytes()
    proposal = propose(books.workspace, "Rooms,40000", meeting="msp12")
    office.cost("50000.00", "revised_estimate")
    after = (office.folder / "data" / "costs.toml").read_bytes()
    with pytest.raises(UsageError, match="version 3 of the cost of msp12 was added meanwhile"):
        costs.write_cost(books, proposal, CLERK)
    assert before != after == (office.folder / "data" / "costs.toml").read_bytes()


def test_a_cost_that_was_written_by_hand_is_recorded_and_not_written_again(
    office: Office,
) -> None:
    path = office.folder / "data" / "costs.toml"
    with path.open("a", encoding="utf-8") as stream:
        stream.write(
            '\n[[cost]]\nmeeting = "msp11"\nversion = 2\nstatus = "estimate"\namount = "7.00"\n'
            'currency = "USD"\nsource = "DOC"\nadopted_on = 2023-11-24\n'
        )
    before = path.read_bytes()
    assert "version 2" in office.cost("7.00", meeting="msp11")
    assert path.read_bytes() == before
    assert "CCM" not in office.ok("ledger verify")
    assert "it was set before, and nothing was recorded" in office.cost("7.00", meeting="msp11")


def test_a_file_of_costs_in_brackets_is_left_as_it_is(office: Office) -> None:
    path = office.folder / "data" / "costs.toml"
    path.write_text(
        'cost = [{meeting = "msp12", version = 1, status = "estimate", amount = "40000.00", '
        'currency = "USD", source = "DOC", adopted_on = 2023-11-24}]\n',
        "utf-8",
    )
    before = path.read_bytes()
    line = "cost set msp13 --status estimate --amount 9 --source S --adopted-on 2024-01-01"
    said = office(*line.split())
    assert said.code == 1 and "costs.toml" in said.err and "[[cost]]" in said.err, said.err
    assert path.read_bytes() == before


def propose(
    workspace: Workspace, *rows: str, meeting: str = "msp13", **more: str
) -> costs.CostProposal:
    """An estimate of some rows, with their total."""
    total = sum(int(row.rpartition(",")[2]) for row in rows)
    content = "\n".join(["Item,USD", *rows, f"Total,{total}" if rows else ""]).encode()
    source = SourceFile("c.csv", "command line", content, "c.csv")
    return costs.propose_cost(workspace, costs.CostRequest(meeting, source, **more))


def test_an_estimate_is_refused_for_what_was_said_of_it(plain: Workspace) -> None:
    with pytest.raises(UsageError, match='--currency: "US" is not a currency code'):
        propose(plain, "Rooms,7", currency="US")
    with pytest.raises(DataError, match="no table with a column of items"):
        propose(plain)
    with pytest.raises(UsageError, match=r"the document gives USD 7\.00, not 8\. Nothing was"):
        propose(plain, "Rooms,7", total="8")
    assert str(propose(plain, "Rooms,7", total="7").cost.total) == "USD 7.00"
    with pytest.raises(DataError, match=r"the total is not between 1 and 10\^15 minor units"):
        propose(plain, "Rooms,99999999999999")
    with pytest.raises(UsageError, match=r"has no such version of its cost\. Versions: 1\."):
        costs.cost_lines(plain, "msp13", 9)


@pytest.mark.parametrize(
    ("total", "doubt"),
    [
        (100_000, "USD 100,000.00 is more than twice the cost before, USD 40,000.00."),
        (10_000, "USD 10,000.00 is less than half of the cost before, USD 40,000.00."),
        (50_000, ""),
    ],
)
def test_an_unusual_total_is_doubted_and_not_written(books: Books, total: int, doubt: str) -> None:
    proposal = propose(books.workspace, f"Rooms,{total}", meeting="msp12")
    before = head(books.ledger)
    assert proposal.doubt.startswith(doubt) and bool(proposal.doubt) == bool(doubt)
    if doubt:
        with pytest.raises(UsageError, match="If it is right: --total"):
            costs.write_cost(books, proposal, CLERK)
        assert head(books.ledger) == before
    else:
        assert costs.write_cost(books, proposal, CLERK).version == 3


def test_a_total_in_another_currency_is_no_matter_of_doubt(books: Books) -> None:
    content = b"Item,EUR\nRooms,900000\nTotal,900000\n"
    source = SourceFile("c.csv", "command line", content, "c.csv")
    request = costs.CostRequest("msp12", source, currency="EUR")
    assert costs.propose_cost(books.workspace, request).doubt == ""


# The register


def change(workspace: Workspace, meeting: str = "msp13", **values: object) -> str:
    """The register as a change would leave it; nothing is written."""
    proposal = changed_meeting(workspace, meeting, MeetingChange(**values))  # type: ignore[arg-type]
    (content,) = proposal.files.values()
    return content.decode()


@pytest.mark.parametrize(
    ("meeting", "values", "says"),
    [
        ("msp30", {}, "a new meeting needs --name"),
        ("xyz1", {"name": "N"}, "a new meeting needs --kind, one of meeting_of_states_parties"),
        ("msp12", {"name": "N"}, 'the meeting "msp12" exists already'),
        ("MSP/30", {"name": "N"}, '"MSP/30" is no meeting id.'),
        ("msp30", {"name": "N", "scale": "un-2022-2024"}, "--scale: name the decision too"),
        ("msp30", {"name": "N", "venue": "V"}, "a venue needs the days too: give --start and"),
        (
            "msp30",
            {"name": "N", "start": LATER, "end": FEBRUARY},
            "would end on 2024-02-01, before it begins on 2025-12-31",
        ),
    ],
)
def test_a_new_meeting_that_cannot_be_is_refused(
    plain: Workspace, meeting: str, values: dict[str, object], says: str
) -> None:
    with pytest.raises(UsageError) as caught:
        new_meeting(plain, meeting, MeetingChange(**values))  # type: ignore[arg-type]
    assert says in str(caught.value)


def test_a_meeting_that_was_left_without_its_cost_is_completed_by_the_same_line_alone(
    office: Office,
) -> None:
    workspace, added = open_workspace(office.folder / "data"), MeetingChange("N", start=LATER)
    costs = workspace.data / "costs.toml"
    before = costs.read_bytes()
    register.write_register(new_meeting(workspace, "msp30", added))
    both = {name: (workspace.data / name).read_bytes() for name in ("costs.toml", "meetings.toml")}
    costs.write_bytes(before)
    with pytest.raises(UsageError, match=r'"msp30" exists already\. Use "ccmcost meeting set"'):
        new_meeting(workspace, "msp30", added._replace(name="M"))
    again = new_meeting(workspace, "msp30", added)
    assert [*again.files] == [costs] and again.meeting.name == "N"
    register.write_register(again)
    assert both == {name: (workspace.data / name).read_bytes() for name in both}
    with pytest.raises(UsageError, match="exists already"):
        new_meeting(workspace, "msp30", added)


def test_what_is_said_of_a_meeting_stands_in_the_register(plain: Workspace) -> None:
    with pytest.raises(UsageError, match="nothing to set"):
        change(plain)
    assert (
        'kind = "review_conference"'
        in change(plain, kind="Review_Conference")
        .partition('id = "msp13"')[2]
        .partition("[[meeting]]")[0]
    )
    told = change(plain, scale="un-2022-2024", scale_source="DOC", country="Japan")
    own = told.partition('id = "msp13"')[2].partition("[[meeting]]")[0]
    assert 'scale = "un-2022-2024"' in own and 'country = "JPN"' in own
    days = change(plain, start=date(2030, 9, 2), source=None)
    own = days.partition('id = "msp13"')[2].partition("[[meeting]]")[0]
    assert register.NO_SOURCE in own, own
    assert "deadline_weekday" in (plain.data / "meetings.toml").read_text("utf-8")
    later = change(plain, "msp12", deadline=date(2024, 8, 1))
    own = later.partition('id = "msp12"')[2].partition("[[meeting]]")[0]
    assert "delegation_deadline = 2024-08-01" in own and "deadline_weekday" not in own


def test_a_register_in_brackets_is_left_as_it_is(data: Path) -> None:
    for name in ("meetings.toml", "costs.toml"):
        (data / name).write_text("", "utf-8")
    (data / "meetings.toml").write_text("meeting = []\n", "utf-8")
    with pytest.raises(CcmcostError, match=r"\[\[meeting\]\]"):
        new_meeting(Workspace(data, packaged_data()), "msp30", MeetingChange(name="N"))


def test_an_expected_list_is_made_for_a_day_and_never_over_an_official_one(
    office: Office, tmp_path: Path
) -> None:
    workspace = open_workspace(office.folder / "data")
    office.listed("official", EXPECTED, "msp12")
    for name, says in (("msp12", "the list of msp12 is official"), ("rc3", "has no date yet")):
        with pytest.raises(UsageError, match=says):
            register.write_expected_lists(workspace, (name,), tmp_path / "lists")
    assert not (tmp_path / "lists").exists()
    made = dict(register.write_expected_lists(workspace, (), tmp_path / "lists"))
    assert "msp12" not in made and made["msp11"] > 100
    replace(
        workspace.data / "convention.toml", 'prefix = "pm"', 'list = "by_status", prefix = "pm"'
    )
    with pytest.raises(UsageError, match="rc2-pm1 has no list of participants: by its kind"):
        register.write_expected_lists(workspace, ("rc2-pm1",), tmp_path / "lists")
    assert "rc2-pm1" in made
    assert "rc2-pm1" not in dict(register.write_expected_lists(workspace, (), tmp_path / "lists"))


def test_who_pays_by_the_rule_is_expected_too(office: Office, tmp_path: Path) -> None:
    workspace = open_workspace(office.folder / "data")
    path = workspace.data / "rules" / "article-14-1.toml"
    path.write_text(path.read_text("utf-8") + '\n[fixed]\nEUU = "2.5"\n', "utf-8")
    ((_, number),) = register.write_expected_lists(workspace, ("msp11",), tmp_path)
    text = (tmp_path / "participants" / "msp11.csv").read_text("utf-8")
    assert "\nEUU,organization,expected,named by the rule," in text
    assert text.count("\n") - 2 == number  # without the head and the organization
    path.unlink()
    replace(workspace.data / "convention.toml", '"article-14-1"', '"article-1"')
    assert register.write_expected_lists(workspace, ("msp11",), tmp_path) == (("msp11", number),)
    assert "EUU" not in (tmp_path / "participants" / "msp11.csv").read_text("utf-8")


# A data folder


def test_what_contradicts_itself_in_a_data_folder_is_found_in_one_pass(data: Path) -> None:
    mark, status = data / "convention.toml", data / "treaty_status.csv"
    replace(mark, 'illustrative_amount = "100000.00"', 'illustrative_amount = "1.0.0"')
    replace(mark, 'prefix = "ac"', 'currency = "XQX", prefix = "ac"')
    replace(status, "AFG,Afghanistan,2008-12-03,", "AFG,Afghanistan,2012-12-03,")
    replace(status, "2015-09-01,,", "2015-09-01,2015-08-31,")  # Canada
    path = data / "costs.toml"
    replace(
        path,
        'amount = "100000.00"\ncurrency = "USD"\n',
        'amount = "100000.00"\ncurrency = "USD"\nlines = [{ item = "Rooms", kind = "other", '
        'amount = "7.00" }]\n',
    )
    path = data / "participants" / "msp3.csv"
    replace(path, "AFG,state_party,", "AFG,signatory,")
    found = [each.message for each in check_data(Workspace(data, packaged_data())).findings]
    for told in (
        '"1.0.0" is not a valid amount in USD.',
        '"XQX" is not a currency code of ISO 4217',
        "Afghanistan: signed on 2012-12-03, after consent on 2011-09-08.",
        "Canada: withdrawn before entry into force.",
        "msp1, version 1: ",
        "AFG is signatory on the list, state_party by treaty status on ",
    ):
        assert any(told in each for each in found), (told, found)


def test_the_currency_of_a_convention_is_one(data: Path) -> None:
    mark = data / "convention.toml"
    replace(mark, 'currency = "USD"', 'currency = "US"')
    found = check_data(Workspace(data, packaged_data())).findings
    assert any('"US" is not a currency code' in each.message for each in found)


def test_a_meeting_that_no_scale_covers_is_told_and_passed_over(data: Path) -> None:
    before = check_data(Workspace(data, packaged_data())).counts[
        "assessment tied out", "assessments tied out"
    ]
    path = data / "meetings.toml"
    replace(path, "start = 2010-11-09\nend = 2010-11-12", "start = 2005-11-09\nend = 2005-11-12")
    replace(data / "participants" / "msp1.csv", "state_party", "")
    checked = check_data(Workspace(data, packaged_data()))
    assert any("no scale covers msp1 on 2005-11-09." in each.message for each in checked.findings)
    assert checked.counts["assessment tied out", "assessments tied out"] == before - 4


# Workspaces


def test_a_workspace_is_made_where_none_and_nothing_of_another_stands(
    office: Office, tmp_path: Path
) -> None:
    before = sorted(path for path in tmp_path.rglob("*"))
    with pytest.raises(UsageError, match="belongs to the folder "):
        init.make_workspace(office.folder / "notices")
    with pytest.raises(UsageError, match="holds the data that came with ccmcost"):
        init.make_workspace(ROOT)
    with pytest.raises(UsageError, match=r'Make one with "ccmcost init"'):
        init.need_workspace(tmp_path)
    with pytest.raises(UsageError, match="there is no workspace in"):
        init.need_workspace(ROOT)
    init.need_workspace(office.folder)
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_what_an_office_has_already_stays_when_its_data_come_again(office: Office) -> None:
    ledger = (office.folder / "ledger.sqlite").read_bytes()
    shutil.rmtree(office.folder / "data")
    made = init.make_workspace(office.folder)
    assert [Path(each).name for each in made] == ["data"]
    assert (office.folder / "ledger.sqlite").read_bytes() == ledger


def test_what_an_office_says_of_itself_is_changed_alone(office: Office) -> None:
    path = office.folder / "data" / "issuer.toml"
    before = answers_in(OFFICE, path.read_text("utf-8"))
    assert init.change_office(office.folder, {"bank.swift": ("OTHRCHGG",)}) == path
    assert answers_in(OFFICE, path.read_text("utf-8")) == before | {"bank.swift": ("OTHRCHGG",)}


def test_nothing_is_remembered_where_no_office_works() -> None:
    workspace = open_workspace(DATA)
    remember(workspace, "answers", {"meeting": "msp12"})
    assert remembered(workspace, "answers") == {} and not (DATA.parent / NAME).exists()


def test_who_goes_back_where_no_question_was_before_records_nothing(
    office: Office, asked: Callable[..., list[str]]
) -> None:
    before = (office.folder / "ledger.sqlite").read_bytes()
    questions = asked("<")
    said = office(*["receive", "msp12", "SWE", "50000", "--on", "2024-03-04", "--reference", "R"])
    assert said.code == 2 and len(questions) == 1 and questions[0].endswith("[y/N]")
    assert "Nothing was recorded." in said.err
    assert (office.folder / "ledger.sqlite").read_bytes() == before


def test_who_waits_is_told_how_many_notices_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(documents, "workbook_files", lambda *_: {})
    monkeypatch.setattr(documents.chart_files, "compose", lambda *_, **__: {})
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(
        "ccmcost.cli.output.progress_bar", lambda _: lambda *made: told.append(made)
    )
    assert said_by("apportion", "msp11", "--state", "JPN,SWE", "--lang", "en,fr").code == 0
    assert told == [(4, 4)] or told[-1] == (4, 4), told
