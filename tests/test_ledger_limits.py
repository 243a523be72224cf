"""The rules of the ledger at their very limits: what is still recorded, and what no longer is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ccmcost.errors import Doubt, UsageError
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Contrary,
    Control,
    CostVersion,
    ExchangeDifference,
    ExternalNumber,
    HandedOver,
    Identify,
    Issue,
    Limits,
    Notice,
    NoticeLine,
    Opening,
    Part,
    PaymentPlan,
    Receipt,
    Refund,
    Reverse,
    Sent,
    WriteOff,
)
from ccmcost.ledger.codec import KINDS, Body
from ccmcost.ledger.frozen import (
    Decision,
    FrozenCost,
    FrozenList,
    FrozenMeeting,
    FrozenRule,
    FrozenScale,
)
from ccmcost.ledger.postings import rows_of
from ccmcost.ledger.rules import broken
from ccmcost.ledger.rules.books import Broken, refuse
from ccmcost.ledger.rules.conduct import billed_ahead, out_of_order, reversal_of, why_by_two
from ccmcost.ledger.rules.replay import Replay
from ccmcost.ledger.standing import Known
from ccmcost.model.books import Event, reversing
from ccmcost.model.money import LARGEST_TOTAL

DAY = date(2024, 3, 10)
USD = ("USD", 2)
NAMES = {kind: name for name, kind in KINDS.items()}


class Books(Replay):
    """Books in memory, without a file."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]
        self._kept: list[Known] = []

    def event(self, seq: int) -> Known | None:
        return self._kept[seq - 1] if 0 < seq <= len(self._kept) else None

    def next(self, body: Body, day: date = DAY, approved_by: str = "", **fields: Any) -> Event:
        moment = max(f"{day}T12:00:00Z", self.last_moment())
        told = (day.isoformat(), moment, "A. Clerk", approved_by)
        event = Event(len(self._kept) + 1, NAMES[type(body)], *told, "", "", "")
        return event._replace(**fields)

    def take(self, body: Body, day: date = DAY, approved_by: str = "") -> Books:
        event = self.next(body, day, approved_by)
        self._kept.append(Known(event, body))
        self.add(event, body, rows_of(event, body))
        return self

    def rules(self, body: Body, day: date = DAY, approved_by: str = "", **fields: Any) -> list[str]:
        found = broken(self, self.next(body, day, approved_by, **fields), body)
        return [each.rule for each in found]

    def said(self, body: Body, day: date = DAY, approved_by: str = "B. Chief") -> str:
        return " ".join(each.text for each in broken(self, self.next(body, day, approved_by), body))


def owing(amount: int, state: str = "AUS", meeting: str = "m1", day: date = DAY) -> Opening:
    told = (f"OLD-{state}-{amount}", day, day)
    return Opening(state, meeting, *told, amount, 0, *USD, "books", "0" * 64)


def paid(amount: int, overpaid: int = -1, **fields: Any) -> Receipt:
    parts = (Part("AUS", "m1", "received", amount),)
    limits = Limits(overpaid=overpaid)
    return Receipt("R", "", "", amount, *USD, parts, control=Control(limits=limits))._replace(
        **fields
    )


def bill(*numbers: str, day: date = DAY, currency: str = "", of: str = "USD") -> Issue:
    """An issue of m1 with notices of these numbers to AUS, of a cent each; all of it that other
    rules ask for is missing.
    """
    lines = (NoticeLine("m1", 0, 1, 1, True, ""),)
    notices = tuple(
        Notice(number, day.year, at, "AUS", "notice", True, lines, {})
        for at, number in enumerate(numbers, start=1)
    )
    cost, rule = FrozenCost(1, "actual", len(numbers), "S"), FrozenRule("r", "R", "", "")
    listed = FrozenList("official", (), ())
    part = FrozenMeeting("m1", day, cost, rule, FrozenScale("s", ""), listed, 1, (), (), "ccmcost")
    parts = (part._replace(currency=currency),)
    return Issue("issue", Decision("D", ""), day, day, of, 2, {}, "", parts, notices, {})


