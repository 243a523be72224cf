"""What may be doubted of a value that is not wrong: a person is asked whether it is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ccmcost.cli.readers import Rest, value_or


def of_symbol(text: str, rest: Rest | None = None) -> str:
    """What may be doubted of the symbol of a document; a paragraph may follow it."""
    from ccmcost.intake.found import is_like_symbol
    from ccmcost.text import printable

    symbol = text.partition(",")[0].strip()
    if is_like_symbol(symbol):
        return ""
    like = rest.data.convention.symbol_like if rest else "MSP/2023/6"
    return f'"{printable(symbol)}" does not look like the symbol of a document, such as {like}.'


def of_adoption(text: str, rest: Rest) -> str:
    """What may be doubted of the day on which a cost was adopted or closed: that it lies ahead, or
    that the meeting does of which it is the actual cost; that may be nothing, if there is none.
    """
    from ccmcost.clock import recording_moment
    from ccmcost.model.calendar import typed_day
    from ccmcost.words.numbers import day as in_words

    day, today = typed_day(text), recording_moment().date()
    if day and day > today:
        return f"{in_words(day)} lies after today, {in_words(today)}."
    amount, name = (value_or(rest, key, None) for key in ("amount", "meeting"))
    is_nothing = amount is not None and not amount.minor
    if value_or(rest, "status", "") != "actual" or name is None or is_nothing:
        return ""
    opens = rest.data.meetings[name].day
    if opens is None or opens <= today:
        return ""
    return f"{name} opens on {in_words(opens)} only, and this is said to be its actual cost."


def of_issue(text: str, rest: Rest) -> str:
    """What may be doubted of the day of notices, which are never altered: that it is long past."""
    from ccmcost.model.calendar import typed_day

    day = typed_day(text)
    return _back("the notices would be dated back", day, UNASKED_BACK) if day else ""


def of_pay_by(text: str, rest: Rest) -> str:
    """What may be doubted of the day by which payment is requested: that it is past, if the day of
    the notices is not in doubt itself, and not after it, which is refused.
    """
    from ccmcost.model.calendar import typed_day

    issued, day = value_or(rest, "issued_on", None), typed_day(text)
    if issued is None or day is None or day < issued or _back("", issued, UNASKED_BACK):
        return ""
    return _back("the notices would be overdue when they are issued", day, 0)


def _back(what: str, day: date, days: int) -> str:
    from ccmcost.clock import recording_moment
    from ccmcost.words.numbers import day as in_words

    today = recording_moment().date()
    past = (today - day).days
    if past <= days:
        return ""
    told = f"{past} day{'s' * (past > 1)} before today, {in_words(today)}"
    return f"{in_words(day)} lies {told}: {what}."


UNASKED_BACK = 31
"""Notices may be dated so many days back without a question."""
DOUBTED_AS: Mapping[str, Callable[[str, Rest], str]] = {
    "SYMBOL": of_symbol,
    "SYMBOL,PARA": of_symbol,
    "--adopted-on": of_adoption,
    "--issued-on": of_issue,
    "--pay-by": of_pay_by,
}
"""What may be doubted of a value, by what it is called in `--help`, else by its option: a remark,
or nothing. A person is asked whether it is meant; elsewhere it is a warning.
"""
