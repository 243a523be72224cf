"""`ccmcost record ...`: everything else that happens to the account of a State."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.accounts.books import clean
from ccmcost.cli.money_options import (
    Amount,
    ApprovedBy,
    ClockChecked,
    Document,
    On,
    RecordedBy,
    Reference,
    State,
    approver,
    at_desk,
    confirmed,
)
from ccmcost.cli.options import Currency, Data, MeetingId, example, plain_app
from ccmcost.cli.output import put
from ccmcost.cli.receive import said, undo
from ccmcost.clock import day_option, optional_day
from ccmcost.errors import UsageError
from ccmcost.workflow import corrections
from ccmcost.workflow.corrections import Exchange, Movement
from ccmcost.workflow.receive import Placing, Receipt, identify, receive_unidentified

app = plain_app(
    no_args_is_help=True,
    help="Record what else happens to a State's account. Nothing is ever changed or deleted: a mistake is reversed.",
    epilog=example(
        'ccmcost record unidentified 500.00 --on 2024-03-04 --reference "NO NAME"',
        "ccmcost record identify 17 JPN msp12 --document LETTER-12",
        'ccmcost record reverse 17 --reason "wrong State"',
    ),
)
ApprovedAbove = Annotated[
    str,
    typer.Option("--approved-by", metavar="NAME", help="The second person; needed above the limit of the office."),
]
_by = "--recorded-by A --approved-by B"


@app.command("unidentified", epilog=example('ccmcost record unidentified 500.00 --on 2024-03-04 --reference "NO NAME"'))
def unidentified(
    amount: Amount,
    on: On,
    reference: Reference,
    currency: Currency = None,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Record money that nobody can place yet. It counts for no State until it is identified."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        receipt = Receipt(amount, day_option(on, "--on"), reference, currency)
        said(confirmed(lambda by: receive_unidentified(desk, receipt, by), clerk))


@app.command(
    "identify", epilog=example("ccmcost record identify 17 JPN msp12 --document LETTER-12", "ccmcost status --unidentified")
)
def identify_(
    receipt: Annotated[int, typer.Argument(metavar="EVENT", help="Number of the event that recorded the money.")],
    document: Document,
    state: Annotated[str | None, typer.Argument(metavar="STATE", help="The State that paid (name or code).")] = None,
    meeting: Annotated[str | None, typer.Argument(metavar="MEETING", help="Meeting that it paid for.")] = None,
    amount: Annotated[str | None, typer.Option(metavar="AMOUNT", help="A part of it; all if not said.")] = None,
    other_convention: Annotated[
        bool, typer.Option("--other-convention", help="It was meant for another convention.")
    ] = False,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Place unidentified money, whole or in part. It counts for the State from the day it came in."""
    if other_convention == (state is not None):
        raise UsageError("name the State and the meeting, or say --other-convention.")
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        placing = Placing(receipt, state, meeting, amount, clean(document, "--document"))
        said(confirmed(lambda by: identify(desk, placing, by), clerk))


@app.command("bank-charge", epilog=example("ccmcost record bank-charge msp12 JPN 25.00 --on 2024-03-04 --document ADVICE-3"))
def bank_charge(
    meeting: MeetingId, state: State, amount: Amount, on: On, document: Document, approved_by: ApprovedAbove = "",
    recorded_by: RecordedBy = None, clock_checked: ClockChecked = None, data: Data = None,
) -> None:  # fmt: skip
    """Credit charges that banks kept back and that the office bears. Without this the State still owes them."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        movement = Movement(
            meeting, state, amount, day_option(on, "--on"), document, clean(approved_by, "--approved-by", False)
        )
        said(confirmed(lambda by: corrections.bank_charge(desk, movement, by), clerk))


@app.command(
    "exchange-difference",
    epilog=example(
        "ccmcost record exchange-difference msp12 JPN 12.40 --on 2024-03-04 --original EUR --original-amount 1000.00 "
        "--rate 1.0834 --rate-date 2024-03-01 --source UNORE --document ADVICE-3"
    ),
)
def exchange_difference(
    meeting: MeetingId,
    state: State,
    amount: Amount,
    on: On,
    document: Document,
    original: Annotated[str, typer.Option("--original", metavar="CODE", help="Currency in which the State paid.")],
    original_amount: Annotated[
        str, typer.Option("--original-amount", metavar="AMOUNT", help="What it paid in that currency.")
    ],
    rate: Annotated[str, typer.Option(metavar="RATE", help="Rate of exchange, such as 1.0834.")],
    rate_date: Annotated[str, typer.Option("--rate-date", metavar="DATE", help="Day of the rate.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Who published the rate.")],
    approved_by: ApprovedAbove = "",
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Credit a difference of exchange that the office bears (with a minus sign after `--`: charge it)."""
    exchange = Exchange(original, original_amount, rate, day_option(rate_date, "--rate-date"), clean(source, "--source"))
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        movement = Movement(
            meeting, state, amount, day_option(on, "--on"), document, clean(approved_by, "--approved-by", False)
        )
        said(confirmed(lambda by: corrections.exchange_difference(desk, movement, exchange, by), clerk))


