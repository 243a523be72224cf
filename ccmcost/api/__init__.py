"""The public API: apportion the cost of a meeting or of all meetings, adjust any list, look at a
meeting. Money is never a float, unless a frame is asked for as numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from ccmcost.api.answers import Comparison, Explanation, Status
from ccmcost.api.records import data_path, load_meeting, meetings, scales, states, typed_day
from ccmcost.api.result import Result, texts
from ccmcost.api.rows import History
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.load.data import Data
from ccmcost.sharing.compute import adjust_list, apportion_meeting
from ccmcost.sharing.history import load_history
from ccmcost.sharing.request import Request
from ccmcost.sharing.variants import compare_meeting, what_if
from ccmcost.workspace import open_workspace

__all__ = [
    "Comparison",
    "Explanation",
    "History",
    "Result",
    "Status",
    "adjust",
    "apportion",
    "compare",
    "explain",
    "history",
    "load_meeting",
    "meetings",
    "scales",
    "states",
    "status",
    "whatif",
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
        cost=_cost_text(cost),
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
        cost=_cost_text(cost),
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
    day = typed_day(on, "on")
    workspace = open_workspace(data_path(data))
    return Result(adjust_list(workspace, request, day), workspace)


def explain(
    meeting: str,
    state: str,
    *,
    language: str = "en",
    cost: Amount | None = None,
    rule: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Explanation:
    """How the amount of one State was calculated, step by step, in a language; the same as
    `apportion(...).explain(state, language)`. Raises KeyError if the State bears nothing, and the
    errors of `apportion`.
    """
    return apportion(meeting, cost=cost, rule=rule, data=data).explain(state, language)


def compare(
    meeting: str,
    *,
    rules: Iterable[str] = (),
    scales: Iterable[str] = (),
    participants: Iterable[str] = (),
    cost: Amount | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Comparison:
    """Every combination of rules (ids or files), scales (ids) and lists (files) side by side; all
    rules of the convention if none of them is named. `cost` and errors are as in `apportion`, with
    UsageError for fewer than two cases.
    """
    request = Request(cost=_cost_text(cost))
    names = (texts(rules), texts(scales), texts(participants))
    return Comparison(compare_meeting(open_workspace(data_path(data)), meeting, request, *names))


def whatif(
    meeting: str,
    *,
    with_: Iterable[str] = (),
    without: Iterable[str] = (),
    cost: Amount | None = None,
    variant_cost: Amount | None = None,
    rule: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Comparison:
    """The meeting as it stands (`base`) against the meeting with States added and removed, or at
    another cost (`variant`): largest difference first. States and errors as in `apportion`.
    """
    request = Request(
        cost=_cost_text(cost),
        rule=data_path(rule),
        added=texts(with_),
        removed=texts(without),
    )
    other = _cost_text(variant_cost)
    return Comparison(what_if(open_workspace(data_path(data)), meeting, request, other))


def status(
    *,
    as_at: date | str | None = None,
    known_on: date | str | None = None,
    meeting: str | None = None,
    state: str | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Status:
    """What the ledger of a workspace says of each State and meeting, as at a day (default: today),
    as it was known on a day (default: all that is recorded). Raises UsageError without a ledger.
    """
    from ccmcost.accounts.books import open_books
    from ccmcost.accounts.status import status as status_at
    from ccmcost.ledger.standing import View

    day = as_of_day(typed_day(as_at, "as_at"))
    with open_books(open_workspace(data_path(data), day)) as books:
        view = View(
            day,
            typed_day(known_on, "known_on"),
            books.meeting(meeting) if meeting else "",
            books.state(state) if state else "",
        )
        return Status(status_at(books, view))


def _cost_text(cost: Amount | None) -> str | None:
    return None if cost is None else _amount_text(cost)


def _amount_text(amount: Amount) -> str:
    if isinstance(amount, (bool, float)) or not isinstance(amount, (str, int, Decimal)):
        raise UsageError(
            f"an amount is text, int or Decimal, not {type(amount).__name__}: floats cannot hold "
            "money exactly."
        )
    return f"{amount:f}" if isinstance(amount, Decimal) else str(amount)
