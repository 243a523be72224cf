"""`ccmcost receive` and `ccmcost record ...`: what happens to the account of a State."""

from __future__ import annotations

from datetime import date
from typing import Annotated, NamedTuple

from ccmcost.accounts.books import Books, Clerk, clean
from ccmcost.cli import complete, readers
from ccmcost.cli.by import By
from ccmcost.cli.declared import Argument, Group, Option, Word, command
from ccmcost.cli.options import (
    Again,
    Amount,
    ApprovedBy,
    Choice,
    Currency,
    Data,
    Document,
    EventToPlace,
    MeetingId,
    On,
    Overpaid,
    Reference,
    SignedAmount,
    State,
)
from ccmcost.cli.output import put
from ccmcost.cli.told import before, said, undo
from ccmcost.desk import account
from ccmcost.errors import UsageError
from ccmcost.ledger.bodies import BankCharge, ExchangeDifference, Movement, Refund, WriteOff
from ccmcost.model.books import Event
from ccmcost.words.numbers import day as day_in_words

record = Group(
    "Record what else happens to a State's account. Nothing is ever changed or deleted: a "
    "mistake is reversed.",
    'ccmcost record unidentified 500.00 --on 2024-03-04 --reference "NO NAME"',
    "ccmcost record identify 17 JPN msp12 --document LETTER-12",
    'ccmcost record reverse 17 --reason "wrong State"',
)
ApprovedAbove = Annotated[
    str,
    Option(
        "NAME",
        "The second person; needed above the limit of the office.",
        "--approved-by",
        read=readers.maybe_person,
    ),
]
_BY = "--recorded-by A --approved-by B"


class Moved(NamedTuple):
    """Whose account for which meeting is moved, by how much, on which day,
    and what that rests on.
    """

    meeting: MeetingId
    state: State
    amount: SignedAmount
    on: On
    document: Document

    def approved(self, name: str) -> account.Movement:
        """The movement, with the second person; the name may be empty where none is needed."""
        return account.Movement(*self, clean(name, "--approved-by", needed=False))


