"""Shares: exact fractions of the cost that sum to 1.

Ceilings and floors: who passes a limit is set to it and never released;
the rest are rescaled to what remains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ccmcost.calc.rounding import apportion_units
from ccmcost.errors import DataError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Payer, Share, ShareKind
from ccmcost.model.rates import WHOLE_RATE, share_text
from ccmcost.model.rule import Residual, Rule


def shares_of(payers: Sequence[Payer], rule: Rule) -> dict[str, Share]:
    """The share of every payer, in the order of the rule: fixed, straight, held, then the rest
    within the limits.

    Raises DataError (limits-infeasible) if these States cannot meet the rule.
    """
    shares: dict[str, Share] = {}
    for payer in payers:
        share = _set_apart(payer, rule)
        if share is not None:
            shares[payer.code] = share
    if rule.states_not_party == "straight" and not any(
        payer.role == "state_party" for payer in payers
    ):
        raise infeasible(
            rule,
            "States not party pay their plain rate and there is no State Party to share the rest",
        )
    remaining = 1 - sum((share.value for share in shares.values()), Fraction(0))
    shares |= rescale([payer for payer in payers if payer.code not in shares], remaining, rule)
    return (
        shares
        if rule.share_decimals is None
        else _rounded(shares, payers, rule, rule.share_decimals)
    )


def _set_apart(payer: Payer, rule: Rule) -> Share | None:
    if payer.code in rule.fixed:
        return Share(rule.fixed[payer.code], "fixed")
    plain = Fraction(payer.weight, WHOLE_RATE)
    if rule.states_not_party == "straight" and payer.role != "state_party":
        return Share(plain, "straight")
    if rule.hold_minimum is not None and plain == rule.hold_minimum:
        return Share(plain, "held")
    return None


def _rounded(
    shares: Mapping[str, Share], payers: Sequence[Payer], rule: Rule, decimals: int
) -> dict[str, Share]:
    whole = 100 * 10**decimals
    policy: Residual = (
        "largest_amounts" if rule.share_residual == "largest_shares" else "largest_remainder"
    )
    exact = {payer.code: shares[payer.code].value * whole for payer in payers}
    rounded = apportion_units(exact, whole, policy, {payer.code: payer.weight for payer in payers})
    return {
        code: Share(Fraction(units, whole), shares[code].kind)
        for code, (units, _) in rounded.items()
    }


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
