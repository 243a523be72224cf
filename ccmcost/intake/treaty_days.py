"""A cell of a treaty table: the day of a deed, and the letter beside it that says what kind of deed
it was.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import pattern, patterns
from ccmcost.model.calendar import (
    Order,
    day_in_order,
    day_order,
    in_figures,
    month_called,
    parse_day,
)

_DAY = pattern("day")
_KINDS = {
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "s": "definitive signature",
    "c": "formal confirmation",
    "P": "consent to be bound",
    "n": "provisional application",
    "R": "ratification",
    "r": "ratification",
}
_WORDS = patterns("deeds", re.IGNORECASE)
"""What says the kind of a deed in English, French and Spanish, without accents."""

_REST = re.compile(r"[\s,;.*†‡()\[\]0-9/-]*")


_FIGURES = re.compile(
    r"(?<![0-9/.-])(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])"
)


def with_named_days(sheet: Sheet) -> tuple[Sheet, Order, str]:
    """A table whose days in figures are written as in ISO 8601, with the order in which they were
    read and the text that proves it.

    One program wrote the table, so a column may show it for all. Where nothing shows it or columns
    contradict each other, and in a column that has days in ISO 8601 too, all stays as it is.
    """
    columns = [
        _FIGURES.findall("\n".join(cells)) for cells in zip_longest(*sheet.rows, fillvalue="")
    ]
    shown = dict(map(day_order, columns))
    shown.pop("", None)
    if len(shown) != 1:
        return sheet, "", ""
    ((order, proof),) = shown.items()

    def named(found: re.Match[str]) -> str:
        return str(day_in_order(found[0], order) or found[0])

    turned = [all(map(in_figures, texts)) for texts in columns]
    rows = tuple(
        tuple(_FIGURES.sub(named, cell) if turned[at] else cell for at, cell in enumerate(row))
        for row in sheet.rows
    )
    return sheet._replace(rows=rows), order, proof


class Deed(NamedTuple):
    """The days that a cell holds, the kind of the deed, and what is wrong with the cell (a sentence
    without its subject).
    """

    days: tuple[date, ...]
    kind: str = ""
    fault: str = ""

    @property
    def day(self) -> date | None:
        """The day, if there is one and nothing is wrong."""
        return self.days[0] if self.days and not self.fault else None


def kinds_in(text: str) -> list[str]:
    """The kinds of consent that a heading or a cell names in words."""
    return [kind for kind, words in _WORDS.items() if words.search(_flat(text))]


def kind_named(text: str) -> str:
    """The kind of consent that a cell names by its letter or in words;
    the text as it is, if it names no known one.
    """
    named = kinds_in(text)
    return named[0] if len(named) == 1 else _KINDS.get(text.strip(" ()"), text.strip())


def deed_of(text: str, head: str = "") -> Deed:
    """The deed in a cell. The heading of its column says the kind, where no letter does and it
    names one only, or only one without a letter: `Accession(a), Ratification`.
    """
    text, head = _flat(text), _flat(head)
    found = list(_DAY.finditer(text))
    days = tuple(day for day in map(_day, found) if day)
    if not found or len(days) != len(found):
        return Deed(days, "", "is not a date such as 3 Dec 2008 or 2008-12-03.")
    if len(days) > 1:
        return Deed(days, "", "holds several dates. Keep the one that counts.")
    if re.search(r"\[[^\]]*[0-9]{4}", text):
        return Deed(
            days,
            "",
            "stands in brackets: it no longer holds. If the State withdrew, say --withdrawn "
            "STATE=DATE; else take the brackets out.",
        )
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    letters = re.findall(r"(?<![A-Za-z])(AA|[aAdscPnRr])(?![A-Za-z])", rest)
    left = re.sub(r"(?<![A-Za-z])(AA|[aAdscPnRr])(?![A-Za-z])", "", rest)
    spelt = kinds_in(left)
    for kind in spelt:
        left = _WORDS[kind].sub("", left)
    if len(letters) + len(spelt) > 1 or not _REST.fullmatch(left):
        return Deed(days, "", "says more than a date and the letter of its kind.")
    if spelt or letters:
        return Deed(days, spelt[0] if spelt else _KINDS[letters[0]])
    alone = re.sub(r"\s*\([A-Za-z]{1,2}\)\s*$", "", head)
    named = [
        kind
        for kind in kinds_in(head)
        if re.search(rf"{_WORDS[kind].pattern}(?!\s*\()", head, re.IGNORECASE)
    ]
    named = named or [kind for kind, words in _WORDS.items() if words.fullmatch(alone.strip())]
    return Deed(days, named[0] if len(named) == 1 else "")


def _flat(text: str) -> str:
    """The text without accents."""
    return "".join(
        char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char)
    )


def _day(match: re.Match[str]) -> date | None:
    if match["whole"]:
        return parse_day(match["whole"])
    month = month_called(match["month"])
    return parse_day(f"{match['year']}-{month:02d}-{int(match['day']):02d}") if month else None
