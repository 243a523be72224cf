"""Who issues notices, how they are paid, and who has checked the words of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from ccmcost.model.source import SourceFile

BANK_KEYS = ("beneficiary", "name", "address", "account", "swift")
"""What a remitter needs to pay: without one of these a notice shows what is missing."""
MORE_BANK_KEYS = ("routing", "correspondent", "correspondent_swift", "further_credit")
"""What some banks need besides; printed where it is given."""
MOST_ALONE = 1_000
"""Major units: what one person alone may record at most, whatever limit an office sets."""


class Issuer(NamedTuple):
    """`data/issuer.toml`: empty texts are still to be filled in, and a notice shows which.

    `in_text` is the name as it stands within a sentence of a language, with its article: `the
    Secretariat`. `place` is where it writes its notes. `signatory` and `function` (by language)
    tell who issues notices; both may be empty. `one_person` and `overpaid` are limits in major
    units of the currency at hand: up to what sum one person alone records bank charges and exchange
    differences, and by how much a receipt may exceed what is outstanding without a question.
    """

    names: Mapping[str, str] = {}
    in_text: Mapping[str, str] = {}
    address: tuple[str, ...] = ()
    place: str = ""
    contact: str = ""
    signatory: str = ""
    function: Mapping[str, str] = {}
    bank: Mapping[str, str] = {}
    pay_by: date | None = None
    pay_within_days: int | None = None
    pay_basis: Mapping[str, str] = {}
    reviewers: Mapping[str, str] = {}
    adjust_minimum: str = ""
    one_person: str = "100.00"
    overpaid: str = "100.00"
    source: SourceFile | None = None

    def limit(self, text: str, decimals: int) -> int:
        """A limit in minor units of a currency, rounded down."""
        return _limit(text, decimals)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What an issued notice prints and issuer.toml leaves empty, by key."""
        office = {
            "office.names.en": self.names.get("en"),
            "office.address": self.address,
            "office.contact": self.contact,
            "payment.basis.en": self.pay_basis.get("en"),
        }
        bank = {f"bank.{key}": self.bank.get(key) for key in BANK_KEYS}
        return tuple(key for key, value in (office | bank).items() if not value)

    def payment_day(self, notice_day: date) -> date | None:
        """The day by which payment is requested: fixed, or counted from the date of the notice;
        None if not said.
        """
        if self.pay_by is not None:
            return self.pay_by
        return (
            notice_day + timedelta(days=self.pay_within_days)
            if self.pay_within_days is not None
            else None
        )

    def is_reviewed(self, language: str) -> bool:
        """Whether a named person has checked the words of the language;
        English is the text that prevails.
        """
        return language == "en" or bool(self.reviewers.get(language))


@lru_cache(maxsize=16)
def _limit(text: str, decimals: int) -> int:
    return int(Fraction(text) * 10**decimals)


_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
LONGEST_MISSION = 200


class Contact(NamedTuple):
    """One row of `contacts.csv`; `language` is empty where the command decides. `partner` is the
    number of the State in the office's accounting system; a row may be there for it alone, without
    a mission.
    """

    iso3: str
    mission: str
    emails: tuple[str, ...]
    language: str
    partner: str = ""


def is_address(text: str) -> bool:
    """Whether a text is a plain e-mail address: no name, no blank, no line break,
    nothing that a header could read.
    """
    return len(text) <= 254 and ".." not in text and _ADDRESS.fullmatch(text) is not None
