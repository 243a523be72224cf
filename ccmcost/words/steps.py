"""What is to be said, before a language is chosen: a key of the catalogue with figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.money import Money
from ccmcost.model.rates import Years


class Exact(NamedTuple):
    """An exact amount in minor units that is shown with more decimals than the currency has."""

    value: Fraction
    money: Money


class Percent(NamedTuple):
    """A share shown in per cent with six decimals."""

    share: Fraction


class RateFigure(NamedTuple):
    """A rate or a sum of rates, shown in per cent with three decimals."""

    thousandths: int


class Code(NamedTuple):
    """A State, shown by its name in the language; as `{of_state}` a phrase names what belongs to
    the State called `state`.
    """

    code: str


class Codes(NamedTuple):
    """Several States, shown by their names in the language."""

    codes: tuple[str, ...]


class Named(NamedTuple):
    """A name by language; English where a language has none."""

    names: Mapping[str, str]


class Listed(NamedTuple):
    """Several references or days in one text, the last after the language's `and`."""

    parts: tuple[FromData | date, ...]


class FromData(NamedTuple):
    """A text as the data write it, in English: evidence, a source, the basis of a rate. What is the
    project's own words is said in every language, what is a document's title stands as it is.
    """

    text: str


class Step(NamedTuple):
    """A phrase to be said: a key of the catalogue and the figures that its sentence needs."""

    key: str
    figures: dict[str, Figure]


Figure = (
    int
    | str
    | date
    | list[date]
    | Years
    | Money
    | Exact
    | Percent
    | RateFigure
    | Code
    | Codes
    | Named
    | Listed
    | FromData
    | Step
)


def say(key: str, /, **figures: Figure) -> Step:
    """A phrase to be said, with its figures by name."""
    return Step(key, figures)


class Joined(NamedTuple):
    """Several values in one text, parted as the language parts texts unless `between` says how."""

    parts: tuple[object, ...]
    between: str = ""
