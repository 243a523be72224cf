"""What an issue freezes of its decision and of each meeting: enough to compute and defend every
amount again. The fields of what is recorded grow as in `ccmcost/ledger/bodies.py`.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Decision(NamedTuple):
    """The decision that approved cost and formula."""

    symbol: str
    paragraph: str

    def __str__(self) -> str:
        """As it is cited: the document, and its paragraph if it has any."""
        return ", ".join(filter(None, self))


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

    @property
    def on_expected_list(self) -> bool:
        """Whether the official list may still change amounts, as of an `Apportionment`."""
        return self.list.status == "expected" and self.cost.amount != 0
