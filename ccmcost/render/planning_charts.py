"""Charts of the planning commands, as SVG and PNG. Drawn on a plain Figure, so that no window or global state is touched."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ccmcost.model.assessment import Apportionment
from ccmcost.render.charts.library import quiet
from ccmcost.render.charts.style import DARK, HAIR, INK, MIDDLE, SOFT
from ccmcost.statement.budget import CASES, Budget
from ccmcost.statement.comparison import CompareRow, Comparison
from ccmcost.statement.effects import Effects
from ccmcost.statement.forecast import Forecast, ForecastRow
from ccmcost.statement.status import short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LESS, MORE, MAIN, BAND = MIDDLE, DARK, DARK, MIDDLE
SHOWN, PANELS = 25, 4


class Words(NamedTuple):
    """What stands on a chart: its heading, the line below, and the caution at its foot."""

    title: str
    below: str
    foot: str


def comparison_chart(found: Comparison, words: Words) -> Figure:
    """Per case that differs, a bar for each of the States whose amounts change most."""
    apart = [tally.case for tally in found.tallies if not tally.same][:PANELS]
    base = found.cases[0].result
    rows = sorted(found.rows, key=lambda row: (-max(abs(each) for each in row.differences), row.iso3))[:SHOWN]
    figure, panels = _figure(words, 0.24 * len(rows) + 2.0, max(1, len(apart)))
    for place, (panel, case) in enumerate(zip(panels, apart, strict=False)):
        _bars(panel, rows, case, base, names=place == 0)
        panel.set_title(found.cases[case].name, fontsize=9, color=INK, loc="left")
    reach = [_major(base, row.differences[case]) for row in rows for case in apart]
    if reach:
        margin = 0.04 * (max(0, *reach) - min(0, *reach))
        for panel in panels:
            panel.set_xlim(min(0, *reach) - margin, max(0, *reach) + margin)
    if not apart:
        panels[0].axis("off")
        panels[0].text(0, 0.5, "No difference between these cases.", fontsize=11, color=INK)
    return figure


def _bars(panel: Axes, rows: Sequence[CompareRow], case: int, base: Apportionment, names: bool) -> None:
    values = [_major(base, row.differences[case]) for row in rows]
    panel.barh(range(len(rows)), values, color=[LESS if value < 0 else MORE for value in values], height=0.68)
    panel.axvline(0, color=INK, linewidth=0.8)
    _state_axis(panel, [row.name for row in rows] if names else [""] * len(rows))
    panel.set_xlabel(f"Difference, {base.cost.total.currency} (below zero: pays less)", fontsize=8, color=SOFT)


def effects_chart(found: Effects, words: Words) -> Figure:
    """What the States not party with the largest amounts would bear, each joining alone."""
    rows = found.rows[:SHOWN]
    figure, (panel,) = _figure(words, 0.24 * len(rows) + 2.0, 1)
    panel.barh(range(len(rows)), [_major(found.base, row.amount) for row in rows], color=MAIN, height=0.68)
    for place, row in enumerate(rows):
        text = f" {row.parties_change} %"
        panel.text(_major(found.base, row.amount), place, text, va="center", fontsize=7.5, color=SOFT)
    _state_axis(panel, [row.name for row in rows])
    panel.margins(x=0.12)
    panel.set_xlabel(
        f"Would bear, {found.base.cost.total.currency}; beside it the change for States Parties", fontsize=8, color=SOFT
    )
    return figure


def forecast_chart(found: Forecast, words: Words) -> Figure:
    """Intervals: 5 to 95 per cent thin, 25 to 75 per cent thick, the median as a point, the likely plain case as a mark."""
    base = found.plain[1]
    rows = sorted(found.rows, key=lambda row: (-row.mean, row.iso3))[:SHOWN]
    low, high = (short_money(found.plain[case].cost.total) for case in (0, 2))
    costs = f"Given cost of {low}" + (f" to {high}" if low != high else "")
    rests = f"{base.list.status} list, {base.scale.id}, {base.rule.id}, {found.used:,} trials"
    below = f"{costs}, {rests}; the {len(rows)} largest means"
    words = words._replace(
        below=below, foot="Rests on probabilities that were judged or estimated; not a request for payment"
    )
    figure, (panel,) = _figure(words, 0.26 * len(rows) + 2.2, 1)
    for place, row in enumerate(rows):
        _interval(panel, place, row, base)
    _state_axis(panel, [f"{row.name} ({row.probability})" if row.probability != "1" else row.name for row in rows])
    panel.set_xlim(left=0)
    panel.set_xlabel(f"Amount, {base.cost.total.currency} (in brackets: probability of taking part)", fontsize=8, color=SOFT)
    handles, labels = panel.get_legend_handles_labels()
    panel.legend(handles, labels, loc="lower right", fontsize=8, frameon=False)
    return figure


def _interval(panel: Axes, place: int, row: ForecastRow, base: Apportionment) -> None:
    low, first, median, third, high = (_major(base, value) for value in row.quantiles)
    labels = ("5 to 95 %", "25 to 75 %", "median", "list at hand, likely cost") if place == 0 else ("",) * 4
    panel.plot([low, high], [place, place], color=BAND, linewidth=2.2, solid_capstyle="butt", label=labels[0], zorder=2)
    panel.plot([first, third], [place, place], color=MAIN, linewidth=5.5, solid_capstyle="butt", label=labels[1], zorder=3)
    panel.plot(
        [median], [place], "o", color="white", markeredgecolor=INK, markersize=4.6, label=labels[2], zorder=4, clip_on=False
    )
    if row.plain[1] is not None:
        plain = _major(base, row.plain[1])
        panel.plot([plain], [place], "|", color=MORE, markersize=11, markeredgewidth=1.6, label=labels[3], zorder=3.5)


def budget_chart(found: Budget, words: Words) -> Figure:
    """A bar for each meeting at likely cost, with the span from low to high."""
    figure, (panel,) = _figure(words, 3.9, 1)
    for place, line in enumerate(found.lines):
        low, likely, high = (_major(found.base, amount) for amount in line.amounts)
        panel.bar(place, likely, width=0.5, color=BAND, zorder=2)
        panel.patches[-1].set(hatch="///" if line.provisional else None, edgecolor="white")
        if low != high:
            panel.plot([place, place], [low, high], color=INK, linewidth=1.6, marker="_", markersize=12, zorder=3)
            for value, minor, side in ((low, line.amounts[0], "center"), (high, line.amounts[2], "center")):
                text = found.base.cost.total.of(minor).grouped()
                panel.text(place + 0.27, value, text, ha="left", va=side, fontsize=8, color=INK, zorder=4)
        text = f"{CASES[1]}\n{found.base.cost.total.of(line.amounts[1]).grouped()}"
        back = {"facecolor": BAND, "edgecolor": "none", "pad": 2.5}
        panel.text(
            place,
            likely / 2,
            text,
            ha="center",
            va="center",
            fontsize=8.5,
            fontweight="bold",
            color=INK,
            zorder=4,
            bbox=back,
        )
    marks = [_mark(line.assumed, line.provisional) for line in found.lines]
    labels = [f"{line.year}{mark}" for line, mark in zip(found.lines, marks, strict=True)]
    panel.set_xticks(range(len(labels)), labels, fontsize=8, color=INK)
    panel.set_xlim(-0.7, len(labels) - 0.3)
    panel.margins(y=0.15)
    panel.set_ylabel(
        f"{found.base.cost.total.currency}, {CASES[1]} cost; line: {CASES[0]} to {CASES[2]}", fontsize=8, color=SOFT
    )
    _plain_axes(panel, "y")
    return figure


def _mark(assumed: bool, provisional: bool) -> str:
    return ("\nassumed meeting" if assumed else "") + ("\nPROVISIONAL SCALE" if provisional else "")


def chart_files(figure: Figure, name: str) -> dict[str, bytes]:
    """The chart as SVG and PNG, the same bytes every time."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    files = {}
    with matplotlib.rc_context({"svg.hashsalt": "ccmcost"}):
        for kind, canvas in (("svg", FigureCanvasSVG), ("png", FigureCanvasAgg)):
            buffer = io.BytesIO()
            metadata: dict[str, Any] = {"Date": None} if kind == "svg" else {"Software": None}
            canvas(figure)
            figure.savefig(buffer, format=kind, dpi=150, metadata=metadata, facecolor="white")
            files[f"{name}.{kind}"] = buffer.getvalue()
    return files


