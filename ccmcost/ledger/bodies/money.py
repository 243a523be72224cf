"""What moves money or a debt: bills carried over, receipts, charges, refunds, write-offs,
credits applied.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from ccmcost.ledger.bodies.control import Control
from ccmcost.model.books import Account


class Opening(NamedTuple):
    """A bill from before ccmcost, carried over as it stood."""

    state: str
    meeting: str
    external: str
    issued_on: date
    pay_by: date
    assessed: int
    received: int
    currency: str
    decimals: int
    source: str
    file_sha256: str
    instrument: str = ""
    control: Control = Control()


class Part(NamedTuple):
    """A part of a receipt, in minor units; State and meeting are empty where nobody knows,
    or for another convention.
    """

    state: str
    meeting: str
    account: Account
    amount: int


class BankEntry(NamedTuple):
    """The bank's own account of a credit: its reference, its statement,
    and the balances of that statement (minor units).
    """

    reference: str
    statement: str = ""
    account: str = ""
    opening: int | None = None
    closing: int | None = None


class Sent(NamedTuple):
    """A sum as it was sent in another currency: amount and rate as written,
    day and source of the rate.
    """

    currency: str = ""
    amount: str = ""
    rate: str = ""
    rate_date: str = ""
    source: str = ""


class Receipt(NamedTuple):
    """One credit of the bank, whose parts sum to it.
    `statement` and `line` are empty if it was typed.
    """

    reference: str
    statement: str
    line: str
    amount: int
    currency: str
    decimals: int
    parts: tuple[Part, ...]
    original: Sent | None = None
    bank: BankEntry | None = None
    control: Control = Control()


class Identify(NamedTuple):
    """Unidentified money of `receipt` placed; State and meeting are empty for another
    convention.
    """

    receipt: int
    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()


class BankCharge(NamedTuple):
    """Charges that banks kept back and the office bears."""

    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()


class ExchangeDifference(NamedTuple):
    """A difference of exchange that the office bears; negative: the State is charged."""

    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    original: Sent
    control: Control = Control()


class Refund(NamedTuple):
    """Money paid back to a State."""

    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()


class WriteOff(NamedTuple):
    """A debt written off by decision of the authority that the document names."""

    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()


Choice = Literal["refund", "apply", "leave"]


class ApplyCredit(NamedTuple):
    """A State's written choice on its credit; `to_meeting` only where it is applied."""

    state: str
    meeting: str
    choice: Choice
    to_meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()
