"""Shares: exact fractions of the cost that sum to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ccmcost.calc.limits import infeasible, rescale
from ccmcost.calc.rounding import apportion_units
from ccmcost.model.assessment import Payer, Share
from ccmcost.model.rates import WHOLE_RATE
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
