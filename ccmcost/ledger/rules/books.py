"""The books as they stand before an event: what a rule may ask of them,
and how the file of the ledger answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ccmcost.ledger import queries
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    CostVersion,
    ExchangeDifference,
    ExternalNumber,
    Issue,
    Opening,
    Refund,
    Sent,
)
from ccmcost.ledger.queries import Billed, Credited
from ccmcost.ledger.standing import NOW, Known, known, reversed_by, standing, standing_postings
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, Posting
from ccmcost.model.money import Money


class Accounts(Protocol):
    """What is asked of accounts alone."""

    def name(self, state: str) -> str:
        """The name of a State, for a message."""

    def balance(self, state: str, meeting: str) -> int:
        """What a State owes for a meeting; negative: its credit."""

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        """What the bank credited for a State and meeting, receipt by receipt;
        of one amount, if it is named.
        """


class BooksBefore:
    """The questions. All ask what stands, events without those that were reversed,
    whatever its day.
    """

    def __init__(self, ledger: Ledger, name: Callable[[str], str] = str) -> None:
        self.ledger, self.name = ledger, name

    def event(self, seq: int) -> Known | None:
        """An event before this one, reversed or not."""
        return known(self.ledger, seq)

    def entries(self, seq: int) -> list[Posting]:
        """The postings of such an event."""
        return queries.entries_of(self.ledger, seq)

    def reverser(self, seq: int) -> int | None:
        """The event that reversed an event."""
        return reversed_by(self.ledger, seq)

    def balance(self, state: str, meeting: str) -> int:
        """What a State owes for a meeting; negative: its credit."""
        return queries.balance(self.ledger, state, meeting)

    def balance_on(self, state: str, meeting: str, day: str) -> int:
        """As `balance`, of what is dated up to a day."""
        where, values = standing_postings(NOW._replace(meeting=meeting, state=state))
        sql = f"SELECT COALESCE(SUM(amount), 0) FROM posting WHERE {where} AND value_date <= ?"
        return int(self.ledger.one(sql, *values, day))

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        """What the bank credited for a State and meeting, receipt by receipt;
        of one amount, if it is named.
        """
        return queries.credited(self.ledger, state, meeting, amount)

    def promised(self, state: str, meeting: str) -> int:
        """What of a credit the State asked to be refunded and was not refunded yet."""
        found: list[tuple[int, bool, int]] = []
        for event, choice in standing(self.ledger, ApplyCredit):
            if (choice.state, choice.meeting, choice.choice) == (state, meeting, "refund"):
                found.append((event.seq, True, choice.amount))
        for event, refund in standing(self.ledger, Refund):
            if (refund.state, refund.meeting) == (state, meeting):
                found.append((event.seq, False, refund.amount))
        return promised_of([each[1:] for each in sorted(found)])

    def currency(self, meeting: str) -> str | None:
        """The currency of a meeting's account, if it has one yet."""
        return queries.currency_of(self.ledger, meeting)

    def alone(self, state: str, meeting: str) -> int:
        """What one person alone credited or charged: bank charges and exchange differences without
        a second person.
        """
        charges: list[tuple[Event, BankCharge | ExchangeDifference]] = [
            *standing(self.ledger, BankCharge)
        ]
        charges += standing(self.ledger, ExchangeDifference)
        own = [
            each
            for event, each in charges
            if (each.state, each.meeting, event.approved_by) == (state, meeting, "")
        ]
        return sum(abs(each.amount) for each in own)

    def last_moment(self) -> str:
        """When the event before was recorded; empty if there is none."""
        return self.ledger.one("SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1") or ""

    def charged(self, meeting: str) -> dict[str, int]:
        """What notices and credits of a meeting say so far, per State; States at zero included."""
        return queries.charged(self.ledger, meeting)

    def last_notices(self, meeting: str) -> dict[str, str]:
        """The last notice or credit of each State for a meeting."""
        return queries.last_notices(self.ledger, meeting)

    def last_issue(self, meeting: str) -> Billed | None:
        """The last issue of a meeting."""
        return queries.last_issue(self.ledger, meeting)

    def last_of_all(self) -> Issue | None:
        """The last issue of any meeting."""
        return queries.last_of_all(self.ledger)

    def is_carried_over(self, meeting: str) -> bool:
        """Whether bills of a meeting were carried over."""
        return queries.was_carried_over(self.ledger, meeting)

    def has_bill(self, state: str, meeting: str, external: str) -> bool:
        """Whether this bill was carried over."""
        bills = standing(self.ledger, Opening)
        return any(
            (bill.state, bill.meeting, bill.external) == (state, meeting, external)
            for _, bill in bills
        )

    def left(self, receipt: int) -> int:
        """What of a receipt is unidentified."""
        return queries.left_unidentified(self.ledger, receipt)

    def bank_line(self, statement: str, line: str) -> int | None:
        """The receipt of a line of a bank statement."""
        standing_line = "statement = ? AND line = ? AND event NOT IN (SELECT target FROM reversal)"
        found: int | None = self.ledger.one(
            f"SELECT event FROM bank_line WHERE {standing_line}", statement, line
        )
        return found

    def has_notice(self, number: str) -> bool:
        """Whether a notice of this number was issued."""
        return bool(self.ledger.rows("SELECT 1 FROM notice WHERE number = ?", number))

    def has_difference(self, state: str, meeting: str, sent: Sent) -> bool:
        """Whether an exchange difference of this sum was recorded."""
        found = standing(self.ledger, ExchangeDifference)
        return any(
            (each.state, each.meeting, each.original) == (state, meeting, sent) for _, each in found
        )

    def numbered(self, external: str) -> frozenset[str]:
        """The notices to which the accounting system gave this number."""
        return frozenset(
            each.notice
            for _, each in standing(self.ledger, ExternalNumber)
            if each.external == external
        )

    def last_serial(self, year: int) -> int:
        """The last number given in a year."""
        return queries.last_serial(self.ledger, year)

    def cost_version(self, meeting: str) -> int:
        """The last version of a cost that was recorded; 0 if none was."""
        versions = standing(self.ledger, CostVersion)
        return max((each.version for _, each in versions if each.meeting == meeting), default=0)

    def recorded_cost(self, meeting: str, version: int) -> Money | None:
        """A version of a cost as it was recorded, if it was."""
        for _, each in standing(self.ledger, CostVersion):
            if (each.meeting, each.version) == (meeting, version):
                return Money(each.amount, each.currency, each.decimals)
        return None


def promised_of(choices: list[tuple[bool, int]]) -> int:
    """What is still to be refunded after choices (True) and refunds (False) in their order."""
    left = 0
    for is_choice, amount in choices:
        left = left + amount if is_choice else max(0, left - amount)
    return left
