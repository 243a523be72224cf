"""What follows from an event, and what is asked of a ledger of a few events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from ccmcost.ledger import queries
from ccmcost.ledger.bodies import (
    ApplyCredit,
    ExternalNumber,
    HandedOver,
    Identify,
    Issue,
    NoticeLine,
    Part,
    Refund,
)
from ccmcost.ledger.codec import Body, written
from ccmcost.ledger.events import canonical, events, hash_of, head, insert
from ccmcost.ledger.postings import rows_of
from ccmcost.ledger.queries import Chosen
from ccmcost.ledger.standing import NOW, Known, View, known
from ccmcost.ledger.store import Ledger, create, opened
from tests.test_ledger_limits import DAY, USD, Books, bill, owing, paid, undone

UNKNOWN = paid(9, parts=(Part("", "", "unidentified", 9),))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    create(tmp_path / "ledger.sqlite")
    with opened(tmp_path / "ledger.sqlite") as found:
        yield found


def put(ledger: Ledger, *bodies: Body, day: date = DAY) -> None:
    """Written as they are, whatever the rules say."""
    with ledger.writing("A. Clerk", "test"):
        for body in bodies:
            seq, previous = head(ledger)
            text = canonical(written(body))
            event = Books().next(body, day, "B. Chief", seq=seq + 1)
            event = event._replace(body=text, previous=previous)
            insert(ledger, event._replace(hash=hash_of(event)), body)


def both(day: date = DAY) -> Issue:
    """m1 in francs and m3 in the currency of the issue, billed together."""
    issue = bill("N-1", "N-2", day=day, currency="CHF")
    (part,) = issue.meetings
    return issue._replace(meetings=(part, part._replace(meeting="m3", currency="")))


def test_what_an_issue_posts() -> None:
    books, issue = Books(), both()
    lines = tuple(
        NoticeLine(meeting, 0, 0, amount, first, "")
        for meeting, amount, first in (("m1", 0, True), ("m3", 1, True), ("m1", -1, False))
    )
    issue = issue._replace(notices=(issue.notices[0]._replace(lines=lines),))
    found = rows_of(books.next(issue), issue).posting
    assert [(each.meeting, each.account, each.amount, each.currency) for each in found] == [
        ("m1", "assessed", 0, "CHF"),
        ("m3", "assessed", 1, "USD"),
        ("m1", "adjusted", -1, "CHF"),
    ]
    assert [each.pay_by for each in found] == ["", DAY.isoformat(), ""]
    assert {(each.notice, each.decimals) for each in found} == {("N-1", 2)}


def test_only_what_came_with_a_statement_has_a_line_of_one() -> None:
    books, listed = Books(), paid(1, statement="S1", line="7")
    assert rows_of(books.next(paid(1)), paid(1)).bank_line == []
    assert rows_of(books.next(listed), listed).bank_line == [("S1", "7", 1)]


def test_what_was_charged_and_carried_over(ledger: Ledger) -> None:
    put(ledger, owing(100), owing(50, "AUT", "m2"), both(), paid(1, reference="CUB"))
    put(ledger, paid(3, parts=(Part("CUB", "m1", "received", 3),)))
    assert queries.charged(ledger, "m1") == {"AUS": 102}
    assert queries.charged(ledger, "m2") == {"AUT": 50}
    assert queries.last_notices(ledger, "m1") == {"AUS": "N-2"}
    charged = [queries.is_charged(ledger, code) for code in ("AUS", "AUT", "CUB", "")]
    assert charged == [True, True, False, False]
    carried = [queries.was_carried_over(ledger, meeting) for meeting in ("m1", "m2", "m3")]
    assert carried == [True, True, False]


def test_what_is_posted_to_a_meeting_and_to_a_state(ledger: Ledger) -> None:
    put(ledger, owing(5), owing(6, "AUT"), owing(7, meeting="m2")._replace(currency="CHF"))
    assert [each.amount for each in queries.of_meeting(ledger, "m1")] == [5, 6]
    assert [each.amount for each in queries.of_meeting(ledger, "m1", "AUT")] == [6]
    currencies = [queries.currency_of(ledger, meeting) for meeting in ("m1", "m2", "m3")]
    assert currencies == ["USD", "CHF", None]


def test_numbers_of_a_year_go_on(ledger: Ledger) -> None:
    put(ledger, bill("N-1", "N-2", day=date(2023, 3, 1)), bill("N-3"))
    for year, following in ((2022, [1, 2]), (2023, [3, 4]), (2024, [2, 3])):
        with ledger.writing("A. Clerk", "test"):
            assert list(islice(queries.next_serials(ledger, year), 2)) == following


def test_the_last_issue_of_each_meeting(ledger: Ledger) -> None:
    put(ledger, both(), bill(of="EUR"))
    found = {meeting: queries.last_issue(ledger, meeting) for meeting in ("m1", "m2", "m3")}
    assert {
        meeting: each and (each.event.seq, each.part.meeting, str(each.cost))
        for meeting, each in found.items()
    } == {"m1": (2, "m1", "EUR 0.00"), "m2": None, "m3": (1, "m3", "USD 0.02")}
    last = queries.last_billed(ledger)
    assert [str(each.cost) for each in queries.billed(ledger)] == [
        "CHF 0.02",
        "USD 0.02",
        "EUR 0.00",
    ]
    assert last == {meeting: each for meeting, each in found.items() if each}


def test_lines_of_a_statement_that_stand(ledger: Ledger) -> None:
    lines = [paid(at, statement="S1", line=str(at)) for at in (1, 2)]
    other = paid(4, statement="S2", line="1")
    books = Books().take(owing(9)).take(lines[0]).take(lines[1])
    put(ledger, owing(9), *lines, other, paid(5), undone(books, 3))
    assert {line: body for line, (_, body) in queries.bank_lines(ledger, "S1").items()} == {
        "1": lines[0]
    }
    assert sorted(queries.statements(ledger)) == ["S1", "S2"]


def test_numbers_of_events_of_any_size(ledger: Ledger) -> None:
    put(ledger, owing(1))
    for seq in (0, -1, 2, 10**30, -(10**30)):
        assert known(ledger, seq) is None
    assert known(ledger, 1) == Known(next(events(ledger)), owing(1))


def test_what_a_state_chose_and_what_is_left_of_it(ledger: Ledger) -> None:
    ask = ApplyCredit("AUS", "m1", "refund", "", "A", 30, *USD)
    leave = ask._replace(choice="leave", document="B", amount=10)
    refund = Refund("AUS", "m1", "R", 20, *USD)
    applied = ask._replace(choice="apply", to_meeting="m2", amount=5)
    put(ledger, leave, ask, applied, ask._replace(document="C", amount=7))
    later = DAY + timedelta(days=1)
    first = [Chosen("leave", "B", 10), Chosen("refund", "A", 30), Chosen("refund", "C", 7)]
    for taken, left in ((20, 10), (9, 1)):
        put(ledger, refund._replace(amount=taken), day=later)
        after = [first[0], Chosen("refund", "A", left), first[2]]
        assert queries.chosen(ledger, NOW) == {("AUS", "m1"): after}
    assert queries.chosen(ledger, NOW._replace(as_at=DAY)) == {("AUS", "m1"): first}
    put(ledger, refund._replace(amount=3), day=later)
    assert queries.chosen(ledger, NOW)["AUS", "m1"] == [first[0], Chosen("refund", "C", 5)]
    # what was refunded beyond what was asked for then is not taken from what is asked for later
    put(ledger, refund._replace(amount=8), ask._replace(document="D"), day=later)
    assert queries.chosen(ledger, NOW)["AUS", "m1"] == [first[0], Chosen("refund", "D", 30)]


def test_numbers_of_the_accounting_system_and_what_was_handed_over(ledger: Ledger) -> None:
    number = ExternalNumber("N-1", "ERP-1")
    assert queries.last_handed_over(ledger) == 0
    put(ledger, number, HandedOver(1, 1, {}, {}, ""), number._replace(external="ERP-2"))
    put(ledger, HandedOver(2, 3, {}, {}, ""), number._replace(notice="N-2"))
    assert queries.last_handed_over(ledger) == 3
    assert queries.external_numbers(ledger) == {"N-1": "ERP-2", "N-2": "ERP-1"}
    assert queries.external_numbers(ledger, 3) == {"N-1": "ERP-2"}
    assert queries.external_numbers(ledger, 2) == {"N-1": "ERP-1"}
    assert queries.external_numbers(ledger, 0) == {}


def test_a_view_with_what_is_dated_ahead() -> None:
    early, late = DAY - timedelta(days=1), DAY + timedelta(days=1)
    for known_on, seen in ((None, DAY), (early, early), (late, DAY)):
        view = View(DAY, known_on, "m1", "AUS")
        assert view.with_ahead == View(date.max, seen, "m1", "AUS")


def test_what_is_unidentified_is_of_no_state_and_meeting(ledger: Ledger) -> None:
    put(ledger, paid(2), UNKNOWN, UNKNOWN)
    put(ledger, *(Identify(3, "AUS", "m1", "D", amount, *USD) for amount in (3, 4)))
    for view in (NOW, NOW._replace(state="AUS"), NOW._replace(meeting="m1")):
        found = queries.unplaced(ledger, view)
        assert [(each.event, each.left.minor) for each in found] == [(2, 9), (3, 2)]
    put(ledger, Identify(2, "", "", "D", 9, *USD), Identify(3, "AUS", "m1", "D", 2, *USD))
    assert queries.unplaced(ledger) == []
