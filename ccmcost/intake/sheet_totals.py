"""Rows of totals in a table of participants: their figures are checks on the rows above; and notes below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.columns import Header
from ccmcost.intake.found import shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.sheet import Sheet
from ccmcost.intake.vocabulary import TOTAL_ROWS

_TOTAL = re.compile(
    r"^(?:grand |sub ?|sous )?total(?:es|s|aux)?\b|^somme\b|^suma\b|^nombre total\b|^numero total\b|^number of\b"
)


def _words(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if not cell.replace(",", "").isdigit()), "")


def is_total(cells: Sequence[str]) -> bool:
    """Whether the cells of a row begin with the words of a total."""
    words = normal(_words(cells))
    return words in TOTAL_ROWS or _TOTAL.match(words) is not None


def is_note(cells: Sequence[str], index: NameIndex) -> bool:
    """Whether a row below a total is a note that names no State: `Source: registration desk`."""
    return len(cells) == 1 and ":" in cells[0] and not index.named_in(cells[0]) and index.near(cells[0]) is None


def check_totals(
    sheet: Sheet, header: Header, row: int, starts: Sequence[int], totals: Collection[int], states: int, account: Account
) -> None:
    """Hold a row of totals against the rows above it, from each of `starts`: those of its section, and all of them.

    A figure must be the sum of its column, the number of its rows or that of the States read so far.
    """
    text, place = _words([cell for cell in sheet.rows[row] if cell]), sheet.place(row, 0)
    number = re.search(r"\b([0-9]{1,4})\b", text)
    if number is not None and re.search(r"\b(?:states?|countries|etats?|estados?|pays|paises)\b", normal(text)):
        account.check(f'States stated in "{shown(text, 40)}"', number[1], str(states), place)
    for column, cell in enumerate(sheet.rows[row]):
        if not cell.isdigit() or column in [name.at for name in header.names]:
            continue
        fits, figures = {states}, [0]
        for first in starts:
            above = [sheet.plain(other, column) for other in range(first, row) if other not in totals]
            figures = [int(value) for value in above if value.isdigit() and len(value) < 10]
            fits |= {sum(figures), len(figures), sum(1 for value in above if value)}
        if int(cell) not in fits:
            head = header.labels[column] if column < len(header.labels) else ""
            account.check(f'total of the column "{shown(head, 40)}"', cell, str(sum(figures)), place)
