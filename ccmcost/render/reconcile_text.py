"""What fits the amounts that were issued: on a terminal, and every difference as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ccmcost.calc.reconcile import Fit
from ccmcost.model.money import Money
from ccmcost.model.states import States
from ccmcost.render.screen import Column, grid
from ccmcost.statement.status import words
from ccmcost.tables.csv_text import csv_text
from ccmcost.tables.screen import PLAIN, Style, bullet


class Way(NamedTuple):
    """A way to compute: rule, key of the list basis, residual policy, unit, total; and how well it fits."""

    rule: str
    basis: str
    residual: str
    unit: str
    total: Money
    fit: Fit


def reconcile_screen(
    heading: str, ways: Sequence[Way], bases: Mapping[str, str], money: Money, states: States, style: Style = PLAIN
) -> str:
    """The ways that fit exactly; if there is none, the best ones with the differences of the very best, State by State."""
    lines = [style.bold(heading), ""]
    exact = [way for way in ways if way.fit.exact]
    if exact:
        lines.append(f"{len(exact)} of {len(ways)} ways to compute give every amount, to the last digit:")
        lines += [line for way in exact for line in bullet(_said(way, bases))]
        return "\n".join(lines) + "\n"
    lines.append(f"None of {len(ways)} ways to compute gives every amount. The nearest:")
    columns = [Column("Agree", 9, True), Column("Off by in all", 16, True), Column("Way", 50)]
    rows = []
    for way in ways[:5]:
        all_states = way.fit.agree + len(way.fit.gaps)
        rows.append((f"{way.fit.agree} of {all_states}", money.of(way.fit.distance).grouped(), _said(way, bases)))
    lines += [*grid(columns, rows, style), "", "Where the first of these differs:"]
    if ways:
        cells = [
            (
                *(gap.code, states.name(gap.code)),
                *(money.of(each).grouped() for each in (gap.issued, gap.computed, gap.issued - gap.computed)),
            )
            for gap in ways[0].fit.gaps
        ]
        heads = [Column("Code", 4), Column("State", 26)]
        heads += [Column(name, 14, True) for name in ("Issued", "Computed", "Difference")]
        lines += grid(heads, cells, style)
    return "\n".join(lines) + "\n"


def _said(way: Way, bases: Mapping[str, str]) -> str:
    unit = "" if way.unit == "0.01" else f", in units of {way.unit}"
    return f"{way.total}: rule {way.rule}, {bases[way.basis]}, residual {words(way.residual)}{unit}"


def reconcile_csv(ways: Sequence[Way], money: Money) -> str:
    """Every way and every State where it differs; a way that fits has one row with no State."""
    rows: list[tuple[str, ...]] = []
    for way in ways:
        place = (way.total.plain(), way.rule, way.basis, way.residual, way.unit, str(way.fit.agree))
        if way.fit.exact:
            rows.append((*place, "", "", "", ""))
        for gap in way.fit.gaps:
            figures = (gap.issued, gap.computed, gap.issued - gap.computed)
            rows.append((*place, gap.code, *(money.of(each).plain() for each in figures)))
    return csv_text(
        ("total", "rule", "basis", "residual", "unit", "agree", "iso3", "issued", "computed", "difference"), rows
    )
