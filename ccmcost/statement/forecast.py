"""What many trials say about a meeting to come: three plain cases first, then the distribution of every State's amount."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from ccmcost.calc.distribution import Distribution, Summary
from ccmcost.calc.rounding import half_up
from ccmcost.calc.trials import Scenario
from ccmcost.model.assessment import Apportionment
from ccmcost.model.probability import Probabilities
from ccmcost.model.rates import share_text
from ccmcost.statement.status import ROLE_WORDS


class ForecastRow(NamedTuple):
    """One State. Money in minor units; `plain` holds its amounts on the list at hand at low, likely and high cost.

    `mean` is rounded to the minor unit, `quantiles` are those of PER_CENT, over all trials: a trial without the State
    counts as zero. `mean_present` is the mean of the trials in which it takes part. `above` is in per cent, as text.
    """

    iso3: str
    name: str
    role: str
    probability: str
    basis: str
    plain: tuple[int | None, ...]
    mean: int
    mean_present: int | None
    quantiles: tuple[int, ...]
    above: str


class Forecast(NamedTuple):
    """The forecast of one meeting. `rates` and `costs` are the mean and quantiles of the sum of rates and of the cost."""

    plain: tuple[Apportionment, ...]
    scenario: Scenario
    threshold: int | None
    rows: tuple[ForecastRow, ...]
    rates: tuple[int, tuple[int, ...]]
    costs: tuple[int, tuple[int, ...]]
    used: int
    notes: tuple[str, ...]


def forecast(
    plain: tuple[Apportionment, ...],
    scenario: Scenario,
    found: Distribution,
    given: Probabilities,
    threshold: int | None,
    notes: tuple[str, ...],
) -> Forecast:
    """The forecast from the trials' distribution; `given` are the probabilities that somebody gave, with their basis."""
    chances = {payer.code: chance for payer, chance in zip(scenario.payers, scenario.probabilities, strict=True)}
    roles = {payer.code: ROLE_WORDS[payer.role] for payer in scenario.payers}
    rows = tuple(
        ForecastRow(
            iso3=code,
            name=plain[0].states.name(code),
            role=roles[code],
            probability=probability_text(chances[code]),
            basis=_basis(code, chances[code], given),
            plain=tuple(_amount(result, code) for result in plain),
            mean=mean(each),
            mean_present=half_up(Fraction(each.sum, present)) if present else None,
            quantiles=each.quantiles,
            above="" if each.above is None else share_text(Fraction(each.above, each.trials), 1),
        )
        for code, each, present in zip(found.codes, found.amounts, found.present, strict=True)
    )
    return Forecast(
        plain=plain,
        scenario=scenario,
        threshold=threshold,
        rows=rows,
        rates=(mean(found.rates), found.rates.quantiles),
        costs=(mean(found.costs), found.costs.quantiles),
        used=found.rates.trials,
        notes=(*notes, *_left_out(found), _precision(found.rates.trials)),
    )


def mean(summary: Summary) -> int:
    """The mean, rounded half up to a whole unit."""
    return half_up(Fraction(summary.sum, summary.trials)) if summary.trials else 0


def probability_text(probability: Fraction) -> str:
    """A probability as a plain decimal without needless zeros: `0.25`, at most nine decimals."""
    text = share_text(probability / 100, 9).rstrip("0").rstrip(".")
    return text


def _basis(code: str, chance: Fraction, given: Probabilities) -> str:
    known = given.get(code)
    if known is not None and known.value == chance:
        return known.basis
    return "bears the cost under the rule, present or not" if known is not None else "on the list, no probability given"


def _amount(result: Apportionment, code: str) -> int | None:
    line = result.assessment.line(code)
    return line.amount if line else None


def _left_out(found: Distribution) -> list[str]:
    if not found.left_out:
        return []
    return [f"{found.left_out} trials are left out: in them nobody was there to bear the cost as the rule asks."]


def _precision(trials: int) -> str:
    tenths = -(-1960 // (2 * isqrt(trials))) if trials else 1000
    return (
        f"With {trials:,} trials a probability is off by at most about {tenths // 10}.{tenths % 10} percentage points by "
        f"chance of the draw (95 per cent); how good the probabilities themselves are is another matter."
    )