def in_credit(amount: int) -> Books:
    """AUS owed a cent for m1 and paid it, and the amount too much."""
    books = Books().take(owing(1)).take(owing(500, meeting="m2"))
    return books.take(paid(1 + amount), DAY)


def test_what_can_be_answered_is_asked_and_what_cannot_is_said_first() -> None:
    firm, odd, odder = (
        Broken("a", "firm"),
        Broken("b", "odd?", "--yes"),
        Broken("c", "even?", "--ja"),
    )
    refuse([])
    with pytest.raises(Doubt) as asked:
        refuse([odd, odder])
    assert asked.value.answers == ("--yes", "--ja")
    for faults in ([firm, odd], [odd, firm]):
        with pytest.raises(UsageError) as told:
            refuse([*faults, firm])
        assert not isinstance(told.value, Doubt)
        assert told.value.faults == ("firm", "odd? If this is right, say --yes.")


def test_how_much_more_than_owed_is_taken_unasked() -> None:
    books = Books().take(owing(1_000))
    for tolerance, most in ((-1, 1_000), (0, 1_000), (50, 1_050)):
        assert books.rules(paid(most, tolerance)) == []
        assert books.rules(paid(most + 1, tolerance)) == ["receipt-overpaid"]
    # what was paid too much before counts: the tolerance is given once
    books.take(paid(1_040, 50), DAY - timedelta(days=9))
    assert books.rules(paid(10, 50)) == []
    assert books.rules(paid(11, 50)) == ["receipt-overpaid"]


def test_which_equal_sums_may_be_the_same_money() -> None:
    books = Books().take(owing(1_000)).take(paid(100))
    for days in (-3, 0, 3):
        assert "receipt-again" in books.rules(paid(100), DAY + timedelta(days=days))
    for days in (-4, 4):
        assert "receipt-again" not in books.rules(paid(100), DAY + timedelta(days=days))
    assert "event 2 recorded the same sum" in books.said(paid(100))
    assert books.rules(paid(101)) == []
    books.take(WriteOff("AUS", "m1", "D", 200, *USD), approved_by="B. Chief")
    assert books.rules(paid(200)) == []
    said = Control(answers=("--again",))
    assert books.rules(paid(100, control=said)) == []
    from_bank = paid(100, statement="S1", line="1")
    assert books.rules(from_bank) == []
    assert books.take(from_bank).rules(from_bank) == ["bank-line-twice"]


def test_what_is_an_amount() -> None:
    books = Books().take(owing(LARGEST_TOTAL))
    assert books.rules(paid(LARGEST_TOTAL)) == []
    assert books.rules(paid(1)) == []
    assert "amount" in books.rules(paid(0))
    assert "amount" in books.rules(paid(LARGEST_TOTAL + 1))
    version = CostVersion("m9", 1, "estimate", "D", 1, *USD)
    assert books.rules(version) == []
    assert books.rules(version._replace(amount=0)) == ["amount"]
    assert books.rules(version._replace(amount=0, status="actual")) == []
    assert books.rules(version._replace(amount=-1, status="actual")) == ["amount"]
    books.take(version._replace(version=2))
    assert books.rules(version._replace(version=2)) == ["cost-version"]
    assert books.rules(version._replace(version=3)) == []


def test_parts_of_a_receipt() -> None:
    books = Books().take(owing(1_000))
    state, nobody = Part("AUS", "m1", "received", 60), Part("", "", "unidentified", 40)
    assert books.rules(paid(100, parts=(state, nobody))) == []
    assert books.rules(paid(101, parts=(state, nobody))) == ["receipt-parts"]
    for wrong in (
        nobody._replace(state="AUS"),
        nobody._replace(meeting="m1"),
        nobody._replace(account="received"),
        nobody._replace(account="refunded"),
        nobody._replace(state="AUS", meeting="m1"),
    ):
        assert "receipt-parts" in books.rules(paid(100, parts=(state, wrong))), wrong


