"""A cell of a treaty table: the day of a deed, and the letter beside it that says what kind of deed it was."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ccmcost.model.calendar import parse_day

_MONTHS = {
    month: number
    for number, month in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_DAY = re.compile(
    r"(?P<day>[0-9]{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>[0-9]{4})|(?P<whole>[0-9]{4}-[0-9]{2}-[0-9]{2})"
)
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
}
_HEADS = ("accession", "acceptance", "approval", "succession", "definitive signature", "formal confirmation", "ratification")
_REST = re.compile(r"[\s,;.*†‡()\[\]0-9/-]*")


class Deed(NamedTuple):
    """The days that a cell holds, the kind of the deed, and what is wrong with the cell (a sentence without its subject)."""

    days: tuple[date, ...]
    kind: str = ""
    fault: str = ""

    @property
    def day(self) -> date | None:
        """The day, if there is one and nothing is wrong."""
        return self.days[0] if self.days and not self.fault else None


def deed_of(text: str, head: str = "") -> Deed:
    """The deed in a cell. The heading of its column says the kind, where no letter does and it names one only."""
    found = list(_DAY.finditer(text))
    days = tuple(day for day in map(_day, found) if day is not None)
    if not found or len(days) != len(found):
        return Deed(days, "", "is not a date such as 3 Dec 2008 or 2008-12-03.")
    if len(days) > 1:
        return Deed(days, "", "holds several dates. Keep the one that counts.")
    if re.search(r"\[[^\]]*[0-9]{4}", text):
        return Deed(days, "", "stands in brackets: it no longer holds. Take it out, or say --withdrawn STATE=DATE.")
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    letters = re.findall(r"(?<![A-Za-z])(AA|[aAdscPnR])(?![A-Za-z])", rest)
    left = re.sub(r"(?<![A-Za-z])(AA|[aAdscPnR])(?![A-Za-z])", "", rest)
    spelt = [kind for kind in _HEADS if re.search(rf"\b{kind}\b", left, re.IGNORECASE)]
    for kind in spelt:
        left = re.sub(rf"\b{kind}\b", "", left, flags=re.IGNORECASE)
    if len(letters) + len(spelt) > 1 or not _REST.fullmatch(left):
        return Deed(days, "", "says more than a date and the letter of its kind.")
    named = [kind for kind in _HEADS if re.search(rf"\b{kind}\b(?!\s*\()", head, re.IGNORECASE)]
    kind = spelt[0] if spelt else _KINDS[letters[0]] if letters else named[0] if len(named) == 1 else ""
    return Deed(days, kind)


def _day(match: re.Match[str]) -> date | None:
    if match["whole"]:
        return parse_day(match["whole"])
    month = _MONTHS.get(match["month"][:3].casefold())
    return parse_day(f"{match['year']}-{month:02d}-{int(match['day']):02d}") if month else None
