"""The report as a whole: the year, the comparison, the collection, and what must hold of them before a file is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.calc.change import cost_of
from ccmcost.errors import TieOutError
from ccmcost.findings import Finding
from ccmcost.model.issuer import Issuer
from ccmcost.model.source import SourceFile
from ccmcost.statement.annual.change import Compared
from ccmcost.statement.annual.collection import Collection
from ccmcost.statement.annual.year import Year


class Report(NamedTuple):
    """The annual report of one year. `compared` is None for the first year; `collection` is None without a ledger.

    `passed_over` are later years than the one compared with, whose amounts cannot be computed, and why.
    `ledger_as_at` is the day up to which a ledger was read, None if there is none.
    """

    year: Year
    compared: Compared | None
    collection: Collection | None
    issuer: Issuer
    sources: tuple[SourceFile, ...]
    as_of: date
    ledger_as_at: date | None
    passed_over: tuple[tuple[int, tuple[Finding, ...]], ...] = ()

    @property
    def is_specimen(self) -> bool:
        """Whether the report rests on an illustrative cost."""
        return self.year.is_specimen

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What the data of the year's meetings warn of, each once, and why a year before is not compared."""
        passed = {
            found._replace(severity="warning", message=f"the amounts of {year} are not compared: {found.message}")
            for year, findings in self.passed_over
            for found in findings
        }
        return tuple(sorted(passed | {warning for meeting in self.year.meetings for warning in meeting.result.warnings}))


Check = Callable[[Report], bool]


def _amounts_sum_to_cost(report: Report) -> bool:
    year = report.year
    return sum(row.total for row in year.rows) + year.residual == year.total.minor


def _rows_sum_over_meetings(report: Report) -> bool:
    return all(row.total == sum(amount or 0 for amount in row.amounts) for row in report.year.rows)


def _shares_sum_to_one(report: Report) -> bool:
    return sum((row.share for row in report.year.rows), Fraction(0)) == 1


def _views_sum_to_amounts(report: Report) -> bool:
    year = report.year
    wanted = sum(row.total for row in year.rows)
    return all(sum(part.amount for part in parts) == wanted for parts in (year.groups, year.development, year.roles))


def _costs_sum_to_cost(report: Report) -> bool:
    return sum(part.amount for part in report.year.costs) == report.year.total.minor


def _effects_sum_to_change(report: Report) -> bool:
    rows = report.compared.rows if report.compared else ()
    return all((row.cost or 0) + row.participation + row.rates + row.rounding == row.difference for row in rows)


def _changes_end_at_the_assessed(report: Report) -> bool:
    if report.compared is None:
        return True
    now = {row.code: row.total for row in report.year.rows}
    return all(row.after == now.get(row.code, 0) for row in report.compared.rows)


def _exact_effects_balance(report: Report) -> bool:
    """Cost effects sum to the change of the cost; participation and rates only move cost from State to State."""
    found = report.compared
    if found is None:
        return True
    exact = [row.exact for row in found.rows]
    moved = cost_of(report.year.holds) - cost_of(found.earlier.holds) if found.with_cost else 0
    return (
        sum((change.cost or Fraction(0) for change in exact), Fraction(0)) == moved
        and sum((change.participation for change in exact), Fraction(0)) == 0
        and sum((change.rates for change in exact), Fraction(0)) == 0
    )


def _arrears_sum_to_outstanding(report: Report) -> bool:
    found = report.collection
    return found is None or sum(found.ages()) == sum(row.total for row in found.arrears) == found.owed


INVARIANTS: dict[str, Check] = {
    "amounts and residual sum to the cost of the year": _amounts_sum_to_cost,
    "every State's total is the sum of its meetings": _rows_sum_over_meetings,
    "shares of the year sum to one": _shares_sum_to_one,
    "groups, development and roles sum to the amounts": _views_sum_to_amounts,
    "costs by status sum to the cost of the year": _costs_sum_to_cost,
    "effects and rounding sum to every change": _effects_sum_to_change,
    "changes end at the amounts of the year": _changes_end_at_the_assessed,
    "exact effects balance over all States": _exact_effects_balance,
    "arrears by age sum to what is outstanding": _arrears_sum_to_outstanding,
}


def tie_out_report(report: Report) -> None:
    """Raise TieOutError naming every invariant that does not hold."""
    broken = [name for name, holds in INVARIANTS.items() if not holds(report)]
    if broken:
        raise TieOutError(
            f"the report of {report.year.year} does not tie, nothing was written. Broken: {'; '.join(broken)}."
        )
