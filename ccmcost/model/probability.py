"""How likely a State is to take part, as somebody judged it, with the basis of that judgement."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple


class Probability(NamedTuple):
    """A probability between 0 and 1, exactly as written, and what it rests on."""

    value: Fraction
    basis: str


Probabilities = Mapping[str, Probability]
