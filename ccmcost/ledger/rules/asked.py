"""The books as SQL answers for them: what commands hold an event against before they record it."""

from __future__ import annotations

from collections.abc import Callable

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
from ccmcost.ledger.queries import Credited
from ccmcost.ledger.rules.books import Last, promised_of
from ccmcost.ledger.standing import NOW, Known, known, reversed_by, standing
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import Event, Posting
from ccmcost.model.money import Money


class Asked:
    """The books as the file of the ledger holds them now."""

    def __init__(self, ledger: Ledger, name: Callable[[str], str]) -> None:
        self._ledger, self._name = ledger, name

    def name(self, state: str) -> str:
        return self._name(state)

    def event(self, seq: int) -> Known | None:
        return known(self._ledger, seq)

    def entries(self, seq: int) -> list[Posting]:
        return queries.entries_of(self._ledger, seq)

    def reverser(self, seq: int) -> int | None:
        return reversed_by(self._ledger, seq)

    def balance(self, state: str, meeting: str) -> int:
        return queries.balance(self._ledger, state, meeting)

    def balance_on(self, state: str, meeting: str, day: str) -> int:
        return queries.balance_on(self._ledger, state, meeting, day)

    def alone(self, state: str, meeting: str) -> int:
        charges: list[tuple[Event, BankCharge | ExchangeDifference]] = [*standing(self._ledger, BankCharge)]
        charges += standing(self._ledger, ExchangeDifference)
        own = [each for event, each in charges if (each.state, each.meeting, event.approved_by) == (state, meeting, "")]
        return sum(abs(each.amount) for each in own)

    def credited(self, state: str, meeting: str, amount: int | None = None) -> list[Credited]:
        return queries.credited(self._ledger, state, meeting, amount)

    def last_moment(self) -> str:
        return queries.last_moment(self._ledger)

    def promised(self, state: str, meeting: str) -> int:
        found: list[tuple[int, bool, int]] = []
        for event, choice in standing(self._ledger, ApplyCredit, NOW):
            if (choice.state, choice.meeting, choice.choice) == (state, meeting, "refund"):
                found.append((event.seq, True, choice.amount))
        for event, refund in standing(self._ledger, Refund, NOW):
            if (refund.state, refund.meeting) == (state, meeting):
                found.append((event.seq, False, refund.amount))
        return promised_of([each[1:] for each in sorted(found)])

    def currency(self, meeting: str) -> str | None:
        return queries.currency_of(self._ledger, meeting)

    def charged(self, meeting: str) -> dict[str, int]:
        return queries.charged(self._ledger, meeting)

    def last_notices(self, meeting: str) -> dict[str, str]:
        return queries.last_notices(self._ledger, meeting)

    def last_issue(self, meeting: str) -> Last | None:
        found = queries.last_issue(self._ledger, meeting)
        return Last(found.issue, found.part) if found else None

    def last_of_all(self) -> Issue | None:
        return queries.last_of_all(self._ledger)

    def is_carried_over(self, meeting: str) -> bool:
        return queries.was_carried_over(self._ledger, meeting)

    def has_bill(self, state: str, meeting: str, external: str) -> bool:
        bills = standing(self._ledger, Opening)
        return any((bill.state, bill.meeting, bill.external) == (state, meeting, external) for _, bill in bills)

    def left(self, receipt: int) -> int:
        return queries.left_unidentified(self._ledger, receipt)

    def bank_line(self, statement: str, line: str) -> int | None:
        return queries.bank_line(self._ledger, statement, line)

    def has_notice(self, number: str) -> bool:
        return queries.has_notice(self._ledger, number)

    def has_difference(self, state: str, meeting: str, sent: Sent) -> bool:
        found = standing(self._ledger, ExchangeDifference)
        return any((each.state, each.meeting, each.original) == (state, meeting, sent) for _, each in found)

    def numbered(self, external: str) -> frozenset[str]:
        return frozenset(each.notice for _, each in standing(self._ledger, ExternalNumber) if each.external == external)

    def last_serial(self, year: int) -> int:
        return queries.last_serial(self._ledger, year)

    def cost_version(self, meeting: str) -> int:
        versions = standing(self._ledger, CostVersion)
        return max((each.version for _, each in versions if each.meeting == meeting), default=0)

    def recorded_cost(self, meeting: str, version: int) -> Money | None:
        for _, each in standing(self._ledger, CostVersion):
            if (each.meeting, each.version) == (meeting, version):
                return Money(each.amount, each.currency, each.decimals)
        return None