def test_money_without_a_name_is_placed_once_and_on_its_own_day() -> None:
    unknown = paid(100, parts=(Part("", "", "unidentified", 100),))
    books = Books().take(owing(1_000)).take(unknown)
    placed = Identify(2, "AUS", "m1", "D", 60, *USD)
    assert books.rules(placed) == []
    assert books.rules(placed._replace(amount=100)) == []
    assert books.rules(placed._replace(amount=101)) == ["identify-beyond"]
    for amount in (0, -5):
        assert books.rules(placed._replace(amount=amount)) == ["amount"]
    assert books.rules(placed, DAY + timedelta(days=1)) == ["identify-place"]
    assert books.rules(placed._replace(state="", meeting="")) == []
    assert "identify-place" in books.rules(placed._replace(meeting=""))
    assert "identify-place" in books.rules(placed._replace(state=""))
    for receipt in (1, 3, 9):  # no receipt; the event itself; none
        assert books.rules(placed._replace(receipt=receipt)) == ["identify-beyond"]
    books.take(placed)
    assert books.left(2) == 40
    assert books.rules(placed._replace(amount=40)) == []
    assert books.rules(placed._replace(amount=41)) == ["identify-beyond"]


@pytest.mark.parametrize(
    ("kind", "rule"), [(WriteOff, "write-off-beyond"), (BankCharge, "charge-beyond")]
)
def test_no_more_than_a_debt_is_moved(kind: Any, rule: str) -> None:
    later = DAY + timedelta(days=5)
    books = Books().take(owing(100)).take(owing(50, day=later), later)
    moved = kind("AUS", "m1", "D", 100, *USD)
    assert books.rules(moved, approved_by="B. Chief") == []
    assert books.rules(moved._replace(amount=101), approved_by="B. Chief") == [rule]
    assert "which is USD 1.00 as at 2024-03-10." in books.said(moved._replace(amount=101))
    more = moved._replace(amount=150)
    assert books.rules(more, later, "B. Chief") == []
    books.take(paid(70), later)  # what stands today counts too, not only what stood on the day
    assert books.rules(moved._replace(amount=80), approved_by="B. Chief") == []
    assert books.rules(moved._replace(amount=81), approved_by="B. Chief") == [rule]
    assert "which is USD 0.80." in books.said(moved._replace(amount=81))
    books.take(paid(80), later)
    assert books.rules(moved._replace(amount=1), approved_by="B. Chief") == [rule]


def test_no_more_than_a_credit_is_disposed_of() -> None:
    books = in_credit(100)
    refund = Refund("AUS", "m1", "D", 100, *USD)
    by_two = {"approved_by": "B. Chief"}
    assert books.rules(refund, **by_two) == []
    assert books.rules(refund._replace(amount=101), **by_two) == ["refund-beyond"]
    choice = ApplyCredit("AUS", "m1", "apply", "m2", "D", 100, *USD)
    assert books.rules(choice, **by_two) == []
    assert books.rules(choice._replace(amount=101), **by_two) == ["credit-beyond"]
    assert books.rules(choice._replace(amount=0), **by_two) == ["amount"]
    assert books.rules(choice._replace(to_meeting="m1"), **by_two)[0] == "credit-place"
    assert books.rules(choice._replace(to_meeting=""), **by_two) == ["credit-place"]
    assert books.rules(choice._replace(choice="leave"), **by_two) == ["credit-place"]
    kept = choice._replace(choice="leave", to_meeting="", amount=90)
    books.take(kept, approved_by="B. Chief")
    # what a State asked to be refunded is promised until it is refunded
    asked = choice._replace(choice="refund", to_meeting="", amount=70)
    books.take(asked, approved_by="B. Chief")
    assert books.rules(choice._replace(amount=30), **by_two) == []
    assert books.rules(choice._replace(amount=31), **by_two) == ["credit-beyond"]
    books.take(refund._replace(amount=70), approved_by="B. Chief")
    assert books.promised("AUS", "m1") == 0
    assert books.rules(choice._replace(amount=30), **by_two) == []
    assert books.rules(choice._replace(amount=31), **by_two) == ["credit-beyond"]
    small = Books().take(owing(1)).take(owing(20, meeting="m2")).take(paid(101))
    assert small.rules(choice._replace(amount=20), **by_two) == []
    assert small.rules(choice._replace(amount=21), **by_two) == ["debt-beyond"]


