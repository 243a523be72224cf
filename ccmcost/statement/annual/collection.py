"""What was collected and what is outstanding, for the meetings of one year; and everything outstanding by age."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.accounts.status import AccountRow, Contributions, MeetingRow
from ccmcost.calc.ageing import BANDS
from ccmcost.model.money import Money


class Arrears(NamedTuple):
    """What one State owes for all meetings of the ledger, in minor units, by age; `days` since the oldest open notice."""

    code: str
    meetings: tuple[str, ...]
    bands: tuple[int, ...]
    days: int | None

    @property
    def total(self) -> int:
        """All that is outstanding."""
        return sum(self.bands)


class Collection(NamedTuple):
    """The ledger as at a day, in the currency of the report. `others` are currencies in which more is outstanding.

    `meetings` and `total` are those of the year; `arrears` are of every meeting, largest first, and `owed` is the sum of
    the balances behind them. `carried_over` are meetings of the year whose bills are older than the ledger.
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
        return tuple(sum(row.bands[index] for row in self.arrears) for index in range(len(BANDS)))


def collection_of(view: Contributions, meetings: tuple[str, ...], currency: Money) -> Collection | None:
    """The collection of a year's meetings from the status of the ledger; None if the ledger holds no account."""
    if not view.rows:
        return None
    own = tuple(row for row in view.meetings if row.meeting in meetings and row.money.currency == currency.currency)
    owed = [row for row in view.rows if row.outstanding and row.money.currency == currency.currency]
    others = {row.money.currency for row in view.rows if row.outstanding} - {currency.currency}
    by_state: dict[str, list[AccountRow]] = {}
    for row in owed:
        by_state.setdefault(row.state, []).append(row)
    arrears = sorted((_arrears(code, rows) for code, rows in by_state.items()), key=lambda row: (-row.total, row.code))
    carried = {row.meeting for row in view.rows if row.carried_over}
    return Collection(
        as_at=view.as_at,
        known_on=view.known_on,
        money=currency.of(0),
        meetings=own,
        total=_total(own),
        arrears=tuple(arrears),
        owed=sum(row.outstanding for row in owed),
        others=tuple(sorted(others)),
        carried_over=tuple(row.meeting for row in own if row.meeting in carried),
    )


def _arrears(code: str, rows: list[AccountRow]) -> Arrears:
    days = [row.days for row in rows if row.days is not None]
    bands = tuple(sum(row.bands[index] for row in rows) for index in range(len(BANDS)))
    return Arrears(code, tuple(row.meeting for row in rows), bands, max(days) if days else None)


def _total(rows: tuple[MeetingRow, ...]) -> MeetingRow | None:
    if not rows:
        return None
    assessed, adjusted, received, other, outstanding, credit = (
        sum(values) for values in zip(*(row.figures for row in rows), strict=True)
    )
    bands = tuple(sum(row.bands[index] for row in rows) for index in range(len(BANDS)))
    cash = sum(row.cash for row in rows)
    return MeetingRow("", rows[0].money, assessed, adjusted, received, other, outstanding, credit, cash, bands, None)
