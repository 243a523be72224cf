"""How each language writes numbers, money and dates: the one formatter behind pages, tables and
sentences.

In: values of the model. Out: text. Nothing depends on the locale of the machine. In a right-to-left
language every number that is more than bare digits stands in left-to-right isolates (U+2066,
U+2069), so that no neighbour turns it round. Usage of the United Nations: French, Russian, Spanish
and Arabic write a decimal comma and group by a space that does not break; Arabic keeps Western
digits and names months in both traditions. The tables `numbers` and `dates` say so. Before what is
less than nothing stands the minus sign (U+2212), as wide as a plus, which no line end parts from
its number.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ccmcost.model.calendar import Span
from ccmcost.model.money import Money, scaled_text
from ccmcost.model.rates import Years, rate_text, share_text
from ccmcost.words.catalogue import habits

EXACT_DECIMALS = 6
_ISOLATE, _POP = "\u2066", "\u2069"
MINUS = "\u2212"


class Habit(NamedTuple):
    """What stands between groups of three digits and before decimals,
    and where the currency code goes.
    """

    group: str
    point: str
    money: str
    right_to_left: bool


@cache
def habit(language: str) -> Habit:
    """How a language writes numbers."""
    written = habits(language)["numbers"]
    return Habit(*(written[name] for name in Habit._fields))


def isolated(text: str, language: str) -> str:
    """Text that must keep its left-to-right order: wrapped in isolates where the page runs from
    right to left. Nothing stays nothing.
    """
    return f"{_ISOLATE}{text}{_POP}" if text and habit(language).right_to_left else text


def number(plain: str, language: str = "en") -> str:
    """A plain number (`-1234.50`) in the language's way, without isolates."""
    written = habit(language)
    sign, digits = (MINUS, plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, fraction = digits.partition(".")
    return (
        sign
        + f"{int(whole):,}".replace(",", written.group)
        + (written.point if point else "")
        + fraction
    )


def money(amount: Money, language: str = "en", short: bool = False, signed: bool = False) -> str:
    """An amount with its currency code; `short` leaves out decimals that are all zero,
    `signed` says plus too.
    """
    plain = amount.plain()
    if short and amount.decimals:
        plain = plain.removesuffix("." + "0" * amount.decimals)
    plus = "+" if signed and amount.minor > 0 else ""
    return _with_currency(plus + number(plain, language), amount.currency, language)


def short_money(amount: Money, language: str = "en") -> str:
    """An amount with its currency code, without decimals that are all zero: `USD 100,000`."""
    return money(amount, language, short=True)


def exact(value: Fraction, amount: Money, language: str = "en") -> str:
    """An exact amount of minor units with six decimals, cut (not rounded) and marked with dots if
    digits follow.
    """
    scaled = abs(value) * 10**EXACT_DECIMALS / 10**amount.decimals
    plain = scaled_text(scaled.numerator // scaled.denominator, EXACT_DECIMALS)
    more = "" if scaled.denominator == 1 else "..."
    return _with_currency(
        number(("-" if value < 0 else "") + plain, language) + more, amount.currency, language
    )


def _with_currency(text: str, currency: str, language: str) -> str:
    return isolated(habit(language).money.format(number=text, currency=currency), language)


def rate(thousandths: int, language: str = "en") -> str:
    """A rate or a sum of rates in per cent, three decimals."""
    return isolated(number(rate_text(thousandths), language), language)


def share(value: Fraction, language: str = "en") -> str:
    """A share in per cent, six decimals, for reading only."""
    return isolated(number(share_text(value), language), language)


def day(value: date, language: str = "en") -> str:
    """A day: `11 September 2023`, `1er mars 2012`, `2023年9月11日`."""
    written: str = habits(language)["dates"]["day"]
    return written.format(
        day=_ordinal(value, language), month=_month(value, language), year=value.year
    )


def years(value: Years, language: str = "en") -> str:
    """The years of a scale: `2022–2024`, in French and Spanish `2022-2024`."""
    written: str = habits(language)["dates"]["scale"]
    return isolated(written.format(first=value.first, last=value.last), language)


def in_words(count: int, language: str) -> str:
    """A number within a sentence as the United Nations write it: one to nine in words, in the case
    that `of the three largest` asks for; else in digits.
    """
    written = habits(language)["numbers"]
    counts = written.get("counts_of", written["counts"])
    return counts[count] if 0 < count < 10 else str(count)


def days(span: Span, language: str = "en") -> str:
    """A period, as short as the language writes it; a single day stands alone."""
    first, last = span
    if first == last:
        return day(first, language)
    length = (
        "years"
        if first.year != last.year
        else "same_year"
        if first.month != last.month
        else "same_month"
    )
    written: str = habits(language)["dates"][length]
    return written.format(
        first=day(first, language),
        day=_ordinal(first, language),
        month=_month(first, language),
        last=day(last, language),
        last_day=_ordinal(last, language),
        last_month=_month(last, language),
    )


def _ordinal(value: date, language: str) -> str:
    first: str | None = habits(language)["dates"].get("first")
    return first if first and value.day == 1 else str(value.day)


def _month(value: date, language: str) -> str:
    months: list[str] = habits(language)["dates"]["months"]
    return months[value.month - 1]
