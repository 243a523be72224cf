"""Dates as public documents write them: closed periods, and years or months that mean their first
day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from ccmcost.text import quoted

Order = Literal["", "day/month/year", "month/day/year", "year/month/day"]
"""The order in which figures name a day, as far as it is known."""


class Span(NamedTuple):
    """A closed period: both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Names of the days in English, whatever the locale; Monday first, as `date.weekday` counts."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Names of the months in English, whatever the locale."""

_CALLED = (
    "jan january janv janvier ene enero янв январь января يناير كانون_الثاني جانفي",
    "feb february fev fevr fevrier febrero февр февраль февраля فبراير شباط فيفري",
    "mar march mars marzo март марта مارس آذار",
    "apr april avr avril abr abril апр апрель апреля أبريل إبريل نيسان أفريل",
    "may mai mayo май мая مايو أيار ماي",
    "jun june juin junio июнь июня يونيو يونيه حزيران جوان",
    "jul july juil juillet julio июль июля يوليو يوليه تموز جويلية",
    "aug august aout ago agosto авг август августа أغسطس آب أوت",
    "sep sept september septembre septiembre set setiembre сен сент сентябрь сентября سبتمبر أيلول",
    "oct october octobre octubre окт октябрь октября أكتوبر تشرين_الأول",
    "nov november novembre noviembre ноя нояб ноябрь ноября نوفمبر تشرين_الثاني",
    "dec december decembre dic diciembre дек декабрь декабря ديسمبر كانون_الأول",
)
"""The months as people write them in the six languages, whole and short, accents aside."""

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = r"(?P<month>[^\W\d_][^\d,]{1,30}?)"
_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4})"
_NAMED = re.compile(
    rf"{_DAY}(?:er|º|ª|\.|st|nd|rd|th)?[ -]+(?:de )?{_MONTH}\.?,?[ -]+(?:del? )?{_YEAR}(?: ?г\.?)?"
    rf"|{_MONTH.replace('month', 'month2')}\.? {_DAY.replace('day', 'day2')}(?:st|nd|rd|th)?,? "
    rf"{_YEAR.replace('year', 'year2')}"
)
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?:([-./])(?P<month>[0-9]{{1,2}})\2{_DAY}"
    rf"|年(?P<month2>[0-9]{{1,2}})月{_DAY.replace('day', 'day2')}日)"
)
"""Nobody puts the day in the middle where the year comes first."""
_SLASHED = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?$")
DAY_EXAMPLE = "2024-06-30 or 30 June 2024"
"""How a person may write a day in any place."""
YEARS = range(1900, 2200)
"""Years that a date of this work can lie in; any other is a slip of the pen."""


def weekday(day: date) -> str:
    """The name of a day of the week in English."""
    return WEEKDAYS[day.weekday()]


