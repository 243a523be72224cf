"""The words of a report: those of all pages and the report's own, with figures in the language's way."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ccmcost.i18n.numbers import isolated, money, number, rate
from ccmcost.i18n.sentences import catalogue
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, share_text
from ccmcost.model.states import States
from ccmcost.render.annual.blocks import clean
from ccmcost.render.notice_words import Words
from ccmcost.statement.annual.year import Year

LANGUAGES = ("en", "fr", "es")
"""Languages of the report. Its charts set letters one by one, which Arabic does not allow and Chinese has no font for."""


def report_catalogue(language: str) -> Mapping[str, str]:
    """The report's own words by key."""
    words: Mapping[str, str] = importlib.import_module(f"ccmcost.i18n.annual_{language}").WORDS
    return words


class ReportWords(Words):
    """The words of one language for one year."""

    def __init__(self, language: str, convention: Convention, states: States, unit: Money) -> None:
        super().__init__(language, convention, states)
        self._words = {**catalogue(language), **report_catalogue(language)}
        self.unit = unit

    def state(self, code: str) -> str:
        """The name of a State, without characters that control direction."""
        return clean(super().state(code))

    def name(self, meeting: Meeting | None) -> str:
        """The name of a meeting."""
        return clean(self.of(meeting.names)) if meeting else ""

    def amount(self, minor: int | None) -> str:
        """An amount in major units without its currency; empty for none."""
        return "" if minor is None else isolated(number(self.unit.of(minor).plain(), self.language), self.language)

    def signed(self, minor: int | None) -> str:
        """A change: a plus sign before what is more than nothing."""
        return f"{'+' if minor else ''}{self.amount(minor)}" if (minor or 0) > 0 else self.amount(minor)

    def money(self, amount: Money) -> str:
        """An amount with its currency."""
        return money(amount, self.language)

    def per_cent(self, share: Fraction | None, decimals: int = 1) -> str:
        """A share in per cent, without a sign."""
        return "" if share is None else isolated(number(share_text(share, decimals), self.language), self.language)

    def rate(self, found: Rate | None) -> str:
        """A rate in per cent."""
        return "" if found is None else rate(found.thousandths, self.language)

    def roles(self, roles: Sequence[str | None]) -> str:
        """Roles in words."""
        return self.joined(self(f"role_{role}") for role in roles if role)

    def part(self, key: str) -> str:
        """A regional group, a level of development or a role (of many States) as a label."""
        known = f"part_{key.lower().replace(' ', '_').replace('-', '_') or 'no_role'}"
        return self(known) if self.has(known) else self.quoted(key)

    def meetings(self, year: Year) -> str:
        """The meetings of a year by name."""
        return self.joined(self.name(meeting.result.meeting) for meeting in year.meetings)

    def joined(self, texts: Iterable[str]) -> str:
        """Several texts, as the language parts them."""
        return {"fr": " ; "}.get(self.language, "; ").join(text for text in texts if text)

    def count(self, number_of: int) -> str:
        """A count with groups of three."""
        return number(str(number_of), self.language)

    def listed(self, codes: Sequence[str]) -> str:
        """States by name, in order of code."""
        return ", ".join(f"{self.state(code)} ({code})" for code in codes)
