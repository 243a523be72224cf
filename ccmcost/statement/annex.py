"""The view model of the annex: all liable States with rate, share and amount, and the rule they share."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Meeting
from ccmcost.model.money import Money
from ccmcost.model.treaty import Role
from ccmcost.statement.explanation import RateFigure, Step, pool_steps, rule_source
from ccmcost.statement.notice import cautions_of


class AnnexRow(NamedTuple):
    """One liable State; `rounding` counts residual units borne."""

    code: str
    role: Role | None
    rate: int | None
    share: Fraction
    amount: Money
    rounding: int


class Annex(NamedTuple):
    """All States of a meeting, in order of code so that copies in several languages can be laid side by side."""

    meeting: Meeting
    on: date
    is_specimen: bool
    is_credit: bool
    total: Money
    sum_of_rates: int
    residual: Money
    rows: tuple[AnnexRow, ...]
    steps: tuple[Step, ...]
    cautions: tuple[Step, ...]
    unit: Money
    source: Step


def annex(result: Apportionment, as_of: date) -> Annex:
    """The annex of one meeting's apportionment."""
    assert result.meeting is not None
    total, assessment = result.cost.total, result.assessment
    rows = tuple(
        AnnexRow(
            line.code,
            line.payer.role,
            line.payer.rate.thousandths if line.payer.rate else None,
            line.share.value,
            total.of(line.amount),
            line.rounding,
        )
        for line in assessment.lines
    )
    specimen = [Step("caution_specimen", {"total": total})] if result.is_specimen else []
    return Annex(
        meeting=result.meeting,
        on=as_of,
        is_specimen=result.is_specimen,
        is_credit=total.minor < 0,
        total=total,
        sum_of_rates=assessment.sum_of_rates,
        residual=total.of(assessment.residual),
        rows=rows,
        steps=(*pool_steps(result), _formula(result)),
        cautions=(*specimen, *cautions_of(result)),
        unit=total.of(assessment.unit),
        source=rule_source(result),
    )


def _formula(result: Apportionment) -> Step:
    if result.rule.is_plain and all(line.share.kind == "pro_rata" for line in result.assessment.lines):
        return Step("annex_formula", {"total": result.cost.total, "sum": RateFigure(result.assessment.sum_of_rates)})
    return Step("annex_formula_other", {"rule": result.rule.id})
