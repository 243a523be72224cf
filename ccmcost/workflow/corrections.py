"""What else happens to an account: bank charges, exchange differences, refunds, write-offs, credits, reversals."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from ccmcost.errors import UsageError
from ccmcost.ledger.events import event_at
from ccmcost.ledger.queries import (
    balance,
    left_unidentified,
    notices,
    postings_of_event,
    reversed_by,
)
from ccmcost.model.books import APPROVED, Draft, Event
from ccmcost.model.currency import decimals_of
from ccmcost.model.money import Money, scaled_int
from ccmcost.workflow.books import Clerk, Desk, clean, money_fields
from ccmcost.workflow.receive import Received
from ccmcost.workflow.request import printable

CHOICES = ("refund", "apply", "leave")
NEVER_REVERSED = {
    "issue": "an issue is corrected by issuing again: further notices and credits follow",
    "reverse": "a reversal is not reversed; record the event again",
    "cost": "a cost version is followed by a new one",
    "external_number": "a number is followed by a new one",
}


class Movement(NamedTuple):
    """A movement on the account of one State for one meeting, as the command line says it."""

    meeting: str
    state: str
    amount: str
    on: date
    document: str
    approved_by: str = ""


def bank_charge(desk: Desk, movement: Movement, clerk: Clerk) -> Received:
    """Credit a State with charges that banks kept back and that the office bears; without it the State still owes them."""
    return _move(desk, "bank_charge", movement, clerk)


def refund(desk: Desk, movement: Movement, clerk: Clerk) -> Received:
    """Record money paid back to a State, at most its credit for the meeting."""
    return _move(desk, "refund", movement, clerk, of_credit="refund")


def write_off(desk: Desk, movement: Movement, clerk: Clerk) -> Received:
    """Write off a debt, at most what is outstanding; the authority's document is named."""
    return _move(desk, "write_off", movement, clerk, of_debt="write off")


