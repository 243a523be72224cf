"""What one treasury should set aside for some years: the meetings of the register,
else one assumed meeting a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.documents.planning.forecast import cost_range
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Finding
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment
from ccmcost.model.calendar import Span
from ccmcost.model.meeting import Convened, Cost, Meeting, Participant, ParticipantList
from ccmcost.model.rates import WHOLE_RATE, share_text
from ccmcost.model.states import parties_on
from ccmcost.sharing.compute import Basis, compute, load_basis
from ccmcost.sharing.request import Request, find_scale, find_state, printable
from ccmcost.words.status import day_words
from ccmcost.workspace import Workspace

CASES = ("low", "likely", "high")


class BudgetLine(NamedTuple):
    """One meeting of one year: amounts of the State in minor units in the cases low, likely, high.

    `assumed` says that the meeting is not in the register with a day; `joins` that the State bears
    the cost only if it takes part; `provisional` that the scale does not cover the day.
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


class Budget(NamedTuple):
    """All meetings of the years; `totals` are the sums of the amounts, case by case."""

    code: str
    name: str
    base: Apportionment
    lines: tuple[BudgetLine, ...]
    totals: tuple[int, ...]
    paragraph: str
    notes: tuple[str, ...]


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
    wanted = _years(years)
    basis = _latest(workspace, request)
    by_year = _costs(costs, wanted, request.currency or basis.convention.currency)
    code = find_state(state, "STATE", basis.states)
    known = basis.data.meetings.values()
    lines: list[BudgetLine] = []
    likely: list[Apportionment] = []
    for year in wanted:
        held: list[Meeting | None] = [m for m in known if m.day is not None and m.day.year == year]
        for meeting in held or [None]:
            here = (
                _registered(workspace, meeting, request)
                if meeting
                else _assumed(workspace, basis, year, request)
            )
            line, result = _line(here, by_year[year], code, year, meeting is None)
            lines.append(line)
            likely.append(result)
    if request.scale_provisional and not any(line.provisional for line in lines):
        raise UsageError(
            "--scale-provisional: the scales at hand cover all these years, so none is needed."
        )
    name = basis.states.name(code)
    totals = tuple(sum(line.amounts[case] for line in lines) for case in range(len(CASES)))
    paragraph = _paragraph(likely[0], name, lines, totals)
    return Budget(
        code, name, likely[0], tuple(lines), totals, paragraph, tuple(_notes(basis, lines))
    )


