"""Events of the ledger as a list: what was recorded, when, by whom, and what it rests on or undoes."""

from __future__ import annotations

from typing import NamedTuple

from ccmcost.model.money import Money


class EventRow(NamedTuple):
    """One event. Days are ISO text; `rests_on` is the event that it reverses or places, `reversed_by` what undid it."""

    event: int
    day: str
    recorded_at: str
    kind: str
    states: tuple[str, ...]
    meetings: tuple[str, ...]
    amount: Money | None
    text: str
    recorded_by: str
    approved_by: str
    rests_on: int | None
    reversed_by: int | None
