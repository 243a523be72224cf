"""Whether a spreadsheet, which counts in doubles, can carry the calculation to the last minor unit."""

from __future__ import annotations

from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import WHOLE_RATE

LARGEST_LIVE = 10**14
"""Largest total, in minor units, that the formulas carry."""

MOST_DECIMALS = 3

_LARGEST_NUMERATOR = 2 * 10**14
"""INT(x/y) is the true quotient for every x below this, even where a program first rounds to 15 digits (LibreOffice):
the quotient then lies at least 1/y below the next whole number, and that is more than half of its fifteenth digit."""


def why_not_live(result: Apportionment) -> str:
    """Why the workbook holds values only, or nothing if its formulas can carry the calculation."""
    if not result.rule.is_plain:
        return f"the rule {result.rule.id} fixes, limits, holds or rounds shares, which formulas on this sheet cannot follow"
    if abs(result.cost.total.minor) > LARGEST_LIVE:
        return "the total is above 10^14 minor units, beyond what spreadsheets hold exactly"
    if any(line.payer.rate is None for line in result.assessment.lines):
        return "some of those that bear the cost have no rate"
    if _largest_numerator(result) >= _LARGEST_NUMERATOR:
        return "rates and billing unit lead to numbers beyond what spreadsheets hold exactly"
    return ""


def _largest_numerator(result: Apportionment) -> int:
    """The largest numerator of any division, whatever total, decimals and answers of Yes and No a person may enter."""
    rule, scale = result.rule, result.scale
    rates = {code: rate.thousandths for code, rate in scale.notional.items()}
    rates |= {**scale.rates, **{code: rate.thousandths for code, rate in rule.rates.items()}}
    whole, largest = sum(rates.values()), max(rates.values(), default=1)
    unit = 1
    if rule.unit is not None and rule.residual == "none":
        unit = max(1, int(rule.unit * 10**MOST_DECIMALS))
    if rule.states_not_party == "straight":
        return WHOLE_RATE * unit * (whole + largest)
    return 2 * whole * unit * largest
