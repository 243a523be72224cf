"""The pictures of the planning commands: what each shows, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ccmcost.charts.frame import Frame
from ccmcost.charts.planning import Look, Piece, PlanChart, PlanRow
from ccmcost.documents.planning.budget import CASES, Budget
from ccmcost.documents.planning.forecast import Forecast
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import share_text
from ccmcost.sharing.variants import Comparison, Effects
from ccmcost.words.numbers import short_money
from ccmcost.words.speaker import english
from ccmcost.words.status import title_of

SHOWN, PANELS = 25, 4


def _frame(
    name: str,
    base: Apportionment,
    heading: str,
    axis: str,
    spoken: Sequence[str],
    below: str = "below_cost",
    banner: str = "",
    **figures: str | int,
) -> Frame:
    """Heading, what the figures rest on (the phrase `below`), and what they may be taken for."""
    words, total = english("planning"), short_money(base.cost.total)
    cost = words("chart_cost", status=base.cost.status.capitalize(), total=total)
    rests = words("chart_rests", base=base)
    frame = Frame(
        name,
        banner or title_of(base.cost),
        words("chart_title", base=base, heading=heading),
        words(below, **{"cost": cost, "rests": rests, **figures}),
        (),
        "",
    )
    alt = words("chart_alt", frame=frame, axis=axis, spoken="; ".join(spoken))
    return frame._replace(alt=alt)


def _grouped(base: Apportionment, *sums: int) -> tuple[str, ...]:
    return tuple(base.cost.total.of(minor).grouped() for minor in sums)


def _chart(
    frame: Frame, base: Apportionment, rows: Iterable[PlanRow], axis: str, **more: Any
) -> PlanChart:
    return PlanChart(frame, tuple(rows), axis, 10**base.cost.total.decimals, **more)


def comparison_chart(found: Comparison, name: str, heading: str) -> PlanChart:
    """Per case that differs, a bar for each of the States whose amounts change most."""
    words, base = english("planning"), found.cases[0].result
    apart = [tally.case for tally in found.tallies if not tally.same][:PANELS]
    names = tuple(found.cases[case].name for case in apart)
    axis = words("axis_difference", base=base)
    rows, spoken = [], [words("and").join(names)]
    for row in sorted(
        found.rows, key=lambda row: (-max(abs(each) for each in row.differences), row.iso3)
    )[:SHOWN]:
        gaps = [row.differences[case] for case in apart]
        pieces = ((Piece("less" if gap < 0 else "more", 0, gap),) for gap in gaps)
        rows.append(PlanRow(row.name, tuple(pieces)))
        spoken.append(f"{row.name} {', '.join(_grouped(base, *gaps))}")
    if not apart:
        axis, rows, spoken = words("axis_same"), [], []
    frame = _frame(name, base, heading, axis, spoken, n=SHOWN)
    return _chart(frame, base, rows, axis, panels=names or ("",))


def effects_chart(found: Effects, name: str, heading: str) -> PlanChart:
    """What the States not party with the largest amounts would bear, each joining alone."""
    words, base, rows = english("planning"), found.base, []
    axis = words("axis_would_bear", base=base)
    for row in found.rows[:SHOWN]:
        change = "" if row.parties_change is None else share_text(row.parties_change, 2)
        figures = (*_grouped(base, row.amount), f"{change} %")
        rows.append(PlanRow(row.name, ((Piece("more", 0, row.amount),),), figures))
    frame = _frame(name, base, heading, axis, _spoken(rows), n=SHOWN)
    return _chart(frame, base, rows, axis, columns=(words("would_bear"), words("change")))


def _spoken(rows: Iterable[PlanRow]) -> list[str]:
    return [f"{row.label} {', '.join(row.figures)}" for row in rows]


def forecast_chart(found: Forecast) -> PlanChart:
    """Intervals: 5 to 95 per cent thin, 25 to 75 per cent thick, the median as a point,
    the likely plain case as a mark.
    """
    words, base, rows, spoken = english("planning"), found.plain[1], [], []
    for row in sorted(found.rows, key=lambda row: (-row.mean, row.iso3))[:SHOWN]:
        low, first, median, third, high = row.quantiles
        pieces = [Piece("wide", low, high), Piece("narrow", first, third)]
        pieces += [Piece("plain", row.plain[1], row.plain[1])] if row.plain[1] is not None else []
        label = f"{row.name} ({row.probability:f})" if row.probability != 1 else row.name
        rows.append(PlanRow(label, ((*pieces, Piece("median", median, median)),)))
        least, middle, most = _grouped(base, low, median, high)
        spoken.append(words("spoken_range", label=label, median=middle, low=least, high=most))
    low_cost, _, high_cost = (short_money(case.cost.total) for case in found.plain)
    same = low_cost == high_cost
    costs = low_cost if same else words("from_year", first=low_cost, last=high_cost)
    axis = words("axis_forecast", base=base)
    frame = _frame(
        "forecast",
        base,
        words("chart_forecast"),
        axis + words("axis_spread"),
        spoken,
        below="below_forecast",
        banner=words("banner_forecast"),
        costs=costs,
        trials=f"{found.used:,}",
        n=len(rows),
    )
    looks: tuple[Look, ...] = ("wide", "narrow", "median", "plain")
    key = tuple((look, words(f"look_{look}")) for look in looks)
    return _chart(frame, base, rows, axis, key=key)


def budget_chart(found: Budget, title: str) -> PlanChart:
    """A bar for each meeting at likely cost, with the amounts from low to high."""
    words, base, rows = english("planning"), found.base, []
    spread = any(line.amounts[0] != line.amounts[2] for line in found.lines)
    cases = (0, 1, 2) if spread else (1,)
    for line in found.lines:
        marks = [words("mark_assumed")] if line.assumed else []
        marks += [words("mark_provisional")] if line.provisional else []
        label = f"{line.year} ({', '.join(marks)})" if marks else str(line.year)
        low, likely, high = line.amounts
        pieces = [Piece("provisional" if line.provisional else "less", 0, likely)]
        pieces += [Piece("span", low, high)] if low != high else []
        figures = _grouped(base, *(line.amounts[case] for case in cases))
        rows.append(PlanRow(label, (tuple(pieces),), figures))
    below = words("below_spread" if spread else "below_likely", base=base)
    frame = Frame("budget", words("chart_budget", base=base), title, below, found.notes[:1], "")
    alt = words("alt_budget", frame=frame, spoken="; ".join(_spoken(rows)))
    return _chart(
        frame._replace(alt=alt),
        base,
        rows,
        base.cost.total.currency,
        columns=tuple(CASES[case] for case in cases),
    )