def _figure(words: Words, height: float, panels: int) -> tuple[Figure, list[Axes]]:
    quiet()
    from matplotlib.figure import Figure

    width = 8.0 if panels == 1 else 3.4 + 3.3 * panels
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.get_layout_engine().set(rect=(0.01, 0.42 / height, 0.98, 1 - 1.02 / height))  # type: ignore[union-attr, call-arg]
    figure.text(0.012, 1 - 0.12 / height, words.title, fontsize=12, fontweight="bold", color=INK, va="top")
    figure.text(0.012, 1 - 0.38 / height, words.below, fontsize=8.5, color=SOFT, va="top")
    foot = "\n".join(textwrap.wrap(words.foot, int(13.5 * width)))
    figure.text(0.012, 0.1 / height, foot, fontsize=8, fontweight="bold", color=MORE, va="bottom")
    return figure, [figure.add_subplot(1, panels, place + 1) for place in range(panels)]


def _state_axis(panel: Axes, names: Sequence[str]) -> None:
    panel.set_yticks(range(len(names)), [_short(name) for name in names], fontsize=8, color=INK)
    panel.set_ylim(len(names) - 0.4, -0.6)
    _plain_axes(panel, "x")


def _plain_axes(panel: Axes, along: Any) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis = panel.xaxis if along == "x" else panel.yaxis
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axis.set_major_locator(MaxNLocator(nbins=5))
    panel.grid(axis=along, color=HAIR, linewidth=0.7)
    panel.set_axisbelow(True)
    panel.tick_params(length=0, labelsize=8, labelcolor=INK)
    for side in ("top", "right", "left", "bottom"):
        panel.spines[side].set_visible(False)


def _short(name: str) -> str:
    return "\n".join(textwrap.wrap(name, 32))


def _major(result: Apportionment, minor: int) -> float:
    """A length on paper; the one place where a sum becomes a float, and it is never read back."""
    return float(minor / 10**result.cost.total.decimals)


def chart_words(kind: str, base: Apportionment, caution: str) -> Words:
    """Heading, what it rests on, and the caution; only the largest States are drawn."""
    name = base.meeting.name if base.meeting else ""
    cost = f"{base.cost.status} cost of {short_money(base.cost.total)}"
    below = f"{cost}, {base.list.status} list, {base.scale.id}, {base.rule.id}"
    return Words(f"{name}: {kind}", f"{below[0].upper()}{below[1:]}; the {SHOWN} largest at most", caution)
