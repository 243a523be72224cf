"""Ceilings and floors: who passes a limit is set to it and never released;
the rest are rescaled to what remains.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Payer, Share, ShareKind
from ccmcost.model.rates import share_text
from ccmcost.model.rule import Rule


def infeasible(rule: Rule, why: str) -> DataError:
    """The error of a rule whose fixed shares and limits these States cannot meet."""
    message = (
        f"the rule {rule.id} cannot be met: {why}. Change its fixed shares or limits, or the list."
    )
    return DataError([Finding(rule.file, 0, "", "limits-infeasible", message)])


def rescale(free: Sequence[Payer], remaining: Fraction, rule: Rule) -> dict[str, Share]:
    """Shares of the States that are free to move, summing to `remaining`, in proportion to rates
    within the limits.

    All limits are tested against one factor k = remaining / sum of rates, strictly beyond, LDC
    ceiling before ceiling. `single_pass` tests once, `iterated` until none passes. Precedents:
    CBD/COP/DEC/16/28 (once), Multilateral Fund (ceiling 22).
    """
    shares: dict[str, Share] = {}
    while True:
        factor = _factor(free, remaining, rule)
        beyond = _beyond(free, factor, rule)
        if not beyond:
            return shares | {payer.code: Share(payer.weight * factor, "pro_rata") for payer in free}
        shares |= beyond
        remaining -= sum(share.value for share in beyond.values())
        free = [payer for payer in free if payer.code not in beyond]
        if rule.limits == "single_pass":
            factor = _factor(free, remaining, rule)
            return shares | {payer.code: Share(payer.weight * factor, "pro_rata") for payer in free}


def _factor(free: Sequence[Payer], remaining: Fraction, rule: Rule) -> Fraction:
    if not free and remaining != 0:
        raise infeasible(
            rule, f"every State stands at a limit and {share_text(remaining)} per cent is left over"
        )
    if free and remaining <= 0:
        raise infeasible(rule, "fixed shares and limits leave nothing for the other States")
    return remaining / sum(payer.weight for payer in free) if free else Fraction(0)


def _beyond(free: Sequence[Payer], factor: Fraction, rule: Rule) -> dict[str, Share]:
    if not rule.has_limits:
        return {}
    limited = ((payer.code, _limit(payer.weight * factor, payer.is_ldc, rule)) for payer in free)
    return {code: share for code, share in limited if share is not None}


def _limit(share: Fraction, is_ldc: bool, rule: Rule) -> Share | None:
    ceilings: tuple[tuple[ShareKind, Fraction | None], ...] = (
        ("ldc_ceiling", rule.ldc_ceiling if is_ldc else None),
        ("ceiling", rule.ceiling),
    )
    for kind, ceiling in ceilings:
        if ceiling is not None and share > ceiling:
            return Share(ceiling, kind)
    if rule.floor is not None and share < rule.floor:
        return Share(rule.floor, "floor")
    return None
