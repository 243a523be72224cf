"""How one amount follows, step by step. Steps are keys with figures; the words come from the catalogue of a language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.calc.shares import shares_of
from ccmcost.model.assessment import Apportionment, Line, Share
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate


class Exact(NamedTuple):
    """An exact amount in minor units that is shown with more decimals than the currency has."""

    value: Fraction
    money: Money


class Percent(NamedTuple):
    """A share shown in per cent with six decimals."""

    share: Fraction


class RateFigure(NamedTuple):
    """A rate or a sum of rates, shown in per cent with three decimals."""

    thousandths: int


class Code(NamedTuple):
    """A State, shown by its name in the language."""

    code: str


class Codes(NamedTuple):
    """Several States, shown by their names in the language."""

    codes: tuple[str, ...]


class Named(NamedTuple):
    """A name by language; English where a language has none."""

    names: Mapping[str, str]


class Evidence(NamedTuple):
    """What proves a State's presence, as the list writes it; its usual words are known to every language."""

    text: str


Shares = Mapping[str, Share]
Figure = int | str | date | Money | Exact | Percent | RateFigure | Code | Codes | Named | Evidence


class Step(NamedTuple):
    """One step of a derivation: a key of the catalogue and the figures that its sentence needs."""

    key: str
    figures: dict[str, Figure]


class Explanation(NamedTuple):
    """The derivation of one State's amount; the same on screen, page and notice."""

    code: str
    amount: Money
    steps: tuple[Step, ...]
    sources: tuple[Step, ...]


def explain(result: Apportionment, code: str) -> Explanation | None:
    """The derivation of one State's amount, or None if the State bears nothing."""
    line = result.assessment.line(code)
    if line is None:
        return None
    shares = _shares_before_rounding(result)
    steps = [*pool_steps(result), *_rate_steps(result, line), *_share_steps(result, line, shares)]
    steps += _amount_steps(result, line, shares)
    return Explanation(code, result.cost.total.of(line.amount), tuple(steps), _sources(result, line))


def _shares_before_rounding(result: Apportionment) -> Shares:
    if result.rule.share_decimals is None:
        return {line.code: line.share for line in result.assessment.lines}
    return shares_of([line.payer for line in result.assessment.lines], result.rule._replace(share_decimals=None))


def pool_steps(result: Apportionment) -> list[Step]:
    """The cost, and who shares it."""
    total = result.cost.total
    roles = [line.payer.role for line in result.assessment.lines]
    parties, organizations = roles.count("state_party"), roles.count("organization")
    counts: dict[str, Figure] = {"n": len(roles), "parties": parties, "others": len(roles) - parties - organizations}
    pool = "pool" if None not in roles else "pool_without_roles"
    return [
        Step("total_credit" if total.minor < 0 else "total", {"total": total, "status": result.cost.status}),
        Step(f"{pool}_{result.rule.liable}", counts),
    ]


def _rate_steps(result: Apportionment, line: Line) -> list[Step]:
    rate = line.payer.rate
    if rate is None:
        return []
    figures: dict[str, Figure] = {
        "state": Code(line.code),
        "rate": RateFigure(rate.thousandths),
        "scale": result.scale.id,
        "basis": rate.basis.removeprefix("assumed: "),
    }
    return [Step(f"rate_{rate.origin}", figures)]


def _share_steps(result: Apportionment, line: Line, shares: Shares) -> list[Step]:
    share, rule = shares[line.code], result.rule
    if share.kind == "pro_rata":
        pool = _pool_figures(result, line, shares)
        whole = pool["remaining"] == Percent(Fraction(1))
        steps = [Step("sum_of_rates", pool), Step("share_pro_rata" if whole else "share_of_remaining", pool)]
        steps = steps if whole else [Step("set_apart", pool), *steps]
    else:
        steps = [Step(f"share_{share.kind}", {"state": Code(line.code), "share": Percent(share.value)})]
    if rule.share_decimals is not None:
        rounded: dict[str, Figure] = {"decimals": rule.share_decimals, "share": Percent(line.share.value)}
        steps.append(Step(f"share_rounded_{rule.share_residual}", rounded))
    return steps


