"""`status` and `statement`: what the ledger says on a day, as it was known on a day."""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from ccmcost.ledger.queries import View, charges, events_known, left_unidentified, plans, postings, sums
from ccmcost.model.money import Money
from ccmcost.statement.account import About, Account, account
from ccmcost.statement.contributions import Contributions, Funding, Known, contributions
from ccmcost.workflow.books import Desk


class Unplaced(NamedTuple):
    """A receipt that nobody could place yet: its event, day, reference, and what is left of it."""

    event: int
    day: str
    reference: str
    left: Money


def status(desk: Desk, view: View) -> Contributions:
    """The status of contributions for a view of the ledger."""
    known = Known(
        sums(desk.ledger, view),
        charges(desk.ledger, view),
        plans(desk.ledger, view),
        _carried_over(desk, view),
        _funding(desk, view),
        tuple(desk.meetings),
    )
    return contributions(known, view.as_at, view.known_on)


def _carried_over(desk: Desk, view: View) -> frozenset[tuple[str, str]]:
    bodies = [json.loads(event.body) for event in events_known(desk.ledger, view, "opening")]
    return frozenset((body["state"], body["meeting"]) for body in bodies)


def _funding(desk: Desk, view: View) -> dict[str, Funding]:
    """The cost last issued of each meeting, and its go/no-go day; nothing if one State is looked at alone."""
    if view.state:
        return {}
    days = desk.convention.go_no_go_days
    found = {meeting.id: Funding(None, "", meeting.go_no_go(days)) for meeting in desk.meetings.values()}
    for event in events_known(desk.ledger, view, "issue"):
        for part in json.loads(event.body)["meetings"]:
            before = found.get(part["meeting"], Funding(None, "", None))
            found[part["meeting"]] = before._replace(cost=part["cost"]["amount"], cost_status=part["cost"]["status"])
    return found


def unplaced(desk: Desk) -> list[Unplaced]:
    """All receipts of which something is still unidentified, in order of recording."""
    found = []
    sql = (
        "SELECT e.seq, e.value_date, e.body FROM posting p JOIN event e ON e.seq = p.event "
        "WHERE p.account = 'unidentified' AND p.state = '' AND e.kind = 'receipt' "
        "AND e.seq NOT IN (SELECT json_extract(body, '$.event') FROM event WHERE kind = 'reverse') "
        "GROUP BY e.seq ORDER BY e.seq"
    )
    for seq, day, text in desk.ledger.rows(sql):
        body, left = json.loads(text), left_unidentified(desk.ledger, seq)
        if left:
            found.append(Unplaced(seq, day, body["reference"], Money(left, body["currency"], body["decimals"])))
    return found


def statement(desk: Desk, state: str, as_at: date, known_on: date | None) -> Account:
    """The statement of one State."""
    view = View(as_at, known_on, state=desk.state(state))
    found = postings(desk.ledger, view)
    about = {}
    for seq in sorted({posting.event for posting in found}):
        kind, body = desk.ledger.rows("SELECT kind, body FROM event WHERE seq = ?", seq)[0]
        about[seq] = About(kind, _text(kind, json.loads(body)))
    return account(view.state, found, about, plans(desk.ledger, view), tuple(desk.meetings), as_at, known_on)


def _text(kind: str, body: dict[str, object]) -> str:
    if kind == "issue":
        return ""
    for key in ("reference", "document", "reason", "source"):
        if body.get(key):
            return str(body[key])
    return ""
