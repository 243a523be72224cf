"""Probabilities of taking part: a CSV with `iso3`, `probability` (plain decimals between 0 and 1)
and `basis`.
"""

from __future__ import annotations

from fractions import Fraction

from ccmcost.load.reader import Reader
from ccmcost.load.states import Finder
from ccmcost.load.table import read_table
from ccmcost.model.money import scaled_int
from ccmcost.model.rates import Probability
from ccmcost.model.source import SourceFile

COLUMNS = ("iso3", "probability", "basis")
DECIMALS = 9


def read_probabilities(
    reader: Reader, source: SourceFile | None, finder: Finder
) -> dict[str, Probability]:
    """The probabilities by State, in order of code; what is wrong goes to the reader's findings."""
    found: dict[str, Probability] = {}
    for row in read_table(source, reader.findings, COLUMNS):
        code, text, basis = finder.code(row.get("iso3")), row.get("probability"), row.get("basis")
        scaled = scaled_int(text, DECIMALS)
        if code is None:
            row.error("state-unknown", finder.unknown(row.get("iso3")), "iso3")
        elif code in found:
            row.error("state-twice", f"{code} stands twice. Remove one of the rows.", "iso3")
        elif scaled is None or not 0 <= scaled <= 10**DECIMALS:
            message = (
                f'"{text}" is no probability. Write plain decimals between 0 and 1, such as 0.25 '
                "(not 25 or 25%)."
            )
            row.error("number-bad", message, "probability")
        elif not basis:
            message = (
                f"the probability of {code} has no basis. Say what it rests on: whose judgement, "
                "which record."
            )
            row.error("value-bad", message, "basis")
        else:
            found[code] = Probability(Fraction(scaled, 10**DECIMALS), basis)
    return {code: found[code] for code in sorted(found)}
