"""A statement says first what its State is asked to pay and by when, or that nothing is due; a
status says first how much of what was assessed has come in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ccmcost.accounts.books import open_books
from ccmcost.accounts.status import Account, MeetingRow, status
from ccmcost.accounts.status import statement as account_of
from ccmcost.documents.contributions.account import account_page, dues_of, what_to_pay
from ccmcost.documents.contributions.status import status_page, told
from ccmcost.ledger.standing import View
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.tables.page import Press
from ccmcost.tables.paper import Office as Registers
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.workspace import open_workspace
from tests.ledger_office import Office
from tests.letters_office import worked_office
from tests.pdfs import pages


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    patch = pytest.MonkeyPatch()
    try:
        yield worked_office(tmp_path_factory.mktemp("statements"), patch)
    finally:
        patch.undo()


def read(office: Office, code: str, day: str) -> tuple[Account, Registers]:
    on = date.fromisoformat(day)
    with open_books(open_workspace(office.folder / "data", on)) as books:
        view = View(on, state=code)
        return account_of(books, view), Registers(books.convention, books.states, books.meetings)


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        (
            "ZAF",
            "2024-04-20",
            [
                "Please pay USD 200.00 without delay; the date by which payment was requested has "
                "passed.",
                "Please pay USD 46,873.70 by 1 May 2024.",
            ],
        ),
        ("ZAF", "2024-05-01", ["without delay", "Please pay USD 46,873.70 by 1 May 2024."]),
        ("ZAF", "2024-05-02", ["Please pay USD 47,073.70 without delay"]),
        (
            "SWE",
            "2024-06-30",
            [
                "Please pay USD 75,190.35 without delay",
                "USD 87,100.00 for the Twelfth Meeting of States Parties is being paid under a "
                "payment plan until 31 December 2024.",
            ],
        ),
        ("SWE", "2025-01-01", ["Please pay USD 153,580.35 without delay"]),
        (
            "AUT",
            "2024-06-30",
            [
                "Please pay",
                "The account for the Twelfth Meeting of States Parties shows a credit of USD "
                "100.00 in your favour. Please let us know in writing whether it should be "
                "refunded, applied to another meeting or kept on account.",
            ],
        ),
    ],
)
def test_what_a_state_is_asked_to_pay(office: Office, code: str, day: str, said: list[str]) -> None:
    view, registers = read(office, code, day)
    lines = what_to_pay(view, registers, registers.words("en"))
    assert len(lines) == len(said)
    assert all(part in line for line, part in zip(lines, said, strict=True))


@pytest.mark.parametrize("day", ["2024-04-20", "2024-06-30", "2024-11-30", "2025-01-20"])
def test_what_is_asked_and_what_is_paid_by_plan_is_what_is_outstanding(
    office: Office, day: str
) -> None:
    on = date.fromisoformat(day)
    with open_books(open_workspace(office.folder / "data", on)) as books:
        rows = status(books, View(on)).rows
    for code in ("AUS", "AUT", "CUB", "SWE", "ZAF"):
        own = [row for row in rows if row.state == code]
        by_plan = sum(row.outstanding for row in own if row.plan_until >= day)
        asked = sum(due.amount.minor for due in dues_of(read(office, code, day)[0]))
        assert asked + by_plan == sum(row.outstanding for row in own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_first_and_names_each_reference(office: Office, language: str) -> None:
    view, registers = read(office, "ZAF", "2024-06-30")
    words = registers.words(language)
    page = account_page(view, registers, words)
    assert list(page.lead) == what_to_pay(view, registers, words)
    assert words("note_bank") in page.notes
    references = [row[1] for row in page.tables[0].rows]
    assert references == [
        words.isolated(each) for each in (*["CCM-RC2-ZAF"] * 3, "CCM-MSP11-ZAF", "CCM-MSP12-ZAF")
    ]
    paid = view._replace(
        meetings=tuple(each._replace(balance=each.balance.of(0), dues=()) for each in view.meetings)
    )
    settled = account_page(paid, registers, words)
    assert settled.lead == [words("nothing_due")] and words("note_bank") not in settled.notes
    assert account_page(view._replace(meetings=()), registers, words).lead == [words("nothing_due")]


def test_the_notes_do_not_stand_alone_on_a_page(office: Office) -> None:
    view, registers = read(office, "ZAF", "2024-06-30")
    words = registers.words("en")
    page = account_page(view, registers, words)
    table, press = page.tables[-1], Press("tables.typ", "en", page.as_at)
    for rows in range(1, 41):
        tables = [table._replace(rows=table.rows[:1] * 2)] * (rows // 6)
        tables.append(table._replace(rows=table.rows[:1] * (rows % 6 + 1)))
        made = page._replace(tables=tables).content(Issuer(), words)
        assert "Balance" in pages(press.pdf(made, {}, "the statement"))[-1], rows


def test_how_the_office_placed_a_receipt_is_its_own_matter(office: Office) -> None:
    view, registers = read(office, "ZAF", "2024-06-30")
    shown = str(
        [
            table.shown("page").rows
            for table in account_page(view, registers, registers.words("en")).tables
        ]
    )
    assert "Receipt, identified later" in shown and "note of 9 April" not in shown
    assert "note of 9 April" not in office.ok("statement ZAF --as-at 2024-06-30")


def test_a_status_begins_with_what_came_in_and_lists_accounts_meeting_by_meeting(
    office: Office,
) -> None:
    on = date(2024, 4, 20)
    with open_books(open_workspace(office.folder / "data", on)) as books:
        view = status(books, View(on))
        registers = Registers(books.convention, books.states, books.meetings)
    page = status_page(view, registers, registers.words("en"))
    assert list(page.lead) == [
        "Of USD 744,300.00 assessed, after all adjustments, USD 298,300.00 had been received by "
        "20 April 2024. USD 446,100.00 is outstanding, of which USD 200.00 is overdue. Credits on "
        "accounts amount to USD 100.00 in total and are not set off against amounts outstanding."
    ]
    accounts = [table for table in page.tables if table.name == "accounts"]
    assert [table.title for table in accounts][-2:] == [
        "Eleventh Meeting of States Parties (USD)",
        "Twelfth Meeting of States Parties (USD)",
    ]
    twelfth = accounts[-1]
    assert [row[1] for row in twelfth.rows] == [
        *("Australia", "Austria", "Cuba", "South Africa"),
        "Sweden (payment plan until 31 December 2024)",
    ]
    place = [column.name for column in twelfth.columns].index("pay_by")
    assert [row[place] for row in twelfth.rows] == [None, None, *[date(2024, 5, 1)] * 3]


MONEY = Money(0, "USD", 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("received", "cash", "other", "outstanding", "credit", "overdue", "keys"),
    [
        (600, 600, 0, 400, 0, 150, "outstanding"),
        (600, 600, 0, 400, 0, 400, "all_overdue"),
        (600, 600, 0, 400, 0, 0, "none_overdue"),
        (1000, 1000, 0, 0, 0, 0, "settled"),
        (630, 600, 70, 400, 100, 400, "refunded other all_overdue credit"),
        (700, 700, -50, 350, 0, 100, "other_added outstanding"),
    ],
)
def test_the_sums_that_a_status_begins_with_add_up(
    office: Office,
    language: str,
    received: int,
    cash: int,
    other: int,
    outstanding: int,
    credit: int,
    overdue: int,
    keys: str,
) -> None:
    """What was assessed is what was received, less refunds, what was settled otherwise, and what is
    outstanding, less credits: each of these is named, and a figure that repeats another is not.
    """
    bands = (outstanding - overdue, overdue, 0, 0, 0)
    total = MeetingRow("", MONEY, 1000, 0, received, other, outstanding, credit, cash, bands, None)
    assert received + other + outstanding - credit == 1000
    words = read(office, "ZAF", "2024-06-30")[1].words(language)
    said = told(total, date(2024, 4, 20), words)
    wanted = {
        "refunded": received - cash,
        "other": other + received - cash,
        "other_added": -other,
        "credit": credit,
    }
    outstanding_told = {"outstanding": MONEY.of(outstanding), "overdue": MONEY.of(overdue)}
    assert said[1:] == [
        words(f"lead_{key}", amount=MONEY.of(wanted[key]))
        if key in wanted
        else words(f"lead_{key}", **outstanding_told)
        for key in keys.split()
    ]
