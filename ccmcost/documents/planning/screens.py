"""Comparison, what-if, forecast and budget on a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

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
from ccmcost.model.money import Money
from ccmcost.sharing.closing import LARGEST, MOST_LINES, paragraph, short_name
from ccmcost.sharing.table import facts_of, heading, open_points
from ccmcost.sharing.variants import Comparison, Effects, Tally
from ccmcost.tables.screen import (
    PLAIN,
    WIDTH,
    Style,
    bullets,
    even,
    fields,
    money_width,
    prose,
    to_screen,
)
from ccmcost.tables.table import Row, Table, on_screen
from ccmcost.words.numbers import short_money
from ccmcost.words.speaker import english
from ccmcost.words.status import provisional, status_of

MOST_NOTES = 3


def _screen(base: Apportionment, style: Style, *lines: str) -> str:
    """What it rests on, lines, and what is open."""
    return "\n".join([*facts_of(base, style), *lines, *open_points(base, style)]) + "\n"


def _short(base: Apportionment, style: Style, *lines: str) -> str:
    """What it rests on, and lines that end in a short block."""
    return "\n".join([*facts_of(base, style), *lines]) + "\n"


def _provisional(base: Apportionment, style: Style) -> list[str]:
    told = provisional(base)
    return paragraph(english()("close_provisional"), told, style) if told else []


def differences(found: Comparison, labels: Sequence[str], style: Style) -> list[str]:
    """What each case changes, one paragraph a case under its label, then what is provisional and
    where to find more: fewer than ten lines. Why a case changes nothing is left out where there is
    no room, then cases after the first ones are only named.
    """
    words, base = english(), found.cases[0].result
    tail = _provisional(base, style)
    tail += paragraph(words("close_more"), words("close_more_compare"), style)
    named = list(zip(labels, found.tallies, strict=True))
    first = words("case_base") if len(found.cases) == 2 else LETTERS[0]
    moves = [
        paragraph(label, _moves(base, tally), style) for label, tally in named if not tally.same
    ]
    same: dict[str, list[str]] = {}
    for label, tally in named:
        if tally.same:
            same.setdefault(tally.same, []).append(label)
    full = [
        paragraph(", ".join(of), words("close_same", first=first, reason=reason), style)
        for reason, of in same.items()
    ]
    all_same = [label for of in same.values() for label in of]
    short = [paragraph(", ".join(all_same), words("close_same_short", first=first), style)]
    # without a table the reasons are the answer
    room = len(full) * MOST_LINES if found.all_same else MOST_LINES - len(tail)
    for alike in (full, short[: len(all_same)]):
        if sum(map(len, (*moves, *alike))) <= room:
            return [line for each in (*moves, *alike) for line in each] + tail
    shown: list[str] = []
    left = [label for label, tally in named if not tally.same]
    while moves and len(shown) + len(moves[0]) < room:
        shown += moves.pop(0)
        left.pop(0)
    others = words("close_others_told", letters=", ".join([*left, *all_same]))
    return [*shown, *paragraph(words("close_others"), others, style), *tail]


def _moves(base: Apportionment, tally: Tally) -> str:
    """How many pay less and more, and who most."""
    total = base.cost.total
    rows = (*tally.most_less[:1], *tally.most_more[:1])
    movers = (
        f"{short_name(row.name, row.iso3)} {_signed(total, row.differences[tally.case])}"
        for row in rows
    )
    return english()("close_moves", movers=", ".join(movers), less=tally.less, more=tally.more)


def _signed(total: Money, minor: int) -> str:
    return ("+" if minor > 0 else "") + total.of(minor).grouped()


def comparison_screen(found: Comparison, style: Style = PLAIN, whole: bool = False) -> str:
    """Cases with letters, amounts side by side with differences, then who gains and who loses;
    in a few lines, or the `whole` of it.
    """
    words = english()
    lines = fields(
        [
            (words("case", letter=LETTERS[place]), case.name)
            for place, case in enumerate(found.cases)
        ]
    )
    apart = [tally.case for tally in found.tallies if not tally.same]
    table = even(comparison_table(found).shown("screen"))
    wide = money_width(table)
    room = max(1, (WIDTH - 20 - wide) // (2 * wide + 2))
    for start in range(0, len(apart), room):
        cases = apart[start : start + room]
        shown = [place for case in cases for place in (2 * case + 1, 2 * case + 2)]
        lines += ["", *to_screen(table.with_columns([0, 1, 2, *shown]), style, most=30)]
    base = found.cases[0].result
    if whole:
        return _screen(base, style, *lines, "", *_tallies(found, style))
    letters = [LETTERS[tally.case] for tally in found.tallies]
    return _short(base, style, *lines, "", *differences(found, letters, style))


def what_if_screen(found: Comparison, style: Style = PLAIN, whole: bool = False) -> str:
    """Base against variant, largest difference first; then as `comparison_screen`."""
    words = english()
    base, variant = (case.result for case in found.cases)
    cases = (("case_base", base), ("case_variant", variant))
    lines = fields([(words(key), status_of(result).participants) for key, result in cases])
    if base.cost.total != variant.cost.total:
        lines += fields([(words("variant_cost"), str(variant.cost.total))])
    if not found.all_same:
        lines += ["", *to_screen(even(what_if_table(found)), style)]
    if whole:
        return _screen(base, style, *lines, "", *_tallies(found, style))
    return _short(base, style, *lines, "", *differences(found, [words("close_change")], style))


def effects_screen(found: Effects, style: Style = PLAIN, whole: bool = False) -> str:
    """Each State not party joining alone, largest amount first."""
    words, base, notes = english(), found.base, effects_told(found)
    lines = fields([(words("case_base"), status_of(base).participants)])
    table = to_screen(even(effects_table(found)), style)
    if whole:
        return _screen(base, style, *lines, "", *table, "", *bullets(notes))
    more = paragraph(words("close_more"), words("close_more_effects"), style)
    closing = [*bullets(notes[:MOST_NOTES]), *_provisional(base, style), *more]
    return _short(base, style, *lines, "", *table, "", *closing)


def effects_told(found: Effects) -> list[str]:
    """How the table is read, and who is not in it."""
    words = english()
    notes = [words("each_alone"), words("about_parties_change")]
    if found.already:
        notes.append(words.for_number("already_bear", found.already, n=found.already))
    if found.without_rate:
        notes.append(words("no_rate", states=", ".join(found.without_rate)))
    return notes


def _tallies(found: Comparison, style: Style) -> list[str]:
    """What each case changes; cases that change nothing for the same reason share one line."""
    words, first, lines = english(), found.cases[0].name, list[str]()
    for tally in (tally for tally in found.tallies if not tally.same):
        lines.append(style.bold(words("case_to", first=first, other=tally.name)))
        lines += bullets(changes_told(found, tally))
    for reason in dict.fromkeys(tally.same for tally in found.tallies if tally.same):
        names = ", ".join(tally.name for tally in found.tallies if tally.same == reason)
        heading = prose(words("case_to", first=first, other=names))
        lines += map(style.bold, heading)
        lines += bullets([words("no_difference", reason=reason)])
    return lines


def changes_told(found: Comparison, tally: Tally) -> list[str]:
    """What a case changes: how many pay less and more, and who most; or why it changes nothing."""
    words, total = english(), found.cases[0].result.cost.total
    if tally.same:
        return [words("no_difference", reason=tally.same)]
    signed = partial(_signed, total)
    sums = {name: signed(getattr(tally, name)) for name in ("saved", "added", "parties", "others")}
    counts = {"less": tally.less, "more": tally.more, "same": tally.unchanged}
    said: dict[str, str | int] = {**sums, **counts, "currency": total.currency}
    points = [words("tally_counts", **said), words("tally_groups", **said)]
    for key, rows in (("most_less", tally.most_less), ("most_more", tally.most_more)):
        moved = (f"{row.name} {signed(row.differences[tally.case])}" for row in rows)
        points += [words(key, movers=", ".join(moved))] if rows else []
    return points


def forecast_screen(found: Forecast, style: Style = PLAIN, whole: bool = False) -> str:
    """The likely amount on the list at hand, median and spread over the trials; or the `whole`:
    three plain cases, the distribution, and what to keep in mind.
    """
    return _whole_forecast(found, style) if whole else _short_forecast(found, style)


def _short_forecast(found: Forecast, style: Style) -> str:
    words, likely, table = english(), found.plain[1], forecast_table(found)
    above = [column.name for column in table.columns if column.name.startswith("per_cent_above")]
    shown = even(table.pick("iso3", "name", "likely", "p5", "median", "p95", *above))
    low, _, high = (short_money(case.cost.total) for case in found.plain)
    total, costs = likely.cost.total, found.drawn.costs.quantiles
    p5, p95 = (total.of(costs[QUANTILES.index(name)]) for name in ("p5", "p95"))
    drawn = words(
        "close_drawn",
        likely=short_money(total),
        low=low,
        high=high,
        trials=f"{found.used:,}",
        seed=found.scenario.seed,
        p5=p5.grouped(),
        p95=p95.grouped(),
    )
    points = (
        ("close_cost", drawn),
        ("close_chances", _chances(found)),
        ("close_provisional", provisional(likely)),
        ("close_drawing", words("close_drawing_told")),
        ("close_more", words("close_more_forecast")),
    )
    lines = [*_forecast_head(found, style), *to_screen(shown, style, most=32), ""]
    lines += [line for key, text in points if text for line in paragraph(words(key), text, style)]
    return "\n".join(lines) + "\n"


def _chances(found: Forecast) -> str:
    """Whose participation is uncertain: the first three by name."""
    words = english()
    open_rows = [row for row in found.rows if row.probability not in (0, 1)]
    names = [f"{short_name(row.name, row.iso3)} {row.probability}" for row in open_rows]
    if not names:
        return words("close_chances_none")
    more = [words("close_more_chances", n=len(names) - LARGEST)] if len(names) > LARGEST else []
    return words("close_chances_told", states=", ".join([*names[:LARGEST], *more]))


def _forecast_head(found: Forecast, style: Style) -> list[str]:
    words, likely = english(), found.plain[1]
    status = status_of(likely)
    costs = ", ".join(short_money(case.cost.total) for case in found.plain)
    facts = (
        ("fact_participants", status.participants),
        ("fact_scale", status.scale),
        ("fact_rule", status.rule),
    )
    return [
        *heading(likely, style),
        *prose(words("forecast_on", costs=costs)),
        "",
        *fields([(words(key), told) for key, told in facts]),
        "",
    ]


def _whole_forecast(found: Forecast, style: Style) -> str:
    words, likely = english(), found.plain[1]
    status, table, pool = status_of(likely), forecast_table(found), pool_table(found)
    trials = words("distribution", trials=f"{found.used:,}", seed=found.scenario.seed)
    lines = [
        *_forecast_head(found, style),
        style.bold(words("plain_cases")),
        *to_screen(even(table.pick("iso3", "name", "probability", *CASES)), style, most=32),
        "",
        style.bold(trials),
        *to_screen(_distribution(table), style),
        "",
    ]
    for key, row in zip(("sum_of_rates_per_cent", "fact_cost"), pool.rows, strict=True):
        _, mean, *quantiles = map(on_screen, row, pool.columns)
        spread = zip(map(name_of, QUANTILES), quantiles, strict=True)
        told = words("spread", mean=mean, quantiles=", ".join(map(" ".join, spread)))
        lines += fields([(words(key), told)])
    lines += ["", style.bold(words("keep_in_mind")), *bullets([*found.notes, *status.open])]
    return "\n".join(lines) + "\n"


def _distribution(table: Table) -> Table:
    """Mean and quantiles; the quartiles are left out where large sums leave no room for them."""
    above = [column.name for column in table.columns if column.name.startswith("per_cent_above")]
    whole = even(table.pick("iso3", "mean", *QUANTILES, *above))
    room = 4 + (1 + len(QUANTILES)) * (money_width(whole) + 1) + 10 * len(above) <= WIDTH
    shown = QUANTILES if room else (name for name in QUANTILES if name not in ("p25", "p75"))
    return whole.pick("iso3", "mean", *shown, *above)


def budget_screen(found: Budget, style: Style = PLAIN) -> str:
    """One paragraph, the figures behind it, and what they rest on."""
    words, total = english(), found.base.cost.total
    sums: Row = ("", words("row_total"), "", "", *map(total.of, found.totals))
    table = even(budget_table(found).shown("screen")._replace(foot=(sums,)))
    columns = list(table.columns)
    columns[1] = columns[1]._replace(wide=WIDTH - 28 - 3 * money_width(table))
    lines = [
        style.bold(words("budget_of", name=found.name, code=found.code)),
        found.base.convention.name,
        "",
        *prose(found.paragraph),
        "",
        *to_screen(table._replace(columns=tuple(columns)), style, ruled=WIDTH),
        "",
        *bullets([*found.notes, words("amounts_in", currency=total.currency)]),
    ]
    return "\n".join(lines) + "\n"
