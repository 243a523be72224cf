"""Forecast and budget on a terminal of 80 columns."""

from __future__ import annotations

import textwrap

from ccmcost.calc.distribution import PER_CENT
from ccmcost.model.rates import rate_text
from ccmcost.render.planning_screen import money, money_width
from ccmcost.render.screen import Column, grid, heading
from ccmcost.statement.budget import CASES, Budget
from ccmcost.statement.forecast import Forecast
from ccmcost.statement.status import short_money, status_of
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullet, fields

QUANTILES = tuple("median" if per_cent == 50 else f"{per_cent} %" for per_cent in PER_CENT)


def forecast_screen(found: Forecast, style: Style = PLAIN) -> str:
    """Three plain cases on the list at hand, then the distribution over the trials, then what to keep in mind."""
    likely = found.plain[1]
    status = status_of(likely)
    costs = ", ".join(short_money(case.cost.total) for case in found.plain)
    lines = [*heading(likely, style), *textwrap.wrap(f"Forecast on given costs of {costs} (low, likely, high)", WIDTH), ""]
    lines += fields([("List", status.list), ("Scale", status.scale), ("Rule", status.rule)])
    lines += ["", style.bold("Three plain cases: the list at hand at each cost"), *_plain(found, style)]
    lines += ["", style.bold(f"Distribution over {found.used:,} trials (seed {found.scenario.seed})")]
    lines += [*_distribution(found, style), ""]
    lines += fields([("Sum of rates %", _spread(tuple(rate_text(value) for value in (found.rates[0], *found.rates[1]))))])
    total = likely.cost.total
    lines += fields([("Cost", _spread(tuple(total.of(value).grouped() for value in (found.costs[0], *found.costs[1]))))])
    points = [*found.notes, *status.open]
    lines += ["", style.bold("Keep in mind"), *(line for point in points for line in bullet(point))]
    return "\n".join(lines) + "\n"


def _plain(found: Forecast, style: Style) -> list[str]:
    likely = found.plain[1]
    wide = money_width(likely, [amount for row in found.rows for amount in row.plain])
    columns = [
        Column("Code", 4),
        Column("State", min(32, WIDTH - 4 - 11 - 3 * wide - 5)),
        Column("Probability", 11, right=True),
        *(Column(name.capitalize(), wide, right=True) for name in CASES),
    ]
    body = [(row.iso3, row.name, row.probability, *(money(likely, each) for each in row.plain)) for row in found.rows]
    return grid(columns, body, style)


def _distribution(found: Forecast, style: Style) -> list[str]:
    """Mean and quantiles; the quartiles are left out where large sums leave no room for them."""
    likely, above = found.plain[1], found.threshold is not None
    wide = money_width(likely, [amount for row in found.rows for amount in (row.mean, *row.quantiles)])
    every = 4 + (1 + len(QUANTILES)) * (wide + 1) + 10 * above <= WIDTH
    shown = [place for place, per_cent in enumerate(PER_CENT) if every or per_cent not in (25, 75)]
    columns = [Column("Code", 4), Column("mean", wide, right=True)]
    columns += [Column(QUANTILES[place], wide, right=True) for place in shown]
    if found.threshold is not None:
        columns.append(Column(f"% above {likely.cost.total.of(found.threshold).grouped()}", 9, right=True))
    body = []
    for row in found.rows:
        amounts = [money(likely, each) for each in (row.mean, *(row.quantiles[place] for place in shown))]
        body.append((row.iso3, *amounts, *([row.above] if above else [])))
    return grid(columns, body, style)


def _spread(texts: tuple[str, ...]) -> str:
    mean, *quantiles = texts
    named = ", ".join(f"{name} {text}" for name, text in zip(QUANTILES, quantiles, strict=True))
    return f"mean {mean}; {named}"


def budget_screen(found: Budget, style: Style = PLAIN) -> str:
    """One paragraph, the figures behind it, and what they rest on."""
    base = found.base
    lines = [style.bold(f"Budget of {found.name} ({found.code})"), base.convention.name, ""]
    lines += [*textwrap.wrap(found.paragraph, WIDTH), ""]
    wide = money_width(base, found.totals)
    columns = [
        Column("Year", 4),
        Column("Meeting", WIDTH - 4 - 9 - 10 - 3 * wide - 5),
        Column("Scale", 9),
        Column("Share %", 10, right=True),
        *(Column(name.capitalize(), wide, right=True) for name in CASES),
    ]
    body = [
        (
            str(line.year),
            line.name + (" (assumed)" if line.assumed else "") + (", PROVISIONAL SCALE" if line.provisional else ""),
            line.scale.removeprefix("un-"),
            line.share,
            *(money(base, amount) for amount in line.amounts),
        )
        for line in found.lines
    ]
    sums = ("", "Total", "", "", *(money(base, total) for total in found.totals))
    lines += [*grid(columns, body, style), "-" * WIDTH, *grid_foot(columns, sums, style)]
    notes = [*found.notes, f"Amounts in {base.cost.total.currency}; every cost was given by the user."]
    return "\n".join([*lines, "", *(line for note in notes for line in bullet(note))]) + "\n"


def grid_foot(columns: list[Column], sums: tuple[str, ...], style: Style) -> list[str]:
    """A last row in bold."""
    return [style.bold(line) for line in grid(columns, [sums])[len(grid(columns, [])) :]]
