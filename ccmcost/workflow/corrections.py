"""What else happens to an account: bank charges, exchange differences, refunds, write-offs, credits, reversals."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, get_args

from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Contrary,
    Draft,
    ExchangeDifference,
    ExternalNumber,
    PaymentPlan,
    Refund,
    Reverse,
    Sent,
    WriteOff,
    kind_of,
)
from ccmcost.ledger.queries import balance, entries_of, left_unidentified, notices
from ccmcost.ledger.standing import known, reversed_by
from ccmcost.model.books import APPROVED, Event
from ccmcost.model.currency import decimals_of
from ccmcost.model.money import Money, scaled_int
from ccmcost.workflow.books import Clerk, Desk, clean
from ccmcost.workflow.receive import Received
from ccmcost.workflow.request import printable

Choice = Literal["refund", "apply", "leave"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
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
    return _move(desk, BankCharge, movement, clerk)


def refund(desk: Desk, movement: Movement, clerk: Clerk) -> Received:
    """Record money paid back to a State, at most its credit for the meeting."""
    return _move(desk, Refund, movement, clerk, of_credit="refund")


def write_off(desk: Desk, movement: Movement, clerk: Clerk) -> Received:
    """Write off a debt, at most what is outstanding; the authority's document is named."""
    return _move(desk, WriteOff, movement, clerk, of_debt="write off")


def _move(
    desk: Desk,
    kind: type[BankCharge | Refund | WriteOff],
    movement: Movement,
    clerk: Clerk,
    of_credit: str = "",
    of_debt: str = "",
) -> Received:
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    with desk.ledger.writing(clerk.name, kind_of(kind)):
        money = desk.money(movement.amount, meeting)
        before = balance(desk.ledger, code, meeting)
        if of_credit and money.minor > -before:
            raise UsageError(_too_much(desk, of_credit, "credit", code, meeting, money.of(max(0, -before))))
        if of_debt and money.minor > before:
            raise UsageError(_too_much(desk, of_debt, "debt", code, meeting, money.of(max(0, before))))
        body = kind(code, meeting, clean(movement.document, "--document"), *money)
        event = desk.record(Draft(body, movement.on, movement.approved_by), clerk)
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
        sent = Sent(exchange.currency, exchange.amount, exchange.rate, exchange.rate_date.isoformat(), exchange.source)
        body = ExchangeDifference(code, meeting, clean(movement.document, "--document"), *money, sent)
        event = desk.record(Draft(body, movement.on), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def apply_credit(desk: Desk, movement: Movement, choice: str, to_meeting: str | None, clerk: Clerk) -> Received:
    """Record a State's written choice on its credit: refund (paid back with `refund`), apply to its debt, or leave."""
    chosen = next((each for each in CHOICES if each == choice), None)
    if chosen is None:
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
        body = ApplyCredit(code, meeting, chosen, target, clean(movement.document, "--document"), *money)
        event = desk.record(Draft(body, movement.on, movement.approved_by), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def payment_plan(desk: Desk, meeting: str, state: str, on: date, until: date, document: str, clerk: Clerk) -> Event:
    """Record that a State pays its debt for a meeting by a plan, up to a day; it moves no money."""
    meeting_id, code = desk.meeting(meeting), desk.state(state)
    if until < on:
        raise UsageError(f"--until: {until} lies before the plan's own day, {on}.")
    return desk.record_one(Draft(PaymentPlan(code, meeting_id, until, clean(document, "--document")), on), clerk)


def external_number(desk: Desk, notice: str, number: str, clerk: Clerk) -> Event:
    """Record the number that the office's accounting system (ERP) gave to a notice."""
    issued = [each.number for each in notices(desk.ledger)]
    if notice not in issued:
        raise UsageError(
            f'there is no notice "{printable(notice)}". Numbers look like {issued[0] if issued else "XX-AN-2023-0001"}.'
        )
    return desk.record_one(Draft(ExternalNumber(notice, clean(number, "NUMBER")), clerk.now.date()), clerk)


def reverse(desk: Desk, seq: int, on: date, reason: str, approved_by: str, clerk: Clerk) -> Event:
    """Undo an event by its exact contrary; both stay in the ledger."""
    with desk.ledger.writing(clerk.name, "reverse"):
        found = known(desk.ledger, seq)
        if found is None:
            raise UsageError(f"there is no event {seq}. Numbers stand in the statement of a State.")
        event = found.event
        if event.kind in NEVER_REVERSED:
            raise UsageError(f"event {seq} is not reversed: {NEVER_REVERSED[event.kind]}.")
        earlier = reversed_by(desk.ledger, seq)
        if earlier is not None:
            raise UsageError(f"event {seq} was reversed already, by event {earlier}.")
        _nothing_rests_on(desk, event)
        if event.kind in APPROVED and not approved_by:
            raise UsageError(f"--approved-by: event {seq} was approved by a second person; so must be its reversal.")
        contrary = tuple(Contrary(p.state, p.meeting, p.account, -p.amount, p.notice) for p in entries_of(desk.ledger, seq))
        money: tuple[str, int] = getattr(found.body, "currency", ""), getattr(found.body, "decimals", 0)
        body = Reverse(seq, event.kind, clean(reason, "--reason"), contrary, *money)
        return desk.record(Draft(body, on, approved_by), clerk)


def _nothing_rests_on(desk: Desk, event: Event) -> None:
    held = -sum(p.amount for p in entries_of(desk.ledger, event.seq) if p.account == "unidentified")
    if event.kind == "receipt" and held and left_unidentified(desk.ledger, event.seq) != held:
        raise UsageError(f"money of event {event.seq} was identified since. Reverse that first.")