def _move(desk: Desk, kind: str, movement: Movement, clerk: Clerk, of_credit: str = "", of_debt: str = "") -> Received:
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    with desk.ledger.writing(clerk.name, kind):
        money = desk.money(movement.amount, meeting)
        before = balance(desk.ledger, code, meeting)
        if of_credit and money.minor > -before:
            raise UsageError(_too_much(desk, of_credit, "credit", code, meeting, money.of(max(0, -before))))
        if of_debt and money.minor > before:
            raise UsageError(_too_much(desk, of_debt, "debt", code, meeting, money.of(max(0, before))))
        body = {"state": code, "meeting": meeting, "document": clean(movement.document, "--document")} | money_fields(money)
        event = desk.record(Draft(kind, movement.on, body, movement.approved_by), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def _too_much(desk: Desk, verb: str, what: str, code: str, meeting: str, left: Money) -> str:
    return f"cannot {verb} more than the {what} of {desk.states.name(code)} for {meeting}, which is {left}."


class Exchange(NamedTuple):
    """A sum sent in another currency: what was sent, at what rate, of which day, from which source."""

    currency: str
    amount: str
    rate: str
    rate_date: date
    source: str


def exchange_difference(desk: Desk, movement: Movement, exchange: Exchange, clerk: Clerk) -> Received:
    """Credit (or, with a minus sign, charge) a State with a difference of exchange that the office bears."""
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    decimals = decimals_of(exchange.currency)
    if decimals is None or scaled_int(exchange.amount, decimals) is None:
        raise UsageError(f'--original: "{printable(exchange.amount)} {printable(exchange.currency)}" is no sum of money.')
    if (scaled_int(exchange.rate, 12) or 0) <= 0:
        raise UsageError(f'--rate: "{printable(exchange.rate)}" is no rate. Write plain digits, such as 1.0834.')
    sign = -1 if movement.amount.startswith("-") else 1
    with desk.ledger.writing(clerk.name, "exchange-difference"):
        money = desk.money(movement.amount.removeprefix("-"), meeting)
        money = money.of(sign * money.minor)
        body = {"state": code, "meeting": meeting, "document": clean(movement.document, "--document")} | money_fields(money)
        body |= {"original": exchange._asdict() | {"rate_date": exchange.rate_date.isoformat()}}
        event = desk.record(Draft("exchange_difference", movement.on, body), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def apply_credit(desk: Desk, movement: Movement, choice: str, to_meeting: str | None, clerk: Clerk) -> Received:
    """Record a State's written choice on its credit: refund (paid back with `refund`), apply to its debt, or leave."""
    if choice not in CHOICES:
        raise UsageError(f'--choice: "{printable(choice)}" is not one of {", ".join(CHOICES)}.')
    if (choice == "apply") != bool(to_meeting):
        raise UsageError("--to MEETING goes with --choice apply, and only with it.")
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    target = desk.meeting(to_meeting) if to_meeting else ""
    if target == meeting:
        raise UsageError("--to: a credit is applied to another meeting than its own.")
    with desk.ledger.writing(clerk.name, "apply-credit"):
        money = desk.money(movement.amount, meeting)
        credit = -balance(desk.ledger, code, meeting)
        if money.minor > credit:
            raise UsageError(_too_much(desk, "dispose of", "credit", code, meeting, money.of(max(0, credit))))
        if target:
            desk.money(movement.amount, target, money.currency)
            owed = balance(desk.ledger, code, target)
            if money.minor > owed:
                raise UsageError(_too_much(desk, "apply", "debt", code, target, money.of(max(0, owed))))
        body: dict[str, Any] = {"state": code, "meeting": meeting, "choice": choice, "to_meeting": target}
        body |= {"document": clean(movement.document, "--document")} | money_fields(money)
        event = desk.record(Draft("apply_credit", movement.on, body, movement.approved_by), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def payment_plan(desk: Desk, meeting: str, state: str, on: date, until: date, document: str, clerk: Clerk) -> Event:
    """Record that a State pays its debt for a meeting by a plan, up to a day; it moves no money."""
    meeting_id, code = desk.meeting(meeting), desk.state(state)
    if until < on:
        raise UsageError(f"--until: {until} lies before the plan's own day, {on}.")
    body = {"state": code, "meeting": meeting_id, "until": until.isoformat(), "document": clean(document, "--document")}
    return desk.record_one(Draft("payment_plan", on, body), clerk)


def external_number(desk: Desk, notice: str, number: str, clerk: Clerk) -> Event:
    """Record the number that the office's accounting system (ERP) gave to a notice."""
    known = [each.number for each in notices(desk.ledger)]
    if notice not in known:
        raise UsageError(
            f'there is no notice "{printable(notice)}". Numbers look like {known[0] if known else "XX-AN-2023-0001"}.'
        )
    body = {"notice": notice, "external": clean(number, "NUMBER")}
    return desk.record_one(Draft("external_number", clerk.now.date(), body), clerk)


def reverse(desk: Desk, seq: int, on: date, reason: str, approved_by: str, clerk: Clerk) -> Event:
    """Undo an event by its exact contrary; both stay in the ledger."""
    with desk.ledger.writing(clerk.name, "reverse"):
        event = event_at(desk.ledger, seq)
        if event is None:
            raise UsageError(f"there is no event {seq}. Numbers stand in the statement of a State.")
        if event.kind in NEVER_REVERSED:
            raise UsageError(f"event {seq} is not reversed: {NEVER_REVERSED[event.kind]}.")
        earlier = reversed_by(desk.ledger, seq)
        if earlier is not None:
            raise UsageError(f"event {seq} was reversed already, by event {earlier}.")
        _nothing_rests_on(desk, event)
        if event.kind in APPROVED and not approved_by:
            raise UsageError(f"--approved-by: event {seq} was approved by a second person; so must be its reversal.")
        contrary = [[p.state, p.meeting, p.account, -p.amount, p.notice] for p in postings_of_event(desk.ledger, seq)]
        old = json.loads(event.body)
        body = {"event": seq, "kind": event.kind, "reason": clean(reason, "--reason"), "contrary": contrary}
        body |= {"currency": old.get("currency", ""), "decimals": old.get("decimals", 0)}
        return desk.record(Draft("reverse", on, body, approved_by), clerk)


def _nothing_rests_on(desk: Desk, event: Event) -> None:
    held = -sum(p.amount for p in postings_of_event(desk.ledger, event.seq) if p.account == "unidentified")
    if event.kind == "receipt" and held and left_unidentified(desk.ledger, event.seq) != held:
        raise UsageError(f"money of event {event.seq} was identified since. Reverse that first.")
