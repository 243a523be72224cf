"""The words of a report: those of all pages and the report's own, with figures in the language's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, share_text
from ccmcost.model.states import States
from ccmcost.render.annual.blocks import clean
from ccmcost.statement.annual.year import Year
from ccmcost.words.catalogue import COMMON, catalogue
from ccmcost.words.numbers import isolated, money, number, rate
from ccmcost.words.speaker import Speaker

DRAWN = ("en", "fr", "es", "ru")
"""Languages of the charts, which set letters one by one in DejaVu Sans: Arabic does not allow it, Chinese is not in it."""


def report_catalogue(language: str) -> Mapping[str, str]:
    """The report's own words by key."""
    return catalogue(language, "annual")


class ReportWords(Speaker):
    """The words of one language for one year."""

    def __init__(self, language: str, convention: Convention, states: States, unit: Money) -> None:
        super().__init__(language, convention, states)
        self._words = catalogue(language, *COMMON, "annual")
        self.unit = unit

    def state(self, code: str) -> str:
        """The name of a State, without characters that control direction."""
        return clean(super().state(code))

    def name(self, meeting: Meeting | None) -> str:
        """The name of a meeting."""
        return clean(self.of(meeting.names)) if meeting else ""

    def quoted(self, text: str) -> str:
        """Text as the data hold it, without characters that control direction but those that keep it apart."""
        return super().quoted(clean(text))

    @property
    def drawn(self) -> str:
        """The language of the charts that go with this one."""
        return self.language if self.language in DRAWN else "en"

    def amount(self, minor: int | None) -> str:
        """An amount in major units without its currency; empty for none."""
        return "" if minor is None else self._figure("", minor)

    def signed(self, minor: int) -> str:
        """A change: a plus sign before what is more than nothing."""
        return self._figure("+" if minor > 0 else "", minor)

    def _figure(self, sign: str, minor: int) -> str:
        return isolated(sign + number(self.unit.of(minor).plain(), self.language), self.language)

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
        return self("join_texts").join(text for text in texts if text)

    def count(self, number_of: int) -> str:
        """A count with groups of three."""
        shown = number(str(number_of), self.language)
        return shown if shown.isdigit() else isolated(shown, self.language)

    def listed(self, codes: Sequence[str]) -> str:
        """States by name, in order of code."""
        return self("join_states").join(f"{self.state(code)} ({code})" for code in codes)
