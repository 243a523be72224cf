"""A rule in plain sentences, for readers who will not open its file."""

from __future__ import annotations

from fractions import Fraction

from ccmcost.model.money import scaled_text
from ccmcost.model.rates import rate_text
from ccmcost.model.rule import Rule

_LIABLE = {
    "participants": "Those that take part in the meeting bear the cost, States Parties and States "
    "not "
    "party.",
    "all_parties": "All States Parties bear the cost, present or not, and so do the States not "
    "party "
    "that "
    "take part.",
    "parties_only": "The States Parties alone bear the cost, present or not.",
}
_POOL = {
    "pooled": "All of them form one pool: a State's share is its rate divided by the sum of the "
    "rates.",
    "straight": (
        "A State not party pays its plain rate of the cost; the States Parties share the rest in "
        "proportion to their rates."
    ),
}
_RESIDUAL = {
    "largest_amounts": (
        "Every amount is rounded to the nearest billing unit, halves away from zero. The units "
        "then missing or in excess go one each to, or come one each from, the largest exact "
        "amounts."
    ),
    "largest_remainder": (
        "Every amount is rounded down to the billing unit. The units then missing go one each to "
        "the amounts that lost most by rounding down."
    ),
    "none": "Every amount is rounded to the nearest billing unit, halves away from zero. What is "
    "left over nobody bears.",
}
_TIES = "Ties are cut by the larger rate, then by the alphabetical order of the codes."


def rule_sentences(rule: Rule) -> tuple[str, ...]:
    """What the rule says on who bears the cost, how shares follow, and how amounts are rounded."""
    sentences = [_LIABLE[rule.liable], _POOL[rule.states_not_party], *departures(rule)]
    if rule.unit is not None:
        sentences.append(f"The billing unit is {unit_text(rule.unit)} of the currency.")
    sentences.append(_RESIDUAL[rule.residual])
    return (*sentences, _TIES) if rule.residual != "none" else tuple(sentences)


def unit_text(unit: Fraction) -> str:
    """A billing unit in major units, as the rule file writes it: `0.05`."""
    text = scaled_text(int(unit * 10**9), 9).rstrip("0")
    return text.removesuffix(".")


def departures(rule: Rule) -> list[str]:
    """What sets a rule apart from plain sharing: fixed and held shares, limits, rounded shares,
    rates of its own.
    """
    limits = (
        ("ceiling", rule.ceiling),
        ("ceiling for least developed countries", rule.ldc_ceiling),
        ("floor", rule.floor),
    )
    set_limits = [f"{name} {_per_cent(value)}" for name, value in limits if value is not None]
    sentences = []
    if rule.fixed:
        sentences.append(
            "Fixed shares: "
            + ", ".join(f"{k} {_per_cent(v)}" for k, v in sorted(rule.fixed.items()))
            + "."
        )
    if rule.hold_minimum is not None:
        sentences.append(f"States at {_per_cent(rule.hold_minimum)} keep that rate unscaled.")
    if set_limits:
        how = "once" if rule.limits == "single_pass" else "until no share passes one"
        sentences.append(f"Limits of the whole, applied {how}: {', '.join(set_limits)}.")
    if rule.share_decimals is not None:
        sentences.append(
            f"Shares are first rounded to {rule.share_decimals} decimals of a per cent."
        )
    if rule.rates:
        given = ", ".join(
            f"{code} {rate_text(rate.thousandths)}" for code, rate in sorted(rule.rates.items())
        )
        sentences.append(f"Rates that the rule itself gives: {given}.")
    return sentences


def _per_cent(share: Fraction) -> str:
    return f"{unit_text(share * 100)} per cent"
