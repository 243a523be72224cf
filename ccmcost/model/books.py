"""What the ledger holds: events as they were recorded, and the postings that follow from them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ccmcost.model.money import Money

Account = Literal[
    "assessed",
    "adjusted",
    "received",
    "bank_charge",
    "exchange",
    "written_off",
    "refunded",
    "applied",
    "unidentified",
    "other_convention",
]
CASH: tuple[Account, ...] = ("received", "refunded", "applied")
"""Accounts of a meeting that move cash in hand; the others change what a State owes,
not what the office holds.
"""

APPROVED = frozenset({"issue", "refund", "write_off", "apply_credit"})
"""Kinds of events with consequences: a second person approves them."""

REVERSED_BY_TWO = APPROVED | {"handed_over"}
"""Kinds whose reversal a second person approves: what was handed over once is then handed over
again.
"""


class Event(NamedTuple):
    """A recorded event. Dates are ISO text, `body` is canonical JSON,
    `hash` covers all other fields and `previous`.
    """

    seq: int
    kind: str
    value_date: str
    recorded_at: str
    recorded_by: str
    approved_by: str
    body: str
    previous: str
    hash: str


class Posting(NamedTuple):
    """One movement on one account; `amount` (minor units) is positive where the State owes more,
    negative where less.

    `state` and `meeting` are empty for receipts that belong to no State (yet). Dates are ISO text.
    """

    event: int
    line: int
    state: str
    meeting: str
    account: Account
    amount: int
    currency: str
    decimals: int
    value_date: str
    recorded_on: str
    notice: str = ""
    pay_by: str = ""

    @property
    def money(self) -> Money:
        """The amount as money."""
        return Money(self.amount, self.currency, self.decimals)


class NoticeRow(NamedTuple):
    """An issued notice or credit; `file` and `sha256` are empty for an adjustment posted without a
    document.
    """

    number: str
    year: int
    serial: int
    event: int
    state: str
    kind: Literal["notice", "further_notice", "credit"]
    amount: int
    currency: str
    decimals: int
    issued_on: str
    pay_by: str


class Document(NamedTuple):
    """A document in `notices/`: its path below that folder, and the SHA-256 of its bytes;
    an annex has no notice.
    """

    event: int
    notice: str
    file: str
    sha256: str


class Sum(NamedTuple):
    """The sum of one account of one State in one meeting, in minor units."""

    state: str
    meeting: str
    currency: str
    account: str
    amount: int


class Reversal(NamedTuple):
    """That `event` undid `target`; it counts from its value date,
    for whoever looks on or after its day of recording.
    """

    event: int
    target: int
    value_date: str
    recorded_on: str