def test_what_one_person_may_credit() -> None:
    books = Books().take(owing(300_000))
    control = Control(limits=Limits(one_person=5_000))
    charge = BankCharge("AUS", "m1", "D", 5_000, *USD, control)
    assert books.rules(charge) == []
    assert books.rules(charge._replace(amount=5_001)) == ["one-person"]
    assert books.rules(charge._replace(amount=5_001), approved_by="B. Chief") == []
    books.take(charge._replace(amount=2_000))
    books.take(charge._replace(amount=9_000), approved_by="B. Chief")
    assert books.rules(charge._replace(amount=3_000)) == []
    assert books.rules(charge._replace(amount=3_001)) == ["one-person"]
    # however much issuer.toml allows, a thousand whole units are the most
    wide = charge._replace(control=Control(limits=Limits(one_person=10**9)))
    assert books.rules(wide._replace(amount=98_000)) == []
    assert books.rules(wide._replace(amount=98_001)) == ["one-person"]
    none = charge._replace(control=Control(), amount=1)
    assert Books().take(owing(300)).rules(none) == ["one-person"]


def test_an_exchange_difference_agrees_to_a_unit() -> None:
    books = Books().take(owing(100_000)).take(paid(9_000))
    sent = Sent("EUR", "81.00", "1.12")  # 90.72
    control = Control(limits=Limits(one_person=90_000))
    told = ExchangeDifference("AUS", "m1", "D", 72, *USD, sent, control)
    for amount, agrees in ((70, False), (71, True), (72, True), (73, True), (74, False)):
        assert (books.rules(told._replace(amount=amount)) == []) == agrees
    inverse = sent._replace(rate="0.892857142857")
    assert books.rules(told._replace(original=inverse)) == []
    assert books.rules(told._replace(original=sent._replace(rate="0"))) == ["exchange-agrees"]
    assert books.rules(told._replace(original=sent._replace(currency="USD"))) == ["exchange-agrees"]
    for text in ("0", "x"):
        none = told._replace(original=sent._replace(amount=text))
        assert books.rules(none) == ["exchange-agrees"]
        assert "is no sum." in books.said(none)
        assert "is no sum." in books.said(told._replace(original=sent._replace(rate=text)))
    least = f"0.{1:012}"
    for few in (sent._replace(amount=least), sent._replace(rate=least)):
        assert " is USD 0.00 or USD " in books.said(told._replace(original=few))
    nothing = Books().take(owing(100_000))
    assert nothing.rules(told._replace(amount=9_072)) == ["exchange-agrees"]
    books.take(told)
    assert books.rules(told) == ["exchange-twice"]
    # two receipts agree each by itself, or together
    both = Books().take(owing(100_000)).take(paid(4_000)).take(paid(5_000))
    assert both.rules(told) == []
    assert both.rules(told._replace(amount=5_072)) == []
    assert both.rules(told._replace(amount=5_000)) == ["exchange-agrees"]


def test_payment_plans() -> None:
    books = Books().take(owing(1))
    plan = PaymentPlan("AUS", "m1", DAY, "D")
    assert books.rules(plan) == []
    assert books.rules(plan._replace(until=DAY - timedelta(days=1))) == ["plan-days"]
    assert books.rules(plan._replace(until=date(2034, 12, 31))) == []
    assert books.rules(plan._replace(until=date(2035, 1, 1))) == ["plan-days"]
    assert books.take(paid(1)).rules(plan) == ["plan-debt"]


