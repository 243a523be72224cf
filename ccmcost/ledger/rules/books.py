"""The books as they stand before an event: what a rule may ask of them,
and how the file of the ledger answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from ccmcost.errors import Doubt, UsageError
from ccmcost.ledger import queries
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    CostVersion,
    ExchangeDifference,
    ExternalNumber,
    HandedOver,
    Identify,
    Issue,
    Movement,
    Opening,
    Receipt,
    Refund,
    Sent,
)
from ccmcost.ledger.codec import AnyBody
from ccmcost.ledger.postings import postings_of
from ccmcost.ledger.queries import Billed, Credited
from ccmcost.ledger.standing import NOW, Known, known, reversed_by, standing
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, Posting
from ccmcost.model.money import Money


class Broken(NamedTuple):
    """A rule that an event breaks, and what to tell who wanted to record it;
    `answer` is the option that lifts it.
    """

    rule: str
    text: str
    answer: str = ""


def refuse(faults: Iterable[Broken]) -> None:
    """Raise UsageError with all that is broken, or return; Doubt if an answer could lift all of
    it.
    """
    faults = list(faults)
    doubts = [(each.text, each.answer) for each in faults if each.answer]
    firm = [each.text for each in faults if not each.answer]
    asked = Doubt(*doubts[0], *doubts[1:]) if doubts else None
    if firm:  # what no answer lifts comes first
        raise UsageError(*dict.fromkeys(firm), *(asked.faults if asked else ()))
    if asked:
        raise asked


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


SUBJECT: Mapping[type[Any], tuple[str, ...]] = {
    ApplyCredit: ("state", "meeting"),
    BankCharge: ("state", "meeting"),
    CostVersion: ("meeting",),
    ExchangeDifference: ("state", "meeting"),
    ExternalNumber: ("external",),
    HandedOver: (),
    Identify: ("receipt",),
    Opening: ("meeting",),
    Refund: ("state", "meeting"),
}
"""What events of a kind are about: the fields by which they are asked for."""


class BooksBefore:
    """The questions. All ask what stands, events without those that were reversed,
    whatever its day.

    Those that ask the file itself come first; `Replay` answers each of them from memory.
    """

    def __init__(self, ledger: Ledger, name: Callable[[str], str] = str) -> None:
        self.ledger, self.name = ledger, name

    def event(self, seq: int) -> Known | None:
        """An event before this one, reversed or not."""
        return known(self.ledger, seq)

    def reverser(self, seq: int) -> int | None:
        """The event that reversed an event."""
        return reversed_by(self.ledger, seq)

    def about(self, kind: type[AnyBody], *subject: str | int) -> list[tuple[Event, AnyBody]]:
        """The standing events of a kind on one subject, in order of recording."""
        fields = "".join(f"AND json_extract(body, '$.{name}') = ? " for name in SUBJECT[kind])
        return standing(self.ledger, kind, NOW, fields, *subject)

    def postings(self, meeting: str, state: str = "") -> Iterable[Posting]:
        """The standing postings of a meeting, or of one State for it, in order of recording."""
        return queries.of_meeting(self.ledger, meeting, state)

    def currency(self, meeting: str) -> str | None:
        """The currency of a meeting's account, if it has one yet."""
        return queries.currency_of(self.ledger, meeting)

    def last_moment(self) -> str:
        """When the event before was recorded; empty if there is none."""
        return self.ledger.one("SELECT recorded_at FROM event ORDER BY seq DESC LIMIT 1") or ""

    def last_issue(self, meeting: str) -> Billed | None:
        """The last issue of a meeting."""
        return queries.last_issue(self.ledger, meeting)

    def last_of_all(self) -> Issue | None:
        """The last issue of any meeting."""
        return queries.last_of_all(self.ledger)

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

    def last_serial(self, year: int) -> int:
        """The last number given in a year."""
        return queries.last_serial(self.ledger, year)

    def entries(self, seq: int) -> list[Posting]:
        """The postings of an event before this one, reversed or not."""
        found = self.event(seq)
        return postings_of(*found) if found else []

    def balance(self, state: str, meeting: str, until: str = "9999-12-31") -> int:
        """What a State owes for a meeting, of what is dated up to a day; negative: its credit."""
        own = self.postings(meeting, state)
        return sum(each.amount for each in own if each.value_date <= until)

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        """What the bank credited for a State and meeting, receipt by receipt;
        of one amount, if it is named.
        """
        return [
            Credited(each.event, each.value_date, -each.amount)
            for each in self.postings(meeting, state)
            if each.account == "received" and amount in (None, -each.amount)
        ]

    def promised(self, state: str, meeting: str) -> int:
        """What of a credit the State asked to be refunded and was not refunded yet."""
        asked = self.about(ApplyCredit, state, meeting)
        choices = [(event.seq, body.amount) for event, body in asked if body.choice == "refund"]
        refunds = [(each.seq, -body.amount) for each, body in self.about(Refund, state, meeting)]
        left = 0
        for _, amount in sorted(choices + refunds):
            left = max(0, left + amount)
        return left

    def alone(self, state: str, meeting: str) -> int:
        """What one person alone credited or charged: bank charges and exchange differences without
        a second person.
        """
        kinds: tuple[type[Movement], ...] = (BankCharge, ExchangeDifference)
        return sum(
            abs(body.amount)
            for kind in kinds
            for event, body in self.about(kind, state, meeting)
            if not event.approved_by
        )

    def charged(self, meeting: str) -> dict[str, int]:
        """What notices and credits of a meeting say so far, per State; States at zero included."""
        return queries.charged_in(self.postings(meeting))

    def last_notices(self, meeting: str) -> dict[str, str]:
        """The last notice or credit of each State for a meeting."""
        return queries.last_notices_in(self.postings(meeting))

    def is_carried_over(self, meeting: str) -> bool:
        """Whether bills of a meeting were carried over."""
        return bool(self.about(Opening, meeting))

    def has_bill(self, state: str, meeting: str, external: str) -> bool:
        """Whether this bill was carried over."""
        bills = self.about(Opening, meeting)
        return any((bill.state, bill.external) == (state, external) for _, bill in bills)

    def left(self, receipt: int) -> int:
        """What of a receipt is unidentified."""
        found = self.event(receipt)
        if found is None or not isinstance(found.body, Receipt) or self.reverser(receipt):
            return 0
        held = sum(part.amount for part in found.body.parts if part.account == "unidentified")
        return held - sum(body.amount for _, body in self.about(Identify, receipt))

    def has_difference(self, state: str, meeting: str, sent: Sent) -> bool:
        """Whether an exchange difference of this sum was recorded."""
        found = self.about(ExchangeDifference, state, meeting)
        return any(body.original == sent for _, body in found)

    def numbered(self, external: str) -> frozenset[str]:
        """The notices to which the accounting system gave this number."""
        return frozenset(body.notice for _, body in self.about(ExternalNumber, external))

    def handed_over(self) -> int:
        """The last event of which the journal was handed over; 0 if none was."""
        return max((body.last for _, body in self.about(HandedOver)), default=0)

    def cost_version(self, meeting: str) -> int:
        """The last version of a cost that was recorded; 0 if none was."""
        return max((body.version for _, body in self.about(CostVersion, meeting)), default=0)

    def recorded_cost(self, meeting: str, version: int) -> Money | None:
        """A version of a cost as it was recorded, if it was."""
        for _, body in self.about(CostVersion, meeting):
            if body.version == version:
                return Money(body.amount, body.currency, body.decimals)
        return None
