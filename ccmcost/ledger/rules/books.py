"""What a rule may ask of the books, as they stand before an event."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from ccmcost.ledger.bodies import FrozenMeeting, Issue, Sent
from ccmcost.ledger.queries import Credited
from ccmcost.ledger.standing import Known
from ccmcost.model.books import Posting
from ccmcost.model.money import Money


class Last(NamedTuple):
    """The last issue of a meeting."""

    issue: Issue
    part: FrozenMeeting


class Accounts(Protocol):
    """What is asked of accounts alone."""

    def name(self, state: str) -> str:
        """The name of a State, for a message."""

    def balance(self, state: str, meeting: str) -> int:
        """What a State owes for a meeting; negative: its credit."""

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        """What the bank credited for a State and meeting, receipt by receipt; of one amount, if it is named."""


class Books(Accounts, Protocol):
    """The questions. All ask what stands, events without those that were reversed, whatever its day."""

    def event(self, seq: int) -> Known | None:
        """An event before this one, reversed or not."""

    def entries(self, seq: int) -> list[Posting]:
        """The postings of such an event."""

    def reverser(self, seq: int) -> int | None:
        """The event that reversed an event."""

    def promised(self, state: str, meeting: str) -> int:
        """What of a credit the State asked to be refunded and was not refunded yet."""

    def currency(self, meeting: str) -> str | None:
        """The currency of a meeting's account, if it has one yet."""

    def balance_on(self, state: str, meeting: str, day: str) -> int:
        """As `balance`, of what is dated up to a day."""

    def alone(self, state: str, meeting: str) -> int:
        """What one person alone credited or charged: bank charges and exchange differences without a second person."""

    def last_moment(self) -> str:
        """When the event before was recorded; empty if there is none."""

    def charged(self, meeting: str) -> dict[str, int]:
        """What notices and credits of a meeting say so far, per State; States at zero included."""

    def last_notices(self, meeting: str) -> dict[str, str]:
        """The last notice or credit of each State for a meeting."""

    def last_issue(self, meeting: str) -> Last | None:
        """The last issue of a meeting."""

    def last_of_all(self) -> Issue | None:
        """The last issue of any meeting."""

    def is_carried_over(self, meeting: str) -> bool:
        """Whether bills of a meeting were carried over."""

    def has_bill(self, state: str, meeting: str, external: str) -> bool:
        """Whether this bill was carried over."""

    def left(self, receipt: int) -> int:
        """What of a receipt is unidentified."""

    def bank_line(self, statement: str, line: str) -> int | None:
        """The receipt of a line of a bank statement."""

    def has_notice(self, number: str) -> bool:
        """Whether a notice of this number was issued."""

    def has_difference(self, state: str, meeting: str, sent: Sent) -> bool:
        """Whether an exchange difference of this sum was recorded."""

    def numbered(self, external: str) -> frozenset[str]:
        """The notices to which the accounting system gave this number."""

    def last_serial(self, year: int) -> int:
        """The last number given in a year."""

    def cost_version(self, meeting: str) -> int:
        """The last version of a cost that was recorded; 0 if none was."""

    def recorded_cost(self, meeting: str, version: int) -> Money | None:
        """A version of a cost as it was recorded, if it was."""


def promised_of(choices: list[tuple[bool, int]]) -> int:
    """What is still to be refunded after choices (True) and refunds (False) in their order."""
    left = 0
    for is_choice, amount in choices:
        left = left + amount if is_choice else max(0, left - amount)
    return left
