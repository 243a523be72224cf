"""The books in memory, event by event: what `ledger verify` holds each event of the chain
against.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Body,
    CostVersion,
    ExchangeDifference,
    ExternalNumber,
    Identify,
    Issue,
    Opening,
    Receipt,
    Refund,
    Reverse,
    Sent,
    Unreadable,
)
from ccmcost.ledger.postings import Rows, rows_of
from ccmcost.ledger.queries import Billed, Credited
from ccmcost.ledger.rules.books import BooksBefore, promised_of
from ccmcost.ledger.standing import Known, known
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, Posting
from ccmcost.model.money import Money

_CHARGES = ("assessed", "adjusted")


class _Charge(NamedTuple):
    event: int
    state: str
    amount: int
    notice: str


class Replay(BooksBefore):
    """Answers the same questions from memory, as the books stood before the next event;
    `add` takes that event in.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger)
        self.moment = ""
        self._reversed: dict[int, int] = {}
        self._balance: Counter[tuple[str, str]] = Counter()
        self._currency: dict[str, Counter[str]] = {}
        self._charges: dict[str, list[_Charge]] = {}
        self._choices: dict[tuple[str, str], dict[int, tuple[bool, int]]] = {}
        self._issues: dict[str, Billed] = {}
        self._last: Issue | None = None
        self._bills: dict[int, tuple[str, str, str]] = {}
        self._left: Counter[int] = Counter()
        self._lines: dict[tuple[str, str], int] = {}
        self._notices: set[str] = set()
        self._serials: Counter[int] = Counter()
        self._versions: Counter[str] = Counter()
        self._costs: dict[tuple[str, int], Money] = {}
        self._days: dict[tuple[str, str], Counter[str]] = {}
        self._credited: dict[tuple[str, str], dict[int, list[Credited]]] = {}
        self._alone: dict[tuple[str, str], dict[int, int]] = {}
        self._once: dict[int, ExchangeDifference | ExternalNumber] = {}

    def add(self, event: Event, body: Body, rows: Rows) -> None:
        """Take the next event in, with the rows that follow from it."""
        self.moment = event.recorded_at
        if isinstance(body, BankCharge | ExchangeDifference) and not event.approved_by:
            self._alone.setdefault((body.state, body.meeting), {})[event.seq] = abs(body.amount)
        if isinstance(body, Reverse):
            self._undo(event, body)
        else:
            self._postings(rows.posting, 1)
        if isinstance(body, ExchangeDifference | ExternalNumber):
            self._once[event.seq] = body
        elif isinstance(body, Receipt) and body.statement:
            self._lines[body.statement, body.line] = event.seq
        elif isinstance(body, Identify):
            self._left[body.receipt] -= body.amount
        elif isinstance(body, ApplyCredit | Refund):
            if isinstance(body, Refund) or body.choice == "refund":
                own = self._choices.setdefault((body.state, body.meeting), {})
                own[event.seq] = (isinstance(body, ApplyCredit), body.amount)
        elif isinstance(body, Opening):
            self._bills[event.seq] = (body.state, body.meeting, body.external)
        elif isinstance(body, CostVersion):
            self._versions[body.meeting] = max(self._versions[body.meeting], body.version)
            self._costs.setdefault(
                (body.meeting, body.version), Money(body.amount, body.currency, body.decimals)
            )
        elif isinstance(body, Issue):
            self._last = body
            self._issues |= {part.meeting: Billed(event, body, part) for part in body.meetings}
            for notice in rows.notice:
                self._notices.add(notice.number)
                self._serials[notice.year] = max(self._serials[notice.year], notice.serial)

    def _postings(self, found: list[Posting], sign: int) -> None:
        for posting in found:
            key = (posting.state, posting.meeting)
            self._balance[key] += sign * posting.amount
            self._days.setdefault(key, Counter())[posting.value_date] += sign * posting.amount
            if posting.account == "received" and posting.amount < 0 and posting.state:
                credit = Credited(posting.event, posting.value_date, -posting.amount)
                same = self._credited.setdefault(key, {}).setdefault(credit.amount, [])
                if sign > 0:
                    same.append(credit)
                elif credit in same:
                    same.remove(credit)
            if posting.meeting:
                self._currency.setdefault(posting.meeting, Counter())[posting.currency] += sign
            if posting.account == "unidentified" and posting.amount < 0:
                self._left[posting.event] -= sign * posting.amount
            if posting.account in _CHARGES and posting.state:
                charge = _Charge(posting.event, posting.state, posting.amount, posting.notice)
                own = self._charges.setdefault(posting.meeting, [])
                if sign > 0:
                    own.append(charge)
                elif charge in own:
                    own.remove(charge)

    def _undo(self, event: Event, body: Reverse) -> None:
        """Take back all that the reversed event did; a second reversal of it takes nothing back."""
        target = (
            self.event(body.event)
            if body.event < event.seq and body.event not in self._reversed
            else None
        )
        if target is None:
            return
        self._reversed[body.event] = event.seq
        self._postings(rows_of(*target).posting, -1)
        undone = target.body
        if isinstance(undone, Receipt):
            self._lines.pop((undone.statement, undone.line), None)
        elif isinstance(undone, Identify):
            self._left[undone.receipt] += undone.amount
        elif isinstance(undone, ApplyCredit | Refund):
            self._choices.get((undone.state, undone.meeting), {}).pop(body.event, None)
        elif isinstance(undone, BankCharge | ExchangeDifference):
            self._alone.get((undone.state, undone.meeting), {}).pop(body.event, None)
        self._bills.pop(body.event, None)
        self._once.pop(body.event, None)

    def event(self, seq: int) -> Known | None:
        try:
            return known(self.ledger, seq)
        except Unreadable:
            return None

    def entries(self, seq: int) -> list[Posting]:
        found = self.event(seq)
        return rows_of(*found).posting if found else []

    def reverser(self, seq: int) -> int | None:
        return self._reversed.get(seq)

    def balance(self, state: str, meeting: str) -> int:
        return self._balance[state, meeting]

    def balance_on(self, state: str, meeting: str, day: str) -> int:
        return sum(
            amount for of, amount in self._days.get((state, meeting), {}).items() if of <= day
        )

    def alone(self, state: str, meeting: str) -> int:
        return sum(self._alone.get((state, meeting), {}).values())

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        by_amount = self._credited.get((state, meeting), {})
        if amount is not None:
            return by_amount.get(amount, [])
        return [credit for same in by_amount.values() for credit in same]

    def last_moment(self) -> str:
        return self.moment

    def promised(self, state: str, meeting: str) -> int:
        return promised_of(list(self._choices.get((state, meeting), {}).values()))

    def currency(self, meeting: str) -> str | None:
        return next(
            (each for each, count in self._currency.get(meeting, {}).items() if count > 0), None
        )

    def charged(self, meeting: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for charge in self._charges.get(meeting, []):
            found[charge.state] = found.get(charge.state, 0) + charge.amount
        return found

    def last_notices(self, meeting: str) -> dict[str, str]:
        return {
            charge.state: charge.notice
            for charge in self._charges.get(meeting, [])
            if charge.notice
        }

    def last_issue(self, meeting: str) -> Billed | None:
        return self._issues.get(meeting)

    def last_of_all(self) -> Issue | None:
        return self._last

    def is_carried_over(self, meeting: str) -> bool:
        return any(of == meeting for _, of, _ in self._bills.values())

    def has_bill(self, state: str, meeting: str, external: str) -> bool:
        return (state, meeting, external) in self._bills.values()

    def left(self, receipt: int) -> int:
        return 0 if receipt in self._reversed else self._left[receipt]

    def bank_line(self, statement: str, line: str) -> int | None:
        return self._lines.get((statement, line))

    def has_notice(self, number: str) -> bool:
        return number in self._notices

    def has_difference(self, state: str, meeting: str, sent: Sent) -> bool:
        own = (each for each in self._once.values() if isinstance(each, ExchangeDifference))
        return any(
            (each.state, each.meeting, each.original) == (state, meeting, sent) for each in own
        )

    def numbered(self, external: str) -> frozenset[str]:
        own = (each for each in self._once.values() if isinstance(each, ExternalNumber))
        return frozenset(each.notice for each in own if each.external == external)

    def last_serial(self, year: int) -> int:
        return self._serials[year]

    def cost_version(self, meeting: str) -> int:
        return self._versions[meeting]

    def recorded_cost(self, meeting: str, version: int) -> Money | None:
        return self._costs.get((meeting, version))
