"""What a bank says of an account: statements, their entries, and the balances that they state."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from ccmcost.errors import DataError, Finding
from ccmcost.intake.found import Place
from ccmcost.intake.vocabulary import CHARGE_WORDS
from ccmcost.model.money import Money, decimals_of
from ccmcost.model.source import SourceFile
from ccmcost.model.sums import parse_sum

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
    """A statement of one account: its entries, the balances that it states, None without, what the
    bank notes on the statement as a whole, and the day of the closing balance.
    """

    name: str
    account: str
    currency: str
    entries: tuple[Entry, ...]
    opening: Money | None
    closing: Money | None
    notes: tuple[str, ...] = ()
    closing_day: str = ""

    @property
    def booked(self) -> int:
        """The sum of what was booked, in minor units."""
        return sum(entry.amount.minor for entry in self.entries if entry.kind != "pending")

    @property
    def later(self) -> int:
        """What of it is of value only after the day of the closing balance: some banks count an
        account by the days of value.
        """
        booked = (entry for entry in self.entries if entry.kind != "pending")
        later = (each for each in booked if "" < self.closing_day < each.value_date)
        return sum(each.amount.minor for each in later)


class TakenBack(NamedTuple):
    """An entry by which the bank took a credit back; its statement as the ledger knows it; and
    whether the credit stands in the same file, so that neither is recorded.
    """

    statement: str
    entry: Entry
    is_in_file: bool


NO_REFERENCE = ("NONREF", "NOREF", "NOTPROVIDED", "NA", "NONE", "UNKNOWN", "NOTAVAILABLE")
"""What banks write where they give no reference of their own, whatever stands between its letters;
one sign alone or again and again too.
"""
UNSURE = " in "
"""Stands in the key of an entry that only its statement tells from others."""


def plain_number(account: str) -> str:
    """The number of an account in one form, however a bank or a person writes it: `CH00 0000` and
    `ch000000` are one account.
    """
    return re.sub(r"[^A-Z0-9]", "", account.upper())


def own_reference(text: str) -> str:
    """The reference that a bank gives, empty if it gives none."""
    signs = "".join(char for char in text.upper() if char.isalnum())
    return text if len({*signs}) > 1 and signs not in NO_REFERENCE else ""


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


_KEY = re.compile(
    r"(?P<day>\S+) (?P<sum>\S+) (?:[0-9a-f]{8} in (?P<statement>.*?)|(?P<reference>.*?)"
    r"(?P<part>/[0-9a-f]{8})?)(?: \([0-9]+\))?"
)


class Key(NamedTuple):
    """What a key says: day and sum; the bank's reference of the entry, whole or in parts; the
    statement or extract of one without a reference.
    """

    day: str = ""
    sum: str = ""
    reference: str = ""
    is_part: bool = False
    statement: str = ""


def read_key(key: str) -> Key:
    """The parts of a key that `entry_keys` made; of another text nothing but empty ones."""
    found = _KEY.fullmatch(key)
    if found is None:
        return Key()
    statement = found["statement"] or ""
    reference = "" if statement else found["reference"] or ""
    return Key(found["day"], found["sum"], reference, bool(found["part"]), statement)


_PLAIN = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{0,18})?")


class Unreadable(Exception):
    """What is wrong with one thing in a statement."""


def refused(source: SourceFile, message: str) -> DataError:
    """That a file cannot be read, and why."""
    return DataError([Finding(source.shown, 0, "", "file-syntax", message)])


def text_of_statement(source: SourceFile) -> str:
    """What a file says, in UTF-8 or UTF-16, else in Latin-1: the bytes of a bank's message are
    those of ASCII, or nearly.
    """
    content = source.content
    if b"\0" in content[:4]:
        unmarked = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        is_marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        return content.decode("utf-16" if is_marked else unmarked, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def entry_money(text: str, currency: str) -> Money:
    """A sum with a decimal point, exact. Raises Unreadable."""
    if _PLAIN.fullmatch(text) is None:
        raise Unreadable(f'"{text}" is no sum')
    decimals = decimals_of(currency)
    if decimals is None:
        raise Unreadable(f'"{currency}" is not a currency' if currency else "no currency is stated")
    minor = Decimal(text).scaleb(decimals)
    if minor != int(minor) or abs(minor) > 10**15:
        raise Unreadable(f"{currency} {text} is not a valid amount in this currency")
    return Money(int(minor), currency, decimals)


_CHARGED = re.compile(
    rf"(?<![A-Za-z])(?:{'|'.join(sorted(CHARGE_WORDS))})[^A-Za-z0-9]{{0,3}}"
    r"(?:(?P<currency>[A-Z]{3}) ?)?(?P<sum>[0-9][0-9.,]*)",
    re.IGNORECASE,
)


def stated_charges(text: str, currency: str) -> frozenset[int]:
    """The charges that a bank's text states in a currency, in minor units: each, and their sum."""
    found = []
    for each in _CHARGED.finditer(text):
        if (each["currency"] or currency).upper() == currency:
            minor = parse_sum(each["sum"].rstrip(".,"), currency).minor
            found += [minor] if minor else []
    return frozenset((*found, sum(found))) - {0}
