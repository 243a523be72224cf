"""Shares: exact fractions of the cost that sum to 1.

Ceilings and floors: who passes a limit is set to it and never released;
the rest are rescaled to what remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ccmcost.calc.rounding import apportion_units
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.model.assessment import Payer, Share, ShareKind
from ccmcost.model.money import Money
from ccmcost.model.rates import WHOLE_RATE, share_text
from ccmcost.model.rule import Residual, Rule

Weight = int | Fraction


def shares_of(payers: Sequence[Payer], rule: Rule, total: Money | None = None) -> dict[str, Share]:
    """The share of every payer, in the order of the rule: sums of money, then, of what remains,
    fixed, below the threshold, straight, held, then the rest within the limits.

    Raises DataError (limits-infeasible) if these States cannot meet the rule, UsageError if the
    rule names sums and there is no total that they could be parts of.
    """
    if total is None:
        if rule.sums:
            raise UsageError(
                f"the rule {rule.id} sets sums of money, so shares depend on the cost, and no cost "
                "is counted here. Use another rule."
            )
        return _of_what_remains(payers, rule, 1)
    sums = {
        payer.code: rule.fixed_amounts[payer.code].minor
        for payer in payers
        if payer.code in rule.fixed_amounts
    }
    whole = abs(total.minor)
    if not sums:
        return _of_what_remains(payers, rule, whole)
    left = whole - sum(sums.values())
    others = [payer for payer in payers if payer.code not in sums]
    if left < 0 or (left > 0) != bool(others):
        raise infeasible(
            rule,
            f"the fixed amounts leave {total.of(left)} of the cost, to be shared by "
            f"{len(others)} others",
        )
    rest = _of_what_remains(others, rule, left) if others else {}
    return {
        code: Share(Fraction(amount, whole), "fixed_amount") for code, amount in sums.items()
    } | {code: Share(share.value * left / whole, share.kind) for code, share in rest.items()}


def _of_what_remains(payers: Sequence[Payer], rule: Rule, whole: int) -> dict[str, Share]:
    """The shares of what remains after sums of money; `whole` is that, in minor units."""
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
    least = None if rule.minimum is None else Fraction(rule.minimum.minor, whole)
    shares |= rescale(
        [payer for payer in payers if payer.code not in shares], remaining, rule, least
    )
    return (
        shares
        if rule.share_decimals is None
        else _rounded(shares, payers, rule, rule.share_decimals)
    )


def _set_apart(payer: Payer, rule: Rule) -> Share | None:
    if payer.code in rule.fixed:
        return Share(rule.fixed[payer.code], "fixed")
    plain = Fraction(payer.weight, WHOLE_RATE)
    if rule.threshold is not None and plain < rule.threshold:
        return Share(Fraction(0), "threshold")
    if rule.states_not_party == "straight" and payer.role != "state_party":
        return Share(plain, "straight")
    if plain == rule.hold_minimum:
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


def weights_of(payers: Iterable[Payer], rule: Rule) -> dict[str, Weight]:
    """What each payer shares in proportion to: its rate in thousandths of a per cent, less its
    relief, and with its part of what the relief of all takes off. Precedent: UN peacekeeping.
    """
    weights: dict[str, Weight] = {payer.code: payer.weight for payer in payers}
    if rule.relief is None:
        return weights
    relieved = {code: rate * rule.relief.discount(code) for code, rate in weights.items()}
    lost = sum(relieved.values(), Fraction(0))
    bearing = {code: weights[code] for code in rule.relief.borne_by if code in weights}
    whole = sum(bearing.values())
    if lost and not whole:
        raise infeasible(rule, "no State is there to bear the relief of the others")
    factor = lost / whole if whole else lost
    return {
        code: rate - relieved[code] + bearing.get(code, 0) * factor
        for code, rate in weights.items()
    }


def rescale(
    free: Sequence[Payer], remaining: Fraction, rule: Rule, least: Fraction | None = None
) -> dict[str, Share]:
    """Shares of the States that are free to move, summing to `remaining`, in proportion to rates
    within the limits; `least` is the share that the rule's minimum makes.

    All limits are tested against one factor k = remaining / sum of rates, strictly beyond, LDC
    ceiling before ceiling. `single_pass` tests once, `iterated` until none passes. Precedents:
    CBD/COP/DEC/16/28 (once), Multilateral Fund (ceiling 22).
    """
    if least is not None and least * len(free) > remaining:
        raise infeasible(rule, f"{len(free)} times {rule.minimum} is more than they have to share")
    shares: dict[str, Share] = {}
    weights = weights_of(free, rule)
    while True:
        beyond = _beyond(free, weights, _factor(weights, remaining, rule), rule, least)
        shares |= beyond
        remaining -= sum(share.value for share in beyond.values())
        free = [payer for payer in free if payer.code not in beyond]
        weights = {payer.code: weights[payer.code] for payer in free}
        if not beyond or rule.limits == "single_pass":
            factor = _factor(weights, remaining, rule)
            return shares | {
                code: Share(each * factor, "pro_rata") for code, each in weights.items()
            }


def _factor(weights: Mapping[str, Weight], remaining: Fraction, rule: Rule) -> Fraction:
    whole = sum(weights.values())
    if not whole and remaining > 0:
        raise infeasible(
            rule,
            f"no State is free to bear the {share_text(remaining)} per cent left over: each stands "
            "at a limit or pays a part that the rule sets",
        )
    if not whole and remaining < 0:
        raise infeasible(
            rule, f"its limits and fixed parts come to {share_text(-remaining)} per cent too much"
        )
    if whole and remaining <= 0:
        raise infeasible(rule, "fixed shares and limits leave nothing for the other States")
    return Fraction(remaining / whole) if whole else Fraction(0)


def _beyond(
    free: Sequence[Payer],
    weights: Mapping[str, Weight],
    factor: Fraction,
    rule: Rule,
    least: Fraction | None,
) -> dict[str, Share]:
    if not rule.has_limits:
        return {}
    limited = (
        (each.code, _limit(weights[each.code] * factor, each.is_ldc, rule, least)) for each in free
    )
    return {code: share for code, share in limited if share is not None}


def _limit(share: Fraction, is_ldc: bool, rule: Rule, least: Fraction | None) -> Share | None:
    ceilings: tuple[tuple[ShareKind, Fraction | None], ...] = (
        ("ldc_ceiling", rule.ldc_ceiling if is_ldc else None),
        ("ceiling", rule.ceiling),
    )
    for kind, ceiling in ceilings:
        if ceiling is not None and least is not None and least > ceiling:
            raise infeasible(rule, f"the minimum of {rule.minimum} is above the {kind}")
        if ceiling is not None and share > ceiling:
            return Share(ceiling, kind)
    if least is not None and share < least and least >= (rule.floor or 0):
        return Share(least, "minimum")
    if rule.floor is not None and share < rule.floor:
        return Share(rule.floor, "floor")
    return None
