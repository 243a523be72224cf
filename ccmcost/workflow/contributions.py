"""`status` and `statement`: what the ledger says on a day, as it was known on a day."""

from __future__ import annotations

from datetime import date

from ccmcost.ledger.bodies import Body, Issue
from ccmcost.ledger.queries import carried_over, charges, entries, last_billed, plans, postings, sums
from ccmcost.ledger.standing import View, known
from ccmcost.statement.account import About, Account, account
from ccmcost.statement.contributions import Contributions, Funding, Known, contributions
from ccmcost.workflow.books import Desk


def status(desk: Desk, view: View) -> Contributions:
    """The status of contributions for a view of the ledger."""
    found = Known(
        sums(desk.ledger, view),
        charges(desk.ledger, view),
        plans(desk.ledger, view),
        carried_over(desk.ledger, view),
        _funding(desk, view),
        tuple(desk.meetings),
    )
    return contributions(found, view.as_at, view.known_on)


def _funding(desk: Desk, view: View) -> dict[str, Funding]:
    """The cost last issued of each meeting, and its go/no-go day; nothing if one State is looked at alone."""
    if view.state:
        return {}
    days = desk.convention.go_no_go_days
    found = {meeting.id: Funding(None, "", meeting.go_no_go(days)) for meeting in desk.meetings.values()}
    for meeting, last in last_billed(desk.ledger, view).items():
        before = found.get(meeting, Funding(None, "", None))
        found[meeting] = before._replace(cost=last.part.cost.amount, cost_status=last.part.cost.status)
    return found


def statement(desk: Desk, state: str, as_at: date, known_on: date | None) -> Account:
    """The statement of one State."""
    view = View(as_at, known_on, state=desk.state(state))
    found = entries(desk.ledger, view)
    about = {seq: _about(desk, seq) for seq in sorted({posting.event for posting in found})}
    standing = {(posting.meeting, posting.currency) for posting in postings(desk.ledger, view)}
    return account(view.state, found, about, plans(desk.ledger, view), tuple(desk.meetings), as_at, known_on, standing)


def _about(desk: Desk, seq: int) -> About:
    found = known(desk.ledger, seq)
    assert found is not None
    return About(found.event.kind, _text(found.body))


def _text(body: Body) -> str:
    """What an event rests on: the bank's reference, a document, a reason or a source."""
    names = () if isinstance(body, Issue) else ("reference", "document", "reason", "source")
    return next((text for name in names if (text := getattr(body, name, ""))), "")
