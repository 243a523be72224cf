"""Before anything is issued, a person sees it: what is shown is what is recorded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ccmcost.accounts.books import clerk_of, open_books
from ccmcost.clock import day_option, recording_moment
from ccmcost.desk.issue import issue
from ccmcost.desk.order import IssueOrder
from ccmcost.errors import UsageError
from ccmcost.ledger.store import Changed
from ccmcost.workspace import open_workspace
from tests.ledger_office import DECISION, EXPECTED, Office
from tests.terminal import CLOSED, ENTER, INTERRUPT, at_terminal

LINE = ("issue", "msp12", *DECISION, "--issued-on", "2024-02-01", "--pay-by", "2025-12-31")
QUESTION = "Issue this? [y/N]"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office(tmp_path / "office", monkeypatch)
    made.cost("400000.00")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a workspace."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_dry_run_shows_all_of_it_and_records_nothing(office: Office) -> None:
    before = contents(office.folder)
    said = office(*LINE, "--on-expected-list", "--dry-run")
    assert (said.code, contents(office.folder)) == (0, before), said.err
    for shown in (
        "CCM-AN-2024-0001 to CCM-AN-2024-0005",
        "5 notices        USD 400,000.00",
        "Largest          USD 211,100.00  Australia (AUS)",
        "Date of notices  1 February 2024",
        "Payment by       31 December 2025",
        "Payment to       Beneficiary: Trust fund",
        "Account number or IBAN: CH00 0000 0000",
        "Recorded by      A. Clerk",
        "Approved by      B. Chief",
        "Provisional      Expected list (msp12): assessments",
        "6 PDF in notices/2024/",
        "Backup before    backups/ledger-2024-02-01-event-1-",
        "Dry run: nothing was recorded.",
    ):
        assert shown in said.out, f"{shown}\n{said.out}"
    assert max(map(len, said.out.splitlines())) <= 80
    assert not said.err


def test_what_is_issued_is_what_was_shown(office: Office) -> None:
    shown = office(*LINE, "--on-expected-list", "--dry-run").out
    done = office(*LINE, "--on-expected-list").out
    numbers = re.compile(r"CCM-AN-\d{4}-\d{4}")
    assert numbers.findall(shown) == numbers.findall(done)
    assert "5 notices: USD 400,000.00" in done and "6 documents in notices/" in done
    backup = re.search(r"backups/\S+", shown)
    assert backup is not None and (office.folder / backup[0]).is_file()
    assert len(list((office.folder / "notices" / "2024").glob("*.pdf"))) == 6


def test_a_dry_run_of_differences_and_of_nothing(office: Office) -> None:
    office.issue("--on-expected-list")
    again = office(*LINE, "--on-expected-list", "--dry-run")
    assert "nothing has changed since the last issue" in again.out and again.code == 0
    office.on("2025-03-01")
    office.cost("398200.10", "actual")
    before = contents(office.folder)
    line = (
        "settle msp12 --adopted-by 'MSP/2025/4, para. 12' --issued-on 2025-03-01 --pay-by "
        "2025-06-30 --approved-by 'B. Chief' --on-expected-list"
    )
    said = office.ok(f"{line} --dry-run")
    assert "5 credits        USD -1,799.90" in said and "Numbers          CCM-AN-2025-0001" in said
    assert contents(office.folder) == before
    assert "5 credits: USD -1,799.90" in office.ok(line)


def test_meetings_billed_together_are_told_together(office: Office) -> None:
    from tests.letters_office import GROUP

    for meeting in GROUP:
        office.listed("expected", EXPECTED, meeting)
        office.cost("30000.00", meeting=meeting)
    said = office.issue("--on-expected-list", "--dry-run", meeting="rc2")
    told = " ".join(said.out.split())
    assert "Expected lists (rc2-pm1, rc2-pm2, rc2): assessments" in told, said.err
    assert "5 notices USD 90,000.00" in told


def test_a_dry_run_refuses_what_an_issue_refuses(office: Office) -> None:
    office.refused(" ".join(f"'{word}'" for word in (*LINE, "--dry-run")), "--on-expected-list")
    (office.folder / "notices" / "2024").mkdir()
    (office.folder / "notices" / "2024" / "CCM-AN-2024-0001-AUS-en.pdf").write_bytes(b"kept")
    said = office(*LINE, "--on-expected-list", "--dry-run")
    assert said.code == 2 and "bears a notice number" in said.err


def order() -> IssueOrder:
    days = day_option("2024-02-01", ""), day_option("2025-12-31", "")
    decided = ("CCM/MSP/2023/9", "para. 41")
    return IssueOrder(
        "msp12", "article-14-1", decided, *days, approved_by="B. Chief", on_expected_list=True
    )


def test_nothing_else_is_recorded_than_what_was_seen(office: Office) -> None:
    clerk = clerk_of("A. Clerk", recording_moment())
    with open_books(open_workspace(None, order().issued_on)) as desk:
        with desk.ledger.rehearsing() as marks:
            seen = issue(desk, order(), clerk)
        office.ok("receive msp12 SWE 10.00 --on 2024-02-01 --reference R")  # no matter of it
        assert seen.event is not None
        office.cost("390000.00")
        with pytest.raises(Changed), desk.ledger.only_as(marks):
            issue(desk, order(), clerk)
        assert not list((office.folder / "notices").rglob("*.pdf"))
        assert not (office.folder / ".notices.new").exists()
        with desk.ledger.rehearsing() as marks:
            seen = issue(desk, order(), clerk)
        with desk.ledger.only_as(marks):
            done = issue(desk, order(), clerk)
    assert done.event is not None and done.event.body == seen.event.body  # type: ignore[union-attr]


def test_a_person_is_shown_again_what_has_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def yes(question: str) -> bool:
        if not asked:
            office.cost("390000.00")
        asked.append(question)
        return True

    monkeypatch.setattr("ccmcost.cli.issue.somebody_there", lambda: True)
    monkeypatch.setattr("ccmcost.cli.agreeing.agrees", yes)
    said = office.issue("--on-expected-list")
    assert (said.code, len(asked)) == (0, 2), said.err
    first, _, second = said.err.partition("is not what was shown")
    assert "USD 400,000.00" in first and "USD 390,000.00" in second
    assert "5 notices: USD 390,000.00" in said.out


def test_without_a_terminal_and_with_yes_nobody_is_asked(office: Office) -> None:
    said = office.issue("--on-expected-list", "--yes")
    assert said.code == 0 and "Payment details on the notices" in said.err


def test_a_rehearsal_leaves_no_lock_and_no_word_of_what_was_done(office: Office) -> None:
    from ccmcost.interrupt import lasting

    before, clerk = lasting(), clerk_of("A. Clerk", recording_moment())
    with open_books(open_workspace(None)) as desk:
        with desk.ledger.rehearsing():
            issue(desk, order(), clerk)
        assert lasting() == before and not desk.ledger.in_transaction and desk.ledger.keeps
        with pytest.raises(UsageError), desk.ledger.rehearsing():
            issue(desk, order()._replace(on_expected_list=False), clerk)
        assert desk.ledger.keeps


@pytest.mark.slow
def test_at_a_terminal_only_a_yes_issues(office: Office) -> None:
    pytest.importorskip("pty", reason="terminals are made by pty, which Windows lacks")
    before = contents(office.folder)
    line = [*LINE, "--on-expected-list"]
    for answer, code in (("n\n", 2), (ENTER, 2), (INTERRUPT, 130), (CLOSED, 130)):
        seen = at_terminal(office.folder, line, (QUESTION, answer))
        assert (seen.code, contents(office.folder)) == (code, before), seen.screen
    seen = at_terminal(office.folder, line, (QUESTION, "y\n"))
    assert seen.code == 0 and "5 notices: USD 400,000.00" in seen.screen
    assert QUESTION not in at_terminal(office.folder, [*line, "--yes"]).screen


def test_the_rates_that_are_assumed_are_said_before_and_after(office: Office) -> None:
    """As apportion does: once, in a sentence, with the sum that rests on it."""
    notional = office.folder / "data" / "un_scale" / "notional.csv"
    given = notional.read_text(encoding="utf-8")
    row = re.search("(?m)^2022-2024,PSE,.*$", given)
    assert row is not None
    assumed = given.replace(row[0], "2022-2024,PSE,0.011,assumed: as in the scale before,yes")
    notional.write_text(assumed, encoding="utf-8")
    office.listed("expected", (*EXPECTED, "PSE"))
    said = "Assumed rates: State of Palestine, 0.011 per cent: as in the scale before."
    shown = office(*LINE, "--on-expected-list", "--dry-run")
    assert " ".join(shown.out.split()).count(said) == 1, shown.out
    done = office(*LINE, "--on-expected-list")
    assert done.err.count(said) == 1 and done.code == 0, done.err
