"""What an office reads of its books, by the functions that choose it: the status and an account,
notes to States, the approval sheet, and the list of events.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from ccmcost.accounts.books import Books, open_books
from ccmcost.accounts.status import Account, AccountRow, Contributions, MeetingRow
from ccmcost.calc.ageing import Charge
from ccmcost.documents import approval, ledger, letters
from ccmcost.documents.contributions.account import account_screen
from ccmcost.documents.contributions.status import status_page, status_screen, told
from ccmcost.documents.letters import LetterWish, files, notes_of
from ccmcost.documents.letters.debts import Debt, LeftOut
from ccmcost.documents.letters.kept import reminded
from ccmcost.documents.letters.mail import mail_draft
from ccmcost.documents.letters.subject import need_subject, nothing_by
from ccmcost.errors import DataError, UsageError
from ccmcost.ledger.bodies import BankEntry, Part, Receipt
from ccmcost.ledger.queries import Billed, last_issue
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.model.office import Contact
from ccmcost.tables.paper import Office
from ccmcost.workspace import open_workspace

DAY, LATER = date(2024, 6, 30), date(2026, 2, 1)
USD = Money(0, "USD", 2)
ROW = AccountRow("SWE", "msp12", USD, 1000, 0, 0, 0, None, (1000, 0, 0, 0, 0), "", False)
TOTAL = MeetingRow("", USD, 1000, 0, 0, 0, 1000, 0, 0, (1000, 0, 0, 0, 0), None)


@pytest.fixture(scope="module")
def books(billed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """Of an office that issued msp12, to be paid by the end of 2025."""
    folder = Path(shutil.copytree(billed, tmp_path_factory.mktemp("papers") / "office"))
    with open_books(open_workspace(folder / "data")) as found:
        yield found


@pytest.fixture(scope="module")
def issued(books: Books) -> Billed:
    found = last_issue(books.ledger, "msp12")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def office(books: Books) -> Office:
    return Office.of(books.data)


# The status and an account


def test_of_an_empty_ledger_it_is_said_that_nothing_is_recorded(office: Office) -> None:
    nothing = Contributions(DAY, None, (), (), (), (), ())
    assert status_screen(nothing, office).endswith("\n\nNothing is recorded yet.\n")
    money = nothing._replace(unidentified=(USD.of(500),))
    assert "Nothing is recorded" not in status_screen(money, office)
    empty = account_screen(Account("SWE", DAY, None, (), ()), office)
    assert "Sweden" in empty and empty.endswith("\n\nNothing is recorded for this State.\n")


@pytest.mark.parametrize(
    ("outstanding", "not_due", "said"),
    [
        (0, 0, "lead_settled"),
        (1000, 1000, "lead_none_overdue"),
        (1000, 0, "lead_all_overdue"),
        (1000, 400, "lead_outstanding"),
    ],
)
def test_what_is_outstanding_is_told_with_what_is_overdue(
    office: Office, outstanding: int, not_due: int, said: str
) -> None:
    words = office.words("en", "contributions")
    total = TOTAL._replace(
        assessed=1500,
        received=1500 - outstanding,
        cash=1500 - outstanding,
        outstanding=outstanding,
        bands=(not_due, outstanding - not_due, 0, 0, 0),
    )
    sums = {"outstanding": USD.of(outstanding), "overdue": USD.of(outstanding - not_due)}
    assert told(total, DAY, words)[1:] == [words(said, **sums)]


def test_accounts_of_one_currency_stand_under_its_sums(office: Office) -> None:
    euro = Money(0, "EUR", 2)
    other = ROW._replace(meeting="msp11", money=euro)
    meetings = tuple(TOTAL._replace(meeting=row.meeting, money=row.money) for row in (ROW, other))
    totals = tuple(each._replace(meeting="") for each in meetings)
    view = Contributions(DAY, None, (ROW, other), meetings, totals, (), ())
    page = status_page(view, office, office.words("en", "contributions"))
    accounts = [table for table in page.tables if table.name == "accounts"]
    assert len(accounts) == 2 and all(len(table.rows) == 1 for table in accounts)


# Notes to States


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("credit", "no credit was issued for msp13, so there is nothing to transmit. Credits come"),
        ("cover", "nothing was issued for msp13, so there is nothing to transmit. Issue first"),
        ("reminder1", "nothing was issued for msp13, so there is nothing to remind of."),
        ("", "nothing was issued for msp13"),
    ],
)
def test_where_nothing_was_issued_no_note_is_written(books: Books, kind: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        need_subject(books, "msp13", kind)
    assert str(refused.value).startswith(told)
    need_subject(books, "msp12", "cover")
    if kind.startswith("reminder"):
        never = str(nothing_by(books, "msp13", kind, DAY))
        assert never.startswith("nothing was issued for msp13 by 2024-06-30, so there is nothing")


def wish(kind: letters.Kind, *states: str, on: date = LATER) -> LetterWish:
    return LetterWish("msp12", kind, states, ("en",), on)


def test_a_notice_without_a_document_gets_no_note(
    books: Books, issued: Billed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [note.code for note in notes_of(books, wish("cover", "AUS"), {}).notes] == ["AUS"]
    with pytest.raises(UsageError, match=r"event 2, 2024-02-01\) made no notice to JPN\. Notes on"):
        notes_of(books, wish("cover", "JPN"), {})
    posted = issued.issue._replace(
        notices=tuple(each._replace(posted_only=True) for each in issued.issue.notices)
    )
    monkeypatch.setattr(letters, "_last_issue", lambda _: (issued.event, posted))
    found = notes_of(books, wish("cover", "AUS"), {})
    (number,) = [each.number for each in posted.notices if each.state == "AUS"]
    assert not found.notes and found.remarks == [
        f"AUS: {number} was posted without a document, so there is no note on it."
    ]


def test_a_second_reminder_soon_after_the_first_is_told(books: Books) -> None:
    def note(folder: str, name: str) -> None:
        path = books.workspace.reports / "letters-msp12" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")

    note("2026-01-25-reminder1", "CCM-MSP12-SWE-reminder1-en.docx")
    note("2026-01-25-reminder1", "CCM-MSP12-SWE-reminder1-fr.docx")
    note("2026-01-25-reminder1", "notes of mine.docx")
    note("some-day-reminder1", "CCM-MSP12-AUS-reminder1-en.docx")
    said = list[str]()
    found = files._notes(books, wish("reminder2", "SWE"), said.append)
    assert [note.code for note in found.notes] == ["SWE"]
    (warned,) = said
    assert warned.startswith("First reminders less than ") and "2026-01-25-reminder1" in warned
    later = list[str]()
    files._notes(books, wish("reminder2", "SWE", on=date(2026, 12, 1)), later.append)
    assert later == []
    assert reminded(books.workspace.reports, LATER) == {"SWE": [(date(2026, 1, 25), False)]}
    assert reminded(books.workspace.reports, DAY) == {}


def test_notes_of_another_day_are_told_before_any_is_written(books: Books) -> None:
    folder = books.workspace.reports / "letters-msp12" / "2024-03-01-cover"
    folder.mkdir(parents=True)
    (folder / "CCM-MSP12-AUS-cover-en.docx").write_bytes(b"")
    said = list[str]()
    files._notes(books, wish("cover", "AUS"), said.append)
    (warned,) = said
    assert warned.startswith("Notes written before (cover)") and "2024-03-01-cover" in warned
    files._notes(books, wish("cover", "SWE"), said.append)
    assert said == [warned]


def test_where_nobody_gets_a_note_no_folder_is_made(books: Books, tmp_path: Path) -> None:
    found = files.write_letters(books, wish("receipt", "SWE"), tmp_path / "out")
    assert found == files.Letters((), (), ("SWE: no payment for msp12.",))
    assert not (tmp_path / "out").exists()


def test_a_run_replaces_its_own_notes_alone(books: Books) -> None:
    names = (
        "CCM-MSP12-SWE-cover-en.docx",
        "CCM-MSP12-AUS-cover-en.docx",
        "CCM-MSP12-SWE-credit-en.docx",
    )
    for states, own in (((), [True, True, False]), (("SWE",), [True, False, False])):
        asked = wish("cover", *states)
        assert [files._is_own(name, asked, books) for name in names] == own


def test_a_document_that_was_changed_is_not_sent(books: Books, issued: Billed) -> None:
    name, sha256 = next(iter(issued.issue.notices[0].documents.items()))
    assert files._issued(books, name, sha256).startswith(b"%PDF")
    for path, seal in ((name, "0" * 64), ("2024/gone.pdf", sha256)):
        with pytest.raises(DataError, match="missing or not the one that was issued"):
            files._issued(books, path, seal)


def test_a_draft_has_a_sender_only_where_an_address_is_known() -> None:
    contact = Contact("AUS", "Permanent Mission", ("a@example.org",), "en")
    for sender, line in (("desk@example.org", b"From: desk@example.org"), ("the desk", b"")):
        lines = mail_draft(contact, sender, "Subject", "Text", []).splitlines()
        assert [each for each in lines if each.startswith(b"From:")] == [line] * bool(line)


def test_what_is_due_later_is_told_by_its_day() -> None:
    later = tuple(
        Charge(DAY, amount, pay_by, "N")
        for amount, pay_by in ((300, "2026-03-01"), (200, ""), (100, "2026-03-01"))
    )
    debts = [Debt(ROW, ("N",), "2026-03-01", later)]
    undated, dated = letters._later(debts).parts
    assert undated == USD.of(200) and debts[0].not_yet == 600 and debts[0].overdue == USD.of(400)
    assert getattr(dated, "figures", None) == {"sum": USD.of(400), "day": date(2026, 3, 1)}


@pytest.mark.parametrize(
    ("why", "until", "told"),
    [
        ("plan", "2026-03-01", "SWE: left out, pays for msp12 by a plan until 2026-03-01."),
        ("later", "2026-03-01", "payment for msp12 is requested by 2026-03-01 only."),
        ("later", "", "for what it owes for msp12 no day of payment is known."),
    ],
)
def test_who_gets_no_reminder_is_told_why(why: str, until: str, told: str) -> None:
    assert LeftOut(ROW, why, until).remark().endswith(told)  # type: ignore[arg-type]


def test_the_reminder_before_is_a_day_or_what_a_person_called_it(books: Books) -> None:
    assert letters._earlier("2026-01-25", None) == date(2026, 1, 25)
    assert letters._earlier("our note 7", None) == "our note 7"
    assert letters._earlier("", None) == ""
    written = letters._earlier("", letters.Earlier("CCM-MSP12-SWE-REMINDER1", DAY))
    assert getattr(written, "key", "") == "note_of_day"
    assert letters.bank_reference(books, 2) == "" == letters.bank_reference(books, 99)


# The approval sheet


def facts(issue: approval.Issue, office: Office, books: Books) -> tuple[dict[str, str], list[str]]:
    found = approval.Approval(issue, "draft-1", "h", "A. Clerk", "2024-02-01T10:00:00Z", ("odd",))
    words = office.words("en", "screen", "approval")
    page = approval._page(found, office, books.data.issuer, words)
    return dict(page["facts"]), page["cautions"]


def test_the_sheet_says_what_is_provisional_and_what_is_left(
    books: Books, office: Office, issued: Billed
) -> None:
    words, meeting = office.words("en", "screen", "approval"), "Twelfth Meeting of States Parties"
    plain, cautions = facts(issued.issue, office, books)
    assert cautions == [
        words.for_number("preview_list", 1, meetings=meeting),
        words.for_number("preview_estimate", 1, meetings=meeting),
        "odd",
    ]
    first, last = issued.issue.notices[0].number, issued.issue.notices[-1].number
    assert words("preview_from_to", first=first, last=last) in plain.values()
    assert "" not in plain and words("annex_residual") not in plain
    (part,) = issued.issue.meetings
    cost = part.cost._replace(status="actual")
    listed = part.list._replace(status="official")
    notices = issued.issue.notices
    changed = issued.issue._replace(
        meetings=(part._replace(residual=7, cost=cost, list=listed),),
        notices=(notices[0], notices[1]._replace(posted_only=True)),
    )
    more, cautions = facts(changed, office, books)
    assert more[words("annex_residual")] == f"{meeting}: USD 0.07" and cautions == ["odd"]
    assert more[""] == words("preview_posted", count=1)


def test_the_sheet_of_an_issue_without_notices_says_so(
    books: Books, office: Office, issued: Billed
) -> None:
    words = office.words("en", "screen", "approval")
    told, _ = facts(issued.issue._replace(notices=()), office, books)
    assert told[words("preview_notices")] == words("preview_none")
    assert words("preview_numbers") not in told


# The list of events


def test_events_are_found_by_sum_and_by_words(books: Books) -> None:
    def found(**wish: object) -> list[int]:
        asked = ledger.Wanted(**wish)  # type: ignore[arg-type]
        return [row.event.seq for row in ledger.ledger_list(books.ledger, books.meetings, asked)]

    assert found() == [1, 2]
    assert found(amount=Money(41_234_567, "USD", 2)) == [1, 2]
    swedish = Money(8_978_827, "USD", 2)
    assert found(amount=swedish) == [2] and found(amount=Money(8_978_828, "USD", 2)) == []
    assert found(words="ccm-an-2024-0001") == [2] and found(words="nowhere") == []
    assert found(kind="cost") == [1] and found(state="SWE") == [2]


def test_an_event_is_found_by_each_sum_that_it_moves(issued: Billed) -> None:
    parts = (Part("SWE", "msp12", "received", 60), Part("AUS", "msp12", "received", 40))
    receipt = Receipt("MFA", "", "", 100, "USD", 2, parts)
    event = Event(3, "receipt", "2024-03-01", "2024-03-01T00:00:00Z", "A", "", "{}", "", "")
    sums = ledger._amounts(event, receipt)
    assert sums == {Fraction(1), Fraction(60, 100), Fraction(40, 100)}
    # a notice for two meetings is found by its own sum too
    first, second, *_ = issued.issue.notices
    (line,) = first.lines
    both = (line._replace(amount=60), line._replace(meeting="msp11", amount=40))
    alone = second._replace(lines=(line._replace(amount=30),))
    issue = issued.issue._replace(notices=(first._replace(lines=both), alone))
    cents = {each * 100 for each in ledger._amounts(issued.event, issue)}
    assert cents == {60, 40, 30, 100, 130}


def test_events_are_shown_by_their_numbers(books: Books) -> None:
    rows = ledger.event_rows(books.ledger, books.meetings, 2, 99, 1)
    assert [(row.event.seq, row.meetings) for row in rows] == [(2, ("msp12",)), (1, ("msp12",))]
    assert rows[0].amount == Money(41_234_567, "USD", 2) and "SWE" in rows[0].states
    assert rows[0].reversed_by is None and rows[0].rests_on is None


def test_a_receipt_is_found_by_what_the_bank_calls_it() -> None:
    receipt = Receipt("MFA", "2024/03", "7", 100, "USD", 2, ())
    assert list(ledger._texts(receipt)) == ["MFA", "2024/03", "7"]
    known = receipt._replace(bank=BankEntry("ENTRY 5", "STATEMENT 9"))
    assert list(ledger._texts(known))[-2:] == ["ENTRY 5", "STATEMENT 9"]
