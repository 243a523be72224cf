"""What must hold of every assessment before anything is written.
Tolerance zero, recomputed apart from the calculation.
"""

from __future__ import annotations

from fractions import Fraction

from ccmcost.errors import TieOutError
from ccmcost.model.assessment import Assessment
from ccmcost.model.rule import Rule


def tie_out(assessment: Assessment, rule: Rule) -> None:
    """Raise TieOutError naming every invariant that does not hold."""
    lines, unit, total = assessment.lines, assessment.unit, assessment.total.minor
    residual, codes = assessment.residual, [line.code for line in lines]
    bound = unit * (Fraction(3, 2) if rule.residual == "largest_amounts" else 1)
    invariants = {
        "amounts and residual sum to the total": (
            sum(line.amount for line in lines) + residual == total
        ),
        "every residual unit has an owner, unless the rule leaves it": (
            rule.residual == "none" or residual == 0
        ),
        "shares sum to one": sum((line.share.value for line in lines), Fraction(0)) == 1,
        "exact amounts follow from shares": all(
            line.exact == line.share.value * total for line in lines
        ),
        "billed amounts lie within the bound of the rounding policy": all(
            abs(line.amount - line.exact) <= bound for line in lines
        ),
        "no amount has the sign opposite to the total": all(
            line.amount * total >= 0 for line in lines
        ),
        "every payer stands once, in order of code": codes == sorted(set(codes)),
        "amounts are whole billing units": all(line.amount % unit == 0 for line in lines),
    }
    broken = [name for name, holds in invariants.items() if not holds]
    if broken:
        raise TieOutError(
            "totals do not tie, nothing was written. Broken: " + "; ".join(broken) + "."
        )
