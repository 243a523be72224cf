"""Money: whole minor units of a currency.
Numbers are read from and written to text without a float in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

LARGEST_TOTAL = 10**15
"""Totals run from 1 to this many minor units."""

_PLAIN = re.compile(r"(-?)([0-9]{1,18})(?:\.([0-9]{1,18}))?")


def scaled_int(text: str, decimals: int) -> int | None:
    """`text` times 10^decimals as an int, or None unless it is plain ASCII digits with at most
    `decimals` decimals.

    No grouping, exponent, sign `+`, blank or decimal comma is read: "1.234,56" means different sums
    in different places.
    """
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    sign, whole, fraction = match[1], match[2], match[3] or ""
    if len(fraction.rstrip("0")) > decimals:
        return None
    value: int = int(whole) * 10**decimals + int((fraction + "0" * decimals)[:decimals] or "0")
    return -value if sign else value


def scaled_text(value: int, decimals: int) -> str:
    """`value` divided by 10^decimals, written with exactly that many decimals and no grouping."""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    whole, fraction = (digits[:-decimals], "." + digits[-decimals:]) if decimals else (digits, "")
    return ("-" if value < 0 else "") + whole + fraction


class Money(NamedTuple):
    """An amount in whole minor units (cents) of a currency."""

    minor: int
    currency: str
    decimals: int

    def plain(self) -> str:
        """Major units without grouping, as in CSV: `1234.50`."""
        return scaled_text(self.minor, self.decimals)

    def grouped(self) -> str:
        """Major units with commas between groups of three, as in English text: `1,234.50`."""
        whole, dot, fraction = self.plain().partition(".")
        return f"{int(whole):,}{dot}{fraction}" if whole not in ("-0",) else f"-0{dot}{fraction}"

    def __str__(self) -> str:
        return f"{self.currency} {self.grouped()}"

    def of(self, minor: int) -> Money:
        """Another amount of the same currency."""
        return Money(minor, self.currency, self.decimals)


def sums_by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, in order of code."""
    sums: dict[str, Money] = {}
    for each in amounts:
        sums[each.currency] = each.of(
            each.minor + (sums[each.currency].minor if each.currency in sums else 0)
        )
    return tuple(sums[currency] for currency in sorted(sums))


_WITHOUT_MINOR_UNIT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_TWO_DECIMALS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN "
    "QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)


_DECIMALS = {
    code: decimals
    for decimals, codes in ((0, _WITHOUT_MINOR_UNIT), (2, _TWO_DECIMALS), (3, _THREE_DECIMALS))
    for code in codes.split()
}


def decimals_of(code: str) -> int | None:
    """Number of decimals of a currency's minor unit (ISO 4217),
    or None if the code is not in the standard.
    """
    return _DECIMALS.get(code)


def currency_code(text: str) -> str:
    """A currency as its code, in capitals; what is no currency stays as it was written."""
    code = text.strip().upper()
    return code if code in _DECIMALS else text


def no_currency(shown: str) -> str:
    """What to say of a text that is no currency code; `shown` is safe to print."""
    hint = " Write it in capitals." if decimals_of(shown.upper()) is not None else ""
    return f'"{shown}" is not a currency code of ISO 4217, such as USD.{hint}'
