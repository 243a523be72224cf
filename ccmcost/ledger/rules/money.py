"""Sums: in what currency, how much at most, and where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ccmcost.ledger.bodies import (
    ApplyCredit,
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
    if isinstance(body, Receipt):
        yield from _receipt(books, event, body)
    elif isinstance(body, Identify):
        yield from _identify(books, event, body)
    elif isinstance(body, Opening):
        yield from _opening(books, event, body)
    elif isinstance(body, ApplyCredit):
        yield from _credit(books, event, body)
    elif isinstance(body, Movement):
        yield from _movement(books, event, body)
    elif isinstance(body, PaymentPlan):
        yield from _plan(books, event, body)
    elif isinstance(body, ExternalNumber):
        if not books.has_notice(body.notice):
            yield Broken("number-notice", f'there is no notice "{body.notice}".')
        for other in sorted(books.numbered(body.external) - {body.notice})[:1]:
            yield Broken(
                "number-twice",
                f"{body.external} is the number of {other}. Reverse that first if it is wrong.",
            )
    elif isinstance(body, CostVersion):
        yield from _cost(books, body)


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
        money, rest = (
            Money(part.amount, body.currency, body.decimals),
            Money(max(0, owed), body.currency, body.decimals),
        )
        text = (
            f"{money} is more than {books.name(part.state)} owes for {part.meeting}, which is "
            f"{rest}."
        )
        yield Broken("receipt-overpaid", text, "--overpaid")
    same = [
        each
        for each in books.credited(part.state, part.meeting, part.amount)
        if _is_again(each, day)
    ]
    if same:
        earlier = f"event {same[-1].event}" if same[-1].event else "an earlier line"
        text = (
            f"{earlier} recorded the same sum of {books.name(part.state)} for {part.meeting}, of "
            f"{same[-1].day}. It may be the same money."
        )
        yield Broken("receipt-again", text, "--again")


def _is_again(earlier: Credited, day: str) -> bool:
    return abs((day_of(earlier.day) - day_of(day)).days) <= SAME_DAYS


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
    yield from _in_range(body.assessed, body.received or 1)
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
    if _debt_of(books, event, body.state, body.meeting) <= 0:
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
    left = _credit_of(books, event, body.state, body.meeting) - books.promised(
        body.state, body.meeting
    )
    if body.amount > left:
        yield Broken(
            "credit-beyond",
            _too_much(books, event, body, "dispose of", "credit", body.meeting, left),
        )
    owed = _debt_of(books, event, body.state, body.to_meeting) if body.to_meeting else body.amount
    if body.amount > owed:
        yield Broken(
            "debt-beyond", _too_much(books, event, body, "apply", "debt", body.to_meeting, owed)
        )


def _debt_of(books: BooksBefore, event: Event, state: str, meeting: str) -> int:
    """What a State owes, now and on the day of the event: what rests on a debt is not dated before
    it.
    """
    return min(books.balance(state, meeting), books.balance(state, meeting, event.value_date))


def _credit_of(books: BooksBefore, event: Event, state: str, meeting: str) -> int:
    """What stands in a State's favour, now and on the day of the event."""
    return min(-books.balance(state, meeting), -books.balance(state, meeting, event.value_date))


def _movement(books: BooksBefore, event: Event, body: Movement) -> Iterator[Broken]:
    yield from _in_range(abs(body.amount) if isinstance(body, ExchangeDifference) else body.amount)
    owed = _debt_of(books, event, body.state, body.meeting)
    if isinstance(body, Refund):
        credit = _credit_of(books, event, body.state, body.meeting)
        if body.amount > credit:
            yield Broken(
                "refund-beyond",
                _too_much(books, event, body, "refund", "credit", body.meeting, credit),
            )
    elif isinstance(body, WriteOff):
        if body.amount > owed:
            yield Broken(
                "write-off-beyond",
                _too_much(books, event, body, "write off", "debt", body.meeting, owed),
            )
    elif body.amount > owed:
        yield Broken(
            "charge-beyond", _too_much(books, event, body, "credit", "debt", body.meeting, owed)
        )
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


def _too_much(
    books: BooksBefore,
    event: Event,
    body: Movement | ApplyCredit,
    verb: str,
    what: str,
    meeting: str,
    left: int,
) -> str:
    rest = Money(max(0, left), body.currency, body.decimals)
    day = (
        ""
        if abs(books.balance(body.state, meeting)) == max(0, left)
        else f" as at {event.value_date}"
    )
    return (
        f"cannot {verb} more than the {what} of {books.name(body.state)} for {meeting}, which is "
        f"{rest}{day}."
    )


def _cost(books: BooksBefore, body: CostVersion) -> Iterator[Broken]:
    # a meeting may have cost nothing, but no estimate is nothing
    if body.amount or body.status != "actual":
        yield from _in_range(body.amount)
    last = books.cost_version(body.meeting)
    if body.version <= last:
        yield Broken(
            "cost-version",
            f"version {body.version} of the cost of {body.meeting} follows version {last}.",
        )
