"""One State at every meeting: what it was assessed and why that changed, what it owes, and what to
set aside for the meetings to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.accounts.status import AccountRow, status
from ccmcost.calc.change import ChangeRow, held_of, shown_changes
from ccmcost.errors import UsageError
from ccmcost.ledger.queries import last_billed
from ccmcost.ledger.standing import View
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost, Meeting
from ccmcost.model.money import Money, sums_by_currency
from ccmcost.model.states import Role, States, TreatyStatus
from ccmcost.sharing.compute import basis_of
from ccmcost.sharing.history import Shared, load_history
from ccmcost.sharing.planned import Planned, assumed_meeting
from ccmcost.sharing.request import Request, find_state, given_cost

YEARS_AHEAD = 3


class StateRequest(NamedTuple):
    """What is asked for: a State by name or code; `cost` is that of each meeting to come. The
    ledger is read as at `as_at`, as known on `known_on`.
    """

    state: str
    as_at: date
    known_on: date | None = None
    rule: str | None = None
    cost: str | None = None


class StateRow(NamedTuple):
    """One meeting. `line` is None where the State bears no part of its cost.

    `change` is that from the meeting `before`, in whole minor units: None where neither charges the
    State or there is none before. `with_cost` says that both costs are real and in one currency;
    else both are taken at the later one. `account` is what the ledger says of the State.
    """

    shared: Shared
    line: Line | None
    role: Role | None
    before: Meeting | None
    change: ChangeRow | None
    with_cost: bool
    account: AccountRow | None

    @property
    def result(self) -> Apportionment:
        """The meeting as shared."""
        return self.shared.result

    @property
    def amount(self) -> Money | None:
        """What the State is assessed."""
        return self.result.cost.total.of(self.line.amount) if self.line else None


class Ahead(NamedTuple):
    """One meeting to come, with the State's part. `assumed` says that the register has no dated
    meeting in its year, `joins` that the State bears a part only if it takes part.
    """

    year: int
    result: Apportionment
    line: Line | None
    assumed: bool = False
    joins: bool = False

    @property
    def instrument(self) -> str:
        """The instrument under which it is held."""
        return self.result.meeting.instrument if self.result.meeting else ""

    @property
    def amount(self) -> Money:
        """What the State would be assessed."""
        return self.result.cost.total.of(self.line.amount if self.line else 0)


class StateHistory(NamedTuple):
    """One State: its meetings in order of day, its accounts (None without a ledger), and the
    meetings to come.
    """

    code: str
    convention: Convention
    states: States
    as_at: date
    known_on: date | None
    treaty: Mapping[str, TreatyStatus | None]
    rows: tuple[StateRow, ...]
    accounts: tuple[AccountRow, ...] | None
    ahead: tuple[Ahead, ...]
    left_out: tuple[Meeting, ...]

    @property
    def assessed(self) -> tuple[StateRow, ...]:
        """The meetings that charge the State."""
        return tuple(row for row in self.rows if row.line)

    @property
    def is_specimen(self) -> bool:
        """Whether the cost of any of these meetings is illustrative."""
        return any(row.result.is_specimen for row in self.rows)

    @property
    def open_accounts(self) -> tuple[AccountRow, ...]:
        """The accounts that are not settled."""
        return tuple(each for each in self.accounts or () if each.balance)

    @property
    def outstanding(self) -> tuple[Money, ...]:
        """What is outstanding for all meetings together, by currency."""
        owed = (each.money.of(each.outstanding) for each in self.open_accounts)
        return tuple(each for each in sums_by_currency(owed) if each.minor)


def load_state(data: Data, request: StateRequest, books: Books | None = None) -> StateHistory:
    """One State at every meeting of the data that opened, or was billed, by the day; amounts as
    issued where there is a ledger.

    Raises UsageError for a wrong request or where no meeting can be shared, DataError with all
    findings at once, TieOutError if totals do not tie.
    """
    code = books.state(request.state) if books else find_state(request.state, "STATE", data.states)
    view = View(request.as_at, request.known_on)
    issued = last_billed(books.ledger, view) if books else {}
    found = load_history(data, Request(rule=request.rule), issued)
    held, later = list[Shared](), list[Shared]()
    for each in found.meetings:
        (held if each.issued_on or each.result.day <= request.as_at else later).append(each)
    if not held:
        raise UsageError(
            f"--as-at: no meeting with a list and a cost had opened by {request.as_at}, so there "
            "is nothing to show. Name a later day."
        )
    accounts = status(books, view._replace(state=code)).rows if books else None
    by_meeting = {each.meeting: each for each in accounts or ()}
    return StateHistory(
        *(code, data.convention, data.states, request.as_at, request.known_on),
        {instrument: treaty.get(code) for instrument, treaty in data.treaties.items()},
        tuple(_rows(code, held, by_meeting)),
        accounts,
        tuple(_ahead(code, data, held, later, request)),
        tuple(each.meeting for each in found.left_out if each.meeting.day),
    )


def _rows(
    code: str, meetings: Sequence[Shared], accounts: Mapping[str, AccountRow]
) -> Iterator[StateRow]:
    """A row for each meeting, compared with the one before it under its instrument. A meeting that
    cost nothing is compared with no other.
    """
    last = dict[str, Shared]()
    for each in meetings:
        result, before = each.result, last.get(each.meeting.instrument)
        change, with_cost = None, False
        costly = bool(result.cost.total.minor)
        if before is not None and costly:
            change, with_cost = _change(code, before.result, result)
        yield StateRow(
            *(each, result.assessment.line(code), result.role(code)),
            before.meeting if before and costly else None,
            change,
            with_cost,
            accounts.get(each.meeting.id),
        )
        if costly:
            last[each.meeting.instrument] = each


def _change(
    code: str, before: Apportionment, after: Apportionment
) -> tuple[ChangeRow | None, bool]:
    """What changed for the State, in the effects of the annual report."""
    same = before.cost.total.currency == after.cost.total.currency
    with_cost = same and not (before.is_specimen or after.is_specimen)
    if not (before.assessment.line(code) or after.assessment.line(code)):
        return None, with_cost
    rows = shown_changes([held_of(before)], [held_of(after)], with_cost)
    return next(row for row in rows if row.code == code), with_cost


def _ahead(
    code: str,
    data: Data,
    held: Sequence[Shared],
    later: Sequence[Shared],
    request: StateRequest,
) -> Iterator[Ahead]:
    """The meetings of the register that are still to come, and one that is assumed in each of the
    next years without any under an instrument that has met, like its last one, as far as the
    scales reach.
    """
    convention, wish = data.convention, Request(rule=request.rule)
    text = request.cost or convention.illustrative_amount
    cost = given_cost(text, convention.currency, credit=False)
    cost = cost if request.cost else cost._replace(status="illustrative")
    planned = []
    for each in later:
        basis = basis_of(data, each.meeting.id, wish)
        planned.append((basis.cost, Planned(basis, basis.day.year, False)))
    dated = {(each.instrument, each.day.year) for each in data.meetings.values() if each.day}
    for instrument, last in {each.meeting.instrument: each for each in (*held, *later)}.items():
        model = basis_of(data, last.meeting.id, wish.for_shares())
        for year in range(request.as_at.year, request.as_at.year + YEARS_AHEAD):
            if (instrument, year) not in dated and data.scale_for(date(year, 12, 31)):
                planned.append((cost, Planned(assumed_meeting(model, year, wish), year, True)))
    for known, one in sorted(planned, key=lambda pair: pair[1].basis.day):
        of_meeting = cost if request.cost or known.status == "illustrative" else known
        yield _part(code, one, of_meeting)


def _part(code: str, planned: Planned, cost: Cost) -> Ahead:
    basis = planned.basis
    can = code in basis.states or code in basis.rule.named  # an organization pays if a rule says so
    joins = can and planned.joins(code, cost)
    result = planned.shared(cost, *[code] * joins)
    return Ahead(planned.year, result, result.assessment.line(code), planned.assumed, joins)
