"""The pictures of the planning commands: what each shows, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ccmcost.charts.frame import Frame
from ccmcost.charts.planning import Look, Piece, PlanChart, PlanRow
from ccmcost.documents.planning.budget import CASES, Budget
from ccmcost.documents.planning.forecast import Forecast
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import share_text
from ccmcost.sharing.variants import Comparison, Effects
from ccmcost.words.status import short_money, title_of

SHOWN, PANELS = 25, 4


def _frame(name: str, base: Apportionment, heading: str, spoken: Sequence[str], axis: str) -> Frame:
    """Heading, what it rests on, and what the figures may be taken for;
    only the largest States are drawn.
    """
    cost = f"{base.cost.status} cost of {short_money(base.cost.total)}"
    rests = f"{base.list.status} list, {base.scale.id}, {base.rule.id}; the {SHOWN} largest at most"
    title, banner = f"{base.meeting.name if base.meeting else ''}: {heading}", title_of(base.cost)
    below = f"{cost[0].upper()}{cost[1:]}, {rests}"
    return Frame(
        name,
        banner,
        title,
        f"{below}.",
        (),
        f"{banner}. {title}. {below}. {axis}: {'; '.join(spoken)}.",
    )


def _unit(base: Apportionment) -> int:
    return int(10**base.cost.total.decimals)


def comparison_chart(found: Comparison, name: str, heading: str) -> PlanChart:
    """Per case that differs, a bar for each of the States whose amounts change most."""
    apart = [tally.case for tally in found.tallies if not tally.same][:PANELS]
    base = found.cases[0].result
    largest = sorted(
        found.rows, key=lambda row: (-max(abs(each) for each in row.differences), row.iso3)
    )[:SHOWN]
    axis = f"Difference, {base.cost.total.currency} (below zero: pays less)"
    if not apart:
        axis, largest = "No difference between these cases.", []
    drawn = [
        PlanRow(
            row.name,
            tuple(
                (Piece("less" if (gap := row.differences[case]) < 0 else "more", 0, gap),)
                for case in apart
            ),
        )
        for row in largest
    ]
    names = tuple(found.cases[case].name for case in apart)
    spoken = [
        f"{row.name} "
        f"{', '.join(base.cost.total.of(row.differences[case]).grouped() for case in apart)}"
        for row in largest
    ]
    frame = _frame(name, base, heading, [f"{' and '.join(names)}", *spoken] if names else [], axis)
    return PlanChart(frame, tuple(drawn), axis, _unit(base), names or ("",))


def effects_chart(found: Effects, name: str, heading: str) -> PlanChart:
    """What the States not party with the largest amounts would bear, each joining alone."""
    total = found.base.cost.total
    axis = f"Would bear, {total.currency}; beside it the change for States Parties"
    figures = [
        (total.of(row.amount).grouped(), _change(row.parties_change)) for row in found.rows[:SHOWN]
    ]
    drawn = [
        PlanRow(row.name, ((Piece("more", 0, row.amount),),), told)
        for row, told in zip(found.rows, figures, strict=False)
    ]
    spoken = [f"{row.label} {', '.join(row.figures)}" for row in drawn]
    frame = _frame(name, found.base, heading, spoken, axis)
    return PlanChart(frame, tuple(drawn), axis, _unit(found.base), columns=("Would bear", "Change"))


def forecast_chart(found: Forecast) -> PlanChart:
    """Intervals: 5 to 95 per cent thin, 25 to 75 per cent thick, the median as a point,
    the likely plain case as a mark.
    """
    base = found.plain[1]
    drawn, spoken = [], []
    for row in sorted(found.rows, key=lambda row: (-row.mean, row.iso3))[:SHOWN]:
        low, first, median, third, high = row.quantiles
        pieces = [Piece("wide", low, high), Piece("narrow", first, third)]
        pieces += [Piece("plain", row.plain[1], row.plain[1])] if row.plain[1] is not None else []
        label = f"{row.name} ({row.probability})" if row.probability != "1" else row.name
        drawn.append(PlanRow(label, ((*pieces, Piece("median", median, median)),)))
        texts = [base.cost.total.of(value).grouped() for value in (low, median, high)]
        spoken.append(f"{label} {texts[1]} ({texts[0]} to {texts[2]})")
    low_cost, high_cost = (short_money(found.plain[case].cost.total) for case in (0, 2))
    costs = f"Given cost of {low_cost}" + (f" to {high_cost}" if low_cost != high_cost else "")
    rests = f"{base.list.status} list, {base.scale.id}, {base.rule.id}, {found.used:,} trials"
    below = f"{costs}, {rests}; the {len(drawn)} largest means."
    axis = f"Amount, {base.cost.total.currency} (in brackets: probability of taking part)"
    banner = "Rests on probabilities that were judged or estimated; not a request for payment"
    title = f"{base.meeting.name if base.meeting else ''}: forecast"
    alt = f"{banner}. {title}. {below} {axis}, median (5 to 95 %): {'; '.join(spoken)}."
    signs: tuple[tuple[Look, str], ...] = (
        ("wide", "5 to 95 %"),
        ("narrow", "25 to 75 %"),
        ("median", "median"),
        ("plain", "list at hand, likely cost"),
    )
    return PlanChart(
        Frame("forecast", banner, title, below, (), alt), tuple(drawn), axis, _unit(base), key=signs
    )


def budget_chart(found: Budget, title: str) -> PlanChart:
    """A bar for each meeting at likely cost, with the amounts from low to high."""
    total = found.base.cost.total
    cases = (0, 1, 2) if any(line.amounts[0] != line.amounts[2] for line in found.lines) else (1,)
    drawn = []
    for line in found.lines:
        marks = [
            *(["assumed meeting"] if line.assumed else []),
            *(["PROVISIONAL SCALE"] if line.provisional else []),
        ]
        label = f"{line.year} ({', '.join(marks)})" if marks else str(line.year)
        low, likely, high = line.amounts
        pieces = [Piece("provisional" if line.provisional else "less", 0, likely)]
        pieces += [Piece("span", low, high)] if low != high else []
        drawn.append(
            PlanRow(
                label,
                (tuple(pieces),),
                tuple(total.of(line.amounts[case]).grouped() for case in cases),
            )
        )
    rule, note = f"Rule {found.base.rule.id}; costs given by the user", found.notes[0]
    below = (
        f"{total.currency}, {CASES[1]} "
        f"cost{f'; line: {CASES[0]} to {CASES[2]}' if len(cases) == 3 else ''}."
    )
    spoken = "; ".join(f"{row.label} {', '.join(row.figures)}" for row in drawn)
    frame = Frame(
        "budget", rule, title, below, (note,), f"{rule}. {title}. {below} {spoken}. {note}"
    )
    names = tuple(CASES[case] for case in cases)
    return PlanChart(frame, tuple(drawn), total.currency, _unit(found.base), columns=names)


def _change(part: Fraction | None) -> str:
    return f"{'' if part is None else share_text(part, 2)} %"
