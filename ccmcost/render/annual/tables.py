"""The figures of a report for machines: CSV files and the data attached to the PDF, the same in every language."""

from __future__ import annotations

from typing import Any

from ccmcost.model.rates import fraction_text, rate_text, share_text
from ccmcost.statement.annual.change import ChangeRow, Compared
from ccmcost.statement.annual.collection import Collection
from ccmcost.statement.annual.report import Report
from ccmcost.statement.annual.year import Year
from ccmcost.tables.csv_text import csv_text

CHANGES = ("iso3", "name", "before", "after", "change", "cost", "participation", "rates", "rounding", "reason")
MEETINGS = (
    "meeting",
    "name",
    "day",
    "scale",
    "rule",
    "list_status",
    "cost_status",
    "cost",
    "currency",
    "states",
    "residual",
)
ARREARS = ("iso3", "name", "meetings", "days_0_90", "days_91_365", "years_1_3", "older", "outstanding", "days")


def csv_files(report: Report) -> dict[str, bytes]:
    """CSV files by name. Amounts in major units; rates and shares in per cent, shares for reading only."""
    files = {"meetings.csv": _meetings(report.year), "states.csv": _states(report.year), "groups.csv": _parts(report.year)}
    if report.compared is not None:
        files["changes.csv"] = _changes(report.compared)
    if report.collection is not None:
        files["arrears.csv"] = _arrears(report.collection, report.year)
    return {name: text.encode() for name, text in files.items()}


def _meetings(year: Year) -> str:
    rows = []
    for each in year.meetings:
        result, total = each.result, each.result.cost.total
        assert result.meeting is not None
        what = (each.id, result.meeting.name, result.day.isoformat(), result.scale.id, result.rule.id)
        cost = (result.list.status, result.cost.status, total.plain(), total.currency)
        residual = total.of(result.assessment.residual).plain()
        rows.append((*what, *cost, str(len(result.assessment.lines)), residual))
    return csv_text(MEETINGS, rows)


def _states(year: Year) -> str:
    header = ("iso3", "name", "roles", "rate", *(each.id for each in year.meetings), "total", "share")
    rows = [
        (
            row.code,
            year.states.name(row.code),
            "; ".join(role or "" for role in row.roles),
            "" if row.rate is None else rate_text(row.rate.thousandths),
            *("" if amount is None else year.total.of(amount).plain() for amount in row.amounts),
            year.total.of(row.total).plain(),
            share_text(row.share),
        )
        for row in year.rows
    ]
    return csv_text(header, rows)


def part_rows(year: Year) -> tuple[tuple[str, ...], ...]:
    """The parts of the year's cost: by regional group, development and role."""
    named = (("group", year.groups), ("development", year.development), ("role", year.roles))
    return tuple(
        (kind, part.key, str(part.states), year.total.of(part.amount).plain(), share_text(part.share))
        for kind, parts in named
        for part in parts
    )


PARTS = ("by", "part", "states", "amount", "share")


def _parts(year: Year) -> str:
    return csv_text(PARTS, part_rows(year))


def _changes(found: Compared) -> str:
    return csv_text(CHANGES, ((*change_cells(row, found), row.reason) for row in found.rows))


def change_cells(row: ChangeRow, found: Compared) -> tuple[str, ...]:
    """A row of changes up to rounding, as text; no cost effect is an empty cell."""
    values = (row.before, row.after, row.difference, row.cost, row.participation, row.rates, row.rounding)
    shown = ("" if value is None else found.after.of(value).plain() for value in values)
    return (row.code, found.earlier.states.name(row.code), *shown)


def _arrears(found: Collection, year: Year) -> str:
    rows = [
        (
            row.code,
            year.states.name(row.code),
            "; ".join(row.meetings),
            *(found.money.of(band).plain() for band in row.bands),
            found.money.of(row.total).plain(),
            "" if row.days is None else str(row.days),
        )
        for row in found.arrears
    ]
    return csv_text(ARREARS, rows)


def report_data(report: Report) -> dict[str, Any]:
    """What is attached to the PDF: plain numbers as text, effects also as exact fractions of the major unit."""
    year, found = report.year, report.compared
    return {
        "document": "annual cost report",
        "status": "specimen" if report.is_specimen else "report",
        "convention": year.convention.id,
        "year": year.year,
        "date": report.as_of.isoformat(),
        "currency": year.total.currency,
        "cost": year.total.plain(),
        "meetings": [each.id for each in year.meetings],
        "states": [
            {
                "iso3": row.code,
                "amounts": {
                    each.id: year.total.of(amount).plain()
                    for each, amount in zip(year.meetings, row.amounts, strict=True)
                    if amount is not None
                },
                "total": year.total.of(row.total).plain(),
                "share_exact": fraction_text(row.share),
            }
            for row in year.rows
        ],
        "compared_with": found.earlier.year if found else None,
        "changes": [_change(row, found) for row in found.rows] if found else [],
    }


def _change(row: ChangeRow, found: Compared) -> dict[str, str | None]:
    shown = dict(zip(CHANGES, (*change_cells(row, found), row.reason), strict=True))
    scale = 10**found.after.decimals
    exact = {"cost": row.exact.cost, "participation": row.exact.participation, "rates": row.exact.rates}
    exact["rounding"] = row.exact.rounding
    fractions = {f"{name}_exact": None if value is None else fraction_text(value / scale) for name, value in exact.items()}
    return {name: text for name, text in shown.items() if name != "name"} | fractions
