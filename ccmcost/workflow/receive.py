"""Money that came in: a receipt of one State for one meeting, or one that nobody can place yet."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from ccmcost.errors import UsageError
from ccmcost.ledger.events import event_at
from ccmcost.ledger.queries import balance, charged, left_unidentified, reversed_by
from ccmcost.model.books import Draft, Event
from ccmcost.model.money import Money
from ccmcost.workflow.books import Clerk, Desk, clean, money_fields, money_option


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


def receive(desk: Desk, meeting: str, state: str, receipt: Receipt, clerk: Clerk) -> Received:
    """Record what a State paid for a meeting, as the bank credited it."""
    meeting_id, code = desk.meeting(meeting), desk.state(state)
    with desk.ledger.writing(clerk.name, f"receive {meeting_id}"):
        money = desk.money(receipt.amount, meeting_id, receipt.currency)
        parts = [part(code, meeting_id, "received", money.minor)]
        same = _same(desk, receipt.on, money.currency, parts[0])
        event = desk.record(receipt_draft(money, receipt.on, receipt.reference, parts), clerk)
        after = money.of(balance(desk.ledger, code, meeting_id))
        known = code in charged(desk.ledger, meeting_id)
    remarks = [] if known else [f"{desk.states.name(code)} has no notice for {meeting_id}: the sum stands as its credit."]
    if same:
        remarks.append(
            f"Event {same} recorded the same sum for the same day. If it is the same money: "
            f'ccmcost record reverse {event.seq} --on {receipt.on} --reason "recorded twice".'
        )
    return Received(event, money, code, meeting_id, after, "\n".join(remarks))


def _same(desk: Desk, on: date, currency: str, wanted: dict[str, Any]) -> int:
    """The last event that recorded the same part of a receipt for the same day and stands; 0 if there is none."""
    sql = "SELECT seq, body FROM event WHERE kind = 'receipt' AND value_date = ? ORDER BY seq DESC"
    for seq, body in desk.ledger.rows(sql, on.isoformat()):
        found = json.loads(body)
        if found["currency"] == currency and wanted in found["parts"] and not reversed_by(desk.ledger, seq):
            return int(seq)
    return 0


def receive_unidentified(desk: Desk, receipt: Receipt, clerk: Clerk) -> Received:
    """Record money that cannot be placed yet; `identify` places it later."""
    money = money_option(receipt.amount, receipt.currency or "USD", "AMOUNT")
    draft = receipt_draft(money, receipt.on, receipt.reference, [part("", "", "unidentified", money.minor)])
    return Received(desk.record_one(draft, clerk), money, "", "", money)


def receipt_draft(
    money: Money,
    on: date,
    reference: str,
    parts: list[dict[str, Any]],
    statement: str = "",
    line: str = "",
    original: dict[str, str] | None = None,
) -> Draft:
    """The event of one bank credit, whose parts sum to it."""
    body: dict[str, Any] = {"reference": clean(reference, "--reference"), "statement": statement, "line": line}
    return Draft("receipt", on, body | money_fields(money) | {"parts": parts} | ({"original": original} if original else {}))


def part(state: str, meeting: str, account: str, minor: int) -> dict[str, Any]:
    """A part of a receipt."""
    return {"state": state, "meeting": meeting, "account": account, "amount": minor}


class Placing(NamedTuple):
    """Where unidentified money belongs: a State and its meeting, or another convention (both empty)."""

    receipt: int
    state: str | None
    meeting: str | None
    amount: str | None
    document: str


def identify(desk: Desk, placing: Placing, clerk: Clerk) -> Received:
    """Place unidentified money, whole or in part. It counts from the day it came in, for the State paid then."""
    if (placing.state is None) != (placing.meeting is None):
        raise UsageError("name the State and the meeting, or --other-convention.")
    code = "" if placing.state is None else desk.state(placing.state)
    meeting = "" if placing.meeting is None else desk.meeting(placing.meeting)
    with desk.ledger.writing(clerk.name, "identify"):
        event = event_at(desk.ledger, placing.receipt)
        left = left_unidentified(desk.ledger, placing.receipt) if event and event.kind == "receipt" else 0
        if event is None or left <= 0 or reversed_by(desk.ledger, placing.receipt):
            raise UsageError(f"event {placing.receipt} holds no unidentified money. List it: ccmcost status --unidentified.")
        held = json.loads(event.body)
        whole = Money(left, held["currency"], held["decimals"])
        money = desk.money(placing.amount or whole.plain(), meeting, whole.currency, "--amount")
        if money.minor > left:
            raise UsageError(f"--amount: only {whole} of event {placing.receipt} is left to be identified.")
        body = {"receipt": placing.receipt, "state": code, "meeting": meeting, "document": placing.document}
        draft = Draft("identify", date.fromisoformat(event.value_date), body | money_fields(money))
        recorded = desk.record(draft, clerk)
        after = money.of(balance(desk.ledger, code, meeting))
    return Received(recorded, money, code, meeting, after)
