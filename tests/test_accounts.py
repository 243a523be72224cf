"""The office's books and its folder of notices: who records, in what currency, and what stands in
the folder when a disk, another file or another writer is in the way.
"""

from __future__ import annotations

import getpass
import json
import shutil
from pathlib import Path

import pytest

from ccmcost.accounts import notices_folder
from ccmcost.accounts.books import check_people, clean, login, open_books, request_token
from ccmcost.accounts.notices_folder import LIST, finish_moves, registers, staging_of
from ccmcost.accounts.open_accounts import open_accounts, placed_texts
from ccmcost.errors import UsageError, WriteError
from ccmcost.ledger.queries import notices, unplaced
from ccmcost.ledger.store import Ledger, opened
from ccmcost.workspace import Workspace, open_workspace
from tests.conftest import DATA
from tests.ledger_office import Office


@pytest.fixture
def office(billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    place = tmp_path / "office"
    found = Office(place, monkeypatch)
    shutil.copytree(billed, place, dirs_exist_ok=True)
    found.on("2024-04-01")
    return found


def workspace() -> Workspace:
    return open_workspace(None)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("MSP12", '--recorded-by: "MSP12" is the id of a meeting'),
        ("Japan", '--recorded-by: "Japan" is the name or code of a State'),
        ("x" * 2001, "must be one line of at most"),
        ("A.\u202eClerk", "holds a control character or a hidden one"),
    ],
)
def test_who_records_is_a_person(
    office: Office, by: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "receive msp12 AUS 1.00 --on 2024-03-04 --reference R"
    office.refused(f"{line} --recorded-by '{by}'", said)
    if "is the" in said:
        monkeypatch.setenv("CCMCOST_RECORDED_BY", by)
        office.refused(line, said.replace("--recorded-by", "CCMCOST_RECORDED_BY"))


def test_two_letters_may_be_a_person_and_a_text_may_be_left_out(office: Office) -> None:
    with open_books(workspace()) as books:
        check_people(books.data, {"--recorded-by": "AU", "--approved-by": ""})
    assert clean(None, "--reason", needed=False) == ""
    with pytest.raises(UsageError, match="--reason: this cannot be empty"):
        clean("  ", "--reason")


def test_a_system_that_knows_no_login_asks_for_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    with pytest.raises(UsageError, match="--recorded-by: say who records this"):
        login()


def test_books_are_opened_where_an_office_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCMCOST_REQUEST", "short")
    with pytest.raises(UsageError, match='"short" is not a valid token'):
        request_token()
    packaged = Workspace(DATA, DATA)
    with pytest.raises(UsageError, match="there is no ledger here"), open_books(packaged):
        pass


def test_an_account_is_kept_in_one_currency(office: Office) -> None:
    with open_books(workspace()) as books:
        for currency, meeting in ((None, "msp12"), ("USD", "msp12"), ("EUR", "msp11"), ("EUR", "")):
            books.check_currency(meeting, currency)
        with pytest.raises(UsageError, match="the account of msp12 is kept in USD, not EUR"):
            books.check_currency("msp12", "EUR")


def test_a_bill_without_a_notice_is_known_by_its_meeting_alone(office: Office) -> None:
    (office.folder / "opening.csv").write_text(
        "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
        "CUB,msp10,OLD-2,2022-09-01,2022-12-01,150.00,100.00,books\n"
    )
    office.ok("import opening opening.csv --as-at 2024-03-31")
    with open_books(workspace()) as books:
        found = {(each.state, each.meeting): each for each in open_accounts(books)}
    old, new = found["CUB", "msp10"], found["CUB", "msp12"]
    assert old.due.plain() == "50.00" and not any("-AN-" in each for each in old.numbers)
    assert any("-AN-2024-" in each for each in new.numbers)
    assert all(texts[-1].endswith("-CUB") for texts in (old.numbers, new.numbers))


def issue_again(office: Office) -> int:
    """A revised estimate, billed: what stands in the folder before and after."""
    office.cost("500000.00", "revised_estimate")
    return office.issue("--on-expected-list", on="2024-04-01").code


def test_a_disk_that_is_full_while_documents_are_staged(office: Office) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    office.cost("500000.00", "revised_estimate")
    before = (office.folder / "ledger.sqlite").read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notices_folder.os, "fsync", full)
        said = office.issue("--on-expected-list", on="2024-04-01")
    assert said.code == 1 and "No space left on device. Nothing was issued." in said.err
    assert (office.folder / "ledger.sqlite").read_bytes() == before
    assert not staging_of(office.folder / "notices").exists()


