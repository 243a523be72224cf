"""Sums: in what currency, how much at most, and where they belong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from ccmcost.ledger.bodies import (
    ApplyCredit,
    BankCharge,
    CostVersion,
    ExchangeDifference,
    ExternalNumber,
    Identify,
    Issue,
    Movement,
    Opening,
    Part,
    PaymentPlan,
    Receipt,
    Refund,
    Reverse,
    Sent,
    WriteOff,
)
from ccmcost.ledger.codec import Body
from ccmcost.ledger.queries import Credited
from ccmcost.ledger.rules.books import Accounts, BooksBefore, Broken
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, scaled_int

SAME_DAYS = 3
"""Equal sums that came in so many days apart may be one."""
LONGEST_PLAN = 10
"""Years within which a payment plan ends."""
FINEST = 12
"""Decimals that a rate of exchange may have."""
_PLACED = {"received": True, "unidentified": False, "other_convention": False}
"""Accounts of the parts of a receipt, and whether they have a State and a meeting."""


def check(books: BooksBefore, event: Event, body: Body) -> Iterator[Broken]:
    """Every rule on sums; the reversal of an event has its own."""
    if isinstance(body, Reverse):
        return
    yield from _currency(books, body)
    of_kind = _OF_KIND.get(type(body))
    if of_kind is not None:
        yield from of_kind(books, event, body)


def _number(books: BooksBefore, event: Event, body: ExternalNumber) -> Iterator[Broken]:
    if not books.has_notice(body.notice):
        yield Broken("number-notice", f'there is no notice "{body.notice}".')
    for other in sorted(books.numbered(body.external) - {body.notice})[:1]:
        yield Broken(
            "number-twice",
            f"{body.external} is the number of {other}. If that is wrong, first record its own: "
            f"ccmcost record erp-number {other} NUMBER.",
        )


def _meetings(body: Body) -> Iterator[tuple[str, str]]:
    """Each meeting that a body moves money of, with the currency it is moved in."""
    if isinstance(body, Issue):
        yield from ((part.meeting, part.currency or body.currency) for part in body.meetings)
    elif isinstance(body, Receipt):
        yield from ((part.meeting, body.currency) for part in body.parts)
    elif isinstance(body, ApplyCredit):
        yield from ((body.meeting, body.currency), (body.to_meeting, body.currency))
    elif isinstance(body, Movement | Identify | Opening):
        yield body.meeting, body.currency


def _currency(books: BooksBefore, body: Body) -> Iterator[Broken]:
    currency: str | None = getattr(body, "currency", None)
    if currency is not None and decimals_of(currency) != getattr(body, "decimals", None):
        yield Broken("currency", f'"{currency}" with these decimals is not a currency of ISO 4217.')
    for meeting, own in dict.fromkeys(_meetings(body)):
        kept = books.currency(meeting) if meeting else None
        if kept is not None and kept != own:
            yield Broken(
                "currency",
                f"the account of {meeting} is kept in {kept}, not {own}. Record the sum that the "
                f"bank credited in {kept}.",
            )


def _in_range(*amounts: int) -> Iterator[Broken]:
    for amount in amounts:
        if not 0 < amount <= LARGEST_TOTAL:
            yield Broken(
                "amount",
                f"{amount} minor units is not an amount: it must be more than zero and at most "
                "10^15.",
            )


def _receipt(books: BooksBefore, event: Event, body: Receipt) -> Iterator[Broken]:
    yield from _in_range(body.amount, *(part.amount for part in body.parts))
    if sum(part.amount for part in body.parts) != body.amount:
        yield Broken(
            "receipt-parts", "the parts of the receipt do not sum to what the bank credited."
        )
    for part in body.parts:
        placed = (bool(part.state), bool(part.meeting))
        if part.account not in _PLACED or placed != (_PLACED[part.account],) * 2:
            yield Broken(
                "receipt-parts",
                "what was received has a State and a meeting; other parts have neither.",
            )
    earlier = books.bank_line(body.statement, body.line) if body.statement else None
    if earlier is not None:
        yield Broken(
            "bank-line-twice",
            f"line {body.line} of statement {body.statement} was recorded, as event {earlier}.",
        )
    # money on a bank's list has arrived, and is recorded whatever is odd about it
    if not body.statement:
        yield from _typed(books, event, body)


def _typed(books: BooksBefore, event: Event, body: Receipt) -> Iterator[Broken]:
    for part in (part for part in body.parts if part.state):
        for oddity in oddities(books, event.value_date, body, part):
            if oddity.answer not in body.control.answers:
                yield oddity


def oddities(books: Accounts, day: str, body: Receipt, part: Part) -> Iterator[Broken]:
    """What is odd about money of a State for a meeting: too much of it,
    or as much as came in a few days before or after.
    """
    # a credit counts: the tolerance is not given again and again
    owed = books.balance(part.state, part.meeting)
    if part.amount > owed + max(0, body.control.limits.overpaid):
        money = Money(part.amount, body.currency, body.decimals)
        text = (
            f"{money} is more than {books.name(part.state)} owes for {part.meeting}, which is "
            f"{money.of(max(0, owed))}."
        )
        yield Broken("receipt-overpaid", text, "--overpaid")
    same = [
        each
        for each in books.credited(part.state, part.meeting, part.amount)
        if abs((day_of(each.day) - day_of(day)).days) <= SAME_DAYS
    ]
    if same:
        yield Broken(
            "receipt-again", same_sum(books, same[-1], part.state, part.meeting), "--again"
        )


def same_sum(books: Accounts, earlier: Credited, state: str, meeting: str) -> str:
    """That the same sum of a State for a meeting was recorded before."""
    what = f"event {earlier.event}" if earlier.event else "an earlier line"
    return (
        f"{what} recorded the same sum of {books.name(state)} for {meeting}, of {earlier.day}. It "
        "may be the same money."
    )


def _identify(books: BooksBefore, event: Event, body: Identify) -> Iterator[Broken]:
    yield from _in_range(body.amount)
    if bool(body.state) != bool(body.meeting):
        yield Broken("identify-place", "name the State and the meeting, or --other-convention.")
    found = books.event(body.receipt) if body.receipt < event.seq else None
    left = books.left(body.receipt)
    if found is None or not isinstance(found.body, Receipt) or left <= 0:
        yield Broken(
            "identify-beyond",
            f"event {body.receipt} holds no unidentified money. List it: ccmcost status "
            "--unidentified.",
        )
        return
    if body.currency != found.body.currency:
        yield Broken(
            "currency",
            f"event {body.receipt} is kept in {found.body.currency}, not {body.currency}.",
        )
    if event.value_date != found.event.value_date:
        yield Broken(
            "identify-place", f"money counts from the day it came in, {found.event.value_date}."
        )
    if body.amount > left:
        whole = Money(left, body.currency, body.decimals)
        yield Broken(
            "identify-beyond",
            f"--amount: only {whole} of event {body.receipt} is left to be identified.",
        )


def _opening(books: BooksBefore, event: Event, body: Opening) -> Iterator[Broken]:
    yield from _in_range(body.assessed, *filter(None, [body.received]))
    if books.last_issue(body.meeting) is not None:
        yield Broken(
            "opening-issued",
            f"ccmcost issued {body.meeting} itself; a bill of it cannot be carried over.",
        )
    if books.has_bill(body.state, body.meeting, body.external):
        yield Broken(
            "opening-twice",
            f"bill {body.external} of {body.state} for {body.meeting} stands twice, or was "
            "carried over before.",
        )
    if body.pay_by < body.issued_on or body.issued_on.isoformat() > event.value_date:
        yield Broken(
            "opening-days",
            f"bill {body.external} must be issued by the opening day, and request payment no "
            "earlier than it was issued.",
        )


def _plan(books: BooksBefore, event: Event, body: PaymentPlan) -> Iterator[Broken]:
    if body.until.isoformat() < event.value_date:
        yield Broken(
            "plan-days",
            f"--until: {body.until} lies before the plan's own day, {event.value_date}.",
        )
    if body.until.year > day_of(event.value_date).year + LONGEST_PLAN:
        yield Broken(
            "plan-days",
            f"--until: {body.until} lies more than {LONGEST_PLAN} years after {event.value_date}.",
        )
    if _at_hand(books, event, body.state, body.meeting, 1) <= 0:
        message = (
            f"{books.name(body.state)} owes nothing for {body.meeting} on {event.value_date}: "
            "there is nothing to plan."
        )
        yield Broken("plan-debt", message)


def _credit(books: BooksBefore, event: Event, body: ApplyCredit) -> Iterator[Broken]:
    yield from _in_range(body.amount)
    if (body.choice == "apply") != bool(body.to_meeting):
        yield Broken("credit-place", "--to MEETING goes with --choice apply, and only with it.")
    if body.to_meeting == body.meeting:
        yield Broken("credit-place", "--to: a credit is applied to another meeting than its own.")
    at_hand = _at_hand(books, event, body.state, body.meeting, -1)
    left = at_hand - books.promised(body.state, body.meeting)
    told = "credit-beyond", "dispose of", "credit"
    yield from _beyond(books, event, body, body.meeting, left, *told)
    if body.to_meeting:
        owed = _at_hand(books, event, body.state, body.to_meeting, 1)
        told = "debt-beyond", "apply", "debt"
        yield from _beyond(books, event, body, body.to_meeting, owed, *told)


def _at_hand(books: BooksBefore, event: Event, state: str, meeting: str, sign: int) -> int:
    """What a State owes (1), or what stands in its favour (-1), now and on the day of the event:
    what rests on a debt or a credit is not dated before it.
    """
    then = books.balance(state, meeting, event.value_date)
    return min(sign * books.balance(state, meeting), sign * then)


_MOST: dict[type[Body], tuple[int, str, str, str]] = {
    Refund: (-1, "refund-beyond", "refund", "credit"),
    WriteOff: (1, "write-off-beyond", "write off", "debt"),
    BankCharge: (1, "charge-beyond", "credit", "debt"),
    ExchangeDifference: (1, "charge-beyond", "credit", "debt"),
}
"""What a movement may come to at most: a debt (1) or a credit (-1); the rule, and its words."""


def _movement(books: BooksBefore, event: Event, body: Movement) -> Iterator[Broken]:
    yield from _in_range(abs(body.amount) if isinstance(body, ExchangeDifference) else body.amount)
    sign, *told = _MOST[type(body)]
    most = _at_hand(books, event, body.state, body.meeting, sign)
    yield from _beyond(books, event, body, body.meeting, most, *told)
    if isinstance(body, ExchangeDifference):
        yield from _exchange(books, body)


def _exchange(books: BooksBefore, body: ExchangeDifference) -> Iterator[Broken]:
    """The sum sent, at its rate in either direction, must be what the bank credited and the
    difference.
    """
    sent, credited = (
        body.original,
        [each.amount for each in books.credited(body.state, body.meeting)],
    )
    if sent.currency == body.currency:
        yield Broken(
            "exchange-agrees", f"--original: {sent.currency} is the currency of the account itself."
        )
        return
    if books.has_difference(body.state, body.meeting, sent):
        what = f"{sent.currency} {sent.amount} of {sent.rate_date or 'that day'}"
        yield Broken(
            "exchange-twice",
            f"the difference of {what} for {body.meeting} was recorded. Reverse it if it is wrong.",
        )
    values = _values(sent, body.decimals)
    if any(
        abs(value - body.amount - sum_) <= 1
        for value in values
        for sum_ in {*credited, sum(credited)}
        if sum_
    ):
        return
    told = (
        " or ".join(str(Money(round(value), body.currency, body.decimals)) for value in values)
        or "no sum"
    )
    yield Broken(
        "exchange-agrees",
        f"{sent.currency} {sent.amount} at a rate of {sent.rate} is {told}. Less the difference of "
        f"{Money(body.amount, body.currency, body.decimals)}, that is not what the bank credited "
        f"from {books.name(body.state)} for {body.meeting}. Record the receipt first, and check "
        "sum, original amount and rate.",
    )


def _values(sent: Sent, decimals: int) -> tuple[Fraction, ...]:
    """A sum sent in another currency in minor units of the account, by its rate read either way."""
    amount, rate = (scaled_int(text, FINEST) or 0 for text in (sent.amount, sent.rate))
    if amount <= 0 or rate <= 0:
        return ()
    whole = Fraction(amount, 10**FINEST) * 10**decimals
    return whole * Fraction(rate, 10**FINEST), whole / Fraction(rate, 10**FINEST)


def _beyond(
    books: BooksBefore,
    event: Event,
    body: Movement | ApplyCredit,
    meeting: str,
    most: int,
    rule: str,
    verb: str,
    what: str,
) -> Iterator[Broken]:
    left = max(0, most)
    if body.amount > left:  # an exchange difference below zero charges, whatever credit there is
        is_now = abs(books.balance(body.state, meeting)) == left
        yield Broken(
            rule,
            f"cannot {verb} more than the {what} of {books.name(body.state)} for {meeting}, which "
            f"is {Money(left, body.currency, body.decimals)}"
            f"{'' if is_now else f' as at {event.value_date}'}.",
        )


def _cost(books: BooksBefore, event: Event, body: CostVersion) -> Iterator[Broken]:
    # a meeting may have cost nothing, but no estimate is nothing
    if body.amount or body.status != "actual":
        yield from _in_range(body.amount)
    last = books.cost_version(body.meeting)
    if body.version <= last:
        yield Broken(
            "cost-version",
            f"version {body.version} of the cost of {body.meeting} follows version {last}.",
        )


_OF_KIND: dict[type[Body], Callable[[BooksBefore, Event, Any], Iterator[Broken]]] = {
    Receipt: _receipt,
    Identify: _identify,
    Opening: _opening,
    ApplyCredit: _credit,
    PaymentPlan: _plan,
    ExternalNumber: _number,
    CostVersion: _cost,
    **dict.fromkeys(_MOST, _movement),
}
