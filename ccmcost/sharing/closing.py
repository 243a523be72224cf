"""What follows the table of an assessment on a screen: a block of fewer than ten lines with its
sum, its largest amounts, what is provisional in it and where to open the files.

Its phrases stand here, since reading the catalogue would take longer than the calculation.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.tables.screen import PLAIN, Style, prose
from ccmcost.words.status import assumed_rates, bearing, provisional

LARGEST = 3
MOST_LINES = 9
LONGEST_NAME = 26
"""A longer name gives way to the code; the table has both."""


def closing(result: Apportionment, style: Style = PLAIN, opened: str = "") -> list[str]:
    """The block, each point a paragraph; `opened` says where the files are, empty if none were
    written.
    """
    first, *others = points(result)
    label, total = first
    marked = (label, f"{total.removesuffix('.')}{''.join(_marks(result))}.")
    told = (marked, *others, ("Open", opened))
    return [line for label, text in told if text for line in paragraph(label, text, style)]


def points(result: Apportionment) -> list[tuple[str, str]]:
    """What there is to say, each point with its label, the sum first."""
    told = (
        ("Total", _total(result)),
        ("Largest", _largest(result)),
        ("Provisional", provisional(result)),
        ("Assumed rates", assumed_rates([result])),
    )
    return [(label, text) for label, text in told if text]


def paragraph(label: str, text: str, style: Style = PLAIN) -> list[str]:
    """One point of the block: its label, then what there is to say."""
    first, *rest = prose(f"{label}: {text}", rest="  ")
    return [f"{style.bold(label)}{first[len(label) :]}", *rest]


def by_size(result: Apportionment) -> list[Line]:
    """The lines, largest amount (or credit) first; equal ones in order of code."""
    return sorted(result.assessment.lines, key=lambda line: (-abs(line.amount), line.code))


def _total(result: Apportionment) -> str:
    total, assessment = result.cost.total, result.assessment
    tied = "the amounts add up to it"
    if assessment.residual:
        residual = total.of(assessment.residual)
        tied = (
            f"with a rounding difference of {residual}, not charged to any State, "
            "the amounts add up to it"
        )
    return f"{total}, shared among {bearing(result)}; {tied}."


def _marks(result: Apportionment) -> Iterator[str]:
    """What the asterisks of the table mean."""
    lines = result.assessment.lines
    borne = [line.rounding for line in lines if line.rounding]
    if borne:
        unit = result.cost.total.of(abs(result.assessment.unit) * borne[0])
        shown = f"{unit.currency} {'+' if unit.minor > 0 else ''}{unit.grouped()}"
        yield f" ({len(borne)} with *: {shown} of rounding)"


def _largest(result: Apportionment) -> str:
    total = result.cost.total
    largest = by_size(result)[:LARGEST]
    names = [result.states.name(line.code) for line in largest]
    if max(map(len, names)) > LONGEST_NAME:  # a code beside names would look like another thing
        names = [line.code for line in largest]
    shown = (
        f"{name} {total.of(line.amount).grouped()}"
        for name, line in zip(names, largest, strict=True)
    )
    return f"{', '.join(shown)}."


def short_name(name: str, code: str) -> str:
    """The name of a State, or its code where the name is long."""
    return name if len(name) <= LONGEST_NAME else code