def test_bills_carried_over() -> None:
    old = owing(100)
    books = Books()
    assert books.rules(old) == []
    for wrong in (old._replace(assessed=0), old._replace(received=-1)):
        assert books.rules(wrong) == ["amount"]
    later, before = DAY + timedelta(days=1), DAY - timedelta(days=1)
    assert books.rules(old._replace(pay_by=before)) == ["opening-days"]
    assert books.rules(old._replace(issued_on=later, pay_by=later)) == ["opening-days"]
    books.take(old)
    assert books.rules(old) == ["opening-twice"]
    assert books.rules(old._replace(external="OTHER")) == []
    assert books.rules(old._replace(state="AUT")) == []
    assert "opening-issued" in Books().take(bill()).rules(old)


def test_days() -> None:
    books = Books().take(owing(100))
    told = paid(1, control=Control(limits=Limits(earliest=DAY)))
    recorded = {"recorded_at": f"{DAY + timedelta(days=5)}T12:00:00Z"}
    assert books.rules(told, DAY, **recorded) == []
    assert books.rules(told, DAY - timedelta(days=1), **recorded) == ["day-early"]
    assert books.rules(told, DAY + timedelta(days=5), **recorded) == []
    assert books.rules(told, DAY + timedelta(days=6), **recorded) == ["day-ahead"]
    early = DAY - timedelta(days=1)
    for day, rules in ((DAY, []), (early, ["day-early"])):
        old = owing(7, day=day)._replace(control=told.control)
        assert books.rules(old, DAY, **recorded) == rules
    # the clock, beside the last recording at noon of that day
    for moment, rules in (
        (f"{DAY}T12:00:00Z", []),
        (f"{DAY}T11:59:59Z", ["clock"]),
        (f"{DAY + timedelta(days=731)}T12:00:00Z", []),
        (f"{DAY + timedelta(days=732)}T00:00:00Z", ["clock"]),
    ):
        assert books.rules(paid(1), recorded_at=moment) == rules
        checked = paid(1, control=Control(clock="the clock was set"))
        assert books.rules(checked, recorded_at=moment) == []


def test_days_of_a_bill() -> None:
    for days, answers, asked in (
        (30, (), []),
        (31, (), ["--dated-ahead"]),
        (31, ("--dated-ahead",), []),
        (366, ("--dated-ahead",), []),
        (367, ("--dated-ahead",), [""]),
    ):
        found = billed_ahead(DAY + timedelta(days=days), DAY, answers)
        assert [each.answer for each in found] == asked
    assert list(out_of_order("m1", DAY, DAY)) == list(out_of_order("m1", DAY, None)) == []
    assert [each.rule for each in out_of_order("m1", DAY, DAY + timedelta(days=1))] == [
        "issue-order"
    ]
    books, later = Books().take(bill()), DAY + timedelta(days=1)
    assert not {"issue-order", "issue-ahead"} & {*books.rules(bill())}
    assert "issue-order" in books.take(bill(day=later), later).rules(bill())
    ahead = {"recorded_at": f"{later}T12:00:00Z"}
    far = bill(day=later + timedelta(days=31))
    assert "issue-ahead" in books.rules(far, **ahead)


def test_only_what_costs_something_rests_on_an_expected_list() -> None:
    (part,) = bill().meetings
    expected = part._replace(list=FrozenList("expected", (), ()), cost=part.cost._replace(amount=1))
    assert expected.on_expected_list
    nothing = expected._replace(cost=part.cost._replace(amount=0))
    assert not nothing.on_expected_list and not part.on_expected_list


def undone(books: Books, seq: int) -> Reverse:
    target = books.event(seq)
    assert target is not None
    return reversal_of(target, books.entries(seq), "mistaken")


