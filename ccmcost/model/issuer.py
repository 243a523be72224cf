"""Who issues notices, how they are paid, and who has checked the words of a language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ccmcost.model.source import SourceFile

BANK_KEYS = ("beneficiary", "name", "address", "account", "swift")


class Issuer(NamedTuple):
    """`data/issuer.toml`: empty texts are still to be filled in, and a notice shows which.

    `in_text` is the name as it stands within a sentence of a language, with its article: `the Secretariat`.
    """

    names: Mapping[str, str] = {}
    in_text: Mapping[str, str] = {}
    address: tuple[str, ...] = ()
    contact: str = ""
    bank: Mapping[str, str] = {}
    pay_by: date | None = None
    pay_within_days: int | None = None
    pay_basis: Mapping[str, str] = {}
    reviewers: Mapping[str, str] = {}
    adjust_minimum: str = ""
    source: SourceFile | None = None

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
        """The day by which payment is requested: fixed, or counted from the date of the notice; None if not said."""
        if self.pay_by is not None:
            return self.pay_by
        return notice_day + timedelta(days=self.pay_within_days) if self.pay_within_days is not None else None

    def is_reviewed(self, language: str) -> bool:
        """Whether a named person has checked the words of the language; English is the text that prevails."""
        return language == "en" or bool(self.reviewers.get(language))