def _years(text: str) -> tuple[int, ...]:
    match = re.fullmatch(r"([12][0-9]{3})(?:-([12][0-9]{3}))?", text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not first <= last < first + LONGEST:
        raise UsageError(
            f'--years: "{printable(text)}" is no year or period of at most {LONGEST} years, such '
            "as 2026-2027."
        )
    return tuple(range(first, last + 1))


def _costs(texts: Iterable[str], years: tuple[int, ...], currency: str) -> Mapping[int, Costs]:
    general: Costs | None = None
    found: dict[int, Costs] = {}
    for text in texts:
        head, equals, tail = text.partition("=")
        costs = cost_range(tail if equals else text, currency)
        if not equals:
            general = costs
        elif head.strip() in map(str, years):
            found[int(head)] = costs
        else:
            raise UsageError(
                f'--cost: "{printable(head)}" is not one of the years {years[0]} to {years[-1]}.'
            )
    missing = [year for year in years if year not in found] if general is None else []
    if missing:
        raise UsageError(
            f"--cost is missing for {', '.join(map(str, missing))}: no published cost is at "
            "hand, and a budget is never made on an illustrative one. Write --cost AMOUNT, "
            "--cost LOW,LIKELY,HIGH or --cost YEAR=AMOUNT."
        )
    return {year: found.get(year) or general for year in years}  # type: ignore[misc]


def _latest(workspace: Workspace, request: Request) -> Basis:
    """The last meeting of the register that has a day: its data serve as the model of an assumed
    one.
    """
    data = Data(workspace)
    dated = [
        (meeting.day, meeting.id)
        for meeting in data.checked(data.meetings).values()
        if meeting.day is not None
    ]
    if not dated:
        raise UsageError(
            "the register holds no meeting with a day, so no year can be modelled on one."
        )
    return load_basis(workspace, max(dated)[1], Request(rule=request.rule).for_shares())


def _registered(workspace: Workspace, meeting: Meeting, request: Request) -> Basis:
    """The meeting as the register has it."""
    covered = Request(rule=request.rule).for_shares()
    uncovered = meeting.day is not None and Data(workspace).scale_for(meeting.day) is None
    if request.scale_provisional and uncovered:
        covered = covered._replace(scale_provisional=request.scale_provisional)
    return load_basis(workspace, meeting.id, covered)


def _assumed(workspace: Workspace, model: Basis, year: int, request: Request) -> Basis:
    """A meeting of a year that the register does not date: same month and day as the last one,
    all parties expected.
    """
    last = model.day
    day = date(year, last.month, min(last.day, 28) if last.month == 2 else last.day)
    by_day = model.data.scale_for(day)
    if by_day is None and not request.scale_provisional:
        at_hand = ", ".join(model.data.scale_periods)
        message = (
            f"no scale covers {day}; at hand: {at_hand}. The last one is never carried forward "
            f"silently: use --scale-provisional ID for a budget beyond it."
        )
        raise DataError([Finding("", 0, "", "scale-none", message)])
    scale_id = by_day or find_scale(model.data, request.scale_provisional or "")
    return model._replace(
        meeting=Meeting(
            id=f"assumed-{year}",
            kind=model.meeting.kind,
            names={"en": f"formal meeting of {year}"},
            billing_group=f"assumed-{year}",
            city="",
            country="",
            convened=Convened(Span(day, day), "", None, ""),
            held=None,
        ),
        day=day,
        scale=model.data.checked(model.data.scale(scale_id)),
        scale_chosen="by day" if by_day else "provisional",
        listed=ParticipantList(
            "expected",
            tuple(Participant(code, "state_party") for code in parties_on(model.treaty, day)),
        ),
    )


def _line(
    basis: Basis, costs: Costs, code: str, year: int, assumed: bool
) -> tuple[BudgetLine, Apportionment]:
    """The line of one meeting at low, likely and high cost, with its apportionment at likely
    cost.
    """
    plain = compute(basis._replace(cost=costs[1]), Request())
    joins = plain.assessment.line(code) is None and assumed and basis.rule.liable != "parties_only"
    request = Request(added=(code,)) if joins else Request()
    results = [compute(basis._replace(cost=cost), request) for cost in costs]
    lines = [each.assessment.line(code) for each in results]
    borne = next((line for line in lines if line), None)
    made = BudgetLine(
        year=year,
        name=basis.meeting.name,
        day=day_words(basis.day),
        assumed=assumed,
        joins=joins,
        provisional=basis.scale_chosen == "provisional",
        scale=basis.scale.id,
        rate=Fraction(borne.payer.weight if borne else 0, WHOLE_RATE),
        share=borne.share.value if borne else Fraction(0),
        states=len(results[0].assessment.lines),
        costs=tuple(cost.total.minor for cost in costs),
        amounts=tuple(line.amount if line else 0 for line in lines),
    )
    return made, results[1]


def _notes(basis: Basis, lines: Iterable[BudgetLine]) -> list[str]:
    lines = list(lines)
    notes = []
    assumed = [line for line in lines if line.assumed]
    if assumed:
        years = ", ".join(str(line.year) for line in assumed)
        opening = day_words(basis.day).rsplit(" ", 1)[0]
        notes.append(
            f"Assumed for {years}: one meeting a year that opens on {opening}, as the last one "
            "of the register did, with every State Party known by then. The register has no "
            "meeting with a day there."
        )
    notes.append(
        "States not party that take part lower every amount; States Parties that stay away raise "
        "the others'."
    )
    notes.append(f"Rule {basis.rule.id}: {basis.rule.title}.")
    if any(line.joins for line in lines):
        notes.append(
            "The State is not a State Party: the sums are what it would bear if it took part."
        )
    return notes


def _paragraph(
    base: Apportionment, name: str, lines: Sequence[BudgetLine], totals: tuple[int, ...]
) -> str:
    money = [base.cost.total.of(total) for total in totals]
    years = sorted({line.year for line in lines})
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
    sum_words = (
        f"{money[1]}"
        if len(set(totals)) == 1
        else f"{money[2]} (likely {money[1]}, at least {money[0]})"
    )
    condition = " if it takes part" if any(line.joins for line in lines) else ""
    parts = [f"For {span}, {name} should set aside {sum_words}{condition}."]
    parts += [_sentence(base, line, alike) for line, alike in _grouped(lines)]
    if any(line.provisional for line in lines):
        scales = ", ".join(sorted({line.scale for line in lines if line.provisional}))
        parts.append(f"The scale {scales} does not cover every year; its successor is not adopted.")
    return " ".join(parts)


def _grouped(lines: Sequence[BudgetLine]) -> list[tuple[BudgetLine, list[int]]]:
    """Assumed meetings that differ by their year alone share one sentence."""
    groups: dict[BudgetLine, list[int]] = {}
    first: dict[BudgetLine, BudgetLine] = {}
    for line in lines:
        key = line._replace(year=0, name="", day="") if line.assumed else line
        groups.setdefault(key, []).append(line.year)
        first.setdefault(key, line)
    return [(first[key], years) for key, years in groups.items()]


def _sentence(base: Apportionment, line: BudgetLine, years: Sequence[int]) -> str:
    of = base.cost.total.of
    when = (
        str(line.year)
        if len(years) == 1
        else f"{', '.join(map(str, years[:-1]))} and {years[-1]}, each"
    )
    what = f"the {line.name}" + (" (assumed)" if line.assumed else "")
    what = what if len(years) == 1 else "an assumed formal meeting"
    amounts = [str(of(amount)) for amount in line.amounts]
    amount = (
        amounts[1]
        if len(set(amounts)) == 1
        else f"{amounts[0]} to {amounts[2]}, likely {amounts[1]}"
    )
    if not any(line.amounts):
        return f"{when}: nothing, since it bears no part of the cost of {what}."
    mark = ", PROVISIONAL SCALE" if line.provisional else ""
    share = f"{share_text(line.share)} per cent of the cost of {what}"
    return (
        f"{when}: {amount}, that is {share}, shared among {line.states} States by the scale "
        f"{line.scale}{mark}."
    )
