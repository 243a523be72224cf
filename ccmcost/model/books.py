"""What the ledger holds: events as they were recorded, and the postings that follow from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


_ROW = re.compile(r"([0-9]{1,9})(?:\s*[-–]\s*([0-9]{1,9}))?")
_LONGEST_ROW = 10_000


def event_row(text: str) -> range:
    """The numbers of events that `7` or `3-79` names; none if it is neither."""
    row = _ROW.fullmatch(text.strip())
    first, last = (int(row[1]), int(row[2] or row[1])) if row else (1, 0)
    return range(first, last + 1) if last - first <= _LONGEST_ROW else range(0)


def event_numbers(text: str) -> tuple[int, ...]:
    """The numbers of events in a text such as `3-79,81`, in order; none if a part names none."""
    rows = [event_row(part) for part in text.split(",")]
    return tuple(sorted({seq for row in rows for seq in row})) if all(rows) else ()


def events_text(events: Sequence[int]) -> str:
    """Numbers in order as a person types them: `3-79,81`."""
    rows: list[list[int]] = []
    for event in events:
        if rows and event == rows[-1][1] + 1:
            rows[-1][1] = event
        else:
            rows.append([event, event])
    return ",".join(f"{a}" if a == b else f"{a}-{b}" if b > a + 1 else f"{a},{b}" for a, b in rows)


def reversed_by_two(kind: str, approved_by: str) -> bool:
    """Whether a second person approves the reversal of an event: of its kind, or as its own."""
    return bool(approved_by) or kind in REVERSED_BY_TWO


def reversing(events: Sequence[int], by_two: bool = False) -> str:
    """The line that reverses some events, with words to replace."""
    said = events_text(events)
    if by_two:
        return f"ccmcost record reverse {said} --reason TEXT --approved-by NAME"
    return f"ccmcost record reverse {said} --reason TEXT"


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
