"""What an import found and what it would change, on a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.model.cost_lines import CostLine
from ccmcost.model.money import Money
from ccmcost.render.screen import Column, grid
from ccmcost.statement.list_change import Effect, ListChange
from ccmcost.tables.screen import PLAIN, WIDTH, Style, fields

_SHOWN = 40


def change_screen(change: ListChange, style: Style = PLAIN) -> list[str]:
    """States added, removed and with another role."""
    lines = ["", style.bold(f"Compared with the list in use ({change.status_before})")]
    if change.is_empty:
        return [*lines, "  The same States in the same roles."]
    for title, rows in (("Added", change.added), ("Removed", change.removed)):
        lines += _points(title, [f"{code} {name} ({role})" for code, name, role in rows])
    moved = [f"{each.code} {each.name}: {each.before} becomes {each.after}" for each in change.changed]
    return lines + _points("Role changed", moved)


def effect_screen(effect: Effect, style: Style = PLAIN) -> list[str]:
    """The sum of rates and the largest shares, before and after."""
    count = f"{effect.count_before} States bear the cost before, {effect.count_after} after."
    lines = ["", style.bold("What it does to the bills"), *(style.warn(line) for line in textwrap.wrap(effect.title, WIDTH))]
    lines += textwrap.wrap(f"Sum of rates {effect.rates_before} before, {effect.rates_after} after. {count}", WIDTH)
    lines += [""]
    columns = [
        Column("Code", 4),
        Column("State", 22),
        Column("% before", 10, right=True),
        Column("% after", 10, right=True),
        Column(f"{effect.currency} before", 14, right=True),
        Column("after", 14, right=True),
    ]
    return lines + grid(columns, [tuple(each) for each in effect.largest], style)


def facts_screen(title: str, pairs: Sequence[tuple[str, str]], style: Style = PLAIN) -> list[str]:
    """A heading and facts below it."""
    return [style.bold(title), "", *fields(pairs)]


def _points(title: str, points: Sequence[str]) -> list[str]:
    if not points:
        return []
    more = len(points) - _SHOWN
    shown = [*points[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]
    wrapped = (textwrap.wrap(point, WIDTH, initial_indent="    ", subsequent_indent="      ") for point in shown)
    return [f"  {title} ({len(points)})", *(line for point in wrapped for line in point)]


def scale_screen(
    title: str, state: str, rates: Sequence[Sequence[str]], notional: Sequence[Sequence[str]], style: Style = PLAIN
) -> list[str]:
    """One scale: what it is, whether it is new, and every rate that differs from the one at hand."""
    lines = [style.bold(title), f"  {state}"]
    for heading, changes in (("Rates", rates), ("Notional rates", notional)):
        points = [f"{code} {name}: {before or 'none'} becomes {after or 'none'}" for code, name, before, after in changes]
        lines += _points(heading, points)
    return lines


def status_screen(parties: int, changes: Sequence[tuple[str, str, str, str]], style: Style = PLAIN) -> list[str]:
    """Treaty status: how many States have consented and not withdrawn, and who changed with the meetings that touches."""
    lines = [style.bold("Treaty status"), f"  {parties} States have consented to be bound and have not withdrawn."]
    points = [
        f"{code} {name}: {what}" + (f" (another role at {meetings})" if meetings else "")
        for code, name, what, meetings in changes
    ]
    return lines + (_points("Changed", points) or ["  No dates differ from those at hand."])


def cost_screen(
    title: str, lines: Sequence[CostLine], total: Money, faults: Sequence[str], style: Style = PLAIN
) -> list[str]:
    """The lines of a cost with their kinds and percentages, and the total that they sum to."""
    shown = [style.bold(title), ""]
    columns = [Column("Line", 41), Column("Kind", 16), Column("%", 6, right=True), Column(total.currency, 14, right=True)]
    body = [(line.item, line.kind.replace("_", " "), line.percent, total.of(line.amount).grouped()) for line in lines] or [
        ("No lines are at hand; only the total.", "", "", "")
    ]
    shown += [*grid(columns, body, style), "-" * WIDTH, *grid_row(columns, ("Total", "", "", total.grouped()))]
    return shown + [style.warn(f"Not right: {fault}.") for fault in faults]


def grid_row(columns: Sequence[Column], cells: Sequence[str]) -> list[str]:
    """One row of a table without its headings."""
    return grid(columns, [cells])[1:]
