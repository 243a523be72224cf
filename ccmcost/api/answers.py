"""What `explain`, `compare`, `whatif` and `status` give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.api.given import as_stated
from ccmcost.api.records import in_major
from ccmcost.api.rows import Rows, warnings_of
from ccmcost.findings import Finding
from ccmcost.sharing.variants import Comparison as Cases

if TYPE_CHECKING:
    import pandas

    from ccmcost.accounts.status import Contributions


class Explanation(NamedTuple):
    """How the amount of one State was calculated. `steps` are sentences in the language asked for,
    `sources` the documents that they rely on; `amount` is in major units of `currency`.
    `str(explanation)` is a numbered list of the steps.
    """

    iso3: str
    amount: Decimal
    currency: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(f"{number}. {step}" for number, step in enumerate(self.steps, 1))


class ComparedRow(NamedTuple):
    """One State of a `Comparison`: `amounts` by the name of the case, in major units (None: it
    bears no part of the cost), and `differences` of each case from the first.
    """

    iso3: str
    name: str
    role: str
    amounts: Mapping[str, Decimal | None]
    differences: Mapping[str, Decimal]


class Comparison(Rows[ComparedRow]):
    """A sequence of `ComparedRow`, one for each State that bears a part in any case. `cases` are
    the names of the cases, of which the first is the one that the others are compared with;
    `currency` is the ISO 4217 code of all amounts.
    """

    def __init__(self, found: Cases) -> None:
        self.cases = tuple(case.name for case in found.cases)
        money = found.cases[0].result.cost.total
        self.currency = money.currency
        rows = [
            ComparedRow(
                *(row.iso3, row.name, row.role),
                {
                    case: None if minor is None else in_major(money, minor)
                    for case, minor in zip(self.cases, row.amounts, strict=True)
                },
                {
                    case: in_major(money, minor)
                    for case, minor in zip(self.cases, row.differences, strict=True)
                },
            )
            for row in found.rows
        ]
        self._results = [case.result for case in found.cases]
        names, cost = ", ".join(self.cases), found.cases[0].result.cost
        super().__init__(rows, f"comparison of {names}, {cost.total} ({cost.status})")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should know about the data of any case, such as assumed rates."""
        return warnings_of(self._results)

    @as_stated
    def to_frame(self, *, numeric: bool = False) -> pandas.DataFrame:
        """A data frame for pandas, indexed by iso3.

        Out: a row for each row; columns `name`, `role`, and the amount of each case under its name,
        in major units: exact Decimals (None: no part of the cost), or float64 with `numeric`.
        """
        import pandas

        frame = pandas.DataFrame(
            [(row.iso3, row.name, row.role) for row in self.rows], columns=["iso3", "name", "role"]
        ).set_index("iso3")
        for case in self.cases:
            cells = [row.amounts[case] for row in self.rows]
            column = pandas.Series(cells, frame.index, object)
            frame[case] = column.astype("float64") if numeric else column
        return frame


class StatusRow(NamedTuple):
    """The account of one State for one meeting, in major units of `currency`, where assessed +
    adjusted - received - other = outstanding - credit. `pay_by` is the earliest day of payment of
    what is outstanding (ISO 8601; empty: none), `days_overdue` the number of days since then (None:
    nothing is overdue).
    """

    iso3: str
    meeting: str
    currency: str
    assessed: Decimal
    adjusted: Decimal
    received: Decimal
    other: Decimal
    outstanding: Decimal
    credit: Decimal
    pay_by: str
    days_overdue: int | None


class Status(Rows[StatusRow]):
    """A sequence of `StatusRow`, one for each State and meeting of the ledger, as at the day
    `as_at`.
    """

    def __init__(self, found: Contributions) -> None:
        self.as_at: date = found.as_at
        rows = [
            StatusRow._make(
                (
                    *(row.state, row.meeting, row.money.currency),
                    *(in_major(row.money, minor) for minor in row.figures),
                    *(row.pay_by, row.days),
                )
            )
            for row in found.rows
        ]
        super().__init__(rows, f"status as at {found.as_at}")

    @as_stated
    def to_frame(self, *, numeric: bool = False) -> pandas.DataFrame:
        """A data frame for pandas.

        Out: a row for each row and a column for each field of `StatusRow`; amounts are in major
        units: exact Decimals, or float64 with `numeric`.
        """
        import pandas

        frame = pandas.DataFrame(
            {
                name: pandas.Series([row[place] for row in self.rows], dtype=object)
                for place, name in enumerate(StatusRow._fields)
            }
        )
        figures = StatusRow._fields[3:9]
        return frame.astype(dict.fromkeys(figures, "float64")) if numeric else frame
