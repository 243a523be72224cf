"""The pictures of the planning commands: what each shows, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from ccmcost.charts.frame import Frame, basis, chart_speaker, frame_of, sentences
from ccmcost.charts.planning import Look, Piece, PlanChart, PlanRow
from ccmcost.documents.planning.budget import CASES, Budget
from ccmcost.documents.planning.forecast import Forecast
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import share_text
from ccmcost.sharing.variants import CompareRow, Comparison, Effects
from ccmcost.words.numbers import short_money
from ccmcost.words.speaker import Speaker

SHOWN, PANELS = 25, 3


def _words(base: Apportionment) -> Speaker:
    return chart_speaker("en", base.convention, base.states, "planning")


def _grouped(base: Apportionment, *sums: int) -> tuple[str, ...]:
    return tuple(base.cost.total.of(minor).grouped() for minor in sums)


def _chart(
    frame: Frame, base: Apportionment, rows: Iterable[PlanRow], axis: str, **more: Any
) -> PlanChart:
    return PlanChart(frame, tuple(rows), axis, 10**base.cost.total.decimals, **more)


def comparison_chart(found: Comparison, name: str) -> PlanChart:
    """Per case that differs, a bar for each of the States whose amounts change most."""
    base = found.cases[0].result
    words = _words(base)
    apart = [tally.case for tally in found.tallies if not tally.same][:PANELS]
    names = tuple(found.cases[case].name for case in apart)
    ranked = (
        sorted(
            found.rows,
            key=lambda row: (-max(abs(row.differences[each]) for each in apart), row.iso3),
        )
        if apart
        else []
    )
    rows, told = [], []
    for row in ranked[:SHOWN]:
        gaps = [row.differences[case] for case in apart]
        pieces = ((Piece("less" if gap < 0 else "more", 0, gap),) for gap in gaps)
        sums = gaps if len(apart) > 1 else [row.amounts[0] or 0, row.amounts[apart[0]] or 0, *gaps]
        rows.append(PlanRow(row.name, tuple(pieces), _grouped(base, *sums)))
        told.append(f"{row.name} {', '.join(_grouped(base, *gaps))}")
    currency = base.cost.total.currency
    shows = words(f"shows_{name}", base=found.cases[0].name, currency=currency)
    shows = words("shows_largest", shows=shows, n=len(rows)) if len(ranked) > len(rows) else shows
    title = _largest_change(found, ranked[0], apart, name) if apart else words("axis_same")
    frame = frame_of(
        base, words, name, title, shows, [words("join_places").join(names), "; ".join(told)]
    )
    more: dict[str, Any] = {"panels": names or ("",)}
    if len(apart) == 1:
        heads = (found.cases[0].name, *names)
        heads = heads if name == "compare" else (words("as_it_stands"), words("variant"))
        more = {"columns": (*heads, words("difference"))}
    return _chart(frame, base, rows, words("axis_difference", currency=currency), **more)


def _largest_change(found: Comparison, row: CompareRow, apart: Sequence[int], name: str) -> str:
    """The largest change of all, in words."""
    first = found.cases[0]
    words, case = _words(first.result), max(apart, key=lambda each: abs(row.differences[each]))
    gap, variant = row.differences[case], found.cases[case]
    return words(
        f"title_{name}_{'less' if gap < 0 else 'more'}",
        name=words.state(row.iso3),
        amount=first.result.cost.total.of(abs(gap)),
        base=first.name,
        case=variant.name if name == "compare" else _variant(first.result, variant.result, words),
    )


def _variant(base: Apportionment, variant: Apportionment, words: Speaker) -> str:
    """What sets a variant apart from the base."""
    told = [
        words(f"variant_{key}", names=", ".join(map(words.state, codes)))
        for key, codes in (("with", variant.added), ("without", variant.removed))
        if codes
    ]
    if variant.cost.total != base.cost.total:
        told.append(words("variant_cost", total=short_money(variant.cost.total)))
    return ", ".join(told)


def effects_chart(found: Effects, name: str) -> PlanChart:
    """What the States not party with the largest amounts would bear, each joining alone."""
    base, rows = found.base, []
    words = _words(base)
    for row in found.rows[:SHOWN]:
        change = "" if row.parties_change is None else f"{share_text(row.parties_change, 2)} %"
        figures = (*_grouped(base, row.amount), change)
        rows.append(PlanRow(row.name, ((Piece("more", 0, row.amount),),), figures))
    title = words("title_each_none")
    if found.rows:
        first = found.rows[0]
        amount, fall = base.cost.total.of(first.amount), abs(first.parties_change or Fraction(0))
        title = words("title_each", name=words.state(first.iso3), amount=amount, share=fall)
    shows = words("shows_each", currency=base.cost.total.currency)
    if len(found.rows) > len(rows):
        shows = words("shows_largest", shows=shows, n=len(rows))
    told = "; ".join(f"{row.label} {', '.join(row.figures)}" for row in rows)
    frame = frame_of(base, words, name, title, shows, [told])
    columns = (words("would_bear"), words("change"))
    return _chart(frame, base, rows, base.cost.total.currency, columns=columns)


def forecast_chart(found: Forecast) -> PlanChart:
    """Intervals: 5 to 95 per cent thin, 25 to 75 per cent thick, the median as a point,
    the likely plain case as a mark.
    """
    base, rows, spoken = found.plain[1], [], []
    words = _words(base)
    ranked = sorted(found.rows, key=lambda row: (-row.mean, row.iso3))
    for row in ranked[:SHOWN]:
        low, first, median, third, high = row.quantiles
        pieces = [Piece("wide", low, high), Piece("narrow", first, third)]
        pieces += [Piece("plain", row.plain[1], row.plain[1])] if row.plain[1] is not None else []
        label = f"{row.name} ({row.probability:f})" if row.probability != 1 else row.name
        figures = _grouped(base, low, median, high)
        rows.append(PlanRow(label, ((*pieces, Piece("median", median, median)),), figures))
        least, middle, most = figures
        spoken.append(words("spoken_range", label=label, median=middle, low=least, high=most))
    of, top = base.cost.total.of, ranked[0]
    title = words(
        "title_forecast",
        name=words.state(top.iso3),
        low=of(top.quantiles[0]),
        high=of(top.quantiles[-1]),
    )
    low_cost, _, high_cost = (short_money(case.cost.total) for case in found.plain)
    same = low_cost == high_cost
    costs = low_cost if same else words("from_year", first=low_cost, last=high_cost)
    shows = words("shows_forecast", costs=costs, trials=found.used, n=len(rows))
    banner = words("banner_forecast")
    frame = frame_of(base, words, "forecast", title, shows, ["; ".join(spoken)], banner=banner)
    looks: tuple[Look, ...] = ("wide", "narrow", "median", "plain")
    key = tuple((look, words(f"look_{look}")) for look in looks)
    columns = tuple(words(f"column_{name}") for name in ("low", "median", "high"))
    axis = words("axis_forecast", currency=base.cost.total.currency)
    return _chart(frame, base, rows, axis, key=key, columns=columns)


def budget_chart(found: Budget) -> PlanChart:
    """A bar for each meeting at likely cost, with the amounts from low to high."""
    base, rows = found.base, []
    words = _words(base)
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
    currency = base.cost.total.currency
    key = "shows_lone" if len(rows) == 1 else "shows_spread" if spread else "shows_likely"
    shows = words(key, currency=currency)
    title = found.set_aside.rstrip(".")
    foot = (*found.notes, basis(base, words)[-1])
    told = "; ".join(f"{row.label} {', '.join(row.figures)}" for row in rows)
    banner, subtitle = words("banner_budget"), sentences(words, words.convention_name, shows)
    alt = sentences(words, banner, title, subtitle, told, foot[0])
    frame = Frame("budget", banner, title, subtitle, foot, alt)
    return _chart(frame, base, rows, currency, columns=tuple(CASES[case] for case in cases))
