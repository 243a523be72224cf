"""The integers between a total and its amounts, as the formulas of the workbook show them.

They are taken from the assessment itself, so that the values cached beside the formulas are its own; that the formulas
give the same is proved by recalculating them in the tests.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.rates import WHOLE_RATE
from ccmcost.statement.workbook import StateRow, Workbook


class Scalars(NamedTuple):
    """Figures that stand once. Sums of rates are in thousandths of a per cent; `dividend` and `divisor` in the unit that
    the policy counts in (billing units, but minor units if the residual is left). The last six are for `straight`.
    """

    minor: int
    sign: int
    unit: int
    power: int
    payers: int
    sum_of_rates: int
    dividend: int
    divisor: int
    quotient: int
    remainder: int
    denominator: int
    rounded: int
    missing: int
    left: int
    others: int = 0
    parties: int = 0
    rest_rate: int = 0
    parties_quotient: int = 0
    parties_remainder: int = 0
    carried: int = 0


class Working(NamedTuple):
    """Figures of one State; all zero if it bears nothing. `part` and `rest` are numerators over the denominator."""

    running: int
    weight: int
    share: float
    part: int
    whole: int
    rest: int
    rounded: int
    key: int
    size: int
    rank: int
    residual: int
    exact: float
    minor: int


def scalars_of(book: Workbook) -> Scalars:
    """The figures that stand once."""
    total, lines = book.total, [line for _, line in book.bearing]
    minor, sign = abs(total.minor), -1 if total.minor < 0 else 1
    leaves = book.rule.residual == "none"
    rates = sum(line.payer.weight for line in lines)
    straight = book.rule.states_not_party == "straight"
    spread = book.unit if leaves else 1
    dividend = minor if leaves else minor // book.unit
    divisor = (WHOLE_RATE if straight else max(1, rates)) * spread
    quotient, remainder = divmod(dividend, divisor)
    rounded = sum(abs(line.amount) // book.unit - sign * line.rounding for line in lines)
    given = Scalars(
        minor=minor,
        sign=sign,
        unit=book.unit,
        power=10**total.decimals,
        payers=len(lines),
        sum_of_rates=rates,
        dividend=dividend,
        divisor=divisor,
        quotient=quotient,
        remainder=remainder,
        denominator=divisor,
        rounded=rounded,
        missing=0 if leaves else dividend - rounded,
        left=book.residual,
    )
    return _straight(given, book) if straight else given


def _straight(given: Scalars, book: Workbook) -> Scalars:
    others = sum(line.payer.weight for state, line in book.bearing if not state.is_party)
    parties = given.sum_of_rates - others
    rest_rate = WHOLE_RATE - others
    carry, carried = divmod(given.remainder * rest_rate, given.divisor)
    quotient, remainder = divmod(given.quotient * rest_rate + carry, max(1, parties))
    return given._replace(
        others=others,
        parties=parties,
        rest_rate=rest_rate,
        parties_quotient=quotient,
        parties_remainder=remainder,
        carried=carried,
        denominator=given.divisor * max(1, parties),
    )


def working_of(book: Workbook, scalars: Scalars) -> tuple[Working, ...]:
    """The figures of every State, in the order of the workbook's States."""
    keys = {state.code: _key(state, book, scalars) for state, _ in book.bearing}
    sizes = _places(book, keys if book.is_live else {state.code: abs(line.exact) for state, line in book.bearing})
    claims = {state.code: _fraction(state, book)[1] for state, _ in book.bearing}
    ranks = _places(book, claims) if book.rule.residual == "largest_remainder" else sizes
    rows, running = [], 0
    for state in book.states:
        running += state.bears
        code = state.code
        figures = _figures(state, book, scalars)
        rank = 0 if book.rule.residual == "none" else ranks.get(code, 0)
        rows.append(figures._replace(running=running, key=keys.get(code, 0), size=sizes.get(code, 0), rank=rank))
    return tuple(rows)


def _figures(state: StateRow, book: Workbook, scalars: Scalars) -> Working:
    line = state.line
    if line is None:
        return Working(*(0,) * len(Working._fields))
    weight = line.payer.weight
    whole, fraction = _fraction(state, book)
    rest = int(fraction * scalars.denominator)
    exact = scalars.sign * (whole + rest / scalars.denominator) * book.unit / scalars.power
    residual = scalars.sign * line.rounding
    return Working(
        running=0,
        weight=weight,
        share=_share(state, book, scalars),
        part=_part(state, weight, book, scalars),
        whole=whole,
        rest=rest,
        rounded=abs(line.amount) // book.unit - residual,
        key=0,
        size=0,
        rank=0,
        residual=residual,
        exact=exact if book.is_live else float(line.exact / scalars.power),
        minor=line.amount,
    )


def _fraction(state: StateRow, book: Workbook) -> tuple[int, Fraction]:
    assert state.line is not None
    units = abs(state.line.exact) / book.unit
    whole = units.numerator // units.denominator
    return whole, units - whole


def _share(state: StateRow, book: Workbook, scalars: Scalars) -> float:
    assert state.line is not None
    weight = state.line.payer.weight
    if not book.is_live:
        return float(state.line.share.value * 100)
    if book.rule.states_not_party == "pooled":
        return 100 * weight / scalars.sum_of_rates
    if state.is_party:
        return 100 * weight * scalars.rest_rate / (WHOLE_RATE * scalars.parties)
    return 100 * weight / WHOLE_RATE


def _part(state: StateRow, weight: int, book: Workbook, scalars: Scalars) -> int:
    if book.rule.states_not_party == "pooled":
        return scalars.remainder * weight
    if state.is_party:
        rest = scalars.parties_remainder * weight % max(1, scalars.parties)
        return rest * scalars.divisor + scalars.carried * weight
    return scalars.remainder * weight % scalars.divisor * max(1, scalars.parties)


def _key(state: StateRow, book: Workbook, scalars: Scalars) -> int:
    """A whole number by which those that bear the cost stand in order of their exact amounts."""
    assert state.line is not None
    weight = state.line.payer.weight
    if book.rule.states_not_party == "pooled":
        return weight
    return weight * (scalars.rest_rate if state.is_party else scalars.parties)


def _places(book: Workbook, claims: dict[str, int] | dict[str, Fraction]) -> dict[str, int]:
    def order(pair: tuple[str, int, int]) -> tuple[int | Fraction, int, int]:
        code, weight, precedence = pair
        return (-claims[code], -weight, precedence)

    keyed = sorted(((state.code, line.payer.weight, state.precedence) for state, line in book.bearing), key=order)
    return {code: place for place, (code, _, _) in enumerate(keyed, 1)}
