"""How one amount follows, step by step, what it rests on and what is open about it:
steps, whose words are chosen later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.calc.shares import shares_of
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.money import Money
from ccmcost.words.steps import (
    Code,
    Codes,
    Exact,
    Figure,
    FromData,
    Listed,
    Percent,
    RateFigure,
    Step,
    say,
)

Figures = dict[str, Figure]


class Explanation(NamedTuple):
    """The derivation of one State's amount; the same on screen, page and notice."""

    code: str
    amount: Money
    steps: tuple[Step, ...]
    sources: tuple[Step, ...]


_PARTIES, _OTHERS = "caution_provisional_parties", "caution_provisional_others"


def explain(result: Apportionment, code: str) -> Explanation | None:
    """The derivation of one State's amount, or None if the State bears nothing."""
    line = result.assessment.line(code)
    if line is None:
        return None
    steps = (
        *pool_steps(result),
        *_rate_steps(result, line),
        *_share_steps(result, line),
        *_residual_steps(result, line),
    )
    return Explanation(code, result.cost.total.of(line.amount), steps, _sources(result, line))


def pool_steps(result: Apportionment) -> list[Step]:
    """The cost, and who shares it."""
    total = result.cost.total
    roles = [line.payer.role for line in result.assessment.lines]
    parties, organizations = roles.count("state_party"), roles.count("organization")
    pool = "pool" if None not in roles else "pool_without_roles"
    return [
        say("total_credit" if total.minor < 0 else "total", total=total, status=result.cost.status),
        say(
            f"{pool}_{result.rule.liable}",
            n=len(roles),
            parties=parties,
            others=len(roles) - parties - organizations,
        ),
    ]


def _rate_steps(result: Apportionment, line: Line) -> list[Step]:
    rate = line.payer.rate
    if rate is None:
        return []
    basis = FromData(rate.basis.removeprefix("assumed: "))
    return [
        say(
            f"rate_{rate.origin}",
            state=Code(line.code),
            rate=RateFigure(rate.thousandths),
            scale=result.scale.years,
            basis=basis,
        )
    ]


def _share_steps(result: Apportionment, line: Line) -> list[Step]:
    """The share, before and after it is rounded, and the exact amount."""
    rule, lines = result.rule, result.assessment.lines
    shares = {each.code: each.share for each in lines}
    if rule.share_decimals is not None:
        shares = shares_of([each.payer for each in lines], rule._replace(share_decimals=None))
    share, state = shares[line.code], Code(line.code)
    pool = [each.payer for each in lines if shares[each.code].kind == "pro_rata"]
    apart = [each.value for each in shares.values() if each.kind != "pro_rata"]
    remaining = 1 - sum(apart, Fraction(0))
    figures: Figures = {
        **{"state": state, "n": len(pool), "apart": len(apart), "remaining": Percent(remaining)},
        **{
            "rate": RateFigure(line.payer.weight),
            "sum": RateFigure(sum(payer.weight for payer in pool)),
        },
        "share": Percent(share.value),
    }
    if share.kind != "pro_rata":
        steps = [say(f"share_{share.kind}", state=state, share=Percent(share.value))]
    elif remaining == 1:
        steps = [Step("sum_of_rates", figures), Step("share_pro_rata", figures)]
    else:
        steps = [Step(key, figures) for key in ("set_apart", "sum_of_rates", "share_of_remaining")]
    exact = "exact_plain" if remaining == 1 else "exact_of_remaining"
    if rule.share_decimals is not None:
        rounded: Figures = {"decimals": rule.share_decimals, "share": Percent(line.share.value)}
        steps.append(Step(f"share_rounded_{rule.share_residual}", rounded))
    if rule.share_decimals is not None or share.kind != "pro_rata":
        exact, figures = "exact", {"share": Percent(line.share.value)}
    total = result.cost.total
    return [*steps, Step(exact, {**figures, "total": total, "exact": Exact(line.exact, total)})]