def test_documents_wait_in_safety_while_another_file_is_in_their_place(office: Office) -> None:
    folder = office.folder / "notices"
    other, taken = b"%PDF of somebody", list[Path]()
    move = notices_folder._move

    def first(ledger: Ledger, staging: Path, folder: Path) -> None:
        """Somebody puts a file there while the notices are issued."""
        taken.append(folder / next(staging.rglob("*.pdf")).relative_to(staging))
        taken[0].write_bytes(other)
        move(ledger, staging, folder)

    office.cost("500000.00", "revised_estimate")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notices_folder, "_move", first)
        said = office.issue("--on-expected-list", on="2024-04-01")
    assert said.code == 1 and "is another file, and it is not replaced" in said.err, said
    assert taken[0].read_bytes() == other and "is another file" in office("status").err
    taken[0].unlink()

    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error", str(taken[0]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notices_folder, "_place", broken)
        said = office("status")
    assert said.code == 1 and "could not be written: Input/output error" in said.err
    assert office("status").code == 0 and taken[0].read_bytes().startswith(b"%PDF-")
    assert not staging_of(folder).exists() and "0 problems" in office.ok("ledger verify")


def test_who_only_looks_does_not_wait_for_who_issues(office: Office) -> None:
    folder = office.folder / "notices"
    staging_of(folder).mkdir()
    path = office.folder / "ledger.sqlite"
    office.patch.setenv("CCMCOST_LEDGER_WAIT", "0")
    with opened(path) as other, opened(path) as ledger, other.writing("D. Other", "issue msp12"):
        finish_moves(ledger, folder, wait=0)
        assert staging_of(folder).exists()
        with pytest.raises(WriteError, match=r"issued, but .* held by D.* any command") as said:
            finish_moves(ledger, folder)
        assert "Nothing was recorded" not in str(said.value)
    with opened(path) as ledger:
        finish_moves(ledger, folder, wait=0)
    assert not staging_of(folder).exists()


def test_the_register_can_be_written_as_it_was(office: Office) -> None:
    with opened(office.folder / "ledger.sqlite") as ledger:
        until = max(each.event for each in notices(ledger))
        (before,) = registers(ledger, until)
    assert issue_again(office) == 0
    with opened(office.folder / "ledger.sqlite") as ledger:
        assert registers(ledger, until) == [before]
        (after,) = registers(ledger, until + 9)
    kept, rows = before.register.splitlines(), after.register.splitlines()
    assert {*kept} < {*rows} and {*before.listed.splitlines()} < {*after.listed.splitlines()}


def test_a_year_before_lists_were_written_lacks_one(office: Office) -> None:
    path = office.folder / "notices" / "2024" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["outputs"] = [each for each in manifest["outputs"] if each["path"] != LIST]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    path.with_name(LIST).unlink()
    assert "0 problems" in office.ok("ledger verify")
    manifest["outputs"].pop()
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert "does not list the documents that the ledger knows" in office("ledger", "verify").err


def test_what_texts_have_paid_before_is_known_by_who_paid(office: Office) -> None:
    (office.folder / "bank.csv").write_text(
        "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
        "S1,1,2024-03-02,300.00,USD,FROM BOTH,AUS,msp12,200.00\n"
        "S1,1,2024-03-02,300.00,USD,FROM BOTH,SWE,msp12,100.00\n"
        "S1,2,2024-03-03,70.00,USD,AUSTRALIA,AUS,msp12,\n"
        "S1,3,2024-03-04,50.00,USD,MOFA,,,\n"
        "S1,4,2024-03-04,60.00,USD,ANOTHER TREATY,,,\n"
    )
    office.ok("import receipts bank.csv")
    with open_books(workspace()) as books:
        held = {each.reference: each.event for each in unplaced(books.ledger)}
    office.ok(f"record identify {held['MOFA']} SWE msp12 --document D")
    office.ok(f"record identify {held['ANOTHER TREATY']} --other-convention --document D")
    with open_books(workspace()) as books:
        assert [*placed_texts(books)] == [("AUSTRALIA", "AUS"), ("MOFA", "SWE")]
