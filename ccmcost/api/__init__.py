"""The public API: apportion the cost of a meeting or of all meetings, adjust any list, look at a
meeting. Money is never a float, unless a frame is asked for as numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from numbers import Integral

from ccmcost.api.answers import Comparison, Explanation, Status
from ccmcost.api.given import as_stated
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


@as_stated
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
    """Share the cost of a meeting among the States that bear it, as `ccmcost apportion` does.
    Nothing is written.

    In: `meeting` is an id such as `msp11`; `cost` is in major units (dollars), as text that has one
    reading, int or Decimal, by default the cost in the data; `currency` is an ISO 4217 code; `rule`
    is an id or the path of a rule file; `scale` and `scale_provisional` are ids; `participants` is
    the path of a list (CSV, XLSX or ODS); `with_` and `without` are States, named as in
    `Result.amount`; `credit` shares a sum that is given back; `data` is a data folder.

    Out: a `Result`, one row for each State that bears a part; amounts add up to the cost.

    Errors: UsageError (also for a float), DataError, TieOutError.

    Source: article 14 of the Convention, read as the rule file says; the scale of assessments that
    the General Assembly adopted for the opening day (`ccmcost help method`).
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


@as_stated
def history(
    *,
    cost: Amount | None = None,
    currency: str | None = None,
    rule: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> History:
    """Who bears what of the cost of each meeting of the register, each shared as `apportion` does.
    What was issued is not read: that is the ledger's (`ccmcost state STATE`).

    In: as in `apportion`; with `cost` all meetings are shared at one cost, in major units, so that
    shares alone make the difference.

    Out: a `History`, one row for each meeting and State.

    Errors: UsageError, DataError, TieOutError.

    Source: as of `apportion`, for each meeting by itself.
    """
    request = Request(
        cost=_cost_text(cost),
        currency=currency,
        rule=data_path(rule),
    )
    read = Data(open_workspace(data_path(data)))
    return History(load_history(read, request), read.states)


@as_stated
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
    """Share any total among any States by a scale, as `ccmcost adjust` does.

    In: `participants` is the path of a list (CSV, XLSX or ODS) or a sequence of States, named as in
    `Result.amount`; `total` is in major units, as `cost` of `apportion`; `scale` is an id;
    `currency` is by default that of the convention; `on`, the day of the list of least developed
    countries, is by default the first day of the scale; the others are as in `apportion`.

    Out: a `Result` without a meeting, one row for each State; amounts add up to the total.

    Errors: UsageError (also for a float), DataError, TieOutError.

    Source: the scale of assessments, whose resolution of the General Assembly `scales()` names.
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


@as_stated
def explain(
    meeting: str,
    state: str,
    *,
    language: str = "en",
    cost: Amount | None = None,
    rule: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Explanation:
    """How the amount of one State was calculated, step by step: the same as
    `apportion(...).explain(state, language)`.

    In: `state` is named as in `Result.amount`; `language` is one of `en`, `fr`, `es`, `ru`, `ar`,
    `zh`; the others are as in `apportion`.

    Out: an `Explanation`, its amount in major units.

    Errors: KeyError if the State bears no part of the cost, and those of `apportion`.

    Source: as of `apportion`; `Explanation.sources` names them for this State.
    """
    return apportion(meeting, cost=cost, rule=rule, data=data).explain(state, language)


@as_stated
def compare(
    meeting: str,
    *,
    rules: Iterable[str] = (),
    scales: Iterable[str] = (),
    participants: Iterable[str] = (),
    cost: Amount | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Comparison:
    """Readings of one meeting side by side, as `ccmcost compare` shows them: every combination of
    the rules, scales and lists that are named, or all rules of the convention if none is.

    In: `rules` are ids or paths, `scales` ids, `participants` paths of lists; `cost`, in major
    units, and `data` are as in `apportion`.

    Out: a `Comparison`, one row for each State that bears a part in any case.

    Errors: those of `apportion`, and UsageError for fewer than two cases.

    Source: as of `apportion`; `ccmcost help method` says what the Convention leaves open.
    """
    request = Request(cost=_cost_text(cost))
    names = (texts(rules), texts(scales), texts(participants))
    return Comparison(compare_meeting(open_workspace(data_path(data)), meeting, request, *names))


@as_stated
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
    """A meeting as it stands (`base`) against the same meeting with States added or removed, or at
    another cost (`variant`), as `ccmcost whatif` shows them.

    In: `with_`, `without` and `cost` are as in `apportion`; `variant_cost`, in major units, is that
    of the variant, by default the same cost.

    Out: a `Comparison` of two cases, the State with the largest difference first.

    Errors: those of `apportion`.

    Source: as of `apportion`.
    """
    request = Request(
        cost=_cost_text(cost),
        rule=data_path(rule),
        added=texts(with_),
        removed=texts(without),
    )
    other = _cost_text(variant_cost)
    return Comparison(what_if(open_workspace(data_path(data)), meeting, request, other))


@as_stated
def status(
    *,
    as_at: date | str | None = None,
    known_on: date | str | None = None,
    meeting: str | None = None,
    state: str | None = None,
    data: str | os.PathLike[str] | None = None,
) -> Status:
    """The status of contributions in the ledger of a workspace, as `ccmcost status` shows it.

    In: `as_at` is the day at which accounts are counted (default: today), `known_on` the day up to
    which entries were recorded (default: all); both are dates, or text in any form that has one
    reading. `meeting` is an id, `state` is named as in `Result.amount`; `data` is a data folder.

    Out: a `Status`, one row for each State and meeting, in major units of the currency billed.

    Errors: UsageError (also where there is no ledger), DataError.

    Source: the ledger alone (`ccmcost help ledger`); no amount is calculated again.
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
    if isinstance(amount, bool) or not isinstance(amount, (str, Integral, Decimal)):
        why = ": floats cannot hold money exactly" if isinstance(amount, float) else ""
        raise UsageError(
            f"an amount is text, a whole number or a Decimal, not {type(amount).__name__}{why}."
        )
    is_plain = isinstance(amount, Decimal) and amount.is_finite() and abs(amount.adjusted()) < 60
    return f"{amount:f}" if is_plain else str(amount)
