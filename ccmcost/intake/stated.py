"""What a text states: that it is a total or a balance, how many States there are, and its figures.
Lists, tables of participants and lists of money ask it here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from ccmcost.intake.account import Account
from ccmcost.intake.found import Place, shown
from ccmcost.intake.names import normal
from ccmcost.intake.vocabulary import (
    COUNT_WORDS,
    OFFICE_TOTALS,
    STATE_WORDS,
    pattern,
    written_numbers,
)

_TOTALS = tuple(f"{words} " for words in OFFICE_TOTALS)
_STANDS = pattern("stands_on_account")
_OPENING = pattern("opening_balance")
_BALANCE = pattern("balance")
"""What no payer is called, so that its row is none even if it has a day and a number."""
STATES = re.compile(
    r"\b(?:states?|countries|d?etats?|estados?|pays|paises|parties|signat(?:or|air|ari)\w+)\b"
)
_OF_STATES = re.compile(rf"{STATES.pattern}|\b(?:delegations|delegaciones|observers)\b")
_OF_TREATY = re.compile(r"\b(?:convention|treaty|traite|tratado|convencion)\b")
_DAY = re.compile(r"\b[0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,10} (?:19|20)[0-9]{2}\b")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PARTED = re.compile(r"(?<=[0-9])[,.\s'’](?=[0-9]{3}\b)")
_FEWEST_NUMBERED = 4
_FIGURES = {
    ".": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"),
    ",": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]+)?"),
}
"""Figures by the mark before their decimals."""
_MINUS = "-\u2212\u2013"
MARKS = tuple(_FIGURES)
"""What may stand before decimals."""


def says_total(text: str) -> bool:
    """Whether a text is what a total is called, with its figure or without."""
    words = " ".join(re.sub("[0-9]+", " ", normal(text)).split())
    return words in OFFICE_TOTALS or words.startswith(_TOTALS)


def is_balance(text: str) -> bool:
    """Whether a text is what a balance is called, and nothing else."""
    return _BALANCE.fullmatch(normal(text)) is not None


def says_balance(text: str) -> bool:
    """Whether a text speaks of what stands on an account, not of what came in."""
    return _STANDS.search(normal(text)) is not None


def says_opening(text: str) -> bool:
    """Whether a text is what the balance before the entries is called."""
    return _OPENING.search(normal(text)) is not None


def states_counted(text: str) -> int | None:
    """The number of a text that is nothing but a number of States: `9 States Parties`, `States: 9`;
    None for any other text.
    """
    words, numbers = normal(text), numbers_of(text)
    if len(numbers) != 1 or not _OF_STATES.search(words) or _OF_TREATY.search(words):
        return None
    others = {word for word in words.split() if not word.isdecimal()} - COUNT_WORDS - STATE_WORDS
    return numbers[0] if not others or written_numbers(words) else None


def stated_in(text: str) -> list[int]:
    """The numbers that a text states if it is a total, or the number of States; else none."""
    return numbers_of(text) if says_total(text) or states_counted(text) is not None else []


def numbers_of(text: str) -> list[int]:
    """The whole numbers of a text, in figures, else in words; days and years are none."""
    words = normal(_PARTED.sub("", text))
    found = re.findall(r"\b[0-9]{1,6}\b", _DAY.sub(" ", words))
    numbers = [int(each) for each in found if not _YEAR.fullmatch(each)]
    return numbers or written_numbers(words)


def figure_in(cell: str, mark: str) -> Decimal | None:
    """The figure of a cell whose decimals stand behind a mark; None if the cell holds none."""
    bare = re.sub(r"[\s'’%]", "", cell)
    if not _FIGURES[mark].fullmatch(bare) or len(bare) > 20:
        return None
    return Decimal(re.sub(rf"[^0-9{mark}]", "", bare).replace(mark, "."))


def signed_figure(cell: str, mark: str) -> Decimal:
    """The same of a cell with a sign, brackets or letters beside its figure; 0 without one."""
    bare = "".join(char for char in cell if not (char.isalpha() or char.isspace()))
    value = figure_in(bare.strip(f"+(){_MINUS}"), mark)
    is_minus = bare[:1] in f"({_MINUS}" or bare[-1:] in _MINUS
    return (-value if is_minus else value) if value is not None else Decimal(0)


def figures_of(cell: str) -> set[Decimal]:
    """What a cell that holds a figure and nothing else may mean, by either mark before decimals."""
    return {value for mark in MARKS if (value := figure_in(cell, mark)) is not None}


def sums_of(cells: Iterable[str]) -> set[Decimal]:
    """The sums of the cells that hold figures, by either mark before decimals; and their number."""
    texts = list(filter(None, cells))
    figures = (
        [value for each in texts if (value := figure_in(each, mark)) is not None] for mark in MARKS
    )
    return {Decimal(len(texts)), *(sum(each, Decimal(0)) for each in figures)}


def hold_numbers(numbers: Sequence[int], place: Place, account: Account) -> None:
    """Where lines of States are numbered, the last number, which stands at `place`, is how many
    they are: else one of them is lost.
    """
    lost = numbers[-1] - len(numbers)
    is_running = numbers[0] == 1 and all(before < after for before, after in pairwise(numbers))
    if is_running and len(numbers) >= _FEWEST_NUMBERED and 0 < lost <= max(1, len(numbers) // 4):
        account.check("number of the last line", str(numbers[-1]), str(len(numbers)), place)


def hold_states(
    text: str, number: int, fits: Container[object], read: int, place: Place, account: Account
) -> None:
    """The number of States that a text states is one of those that fit; else `read` is theirs."""
    what = f'States stated in "{shown(text, 40)}"'
    account.check(what, str(number), str(number if number in fits else read), place)
