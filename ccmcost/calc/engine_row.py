"""One trial by the single-meeting engine, for rules and totals that the kernel cannot carry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ccmcost.calc.assess import assess
from ccmcost.errors import DataError
from ccmcost.model.assessment import Payer
from ccmcost.model.money import LARGEST_TOTAL, Money
from ccmcost.model.rule import Rule

if TYPE_CHECKING:
    from ccmcost.calc.batch import Bools


def engine_row(payers: Sequence[Payer], rule: Rule, present: Bools, total: Money) -> list[int] | None:
    """Amounts in minor units in the order of `payers`, nil for those not `present`; None if the rule cannot be met."""
    assert abs(total.minor) <= LARGEST_TOTAL
    here = [payer for payer, there in zip(payers, present.tolist(), strict=True) if there]
    if not here:
        return None
    try:
        lines = assess(here, rule, total).lines
    except DataError as error:
        if {finding.code for finding in error.findings} == {"limits-infeasible"}:
            return None
        raise
    by_code = {line.code: line.amount for line in lines}
    return [by_code.get(payer.code, 0) for payer in payers]
