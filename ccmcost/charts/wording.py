"""Words of charts: counts, percentages, lists of names, and the verbs of a charge or a credit.
In English.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import share_text

_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


class Voice(NamedTuple):
    """How a result speaks: of a cost that States carry, or of a credit that they receive."""

    noun: str
    one: str
    many: str
    bearer: str
    bearers: str

    def counted(self, count: int) -> str:
        """`three States`, `one State`, `111 States`."""
        return f"{count_words(count)} {self.bearer if count == 1 else self.bearers}"

    def verb(self, count: int) -> str:
        """`carries` for one, else `carry`."""
        return self.one if count == 1 else self.many


def voice_of(result: Apportionment) -> Voice:
    """The words for this result; whoever bears the cost is a State unless a rule names an
    organization.
    """
    mixed = any(line.payer.role == "organization" for line in result.assessment.lines)
    bearers = ("payer", "payers") if mixed else ("State", "States")
    if result.cost.total.minor < 0:
        return Voice("credit", "receives", "receive", *bearers)
    return Voice("cost", "carries", "carry", *bearers)


def count_words(count: int) -> str:
    """`three` up to twelve, digits beyond."""
    return _COUNTS[count] if count < len(_COUNTS) else f"{count:,}"


def sentence_case(text: str) -> str:
    """The first letter as a capital."""
    return text[:1].upper() + text[1:]


def per_cent(share: Fraction, decimals: int = 1) -> str:
    """A share in per cent for reading; one that rounds to none or all of the whole without being it
    is not shown as such.
    """
    least = Fraction(1, 10**decimals)
    if 0 < share * 100 < least / 2:
        return f"less than {share_text(least / 100, decimals)}"
    if 100 - least / 2 <= share * 100 < 100:
        return f"more than {share_text(1 - least / 100, decimals)}"
    return share_text(share, decimals)


def label_share(share: Fraction) -> str:
    """A share as a label in a chart: two decimals and the sign;
    what is not zero never reads as zero.
    """
    return "< 0.01 %" if 0 < share * 100 < Fraction(1, 200) else f"{share_text(share, 2)} %"


def ratio_text(ratio: Fraction, decimals: int = 2) -> str:
    """A ratio rounded half up: `2.22`, `4,761.90`."""
    whole, _, digits = share_text(ratio / 100, decimals).partition(".")
    return f"{int(whole):,}.{digits}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """`Japan, Germany and France`; beyond `most` names, the first ones and how many others."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} others"
    return (
        " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""
    )


def ranked(result: Apportionment) -> tuple[Line, ...]:
    """The lines by share, largest first; equal shares by rate, then by code."""
    return tuple(
        sorted(
            result.assessment.lines,
            key=lambda line: (-line.share.value, -line.payer.weight, line.code),
        )
    )


def total_share(lines: Sequence[Line]) -> Fraction:
    """The sum of the shares of some lines."""
    return sum((line.share.value for line in lines), Fraction(0))
