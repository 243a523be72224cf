"""An issue under way: its meetings with their results, and the notices with their numbers."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.calc.settle import Difference
from ccmcost.ledger.bodies import NoticeKind
from ccmcost.model.issuer import Issuer
from ccmcost.workflow.issue_checks import Billing
from ccmcost.workflow.issue_order import IssueOrder


class NoticeLine(NamedTuple):
    """One meeting on a notice: the difference, and whether it is the State's first charge for the meeting."""

    meeting: str
    difference: Difference
    first: bool
    adjusts: str


class NewNotice(NamedTuple):
    """A notice or credit with its number; `posted_only` ones have no document."""

    number: str
    year: int
    serial: int
    state: str
    kind: NoticeKind
    lines: tuple[NoticeLine, ...]
    posted_only: bool

    @property
    def amount(self) -> int:
        """The sum of its lines in minor units."""
        return sum(line.difference.amount for line in self.lines)


class IssueRun(NamedTuple):
    """Everything that rendering needs: the meetings with their results, the new notices, who issues and by what decision."""

    order: IssueOrder
    billings: tuple[Billing, ...]
    notices: tuple[NewNotice, ...]
    issuer: Issuer
    desk: Books
