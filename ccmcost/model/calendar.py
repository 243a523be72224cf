"""Dates as public documents write them: closed periods, and years or months that mean their first
day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A closed period: both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Names of the days in English, whatever the locale; Monday first, as `date.weekday` counts."""

_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLASHED = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
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


def no_day(text: str) -> str:
    """A sentence that says why a text is no day, for a person to mend:
    `04/05/2024` has two readings.
    """
    found = _SLASHED.fullmatch(text.strip())
    both = (
        {f"{found[3]}-{found[a]:0>2}-{found[b]:0>2}" for a, b in ((1, 2), (2, 1))}
        if found
        else set()
    )
    days = sorted(day for day in both if parse_day(day))
    if len(days) == 2:
        return f'"{text}" can be read as {days[0]} or {days[1]}. Write it as YYYY-MM-DD.'
    return f'"{text}" is no date. Write it as {days[0] if days else "YYYY-MM-DD"}.'


def parse_partial_day(text: str) -> date | None:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a bare year or month means its first day."""
    return parse_day(text + {4: "-01-01", 7: "-01"}.get(len(text), ""))


def first_of_month_after(day: date, months: int) -> date:
    """The first day of the month that lies `months` months after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
