"""What `issue` and `settle` are told."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class IssueOrder(NamedTuple):
    """What `issue` is told. `decision` is (symbol, paragraph) of the decision that approved cost and formula."""

    name: str
    rule: str
    decision: tuple[str, str]
    issued_on: date
    pay_by: date
    approved_by: str
    languages: tuple[str, ...] = ("en",)
    on_expected_list: bool = False
    parties_first: bool = False
    credit_absent_parties: bool = False
    new_payment_details: bool = False
    change_rule: bool = False
    dated_ahead: bool = False
    alone: bool = False
    settle: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """The options by which questions were answered: they are recorded with the issue."""
        given = {
            "--on-expected-list": self.on_expected_list,
            "--parties-first": self.parties_first,
            "--credit-absent-parties": self.credit_absent_parties,
            "--new-payment-details": self.new_payment_details,
            "--change-rule": self.change_rule,
            "--dated-ahead": self.dated_ahead,
        }
        return tuple(name for name, said in given.items() if said)
