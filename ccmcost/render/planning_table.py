"""The tables of the planning commands with typed cells, from which CSV, JSON and workbooks are made."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ccmcost.calc.distribution import PER_CENT
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import rate_text
from ccmcost.statement.budget import CASES, Budget
from ccmcost.statement.comparison import Comparison
from ccmcost.statement.effects import Effects
from ccmcost.statement.forecast import Forecast
from ccmcost.statement.status import status_of
from ccmcost.tables.csv_text import csv_text
from ccmcost.tables.json_text import json_text


class Difference(NamedTuple):
    """The cell of column `of` minus that of column `base`, in the same row, with its value."""

    of: int
    base: int
    value: Decimal


Cell = str | Decimal | Difference | None


class Table(NamedTuple):
    """A table: names of its columns, and rows of typed cells."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def comparison_table(found: Comparison) -> Table:
    """Amounts of every case side by side, each followed by its difference against the first."""
    base = found.cases[0].result
    names = [f"amount [{found.cases[0].name}]"]
    for case in found.cases[1:]:
        names += [f"amount [{case.name}]", f"difference [{case.name}]"]
    rows = []
    for row in found.rows:
        cells: list[Cell] = [row.iso3, row.name, row.role, _money(base, row.amounts[0])]
        for index in range(1, len(found.cases)):
            cells += [_money(base, row.amounts[index]), _difference(base, len(cells), 3, row.differences[index])]
        rows.append(tuple(cells))
    return Table("Comparison", ("iso3", "name", "role", *names), tuple(rows))


def what_if_table(found: Comparison) -> Table:
    """Base, variant, difference in money and per cent."""
    base = found.cases[0].result
    rows = tuple(
        (
            row.iso3,
            row.name,
            row.role,
            _money(base, row.amounts[0]),
            _money(base, row.amounts[1]),
            _difference(base, 4, 3, row.differences[1]),
            _number(row.per_cent(1)),
        )
        for row in found.rows
    )
    return Table("What if", ("iso3", "name", "role", "base", "variant", "difference", "per_cent"), rows)


def effects_table(found: Effects) -> Table:
    """A row for each State not party that joins alone."""
    header = ("iso3", "name", "role", "rate", "amount", "share", "sum_of_rates", "parties_change", "best", "best_change")
    rows = []
    for row in found.rows:
        cells: list[Cell] = [row.iso3, row.name, row.role, _number(row.rate), _money(found.base, row.amount)]
        cells += [_number(text) for text in (row.share, row.sum_of_rates, row.parties_change)]
        cells += [row.best, _money(found.base, row.best_change)]
        cells += [_money(found.base, row.watched_change)] if found.watched else []
        rows.append(tuple(cells))
    return Table("Each State not party", header + ((f"change_{found.watched}",) if found.watched else ()), tuple(rows))


def forecast_table(found: Forecast) -> Table:
    """A row for each State that may bear the cost: plain cases, then the distribution."""
    likely = found.plain[1]
    quantiles = tuple("median" if per_cent == 50 else f"p{per_cent}" for per_cent in PER_CENT)
    header = ("iso3", "name", "role", "probability", "basis", *CASES, "mean", "mean_when_present", *quantiles)
    rows = []
    for row in found.rows:
        amounts = (*row.plain, row.mean, row.mean_present, *row.quantiles)
        cells: list[Cell] = [row.iso3, row.name, row.role, _number(row.probability), row.basis]
        cells += [_money(likely, amount) for amount in amounts]
        cells += [_number(row.above)] if found.threshold is not None else []
        rows.append(tuple(cells))
    above = (f"per_cent_above_{likely.cost.total.of(found.threshold).plain()}",) if found.threshold is not None else ()
    return Table("Forecast", header + above, tuple(rows))


def pool_table(found: Forecast) -> Table:
    """Mean and quantiles of the sum of rates and of the cost."""
    of = found.plain[1].cost.total.of
    quantiles = ("median" if per_cent == 50 else f"p{per_cent}" for per_cent in PER_CENT)
    rates = tuple(Decimal(rate_text(value)) for value in (found.rates[0], *found.rates[1]))
    costs = tuple(Decimal(of(value).plain()) for value in (found.costs[0], *found.costs[1]))
    return Table("Pool", ("figure", "mean", *quantiles), (("sum_of_rates", *rates), ("cost", *costs)))


def budget_table(found: Budget) -> Table:
    """A row for each meeting of each year."""
    costs, amounts = (f"cost_{case}" for case in CASES), (f"amount_{case}" for case in CASES)
    header = ("year", "meeting", "day", "assumed", "scale", "provisional", "rate", "share", "states", *costs, *amounts)
    rows = []
    for line in found.lines:
        cells: list[Cell] = [str(line.year), line.name, line.day, "yes" if line.assumed else "no", line.scale]
        cells += ["yes" if line.provisional else "no", _number(line.rate), _number(line.share), Decimal(line.states)]
        cells += [_money(found.base, minor) for minor in (*line.costs, *line.amounts)]
        rows.append(tuple(cells))
    return Table("Budget", header, tuple(rows))


def table_csv(table: Table) -> str:
    """The table as CSV; a cell without a value is empty."""
    return csv_text(table.header, ([cell_text(cell) for cell in row] for row in table.rows))


def table_json(title: str, base: Apportionment, tables: Sequence[Table], notes: Sequence[str], more: dict[str, Any]) -> str:
    """The tables with what they rest on; numbers as text."""
    status = status_of(base)
    document = {
        "title": title,
        "status": {"cost": status.title, "list": status.list, "scale": status.scale, "rule": status.rule},
        "meeting": base.meeting.id if base.meeting else None,
        "currency": base.cost.total.currency,
        **more,
        "notes": [*notes, *status.open],
        "warnings": [finding.line() for finding in base.warnings],
    }
    for table in tables:
        rows = [dict(zip(table.header, map(cell_text, row), strict=True)) for row in table.rows]
        document[table.title.lower().replace(" ", "_")] = rows
    return json_text(document)


def cell_text(cell: Cell) -> str:
    """A cell as plain text."""
    if cell is None:
        return ""
    value = cell.value if isinstance(cell, Difference) else cell
    return f"{value:f}" if isinstance(value, Decimal) else value


def _money(base: Apportionment, minor: int | None) -> Decimal | None:
    return None if minor is None else Decimal(base.cost.total.of(minor).plain())


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _difference(base: Apportionment, of: int, against: int, minor: int) -> Difference:
    return Difference(of, against, Decimal(base.cost.total.of(minor).plain()))
