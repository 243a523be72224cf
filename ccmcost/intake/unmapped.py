"""Columns of an extract that nobody mapped, and what they may say of its sums all the same: on
which side one is, in which currency, and that it is not booked. Headings and values may tell it, in
the words of words.toml; a person maps such a column, or says that it has no meaning here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ccmcost.intake.names import normal
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
    said = value in known or any(word in known for word in words if len(words) > 1)
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
    if head in STATE_HEADINGS and not all(_is_one_of(value, BOOKED) for value in said):
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


def _is_currency(value: str) -> bool:
    return decimals_of(value.upper()) is not None
