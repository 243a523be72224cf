"""The tables of the planning commands: what screen, CSV, JSON and workbook show of each."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import Any

from ccmcost.calc.distribution import PER_CENT
from ccmcost.documents.planning.budget import CASES, Budget, BudgetLine
from ccmcost.documents.planning.forecast import Forecast, ForecastRow, mean
from ccmcost.model.rates import rate_text
from ccmcost.sharing.variants import CompareRow, Comparison, EffectRow, Effects
from ccmcost.tables.table import (
    FILES,
    REST,
    SCREEN,
    Column,
    Columns,
    Live,
    Output,
    Row,
    Say,
    Table,
    Taken,
    Value,
    made_of,
)
from ccmcost.words.speaker import english

LETTERS = "ABCDEFGHIJKL"
QUANTILES = tuple("median" if per_cent == 50 else f"p{per_cent}" for per_cent in PER_CENT)


def _nth(name: str, place: int) -> Callable[[object], Value]:
    """The value in a place of a sequence that a row has."""
    return lambda row: attrgetter(name)(row)[place]


def _cases(name: str, taken: str, *only: Output) -> list[Taken[Any]]:
    """A column of money for low, likely and high cost."""
    return [
        (
            Column(name.format(case), "" if only else case.capitalize(), "money", only=only),
            _nth(taken, place),
        )
        for place, case in enumerate(CASES)
    ]


def _who() -> Columns[CompareRow | EffectRow | ForecastRow]:
    """Code, name and, in files, role of the State of a row."""
    return [
        Column("iso3", "col_code", wide=4),
        Column("name", "col_state", wide=REST),
        Column("role", only=FILES),
    ]


def comparison_table(found: Comparison) -> Table:
    """Amounts of every case side by side, each followed by its difference against the first."""
    total, first = found.cases[0].result.cost.total, f"amount [{found.cases[0].name}]"
    columns: Columns[CompareRow] = [
        *_who(),
        (Column(first, f"A {total.currency}", "money"), _nth("amounts", 0)),
    ]
    for place, (letter, case) in enumerate(zip(LETTERS[1:], found.cases[1:], strict=False), 1):
        change = Column(f"difference [{case.name}]", f"{letter} - A", "change")
        columns += [
            (Column(f"amount [{case.name}]", letter, "money"), _nth("amounts", place)),
            (change, partial(_difference, f"{{{2 * place + 2}}}-{{3}}", place)),
        ]
    return made_of("comparison", "Comparison", columns, found.rows, words=english(), money=total)


def _difference(formula: str, place: int, row: CompareRow) -> Value:
    return Live(formula, row.differences[place])


def what_if_table(found: Comparison) -> Table:
    """Base, variant, difference in money and per cent."""
    total = found.cases[0].result.cost.total
    columns: Columns[CompareRow] = [
        *_who(),
        (Column("base", "case_base", "money"), _nth("amounts", 0)),
        (Column("variant", "case_variant", "money"), _nth("amounts", 1)),
        (Column("difference", kind="change"), partial(_difference, "{variant}-{base}", 1)),
        (Column("per_cent", "%", "change", 9), lambda row: row.part(1)),
    ]
    return made_of("what_if", "What if", columns, found.rows, words=english(), money=total)


def effects_table(found: Effects) -> Table:
    """A row for each State not party that joins alone; a screen shows the change of one State in
    its last column.
    """
    total, watched = found.base.cost.total, found.watched
    columns: Columns[EffectRow] = [
        *_who(),
        Column("rate", kind="rate", wide=7),
        Column("amount", "col_would_pay", "money"),
        Column("share", kind="share", only=FILES),
        Column("sum_of_rates", kind="rate", only=FILES),
        Column("parties_change", kind="change", wide=9),
        Column("best", only=FILES),
        Column("best_change", kind="money", only=FILES),
    ]

    def saves_most(row: EffectRow) -> Value:
        return (
            f"{row.best} {'+' if row.best_change > 0 else ''}{total.of(row.best_change).grouped()}"
        )

    if watched:
        columns += [
            (Column(f"change_{watched}", kind="money", only=FILES), "watched_change"),
            (
                Column("watched", watched, "change", only=SCREEN),
                lambda row: row.watched_change or 0,
            ),
        ]
    else:
        amounts = [total.of(minor) for row in found.rows for minor in (row.amount, row.best_change)]
        wide = max(10, *(len(amount.grouped()) + (amount.minor > 0) for amount in amounts)) + 4
        columns.append((Column("saves", "col_saves_most", "number", wide, SCREEN), saves_most))
    return made_of(
        "effects", "Each State not party", columns, found.rows, words=english(), money=total
    )


def forecast_table(found: Forecast) -> Table:
    """A row for each State that may bear the cost: plain cases, then the distribution."""
    total, words = found.plain[1].cost.total, english()
    columns: Columns[ForecastRow] = [
        *_who(),
        Column("probability", kind="number", wide=11),
        Column("basis", only=FILES),
        *_cases("{}", "plain"),
        Column("mean", "mean", "money"),
        Column("mean_when_present", kind="money", only=FILES),
        *(
            (Column(name, name_of(name), "money"), _nth("quantiles", place))
            for place, name in enumerate(QUANTILES)
        ),
    ]
    if found.threshold is not None:
        above = total.of(found.threshold)
        name, heading = (
            f"per_cent_above_{above.plain()}",
            words("col_above", amount=above.grouped()),
        )
        columns.append((Column(name, heading, "percent", 9), "above"))
    return made_of("forecast", "Forecast", columns, found.rows, words=words, money=total)


def name_of(quantile: str) -> str:
    """A quantile as people read it: `5 %`, `median`."""
    return quantile if quantile == "median" else f"{quantile[1:]} %"


def pool_table(found: Forecast) -> Table:
    """Mean and quantiles of the sum of rates and of the cost."""
    of, drawn = found.plain[1].cost.total.of, found.drawn
    columns = tuple(Column(name, kind="number") for name in ("mean", *QUANTILES))
    rates = (Decimal(rate_text(rate)) for rate in (mean(drawn.rates), *drawn.rates.quantiles))
    costs = (of(cost) for cost in (mean(drawn.costs), *drawn.costs.quantiles))
    rows: tuple[Row, ...] = (("sum_of_rates", *rates), ("cost", *costs))
    return Table("pool", "Pool", (Column("figure"), *columns), rows)


def budget_table(found: Budget) -> Table:
    """A row for each meeting of each year."""
    words, total = english(), found.base.cost.total

    def marked(line: BudgetLine) -> Say:
        marks = words("assumed") * line.assumed + words("provisional_scale") * line.provisional
        return Say(line.name, line.name + marks)

    columns: Columns[BudgetLine] = [
        (Column("year", wide=4), lambda line: str(line.year)),
        (Column("meeting", wide=REST), marked),
        Column("day", only=FILES),
        (Column("assumed", only=FILES), lambda line: _YES[line.assumed]),
        (Column("scale", wide=9), lambda line: Say(line.scale, line.scale.removeprefix("un-"))),
        (Column("provisional", only=FILES), lambda line: _YES[line.provisional]),
        Column("rate", kind="rate", only=FILES),
        Column("share", kind="share", wide=10),
        Column("states", kind="count", only=FILES),
        *_cases("cost_{}", "costs", *FILES),
        *_cases("amount_{}", "amounts"),
    ]
    return made_of("budget", "Budget", columns, found.lines, words=words, money=total)


_YES = {True: "yes", False: "no"}
