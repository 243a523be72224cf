"""The law of reversal: record E, reverse E, and everything is as if E had never been.

Two offices live the same life; one of them also records events by mistake, of every kind that can
be reversed, and reverses them. Status, statements (but for their lists of entries), letters,
calendar, report, audit pack (but for its lists of entries), the next issue and the settlement are
the same in both.

`CCMCOST_LAW_RUNS=1000 pytest tests/test_ledger_law.py` draws as many histories.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from ccmcost.accounts.books import Books, Clerk, open_books
from ccmcost.accounts.status import statement, status
from ccmcost.desk.account import reverse_all
from ccmcost.desk.costs import CostWish, set_cost
from ccmcost.desk.issue import issue
from ccmcost.desk.ledger_tools import verify
from ccmcost.desk.order import IssueOrder
from ccmcost.documents.annual.years import AnnualRequest, annual_reports
from ccmcost.documents.audit.pack import compose
from ccmcost.documents.calendar import load_calendar
from ccmcost.documents.letters import letter_wish, notes_of
from ccmcost.errors import CcmcostError, UsageError
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Control,
    ExchangeDifference,
    HandedOver,
    Identify,
    Opening,
    Part,
    PaymentPlan,
    Receipt,
    Refund,
    Sent,
    WriteOff,
)
from ccmcost.ledger.codec import KINDS, Body, Draft, kind_of, written
from ccmcost.ledger.events import canonical, head
from ccmcost.ledger.queries import is_charged, unplaced
from ccmcost.ledger.rules import broken
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.conduct import NEVER_REVERSED
from ccmcost.ledger.standing import View, known
from ccmcost.ledger.verify import problems
from ccmcost.model.books import Event
from ccmcost.model.money import Money
from ccmcost.tables.records import to_csv
from ccmcost.workspace import open_workspace
from tests.ledger_life import short_documents
from tests.ledger_office import OFFICIAL, Office, rows

RUNS = int(os.environ.get("CCMCOST_LAW_RUNS", "2"))
STEPS = int(os.environ.get("CCMCOST_LAW_STEPS", "14"))
STATES = ("AUS", "CUB", "EGY", "SWE", "ZAF")
MEETINGS = ("msp10", "msp11", "msp12")
CLERK = Clerk("A. Clerk", datetime(2024, 7, 1, tzinfo=UTC))
FIRST = date(2024, 3, 1)
LAST = date(2024, 6, 30)
USD = ("USD", 2)
DECISION = ("DOC", "1")
REVERSIBLE = (
    "opening",
    "receipt",
    "identify",
    "bank_charge",
    "exchange_difference",
    "refund",
    "write_off",
    "apply_credit",
)

days = st.integers(0, 90).map(lambda count: FIRST + timedelta(days=count))
states, meetings, amounts = (
    st.sampled_from(STATES),
    st.sampled_from(MEETINGS),
    st.integers(1, 3_000_000),
)


CREDITED = 800
"""A sum that the bank credits often, so that differences of exchange agree with it."""
SURE = Control(answers=("--overpaid", "--again", "--clock-jump"))
"""Every question that a rule may ask is answered."""


class Wish(NamedTuple):
    """An event that someone may want to record; `pick` chooses among unidentified receipts."""

    kind: str
    state: str
    meeting: str
    other: str
    amount: int
    day: date
    currency: str
    pick: int


wishes = st.builds(
    Wish,
    st.sampled_from(
        (*REVERSIBLE, "receipt", "unidentified", "payment_plan", "bank_line", "refund_choice")
    ),
    states,
    meetings,
    meetings,
    amounts,
    days,
    st.sampled_from(("USD", "USD", "USD", "EUR")),
    st.integers(0, 9),
)


def body_of_wish(wish: Wish, held: list[int]) -> Body | None:
    """What would be recorded; None if nothing is there to identify."""
    amount = CREDITED if wish.kind == "receipt" and wish.pick < 4 else wish.amount
    state, meeting, money = wish.state, wish.meeting, (wish.currency, 2)
    place = (state, meeting, "D", amount, *money)
    part = Part(state, meeting, "received", amount)
    sent = Sent("EUR", Money(CREDITED + amount, *USD).plain(), "1", "2024-03-01", "ECB")
    number = f"OLD-{wish.pick}"
    bill = Opening(
        state,
        meeting,
        number,
        FIRST - timedelta(days=90),
        wish.day,
        amount,
        amount // 3,
        *money,
        "books",
        "",
    )
    made: dict[str, Body] = {
        "opening": bill,
        "receipt": Receipt("R", "", "", amount, *money, (part,)),
        "bank_line": Receipt("R", "S1", str(wish.pick), amount, *money, (part,)),
        "unidentified": Receipt(
            "R", "", "", amount, *money, (Part("", "", "unidentified", amount),)
        ),
        "bank_charge": BankCharge(*place),
        "exchange_difference": ExchangeDifference(*place, sent),
        "refund": Refund(*place),
        "write_off": WriteOff(*place),
        "apply_credit": ApplyCredit(state, meeting, "apply", wish.other, "D", amount, *money),
        "refund_choice": ApplyCredit(state, meeting, "refund", "", "D", amount, *money),
        "handed_over": HandedOver(1, 2, {}, {}, "0" * 64),
        "payment_plan": PaymentPlan(state, meeting, LAST + timedelta(days=wish.pick), "D"),
    }
    if wish.kind != "identify":
        return made[wish.kind]._replace(control=SURE)
    return (
        Identify(held[wish.pick % len(held)], state, meeting, "D", amount, *money) if held else None
    )


def refused(desk: Books, draft: Draft) -> bool:
    """Whether a rule forbids it now."""
    seq, _ = head(desk.ledger)
    moment = "2024-07-01T00:00:00Z"
    text = canonical(written(draft.body))
    event = Event(
        seq + 1,
        draft.kind,
        draft.value_date.isoformat(),
        moment,
        "A. Clerk",
        draft.approved_by,
        text,
        "",
        "",
    )
    return any(True for _ in broken(BooksBefore(desk.ledger), event, draft.body))


def approval(body: Body) -> str:
    return (
        "B. Chief"
        if isinstance(body, Refund | WriteOff | ApplyCredit | BankCharge | ExchangeDifference)
        else ""
    )


def recorded(desk: Books, draft: Draft) -> int:
    return desk.record_one(draft, CLERK).seq


def clean_text(value: object, desk: Books, numbers: dict[int, int]) -> str:
    """A view as text, without the folder, and with the numbers that common events have in the other
    office.
    """
    text = repr(value).replace(str(desk.workspace.ledger.parent), "HERE")
    text = re.sub(r" at 0x[0-9a-f]+", "", text)
    renumber = lambda match: f"{match[1]}{numbers.get(int(match[2]), match[2])}"  # noqa: E731
    return re.sub(
        r"((?:\bevent |mark='|event=|-(?:notices|pay_by|settlement)-)0*)([0-9]+)", renumber, text
    )


def quick_views(desk: Books, numbers: dict[int, int]) -> dict[str, object]:
    """The status on some days, and what is unidentified."""
    found: dict[str, object] = {}
    for as_at in (FIRST - timedelta(days=150), LAST, LAST + timedelta(days=400)):
        for known_on in (None, date(2024, 7, 1), date(2024, 6, 1)):
            view = View(as_at, known_on)
            found[f"status {as_at} {known_on}"] = status(desk, view)
            found[f"unplaced {as_at} {known_on}"] = [
                each._replace(event=numbers.get(each.event, each.event))
                for each in unplaced(desk.ledger, view)
            ]
    return found


def views(desk: Books, gone: frozenset[int], numbers: dict[int, int]) -> dict[str, object]:
    """All that an office shows, but lists of entries."""
    found = quick_views(desk, numbers)
    for state in STATES:
        account = statement(desk, View(LAST, state=state))
        kept = [each for each in account.meetings if {entry.event for entry in each.entries} - gone]
        found[f"statement {state}"] = (
            [(m.meeting, m.balance, m.plan_until) for m in kept],
            account.totals,
        )
        found[f"charged {state}"] = is_charged(desk.ledger, state)
    for kind in ("cover", "reminder1", "reminder2", "credit", "receipt"):
        for meeting in MEETINGS:
            try:
                letters: object = notes_of(
                    desk, letter_wish(desk, meeting, kind, (), ("en",), date(2027, 1, 1)), {}
                )
            except UsageError as error:
                letters = str(error)
            found[f"letters {kind} {meeting}"] = clean_text(letters, desk, numbers)
    found["calendar"] = clean_text(
        load_calendar(desk.workspace, None)._replace(warnings=()), desk, numbers
    )
    return found


_LISTS = ("bank/receipts.csv", "bank/others.csv", "approvals.csv")


def last_views(desk: Books, numbers: dict[int, int]) -> dict[str, object]:
    """The report and the audit pack, which take longer."""
    found: dict[str, object] = {}
    request = AnnualRequest(2024, 2024, LAST, LAST)
    try:
        found["report"] = [
            clean_text(each, desk, numbers) for each in annual_reports(desk.workspace, request)
        ]
    except CcmcostError as error:
        found["report"] = str(error)
    try:
        pack = compose(desk, "msp12", True, LAST, lambda: verify(desk).problems)
    except UsageError as error:
        found["audit"] = str(error)
        return found
    found["checks"] = pack.checks
    for table in pack.tables:
        if table.name in _LISTS:
            continue
        columns, *rows = csv.reader(io.StringIO(to_csv(table)))
        places = [at for at, name in enumerate(columns) if "event" in name]
        listed = []
        for row in rows:
            cells = [
                re.sub(r"[0-9]+", lambda match: str(numbers.get(int(match[0]), match[0])), cell)
                if at in places
                else cell
                for at, cell in enumerate(row)
            ]
            listed.append(tuple(re.sub(r"event [0-9]+|issues/[0-9]+", "", cell) for cell in cells))
        found[f"audit {table.name}"] = (
            (table.notes, listed, table.foot) if "read_by" not in columns else None
        )
    return found


@pytest.fixture(scope="module", autouse=True)
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    short_documents(patch)
    folder = tmp_path_factory.mktemp("template")
    Office(folder, patch)
    Law.template = folder
    yield
    patch.undo()


def order(meeting: str, **more: Any) -> IssueOrder:
    expected = ("article-14-1", DECISION, date(2024, 3, 1), date(2024, 9, 1), "B. Chief")
    return IssueOrder(meeting, *expected, **{"credit_absent_parties": True} | more)


class Law(RuleBasedStateMachine):
    """`self.desks` are the office that errs and the one that does not;
    `self.wrong` are mistakes not yet reversed.
    """

    template: Path

    @initialize()
    def begin(self) -> None:
        self.places = [Path(tempfile.mkdtemp(prefix="ccmcost-law-")) for _ in range(2)]
        self.opened = []
        self.desks: list[Books] = []
        for place in self.places:
            shutil.copytree(self.template, place, dirs_exist_ok=True)
            self.opened.append(open_books(open_workspace(place / "data")))
            self.desks.append(self.opened[-1].__enter__())
        self.numbers: dict[int, int] = {}
        self.wrong: dict[int, date] = {}
        self.gone: set[int] = set()
        self.version = 1  # that of the illustrative costs
        self.both_cost("msp12", 40_000_000)

    def teardown(self) -> None:
        if not hasattr(self, "desks"):
            return
        try:
            self.settle_everything()
        finally:
            for each in self.opened:
                each.__exit__(None, None, None)
            for place in self.places:
                shutil.rmtree(place)

    @property
    def err(self) -> Books:
        return self.desks[0]

    def in_both(self, act: Any) -> None:
        """Do the same in both offices; the numbers of the events are kept side by side."""
        before = [head(desk.ledger)[0] for desk in self.desks]
        outcomes = []
        for desk in self.desks:
            try:
                outcomes.append(act(desk))
            except UsageError as error:
                outcomes.append(
                    clean_text(str(error), desk, self.numbers if desk is self.err else {})
                )
        assert outcomes[0] == outcomes[1]
        after = [head(desk.ledger)[0] for desk in self.desks]
        assert after[0] - before[0] == after[1] - before[1]
        self.numbers |= {before[0] + n: before[1] + n for n in range(1, after[0] - before[0] + 1)}

    def both_cost(self, meeting: str, amount: int, status: str = "revised_estimate") -> None:
        """One more version of a cost, written into the file by hand,
        which is much faster than `cost set`.
        """
        self.version += 1
        lines = (
            f'meeting = "{meeting}"',
            f"version = {self.version}",
            f'status = "{status}"',
            'currency = "USD"',
        )
        lines += (
            f'amount = "{Money(amount, *USD).plain()}"',
            "adopted_on = 2024-03-01",
            'source = "DOC"',
        )
        for place in self.places:
            with (place / "data" / "costs.toml").open("a", encoding="utf-8") as stream:
                stream.write("\n".join(("", "[[cost]]", *lines, "")))

    @rule(wish=wishes)
    def right(self, wish: Wish) -> None:
        """The same event in both offices, where both may record it."""
        drafts = []
        for desk in self.desks:
            held = [
                each.event
                for each in unplaced(desk.ledger)
                if desk is not self.err or each.event in self.numbers
            ]
            body = body_of_wish(wish, held)
            if body is None:
                return
            day = wish.day if not isinstance(body, Identify) else _came_in(desk, body.receipt)
            drafts.append(Draft(body, day, approval(body)))
        if any(refused(desk, draft) for desk, draft in zip(self.desks, drafts, strict=True)):
            return
        numbers = [recorded(desk, draft) for desk, draft in zip(self.desks, drafts, strict=True)]
        self.numbers[numbers[0]] = numbers[1]

    @rule(wish=wishes)
    def by_mistake(self, wish: Wish) -> None:
        body = body_of_wish(wish, [each.event for each in unplaced(self.err.ledger)])
        if body is None:
            return
        day = wish.day if not isinstance(body, Identify) else _came_in(self.err, body.receipt)
        draft = Draft(body, day, approval(body))
        if not refused(self.err, draft):
            self.wrong[recorded(self.err, draft)] = day

    @rule(pick=st.integers(0, 9), later=st.integers(0, 30))
    def undo(self, pick: int, later: int) -> None:
        if self.wrong:
            seq = sorted(self.wrong)[pick % len(self.wrong)]
            on = min(LAST, self.wrong[seq] + timedelta(days=later))
            try:
                reverse_all(self.err, (seq,), on, "mistaken", "B. Chief", CLERK)
            except UsageError as error:
                assert "identified since" in str(error)
                return
            self.gone |= {seq, head(self.err.ledger)[0]}
            del self.wrong[seq]

    @rule(
        meeting=st.sampled_from(("msp11", "msp12")),
        amount=st.integers(1000, 90_000_000),
        count=st.integers(2, 7),
    )
    def issue(self, meeting: str, amount: int, count: int) -> None:
        """Bills in both, once no mistake stands that would forbid them."""
        while self.wrong:
            self.undo(9, 3)
        self.both_cost(meeting, amount)
        for place in self.places:
            path = place / "data" / "participants" / f"{meeting}.csv"
            path.write_text(rows("official", OFFICIAL[:count]), encoding="utf-8")
        self.in_both(lambda desk: [_told(desk, issue(desk, order(meeting), CLERK).event)])

    @rule()
    def compare(self) -> None:
        if not self.wrong:
            one, other = quick_views(self.desks[0], self.numbers), quick_views(self.desks[1], {})
            assert one == other

    def compare_all(self) -> None:
        one = views(self.desks[0], frozenset(self.gone), self.numbers)
        other = views(self.desks[1], frozenset(), {})
        for name in one.keys() | other.keys():
            assert one[name] == other[name], name

    def settle_everything(self) -> None:
        """Undo what is left, compare all, then settle both and compare again."""
        for _ in range(len(self.wrong) ** 2 + 1):
            self.undo(9, 30)
        assert not self.wrong
        self.compare()
        self.issue("msp12", 45_000_000, 7)
        self.both_cost("msp12", 42_500_000, "actual")
        self.in_both(
            lambda desk: [_told(desk, issue(desk, order("msp12", settle=True), CLERK).event)]
        )
        self.compare_all()
        assert [problems(desk.ledger) for desk in self.desks] == [[], []]
        if len(self.numbers) % 3:  # these take longer than all else
            return
        one, other = last_views(self.desks[0], self.numbers), last_views(self.desks[1], {})
        for name in one.keys() | other.keys():
            assert one[name] == other[name], name


def _came_in(desk: Books, receipt: int) -> date:
    found = known(desk.ledger, receipt)
    assert found is not None
    return date.fromisoformat(found.event.value_date)


def _told(desk: Books, event: Event | None) -> object:
    """What an issue says; None if there was nothing to say."""
    found = known(desk.ledger, event.seq) if event else None
    return found.body if found else None


TestLaw = Law.TestCase
TestLaw.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Books]]:
    """Three offices with a credit, debts and money that nobody can name."""
    opened = []
    for name in ("without", "with", "undone"):
        shutil.copytree(Law.template, tmp_path / name, dirs_exist_ok=True)
        path = tmp_path / name / "data" / "participants" / "msp12.csv"
        path.write_text(rows("official", OFFICIAL), encoding="utf-8")
        opened.append(open_books(open_workspace(tmp_path / name / "data")))
    desks = [each.__enter__() for each in opened]
    for desk in desks:
        set_cost(desk, "msp12", CostWish("estimate", "400000", "USD", "DOC", FIRST), EARLY)
        issue(desk, order("msp12"), EARLY)
        sums = (
            Part("AUS", "msp12", "received", 40_000_000),
            Part("SWE", "msp12", "received", CREDITED),
        )
        for part in (*sums, Part("", "", "unidentified", 500)):
            desk.record_one(
                Draft(Receipt("R", "", "", part.amount, *USD, (part,), control=SURE), FIRST), EARLY
            )
    yield desks
    for each in opened:
        each.__exit__(None, None, None)


EARLY = CLERK._replace(now=datetime(2024, 4, 1, tzinfo=UTC))
LATER = CLERK._replace(now=datetime(2024, 5, 1, tzinfo=UTC))


@pytest.mark.parametrize("kind", [name for name in KINDS if name not in NEVER_REVERSED])
def test_before_and_after_a_reversal(three: list[Books], kind: str) -> None:
    """Until its reversal counts or was known, an event counts;
    from then on it is as if it had never been.
    """
    without, with_it, undone = three
    state, meeting = ("AUS", "msp12") if kind in ("refund", "apply_credit") else ("SWE", "msp12")
    meeting = "msp10" if kind == "opening" else meeting
    wish = Wish(
        "refund_choice" if kind == "apply_credit" else kind,
        state,
        meeting,
        "msp11",
        300,
        FIRST,
        "USD",
        0,
    )
    day = date(2024, 3, 10) if kind != "identify" else FIRST
    body = body_of_wish(wish, [each.event for each in unplaced(undone.ledger)])
    assert body is not None and kind_of(type(body)) == kind
    for desk in (with_it, undone):
        event = desk.record_one(Draft(body, day, approval(body)), LATER)
    reverse_all(undone, (event.seq,), date(2024, 4, 20), "mistaken", "B. Chief", CLERK)
    dates = [date(2023, 12, 31), FIRST, day, date(2024, 4, 19), date(2024, 4, 20), date(2026, 1, 1)]
    for as_at in dates:
        for known_on in (None, date(2024, 4, 30), date(2024, 6, 30), date(2024, 7, 1)):
            is_known = known_on is None or known_on >= CLERK.now.date()
            same_as = without if is_known and as_at >= date(2024, 4, 20) else with_it
            view = View(as_at, known_on)
            assert status(undone, view) == status(same_as, view)
            assert unplaced(undone.ledger, view) == unplaced(same_as.ledger, view)
    assert status(with_it, View(LAST, date(2024, 4, 30))) == status(
        without, View(LAST, date(2024, 4, 30))
    )


def test_every_kind_that_can_be_reversed_is_drawn() -> None:
    drawn = {
        kind_of(type(body_of_wish(Wish(k, "AUS", "msp12", "msp11", 5, FIRST, "USD", 1), [1])))
        for k in _DRAWN
    }
    assert drawn == KINDS.keys() - NEVER_REVERSED.keys()


_DRAWN = (
    *REVERSIBLE,
    "unidentified",
    "payment_plan",
    "bank_line",
    "refund_choice",
    "handed_over",
)
