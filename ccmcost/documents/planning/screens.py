"""Comparison, what-if, forecast and budget on a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ccmcost.calc.distribution import PER_CENT
from ccmcost.documents.planning.budget import CASES, Budget
from ccmcost.documents.planning.forecast import Forecast
from ccmcost.documents.planning.tables import (
    LETTERS,
    QUANTILES,
    budget_table,
    comparison_table,
    effects_table,
    forecast_table,
    name_of,
    pool_table,
    what_if_table,
)
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.table import facts_of, heading, open_points
from ccmcost.sharing.variants import CompareRow, Comparison, Effects, Tally
from ccmcost.tables.screen import PLAIN, WIDTH, Style, bullets, even, fields, money_width, to_screen
from ccmcost.tables.table import Table, on_screen
from ccmcost.words.phrases import english
from ccmcost.words.status import short_money, status_of


def comparison_screen(found: Comparison, style: Style = PLAIN) -> str:
    """Cases with letters, amounts side by side with differences, then who gains and who loses."""
    words, base = english(), found.cases[0].result
    named = [
        (words("case", letter=LETTERS[index]), case.name) for index, case in enumerate(found.cases)
    ]
    lines = [*facts_of(base, style), *fields(named), ""]
    apart = [index for index, tally in enumerate(found.tallies, 1) if not tally.same]
    table = even(comparison_table(found).shown("screen"))
    wide = money_width(table)
    room = max(1, (WIDTH - 4 - 1 - 14 - 1 - wide) // (2 * wide + 2))
    for start in range(0, len(apart), room):
        shown = [
            place for case in apart[start : start + room] for place in (2 * case + 1, 2 * case + 2)
        ]
        lines += [*to_screen(table.with_columns([0, 1, 2, *shown]), style, most=30), ""]
    return "\n".join([*lines, *_tallies(found, style), *open_points(base, style)]) + "\n"


def what_if_screen(found: Comparison, style: Style = PLAIN) -> str:
    """Base against variant, largest difference first."""
    words = english()
    base, variant = (case.result for case in found.cases)
    lines = [*facts_of(base, style)]
    lines += fields(
        [
            (words("case_base"), status_of(base).list),
            (words("case_variant"), status_of(variant).list),
        ]
    )
    if base.cost.total != variant.cost.total:
        lines += fields([(words("variant_cost"), str(variant.cost.total))])
    if not found.all_same:
        lines += ["", *to_screen(even(what_if_table(found)), style)]
    return "\n".join([*lines, "", *_tallies(found, style), *open_points(base, style)]) + "\n"


def effects_screen(found: Effects, style: Style = PLAIN) -> str:
    """Each State not party joining alone, largest amount first."""
    words, base = english(), found.base
    lines = [*facts_of(base, style), *fields([(words("case_base"), status_of(base).list)]), ""]
    notes = [words("each_alone"), words("about_parties_change")]
    if found.already:
        notes.append(words("already_bear", n=found.already))
    if found.without_rate:
        notes.append(words("no_rate", states=", ".join(found.without_rate)))
    lines += [
        *to_screen(even(effects_table(found)), style),
        "",
        *bullets(notes),
        *open_points(base, style),
    ]
    return "\n".join(lines) + "\n"


def _tallies(found: Comparison, style: Style) -> list[str]:
    """What each case changes; cases that change nothing for the same reason share one line."""
    words, first = english(), found.cases[0].name
    lines: list[str] = []
    for tally in found.tallies:
        if not tally.same:
            lines += [
                style.bold(words("case_to", first=first, other=tally.name)),
                *_tally(found.cases[0].result, tally),
            ]
    for reason in dict.fromkeys(tally.same for tally in found.tallies if tally.same):
        names = ", ".join(tally.name for tally in found.tallies if tally.same == reason)
        lines += [
            style.bold(line)
            for line in textwrap.wrap(words("case_to", first=first, other=names), WIDTH)
        ]
        lines += bullets([words("no_difference", reason=reason)])
    return lines


def _tally(base: Apportionment, tally: Tally) -> list[str]:
    words = english()

    def signed(minor: int) -> str:
        return ("+" if minor > 0 else "") + base.cost.total.of(minor).grouped()

    def movers(rows: Sequence[CompareRow]) -> str:
        return ", ".join(f"{row.name} {signed(row.differences[tally.case])}" for row in rows)

    currency = base.cost.total.currency
    counts = {"less": tally.less, "more": tally.more, "same": tally.unchanged}
    points = [
        words(
            "tally_counts",
            saved=signed(tally.saved),
            added=signed(tally.added),
            currency=currency,
            **counts,
        ),
        words("tally_groups", parties=signed(tally.parties), others=signed(tally.others)),
    ]
    points += [words("most_less", movers=movers(tally.most_less))] if tally.most_less else []
    points += [words("most_more", movers=movers(tally.most_more))] if tally.most_more else []
    return bullets(points)


def forecast_screen(found: Forecast, style: Style = PLAIN) -> str:
    """Three plain cases on the list at hand, then the distribution over the trials,
    then what to keep in mind.
    """
    words, likely = english(), found.plain[1]
    status, table = status_of(likely), forecast_table(found)
    costs = ", ".join(short_money(case.cost.total) for case in found.plain)
    lines = [*heading(likely, style), *textwrap.wrap(words("forecast_on", costs=costs), WIDTH), ""]
    facts = (("fact_list", status.list), ("fact_scale", status.scale), ("fact_rule", status.rule))
    lines += [*fields([(words(key), told) for key, told in facts]), ""]
    plain = even(table.pick("iso3", "name", "probability", *CASES))
    lines += [style.bold(words("plain_cases")), *to_screen(plain, style, most=32), ""]
    lines.append(
        style.bold(words("distribution", trials=f"{found.used:,}", seed=found.scenario.seed))
    )
    lines += [*to_screen(_distribution(table), style), ""]
    pool = pool_table(found)
    for key, row in zip(("sum_of_rates_per_cent", "fact_cost"), pool.rows, strict=True):
        mean, *quantiles = (
            on_screen(cell, column) for cell, column in zip(row[1:], pool.columns[1:], strict=True)
        )
        named = ", ".join(
            f"{name_of(name)} {text}" for name, text in zip(QUANTILES, quantiles, strict=True)
        )
        lines += fields([(words(key), words("spread", mean=mean, quantiles=named))])
    lines += ["", style.bold(words("keep_in_mind")), *bullets([*found.notes, *status.open])]
    return "\n".join(lines) + "\n"


def _distribution(table: Table) -> Table:
    """Mean and quantiles; the quartiles are left out where large sums leave no room for them."""
    above = [column.name for column in table.columns if column.name.startswith("per_cent_above")]
    whole = even(table.pick("iso3", "mean", *QUANTILES, *above))
    room = 4 + (1 + len(QUANTILES)) * (money_width(whole) + 1) + 10 * len(above) <= WIDTH
    shown = [
        name
        for name, per_cent in zip(QUANTILES, PER_CENT, strict=True)
        if room or per_cent not in (25, 75)
    ]
    return whole.pick("iso3", "mean", *shown, *above)


def budget_screen(found: Budget, style: Style = PLAIN) -> str:
    """One paragraph, the figures behind it, and what they rest on."""
    words, base = english(), found.base
    lines = [
        style.bold(words("budget_of", name=found.name, code=found.code)),
        base.convention.name,
        "",
    ]
    lines += [*textwrap.wrap(found.paragraph, WIDTH), ""]
    totals = (base.cost.total.of(total) for total in found.totals)
    table = even(
        budget_table(found)
        .shown("screen")
        ._replace(foot=(("", words("row_total"), "", "", *totals),))
    )
    columns = list(table.columns)
    columns[1] = columns[1]._replace(wide=WIDTH - 28 - 3 * money_width(table))
    table = table._replace(columns=tuple(columns))
    notes = [*found.notes, words("amounts_in", currency=base.cost.total.currency)]
    return "\n".join([*lines, *to_screen(table, style, ruled=WIDTH), "", *bullets(notes)]) + "\n"