@command(
    'ccmcost receive msp12 JPN 41250.00 --on 2024-03-04 --reference "MOFA JAPAN MSP12-JPN"',
    checks=(readers.came_in, readers.same_currency),
)
def receive(
    meeting: MeetingId,
    state: State,
    amount: Amount,
    on: On,
    reference: Reference,
    currency: Annotated[
        Word | None,
        Option("CODE", "Currency; default: that of the meeting's account.", read=readers.currency),
    ] = None,
    overpaid: Overpaid = False,
    again: Again = False,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Record what a State paid for a meeting: the sum that the bank credited, on its value date."""
    receipt = account.Receipt(amount, on, reference, currency)
    said(
        by.recorded(
            data,
            lambda desk, who: account.receive(desk, meeting, state, receipt, who),
            before,
            overpaid=overpaid,
            again=again,
        )
    )


@record.command(
    "unidentified",
    'ccmcost record unidentified 500.00 --on 2024-03-04 --reference "NO NAME"',
    checks=(readers.came_in,),
)
def unidentified(
    amount: Amount,
    on: On,
    reference: Reference,
    currency: Currency = None,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Record a payment that cannot be identified yet. It counts for no State until it is
    identified.
    """
    receipt = account.Receipt(amount, on, reference, currency)
    said(
        by.recorded(
            data, lambda desk, who: account.receive_unidentified(desk, receipt, who), before
        )
    )


def _placed(state: str | None, meeting: str | None, other_convention: bool) -> None:
    if (state is None) != (meeting is None) or other_convention == (state is not None):
        raise UsageError("name the State and the meeting, or say --other-convention.")


def _some_left(rest: readers.Rest) -> None:
    account.need_unplaced(rest.books)


def _holds(receipt: int, rest: readers.Rest) -> None:
    if account.some_unplaced(rest.books):  # else the check before has said so
        with readers.said_of("EVENT"):
            account.unplaced_money(rest.books, receipt)


@record.command(
    "identify",
    "ccmcost record identify 17 JPN msp12 --document LETTER-12",
    "ccmcost status --unidentified",
    checks=(_placed, _some_left, _holds),
)
def identify(
    receipt: EventToPlace,
    document: Document,
    state: Annotated[
        str | None,
        Argument(
            "STATE",
            "The State that paid (name or code); without it: --other-convention.",
            complete.states,
            unless="other_convention",
        ),
    ] = None,
    meeting: Annotated[
        str | None,
        Argument(
            "MEETING", "Meeting that it paid for.", complete.meetings, unless="other_convention"
        ),
    ] = None,
    amount: Annotated[
        str | None, Option("AMOUNT", "Part of the amount; default: all of it.", read=readers.part)
    ] = None,
    other_convention: Annotated[
        bool, Option(None, "The payment was meant for another convention.")
    ] = False,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Identify a payment, in whole or in part. It counts for the State from the day on which it was
    received.
    """
    _placed(state, meeting, other_convention)

    def identified(desk: Books, clerk: Clerk) -> account.Recorded:
        placing = account.Placing(receipt, state, meeting, amount, document)
        return account.identify(desk, placing, clerk)

    said(by.recorded(data, identified, before))


@record.command(
    "bank-charge", "ccmcost record bank-charge msp12 JPN 25.00 --on 2024-03-04 --document ADVICE-3"
)
def bank_charge(
    moved: Moved, approved_by: ApprovedAbove = "", *, by: By, data: Data = None
) -> None:
    """Credit bank charges that the office bears. Otherwise the State still owes them."""
    _move(moved, BankCharge, approved_by, by, data)


@record.command(
    "exchange-difference",
    "ccmcost record exchange-difference msp12 JPN 12.40 --on 2024-03-04 --original EUR "
    "--original-amount 1000.00 --rate 1.0834 --rate-date 2024-03-01 --source UNORE --document "
    "ADVICE-3",
)
def exchange_difference(
    moved: Moved,
    original: Annotated[
        Word, Option("CODE", "Currency in which the State paid.", read=readers.currency)
    ],
    original_amount: Annotated[
        str, Option("AMOUNT", "Amount paid in that currency.", read=readers.original)
    ],
    rate: Annotated[str, Option("RATE", "Rate of exchange, such as 1.0834.", read=readers.rate)],
    rate_date: Annotated[date, Option("DATE", "Day of the rate.")],
    source: Annotated[str, Option("TEXT", "Who published the rate.", read=readers.line)],
    approved_by: ApprovedAbove = "",
    *,
    by: By,
    data: Data = None,
) -> None:
    """Credit a difference of exchange that the office bears (with a minus sign after `--`:
    charge it).
    """

    def recorded(desk: Books, clerk: Clerk) -> account.Recorded:
        movement = moved.approved(approved_by)
        sent = account.sent_option(original, original_amount, rate, rate_date, source)
        return account.move(desk, ExchangeDifference, movement, clerk, original=sent)

    said(by.recorded(data, recorded, before, approved_by=approved_by))


def _move(
    moved: Moved,
    kind: type[Movement],
    approved_by: str,
    by: By,
    data: str | None,
) -> None:
    said(
        by.recorded(
            data,
            lambda desk, who: account.move(desk, kind, moved.approved(approved_by), who),
            before,
            approved_by=approved_by,
        )
    )


@record.command(
    "refund", f"ccmcost record refund msp12 JPN 120.00 --on 2024-09-01 --document LETTER-40 {_BY}"
)
def refund(moved: Moved, approved_by: ApprovedBy, *, by: By, data: Data = None) -> None:
    """Record a refund to a State, up to its credit for the meeting. A second person approves."""
    _move(moved, Refund, approved_by, by, data)


@record.command(
    "write-off",
    f"ccmcost record write-off msp8 SOM 310.00 --on 2024-09-01 --document MSP/2024/7 {_BY}",
)
def write_off(moved: Moved, approved_by: ApprovedBy, *, by: By, data: Data = None) -> None:
    """Write off a debt, up to the amount outstanding, on the authority of a document. A second
    person approves.
    """
    _move(moved, WriteOff, approved_by, by, data)


@record.command(
    "payment-plan",
    "ccmcost record payment-plan msp8 SOM --on 2024-02-01 --until 2026-12-31 --document L-9",
)
def payment_plan(
    meeting: MeetingId,
    state: State,
    on: On,
    until: Annotated[date, Option("DATE", "Day by which the last instalment is to be paid.")],
    document: Document,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Record a payment plan of a State for a meeting. It moves no money; status and statement show
    it.
    """

    def planned(desk: Books, clerk: Clerk) -> tuple[Event, str]:
        code, name = desk.state(state), desk.meeting(meeting)
        event = account.payment_plan(desk, name, code, on, until, document, clerk)
        return event, f"{desk.states.name(code)} ({code}) for {name}"

    event, whose = by.recorded(data, planned)
    days = f"from {day_in_words(on)} until {day_in_words(until)}"
    put(f"event {event.seq}: payment plan of {whose}, {days}\n" + undo(event))


def _applied(choice: str, to: str | None) -> None:
    account.check_target(choice, to)


@record.command(
    "apply-credit",
    "ccmcost record apply-credit msp11 JPN 120.00 --choice apply --to msp12 --on 2024-09-01 "
    f"--document LETTER-41 {_BY}",
    "ccmcost record apply-credit msp11 FRA 80.00 --choice leave --on 2024-09-01 --document "
    f"LETTER-42 {_BY}",
    checks=(_applied,),
)
def apply_credit(
    meeting: MeetingId,
    state: State,
    amount: Amount,
    choice: Choice,
    on: On,
    document: Document,
    approved_by: ApprovedBy,
    to: Annotated[
        str | None,
        Option(
            "MEETING",
            "Meeting to whose amount due the credit is applied.",
            complete=complete.meetings,
        ),
    ] = None,
    *,
    by: By,
    data: Data = None,
) -> None:
    """Record what a State wants done with a credit; `apply` moves it to its debt for the meeting
    named.
    """
    moved = Moved(meeting, state, amount, on, document)
    said(
        by.recorded(
            data,
            lambda desk, who: account.apply_credit(
                desk, moved.approved(approved_by), choice, to, who
            ),
            before,
            approved_by=approved_by,
        )
    )


def _some_issued(rest: readers.Rest) -> None:
    account.issued_numbers(rest.books)


@record.command(
    "erp-number", "ccmcost record erp-number XX-AN-2024-0001 5100012345", checks=(_some_issued,)
)
def erp_number(
    notice: Annotated[
        str, Argument("NOTICE", "Number of a notice or credit.", complete.notices, readers.notice)
    ],
    number: Annotated[
        str, Argument("NUMBER", "Its number in the office's accounting system.", read=readers.line)
    ],
    *,
    by: By,
    data: Data = None,
) -> None:
    """Record the number that the office's accounting system (ERP) gave to a notice."""
    event = by.recorded(data, lambda desk, who: account.external_number(desk, notice, number, who))
    put(f"event {event.seq}: {notice} is {number} in the accounting system\n" + undo(event))
