"""How an event was prepared, asked about and approved: room that every kind of event has."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Limits(NamedTuple):
    """Limits of the office in force when an event was recorded, in minor units of its currency; -1:
    none was set.

    Up to `one_person` no second person is needed. A receipt may exceed what is outstanding by
    `overpaid` unasked. Money cannot have come in before `earliest`, the entry into force of the
    convention.
    """

    one_person: int = -1
    overpaid: int = -1
    earliest: date | None = None


class Control(NamedTuple):
    """How an event came to be recorded: all of it optional, in every kind.

    `request` is the token of the form or request, so that none is booked twice; `prepared_by` who
    prepared it; `approved_how` and `approval_reference` name the signed paper or mail; `answers`
    are options given in answer to a question, such as `--overpaid`; `clock` says why the time of
    recording is right where it jumps.
    """

    request: str = ""
    prepared_by: str = ""
    approved_how: str = ""
    approval_reference: str = ""
    answers: tuple[str, ...] = ()
    limits: Limits = Limits()
    clock: str = ""
