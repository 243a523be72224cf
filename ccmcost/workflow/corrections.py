"""What else happens to an account: bank charges, exchange differences, refunds, write-offs, credits, reversals."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, get_args

from ccmcost.accounts.books import Books, Clerk, clean
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    Draft,
    ExchangeDifference,
    ExternalNumber,
    PaymentPlan,
    Refund,
    Sent,
    WriteOff,
    kind_of,
)
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import balance, entries_of, notices
from ccmcost.ledger.rules.reversals import reversal_of
from ccmcost.ledger.standing import known
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.model.money import scaled_int
from ccmcost.sharing.request import printable, sum_option
from ccmcost.workflow.receive import Received

Choice = Literal["refund", "apply", "leave"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


class Movement(NamedTuple):
    """A movement on the account of one State for one meeting, as the command line says it."""

    meeting: str
    state: str
    amount: str
    on: date
    document: str
    approved_by: str = ""


def bank_charge(desk: Books, movement: Movement, clerk: Clerk) -> Received:
    """Credit a State with charges that banks kept back and that the office bears; without it the State still owes them."""
    return _move(desk, BankCharge, movement, clerk)


def refund(desk: Books, movement: Movement, clerk: Clerk) -> Received:
    """Record money paid back to a State, at most its credit for the meeting."""
    return _move(desk, Refund, movement, clerk)


def write_off(desk: Books, movement: Movement, clerk: Clerk) -> Received:
    """Write off a debt, at most what is outstanding; the authority's document is named."""
    return _move(desk, WriteOff, movement, clerk)


def _move(desk: Books, kind: type[BankCharge | Refund | WriteOff], movement: Movement, clerk: Clerk) -> Received:
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    with desk.ledger.writing(clerk.name, kind_of(kind)):
        money = desk.money(movement.amount, meeting)
        body = kind(code, meeting, clean(movement.document, "--document"), *money)
        event = desk.record(Draft(body, movement.on, movement.approved_by), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


class Exchange(NamedTuple):
    """A sum sent in another currency: what was sent, at what rate, of which day, from which source."""

    currency: str
    amount: str
    rate: str
    rate_date: date
    source: str


def exchange_difference(desk: Books, movement: Movement, exchange: Exchange, clerk: Clerk) -> Received:
    """Credit (or, with a minus sign, charge) a State with a difference of exchange that the office bears."""
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    original = sum_option(exchange.amount, exchange.currency, "--original")
    if (scaled_int(exchange.rate, 12) or 0) <= 0:
        raise UsageError(f'--rate: "{printable(exchange.rate)}" is no rate. Write plain digits, such as 1.0834.')
    sign = -1 if movement.amount.startswith("-") else 1
    with desk.ledger.writing(clerk.name, "exchange-difference"):
        money = desk.money(movement.amount.removeprefix("-"), meeting)
        money = money.of(sign * money.minor)
        sent = Sent(exchange.currency, original.plain(), exchange.rate, exchange.rate_date.isoformat(), exchange.source)
        body = ExchangeDifference(code, meeting, clean(movement.document, "--document"), *money, sent)
        event = desk.record(Draft(body, movement.on, movement.approved_by), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def apply_credit(desk: Books, movement: Movement, choice: str, to_meeting: str | None, clerk: Clerk) -> Received:
    """Record a State's written choice on its credit: refund (paid back with `refund`), apply to its debt, or leave."""
    chosen = next((each for each in CHOICES if each == choice), None)
    if chosen is None:
        raise UsageError(f'--choice: "{printable(choice)}" is not one of {", ".join(CHOICES)}.')
    if (choice == "apply") != bool(to_meeting):
        raise UsageError("--to MEETING goes with --choice apply, and only with it.")
    meeting, code = desk.meeting(movement.meeting), desk.state(movement.state)
    target = desk.meeting(to_meeting) if to_meeting else ""
    with desk.ledger.writing(clerk.name, "apply-credit"):
        money = desk.money(movement.amount, meeting)
        body = ApplyCredit(code, meeting, chosen, target, clean(movement.document, "--document"), *money)
        event = desk.record(Draft(body, movement.on, movement.approved_by), clerk)
        return Received(event, money, code, meeting, money.of(balance(desk.ledger, code, meeting)))


def payment_plan(desk: Books, meeting: str, state: str, on: date, until: date, document: str, clerk: Clerk) -> Event:
    """Record that a State pays its debt for a meeting by a plan, up to a day; it moves no money."""
    meeting_id, code = desk.meeting(meeting), desk.state(state)
    return desk.record_one(Draft(PaymentPlan(code, meeting_id, until, clean(document, "--document")), on), clerk)


def external_number(desk: Books, notice: str, number: str, clerk: Clerk) -> Event:
    """Record the number that the office's accounting system (ERP) gave to a notice."""
    issued = [each.number for each in notices(desk.ledger)]
    if notice not in issued:
        raise UsageError(
            f'there is no notice "{printable(notice)}". Numbers look like {issued[0] if issued else "XX-AN-2023-0001"}.'
        )
    return desk.record_one(Draft(ExternalNumber(notice, clean(number, "NUMBER")), clerk.now.date()), clerk)


def reverse(
    desk: Books, seq: int | None, on: date | None, reason: str, approved_by: str, clerk: Clerk
) -> tuple[Event, Event]:
    """Undo an event (None: the last one) by its exact contrary, as from its own day or another; both stay in the ledger.

    Returns the reversal and what it reverses.
    """
    with desk.ledger.writing(clerk.name, "reverse"):
        seq = head(desk.ledger)[0] if seq is None else seq
        target = known(desk.ledger, seq)
        if target is None:
            raise UsageError(f"there is no event {seq}. List events: ccmcost ledger list.")
        body = reversal_of(target, entries_of(desk.ledger, seq), clean(reason, "--reason"))
        day = on or day_of(target.event.value_date)
        return desk.record(Draft(body, day, approved_by), clerk), target.event
