"""What happened to an account, in words: before it is recorded and after; and how it is undone."""

from __future__ import annotations

from ccmcost.cli.output import put, tell
from ccmcost.desk import account
from ccmcost.ledger.bodies import ApplyCredit
from ccmcost.ledger.codec import body_of
from ccmcost.ledger.rules.conduct import NEVER_REVERSED
from ccmcost.model.books import Event, reversed_by_two, reversing
from ccmcost.model.calendar import day_of
from ccmcost.model.money import Money
from ccmcost.words.numbers import day as day_in_words
from ccmcost.words.status import event_words


def undo(event: Event) -> str:
    """How an event is undone, in a line of its own."""
    how = NEVER_REVERSED.get(event.kind)
    if how is not None:
        return f"  {how[0].upper()}{how[1:]}.\n"
    return f"  undo: {reversing([event.seq], reversed_by_two(event.kind, event.approved_by))}\n"


def said(received: account.Recorded) -> None:
    """Say what was recorded and where the State stands after it."""
    put(f"event {received.event.seq}: {told(received)}\n" + undo(received.event))
    if received.remark:
        tell(received.remark)


_CHOSEN = {
    "apply": "credit applied to {body.to_meeting}",
    "refund": "credit to be refunded",
    "leave": "credit kept on account",
}


def told(received: account.Recorded) -> str:
    """What is recorded, as it was understood, and where the State stands after it."""
    balance = received.balance
    place = f"{received.name} ({received.state}) {received.meeting}"
    place = place if received.state else "to no State"
    stands = now(balance) if received.state else ""
    body = body_of(received.event)
    kind = (
        _CHOSEN[body.choice].format(body=body)
        if isinstance(body, ApplyCredit)
        else event_words(received.event.kind)
    )
    day = day_in_words(day_of(received.event.value_date))
    return f"{kind} {received.money}, {place}, {day}{stands}"


def now(balance: Money) -> str:
    """What is owed by now (negative: a credit), at the end of a line."""
    if not balance.minor:
        return "; now nothing outstanding"
    credit = f"credit {balance.of(-balance.minor)}"
    return f"; now {f'{balance} outstanding' if balance.minor > 0 else credit}"


def before(received: account.Recorded) -> str:
    """The same of a rehearsal, before it is recorded."""
    second = received.event.approved_by
    approved = [f"approved by {second}"] if second else []
    lines = (told(received), *received.remark.splitlines(), *approved)
    return "".join(f"  {line}\n" for line in lines)
