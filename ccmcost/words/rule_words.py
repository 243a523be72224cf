"""A rule in plain sentences, for readers who will not open its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import TypeVar

from ccmcost.model.money import scaled_text
from ccmcost.model.rates import rate_text
from ccmcost.model.rule import Relief, Rule
from ccmcost.model.states import States
from ccmcost.words.speaker import english

T = TypeVar("T")


def rule_sentences(rule: Rule, states: States) -> tuple[str, ...]:
    """What the rule says on who bears the cost, how shares follow, and how amounts are rounded."""
    words = english()
    return (
        words(f"rule_liable_{rule.liable}"),
        words(f"rule_pool_{rule.states_not_party}"),
        *departures(rule, states),
        *([words("rule_unit", unit=unit_text(rule.unit))] if rule.unit is not None else []),
        words(f"rule_residual_{rule.residual}"),
        *([words("rule_ties")] if rule.residual != "none" else []),
    )


def unit_text(unit: Fraction) -> str:
    """A billing unit in major units, as the rule file writes it: `0.05`."""
    text = scaled_text(int(unit * 10**9), 9).rstrip("0")
    return text.removesuffix(".")


def per_cent(share: Fraction) -> str:
    """A share in words: `2.5 per cent`."""
    return english()("rule_per_cent", share=unit_text(share * 100))


def departures(rule: Rule, states: States) -> list[str]:
    """What sets a rule apart from plain sharing: sums of money, fixed and held shares, relief,
    limits, rounded shares, rates of its own.
    """
    words = english()

    def listed(key: str, said: Mapping[str, str]) -> str:
        return words(key, listed=", ".join(f"{name} {text}" for name, text in said.items()))

    def by_name(found: Mapping[str, T], shown: Callable[[T], str]) -> dict[str, str]:
        return {states.name(code): shown(each) for code, each in sorted(found.items())}

    limits = {
        words(f"rule_{name}"): per_cent(value)
        for name in ("ceiling", "ldc_ceiling", "floor")
        if (value := getattr(rule, name)) is not None
    }
    sentences = []
    if rule.fixed_amounts:
        sentences.append(listed("rule_fixed_amounts", by_name(rule.fixed_amounts, str)))
    if rule.fixed:
        sentences.append(listed("rule_fixed", by_name(rule.fixed, per_cent)))
    if rule.threshold is not None:
        sentences.append(words("rule_threshold", rate=per_cent(rule.threshold)))
    if rule.relief is not None:
        sentences.append(_relief(rule.relief, states))
    if rule.hold_minimum is not None:
        sentences.append(words("rule_held", rate=per_cent(rule.hold_minimum)))
    if limits:
        sentences.append(listed(f"rule_limits_{rule.limits}", limits))
    if rule.minimum is not None:
        sentences.append(words("rule_minimum", sum=str(rule.minimum)))
    if rule.share_decimals is not None:
        sentences.append(words("rule_share_decimals", n=rule.share_decimals))
    if rule.rates:
        rates = by_name(rule.rates, lambda rate: rate_text(rate.thousandths))
        sentences.append(listed("rule_rates", rates))
    return sentences


def _relief(relief: Relief, states: States) -> str:
    words = english()
    levels = (
        words("rule_level", level=name, share=per_cent(each.discount), n=len(each.states))
        for name, each in sorted(relief.levels.items())
    )
    return words(
        "rule_relief",
        listed=", ".join(levels),
        bearing=", ".join(map(states.name, relief.borne_by)),
    )
