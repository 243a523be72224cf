"""What an issue says: decision, basis and amounts of each meeting,
and every notice with its documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.ledger.bodies.control import Control


class Decision(NamedTuple):
    """The decision that approved cost and formula."""

    symbol: str
    paragraph: str


class FrozenCost(NamedTuple):
    """The cost version that was billed; `amount` in minor units of the meeting's currency."""

    version: int
    status: str
    amount: int
    source: str
    adopted_on: date | None = None


class FrozenRule(NamedTuple):
    """The rule, as the text of its file."""

    id: str
    title: str
    sha256: str
    text: str


class FrozenScale(NamedTuple):
    """The scale of assessments."""

    id: str
    resolution: str


class Listed(NamedTuple):
    """A participant and its role (empty: none given)."""

    state: str
    role: str


class FrozenList(NamedTuple):
    """The list of participants; `without` are States left out of the calculation."""

    status: str
    without: tuple[str, ...]
    participants: tuple[Listed, ...]


class FrozenLine(NamedTuple):
    """One State's assessment: rate in thousandths of a per cent, exact share as `p/q`,
    amount in minor units.
    """

    state: str
    role: str
    rate: int
    rate_basis: str
    share: str
    kind: str
    amount: int
    rounding: int


class FrozenSource(NamedTuple):
    """A file that the calculation read."""

    name: str
    origin: str
    sha256: str


class FrozenMeeting(NamedTuple):
    """What an issue froze of a meeting: enough to compute and defend every amount again.

    `currency` is empty where it is that of the issue; `instrument` where the treaty has one;
    `residual` is the printed rounding line in minor units.
    """

    meeting: str
    day: date
    cost: FrozenCost
    rule: FrozenRule
    scale: FrozenScale
    list: FrozenList
    unit: int
    lines: tuple[FrozenLine, ...]
    sources: tuple[FrozenSource, ...]
    made_by: str
    currency: str = ""
    instrument: str = ""
    residual: int = 0


IN_ITS_YEAR = re.compile(r"[0-9]{4}/[^./\\\0][^/\\\0]*")
"""Where a document lies below `notices/`: nowhere else is one written, moved or read."""

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

    def frozen(self, meeting: str) -> FrozenMeeting | None:
        """What was frozen of a meeting, or None if this issue did not bill it."""
        return next((part for part in self.meetings if part.meeting == meeting), None)
