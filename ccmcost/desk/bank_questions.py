"""What a person is asked about the columns of a bank's extract."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ccmcost.desk.walk import BACK, HOW_TO_GO_BACK, NO_WAY_BACK, Walk
from ccmcost.errors import HOW_TO_STOP, UsageError
from ccmcost.intake.extracts import COLUMNS, DAYS, NEEDED, day_in_form, in_form
from ccmcost.intake.stated import MARKS, says_balance, says_total, signed_figure
from ccmcost.intake.unmapped import balance_of, balance_told, side_of
from ccmcost.load.table import heading_name
from ccmcost.model.money import decimals_of, no_currency
from ccmcost.near import one_of
from ccmcost.text import printable
from ccmcost.words.numbers import day as day_in_words

Ask = Callable[[str], str]
"""Puts a question to a person and returns the answer."""


class Heading(NamedTuple):
    """The row of a file that names its columns, and the rows below it."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def known(self) -> dict[str, str]:
        """Each heading as the file writes it, by how headings are compared."""
        return {heading_name(name): name for name in self.names if name}

    def values(self, heading: str) -> list[str]:
        """What stands below a heading."""
        at = self.names.index(heading)
        return [row[at] for row in self.rows if at < len(row) and row[at]]


_LETTERS = 5
"""How many letters may stand beside a sum, as in `USD 1,000.00 CR`; more make it a text."""


def _is_sum(cell: str) -> bool:
    return bool(re.search("[0-9]", cell)) and sum(map(str.isalpha, cell)) <= _LETTERS


_CAN_BE: Mapping[str, tuple[Callable[[str], object], str]] = {
    "value_date": (lambda cell: any(in_form(form, cell) for form in DAYS), "a day"),
    "amount": (_is_sum, "a sum"),
    "debit": (_is_sum, "a sum"),
    "side": (side_of, "a side, such as in, out, C or D"),
    "currency": (lambda cell: decimals_of(cell.upper()) is not None, "a currency, such as USD"),
}
"""Of which column a cell can be told at sight to be what it should be, and what that is."""


def check_cells(name: str, column: str, heading: Heading) -> None:
    """Raise UsageError for a column of the file that cannot be what it was taken for, since most of
    its cells are something else: a total below may differ.
    """
    can_be, what = _CAN_BE.get(column, (bool, ""))
    cells = heading.values(name) if name and what else []
    wrong = [cell for cell in cells if not can_be(cell)]
    if len(wrong) * 2 > len(cells):
        raise UsageError(
            f'The column "{printable(name)}" is not it: "{printable(wrong[0])}" is not {what}.'
        )


def moved_by(name: str, heading: Heading) -> tuple[str, ...]:
    """The columns of which a column of the file is the running balance; none if it is none."""
    at = heading.names.index(name)
    rows = [
        row
        for row in heading.rows[:LOOKED_AT]
        if any(row[at : at + 1]) and not any(says_total(cell) or says_balance(cell) for cell in row)
    ]
    for mark in MARKS:
        columns = {
            each: [signed_figure("".join(row[place : place + 1]), mark) for row in rows]
            for place, each in enumerate(heading.names)
            if each
        }
        figures = columns.pop(name, [])
        if found := balance_of(name, figures, columns):
            return found
    return ()


LOOKED_AT = 200
"""So many rows show whether a column is a running balance."""
ORDER, MONEY = "days", "currency of the account"
"""What is asked besides columns: the order of year, month and day, and the currency."""
NONE = "-"
_ASKED = {
    "value_date": "Which column has the value date?",
    "amount": "Sums that went out may stand in the same column, with a minus sign, or in a column "
    "of their own. Which column has the sums that came in?",
    "debit": "Which column has the sums that went out?",
    "side": "Which column says whether a sum came in or went out (in, out; C, D)?",
    "currency": "Which column has the currency?",
    "text": "Which column says who paid, and for what?",
    "more_text": "Which other column says more of that?",
    "reference": "Which column has the bank's own reference?",
    "account": "Which column has the number of the account?",
}
_PARTS = {"y": "year", "m": "month", "d": "day"}


class Talk:
    """The questions on the columns of a file, and what a person answers; with what was answered
    before, Enter keeps it. A person who does not agree to how the file is read may take up the last
    question again.
    """

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.walk = Walk[str]()
        self.given: dict[str, str] = {}
        self.before: dict[str, str] = {}
        self.doubted: dict[str, tuple[str, ...]] = {}
        """Columns that look like running balances of others."""

    def take_back(self, key: str) -> None:
        """Put a question again, with its answer to be kept by Enter."""
        self.before[key] = self.given.pop(key)

    def take_back_last(self) -> bool:
        """The same of the last question; False if nothing was asked."""
        if self.walk.asked:
            self.take_back(self.walk.asked.pop())
            return True
        return False


