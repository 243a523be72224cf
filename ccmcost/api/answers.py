"""What `explain`, `compare`, `whatif` and `status` give."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.api.records import in_major
from ccmcost.api.rows import Rows
from ccmcost.sharing.variants import Comparison as Cases

if TYPE_CHECKING:
    import pandas

    from ccmcost.accounts.status import Contributions


class Explanation(NamedTuple):
    """How the amount of one State follows: sentences in a language, step by step, and what they
    rest on. `amount` is in major units of `currency`. As text it is a numbered list.
    """

    iso3: str
    amount: Decimal
    currency: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(f"{number}. {step}" for number, step in enumerate(self.steps, 1))


class ComparedRow(NamedTuple):
    """One State: its amount in each case by the name of the case, in major units (None: it bears
    nothing), and the difference of each case from the first.
    """

    iso3: str
    name: str
    role: str
    amounts: Mapping[str, Decimal | None]
    differences: Mapping[str, Decimal]


class Comparison(Rows[ComparedRow]):
    """Several cases side by side, a row for each State that bears a part in any of them; `cases`
    are their names, the first is the one that the others are held against.
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
        super().__init__(rows, f"comparison of {', '.join(self.cases)}")

    def to_frame(self, *, numeric: bool = False) -> pandas.DataFrame:
        """A data frame indexed by iso3: name, role, and the amount of each case under its name;
        Decimals (None: nothing), or with `numeric` float64.
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
    """The account of one State for one meeting, in major units of `currency`: assessed + adjusted
    - received - other = outstanding - credit. `pay_by` is the earliest day of payment of what is
    outstanding (ISO 8601, empty: none), `days_overdue` the days since then.
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
    """The status of contributions as at a day: a row for each State and meeting of the ledger."""

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

    def to_frame(self, *, numeric: bool = False) -> pandas.DataFrame:
        """A data frame with a column for each field of `StatusRow`; amounts are Decimals, or with
        `numeric` float64.
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