def _pool_figures(result: Apportionment, line: Line, shares: Shares) -> dict[str, Figure]:
    free = [each.payer for each in result.assessment.lines if shares[each.code].kind == "pro_rata"]
    apart = [share.value for share in shares.values() if share.kind != "pro_rata"]
    return {
        "state": Code(line.code),
        "n": len(free),
        "rate": RateFigure(line.payer.weight),
        "sum": RateFigure(sum(payer.weight for payer in free)),
        "share": Percent(shares[line.code].value),
        "remaining": Percent(1 - sum(apart, Fraction(0))),
        "apart": len(apart),
    }


def _amount_steps(result: Apportionment, line: Line, shares: Shares) -> list[Step]:
    total, assessment = result.cost.total, result.assessment
    amount, unit = total.of(line.amount), total.of(assessment.unit)
    figures: dict[str, Figure] = {"total": total, "share": Percent(line.share.value), "exact": Exact(line.exact, total)}
    key = "exact"
    if line.share.kind == "pro_rata" and result.rule.share_decimals is None:
        figures |= _pool_figures(result, line, shares)
        key = "exact_plain" if figures["remaining"] == Percent(Fraction(1)) else "exact_of_remaining"
    first = total.of(line.amount - line.rounding * assessment.unit)
    rounded = "rounded_down" if result.rule.residual == "largest_remainder" else "rounded_half_up"
    steps = [Step(key, figures), Step(rounded, {"unit": unit, "amount": first})]
    return [*steps, *_residual_steps(result, line, unit, amount)]


def _residual_steps(result: Apportionment, line: Line, unit: Money, amount: Money) -> list[Step]:
    assessment, policy = result.assessment, result.rule.residual
    units = sum(other.rounding for other in assessment.lines)
    figures: dict[str, Figure] = {
        "residual": unit.of(abs(units) * unit.minor),
        "count": abs(units),
        "unit": unit,
        "amount": amount,
        "state": Code(line.code),
    }
    if policy == "none":
        left = result.cost.total.of(assessment.residual)
        return [Step("residual_left" if assessment.residual else "residual_zero", {"residual": left, "amount": amount})]
    if units == 0:
        return [Step("residual_zero", figures)]
    direction = "short" if (units > 0) == (assessment.total.minor > 0) else "over"
    bearing = "borne" if line.rounding else "others"
    return [Step(f"residual_{policy}_{direction}_{bearing}", figures)]


def _sources(result: Apportionment, line: Line) -> tuple[Step, ...]:
    rate: Rate | None = line.payer.rate
    sources = [rule_source(result), Step("source_scale", {"scale": result.scale.id, "resolution": result.scale.resolution})]
    if rate is not None and rate.origin != "adopted":
        sources.append(Step("source_basis", {"basis": rate.basis}))
    listed = next((p for p in result.list.participants if p.iso3 == line.code), None)
    if listed is not None and listed.evidence:
        listing: dict[str, Figure] = {"list": result.list.status, "source": listed.document or listed.source}
        sources.append(Step("source_list", listing | {"evidence": Evidence(listed.evidence)}))
    if result.cost.status == "given":
        sources.append(Step("source_cost_given", {}))
    elif result.cost.source:
        sources.append(Step("source_cost", {"status": result.cost.status, "source": result.cost.source}))
    return tuple(sources)


def rule_source(result: Apportionment) -> Step:
    """Where the rule comes from: the paragraph of the convention's cost article, else what the rule's file says."""
    paragraph = cost_paragraph(result)
    if paragraph is None:
        return Step("source_rule", {"legal": result.rule.legal_source, "rule": result.rule.id})
    article: dict[str, Figure] = {"article": result.convention.cost_article.number, "paragraph": paragraph}
    return Step("source_article", article | {"convention": Named(result.convention.names), "rule": result.rule.id})


def cost_paragraph(result: Apportionment) -> str | None:
    """The number of the paragraph of the cost article that the rule names as its source, or None if it names another one."""
    article = result.convention.cost_article
    start = f"{result.convention.name}, art. {article.number}("
    paragraph = result.rule.legal_source.removeprefix(start).removesuffix(")")
    return paragraph if result.rule.legal_source == f"{start}{paragraph})" and paragraph in article.paragraphs else None