def parse_day(text: str) -> date | None:
    """`YYYY-MM-DD` as a date, or None if it is no day of the calendar or its year lies outside
    YEARS.
    """
    try:
        day = day_of(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def day_of(text: str) -> date:
    """`YYYY-MM-DD` as a date. Raises ValueError for any other form,
    such as `20240304` or the week date `2024-W10-1`.
    """
    if _FORM.fullmatch(text) is None:
        raise ValueError(f"{text!r} is not written YYYY-MM-DD")
    return date.fromisoformat(text)


def typed_day(text: str) -> date | None:
    """A day as a person types it or a spreadsheet program shows it: `2024-06-30`, `2024/06/30`, `30
    June 2024`, `June 30, 2024`, `30 juin 2024`, `30-Jun-2024`, with a time of midnight or without,
    or figures in another order that have one reading only, such as `30.06.2024`; else None.
    """
    plain = parse_day(text)
    if plain is not None:
        return plain
    days = _readings(text)
    return parse_day(days[0]) if len(days) == 1 else None


def month_called(word: str) -> int | None:
    """The month that a word names in one of the six languages, whole or cut short, or None."""
    found = {_month(part) for part in word.rstrip(".").split("/")}  # Arabic names it twice
    return found.pop() if len(found) == 1 else None


def _month(word: str) -> int | None:
    bare = _bare(word.strip()).replace(" ", "_").replace("\u00a0", "_")
    whole = [at for at, names in enumerate(_called(), 1) if bare in names]
    begun = [
        at
        for at, names in enumerate(_called(), 1)
        if len(bare) > 2 and any(name.startswith(bare) for name in names)
    ]
    fits = whole or begun
    return fits[0] if len(fits) == 1 else None


@cache
def _called() -> tuple[list[str], ...]:
    """The words for each month, without accents."""
    return tuple(_bare(names).split() for names in _CALLED)


def _bare(text: str) -> str:
    from unicodedata import combining, normalize

    return "".join(each for each in normalize("NFD", text.casefold()) if not combining(each))


def day_order(texts: Iterable[str]) -> tuple[Order, str]:
    """The order of day and month that a whole column shows, with the text that can only be read so.

    Nothing where no text shows it, where two texts contradict each other, and where days in ISO
    8601 stand beside: a spreadsheet program that knew some of them as dates has read those in the
    order of its own country, perhaps the wrong one.
    """
    proofs: dict[Order, str] = {}
    for text in filter(None, texts):
        if is_iso(text):
            return "", ""
        if in_figures(text):
            fits = [order for order in _ORDERS if _in_order(text, order)]
            if len(fits) == 1:
                proofs.setdefault(fits[0], text)
    return next(iter(proofs.items())) if len(proofs) == 1 else ("", "")


_ORDERS: dict[Order, tuple[int, int]] = {"day/month/year": (2, 1), "month/day/year": (1, 2)}
"""Where month and day stand among three figures."""


def is_iso(text: str) -> bool:
    """Whether a text is a day with the year first, as a spreadsheet program writes what it knows to
    be one.
    """
    found = _YEAR_FIRST.fullmatch(without_midnight(text))
    return found is not None and bool(_readings(text))


def without_midnight(text: str) -> str:
    """A day without the time of midnight that a program puts behind it."""
    return _MIDNIGHT.sub("", text)


def _in_order(text: str, order: Order) -> date | None:
    found = _SLASHED.fullmatch(without_midnight(text))
    if found is None or order not in _ORDERS:
        return None
    month, day = _ORDERS[order]
    return parse_day(f"{found[3]}-{found[month]:0>2}-{found[day]:0>2}")


def in_figures(text: str) -> bool:
    """Whether a text names day, month and year in figures, in an order that is not ISO 8601's."""
    return _SLASHED.fullmatch(without_midnight(text)) is not None


def day_in_order(text: str, order: Order) -> date | None:
    """A day of a file whose column shows the order of its figures, or does not; None if it is none,
    or if nobody can tell which.
    """
    named = None if in_figures(text) else typed_day(text)
    return named or (_in_order(text, order) if order else None)


def _readings(text: str) -> list[str]:
    """The days that a text in another form can mean, as `YYYY-MM-DD`."""
    text = without_midnight(text)
    named, first = _NAMED.fullmatch(text), _YEAR_FIRST.fullmatch(text)
    both: set[str] = set()
    if found := first or named:
        said = found.groupdict()
        year, month, day = (said[part] or said.get(f"{part}2") for part in ("year", "month", "day"))
        number = int(month or 0) if first else month_called(month or "")
        both = {f"{year}-{number:02}-{day:0>2}"} if number else set()
    elif slashed := _SLASHED.fullmatch(text):
        both = {f"{slashed[3]}-{slashed[a]:0>2}-{slashed[b]:0>2}" for a, b in ((1, 2), (2, 1))}
    return sorted(day for day in both if parse_day(day))


def no_day(text: str) -> str:
    """A sentence that says why a text is no day, for a person to mend:
    `04/05/2024` has two readings.
    """
    days, said = _readings(text), quoted(text)
    if len(days) == 2:
        return f'"{said}" can be read as {days[0]} or {days[1]}. Write the one that is meant.'
    if _FORM.fullmatch(text):
        try:
            day_of(text)
            why = f"years run from {YEARS[0]} to {YEARS[-1]}"
        except ValueError:
            why = "the calendar has no such day"
        return f'"{said}" is not a valid date: {why}.'
    return f'"{said}" is not a valid date. Write it as {days[0] if days else DAY_EXAMPLE}.'


def parse_partial_day(text: str) -> date | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a bare year or month means its first day."""
    return parse_day(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))


def first_of_month_after(day: date, months: int) -> date:
    """The first day of the month that lies `months` months after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short for it."""
    first, following = (first_of_month_after(day, months + more) for more in (0, 1))
    return min(first + timedelta(day.day - 1), following - timedelta(1))
