"""A meeting to come, with uncertain participation and cost:
plain cases, then many exact apportionments.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.distribution import Distribution, Summary, distribution
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.calc.rounding import half_up
from ccmcost.calc.trials import LARGEST_SEED, Range, Scenario, run_trials
from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.given import given_rows
from ccmcost.load.participants import PROBABILITY_COLUMNS, read_probabilities
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Cost, Participant
from ccmcost.model.money import Money, decimals_of
from ccmcost.model.rates import Probabilities, share_text
from ccmcost.model.sums import parse_sum
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.register import PRIOR, estimate
from ccmcost.sharing.request import Request, given_cost, sum_option
from ccmcost.text import printable
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace

Progress = Callable[[int, int], None]


class ForecastRequest(NamedTuple):
    """The options of `forecast` beside those of the meeting;
    `cost` is LOW,LIKELY,HIGH or one sum.
    """

    cost: str
    probabilities: str | None = None
    estimate: bool = False
    more_than: str | None = None
    trials: int = 100_000
    seed: int = 1
    threads: int | None = None


class ForecastRow(NamedTuple):
    """One State. Money in minor units; `plain` holds its amounts on the list at hand at low, likely
    and high cost.

    `mean` is rounded to the minor unit, `quantiles` are those of PER_CENT, over all trials: a trial
    without the State counts as zero. `mean_when_present` is the mean of those with the State.
    `above` is the part of the trials above the threshold.
    """

    iso3: str
    name: str
    role: str
    probability: Decimal
    basis: str
    plain: tuple[int | None, ...]
    mean: int
    mean_when_present: int | None
    quantiles: tuple[int, ...]
    above: Fraction | None


class Forecast(NamedTuple):
    """The forecast of one meeting: plain cases at low, likely and high cost,
    and what was drawn from the scenario.
    """

    plain: tuple[Apportionment, ...]
    scenario: Scenario
    threshold: int | None
    rows: tuple[ForecastRow, ...]
    drawn: Distribution
    notes: tuple[str, ...]

    @property
    def used(self) -> int:
        """The trials in which somebody bears the cost."""
        return self.drawn.rates.trials


def forecast_meeting(
    workspace: Workspace,
    meeting_id: str,
    request: Request,
    wish: ForecastRequest,
    progress: Progress | None = None,
) -> Forecast:
    """The forecast. Raises UsageError, DataError (all findings at once),
    TieOutError as `apportion_meeting` does.
    """
    _refuse(wish)
    basis = load_basis(workspace, meeting_id, request.for_shares())
    costs = cost_range(wish.cost, basis.cost.total.currency)
    basis = basis._replace(cost=costs[1])
    plain = tuple(compute(basis._replace(cost=cost), request) for cost in costs)
    given = _probabilities(basis, wish)
    nobody = basis.listed._replace(participants=())
    always = liable_at_meeting(basis.rule, nobody, basis.treaty, basis.day)
    scenario = _scenario(basis, given, always, costs, wish)
    threshold = _threshold(wish, basis.cost.total)
    threads = wish.threads or min(2, os.cpu_count() or 1)
    drawn = distribution(run_trials(scenario, threads, progress), threshold, threads)
    notes = (*_notes(basis, given, scenario, always, wish), *notes_on(drawn))
    return Forecast(plain, scenario, threshold, _rows(plain, scenario, drawn, given), drawn, notes)


def cost_range(text: str, currency: str, option: str = "--cost") -> tuple[Cost, Cost, Cost]:
    """LOW,LIKELY,HIGH (or one sum for all three) as costs given by the user; semicolons may stand
    in place of the commas, which also group digits.
    """
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    two_sums = len(parts) == 2 and len(parts[1].partition(".")[0]) > 3
    whole = None if two_sums else parse_sum(text, currency).minor
    if whole is not None and len(parts) == 3:
        one = Money(whole, currency, decimals_of(currency) or 0)
        raise UsageError(
            f'{option}: "{printable(text)}" can be read as {one}, or as low, likely and high. '
            f'Write {one.plain()}, or "{";".join(parts)}".'
        )
    if whole is not None:
        parts = [text]
    if len(parts) not in (1, 3):
        raise UsageError(
            f'{option}: "{printable(text)}" is neither one amount nor LOW,LIKELY,HIGH, such as '
            "400000,450000,600000."
        )
    costs = [
        given_cost(part, currency, credit=False, option=option)
        for part in (parts * 3 if len(parts) == 1 else parts)
    ]
    low, likely, high = costs
    if not low.total.minor <= likely.total.minor <= high.total.minor:
        raise UsageError(
            f"{option}: LOW,LIKELY,HIGH must not fall: {low.total}, {likely.total}, {high.total}."
        )
    return low, likely, high


def _refuse(wish: ForecastRequest) -> None:
    if bool(wish.probabilities) == wish.estimate:
        raise UsageError(
            "say where the probabilities come from: --probabilities FILE (a CSV with "
            "iso3,probability,basis), or --estimate from official lists of earlier meetings."
        )
    for option, number, least, most, limits in (
        ("trials", wish.trials, 1, 10_000_000, "1 and 10,000,000"),
        ("seed", wish.seed, 0, LARGEST_SEED, "0 and 2^64 - 1"),
        ("threads", wish.threads, 1, 64, "1 and 64"),
    ):
        if number is not None and not least <= number <= most:
            raise UsageError(f"--{option}: {number} is not between {limits}.")


def _threshold(wish: ForecastRequest, like: Money) -> int | None:
    if wish.more_than is None:
        return None
    minor = sum_option(wish.more_than, like.currency, "--more-than").minor
    if minor < 0:
        raise UsageError(f'--more-than: "{printable(wish.more_than)}" is negative.')
    return minor


def _probabilities(basis: Basis, wish: ForecastRequest) -> Probabilities:
    if wish.estimate:
        return estimate(basis)
    data, finder = basis.data, StateFinder(basis.states)
    source = data.given(Path(wish.probabilities or ""))
    rows = given_rows(source, data.findings, PROBABILITY_COLUMNS)
    return data.checked(read_probabilities(rows, finder))


def _scenario(
    basis: Basis,
    given: Probabilities,
    always: Container[str],
    costs: Sequence[Cost],
    wish: ForecastRequest,
) -> Scenario:
    """Everybody who could bear the cost, each with a probability:
    as given, else 1 on the list and 0 off it; 1 for those who `always` bear it.
    """
    rule, day = basis.rule, basis.day
    people = {code: Participant(code, None) for code, chance in given.items() if chance.value > 0}
    people |= {each.iso3: each for each in basis.listed.participants}
    everyone = basis.listed._replace(participants=tuple(people[code] for code in sorted(people)))
    liable = liable_at_meeting(rule, everyone, basis.treaty, day)
    bearing, _ = payers(liable, basis.scale, rule, basis.states, day)
    chances = tuple(
        given[p.code].value if p.code in given and p.code not in always else Fraction(1)
        for p in bearing
    )
    span = Range(*(cost.total.minor for cost in costs))
    return Scenario(bearing, chances, span, costs[1].total, rule, wish.trials, wish.seed)


def _notes(
    basis: Basis,
    given: Probabilities,
    scenario: Scenario,
    always: Container[str],
    wish: ForecastRequest,
) -> list[str]:
    words, rule = english("planning"), basis.rule.id
    bearing = {payer.code for payer in scenario.payers}
    silent = sum(code not in given for code in basis.listed.codes)
    anyway = sorted(code for code in given if code in always)
    never = ", ".join(
        sorted(code for code, each in given.items() if each.value > 0 and code not in bearing)
    )
    source = words("estimated", prior=PRIOR) if wish.estimate else wish.probabilities or ""
    notes = [words("given_chances", n=len(given), source=source, silent=silent)]
    notes.append(words("drawn_alone"))
    if scenario.costs.low != scenario.costs.high:
        notes.append(words("cost_drawn"))
    if anyway:
        codes = ", ".join(anyway)
        notes.append(words("bear_anyway", rule=rule, n=len(anyway), codes=codes))
    return [*notes, words("bear_never", rule=rule, codes=never)] if never else notes


def notes_on(drawn: Distribution) -> list[str]:
    """How many trials are left out, and how far chance alone may lead."""
    words, trials = english("planning"), drawn.rates.trials
    left_out = (
        [words.for_number("trials_left_out", drawn.left_out, n=drawn.left_out)]
        if drawn.left_out
        else []
    )
    tenths = -(-1960 // (2 * isqrt(trials))) if trials else 1000
    return [*left_out, words("chance", trials=f"{trials:,}", points=f"{tenths / 10:.1f}")]


def _rows(
    plain: Sequence[Apportionment], scenario: Scenario, drawn: Distribution, given: Probabilities
) -> tuple[ForecastRow, ...]:
    """The rows in order of code; `given` are the probabilities that somebody gave,
    with their basis.
    """
    drawn_from = zip(scenario.payers, scenario.probabilities, strict=True)
    people = {payer.code: (payer, chance) for payer, chance in drawn_from}
    words, rows = english("planning"), []
    for code, each, present in zip(drawn.codes, drawn.amounts, drawn.present, strict=True):
        payer, chance = people[code]
        known = given.get(code)
        rows.append(
            ForecastRow(
                iso3=code,
                name=plain[0].states.name(code),
                role=payer.role or "",
                probability=probability(chance),
                basis=known.basis
                if known and known.value == chance
                else words("present_or_not" if known else "no_chance_given"),
                plain=tuple(
                    line and line.amount for line in (each.assessment.line(code) for each in plain)
                ),
                mean=mean(each),
                mean_when_present=half_up(Fraction(each.sum, present)) if present else None,
                quantiles=each.quantiles,
                above=None if each.above is None else Fraction(each.above, each.trials),
            )
        )
    return tuple(rows)


def mean(summary: Summary) -> int:
    """The mean, rounded half up to a whole unit."""
    return half_up(Fraction(summary.sum, summary.trials)) if summary.trials else 0


def probability(chance: Fraction) -> Decimal:
    """A probability as a plain decimal without needless zeros: `0.25`, at most nine decimals."""
    return Decimal(share_text(chance / 100, 9).rstrip("0").rstrip("."))
