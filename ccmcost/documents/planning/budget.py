"""What one treasury should set aside for some years: the meetings of the register,
else one assumed meeting a year, under each of the convention's instruments that has met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.documents.planning.forecast import cost_range
from ccmcost.errors import UsageError
from ccmcost.model.assessment import Apportionment, convention_of
from ccmcost.model.meeting import Cost
from ccmcost.model.money import Money
from ccmcost.model.rates import WHOLE_RATE, share_text
from ccmcost.sharing.compute import Basis
from ccmcost.sharing.planned import Planned, latest_meetings, planned_meetings
from ccmcost.sharing.request import Request, find_state
from ccmcost.text import printable
from ccmcost.words.numbers import day as day_words
from ccmcost.words.speaker import Phrases, english
from ccmcost.workspace import Workspace

CASES = ("low", "likely", "high")


class BudgetLine(NamedTuple):
    """One meeting of one year: amounts of the State in minor units in the cases low, likely, high.

    `assumed` says that the meeting is not in the register with a day; `joins` that the State bears
    the cost only if it takes part; `provisional` that the scale does not cover the day. `under` is
    the name of its instrument, both empty where the convention has only itself.
    """

    year: int
    name: str
    day: str
    assumed: bool
    joins: bool
    provisional: bool
    scale: str
    rate: Fraction
    share: Fraction
    states: int
    costs: tuple[int, ...]
    amounts: tuple[int, ...]
    instrument: str
    under: str


class Budget(NamedTuple):
    """All meetings of the years; `totals` are the sums of the amounts, case by case."""

    code: str
    name: str
    base: Apportionment
    lines: tuple[BudgetLine, ...]
    totals: tuple[int, ...]
    paragraph: str
    notes: tuple[str, ...]
    set_aside: str


Costs = tuple[Cost, Cost, Cost]
LONGEST = 12


def budget_years(
    workspace: Workspace, state: str, years: str, costs: tuple[str, ...], request: Request
) -> Budget:
    """The budget of one State.

    `years` is YYYY or YYYY-YYYY; each of `costs` is AMOUNT or LOW,LIKELY,HIGH for every meeting, or
    YEAR=... for those of one year. Years beyond the last scale need `request.scale_provisional`.
    Raises UsageError, DataError.
    """
    wanted, words = years_option(years), english("planning")
    models = latest_meetings(workspace, request)
    model = models[-1]
    by_year = _costs(costs, wanted, request.currency or model.meeting.currency)
    code = find_state(state, "STATE", model.states)
    found: list[tuple[BudgetLine, Apportionment]] = []
    for year in wanted:
        for each in models:
            planned = planned_meetings(workspace, each, year, request)
            found += [_line(one, by_year[year], code) for one in planned]
    lines, results = [line for line, _ in found], [result for _, result in found]
    base = results[0]._replace(convention=convention_of(results))
    if request.scale_provisional and not any(line.provisional for line in lines):
        raise UsageError(
            "--scale-provisional: the scales in the data cover all these years, so none is needed."
        )
    name = model.states.name(code)
    totals = tuple(sum(line.amounts[case] for line in lines) for case in range(len(CASES)))
    set_aside = _set_aside(base, name, lines, totals, words)
    paragraph = _paragraph(base, set_aside, lines, words)
    notes = _notes(models, lines, words)
    return Budget(code, name, base, tuple(lines), totals, paragraph, notes, set_aside)


def years_option(text: str) -> tuple[int, ...]:
    """The years of `2026` or `2026-2027`, or UsageError."""
    match = re.fullmatch(r"([12][0-9]{3})(?:-([12][0-9]{3}))?", text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not first <= last < first + LONGEST:
        raise UsageError(
            f'--years: "{printable(text)}" is no year or period of at most {LONGEST} years, such '
            "as 2026-2027."
        )
    return tuple(range(first, last + 1))


def convention_of_cost(text: str) -> tuple[str, str]:
    """The id of the convention whose meetings alone a cost is for (`ID=...`, `ID:YEAR=...`), empty
    where it is for those of any, and the cost without it.
    """
    head, equals, tail = text.partition("=")
    name, colon, year = head.strip().partition(":")
    if not equals or (name.isdecimal() and not colon):
        return "", text
    return name, f"{year}={tail}" if colon else tail


def year_of_cost(text: str, years: Sequence[int], currency: str) -> tuple[str, Costs]:
    """A cost with its year, which is empty where it is for every one; UsageError if it is none."""
    head, equals, tail = text.partition("=")
    costs = cost_range(tail if equals else text, currency)
    if equals and head.strip() not in map(str, years):
        raise UsageError(
            f'--cost: "{printable(head)}" is not one of the years {years[0]} to {years[-1]}.'
        )
    return head.strip() if equals else "", costs


def _costs(texts: Iterable[str], years: tuple[int, ...], currency: str) -> Mapping[int, Costs]:
    found: dict[str, Costs] = {}
    for text in texts:
        year, costs = year_of_cost(text, years, currency)
        found[year] = costs
    missing = [str(year) for year in years if str(year) not in found and "" not in found]
    if missing:
        raise UsageError(
            f"--cost is missing for {', '.join(missing)}: no published cost is at "
            "hand, and a budget is never made on an illustrative one. Write --cost AMOUNT, "
            "--cost LOW,LIKELY,HIGH or --cost YEAR=AMOUNT."
        )
    return {year: found[str(year) if str(year) in found else ""] for year in years}


def _line(planned: Planned, costs: Costs, code: str) -> tuple[BudgetLine, Apportionment]:
    """The line of one meeting at low, likely and high cost, with its apportionment at likely
    cost.
    """
    basis, joins = planned.basis, planned.joins(code, costs[1])
    results = [planned.shared(cost, *[code] * joins) for cost in costs]
    lines = [each.assessment.line(code) for each in results]
    borne = next((line for line in lines if line), None)
    made = BudgetLine(
        year=planned.year,
        name=basis.meeting.name,
        day=day_words(basis.day),
        assumed=planned.assumed,
        joins=joins,
        provisional=basis.scale_chosen == "provisional",
        scale=basis.scale.id,
        rate=Fraction(borne.payer.weight if borne else 0, WHOLE_RATE),
        share=borne.share.value if borne else Fraction(0),
        states=results[0].assessment.states,
        costs=tuple(cost.total.minor for cost in costs),
        amounts=tuple(line.amount if line else 0 for line in lines),
        instrument=basis.meeting.instrument,
        under=basis.convention.name if basis.meeting.instrument else "",
    )
    return made, results[1]


def _notes(models: Sequence[Basis], lines: Sequence[BudgetLine], words: Phrases) -> tuple[str, ...]:
    """What the amounts rest on; under each instrument, where there are several."""
    notes, joins = [], []
    for model in models:
        under = model.convention.name if model.meeting.instrument else ""
        own, tail = [line for line in lines if line.under == under], "_under" if under else ""
        years = ", ".join(str(line.year) for line in own if line.assumed)
        opening = day_words(model.day).rsplit(" ", 1)[0]
        if years:
            notes.append(words(f"budget_assumed{tail}", years=years, opening=opening, name=under))
        if any(line.joins for line in own):
            joins.append(words(f"budget_joins{tail}", name=under))
    notes.append(words("budget_others"))
    notes += dict.fromkeys(words("budget_rule", rule=model.rule) for model in models)
    return (*notes, *joins)


def _set_aside(
    base: Apportionment,
    name: str,
    lines: Sequence[BudgetLine],
    totals: Sequence[int],
    words: Phrases,
) -> str:
    """What the State should set aside in all."""
    low, likely, high = map(base.cost.total.of, totals)
    years = sorted({line.year for line in lines})
    span = words("from_year", first=years[0], last=years[-1]) if len(years) > 1 else str(years[0])
    total = (
        words("total_range", low=low, likely=likely, high=high) if len(set(totals)) > 1 else likely
    )
    joining = {line.under for line in lines if line.joins}
    some = "_some" * (joining != {line.under for line in lines})
    condition = words(f"if_it_joins{some}") if joining else ""
    return words("set_aside", years=span, name=name, total=total, condition=condition)


def _paragraph(
    base: Apportionment, set_aside: str, lines: Sequence[BudgetLine], words: Phrases
) -> str:
    of = base.cost.total.of
    parts = [set_aside, *(_sentence(of, line, alike, words) for line, alike in _grouped(lines))]
    scales = ", ".join(sorted({line.scale for line in lines if line.provisional}))
    return " ".join([*parts, words("not_covered", scales=scales)] if scales else parts)


def _grouped(lines: Sequence[BudgetLine]) -> list[tuple[BudgetLine, list[int]]]:
    """Assumed meetings that differ by their year alone share one sentence."""
    groups: dict[BudgetLine, tuple[BudgetLine, list[int]]] = {}
    for line in lines:
        key = line._replace(year=0, name="", day="") if line.assumed else line
        groups.setdefault(key, (line, []))[1].append(line.year)
    return list(groups.values())


def _sentence(
    of: Callable[[int], Money], line: BudgetLine, years: Sequence[int], words: Phrases
) -> str:
    *before, last = map(str, years)
    when = words("years_each", years=", ".join(before), last=last) if before else last
    what = words("the_meeting", line=line) + (words("assumed") if line.assumed else "")
    if before:
        under = "_under" if line.under else ""
        what = words(f"an_assumed_meeting{under}", name=line.under)
    if not any(line.amounts):
        return words("bears_nothing", when=when, what=what)
    low, likely, high = map(of, line.amounts)
    return words(
        "sentence",
        when=when,
        amount=words("amount_range", low=low, likely=likely, high=high)
        if len(set(line.amounts)) > 1
        else likely,
        share=share_text(line.share),
        what=what,
        line=line,
        mark=words("provisional_scale") if line.provisional else "",
    )
