"""What happens to an account: receipts, bank charges, exchange differences, refunds, write-offs,
credits, reversals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from ccmcost.accounts.books import Books, Clerk, clean, money_option
from ccmcost.desk.order import in_group
from ccmcost.errors import UsageError
from ccmcost.ledger import bodies
from ccmcost.ledger.bodies import (
    ApplyCredit,
    Choice,
    ExternalNumber,
    Identify,
    Part,
    PaymentPlan,
    Sent,
)
from ccmcost.ledger.codec import Draft, kind_of
from ccmcost.ledger.events import head
from ccmcost.ledger.queries import balance, charged, entries_of, notices, unplaced
from ccmcost.ledger.rules.books import BooksBefore
from ccmcost.ledger.rules.conduct import ahead, early, reversal_of
from ccmcost.ledger.standing import Known, known
from ccmcost.model.books import Event
from ccmcost.model.calendar import day_of
from ccmcost.model.convention import Convention
from ccmcost.model.money import Money, scaled_int
from ccmcost.near import hint, meant, one_of
from ccmcost.sharing.request import sum_option
from ccmcost.text import printable
from ccmcost.words.status import listed

CHOICES = get_args(Choice)


class Recorded(NamedTuple):
    """What was recorded, and what the State owes for the meeting after it (negative: its credit);
    `name` is that of the State.
    """

    event: Event
    money: Money
    state: str
    meeting: str
    balance: Money
    name: str = ""
    remark: str = ""


class Receipt(NamedTuple):
    """One receipt as the command line says it."""

    amount: str
    on: date
    reference: str
    currency: str | None = None


class Placing(NamedTuple):
    """Where unidentified money belongs: a State and its meeting,
    or another convention (both empty).
    """

    receipt: int
    state: str | None
    meeting: str | None
    amount: str | None
    document: str


class Movement(NamedTuple):
    """A movement on the account of one State for one meeting, as the command line says it."""

    meeting: str
    state: str
    amount: str
    on: date
    document: str
    approved_by: str = ""


def _record(
    books: Books, draft: Draft, clerk: Clerk, money: Money, state: str, meeting: str
) -> Recorded:
    event = books.record(draft, clerk)
    left = money.of(balance(books.ledger, state, meeting))
    name = books.states.name(state) if state else ""
    return Recorded(event, money, state, meeting, left, name)


def receive(books: Books, meeting: str, state: str, receipt: Receipt, clerk: Clerk) -> Recorded:
    """Record what a State paid for a meeting, as the bank credited it."""
    meeting, code = books.meeting(meeting), books.state(state)
    with books.writing(clerk, f"receive {meeting}"):
        money = books.money(receipt.amount, meeting, receipt.currency)
        body = receipt_body(
            money, receipt.reference, (Part(code, meeting, "received", money.minor),)
        )
        done = _record(books, Draft(body, receipt.on), clerk, money, code, meeting)
        remarks = [*_look_at(books, body), *_owed_besides(books, done)]
        if code not in charged(books.ledger, meeting):
            name = books.states.name(code)
            remarks.append(f"{name} has no notice for {meeting}: the sum stands as its credit.")
    return done._replace(remark="\n".join(remarks))


def _look_at(books: Books, body: bodies.Receipt) -> Iterator[str]:
    """What the reference of a receipt says against the place where it is recorded."""
    from ccmcost.accounts.open_accounts import reader_of
    from ccmcost.desk.oddities import said_otherwise
    from ccmcost.intake.finder import StateFinder

    reader = reader_of(books, StateFinder(books.states, books.billed))
    for each in said_otherwise(reader, body, "the receipt"):
        yield f"look at this: {each}"


def _owed_besides(books: Books, done: Recorded) -> Iterator[str]:
    """Where a sum becomes a credit: what the State still owes for meetings on the same notice."""
    if not done.meeting or done.balance.minor >= 0:
        return
    owed = [
        f"{done.balance.of(left)} for {each}"
        for each in in_group(books, books.meetings[done.meeting].billing_group)
        if (left := balance(books.ledger, done.state, each)) > 0
    ]
    if owed:
        yield (
            f"{done.name} still owes {listed(owed)}, billed together with {done.meeting}. To "
            "divide the sum, undo this and record the part of each meeting."
        )


def came_in(convention: Convention, on: date, today: date) -> tuple[str, ...]:
    """Why no money can have come in on a day."""
    broken = (*ahead(on, today), *early(on, convention.entry_into_force.first))
    return tuple(each.text for each in broken)


def receive_unidentified(books: Books, receipt: Receipt, clerk: Clerk) -> Recorded:
    """Record money that cannot be placed yet; `identify` places it later."""
    money = money_option(receipt.amount, receipt.currency or books.convention.currency, "AMOUNT")
    body = receipt_body(money, receipt.reference, (Part("", "", "unidentified", money.minor),))
    with books.writing(clerk, kind_of(bodies.Receipt)):
        return _record(books, Draft(body, receipt.on), clerk, money, "", "")


def receipt_body(
    money: Money,
    reference: str,
    parts: tuple[Part, ...],
    statement: str = "",
    line: str = "",
    original: Sent | None = None,
) -> bodies.Receipt:
    """What is recorded of one bank credit, whose parts sum to it."""
    return bodies.Receipt(clean(reference, "--reference"), statement, line, *money, parts, original)


def unplaced_money(books: Books, receipt: int) -> tuple[Event, bodies.Receipt, Money]:
    """A receipt, what it says, and what of it nobody has placed; UsageError if that is nothing."""
    found = known(books.ledger, receipt)
    left = BooksBefore(books.ledger).left(receipt)
    if found is None or not isinstance(found.body, bodies.Receipt) or left <= 0:
        raise UsageError(
            f"event {receipt} holds no unidentified money. List it: ccmcost status --unidentified."
        )
    return found.event, found.body, Money(left, found.body.currency, found.body.decimals)


def some_unplaced(books: Books) -> bool:
    """Whether money waits to be placed."""
    return bool(unplaced(books.ledger))


def need_unplaced(books: Books) -> None:
    """Raise UsageError where no money waits to be placed."""
    if not some_unplaced(books):
        raise UsageError(
            "no payment is unidentified. Payments come in by ccmcost import receipts, or by "
            "ccmcost record unidentified."
        )


def identify(books: Books, placing: Placing, clerk: Clerk) -> Recorded:
    """Place unidentified money, whole or in part.
    It counts from the day it came in, for the State paid then.
    """
    if (placing.state is None) != (placing.meeting is None):
        raise UsageError("name the State and the meeting, or --other-convention.")
    document = clean(placing.document, "--document")
    code = "" if placing.state is None else books.state(placing.state)
    meeting = "" if placing.meeting is None else books.meeting(placing.meeting)
    from ccmcost.desk.oddities import placed_again

    with books.writing(clerk, "identify"):
        event, said, whole = unplaced_money(books, placing.receipt)
        money = books.money(placing.amount or whole.plain(), meeting, whole.currency, "--amount")
        draft = Draft(
            Identify(placing.receipt, code, meeting, document, *money),
            day_of(event.value_date),
        )
        done = _record(books, draft, clerk, money, code, meeting)
        part = Part(code, meeting, "received", money.minor)
        remarks = list(_look_at(books, said._replace(parts=(part,))) if code else ())
        odd = placed_again(books, placing.receipt, code, meeting, money) if code else ()
        remarks += [f"look at this: {each.text}" for each in odd if each.answer == "--again"]
        return done._replace(remark="\n".join([*remarks, *_owed_besides(books, done)]))


def move(
    books: Books,
    kind: type[bodies.Movement | ApplyCredit],
    movement: Movement,
    clerk: Clerk,
    **more: Any,
) -> Recorded:
    """Record a movement of one kind; `more` are the fields that it has beside those of all.
    A minus sign is kept.
    """
    meeting, code = books.meeting(movement.meeting), books.state(movement.state)
    sign = -1 if kind is bodies.ExchangeDifference and movement.amount.startswith("-") else 1
    with books.writing(clerk, kind_of(kind)):
        money = books.money(movement.amount[sign < 0 :], meeting)
        money = money.of(sign * money.minor)
        document = clean(movement.document, "--document")
        fields = {"state": code, "meeting": meeting, "document": document, **more}
        body = kind(amount=money.minor, currency=money.currency, decimals=money.decimals, **fields)
        draft = Draft(body, movement.on, movement.approved_by)
        return _record(books, draft, clerk, money, code, meeting)


def sent_option(currency: str, amount: str, rate: str, rate_date: date, source: str) -> Sent:
    """A sum sent in another currency: what was sent, at what rate, of which day,
    from which source. Raises UsageError.
    """
    original = sum_option(amount, currency, "--original-amount")
    check_rate(rate)
    return Sent(currency, original.plain(), rate, rate_date.isoformat(), clean(source, "--source"))


def check_rate(text: str) -> None:
    """Raise UsageError for what is no rate of exchange."""
    if (scaled_int(text, 12) or 0) <= 0:
        raise UsageError(
            f'--rate: "{printable(text)}" is not a valid rate. Write plain digits, such as 1.0834.'
        )


def apply_credit(
    books: Books, movement: Movement, choice: str, to_meeting: str | None, clerk: Clerk
) -> Recorded:
    """Record a State's written choice on its credit: refund (paid back with `refund`),
    apply to its debt, or leave.
    """
    choice = one_of(choice, CHOICES, "--choice")
    check_target(choice, to_meeting)
    target = books.meeting(to_meeting) if to_meeting else ""
    return move(books, ApplyCredit, movement, clerk, choice=choice, to_meeting=target)


def check_target(choice: str, to_meeting: str | None) -> None:
    """Raise UsageError unless a meeting is named where a credit is applied, and only there."""
    if (choice == "apply") != bool(to_meeting):
        raise UsageError("--to MEETING goes with --choice apply, and only with it.")


def payment_plan(
    books: Books, meeting: str, state: str, on: date, until: date, document: str, clerk: Clerk
) -> Event:
    """Record that a State pays its debt for a meeting by a plan, up to a day; it moves no money."""
    meeting, code = books.meeting(meeting), books.state(state)
    plan = PaymentPlan(code, meeting, until, clean(document, "--document"))
    return books.record_one(Draft(plan, on), clerk)


def issued_numbers(books: Books) -> list[str]:
    """The numbers of all notices and credits; UsageError if there are none."""
    issued = [each.number for each in notices(books.ledger)]
    if not issued:
        raise UsageError("no notice has been issued yet: ccmcost issue MEETING issues them.")
    return issued


def find_notice(books: Books, notice: str) -> str:
    """The number of a notice that was issued, or UsageError."""
    issued = issued_numbers(books)
    found = meant(notice, issued)
    if found is None:
        raise UsageError(
            f'there is no notice "{printable(notice)}".{hint(notice, issued, "Notices")} Numbers '
            f"look like {issued[0]}."
        )
    return found


def external_number(books: Books, notice: str, number: str, clerk: Clerk) -> Event:
    """Record the number that the office's accounting system (ERP) gave to a notice."""
    found = find_notice(books, notice)
    return books.record_one(
        Draft(ExternalNumber(found, clean(number, "NUMBER")), clerk.now.date()), clerk
    )


