"""How each language writes numbers, money and dates: the one formatter behind pages, tables and sentences.

In: values of the model. Out: text. Nothing depends on the locale of the machine. In a right-to-left language every
number that is more than bare digits stands in left-to-right isolates (U+2066, U+2069), so that no neighbour turns it round.
Usage of the United Nations: French, Russian, Spanish and Arabic write a decimal comma and group by a space that does not
break; Arabic keeps Western digits and names months in both traditions.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.calendar import Span
from ccmcost.model.money import Money, scaled_text
from ccmcost.model.rates import rate_text, share_text
from ccmcost.statement.status import day_words, days_words

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
EXACT_DECIMALS = 6
_NBSP, _NNBSP = "\u00a0", "\u202f"
_ISOLATE, _POP = "\u2066", "\u2069"


class Habit(NamedTuple):
    """What stands between groups of three digits and before decimals, and where the currency code goes."""

    group: str
    point: str
    money: str
    right_to_left: bool = False


HABITS = {
    "en": Habit(",", ".", "{currency} {number}"),
    "fr": Habit(_NNBSP, ",", f"{{number}}{_NBSP}{{currency}}"),
    "es": Habit(_NBSP, ",", f"{{number}}{_NBSP}{{currency}}"),
    "ar": Habit(_NBSP, ",", f"{{number}}{_NBSP}{{currency}}", right_to_left=True),
    "ru": Habit(_NBSP, ",", f"{{number}}{_NBSP}{{currency}}"),
    "zh": Habit(",", ".", "{currency} {number}"),
}

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "كانون\u00a0الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس"
    " أيلول/سبتمبر تشرين\u00a0الأول/أكتوبر تشرين\u00a0الثاني/نوفمبر كانون\u00a0الأول/ديسمبر",
}


def isolated(text: str, language: str) -> str:
    """Text that must keep its left-to-right order: wrapped in isolates where the page runs from right to left."""
    return f"{_ISOLATE}{text}{_POP}" if HABITS[language].right_to_left else text


def number(plain: str, language: str = "en") -> str:
    """A plain number (`-1234.50`) in the language's way, without isolates."""
    habit = HABITS[language]
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, fraction = digits.partition(".")
    return sign + f"{int(whole):,}".replace(",", habit.group) + (habit.point if point else "") + fraction


def money(amount: Money, language: str = "en", short: bool = False, signed: bool = False) -> str:
    """An amount with its currency code; `short` leaves out decimals that are all zero, `signed` says plus too."""
    plain = amount.plain()
    if short and amount.decimals:
        plain = plain.removesuffix("." + "0" * amount.decimals)
    plus = "+" if signed and amount.minor > 0 else ""
    return _with_currency(plus + number(plain, language), amount.currency, language)


def exact(value: Fraction, amount: Money, language: str = "en") -> str:
    """An exact amount of minor units with six decimals, cut (not rounded) and marked with dots if digits follow."""
    scaled = abs(value) * 10**EXACT_DECIMALS / 10**amount.decimals
    plain = scaled_text(scaled.numerator // scaled.denominator, EXACT_DECIMALS)
    more = "" if scaled.denominator == 1 else "..."
    return _with_currency(number(("-" if value < 0 else "") + plain, language) + more, amount.currency, language)


def _with_currency(text: str, currency: str, language: str) -> str:
    return isolated(HABITS[language].money.format(number=text, currency=currency), language)


def rate(thousandths: int, language: str = "en") -> str:
    """A rate or a sum of rates in per cent, three decimals."""
    return isolated(number(rate_text(thousandths), language), language)


def share(value: Fraction, language: str = "en") -> str:
    """A share in per cent, six decimals, for reading only."""
    return isolated(number(share_text(value), language), language)


def day(value: date, language: str = "en") -> str:
    """A day: `11 September 2023`, `1er mars 2012`, `2023年9月11日`."""
    if language == "en":
        return day_words(value)
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{_day_and_month(value, language)} {_year(value, language)}"


def days(span: Span, language: str = "en") -> str:
    """A period, as short as the language writes it; a single day stands alone."""
    first, last = span
    if language == "en" or first == last:
        return days_words(span) if language == "en" else day(first, language)
    if language == "zh":
        return f"{day(first, language)}至{_rest_of_chinese(first, last)}"
    if first.year != last.year:
        begin = day(first, language)
    else:
        begin = str(_ordinal(first, language)) if first.month == last.month else _day_and_month(first, language)
    join = {"fr": "{0} au {1}", "es": "{0} a {1}", "ru": "{0}–{1}", "ar": "من {0} إلى {1}"}[language]
    if language == "ru" and first.month != last.month:
        join = "{0} – {1}"
    return join.format(begin, day(last, language))


def _ordinal(value: date, language: str) -> str:
    return "1er" if language == "fr" and value.day == 1 else str(value.day)


def _day_and_month(value: date, language: str) -> str:
    month = _MONTHS[language].split(" ")[value.month - 1]
    return f"{_ordinal(value, language)}{' de' if language == 'es' else ''} {month}"


def _year(value: date, language: str) -> str:
    return {"es": f"de {value.year}", "ru": f"{value.year} года"}.get(language, str(value.year))


def _rest_of_chinese(first: date, last: date) -> str:
    text = day(last, "zh")
    if first.year == last.year:
        text = text.split("年")[1]
        text = text.split("月")[1] if first.month == last.month else text
    return text
