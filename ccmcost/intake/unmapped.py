"""Columns of an extract that nobody mapped, and what they may say of its sums all the same: on
which side one is, in which currency, and that it is not booked. Headings and values may tell it, in
the words of words.toml; a person maps such a column, or says that it has no meaning here. And that
a column which was taken for that of the sums is the running balance of another one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ccmcost.intake.names import normal
from ccmcost.intake.stated import says_balance
from ccmcost.intake.vocabulary import (
    BESIDE_SIDES,
    BOOKED,
    CAME_IN,
    CURRENCY_HEADINGS,
    NOT_BOOKED,
    PLAIN_NO,
    SIDE_HEADINGS,
    STATE_HEADINGS,
    WENT_OUT,
)
from ccmcost.model.calendar import in_figures, typed_day
from ccmcost.model.money import decimals_of

Values = Collection[tuple[str, int]]
"""What stands in a column, each with the sum of its row in minor units."""


def words_of(text: str) -> str:
    """A heading or a value as it is compared; a sign alone stays as it is."""
    return normal(text) or text.strip()


def _is_one_of(value: str, known: Collection[str]) -> bool:
    """Whether a value says one of some words and nothing else: `Bank charge` is a charge, `Charge
    d'affaires` is not.
    """
    words = value.split()
    said = value in known or any(word in known for word in words)
    return said and all(word in known or word in BESIDE_SIDES or value in known for word in words)


def side_of(text: str) -> int:
    """1 for words that say that a sum came in, -1 that it went out, 0 for others."""
    value = words_of(text)
    return _is_one_of(value, CAME_IN) - _is_one_of(value, WENT_OUT)


def doubt(heading: str, values: Values, mapped: Mapping[str, str], currency: str) -> str:
    """What a column may say that nobody mapped, and how to go on; empty if it says nothing of sums.
    `mapped` are the headings of columns that somebody did map, `currency` is that of the extract.
    """
    head, said = words_of(heading), {words_of(text) for text, _ in values}
    if not said:
        return ""
    if not {"debit", "side"} & mapped.keys() and _says_a_side(head, values):
        return f'may say on which side a sum is. Map it: --column "side={heading}"'
    is_currency = head in CURRENCY_HEADINGS or all(map(_is_currency, said))
    if is_currency and "currency" not in mapped and said != {words_of(currency)}:
        return f'says a currency. Map it: --column "currency={heading}"'
    if head in NOT_BOOKED and not said <= PLAIN_NO:
        return "may say that entries are not booked. Take those out"
    if any(_is_one_of(value, NOT_BOOKED) for value in said):
        return "says that entries are not booked. Take those out"
    are_days = all(in_figures(text) or typed_day(text) for text, _ in values)
    is_booked = are_days or all(_is_one_of(value, BOOKED) for value in said)
    if head in STATE_HEADINGS and not is_booked:
        return "may say that entries are not booked. Take out those that are not"
    return ""


def _says_a_side(head: str, values: Values) -> bool:
    """Whether a column may say that a sum without a minus sign went out."""
    plus = {words_of(text) for text, minor in values if minor > 0}
    minus = {words_of(text) for text, minor in values if minor < 0}
    if any(len(value) > 1 and side_of(value) < 0 for value in plus):
        return True
    if any(side_of(value) > 0 for value in plus) and any(value in BESIDE_SIDES for value in plus):
        return True  # a payment beside a receipt is one that was made
    is_told = len(plus) < 2 and minus and not plus & minus  # by the signs of the sums
    said = plus | minus
    return not is_told and (head in SIDE_HEADINGS or (bool(said) and all(map(side_of, said))))


Figures = Sequence[Decimal] | Sequence[int]
"""What stands in a column, row by row; 0 where no figure stands."""


def balance_of(heading: str, figures: Figures, others: Mapping[str, Figures]) -> tuple[str, ...]:
    """The headings of the columns by whose figures those of a column rise and fall from row to row:
    then it is a running balance, and none of sums. None if it is no balance.

    A heading that says a balance needs one step that shows it. Two sums of which each may be the
    balance of the other show nothing.
    """
    is_said = says_balance(heading)
    found = _moved_by(figures, others, 1 if is_said else 2)
    is_open = not is_said and any(_moved_by(others[each], {heading: figures}, 1) for each in found)
    return () if is_open else found


def balance_told(heading: str, movers: Sequence[str]) -> str:
    """What is said of a running balance that was taken for a column of sums."""
    listed = " and ".join(f'"{each}"' for each in movers)
    return (
        f'the figures of "{heading}" look like a running balance: they rise and fall by those of '
        f"{listed}."
    )


def _moved_by(figures: Figures, others: Mapping[str, Figures], least: int) -> tuple[str, ...]:
    """The columns that hold every step from row to row, in either order of the rows, of which there
    are so many at least.
    """
    for rows in (range(len(figures)), range(len(figures))[::-1]):
        steps = [(row, abs(figures[row] - figures[before])) for before, row in pairwise(rows)]
        moved, stays = [each for each in steps if each[1]], [row for row, step in steps if not step]
        holding = [
            {name for name, cells in others.items() if abs(cells[row]) == step}
            for row, step in moved
        ]
        if len(holding) < least or not all(holding):
            continue
        found = set.intersection(*holding) or set.union(*holding)
        if not any(others[each][row] for each in found for row in stays):
            return tuple(each for each in others if each in found)
    return ()


def _is_currency(value: str) -> bool:
    return decimals_of(value.upper()) is not None