def test_only_what_stands_and_bears_nothing_is_reversed() -> None:
    part = Part("AUS", "m1", "received", 60), Part("", "", "unidentified", 40)
    books = Books().take(owing(1_000)).take(paid(100, parts=part))
    placed = Identify(2, "AUS", "m1", "D", 40, *USD)
    assert books.left(2) == 40
    assert books.rules(undone(books, 2)) == []
    # it is its exact contrary, however it was prepared, and not dated before
    whole = undone(books, 2)
    assert whole.contrary == (
        Contrary("AUS", "m1", "received", 60, ""),
        Contrary("", "", "unidentified", 40, ""),
    )
    assert books.rules(whole._replace(control=Control(answers=("--yes",)))) == []
    assert books.rules(whole._replace(contrary=whole.contrary[:1])) == ["reversal-contrary"]
    assert books.rules(whole, DAY - timedelta(days=1)) == ["reversal-days"]
    for seq in (3, 4):
        assert books.rules(whole._replace(event=seq)) == ["reversal-target"]
    books.take(placed)
    assert books.rules(whole) == ["reversal-rests"]
    assert books.rules(undone(books, 3)) == []
    books.take(undone(books, 3))
    assert books.left(2) == 40
    assert books.rules(whole) == []
    assert books.rules(undone(books, 3)) == ["reversal-twice"]
    assert books.rules(whole._replace(event=4, kind="reverse")) == ["reversal-target"]
    books.take(whole)
    assert (books.left(2), books.balance("AUS", "m1")) == (0, 1_000)
    assert books.rules(placed) == ["identify-beyond"]
    # who approved it, or another person, approves that it is undone
    books.take(WriteOff("AUS", "m1", "D", 200, *USD), approved_by="B. Chief")
    again = undone(books, 6)
    assert books.rules(again) == ["second-person"]
    assert books.rules(again, approved_by="B. Chief") == []


def test_a_line_of_a_bank_that_was_reversed_may_come_again() -> None:
    listed = paid(5, statement="S1", line="1")
    books = Books().take(owing(9)).take(listed)
    assert books.rules(listed) == ["bank-line-twice"]
    assert books.take(undone(books, 2)).rules(listed) == []


def test_numbers_begin_anew_each_year() -> None:
    books = Books().take(bill("N-1", "N-2", day=date(2023, 3, 1))).take(bill("N-3"))
    assert [books.last_serial(year) for year in (2022, 2023, 2024)] == [0, 2, 1]


def test_of_two_reversals_the_first_is_the_one() -> None:
    books = Books().take(owing(9)).take(paid(5))
    again = undone(books, 2)
    books.take(again).take(again)
    assert books.reverser(2) == 3 and books.balance("AUS", "m1") == 9


def test_a_receipt_of_a_cent_rests_on_who_placed_it() -> None:
    cents = paid(2, parts=(Part("", "", "unidentified", 2),))
    books = Books().take(owing(9)).take(cents)
    placed = Identify(2, "AUS", "m1", "D", 1, *USD)
    books.take(placed)
    books.take(placed, approved_by="B. Chief")
    whole = undone(books, 2)
    (rests,) = broken(books, books.next(whole), whole)
    assert (rests.rule, reversing([3, 4], True) in rests.text) == ("reversal-rests", True)
    one = Books().take(owing(9)).take(paid(1, parts=(Part("", "", "unidentified", 1),)))
    assert one.rules(placed) == []
    assert one.take(placed).rules(undone(one, 2)) == ["reversal-rests"]


def test_of_two_journals_the_last_is_taken_back_first() -> None:
    books = Books().take(owing(1)).take(HandedOver(1, 1, {}, {}, "0" * 64))
    assert books.rules(undone(books, 2), approved_by="B. Chief") == []
    books.take(HandedOver(2, 2, {}, {}, "0" * 64))
    first = undone(books, 2)
    assert (first.currency, first.decimals) == ("", 0)
    (rests,) = broken(books, books.next(first, approved_by="B. Chief"), first)
    assert (rests.rule, reversing([3], True) in rests.text) == ("reversal-rests", True)
    assert books.rules(undone(books, 3), approved_by="B. Chief") == []
    assert books.rules(undone(books, 3)) == ["second-person"]
    assert "its journal" in why_by_two(books.next(undone(books, 3))._replace(kind="handed_over"))
    assert "its journal" not in why_by_two(books.next(owing(1), approved_by="B. Chief"))


