"""How one amount follows, step by step, what it rests on and what is open about it:
steps, whose words are chosen later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.calc.shares import Weight, shares_of, weights_of
from ccmcost.model.assessment import Apportionment, Line, Payer
from ccmcost.model.money import Money
from ccmcost.model.rates import WHOLE_RATE
from ccmcost.model.rule import Rule
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


_SUMS = ("fixed_amount", "minimum", "threshold")
"""The kinds of shares that say the amount itself, without a calculation."""
_WEIGHED = ("pro_rata", "minimum", "ceiling", "ldc_ceiling", "floor")
"""Those that the rule does not set apart: they share by their rates, as far as limits let them."""
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
        *(_residual_steps(result, line) if line.share.kind not in _SUMS else ()),
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
            n=len(roles) - (organizations if None not in roles else 0),
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


def _remaining(result: Apportionment) -> tuple[Money, list[Line]]:
    """What remains of the cost after the fixed sums of money, and the lines that share it, with
    their shares of it.
    """
    total, lines = result.cost.total, result.assessment.lines
    others = [line for line in lines if line.share.kind != "fixed_amount"]
    if len(others) == len(lines):
        return total, list(lines)
    left = total.of(total.minor - sum(line.amount for line in lines if line not in others))
    part = Fraction(left.minor, total.minor)
    return left, [
        line._replace(share=line.share._replace(value=line.share.value / part)) for line in others
    ]


def _share_steps(result: Apportionment, own: Line) -> list[Step]:
    """What is taken off first, the share, before and after it is rounded, and the exact amount."""
    rule, (total, lines), state = result.rule, _remaining(result), Code(own.code)
    if own.share.kind == "fixed_amount":
        amount = result.cost.total.of(own.amount)
        return [say("share_fixed_amount", state=state, sum=amount)]
    payers, shares = [each.payer for each in lines], {each.code: each.share for each in lines}
    line = next(each for each in lines if each.code == own.code)
    if rule.share_decimals is not None:
        plain = rule._replace(share_decimals=None, fixed_amounts={})
        shares = shares_of(payers, plain, total)
    share = shares[own.code]
    weights = weights_of([each for each in payers if shares[each.code].kind in _WEIGHED], rule)
    pool = [payer.code for payer in payers if shares[payer.code].kind == "pro_rata"]
    apart = [each.value for each in shares.values() if each.kind != "pro_rata"]
    remaining = 1 - sum(apart, Fraction(0))
    figures: Figures = {
        **{"state": state, "n": len(pool), "apart": len(apart), "remaining": Percent(remaining)},
        **{
            "rate": _rate(weights.get(own.code, 0)),
            "sum": _rate(sum(weights[each] for each in pool)),
        },
        "share": Percent(share.value),
    }
    steps = _before(result, total) + _relief_steps(payers, weights, rule, own.code)
    if share.kind == "threshold":
        return [
            *steps,
            say("share_threshold", state=state, threshold=Percent(rule.threshold or Fraction(0))),
        ]
    if share.kind == "minimum":
        amount = result.cost.total.of(own.amount)
        return [*steps, say("share_minimum", state=state, sum=amount)]
    if share.kind != "pro_rata":
        steps.append(say(f"share_{share.kind}", state=state, share=Percent(share.value)))
    elif remaining == 1:
        steps += [Step("sum_of_rates", figures), Step("share_pro_rata", figures)]
    else:
        steps += [Step(key, figures) for key in ("set_apart", "sum_of_rates", "share_of_remaining")]
    exact = "exact_plain" if remaining == 1 else "exact_of_remaining"
    if rule.share_decimals is not None:
        rounded: Figures = {"decimals": rule.share_decimals, "share": Percent(line.share.value)}
        steps.append(Step(f"share_rounded_{rule.share_residual}", rounded))
    if rule.share_decimals is not None or share.kind != "pro_rata":
        exact, figures = "exact", {"share": Percent(line.share.value)}
    return [*steps, Step(exact, {**figures, "total": total, "exact": Exact(line.exact, total)})]


def _before(result: Apportionment, left: Money) -> list[Step]:
    """The fixed sums of money, if any, and what they leave."""
    taken = result.cost.total.of(result.cost.total.minor - left.minor)
    return [say("set_off", sums=taken, left=left)] if taken.minor else []


def _relief_steps(
    payers: Sequence[Payer], weights: Mapping[str, Weight], rule: Rule, code: str
) -> list[Step]:
    """How relief changes the rate of one State, if it does."""
    relief = rule.relief
    if relief is None or code not in weights or code not in relief.codes:
        return []
    rates = {payer.code: payer.weight for payer in payers if payer.code in weights}
    counts_as = _rate(weights[code])
    if level := relief.level(code):
        discount = Percent(relief.discount(code))
        named = FromData(level)
        return [
            say(
                "relief_reduced",
                **{"state": Code(code), "discount": discount, "level": named, "weight": counts_as},
            )
        ]
    bearing = [rates[each] for each in relief.borne_by if each in rates]
    lost = sum((rate * relief.discount(each) for each, rate in rates.items()), Fraction(0))
    if not lost:
        return []
    figures: Figures = {"state": Code(code), "lost": _rate(lost), "weight": counts_as}
    return [say("relief_borne", bearing=_rate(sum(bearing)), **figures)]


def _rate(thousandths: Weight) -> Figure:
    """A rate with its three decimals; one that relief has changed with as many as a share."""
    if thousandths == int(thousandths):
        return RateFigure(int(thousandths))
    return Percent(Fraction(thousandths, WHOLE_RATE))


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


def documents_of_list(result: Apportionment) -> list[str]:
    """The documents that the list of participants is taken from."""
    return sorted({each.document for each in result.list.participants if each.document})


def absent_by(result: Apportionment, code: str) -> str:
    """The list by which a State does not share a cost that participants alone share; empty if that
    is not the reason.
    """
    listed = result.list
    if result.rule.liable != "participants" or listed.follows_treaty or code in listed.codes:
        return ""
    return "; ".join(documents_of_list(result))


def no_longer(result: Apportionment, code: str) -> Step:
    """That a State which shared the cost before does not now, and why."""
    cited = absent_by(result, code)
    if not cited:
        return say("adjust_gone", state=Code(code))
    return say("adjust_absent", state=Code(code), source=FromData(cited))


def scale_source(result: Apportionment) -> Step:
    """The scale, and the resolution that adopted it."""
    return say("source_scale", scale=result.scale.years, resolution=result.scale_adopted)


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
    if result.on_expected_list:
        parties = all(line.payer.role == "state_party" for line in result.assessment.lines)
        steps.append(say(_PARTIES if parties else _OTHERS, day=result.day))
    if result.scale_chosen in ("override", "provisional"):
        steps.append(say(f"caution_scale_{result.scale_chosen}", scale=result.scale.years))
    for key, codes in (("caution_with", result.added), ("caution_without", result.removed)):
        if codes:
            steps.append(say(key, states=Codes(codes)))
    return steps