def ask_columns(said: Mapping[str, str], heading: Heading, talk: Talk) -> dict[str, str]:
    """What is said, and what a person answers to what is not; empty where no column says it. A
    person may go back, and finds what was answered before.
    """
    names = [name for name in heading.names if name]
    listed = "\n".join(f"  {number:>2} {name}" for number, name in enumerate(names, 1))
    told = [f"The columns of the file:\n{listed}\n{HOW_TO_GO_BACK}\n"]

    def found() -> dict[str, str]:
        return {**said, **talk.given}

    def following() -> str | None:
        known = found()
        left = (key for key in (*COLUMNS, ORDER, MONEY) if key not in known)
        return next((key for key in left if _is_open(key, known, heading)), None)

    def put(key: str) -> bool:
        dates = heading.values(found()["value_date"]) if key == ORDER else []
        while True:
            answer = talk.ask(f"{''.join(told)}{_question(key, dates)}{_enter(key, talk.before)}")
            told.clear()
            if answer == BACK:
                return False
            try:
                text = _read(key, answer or talk.before.get(key, ""), names)
                check_cells(text, key, heading)
            except UsageError as error:
                told.append(f"{error} {HOW_TO_STOP}\n")
                continue
            is_new = key == "amount" and text not in talk.doubted
            movers = moved_by(text, heading) if is_new else ()
            if not movers:
                talk.given[key] = text
                return True
            told.append(_doubt(text, movers))
            talk.doubted[text] = movers
            talk.before[key] = movers[0] if len(movers) == 1 else ""

    talk.walk.through(following, put, talk.take_back, lambda: told.append(f"{NO_WAY_BACK}\n"))
    return found()


def _doubt(name: str, movers: Sequence[str]) -> str:
    """What is said of a running balance that was named as the column of sums."""
    said = balance_told(name, movers)
    again = "If it has the sums all the same, give the same answer again."
    return f"{said[0].upper()}{said[1:]} {again}\n"


def _is_open(key: str, found: Mapping[str, str], heading: Heading) -> bool:
    """Whether a person must be asked, after the columns that were named."""
    if key == ORDER:
        return not days_of(heading.values(found["value_date"]))
    return key != MONEY or not found["currency"]


def _question(key: str, dates: Sequence[str]) -> str:
    if key == ORDER:
        forms = "\n".join(f"  {form}: {_read_as(form, dates)}" for form in _forms(dates) or DAYS)
        return f"The file writes its days in figures. What do they mean?\n{forms}\n  Form of days"
    if key == MONEY:
        return "The currency of the account, such as USD.\n  Currency"
    return f"{_ASKED[key]}\n  Its number"


def _read_as(form: str, dates: Sequence[str]) -> str:
    """What a form of days means, with a day of the file that shows it: one that another form would
    read otherwise, if there is one.
    """
    order = ", then ".join(_PARTS[part] for part in form if part in _PARTS)
    read = [(each, day) for each in dates if (day := day_in_form(form, each)) is not None]
    shown = next((each for each in read if each[1].day != each[1].month), read[0] if read else None)
    return f"{order}; {shown[0]} is {day_in_words(shown[1])}" if shown else order


def _enter(key: str, before: Mapping[str, str]) -> str:
    """What Enter takes."""
    is_optional = key in COLUMNS and key not in NEEDED
    if kept := before.get(key):
        return f" [{kept}]" + (f" ({NONE}: there is none)" if is_optional else "")
    return " (Enter: there is none)" if is_optional else ""


def _read(key: str, answer: str, names: Sequence[str]) -> str:
    """An answer as it is kept; a heading may be typed too. Raises UsageError."""
    if key == ORDER:
        return one_of(answer, tuple(DAYS), "form of days")
    if key == MONEY:
        if not answer:
            raise UsageError("An answer is needed: the currency of the account, such as USD.")
        if decimals_of(answer.upper()) is None:
            raise UsageError(no_currency(printable(answer)))
        return answer.upper()
    if answer in ("", NONE) and key not in NEEDED:
        return ""
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(names):
        return names[int(answer) - 1]
    if answer in names:
        return answer
    raise UsageError(f"Type a number from 1 to {len(names)}.")


def _forms(values: Sequence[str]) -> list[str]:
    """The forms of days that a whole column allows."""
    days = [each for each in values if re.search("[0-9]", each)]  # others name a total
    return [form for form in DAYS if all(in_form(form, each) for each in days)]


def days_of(values: Sequence[str]) -> str:
    """How days are written, if the whole column allows one form only; else nothing."""
    fits = _forms(values)
    return fits[0] if len(fits) == 1 or (fits and fits[0] == "y-m-d") else ""