def find_event(books: Books, seq: int) -> Known:
    """An event by its number, or UsageError."""
    found = known(books.ledger, seq)
    if found is None:
        raise UsageError(f"there is no event {seq}. List events: ccmcost ledger list.")
    return found


def need_event(books: Books) -> None:
    """Raise UsageError where nothing was recorded yet."""
    if not head(books.ledger)[0]:
        raise UsageError("nothing was recorded yet, so there is nothing to reverse.")


class Undone(NamedTuple):
    """The reversals, each with what it reverses, and where each account stands after them: the name
    and code of the State, the meeting, and what is owed (negative: a credit). `used` says on which
    of them a debt is left because its money was applied or refunded since, and by which events.
    """

    made: list[tuple[Event, Known]]
    stands: list[tuple[str, str, str, Money]]
    used: list[tuple[list[Event], tuple[str, str, str, Money]]]


def reverse_all(
    books: Books,
    seqs: Sequence[int],
    on: date | None,
    reason: str,
    approved_by: str,
    clerk: Clerk,
) -> Undone:
    """Undo events (none named: the last one) by their exact contrary, each as from its own day or
    another, all or none; both stay in the ledger. The last is undone first, since it may rest on
    those before it.
    """
    from ccmcost.desk.oddities import used_since

    reason, made = clean(reason, "--reason"), list[tuple[Event, Known]]()
    if not seqs:
        need_event(books)
    with books.writing(clerk, "reverse"):
        for seq in sorted(seqs or [head(books.ledger)[0]], reverse=True):
            target = find_event(books, seq)
            body = reversal_of(target, entries_of(books.ledger, seq), reason)
            day = on or day_of(target.event.value_date)
            made.append((books.record(Draft(body, day, approved_by), clerk), target))
        stands = _stands(books, [reversal.seq for reversal, _ in made])
        targets = [target.event.seq for _, target in made]
        owing = [each for each in stands if each[3].minor > 0]
        used = [
            (since, each) for each in owing if (since := used_since(books, targets, *each[1:3]))
        ]
        return Undone(made, stands, used)


def _stands(books: Books, seqs: Sequence[int]) -> list[tuple[str, str, str, Money]]:
    """Where the accounts stand that some events moved."""
    moved = {
        (books.states.name(each.state), each.state, each.meeting): each.money
        for seq in seqs
        for each in entries_of(books.ledger, seq)
        if each.state
    }
    return [
        (*place, money.of(balance(books.ledger, *place[1:])))
        for place, money in sorted(moved.items())
    ]
