"""The report as a whole: the year, the comparison, the collection,
and what must hold of them before a file is written.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ccmcost.accounts.status import AccountRow, Contributions, MeetingRow, sum_of_rows
from ccmcost.calc.ageing import LAST_DAYS
from ccmcost.calc.change import cost_of
from ccmcost.documents.annual import Compared, Year
from ccmcost.errors import TieOutError
from ccmcost.findings import Finding
from ccmcost.model.money import Money
from ccmcost.model.office import Issuer
from ccmcost.model.source import SourceFile


class Arrears(NamedTuple):
    """What one State owes for all meetings of the ledger, in minor units, by age;
    `days` since the oldest open notice.
    """

    code: str
    meetings: tuple[str, ...]
    bands: tuple[int, ...]
    days: int | None

    @property
    def total(self) -> int:
        """All that is outstanding."""
        return sum(self.bands)


class Collection(NamedTuple):
    """The ledger as at a day, in the currency of the report. `others` are currencies in which more
    is outstanding.

    `meetings` and `total` are those of the year; `arrears` are of every meeting, largest first, and
    `owed` is the sum of the balances behind them. `carried_over` are meetings of the year whose
    bills are older than the ledger.
    """

    as_at: date
    known_on: date | None
    money: Money
    meetings: tuple[MeetingRow, ...]
    total: MeetingRow | None
    arrears: tuple[Arrears, ...]
    owed: int
    others: tuple[str, ...]
    carried_over: tuple[str, ...]

    def ages(self) -> tuple[int, ...]:
        """What is outstanding by age, all States together."""
        return tuple(
            sum(row.bands[index] for row in self.arrears) for index in range(len(LAST_DAYS))
        )


class Report(NamedTuple):
    """The annual report of one year. `compared` is None for the first year; `collection` is None
    without a ledger.

    `passed_over` are later years than the one compared with, whose amounts cannot be computed, and
    why. `ledger_as_at` is the day up to which a ledger was read, None if there is none.
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
        """What the data of the year's meetings warn of, each once,
        and why a year before is not compared.
        """
        passed = {
            found._replace(
                severity="warning",
                message=f"the amounts of {year} are not compared: {found.message}",
            )
            for year, findings in self.passed_over
            for found in findings
        }
        return tuple(
            sorted(
                passed
                | {warning for meeting in self.year.meetings for warning in meeting.result.warnings}
            )
        )


def collection_of(
    view: Contributions, meetings: tuple[str, ...], currency: Money
) -> Collection | None:
    """The collection of a year's meetings from the status of the ledger;
    None if the ledger holds no account.
    """
    if not view.rows:
        return None
    own = tuple(
        row
        for row in view.meetings
        if row.meeting in meetings and row.money.currency == currency.currency
    )
    owing = [row for row in view.rows if row.outstanding]
    by_state: dict[str, list[AccountRow]] = {}
    for row in owing:
        if row.money.currency == currency.currency:
            by_state.setdefault(row.state, []).append(row)
    arrears = sorted(
        (_arrears(code, rows) for code, rows in by_state.items()),
        key=lambda row: (-row.total, row.code),
    )
    carried = {row.meeting for row in view.rows if row.carried_over}
    return Collection(
        view.as_at,
        view.known_on,
        currency.of(0),
        own,
        sum_of_rows("", own, sum(row.cash for row in own), None) if own else None,
        tuple(arrears),
        sum(row.outstanding for rows in by_state.values() for row in rows),
        tuple(sorted({row.money.currency for row in owing} - {currency.currency})),
        tuple(row.meeting for row in own if row.meeting in carried),
    )


def _arrears(code: str, rows: list[AccountRow]) -> Arrears:
    bands = tuple(sum(row.bands[index] for row in rows) for index in range(len(LAST_DAYS)))
    days = max((row.days for row in rows if row.days is not None), default=None)
    return Arrears(code, tuple(row.meeting for row in rows), bands, days)


def invariants(report: Report) -> dict[str, bool]:
    """What must hold of a report, and whether it does."""
    year, compared, collection = report.year, report.compared, report.collection
    assessed = {row.code: row.total for row in year.rows}
    amounts = sum(assessed.values())
    rows = compared.rows if compared else ()
    owed = collection.owed if collection else 0
    arrears = collection.arrears if collection else ()
    return {
        "amounts and residual sum to the cost of the year": amounts + year.residual
        == year.total.minor,
        "every State's total is the sum of its meetings": all(
            row.total == sum(amount or 0 for amount in row.amounts) for row in year.rows
        ),
        "shares of the year sum to one": sum((row.share for row in year.rows), Fraction(0)) == 1,
        "groups, development and roles sum to the amounts": all(
            sum(part.amount for part in parts) == amounts for parts in year.parts.values()
        ),
        "costs by status sum to the cost of the year": year.total.minor
        == sum(
            meeting.result.cost.total.minor
            for meetings in year.costs.values()
            for meeting in meetings
        ),
        "effects and rounding sum to every change": all(
            sum(row.effects) + row.rounding == row.difference for row in rows
        ),
        "changes end at the amounts of the year": all(
            row.after == assessed.get(row.code, 0) for row in rows
        ),
        "exact effects balance over all States": compared is None or _balance(compared, year),
        "arrears by age sum to what is outstanding": sum(row.total for row in arrears) == owed,
    }


def _balance(compared: Compared, year: Year) -> bool:
    """Cost effects sum to the change of the cost; participation and rates only move cost from State
    to State.
    """
    moved = cost_of(year.holds) - cost_of(compared.earlier.holds)
    sums = {
        name: sum(row.exact.effects[name] for row in compared.rows) for name in compared.effects
    }
    return sums == dict.fromkeys(compared.effects, 0) | (
        {"cost": moved} if compared.with_cost else {}
    )


def tie_out_report(report: Report) -> None:
    """Raise TieOutError naming every invariant that does not hold."""
    broken = [name for name, holds in invariants(report).items() if not holds]
    if broken:
        raise TieOutError(
            f"the report of {report.year.year} does not tie, nothing was written. Broken: "
            f"{'; '.join(broken)}."
        )
