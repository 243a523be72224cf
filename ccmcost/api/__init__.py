"""The public API: apportion the cost of a meeting or of all meetings, adjust any list, look at a
meeting. Money is never a float, unless a frame is asked for as numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ccmcost.api.records import data_path, load_meeting, meetings, scales, states
from ccmcost.api.result import Result, texts
from ccmcost.api.rows import History
from ccmcost.clock import day_option
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.sharing.compute import adjust_list, apportion_meeting
from ccmcost.sharing.history import load_history
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace

__all__ = [
    "History",
    "Result",
    "adjust",
    "apportion",
    "history",
    "load_meeting",
    "meetings",
    "scales",
    "states",
]

Amount = str | int | Decimal


def apportion(
    meeting: str,
    *,
    cost: Amount | None = None,
    currency: str | None = None,
    rule: str | os.PathLike[str] | None = None,
    scale: str | None = None,
    scale_provisional: str | None = None,
    participants: str | os.PathLike[str] | None = None,
    with_: Iterable[str] = (),
    without: Iterable[str] = (),
    credit: bool = False,
    data: str | os.PathLike[str] | None = None,
) -> Result:
    """Share a meeting's cost among the States that bear it; the options are those of `ccmcost
    apportion`.

    `cost` is in major units, as text that has one reading, int or Decimal (a float is refused).
    States are named as in `Result.amount`. Nothing is written.
    Raises UsageError, DataError or TieOutError (ccmcost.errors).
    """
    request = Request(
        cost=_amount_text(cost) if cost is not None else None,
        currency=currency,
        rule=data_path(rule),
        scale=scale,
        scale_provisional=scale_provisional,
        participants=data_path(participants),
        added=texts(with_),
        removed=texts(without),
        credit=credit,
    )
    workspace = open_workspace(data_path(data))
    return Result(apportion_meeting(workspace, meeting, request), workspace)


def history(
    *,
    cost: Amount | None = None,
    currency: str | None = None,
    rule: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> History:
    """Who bears what of the cost of each meeting of the register: a row for each meeting and State.

    Each meeting is shared as `apportion` shares it; with `cost` (as in `apportion`) all meetings
    are shared at one cost, so that shares alone make the difference. What was issued is not read:
    that is the ledger's (`ccmcost state STATE`). Raises UsageError, DataError or TieOutError
    (ccmcost.errors).
    """
    request = Request(
        cost=_amount_text(cost) if cost is not None else None,
        currency=currency,
        rule=data_path(rule),
    )
    read = Data(open_workspace(data_path(data)))
    return History(load_history(read, request), read.states)


def adjust(
    participants: str | os.PathLike[str] | Sequence[str],
    total: Amount,
    *,
    scale: str,
    rule: str | os.PathLike[str] | None = None,
    currency: str | None = None,
    on: date | str | None = None,
    credit: bool = False,
    data: str | os.PathLike[str] | None = None,
) -> Result:
    """Share `total` among any States: the path of a list (CSV, XLSX or ODS), or a sequence of
    States (names or codes).

    `currency` is by default that of the convention, `on` (the day of the LDC list; as text in any
    form that has one reading) the first day of the scale.

    Raises UsageError, DataError or TieOutError (ccmcost.errors).
    """
    request = Request(
        cost=_amount_text(total),
        currency=currency,
        rule=data_path(rule),
        scale=scale,
        participants=os.fspath(participants)
        if isinstance(participants, (str, os.PathLike))
        else tuple(participants),
        credit=credit,
    )
    day = day_option(on, "on") if isinstance(on, str) else on
    workspace = open_workspace(data_path(data))
    return Result(adjust_list(workspace, request, day), workspace)


def _amount_text(amount: Amount) -> str:
    if isinstance(amount, (bool, float)) or not isinstance(amount, (str, int, Decimal)):
        raise UsageError(
            f"an amount is text, int or Decimal, not {type(amount).__name__}: floats cannot hold "
            "money exactly."
        )
    return f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
