"""What one treasury should set aside for some years: one paragraph, and the figures behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import rate_text, share_text
from ccmcost.statement.status import day_words

CASES = ("low", "likely", "high")


class BudgetLine(NamedTuple):
    """One meeting of one year: amounts of the State in minor units in the cases low, likely, high.

    `assumed` says that the meeting is not in the register with a day; `joins` that the State bears the cost only if it
    takes part; `provisional` that the scale does not cover the day.
    """

    year: int
    name: str
    day: str
    assumed: bool
    joins: bool
    provisional: bool
    scale: str
    rate: str
    share: str
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


def budget_line(year: int, results: Sequence[Apportionment], code: str, assumed: bool, joins: bool) -> BudgetLine:
    """The line of one meeting from its apportionments at low, likely and high cost."""
    result = results[0]
    assert result.meeting is not None
    lines = [each.assessment.line(code) for each in results]
    share = next((line.share.value for line in lines if line), None)
    weight = next((line.payer.weight for line in lines if line), 0)
    return BudgetLine(
        year=year,
        name=result.meeting.name,
        day=day_words(result.day),
        assumed=assumed,
        joins=joins,
        provisional=result.scale_chosen == "provisional",
        scale=result.scale.id,
        rate=rate_text(weight),
        share=share_text(share) if share is not None else share_text(result.assessment.lines[0].share.value * 0),
        states=len(result.assessment.lines),
        costs=tuple(each.cost.total.minor for each in results),
        amounts=tuple(line.amount if line else 0 for line in lines),
    )


def budget(base: Apportionment, code: str, lines: Sequence[BudgetLine], notes: Sequence[str]) -> Budget:
    """The budget of one State."""
    totals = tuple(sum(line.amounts[case] for line in lines) for case in range(len(CASES)))
    name = base.states.name(code)
    return Budget(code, name, base, tuple(lines), totals, _paragraph(base, name, lines, totals), tuple(notes))


def _paragraph(base: Apportionment, name: str, lines: Sequence[BudgetLine], totals: tuple[int, ...]) -> str:
    money = [base.cost.total.of(total) for total in totals]
    years = sorted({line.year for line in lines})
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
    sum_words = f"{money[1]}" if len(set(totals)) == 1 else f"{money[2]} (likely {money[1]}, at least {money[0]})"
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
    when = str(line.year) if len(years) == 1 else f"{', '.join(map(str, years[:-1]))} and {years[-1]}, each"
    what = f"the {line.name}" + (" (assumed)" if line.assumed else "")
    what = what if len(years) == 1 else "an assumed formal meeting"
    amounts = [str(of(amount)) for amount in line.amounts]
    amount = amounts[1] if len(set(amounts)) == 1 else f"{amounts[0]} to {amounts[2]}, likely {amounts[1]}"
    if not any(line.amounts):
        return f"{when}: nothing, since it bears no part of the cost of {what}."
    mark = ", PROVISIONAL SCALE" if line.provisional else ""
    return (
        f"{when}: {amount}, that is {line.share} per cent of the cost of {what}, shared among {line.states} States by "
        f"the scale {line.scale}{mark}."
    )
