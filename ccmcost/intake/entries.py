"""What a bank says of an account: statements, their entries, and the balances that they state."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from ccmcost.errors import DataError, Finding
from ccmcost.intake.found import Place
from ccmcost.model.money import Money, decimals_of
from ccmcost.model.source import SourceFile

Kind = Literal["entry", "pending", "reversed debit", "reversed credit"]
"""An entry; one that the bank has not booked yet; money that came back, because the bank took back
a debit; money that the bank took back after it had credited it.
"""


class Entry(NamedTuple):
    """One movement on an account; what went out is negative.

    `reference` is the bank's own, empty if it gives none; `text` all that it says of the remitter.
    """

    place: Place
    kind: Kind
    value_date: str
    amount: Money
    reference: str
    text: str


class Statement(NamedTuple):
    """A statement of one account: its entries, and the balances that it states, None without."""

    name: str
    account: str
    currency: str
    entries: tuple[Entry, ...]
    opening: Money | None
    closing: Money | None

    @property
    def booked(self) -> Money:
        """The sum of what was booked."""
        decimals = decimals_of(self.currency) or 0
        booked = sum(entry.amount.minor for entry in self.entries if entry.kind != "pending")
        return Money(booked, self.currency, decimals)


NO_REFERENCE = ("", "NONREF", "NOREF", "NOTPROVIDED")
"""What banks write where they give no reference of their own."""
UNSURE = " in "
"""Stands in the key of an entry that only its statement tells from others."""


def digest(text: str) -> str:
    """A short mark of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def entry_keys(entries: Iterable[Entry], statement: str) -> Iterator[str]:
    """What tells each booked entry from every other of its account: day, sum, and the bank's
    reference, or else its text and its statement, since equal payments of two statements may be two
    payments; equal ones of one statement are counted.
    """
    seen: Counter[str] = Counter()
    for entry in entries:
        mark = entry.reference or f"{digest(entry.text)}{UNSURE}{statement}"
        key = f"{entry.value_date} {entry.amount.plain()} {mark}"
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key} ({seen[key]})"


_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{0,18})?")


class Unreadable(Exception):
    """What is wrong with one thing in a statement."""


def refused(source: SourceFile, message: str) -> DataError:
    """That a file cannot be read, and why."""
    return DataError([Finding(source.shown, 0, "", "file-syntax", message)])


def entry_money(text: str, currency: str) -> Money:
    """A sum with a decimal point, exact. Raises Unreadable."""
    if _PLAIN.fullmatch(text) is None:
        raise Unreadable(f'"{text}" is no sum')
    decimals = decimals_of(currency)
    if decimals is None:
        raise Unreadable(f'"{currency}" is no currency' if currency else "no currency is stated")
    minor = Decimal(text).scaleb(decimals)
    if minor != int(minor) or abs(minor) > 10**15:
        raise Unreadable(f"{currency} {text} is no sum of this currency")
    return Money(int(minor), currency, decimals)
