"""Any sequence of costs, lists, receipts, credits and reversals: what must hold at every step."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ccmcost.accounts.books import Books, Clerk, open_books
from ccmcost.accounts.double_entry import journal_lines
from ccmcost.desk import documents as issue_documents
from ccmcost.desk.account import (
    Movement,
    Placing,
    Receipt,
    apply_credit,
    identify,
    move,
    receive,
    receive_unidentified,
    reverse,
)
from ccmcost.desk.costs import CostWish, set_cost
from ccmcost.desk.documents import Documents
from ccmcost.desk.issue import issue
from ccmcost.desk.journal import hand_over
from ccmcost.desk.order import IssueOrder
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import BankCharge, Identify, Refund, WriteOff
from ccmcost.ledger.queries import sums
from ccmcost.ledger.standing import View, known
from ccmcost.ledger.verify import problems
from ccmcost.model.money import Money
from ccmcost.workspace import open_workspace
from tests.ledger_office import Office, rows
from tests.trial_balance import check_lines

STEPS = int(os.environ.get("CCMCOST_LEDGER_STEPS", "25"))
RUNS = int(os.environ.get("CCMCOST_LEDGER_RUNS", "12"))
CODES = ("AUS", "AUT", "CUB", "EGY", "NLD", "PER", "SWE", "ZAF")
MEETINGS = ("msp11", "msp12")
CLERK = Clerk("A. Clerk", datetime(2025, 6, 1, tzinfo=UTC), ("--overpaid", "--again"))
DAY = date(2025, 5, 1)

codes, meetings = st.sampled_from(CODES), st.sampled_from(MEETINGS)
amounts = st.integers(1, 5_000_000)


@pytest.fixture(scope="module", autouse=True)
def no_pages() -> object:
    """Documents of two lines in place of PDF pages: they are not what is looked at here."""
    patch = pytest.MonkeyPatch()

    def documents(run: object) -> Documents:
        notices = run.notices  # type: ignore[attr-defined]
        return Documents(
            {
                n.number: {f"2025/{n.number}.pdf": n.number.encode()}
                for n in notices
                if not n.posted_only
            },
            {},
        )

    patch.setattr(issue_documents, "documents", documents)
    with tempfile.TemporaryDirectory(prefix="ccmcost-office-") as folder:
        Machine.template = Path(folder)
        Office(Machine.template, patch)
        yield None
        patch.undo()  # before the folder goes: it is where the commands work


class Machine(RuleBasedStateMachine):
    """An office at work. The model beside it is plain sums: what was billed, received and moved,
    per State and meeting.
    """

    template: Path
    """A filled-in office that every run begins with a copy of."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="ccmcost-machine-"))
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.desk_of = open_books(open_workspace(self.folder / "data"))
        self.desk: Books = self.desk_of.__enter__()
        self.billed: dict[tuple[str, str], int] = {}
        self.paid: dict[tuple[str, str], int] = {}
        self.issued_cost: dict[str, int] = {}
        self.cost: dict[str, int] = {}
        self.moved: dict[int, list[tuple[str, str, int]]] = {}
        self.unplaced: dict[int, int] = {}
        self.handed: list[int] = []

    def teardown(self) -> None:
        if hasattr(self, "desk_of"):
            self.desk_of.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    @rule(meeting=meetings, amount=st.integers(100, 90_000_000))
    def set_cost(self, meeting: str, amount: int) -> None:
        wish = CostWish("revised_estimate", Money(amount, "USD", 2).plain(), "USD", "DOC", DAY)
        set_cost(self.desk, meeting, wish, CLERK)
        self.cost[meeting] = amount

    @rule(meeting=meetings, listed=st.sets(codes, min_size=1))
    def issue(self, meeting: str, listed: set[str]) -> None:
        path = self.folder / "data" / "participants" / f"{meeting}.csv"
        path.write_text(rows("official", tuple(listed)), encoding="utf-8")
        order = IssueOrder(
            meeting,
            "article-14-1",
            ("DOC", "1"),
            date(2025, 3, 1),
            date(2025, 9, 1),
            "B. Chief",
            credit_absent_parties=True,
        )
        if meeting not in self.cost:
            with pytest.raises(UsageError, match="illustrative"):
                issue(self.desk, order, CLERK)
            return
        issued = issue(self.desk, order, CLERK)
        if issued.event is None:
            return
        self.issued_cost[meeting] = self.cost[meeting]
        for notice in issued.notices:
            for line in notice.lines:
                key = (notice.state, line.meeting)
                assert self.billed.get(key, 0) == line.before
                self.billed[key] = line.after
        assert issue(self.desk, order, CLERK).event is None

    def _moved(self, seq: int, *moves: tuple[str, str, int]) -> None:
        self.moved[seq] = list(moves)
        for code, meeting, minor in moves:
            self.paid[code, meeting] = self.paid.get((code, meeting), 0) + minor

    @rule(meeting=meetings, code=codes, amount=amounts)
    def receive(self, meeting: str, code: str, amount: int) -> None:
        done = receive(
            self.desk, meeting, code, Receipt(Money(amount, "USD", 2).plain(), DAY, "R"), CLERK
        )
        self._moved(done.event.seq, (code, meeting, amount))
        assert done.balance.minor == self._balance(code, meeting)

    @rule(amount=amounts)
    def unidentified(self, amount: int) -> None:
        done = receive_unidentified(
            self.desk, Receipt(Money(amount, "USD", 2).plain(), DAY, "R"), CLERK
        )
        self.unplaced[done.event.seq] = amount

    @rule(meeting=meetings, code=codes, amount=amounts, pick=st.integers(0, 99))
    def identify(self, meeting: str, code: str, amount: int, pick: int) -> None:
        if not self.unplaced:
            return
        seq = sorted(self.unplaced)[pick % len(self.unplaced)]
        part = min(amount, self.unplaced[seq])
        done = identify(
            self.desk, Placing(seq, code, meeting, Money(part, "USD", 2).plain(), "D"), CLERK
        )
        self._moved(done.event.seq, (code, meeting, part))
        self.moved.pop(seq, None)
        self.unplaced[seq] -= part
        if not self.unplaced[seq]:
            del self.unplaced[seq]

    @rule(meeting=meetings, code=codes, amount=amounts)
    def refund(self, meeting: str, code: str, amount: int) -> None:
        movement = Movement(meeting, code, Money(amount, "USD", 2).plain(), DAY, "D", "B. Chief")
        if amount > -self._balance(code, meeting):
            with pytest.raises(UsageError, match="cannot refund more"):
                move(self.desk, Refund, movement, CLERK)
            return
        self._moved(move(self.desk, Refund, movement, CLERK).event.seq, (code, meeting, -amount))

    @rule(meeting=meetings, code=codes, amount=amounts)
    def write_off_or_charge(self, meeting: str, code: str, amount: int) -> None:
        movement = Movement(meeting, code, Money(amount, "USD", 2).plain(), DAY, "D", "B. Chief")
        if amount > self._balance(code, meeting):
            with pytest.raises(UsageError, match="cannot write off more"):
                move(self.desk, WriteOff, movement, CLERK)
            with pytest.raises(UsageError, match="cannot credit more"):
                move(self.desk, BankCharge, movement, CLERK)
            return
        kind = WriteOff if amount % 2 else BankCharge
        self._moved(move(self.desk, kind, movement, CLERK).event.seq, (code, meeting, amount))

    @rule(code=codes, amount=amounts, forth=st.booleans())
    def apply(self, code: str, amount: int, forth: bool) -> None:
        source, target = MEETINGS if forth else MEETINGS[::-1]
        movement = Movement(source, code, Money(amount, "USD", 2).plain(), DAY, "D", "B. Chief")
        if amount > -self._balance(code, source) or amount > self._balance(code, target):
            with pytest.raises(UsageError, match="more than the"):
                apply_credit(self.desk, movement, "apply", target, CLERK)
            return
        done = apply_credit(self.desk, movement, "apply", target, CLERK)
        self._moved(done.event.seq, (code, source, -amount), (code, target, amount))

    @rule()
    def hand_over(self) -> None:
        """Each event with lines is in one journal, whatever was recorded in between."""
        folder = self.folder / "reports" / "journal"
        done = hand_over(self.desk, CLERK, True, folder)
        if done is not None:
            self.handed += [line.event for line in done.journal.lines]
            assert done.event.seq == done.journal.last + 1
        wanted = {line.event for line in journal_lines(self.desk.ledger)}
        assert set(self.handed) == wanted
        assert len(self.handed) == len(journal_lines(self.desk.ledger))
        assert hand_over(self.desk, CLERK, True, folder) is None

    @rule(pick=st.integers(0, 99))
    def reverse(self, pick: int) -> None:
        if not self.moved:
            return
        seq = sorted(self.moved)[pick % len(self.moved)]
        event = known(self.desk.ledger, seq)
        reverse(self.desk, seq, DAY, "wrong", "B. Chief", CLERK)
        if event is not None and isinstance(event.body, Identify):
            self.unplaced[event.body.receipt] = (
                self.unplaced.get(event.body.receipt, 0) + event.body.amount
            )
        for code, meeting, minor in self.moved.pop(seq):
            self.paid[code, meeting] -= minor
        with pytest.raises(UsageError, match="reversed already"):
            reverse(self.desk, seq, DAY, "again", "B. Chief", CLERK)

    def _balance(self, code: str, meeting: str) -> int:
        return self.billed.get((code, meeting), 0) - self.paid.get((code, meeting), 0)

    @invariant()
    def balances_are_what_was_billed_less_what_was_paid(self) -> None:
        if not hasattr(self, "desk"):
            return
        found: dict[tuple[str, str], int] = {}
        billed: dict[str, int] = {}
        pool = 0
        for each in sums(self.desk.ledger, View(date(2099, 1, 1))):
            if not each.state:
                pool -= each.amount
                continue
            found[each.state, each.meeting] = found.get((each.state, each.meeting), 0) + each.amount
            if each.account in ("assessed", "adjusted"):
                billed[each.meeting] = billed.get(each.meeting, 0) + each.amount
        keys = found.keys() | self.billed.keys() | self.paid.keys()
        assert {key: found.get(key, 0) for key in keys} == {
            key: self._balance(*key) for key in keys
        }
        assert billed == self.issued_cost
        assert pool == sum(self.unplaced.values())

    @invariant()
    def the_journal_says_the_same(self) -> None:
        if hasattr(self, "desk"):
            check_lines(self.desk.ledger, journal_lines(self.desk.ledger))

    @invariant()
    def the_ledger_is_sound(self) -> None:
        if hasattr(self, "desk"):
            assert problems(self.desk.ledger) == []


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
)
