"""What moves no money by itself: plans, numbers, cost versions; and the reversal of an event."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.ledger.bodies.control import Control
from ccmcost.model.books import Account
from ccmcost.model.meeting import CostLine


class PaymentPlan(NamedTuple):
    """A plan by which a State pays, up to a day."""

    state: str
    meeting: str
    until: date
    document: str
    control: Control = Control()


class ExternalNumber(NamedTuple):
    """The number that the office's accounting system gave to a notice."""

    notice: str
    external: str
    control: Control = Control()


class CostVersion(NamedTuple):
    """A version of a meeting's cost, as written to costs.toml."""

    meeting: str
    version: int
    status: str
    source: str
    amount: int
    currency: str
    decimals: int
    adopted_on: date | None = None
    lines: tuple[CostLine, ...] = ()
    control: Control = Control()


class Contrary(NamedTuple):
    """The contrary of one posting, in minor units."""

    state: str
    meeting: str
    account: Account
    amount: int
    notice: str


class Reverse(NamedTuple):
    """An event undone by the contrary of its postings, in their order;
    currency is empty if it had none.
    """

    event: int
    kind: str
    reason: str
    contrary: tuple[Contrary, ...]
    currency: str
    decimals: int
    control: Control = Control()
