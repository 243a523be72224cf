"""What each kind of event says: one type per kind.

Version 1 has room for what offices will record later, in fields that are absent while they are
empty: how an event was prepared and approved (`Control`), the bank's own account of a credit
(`BankEntry`), currency, instrument and printed rounding line of each meeting. A field may be added
with a default; anything else is a new version, with its own reader (`ccmcost/ledger/codec.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.ledger.frozen import Decision, FrozenMeeting
from ccmcost.model.books import Account
from ccmcost.model.meeting import CostLine


class Limits(NamedTuple):
    """Limits of the office in force when an event was recorded, in minor units of its currency; -1:
    none was set.

    Up to `one_person` no second person is needed. A receipt may exceed what is outstanding by
    `overpaid` unasked. Money cannot have come in before `earliest`, the entry into force of the
    convention.
    """

    one_person: int = -1
    overpaid: int = -1
    earliest: date | None = None


class Control(NamedTuple):
    """How an event came to be recorded: all of it optional, in every kind.

    `request` is the token of the form or request, so that none is booked twice; `prepared_by` who
    prepared it; `approved_how` and `approval_reference` name the signed paper or mail; `answers`
    are options given in answer to a question, such as `--overpaid`; `clock` says why the time of
    recording is right where it jumps.
    """

    request: str = ""
    prepared_by: str = ""
    approved_how: str = ""
    approval_reference: str = ""
    answers: tuple[str, ...] = ()
    limits: Limits = Limits()
    clock: str = ""


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
    """A part of a receipt, in minor units; of no State and meeting where nobody knows."""

    state: str
    meeting: str
    account: Account
    amount: int


class BankEntry(NamedTuple):
    """The bank's own account of a credit; balances are those of the statement (minor units)."""

    reference: str
    statement: str = ""
    account: str = ""
    opening: int | None = None
    closing: int | None = None


class Sent(NamedTuple):
    """A sum sent in another currency: amount, rate, its day and its source, as written."""

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
    """Unidentified money of `receipt` placed; of no State and meeting: for another convention."""

    receipt: int
    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()


class Moved(NamedTuple):
    """One account of one State for one meeting is moved, by what a document says."""

    state: str
    meeting: str
    document: str
    amount: int
    currency: str
    decimals: int
    control: Control = Control()


class BankCharge(Moved):
    """Charges that banks kept back and the office bears."""


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


class Refund(Moved):
    """Money paid back to a State."""


class WriteOff(Moved):
    """A debt written off by decision of the authority that the document names."""


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


class HandedOver(NamedTuple):
    """The journal of events `first` to `last` went to the accounting system, with the accounts and
    partner numbers as they then were, so that it can be made again; `sha256` is that of its CSV,
    which has these two marks (between columns, before decimals) if it is one for Excel.
    """

    first: int
    last: int
    coding: Mapping[str, str]
    partners: Mapping[str, str]
    sha256: str
    csv: Literal["", ",.", ";,", ";."] = ""
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


NoticeKind = Literal["notice", "further_notice", "credit"]


class NoticeLine(NamedTuple):
    """One meeting on a notice: what the State was charged before and is now, in minor units,
    and what this adjusts.
    """

    meeting: str
    before: int
    after: int
    amount: int
    first: bool
    adjusts: str


class Notice(NamedTuple):
    """A notice or credit; `documents` are its files with their SHA-256;
    a `posted_only` one has none.
    """

    number: str
    year: int
    serial: int
    state: str
    kind: NoticeKind
    posted_only: bool
    lines: tuple[NoticeLine, ...]
    documents: Mapping[str, str]

    @property
    def amount(self) -> int:
        """The sum of its lines in minor units."""
        return sum(line.amount for line in self.lines)


class Issue(NamedTuple):
    """Notices and credits of meetings billed together."""

    order: Literal["issue", "settle"]
    decision: Decision
    issued_on: date
    pay_by: date
    currency: str
    decimals: int
    payment_details: Mapping[str, str]
    issuer_sha256: str
    meetings: tuple[FrozenMeeting, ...]
    notices: tuple[Notice, ...]
    annexes: Mapping[str, str]
    control: Control = Control()

    @property
    def files(self) -> tuple[str, ...]:
        """All its documents and annexes, by path below `notices/`."""
        return (*self.annexes, *(file for notice in self.notices for file in notice.documents))


Movement = Moved | ExchangeDifference
"""Kinds that move one account of one State for one meeting."""
