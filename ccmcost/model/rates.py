"""Rates of a scale of assessments (whole thousandths of a per cent) and shares of a cost (exact
fractions).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.calendar import Span
from ccmcost.model.money import scaled_int, scaled_text

WHOLE_RATE = 100_000
"""100.000 per cent in thousandths of a per cent."""


def parse_rate(text: str) -> int | None:
    """A rate in per cent with at most three decimals as thousandths of a per cent,
    or None if it is no such number.
    """
    value = scaled_int(text, 3)
    return value if value is not None and 0 < value <= WHOLE_RATE else None


def rate_text(rate: int) -> str:
    """A rate in per cent with three decimals: `8.033`."""
    return scaled_text(rate, 3)


def share_text(share: Fraction, decimals: int = 6) -> str:
    """A share in per cent, rounded half away from zero, for reading only;
    it is never fed back into arithmetic.
    """
    scaled = abs(share) * 100 * 10**decimals
    digits = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return scaled_text(-digits if share < 0 else digits, decimals)


def fraction_text(value: Fraction) -> str:
    """An exact value as two whole numbers, for programs: `1/3`, and `1/1` for the whole."""
    return f"{value.numerator}/{value.denominator}"


def share_of_per_cent(text: str) -> Fraction | None:
    """A percentage as text (at most twelve decimals) as an exact share of the whole,
    or None if it is no such number.
    """
    value = scaled_int(text, 12)
    return None if value is None else Fraction(value, 100 * 10**12)


class Rate(NamedTuple):
    """A State's rate with its origin: `adopted`, `notional`, `assumed` (notional,
    not published) or `rule`.
    """

    thousandths: int
    origin: str
    basis: str


class Years(NamedTuple):
    """The years that a scale covers. Languages write the two in different ways."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class Scale(NamedTuple):
    """One scale: `rates` in thousandths of a per cent as adopted,
    `notional` for States outside it.
    """

    id: str
    period: Span
    resolution: str
    rates: Mapping[str, int]
    notional: Mapping[str, Rate]
    file: str = ""

    @property
    def years(self) -> Years:
        """The years that it covers."""
        first, last = self.period
        return Years(first.year, last.year)

    def rate(self, iso3: str) -> Rate | None:
        """The State's adopted rate, else its notional rate, else None (never zero by omission)."""
        adopted = self.rates.get(iso3)
        if adopted is not None:
            return Rate(adopted, "adopted", self.resolution)
        return self.notional.get(iso3)


class Probability(NamedTuple):
    """A probability between 0 and 1, exactly as written, and what it rests on."""

    value: Fraction
    basis: str


Probabilities = Mapping[str, Probability]
