"""`ccmcost receive`: what a State paid for a meeting."""

from __future__ import annotations

from typing import Annotated

import typer

from ccmcost.cli.money_options import Amount, On, RecordedBy, Reference, State, at_desk
from ccmcost.cli.options import Data, MeetingId, example, plain_app
from ccmcost.cli.output import put, tell
from ccmcost.clock import day_option
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
    recorded_by: RecordedBy = None,
    data: Data = None,
) -> None:
    """Record what a State paid for a meeting: the sum that the bank credited, on its value date."""
    with at_desk(data, recorded_by) as (desk, clerk):
        said(receive(desk, meeting, state, Receipt(amount, day_option(on, "--on"), reference, currency), clerk))


def said(received: Received) -> None:
    """Say what was recorded and where the State stands after it."""
    balance = received.balance
    place = f"{received.state} {received.meeting}".strip() or "to no State"
    stands = ""
    if received.state:
        owes = f"{balance} outstanding" if balance.minor > 0 else f"credit {balance.of(-balance.minor)}"
        stands = f"; now {owes if balance.minor else 'nothing outstanding'}"
    put(f"event {received.event.seq}: {received.event.kind.replace('_', ' ')} {received.money}, {place}{stands}\n")
    if received.remark:
        tell(received.remark)