def test_who_records_and_who_approves() -> None:
    books = Books().take(owing(1_000))
    off = WriteOff("AUS", "m1", "D", 1, *USD)
    assert books.rules(off) == ["second-person"]
    assert books.rules(off, approved_by=" ") == ["second-person"]
    assert books.rules(off, approved_by="a.  clerk") == ["same-person"]
    assert books.rules(off, approved_by="B. Chief") == []
    mine = off._replace(control=Control(prepared_by="B. Chief"))
    assert books.rules(mine, approved_by="B. Chief") == ["same-person"]
    assert books.rules(mine, approved_by="C. Chief") == []
    mixed = "B. Chi\u0435f"  # a Cyrillic letter
    odd = off._replace(control=Control(prepared_by=mixed))
    assert books.rules(odd, approved_by="C. Lee") == ["one-script"]
    hidden = "B. Ch\u200bief"
    assert books.rules(off, approved_by=hidden) == ["hidden"]
    assert books.rules(off, approved_by="B. Chief", recorded_by="A\u202e") == ["hidden"]
    assert books.rules(off._replace(document="D\u2066"), approved_by="B. Chief") == ["hidden"]
    assert books.rules(off, approved_by=mixed) == ["one-script"]
    assert books.rules(off, approved_by="C. Lee", recorded_by=mixed) == ["one-script"]


def test_accounts_are_kept_in_one_currency() -> None:
    books = Books().take(owing(1_000))
    for wrong in (paid(1, currency="EUR"), paid(1, currency="XXQ"), paid(1, decimals=3)):
        assert "currency" in books.rules(wrong)
    choice = ApplyCredit("AUS", "m2", "apply", "m1", "D", 1, "EUR", 2)
    assert "currency" in books.rules(choice, approved_by="B. Chief")
    off = WriteOff("AUS", "m1", "D", 1, "EUR", 2)
    assert books.rules(off, approved_by="B. Chief") == ["currency"]
    assert books.rules(owing(9)._replace(currency="EUR")) == ["currency"]
    assert books.rules(owing(9, meeting="m9")._replace(currency="EUR")) == []
    books.take(paid(5, parts=(Part("", "", "unidentified", 5),)))
    euros = Identify(2, "AUS", "m9", "D", 5, "EUR", 2)
    assert books.rules(euros) == ["currency"]
    assert "currency" not in books.rules(bill(of="EUR", currency="USD"))
    for wrong in (bill(currency="EUR"), bill(of="EUR")):
        assert "currency" in books.rules(wrong)


def test_a_number_of_the_accounting_system_is_that_of_one_notice() -> None:
    number = ExternalNumber("N-1", "ERP")
    assert Books().rules(number) == ["number-notice"]
    books = Books().take(bill("N-1", "N-2"))
    assert books.rules(number) == []
    books.take(number)
    assert books.rules(number) == books.rules(number._replace(notice="N-2", external="2")) == []
    assert books.rules(number._replace(notice="N-2")) == ["number-twice"]


def test_the_journal_is_handed_over_in_order() -> None:
    books = Books().take(owing(1)).take(owing(2)).take(owing(3))
    given = HandedOver(1, 3, {}, {}, "0" * 64)
    assert books.rules(given) == []
    assert books.rules(given._replace(last=4)) == ["hand-over-end"]
    assert books.rules(given._replace(first=2)) == ["hand-over-order"]
    books.take(given._replace(last=2))
    assert books.rules(given._replace(first=3)) == []
    assert books.rules(given._replace(first=3, last=2)) == ["hand-over-end"]
    assert books.rules(given._replace(first=2)) == ["hand-over-order"]
