"""`ccmcost receive`: what a State paid for a meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.money_options import Amount, ClockChecked, On, RecordedBy, Reference, State, at_desk, confirmed
from ccmcost.cli.options import Data, MeetingId, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.clock import day_option
from ccmcost.ledger.rules.reversals import NEVER_REVERSED
from ccmcost.model.books import Event
from ccmcost.workflow.receive import Receipt, Received, receive

app = plain_app()


@app.command(epilog=example('ccmcost receive msp12 JPN 41250.00 --on 2024-03-04 --reference "MOFA JAPAN MSP12-JPN"'))
def receive_(
    meeting: MeetingId,
    state: State,
    amount: Amount,
    on: On,
    reference: Reference,
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Currency; that of the meeting's account.")] = None,
    overpaid: Annotated[
        bool, typer.Option("--overpaid", help="The sum is right, although it is more than is outstanding.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="The sum came in once more: it is not the receipt that was recorded before.")
    ] = False,
    recorded_by: RecordedBy = None,
    clock_checked: ClockChecked = None,
    data: Data = None,
) -> None:
    """Record what a State paid for a meeting: the sum that the bank credited, on its value date."""
    receipt = Receipt(amount, day_option(on, "--on"), reference, currency)
    with at_desk(data, recorded_by, clock_checked, overpaid=overpaid, again=again) as (desk, clerk):
        said(confirmed(lambda by: receive(desk, meeting, state, receipt, by), clerk))


def undo(event: Event) -> str:
    """How an event is undone, in a line of its own."""
    how = NEVER_REVERSED.get(event.kind)
    if how is not None:
        return f"  {how[0].upper()}{how[1:]}.\n"
    return f"  undo: ccmcost record reverse {event.seq} --reason TEXT{' --approved-by NAME' if event.approved_by else ''}\n"


def said(received: Received) -> None:
    """Say what was recorded and where the State stands after it."""
    balance = received.balance
    place = f"{received.state} {received.meeting}".strip() or "to no State"
    stands = ""
    if received.state:
        owes = f"{balance} outstanding" if balance.minor > 0 else f"credit {balance.of(-balance.minor)}"
        stands = f"; now {owes if balance.minor else 'nothing outstanding'}"
    kind = received.event.kind.replace("_", " ")
    put(f"event {received.event.seq}: {kind} {received.money}, {place}{stands}\n" + undo(received.event))
    if received.remark:
        tell(received.remark)
