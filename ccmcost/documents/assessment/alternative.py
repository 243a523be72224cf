"""The same State under another rule, and why its amount differs:
each reason is read off the two assessments.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.money import Money
from ccmcost.model.rates import share_text
from ccmcost.model.rule import Rule
from ccmcost.words.steps import Code, Figure, Percent, RateFigure, Step


class Alternative(NamedTuple):
    """What the same State bears under another rule, and why it differs."""

    rule: Rule
    amount: Money | None
    difference: Money
    reason: Step


def alternative(result: Apportionment, other: Apportionment, code: str) -> Alternative:
    """One State's amount under another rule, beside the result in hand."""
    here, there = result.assessment.amount(code), other.assessment.amount(code)
    difference = result.cost.total.of((there.minor if there else 0) - (here.minor if here else 0))
    return Alternative(other.rule, there, difference, _reason(result, other, code))


def _reason(result: Apportionment, other: Apportionment, code: str) -> Step:
    here, there = result.assessment.line(code), other.assessment.line(code)
    if there is None:
        key = "never_liable" if here is None else _why_left_out(other, code)
        return _step(key, code, day=other.day)
    if here is None:
        return _step(_why_charged(other, code), code)
    if here.payer.weight != there.payer.weight:
        return _step(
            "rate",
            code,
            rate=RateFigure(there.payer.weight),
            rate_here=RateFigure(here.payer.weight),
        )
    if here.share.value == there.share.value:
        return _step(_what_stays(result, other, here, there), code)
    if there.share.kind == "straight":
        return _step("plain_rate", code, rate=RateFigure(there.payer.weight))
    if there.share.kind != "pro_rata":
        return _step("set_share", code, share=Percent(there.share.value))
    return _pool_reason(result, other, here, there)


def _step(key: str, code: str, **figures: Figure) -> Step:
    return Step(f"reason_{key}", {"state": Code(code), **figures})


def _why_left_out(other: Apportionment, code: str) -> str:
    if other.rule.liable == "parties_only":
        return "not_party" if other.role(code) != "state_party" else "not_charged"
    return (
        "not_listed"
        if other.rule.liable == "participants" and code not in other.list.codes
        else "not_charged"
    )


def _why_charged(other: Apportionment, code: str) -> str:
    is_party, is_listed = other.role(code) == "state_party", code in other.list.codes
    if is_party and not is_listed and other.rule.liable != "participants":
        return "absent_party"
    return "present_non_party" if is_listed and not is_party else "charged_too"


def _what_stays(result: Apportionment, other: Apportionment, here: Line, there: Line) -> str:
    if here.amount != there.amount:
        return "rounding"
    mine, theirs = result.assessment.lines, other.assessment.lines
    same = {line.code: line.share.value for line in mine} == {
        line.code: line.share.value for line in theirs
    }
    return "same" if same else "same_share"


def _pool_reason(result: Apportionment, other: Apportionment, here: Line, there: Line) -> Step:
    """Why the share differs of a State that shares in proportion to its rate under the other
    rule.
    """
    code, pool = here.code, _pool(other)
    figures: dict[str, Figure] = {"n": len(pool), "sum": _sum(pool)}
    if here.share.kind != "pro_rata":
        return _step("rescaled", code, **figures)
    apart, apart_here = _straight(other), _straight(result)
    if apart and not apart_here:
        share = Percent(sum((line.share.value for line in apart), Fraction(0)))
        return _step("share_the_rest", code, others=len(apart), apart=share, **figures)
    if apart_here and not apart:
        codes, pooled = {line.code for line in apart_here}, {line.code for line in pool}
        if codes <= pooled:
            return _step("all_rescaled", code, others=len(codes), **figures)
        if not any(other.assessment.line(each) for each in codes):
            return _step("others_bear_nothing", code, others=len(codes), **figures)
    pool_here = _pool(result)
    before: dict[str, Figure] = {"n_here": len(pool_here), "sum_here": _sum(pool_here)}
    if before["sum_here"] != figures["sum"] and not apart and not apart_here:
        return _step(
            "other_pool" if len(pool) != len(pool_here) else "other_rates",
            code,
            **figures,
            **before,
        )
    shares = (there.share.value, here.share.value)
    if len({share_text(share) for share in shares}) == 1:
        return _step("share_nearly_same", code)
    return _step("share", code, share=Percent(shares[0]), share_here=Percent(shares[1]))


def _pool(result: Apportionment) -> list[Line]:
    return [line for line in result.assessment.lines if line.share.kind == "pro_rata"]


def _straight(result: Apportionment) -> list[Line]:
    return [line for line in result.assessment.lines if line.share.kind == "straight"]


def _sum(lines: Sequence[Line]) -> RateFigure:
    return RateFigure(sum(line.payer.weight for line in lines))
