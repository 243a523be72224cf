"""A meeting to come, with uncertain participation and cost:
plain cases, then many exact apportionments.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from pathlib import Path
from typing import NamedTuple

from ccmcost.calc.distribution import Distribution, Summary, distribution
from ccmcost.calc.draws import LARGEST_SEED, Range
from ccmcost.calc.liable import liable_at_meeting, payers
from ccmcost.calc.rounding import half_up
from ccmcost.calc.trials import Scenario, run_trials
from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.load.participants import read_probabilities
from ccmcost.model.assessment import Apportionment
from ccmcost.model.meeting import Cost, Participant, ParticipantList
from ccmcost.model.rates import Probabilities, share_text
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.register import PRIOR, estimate
from ccmcost.sharing.request import Request, given_cost, printable, sum_option
from ccmcost.words.status import ROLE_WORDS
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
    without the State counts as zero. `mean_present` is the mean of the trials in which it takes
    part. `above` is the part of the trials above the threshold.
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
    above: Fraction | None


class Forecast(NamedTuple):
    """The forecast of one meeting. `rates` and `costs` are the mean and quantiles of the sum of
    rates and of the cost.
    """

    plain: tuple[Apportionment, ...]
    scenario: Scenario
    threshold: int | None
    rows: tuple[ForecastRow, ...]
    rates: tuple[int, tuple[int, ...]]
    costs: tuple[int, tuple[int, ...]]
    used: int
    notes: tuple[str, ...]


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
    scenario, notes = _scenario(basis, given, costs, wish)
    threshold = _threshold(wish, costs[1])
    threads = wish.threads or min(2, os.cpu_count() or 1)
    found = distribution(run_trials(scenario, threads, progress), threshold, threads)
    return _forecast(plain, scenario, found, given, threshold, notes)


def cost_range(text: str, currency: str, option: str = "--cost") -> tuple[Cost, Cost, Cost]:
    """LOW,LIKELY,HIGH (or one sum for all three) as costs given by the user."""
    parts = [part.strip() for part in text.split(",")]
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
    if not 1 <= wish.trials <= 10_000_000:
        raise UsageError(f"--trials: {wish.trials} is not between 1 and 10,000,000.")
    if not 0 <= wish.seed <= LARGEST_SEED:
        raise UsageError(f"--seed: {wish.seed} is not between 0 and 2^64 - 1.")
    if wish.threads is not None and not 1 <= wish.threads <= 64:
        raise UsageError(f"--threads: {wish.threads} is not between 1 and 64.")


def _threshold(wish: ForecastRequest, like: Cost) -> int | None:
    if wish.more_than is None:
        return None
    minor = sum_option(wish.more_than, like.total.currency, "--more-than").minor
    if minor < 0:
        raise UsageError(f'--more-than: "{printable(wish.more_than)}" is negative.')
    return minor


def _probabilities(basis: Basis, wish: ForecastRequest) -> Probabilities:
    if wish.estimate:
        return estimate(basis)
    data = basis.data
    return data.checked(
        read_probabilities(
            data, data.given(Path(wish.probabilities or "")), StateFinder(basis.states)
        )
    )


def _scenario(
    basis: Basis, given: Probabilities, costs: tuple[Cost, Cost, Cost], wish: ForecastRequest
) -> tuple[Scenario, tuple[str, ...]]:
    """Everybody who could bear the cost, each with a probability:
    as given, else 1 on the list and 0 off it.
    """
    rule, day = basis.rule, basis.day
    possible = {code for code, chance in given.items() if chance.value > 0}
    listed = {each.iso3: each for each in basis.listed.participants}
    everyone = listed | {code: Participant(code, None) for code in possible - listed.keys()}
    liable = liable_at_meeting(rule, _as_list(basis, everyone), basis.treaty, day)
    always = liable_at_meeting(rule, _as_list(basis, {}), basis.treaty, day)
    bearing, _ = payers(liable, basis.scale, rule, basis.states, day)
    chances = tuple(
        given[p.code].value if p.code in given and p.code not in always else Fraction(1)
        for p in bearing
    )
    total = costs[1].total
    span = Range(*(cost.total.minor for cost in costs))
    scenario = Scenario(bearing, chances, span, total, rule, wish.trials, wish.seed)
    return scenario, tuple(_notes(basis, given, scenario, frozenset(always), wish))


def _as_list(basis: Basis, people: dict[str, Participant]) -> ParticipantList:
    return basis.listed._replace(participants=tuple(people[code] for code in sorted(people)))


def _notes(
    basis: Basis,
    given: Probabilities,
    scenario: Scenario,
    always: frozenset[str],
    wish: ForecastRequest,
) -> list[str]:
    silent = [code for code in sorted(basis.listed.codes) if code not in given]
    notes = [
        f"{len(given)} States have a probability "
        f"({'estimated: ' + PRIOR if wish.estimate else wish.probabilities}). {len(silent)} "
        "States on the list have none and are taken as present (1); a State off the list "
        "without one is taken as absent (0). No probability is made up.",
        "States are drawn independently of each other. Where they decide together, the true "
        "spread is wider.",
    ]
    if scenario.costs.low != scenario.costs.high:
        notes.append(
            "The cost is drawn from a triangle: from low to high, most likely at likely. That "
            "shape is an assumption."
        )
    ignored = sorted(code for code in given if code in always)
    if ignored:
        notes.append(
            f"Under {basis.rule.id} {len(ignored)} of the States with a probability bear the "
            f"cost, present or not: {', '.join(ignored)}."
        )
    never = sorted(
        code
        for code, chance in given.items()
        if chance.value > 0 and code not in {p.code for p in scenario.payers}
    )
    if never:
        notes.append(
            f"Under {basis.rule.id} these bear no cost, present or not: {', '.join(never)}."
        )
    return notes


def _forecast(
    plain: tuple[Apportionment, ...],
    scenario: Scenario,
    found: Distribution,
    given: Probabilities,
    threshold: int | None,
    notes: tuple[str, ...],
) -> Forecast:
    """The forecast from the trials' distribution; `given` are the probabilities that somebody gave,
    with their basis.
    """
    chances = {
        payer.code: chance
        for payer, chance in zip(scenario.payers, scenario.probabilities, strict=True)
    }
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
            above=None if each.above is None else Fraction(each.above, each.trials),
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
    return (
        "bears the cost under the rule, present or not"
        if known is not None
        else "on the list, no probability given"
    )


def _amount(result: Apportionment, code: str) -> int | None:
    line = result.assessment.line(code)
    return line.amount if line else None


def _left_out(found: Distribution) -> list[str]:
    if not found.left_out:
        return []
    return [
        f"{found.left_out} trials are left out: in them nobody was there to bear the cost as the "
        "rule asks."
    ]


def _precision(trials: int) -> str:
    tenths = -(-1960 // (2 * isqrt(trials))) if trials else 1000
    return (
        f"With {trials:,} trials a probability is off by at most about "
        f"{tenths // 10}.{tenths % 10} percentage points by chance of the draw (95 per cent); "
        "how good the probabilities themselves are is another matter."
    )
