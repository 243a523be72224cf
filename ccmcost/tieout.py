"""What must hold of every assessment before anything is written.
Tolerance zero, recomputed apart from the calculation.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ccmcost.errors import TieOutError
from ccmcost.model.assessment import Assessment, Line
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
        "sums that the rule names are billed as they are": total == 0 or _sums_stand(lines, rule),
        "nobody below the threshold pays": all(
            line.amount == 0 for line in lines if line.share.kind == "threshold"
        ),
        "relief is borne by those whom the rule names": _relief_ties(lines, rule),
    }
    broken = [name for name, holds in invariants.items() if not holds]
    if broken:
        raise TieOutError(
            "totals do not tie, nothing was written. Broken: " + "; ".join(broken) + "."
        )


def _sums_stand(lines: Sequence[Line], rule: Rule) -> bool:
    """Whether each fixed sum is billed to the last unit, and nobody who shares pays less than the
    minimum.
    """
    least = rule.minimum.minor if rule.minimum is not None else 0
    return all(
        abs(line.amount) == rule.fixed_amounts[line.code].minor
        if line.code in rule.fixed_amounts
        else abs(line.amount) >= least or line.share.kind == "threshold"
        for line in lines
    )


def _relief_ties(lines: Sequence[Line], rule: Rule) -> bool:
    """Whether one factor leads from rates to shares: of the whole rate of a State without relief,
    of what is left of one with relief, and of what the named States bear besides their own.
    """
    relief = rule.relief
    if relief is None or rule.share_decimals is not None:
        return True
    weighed = [line for line in lines if line.share.kind not in ("fixed_amount", "threshold")]
    lost = sum(line.payer.weight * relief.discount(line.code) for line in weighed)
    bearing = sum(line.payer.weight for line in weighed if line.code in relief.borne_by)
    factors = set()
    for line in (line for line in weighed if line.share.kind == "pro_rata"):
        borne = lost / bearing if line.code in relief.borne_by and bearing else 0
        weight = line.payer.weight * (1 - relief.discount(line.code) + borne)
        factors.add(line.share.value / weight if weight else None)
    return len(factors - {None}) <= 1
