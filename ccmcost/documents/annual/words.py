"""The words of a report: those of all pages and the report's own,
with figures in the language's way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ccmcost.documents.annual.report import Report
from ccmcost.documents.annual.year import Year, YearMeeting
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import CostLine, Meeting
from ccmcost.model.money import Money
from ccmcost.model.rates import share_text
from ccmcost.model.states import States
from ccmcost.tables.table import Say
from ccmcost.text import without_hidden
from ccmcost.words.catalogue import COMMON, catalogue
from ccmcost.words.numbers import day, isolated, money, number
from ccmcost.words.speaker import Speaker

DRAWN = ("en", "fr", "es", "ru")
"""Languages of the charts, which set letters one by one in DejaVu Sans:
Arabic does not allow it, Chinese is not in it.
"""

Figure = str | int | Money | Fraction | date | Meeting | Year | Sequence[YearMeeting]


class ReportWords(Speaker):
    """The words of one language for one year."""

    def __init__(self, language: str, convention: Convention, states: States, unit: Money) -> None:
        super().__init__(language, convention, states)
        self._words = catalogue(language, *COMMON, "annual")
        self.unit = unit

    def state(self, code: str) -> str:
        """The name of a State, without characters that control direction."""
        return without_hidden(super().state(code))

    def quoted(self, text: str) -> str:
        """Text as the data hold it, without characters that control direction but those that keep
        it apart.
        """
        return super().quoted(without_hidden(text))

    def __call__(self, key: str, /, **figures: Figure) -> str:
        """A phrase of the catalogue with its figures, which are written in the language's way."""
        return super().__call__(
            key, **{name: self.shown(figure) for name, figure in figures.items()}
        )

    def shown(self, figure: Figure) -> str:
        """A figure: money with its currency, a whole number in groups of three,
        a share in per cent, a day, names.
        """
        match figure:
            case str():
                return figure
            case int():
                shown = number(str(figure), self.language)
                return shown if shown.isdigit() else isolated(shown, self.language)
            case Money():
                return money(figure, self.language)
            case Fraction():
                return self.per_cent(figure, 1)
            case date():
                return day(figure, self.language)
            case Year():
                return str(figure.year)
            case Meeting():
                return without_hidden(self.of(figure.names))
            case _:
                return self.joined(self.shown(each.meeting) for each in figure)

    def said_state(self, code: str, states: States) -> Say:
        """The name of a State for a cell."""
        return Say(states.name(code), self.state(code))

    def title(self, report: Report) -> str:
        """The title of the report."""
        key = "title_specimen_report" if report.is_specimen else "title_report"
        return self(key, year=report.year)

    @property
    def drawn(self) -> str:
        """The language of the charts that go with this one."""
        return self.language if self.language in DRAWN else "en"

    def number(self, text: str) -> str:
        """A plain number in the language's way, with the plus sign that it may have."""
        sign, plain = ("+", text[1:]) if text.startswith("+") else ("", text)
        return isolated(sign + number(plain, self.language), self.language)

    def amount(self, minor: int) -> str:
        """An amount in major units without its currency."""
        return self.number(self.unit.of(minor).plain())

    def signed(self, minor: int) -> str:
        """A change: a plus sign before what is more than nothing."""
        return self.number(("+" if minor > 0 else "") + self.unit.of(minor).plain())

    def per_cent(self, share: Fraction, decimals: int) -> str:
        """A share in per cent, without a sign."""
        return self.number(share_text(share, decimals))

    def percent_of(self, line: CostLine) -> str:
        """The percentage of a line of a cost, and what it is taken of."""
        base = self(f"base_{line.base}") if line.base else ""
        return f"{self.number(line.percent)} {base}".strip() if line.percent else ""

    def roles(self, roles: Sequence[str | None]) -> str:
        """Roles in words."""
        return self.joined(self(f"role_{role}") for role in roles if role)

    def part(self, key: str) -> str:
        """A regional group, a level of development or a role (of many States) as a label."""
        known = f"part_{key.lower().replace(' ', '_').replace('-', '_') or 'no_role'}"
        return self(known) if self.has(known) else self.quoted(key)

    def joined(self, texts: Iterable[str]) -> str:
        """Several texts, as the language parts them."""
        return self("join_texts").join(text for text in texts if text)

    def counted(self, whole: int, parts: Mapping[str, int]) -> str:
        """A count of States and what it is made of: `111 (States Parties 110, Signatories 1)`."""
        told = self.joined(
            f"{self.part(key)} {self.shown(states)}" for key, states in parts.items()
        )
        return f"{self.shown(whole)} ({told})"

    def listed(self, codes: Sequence[str]) -> str:
        """States by name, in order of code."""
        return self("join_states").join(f"{self.state(code)} ({code})" for code in codes)
