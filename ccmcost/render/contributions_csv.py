"""Status and statement as CSV: plain numbers, ISO dates."""

from __future__ import annotations

from ccmcost.model.money import Money
from ccmcost.model.states import States
from ccmcost.render.csv_text import csv_text
from ccmcost.statement.account import Account
from ccmcost.statement.contributions import Contributions

STATUS = (
    *("as_at", "known_on", "iso3", "name", "meeting", "currency"),
    *("assessed", "adjustments", "received", "other", "outstanding", "credit"),
    *("days", "age_0_90", "age_91_365", "age_1_3_years", "age_older", "plan_until", "carried_over"),
)
STATEMENT = ("iso3", "meeting", "event", "date", "entry", "text", "currency", "charge", "payment", "balance")


def contributions_csv(view: Contributions, states: States) -> str:
    """One row per State and meeting, amounts in major units."""
    known = view.known_on.isoformat() if view.known_on else ""
    rows = []
    for row in view.rows:
        place = (view.as_at.isoformat(), known, row.state, states.name(row.state), row.meeting, row.money.currency)
        days = "" if row.days is None else str(row.days)
        bands = (row.money.of(band).plain() for band in row.bands)
        carried = "yes" if row.carried_over else "no"
        rows.append((*place, *(row.money.of(each).plain() for each in row.figures), days, *bands, row.plan_until, carried))
    return csv_text(STATUS, rows)


def account_csv(view: Account) -> str:
    """One row per entry, amounts in major units, the running balance of the meeting last."""

    def figures(*amounts: Money) -> tuple[str, ...]:
        return tuple(amount.plain() for amount in amounts)

    return csv_text(
        STATEMENT,
        (
            (
                *(view.state, each.meeting, str(e.event), e.day.isoformat(), e.kind, e.text, e.charge.currency),
                *figures(e.charge, e.payment, e.balance),
            )
            for each in view.meetings
            for e in each.entries
        ),
    )
