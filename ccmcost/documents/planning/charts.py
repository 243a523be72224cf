"""The pictures of the planning commands: what each shows, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from ccmcost.charts.frame import (
    Frame,
    basis,
    chart_speaker,
    frame_of,
    rule_words,
    sentence_case,
    sentences,
)
from ccmcost.charts.planning import Look, Piece, PlanChart, PlanRow
from ccmcost.documents.planning.budget import CASES, Budget
from ccmcost.documents.planning.forecast import Forecast
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rule import Rule
from ccmcost.sharing.variants import Case, CompareRow, Comparison, Effects
from ccmcost.words.speaker import Speaker
from ccmcost.words.steps import Code

SHOWN, PANELS = 25, 3


def _words(base: Apportionment, language: str = "en") -> Speaker:
    return chart_speaker(language, base.convention, base.states, "plans")


def _grouped(base: Apportionment, words: Speaker, *sums: int) -> tuple[str, ...]:
    return tuple(words.plain(base.cost.total.of(minor)) for minor in sums)


def _told(words: Speaker, label: str, figures: Sequence[str]) -> str:
    return words("entry_told", entry=label, text=words.joined(figures))


def _chart(
    frame: Frame,
    base: Apportionment,
    words: Speaker,
    rows: Iterable[PlanRow],
    axis: str,
    **more: Any,
) -> PlanChart:
    return PlanChart(frame, tuple(rows), axis, 10**base.cost.total.decimals, words, **more)


def comparison_chart(found: Comparison, name: str, language: str = "en") -> PlanChart:
    """Per case that differs, a bar for each of the States whose amounts change most."""
    base = found.cases[0].result
    words = _words(base, language)
    called = _names(found.cases, words)
    apart = [tally.case for tally in found.tallies if not tally.same][:PANELS]
    names = tuple(sentence_case(called[case]) for case in apart)
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
        state = words.state(row.iso3)
        rows.append(PlanRow(state, tuple(pieces), _grouped(base, words, *sums)))
        told.append(_told(words, state, _grouped(base, words, *gaps)))
    currency = base.cost.total.currency
    shows = words(f"plan_shows_{name}", base=called[0], currency=currency)
    shows = (
        words("plan_shows_largest", shows=shows, n=len(rows)) if len(ranked) > len(rows) else shows
    )
    title = (
        _largest_change(found, ranked[0], apart, name, called, words)
        if apart
        else words("plan_axis_same")
    )
    of_base = [words("plan_reference")]
    frame = frame_of(
        base,
        words,
        name,
        title,
        shows,
        [words.joined(names), words.joined(told), *of_base],
        of_base,
    )
    more: dict[str, Any] = {"panels": names or ("",)}
    if len(apart) == 1:
        heads = (sentence_case(called[0]), *names)
        heads = heads if name == "compare" else (words("plan_as_it_stands"), words("plan_variant"))
        more = {"columns": (*heads, words("plan_difference"))}
    axis = words("plan_axis_difference", currency=currency)
    return _chart(frame, base, words, rows, axis, **more)


def _names(cases: Sequence[Case], words: Speaker) -> list[str]:
    """What sets each case apart from the others: its list, its scale, its rule; rules that differ
    in something else than who pays and how are called by their titles.
    """
    results = [case.result for case in cases]
    scales = {result.scale.id for result in results}
    kinds = {result.rule.id: _rule_kind(result.rule) for result in results}
    made = []
    for case in cases:
        rule, scale = case.result.rule, case.result.scale
        told = [words.quoted(case.listed)] if case.listed else []
        if len(scales) > 1:
            told.append(words("plan_case_scale", years=scale.years))
        if len(kinds) > 1:
            alone = list(kinds.values()).count(kinds[rule.id]) == 1
            key = f"plan_case_{kinds[rule.id]}"
            told.append(words(key) if alone else words.known(rule.title))
        made.append(words("join_states").join(told))
    return made


def _rule_kind(rule: Rule) -> str:
    if rule.liable == "parties_only":
        return rule.liable
    return f"{rule.liable}_{rule.states_not_party}"


def _largest_change(
    found: Comparison,
    row: CompareRow,
    apart: Sequence[int],
    name: str,
    called: Sequence[str],
    words: Speaker,
) -> str:
    """The largest change of all, in words; `called` names the cases."""
    first = found.cases[0]
    case = max(apart, key=lambda each: abs(row.differences[each]))
    gap, variant = row.differences[case], found.cases[case]
    return words(
        f"plan_title_{name}_{'less' if gap < 0 else 'more'}",
        name=Code(row.iso3),
        amount=first.result.cost.total.of(abs(gap)),
        base=called[0],
        case=called[case] if name == "compare" else _variant(first.result, variant.result, words),
    )


def _variant(base: Apportionment, variant: Apportionment, words: Speaker) -> str:
    """What sets a variant apart from the base."""
    told = [
        words(
            f"plan_variant_{key}",
            names=words.together(words.state_in_text(code) or words.state(code) for code in codes),
        )
        for key, codes in (("with", variant.added), ("without", variant.removed))
        if codes
    ]
    if variant.cost.total != base.cost.total:
        told.append(words("plan_variant_cost", total=words.whole(variant.cost.total)))
    return words("join_states").join(told)


def effects_chart(found: Effects, name: str, language: str = "en") -> PlanChart:
    """What the States not party with the largest amounts would bear, each joining alone."""
    base, rows = found.base, []
    words = _words(base, language)
    for row in found.rows[:SHOWN]:
        change = ""
        if row.parties_change is not None:
            change = words("label_share", share=words.per_cent(row.parties_change, 2))
        figures = (*_grouped(base, words, row.amount), change)
        rows.append(PlanRow(words.state(row.iso3), ((Piece("more", 0, row.amount),),), figures))
    title = words("plan_title_each_none")
    if found.rows:
        first = found.rows[0]
        amount, fall = base.cost.total.of(first.amount), abs(first.parties_change or Fraction(0))
        title = words("plan_title_each", name=words.state(first.iso3), amount=amount, share=fall)
    shows = words("plan_shows_each", currency=base.cost.total.currency)
    if len(found.rows) > len(rows):
        shows = words("plan_shows_largest", shows=shows, n=len(rows))
    told = sentences(words, *(_told(words, row.label, row.figures) for row in rows))
    frame = frame_of(base, words, name, title, shows, [told])
    columns = (words("plan_would_bear"), words("plan_change"))
    return _chart(frame, base, words, rows, base.cost.total.currency, columns=columns)


def forecast_chart(found: Forecast, language: str = "en") -> PlanChart:
    """Intervals: 5 to 95 per cent thin, 25 to 75 per cent thick, the median as a point,
    the likely plain case as a mark.
    """
    base, rows, spoken = found.plain[1], [], []
    words = _words(base, language)
    ranked = sorted(found.rows, key=lambda row: (-row.mean, row.iso3))
    for row in ranked[:SHOWN]:
        low, first, median, third, high = row.quantiles
        pieces = [Piece("wide", low, high), Piece("narrow", first, third)]
        pieces += [Piece("plain", row.plain[1], row.plain[1])] if row.plain[1] is not None else []
        label = words.state(row.iso3)
        if row.probability != 1:
            label = words("with_role", name=label, role=words.number(f"{row.probability:f}"))
        figures = _grouped(base, words, low, median, high)
        rows.append(PlanRow(label, ((*pieces, Piece("median", median, median)),), figures))
        least, middle, most = figures
        spoken.append(words("plan_spoken_range", label=label, median=middle, low=least, high=most))
    of, top = base.cost.total.of, ranked[0]
    title = words(
        "plan_title_forecast",
        name=words.state(top.iso3),
        low=of(top.quantiles[0]),
        high=of(top.quantiles[-1]),
    )
    low_cost, _, high_cost = (words.whole(case.cost.total) for case in found.plain)
    same = low_cost == high_cost
    costs = low_cost if same else words("plan_range", first=low_cost, last=high_cost)
    shows = words("plan_shows_forecast", costs=costs, trials=found.used, n=len(rows))
    banner = words("plan_banner_forecast")
    frame = frame_of(base, words, "forecast", title, shows, [words.joined(spoken)], banner=banner)
    looks: tuple[Look, ...] = ("wide", "narrow", "median", "plain")
    key = tuple((look, words(f"plan_look_{look}")) for look in looks)
    columns = tuple(words(f"plan_column_{name}") for name in ("low", "median", "high"))
    axis = words("plan_axis_forecast", currency=base.cost.total.currency)
    return _chart(frame, base, words, rows, axis, key=key, columns=columns)


def budget_chart(found: Budget, language: str = "en") -> PlanChart:
    """A bar for each meeting at likely cost, with the amounts from low to high."""
    base, rows = found.base, []
    words = _words(base, language)
    spread = any(line.amounts[0] != line.amounts[2] for line in found.lines)
    cases = (0, 1, 2) if spread else (1,)
    for line in found.lines:
        marks = [words("plan_mark_assumed")] if line.assumed else []
        marks += [words("plan_mark_provisional")] if line.provisional else []
        marks += [_treaty(found, line.instrument, words)] if line.instrument else []
        label = str(line.year)
        if marks:
            label = words("with_role", name=label, role=words("join_states").join(marks))
        low, likely, high = line.amounts
        pieces = [Piece("provisional" if line.provisional else "less", 0, likely)]
        pieces += [Piece("span", low, high)] if low != high else []
        figures = _grouped(base, words, *(line.amounts[case] for case in cases))
        rows.append(PlanRow(label, (tuple(pieces),), figures))
    currency = base.cost.total.currency
    kind = "lone" if len(rows) == 1 else "spread" if spread else "likely"
    title, foot = _set_aside(found, words), _budget_notes(found, words)
    told = sentences(words, *(_told(words, row.label, row.figures) for row in rows))
    shows = words(f"plan_shows_budget_{kind}", currency=currency)
    banner, subtitle = words("plan_banner_budget"), sentences(words, words.convention_name, shows)
    alt = sentences(words, banner, title, subtitle, told, foot[0])
    frame = Frame("budget", banner, title, subtitle, foot, alt, words.language)
    columns = tuple(words(f"plan_cost_{CASES[case]}") for case in cases)
    return _chart(frame, base, words, rows, currency, columns=columns)


def _set_aside(found: Budget, words: Speaker) -> str:
    """What the State should set aside in all."""
    low, likely, high = map(found.base.cost.total.of, found.totals)
    first, last = found.lines[0].year, found.lines[-1].year
    years = str(first)
    if last != first:
        years = words("plan_range", first=years, last=str(last))
    total = words("plan_budget_total", low=low, likely=likely, high=high)
    key = "plan_title_budget" + "_joining" * any(line.joins for line in found.lines)
    return words(
        key, years=years, name=Code(found.code), total=total if low != high else words.shown(likely)
    )


def _treaty(found: Budget, instrument: str, words: Speaker) -> str:
    """An instrument of the convention by its name."""
    convention = found.base.convention
    return words.of((convention.whole or convention).of(instrument).names)


def _budget_notes(found: Budget, words: Speaker) -> tuple[str, ...]:
    """What the amounts rest on, a paragraph a line."""
    lines = found.lines
    assumed = list(dict.fromkeys(str(line.year) for line in lines if line.assumed))
    told = [words("plan_budget_assumed", years=words.together(assumed))] if assumed else []
    told.append(words("plan_budget_others"))
    told += [words("plan_budget_provisional")] * any(line.provisional for line in lines)
    joining = dict.fromkeys(line.instrument for line in lines if line.joins)
    for each in joining:
        joins = words("plan_budget_joins")
        name = _treaty(found, each, words) if each else ""
        told.append(words("entry_told", entry=name, text=joins) if name else joins)
    rule = sentences(words, *rule_words(found.base.rule, words))
    return (*(sentences(words, each) for each in told), rule, basis(found.base, words)[-1])
