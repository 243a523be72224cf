"""Money that came in: a receipt of one State for one meeting, or one that nobody can place yet."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ccmcost.accounts.books import Books, Clerk, clean, money_option
from ccmcost.errors import UsageError
from ccmcost.ledger import bodies
from ccmcost.ledger.bodies import Draft, Identify, Part, Sent
from ccmcost.ledger.queries import balance, charged, left_unidentified
from ccmcost.ledger.standing import known
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money


class Received(NamedTuple):
    """What was recorded, and what the State owes for the meeting after it (negative: its credit)."""

    event: Event
    money: Money
    state: str
    meeting: str
    balance: Money
    remark: str = ""


class Receipt(NamedTuple):
    """One receipt as the command line says it."""

    amount: str
    on: date
    reference: str
    currency: str | None = None


def receive(desk: Books, meeting: str, state: str, receipt: Receipt, clerk: Clerk) -> Received:
    """Record what a State paid for a meeting, as the bank credited it."""
    meeting_id, code = desk.meeting(meeting), desk.state(state)
    with desk.ledger.writing(clerk.name, f"receive {meeting_id}"):
        money = desk.money(receipt.amount, meeting_id, receipt.currency)
        parts = (Part(code, meeting_id, "received", money.minor),)
        event = desk.record(receipt_draft(money, receipt.on, receipt.reference, parts), clerk)
        after = money.of(balance(desk.ledger, code, meeting_id))
        is_billed = code in charged(desk.ledger, meeting_id)
    remarks = (
        [] if is_billed else [f"{desk.states.name(code)} has no notice for {meeting_id}: the sum stands as its credit."]
    )
    return Received(event, money, code, meeting_id, after, "\n".join(remarks))


def receive_unidentified(desk: Books, receipt: Receipt, clerk: Clerk) -> Received:
    """Record money that cannot be placed yet; `identify` places it later."""
    money = money_option(receipt.amount, receipt.currency or desk.convention.currency, "AMOUNT")
    draft = receipt_draft(money, receipt.on, receipt.reference, (Part("", "", "unidentified", money.minor),))
    return Received(desk.record_one(draft, clerk), money, "", "", money)


def receipt_draft(
    money: Money,
    on: date,
    reference: str,
    parts: tuple[Part, ...],
    statement: str = "",
    line: str = "",
    original: Sent | None = None,
) -> Draft:
    """The event of one bank credit, whose parts sum to it."""
    return Draft(bodies.Receipt(clean(reference, "--reference"), statement, line, *money, parts, original), on)


class Placing(NamedTuple):
    """Where unidentified money belongs: a State and its meeting, or another convention (both empty)."""

    receipt: int
    state: str | None
    meeting: str | None
    amount: str | None
    document: str


def identify(desk: Books, placing: Placing, clerk: Clerk) -> Received:
    """Place unidentified money, whole or in part. It counts from the day it came in, for the State paid then."""
    if (placing.state is None) != (placing.meeting is None):
        raise UsageError("name the State and the meeting, or --other-convention.")
    code = "" if placing.state is None else desk.state(placing.state)
    meeting = "" if placing.meeting is None else desk.meeting(placing.meeting)
    with desk.ledger.writing(clerk.name, "identify"):
        found = known(desk.ledger, placing.receipt)
        left = left_unidentified(desk.ledger, placing.receipt)
        if found is None or not isinstance(found.body, bodies.Receipt) or left <= 0:
            raise UsageError(f"event {placing.receipt} holds no unidentified money. List it: ccmcost status --unidentified.")
        whole = Money(left, found.body.currency, found.body.decimals)
        money = desk.money(placing.amount or whole.plain(), meeting, whole.currency, "--amount")
        body = Identify(placing.receipt, code, meeting, placing.document, *money)
        draft = Draft(body, day_of(found.event.value_date))
        recorded = desk.record(draft, clerk)
        after = money.of(balance(desk.ledger, code, meeting))
    return Received(recorded, money, code, meeting, after)
