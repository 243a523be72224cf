"""Currencies by ISO 4217: code and number of decimals of the minor unit."""

from __future__ import annotations

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


def no_currency(shown: str) -> str:
    """What to say of a text that is no currency code; `shown` is safe to print."""
    hint = " Write it in capitals." if decimals_of(shown.upper()) is not None else ""
    return f'"{shown}" is no currency code of ISO 4217, such as USD.{hint}'
