"""The one clock: what day a document is made on. No result depends on it."""

from __future__ import annotations

import datetime
import os

from ccmcost.errors import UsageError
from ccmcost.model.calendar import YEARS, no_day, typed_day
from ccmcost.text import printable


def as_of_day(said: datetime.date | None = None) -> datetime.date:
    """The day said with --as-of, else SOURCE_DATE_EPOCH (UTC), else today (UTC)."""
    if said is not None:
        return said
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f'SOURCE_DATE_EPOCH must be a number of seconds, not "{epoch}".') from None


def recording_moment() -> datetime.datetime:
    """The moment at which an event is recorded (UTC): SOURCE_DATE_EPOCH, else now."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return datetime.datetime.combine(as_of_day(), datetime.time(), datetime.UTC)
    return datetime.datetime.now(datetime.UTC)


def day_option(text: str, option: str) -> datetime.date:
    """A day given on the command line, or a UsageError that names the option."""
    day = typed_day(text)
    if day is None:
        raise UsageError(f"{option}: {no_day(text)}")
    return day


def year_option(text: str, option: str) -> int:
    """A year given on the command line, or a UsageError that names the option."""
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS:
        return int(text)
    raise UsageError(
        f'{option}: "{printable(text)}" is no year, such as 2023, from {YEARS[0]} to {YEARS[-1]}.'
    )