@app.command("refund", epilog=example(f"ccmcost record refund msp12 JPN 120.00 --on 2024-09-01 --document LETTER-40 {_by}"))
def refund(
    meeting: MeetingId, state: State, amount: Amount, on: On, document: Document, approved_by: ApprovedBy,
    recorded_by: RecordedBy = None, clock_checked: ClockChecked = None, data: Data = None,
) -> None:  # fmt: skip
    """Record money paid back to a State, at most its credit for the meeting. A second person approves."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        movement = Movement(meeting, state, amount, day_option(on, "--on"), document, approver(approved_by))
        said(confirmed(lambda by: corrections.refund(desk, movement, by), clerk))


@app.command(
    "write-off", epilog=example(f"ccmcost record write-off msp8 SOM 310.00 --on 2024-09-01 --document MSP/2024/7 {_by}")
)
def write_off(
    meeting: MeetingId, state: State, amount: Amount, on: On, document: Document, approved_by: ApprovedBy,
    recorded_by: RecordedBy = None, clock_checked: ClockChecked = None, data: Data = None,
) -> None:  # fmt: skip
    """Write off a debt by the authority of a document, at most what is outstanding. A second person approves."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        movement = Movement(meeting, state, amount, day_option(on, "--on"), document, approver(approved_by))
        said(confirmed(lambda by: corrections.write_off(desk, movement, by), clerk))


@app.command(
    "payment-plan", epilog=example("ccmcost record payment-plan msp8 SOM --on 2024-02-01 --until 2026-12-31 --document L-9")
)
def payment_plan(
    meeting: MeetingId,
    state: State,
    on: On,
    until: Annotated[str, typer.Option(metavar="DATE", help="Day by which the last instalment is paid.")],
    document: Document,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Record that a State pays its debt for a meeting by a plan. It moves no money; status and statement show it."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        days = day_option(on, "--on"), day_option(until, "--until")
        event = confirmed(lambda by: corrections.payment_plan(desk, meeting, state, *days, document, by), clerk)
    put(f"event {event.seq}: payment plan of {state} for {meeting} until {until}\n" + undo(event))


@app.command(
    "apply-credit",
    epilog=example(
        f"ccmcost record apply-credit msp11 JPN 120.00 --choice apply --to msp12 --on 2024-09-01 --document LETTER-41 {_by}",
        f"ccmcost record apply-credit msp11 FRA 80.00 --choice leave --on 2024-09-01 --document LETTER-42 {_by}",
    ),
)
def apply_credit(
    meeting: MeetingId,
    state: State,
    amount: Amount,
    choice: Annotated[str, typer.Option(metavar="CHOICE", help="What the State chose in writing: refund, apply or leave.")],
    on: On,
    document: Document,
    approved_by: ApprovedBy,
    to: Annotated[str | None, typer.Option("--to", metavar="MEETING", help="Meeting whose debt it is applied to.")] = None,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Record what a State wants done with a credit; `apply` moves it to its debt for the meeting named."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        movement = Movement(meeting, state, amount, day_option(on, "--on"), document, approver(approved_by))
        said(confirmed(lambda by: corrections.apply_credit(desk, movement, choice, to, by), clerk))


@app.command(
    "reverse",
    epilog=example(
        'ccmcost record reverse 17 --reason "wrong State"',
        'ccmcost record reverse --last --on 2024-03-05 --reason "typed twice"',
    ),
)
def reverse(
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    event: Annotated[
        int | None, typer.Argument(metavar="EVENT", help="Number of the event to undo; ccmcost ledger list shows them.")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="Undo the event that was recorded last.")] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Day from which it no longer counts; by default its own day.")
    ] = None,
    approved_by: Annotated[
        str, typer.Option("--approved-by", metavar="NAME", help="Needed where the event itself was approved.")
    ] = "",
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Undo an event by its exact contrary. Both stay in the ledger."""
    if last == (event is not None):
        raise UsageError("name the number of the event, or say --last.")
    day, approver_ = optional_day(on, "--on"), clean(approved_by, "--approved-by", needed=False)
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        made, target = confirmed(lambda by: corrections.reverse(desk, event, day, reason, approver_, by), clerk)
    put(f"event {made.seq}: reverses event {target.seq} ({target.kind.replace('_', ' ')})\n")


@app.command("erp-number", epilog=example("ccmcost record erp-number XX-AN-2024-0001 5100012345"))
def erp_number(
    notice: Annotated[str, typer.Argument(metavar="NOTICE", help="Number of a notice or credit.")],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="Its number in the office's accounting system.")],
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Record the number that the office's accounting system (ERP) gave to a notice."""
    with at_desk(data, recorded_by, clock_checked) as (desk, clerk):
        event = confirmed(lambda by: corrections.external_number(desk, notice, number, by), clerk)
    put(f"event {event.seq}: {notice} is {number} in the accounting system\n" + undo(event))