def _residual_steps(result: Apportionment, line: Line) -> list[Step]:
    """The rounding of the amount, and who bears what rounding leaves over."""
    assessment, policy, total = result.assessment, result.rule.residual, result.cost.total
    amount, unit = total.of(line.amount), total.of(assessment.unit)
    rounded = "rounded_down" if policy == "largest_remainder" else "rounded_half_up"
    first = say(rounded, unit=unit, amount=total.of(line.amount - line.rounding * assessment.unit))
    units = sum(other.rounding for other in assessment.lines)
    if policy == "none" and assessment.residual:
        return [first, say("residual_left", residual=total.of(assessment.residual), amount=amount)]
    if policy == "none" or units == 0:
        return [first, say("residual_zero", amount=amount)]
    direction = "short" if (units > 0) == (assessment.total.minor > 0) else "over"
    key = f"residual_{policy}_{direction}_{'borne' if line.rounding else 'others'}"
    residual = unit.of(abs(units) * unit.minor)
    return [
        first,
        say(
            key,
            residual=residual,
            count=abs(units),
            unit=unit,
            amount=amount,
            state=Code(line.code),
        ),
    ]


def _sources(result: Apportionment, line: Line) -> tuple[Step, ...]:
    sources, rate = [rule_source(result), scale_source(result)], line.payer.rate
    if rate is not None and rate.origin != "adopted":
        sources.append(say("source_basis", basis=FromData(rate.basis)))
    listed = next((each for each in result.list.participants if each.iso3 == line.code), None)
    if listed is not None and listed.evidence:
        source, evidence = map(FromData, (listed.document or listed.source, listed.evidence))
        sources.append(
            say("source_list", list=result.list.status, source=source, evidence=evidence)
        )
    if result.cost.status == "given" or result.cost.source:
        sources.append(cost_source(result))
    return tuple(sources)


def scale_source(result: Apportionment) -> Step:
    """The scale, and the resolution that adopted it."""
    return say("source_scale", scale=result.scale.years, resolution=result.scale.resolution)


def cost_source(result: Apportionment) -> Step:
    """Where the cost comes from."""
    cost = result.cost
    if cost.status == "given":
        return say("source_cost_given")
    return say("source_cost", status=cost.status, source=FromData(cost.source))


def rule_source(result: Apportionment) -> Step:
    """Where the rule comes from: the paragraph of the convention's cost article,
    else what the rule's file says.
    """
    return say("source_rule", legal=FromData(result.rule.legal_source))


def cautions_together(results: Sequence[Apportionment]) -> list[Step]:
    """What is open about the lists and scales of several meetings: what differs only in its day is
    said once, with all the days. An expected list that adds nobody to the States Parties is one of
    both kinds of States, where another one is.
    """
    steps = [step for result in results for step in cautions_of(result)]
    if any(step.key == _OTHERS for step in steps):
        steps = [step._replace(key=_OTHERS) if step.key == _PARTIES else step for step in steps]
    days: dict[str, set[date]] = {}
    for step in steps:
        if isinstance(day := step.figures.get("day"), date):
            days.setdefault(step.key, set()).add(day)
    told: list[Step] = []
    for step in steps:
        some = sorted(days.get(step.key, ()))
        whole = say(step.key, day=Listed(tuple(some))) if len(some) > 1 else step
        told += [whole] if whole not in told else []
    return told


def cautions_of(result: Apportionment) -> list[Step]:
    """What is open about list and scale, one step each."""
    steps = []
    if result.list.status == "expected":
        parties = all(line.payer.role == "state_party" for line in result.assessment.lines)
        steps.append(say(_PARTIES if parties else _OTHERS, day=result.day))
    if result.scale_chosen != "by day":
        steps.append(say(f"caution_scale_{result.scale_chosen}", scale=result.scale.years))
    for key, codes in (("caution_with", result.added), ("caution_without", result.removed)):
        if codes:
            steps.append(say(key, states=Codes(codes)))
    return steps
