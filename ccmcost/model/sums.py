"""The one parser of sums that people write: on the command line, in Python, in bank lists and
estimates.

What has one meaning is taken, whatever the habit of the country: `412345.67`, `412,345.67`, `412
345,67`, `412'345.67`, `USD 412345.67`. What can mean two sums is refused with both: `68.000` is 68
or 68 thousand. A whole column may decide: where one cell can only be read with a decimal point, so
are all. Only the digits 0 to 9 are read; others are refused.

Files that ccmcost writes itself are read by `money.scaled_int`, which takes plain digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Literal, NamedTuple

from ccmcost.model.money import Money, decimals_of
from ccmcost.text import quoted

Mark = Literal["", ".", ","]
"""The mark before the decimals, as far as it is known."""

_BLANKS = " \u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2019\u02bc"
_MINUS = "-\u2212\u2013"
_SIGNS = {
    "US$": "USD",
    "US $": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "FR.": "CHF",
    "SFR.": "CHF",
}
_DOLLARS = frozenset(("AUD", "CAD", "FJD", "HKD", "JMD", "NAD", "NZD", "SGD", "TTD", "TWD", "USD"))
_WORD = r"(?P<{}>[A-Za-z]{{0,3}}\s?\$|[€£]|S?[Ff]r\.|[A-Za-z]{{3}})"
_WHOLE = re.compile(
    rf"(?:{_WORD.format('before')}[{_BLANKS}]*)?(?P<number>[^A-Za-z$€£]*?)(?:[{_BLANKS}]*{_WORD.format('after')})?"
)
_BODY = re.compile(rf"[0-9]+(?:[.,{_BLANKS}{_APOSTROPHES}][0-9]+)*")
_PARTS = re.compile(r"[0-9]+|[^0-9]")
LONGEST = 60


class Sum(NamedTuple):
    """A sum that was read, in minor units, or None and `fault`:
    a sentence that says why not and what to write.
    """

    minor: int | None
    fault: str = ""


class _Split(NamedTuple):
    """The digits before and after the decimal mark; `mark` is empty if there is none or if nobody
    can tell.
    """

    whole: str
    part: str = ""
    mark: Mark = ""


def parse_sum(
    text: str,
    currency: str,
    mark: Mark = "",
    brackets: bool = False,
    power: int = 0,
    from_afar: bool = False,
) -> Sum:
    """The sum that a text stands for in a currency of ISO 4217, exactly or not at all.

    A minus sign before the number is read; `brackets` says that the format writes negative sums in
    brackets or with the minus sign behind them, as banks do. `mark` is what
    a whole column has decided to be the mark before the decimals. A currency beside the number must
    be `currency`. `power` is that of the unit: 3 where the number counts thousands. `from_afar` is
    for a file of a country that nobody knows: `54,840` is then as open as `54.840`.
    """
    refused, decimals = partial(Sum, None), decimals_of(currency)
    shown = quoted(text[:LONGEST]) + ("..." if len(text) > LONGEST else "")
    if decimals is None:
        return refused(
            f'"{quoted(currency[:12])}" is not a currency code of ISO 4217, such as USD.'
        )
    example = Money(123456, currency, decimals).plain()
    number, sign, named = _taken_apart(text, brackets)
    is_dollar = named == "USD" and "US" not in text and currency in _DOLLARS
    if named not in ("", currency) and not is_dollar:
        return refused(f'"{shown}" names {named}, but the sum is in {currency}.')
    readings: dict[int | None, Mark] = {}
    if number is not None:
        doubtful, in_mils = _is_doubtful(number), decimals == 3 or power > 0 or from_afar
        readings = {
            _minor(split, decimals + power): split.mark
            for split in _splits(number)
            if not (doubtful and split.part and split.mark == "," and not in_mils)
        }
        fits = sorted(
            minor
            for minor, by in readings.items()
            if minor is not None and (not mark or by in ("", mark))
        )
        doubtful = doubtful and not mark and (in_mils or "." in number)
        if fits and (doubtful or len(fits) > 1) and (decimals != 3 or power or "," in number):
            return refused(
                _both(shown, [Money(sign * minor, currency, decimals) for minor in fits])
            )
        if fits:
            return Sum(sign * fits[0])
    if any(minor is not None for minor in readings):
        return refused(
            f'"{shown}" is written otherwise than the sums beside it, which have "{mark}" before '
            "the decimals."
        )
    if readings and number and len(number) <= 18:
        return refused(f'"{shown}" has more decimals than {currency} has. Write it as {example}.')
    return refused(f'"{shown}" is not a valid {currency} amount. Write it as {example}.')


def _both(shown: str, sums: Sequence[Money]) -> str:
    """A text that can mean two sums, or one sum only if its point does not stand before decimals:
    then nobody can say which sum to write.
    """
    if len(sums) == 1:
        whole = f"can be read as {sums[0]}, or with the point before the decimals"
        more = f"more of them than {sums[0].currency} has"
        example = sums[0].of(123456).plain()
        return f'"{shown}" {whole}, {more}. Write the sum that is meant, such as {example}.'
    read, write = (" or ".join(each) for each in (map(str, sums), [one.plain() for one in sums]))
    return f'"{shown}" can be read as {read}. Write {write}.'


def decimal_mark(texts: Iterable[str], currency: str) -> tuple[Mark, str, str]:
    """The mark before the decimals that a column of sums proves, with the cell that proves it.

    The third value is a cell that proves the contrary; then nothing is decided. Empty if no cell
    proves anything.
    """
    decimals = decimals_of(currency) or 0
    proofs: dict[Mark, str] = {}
    for text in texts:
        number = _taken_apart(text, True)[0]
        splits = _splits(number) if number and not _is_doubtful(number) else []
        marks = {split.mark for split in splits if _minor(split, decimals) is not None} - {""}
        if len(marks) == 1:
            (mark,) = marks
            proofs.setdefault(mark, text)
    point, comma = proofs.get(".", ""), proofs.get(",", "")
    if point and comma:
        return "", point, comma
    return (".", point, "") if point else (",", comma, "") if comma else ("", "", "")


def currency_in(text: str) -> str:
    """The currency that stands beside a number, as its code of ISO 4217: `EUR` of `€ 100`;
    empty if there is none.
    """
    return _taken_apart(text, True)[2]


def _taken_apart(text: str, brackets: bool) -> tuple[str | None, int, str]:
    """The number without sign and currency (None if it is none), the sign,
    and the currency beside it.
    """
    if len(text) > LONGEST:
        return None, 1, ""
    flat = text.strip().strip(_BLANKS)
    sign = 1
    if brackets and flat.startswith("(") and flat.endswith(")"):
        flat, sign = flat[1:-1].strip(), -1
    elif brackets and len(flat) > 1 and flat[-1] in _MINUS:
        flat, sign = flat[:-1].strip(_BLANKS), -1
    elif flat[:1] and flat[0] in _MINUS + "+":
        flat, sign = flat[1:].strip(_BLANKS), 1 if flat[0] == "+" else -1
    found = _WHOLE.fullmatch(flat)
    if found is None:
        return None, sign, ""
    words = [word for word in (found["before"], found["after"]) if word]
    number = found["number"].strip(_BLANKS)
    if words and sign == 1 and number[:1] and number[0] in _MINUS:
        number, sign = number[1:].strip(_BLANKS), -1
    if words and brackets and sign == 1 and number.startswith("(") and number.endswith(")"):
        number, sign = number[1:-1].strip(_BLANKS), -1
    code = next((_code(word) for word in words), "")
    if len({_code(word) for word in words}) > 1 or any(
        decimals_of(_code(word)) is None for word in words
    ):
        return None, sign, ""
    return (number if _BODY.fullmatch(number) else None), sign, code


def _code(word: str) -> str:
    return _SIGNS.get(word.upper(), word.upper())


def _splits(number: str) -> list[_Split]:
    """The readings of digits and marks: which mark stands before the decimals. None, one or two."""
    parts = _PARTS.findall(number)
    digits, marks = parts[::2], [_family(mark) for mark in parts[1::2]]
    if not marks:
        return [_Split(digits[0])]
    found = []
    if _is_grouped(digits) and len(set(parts[1::2])) == 1:
        by: Mark = "," if marks[0] == "." else "." if marks[0] == "," else ""
        found.append(_Split("".join(digits), "", by))
    if marks[-1] in (".", ","):
        above = marks[:-1]
        grouped = not above or (
            _is_grouped(digits[:-1]) and len(set(parts[1:-2:2])) == 1 and above[0] != marks[-1]
        )
        if grouped:
            last: Mark = "." if marks[-1] == "." else ","
            found.append(_Split("".join(digits[:-1]), digits[-1], last))
    return found


def _is_doubtful(number: str) -> bool:
    """Whether a number has one mark, and three digits after it: `68.000`, `412,345`."""
    digits, marks = _PARTS.findall(number)[::2], _PARTS.findall(number)[1::2]
    return len(marks) == 1 and marks[0] in ".," and _is_grouped(digits)


def _family(mark: str) -> str:
    return " " if mark in _BLANKS else "'" if mark in _APOSTROPHES else mark


def _is_grouped(digits: list[str]) -> bool:
    return (
        len(digits[0]) <= 3
        and not digits[0].startswith("0")
        and all(len(group) == 3 for group in digits[1:])
    )


def _minor(split: _Split, decimals: int) -> int | None:
    if len(split.part.rstrip("0")) > decimals or len(split.whole) > 18:
        return None
    minor: int = int(split.whole) * 10**decimals + int(
        (split.part + "0" * decimals)[:decimals] or "0"
    )
    return minor
