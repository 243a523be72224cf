"""The books of an office, kept a second time: written from docs/ledger.md, docs/receipts.md,
docs/journal.md and docs/method.md alone, and not from the code that it is held against.

Every operation is an entry whose lines sum to nothing. What a State owes for a meeting is the
account `receivable` of both; each of its lines says in which column of the status it stands.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

Account = tuple[str, str, str, str]
"""Its name, State, meeting and currency."""

COLUMNS = ("assessed", "adjusted", "received", "other")
FOREVER = date(2199, 12, 31)


class Line(NamedTuple):
    """An amount on an account, from a day on; debits are positive."""

    account: str
    currency: str
    amount: int
    day: date
    state: str = ""
    meeting: str = ""
    column: str = ""
    pay_by: date | None = None
    """Of a notice that charges: the day by which it is to be paid."""

    @property
    def key(self) -> Account:
        return self.account, self.state, self.meeting, self.currency


class Entry(NamedTuple):
    """What one event does."""

    event: int
    kind: str
    day: date
    lines: tuple[Line, ...] = ()
    undoes: int = 0
    """The event that it reverses."""
    about: tuple[str, str] = ("", "")
    """Where no money moves: the State and meeting."""
    number: int = 0
    """The receipt that is identified, or a sum set aside."""
    until: date = FOREVER
    reference: str = ""
    recorded: date = FOREVER


class Owed(NamedTuple):
    """What the status says of a State and a meeting."""

    currency: str
    assessed: int
    adjusted: int
    received: int
    other: int
    outstanding: int
    credit: int
    days_overdue: int | None
    ages: tuple[int, int, int, int, int]
    plan_until: date | None
    carried_over: bool


class Rule(NamedTuple):
    """What of a rule this model knows."""

    id: str
    residual: str = "largest_amounts"
    fixed: tuple[tuple[str, Fraction], ...] = ()


class Books:
    """All entries of an office, in their order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    @property
    def next(self) -> int:
        """The number of the next event."""
        return len(self.entries) + 1

    def add(self, entry: Entry) -> None:
        """One more entry, which must balance in each currency."""
        assert entry.event == self.next
        for currency in {line.currency for line in entry.lines}:
            assert not sum(line.amount for line in entry.lines if line.currency == currency)
        self.entries.append(entry)

    def __getitem__(self, event: int) -> Entry:
        return self.entries[event - 1]

    def undone(self, as_at: date = FOREVER, known_on: date = FOREVER) -> set[int]:
        """The events that no longer count on a day, as far as was known on another."""
        return {
            each.undoes
            for each in self.entries
            if each.undoes and each.day <= as_at and each.recorded <= known_on
        }

    def standing(self, as_at: date = FOREVER, known_on: date = FOREVER) -> Iterator[Entry]:
        """The entries that count: as if what was reversed had never been recorded."""
        gone = self.undone(as_at, known_on)
        for each in self.entries:
            if each.recorded <= known_on and not each.undoes and each.event not in gone:
                yield each

    def lines(self, as_at: date = FOREVER, known_on: date = FOREVER) -> Iterator[Line]:
        """The lines that count."""
        for each in self.standing(as_at, known_on):
            yield from (line for line in each.lines if line.day <= as_at)

    def accounts(self) -> dict[Account, int]:
        """The balance of each account, with all that was recorded; in all they are nothing."""
        found: Counter[Account] = Counter()
        for each in self.entries:
            for line in each.lines:
                found[line.key] += line.amount
        return {key: amount for key, amount in found.items() if amount}

    def balance(self, state: str, meeting: str, as_at: date = FOREVER) -> int:
        """What a State owes for a meeting; below zero, its credit."""
        key = "receivable", state, meeting
        return sum(line.amount for line in self.lines(as_at) if line.key[:3] == key)

    def left(self, receipt: int) -> int:
        """What nobody has been found for, of a receipt."""
        taken = sum(
            line.amount
            for each in self.standing()
            if receipt in (each.event, each.number if each.kind == "identify" else 0)
            for line in each.lines
            if line.account == "unidentified"
        )
        return -taken

    def promised(self, state: str, meeting: str) -> int:
        """What the State asked to be refunded, and has not been."""
        left = 0
        for each in self.standing():
            if each.kind == "refund_choice" and each.about == (state, meeting):
                left += each.number
            if each.kind == "refund" and each.about == (state, meeting):
                left = max(0, left - each.number)
        return left

    def status(self, as_at: date, known_on: date = FOREVER) -> dict[tuple[str, str], Owed]:
        """Each State and meeting of the status of contributions."""
        lines: dict[tuple[str, str], list[Line]] = {}
        for line in self.lines(as_at, known_on):
            if line.account == "receivable":
                lines.setdefault((line.state, line.meeting), []).append(line)
        carried, plans = set(), {}
        for each in self.standing(as_at, known_on):
            if each.kind == "opening":
                carried.add(each.about)
            if each.kind == "payment_plan" and each.day <= as_at:
                plans[each.about] = each.until
        return {
            key: _owed(found, as_at, plans.get(key), key in carried) for key, found in lines.items()
        }


def _owed(lines: list[Line], as_at: date, plan: date | None, carried: bool) -> Owed:
    sums = Counter[str]()
    for line in lines:
        sums[line.column] += line.amount
    balance = sum(sums.values())
    left, ages, overdue = max(balance, 0), [0] * 5, 0
    bills = [line for line in lines if line.pay_by is not None]
    for line in sorted(bills, key=lambda line: (line.day, line.pay_by), reverse=True):
        # the newest is paid last, and of one day the one that is due last
        assert line.pay_by is not None
        unpaid = min(left, line.amount)
        late = (as_at - line.pay_by).days
        ages[sum(late > limit for limit in (0, 90, 365, 3 * 365))] += unpaid
        overdue = max(overdue, late) if unpaid else overdue
        left -= unpaid
    ages[0] += left  # nobody asks for it by a day: money paid back by mistake
    return Owed(
        lines[0].currency,
        sums["assessed"],
        sums["adjusted"],
        -sums["received"],
        -sums["other"],
        max(balance, 0),
        max(-balance, 0),
        overdue or None,
        (ages[0], ages[1], ages[2], ages[3], ages[4]),
        plan,
        carried,
    )


@cache
def rates(scale: Path) -> dict[str, int]:
    """Of a scale of assessments, in thousandths of a per cent."""
    with scale.open(encoding="utf-8", newline="") as stream:
        return {row["iso3"]: int(row["rate"].replace(".", "")) for row in csv.DictReader(stream)}


def shared(
    cost: int, states: Iterable[str], rate: Mapping[str, int], rule: Rule
) -> tuple[dict[str, int], int]:
    """What each State bears of a cost, and what rounding leaves."""
    states = sorted(states)
    fixed = {code: share for code, share in rule.fixed if code in states}
    pool = sum(rate[code] for code in states if code not in fixed)
    rest = 1 - sum(fixed.values(), Fraction(0))
    exact = {
        code: cost * (fixed[code] if code in fixed else rest * Fraction(rate[code], pool))
        for code in states
    }
    amounts = {code: int(amount + Fraction(1, 2)) for code, amount in exact.items()}
    left = cost - sum(amounts.values())
    if rule.residual == "largest_amounts":
        largest = sorted(states, key=lambda code: (-exact[code], -rate.get(code, 0), code))
        for code in largest[: abs(left)]:
            amounts[code] += 1 if left > 0 else -1
        left = 0
    return amounts, left
