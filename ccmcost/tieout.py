"""What must hold of every assessment before anything is written.
Tolerance zero, recomputed apart from the calculation.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ccmcost.errors import TieOutError
from ccmcost.model.assessment import Assessment
from ccmcost.model.rule import Rule

Check = Callable[[Assessment, Rule], bool]


def _amounts_and_residual_sum_to_total(assessment: Assessment, rule: Rule) -> bool:
    return (
        sum(line.amount for line in assessment.lines) + assessment.residual
        == assessment.total.minor
    )


def _residual_has_an_owner(assessment: Assessment, rule: Rule) -> bool:
    return rule.residual == "none" or assessment.residual == 0


def _shares_sum_to_one(assessment: Assessment, rule: Rule) -> bool:
    return sum((line.share.value for line in assessment.lines), Fraction(0)) == 1


def _exact_amounts_follow_from_shares(assessment: Assessment, rule: Rule) -> bool:
    return all(line.exact == line.share.value * assessment.total.minor for line in assessment.lines)


def _amounts_lie_near_exact_ones(assessment: Assessment, rule: Rule) -> bool:
    bound = Fraction(3, 2) if rule.residual == "largest_amounts" else 1
    return all(
        abs(line.amount - line.exact) <= bound * assessment.unit for line in assessment.lines
    )


def _no_amount_has_the_other_sign(assessment: Assessment, rule: Rule) -> bool:
    return all(line.amount * assessment.total.minor >= 0 for line in assessment.lines)


def _every_payer_stands_once_in_order(assessment: Assessment, rule: Rule) -> bool:
    codes = [line.code for line in assessment.lines]
    return codes == sorted(set(codes))


def _amounts_are_whole_units(assessment: Assessment, rule: Rule) -> bool:
    return all(line.amount % assessment.unit == 0 for line in assessment.lines)


INVARIANTS: dict[str, Check] = {
    "amounts and residual sum to the total": _amounts_and_residual_sum_to_total,
    "every residual unit has an owner, unless the rule leaves it": _residual_has_an_owner,
    "shares sum to one": _shares_sum_to_one,
    "exact amounts follow from shares": _exact_amounts_follow_from_shares,
    "billed amounts lie within the bound of the rounding policy": _amounts_lie_near_exact_ones,
    "no amount has the sign opposite to the total": _no_amount_has_the_other_sign,
    "every payer stands once, in order of code": _every_payer_stands_once_in_order,
    "amounts are whole billing units": _amounts_are_whole_units,
}


def tie_out(assessment: Assessment, rule: Rule) -> None:
    """Raise TieOutError naming every invariant that does not hold."""
    broken = [name for name, holds in INVARIANTS.items() if not holds(assessment, rule)]
    if broken:
        raise TieOutError(
            "totals do not tie, nothing was written. Broken: " + "; ".join(broken) + "."
        )
