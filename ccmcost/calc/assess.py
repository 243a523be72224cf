"""From payers, a rule and a total to the assessment: one exact and one billed amount per payer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ccmcost.calc.rounding import Units, apportion_units
from ccmcost.calc.shares import shares_of
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Assessment, Line, Payer, ShareKind
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Rule

SUMS: frozenset[ShareKind] = frozenset({"fixed_amount", "minimum"})
"""The kinds of shares that are sums of money which the rule names: they bear no residual unit."""


def assess(payers: Sequence[Payer], rule: Rule, total: Money) -> Assessment:
    """The assessment of `total` (a credit if negative: the exact mirror of the same charge) on the
    payers.

    Raises DataError if the total is out of range, the billing unit does not fit, or the rule cannot
    be met.
    """
    unit = billing_unit(rule, total)
    sign, magnitude = (-1, -total.minor) if total.minor < 0 else (1, total.minor)
    shares = shares_of(payers, rule, total)
    exact = {code: share.value * magnitude / unit for code, share in shares.items()}
    weights = {payer.code: payer.weight for payer in payers}
    named = {code for code, share in shares.items() if share.kind in SUMS}
    rounded = {code: Units(int(exact[code]), 0) for code in named}
    left = magnitude // unit - sum(each.units for each in rounded.values())
    others = {code: value for code, value in exact.items() if code not in named}
    rounded |= apportion_units(others, left, rule.residual, weights)
    lines = tuple(
        Line(
            payer=payer,
            share=shares[payer.code],
            exact=sign * exact[payer.code] * unit,
            amount=sign * rounded[payer.code].units * unit,
            rounding=sign * rounded[payer.code].borne,
        )
        for payer in sorted(payers)
    )
    return Assessment(total, unit, lines, total.minor - sum(line.amount for line in lines))


def assess_or_nothing(payers: Sequence[Payer], rule: Rule, total: Money) -> Assessment:
    """As `assess`, but of a total of zero too: the shares as of any other total, and no amount.

    A meeting that was billed and then cost nothing is settled so. Raises DataError as `assess`
    does.
    """
    if total.minor:
        return assess(payers, rule, total)
    free = rule._replace(unit=None, minimum=None, fixed_amounts={})
    shared = assess(payers, free, total.of(1))
    lines = tuple(line._replace(exact=Fraction(0), amount=0, rounding=0) for line in shared.lines)
    return Assessment(total, 1, lines, 0)


def billing_unit(rule: Rule, total: Money) -> int:
    """The rule's billing unit in minor units of the total's currency (one minor unit if the rule
    names none).
    """
    if not 0 < abs(total.minor) <= LARGEST_TOTAL:
        raise DataError(
            [
                Finding(
                    "",
                    0,
                    "",
                    "total-range",
                    f"the total {total} is not between 1 and 10^15 minor units.",
                )
            ]
        )
    unit = (rule.unit or Fraction(1, 10**total.decimals)) * 10**total.decimals
    if unit.denominator != 1:
        smallest = total.of(1)
        message = (
            f"the billing unit of {rule.id} is no multiple of {smallest}, the smallest unit of "
            f"{total.currency}."
        )
        raise DataError([Finding(rule.file, 0, "unit", "unit-currency", message)])
    if rule.residual != "none" and total.minor % unit.numerator:
        message = (
            f"the total {total} is no multiple of the billing unit {total.of(unit.numerator)} of "
            f"{rule.id}, so the amounts "
            f'could not sum to it. Change the total, the unit, or use residual = "none".'
        )
        raise DataError([Finding(rule.file, 0, "unit", "unit-currency", message)])
    _check_sums(rule, total, int(unit))
    return int(unit)


def _check_sums(rule: Rule, total: Money, unit: int) -> None:
    """That the sums which the rule names are of the total's currency and whole billing units."""
    for each in rule.sums:
        if each.currency != total.currency:
            message = (
                f"{rule.id} names {each}, but the cost is in {total.currency}. Write the sums of "
                "the rule in the currency of the cost."
            )
            raise DataError([Finding(rule.file, 0, "", "unit-currency", message)])
        if each.minor % unit:
            message = f"{each}, which {rule.id} names, is no multiple of its billing unit."
            raise DataError([Finding(rule.file, 0, "", "unit-currency", message)])
